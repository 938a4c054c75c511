#include "base/writer.h"

#include "base/error.h"
#include "base/numbers.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define BUFFER 65536

int32_t sdg16i_writer_begin(sdg16i_writer *w, sdg16_write_fn write, void *context,
                            sdg16_error *error) {
  *w = (sdg16i_writer){.write = write, .context = context, .buffer = malloc(BUFFER)};
  return w->buffer ? SDG16_OK : sdg16i_fail_memory(error);
}

static void flush_buffer(sdg16i_writer *w) {
  if (!w->status && w->used) w->status = w->write(w->buffer, w->used, w->context);
  w->used = 0;
}

void sdg16i_put(sdg16i_writer *w, const char *bytes, size_t size) {
  while (size && !w->status) {
    if (w->used == BUFFER) flush_buffer(w);
    size_t part = (size_t)(BUFFER - w->used);
    if (part > size) part = size;
    memcpy(w->buffer + w->used, bytes, part);
    w->used += (int64_t)part;
    bytes += part;
    size -= part;
  }
}

void sdg16i_puts(sdg16i_writer *w, const char *text) { sdg16i_put(w, text, strlen(text)); }

void sdg16i_put_blanks(sdg16i_writer *w, int64_t count) {
  static const char BLANKS[] = "                                ";
  const int64_t most = (int64_t)sizeof BLANKS - 1;
  for (; count > 0; count -= most) sdg16i_put(w, BLANKS, (size_t)(count < most ? count : most));
}

void sdg16i_put_safe(sdg16i_writer *w, const char *text) {
  int64_t size = (int64_t)strlen(text);
  while (size) {
    int harmless;
    int64_t length = sdg16i_utf8_shown(text, size, &harmless);
    sdg16i_put(w, harmless ? text : "?", harmless ? (size_t)length : 1);
    text += length;
    size -= length;
  }
}

/* Would a spreadsheet take it for a formula? A number is none. */
static int is_executed(const char *text) {
  double number;
  return *text && strchr("=+-@\t\r\n", *text) &&
         sdg16i_parse_double(text, (int64_t)strlen(text), '.', &number);
}

void sdg16i_put_field(sdg16i_writer *w, const char *text) {
  size_t size = strlen(text);
  const char *mark = w->safe_cells && is_executed(text) ? "'" : "";
  if (size && !text[strcspn(text, ",\"\r\n")]) {
    sdg16i_puts(w, mark);
    sdg16i_put(w, text, size);
    return;
  }
  sdg16i_put(w, "\"", 1); /* an empty text too: it is not a missing cell */
  sdg16i_puts(w, mark);
  for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
    sdg16i_put(w, text, (size_t)(quote - text + 1));
    sdg16i_put(w, "\"", 1);
  }
  sdg16i_puts(w, text);
  sdg16i_put(w, "\"", 1);
}

void sdg16i_put_double(sdg16i_writer *w, double value) {
  char number[SDG16I_DOUBLE_SIZE];
  sdg16i_put(w, number, (size_t)sdg16i_format_double(value, number));
}

int32_t sdg16i_writer_flush(sdg16i_writer *w, sdg16_error *error) {
  flush_buffer(w);
  if (!w->status) return SDG16_OK;
  if (w->status == SDG16_ERR_MEMORY) return sdg16i_fail_memory(error);
  return sdg16i_fail(error, w->status < 0 ? w->status : SDG16_ERR_WRITE,
                     "the output could not be written (the receiver returned %d)",
                     (int)w->status);
}

void sdg16i_writer_drop(sdg16i_writer *w) {
  free(w->buffer);
  w->buffer = NULL;
  w->used = 0;
}

int32_t sdg16i_writer_end(sdg16i_writer *w, sdg16_error *error) {
  int32_t status = sdg16i_writer_flush(w, error);
  sdg16i_writer_drop(w);
  return status;
}
