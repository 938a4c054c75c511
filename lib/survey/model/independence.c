/* Tests of independence of two classifications (Rao & Scott 1984; Thomas & Rao 1987). All of
 * them follow from the totals of the cells and their covariances, which survey/estimate
 * computes for every kind of design. */
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "num/distributions.h"
#include "num/linalg.h"
#include "num/sums.h"
#include "results/result_rows.h"
#include "survey/estimate/domain_estimates.h"
#include "survey/estimate/survey_request.h"
#include "survey/estimate/variance.h"

#include <math.h>
#include <stdlib.h>

#define MAX_CELLS 1024

typedef struct table {
  const sdg16_design *design;
  sdg16i_survey_columns columns;
  sdg16i_grouping grouping; /* of them */
  int64_t r, c, k;          /* rows, columns, cells of the table that have a row of the file */
  const int32_t *level;     /* row and column of each cell */
  double *p;                /* weighted share of each cell */
  double *v;                /* k x k covariances of the totals, beside the sum of all squared */
  double *row, *column;     /* shares */
  double df;
  int64_t n;
} table;

/* ---- the cells ---- */

/* The df of the rows of interest, those without values included. */
static int32_t find_df(table *t, sdg16i_run *run, sdg16_error *error) {
  sdg16i_domains all;
  sdg16i_domain_figures cell;
  sdg16i_survey_target target = {.statistic = SDG16_SURVEY_TOTAL};
  int32_t status = sdg16i_domains_make(&all, t->design, &t->grouping, 0, error);
  if (!status) status = sdg16i_estimate(t->design, &target, &all, run, &cell, NULL, error);
  if (!status) t->df = cell.df;
  sdg16i_domains_clear(&all);
  return status;
}

static int32_t find_totals(table *t, const sdg16i_domains *domains, sdg16i_run *run,
                           sdg16i_arena *arena, sdg16_error *error) {
  sdg16i_survey_target target = {.statistic = SDG16_SURVEY_TOTAL};
  int64_t k = t->k;
  sdg16i_domain_figures *cells = sdg16i_arena_array(arena, k, sizeof *cells);
  sdg16i_trace *traces = sdg16i_arena_array(arena, k, sizeof *traces);
  t->p = sdg16i_arena_array(arena, k, sizeof *t->p);
  t->v = sdg16i_arena_array(arena, k * k, sizeof *t->v);
  t->row = sdg16i_arena_array(arena, t->r, sizeof *t->row);
  t->column = sdg16i_arena_array(arena, t->c, sizeof *t->column);
  if (!cells || !traces || !t->p || !t->v || !t->row || !t->column)
    return sdg16i_fail_memory(error);
  int32_t status = sdg16i_estimate(t->design, &target, domains, run, cells, traces, error);
  sdg16i_sum all = {0};
  for (int64_t i = 0; !status && i < k; i++) {
    if (cells[i].status == SDG16_SURVEY_LONELY)
      status = sdg16i_fail_lonely(cells[i].lonely, error);
    t->n += cells[i].n;
    t->p[i] = cells[i].status ? 0 : cells[i].value;
    sdg16i_add(&all, t->p[i]);
  }
  if (!status && !(sdg16i_sum_value(&all) > 0))
    status = sdg16i_fail(error, SDG16_ERR_EMPTY,
                         "at least one row must have both values and a weight");
  if (!status) status = sdg16i_covariance(t->design, k, traces, t->p, t->v, error);
  double sum = sdg16i_sum_value(&all);
  for (int64_t i = 0; !status && i < k * k; i++) /* a cell whose rows have no weight: 0 */
    t->v[i] = isnan(t->v[i]) ? 0 : t->v[i] / (sum * sum);
  for (int64_t i = 0; !status && i < k; i++) {
    t->p[i] /= sum;
    t->row[t->level[2 * i]] += t->p[i];
    t->column[t->level[2 * i + 1]] += t->p[i];
  }
  for (int64_t i = 0; i < k; i++) sdg16i_trace_clear(&traces[i]);
  return status;
}

static int32_t fill_table(table *t, sdg16i_domains *domains, sdg16i_run *run,
                          sdg16i_arena *arena, sdg16_error *error) {
  t->r = t->columns.factor[0].count;
  t->c = t->columns.factor[1].count;
  if (t->r < 2 || t->c < 2 || t->r > MAX_CELLS / t->c)
    return sdg16i_fail(error, SDG16_ERR_DESIGN,
                       "the table must have at least two categories each way and at most %d "
                       "cells, not %lld x %lld",
                       MAX_CELLS, (long long)t->r, (long long)t->c);
  int32_t status = sdg16i_domains_make(domains, t->design, &t->grouping, 3, error);
  t->k = domains->count;
  t->level = domains->level;
  if (!status) status = find_totals(t, domains, run, arena, error);
  for (int64_t i = 0; !status && i < t->r + t->c; i++)
    if (!((i < t->r ? t->row[i] : t->column[i - t->r]) > 0))
      status =
          sdg16i_fail(error, SDG16_ERR_DESIGN,
                      "every category must have a row of interest with a weight; one has none");
  return status ? status : find_df(t, run, error);
}

/* ---- the tests ---- */

/* m linear functions of the totals: out = a V a', upper triangle with a stride. */
static void transform_covariance(const table *t, int64_t m, const double *a, double *out) {
  int64_t stride = sdg16i_stride(m);
  for (int64_t i = 0; i < m; i++)
    for (int64_t j = i; j < m; j++) {
      sdg16i_sum sum = {0};
      for (int64_t k = 0; k < t->k; k++)
        for (int64_t l = 0; l < t->k; l++)
          sdg16i_add(&sum, a[i * t->k + k] * t->v[k * t->k + l] * a[j * t->k + l]);
      out[i * stride + j] = sdg16i_sum_value(&sum);
    }
}

/* The interaction contrast `j` at cell `k`: orthogonal to both main effects. */
static double interaction_contrast(const table *t, int64_t j, int64_t k) {
  int64_t a = j / (t->c - 1), b = j % (t->c - 1);
  int64_t row = t->level[2 * k], column = t->level[2 * k + 1];
  double u = row == a ? 1 : row == t->r - 1 ? -1 : 0;
  double v = column == b ? 1 : column == t->c - 1 ? -1 : 0;
  return u * v;
}

/* Pearson's statistic with the second order correction: F on d0, d0 nu. */
static int32_t rao_scott(const table *t, sdg16_independence *out, sdg16i_arena *arena,
                         sdg16_error *error) {
  int64_t k = t->k, m = (t->r - 1) * (t->c - 1), stride = sdg16i_stride(m);
  double *a = sdg16i_arena_array(arena, m * k, sizeof *a);
  double *v = sdg16i_arena_array(arena, m * stride, sizeof *v);
  double *h = sdg16i_arena_array(arena, m * stride, sizeof *h);
  double *inverse = sdg16i_arena_array(arena, stride, sizeof *inverse);
  double *delta = sdg16i_arena_array(arena, m * stride, sizeof *delta);
  if (!a || !v || !h || !inverse || !delta) return sdg16i_fail_memory(error);
  double squares = 0, unseen = 1; /* cells without a row: (0 - expected)^2 / expected */
  for (int64_t i = 0; i < k; i++) {
    double expected = t->row[t->level[2 * i]] * t->column[t->level[2 * i + 1]];
    squares += (t->p[i] - expected) * (t->p[i] - expected) / expected;
    unseen -= expected;
  }
  out->pearson = (double)t->n * (squares + (k < t->r * t->c ? unseen : 0));
  /* the contrasts C'D^-1 of the shares, as functions of the totals */
  for (int64_t j = 0; j < m; j++) {
    double mean = 0;
    for (int64_t i = 0; i < k; i++)
      if (t->p[i] > 0) mean += interaction_contrast(t, j, i);
    for (int64_t i = 0; i < k; i++)
      a[j * k + i] = (t->p[i] > 0 ? interaction_contrast(t, j, i) / t->p[i] : 0) - mean;
  }
  transform_covariance(t, m, a, v);
  for (int64_t i = 0; i < m; i++)
    for (int64_t j = i; j < m; j++)
      for (int64_t c = 0; c < k; c++)
        if (t->p[c] > 0)
          h[i * stride + j] += interaction_contrast(t, i, c) * interaction_contrast(t, j, c) /
                               t->p[c] / (double)t->n;
  if (sdg16i_factor_independent(h, inverse, m) < m)
    return sdg16i_fail(error, SDG16_ERR_DESIGN,
                       "the table has too many empty cells for a test");
  for (int64_t b = 0; b < m; b++) { /* row b: column b of the matrix delta */
    for (int64_t i = 0; i < m; i++)
      delta[b * stride + i] = i < b ? v[i * stride + b] : v[b * stride + i];
    sdg16i_forward(h, inverse, m, delta + b * stride);
    sdg16i_backward(h, inverse, m, delta + b * stride);
  }
  double trace = 0, squared = 0;
  for (int64_t i = 0; i < m; i++) {
    trace += delta[i * stride + i];
    for (int64_t j = 0; j < m; j++) squared += delta[i * stride + j] * delta[j * stride + i];
  }
  if (!(trace > 0))
    return sdg16i_fail(error, SDG16_ERR_DESIGN,
                       "the sampled units do not vary, so a test cannot be made");
  out->f = out->pearson / trace;
  out->df1 = trace * trace / squared;
  out->df2 = out->df1 * t->df;
  out->p = sdg16i_f_upper(out->f, out->df1, out->df2);
  out->chisq_p = sdg16i_chisq_upper(out->pearson / (trace / (double)m), (double)m);
  return SDG16_OK;
}

/* Koch, Freeman & Freeman 1975: observed less expected totals (beside the sum of all). */
static int32_t wald_test(const table *t, sdg16_independence *out, sdg16i_arena *arena,
                         sdg16_error *error) {
  int64_t k = t->k, m = (t->r - 1) * (t->c - 1), stride = sdg16i_stride(m);
  double *y = sdg16i_arena_array(arena, stride, sizeof *y);
  double *a = sdg16i_arena_array(arena, m * k, sizeof *a);
  double *h = sdg16i_arena_array(arena, m * stride, sizeof *h);
  double *inverse = sdg16i_arena_array(arena, stride, sizeof *inverse);
  if (!y || !a || !h || !inverse) return sdg16i_fail_memory(error);
  for (int64_t j = 0; j < m; j++) {
    int64_t row = j / (t->c - 1), column = j % (t->c - 1);
    y[j] = -t->row[row] * t->column[column];
    for (int64_t i = 0; i < k; i++) {
      int in_row = t->level[2 * i] == row, in_column = t->level[2 * i + 1] == column;
      if (in_row && in_column) y[j] += t->p[i];
      a[j * k + i] = (in_row && in_column) - in_row * t->column[column] -
                     in_column * t->row[row] + t->row[row] * t->column[column];
    }
  }
  transform_covariance(t, m, a, h);
  int64_t rank = sdg16i_factor_independent(h, inverse, m);
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
                       "sdg16_survey_independence: no argument must be NULL");
  const char *by[] = {row, column};
  table t = {.design = design};
  sdg16i_domains domains = {0};
  sdg16i_arena arena = {0};
  sdg16i_run run;
  sdg16_independence result = {.struct_size = (int64_t)sizeof result};
  int32_t status = sdg16i_run_begin(&run, NULL, error);
  if (!status)
    status = sdg16i_survey_columns_read(&t.columns, design, 2, by, where, NULL, error);
  t.grouping = sdg16i_survey_columns_grouping(&t.columns);
  if (!status) status = fill_table(&t, &domains, &run, &arena, error);
  result.rows = t.r;
  result.columns = t.c;
  result.n = t.n;
  if (!status) status = rao_scott(&t, &result, &arena, error);
  if (!status) status = wald_test(&t, &result, &arena, error);
  sdg16i_arena_free(&arena);
  sdg16i_domains_clear(&domains);
  sdg16i_survey_columns_clear(&t.columns);
  return status ? status : sdg16i_struct_out(out, size, &result, (int64_t)sizeof result);
}

#define PUT_REAL(column, number) sdg16i_put_real(&r, 0, SDG16I_INDEPENDENCE_##column, number)

int32_t sdg16_independence_table(const sdg16_independence *test, sdg16_table **out,
                                 sdg16_error *error) {
  if (out) *out = NULL;
  if (!test || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_independence_table: %s must not be NULL", test ? "out" : "test");
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_INDEPENDENCE, 1, error);
  sdg16i_put_whole(&r, 0, SDG16I_INDEPENDENCE_N, test->n);
  PUT_REAL(PEARSON, test->pearson);
  PUT_REAL(F, test->f);
  PUT_REAL(DF1, test->df1);
  PUT_REAL(DF2, test->df2);
  PUT_REAL(P, test->p);
  PUT_REAL(CHISQ_P, test->chisq_p);
  PUT_REAL(WALD, test->wald);
  PUT_REAL(WALD_DF1, test->wald_df1);
  PUT_REAL(WALD_DF2, test->wald_df2);
  PUT_REAL(WALD_P, test->wald_p);
  PUT_REAL(ADJUSTED, test->adjusted);
  PUT_REAL(ADJUSTED_DF1, test->adjusted_df1);
  PUT_REAL(ADJUSTED_DF2, test->adjusted_df2);
  PUT_REAL(ADJUSTED_P, test->adjusted_p);
  return sdg16i_rows_end(&r, out);
}
