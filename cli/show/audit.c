/* Who counts in an indicator of a survey, and how answers were read. */
#include "show/audit.h"

#include "show/json_frame.h"

#include <string.h>

/* Columns of the text, their headings and decimals. */
#define AUDIT_COLUMNS 5
static const char *const AUDIT[] = {"step", "reason", "rows", "weight", "percent"};
static const char *const AUDIT_HEADS[] = {"Step", "Reason", "Rows", "Weight",
                                          "% of denominator"};
static const int32_t AUDIT_PLACES[] = {0, 0, 0, 0, 2};
#define CODING_COLUMNS 8
static const char *const CODING[] = {"input", "category", "column", "value",
                                     "label", "read_as",  "rows",   "weight"};
static const char *const CODING_HEADS[] = {"Input", "Category", "Column", "Value",
                                           "Label", "Read as",  "Rows",   "Weight"};
static const int32_t CODING_PLACES[CODING_COLUMNS] = {0};

/* The lines of a series, and of one item and category, belong together. */
static int print_audit(const sdg16_table *t, FILE *out) {
  int status = EXIT_DONE;
  sdg16_text_options options = cli_shown(AUDIT_COLUMNS, AUDIT, AUDIT_HEADS, AUDIT_PLACES);
  for (int64_t begin = 0, end; begin < sdg16_table_rows(t) && !status; begin = end) {
    for (end = begin + 1; end < sdg16_table_rows(t); end++) {
      const char *step = cli_table_text(t, end, "step");
      if (step && !strcmp(step, "file")) break;
    }
    const char *category = cli_table_text(t, begin, "category");
    const char *item = cli_table_text(t, begin, "item");
    if (begin) fputc('\n', out);
    cli_put_safe(cli_table_text(t, begin, "label"), out);
    fputs(category ? ", " : "", out);
    cli_put_safe(category ? category : "", out);
    fputs(item ? ": " : "", out);
    cli_put_safe(item ? item : "", out);
    fputc('\n', out);
    options.row_begin = begin;
    options.row_end = end;
    status = cli_print_table(t, &options, out);
  }
  return status;
}

static int print_coding(const sdg16_table *table, FILE *out) {
  sdg16_text_options options = cli_shown(CODING_COLUMNS, CODING, CODING_HEADS, CODING_PLACES);
  return cli_print_table(table, &options, out);
}

static int write_text(const sdg16_table *audit, const sdg16_table *coding, FILE *out) {
  int status = audit ? print_audit(audit, out) : EXIT_DONE;
  if (audit && coding) fputc('\n', out);
  return status || !coding ? status : print_coding(coding, out);
}

/* Either of them may be NULL. */
static int write_json(const sdg16_table *audit, const sdg16_table *coding, FILE *out) {
  sdg16_json *json;
  int status = json_begin("indicator", out, &json);
  if (status) return status;
  if (audit) json_plain_rows(json, "audit", audit, NULL);
  if (coding) json_plain_rows(json, "coding", coding, NULL);
  return json_finish(json, status);
}

int cli_write_audit(const sdg16_table *audit, const sdg16_table *coding, int32_t format,
                    int safe_cells, const char *path) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  status = format == SDG16_FORMAT_JSON ? write_json(audit, coding, buffer.stream)
           : format == SDG16_FORMAT_CSV
               ? cli_write_csv(audit ? audit : coding, safe_cells, buffer.stream)
               : write_text(audit, coding, buffer.stream);
  return cli_buffer_finish(&buffer, status, path);
}
