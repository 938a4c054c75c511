/* Value labels of a system file. */
#ifndef SDG16I_DATA_STATFILE_SAV_LABELS_H
#define SDG16I_DATA_STATFILE_SAV_LABELS_H

#include "data/statfile/sav.h"

/* The record of labels of long texts (7, subtype 21): notes which variables have some. */
int32_t sdg16i_sav_mark_labels(sdg16i_sav *sav, const sdg16i_sav_extension *e);
/* Notes which records 3 and 4 name a variable. */
void sdg16i_sav_mark_label_records(sdg16i_sav *sav);
/* The name of the set of labels of a variable, for the builder; "": none. */
void sdg16i_sav_set_name(const sdg16i_sav *sav, const sdg16i_sav_variable *variable,
                         char out[SDG16I_SPSS_SET_NAME]);

#endif
