/* Calibrating the weights of a design, or of each of its replicates, to known totals
 * (Deville & Sarndal 1992), and the regression that linearised variances need. */
#include "survey/design/calibration.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/options.h"
#include "num/linalg.h"
#include "survey/design/replicates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const sdg16_calibrate_options DEFAULTS = {.struct_size = (int64_t)sizeof DEFAULTS,
                                                 .method = SDG16_CALIBRATE_LINEAR,
                                                 .max_iterations = 100,
                                                 .tolerance = 1e-11};

int32_t sdg16_calibrate_options_init(sdg16_calibrate_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, (int64_t)sizeof DEFAULTS);
}

/* ---- regression ---- */

int64_t sdg16i_calibration_scratch(const sdg16_design *d) {
  return sdg16i_stride(d->calibration->count);
}

void sdg16i_calibration_begin(const sdg16_design *d, double *fit) {
  memset(fit, 0, (size_t)sdg16i_calibration_scratch(d) * sizeof *fit);
}

void sdg16i_calibration_add(const sdg16_design *d, int64_t p, double value, double *fit) {
  sdg16i_auxiliaries x;
  sdg16i_auxiliaries_at(d->calibration, p, &x);
  for (int64_t a = 0; a < x.count; a++)
    fit[x.index[a]] += d->calibration->base[p] * value * x.value[a];
}

void sdg16i_calibration_solve(const sdg16_design *d, double *fit) {
  const sdg16i_calibration *c = d->calibration;
  sdg16i_forward(c->factor, c->inverse, c->count, fit);
  sdg16i_backward(c->factor, c->inverse, c->count, fit);
}

double sdg16i_calibration_fitted(const sdg16_design *d, int64_t p, const double *fit) {
  sdg16i_auxiliaries x;
  sdg16i_auxiliaries_at(d->calibration, p, &x);
  return sdg16i_auxiliaries_dot(&x, fit);
}

/* With the weights before calibration. */
static int32_t keep_regression(sdg16i_calibration *c, const sdg16_design *d,
                               sdg16_error *error) {
  int64_t stride = sdg16i_stride(c->count);
  c->factor = sdg16i_array(c->count * stride, sizeof *c->factor);
  c->inverse = sdg16i_array(stride, sizeof *c->inverse);
  if (!c->factor || !c->inverse) return sdg16i_fail_memory(error);
  for (int64_t p = 0; p < d->rows; p++) {
    sdg16i_auxiliaries x;
    sdg16i_auxiliaries_at(c, p, &x);
    if (c->base[p] != 0) sdg16i_auxiliaries_outer(&x, c->base[p], c->factor, stride);
  }
  sdg16i_factor_independent(c->factor, c->inverse, c->count);
  return SDG16_OK;
}

/* ---- items ---- */

#define MAX_COMBINATIONS (INT64_C(1) << 22) /* that are looked up in a table */

typedef struct span {
  int64_t low, cells;
} span;

/* Parts the items by the cells of one more margin; `number` has room for the products. */
static void split_cells(sdg16i_calibration *c, int64_t rows, const int32_t *cell, span s,
                        int32_t *number) {
  int64_t items = 0;
  for (int64_t i = 0; i < c->items * s.cells; i++) number[i] = -1;
  for (int64_t p = 0; p < rows; p++) {
    int32_t *of = &number[c->item[p] * s.cells + (cell[p] - s.low)];
    if (*of < 0) *of = (int32_t)items++;
    c->item[p] = *of;
  }
  c->items = items;
}

/* Positions that differ in no auxiliary are one item: solving then takes as long as there
 * are combinations of cells. With numeric auxiliaries each position is one. */
static int32_t find_items(sdg16i_calibration *c, int64_t rows, sdg16_error *error) {
  span spans[SDG16I_MAX_MARGINS];
  int64_t combinations = 1;
  for (int64_t m = 0; m < c->margins && combinations <= MAX_COMBINATIONS; m++) {
    int32_t low = INT32_MAX, high = 0;
    for (int64_t p = 0; p < rows; p++) {
      if (c->cell[m][p] < low) low = c->cell[m][p];
      if (c->cell[m][p] > high) high = c->cell[m][p];
    }
    spans[m] = (span){low, (int64_t)high - low + 1};
    combinations *= spans[m].cells;
  }
  c->items = rows;
  if (c->numeric || combinations > MAX_COMBINATIONS) return SDG16_OK;
  c->item = sdg16i_array(rows, sizeof *c->item);
  int32_t *number = sdg16i_array(combinations, sizeof *number);
  int ok = c->item && number;
  c->items = 1;
  for (int64_t m = 0; ok && m < c->margins; m++)
    split_cells(c, rows, c->cell[m], spans[m], number);
  free(number);
  c->position = ok ? sdg16i_array(c->items, sizeof *c->position) : NULL;
  if (!c->position) return sdg16i_fail_memory(error);
  for (int64_t p = 0; p < rows; p++) c->position[c->item[p]] = (int32_t)p;
  return SDG16_OK;
}

/* ---- solving ---- */

#define MAX_LAMBDAS (INT64_C(1) << 27) /* 1 GiB */

/* The lambda of every replicate: its weights are made from it when they are needed. */
static int32_t solve_replicates(sdg16_design *d, sdg16i_calibrator *s, double *scratch,
                                sdg16_error *error) {
  sdg16i_calibration *c = d->calibration;
  const sdg16i_replicates *r = d->replicates;
  if (r->count > MAX_LAMBDAS / c->count)
    return sdg16i_fail_at(
        error, SDG16_ERR_LIMIT, "margins", 0, 0,
        "calibration: replicates x cells must be at most %lld, not %lld x %lld",
        (long long)MAX_LAMBDAS, (long long)r->count, (long long)c->count);
  double *lambda = sdg16i_array(r->count * c->count, sizeof *lambda);
  double *weight = sdg16i_array(d->rows, sizeof *weight);
  int32_t status = lambda && weight ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t k = 0; !status && k < r->count; k++) {
    if (r->scales && !(r->scales[k] > 0)) continue; /* counts nowhere */
    sdg16i_replicate_positions(d, k, scratch, weight);
    status = sdg16i_calibrator_solve(s, d->rows, weight, k, error);
    memcpy(lambda + k * c->count, s->lambda, (size_t)c->count * sizeof *lambda);
  }
  free(weight);
  if (status)
    free(lambda);
  else
    c->lambda = lambda;
  return status;
}

static int32_t calibrate_weights(sdg16_design *d, const double *totals, sdg16_error *error) {
  sdg16i_calibration *c = d->calibration;
  sdg16i_calibrator s = {0};
  int32_t status = find_items(c, d->rows, error);
  double *scratch = status ? NULL : sdg16i_array(sdg16i_replicate_scratch(d), sizeof *scratch);
  if (!status && !scratch) status = sdg16i_fail_memory(error);
  if (!status && !d->replicates) status = keep_regression(c, d, error);
  if (!status) status = sdg16i_calibrator_init(&s, c, totals, error);
  if (!status) status = sdg16i_calibrator_solve(&s, d->rows, c->base, -1, error);
  if (!status) sdg16i_calibration_apply(c, d->rows, s.lambda, scratch, d->weight);
  if (!status && d->replicates) status = solve_replicates(d, &s, scratch, error);
  sdg16i_calibrator_clear(&s);
  free(scratch);
  return status;
}

/* ---- the whole ---- */

static int32_t check_bounds(const sdg16_calibrate_options *o, sdg16_error *error) {
  char lower[SDG16I_DOUBLE_SIZE], upper[SDG16I_DOUBLE_SIZE];
  int any = o->lower != 0 || o->upper != 0;
  if (o->method == SDG16_CALIBRATE_RAKING && any)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "lower", 0, 0,
                          "raking must not have bounds: use logit, or linear with bounds");
  if (o->method == SDG16_CALIBRATE_LOGIT && !any)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "lower", 0, 0,
                          "logit must have bounds of the factors");
  if (!any || (o->lower >= 0 && o->lower < 1 && o->upper > 1 && isfinite(o->upper)))
    return SDG16_OK;
  sdg16i_format_double(o->lower, lower);
  sdg16i_format_double(o->upper, upper);
  return sdg16i_fail_at(error, SDG16_ERR_OPTION, "lower", 0, 0,
                        "the bounds of the factors must be finite and satisfy "
                        "0 <= lower < 1 < upper; lower is %s and upper is %s",
                        lower, upper);
}

static int32_t check_calibration(const sdg16_design *design, int64_t margins,
                                 const sdg16_table *const *tables,
                                 const sdg16_calibrate_options *o, sdg16_error *error) {
  if (!sdg16_calibrate_name(o->method))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "method", 0, 0,
                          "method must be an SDG16_CALIBRATE_ value, not %d", o->method);
  if (design->calibration)
    return sdg16i_fail(error, SDG16_ERR_DESIGN, "the design must not be calibrated already");
  if (margins < 0 || o->auxiliary_count < 0 || margins + o->auxiliary_count < 1 ||
      margins + o->auxiliary_count > SDG16I_MAX_MARGINS)
    return sdg16i_fail_at(
        error, SDG16_ERR_ARGUMENT, "margins", 0, 0,
        "margins and auxiliaries must be from 1 to %d in all, not %lld and %lld",
        SDG16I_MAX_MARGINS, (long long)margins, (long long)o->auxiliary_count);
  for (int64_t m = 0; m < margins; m++)
    if (!tables || !tables[m])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "margins", 0, 0,
                            "margin %lld must not be NULL", (long long)m + 1);
  if (o->auxiliary_count && (!o->auxiliaries || !o->auxiliary_totals))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "auxiliaries", 0, 0,
                          "%s must not be NULL where there are %lld auxiliaries",
                          o->auxiliaries ? "auxiliary_totals" : "auxiliaries",
                          (long long)o->auxiliary_count);
  if (o->max_iterations < 1)
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "max_iterations", o->max_iterations,
                              "1 or more");
  if (!(o->tolerance > 0))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "tolerance", o->tolerance, "above 0");
  return check_bounds(o, error);
}

int32_t sdg16_design_calibrate(const sdg16_design *design, int64_t margin_count,
                               const sdg16_table *const *margins,
                               const sdg16_calibrate_options *options, sdg16_design **out,
                               sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_design_calibrate: out must not be NULL");
  *out = NULL;
  sdg16_calibrate_options o = DEFAULTS;
  int32_t status =
      sdg16i_struct_in(options, &o, (int64_t)sizeof o, "sdg16_calibrate_options", error);
  if (!status) status = check_calibration(design, margin_count, margins, &o, error);
  sdg16_design *d = NULL;
  if (!status) status = sdg16i_design_copy(design, &d, error);
  if (status) return status;
  double *totals = sdg16i_array(SDG16I_MAX_AUXILIARIES + SDG16I_MAX_MARGINS, sizeof *totals);
  d->calibration = calloc(1, sizeof *d->calibration);
  if (!totals || !d->calibration) status = sdg16i_fail_memory(error);
  if (!status && design->replicates)
    status = sdg16i_replicates_copy(design, &d->replicates, error);
  if (!status) {
    d->calibration->method = o.method;
    d->calibration->max_iterations = o.max_iterations;
    d->calibration->lower = o.lower;
    d->calibration->upper = o.upper;
    d->calibration->tolerance = o.tolerance;
    status = sdg16i_calibration_read(d, margin_count, margins, &o, totals, error);
  }
  if (!status) status = calibrate_weights(d, totals, error);
  free(totals);
  if (status) {
    sdg16_design_free(d);
    return status;
  }
  if (!d->replicates) d->df = sdg16i_design_df(d);
  sdg16i_design_judge_weights(d);
  *out = d;
  return SDG16_OK;
}
