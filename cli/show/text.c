/* Text for people: ranges, cells that are formatted, paragraphs, the data. */
#include "show/show.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH 80     /* of text that goes to a file, and the most of a paragraph */
#define NARROWEST 40 /* and the widest that is believed */
#define WIDEST 400

const char *cli_number(double value, int decimals, char out[NUMBER_SIZE]) {
  sdg16_format_number(value, decimals, out, NUMBER_SIZE);
  return out;
}

const char *cli_count(int64_t value, char out[NUMBER_SIZE]) {
  return cli_number((double)value, 0, out);
}

const char *cli_range(double lower, double upper, int decimals, char out[RANGE_SIZE]) {
  char low[NUMBER_SIZE], high[NUMBER_SIZE];
  if (isnan(lower)) return strcpy(out, "-");
  cli_number(lower, decimals, low);
  if (isinf(upper))
    snprintf(out, RANGE_SIZE, "%s or more", low);
  else
    snprintf(out, RANGE_SIZE, "%s to %s", low, cli_number(upper, decimals, high));
  return out;
}

double cli_limit_up(double upper) { return ceil(upper - 1e-9 * fabs(upper)); }

/* ---- aligned columns ---- */

void cli_cell(cli_grid *grid, const char *format, ...) {
  char *text = NULL;
  va_list args;
  if (!grid->grid && sdg16_grid_new(grid->align, &grid->grid, NULL)) grid->failed = 1;
  va_start(args, format);
  if (vasprintf(&text, format, args) < 0) {
    text = NULL;
    grid->failed = 1;
  }
  va_end(args);
  sdg16_grid_text(grid->grid, text);
  free(text);
}

int cli_grid_print(cli_grid *grid, FILE *out) {
  int failed =
      grid->failed || (grid->grid && sdg16_grid_write(grid->grid, cli_to_stream, out, NULL));
  sdg16_grid_free(grid->grid);
  *grid = (cli_grid){.align = grid->align};
  return failed ? -1 : 0;
}

sdg16_text_options cli_shown(int64_t count, const char *const *columns,
                             const char *const *headings, const int32_t *places) {
  sdg16_text_options options;
  sdg16_text_options_init(&options, (int64_t)sizeof options);
  options.column_count = count;
  options.columns = columns;
  options.headings = headings;
  options.places = places;
  options.missing = "";
  return options;
}

int cli_print_table(const sdg16_table *table, const sdg16_text_options *options, FILE *out) {
  sdg16_error error = cli_new_error();
  return sdg16_table_write_text(table, options, cli_to_stream, out, &error)
             ? cli_library_error(&error)
             : EXIT_DONE;
}

/* The end of the next word: a number and its "%" stay together. */
static size_t word_size(const char *text) {
  size_t size = strcspn(text, " ");
  if (!strncmp(text + size, " %", 2)) size += 1 + strcspn(text + size + 1, " ");
  return size;
}

int cli_width(const char *path) {
  struct winsize size;
  const char *columns = getenv("COLUMNS");
  if ((path && strcmp(path, "-")) || !isatty(STDOUT_FILENO)) return WIDTH;
  long width = columns ? strtol(columns, NULL, 10) : 0;
  if (width < 1 && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size)) width = size.ws_col;
  return width < 1           ? WIDTH
         : width < NARROWEST ? NARROWEST
         : width > WIDEST    ? WIDEST
                             : (int)width;
}

void cli_paragraph(const char *text, int indent, FILE *out) {
  cli_paragraph_within(text, indent, WIDTH, out);
}

/* Words with line breaks before column `most`. */
static void break_lines(const char *text, int indent, int most, FILE *out) {
  int64_t at = indent;
  while (*text) {
    size_t size = word_size(text);
    int64_t width = sdg16_display_width(text, (int64_t)size);
    if (at > indent && at + 1 + width > most) {
      fprintf(out, "\n%*s", indent, "");
      at = indent;
    } else if (at > indent) {
      fputc(' ', out);
      at++;
    }
    cli_put_safe_part(text, size, out);
    at += width;
    text += size;
    text += strspn(text, " ");
  }
  fputc('\n', out);
}

#define LONGEST_PARAGRAPH 8192 /* that is mended; without memory, which may be out */

void cli_paragraph_within(const char *text, int indent, int most, FILE *out) {
  char mended[LONGEST_PARAGRAPH];
  int fits = snprintf(mended, sizeof mended, "%s", text) < (int)sizeof mended;
  if (fits) sdg16_text_agree(mended, (int64_t)sizeof mended);
  break_lines(fits ? mended : text, indent, most, out);
}

/* ---- the data ---- */

int64_t *cli_overlaps(const sdg16_capture *capture) {
  int64_t lists = sdg16_capture_lists(capture);
  int64_t *overlaps = calloc((size_t)(lists * lists), sizeof *overlaps);
  if (overlaps && sdg16_capture_overlaps(capture, overlaps, lists * lists, NULL)) {
    free(overlaps);
    overlaps = NULL;
  }
  return overlaps;
}

int cli_print_source(const cli_reading *in, const sdg16_capture *capture, FILE *out) {
  char number[NUMBER_SIZE], people[NUMBER_SIZE];
  const char *layout = sdg16_layout_name(sdg16_capture_layout(capture));
  int found = in->capture.layout == SDG16_LAYOUT_AUTO;
  fputs("\nData\n", out);
  for (int64_t i = 0; i < in->files.count; i++) {
    fprintf(out, "  %-12s", i ? "" : "File");
    cli_put_safe(cli_shown_path(in->files.path[i]), out);
    fputc('\n', out);
  }
  fprintf(out, "  %-12s%s%s\n", "Read as", layout ? layout : "?",
          found ? " (detected from the header; --layout overrides it)" : "");
  int64_t observed = sdg16_capture_observed(capture);
  int64_t histories = sdg16_capture_histories(capture, NULL, NULL);
  fprintf(out, "  %-12s%s %s on %d lists, with %s different capture histor%s\n", "Content",
          cli_count(observed, people), observed == 1 ? "person" : "people",
          (int)sdg16_capture_lists(capture), cli_count(histories, number),
          histories == 1 ? "y" : "ies");
  return EXIT_DONE;
}

int cli_print_lists(const sdg16_capture *capture, FILE *out) {
  int32_t lists = sdg16_capture_lists(capture);
  int64_t *overlaps = cli_overlaps(capture);
  if (!overlaps) return cli_out_of_memory();
  char align[SDG16_MAX_LISTS + 4], number[NUMBER_SIZE];
  memset(align, 'r', sizeof align);
  align[1] = 'l';
  align[3 + lists] = '\0';
  cli_grid grid = {.align = align};

  fputs("\nLists, and people on both of two lists (by number; none: no one)\n", out);
  cli_cell(&grid, "No.");
  cli_cell(&grid, "List");
  cli_cell(&grid, "People");
  for (int32_t j = 0; j < lists; j++) cli_cell(&grid, "%d", (int)j + 1);
  int empty = 0;
  for (int32_t i = 0; i < lists; i++) {
    cli_cell(&grid, "%d", (int)i + 1);
    cli_cell(&grid, "%s", sdg16_capture_list_name(capture, i));
    cli_cell(&grid, "%s", cli_count(overlaps[(int64_t)i * lists + i], number));
    for (int32_t j = 0; j < lists; j++) {
      int64_t both = overlaps[(int64_t)i * lists + j];
      empty += j < i && !both;
      if (i == j)
        cli_cell(&grid, ".");
      else if (both)
        cli_cell(&grid, "%s", cli_count(both, number));
      else
        cli_cell(&grid, "none");
    }
  }
  int status = cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
  if (!status && empty)
    fprintf(out, "  %d of the %d pairs of lists %s no one in common.\n", empty,
            (int)(lists * (lists - 1) / 2), empty == 1 ? "has" : "have");
  free(overlaps);
  return status;
}
