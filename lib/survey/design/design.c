/* A design that is made: copies, what its weights are, a summary. */
#include "survey/design/design.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "num/sums.h"
#include "survey/design/calibration.h"
#include "survey/design/replicates.h"

#include <math.h>
#include <stdlib.h>

double sdg16i_design_df(const sdg16_design *d) {
  int64_t units = 0, strata = 0;
  int32_t unit = -1, stratum = -1;
  for (int64_t i = 0; i < d->rows; i++) {
    int32_t psu = sdg16i_psu_of(d, d->leaf[i]);
    if (!(d->weight[i] != 0) || psu == unit) continue;
    unit = psu;
    units++;
    strata += d->stage[0].stratum[psu] != stratum;
    stratum = d->stage[0].stratum[psu];
  }
  return (double)(units - strata);
}

/* The inverse of a probability is never below 1; but calibration takes weights there. */
void sdg16i_design_judge_weights(sdg16_design *d) {
  sdg16i_sum sum = {0};
  int64_t n = 0, small = 0, ones = 0;
  for (int64_t i = 0; i < d->rows; i++) {
    if (d->weight[i] == 0) continue;
    n++;
    small += d->weight[i] < 1 && !d->calibration;
    ones += d->weight[i] == 1;
    sdg16i_add(&sum, d->weight[i]);
  }
  int finite = isfinite(d->stage[0].population[0]);
  d->unweighted = ones == d->rows;
  d->normalised = !sdg16i_expands(d, sdg16i_sum_value(&sum), (double)n) ||
                  (!finite && small >= 0.1 * (double)n);
}

void sdg16_design_free(sdg16_design *d) {
  if (!d) return;
  for (int32_t s = 0; s < d->stages; s++) {
    sdg16i_stage *stage = &d->stage[s];
    free(stage->stratum);
    free(stage->parent);
    free(stage->first);
    free(stage->sampled);
    free(stage->population);
    free(stage->factor);
    free(stage->row);
  }
  free(d->order);
  free(d->leaf);
  free(d->psu);
  free(d->weight);
  free(d->stratum_name);
  sdg16i_weighted_free(d->weighted);
  sdg16i_calibration_free(d->calibration);
  sdg16i_replicates_free(d->replicates);
  free(d);
}

int32_t sdg16i_design_copy(const sdg16_design *from, sdg16_design **out, sdg16_error *error) {
  sdg16_design *d = calloc(1, sizeof *d);
  *out = NULL;
  if (!d) return sdg16i_fail_memory(error);
  int failed = 0;
  *d = *from;
  d->calibration = NULL;
  d->replicates = NULL;
  d->weighted = sdg16i_weighted_share(from->weighted);
  for (int32_t s = 0; s < d->stages; s++) {
    const sdg16i_stage *f = &from->stage[s];
    d->stage[s].stratum = sdg16i_copy_array(f->stratum, f->units, sizeof *f->stratum, &failed);
    d->stage[s].parent = sdg16i_copy_array(f->parent, f->strata, sizeof *f->parent, &failed);
    d->stage[s].first = sdg16i_copy_array(f->first, f->strata + 1, sizeof *f->first, &failed);
    d->stage[s].sampled = sdg16i_copy_array(f->sampled, f->strata, sizeof *f->sampled, &failed);
    d->stage[s].population =
        sdg16i_copy_array(f->population, f->strata, sizeof *f->population, &failed);
    d->stage[s].factor = sdg16i_copy_array(f->factor, f->strata, sizeof *f->factor, &failed);
    d->stage[s].row = sdg16i_copy_array(f->row, f->strata, sizeof *f->row, &failed);
  }
  d->order = sdg16i_copy_array(from->order, d->rows, sizeof *d->order, &failed);
  d->leaf = sdg16i_copy_array(from->leaf, d->rows, sizeof *d->leaf, &failed);
  d->psu = sdg16i_copy_array(from->psu, d->stage[d->stages - 1].units, sizeof *d->psu, &failed);
  d->weight = sdg16i_copy_array(from->weight, d->rows, sizeof *d->weight, &failed);
  d->stratum_name = from->stratum_name ? sdg16i_copy_text(from->stratum_name) : NULL;
  if (failed || (from->stratum_name && !d->stratum_name)) {
    sdg16_design_free(d);
    return sdg16i_fail_memory(error);
  }
  *out = d;
  return SDG16_OK;
}

int32_t sdg16_design_summarise(const sdg16_design *d, sdg16_design_summary *out, int64_t size) {
  const sdg16i_stage *first = &d->stage[0];
  sdg16i_sum sum = {0}, squares = {0};
  int64_t n = 0, negative = 0;
  for (int64_t i = 0; i < d->rows; i++) {
    sdg16i_add(&sum, d->weight[i]);
    sdg16i_add(&squares, d->weight[i] * d->weight[i]);
    n += d->weight[i] != 0;
    negative += d->weight[i] < 0;
  }
  double w = sdg16i_sum_value(&sum);
  sdg16_design_summary s = {.struct_size = (int64_t)sizeof s,
                            .rows = d->rows,
                            .stages = d->stages,
                            .strata = first->strata,
                            .psus = first->units,
                            .replicates = d->replicates ? d->replicates->count : 0,
                            .df = d->df,
                            .weight_sum = w,
                            .negative = negative,
                            .normalised = d->normalised,
                            .dropped = d->dropped,
                            .weight_effect = (double)n * sdg16i_sum_value(&squares) / (w * w)};
  for (int64_t h = 0; h < first->strata; h++)
    s.lonely += first->sampled[h] == 1 && first->population[h] > 1;
  return sdg16i_struct_out(out, size, &s, (int64_t)sizeof s);
}

int32_t sdg16_design_weights(const sdg16_design *d, int64_t replicate, double *out,
                             int64_t capacity, sdg16_error *error) {
  int64_t count = d->replicates ? d->replicates->count : 0;
  if (capacity < d->rows)
    return sdg16i_fail(error, SDG16_ERR_CAPACITY,
                       "capacity must be at least %lld, the number of rows, not %lld",
                       (long long)d->rows, (long long)capacity);
  if (replicate < -1 || replicate >= count)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "replicate", 0, 0,
                          "replicate must be from -1 to below %lld, not %lld", (long long)count,
                          (long long)replicate);
  if (replicate >= 0) return sdg16i_replicate_weights(d, replicate, out, error);
  for (int64_t i = 0; i < d->rows; i++) out[sdg16i_row_at(d, i)] = d->weight[i];
  return SDG16_OK;
}
