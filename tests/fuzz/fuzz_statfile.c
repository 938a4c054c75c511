/* Any bytes as a file of Stata or SPSS: they give a table or one line, in bounded memory and
 * time; and a part of a file that is read gives the same as the whole.
 *
 * With libFuzzer, from the root of the project (seeds: tests/fuzz/seeds.py FOLDER):
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
 *     -D_GNU_SOURCE -DFUZZ_STATFILE=SDG16_FILE_STATA -DSDG16I_BYTES_BLOCK=4096 \
 *     -Iinclude -Ilib tests/fuzz/fuzz_statfile.c $(find lib/base lib/data -name "*.c") \
 *     -lcsv -lnettle -lz -lm -o fuzz_stata
 *   ./fuzz_stata -max_len=20000 -rss_limit_mb=1024 -timeout=10 CORPUS
 * Without it (-DFUZZ_MAIN) the files that are named are read once: the tests do that. */
#include <sdg16.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef FUZZ_STATFILE
#define FUZZ_STATFILE 0 /* as the first bytes say */
#endif

static int memory = -1; /* a file in memory */
static char path[64];

static void expect(int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "%s\n", what);
  abort();
}

static sdg16_table *read_bytes(const char *const *column, int64_t row_limit) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_read_options options;
  sdg16_read_options_init(&options, sizeof options);
  options.format = FUZZ_STATFILE;
  options.row_limit = row_limit;
  options.column_count = column != NULL;
  options.columns = column;
  sdg16_table *table = NULL;
  int32_t status = sdg16_table_read(path, &options, &table, &error);
  expect((table != NULL) == (status == 0), "a table and an error, or neither");
  expect(!status || (error.message[0] && !strchr(error.message, '\n')), "not one line");
  return table;
}

static int same_cell(const sdg16_table *a, int64_t i, const sdg16_table *b, int64_t k,
                     int64_t row) {
  const uint8_t *kinds = sdg16_table_missing(a, i), *others = sdg16_table_missing(b, k);
  if ((kinds ? kinds[row] : 0) != (others ? others[row] : 0)) return 0;
  if (sdg16_table_type(a, i) == SDG16_TEXT) {
    const char *x = sdg16_table_text(a, row, i), *y = sdg16_table_text(b, row, k);
    return x && y ? !strcmp(x, y) : x == y;
  }
  /* few rows may be whole where the column is not */
  if (kinds && kinds[row]) return 1;
  double x = sdg16_table_double(a, i) ? sdg16_table_double(a, i)[row]
                                      : (double)sdg16_table_int64(a, i)[row];
  double y = sdg16_table_double(b, k) ? sdg16_table_double(b, k)[row]
                                      : (double)sdg16_table_int64(b, k)[row];
  return x <= y && x >= y;
}

/* The last column alone, and at most two rows. */
static void compare_part(const sdg16_table *whole) {
  int64_t last = sdg16_table_columns(whole) - 1;
  if (last < 0) return;
  const char *name = sdg16_table_name(whole, last);
  sdg16_table *part = read_bytes(&name, 2);
  expect(part != NULL, "a part is refused where the whole is read");
  expect(sdg16_table_columns(part) == 1, "one column was asked for");
  for (int64_t row = 0; row < sdg16_table_rows(part); row++)
    expect(same_cell(whole, last, part, 0, row), "a cell of a part differs");
  sdg16_table_free(part);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (memory < 0) memory = memfd_create("fuzz", 0);
  expect(memory >= 0 && ftruncate(memory, (off_t)size) == 0 &&
             pwrite(memory, bytes, size, 0) == (ssize_t)size,
         "no file in memory");
  snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
  sdg16_table *whole = read_bytes(NULL, 0);
  if (whole) compare_part(whole);
  sdg16_table_free(whole);
  return 0;
}

#ifdef FUZZ_MAIN
int main(int argc, char **argv) {
  static uint8_t bytes[1 << 20];
  for (int i = 1; i < argc; i++) {
    FILE *file = fopen(argv[i], "rb");
    expect(file != NULL, argv[i]);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, size);
  }
  return 0;
}
#endif
