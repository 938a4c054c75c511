/* The public functions of expressions. */
#include "data/expression/expression.h"

#include "base/error.h"

#include <stdlib.h>

void sdg16_expression_free(sdg16_expression *expression) {
  if (!expression) return;
  free(expression->nodes);
  free(expression->items);
  sdg16i_dictionary_free(&expression->names);
  sdg16i_arena_free(&expression->arena);
  free(expression);
}

int32_t sdg16_expression_new(const char *text, sdg16_expression **out, sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_expression_new: out must not be NULL");
  *out = NULL;
  if (!text)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_expression_new: text must not be NULL");
  sdg16_expression *expression = calloc(1, sizeof *expression);
  if (!expression) return sdg16i_fail_memory(error);
  int32_t status = sdg16i_expression_parse(text, expression, error);
  if (status) {
    sdg16_expression_free(expression);
    return status;
  }
  *out = expression;
  return SDG16_OK;
}

int64_t sdg16_expression_columns(const sdg16_expression *expression) {
  return expression ? expression->names.count : 0;
}

const char *sdg16_expression_column(const sdg16_expression *expression, int64_t index) {
  return index >= 0 && index < sdg16_expression_columns(expression)
             ? expression->names.levels[index]
             : NULL;
}

static int32_t evaluate_column(const sdg16_expression *expression, const sdg16_table *table,
                               const char *name, sdg16_table *result, sdg16_error *error) {
  sdg16i_arena arena = {0};
  sdg16i_bound *bound;
  sdg16i_column column = {0};
  int64_t rows = sdg16_table_rows(table);
  int32_t status = sdg16i_expression_bind(expression, table, &arena, &bound, error);
  if (!status) status = sdg16i_expression_run(expression, bound, rows, &column, error);
  sdg16i_arena_free(&arena);
  if (!status && !(column.name = sdg16i_copy_text(name))) status = sdg16i_fail_memory(error);
  if (!status) status = sdg16i_table_adopt(result, rows, &column, error);
  sdg16i_column_free(&column);
  return status;
}

int32_t sdg16_expression_evaluate(const sdg16_expression *expression, const sdg16_table *table,
                                  const char *name, sdg16_table **out, sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_expression_evaluate: out must not be NULL");
  *out = NULL;
  if (!expression || !table || !name)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_expression_evaluate: %s must not be NULL",
                       !expression ? "expression"
                       : !table    ? "table"
                                   : "name");
  if (!*name)
    return sdg16i_fail(error, SDG16_ERR_COLUMN,
                       "the name of the result's column must not be empty");
  sdg16_table *result;
  int32_t status = sdg16_table_new(&result, error);
  if (status) return status;
  status = evaluate_column(expression, table, name, result, error);
  if (status) {
    sdg16_table_free(result);
    return status;
  }
  *out = result;
  return SDG16_OK;
}

int32_t sdg16_table_evaluate(const sdg16_table *table, const char *expression, const char *name,
                             sdg16_table **out, sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_evaluate: out must not be NULL");
  sdg16_expression *parsed;
  *out = NULL;
  int32_t status = sdg16_expression_new(expression, &parsed, error);
  if (status) return status;
  status = sdg16_expression_evaluate(parsed, table, name, out, error);
  sdg16_expression_free(parsed);
  return status;
}
