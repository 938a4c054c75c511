#include "data/table/table_builder.h"

#include "base/error.h"
#include "base/memory.h"
#include "data/table/dictionary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void sdg16i_columns_begin(sdg16i_columns *c, int64_t rows, sdg16_error *error) {
  *c = (sdg16i_columns){.rows = rows, .error = error};
  c->status = sdg16_table_new(&c->table, error);
}

void sdg16i_column_double(sdg16i_columns *c, const char *name, const double *values) {
  if (c->status) return;
  uint8_t *missing = sdg16i_array(c->rows, 1);
  if (!missing) {
    c->status = sdg16i_fail_memory(c->error);
    return;
  }
  int any = 0;
  for (int64_t i = 0; i < c->rows; i++)
    if (isnan(values[i])) missing[i] = SDG16_MISSING_SYSTEM, any = 1;
  c->status =
      sdg16_table_add_double(c->table, name, c->rows, values, any ? missing : NULL, c->error);
  free(missing);
}

void sdg16i_column_text(sdg16i_columns *c, const char *name, const char *const *values) {
  if (c->status) return;
  int32_t *code = sdg16i_array(c->rows, sizeof *code);
  uint8_t *missing = sdg16i_array(c->rows, 1);
  sdg16i_dictionary levels = {0};
  if (!code || !missing) c->status = sdg16i_fail_memory(c->error);
  for (int64_t i = 0; !c->status && i < c->rows; i++) {
    code[i] = -1;
    missing[i] = values[i] ? SDG16_PRESENT : SDG16_MISSING_SYSTEM;
    if (!values[i]) continue;
    code[i] = sdg16i_dictionary_add(&levels, values[i], (int64_t)strlen(values[i]));
    if (code[i] < 0) c->status = sdg16i_fail_memory(c->error);
  }
  if (!c->status)
    c->status = sdg16_table_add_text(c->table, name, c->rows, code, missing, levels.count,
                                     (const char *const *)levels.levels, c->error);
  sdg16i_dictionary_free(&levels);
  free(code);
  free(missing);
}

int32_t sdg16i_columns_end(sdg16i_columns *c, sdg16_table **out) {
  *out = c->status ? NULL : c->table;
  if (c->status) sdg16_table_free(c->table);
  return c->status;
}
