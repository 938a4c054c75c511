/* What a reader of the estimate has to know: the diagnostics table. */
#include "base/error.h"
#include "mse/diagnose/about.h"
#include "mse/diagnose/structure.h"
#include "mse/infer/draws.h"

#include <math.h>
#include <stdio.h>

static void about_model(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  if (!sdg16_model_has_estimate(mse->status)) return;
  int64_t boundary = mse->fit->summary.boundary;
  char count[SDG16I_NUMBER_TEXT];
  if (boundary)
    sdg16i_say(&a->messages, "boundary-terms", "note",
               "%s term%s of the model join%s lists that have no one in common. Such a "
               "coefficient is -infinity, and counts as a parameter.",
               sdg16i_number_text((double)boundary, 0, count), boundary == 1 ? "" : "s",
               boundary == 1 ? "s" : "");
}

/* ---- the selection ---- */

static void about_near_models(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  const sdg16i_candidates *c = &mse->candidates;
  char low[SDG16I_NUMBER_TEXT], high[SDG16I_NUMBER_TEXT];
  int64_t near = 0;
  double least = INFINITY, most = 0;
  for (; near < c->count && c->list[near].criterion <= c->list[0].criterion + SDG16I_NEAR;
       near++) {
    least = fmin(least, mse->cells->n + c->list[near].hidden);
    most = fmax(most, mse->cells->n + c->list[near].hidden);
  }
  if (near > 1 && most < 9e15)
    sdg16i_say(&a->messages, "model-uncertainty", most > 1.5 * least ? "warning" : "note",
               "%lld models lie within 6 units of the best criterion%s; their totals range "
               "from %s to %s.",
               (long long)near, mse->search.exact ? "" : " among those visited",
               sdg16i_number_text(least, 0, low), sdg16i_number_text(most, 0, high));
}

/* What was not proved. */
static void about_search(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  char gap[SDG16I_NUMBER_TEXT], some[SDG16I_NUMBER_TEXT], all[SDG16I_NUMBER_TEXT], models[40];
  if (mse->estimate.flags & SDG16_FLAG_NOT_EXACT)
    sdg16i_say(&a->messages, "search-not-exact", "warning",
               "It is not proved that the selected model is the best: the search used up its "
               "budget of fits, or a fit did not converge. No model has a criterion lower by "
               "more than "
               "%s.",
               sdg16i_number_text(mse->search.gap, 1, gap));
  snprintf(models, sizeof models, "%lld models", (long long)mse->search.unconverged);
  if (mse->search.unconverged)
    sdg16i_say(&a->messages, "unconverged-models", "warning",
               "The fit%s of %s did not converge, so %s could not be compared with the others.",
               mse->search.unconverged == 1 ? "" : "s",
               mse->search.unconverged == 1 ? "1 model" : models,
               mse->search.unconverged == 1 ? "it" : "they");
  if (mse->search.unproved_replicates)
    sdg16i_say(&a->messages, "replicates-not-proved", "warning",
               "In %s of %s replicates it is not proved that the selected model is the best: "
               "their searches ended early, by a rule of counts (docs/methods.md).",
               sdg16i_number_text((double)mse->search.unproved_replicates, 0, some),
               sdg16i_number_text((double)mse->bootstrap.replicates, 0, all));
  if (mse->candidates.count && mse->options.existence == SDG16_EXISTENCE_TOTAL &&
      mse->options.select != SDG16_SELECT_FIXED && !mse->refused.complete)
    sdg16i_say(&a->messages, "refused-not-searched", "note",
               "The search for models that fit better but have no estimate used up its budget "
               "of fits, so such a model may exist.");
}

static void about_condition(sdg16i_about *a) {
  if (a->estimate->flags & SDG16_FLAG_CONDITIONAL)
    sdg16i_say(&a->messages, "conditional-interval", "warning",
               "The interval takes the selected model%s as known; it does not include the "
               "uncertainty of selecting %s.",
               a->mse ? "" : "s", a->mse ? "it" : "them");
}

static void about_selection(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  if (!sdg16_model_has_estimate(mse->status)) return;
  about_search(a);
  about_condition(a);
  about_near_models(a);
}

/* ---- the interval ---- */

static void about_factor(sdg16i_about *a) {
  char total[SDG16I_NUMBER_TEXT], observed[SDG16I_NUMBER_TEXT];
  if (a->estimate->value > 20 * a->observed)
    sdg16i_say(&a->messages, "large-factor", "warning",
               "The %s (%s) is more than 20 times the number observed (%s): it is not "
               "reliable.",
               a->is_bound ? "lower bound" : "estimate",
               sdg16i_number_text(a->estimate->value, 0, total),
               sdg16i_number_text(a->observed, 0, observed));
}

static void about_interval(sdg16i_about *a) {
  const sdg16_estimate *e = a->estimate;
  if (e->flags & SDG16_FLAG_LOWER_CLAMPED)
    sdg16i_say(&a->messages, "lower-clamped", "note",
               "The lower limit is the number observed.");
  if (e->flags & SDG16_FLAG_UPPER_OPEN && !a->is_bound)
    sdg16i_say(
        &a->messages, "upper-open", "warning", "%s",
        a->bootstrap->struct_size
            ? "There is no upper limit: it falls on replicates in which the number of "
              "undetected people has no bound."
            : "There is no upper limit: the likelihood stays within the interval, however "
              "large the total.");
}

/* Replicates that are no number, and the limits that they forbid. */
static void about_special_draws(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = a->bootstrap;
  char some[SDG16I_NUMBER_TEXT], all[SDG16I_NUMBER_TEXT];
  sdg16i_number_text((double)b->replicates, 0, all);
  if (a->estimate->flags & SDG16_FLAG_DRAWS_MISSING)
    sdg16i_say(&a->messages, "draws-missing", "warning",
               "There is no interval: the total cannot be identified in too many replicates "
               "(more than the share that may lie outside one limit).");
  if (a->estimate->flags & SDG16_FLAG_LOWER_INFINITE)
    sdg16i_say(&a->messages, "lower-infinite", "warning",
               "There is no interval: the number of undetected people has no bound in so many "
               "replicates that the lower limit would be infinite.");
  if (b->infinite)
    sdg16i_say(
        &a->messages, "replicates-infinite",
        20 * b->infinite > b->replicates ? "warning" : "note",
        "In %s of %s replicates the number of undetected people has no bound. They count "
        "as the largest.",
        sdg16i_number_text((double)b->infinite, 0, some), all);
  if (b->failed)
    sdg16i_say(&a->messages, "replicates-failed",
               20 * b->failed > b->replicates ? "warning" : "note",
               "In %s of %s replicates the total cannot be identified.",
               sdg16i_number_text((double)b->failed, 0, some), all);
}

static void about_percentile(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = a->bootstrap;
  char low[SDG16I_NUMBER_TEXT], high[SDG16I_NUMBER_TEXT];
  if (isnan(b->percentile_lower) || a->is_bound) return;
  sdg16i_number_text(b->percentile_lower, 0, low);
  if (isinf(b->percentile_upper))
    sdg16i_say(&a->messages, "percentile-beside", "note",
               "The BCa correction is large. The percentile interval of the same draws begins "
               "at %s and has no upper limit.",
               low);
  else
    sdg16i_say(
        &a->messages, "percentile-beside", "note",
        "The BCa correction is large. The percentile interval of the same draws is %s to "
        "%s.",
        low, sdg16i_number_text(b->percentile_upper, 0, high));
}

/* Limits that are the smallest or the largest draw: where they lie is not known. */
static void about_edges(sdg16i_about *a) {
  const sdg16_estimate *e = a->estimate;
  if (!a->draws || isnan(e->lower) || e->method == SDG16_INTERVAL_BASIC) return;
  const double *draw = a->draws->cell[a->cell].replicate;
  double least = INFINITY, most = -INFINITY;
  for (int64_t i = 0; i < a->draws->replicates; i++)
    if (!isnan(draw[i])) {
      least = fmin(least, draw[i]);
      most = fmax(most, draw[i]);
    }
  int low = e->lower <= least && least < most;
  int high = e->upper >= most && isfinite(most) && !a->is_bound;
  if (least < most && (low || high))
    sdg16i_say(&a->messages, "limit-on-edge", "warning",
               "%s of all draws, so its true place is not known: use more replicates.",
               low && high ? "Each limit is the smallest or the largest"
               : low       ? "The lower limit is the smallest"
                           : "The upper limit is the largest");
}

/* Limits that rest on few draws; of a bound there is no upper one. */
static void about_few_beyond(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = a->bootstrap;
  char below[SDG16I_NUMBER_TEXT], above[SDG16I_NUMBER_TEXT];
  sdg16i_number_text(b->draws_below, 0, below);
  if (a->is_bound && b->draws_below < SDG16I_STEADY_DRAWS)
    sdg16i_say(&a->messages, "few-beyond", "warning",
               "About %s of the draws lie below the lower limit. A limit with fewer than %d "
               "draws beyond it changes much with the seed: use more replicates.",
               below, SDG16I_STEADY_DRAWS);
  if (!a->is_bound &&
      (b->draws_below < SDG16I_STEADY_DRAWS || b->draws_above < SDG16I_STEADY_DRAWS))
    sdg16i_say(
        &a->messages, "few-beyond", "warning",
        "About %s of the draws lie below the lower limit, and about %s above the upper limit. "
        "A limit with fewer than %d draws beyond it changes much with the seed: use more "
        "replicates.",
        below, sdg16i_number_text(b->draws_above, 0, above), SDG16I_STEADY_DRAWS);
}

static void about_draws(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = a->bootstrap;
  char some[SDG16I_NUMBER_TEXT], all[SDG16I_NUMBER_TEXT];
  if (!b->struct_size) return;
  if (a->estimate->flags & SDG16_FLAG_BCA_REPLACED)
    sdg16i_say(
        &a->messages, "bca-replaced", "warning",
        "The interval is the percentile interval, not BCa: %s.",
        isinf(b->z0) ? "all draws lie on one side of the estimate"
        : isnan(b->acceleration)
            ? "if one of the persons is left out, the total cannot be identified, so the "
              "acceleration cannot be computed"
        : fabs(b->z0) > 1 ? "too many draws lie on one side of the estimate (|z0| is "
                            "above 1)"
                          : "its correction goes beyond the range of the draws");
  if (b->beside) about_percentile(a);
  sdg16i_number_text((double)b->replicates, 0, all);
  if (a->estimate->flags & SDG16_FLAG_PARTIAL)
    sdg16i_say(&a->messages, "partial-draws", "warning", "Only %s of %s replicates were made.",
               all, sdg16i_number_text((double)a->planned, 0, some));
  about_few_beyond(a);
  about_special_draws(a);
  about_edges(a);
}

/* ---- the population ---- */

/* The first of the numbers that is above the population. */
static double above_population(const sdg16i_about *a, const char **what) {
  const sdg16_estimate *e = a->estimate;
  double number[] = {e->value, e->lower, a->is_bound ? NAN : e->upper};
  const char *const names[] = {a->is_bound ? "lower bound" : "estimate", "lower limit",
                               "upper limit"};
  for (int i = 0; i < 3; i++) {
    *what = names[i];
    if (number[i] > a->population) return number[i];
  }
  return NAN;
}

static void about_population(sdg16i_about *a) {
  const char *what;
  char found[SDG16I_NUMBER_TEXT], people[SDG16I_NUMBER_TEXT];
  double above = a->population > 0 ? above_population(a, &what) : NAN;
  if (isnan(above)) return;
  sdg16i_number_text(a->population, 0, people);
  if (isinf(above))
    sdg16i_say(&a->messages, "above-population", "warning",
               "There is no upper limit, so that the interval goes beyond the population (%s).",
               people);
  else
    sdg16i_say(&a->messages, "above-population", "warning",
               "The %s (%s) is above the population (%s). Is the population in thousands or "
               "millions? It must be in people.",
               what, sdg16i_number_text(above, 0, found), people);
}

/* ---- the whole ---- */

/* Data that have strata, of which an estimation of the whole makes no use. */
static void about_ignored_strata(sdg16i_about *a) {
  const sdg16_capture *capture = a->mse->capture;
  sdg16i_names columns = {.count = 0};
  char rest[SDG16I_NUMBER_TEXT];
  int64_t count = sdg16_capture_stratum_columns(capture);
  for (int64_t k = 0; k < count; k++)
    sdg16i_names_add(&columns, sdg16_capture_stratum_column(capture, k), NULL);
  if (count)
    sdg16i_say(&a->messages, "strata-ignored", "note",
               "The data have strata (%s%s), but this is one estimate of all people together. "
               "sdg16_strata_new, in Python sdg16.strata, estimates each stratum and the sums.",
               columns.text, sdg16i_names_rest(&columns, rest));
}

/* What is asked of an estimation and of a sum alike. */
static void about_numbers(sdg16i_about *a) {
  about_interval(a);
  about_draws(a);
  about_population(a);
}

/* Of a table without an estimate, the lower bound that it has all the same. */
static void about_bound(sdg16i_about *a) {
  sdg16_estimate bound = sdg16i_mse_at_least(a->mse);
  const sdg16_estimate *estimate = a->estimate;
  if (isnan(bound.value)) return;
  a->estimate = &bound;
  a->is_bound = 1;
  about_population(a);
  a->estimate = estimate;
  a->is_bound = 0;
}

int32_t sdg16i_diagnostics_table(sdg16_mse *mse, sdg16_error *error) {
  sdg16i_about a = {.mse = mse,
                    .estimate = &mse->estimate,
                    .bootstrap = &mse->bootstrap,
                    .draws = mse->cell_draws,
                    .cell = mse->cell,
                    .planned = mse->options.replicates,
                    .observed = mse->cells->n,
                    .population = mse->options.population};
  sdg16i_about_status(&a);
  sdg16i_structure(&a.messages, mse->capture, mse->cells, 0);
  about_model(&a);
  about_factor(&a);
  sdg16i_about_quality(&a);
  about_selection(&a);
  about_numbers(&a);
  about_bound(&a);
  about_ignored_strata(&a);
  return sdg16i_messages_table(&a.messages, &mse->diagnostics, error);
}

void sdg16i_about_sum(sdg16i_about *a) {
  about_factor(a);
  about_condition(a);
  about_numbers(a);
}
