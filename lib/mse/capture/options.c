/* Names of the layouts and policies, and defaults of the options. */
#include "base/options.h"
#include "base/names.h"

#include <sdg16/capture.h>

static const sdg16i_name LAYOUTS[] = {{SDG16_LAYOUT_AUTO, "auto"},
                                      {SDG16_LAYOUT_HISTORIES, "histories"},
                                      {SDG16_LAYOUT_PERSONS, "persons"},
                                      {SDG16_LAYOUT_RECORDS, "records"},
                                      {SDG16_LAYOUT_FILES, "files"}};
SDG16I_NAMES(sdg16_layout, LAYOUTS)

static const sdg16i_name CONFLICTS[] = {{SDG16_CONFLICTS_ERROR, "error"},
                                        {SDG16_CONFLICTS_FIRST, "first"},
                                        {SDG16_CONFLICTS_MAJORITY, "majority"}};
SDG16I_NAMES(sdg16_conflicts, CONFLICTS)

static const sdg16i_name MISSING_FLAGS[] = {{SDG16_MISSING_FLAGS_ERROR, "error"},
                                            {SDG16_MISSING_FLAGS_ZERO, "zero"}};
SDG16I_NAMES(sdg16_missing_flags, MISSING_FLAGS)

static const sdg16i_name SPELLINGS[] = {{SDG16_SPELLING_KEEP, "keep"},
                                        {SDG16_SPELLING_FOLD, "fold"}};
SDG16I_NAMES(sdg16_spelling, SPELLINGS)

int32_t sdg16_capture_options_init(sdg16_capture_options *options, int64_t size) {
  sdg16_capture_options defaults = {.struct_size = sizeof defaults};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}
