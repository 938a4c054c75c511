/* A build without ReadStat: files of SPSS and Stata are refused, CSV is read. */
#include <sdg16.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void files_are_refused_with_a_reason(void **state) {
  (void)state;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *table = (sdg16_table *)&error;
  assert_false(sdg16_capabilities() & SDG16_CAP_STAT);
  assert_int_equal(sdg16_table_read("survey.sav", NULL, &table, &error), SDG16_ERR_UNSUPPORTED);
  assert_null(table);
  assert_string_equal(error.message,
                      "survey.sav: this build reads no files of SPSS and Stata (it was made "
                      "without ReadStat)");
}

static void csv_is_read(void **state) {
  (void)state;
  char path[] = P_tmpdir "/sdg16-absent-XXXXXX";
  int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, "a\n1\n", 4), 4);
  close(descriptor);
  sdg16_table *table = NULL;
  assert_int_equal(sdg16_table_read(path, NULL, &table, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_rows(table), 1);
  sdg16_table_free(table);
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_are_refused_with_a_reason),
      cmocka_unit_test(csv_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
