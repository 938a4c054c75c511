#include "base/error.h"
#include "mse/diagnose/fit_test.h"
#include "mse/diagnose/messages.h"
#include "results/result_rows.h"

#include <math.h>

typedef struct residual_row {
  uint32_t history;
  double residual;
} residual_row;

double sdg16i_freeman_tukey(double count, double mean) {
  return sqrt(count) + sqrt(count + 1) - sqrt(4 * mean + 1);
}

/* Enters a residual among the largest, which are in falling order of size; equal ones stay
 * in order of the histories, lists in the order of their names. */
static int64_t enter_residual(residual_row *row, int64_t count, residual_row entry) {
  int64_t at = count < SDG16I_MOST_RESIDUALS ? count : SDG16I_MOST_RESIDUALS;
  if (at == SDG16I_MOST_RESIDUALS && !(fabs(entry.residual) > fabs(row[at - 1].residual)))
    return count;
  if (at == SDG16I_MOST_RESIDUALS) at--;
  int64_t rows = at + 1;
  for (; at > 0 && fabs(row[at - 1].residual) < fabs(entry.residual); at--)
    row[at] = row[at - 1];
  row[at] = entry;
  return rows;
}

static int64_t largest_residuals(const sdg16_fit *fit, residual_row *row) {
  int64_t count = 0;
  if (!fit || !sdg16_model_has_estimate(fit->summary.status) || fit->summary.df <= 0) return 0;
  const sdg16_fit *ordered = sdg16i_fit_ordered(fit);
  for (int64_t c = 1; c < fit->cells->size; c++) {
    residual_row entry = {sdg16i_reorder_history((uint32_t)c, fit->order.list),
                          sdg16i_freeman_tukey(ordered->cells->count[c], ordered->mean[c])};
    if (ordered->mean[c] > 0) count = enter_residual(row, count, entry);
  }
  return count;
}

int32_t sdg16i_residuals_table(const sdg16_fit *fit, const sdg16_capture *capture,
                               sdg16_table **out, sdg16_error *error) {
  residual_row row[SDG16I_MOST_RESIDUALS];
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_RESIDUALS, largest_residuals(fit, row), error);
  for (int64_t i = 0; i < r.rows && !r.columns.status; i++) {
    const char *lists = sdg16i_history_text(&r.arena, capture, row[i].history, "; ");
    if (!lists) r.columns.status = sdg16i_fail_memory(error);
    sdg16i_put_whole(&r, i, SDG16I_RESIDUALS_HISTORY, row[i].history);
    sdg16i_put_text(&r, i, SDG16I_RESIDUALS_LISTS, lists);
    sdg16i_put_whole(&r, i, SDG16I_RESIDUALS_OBSERVED,
                     (int64_t)fit->cells->count[row[i].history]);
    sdg16i_put_real(&r, i, SDG16I_RESIDUALS_FITTED, fit->mean[row[i].history]);
    sdg16i_put_real(&r, i, SDG16I_RESIDUALS_RESIDUAL, row[i].residual);
  }
  return sdg16i_rows_end(&r, out);
}
