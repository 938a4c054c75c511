/* A registry as tables. */
#include "base/error.h"
#include "base/memory.h"
#include "indicators/registry/registry.h"
#include "results/result_rows.h"

#include <stdlib.h>
#include <string.h>

/* The distinct values of a text member of the series. */
static const char *of_series(sdg16i_arena *memory, const sdg16_indicator_def *def,
                             size_t offset) {
  const char *all = NULL;
  for (int64_t i = 0; i < def->series_count; i++) {
    const char *const *at = (const void *)((const char *)&def->series[i] + offset);
    int seen = !*at;
    for (int64_t k = 0; k < i && !seen; k++) {
      const char *const *other = (const void *)((const char *)&def->series[k] + offset);
      seen = *other && !strcmp(*other, *at);
    }
    if (!seen && !(all = sdg16i_arena_join(memory, all, *at))) return NULL;
  }
  return all ? all : "";
}

/* Derived inputs are no columns of the data. */
static int is_column(const sdg16_input *input) { return !(input->flags & SDG16_INPUT_DERIVED); }

static const char *inputs_of(sdg16i_arena *memory, const sdg16_indicator_def *def) {
  const char *all = NULL;
  for (int64_t i = 0; i < def->input_count; i++)
    if (is_column(&def->inputs[i]) &&
        !(all = sdg16i_arena_join(memory, all, def->inputs[i].name)))
      return NULL;
  return all ? all : "";
}

#define JOIN(memory, def, array, count, member)                                                \
  do {                                                                                         \
    all = "";                                                                                  \
    for (int64_t i_ = 0; i_ < (def)->count && all; i_++)                                       \
      all = sdg16i_arena_join(memory, i_ ? all : NULL, (def)->array[i_].member);               \
  } while (0)

struct table {
  sdg16i_arena memory;
  sdg16i_result_rows rows;
  int64_t done; /* rows */
};

/* Puts a cell, blank for "". NULL: no memory. */
static void put_cell_text(struct table *t, int32_t column, const char *text) {
  if (!text && !t->rows.columns.status)
    t->rows.columns.status = sdg16i_fail_memory(t->rows.columns.error);
  else if (text)
    sdg16i_put_text(&t->rows, t->done, column, *text ? text : NULL);
}

static const char *or_none(const char *text) { return text ? text : ""; }

static void put_indicator(struct table *t, const sdg16i_entry *named,
                          const sdg16i_entry *computed) {
  const sdg16_indicator_def *def = named->def, *from = computed->def;
  const char *all;
  put_cell_text(t, SDG16I_CATALOG_CODE, def->code);
  put_cell_text(t, SDG16I_CATALOG_NAME, def->name);
  put_cell_text(t, SDG16I_CATALOG_CUSTODIAN, or_none(def->custodians));
  put_cell_text(t, SDG16I_CATALOG_SAME_AS, or_none(def->same_as));
  put_cell_text(t, SDG16I_CATALOG_KIND, or_none(from->kind));
  put_cell_text(t, SDG16I_CATALOG_UNIT,
                of_series(&t->memory, from, offsetof(sdg16_series, unit)));
  sdg16i_put_real(&t->rows, t->done, SDG16I_CATALOG_MULTIPLIER,
                  from->series_count ? sdg16i_multiplier(&from->series[0]) : 1);
  put_cell_text(t, SDG16I_CATALOG_INPUTS, inputs_of(&t->memory, from));
  JOIN(&t->memory, from, dimensions, dimension_count, name);
  put_cell_text(t, SDG16I_CATALOG_DISAGGREGATIONS, all);
  put_cell_text(t, SDG16I_CATALOG_SERIES,
                of_series(&t->memory, from, offsetof(sdg16_series, code)));
  JOIN(&t->memory, from, switches, switch_count, name);
  put_cell_text(t, SDG16I_CATALOG_SWITCHES, all);
  put_cell_text(t, SDG16I_CATALOG_AGGREGATION, or_none(sdg16_aggregate_name(from->aggregate)));
  put_cell_text(t, SDG16I_CATALOG_NOTES, or_none(def->notes ? def->notes : from->notes));
  put_cell_text(t, SDG16I_CATALOG_METADATA_DATE,
                or_none(def->metadata_date ? def->metadata_date : from->metadata_date));
  t->done++;
}

/* The names of the flags that are set. */
static const char *flag_names(sdg16i_arena *memory, int32_t flags,
                              const char *(*name_of)(int32_t flag)) {
  const char *all = "";
  for (int32_t flag = 1; flag <= flags && all; flag *= 2)
    if (flags & flag) all = sdg16i_arena_join(memory, all, name_of(flag));
  return all;
}

static void put_inputs(struct table *t, const char *code, const sdg16_indicator_def *def) {
  for (int64_t i = 0; i < def->input_count; i++) {
    const sdg16_input *input = &def->inputs[i];
    if (!is_column(input)) continue;
    put_cell_text(t, SDG16I_CATALOG_INPUTS_CODE, code);
    put_cell_text(t, SDG16I_CATALOG_INPUTS_NAME, input->name);
    put_cell_text(t, SDG16I_CATALOG_INPUTS_KIND, sdg16_input_kind_name(input->kind));
    put_cell_text(t, SDG16I_CATALOG_INPUTS_OPTIONAL,
                  input->flags & SDG16_INPUT_OPTIONAL ? "yes" : "no");
    put_cell_text(t, SDG16I_CATALOG_INPUTS_DEFINITION, or_none(input->definition));
    put_cell_text(t, SDG16I_CATALOG_INPUTS_ANSWERS, or_none(input->answers));
    put_cell_text(t, SDG16I_CATALOG_INPUTS_OTHERWISE, or_none(input->otherwise));
    t->done++;
  }
}

static void put_series(struct table *t, const char *code, const sdg16_indicator_def *def) {
  for (int64_t i = 0; i < def->series_count; i++, t->done++) {
    const sdg16_series *s = &def->series[i];
    put_cell_text(t, SDG16I_CATALOG_SERIES_CODE, code);
    put_cell_text(t, SDG16I_CATALOG_SERIES_PART, or_none(s->part));
    put_cell_text(t, SDG16I_CATALOG_SERIES_SERIES, or_none(s->code));
    put_cell_text(t, SDG16I_CATALOG_SERIES_LABEL, s->label);
    put_cell_text(t, SDG16I_CATALOG_SERIES_UNIT, s->unit);
    sdg16i_put_real(&t->rows, t->done, SDG16I_CATALOG_SERIES_MULTIPLIER, sdg16i_multiplier(s));
    put_cell_text(t, SDG16I_CATALOG_SERIES_NUMERATOR, or_none(s->numerator));
    put_cell_text(t, SDG16I_CATALOG_SERIES_DENOMINATOR, or_none(s->denominator));
    put_cell_text(t, SDG16I_CATALOG_SERIES_REFERENCE_NUMERATOR,
                  or_none(s->reference_numerator));
    put_cell_text(t, SDG16I_CATALOG_SERIES_REFERENCE_DENOMINATOR,
                  or_none(s->reference_denominator));
    put_cell_text(t, SDG16I_CATALOG_SERIES_OF, or_none(s->survey_numerator));
    put_cell_text(t, SDG16I_CATALOG_SERIES_AMONG, or_none(s->survey_among));
    put_cell_text(t, SDG16I_CATALOG_SERIES_OVER, or_none(s->survey_denominator));
    put_cell_text(t, SDG16I_CATALOG_SERIES_WHEN, or_none(s->when));
    put_cell_text(t, SDG16I_CATALOG_SERIES_CATEGORY, or_none(s->category));
    put_cell_text(t, SDG16I_CATALOG_SERIES_VALID_FROM, or_none(s->valid_from));
    put_cell_text(t, SDG16I_CATALOG_SERIES_ALIASES, or_none(s->aliases));
    put_cell_text(t, SDG16I_CATALOG_SERIES_KEY, or_none(s->key));
    put_cell_text(t, SDG16I_CATALOG_SERIES_FLAGS,
                  flag_names(&t->memory, s->flags, sdg16_series_flag_name));
  }
}

static void put_dimensions(struct table *t, const char *code, const sdg16_indicator_def *def) {
  for (int64_t i = 0; i < def->dimension_count; i++, t->done++) {
    const sdg16_dimension *d = &def->dimensions[i];
    put_cell_text(t, SDG16I_CATALOG_DIMENSIONS_CODE, code);
    put_cell_text(t, SDG16I_CATALOG_DIMENSIONS_NAME, d->name);
    put_cell_text(t, SDG16I_CATALOG_DIMENSIONS_COMPONENT, or_none(d->component));
    put_cell_text(t, SDG16I_CATALOG_DIMENSIONS_CATEGORIES, or_none(d->categories));
    put_cell_text(t, SDG16I_CATALOG_DIMENSIONS_FLAGS,
                  flag_names(&t->memory, d->flags, sdg16_dimension_flag_name));
  }
}

static void put_switches(struct table *t, const char *code, const sdg16_indicator_def *def) {
  for (int64_t i = 0; i < def->switch_count; i++, t->done++) {
    put_cell_text(t, SDG16I_CATALOG_SWITCHES_CODE, code);
    put_cell_text(t, SDG16I_CATALOG_SWITCHES_NAME, def->switches[i].name);
    put_cell_text(t, SDG16I_CATALOG_SWITCHES_VALUES, def->switches[i].values);
    put_cell_text(t, SDG16I_CATALOG_SWITCHES_MEANING, or_none(def->switches[i].meaning));
  }
}

static int64_t rows_of(const sdg16_indicator_def *def, int32_t what) {
  switch (what) {
  case SDG16_CATALOG_INPUTS: {
    int64_t count = 0;
    for (int64_t i = 0; i < def->input_count; i++) count += is_column(&def->inputs[i]);
    return count;
  }
  case SDG16_CATALOG_SERIES:
    return def->series_count;
  case SDG16_CATALOG_DIMENSIONS:
    return def->dimension_count;
  case SDG16_CATALOG_SWITCHES:
    return def->switch_count;
  default:
    return 1;
  }
}

static void put_entry(struct table *t, const sdg16i_entry *named, const sdg16i_entry *computed,
                      int32_t what) {
  const char *code = named->def->code;
  switch (what) {
  case SDG16_CATALOG_INPUTS:
    put_inputs(t, code, computed->def);
    break;
  case SDG16_CATALOG_SERIES:
    put_series(t, code, computed->def);
    break;
  case SDG16_CATALOG_DIMENSIONS:
    put_dimensions(t, code, computed->def);
    break;
  case SDG16_CATALOG_SWITCHES:
    put_switches(t, code, computed->def);
    break;
  default:
    put_indicator(t, named, computed);
  }
}

/* How many rows the table of these indicators has. */
static int32_t count_rows(const sdg16_registry *registry, int64_t count,
                          const char *const *codes, int32_t what, int64_t *rows,
                          sdg16_error *error) {
  const sdg16i_entry *named, *computed;
  int32_t status = SDG16_OK;
  *rows = 0;
  for (int64_t i = 0; i < count && !status; i++) {
    status = sdg16i_registry_resolve(registry, codes[i], &named, &computed, error);
    if (!status) *rows += rows_of(computed->def, what);
  }
  return status;
}

int32_t sdg16i_registry_rows(const sdg16_registry *registry, int64_t count,
                             const char *const *codes, int32_t what, sdg16_table **out,
                             sdg16_error *error) {
  static const int32_t TABLES[] = {[SDG16_CATALOG_INDICATORS] = SDG16I_RESULT_CATALOG,
                                   [SDG16_CATALOG_INPUTS] = SDG16I_RESULT_CATALOG_INPUTS,
                                   [SDG16_CATALOG_SERIES] = SDG16I_RESULT_CATALOG_SERIES,
                                   [SDG16_CATALOG_DIMENSIONS] =
                                       SDG16I_RESULT_CATALOG_DIMENSIONS,
                                   [SDG16_CATALOG_SWITCHES] = SDG16I_RESULT_CATALOG_SWITCHES};
  const sdg16i_entry *named, *computed;
  int64_t rows;
  int32_t status = count_rows(registry, count, codes, what, &rows, error);
  if (status) return status;
  struct table t = {.done = 0};
  sdg16i_rows_begin(&t.rows, TABLES[what], rows, error);
  for (int64_t i = 0; i < count && !status; i++) {
    status = sdg16i_registry_resolve(registry, codes[i], &named, &computed, error);
    if (!status) put_entry(&t, named, computed, what);
  }
  if (!status) status = sdg16i_arena_status(&t.memory, error);
  if (!t.rows.columns.status) t.rows.columns.status = status;
  status = sdg16i_rows_end(&t.rows, out);
  sdg16i_arena_free(&t.memory);
  return status;
}

int32_t sdg16_registry_table(const sdg16_registry *registry, const char *code, int32_t what,
                             sdg16_table **out, sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (what < SDG16_CATALOG_INDICATORS || what > SDG16_CATALOG_SWITCHES)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "what must be from 0 to 4, not %d",
                       (int)what);
  if (code) return sdg16i_registry_rows(registry, 1, &code, what, out, error);
  int64_t count = sdg16_registry_count(registry);
  const char **codes = sdg16i_array(count, sizeof *codes);
  if (!codes) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < count; i++) codes[i] = sdg16_registry_at(registry, i)->code;
  int32_t status = sdg16i_registry_rows(registry, count, codes, what, out, error);
  free(codes);
  return status;
}
