/* The typed table. */
#include <sdg16.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const int64_t WHOLE[] = {7, -3, INT64_MAX};
static const double REAL[] = {2.385, -0.5, 1e300};
static const int32_t CODES[] = {1, 0, 1};
static const char *const SEXES[] = {"female", "male"};

static sdg16_table *new_table(void) {
  sdg16_table *table = NULL;
  assert_int_equal(sdg16_table_new(&table, NULL), SDG16_OK);
  assert_non_null(table);
  return table;
}

static sdg16_table *example(void) {
  static const uint8_t REASONS[] = {SDG16_PRESENT, SDG16_MISSING_REFUSED, SDG16_PRESENT};
  sdg16_table *table = new_table();
  assert_int_equal(sdg16_table_add_int64(table, "whole", 3, WHOLE, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_double(table, "real", 3, REAL, REASONS, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_text(table, "sex", 3, CODES, NULL, 2, SEXES, NULL),
                   SDG16_OK);
  return table;
}

static void a_new_table_is_empty(void **state) {
  (void)state;
  sdg16_table *table = new_table();
  assert_int_equal(sdg16_table_rows(table), 0);
  assert_int_equal(sdg16_table_columns(table), 0);
  assert_int_equal(sdg16_table_find(table, "x"), -1);
  sdg16_table_free(table);
  sdg16_table_free(NULL);
}

static void columns_come_back_as_they_were_added(void **state) {
  (void)state;
  sdg16_table *table = example();
  assert_int_equal(sdg16_table_rows(table), 3);
  assert_int_equal(sdg16_table_columns(table), 3);
  assert_string_equal(sdg16_table_name(table, 1), "real");
  assert_int_equal(sdg16_table_type(table, 0), SDG16_INT64);
  assert_int_equal(sdg16_table_type(table, 1), SDG16_DOUBLE);
  assert_int_equal(sdg16_table_type(table, 2), SDG16_TEXT);
  assert_int_equal(sdg16_table_find(table, "sex"), 2);
  assert_int_equal(sdg16_table_find(table, "Sex"), -1);
  assert_memory_equal(sdg16_table_int64(table, 0), WHOLE, sizeof WHOLE);
  assert_ptr_not_equal(sdg16_table_int64(table, 0), WHOLE);
  assert_true(sdg16_table_double(table, 1)[0] == 2.385);
  assert_true(sdg16_table_double(table, 1)[2] == 1e300);
  assert_memory_equal(sdg16_table_codes(table, 2), CODES, sizeof CODES);
  assert_int_equal(sdg16_table_level_count(table, 2), 2);
  assert_string_equal(sdg16_table_level(table, 2, 0), "female");
  assert_string_equal(sdg16_table_text(table, 0, 2), "male");
  assert_string_equal(sdg16_table_text(table, 1, 2), "female");
  sdg16_table_free(table);
}

static void a_missing_cell_has_its_kind_and_no_value(void **state) {
  (void)state;
  static const uint8_t KINDS[] = {SDG16_MISSING_SYSTEM, SDG16_MISSING_TAGGED, SDG16_PRESENT};
  static const uint8_t NONE[] = {0, 0, 0};
  sdg16_table *table = example();
  assert_int_equal(sdg16_table_add_int64(table, "i", 3, WHOLE, KINDS, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_text(table, "t", 3, CODES, KINDS, 2, SEXES, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_int64(table, "full", 3, WHOLE, NONE, NULL), SDG16_OK);
  assert_null(sdg16_table_missing(table, 0));
  assert_int_equal(sdg16_table_missing(table, 1)[1], SDG16_MISSING_REFUSED);
  assert_true(isnan(sdg16_table_double(table, 1)[1]));
  assert_memory_equal(sdg16_table_missing(table, 3), KINDS, 3);
  assert_int_equal(sdg16_table_int64(table, 3)[0], 0);
  assert_int_equal(sdg16_table_int64(table, 3)[2], INT64_MAX);
  assert_int_equal(sdg16_table_codes(table, 4)[1], -1);
  assert_null(sdg16_table_text(table, 1, 4));
  assert_string_equal(sdg16_table_text(table, 2, 4), "male");
  assert_null(sdg16_table_missing(table, 5));
  sdg16_table_free(table);
}

static void what_is_not_there_is_null(void **state) {
  (void)state;
  sdg16_table *table = example();
  static const int64_t OUTSIDE[] = {-1, 3, INT64_MIN, INT64_MAX};
  for (int i = 0; i < 4; i++) {
    assert_null(sdg16_table_name(table, OUTSIDE[i]));
    assert_int_equal(sdg16_table_type(table, OUTSIDE[i]), 0);
    assert_null(sdg16_table_int64(table, OUTSIDE[i]));
    assert_null(sdg16_table_missing(table, OUTSIDE[i]));
    assert_int_equal(sdg16_table_level_count(table, OUTSIDE[i]), 0);
    assert_null(sdg16_table_level(table, 2, OUTSIDE[i]));
    assert_null(sdg16_table_text(table, OUTSIDE[i], 2));
  }
  assert_null(sdg16_table_double(table, 0)); /* of another type */
  assert_null(sdg16_table_int64(table, 1));
  assert_null(sdg16_table_codes(table, 1));
  assert_null(sdg16_table_text(table, 0, 0));
  assert_int_equal(sdg16_table_rows(NULL), 0);
  assert_int_equal(sdg16_table_columns(NULL), 0);
  assert_null(sdg16_table_name(NULL, 0));
  assert_int_equal(sdg16_table_find(NULL, "x"), -1);
  assert_int_equal(sdg16_table_find(table, NULL), -1);
  assert_null(sdg16_table_text(NULL, 0, 0));
  sdg16_table_free(table);
}

static void columns_without_rows_are_allowed(void **state) {
  (void)state;
  sdg16_table *table = new_table();
  assert_int_equal(sdg16_table_add_int64(table, "a", 0, NULL, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_add_text(table, "b", 0, NULL, NULL, 0, NULL, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_rows(table), 0);
  assert_int_equal(sdg16_table_columns(table), 2);
  assert_int_equal(sdg16_table_add_int64(table, "c", 3, WHOLE, NULL, NULL), SDG16_ERR_ARGUMENT);
  sdg16_table_free(table);
}

#define REFUSED(expected, part, call)                                                          \
  do {                                                                                         \
    sdg16_error error;                                                                         \
    sdg16_error_init(&error, sizeof error);                                                    \
    assert_int_equal(call, expected);                                                          \
    assert_int_equal(error.status, expected);                                                  \
    if (!strstr(error.message, part)) fail_msg("'%s' lacks '%s'", error.message, part);        \
    assert_int_equal(sdg16_table_columns(table), 3);                                           \
  } while (0)

static void a_wrong_column_is_refused_and_changes_nothing(void **state) {
  (void)state;
  static const uint8_t BAD_KIND[] = {0, 0, 6};
  static const int32_t BAD_CODES[] = {0, 2, 1}, MINUS_ONE[] = {0, -1, 1}, LESS[] = {0, 0, -2};
  static const char *const NO_LEVEL[] = {"a", NULL}, *const TWICE[] = {"a", "b", "a"};
  sdg16_table *table = example();
  REFUSED(SDG16_ERR_COLUMN, "a column of this name",
          sdg16_table_add_int64(table, "sex", 3, WHOLE, NULL, &error));
  REFUSED(SDG16_ERR_COLUMN, "column 4: the name must not be empty",
          sdg16_table_add_int64(table, "", 3, WHOLE, NULL, &error));
  REFUSED(SDG16_ERR_COLUMN, "column 4: the name must not be empty",
          sdg16_table_add_double(table, NULL, 3, REAL, NULL, &error));
  REFUSED(SDG16_ERR_ARGUMENT, "'x': the rows must be 3, as in the table, not 2",
          sdg16_table_add_int64(table, "x", 2, WHOLE, NULL, &error));
  REFUSED(SDG16_ERR_ARGUMENT, "'x': the rows must be 3, as in the table, not -1",
          sdg16_table_add_int64(table, "x", -1, WHOLE, NULL, &error));
  REFUSED(SDG16_ERR_ARGUMENT, "the values must not be NULL",
          sdg16_table_add_double(table, "x", 3, NULL, NULL, &error));
  REFUSED(SDG16_ERR_ARGUMENT,
          "'x', row 3: the missing kind must be an SDG16_MISSING_ value or 0, not 6",
          sdg16_table_add_int64(table, "x", 3, WHOLE, BAD_KIND, &error));
  REFUSED(SDG16_ERR_ARGUMENT, "'x', row 2: the code must be at least 0 and below 2, not 2",
          sdg16_table_add_text(table, "x", 3, BAD_CODES, NULL, 2, SEXES, &error));
  REFUSED(SDG16_ERR_ARGUMENT,
          "'x', row 2: the code must be at least 0 and below 2, or a missing kind, not -1",
          sdg16_table_add_text(table, "x", 3, MINUS_ONE, NULL, 2, SEXES, &error));
  REFUSED(SDG16_ERR_ARGUMENT, "'x', row 3: the code must be at least 0 and below 2, not -2",
          sdg16_table_add_text(table, "x", 3, LESS, NULL, 2, SEXES, &error));
  REFUSED(SDG16_ERR_ARGUMENT, "levels must not be NULL (level_count is 2)",
          sdg16_table_add_text(table, "x", 3, CODES, NULL, 2, NULL, &error));
  REFUSED(SDG16_ERR_ARGUMENT, "level_count is -1",
          sdg16_table_add_text(table, "x", 3, CODES, NULL, -1, SEXES, &error));
  REFUSED(SDG16_ERR_ARGUMENT, "level 1 must not be NULL",
          sdg16_table_add_text(table, "x", 3, CODES, NULL, 2, NO_LEVEL, &error));
  REFUSED(SDG16_ERR_ARGUMENT, "levels 0 and 2 are both 'a'",
          sdg16_table_add_text(table, "x", 3, CODES, NULL, 3, TWICE, &error));
  assert_int_equal(sdg16_table_add_int64(NULL, "x", 3, WHOLE, NULL, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_table_new(NULL, NULL), SDG16_ERR_ARGUMENT);
  sdg16_table_free(table);
}

static void missing_kinds_have_names(void **state) {
  (void)state;
  for (int32_t kind = SDG16_PRESENT; kind <= SDG16_MISSING_TAGGED; kind++)
    assert_int_equal(sdg16_missing_from_name(sdg16_missing_name(kind)), kind);
  assert_string_equal(sdg16_missing_name(SDG16_MISSING_REFUSED), "refused");
  assert_null(sdg16_missing_name(6));
  assert_null(sdg16_missing_name(-1));
  assert_int_equal(sdg16_missing_from_name("Refused"), -1);
  assert_int_equal(sdg16_missing_from_name(NULL), -1);
}

/* ---- writing ---- */

struct sink {
  char *bytes;
  int64_t size;
  int32_t answer; /* to the call number `at` */
  int64_t at, calls;
};

static int32_t take(const char *bytes, int64_t size, void *context) {
  struct sink *sink = context;
  if (sink->calls++ == sink->at && sink->answer) return sink->answer;
  sink->bytes = realloc(sink->bytes, (size_t)(sink->size + size + 1));
  assert_non_null(sink->bytes);
  memcpy(sink->bytes + sink->size, bytes, (size_t)size);
  sink->size += size;
  sink->bytes[sink->size] = '\0';
  return 0;
}

static void must_write(const sdg16_table *table, const char *expected) {
  struct sink sink = {0};
  assert_int_equal(sdg16_table_write_csv(table, take, &sink, NULL), SDG16_OK);
  assert_string_equal(sink.bytes ? sink.bytes : "", expected);
  free(sink.bytes);
}

static void a_table_is_written_as_csv(void **state) {
  (void)state;
  static const char *const LEVELS[] = {"say \"yes\", or\nno", "cr\rhere", "", " plain text "};
  static const int32_t LEVEL_CODES[] = {0, 1, 2};
  sdg16_table *table = example();
  must_write(table,
             "whole,real,sex\n7,2.385,male\n-3,,female\n9223372036854775807,1e+300,male\n");
  assert_int_equal(
      sdg16_table_add_text(table, "a,\"b\"", 3, LEVEL_CODES, NULL, 4, LEVELS, NULL), SDG16_OK);
  must_write(table, "whole,real,sex,\"a,\"\"b\"\"\"\n"
                    "7,2.385,male,\"say \"\"yes\"\", or\nno\"\n"
                    "-3,,female,\"cr\rhere\"\n"
                    "9223372036854775807,1e+300,male,\"\"\n");
  sdg16_table_free(table);
  table = new_table();
  must_write(table, "");
  static const uint8_t KINDS[] = {0, SDG16_MISSING_REFUSED, 0};
  assert_int_equal(sdg16_table_add_int64(table, "only", 3, WHOLE, KINDS, NULL), SDG16_OK);
  must_write(table, "only\n7\n\"\"\n9223372036854775807\n");
  sdg16_table_free(table);
}

static sdg16_table *long_table(void) {
  enum { ROWS = 40000 };
  double *values = malloc(ROWS * sizeof *values);
  assert_non_null(values);
  for (int i = 0; i < ROWS; i++) values[i] = i / 3.0;
  sdg16_table *table = new_table();
  assert_int_equal(sdg16_table_add_double(table, "third", ROWS, values, NULL, NULL), SDG16_OK);
  free(values);
  return table;
}

static void a_long_table_is_written_in_pieces(void **state) {
  (void)state;
  sdg16_table *table = long_table();
  struct sink sink = {0};
  assert_int_equal(sdg16_table_write_csv(table, take, &sink, NULL), SDG16_OK);
  assert_in_range(sink.calls, 5, 100);
  const char *at = sink.bytes;
  assert_int_equal(strncmp(at, "third\n", 6), 0);
  at += 6;
  for (int i = 0; i < 40000; i++) {
    char *end;
    assert_true(strtod(at, &end) == i / 3.0);
    assert_int_equal(*end, '\n');
    at = end + 1;
  }
  assert_int_equal(*at, '\0');
  free(sink.bytes);
  sdg16_table_free(table);
}

static void a_receiver_that_fails_ends_the_writing(void **state) {
  (void)state;
  sdg16_table *table = long_table();
  for (int64_t at = 0; at < 3; at++) {
    struct sink sink = {.answer = SDG16_ERR_CANCELLED, .at = at};
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    assert_int_equal(sdg16_table_write_csv(table, take, &sink, &error), SDG16_ERR_CANCELLED);
    assert_int_equal(error.status, SDG16_ERR_CANCELLED);
    assert_int_equal(sink.calls, at + 1);
    free(sink.bytes);
  }
  struct sink sink = {.answer = 5};
  assert_int_equal(sdg16_table_write_csv(table, take, &sink, NULL), SDG16_ERR_WRITE);
  assert_int_equal(sdg16_table_write_csv(NULL, take, &sink, NULL), SDG16_ERR_ARGUMENT);
  assert_int_equal(sdg16_table_write_csv(table, NULL, NULL, NULL), SDG16_ERR_ARGUMENT);
  free(sink.bytes);
  sdg16_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_new_table_is_empty),
      cmocka_unit_test(columns_come_back_as_they_were_added),
      cmocka_unit_test(a_missing_cell_has_its_kind_and_no_value),
      cmocka_unit_test(what_is_not_there_is_null),
      cmocka_unit_test(columns_without_rows_are_allowed),
      cmocka_unit_test(a_wrong_column_is_refused_and_changes_nothing),
      cmocka_unit_test(missing_kinds_have_names),
      cmocka_unit_test(a_table_is_written_as_csv),
      cmocka_unit_test(a_long_table_is_written_in_pieces),
      cmocka_unit_test(a_receiver_that_fails_ends_the_writing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
