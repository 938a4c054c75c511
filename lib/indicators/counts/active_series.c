/* Which series are computed: by the settings of switches, and by the inputs in the data. */
#include "base/error.h"
#include "base/text.h"
#include "indicators/counts/computation.h"

#include <stdio.h>
#include <string.h>

/* Of counts or of microdata: a switch that series of the other form alone name says nothing
 * of the result. */
static int has_effect(const sdg16i_computation *e, const char *name) {
  const sdg16_indicator_def *def = e->cells.def;
  int named = 0;
  for (int64_t i = 0; i < def->series_count; i++) {
    const char *when = def->series[i].when;
    int64_t size, name_size, value_size;
    const char *value;
    int negated;
    for (const char *part; (part = sdg16i_part(&when, ';', &size));) {
      if (sdg16i_setting(part, size, &name_size, &value, &value_size, &negated) ||
          !sdg16i_same(name, part, name_size))
        continue;
      named = 1;
      if (e->cells.microdata ? def->series[i].survey_numerator != NULL
                             : def->series[i].numerator != NULL)
        return 1;
    }
  }
  return !named;
}

int32_t sdg16i_computation_switches(sdg16i_computation *e) {
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
      return sdg16i_fail_at(r->error, SDG16_ERR_NAME, "switches", k + 1, 0,
                            "switches must be NAME=VALUE of a switch of %.30s, not '%.100s'",
                            def->code, text);
    if (!has_effect(e, def->switches[at].name))
      return sdg16i_fail_at(r->error, SDG16_ERR_OPTION, "switches", k + 1, 0,
                            "switches: '%.100s' is for %s only", text,
                            e->cells.microdata ? "counts" : "microdata");
    int known = 0;
    for (values = def->switches[at].values; (part = sdg16i_part(&values, ';', &size));)
      known |= size == value_size && !memcmp(part, value, (size_t)size);
    if (!known)
      return sdg16i_fail_at(r->error, SDG16_ERR_NAME, "switches", k + 1, 0,
                            "switches must be one of %s, not '%.100s'",
                            def->switches[at].values, text);
    e->chosen[at] = sdg16i_arena_text(&r->memory, value, (size_t)value_size);
    if (!e->chosen[at]) return sdg16i_fail_memory(r->error);
  }
  for (int64_t i = 0; i < def->switch_count; i++) {
    char setting[200];
    if (!has_effect(e, def->switches[i].name)) continue;
    snprintf(setting, sizeof setting, "%.90s=%.90s", def->switches[i].name, e->chosen[i]);
    r->switches = sdg16i_arena_join(&r->memory, r->switches,
                                    sdg16i_arena_text(&r->memory, setting, strlen(setting)));
    if (!r->switches) return sdg16i_fail_memory(r->error);
  }
  return SDG16_OK;
}

const char *sdg16i_computation_switch(const sdg16i_computation *e, const char *name) {
  int32_t at = sdg16i_find_switch(e->cells.def, name, (int64_t)strlen(name));
  return at < 0 ? "" : e->chosen[at];
}

int sdg16i_computation_is_chosen(const sdg16i_computation *e, const char *when) {
  int64_t part_size;
  for (const char *part; (part = sdg16i_part(&when, ';', &part_size));) {
    int64_t name, size;
    const char *value;
    int negated;
    sdg16i_setting(part, part_size, &name, &value, &size, &negated);
    int32_t at = sdg16i_find_switch(e->cells.def, part, name);
    if (at < 0) return 0;
    int same =
        strlen(e->chosen[at]) == (size_t)size && !memcmp(e->chosen[at], value, (size_t)size);
    if (same == negated) return 0;
  }
  return 1;
}

static int has_inputs(const sdg16i_computation *e, const sdg16i_formula *f) {
  for (int32_t i = 0; i < f->count; i++)
    for (int32_t k = 0; k < f->term[i].count; k++)
      if (!e->cells.has[f->term[i].input[k]]) return 0;
  return 1;
}

static int32_t slots_of(sdg16i_computation *e, sdg16i_formula *f) {
  for (int32_t i = 0; i < f->count; i++) {
    sdg16i_formula_term *t = &f->term[i];
    if (t->count && (t->slot = sdg16i_margins_slot(&e->cube, t)) < 0)
      return sdg16i_fail(e->results.error, SDG16_ERR_LIMIT,
                         "indicator %.30s must have at most %d different terms",
                         e->cells.def->code, SDG16I_SLOTS);
  }
  return SDG16_OK;
}

/* The axis and code of the series' category. *usable: the data have it. */
static int32_t find_category(sdg16i_computation *e, sdg16i_active_series *a, int *usable) {
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

int32_t sdg16i_computation_series(sdg16i_computation *e) {
  const sdg16_indicator_def *def = e->cells.def;
  e->active = sdg16i_arena_array(&e->results.memory, def->series_count, sizeof *e->active);
  if (!e->active) return sdg16i_fail_memory(e->results.error);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < def->series_count && !status; i++) {
    sdg16i_active_series *a = &e->active[e->active_count];
    *a = (sdg16i_active_series){.series = &def->series[i]};
    if (!a->series->numerator || !sdg16i_computation_is_chosen(e, a->series->when)) continue;
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
    if (!(def->inputs[i].flags & SDG16_INPUT_DERIVED) &&
        def->inputs[i].kind != SDG16_INPUT_MICRODATA && !e->cells.has[i])
      used += (size_t)snprintf(needed + used, sizeof needed - used, "%s%.40s", used ? ", " : "",
                               def->inputs[i].name);
  return sdg16i_fail_at(e->results.error, SDG16_ERR_COLUMN, e->cells.where, 0, 0,
                        "%.200s: no series of %.30s can be computed from these columns; "
                        "missing are: %s (see the catalog)",
                        e->cells.where, def->code, needed);
}

int32_t sdg16i_computation_share(const sdg16i_computation *e, const sdg16_series *s,
                                 const char *where, double numerator, double denominator,
                                 int64_t row) {
  char n[SDG16I_TEXT_SIZE], d[SDG16I_TEXT_SIZE];
  sdg16_format_double(numerator, n, sizeof n);
  sdg16_format_double(denominator, d, sizeof d);
  return sdg16i_fail_at(e->results.error, SDG16_ERR_SHARE, e->cells.where, row, 0,
                        "%s: %s (%s) exceeds %s (%s), of which it must be a part", where,
                        s->numerator, n, s->denominator, d);
}

/* Parts above their wholes, row by row, so that the message can name the row. */
int32_t sdg16i_computation_check_shares(const sdg16i_computation *e) {
  const sdg16i_indicator_data *c = &e->cells;
  for (int64_t cell = 0; cell < c->count; cell++)
    for (int32_t i = 0; i < e->active_count; i++) {
      const sdg16i_active_series *a = &e->active[i];
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
      return sdg16i_computation_share(e, a->series, sdg16i_place(c, c->row[cell], -1, where),
                                      sums[0], sums[1], c->row[cell] + 1);
    }
  return SDG16_OK;
}
