/* Reading and writing tables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_IO_H
#define SDG16_IO_H

#include <sdg16/table.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sdg16_csv_options {
  int64_t struct_size;
  int32_t delimiter;          /* ',', ';' or '\t'; 0 (default): the one of these that is
                                 most frequent in the header outside quotes */
  int32_t decimal;            /* '.' or ','; 0 (default): '.' when the delimiter is ',', else
                                 found from the file, see below */
  int64_t max_field;          /* bytes; default 1 MiB: a longer field is SDG16_ERR_LIMIT */
  int64_t max_rows;           /* a file with more is SDG16_ERR_LIMIT; default 0: no limit */
  int64_t column_count;       /* 0 (default): keep every column */
  const char *const *columns; /* names of the columns to keep, in the order wanted */
  int64_t na_count;           /* texts that mean missing beside the empty field; */
  const char *const *na;      /* default: none */
  int64_t row_limit;          /* rows to read; what follows is not looked at; default 0:
                                 all */
} sdg16_csv_options;

SDG16_API int32_t sdg16_csv_options_init(sdg16_csv_options *options, int64_t size);

/* Reads a UTF-8 CSV file (RFC 4180: quoted fields, doubled quotes, newlines in
 * quotes, LF or CRLF; a byte-order mark is dropped) with a header line. Blank
 * lines are skipped; blanks around names are removed. Up to 16,384 columns.
 * Memory is proportional to the columns kept.
 *
 * Missing (SDG16_MISSING_SYSTEM) are fields that are empty or blanks alone, and
 * the texts in `na`. The type of a column follows from all its other fields:
 *  - INT64: whole numbers within int64, as numbers are written: "-12", "0".
 *  - else DOUBLE: numbers ("0.5", ".5", "1e-3"), rounded to the nearest double;
 *    whole numbers among them only if they are doubles exactly.
 *  - else TEXT: the fields as they are in the file, blanks around them included.
 * A zero too many or a '+' in front ("007", "+43") makes a column TEXT, so that
 * no digit of a code is lost; so does a number too large for a double.
 *
 * The decimal character, when it is to be found (';' or tab between fields): ','
 * if a column of numbers uses it in a way that cannot separate thousands ("0,125",
 * "1,5", not "1,234"), else '.' if a column proves that in the same way. Columns
 * with the other character, or with either if nothing is proved, are TEXT: "1,234"
 * is never guessed to be 1.234.
 *
 * Errors name the line and the column: SDG16_ERR_OPEN, _READ, _FORMAT (unequal
 * numbers of fields, unterminated or misplaced quote, NUL byte, not UTF-8),
 * _COLUMN (empty or repeated header name; a kept column that is unknown or named
 * twice), _LIMIT (also a row above 64 MiB), _EMPTY (no header), _OPTION (delimiter
 * and decimal character are the same). A header without rows is a table of 0 rows. */
SDG16_API int32_t sdg16_table_read_csv(const char *path, const sdg16_csv_options *options,
                                       sdg16_table **out, sdg16_error *error);

/* ---- files of any kind ---- */

#define SDG16_FILE_CSV 1
#define SDG16_FILE_SPSS 2                                        /* .sav, .zsav */
#define SDG16_FILE_SPSS_PORTABLE 3                               /* .por */
#define SDG16_FILE_STATA 4                                       /* .dta */
SDG16_API const char *sdg16_file_format_name(int32_t format);    /* "spss"; NULL if unknown */
SDG16_API int32_t sdg16_file_format_from_name(const char *name); /* -1 if unknown */

/* The kind of a file, from how it begins, else from the end of its name, else CSV. A file
 * that cannot be read is left to whoever reads it to complain about. */
SDG16_API int32_t sdg16_file_format_detect(const char *path);

#define SDG16_DATES_ISO 1                                  /* text in ISO 8601 */
#define SDG16_DATES_NUMBERS 2                              /* the file's numbers */
SDG16_API const char *sdg16_dates_name(int32_t dates);     /* "iso", "numbers" */
SDG16_API int32_t sdg16_dates_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_read_options {
  int64_t struct_size;
  int32_t format;       /* SDG16_FILE_ value; 0 (default): as sdg16_file_format_detect finds */
  int32_t dates;        /* SDG16_DATES_ value; default _ISO */
  int64_t max_rows;     /* a file with more is SDG16_ERR_LIMIT; default 0: no limit */
  int64_t row_limit;    /* rows to read; default 0: all */
  int64_t column_count; /* 0 (default): keep every column */
  const char *const *columns; /* names of the columns to keep, in the order wanted */
  const char *encoding;       /* SPSS, Stata: of the file's texts, as iconv names it; default
                                 NULL: as the file says */
  /* What the reasons are. SPSS, Stata: where a cell's missing value, the label of that
   * value, or the label of a value that is not missing equals kind_texts[i] (capitals of
   * ASCII apart), the cell is missing of kind kinds[i]. CSV: where the field is that text,
   * as `na` is. Default: none, for a file does not say what its codes mean. */
  int64_t kind_count;
  const char *const *kind_texts;
  const int32_t *kinds;         /* SDG16_MISSING_ values, not SDG16_PRESENT */
  const sdg16_csv_options *csv; /* how to read CSV (NULL: defaults); columns, max_rows and
                                   row_limit are given above */
} sdg16_read_options;

SDG16_API int32_t sdg16_read_options_init(sdg16_read_options *options, int64_t size);

/* Reads a file into a table: CSV as sdg16_table_read_csv does; SPSS and Stata through
 * ReadStat (SDG16_ERR_UNSUPPORTED where sdg16_capabilities lacks SDG16_CAP_STAT).
 *
 * SPSS and Stata: numbers are INT64 where all of a column are whole (below 2^53), else
 * DOUBLE; Stata's floats become the doubles that they are exactly. Text is UTF-8, blanks
 * at its end removed, an empty one missing. Labels of variables and values are kept
 * (sdg16_table_label). Values that the file declares missing (SPSS's user-missing values
 * and ranges, Stata's .a to .z) are SDG16_MISSING_TAGGED, or the kind that the options
 * give, with the value as tag (sdg16_table_tags); SPSS's system-missing and Stata's . are
 * SDG16_MISSING_SYSTEM. Columns with a date format become text: "2019-05-31",
 * "2019-05-31T23:59:59", "2019-05", "2019-Q2" (durations stay numbers of seconds, %tC and
 * %ty numbers).
 *
 * Errors name file, row and variable: SDG16_ERR_OPEN, _READ, _FORMAT (damaged, or not such
 * a file; texts that are not in the encoding), _COLUMN (a kept column that is unknown or
 * named twice), _LIMIT (more than max_rows or 2^31 - 1 rows, 131,072 variables, 4,194,304
 * value labels over all columns, or a record of more than 16 MiB), _OPTION. */
SDG16_API int32_t sdg16_table_read(const char *path, const sdg16_read_options *options,
                                   sdg16_table **out, sdg16_error *error);

/* Writes the table as RFC 4180 CSV (',' between fields, LF, numbers in shortest
 * round-trip form, missing cells empty, but "" where the table has one column).
 * The first nonzero return of `write` ends it: a negative one is returned, else
 * SDG16_ERR_WRITE. */
SDG16_API int32_t sdg16_table_write_csv(const sdg16_table *table, sdg16_write_fn write,
                                        void *context, sdg16_error *error);

#define SDG16_VALUES_CODES 1  /* numbers as numbers, texts as they are */
#define SDG16_VALUES_LABELS 2 /* values that have a label as their label */
SDG16_API const char *sdg16_values_name(int32_t values);    /* "codes", "text" */
SDG16_API int32_t sdg16_values_from_name(const char *name); /* -1 if unknown */

#define SDG16_MISSING_AS_BLANK 1 /* empty cells */
#define SDG16_MISSING_AS_KIND 2  /* "refused": sdg16_missing_name; system-missing empty */
/* the file's own: "98", ".a", or their labels with SDG16_VALUES_LABELS; without a tag as
 * _AS_KIND */
#define SDG16_MISSING_AS_TAG 3
SDG16_API const char *sdg16_missing_as_name(int32_t missing);   /* "blank", "kind", "tag" */
SDG16_API int32_t sdg16_missing_as_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_csv_write_options {
  int64_t struct_size;
  int32_t values;  /* SDG16_VALUES_ value; default _CODES */
  int32_t missing; /* SDG16_MISSING_AS_ value; default _BLANK */
  /* 1: texts and names that a spreadsheet would execute (they begin with '=', '+', '-', '@', a
   * tab or the end of a line, and are no number) are written with "'" in front. Default 0: as
   * they are. */
  int32_t safe_cells;
} sdg16_csv_write_options;

SDG16_API int32_t sdg16_csv_write_options_init(sdg16_csv_write_options *options, int64_t size);

/* sdg16_table_write_csv with options (NULL: as that does). SDG16_ERR_ARGUMENT: a value
 * that there is not. */
SDG16_API int32_t sdg16_table_write_csv_as(const sdg16_table *table,
                                           const sdg16_csv_write_options *options,
                                           sdg16_write_fn write, void *context,
                                           sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
