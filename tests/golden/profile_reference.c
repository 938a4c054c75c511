#include "profile_reference.h"

#include <math.h>
#include <string.h>

void reference_init(reference *r, const sdg16_capture *capture, const sdg16_model *model) {
  memset(r, 0, sizeof *r);
  r->lists = sdg16_capture_lists(capture);
  const uint32_t *histories, *terms;
  const int64_t *counts;
  int64_t rows = sdg16_capture_histories(capture, &histories, &counts);
  for (int64_t i = 0; i < rows; i++) r->counts[histories[i]] += (long double)counts[i];
  int64_t count = sdg16_model_terms(model, &terms);
  for (int64_t i = 0; i < count; i++) { /* generators: the terms that are in no other */
    int maximal = 1;
    for (int64_t j = 0; j < count; j++)
      if (j != i && (terms[i] & terms[j]) == terms[i]) maximal = 0;
    if (maximal && r->generator_count < 64) r->generators[r->generator_count++] = terms[i];
  }
}

/* Scales the means to the counts' margin over one generator; the largest change. */
static long double adjust(const reference *r, uint32_t generator, long double *mean) {
  uint32_t cells = UINT32_C(1) << r->lists;
  long double seen[1 << 8] = {0}, fitted[1 << 8] = {0}, change = 0;
  for (uint32_t c = 0; c < cells; c++) {
    seen[c & generator] += r->counts[c];
    fitted[c & generator] += mean[c];
  }
  for (uint32_t c = 0; c < cells; c++) {
    long double f = fitted[c & generator], factor = f > 0 ? seen[c & generator] / f : 0;
    if (mean[c] > 0) change = fmaxl(change, fabsl(factor - 1));
    mean[c] *= factor;
  }
  return change;
}

long double reference_loglik(reference *r, long double hidden) {
  uint32_t cells = UINT32_C(1) << r->lists;
  long double mean[1 << 8], total = 0, l;
  r->counts[0] = hidden;
  for (uint32_t c = 0; c < cells; c++) {
    mean[c] = 1;
    total += r->counts[c];
  }
  for (int sweep = 0; sweep < 20000; sweep++) {
    long double change = 0;
    for (int64_t g = 0; g < r->generator_count; g++)
      change = fmaxl(change, adjust(r, r->generators[g], mean));
    if (change < 1e-14L && sweep > 0) break;
  }
  l = lgammal(total + 1) - lgammal(hidden + 1) - total * logl(total);
  for (uint32_t c = 0; c < cells; c++)
    if (r->counts[c] > 0) l += r->counts[c] * logl(mean[c]);
  return l;
}

long double reference_mode(reference *r, long double upper) {
  const long double golden = 0.61803398874989484820L;
  long double low = 0, high = upper;
  long double a = high - golden * (high - low), b = low + golden * (high - low);
  long double fa = reference_loglik(r, a), fb = reference_loglik(r, b);
  for (int i = 0; i < 60; i++) {
    if (fa > fb) {
      high = b;
      b = a;
      fb = fa;
      a = high - golden * (high - low);
      fa = reference_loglik(r, a);
    } else {
      low = a;
      a = b;
      fa = fb;
      b = low + golden * (high - low);
      fb = reference_loglik(r, b);
    }
  }
  return (low + high) / 2;
}
