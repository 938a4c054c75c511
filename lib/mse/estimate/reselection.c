/* From an estimation to its bootstrap: how replicates choose, and what follows from the
 * draws. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "mse/estimate/estimate.h"
#include "mse/loglinear/model.h"
#include "results/result_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Models of the data that a replicate's exact search starts from. More would be fitted
 * for nothing, fewer leave more of the tree to refute (measured). */
#define SEEDS 4

/* ---- how replicates choose ---- */

/* What a search in a replicate may spend: by what the search for the best model alone spends on
 * the data. That of the data may have asked for many models, which is no matter here. It ends
 * where replicates are left without proofs in any case. */
static int32_t find_budget(const sdg16i_selection *how, sdg16i_panel *panel, int64_t most,
                           sdg16i_run *run, int64_t *budget, sdg16_error *error) {
  sdg16i_workspace w;
  sdg16i_candidates best = {.top = 1};
  const int64_t enough = SDG16I_MOST_FOR_PROOFS + 1;
  sdg16i_search search = {.criterion = how->criterion, .budget = most};
  if (most > 2 * enough) search.budget = search.patience = enough; /* before it is relaxed */
  *budget = 0;
  if (!most) return SDG16_OK;
  int32_t status = sdg16i_workspace_init(&w, panel, error);
  if (status) return status;
  status = sdg16i_search_exact(panel, &w, run, &search, &best, error);
  *budget = sdg16i_replicate_budget(most, search.exact, search.spent);
  sdg16i_candidates_clear(&best);
  sdg16i_workspace_clear(&w);
  return status;
}

int32_t sdg16i_reselection_init(sdg16i_reselection *r, const sdg16_mse_options *o,
                                const sdg16i_universe *universe, const sdg16i_refused *refused,
                                const sdg16i_candidates *candidates, const sdg16_fit *fit,
                                int64_t tables, sdg16i_cells *const *cells, int64_t ranking,
                                sdg16i_run *run, sdg16_error *error) {
  *r = (sdg16i_reselection){.how = {.select = o->select,
                                    .criterion = sdg16i_ranking(o),
                                    .existence = o->existence,
                                    .p_threshold = o->p_threshold,
                                    .universe = universe}};
  sdg16i_panel panel = {0};
  int32_t status = SDG16_OK;
  if (!o->reselect) r->how.select = SDG16_SELECT_FIXED;
  r->how.budget = sdg16i_replicate_budget(o->search_fits, refused->complete, refused->spent);
  if (r->how.select == SDG16_SELECT_FIXED) {
    const sdg16_fit *ordered = sdg16i_fit_ordered(fit);
    status = sdg16i_universe_of_model(&r->fixed, ordered->cells->lists, ordered->terms,
                                      ordered->term, error);
    r->how.universe = &r->fixed;
  }
  if (!status)
    status = sdg16i_panel_init(&panel, r->how.universe, o->existence, tables, cells, error);
  if (!status)
    r->how.climb_fits = sdg16i_replicate_climb(o->search_fits, sdg16i_fit_weight(&panel));
  int is_exact = o->select >= SDG16_SELECT_BIC && o->select <= SDG16_SELECT_AICC;
  if (!status && is_exact && o->reselect)
    status = find_budget(&r->how, &panel, o->search_fits, run, &r->how.budget, error);
  if (!status && r->how.select == SDG16_SELECT_FIXED) {
    sdg16i_candidate only = {.model = r->fixed.all};
    status = sdg16i_seeds_init(&r->seeds, &panel, 1, &only, error);
  } else if (!status && r->how.select <= SDG16_SELECT_AICC) {
    int64_t count = candidates->count < SEEDS ? candidates->count : SEEDS;
    status = sdg16i_seeds_init(&r->seeds, &panel, count, candidates->list, error);
  }
  if (!status && ranking)
    status = sdg16i_seeds_init(&r->ranking, &panel,
                               candidates->count < ranking ? candidates->count : ranking,
                               candidates->list, error);
  r->how.seeds = r->seeds.model ? &r->seeds : NULL;
  sdg16i_panel_clear(&panel);
  if (status) sdg16i_reselection_clear(r);
  return status;
}

void sdg16i_reselection_clear(sdg16i_reselection *r) {
  sdg16i_universe_clear(&r->fixed);
  sdg16i_seeds_clear(&r->seeds);
  sdg16i_seeds_clear(&r->ranking);
}

int sdg16i_mse_settings(const sdg16_mse_options *o, const char *sha256,
                        const sdg16_model *fixed, int tied, char *out, size_t size) {
  char model[2048] = "", threshold[SDG16I_DOUBLE_SIZE], budget[40] = "";
  if (o->select >= SDG16_SELECT_BIC && o->select <= SDG16_SELECT_AICC)
    snprintf(budget, sizeof budget, ";search_fits=%lld", (long long)o->search_fits);
  sdg16i_format_double(o->p_threshold, threshold);
  if (fixed) {
    int64_t length = sdg16_model_format(fixed, SDG16_MODEL_NUMBERS, NULL, model, sizeof model);
    if (length < 0 || length >= (int64_t)sizeof model) strcpy(model, "(long)");
  }
  return snprintf(
      out, size,
      "input=%s;estimator=loglinear;existence=%s;select=%s;max_order=%d%s%s%s%s;"
      "bootstrap=%s;reselect=%d%s%s",
      sha256, sdg16_existence_name(o->existence), sdg16_select_name(o->select), o->max_order,
      fixed ? ";model=" : "", model, o->select == SDG16_SELECT_STEPWISE ? ";p_threshold=" : "",
      o->select == SDG16_SELECT_STEPWISE ? threshold : "",
      sdg16_bootstrap_name(o->bootstrap_kind), o->reselect, budget, tied ? ";tied=1" : "");
}

/* ---- what follows from the draws ---- */

int32_t sdg16i_draws_conclude(const sdg16_draws *draws, int64_t cell,
                              const sdg16_mse_options *o, sdg16_estimate *e,
                              sdg16_bootstrap_summary *summary, sdg16_error *error) {
  int32_t flags = e->flags;
  int32_t status =
      sdg16_draws_interval(draws, cell, o->interval, o->level, e, (int64_t)sizeof *e, summary,
                           (int64_t)sizeof *summary, error);
  e->flags |= flags;
  return status;
}

/* The model that the choice among the best `row` + 1 models adds. */
static int32_t put_top_row(const sdg16_mse *mse, int64_t row, sdg16i_result_rows *r) {
  const sdg16i_candidate *candidate = &mse->candidates.list[row];
  uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
  int64_t terms = sdg16i_model_term_list(&mse->universe, &candidate->model, term);
  const char *model =
      sdg16i_terms_text(mse->cells->lists, terms, term, SDG16_MODEL_NUMBERS, NULL, &r->arena);
  if (!model) return sdg16i_fail_memory(r->columns.error);
  sdg16i_put_text(r, row, SDG16I_TOP_MODEL, model);
  sdg16i_put_real(r, row, SDG16I_TOP_CRITERION,
                  candidate->criterion + 2 * mse->cells->log_factorials);
  return SDG16_OK;
}

static void put_top_interval(sdg16i_result_rows *r, int64_t row, const sdg16_estimate *e,
                             const sdg16_bootstrap_summary *s) {
  sdg16i_put_real(r, row, SDG16I_TOP_LOWER, e->lower);
  sdg16i_put_real(r, row, SDG16I_TOP_UPPER, e->upper);
  if (e->flags & SDG16_FLAG_UPPER_OPEN) sdg16i_put_whole(r, row, SDG16I_TOP_NO_UPPER_LIMIT, 1);
  sdg16i_put_real(r, row, SDG16I_TOP_Z0, s->z0);
  sdg16i_put_real(r, row, SDG16I_TOP_ACCELERATION, s->acceleration);
  sdg16i_put_whole(r, row, SDG16I_TOP_FAILED, s->failed);
}

/* The last row is the choice among all models. */
static int32_t top_table(sdg16_mse *mse, sdg16_error *error) {
  const sdg16i_boot_result *draws = &mse->draws;
  int64_t rows = draws->top_draws->cells + 1, within = 0;
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_TOP, rows, error);
  for (int64_t i = 0; !r.columns.status && i < rows; i++) {
    sdg16_estimate e = {.flags = 0};
    sdg16_bootstrap_summary s = mse->bootstrap;
    int all = i + 1 == rows;
    int32_t status = SDG16_OK;
    if (all)
      e = mse->estimate;
    else
      status = sdg16i_draws_conclude(draws->top_draws, i, &mse->options, &e, &s, error);
    if (!status && !all) status = put_top_row(mse, i, &r);
    if (status && !r.columns.status) r.columns.status = status;
    within += draws->rank_count[i];
    sdg16i_put_whole(&r, i, SDG16I_TOP_K, all ? 0 : i + 1);
    put_top_interval(&r, i, &e, &s);
    sdg16i_put_whole(&r, i, SDG16I_TOP_BEST_WITHIN, within);
  }
  return sdg16i_rows_end(&r, &mse->top);
}

void sdg16i_mse_scale(const sdg16_mse *mse, sdg16i_draws_cell *cell) {
  double log_error = mse->fit ? mse->fit->summary.se_log_hidden : NAN;
  if (sdg16_model_has_estimate(mse->status) && log_error > 0 && isfinite(log_error))
    sdg16i_draws_scale(cell, log_error * log_error);
}

int32_t sdg16i_mse_resample(sdg16_mse *mse, sdg16i_run *run, sdg16_error *error) {
  const sdg16_mse_options *o = &mse->options;
  char settings[4096];
  sdg16i_reselection r;
  int32_t status =
      sdg16i_reselection_init(&r, o, &mse->universe, &mse->refused, &mse->candidates, mse->fit,
                              1, &mse->cells, o->top_intervals, run, error);
  if (status) return status;
  sdg16i_mse_settings(o, sdg16_capture_sha256(mse->capture),
                      o->select == SDG16_SELECT_FIXED ? mse->model : NULL,
                      sdg16i_candidates_disagree(&mse->candidates), settings, sizeof settings);
  sdg16i_boot_table table = {
      .name = "total", .cells = mse->cells, .hidden = sdg16i_mse_hidden(mse)};
  if (o->bootstrap_kind == SDG16_BOOTSTRAP_PARAMETRIC)
    table.mean = sdg16i_fit_ordered(mse->fit)->mean;
  sdg16i_boot_group group = {.first = 0, .count = 1, .how = r.how};
  sdg16i_boot_plan plan = {.tables = 1,
                           .table = &table,
                           .groups = 1,
                           .group = &group,
                           .kind = o->bootstrap_kind,
                           .replicates = o->replicates,
                           .search_fits = o->search_fits,
                           .interval = o->interval,
                           .level = o->level,
                           .keep_partial = o->keep_partial,
                           .settings = settings,
                           .top = r.ranking.count,
                           .ranking = &r.ranking};
  status = sdg16i_bootstrap(&plan, run, &mse->draws, error);
  mse->search.unproved_replicates = mse->draws.unproved;
  sdg16i_reselection_clear(&r);
  if (!status) mse->stopped = mse->draws.stopped;
  if (!status) mse->options.replicates = mse->draws.draws->planned;
  if (!status) sdg16i_mse_scale(mse, &mse->draws.draws->cell[0]);
  if (!status)
    status =
        sdg16i_draws_conclude(mse->draws.draws, 0, o, &mse->estimate, &mse->bootstrap, error);
  if (!status) status = sdg16i_draw_modes_table(mse->draws.draws, 0, &mse->draw_modes, error);
  if (!status && mse->draws.top_draws) status = top_table(mse, error);
  return status;
}
