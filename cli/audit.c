/* Who counts in an indicator of a survey, and how answers were read. */
#include "json_frame.h"

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
    fprintf(out, "%s%s%s%s%s%s\n", begin ? "\n" : "", cli_table_text(t, begin, "label"),
            category ? ", " : "", category ? category : "", item ? ": " : "", item ? item : "");
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

/* Either of them may be NULL. */
static int write_json(const sdg16_table *audit, const sdg16_table *coding, FILE *out) {
  sdg16_json *json;
  int status = json_begin("indicator", out, &json);
  if (status) return status;
  if (audit) json_plain_rows(json, "audit", audit, NULL);
  if (coding) json_plain_rows(json, "coding", coding, NULL);
  return json_finish(json, status);
}

int cli_write_audit(const cli_options *o, const sdg16_indicator *indicator) {
  const sdg16_table *audit = sdg16_indicator_audit(indicator);
  const sdg16_table *coding = sdg16_indicator_coding(indicator);
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  if (o->publish_format == SDG16_FORMAT_JSON) {
    status = write_json(o->audit ? audit : NULL, o->coding ? coding : NULL, buffer.stream);
  } else if (o->publish_format == SDG16_FORMAT_CSV) {
    status = cli_write_csv(o->audit ? audit : coding, buffer.stream);
  } else {
    if (o->audit) status = print_audit(audit, buffer.stream);
    if (o->audit && o->coding) fputc('\n', buffer.stream);
    if (!status && o->coding) status = print_coding(coding, buffer.stream);
  }
  if (!status) return cli_buffer_write(&buffer, o);
  cli_buffer_drop(&buffer);
  return status;
}
