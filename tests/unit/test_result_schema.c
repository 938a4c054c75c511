/* Every column of a result of multiple systems estimation is in the schema, with its type;
 * what the schema does not have, or withholds, is not published under protection. The tables of
 * all producers: tests/python/test_result_schema.py. */
#include <math.h>
#include <sdg16.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "results/result_rows.h"
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

/* Is it a column of estimates, but for dimensions and those that protection writes? */
static int is_of_estimates(int64_t row) {
  return !strcmp(text_of(schema, "table", row), "estimates") &&
         strcmp(text_of(schema, "role", row), "dimension") &&
         strcmp(text_of(schema, "protection", row), "written");
}

/* A result of one row in which every column of the schema has a value, and four more: two that
 * it has not, two that protection itself writes. */
static sdg16_table *full_row(int open) {
  char names[4000] = "", values[4000] = "", text[8100];
  for (int64_t i = 0; i < sdg16_table_rows(schema); i++) {
    if (!is_of_estimates(i)) continue;
    const char *name = text_of(schema, "name", i);
    int is_text = !strcmp(text_of(schema, "type", i), "text");
    strcat(strcat(names, name), ",");
    strcat(values, !strcmp(name, "estimator")        ? "loglinear,"
                   : is_text                         ? "word,"
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

static int is_of_limits(const char *rule) {
  static const char *const RULES[] = {"spread", "lower", "upper", "rate-lower", "rate-upper"};
  for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++)
    if (!strcmp(rule, RULES[i])) return 1;
  return 0;
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
    if (!is_of_estimates(i)) continue;
    const char *name = text_of(schema, "name", i), *rule = text_of(schema, "protection", i);
    int expected = known_too && !strcmp(rule, "withhold");
    /* limits beside none would tell that there is no upper one */
    if (is_of_limits(rule) && (o->base > 0 || (open && known_too))) expected = 1;
    if (!strcmp(rule, "hidden") && o->base > 0) expected = 1;
    if (!strcmp(rule, "of-limits") && open && known_too) expected = 1;
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

/* ---- dimensions ---- */

static void a_table_says_which_columns_are_dimensions(void **unused) {
  (void)unused;
  sdg16_table *table = table_of("sex,age,n\nF,a,7\n");
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_table_dimension_count(table), -1);
  assert_int_equal(sdg16_table_is_dimension(table, 0), 0);
  const char *const names[] = {"age", "size"};
  assert_int_equal(sdg16_table_set_dimensions(table, 2, names, &error), SDG16_ERR_NAME);
  assert_string_equal(error.message, "dimensions must be columns of the table, not 'size'");
  assert_int_equal(sdg16_table_dimension_count(table), -1);
  assert_int_equal(sdg16_table_set_dimensions(table, 1, names, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_dimension_count(table), 1);
  assert_int_equal(sdg16_table_is_dimension(table, 0), 0);
  assert_int_equal(sdg16_table_is_dimension(table, 1), 1);
  assert_int_equal(sdg16_table_set_dimensions(table, 0, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_dimension_count(table), 0);
  assert_int_equal(sdg16_table_set_dimensions(NULL, 0, NULL, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_table_set_dimensions(table, -1, names, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_table_set_dimensions(table, 1, NULL, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_table_is_dimension(table, 99), 0);
  assert_int_equal(sdg16_table_dimension_count(NULL), -1);
  sdg16_table_free(table);
}

/* ---- rows by the schema ---- */

static void rows_have_the_columns_that_are_put_or_taken_in_the_schemas_order(void **unused) {
  (void)unused;
  sdg16i_result_rows r;
  sdg16_table *t;
  sdg16i_rows_begin(&r, SDG16I_RESULT_SURVEY, 2, NULL);
  sdg16i_rows_name(&r, 2, (const char *const[]){"sex", "age"});
  sdg16i_put_text(&r, 0, SDG16I_SURVEY_STATUS, "ok"); /* whatever the order of the calls */
  sdg16i_put_whole(&r, 1, SDG16I_SURVEY_N, 7);
  sdg16i_put_named_text(&r, 1, 1, "a");
  sdg16i_put_real(&r, 0, SDG16I_SURVEY_VALUE, 0.5);
  sdg16i_put_real(&r, 1, SDG16I_SURVEY_VALUE, INFINITY);
  sdg16i_rows_take(&r, SDG16I_SURVEY_EVENTS);
  sdg16i_rows_leave_out(&r, SDG16I_SURVEY_DEFF);
  assert_int_equal(sdg16i_rows_end(&r, &t), SDG16_OK);
  assert_string_equal(sdg16_table_name(t, 0), "sex");
  assert_string_equal(sdg16_table_name(t, 1), "age");
  assert_in_schema("survey", t, 2);
  assert_int_equal(sdg16_table_dimension_count(t), 2);
  assert_true(sdg16_table_is_dimension(t, 0) && !sdg16_table_is_dimension(t, 2));
  assert_true(sdg16_table_find(t, "events") >= 0 && sdg16_table_find(t, "reasons") < 0);
  assert_int_equal(sdg16_table_find(t, "deff"), -1);
  assert_true(number_of(t, "value", 0) == 0.5 && isnan(number_of(t, "value", 1)));
  assert_true(isnan(number_of(t, "n", 0)) && number_of(t, "n", 1) == 7);
  assert_true(isnan(number_of(t, "events", 0)) && !*text_of(t, "age", 0));
  sdg16_table_free(t);
  sdg16i_rows_begin(&r, SDG16I_RESULT_ESTIMATES, 1, NULL);
  sdg16i_put_real(&r, 0, SDG16I_ESTIMATES_UPPER, INFINITY); /* no_upper_limit says so */
  assert_int_equal(sdg16i_rows_end(&r, &t), SDG16_OK);
  assert_true(isnan(number_of(t, "upper", 0)));
  sdg16_table_free(t);
}

static void a_row_without_its_estimate_is_not_ok(void **unused) {
  (void)unused;
  static const double VALUE[] = {1, INFINITY, NAN, NAN, -INFINITY};
  static const char *const SAID[] = {"ok", "ok", "ok", "missing-input", "zero-denominator"};
  static const char *const SHOWN[] = {"ok", "out-of-range", "out-of-range", "missing-input",
                                      "zero-denominator"};
  sdg16i_result_rows r;
  sdg16_table *t;
  sdg16i_rows_begin(&r, SDG16I_RESULT_INDICATOR, 5, NULL);
  for (int i = 0; i < 5; i++) {
    sdg16i_put_real(&r, i, SDG16I_INDICATOR_VALUE, VALUE[i]);
    sdg16i_put_real(&r, i, SDG16I_INDICATOR_UPPER, i == 1 ? INFINITY : 2);
    sdg16i_put_text(&r, i, SDG16I_INDICATOR_STATUS, SAID[i]);
    sdg16i_put_text(&r, i, SDG16I_INDICATOR_OBS_STATUS, "A");
  }
  assert_int_equal(sdg16i_rows_end(&r, &t), SDG16_OK);
  for (int i = 0; i < 5; i++) {
    int lost = i == 1 || i == 2;
    assert_string_equal(text_of(t, "status", i), SHOWN[i]);
    assert_string_equal(text_of(t, "obs_status", i), lost ? "O" : "A");
    assert_int_equal(isnan(number_of(t, "value", i)), i > 0);
    assert_int_equal(isnan(number_of(t, "upper", i)), lost);
  }
  sdg16_table_free(t);
}

static void a_value_of_another_type_is_a_failure(void **unused) {
  (void)unused;
  sdg16i_result_rows r;
  sdg16_table *t;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16i_rows_begin(&r, SDG16I_RESULT_SURVEY, 1, &error);
  sdg16i_put_real(&r, 0, SDG16I_SURVEY_N, 7);
  sdg16i_put_text(&r, 0, SDG16I_SURVEY_STATUS, "ok");
  assert_int_equal(sdg16i_rows_end(&r, &t), SDG16_ERR_INTERNAL);
  assert_null(t);
  assert_string_equal(error.message, "the result column 'n' has another type than its value");
}

static void assert_dimensions(const char *csv, int32_t table, const int *expected) {
  sdg16_table *t = table_of(csv);
  for (int64_t c = 0; c < sdg16_table_columns(t); c++)
    assert_int_equal(sdg16i_is_dimension(t, table, c), expected[c]);
  sdg16_table_free(t);
}

/* Of a table that does not say its dimensions, those where such tables have them; the same for
 * writers, regions, changes and protection. */
static void columns_stand_as_dimensions_in_front_alone(void **unused) {
  (void)unused;
  const char *csv = "indicator,village,grade,share,series,sex,value,secret,lower\n"
                    "1,a,7,0.5,b,c,2,d,1\n";
  assert_dimensions(csv, SDG16I_RESULT_INDICATOR, (const int[]){0, 1, 1, 0, 0, 1, 0, 0, 0});
  assert_dimensions("band,estimator,secret,observed\n0.5,a,b,1\n", SDG16I_RESULT_ESTIMATES,
                    (const int[]){1, 0, 0, 0}); /* nothing but dimensions stands in front */
  assert_dimensions("list,other,people,x\na,b,1,c\n", SDG16I_RESULT_OVERLAPS,
                    (const int[]){0, 0, 0, 0});
  assert_dimensions("row,number,total,provenance\na,1,2,c\n", SDG16I_RESULT_DRAWS,
                    (const int[]){0, 0, 0, 0}); /* cells */
  sdg16_table *t = table_of(csv);
  assert_int_equal(sdg16_table_set_dimensions(t, 1, (const char *const[]){"secret"}, NULL), 0);
  for (int64_t c = 0; c < 9; c++)
    assert_int_equal(sdg16i_is_dimension(t, SDG16I_RESULT_INDICATOR, c), c == 7);
  sdg16_table_free(t);
}

/* ---- which table it is ---- */

static void a_table_says_which_result_it_is(void **unused) {
  (void)unused;
  sdg16_table *t = table_of("list,other,people\na,b,1\n");
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_null(sdg16_table_result(t));
  assert_null(sdg16_table_result(NULL));
  assert_int_equal(sdg16i_result_of(t), SDG16I_RESULT_OVERLAPS);
  assert_int_equal(sdg16_table_set_result(t, "overlap", &error), SDG16_ERR_NAME);
  assert_string_equal(error.message,
                      "result must be the name of a result table, not 'overlap'");
  assert_null(sdg16_table_result(t));
  assert_int_equal(sdg16_table_set_result(t, "models", NULL), SDG16_OK);
  assert_string_equal(sdg16_table_result(t), "models");
  assert_int_equal(sdg16i_result_of(t), SDG16I_RESULT_MODELS);
  assert_int_equal(sdg16_table_set_result(t, NULL, NULL), SDG16_OK);
  assert_null(sdg16_table_result(t));
  assert_int_equal(sdg16_table_set_result(NULL, "models", NULL), SDG16_ERR_ARGUMENT);
  sdg16_table_free(t);
  t = table_of("ref_area,value\n1,2\n"); /* what people write by hand */
  assert_int_equal(sdg16i_result_of(t), SDG16I_RESULT_INDICATOR);
  sdg16_table_free(t);
}

/* A table from a file may have lost columns. The rules of its kind hold all the same: limits of
 * estimates from lists are not those of an indicator. */
static void a_table_is_recognised_by_its_signs(void **unused) {
  (void)unused;
  sdg16_table *safe, *t = table_of("estimator,selection,model,observed,hidden,total,rate,lower,"
                                   "upper\nloglinear,aic,\"[1,2]\",100,3000,3100,,2999,\n");
  const char *total[] = {"observed", "total"};
  sdg16_protect_options o;
  sdg16_protect_options_init(&o, sizeof o);
  assert_int_equal(sdg16i_result_of(t), SDG16I_RESULT_ESTIMATES);
  o.minimum = 5;
  assert_int_equal(sdg16_protect(NULL, t, &o, &safe, NULL, NULL), SDG16_OK);
  assert_true(is_blank(safe, "lower"));
  sdg16_table_free(safe);
  o.base = 50;
  o.columns = total; /* even if it is said to be a count */
  o.column_count = 2;
  assert_int_equal(sdg16_protect(NULL, t, &o, &safe, NULL, NULL), SDG16_OK);
  assert_true(is_blank(safe, "hidden") && is_blank(safe, "lower"));
  sdg16_table_free(safe);
  sdg16_table_free(t);
  t = table_of("value,deff,n,n_effective,cv,missing,weight,interval\n1,1,1,1,1,1,1,wilson\n");
  assert_int_equal(sdg16i_result_of(t), SDG16I_RESULT_SURVEY);
  assert_true(sdg16i_is_of_sample(t));
  sdg16_table_free(t);
  t = table_of("indicator,series,unit,value,n,n_effective,missing\n16.5.1,a,b,1,1,1,1\n");
  assert_int_equal(sdg16i_result_of(t), SDG16I_RESULT_INDICATOR);
  assert_false(sdg16i_is_of_sample(t));
  sdg16_table_free(t);
  t = table_of(
      "indicator,series,unit,value,n,n_effective,missing,weight\n16.5.1,a,b,1,1,1,1,1\n");
  assert_true(sdg16i_is_of_sample(t));
  sdg16_table_free(t);
  t = table_of("indicator,series,unit,method,category,stage,illicit_activity,overlap_group\n"
               "16.4.1,a,b,c,d,e,f,g\n");
  assert_int_equal(sdg16i_result_of(t), SDG16I_RESULT_FLOWS);
  sdg16_table_free(t);
}

/* A caption for each column, by which a reader knows what to do with it. */
static void every_column_says_what_it_has(void **unused) {
  (void)unused;
  for (int64_t row = 0; row < sdg16_table_rows(schema); row++) {
    const char *about = text_of(schema, "about", row);
    assert_in_range(strlen(about), 5, 160);
    assert_true(about[strlen(about) - 1] != '.');
    assert_null(strchr(about, '|')); /* a cell of Markdown */
  }
}

/* ---- tables of pairs, comparisons and tests ---- */

static void overlaps_as_a_table(void **unused) {
  (void)unused;
  sdg16_capture *capture = capture_of(THREE, 0, NULL);
  sdg16_table *t;
  assert_int_equal(sdg16_capture_overlap_table(capture, &t, NULL), SDG16_OK);
  assert_in_schema("overlaps", t, 0);
  assert_int_equal(sdg16_table_rows(t), 6);
  static const double PEOPLE[] = {61, 13, 12, 50, 11, 39}; /* by hand, from THREE */
  for (int64_t i = 0; i < 6; i++) assert_true(number_of(t, "people", i) == PEOPLE[i]);
  assert_string_equal(text_of(t, "list", 4), "B");
  assert_string_equal(text_of(t, "other", 4), "C");
  sdg16_table_free(t);
  assert_int_equal(sdg16_capture_overlap_table(NULL, &t, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_capture_overlap_table(capture, NULL, NULL), SDG16_ERR_ARGUMENT);
  sdg16_capture_free(capture);
}

/* Of a and b by sex, with weights 1: differences of means, and refusals. */
static void comparisons_as_a_table(void **unused) {
  (void)unused;
  sdg16_table *data = table_of("sex,y\nF,1\nF,3\nM,2\nM,6\n"), *t, *published;
  sdg16_design *design;
  sdg16_survey *survey;
  sdg16_design_options d;
  sdg16_survey_options o;
  sdg16_error error;
  sdg16_design_options_init(&d, sizeof d);
  sdg16_survey_options_init(&o, sizeof o);
  sdg16_error_init(&error, sizeof error);
  o.statistic = SDG16_SURVEY_MEAN;
  o.numerator = "y";
  o.by_count = 1;
  o.by = (const char *const[]){"sex"};
  o.covariance = 1;
  assert_int_equal(sdg16_design_new(data, &d, &design, NULL), SDG16_OK);
  assert_int_equal(sdg16_survey_new(design, &o, NULL, &survey, NULL), SDG16_OK);
  const sdg16_table *e = sdg16_survey_estimates(survey);
  assert_int_equal(
      sdg16_survey_comparisons(survey, 1, SDG16_COMPARE_DIFFERENCE, 0.95, NULL, &t, NULL),
      SDG16_OK);
  assert_in_schema("comparisons", t, 1);
  assert_int_equal(sdg16_table_rows(t), 1); /* M against F; no row for both */
  assert_true(number_of(t, "value", 0) == number_of(e, "value", 2) - number_of(e, "value", 1));
  assert_true(number_of(t, "value", 0) == 2);
  assert_string_equal(text_of(t, "reference", 0), "F");
  assert_string_equal(text_of(t, "comparison", 0), "difference");
  sdg16_table_free(t);
  sdg16_protect_options p;
  sdg16_protect_options_init(&p, sizeof p);
  p.minimum = 2; /* nothing to suppress; but each value is that of one person */
  assert_int_equal(sdg16_protect(NULL, e, &p, &published, NULL, NULL), SDG16_ERR_OPTION);
  p.complementary = 0;
  assert_int_equal(sdg16_protect(NULL, e, &p, &published, NULL, NULL), SDG16_OK);
  assert_int_equal(
      sdg16_survey_comparisons(survey, 1, SDG16_COMPARE_DIFFERENCE, 0.95, published, &t, NULL),
      SDG16_OK);
  assert_true(number_of(t, "value", 0) == 2);
  sdg16_table_free(published);
  sdg16_table_free(t);
  p.minimum = 5; /* two women: they would follow from a comparison */
  assert_int_equal(sdg16_protect(NULL, e, &p, &published, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_survey_comparisons(survey, 1, SDG16_COMPARE_DIFFERENCE, 0.95,
                                            published, &t, &error),
                   SDG16_ERR_OPTION);
  assert_non_null(strstr(error.message, "comparisons must not be published"));
  assert_int_equal(
      sdg16_survey_comparisons(survey, 9, SDG16_COMPARE_DIFFERENCE, 0.95, NULL, &t, &error),
      SDG16_ERR_ARGUMENT);
  assert_string_equal(error.message, "reference must be a row from 0 to below 3, not 9");
  assert_int_equal(
      sdg16_survey_comparisons(survey, 1, SDG16_COMPARE_DIFFERENCE, 0.95, data, &t, &error),
      SDG16_ERR_ARGUMENT);
  assert_int_equal(
      sdg16_survey_comparisons(NULL, 1, SDG16_COMPARE_DIFFERENCE, 0.95, NULL, &t, &error),
      SDG16_ERR_ARGUMENT);
  sdg16_table_free(published);
  sdg16_survey_free(survey);
  sdg16_design_free(design);
  sdg16_table_free(data);
}

static void a_test_of_independence_as_a_table(void **unused) {
  (void)unused;
  sdg16_independence test = {.struct_size = (int64_t)sizeof test,
                             .n = 12,
                             .f = 0.5,
                             .df1 = 1,
                             .wald = (double)NAN,
                             .adjusted_p = 0.25};
  sdg16_table *t;
  assert_int_equal(sdg16_independence_table(&test, &t, NULL), SDG16_OK);
  assert_in_schema("independence", t, 0);
  assert_true(number_of(t, "n", 0) == 12 && number_of(t, "f", 0) == 0.5);
  assert_true(number_of(t, "df1", 0) == 1 && number_of(t, "adjusted_p", 0) == 0.25);
  assert_true(isnan(number_of(t, "wald", 0)));
  sdg16_table_free(t);
  assert_int_equal(sdg16_independence_table(NULL, &t, NULL), SDG16_ERR_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_column_of_one_total_is_in_the_schema),
      cmocka_unit_test(every_column_of_strata_is_in_the_schema),
      cmocka_unit_test(the_limits_of_the_hidden_are_those_of_the_total_less_the_observed),
      cmocka_unit_test(columns_that_are_not_in_the_schema_are_withheld),
      cmocka_unit_test(what_tells_overlaps_is_withheld),
      cmocka_unit_test(a_table_says_which_columns_are_dimensions),
      cmocka_unit_test(rows_have_the_columns_that_are_put_or_taken_in_the_schemas_order),
      cmocka_unit_test(a_row_without_its_estimate_is_not_ok),
      cmocka_unit_test(a_value_of_another_type_is_a_failure),
      cmocka_unit_test(columns_stand_as_dimensions_in_front_alone),
      cmocka_unit_test(a_table_says_which_result_it_is),
      cmocka_unit_test(a_table_is_recognised_by_its_signs),
      cmocka_unit_test(every_column_says_what_it_has),
      cmocka_unit_test(overlaps_as_a_table),
      cmocka_unit_test(comparisons_as_a_table),
      cmocka_unit_test(a_test_of_independence_as_a_table),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
