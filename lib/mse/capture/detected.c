/* Capture data as the number of persons detected: one row per stratum. */
#include "base/error.h"
#include "results/result_rows.h"

#include <sdg16/capture.h>

static int32_t count_strata(const sdg16_capture *capture, int64_t rows, int64_t *detected,
                            sdg16_error *error) {
  if (!sdg16_capture_strata(capture)) detected[0] = sdg16_capture_observed(capture);
  for (int64_t i = 0; i < rows && sdg16_capture_strata(capture); i++) {
    sdg16_capture *stratum;
    int32_t status = sdg16_capture_stratum(capture, i, &stratum, error);
    if (status) return status;
    detected[i] = sdg16_capture_observed(stratum);
    sdg16_capture_free(stratum);
  }
  return SDG16_OK;
}

/* For indicators a blank category is the total; here a blank is an unknown category. */
static void put_strata(const sdg16_capture *capture, sdg16i_result_rows *r) {
  int32_t columns = (int32_t)sdg16_capture_stratum_columns(capture);
  const char **name = sdg16i_arena_array(&r->arena, columns, sizeof *name);
  for (int32_t k = 0; k < columns && name; k++)
    name[k] = sdg16_capture_stratum_column(capture, k);
  if (!name && !r->columns.status) r->columns.status = sdg16i_fail_memory(r->columns.error);
  sdg16i_rows_name(r, columns, name);
  for (int32_t k = 0; k < columns; k++)
    for (int64_t i = 0; i < r->rows; i++) {
      const char *value = sdg16_capture_stratum_value(capture, i, k);
      sdg16i_put_named_text(r, i, k, value && *value ? value : "_U");
    }
}

int32_t sdg16_capture_detected(const sdg16_capture *capture, sdg16_table **out,
                               sdg16_error *error) {
  if (!capture || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_capture_detected: %s must not be NULL",
                       capture ? "out" : "capture");
  int64_t rows = sdg16_capture_strata(capture);
  if (!rows) rows = 1;
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_DETECTED, rows, error);
  int64_t *detected = sdg16i_arena_array(&r.arena, rows, sizeof *detected);
  if (!detected && !r.columns.status) r.columns.status = sdg16i_fail_memory(error);
  if (!r.columns.status) r.columns.status = count_strata(capture, rows, detected, error);
  put_strata(capture, &r);
  for (int64_t i = 0; i < rows && detected; i++)
    sdg16i_put_whole(&r, i, SDG16I_DETECTED_DETECTED, detected[i]);
  return sdg16i_rows_end(&r, out);
}
