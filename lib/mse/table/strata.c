#include "mse/table/strata.h"

#include <stdlib.h>

/* A combination goes into its dictionary as five bytes a column: the value's code in base
 * 128, high bits set so that no byte is NUL. */
#define KEY_BYTES 5

int32_t sdg16i_strata_init(sdg16i_strata *self, int64_t columns) {
  *self = (sdg16i_strata){.columns = columns};
  self->codes = sdg16i_array(columns, sizeof *self->codes);
  self->key = sdg16i_array(columns, KEY_BYTES);
  if (!self->codes || !self->key) return SDG16_ERR_MEMORY;
  int32_t blank = sdg16i_code(&self->values, "", 0);
  return blank == SDG16I_STRATUM_BLANK ? SDG16_OK : SDG16_ERR_MEMORY;
}

void sdg16i_strata_free(sdg16i_strata *self) {
  free(self->codes);
  free(self->key);
  sdg16i_dictionary_free(&self->values);
  sdg16i_dictionary_free(&self->combinations);
}

int32_t sdg16i_strata_of_codes(sdg16i_strata *self) {
  for (int64_t c = 0; c < self->columns; c++)
    for (int64_t b = 0; b < KEY_BYTES; b++)
      self->key[c * KEY_BYTES + b] = (char)(0x80 | (self->codes[c] >> (7 * b) & 0x7f));
  return sdg16i_code(&self->combinations, self->key, self->columns * KEY_BYTES);
}

int32_t sdg16i_strata_of_row(sdg16i_strata *self, const sdg16i_input *input,
                             const sdg16i_csv_row *row) {
  if (!self->columns) return 0;
  for (int64_t c = 0; c < self->columns; c++) {
    sdg16i_csv_field field = sdg16i_trim(row->fields[input->stratum_column[c]]);
    int32_t code = sdg16i_code(&self->values, field.bytes, field.size);
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
