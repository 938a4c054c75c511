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
  int32_t delimiter;          /* ',', ';', '\t' or '|'; 0 (default): the one that a first line
                                 "sep=;" names, else the most frequent of these in the
                                 header, outside quotes */
  int32_t decimal;            /* '.' or ','; 0 (default): '.' if the delimiter is ',', otherwise
                                 detected from the file, see below */
  int64_t max_field;          /* bytes; default 1 MiB: longer fields are SDG16_ERR_LIMIT */
  int64_t max_rows;           /* more rows are SDG16_ERR_LIMIT; default 0: no limit */
  int64_t column_count;       /* 0 (default): keep every column */
  const char *const *columns; /* names of the columns to keep, in the order wanted */
  int64_t na_count;      /* texts that mean missing beside the empty field, NA and a dot; */
  const char *const *na; /* an empty text among them: NA and a dot are texts */
  int64_t row_limit;     /* rows to read; the rest of the file is ignored; default 0:
                            all */
  const char *encoding;  /* of the file, by its iconv name, if the file has no mark (see
                            below); default NULL: UTF-8 */
  int64_t skip_lines;    /* lines before the header, such as a title; default 0 */
  int32_t comment;       /* lines that begin with this character are left out, such as
                            '#'; default 0: none */
  const void *content;   /* the bytes of the file, if they are in memory: the path is then only
                            the name for messages. Borrowed during the call. Default NULL: the
                            file at the path */
  int64_t content_size;
} sdg16_csv_options;

SDG16_API int32_t sdg16_csv_options_init(sdg16_csv_options *options, int64_t size);

/* Reads a CSV file (RFC 4180: quoted fields, doubled quotes, newlines in quotes, LF or
 * CRLF) with a header line. It is in UTF-8, or in the encoding of the options. A byte-order
 * mark (UTF-8, UTF-16, UTF-32) has priority over the options, and is dropped. Blank lines are
 * skipped; blanks around names are removed. Up to 16,384 columns. A column without a name is
 * left out if it is blank, or is the first one and numbers the rows (whole numbers, each above
 * the one before, as R writes them): a note of the table says so. A quote within a field that
 * does not begin with one is kept, with a note. Memory is proportional to the columns kept.
 *
 * A field is missing (SDG16_MISSING_SYSTEM) if it is empty, contains only blanks, is NA or a
 * single dot, or is one of the texts in `na`. A note names a column of texts in which NA or a
 * dot was one of them. The other fields decide the type of a column:
 *  - INT64: whole numbers within int64, in plain notation: "-12", "0".
 *  - else DOUBLE: numbers ("0.5", ".5", "1e-3"), rounded to the nearest double;
 *    whole numbers only if a double holds them exactly.
 *  - else TEXT: the fields as they are in the file, with blanks around them.
 * A leading zero or '+' ("007", "+43") makes a column TEXT, so that no
 * digit of a code is lost. So does a number that is too large for a double.
 *
 * The decimal character is detected if the delimiter is ';' or tab. It is ',' if a column of
 * numbers uses ',' where it cannot separate thousands ("0,125", "1,5", but not "1,234");
 * otherwise '.' if a column proves '.' in the same way. Columns with the other character are
 * TEXT; so are columns with either character if neither is proved. "1,234" is never read as
 * 1.234 by a guess.
 *
 * Errors name the line and the column: SDG16_ERR_OPEN, _READ, _FORMAT (unequal
 * numbers of fields, unterminated or misplaced quote, NUL byte, not UTF-8, an Excel workbook),
 * _COLUMN (a column without a name has values; a header name is repeated; `columns` has an
 * unknown name or one name twice), _LIMIT (also a row above 64 MiB), _EMPTY (no header),
 * _OPTION (delimiter and decimal character are the same). A header without rows gives a table
 * of 0 rows. */
SDG16_API int32_t sdg16_table_read_csv(const char *path, const sdg16_csv_options *options,
                                       sdg16_table **out, sdg16_error *error);

/* ---- files of any kind ---- */

#define SDG16_FILE_CSV 1
#define SDG16_FILE_SPSS 2                                        /* .sav, .zsav */
#define SDG16_FILE_SPSS_PORTABLE 3                               /* .por */
#define SDG16_FILE_STATA 4                                       /* .dta */
SDG16_API const char *sdg16_file_format_name(int32_t format);    /* "spss"; NULL if unknown */
SDG16_API int32_t sdg16_file_format_from_name(const char *name); /* -1 if unknown */

/* The format of a file: from its first bytes, else from the extension of its name, else CSV.
 * A file that cannot be opened is not an error here; the function that reads it reports it. */
SDG16_API int32_t sdg16_file_format_detect(const char *path);

#define SDG16_DATES_ISO 1                              /* dates as text in ISO 8601 */
#define SDG16_DATES_NUMBERS 2                          /* dates as the numbers of the file */
SDG16_API const char *sdg16_dates_name(int32_t dates); /* "iso", "numbers" */
SDG16_API int32_t sdg16_dates_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_read_options {
  int64_t struct_size;
  int32_t format;       /* SDG16_FILE_ value; 0 (default): sdg16_file_format_detect decides */
  int32_t dates;        /* SDG16_DATES_ value; default _ISO */
  int64_t max_rows;     /* a file with more is SDG16_ERR_LIMIT; default 0: no limit */
  int64_t row_limit;    /* rows to read; default 0: all */
  int64_t column_count; /* 0 (default): keep every column */
  const char *const *columns; /* names of the columns to keep, in the order wanted */
  const char *encoding;       /* of the texts, by its iconv name; default NULL: as the file
                                 says (CSV: UTF-8). CSV: see sdg16_csv_options */
  /* The reasons for missing values. A cell is missing with kind kinds[i] if it matches
   * kind_texts[i]. SPSS, Stata: the missing value of the cell, or the label of its value
   * (missing or not), equals that text; the case of ASCII letters is ignored. CSV: the field
   * equals that text, as with `na`. Default: none, because a file does not say what its codes
   * mean. */
  int64_t kind_count;
  const char *const *kind_texts;
  const int32_t *kinds;         /* SDG16_MISSING_ values, not SDG16_PRESENT */
  const sdg16_csv_options *csv; /* how to read CSV (NULL: defaults); its columns, max_rows,
                                   row_limit and content are not used: see above, below */
  const void *content;          /* the bytes of the file, if they are in memory: the path is
                                   then only the name for messages, whose extension counts as
                                   that of a file. Borrowed during the call. Default NULL: the
                                   file at the path */
  int64_t content_size;
} sdg16_read_options;

SDG16_API int32_t sdg16_read_options_init(sdg16_read_options *options, int64_t size);

/* Reads a file into a table: CSV as sdg16_table_read_csv does; .sav, .zsav and .por of SPSS;
 * .dta of Stata, versions 102 to 121 (109 and 116 do not exist). What is allowed but worth
 * knowing (columns whose dates stay numbers) is in the notes of the table (sdg16_table_note).
 *
 * SPSS and Stata: numbers are INT64 if all numbers of a column are whole (below 2^53),
 * otherwise DOUBLE. A Stata float becomes the double with exactly its value. Text is UTF-8
 * without blanks at its end; empty text is missing. Variable labels and value labels are kept
 * (sdg16_table_label). Values that the file declares missing (SPSS user-missing values
 * and ranges, Stata .a to .z) are SDG16_MISSING_TAGGED, or the kind from the options,
 * and the value is the tag (sdg16_table_tags). SPSS system-missing and Stata . are
 * SDG16_MISSING_SYSTEM. Columns with a date format become text: "2019-05-31",
 * "2019-05-31T23:59:59", "2019-05", "2019-Q2" (durations stay numbers of seconds, %tC, %tb
 * and %ty numbers).
 *
 * Errors name the file, and the byte or row and variable: SDG16_ERR_OPEN, _READ, _FORMAT
 * (damaged, or not such a file; a text is not valid in the encoding), _COLUMN (`columns` has an
 * unknown name or one name twice), _LIMIT (more than max_rows rows, 131,072 variables,
 * 4,194,304 value labels over all columns, or 64 MiB in one long text, table of value labels or
 * record of an SPSS file; columns of an SPSS file above 512 MiB and 1 KiB for each byte of the
 * file), _OPTION. */
SDG16_API int32_t sdg16_table_read(const char *path, const sdg16_read_options *options,
                                   sdg16_table **out, sdg16_error *error);

/* Writes the table as RFC 4180 CSV (',' between fields, LF, numbers in the shortest
 * form that reads back exactly; missing cells are empty, or "" if the table has one column).
 * A nonzero return of `write` ends the call. It is returned if negative; otherwise
 * SDG16_ERR_WRITE is returned. */
SDG16_API int32_t sdg16_table_write_csv(const sdg16_table *table, sdg16_write_fn write,
                                        void *context, sdg16_error *error);

#define SDG16_VALUES_CODES 1  /* numbers as numbers, texts as they are */
#define SDG16_VALUES_LABELS 2 /* the label of a value, where it has one */
SDG16_API const char *sdg16_values_name(int32_t values);    /* "codes", "text" */
SDG16_API int32_t sdg16_values_from_name(const char *name); /* -1 if unknown */

#define SDG16_MISSING_AS_BLANK 1 /* empty cells */
#define SDG16_MISSING_AS_KIND 2  /* "refused": sdg16_missing_name; system-missing empty */
/* the tag of the file: "98", ".a", or its label with SDG16_VALUES_LABELS; cells without a tag
 * as with _AS_KIND */
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

/* sdg16_table_write_csv with options (NULL: defaults). SDG16_ERR_ARGUMENT: an option has an
 * unknown value. */
SDG16_API int32_t sdg16_table_write_csv_as(const sdg16_table *table,
                                           const sdg16_csv_write_options *options,
                                           sdg16_write_fn write, void *context,
                                           sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
