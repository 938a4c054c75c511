/* What the name of a column suggests that the column is, and names that are almost alike. */
#ifndef SDG16I_MSE_CAPTURE_NAME_HINTS_H
#define SDG16I_MSE_CAPTURE_NAME_HINTS_H

#include <stdint.h>

#define SDG16I_HINT_NONE 0
#define SDG16I_HINT_COUNT 1          /* "Anzahl", "cases", "Count 2023" */
#define SDG16I_HINT_ID 2             /* "pid", "case_id", "row" */
#define SDG16I_HINT_CHARACTERISTIC 3 /* of persons: "male", "isMinor", "age_group" */

/* By the usual words of such files in English, French, Spanish, Portuguese, German, Russian,
 * Arabic and Chinese, in any case. */
int sdg16i_name_hint(const char *name);

/* 1 if its words mean an identifier of persons ("pid", "person_id"), not of rows ("nr"). */
int sdg16i_name_is_identifier(const char *name);

/* Writes a name in lower case and without blanks to `out`, which has `size` bytes; returns the
 * number of bytes written. */
int64_t sdg16i_fold_name(const char *name, int64_t size, char *out);
/* 1 if two names differ only in case and blanks; 0 for names above 1 KiB. */
int sdg16i_almost_same(const char *a, const char *b);

#endif
