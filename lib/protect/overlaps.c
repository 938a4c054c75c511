/* What the published numbers of an estimate from lists tell of small overlaps.
 *
 * A model of two cliques (two lists; [12,3]; [12,23]) estimates a * b / m persons undetected,
 * where m are on both sides, and a + b + m = n, less those on the lists that the cliques
 * share. Who knows n and the estimate knows which m are possible: they are enumerated. */
#include "protect/overlaps.h"

#include "base/error.h"
#include "base/sort.h"
#include "indicators/counts/columns.h"
#include "indicators/counts/indicator_data.h"
#include "protect/overlap_twins.h"
#include "protect/significant_digits.h"
#include "protect/suppress.h"
#include "results/result_schema.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- models ---- */

#define MOST_CLIQUES 64

/* Of a model, what a reader needs to know. */
struct overlap_model {
  int32_t cliques, groups; /* groups of lists that no term joins */
  int shared;              /* two cliques that have a list in common */
  int independent;         /* two groups or more, each of one clique */
  int is_ratio; /* the estimate follows from how many are on both sides, or in two groups */
};

/* One term of "[12,3]" or "[1*2,10]" as a set of lists; 0: it cannot be read. */
static uint64_t overlap_clique(const char **at, int by_digit) {
  uint64_t lists = 0;
  while (**at >= '0' && **at <= '9') {
    long list = 0;
    do list = list * 10 + (*(*at)++ - '0');
    while (!by_digit && **at >= '0' && **at <= '9' && list < 64);
    if (list < 1 || list > 63) return 0;
    lists |= (uint64_t)1 << list;
    *at += **at == '*';
  }
  return lists;
}

static int32_t overlap_groups(const uint64_t *clique, int32_t count) {
  uint64_t group[MOST_CLIQUES];
  int32_t groups = 0;
  for (int32_t i = 0; i < count; i++) {
    uint64_t joined = clique[i];
    int32_t kept = 0;
    for (int32_t g = 0; g < groups; g++)
      if (group[g] & joined)
        joined |= group[g];
      else
        group[kept++] = group[g];
    group[kept] = joined;
    groups = kept + 1;
  }
  return groups;
}

/* No cliques: it is not the text of a model, or one of more terms than MOST_CLIQUES. */
static struct overlap_model overlap_model_read(const char *text) {
  struct overlap_model none = {0};
  uint64_t clique[MOST_CLIQUES];
  int32_t count = 0;
  if (!text || *text != '[') return none;
  int by_digit = !strchr(text, '*') && !strchr(text, '0'); /* there is no list 0 */
  for (const char *at = text + 1;; at++) {
    uint64_t lists = count < MOST_CLIQUES ? overlap_clique(&at, by_digit) : 0;
    if (!lists || (*at != ',' && *at != ']')) return none;
    clique[count++] = lists;
    if (*at == ']') break;
  }
  struct overlap_model m = {.cliques = count, .groups = overlap_groups(clique, count)};
  m.shared = count == 2 && (clique[0] & clique[1]);
  m.independent = m.groups >= 2 && m.groups == m.cliques;
  m.is_ratio = count == 2 || m.independent;
  return m;
}

/* ---- one estimate ---- */

#define MOST_OVERLAPS 1e6 /* that are tried */
#define DIGITS 3
#define DIGITS_OF_FEW 2
/* Limits are withheld too where the standard error is above this part of the undetected: that
 * there are none then does not tell that the upper one is infinite. */
#define IMPRECISE 0.6

struct overlap_rule {
  double small; /* overlaps below it are protected */
  double width; /* of the range in which a reader may tell one */
  double few;   /* below it neither standard error nor limits are published */
};

/* What a reader knows of an estimate, and its exact numbers. */
struct overlap_estimate {
  double n, hidden, se;
  int has_limits;
  struct overlap_model model;
};

struct overlap_verdict {
  int few, withheld, no_limits;
  double lower, upper; /* overlaps that a reader cannot exclude; NaN: not looked for */
};

/* The smaller a with a * (sum - a) at least `product`; -1: none. */
static double smaller_part(double sum, double product) {
  double square = sum * sum - 4 * product;
  if (square < 0) return -1;
  double a = fmax(floor((sum - sqrt(square)) / 2) - 1, 1);
  while (a * 2 <= sum && a * (sum - a) < product) a++;
  return a * 2 <= sum ? a : -1;
}

/* Is the exact estimate of two independent groups a * b / m for whole a and b? */
static int explains(const struct overlap_estimate *e, double m) {
  double product = e->hidden * m, tolerance = fmax(1e-6, 1e-8 * product), sum = e->n - m;
  double a = smaller_part(sum, product - tolerance);
  return a > 0 && a * (sum - a) <= product + tolerance;
}

/* Is there a table with this overlap, the same n and the same published estimate? */
static int possible(const struct overlap_estimate *e, double m) {
  double shown = sdg16i_few_digits(e->hidden, DIGITS_OF_FEW, 0);
  double least = m * (shown - sdg16i_digit_step(shown * 0.999, DIGITS_OF_FEW) / 2);
  double last = e->n - m - (e->model.shared ? 1 : 0);
  double sum = e->model.shared ? fmax(2, floor(2 * sqrt(least))) : last;
  for (; sum <= last; sum++)
    for (double a = smaller_part(sum, least); a > 0 && 2 * a <= sum; a++) {
      double found = sdg16i_few_digits(a * (sum - a) / m, DIGITS_OF_FEW, 0);
      if (found == shown) return 1;
      if (found > shown) break;
    }
  return 0;
}

/* How many persons on two lists the estimate rests on, as its standard error tells. With groups
 * of lists that are independent, those seen in two groups; otherwise not more than the smallest
 * count that the estimate is a ratio of. */
static double effective_overlap(const struct overlap_estimate *e) {
  return (e->model.independent ? e->n + e->hidden : e->hidden) * e->hidden / (e->se * e->se);
}

static int rests_on_few(const struct overlap_estimate *e, const struct overlap_rule *rule) {
  double overlap = effective_overlap(e);
  if (e->model.cliques != 2 || e->model.shared) return !(overlap >= rule->few);
  for (double m = 1; m < rule->few && m < e->n; m++)
    if (explains(e, m)) return 1;
  return sdg16i_is_below_minimum(overlap, rule->small, 1);
}

/* Can the overlap be one that is protected? */
static int has_small_overlap(const struct overlap_estimate *e,
                             const struct overlap_rule *rule) {
  struct overlap_rule small = *rule;
  small.few = rule->small;
  return e->hidden > 0 && rests_on_few(e, &small);
}

/* With independent groups people are listed again at most so often: the sum of the sizes is
 * largest where all are equal (inequality of the means). */
static double most_repeated(const struct overlap_estimate *e) {
  double groups = e->model.groups, total = e->n + e->hidden;
  return groups * total * (1 - pow(e->hidden / total, 1 / groups)) - e->n;
}

static void find_range(const struct overlap_estimate *e, const struct overlap_rule *rule,
                       struct overlap_verdict *v) {
  for (double m = 1; e->model.cliques == 2 && m < rule->few && m < e->n; m++) {
    if (!possible(e, m)) continue;
    if (isnan(v->lower)) v->lower = m;
    v->upper = m;
  }
  if (!isnan(v->lower) || e->model.groups < 2) return;
  v->lower = 1;
  v->upper = fmax(1, floor(most_repeated(e)));
}

static struct overlap_verdict judge_overlap(const struct overlap_estimate *e,
                                            const struct overlap_rule *rule) {
  struct overlap_verdict v = {.lower = NAN, .upper = NAN};
  v.no_limits = !e->has_limits && !isnan(e->hidden);
  if (!(e->hidden > 0)) return v; /* it says nothing of an overlap */
  v.few = rests_on_few(e, rule);
  if (!v.few) return v;
  v.no_limits |= e->model.is_ratio || !(e->se <= IMPRECISE * e->hidden);
  find_range(e, rule, &v);
  v.withheld =
      sdg16i_is_below_minimum(v.lower, rule->small, 0) && v.upper - v.lower < rule->width;
  return v;
}

/* ---- the table ---- */

static double overlap_number(const sdg16i_protecting *p, const char *name, int64_t row) {
  return sdg16i_protected_number(p, name, row);
}

/* Is there an interval with two ends? */
static int has_limits(const sdg16i_protecting *p, int64_t row) {
  return isfinite(overlap_number(p, "lower", row)) &&
         isfinite(overlap_number(p, "upper", row)) &&
         !(overlap_number(p, "no_upper_limit", row) > 0);
}

static struct overlap_estimate estimate_of_row(const sdg16i_protecting *p, int64_t row) {
  char buffer[32];
  return (struct overlap_estimate){
      .n = overlap_number(p, "observed", row),
      .hidden = overlap_number(p, "hidden", row),
      .se = overlap_number(p, "se", row),
      .has_limits = has_limits(p, row),
      .model = overlap_model_read(sdg16i_result_text(p->table, "model", row, buffer))};
}

static const char *stratum_text(const sdg16i_protecting *p, int64_t column, int64_t row,
                                char buffer[32]) {
  return sdg16i_text_at(p->table, column, row, buffer);
}

/* A row over strata has no value in one of the stratum columns. */
static int is_sum_of_strata(const sdg16i_protecting *p, int64_t row) {
  char buffer[32];
  for (int64_t c = 0; c < sdg16_table_columns(p->table); c++)
    if (p->is_stratum[c] && !stratum_text(p, c, row, buffer)) return 1;
  return 0;
}

static int is_part_of(const sdg16i_protecting *p, int64_t part, int64_t sum) {
  char one[32], other[32];
  for (int64_t c = 0; c < sdg16_table_columns(p->table); c++) {
    if (!p->is_stratum[c]) continue;
    const char *of_sum = stratum_text(p, c, sum, one);
    if (of_sum && strcmp(of_sum, stratum_text(p, c, part, other))) return 0;
  }
  return 1;
}

/* The rows of a table, read once. */
struct overlap_table {
  sdg16i_protecting *p;
  struct overlap_rule rule;
  struct overlap_estimate *estimate; /* of each row */
  int64_t *stratum, strata;          /* rows that are no sums */
  int crossed;                       /* a stratum is in several sums beside the total */
};

static void take_verdict(sdg16i_protect_decision *d, const struct overlap_estimate *e,
                         const struct overlap_rule *rule) {
  struct overlap_verdict v = judge_overlap(e, rule);
  d->no_estimate |= v.withheld;
  d->no_limits |= v.no_limits || v.withheld;
  if (v.few) d->digits = DIGITS_OF_FEW;
  if (isnan(v.lower) || !(v.withheld || isnan(d->overlap_lower))) return;
  d->overlap_lower = v.lower;
  d->overlap_upper = v.upper;
}

/* What is known of a part is known of the sum: the others are published. */
static void take_part(sdg16i_protect_decision *sum, const sdg16i_protect_decision *part) {
  sum->no_estimate |= part->no_estimate;
  sum->no_limits |= part->no_limits;
  if (part->digits < sum->digits) sum->digits = part->digits;
}

static void add_estimate(struct overlap_estimate *sum, const struct overlap_estimate *part) {
  sum->model.is_ratio |= part->model.is_ratio;
  sum->n += part->n;
  sum->hidden += part->hidden;
  sum->se = hypot(sum->se, part->se);
}

static void withhold_estimate(sdg16i_protect_decision *d) { d->no_estimate = d->no_limits = 1; }

/* A sum, and what it leaves of it for the parts that are suppressed. */
static void judge_sum(const struct overlap_table *t, int64_t row) {
  sdg16i_protect_decision *d = &t->p->row[row];
  struct overlap_estimate whole = t->estimate[row], rest = {.has_limits = 1};
  int32_t fewest = MOST_CLIQUES, most = 0;
  int has_small = 0; /* a suppressed part whose overlap other sums tell of too */
  for (int64_t i = 0; i < t->strata; i++) {
    if (!is_part_of(t->p, t->stratum[i], row)) continue;
    const struct overlap_estimate *e = &t->estimate[t->stratum[i]];
    const sdg16i_protect_decision *part = &t->p->row[t->stratum[i]];
    if (e->model.groups < fewest) fewest = e->model.groups;
    if (e->model.groups > most) most = e->model.groups;
    whole.model.is_ratio |= e->model.is_ratio;
    if (!sdg16i_is_taken_out(part)) {
      take_part(d, part);
      continue;
    }
    add_estimate(&rest, e);
    has_small |= t->crossed && e->model.cliques != 2 && has_small_overlap(e, &t->rule);
  }
  /* of a part whose lists are connected nobody knows how many are repeated */
  whole.model.groups = rest.model.groups = fewest < 2 ? 0 : most;
  take_verdict(d, &whole, &t->rule);
  if (rest.n > 0) take_verdict(d, &rest, &t->rule);
  if (has_small && rest.hidden > 0 && rests_on_few(&rest, &t->rule)) withhold_estimate(d);
}

/* ---- all rows together ---- */

#define MOST_MEMBERS 4000000 /* rows x strata of which twins are looked for */
#define WORK 20000000        /* tables that are tried for them */

/* A row in the order in which twins are looked for, which is not that of the table. */
struct overlap_place {
  const struct overlap_table *table;
  int64_t row, members;
};

static int by_codes(const void *left, const void *right) {
  const struct overlap_place *a = left, *b = right;
  const sdg16i_protecting *p = a->table->p;
  char one[32], other[32];
  if (a->members != b->members) return a->members < b->members ? -1 : 1;
  for (int64_t c = 0; c < sdg16_table_columns(p->table); c++) {
    if (!p->is_stratum[c]) continue;
    const char *x = stratum_text(p, c, a->row, one), *y = stratum_text(p, c, b->row, other);
    int order = !x || !y ? (x != NULL) - (y != NULL) : strcmp(x, y);
    if (order) return order;
  }
  return (a->row > b->row) - (a->row < b->row);
}

/* The strata, and the rows that are published, with their members. */
struct overlap_proof {
  struct overlap_table *table;
  sdg16i_arena memory;
  struct overlap_place *stratum, *place; /* of cells and rows of the twins */
  sdg16i_twins twins;
};

static int64_t count_members(const struct overlap_table *t, int64_t row) {
  int64_t count = 0;
  for (int64_t i = 0; i < t->strata; i++) count += is_part_of(t->p, t->stratum[i], row);
  return count;
}

static int32_t kind_of_twins(const struct overlap_estimate *e) {
  if (e->model.cliques == 3 && e->model.independent) return SDG16I_TWIN_THREE;
  if (e->model.cliques != 2) return SDG16I_TWIN_FIXED;
  return e->model.shared ? SDG16I_TWIN_SHARED : SDG16I_TWIN_GROUPS;
}

static int32_t read_twin_cells(struct overlap_proof *f) {
  const struct overlap_table *t = f->table;
  f->twins.cells = t->strata;
  f->twins.cell = sdg16i_arena_array(&f->memory, t->strata, sizeof *f->twins.cell);
  f->stratum = sdg16i_arena_array(&f->memory, t->strata, sizeof *f->stratum);
  if (!f->twins.cell || !f->stratum) return sdg16i_fail_memory(t->p->error);
  for (int64_t i = 0; i < t->strata; i++)
    f->stratum[i] = (struct overlap_place){t, t->stratum[i], 1};
  sdg16i_sort(f->stratum, t->strata, sizeof *f->stratum, by_codes);
  for (int64_t i = 0; i < t->strata; i++) {
    const struct overlap_estimate *e = &t->estimate[f->stratum[i].row];
    f->twins.cell[i] = (sdg16i_twin_cell){e->n, e->hidden, kind_of_twins(e), 0};
  }
  return SDG16_OK;
}

static int32_t read_twin_row(struct overlap_proof *f, int64_t at) {
  const struct overlap_table *t = f->table;
  const struct overlap_place *place = &f->place[at];
  const sdg16i_protect_decision *d = &t->p->row[place->row];
  int64_t *member = sdg16i_arena_array(&f->memory, place->members, sizeof *member), count = 0;
  if (!member) return sdg16i_fail_memory(t->p->error);
  sdg16i_twin_row *row = &f->twins.row[at];
  *row = (sdg16i_twin_row){.member = member, .members = place->members, .digits = d->digits};
  for (int64_t i = 0; i < t->strata; i++) {
    if (!is_part_of(t->p, f->stratum[i].row, place->row)) continue;
    member[count++] = i;
    f->twins.is_member[at * t->strata + i] = 1;
    row->hidden += f->twins.cell[i].hidden;
  }
  row->tells_hidden = !d->no_estimate && isfinite(t->estimate[place->row].hidden);
  return SDG16_OK;
}

static int32_t read_twin_rows(struct overlap_proof *f) {
  const struct overlap_table *t = f->table;
  sdg16i_protecting *p = t->p;
  f->place = sdg16i_arena_array(&f->memory, p->rows, sizeof *f->place);
  f->twins.row = sdg16i_arena_array(&f->memory, p->rows, sizeof *f->twins.row);
  f->twins.is_member = sdg16i_arena_array(&f->memory, p->rows * t->strata, 1);
  if (!f->place || !f->twins.row || !f->twins.is_member) return sdg16i_fail_memory(p->error);
  for (int64_t i = 0; i < p->rows; i++)
    if (!sdg16i_is_taken_out(&p->row[i]))
      f->place[f->twins.rows++] = (struct overlap_place){t, i, count_members(t, i)};
  sdg16i_sort(f->place, f->twins.rows, sizeof *f->place, by_codes);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < f->twins.rows && !status; i++) status = read_twin_row(f, i);
  return status;
}

/* Is it a stratum whose size or overlap must have a range? */
static int is_target(const struct overlap_proof *f, int64_t cell, sdg16i_twin_range *out) {
  const struct overlap_table *t = f->table;
  int64_t row = f->stratum[cell].row;
  const struct overlap_estimate *e = &t->estimate[row];
  int gone = sdg16i_is_taken_out(&t->p->row[row]);
  *out = (sdg16i_twin_range){.cell = cell};
  out->of_size = gone && t->p->options.complementary && e->n > 0;
  return out->of_size || (e->model.cliques == 2 && has_small_overlap(e, &t->rule));
}

static int is_sum_with(const struct overlap_proof *f, int64_t row, int64_t cell) {
  return f->twins.row[row].members > 1 && f->twins.is_member[row * f->twins.cells + cell];
}

static void withhold_sum(struct overlap_proof *f, int64_t row, const sdg16i_twin_range *range) {
  sdg16i_protect_decision *d = &f->table->p->row[f->place[row].row];
  f->twins.row[row].tells_hidden = 0;
  d->no_estimate = 1;
  d->overlap_lower = range->least;
  d->overlap_upper = range->most;
}

/* Withholds sums until the stratum has twins: those with it, then all others, the smallest
 * first. */
static void withhold_sums(struct overlap_proof *f, sdg16i_twin_range *range) {
  for (int others = 0; others < 2; others++)
    for (int64_t r = 0; r < f->twins.rows; r++) {
      if (!f->twins.row[r].tells_hidden || f->twins.row[r].members == 1) continue;
      if (!others && !is_sum_with(f, r, range->cell)) continue;
      if (sdg16i_twins_prove(&f->twins, range)) return;
      withhold_sum(f, r, range);
    }
}

static int have_all_twins(struct overlap_proof *f) {
  sdg16i_twin_range range;
  for (int64_t i = 0; i < f->twins.cells; i++)
    if (is_target(f, i, &range) && !sdg16i_twins_prove(&f->twins, &range)) return 0;
  return 1;
}

/* A sum that was withheld for one stratum may not have been needed. The largest first. */
static void publish_sums_again(struct overlap_proof *f, const uint8_t *before) {
  for (int64_t r = f->twins.rows; r-- > 0;) {
    sdg16i_protect_decision *d = &f->table->p->row[f->place[r].row];
    if (!before[r] || f->twins.row[r].tells_hidden) continue;
    f->twins.row[r].tells_hidden = 1;
    if (have_all_twins(f))
      d->no_estimate = 0;
    else
      f->twins.row[r].tells_hidden = 0;
  }
}

/* What all published rows together tell of the strata: sums are withheld until each small size
 * and overlap has its twins. */
static int32_t prove_sums(struct overlap_proof *f) {
  int32_t status = read_twin_cells(f);
  if (!status) status = read_twin_rows(f);
  uint8_t *before = sdg16i_arena_array(&f->memory, f->twins.rows, 1);
  if (!status && !before) status = sdg16i_fail_memory(f->table->p->error);
  if (status) return status;
  for (int64_t r = 0; r < f->twins.rows; r++)
    before[r] = (uint8_t)(f->twins.row[r].tells_hidden != 0);
  sdg16i_twin_range range;
  for (int64_t i = 0; i < f->twins.cells; i++)
    if (is_target(f, i, &range)) withhold_sums(f, &range);
  publish_sums_again(f, before);
  for (int64_t r = 0; r < f->twins.rows; r++)
    if (before[r] && !f->twins.row[r].tells_hidden)
      withhold_estimate(&f->table->p->row[f->place[r].row]);
  return SDG16_OK;
}

static int32_t judge_together(struct overlap_table *t) {
  struct overlap_proof f = {.table = t};
  int32_t status = SDG16_OK;
  f.twins.width = t->rule.width;
  f.twins.small = t->rule.small;
  f.twins.most = t->rule.few;
  f.twins.work = t->p->rows <= MOST_MEMBERS / (t->strata + 1) ? WORK : 0;
  if (t->strata > 1) status = prove_sums(&f);
  sdg16i_arena_free(&f.memory);
  return status;
}

/* ---- the whole ---- */

static struct overlap_rule overlap_rule_of(const sdg16_protect_options *o) {
  struct overlap_rule rule = {.small = o->base, .width = o->base};
  if (o->minimum > 0) {
    rule.small = o->minimum;
    rule.width = fmax(1, o->protection < 0 ? o->minimum : o->protection);
  }
  rule.few = fmin(rule.small + rule.width, MOST_OVERLAPS);
  return rule;
}

int32_t sdg16i_judge_overlaps(sdg16i_protecting *p) {
  struct overlap_table t = {.p = p, .rule = overlap_rule_of(&p->options)};
  int64_t by = 0;
  for (int64_t c = 0; c < sdg16_table_columns(p->table); c++) by += p->is_stratum[c] != 0;
  t.crossed = by > 1;
  for (int64_t i = 0; i < p->rows; i++) p->row[i].digits = DIGITS;
  if (p->result != SDG16I_RESULT_ESTIMATES || !(t.rule.small > 0)) return SDG16_OK;
  t.stratum = sdg16i_array(p->rows, sizeof *t.stratum);
  t.estimate = sdg16i_array(p->rows, sizeof *t.estimate);
  int32_t status = t.stratum && t.estimate ? SDG16_OK : sdg16i_fail_memory(p->error);
  for (int64_t i = 0; i < p->rows && !status; i++) {
    t.estimate[i] = estimate_of_row(p, i);
    if (is_sum_of_strata(p, i)) continue;
    t.stratum[t.strata++] = i;
    take_verdict(&p->row[i], &t.estimate[i], &t.rule);
  }
  for (int64_t i = 0; i < p->rows && !status; i++)
    if (is_sum_of_strata(p, i)) judge_sum(&t, i);
  if (!status) status = judge_together(&t);
  free(t.stratum);
  free(t.estimate);
  return status;
}
