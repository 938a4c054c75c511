/* The typed columnar table that carries microdata in and results out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_TABLE_H
#define SDG16_TABLE_H

#include <sdg16/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sdg16_table sdg16_table;

/* Column types. */
#define SDG16_INT64 1  /* int64_t */
#define SDG16_DOUBLE 2 /* double */
#define SDG16_TEXT 3   /* int32_t codes into the column's dictionary, from 0 */

/* Missing kinds, one byte a cell. A missing cell's value is 0 (INT64), NaN
 * (DOUBLE) or -1 (TEXT). */
#define SDG16_PRESENT 0
#define SDG16_MISSING_SYSTEM 1         /* blank, no reason given */
#define SDG16_MISSING_NOT_APPLICABLE 2 /* the question did not apply */
#define SDG16_MISSING_REFUSED 3
#define SDG16_MISSING_DONT_KNOW 4
#define SDG16_MISSING_TAGGED 5         /* another kind that the file defines */

SDG16_API const char *sdg16_missing_name(int32_t kind); /* "refused"; NULL if unknown */
SDG16_API int32_t sdg16_missing_from_name(const char *name); /* -1 if unknown */

SDG16_API int32_t sdg16_table_new(sdg16_table **out, sdg16_error *error);
SDG16_API void sdg16_table_free(sdg16_table *table);

/* Adds a column by copying `rows` values. `missing` is NULL or one kind a row.
 * The first column fixes the number of rows. Names are unique and not empty. */
SDG16_API int32_t sdg16_table_add_int64(sdg16_table *table, const char *name,
                                        int64_t rows, const int64_t *values,
                                        const uint8_t *missing, sdg16_error *error);
SDG16_API int32_t sdg16_table_add_double(sdg16_table *table, const char *name,
                                         int64_t rows, const double *values,
                                         const uint8_t *missing, sdg16_error *error);
/* Codes point into `levels`, which are copied. A code of -1 needs a missing kind. */
SDG16_API int32_t sdg16_table_add_text(sdg16_table *table, const char *name,
                                       int64_t rows, const int32_t *codes,
                                       const uint8_t *missing, int64_t level_count,
                                       const char *const *levels, sdg16_error *error);

SDG16_API int64_t sdg16_table_rows(const sdg16_table *table);
SDG16_API int64_t sdg16_table_columns(const sdg16_table *table);
SDG16_API const char *sdg16_table_name(const sdg16_table *table, int64_t column);
SDG16_API int32_t sdg16_table_type(const sdg16_table *table, int64_t column);
/* Index of a column, -1 if there is none of that name. */
SDG16_API int64_t sdg16_table_find(const sdg16_table *table, const char *name);

/* Arrays of `rows` values; NULL if the column is of another type. */
SDG16_API const int64_t *sdg16_table_int64(const sdg16_table *table, int64_t column);
SDG16_API const double *sdg16_table_double(const sdg16_table *table, int64_t column);
SDG16_API const int32_t *sdg16_table_codes(const sdg16_table *table, int64_t column);
/* Missing kinds of the column, NULL if no cell is missing. */
SDG16_API const uint8_t *sdg16_table_missing(const sdg16_table *table, int64_t column);
SDG16_API int64_t sdg16_table_level_count(const sdg16_table *table, int64_t column);
SDG16_API const char *sdg16_table_level(const sdg16_table *table, int64_t column, int64_t code);
/* Text of one cell of a TEXT column; NULL if missing or out of range. */
SDG16_API const char *sdg16_table_text(const sdg16_table *table, int64_t row, int64_t column);

#ifdef __cplusplus
}
#endif
#endif
