/* Every hierarchical model of korea, kosovo, artificial-3 (8 / 113 / 8) and
 * uk2013-5 (6,893): status, total and BIC; statuses of single models; counts. */
#include "golden.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int32_t checked_status(const sdg16_capture *capture, const char *text) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_model *model = golden_model(capture, text);
  int32_t status = -1;
  if (sdg16_model_check(capture, model, SDG16_EXISTENCE_COEFFICIENTS, &status, &error))
    fail_msg("%s: %s", text, error.message);
  sdg16_model_free(model);
  return status;
}

typedef struct entry {
  char model[96];
  int32_t status;
} entry;

static int by_model(const void *a, const void *b) {
  return strcmp(((const entry *)a)->model, ((const entry *)b)->model);
}

/* The statuses of all models in one call, against the entries one by one. */
static void compare_all(const char *dataset, entry *entries, int64_t count) {
  const sdg16_capture *capture = golden_capture(dataset, "");
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  int64_t counts[SDG16_MODEL_STATUSES];
  sdg16_table *models;
  if (sdg16_model_check_all(capture, SDG16_EXISTENCE_COEFFICIENTS, 0, count, NULL, counts,
                            &models, &error))
    fail_msg("%s: %s", dataset, error.message);
  assert_non_null(models);
  assert_int_equal(sdg16_table_rows(models), count);
  qsort(entries, (size_t)count, sizeof *entries, by_model);
  for (int64_t row = 0; row < count; row++) {
    entry key;
    snprintf(key.model, sizeof key.model, "%s", golden_text(models, row, "model", 0));
    const entry *found = bsearch(&key, entries, (size_t)count, sizeof key, by_model);
    if (!found) fail_msg("%s: unexpected model %s", dataset, key.model);
    const char *status = sdg16_model_status_name(found->status);
    golden_same(dataset, key.model, golden_text(models, row, "status", 1), status);
  }
  for (int32_t status = 0; status < 4; status++) {
    int64_t expected = 0;
    for (int64_t i = 0; i < count; i++) expected += entries[i].status == status;
    golden_close(dataset, sdg16_model_status_name(status), (double)counts[status],
                 (double)expected, 0, 1);
  }
  sdg16_table_free(models);
}

static void compare_models(const char *dataset, int64_t expected) {
  char file[128], where[512], text[96];
  snprintf(file, sizeof file, "models-%s.csv", dataset);
  sdg16_table *table = golden_table(file);
  const sdg16_capture *capture = golden_capture(dataset, "");
  int64_t rows = sdg16_table_rows(table);
  assert_int_equal(rows, expected);
  entry *entries = calloc((size_t)rows, sizeof *entries);
  assert_non_null(entries);
  for (int64_t row = 0; row < rows; row++) {
    const char *name = golden_text(table, row, "model", 0);
    int32_t status = (int32_t)golden_number(table, row, "status");
    snprintf(where, sizeof where, "%s %s", dataset, name);
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    sdg16_model *model = golden_model(capture, name);
    golden_same(where, "printed", golden_format(model, text, sizeof text), name);
    snprintf(entries[row].model, sizeof entries[row].model, "%s", text);
    entries[row].status = status;
    golden_close(where, "status", checked_status(capture, name), status, 0, 1);

    sdg16_fit *fit;
    sdg16_fit_summary summary;
    if (sdg16_fit_new(capture, model, SDG16_EXISTENCE_COEFFICIENTS, &fit, &error))
      fail_msg("%s: %s", where, error.message);
    assert_int_equal(sdg16_fit_summarise(fit, &summary, sizeof summary), SDG16_OK);
    golden_close(where, "status of the fit", summary.status, status, 0, 1);
    if (status == SDG16_MODEL_OK) {
      golden_close(where, "total", summary.total, golden_number(table, row, "total"), 1e-7, 0);
      golden_close(where, "bic", summary.bic, golden_number(table, row, "bic"), 1e-8, 0);
    } else {
      golden_true(where, "no numbers",
                  isnan(summary.total) && isnan(summary.bic) && isnan(summary.se) &&
                      isnan(summary.deviance));
    }
    sdg16_fit_free(fit);
    sdg16_model_free(model);
  }
  compare_all(dataset, entries, rows);
  free(entries);
  sdg16_table_free(table);
  golden_report(dataset);
}

static void all_8_models_of_korea_agree(void **state) {
  (void)state;
  compare_models("korea", 8);
}

static void all_8_models_of_artificial_3_agree(void **state) {
  (void)state;
  compare_models("artificial-3", 8);
}

static void all_113_models_of_kosovo_agree(void **state) {
  (void)state;
  compare_models("kosovo", 113);
}

static void all_6893_models_of_uk2013_5_agree(void **state) {
  (void)state;
  compare_models("uk2013-5", 6893);
}

static void statuses_of_single_models_agree(void **state) {
  (void)state;
  sdg16_table *table = golden_table("statuses.csv");
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    const char *dataset = golden_text(table, row, "dataset", 0);
    const char *model = golden_text(table, row, "model", 1);
    const char *want = golden_text(table, row, "status", 2);
    char where[512];
    snprintf(where, sizeof where, "%s %s", dataset, model);
    int32_t got = checked_status(golden_capture(dataset, ""), model);
    if (strcmp(want, "no-mle") == 0) /* SparseMSE's checkallmodels looks at existence alone */
      golden_true(where, want, got == SDG16_MODEL_NO_MLE || got == SDG16_MODEL_BOTH);
    else
      golden_close(where, golden_text(table, row, "source", 3), got, golden_parse(want), 0, 1);
  }
  sdg16_table_free(table);
  golden_report("statuses");
}

static void counts_of_models_and_statuses_agree(void **state) {
  (void)state;
  sdg16_table *table = golden_table("counts.csv");
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    const char *dataset = golden_text(table, row, "dataset", 0);
    const char *quantity = golden_text(table, row, "quantity", 1);
    int32_t max_order = (int32_t)golden_number(table, row, "max_order");
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    int64_t counts[SDG16_MODEL_STATUSES];
    sdg16_table *models;
    if (sdg16_model_check_all(golden_capture(dataset, ""), SDG16_EXISTENCE_COEFFICIENTS,
                              max_order, 0, NULL, counts, &models, &error))
      fail_msg("%s: %s", dataset, error.message);
    assert_null(models);
    int64_t got = -1;
    if (strncmp(quantity, "n_status", 8) == 0)
      got = counts[quantity[8] - '0'];
    else if (strcmp(quantity, "n_models") == 0)
      got = counts[0] + counts[1] + counts[2] + counts[3];
    else if (strcmp(quantity, "n_without_mle") == 0)
      got = counts[SDG16_MODEL_NO_MLE] + counts[SDG16_MODEL_BOTH];
    golden_close(dataset, quantity, (double)got, golden_number(table, row, "value"), 0, 1);
  }
  sdg16_table_free(table);
  golden_report("counts");
}

int main(int argc, char **argv) {
  golden_init(argc, argv);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_8_models_of_korea_agree),
      cmocka_unit_test(all_8_models_of_artificial_3_agree),
      cmocka_unit_test(all_113_models_of_kosovo_agree),
      cmocka_unit_test(all_6893_models_of_uk2013_5_agree),
      cmocka_unit_test(statuses_of_single_models_agree),
      cmocka_unit_test(counts_of_models_and_statuses_agree),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
