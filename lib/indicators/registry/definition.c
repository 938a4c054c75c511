/* The parts of one definition by their names, and its formulas. */
#include "indicators/registry/registry.h"

#include "base/text.h"

#include <string.h>

int32_t sdg16i_find_input(const sdg16_indicator_def *def, const char *name, int64_t size) {
  for (int64_t i = 0; i < def->input_count; i++)
    if (sdg16i_same(def->inputs[i].name, name, size)) return (int32_t)i;
  return -1;
}

int32_t sdg16i_find_dimension(const sdg16_indicator_def *def, const char *name, int64_t size) {
  for (int64_t i = 0; i < def->dimension_count; i++)
    if (sdg16i_same(def->dimensions[i].name, name, size)) return (int32_t)i;
  return -1;
}

int32_t sdg16i_find_switch(const sdg16_indicator_def *def, const char *name, int64_t size) {
  for (int64_t i = 0; i < def->switch_count; i++)
    if (sdg16i_same(def->switches[i].name, name, size)) return (int32_t)i;
  return -1;
}

int sdg16i_setting(const char *text, int64_t size, int64_t *name_size, const char **value,
                   int64_t *value_size, int *negated) {
  const char *equals = memchr(text, '=', (size_t)size);
  if (!equals || equals == text) return -1;
  *negated = equals[-1] == '!';
  *name_size = equals - text - *negated;
  *value = equals + 1;
  *value_size = text + size - *value;
  return *name_size && *value_size ? 0 : -1;
}

static int32_t input_index(const char *name, int64_t size, const void *context) {
  return sdg16i_find_input(context, name, size);
}

int32_t sdg16i_series_formulas(const sdg16_indicator_def *def, const sdg16_series *s,
                               sdg16i_formulas *out, sdg16_error *error) {
  const struct {
    const char *text;
    sdg16i_formula *formula;
  } PARTS[] = {{s->numerator, &out->numerator},
               {s->denominator, &out->denominator},
               {s->reference_numerator, &out->reference_numerator},
               {s->reference_denominator, &out->reference_denominator},
               {s->lower, &out->lower},
               {s->upper, &out->upper}};
  int32_t status = SDG16_OK;
  for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0] && !status; i++)
    status = sdg16i_formula_parse(PARTS[i].text, s->label, input_index, def, PARTS[i].formula,
                                  error);
  return status;
}
