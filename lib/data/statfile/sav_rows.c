/* The cases of a system file: blocks of them are decoded, then each variable takes its values
 * from a block. */
#include "data/statfile/sav.h"

#include "base/error.h"
#include "base/utf8.h"
#include "data/statfile/byte_order.h"
#include "data/statfile/sav_opcodes.h"
#include "data/statfile/zsav.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The columns may take this much memory, and so much more for each byte of the file: a small
 * file of compressed cases can claim gigabytes. */
#define COLUMNS_FREE ((int64_t)512 << 20)
#define COLUMNS_PER_BYTE 1024

typedef struct sdg16i_sav_reader {
  sdg16i_sav *sav;
  int64_t case_size;
  int64_t wanted_count;
  const sdg16i_sav_variable **wanted; /* variables of the table */
  int64_t text_size;                  /* the longest text of them */
  int64_t row_size;                   /* of the columns, in memory, if nothing is missing */
  int64_t rows, most;                 /* read; to be read */
  int64_t block_cases;                /* a block has so many, at most */
  const unsigned char *cases;         /* a block */
  unsigned char *own;                 /* where a block is decoded */
  double *numbers;                    /* of a variable in a block */
  char *text;
  unsigned char *is_text; /* each 8 bytes of a case */
  sdg16i_sav_opcodes opcodes;
  sdg16i_zsav *zsav;
} sdg16i_sav_reader;

/* ---- how many rows ---- */

static int32_t fail_promise(const sdg16i_sav_reader *r, int64_t rows, int64_t most) {
  return sdg16i_bytes_fail(r->sav->source, sdg16i_bytes_offset(r->sav->source),
                           "the file must have the %lld rows that it promises; there are bytes "
                           "for %lld at most (is it whole?)",
                           (long long)rows, (long long)most);
}

/* What these rows need at least, and what the rows so far do need. */
static int32_t check_memory(const sdg16i_sav_reader *r, int64_t rows) {
  int64_t size = sdg16i_bytes_size(r->sav->source), most = INT64_MAX;
  if (size < (INT64_MAX - COLUMNS_FREE) / COLUMNS_PER_BYTE)
    most = COLUMNS_FREE + COLUMNS_PER_BYTE * size;
  int is_within = !r->row_size || rows <= most / r->row_size;
  if (is_within && sdg16i_stat_memory(r->sav->job->builder) <= most) return SDG16_OK;
  return sdg16i_fail_at(
      r->sav->job->error, SDG16_ERR_LIMIT, r->sav->job->path, rows, 0,
      "%s: the columns of a file of %lld bytes must take at most %lld bytes "
      "of memory; %lld rows need more (name fewer columns, or limit the rows)",
      r->sav->job->path, (long long)size, (long long)most, (long long)rows);
}

static int32_t check_most(const sdg16i_sav_reader *r, int64_t rows) {
  int64_t most = r->sav->job->options->max_rows;
  if (!most || rows <= most) return SDG16_OK;
  return sdg16i_fail_at(r->sav->job->error, SDG16_ERR_LIMIT, r->sav->job->path, 0, 0,
                        "%s: expected at most %lld rows, found %lld", r->sav->job->path,
                        (long long)most, (long long)rows);
}

/* `available`: bytes of cases, each of which has `least` or more. */
static int32_t settle_rows(sdg16i_sav_reader *r, int64_t available, int64_t least) {
  int64_t limit = r->sav->job->options->row_limit, cases = r->sav->cases;
  int64_t bound = available / least;
  if (cases > bound) return fail_promise(r, cases, bound);
  if (cases < 0 && r->sav->compression == SDG16I_SAV_PLAIN) cases = bound;
  r->most = cases < 0 ? INT64_MAX : cases;
  if (limit && limit < r->most) r->most = limit;
  if (cases < 0) return SDG16_OK;
  int32_t status = check_most(r, r->most);
  if (!status) status = check_memory(r, r->most);
  return status ? status : sdg16i_stat_reserve(r->sav->job->builder, r->most);
}

/* ---- blocks ---- */

static int32_t fill_from_file(void *context, const unsigned char **bytes, int64_t *size) {
  sdg16i_sav *sav = context;
  int64_t left = sdg16i_bytes_left(sav->source);
  *size = left < SDG16I_BYTES_BLOCK ? left : SDG16I_BYTES_BLOCK;
  return *size ? sdg16i_bytes_take(sav->source, *size, "the cases", bytes) : SDG16_OK;
}

/* Where the last bytes came from, for messages. */
static int64_t place_of(const sdg16i_sav_reader *r) {
  int64_t held = r->zsav ? 0 : r->opcodes.input.size;
  return sdg16i_bytes_offset(r->sav->source) - held;
}

static int32_t fail_early(const sdg16i_sav_reader *r, int64_t row) {
  return sdg16i_bytes_fail(r->sav->source, place_of(r),
                           "row %lld must be whole; the cases end before it does (is the file "
                           "whole?)",
                           (long long)row);
}

static int32_t decode_block(sdg16i_sav_reader *r, int64_t most, int64_t *count) {
  int32_t status = sdg16i_sav_opcodes_cases(&r->opcodes, most, r->own, count);
  int64_t row = r->rows + *count + 1;
  if (status == SDG16I_SAV_NOT_A_TEXT)
    return sdg16i_bytes_fail(r->sav->source, place_of(r),
                             "a text of row %lld must not be a compressed number",
                             (long long)row);
  if (status == SDG16I_SAV_ENDS_EARLY) return fail_early(r, row);
  r->cases = r->own;
  return status;
}

static int32_t take_plain_block(sdg16i_sav_reader *r, int64_t most, int64_t *count) {
  sdg16i_byte_source *source = r->sav->source;
  *count = most;
  if (!r->own) return sdg16i_bytes_take(source, most * r->case_size, "the cases", &r->cases);
  r->cases = r->own;
  return sdg16i_bytes_read(source, r->own, most * r->case_size, "the cases");
}

/* ---- the values of a variable ---- */

static int32_t fail_blanks(const sdg16i_sav_reader *r, int64_t row, int64_t index) {
  return sdg16i_bytes_fail(r->sav->source, place_of(r),
                           "variable %lld must have a number in row %lld, found blanks",
                           (long long)index + 1, (long long)row + 1);
}

static int32_t put_numbers(sdg16i_sav_reader *r, const sdg16i_sav_variable *v, int64_t count) {
  static const unsigned char BLANKS[8] = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
  const sdg16i_sav *sav = r->sav;
  const unsigned char *at = r->cases + 8 * v->position;
  for (int64_t i = 0; i < count; i++, at += r->case_size) {
    double number = sdg16i_get_double(at, sav->is_big);
    if (!memcmp(at, BLANKS, 8)) return fail_blanks(r, r->rows + i, v->index);
    r->numbers[i] = sdg16i_sav_is_system_missing(sav, number) ? (double)NAN : number;
  }
  return sdg16i_stat_numbers_add(sav->job->builder, v->index, count, r->numbers, NULL);
}

/* A segment has 255 bytes of the text, and one byte that has no meaning; the last has the rest.
 */
static sdg16i_sav_text join_segments(sdg16i_sav_reader *r, const sdg16i_sav_variable *v,
                                     const unsigned char *at) {
  int64_t held = 0;
  for (int32_t i = 0; i < v->segments && held < v->text_width; i++) {
    int64_t left = v->text_width - held;
    int64_t size = left < SDG16I_SAV_SEGMENT ? left : SDG16I_SAV_SEGMENT;
    memcpy(r->text + held, at + 8 * v[i].position, (size_t)size);
    held += size;
  }
  return (sdg16i_sav_text){r->text, held};
}

/* Some programs fill texts with NUL bytes, at the end or before other segments. */
static sdg16i_sav_text without_nuls(sdg16i_sav_reader *r, sdg16i_sav_text text) {
  if (!memchr(text.bytes, '\0', (size_t)text.size)) return text;
  int64_t held = 0;
  for (int64_t i = 0; i < text.size; i++)
    if (text.bytes[i]) r->text[held++] = text.bytes[i];
  return sdg16i_sav_trimmed((sdg16i_sav_text){r->text, held});
}

static int32_t fail_text(const sdg16i_sav_reader *r, const sdg16i_sav_variable *v, int64_t row,
                         unsigned byte) {
  const sdg16i_stat_job *job = r->sav->job;
  const char *shown = sdg16i_stat_name(job->builder, v->index);
  return sdg16i_fail_at(job->error, SDG16_ERR_FORMAT, job->path, row, 0,
                        "%s, row %lld, variable '%.*s': expected text in the encoding of the "
                        "file, found the byte "
                        "0x%02X (if the file has another encoding, name it: --encoding)",
                        job->path, (long long)row, sdg16i_utf8_excerpt(shown), shown, byte);
}

static int32_t put_text(sdg16i_sav_reader *r, const sdg16i_sav_variable *v,
                        const unsigned char *at, int64_t row) {
  sdg16i_sav_text text = {(const char *)at + 8 * v->position, v->width};
  if (v->segments > 1) text = join_segments(r, v, at);
  int64_t full = text.size;
  text = without_nuls(r, sdg16i_sav_trimmed(text));
  const char *utf8;
  int64_t size, fault;
  int32_t status = sdg16i_decode(r->sav->decoder, text.bytes, text.size, text.size == full,
                                 &utf8, &size, &fault);
  if (status == SDG16_ERR_MEMORY) return sdg16i_fail_memory(r->sav->job->error);
  if (status) return fail_text(r, v, row, (unsigned char)text.bytes[fault]);
  return sdg16i_stat_text_add(r->sav->job->builder, v->index, utf8, size);
}

static int32_t put_texts(sdg16i_sav_reader *r, const sdg16i_sav_variable *v, int64_t count) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < count; i++)
    status = put_text(r, v, r->cases + i * r->case_size, r->rows + i + 1);
  return status;
}

static int32_t put_block(sdg16i_sav_reader *r, int64_t count) {
  int32_t status = SDG16_OK;
  for (int64_t k = 0; !status && k < r->wanted_count; k++) {
    const sdg16i_sav_variable *v = r->wanted[k];
    status = v->width ? put_texts(r, v, count) : put_numbers(r, v, count);
  }
  r->rows += count;
  return status;
}

/* ---- all of them ---- */

static int32_t list_wanted(sdg16i_sav_reader *r) {
  sdg16i_sav *sav = r->sav;
  r->wanted = sdg16i_array(sav->count, sizeof *r->wanted);
  r->is_text = sdg16i_array(sav->elements, 1);
  if (!r->wanted || !r->is_text) return sdg16i_fail_memory(sav->job->error);
  for (int64_t i = 0; i < sav->count; i++) {
    const sdg16i_sav_variable *v = &sav->variables[i];
    memset(r->is_text + v->position, v->width > 0, (size_t)v->elements);
    if (!v->segments || v->index < 0) continue;
    r->wanted[r->wanted_count++] = v;
    r->row_size += v->width ? 4 : 8;
    if (v->text_width > r->text_size) r->text_size = v->text_width;
  }
  return SDG16_OK;
}

/* Cases that are longer than a block, or not as they are in the file, need a buffer. */
static int32_t make_buffers(sdg16i_sav_reader *r) {
  int is_plain = r->sav->compression == SDG16I_SAV_PLAIN;
  r->case_size = 8 * r->sav->elements;
  r->block_cases = r->case_size < SDG16I_BYTES_BLOCK ? SDG16I_BYTES_BLOCK / r->case_size : 1;
  int needs_own = !is_plain || r->case_size > SDG16I_BYTES_BLOCK;
  if (needs_own) r->own = sdg16i_array(r->block_cases, (size_t)r->case_size);
  r->numbers = sdg16i_array(r->block_cases, sizeof *r->numbers);
  r->text = sdg16i_array(r->text_size + 1, 1);
  return (r->own || !needs_own) && r->numbers && r->text
             ? SDG16_OK
             : sdg16i_fail_memory(r->sav->job->error);
}

static int32_t begin_rows(sdg16i_sav_reader *r) {
  sdg16i_sav *sav = r->sav;
  if (sav->compression == SDG16I_SAV_PLAIN)
    return settle_rows(r, sdg16i_bytes_left(sav->source), r->case_size);
  int32_t status = SDG16_OK;
  if (sav->compression == SDG16I_SAV_ZLIB) status = sdg16i_zsav_open(sav, &r->zsav);
  if (status) return status;
  r->opcodes.input.fill = r->zsav ? sdg16i_zsav_fill : fill_from_file;
  r->opcodes.input.context = r->zsav ? (void *)r->zsav : sav;
  r->opcodes.is_text = r->is_text;
  r->opcodes.elements = sav->elements;
  sdg16i_sav_opcodes_begin(&r->opcodes, sav->bias, sav->system_missing, sav->is_big);
  int64_t bytes = r->zsav ? sdg16i_zsav_size(r->zsav) : sdg16i_bytes_left(sav->source);
  return settle_rows(r, bytes, sav->elements);
}

/* A file that does not tell how many rows it has must not end within one. */
static int32_t check_end(const sdg16i_sav_reader *r) {
  int is_plain = r->sav->compression == SDG16I_SAV_PLAIN;
  if (r->rows < r->most && r->most < INT64_MAX)
    return r->sav->cases >= 0 ? fail_early(r, r->rows + 1) : SDG16_OK;
  int is_open = is_plain && r->sav->cases < 0 && !r->sav->job->options->row_limit;
  return is_open && sdg16i_bytes_left(r->sav->source) ? fail_early(r, r->rows + 1) : SDG16_OK;
}

static int32_t read_blocks(sdg16i_sav_reader *r) {
  int is_plain = r->sav->compression == SDG16I_SAV_PLAIN;
  int32_t status = SDG16_OK;
  while (!status && r->rows < r->most) {
    int64_t most = r->most - r->rows, count = 0;
    if (most > r->block_cases) most = r->block_cases;
    status = is_plain ? take_plain_block(r, most, &count) : decode_block(r, most, &count);
    if (!status && !count) break;
    if (!status) status = check_memory(r, r->rows + count);
    if (!status) status = put_block(r, count);
    if (!status) status = check_memory(r, r->rows);
  }
  return status ? status : check_end(r);
}

int32_t sdg16i_sav_rows(sdg16i_sav *sav) {
  sdg16i_sav_reader *r = sdg16i_array(1, sizeof *r);
  if (!r) return sdg16i_fail_memory(sav->job->error);
  r->sav = sav;
  int32_t status = list_wanted(r);
  if (!status) status = make_buffers(r);
  if (!status) status = begin_rows(r);
  if (!status) status = read_blocks(r);
  sdg16i_zsav_close(r->zsav);
  free(r->wanted);
  free(r->is_text);
  free(r->own);
  free(r->numbers);
  free(r->text);
  free(r);
  return status;
}
