/* Tests of independence of two classifications (Rao & Scott 1984; Thomas & Rao 1987). */
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "num/distributions.h"
#include "num/linalg.h"
#include "num/sums.h"
#include "survey/domains.h"
#include "survey/variance.h"

#include <math.h>
#include <stdlib.h>

typedef struct table {
  const sdg16_design *design;
  sdg16i_grouping grouping;
  int64_t r, c, k; /* rows, columns, cells */
  int64_t units;
  int32_t *unit;
  double *sum; /* units x cells: weights */
  double *p;   /* weighted shares of the cells */
  double *row, *column;
  double weight, df;
  int64_t n;
} table;

static int64_t cell_at(const table *t, int64_t position) {
  int32_t a = t->grouping.factor[0].code[position], b = t->grouping.factor[1].code[position];
  if (t->grouping.included && !t->grouping.included[position]) return -1;
  return a < 0 || b < 0 || !(t->design->weight[position] > 0) ? -1 : a * t->c + b;
}

static int32_t fill(table *t, sdg16i_arena *arena, sdg16_error *error) {
  const sdg16_design *d = t->design;
  int32_t last = -1, psu = -1, stratum = -1;
  int64_t psus = 0, strata = 0;
  for (int64_t i = 0; i < d->rows; i++)
    if (cell_at(t, i) >= 0 && d->leaf[i] != last) last = d->leaf[i], t->units++;
  if (t->units > (INT64_C(1) << 27) / t->k)
    return sdg16i_fail(error, SDG16_ERR_LIMIT, "%lld cells over %lld units are too many",
                       (long long)t->k, (long long)t->units);
  t->unit = sdg16i_arena_array(arena, t->units, sizeof *t->unit);
  t->sum = sdg16i_arena_array(arena, t->units * t->k, sizeof *t->sum);
  t->p = sdg16i_arena_array(arena, t->k, sizeof *t->p);
  t->row = sdg16i_arena_array(arena, t->r, sizeof *t->row);
  t->column = sdg16i_arena_array(arena, t->c, sizeof *t->column);
  sdg16i_sum *total = sdg16i_arena_array(arena, t->k, sizeof *total);
  if (!t->unit || !t->sum || !t->p || !t->row || !t->column || !total)
    return sdg16i_fail_memory(error);
  int64_t at = -1;
  for (int64_t i = 0; i < d->rows; i++) {
    int32_t own = sdg16i_psu_of(d, d->leaf[i]);
    int in = !t->grouping.included || t->grouping.included[i];
    if (in && d->weight[i] > 0 && own != psu) { /* df: before rows without values go */
      psu = own;
      psus++;
      strata += d->stage[0].stratum[psu] != stratum;
      stratum = d->stage[0].stratum[psu];
    }
    int64_t cell = cell_at(t, i);
    if (cell < 0) continue;
    if (at < 0 || t->unit[at] != d->leaf[i]) t->unit[++at] = d->leaf[i];
    t->sum[at * t->k + cell] += d->weight[i];
    t->n++;
  }
  t->df = (double)(psus - strata);
  for (int64_t u = 0; u < t->units; u++)
    for (int64_t k = 0; k < t->k; k++) sdg16i_add(&total[k], t->sum[u * t->k + k]);
  for (int64_t k = 0; k < t->k; k++) t->weight += sdg16i_sum_value(&total[k]);
  for (int64_t k = 0; k < t->k; k++) {
    t->p[k] = sdg16i_sum_value(&total[k]) / t->weight;
    t->row[k / t->c] += t->p[k];
    t->column[k % t->c] += t->p[k];
  }
  return SDG16_OK;
}

static int32_t variance(const table *t, int64_t q, int32_t *unit, double *z, double *v,
                        sdg16_error *error) {
  int64_t lonely;
  for (int64_t u = 0; u < t->units; u++) unit[u] = t->unit[u];
  int32_t code = sdg16i_variance(t->design, q, t->units, unit, z, v, &lonely, error);
  if (!code && lonely >= 0)
    code =
        sdg16i_fail(error, SDG16_ERR_DESIGN,
                    "a stratum has one sampled unit (that of row %d): choose a policy for it",
                    t->design->stage[0].row[lonely] + 1);
  return code;
}

/* The interaction contrast `j` at cell `k`: orthogonal to both main effects. */
static double contrast(const table *t, int64_t j, int64_t k) {
  int64_t a = j / (t->c - 1), b = j % (t->c - 1), row = k / t->c, column = k % t->c;
  double u = row == a ? 1 : row == t->r - 1 ? -1 : 0;
  double v = column == b ? 1 : column == t->c - 1 ? -1 : 0;
  return u * v;
}

/* Pearson's statistic with the second order correction: F on d0, d0 nu. */
static int32_t rao_scott(const table *t, sdg16_independence *out, sdg16i_arena *arena,
                         sdg16_error *error) {
  int64_t k = t->k, m = (t->r - 1) * (t->c - 1), stride = sdg16i_stride(m);
  double *v = sdg16i_arena_array(arena, m * m, sizeof *v);
  double *h = sdg16i_arena_array(arena, m * stride, sizeof *h);
  double *inverse = sdg16i_arena_array(arena, stride, sizeof *inverse);
  double *delta = sdg16i_arena_array(arena, m * stride, sizeof *delta);
  double *z = sdg16i_arena_array(arena, t->units * m, sizeof *z);
  int32_t *unit = sdg16i_arena_array(arena, t->units, sizeof *unit);
  if (!v || !h || !inverse || !delta || !z || !unit) return sdg16i_fail_memory(error);
  out->pearson = 0;
  for (int64_t i = 0; i < k; i++) {
    double expected = t->row[i / t->c] * t->column[i % t->c], d = t->p[i] - expected;
    out->pearson += (double)t->n * d * d / expected;
  }
  /* values of C'D^-1 p: their linearised values need one sum a unit and contrast */
  for (int64_t u = 0; u < t->units; u++) {
    double all = 0;
    for (int64_t i = 0; i < k; i++) all += t->sum[u * k + i];
    for (int64_t j = 0; j < m; j++)
      for (int64_t i = 0; i < k; i++)
        if (t->p[i] > 0)
          z[u * m + j] +=
              contrast(t, j, i) / t->p[i] * (t->sum[u * k + i] - t->p[i] * all) / t->weight;
  }
  int32_t code = variance(t, m, unit, z, v, error);
  if (code) return code;
  for (int64_t a = 0; a < m; a++)
    for (int64_t b = a; b < m; b++)
      for (int64_t i = 0; i < k; i++)
        if (t->p[i] > 0)
          h[a * stride + b] += contrast(t, a, i) * contrast(t, b, i) / t->p[i] / (double)t->n;
  int64_t rank = sdg16i_factor(h, inverse, m);
  if (rank < m)
    return sdg16i_fail(error, SDG16_ERR_DESIGN,
                       "the table has too many empty cells for a test");
  for (int64_t b = 0; b < m; b++) { /* row b: column b of the matrix delta */
    for (int64_t a = 0; a < m; a++) delta[b * stride + a] = v[a * m + b];
    sdg16i_forward(h, inverse, m, delta + b * stride);
    sdg16i_backward(h, inverse, m, delta + b * stride);
  }
  double trace = 0, squared = 0;
  for (int64_t a = 0; a < m; a++) {
    trace += delta[a * stride + a];
    for (int64_t b = 0; b < m; b++) squared += delta[a * stride + b] * delta[b * stride + a];
  }
  if (!(trace > 0))
    return sdg16i_fail(error, SDG16_ERR_DESIGN,
                       "the units show no variance, so that a test cannot be made");
  out->f = out->pearson / trace;
  out->df1 = trace * trace / squared;
  out->df2 = out->df1 * t->df;
  out->p = sdg16i_f_upper(out->f, out->df1, out->df2);
  out->chisq_p = sdg16i_chisq_upper(out->pearson / (trace / (double)m), (double)m);
  return SDG16_OK;
}

/* Koch, Freeman & Freeman 1975: observed less expected totals (beside the sum of the
 * weights). */
static int32_t wald(const table *t, sdg16_independence *out, sdg16i_arena *arena,
                    sdg16_error *error) {
  int64_t k = t->k, m = (t->r - 1) * (t->c - 1), stride = sdg16i_stride(m);
  double *y = sdg16i_arena_array(arena, stride, sizeof *y);
  double *v = sdg16i_arena_array(arena, m * m, sizeof *v);
  double *h = sdg16i_arena_array(arena, m * stride, sizeof *h);
  double *inverse = sdg16i_arena_array(arena, stride, sizeof *inverse);
  double *z = sdg16i_arena_array(arena, t->units * m, sizeof *z);
  int32_t *unit = sdg16i_arena_array(arena, t->units, sizeof *unit);
  if (!y || !v || !h || !inverse || !z || !unit) return sdg16i_fail_memory(error);
  for (int64_t j = 0; j < m; j++) {
    int64_t a = j / (t->c - 1), b = j % (t->c - 1);
    y[j] = t->p[a * t->c + b] - t->row[a] * t->column[b];
    for (int64_t u = 0; u < t->units; u++) {
      const double *sum = t->sum + u * k;
      double all = 0, in_row = 0, in_column = 0;
      for (int64_t i = 0; i < k; i++) {
        all += sum[i];
        if (i / t->c == a) in_row += sum[i];
        if (i % t->c == b) in_column += sum[i];
      }
      z[u * m + j] = (sum[a * t->c + b] - in_row * t->column[b] - t->row[a] * in_column +
                      t->row[a] * t->column[b] * all) /
                     t->weight;
    }
  }
  int32_t code = variance(t, m, unit, z, v, error);
  if (code) return code;
  for (int64_t a = 0; a < m; a++)
    for (int64_t b = a; b < m; b++) h[a * stride + b] = v[a * m + b];
  int64_t rank = sdg16i_factor(h, inverse, m);
  double x2 = sdg16i_forward(h, inverse, m, y), df = (double)m;
  out->wald = out->adjusted = out->wald_p = out->adjusted_p = NAN;
  out->wald_df1 = out->adjusted_df1 = df;
  out->wald_df2 = t->df;
  out->adjusted_df2 = t->df - df + 1;
  if (rank < m) return SDG16_OK;
  out->wald = x2 / df;
  out->wald_p = sdg16i_f_upper(out->wald, df, t->df);
  out->adjusted = x2 * (t->df - df + 1) / (df * t->df);
  out->adjusted_p = sdg16i_f_upper(out->adjusted, df, out->adjusted_df2);
  return SDG16_OK;
}

int32_t sdg16_survey_independence(const sdg16_design *design, const char *row,
                                  const char *column, const char *where,
                                  sdg16_independence *out, int64_t size, sdg16_error *error) {
  if (!design || !row || !column || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_survey_independence: an argument is NULL");
  if (design->replicates || design->calibration)
    return sdg16i_fail(error, SDG16_ERR_UNSUPPORTED,
                       "tests of independence need a linearised design that is not calibrated");
  const char *by[] = {row, column};
  table t = {.design = design};
  sdg16i_arena arena = {0};
  sdg16_independence result = {.struct_size = (int64_t)sizeof result};
  int32_t code = sdg16i_grouping_init(&t.grouping, design, 2, by, where, NULL, error);
  t.r = t.grouping.factor[0].count;
  t.c = t.grouping.factor[1].count;
  t.k = t.r * t.c;
  if (!code && (t.r < 2 || t.c < 2 || t.k > 4096))
    code =
        sdg16i_fail(error, SDG16_ERR_DESIGN,
                    "a table of %lld x %lld cells, expected at least two categories each and "
                    "at most 4096 cells",
                    (long long)t.r, (long long)t.c);
  if (!code) code = fill(&t, &arena, error);
  if (!code && !t.n)
    code = sdg16i_fail(error, SDG16_ERR_EMPTY, "no row has both values and a weight");
  for (int64_t i = 0; !code && i < t.r + t.c; i++)
    if (!((i < t.r ? t.row[i] : t.column[i - t.r]) > 0))
      code =
          sdg16i_fail(error, SDG16_ERR_DESIGN, "a category has no row among those of interest");
  result.rows = t.r;
  result.columns = t.c;
  result.n = t.n;
  if (!code) code = rao_scott(&t, &result, &arena, error);
  if (!code) code = wald(&t, &result, &arena, error);
  sdg16i_arena_free(&arena);
  sdg16i_grouping_clear(&t.grouping);
  return code ? code : sdg16i_struct_out(out, size, &result, (int64_t)sizeof result);
}
