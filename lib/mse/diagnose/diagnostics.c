/* What a reader of the estimate has to know: the diagnostics table. */
#include "base/error.h"
#include "base/numbers.h"
#include "mse/diagnose/about.h"
#include "mse/diagnose/structure.h"
#include "mse/infer/draw_modes.h"
#include "mse/infer/draws.h"

#include <math.h>
#include <stdio.h>

static void about_model(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  if (!sdg16_model_has_estimate(mse->status)) return;
  int64_t boundary = mse->fit->summary.boundary;
  char count[SDG16I_NUMBER_TEXT], total[SDG16I_NUMBER_TEXT], observed[SDG16I_NUMBER_TEXT];
  if (boundary)
    sdg16i_say(&a->messages, "boundary-terms", "note",
               "%s term%s of the model join%s lists that have no one in common. Such a "
               "coefficient is -infinity, and counts as a parameter.",
               sdg16i_number_text((double)boundary, 0, count), boundary == 1 ? "" : "s",
               boundary == 1 ? "s" : "");
  if (mse->estimate.value > 20 * mse->cells->n) {
    sdg16i_say(&a->messages, "large-factor", "warning",
               "The estimate (%s) is more than 20 times the number observed (%s): it is not "
               "reliable.",
               sdg16i_number_text(mse->estimate.value, 0, total),
               sdg16i_number_text(mse->cells->n, 0, observed));
    sdg16i_say_headline(&a->messages,
                        "This is more than 20 times the number observed: it is not reliable.");
  }
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

#define SMALL_GAP 2.0 /* of the criterion: models so near are all given */

/* What was not proved. */
static void about_search(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  char gap[SDG16I_NUMBER_TEXT], some[SDG16I_NUMBER_TEXT], all[SDG16I_NUMBER_TEXT];
  if (mse->estimate.flags & SDG16_FLAG_NOT_EXACT) {
    char by[SDG16I_NUMBER_TEXT + 16] = "";
    if (!isnan(mse->search.gap))
      snprintf(by, sizeof by, " by up to %s", sdg16i_number_text(mse->search.gap, 1, gap));
    sdg16i_say(&a->messages, "search-not-exact", "warning",
               "The selected model is not proved the best, because the search used up its "
               "budget of fits, or a fit did not converge. Another model may have a criterion "
               "lower%s.",
               by);
    if (!(mse->search.gap <= SMALL_GAP))
      sdg16i_say_headline(&a->messages,
                          "The model is not proved the best: another, with another total, may "
                          "have a criterion lower%s.",
                          by);
  }
  if (mse->search.unconverged)
    sdg16i_say(&a->messages, "unconverged-models", "warning",
               "The fit of %s %s did not converge, and they could not be compared.",
               sdg16i_number_text((double)mse->search.unconverged, 0, some),
               mse->search.unconverged == 1 ? "model" : "models");
  if (mse->search.unproved_replicates)
    sdg16i_say(&a->messages, "replicates-not-proved", "warning",
               "In %s of %s replicates the selected model is not proved the best: their "
               "searches ended early, as a rule of counts says (docs/methods.md).",
               sdg16i_number_text((double)mse->search.unproved_replicates, 0, some),
               sdg16i_number_text((double)mse->bootstrap.replicates, 0, all));
  if (mse->candidates.count && mse->options.existence == SDG16_EXISTENCE_TOTAL &&
      mse->options.select != SDG16_SELECT_FIXED && !mse->refused.complete)
    sdg16i_say(&a->messages, "refused-not-searched", "note",
               "The search for models without an estimate that fit better used up its budget "
               "of fits: such a model may exist.");
}

static void about_selection(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  if (!sdg16_model_has_estimate(mse->status)) return;
  about_search(a);
  if (mse->estimate.flags & SDG16_FLAG_CONDITIONAL)
    sdg16i_say(&a->messages, "conditional-interval", "warning",
               "The interval takes the selected model as known; it does not include the "
               "uncertainty of selecting it.");
  about_near_models(a);
}

/* ---- the interval ---- */

static void about_interval(sdg16i_about *a) {
  const sdg16_estimate *e = &a->mse->estimate;
  if (e->flags & SDG16_FLAG_LOWER_CLAMPED)
    sdg16i_say(&a->messages, "lower-clamped", "note",
               "The lower limit is the number observed.");
  if (e->flags & SDG16_FLAG_UPPER_OPEN)
    sdg16i_say(
        &a->messages, "no-upper-limit", "warning", "%s",
        a->mse->bootstrap.struct_size
            ? "There is no upper limit: in more replicates than lie above the limit, the "
              "number of undetected people has no bound."
            : "There is no upper limit: the likelihood stays within the interval, however "
              "large the total.");
}

static void about_few_replicates(sdg16i_about *a) {
  const sdg16_estimate *e = &a->mse->estimate;
  char level[SDG16I_DOUBLE_SIZE], least[SDG16I_NUMBER_TEXT], made[SDG16I_NUMBER_TEXT];
  sdg16i_format_double(round(e->level * 1e12) / 1e10, level);
  sdg16i_number_text((double)sdg16_least_replicates(e->level), 0, least);
  sdg16i_number_text((double)a->mse->bootstrap.replicates, 0, made);
  sdg16i_say(&a->messages, "few-replicates", "warning",
             "A bootstrap interval at %s %% needs at least %s replicates, not %s: there is no "
             "interval.",
             level, least, made);
}

/* Replicates that are no number, and the limits that they forbid. */
static void about_special_draws(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  const sdg16_bootstrap_summary *b = &mse->bootstrap;
  char some[SDG16I_NUMBER_TEXT], all[SDG16I_NUMBER_TEXT];
  sdg16i_number_text((double)b->replicates, 0, all);
  if (mse->estimate.flags & SDG16_FLAG_FEW_REPLICATES) about_few_replicates(a);
  if (mse->estimate.flags & SDG16_FLAG_DRAWS_MISSING)
    sdg16i_say(&a->messages, "draws-missing", "warning",
               "There is no interval: the total cannot be identified in more replicates than a "
               "tail of the interval holds.");
  if (mse->estimate.flags & SDG16_FLAG_LOWER_INFINITE)
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

/* Two limits whose numbers undetected differ by more than a factor of 2. */
static int far_apart(double a, double b, double observed) {
  double low = fmin(a, b) - observed, high = fmax(a, b) - observed;
  return high > 2 * low && !(isinf(a) && isinf(b));
}

/* " 1,449 to 24,671", or " 1,449 or more, without limit" */
static void interval_text(double lower, double upper, char *out, size_t size) {
  char low[SDG16I_NUMBER_TEXT], high[SDG16I_NUMBER_TEXT];
  sdg16i_number_text(lower, 0, low);
  if (isinf(upper))
    snprintf(out, size, "%s or more, without limit", low);
  else
    snprintf(out, size, "%s to %s", low, sdg16i_number_text(upper, 0, high));
}

static void about_percentile(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = &a->mse->bootstrap;
  const sdg16_estimate *e = &a->mse->estimate;
  double n = a->mse->cells->n;
  char bca[128], percentile[128];
  if (isnan(b->percentile_lower)) return;
  interval_text(e->lower, e->upper, bca, sizeof bca);
  interval_text(b->percentile_lower, b->percentile_upper, percentile, sizeof percentile);
  int far = far_apart(e->lower, b->percentile_lower, n) ||
            far_apart(e->upper, b->percentile_upper, n);
  sdg16i_say(&a->messages, "percentile-beside", far ? "warning" : "note",
             "The limits depend on how they are computed: BCa, which corrects the bias of the "
             "draws, gives %s, and the percentiles of the same draws are %s.",
             bca, percentile);
  if (far)
    sdg16i_say_headline(&a->messages,
                        "The limits depend on how they are computed: the percentile interval "
                        "of the same replicates is %s.",
                        percentile);
}

/* "Most replicates lie near one of 2 totals: ..." */
static void about_draw_modes(sdg16i_about *a) {
  static const char *const COUNT[] = {"two", "three", "four", "five", "six"};
  sdg16i_draw_mode mode[SDG16I_MOST_DRAW_MODES];
  int64_t modes;
  char text[512], total[SDG16I_NUMBER_TEXT];
  if (sdg16i_draw_modes(a->mse->cell_draws, a->mse->cell, mode, &modes, NULL)) {
    a->messages.out_of_memory = 1;
    return;
  }
  if (modes < 2) return;
  if (modes > 6) modes = 6;
  int used = snprintf(text, sizeof text,
                      "The replicates lie near one of %s totals:", COUNT[modes - 2]);
  for (int64_t i = 0; i < modes; i++)
    used += snprintf(text + used, sizeof text - (size_t)used, "%s %s (%.0f %%)",
                     !i              ? ""
                     : i + 1 < modes ? ","
                                     : " or",
                     sdg16i_number_text(mode[i].total, 0, total), 100 * mode[i].share);
  sdg16i_say(&a->messages, "draws-modes", "warning", "%s. One number is not the whole answer.",
             text);
  sdg16i_say_headline(&a->messages, "%s. One number is not the whole answer.", text);
}

/* Limits that are the smallest or the largest draw: where they lie is not known. */
static void about_edges(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  const sdg16_estimate *e = &mse->estimate;
  if (!mse->cell_draws || isnan(e->lower) || e->method == SDG16_INTERVAL_BASIC) return;
  const double *draw = mse->cell_draws->cell[mse->cell].replicate;
  double least = INFINITY, most = -INFINITY;
  for (int64_t i = 0; i < mse->cell_draws->replicates; i++)
    if (!isnan(draw[i])) {
      least = fmin(least, draw[i]);
      most = fmax(most, draw[i]);
    }
  int low = e->lower <= least && least < most, high = e->upper >= most && isfinite(most);
  if (least < most && (low || high))
    sdg16i_say(&a->messages, "limit-on-edge", "warning",
               "%s of all draws, so where %s is not known: more replicates are needed.",
               low && high ? "The limits are the smallest and the largest"
               : low       ? "The lower limit is the smallest"
                           : "The upper limit is the largest",
               low && high ? "they lie" : "it lies");
}

/* Why the interval is not BCa's, and what that says of the estimate. */
static void about_bca(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = &a->mse->bootstrap;
  if (!(a->mse->estimate.flags & SDG16_FLAG_BCA_REPLACED)) return;
  if (!(fabs(b->z0) > 1)) {
    sdg16i_say(&a->messages, "bca-replaced", "warning",
               "The interval is the percentile interval, not BCa: %s.",
               isnan(b->acceleration) ? "without one of the persons the total cannot be "
                                        "identified, so that there is no acceleration"
                                      : "its correction goes beyond every quantile");
    return;
  }
  const char *side = b->z0 < 0 ? "above" : "below", *size = b->z0 < 0 ? "small" : "large";
  int all = isinf(b->z0);
  sdg16i_say(&a->messages, "bca-replaced", "warning",
             "The interval is the percentile interval, not BCa: %s replicates lie %s the "
             "estimate%s. Neither interval is reliable then, and the estimate may be far too "
             "%s.",
             all ? "all" : "most", side, all ? "" : " (|z0| is above 1)", size);
  sdg16i_say_headline(&a->messages,
                      "%s replicates lie %s the estimate: it may be far too %s, and the "
                      "interval is not reliable.",
                      all ? "All" : "Most", side, size);
}

static void about_few_beyond(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = &a->mse->bootstrap;
  char below[SDG16I_NUMBER_TEXT], above[SDG16I_NUMBER_TEXT], made[SDG16I_NUMBER_TEXT];
  if (!(b->draws_below < SDG16I_STEADY_DRAWS || b->draws_above < SDG16I_STEADY_DRAWS)) return;
  sdg16i_number_text(b->draws_below, 0, below);
  sdg16i_number_text(b->draws_above, 0, above);
  sdg16i_number_text((double)b->replicates, 0, made);
  if (a->mse->automatic)
    sdg16i_say(
        &a->messages, "few-beyond", "warning",
        "A limit is steady when at least %d draws lie beyond it: about %s lie below the "
        "lower limit, and %s above the upper one. The automatic number of replicates "
        "ended at %s, where its rule of work ends it; a larger number must be asked for.",
        SDG16I_STEADY_DRAWS, below, above, made);
  else
    sdg16i_say(&a->messages, "few-beyond", "warning",
               "A limit is steady when at least %d draws lie beyond it: about %s lie below the "
               "lower limit, and %s above the upper one. Ask for more than %s replicates.",
               SDG16I_STEADY_DRAWS, below, above, made);
}

static void about_draws(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  const sdg16_bootstrap_summary *b = &mse->bootstrap;
  char some[SDG16I_NUMBER_TEXT], all[SDG16I_NUMBER_TEXT];
  if (!b->struct_size) return;
  about_draw_modes(a);
  about_bca(a);
  if (b->beside) about_percentile(a);
  if (mse->estimate.flags & SDG16_FLAG_PARTIAL)
    sdg16i_say(&a->messages, "partial-draws", "warning", "Only %s of %s replicates were made.",
               sdg16i_number_text((double)b->replicates, 0, all),
               sdg16i_number_text((double)mse->options.replicates, 0, some));
  about_few_beyond(a);
  about_special_draws(a);
  about_edges(a);
}

static void about_population(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  const sdg16_estimate *e = &mse->estimate;
  double population = mse->options.population;
  char found[SDG16I_NUMBER_TEXT], people[SDG16I_NUMBER_TEXT];
  if (!sdg16_model_has_estimate(mse->status) || !(population > 0)) return;
  double above = e->value > population   ? e->value
                 : e->lower > population ? e->lower
                 : e->upper > population ? e->upper
                                         : NAN;
  if (isnan(above)) return;
  sdg16i_say(&a->messages, "above-population", "warning",
             "%s (%s) is above the population (%s). Is the population in thousands or "
             "millions? It must be in people.",
             above == e->value   ? "The estimate"
             : above == e->lower ? "The lower limit"
                                 : "The upper limit",
             sdg16i_number_text(above, 0, found), sdg16i_number_text(population, 0, people));
  sdg16i_say_headline(&a->messages, "%s is above the population (%s).",
                      above == e->value   ? "This"
                      : above == e->lower ? "The lower limit"
                                          : "The upper limit",
                      people);
}

int32_t sdg16i_diagnostics_table(sdg16_mse *mse, sdg16_error *error) {
  sdg16i_about a = {.mse = mse};
  sdg16i_about_status(&a);
  sdg16i_structure(&a.messages, mse->capture, mse->cells, 0);
  about_model(&a);
  sdg16i_about_quality(&a);
  about_selection(&a);
  about_interval(&a);
  about_draws(&a);
  about_population(&a);
  return sdg16i_messages_table(&a.messages, 1, &mse->diagnostics, error);
}
