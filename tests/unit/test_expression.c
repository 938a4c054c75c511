/* Expressions: what they mean, cell by cell, and what is refused where. */
#include <sdg16.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROWS 6

/* What a cell is: a number, or the kind for which it is missing. */
#define M(kind) (-1000 - SDG16_MISSING_##kind)

/* a, b: conditions; q1: labelled, with tags; age, income: numbers; sex, region: text. */
static sdg16_table *survey(void) {
  static const int64_t A[ROWS] = {1, 0, 1, 0, 0, 0}, B[ROWS] = {1, 1, 0, 0, 0, 0};
  static const uint8_t A_KINDS[ROWS] = {
      0, 0, 0, 0, SDG16_MISSING_REFUSED, SDG16_MISSING_REFUSED};
  static const uint8_t B_KINDS[ROWS] = {0, 0, 0, 0, 0, SDG16_MISSING_DONT_KNOW};
  static const int64_t Q1[ROWS] = {1, 2, 1, 0, 0, 0};
  static const uint8_t Q1_KINDS[ROWS] = {
      0, 0, 0, SDG16_MISSING_TAGGED, SDG16_MISSING_TAGGED, SDG16_MISSING_SYSTEM};
  static const int32_t TAGS[ROWS] = {-1, -1, -1, 0, 1, -1};
  static const char *const TAG_NAMES[] = {"98", ".a"}, *const TAG_LABELS[] = {"Refused", NULL};
  static const int64_t AGE[ROWS] = {15, 49, 50, 14, 33, INT64_MAX};
  static const double INCOME[ROWS] = {0.5, -2, 1e6, 0, 12.25, NAN}; /* not marked missing */
  static const int32_t SEX[ROWS] = {0, 1, 0, 1, -1, 0};
  static const uint8_t SEX_KINDS[ROWS] = {0, 0, 0, 0, SDG16_MISSING_SYSTEM, 0};
  static const char *const SEXES[] = {"F", "M"};
  static const int32_t REGION[ROWS] = {0, 1, 2, 0, 1, 2};
  static const char *const REGIONS[] = {"North", "M", "It's \"x\""};
  sdg16_table *t = NULL;
  assert_int_equal(sdg16_table_new(&t, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "a", ROWS, A, A_KINDS, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "b", ROWS, B, B_KINDS, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "q1", ROWS, Q1, Q1_KINDS, NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 2, 2, "No", NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 2, 1, "Yes", NULL), 0);
  assert_int_equal(sdg16_table_set_tags(t, 2, TAGS, 2, TAG_NAMES, TAG_LABELS, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "age", ROWS, AGE, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_double(t, "income", ROWS, INCOME, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_text(t, "sex", ROWS, SEX, SEX_KINDS, 2, SEXES, NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 5, 0, "Female", NULL), 0);
  assert_int_equal(sdg16_table_add_text(t, "reg`ion.x", ROWS, REGION, NULL, 3, REGIONS, NULL),
                   0);
  return t;
}

static double cell(const sdg16_table *t, int64_t row) {
  const uint8_t *missing = sdg16_table_missing(t, 0);
  if (missing && missing[row]) {
    assert_true(sdg16_table_double(t, 0) ? isnan(sdg16_table_double(t, 0)[row])
                                         : sdg16_table_int64(t, 0)[row] == 0);
    return -1000 - missing[row];
  }
  return sdg16_table_double(t, 0) ? sdg16_table_double(t, 0)[row]
                                  : (double)sdg16_table_int64(t, 0)[row];
}

static void check(const char *expression, const double expected[ROWS]) {
  sdg16_table *t = survey(), *out = NULL;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_table_evaluate(t, expression, "x", &out, &error)) fail_msg("%s", error.message);
  assert_int_equal(sdg16_table_columns(out), 1);
  assert_int_equal(sdg16_table_rows(out), ROWS);
  assert_string_equal(sdg16_table_name(out, 0), "x");
  for (int i = 0; i < ROWS; i++)
    if (cell(out, i) != expected[i])
      fail_msg("%s: row %d is %g, expected %g", expression, i + 1, cell(out, i), expected[i]);
  sdg16_table_free(out);
  sdg16_table_free(t);
}
#define CHECK(expression, ...) check(expression, (const double[ROWS]){__VA_ARGS__})

/* Rows: 1&1, 0&1, 1&0, 0&0, refused with 0, refused with dont-know. */
static void logic_is_kleenes_and_keeps_kinds(void **state) {
  (void)state;
  CHECK("a & b", 1, 0, 0, 0, 0, M(SYSTEM));
  CHECK("a | b", 1, 1, 1, 0, M(REFUSED), M(SYSTEM));
  CHECK("a | !b", 1, 0, 1, 1, 1, M(SYSTEM));
  CHECK("!a", 0, 1, 0, 1, M(REFUSED), M(REFUSED));
  CHECK("a & a", 1, 0, 1, 0, M(REFUSED), M(REFUSED));
  CHECK("a == 1 & (1 == 1)", 1, 0, 1, 0, M(REFUSED), M(REFUSED));
  CHECK("a == b", 1, 0, 0, 1, M(REFUSED), M(SYSTEM));
  CHECK("a == 1 & !missing(a)", 1, 0, 1, 0, 0, 0);
  CHECK("b == 1 | missing(b)", 1, 1, 0, 0, 0, 1);
}

static const uint8_t KIND_LIST[] = {
    SDG16_PRESENT,         SDG16_MISSING_SYSTEM,    SDG16_MISSING_NOT_APPLICABLE,
    SDG16_MISSING_REFUSED, SDG16_MISSING_DONT_KNOW, SDG16_MISSING_TAGGED};
#define STATES 7 /* 0, 1, and five kinds */

/* Every pair of 0, 1 and the five kinds: the whole truth tables of & | ! and ==. */
static void truth_tables(void **state) {
  (void)state;
  int64_t x[STATES * STATES], y[STATES * STATES];
  uint8_t kx[STATES * STATES], ky[STATES * STATES];
  for (int i = 0; i < STATES * STATES; i++) {
    int p = i / STATES, q = i % STATES;
    x[i] = p == 1;
    y[i] = q == 1;
    kx[i] = p > 1 ? KIND_LIST[p - 1] : 0;
    ky[i] = q > 1 ? KIND_LIST[q - 1] : 0;
  }
  sdg16_table *t = NULL, *out = NULL;
  assert_int_equal(sdg16_table_new(&t, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "x", STATES * STATES, x, kx, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "y", STATES * STATES, y, ky, NULL), 0);
  static const char *const TEXTS[] = {"x & y", "x | y", "!x", "x == y", "x + y"};
  for (int op = 0; op < 5; op++) {
    assert_int_equal(sdg16_table_evaluate(t, TEXTS[op], "z", &out, NULL), 0);
    const uint8_t *kinds = sdg16_table_missing(out, 0);
    for (int i = 0; i < STATES * STATES; i++) {
      int p = i / STATES, q = i % STATES; /* 0, 1, or beyond: missing */
      int both = p > 1 && q > 1, kind = p > 1 ? KIND_LIST[p - 1] : q > 1 ? KIND_LIST[q - 1] : 0;
      if (both && p != q) kind = SDG16_MISSING_SYSTEM;
      int value = op == 0   ? p == 1 && q == 1
                  : op == 1 ? p == 1 || q == 1
                  : op == 2 ? p == 0
                  : op == 3 ? p == q
                            : p + q;
      if (op == 0 && (p == 0 || q == 0)) kind = value = 0;
      if (op == 1 && (p == 1 || q == 1)) kind = 0, value = 1;
      if (op == 2) kind = p > 1 ? KIND_LIST[p - 1] : 0;
      assert_int_equal(kinds[i], kind);
      assert_int_equal(sdg16_table_int64(out, 0)[i], kind ? 0 : value);
    }
    sdg16_table_free(out);
  }
  sdg16_table_free(t);
}

static void numbers_and_ranges(void **state) {
  (void)state;
  CHECK("age in 15..49", 1, 1, 0, 0, 1, 0);
  CHECK("age in (14, 33..50)", 0, 1, 1, 1, 1, 0);
  CHECK("age not in (14, 33..50)", 1, 0, 0, 0, 0, 1);
  CHECK("age in (14.5..15.5)", 1, 0, 0, 0, 0, 0);
  CHECK("15 <= age & age < 49", 1, 0, 0, 0, 1, 0);
  CHECK("age > 48.5", 0, 1, 1, 0, 0, 1);
  CHECK("age == 14.5", 0, 0, 0, 0, 0, 0);
  CHECK("age != 14.5", 1, 1, 1, 1, 1, 1);
  CHECK("age == 9223372036854775807", 0, 0, 0, 0, 0, 1);
  CHECK("age > 9223372036854775806", 0, 0, 0, 0, 0, 1);
  CHECK("age > 9223372036854775807", 0, 0, 0, 0, 0, 0);
  CHECK("age < 1e300", 1, 1, 1, 1, 1, 1);
  CHECK("age >= 1e300 | age < -1e300", 0, 0, 0, 0, 0, 0);
  CHECK("age < -9223372036854775808", 0, 0, 0, 0, 0, 0);
  CHECK("age >= -9223372036854775808", 1, 1, 1, 1, 1, 1);
  CHECK("income == .5", 1, 0, 0, 0, 0, M(SYSTEM));
  CHECK("income in -2..0", 0, 1, 0, 1, 0, M(SYSTEM));
  CHECK("income < 0", 0, 1, 0, 0, 0, M(SYSTEM));
  CHECK("income <= 0", 0, 1, 0, 1, 0, M(SYSTEM));
  CHECK("0 < income", 1, 0, 1, 0, 1, M(SYSTEM));
  CHECK("income >= age", 0, 0, 1, 0, 0, M(SYSTEM));
}

static void arithmetic(void **state) {
  (void)state;
  CHECK("q1 + 1", 2, 3, 2, M(TAGGED), M(TAGGED), M(SYSTEM));
  CHECK("2 - q1 * 3 - 1", -2, -5, -2, M(TAGGED), M(TAGGED), M(SYSTEM));
  CHECK("-(q1 + q1) / 4", -.5, -1, -.5, M(TAGGED), M(TAGGED), M(SYSTEM));
  CHECK("1 / b", 1, 1, M(SYSTEM), M(SYSTEM), M(SYSTEM), M(DONT_KNOW));
  CHECK("income * 1e308 * 10", M(SYSTEM), M(SYSTEM), M(SYSTEM), 0, M(SYSTEM), M(SYSTEM));
  CHECK("(age == 15) + (b == 1) >= 1", 1, 1, 0, 0, 0, M(DONT_KNOW));
  CHECK("3 - -2 * 2 + a * 0", 7, 7, 7, 7, M(REFUSED), M(REFUSED));
  CHECK("10 - 4 - 3 + 0 * age", 3, 3, 3, 3, 3, 3);
  CHECK("8 / 4 / 2 + 0 * age", 1, 1, 1, 1, 1, 1);
  CHECK("age - 9223372036854775807 <= 0", 1, 1, 1, 1, 1, 1);
}

static void labels_and_texts(void **state) {
  (void)state;
  CHECK("q1 == 1", 1, 0, 1, M(TAGGED), M(TAGGED), M(SYSTEM));
  CHECK("q1 == \"Yes\"", 1, 0, 1, M(TAGGED), M(TAGGED), M(SYSTEM));
  CHECK("'Yes' != q1", 0, 1, 0, M(TAGGED), M(TAGGED), M(SYSTEM));
  CHECK("q1 in ('Yes', 2)", 1, 1, 1, M(TAGGED), M(TAGGED), M(SYSTEM));
  CHECK("q1 not in ('Yes')", 0, 1, 0, M(TAGGED), M(TAGGED), M(SYSTEM));
  CHECK("sex == 'F'", 1, 0, 1, 0, M(SYSTEM), 1);
  CHECK("sex != 'F'", 0, 1, 0, 1, M(SYSTEM), 0);
  CHECK("sex == \"Female\"", 1, 0, 1, 0, M(SYSTEM), 1);
  CHECK("sex == 'nowhere'", 0, 0, 0, 0, M(SYSTEM), 0);
  CHECK("sex >= 'G'", 0, 1, 0, 1, M(SYSTEM), 0);
  CHECK("sex in 'A'..'L'", 1, 0, 1, 0, M(SYSTEM), 1);
  CHECK("`reg``ion.x` == 'It''s \"x\"'", 0, 0, 1, 0, 0, 1);
  CHECK("`reg``ion.x` == \"It's \"\"x\"\"\"", 0, 0, 1, 0, 0, 1);
  CHECK("`reg``ion.x` == sex", 0, 1, 0, 0, M(SYSTEM), 0);
  CHECK("`reg``ion.x` > sex", 1, 0, 1, 1, M(SYSTEM), 1);
}

static void missing_by_reason(void **state) {
  (void)state;
  CHECK("missing(q1)", 0, 0, 0, 1, 1, 1);
  CHECK("!missing(q1)", 1, 1, 1, 0, 0, 0);
  CHECK("missing(q1, 'tagged')", 0, 0, 0, 1, 1, 0);
  CHECK("missing(q1, 98)", 0, 0, 0, 1, 0, 0);
  CHECK("missing(q1, \"Refused\")", 0, 0, 0, 1, 0, 0);
  CHECK("missing(q1, '.a', 'system')", 0, 0, 0, 0, 1, 1);
  CHECK("missing(a, \"refused\")", 0, 0, 0, 0, 1, 1);
  CHECK("missing(income)", 0, 0, 0, 0, 0, 1);
  CHECK("missing(a | b, 'system')", 0, 0, 0, 0, 0, 1);
  CHECK("missing(sex) & age == 33", 0, 0, 0, 0, 1, 0);
}

static void precedence(void **state) {
  (void)state;
  CHECK("!a == 1", 0, 1, 0, 1, M(REFUSED), M(REFUSED));
  CHECK("!!a", 1, 0, 1, 0, M(REFUSED), M(REFUSED));
  CHECK("1 == 1 | a & b", 1, 1, 1, 1, 1, 1);
  CHECK("(1 == 1 | a) & b", 1, 1, 0, 0, 0, M(DONT_KNOW));
  CHECK("1+2*3 == 7&age>0", 1, 1, 1, 1, 1, 1);
  CHECK(" ( ( age ) ) \n==\t15 ", 1, 0, 0, 0, 0, 0);
}

/* ---- what is refused ---- */

static const struct {
  const char *expression;
  int32_t code;
  int64_t character, row;
  const char *message; /* behind "expression, character N[, row N]: " */
} REFUSED[] = {
    {"", SDG16_ERR_EXPRESSION, 1, 0,
     "the expression ends where a column, number, text or '(' is expected"},
    {"a = 1", SDG16_ERR_EXPRESSION, 3, 0, "'equal' is written '==', not '='"},
    {"a && b", SDG16_ERR_EXPRESSION, 3, 0, "'and' is written '&', not '&&'"},
    {"a || b", SDG16_ERR_EXPRESSION, 3, 0, "'or' is written '|', not '||'"},
    {"a <> b", SDG16_ERR_EXPRESSION, 3, 0, "'not equal' is written '!=', not '<>'"},
    {"a and b", SDG16_ERR_EXPRESSION, 3, 0,
     "expected an operator or the end, found 'and' ('and' is written '&')"},
    {"a == 1 or b", SDG16_ERR_EXPRESSION, 8, 0,
     "expected an operator or the end, found 'or' ('or' is written '|')"},
    {"a == ", SDG16_ERR_EXPRESSION, 6, 0,
     "the expression ends where a column, number, text or '(' is expected"},
    {"(a == 1", SDG16_ERR_EXPRESSION, 8, 0,
     "the expression ends where an operator or ')' is expected"},
    {"a == 1)", SDG16_ERR_EXPRESSION, 7, 0, "expected an operator or the end, found ')'"},
    {"1 < age < 5", SDG16_ERR_EXPRESSION, 9, 0,
     "expected '&' or '|' between two comparisons (or parentheses), found a second comparison"},
    {"a == 'x", SDG16_ERR_EXPRESSION, 6, 0, "the quote that begins here is never closed"},
    {"`` == 1", SDG16_ERR_EXPRESSION, 1, 0, "the name in backticks must not be empty"},
    {"2q == 1", SDG16_ERR_EXPRESSION, 1, 0,
     "a name must not begin with a digit (or put it in backticks)"},
    {"a # b", SDG16_ERR_EXPRESSION, 3, 0, "this character has no meaning here"},
    {"age in ()", SDG16_ERR_EXPRESSION, 9, 0,
     "expected a number, text or range such as 15..49, found ')'"},
    {"age in (1, b)", SDG16_ERR_EXPRESSION, 12, 0,
     "expected a number, text or range such as 15..49, found 'b'"},
    {"age in 49..15", SDG16_ERR_EXPRESSION, 8, 0,
     "expected a range with its lower end first, found the upper end first"},
    {"age in 1..'x'", SDG16_ERR_EXPRESSION, 8, 0,
     "expected a range of two numbers or two texts, found a number and a text"},
    {"age not 5", SDG16_ERR_EXPRESSION, 9, 0,
     "expected 'in' ('not' alone is written '!'), found '5'"},
    {"log(age)", SDG16_ERR_EXPRESSION, 1, 0, "expected the function missing(...), found 'log'"},
    {"missing", SDG16_ERR_EXPRESSION, 8, 0,
     "the expression ends where '(' (a column of the name missing is written `missing`) is "
     "expected"},
    {"age == 1e999", SDG16_ERR_EXPRESSION, 8, 0,
     "expected a number that a double can hold, found '1e999'"},
    {"\xc3\xa9t\xc3\xa9 == 1 = 2", SDG16_ERR_EXPRESSION, 10, 0,
     "'equal' is written '==', not "
     "'='"},
    {"agee == 1", SDG16_ERR_COLUMN, 1, 0, "there is no column 'agee'"},
    {"\xc3\xa9t\xc3\xa9 == 1", SDG16_ERR_COLUMN, 1, 0,
     "there is no column '\xc3\xa9t\xc3\xa9'"},
    {"q1 == 'Yess'", SDG16_ERR_EXPRESSION, 7, 0,
     "expected a label of column 'q1' ('Yes', 'No'), found 'Yess'"},
    {"q1 == 'Refused'", SDG16_ERR_EXPRESSION, 7, 0,
     "expected missing(..., \"Refused\"), found 'Refused', the label of a missing value of "
     "column 'q1'"},
    {"q1 > 'Yes'", SDG16_ERR_EXPRESSION, 6, 0,
     "expected a number after '>', found a text (labels have no order)"},
    {"q1 in 'No'..'Yes'", SDG16_ERR_EXPRESSION, 7, 0,
     "expected a range of numbers beside a number, found a range of texts (labels have no "
     "order)"},
    {"age == 'x'", SDG16_ERR_EXPRESSION, 8, 0,
     "expected a number, found the text 'x' (column 'age' holds numbers without labels)"},
    {"age + 1 == 'x'", SDG16_ERR_EXPRESSION, 12, 0,
     "expected a number beside a number, found the text 'x'"},
    {"sex == 1", SDG16_ERR_EXPRESSION, 8, 0,
     "expected a text in quotes, found a number (column 'sex' holds text)"},
    {"sex == age", SDG16_ERR_EXPRESSION, 5, 0,
     "expected two numbers or two texts to compare, found text and a number"},
    {"'a' == 'b'", SDG16_ERR_EXPRESSION, 1, 0, "expected a column, found a text in quotes"},
    {"sex + 1", SDG16_ERR_EXPRESSION, 1, 0,
     "expected a number as an operand of '+', found a text"},
    {"a & sex", SDG16_ERR_EXPRESSION, 5, 0,
     "expected a condition such as x == \"Yes\" as an operand of '&', found a text"},
    {"sex", SDG16_ERR_EXPRESSION, 1, 0,
     "expected a number or a condition such as x == \"Yes\", found a text"},
    {"missing(q1, 'reffused')", SDG16_ERR_EXPRESSION, 13, 0,
     "expected system, not-applicable, refused, dont-know, tagged, or one of the column's "
     "tags ('98', '.a'), found 'reffused'"},
    {"missing(age, 99)", SDG16_ERR_EXPRESSION, 14, 0,
     "expected system, not-applicable, refused, dont-know, tagged, or one of the column's "
     "tags (none), found '99'"},
    {"missing('a')", SDG16_ERR_EXPRESSION, 9, 0, "expected a column, found a text in quotes"},
    {"a | q1", SDG16_ERR_VALUE, 5, 2,
     "expected 0 or 1 as a condition (or a comparison such as x == 1), found the number 2"},
    {"!income", SDG16_ERR_VALUE, 2, 1,
     "expected 0 or 1 as a condition (or a comparison such as x == 1), found the number 0.5"},
    {"age + 1 > 0", SDG16_ERR_VALUE, 5, 6, "9223372036854775807 + 1 is beyond 64 bits"},
};

static void refusals_point_at_the_character(void **state) {
  (void)state;
  sdg16_table *t = survey();
  for (size_t i = 0; i < sizeof REFUSED / sizeof REFUSED[0]; i++) {
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    sdg16_table *out = t;
    const char *text = REFUSED[i].expression;
    int32_t code = sdg16_table_evaluate(t, text, "x", &out, &error);
    char expected[1200], row[32] = "";
    if (REFUSED[i].row) sprintf(row, ", row %d", (int)REFUSED[i].row);
    snprintf(expected, sizeof expected, "expression, character %d%s: %s",
             (int)REFUSED[i].character, row, REFUSED[i].message);
    if (code != REFUSED[i].code || strcmp(error.message, expected))
      fail_msg("%s: %d, '%s', expected '%s'", text, (int)code, error.message, expected);
    assert_null(out);
    assert_int_equal(error.status, code);
    assert_int_equal(error.column, REFUSED[i].character);
    assert_int_equal(error.row, REFUSED[i].row);
    assert_string_equal(error.where, "expression");
  }
  sdg16_table_free(t);
}

static int32_t parse(const char *text, sdg16_error *error) {
  sdg16_expression *e = NULL;
  sdg16_error_init(error, sizeof *error);
  int32_t status = sdg16_expression_new(text, &e, error);
  assert_true((e != NULL) == (status == 0));
  sdg16_expression_free(e);
  return status;
}

/* `count` times `before`, "a", `count` times `behind`. */
static char *nested(const char *before, const char *behind, int count) {
  char *text = calloc(1, (strlen(before) + strlen(behind)) * (size_t)count + 2), *to = text;
  assert_non_null(text);
  for (int i = 0; i < count; i++) to = stpcpy(to, before);
  to = stpcpy(to, "a");
  for (int i = 0; i < count; i++) to = stpcpy(to, behind);
  return text;
}

static void depth_and_size_are_bounded(void **state) {
  (void)state;
  static const struct {
    const char *before, *behind;
    int good, bad;
    const char *message;
  } LIMITS[] = {
      {"(", ")", 199, 200, "expected at most 200 levels of nesting, found more"},
      {"!", "", 199, 201, "expected at most 200 levels of nesting, found more"},
      {"-", "", 199, 201, "expected at most 200 levels of nesting, found more"},
      {"missing(", ")", 199, 30000, NULL},
      {"", "|a", 4999, 5000, "expected at most 10000 operators and operands, found more"},
      {"", " ", 65535, 65536, "expected at most 65536 bytes, found 65537"},
  };
  for (size_t i = 0; i < sizeof LIMITS / sizeof LIMITS[0]; i++) {
    sdg16_error error;
    char *good = nested(LIMITS[i].before, LIMITS[i].behind, LIMITS[i].good);
    if (parse(good, &error)) fail_msg("%s", error.message);
    char *bad = nested(LIMITS[i].before, LIMITS[i].behind, LIMITS[i].bad);
    assert_int_equal(parse(bad, &error), SDG16_ERR_EXPRESSION);
    if (LIMITS[i].message) assert_non_null(strstr(error.message, LIMITS[i].message));
    free(good);
    free(bad);
  }
}

static void a_long_chain_is_evaluated(void **state) {
  (void)state;
  char *text = nested("", "+a", 4999);
  CHECK(text, 5000, 0, 5000, 0, M(REFUSED), M(REFUSED));
  free(text);
}

static void an_expression_tells_its_columns_and_serves_many_tables(void **state) {
  (void)state;
  sdg16_expression *e = NULL;
  assert_int_equal(sdg16_expression_new("sex == 'F' & (age > 3 | missing(`reg``ion.x`)) & "
                                        "age < 50",
                                        &e, NULL),
                   0);
  assert_int_equal(sdg16_expression_columns(e), 3);
  assert_string_equal(sdg16_expression_column(e, 0), "sex");
  assert_string_equal(sdg16_expression_column(e, 1), "age");
  assert_string_equal(sdg16_expression_column(e, 2), "reg`ion.x");
  assert_null(sdg16_expression_column(e, 3));
  assert_null(sdg16_expression_column(e, -1));
  for (int i = 0; i < 3; i++) {
    sdg16_table *t = survey(), *out = NULL;
    assert_int_equal(sdg16_expression_evaluate(e, t, "x", &out, NULL), 0);
    assert_int_equal(sdg16_table_int64(out, 0)[0], 1);
    sdg16_table_free(out);
    sdg16_table_free(t);
  }
  sdg16_expression_free(e);
  sdg16_expression_free(NULL);
  assert_int_equal(sdg16_expression_columns(NULL), 0);
}

static void arguments_are_checked(void **state) {
  (void)state;
  sdg16_table *t = survey(), *out = t;
  assert_int_equal(sdg16_table_evaluate(NULL, "a", "x", &out, NULL), SDG16_ERR_ARGUMENT);
  assert_null(out);
  assert_int_equal(sdg16_table_evaluate(t, NULL, "x", &out, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_table_evaluate(t, "a", NULL, &out, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_table_evaluate(t, "a", "", &out, NULL), SDG16_ERR_COLUMN);
  assert_int_equal(sdg16_table_evaluate(t, "a", "x", NULL, NULL), SDG16_ERR_ARGUMENT);
  sdg16_table_free(t);
  assert_int_equal(sdg16_table_new(&t, NULL), 0);
  assert_int_equal(sdg16_table_evaluate(t, "1 == 1", "x", &out, NULL), 0);
  assert_int_equal(sdg16_table_rows(out), 0);
  assert_int_equal(sdg16_table_columns(out), 1);
  sdg16_table_free(out);
  sdg16_table_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(logic_is_kleenes_and_keeps_kinds),
      cmocka_unit_test(truth_tables),
      cmocka_unit_test(numbers_and_ranges),
      cmocka_unit_test(arithmetic),
      cmocka_unit_test(labels_and_texts),
      cmocka_unit_test(missing_by_reason),
      cmocka_unit_test(precedence),
      cmocka_unit_test(refusals_point_at_the_character),
      cmocka_unit_test(depth_and_size_are_bounded),
      cmocka_unit_test(a_long_chain_is_evaluated),
      cmocka_unit_test(an_expression_tells_its_columns_and_serves_many_tables),
      cmocka_unit_test(arguments_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
