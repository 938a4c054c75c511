/* From cells to results. */
#include "base/error.h"
#include "base/options.h"
#include "base/sha256.h"
#include "indicators/categories.h"
#include "indicators/cube.h"
#include "indicators/engine.h"
#include "indicators/intervals.h"
#include "indicators/parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- formulas over sums ---- */

static double evaluate(const sdg16i_formula *f, const sdg16i_sums *sums, uint8_t *why) {
  double value = 0;
  for (int32_t i = 0; i < f->count; i++) {
    const sdg16i_term *t = &f->term[i];
    if (!t->count) {
      value += t->coefficient;
      continue;
    }
    value += t->coefficient * sums->value[t->slot];
    if (sums->why[t->slot] > *why) *why = sums->why[t->slot];
  }
  return f->count ? value : NAN;
}

static int32_t share_above(const engine *e, const sdg16_series *s, const char *where,
                           double numerator, double denominator, int64_t row) {
  char n[SDG16I_TEXT_SIZE], d[SDG16I_TEXT_SIZE];
  sdg16_format_double(numerator, n, sizeof n);
  sdg16_format_double(denominator, d, sizeof d);
  return sdg16i_fail_at(e->results.error, SDG16_ERR_SHARE, e->cells.where, row, 0,
                        "%s: %s is %s and %s is %s: a part is above its whole", where,
                        s->numerator, n, s->denominator, d);
}

static const char *const STATUS[] = {"ok", "missing-input", "no-population", "not-additive"};

/* The exact limits of a count. */
static void poisson_limits(engine *e, double count, double *lower, double *upper) {
  int kept = count < SDG16I_KEPT_LIMITS;
  double *limits = e->limits[kept ? (int)count : 0];
  if (!kept) {
    sdg16i_poisson_limits(count, e->options.level, lower, upper);
    return;
  }
  if (!e->has_limits[(int)count])
    sdg16i_poisson_limits(count, e->options.level, &limits[0], &limits[1]);
  e->has_limits[(int)count] = 1;
  *lower = limits[0];
  *upper = limits[1];
}

static void set_interval(engine *e, const active *a, const sdg16i_sums *sums, sdg16i_row *row) {
  const sdg16_indicator_options *o = &e->options;
  double scale = sdg16i_multiplier(a->series);
  if (a->formulas.denominator.count) scale /= row->denominator;
  if (a->formulas.lower.count && a->formulas.upper.count) {
    uint8_t why = 0;
    row->lower = evaluate(&a->formulas.lower, sums, &why) * scale;
    row->upper = evaluate(&a->formulas.upper, sums, &why) * scale;
    return;
  }
  if (!(a->series->flags & SDG16_SERIES_POISSON) || o->interval == SDG16_COUNT_INTERVAL_NONE)
    return;
  if (o->interval == SDG16_COUNT_INTERVAL_SMALL && !(row->numerator < o->small_count)) return;
  double lower, upper;
  poisson_limits(e, row->numerator, &lower, &upper);
  row->lower = lower * scale;
  row->upper = upper * scale;
  row->level = o->level;
  row->flags = "poisson-exact";
}

/* The row of a series from its sums. */
static int32_t add_row(engine *e, const active *a, const sdg16i_sums *sums, const int32_t *key,
                       const sdg16i_row *attributes, const char *flag) {
  const sdg16_series *s = a->series;
  uint8_t why = 0;
  sdg16i_row row = *attributes;
  row.series = s;
  row.label = s->label;
  row.unit = s->unit;
  row.variant = s->flags & SDG16_SERIES_BESIDE   ? "beside"
                : s->flags & SDG16_SERIES_GROUPS ? "groups"
                                                 : NULL;
  row.multiplier = sdg16i_multiplier(s);
  row.lower = row.upper = row.level = NAN;
  row.numerator = evaluate(&a->formulas.numerator, sums, &why);
  row.denominator = evaluate(&a->formulas.denominator, sums, &why);
  row.reference_numerator = evaluate(&a->formulas.reference_numerator, sums, &why);
  row.reference_denominator = evaluate(&a->formulas.reference_denominator, sums, &why);
  int whole = a->formulas.denominator.count, reference = a->formulas.reference_numerator.count;
  row.status = STATUS[why];
  if (!why && ((whole && row.denominator == 0) ||
               (reference && (row.reference_denominator == 0 || row.reference_numerator == 0))))
    row.status = "zero-denominator";
  row.value = NAN;
  if (!strcmp(row.status, "ok")) {
    if (s->flags & SDG16_SERIES_PART && row.numerator > row.denominator * (1 + 1e-12)) {
      char name[SDG16I_PLACE_SIZE];
      return share_above(e, s, sdg16i_cell_name(&e->cells, key, name), row.numerator,
                         row.denominator, 0);
    }
    /* the product first: 546 x 100000 is exact, 546 / 37618495 is not */
    row.value = row.numerator * row.multiplier;
    if (whole) row.value /= row.denominator;
    if (reference) row.value /= row.reference_numerator / row.reference_denominator;
    set_interval(e, a, sums, &row);
  } else {
    row.obs_status = "O";
    row.nature = "NA";
  }
  row.flags = sdg16i_results_join(&e->results, row.flags, flag);
  return sdg16i_results_add(&e->results, &row, key);
}

/* ---- one cell of the output ---- */

/* What the rows behind a value say of it: the first that is not the usual. */
static int32_t attributes_of(engine *e, const int64_t *cells, int64_t count, sdg16i_row *out) {
  const sdg16i_facts *c = &e->cells;
  const struct {
    int64_t column;
    const char *usual;
    const char **text;
  } ATTRIBUTES[] = {{c->nature, "C", &out->nature},
                    {c->obs_status, "A", &out->obs_status},
                    {c->time_detail, NULL, &out->time_detail}};
  *out = (sdg16i_row){0};
  for (size_t k = 0; k < sizeof ATTRIBUTES / sizeof ATTRIBUTES[0]; k++) {
    const char **text = ATTRIBUTES[k].text;
    *text = ATTRIBUTES[k].usual;
    for (int64_t i = 0; i < count && ATTRIBUTES[k].column >= 0; i++) {
      char buffer[SDG16I_TEXT_SIZE];
      const char *found =
          sdg16i_text_at(c->data, ATTRIBUTES[k].column, c->row[cells[i]], buffer);
      if (!found || (*text && !strcmp(found, *text))) continue;
      *text = sdg16i_arena_text(&e->results.memory, found, strlen(found));
      if (!*text) return sdg16i_fail_memory(e->results.error);
      break;
    }
  }
  return SDG16_OK;
}

/* The cells of a series' category among `cells`; which axis is then no longer free. */
static int64_t of_category(engine *e, const active *a, const int64_t *cells, int64_t count,
                           uint32_t *free_axes, int32_t *key, int64_t *out) {
  if (a->axis < 0) {
    memcpy(out, cells, (size_t)count * sizeof *out);
    return count;
  }
  int fixed = !(*free_axes >> a->axis & 1);
  int apart = e->cells.axis[a->axis].flags & SDG16_DIMENSION_APART;
  if (fixed && !apart) return 0; /* told in the rows of the whole */
  *free_axes &= ~(1u << a->axis);
  int64_t found = 0;
  for (int64_t i = 0; i < count; i++)
    if ((sdg16i_cube_code(&e->cube, cells[i], a->axis) == a->code) != a->negated)
      out[found++] = cells[i];
  if (!fixed && !a->negated) key[SDG16I_FIRST_AXIS + a->axis] = a->code;
  return found;
}

/* The rest of a total that no category has is of unknown category. */
static int32_t emit_rest(engine *e, const int32_t *key, int32_t axis, const sdg16i_sums *total,
                         const sdg16i_sums *parts) {
  sdg16i_axis *a = &e->cells.axis[axis];
  char unknown[SDG16I_CODE_SIZE];
  sdg16i_category_unknown(a->def, unknown);
  int32_t code = sdg16i_dictionary_add(&a->codes, unknown, (int64_t)strlen(unknown));
  int32_t *own = sdg16i_arena_array(&e->results.memory, e->cells.width, sizeof *own);
  if (code < 0 || !own) return sdg16i_fail_memory(e->results.error);
  memcpy(own, key, (size_t)e->cells.width * sizeof *own);
  own[SDG16I_FIRST_AXIS + axis] = code;
  sdg16i_sums rest = *total;
  for (int32_t s = 0; s < e->cube.slot_count; s++) {
    const sdg16i_slot *slot = &e->cube.slot[s];
    if (slot->people) {
      rest.value[s] = NAN;
      rest.why[s] = SDG16I_WHY_POPULATION;
    } else if (!slot->base || a->flags & SDG16_DIMENSION_PEOPLE) {
      rest.value[s] = total->value[s] - parts->value[s];
      rest.why[s] = parts->why[s] > total->why[s] ? parts->why[s] : total->why[s];
    }
  }
  const sdg16i_row attributes = {.nature = "C", .obs_status = "A"};
  int32_t status = SDG16_OK;
  for (int32_t i = 0; i < e->active_count && !status; i++)
    if (e->active[i].axis < 0)
      status = add_row(e, &e->active[i], &rest, own, &attributes, "remainder");
  return status;
}

/* Estimates of groups need not add up to the estimate of all. */
static int is_estimated(const engine *e, const sdg16i_slot *slot) {
  for (int32_t i = 0; i < slot->count; i++)
    if (e->cells.def->inputs[slot->input[i]].kind == SDG16_INPUT_ESTIMATE) return 1;
  return 0;
}

/* Of one axis: the whole against the sum of its parts. */
static int32_t compare(engine *e, const int32_t *key, int32_t axis, const sdg16i_sums *total,
                       const sdg16i_sums *parts, int has_unknown) {
  sdg16i_axis *a = &e->cells.axis[axis];
  int less = 0, more = 0, outermost = 1;
  char place[SDG16I_PLACE_SIZE];
  for (int32_t i = 0; i < e->cells.axis_count; i++)
    if (key[SDG16I_FIRST_AXIS + i] >= 0 && !(e->cells.axis[i].flags & SDG16_DIMENSION_APART))
      outermost = 0;
  int32_t status = SDG16_OK;
  for (int32_t s = 0; s < e->cube.slot_count && !status; s++) {
    double whole = total->value[s], sum = parts->value[s];
    if (e->cube.slot[s].base || isnan(whole) || isnan(sum) || is_estimated(e, &e->cube.slot[s]))
      continue;
    if (fabs(whole - sum) <= 1e-9 * fmax(fabs(whole), fabs(sum))) continue;
    less |= sum < whole;
    more |= sum > whole;
    char has[SDG16I_TEXT_SIZE], adds[SDG16I_TEXT_SIZE];
    sdg16_format_double(whole, has, sizeof has);
    sdg16_format_double(sum, adds, sizeof adds);
    /* nobody is of two sexes or ages: then the row is not the total */
    if (sum > whole && a->flags & SDG16_DIMENSION_PEOPLE)
      return sdg16i_fail_at(e->results.error, SDG16_ERR_SHARE, e->cells.where, 0, 0,
                            "%.200s (%s): %.60s is %s in all, its parts by %.60s add up to %s: "
                            "a blank or _T is the "
                            "total, expected _U for what is not known",
                            e->cells.where, sdg16i_cell_name(&e->cells, key, place),
                            e->cells.def->inputs[e->cube.slot[s].input[0]].name, has, a->name,
                            adds);
    if (outermost)
      status = sdg16i_results_doubt(
          &e->results, "parts", key, "%s: %s is %s in all, its parts by %s add up to %s",
          sdg16i_cell_name(&e->cells, key, place),
          e->cells.def->inputs[e->cube.slot[s].input[0]].name, has, a->name, adds);
  }
  if (!status && less && !more && a->asked && !has_unknown)
    status = emit_rest(e, key, axis, total, parts);
  return status;
}

/* Totals that the data state may be above the sum of their parts: sex or age is not known
 * of everybody. */
static int32_t reconcile(engine *e, const int64_t *cells, int64_t count, uint32_t free_axes,
                         const int32_t *key) {
  sdg16i_sums total, parts;
  int32_t status = sdg16i_cube_margin(&e->cube, cells, count, free_axes, &total, NULL);
  for (int32_t axis = 0; axis < e->cells.axis_count && !status; axis++) {
    sdg16i_axis *a = &e->cells.axis[axis];
    if (!(free_axes >> axis & 1) || a->flags & SDG16_DIMENSION_OVERLAP) continue;
    char unknown[SDG16I_CODE_SIZE];
    sdg16i_category_unknown(a->def, unknown);
    int any = 0, has_unknown = 0;
    for (int64_t i = 0; i < count; i++) {
      int32_t code = sdg16i_cube_code(&e->cube, cells[i], axis);
      any |= code >= 0;
      has_unknown |= code >= 0 && !strcmp(a->codes.levels[code], unknown);
    }
    if (!any) continue;
    /* parts that cannot be added up say nothing: bands that overlap, say */
    sdg16i_cube silent = e->cube;
    silent.error = NULL;
    status = sdg16i_cube_parts(&silent, cells, count, free_axes, axis, &parts);
    if (status == SDG16_ERR_MEMORY) return sdg16i_fail_memory(e->results.error);
    if (!status) status = compare(e, key, axis, &total, &parts, has_unknown);
    if (status == SDG16_ERR_BAND || status == SDG16_ERR_CONFLICT) status = SDG16_OK;
  }
  return status;
}

/* The series of one cell of the output, and what its parts leave over. */
static int32_t emit(engine *e, const int64_t *cells, int64_t count, uint32_t free_axes,
                    const int32_t *key) {
  int64_t *chosen = malloc((size_t)count * sizeof *chosen + 1);
  int32_t *own = malloc((size_t)e->cells.width * sizeof *own);
  int32_t status = chosen && own ? SDG16_OK : sdg16i_fail_memory(e->results.error);
  sdg16i_sums sums;
  sdg16i_row attributes;
  const active *before = NULL;
  for (int32_t i = 0; i < e->active_count && !status; i++) {
    const active *a = &e->active[i];
    if (before && before->axis == a->axis && before->code == a->code &&
        before->negated == a->negated) {
      status = add_row(e, a, &sums, own, &attributes, NULL);
      continue;
    }
    uint32_t remaining = free_axes;
    memcpy(own, key, (size_t)e->cells.width * sizeof *own);
    int64_t found = of_category(e, a, cells, count, &remaining, own, chosen), total;
    before = found ? a : NULL;
    if (!found) continue;
    status = sdg16i_cube_margin(&e->cube, chosen, found, remaining, &sums, &total);
    if (!status)
      status =
          attributes_of(e, total >= 0 ? &total : chosen, total >= 0 ? 1 : found, &attributes);
    if (!status) status = add_row(e, a, &sums, own, &attributes, NULL);
  }
  if (!status) status = reconcile(e, cells, count, free_axes, key);
  if (!status && e->options.standard)
    status = sdg16i_engine_standardise(e, cells, count, free_axes, key);
  free(chosen);
  free(own);
  return status;
}

/* ---- the cells of a group, pattern by pattern ---- */

/* Fixes the axes of `pattern` from `axis` on to each of their categories. */
static int32_t fix(engine *e, const int64_t *cells, int64_t count, uint32_t pattern,
                   int32_t axis, int32_t *key) {
  while (axis < e->cells.axis_count && !(pattern >> axis & 1)) axis++;
  if (axis == e->cells.axis_count) {
    uint32_t all = (1u << e->cells.axis_count) - 1;
    return emit(e, cells, count, all & ~pattern, key);
  }
  const sdg16i_axis *a = &e->cells.axis[axis];
  int64_t *part = malloc((size_t)count * sizeof *part + 1);
  int32_t status = part ? SDG16_OK : sdg16i_fail_memory(e->results.error);
  int64_t codes = a->codes.count; /* a remainder may add one */
  int32_t first = a->flags & SDG16_DIMENSION_APART ? SDG16I_TOTAL : 0;
  for (int32_t code = first; code < codes && !status; code++) {
    int64_t found = sdg16i_cube_select(&e->cube, cells, count, axis, code, part);
    key[SDG16I_FIRST_AXIS + axis] = code;
    if (found) status = fix(e, part, found, pattern, axis + 1, key);
  }
  key[SDG16I_FIRST_AXIS + axis] = SDG16I_TOTAL;
  free(part);
  return status;
}

/* Remainders behind the categories that they complete. */
static int32_t remainders_last(sdg16i_results *r, int64_t begin) {
  int64_t count = r->count - begin, place = 0;
  sdg16i_row *sorted = sdg16i_array(count, sizeof *sorted);
  if (!sorted) return sdg16i_fail_memory(r->error);
  for (int last = 0; last < 2; last++)
    for (int64_t i = begin; i < r->count; i++) {
      const char *flags = r->row[i].flags;
      if ((flags && strstr(flags, "remainder")) == last) sorted[place++] = r->row[i];
    }
  if (count) memcpy(r->row + begin, sorted, (size_t)count * sizeof *sorted);
  free(sorted);
  return SDG16_OK;
}

static int bits(uint32_t pattern) {
  int count = 0;
  for (; pattern; pattern &= pattern - 1) count++;
  return count;
}

static int32_t one_group(engine *e, const int64_t *cells, int64_t count, int32_t *key) {
  uint32_t apart = 0, asked = 0;
  for (int32_t i = 0; i < e->cells.axis_count; i++) {
    if (e->cells.axis[i].flags & SDG16_DIMENSION_APART)
      apart |= 1u << i;
    else if (e->cells.axis[i].asked)
      asked |= 1u << i;
  }
  int32_t status = SDG16_OK;
  int64_t begin = e->results.count;
  memcpy(key, e->cells.key + cells[0] * e->cells.width, SDG16I_FIRST_AXIS * sizeof *key);
  for (int size = 0; size <= bits(asked) && !status; size++)
    for (uint32_t pattern = asked;; pattern = (pattern - 1) & asked) {
      if (bits(asked & ~pattern) == size && !status) /* in order of the axes */
        status = fix(e, cells, count, apart | (asked & ~pattern), 0, key);
      if (!pattern) break;
    }
  return status ? status : remainders_last(&e->results, begin);
}

/* ---- order of the cells, and one cell a key ---- */

struct keyed {
  const int32_t *key;
  int64_t cell;
  int32_t width;
};

static int by_key(const void *a, const void *b) {
  const struct keyed *p = a, *q = b;
  for (int32_t i = 0; i < p->width; i++)
    if (p->key[i] != q->key[i]) return p->key[i] < q->key[i] ? -1 : 1;
  return p->cell < q->cell ? -1 : p->cell > q->cell;
}

static int same_key(const struct keyed *a, const struct keyed *b, int32_t width) {
  return !memcmp(a->key, b->key, (size_t)width * sizeof *a->key);
}

/* Adds the inputs of a case to those of the cell it belongs to. */
static void merge(sdg16i_facts *c, int64_t into, int64_t from) {
  for (int64_t i = 0; i < c->def->input_count; i++) {
    double *sum = &c->input[into * c->def->input_count + i];
    *sum += c->input[from * c->def->input_count + i];
  }
}

static int32_t sort_cells(engine *e, struct keyed *order, int64_t *count) {
  sdg16i_facts *c = &e->cells;
  for (int64_t i = 0; i < c->count; i++)
    order[i] = (struct keyed){c->key + i * c->width, i, c->width};
  qsort(order, (size_t)c->count, sizeof *order, by_key);
  int cases = c->entry->code && c->entry->code->rows_are_cases;
  *count = 0;
  for (int64_t i = 0; i < c->count; i++) {
    if (!*count || !same_key(&order[*count - 1], &order[i], c->width)) {
      order[(*count)++] = order[i];
    } else if (cases) {
      merge(c, order[*count - 1].cell, order[i].cell);
    } else {
      char name[SDG16I_PLACE_SIZE];
      return sdg16i_fail_at(
          e->results.error, SDG16_ERR_CONFLICT, c->where, c->row[order[i].cell] + 1, 0,
          "%.200s, data rows %lld and %lld are both of the cell %s: expected one row a cell, "
          "or "
          "the column that tells them apart in by",
          c->where, (long long)c->row[order[*count - 1].cell] + 1,
          (long long)c->row[order[i].cell] + 1, sdg16i_cell_name(c, order[i].key, name));
    }
  }
  return SDG16_OK;
}

static int32_t each_group(engine *e) {
  sdg16i_facts *c = &e->cells;
  struct keyed *order = sdg16i_array(c->count, sizeof *order);
  int64_t *cells = sdg16i_array(c->count, sizeof *cells), count = 0;
  int32_t *key = sdg16i_array(c->width, sizeof *key);
  int32_t status = order && cells && key ? SDG16_OK : sdg16i_fail_memory(e->results.error);
  for (int32_t i = 0; i < c->width && !status; i++) key[i] = SDG16I_TOTAL;
  if (!status) status = sort_cells(e, order, &count);
  for (int64_t i = 0; i < count; i++) cells[i] = order[i].cell;
  for (int64_t begin = 0, end; begin < count && !status; begin = end) {
    for (end = begin + 1;
         end < count && same_key(&order[begin], &order[end], SDG16I_FIRST_AXIS);)
      end++;
    status = one_group(e, cells + begin, end - begin, key);
  }
  free(order);
  free(cells);
  free(key);
  return status;
}

/* ---- which series ---- */

static int32_t choose_switches(engine *e) {
  const sdg16_indicator_def *def = e->cells.def;
  sdg16i_results *r = &e->results;
  e->chosen = sdg16i_arena_array(&r->memory, def->switch_count, sizeof *e->chosen);
  if (!e->chosen) return sdg16i_fail_memory(r->error);
  for (int64_t i = 0; i < def->switch_count; i++) {
    const char *values = def->switches[i].values;
    int64_t size;
    const char *first = sdg16i_part(&values, ';', &size);
    e->chosen[i] = sdg16i_arena_text(&r->memory, first, (size_t)size);
    if (!e->chosen[i]) return sdg16i_fail_memory(r->error);
  }
  for (int64_t k = 0; k < e->options.switch_count; k++) {
    const char *text = e->options.switches[k], *value = NULL, *values, *part;
    int64_t name_size, value_size, size;
    int negated;
    int bad = sdg16i_setting(text, (int64_t)strlen(text), &name_size, &value, &value_size,
                             &negated) ||
              negated;
    int32_t at = bad ? -1 : sdg16i_find_switch(def, text, name_size);
    if (at < 0)
      return sdg16i_fail_at(
          r->error, SDG16_ERR_NAME, "switches", k + 1, 0,
          "switches: '%.100s' found, expected NAME=VALUE of a switch of %.30s", text,
          def->code);
    int known = 0;
    for (values = def->switches[at].values; (part = sdg16i_part(&values, ';', &size));)
      known |= size == value_size && !memcmp(part, value, (size_t)size);
    if (!known)
      return sdg16i_fail_at(r->error, SDG16_ERR_NAME, "switches", k + 1, 0,
                            "switches: '%.100s' found, expected one of: %s", text,
                            def->switches[at].values);
    e->chosen[at] = sdg16i_arena_text(&r->memory, value, (size_t)value_size);
    if (!e->chosen[at]) return sdg16i_fail_memory(r->error);
  }
  for (int64_t i = 0; i < def->switch_count; i++) {
    char setting[200];
    snprintf(setting, sizeof setting, "%.90s=%.90s", def->switches[i].name, e->chosen[i]);
    r->switches = sdg16i_results_join(r, r->switches,
                                      sdg16i_arena_text(&r->memory, setting, strlen(setting)));
    if (!r->switches) return sdg16i_fail_memory(r->error);
  }
  return SDG16_OK;
}

const char *sdg16i_engine_switch(const engine *e, const char *name) {
  int32_t at = sdg16i_find_switch(e->cells.def, name, (int64_t)strlen(name));
  return at < 0 ? "" : e->chosen[at];
}

static int is_chosen(const engine *e, const char *when) {
  int64_t name, size;
  const char *value;
  int negated;
  if (!when) return 1;
  sdg16i_setting(when, (int64_t)strlen(when), &name, &value, &size, &negated);
  int32_t at = sdg16i_find_switch(e->cells.def, when, name);
  return at >= 0 && !strcmp(e->chosen[at], value);
}

static int has_inputs(const engine *e, const sdg16i_formula *f) {
  for (int32_t i = 0; i < f->count; i++)
    for (int32_t k = 0; k < f->term[i].count; k++)
      if (!e->cells.has[f->term[i].input[k]]) return 0;
  return 1;
}

static int32_t slots_of(engine *e, sdg16i_formula *f) {
  for (int32_t i = 0; i < f->count; i++) {
    sdg16i_term *t = &f->term[i];
    if (t->count && (t->slot = sdg16i_cube_slot(&e->cube, t)) < 0)
      return sdg16i_fail(e->results.error, SDG16_ERR_LIMIT,
                         "indicator %.30s: more than %d different terms", e->cells.def->code,
                         SDG16I_SLOTS);
  }
  return SDG16_OK;
}

/* The axis and code of the series' category. *usable: the data have it. */
static int32_t find_category(engine *e, active *a, int *usable) {
  a->axis = -1;
  *usable = 1;
  const char *text = a->series->category, *value;
  if (!text) return SDG16_OK;
  int64_t name, size;
  sdg16i_setting(text, (int64_t)strlen(text), &name, &value, &size, &a->negated);
  for (int32_t i = 0; i < e->cells.axis_count; i++) {
    if (!sdg16i_same(e->cells.axis[i].name, text, name)) continue;
    a->axis = i;
    a->code = SDG16I_TOTAL - 1; /* none of the data */
    for (int64_t k = 0; k < e->cells.axis[i].codes.count; k++)
      if (!strcmp(e->cells.axis[i].codes.levels[k], value)) a->code = (int32_t)k;
    *usable = a->negated || a->code >= 0;
    return SDG16_OK;
  }
  *usable = 0;
  return SDG16_OK;
}

static int32_t choose_series(engine *e) {
  const sdg16_indicator_def *def = e->cells.def;
  e->active = sdg16i_arena_array(&e->results.memory, def->series_count, sizeof *e->active);
  if (!e->active) return sdg16i_fail_memory(e->results.error);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < def->series_count && !status; i++) {
    active *a = &e->active[e->active_count];
    *a = (active){.series = &def->series[i]};
    if (!a->series->numerator || !is_chosen(e, a->series->when)) continue;
    int usable;
    sdg16i_formulas *f = &a->formulas;
    status = sdg16i_series_formulas(def, a->series, f, e->results.error);
    if (!status) status = find_category(e, a, &usable);
    if (status) return status;
    sdg16i_formula *const ALL[] = {
        &f->numerator, &f->denominator, &f->reference_numerator, &f->reference_denominator,
        &f->lower,     &f->upper};
    for (size_t k = 0; k < 4; k++) usable &= has_inputs(e, ALL[k]);
    if (!usable) continue;
    if (!has_inputs(e, &f->lower) || !has_inputs(e, &f->upper))
      f->lower.count = f->upper.count = 0;
    for (size_t k = 0; k < 6 && !status; k++) status = slots_of(e, ALL[k]);
    e->active_count++;
  }
  if (status || e->active_count) return status;
  char needed[400] = "";
  size_t used = 0;
  for (int64_t i = 0; i < def->input_count && used + 60 < sizeof needed; i++)
    if (!(def->inputs[i].flags & SDG16_INPUT_DERIVED) && !e->cells.has[i])
      used += (size_t)snprintf(needed + used, sizeof needed - used, "%s%.40s", used ? ", " : "",
                               def->inputs[i].name);
  return sdg16i_fail_at(e->results.error, SDG16_ERR_COLUMN, e->cells.where, 0, 0,
                        "%.200s: no series of %.30s can be computed from these columns; those "
                        "that are not there are: %s (see the catalog)",
                        e->cells.where, def->code, needed);
}

/* Parts above their wholes, row by row, so that the message can name the row. */
static int32_t check_shares(const engine *e) {
  const sdg16i_facts *c = &e->cells;
  for (int64_t cell = 0; cell < c->count; cell++)
    for (int32_t i = 0; i < e->active_count; i++) {
      const active *a = &e->active[i];
      if (!(a->series->flags & SDG16_SERIES_PART)) continue;
      const double *input = c->input + cell * c->def->input_count;
      double sums[2] = {0, 0};
      const sdg16i_formula *const FORMULAS[] = {&a->formulas.numerator,
                                                &a->formulas.denominator};
      for (int k = 0; k < 2; k++)
        for (int32_t t = 0; t < FORMULAS[k]->count; t++) {
          double product = FORMULAS[k]->term[t].coefficient;
          for (int32_t f = 0; f < FORMULAS[k]->term[t].count; f++)
            product *= input[FORMULAS[k]->term[t].input[f]];
          sums[k] += product;
        }
      if (!(sums[0] > sums[1] * (1 + 1e-12))) continue;
      char where[SDG16I_PLACE_SIZE];
      return share_above(e, a->series, sdg16i_place(c, c->row[cell], -1, where), sums[0],
                         sums[1], c->row[cell] + 1);
    }
  return SDG16_OK;
}

/* ---- the whole ---- */

struct sdg16_indicator {
  sdg16_table *results, *doubts;
  char sha256[SDG16I_SHA256_HEX_SIZE];
};

/* Names, kinds and cells, column by column. */
static void digest(const sdg16_table *table, char out[SDG16I_SHA256_HEX_SIZE]) {
  sdg16i_sha256 hash;
  sdg16i_sha256_init(&hash);
  for (int64_t c = 0; c < sdg16_table_columns(table); c++) {
    const char *name = sdg16_table_name(table, c);
    sdg16i_sha256_update(&hash, name, (int64_t)strlen(name) + 1);
    for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
      char buffer[SDG16I_TEXT_SIZE];
      const char *text = sdg16i_text_at(table, c, row, buffer);
      if (text) sdg16i_sha256_update(&hash, text, (int64_t)strlen(text));
      sdg16i_sha256_update(&hash, text ? "\n" : "\n\n", text ? 1 : 2);
    }
  }
  sdg16i_sha256_hex(&hash, out);
}

int32_t sdg16_indicator_options_init(sdg16_indicator_options *options, int64_t size) {
  const sdg16_indicator_options defaults = {
      .struct_size = sizeof defaults, .small_count = 100, .level = 0.95};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

static int32_t check_texts(const char *what, int64_t count, const char *const *texts,
                           sdg16_error *error) {
  int bad = count < 0 || count > 1000 || (count && !texts);
  for (int64_t i = 0; i < count && !bad; i++) bad = !texts[i];
  if (!bad) return SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, what, 0, 0,
                        "%s: a NULL or a bad number of texts found (%lld)", what,
                        (long long)count);
}

static int32_t check_options(const sdg16_indicator_options *o, sdg16_error *error) {
  int32_t status = check_texts("map", o->map_count, o->map_names, error);
  if (!status) status = check_texts("map", o->map_count, o->map_columns, error);
  if (!status) status = check_texts("by", o->by_count, o->by, error);
  if (!status) status = check_texts("switches", o->switch_count, o->switches, error);
  if (status) return status;
  if (!sdg16_count_interval_name(o->interval))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "interval", 0, 0,
                          "interval: %d found, expected an SDG16_COUNT_INTERVAL_ value",
                          (int)o->interval);
  if (!(o->level > 0 && o->level < 1))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "level", 0, 0,
                          "level: expected a number between 0 and 1");
  if (!(o->population >= 0) || isinf(o->population))
    return sdg16i_fail_at(error, SDG16_ERR_POPULATION, "population", 0, 0,
                          "population: expected a number of people above 0");
  if (!(o->small_count >= 0))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "small_count", 0, 0,
                          "small_count: expected a number, 0 or above");
  if (o->population > 0 && o->population_table)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "population", 0, 0,
                          "population: a number and a table found, expected one of them");
  return SDG16_OK;
}

static int32_t check_computable(const sdg16_indicator_def *def, sdg16_error *error) {
  for (int64_t i = 0; i < def->series_count; i++)
    if (def->series[i].numerator) return SDG16_OK;
  int survey = 0;
  for (int64_t i = 0; i < def->input_count; i++)
    survey |= def->inputs[i].kind == SDG16_INPUT_MICRODATA;
  return sdg16i_fail_at(error, SDG16_ERR_UNSUPPORTED, "code", 0, 0,
                        "indicator %.30s is not computed from counts: %s", def->code,
                        survey ? "it takes the microdata of a survey"
                               : "its estimator is not in this version");
}

static int32_t compute(engine *e, sdg16_indicator *indicator, sdg16_error *error) {
  int32_t status = choose_switches(e);
  if (!status) status = sdg16i_facts_read(&e->cells, error);
  if (!status) status = choose_series(e);
  if (!status) status = check_shares(e);
  if (!status) status = each_group(e);
  if (!status && e->cells.lacking[0])
    status = sdg16i_results_doubt(&e->results, "population", e->cells.key,
                                  "the population table has groups that the data lack (%s): "
                                  "totals are of the groups in the data",
                                  e->cells.lacking);
  if (!status && e->cells.entry->code && e->cells.entry->code->finish)
    status = e->cells.entry->code->finish(&e->results, error);
  if (!status) status = sdg16i_results_table(&e->results, &indicator->results);
  if (!status) status = sdg16i_results_doubts(&e->results, &indicator->doubts);
  if (!status) digest(e->cells.data, indicator->sha256);
  return status;
}

int32_t sdg16_indicator_new(const sdg16_registry *registry, const char *code,
                            const sdg16_table *data, const sdg16_indicator_options *options,
                            sdg16_indicator **out, sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out: NULL found, expected a pointer");
  *out = NULL;
  if (!code || !data)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s: NULL found", code ? "data" : "code");
  engine *e = calloc(1, sizeof *e);
  if (!e) return sdg16i_fail_memory(error);
  sdg16_indicator_options_init(&e->options, (int64_t)sizeof e->options);
  int32_t status = sdg16i_struct_in(options, &e->options, (int64_t)sizeof e->options,
                                    "sdg16_indicator_options", error);
  const sdg16i_entry *named, *computed;
  if (!status) status = check_options(&e->options, error);
  if (!status) status = sdg16i_registry_resolve(registry, code, &named, &computed, error);
  if (!status) status = check_computable(computed->def, error);
  sdg16_indicator *indicator = NULL;
  if (!status && !(indicator = calloc(1, sizeof *indicator)))
    status = sdg16i_fail_memory(error);
  if (!status) {
    const char *where = e->options.source_name;
    e->cells = (sdg16i_facts){.entry = computed,
                              .def = computed->def,
                              .data = data,
                              .options = &e->options,
                              .where = where && *where ? where : "data"};
    e->cube = (sdg16i_cube){.cells = &e->cells, .error = error};
    e->results = (sdg16i_results){.cells = &e->cells, .code = named->def->code, .error = error};
    e->cells.engine = e;
    status = compute(e, indicator, error);
    sdg16i_results_free(&e->results);
    sdg16i_facts_free(&e->cells);
  }
  free(e);
  if (status) {
    sdg16_indicator_free(indicator);
    return status;
  }
  *out = indicator;
  return SDG16_OK;
}

void sdg16_indicator_free(sdg16_indicator *indicator) {
  if (!indicator) return;
  sdg16_table_free(indicator->results);
  sdg16_table_free(indicator->doubts);
  free(indicator);
}

const sdg16_table *sdg16_indicator_results(const sdg16_indicator *indicator) {
  return indicator ? indicator->results : NULL;
}
const sdg16_table *sdg16_indicator_diagnostics(const sdg16_indicator *indicator) {
  return indicator ? indicator->doubts : NULL;
}
const char *sdg16_indicator_sha256(const sdg16_indicator *indicator) {
  return indicator ? indicator->sha256 : NULL;
}
