/* Options of disclosure control. */
#include "base/options.h"
#include "base/error.h"
#include "protect/protect.h"

#include <math.h>

int32_t sdg16_protect_options_init(sdg16_protect_options *options, int64_t size) {
  const sdg16_protect_options defaults = {
      .struct_size = sizeof defaults, .protection = -1, .complementary = 1};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

int32_t sdg16i_protect_options_read(const sdg16_protect_options *options,
                                    sdg16_protect_options *o, sdg16_error *error) {
  sdg16_protect_options_init(o, (int64_t)sizeof *o);
  int32_t status =
      sdg16i_struct_in(options, o, (int64_t)sizeof *o, "sdg16_protect_options", error);
  if (status) return status;
  const struct {
    const char *name;
    double value;
  } NUMBERS[] = {
      {"minimum", o->minimum}, {"protection", o->protection == -1 ? 0 : o->protection},
      {"base", o->base},       {"flag_count", o->flag_count},
      {"cv_flag", o->cv_flag}, {"cv_suppress", o->cv_suppress}};
  for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++)
    if (!(NUMBERS[i].value >= 0 && NUMBERS[i].value <= 1e15)) {
      char text[32];
      sdg16_format_double(NUMBERS[i].value, text, sizeof text);
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, NUMBERS[i].name, 0, 0,
                            "sdg16_protect_options: %s must be from 0 to 1e15, not %s",
                            NUMBERS[i].name, text);
    }
  const char *bad = NULL;
  if (o->base != floor(o->base)) bad = "base must be a whole number";
  if (o->zeros < 0 || o->zeros > 1) bad = "zeros must be 0 or 1";
  if (o->complementary < 0 || o->complementary > 1) bad = "complementary must be 0 or 1";
  if (o->reliability < 0 || o->reliability > 1) bad = "reliability must be 0 or 1";
  if (o->controlled < 0 || o->controlled > 1) bad = "controlled must be 0 or 1";
  if (o->controlled && !(o->base > 0)) bad = "controlled needs base";
  if (o->column_count < 0 || (o->columns && !o->column_count) ||
      (!o->columns && o->column_count))
    bad = "columns must be NULL, or column_count names";
  if (o->dimension_count < 0 || (!o->dimensions && o->dimension_count))
    bad = "dimensions must be NULL, or dimension_count names";
  return bad ? sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_protect_options: %s", bad)
             : SDG16_OK;
}
