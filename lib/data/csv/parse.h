/* Streaming CSV reader: rows of byte slices, one at a time. The only user of
 * libcsv. */
#ifndef SDG16I_DATA_CSV_PARSE_H
#define SDG16I_DATA_CSV_PARSE_H

#include <sdg16/io.h>

typedef struct sdg16i_csv_field {
  const char *bytes; /* NUL-terminated, valid during the call */
  int64_t size;      /* without the NUL; the bytes hold no NUL and are UTF-8 */
} sdg16i_csv_field;

typedef struct sdg16i_csv_row {
  int64_t line;  /* line of the file on which the row begins, from 1 */
  int64_t count; /* the same for every row of a file */
  const sdg16i_csv_field *fields;
  const int64_t *places; /* of the fields in the file, from 0; NULL: no column was left out */
} sdg16i_csv_row;

/* The number of a field's column in the file, from 1. */
static inline int64_t sdg16i_csv_column(const sdg16i_csv_row *row, int64_t field) {
  return (row->places ? row->places[field] : field) + 1;
}

/* What was seen in a file, beside its fields. */
typedef struct sdg16i_csv_seen {
  int32_t delimiter;                      /* the one in use, before `header` is called */
  int64_t unnamed, unnamed_column;        /* columns left out, and the first, from 1 */
  int64_t inner_quotes, inner_quote_line; /* quotes in fields that are not quoted */
  int64_t bytes, bytes_before; /* of the file, 0 if unknown; before the block at hand */
} sdg16i_csv_seen;

#define SDG16I_CSV_NOTE_SIZE 240
/* The next thing to tell of a file, by *at, which begins at 0: 1, or 0 at the end. */
int sdg16i_csv_note(const sdg16i_csv_seen *seen, int *at, char out[SDG16I_CSV_NOTE_SIZE]);

/* A nonzero return ends the reading and is returned by sdg16i_csv_read. */
typedef int32_t (*sdg16i_csv_fn)(const sdg16i_csv_row *row, void *context, sdg16_error *error);

/* Reads the file: `header` once, then `row` for each data row. Blank lines are
 * skipped. Guards as sdg16_table_read_csv says. Only delimiter, max_field, max_rows,
 * encoding, skip_lines, comment and content of the options are used here. `seen` (nullable) is
 * filled. Blanks around the names of the header are removed; fields of data rows come as they
 * are. Columns without a name are not shown. */
int32_t sdg16i_csv_read(const char *path, const sdg16_csv_options *options,
                        sdg16i_csv_fn header, sdg16i_csv_fn row, void *context,
                        sdg16i_csv_seen *seen, sdg16_error *error);

/* SDG16_ERR_COLUMN if a name of the header is empty or given twice. For use in a
 * `header` callback; sdg16i_csv_read itself takes any names. */
int32_t sdg16i_csv_check_header(const char *path, const sdg16i_csv_row *header,
                                sdg16_error *error);

/* Can the file be read again from its beginning? Not a pipe; a content can. `options`:
 * nullable. */
int sdg16i_csv_is_regular(const char *path, const sdg16_csv_options *options);

#endif
