/* Low, central and high: the extremes of a flow over its inputs' ranges. */
#include "iff/iff.h"

#include <math.h>

/* One evaluation; which end of each input is taken says `corner`. */
static void range_end(sdg16i_iff_fn f, int32_t inputs, const sdg16i_iff_value *const *input,
                      const double *setting, uint32_t corner, double flow[2]) {
  double x[SDG16I_IFF_INPUTS];
  for (int32_t i = 0; i < inputs; i++) x[i] = input[i]->number[corner >> i & 1 ? 2 : 1];
  f(x, setting, flow);
}

void sdg16i_iff_corners(sdg16i_iff_fn f, int32_t inputs, const sdg16i_iff_value *const *input,
                        const double *setting, double out[3], double in[3]) {
  double x[SDG16I_IFF_INPUTS], flow[2];
  uint32_t ranged = 0;
  for (int32_t i = 0; i < inputs; i++) {
    x[i] = input[i]->number[0];
    if (input[i]->number[1] < input[i]->number[2]) ranged |= 1u << i;
  }
  f(x, setting, flow);
  for (int32_t k = 0; k < 3; k++) out[k] = flow[0], in[k] = flow[1];
  for (uint32_t corner = 0; corner < 1u << inputs; corner++) {
    if (corner & ~ranged) continue; /* an input without a range has one end */
    range_end(f, inputs, input, setting, corner, flow);
    out[1] = fmin(out[1], flow[0]), out[2] = fmax(out[2], flow[0]);
    in[1] = fmin(in[1], flow[1]), in[2] = fmax(in[2], flow[1]);
  }
}
