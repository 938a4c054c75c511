/* Values of one cell of the output, and what its parts leave over. */
#include "base/error.h"
#include "indicators/counts/computation.h"
#include "indicators/registry/categories.h"
#include "num/exact_poisson.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- formulas over sums ---- */

static double evaluate_formula(const sdg16i_formula *f, const sdg16i_sums *sums, uint8_t *why) {
  double value = 0;
  for (int32_t i = 0; i < f->count; i++) {
    const sdg16i_formula_term *t = &f->term[i];
    if (!t->count) {
      value += t->coefficient;
      continue;
    }
    value += t->coefficient * sums->value[t->slot];
    if (sums->why[t->slot] > *why) *why = sums->why[t->slot];
  }
  return f->count ? value : NAN;
}

static const char *const STATUS[] = {"ok", "missing-input", "no-population", "not-additive"};

/* The exact limits of a count. */
static void poisson_limits(sdg16i_computation *e, double count, double *lower, double *upper) {
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

static void set_interval(sdg16i_computation *e, const sdg16i_active_series *a,
                         const sdg16i_sums *sums, sdg16i_indicator_row *row) {
  const sdg16_indicator_options *o = &e->options;
  double scale = sdg16i_multiplier(a->series);
  if (a->formulas.denominator.count) scale /= row->denominator;
  if (a->formulas.lower.count && a->formulas.upper.count) {
    uint8_t why = 0;
    row->lower = evaluate_formula(&a->formulas.lower, sums, &why) * scale;
    row->upper = evaluate_formula(&a->formulas.upper, sums, &why) * scale;
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

static int is_estimated(const sdg16i_computation *e, const sdg16i_slot *slot);

/* Is a count or an estimate above the people it is about? Populations are often in thousands
 * or millions. */
static int32_t check_people(sdg16i_computation *e, const sdg16i_active_series *a,
                            const int32_t *key, const sdg16i_indicator_row *row) {
  int people = a->formulas.denominator.count == 1 && row->multiplier >= 100000, estimated = 0;
  for (int32_t i = 0; i < a->formulas.denominator.count; i++)
    people &= e->cube.slot[a->formulas.denominator.term[i].slot].people;
  for (int32_t i = 0; i < a->formulas.numerator.count; i++)
    estimated |= is_estimated(e, &e->cube.slot[a->formulas.numerator.term[i].slot]);
  int above = row->numerator > row->denominator ||
              (estimated && isfinite(row->upper) && row->upper > row->multiplier);
  /* sums beyond the range of doubles have a status of their own */
  if (!people || !above || !isfinite(row->numerator)) return SDG16_OK;
  char name[SDG16I_PLACE_SIZE], events[32], population[32];
  sdg16_format_double(row->numerator, events, sizeof events);
  sdg16_format_double(row->denominator, population, sizeof population);
  sdg16i_cell_name(&e->cells, key, name);
  if (!estimated)
    return sdg16i_fail_at(e->results.error, SDG16_ERR_POPULATION, e->cells.where, 0, 0,
                          "%.200s (%s): expected at most as many events as people, found %s "
                          "events and a population of %s: is the population in thousands or "
                          "millions?",
                          e->cells.where, name, events, population);
  return sdg16i_results_diagnostic(
      &e->results, "population", key,
      "%s: %s is above the population of %s: is the population in thousands or millions, or "
      "is the estimate of no use?",
      name, row->numerator > row->denominator ? "the estimate" : "the upper limit", population);
}

/* The row of a series from its sums. */
static int32_t add_row(sdg16i_computation *e, const sdg16i_active_series *a,
                       const sdg16i_sums *sums, const int32_t *key,
                       const sdg16i_indicator_row *attributes, const char *flag) {
  const sdg16_series *s = a->series;
  uint8_t why = 0;
  sdg16i_indicator_row row = *attributes;
  row.series = s;
  row.label = s->label;
  row.unit = s->unit;
  row.variant = s->flags & SDG16_SERIES_SUPPLEMENTARY
                    ? sdg16_series_flag_name(SDG16_SERIES_SUPPLEMENTARY)
                : s->flags & SDG16_SERIES_GROUPS ? sdg16_series_flag_name(SDG16_SERIES_GROUPS)
                                                 : NULL;
  row.multiplier = sdg16i_multiplier(s);
  row.lower = row.upper = row.level = NAN;
  row.numerator = evaluate_formula(&a->formulas.numerator, sums, &why);
  row.denominator = evaluate_formula(&a->formulas.denominator, sums, &why);
  row.reference_numerator = evaluate_formula(&a->formulas.reference_numerator, sums, &why);
  row.reference_denominator = evaluate_formula(&a->formulas.reference_denominator, sums, &why);
  int whole = a->formulas.denominator.count, reference = a->formulas.reference_numerator.count;
  row.status = STATUS[why];
  if (!why && ((whole && row.denominator == 0) ||
               (reference && (row.reference_denominator == 0 || row.reference_numerator == 0))))
    row.status = "zero-denominator";
  row.value = NAN;
  if (!strcmp(row.status, "ok")) {
    if (s->flags & SDG16_SERIES_PART && row.numerator > row.denominator * (1 + 1e-12)) {
      char name[SDG16I_PLACE_SIZE];
      return sdg16i_computation_share(e, s, sdg16i_cell_name(&e->cells, key, name),
                                      row.numerator, row.denominator, 0);
    }
    /* the product first: 546 x 100000 is exact, 546 / 37618495 is not */
    row.value = row.numerator * row.multiplier;
    if (whole) row.value /= row.denominator;
    if (reference) row.value /= row.reference_numerator / row.reference_denominator;
    set_interval(e, a, sums, &row);
    int32_t status = check_people(e, a, key, &row);
    if (status) return status;
  } else {
    row.obs_status = "O";
    row.nature = "_X";
  }
  row.flags = sdg16i_arena_join(&e->results.memory, row.flags, flag);
  return sdg16i_results_add(&e->results, &row, key);
}

/* ---- one cell of the output ---- */

/* The first text of a column that is not the usual one, in the rows of a cell; NULL: none. */
static const char *unusual_text(const sdg16i_indicator_data *c, int64_t column, int64_t cell,
                                const char *usual, char buffer[SDG16I_TEXT_SIZE]) {
  for (; column >= 0 && cell >= 0; cell = c->next_part[cell]) {
    const char *found = sdg16i_text_at(c->data, column, c->row[cell], buffer);
    if (found && (!usual || strcmp(found, usual))) return found;
  }
  return NULL;
}

/* What the rows behind a value say of it: the first that is not the usual. */
static int32_t attributes_of(sdg16i_computation *e, const int64_t *cells, int64_t count,
                             sdg16i_indicator_row *out) {
  const sdg16i_indicator_data *c = &e->cells;
  const struct {
    int64_t column;
    const char *usual;
    const char **text;
  } ATTRIBUTES[] = {{c->nature, "C", &out->nature},
                    {c->obs_status, "A", &out->obs_status},
                    {c->time_detail, NULL, &out->time_detail}};
  *out = (sdg16i_indicator_row){0};
  for (size_t k = 0; k < sizeof ATTRIBUTES / sizeof ATTRIBUTES[0]; k++) {
    char buffer[SDG16I_TEXT_SIZE];
    const char *found = NULL;
    for (int64_t i = 0; i < count && !found; i++)
      found = unusual_text(c, ATTRIBUTES[k].column, cells[i], ATTRIBUTES[k].usual, buffer);
    *ATTRIBUTES[k].text = ATTRIBUTES[k].usual;
    if (!found) continue;
    *ATTRIBUTES[k].text = sdg16i_arena_text(&e->results.memory, found, strlen(found));
    if (!*ATTRIBUTES[k].text) return sdg16i_fail_memory(e->results.error);
  }
  return SDG16_OK;
}

/* The cells of a series' category among `cells`; which axis is then no longer free. */
static int64_t of_category(sdg16i_computation *e, const sdg16i_active_series *a,
                           const int64_t *cells, int64_t count, uint32_t *free_axes,
                           int32_t *key, int64_t *out) {
  if (a->axis < 0) {
    memcpy(out, cells, (size_t)count * sizeof *out);
    return count;
  }
  int fixed = !(*free_axes >> a->axis & 1);
  int apart = e->cells.axis[a->axis].flags & SDG16_DIMENSION_SEPARATE;
  if (fixed && !apart) return 0; /* told in the rows of the whole */
  *free_axes &= ~(1u << a->axis);
  int64_t found = 0;
  for (int64_t i = 0; i < count; i++)
    if ((sdg16i_margins_code(&e->cube, cells[i], a->axis) == a->code) != a->negated)
      out[found++] = cells[i];
  if (!fixed && !a->negated) key[SDG16I_FIRST_AXIS + a->axis] = a->code;
  return found;
}

/* The rest of a total that no category has is of unknown category, if there is no other. */
static int32_t emit_rest(sdg16i_computation *e, const int32_t *key, int32_t axis,
                         const sdg16i_sums *total, const sdg16i_sums *parts) {
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
  const sdg16i_indicator_row attributes = {.nature = "C", .obs_status = "A"};
  int32_t status = SDG16_OK;
  for (int32_t i = 0; i < e->active_count && !status; i++)
    if (e->active[i].axis < 0)
      status = add_row(e, &e->active[i], &rest, own, &attributes, "remainder");
  return status;
}

/* Estimates of groups need not add up to the estimate of all. */
static int is_estimated(const sdg16i_computation *e, const sdg16i_slot *slot) {
  for (int32_t i = 0; i < slot->count; i++)
    if (e->cells.def->inputs[slot->input[i]].kind == SDG16_INPUT_ESTIMATE) return 1;
  return 0;
}

/* Is it a total but for dimensions that are always apart? */
static int is_outermost(const sdg16i_computation *e, const int32_t *key) {
  for (int32_t i = 0; i < e->cells.axis_count; i++)
    if (key[SDG16I_FIRST_AXIS + i] >= 0 && !(e->cells.axis[i].flags & SDG16_DIMENSION_SEPARATE))
      return 0;
  return 1;
}

/* What a breakdown has beside its parts. */
enum {
  REST_UNKNOWN,  /* the parts leave out nobody, or the data have an unknown elsewhere */
  REST_OPEN,     /* some categories are not given: the rest is not broken down */
  REST_NO_TOTAL, /* the same, and there is no row of the total */
  REST_GIVEN     /* the unknown are one of the parts */
};

/* Which it is, for the cells of an axis; -1: none is broken down. */
static int32_t kind_of_rest(sdg16i_computation *e, const int64_t *cells, int64_t count,
                            int32_t axis, int *out) {
  const sdg16i_axis *a = &e->cells.axis[axis];
  char unknown[SDG16I_CODE_SIZE];
  sdg16i_category_unknown(a->def, unknown);
  const char **codes = sdg16i_array(count, sizeof *codes);
  if (!codes) return sdg16i_fail_memory(e->results.error);
  int64_t given = 0;
  *out = -1;
  for (int64_t i = 0; i < count; i++) {
    int32_t code = sdg16i_margins_code(&e->cube, cells[i], axis);
    if (code < 0) continue;
    codes[given++] = a->codes.levels[code];
    if (!strcmp(codes[given - 1], unknown)) *out = REST_GIVEN;
  }
  if (given && *out < 0) {
    int all = a->names_unknown || sdg16i_categories_are_all(a->def, given, codes);
    *out = all ? REST_UNKNOWN : given < count ? REST_OPEN : REST_NO_TOTAL;
  }
  free(codes);
  return SDG16_OK;
}

/* Are parts alone the total, and some of the known categories are missing? The reader is told.
 */
static int32_t tell_of_gaps(sdg16i_computation *e, const int32_t *key, int32_t axis, int rest) {
  const sdg16i_axis *a = &e->cells.axis[axis];
  char place[SDG16I_PLACE_SIZE];
  const sdg16i_code *code = e->cells.entry->code;
  int closed = sdg16i_is_age(a->def) || sdg16i_categories_known(a->def) > 1;
  int cases = code && code->rows_are_cases; /* a category without cases has none */
  if (rest != REST_NO_TOTAL || !closed || cases || !is_outermost(e, key)) return SDG16_OK;
  return sdg16i_results_diagnostic(
      &e->results, "incomplete", key,
      "%s: the total is the sum of the categories of %s that the data have, and these are not "
      "all; add the others, or a row of the total",
      sdg16i_cell_name(&e->cells, key, place), a->name);
}

/* Of one axis: the whole against the sum of its parts. */
static int32_t compare_total(sdg16i_computation *e, const int32_t *key, int32_t axis,
                             const sdg16i_sums *total, const sdg16i_sums *parts, int rest) {
  sdg16i_axis *a = &e->cells.axis[axis];
  int less = 0, more = 0, outermost = is_outermost(e, key);
  char place[SDG16I_PLACE_SIZE];
  int32_t status = SDG16_OK;
  for (int32_t s = 0; s < e->cube.slot_count && !status; s++) {
    double whole = total->value[s], sum = parts->value[s];
    if (e->cube.slot[s].base || !isfinite(whole) || !isfinite(sum) ||
        is_estimated(e, &e->cube.slot[s]))
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
                            "%.200s (%s): %.60s is %s in all, but its parts by %.60s add up to "
                            "%s: a blank or _T is the total; write _U for what is not known",
                            e->cells.where, sdg16i_cell_name(&e->cells, key, place),
                            e->cells.def->inputs[e->cube.slot[s].input[0]].name, has, a->name,
                            adds);
    if (outermost)
      status = sdg16i_results_diagnostic(
          &e->results, "parts", key, "%s: %s is %s in all, but its parts by %s add up to %s%s",
          sdg16i_cell_name(&e->cells, key, place),
          e->cells.def->inputs[e->cube.slot[s].input[0]].name, has, a->name, adds,
          rest == REST_OPEN && sum < whole
              ? ": the others are not broken down; if they are unknown, add a row of _U"
              : "");
  }
  if (!status && less && !more && a->asked && rest == REST_UNKNOWN)
    status = emit_rest(e, key, axis, total, parts);
  return status;
}

/* Totals that the data state may be above the sum of their parts: sex or age is not known
 * of everybody. */
static int32_t reconcile_totals(sdg16i_computation *e, const int64_t *cells, int64_t count,
                                uint32_t free_axes, const int32_t *key) {
  sdg16i_sums total, parts;
  int32_t status = sdg16i_margins_one(&e->cube, cells, count, free_axes, &total, NULL);
  for (int32_t axis = 0; axis < e->cells.axis_count && !status; axis++) {
    sdg16i_axis *a = &e->cells.axis[axis];
    if (!(free_axes >> axis & 1) || a->flags & SDG16_DIMENSION_OVERLAP) continue;
    int rest = -1;
    status = kind_of_rest(e, cells, count, axis, &rest);
    if (status || rest < 0) continue;
    status = tell_of_gaps(e, key, axis, rest);
    if (status || rest == REST_NO_TOTAL) continue;
    /* parts that cannot be added up say nothing: bands that overlap, say */
    sdg16i_margins silent = e->cube;
    silent.error = NULL;
    status = sdg16i_margins_parts(&silent, cells, count, free_axes, axis, &parts);
    if (status == SDG16_ERR_MEMORY) return sdg16i_fail_memory(e->results.error);
    if (!status) status = compare_total(e, key, axis, &total, &parts, rest);
    if (status == SDG16_ERR_BAND || status == SDG16_ERR_CONFLICT) status = SDG16_OK;
  }
  return status;
}

/* Do the cells say nothing of what a series of a sub-indicator counts? Its optional columns
 * that are blank there are of other rows of the file: of the chamber, not of its committees. */
static int is_absent(const sdg16i_computation *e, const sdg16i_active_series *a,
                     const int64_t *cells, int64_t count) {
  const sdg16i_indicator_data *c = &e->cells;
  if (!a->series->part) return 0;
  for (int32_t i = 0; i < a->formulas.numerator.count; i++) {
    const sdg16i_formula_term *t = &a->formulas.numerator.term[i];
    for (int32_t f = 0; f < t->count; f++) {
      int32_t flags = c->def->inputs[t->input[f]].flags;
      if (!(flags & SDG16_INPUT_OPTIONAL) || flags & SDG16_INPUT_DERIVED) return 0;
      for (int64_t k = 0; k < count; k++)
        if (!isnan(c->input[cells[k] * c->def->input_count + t->input[f]])) return 0;
    }
  }
  return 1;
}

/* The series of one cell of the output, and what its parts leave over. */
int32_t sdg16i_result_rows_of_group(sdg16i_computation *e, const int64_t *cells, int64_t count,
                                    uint32_t free_axes, const int32_t *key) {
  int64_t *chosen = malloc((size_t)count * sizeof *chosen + 1);
  int32_t *own = malloc((size_t)e->cells.width * sizeof *own);
  int32_t status = chosen && own ? SDG16_OK : sdg16i_fail_memory(e->results.error);
  sdg16i_sums sums;
  sdg16i_indicator_row attributes;
  const sdg16i_active_series *before = NULL;
  int64_t found = 0;
  for (int32_t i = 0; i < e->active_count && !status; i++) {
    const sdg16i_active_series *a = &e->active[i];
    if (before && before->axis == a->axis && before->code == a->code &&
        before->negated == a->negated) {
      if (!is_absent(e, a, chosen, found))
        status = add_row(e, a, &sums, own, &attributes, NULL);
      continue;
    }
    uint32_t remaining = free_axes;
    memcpy(own, key, (size_t)e->cells.width * sizeof *own);
    int64_t total;
    found = of_category(e, a, cells, count, &remaining, own, chosen);
    before = found ? a : NULL;
    if (!found) continue;
    status = sdg16i_margins_one(&e->cube, chosen, found, remaining, &sums, &total);
    if (!status)
      status =
          attributes_of(e, total >= 0 ? &total : chosen, total >= 0 ? 1 : found, &attributes);
    if (!status && !is_absent(e, a, chosen, found))
      status = add_row(e, a, &sums, own, &attributes, NULL);
  }
  if (!status) status = reconcile_totals(e, cells, count, free_axes, key);
  if (!status && e->options.standard)
    status = sdg16i_computation_standardise(e, cells, count, free_axes, key);
  free(chosen);
  free(own);
  return status;
}
