#include "survey/estimate/domain_estimates.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/threads.h"
#include "num/sums.h"
#include "survey/design/replicates.h"
#include "survey/estimate/variance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void sdg16i_trace_clear(sdg16i_trace *trace) {
  free(trace->unit);
  free(trace->t);
  *trace = (sdg16i_trace){0};
}

/* Scratch of one worker: sums and linearised values of one domain. */
typedef struct bench {
  int32_t *unit;
  double *sum;     /* pairs */
  double *scratch; /* for sdg16i_linearise */
} bench;

typedef struct job {
  const sdg16_design *design;
  const sdg16i_survey_target *target;
  const sdg16i_domains *domains;
  sdg16i_domain_figures *cells;
  sdg16i_trace *traces;  /* NULL: not kept */
  sdg16i_psu_sums *sums; /* by replicates: of each domain */
  bench *benches;
} job;

/* Room for the units of any domain. */
static int64_t most_units(const job *j) {
  int64_t units = j->design->stage[j->design->stages - 1].units, most = 0;
  if (j->design->calibration) return units;
  for (int64_t k = 0; k < j->domains->count; k++) {
    int64_t rows = j->domains->start[k + 1] - j->domains->start[k];
    if (rows > most) most = rows;
  }
  return most < units ? most : units;
}

static int32_t open_benches(job *j, int32_t workers, sdg16i_arena *arena, sdg16_error *error) {
  int64_t units = most_units(j);
  j->benches = sdg16i_arena_array(arena, workers, sizeof *j->benches);
  int ok = j->benches != NULL;
  for (int32_t w = 0; ok && w < workers; w++) {
    bench *b = &j->benches[w];
    b->unit = sdg16i_arena_array(arena, units, sizeof *b->unit);
    b->sum = sdg16i_arena_array(arena, 2 * units, sizeof *b->sum);
    b->scratch = sdg16i_arena_array(arena, sdg16i_linearise_scratch(j->design, j->target),
                                    sizeof *b->scratch);
    ok = b->unit && b->sum && b->scratch;
  }
  return ok ? SDG16_OK : sdg16i_fail_memory(error);
}

/* ---- under simple random sampling ---- */

/* Sum of w (y - slope x)^2 over the domain. */
static double sum_squares(const job *j, int64_t domain, double slope) {
  const sdg16i_survey_target *t = j->target;
  sdg16i_sum sum = {0};
  for (int64_t i = j->domains->start[domain]; i < j->domains->start[domain + 1]; i++) {
    int64_t p = sdg16i_domain_position(j->domains, i);
    double y = t->y ? t->y[p] : 1, x = t->x ? t->x[p] : 1, d = y - slope * x;
    if (!isnan(d)) sdg16i_add(&sum, j->design->weight[p] * d * d);
  }
  return sdg16i_sum_value(&sum);
}

/* Standardised: shares squared x binomial or sample variances of the categories. */
static double standardised_srs(const job *j, int64_t domain, double *scratch) {
  const sdg16i_survey_target *t = j->target;
  int64_t a = t->categories;
  double *w = scratch, *wy = scratch + a, *wyy = scratch + 2 * a, *n = scratch + 3 * a;
  double shares = 0, variance = 0;
  memset(scratch, 0, (size_t)(4 * a) * sizeof *scratch);
  for (int64_t i = j->domains->start[domain]; i < j->domains->start[domain + 1]; i++) {
    int64_t p = sdg16i_domain_position(j->domains, i);
    double y = t->y[p], weight = j->design->weight[p];
    int32_t c = t->category[p];
    if (c < 0 || isnan(y) || weight == 0) continue;
    w[c] += weight, wy[c] += weight * y, wyy[c] += weight * y * y, n[c]++;
  }
  for (int64_t c = 0; c < a; c++) {
    if (!(n[c] > 0)) continue;
    double mean = wy[c] / w[c], s2 = fmax(wyy[c] / w[c] - mean * mean, 0);
    shares += t->share[c];
    variance += t->share[c] * t->share[c] * s2 / n[c];
  }
  return variance / (shares * shares);
}

/* Does the sample that deff compares with go back to the population? */
static int is_replaced(const job *j, const sdg16i_domain_figures *c) {
  const sdg16_design *d = j->design;
  int32_t kind = j->target->with_replacement;
  if (kind != SDG16_DEFF_BY_WEIGHTS)
    return kind == SDG16_DEFF_WITH || !(c->weight > (double)c->n);
  return d->normalised || !sdg16i_expands(d, c->weight, (double)c->n);
}

static double simple_random(const job *j, int64_t domain, double *scratch) {
  sdg16i_domain_figures *c = &j->cells[domain];
  double n = (double)c->n, w = c->weight, mean = c->numerator / c->weight;
  c->replaced = j->target->category != NULL || is_replaced(j, c);
  if (j->target->category) return j->target->x ? NAN : standardised_srs(j, domain, scratch);
  if (!(n > 1) || (!j->target->y && !j->target->x)) return NAN;
  double spread = j->target->statistic == SDG16_SURVEY_PROPORTION
                      ? w * mean * (1 - mean)
                      : sum_squares(j, domain, j->target->x ? c->value : mean);
  double s2 = n / (n - 1) * spread / w;
  double of_mean = c->replaced ? s2 / n : s2 * (w - n) / (w * n);
  if (j->target->statistic == SDG16_SURVEY_TOTAL) return of_mean * w * w;
  if (j->target->x) return of_mean * (w / c->denominator) * (w / c->denominator);
  return of_mean;
}

/* ---- linearised ---- */

int32_t sdg16i_trace_keep(sdg16i_trace *trace, int64_t units, const int32_t *unit,
                          int64_t count, const double *t, sdg16_error *error) {
  int failed = 0;
  trace->units = units;
  trace->t = sdg16i_copy_array(t, count, sizeof *t, &failed);
  trace->unit = sdg16i_copy_array(unit, units, sizeof *unit, &failed);
  return failed ? sdg16i_fail_memory(error) : SDG16_OK;
}

/* The linearised values follow from the sums by unit, unless rows enter by themselves. */
static int64_t linearise_domain(const job *j, int64_t domain, bench *b) {
  const sdg16i_domain_figures *c = &j->cells[domain];
  if (j->design->calibration || j->target->category)
    return sdg16i_linearise(j->design, j->target, j->domains, domain, c, b->unit, b->sum,
                            b->scratch);
  int total = j->target->statistic == SDG16_SURVEY_TOTAL;
  for (int64_t i = 0; i < c->units; i++)
    b->sum[i] =
        total ? b->sum[2 * i] : (b->sum[2 * i] - c->value * b->sum[2 * i + 1]) / c->denominator;
  return c->units;
}

/* The value: shares x the categories' ratios. */
static void standardise_domain(const job *j, int64_t domain, double *scratch) {
  sdg16i_domain_figures *c = &j->cells[domain];
  double shares =
      sdg16i_category_sums(j->design->weight, j->target, j->domains, domain, scratch);
  c->value = sdg16i_standardised(j->target, scratch, shares, &c->empty_categories);
}

static int32_t do_linear(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  job *j = context;
  bench *b = &j->benches[worker];
  sdg16i_domain_figures *c = &j->cells[k];
  sdg16i_add_up_domains(j->design, j->target, j->domains, k, b->unit, b->sum, c);
  if (c->status) return SDG16_OK;
  if (j->target->category) standardise_domain(j, k, b->scratch);
  c->srs = simple_random(j, k, b->scratch);
  int64_t units = linearise_domain(j, k, b);
  int32_t status = j->traces
                       ? sdg16i_trace_keep(&j->traces[k], units, b->unit, units, b->sum, error)
                       : SDG16_OK;
  c->underflow = sdg16i_squares_underflow(units, b->sum, 0);
  if (!status)
    status =
        sdg16i_variance(j->design, 1, units, b->unit, b->sum, &c->variance, &c->lonely, error);
  if (!status && c->lonely >= 0) {
    c->status = SDG16_SURVEY_LONELY;
    if (j->traces) sdg16i_trace_clear(&j->traces[k]);
  }
  return status;
}

/* ---- by replicates ---- */

/* Given replicates: df by the rank of the weights of the domain's rows. A rank as high as that
 * of the file cannot rise with more rows. */
static int32_t rank_domain(const job *j, int64_t k, sdg16_error *error) {
  const sdg16_design *d = j->design;
  const sdg16i_domains *domains = j->domains;
  sdg16i_domain_figures *c = &j->cells[k];
  int64_t rows = c->rows, rank = 0;
  if (d->replicates->made) return SDG16_OK;
  if (j->target->alike) {
    c->df = j->target->alike[k].df;
    c->df_valid = j->target->alike[k].df_valid;
    return SDG16_OK;
  }
  c->df = c->df_valid = d->df;
  if (rows == d->rows && !c->missing) return SDG16_OK;
  const int32_t *all = domains->position ? domains->position + domains->start[k] : NULL;
  int32_t status = SDG16_OK;
  if (c->missing) {
    int32_t *valid = sdg16i_array(rows, sizeof *valid);
    if (!valid) return sdg16i_fail_memory(error);
    int64_t count = sdg16i_valid_positions(j->target, domains, k, valid);
    status = sdg16i_replicate_rank(d, count, valid, &rank, error);
    c->df_valid = fmax((double)rank - 1, 0);
    free(valid);
  }
  if (!status && rows < d->rows && (!c->missing || c->df_valid < d->df)) {
    status = sdg16i_replicate_rank(d, rows, all, &rank, error);
    c->df = fmax((double)rank - 1, 0);
    if (!c->missing) c->df_valid = c->df;
  }
  return status;
}

static int32_t do_sums(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  job *j = context;
  bench *b = &j->benches[worker];
  sdg16i_domain_figures *c = &j->cells[k];
  sdg16i_psu_sums *s = &j->sums[k];
  sdg16i_add_up_domains(j->design, j->target, j->domains, k, b->unit, b->sum, c);
  if (!c->status && j->target->category) standardise_domain(j, k, b->scratch);
  if (!c->status) c->srs = simple_random(j, k, b->scratch);
  int64_t units = 0; /* of the first stage */
  for (int64_t i = 0; i < c->units; i++) {
    int32_t psu = sdg16i_psu_of(j->design, b->unit[i]);
    double y = b->sum[2 * i], x = b->sum[2 * i + 1];
    if (!units || b->unit[units - 1] != psu) {
      b->unit[units] = psu;
      b->sum[2 * units] = b->sum[2 * units + 1] = 0;
      units++;
    }
    b->sum[2 * units - 2] += y;
    b->sum[2 * units - 1] += x;
  }
  int32_t status = rank_domain(j, k, error);
  if (status) return status;
  int failed = 0;
  s->unit = sdg16i_copy_array(b->unit, units, sizeof *s->unit, &failed);
  s->sum = sdg16i_copy_array(b->sum, 2 * units, sizeof *s->sum, &failed);
  if (failed) return sdg16i_fail_memory(error);
  s->units = units;
  return SDG16_OK;
}

/* Scratch of one worker that takes replicates row by row. */
typedef struct row_job {
  const job *job;
  double *factors, *weights, *sums; /* each worker's behind the other's */
  double *out;
} row_job;

/* Weights that vary within PSUs, or standardisation: one replicate, row by row. */
static int32_t do_replicate(int64_t r, int32_t worker, void *context, sdg16_error *error) {
  (void)error;
  const row_job *rows = context;
  const job *j = rows->job;
  const sdg16i_survey_target *t = j->target;
  int64_t count = j->design->replicates->count, ignored;
  double *weight = rows->weights + worker * j->design->rows;
  double *sums = rows->sums + worker * (4 * t->categories + 1);
  sdg16i_replicate_positions(
      j->design, r, rows->factors + worker * sdg16i_replicate_scratch(j->design), weight);
  for (int64_t k = 0; k < j->domains->count; k++) {
    double *pair = &rows->out[(k * count + r) * 2];
    sdg16i_sum numerator = {0}, denominator = {0};
    if (t->category) {
      double shares = sdg16i_category_sums(weight, t, j->domains, k, sums);
      pair[0] = sdg16i_standardised(t, sums, shares, &ignored);
      pair[1] = 1;
      continue;
    }
    for (int64_t i = j->domains->start[k]; i < j->domains->start[k + 1]; i++) {
      int64_t p = sdg16i_domain_position(j->domains, i);
      double y = t->y ? t->y[p] : 1, x = t->x ? t->x[p] : 1;
      if (isnan(y) || isnan(x)) continue;
      sdg16i_add(&numerator, weight[p] * y);
      sdg16i_add(&denominator, weight[p] * x);
    }
    pair[0] = sdg16i_sum_value(&numerator);
    pair[1] = sdg16i_sum_value(&denominator);
  }
  return SDG16_OK;
}

static int32_t row_by_row(job *j, sdg16i_run *run, double *pairs, sdg16_error *error) {
  const sdg16_design *d = j->design;
  int32_t workers = sdg16i_workers(run->exec.threads, d->replicates->count);
  row_job rows = {.job = j, .out = pairs};
  rows.factors = sdg16i_array(workers * sdg16i_replicate_scratch(d), sizeof(double));
  rows.weights = sdg16i_array(workers * d->rows, sizeof(double));
  rows.sums = sdg16i_array(workers * (4 * j->target->categories + 1), sizeof(double));
  int32_t status = rows.factors && rows.weights && rows.sums
                       ? sdg16i_parallel(run, 0, d->replicates->count, run->exec.threads,
                                         do_replicate, &rows, error)
                       : sdg16i_fail_memory(error);
  free(rows.factors);
  free(rows.weights);
  free(rows.sums);
  return status;
}

/* Values and variances from the pairs of sums, which the values take the place of. */
static int32_t finish_replicates(job *j, double *pairs, sdg16_error *error) {
  const sdg16i_replicates *reps = j->design->replicates;
  int total = j->target->statistic == SDG16_SURVEY_TOTAL;
  for (int64_t k = 0; k < j->domains->count; k++) {
    double *value = pairs + k * reps->count * 2;
    sdg16i_domain_figures *c = &j->cells[k];
    if (c->status) continue;
    int defined = 1;
    for (int64_t r = 0; r < reps->count; r++) {
      double y = value[2 * r], x = value[2 * r + 1];
      value[r] = total ? y : y / x;
      defined &= isfinite(value[r]) || (reps->scales && reps->scales[r] == 0);
    }
    c->variance = sdg16i_replicate_covariance(reps, value, c->value, value, c->value);
    c->underflow = sdg16i_squares_underflow(reps->count, value, c->value);
    if (!defined) {
      c->status = SDG16_SURVEY_REPLICATES;
      c->variance = NAN;
    } else if (j->traces) {
      int32_t status = sdg16i_trace_keep(&j->traces[k], 0, NULL, reps->count, value, error);
      if (status) return status;
    }
  }
  return SDG16_OK;
}

static int32_t by_replicates(job *j, sdg16i_run *run, sdg16_error *error) {
  int64_t domains = j->domains->count, count = j->design->replicates->count;
  j->sums = sdg16i_array(domains, sizeof *j->sums);
  double *pairs = sdg16i_array(domains, sizeof(double) * 2 * (size_t)count);
  int32_t status = j->sums && pairs ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status) status = sdg16i_parallel(run, 0, domains, run->exec.threads, do_sums, j, error);
  if (!status)
    status = sdg16i_replicates_by_row(j->design) || j->target->category
                 ? row_by_row(j, run, pairs, error)
                 : sdg16i_replicate_sums(j->design, domains, j->sums, run, pairs, error);
  if (!status) status = finish_replicates(j, pairs, error);
  for (int64_t k = 0; j->sums && k < domains; k++) {
    free(j->sums[k].unit);
    free(j->sums[k].sum);
  }
  free(j->sums);
  free(pairs);
  return status;
}

int32_t sdg16i_estimate(const sdg16_design *d, const sdg16i_survey_target *target,
                        const sdg16i_domains *domains, sdg16i_run *run,
                        sdg16i_domain_figures *cells, sdg16i_trace *traces,
                        sdg16_error *error) {
  job j = {.design = d, .target = target, .domains = domains, .cells = cells, .traces = traces};
  sdg16i_arena arena = {0};
  int32_t workers = sdg16i_workers(run->exec.threads, domains->count);
  int32_t status = open_benches(&j, workers, &arena, error);
  if (!status)
    status = d->replicates ? by_replicates(&j, run, error)
                           : sdg16i_parallel(run, 0, domains->count, run->exec.threads,
                                             do_linear, &j, error);
  sdg16i_arena_free(&arena);
  return status;
}

int32_t sdg16i_domain_df(const sdg16_design *d, const sdg16i_grouping *grouping,
                         sdg16i_run *run, double *df, sdg16_error *error) {
  sdg16i_domains all;
  sdg16i_domain_figures figures;
  sdg16i_survey_target target = {.statistic = SDG16_SURVEY_TOTAL};
  int32_t status = sdg16i_domains_make(&all, d, grouping, 0, error);
  if (!status) status = sdg16i_estimate(d, &target, &all, run, &figures, NULL, error);
  if (!status) *df = figures.df;
  sdg16i_domains_clear(&all);
  return status;
}

/* ---- covariances ---- */

#define MAX_DENSE (INT64_C(1) << 27) /* numbers: 1 GiB */

/* The units that any trace has, with the values of all traces side by side. */
static int32_t dense_covariance(const sdg16_design *d, int64_t count,
                                const sdg16i_trace *traces, double *out, sdg16_error *error) {
  int64_t units = d->stage[d->stages - 1].units, used = 0, size;
  int32_t *place = sdg16i_array(units, sizeof *place);
  int32_t status = place ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t k = 0; !status && k < count; k++)
    for (int64_t i = 0; i < traces[k].units; i++) place[traces[k].unit[i]] = 1;
  for (int64_t u = 0; !status && u < units; u++)
    if (place[u]) place[u] = (int32_t)++used;
  size = count;
  if (!status && sdg16i_multiply(&size, used, MAX_DENSE))
    status = sdg16i_fail_at(error, SDG16_ERR_LIMIT, "covariance", 0, 0,
                            "covariance: domains x units must be at most %lld, not %lld x %lld",
                            (long long)MAX_DENSE, (long long)count, (long long)used);
  int32_t *unit = status ? NULL : sdg16i_array(used, sizeof *unit);
  double *t = status ? NULL : sdg16i_array(size, sizeof *t);
  if (!status && (!unit || !t)) status = sdg16i_fail_memory(error);
  for (int64_t u = 0; !status && u < units; u++)
    if (place[u]) unit[place[u] - 1] = (int32_t)u;
  for (int64_t k = 0; !status && k < count; k++)
    for (int64_t i = 0; i < traces[k].units; i++)
      t[(place[traces[k].unit[i]] - 1) * count + k] = traces[k].t[i];
  int64_t lonely;
  if (!status) status = sdg16i_variance(d, count, used, unit, t, out, &lonely, error);
  free(place);
  free(unit);
  free(t);
  return status;
}

int32_t sdg16i_covariance(const sdg16_design *d, int64_t count, const sdg16i_trace *traces,
                          const double *values, double *out, sdg16_error *error) {
  int32_t status = SDG16_OK;
  if (!d->replicates) {
    status = dense_covariance(d, count, traces, out, error);
  } else {
    for (int64_t a = 0; a < count; a++)
      for (int64_t b = 0; b <= a; b++) {
        double v = traces[a].t && traces[b].t
                       ? sdg16i_replicate_covariance(d->replicates, traces[a].t, values[a],
                                                     traces[b].t, values[b])
                       : NAN;
        out[a * count + b] = out[b * count + a] = v;
      }
  }
  for (int64_t a = 0; !status && a < count; a++)
    for (int64_t b = 0; !traces[a].t && b < count; b++)
      out[a * count + b] = out[b * count + a] = NAN;
  return status;
}
