/* What was read: which columns were taken for what, and the notes of the capture data. */
#include "show/json_frame.h"

#include <stdlib.h>
#include <string.h>

/* The columns of one use, and of one reason (NULL: any), separated by commas. */
static void put_columns(const sdg16_table *columns, const char *use, const char *why,
                        FILE *out) {
  int said = 0;
  for (int64_t i = 0; i < sdg16_table_rows(columns); i++) {
    if (strcmp(cli_table_text(columns, i, "use"), use) ||
        (why && strcmp(cli_table_text(columns, i, "why"), why)))
      continue;
    fprintf(out, "%s%s", said++ ? ", " : "", cli_table_text(columns, i, "column"));
  }
}

/* The first row of a use and a reason. */
static int is_first(const sdg16_table *columns, int64_t row) {
  const char *use = cli_table_text(columns, row, "use"),
             *why = cli_table_text(columns, row, "why");
  for (int64_t i = 0; i < row; i++)
    if (!strcmp(cli_table_text(columns, i, "use"), use) &&
        !strcmp(cli_table_text(columns, i, "why"), why))
      return 0;
  return 1;
}

/* "Not used: age (it holds ...); note, remark (...)."; reasons tell of values. */
static void put_unused(int protected, const sdg16_table *columns, FILE *out) {
  int said = 0;
  for (int64_t i = 0; i < sdg16_table_rows(columns); i++) {
    if (strcmp(cli_table_text(columns, i, "use"), "unused") || !is_first(columns, i)) continue;
    const char *why = cli_table_text(columns, i, "why");
    fputs(said++ ? "; " : "Not used: ", out);
    put_columns(columns, "unused", why, out);
    if (!protected) fprintf(out, " (%s)", why);
  }
  if (said) fputs(". ", out);
}

/* Whether the lists were found from the values of the columns. */
static int lists_were_found(const cli_reading *in, const sdg16_capture *capture) {
  int32_t layout = sdg16_capture_layout(capture);
  return !in->capture.list_count &&
         (layout == SDG16_LAYOUT_HISTORIES || layout == SDG16_LAYOUT_PERSONS);
}

/* The paragraph. */
static void put_reading(const cli_reading *in, int protected, const sdg16_capture *capture,
                        FILE *out) {
  const sdg16_table *columns = sdg16_capture_columns(capture);
  if (lists_were_found(in, capture)) {
    fputs("Columns taken as lists because they hold only 0 and 1: ", out);
    put_columns(columns, "list", NULL, out);
    fputs(". ", out);
  }
  if (sdg16_capture_layout(capture) == SDG16_LAYOUT_HISTORIES && !in->capture.count) {
    fputs("Column taken as the count because of its name: ", out);
    put_columns(columns, "count", NULL, out);
    fputs(". ", out);
  }
  put_unused(protected, columns, out);
}

int cli_print_reading(const cli_reading *in, int protected, const sdg16_capture *capture,
                      FILE *out) {
  cli_buffer words;
  int status = cli_buffer_open(&words);
  if (status) return status;
  put_reading(in, protected, capture, words.stream);
  status = cli_buffer_close(&words);
  if (status) return status;
  if (words.size) {
    fputc('\n', out);
    cli_paragraph(words.bytes, 0, out);
  }
  cli_buffer_drop(&words);
  return EXIT_DONE;
}

/* ---- notes ---- */

void cli_print_notes(const sdg16_capture *capture, const char *severity, FILE *out) {
  const sdg16_table *notes = sdg16_capture_notes(capture);
  for (int64_t i = 0; i < sdg16_table_rows(notes); i++) {
    if (strcmp(cli_table_text(notes, i, "severity"), severity)) continue;
    int indent = fprintf(out, "  %s: ", severity);
    cli_paragraph(cli_table_text(notes, i, "message"), indent, out);
  }
}

void cli_say_reading(int protected, const sdg16_capture *capture) {
  const sdg16_table *notes = sdg16_capture_notes(capture),
                    *columns = sdg16_capture_columns(capture);
  for (int64_t i = 0; i < sdg16_table_rows(columns); i++) {
    char line[1024];
    if (strcmp(cli_table_text(columns, i, "use"), "unused")) continue;
    snprintf(line, sizeof line, "column '%.400s' is not used%s%.400s",
             cli_table_text(columns, i, "column"), protected ? "" : ": ",
             protected ? "" : cli_table_text(columns, i, "why"));
    cli_message("note", line);
  }
  for (int64_t i = 0; !protected && i < sdg16_table_rows(notes); i++)
    cli_message(cli_table_text(notes, i, "severity"), cli_table_text(notes, i, "message"));
}

void json_columns(sdg16_json *json, int is_protected, const sdg16_capture *capture) {
  json_plain_rows(json, "columns", sdg16_capture_columns(capture), is_protected ? "why" : NULL);
}

void json_notes(sdg16_json *json, const sdg16_capture *capture, const char *severity) {
  const sdg16_table *notes = sdg16_capture_notes(capture);
  for (int64_t i = 0; i < sdg16_table_rows(notes); i++)
    if (!severity || !strcmp(cli_table_text(notes, i, "severity"), severity))
      sdg16_json_cell(json, NULL, notes, i, "message");
}
