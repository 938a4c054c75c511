/* The table of the models that all strata have in common. */
#include "base/error.h"
#include "mse/estimate/strata.h"
#include "mse/loglinear/model.h"
#include "results/result_rows.h"

#include <math.h>

/* What each model of all strata together has; only what belongs to them all. */
static void leave_out_of_common(sdg16i_result_rows *r, int32_t criterion) {
  static const int32_t NOT[] = {SDG16I_MODELS_DF, SDG16I_MODELS_DEVIANCE, SDG16I_MODELS_MODE};
  static const int32_t CRITERIA[] = {SDG16I_MODELS_AIC, SDG16I_MODELS_AICC, SDG16I_MODELS_BIC};
  for (size_t i = 0; i < 3; i++) {
    sdg16i_rows_leave_out(r, NOT[i]);
    if (CRITERIA[i] != criterion) sdg16i_rows_leave_out(r, CRITERIA[i]);
  }
}

static int32_t criterion_column(int32_t ranking) {
  return ranking == SDG16_SELECT_AIC    ? SDG16I_MODELS_AIC
         : ranking == SDG16_SELECT_AICC ? SDG16I_MODELS_AICC
                                        : SDG16I_MODELS_BIC;
}

static void put_common_terms(const sdg16_strata *self, sdg16i_result_rows *r, int64_t row) {
  uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
  int64_t terms =
      sdg16i_model_term_list(&self->universe, &self->candidates.list[row].model, term);
  int32_t lists = self->universe.lists;
  const char *numbers =
      sdg16i_terms_text(lists, terms, term, SDG16_MODEL_NUMBERS, NULL, &r->arena);
  const char *names =
      sdg16i_terms_text(lists, terms, term, SDG16_MODEL_NAMES, self->grouped, &r->arena);
  if ((!numbers || !names) && !r->columns.status)
    r->columns.status = sdg16i_fail_memory(r->columns.error);
  sdg16i_put_text(r, row, SDG16I_MODELS_MODEL, numbers);
  sdg16i_put_text(r, row, SDG16I_MODELS_MODEL_NAMES, names);
}

int32_t sdg16i_strata_common_models(const sdg16_strata *self, sdg16_table **out,
                                    sdg16_error *error) {
  const sdg16i_candidate *list = self->candidates.list;
  int32_t criterion = criterion_column(sdg16i_ranking(&self->options));
  double n = 0, constant = 0, sum = 0;
  for (int64_t k = 0; k < self->sharing; k++) {
    n += self->mse[self->share[k]]->cells->n;
    constant += 2 * self->mse[self->share[k]]->cells->log_factorials;
  }
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_MODELS, self->candidates.count, error);
  leave_out_of_common(&r, criterion);
  int64_t near = sdg16i_candidates_near(&self->candidates);
  for (int64_t i = 0; i < near; i++) sum += exp((list[0].criterion - list[i].criterion) / 2);
  for (int64_t i = 0; i < r.rows && !r.columns.status; i++) {
    put_common_terms(self, &r, i);
    sdg16i_put_whole(&r, i, SDG16I_MODELS_PARAMETERS, self->sharing * list[i].parameters);
    sdg16i_put_real(&r, i, criterion, list[i].criterion + constant);
    sdg16i_put_real(&r, i, SDG16I_MODELS_HIDDEN, list[i].hidden);
    sdg16i_put_real(&r, i, SDG16I_MODELS_TOTAL, n + list[i].hidden);
    sdg16i_put_real(&r, i, SDG16I_MODELS_WEIGHT,
                    i < near ? exp((list[0].criterion - list[i].criterion) / 2) / sum : NAN);
    sdg16i_put_text(&r, i, SDG16I_MODELS_STATUS, sdg16_model_status_name(SDG16_MODEL_OK));
  }
  return sdg16i_rows_end(&r, out);
}
