#include "indicators/counts/margins.h"

#include "base/error.h"
#include "indicators/registry/categories.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int32_t sdg16i_margins_slot(sdg16i_margins *cube, const sdg16i_formula_term *term) {
  const sdg16_indicator_def *def = cube->cells->def;
  for (int32_t i = 0; i < cube->slot_count; i++)
    if (cube->slot[i].count == term->count &&
        !memcmp(cube->slot[i].input, term->input, (size_t)term->count * sizeof(int32_t)))
      return i;
  if (cube->slot_count == SDG16I_SLOTS) return -1;
  sdg16i_slot *slot = &cube->slot[cube->slot_count];
  *slot = (sdg16i_slot){.count = term->count, .base = 1};
  for (int32_t i = 0; i < term->count; i++) {
    const sdg16_input *input = &def->inputs[term->input[i]];
    slot->input[i] = term->input[i];
    if (input->kind != SDG16_INPUT_POPULATION && !(input->flags & SDG16_INPUT_BASE))
      slot->base = 0;
    slot->people |= input->kind == SDG16_INPUT_POPULATION;
  }
  slot->people &= slot->base;
  return cube->slot_count++;
}

static double product_of_inputs(const sdg16i_margins *cube, int64_t cell,
                                const sdg16i_slot *slot) {
  const double *input = cube->cells->input + cell * cube->cells->def->input_count;
  double value = 1;
  for (int32_t i = 0; i < slot->count; i++) value *= input[slot->input[i]];
  return value;
}

/* A group that has no population by its nature. */
static int without_people(const sdg16i_margins *cube, int32_t axis, int32_t code) {
  const sdg16i_axis *a = &cube->cells->axis[axis];
  return sdg16i_category_without_people(a->def, a->codes.levels[code]);
}

static void of_cell(const sdg16i_margins *cube, int64_t cell, sdg16i_sums *out) {
  for (int32_t s = 0; s < cube->slot_count; s++) {
    out->value[s] = product_of_inputs(cube, cell, &cube->slot[s]);
    out->why[s] = !isnan(out->value[s])  ? SDG16I_WHY_NONE
                  : cube->slot[s].people ? SDG16I_WHY_POPULATION
                                         : SDG16I_WHY_MISSING;
  }
}

int64_t sdg16i_margins_select(const sdg16i_margins *cube, const int64_t *cells, int64_t count,
                              int32_t axis, int32_t code, int64_t *out) {
  int64_t found = 0;
  for (int64_t i = 0; i < count; i++)
    if (sdg16i_margins_code(cube, cells[i], axis) == code) out[found++] = cells[i];
  return found;
}

/* Is the axis one that divides the slot? */
static int divides_slot(const sdg16i_margins *cube, int32_t axis, const sdg16i_slot *slot) {
  const sdg16i_axis *a = &cube->cells->axis[axis];
  if (!slot->base) return 1;
  return slot->people && cube->cells->from_table ? a->divides
                                                 : a->flags & SDG16_DIMENSION_PEOPLE;
}

static int32_t base_differs(const sdg16i_margins *cube, int64_t cell, int32_t axis,
                            const sdg16i_slot *slot) {
  char name[SDG16I_PLACE_SIZE];
  const sdg16i_indicator_data *c = cube->cells;
  return sdg16i_fail_at(cube->error, SDG16_ERR_CONFLICT, c->where, c->row[cell] + 1, 0,
                        "%.200s, data row %lld (%s): %.60s must be the same in all categories "
                        "of '%.60s', which do not divide it",
                        c->where, (long long)c->row[cell] + 1,
                        sdg16i_cell_name(c, c->key + cell * c->width, name),
                        c->def->inputs[slot->input[0]].name, c->axis[axis].name);
}

/* Adds the sums of one category to those of the ones before. */
static int32_t add_category(const sdg16i_margins *cube, int32_t axis, int32_t code,
                            int64_t cell, const sdg16i_sums *part, int first,
                            sdg16i_sums *sum) {
  int overlap = cube->cells->axis[axis].flags & SDG16_DIMENSION_OVERLAP;
  for (int32_t s = 0; s < cube->slot_count; s++) {
    const sdg16i_slot *slot = &cube->slot[s];
    double value = part->value[s];
    if (slot->base && !divides_slot(cube, axis, slot)) {
      /* the same in each category, blank in some */
      if (first || isnan(sum->value[s])) {
        sum->value[s] = value;
        sum->why[s] = part->why[s];
      } else if (!isnan(value) && value != sum->value[s]) {
        return base_differs(cube, cell, axis, slot);
      }
      continue;
    }
    if (first) sum->value[s] = 0, sum->why[s] = SDG16I_WHY_NONE;
    if (overlap) {
      sum->value[s] = NAN;
      sum->why[s] = SDG16I_WHY_NOT_ADDITIVE;
    } else if (slot->people && isnan(value) && without_people(cube, axis, code)) {
      continue; /* nobody lives in "unknown" */
    } else {
      sum->value[s] += value;
      if (part->why[s] > sum->why[s]) sum->why[s] = part->why[s];
    }
  }
  return SDG16_OK;
}

static int32_t refuse_overlap(const sdg16i_margins *cube, int32_t axis, int32_t one,
                              int32_t other) {
  const sdg16i_axis *a = &cube->cells->axis[axis];
  return sdg16i_fail_at(cube->error, SDG16_ERR_BAND, cube->cells->where, 0, 0,
                        "%.200s: the bands '%.40s' and '%.40s' of '%.60s' must not overlap (or "
                        "there must be a row of the total)",
                        cube->cells->where, a->codes.levels[one], a->codes.levels[other],
                        a->name);
}

/* A dimension that the indicator does not know: does it divide the population, or does each
 * row have the whole one? */
static int32_t check_unknown_axis(const sdg16i_margins *cube, int32_t axis, const double *first,
                                  int same) {
  const sdg16i_indicator_data *c = cube->cells;
  if (c->axis[axis].def || c->from_table || !same) return SDG16_OK;
  for (int32_t s = 0; s < cube->slot_count; s++)
    if (cube->slot[s].people && !isnan(first[s]))
      return sdg16i_fail_at(
          cube->error, SDG16_ERR_CONFLICT, c->where, 0, 0,
          "%.200s: expected the population of each category of '%.60s', found the same in "
          "every one (or give a population table without that column)",
          c->where, c->axis[axis].name);
  return SDG16_OK;
}

int32_t sdg16i_margins_parts(const sdg16i_margins *cube, const int64_t *cells, int64_t count,
                             uint32_t free_axes, int32_t axis, sdg16i_sums *out) {
  const sdg16i_axis *a = &cube->cells->axis[axis];
  int ages = sdg16i_is_age(a->def);
  int64_t *part = malloc((size_t)count * sizeof *part + 1);
  uint8_t *present = calloc((size_t)a->codes.count + 1, 1);
  int32_t status = part && present ? SDG16_OK : sdg16i_fail_memory(cube->error);
  int first = 1, same = 0; /* categories whose populations are those of the first */
  double people[SDG16I_SLOTS];
  for (int64_t i = 0; i < count && !status; i++) {
    int32_t code = sdg16i_margins_code(cube, cells[i], axis);
    if (code >= 0) present[code] = 1;
  }
  for (int32_t code = 0; code < a->codes.count && !status; code++) {
    if (!present[code]) continue;
    double low, high, from, to;
    if (ages && !sdg16i_age_band(a->codes.levels[code], &low, &high))
      for (int32_t k = 0; k < code && !status; k++)
        if (present[k] && !sdg16i_age_band(a->codes.levels[k], &from, &to) && from < high &&
            low < to)
          status = refuse_overlap(cube, axis, k, code);
    sdg16i_sums sums;
    int64_t found = status ? 0 : sdg16i_margins_select(cube, cells, count, axis, code, part);
    if (!status)
      status = sdg16i_margins_one(cube, part, found, free_axes & ~(1u << axis), &sums, NULL);
    if (!status) status = add_category(cube, axis, code, part[0], &sums, first, out);
    if (status) break;
    int equal = 1;
    for (int32_t s = 0; s < cube->slot_count; s++) {
      if (first) people[s] = sums.value[s];
      if (cube->slot[s].people && sums.value[s] != people[s]) equal = 0;
    }
    same = first ? 0 : equal && same >= 0 ? 1 : -1;
    first = 0;
  }
  if (!status && !first) status = check_unknown_axis(cube, axis, people, same > 0);
  free(part);
  free(present);
  return status;
}

/* Does the cell say something of this axis alone, among the free ones? */
static int names_only_axis(const sdg16i_margins *cube, int64_t cell, uint32_t free_axes,
                           int32_t axis) {
  for (int32_t i = 0; i < cube->cells->axis_count; i++)
    if (free_axes >> i & 1 && (sdg16i_margins_code(cube, cell, i) >= 0) != (i == axis))
      return 0;
  return 1;
}

int32_t sdg16i_margins_one(const sdg16i_margins *cube, const int64_t *cells, int64_t count,
                           uint32_t free_axes, sdg16i_sums *out, int64_t *total) {
  int32_t best = -1, best_is_plain = 0;
  if (total) *total = -1;
  for (int64_t i = 0; i < count; i++) {
    if (names_only_axis(cube, cells[i], free_axes, -1)) {
      if (total) *total = cells[i];
      of_cell(cube, cells[i], out);
      return SDG16_OK;
    }
    for (int32_t axis = 0; axis < cube->cells->axis_count && !best_is_plain; axis++) {
      if (!(free_axes >> axis & 1) || sdg16i_margins_code(cube, cells[i], axis) < 0) continue;
      int plain = names_only_axis(cube, cells[i], free_axes, axis);
      if (best < 0 || plain) best = axis, best_is_plain = plain;
    }
  }
  if (best >= 0) return sdg16i_margins_parts(cube, cells, count, free_axes, best, out);
  for (int32_t s = 0; s < cube->slot_count; s++) {
    out->value[s] = NAN;
    out->why[s] = SDG16I_WHY_MISSING;
  }
  return SDG16_OK;
}
