/* Messages of a sum about its strata. */
#include "mse/diagnose/about.h"
#include "mse/estimate/strata.h"

/* Strata whose lists never meet, and whose model was not compared with refused ones. */
static void about_groups(const sdg16_strata *self, const sdg16i_stratum_line *line,
                         sdg16i_about *a) {
  sdg16i_names names = {.separator = "; "};
  char rest[SDG16I_NUMBER_TEXT];
  const sdg16i_stratum_line *strata = self->line + (self->lines - self->count);
  for (int64_t k = 0; k < line->count; k++)
    if (sdg16i_groups_not_compared(self->mse[line->part[k]]))
      sdg16i_names_add(&names, strata[line->part[k]].name, NULL);
  if (!names.count) return;
  sdg16i_say(&a->messages, "groups-not-compared", "warning",
             "In %lld of %lld strata (%s%s) the lists fall into groups that never meet. Models "
             "in which the total then has no upper limit may fit better; they were not "
             "compared.",
             (long long)names.count, (long long)line->count, names.text,
             sdg16i_names_rest(&names, rest));
  sdg16i_say_headline(&a->messages,
                      "In %lld of %lld strata the lists fall into groups that never meet: "
                      "models in which the total has no upper limit may fit better, and were "
                      "not compared.",
                      (long long)names.count, (long long)line->count);
}

/* The bound of a sum is the sum of the bounds. */
static void about_bounds(const sdg16_strata *self, const sdg16i_stratum_line *line,
                         sdg16i_about *a) {
  double bound = 0;
  char text[SDG16I_NUMBER_TEXT], upper[SDG16I_NUMBER_TEXT];
  for (int64_t k = 0; k < line->count; k++)
    bound += self->mse[line->part[k]]->coverage.chao_lower;
  if (line->status != SDG16_MODEL_OK || !(a->estimate->upper < bound)) return;
  sdg16i_bound_texts(a->estimate->upper, bound, upper, text);
  sdg16i_say(&a->messages, "below-chao", "warning",
             "The upper limit (%s) is below the sum of Chao's lower bounds of the strata (%s). "
             "The bounds allow for people who differ in their chances to be on a list. People "
             "may differ in this way, or lists may avoid one another: the total may be larger.",
             upper, text);
  sdg16i_say_below_chao(a, text);
}

void sdg16i_about_parts(const sdg16_strata *self, const sdg16i_stratum_line *line,
                        sdg16i_about *a) {
  about_groups(self, line, a);
  about_bounds(self, line, a);
}
