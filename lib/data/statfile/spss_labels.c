#include "data/statfile/spss_labels.h"

#include <stdio.h>

void sdg16i_spss_label(sdg16i_spss_labelled *labelled, int64_t record) {
  labelled->count++;
  labelled->last = record;
}

int sdg16i_spss_has_own_set(const sdg16i_spss_labelled *labelled) {
  return labelled->count > 1;
}

void sdg16i_spss_set_name(const sdg16i_spss_labelled *labelled, int64_t variable, int32_t width,
                          char out[SDG16I_SPSS_SET_NAME]) {
  *out = '\0';
  if (sdg16i_spss_has_own_set(labelled))
    snprintf(out, SDG16I_SPSS_SET_NAME, "variable %lld", (long long)variable);
  else if (labelled->count)
    snprintf(out, SDG16I_SPSS_SET_NAME, "record %lld %d", (long long)labelled->last, width);
}
