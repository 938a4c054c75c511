/* Row by row: resampled tables with the model and total that best BIC over all orders,
 * stepwise and downhill selection give on each (replicates-NAME.csv), exactly. */
#include "golden.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The columns "h100", "h010", ...: one a history, the lists in order. */
static sdg16_capture *table_of_row(const sdg16_table *table, int64_t row) {
  uint32_t history[64];
  int64_t count[64], rows = 0;
  int32_t lists = 0;
  for (int64_t c = 0; c < sdg16_table_columns(table); c++) {
    const char *name = sdg16_table_name(table, c);
    if (name[0] != 'h') continue;
    lists = (int32_t)strlen(name + 1);
    history[rows] = 0;
    for (int32_t j = 0; j < lists; j++)
      if (name[1 + j] == '1') history[rows] |= UINT32_C(1) << j;
    count[rows++] = sdg16_table_int64(table, c)[row];
  }
  sdg16_capture *capture;
  assert_int_equal(sdg16_capture_new(lists, NULL, rows, history, count, &capture, NULL), 0);
  return capture;
}

static void compare(const char *where, const sdg16_capture *capture, int32_t select,
                    const char *model, double total, double bic) {
  sdg16_mse_options options;
  sdg16_mse *mse;
  char text[256];
  sdg16_mse_options_init(&options, sizeof options);
  options.existence = SDG16_EXISTENCE_COEFFICIENTS;
  options.select = select;
  options.interval = SDG16_INTERVAL_NONE;
  assert_int_equal(sdg16_mse_new(capture, &options, NULL, &mse, NULL), 0);
  sdg16_fit_summary fit;
  if (sdg16_mse_status(mse) == SDG16_MODEL_OK) {
    sdg16_fit_summarise(sdg16_mse_fit(mse), &fit, sizeof fit);
    golden_same(where, sdg16_select_name(select),
                golden_format(sdg16_mse_model(mse), text, sizeof text), model);
    golden_close(where, "total", fit.total, total, 1e-7, 0);
    if (bic == bic) golden_close(where, "bic", fit.bic, bic, 1e-8, 0);
  } else {
    golden_same(where, sdg16_select_name(select), "", model);
  }
  sdg16_mse_free(mse);
}

static void compare_all(const char *dataset, int64_t expected_rows) {
  char file[64], where[128];
  snprintf(file, sizeof file, "replicates-%s.csv", dataset);
  sdg16_table *table = golden_table(file);
  assert_int_equal(sdg16_table_rows(table), expected_rows);
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    snprintf(where, sizeof where, "%s, replicate %d", dataset, (int)row + 1);
    sdg16_capture *capture = table_of_row(table, row);
    const char *best = golden_text(table, row, "bic_best_model", 0);
    if (*best) /* not computed by the peer */
      compare(where, capture, SDG16_SELECT_BIC, best,
              golden_number(table, row, "bic_best_total"),
              golden_number(table, row, "bic_best_bic"));
    compare(where, capture, SDG16_SELECT_STEPWISE, golden_text(table, row, "stepwise_model", 1),
            golden_number(table, row, "stepwise_total"), 0.0 / 0.0);
    compare(where, capture, SDG16_SELECT_DOWNHILL, golden_text(table, row, "downhill_model", 2),
            golden_number(table, row, "downhill_total"), 0.0 / 0.0);
    sdg16_capture_free(capture);
  }
  sdg16_table_free(table);
  golden_report(file);
}

static void korea(void **state) {
  (void)state;
  compare_all("korea", 200);
}
static void kosovo(void **state) {
  (void)state;
  compare_all("kosovo", 100);
}
static void uk_of_five_lists(void **state) {
  (void)state;
  compare_all("uk2013-5", 12);
}
static void uk_of_six_lists(void **state) {
  (void)state;
  compare_all("uk2013", 60);
}

int main(int argc, char **argv) {
  golden_init(argc, argv);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(korea),
      cmocka_unit_test(kosovo),
      cmocka_unit_test(uk_of_five_lists),
      cmocka_unit_test(uk_of_six_lists),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
