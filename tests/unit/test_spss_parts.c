/* Parts of the readers of SPSS files: numbers to the base 30, opcodes, texts in any encoding.
 */
#include "data/encoding.h"
#include "data/statfile/por_number.h"
#include "data/statfile/sav_opcodes.h"

#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The values are exact fractions of Python, rounded by its float(): ordinary numbers, numbers
 * between two doubles and beside them, subnormals, and the largest double. */
static void numbers_to_the_base_30(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double value;
  } CASES[] = {
      {"0", 0x0.0p+0},
      {"-0", -0x0.0p+0},
      {"1", 0x1.0000000000000p+0},
      {"T", 0x1.d000000000000p+4},
      {"10", 0x1.e000000000000p+4},
      {"-39", -0x1.8c00000000000p+6},
      {".F", 0x1.0000000000000p-1},
      {".3", 0x1.999999999999ap-4},
      {"-1.F", -0x1.8000000000000p+0},
      {"1+1", 0x1.e000000000000p+4},
      {"1-1", 0x1.1111111111111p-5},
      {"A.BC+2", 0x1.23f0000000000p+13},
      {"00000000000000001.0000000000000000", 0x1.0000000000000p+0},
      {"1IJ.0F3QST1R", 0x1.6cc1136ebb8aap+10},
      {"3.4DGE0KRM8M1C3L9N", 0x1.92fe5e1adc04dp+1},
      {"1.01010101010101010101010101", 0x1.0048e616361acp+0},
      {"HP9J0JKQ681CC-A", 0x1.f5dd128f855bcp+13},
      {"2E0GT7025TQQJGTCQKBH", 0x1.72a25333187c5p+94},
      {"C07PIL8ODI3L8KHS3JFT94Q9S98G247MA3O0DTNG+5", 0x1.675683f8a74dbp+219},
      {"5GK5FKAGERLAGA20TK3FSF8TF8I8SMSL5L5Q5G9DL7T6FBTDSNQJ9GCLKTC9-3K",
       0x1.2ab3c1ace975dp-248},
      {"1JD8BG6TKN7F", 0x1.9ee435f8b7c2bp+54},
      {"1JD8BG6TKN7G", 0x1.9ee435f8b7c2cp+54},
      {"1JD8BG6TKN7H", 0x1.9ee435f8b7c2cp+54},
      {"4J9BCRK99FG260A7SD0D1", 0x1.46fd88494e940p+100},
      {"4J9BCRK99FG260A7SD0D2", 0x1.46fd88494e940p+100},
      {"4J9BCRK99FG260A7SD0D3", 0x1.46fd88494e941p+100},
      {"93SF522KBRNIJJCMMM020GN1PQ6LS75", 0x1.513b5b8a3669cp+150},
      {"93SF522KBRNIJJCMMM020GN1PQ6LS76", 0x1.513b5b8a3669cp+150},
      {"93SF522KBRNIJJCMMM020GN1PQ6LS77", 0x1.513b5b8a3669dp+150},
      {"MQANTFFTHBORA817CCOO068QIBIPR6B-8A", 0x0.0p+0},
      {"MQANTFFTHBORA817CCOO068QIBIPR6C-8A", 0x0.0000000000001p-1022},
      {"28J2BSGHSM5EM0O3M78EC0IQJP4QHLJ4-8A", 0x0.0000000000001p-1022},
      {"28J2BSGHSM5EM0O3M78EC0IQJP4QHLJ5-8A", 0x0.0000000000002p-1022},
      {"BD5BTMMTNKRDK40IL6CC034D95OCSI5O-8A", 0x0.0000000000007p-1022},
      {"BD5BTMMTNKRDK40IL6CC034D95OCSI5P-8A", 0x0.0000000000008p-1022},
      {"BITHA68MS8KTS93E3FIMK87I4RQODR4I03OMPFBCBF-8A", 0x0.fffffffffffffp-1022},
      {"BITHA68MS8KTS93E3FIMK87I4RQODR4I03OMPFBCBG-8A", 0x1.0000000000000p-1022},
      {"A9E17IR6IFL31DNPGTG4LAPP3QHK6L1NH7C4MDI062R8A18S621NF8EGGLOFLA4K42ADA266F0MPHIT393Q79Q1"
       "FQB06N88E66H6FTJQHT0O4MFIODA72S8IMFAIQ4NNDHPJGL13GCN3KN46HSG6JCKPHHCG0Q6PF157P9HQEFB5TN"
       "5I6OLQEFGHH9RAQQAAQB4HEH5C5GAH253M8",
       0x1.fffffffffffffp+1023},
      {"100000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
       "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
       "000000000000000000000000000-6K",
       0x1.0000000000000p+0},
      {".00000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
       "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
       "0000000000000000000000000001+6L",
       0x1.0000000000000p+0},
      {"1-7F", 0x0.0p+0},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    double found = 0;
    assert_int_equal(sdg16i_por_number(CASES[i].text, (int64_t)strlen(CASES[i].text), &found),
                     0);
    if (memcmp(&found, &CASES[i].value, sizeof found))
      fail_msg("%s: %a, not %a", CASES[i].text, found, CASES[i].value);
  }
  static const char *const REFUSED[] = {"",   "-", ".", "1+",  "1-",    "A.B.C",
                                        "1 ", "z", "U", "1+1", "1+1+1", "--1"};
  for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
    double found;
    int is_number = !strcmp(REFUSED[i], "1+1");
    assert_int_equal(sdg16i_por_number(REFUSED[i], (int64_t)strlen(REFUSED[i]), &found),
                     is_number ? 0 : -1);
  }
}

static void numbers_too_large_for_a_double_are_infinite(void **state) {
  (void)state;
  static const char *const LARGE[] = {"A9E17IR6IG+6J", "1+6T", "T+9T", "1+TTT"};
  for (size_t i = 0; i < sizeof LARGE / sizeof *LARGE; i++) {
    char text[20] = "-";
    double found = 0;
    strcat(text, LARGE[i]);
    assert_int_equal(sdg16i_por_number(LARGE[i], (int64_t)strlen(LARGE[i]), &found), 0);
    assert_true(found > DBL_MAX);
    assert_int_equal(sdg16i_por_number(text, (int64_t)strlen(text), &found), 0);
    assert_true(found < -DBL_MAX);
  }
}

/* ---- opcodes ---- */

typedef struct parts {
  const unsigned char *bytes;
  int64_t size, step;
} parts;

static int32_t fill_parts(void *context, const unsigned char **bytes, int64_t *size) {
  parts *p = context;
  *bytes = p->bytes;
  *size = p->size < p->step ? p->size : p->step;
  p->bytes += *size;
  p->size -= *size;
  return 0;
}

/* A number and a text of 16 bytes: the same whatever parts the bytes come in. */
static void opcodes_in_parts_of_any_size(void **state) {
  (void)state;
  static const unsigned char BYTES[] = "\x65\xfd\xfe\x00\xff\xfe\xfe\xfd"
                                       "abcdefgh"
                                       "\0\0\0\0\0\0\xf8\x3f" /* 1.5 */
                                       "\xfe\xfe\xfc\x65\x65\x65\x65\x65";
  static const unsigned char IS_TEXT[] = {0, 1, 1};
  for (int64_t step = 1; step <= (int64_t)sizeof BYTES; step++) {
    parts p = {BYTES, sizeof BYTES - 1, step};
    sdg16i_sav_opcodes o = {.input = {.fill = fill_parts, .context = &p}};
    unsigned char out[240];
    int64_t cases = 0;
    o.is_text = IS_TEXT;
    o.elements = 3;
    sdg16i_sav_opcodes_begin(&o, 100, -DBL_MAX, 0);
    assert_int_equal(sdg16i_sav_opcodes_cases(&o, 10, out, &cases), 0);
    assert_int_equal(cases, 3);
    static const double FIRST = 1, SECOND = -DBL_MAX, THIRD = 1.5;
    assert_memory_equal(out, &FIRST, 8);
    assert_memory_equal(out + 8, "abcdefgh        ", 16);
    assert_memory_equal(out + 24, &SECOND, 8);
    assert_memory_equal(out + 32, "                ", 16);
    assert_memory_equal(out + 48, &THIRD, 8);
    assert_int_equal(sdg16i_sav_opcodes_cases(&o, 10, out, &cases), 0);
    assert_int_equal(cases, 0); /* after the end there is nothing */
  }
}

static void opcodes_that_end_within_a_case(void **state) {
  (void)state;
  static const unsigned char IS_TEXT[] = {0, 0};
  static const char *const ENDS[] = {"\x65\x65\x65", "\x65\xfc", "\x65\xfd", "\x65\xfd...."};
  for (int i = 0; i < 4; i++) {
    parts p = {(const unsigned char *)ENDS[i], (int64_t)strlen(ENDS[i]), 3};
    sdg16i_sav_opcodes o = {.input = {.fill = fill_parts, .context = &p}};
    unsigned char out[80];
    int64_t cases = 0;
    o.is_text = IS_TEXT;
    o.elements = 2;
    sdg16i_sav_opcodes_begin(&o, 100, -DBL_MAX, 0);
    assert_int_equal(sdg16i_sav_opcodes_cases(&o, 5, out, &cases), SDG16I_SAV_ENDS_EARLY);
    assert_int_equal(cases, i == 0 ? 1 : 0);
  }
}

/* ---- encodings ---- */

static void expect_text(const char *encoding, const char *bytes, const char *expected) {
  sdg16i_decoder *d;
  const char *text = NULL;
  int64_t size = 0, fault = 0;
  assert_int_equal(sdg16i_decoder_open(encoding, "x", &d, NULL), 0);
  assert_int_equal(sdg16i_decode(d, bytes, (int64_t)strlen(bytes), 1, &text, &size, &fault), 0);
  assert_string_equal(text, expected);
  assert_int_equal(size, strlen(expected));
  sdg16i_decoder_close(d);
}

static void texts_of_encodings(void **state) {
  (void)state;
  expect_text(NULL, "J\xc3\xb6rg", "J\xc3\xb6rg");
  expect_text("windows-1252", "J\xf6rg \x80", "J\xc3\xb6rg \xe2\x82\xac");
  expect_text("GBK", "\xd6\xd0\xce\xc4", "\xe4\xb8\xad\xe6\x96\x87");
  expect_text("US-ASCII", "plain", "plain");
  expect_text("UTF-8", "cut \xe4\xb8", "cut "); /* as texts of a fixed width are */
  expect_text("UTF-8", "cut \xf0\x9f\x98", "cut ");
  expect_text("GBK", "cut \xd6", "cut ");
  expect_text("BIG5-HKSCS", "\x88\x66", "\xc3\x8a"); /* held back until the end */
}

static void faults_of_encodings(void **state) {
  (void)state;
  static const struct {
    const char *encoding, *bytes;
    int64_t fault;
  } CASES[] = {{NULL, "ab\xffz", 2},         {"UTF-8", "ab\xe4\xb8z", 2},
               {"US-ASCII", "a\x80", 1},     {"windows-1252", "abc\x81", 3},
               {"UTF-8", "12345678\xc0", 8}, {"GBK", "a\xff\xff", 1}};
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    sdg16i_decoder *d;
    const char *text;
    int64_t size, fault = -1;
    assert_int_equal(sdg16i_decoder_open(CASES[i].encoding, "x", &d, NULL), 0);
    assert_int_equal(sdg16i_decode(d, CASES[i].bytes, (int64_t)strlen(CASES[i].bytes), 1, &text,
                                   &size, &fault),
                     SDG16_ERR_FORMAT);
    assert_int_equal(fault, CASES[i].fault);
    sdg16i_decoder_close(d);
  }
}

/* Names that would hide faults, or ask the locale. */
static void names_that_are_refused(void **state) {
  (void)state;
  static const char *const NAMES[] = {"",    "klingon", "UTF-8//IGNORE", "latin1//TRANSLIT",
                                      "a b", "//"};
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    sdg16i_decoder *d;
    assert_int_equal(sdg16i_decoder_open(NAMES[i], "x", &d, NULL), SDG16_ERR_OPTION);
    assert_null(d);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_to_the_base_30),
      cmocka_unit_test(numbers_too_large_for_a_double_are_infinite),
      cmocka_unit_test(opcodes_in_parts_of_any_size),
      cmocka_unit_test(opcodes_that_end_within_a_case),
      cmocka_unit_test(texts_of_encodings),
      cmocka_unit_test(faults_of_encodings),
      cmocka_unit_test(names_that_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
