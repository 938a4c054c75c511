/* SDMX-CSV 1.0 and 2.0. They differ only in the first columns. */
#include "publish/formats.h"

#include <math.h>

static void put_header(int32_t version, const sdg16_publish_options *o, sdg16i_writer *w) {
  sdg16i_puts(w, version == 1 ? "DATAFLOW" : "STRUCTURE,STRUCTURE_ID");
  if (version == 2 && o->action) sdg16i_puts(w, ",ACTION");
  for (int i = 0; i < SDG16I_DIMENSIONS; i++) {
    sdg16i_puts(w, ",");
    sdg16i_puts(w, sdg16i_dimension_names[i]);
  }
  sdg16i_puts(w, ",OBS_VALUE");
  for (int i = 0; i < SDG16I_ATTRIBUTES; i++) {
    sdg16i_puts(w, ",");
    sdg16i_puts(w, sdg16i_attribute_names[i]);
  }
  sdg16i_puts(w, "\n");
}

static void put_text_field(const char *text, sdg16i_writer *w) {
  sdg16i_puts(w, ",");
  if (text && *text) sdg16i_put_field(w, text);
}

static void put_number_field(double value, sdg16i_writer *w) {
  sdg16i_puts(w, ",");
  if (!isnan(value)) sdg16i_put_double(w, value);
}

int32_t sdg16i_write_sdmx(const sdg16i_observations *observations, int32_t version,
                          const sdg16_publish_options *o, sdg16i_writer *w,
                          sdg16_error *error) {
  (void)error;
  put_header(version, o, w);
  for (int64_t i = 0; i < observations->count; i++) {
    const sdg16i_observation *item = &observations->item[i];
    if (version == 2) sdg16i_puts(w, "dataflow,");
    sdg16i_put_field(w, o->dataflow);
    if (version == 2 && o->action) {
      const char action[] = {',', (char)o->action, '\0'};
      sdg16i_puts(w, action);
    }
    for (int d = 0; d < SDG16I_DIMENSIONS; d++) put_text_field(item->dimension[d], w);
    put_number_field(item->value, w);
    for (int a = 0; a < SDG16I_ATTRIBUTES; a++)
      if (a == SDG16I_UPPER_BOUND)
        put_number_field(item->upper, w);
      else if (a == SDG16I_LOWER_BOUND)
        put_number_field(item->lower, w);
      else
        put_text_field(item->attribute[a], w);
    sdg16i_puts(w, "\n");
  }
  return SDG16_OK;
}
