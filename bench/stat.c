/* How fast files of SPSS and Stata are read into a table, against ReadStat parsing the
 * same file and doing nothing.
 *
 *   stat [ROWS]   (default 500,000; 20 variables) */
#include "clock.h"

#include <sdg16.h>

#include <readstat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define VARIABLES 20

enum { SAV, ZSAV, DTA, FORMS };
static const char *const FORM_NAMES[FORMS] = {".sav", ".zsav", ".dta"};

static int file; /* in memory */
static char path[64];

static char buffer[1 << 16];
static size_t used;

static int flush(void) {
  int failed = write(file, buffer, used) != (ssize_t)used;
  used = 0;
  return failed;
}

static ssize_t put(const void *bytes, size_t size, void *context) {
  (void)context;
  if (used + size > sizeof buffer && flush()) return -1;
  if (size > sizeof buffer) return write(file, bytes, size);
  memcpy(buffer + used, bytes, size);
  used += size;
  return (ssize_t)size;
}

/* Answers from 1 to 5 with two codes for missing, weights, and a text of 8 bytes. */
static int make(int form, int rows) {
  int spss = form != DTA;
  readstat_writer_t *w = readstat_writer_init();
  readstat_variable_t *v[VARIABLES];
  readstat_set_data_writer(w, put);
  for (int k = 0; k < VARIABLES; k++) {
    char name[16];
    sprintf(name, "v%d", k);
    v[k] = readstat_add_variable(w, name, k == 1 ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE,
                                 k == 1 ? 8 : 0);
    if (spss && k > 1) readstat_variable_add_missing_double_range(v[k], 98, 99);
  }
  if (spss) {
    readstat_writer_set_compression(w, form == ZSAV ? READSTAT_COMPRESS_BINARY
                                                    : READSTAT_COMPRESS_ROWS);
    readstat_begin_writing_sav(w, NULL, rows);
  } else {
    readstat_begin_writing_dta(w, NULL, rows);
  }
  for (int i = 0; i < rows; i++) {
    uint32_t bits = (uint32_t)i * 2654435761u;
    char text[9];
    readstat_begin_row(w);
    readstat_insert_double_value(w, v[0], 0.5 + bits / 1e9);
    sprintf(text, "R%02u", bits >> 27);
    readstat_insert_string_value(w, v[1], text);
    for (int k = 2; k < VARIABLES; k++) {
      bits = bits * 1664525u + 1013904223u;
      uint32_t answer = bits >> 28;
      readstat_insert_double_value(w, v[k], answer > 13 ? 84 + answer : 1 + answer % 5);
    }
    readstat_end_row(w);
  }
  int failed = readstat_end_writing(w) != READSTAT_OK || flush();
  readstat_writer_free(w);
  return failed;
}

static int ignore(int row, readstat_variable_t *variable, readstat_value_t value,
                  void *context) {
  (void)row, (void)variable, (void)value, (void)context;
  return READSTAT_HANDLER_OK;
}

static int ignore_variable(int index, readstat_variable_t *variable, const char *labels,
                           void *context) {
  (void)index, (void)variable, (void)labels, (void)context;
  return READSTAT_HANDLER_OK;
}

static double parse_only(int form) {
  double begin = now();
  readstat_parser_t *parser = readstat_parser_init();
  readstat_set_variable_handler(parser, ignore_variable);
  readstat_set_value_handler(parser, ignore);
  readstat_error_t code = form != DTA ? readstat_parse_sav(parser, path, NULL)
                                      : readstat_parse_dta(parser, path, NULL);
  readstat_parser_free(parser);
  return code == READSTAT_OK ? now() - begin : -1;
}

static double as_table(int form, int64_t *rows) {
  double begin = now();
  sdg16_read_options options;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_read_options_init(&options, sizeof options);
  options.format = form != DTA ? SDG16_FILE_SPSS : SDG16_FILE_STATA;
  sdg16_table *table;
  if (sdg16_table_read(path, &options, &table, &error)) {
    fprintf(stderr, "%s\n", error.message);
    return -1;
  }
  *rows = sdg16_table_rows(table);
  sdg16_table_free(table);
  return now() - begin;
}

static int measure(int form, int rows) {
  file = memfd_create("bench", 0);
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  if (file < 0 || make(form, rows)) return 1;
  double floor = 1e9, ours = 1e9;
  for (int round = 0; round < 3; round++) {
    int64_t found = 0;
    double a = parse_only(form), b = as_table(form, &found);
    if (a < 0 || b < 0 || found != rows) return 1;
    if (a < floor) floor = a;
    if (b < ours) ours = b;
  }
  close(file);
  printf("  %-5s %.2f million rows/s of %d variables, %.2f times ReadStat doing nothing\n",
         FORM_NAMES[form], 1e-6 * rows / ours, VARIABLES, ours / floor);
  return 0;
}

int main(int argc, char **argv) {
  int rows = argc > 1 ? atoi(argv[1]) : 500000;
  if (rows < 100 || rows > 100000000) {
    fprintf(stderr, "usage: %s [ROWS]   (100 to 100000000)\n", argv[0]);
    return 2;
  }
  printf("files of SPSS and Stata, %d rows\n", rows);
  int failed = 0;
  for (int form = 0; form < FORMS && !failed; form++) failed = measure(form, rows);
  return failed;
}
