/* SDMX-CSV 1.0 and 2.0. They differ only in the first columns. */
#include "publish/formats.h"

#include <math.h>

static int has_actions(const sdg16i_observations *observations,
                       const sdg16_publish_options *o) {
  int any = o->action != 0;
  for (int64_t i = 0; i < observations->count && !any; i++)
    any = observations->item[i].action != NULL;
  return any;
}

static void put_header(int32_t version, int actions, sdg16i_writer *w) {
  sdg16i_puts(w, version == 1 ? "DATAFLOW" : "STRUCTURE,STRUCTURE_ID");
  if (version == 2 && actions) sdg16i_puts(w, ",ACTION");
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
  int actions = has_actions(observations, o);
  put_header(version, actions, w);
  for (int64_t i = 0; i < observations->count; i++) {
    const sdg16i_observation *item = &observations->item[i];
    if (version == 2) sdg16i_puts(w, "dataflow,");
    sdg16i_put_field(w, o->dataflow      ? o->dataflow
                        : item->dataflow ? item->dataflow
                                         : "IAEG-SDGs:DF_SDG_GLC(1.22)");
    if (version == 2 && actions) {
      const char given[] = {(char)o->action, '\0'};
      put_text_field(o->action && !sdg16i_is_deletion(item) ? given : item->action, w);
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
