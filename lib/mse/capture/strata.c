#include "mse/capture/strata.h"

#include "base/utf8.h"
#include "data/csv/missing.h"
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
  int32_t blank = sdg16i_code_of_text(&self->values, "", 0);
  return blank == SDG16I_STRATUM_BLANK ? SDG16_OK : SDG16_ERR_MEMORY;
}

void sdg16i_strata_free(sdg16i_strata *self) {
  free(self->codes);
  free(self->key);
  free(self->missing_line);
  sdg16i_dictionary_free(&self->values);
  sdg16i_dictionary_free(&self->combinations);
}

int32_t sdg16i_strata_of_codes(sdg16i_strata *self) {
  for (int64_t c = 0; c < self->columns; c++)
    for (int64_t b = 0; b < KEY_BYTES; b++)
      self->key[c * KEY_BYTES + b] = (char)(0x80 | (self->codes[c] >> (7 * b) & 0x7f));
  return sdg16i_code_of_text(&self->combinations, self->key, self->columns * KEY_BYTES);
}

int32_t sdg16i_strata_of_row(sdg16i_strata *self, const sdg16i_input *input,
                             const sdg16i_csv_row *row) {
  if (!self->columns) return 0;
  for (int64_t c = 0; c < self->columns; c++) {
    sdg16i_csv_field field = sdg16i_trim(row->fields[input->stratum_column[c]]);
    const sdg16_capture_options *o = input->options;
    if (sdg16i_csv_missing(o->na_count, o->na, field.bytes, field.size) == SDG16I_CSV_NA) {
      if (!self->missing_line[c]) self->missing_line[c] = row->line;
      field.size = 0;
    }
    int32_t code = sdg16i_code_of_text(&self->values, field.bytes, field.size);
    if (code < 0) return code;
    self->codes[c] = code;
  }
  return sdg16i_strata_of_codes(self);
}

int32_t sdg16i_strata_value(const sdg16i_strata *self, int32_t combination, int64_t column) {
  const char *key = self->combinations.levels[combination] + column * KEY_BYTES;
  int32_t code = 0;
  for (int b = 0; b < KEY_BYTES; b++) code |= (key[b] & 0x7f) << (7 * b);
  return code;
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
    int32_t code = key ? sdg16i_code_of_text(&folded, key, sdg16i_fold_name(text, size, key))
                       : SDG16_ERR_MEMORY;
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

#define NAMED 3 /* strata without people that a note names */

/* "sex 'M', age ''" behind what is in `out`. */
static void name_stratum(const sdg16i_strata *self, const sdg16_capture_options *options,
                         int32_t combination, char *out, size_t size) {
  size_t used = strlen(out);
  for (int64_t c = 0; c < self->columns && used + 1 < size; c++) {
    int32_t value = sdg16i_strata_value(self, combination, c);
    int added = snprintf(out + used, size - used, "%s%.*s %s",
                         c      ? ", "
                         : used ? "; "
                                : "",
                         sdg16i_utf8_excerpt(options->strata[c]), options->strata[c],
                         sdg16i_quote_text(self->values.levels[value]).text);
    if (added > 0) used += (size_t)added;
  }
}

/* Combinations whose counts are all 0: they are no strata of the result. */
static int32_t note_empty(const sdg16i_strata *self, const sdg16_capture_options *options,
                          const sdg16i_tally *counts, sdg16i_notes *notes) {
  char names[600] = "", more[40] = "";
  int64_t empty = 0;
  char *used = sdg16i_array(self->combinations.count, 1);
  if (!used) return SDG16_ERR_MEMORY;
  for (int64_t i = 0; i < counts->size; i++)
    if (counts->slots[i].count) used[counts->slots[i].stratum] = 1;
  for (int32_t s = 0; s < self->combinations.count; s++) {
    if (used[s]) continue;
    if (empty++ < NAMED) name_stratum(self, options, s, names, sizeof names);
  }
  free(used);
  if (!empty) return SDG16_OK;
  if (empty > NAMED) snprintf(more, sizeof more, " and %lld more", (long long)(empty - NAMED));
  return sdg16i_note_add(notes, 0, "warning", "strata-empty",
                         "%lld strat%s no people, because all counts are 0 (%s%s): in sums %s "
                         "as 0, the undetected "
                         "too.",
                         (long long)empty, empty == 1 ? "um has" : "a have", names, more,
                         empty == 1 ? "it counts" : "they count");
}

int32_t sdg16i_strata_note(const sdg16i_strata *self, const sdg16_capture_options *options,
                           const sdg16i_tally *counts, sdg16i_notes *notes) {
  int32_t status = SDG16_OK;
  for (int64_t c = 0; !status && c < self->columns; c++) {
    if (self->missing_line[c])
      status = sdg16i_note_add(notes, 0, "note", "strata-missing",
                               "In column %s, NA and . are read as blank (first in row or line "
                               "%lld; --na '' keeps them).",
                               sdg16i_quote_text(options->strata[c]).text,
                               (long long)self->missing_line[c]);
    if (!status) status = note_alike(self, c, options->strata[c], notes);
  }
  if (status || !self->columns || !counts) return status;
  return note_empty(self, options, counts, notes);
}
