/* Text for people: numbers with thousands separators, aligned columns. */
#include "show/show.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 80

/* The command never sets a locale: printf writes '.' and no separators. */
const char *cli_number(double value, int decimals, char out[NUMBER_SIZE]) {
  char digits[NUMBER_SIZE];
  if (isnan(value)) return strcpy(out, "-");
  if (isinf(value)) return strcpy(out, "unlimited");
  if (fabs(value) >= 1e15) {
    snprintf(out, NUMBER_SIZE, "%.4g", value);
    return out;
  }
  snprintf(digits, sizeof digits, "%.*f", decimals, value);
  const char *read = digits;
  char *write = out;
  if (*read == '-') {
    if (strpbrk(digits, "123456789")) *write++ = '-'; /* not "-0.00" */
    read++;
  }
  for (size_t left = strcspn(read, "."); left; left--) {
    *write++ = *read++;
    if (left % 3 == 1 && left > 1) *write++ = ',';
  }
  strcpy(write, read);
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
  if (grid->failed) return;
  if (grid->count == grid->capacity) {
    int64_t larger = grid->capacity ? 2 * grid->capacity : 64;
    char **grown = realloc(grid->cells, (size_t)larger * sizeof *grown);
    if (!grown) {
      grid->failed = 1;
      return;
    }
    grid->cells = grown;
    grid->capacity = larger;
  }
  va_list args;
  va_start(args, format);
  if (vasprintf(&grid->cells[grid->count], format, args) < 0)
    grid->failed = 1;
  else
    grid->count++;
  va_end(args);
}

/* Characters, not bytes: list names are UTF-8. */
static int characters(const char *text) {
  int count = 0;
  for (; *text; text++) count += ((unsigned char)*text & 0xc0) != 0x80;
  return count;
}

int cli_grid_print(cli_grid *grid, FILE *out) {
  int64_t columns = (int64_t)strlen(grid->align);
  int widths[64] = {0};
  int failed = grid->failed || columns > 64;
  for (int64_t i = 0; i < grid->count && !failed; i++) {
    int width = characters(grid->cells[i]);
    if (width > widths[i % columns]) widths[i % columns] = width;
  }
  for (int64_t i = 0; i < grid->count && !failed; i++) {
    int64_t column = i % columns;
    int pad = widths[column] - characters(grid->cells[i]);
    int last = column == columns - 1;
    if (grid->align[column] == 'l') {
      fputs("  ", out);
      cli_put_safe(grid->cells[i], out);
      if (!last) fprintf(out, "%*s", pad, "");
    } else {
      fprintf(out, "  %*s", pad, "");
      cli_put_safe(grid->cells[i], out);
    }
    if (last) fputc('\n', out);
  }
  for (int64_t i = 0; i < grid->count; i++) free(grid->cells[i]);
  free(grid->cells);
  *grid = (cli_grid){.align = grid->align};
  return failed ? -1 : 0;
}

void cli_paragraph(const char *text, int indent, FILE *out) {
  int at = indent;
  while (*text) {
    size_t size = strcspn(text, " ");
    if (!strncmp(text + size, " %", 2)) size += 1 + strcspn(text + size + 1, " "); /* "95 %" */
    char word[1100]; /* no message is longer */
    snprintf(word, sizeof word, "%.*s", (int)size, text);
    int width = characters(word);
    if (at > indent) {
      if (at + 1 + width > WIDTH) {
        fprintf(out, "\n%*s", indent, "");
        at = indent;
      } else {
        fputc(' ', out);
        at++;
      }
    }
    cli_put_safe(word, out);
    at += width;
    text += size;
    text += strspn(text, " ");
  }
  fputc('\n', out);
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
    cli_put_safe(in->files.path[i], out);
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

  fputs("\nLists, and people on both of two lists (by number; none: nobody)\n", out);
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
    fprintf(out, "  %d of the %d pairs of lists %s nobody in common.\n", empty,
            (int)(lists * (lists - 1) / 2), empty == 1 ? "has" : "have");
  free(overlaps);
  return status;
}
