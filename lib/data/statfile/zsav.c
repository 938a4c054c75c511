#include "data/statfile/zsav.h"

#include "base/error.h"
#include "data/statfile/byte_order.h"

#include <stdlib.h>
#include <zlib.h>

#define ROOM 262144        /* bytes that are inflated at once */
#define HEAD 24            /* of the list of blocks, and of what stands before the first */
#define ENTRY 24           /* a block in the list */
#define MOST_INFLATED 1040 /* zlib makes at most about 1,032 bytes of one */

typedef struct sdg16i_zsav_block {
  int64_t offset;
  uint32_t deflated, inflated; /* sizes */
} sdg16i_zsav_block;

struct sdg16i_zsav {
  sdg16i_sav *sav;
  int64_t count, next; /* blocks */
  sdg16i_zsav_block *blocks;
  int64_t size;               /* of all, inflated */
  int64_t deflated, inflated; /* what is left of the block that is being read */
  int is_open;                /* the stream must be ended */
  int is_whole;               /* the block was read to its end */
  z_stream stream;
  unsigned char out[ROOM];
};

typedef struct sdg16i_zsav_list {
  int64_t begin, offset, size; /* of the cases; of the list */
} sdg16i_zsav_list;

/* ---- the list of blocks ---- */

/* The cases begin with three numbers: where they begin, where the list begins, its size. */
static int32_t read_place(sdg16i_sav *sav, sdg16i_zsav_list *list) {
  const unsigned char *bytes;
  int64_t here = sdg16i_bytes_offset(sav->source), size = sdg16i_bytes_size(sav->source);
  int32_t status =
      sdg16i_bytes_take(sav->source, HEAD, "the header of compressed cases", &bytes);
  if (status) return status;
  list->begin = sdg16i_get_i64(bytes, sav->is_big);
  list->offset = sdg16i_get_i64(bytes + 8, sav->is_big);
  list->size = sdg16i_get_i64(bytes + 16, sav->is_big);
  if (list->begin != here)
    return sdg16i_bytes_fail(sav->source, here,
                             "compressed cases must begin at byte %lld, where their header is, "
                             "not at %lld",
                             (long long)here, (long long)list->begin);
  if (list->offset < here + HEAD || list->offset > size || list->size < HEAD ||
      list->size % ENTRY || list->size > size - list->offset)
    return sdg16i_bytes_fail(sav->source, here + 8,
                             "the list of blocks must lie behind the cases and within the file "
                             "(%lld bytes), found %lld bytes from byte %lld on",
                             (long long)size, (long long)list->size, (long long)list->offset);
  return SDG16_OK;
}

static int32_t check_list_head(sdg16i_zsav *z, const sdg16i_zsav_list *list) {
  const unsigned char *bytes;
  sdg16i_sav *sav = z->sav;
  int32_t status = sdg16i_bytes_take(sav->source, HEAD, "the list of blocks", &bytes);
  if (status) return status;
  double bias = -(double)sdg16i_get_i64(bytes, sav->is_big);
  int64_t count = sdg16i_get_u32(bytes + 20, sav->is_big);
  z->count = (list->size - HEAD) / ENTRY;
  if (bias < sav->bias || bias > sav->bias)
    return sdg16i_bytes_fail(sav->source, list->offset,
                             "the bias in the list of blocks must be that of the header");
  if (count != z->count)
    return sdg16i_bytes_fail(sav->source, list->offset + 20,
                             "the list must have %lld blocks by its size, found %lld",
                             (long long)z->count, (long long)count);
  return SDG16_OK;
}

/* Blocks follow each other without gaps, in the file and when they are inflated. */
static int32_t read_block(sdg16i_zsav *z, sdg16i_zsav_block *b, int64_t begin, int64_t offset) {
  const unsigned char *bytes;
  sdg16i_byte_source *source = z->sav->source;
  int64_t here = sdg16i_bytes_offset(source);
  int32_t status = sdg16i_bytes_take(source, ENTRY, "the list of blocks", &bytes);
  if (status) return status;
  int64_t inflated_at = sdg16i_get_i64(bytes, z->sav->is_big);
  b->offset = sdg16i_get_i64(bytes + 8, z->sav->is_big);
  b->inflated = sdg16i_get_u32(bytes + 16, z->sav->is_big);
  b->deflated = sdg16i_get_u32(bytes + 20, z->sav->is_big);
  if (b->offset != offset || inflated_at != begin)
    return sdg16i_bytes_fail(source, here,
                             "a block must follow the one before (at bytes %lld and %lld), not "
                             "be at %lld and %lld",
                             (long long)begin, (long long)offset, (long long)inflated_at,
                             (long long)b->offset);
  if ((int64_t)b->inflated > MOST_INFLATED * (int64_t)b->deflated)
    return sdg16i_bytes_fail(source, here + 16,
                             "a block of %lld compressed bytes cannot hold %lld",
                             (long long)b->deflated, (long long)b->inflated);
  z->size += b->inflated;
  return SDG16_OK;
}

static int32_t read_blocks(sdg16i_zsav *z, const sdg16i_zsav_list *list) {
  sdg16i_sav *sav = z->sav;
  int32_t status = sdg16i_bytes_seek(sav->source, list->offset, "the list of blocks");
  if (!status) status = check_list_head(z, list);
  if (status) return status;
  z->blocks = sdg16i_array(z->count, sizeof *z->blocks);
  if (!z->blocks) return sdg16i_fail_memory(sav->job->error);
  int64_t offset = list->begin + HEAD;
  for (int64_t i = 0; !status && i < z->count; i++) {
    status = read_block(z, &z->blocks[i], list->begin + z->size, offset);
    offset += z->blocks[i].deflated;
  }
  if (!status && offset != list->offset)
    status = sdg16i_bytes_fail(sav->source, list->offset,
                               "the blocks must end where their list begins, found an end at "
                               "byte %lld",
                               (long long)offset);
  return status;
}

/* ---- the stream ---- */

static int32_t open_stream(sdg16i_zsav *z) {
  int found = inflateInit(&z->stream);
  z->is_open = found == Z_OK;
  return z->is_open ? SDG16_OK : sdg16i_fail_memory(z->sav->job->error);
}

int32_t sdg16i_zsav_open(sdg16i_sav *sav, sdg16i_zsav **out) {
  sdg16i_zsav_list list;
  sdg16i_zsav *z = sdg16i_array(1, sizeof *z);
  *out = z;
  if (!z) return sdg16i_fail_memory(sav->job->error);
  z->sav = sav;
  z->is_whole = 1; /* what is before the first block */
  int32_t status = read_place(sav, &list);
  if (!status) status = read_blocks(z, &list);
  return status ? status : open_stream(z);
}

void sdg16i_zsav_close(sdg16i_zsav *z) {
  if (!z) return;
  if (z->is_open) inflateEnd(&z->stream);
  free(z->blocks);
  free(z);
}

int64_t sdg16i_zsav_size(const sdg16i_zsav *z) { return z->size; }

static const sdg16i_zsav_block *open_block(const sdg16i_zsav *z) {
  return &z->blocks[z->next - 1];
}

static int32_t fail_block(sdg16i_zsav *z, const char *what) {
  return sdg16i_bytes_fail(z->sav->source, open_block(z)->offset,
                           "block %lld must hold %lld bytes when it is inflated: %s",
                           (long long)z->next, (long long)open_block(z)->inflated, what);
}

static int32_t begin_block(sdg16i_zsav *z) {
  const sdg16i_zsav_block *b = &z->blocks[z->next++];
  z->deflated = b->deflated;
  z->inflated = b->inflated;
  z->is_whole = !b->deflated;
  z->stream.avail_in = 0;
  inflateReset(&z->stream);
  return sdg16i_bytes_seek(z->sav->source, b->offset, "a block of cases");
}

static int32_t feed_stream(sdg16i_zsav *z) {
  if (z->stream.avail_in || !z->deflated) return SDG16_OK;
  const unsigned char *bytes;
  int64_t size = z->deflated < SDG16I_BYTES_BLOCK ? z->deflated : SDG16I_BYTES_BLOCK;
  int32_t status = sdg16i_bytes_take(z->sav->source, size, "a block of cases", &bytes);
  if (status) return status;
  z->stream.next_in = (unsigned char *)(uintptr_t)bytes; /* zlib does not write there */
  z->stream.avail_in = (uInt)size;
  z->deflated -= size;
  return SDG16_OK;
}

/* Fills `out` from the open block; `*size` may be 0. */
static int32_t inflate_part(sdg16i_zsav *z, int64_t *size) {
  int32_t status = feed_stream(z);
  if (status) return status;
  z->stream.next_out = z->out;
  z->stream.avail_out = ROOM;
  int found = inflate(&z->stream, Z_NO_FLUSH);
  *size = ROOM - (int64_t)z->stream.avail_out;
  if (found == Z_MEM_ERROR) return sdg16i_fail_memory(z->sav->job->error);
  if (found == Z_BUF_ERROR) return fail_block(z, "it ends early");
  if (found != Z_OK && found != Z_STREAM_END) return fail_block(z, "its bytes are damaged");
  if (*size > z->inflated) return fail_block(z, "there are more");
  z->inflated -= *size;
  if (found == Z_STREAM_END && z->inflated) return fail_block(z, "there are fewer");
  if (found == Z_STREAM_END && (z->deflated || z->stream.avail_in))
    return fail_block(z, "its compressed bytes go on behind their end");
  z->is_whole = found == Z_STREAM_END;
  return SDG16_OK;
}

int32_t sdg16i_zsav_fill(void *zsav, const unsigned char **bytes, int64_t *size) {
  sdg16i_zsav *z = zsav;
  int32_t status = SDG16_OK;
  *bytes = z->out;
  *size = 0;
  while (!status && !*size) {
    if (z->is_whole && z->next == z->count) return SDG16_OK;
    if (z->is_whole) status = begin_block(z);
    if (!status && !z->is_whole) status = inflate_part(z, size);
  }
  return status;
}
