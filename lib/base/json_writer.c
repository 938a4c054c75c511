/* JSON as a stream. A level is an object or an array that is open; level 0 is the whole. */
#include "base/json_writer.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "base/writer.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct sdg16i_json_level {
  char close; /* '}' or ']'; '\0': the whole */
  int64_t members;
} sdg16i_json_level;

struct sdg16_json {
  sdg16i_writer writer;
  int32_t depth;
  int32_t status;    /* of the first failure that is not of writing */
  const char *fault; /* what it was */
  sdg16i_json_level level[SDG16_JSON_DEPTH + 1];
};

int32_t sdg16_json_new(sdg16_write_fn write, void *context, sdg16_json **out,
                       sdg16_error *error) {
  if (out) *out = NULL;
  if (!write || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_json_new: %s must not be NULL",
                       out ? "write" : "out");
  sdg16_json *json = sdg16i_array(1, sizeof *json);
  if (!json) return sdg16i_fail_memory(error);
  int32_t status = sdg16i_writer_begin(&json->writer, write, context, error);
  if (status) {
    free(json);
    return status;
  }
  *out = json;
  return SDG16_OK;
}

void sdg16_json_free(sdg16_json *json) {
  if (!json) return;
  sdg16i_writer_drop(&json->writer);
  free(json);
}

void sdg16i_json_fail(sdg16_json *json, int32_t status, const char *fault) {
  if (!json || json->status) return;
  json->status = status;
  json->fault = fault;
}

int sdg16i_json_is_good(const sdg16_json *json) { return json && !json->status; }

static void json_new_line(sdg16_json *json) {
  sdg16i_puts(&json->writer, "\n");
  sdg16i_put_blanks(&json->writer, 2 * json->depth);
}

/* A byte of a text that may not stand as it is; 0: it may. */
static int json_escape(unsigned char c, char out[8]) {
  static const char SHORT[] = "\"\"\\\\\bb\ff\nn\rr\tt";
  for (size_t i = 0; i + 1 < sizeof SHORT; i += 2)
    if (c == (unsigned char)SHORT[i]) return snprintf(out, 8, "\\%c", SHORT[i + 1]);
  return c < 0x20 ? snprintf(out, 8, "\\u%04x", c) : 0;
}

/* How many bytes from here on stand as they are. */
static int64_t json_plain(const char *text, int64_t size) {
  int64_t i = 0;
  while (i < size && text[i] >= 0x20 && text[i] < 0x7f && text[i] != '"' && text[i] != '\\')
    i++;
  return i;
}

static void json_put_string(sdg16i_writer *writer, const char *text, int64_t size) {
  sdg16i_puts(writer, "\"");
  for (int64_t at = 0; at < size;) {
    uint32_t c;
    char escape[8];
    int64_t plain = json_plain(text + at, size - at);
    sdg16i_put(writer, text + at, (size_t)plain);
    at += plain;
    if (at == size) break;
    int64_t length = sdg16i_utf8_character(text + at, size - at, &c);
    int escaped = length == 1 ? json_escape((unsigned char)text[at], escape) : 0;
    if (!length)
      sdg16i_puts(writer, "\xef\xbf\xbd");
    else if (escaped)
      sdg16i_put(writer, escape, (size_t)escaped);
    else
      sdg16i_put(writer, text + at, (size_t)length);
    at += length ? length : 1;
  }
  sdg16i_puts(writer, "\"");
}

/* All that stands in front of a value; 0 after a failure, where no value may come. */
static int json_begin_value(sdg16_json *json, const char *key) {
  if (!sdg16i_json_is_good(json)) return 0;
  sdg16i_json_level *level = &json->level[json->depth];
  if (level->close == '}' && !key)
    sdg16i_json_fail(json, SDG16_ERR_ARGUMENT, "a member of an object must have a key");
  else if (level->close != '}' && key)
    sdg16i_json_fail(json, SDG16_ERR_ARGUMENT, "a key must stand inside an object");
  else if (!level->close && level->members)
    sdg16i_json_fail(json, SDG16_ERR_ARGUMENT, "a second value follows the first");
  if (json->status) return 0;
  if (level->members++) sdg16i_puts(&json->writer, ",");
  if (level->close) json_new_line(json);
  if (!key) return 1;
  json_put_string(&json->writer, key, (int64_t)strlen(key));
  sdg16i_puts(&json->writer, ": ");
  return 1;
}

static void json_begin_level(sdg16_json *json, const char *key, const char *open, char close) {
  if (!json_begin_value(json, key)) return;
  if (json->depth == SDG16_JSON_DEPTH) {
    sdg16i_json_fail(json, SDG16_ERR_LIMIT, "objects and arrays are nested too deeply");
    return;
  }
  sdg16i_puts(&json->writer, open);
  json->level[++json->depth] = (sdg16i_json_level){.close = close};
}

void sdg16_json_begin_object(sdg16_json *json, const char *key) {
  json_begin_level(json, key, "{", '}');
}

void sdg16_json_begin_array(sdg16_json *json, const char *key) {
  json_begin_level(json, key, "[", ']');
}

void sdg16_json_end(sdg16_json *json) {
  if (!sdg16i_json_is_good(json)) return;
  if (!json->depth) {
    sdg16i_json_fail(json, SDG16_ERR_ARGUMENT, "there is no object or array to end");
    return;
  }
  const sdg16i_json_level *level = &json->level[json->depth--];
  if (level->members) json_new_line(json);
  sdg16i_put(&json->writer, &level->close, 1);
}

/* ---- values ---- */

static void json_put(sdg16_json *json, const char *key, const char *literal) {
  if (json_begin_value(json, key)) sdg16i_puts(&json->writer, literal);
}

void sdg16_json_null(sdg16_json *json, const char *key) { json_put(json, key, "null"); }

void sdg16_json_flag(sdg16_json *json, const char *key, int32_t value) {
  json_put(json, key, value ? "true" : "false");
}

void sdg16_json_text(sdg16_json *json, const char *key, const char *text) {
  if (!text)
    sdg16_json_null(json, key);
  else if (json_begin_value(json, key))
    json_put_string(&json->writer, text, (int64_t)strlen(text));
}

void sdg16_json_whole(sdg16_json *json, const char *key, int64_t value) {
  char digits[24];
  snprintf(digits, sizeof digits, "%" PRId64, value);
  json_put(json, key, digits);
}

void sdg16_json_natural(sdg16_json *json, const char *key, uint64_t value) {
  char digits[24];
  snprintf(digits, sizeof digits, "%" PRIu64, value);
  json_put(json, key, digits);
}

void sdg16_json_real(sdg16_json *json, const char *key, double value) {
  if (!isfinite(value))
    sdg16_json_null(json, key);
  else if (json_begin_value(json, key))
    sdg16i_put_double(&json->writer, value);
}

void sdg16_json_list(sdg16_json *json, const char *key, const char *text,
                     const char *separator) {
  if (!separator || !*separator)
    sdg16i_json_fail(json, SDG16_ERR_ARGUMENT, "the separator of a list must not be empty");
  sdg16_json_begin_array(json, key);
  while (text && *text && json_begin_value(json, NULL)) {
    const char *end = strstr(text, separator);
    json_put_string(&json->writer, text, end ? end - text : (int64_t)strlen(text));
    text = end ? end + strlen(separator) : NULL;
  }
  sdg16_json_end(json);
}

/* ---- the end ---- */

int32_t sdg16_json_finish(sdg16_json *json, sdg16_error *error) {
  if (!json)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_json_finish: json must not be NULL");
  if (json->depth)
    sdg16i_json_fail(json, SDG16_ERR_ARGUMENT, "an object or array was not closed");
  else if (!json->level[0].members)
    sdg16i_json_fail(json, SDG16_ERR_ARGUMENT, "there is no value");
  if (json->status && !json->writer.status)
    return sdg16i_fail(error, json->status, "JSON: %s", json->fault);
  if (!json->status) sdg16i_puts(&json->writer, "\n");
  return sdg16i_writer_flush(&json->writer, error);
}
