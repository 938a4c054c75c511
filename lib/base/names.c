/* Names of the constants of sdg16/base.h, and how names are looked up. */
#include "base/names.h"

#include <sdg16/base.h>

#include <string.h>

const char *sdg16i_name_of(const sdg16i_name *names, int64_t count, int32_t value) {
  for (int64_t i = 0; i < count; i++)
    if (names[i].value == value) return names[i].name;
  return NULL;
}

int32_t sdg16i_value_of(const sdg16i_name *names, int64_t count, const char *name,
                        int32_t unknown) {
  for (int64_t i = 0; name && i < count; i++)
    if (!strcmp(names[i].name, name)) return names[i].value;
  return unknown;
}

static const sdg16i_name CAPABILITIES[] = {{SDG16_CAP_CSV, "csv"}, {SDG16_CAP_STAT, "stat"}};
SDG16I_NAMES(sdg16_capability, CAPABILITIES)

static const sdg16i_name FLAGS[] = {
    {SDG16_FLAG_CONDITIONAL, "conditional"},
    {SDG16_FLAG_LOWER_CLAMPED, "lower-clamped"},
    {SDG16_FLAG_UPPER_OPEN, "no-upper-limit"},
    {SDG16_FLAG_NOT_EXACT, "not-exact"},
    {SDG16_FLAG_PARTIAL, "partial"},
    {SDG16_FLAG_BCA_REPLACED, "bca-replaced"},
    {SDG16_FLAG_DRAWS_MISSING, "draws-missing"},
    {SDG16_FLAG_LOWER_INFINITE, "lower-infinite"},
    {SDG16_FLAG_FEW_REPLICATES, "few-replicates"},
};
SDG16I_NAMES(sdg16_flag, FLAGS)
