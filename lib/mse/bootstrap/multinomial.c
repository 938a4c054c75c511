#include "mse/bootstrap/multinomial.h"

#include "num/gslport.h"

void sdg16i_multinomial(sdg16i_rng *rng, double n, const sdg16i_urn *urn, double *out) {
  for (int64_t i = 0; i < urn->count; i++) {
    int last = i == urn->count - 1;
    double drawn = last ? n : sdg16i_binomial(rng, n, urn->weight[i] / urn->rest[i]);
    out[urn->category[i]] = drawn;
    n -= drawn;
  }
}
