/* Any bytes as a file of Stata or SPSS: they give a table or one line, in bounded memory and
 * time, whatever encoding their texts are said to have; and a part of a file that is read gives
 * the same as the whole.
 *
 * With libFuzzer, from the root of the project (seeds: tests/fuzz/seeds.py FOLDER). The last
 * byte of an input is no part of the file: it chooses the encoding.
 * -DFUZZ_STATFILE=SDG16_FILE_STATA reads all inputs as this format; without it the first bytes
 * choose one.
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
 *     -D_GNU_SOURCE -DSDG16I_BYTES_BLOCK=4096 \
 *     -Iinclude -Ilib tests/fuzz/fuzz_statfile.c $(find lib/base lib/data -name "*.c") \
 *     -lcsv -lnettle -lz -lm -o fuzz_statfile
 *   ./fuzz_statfile -max_len=20000 -rss_limit_mb=1024 -timeout=10 CORPUS
 * Without it (-DFUZZ_MAIN) the files that are named are read once in each encoding: the tests
 * do that. */
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

/* Most inputs have none. Some keep a state, hold a character back, have no ASCII, make several
 * letters of a byte, or do not exist. */
static const char *const ENCODINGS[] = {
    NULL,       NULL,           NULL,        NULL,           NULL,          "UTF-8",
    "US-ASCII", "UTF-7",        "UTF-16",    "UTF-16LE",     "UCS-4BE",     "windows-1252",
    "CP1255",   "CP1258",       "TCVN",      "ISO-8859-6",   "GB18030",     "GBK",
    "BIG5",     "BIG5-HKSCS",   "SHIFT_JIS", "EUC-JISX0213", "ISO-2022-JP", "ISO-2022-KR",
    "JOHAB",    "ARMSCII-8",    "MACINTOSH", "EBCDIC-US",    "IBM1364",     "T.61",
    "no such",  "UTF-8//IGNORE"};
enum { ENCODING_COUNT = sizeof ENCODINGS / sizeof *ENCODINGS };

static int memory = -1; /* a file in memory */
static char path[64];
static const char *encoding;

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
  options.encoding = encoding;
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

static void put_bytes(const uint8_t *bytes, size_t size) {
  if (memory < 0) memory = memfd_create("fuzz", 0);
  expect(memory >= 0 && ftruncate(memory, (off_t)size) == 0 &&
             pwrite(memory, bytes, size, 0) == (ssize_t)size,
         "no file in memory");
  snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
}

static void read_encoded(const char *name) {
  encoding = name;
  sdg16_table *whole = read_bytes(NULL, 0);
  if (whole) compare_part(whole);
  sdg16_table_free(whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (!size) return 0;
  put_bytes(bytes, size - 1);
  if (FUZZ_STATFILE || sdg16_file_format_detect(path) != SDG16_FILE_CSV)
    read_encoded(ENCODINGS[bytes[size - 1] % ENCODING_COUNT]);
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
    put_bytes(bytes, size);
    for (int k = 0; k < ENCODING_COUNT; k++) read_encoded(ENCODINGS[k]);
  }
  return 0;
}
#endif
