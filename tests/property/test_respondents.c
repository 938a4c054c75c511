/* Indicators of microdata: neither the order of the rows nor the number of threads matters. */
#include "../unit/survey_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct asked {
  const char *code, *set;
  int64_t map_count;
  const char *names[8], *columns[8];
} asked;

static const asked ASKED[] = {
    {"16.5.1", NULL, 3, {"contact", "paid", "asked"}, {"flag", "y", "y"}},
    {"16.7.2",
     NULL,
     4,
     {"say", "influence", "say.not_at_all", "influence.a_lot"},
     {"group", "group", "0", "0"}},
    {"16.3.1",
     "mode=incident-weighted",
     4,
     {"psychological", "psychological_incidents", "psychological_reports",
      "psychological_reported"},
     {"flag", "income", "tiny", "y"}},
    {"16.1.3", NULL, 3, {"assault", "robbery", "sexual"}, {"y", "flag", "y"}},
};
#define ASKED_COUNT (sizeof ASKED / sizeof ASKED[0])

/* `step` mixes the rows; kind 0: linearised, 1: two stages, 2: replicates. */
static sdg16_indicator *computed(const asked *a, int64_t step, int kind, int32_t threads) {
  static const char *const BY[] = {"letter", "flag"};
  sdg16_table *table = sample_table(step);
  sdg16_design_options d = sample_options(kind == 1 ? 2 : 1);
  sdg16_design *design, *made = NULL;
  assert_int_equal(sdg16_design_new(table, &d, &design, NULL), SDG16_OK);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = threads;
  sdg16_replicate_options r;
  sdg16_replicate_options_init(&r, sizeof r);
  r.kind = SDG16_REPLICATE_JKN;
  if (kind == 2)
    assert_int_equal(sdg16_design_replicate(design, &r, &exec, &made, NULL), SDG16_OK);
  sdg16_indicator_options o;
  sdg16_indicator_options_init(&o, sizeof o);
  o.map_count = a->map_count;
  o.map_names = a->names;
  o.map_columns = a->columns;
  o.by = BY;
  o.by_count = 2;
  o.switches = &a->set;
  o.switch_count = a->set != NULL;
  sdg16_indicator *indicator;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_indicator_survey(NULL, a->code, made ? made : design, &o, NULL, &exec, &indicator,
                             &error))
    fail_msg("%s: %s", a->code, error.message);
  sdg16_design_free(made);
  sdg16_design_free(design);
  sdg16_table_free(table);
  return indicator;
}

/* `tolerance` 0: the same bits. */
static void same_tables(const sdg16_table *a, const sdg16_table *b, double tolerance) {
  assert_int_equal(sdg16_table_rows(a), sdg16_table_rows(b));
  assert_int_equal(sdg16_table_columns(a), sdg16_table_columns(b));
  for (int64_t c = 0; c < sdg16_table_columns(a); c++) {
    const double *x = sdg16_table_double(a, c), *y = sdg16_table_double(b, c);
    const int64_t *p = sdg16_table_int64(a, c), *q = sdg16_table_int64(b, c);
    const uint8_t *m = sdg16_table_missing(a, c), *n = sdg16_table_missing(b, c);
    for (int64_t row = 0; row < sdg16_table_rows(a); row++) {
      if ((m ? m[row] : 0) != (n ? n[row] : 0))
        fail_msg("%s, row %d: missing in one", sdg16_table_name(a, c), (int)row);
      if (m && m[row]) continue;
      if (p) assert_int_equal(p[row], q[row]);
      if (!p && !x)
        assert_string_equal(sdg16_table_text(a, row, c), sdg16_table_text(b, row, c));
      if (x && !(fabs(x[row] - y[row]) <= tolerance * fabs(x[row])))
        fail_msg("%s, row %d: %.17g, %.17g", sdg16_table_name(a, c), (int)row, x[row], y[row]);
    }
  }
}

static void the_number_of_threads_does_not_matter(void **state) {
  (void)state;
  for (size_t k = 0; k < ASKED_COUNT; k++)
    for (int kind = 0; kind < 3; kind++) {
      sdg16_indicator *one = computed(&ASKED[k], 317, kind, 1);
      for (int32_t threads = 2; threads < 6; threads++) {
        sdg16_indicator *many = computed(&ASKED[k], 317, kind, threads);
        same_tables(sdg16_indicator_results(one), sdg16_indicator_results(many), 0);
        same_tables(sdg16_indicator_audit(one), sdg16_indicator_audit(many), 0);
        same_tables(sdg16_indicator_coding(one), sdg16_indicator_coding(many), 0);
        assert_string_equal(sdg16_indicator_sha256(one), sdg16_indicator_sha256(many));
        sdg16_indicator_free(many);
      }
      sdg16_indicator_free(one);
    }
}

static void the_order_of_the_rows_does_not_matter(void **state) {
  (void)state;
  static const int64_t STEPS[] = {7, 101, 317, 719};
  for (size_t k = 0; k < ASKED_COUNT; k++)
    for (int kind = 0; kind < 3; kind++) {
      sdg16_indicator *first = computed(&ASKED[k], 1, kind, 1);
      assert_true(sdg16_table_rows(sdg16_indicator_results(first)) >= 10);
      for (size_t s = 0; s < sizeof STEPS / sizeof STEPS[0]; s++) {
        sdg16_indicator *mixed = computed(&ASKED[k], STEPS[s], kind, 1);
        same_tables(sdg16_indicator_results(first), sdg16_indicator_results(mixed), 1e-12);
        same_tables(sdg16_indicator_audit(first), sdg16_indicator_audit(mixed), 1e-12);
        sdg16_indicator_free(mixed);
      }
      sdg16_indicator_free(first);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_number_of_threads_does_not_matter),
      cmocka_unit_test(the_order_of_the_rows_does_not_matter),
  };
  return cmocka_run_group_tests_name("indicators of mixed rows", tests, NULL, NULL);
}
