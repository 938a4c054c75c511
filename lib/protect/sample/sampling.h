/* The protection of the estimates of a sample while it runs. */
#ifndef SDG16I_PROTECT_SAMPLE_SAMPLING_H
#define SDG16I_PROTECT_SAMPLE_SAMPLING_H

#include "protect/protect.h"
#include "protect/sample/coarse.h"
#include "protect/sample/protect_sample.h"

/* Which rows are suppressed because of a count below the minimum: those that have it alone, or
 * also those that protect it in sums of counts. */
enum { SDG16I_ONLY_SMALL, SDG16I_WITH_SUMS };

typedef struct sdg16i_sampling {
  sdg16i_protecting p;
  const sdg16i_origin *origin;
  sdg16i_run run;
  sdg16i_survey_rows *found; /* of each estimation */
  sdg16i_records records;
  sdg16i_balance balance;
  sdg16i_arena memory;
  int32_t *action[2]; /* of each row, if ONLY_SMALL or WITH_SUMS; NULL: not needed so far */
  uint8_t *small;  /* of each row: it has a count below the minimum that is not in the table */
  uint8_t *taken;  /* of each row: suppressed */
  int32_t *record; /* of each position, in a twin */
  uint8_t *wanted; /* of each row of an estimation: does the twin change it? */
  sdg16i_coarse_row *coarse;
  int64_t secrets;
  sdg16i_secret *secret;
  sdg16i_coarseness how;
  int32_t release; /* place on the ladder */
  int counted;     /* there is a small count */
  int exposed;     /* why estimates of numbers are withheld, beside small counts */
  int64_t hardest; /* the secret that the release before did not protect: it is tried first */
  sdg16i_twin_watch watch;
  void *context;
} sdg16i_sampling;

static inline const sdg16i_survey_row *sdg16i_sampled_row(const sdg16i_sampling *s,
                                                          int64_t row) {
  return &s->found[s->origin->of_row[row]].row[s->origin->place[row]];
}

static inline const sdg16i_estimation *sdg16i_sampled_estimation(const sdg16i_sampling *s,
                                                                 int64_t row) {
  return &s->origin->estimation[s->origin->of_row[row]];
}

/* Can respondents be exchanged? Numbers that are no answers cannot. */
static inline int sdg16i_has_answers(const sdg16i_sampling *s) {
  for (int64_t i = 0; i < s->origin->count; i++)
    if (s->origin->estimation[i].items) return 1;
  return 0;
}

/* ---- small_counts.c: what has to be protected ---- */

/* The counts of item `i` of a row that are below the minimum; how many. */
int32_t sdg16i_small_counts(const sdg16i_sampling *s, int64_t row, int32_t i,
                            sdg16i_secret out[3]);
/* All of them, into s->secret. */
int32_t sdg16i_find_secrets(sdg16i_sampling *s);
/* Marks rows with small counts that the table does not have. *any: there are classes of few
 * respondents that a row would tell. */
int32_t sdg16i_find_small_classes(sdg16i_sampling *s, int *any);

/* ---- check_twin.c ---- */

/* Does a changed data set publish the same? For sdg16i_twin_search; `context`: the sampling. */
int32_t sdg16i_check_twin(void *context, const sdg16i_balance *balance, sdg16_error *error);

/* ---- releases.c ---- */

/* Fills s->action of ONLY_SMALL or WITH_SUMS, once. */
int32_t sdg16i_decide_rows(sdg16i_sampling *s, int32_t which);
/* Tries the releases from fine to coarse until one is proved. */
int32_t sdg16i_climb_down(sdg16i_sampling *s);
/* What became of each row, with the ranges that twins have proved. */
void sdg16i_take_decisions(sdg16i_sampling *s);

#endif
