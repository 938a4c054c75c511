/* The builder of a table from a file of SPSS or Stata: values, row by row, and which of
 * them are missing. Numbers are kept as the doubles they are until the last row. */
#include "data/statfile/stat_columns.h"

#include "base/error.h"
#include "base/numbers.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- tags ---- */

static void number_text(double value, char out[SDG16I_DOUBLE_SIZE]) {
  if (fabs(value) < SDG16I_STAT_WHOLE && floor(value) >= value)
    snprintf(out, SDG16I_DOUBLE_SIZE, "%" PRId64, (int64_t)value);
  else
    sdg16i_format_double(value, out);
}

int32_t sdg16i_stat_tag_named(sdg16i_stat_column *v, const char *name, double value) {
  int32_t code = sdg16i_dictionary_add(&v->tag_names, name, (int64_t)strlen(name));
  if (code < 0) return -1;
  if (sdg16i_grow((void **)&v->tag_values, &v->tag_capacity, v->tag_names.count,
                  sizeof *v->tag_values))
    return -1;
  v->tag_values[code] = value;
  return code;
}

/* Few values are missing in many cells: the first tags are compared, not spelled. */
int32_t sdg16i_stat_tag_of_number(sdg16i_stat_column *v, double value) {
  int64_t few = v->tag_names.count < 8 ? v->tag_names.count : 8;
  for (int64_t i = 0; i < few; i++)
    if (v->tag_values[i] >= value && v->tag_values[i] <= value) return (int32_t)i;
  char name[SDG16I_DOUBLE_SIZE];
  number_text(value, name);
  return sdg16i_stat_tag_named(v, name, value);
}

int32_t sdg16i_stat_tag_of_letter(sdg16i_stat_column *v, char letter) {
  char name[] = {'.', letter, '\0'};
  return sdg16i_stat_tag_named(v, name, (double)NAN);
}

int sdg16i_stat_is_declared_number(const sdg16i_stat_column *v, double value) {
  for (int64_t i = 0; i < v->range_count; i++)
    if (value >= v->ranges[i].low && value <= v->ranges[i].high) return 1;
  return 0;
}

/* strcmp of a text that ends after `size` bytes. */
static int order_of(const char *text, size_t size, const char *other) {
  int order = strncmp(text, other, size);
  return order ? order : other[size] ? -1 : 0;
}

int sdg16i_stat_is_declared_text(const sdg16i_stat_column *v, const char *text, size_t size) {
  for (int64_t i = 0; i < v->range_count; i++)
    if (order_of(text, size, v->ranges[i].low_text) >= 0 &&
        order_of(text, size, v->ranges[i].high_text) <= 0)
      return 1;
  return 0;
}

/* ---- values ---- */

static int reserve_row(sdg16i_stat_column *v) {
  int64_t grown = 0;
  void **arrays[] = {v->is_text ? (void **)&v->codes : (void **)&v->values, (void **)&v->kinds,
                     (void **)&v->tags};
  const size_t SIZES[] = {v->is_text ? sizeof *v->codes : sizeof *v->values, 1,
                          sizeof *v->tags};
  for (int i = 0; i < 3; i++) {
    if (i && !*arrays[i]) continue;
    int64_t capacity = v->capacity;
    if (sdg16i_grow(arrays[i], &capacity, v->rows + 1, SIZES[i])) return -1;
    grown = capacity;
  }
  v->capacity = grown;
  return 0;
}

/* An array that begins to be needed now: `fill` for the rows before. */
static int begin_array(sdg16i_stat_column *v, void **array, size_t size, int fill) {
  int64_t capacity = 0;
  if (*array) return 0;
  if (sdg16i_grow(array, &capacity, v->capacity, size)) return -1;
  memset(*array, fill, (size_t)v->capacity * size);
  return 0;
}

int sdg16i_stat_set_missing(sdg16i_stat_column *v, int64_t row, uint8_t kind, int32_t tag) {
  if (begin_array(v, (void **)&v->kinds, 1, 0)) return -1;
  if (tag >= 0 && begin_array(v, (void **)&v->tags, sizeof *v->tags, 0xff)) return -1;
  v->kinds[row] = kind;
  if (v->tags) v->tags[row] = tag;
  if (v->is_text)
    v->codes[row] = -1;
  else
    v->values[row] = (double)NAN;
  return 0;
}

static int32_t fail_value_text(sdg16i_stat_builder *b, const sdg16i_stat_column *v,
                               const char *text, int64_t fault) {
  return sdg16i_fail_at(b->error, SDG16_ERR_FORMAT, b->path, v->rows + 1, 0,
                        "%s, row %lld, variable '%.*s': expected UTF-8, found the byte 0x%02X "
                        "(if the file has another encoding, name it)",
                        b->path, (long long)v->rows + 1, sdg16i_utf8_excerpt(v->name), v->name,
                        (unsigned)(unsigned char)text[fault]);
}

/* The code of a text, checked when it is new; -1: failed. */
static int32_t code_of(sdg16i_stat_builder *b, const sdg16i_stat_column *v,
                       sdg16i_dictionary *texts, const char *text, size_t size,
                       int32_t *status) {
  int64_t before = texts->count;
  int32_t code = sdg16i_dictionary_add(texts, text, (int64_t)size);
  if (code == SDG16I_DICTIONARY_FULL)
    *status = sdg16i_fail_at(
        b->error, SDG16_ERR_LIMIT, b->path, v->rows + 1, 0,
        "%s, row %lld, variable '%.*s': expected at most %d different texts, found more",
        b->path, (long long)v->rows + 1, sdg16i_utf8_excerpt(v->name), v->name, INT32_MAX);
  else if (code < 0)
    *status = sdg16i_fail_memory(b->error);
  int64_t fault =
      code >= 0 && texts->count > before ? sdg16i_utf8_fault(text, (int64_t)size) : (int64_t)-1;
  if (fault >= 0) *status = fail_value_text(b, v, text, fault);
  return *status ? -1 : code;
}

static int32_t put_text(sdg16i_stat_builder *b, sdg16i_stat_column *v, const char *text) {
  size_t size = sdg16i_stat_trimmed(text);
  int32_t status = SDG16_OK;
  int failed = 0;
  if (!size) {
    failed = sdg16i_stat_set_missing(v, v->rows, SDG16_MISSING_SYSTEM, -1);
  } else if (sdg16i_stat_is_declared_text(v, text, size)) {
    int32_t tag = code_of(b, v, &v->tag_names, text, size, &status);
    failed = tag >= 0 && (sdg16i_grow((void **)&v->tag_values, &v->tag_capacity,
                                      v->tag_names.count, sizeof *v->tag_values) ||
                          sdg16i_stat_set_missing(v, v->rows, SDG16_MISSING_TAGGED, tag));
    if (tag >= 0 && !failed) v->tag_values[tag] = (double)NAN;
  } else {
    v->codes[v->rows] = code_of(b, v, &v->levels, text, size, &status);
  }
  return failed ? sdg16i_fail_memory(b->error) : status;
}

static int put_number(sdg16i_stat_column *v, const sdg16i_stat_value *value) {
  int32_t tag = -1;
  if (value->is_missing) {
    if (!value->tag) return sdg16i_stat_set_missing(v, v->rows, SDG16_MISSING_SYSTEM, -1);
    tag = sdg16i_stat_tag_of_letter(v, value->tag);
  } else if (!isfinite(value->number)) {
    return sdg16i_stat_set_missing(v, v->rows, SDG16_MISSING_SYSTEM, -1);
  } else if (sdg16i_stat_is_declared_number(v, value->number)) {
    tag = sdg16i_stat_tag_of_number(v, value->number);
  } else {
    v->values[v->rows] = value->number;
    return 0;
  }
  return tag < 0 ? -1 : sdg16i_stat_set_missing(v, v->rows, SDG16_MISSING_TAGGED, tag);
}

int32_t sdg16i_stat_value_add(sdg16i_stat_builder *b, int64_t row, int64_t index,
                              const sdg16i_stat_value *value) {
  int32_t status = b->is_checked ? SDG16_OK : sdg16i_stat_check_columns(b);
  if (status) return status;
  int32_t kept = index >= 0 && index < b->index_count ? b->of_index[index] : -1;
  if (kept < 0) return SDG16_OK;
  sdg16i_stat_column *v = &b->variables[kept];
  int64_t most = b->options->max_rows && b->options->max_rows < INT32_MAX
                     ? b->options->max_rows
                     : INT32_MAX; /* ReadStat counts rows in an int */
  if (row >= most)
    return sdg16i_fail_at(b->error, SDG16_ERR_LIMIT, b->path, row + 1, 0,
                          "%s: expected at most %lld rows, found more", b->path,
                          (long long)most);
  if (row != v->rows ||
      v->is_text != (value->text != NULL || (v->is_text && value->is_missing)))
    return sdg16i_fail_at(
        b->error, SDG16_ERR_FORMAT, b->path, row + 1, 0,
        "%s, row %lld, variable '%.*s': expected values in order and of the variable's type",
        b->path, (long long)row + 1, sdg16i_utf8_excerpt(v->name), v->name);
  if (v->rows == v->capacity && reserve_row(v)) return sdg16i_fail_memory(b->error);
  if (v->kinds) v->kinds[row] = SDG16_PRESENT;
  if (v->tags) v->tags[row] = -1;
  if (v->is_text)
    status = put_text(b, v, value->text ? value->text : "");
  else if (put_number(v, value))
    status = sdg16i_fail_memory(b->error);
  if (!status) v->rows++;
  return status;
}
