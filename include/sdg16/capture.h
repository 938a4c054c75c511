/* Capture data: which persons are on which lists.
 *
 * A capture history is a bit mask: bit j-1 is set when the person is on list j.
 * The history 0 means on no list; it is never observed.
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
#define SDG16_LAYOUT_AUTO 0      /* detected from the header */
#define SDG16_LAYOUT_HISTORIES 1 /* list columns of 0/1 and a count column */
#define SDG16_LAYOUT_PERSONS 2   /* one row per person, list columns of 0/1 */
#define SDG16_LAYOUT_RECORDS 3   /* one row per sighting: an id column and a list column */
#define SDG16_LAYOUT_FILES 4     /* one file per list, with an id column */
SDG16_API const char *sdg16_layout_name(int32_t layout);
SDG16_API int32_t sdg16_layout_from_name(const char *name); /* -1 if unknown */

/* What to do when two rows of one person differ in a stratum column. A blank
 * agrees with every value: the person gets the value of another row. */
#define SDG16_CONFLICTS_ERROR 0
#define SDG16_CONFLICTS_FIRST 1    /* the first row counts */
#define SDG16_CONFLICTS_MAJORITY 2 /* the most frequent value, ties to the first */
SDG16_API const char *sdg16_conflicts_name(int32_t policy);
SDG16_API int32_t sdg16_conflicts_from_name(const char *name);

/* What to do with a missing list flag. In every column a blank, NA (R) and a single dot (Stata)
 * are missing. */
#define SDG16_MISSING_FLAGS_ERROR 0
/* it counts as 0, "not on the list"; a note gives their number */
#define SDG16_MISSING_FLAGS_ZERO 1
SDG16_API const char *sdg16_missing_flags_name(int32_t policy);
SDG16_API int32_t sdg16_missing_flags_from_name(const char *name); /* -1 if unknown */

/* What to do when identifiers differ only in spelling. */
#define SDG16_SPELLING_KEEP 0 /* they are different persons */
#define SDG16_SPELLING_FOLD 1 /* they are the same person */
SDG16_API const char *sdg16_spelling_name(int32_t policy);
SDG16_API int32_t sdg16_spelling_from_name(const char *name); /* -1 if unknown */

/* Columns are found by their exact name; else by a name that differs in case alone, if it is
 * the only one (a note says so); two such columns are an error (SDG16_ERR_COLUMN). So are the
 * columns of expressions, surveys and indicators. */
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
                                 without folder and extension (or give one name per file) */
  const char *count;        /* count column; NULL: the one named count, n, freq or
                               frequency, in upper or lower case */
  const char *id;           /* records, files: the identifier column; persons: rows with
                              the same value are one person, who is on every list that
                              one of these rows has */
  const char *list;         /* records: the list column */
  int64_t stratum_count;
  const char *const *strata; /* columns to keep as strata (sex, age, ...) */
  int32_t missing_flags;     /* SDG16_MISSING_FLAGS_ */
  int32_t id_case;           /* SDG16_SPELLING_: "p00012" and "P00012" */
  int32_t id_numbers;        /* SDG16_SPELLING_: "001", "1" and "1.0"; "p001" and "p1" */
  const char *encoding;      /* of the files, as in sdg16_read_options; default NULL: as the
                                files say (CSV: UTF-8) */
  int64_t na_count;          /* CSV: texts that mean missing beside a blank, NA and a dot; an */
  const char *const *na;     /* empty text among them: strata may be NA or a dot */
  int64_t skip_lines;        /* CSV: as in sdg16_csv_options */
  int32_t comment;           /* CSV: as in sdg16_csv_options */
  const char *where;         /* an expression (<sdg16/expression.h>) over the columns of the
                                data: rows in which it does not hold, or is missing, are left
                                out, and nothing else of them is read; a note has their
                                number. Default NULL: all rows */
  int64_t band_count;        /* columns of ages in years that become bands: 0 (default): none */
  const char *const *band_columns; /* their names, each one of `strata` */
  const char *const *bands;        /* for each, the ages at which bands begin, ascending:
                                      "18,65" makes "0-17", "18-64" and "65+". An age that is
                                      not a number from 0 to 150 (years) is an error */
  const void *const *contents; /* for each path the bytes of the file, if they are in memory:
                                  the path is then its name (sdg16_read_options). Borrowed
                                  during the call. Default NULL: the files at the paths */
  const int64_t *content_sizes;
  int64_t id_count;            /* files: lists whose identifier column has another name than */
  const char *const *id_lists; /* `id`: the list, */
  const char *const *id_columns; /* and the column in its file. `id` may be NULL if all lists
                                    are here */
} sdg16_capture_options;

SDG16_API int32_t sdg16_capture_options_init(sdg16_capture_options *options, int64_t size);

/* Reads capture data from CSV, SPSS or Stata files: one path, or several with
 * LAYOUT_FILES, which may be of different kinds. CSV is streamed: memory is
 * proportional to the number of distinct histories (records and files: of persons). Files of
 * SPSS and Stata are read by sdg16_table_read and then by sdg16_capture_from_table. If a
 * history appears more than once, its counts are added up. An absent history counts 0; a row
 * with count 0 is allowed. Spaces and tabs around a value are ignored. Missing stratum values
 * form a category of their own, "".
 *
 * LAYOUT_AUTO: several paths mean files; `id` or `list` means records; a count column
 * means histories; otherwise persons. sdg16_capture_layout returns the layout that was used.
 *
 * Errors name the file, line (SPSS, Stata: row) and column. Errors are: a flag that is not 0 or
 * 1 (SDG16_ERR_VALUE; a missing one is SDG16_ERR_MISSING); a count that is negative or not
 * whole ("40" and "40.0" are whole; "1.000" is refused, because it may mean 1,000); a person on
 * no list; an empty identifier; a list that is not in `lists`; contradictory strata (see
 * `conflicts`); fewer than 2 or more than SDG16_MAX_LISTS lists; no rows. Without `lists`, a
 * column that has zeros, and in which at least half of the values, but not all, are 0 or 1, is
 * an error: it is not silently left out. At most 64 columns may begin like flags.
 *
 * Some columns can be read in two ways, and the answer would differ. They are an error that
 * asks the user (SDG16_ERR_COLUMN):
 *  - LAYOUT_AUTO and no count: a column of numbers with a value above 1 may be the count. It is
 *    not asked about if it numbers the rows, or has the name of an identifier or of a
 *    characteristic of persons. Answer: `count`, or LAYOUT_PERSONS.
 *  - no `lists`: a column of 0 and 1 may be a characteristic of persons. It is asked about if
 *    its name has a usual word for one (sex, male, minor, age, year, foreign, in eight
 *    languages).
 *    It is also asked about if no one is on it alone although Chao's lower bound expects 20
 *    persons or more there, and its persons on exactly one other list are spread over all other
 *    lists. Answer: `lists`, or `strata`.
 *  - no `lists`: a column of TRUE and FALSE, T and F, X, or 1.0 and 0.0 beside columns of 0
 *    and 1. Answer: `lists`.
 *  - LAYOUT_AUTO or _HISTORIES and no count: a stratum column with the name of a count. Answer:
 *    `strata` without it, or LAYOUT_PERSONS. */
SDG16_API int32_t sdg16_capture_read(int64_t path_count, const char *const *paths,
                                     const sdg16_capture_options *options, sdg16_capture **out,
                                     sdg16_error *error);
/* The same from a table in memory (layouts histories, persons, records). Errors
 * name the row. Whole numbers may be in a column of any type. In a stratum column every missing
 * kind except SYSTEM is a category: "(refused)". */
SDG16_API int32_t sdg16_capture_from_table(const sdg16_table *table,
                                           const sdg16_capture_options *options,
                                           sdg16_capture **out, sdg16_error *error);
/* From arrays: `rows` histories with their counts, in any order. Counts of a repeated
 * history are added up. names NULL: "1", "2", ... */
SDG16_API int32_t sdg16_capture_new(int32_t lists, const char *const *names, int64_t rows,
                                    const uint32_t *histories, const int64_t *counts,
                                    sdg16_capture **out, sdg16_error *error);
SDG16_API void sdg16_capture_free(sdg16_capture *capture);

SDG16_API int32_t
sdg16_capture_layout(const sdg16_capture *capture); /* the layout that was read; 0: arrays */
SDG16_API int32_t sdg16_capture_lists(const sdg16_capture *capture);
SDG16_API const char *sdg16_capture_list_name(const sdg16_capture *capture,
                                              int32_t list); /* 0-based */
SDG16_API int32_t sdg16_capture_find_list(const sdg16_capture *capture,
                                          const char *name); /* 0-based; -1 */
/* Number of persons observed, over all strata. */
SDG16_API int64_t sdg16_capture_observed(const sdg16_capture *capture);
/* The distinct histories with a positive count, in ascending order, over all strata, and
 * their counts. Any output may be NULL. Returns their number. */
SDG16_API int64_t sdg16_capture_histories(const sdg16_capture *capture,
                                          const uint32_t **histories, const int64_t **counts);
/* Writes lists x lists numbers, row by row: the persons on both list i and list j. The
 * diagonal holds the list sizes. `capacity` counts numbers. */
SDG16_API int32_t sdg16_capture_overlaps(const sdg16_capture *capture, int64_t *out,
                                         int64_t capacity, sdg16_error *error);
/* The same as a table: `list`, `other`, `people`, with one row for each pair of lists and for
 * each list with itself. The caller frees it. */
SDG16_API int32_t sdg16_capture_overlap_table(const sdg16_capture *capture, sdg16_table **out,
                                              sdg16_error *error);
/* SHA-256 of the canonical content (lists, strata, histories, counts), 64 hex
 * digits. It does not depend on the layout of the file or the order of rows and lists. */
SDG16_API const char *sdg16_capture_sha256(const sdg16_capture *capture);

/* How each column was used: `column`, `use` ("list", "count", "id", "list names", "stratum",
 * "unused") and `why` ("it holds only 0 and 1"), in the order of the file. With several files
 * each column name appears once. Data from arrays have no rows here. The reasons contain no
 * values of the data. The table belongs to the capture data; derived capture data keep it. */
SDG16_API const sdg16_table *sdg16_capture_columns(const sdg16_capture *capture);
/* What the user should know about the reading: `code`, `severity` ("warning", "note") and
 * `message`. Codes: identifiers-differ (a list has no one in common with another, but would
 * have if case, blanks, leading zeros and ".0" in identifiers were ignored), identifiers-alike
 * (a warning if ignoring them changes the number of persons on several lists),
 * identifiers-trimmed (rows joined that differ in the blanks around the identifier),
 * identifiers-repeated, rows-joined, lists-alike, perhaps-no-list (everyone on the list is on
 * another list too), columns-alike, column-case (a
 * column was taken for a name in another case), strata-alike, strata-missing, strata-empty (a
 * warning: all counts of a stratum are 0, so it has no row and counts as 0 in sums),
 * missing-flags, histories-repeated, rows-left-out (by `where`). If ignoring the spelling of
 * identifiers changes the number of persons on several lists by more than 5 %, the diagnostics
 * of estimates have a headline with this code. The messages show values of the data, including
 * up to two identifiers of persons: do not publish them where counts are protected. The table
 * belongs to the capture data. Derived capture data keep the notes, except those about a list
 * that was dropped. */
SDG16_API const sdg16_table *sdg16_capture_notes(const sdg16_capture *capture);

/* New capture data without one list. Persons who are only on that list are no longer
 * observed (SDG16_ERR_EMPTY if no one is left). */
SDG16_API int32_t sdg16_capture_drop_list(const sdg16_capture *capture, int32_t list,
                                          sdg16_capture **out, sdg16_error *error);
/* New capture data with several lists merged into one. A person who is on any of
 * them is on the merged list. It takes the place of the first of them. */
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
/* New capture data with only these stratum columns, in this order. Strata that have the
 * same values in them become one. SDG16_ERR_NAME: no such column, or one named twice. */
SDG16_API int32_t sdg16_capture_keep_strata(const sdg16_capture *capture, int64_t count,
                                            const char *const *columns, sdg16_capture **out,
                                            sdg16_error *error);
/* The capture data of one stratum, without stratum columns. */
SDG16_API int32_t sdg16_capture_stratum(const sdg16_capture *capture, int64_t stratum,
                                        sdg16_capture **out, sdg16_error *error);

/* The detected persons, as data for indicators: the stratum columns and a column "detected",
 * one row per stratum (a single row without stratum columns). A blank stratum value is "_U",
 * unknown. The caller frees the table. */
SDG16_API int32_t sdg16_capture_detected(const sdg16_capture *capture, sdg16_table **out,
                                         sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
