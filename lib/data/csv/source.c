/* A file in UTF-8 is read into the block of the caller: the parser checks it. Others are read
 * into a buffer and decoded from there. */
#include "data/csv/source.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "data/content.h"
#include "data/encoding.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK 4 /* bytes of the longest */

struct sdg16i_csv_source {
  int file, is_end;    /* file -1: the content */
  const char *content; /* what is left of it */
  int64_t content_size;
  char mark[MARK];         /* the first bytes, without a mark */
  int64_t held;            /* of them */
  sdg16i_decoder *decoder; /* NULL: UTF-8 */
  char *raw;
  sdg16i_decode_part part;
  char fault[80];
};

typedef struct sdg16i_csv_mark {
  const char *bytes;
  int64_t size;
  const char *encoding;
} sdg16i_csv_mark;

/* The longer ones first. */
static const sdg16i_csv_mark MARKS[] = {{"\xff\xfe\0\0", 4, "UTF-32LE"},
                                        {"\0\0\xfe\xff", 4, "UTF-32BE"},
                                        {"\xef\xbb\xbf", 3, NULL},
                                        {"\xff\xfe", 2, "UTF-16LE"},
                                        {"\xfe\xff", 2, "UTF-16BE"}};

/* ---- the file ---- */

static int32_t open_file(const char *path, int *file, sdg16_error *error) {
  struct stat info;
  *file = open(path, O_RDONLY | O_CLOEXEC);
  if (*file < 0)
    return sdg16i_fail_at(error, SDG16_ERR_OPEN, path, 0, 0, "%s: cannot be opened (%s)", path,
                          sdg16i_errno_text(errno));
  if (fstat(*file, &info) == 0 && S_ISDIR(info.st_mode))
    return sdg16i_fail_at(error, SDG16_ERR_OPEN, path, 0, 0,
                          "%s: expected a file, found a directory", path);
  return SDG16_OK;
}

static void take_content(sdg16i_csv_source *s, char *into, int64_t size, int64_t *held) {
  *held = size < s->content_size ? size : s->content_size;
  memcpy(into, s->content, (size_t)*held);
  s->content += *held;
  s->content_size -= *held;
}

/* Up to `size` bytes; fewer at the end. */
static int32_t read_bytes(sdg16i_csv_source *s, char *into, int64_t size, int64_t *held) {
  if (s->content) {
    take_content(s, into, size, held);
    return SDG16_OK;
  }
  *held = 0;
  while (*held < size) {
    ssize_t got = read(s->file, into + *held, (size_t)(size - *held));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      snprintf(s->fault, sizeof s->fault, "reading failed (%s)", sdg16i_errno_text(errno));
      return SDG16_ERR_READ;
    }
    if (got == 0) break;
    *held += got;
  }
  return SDG16_OK;
}

/* ---- the mark ---- */

static const sdg16i_csv_mark *mark_of(const sdg16i_csv_source *s) {
  for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
    if (s->held >= MARKS[i].size && !memcmp(s->mark, MARKS[i].bytes, (size_t)MARKS[i].size))
      return &MARKS[i];
  return NULL;
}

/* A pipe cannot be read again: the bytes behind the mark are kept. */
static int32_t read_mark(sdg16i_csv_source *s, const char *path, const char **encoding,
                         sdg16_error *error) {
  if (read_bytes(s, s->mark, MARK, &s->held))
    return sdg16i_fail_at(error, SDG16_ERR_READ, path, 1, 0, "%s, line 1: %s", path, s->fault);
  const sdg16i_csv_mark *mark = mark_of(s);
  if (!mark) return SDG16_OK;
  s->held -= mark->size;
  memmove(s->mark, s->mark + mark->size, (size_t)s->held);
  *encoding = mark->encoding;
  return SDG16_OK;
}

/* ---- files that are no text ---- */

#define INSIDE 512 /* bytes of a zip archive in which its content is named */

static int holds_name(const char *bytes, int64_t size, const char *name) {
  return memmem(bytes, (size_t)size, name, strlen(name)) != NULL;
}

/* What a zip archive is: its first entries say so. */
static const char *kind_of_archive(sdg16i_csv_source *s) {
  char inside[INSIDE];
  int64_t size = 0;
  if (read_bytes(s, inside, INSIDE, &size)) return "a zip archive: unpack it";
  if (holds_name(inside, size, "opendocument.spreadsheet"))
    return "an OpenDocument spreadsheet (.ods): save it as CSV, with the character set UTF-8";
  if (holds_name(inside, size, "[Content_Types].xml") || holds_name(inside, size, "_rels/") ||
      holds_name(inside, size, "xl/") || holds_name(inside, size, "docProps"))
    return "an Excel workbook (.xlsx): save it as CSV UTF-8";
  return "a zip archive: unpack it";
}

static const char *kind_of_file(sdg16i_csv_source *s) {
  if (s->held < MARK) return NULL;
  if (!memcmp(s->mark, "PK\3\4", 4)) return kind_of_archive(s);
  if (!memcmp(s->mark, "\xd0\xcf\x11\xe0", 4))
    return "an old Excel workbook (.xls): save it as CSV UTF-8";
  if (!memcmp(s->mark, "\x1f\x8b", 2)) return "compressed by gzip: unpack it";
  if (!memcmp(s->mark, "%PDF", 4)) return "a PDF document, not a table: export the data as CSV";
  return NULL;
}

static int32_t check_kind(sdg16i_csv_source *s, const char *path, sdg16_error *error) {
  const char *kind = kind_of_file(s);
  if (!kind) return SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_FORMAT, path, 0, 0,
                        "%s: expected CSV, or a file of SPSS or Stata, found %s", path, kind);
}

int32_t sdg16i_csv_open(const char *path, const sdg16_csv_options *options,
                        sdg16i_csv_source **out, sdg16_error *error) {
  const char *encoding = options->encoding;
  sdg16i_csv_source *s = sdg16i_array(1, sizeof *s);
  *out = s;
  if (!s) return sdg16i_fail_memory(error);
  s->file = -1;
  s->content = options->content;
  s->content_size = options->content_size;
  int32_t status = sdg16i_content_check(options->content, options->content_size, error);
  if (!status && !s->content) status = open_file(path, &s->file, error);
  if (!status) status = read_mark(s, path, &encoding, error);
  if (!status) status = check_kind(s, path, error);
  if (encoding && sdg16i_same_text("UTF-8", encoding)) encoding = NULL; /* the parser checks */
  if (!status && encoding) status = sdg16i_decoder_open(encoding, path, &s->decoder, error);
  if (status || !encoding) return status;
  s->raw = sdg16i_array(SDG16I_CSV_BLOCK, 1);
  return s->raw ? SDG16_OK : sdg16i_fail_memory(error);
}

void sdg16i_csv_close(sdg16i_csv_source *s) {
  if (!s) return;
  if (s->file >= 0) close(s->file);
  sdg16i_decoder_close(s->decoder);
  free(s->raw);
  free(s);
}

/* ---- blocks ---- */

/* First the bytes that were read with the mark. */
static int32_t fill_bytes(sdg16i_csv_source *s, char *into, int64_t size, int64_t *held) {
  int64_t first = s->held, more = 0;
  *held = 0;
  if (s->is_end) return SDG16_OK;
  memcpy(into, s->mark, (size_t)first);
  s->held = 0;
  int32_t status = read_bytes(s, into + first, size - first, &more);
  *held = first + more;
  s->is_end = *held < size;
  return status;
}

/* What was not yet decoded comes before what is read. */
static int32_t fill_raw(sdg16i_csv_source *s) {
  int64_t left = s->part.size, more = 0;
  if (left) memmove(s->raw, s->part.bytes, (size_t)left);
  int32_t status = fill_bytes(s, s->raw + left, SDG16I_CSV_BLOCK - left, &more);
  s->part.bytes = s->raw;
  s->part.size = left + more;
  s->part.is_last = s->is_end;
  return status;
}

static int32_t decode_raw(sdg16i_csv_source *s) {
  int32_t status = sdg16i_decode_next(s->decoder, &s->part);
  if (status == SDG16_ERR_FORMAT)
    snprintf(s->fault, sizeof s->fault,
             "expected text in the encoding of the file, found the byte 0x%02X",
             (unsigned)(unsigned char)*s->part.bytes);
  return status;
}

#define LARGEST 16 /* what a character becomes, at most; less room is no progress */

int32_t sdg16i_csv_fill(sdg16i_csv_source *s, char *block, int64_t *size) {
  if (!s->decoder) return fill_bytes(s, block, SDG16I_CSV_BLOCK, size);
  int32_t status = SDG16_OK;
  s->part.out = block;
  s->part.room = SDG16I_CSV_BLOCK;
  while (!status && s->part.room > LARGEST) {
    if (!s->is_end && s->part.size < SDG16I_CSV_BLOCK / 2) status = fill_raw(s);
    if (!status && !s->part.size) break;
    if (!status) status = decode_raw(s);
  }
  *size = s->part.out - block;
  return status;
}

int64_t sdg16i_csv_bytes(const sdg16i_csv_source *s) {
  struct stat info;
  return !s->decoder && !fstat(s->file, &info) && S_ISREG(info.st_mode) ? info.st_size : 0;
}

const char *sdg16i_csv_fault(const sdg16i_csv_source *s) { return s->fault; }
