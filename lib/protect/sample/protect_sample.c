/* Protection of estimates from a sample, proved by twins (docs/disclosure.md): releases are
 * tried from fine to coarse until each count to protect has two data sets that nobody can tell
 * from the data. */
#include "protect/sample/protect_sample.h"

#include "base/error.h"
#include "base/memory.h"
#include "indicators/compute.h"
#include "protect/protect.h"
#include "protect/sample/coarse.h"
#include "protect/suppress.h"
#include "survey/estimate/survey.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PROPOSALS 20000000 /* for one release: changes looked at, times the rows they touch */

/* Which rows are suppressed. */
enum {
  ONLY_SMALL,  /* those with a count below the minimum */
  WITH_SUMS,   /* and those that protect them in sums of counts */
  PARTITIONS,  /* and all that are disaggregated by the same columns */
  TOTAL_ALONE, /* all but the totals */
  EVERY_ROW    /* nothing is published, so that nothing is told */
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

typedef struct sampling {
  sdg16i_protecting p;
  const sdg16i_origin *origin;
  sdg16i_run run;
  sdg16i_survey_rows *found; /* of each estimation */
  sdg16i_records records;
  sdg16i_balance balance;
  sdg16i_arena memory;
  int32_t *action[2]; /* of each row, with the patterns ONLY_SMALL and WITH_SUMS; NULL: not
                         needed so far */
  uint8_t *small;  /* of each row: it has a count below the minimum that is not in the table */
  uint8_t *taken;  /* of each row: suppressed */
  int32_t *record; /* of each position, in a twin */
  uint8_t *wanted; /* of each row of an estimation: does the twin change it? */
  sdg16i_coarse_row *coarse;
  int64_t secrets;
  sdg16i_secret *secret;
  sdg16i_coarseness how;
  int32_t release; /* place on the ladder */
  int64_t hardest; /* the secret that the release before did not protect: it is tried first */
  sdg16i_twin_watch watch;
  void *context;
} sampling;

static const sdg16i_survey_row *row_of(const sampling *s, int64_t row) {
  return &s->found[s->origin->of_row[row]].row[s->origin->place[row]];
}

static const sdg16i_estimation *estimation_of(const sampling *s, int64_t row) {
  return &s->origin->estimation[s->origin->of_row[row]];
}

/* ---- what has to be protected ---- */

static int is_small(const sdg16_protect_options *o, double count) {
  return sdg16i_is_below_minimum(count, o->minimum, o->zeros);
}

/* Is the column one of those that the options say are counts? */
static int is_asked(const sdg16_protect_options *o, const char *column) {
  for (int64_t i = 0; o->columns && i < o->column_count; i++)
    if (!strcmp(o->columns[i], column)) return 1;
  return !o->columns;
}

/* The counts of an item that are below the minimum. Of numbers of few values each value is
 * counted, and n once; of answers also the others. */
static int32_t small_counts(const sampling *s, int64_t row, int32_t i, sdg16i_secret out[3]) {
  const sdg16i_balance *b = &s->balance;
  const sdg16_protect_options *o = &s->p.options;
  int valued = estimation_of(s, row)->valued, events_asked = is_asked(o, "events");
  int64_t item = b->first_item[row] + i;
  double n = (double)b->n[item], events = (double)b->events[item];
  const struct {
    int32_t kind;
    int asked;
    double count;
  } COUNTS[] = {{SDG16I_COUNT_N, is_asked(o, "n") && !(valued && i), n},
                {SDG16I_COUNT_EVENTS, events_asked, events},
                {SDG16I_COUNT_OTHERS, events_asked && !valued, n - events}};
  int32_t count = 0;
  for (int k = 0; k < 3; k++)
    if (COUNTS[k].asked && is_small(o, COUNTS[k].count))
      out[count++] = (sdg16i_secret){
          row, i, COUNTS[k].kind, COUNTS[k].count, COUNTS[k].count, COUNTS[k].count};
  return count;
}

static int32_t find_secrets(sampling *s) {
  int64_t capacity = 0;
  sdg16i_secret found[3];
  for (int64_t row = 0; row < s->origin->rows; row++)
    for (int32_t i = 0; i < estimation_of(s, row)->items; i++) {
      int32_t count = small_counts(s, row, i, found);
      if (sdg16i_grow((void **)&s->secret, &capacity, s->secrets + count, sizeof *s->secret))
        return sdg16i_fail_memory(s->p.error);
      for (int32_t k = 0; k < count; k++) s->secret[s->secrets++] = found[k];
    }
  return SDG16_OK;
}

/* ---- the check ---- */

static int has_same_domains(const sdg16i_estimation *e, const sdg16i_survey_rows *a,
                            const sdg16i_survey_rows *b) {
  if (a->count != b->count) return 0;
  for (int64_t k = 0; k < a->count; k++)
    for (int32_t c = 0; c < e->grouping.columns; c++)
      if (a->row[k].level[c] != b->row[k].level[c]) return 0;
  return 1;
}

/* Is what is published of an estimation the same? The search learns where it is not. */
static int is_released_alike(sampling *s, int64_t which, const sdg16i_survey_rows *twin) {
  int alike = 1;
  const sdg16i_estimation *e = &s->origin->estimation[which];
  if (!has_same_domains(e, &s->found[which], twin)) return 0;
  for (int64_t row = 0; row < s->origin->rows; row++) {
    sdg16i_coarse_row coarse;
    if (s->origin->of_row[row] != which || s->taken[row] || !s->balance.is_touched[row])
      continue;
    sdg16i_coarsen(&s->p.options, e, &twin->row[s->origin->place[row]], &s->how,
                   s->balance.crosses[row], &coarse);
    if (sdg16i_is_coarse_alike(&coarse, &s->coarse[row])) continue;
    sdg16i_balance_learn(&s->balance, row);
    alike = 0;
  }
  return alike;
}

/* Has each of the values that numbers have still a respondent? */
static int has_all_values(const sampling *s) {
  const sdg16i_balance *b = &s->balance;
  for (int64_t row = 0; row < s->origin->rows; row++)
    for (int64_t i = b->first_item[row]; i < b->first_item[row + 1]; i++)
      if (estimation_of(s, row)->valued && b->events_at_first[i] > 0 && b->events[i] <= 0)
        return 0;
  return 1;
}

/* The same estimator over the changed data, in those rows in whose group somebody has another
 * record, or had it before. In all others every respondent is the same, so that the estimates
 * are the same to the last bit. */
static int32_t check_estimation(sampling *s, int64_t which, int *alike, sdg16_error *error) {
  const sdg16i_origin *o = s->origin;
  sdg16i_survey_rows twin = {0};
  sdg16i_other_data data = {
      .record = s->record, .wanted = s->wanted, .wanted_count = s->found[which].count};
  memset(s->wanted, 0, (size_t)data.wanted_count);
  for (int64_t row = 0; row < o->rows; row++)
    if (o->of_row[row] == which && !s->taken[row] && s->balance.is_touched[row])
      s->wanted[o->place[row]] = 1;
  int32_t status =
      sdg16i_estimation_run(&o->estimation[which], o->design, &data, &s->run, &twin, error);
  *alike = !status && is_released_alike(s, which, &twin);
  sdg16i_survey_rows_clear(&twin);
  return status;
}

/* A published row has no count below the minimum. Every reader knows that, and could exclude a
 * data set where it has one. */
static int has_small_published(sampling *s) {
  int any = 0;
  sdg16i_secret found[3];
  for (int64_t row = 0; row < s->origin->rows; row++)
    for (int32_t i = 0; i < estimation_of(s, row)->items; i++) {
      if (s->taken[row] || !s->balance.is_touched[row]) break;
      if (!small_counts(s, row, i, found)) continue;
      sdg16i_balance_learn(&s->balance, row);
      any = 1;
    }
  return any;
}

static int32_t check_twin(void *context, const sdg16i_balance *b, sdg16_error *error) {
  sampling *s = context;
  const sdg16i_records *r = &s->records;
  int32_t alike = !has_small_published(s) && has_all_values(s), status = SDG16_OK;
  for (int64_t p = 0; p < r->positions; p++)
    s->record[p] = r->type_of[p] < 0 || b->type_now[p] == r->type_of[p]
                       ? (int32_t)p
                       : r->person_of[b->type_now[p]];
  for (int64_t i = 0; i < s->origin->count && alike && !status; i++) {
    if (!s->origin->estimation[i].items) continue; /* nothing of it is published */
    status = check_estimation(s, i, &alike, error);
  }
  if (!status && alike && s->watch) s->watch(s->context, s->release, s->record);
  return status ? status : alike;
}

static int has_answers(const sampling *s) {
  for (int64_t i = 0; i < s->origin->count; i++)
    if (s->origin->estimation[i].items) return 1;
  return 0;
}

/* A class of values, or of categories of standardisation, with few respondents. */
struct small_classes {
  uint8_t *small; /* of each row of the estimation; NULL: not asked for */
  int any;
};

/* Respondents for whom an item is true, or who have a pair, are counted; of answers the others
 * too. */
static int32_t look_at_class(sampling *s, const sdg16i_estimation *e, int32_t item,
                             struct small_classes *out) {
  sdg16i_survey_rows rows = {0};
  int32_t status =
      sdg16i_estimation_classes(e, item, s->origin->design, &s->run, &rows, s->p.error);
  for (int64_t k = 0; k < rows.count && !status; k++) {
    double n = (double)rows.row[k].cell.n, events = (double)rows.row[k].cell.events;
    int small =
        is_small(&s->p.options, events) || (!e->pair && is_small(&s->p.options, n - events));
    out->any |= small;
    if (out->small && small) out->small[k] = 1;
  }
  sdg16i_survey_rows_clear(&rows);
  return status;
}

static int32_t look_at_classes(sampling *s, const sdg16i_estimation *e,
                               struct small_classes *out) {
  int32_t status = SDG16_OK;
  for (int32_t i = 0; i < (e->pair ? e->pairs + e->seconds : e->items) && !status; i++)
    status = look_at_class(s, e, i, out);
  return status;
}

/* Rows of numbers with few values, and of averages, have counts that the table does not have.
 */
static int32_t mark_small_rows(sampling *s, int64_t which, int *any) {
  const sdg16i_origin *o = s->origin;
  const sdg16i_estimation *e = &o->estimation[which];
  struct small_classes found = {.small = sdg16i_array(o->rows + 1, 1)};
  if (!found.small) return sdg16i_fail_memory(s->p.error);
  int32_t status = look_at_classes(s, e, &found);
  for (int64_t row = 0; row < o->rows && !status; row++)
    if (o->of_row[row] == which && found.small[o->place[row]]) s->small[row] = 1;
  free(found.small);
  *any |= found.any;
  return status;
}

/* *any: there are classes of few respondents that a row would tell. */
static int32_t find_small_classes(sampling *s, int *any) {
  const sdg16i_origin *o = s->origin;
  int32_t status = SDG16_OK;
  int events_asked = is_asked(&s->p.options, "events");
  for (int64_t i = 0; i < o->count && !status; i++) {
    const sdg16i_estimation *e = &o->estimation[i];
    struct small_classes found = {0};
    if (e->categories && e->grouping.columns == SDG16I_MAX_BY) { /* no room for one more */
      *any = 1;
      continue;
    }
    if (!events_asked && !e->categories) continue;
    if (e->items && !e->categories && (e->valued || e->items > 1))
      status = mark_small_rows(s, i, any);
    else if (e->categories || !e->items)
      status = look_at_classes(s, e, &found);
    *any |= found.any;
  }
  return status;
}

/* Of standardised values every category counts, which no row of the table is about. */
static int32_t refuse_standardised(const sampling *s) {
  for (int64_t i = 0; i < s->origin->count; i++)
    if (s->origin->estimation[i].categories)
      return sdg16i_fail_at(s->p.error, SDG16_ERR_OPTION, "standard", 0, 0,
                            "standard must not be given where a count below the minimum has to "
                            "be suppressed, in a group or in a category of it: the value tells "
                            "the categories");
  return SDG16_OK;
}

/* Numbers that are no answers cannot be exchanged: what is made of them is withheld whole, or
 * refused if there is nothing else. */
static int32_t check_answers(const sampling *s) {
  if (has_answers(s)) return SDG16_OK;
  return sdg16i_fail_at(
      s->p.error, SDG16_ERR_OPTION, "protect", 0, 0,
      "protection needs a proportion, or a mean or total of numbers with at most %d values: a "
      "count below the minimum would have to be suppressed, and it can follow from a %s; merge "
      "small groups first",
      SDG16I_FEW_VALUES,
      sdg16_survey_statistic_name(s->origin->estimation[0].options.statistic));
}

/* ---- one release ---- */

/* Columns by which a row is disaggregated, as bits. */
static uint32_t columns_of(const sampling *s, int64_t row) {
  const sdg16i_estimation *e = estimation_of(s, row);
  uint32_t bits = 0;
  for (int32_t c = e->options.always_by; c < e->grouping.columns; c++)
    if (row_of(s, row)->level[c] >= 0) bits |= UINT32_C(1) << c;
  return bits;
}

static void take_partitions(sampling *s) {
  uint32_t taken[256] = {0}; /* bit sets of at most 8 columns */
  for (int64_t row = 0; row < s->origin->rows; row++)
    if (s->taken[row]) taken[columns_of(s, row) & 255] = 1;
  for (int64_t row = 0; row < s->origin->rows; row++)
    if (taken[columns_of(s, row) & 255]) s->taken[row] = 1;
}

/* The rows with a count below the minimum, and (WITH_SUMS) those that the sums of counts need,
 * which is the more costly. */
static int32_t decide_pattern(sampling *s, int32_t pattern) {
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

static int32_t choose_rows(sampling *s, int32_t rung) {
  int32_t pattern = rung == ONLY_SMALL ? ONLY_SMALL : WITH_SUMS;
  int32_t status = decide_pattern(s, pattern);
  for (int64_t row = 0; row < s->origin->rows && !status; row++) {
    int32_t action = s->action[pattern][row];
    s->taken[row] =
        !estimation_of(s, row)->items || (action && action < SDG16I_ACTION_UNRELIABLE);
    s->taken[row] |= s->balance.crosses[row] && !s->how.crossing_value;
    if (rung == EVERY_ROW || (rung == TOTAL_ALONE && columns_of(s, row))) s->taken[row] = 1;
  }
  if (rung == PARTITIONS && !status) take_partitions(s);
  return status;
}

/* Bounds that are a little narrower than what rounds to the same. */
static sdg16i_bounds bounds_of(const sampling *s, int64_t row) {
  const sdg16i_coarse_row *c = &s->coarse[row];
  const sdg16_protect_options *o = &s->p.options;
  sdg16i_bounds bounds = {.low = NAN,
                          .high = NAN,
                          .n_low = c->n,
                          .n_high = c->n,
                          .positive = estimation_of(s, row)->valued};
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

static int32_t try_release(sampling *s, const struct rung *rung, int *found) {
  sdg16i_twin_search search = {.balance = &s->balance,
                               .count = s->secrets,
                               .secret = s->secret,
                               .width = s->p.options.protection >= 0 ? s->p.options.protection
                                                                     : s->p.options.minimum,
                               .check = check_twin,
                               .context = s,
                               .run = &s->run,
                               .proposals = PROPOSALS,
                               .hardest = s->hardest};
  s->how = rung->how;
  int32_t status = choose_rows(s, rung->pattern);
  if (status) return status;
  for (int64_t row = 0; row < s->origin->rows; row++) {
    sdg16i_coarsen(&s->p.options, estimation_of(s, row), row_of(s, row), &s->how,
                   s->balance.crosses[row], &s->coarse[row]);
    s->balance.bounds[row] = bounds_of(s, row);
  }
  for (int64_t i = 0; i < s->secrets; i++)
    s->secret[i].lower = s->secret[i].upper = s->secret[i].count;
  *found = rung->pattern == EVERY_ROW;
  if (!*found) status = sdg16i_twins_find(&search, found, s->p.error);
  s->hardest = search.hardest;
  return status;
}

static int32_t climb_down(sampling *s) {
  int found = 0;
  int32_t status = SDG16_OK;
  for (size_t i = 0; i < RUNGS && !found && !status; i++) {
    s->release = (int32_t)i;
    status = try_release(s, &LADDER[i], &found);
  }
  return status;
}

/* ---- the whole ---- */

static int32_t estimate_again(sampling *s) {
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
  for (int64_t row = 0; row < o->rows; row++) level[row] = row_of(s, row)->level;
  status = sdg16i_records_make(&s->records, o, error);
  return status ? status : sdg16i_balance_make(&s->balance, &s->records, level, error);
}

/* What became of each row, with the ranges that twins have proved. */
static void take_decisions(sampling *s) {
  for (int64_t row = 0; row < s->p.rows; row++) {
    sdg16i_protect_decision *d = &s->p.row[row];
    int32_t small = s->action[ONLY_SMALL][row];
    int32_t with_sums = s->action[WITH_SUMS] ? s->action[WITH_SUMS][row] : small;
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

static int32_t prove_release(sampling *s) {
  int32_t status = check_answers(s);
  if (!status) status = refuse_standardised(s);
  if (!status) status = estimate_again(s);
  if (!status) status = find_secrets(s);
  if (!status) status = climb_down(s);
  if (!status) take_decisions(s);
  return status;
}

/* And nothing else. */
static int32_t suppress_small_rows(sampling *s) {
  int32_t status = sdg16i_protect_decide(&s->p);
  for (int64_t row = 0; row < s->p.rows && !status; row++)
    if (s->small[row]) s->p.row[row].action = SDG16I_ACTION_MINIMUM;
  return status;
}

/* Of counts that are 0 or above the minimum alone nothing has to be proved. */
static int32_t prove_if_needed(sampling *s, int any) {
  int32_t status = decide_pattern(s, ONLY_SMALL);
  for (int64_t i = 0; i < s->p.rows && !status; i++)
    any |= s->p.row[i].action == SDG16I_ACTION_MINIMUM;
  return status || !any ? status : prove_release(s);
}

static int32_t protect_rows(sampling *s, sdg16_table **out, sdg16_table **report) {
  sdg16_protect_options *o = &s->p.options;
  int any = o->base > 0 && has_answers(s);
  if (s->p.rows != s->origin->rows)
    return sdg16i_fail(s->p.error, SDG16_ERR_ARGUMENT, "results must be those of the origin");
  if (o->base > o->minimum) o->minimum = o->base;
  s->small = sdg16i_arena_array(&s->memory, s->p.rows, 1);
  if (!s->small) return sdg16i_fail_memory(s->p.error);
  int32_t status = find_small_classes(s, &any);
  if (!status) status = o->complementary ? prove_if_needed(s, any) : suppress_small_rows(s);
  return status ? status : sdg16i_protect_tables(&s->p, out, report);
}

int32_t sdg16i_protect_sample(const sdg16_registry *registry, const sdg16_table *results,
                              const sdg16i_origin *origin, const sdg16_protect_options *options,
                              const sdg16_exec_options *exec, sdg16i_twin_watch watch,
                              void *context, sdg16_table **out, sdg16_table **report,
                              sdg16_error *error) {
  sampling s = {.origin = origin, .watch = watch, .context = context};
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
