/* What the estimate rests on: the fit, the overlap of the lists, the assumptions. */
#include "mse/diagnose/about.h"
#include "mse/diagnose/chao_gap.h"
#include "mse/diagnose/coverage.h"
#include "mse/diagnose/fit_test.h"

#include <math.h>
#include <string.h>

#define MISFIT 0.01

/* ---- goodness of fit ---- */

/* Of equal ones the first in the order of the names. */
static uint32_t worst_history(const sdg16_fit *given) {
  const sdg16_fit *fit = sdg16i_fit_ordered(given);
  uint32_t worst = 1;
  double most = -1;
  for (int64_t c = 1; c < fit->cells->size; c++) {
    double size = fabs(sdg16i_freeman_tukey(fit->cells->count[c], fit->mean[c]));
    if (!(fit->mean[c] > 0) || !(size > most)) continue;
    most = size;
    worst = (uint32_t)c;
  }
  return sdg16i_reorder_history(worst, given->order.list);
}

static void about_misfit(sdg16i_about *a) {
  const sdg16_fit_test *t = &a->mse->fit_test;
  const sdg16_fit *fit = a->mse->fit;
  uint32_t worst = worst_history(fit);
  char deviance[SDG16I_NUMBER_TEXT], pearson[SDG16I_NUMBER_TEXT], p[SDG16I_NUMBER_TEXT],
      observed[SDG16I_NUMBER_TEXT], fitted[SDG16I_NUMBER_TEXT];
  sdg16i_names lists = {.count = 0};
  sdg16i_names_add_history(&lists, a->mse->capture, worst);
  sdg16i_say(
      &a->messages, "misfit", "warning",
      "The model does not fit: deviance %s and Pearson's X2 %s on %lld degree%s of freedom, "
      "p-value %s. A model that does not fit can give a wrong total with a narrow interval. "
      "The largest residual: on %s and no other list %s people were observed, where the "
      "model expects %s.",
      sdg16i_number_text(t->deviance, 1, deviance), sdg16i_number_text(t->pearson, 1, pearson),
      (long long)t->df, t->df == 1 ? "" : "s",
      sdg16i_number_text(fmin(t->p_deviance, t->p_pearson), 4, p), lists.text,
      sdg16i_number_text(fit->cells->count[worst], 0, observed),
      sdg16i_number_text(fit->mean[worst], 1, fitted));
  sdg16i_say_headline(&a->messages,
                      "The model does not fit (p-value %s): the number can be wrong, and the "
                      "interval too narrow.",
                      p);
}

static void about_fit(sdg16i_about *a) {
  const sdg16_fit_test *t = &a->mse->fit_test;
  char p[SDG16I_NUMBER_TEXT];
  if (!t->replicates) return;
  double least = fmin(t->p_deviance, t->p_pearson);
  if (least < MISFIT)
    about_misfit(a);
  else if (a->mse->options.select != SDG16_SELECT_FIXED &&
           sdg16_model_has_estimate(a->mse->status))
    sdg16i_say(&a->messages, "fit-selected", "note",
               "The p-value of the goodness of fit is %s. The model was selected on the same "
               "data, so it fits them better than new data: the p-value is too favourable.",
               sdg16i_number_text(least, least < 0.1 ? 3 : 2, p));
}

static int32_t lists_with_people(const sdg16i_cells *cells) {
  int32_t used = 0;
  for (int32_t i = 0; i < cells->lists; i++) used += cells->margin[INT64_C(1) << i] > 0;
  return used;
}

static void about_saturated(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  if (!sdg16_model_has_estimate(mse->status) || mse->fit->summary.df > 0) return;
  sdg16i_say(
      &a->messages, "saturated", "warning",
      "The model has no degrees of freedom: it fits any data, so the data cannot show "
      "whether it is right.%s",
      lists_with_people(mse->cells) > 2
          ? ""
          : " With two lists this holds for every model; a third list would allow a check.");
}

/* ---- what the table says without the model ---- */

/* Under independence the estimate is below the bound in half of all tables; by so many
 * standard errors of their difference in 2 to 5 %, and in at most 0.3 % (docs/methods.md). */
#define CLEARLY_BELOW 1.75
#define FAR_BELOW 3.0
#define MOST_DECIMALS 6

void sdg16i_bound_texts(double below, double bound, char first[SDG16I_NUMBER_TEXT],
                        char second[SDG16I_NUMBER_TEXT]) {
  *first = *second = '\0';
  for (int decimals = 0; decimals <= MOST_DECIMALS && !strcmp(first, second); decimals++) {
    sdg16i_number_text(below, decimals, first);
    sdg16i_number_text(bound, decimals, second);
  }
}

void sdg16i_say_below_chao(sdg16i_about *a, const char *bound) {
  sdg16i_say_headline(
      &a->messages,
      "The whole interval is below Chao's lower bound (%s): if people differ in "
      "their chances to be on a list, or lists avoid one another, the number "
      "is too low.",
      bound);
}

/* A bound that is above the whole interval, or far above the estimate, is said with the number:
 * under independence in less than 1 % of all tables. */
static void about_chao(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  double lower = mse->coverage.chao_lower, total = mse->estimate.value, gap;
  char bound[SDG16I_NUMBER_TEXT], estimate[SDG16I_NUMBER_TEXT];
  if (!sdg16_model_has_estimate(mse->status) || !(total < lower)) return;
  if (sdg16i_chao_gap(mse->fit, &gap, NULL)) a->messages.out_of_memory = 1;
  int is_above_interval = mse->estimate.upper < lower;
  if (a->messages.out_of_memory || !(gap < -CLEARLY_BELOW || is_above_interval)) return;
  sdg16i_bound_texts(total, lower, estimate, bound);
  sdg16i_say(&a->messages, "below-chao", "warning",
             "The estimate (%s) is below Chao's lower bound (%s) by more than chance explains. "
             "The bound allows for people who differ in their chances to be on a list. People "
             "may differ in this way, or lists may avoid one another: the total may be larger.",
             estimate, bound);
  if (is_above_interval)
    sdg16i_say_below_chao(a, bound);
  else if (gap < -FAR_BELOW)
    sdg16i_say_headline(&a->messages,
                        "The estimate is far below Chao's lower bound (%s): if people differ "
                        "in their chances to be on a list, or lists avoid one another, the "
                        "number is too low.",
                        bound);
}

/* ---- the assumption ---- */

static void about_assumption(sdg16i_about *a) {
  if (!sdg16_model_has_estimate(a->mse->status)) return;
  int32_t used = lists_with_people(a->mse->cells);
  if (used <= 2)
    sdg16i_say(&a->messages, "assumption", "note",
               "The estimate assumes that the two lists are independent: to be on one changes "
               "no one's chance to be on the other. The data cannot check this. It also "
               "assumes a closed population, that the same person is recognised on both "
               "lists, and that every person could be on each list.");
  else
    sdg16i_say(&a->messages, "assumption", "note",
               "The estimate assumes that all %d lists together have no interaction of the "
               "highest order, which the data cannot check. It also assumes a closed "
               "population, that the same person is recognised on all lists, and that every "
               "person could be on each list.",
               used);
}

void sdg16i_about_quality(sdg16i_about *a) {
  about_fit(a);
  about_saturated(a);
  about_chao(a);
  if (sdg16_model_has_estimate(a->mse->status))
    sdg16i_about_coverage(a->mse->coverage.coverage, &a->messages);
  about_assumption(a);
}
