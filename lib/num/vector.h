/* Element-wise kernels over arrays. The same bits on every processor: vector
 * clones change the width, never the order or the rounding of an operation. */
#ifndef SDG16I_VECTOR_H
#define SDG16I_VECTOR_H

#include <stdint.h>

/* Builds a function once for the baseline processor and once for AVX2, chosen
 * at load time. Not under sanitizers or valgrind-hostile targets. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                         \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && defined(__gnu_linux__)
#define SDG16I_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define SDG16I_CLONES
#endif

#define SDG16I_INLINE static inline __attribute__((always_inline))

/* exp(x) to about one unit in the last place, x clamped to [-700, 700]; a
 * branch-free body that compilers vectorise. */
SDG16I_INLINE double sdg16i_exp(double x) {
  const double shift = 6755399441055744.0; /* 1.5 * 2^52: rounds to a whole number */
  const double log2e = 1.4426950408889634074;
  const double ln2_high = 6.93147180369123816490e-01;
  const double ln2_low = 1.90821492927058770002e-10;
  x = x < -700.0 ? -700.0 : x;
  x = x > 700.0 ? 700.0 : x;
  union {
    double d;
    int64_t i;
  } k = {.d = x * log2e + shift}, scale;
  double whole = k.d - shift;
  double r = (x - whole * ln2_high) - whole * ln2_low;
  /* Taylor to r^13, |r| <= 0.347: truncation below 5e-18 (Estrin's order) */
  double r2 = r * r, r4 = r2 * r2;
  double a = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
  double b = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
  double c = (1.0 / 3628800 + r * (1.0 / 39916800)) +
             r2 * (1.0 / 479001600 + r * (1.0 / 6227020800.0));
  double p = 1.0 + (r + r2 * (a + r4 * (b + r4 * c)));
  scale.i = (int64_t)((uint64_t)k.i << 52) + (INT64_C(1023) << 52);
  return p * scale.d;
}

/* Zeta transforms over 2^lists cells, in place: afterwards a[c] is the sum of
 * the old a[s] over the subsets (supersets) s of c. */
SDG16I_INLINE void sdg16i_subset_sums(double *a, int32_t lists) {
  int64_t cells = INT64_C(1) << lists;
  for (int64_t bit = 1; bit < cells; bit <<= 1)
    for (int64_t base = 0; base < cells; base += 2 * bit)
      for (int64_t c = base; c < base + bit; c++) a[c + bit] += a[c];
}

SDG16I_INLINE void sdg16i_superset_sums(double *a, int32_t lists) {
  int64_t cells = INT64_C(1) << lists;
  for (int64_t bit = 1; bit < cells; bit <<= 1)
    for (int64_t base = 0; base < cells; base += 2 * bit)
      for (int64_t c = base; c < base + bit; c++) a[c] += a[c + bit];
}

#endif
