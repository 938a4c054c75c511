/* Every model of a universe: its status, and its fit.
 *
 * What a model does to the data depends only on its interactions with positive
 * margins and on the histories that the others exclude: models that agree in both
 * are checked and fitted once. */
#include "base/error.h"
#include "base/memory.h"
#include "mse/loglinear/existence.h"
#include "mse/loglinear/fit.h"
#include "mse/loglinear/model.h"
#include "mse/search/search.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is known of a pair (positive interactions, excluded histories) ---- */

typedef struct known {
  int32_t status, fitted;
  double loglik, hidden;
} known;

typedef struct memo {
  int64_t key_words, terms;
  int64_t count, slots; /* a power of two, at least twice count */
  int64_t *slot;        /* entry + 1, 0: empty */
  uint64_t *key;        /* [count][key_words] */
  known *entry;
  double *alpha; /* [count][terms] of the fitted ones */
  int64_t key_capacity, entry_capacity, alpha_capacity;
} memo;

static uint64_t hash_key(const uint64_t *key, int64_t words) {
  uint64_t h = 0x9e3779b97f4a7c15u;
  for (int64_t w = 0; w < words; w++) {
    h ^= key[w];
    h *= 0xff51afd7ed558ccdu;
    h ^= h >> 32;
  }
  return h;
}

static int64_t slot_of(const memo *m, const uint64_t *key) {
  int64_t at = (int64_t)(hash_key(key, m->key_words) & (uint64_t)(m->slots - 1));
  while (m->slot[at] && memcmp(m->key + (m->slot[at] - 1) * m->key_words, key,
                               (size_t)m->key_words * sizeof *key))
    at = (at + 1) & (m->slots - 1);
  return at;
}

static int grow_slots(memo *m) {
  if (m->slots >= 2 * (m->count + 1)) return 0;
  int64_t slots = m->slots ? 2 * m->slots : 1024;
  int64_t *slot = sdg16i_array(slots, sizeof *slot);
  if (!slot) return -1;
  free(m->slot);
  m->slot = slot;
  m->slots = slots;
  for (int64_t i = 0; i < m->count; i++) slot[slot_of(m, m->key + i * m->key_words)] = i + 1;
  return 0;
}

/* The entry for the key, a new one with status -1 if it was not there; -1 when
 * memory is out. */
static int64_t look_up(memo *m, const uint64_t *key) {
  if (grow_slots(m)) return -1;
  int64_t at = slot_of(m, key);
  if (m->slot[at]) return m->slot[at] - 1;
  if (sdg16i_grow((void **)&m->key, &m->key_capacity, (m->count + 1) * m->key_words,
                  sizeof *m->key) ||
      sdg16i_grow((void **)&m->entry, &m->entry_capacity, m->count + 1, sizeof *m->entry) ||
      (m->terms && sdg16i_grow((void **)&m->alpha, &m->alpha_capacity,
                               (m->count + 1) * m->terms, sizeof *m->alpha)))
    return -1;
  memcpy(m->key + m->count * m->key_words, key, (size_t)m->key_words * sizeof *key);
  m->entry[m->count] = (known){.status = -1};
  m->slot[at] = ++m->count;
  return m->count - 1;
}

/* ---- the walk ---- */

typedef struct walk {
  sdg16i_evaluator e;
  memo memo;
  int32_t fitting;
  uint64_t *key; /* of the model at hand */
  /* by depth: the state of the model on the path */
  double *alpha;    /* [depth][terms] near its maximum */
  uint64_t *column; /* [terms][positive words] interaction's column of X_P */
  int64_t columns_words;
  uint64_t *basis;      /* [terms][positive words] reduced columns, by position */
  int64_t *lead;        /* [terms] */
  int64_t *basis_size;  /* [depth] */
  uint8_t *independent; /* [depth] modulo 2 */
  sdg16i_set positive;
  int64_t counts[SDG16_MODEL_STATUSES];
  int64_t limit, rows;
  /* the table's columns */
  sdg16i_set *model;
  int32_t *status;
  double *loglik, *hidden;
  int64_t capacity[4];
} walk;

static void clear_walk(walk *w) {
  sdg16i_evaluator_clear(&w->e);
  free(w->memo.slot);
  free(w->memo.key);
  free(w->memo.entry);
  free(w->memo.alpha);
  free(w->key);
  free(w->alpha);
  free(w->basis);
  free(w->lead);
  free(w->basis_size);
  free(w->independent);
  free(w->model);
  free(w->status);
  free(w->loglik);
  free(w->hidden);
}

static int32_t prepare_walk(walk *w, const sdg16i_universe *u, int32_t existence,
                            const sdg16i_cells *cells, sdg16_error *error) {
  int32_t status = sdg16i_evaluator_init(&w->e, u, existence, cells, error);
  if (status) return status;
  int64_t terms = u->basics + u->interactions, depths = u->interactions + 1;
  w->memo.key_words = u->words + w->e.cell_words;
  w->memo.terms = w->fitting ? terms : 0;
  w->key = sdg16i_array(w->memo.key_words, sizeof *w->key);
  w->alpha = sdg16i_array(w->fitting ? depths * terms : 0, sizeof *w->alpha);
  w->basis = sdg16i_array(terms * w->e.column_words, sizeof *w->basis);
  w->lead = sdg16i_array(terms, sizeof *w->lead);
  w->basis_size = sdg16i_array(depths, sizeof *w->basis_size);
  w->independent = sdg16i_array(depths, sizeof *w->independent);
  if (!w->key || !w->alpha || !w->basis || !w->lead || !w->basis_size || !w->independent)
    return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < terms; i++) {
    uint32_t t = u->term[i];
    if (i >= u->basics && cells->margin[t] > 0) sdg16i_set_add(&w->positive, i - u->basics);
  }
  return SDG16_OK;
}

/* Carries the path's reduced columns to the model at `depth`. */
static void extend_path(walk *w, int64_t added, int64_t depth) {
  const sdg16i_universe *u = w->e.universe;
  int64_t size = depth ? w->basis_size[depth - 1] : 0, words = w->e.column_words;
  int independent = depth ? w->independent[depth - 1] : 1;
  int64_t from = depth ? u->basics + added : 0, to = depth ? from + 1 : u->basics;
  for (int64_t i = from; i < to; i++) {
    if (!(w->e.cells->margin[u->term[i]] > 0)) continue;
    if (sdg16i_add_column(w->e.column + i * words, words, w->basis, w->lead, size))
      size++;
    else
      independent = 0;
  }
  w->basis_size[depth] = size;
  w->independent[depth] = (uint8_t)independent;
}

/* Fits the model if it has an estimate and was not fitted yet. */
static int32_t fit_model(walk *w, const sdg16i_set *model, int64_t depth, int64_t entry,
                         sdg16_error *error) {
  int64_t terms = w->e.universe->basics + w->e.universe->interactions;
  double *alpha = w->alpha + depth * terms;
  known *k = &w->memo.entry[entry];
  memcpy(alpha, depth ? alpha - terms : w->e.start, (size_t)terms * sizeof *alpha);
  if (!sdg16_model_has_estimate(k->status)) return SDG16_OK;
  if (k->fitted) {
    memcpy(alpha, w->memo.alpha + entry * terms, (size_t)terms * sizeof *alpha);
    return SDG16_OK;
  }
  sdg16i_maximum maximum;
  int32_t status = k->status == SDG16_MODEL_OK ? SDG16_OK /* it is the problem at hand */
                                               : sdg16i_evaluator_set_fit(&w->e, model, error);
  if (status) return status;
  sdg16i_evaluator_maximise(&w->e, alpha, &maximum);
  if (!maximum.converged) {
    k->status = SDG16_MODEL_NOT_CONVERGED;
    return SDG16_OK;
  }
  k->fitted = 1;
  k->loglik = maximum.loglik;
  k->hidden = exp(alpha[0]);
  memcpy(w->memo.alpha + entry * terms, alpha, (size_t)terms * sizeof *alpha);
  return SDG16_OK;
}

static int32_t keep_row(walk *w, const sdg16i_set *model, const known *k, sdg16_error *error) {
  int64_t n = w->rows + 1;
  if (sdg16i_grow((void **)&w->model, &w->capacity[0], n, sizeof *w->model) ||
      sdg16i_grow((void **)&w->status, &w->capacity[1], n, sizeof *w->status) ||
      sdg16i_grow((void **)&w->loglik, &w->capacity[2], n, sizeof *w->loglik) ||
      sdg16i_grow((void **)&w->hidden, &w->capacity[3], n, sizeof *w->hidden))
    return sdg16i_fail_memory(error);
  w->model[w->rows] = *model;
  w->status[w->rows] = k->status;
  w->loglik[w->rows] = k->fitted ? k->loglik : NAN;
  w->hidden[w->rows] = k->fitted ? k->hidden : NAN;
  w->rows = n;
  return SDG16_OK;
}

static int32_t visit_model(const sdg16i_set *model, int64_t added, int64_t depth, void *context,
                           sdg16_error *error) {
  walk *w = context;
  extend_path(w, added, depth);
  if (w->independent[depth] && !w->fitting && w->rows < 0) { /* counting alone */
    w->counts[0]++;
    return SDG16_OK;
  }
  sdg16i_evaluator_set(&w->e, model);
  int64_t words = w->e.universe->words;
  for (int64_t i = 0; i < words; i++) w->key[i] = model->word[i] & w->positive.word[i];
  memcpy(w->key + words, w->e.dead, (size_t)w->e.cell_words * sizeof *w->key);
  int64_t entry = look_up(&w->memo, w->key);
  if (entry < 0) return sdg16i_fail_memory(error);
  known *k = &w->memo.entry[entry];
  if (k->status < 0) {
    k->status = SDG16_MODEL_OK;
    int32_t status = w->independent[depth]
                         ? SDG16_OK
                         : sdg16i_evaluator_status(&w->e, model, &k->status, error);
    if (status) return status;
  }
  w->counts[k->status]++;
  if (w->fitting) {
    int32_t status = fit_model(w, model, depth, entry, error);
    if (status) return status;
  }
  if (w->rows < 0) return SDG16_OK;
  if (w->rows < w->limit) return keep_row(w, model, k, error);
  w->rows = -1; /* more than the caller wants to see */
  if (!w->fitting) return SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_SEARCH, "limit", 0, 0,
                        "the models must be at most %lld: lower max_order or raise the limit",
                        (long long)w->limit);
}

/* ---- the table ---- */

static void put_model(const walk *w, sdg16i_result_rows *r, int64_t i) {
  const sdg16i_universe *u = w->e.universe;
  uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
  int64_t count = sdg16i_model_term_list(u, &w->model[i], term);
  const char *text =
      sdg16i_terms_text(u->lists, count, term, SDG16_MODEL_NUMBERS, NULL, &r->arena);
  if (!text && !r->columns.status) r->columns.status = sdg16i_fail_memory(r->columns.error);
  sdg16i_put_text(r, i, SDG16I_CHECKED_MODEL, text);
  sdg16i_put_text(r, i, SDG16I_CHECKED_STATUS, sdg16_model_status_name(w->status[i]));
}

#define PUT_REAL(column, value) sdg16i_put_real(r, i, SDG16I_CHECKED_##column, value)

/* A model's values; NaN where there is no fit. */
static void put_fit(const walk *w, sdg16i_result_rows *r, int64_t i) {
  const sdg16i_cells *cells = w->e.cells;
  int64_t parameters = sdg16i_parameters(w->e.universe, &w->model[i]);
  double loglik = w->loglik[i] - cells->log_factorials;
  sdg16i_put_whole(r, i, SDG16I_CHECKED_PARAMETERS, parameters);
  PUT_REAL(DEVIANCE, -2 * w->loglik[i]);
  PUT_REAL(AIC, sdg16i_aic(loglik, parameters));
  PUT_REAL(AICC, isnan(loglik) ? NAN : sdg16i_aicc(loglik, parameters, cells->n));
  PUT_REAL(BIC, sdg16i_bic(loglik, parameters, cells->n));
  PUT_REAL(HIDDEN, w->hidden[i]);
  PUT_REAL(TOTAL, cells->n + w->hidden[i]);
}

static int32_t make_table(const walk *w, sdg16_table **out, sdg16_error *error) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_CHECKED, w->rows, error);
  for (int32_t c = SDG16I_CHECKED_PARAMETERS; w->fitting && c < SDG16I_CHECKED_COUNT; c++)
    sdg16i_rows_take(&r, c);
  for (int64_t i = 0; i < w->rows && !r.columns.status; i++) {
    put_model(w, &r, i);
    if (w->fitting) put_fit(w, &r, i);
  }
  return sdg16i_rows_end(&r, out);
}

static int32_t walk_all(const sdg16_capture *capture, int32_t existence, int32_t max_order,
                        int64_t limit, int32_t fitting, const sdg16_exec_options *exec,
                        int64_t counts[SDG16_MODEL_STATUSES], sdg16_table **models,
                        sdg16_error *error) {
  if (models) *models = NULL;
  memset(counts, 0, SDG16_MODEL_STATUSES * sizeof *counts);
  if (!sdg16_existence_name(existence))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "existence", 0, 0,
                          "existence must be total (0) or coefficients (1), not %d", existence);
  walk w = {.fitting = fitting, .limit = models ? limit : 0, .rows = models ? 0 : -1};
  sdg16i_universe u = {0};
  sdg16i_cells *cells = NULL;
  sdg16i_run run;
  int32_t status = sdg16i_run_begin(&run, exec, error);
  if (!status)
    status = sdg16i_universe_init(&u, sdg16_capture_lists(capture), max_order, error);
  if (!status) status = sdg16i_cells_new(capture, &cells, error);
  if (!status) status = prepare_walk(&w, &u, existence, cells, error);
  if (!status) status = sdg16i_enumerate(&u, &run, visit_model, &w, error);
  if (!status && w.rows >= 0 && models) status = make_table(&w, models, error);
  if (!status) {
    memcpy(counts, w.counts, sizeof w.counts);
    sdg16i_run_end(&run);
  }
  clear_walk(&w);
  sdg16i_cells_free(cells);
  sdg16i_universe_clear(&u);
  return status;
}

int32_t sdg16_model_check_all(const sdg16_capture *capture, int32_t existence,
                              int32_t max_order, int64_t limit, const sdg16_exec_options *exec,
                              int64_t *counts, sdg16_table **models, sdg16_error *error) {
  return walk_all(capture, existence, max_order, limit, 0, exec, counts, models, error);
}

int32_t sdg16_model_fit_all(const sdg16_capture *capture, int32_t existence, int32_t max_order,
                            int64_t limit, const sdg16_exec_options *exec, sdg16_table **models,
                            sdg16_error *error) {
  int64_t counts[SDG16_MODEL_STATUSES];
  return walk_all(capture, existence, max_order, limit, 1, exec, counts, models, error);
}
