/* JSON and aligned text, piece by piece and of whole tables. */
#include "base/utf8.h"

#include <float.h>
#include <locale.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <wchar.h>

#include <cmocka.h>

#include "tables.h"

/* A receiver that takes `most` bytes, then fails with `failure`. */
typedef struct sink {
  char *bytes;
  int64_t size, most;
  int32_t failure;
  int calls_after;
} sink;

static int32_t take(const char *bytes, int64_t size, void *context) {
  sink *s = context;
  s->calls_after += s->size > s->most;
  if (s->failure && s->size + size > s->most) {
    s->size = s->most + 1;
    return s->failure;
  }
  s->bytes = realloc(s->bytes, (size_t)(s->size + size + 1));
  assert_non_null(s->bytes);
  memcpy(s->bytes + s->size, bytes, (size_t)size);
  s->size += size;
  s->bytes[s->size] = '\0';
  return 0;
}

static sdg16_json *begun(sink *s) {
  sdg16_json *json;
  assert_int_equal(sdg16_json_new(take, s, &json, NULL), SDG16_OK);
  return json;
}

/* Ends it, and compares with the text. */
static void assert_json(sdg16_json *json, sink *s, const char *text) {
  assert_int_equal(sdg16_json_finish(json, NULL), SDG16_OK);
  sdg16_json_free(json);
  assert_string_equal(s->bytes, text);
  free(s->bytes);
}

/* Ends it, and expects this failure and an empty output. */
static void assert_fault(sdg16_json *json, sink *s, int32_t status, const char *message) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  assert_int_equal(sdg16_json_finish(json, &error), status);
  assert_int_equal(error.status, status);
  if (!strstr(error.message, message)) fail_msg("%s", error.message);
  sdg16_json_free(json);
  assert_int_equal(s->size, 0);
}

static void values_stand_on_lines_of_their_own(void **state) {
  (void)state;
  sink s = {0};
  sdg16_json *json = begun(&s);
  sdg16_json_begin_object(json, NULL);
  sdg16_json_text(json, "text", "a");
  sdg16_json_text(json, "none", NULL);
  sdg16_json_whole(json, "least", INT64_MIN);
  sdg16_json_natural(json, "most", UINT64_MAX);
  sdg16_json_real(json, "real", 0.1);
  sdg16_json_real(json, "infinite", INFINITY);
  sdg16_json_real(json, "nan", (double)NAN);
  sdg16_json_real(json, "largest", DBL_MAX);
  sdg16_json_real(json, "smallest", 4.9406564584124654e-324);
  sdg16_json_real(json, "negative zero", -0.0);
  sdg16_json_flag(json, "yes", 7);
  sdg16_json_flag(json, "no", 0);
  sdg16_json_null(json, "null");
  sdg16_json_begin_object(json, "empty");
  sdg16_json_end(json);
  sdg16_json_begin_array(json, "list");
  sdg16_json_begin_array(json, NULL);
  sdg16_json_end(json);
  sdg16_json_whole(json, NULL, 2);
  sdg16_json_end(json);
  sdg16_json_list(json, "parts", "a; b;c; ", "; ");
  sdg16_json_list(json, "no parts", NULL, "; ");
  sdg16_json_end(json);
  assert_json(json, &s,
              "{\n  \"text\": \"a\",\n  \"none\": null,\n  \"least\": -9223372036854775808,\n"
              "  \"most\": 18446744073709551615,\n  \"real\": 0.1,\n  \"infinite\": null,\n"
              "  \"nan\": null,\n  \"largest\": 1.7976931348623157e+308,\n"
              "  \"smallest\": 5e-324,\n  \"negative zero\": -0,\n  \"yes\": true,\n"
              "  \"no\": false,\n  \"null\": null,\n  \"empty\": {},\n  \"list\": [\n    [],\n"
              "    2\n  ],\n  \"parts\": [\n    \"a\",\n    \"b;c\"\n  ],\n"
              "  \"no parts\": []\n}\n");
}

static void texts_are_escaped_and_repaired(void **state) {
  (void)state;
  static const struct {
    const char *text, *json;
  } CASES[] = {
      {"", "\"\"\n"},
      {"\"\\/\b\f\n\r\t", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"\n"},
      {"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"\n"},
      {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"\n"},
      {"\xff", "\"\xef\xbf\xbd\"\n"},                 /* no character begins so */
      {"a\xc3", "\"a\xef\xbf\xbd\"\n"},               /* cut off */
      {"\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\"\n"}, /* too long a form of '/' */
      {"\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"\n"}, /* half of a pair */
      {"\xf4\x90\x80\x80x", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdx\"\n"}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    sink s = {0};
    sdg16_json *json = begun(&s);
    sdg16_json_text(json, NULL, CASES[i].text);
    assert_json(json, &s, CASES[i].json);
  }
}

static void nothing_is_cut(void **state) {
  (void)state;
  enum { SIZE = 200000 };
  char *text = malloc(SIZE + 10), *json_text = malloc(SIZE + 100);
  memset(text, 'x', SIZE);
  strcpy(text + SIZE, "; y");
  sink s = {0};
  sdg16_json *json = begun(&s);
  sdg16_json_list(json, NULL, text, "; ");
  text[SIZE] = '\0';
  sprintf(json_text, "[\n  \"%s\",\n  \"y\"\n]\n", text);
  assert_json(json, &s, json_text);
  free(text);
  free(json_text);
}

static void nesting_has_an_end(void **state) {
  (void)state;
  for (int more = 0; more < 2; more++) {
    sink s = {0};
    sdg16_json *json = begun(&s);
    for (int i = 0; i < SDG16_JSON_DEPTH + more; i++) sdg16_json_begin_array(json, NULL);
    for (int i = 0; i < SDG16_JSON_DEPTH + more; i++) sdg16_json_end(json);
    if (more) {
      assert_fault(json, &s, SDG16_ERR_LIMIT, "nested too deeply");
    } else {
      assert_int_equal(sdg16_json_finish(json, NULL), SDG16_OK);
      sdg16_json_free(json);
      free(s.bytes);
    }
  }
}

static void twice(sdg16_json *json) {
  sdg16_json_null(json, NULL);
  sdg16_json_null(json, NULL);
}

static void no_key(sdg16_json *json) {
  sdg16_json_begin_object(json, NULL);
  sdg16_json_null(json, NULL);
  sdg16_json_end(json);
}

static void a_key_in_an_array(sdg16_json *json) {
  sdg16_json_begin_array(json, NULL);
  sdg16_json_null(json, "key");
  sdg16_json_end(json);
}

static void a_key_of_the_whole(sdg16_json *json) { sdg16_json_begin_object(json, "key"); }
static void only_an_end(sdg16_json *json) { sdg16_json_end(json); }
static void no_end(sdg16_json *json) { sdg16_json_begin_object(json, NULL); }
static void nothing(sdg16_json *json) { (void)json; }
static void no_separator(sdg16_json *json) { sdg16_json_list(json, NULL, "a", ""); }

static void what_is_no_json_is_refused(void **state) {
  (void)state;
  static const struct {
    void (*write)(sdg16_json *json);
    const char *message;
  } CASES[] = {{twice, "a second value"},
               {no_key, "a member of an object must have a key"},
               {a_key_in_an_array, "a key must stand inside an object"},
               {a_key_of_the_whole, "a key must stand inside an object"},
               {only_an_end, "there is no object or array to end"},
               {no_end, "was not closed"},
               {nothing, "there is no value"},
               {no_separator, "the separator of a list must not be empty"}};
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    sink s = {0};
    sdg16_json *json = begun(&s);
    CASES[i].write(json);
    assert_fault(json, &s, SDG16_ERR_ARGUMENT, CASES[i].message);
  }
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_json *json = (sdg16_json *)&error;
  assert_int_equal(sdg16_json_new(NULL, NULL, &json, &error), SDG16_ERR_ARGUMENT);
  assert_null(json);
  assert_int_equal(sdg16_json_finish(NULL, &error), SDG16_ERR_ARGUMENT);
  sdg16_json_whole(NULL, "a", 1); /* does nothing */
  sdg16_json_end(NULL);
  sdg16_json_free(NULL);
}

/* Some 200 kB, so that the buffer is written several times. */
static void write_much(sdg16_json *json) {
  sdg16_json_begin_array(json, NULL);
  for (int i = 0; i < 20000; i++) sdg16_json_whole(json, NULL, i);
  sdg16_json_end(json);
}

static void a_receiver_that_fails_at_any_byte_ends_the_writing(void **state) {
  (void)state;
  sink whole = {0};
  sdg16_json *json = begun(&whole);
  write_much(json);
  assert_int_equal(sdg16_json_finish(json, NULL), SDG16_OK);
  sdg16_json_free(json);
  assert_true(whole.size > 3 * 65536 / 2);
  for (int64_t most = 0; most < whole.size; most += most < 100 ? 1 : 997) {
    sink s = {.most = most, .failure = most % 2 ? 1 : -7};
    json = begun(&s);
    write_much(json);
    assert_int_equal(sdg16_json_finish(json, NULL), most % 2 ? SDG16_ERR_WRITE : -7);
    sdg16_json_free(json);
    assert_int_equal(s.calls_after, 0);
    free(s.bytes);
  }
  free(whole.bytes);
}

static void a_receiver_without_memory_is_out_of_memory(void **state) {
  (void)state;
  sink s = {.failure = SDG16_ERR_MEMORY};
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_json *json = begun(&s);
  sdg16_json_whole(json, NULL, 1);
  assert_int_equal(sdg16_json_finish(json, &error), SDG16_ERR_MEMORY);
  assert_string_equal(error.message, "out of memory");
  sdg16_json_free(json);
  free(s.bytes);
}

/* ---- numbers ---- */

static void numbers_for_people_have_commas(void **state) {
  (void)state;
  static const struct {
    double value;
    int32_t decimals;
    const char *text;
  } CASES[] = {{0, 0, "0"},
               {-0.0, 2, "0.00"},
               {-0.004, 2, "0.00"},
               {-0.006, 2, "-0.01"},
               {999, 0, "999"},
               {1000, 0, "1,000"},
               {-12350.4, 0, "-12,350"},
               {12350.56, 1, "12,350.6"},
               {999999.5, 0, "1,000,000"},
               {0.125, 3, "0.125"},
               {2.5, 0, "2"}, /* halves of doubles go to the even digit */
               {1e15, 0, "1,000,000,000,000,000"},
               {1.5234e15, 2, "1,523,400,000,000,000.00"},
               {1e18, 0, "1e+18"},
               {1.23456e20, 2, "1.235e+20"},
               {-9.9999e99, 2, "-1e+100"},
               {DBL_MAX, 17, "1.798e+308"},
               {(double)NAN, 2, "-"},
               {INFINITY, 2, "unlimited"},
               {-INFINITY, 0, "-unlimited"}};
  char text[64];
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    int64_t size =
        sdg16_format_number(CASES[i].value, CASES[i].decimals, text, (int64_t)sizeof text);
    assert_string_equal(text, CASES[i].text);
    assert_int_equal(size, strlen(text));
  }
  assert_int_equal(sdg16_format_number(1, 0, text, 63), SDG16_ERR_CAPACITY);
  assert_int_equal(sdg16_format_number(1, 18, text, 64), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_format_number(1, -1, text, 64), SDG16_ERR_ARGUMENT);
  assert_true(sdg16_format_number(-999999999999999999.0, 17, text, 64) < 64);
}

/* ---- widths ---- */

static int64_t width(const char *text) {
  return sdg16_display_width(text, (int64_t)strlen(text));
}

static void widths_are_those_of_a_screen(void **state) {
  (void)state;
  assert_int_equal(width("abc"), 3);
  assert_int_equal(width("\xc3\xa9t\xc3\xa9"), 3);
  assert_int_equal(width("e\xcc\x81"), 1);                /* e, combining acute */
  assert_int_equal(width("\xe8\xad\xa6\xe5\xaf\x9f"), 4); /* police, in Chinese */
  assert_int_equal(width("\xed\x95\x9c"), 2);             /* a syllable of Hangul */
  assert_int_equal(width("\xd8\xb4\xd9\x8f\xd8\xb1"), 2); /* Arabic with a vowel mark */
  assert_int_equal(width("\xe0\xb8\x99\xe0\xb9\x89"), 1); /* Thai with a tone mark */
  assert_int_equal(width("\xff\xfe"), 2);                 /* a byte is shown as one */
  assert_int_equal(sdg16_display_width(NULL, 3), 0);
}

/* The C library knows widths from the same database, of another version; where one has a code
 * point that the other does not, they may differ. */
static void widths_agree_with_the_c_library(void **state) {
  (void)state;
  if (!setlocale(LC_CTYPE, "C.UTF-8")) skip();
  int64_t compared = 0, differ = 0;
  for (uint32_t c = 0xa0; c < 0x20000; c++) {
    int theirs = c >= 0xd800 && c < 0xe000 ? -1 : wcwidth((wchar_t)c);
    if (theirs < 0) continue;
    char text[4];
    int64_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char HEAD[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (int64_t i = 0; i < size; i++)
      text[i] = (char)((i ? 0x80 : HEAD[size]) | (c >> 6 * (size - 1 - i) & (i ? 0x3f : 0xff)));
    uint32_t back;
    assert_int_equal(sdg16i_utf8_character(text, size, &back), size);
    assert_int_equal(back, c);
    compared++;
    differ += sdg16_display_width(text, size) != theirs;
  }
  setlocale(LC_CTYPE, "C");
  assert_true(compared > 60000);
  if (differ * 200 > compared) fail_msg("%d of %d differ", (int)differ, (int)compared);
}

/* ---- the grid ---- */

static void assert_grid(sdg16_grid *grid, const char *text) {
  sink s = {0};
  assert_int_equal(sdg16_grid_write(grid, take, &s, NULL), SDG16_OK);
  assert_string_equal(s.bytes, text);
  free(s.bytes);
}

static void columns_are_aligned(void **state) {
  (void)state;
  sdg16_grid *grid;
  assert_int_equal(sdg16_grid_new("lrl", &grid, NULL), SDG16_OK);
  static const char *const CELLS[] = {"List", "People", "Note",      "\xe8\xad\xa6\xe5\xaf\x9f",
                                      NULL,   "a\tb",   "e\xcc\x81", "1",
                                      "",     "",       "",          ""};
  for (size_t i = 0; i < sizeof CELLS / sizeof CELLS[0]; i++) sdg16_grid_text(grid, CELLS[i]);
  sdg16_grid_text(grid, "x");
  sdg16_grid_number(grid, 12350.4, 0);
  sdg16_grid_text(grid, "");
  assert_grid(grid, "  List  People  Note\n"
                    "  \xe8\xad\xa6\xe5\xaf\x9f       -  a?b\n"
                    "  e\xcc\x81          1\n"
                    "\n"
                    "  x     12,350\n");
  sdg16_grid_text(grid, "a"); /* it can be used again, with widths of its own */
  sdg16_grid_text(grid, "b");
  sdg16_grid_text(grid, "c");
  assert_grid(grid, "  a  b  c\n");
  sdg16_grid_free(grid);
}

/* C0, DEL, C1, bidirectional controls, separators of lines, bytes that are not UTF-8. */
static void characters_that_a_terminal_obeys_are_not_shown(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int64_t length;
    int32_t harmless;
  } CASES[] = {{"a", 1, 1},
               {"\x1b[0m", 1, 0},
               {"\x7f", 1, 0},
               {"\xc2\x9b", 2, 0},     /* CSI */
               {"\xc2\xa0", 2, 1},     /* no-break space */
               {"\x9b", 1, 0},         /* CSI of 8 bits */
               {"\xd8\x9c", 2, 0},     /* U+061C */
               {"\xe2\x80\x8d", 3, 1}, /* joiner: part of names */
               {"\xe2\x80\x8e", 3, 0}, /* U+200E */
               {"\xe2\x80\xa8", 3, 0}, /* U+2028 */
               {"\xe2\x80\xae", 3, 0}, /* U+202E */
               {"\xe2\x81\xa6", 3, 0}, /* U+2066 */
               {"\xe2\x81\xaa", 3, 1},
               {"\xe8\xad\xa6", 3, 1},
               {"\xe8\xad", 1, 0}};
  int32_t harmless;
  for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
    int64_t size = (int64_t)strlen(CASES[i].text);
    assert_int_equal(sdg16_shown_character(CASES[i].text, size, &harmless), CASES[i].length);
    assert_int_equal(harmless, CASES[i].harmless);
  }
  assert_int_equal(sdg16_shown_character("", 0, &harmless), 0);
  sdg16_grid *grid;
  assert_int_equal(sdg16_grid_new("lr", &grid, NULL), SDG16_OK);
  sdg16_grid_text(grid, "a\xe2\x80\xae\xc2\x9b\x9bz");
  sdg16_grid_text(grid, "1");
  assert_grid(grid, "  a???z  1\n");
  sdg16_grid_free(grid);
}

static void a_long_cell_is_not_cut(void **state) {
  (void)state;
  enum { SIZE = 100000 };
  char *text = malloc(SIZE + 1);
  memset(text, 'x', SIZE);
  text[SIZE] = '\0';
  sdg16_grid *grid;
  sink s = {0};
  assert_int_equal(sdg16_grid_new("lr", &grid, NULL), SDG16_OK);
  sdg16_grid_text(grid, text);
  sdg16_grid_text(grid, "1");
  sdg16_grid_text(grid, "y");
  sdg16_grid_text(grid, "2");
  assert_int_equal(sdg16_grid_write(grid, take, &s, NULL), SDG16_OK);
  assert_int_equal(s.size, 2 * (2 + SIZE + 2 + 1 + 1));
  sdg16_grid_free(grid);
  free(s.bytes);
  free(text);
}

static void a_grid_refuses_what_it_cannot_align(void **state) {
  (void)state;
  sdg16_grid *grid;
  sdg16_error error;
  sink s = {0};
  sdg16_error_init(&error, (int64_t)sizeof error);
  static const char *const BAD[] = {NULL, "", "lx"};
  for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
    assert_int_equal(sdg16_grid_new(BAD[i], &grid, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_grid_new("ll", &grid, NULL), SDG16_OK);
  sdg16_grid_text(grid, "a");
  assert_int_equal(sdg16_grid_write(grid, take, &s, &error), SDG16_ERR_ARGUMENT);
  assert_non_null(strstr(error.message, "the last row must have 2 cells, not 1"));
  sdg16_grid_number(grid, 1, 99);
  assert_int_equal(sdg16_grid_write(grid, take, &s, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_grid_write(grid, NULL, NULL, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_grid_write(grid, take, &s, &error), SDG16_OK); /* no cells */
  sdg16_grid_text(grid, "a");
  sdg16_grid_text(grid, "b");
  s.failure = 3;
  assert_int_equal(sdg16_grid_write(grid, take, &s, &error), SDG16_ERR_WRITE);
  sdg16_grid_free(grid);
  sdg16_grid_free(NULL);
  sdg16_grid_text(NULL, "a");
}

/* ---- tables ---- */

#define TABLE "name,people,share\nFrance,1234567,0.5\n\"a \"\"b\"\"\",,0.125\n,3,\n"

static void a_table_is_aligned_text(void **state) {
  (void)state;
  sdg16_table *table = table_of(TABLE);
  sink s = {0};
  assert_int_equal(sdg16_table_write_text(table, NULL, take, &s, NULL), SDG16_OK);
  assert_string_equal(s.bytes, "  name       people  share\n"
                               "  France  1,234,567   0.50\n"
                               "  a \"b\"           -   0.12\n"
                               "  -               3      -\n");
  free(s.bytes);
  static const char *const COLUMNS[] = {"share", "name"}, *const HEADS[] = {"Share", "Who"};
  static const int32_t PLACES[] = {3, 0};
  sdg16_text_options o;
  sdg16_text_options_init(&o, (int64_t)sizeof o);
  o.column_count = 2;
  o.columns = COLUMNS;
  o.headings = HEADS;
  o.places = PLACES;
  o.row_begin = 1;
  o.row_end = 3;
  o.missing = "";
  s = (sink){0};
  assert_int_equal(sdg16_table_write_text(table, &o, take, &s, NULL), SDG16_OK);
  assert_string_equal(s.bytes, "  Share  Who\n  0.125  a \"b\"\n\n");
  free(s.bytes);
  sdg16_table_free(table);
}

static void bad_options_of_text_are_refused(void **state) {
  (void)state;
  sdg16_table *table = table_of(TABLE);
  sdg16_error error;
  sdg16_text_options o;
  sink s = {0};
  static const char *const COLUMNS[] = {"name", "nobody"};
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_text_options_init(&o, (int64_t)sizeof o);
  o.column_count = 2;
  o.columns = COLUMNS;
  assert_int_equal(sdg16_table_write_text(table, &o, take, &s, &error), SDG16_ERR_NAME);
  assert_non_null(strstr(error.message, "'nobody'"));
  o.columns = NULL;
  assert_int_equal(sdg16_table_write_text(table, &o, take, &s, &error), SDG16_ERR_ARGUMENT);
  sdg16_text_options_init(&o, (int64_t)sizeof o);
  o.decimals = 18;
  assert_int_equal(sdg16_table_write_text(table, &o, take, &s, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_table_write_text(NULL, NULL, take, &s, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_table_write_text(table, NULL, NULL, &s, &error), SDG16_ERR_ARGUMENT);
  assert_int_equal(s.size, 0);
  sdg16_table_free(table);
}

static void rows_of_a_table_are_objects(void **state) {
  (void)state;
  sdg16_table *table = table_of(TABLE);
  static const char *const COLUMNS[] = {"people", "nobody"}, *const OUT[] = {"name", "share"};
  sdg16_json_options o;
  sdg16_json_options_init(&o, (int64_t)sizeof o);
  sink s = {0};
  sdg16_json *json = begun(&s);
  sdg16_json_begin_object(json, NULL);
  sdg16_json_rows(json, "none", NULL, NULL);
  sdg16_json_row(json, table, 2, NULL);
  o.columns = COLUMNS;
  o.column_count = 2;
  sdg16_json_begin_object(json, "wanted");
  sdg16_json_row(json, table, 0, &o);
  sdg16_json_end(json);
  o.column_count = 0;
  o.skip_missing = 1;
  o.left_out = OUT;
  o.left_out_count = 2;
  sdg16_json_rows(json, "short", table, &o);
  sdg16_json_end(json);
  assert_json(json, &s,
              "{\n  \"none\": [],\n  \"name\": null,\n  \"people\": 3,\n  \"share\": null,\n"
              "  \"wanted\": {\n    \"people\": 1234567,\n    \"nobody\": null\n  },\n"
              "  \"short\": [\n    {\n      \"people\": 1234567\n    },\n    {},\n"
              "    {\n      \"people\": 3\n    }\n  ]\n}\n");
  sdg16_table_free(table);
}

static void rows_that_are_not_there_are_refused(void **state) {
  (void)state;
  sdg16_table *table = table_of(TABLE);
  sdg16_json_options o;
  sdg16_json_options_init(&o, (int64_t)sizeof o);
  o.result = "nothing";
  for (int which = 0; which < 4; which++) {
    sink s = {0};
    sdg16_json *json = begun(&s);
    sdg16_json_begin_object(json, NULL);
    if (which == 0) sdg16_json_row(json, table, 3, NULL);
    if (which == 1) sdg16_json_cell(json, "a", table, -1, "name");
    if (which == 2) sdg16_json_row(json, table, 0, &o);
    if (which == 3) sdg16_json_row(json, table, 0, &(sdg16_json_options){0});
    sdg16_json_end(json);
    assert_fault(json, &s,
                 which == 2   ? SDG16_ERR_NAME
                 : which == 3 ? SDG16_ERR_STRUCT_SIZE
                              : SDG16_ERR_ARGUMENT,
                 "");
  }
  sdg16_table_free(table);
}

/* A sum of strata of a table that has columns of the schema, and others. */
static void the_schema_says_what_a_row_has(void **state) {
  (void)state;
  sdg16_table *table = table_of("sex,model,observed,total,no_upper_limit,boundary_terms,rate,"
                                "rate_lower,population,gap,replicates,failed\n"
                                "F,\"[12]\",12,20.5,1,\"[1],[2]\",3.5,1.5,1000,,100,2\n");
  const sdg16_json_extra extra = {"bootstrap", "mean", 20.25};
  static const char *const OUT[] = {"failed"};
  sdg16_json_options o;
  sdg16_json_options_init(&o, (int64_t)sizeof o);
  o.result = "estimates";
  o.extras = &extra;
  o.extra_count = 1;
  o.left_out = OUT;
  o.left_out_count = 1;
  sink s = {0};
  sdg16_json *json = begun(&s);
  sdg16_json_begin_array(json, NULL);
  for (int which = 0; which < 3; which++) {
    sdg16_json_begin_object(json, NULL);
    o.is_sum = which == 1;
    o.no_interval = which == 1;
    o.is_protected = which == 2;
    sdg16_json_row(json, table, 0, &o);
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
  assert_json(
      json, &s,
      "[\n  {\n    \"disaggregation\": {\n      \"sex\": \"F\"\n    },\n    \"model\": "
      "\"[12]\",\n    \"observed\": 12,\n    \"total\": 20.5,\n"
      "    \"no_upper_limit\": true,\n    \"boundary_terms\": [\n      \"[1]\",\n"
      "      \"[2]\"\n    ],\n    \"rate_per_100000\": {\n      \"value\": 3.5,\n"
      "      \"lower\": 1.5,\n      \"population\": 1000\n    },\n    \"bootstrap\": {\n"
      "      \"replicates\": 100,\n      \"mean\": 20.25\n    }\n  },\n"
      "  {\n    \"disaggregation\": {\n      \"sex\": \"F\"\n    },\n    \"observed\": 12,\n   "
      " \"total\": 20.5,\n    \"no_upper_limit\": true,\n"
      "    \"rate_per_100000\": {\n      \"value\": 3.5,\n      \"population\": 1000\n"
      "    },\n    \"bootstrap\": {\n      \"replicates\": 100,\n"
      "      \"mean\": 20.25\n    }\n  },\n"
      "  {\n    \"disaggregation\": {\n      \"sex\": \"F\"\n    },\n    \"model\": "
      "\"[12]\",\n    \"observed\": 12,\n    \"total\": 20.5,\n"
      "    \"rate_per_100000\": {\n      \"value\": 3.5,\n      \"lower\": 1.5,\n"
      "      \"population\": 1000\n    }\n  }\n]\n");
  sdg16_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_stand_on_lines_of_their_own),
      cmocka_unit_test(texts_are_escaped_and_repaired),
      cmocka_unit_test(nothing_is_cut),
      cmocka_unit_test(nesting_has_an_end),
      cmocka_unit_test(what_is_no_json_is_refused),
      cmocka_unit_test(a_receiver_that_fails_at_any_byte_ends_the_writing),
      cmocka_unit_test(a_receiver_without_memory_is_out_of_memory),
      cmocka_unit_test(numbers_for_people_have_commas),
      cmocka_unit_test(widths_are_those_of_a_screen),
      cmocka_unit_test(widths_agree_with_the_c_library),
      cmocka_unit_test(columns_are_aligned),
      cmocka_unit_test(characters_that_a_terminal_obeys_are_not_shown),
      cmocka_unit_test(a_long_cell_is_not_cut),
      cmocka_unit_test(a_grid_refuses_what_it_cannot_align),
      cmocka_unit_test(a_table_is_aligned_text),
      cmocka_unit_test(bad_options_of_text_are_refused),
      cmocka_unit_test(rows_of_a_table_are_objects),
      cmocka_unit_test(rows_that_are_not_there_are_refused),
      cmocka_unit_test(the_schema_says_what_a_row_has),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
