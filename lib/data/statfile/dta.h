/* The inside of the reader of .dta files: one struct that the parts of a file fill in turn. */
#ifndef SDG16I_DATA_STATFILE_DTA_H
#define SDG16I_DATA_STATFILE_DTA_H

#include "data/encoding.h"
#include "data/statfile/byte_order.h"
#include "data/statfile/dta_layout.h"
#include "data/statfile/stat_read.h"

#define SDG16I_DTA_TEXT_MOST 67108864 /* bytes of one strL, or of one table of value labels */

/* A variable that is wanted. */
typedef struct sdg16i_dta_column {
  int64_t index;  /* in the file */
  int64_t offset; /* of its cell in a row */
  sdg16i_dta_type type;
  int32_t *texts; /* strL: which text each row has, see sdg16i_dta_strls; -1: none */
  int has_binary; /* a long text that is none: noted */
} sdg16i_dta_column;

/* The long texts that cells of wanted columns refer to, in the order in which they occur. */
typedef struct sdg16i_dta_strl {
  uint64_t reference; /* the 8 bytes of the cell */
  int64_t offset[2];  /* of its GSO in the file, by each layout of references; 0: none yet */
  int64_t row;        /* that has it first */
} sdg16i_dta_strl;

typedef struct sdg16i_dta_strls {
  sdg16i_dta_strl *list;
  int64_t count, capacity;
  int32_t *slots; /* places in `list` by hash, -1: free; a power of two of them */
  int64_t slot_count;
} sdg16i_dta_strls;

/* What is legal, but worth a note: columns, by what is to be said about them. */
enum sdg16i_dta_remark {
  SDG16I_DTA_LEAP_SECONDS,
  SDG16I_DTA_BUSINESS_DAYS,
  SDG16I_DTA_BINARY_TEXTS,
  SDG16I_DTA_ALIAS_COLUMNS,
  SDG16I_DTA_REMARKS
};

typedef struct sdg16i_dta {
  const sdg16i_stat_job *job;
  const sdg16i_dta_layout *layout;
  int is_big;
  int64_t variable_count;
  int64_t row_count, rows; /* in the file; wanted */
  int64_t data_begin, row_width;
  int64_t labels_begin; /* as the map of the file says: a hint; 0: it has no map */
  const char *encoding;
  sdg16i_decoder *decoder;
  sdg16i_dta_column *columns;
  int64_t column_count, column_capacity;
  sdg16i_dta_strls strls;
  sdg16i_stat_remark remarks[SDG16I_DTA_REMARKS];
} sdg16i_dta;

/* All return a status, with the error filled in. */

/* ---- dta_header.c ---- */

/* The tag, in versions that have tags. */
int32_t sdg16i_dta_tag(sdg16i_dta *dta, const char *tag);
/* A whole number of 1 to 8 bytes. */
int32_t sdg16i_dta_whole(sdg16i_dta *dta, int32_t size, const char *what, uint64_t *out);
int32_t sdg16i_dta_read_header(sdg16i_dta *dta);
/* Characteristics, which nobody needs. */
int32_t sdg16i_dta_skip_fields(sdg16i_dta *dta);

/* ---- dta_text.c ---- */

/* The next bytes of the file, at most SDG16I_DTA_TEXT_MOST: borrowed until the next call if
 * *own is NULL, which has to be freed. */
int32_t sdg16i_dta_take(sdg16i_dta *dta, int64_t size, const char *what,
                        const unsigned char **out, unsigned char **own);

/* A text of the file that ends at a NUL or after `size` bytes. */
typedef struct sdg16i_dta_text {
  const unsigned char *bytes;
  int64_t size;
  int64_t offset; /* in the file */
  int is_fixed;   /* the field has this size, whatever the text */
} sdg16i_dta_text;

/* As UTF-8, borrowed until the next call. `what` ("the name of variable 3") is for the error.
 */
int32_t sdg16i_dta_decode(sdg16i_dta *dta, const sdg16i_dta_text *text, const char *what,
                          const char **out, int64_t *out_size);
/* Without an error: SDG16_ERR_FORMAT, and *fault is the byte of the text. */
int32_t sdg16i_dta_try_decode(sdg16i_dta *dta, const sdg16i_dta_text *text, const char **out,
                              int64_t *out_size, int64_t *fault);
int32_t sdg16i_dta_fail_text(sdg16i_dta *dta, const sdg16i_dta_text *text, int64_t fault,
                             const char *what);

/* ---- dta_variables.c, dta_rows.c, dta_strl.c, dta_labels.c, dta_notes.c ---- */

int32_t sdg16i_dta_read_variables(sdg16i_dta *dta);
int32_t sdg16i_dta_read_rows(sdg16i_dta *dta);
/* `count` cells of a strL column, from `row` on, `stride` bytes apart. */
int32_t sdg16i_dta_refer(sdg16i_dta *dta, sdg16i_dta_column *column, int64_t row, int64_t count,
                         const unsigned char *first, int64_t stride);
/* The part of the file that has long texts, and their columns. */
int32_t sdg16i_dta_read_strls(sdg16i_dta *dta);
int32_t sdg16i_dta_read_labels(sdg16i_dta *dta);
void sdg16i_dta_remark(sdg16i_dta *dta, int remark, const char *name);
int32_t sdg16i_dta_put_notes(sdg16i_dta *dta);

#endif
