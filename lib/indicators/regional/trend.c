/* Changes over time, never across a break. */
#include "base/error.h"
#include "base/text.h"
#include "indicators/counts/columns.h"
#include "indicators/counts/indicator_data.h"
#include "indicators/regional/copied_columns.h"
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

/* All that the results have, in the order of the lines; row[i] is that of line i. */
static void copy_results(sdg16i_result_rows *out, const sdg16_table *results,
                         const int64_t *row) {
  sdg16i_copy_dimensions(out, results, row);
  sdg16i_rows_keep_unknown(out, results, row);
  for (int32_t c = 0; c < out->count; c++) {
    if (sdg16_table_find(results, out->column[c].name) < 0)
      sdg16i_rows_leave_out(out, c);
    else
      sdg16i_copy_column(out, c, results, row);
  }
}

static void put_step(sdg16i_result_rows *out, int64_t i, const struct step *step) {
  sdg16i_put_whole(out, i, SDG16I_INDICATOR_SEGMENT, step->segment);
  sdg16i_put_text(out, i, SDG16I_INDICATOR_PREVIOUS_PERIOD, step->previous_period);
  sdg16i_put_real(out, i, SDG16I_INDICATOR_PREVIOUS, step->previous);
  sdg16i_put_real(out, i, SDG16I_INDICATOR_CHANGE, step->change);
  sdg16i_put_real(out, i, SDG16I_INDICATOR_CHANGE_PERCENT, step->percent);
}

static int32_t make_table(const sdg16i_national_values *l, const struct step *step,
                          sdg16_table **table, sdg16_error *error) {
  static const int32_t OWN[] = {SDG16I_INDICATOR_SEGMENT, SDG16I_INDICATOR_PREVIOUS_PERIOD,
                                SDG16I_INDICATOR_PREVIOUS, SDG16I_INDICATOR_CHANGE,
                                SDG16I_INDICATOR_CHANGE_PERCENT};
  sdg16i_result_rows out;
  sdg16i_rows_begin(&out, SDG16I_RESULT_INDICATOR, l->count, error);
  int64_t *row = sdg16i_arena_array(&out.arena, l->count, sizeof *row);
  if (!row && !out.columns.status) out.columns.status = sdg16i_fail_memory(error);
  for (int64_t i = 0; i < l->count && row; i++) row[i] = l->value[i].row;
  if (!out.columns.status) copy_results(&out, l->table, row);
  for (size_t k = 0; k < sizeof OWN / sizeof *OWN && !out.columns.status; k++) {
    out.values[OWN[k]] =
        (sdg16i_result_values){0}; /* not twice: the results may be changes already */
    sdg16i_rows_take(&out, OWN[k]);
  }
  for (int64_t i = 0; i < l->count; i++) put_step(&out, i, &step[i]);
  return sdg16i_rows_end(&out, table);
}

int32_t sdg16_indicator_trend(const sdg16_registry *registry, const sdg16_table *results,
                              sdg16_table **out, sdg16_error *error) {
  if (!out || !results)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s must not be NULL",
                       out ? "results" : "out");
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
    status = make_table(&lines, step, out, error);
  }
  free(step);
  sdg16i_national_values_free(&lines);
  return status;
}
