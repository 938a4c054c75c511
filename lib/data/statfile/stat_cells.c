/* The builder of a table from a file of SPSS or Stata: values, row by row, and which of
 * them are missing. Numbers are kept as the doubles they are until the last row. */
#include "data/statfile/stat_columns.h"

#include "base/error.h"
#include "base/utf8.h"

#include <float.h>
#include <math.h>
#include <string.h>

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

/* Room for `rows` rows in the arrays that the column has. */
static int reserve_rows(sdg16i_stat_column *v, int64_t rows) {
  int64_t grown = v->capacity;
  void **arrays[] = {v->is_text ? (void **)&v->codes : (void **)&v->values, (void **)&v->kinds,
                     (void **)&v->tags};
  const size_t SIZES[] = {v->is_text ? sizeof *v->codes : sizeof *v->values, 1,
                          sizeof *v->tags};
  for (int i = 0; i < 3; i++) {
    if (i && !*arrays[i]) continue;
    int64_t capacity = v->capacity;
    if (sdg16i_grow(arrays[i], &capacity, rows, SIZES[i])) return -1;
    grown = capacity;
  }
  v->capacity = grown;
  return 0;
}

/* The next `count` rows are present, until it is known better. */
static int begin_rows(sdg16i_stat_column *v, int64_t count) {
  int64_t needed = v->rows + count;
  if (needed > v->capacity && reserve_rows(v, needed)) return -1;
  v->begun = needed;
  if (v->kinds) memset(v->kinds + v->rows, SDG16_PRESENT, (size_t)count);
  if (v->tags) memset(v->tags + v->rows, 0xff, (size_t)count * sizeof *v->tags);
  return 0;
}

int32_t sdg16i_stat_reserve(sdg16i_stat_builder *b, int64_t rows) {
  for (int64_t i = 0; rows && i < b->count; i++) {
    sdg16i_stat_column *v = &b->variables[i];
    if (reserve_rows(v, rows)) return sdg16i_fail_memory(b->error);
    if (v->is_text)
      sdg16i_advise_filling(v->codes, (size_t)rows * sizeof *v->codes);
    else
      sdg16i_advise_filling(v->values, (size_t)rows * sizeof *v->values);
  }
  return SDG16_OK;
}

#define LEVEL_SIZE 24 /* of a different text, besides its bytes: pointer, hash, slots */

int64_t sdg16i_stat_memory(const sdg16i_stat_builder *b) {
  int64_t held = 0;
  for (int64_t i = 0; i < b->count; i++) {
    const sdg16i_stat_column *v = &b->variables[i];
    int64_t cell = v->is_text ? (int64_t)sizeof *v->codes : (int64_t)sizeof *v->values;
    cell += (v->kinds ? 1 : 0) + (v->tags ? (int64_t)sizeof *v->tags : 0);
    held += v->rows * cell + v->levels.size + v->levels.count * LEVEL_SIZE + v->tag_names.size +
            v->tag_names.count * LEVEL_SIZE;
  }
  return held;
}

/* An array that begins to be needed now: `fill` for the rows begun so far. */
static int begin_array(sdg16i_stat_column *v, void **array, size_t size, int fill) {
  int64_t capacity = 0;
  if (*array) return 0;
  if (sdg16i_grow(array, &capacity, v->capacity, size)) return -1;
  sdg16i_advise_filling(*array, (size_t)v->capacity * size);
  memset(*array, fill, (size_t)v->begun * size);
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

static int32_t put_text(sdg16i_stat_builder *b, sdg16i_stat_column *v, const char *text,
                        size_t size) {
  int32_t status = SDG16_OK;
  int failed = 0;
  size = sdg16i_stat_trimmed(text, size);
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
  if (failed) return sdg16i_fail_memory(b->error);
  v->rows += !status;
  return status;
}

/* A number that is missing (with its tag, or 0), or declared so. */
static int put_missing(sdg16i_stat_column *v, int64_t row, double value, char letter) {
  int32_t tag = letter             ? sdg16i_stat_tag_of_letter(v, letter)
                : !isfinite(value) ? -1
                                   : sdg16i_stat_tag_of_number(v, value);
  if (tag < 0 && (letter || isfinite(value))) return -1;
  return sdg16i_stat_set_missing(v, row, tag < 0 ? SDG16_MISSING_SYSTEM : SDG16_MISSING_TAGGED,
                                 tag);
}

/* Nothing is missing, as in most columns. */
static int are_present(const double *values, int64_t count) {
  int64_t others = 0;
  for (int64_t i = 0; i < count; i++) others += !(fabs(values[i]) <= DBL_MAX);
  return !others;
}

/* `tags` may be NULL. A value with a tag is NaN. */
static int put_numbers(sdg16i_stat_column *v, int64_t count, const double *values,
                       const char *tags) {
  if (begin_rows(v, count)) return -1;
  memcpy(v->values + v->rows, values, (size_t)count * sizeof *values);
  int is_plain = !v->range_count && are_present(values, count);
  for (int64_t i = 0; !is_plain && i < count; i++) {
    double value = values[i];
    if (isfinite(value) && !sdg16i_stat_is_declared_number(v, value)) continue;
    if (put_missing(v, v->rows + i, value, tags ? tags[i] : '\0')) return -1;
  }
  v->rows += count;
  return 0;
}

/* ---- calls of the readers ---- */

/* The column of a variable, NULL where it is not wanted. */
static sdg16i_stat_column *kept_column(const sdg16i_stat_builder *b, int64_t index) {
  int32_t kept = index >= 0 && index < b->index_count ? b->of_index[index] : -1;
  return kept < 0 ? NULL : &b->variables[kept];
}

static int32_t check_rows(sdg16i_stat_builder *b, const sdg16i_stat_column *v, int64_t count) {
  int32_t status = b->is_checked ? SDG16_OK : sdg16i_stat_check_columns(b);
  int64_t most = b->options->max_rows ? b->options->max_rows : INT64_MAX;
  if (!status && count > most - v->rows)
    status =
        sdg16i_fail_at(b->error, SDG16_ERR_LIMIT, b->path, most, 0,
                       "%s: expected at most %lld rows, found more", b->path, (long long)most);
  return status;
}

static int32_t fail_order(sdg16i_stat_builder *b, const sdg16i_stat_column *v) {
  return sdg16i_fail_at(
      b->error, SDG16_ERR_FORMAT, b->path, v->rows + 1, 0,
      "%s, row %lld, variable '%.*s': expected values in order and of the variable's type",
      b->path, (long long)v->rows + 1, sdg16i_utf8_excerpt(v->name), v->name);
}

int32_t sdg16i_stat_numbers_add(sdg16i_stat_builder *b, int64_t index, int64_t count,
                                const double *values, const char *tags) {
  sdg16i_stat_column *v = kept_column(b, index);
  int32_t status = v ? check_rows(b, v, count) : SDG16_OK;
  if (!v || status) return status;
  if (v->is_text) return fail_order(b, v);
  return put_numbers(v, count, values, tags) ? sdg16i_fail_memory(b->error) : SDG16_OK;
}

int32_t sdg16i_stat_text_add(sdg16i_stat_builder *b, int64_t index, const char *text,
                             int64_t size) {
  sdg16i_stat_column *v = kept_column(b, index);
  int32_t status = v ? check_rows(b, v, 1) : SDG16_OK;
  if (!v || status) return status;
  if (!v->is_text) return fail_order(b, v);
  return begin_rows(v, 1) ? sdg16i_fail_memory(b->error) : put_text(b, v, text, (size_t)size);
}

int32_t sdg16i_stat_level_add(sdg16i_stat_builder *b, int64_t index, const char *text,
                              int64_t size, int32_t *code) {
  sdg16i_stat_column *v = kept_column(b, index);
  size_t trimmed = sdg16i_stat_trimmed(text, (size_t)size);
  int32_t status = SDG16_OK;
  *code = -1;
  if (v && trimmed) *code = code_of(b, v, &v->levels, text, trimmed, &status);
  return status;
}

int32_t sdg16i_stat_codes_add(sdg16i_stat_builder *b, int64_t index, int64_t count,
                              const int32_t *codes) {
  sdg16i_stat_column *v = kept_column(b, index);
  int32_t status = v ? check_rows(b, v, count) : SDG16_OK;
  if (!v || status) return status;
  if (!v->is_text) return fail_order(b, v);
  int failed = begin_rows(v, count);
  for (int64_t i = 0; !failed && i < count; i++, v->rows++) {
    v->codes[v->rows] = codes[i];
    if (codes[i] < 0) failed = sdg16i_stat_set_missing(v, v->rows, SDG16_MISSING_SYSTEM, -1);
  }
  return failed ? sdg16i_fail_memory(b->error) : SDG16_OK;
}
