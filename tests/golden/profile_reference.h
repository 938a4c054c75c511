/* The multinomial profile likelihood of the total, computed without the library:
 * iterative proportional fitting of the complete table in long double. */
#ifndef PROFILE_REFERENCE_H
#define PROFILE_REFERENCE_H

#include <sdg16.h>

typedef struct reference {
  int32_t lists;
  int64_t generator_count;
  uint32_t generators[64];
  long double counts[1 << 8]; /* by history; [0] is the number hidden */
} reference;

/* Up to 8 lists. */
void reference_init(reference *r, const sdg16_capture *capture, const sdg16_model *model);
/* l(N) = log N! - log n0! + max sum n log p over the model, n0 = N - n any real. */
long double reference_loglik(reference *r, long double hidden);
/* The number hidden that maximises l, between 0 and `upper`. */
long double reference_mode(reference *r, long double upper);

#endif
