/* Who counts in an indicator of a survey, and how answers were read. */
#include "show/audit.h"

#include "show/json_build.h"

#include <math.h>
#include <string.h>

/* A column of the text, and its heading. */
struct shown {
  const char *name, *heading;
};

static const struct shown AUDIT[] = {{"step", "Step"},
                                     {"reason", "Reason"},
                                     {"rows", "Rows"},
                                     {"weight", "Weight"},
                                     {"percent", "% of denominator"}};
static const struct shown CODING[] = {
    {"input", "Input"}, {"category", "Category"}, {"column", "Column"}, {"value", "Value"},
    {"label", "Label"}, {"read_as", "Read as"},   {"rows", "Rows"},     {"weight", "Weight"}};

static void put(cli_grid *grid, const sdg16_table *table, int64_t row, const char *name) {
  char text[NUMBER_SIZE];
  const char *word = cli_table_text(table, row, name);
  double number = cli_table_number(table, row, name);
  if (word)
    cli_cell(grid, "%s", word);
  else if (!isnan(number))
    cli_cell(grid, "%s", cli_number(number, name[0] == 'p' ? 2 : 0, text));
  else
    cli_cell(grid, "%s", "");
}

static int print_grid(const sdg16_table *table, int64_t begin, int64_t end, const char *align,
                      const struct shown *shown, size_t count, FILE *out) {
  cli_grid grid = {.align = align};
  for (size_t c = 0; c < count; c++) cli_cell(&grid, "%s", shown[c].heading);
  for (int64_t row = begin; row < end; row++)
    for (size_t c = 0; c < count; c++) put(&grid, table, row, shown[c].name);
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

/* The lines of a series, and of one item and category, belong together. */
static int print_audit(const sdg16_table *t, FILE *out) {
  int status = EXIT_DONE;
  for (int64_t begin = 0, end; begin < sdg16_table_rows(t) && !status; begin = end) {
    for (end = begin + 1; end < sdg16_table_rows(t); end++) {
      const char *step = cli_table_text(t, end, "step");
      if (step && !strcmp(step, "file")) break;
    }
    const char *category = cli_table_text(t, begin, "category");
    const char *item = cli_table_text(t, begin, "item");
    fprintf(out, "%s%s%s%s%s%s\n", begin ? "\n" : "", cli_table_text(t, begin, "label"),
            category ? ", " : "", category ? category : "", item ? ": " : "", item ? item : "");
    status = print_grid(t, begin, end, "llrrr", AUDIT, sizeof AUDIT / sizeof AUDIT[0], out);
  }
  return status;
}

static int write_text(const sdg16_table *audit, const sdg16_table *coding, FILE *out) {
  int status = audit ? print_audit(audit, out) : EXIT_DONE;
  if (audit && coding) fputc('\n', out);
  if (status || !coding) return status;
  return print_grid(coding, 0, sdg16_table_rows(coding), "llllllrr", CODING,
                    sizeof CODING / sizeof CODING[0], out);
}

static int write_json(const sdg16_table *audit, const sdg16_table *coding, FILE *out) {
  json_builder b;
  json_begin(&b, "indicator");
  if (audit) json_put(&b, b.root, "audit", json_rows(&b, audit, 0));
  if (coding) json_put(&b, b.root, "coding", json_rows(&b, coding, 0));
  return json_finish(&b, out);
}

int cli_write_audit(const sdg16_table *audit, const sdg16_table *coding, int32_t format,
                    const char *path) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  status = format == SDG16_FORMAT_JSON  ? write_json(audit, coding, buffer.stream)
           : format == SDG16_FORMAT_CSV ? cli_write_csv(audit ? audit : coding, buffer.stream)
                                        : write_text(audit, coding, buffer.stream);
  return cli_buffer_finish(&buffer, status, path);
}
