#include "data/csv/infer_type.h"

#include "base/numbers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLAIN_DIGITS 18 /* an int64 holds every number of so many digits */
#define PLAIN_SIZE 24

/* "1,234" may be 1234 or 1.234; "0,125", "1,5" and "1234,567" leave no doubt. */
static int is_proof(const char *whole_part, int64_t whole_digits, int64_t decimals) {
  return decimals != 3 || whole_digits > 3 || whole_digits == 0 || *whole_part == '0';
}

/* ---- plain numbers ---- */

static int plain_number(sdg16i_typing *t, const char *text, int64_t size, int64_t *mantissa,
                        uint8_t *scale) {
  if (size == 1 && sdg16i_is_digit(*text)) {
    *mantissa = *text - '0';
    *scale = 0;
    return 1;
  }
  int negative = *text == '-';
  const char *first = text + negative, *end = text + size, *point = NULL;
  if (end - first > PLAIN_DIGITS + 1 || first == end) return 0;
  uint64_t value = 0; /* of up to 19 digits, one of which may be one too many */
  for (const char *c = first; c < end; c++) {
    if (sdg16i_is_digit(*c)) {
      value = value * 10 + (uint64_t)(*c - '0');
    } else if ((*c == '.' || *c == ',') && !point && (!t->decimal || *c == t->decimal) &&
               (!t->mark || *c == t->mark)) {
      point = c;
    } else {
      return 0;
    }
  }
  int64_t whole_digits = (point ? point : end) - first;
  int64_t decimals = point ? end - point - 1 : 0;
  if (whole_digits == 0 || (point && decimals == 0)) return 0;
  if (whole_digits + decimals > PLAIN_DIGITS) return 0;
  if (*first == '0' && whole_digits > 1) return 0; /* "007" is a name, not a number */
  if (negative && value == 0) return 0;
  if (point) {
    t->mark = *point;
    t->evidence |= is_proof(first, whole_digits, decimals);
  }
  *mantissa = negative ? -(int64_t)value : (int64_t)value;
  *scale = (uint8_t)decimals;
  return 1;
}

/* The text that `plain` took. */
static int64_t plain_text(int64_t mantissa, int scale, char mark, char out[PLAIN_SIZE]) {
  char reversed[PLAIN_SIZE];
  int64_t count = 0, size = 0;
  uint64_t rest = mantissa < 0 ? 0 - (uint64_t)mantissa : (uint64_t)mantissa;
  for (int written = 0; rest || written <= scale; written++) {
    if (written == scale && scale) reversed[count++] = mark;
    reversed[count++] = (char)('0' + rest % 10);
    rest /= 10;
  }
  if (mantissa < 0) out[size++] = '-';
  while (count) out[size++] = reversed[--count];
  out[size] = '\0';
  return size;
}

static double plain_value(int64_t mantissa, int scale, char mark) {
  char text[PLAIN_SIZE];
  double value = NAN;
  uint64_t digits = mantissa < 0 ? 0 - (uint64_t)mantissa : (uint64_t)mantissa;
  if (!sdg16i_scaled_double(digits, -scale, &value)) return mantissa < 0 ? -value : value;
  int64_t size = plain_text(mantissa, scale, mark, text);
  sdg16i_parse_double(text, size, mark, &value); /* cannot fail: the text is a number */
  return value;
}

/* ---- storing ---- */

static int reserve_rows(sdg16i_typing *t, int64_t rows) {
  /* The same growth for every array that there is; a lone success does no harm. */
  int64_t grown = 0;
  void **arrays[] = {(void **)&t->mantissas, (void **)&t->codes, (void **)&t->scales,
                     (void **)&t->missing};
  const size_t SIZES[] = {sizeof *t->mantissas, sizeof *t->codes, 1, 1};
  for (int i = 0; i < 4; i++) {
    if (!*arrays[i] && !(i == 0 && !t->codes)) continue;
    int64_t capacity = t->capacity;
    if (sdg16i_grow(arrays[i], &capacity, rows, SIZES[i])) return -1;
    sdg16i_advise_filling(*arrays[i], (size_t)capacity * SIZES[i]);
    grown = capacity;
  }
  t->capacity = grown;
  return 0;
}

void sdg16i_typing_expect(sdg16i_typing *t, int64_t rows) {
  if (rows > t->capacity && reserve_rows(t, rows)) return; /* grown row by row, then */
}

/* An array that begins to be needed now: zero for the rows so far, each further row sets it. */
static int begin_array(sdg16i_typing *t, void **array, size_t size) {
  int64_t capacity = 0;
  if (sdg16i_grow(array, &capacity, t->capacity, size)) return -1;
  memset(*array, 0, (size_t)t->rows * size);
  return 0;
}

static int32_t code_of(sdg16i_typing *t, const char *text, int64_t size, int32_t *code) {
  *code = sdg16i_dictionary_add(&t->levels, text, size);
  if (*code >= 0) return SDG16_OK;
  return *code == SDG16I_DICTIONARY_FULL ? SDG16_ERR_LIMIT : SDG16_ERR_MEMORY;
}

/* From numbers to texts. On failure the column is of no more use. */
static int32_t turn_into_texts(sdg16i_typing *t) {
  if (begin_array(t, (void **)&t->codes, sizeof *t->codes)) return SDG16_ERR_MEMORY;
  for (int64_t i = 0; i < t->rows; i++) {
    if (t->missing && t->missing[i]) {
      t->codes[i] = -1;
      continue;
    }
    char text[PLAIN_SIZE];
    int64_t size = plain_text(t->mantissas[i], t->scales ? t->scales[i] : 0, t->mark, text);
    int32_t status = code_of(t, text, size, &t->codes[i]);
    if (status) return status;
  }
  free(t->mantissas);
  free(t->scales);
  t->mantissas = NULL;
  t->scales = NULL;
  return SDG16_OK;
}

int32_t sdg16i_typing_add(sdg16i_typing *t, const char *text, int64_t size) {
  if (t->rows == t->capacity && reserve_rows(t, t->rows + 1)) return SDG16_ERR_MEMORY;
  int64_t row = t->rows;
  if (t->missing) t->missing[row] = SDG16_PRESENT;
  if (!t->codes) {
    uint8_t scale;
    if (plain_number(t, text, size, &t->mantissas[row], &scale)) {
      if (scale && !t->scales && begin_array(t, (void **)&t->scales, 1))
        return SDG16_ERR_MEMORY;
      if (t->scales) t->scales[row] = scale;
      t->rows++;
      return SDG16_OK;
    }
    int32_t status = turn_into_texts(t);
    if (status) return status;
  }
  int32_t status = code_of(t, text, size, &t->codes[row]);
  if (!status) t->rows++;
  return status;
}

int32_t sdg16i_typing_add_missing(sdg16i_typing *t, uint8_t kind) {
  if (t->rows == t->capacity && reserve_rows(t, t->rows + 1)) return SDG16_ERR_MEMORY;
  if (!t->missing && begin_array(t, (void **)&t->missing, 1)) return SDG16_ERR_MEMORY;
  int64_t row = t->rows++;
  t->missing[row] = kind;
  if (t->codes) t->codes[row] = -1;
  if (t->mantissas) t->mantissas[row] = 0;
  if (t->scales) t->scales[row] = 0;
  return SDG16_OK;
}

/* ---- judging ---- */

/* The whole number `digits` (maybe with '-') is a double: it prints as itself. */
static int is_exact(const char *digits, int64_t size) {
  double value;
  char text[400];
  if (sdg16i_parse_double(digits, size, '.', &value)) return 0;
  int length = snprintf(text, sizeof text, "%.0f", value);
  return length == size && !memcmp(text, digits, (size_t)size);
}

/* Any number: blanks around it, an exponent, ".5" are allowed; a '+' or a zero
 * too many in front are not (they belong to telephone numbers and codes). */
static void judge_level(sdg16i_typing *t, const char *text) {
  int64_t size = (int64_t)strlen(text);
  while (size && (*text == ' ' || *text == '\t')) text++, size--;
  while (size && (text[size - 1] == ' ' || text[size - 1] == '\t')) size--;
  const char *end = text + size, *first = text + (size && *text == '-'), *c = first;
  while (c < end && sdg16i_is_digit(*c)) c++;
  int64_t whole_digits = c - first, decimals = 0;
  char mark = 0;
  if (c < end && (*c == '.' || *c == ',')) {
    mark = *c++;
    while (c < end && sdg16i_is_digit(*c)) c++, decimals++;
  }
  double value;
  t->numeric =
      whole_digits + decimals > 0 && !(whole_digits > 1 && *first == '0') &&
      (!mark || ((!t->mark || t->mark == mark) && (!t->decimal || t->decimal == mark))) &&
      !sdg16i_parse_double(text, size, mark ? mark : '.', &value);
  if (!t->numeric) return;
  if (mark) {
    t->mark = mark;
    t->evidence |= is_proof(first, whole_digits, decimals);
  }
  int64_t ignored;
  int is_whole = c == end && !mark, is_zero = whole_digits == 1 && *first == '0';
  if (is_whole) t->exact = t->exact && ((is_zero && first > text) || is_exact(text, size));
  t->whole = t->whole && is_whole && !(is_zero && first > text) &&
             !sdg16i_parse_int64(text, size, &ignored);
}

static void judge_column(sdg16i_typing *t) {
  if (t->judged) return;
  t->judged = t->numeric = t->whole = t->exact = 1;
  if (t->codes) {
    t->mark = 0;
    t->evidence = 0;
    for (int64_t i = 0; i < t->levels.count && t->numeric; i++)
      judge_level(t, t->levels.levels[i]);
  } else {
    t->whole = !t->scales;
    for (int64_t i = 0; t->scales && i < t->rows; i++) {
      int64_t m = t->mantissas[i];
      if (!t->scales[i] && (int64_t)(double)m != m) t->exact = 0;
    }
  }
}

char sdg16i_typing_proof(sdg16i_typing *t) {
  judge_column(t);
  return t->numeric && t->evidence ? t->mark : 0;
}

/* ---- finishing ---- */

/* Gives back what growing took too much; a column of no rows gets an array too. */
static int32_t shrink_array(void **array, int64_t rows, size_t size) {
  void *fitted = realloc(*array, rows ? (size_t)rows * size : 1);
  if (!fitted) return SDG16_ERR_MEMORY;
  *array = fitted;
  return SDG16_OK;
}

static int32_t finish_numbers(sdg16i_typing *t, sdg16i_column *out) {
  out->type = t->whole ? SDG16_INT64 : SDG16_DOUBLE;
  for (int64_t i = 0; !t->whole && i < t->rows; i++) {
    double value = NAN;
    if (!t->missing || !t->missing[i])
      value = plain_value(t->mantissas[i], t->scales[i], t->mark);
    memcpy(&t->mantissas[i], &value, sizeof value);
  }
  if (shrink_array((void **)&t->mantissas, t->rows, sizeof *t->mantissas))
    return SDG16_ERR_MEMORY;
  out->values = t->mantissas;
  t->mantissas = NULL;
  return SDG16_OK;
}

static int32_t finish_levels(sdg16i_typing *t, sdg16i_column *out) {
  union {
    int64_t whole;
    double real;
  } *of_level = sdg16i_array(t->levels.count, sizeof *of_level), *cells;
  cells = sdg16i_array(t->rows, sizeof *cells);
  if (!of_level || !cells) {
    free(of_level);
    free(cells);
    return SDG16_ERR_MEMORY;
  }
  for (int64_t i = 0; i < t->levels.count; i++) {
    const char *text = t->levels.levels[i];
    int64_t size = (int64_t)strlen(text);
    if (t->whole)
      sdg16i_parse_int64(text, size, &of_level[i].whole);
    else
      sdg16i_parse_double(text, size, t->mark ? t->mark : '.', &of_level[i].real);
  }
  for (int64_t i = 0; i < t->rows; i++) {
    if (t->codes[i] >= 0)
      cells[i] = of_level[t->codes[i]];
    else if (!t->whole)
      cells[i].real = NAN;
  }
  free(of_level);
  out->type = t->whole ? SDG16_INT64 : SDG16_DOUBLE;
  out->values = cells;
  return SDG16_OK;
}

static int32_t finish_texts(sdg16i_typing *t, sdg16i_column *out) {
  int32_t status = t->codes ? SDG16_OK : turn_into_texts(t);
  if (!status) status = shrink_array((void **)&t->codes, t->rows, sizeof *t->codes);
  if (status) return status;
  out->type = SDG16_TEXT;
  out->values = t->codes;
  out->levels = t->levels;
  sdg16i_dictionary_close(&out->levels);
  t->codes = NULL;
  memset(&t->levels, 0, sizeof t->levels);
  return SDG16_OK;
}

int32_t sdg16i_typing_finish(sdg16i_typing *t, char decimal, sdg16i_column *out) {
  judge_column(t);
  int32_t status = t->missing ? shrink_array((void **)&t->missing, t->rows, 1) : SDG16_OK;
  if (status) return status;
  if (!t->numeric || (!t->whole && (!t->exact || (t->mark && t->mark != decimal))))
    status = finish_texts(t, out);
  else
    status = t->codes ? finish_levels(t, out) : finish_numbers(t, out);
  if (status) return status;
  out->missing = t->missing;
  t->missing = NULL;
  sdg16i_typing_free(t);
  return SDG16_OK;
}

void sdg16i_typing_free(sdg16i_typing *t) {
  free(t->mantissas);
  free(t->scales);
  free(t->codes);
  free(t->missing);
  sdg16i_dictionary_free(&t->levels);
  memset(t, 0, sizeof *t);
}
