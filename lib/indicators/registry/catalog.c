/* A registry as tables. */
#include "base/error.h"
#include "base/memory.h"
#include "data/table/table_builder.h"
#include "indicators/registry/registry.h"

#include <stdio.h>
#include <string.h>

/* One text column under construction. */
struct column {
  const char *name;
  const char **texts;
};

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
  int64_t rows, done;
  int32_t failed;
  struct column columns[20];
  int32_t count;
  double *real[20]; /* columns of numbers, by place */
  sdg16_error *error;
};

/* Puts a cell; columns are made by the first row, in order of the calls. */
static void put_text(struct table *t, int32_t *at, const char *name, const char *text) {
  int32_t place = (*at)++;
  if (t->failed) return;
  if (place == t->count) {
    t->columns[place] =
        (struct column){name, sdg16i_arena_array(&t->memory, t->rows, sizeof(const char *))};
    t->count++;
  }
  if (!t->columns[place].texts || !text)
    t->failed = sdg16i_fail_memory(t->error);
  else
    t->columns[place].texts[t->done] = *text ? text : NULL;
}

static void put_number(struct table *t, int32_t *at, const char *name, double value) {
  int32_t place = (*at)++;
  if (t->failed) return;
  if (place == t->count) {
    t->columns[place] = (struct column){name, NULL};
    t->real[place] = sdg16i_arena_array(&t->memory, t->rows, sizeof(double));
    t->count++;
  }
  if (!t->real[place])
    t->failed = sdg16i_fail_memory(t->error);
  else
    t->real[place][t->done] = value;
}

static const char *or_none(const char *text) { return text ? text : ""; }

static void put_indicator(struct table *t, const sdg16i_entry *named,
                          const sdg16i_entry *computed) {
  const sdg16_indicator_def *def = named->def, *from = computed->def;
  const char *all;
  int32_t at = 0;
  put_text(t, &at, "code", def->code);
  put_text(t, &at, "name", def->name);
  put_text(t, &at, "custodian", or_none(def->custodians));
  put_text(t, &at, "same_as", or_none(def->same_as));
  put_text(t, &at, "kind", or_none(from->kind));
  put_text(t, &at, "unit", of_series(&t->memory, from, offsetof(sdg16_series, unit)));
  put_number(t, &at, "multiplier",
             from->series_count ? sdg16i_multiplier(&from->series[0]) : 1);
  put_text(t, &at, "inputs", inputs_of(&t->memory, from));
  JOIN(&t->memory, from, dimensions, dimension_count, name);
  put_text(t, &at, "disaggregations", all);
  put_text(t, &at, "series", of_series(&t->memory, from, offsetof(sdg16_series, code)));
  JOIN(&t->memory, from, switches, switch_count, name);
  put_text(t, &at, "switches", all);
  put_text(t, &at, "aggregation", or_none(sdg16_aggregate_name(from->aggregate)));
  put_text(t, &at, "notes", or_none(def->notes ? def->notes : from->notes));
  put_text(t, &at, "metadata_date",
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
    int32_t at = 0;
    if (!is_column(input)) continue;
    put_text(t, &at, "code", code);
    put_text(t, &at, "name", input->name);
    put_text(t, &at, "kind", sdg16_input_kind_name(input->kind));
    put_text(t, &at, "optional", input->flags & SDG16_INPUT_OPTIONAL ? "yes" : "no");
    put_text(t, &at, "definition", or_none(input->definition));
    put_text(t, &at, "answers", or_none(input->answers));
    put_text(t, &at, "otherwise", or_none(input->otherwise));
    t->done++;
  }
}

static void put_series(struct table *t, const char *code, const sdg16_indicator_def *def) {
  for (int64_t i = 0; i < def->series_count; i++, t->done++) {
    const sdg16_series *s = &def->series[i];
    int32_t at = 0;
    put_text(t, &at, "code", code);
    put_text(t, &at, "part", or_none(s->part));
    put_text(t, &at, "series", or_none(s->code));
    put_text(t, &at, "label", s->label);
    put_text(t, &at, "unit", s->unit);
    put_number(t, &at, "multiplier", sdg16i_multiplier(s));
    put_text(t, &at, "numerator", or_none(s->numerator));
    put_text(t, &at, "denominator", or_none(s->denominator));
    put_text(t, &at, "reference_numerator", or_none(s->reference_numerator));
    put_text(t, &at, "reference_denominator", or_none(s->reference_denominator));
    put_text(t, &at, "of", or_none(s->of));
    put_text(t, &at, "among", or_none(s->among));
    put_text(t, &at, "over", or_none(s->over));
    put_text(t, &at, "when", or_none(s->when));
    put_text(t, &at, "category", or_none(s->category));
    put_text(t, &at, "valid_from", or_none(s->valid_from));
    put_text(t, &at, "aliases", or_none(s->aliases));
    put_text(t, &at, "key", or_none(s->key));
    put_text(t, &at, "flags", flag_names(&t->memory, s->flags, sdg16_series_flag_name));
  }
}

static void put_dimensions(struct table *t, const char *code, const sdg16_indicator_def *def) {
  for (int64_t i = 0; i < def->dimension_count; i++, t->done++) {
    const sdg16_dimension *d = &def->dimensions[i];
    int32_t at = 0;
    put_text(t, &at, "code", code);
    put_text(t, &at, "name", d->name);
    put_text(t, &at, "component", or_none(d->component));
    put_text(t, &at, "categories", or_none(d->categories));
    put_text(t, &at, "flags", flag_names(&t->memory, d->flags, sdg16_dimension_flag_name));
  }
}

static void put_switches(struct table *t, const char *code, const sdg16_indicator_def *def) {
  for (int64_t i = 0; i < def->switch_count; i++, t->done++) {
    int32_t at = 0;
    put_text(t, &at, "code", code);
    put_text(t, &at, "name", def->switches[i].name);
    put_text(t, &at, "values", def->switches[i].values);
    put_text(t, &at, "meaning", or_none(def->switches[i].meaning));
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

/* The columns of a table without rows. */
static void put_columns(struct table *t, int32_t what) {
  static const sdg16_input input = {.name = "", .definition = "", .kind = SDG16_INPUT_COUNT};
  static const sdg16_series series = {.label = "", .unit = ""};
  static const sdg16_dimension dimension = {.name = ""};
  static const sdg16_switch one_switch = {.name = "", .values = ""};
  static const sdg16_indicator_def def = {.code = "",
                                          .name = "",
                                          .input_count = 1,
                                          .inputs = &input,
                                          .series_count = 1,
                                          .series = &series,
                                          .dimension_count = 1,
                                          .dimensions = &dimension,
                                          .switch_count = 1,
                                          .switches = &one_switch};
  static const sdg16i_entry entry = {&def, NULL};
  t->rows = 1;
  put_entry(t, &entry, &entry, what);
  t->rows = 0;
}

int32_t sdg16_registry_table(const sdg16_registry *registry, const char *code, int32_t what,
                             sdg16_table **out, sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out: NULL found, expected a pointer");
  *out = NULL;
  if (what < SDG16_CATALOG_INDICATORS || what > SDG16_CATALOG_SWITCHES)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "what: %d found, expected from 0 to 4",
                       (int)what);
  const sdg16i_entry *named, *computed;
  int32_t status = SDG16_OK;
  struct table t = {.error = error};
  for (int pass = 0; pass < 2 && !status; pass++)
    for (int64_t i = 0; i < sdg16_registry_count(registry) && !status; i++) {
      const char *this = sdg16_registry_at(registry, i)->code;
      if (code) this = code;
      status = sdg16i_registry_resolve(registry, this, &named, &computed, error);
      if (!status && !pass) t.rows += rows_of(computed->def, what);
      if (!status && pass) put_entry(&t, named, computed, what);
      if (code) break;
    }
  sdg16i_columns columns;
  if (!status && !t.rows) put_columns(&t, what);
  if (!status) status = t.failed;
  if (!status) {
    sdg16i_columns_begin(&columns, t.rows, error);
    for (int32_t c = 0; c < t.count; c++)
      if (t.columns[c].texts)
        sdg16i_column_text(&columns, t.columns[c].name, t.columns[c].texts);
      else
        sdg16i_column_double(&columns, t.columns[c].name, t.real[c]);
    status = sdg16i_columns_end(&columns, out);
  }
  sdg16i_arena_free(&t.memory);
  return status;
}

int32_t sdg16_indicator_catalog(sdg16_table **out, sdg16_error *error) {
  return sdg16_registry_table(NULL, NULL, SDG16_CATALOG_INDICATORS, out, error);
}
