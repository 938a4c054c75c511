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
  int32_t decimal;   /* '.' or ','; 0 (default): ',' when the delimiter is not
                        ',' and the file's numbers are written with a comma, else '.' */
  int64_t max_field; /* bytes; default 1 MiB: a longer field is SDG16_ERR_LIMIT */
  int64_t max_rows;  /* default 0: no limit */
  int64_t column_count;       /* 0 (default): keep every column */
  const char *const *columns; /* names of the columns to keep */
  int64_t na_count;           /* texts that mean missing beside the empty field; */
  const char *const *na;      /* default: none */
} sdg16_csv_options;

SDG16_API int32_t sdg16_csv_options_init(sdg16_csv_options *options, int64_t size);

/* Reads a UTF-8 CSV file (RFC 4180: quoted fields, doubled quotes, newlines in
 * quotes, LF or CRLF; a byte-order mark is dropped) with a header line. A
 * column becomes INT64 if all its values are whole numbers, else DOUBLE if all
 * are numbers, else TEXT. Memory is proportional to the columns kept.
 * Errors name the line and the column: SDG16_ERR_OPEN, _READ, _FORMAT (unequal
 * numbers of fields, unterminated quote, NUL byte), _COLUMN (empty or repeated
 * header name, unknown kept column), _LIMIT, _EMPTY (no header). */
SDG16_API int32_t sdg16_table_read_csv(const char *path, const sdg16_csv_options *options,
                                       sdg16_table **out, sdg16_error *error);

/* Where output goes: takes `size` bytes, returns 0 or a negative status. */
typedef int32_t (*sdg16_write_fn)(const char *bytes, int64_t size, void *context);

/* Writes the table as RFC 4180 CSV (LF, numbers in shortest round-trip form,
 * missing cells empty). The first nonzero return of `write` ends it. */
SDG16_API int32_t sdg16_table_write_csv(const sdg16_table *table, sdg16_write_fn write,
                                        void *context, sdg16_error *error);

/* A double in its shortest form that reads back as the same bits, with '.'
 * whatever the locale ("0.1", "1e+300", "inf", "nan"). Needs capacity 32;
 * returns the length without the NUL, or SDG16_ERR_CAPACITY. */
SDG16_API int64_t sdg16_format_double(double value, char *buffer, int64_t capacity);
/* Reads all of `text` as a number with '.', whatever the locale. */
SDG16_API int32_t sdg16_parse_double(const char *text, double *out);

#ifdef __cplusplus
}
#endif
#endif
