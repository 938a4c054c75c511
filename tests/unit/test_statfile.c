/* Parts of the readers of files of SPSS and Stata: the bytes of a file, numbers in both byte
 * orders, the versions of .dta. */
#include "data/statfile/byte_order.h"
#include "data/statfile/byte_source.h"
#include "data/statfile/dta_layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#define SIZE (2 * SDG16I_BYTES_BLOCK + 100)

static char path[64];
static int memory;
static sdg16_error error;
static sdg16i_byte_source *source;

/* Byte i is i % 251. */
static unsigned char byte_at(int64_t i) { return (unsigned char)(i % 251); }

static int open_file(void **state) {
  (void)state;
  static unsigned char bytes[SIZE];
  for (int64_t i = 0; i < SIZE; i++) bytes[i] = byte_at(i);
  memory = memfd_create("bytes", 0);
  assert_true(memory >= 0);
  assert_int_equal(write(memory, bytes, SIZE), SIZE);
  snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16i_bytes_open(path, "a file", &source, &error), SDG16_OK);
  return 0;
}

static int close_file(void **state) {
  (void)state;
  sdg16i_bytes_close(source);
  close(memory);
  return 0;
}

static void expect_bytes(const unsigned char *bytes, int64_t from, int64_t size) {
  for (int64_t i = 0; i < size; i++)
    if (bytes[i] != byte_at(from + i)) fail_msg("byte %lld", (long long)(from + i));
}

static void bytes_come_in_order_over_blocks(void **state) {
  (void)state;
  static const int64_t SIZES[] = {1, 7, 4096, SDG16I_BYTES_BLOCK, 3, 100001};
  const unsigned char *bytes;
  int64_t at = 0;
  assert_int_equal(sdg16i_bytes_size(source), SIZE);
  for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
    assert_int_equal(sdg16i_bytes_offset(source), at);
    assert_int_equal(sdg16i_bytes_take(source, SIZES[i], "bytes", &bytes), SDG16_OK);
    expect_bytes(bytes, at, SIZES[i]);
    at += SIZES[i];
  }
  assert_int_equal(sdg16i_bytes_left(source), SIZE - at);
}

static void any_place_can_be_read(void **state) {
  (void)state;
  static const int64_t PLACES[] = {SIZE - 5, 0, SDG16I_BYTES_BLOCK - 2, 5, SIZE - 5};
  static unsigned char own[SIZE];
  const unsigned char *bytes;
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
    assert_int_equal(sdg16i_bytes_seek(source, PLACES[i], "bytes"), SDG16_OK);
    assert_int_equal(sdg16i_bytes_take(source, 5, "bytes", &bytes), SDG16_OK);
    expect_bytes(bytes, PLACES[i], 5);
  }
  assert_int_equal(sdg16i_bytes_seek(source, 1, "bytes"), SDG16_OK);
  assert_int_equal(sdg16i_bytes_read(source, own, SIZE - 1, "bytes"), SDG16_OK);
  expect_bytes(own, 1, SIZE - 1);
  assert_int_equal(sdg16i_bytes_left(source), 0);
}

static void the_end_of_the_file_is_never_passed(void **state) {
  (void)state;
  const unsigned char *bytes;
  char expected[200];
  assert_int_equal(sdg16i_bytes_skip(source, SIZE - 4, "bytes"), SDG16_OK);
  assert_int_equal(sdg16i_bytes_take(source, 5, "row 12", &bytes), SDG16_ERR_FORMAT);
  assert_null(bytes);
  snprintf(expected, sizeof expected,
           "%s, byte %d: row 12 must have 5 bytes more, but the file ends at byte %d (is it "
           "whole?)",
           path, SIZE - 4, SIZE);
  assert_string_equal(error.message, expected);
  assert_int_equal(sdg16i_bytes_skip(source, INT64_MAX, "bytes"), SDG16_ERR_FORMAT);
  assert_int_equal(sdg16i_bytes_skip(source, -1, "bytes"), SDG16_ERR_FORMAT);
  assert_int_equal(sdg16i_bytes_seek(source, SIZE + 1, "bytes"), SDG16_ERR_FORMAT);
  assert_int_equal(sdg16i_bytes_seek(source, -1, "bytes"), SDG16_ERR_FORMAT);
  assert_int_equal(sdg16i_bytes_offset(source), SIZE - 4);
}

static void a_file_that_shrinks_ends_there(void **state) {
  (void)state;
  const unsigned char *bytes;
  assert_int_equal(ftruncate(memory, 10), 0);
  assert_int_equal(sdg16i_bytes_take(source, 20, "bytes", &bytes), SDG16_ERR_FORMAT);
  assert_int_equal(sdg16i_bytes_size(source), 10);
  assert_int_equal(sdg16i_bytes_take(source, 10, "bytes", &bytes), SDG16_OK);
  expect_bytes(bytes, 0, 10);
}

static void numbers_of_both_byte_orders(void **state) {
  (void)state;
  static const unsigned char B[] = {0x80, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0xf8};
  assert_int_equal(sdg16i_get_u16(B, 1), 0x8002);
  assert_int_equal(sdg16i_get_u16(B, 0), 0x0280);
  assert_int_equal(sdg16i_get_i16(B, 1), -32766);
  assert_int_equal(sdg16i_get_u32(B, 1), 0x80020304);
  assert_int_equal(sdg16i_get_i32(B, 0), 0x04030280);
  assert_true(sdg16i_get_u64(B, 1) == UINT64_C(0x80020304050607f8));
  assert_true(sdg16i_get_i64(B, 0) == (int64_t)UINT64_C(0xf807060504030280));
  assert_true(sdg16i_get_whole(B, 3, 1) == 0x800203);
  assert_true(sdg16i_get_whole(B, 5, 0) == UINT64_C(0x0504030280));
  assert_true(sdg16i_get_double((const unsigned char *)"\x3f\xf8\0\0\0\0\0\0", 1) == 1.5);
  assert_true(sdg16i_get_float((const unsigned char *)"\0\0\xc0\x3f", 0) == 1.5f);
}

static void versions_of_dta(void **state) {
  (void)state;
  static const int KNOWN[] = {102, 103, 104, 105, 106, 107, 108, 110, 111,
                              112, 113, 114, 115, 117, 118, 119, 120, 121};
  int found = 0;
  for (int v = 0; v < 300; v++) {
    const sdg16i_dta_layout *layout = sdg16i_dta_layout_of(v);
    if (layout) assert_int_equal(layout->version, KNOWN[found++]);
  }
  assert_int_equal(found, sizeof KNOWN / sizeof *KNOWN);
}

static void expect_type(int version, uint32_t code, int kind, int width) {
  sdg16i_dta_type type = {-1, -1};
  int status = sdg16i_dta_type_of(sdg16i_dta_layout_of(version), code, &type);
  assert_int_equal(status, kind < 0 ? -1 : 0);
  assert_int_equal(type.kind, kind);
  assert_int_equal(type.width, width);
}

static void types_of_dta(void **state) {
  (void)state;
  expect_type(105, 'd', SDG16I_DTA_DOUBLE, 8);
  expect_type(105, 127 + 80, SDG16I_DTA_TEXT, 80);
  expect_type(105, 251, SDG16I_DTA_TEXT, 124);
  expect_type(105, 'x', -1, -1);
  expect_type(111, 'd', SDG16I_DTA_TEXT, 'd');
  expect_type(113, 252, SDG16I_DTA_INT, 2);
  expect_type(113, 244, SDG16I_DTA_TEXT, 244);
  expect_type(113, 245, -1, -1);
  expect_type(117, 2045, SDG16I_DTA_TEXT, 2045);
  expect_type(117, 2046, -1, -1);
  expect_type(117, 0, -1, -1);
  expect_type(118, 32768, SDG16I_DTA_STRL, 8);
  expect_type(119, 65525, -1, -1);
  expect_type(120, 65525, SDG16I_DTA_ALIAS, 0);
  expect_type(121, 65527, SDG16I_DTA_FLOAT, 4);
}

#define OF_A_FILE(test) cmocka_unit_test_setup_teardown(test, open_file, close_file)

int main(void) {
  const struct CMUnitTest tests[] = {
      OF_A_FILE(bytes_come_in_order_over_blocks),
      OF_A_FILE(any_place_can_be_read),
      OF_A_FILE(the_end_of_the_file_is_never_passed),
      OF_A_FILE(a_file_that_shrinks_ends_there),
      cmocka_unit_test(numbers_of_both_byte_orders),
      cmocka_unit_test(versions_of_dta),
      cmocka_unit_test(types_of_dta),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
