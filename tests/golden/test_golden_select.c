/* Which model is chosen: stepwise at every threshold, downhill, best BIC and the
 * ranking by BIC, exactly as the peers choose. */
#include "golden.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static sdg16_mse *estimate(const char *dataset, int32_t select, double setting, int64_t top) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_mse_options options;
  assert_int_equal(sdg16_mse_options_init(&options, sizeof options), SDG16_OK);
  options.existence = SDG16_EXISTENCE_COEFFICIENTS;
  options.select = select;
  if (select == SDG16_SELECT_STEPWISE)
    options.p_threshold = setting;
  else
    options.max_order = (int32_t)setting;
  options.interval = SDG16_INTERVAL_NONE;
  options.top = top;
  options.window = 0;
  sdg16_mse *mse;
  if (sdg16_mse_new(golden_capture(dataset, ""), &options, NULL, &mse, &error))
    fail_msg("%s: %s", dataset, error.message);
  return mse;
}

static void compare_selection(const char *where, const sdg16_mse *mse, const char *quantity,
                              const char *want) {
  char text[256];
  sdg16_fit_summary fit;
  sdg16_search_summary search;
  assert_int_equal(sdg16_mse_status(mse), SDG16_MODEL_OK);
  assert_int_equal(sdg16_fit_summarise(sdg16_mse_fit(mse), &fit, sizeof fit), SDG16_OK);
  assert_int_equal(sdg16_mse_search(mse, &search, sizeof search), SDG16_OK);
  if (strcmp(quantity, "model") == 0)
    golden_same(where, quantity, golden_format(sdg16_mse_model(mse), text, sizeof text), want);
  else if (strcmp(quantity, "total") == 0)
    golden_close(where, quantity, fit.total, golden_parse(want), 1e-7, 0);
  else if (strcmp(quantity, "bic") == 0)
    golden_close(where, quantity, fit.bic, golden_parse(want), 1e-8, 0);
  else if (strcmp(quantity, "fitted") == 0)
    golden_close(where, quantity, (double)search.fitted, golden_parse(want), 0, 1);
  else
    fail_msg("unknown quantity %s", quantity);
}

static void compare_method(const char *method) {
  sdg16_table *table = golden_table("selections.csv");
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    if (strcmp(golden_text(table, row, "method", 0), method) != 0) continue;
    const char *dataset = golden_text(table, row, "dataset", 1);
    const char *setting = golden_text(table, row, "setting", 2);
    char where[512];
    snprintf(where, sizeof where, "%s %s %s (%s)", dataset, method, setting,
             golden_text(table, row, "source", 3));
    sdg16_mse *mse =
        estimate(dataset, sdg16_select_from_name(method), golden_parse(setting), 1);
    compare_selection(where, mse, golden_text(table, row, "quantity", 4),
                      golden_text(table, row, "value", 5));
    sdg16_mse_free(mse);
  }
  sdg16_table_free(table);
  golden_report(method);
}

static void stepwise_chooses_as_the_peers_at_every_threshold(void **state) {
  (void)state;
  compare_method("stepwise");
}

static void downhill_chooses_as_the_peer_and_visits_as_many_models(void **state) {
  (void)state;
  compare_method("downhill");
}

static void best_bic_is_the_peers_best_bic(void **state) {
  (void)state;
  compare_method("bic");
}

static void the_best_models_come_in_the_peers_order(void **state) {
  (void)state;
  sdg16_table *table = golden_table("rankings.csv");
  sdg16_mse *mse = NULL;
  char have[128] = "";
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    const char *dataset = golden_text(table, row, "dataset", 0);
    double max_order = golden_number(table, row, "max_order");
    int64_t rank = (int64_t)golden_number(table, row, "rank");
    char want[128], where[256];
    snprintf(want, sizeof want, "%s, order %d", dataset, (int)max_order);
    snprintf(where, sizeof where, "%s, rank %d", want, (int)rank);
    if (strcmp(have, want) != 0) {
      sdg16_mse_free(mse);
      mse = estimate(dataset, SDG16_SELECT_BIC, max_order, 100);
      snprintf(have, sizeof have, "%s", want);
    }
    const sdg16_table *models = sdg16_mse_models(mse);
    assert_in_range(rank, 1, sdg16_table_rows(models));
    golden_same(where, "model", golden_text(models, rank - 1, "model", 1),
                golden_text(table, row, "model", 2));
    golden_close(where, "bic", golden_number(models, rank - 1, "bic"),
                 golden_number(table, row, "bic"), 1e-8, 0);
    golden_close(where, "total", golden_number(models, rank - 1, "total"),
                 golden_number(table, row, "total"), 1e-7, 0);
  }
  sdg16_mse_free(mse);
  sdg16_table_free(table);
  golden_report("rankings");
}

int main(int argc, char **argv) {
  golden_init(argc, argv);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(stepwise_chooses_as_the_peers_at_every_threshold),
      cmocka_unit_test(downhill_chooses_as_the_peer_and_visits_as_many_models),
      cmocka_unit_test(best_bic_is_the_peers_best_bic),
      cmocka_unit_test(the_best_models_come_in_the_peers_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
