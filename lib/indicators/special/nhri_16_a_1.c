/* 16.a.1: the accreditation status of a national human rights institution. */
#include "indicators/special/answer.h"

static int32_t derive_institution(sdg16i_indicator_data *c, sdg16_error *error) {
  static const char *const CLASSES[] = {"status_a", "status_b", "status_c", "status_none"};
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < c->count && !status; i++) {
    int32_t answer;
    status = sdg16i_answer(c, "status", i, "a|b|c|d/none/no", &answer, error);
    if (status || answer < 0) continue;
    for (int32_t k = 0; k < 4; k++) *sdg16i_derived(c, CLASSES[k], i) = k == answer;
    *sdg16i_derived(c, "countries", i) = 1;
  }
  return status;
}

const sdg16i_code sdg16i_code_institution = {derive_institution, NULL, 0};
