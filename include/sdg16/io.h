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
  int32_t delimiter; /* ',', ';' or '\t'; 0 (default): the one of these that is
                        most frequent in the header outside quotes */
  int32_t decimal;   /* '.' or ','; 0 (default): '.' when the delimiter is ',', else
                        found from the file, see below */
  int64_t max_field; /* bytes; default 1 MiB: a longer field is SDG16_ERR_LIMIT */
  int64_t max_rows;  /* a file with more is SDG16_ERR_LIMIT; default 0: no limit */
  int64_t column_count;       /* 0 (default): keep every column */
  const char *const *columns; /* names of the columns to keep, in the order wanted */
  int64_t na_count;           /* texts that mean missing beside the empty field; */
  const char *const *na;      /* default: none */
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

/* Where output goes: takes `size` bytes, returns 0 or a negative status. */
typedef int32_t (*sdg16_write_fn)(const char *bytes, int64_t size, void *context);

/* Writes the table as RFC 4180 CSV (',' between fields, LF, numbers in shortest
 * round-trip form, missing cells empty, but "" where the table has one column).
 * The first nonzero return of `write` ends it: a negative one is returned, else
 * SDG16_ERR_WRITE. */
SDG16_API int32_t sdg16_table_write_csv(const sdg16_table *table, sdg16_write_fn write,
                                        void *context, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
