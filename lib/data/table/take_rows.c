#include "data/table/take_rows.h"

#include "base/error.h"
#include "base/memory.h"
#include "data/table/table.h"

/* The chosen rows of one column. */
typedef struct taking {
  sdg16i_arena arena;
  int64_t rows;
  const int64_t *row;
} taking;

static const uint8_t *take_missing(taking *t, const uint8_t *missing) {
  uint8_t *taken = missing ? sdg16i_arena_array(&t->arena, t->rows, 1) : NULL;
  for (int64_t i = 0; taken && i < t->rows; i++) taken[i] = missing[t->row[i]];
  return taken;
}

static const int32_t *take_codes(taking *t, const int32_t *codes) {
  int32_t *taken = codes ? sdg16i_arena_array(&t->arena, t->rows, sizeof *taken) : NULL;
  for (int64_t i = 0; taken && i < t->rows; i++) taken[i] = codes[t->row[i]];
  return taken;
}

static int32_t take_text(taking *t, sdg16_table *to, const sdg16_table *from, int64_t column,
                         sdg16_error *error) {
  int64_t levels = sdg16_table_level_count(from, column);
  const char **level = sdg16i_arena_array(&t->arena, levels, sizeof *level);
  for (int64_t k = 0; level && k < levels; k++) level[k] = sdg16_table_level(from, column, k);
  const uint8_t *missing = take_missing(t, sdg16_table_missing(from, column));
  const int32_t *codes = take_codes(t, sdg16_table_codes(from, column));
  if (sdg16i_arena_status(&t->arena, error)) return SDG16_ERR_MEMORY;
  return sdg16_table_add_text(to, sdg16_table_name(from, column), t->rows, codes, missing,
                              levels, level, error);
}

static int32_t take_numbers(taking *t, sdg16_table *to, const sdg16_table *from, int64_t column,
                            sdg16_error *error) {
  const int64_t *whole = sdg16_table_int64(from, column);
  const double *real = sdg16_table_double(from, column);
  int64_t *wholes = sdg16i_arena_array(&t->arena, t->rows, sizeof *wholes);
  double *reals = sdg16i_arena_array(&t->arena, t->rows, sizeof *reals);
  const uint8_t *missing = take_missing(t, sdg16_table_missing(from, column));
  if (sdg16i_arena_status(&t->arena, error)) return SDG16_ERR_MEMORY;
  for (int64_t i = 0; i < t->rows; i++) {
    if (whole) wholes[i] = whole[t->row[i]];
    if (real) reals[i] = real[t->row[i]];
  }
  const char *name = sdg16_table_name(from, column);
  return sdg16_table_type(from, column) == SDG16_INT64
             ? sdg16_table_add_int64(to, name, t->rows, wholes, missing, error)
             : sdg16_table_add_double(to, name, t->rows, reals, missing, error);
}

static int32_t take_labels(sdg16_table *to, int64_t new_column, const sdg16_table *from,
                           int64_t column, sdg16_error *error) {
  const char *label = sdg16_table_variable_label(from, column);
  int32_t status =
      label ? sdg16_table_set_variable_label(to, new_column, label, error) : SDG16_OK;
  for (int64_t k = 0; !status && k < sdg16_table_label_count(from, column); k++)
    status = sdg16_table_add_label(to, new_column, sdg16_table_label_value(from, column, k),
                                   sdg16_table_label(from, column, k), error);
  return status;
}

static int32_t take_tags(taking *t, sdg16_table *to, int64_t new_column,
                         const sdg16_table *from, int64_t column, sdg16_error *error) {
  int64_t count = sdg16_table_tag_count(from, column);
  if (!count) return SDG16_OK;
  const char **name = sdg16i_arena_array(&t->arena, count, sizeof *name);
  const char **label = sdg16i_arena_array(&t->arena, count, sizeof *label);
  const int32_t *tags = take_codes(t, sdg16_table_tags(from, column));
  if (sdg16i_arena_status(&t->arena, error)) return SDG16_ERR_MEMORY;
  for (int64_t k = 0; k < count; k++) {
    name[k] = sdg16_table_tag(from, column, k);
    label[k] = sdg16_table_tag_label(from, column, k);
  }
  return sdg16_table_set_tags(to, new_column, tags, count, name, label, error);
}

int32_t sdg16i_take_rows(sdg16_table *to, const sdg16_table *from, int64_t column, int64_t rows,
                         const int64_t *row, sdg16_error *error) {
  taking t = {.rows = rows, .row = row};
  int64_t new_column = sdg16_table_columns(to);
  int32_t status = sdg16_table_type(from, column) == SDG16_TEXT
                       ? take_text(&t, to, from, column, error)
                       : take_numbers(&t, to, from, column, error);
  if (!status) status = take_labels(to, new_column, from, column, error);
  if (!status) status = take_tags(&t, to, new_column, from, column, error);
  sdg16i_arena_free(&t.arena);
  return status;
}
