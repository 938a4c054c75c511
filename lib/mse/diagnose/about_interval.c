/* What the interval rests on: its replicates, its limits, the population. */
#include "base/numbers.h"
#include "base/sort.h"
#include "mse/bootstrap/draw_modes.h"
#include "mse/bootstrap/draws.h"
#include "mse/diagnose/about.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void about_interval(sdg16i_about *a) {
  const sdg16_estimate *e = a->estimate;
  if (e->flags & SDG16_FLAG_LOWER_CLAMPED)
    sdg16i_say(&a->messages, "lower-clamped", "note",
               "The lower limit is the number observed.");
  if (e->flags & SDG16_FLAG_UPPER_OPEN && !a->is_bound)
    sdg16i_say(
        &a->messages, "no-upper-limit", "warning", "%s",
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
  if (a->estimate->flags & SDG16_FLAG_FEW_REPLICATES)
    sdg16i_say_few_replicates(&a->messages, a->estimate->level, b->replicates);
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

/* Two limits whose numbers undetected differ by more than a factor of 2, and by a person. */
static int far_apart(double a, double b, double observed) {
  double low = fmin(a, b) - observed, high = fmax(a, b) - observed;
  return high > 2 * low && high - low >= 1; /* false for two infinities */
}

/* " 1,449 to 24,671", or " 1,449 or more, without limit" */
static void interval_text(double lower, double upper, int decimals, char *out, size_t size) {
  char low[SDG16I_NUMBER_TEXT], high[SDG16I_NUMBER_TEXT];
  sdg16i_number_text(lower, decimals, low);
  if (isinf(upper))
    snprintf(out, size, "%s or more, without limit", low);
  else
    snprintf(out, size, "%s to %s", low, sdg16i_number_text(upper, decimals, high));
}

static void about_percentile(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = a->bootstrap;
  const sdg16_estimate *e = a->estimate;
  double n = a->observed;
  char bca[128], percentile[128];
  if (isnan(b->percentile_lower) || a->is_bound) return;
  interval_text(e->lower, e->upper, a->decimals, bca, sizeof bca);
  interval_text(b->percentile_lower, b->percentile_upper, a->decimals, percentile,
                sizeof percentile);
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

/* Under one model the number undetected goes, up to a constant, by 1 / m, m people on several
 * lists. Where m is small its whole numbers alone part the draws: from m to m + 1
 * log(undetected) falls by about 1 / m, which is the variance of log(undetected) there. Modes
 * so near are one. In a sum the undetected are those of the table with the longest steps. */
#define LATTICE 0.4 /* of the distance of two modes */

static int is_lattice(const sdg16i_about *a, const sdg16i_draw_mode *low,
                      const sdg16i_draw_mode *high) {
  const sdg16i_draws_cell *cell = &a->draws->cell[a->cell];
  double above = high->total - cell->observed - cell->rest,
         below = low->total - cell->observed - cell->rest;
  return below > 0 && above / cell->scale >= LATTICE * log(above / below);
}

/* Two totals that would be one number in the sentence. */
static int prints_alike(const sdg16i_about *a, double x, double y) {
  char one[SDG16I_NUMBER_TEXT], other[SDG16I_NUMBER_TEXT];
  return !strcmp(sdg16i_number_text(x, a->decimals, one),
                 sdg16i_number_text(y, a->decimals, other));
}

static int by_total(const void *x, const void *y) {
  const sdg16i_draw_mode *a = x, *b = y;
  return (a->total > b->total) - (a->total < b->total);
}

static int by_share(const void *x, const void *y) {
  const sdg16i_draw_mode *a = x, *b = y;
  return (a->share < b->share) - (a->share > b->share);
}

/* Joins modes that one model explains or that print alike; returns how many are left. */
static int64_t join_modes(const sdg16i_about *a, sdg16i_draw_mode *mode, int64_t count) {
  int64_t left = 0;
  sdg16i_sort(mode, count, sizeof *mode, by_total);
  for (int64_t i = 0; i < count; i++) {
    if (!left || !(is_lattice(a, &mode[left - 1], &mode[i]) ||
                   prints_alike(a, mode[left - 1].total, mode[i].total))) {
      mode[left++] = mode[i];
      continue;
    }
    sdg16i_draw_mode *with = &mode[left - 1];
    if (mode[i].share > with->share) with->total = mode[i].total;
    with->share += mode[i].share;
  }
  sdg16i_sort(mode, left, sizeof *mode, by_share);
  return left;
}

/* Of the models near the best, where the replicates say nothing of modes: a second mode of at
 * least so much of the weight. */
#define SECOND_MODE 0.1

static void about_model_modes(sdg16i_about *a) {
  const sdg16_table *modes = a->mse ? a->mse->modes : NULL;
  if (!modes || sdg16_table_rows(modes) < 2 ||
      sdg16i_candidates_disagree(&a->mse->candidates)) /* has its own headline */
    return;
  const double *total = sdg16_table_double(modes, sdg16_table_find(modes, "total"));
  const double *weight = sdg16_table_double(modes, sdg16_table_find(modes, "weight"));
  char text[256], first[SDG16I_NUMBER_TEXT], second[SDG16I_NUMBER_TEXT];
  if (!(weight[1] >= SECOND_MODE) || prints_alike(a, total[0], total[1])) return;
  snprintf(text, sizeof text,
           "The models near the best say about %s (%.0f %% of the weight) or about %s "
           "(%.0f %%). One number is not the whole answer.",
           sdg16i_number_text(total[0], 0, first), 100 * weight[0],
           sdg16i_number_text(total[1], 0, second), 100 * weight[1]);
  sdg16i_say(&a->messages, "models-modes", "warning", "%s", text);
  sdg16i_say_headline(&a->messages, "%s", text);
}

static int is_outside(const sdg16_estimate *e, double total) {
  return total < e->lower || total > e->upper;
}

/* "The replicates lie near one of two totals: ..."; whether it is said. */
static int about_draw_modes(sdg16i_about *a) {
  static const char *const COUNT[] = {"two", "three", "four", "five", "six"};
  const sdg16_bootstrap_summary *b = a->bootstrap;
  sdg16i_draw_mode mode[SDG16I_MOST_DRAW_MODES];
  int64_t modes;
  char text[512], total[SDG16I_NUMBER_TEXT];
  if (!a->draws || a->is_bound) return 0;
  if (sdg16i_draw_modes(a->draws, a->cell, mode, &modes, NULL)) {
    a->messages.out_of_memory = 1;
    return 0;
  }
  modes = join_modes(a, mode, modes);
  if (modes < 2) return 0;
  if (modes > 6) modes = 6;
  int used = snprintf(text, sizeof text,
                      "The replicates lie near one of %s totals:", COUNT[modes - 2]);
  for (int64_t i = 0; i < modes; i++)
    used += snprintf(text + used, sizeof text - (size_t)used, "%s %s (%.0f %%%s)",
                     !i              ? ""
                     : i + 1 < modes ? ","
                                     : " or",
                     sdg16i_number_text(mode[i].total, a->decimals, total), 100 * mode[i].share,
                     is_outside(a->estimate, mode[i].total) ? ", outside the interval" : "");
  if (b->infinite)
    snprintf(text + used, sizeof text - (size_t)used, "; in %.3g %% the total has no bound",
             100 * (double)b->infinite / (double)(b->replicates - b->failed));
  sdg16i_say(&a->messages, "draws-modes", "warning", "%s. One number is not the whole answer.",
             text);
  sdg16i_say_headline(&a->messages, "%s. One number is not the whole answer.", text);
  return 1;
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

/* Limits that rest on few draws; a bound has no upper one. */
static void about_few_beyond(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = a->bootstrap;
  char below[SDG16I_NUMBER_TEXT], above[SDG16I_NUMBER_TEXT], made[SDG16I_NUMBER_TEXT],
      beyond[2 * SDG16I_NUMBER_TEXT + 80];
  int few_above = !a->is_bound && b->draws_above < SDG16I_STEADY_DRAWS;
  if (!(b->draws_below < SDG16I_STEADY_DRAWS) && !few_above) return;
  int used = snprintf(beyond, sizeof beyond, "about %s lie below the lower limit",
                      sdg16i_number_text(b->draws_below, 0, below));
  if (!a->is_bound)
    snprintf(beyond + used, sizeof beyond - (size_t)used,
             ", and about %s above the upper limit",
             sdg16i_number_text(b->draws_above, 0, above));
  sdg16i_number_text((double)b->replicates, 0, made);
  if (a->automatic)
    sdg16i_say(&a->messages, "few-beyond", "warning",
               "A limit is stable if at least %d draws lie beyond it: %s. The automatic number "
               "of replicates ended at %s; a larger number must be asked for.",
               SDG16I_STEADY_DRAWS, beyond, made);
  else
    sdg16i_say(&a->messages, "few-beyond", "warning",
               "A limit is stable if at least %d draws lie beyond it: %s. Ask for more than %s "
               "replicates.",
               SDG16I_STEADY_DRAWS, beyond, made);
}

/* Most draws of a lower bound on one side of it. Draws that equal the bound do not count as
 * below it, but say nothing against it: the percentile is the bound then. */
static void about_bound_bias(sdg16i_about *a) {
  double z0 = a->bootstrap->z0, bound = a->estimate->value;
  if (!(fabs(z0) > 1) || !(fabs(a->bootstrap->percentile_lower - bound) > 1e-9 * bound)) return;
  const char *share = isinf(z0) ? "All" : "Most", *side = z0 < 0 ? "above" : "below";
  sdg16i_say(&a->messages, "bca-replaced", "warning",
             "%s replicates lie %s the lower bound. Its lower limit is then a percentile of "
             "them, or the bound if that is lower, and is not reliable.",
             share, side);
  sdg16i_say_headline(&a->messages,
                      "%s replicates lie %s the lower bound: it may be far too %s, and its "
                      "lower limit is not reliable.",
                      share, side, z0 < 0 ? "small" : "large");
}

/* Most draws on one side of the estimate. */
static void about_bias(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = a->bootstrap;
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

/* Why the interval is not BCa's, and what that says of the estimate. */
static void about_bca(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = a->bootstrap;
  if (!(a->estimate->flags & SDG16_FLAG_BCA_REPLACED)) return;
  if (a->is_bound) {
    about_bound_bias(a);
    return;
  }
  if (!(fabs(b->z0) > 1)) {
    sdg16i_say(&a->messages, "bca-replaced", "warning",
               "The interval is the percentile interval, not BCa: %s.",
               a->draws && !a->draws->units
                   ? "the draws hold no estimates without one person (rows \"jackknife\"), so "
                     "the acceleration cannot be computed"
               : a->draws && sdg16i_draws_tied(a->draws)
                   ? "models that fit equally well give different totals, so the place of the "
                     "estimate among the draws does not show its bias"
               : isnan(b->acceleration)
                   ? "if one of the persons is left out, the total cannot "
                     "be identified, so the acceleration cannot be computed"
                   : "the correction goes beyond the range of the draws");
    return;
  }
  if (b->percentile_lower == b->percentile_upper) {
    sdg16i_say(&a->messages, "bca-replaced", "note",
               "The interval is the percentile interval, not BCa: nearly all replicates have "
               "the same value.");
    return;
  }
  about_bias(a);
}

static void about_draws(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = a->bootstrap;
  char some[SDG16I_NUMBER_TEXT], all[SDG16I_NUMBER_TEXT];
  if (!b->struct_size) return;
  about_bca(a);
  if (b->beside) about_percentile(a);
  if (a->estimate->flags & SDG16_FLAG_PARTIAL && !a->stopped)
    sdg16i_say(&a->messages, "partial-draws", "warning", "Only %s of %s replicates were made.",
               sdg16i_number_text((double)b->replicates, 0, some),
               sdg16i_number_text((double)a->planned, 0, all));
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

void sdg16i_about_population(sdg16i_about *a) {
  const char *what;
  char found[SDG16I_NUMBER_TEXT], people[SDG16I_NUMBER_TEXT];
  double above = a->population > 0 ? above_population(a, &what) : NAN;
  if (isnan(above)) return;
  sdg16i_number_text(a->population, 0, people);
  if (isinf(above))
    sdg16i_say(&a->messages, "above-population", "warning",
               "There is no upper limit, so the interval goes beyond the population (%s).",
               people);
  else {
    sdg16i_say(&a->messages, "above-population", "warning",
               "The %s (%s) is above the population (%s). Is the population in thousands or "
               "millions? It must be in people.",
               what, sdg16i_number_text(above, 0, found), people);
    sdg16i_say_headline(&a->messages, "The %s is above the population (%s).", what, people);
  }
}

static void about_stop(sdg16i_about *a) {
  const sdg16_bootstrap_summary *b = a->bootstrap;
  if (!a->stopped) return;
  const sdg16i_stop stop = {.why = a->stopped,
                            .automatic = a->automatic,
                            .made = b->struct_size ? b->replicates : -1,
                            .planned = a->planned,
                            .are_first = a->draws && sdg16i_draws_are_first(a->draws),
                            .has_interval = !isnan(a->estimate->lower)};
  sdg16i_say_stopped(&a->messages, &stop);
}

void sdg16i_about_numbers(sdg16i_about *a) {
  about_stop(a);
  about_interval(a);
  if (!a->bootstrap->struct_size || !about_draw_modes(a)) about_model_modes(a);
  about_draws(a);
  sdg16i_about_population(a);
}
