/* The result tables of an estimation. */
#include "base/error.h"
#include "base/memory.h"
#include "mse/estimate/estimate.h"
#include "mse/loglinear/model.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *model_text(int32_t lists, int64_t count, const uint32_t *term, int32_t style,
                              const sdg16_capture *capture, sdg16i_result_rows *r) {
  sdg16i_columns *columns = &r->columns;
  const char *text = sdg16i_terms_text(lists, count, term, style, capture, &r->arena);
  if (!text && !columns->status) columns->status = sdg16i_fail_memory(columns->error);
  return text;
}

/* "[24],[124]": the selected model's terms with margin 0, but for main effects. */
static const char *boundary_text(const sdg16_mse *mse, sdg16i_result_rows *r) {
  int64_t count = 0;
  uint32_t *term = sdg16i_arena_array(&r->arena, mse->model->count, sizeof *term);
  for (int64_t i = 0; term && i < mse->model->count; i++)
    if (!(mse->fit->cells->margin[mse->model->term[i]] > 0))
      term[count++] = mse->model->term[i];
  char *text = term ? sdg16i_arena_array(&r->arena, 64 * (count + 1), 1) : NULL;
  if (!text) {
    if (!r->columns.status) r->columns.status = sdg16i_fail_memory(r->columns.error);
    return NULL;
  }
  int64_t length = 0;
  for (int64_t i = 0; i < count; i++) { /* a single term takes at most 46 bytes */
    if (i) text[length++] = ',';
    length += sdg16i_format_terms(mse->cells->lists, 1, &term[i], SDG16_MODEL_NUMBERS, NULL,
                                  text + length, 60);
  }
  return text;
}

/* ---- estimates ---- */

#define PUT_TEXT(column, value) sdg16i_put_text(r, row, SDG16I_ESTIMATES_##column, value)
#define PUT_REAL(column, value) sdg16i_put_real(r, row, SDG16I_ESTIMATES_##column, value)
#define PUT_WHOLE(column, value) sdg16i_put_whole(r, row, SDG16I_ESTIMATES_##column, value)

static void put_fit(sdg16i_result_rows *r, int64_t row, const sdg16_mse *mse) {
  const sdg16_fit_summary *f = &mse->fit->summary;
  PUT_WHOLE(PARAMETERS, f->parameters);
  PUT_WHOLE(BOUNDARY, f->boundary);
  PUT_WHOLE(FACE, f->face);
  PUT_WHOLE(EFFECTIVE_PARAMETERS, f->effective_parameters);
  PUT_WHOLE(DF, f->df);
  int compared = mse->status == SDG16_MODEL_UNBOUNDED_PREFERRED; /* the best with an estimate */
  if (!sdg16_model_has_estimate(mse->status) && !compared) return;
  PUT_REAL(GAP, mse->search.gap);
  PUT_WHOLE(SEARCH_FITS, mse->search.spent);
  PUT_REAL(DEVIANCE, f->deviance);
  PUT_REAL(LOGLIK, f->loglik);
  PUT_REAL(AIC, f->aic);
  PUT_REAL(AICC, f->aicc);
  PUT_REAL(BIC, f->bic);
}

static void put_model(sdg16i_result_rows *r, int64_t row, const sdg16_mse *mse) {
  const sdg16_model *m = mse->model;
  if (!m) return;
  PUT_TEXT(MODEL, model_text(m->lists, m->count, m->term, SDG16_MODEL_NUMBERS, NULL, r));
  PUT_TEXT(MODEL_NAMES,
           model_text(m->lists, m->count, m->term, SDG16_MODEL_NAMES, mse->capture, r));
  PUT_TEXT(BOUNDARY_TERMS, boundary_text(mse, r));
  if (mse->fit) put_fit(r, row, mse);
}

/* The estimate with its limits. One that does not exist is missing, and a column says so. */
static void put_numbers(sdg16i_result_rows *r, int64_t row, const sdg16i_estimate_row *from) {
  const sdg16_estimate *e = from->estimate;
  double rate = from->population > 0 ? 1e5 / from->population : NAN;
  int open = isinf(e->upper) && e->upper > 0;
  double upper = open ? NAN : e->upper;
  PUT_REAL(HIDDEN, from->mse ? sdg16i_mse_hidden(from->mse) : e->value - from->observed);
  PUT_REAL(HIDDEN_LOWER, e->lower - from->observed);
  PUT_REAL(HIDDEN_UPPER, upper - from->observed);
  PUT_REAL(TOTAL, e->value);
  PUT_REAL(SE, e->se);
  PUT_REAL(LOWER, e->lower);
  PUT_REAL(UPPER, upper);
  if (open) PUT_WHOLE(NO_UPPER_LIMIT, 1);
  PUT_REAL(RATE, e->value * rate);
  PUT_REAL(RATE_LOWER, e->lower * rate);
  PUT_REAL(RATE_UPPER, upper * rate);
}

/* What the data say beside the model. */
static void put_quality(sdg16i_result_rows *r, int64_t row, const sdg16_mse *mse) {
  PUT_REAL(CHAO_LOWER, mse->coverage.chao_lower);
  PUT_REAL(COVERAGE, mse->coverage.coverage);
  PUT_REAL(PEARSON, mse->fit_test.pearson);
  PUT_REAL(GOF_P, mse->fit_test.p_deviance);
}

/* A lower bound, its lower limit, and their rates. */
static void put_bound(sdg16i_result_rows *r, int64_t row, const sdg16i_estimate_row *from) {
  double bound = from->mse ? from->mse->at_least : from->at_least;
  double lower = from->mse ? from->mse->at_least_lower : from->at_least_lower;
  double rate = from->population > 0 ? 1e5 / from->population : NAN;
  PUT_REAL(AT_LEAST, bound);
  PUT_REAL(AT_LEAST_LOWER, lower);
  PUT_REAL(AT_LEAST_RATE, bound * rate);
  PUT_REAL(AT_LEAST_LOWER_RATE, lower * rate);
}

/* The draws of an incomplete sum are those of its lower bound, which has a lower limit alone.
 */
static void put_bootstrap(sdg16i_result_rows *r, int64_t row, const sdg16_mse_options *o,
                          const sdg16_bootstrap_summary *b, int incomplete) {
  PUT_TEXT(BOOTSTRAP, sdg16_bootstrap_name(o->bootstrap_kind));
  PUT_WHOLE(REPLICATES, b->replicates);
  PUT_WHOLE(FAILED, b->failed);
  PUT_REAL(Z0, b->z0);
  PUT_REAL(ACCELERATION, b->acceleration);
  PUT_WHOLE(INFINITE, b->infinite);
  PUT_REAL(LOWER_ERROR, b->lower_error);
  if (incomplete) return;
  PUT_REAL(UPPER_ERROR, b->upper_error);
  PUT_REAL(PERCENTILE_LOWER, b->percentile_lower);
  PUT_REAL(PERCENTILE_UPPER, b->percentile_upper);
  PUT_REAL(SE_LOG, b->se_log);
  PUT_REAL(SHARE_ABOVE_20N, b->above_20n);
}

static void put_fit_line(sdg16i_result_rows *r, int64_t row, const sdg16i_fit_line *f) {
  PUT_TEXT(MODEL, f->model);
  PUT_TEXT(MODEL_NAMES, f->model);
  PUT_WHOLE(PARAMETERS, f->parameters);
  PUT_WHOLE(EFFECTIVE_PARAMETERS, f->effective_parameters);
  PUT_WHOLE(FACE, f->face);
  PUT_WHOLE(DF, f->df);
  PUT_REAL(DEVIANCE, f->deviance);
  PUT_REAL(PEARSON, f->pearson);
  PUT_REAL(LOGLIK, f->loglik);
  PUT_REAL(AIC, f->aic);
  PUT_REAL(AICC, f->aicc);
  PUT_REAL(BIC, f->bic);
}

static void put_estimate(sdg16i_result_rows *r, int64_t row, const sdg16_mse_options *o,
                         const sdg16i_estimate_row *from) {
  PUT_TEXT(ESTIMATOR, from->estimator ? from->estimator : "loglinear");
  PUT_TEXT(SELECTION, sdg16_select_name(o->select));
  PUT_TEXT(INTERVAL, sdg16_interval_name(from->estimate->method));
  PUT_TEXT(STATUS, from->status == SDG16I_STATUS_UNKNOWN
                       ? "no-estimate"
                       : sdg16_model_status_name(from->status));
  if (!isnan(from->observed)) PUT_WHOLE(OBSERVED, (int64_t)from->observed);
  PUT_REAL(LEVEL, from->estimate->level);
  PUT_REAL(POPULATION, from->population > 0 ? from->population : NAN);
  if (from->mse) put_model(r, row, from->mse);
  if (from->mse) put_quality(r, row, from->mse);
  if (from->fit) put_fit_line(r, row, from->fit);
  put_bound(r, row, from);
  int none_hidden = from->status == SDG16_MODEL_NONE_HIDDEN && !isnan(from->estimate->lower);
  if (sdg16_model_has_estimate(from->status) || none_hidden) put_numbers(r, row, from);
  PUT_TEXT(HEADLINE, from->headline);
  if (from->bootstrap->struct_size)
    put_bootstrap(r, row, o, from->bootstrap, from->status == SDG16_MODEL_INCOMPLETE);
}

const char *sdg16i_headlines_text(const sdg16_table *diagnostics, sdg16i_arena *arena) {
  const char *text = NULL;
  int64_t column = sdg16_table_find(diagnostics, "headline");
  for (int64_t i = 0; column >= 0 && i < sdg16_table_rows(diagnostics); i++) {
    const char *headline = sdg16_table_text(diagnostics, i, column);
    if (!headline) continue;
    size_t before = text ? strlen(text) + 1 : 0, size = before + strlen(headline) + 1;
    char *joined = sdg16i_arena_array(arena, (int64_t)size, 1);
    if (!joined) return NULL;
    snprintf(joined, size, "%s%s%s", text ? text : "", text ? " " : "", headline);
    text = joined;
  }
  return text;
}

int32_t sdg16i_estimates_table(const sdg16_mse_options *options, int64_t columns,
                               const char *const *names, int64_t rows,
                               const sdg16i_estimate_row *row, sdg16_table **out,
                               sdg16_error *error) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_ESTIMATES, rows, error);
  sdg16i_rows_name(&r, (int32_t)columns, names);
  for (int64_t i = 0; i < rows && !r.columns.status; i++) {
    for (int32_t k = 0; k < columns; k++) sdg16i_put_named_text(&r, i, k, row[i].values[k]);
    put_estimate(&r, i, options, &row[i]);
  }
  return sdg16i_rows_end(&r, out);
}

/* ---- models: the candidates of a search, or the one fixed model ---- */

/* A row of the models. */
typedef struct model_row {
  int64_t count;
  const uint32_t *term;
  double loglik, hidden, weight; /* NaN: none */
  int64_t df;
  int32_t mode; /* 0: none */
  int32_t status;
} model_row;

#undef PUT_TEXT
#undef PUT_REAL
#undef PUT_WHOLE
#define PUT_TEXT(column, value) sdg16i_put_text(r, row, SDG16I_MODELS_##column, value)
#define PUT_REAL(column, value) sdg16i_put_real(r, row, SDG16I_MODELS_##column, value)
#define PUT_WHOLE(column, value) sdg16i_put_whole(r, row, SDG16I_MODELS_##column, value)

static void put_candidate(sdg16i_result_rows *r, int64_t row, const sdg16_mse *mse,
                          const model_row *m) {
  const sdg16i_cells *cells = mse->cells;
  double full = m->loglik - cells->log_factorials;
  PUT_TEXT(MODEL, model_text(cells->lists, m->count, m->term, SDG16_MODEL_NUMBERS, NULL, r));
  PUT_TEXT(MODEL_NAMES,
           model_text(cells->lists, m->count, m->term, SDG16_MODEL_NAMES, mse->capture, r));
  PUT_WHOLE(PARAMETERS, m->count);
  PUT_WHOLE(DF, m->df);
  PUT_REAL(DEVIANCE, isnan(m->loglik) ? NAN : fmax(-2 * m->loglik, 0));
  PUT_REAL(AIC, sdg16i_aic(full, m->count));
  PUT_REAL(AICC, sdg16i_aicc(full, m->count, cells->n));
  PUT_REAL(BIC, sdg16i_bic(full, m->count, cells->n));
  PUT_REAL(HIDDEN, m->hidden);
  PUT_REAL(TOTAL, cells->n + m->hidden);
  PUT_REAL(WEIGHT, m->weight);
  if (m->mode) PUT_WHOLE(MODE, m->mode);
  PUT_TEXT(STATUS, sdg16_model_status_name(m->status));
}

static double relative_weight(const sdg16i_candidate *list, int64_t i) {
  return exp((list[0].criterion - list[i].criterion) / 2);
}

static void put_candidates(sdg16i_result_rows *r, const sdg16_mse *mse) {
  uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
  const sdg16i_candidate *list = mse->candidates.list;
  int64_t near = sdg16i_candidates_near(&mse->candidates);
  double sum = 0;
  for (int64_t i = 0; i < near; i++) sum += relative_weight(list, i);
  for (int64_t i = 0; i < r->rows; i++) {
    model_row m = {.term = term,
                   .count = sdg16i_model_term_list(&mse->universe, &list[i].model, term),
                   .loglik = list[i].loglik,
                   .hidden = list[i].hidden,
                   .weight = i < near ? relative_weight(list, i) / sum : NAN,
                   .mode = list[i].mode,
                   .df = list[i].df,
                   .status = list[i].status};
    put_candidate(r, i, mse, &m);
  }
}

static void put_only(sdg16i_result_rows *r, const sdg16_mse *mse) {
  int ok = sdg16_model_has_estimate(mse->fit->summary.status);
  model_row m = {.count = mse->model->count,
                 .term = mse->model->term,
                 .loglik = ok ? mse->fit->summary.loglik + mse->cells->log_factorials : NAN,
                 .hidden = ok ? mse->fit->summary.hidden : NAN,
                 .weight = ok ? 1 : NAN,
                 .df = mse->fit->summary.df,
                 .status = mse->fit->summary.status};
  put_candidate(r, 0, mse, &m);
}

int32_t sdg16i_models_table(sdg16_mse *mse, sdg16_error *error) {
  sdg16i_result_rows r;
  int64_t rows = mse->candidates.count ? mse->candidates.count : mse->model != NULL;
  sdg16i_rows_begin(&r, SDG16I_RESULT_MODELS, rows, error);
  if (mse->candidates.count)
    put_candidates(&r, mse);
  else if (mse->model)
    put_only(&r, mse);
  return sdg16i_rows_end(&r, &mse->models);
}
