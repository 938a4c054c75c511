/* Registries: the built-in indicators and those that a program adds. */
#include "indicators/registry/registry.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "base/text.h"
#include "indicators/registry/answer_definitions.h"
#include "results/dimension_names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sdg16_registry {
  sdg16i_arena memory; /* of the definitions added */
  int64_t count, capacity;
  sdg16i_entry *entry;
};

static const sdg16i_entries *const BUILTIN[] = {
    &sdg16i_builtin_health, &sdg16i_builtin_violence, &sdg16i_builtin_justice,
    &sdg16i_builtin_institutions, &sdg16i_builtin_rights};
#define BUILTIN_COUNT (sizeof BUILTIN / sizeof BUILTIN[0])

/* ---- finding ---- */

static const sdg16i_entry *entry_at(const sdg16_registry *registry, int64_t index) {
  if (index < 0) return NULL;
  if (registry) return index < registry->count ? &registry->entry[index] : NULL;
  for (size_t i = 0; i < BUILTIN_COUNT; index -= BUILTIN[i++]->count)
    if (index < BUILTIN[i]->count) return &BUILTIN[i]->entry[index];
  return NULL;
}

int64_t sdg16_registry_count(const sdg16_registry *registry) {
  if (registry) return registry->count;
  int64_t count = 0;
  for (size_t i = 0; i < BUILTIN_COUNT; i++) count += BUILTIN[i]->count;
  return count;
}

const sdg16i_entry *sdg16i_registry_entry(const sdg16_registry *registry, const char *code) {
  const sdg16i_entry *entry;
  for (int64_t i = 0; code && (entry = entry_at(registry, i)); i++)
    if (!strcmp(entry->def->code, code)) return entry;
  return NULL;
}

const sdg16_indicator_def *sdg16_registry_at(const sdg16_registry *registry, int64_t index) {
  const sdg16i_entry *entry = entry_at(registry, index);
  return entry ? entry->def : NULL;
}

const sdg16_indicator_def *sdg16_registry_find(const sdg16_registry *registry,
                                               const char *code) {
  const sdg16i_entry *entry = sdg16i_registry_entry(registry, code);
  return entry ? entry->def : NULL;
}

int32_t sdg16i_registry_resolve(const sdg16_registry *registry, const char *code,
                                const sdg16i_entry **named, const sdg16i_entry **computed,
                                sdg16_error *error) {
  *named = sdg16i_registry_entry(registry, code);
  *computed = *named && (*named)->def->same_as
                  ? sdg16i_registry_entry(registry, (*named)->def->same_as)
                  : *named;
  if (*computed) return SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_NAME, "code", 0, 0, "unknown indicator '%.100s'",
                        code);
}

/* ---- making ---- */

int32_t sdg16_registry_new(sdg16_registry **out, sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_registry_new: out must not be NULL");
  *out = NULL;
  sdg16_registry *registry = calloc(1, sizeof *registry);
  int64_t count = sdg16_registry_count(NULL);
  if (!registry || sdg16i_grow((void **)&registry->entry, &registry->capacity, count,
                               sizeof *registry->entry)) {
    sdg16_registry_free(registry);
    return sdg16i_fail_memory(error);
  }
  for (int64_t i = 0; i < count; i++) registry->entry[i] = *entry_at(NULL, i);
  registry->count = count;
  *out = registry;
  return SDG16_OK;
}

void sdg16_registry_free(sdg16_registry *registry) {
  if (!registry) return;
  sdg16i_arena_free(&registry->memory);
  free(registry->entry);
  free(registry);
}

/* ---- adding: a copy that has this library's sizes ---- */

/* The texts of a struct, by offset: each is replaced by a copy. */
static int32_t copy_texts(sdg16i_arena *memory, void *object, const size_t *offsets,
                          size_t count, sdg16_error *error) {
  for (size_t i = 0; i < count; i++) {
    const char **text = (const char **)(void *)((char *)object + offsets[i]);
    if (!*text) continue;
    if (!**text) { /* "" is none */
      *text = NULL;
      continue;
    }
    *text = sdg16i_arena_text(memory, *text, strlen(*text));
    if (!*text) return sdg16i_fail_memory(error);
  }
  return SDG16_OK;
}

struct kind {
  const char *name; /* of the struct */
  size_t size;
  const size_t *texts;
  size_t text_count;
};

#define TEXTS(type, ...)                                                                       \
  static const size_t type##_texts[] = {__VA_ARGS__};                                          \
  static const struct kind type##_kind = {#type, sizeof(type), type##_texts,                   \
                                          sizeof type##_texts / sizeof type##_texts[0]}
TEXTS(sdg16_input, offsetof(sdg16_input, name), offsetof(sdg16_input, definition),
      offsetof(sdg16_input, answers), offsetof(sdg16_input, otherwise));
TEXTS(sdg16_series, offsetof(sdg16_series, code), offsetof(sdg16_series, label),
      offsetof(sdg16_series, unit), offsetof(sdg16_series, part),
      offsetof(sdg16_series, numerator), offsetof(sdg16_series, denominator),
      offsetof(sdg16_series, reference_numerator),
      offsetof(sdg16_series, reference_denominator), offsetof(sdg16_series, lower),
      offsetof(sdg16_series, upper), offsetof(sdg16_series, when),
      offsetof(sdg16_series, category), offsetof(sdg16_series, valid_from),
      offsetof(sdg16_series, aliases), offsetof(sdg16_series, key),
      offsetof(sdg16_series, survey_numerator), offsetof(sdg16_series, survey_among),
      offsetof(sdg16_series, survey_denominator));
TEXTS(sdg16_dimension, offsetof(sdg16_dimension, name), offsetof(sdg16_dimension, component),
      offsetof(sdg16_dimension, categories));
TEXTS(sdg16_switch, offsetof(sdg16_switch, name), offsetof(sdg16_switch, values),
      offsetof(sdg16_switch, meaning));
TEXTS(sdg16_indicator_def, offsetof(sdg16_indicator_def, code),
      offsetof(sdg16_indicator_def, name), offsetof(sdg16_indicator_def, custodians),
      offsetof(sdg16_indicator_def, same_as), offsetof(sdg16_indicator_def, kind),
      offsetof(sdg16_indicator_def, metadata_date), offsetof(sdg16_indicator_def, notes),
      offsetof(sdg16_indicator_def, breaks), offsetof(sdg16_indicator_def, weight),
      offsetof(sdg16_indicator_def, universe));

#define MOST 1000 /* inputs, series, dimensions or switches of one indicator */

/* Copies an array of the caller's structs, which may be shorter or longer ones. */
static int32_t copy_array(sdg16i_arena *memory, const struct kind *kind, int64_t count,
                          const void *theirs, const void **out, sdg16_error *error) {
  if (count < 0 || count > MOST || (count && !theirs))
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s must be from 0 to %d%s, not %lld",
                       kind->name, MOST, theirs ? "" : " and an array", (long long)count);
  char *copy = sdg16i_arena_array(memory, count, kind->size);
  if (!copy) return sdg16i_fail_memory(error);
  int64_t step = 0;
  if (count) memcpy(&step, theirs, sizeof step);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < count && !status; i++) {
    void *item = copy + (size_t)i * kind->size;
    status = sdg16i_struct_in((const char *)theirs + i * step, item, (int64_t)kind->size,
                              kind->name, error);
    if (!status) status = copy_texts(memory, item, kind->texts, kind->text_count, error);
  }
  *out = copy;
  return status;
}

static int32_t refuse_missing_text(const char *code, const char *what, int64_t index,
                                   const char *member, sdg16_error *error) {
  return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, code, index + 1, 0,
                        "indicator '%.60s', %s %lld: the %s must be a text, not NULL",
                        code ? code : "", what, (long long)index + 1, member);
}

static int32_t refuse_setting(const char *code, const char *label, const char *setting,
                              const char *expected, sdg16_error *error) {
  return sdg16i_fail_at(error, SDG16_ERR_NAME, code, 0, 0,
                        "indicator '%.60s', series '%.60s': expected %s, found '%.60s'", code,
                        label, expected, setting);
}

static int is_value(const char *values, const char *value, int64_t size) {
  int64_t part_size;
  for (const char *part; (part = sdg16i_part(&values, ';', &part_size));)
    if (part_size == size && !memcmp(part, value, (size_t)size)) return 1;
  return 0;
}

static int32_t check_series(const sdg16_indicator_def *def, int64_t index, sdg16_error *error) {
  const sdg16_series *s = &def->series[index];
  if (!s->label) return refuse_missing_text(def->code, "series", index, "label", error);
  if (!s->unit) return refuse_missing_text(def->code, "series", index, "unit", error);
  if (!(s->multiplier >= 0 && isfinite(s->multiplier)))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, def->code, index + 1, 0,
                          "indicator '%.60s', series '%.60s': the multiplier must be 0 or more",
                          def->code, s->label);
  sdg16i_formulas formulas;
  int32_t status = sdg16i_series_formulas(def, s, &formulas, error);
  if (status) return status;
  status = sdg16i_series_expressions(def, s, error);
  if (status) return status;
  int64_t name, size, part_size;
  const char *value, *when = s->when;
  int negated;
  for (const char *part; (part = sdg16i_part(&when, ';', &part_size));) {
    if (sdg16i_setting(part, part_size, &name, &value, &size, &negated))
      return refuse_setting(def->code, s->label, s->when, "SWITCH=VALUE", error);
    int32_t at = sdg16i_find_switch(def, part, name);
    if (at < 0 || !is_value(def->switches[at].values, value, size))
      return refuse_setting(def->code, s->label, s->when, "a switch and one of its values",
                            error);
  }
  if (s->category) {
    if (sdg16i_setting(s->category, (int64_t)strlen(s->category), &name, &value, &size,
                       &negated))
      return refuse_setting(def->code, s->label, s->category, "DIMENSION=CATEGORY", error);
    if (sdg16i_find_dimension(def, s->category, name) < 0)
      return refuse_setting(def->code, s->label, s->category, "a dimension of the indicator",
                            error);
  }
  return SDG16_OK;
}

static int32_t check_definition(const sdg16_indicator_def *def, sdg16_error *error) {
  if (!def->code || !def->name)
    return refuse_missing_text(def->code, "indicator", 0, def->code ? "name" : "code", error);
  if (!sdg16_aggregate_name(def->aggregate))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, def->code, 0, 0,
                          "indicator '%.60s': aggregate must be a rule of aggregation, not %d",
                          def->code, (int)def->aggregate);
  if (!(def->coverage >= 0 && def->coverage <= 1) || def->window < 0)
    return sdg16i_fail_at(
        error, SDG16_ERR_ARGUMENT, def->code, 0, 0,
        "indicator '%.60s': coverage must be between 0 and 1, and window 0 or more", def->code);
  for (int64_t i = 0; i < def->input_count; i++) {
    if (!def->inputs[i].name) return refuse_missing_text(def->code, "input", i, "name", error);
    if (!sdg16_input_kind_name(def->inputs[i].kind))
      return sdg16i_fail_at(
          error, SDG16_ERR_ARGUMENT, def->code, i + 1, 0,
          "indicator '%.60s', input '%.60s': kind must be an SDG16_INPUT_ value, not %d",
          def->code, def->inputs[i].name, (int)def->inputs[i].kind);
  }
  for (int64_t i = 0; i < def->input_count; i++) {
    const sdg16_input *input = &def->inputs[i];
    int32_t status = sdg16i_check_answers(def, input, error);
    if (status) return status;
    if (input->otherwise && (!input->answers || !sdg16i_is_answer(input, input->otherwise)))
      return refuse_setting(def->code, input->name, input->otherwise,
                            "one of the input's answers", error);
  }
  for (int64_t i = 0; i < def->dimension_count; i++)
    if (!def->dimensions[i].name)
      return refuse_missing_text(def->code, "dimension", i, "name", error);
  for (int64_t i = 0; i < def->dimension_count; i++) {
    int32_t status = sdg16i_check_dimension_name(
        SDG16I_RESULT_INDICATOR, def->dimensions[i].name, "dimensions", 0, error);
    if (status) return status;
  }
  for (int64_t i = 0; i < def->switch_count; i++)
    if (!def->switches[i].name || !def->switches[i].values)
      return refuse_missing_text(def->code, "switch", i,
                                 def->switches[i].name ? "values" : "name", error);
  int32_t status = sdg16i_universe_expressions(def, error);
  for (int64_t i = 0; i < def->series_count && !status; i++)
    status = check_series(def, i, error);
  return status;
}

int32_t sdg16_registry_add(sdg16_registry *registry, const sdg16_indicator_def *theirs,
                           sdg16_error *error) {
  if (!registry || !theirs)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_registry_add: %s must not be NULL",
                       registry ? "def" : "registry");
  sdg16_indicator_def def = {.struct_size = sizeof def};
  int32_t status =
      sdg16i_struct_in(theirs, &def, (int64_t)sizeof def, "sdg16_indicator_def", error);
  sdg16i_arena *memory = &registry->memory;
  const void *inputs = NULL, *series = NULL, *dimensions = NULL, *switches = NULL;
  if (!status)
    status = copy_texts(memory, &def, sdg16_indicator_def_kind.texts,
                        sdg16_indicator_def_kind.text_count, error);
  if (!status)
    status = copy_array(memory, &sdg16_input_kind, def.input_count, def.inputs, &inputs, error);
  if (!status)
    status =
        copy_array(memory, &sdg16_series_kind, def.series_count, def.series, &series, error);
  if (!status)
    status = copy_array(memory, &sdg16_dimension_kind, def.dimension_count, def.dimensions,
                        &dimensions, error);
  if (!status)
    status = copy_array(memory, &sdg16_switch_kind, def.switch_count, def.switches, &switches,
                        error);
  if (status) return status;
  def.inputs = inputs;
  def.series = series;
  def.dimensions = dimensions;
  def.switches = switches;
  status = check_definition(&def, error);
  if (status) return status;
  if (sdg16_registry_find(registry, def.code))
    return sdg16i_fail_at(error, SDG16_ERR_NAME, "code", 0, 0,
                          "the code must be new; indicator '%.60s' is in the registry",
                          def.code);
  if (def.same_as && !sdg16_registry_find(registry, def.same_as))
    return sdg16i_fail_at(
        error, SDG16_ERR_NAME, "same_as", 0, 0,
        "indicator '%.60s': same_as must be an indicator of the registry, not '%.60s'",
        def.code, def.same_as);
  sdg16_indicator_def *kept = sdg16i_arena_array(memory, 1, sizeof *kept);
  if (!kept || sdg16i_grow((void **)&registry->entry, &registry->capacity, registry->count + 1,
                           sizeof *registry->entry))
    return sdg16i_fail_memory(error);
  *kept = def;
  registry->entry[registry->count++] = (sdg16i_entry){kept, NULL};
  return SDG16_OK;
}
