/* How many people two lists share, as a table. */
#include "base/error.h"
#include "results/result_rows.h"

#include <sdg16/capture.h>

static void put_pair(sdg16i_result_rows *r, int64_t row, const sdg16_capture *capture,
                     int32_t list, int32_t other, int64_t people) {
  sdg16i_put_text(r, row, SDG16I_OVERLAPS_LIST, sdg16_capture_list_name(capture, list));
  sdg16i_put_text(r, row, SDG16I_OVERLAPS_OTHER, sdg16_capture_list_name(capture, other));
  sdg16i_put_whole(r, row, SDG16I_OVERLAPS_PEOPLE, people);
}

int32_t sdg16_capture_overlap_table(const sdg16_capture *capture, sdg16_table **out,
                                    sdg16_error *error) {
  if (out) *out = NULL;
  if (!capture || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_capture_overlap_table: %s must not be NULL",
                       capture ? "out" : "capture");
  int32_t lists = sdg16_capture_lists(capture);
  int64_t shared[SDG16_MAX_LISTS * SDG16_MAX_LISTS], row = 0;
  int32_t status =
      sdg16_capture_overlaps(capture, shared, SDG16_MAX_LISTS * SDG16_MAX_LISTS, error);
  if (status) return status;
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_OVERLAPS, (int64_t)lists * (lists + 1) / 2, error);
  for (int32_t i = 0; i < lists; i++)
    for (int32_t k = i; k < lists; k++)
      put_pair(&r, row++, capture, i, k, shared[i * lists + k]);
  return sdg16i_rows_end(&r, out);
}
