#include "data/table/bind_rows.h"

#include "base/error.h"
#include "base/memory.h"
#include "data/table/table.h"
#include "data/table/table_builder.h"

#include <string.h>

typedef struct stack {
  int64_t count;
  const sdg16_table *const *tables;
  int64_t rows;
  sdg16i_columns columns;
  void *values; /* [rows], of 8 bytes each */
  uint8_t *missing;
} stack;

static void stack_column(stack *s, int64_t column) {
  const char *name = sdg16_table_name(s->tables[0], column);
  int32_t type = sdg16_table_type(s->tables[0], column);
  int64_t at = 0, any = 0;
  for (int64_t t = 0; t < s->count; t++) {
    const sdg16_table *table = s->tables[t];
    int64_t rows = sdg16_table_rows(table);
    const uint8_t *missing = sdg16_table_missing(table, column);
    for (int64_t i = 0; i < rows; i++) {
      s->missing[at + i] = missing ? missing[i] : SDG16_PRESENT;
      any |= s->missing[at + i];
      if (type == SDG16_TEXT)
        ((const char **)s->values)[at + i] = sdg16_table_text(table, i, column);
    }
    if (type == SDG16_INT64)
      memcpy((int64_t *)s->values + at, sdg16_table_int64(table, column),
             (size_t)rows * sizeof(int64_t));
    else if (type == SDG16_DOUBLE)
      memcpy((double *)s->values + at, sdg16_table_double(table, column),
             (size_t)rows * sizeof(double));
    at += rows;
  }
  if (s->columns.status) return;
  if (type == SDG16_TEXT)
    sdg16i_column_text(&s->columns, name, s->values);
  else if (type == SDG16_DOUBLE)
    sdg16i_column_double(&s->columns, name, s->values);
  else
    s->columns.status = sdg16_table_add_int64(s->columns.table, name, s->rows, s->values,
                                              any ? s->missing : NULL, s->columns.error);
}

/* What all of the tables say that they are. */
static int32_t common_result(const stack *s) {
  int32_t result = s->tables[0]->result;
  for (int64_t t = 1; t < s->count; t++)
    if (s->tables[t]->result != result) result = 0;
  return result;
}

/* The columns in front are dimensions, and those that are in the first table. */
static int32_t mark_dimensions(stack *s, int64_t prefixes, const char *const *names,
                               sdg16i_arena *arena) {
  int64_t columns = sdg16_table_columns(s->tables[0]), count = 0;
  const char **name = sdg16i_arena_array(arena, prefixes + columns, sizeof *name);
  if (!name) return sdg16i_fail_memory(s->columns.error);
  for (int64_t k = 0; k < prefixes; k++) name[count++] = names[k];
  for (int64_t c = 0; c < columns; c++)
    if (sdg16_table_is_dimension(s->tables[0], c))
      name[count++] = sdg16_table_name(s->tables[0], c);
  return sdg16_table_set_dimensions(s->columns.table, count, name, s->columns.error);
}

int32_t sdg16i_stack(int64_t count, const sdg16_table *const *tables, int64_t prefixes,
                     const char *const *names, const char *const *value, sdg16_table **out,
                     sdg16_error *error) {
  stack s = {.count = count, .tables = tables};
  sdg16i_arena arena = {0};
  for (int64_t t = 0; t < count; t++) s.rows += sdg16_table_rows(tables[t]);
  sdg16i_columns_begin(&s.columns, s.rows, error);
  s.values = sdg16i_arena_array(&arena, s.rows, 8);
  s.missing = sdg16i_arena_array(&arena, s.rows, 1);
  if ((!s.values || !s.missing) && !s.columns.status)
    s.columns.status = sdg16i_fail_memory(error);
  for (int64_t k = 0; !s.columns.status && k < prefixes; k++) {
    int64_t at = 0;
    for (int64_t t = 0; t < count; t++)
      for (int64_t i = sdg16_table_rows(tables[t]); i > 0; i--)
        ((const char **)s.values)[at++] = value[t * prefixes + k];
    sdg16i_column_text(&s.columns, names[k], s.values);
  }
  for (int64_t c = 0; !s.columns.status && c < sdg16_table_columns(tables[0]); c++)
    stack_column(&s, c);
  if (!s.columns.status) s.columns.status = mark_dimensions(&s, prefixes, names, &arena);
  if (!s.columns.status) s.columns.table->result = common_result(&s);
  sdg16i_arena_free(&arena);
  return sdg16i_columns_end(&s.columns, out);
}
