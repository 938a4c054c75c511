#include "data/table/table_builder.h"

#include "base/error.h"
#include "base/memory.h"
#include "data/table/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void sdg16i_columns_begin(sdg16i_columns *c, int64_t rows, sdg16_error *error) {
  *c = (sdg16i_columns){.rows = rows, .error = error};
  c->status = sdg16_table_new(&c->table, error);
}

/* A further column of the table, not yet in it; 0 after a failure. */
static int begin_column(sdg16i_columns *c, int32_t type, const char *name, size_t size,
                        sdg16i_column *column) {
  if (!c->status) c->status = sdg16i_table_check_name(c->table, name, c->error);
  if (!c->status && sdg16i_column_init(column, type, name, c->rows, size))
    c->status = sdg16i_fail_memory(c->error);
  return !c->status;
}

/* The column is missing in this row. */
static void set_missing(sdg16i_columns *c, sdg16i_column *column, int64_t row) {
  if (!column->missing && !(column->missing = sdg16i_array(c->rows, 1)))
    c->status = sdg16i_fail_memory(c->error);
  else
    column->missing[row] = SDG16_MISSING_SYSTEM;
}

static void end_column(sdg16i_columns *c, sdg16i_column *column) {
  sdg16i_dictionary_close(&column->levels);
  if (!c->status) c->status = sdg16i_table_adopt(c->table, c->rows, column, c->error);
  if (c->status) sdg16i_column_free(column);
}

void sdg16i_column_double(sdg16i_columns *c, const char *name, const double *values) {
  sdg16i_column column;
  if (!begin_column(c, SDG16_DOUBLE, name, sizeof *values, &column)) return;
  if (c->rows) memcpy(column.values, values, (size_t)c->rows * sizeof *values);
  for (int64_t i = 0; !c->status && i < c->rows; i++)
    if (isnan(values[i])) set_missing(c, &column, i);
  end_column(c, &column);
}

void sdg16i_column_text(sdg16i_columns *c, const char *name, const char *const *values) {
  sdg16i_column column;
  if (!begin_column(c, SDG16_TEXT, name, sizeof(int32_t), &column)) return;
  int32_t *code = column.values;
  for (int64_t i = 0; !c->status && i < c->rows; i++) {
    code[i] = -1;
    if (!values[i]) {
      set_missing(c, &column, i);
      continue;
    }
    code[i] = sdg16i_dictionary_add(&column.levels, values[i], (int64_t)strlen(values[i]));
    if (code[i] < 0) c->status = sdg16i_fail_memory(c->error);
  }
  end_column(c, &column);
}

/* There may be thousands of tables: the array of columns gives back what it does not use. */
static int fit_columns(sdg16_table *table) {
  if (table->count == table->capacity) return 0;
  sdg16i_column *fitted = realloc(table->columns, (size_t)table->count * sizeof *fitted);
  if (!fitted) return -1;
  table->columns = fitted;
  table->capacity = table->count;
  return 0;
}

int32_t sdg16i_columns_end(sdg16i_columns *c, sdg16_table **out) {
  if (!c->status && fit_columns(c->table)) c->status = sdg16i_fail_memory(c->error);
  *out = c->status ? NULL : c->table;
  if (c->status) sdg16_table_free(c->table);
  return c->status;
}
