/* Labels of variables and values, tags of missing cells, and CSV written with them. */
#include <sdg16.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const NAMES[] = {"98", ".a"}, *const LABELS[] = {"Refused", NULL};
static const int32_t TAGS[] = {-1, 0, 1, -1};

static sdg16_table *example(void) {
  static const int64_t WHOLE[] = {1, 0, 0, 3};
  static const double REAL[] = {0.5, -1, 2.25, 1};
  static const int32_t CODES[] = {0, 1, 0, 1};
  static const uint8_t KINDS[] = {0, SDG16_MISSING_REFUSED, SDG16_MISSING_TAGGED,
                                  SDG16_PRESENT};
  static const uint8_t GAPS[] = {0, SDG16_MISSING_SYSTEM, 0, SDG16_MISSING_DONT_KNOW};
  static const char *const LEVELS[] = {"F", "M"};
  sdg16_table *t = NULL;
  assert_int_equal(sdg16_table_new(&t, NULL), 0);
  assert_int_equal(sdg16_table_add_int64(t, "q", 4, WHOLE, KINDS, NULL), 0);
  assert_int_equal(sdg16_table_add_double(t, "x", 4, REAL, GAPS, NULL), 0);
  assert_int_equal(sdg16_table_add_text(t, "sex", 4, CODES, NULL, 2, LEVELS, NULL), 0);
  return t;
}

static void labels_are_in_order_and_replaced(void **state) {
  (void)state;
  sdg16_table *t = example();
  static const double VALUES[] = {3, 1, -2.5, 2, 0};
  char text[8];
  for (int i = 0; i < 5; i++) {
    sprintf(text, "%d", i);
    assert_int_equal(sdg16_table_add_label(t, 0, VALUES[i], text, NULL), 0);
  }
  assert_int_equal(sdg16_table_add_label(t, 0, 1, "one", NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 0, -0.0, "none", NULL), 0);
  assert_int_equal(sdg16_table_label_count(t, 0), 5);
  for (int i = 1; i < 5; i++)
    assert_true(sdg16_table_label_value(t, 0, i - 1) < sdg16_table_label_value(t, 0, i));
  assert_string_equal(sdg16_table_label_of(t, 0, 1), "one");
  assert_string_equal(sdg16_table_label_of(t, 0, 0), "none");
  assert_false(signbit(sdg16_table_label_value(t, 0, 1)));
  assert_string_equal(sdg16_table_label(t, 0, 4), "0");
  assert_null(sdg16_table_label_of(t, 0, 1.5));
  assert_null(sdg16_table_label_of(t, 0, NAN));
  assert_null(sdg16_table_label(t, 0, 5));
  assert_true(isnan(sdg16_table_label_value(t, 0, -1)));
  assert_int_equal(sdg16_table_label_count(t, 1), 0);
  assert_int_equal(sdg16_table_label_count(t, 3), 0);
  assert_null(sdg16_table_variable_label(t, 0));
  assert_int_equal(sdg16_table_set_variable_label(t, 0, "first", NULL), 0);
  assert_int_equal(sdg16_table_set_variable_label(t, 0, "second", NULL), 0);
  assert_string_equal(sdg16_table_variable_label(t, 0), "second");
  assert_int_equal(sdg16_table_set_variable_label(t, 0, NULL, NULL), 0);
  assert_null(sdg16_table_variable_label(t, 0));
  sdg16_table_free(t);
}

static void tags_come_back(void **state) {
  (void)state;
  sdg16_table *t = example();
  assert_null(sdg16_table_tags(t, 0));
  assert_int_equal(sdg16_table_set_tags(t, 0, TAGS, 2, NAMES, LABELS, NULL), 0);
  assert_memory_equal(sdg16_table_tags(t, 0), TAGS, sizeof TAGS);
  assert_int_equal(sdg16_table_tag_count(t, 0), 2);
  assert_string_equal(sdg16_table_tag(t, 0, 1), ".a");
  assert_string_equal(sdg16_table_tag_label(t, 0, 0), "Refused");
  assert_null(sdg16_table_tag_label(t, 0, 1));
  assert_null(sdg16_table_tag(t, 0, 2));
  assert_null(sdg16_table_tag(t, 1, 0));
  /* names that no cell has */
  assert_int_equal(sdg16_table_set_tags(t, 1, NULL, 2, NAMES, NULL, NULL), 0);
  assert_null(sdg16_table_tags(t, 1));
  assert_int_equal(sdg16_table_tag_count(t, 1), 2);
  sdg16_table_free(t);
}

static void refusals(void **state) {
  (void)state;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *t = example();
#define REFUSED(call, text)                                                                    \
  do {                                                                                         \
    assert_int_equal(call, SDG16_ERR_ARGUMENT);                                                \
    assert_string_equal(error.message, text);                                                  \
  } while (0)
  REFUSED(sdg16_table_add_label(NULL, 0, 1, "x", &error), "table must not be NULL");
  REFUSED(sdg16_table_add_label(t, 3, 1, "x", &error),
          "column must be the number of a column from 0, not 3 (the table has 3 columns)");
  REFUSED(sdg16_table_add_label(t, 0, 1, NULL, &error),
          "column 'q': the label must not be NULL");
  REFUSED(sdg16_table_add_label(t, 0, HUGE_VAL, "x", &error),
          "column 'q', label 'x': the value must be a finite number");
  REFUSED(
      sdg16_table_add_label(t, 2, 2, "x", &error),
      "column 'sex', label 'x': the value must be the code of a level, at least 0 and below 2");
  REFUSED(
      sdg16_table_add_label(t, 2, 0.5, "x", &error),
      "column 'sex', label 'x': the value must be the code of a level, at least 0 and below 2");
  REFUSED(sdg16_table_set_variable_label(t, -1, "x", &error),
          "column must be the number of a column from 0, not -1 (the table has 3 columns)");
  static const int32_t BEYOND[] = {-1, 2, -1, -1}, PRESENT[] = {0, 0, -1, -1};
  static const char *const TWICE[] = {"98", "98"}, *const EMPTY[] = {"98", ""};
  REFUSED(sdg16_table_set_tags(t, 0, BEYOND, 2, NAMES, NULL, &error),
          "column 'q', row 2: the tag must be below 2, or -1, not 2");
  REFUSED(sdg16_table_set_tags(t, 0, PRESENT, 2, NAMES, NULL, &error),
          "column 'q', row 1: a tag must be on a missing cell, and this cell has a value");
  REFUSED(sdg16_table_set_tags(t, 0, TAGS, 2, TWICE, NULL, &error),
          "each tag must have a name of its own; tags 0 and 1 are both '98'");
  REFUSED(sdg16_table_set_tags(t, 0, TAGS, 2, EMPTY, NULL, &error), "tag 1 must have a name");
  REFUSED(sdg16_table_set_tags(t, 0, TAGS, -1, NAMES, NULL, &error),
          "column 'q': tag_count must be from 0 to 2147483647 (tag_count is -1)");
  assert_int_equal(sdg16_table_set_tags(t, 0, TAGS, 2, NAMES, LABELS, &error), 0);
  REFUSED(sdg16_table_set_tags(t, 0, TAGS, 2, NAMES, LABELS, &error),
          "column 'q': the tags must be set once, and the column has tags already");
  sdg16_table_free(t);
}

static char written[1024];

static int32_t append(const char *bytes, int64_t size, void *context) {
  (void)context;
  assert_true(strlen(written) + (size_t)size < sizeof written);
  strncat(written, bytes, (size_t)size);
  return 0;
}

static void check_csv(int32_t values, int32_t missing, const char *expected) {
  sdg16_table *t = example();
  assert_int_equal(sdg16_table_set_tags(t, 0, TAGS, 2, NAMES, LABELS, NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 0, 1, "Yes, indeed", NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 1, 2.25, "much", NULL), 0);
  assert_int_equal(sdg16_table_add_label(t, 2, 1, "Male", NULL), 0);
  sdg16_csv_write_options o;
  assert_int_equal(sdg16_csv_write_options_init(&o, sizeof o), 0);
  o.values = values;
  o.missing = missing;
  *written = '\0';
  assert_int_equal(sdg16_table_write_csv_as(t, &o, append, NULL, NULL), 0);
  assert_string_equal(written, expected);
  sdg16_table_free(t);
}

static void csv_with_labels_and_reasons(void **state) {
  (void)state;
  check_csv(SDG16_VALUES_CODES, SDG16_MISSING_AS_BLANK,
            "q,x,sex\n1,0.5,F\n,,M\n,2.25,F\n3,,M\n");
  check_csv(SDG16_VALUES_CODES, SDG16_MISSING_AS_KIND,
            "q,x,sex\n1,0.5,F\nrefused,,M\ntagged,2.25,F\n3,dont-know,M\n");
  check_csv(SDG16_VALUES_CODES, SDG16_MISSING_AS_TAG,
            "q,x,sex\n1,0.5,F\n98,,M\n.a,2.25,F\n3,dont-know,M\n");
  check_csv(SDG16_VALUES_LABELS, SDG16_MISSING_AS_TAG,
            "q,x,sex\n\"Yes, indeed\",0.5,F\nRefused,,Male\n.a,much,F\n3,dont-know,Male\n");
}

static void csv_options_are_checked(void **state) {
  (void)state;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *t = example();
  sdg16_csv_write_options o;
  sdg16_csv_write_options_init(&o, sizeof o);
  o.values = 3;
  REFUSED(sdg16_table_write_csv_as(t, &o, append, NULL, &error),
          "values must be an SDG16_VALUES_ value, not 3");
  o.values = SDG16_VALUES_CODES;
  o.missing = 0;
  REFUSED(sdg16_table_write_csv_as(t, &o, append, NULL, &error),
          "missing must be an SDG16_MISSING_AS_ value, not 0");
  sdg16_table_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(labels_are_in_order_and_replaced),
      cmocka_unit_test(tags_come_back),
      cmocka_unit_test(refusals),
      cmocka_unit_test(csv_with_labels_and_reasons),
      cmocka_unit_test(csv_options_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
