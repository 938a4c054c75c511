/* Every column of a result of multiple systems estimation is in the schema, with its type;
 * what the schema does not have, or withholds, is not published under protection. */
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tables.h"

static sdg16_table *schema;

static int setup(void **unused) {
  (void)unused;
  return sdg16_result_schema(&schema, NULL);
}

static int teardown(void **unused) {
  (void)unused;
  sdg16_table_free(schema);
  return 0;
}

/* The schema's row of a column; -1: none. */
static int64_t schema_row(const char *table, const char *name) {
  for (int64_t i = 0; i < sdg16_table_rows(schema); i++)
    if (!strcmp(text_of(schema, "table", i), table) &&
        !strcmp(text_of(schema, "name", i), name))
      return i;
  return -1;
}

static const char *type_name(const sdg16_table *table, int64_t column) {
  int32_t type = sdg16_table_type(table, column);
  return type == SDG16_TEXT ? "text" : type == SDG16_INT64 ? "whole" : "real";
}

/* In the order of the schema, too. */
static void assert_in_schema(const char *name, const sdg16_table *table, int64_t strata) {
  int64_t before = -1;
  assert_non_null(table);
  for (int64_t c = strata; c < sdg16_table_columns(table); c++) {
    const char *column = sdg16_table_name(table, c);
    int64_t row = schema_row(name, column);
    if (row < 0) fail_msg("%s: column '%s' is not in the schema", name, column);
    if (strcmp(text_of(schema, "type", row), type_name(table, c)))
      fail_msg("%s: column '%s' is %s, the schema says %s", name, column, type_name(table, c),
               text_of(schema, "type", row));
    if (row <= before)
      fail_msg("%s: column '%s' is not in the order of the schema", name, column);
    before = row;
  }
}

static sdg16_capture *capture_of(const char *text, int64_t strata, const char *const *by) {
  sdg16_table *table = table_of(text);
  sdg16_capture_options o;
  sdg16_capture_options_init(&o, sizeof o);
  o.stratum_count = strata;
  o.strata = by;
  sdg16_capture *capture;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_capture_from_table(table, &o, &capture, &error)) fail_msg("%s", error.message);
  sdg16_table_free(table);
  return capture;
}

static void check_mse(const char *text, sdg16_mse_options *o) {
  sdg16_capture *capture = capture_of(text, 0, NULL);
  sdg16_mse *mse;
  assert_int_equal(sdg16_mse_new(capture, o, NULL, &mse, NULL), SDG16_OK);
  assert_in_schema("estimates", sdg16_mse_estimates(mse), 0);
  assert_in_schema("models", sdg16_mse_models(mse), 0);
  assert_in_schema("modes", sdg16_mse_modes(mse), 0);
  assert_in_schema("diagnostics", sdg16_mse_diagnostics(mse), 0);
  if (o->top_intervals) assert_in_schema("top", sdg16_mse_top(mse), 0);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

static const char THREE[] = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,9\n1,0,1,8\n"
                            "0,1,1,7\n1,1,1,4\n";

static void every_column_of_one_total_is_in_the_schema(void **unused) {
  (void)unused;
  sdg16_mse_options o;
  sdg16_mse_options_init(&o, sizeof o);
  o.replicates = 40;
  o.top_intervals = 2;
  o.population = 1e6;
  check_mse(THREE, &o);
  sdg16_mse_options_init(&o, sizeof o);
  o.model = "[12,3]";
  check_mse(THREE, &o);
  sdg16_mse_options_init(&o, sizeof o);
  check_mse("A,B,count\n1,0,4\n0,1,3\n", &o); /* no estimate */
}

static void every_column_of_strata_is_in_the_schema(void **unused) {
  (void)unused;
  static const char *const BY[] = {"sex"};
  static const char TEXT[] = "sex,A,B,C,count\nF,1,0,0,40\nF,0,1,0,30\nF,0,0,1,20\nF,1,1,0,9\n"
                             "F,1,0,1,8\nF,0,1,1,7\nF,1,1,1,4\nM,1,0,0,30\nM,0,1,0,40\n"
                             "M,0,0,1,20\nM,1,1,0,9\nM,1,0,1,8\nM,0,1,1,7\nM,1,1,1,3\n"
                             "X,1,0,0,3\nX,0,1,0,2\n";
  for (int32_t common = 0; common < 2; common++) {
    sdg16_capture *capture = capture_of(TEXT, 1, BY);
    sdg16_strata_options by;
    sdg16_mse_options o;
    sdg16_strata_options_init(&by, sizeof by);
    sdg16_mse_options_init(&o, sizeof o);
    by.column_count = 1;
    by.columns = BY;
    by.common_model = common;
    o.replicates = 40;
    sdg16_strata *strata;
    assert_int_equal(sdg16_strata_new(capture, &by, &o, NULL, &strata, NULL), SDG16_OK);
    assert_in_schema("estimates", sdg16_strata_estimates(strata), 1);
    assert_in_schema("models", sdg16_strata_models(strata), 1);
    assert_in_schema("modes", sdg16_strata_modes(strata), 1);
    assert_in_schema("diagnostics", sdg16_strata_diagnostics(strata), 1);
    sdg16_strata_free(strata);
    sdg16_capture_free(capture);
  }
}

static void the_limits_of_the_hidden_are_those_of_the_total_less_the_observed(void **unused) {
  (void)unused;
  sdg16_capture *capture = capture_of(THREE, 0, NULL);
  sdg16_mse_options o;
  sdg16_mse_options_init(&o, sizeof o);
  o.model = "[1,2,3]";
  sdg16_mse *mse;
  assert_int_equal(sdg16_mse_new(capture, &o, NULL, &mse, NULL), SDG16_OK);
  const sdg16_table *t = sdg16_mse_estimates(mse);
  assert_true(number_of(t, "observed", 0) == 118);
  assert_true(number_of(t, "lower", 0) < number_of(t, "total", 0));
  assert_true(number_of(t, "hidden_lower", 0) == number_of(t, "lower", 0) - 118);
  assert_true(number_of(t, "hidden_upper", 0) == number_of(t, "upper", 0) - 118);
  sdg16_mse_free(mse);
  sdg16_capture_free(capture);
}

/* ---- protection ---- */

/* A result of one row in which every column of the schema has a value, and four that it has
 * not: two of another name, two that protection itself writes. */
static sdg16_table *full_row(int open) {
  char names[4000] = "", values[4000] = "", text[8100];
  for (int64_t i = 0; i < sdg16_table_rows(schema); i++) {
    if (strcmp(text_of(schema, "table", i), "estimates")) continue;
    const char *name = text_of(schema, "name", i);
    int is_text = !strcmp(text_of(schema, "type", i), "text");
    strcat(strcat(names, name), ",");
    strcat(values, is_text                           ? "word,"
                   : !strcmp(name, "no_upper_limit") ? (open ? "1," : "0,")
                   : !strcmp(name, "se")             ? "77,"
                                                     : "7777,");
  }
  snprintf(text, sizeof text, "%ssecret,whisper,note,flags\n%s7777,word,word,word\n", names,
           values);
  return table_of(text);
}

static int is_blank(const sdg16_table *table, const char *name) {
  int64_t c = sdg16_table_find(table, name);
  assert_true(c >= 0);
  const uint8_t *missing = sdg16_table_missing(table, c);
  return sdg16_table_type(table, c) == SDG16_TEXT ? !sdg16_table_text(table, 0, c)
                                                  : missing && missing[0];
}

static void assert_withheld(const sdg16_protect_options *o, int known_too, int open) {
  sdg16_table *table = full_row(open), *safe;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_protect(NULL, table, o, &safe, NULL, &error)) fail_msg("%s", error.message);
  assert_true(is_blank(safe, "secret") && is_blank(safe, "whisper"));
  assert_string_not_equal(text_of(safe, "note", 0), "word");
  assert_string_not_equal(text_of(safe, "flags", 0), "word");
  for (int64_t i = 0; i < sdg16_table_rows(schema); i++) {
    if (strcmp(text_of(schema, "table", i), "estimates")) continue;
    const char *name = text_of(schema, "name", i), *rule = text_of(schema, "protection", i);
    int expected = known_too && !strcmp(rule, "withhold");
    int limit = !strcmp(rule, "limit") || !strcmp(rule, "rate-limit");
    /* limits beside none would tell that there is no upper one */
    if ((o->base > 0 || (open && known_too && strcmp(name, "hidden"))) && limit) expected = 1;
    if (open && known_too && (!strcmp(name, "level") || !strcmp(name, "interval")))
      expected = 1;
    if (is_blank(safe, name) != expected)
      fail_msg("column '%s' (%s) is%s published", name, rule, expected ? "" : " not");
  }
  sdg16_table_free(table);
  sdg16_table_free(safe);
}

static void columns_that_are_not_in_the_schema_are_withheld(void **unused) {
  (void)unused;
  sdg16_protect_options o;
  sdg16_protect_options_init(&o, sizeof o);
  o.minimum = 5;
  assert_withheld(&o, 1, 0);
  assert_withheld(&o, 1, 1);
  o.minimum = 0;
  o.base = 5;
  assert_withheld(&o, 1, 0);
  sdg16_protect_options_init(&o, sizeof o);
  o.flag_count = 5;
  assert_withheld(&o, 0, 0);
}

/* What tells of overlaps and histories. */
static void what_tells_overlaps_is_withheld(void **unused) {
  (void)unused;
  static const char *const TELLING[] = {
      "at_least",   "at_least_lower", "no_upper_limit", "gof_p", "pearson",     "face",
      "chao_lower", "coverage",       "infinite",       "gap",   "hidden_lower"};
  for (size_t i = 0; i < sizeof TELLING / sizeof TELLING[0]; i++) {
    int64_t row = schema_row("estimates", TELLING[i]);
    assert_true(row >= 0);
    assert_string_equal(text_of(schema, "protection", row), "withhold");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_column_of_one_total_is_in_the_schema),
      cmocka_unit_test(every_column_of_strata_is_in_the_schema),
      cmocka_unit_test(the_limits_of_the_hidden_are_those_of_the_total_less_the_observed),
      cmocka_unit_test(columns_that_are_not_in_the_schema_are_withheld),
      cmocka_unit_test(what_tells_overlaps_is_withheld),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
