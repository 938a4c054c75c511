/* Why there is no estimate, or what had to be set for one. */
#include "mse/diagnose/about.h"
#include "mse/loglinear/model.h"

#include <math.h>
#include <stdio.h>

typedef struct status_text {
  int32_t status;
  const char *text;
} status_text;

static const status_text REASONS[] = {
    {SDG16_MODEL_NO_OVERLAP, "No estimate: no one is on two lists."},
    {SDG16_MODEL_TOO_FEW_LISTS, "No estimate: fewer than two lists have any people."},
    {SDG16_MODEL_NO_MLE,
     "No estimate: the model has no maximum likelihood estimate for this pattern of zeros (the "
     "rule is that every coefficient is finite)."},
    {SDG16_MODEL_BOTH,
     "No estimate: for this pattern of zeros the model has no maximum likelihood estimate, and "
     "other values of its parameters fit as well."},
    {SDG16_MODEL_NOT_CONVERGED, "No estimate: the fit did not converge."},
    {SDG16_MODEL_NOT_IDENTIFIABLE,
     "No estimate: different totals fit these data equally well under the model. A model with "
     "fewer interactions may have an estimate."},
    {SDG16_MODEL_UNBOUNDED,
     "No estimate: under the model the likelihood rises as the number undetected grows without "
     "end. The overlaps set no upper limit to the total."},
    {SDG16_MODEL_INCOMPLETE,
     "No estimate of the whole, because a part of it has none. What is given is a lower bound: "
     "such a part counts with the people observed there."},
};

const char *sdg16i_model_text(sdg16i_about *a) {
  const sdg16_model *model = a->mse->model;
  const char *text = model ? sdg16i_terms_text(model->lists, model->count, model->term,
                                               SDG16_MODEL_NUMBERS, NULL, &a->messages.texts)
                           : "";
  if (!text) a->messages.out_of_memory = 1;
  return text ? text : "";
}

static void about_none_hidden(sdg16i_about *a) {
  char observed[SDG16I_NUMBER_TEXT], upper[SDG16I_NUMBER_TEXT];
  const sdg16_estimate *e = &a->mse->estimate;
  sdg16i_number_text(a->mse->cells->n, 0, observed);
  if (isfinite(e->upper))
    sdg16i_say(&a->messages, "none-hidden", "warning",
               "No estimate: under the model the likelihood rises as the number undetected "
               "falls to 0. The total would be the %s people observed; its upper limit is %s.",
               observed, sdg16i_number_text(sdg16i_limit_up(e->upper), 0, upper));
  else
    sdg16i_say(&a->messages, "none-hidden", "warning",
               "No estimate: under the model the likelihood rises as the number undetected "
               "falls to 0. The total would be the %s people observed.",
               observed);
}

/* The refused model, and by how much its criterion is lower. */
static const char *refused_text(sdg16i_about *a, char difference[SDG16I_NUMBER_TEXT]) {
  const sdg16_mse *mse = a->mse;
  uint32_t term[1 + SDG16_MAX_LISTS + SDG16I_MAX_INTERACTIONS];
  int64_t terms = sdg16i_model_term_list(mse->refused.universe, &mse->refused.model, term);
  const char *text = sdg16i_terms_text(mse->cells->lists, terms, term, SDG16_MODEL_NUMBERS,
                                       NULL, &a->messages.texts);
  if (!text) a->messages.out_of_memory = 1;
  sdg16i_number_text(mse->refused.better, 2, difference);
  return text ? text : "";
}

static void about_unbounded_preferred(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  char total[SDG16I_NUMBER_TEXT], lower[SDG16I_NUMBER_TEXT], difference[SDG16I_NUMBER_TEXT];
  char text[1536], limit[SDG16I_NUMBER_TEXT + 16] = "";
  sdg16i_number_text(mse->at_least, 0, total);
  if (!isnan(mse->at_least_lower))
    snprintf(limit, sizeof limit, ", and at least %s",
             sdg16i_number_text(mse->at_least_lower, 0, lower));
  const char *refused = refused_text(a, difference);
  snprintf(
      text, sizeof text,
      "The model %.300s, under which the total has no upper limit, has a criterion lower by "
      "%s than the best model with an estimate. Some lists may never meet. If the best "
      "model with an estimate, %.300s, holds all the same, there are about %s people%s.",
      refused, difference, sdg16i_model_text(a), total, limit);
  sdg16i_say(&a->messages, "unbounded-preferred", "warning", "No estimate. %s", text);
  sdg16i_say_headline(&a->messages, "%s", text);
}

/* Lower, but not by enough to refuse the estimate. */
static void about_refused_lower(sdg16i_about *a) {
  const sdg16i_refused *refused = &a->mse->refused;
  char difference[SDG16I_NUMBER_TEXT];
  if (!refused->found || refused->preferred || !sdg16_model_has_estimate(a->mse->status))
    return;
  sdg16i_say(&a->messages, "refused-lower", "warning",
             "If a model in which the total has no upper limit has a criterion lower by more "
             "than 2, there is no estimate. Such a model, %.300s, has a criterion lower by %s "
             "than the selected one, which is near that limit.",
             refused_text(a, difference), difference);
  sdg16i_say_headline(&a->messages,
                      "A model in which the total has no upper limit fits as well: the "
                      "estimate is doubtful.");
}

/* Independence is the smallest of the models: what it says, all do. */
static void about_none_admissible(sdg16i_about *a) {
  int32_t reason = a->mse->reason;
  const char *why = reason == SDG16_MODEL_UNBOUNDED
                        ? " Even if the lists are independent, the overlaps set no upper limit."
                    : reason == SDG16_MODEL_NONE_HIDDEN
                        ? " If the lists are independent, no one is undetected."
                    : reason == SDG16_MODEL_NOT_IDENTIFIABLE
                        ? " Even if the lists are independent, many totals fit equally well."
                        : "";
  sdg16i_say(&a->messages, "none-admissible", "warning",
             "No estimate: none of the models considered has an estimate for these data.%s",
             why);
}

/* ---- an estimate on a face ---- */

/* Whether a term of the fit that nobody has is in the history. */
static int by_empty_term(const sdg16_fit *fit, uint32_t history) {
  for (int64_t i = 0; i < fit->terms; i++)
    if ((history & fit->term[i]) == fit->term[i] && !(fit->cells->margin[fit->term[i]] > 0))
      return 1;
  return 0;
}

/* Histories off the face that no empty term takes out; the first of the fewest lists, in the
 * order of the names. */
static int64_t count_off_face(const sdg16_fit *given, uint32_t *example) {
  const sdg16_fit *fit = sdg16i_fit_ordered(given);
  int64_t count = 0;
  for (int64_t c = 1; c < fit->cells->size; c++) {
    if (fit->mean[c] > 0 || by_empty_term(fit, (uint32_t)c)) continue;
    if (!count++ || __builtin_popcount((uint32_t)c) < __builtin_popcount(*example))
      *example = (uint32_t)c;
  }
  *example = sdg16i_reorder_history(*example, given->order.list);
  return count;
}

static void about_face(sdg16i_about *a) {
  const sdg16_mse *mse = a->mse;
  uint32_t example = 0;
  char count[SDG16I_NUMBER_TEXT];
  int64_t off = mse->fit ? count_off_face(mse->fit, &example) : 0;
  if (!off) return;
  sdg16i_names lists = {.count = 0};
  sdg16i_names_add_history(&lists, mse->capture, example);
  sdg16i_say(&a->messages, "ok-on-face", "note",
             "%s unobserved %s a fitted mean of 0, because the likelihood rises as the mean "
             "falls to 0 (for example on %s and on no other list). The other histories "
             "determine the total.",
             sdg16i_number_text((double)off, 0, count),
             off == 1 ? "history has" : "histories have", lists.text);
}

void sdg16i_about_status(sdg16i_about *a) {
  int32_t status = a->mse->status;
  about_refused_lower(a);
  switch (status) {
  case SDG16_MODEL_OK:
    return;
  case SDG16_MODEL_OK_ON_FACE:
    about_face(a);
    return;
  case SDG16_MODEL_NONE_HIDDEN:
    about_none_hidden(a);
    return;
  case SDG16_MODEL_UNBOUNDED_PREFERRED:
    about_unbounded_preferred(a);
    return;
  case SDG16_MODEL_NONE_ADMISSIBLE:
    about_none_admissible(a);
    return;
  default:
    break;
  }
  for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++)
    if (REASONS[i].status == status)
      sdg16i_say(&a->messages, sdg16_model_status_name(status), "warning", "%s",
                 REASONS[i].text);
}
