/* Damaged files of SPSS and Stata: cut off anywhere, with bytes changed anywhere. They
 * give a table or one line, never a crash, a hang or a leak.
 *
 *   test_stat_damage [CHANGES]   (default 1,500 a form) */
#include <sdg16.h>

#include "random_tables.h"
#include "stat_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#define SIZE 65536

static int64_t changes = 1500;
static unsigned char whole[SIZE], damaged[SIZE];
static size_t size;
static int memory; /* a file in memory: the disk would take most of the time */
static char path[64];
static int32_t format;

static void load(int form) {
  static const int32_t FORMATS[STAT_COUNT] = {SDG16_FILE_SPSS,  SDG16_FILE_SPSS,
                                              SDG16_FILE_SPSS,  SDG16_FILE_SPSS_PORTABLE,
                                              SDG16_FILE_STATA, SDG16_FILE_STATA};
  format = FORMATS[form];
  memory = memfd_create("damaged", 0);
  assert_true(memory >= 0);
  snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
  stat_write(form, path, STAT_ROWS);
  ssize_t got = pread(memory, whole, SIZE, 0);
  assert_in_range(got, 100, SIZE - 1);
  size = (size_t)got;
}

/* 1: it was read all the same. */
static int try_bytes(size_t count) {
  assert_int_equal(ftruncate(memory, (off_t)count), 0);
  assert_int_equal(pwrite(memory, damaged, count, 0), count);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_read_options options;
  sdg16_read_options_init(&options, sizeof options);
  options.format = format;
  options.max_rows = 100000; /* compressed rows may be many */
  sdg16_table *table = NULL;
  int32_t status = sdg16_table_read(path, &options, &table, &error);
  assert_true((table != NULL) == (status == 0));
  if (status) {
    assert_true(error.message[0]);
    assert_null(strchr(error.message, '\n'));
    assert_true(status == SDG16_ERR_FORMAT || status == SDG16_ERR_LIMIT);
  }
  sdg16_table_free(table);
  return !status;
}

static void files_that_end_anywhere(void **state) {
  (void)state;
  for (int form = 0; form < STAT_COUNT; form++) {
    load(form);
    memcpy(damaged, whole, size);
    assert_true(try_bytes(size));
    size_t step = 1 + size / (size_t)changes;
    for (size_t end = 0; end < size; end += step) try_bytes(end);
    /* half a row is never taken for a whole one */
    if (form != STAT_POR) assert_false(try_bytes(size / 3));
    close(memory);
  }
}

static void bytes_changed_anywhere(void **state) {
  (void)state;
  static const unsigned char VALUES[] = {0, 1, 0x7f, 0x80, 0xff, 0xfe, 252, 253, 254, '/', 'Z'};
  uint64_t random = 2026;
  int refused = 0;
  for (int form = 0; form < STAT_COUNT; form++) {
    load(form);
    for (int64_t round = 0; round < changes; round++) {
      memcpy(damaged, whole, size);
      for (int k = (int)(random_bits(&random) % 3); k >= 0; k--) {
        size_t at = random_bits(&random) % size;
        uint64_t how = random_bits(&random);
        damaged[at] = (unsigned char)(how % 2 ? VALUES[how / 2 % sizeof VALUES]
                                              : damaged[at] ^ 1 << how / 2 % 8);
        if (how / 64 % 4 == 0) /* a whole number of 32 bits, as sizes and counts are */
          memset(damaged + at, damaged[at], size - at < 4 ? size - at : 4);
      }
      refused += !try_bytes(size);
    }
    close(memory);
  }
  assert_true(refused > 0);
}

int main(int argc, char **argv) {
  if (argc > 1) changes = strtoll(argv[1], NULL, 10);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_that_end_anywhere),
      cmocka_unit_test(bytes_changed_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
