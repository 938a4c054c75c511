#include "cmd/check_table.h"

#include <stdlib.h>
#include <string.h>

/* The rows: arrays of the same length, which grow stratum by stratum. */
typedef struct linked_rows {
  int64_t count;
  int32_t *stratum; /* -1: no strata */
  uint32_t *history;
  int64_t *people;
} linked_rows;

static int grow_rows(linked_rows *rows, int64_t more) {
  size_t count = (size_t)(rows->count + more) + 1;
  int32_t *stratum = realloc(rows->stratum, count * sizeof *stratum);
  if (stratum) rows->stratum = stratum;
  uint32_t *history = realloc(rows->history, count * sizeof *history);
  if (history) rows->history = history;
  int64_t *people = realloc(rows->people, count * sizeof *people);
  if (people) rows->people = people;
  return stratum && history && people;
}

static int add_histories(linked_rows *rows, const sdg16_capture *capture, int32_t stratum) {
  const uint32_t *history;
  const int64_t *people;
  int64_t count = sdg16_capture_histories(capture, &history, &people);
  if (!grow_rows(rows, count)) return cli_out_of_memory();
  for (int64_t i = 0; i < count; i++, rows->count++) {
    rows->stratum[rows->count] = stratum;
    rows->history[rows->count] = history[i];
    rows->people[rows->count] = people[i];
  }
  return 0;
}

static int collect_rows(linked_rows *rows, const sdg16_capture *capture) {
  int64_t strata = sdg16_capture_strata(capture);
  int status = strata ? 0 : add_histories(rows, capture, -1);
  for (int64_t i = 0; !status && i < strata; i++) {
    sdg16_error error = cli_new_error();
    sdg16_capture *one;
    if (sdg16_capture_stratum(capture, i, &one, &error)) return cli_library_error(&error);
    status = add_histories(rows, one, (int32_t)i);
    sdg16_capture_free(one);
  }
  return status;
}

/* ---- the columns ---- */

/* Gives the value of each stratum a code, -1 if it is blank: not known. Returns the number of
 * codes; levels[code] is the value. */
static int32_t code_values(const sdg16_capture *capture, int64_t column, const char **levels,
                           int32_t *code_of) {
  int32_t count = 0;
  for (int64_t i = 0; i < sdg16_capture_strata(capture); i++) {
    const char *value = sdg16_capture_stratum_value(capture, i, column);
    code_of[i] = -1;
    for (int32_t j = 0; j < count; j++)
      if (!strcmp(levels[j], value)) code_of[i] = j;
    if (code_of[i] < 0 && *value) levels[code_of[i] = count++] = value;
  }
  return count;
}

static int32_t add_stratum_column(sdg16_table *table, const sdg16_capture *capture,
                                  const linked_rows *rows, int64_t column, sdg16_error *error) {
  size_t strata = (size_t)sdg16_capture_strata(capture) + 1, all = (size_t)rows->count + 1;
  const char **levels = calloc(strata, sizeof *levels);
  int32_t *code_of = calloc(strata, sizeof *code_of), *codes = calloc(all, sizeof *codes);
  uint8_t *missing = calloc(all, sizeof *missing);
  int32_t status = SDG16_ERR_MEMORY;
  if (levels && code_of && codes && missing) {
    int32_t count = code_values(capture, column, levels, code_of);
    for (int64_t i = 0; i < rows->count; i++) {
      codes[i] = code_of[rows->stratum[i]];
      if (codes[i] < 0) missing[i] = SDG16_MISSING_SYSTEM;
    }
    status = sdg16_table_add_text(table, sdg16_capture_stratum_column(capture, column),
                                  rows->count, codes, missing, count, levels, error);
  }
  free(missing);
  free(codes);
  free(code_of);
  free(levels);
  return status;
}

static int32_t add_list_column(sdg16_table *table, const sdg16_capture *capture,
                               const linked_rows *rows, int32_t list, sdg16_error *error) {
  int64_t *flags = calloc((size_t)rows->count + 1, sizeof *flags);
  if (!flags) return SDG16_ERR_MEMORY;
  for (int64_t i = 0; i < rows->count; i++) flags[i] = rows->history[i] >> list & 1;
  int32_t status = sdg16_table_add_int64(table, sdg16_capture_list_name(capture, list),
                                         rows->count, flags, NULL, error);
  free(flags);
  return status;
}

static int32_t fill_linked(sdg16_table *table, const sdg16_capture *capture,
                           const linked_rows *rows, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < sdg16_capture_stratum_columns(capture); i++)
    status = add_stratum_column(table, capture, rows, i, error);
  for (int32_t i = 0; !status && i < sdg16_capture_lists(capture); i++)
    status = add_list_column(table, capture, rows, i, error);
  return status ? status
                : sdg16_table_add_int64(table, "count", rows->count, rows->people, NULL, error);
}

/* ---- the file ---- */

static int write_file(const sdg16_table *table, int safe_cells, const char *path) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  buffer.confidential = 1;
  status = cli_write_csv(table, safe_cells, buffer.stream);
  return cli_buffer_finish(&buffer, status, path);
}

int cli_write_linked(const sdg16_capture *capture, int safe_cells, const char *path) {
  linked_rows rows = {0};
  sdg16_error error = cli_new_error();
  sdg16_table *table = NULL;
  int status = collect_rows(&rows, capture);
  if (!status) {
    int32_t failed = sdg16_table_new(&table, &error);
    if (!failed) failed = fill_linked(table, capture, &rows, &error);
    if (failed == SDG16_ERR_MEMORY)
      status = cli_out_of_memory();
    else if (failed)
      status = cli_library_error(&error);
  }
  if (!status) status = write_file(table, safe_cells, path);
  sdg16_table_free(table);
  free(rows.people);
  free(rows.history);
  free(rows.stratum);
  return status;
}
