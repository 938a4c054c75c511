/* Failing allocations: expressions, labels and tags of columns. */
#include "oom.h"

#include <string.h>

#define ROWS 700 /* more than one block */

static int64_t whole[ROWS];
static double real[ROWS];
static int32_t codes[ROWS], tags[ROWS];
static uint8_t kinds[ROWS];
static const char *const LEVELS[] = {"one", "two"}, *const OTHERS[] = {"two", "three"};
static const char *const NAMES[] = {"98", ".a"}, *const LABELS[] = {"Refused", NULL};

static sdg16_table *example(void) {
  sdg16_table *t = NULL;
  for (int i = 0; i < ROWS; i++) {
    whole[i] = i % 3;
    real[i] = i / 4.0;
    codes[i] = i % 2;
    kinds[i] = i % 7 ? SDG16_PRESENT : SDG16_MISSING_TAGGED;
    tags[i] = i % 7 ? -1 : i % 2;
  }
  assert_int_equal(sdg16_table_new(&t, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "w", ROWS, whole, kinds, NULL), 0);
  assert_int_equal(sdg16_table_add_double(t, "r", ROWS, real, NULL, NULL), 0);
  assert_int_equal(sdg16_table_add_text(t, "t", ROWS, codes, kinds, 2, LEVELS, NULL), 0);
  assert_int_equal(sdg16_table_add_text(t, "u", ROWS, codes, NULL, 2, OTHERS, NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 0, 1, "Yes", NULL), 0);
  return t;
}

static int32_t evaluate(sdg16_error *error) {
  sdg16_table *t = example(), *out = t;
  assert_int_equal(sdg16_table_set_tags(t, 0, tags, 2, NAMES, LABELS, NULL), 0);
  oom_arm();
  int32_t status = sdg16_table_evaluate(
      t, "w == 'Yes' | t in ('one', 'two') & t == u | missing(w, 98, 'Refused') & `r` / 2 > 5",
      "x", &out, error);
  oom_outcome(status, out, error);
  oom_table(out);
  if (!status) {
    assert_int_equal(sdg16_table_int64(out, 0)[1], 1);
    assert_int_equal(sdg16_table_missing(out, 0)[7], SDG16_MISSING_TAGGED);
  }
  sdg16_table_free(out);
  sdg16_table_free(t);
  return status;
}

static int32_t set_tags(sdg16_error *error) {
  sdg16_table *t = example();
  oom_arm();
  int32_t status = sdg16_table_set_tags(t, 2, tags, 2, NAMES, LABELS, error);
  oom_outcome(status, status ? NULL : "", error);
  oom_table(t);
  assert_int_equal(sdg16_table_tag_count(t, 2), status ? 0 : 2);
  sdg16_table_free(t);
  return status;
}

static int32_t add_labels(sdg16_error *error) {
  sdg16_table *t = example();
  oom_arm();
  int32_t status = sdg16_table_set_variable_label(t, 0, "A question", error);
  for (int i = 40; !status && i > 0; i--)
    status = sdg16_table_add_label(t, 0, i, "label", error);
  oom_outcome(status, status ? NULL : "", error);
  oom_table(t);
  if (!status) {
    assert_int_equal(sdg16_table_label_count(t, 0), 40);
    assert_string_equal(sdg16_table_label_of(t, 0, 1), "label");
  }
  sdg16_table_free(t);
  return status;
}

static const oom_case CASES[] = {
    {"table_evaluate", evaluate},
    {"table_set_tags", set_tags},
    {"table_add_label", add_labels},
};

int main(void) { return oom_main(CASES, sizeof CASES / sizeof *CASES); }
