#include "iff/interval.h"

#include "base/error.h"
#include "base/numbers.h"
#include "base/rng.h"
#include "num/sort_numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The value of a setting by its name; NaN: the method has no such setting. */
static double setting(const sdg16i_iff_job *job, const char *name) {
  const sdg16i_iff_setting *s = job->method->settings;
  for (int32_t i = 0; s[i].name; i++)
    if (!strcmp(s[i].name, name)) return job->setting[i];
  return NAN;
}

int32_t sdg16i_iff_draws_begin(sdg16i_iff_job *job) {
  double replicates = setting(job, "replicates");
  if (!job->method->replicates) return SDG16_OK;
  if (replicates != floor(replicates) || (replicates > 0 && replicates < 100)) {
    char found[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(replicates, found);
    return sdg16i_fail_at(job->error, SDG16_ERR_ARGUMENT, "set", 0, 0,
                          "set: replicates must be 0 or a whole number of at least 100, not %s",
                          found);
  }
  job->draws = (sdg16i_iff_draws){.replicates = (int64_t)replicates,
                                  .level = setting(job, "level"),
                                  .uniform = setting(job, "distribution") > 0};
  return SDG16_OK;
}

double *sdg16i_iff_draws_of(sdg16i_iff_job *job, const sdg16i_iff_flow *flow,
                            int32_t direction) {
  sdg16i_iff_draws *draws = &job->draws;
  int64_t place = flow - job->flow, size = 2 * draws->replicates;
  if (sdg16i_grow((void **)&draws->value, &draws->capacity, (place + 1) * size,
                  sizeof *draws->value))
    return NULL;
  for (; draws->flows <= place; draws->flows++)
    memset(draws->value + draws->flows * size, 0, (size_t)size * sizeof *draws->value);
  return draws->value + place * size + direction * draws->replicates;
}

static double draw_quantile(const double *sorted, int64_t n, double p) {
  double place = (double)(n - 1) * p;
  int64_t below = (int64_t)place;
  if (below + 1 >= n) return sorted[n - 1];
  return sorted[below] + (place - (double)below) * (sorted[below + 1] - sorted[below]);
}

void sdg16i_iff_percentiles(double *value, int64_t count, double level, double *low,
                            double *high) {
  sdg16i_sort_doubles(value, count);
  *low = draw_quantile(value, count, (1 - level) / 2);
  *high = draw_quantile(value, count, (1 + level) / 2);
}

int32_t sdg16i_iff_draws_end(sdg16i_iff_job *job) {
  const sdg16i_iff_draws *draws = &job->draws;
  if (!draws->replicates) return SDG16_OK;
  int64_t widened = 0;
  for (int64_t i = 0; i < draws->flows; i++)
    for (int32_t direction = 0; direction < 2; direction++) {
      double *value = draws->value + (2 * i + direction) * draws->replicates, low, high;
      sdg16i_sum *flow = job->flow[i].value[direction];
      double central = sdg16i_sum_value(&flow[0]);
      sdg16i_iff_percentiles(value, draws->replicates, draws->level, &low, &high);
      widened += !(low <= central && central <= high);
      flow[1] = (sdg16i_sum){fmin(low, central), 0};
      flow[2] = (sdg16i_sum){fmax(high, central), 0};
    }
  job->ranged = 1;
  char percent[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(nearbyint(1e6 * draws->level) / 1e4, percent);
  int32_t status =
      sdg16i_iff_diagnostic(job, "interval", NULL, NULL,
                            "limits are the central %s %% of %lld replicates (%s), seed %llu",
                            percent, (long long)draws->replicates, job->method->replicates,
                            (unsigned long long)job->run.exec.seed);
  if (!status && widened)
    status = sdg16i_iff_diagnostic(
        job, "interval", NULL, NULL,
        "%lld limits did not include the estimate and were widened to it", (long long)widened);
  return status;
}

/* ---- inputs within their ranges ---- */

/* The p-quantile of the triangle from low over central to high, or of what is uniform. */
static double range_quantile(const double number[3], int32_t uniform, double p) {
  double mode = number[0], low = number[1], high = number[2], width = high - low;
  if (!(width > 0)) return mode;
  if (uniform) return low + p * width;
  return p * width < mode - low ? low + sqrt(p * width * (mode - low))
                                : high - sqrt((1 - p) * width * (high - mode));
}

int32_t sdg16i_iff_draw_inputs(sdg16i_iff_job *job, const sdg16i_iff_flow *flow,
                               sdg16i_iff_fn f, int32_t count, const sdg16i_iff_value *input,
                               int64_t stream) {
  if (!job->ranged)
    return sdg16i_fail_at(job->error, SDG16_ERR_OPTION, "set", 0, 0,
                          "set: replicates need data with ranges: columns x_low and x_high");
  int32_t status = sdg16i_run_poll(&job->run);
  if (status) return sdg16i_run_stopped(&job->run, status, job->error);
  double *sum[2];
  sum[0] = sdg16i_iff_draws_of(job, flow, 0);
  sum[1] = sum[0] ? sum[0] + job->draws.replicates : NULL;
  if (!sum[0]) return sdg16i_fail_memory(job->error);
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, job->run.exec.seed, SDG16I_PURPOSE_RANGES, stream);
  for (int64_t r = 0; r < job->draws.replicates; r++) {
    double x[SDG16I_IFF_INPUTS], drawn[2];
    for (int32_t i = 0; i < count; i++) {
      const double *range = input[i].number;
      x[i] = range[1] < range[2]
                 ? range_quantile(range, job->draws.uniform, sdg16i_rng_double(&rng))
                 : range[0];
    }
    f(x, job->setting, drawn);
    sum[0][r] += drawn[0];
    sum[1][r] += drawn[1];
  }
  return SDG16_OK;
}
