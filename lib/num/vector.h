/* Element-wise kernels over arrays. The same bits on every processor: vector
 * clones change the width, never the order or the rounding of an operation. */
#ifndef SDG16I_NUM_VECTOR_H
#define SDG16I_NUM_VECTOR_H

#include <stdint.h>

/* Builds a static function once for the baseline processor and once for AVX2, chosen at load
 * time. Not under sanitizers or valgrind-hostile targets. Static, because clang 14 gives the
 * chosen one another name than callers in other files have; and named once in lib, because its
 * resolvers are global. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                     \
    __has_feature(memory_sanitizer)
#define SDG16I_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SDG16I_SANITIZED 1
#endif
#if defined(__clang__) && defined(__has_attribute)
#define SDG16I_HAS_CLONES __has_attribute(target_clones) /* from clang 14 on */
#elif defined(__GNUC__)
#define SDG16I_HAS_CLONES 1
#else
#define SDG16I_HAS_CLONES 0
#endif
#if defined(__x86_64__) && defined(__gnu_linux__) && SDG16I_HAS_CLONES &&                      \
    !defined(SDG16I_SANITIZED)
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

/* Four doubles; the compiler splits them where the processor has no such width. */
typedef double sdg16i_v4 __attribute__((vector_size(32), aligned(8), may_alias));
typedef int64_t sdg16i_v4_mask __attribute__((vector_size(32), aligned(8), may_alias));

/* a := the lesser of a and b, element by element (by pointers: passing vectors by
 * value depends on the processor). */
SDG16I_INLINE void sdg16i_lower(sdg16i_v4 *a, const sdg16i_v4 *b) {
  sdg16i_v4_mask less = *b < *a;
  *a = (sdg16i_v4)(((sdg16i_v4_mask)*b & less) | ((sdg16i_v4_mask)*a & ~less));
}

/* ---- zeta transforms ---- */

/* One pass over two list bits at once, `bit` and 2 `bit` (bit >= 4). */
SDG16I_INLINE void sdg16i_zeta_pass(double *a, int64_t cells, int64_t bit, int supersets) {
  for (int64_t base = 0; base < cells; base += 4 * bit)
    for (int64_t c = base; c < base + bit; c += 4) {
      sdg16i_v4 *p0 = (sdg16i_v4 *)(a + c), *p1 = (sdg16i_v4 *)(a + c + bit);
      sdg16i_v4 *p2 = (sdg16i_v4 *)(a + c + 2 * bit), *p3 = (sdg16i_v4 *)(a + c + 3 * bit);
      sdg16i_v4 a0 = *p0, a1 = *p1, a2 = *p2, a3 = *p3;
      if (supersets) {
        a0 += a1;
        a2 += a3;
        *p0 = a0 + a2;
        *p1 = a1 + a3;
        *p2 = a2;
      } else {
        a1 += a0;
        a3 += a2;
        *p1 = a1;
        *p2 = a2 + a0;
        *p3 = a3 + a1;
      }
    }
}

SDG16I_INLINE void sdg16i_zeta(double *a, int32_t lists, int supersets) {
  const sdg16i_v4 zero = {0, 0, 0, 0};
  int64_t cells = INT64_C(1) << lists, bit = 4;
  for (int64_t c = 0; c < cells; c += 4) { /* the first two lists, within a vector */
    sdg16i_v4 *p = (sdg16i_v4 *)(a + c), v = *p;
    if (supersets) {
      v += __builtin_shufflevector(v, zero, 1, 4, 3, 4);
      v += __builtin_shufflevector(v, zero, 2, 3, 4, 4);
    } else {
      v += __builtin_shufflevector(v, zero, 4, 0, 4, 2);
      v += __builtin_shufflevector(v, zero, 4, 4, 0, 1);
    }
    *p = v;
  }
  if (lists % 2) { /* an odd list out, so that the others go in pairs */
    for (int64_t base = 0; base < cells; base += 8) {
      sdg16i_v4 *p0 = (sdg16i_v4 *)(a + base), *p1 = (sdg16i_v4 *)(a + base + 4);
      if (supersets)
        *p0 += *p1;
      else
        *p1 += *p0;
    }
    bit = 8;
  }
  for (; bit < cells; bit <<= 2) sdg16i_zeta_pass(a, cells, bit, supersets);
}

/* In place over 2^lists cells, lists >= 2: afterwards a[c] is the sum of the old
 * a[s] over the subsets s of c ... */
SDG16I_INLINE void sdg16i_subset_sums(double *a, int32_t lists) { sdg16i_zeta(a, lists, 0); }

/* ... or over its supersets. */
SDG16I_INLINE void sdg16i_superset_sums(double *a, int32_t lists) { sdg16i_zeta(a, lists, 1); }

#endif
