/* Expressions against a plain interpreter, on random trees and tables; and what no input
 * may do: random bytes and random tokens never crash, and end in a result or one line. */
#include <sdg16.h>

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_tables.h"

#define ROWS 1100 /* three blocks, the last one short */
#define DEPTH 5

/* ---- a table of every type, known cell by cell ---- */

static int64_t whole[3][ROWS];
static double real[2][ROWS];
static int32_t codes[2][ROWS];
static uint8_t kinds[7][ROWS];
static const char *const NAMES[] = {"w0", "w1", "w2", "r0", "r1", "t0", "t1"};
static const char *const LEVELS[] = {"a", "b", "", "bb", "\xc3\xa9"};

static int below(uint64_t *random, int n) { return (int)(random_bits(random) % (uint64_t)n); }

static sdg16_table *new_table(uint64_t *random) {
  sdg16_table *t = NULL;
  assert_int_equal(sdg16_table_new(&t, NULL), 0);
  for (int c = 0; c < 7; c++) {
    int complete = below(random, 3) == 0;
    for (int i = 0; i < ROWS; i++)
      kinds[c][i] = complete || below(random, 4) ? 0 : (uint8_t)(1 + below(random, 5));
  }
  for (int i = 0; i < ROWS; i++) {
    for (int c = 0; c < 3; c++) whole[c][i] = below(random, c == 0 ? 2 : 7) - (c == 2 ? 3 : 0);
    for (int c = 0; c < 2; c++) real[c][i] = (below(random, 13) - 6) / 4.0;
    for (int c = 0; c < 2; c++) codes[c][i] = below(random, 5);
  }
  for (int c = 0; c < 3; c++)
    assert_int_equal(sdg16_table_add_int64(t, NAMES[c], ROWS, whole[c], kinds[c], NULL), 0);
  for (int c = 0; c < 2; c++)
    assert_int_equal(sdg16_table_add_double(t, NAMES[3 + c], ROWS, real[c], kinds[3 + c], NULL),
                     0);
  for (int c = 0; c < 2; c++)
    assert_int_equal(
        sdg16_table_add_text(t, NAMES[5 + c], ROWS, codes[c], kinds[5 + c], 5, LEVELS, NULL),
        0);
  return t;
}

/* ---- random expressions, printed and evaluated side by side ---- */

typedef struct value {
  double number;
  int kind;
} value;

typedef struct tree {
  int op, column;
  double constant[3];
  int text;
  struct tree *left, *right;
} tree;

enum {
  NUMBER,
  WHOLE,
  REAL,
  ARITHMETIC,
  COMPARE,
  LIST,
  TEXT_COMPARE,
  TEXTS,
  MISSING,
  NOT,
  LOGIC
};

static tree pool[1 << (DEPTH + 2)];
static int used;

static tree *leaf(uint64_t *random) {
  tree *t = &pool[used++];
  t->op = below(random, 3) == 0 ? NUMBER : below(random, 3) ? WHOLE : REAL;
  t->column = t->op == WHOLE ? below(random, 3) : below(random, 2);
  t->constant[0] = (below(random, 13) - 6) / (below(random, 2) ? 1.0 : 2.0);
  return t;
}

static tree *numeric(uint64_t *random, int depth) {
  if (depth <= 0 || below(random, 3) == 0) return leaf(random);
  tree *t = &pool[used++];
  t->op = ARITHMETIC;
  t->column = below(random, 4);
  t->left = numeric(random, depth - 1);
  t->right = numeric(random, depth - 1);
  return t;
}

static tree *logical(uint64_t *random, int depth) {
  tree *t = &pool[used++];
  static const int LOW[] = {COMPARE, LIST, TEXT_COMPARE, TEXTS, MISSING};
  t->op = depth <= 0 || below(random, 3) == 0 ? LOW[below(random, 5)]
          : below(random, 4)                  ? LOGIC
                                              : NOT;
  t->column = below(random, 6);
  t->text = below(random, 5);
  t->constant[0] = (below(random, 13) - 6) / 2.0;
  t->constant[1] = (below(random, 13) - 6) / 2.0;
  t->constant[2] = t->constant[1] + below(random, 5) / 2.0;
  if (t->op == COMPARE || t->op == LIST) t->left = numeric(random, depth - 1);
  if (t->op == COMPARE) t->right = numeric(random, depth - 1);
  if (t->op == MISSING) t->left = numeric(random, 1);
  if (t->op == LOGIC || t->op == NOT) t->left = logical(random, depth - 1);
  if (t->op == LOGIC) t->right = logical(random, depth - 1);
  return t;
}

static const char *const ARITHMETIC_OPS[] = {"+", "-", "*", "/"};
static const char *const COMPARISONS[] = {"==", "!=", "<", "<=", ">", ">="};

static char *print(const tree *t, char *to) {
  char a[32], b[32], c[32];
  sdg16_format_double(t->constant[0], a, 32);
  sdg16_format_double(t->constant[1], b, 32);
  sdg16_format_double(t->constant[2], c, 32);
  switch (t->op) {
  case NUMBER:
    return to + sprintf(to, "%s", a);
  case WHOLE:
    return to + sprintf(to, "w%d", t->column);
  case REAL:
    return to + sprintf(to, "`r%d`", t->column);
  case LIST:
    to = print(t->left, stpcpy(to, "("));
    return to + sprintf(to, ")%s in (%s, %s..%s)", t->column % 2 ? " not" : "", a, b, c);
  case TEXT_COMPARE:
    return to + sprintf(to, "t0 %s '%s'", COMPARISONS[t->column], LEVELS[t->text]);
  case TEXTS:
    return to + sprintf(to, "t0 %s t1", COMPARISONS[t->column]);
  case MISSING:
    to = print(t->left, stpcpy(to, "missing("));
    return stpcpy(to, t->column % 2 ? ", 'refused', 'system')" : ")");
  case NOT:
    return stpcpy(print(t->left, stpcpy(to, "!(")), ")");
  default:
    to = stpcpy(print(t->left, stpcpy(to, "(")), ")");
    to = stpcpy(to, t->op == ARITHMETIC ? ARITHMETIC_OPS[t->column]
                    : t->op == COMPARE  ? COMPARISONS[t->column]
                    : t->column % 2     ? "|"
                                        : "&");
    return stpcpy(print(t->right, stpcpy(to, "(")), ")");
  }
}

static int ordered(int comparison, double order) {
  switch (comparison) {
  case 0:
    return !(order < 0 || order > 0);
  case 1:
    return order < 0 || order > 0;
  case 2:
    return order < 0;
  case 3:
    return order <= 0;
  case 4:
    return order > 0;
  default:
    return order >= 0;
  }
}

static int join(int a, int b) { return !a ? b : !b || a == b ? a : SDG16_MISSING_SYSTEM; }

static value of(const tree *t, int row);

static value binary(const tree *t, int row) {
  value x = of(t->left, row), y = of(t->right, row), z = {0, join(x.kind, y.kind)};
  if (t->op == LOGIC) {
    int is_or = t->column % 2;
    if ((!x.kind && (x.number > 0) == is_or) || (!y.kind && (y.number > 0) == is_or))
      return (value){is_or, 0};
    return (value){!is_or, z.kind};
  }
  if (z.kind) return z;
  if (t->op == COMPARE) {
    z.number = ordered(t->column, x.number - y.number);
    return z;
  }
  z.number = t->column == 0   ? x.number + y.number
             : t->column == 1 ? x.number - y.number
             : t->column == 2 ? x.number * y.number
                              : x.number / y.number;
  if (!isfinite(z.number)) z.kind = SDG16_MISSING_SYSTEM;
  return z;
}

static value of(const tree *t, int row) {
  value x;
  switch (t->op) {
  case NUMBER:
    return (value){t->constant[0], 0};
  case WHOLE:
    return (value){(double)whole[t->column][row], kinds[t->column][row]};
  case REAL:
    return (value){real[t->column][row], kinds[3 + t->column][row]};
  case LIST:
    x = of(t->left, row);
    x.number = ordered(0, x.number - t->constant[0]) ||
               (x.number >= t->constant[1] && x.number <= t->constant[2]);
    if (t->column % 2) x.number = !(x.number > 0);
    return x;
  case TEXT_COMPARE:
    return (value){ordered(t->column, strcmp(LEVELS[codes[0][row]], LEVELS[t->text])),
                   kinds[5][row]};
  case TEXTS:
    return (value){ordered(t->column, strcmp(LEVELS[codes[0][row]], LEVELS[codes[1][row]])),
                   join(kinds[5][row], kinds[6][row])};
  case MISSING:
    x = of(t->left, row);
    return (value){t->column % 2
                       ? x.kind == SDG16_MISSING_REFUSED || x.kind == SDG16_MISSING_SYSTEM
                       : x.kind != 0,
                   0};
  case NOT:
    x = of(t->left, row);
    x.number = !(x.number > 0);
    return x;
  default:
    return binary(t, row);
  }
}

static void as_a_plain_interpreter(void **state) {
  (void)state;
  uint64_t random = 16;
  static char text[1 << 16];
  for (int round = 0; round < 400; round++) {
    sdg16_table *t = new_table(&random), *out = NULL;
    for (int k = 0; k < 5; k++) {
      used = 0;
      memset(pool, 0, sizeof pool);
      tree *root = k ? logical(&random, DEPTH) : numeric(&random, DEPTH);
      print(root, text);
      sdg16_error error;
      sdg16_error_init(&error, sizeof error);
      if (sdg16_table_evaluate(t, text, "x", &out, &error))
        fail_msg("%s: %s", text, error.message);
      const uint8_t *missing = sdg16_table_missing(out, 0);
      const double *doubles = sdg16_table_double(out, 0);
      for (int i = 0; i < ROWS; i++) {
        value expected = of(root, i);
        int kind = missing ? missing[i] : 0;
        double found = doubles ? doubles[i] : (double)sdg16_table_int64(out, 0)[i];
        if (kind != expected.kind ||
            (!kind && (found < expected.number || found > expected.number)))
          fail_msg("%s, row %d: %g (kind %d), expected %g (kind %d)", text, i + 1, found, kind,
                   expected.number, expected.kind);
      }
      sdg16_table_free(out);
    }
    sdg16_table_free(t);
  }
}

/* ---- hostile texts ---- */

static void try_text(const sdg16_table *t, const char *text) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *out = NULL;
  int32_t status = sdg16_table_evaluate(t, text, "x", &out, &error);
  assert_true((out != NULL) == (status == 0));
  if (status) {
    assert_true(error.message[0]);
    assert_null(strchr(error.message, '\n'));
    assert_true(error.column >= 0 && error.column <= (int64_t)strlen(text) + 1);
  }
  sdg16_table_free(out);
}

static void random_bytes(void **state) {
  (void)state;
  uint64_t random = 5;
  sdg16_table *t = new_table(&random);
  char text[64];
  for (int round = 0; round < 30000; round++) {
    int size = below(&random, 63);
    for (int i = 0; i < size; i++)
      text[i] = (char)(round % 2 ? 1 + below(&random, 255) : 32 + below(&random, 95));
    text[size] = '\0';
    try_text(t, text);
  }
  sdg16_table_free(t);
}

static void random_tokens(void **state) {
  (void)state;
  static const char *const TOKENS[] = {"w0",       "w1",
                                       "r0",       "t0",
                                       "`t1`",     "x",
                                       "(",        ")",
                                       "(",        ")",
                                       ",",        "..",
                                       "1",        "0",
                                       "-2",       "0.5",
                                       "1e308",    "'a'",
                                       "\"",       "'zz'",
                                       "9e18",     "9223372036854775807",
                                       "==",       "!=",
                                       "<",        "<=",
                                       ">",        ">=",
                                       "&",        "|",
                                       "!",        "+",
                                       "-",        "*",
                                       "/",        "in",
                                       "not",      "missing",
                                       "missing(", "and",
                                       "`",        "'refused'",
                                       "=",        "\xc3\xa9"};
  uint64_t random = 6;
  sdg16_table *t = new_table(&random);
  char text[512];
  int good = 0;
  for (int round = 0; round < 60000; round++) {
    char *to = text;
    *to = '\0';
    for (int i = 1 + below(&random, 12); i > 0; i--)
      to = stpcpy(stpcpy(to, TOKENS[below(&random, (int)(sizeof TOKENS / sizeof *TOKENS))]),
                  below(&random, 3) ? " " : "");
    sdg16_table *out = NULL;
    good += sdg16_table_evaluate(t, text, "x", &out, NULL) == 0;
    sdg16_table_free(out);
    try_text(t, text);
  }
  assert_true(good > 100);
  sdg16_table_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(as_a_plain_interpreter),
      cmocka_unit_test(random_bytes),
      cmocka_unit_test(random_tokens),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
