/* Estimates without one person, of one cell of draws. Most units change the estimate of one
 * table alone: only their values are kept, so that memory grows with the number of tables, not
 * with its square. */
#ifndef SDG16I_MSE_BOOTSTRAP_JACKKNIFE_H
#define SDG16I_MSE_BOOTSTRAP_JACKKNIFE_H

#include <stdint.h>

/* The units from first to end - 1, whose values begin at value[at]. */
typedef struct sdg16i_span {
  int64_t first, end, at;
} sdg16i_span;

typedef struct sdg16i_jackknife {
  double elsewhere; /* the estimate without a unit that is in no span */
  int64_t spans;
  sdg16i_span *span; /* [spans] ascending, none within another */
  int64_t size;      /* units in the spans */
  double *value;     /* [size] */
} sdg16i_jackknife;

/* All values NaN; `at` of the spans need not be set. Returns 0, or -1 when out of memory. */
int sdg16i_jackknife_begin(sdg16i_jackknife *out, int64_t spans, const sdg16i_span *span);
int sdg16i_jackknife_copy(sdg16i_jackknife *out, const sdg16i_jackknife *from);
/* Begins one with the spans of all the others. */
int sdg16i_jackknife_join(sdg16i_jackknife *out, int64_t count,
                          const sdg16i_jackknife *const *others);
void sdg16i_jackknife_clear(sdg16i_jackknife *jackknife);

double sdg16i_jackknife_at(const sdg16i_jackknife *jackknife, int64_t unit);
/* Where the value of a unit is; -1: in no span. */
int64_t sdg16i_jackknife_place(const sdg16i_jackknife *jackknife, int64_t unit);
/* Of `units` in all, how many have no value. */
int64_t sdg16i_jackknife_gaps(const sdg16i_jackknife *jackknife, int64_t units);
/* No value is known any more. */
void sdg16i_jackknife_forget(sdg16i_jackknife *jackknife);

#endif
