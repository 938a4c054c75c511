/* Which fields of CSV data are missing. */
#ifndef SDG16I_DATA_CSV_MISSING_H
#define SDG16I_DATA_CSV_MISSING_H

#include <stdint.h>

enum {
  SDG16I_CSV_PRESENT,
  SDG16I_CSV_BLANK, /* empty, blanks alone, or one of the texts that the caller names */
  SDG16I_CSV_NA     /* NA (R) or a dot (Stata, SAS), which a note tells where it is a text */
};

/* Is the empty text among those that the caller names? Then NA and a dot are texts. */
int sdg16i_csv_keeps_na(int64_t na_count, const char *const *na);
int sdg16i_csv_missing(int64_t na_count, const char *const *na, const char *text, int64_t size);

#endif
