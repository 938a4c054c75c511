#include "data/table/table.h"

#include "base/error.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int32_t sdg16_table_new(sdg16_table **out, sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_new: out must not be NULL");
  sdg16_table *table = calloc(1, sizeof *table);
  *out = table;
  if (!table) return sdg16i_fail_memory(error);
  table->rows = -1;
  return SDG16_OK;
}

void sdg16i_column_free(sdg16i_column *column) {
  free(column->name);
  free(column->values);
  free(column->missing);
  sdg16i_dictionary_free(&column->levels);
  sdg16i_column_forget(column);
  memset(column, 0, sizeof *column);
}

void sdg16_table_free(sdg16_table *table) {
  if (!table) return;
  for (int64_t i = 0; i < table->count; i++) sdg16i_column_free(&table->columns[i]);
  free(table->columns);
  for (int64_t i = 0; i < table->note_count; i++) free(table->notes[i]);
  free(table->notes);
  free(table);
}

int32_t sdg16i_table_add_note(sdg16_table *table, const char *text) {
  size_t size = (size_t)table->note_count * sizeof *table->notes;
  char **notes = realloc(table->notes, size + sizeof *notes);
  if (!notes) return SDG16_ERR_MEMORY;
  table->notes = notes;
  char *copy = sdg16i_copy_text(text);
  if (!copy) return SDG16_ERR_MEMORY;
  notes[table->note_count++] = copy;
  return SDG16_OK;
}

int64_t sdg16_table_note_count(const sdg16_table *table) {
  return table ? table->note_count : 0;
}

const char *sdg16_table_note(const sdg16_table *table, int64_t index) {
  return index >= 0 && index < sdg16_table_note_count(table) ? table->notes[index] : NULL;
}

int32_t sdg16i_table_adopt(sdg16_table *table, int64_t rows, sdg16i_column *column,
                           sdg16_error *error) {
  if (sdg16i_grow((void **)&table->columns, &table->capacity, table->count + 1,
                  sizeof *table->columns))
    return sdg16i_fail_memory(error);
  table->columns[table->count++] = *column;
  table->rows = rows;
  memset(column, 0, sizeof *column);
  return SDG16_OK;
}

/* ---- adding a column from the caller's arrays ---- */

int32_t sdg16i_table_check_name(const sdg16_table *table, const char *name,
                                sdg16_error *error) {
  if (!name || !*name)
    return sdg16i_fail(error, SDG16_ERR_COLUMN, "column %lld: the name must not be empty",
                       (long long)table->count + 1);
  if (sdg16_table_find(table, name) < 0) return SDG16_OK;
  return sdg16i_fail_at(
      error, SDG16_ERR_COLUMN, name, 0, 0,
      "column '%.*s': the name must be new; the table has a column of this name",
      sdg16i_utf8_excerpt(name), name);
}

static int32_t check_column(const sdg16_table *table, const char *name, int64_t rows,
                            const void *values, const uint8_t *missing, sdg16_error *error) {
  if (!table)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "adding a column: table must not be NULL");
  int32_t status = sdg16i_table_check_name(table, name, error);
  if (status) return status;
  int shown = sdg16i_utf8_excerpt(name);
  if (rows < 0 || (table->rows >= 0 && rows != table->rows))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, name, 0, 0,
                          "column '%.*s': the rows must be %lld, as in the table, not %lld",
                          shown, name, (long long)(table->rows < 0 ? 0 : table->rows),
                          (long long)rows);
  if (rows && !values)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, name, 0, 0,
                          "column '%.*s': the values must not be NULL", shown, name);
  for (int64_t i = 0; missing && i < rows; i++)
    if (missing[i] > SDG16_MISSING_TAGGED)
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, name, i + 1, 0,
                            "column '%.*s', row %lld: the missing kind must be an "
                            "SDG16_MISSING_ value or 0, not %d",
                            shown, name, (long long)i + 1, missing[i]);
  return SDG16_OK;
}

int sdg16i_column_init(sdg16i_column *column, int32_t type, const char *name, int64_t rows,
                       size_t size) {
  *column = (sdg16i_column){.type = type};
  column->name = sdg16i_copy_text(name);
  column->values = sdg16i_array(rows, size);
  if (column->name && column->values) return 0;
  sdg16i_column_free(column);
  return -1;
}

/* A column with copies of name, values and kinds; `values` of missing cells are
 * for the caller to set. */
static int32_t copy_column(sdg16i_column *column, int32_t type, const char *name, int64_t rows,
                           const void *values, size_t size, const uint8_t *missing) {
  if (sdg16i_column_init(column, type, name, rows, size)) return SDG16_ERR_MEMORY;
  int any = 0;
  for (int64_t i = 0; missing && i < rows; i++) any |= missing[i];
  if (any && !(column->missing = sdg16i_array(rows, 1))) {
    sdg16i_column_free(column);
    return SDG16_ERR_MEMORY;
  }
  if (rows) memcpy(column->values, values, (size_t)rows * size);
  if (any) memcpy(column->missing, missing, (size_t)rows);
  return SDG16_OK;
}

static int32_t adopt_column(sdg16_table *table, int64_t rows, sdg16i_column *column,
                            sdg16_error *error) {
  int32_t status = sdg16i_table_adopt(table, rows, column, error);
  if (status) sdg16i_column_free(column);
  return status;
}

int32_t sdg16_table_add_int64(sdg16_table *table, const char *name, int64_t rows,
                              const int64_t *values, const uint8_t *missing,
                              sdg16_error *error) {
  int32_t status = check_column(table, name, rows, values, missing, error);
  if (status) return status;
  sdg16i_column column;
  if (copy_column(&column, SDG16_INT64, name, rows, values, sizeof *values, missing))
    return sdg16i_fail_memory(error);
  int64_t *own = column.values;
  for (int64_t i = 0; column.missing && i < rows; i++)
    if (column.missing[i]) own[i] = 0;
  return adopt_column(table, rows, &column, error);
}

int32_t sdg16_table_add_double(sdg16_table *table, const char *name, int64_t rows,
                               const double *values, const uint8_t *missing,
                               sdg16_error *error) {
  int32_t status = check_column(table, name, rows, values, missing, error);
  if (status) return status;
  sdg16i_column column;
  if (copy_column(&column, SDG16_DOUBLE, name, rows, values, sizeof *values, missing))
    return sdg16i_fail_memory(error);
  double *own = column.values;
  for (int64_t i = 0; column.missing && i < rows; i++)
    if (column.missing[i]) own[i] = NAN;
  return adopt_column(table, rows, &column, error);
}

static int32_t copy_levels(sdg16i_column *column, int64_t count, const char *const *levels,
                           sdg16_error *error) {
  int shown = sdg16i_utf8_excerpt(column->name);
  for (int64_t i = 0; i < count; i++) {
    if (!levels[i])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, column->name, i + 1, 0,
                            "column '%.*s', level %lld must not be NULL", shown, column->name,
                            (long long)i);
    int32_t code =
        sdg16i_dictionary_add(&column->levels, levels[i], (int64_t)strlen(levels[i]));
    if (code < 0) return sdg16i_fail_memory(error);
    if (code < i)
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, column->name, i + 1, 0,
                            "column '%.*s': each level must have a text of its own; levels %d "
                            "and %lld are both '%.*s'",
                            shown, column->name, (int)code, (long long)i,
                            sdg16i_utf8_excerpt(levels[i]), levels[i]);
  }
  sdg16i_dictionary_close(&column->levels);
  return SDG16_OK;
}

int32_t sdg16_table_add_text(sdg16_table *table, const char *name, int64_t rows,
                             const int32_t *codes, const uint8_t *missing, int64_t level_count,
                             const char *const *levels, sdg16_error *error) {
  int32_t status = check_column(table, name, rows, codes, missing, error);
  if (status) return status;
  if (level_count < 0 || level_count > INT32_MAX || (level_count && !levels))
    return sdg16i_fail_at(
        error, SDG16_ERR_ARGUMENT, name, 0, 0, "column '%.*s': %s (level_count is %lld)",
        sdg16i_utf8_excerpt(name), name,
        level_count > 0 && !levels ? "levels must not be NULL"
                                   : "level_count must be from 0 to 2147483647",
        (long long)level_count);
  for (int64_t i = 0; i < rows; i++)
    if (!(missing && missing[i]) && (codes[i] < 0 || codes[i] >= level_count))
      return sdg16i_fail_at(
          error, SDG16_ERR_ARGUMENT, name, i + 1, 0,
          "column '%.*s', row %lld: the code must be at least 0 and below %lld%s, not %d",
          sdg16i_utf8_excerpt(name), name, (long long)i + 1, (long long)level_count,
          codes[i] == -1 ? ", or a missing kind" : "", (int)codes[i]);
  sdg16i_column column;
  if (copy_column(&column, SDG16_TEXT, name, rows, codes, sizeof *codes, missing))
    return sdg16i_fail_memory(error);
  int32_t *own = column.values;
  for (int64_t i = 0; column.missing && i < rows; i++)
    if (column.missing[i]) own[i] = -1;
  status = copy_levels(&column, level_count, levels, error);
  if (status) {
    sdg16i_column_free(&column);
    return status;
  }
  return adopt_column(table, rows, &column, error);
}

/* ---- reading ---- */

static const sdg16i_column *column_at(const sdg16_table *table, int64_t column) {
  return table && column >= 0 && column < table->count ? &table->columns[column] : NULL;
}

static const void *column_values(const sdg16_table *table, int64_t column, int32_t type) {
  const sdg16i_column *c = column_at(table, column);
  return c && c->type == type ? c->values : NULL;
}

int64_t sdg16_table_rows(const sdg16_table *table) {
  return table && table->rows > 0 ? table->rows : 0;
}

int64_t sdg16_table_columns(const sdg16_table *table) { return table ? table->count : 0; }

const char *sdg16_table_name(const sdg16_table *table, int64_t column) {
  const sdg16i_column *c = column_at(table, column);
  return c ? c->name : NULL;
}

int32_t sdg16_table_type(const sdg16_table *table, int64_t column) {
  const sdg16i_column *c = column_at(table, column);
  return c ? c->type : 0;
}

int64_t sdg16_table_find(const sdg16_table *table, const char *name) {
  for (int64_t i = 0; name && i < sdg16_table_columns(table); i++)
    if (*table->columns[i].name == *name && !strcmp(table->columns[i].name, name)) return i;
  return -1;
}

const int64_t *sdg16_table_int64(const sdg16_table *table, int64_t column) {
  return column_values(table, column, SDG16_INT64);
}

const double *sdg16_table_double(const sdg16_table *table, int64_t column) {
  return column_values(table, column, SDG16_DOUBLE);
}

const int32_t *sdg16_table_codes(const sdg16_table *table, int64_t column) {
  return column_values(table, column, SDG16_TEXT);
}

const uint8_t *sdg16_table_missing(const sdg16_table *table, int64_t column) {
  const sdg16i_column *c = column_at(table, column);
  return c ? c->missing : NULL;
}

int64_t sdg16_table_level_count(const sdg16_table *table, int64_t column) {
  const sdg16i_column *c = column_at(table, column);
  return c ? c->levels.count : 0;
}

const char *sdg16_table_level(const sdg16_table *table, int64_t column, int64_t code) {
  const sdg16i_column *c = column_at(table, column);
  return c && code >= 0 && code < c->levels.count ? c->levels.levels[code] : NULL;
}

const char *sdg16_table_text(const sdg16_table *table, int64_t row, int64_t column) {
  const int32_t *codes = sdg16_table_codes(table, column);
  if (!codes || row < 0 || row >= table->rows) return NULL;
  return sdg16_table_level(table, column, codes[row]);
}
