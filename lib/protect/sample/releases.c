/* What is published of a sample: releases from fine to coarse, until one is proved. */
#include "protect/sample/sampling.h"

#include "base/error.h"

#include <math.h>

#define PROPOSALS 20000000 /* for one release: changes looked at, times the rows they touch */

/* Which rows are suppressed. */
enum {
  ONLY_SMALL = SDG16I_ONLY_SMALL, /* those with a count below the minimum */
  WITH_SUMS = SDG16I_WITH_SUMS,   /* and those that protect them in sums of counts */
  PARTITIONS,                     /* and all that are disaggregated by the same columns */
  TOTAL_ALONE,                    /* all but the totals */
  EVERY_ROW                       /* nothing is published, so that nothing is told */
};

/* The releases, from fine to coarse; the same for every table. */
static const struct rung {
  int32_t pattern;
  sdg16i_coarseness how;
} LADDER[] = {
    {ONLY_SMALL, {1, 1, 1, 1}},  {ONLY_SMALL, {1, 0, 1, 1}},  {WITH_SUMS, {1, 1, 1, 1}},
    {WITH_SUMS, {1, 0, 1, 1}},   {WITH_SUMS, {2, 0, 1, 1}},   {WITH_SUMS, {5, 0, 1, 1}},
    {WITH_SUMS, {5, 0, 0, 1}},   {WITH_SUMS, {5, 0, 0, 0}},   {PARTITIONS, {1, 0, 1, 1}},
    {PARTITIONS, {5, 0, 1, 1}},  {PARTITIONS, {5, 0, 0, 1}},  {TOTAL_ALONE, {1, 0, 1, 1}},
    {TOTAL_ALONE, {5, 0, 0, 1}}, {TOTAL_ALONE, {5, 0, 0, 0}}, {EVERY_ROW, {1, 0, 1, 1}}};
#define RUNGS (sizeof LADDER / sizeof *LADDER)

/* Columns by which a row is disaggregated, as bits. */
static uint32_t columns_of(const sdg16i_sampling *s, int64_t row) {
  const sdg16i_estimation *e = sdg16i_sampled_estimation(s, row);
  uint32_t bits = 0;
  for (int32_t c = e->options.always_by; c < e->grouping.columns; c++)
    if (sdg16i_sampled_row(s, row)->level[c] >= 0) bits |= UINT32_C(1) << c;
  return bits;
}

static void take_partitions(sdg16i_sampling *s) {
  uint32_t taken[256] = {0}; /* bit sets of at most 8 columns */
  for (int64_t row = 0; row < s->origin->rows; row++)
    if (s->taken[row]) taken[columns_of(s, row) & 255] = 1;
  for (int64_t row = 0; row < s->origin->rows; row++)
    if (taken[columns_of(s, row) & 255]) s->taken[row] = 1;
}

/* The rows with a count below the minimum, and (WITH_SUMS) those that the sums of counts need,
 * which is the more costly. */
int32_t sdg16i_decide_rows(sdg16i_sampling *s, int32_t pattern) {
  if (s->action[pattern]) return SDG16_OK;
  int32_t *action = sdg16i_arena_array(&s->memory, s->p.rows, sizeof *action);
  if (!action) return sdg16i_fail_memory(s->p.error);
  s->p.options.complementary = pattern == WITH_SUMS;
  int32_t status = sdg16i_protect_decide(&s->p);
  s->p.options.complementary = 1;
  for (int64_t i = 0; i < s->p.rows && !status; i++)
    action[i] = s->small[i] ? SDG16I_ACTION_MINIMUM : s->p.row[i].action;
  if (!status) s->action[pattern] = action;
  return status;
}

static int32_t choose_rows(sdg16i_sampling *s, int32_t rung) {
  int32_t pattern = rung == ONLY_SMALL ? ONLY_SMALL : WITH_SUMS;
  int32_t status = sdg16i_decide_rows(s, pattern);
  for (int64_t row = 0; row < s->origin->rows && !status; row++) {
    int32_t action = s->action[pattern][row];
    s->taken[row] = !sdg16i_sampled_estimation(s, row)->items ||
                    (action && action < SDG16I_ACTION_UNRELIABLE);
    s->taken[row] |= s->balance.crosses[row] && !s->how.crossing_value;
    if (rung == EVERY_ROW || (rung == TOTAL_ALONE && columns_of(s, row))) s->taken[row] = 1;
  }
  if (rung == PARTITIONS && !status) take_partitions(s);
  return status;
}

/* Bounds that are a little narrower than what rounds to the same. */
static sdg16i_bounds bounds_of(const sdg16i_sampling *s, int64_t row) {
  const sdg16i_coarse_row *c = &s->coarse[row];
  const sdg16_protect_options *o = &s->p.options;
  sdg16i_bounds bounds = {.low = NAN,
                          .high = NAN,
                          .n_low = c->n,
                          .n_high = c->n,
                          .positive = sdg16i_sampled_estimation(s, row)->valued};
  if (s->taken[row])
    return (sdg16i_bounds){.low = NAN, .high = NAN, .n_low = NAN, .n_high = NAN, .positive = 1};
  if (o->base > 0 && !o->controlled) {
    bounds.n_low = ceil(c->n - o->base / 2);
    bounds.n_high = ceil(c->n + o->base / 2) - 1;
  }
  if (c->steps == SDG16I_NO_STEPS) return bounds;
  bounds.low = ((double)c->steps - 0.5 + 1e-9) * c->step;
  bounds.high = ((double)c->steps + 0.5 - 1e-9) * c->step;
  return bounds;
}

static int32_t try_release(sdg16i_sampling *s, const struct rung *rung, int *found) {
  sdg16i_twin_search search = {.balance = &s->balance,
                               .count = s->secrets,
                               .secret = s->secret,
                               .width = s->p.options.protection >= 0 ? s->p.options.protection
                                                                     : s->p.options.minimum,
                               .check = sdg16i_check_twin,
                               .context = s,
                               .run = &s->run,
                               .proposals = PROPOSALS,
                               .hardest = s->hardest};
  s->how = rung->how;
  int32_t status = choose_rows(s, rung->pattern);
  if (status) return status;
  for (int64_t row = 0; row < s->origin->rows; row++) {
    sdg16i_coarsen(&s->p.options, sdg16i_sampled_estimation(s, row), sdg16i_sampled_row(s, row),
                   &s->how, s->balance.crosses[row], &s->coarse[row]);
    s->balance.bounds[row] = bounds_of(s, row);
  }
  for (int64_t i = 0; i < s->secrets; i++)
    s->secret[i].lower = s->secret[i].upper = s->secret[i].count;
  *found = rung->pattern == EVERY_ROW;
  if (!*found) status = sdg16i_twins_find(&search, found, s->p.error);
  s->hardest = search.hardest;
  return status;
}

int32_t sdg16i_climb_down(sdg16i_sampling *s) {
  int found = 0;
  int32_t status = SDG16_OK;
  for (size_t i = 0; i < RUNGS && !found && !status; i++) {
    s->release = (int32_t)i;
    status = try_release(s, &LADDER[i], &found);
  }
  return status;
}

void sdg16i_take_decisions(sdg16i_sampling *s) {
  for (int64_t row = 0; row < s->p.rows; row++) {
    sdg16i_protect_decision *d = &s->p.row[row];
    int32_t small = s->action[SDG16I_ONLY_SMALL][row];
    int32_t with_sums = s->action[SDG16I_WITH_SUMS] ? s->action[SDG16I_WITH_SUMS][row] : small;
    d->count = d->lower = d->upper = NAN;
    if (s->taken[row])
      d->action = small == SDG16I_ACTION_MINIMUM                      ? small
                  : with_sums && with_sums < SDG16I_ACTION_UNRELIABLE ? with_sums
                                                                      : SDG16I_ACTION_BLOCK;
    else
      d->action = s->coarse[row].action;
  }
  for (int64_t i = 0; i < s->secrets; i++) {
    sdg16i_protect_decision *d = &s->p.row[s->secret[i].row];
    if (d->count <= s->secret[i].count) continue;
    d->count = s->secret[i].count;
    if (LADDER[s->release].pattern == EVERY_ROW) continue; /* nothing told, nothing proved */
    d->lower = s->secret[i].lower;
    d->upper = s->secret[i].upper;
  }
  s->p.coarse = s->coarse;
}
