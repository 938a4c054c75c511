/* The door to ReadStat: files of SPSS and Stata as calls of the builder. ReadStat reads
 * through functions of this file, so that files are opened once and checked, and what it
 * reports is turned into statuses with file, row and variable. */
#include "data/statfile/stat_read.h"

#include "base/error.h"
#include "base/utf8.h"

#ifndef SDG16I_READSTAT

int32_t sdg16i_readstat_read(const char *path, int32_t format,
                             const sdg16_read_options *options, sdg16i_stat_builder *builder,
                             sdg16_error *error) {
  (void)format;
  (void)options;
  (void)builder;
  return sdg16i_fail_at(error, SDG16_ERR_UNSUPPORTED, path, 0, 0,
                        "%s: this build reads no files of SPSS and Stata (it was made without "
                        "ReadStat)",
                        path);
}

#else

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <readstat.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RANGES_MAX 32 /* as many as ReadStat has */
#define BLOCK 65536

/* A portable file begins with 200 characters of text, then lists its 256 characters in
 * SPSS's order (lines end anywhere). PSPP lists '0' to '9' and '-' once more where SPSS
 * has superscripts and dashes, and ReadStat takes the last place of a character: then no
 * number can be read. '0' is what stands for characters that a file has not. */
#define TABLE_BEGIN 200
#define TABLE_SIZE 256

struct context {
  const char *path, *kind; /* "an SPSS file" */
  const sdg16_read_options *options;
  sdg16i_stat_builder *builder;
  sdg16_error *error;
  int32_t status; /* of the first failure on our side */
  int file;
  off_t size, position;
  char *block; /* BLOCK bytes of the file, from block_begin on */
  off_t block_begin, block_size;
  int read_error;             /* errno of a failed read */
  int no_memory;              /* somebody asked for memory and got none */
  off_t repeated[TABLE_SIZE]; /* portable files: bytes to be read as '0' */
  int repeated_count;
};

/* ---- the file ---- */

static int32_t open_file(struct context *c) {
  struct stat info;
  c->file = open(c->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe would wait */
  if (c->file < 0)
    return sdg16i_fail_at(c->error, SDG16_ERR_OPEN, c->path, 0, 0, "%s: cannot be opened (%s)",
                          c->path, sdg16i_errno_text(errno));
  if (fstat(c->file, &info) || !S_ISREG(info.st_mode)) {
    close(c->file);
    return sdg16i_fail_at(c->error, SDG16_ERR_OPEN, c->path, 0, 0,
                          "%s: %s must be a regular file", c->path, c->kind);
  }
  return SDG16_OK;
}

static void find_repeated(struct context *c) {
  char head[TABLE_BEGIN + TABLE_SIZE + 64], seen[256] = {0};
  ssize_t size = pread(c->file, head, sizeof head, 0);
  int place = 0;
  for (ssize_t i = 0; i < size && place < TABLE_BEGIN + TABLE_SIZE; i++) {
    if (head[i] == '\r' || head[i] == '\n') continue;
    if (place++ < TABLE_BEGIN) continue;
    unsigned char byte = (unsigned char)head[i];
    if (seen[byte]) c->repeated[c->repeated_count++] = i;
    seen[byte] = byte != '0';
  }
}

static int on_open(const char *path, void *context) {
  (void)path;
  return ((struct context *)context)->file;
}

static int on_close(void *context) {
  (void)context; /* the file is ours */
  return 0;
}

static readstat_off_t on_seek(readstat_off_t offset, readstat_io_flags_t whence,
                              void *context) {
  struct context *c = context;
  off_t from = whence == READSTAT_SEEK_SET   ? 0
               : whence == READSTAT_SEEK_CUR ? c->position
                                             : c->size;
  if (offset < -from || offset > INT64_MAX - from) return -1;
  c->position = from + offset;
  return c->position;
}

/* Fills the block from the position on; -1 on failure. */
static int fill_block(struct context *c) {
  ssize_t got;
  do got = pread(c->file, c->block, BLOCK, c->position);
  while (got < 0 && errno == EINTR);
  c->block_begin = c->position;
  c->block_size = got < 0 ? 0 : got;
  if (got < 0) c->read_error = errno;
  for (int i = 0; i < c->repeated_count; i++) {
    off_t at = c->repeated[i] - c->block_begin;
    if (at >= 0 && at < c->block_size) c->block[at] = '0';
  }
  return got < 0 ? -1 : 0;
}

/* Through a block of our own: ReadStat asks for a row, or a byte, at a time. */
static ssize_t on_read(void *bytes, size_t size, void *context) {
  struct context *c = context;
  size_t held = 0;
  while (held < size) {
    off_t skipped = c->position - c->block_begin;
    if (skipped < 0 || skipped >= c->block_size) {
      if (fill_block(c)) return -1;
      if (!c->block_size) break;
      skipped = 0;
    }
    size_t part = (size_t)(c->block_size - skipped);
    if (part > size - held) part = size - held;
    memcpy((char *)bytes + held, c->block + skipped, part);
    held += part;
    c->position += (off_t)part;
  }
  return (ssize_t)held;
}

static readstat_error_t on_update(long size, readstat_progress_handler progress, void *user,
                                  void *context) {
  (void)size;
  (void)progress;
  (void)user;
  (void)context;
  return READSTAT_OK;
}

/* ---- what ReadStat tells ---- */

/* ReadStat and iconv do not always tell that memory failed: they drop what there was no room
 * for, or call the file damaged. But errno was 0 before, and an allocation that fails sets it.
 */
static void note_memory(struct context *c) {
  if (errno == ENOMEM) c->no_memory = 1;
}

/* ReadStat may go on after a failure: the first one stays. */
static int result(struct context *c, int32_t status) {
  note_memory(c);
  if (!c->status) c->status = status;
  return c->status ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
}

static int on_metadata(readstat_metadata_t *metadata, void *context) {
  struct context *c = context;
  long long rows = metadata->row_count, most = INT32_MAX;
  if (!c->options->row_limit && c->options->max_rows && c->options->max_rows < most)
    most = c->options->max_rows;
  if (rows > most)
    return result(c, sdg16i_fail_at(c->error, SDG16_ERR_LIMIT, c->path, 0, 0,
                                    "%s: expected at most %lld rows, found %lld", c->path, most,
                                    rows));
  if (metadata->var_count > SDG16I_STAT_VARIABLES)
    return result(c, sdg16i_fail_at(c->error, SDG16_ERR_LIMIT, c->path, 0, 0,
                                    "%s: expected at most %d variables, found %lld", c->path,
                                    SDG16I_STAT_VARIABLES, (long long)metadata->var_count));
  if (metadata->var_count == 0 && rows > 0) /* would be read for as long as it claims */
    return result(c, sdg16i_fail_at(c->error, SDG16_ERR_FORMAT, c->path, 0, 0,
                                    "%s: expected variables, found %lld rows without any",
                                    c->path, rows));
  return READSTAT_HANDLER_OK;
}

static double number_of(readstat_value_t value) {
  return readstat_value_type_class(value) == READSTAT_TYPE_CLASS_NUMERIC
             ? readstat_double_value(value)
             : (double)NAN;
}

static const char *text_of(readstat_value_t value) {
  if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_NUMERIC) return NULL;
  const char *text = readstat_string_value(value);
  return text ? text : "";
}

static int on_variable(int index, readstat_variable_t *variable, const char *labels,
                       void *context) {
  struct context *c = context;
  sdg16i_stat_range ranges[RANGES_MAX];
  int count = readstat_variable_get_missing_ranges_count(variable);
  sdg16i_stat_variable v = {.index = index,
                            .name = readstat_variable_get_name(variable),
                            .label = readstat_variable_get_label(variable),
                            .format = readstat_variable_get_format(variable),
                            .label_set = labels,
                            .is_text = readstat_variable_get_type_class(variable) ==
                                       READSTAT_TYPE_CLASS_STRING,
                            .range_count = count < 0            ? 0
                                           : count > RANGES_MAX ? RANGES_MAX
                                                                : count,
                            .ranges = ranges};
  if (!v.name) v.name = "";
  for (int i = 0; i < (int)v.range_count; i++) {
    readstat_value_t low = readstat_variable_get_missing_range_lo(variable, i);
    readstat_value_t high = readstat_variable_get_missing_range_hi(variable, i);
    ranges[i] =
        (sdg16i_stat_range){number_of(low), number_of(high), text_of(low), text_of(high)};
  }
  int skipped = 0;
  int32_t status = sdg16i_stat_variable_add(c->builder, &v, &skipped);
  if (!status && skipped) return READSTAT_HANDLER_SKIP_VARIABLE;
  return result(c, status);
}

static sdg16i_stat_value converted_value(readstat_value_t value) {
  sdg16i_stat_value v = {.text = text_of(value)};
  if (readstat_value_is_tagged_missing(value)) {
    v.is_missing = 1;
    v.tag = readstat_value_tag(value);
    if (v.tag < 'a' || v.tag > 'z') v.tag = 0;
  } else if (readstat_value_is_system_missing(value)) {
    v.is_missing = 1;
  } else if (!v.text) {
    v.number = readstat_double_value(value);
  }
  return v;
}

static int on_value(int row, readstat_variable_t *variable, readstat_value_t value,
                    void *context) {
  struct context *c = context;
  sdg16i_stat_value v = converted_value(value);
  return result(
      c, sdg16i_stat_value_add(c->builder, row, readstat_variable_get_index(variable), &v));
}

static int on_label(const char *labels, readstat_value_t value, const char *label,
                    void *context) {
  struct context *c = context;
  sdg16i_stat_value v = converted_value(value);
  if (!labels || !label) return READSTAT_HANDLER_OK;
  return result(c, sdg16i_stat_label_add(c->builder, labels, &v, label));
}

/* ---- the outcome ---- */

static int32_t fail_after_row(struct context *c, int32_t status, const char *found) {
  long long row = (long long)sdg16i_stat_rows(c->builder);
  char where[40] = "";
  if (row) snprintf(where, sizeof where, ", after row %lld", row);
  return sdg16i_fail_at(c->error, status, c->path, row, 0, "%s%s: %s", c->path, where, found);
}

static int32_t outcome(struct context *c, readstat_error_t code) {
  char found[256];
  note_memory(c);
  if (c->status) return c->status;
  if (c->no_memory) return sdg16i_fail_memory(c->error);
  if (c->read_error) {
    snprintf(found, sizeof found, "reading failed, %s", sdg16i_errno_text(c->read_error));
    return fail_after_row(c, SDG16_ERR_READ, found);
  }
  switch (code) {
  case READSTAT_OK:
    return SDG16_OK;
  case READSTAT_ERROR_READ:
  case READSTAT_ERROR_SEEK:
  case READSTAT_ERROR_ROW_COUNT_MISMATCH:
    return fail_after_row(c, SDG16_ERR_FORMAT,
                          "the file ends before its data do (is it whole?)");
  case READSTAT_ERROR_MALLOC:
    return fail_after_row(c, SDG16_ERR_LIMIT,
                          "more than 16 MiB asked for at once (is the file damaged?)");
  case READSTAT_ERROR_UNSUPPORTED_CHARSET:
    if (c->options->encoding)
      return sdg16i_fail_at(c->error, SDG16_ERR_OPTION, "encoding", 0, 0,
                            "%s: encoding '%.*s' is not known", c->path,
                            sdg16i_utf8_excerpt(c->options->encoding), c->options->encoding);
    break;
  case READSTAT_ERROR_CONVERT:
  case READSTAT_ERROR_CONVERT_BAD_STRING:
  case READSTAT_ERROR_CONVERT_SHORT_STRING:
    return fail_after_row(
        c, SDG16_ERR_FORMAT,
        "expected texts in the encoding that the file names, found one that is not (if "
        "the encoding is another, name it)");
  default:
    break;
  }
  const char *message = readstat_error_message(code);
  snprintf(found, sizeof found, "not readable as %s: %s", c->kind,
           message ? message : "unknown error");
  return fail_after_row(c, SDG16_ERR_FORMAT, found);
}

static readstat_error_t parse_file(readstat_parser_t *parser, int32_t format,
                                   struct context *c) {
  readstat_set_open_handler(parser, on_open);
  readstat_set_close_handler(parser, on_close);
  readstat_set_seek_handler(parser, on_seek);
  readstat_set_read_handler(parser, on_read);
  readstat_set_update_handler(parser, on_update);
  readstat_set_io_ctx(parser, c);
  readstat_set_metadata_handler(parser, on_metadata);
  readstat_set_variable_handler(parser, on_variable);
  readstat_set_value_handler(parser, on_value);
  readstat_set_value_label_handler(parser, on_label);
  /* no error handler: some of ReadStat's messages hold bytes that were never set */
  if (c->options->encoding) readstat_set_file_character_encoding(parser, c->options->encoding);
  if (c->options->row_limit)
    readstat_set_row_limit(parser, c->options->row_limit < INT32_MAX
                                       ? (long)c->options->row_limit
                                       : (long)INT32_MAX);
  switch (format) {
  case SDG16_FILE_STATA:
    return readstat_parse_dta(parser, c->path, c);
  case SDG16_FILE_SPSS_PORTABLE:
    return readstat_parse_por(parser, c->path, c);
  default:
    return readstat_parse_sav(parser, c->path, c);
  }
}

int32_t sdg16i_readstat_read(const char *path, int32_t format,
                             const sdg16_read_options *options, sdg16i_stat_builder *builder,
                             sdg16_error *error) {
  struct context c = {.path = path,
                      .kind = format == SDG16_FILE_STATA           ? "a Stata file"
                              : format == SDG16_FILE_SPSS_PORTABLE ? "an SPSS portable file"
                                                                   : "an SPSS file",
                      .options = options,
                      .builder = builder,
                      .error = error};
  int32_t status = open_file(&c);
  if (status) return status;
  int before = errno;
  errno = 0;
  if (format == SDG16_FILE_SPSS_PORTABLE) find_repeated(&c);
  readstat_parser_t *parser = readstat_parser_init();
  c.block = sdg16i_array(BLOCK, 1);
  status = parser && c.block ? outcome(&c, parse_file(parser, format, &c))
                             : sdg16i_fail_memory(error);
  if (parser) readstat_parser_free(parser);
  free(c.block);
  close(c.file);
  errno = before;
  return status;
}

#endif
