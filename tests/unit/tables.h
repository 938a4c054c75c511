/* Tables for tests, from the text of a CSV file. */
#ifndef TABLES_H
#define TABLES_H

#include <sdg16.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Writes the text to a new file; its path in `path`. */
static inline void write_text(const char *text, char path[64]) {
  strcpy(path, P_tmpdir "/sdg16-XXXXXX");
  int file = mkstemp(path);
  if (file < 0 || write(file, text, strlen(text)) != (ssize_t)strlen(text) || close(file))
    abort();
}

static inline sdg16_table *table_of(const char *text) {
  char path[64];
  write_text(text, path);
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_table *table;
  if (sdg16_table_read_csv(path, NULL, &table, &error)) {
    fprintf(stderr, "%s\n", error.message);
    abort();
  }
  unlink(path);
  return table;
}

static inline double number_of(const sdg16_table *table, const char *column, int64_t row) {
  int64_t c = sdg16_table_find(table, column);
  const uint8_t *missing = sdg16_table_missing(table, c);
  if (c < 0 || (missing && missing[row])) return (double)NAN;
  const int64_t *whole = sdg16_table_int64(table, c);
  return whole ? (double)whole[row] : sdg16_table_double(table, c)[row];
}

/* "" where it is missing. */
static inline const char *text_of(const sdg16_table *table, const char *column, int64_t row) {
  int64_t c = sdg16_table_find(table, column);
  const char *text = c < 0 ? NULL : sdg16_table_text(table, row, c);
  return text ? text : "";
}

/* The row of a series whose other columns are as the rest says: "sex=F;age=_T"; -1:
 * none. A series "" takes rows without a code. */
static inline int64_t row_of(const sdg16_table *table, const char *series, const char *where) {
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    char copy[500];
    snprintf(copy, sizeof copy, "%s", where);
    int fits = !strcmp(text_of(table, "series", row), series);
    for (char *save = NULL, *part = strtok_r(copy, ";", &save); part && fits;
         part = strtok_r(NULL, ";", &save)) {
      char *equals = strchr(part, '=');
      *equals = '\0';
      fits = !strcmp(text_of(table, part, row), equals + 1);
    }
    if (fits) return row;
  }
  return -1;
}

/* Takes what a writer gives, into a text that grows. */
typedef struct text_sink {
  char *text;
  size_t size;
} text_sink;

static inline int32_t into_text(const char *bytes, int64_t size, void *context) {
  text_sink *sink = context;
  char *grown = realloc(sink->text, sink->size + (size_t)size + 1);
  if (!grown) return SDG16_ERR_MEMORY;
  sink->text = grown;
  memcpy(sink->text + sink->size, bytes, (size_t)size);
  sink->size += (size_t)size;
  sink->text[sink->size] = '\0';
  return SDG16_OK;
}

#endif
