/* Capture data: who was seen on which lists.
 *
 * A capture history is a bit mask: bit j-1 is set when the person is on list j.
 * The history 0 (on no list) is never observed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_CAPTURE_H
#define SDG16_CAPTURE_H

#include <sdg16/table.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SDG16_MAX_LISTS 16
#define SDG16_MAX_COUNT INT64_C(4503599627370496) /* 2^52: counts add exactly as doubles */

typedef struct sdg16_capture sdg16_capture;

/* Layouts of capture data. */
#define SDG16_LAYOUT_AUTO 0      /* decided from the header */
#define SDG16_LAYOUT_HISTORIES 1 /* list columns of 0/1 and a count column */
#define SDG16_LAYOUT_PERSONS 2   /* one row a person, list columns of 0/1 */
#define SDG16_LAYOUT_RECORDS 3   /* one row a sighting: an id and a list column */
#define SDG16_LAYOUT_FILES 4     /* one file a list, with an id column */
SDG16_API const char *sdg16_layout_name(int32_t layout);
SDG16_API int32_t sdg16_layout_from_name(const char *name); /* -1 if unknown */

/* What to do when two rows of one person differ in a stratum column. A blank
 * does not differ from anything: the person has what another row says. */
#define SDG16_CONFLICTS_ERROR 0
#define SDG16_CONFLICTS_FIRST 1    /* the first row counts */
#define SDG16_CONFLICTS_MAJORITY 2 /* the most frequent value, ties to the first */
SDG16_API const char *sdg16_conflicts_name(int32_t policy);
SDG16_API int32_t sdg16_conflicts_from_name(const char *name);

/* What to do with a missing list flag. Missing, in every column, are a blank, NA and a dot
 * alone (as R and Stata write it). */
#define SDG16_MISSING_FLAGS_ERROR 0
#define SDG16_MISSING_FLAGS_ZERO 1 /* it is 0, "not on the list"; a note says how many */
SDG16_API const char *sdg16_missing_flags_name(int32_t policy);
SDG16_API int32_t sdg16_missing_flags_from_name(const char *name); /* -1 if unknown */

/* What to do with differences in the spelling of identifiers. */
#define SDG16_SPELLING_KEEP 0 /* another spelling is another person */
#define SDG16_SPELLING_FOLD 1 /* it is the same person */
SDG16_API const char *sdg16_spelling_name(int32_t policy);
SDG16_API int32_t sdg16_spelling_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_capture_options {
  int64_t struct_size;
  int32_t layout;    /* SDG16_LAYOUT_ */
  int32_t conflicts; /* SDG16_CONFLICTS_ */
  int32_t delimiter; /* as in sdg16_csv_options */
  int32_t decimal;
  int64_t list_count;       /* 0 (default): histories, persons: every column of only */
  const char *const *lists; /*   0/1 that is not the count or a stratum, in file order;
                                 records: every value of the list column, in order of
                                 first appearance; files: the files, named like them
                                 without folder and extension (else one name a file) */
  const char *count;        /* count column; NULL: the one named count, n, freq or
                               frequency, whatever the case */
  const char *id;           /* records, files: the identifier column; persons: rows that
                              agree in it are one person, on each list of one of them */
  const char *list;         /* records: the list column */
  int64_t stratum_count;
  const char *const *strata; /* columns to keep as strata (sex, age, ...) */
  int32_t missing_flags;     /* SDG16_MISSING_FLAGS_ */
  int32_t id_case;           /* SDG16_SPELLING_: "p00012" and "P00012" */
  int32_t id_numbers;        /* SDG16_SPELLING_: "001", "1" and "1.0"; "p001" and "p1" */
} sdg16_capture_options;

SDG16_API int32_t sdg16_capture_options_init(sdg16_capture_options *options, int64_t size);

/* Reads capture data from files of CSV, SPSS or Stata (one path, except with
 * LAYOUT_FILES, whose files need not be of one kind). CSV is streamed: memory is
 * proportional to the distinct histories (records and files: to the persons); the
 * others are read as by sdg16_table_read, and then as by sdg16_capture_from_table. Histories
 * given more than once are added up; absent ones count 0; a row with count 0 is allowed. Spaces
 * and tabs around a value do not count. Missing stratum values are a category of their own, "".
 *
 * LAYOUT_AUTO: several paths are files; with `id` or `list` it is records; with a
 * count column histories; else persons. sdg16_capture_layout says what it was.
 *
 * Errors name file, line (SPSS, Stata: row), column: a flag that is not 0 or 1
 * (SDG16_ERR_VALUE; a missing one is SDG16_ERR_MISSING), a count that is negative or not whole
 * ("40" and "40.0" are whole, "1.000" is refused: it may mean a thousand), a person on no list,
 * an empty identifier, a list that is not among `lists`, contradictory strata (by `conflicts`),
 * fewer than 2 or more than SDG16_MAX_LISTS lists, no rows. When no `lists` are given, a column
 * with zeros of which at least half the values are 0 and 1, but not all, is an error rather
 * than left out; at most 64 columns may begin like flags.
 *
 * What would change the answer without a word is an error that asks (SDG16_ERR_COLUMN):
 *  - LAYOUT_AUTO and no count: a column of numbers of which one is above 1 may be the count,
 *    unless it numbers the rows or is named like an identifier or a characteristic of
 *    persons. Answer: `count`, or LAYOUT_PERSONS.
 *  - no `lists`: a column of 0 and 1 may be a characteristic of persons, if a word of its
 *    name is usual for one (sex, male, minor, age, year, foreign, in eight languages), or if
 *    nobody is on it alone while Chao's lower bound expects twenty there or more, and those on
 *    one other list are spread over all of them. Answer: `lists`, or `strata`.
 *  - no `lists`: a column of TRUE and FALSE, T and F, X, or 1.0 and 0.0 beside columns of 0
 *    and 1. Answer: `lists`. */
SDG16_API int32_t sdg16_capture_read(int64_t path_count, const char *const *paths,
                                     const sdg16_capture_options *options, sdg16_capture **out,
                                     sdg16_error *error);
/* The same from a table in memory (layouts histories, persons, records); errors
 * name the row. Whole numbers may be of any type. In a stratum column, missing
 * kinds other than SYSTEM are categories: "(refused)". */
SDG16_API int32_t sdg16_capture_from_table(const sdg16_table *table,
                                           const sdg16_capture_options *options,
                                           sdg16_capture **out, sdg16_error *error);
/* From arrays: `rows` histories with their counts, in any order, repeated ones
 * added up; names NULL: "1", "2", ... */
SDG16_API int32_t sdg16_capture_new(int32_t lists, const char *const *names, int64_t rows,
                                    const uint32_t *histories, const int64_t *counts,
                                    sdg16_capture **out, sdg16_error *error);
SDG16_API void sdg16_capture_free(sdg16_capture *capture);

SDG16_API int32_t
sdg16_capture_layout(const sdg16_capture *capture); /* what was read; 0 from arrays */
SDG16_API int32_t sdg16_capture_lists(const sdg16_capture *capture);
SDG16_API const char *sdg16_capture_list_name(const sdg16_capture *capture,
                                              int32_t list); /* 0-based */
SDG16_API int32_t sdg16_capture_find_list(const sdg16_capture *capture,
                                          const char *name); /* 0-based; -1 */
/* Persons observed, over all strata. */
SDG16_API int64_t sdg16_capture_observed(const sdg16_capture *capture);
/* Distinct histories with a positive count, ascending, over all strata, and
 * their counts. Any output may be NULL. */
SDG16_API int64_t sdg16_capture_histories(const sdg16_capture *capture,
                                          const uint32_t **histories, const int64_t **counts);
/* Writes lists x lists numbers, row by row: persons on both lists i and j; the
 * diagonal holds the list sizes. Capacity is in numbers. */
SDG16_API int32_t sdg16_capture_overlaps(const sdg16_capture *capture, int64_t *out,
                                         int64_t capacity, sdg16_error *error);
/* The same as a table, a row for each pair of lists and each list with itself: `list`, `other`,
 * `people`. The caller frees it. */
SDG16_API int32_t sdg16_capture_overlap_table(const sdg16_capture *capture, sdg16_table **out,
                                              sdg16_error *error);
/* SHA-256 of the canonical content (lists, strata, histories, counts), 64 hex
 * digits: the same whatever the file's layout, order of rows and of lists. */
SDG16_API const char *sdg16_capture_sha256(const sdg16_capture *capture);

/* What each column that was read was used for: `column`, `use` ("list", "count", "id",
 * "list names", "stratum", "unused") and `why` ("it holds only 0 and 1"), in the order of the
 * file; of several files each name once. No rows for data from arrays. The reasons hold no
 * values of the data. Borrowed, as long as the capture data; derived capture data keep it. */
SDG16_API const sdg16_table *sdg16_capture_columns(const sdg16_capture *capture);
/* What its user should know of the reading: `code`, `severity` ("warning", "note") and
 * `message`. Codes: identifiers-differ (a list shares nobody with others, but would if case,
 * blanks, zeros in front and ".0" of identifiers did not count), identifiers-alike,
 * lists-alike, columns-alike, strata-alike, strata-missing, missing-flags, histories-repeated.
 * The messages show values of the data, at most two identifiers of persons among them: withhold
 * them where counts are protected. Borrowed, as long as the capture data. Derived capture data
 * keep the notes, but not those about a list that was dropped. */
SDG16_API const sdg16_table *sdg16_capture_notes(const sdg16_capture *capture);

/* New capture data without one list; persons seen on it alone are no longer
 * observed (SDG16_ERR_EMPTY if nobody is left). */
SDG16_API int32_t sdg16_capture_drop_list(const sdg16_capture *capture, int32_t list,
                                          sdg16_capture **out, sdg16_error *error);
/* New capture data with several lists merged into one, which stands where the
 * first of them stood: on it is who was on any of them. */
SDG16_API int32_t sdg16_capture_merge_lists(const sdg16_capture *capture, const char *name,
                                            int64_t count, const int32_t *lists,
                                            sdg16_capture **out, sdg16_error *error);

/* Strata: the observed combinations of the stratum columns, in ascending order
 * of their texts (byte by byte); none without stratum columns. */
SDG16_API int64_t sdg16_capture_stratum_columns(const sdg16_capture *capture);
SDG16_API const char *sdg16_capture_stratum_column(const sdg16_capture *capture,
                                                   int64_t column);
SDG16_API int64_t sdg16_capture_strata(const sdg16_capture *capture);
SDG16_API const char *sdg16_capture_stratum_value(const sdg16_capture *capture, int64_t stratum,
                                                  int64_t column);
/* New capture data with these stratum columns alone, in this order; strata that then
 * agree become one. SDG16_ERR_NAME: no such column, or one named twice. */
SDG16_API int32_t sdg16_capture_keep_strata(const sdg16_capture *capture, int64_t count,
                                            const char *const *columns, sdg16_capture **out,
                                            sdg16_error *error);
/* The capture data of one stratum, without stratum columns. */
SDG16_API int32_t sdg16_capture_stratum(const sdg16_capture *capture, int64_t stratum,
                                        sdg16_capture **out, sdg16_error *error);

/* The persons detected, for indicators: the stratum columns and a column "detected", one row a
 * stratum (one in all without stratum columns). Blank strata are "_U", unknown. The caller
 * frees the table. */
SDG16_API int32_t sdg16_capture_detected(const sdg16_capture *capture, sdg16_table **out,
                                         sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
