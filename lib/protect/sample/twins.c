/* Twins by local search: answers or groups of some respondents are exchanged so that the count
 * moves as far as it has to; then what is published and has changed is repaired, by the change
 * that leaves the smallest gap. Whoever has just changed rests for a while. The search proposes
 * only; the check decides. */
#include "protect/sample/twins.h"

#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

#define SEED 20161116
#define ATTEMPTS 16
#define BEYOND 4   /* attempts go 0 to 3 beyond the goal: weights may fit better there */
#define HOPELESS 9 /* squared persons: where no attempt of the first came nearer, none will */
#define REST 12    /* steps that a respondent rests after a change */
#define LOOKED_AT 4000   /* changes that one step looks at, about */
#define TRIED_IN_CLASS 8 /* respondents of one type and class, until the record fits one */
#define PATIENCE 20      /* steps without a smaller gap */
#define SEEN 400         /* changes of a step that are kept */
#define FOLLOWED 24      /* of these, those after which a second change is looked at */
#define NO_GAP 1e-9

static double count_of(const sdg16i_secret *s, int64_t n, int64_t events) {
  return (double)(s->kind == SDG16I_COUNT_N        ? n
                  : s->kind == SDG16I_COUNT_EVENTS ? events
                                                   : n - events);
}

double sdg16i_secret_count(const sdg16i_balance *b, const sdg16i_secret *s) {
  int64_t item = b->first_item[s->row] + s->item;
  return count_of(s, b->n[item], b->events[item]);
}

/* One attempt at one secret. */
typedef struct attempt {
  sdg16i_twin_search *search;
  const sdg16i_secret *secret;
  sdg16i_rng rng;
  double goal;  /* the change of the count, with its sign */
  double noise; /* 0: the best change is taken; above: one of the good ones */
  double keep;  /* share of the changes that are looked at */
  int64_t step;
  int64_t *rested; /* of each position: the step from which it may change again */
  int raising;     /* the count has not moved far enough yet */
  int32_t best_position, best_type;
  double best_gap;
  int64_t seen_count; /* changes of this step, as far as there is room */
  struct change {
    int32_t position, type;
    double gap;
  } seen[SEEN];
} attempt;

static double moved_so_far(const attempt *a) {
  return sdg16i_secret_count(a->search->balance, a->secret) - a->secret->count;
}

/* Looks at one change. While raising, the count must come nearer to the goal; later, it must
 * not come short of it. */
static void consider_change(attempt *a, int32_t position, int32_t type) {
  sdg16i_balance *b = a->search->balance;
  const sdg16i_secret *s = a->secret;
  double sign = a->goal < 0 ? -1 : 1, moved = sign * moved_so_far(a);
  int64_t n, events;
  if (a->rested[position] > a->step) return;
  const sdg16i_records *r = b->records;
  int32_t cell = r->cell_of_type[type];
  a->search->proposals -= b->first_row[cell + 1] - b->first_row[cell];
  double gap =
      sdg16i_balance_try(b, position, type, b->first_item[s->row] + s->item, &n, &events);
  double after = sign * (count_of(s, n, events) - s->count);
  if (a->raising ? !(after > moved) : after < fabs(a->goal)) return;
  gap *= 1 + a->noise * sdg16i_rng_double(&a->rng);
  if (a->seen_count < SEEN) a->seen[a->seen_count++] = (struct change){position, type, gap};
  if (a->best_position >= 0 && gap >= a->best_gap) return;
  a->best_position = position;
  a->best_type = type;
  a->best_gap = gap;
}

/* A respondent of each class of weights who now has `type` and may have `other`. */
static void consider_type(attempt *a, int64_t type, int32_t other) {
  const sdg16i_balance *b = a->search->balance;
  const sdg16i_records *r = b->records;
  if (other < 0 || other == type) return;
  for (int64_t k = 0; k < r->classes; k++) {
    if (a->keep < 1 && sdg16i_rng_double(&a->rng) > a->keep) continue;
    int32_t p = sdg16i_balance_first(b, type, k);
    for (int i = 0; p >= 0 && i < TRIED_IN_CLASS; i++, p = b->next[p])
      if (a->rested[p] <= a->step && sdg16i_record_fits(r, p, other)) {
        consider_change(a, p, other);
        break;
      }
  }
}

static void set_keep(attempt *a, int64_t row, int64_t each) {
  const sdg16i_balance *b = a->search->balance;
  const sdg16i_records *r = b->records;
  double types = 0;
  for (int64_t i = b->first_cell[row]; i < b->first_cell[row + 1]; i++) {
    int32_t cell = b->cell_of_row[i];
    types += (double)(r->first_type[cell + 1] - r->first_type[cell]);
  }
  a->keep = fmin(1, LOOKED_AT / (types * (double)(r->classes * each) + 1));
}

/* Other answers in the cells of a row, to an item of its estimation. */
static void consider_turns(attempt *a, int64_t row, int32_t item) {
  const sdg16i_balance *b = a->search->balance;
  const sdg16i_records *r = b->records;
  int64_t slot = r->first_slot[b->origin->of_row[row]] + item;
  set_keep(a, row, 1);
  for (int64_t i = b->first_cell[row]; i < b->first_cell[row + 1]; i++) {
    int32_t cell = b->cell_of_row[i];
    for (int64_t t = r->first_type[cell]; t < r->first_type[cell + 1]; t++)
      consider_type(a, t, sdg16i_record_turned(r, (int32_t)t, slot));
  }
}

/* All types of a cell into another cell. */
static void consider_passage(attempt *a, int32_t from, int32_t to) {
  const sdg16i_records *r = a->search->balance->records;
  for (int64_t t = r->first_type[from]; t < r->first_type[from + 1]; t++)
    consider_type(a, t, sdg16i_record_moved(r, (int32_t)t, to));
}

/* Respondents into the cells of a row, and out of them. */
static void consider_moves(attempt *a, int64_t row) {
  const sdg16i_balance *b = a->search->balance;
  const sdg16i_records *r = b->records;
  set_keep(a, row, 8);
  for (int64_t i = b->first_cell[row]; i < b->first_cell[row + 1]; i++) {
    int32_t cell = b->cell_of_row[i];
    for (int64_t k = r->neighbours[cell]; k < r->neighbours[cell + 1]; k++) {
      int32_t other = r->neighbour[k];
      if (sdg16i_balance_has_cell(b, row, other)) continue;
      consider_passage(a, cell, other);
      consider_passage(a, other, cell);
    }
  }
}

static int take_best(attempt *a) {
  if (a->best_position < 0) return 0;
  sdg16i_balance_change(a->search->balance, a->best_position, a->best_type);
  a->step++;
  a->rested[a->best_position] = a->step + REST;
  return 1;
}

static void begin_step(attempt *a) {
  a->best_position = -1;
  a->seen_count = 0;
}

/* Moves the count by one. */
static int raise_count(attempt *a) {
  const sdg16i_secret *s = a->secret;
  begin_step(a);
  if (s->kind != SDG16I_COUNT_N) consider_turns(a, s->row, s->item);
  if (a->best_position < 0 || a->noise > 0) consider_moves(a, s->row);
  return take_best(a);
}

static int64_t widest_gap(const attempt *a) {
  const sdg16i_balance *b = a->search->balance;
  int64_t widest = 0;
  for (int64_t row = 1; row < b->rows; row++)
    if (b->gap[row] > b->gap[widest]) widest = row;
  return widest;
}

/* Does the number of respondents of a row have a gap? */
static int misses_people(const sdg16i_balance *b, int64_t row) {
  const sdg16i_bounds *at = &b->bounds[row];
  for (int64_t i = b->first_item[row]; i < b->first_item[row + 1]; i++)
    if ((double)b->n[i] < at->n_low || (double)b->n[i] > at->n_high ||
        (at->positive && b->n_at_first[i] > 0 && b->n[i] <= 0))
      return 1;
  return 0;
}

/* The best change for the row with the widest gap. */
static void look_for_repair(attempt *a) {
  const sdg16i_balance *b = a->search->balance;
  int64_t row = widest_gap(a);
  const sdg16i_estimation *e = &b->origin->estimation[b->origin->of_row[row]];
  begin_step(a);
  if (misses_people(b, row)) consider_moves(a, row);
  if (a->best_position < 0 || a->best_gap >= b->total_gap - NO_GAP)
    for (int32_t i = 0; i < e->items; i++) consider_turns(a, row, i);
  if (a->best_position < 0 || a->best_gap >= b->total_gap - NO_GAP) consider_moves(a, row);
}

static int by_gap(const void *left, const void *right) {
  const struct change *a = left, *b = right;
  if (a->gap != b->gap) return a->gap < b->gap ? -1 : 1;
  return (a->position > b->position) - (a->position < b->position);
}

/* Of the first changes that are best, the one after which a second closes most. 0: there is no
 * pair. */
static int take_pair(attempt *a) {
  sdg16i_balance *b = a->search->balance;
  struct change first[FOLLOWED], best[2] = {{-1, -1, INFINITY}, {-1, -1, INFINITY}};
  qsort(a->seen, (size_t)a->seen_count, sizeof *a->seen, by_gap);
  int64_t count = a->seen_count < FOLLOWED ? a->seen_count : FOLLOWED;
  for (int64_t i = 0; i < count; i++) first[i] = a->seen[i];
  for (int64_t i = 0; i < count && a->search->proposals >= 0; i++) {
    int32_t before = b->type_now[first[i].position];
    int64_t rested = a->rested[first[i].position];
    sdg16i_balance_change(b, first[i].position, first[i].type);
    a->rested[first[i].position] = INT64_MAX;
    look_for_repair(a);
    if (a->best_position >= 0 && a->best_gap < best[1].gap) {
      best[0] = first[i];
      best[1] = (struct change){a->best_position, a->best_type, a->best_gap};
    }
    a->rested[first[i].position] = rested;
    sdg16i_balance_change(b, first[i].position, before);
  }
  for (int k = 0; k < 2 && best[1].position >= 0; k++) {
    a->best_position = best[k].position;
    a->best_type = best[k].type;
    take_best(a);
  }
  return best[1].position >= 0;
}

/* One change, if it closes part of the gap; else two. */
static int repair(attempt *a) {
  look_for_repair(a);
  if (a->best_position < 0 || a->best_gap < a->search->balance->total_gap - NO_GAP)
    return take_best(a);
  struct change single = {a->best_position, a->best_type, a->best_gap};
  if (take_pair(a)) return 1;
  a->best_position = single.position;
  a->best_type = single.type;
  return take_best(a);
}

/* 1: without a gap. */
static int propose(attempt *a) {
  const sdg16i_balance *b = a->search->balance;
  int64_t most = 40 + 8 * (int64_t)fmin(fabs(a->goal), 250);
  a->raising = 1;
  while (fabs(moved_so_far(a)) < fabs(a->goal))
    if (a->search->proposals < 0 || !raise_count(a)) return 0;
  a->raising = 0;
  double least = INFINITY;
  for (int64_t i = 0, since = 0; i < most && b->total_gap > NO_GAP && since < PATIENCE;
       i++, since++) {
    if (a->search->proposals < 0 || !repair(a)) return 0;
    if (!(b->total_gap < least - NO_GAP)) continue;
    least = b->total_gap;
    since = 0;
  }
  return !(b->total_gap > NO_GAP);
}

/* A twin may be one for several secrets. */
static void widen_secrets(sdg16i_twin_search *s) {
  for (int64_t i = 0; i < s->count; i++) {
    sdg16i_secret *each = &s->secret[i];
    double count = sdg16i_secret_count(s->balance, each);
    if (count <= 0 && each->count > 0) continue;
    each->lower = fmin(each->lower, count);
    each->upper = fmax(each->upper, count);
  }
}

/* Attempts to move a secret by `goal`. *found: one is a twin. */
static int32_t attempt_goal(sdg16i_twin_search *s, int64_t secret, double goal, int64_t *rested,
                            int *found, sdg16_error *error) {
  sdg16i_balance *b = s->balance;
  double least = INFINITY;
  *found = 0;
  for (int k = 0; k < ATTEMPTS && !*found && s->proposals >= 0; k++) {
    if (k >= BEYOND && least > HOPELESS) break;
    attempt a = {.search = s,
                 .secret = &s->secret[secret],
                 .goal = goal + (goal < 0 ? -1 : 1) * (k % BEYOND),
                 .noise = 0.2 * (k / BEYOND),
                 .keep = 1,
                 .rested = rested};
    int32_t stop = sdg16i_run_poll(s->run);
    if (stop) return sdg16i_run_stopped(s->run, stop, error);
    if (goal < 0 && s->secret[secret].count + a.goal < 1) continue;
    sdg16i_rng_init(&a.rng, SEED, SDG16I_PURPOSE_TWINS, secret * ATTEMPTS + k);
    sdg16i_balance_reset(b, &a.rng);
    for (int64_t p = 0; p < b->records->positions; p++) rested[p] = 0;
    int is_proposal = propose(&a);
    least = fmin(least, a.raising ? INFINITY : b->total_gap);
    if (!is_proposal) continue;
    int32_t same = s->check(s->context, b, error);
    if (same < 0) return same;
    if (same) widen_secrets(s);
    *found = same;
  }
  return SDG16_OK;
}

static int is_wide(const sdg16i_twin_search *s, const sdg16i_secret *secret) {
  return secret->upper - secret->lower >= s->width;
}

/* Up by the whole width; or as far down as there is room for, and up by the rest. */
static int32_t widen_secret(sdg16i_twin_search *s, int64_t i, int64_t *rested,
                            sdg16_error *error) {
  sdg16i_secret *secret = &s->secret[i];
  int found;
  int32_t status = attempt_goal(s, i, ceil(s->width - (secret->count - secret->lower)), rested,
                                &found, error);
  double room = fmin(secret->count - 1, ceil(s->width));
  for (double down = room; !status && !is_wide(s, secret) && down >= 1;
       down = floor(down / 2)) {
    status = attempt_goal(s, i, -down, rested, &found, error);
    if (!status && found) break;
  }
  if (!status && !is_wide(s, secret) && secret->lower < secret->count)
    status = attempt_goal(s, i, ceil(s->width - (secret->count - secret->lower)), rested,
                          &found, error);
  return status;
}

int32_t sdg16i_twins_find(sdg16i_twin_search *s, int *found, sdg16_error *error) {
  int64_t *rested = sdg16i_array(s->balance->records->positions, sizeof *rested);
  int32_t status = rested ? SDG16_OK : sdg16i_fail_memory(error);
  *found = !status;
  for (int64_t i = 0; !status && *found && i < s->count; i++) {
    if (!is_wide(s, &s->secret[i])) status = widen_secret(s, i, rested, error);
    *found = !status && is_wide(s, &s->secret[i]);
  }
  free(rested);
  return status;
}
