/* The result tables of an estimation. */
#include "base/error.h"
#include "base/memory.h"
#include "data/columns.h"
#include "mse/estimate/estimate.h"
#include "mse/loglinear/model.h"

#include <math.h>
#include <stdlib.h>

static const char *model_text(int32_t lists, int64_t count, const uint32_t *term, int32_t style,
                              const sdg16_capture *capture, sdg16i_columns *columns,
                              sdg16i_arena *texts) {
  const char *text = sdg16i_terms_text(lists, count, term, style, capture, texts);
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
    length += sdg16i_format_terms(mse->cells->lists, 1, &term[i], SDG16_MODEL_NUMBERS, NULL,
                                  text + length, 60);
  }
  return text;
}

/* ---- estimates ---- */

/* The columns by their type, in the order of the table. */
enum {
  ESTIMATOR,
  SELECTION,
  MODEL,
  MODEL_NAMES,
  INTERVAL,
  BOUNDARY_TERMS,
  STATUS,
  BOOTSTRAP,
  TEXTS
};
enum {
  HIDDEN,
  TOTAL,
  SE,
  LOWER,
  UPPER,
  LEVEL,
  DEVIANCE,
  LOGLIK,
  AIC,
  AICC,
  BIC,
  RATE,
  RATE_LOWER,
  RATE_UPPER,
  POPULATION,
  REPLICATES,
  FAILED,
  Z0,
  ACCELERATION,
  PARAMETERS,
  BOUNDARY,
  DF,
  REALS
};

typedef struct sheet {
  int64_t rows;
  const char **text[TEXTS];
  double *real[REALS]; /* whole ones too: NaN is missing */
  int64_t *observed;
  sdg16i_arena arena;
} sheet;

static int make_sheet(sheet *s, int64_t rows) {
  *s = (sheet){.rows = rows};
  int ok = (s->observed = sdg16i_arena_array(&s->arena, rows, sizeof *s->observed)) != NULL;
  for (int i = 0; i < TEXTS; i++)
    ok = (s->text[i] = sdg16i_arena_array(&s->arena, rows, sizeof(char *))) && ok;
  for (int i = 0; i < REALS; i++)
    ok = (s->real[i] = sdg16i_arena_array(&s->arena, rows, sizeof(double))) && ok;
  for (int i = 0; ok && i < REALS; i++)
    for (int64_t row = 0; row < rows; row++) s->real[i][row] = NAN;
  return ok ? 0 : -1;
}

static void fill_model(sheet *s, int64_t row, const sdg16_mse *mse, sdg16i_columns *c) {
  const sdg16_model *model = mse->model;
  if (!model) return;
  s->text[MODEL][row] = model_text(model->lists, model->count, model->term, SDG16_MODEL_NUMBERS,
                                   NULL, c, &s->arena);
  s->text[MODEL_NAMES][row] = model_text(model->lists, model->count, model->term,
                                         SDG16_MODEL_NAMES, mse->capture, c, &s->arena);
  s->text[BOUNDARY_TERMS][row] = boundary_text(mse, c, &s->arena);
  if (!mse->fit) return;
  const sdg16_fit_summary *f = &mse->fit->summary;
  s->real[PARAMETERS][row] = (double)f->parameters;
  s->real[BOUNDARY][row] = (double)f->boundary;
  s->real[DF][row] = (double)f->df;
  if (!sdg16_model_has_estimate(mse->status)) return;
  s->real[DEVIANCE][row] = f->deviance;
  s->real[LOGLIK][row] = f->loglik;
  s->real[AIC][row] = f->aic;
  s->real[AICC][row] = f->aicc;
  s->real[BIC][row] = f->bic;
}

static void fill_estimate(sheet *s, int64_t row, const sdg16_mse_options *o,
                          const sdg16i_estimate_row *r, sdg16i_columns *c) {
  const sdg16_estimate *e = r->estimate;
  int ok = sdg16_model_has_estimate(r->status);
  s->text[ESTIMATOR][row] = "loglinear";
  s->text[SELECTION][row] = sdg16_select_name(o->select);
  s->text[INTERVAL][row] = sdg16_interval_name(e->method);
  s->text[STATUS][row] = sdg16_model_status_name(r->status);
  s->observed[row] = (int64_t)r->observed;
  if (r->mse) fill_model(s, row, r->mse, c);
  s->real[LEVEL][row] = e->level;
  if (r->population > 0) s->real[POPULATION][row] = r->population;
  if (ok) {
    double rate = r->population > 0 ? 1e5 / r->population : NAN;
    s->real[HIDDEN][row] = r->mse ? sdg16i_mse_hidden(r->mse) : e->value - r->observed;
    s->real[TOTAL][row] = e->value;
    s->real[SE][row] = e->se;
    s->real[LOWER][row] = e->lower;
    s->real[UPPER][row] = e->upper;
    s->real[RATE][row] = e->value * rate;
    s->real[RATE_LOWER][row] = e->lower * rate;
    s->real[RATE_UPPER][row] = e->upper * rate;
  }
  if (!r->bootstrap->struct_size) return;
  s->text[BOOTSTRAP][row] = sdg16_bootstrap_name(o->bootstrap_kind);
  s->real[REPLICATES][row] = (double)r->bootstrap->replicates;
  s->real[FAILED][row] = (double)r->bootstrap->failed;
  s->real[Z0][row] = r->bootstrap->z0;
  s->real[ACCELERATION][row] = r->bootstrap->acceleration;
}

static void whole_column(sdg16i_columns *c, const char *name, const double *values) {
  int64_t *whole = sdg16i_array(c->rows, sizeof *whole);
  uint8_t *missing = sdg16i_array(c->rows, 1);
  int any = 0;
  if ((!whole || !missing) && !c->code) c->code = sdg16i_fail_memory(c->error);
  for (int64_t i = 0; !c->code && i < c->rows; i++) {
    if (isnan(values[i])) missing[i] = SDG16_MISSING_SYSTEM, any = 1;
    whole[i] = missing[i] ? 0 : (int64_t)values[i];
  }
  if (!c->code)
    c->code =
        sdg16_table_add_int64(c->table, name, c->rows, whole, any ? missing : NULL, c->error);
  free(whole);
  free(missing);
}

static void put_sheet(const sheet *s, sdg16i_columns *c) {
  static const struct {
    const char *name;
    int real;
  } COUNTS[] = {{"parameters", PARAMETERS}, {"boundary", BOUNDARY}},
    MIDDLE[] = {{"deviance", DEVIANCE},
                {"loglik", LOGLIK},
                {"aic", AIC},
                {"aicc", AICC},
                {"bic", BIC},
                {"rate", RATE},
                {"rate_lower", RATE_LOWER},
                {"rate_upper", RATE_UPPER},
                {"population", POPULATION}};
  sdg16i_column_text(c, "estimator", s->text[ESTIMATOR]);
  sdg16i_column_text(c, "selection", s->text[SELECTION]);
  sdg16i_column_text(c, "model", s->text[MODEL]);
  sdg16i_column_text(c, "model_names", s->text[MODEL_NAMES]);
  sdg16i_column_int64(c, "observed", s->observed);
  sdg16i_column_double(c, "hidden", s->real[HIDDEN]);
  sdg16i_column_double(c, "total", s->real[TOTAL]);
  sdg16i_column_double(c, "se", s->real[SE]);
  sdg16i_column_double(c, "lower", s->real[LOWER]);
  sdg16i_column_double(c, "upper", s->real[UPPER]);
  sdg16i_column_double(c, "level", s->real[LEVEL]);
  sdg16i_column_text(c, "interval", s->text[INTERVAL]);
  for (size_t i = 0; i < sizeof COUNTS / sizeof COUNTS[0]; i++)
    whole_column(c, COUNTS[i].name, s->real[COUNTS[i].real]);
  sdg16i_column_text(c, "boundary_terms", s->text[BOUNDARY_TERMS]);
  whole_column(c, "df", s->real[DF]);
  for (size_t i = 0; i < sizeof MIDDLE / sizeof MIDDLE[0]; i++)
    sdg16i_column_double(c, MIDDLE[i].name, s->real[MIDDLE[i].real]);
  sdg16i_column_text(c, "status", s->text[STATUS]);
  sdg16i_column_text(c, "bootstrap", s->text[BOOTSTRAP]);
  whole_column(c, "replicates", s->real[REPLICATES]);
  whole_column(c, "failed", s->real[FAILED]);
  sdg16i_column_double(c, "z0", s->real[Z0]);
  sdg16i_column_double(c, "acceleration", s->real[ACCELERATION]);
}

int32_t sdg16i_estimates_table(const sdg16_mse_options *options, int64_t columns,
                               const char *const *names, int64_t rows,
                               const sdg16i_estimate_row *row, sdg16_table **out,
                               sdg16_error *error) {
  sdg16i_columns c;
  sheet s;
  sdg16i_columns_begin(&c, rows, error);
  if (make_sheet(&s, rows)) {
    if (!c.code) c.code = sdg16i_fail_memory(error);
  } else {
    const char **values = sdg16i_arena_array(&s.arena, rows, sizeof *values);
    if (!values && !c.code) c.code = sdg16i_fail_memory(error);
    for (int64_t k = 0; values && k < columns; k++) {
      for (int64_t i = 0; i < rows; i++) values[i] = row[i].values[k];
      sdg16i_column_text(&c, names[k], values);
    }
    for (int64_t i = 0; i < rows; i++) fill_estimate(&s, i, options, &row[i], &c);
    put_sheet(&s, &c);
  }
  sdg16i_arena_free(&s.arena);
  return sdg16i_columns_end(&c, out);
}

/* ---- models ---- */

/* The models listed: the candidates of a search, or the one fixed model. */
typedef struct listing {
  int64_t rows;
  const char **numbers, **names, **status;
  int64_t *parameters, *df;
  double *mode;     /* NaN: none */
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
  l->mode = sdg16i_arena_array(arena, rows, sizeof *l->mode);
  int ok = l->numbers && l->names && l->status && l->parameters && l->df && l->mode;
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
  int32_t lists = cells->lists;
  l->numbers[row] = model_text(lists, count, term, SDG16_MODEL_NUMBERS, NULL, columns, texts);
  l->names[row] =
      model_text(lists, count, term, SDG16_MODEL_NAMES, mse->capture, columns, texts);
  l->status[row] = sdg16_model_status_name(status);
  l->parameters[row] = count;
  l->mode[row] = NAN;
  l->df[row] = free_histories(cells, count, term);
  l->value[0][row] = isnan(loglik) ? NAN : fmax(-2 * loglik, 0);
  l->value[1][row] = sdg16i_aic(full, count);
  l->value[2][row] = sdg16i_aicc(full, count, cells->n);
  l->value[3][row] = sdg16i_bic(full, count, cells->n);
  l->value[4][row] = hidden;
  l->value[5][row] = cells->n + hidden;
  l->value[6][row] = weight;
}

static int near_best(const sdg16i_candidate *list, int64_t i) {
  return list[i].criterion <= list[0].criterion + SDG16I_NEAR;
}

static double relative_weight(const sdg16i_candidate *list, int64_t i) {
  return exp((list[0].criterion - list[i].criterion) / 2);
}

static void fill_candidates(const sdg16_mse *mse, listing *l, sdg16i_columns *columns,
                            sdg16i_arena *texts) {
  uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
  const sdg16i_candidate *list = mse->candidates.list;
  double sum = 0;
  for (int64_t i = 0; i < l->rows && near_best(list, i); i++) sum += relative_weight(list, i);
  for (int64_t i = 0; i < l->rows; i++) {
    int64_t count = sdg16i_model_term_list(&mse->universe, &list[i].model, term);
    double weight = near_best(list, i) ? relative_weight(list, i) / sum : NAN;
    fill_row(mse, l, i, count, term, list[i].loglik, list[i].hidden, weight, SDG16_MODEL_OK,
             columns, texts);
    if (list[i].mode) l->mode[i] = list[i].mode;
  }
}

static void fill_only(const sdg16_mse *mse, listing *l, sdg16i_columns *columns,
                      sdg16i_arena *texts) {
  int ok = sdg16_model_has_estimate(mse->status);
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
    whole_column(&c, "mode", l.mode);
    sdg16i_column_text(&c, "status", l.status);
  }
  sdg16i_arena_free(&arena);
  return sdg16i_columns_end(&c, &mse->models);
}
