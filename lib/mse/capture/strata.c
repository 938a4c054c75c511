#include "mse/capture/strata.h"

#include "mse/capture/name_hints.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A combination goes into its dictionary as five bytes a column: the value's code in base
 * 128, high bits set so that no byte is NUL. */
#define KEY_BYTES 5

int32_t sdg16i_strata_init(sdg16i_strata *self, int64_t columns) {
  *self = (sdg16i_strata){.columns = columns};
  self->codes = sdg16i_array(columns, sizeof *self->codes);
  self->key = sdg16i_array(columns, KEY_BYTES);
  self->missing_line = sdg16i_array(columns, sizeof *self->missing_line);
  if (!self->codes || !self->key || !self->missing_line) return SDG16_ERR_MEMORY;
  int32_t blank = sdg16i_code(&self->values, "", 0);
  return blank == SDG16I_STRATUM_BLANK ? SDG16_OK : SDG16_ERR_MEMORY;
}

void sdg16i_strata_free(sdg16i_strata *self) {
  free(self->codes);
  free(self->key);
  free(self->missing_line);
  sdg16i_dictionary_free(&self->values);
  sdg16i_dictionary_free(&self->combinations);
  sdg16i_dictionary_free(&self->without_people);
}

/* The number of the combination in `codes` in one of the dictionaries. */
static int32_t code_combination(sdg16i_strata *self, sdg16i_dictionary *dictionary) {
  for (int64_t c = 0; c < self->columns; c++)
    for (int64_t b = 0; b < KEY_BYTES; b++)
      self->key[c * KEY_BYTES + b] = (char)(0x80 | (self->codes[c] >> (7 * b) & 0x7f));
  return sdg16i_code(dictionary, self->key, self->columns * KEY_BYTES);
}

int32_t sdg16i_strata_of_codes(sdg16i_strata *self) {
  return code_combination(self, &self->combinations);
}

/* The values of the row as `codes`: 0 or a status. */
static int32_t read_codes(sdg16i_strata *self, const sdg16i_input *input,
                          const sdg16i_csv_row *row) {
  for (int64_t c = 0; c < self->columns; c++) {
    sdg16i_csv_field field = sdg16i_trim(row->fields[input->stratum_column[c]]);
    if (field.size && sdg16i_is_missing(field)) {
      if (!self->missing_line[c]) self->missing_line[c] = row->line;
      field.size = 0;
    }
    int32_t code = sdg16i_code(&self->values, field.bytes, field.size);
    if (code < 0) return code;
    self->codes[c] = code;
  }
  return SDG16_OK;
}

int32_t sdg16i_strata_of_row(sdg16i_strata *self, const sdg16i_input *input,
                             const sdg16i_csv_row *row) {
  if (!self->columns) return 0;
  int32_t status = read_codes(self, input, row);
  return status ? status : sdg16i_strata_of_codes(self);
}

int32_t sdg16i_strata_without_people(sdg16i_strata *self, const sdg16i_input *input,
                                     const sdg16i_csv_row *row) {
  if (!self->columns) return SDG16_OK;
  int32_t status = read_codes(self, input, row);
  if (status) return status;
  int32_t code = code_combination(self, &self->without_people);
  return code < 0 ? code : SDG16_OK;
}

/* The value of one column in the key of a combination. */
static int32_t value_of_key(const char *key, int64_t column) {
  int32_t code = 0;
  for (int b = 0; b < KEY_BYTES; b++) code |= (key[column * KEY_BYTES + b] & 0x7f) << (7 * b);
  return code;
}

int32_t sdg16i_strata_value(const sdg16i_strata *self, int32_t combination, int64_t column) {
  return value_of_key(self->combinations.levels[combination], column);
}

/* ---- notes ---- */

/* The first two values of a column that differ only in case and blanks. */
static int32_t note_alike(const sdg16i_strata *self, int64_t column, const char *name,
                          sdg16i_notes *notes) {
  sdg16i_dictionary folded = {0};
  sdg16i_arena arena = {0};
  int32_t status = SDG16_OK, *first = sdg16i_array(self->values.count, sizeof *first);
  if (!first) status = SDG16_ERR_MEMORY;
  for (int32_t s = 0; !status && s < self->combinations.count; s++) {
    int32_t value = sdg16i_strata_value(self, s, column);
    const char *text = self->values.levels[value];
    int64_t size = (int64_t)strlen(text), known = folded.count;
    sdg16i_arena_reset(&arena);
    char *key = sdg16i_arena_array(&arena, size + 1, 1);
    int32_t code =
        key ? sdg16i_code(&folded, key, sdg16i_fold_name(text, size, key)) : SDG16_ERR_MEMORY;
    if (code < 0) status = code;
    if (!status && code == known) first[code] = value;
    if (status || first[code] == value) continue;
    status = sdg16i_note_add(notes, 0, "note", "strata-alike",
                             "%s and %s in column %s differ only in case or blanks. They are "
                             "two strata.",
                             sdg16i_quote_text(self->values.levels[first[code]]).text,
                             sdg16i_quote_text(text).text, sdg16i_quote_text(name).text);
    break;
  }
  free(first);
  sdg16i_arena_free(&arena);
  sdg16i_dictionary_free(&folded);
  return status;
}

/* "'sex' 'F', 'age' 'minor'" of the key of a combination, as far as it fits. */
static void name_combination(const sdg16i_strata *self, const char *key,
                             const sdg16_capture_options *options, char *out, size_t size) {
  size_t used = 0;
  *out = '\0';
  for (int64_t c = 0; c < self->columns && used < size; c++) {
    int32_t value = value_of_key(key, c);
    used += (size_t)snprintf(out + used, size - used, "%s%s %s", c ? ", " : "",
                             sdg16i_quote_text(options->strata[c]).text,
                             sdg16i_quote_text(self->values.levels[value]).text);
  }
}

/* Strata in whose rows every count is 0: they are in no result. */
static int32_t note_empty(const sdg16i_strata *self, const sdg16_capture_options *options,
                          sdg16i_notes *notes) {
  char name[640] = "";
  int64_t empty = 0;
  for (int32_t s = 0; s < self->without_people.count; s++) {
    const char *key = self->without_people.levels[s];
    if (sdg16i_dictionary_find(&self->combinations, key, self->columns * KEY_BYTES) < 0 &&
        !empty++)
      name_combination(self, key, options, name, sizeof name);
  }
  if (!empty) return SDG16_OK;
  if (empty == 1)
    return sdg16i_note_add(notes, 0, "note", "strata-empty",
                           "Every count of stratum %s is 0: it is not in the results.", name);
  return sdg16i_note_add(notes, 0, "note", "strata-empty",
                         "Every count of %lld strata is 0: they are not in the results (the "
                         "first is %s).",
                         (long long)empty, name);
}

int32_t sdg16i_strata_note(const sdg16i_strata *self, const sdg16_capture_options *options,
                           sdg16i_notes *notes) {
  int32_t status = note_empty(self, options, notes);
  for (int64_t c = 0; !status && c < self->columns; c++) {
    if (self->missing_line[c])
      status = sdg16i_note_add(notes, 0, "note", "strata-missing",
                               "In column %s, NA and . are read as blank (first in row or line "
                               "%lld).",
                               sdg16i_quote_text(options->strata[c]).text,
                               (long long)self->missing_line[c]);
    if (!status) status = note_alike(self, c, options->strata[c], notes);
  }
  return status;
}
