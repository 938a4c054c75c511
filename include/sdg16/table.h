/* The typed columnar table for microdata and results.
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
SDG16_API const char *sdg16_column_type_name(int32_t type);      /* "int64", "double", "text" */
SDG16_API int32_t sdg16_column_type_from_name(const char *name); /* -1 if unknown */

/* Missing kinds, one byte per cell. A missing cell's value is 0 (INT64), NaN
 * (DOUBLE) or -1 (TEXT). */
#define SDG16_PRESENT 0
#define SDG16_MISSING_SYSTEM 1         /* blank, no reason given */
#define SDG16_MISSING_NOT_APPLICABLE 2 /* the question did not apply */
#define SDG16_MISSING_REFUSED 3
#define SDG16_MISSING_DONT_KNOW 4
#define SDG16_MISSING_TAGGED 5 /* a kind that the file defines */

SDG16_API const char *sdg16_missing_name(int32_t kind);      /* "refused"; NULL if unknown */
SDG16_API int32_t sdg16_missing_from_name(const char *name); /* -1 if unknown */

SDG16_API int32_t sdg16_table_new(sdg16_table **out, sdg16_error *error);
SDG16_API void sdg16_table_free(sdg16_table *table);

/* Adds a column by copying `rows` values. `missing` is NULL or has one kind per row.
 * The first column sets the number of rows. Names are unique and not empty. */
SDG16_API int32_t sdg16_table_add_int64(sdg16_table *table, const char *name, int64_t rows,
                                        const int64_t *values, const uint8_t *missing,
                                        sdg16_error *error);
SDG16_API int32_t sdg16_table_add_double(sdg16_table *table, const char *name, int64_t rows,
                                         const double *values, const uint8_t *missing,
                                         sdg16_error *error);
/* Codes point into `levels`, which are copied. A code of -1 needs a missing kind. */
SDG16_API int32_t sdg16_table_add_text(sdg16_table *table, const char *name, int64_t rows,
                                       const int32_t *codes, const uint8_t *missing,
                                       int64_t level_count, const char *const *levels,
                                       sdg16_error *error);

SDG16_API int64_t sdg16_table_rows(const sdg16_table *table);
SDG16_API int64_t sdg16_table_columns(const sdg16_table *table);
SDG16_API const char *sdg16_table_name(const sdg16_table *table, int64_t column);
SDG16_API int32_t sdg16_table_type(const sdg16_table *table, int64_t column);
/* Index of a column; -1: no column has that name. */
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

/* ---- what SPSS and Stata files say about a column ----
 * Variable label: a text such as "Paid a bribe in the last 12 months?". Value labels: 1 is
 * "Yes"; the column keeps its numbers. Tags: for a missing cell, which of the missing values of
 * the file it has (SPSS user-missing 98, Stata .a), with the label of that value ("Refused").
 */

/* NULL: no label. Setting NULL removes the label. */
SDG16_API const char *sdg16_table_variable_label(const sdg16_table *table, int64_t column);
SDG16_API int32_t sdg16_table_set_variable_label(sdg16_table *table, int64_t column,
                                                 const char *label, sdg16_error *error);

/* Value labels, in ascending order of their values. Values are unique and finite. In a
 * TEXT column the value is the code of a level. If a value already has a label, adding one
 * replaces it. */
SDG16_API int64_t sdg16_table_label_count(const sdg16_table *table, int64_t column);
SDG16_API double sdg16_table_label_value(const sdg16_table *table, int64_t column,
                                         int64_t index); /* NaN if out of range */
SDG16_API const char *sdg16_table_label(const sdg16_table *table, int64_t column,
                                        int64_t index); /* NULL if out of range */
/* The label of a value; NULL if it has none. */
SDG16_API const char *sdg16_table_label_of(const sdg16_table *table, int64_t column,
                                           double value);
SDG16_API int32_t sdg16_table_add_label(sdg16_table *table, int64_t column, double value,
                                        const char *label, sdg16_error *error);

/* Tags: one number per row, an index (from 0) into the tags of the column; -1: no tag. NULL:
 * no cell has a tag. Only missing cells have tags. */
SDG16_API const int32_t *sdg16_table_tags(const sdg16_table *table, int64_t column);
SDG16_API int64_t sdg16_table_tag_count(const sdg16_table *table, int64_t column);
/* The value as the file defines it: "98", ".a". sdg16_table_tag_label: its label ("Refused");
 * NULL: no label. Both NULL if out of range. */
SDG16_API const char *sdg16_table_tag(const sdg16_table *table, int64_t column, int64_t tag);
SDG16_API const char *sdg16_table_tag_label(const sdg16_table *table, int64_t column,
                                            int64_t tag);
/* Sets the tags of a column. `tags` has one number per row (NULL: no cell has a tag); the
 * `tag_count` names are unique; `labels` is NULL or has one label per tag, which may be
 * NULL. Tags can be set once. SDG16_ERR_ARGUMENT: the column has tags already, or a cell that
 * is not missing would get one. */
SDG16_API int32_t sdg16_table_set_tags(sdg16_table *table, int64_t column, const int32_t *tags,
                                       int64_t tag_count, const char *const *names,
                                       const char *const *labels, sdg16_error *error);

/* ---- dimensions ----
 * The columns that name the groups of a result, with their names in the data (sex, age,
 * region). Result tables of this library say which of their columns are dimensions. A table
 * that was read or filled says it only after sdg16_table_set_dimensions. */

/* The number of dimensions; -1: the table does not say. */
SDG16_API int64_t sdg16_table_dimension_count(const sdg16_table *table);
/* 1 if the table says that the column is a dimension, else 0. */
SDG16_API int32_t sdg16_table_is_dimension(const sdg16_table *table, int64_t column);
/* Makes these columns the dimensions, and no others; `count` may be 0. SDG16_ERR_NAME if there
 * is no such column; then nothing is changed. */
SDG16_API int32_t sdg16_table_set_dimensions(sdg16_table *table, int64_t count,
                                             const char *const *names, sdg16_error *error);

/* ---- notes ----
 * What sdg16_table_read has to say about a file that it read: one sentence each, such as which
 * columns have dates that stay numbers. Other tables have none. */

SDG16_API int64_t sdg16_table_note_count(const sdg16_table *table);
/* NULL if out of range. */
SDG16_API const char *sdg16_table_note(const sdg16_table *table, int64_t index);

#ifdef __cplusplus
}
#endif
#endif
