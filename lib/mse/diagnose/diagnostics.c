/* What a reader of the estimate has to know: the diagnostics table. */
#include "base/error.h"
#include "mse/capture/capture.h"
#include "mse/diagnose/about.h"
#include "mse/diagnose/structure.h"

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
  char low[SDG16I_NUMBER_TEXT], high[SDG16I_NUMBER_TEXT], window[32];
  int64_t near = sdg16i_candidates_near(c);
  double least = INFINITY, most = 0;
  for (int64_t i = 0; i < near; i++) {
    least = fmin(least, mse->cells->n + c->list[i].hidden);
    most = fmax(most, mse->cells->n + c->list[i].hidden);
  }
  sdg16i_format_double(fmin(c->window, SDG16_CRITERION_WINDOW), window);
  if (near > 1 && most < 9e15)
    sdg16i_say(&a->messages, "model-uncertainty", most > 1.5 * least ? "warning" : "note",
               "%lld models lie within %s units of the best criterion%s; their totals range "
               "from %s to %s.",
               (long long)near, window, mse->search.exact ? "" : " among those visited",
               sdg16i_number_text(least, 0, low), sdg16i_number_text(most, 0, high));
}

#define SMALL_GAP 2.0 /* of the criterion: models so near are all given */

/* What was not proved. */
static void about_search(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  char gap[SDG16I_NUMBER_TEXT], some[SDG16I_NUMBER_TEXT], all[SDG16I_NUMBER_TEXT], models[40];
  if (mse->estimate.flags & SDG16_FLAG_NOT_EXACT) {
    char by[SDG16I_NUMBER_TEXT + 16] = "";
    if (!isnan(mse->search.gap))
      snprintf(by, sizeof by, " by up to %s", sdg16i_number_text(mse->search.gap, 1, gap));
    sdg16i_say(&a->messages, "search-not-exact", "warning",
               "It is not proved that the selected model is the best: the search used up its "
               "budget of fits, or a fit did not converge. Another model may have a criterion "
               "lower%s.",
               by);
    if (!(mse->search.gap <= SMALL_GAP))
      sdg16i_say_headline(
          &a->messages,
          "It is not proved that the model is the best: another, with another total, may "
          "have a criterion lower%s.",
          by);
  }
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

/* "1,430 or 5,630" or "1,430 to 5,630": what the equally good models say. */
static void tied_totals(const sdg16i_about *a, int64_t tied, char *out, size_t size) {
  const sdg16i_candidate *list = a->mse->candidates.list; /* the fewest hidden come first */
  char low[SDG16I_NUMBER_TEXT], high[SDG16I_NUMBER_TEXT];
  snprintf(out, size, "%s %s %s", sdg16i_number_text(a->observed + list[0].hidden, 0, low),
           tied == 2 ? "or" : "to",
           sdg16i_number_text(a->observed + list[tied - 1].hidden, 0, high));
}

/* Models that fit equally well, with as many parameters, and give other totals. */
static void about_ties(sdg16i_about *a) {
  const sdg16i_candidates *c = &a->mse->candidates;
  int64_t tied = a->mse->options.select <= SDG16_SELECT_AICC ? sdg16i_candidates_tied(c) : 0;
  char totals[2 * SDG16I_NUMBER_TEXT + 8], text[400], count[SDG16I_NUMBER_TEXT];
  if (!tied || !sdg16i_candidates_disagree(c)) return;
  tied_totals(a, tied, totals, sizeof totals);
  snprintf(text, sizeof text,
           "%s models fit exactly equally well and give different totals: %s. The data do not "
           "tell which is right; the estimate is the lowest.",
           tied == 2 ? "Two" : sdg16i_number_text((double)tied, 0, count), totals);
  sdg16i_say(&a->messages, "tied-models", "warning", "%s", text);
  sdg16i_say_headline(&a->messages, "%s", text);
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
  about_ties(a);
  about_condition(a);
  about_near_models(a);
}

/* ---- the number ---- */

static void about_factor(sdg16i_about *a) {
  char total[SDG16I_NUMBER_TEXT], observed[SDG16I_NUMBER_TEXT];
  if (!(a->estimate->value > 20 * a->observed)) return;
  sdg16i_say(&a->messages, "large-factor", "warning",
             "The %s (%s) is more than 20 times the number observed (%s): it is not reliable.",
             a->is_bound ? "lower bound" : "estimate",
             sdg16i_number_text(a->estimate->value, a->decimals, total),
             sdg16i_number_text(a->observed, a->decimals, observed));
  sdg16i_say_headline(&a->messages,
                      "This is more than 20 times the number observed: it is not reliable.");
}

/* ---- the whole ---- */

int sdg16i_groups_not_compared(const sdg16_mse *mse) {
  return sdg16_model_has_estimate(mse->status) && sdg16i_cells_groups(mse->cells).count > 1 &&
         (mse->is_common || mse->options.select == SDG16_SELECT_FIXED ||
          mse->options.existence == SDG16_EXISTENCE_COEFFICIENTS);
}

/* Lists that never meet, where no refused model is compared with the model for these data. */
static void about_uncompared_groups(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  if (!sdg16i_groups_not_compared(mse)) return;
  sdg16i_say(
      &a->messages, "groups-not-compared", "warning",
      "The lists fall into groups that never meet. Models in which the total then has no "
      "upper limit may fit better; they are not compared%s, because %s.",
      mse->is_common ? " for this stratum alone" : "",
      mse->is_common                              ? "the model is common to all strata"
      : mse->options.select == SDG16_SELECT_FIXED ? "the model is given"
                                                  : "the rule wants finite coefficients");
  sdg16i_say_headline(&a->messages,
                      "The lists fall into groups that never meet: models in which the total "
                      "has no upper limit may fit better, and were not compared.");
}

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

void sdg16i_about_reading(sdg16i_about *a, const sdg16_capture *capture) {
  for (int64_t i = 0; i < capture->note_count; i++) {
    const sdg16i_note *note = &capture->notes[i];
    if (!note->headline) continue;
    sdg16i_say(&a->messages, note->code, note->severity, "%s", note->headline);
    sdg16i_say_headline(&a->messages, "%s", note->headline);
  }
}

/* The lower bound of a table without an estimate. */
static void about_bound(sdg16i_about *a) {
  sdg16_estimate bound = sdg16i_mse_at_least(a->mse);
  const sdg16_estimate *estimate = a->estimate;
  if (isnan(bound.value)) return;
  a->estimate = &bound;
  a->is_bound = 1;
  sdg16i_about_population(a);
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
                    .automatic = mse->automatic,
                    .stopped = mse->stopped,
                    .observed = mse->cells->n,
                    .population = mse->options.population};
  sdg16i_about_reading(&a, mse->capture);
  sdg16i_about_status(&a);
  sdg16i_structure(&a.messages, mse->capture, 0);
  about_model(&a);
  about_factor(&a);
  sdg16i_about_quality(&a);
  about_selection(&a);
  sdg16i_about_numbers(&a);
  about_bound(&a);
  about_uncompared_groups(&a);
  about_ignored_strata(&a);
  return sdg16i_messages_table(&a.messages, 1, &mse->diagnostics, error);
}

void sdg16i_about_sum(sdg16i_about *a) {
  about_factor(a);
  about_condition(a);
  sdg16i_about_numbers(a);
}
