/* SHA-256 and UTF-8. */
#include "base/sha256.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void sha256_gives_the_digests_of_the_standard(void **state) {
  (void)state;
  /* FIPS 180-4 examples: "", "abc", the 448-bit message, a million of "a" */
  char hex[SDG16I_SHA256_HEX_SIZE];
  sdg16i_sha256 hash;
  sdg16i_sha256_init(&hash);
  sdg16i_sha256_hex(&hash, hex);
  assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  sdg16i_sha256_update(&hash, "abc", 3); /* begins anew */
  sdg16i_sha256_hex(&hash, hex);
  assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const char *message = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  for (int64_t i = 0; message[i]; i++) sdg16i_sha256_update(&hash, message + i, 1);
  sdg16i_sha256_hex(&hash, hex);
  assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  char block[1000];
  memset(block, 'a', sizeof block);
  for (int i = 0; i < 1000; i++) sdg16i_sha256_update(&hash, block, sizeof block);
  sdg16i_sha256_update(&hash, NULL, 0);
  sdg16i_sha256_hex(&hash, hex);
  assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static int64_t fault(const char *text) {
  return sdg16i_utf8_fault(text, (int64_t)strlen(text));
}

static void well_formed_utf8_has_no_fault(void **state) {
  (void)state;
  assert_int_equal(sdg16i_utf8_fault("", 0), -1);
  assert_int_equal(fault("plain"), -1);
  assert_int_equal(fault("\xc2\x80 \xdf\xbf"), -1);
  assert_int_equal(fault("\xe0\xa0\x80 \xed\x9f\xbf \xee\x80\x80 \xef\xbf\xbf"), -1);
  assert_int_equal(fault("\xf0\x90\x80\x80 \xf4\x8f\xbf\xbf"), -1);
}

static void the_first_fault_is_found(void **state) {
  (void)state;
  assert_int_equal(fault("abc\x80"), 3);          /* a continuation alone */
  assert_int_equal(fault("M\xfcnchen"), 1);       /* Latin-1 */
  assert_int_equal(fault("\xc3"), 0);             /* cut */
  assert_int_equal(fault("\xe2\x82"), 0);         /* cut */
  assert_int_equal(fault("\xf0\x9f\x98"), 0);     /* cut */
  assert_int_equal(fault("\xc0\xaf"), 0);         /* overlong */
  assert_int_equal(fault("\xe0\x9f\xbf"), 0);     /* overlong */
  assert_int_equal(fault("\xf0\x8f\xbf\xbf"), 0); /* overlong */
  assert_int_equal(fault("ok\xed\xa0\x80"), 2);   /* surrogate */
  assert_int_equal(fault("\xf4\x90\x80\x80"), 0); /* above U+10FFFF */
  assert_int_equal(fault("\xf5\x80\x80\x80"), 0);
  assert_int_equal(fault("\xff"), 0);
  assert_int_equal(fault("\xe2\x82\x41"), 0);
}

static void an_excerpt_ends_between_characters(void **state) {
  (void)state;
  assert_int_equal(sdg16i_utf8_excerpt(""), 0);
  assert_int_equal(sdg16i_utf8_excerpt("short"), 5);
  char text[100];
  memset(text, 'x', 60);
  text[60] = '\0';
  assert_int_equal(sdg16i_utf8_excerpt(text), 60);
  strcpy(text + 60, "xx");
  assert_int_equal(sdg16i_utf8_excerpt(text), 60);
  strcpy(text + 59, "\xe2\x82\xac and more");
  assert_int_equal(sdg16i_utf8_excerpt(text), 59);
  strcpy(text + 57, "\xe2\x82\xac and more");
  assert_int_equal(sdg16i_utf8_excerpt(text), 60);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sha256_gives_the_digests_of_the_standard),
      cmocka_unit_test(well_formed_utf8_has_no_fault),
      cmocka_unit_test(the_first_fault_is_found),
      cmocka_unit_test(an_excerpt_ends_between_characters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
