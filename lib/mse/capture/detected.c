/* Capture data as the persons detected: a row a stratum. */
#include "base/error.h"
#include "base/memory.h"
#include "data/table/table_builder.h"

#include <sdg16/capture.h>

#include <stdlib.h>

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

/* To indicators a blank category is the total: here it is what is not known. */
static void add_strata(const sdg16_capture *capture, const char **text,
                       sdg16i_columns *columns) {
  for (int64_t k = 0; k < sdg16_capture_stratum_columns(capture); k++) {
    for (int64_t i = 0; i < columns->rows; i++) {
      const char *value = sdg16_capture_stratum_value(capture, i, k);
      text[i] = value && *value ? value : "_U";
    }
    sdg16i_column_text(columns, sdg16_capture_stratum_column(capture, k), text);
  }
}

int32_t sdg16_capture_detected(const sdg16_capture *capture, sdg16_table **out,
                               sdg16_error *error) {
  if (!capture || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_capture_detected: %s is NULL",
                       capture ? "out" : "capture");
  int64_t rows = sdg16_capture_strata(capture);
  if (!rows) rows = 1;
  sdg16i_columns columns;
  sdg16i_columns_begin(&columns, rows, error);
  int64_t *detected = sdg16i_array(rows, sizeof *detected);
  const char **text = sdg16i_array(rows, sizeof *text);
  if (!columns.code && (!detected || !text)) columns.code = sdg16i_fail_memory(error);
  if (!columns.code) columns.code = count_strata(capture, rows, detected, error);
  if (!columns.code) add_strata(capture, text, &columns);
  sdg16i_column_int64(&columns, "detected", detected);
  free(detected);
  free(text);
  return sdg16i_columns_end(&columns, out);
}
