/* Sets of value labels of SPSS files. One record of labels is often for many variables: they
 * share a set, unless several records name a variable, which then has its own. */
#ifndef SDG16I_DATA_STATFILE_SPSS_LABELS_H
#define SDG16I_DATA_STATFILE_SPSS_LABELS_H

#include <stdint.h>

#define SDG16I_SPSS_SET_NAME 48

/* Which records of labels name a variable. */
typedef struct sdg16i_spss_labelled {
  int64_t count; /* how many */
  int64_t last;  /* the last of them */
} sdg16i_spss_labelled;

void sdg16i_spss_label(sdg16i_spss_labelled *labelled, int64_t record);
int sdg16i_spss_has_own_set(const sdg16i_spss_labelled *labelled);
/* The name of the set of a variable, for the builder; "": it has no labels. `width`: bytes of
 * the values of the record that the variable takes. */
void sdg16i_spss_set_name(const sdg16i_spss_labelled *labelled, int64_t variable, int32_t width,
                          char out[SDG16I_SPSS_SET_NAME]);

#endif
