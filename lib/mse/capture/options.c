/* Names of the layouts and policies, and defaults of the options. */
#include "base/options.h"

#include <sdg16/capture.h>

static const sdg16i_name LAYOUTS[] = {{SDG16_LAYOUT_AUTO, "auto"},
                                      {SDG16_LAYOUT_HISTORIES, "histories"},
                                      {SDG16_LAYOUT_PERSONS, "persons"},
                                      {SDG16_LAYOUT_RECORDS, "records"},
                                      {SDG16_LAYOUT_FILES, "files"}};

static const sdg16i_name CONFLICTS[] = {{SDG16_CONFLICTS_ERROR, "error"},
                                        {SDG16_CONFLICTS_FIRST, "first"},
                                        {SDG16_CONFLICTS_MAJORITY, "majority"}};

static const sdg16i_name MISSING_FLAGS[] = {{SDG16_MISSING_FLAGS_ERROR, "error"},
                                            {SDG16_MISSING_FLAGS_ZERO, "zero"}};

static const sdg16i_name SPELLINGS[] = {{SDG16_SPELLING_KEEP, "keep"},
                                        {SDG16_SPELLING_FOLD, "fold"}};

#define COUNT(a) ((int64_t)(sizeof(a) / sizeof *(a)))

const char *sdg16_layout_name(int32_t layout) {
  return sdg16i_name_of(LAYOUTS, COUNT(LAYOUTS), layout);
}

int32_t sdg16_layout_from_name(const char *name) {
  return sdg16i_value_of(LAYOUTS, COUNT(LAYOUTS), name);
}

const char *sdg16_conflicts_name(int32_t policy) {
  return sdg16i_name_of(CONFLICTS, COUNT(CONFLICTS), policy);
}

int32_t sdg16_conflicts_from_name(const char *name) {
  return sdg16i_value_of(CONFLICTS, COUNT(CONFLICTS), name);
}

const char *sdg16_missing_flags_name(int32_t policy) {
  return sdg16i_name_of(MISSING_FLAGS, COUNT(MISSING_FLAGS), policy);
}

int32_t sdg16_missing_flags_from_name(const char *name) {
  return sdg16i_value_of(MISSING_FLAGS, COUNT(MISSING_FLAGS), name);
}

const char *sdg16_spelling_name(int32_t policy) {
  return sdg16i_name_of(SPELLINGS, COUNT(SPELLINGS), policy);
}

int32_t sdg16_spelling_from_name(const char *name) {
  return sdg16i_value_of(SPELLINGS, COUNT(SPELLINGS), name);
}

int32_t sdg16_capture_options_init(sdg16_capture_options *options, int64_t size) {
  sdg16_capture_options defaults = {.struct_size = sizeof defaults};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}
