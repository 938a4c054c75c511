/* The rows of a .dta file: blocks of whole rows, decoded column by column. */
#include "data/statfile/dta.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define CELLS 1024 /* decoded at once: they stay in the nearest cache */

/* Cells of one column in a block. */
struct cells {
  const unsigned char *first;
  int64_t stride, count;
  int64_t row, offset; /* of the first: from 0; in the file */
};

/* Decoded numbers. A tag is 'a' to 'z', or 0. */
struct numbers {
  double values[CELLS];
  char tags[CELLS];
};

/* The highest number that is present, and the lowest missing value, '.', of each type. */
#define BYTE_TOP(is_old) ((is_old) ? 126 : 100)
#define INT_TOP(is_old) ((is_old) ? 32766 : 32740)
#define LONG_TOP(is_old) ((is_old) ? 2147483646 : 2147483620)
#define FLOAT_DOT 0x7f000000u /* bits of 2^127; .a and so on are steps of 2^11 */
#define FLOAT_STEP 11
#define DOUBLE_DOT UINT64_C(0x7fe0000000000000) /* bits of 2^1023; steps of 2^40 */
#define DOUBLE_STEP 40
#define DOUBLE_333 UINT64_C(0x54c0000000000000) /* bits of 2^333 */

/* ---- numbers ---- */

static char tag_of(uint64_t above_dot, int is_old) {
  return !is_old && above_dot >= 1 && above_dot <= 26 ? (char)('a' + (int)above_dot - 1) : '\0';
}

static void put_whole(int64_t value, int64_t top, int is_old, double *out, char *tag) {
  int is_missing = value > top;
  *out = is_missing ? (double)NAN : (double)value;
  *tag = is_missing ? tag_of((uint64_t)(value - top - 1), is_old) : '\0';
}

static void decode_bytes(const struct cells *c, int is_old, struct numbers *out) {
  for (int64_t i = 0; i < c->count; i++)
    put_whole((int8_t)c->first[i * c->stride], BYTE_TOP(is_old), is_old, &out->values[i],
              &out->tags[i]);
}

static void decode_ints(const struct cells *c, int is_big, int is_old, struct numbers *out) {
  for (int64_t i = 0; i < c->count; i++)
    put_whole(sdg16i_get_i16(c->first + i * c->stride, is_big), INT_TOP(is_old), is_old,
              &out->values[i], &out->tags[i]);
}

static void decode_longs(const struct cells *c, int is_big, int is_old, struct numbers *out) {
  for (int64_t i = 0; i < c->count; i++)
    put_whole(sdg16i_get_i32(c->first + i * c->stride, is_big), LONG_TOP(is_old), is_old,
              &out->values[i], &out->tags[i]);
}

static void decode_floats(const struct cells *c, int is_big, int is_old, struct numbers *out) {
  for (int64_t i = 0; i < c->count; i++) {
    const unsigned char *cell = c->first + i * c->stride;
    uint32_t bits = sdg16i_get_u32(cell, is_big);
    int is_missing = bits >= FLOAT_DOT && bits <= INT32_MAX;
    out->values[i] = is_missing ? (double)NAN : (double)sdg16i_get_float(cell, is_big);
    out->tags[i] = is_missing ? tag_of((bits - FLOAT_DOT) >> FLOAT_STEP, is_old) : '\0';
  }
}

static void decode_doubles(const struct cells *c, int is_big, int missing,
                           struct numbers *out) {
  int is_old = missing != SDG16I_DTA_27_MISSING;
  uint64_t other = missing == SDG16I_DTA_ONE_MISSING_333 ? DOUBLE_333 : DOUBLE_DOT;
  for (int64_t i = 0; i < c->count; i++) {
    const unsigned char *cell = c->first + i * c->stride;
    uint64_t bits = sdg16i_get_u64(cell, is_big);
    int is_missing = (bits >= DOUBLE_DOT && bits <= INT64_MAX) || bits == other;
    out->values[i] = is_missing ? (double)NAN : sdg16i_get_double(cell, is_big);
    out->tags[i] = is_missing ? tag_of((bits - DOUBLE_DOT) >> DOUBLE_STEP, is_old) : '\0';
  }
}

static int32_t put_numbers(sdg16i_dta *d, const sdg16i_dta_column *column,
                           const struct cells *c, struct numbers *made) {
  int is_big = d->is_big, is_old = d->layout->missing != SDG16I_DTA_27_MISSING;
  switch (column->type.kind) {
  case SDG16I_DTA_BYTE:
    decode_bytes(c, is_old, made);
    break;
  case SDG16I_DTA_INT:
    decode_ints(c, is_big, is_old, made);
    break;
  case SDG16I_DTA_LONG:
    decode_longs(c, is_big, is_old, made);
    break;
  case SDG16I_DTA_FLOAT:
    decode_floats(c, is_big, is_old, made);
    break;
  default:
    decode_doubles(c, is_big, d->layout->missing, made);
  }
  return sdg16i_stat_numbers_add(d->job->builder, column->index, c->count, made->values,
                                 made->tags);
}

/* ---- texts ---- */

static int32_t fail_cell(sdg16i_dta *d, const sdg16i_dta_column *column, int64_t row,
                         const sdg16i_dta_text *text, int64_t fault) {
  char what[128];
  const char *name = sdg16i_stat_name(d->job->builder, column->index);
  snprintf(what, sizeof what, "row %lld of '%.*s'", (long long)row + 1,
           sdg16i_utf8_excerpt(name), name);
  return sdg16i_dta_fail_text(d, text, fault, what);
}

static int32_t put_texts(sdg16i_dta *d, const sdg16i_dta_column *column,
                         const struct cells *c) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < c->count; i++) {
    const char *decoded;
    int64_t size = 0, fault = 0;
    sdg16i_dta_text text = {c->first + i * c->stride, column->type.width,
                            c->offset + i * c->stride, 1};
    status = sdg16i_dta_try_decode(d, &text, &decoded, &size, &fault);
    if (status == SDG16_ERR_MEMORY) return sdg16i_fail_memory(d->job->error);
    if (status) return fail_cell(d, column, c->row + i, &text, fault);
    status = sdg16i_stat_text_add(d->job->builder, column->index, decoded, size);
  }
  return status;
}

/* ---- blocks ---- */

static int32_t put_cells(sdg16i_dta *d, sdg16i_dta_column *column, const struct cells *c,
                         struct numbers *made) {
  if (column->type.kind == SDG16I_DTA_TEXT) return put_texts(d, column, c);
  if (column->type.kind == SDG16I_DTA_STRL)
    return sdg16i_dta_refer(d, column, c->row, c->count, c->first, c->stride);
  return put_numbers(d, column, c, made);
}

/* `count` rows from the bytes of a block. */
static int32_t put_block(sdg16i_dta *d, const struct cells *block, struct numbers *made) {
  int32_t status = SDG16_OK;
  for (int64_t done = 0; !status && done < block->count; done += CELLS)
    for (int64_t k = 0; !status && k < d->column_count; k++) {
      sdg16i_dta_column *column = &d->columns[k];
      int64_t skipped = done * d->row_width + column->offset, left = block->count - done;
      struct cells cells = {block->first + skipped, d->row_width, left < CELLS ? left : CELLS,
                            block->row + done, block->offset + skipped};
      status = put_cells(d, column, &cells, made);
    }
  return status;
}

static int32_t read_blocks(sdg16i_dta *d, struct numbers *made) {
  int64_t most = SDG16I_BYTES_BLOCK / d->row_width;
  int32_t status = SDG16_OK;
  for (int64_t row = 0; !status && row < d->rows; row += most) {
    int64_t count = d->rows - row < most ? d->rows - row : most;
    struct cells block = {NULL, d->row_width, count, row, d->data_begin + row * d->row_width};
    status = sdg16i_bytes_take(d->job->source, count * d->row_width, "the rows", &block.first);
    if (!status) status = put_block(d, &block, made);
  }
  return status;
}

/* Rows that are wider than a block, cell by cell. */
static int32_t read_wide_rows(sdg16i_dta *d, struct numbers *made) {
  int32_t status = SDG16_OK;
  for (int64_t row = 0; !status && row < d->rows; row++)
    for (int64_t k = 0; !status && k < d->column_count; k++) {
      sdg16i_dta_column *column = &d->columns[k];
      struct cells cell = {NULL, d->row_width, 1, row,
                           d->data_begin + row * d->row_width + column->offset};
      status = sdg16i_bytes_seek(d->job->source, cell.offset, "the rows");
      if (!status)
        status = sdg16i_bytes_take(d->job->source, column->type.width, "the rows", &cell.first);
      if (!status) status = put_cells(d, column, &cell, made);
    }
  return status;
}

/* All rows of the file must be there, before anything is made for them. */
static int32_t check_size(sdg16i_dta *d) {
  int64_t left = sdg16i_bytes_left(d->job->source);
  d->data_begin = sdg16i_bytes_offset(d->job->source);
  if (!d->row_count) return SDG16_OK;
  if (!d->row_width)
    return sdg16i_bytes_fail(d->job->source, d->data_begin,
                             "a file with rows must have variables with values, but this one "
                             "has %lld rows of no bytes",
                             (long long)d->row_count);
  if (d->row_count > left / d->row_width)
    return sdg16i_bytes_fail(d->job->source, d->data_begin,
                             "%lld rows of %lld bytes must follow, but the file ends after "
                             "%lld bytes (is it whole?)",
                             (long long)d->row_count, (long long)d->row_width, (long long)left);
  return SDG16_OK;
}

int32_t sdg16i_dta_read_rows(sdg16i_dta *d) {
  int32_t status = sdg16i_dta_tag(d, "<data>");
  if (!status) status = check_size(d);
  if (!status) status = sdg16i_stat_reserve(d->job->builder, d->rows);
  if (status) return status;
  struct numbers *made = sdg16i_array(1, sizeof *made);
  if (!made) return sdg16i_fail_memory(d->job->error);
  if (d->column_count && d->rows)
    status = d->row_width > SDG16I_BYTES_BLOCK ? read_wide_rows(d, made) : read_blocks(d, made);
  free(made);
  if (!status)
    status = sdg16i_bytes_seek(d->job->source, d->data_begin + d->row_count * d->row_width,
                               "the end of the rows");
  return status ? status : sdg16i_dta_tag(d, "</data>");
}
