#include "data/statfile/byte_source.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct sdg16i_byte_source {
  const char *path;
  sdg16_error *error;
  int file; /* -1: the content */
  const unsigned char *content;
  int64_t size, position;
  int64_t block_begin, block_size; /* what of the file the block holds */
  unsigned char *block;
};

static int32_t open_file(sdg16i_byte_source *s, const char *kind) {
  struct stat info;
  s->file = open(s->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe would wait */
  if (s->file < 0)
    return sdg16i_fail_at(s->error, SDG16_ERR_OPEN, s->path, 0, 0, "%s: cannot be opened (%s)",
                          s->path, sdg16i_errno_text(errno));
  if (fstat(s->file, &info) || !S_ISREG(info.st_mode))
    return sdg16i_fail_at(s->error, SDG16_ERR_OPEN, s->path, 0, 0,
                          "%s: %s must be a regular file", s->path, kind);
  s->size = info.st_size;
  s->block = sdg16i_array(SDG16I_BYTES_BLOCK, 1);
  return s->block ? SDG16_OK : sdg16i_fail_memory(s->error);
}

int32_t sdg16i_bytes_open(const char *path, const char *kind, sdg16i_byte_source **out,
                          sdg16_error *error) {
  *out = NULL;
  sdg16i_byte_source *s = sdg16i_array(1, sizeof *s);
  if (!s) return sdg16i_fail_memory(error);
  *s = (sdg16i_byte_source){.path = path, .error = error, .file = -1};
  int before = errno;
  int32_t status = open_file(s, kind);
  if (status)
    sdg16i_bytes_close(s);
  else
    *out = s;
  errno = before;
  return status;
}

int32_t sdg16i_bytes_of(const char *path, const void *content, int64_t size,
                        sdg16i_byte_source **out, sdg16_error *error) {
  *out = NULL;
  sdg16i_byte_source *s = sdg16i_array(1, sizeof *s);
  if (!s) return sdg16i_fail_memory(error);
  *s = (sdg16i_byte_source){
      .path = path, .error = error, .file = -1, .content = content, .size = size};
  s->block = sdg16i_array(SDG16I_BYTES_BLOCK, 1);
  if (!s->block) {
    sdg16i_bytes_close(s);
    return sdg16i_fail_memory(error);
  }
  *out = s;
  return SDG16_OK;
}

void sdg16i_bytes_close(sdg16i_byte_source *s) {
  if (!s) return;
  if (s->file >= 0) close(s->file);
  free(s->block);
  free(s);
}

int64_t sdg16i_bytes_size(const sdg16i_byte_source *s) { return s->size; }

int64_t sdg16i_bytes_offset(const sdg16i_byte_source *s) { return s->position; }

int64_t sdg16i_bytes_left(const sdg16i_byte_source *s) { return s->size - s->position; }

int32_t sdg16i_bytes_fail(sdg16i_byte_source *s, int64_t offset, const char *format, ...) {
  char found[sizeof s->error->message];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(found, sizeof found, format, arguments);
  va_end(arguments);
  return sdg16i_fail_at(s->error, SDG16_ERR_FORMAT, s->path, 0, 0, "%s, byte %lld: %s", s->path,
                        (long long)offset, found);
}

static int32_t fail_end(sdg16i_byte_source *s, int64_t size, const char *what) {
  return sdg16i_bytes_fail(s, s->position,
                           "%s must have %lld bytes more, but the file ends at byte %lld "
                           "(is it whole?)",
                           what, (long long)size, (long long)s->size);
}

/* One read of the file; the number of bytes, -1 on failure. */
static int64_t read_some(sdg16i_byte_source *s, void *into, int64_t size, int64_t offset) {
  ssize_t got;
  if (s->content) {
    int64_t left = s->size - offset;
    if (size > left) size = left;
    memcpy(into, s->content + offset, (size_t)size);
    return size;
  }
  do got = pread(s->file, into, (size_t)size, offset);
  while (got < 0 && errno == EINTR);
  return got;
}

/* Bytes of the file from the position on; fewer only at its end. A file that is cut while it is
 * read ends there. */
static int32_t read_bytes(sdg16i_byte_source *s, void *into, int64_t size, int64_t *held) {
  int before = errno, failure = 0;
  *held = 0;
  while (*held < size) {
    int64_t got =
        read_some(s, (unsigned char *)into + *held, size - *held, s->position + *held);
    if (got < 0) failure = errno;
    if (got <= 0) break;
    *held += got;
  }
  errno = before;
  return failure ? sdg16i_fail_at(s->error, SDG16_ERR_READ, s->path, 0, 0,
                                  "%s, byte %lld: reading failed (%s)", s->path,
                                  (long long)(s->position + *held), sdg16i_errno_text(failure))
                 : SDG16_OK;
}

static int holds_bytes(const sdg16i_byte_source *s, int64_t size) {
  return s->position >= s->block_begin && s->position - s->block_begin <= s->block_size - size;
}

/* The block begins at the position, and has `size` bytes at least. */
static int32_t fill_block(sdg16i_byte_source *s, int64_t size, const char *what) {
  s->block_begin = s->position;
  s->block_size = 0;
  int32_t status = read_bytes(s, s->block, SDG16I_BYTES_BLOCK, &s->block_size);
  if (!status && s->block_size < size) {
    s->size = s->position + s->block_size;
    status = fail_end(s, size, what);
  }
  return status;
}

int32_t sdg16i_bytes_take(sdg16i_byte_source *s, int64_t size, const char *what,
                          const unsigned char **out) {
  *out = NULL;
  if (size < 0 || size > SDG16I_BYTES_BLOCK || size > s->size - s->position)
    return fail_end(s, size, what);
  int32_t status = holds_bytes(s, size) ? SDG16_OK : fill_block(s, size, what);
  if (status) return status;
  *out = s->block + (s->position - s->block_begin);
  s->position += size;
  return SDG16_OK;
}

int32_t sdg16i_bytes_read(sdg16i_byte_source *s, void *into, int64_t size, const char *what) {
  const unsigned char *bytes;
  int64_t held = 0;
  if (size <= SDG16I_BYTES_BLOCK) {
    int32_t status = sdg16i_bytes_take(s, size, what, &bytes);
    if (!status && size) memcpy(into, bytes, (size_t)size);
    return status;
  }
  if (size > s->size - s->position) return fail_end(s, size, what);
  int32_t status = read_bytes(s, into, size, &held);
  if (!status && held < size) {
    s->size = s->position + held;
    status = fail_end(s, size, what);
  }
  if (!status) s->position += size;
  return status;
}

int32_t sdg16i_bytes_skip(sdg16i_byte_source *s, int64_t size, const char *what) {
  if (size < 0 || size > s->size - s->position) return fail_end(s, size, what);
  s->position += size;
  return SDG16_OK;
}

int32_t sdg16i_bytes_seek(sdg16i_byte_source *s, int64_t offset, const char *what) {
  if (offset < 0 || offset > s->size)
    return sdg16i_bytes_fail(s, s->position,
                             "%s must be within the file (%lld bytes), not at byte %lld", what,
                             (long long)s->size, (long long)offset);
  s->position = offset;
  return SDG16_OK;
}
