/* Twins by local search: answers or groups of some respondents are exchanged so that the count
 * moves as far as it has to; then what is published and has changed is repaired, by the change
 * that leaves the smallest gap. Whoever has just changed rests for a while. The search proposes
 * only; the check decides. */
#include "protect/sample/twins.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/rng.h"
#include "base/sort.h"

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
#define PROPOSALS_TOGETHER 20000 /* until a secret is left to a data set of its own */
#define MOST_TOGETHER 64         /* secrets that one twin is made for */

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
  double goal;   /* the change of the count, with its sign */
  double noise;  /* 0: the best change is taken; above: one of the good ones */
  double keep;   /* share of the changes that are looked at */
  int simple;    /* 1: a change that closes nothing ends the attempt */
  int64_t until; /* as many proposals must be left */
  int raising;   /* the count has not moved far enough yet */
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
  int32_t cell = b->records->cell_of_type[type];
  a->search->proposals -= b->first_row[cell + 1] - b->first_row[cell];
  sdg16i_balance_try_item(b, position, type, s->row, s->item, &n, &events);
  double after = sign * (count_of(s, n, events) - s->count);
  if (a->raising ? !(after > moved) : after < fabs(a->goal)) return;
  double gap = sdg16i_balance_try(b, position, type);
  gap *= 1 + a->noise * sdg16i_rng_double(&a->rng);
  if (a->seen_count < SEEN) a->seen[a->seen_count++] = (struct change){position, type, gap};
  if (a->best_position >= 0 && gap >= a->best_gap) return;
  a->best_position = position;
  a->best_type = type;
  a->best_gap = gap;
}

static int is_rested(const attempt *a, int32_t position) {
  return a->search->rested[position] <= a->search->step;
}

/* A respondent of each class of weights who now has `type` and may have `other`. If the first
 * do not fit, it is the turn of others next time. */
static void consider_type(attempt *a, int64_t type, int32_t other) {
  const sdg16i_balance *b = a->search->balance;
  const sdg16i_records *r = b->records;
  if (other < 0 || other == type) return;
  for (int64_t k = 0; k < r->classes; k++) {
    if (a->keep < 1 && sdg16i_rng_double(&a->rng) > a->keep) continue;
    int32_t *head = sdg16i_balance_head(b, type, k), p = *head;
    for (int i = 0; p >= 0; p = b->next[p], i++) {
      if (i && (p == *head || i == TRIED_IN_CLASS)) {
        *head = p;
        break;
      }
      if (!is_rested(a, p) || !sdg16i_record_fits(r, p, other)) continue;
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
  sdg16i_twin_search *s = a->search;
  if (a->best_position < 0 || !sdg16i_balance_has_room(s->balance, 2)) return 0;
  sdg16i_balance_change(s->balance, a->best_position, a->best_type);
  s->rested[a->best_position] = ++s->step + REST;
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

/* Rows that nothing has touched have none. */
static int64_t widest_gap(const attempt *a) {
  const sdg16i_balance *b = a->search->balance;
  int64_t widest = b->touched_rows ? b->touched_row[0] : 0;
  for (int64_t i = 1; i < b->touched_rows; i++) {
    int64_t row = b->touched_row[i];
    if (b->gap[row] > b->gap[widest] || (b->gap[row] == b->gap[widest] && row < widest))
      widest = row;
  }
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
  int64_t *resting = a->search->rested, changes = b->changes;
  struct change first[FOLLOWED], best[2] = {{-1, -1, INFINITY}, {-1, -1, INFINITY}};
  sdg16i_sort(a->seen, a->seen_count, sizeof *a->seen, by_gap);
  int64_t count = a->seen_count < FOLLOWED ? a->seen_count : FOLLOWED;
  for (int64_t i = 0; i < count; i++) first[i] = a->seen[i];
  for (int64_t i = 0;
       i < count && a->search->proposals >= a->until && sdg16i_balance_has_room(b, 2); i++) {
    int64_t rested = resting[first[i].position];
    sdg16i_balance_change(b, first[i].position, first[i].type);
    resting[first[i].position] = INT64_MAX;
    look_for_repair(a);
    if (a->best_position >= 0 && a->best_gap < best[1].gap) {
      best[0] = first[i];
      best[1] = (struct change){a->best_position, a->best_type, a->best_gap};
    }
    resting[first[i].position] = rested;
    sdg16i_balance_undo(b, changes);
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
  if (a->simple) return 0;
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
  double sign = a->goal < 0 ? -1 : 1; /* others may have moved it the other way */
  a->raising = 1;
  while (sign * moved_so_far(a) < fabs(a->goal))
    if (a->search->proposals < a->until || !raise_count(a)) return 0;
  a->raising = 0;
  double least = INFINITY;
  for (int64_t i = 0, since = 0; i < most && b->total_gap > NO_GAP && since < PATIENCE;
       i++, since++) {
    if (a->search->proposals < a->until || !repair(a)) return 0;
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

/* From now on everybody may change. */
static void rest_all(sdg16i_twin_search *s) { s->step += REST + 1; }

static int32_t check_proposal(sdg16i_twin_search *s, int *same, sdg16_error *error) {
  int32_t alike = s->check(s->context, s->balance, error);
  if (alike > 0) widen_secrets(s);
  *same = alike > 0;
  return alike < 0 ? alike : SDG16_OK;
}

static int32_t poll_search(sdg16i_twin_search *s, sdg16_error *error) {
  int32_t stop = sdg16i_run_poll(s->run);
  return stop ? sdg16i_run_stopped(s->run, stop, error) : SDG16_OK;
}

/* ---- one secret ---- */

/* Attempts to move a secret by `goal`, the first within what has been learned. *found: one is a
 * twin. */
static int32_t attempt_goal(sdg16i_twin_search *s, int64_t secret, double goal, int *found,
                            sdg16_error *error) {
  sdg16i_balance *b = s->balance;
  double least = INFINITY;
  *found = 0;
  for (int k = -1; k < ATTEMPTS && !*found && s->proposals >= 0; k++) {
    if (k >= BEYOND && least > HOPELESS) break;
    attempt a = {.search = s,
                 .secret = &s->secret[secret],
                 .goal = goal + (goal < 0 ? -1 : 1) * (k < 0 ? 0 : k % BEYOND),
                 .noise = k < 0 ? 0 : 0.2 * (k / BEYOND),
                 .keep = 1};
    int32_t status = poll_search(s, error);
    if (status) return status;
    if (goal < 0 && s->secret[secret].count + a.goal < 1) continue;
    sdg16i_rng_init(&a.rng, SEED, SDG16I_PURPOSE_TWINS, secret * (ATTEMPTS + 1) + k + 1);
    sdg16i_balance_restart(b, k < 0);
    rest_all(s);
    int is_proposal = propose(&a);
    least = fmin(least, a.raising ? INFINITY : b->total_gap);
    if (is_proposal) status = check_proposal(s, found, error);
    if (status) return status;
  }
  return SDG16_OK;
}

static int is_wide(const sdg16i_twin_search *s, const sdg16i_secret *secret) {
  return secret->upper - secret->lower >= s->width;
}

/* Up by the whole width; or as far down as there is room for, and up by the rest. *wide: it is
 * so now. */
static int32_t widen_secret(sdg16i_twin_search *s, int64_t i, int *wide, sdg16_error *error) {
  sdg16i_secret *secret = &s->secret[i];
  int found;
  int32_t status =
      attempt_goal(s, i, ceil(s->width - (secret->count - secret->lower)), &found, error);
  double room = fmin(secret->count - 1, ceil(s->width));
  for (double down = room; !status && !is_wide(s, secret) && down >= 1;
       down = floor(down / 2)) {
    status = attempt_goal(s, i, -down, &found, error);
    if (!status && found) break;
  }
  if (!status && !is_wide(s, secret) && secret->lower < secret->count)
    status =
        attempt_goal(s, i, ceil(s->width - (secret->count - secret->lower)), &found, error);
  *wide = !status && is_wide(s, secret);
  if (!*wide) s->hardest = i;
  return status;
}

/* ---- several secrets ---- */

/* Moves a secret up beside those that have moved before. 0: everything stays as it was. */
static int move_beside(sdg16i_twin_search *s, int64_t i) {
  sdg16i_secret *secret = &s->secret[i];
  attempt a = {.search = s,
               .secret = secret,
               .goal = ceil(s->width - (secret->count - secret->lower)),
               .keep = 1,
               .simple = 1,
               .until =
                   s->proposals > PROPOSALS_TOGETHER ? s->proposals - PROPOSALS_TOGETHER : 0};
  int64_t changes = s->balance->changes;
  sdg16i_rng_init(&a.rng, SEED, SDG16I_PURPOSE_TWINS, (s->count + i) * (ATTEMPTS + 1));
  rest_all(s);
  if (propose(&a)) return 1;
  sdg16i_balance_undo(s->balance, changes);
  return 0;
}

/* Secrets that have moved, one beside the other. */
typedef struct together {
  int64_t moved, next; /* `next`: the first that was not looked at */
  struct {
    int64_t changes, next; /* after it */
  } after[MOST_TOGETHER];
} together;

/* Moves up to `most` of the secrets from t->next on, as far as they are not wide. */
static int32_t move_together(sdg16i_twin_search *s, int64_t most, together *t,
                             sdg16_error *error) {
  sdg16i_balance_restart(s->balance, 1);
  for (int64_t tried = 0; t->next < s->count && tried < most && s->proposals >= 0;) {
    int64_t i = t->next++;
    int32_t status = poll_search(s, error);
    if (status) return status;
    if (is_wide(s, &s->secret[i])) continue;
    tried++;
    if (!move_beside(s, i)) continue;
    t->after[t->moved].changes = s->balance->changes;
    t->after[t->moved++].next = t->next;
  }
  return SDG16_OK;
}

/* Makes a twin for those, or for the first half, the first quarter ... */
static int32_t check_together(sdg16i_twin_search *s, together *t, sdg16_error *error) {
  int32_t status = SDG16_OK;
  int same = 0;
  while (t->moved && !same && !status) {
    status = check_proposal(s, &same, error);
    if (same || status) continue;
    t->moved /= 2;
    t->next = t->after[t->moved ? t->moved - 1 : 0].next;
    sdg16i_balance_undo(s->balance, t->moved ? t->after[t->moved - 1].changes : 0);
  }
  return status;
}

/* Those between first and next, one by one: `most` of them. */
static int32_t widen_each(sdg16i_twin_search *s, int64_t first, int64_t next, int64_t most,
                          int *wide, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t i = first; i < next && most > 0 && *wide && !status; i++) {
    if (is_wide(s, &s->secret[i])) continue;
    status = widen_secret(s, i, wide, error);
    most--;
  }
  return status;
}

/* Twins for several secrets each. Of those that are not wide then one is looked at alone: if it
 * cannot be, the search ends early. *left: secrets that are not wide. */
static int32_t widen_together(sdg16i_twin_search *s, int64_t *left, int *wide,
                              sdg16_error *error) {
  int64_t most = MOST_TOGETHER;
  int32_t status = SDG16_OK;
  together t = {0};
  while (t.next < s->count && *wide && !status && s->proposals >= 0) {
    int64_t first = t.next;
    t.moved = 0;
    status = move_together(s, most, &t, error);
    if (!status) status = check_together(s, &t, error);
    if (!status) status = widen_each(s, first, t.next, 1, wide, error);
    most = 2 * (t.moved > 1 ? t.moved : 1);
    if (most > MOST_TOGETHER) most = MOST_TOGETHER;
  }
  *left = 0;
  for (int64_t i = 0; i < s->count; i++) *left += !is_wide(s, &s->secret[i]);
  return status;
}

/* Again and again, as later secrets move earlier ones back, as long as this helps. What is not
 * wide then has its own twins. */
static int32_t widen_all(sdg16i_twin_search *s, int *wide, sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t before = INT64_MAX, left = s->count;
       left && left <= before / 4 * 3 && *wide && !status;) {
    before = left;
    status = widen_together(s, &left, wide, error);
  }
  return status ? status : widen_each(s, 0, s->count, s->count, wide, error);
}

int32_t sdg16i_twins_find(sdg16i_twin_search *s, int *found, sdg16_error *error) {
  s->rested = sdg16i_array(s->balance->records->positions, sizeof *s->rested);
  int32_t status = s->rested ? SDG16_OK : sdg16i_fail_memory(error);
  *found = !status;
  if (!status) sdg16i_balance_begin(s->balance);
  if (!status && s->hardest < s->count)
    status = widen_each(s, s->hardest, s->hardest + 1, 1, found, error);
  if (!status && *found) status = widen_all(s, found, error);
  free(s->rested);
  s->rested = NULL;
  return status;
}
