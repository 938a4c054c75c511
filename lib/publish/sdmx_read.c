/* SDMX-CSV back into a result table. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/text.h"
#include "data/csv/parse.h"
#include "data/table/dictionary.h"
#include "indicators/counts/indicator_data.h"
#include "publish/observations.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS (SDG16I_DIMENSIONS + SDG16I_ATTRIBUTES + 4)
#define OBS_VALUE (SDG16I_DIMENSIONS + SDG16I_ATTRIBUTES)
#define ACTION (OBS_VALUE + 1)
#define DATAFLOW (OBS_VALUE + 2)
#define STRUCTURE (OBS_VALUE + 3) /* 2.0: the kind of what STRUCTURE_ID names */

struct reader {
  const char *path;
  const sdg16_registry *registry;
  int labelled;           /* labels=both: "CODE: Name" */
  int64_t field[COLUMNS]; /* in the file; -1: none */
  sdg16i_arena memory;
  const char **text; /* rows x COLUMNS; NULL: blank */
  double *number;    /* rows x 3: value, lower, upper */
  int64_t rows, capacity, number_capacity;
  sdg16i_dictionary keys;
  sdg16_error *error;
};

static int is_name(const char *field, int64_t size, const char *name) {
  int64_t length = (int64_t)strlen(name);
  /* "ATTR[]" and "STRUCTURE[;]" say how fields are built */
  if (size > length && field[length] == '[') size = length;
  return size == length && !memcmp(field, name, (size_t)length);
}

static const char *field_name(int64_t field) {
  static const char *const OTHERS[] = {"OBS_VALUE", "ACTION", "DATAFLOW", "STRUCTURE"};
  return field < SDG16I_DIMENSIONS ? sdg16i_dimension_names[field]
         : field < OBS_VALUE       ? sdg16i_attribute_names[field - SDG16I_DIMENSIONS]
                                   : OTHERS[field - OBS_VALUE];
}

static int32_t on_header(const sdg16i_csv_row *row, void *context, sdg16_error *error) {
  struct reader *r = context;
  const sdg16i_csv_field *first = &row->fields[0];
  int known = is_name(first->bytes, first->size, "DATAFLOW") ||
              is_name(first->bytes, first->size, "STRUCTURE");
  if (!known)
    return sdg16i_fail_at(
        error, SDG16_ERR_FORMAT, r->path, row->line, 1,
        "%s, line %lld: expected DATAFLOW (SDMX-CSV 1.0) or STRUCTURE (2.0), found '%.60s'",
        r->path, (long long)row->line, first->bytes);
  for (int64_t c = 0; c < COLUMNS; c++) r->field[c] = -1;
  for (int64_t i = 0; i < row->count; i++) {
    const char *text = row->fields[i].bytes, *colon = strstr(text, ": ");
    int64_t size = colon ? colon - text : row->fields[i].size;
    if (colon) r->labelled = 1;
    for (int64_t c = 0; c < COLUMNS; c++) {
      if (is_name(text, size, field_name(c)) ||
          (c == DATAFLOW && is_name(text, size, "STRUCTURE_ID")))
        r->field[c] = i;
    }
  }
  for (int64_t c = 0; c < SDG16I_DIMENSIONS; c++)
    if (r->field[c] < 0)
      return sdg16i_fail_at(error, SDG16_ERR_COLUMN, r->path, row->line, 0,
                            "%s, line %lld: expected every dimension of the SDG structure; the "
                            "column %s is missing",
                            r->path, (long long)row->line, sdg16i_dimension_names[c]);
  if (r->field[DATAFLOW] < 0)
    return sdg16i_fail_at(error, SDG16_ERR_COLUMN, r->path, row->line, 0,
                          "%s, line %lld: the column STRUCTURE_ID is missing", r->path,
                          (long long)row->line);
  return SDG16_OK;
}

static int32_t read_number(const struct reader *r, const sdg16i_csv_row *row, int64_t column,
                           double *out, sdg16_error *error) {
  *out = NAN;
  if (r->field[column] < 0) return SDG16_OK;
  const sdg16i_csv_field *f = &row->fields[r->field[column]];
  if (!f->size || sdg16i_same("NaN", f->bytes, f->size)) return SDG16_OK;
  if (!sdg16i_parse_double(f->bytes, f->size, '.', out)) return SDG16_OK;
  return sdg16i_fail_at(
      error, SDG16_ERR_VALUE, r->path, row->line, r->field[column] + 1,
      "%s, line %lld, column '%s': expected a number or a blank, found '%.60s'", r->path,
      (long long)row->line, field_name(column), f->bytes);
}

static int32_t check_key(struct reader *r, int64_t line, const char *const *text,
                         sdg16_error *error) {
  char key[SDG16I_KEY_SIZE];
  int64_t used = sdg16i_put_key(text, text[ACTION], key);
  int32_t key_number = sdg16i_dictionary_add(&r->keys, key, used);
  if (key_number < 0) return sdg16i_fail_memory(error);
  if (key_number == r->rows) return SDG16_OK;
  return sdg16i_fail_at(
      error, SDG16_ERR_DUPLICATE, r->path, line, 0,
      "%s, line %lld: expected each key once; this one stands in an earlier line (%.300s)",
      r->path, (long long)line, key);
}

static int32_t refuse_cell(const struct reader *r, const sdg16i_csv_row *row, int64_t column,
                           const char *expected, const char *found) {
  return sdg16i_fail_at(r->error, found ? SDG16_ERR_CODE : SDG16_ERR_MISSING, r->path,
                        row->line, r->field[column] + 1,
                        "%s, line %lld, column '%s': expected %s, found %s%.60s%s", r->path,
                        (long long)row->line, field_name(column), expected, found ? "'" : "",
                        found ? found : "a blank", found ? "'" : "");
}

/* Must every row have it? A row that deletes may name a part of the key. */
static int is_needed(int64_t column, const char *action) {
  if (column == DATAFLOW || column == SDG16I_SERIES_CODE) return 1;
  return column < SDG16I_DIMENSIONS && !(action && !strcmp(action, "D"));
}

/* What the row has of one column; the codes must be such that they can be written again. */
static int32_t check_cell(const struct reader *r, const sdg16i_csv_row *row, int64_t column,
                          const char *text, const char *action) {
  if (!text)
    return is_needed(column, action) ? refuse_cell(r, row, column, "a code", NULL) : SDG16_OK;
  const char *expected = NULL;
  if (column == SDG16I_FREQ && strcmp(text, "A"))
    expected = "A: the values of years";
  else if (column == SDG16I_REF_AREA && text[strspn(text, "0123456789")])
    expected = "an M49 number, such as 826";
  else if (column == STRUCTURE && strcmp(text, "dataflow"))
    expected = "dataflow";
  else if (column == ACTION && !SDG16I_IS_ONE_OF("I A R M D", text))
    expected = "I, A, R, M or D";
  else if (column < SDG16I_DIMENSIONS && !sdg16i_is_sdmx_id(text))
    expected = "a code";
  return expected ? refuse_cell(r, row, column, expected, text) : SDG16_OK;
}

/* "F: Female" in files with labels: dimensions, and attributes with a code list. Other texts
 * may have a colon of their own. */
static int has_label(int64_t column) {
  int64_t attribute = column - SDG16I_DIMENSIONS;
  return column < SDG16I_DIMENSIONS || column == DATAFLOW || attribute == SDG16I_OBS_STATUS ||
         attribute == SDG16I_UNIT_MULT || attribute == SDG16I_UNIT_MEASURE ||
         attribute == SDG16I_NATURE;
}

static int32_t take_texts(struct reader *r, const sdg16i_csv_row *row, const char **text) {
  for (int64_t c = 0; c < COLUMNS; c++) {
    text[c] = NULL;
    const sdg16i_csv_field *f = r->field[c] < 0 ? NULL : &row->fields[r->field[c]];
    if (!f || !f->size) continue;
    const char *colon = r->labelled && has_label(c) ? strstr(f->bytes, ": ") : NULL;
    text[c] =
        sdg16i_arena_text(&r->memory, f->bytes, (size_t)(colon ? colon - f->bytes : f->size));
    if (!text[c]) return sdg16i_fail_memory(r->error);
  }
  /* 008 and 8 are one area */
  if (text[SDG16I_REF_AREA]) text[SDG16I_REF_AREA] = sdg16i_area_text(text[SDG16I_REF_AREA]);
  return SDG16_OK;
}

static int32_t on_row(const sdg16i_csv_row *row, void *context, sdg16_error *error) {
  struct reader *r = context;
  r->error = error;
  if (sdg16i_grow((void **)&r->text, &r->capacity, (r->rows + 1) * COLUMNS, sizeof *r->text) ||
      sdg16i_grow((void **)&r->number, &r->number_capacity, (r->rows + 1) * 3,
                  sizeof *r->number))
    return sdg16i_fail_memory(error);
  const char **text = r->text + r->rows * COLUMNS;
  int32_t status = take_texts(r, row, text);
  for (int64_t c = 0; c < COLUMNS && !status; c++)
    status = check_cell(r, row, c, text[c], text[ACTION]);
  double *numbers = r->number + r->rows * 3;
  if (!status) status = read_number(r, row, OBS_VALUE, &numbers[0], error);
  if (!status)
    status = read_number(r, row, SDG16I_DIMENSIONS + SDG16I_LOWER_BOUND, &numbers[1], error);
  if (!status)
    status = read_number(r, row, SDG16I_DIMENSIONS + SDG16I_UPPER_BOUND, &numbers[2], error);
  if (!status && text[ACTION] && !strcmp(text[ACTION], "D")) /* a deletion, not a value */
    numbers[0] = numbers[1] = numbers[2] = NAN;
  if (!status) status = check_key(r, row->line, text, error);
  r->rows++;
  return status;
}

/* ---- the table ---- */

#define ATTRIBUTE(place) (SDG16I_DIMENSIONS + (place))
#define BY_SERIES (-1) /* no field of the file: the registry knows it by the series */
#define NO_FIELD (-2)

/* The field of the file that a column of results is read from. */
static int64_t field_of(const char *name) {
  for (int64_t d = 0; d < SDG16I_DIMENSIONS; d++)
    if (sdg16i_dimension_columns[d] && !strcmp(sdg16i_dimension_columns[d], name)) return d;
  for (int64_t a = 0; a < SDG16I_ATTRIBUTES; a++)
    if (!strcmp(sdg16i_attribute_columns[a], name)) return ATTRIBUTE(a);
  return !strcmp(name, "value")                                 ? OBS_VALUE
         : !strcmp(name, "action")                              ? ACTION
         : !strcmp(name, "dataflow")                            ? DATAFLOW
         : !strcmp(name, "indicator") || !strcmp(name, "label") ? BY_SERIES
                                                                : NO_FIELD;
}

static int is_dimension(const char *name) {
  const sdg16i_result_column *known = sdg16i_result_column_find(SDG16I_RESULT_INDICATOR, name);
  return !known || known->role == SDG16I_ROLE_DIMENSION;
}

/* The text of a column in a row. */
static const char *text_of(const struct reader *r, const char *name, int64_t row) {
  const char *const *text = r->text + row * COLUMNS;
  const sdg16_indicator_def *def;
  int64_t field = field_of(name);
  if (field != BY_SERIES) return text[field];
  const sdg16_series *s = sdg16i_series_of_code(r->registry, text[SDG16I_SERIES_CODE], &def);
  return !s ? NULL : !strcmp(name, "label") ? s->label : def->code;
}

static double number_of(const struct reader *r, int64_t field, int64_t row) {
  int place = field == OBS_VALUE ? 0 : field == ATTRIBUTE(SDG16I_LOWER_BOUND) ? 1 : 2;
  return r->number[row * 3 + place];
}

static void put_whole_text(sdg16i_result_rows *out, const struct reader *r, int64_t row,
                           int32_t column, const char *text) {
  double number;
  if (!text || out->columns.status) return;
  if (!sdg16i_parse_double(text, (int64_t)strlen(text), '.', &number) &&
      number == floor(number) && fabs(number) < 9e15)
    sdg16i_put_whole(out, row, column, (int64_t)number);
  else
    out->columns.status =
        sdg16i_fail_at(out->columns.error, SDG16_ERR_VALUE, r->path, row + 1, 0,
                       "%s, data row %lld, %s: expected a whole number, found '%.60s'", r->path,
                       (long long)row + 1, out->column[column].name, text);
}

/* The columns that are not dimensions; what the file does not have is left out. */
static void put_columns(const struct reader *r, sdg16i_result_rows *out) {
  for (int32_t c = 0; c < SDG16I_INDICATOR_COUNT; c++) {
    const char *name = out->column[c].name;
    int64_t field = field_of(name);
    if (field == NO_FIELD || is_dimension(name) || (field == ACTION && r->field[ACTION] < 0)) {
      sdg16i_rows_leave_out(out, c);
      continue;
    }
    sdg16i_rows_take(out, c);
    for (int64_t row = 0; row < r->rows; row++)
      if (out->column[c].type == SDG16_DOUBLE)
        sdg16i_put_real(out, row, c, number_of(r, field, row));
      else if (out->column[c].type == SDG16_TEXT)
        sdg16i_put_text(out, row, c, text_of(r, name, row));
      else
        put_whole_text(out, r, row, c, text_of(r, name, row));
  }
}

static int32_t make_table(const struct reader *r, sdg16_table **table, sdg16_error *error) {
  const char *name[SDG16I_DIMENSIONS];
  int32_t count = 0;
  for (int32_t d = 0; d < SDG16I_DIMENSIONS; d++)
    if (sdg16i_dimension_columns[d] && is_dimension(sdg16i_dimension_columns[d]))
      name[count++] = sdg16i_dimension_columns[d];
  sdg16i_result_rows out;
  sdg16i_rows_begin(&out, SDG16I_RESULT_INDICATOR, r->rows, error);
  sdg16i_rows_name(&out, count, name);
  for (int32_t k = 0; k < count; k++)
    for (int64_t row = 0; row < r->rows; row++)
      sdg16i_put_named_text(&out, row, k, text_of(r, name[k], row));
  put_columns(r, &out);
  return sdg16i_rows_end(&out, table);
}

static int32_t read_sdmx(const sdg16_registry *registry, const char *path,
                         const sdg16_csv_options *options, sdg16_table **out,
                         sdg16_error *error) {
  if (!out || !path)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "reading SDMX-CSV: %s must not be NULL",
                       out ? "the path" : "out");
  *out = NULL;
  struct reader r = {.path = path, .registry = registry};
  int32_t status = sdg16i_csv_read(path, options, on_header, on_row, &r, NULL, error);
  if (!status) status = sdg16i_arena_status(&r.memory, error);
  if (!status) status = make_table(&r, out, error);
  sdg16i_dictionary_free(&r.keys);
  sdg16i_arena_free(&r.memory);
  free(r.text);
  free(r.number);
  return status;
}

int32_t sdg16_sdmx_read_csv(const sdg16_registry *registry, const char *path, sdg16_table **out,
                            sdg16_error *error) {
  return read_sdmx(registry, path, NULL, out, error);
}

int32_t sdg16_sdmx_read_content(const sdg16_registry *registry, const char *name,
                                const void *content, int64_t size, sdg16_table **out,
                                sdg16_error *error) {
  sdg16_csv_options options;
  sdg16_csv_options_init(&options, (int64_t)sizeof options);
  options.content = content ? content : ""; /* not the file at the name */
  options.content_size = content ? size : 0;
  return read_sdmx(registry, name, &options, out, error);
}
