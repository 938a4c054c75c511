/* Changes over time, never across a break. */
#include "base/error.h"
#include "base/text.h"
#include "data/table/table_builder.h"
#include "indicators/counts/columns.h"
#include "indicators/counts/indicator_data.h"
#include "indicators/regional/national_values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct step {
  int64_t segment;
  const char *previous_period;
  double previous, change, percent;
};

/* Does a definition change after `before` and not after `now`? */
static int definition_changes(const sdg16_indicator_def *def, int32_t before, int32_t now) {
  const char *rest = def ? def->breaks : NULL, *part;
  int64_t size;
  while ((part = sdg16i_part(&rest, ';', &size))) {
    int32_t year = sdg16i_year(part);
    if (year > before && year <= now) return 1;
  }
  return 0;
}

static int is_break(const sdg16_registry *registry, const sdg16i_national_values *l,
                    const sdg16i_value *before, const sdg16i_value *now) {
  char buffer[SDG16I_TEXT_SIZE];
  const char *status = sdg16i_result_text(l->table, "obs_status", now->row, buffer);
  return (status && !strcmp(status, "B")) ||
         definition_changes(sdg16i_national_values_def(registry, l->table, now->row),
                            before->year, now->year);
}

static void follow_series(const sdg16_registry *registry, const sdg16i_national_values *l,
                          struct step *step) {
  for (int64_t i = 0; i < l->count; i++) {
    const sdg16i_value *now = &l->value[i], *before = i ? &l->value[i - 1] : NULL;
    step[i] = (struct step){.segment = 1, .previous = NAN, .change = NAN, .percent = NAN};
    if (!before || before->line != now->line || before->area != now->area) continue;
    int broken = is_break(registry, l, before, now);
    step[i].segment = step[i - 1].segment + broken;
    if (broken) continue;
    step[i].previous_period = l->periods.levels[before->period];
    step[i].previous = before->value;
    step[i].change = now->value - before->value;
    if (before->value != 0) step[i].percent = 100 * step[i].change / before->value;
  }
}

/* A column of the results in the order of the lines. */
static void reordered(sdg16i_columns *columns, const sdg16i_national_values *l, int64_t column,
                      const char **texts, double *numbers) {
  const char *name = sdg16_table_name(l->table, column);
  if (sdg16_table_type(l->table, column) == SDG16_TEXT) {
    for (int64_t i = 0; i < l->count; i++)
      texts[i] = sdg16_table_text(l->table, l->value[i].row, column);
    sdg16i_column_text(columns, name, texts);
  } else {
    for (int64_t i = 0; i < l->count; i++)
      sdg16i_number_at(l->table, column, l->value[i].row, &numbers[i]);
    sdg16i_column_double(columns, name, numbers);
  }
}

static int32_t build_trend(const sdg16i_national_values *l, const struct step *step,
                           sdg16_table **out, sdg16_error *error) {
  const char **texts = sdg16i_array(l->count, sizeof *texts);
  double *numbers = sdg16i_array(l->count, sizeof *numbers);
  int64_t *whole = sdg16i_array(l->count, sizeof *whole);
  int32_t status = texts && numbers && whole ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status) {
    sdg16i_columns columns;
    sdg16i_columns_begin(&columns, l->count, error);
    for (int64_t c = 0; c < sdg16_table_columns(l->table); c++)
      reordered(&columns, l, c, texts, numbers);
    for (int64_t i = 0; i < l->count; i++) whole[i] = step[i].segment;
    sdg16i_column_int64(&columns, "segment", whole);
    for (int64_t i = 0; i < l->count; i++) texts[i] = step[i].previous_period;
    sdg16i_column_text(&columns, "previous_period", texts);
    for (int64_t i = 0; i < l->count; i++) numbers[i] = step[i].previous;
    sdg16i_column_double(&columns, "previous", numbers);
    for (int64_t i = 0; i < l->count; i++) numbers[i] = step[i].change;
    sdg16i_column_double(&columns, "change", numbers);
    for (int64_t i = 0; i < l->count; i++) numbers[i] = step[i].percent;
    sdg16i_column_double(&columns, "change_percent", numbers);
    status = sdg16i_columns_end(&columns, out);
  }
  free(texts);
  free(numbers);
  free(whole);
  return status;
}

int32_t sdg16_indicator_trend(const sdg16_registry *registry, const sdg16_table *results,
                              sdg16_table **out, sdg16_error *error) {
  if (!out || !results)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s: NULL found", out ? "results" : "out");
  *out = NULL;
  sdg16i_national_values lines = {0};
  int32_t status = sdg16i_national_values_read(&lines, results, error);
  int64_t kept = 0;
  for (int64_t i = 0; i < lines.count && !status; i++)
    if (!isnan(lines.value[i].value) && lines.value[i].year)
      lines.value[kept++] = lines.value[i];
  lines.count = kept;
  struct step *step = status ? NULL : sdg16i_array(kept, sizeof *step);
  if (!status && !step) status = sdg16i_fail_memory(error);
  if (!status) status = sdg16i_national_values_sort(&lines, error);
  if (!status) {
    follow_series(registry, &lines, step);
    status = build_trend(&lines, step, out, error);
  }
  free(step);
  sdg16i_national_values_free(&lines);
  return status;
}
