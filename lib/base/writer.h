/* Buffered output to the caller's function; after a failure the rest is skipped. */
#ifndef SDG16I_BASE_WRITER_H
#define SDG16I_BASE_WRITER_H

#include <sdg16/base.h>
#include <stddef.h>

typedef struct sdg16i_writer {
  sdg16_write_fn write;
  void *context;
  int32_t status; /* of the first failure; nothing is written after it */
  int64_t used;
  char *buffer;
  int safe_cells; /* fields that a spreadsheet would execute get "'" in front */
} sdg16i_writer;

/* SDG16_ERR_MEMORY; must be ended or dropped. */
int32_t sdg16i_writer_begin(sdg16i_writer *writer, sdg16_write_fn write, void *context,
                            sdg16_error *error);
void sdg16i_put(sdg16i_writer *writer, const char *bytes, size_t size);
void sdg16i_puts(sdg16i_writer *writer, const char *text);
void sdg16i_put_blanks(sdg16i_writer *writer, int64_t count);
/* With '?' for characters that are not harmless (sdg16i_utf8_shown). */
void sdg16i_put_safe(sdg16i_writer *writer, const char *text);
/* A field of CSV, in quotes if necessary or empty. See safe_cells. */
void sdg16i_put_field(sdg16i_writer *writer, const char *text);
void sdg16i_put_double(sdg16i_writer *writer, double value);
/* Writes what is held; the first failure. */
int32_t sdg16i_writer_flush(sdg16i_writer *writer, sdg16_error *error);
/* Frees what is held without writing it. */
void sdg16i_writer_drop(sdg16i_writer *writer);
/* Flushes and frees; the first failure. */
int32_t sdg16i_writer_end(sdg16i_writer *writer, sdg16_error *error);

#endif
