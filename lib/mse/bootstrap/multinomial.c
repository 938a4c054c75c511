#include "mse/bootstrap/multinomial.h"

#include "num/gslport.h"

#include <string.h>

void sdg16i_multinomial(sdg16i_rng *rng, double n, const sdg16i_urn *urn, double *out) {
  for (int64_t i = 0; i < urn->count; i++) {
    int last = i == urn->count - 1;
    double drawn = last ? n : sdg16i_binomial(rng, n, urn->weight[i] / urn->rest[i]);
    out[urn->category[i]] = drawn;
    n -= drawn;
  }
}

void sdg16i_rank_lists(const sdg16_capture *capture, int32_t *list_rank) {
  int32_t lists = sdg16_capture_lists(capture);
  for (int32_t i = 0; i < lists; i++) {
    list_rank[i] = 0;
    for (int32_t j = 0; j < lists; j++)
      list_rank[i] +=
          strcmp(sdg16_capture_list_name(capture, j), sdg16_capture_list_name(capture, i)) < 0;
  }
}
