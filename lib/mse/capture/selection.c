/* Rows are chosen and ages banded with a table of the columns that this needs. The fields of a
 * row come from the file itself, so that identifiers, counts and flags are read as they are
 * written there. */
#include "mse/capture/selection.h"

#include "base/numbers.h"
#include "base/utf8.h"
#include "data/table/column_match.h"

#include <sdg16/expression.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

static int32_t check_bands(const sdg16_capture_options *o, int64_t i, sdg16_error *error) {
  sdg16i_bands bands;
  const char *column = o->band_columns[i], *text = o->bands[i];
  if (!column || !*column || !text || sdg16i_bands_read(text, &bands))
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "bands", i + 1, 0,
                          "bands must be the ages at which bands begin, in ascending order, "
                          "such as age=18,65, not %s=%s",
                          sdg16i_quote_text(column ? column : "").text,
                          sdg16i_quote_text(text ? text : "").text);
  int found = 0;
  for (int64_t k = 0; k < o->stratum_count; k++)
    found |= sdg16i_same_letters(o->strata[k], column);
  for (int64_t k = 0; k < i; k++)
    if (!strcmp(o->band_columns[k], column))
      return sdg16i_fail_at(error, SDG16_ERR_OPTION, "bands", i + 1, 0,
                            "bands must name each column once; %s is named twice",
                            sdg16i_quote_text(column).text);
  return found ? SDG16_OK
               : sdg16i_fail_at(error, SDG16_ERR_OPTION, "bands", i + 1, 0,
                                "bands need their column among the strata; %s is not one",
                                sdg16i_quote_text(column).text);
}

int32_t sdg16i_row_selection_check(const sdg16_capture_options *o, sdg16_error *error) {
  if (o->band_count < 0 || (o->band_count && (!o->band_columns || !o->bands)))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "bands", 0, 0,
                          "bands: the arrays must not be NULL (there are %lld columns)",
                          (long long)o->band_count);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < o->band_count; i++) status = check_bands(o, i, error);
  if (status || !o->where) return status;
  sdg16_expression *where;
  status = sdg16_expression_new(o->where, &where, error);
  if (!status) sdg16_expression_free(where);
  return status;
}

int sdg16i_row_selection_asked(const sdg16_capture_options *o) {
  return o->where || o->band_count;
}

/* ---- rows ---- */

static int32_t choose_rows(sdg16i_row_selection *self, const sdg16_table *table,
                           const sdg16_capture_options *o, sdg16_error *error) {
  sdg16_table *held;
  int32_t status = sdg16_table_evaluate(table, o->where, "where", &held, error);
  if (status) return status;
  const int64_t *holds = sdg16_table_int64(held, 0);
  const uint8_t *missing = sdg16_table_missing(held, 0);
  uint8_t *out = sdg16i_arena_array(&self->arena, self->rows, 1);
  if (!out)
    status = sdg16i_fail_memory(error);
  else if (self->rows && !holds)
    status = sdg16i_fail_at(error, SDG16_ERR_EXPRESSION, "where", 0, 0,
                            "where must be a condition, such as age < 18, not a number");
  for (int64_t i = 0; !status && i < self->rows; i++) {
    int gap = missing && missing[i];
    if (!gap && holds[i] != 0 && holds[i] != 1)
      status = sdg16i_fail_at(error, SDG16_ERR_VALUE, "where", i + 1, 0,
                              "where must be a condition, which is 0 or 1; in data row %lld "
                              "it is %lld",
                              (long long)i + 1, (long long)holds[i]);
    out[i] = gap || !holds[i];
    self->left_out += out[i];
    self->missing += gap;
  }
  self->out = out;
  sdg16_table_free(held);
  return status;
}

/* ---- ages ---- */

/* The age of a text: 0; 1: it is missing; -1: it is no number. */
static int age_of_text(const char *text, double *age) {
  sdg16i_csv_field field =
      sdg16i_trim((sdg16i_csv_field){text ? text : "", text ? (int64_t)strlen(text) : 0});
  if (sdg16i_is_missing(field)) return 1;
  return sdg16i_parse_double(field.bytes, field.size, '.', age) ? -1 : 0;
}

static int age_at(const sdg16_table *table, int64_t row, int64_t column, double *age) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  if (missing && missing[row]) return 1;
  if (!whole && !real) return age_of_text(sdg16_table_text(table, row, column), age);
  *age = whole ? (double)whole[row] : real[row];
  return 0;
}

/* A label that does not begin with the value, "0-17" of 1: the column has groups, no ages. */
static int is_group(const sdg16_table *table, int64_t column, double age) {
  const char *label = sdg16_table_label_of(table, column, age);
  char text[SDG16I_DOUBLE_SIZE];
  if (!label || sdg16_table_type(table, column) == SDG16_TEXT) return 0;
  int64_t size = sdg16i_format_double(age, text);
  return strncmp(label, text, (size_t)size) || sdg16i_is_digit(label[size]) ||
         label[size] == '-';
}

static int32_t fail_age(const sdg16i_input *input, const sdg16_table *table, int64_t row,
                        int64_t column, sdg16_error *error) {
  const char *path = input->paths ? input->paths[input->path] : "the table";
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  char number[SDG16I_DOUBLE_SIZE];
  double age = whole ? (double)whole[row] : real ? real[row] : 0;
  sdg16i_format_double(age, number);
  const char *text = whole || real ? number : sdg16_table_text(table, row, column);
  const char *label = whole || real ? sdg16_table_label_of(table, column, age) : NULL;
  return sdg16i_fail_at(error, SDG16_ERR_VALUE, path, row + 1, column + 1,
                        "%s, data row %lld, column %s: bands need ages in years from 0 to %d, "
                        "found %s%s%s (leave such rows out with where, or mark the age as "
                        "missing)",
                        path, (long long)row + 1,
                        sdg16i_quote_text(sdg16_table_name(table, column)).text, SDG16I_OLDEST,
                        sdg16i_quote_text(text).text, label ? ", which means " : "",
                        label ? sdg16i_quote_text(label).text : "");
}

static int32_t band_ages(sdg16i_row_selection *self, sdg16i_banded *b, const sdg16_table *table,
                         const sdg16i_input *input, sdg16_error *error) {
  int64_t column;
  int32_t found = sdg16i_ask_column(table, "bands", b->name, &column, error);
  if (found) return found;
  b->band = sdg16i_arena_array(&self->arena, self->rows, sizeof *b->band);
  if (!b->band) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < self->rows; i++) {
    double age = 0;
    b->band[i] = -1;
    if (self->out && self->out[i]) continue;
    int gap = age_at(table, i, column, &age);
    if (gap > 0) continue;
    if (gap < 0 || !(age >= 0 && age <= SDG16I_OLDEST) || is_group(table, column, age))
      return fail_age(input, table, i, column, error);
    b->band[i] = (int32_t)sdg16i_bands_find(&b->bands, age);
  }
  return SDG16_OK;
}

/* The bands, with one from 0 in front if the first begins later. */
static void begin_at_birth(sdg16i_bands *bands) {
  if (!bands->first[0]) return;
  memmove(bands->first + 1, bands->first, (size_t)bands->count * sizeof *bands->first);
  bands->first[0] = 0;
  bands->count++;
}

static int32_t start_bands(sdg16i_row_selection *self, const sdg16_table *table,
                           const sdg16i_input *input, sdg16_error *error) {
  const sdg16_capture_options *o = input->options;
  self->column_count = o->band_count;
  self->columns = sdg16i_arena_array(&self->arena, o->band_count, sizeof *self->columns);
  self->texts = sdg16i_arena_array(&self->arena, o->band_count, sizeof *self->texts);
  if (!self->columns || !self->texts) return sdg16i_fail_memory(error);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < o->band_count; i++) {
    self->columns[i].name = o->band_columns[i];
    sdg16i_bands_read(o->bands[i], &self->columns[i].bands);
    begin_at_birth(&self->columns[i].bands);
    status = band_ages(self, &self->columns[i], table, input, error);
  }
  return status;
}

/* ---- a path ---- */

int32_t sdg16i_row_selection_start(sdg16i_row_selection *self, const sdg16_table *table,
                                   const sdg16i_input *input, sdg16_error *error) {
  sdg16i_arena_free(&self->arena);
  self->next = 0;
  self->out = NULL;
  self->rows = sdg16_table_rows(table);
  self->read += self->rows;
  int32_t status =
      input->options->where ? choose_rows(self, table, input->options, error) : SDG16_OK;
  return status ? status : start_bands(self, table, input, error);
}

/* The names of the columns that the selection needs, each once; their number. */
static int64_t needed_columns(const sdg16_capture_options *o, const sdg16_expression *where,
                              const char **out) {
  int64_t count = 0;
  for (; count < sdg16_expression_columns(where); count++)
    out[count] = sdg16_expression_column(where, count);
  for (int64_t i = 0; i < o->band_count; i++) {
    int64_t known = 0;
    while (known < count && strcmp(out[known], o->band_columns[i])) known++;
    if (known == count) out[count++] = o->band_columns[i];
  }
  return count;
}

static int32_t read_columns(sdg16i_row_selection *self, const char *path,
                            const sdg16_csv_options *csv, const sdg16i_input *input,
                            const sdg16_expression *where, sdg16_error *error) {
  const sdg16_capture_options *o = input->options;
  sdg16_read_options reading;
  sdg16_table *table;
  int64_t most = sdg16_expression_columns(where) + o->band_count;
  const char **columns = sdg16i_array(most + 1, sizeof *columns);
  if (!columns) return sdg16i_fail_memory(error);
  sdg16_read_options_init(&reading, sizeof reading);
  sdg16_csv_options plain = *csv;
  plain.content = NULL; /* it is set below */
  reading.csv = &plain;
  reading.content = csv->content;
  reading.content_size = csv->content_size;
  reading.encoding = o->encoding;
  reading.column_count = needed_columns(o, where, columns);
  reading.columns = columns;
  int32_t status = sdg16_table_read(path, &reading, &table, error);
  free(columns);
  if (status) return status;
  status = sdg16i_row_selection_start(self, table, input, error);
  sdg16_table_free(table);
  return status;
}

int32_t sdg16i_row_selection_read(sdg16i_row_selection *self, const char *path,
                                  const sdg16_csv_options *csv, const sdg16i_input *input,
                                  sdg16_error *error) {
  sdg16_expression *where = NULL;
  if (!sdg16i_csv_is_regular(path, csv))
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, input->options->where ? "where" : "bands", 0,
                          0,
                          "%.200s: where and bands need a file, which is read twice, not a "
                          "pipe",
                          path);
  int32_t status = SDG16_OK;
  if (input->options->where)
    status = sdg16_expression_new(input->options->where, &where, error);
  if (!status) status = read_columns(self, path, csv, input, where, error);
  sdg16_expression_free(where);
  return status;
}

int32_t sdg16i_row_selection_header(sdg16i_row_selection *self, const sdg16i_input *input,
                                    sdg16_error *error) {
  self->fields = sdg16i_arena_array(&self->arena, input->columns, sizeof *self->fields);
  if (!self->fields) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < self->column_count; i++)
    for (int64_t k = 0; k < input->options->stratum_count; k++)
      if (sdg16i_same_letters(input->options->strata[k], self->columns[i].name))
        self->columns[i].place = input->stratum_column[k];
  return SDG16_OK;
}

static int64_t write_band(const sdg16i_bands *bands, int64_t band, char *out) {
  int first = bands->first[band], last = sdg16i_bands_last(bands, band);
  return snprintf(out, SDG16I_BAND_SIZE,
                  last < 0       ? "%d+"
                  : last > first ? "%d-%d"
                                 : "%d",
                  first, last);
}

int sdg16i_row_selection_row(sdg16i_row_selection *self, sdg16i_csv_row *row) {
  int64_t r = self->next++;
  if (r >= self->rows) return 1; /* the file grew: its reader counts rows */
  if (self->out && self->out[r]) return 0;
  if (!self->column_count) return 1;
  memcpy(self->fields, row->fields, (size_t)row->count * sizeof *self->fields);
  for (int64_t i = 0; i < self->column_count; i++) {
    const sdg16i_banded *b = &self->columns[i];
    if (b->band[r] < 0) continue;
    int64_t size = write_band(&b->bands, b->band[r], self->texts[i]);
    self->fields[b->place] = (sdg16i_csv_field){self->texts[i], size};
  }
  row->fields = self->fields;
  return 1;
}

/* ---- the end ---- */

int32_t sdg16i_row_selection_finish(sdg16i_row_selection *self, sdg16i_input *input,
                                    sdg16_error *error) {
  const char *where = input->options->where;
  if (!where) return SDG16_OK;
  long long read = (long long)self->read, out = (long long)self->left_out;
  if (read && read == out)
    return sdg16i_fail_at(error, SDG16_ERR_EMPTY, "where", 0, 0,
                          "where holds in none of the %lld rows (in %lld of them its value is "
                          "missing)",
                          read, (long long)self->missing);
  return sdg16i_note_add(&input->notes, 0, "note", "rows-left-out",
                         "%lld of %lld rows are left out by where: %s does not hold there; in "
                         "%lld of them its value is missing.",
                         out, read, sdg16i_quote_text(where).text, (long long)self->missing)
             ? sdg16i_fail_memory(error)
             : SDG16_OK;
}

void sdg16i_row_selection_free(sdg16i_row_selection *self) { sdg16i_arena_free(&self->arena); }
