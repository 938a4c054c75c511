/* The acceleration of a BCa interval, from the jackknife.
 *
 * The estimates without one person, N_i, each standing for w_i persons, are centred within
 * their table, and their influence is scaled by (n - 1) / n of it:
 *   r_i = (n - 1) / n (mean - N_i),  a = sum w r^3 / (6 (sum w r^2)^1.5).
 *
 * Where some N_i are infinite, a is the limit for a common value M in their place that goes
 * to infinity. In a table with the share p of its n persons at M, r / M goes to
 * -s (1 - p) for these and to s p for the others, s = (n - 1) / n, so that
 *   sum w r^2 / M^2 -> s^2 n p (1 - p),  sum w r^3 / M^3 -> -s^3 n p (1 - p) (1 - 2p).
 * Of one table a = -(1 - 2p) / (6 sqrt(n p (1 - p))). Of several both sums run over the
 * tables; those with all or none of their units at M add nothing. Nor do tables outside the
 * spans of the cell: their units are all equal. */
#include "mse/bootstrap/draws.h"

#include <math.h>

/* Sums over the units of all tables; of `cubes` a = cubes / (6 squares^1.5). */
typedef struct spread {
  double squares, cubes;
} spread;

static double acceleration_of(spread s) { return s.cubes / (6 * pow(s.squares, 1.5)); }

/* One past the units of the table that unit `begin` of a span is from. */
static int64_t table_end(const sdg16_draws *d, const sdg16i_span *span, int64_t begin) {
  int64_t end = begin;
  while (end < span->end && d->group[end] == d->group[begin]) end++;
  return end;
}

/* The units of one table: how many persons each stands for, and the estimates without them. */
static void add_finite(int64_t units, const double *weight, const double *value, double point,
                       spread *out) {
  double persons = 0, mean = 0;
  for (int64_t i = 0; i < units; i++) {
    persons += weight[i];
    mean += weight[i] * (value[i] - point);
  }
  mean = point + mean / persons;
  double scale = (persons - 1) / persons;
  for (int64_t i = 0; i < units; i++) {
    double r = scale * (mean - value[i]);
    out->squares += weight[i] * r * r;
    out->cubes += weight[i] * r * r * r;
  }
}

static void add_limit(int64_t units, const double *weight, const double *value, spread *out) {
  double persons = 0, infinite = 0;
  for (int64_t i = 0; i < units; i++) {
    persons += weight[i];
    if (isinf(value[i])) infinite += weight[i];
  }
  double p = infinite / persons, scale = (persons - 1) / persons;
  double variance = persons * p * (1 - p);
  out->squares += scale * scale * variance;
  out->cubes -= scale * scale * scale * variance * (1 - 2 * p);
}

double sdg16i_acceleration(const sdg16_draws *d, const sdg16i_draws_cell *cell) {
  const sdg16i_jackknife *j = &cell->jackknife;
  int infinite = 0;
  spread s = {0};
  if (sdg16i_jackknife_gaps(j, d->units)) return NAN;
  for (int64_t i = 0; i < j->size; i++) infinite |= isinf(j->value[i]);
  for (int64_t k = 0; k < j->spans; k++) {
    const sdg16i_span *span = &j->span[k];
    for (int64_t begin = span->first, end; begin < span->end; begin = end) {
      end = table_end(d, span, begin);
      const double *value = j->value + span->at + begin - span->first;
      if (infinite)
        add_limit(end - begin, d->weight + begin, value, &s);
      else
        add_finite(end - begin, d->weight + begin, value, cell->point, &s);
    }
  }
  if (d->units == 0 || isnan(s.squares)) return NAN;
  if (s.squares > 0) return acceleration_of(s);
  return infinite ? NAN : 0; /* every unit at infinity: no limit; equal units: none apart */
}
