/* Protection of estimates from a sample, proved by twins (docs/disclosure.md): releases are
 * tried from fine to coarse until each count to protect has two data sets that nobody can tell
 * from the data. */
#include "protect/sample/protect_sample.h"

#include "base/error.h"
#include "base/memory.h"
#include "indicators/compute.h"
#include "protect/sample/exposure.h"
#include "protect/sample/sampling.h"
#include "survey/estimate/survey.h"

#include <stdlib.h>

/* ---- what is refused ---- */

/* Of standardised values every category counts, which no row of the table is about. */
static int32_t refuse_standardised(const sdg16i_sampling *s) {
  for (int64_t i = 0; i < s->origin->count; i++)
    if (s->origin->estimation[i].categories)
      return sdg16i_fail_at(s->p.error, SDG16_ERR_OPTION, "standard", 0, 0,
                            "standard must not be given where a count below the minimum has to "
                            "be suppressed, in a group or in a category of it: the value tells "
                            "the categories");
  return SDG16_OK;
}

static int32_t refuse_numbers(const sdg16i_sampling *s) {
  sdg16_error *error = s->p.error;
  const char *name = sdg16_survey_statistic_name(s->origin->estimation[0].options.statistic);
  if (!s->counted && s->exposed == SDG16I_EXPOSED_DOMINATED)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "protect", 0, 0,
                          "in each group of a protected %s all but the two largest "
                          "contributions (number x weight) must add up to %g %% of the largest "
                          "or more: otherwise the largest follows from the %s; merge small "
                          "groups, or cut off large numbers first",
                          name, 100 * SDG16I_DOMINANCE, name);
  if (!s->counted && s->exposed == SDG16I_EXPOSED_END)
    return sdg16i_fail_at(
        error, SDG16_ERR_OPTION, "protect", 0, 0,
        "a protected quantile and its limits need %g respondents on either "
        "side, counting those who have the number itself: otherwise they tell "
        "the numbers of a few; merge small groups, ask for a quantile nearer "
        "to the middle, or for no interval",
        s->p.options.minimum);
  return sdg16i_fail_at(
      error, SDG16_ERR_OPTION, "protect", 0, 0,
      "protection needs a proportion, or a mean or total of numbers with at most %d values: a "
      "count below the minimum would have to be suppressed, and it can follow from a %s; merge "
      "small groups first",
      SDG16I_FEW_VALUES, name);
}

/* Numbers that are no answers cannot be exchanged: what is made of them is withheld whole, or
 * refused if there is nothing else. */
static int32_t check_answers(const sdg16i_sampling *s) {
  return sdg16i_has_answers(s) ? SDG16_OK : refuse_numbers(s);
}

/* Of a group without a code no row is there that could be suppressed. */
static int32_t refuse_blanks(const sdg16i_sampling *s) {
  return sdg16i_fail_at(s->p.error, SDG16_ERR_OPTION, "by", 0, 0,
                        "by must not be blank for a few of the respondents where counts are "
                        "protected: the total less the groups tells what they answered; give "
                        "them a code, or leave them out");
}

/* *any: estimates of numbers have to be withheld. */
static int32_t find_exposed(sdg16i_sampling *s, int *any) {
  int32_t status = SDG16_OK;
  if (!(s->p.options.minimum > 0)) return status;
  for (int64_t i = 0; i < s->origin->count && !status; i++) {
    int exposed = SDG16I_EXPOSED_NOT;
    status = sdg16i_exposure_find(&s->origin->estimation[i], s->origin->design, &s->p.options,
                                  &s->run, &exposed, s->p.error);
    if (!status && exposed == SDG16I_EXPOSED_BLANK) status = refuse_blanks(s);
    if (exposed) s->exposed = exposed;
    *any |= exposed;
  }
  return status;
}

/* ---- the whole ---- */

static int32_t estimate_again(sdg16i_sampling *s) {
  const sdg16i_origin *o = s->origin;
  sdg16_error *error = s->p.error;
  s->found = sdg16i_arena_array(&s->memory, o->count, sizeof *s->found);
  s->taken = sdg16i_arena_array(&s->memory, o->rows, sizeof *s->taken);
  s->coarse = sdg16i_arena_array(&s->memory, o->rows, sizeof *s->coarse);
  s->record = sdg16i_arena_array(&s->memory, o->design->rows, sizeof *s->record);
  const int32_t **level = sdg16i_arena_array(&s->memory, o->rows, sizeof *level);
  if (!s->found || !s->taken || !s->coarse || !s->record || !level)
    return sdg16i_fail_memory(error);
  int32_t status = SDG16_OK;
  int64_t most = 0;
  for (int64_t i = 0; i < o->count && !status; i++) {
    status = sdg16i_estimation_run(&o->estimation[i], o->design, &(sdg16i_other_data){0},
                                   &s->run, &s->found[i], error);
    if (s->found[i].count > most) most = s->found[i].count;
  }
  if (status) return status;
  s->wanted = sdg16i_arena_array(&s->memory, most, 1);
  if (!s->wanted) return sdg16i_fail_memory(error);
  for (int64_t row = 0; row < o->rows; row++) level[row] = sdg16i_sampled_row(s, row)->level;
  status = sdg16i_records_make(&s->records, o, error);
  return status ? status : sdg16i_balance_make(&s->balance, &s->records, level, error);
}

static int32_t prove_release(sdg16i_sampling *s) {
  int32_t status = check_answers(s);
  if (!status) status = refuse_standardised(s);
  if (!status) status = estimate_again(s);
  if (!status) status = sdg16i_find_secrets(s);
  if (!status) status = sdg16i_climb_down(s);
  if (!status) sdg16i_take_decisions(s);
  return status;
}

/* And nothing else. */
static int32_t suppress_small_rows(sdg16i_sampling *s) {
  int32_t status = sdg16i_protect_decide(&s->p);
  for (int64_t row = 0; row < s->p.rows && !status; row++)
    if (s->small[row]) s->p.row[row].action = SDG16I_ACTION_MINIMUM;
  return status;
}

/* Of counts that are 0 or above the minimum alone nothing has to be proved. */
static int32_t prove_if_needed(sdg16i_sampling *s, int any) {
  int32_t status = sdg16i_decide_rows(s, SDG16I_ONLY_SMALL);
  for (int64_t i = 0; i < s->p.rows && !status; i++)
    s->counted |= s->p.row[i].action == SDG16I_ACTION_MINIMUM;
  any |= s->counted;
  return status || !any ? status : prove_release(s);
}

static int32_t protect_rows(sdg16i_sampling *s, sdg16_table **out, sdg16_table **report) {
  sdg16_protect_options *o = &s->p.options;
  int any = o->base > 0 && sdg16i_has_answers(s);
  if (s->p.rows != s->origin->rows)
    return sdg16i_fail(s->p.error, SDG16_ERR_ARGUMENT, "results must be those of the origin");
  if (o->base > o->minimum) o->minimum = o->base;
  s->small = sdg16i_arena_array(&s->memory, s->p.rows, 1);
  if (!s->small) return sdg16i_fail_memory(s->p.error);
  int32_t status = sdg16i_find_small_classes(s, &s->counted);
  any |= s->counted;
  if (!status && o->complementary) status = find_exposed(s, &any);
  if (!status) status = o->complementary ? prove_if_needed(s, any) : suppress_small_rows(s);
  return status ? status : sdg16i_protect_tables(&s->p, out, report);
}

int32_t sdg16i_protect_sample(const sdg16_registry *registry, const sdg16_table *results,
                              const sdg16i_origin *origin, const sdg16_protect_options *options,
                              const sdg16_exec_options *exec, sdg16i_twin_watch watch,
                              void *context, sdg16_table **out, sdg16_table **report,
                              sdg16_error *error) {
  sdg16i_sampling s = {.origin = origin, .watch = watch, .context = context};
  int32_t status = sdg16i_protect_begin(&s.p, registry, results, options, error);
  if (!status) status = sdg16i_run_begin(&s.run, exec, error);
  if (!status) status = protect_rows(&s, out, report);
  if (!status) sdg16i_run_end(&s.run);
  for (int64_t i = 0; s.found && i < origin->count; i++) sdg16i_survey_rows_clear(&s.found[i]);
  sdg16i_balance_free(&s.balance);
  sdg16i_records_free(&s.records);
  free(s.secret);
  sdg16i_arena_free(&s.memory);
  return sdg16i_protect_end(&s.p, status, out, report);
}

int32_t sdg16_survey_protect(const sdg16_survey *survey, const sdg16_protect_options *options,
                             const sdg16_exec_options *exec, sdg16_table **out,
                             sdg16_table **report, sdg16_error *error) {
  if (report) *report = NULL;
  if (out) *out = NULL;
  if (!survey || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_survey_protect: %s must not be NULL",
                       survey ? "out" : "survey");
  return sdg16i_protect_sample(NULL, survey->estimates, &survey->origin, options, exec, NULL,
                               NULL, out, report, error);
}

int32_t sdg16_indicator_protect(const sdg16_registry *registry,
                                const sdg16_indicator *indicator,
                                const sdg16_protect_options *options,
                                const sdg16_exec_options *exec, sdg16_table **out,
                                sdg16_table **report, sdg16_error *error) {
  if (report) *report = NULL;
  if (out) *out = NULL;
  if (!indicator || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_indicator_protect: %s must not be NULL",
                       indicator ? "out" : "indicator");
  const sdg16_table *results = sdg16_indicator_results(indicator);
  const sdg16i_origin *origin = sdg16i_indicator_origin(indicator);
  return origin->design ? sdg16i_protect_sample(registry, results, origin, options, exec, NULL,
                                                NULL, out, report, error)
                        : sdg16_protect(registry, results, options, out, report, error);
}
