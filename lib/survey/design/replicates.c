/* Using replicate weights. */
#include "survey/design/replicates.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/rng.h"
#include "base/threads.h"
#include "num/sums.h"
#include "survey/design/calibration.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void sdg16i_replicates_free(sdg16i_replicates *r) {
  if (!r) return;
  free(r->scales);
  free(r->dropped);
  free(r->multiplier);
  free(r->column);
  free(r);
}

int32_t sdg16i_replicates_copy(const sdg16_design *d, sdg16i_replicates **out,
                               sdg16_error *error) {
  const sdg16i_replicates *from = d->replicates;
  sdg16i_replicates *r = calloc(1, sizeof *r);
  int failed = !r;
  if (r) {
    *r = *from;
    r->scales = sdg16i_copy_array(from->scales, from->count, sizeof *from->scales, &failed);
    r->dropped = sdg16i_copy_array(from->dropped, from->count, sizeof *from->dropped, &failed);
    r->multiplier = sdg16i_copy_array(from->multiplier, d->stage[0].units * from->count,
                                      sizeof *from->multiplier, &failed);
    r->column = sdg16i_copy_array(from->column, from->count, sizeof *from->column, &failed);
  }
  if (failed) sdg16i_replicates_free(r);
  *out = failed ? NULL : r;
  return failed ? sdg16i_fail_memory(error) : SDG16_OK;
}

/* ---- factors ---- */

/* Uniform on 0, ..., n - 1 (Lemire 2019). */
static uint32_t random_below(sdg16i_rng *rng, uint32_t n) {
  uint64_t product = (uint64_t)sdg16i_rng_uint32(rng) * n;
  if ((uint32_t)product < n) {
    uint32_t threshold = -n % n;
    while ((uint32_t)product < threshold) product = (uint64_t)sdg16i_rng_uint32(rng) * n;
  }
  return (uint32_t)(product >> 32);
}

/* Writes the factors of the PSUs in replicate r to out[psu x stride]. */
static void bootstrap_factors(const sdg16_design *d, int64_t r, double *out, int64_t stride) {
  const sdg16i_stage *s = &d->stage[0];
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, d->replicates->seed, SDG16I_PURPOSE_SURVEY, r);
  for (int64_t h = 0; h < s->strata; h++) {
    int32_t first = s->first[h], n = s->first[h + 1] - first;
    int fixed = n < 2 || !(s->population[h] > s->sampled[h]);
    for (int32_t i = 0; i < n; i++) out[(first + i) * stride] = fixed;
    double step = fixed ? 0 : n / (n - 1.0);
    for (int32_t k = 0; !fixed && k < n - 1; k++)
      out[(first + (int64_t)random_below(&rng, (uint32_t)n)) * stride] += step;
  }
}

static void balanced_factors(const sdg16_design *d, int64_t r, double *out, int64_t stride) {
  const sdg16i_stage *s = &d->stage[0];
  double rho = d->replicates->kind == SDG16_REPLICATE_FAY ? d->replicates->fay : 0;
  for (int64_t h = 0; h < s->strata; h++) { /* Sylvester's Hadamard matrix, row r, column h+1 */
    int odd = __builtin_parityll((unsigned long long)(r & (h + 1)));
    out[s->first[h] * stride] = odd ? rho : 2 - rho;
    out[(s->first[h] + 1) * stride] = odd ? 2 - rho : rho;
  }
}

/* A lonely PSU has two replicates, one after the other: with its distance from the mean of
 * all units taken off the total, and put on. So squares about any centre are those of the
 * linearised policy ADJUST. 1: the second. */
static int puts_on(const sdg16i_replicates *reps, int64_t r) {
  return r && reps->dropped[r - 1] == reps->dropped[r];
}

static void jackknife_factors(const sdg16_design *d, int64_t r, double *out, int64_t stride) {
  const sdg16i_stage *s = &d->stage[0];
  int32_t dropped = d->replicates->dropped[r], h = s->stratum[dropped];
  if (s->first[h + 1] - s->first[h] == 1) {
    double sign = puts_on(d->replicates, r) ? 1 : -1, share = sign / (double)s->units;
    for (int64_t u = 0; u < s->units; u++) out[u * stride] = 1 - share;
    out[dropped * stride] += sign;
    return;
  }
  for (int64_t u = 0; u < s->units; u++) out[u * stride] = 1;
  double n = s->first[h + 1] - s->first[h];
  for (int32_t u = s->first[h]; u < s->first[h + 1]; u++) out[u * stride] = n / (n - 1);
  out[dropped * stride] = 0;
}

static void replicate_factors(const sdg16_design *d, int64_t r, double *out, int64_t stride) {
  const sdg16i_replicates *reps = d->replicates;
  if (reps->multiplier)
    for (int64_t u = 0; u < d->stage[0].units; u++)
      out[u * stride] = reps->multiplier[u * reps->count + r];
  else if (reps->kind == SDG16_REPLICATE_BOOTSTRAP)
    bootstrap_factors(d, r, out, stride);
  else if (reps->kind == SDG16_REPLICATE_JK1 || reps->kind == SDG16_REPLICATE_JKN)
    jackknife_factors(d, r, out, stride);
  else
    balanced_factors(d, r, out, stride);
}

static double column_value(const sdg16_table *table, int64_t column, int64_t row) {
  const int64_t *whole = sdg16_table_int64(table, column);
  return whole ? (double)whole[row] : sdg16_table_double(table, column)[row];
}

double sdg16i_base_weight(const sdg16_design *d, int64_t position) {
  return d->calibration ? d->calibration->base[position] : d->weight[position];
}

double sdg16i_replicate_factor(const sdg16_design *d, int64_t column, int64_t position) {
  double value = column_value(d->table, column, sdg16i_row_at(d, position));
  double weight = sdg16i_base_weight(d, position);
  if (d->replicates->multipliers) return value;
  return weight > 0 ? value / weight : value == 0 ? NAN : INFINITY;
}

int64_t sdg16i_replicate_scratch(const sdg16_design *d) {
  int64_t units = d->stage[0].units, items = d->calibration ? d->calibration->items : 0;
  return units > items ? units : items;
}

void sdg16i_replicate_positions(const sdg16_design *d, int64_t replicate, double *scratch,
                                double *out) {
  const sdg16i_replicates *r = d->replicates;
  const sdg16i_calibration *c = d->calibration;
  const double *weight = c ? c->base : d->weight;
  if (!r->column) replicate_factors(d, replicate, scratch, 1);
  for (int64_t p = 0; p < d->rows; p++) {
    double value = r->column ? column_value(d->table, r->column[replicate], sdg16i_row_at(d, p))
                             : scratch[sdg16i_psu_of(d, d->leaf[p])];
    out[p] = r->column && !r->multipliers ? value : value * weight[p];
  }
  if (c && c->lambda)
    sdg16i_calibration_apply(c, d->rows, c->lambda + replicate * c->count, scratch, out);
}

int32_t sdg16i_replicate_weights(const sdg16_design *d, int64_t replicate, double *out,
                                 sdg16_error *error) {
  double *scratch = sdg16i_array(sdg16i_replicate_scratch(d), sizeof *scratch);
  double *weight = sdg16i_array(d->rows, sizeof *weight);
  int ok = scratch && weight;
  if (ok) sdg16i_replicate_positions(d, replicate, scratch, weight);
  for (int64_t p = 0; ok && p < d->rows; p++) out[sdg16i_row_at(d, p)] = weight[p];
  free(scratch);
  free(weight);
  return ok ? SDG16_OK : sdg16i_fail_memory(error);
}

/* ---- sums ---- */

#define BLOCK 16 /* replicates done at a time */

typedef struct task {
  const sdg16_design *design;
  int64_t domains;
  const sdg16i_psu_sums *sums;
  double *factors; /* of each worker: PSUs x BLOCK */
  double *out;
} task;

/* One block of replicates: factors of all PSUs, then every domain. */
SDG16I_CLONES
static void sum_block(const sdg16i_psu_sums *s, const double *restrict factor,
                      double *restrict sums) {
  double numerator[BLOCK] = {0}, denominator[BLOCK] = {0};
  for (int64_t i = 0; i < s->units; i++) {
    const double *f = factor + (int64_t)s->unit[i] * BLOCK;
    double a = s->sum[2 * i], b = s->sum[2 * i + 1];
    for (int64_t r = 0; r < BLOCK; r++) {
      numerator[r] += a * f[r];
      denominator[r] += b * f[r];
    }
  }
  for (int64_t r = 0; r < BLOCK; r++)
    sums[2 * r] = numerator[r], sums[2 * r + 1] = denominator[r];
}

static int32_t do_block(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  (void)error;
  task *t = context;
  int64_t count = t->design->replicates->count, first = k * BLOCK;
  int64_t size = count - first < BLOCK ? count - first : BLOCK;
  double *factor = t->factors + worker * t->design->stage[0].units * BLOCK;
  double sums[2 * BLOCK];
  for (int64_t r = 0; r < size; r++) replicate_factors(t->design, first + r, factor + r, BLOCK);
  for (int64_t domain = 0; domain < t->domains; domain++) {
    sum_block(&t->sums[domain], factor, sums);
    memcpy(t->out + (domain * count + first) * 2, sums, (size_t)(2 * size) * sizeof *sums);
  }
  return SDG16_OK;
}

/* Dropping one PSU changes two sums of its stratum: no PSUs x replicates here. */
static void jackknife_sums(const sdg16_design *d, const sdg16i_psu_sums *s, double *out) {
  const sdg16i_stage *stage = &d->stage[0];
  const sdg16i_replicates *reps = d->replicates;
  sdg16i_sum total[2] = {{0, 0}, {0, 0}};
  for (int64_t i = 0; i < s->units; i++)
    for (int a = 0; a < 2; a++) sdg16i_add(&total[a], s->sum[2 * i + a]);
  int64_t begin = 0, end = 0;
  int32_t stratum = -1;
  double within[2] = {0, 0};
  for (int64_t r = 0; r < reps->count; r++) {
    int32_t unit = reps->dropped[r], h = stage->stratum[unit];
    double n = stage->first[h + 1] - stage->first[h];
    if (h != stratum) {
      sdg16i_sum sum[2] = {{0, 0}, {0, 0}};
      for (begin = end; begin < s->units && stage->stratum[s->unit[begin]] < h; begin++)
        continue;
      for (end = begin; end < s->units && stage->stratum[s->unit[end]] == h; end++)
        for (int a = 0; a < 2; a++) sdg16i_add(&sum[a], s->sum[2 * end + a]);
      for (int a = 0; a < 2; a++) within[a] = sdg16i_sum_value(&sum[a]);
      stratum = h;
    }
    while (begin < end && s->unit[begin] < unit) begin++;
    int there = begin < end && s->unit[begin] == unit;
    for (int a = 0; a < 2; a++) {
      double all = sdg16i_sum_value(&total[a]), own = there ? s->sum[2 * begin + a] : 0;
      double distance = own - all / (double)stage->units;
      out[2 * r + a] = n > 1              ? all + within[a] / (n - 1) - n / (n - 1) * own
                       : puts_on(reps, r) ? all + distance
                                          : all - distance;
    }
  }
}

int32_t sdg16i_replicate_sums(const sdg16_design *d, int64_t domains,
                              const sdg16i_psu_sums *sums, sdg16i_run *run, double *out,
                              sdg16_error *error) {
  if (d->replicates->dropped) {
    for (int64_t k = 0; k < domains; k++)
      jackknife_sums(d, &sums[k], out + k * d->replicates->count * 2);
    return SDG16_OK;
  }
  int64_t blocks = (d->replicates->count + BLOCK - 1) / BLOCK;
  int32_t workers = sdg16i_workers(run->exec.threads, blocks);
  task t = {.design = d, .domains = domains, .sums = sums, .out = out};
  t.factors = sdg16i_array(workers * d->stage[0].units * BLOCK, sizeof *t.factors);
  if (!t.factors) return sdg16i_fail_memory(error);
  int32_t status = sdg16i_parallel(run, 0, blocks, run->exec.threads, do_block, &t, error);
  free(t.factors);
  return status;
}

/* ---- covariance ---- */

static double centre_of(const sdg16i_replicates *r, const double *values, double estimate) {
  if (r->around_estimate) return estimate;
  sdg16i_sum sum = {0};
  int64_t count = 0;
  for (int64_t k = 0; k < r->count; k++) {
    if (r->scales && !(r->scales[k] > 0)) continue;
    sdg16i_add(&sum, values[k]);
    count++;
  }
  return sdg16i_sum_value(&sum) / (double)count;
}

double sdg16i_replicate_covariance(const sdg16i_replicates *r, const double *a,
                                   double a_estimate, const double *b, double b_estimate) {
  double ca = centre_of(r, a, a_estimate), cb = centre_of(r, b, b_estimate);
  sdg16i_sum sum = {0};
  for (int64_t k = 0; k < r->count; k++) {
    double scale = r->scales ? r->scales[k] : 1;
    if (scale > 0) sdg16i_add(&sum, scale * (a[k] - ca) * (b[k] - cb));
  }
  return r->scale * sdg16i_sum_value(&sum);
}
