/* The result tables of an estimation. */
#include "base/error.h"
#include "base/memory.h"
#include "data/columns.h"
#include "mse/estimate/estimate.h"
#include "mse/loglinear/model.h"

#include <math.h>

static double per_100000(const sdg16_mse *mse, double value) {
  return mse->options.population > 0 ? value / mse->options.population * 1e5 : NAN;
}

static const char *model_text(const sdg16_mse *mse, int64_t count, const uint32_t *term,
                              int32_t style, sdg16i_columns *columns, sdg16i_arena *texts) {
  const char *text = sdg16i_terms_text(sdg16_capture_lists(mse->capture), count, term, style,
                                       mse->capture, texts);
  if (!text && !columns->code) columns->code = sdg16i_fail_memory(columns->error);
  return text;
}

/* "[24],[124]": the selected model's terms with margin 0, but for main effects. */
static const char *boundary_text(const sdg16_mse *mse, sdg16i_columns *columns,
                                 sdg16i_arena *texts) {
  int64_t count = 0;
  uint32_t *term = sdg16i_arena_array(texts, mse->model->count, sizeof *term);
  for (int64_t i = 0; term && i < mse->model->count; i++)
    if (!(mse->cells->margin[mse->model->term[i]] > 0)) term[count++] = mse->model->term[i];
  char *text = term ? sdg16i_arena_array(texts, 64 * (count + 1), 1) : NULL;
  if (!text) {
    if (!columns->code) columns->code = sdg16i_fail_memory(columns->error);
    return NULL;
  }
  int64_t length = 0;
  for (int64_t i = 0; i < count; i++) { /* a single term takes at most 46 bytes */
    if (i) text[length++] = ',';
    length += sdg16i_format_terms(sdg16_capture_lists(mse->capture), 1, &term[i],
                                  SDG16_MODEL_NUMBERS, NULL, text + length, 60);
  }
  return text;
}

static void text1(sdg16i_columns *columns, const char *name, const char *value) {
  sdg16i_column_text(columns, name, &value);
}

static void double1(sdg16i_columns *columns, const char *name, double value) {
  sdg16i_column_double(columns, name, &value);
}

static void int1(sdg16i_columns *columns, const char *name, int64_t value) {
  sdg16i_column_int64(columns, name, &value);
}

int32_t sdg16i_estimates_table(sdg16_mse *mse, sdg16_error *error) {
  sdg16i_columns c;
  sdg16i_arena texts = {0};
  const sdg16_estimate *e = &mse->estimate;
  int ok = mse->status == SDG16_MODEL_OK;
  sdg16_fit_summary s = {.hidden = NAN, .deviance = NAN, .loglik = NAN};
  if (mse->fit) s = mse->fit->summary;
  const char *numbers = NULL, *names = NULL, *boundary = NULL;
  sdg16i_columns_begin(&c, 1, error);
  if (mse->model) {
    numbers =
        model_text(mse, mse->model->count, mse->model->term, SDG16_MODEL_NUMBERS, &c, &texts);
    names = model_text(mse, mse->model->count, mse->model->term, SDG16_MODEL_NAMES, &c, &texts);
    boundary = boundary_text(mse, &c, &texts);
  }
  text1(&c, "estimator", "loglinear");
  text1(&c, "selection", sdg16_select_name(mse->options.select));
  text1(&c, "model", numbers);
  text1(&c, "model_names", names);
  int1(&c, "observed", (int64_t)mse->cells->n);
  double1(&c, "hidden", ok ? s.hidden : NAN);
  double1(&c, "total", ok ? e->value : NAN);
  double1(&c, "se", ok ? e->se : NAN);
  double1(&c, "lower", ok ? e->lower : NAN);
  double1(&c, "upper", ok ? e->upper : NAN);
  double1(&c, "level", e->level);
  text1(&c, "interval", sdg16_interval_name(e->method));
  int1(&c, "parameters", s.parameters);
  int1(&c, "boundary", s.boundary);
  text1(&c, "boundary_terms", boundary);
  int1(&c, "df", s.df);
  double1(&c, "deviance", ok ? s.deviance : NAN);
  double1(&c, "loglik", ok ? s.loglik : NAN);
  double1(&c, "aic", ok ? s.aic : NAN);
  double1(&c, "aicc", ok ? s.aicc : NAN);
  double1(&c, "bic", ok ? s.bic : NAN);
  double1(&c, "rate", per_100000(mse, ok ? e->value : NAN));
  double1(&c, "rate_lower", per_100000(mse, ok ? e->lower : NAN));
  double1(&c, "rate_upper", per_100000(mse, ok ? e->upper : NAN));
  double1(&c, "population", mse->options.population > 0 ? mse->options.population : NAN);
  text1(&c, "status", sdg16_model_status_name(mse->status));
  sdg16i_arena_free(&texts);
  return sdg16i_columns_end(&c, &mse->estimates);
}

/* The models listed: the candidates of a search, or the one fixed model. */
typedef struct listing {
  int64_t rows;
  const char **numbers, **names, **status;
  int64_t *parameters, *df;
  double *value[7]; /* deviance, aic, aicc, bic, hidden, total, weight */
} listing;

static const char *const VALUE_NAMES[] = {"deviance", "aic",   "aicc",  "bic",
                                          "hidden",   "total", "weight"};

static int make_listing(listing *l, int64_t rows, sdg16i_arena *arena) {
  l->rows = rows;
  l->numbers = sdg16i_arena_array(arena, rows, sizeof *l->numbers);
  l->names = sdg16i_arena_array(arena, rows, sizeof *l->names);
  l->status = sdg16i_arena_array(arena, rows, sizeof *l->status);
  l->parameters = sdg16i_arena_array(arena, rows, sizeof *l->parameters);
  l->df = sdg16i_arena_array(arena, rows, sizeof *l->df);
  int ok = l->numbers && l->names && l->status && l->parameters && l->df;
  for (int i = 0; i < 7; i++)
    ok = (l->value[i] = sdg16i_arena_array(arena, rows, sizeof(double))) && ok;
  return ok ? 0 : -1;
}

/* Histories not excluded by boundary terms, less the free terms. */
static int64_t free_histories(const sdg16i_cells *cells, int64_t count, const uint32_t *term) {
  int64_t boundary = 0, kept = 0;
  for (int64_t i = 0; i < count; i++) boundary += !(cells->margin[term[i]] > 0);
  for (int64_t c = 1; c < cells->size; c++) {
    int excluded = 0;
    for (int64_t i = 0; boundary && !excluded && i < count; i++)
      excluded = !(cells->margin[term[i]] > 0) && ((uint32_t)c & term[i]) == term[i];
    kept += !excluded;
  }
  return kept - (count - boundary);
}

static void fill_row(const sdg16_mse *mse, listing *l, int64_t row, int64_t count,
                     const uint32_t *term, double loglik, double hidden, double weight,
                     int32_t status, sdg16i_columns *columns, sdg16i_arena *texts) {
  const sdg16i_cells *cells = mse->cells;
  double full = loglik - cells->log_factorials;
  l->numbers[row] = model_text(mse, count, term, SDG16_MODEL_NUMBERS, columns, texts);
  l->names[row] = model_text(mse, count, term, SDG16_MODEL_NAMES, columns, texts);
  l->status[row] = sdg16_model_status_name(status);
  l->parameters[row] = count;
  l->df[row] = free_histories(cells, count, term);
  l->value[0][row] = isnan(loglik) ? NAN : fmax(-2 * loglik, 0);
  l->value[1][row] = sdg16i_aic(full, count);
  l->value[2][row] = sdg16i_aicc(full, count, cells->n);
  l->value[3][row] = sdg16i_bic(full, count, cells->n);
  l->value[4][row] = hidden;
  l->value[5][row] = cells->n + hidden;
  l->value[6][row] = weight;
}

static void fill_candidates(const sdg16_mse *mse, listing *l, sdg16i_columns *columns,
                            sdg16i_arena *texts) {
  uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
  const sdg16i_candidate *list = mse->candidates.list;
  double sum = 0;
  for (int64_t i = 0; i < l->rows; i++) sum += exp((list[0].criterion - list[i].criterion) / 2);
  for (int64_t i = 0; i < l->rows; i++) {
    int64_t count = sdg16i_model_term_list(&mse->universe, &list[i].model, term);
    fill_row(mse, l, i, count, term, list[i].loglik, list[i].hidden,
             exp((list[0].criterion - list[i].criterion) / 2) / sum, SDG16_MODEL_OK, columns,
             texts);
  }
}

static void fill_only(const sdg16_mse *mse, listing *l, sdg16i_columns *columns,
                      sdg16i_arena *texts) {
  int ok = mse->status == SDG16_MODEL_OK;
  double loglik = ok ? mse->fit->summary.loglik + mse->cells->log_factorials : NAN;
  fill_row(mse, l, 0, mse->model->count, mse->model->term, loglik,
           ok ? mse->fit->summary.hidden : NAN, ok ? 1 : NAN, mse->status, columns, texts);
}

int32_t sdg16i_models_table(sdg16_mse *mse, sdg16_error *error) {
  sdg16i_columns c;
  sdg16i_arena arena = {0};
  listing l;
  int64_t rows = mse->candidates.count ? mse->candidates.count : mse->model != NULL;
  sdg16i_columns_begin(&c, rows, error);
  if (make_listing(&l, rows, &arena)) {
    if (!c.code) c.code = sdg16i_fail_memory(error);
  } else {
    if (mse->candidates.count)
      fill_candidates(mse, &l, &c, &arena);
    else if (mse->model)
      fill_only(mse, &l, &c, &arena);
    sdg16i_column_text(&c, "model", l.numbers);
    sdg16i_column_text(&c, "model_names", l.names);
    sdg16i_column_int64(&c, "parameters", l.parameters);
    sdg16i_column_int64(&c, "df", l.df);
    for (int i = 0; i < 7; i++) sdg16i_column_double(&c, VALUE_NAMES[i], l.value[i]);
    sdg16i_column_text(&c, "status", l.status);
  }
  sdg16i_arena_free(&arena);
  return sdg16i_columns_end(&c, &mse->models);
}
