/* Calibrating weights to known totals (Deville & Sarndal 1992). */
#include "survey/calibration.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/options.h"
#include "base/utf8.h"
#include "num/linalg.h"
#include "num/sums.h"
#include "survey/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const sdg16_calibrate_options DEFAULTS = {.struct_size = (int64_t)sizeof DEFAULTS,
                                                 .method = SDG16_CALIBRATE_LINEAR,
                                                 .max_iterations = 100,
                                                 .tolerance = 1e-11};

int32_t sdg16_calibrate_options_init(sdg16_calibrate_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, (int64_t)sizeof DEFAULTS);
}

void sdg16i_calibration_free(sdg16i_calibration *c) {
  if (!c) return;
  for (int64_t m = 0; c->cell && m < c->margins; m++) free(c->cell[m]);
  for (int64_t k = 0; c->value && k < c->numeric; k++) free(c->value[k]);
  free(c->cell);
  free(c->value);
  free(c->base);
  free(c->factor);
  free(c->inverse);
  free(c);
}

/* ---- x, sparse: the indices and values that are not 0 at a position ---- */

#define MAX_AUXILIARIES 4096
#define MAX_TERMS 64 /* margins and numeric auxiliaries */

typedef struct terms {
  int64_t count;
  int64_t index[MAX_TERMS];
  double value[MAX_TERMS];
} terms;

static inline void terms_at(const sdg16i_calibration *c, int64_t p, terms *x) {
  x->count = c->margins + c->numeric;
  for (int64_t m = 0; m < c->margins; m++) x->index[m] = c->cell[m][p], x->value[m] = 1;
  for (int64_t k = 0; k < c->numeric; k++) {
    x->index[c->margins + k] = c->count - c->numeric + k;
    x->value[c->margins + k] = c->value[k][p];
  }
}

static inline double dot(const terms *x, const double *v) {
  double sum = 0;
  for (int64_t a = 0; a < x->count; a++) sum += x->value[a] * v[x->index[a]];
  return sum;
}

/* h += w x x', upper triangle */
static inline void add_outer(const terms *x, double w, double *h, int64_t stride) {
  for (int64_t a = 0; a < x->count; a++)
    for (int64_t b = a; b < x->count; b++) {
      int64_t i = x->index[a], j = x->index[b];
      if (i > j) i = x->index[b], j = x->index[a];
      h[i * stride + j] += w * x->value[a] * x->value[b];
    }
}

/* ---- regression ---- */

int64_t sdg16i_calibration_scratch(const sdg16_design *d) {
  return sdg16i_stride(d->calibration->count);
}

void sdg16i_calibration_begin(const sdg16_design *d, double *fit) {
  memset(fit, 0, (size_t)sdg16i_calibration_scratch(d) * sizeof *fit);
}

void sdg16i_calibration_add(const sdg16_design *d, int64_t p, double value, double *fit) {
  terms x;
  terms_at(d->calibration, p, &x);
  for (int64_t a = 0; a < x.count; a++)
    fit[x.index[a]] += d->calibration->base[p] * value * x.value[a];
}

void sdg16i_calibration_solve(const sdg16_design *d, double *fit) {
  const sdg16i_calibration *c = d->calibration;
  sdg16i_forward(c->factor, c->inverse, c->count, fit);
  sdg16i_backward(c->factor, c->inverse, c->count, fit);
}

double sdg16i_calibration_fitted(const sdg16_design *d, int64_t p, const double *fit) {
  terms x;
  terms_at(d->calibration, p, &x);
  return dot(&x, fit);
}

/* ---- margins ---- */

/* A margin being read: the level of each of its columns in each of its rows. */
typedef struct margin {
  const sdg16_table *table;
  int64_t number; /* from 1, for messages */
  int64_t total;  /* the column of totals */
  int64_t columns;
  sdg16i_categories factor[SDG16_MAX_STAGES]; /* of the survey's columns of the same names */
} margin;

/* Level by level: the number of the combination that each row is, -1: not in the survey. */
static int32_t combine(const margin *m, int64_t *at, int64_t *level, const char **text,
                       sdg16i_arena *arena, sdg16_error *error) {
  int64_t rows = sdg16_table_rows(m->table), used = 0;
  for (int64_t c = 0; c < sdg16_table_columns(m->table); c++) {
    if (c == m->total) continue;
    const uint8_t *missing = sdg16_table_missing(m->table, c);
    for (int64_t row = 0; row < rows; row++) {
      char number[64];
      if (missing && missing[row])
        return sdg16i_fail_at(error, SDG16_ERR_MISSING, "margins", row + 1, c + 1,
                              "margin %lld: row %lld has no category, expected one",
                              (long long)m->number, (long long)row + 1);
      text[row] = sdg16_table_text(m->table, row, c);
      if (text[row]) continue;
      sdg16i_survey_cell(m->table, row, c, number);
      text[row] = sdg16i_arena_text(arena, number, strlen(number));
      if (!text[row]) return sdg16i_fail_memory(error);
    }
    const sdg16i_categories *f = &m->factor[used++];
    int32_t code = sdg16i_categories_match(f, rows, text, "margins", level, error);
    if (code) return code;
    for (int64_t row = 0; row < rows; row++)
      at[row] = level[row] < 0 || at[row] < 0 ? -1 : at[row] * f->count + level[row];
  }
  return SDG16_OK;
}

/* Gives each cell of the margin its index, from `count` on, by combination of levels. */
static int32_t place_cells(const margin *m, int64_t count, int32_t *place, const double *totals,
                           sdg16_error *error) {
  int64_t rows = sdg16_table_rows(m->table);
  sdg16i_arena arena = {0};
  int64_t *at = sdg16i_arena_array(&arena, rows, sizeof *at);
  int64_t *level = sdg16i_arena_array(&arena, rows, sizeof *level);
  const char **text = sdg16i_arena_array(&arena, rows, sizeof *text);
  int32_t code = at && level && text ? combine(m, at, level, text, &arena, error)
                                     : sdg16i_fail_memory(error);
  for (int64_t row = 0; !code && row < rows; row++) {
    if (at[row] >= 0 && place[at[row]] >= 0)
      code = sdg16i_fail_at(error, SDG16_ERR_CONFLICT, "margins", row + 1, 0,
                            "margin %lld: row %lld repeats a cell of row %lld",
                            (long long)m->number, (long long)row + 1,
                            (long long)(place[at[row]] - count) + 1);
    else if (at[row] >= 0)
      place[at[row]] = (int32_t)(count + row);
    else if (totals[row] > 0)
      code = sdg16i_fail_at(error, SDG16_ERR_DESIGN, "margins", row + 1, 0,
                            "margin %lld: the cell of row %lld is not in the survey, but its "
                            "total is above 0",
                            (long long)m->number, (long long)row + 1);
  }
  sdg16i_arena_free(&arena);
  return code;
}

static int32_t assign(const sdg16_design *d, const margin *m, const int32_t *place,
                      int32_t *cell, sdg16_error *error) {
  for (int64_t p = 0; p < d->rows; p++) {
    int64_t row = sdg16i_row_at(d, p), at = 0;
    for (int64_t c = 0; c < m->columns && at >= 0; c++) {
      int32_t code = m->factor[c].code[p];
      at = code < 0 ? -1 : at * m->factor[c].count + code;
    }
    cell[p] = at < 0 ? -1 : place[at];
    if (cell[p] < 0 && d->weight[p] != 0)
      return sdg16i_fail_at(error, SDG16_ERR_DESIGN, "margins", row + 1, 0,
                            "margin %lld: row %lld of the survey is in none of its cells",
                            (long long)m->number, (long long)row + 1);
    if (cell[p] < 0) cell[p] = 0; /* weight 0: counts nowhere */
  }
  return SDG16_OK;
}

static int32_t open_margin(margin *m, const sdg16_design *d, const char *total,
                           sdg16_error *error) {
  m->total = sdg16_table_find(m->table, total);
  if (m->total < 0 || sdg16_table_type(m->table, m->total) == SDG16_TEXT)
    return sdg16i_fail_at(error, SDG16_ERR_COLUMN, "margins", 0, 0,
                          "margin %lld has no column '%.*s' of numbers, expected the totals",
                          (long long)m->number, sdg16i_utf8_excerpt(total), total);
  int32_t code = SDG16_OK;
  for (int64_t c = 0; !code && c < sdg16_table_columns(m->table); c++) {
    if (c == m->total) continue;
    if (m->columns == SDG16_MAX_STAGES)
      return sdg16i_fail_at(error, SDG16_ERR_LIMIT, "margins", 0, 0,
                            "margin %lld has more than %d columns", (long long)m->number,
                            SDG16_MAX_STAGES);
    code = sdg16i_categories_init(&m->factor[m->columns], d->table, d->order,
                                  sdg16_table_name(m->table, c), "margins", 1, error);
    m->columns += !code;
  }
  if (!code && (!m->columns || !sdg16_table_rows(m->table)))
    code = sdg16i_fail_at(error, SDG16_ERR_EMPTY, "margins", 0, 0, "margin %lld has no cells",
                          (long long)m->number);
  return code;
}

static int32_t read_totals(const margin *m, double *out, sdg16_error *error) {
  const int64_t *whole = sdg16_table_int64(m->table, m->total);
  const double *real = sdg16_table_double(m->table, m->total);
  const uint8_t *missing = sdg16_table_missing(m->table, m->total);
  for (int64_t row = 0; row < sdg16_table_rows(m->table); row++) {
    out[row] = missing && missing[row] ? NAN : whole ? (double)whole[row] : real[row];
    if (!(out[row] >= 0) || isinf(out[row]))
      return sdg16i_fail_at(error, SDG16_ERR_VALUE, "margins", row + 1, 0,
                            "margin %lld: the total of row %lld is missing or negative",
                            (long long)m->number, (long long)row + 1);
  }
  return SDG16_OK;
}

/* Reads one margin; its cells become auxiliaries count, count + 1, ... */
static int32_t read_margin(margin *m, const sdg16_design *d, const char *total, int64_t count,
                           double *totals, int32_t **cell, sdg16_error *error) {
  int32_t code = open_margin(m, d, total, error);
  int64_t rows = sdg16_table_rows(m->table), cells = 1;
  if (!code && count + rows > MAX_AUXILIARIES)
    code = sdg16i_fail_at(error, SDG16_ERR_LIMIT, "margins", 0, 0,
                          "the margins have more than %d cells", MAX_AUXILIARIES);
  for (int64_t c = 0; !code && c < m->columns; c++) {
    if (m->factor[c].count > (INT64_C(1) << 24) / cells)
      code = sdg16i_fail_at(error, SDG16_ERR_LIMIT, "margins", 0, 0,
                            "margin %lld: too many combinations", (long long)m->number);
    else
      cells *= m->factor[c].count;
  }
  if (!code) code = read_totals(m, totals + count, error);
  int32_t *place = code ? NULL : sdg16i_array(cells, sizeof *place);
  *cell = code ? NULL : sdg16i_array(d->rows, sizeof **cell);
  if (!code && (!place || !*cell)) code = sdg16i_fail_memory(error);
  for (int64_t i = 0; !code && i < cells; i++) place[i] = -1;
  if (!code) code = place_cells(m, count, place, totals + count, error);
  if (!code) code = assign(d, m, place, *cell, error);
  free(place);
  for (int64_t c = 0; c < m->columns; c++) sdg16i_categories_clear(&m->factor[c]);
  return code;
}

static int32_t read_auxiliaries(sdg16i_calibration *c, const sdg16_design *d,
                                const sdg16_calibrate_options *o, double *totals,
                                sdg16_error *error) {
  c->value = sdg16i_array(o->auxiliary_count, sizeof *c->value);
  if (!c->value) return sdg16i_fail_memory(error);
  int32_t code = SDG16_OK;
  for (int64_t k = 0; !code && k < o->auxiliary_count; k++) {
    code = sdg16i_survey_numbers(d->table, d->order, o->auxiliaries[k], "auxiliaries",
                                 &c->value[k], error);
    if (!code) c->numeric = k + 1;
    for (int64_t p = 0; !code && p < d->rows; p++)
      if (isnan(c->value[k][p])) {
        if (d->weight[p] != 0)
          code =
              sdg16i_fail_at(error, SDG16_ERR_MISSING, "auxiliaries", sdg16i_row_at(d, p) + 1,
                             0, "auxiliaries: column '%.*s' is missing in row %lld",
                             sdg16i_utf8_excerpt(o->auxiliaries[k]), o->auxiliaries[k],
                             (long long)sdg16i_row_at(d, p) + 1);
        c->value[k][p] = 0;
      }
    totals[c->count++] = o->auxiliary_totals[k];
  }
  return code;
}

/* ---- solving ---- */

/* The factor g at u = x'lambda, and its derivative. */
static double factor_at(const sdg16_calibrate_options *o, double u, double *slope) {
  double low = o->lower, high = o->upper;
  if (o->method == SDG16_CALIBRATE_RAKING) return *slope = exp(u);
  if (o->method == SDG16_CALIBRATE_LINEAR) {
    int bounded = high > 0, inside = !bounded || (1 + u > low && 1 + u < high);
    *slope = inside;
    return inside ? 1 + u : 1 + u <= low ? low : high;
  }
  double a = (high - low) / ((high - 1) * (1 - low)), e = exp(a * u);
  double below = high - 1, above = 1 - low;
  if (isinf(e)) return *slope = 0, high;
  double bottom = below + above * e;
  *slope = below * above * e * a * (high - low) / (bottom * bottom);
  return (low * below + high * above * e) / bottom;
}

typedef struct solver {
  const sdg16_calibrate_options *options;
  sdg16_design *design;
  sdg16i_calibration *c;
  const double *totals;
  double *lambda, *misfit, *h, *inverse;
  sdg16i_sum *sums;
} solver;

/* Sets the weights at lambda and h to the slope of the misfit; returns the largest
 * misfit, beside its total, and where it is. */
static double evaluate(solver *s, int64_t *worst) {
  sdg16i_calibration *c = s->c;
  int64_t stride = sdg16i_stride(c->count);
  memset(s->h, 0, (size_t)(c->count * stride) * sizeof *s->h);
  for (int64_t a = 0; a < c->count; a++) s->sums[a] = (sdg16i_sum){0};
  for (int64_t p = 0; p < s->design->rows; p++) {
    double w = c->base[p], slope;
    if (w == 0) continue;
    terms x;
    terms_at(c, p, &x);
    double g = factor_at(s->options, dot(&x, s->lambda), &slope);
    s->design->weight[p] = w * g;
    for (int64_t a = 0; a < x.count; a++) sdg16i_add(&s->sums[x.index[a]], w * g * x.value[a]);
    add_outer(&x, w * slope, s->h, stride);
  }
  double largest = 0;
  for (int64_t a = 0; a < c->count; a++) {
    s->misfit[a] = s->totals[a] - sdg16i_sum_value(&s->sums[a]);
    double beside = fabs(s->misfit[a]) / (1 + fabs(s->totals[a]));
    if (beside > largest || isnan(beside))
      largest = isnan(beside) ? INFINITY : beside, *worst = a;
  }
  return largest;
}

static int32_t cannot(const solver *s, int64_t worst, sdg16_error *error) {
  char total[SDG16I_DOUBLE_SIZE], reached[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(s->totals[worst], total);
  sdg16i_format_double(s->totals[worst] - s->misfit[worst], reached);
  return sdg16i_fail_at(error, SDG16_ERR_DESIGN, "margins", 0, 0,
                        "calibration: total %lld (counted over the cells of all margins) is %s "
                        "but the weights come to %s: margins contradict each other, or the "
                        "bounds are too narrow",
                        (long long)worst + 1, total, reached);
}

static int32_t solve(solver *s, sdg16_error *error) {
  int64_t worst = 0;
  double now = evaluate(s, &worst);
  for (int32_t i = 0; i < s->options->max_iterations && now >= s->options->tolerance; i++) {
    double *step = s->misfit;
    sdg16i_factor_independent(s->h, s->inverse, s->c->count);
    sdg16i_forward(s->h, s->inverse, s->c->count, step);
    sdg16i_backward(s->h, s->inverse, s->c->count, step);
    /* halve a step that leads too far for the exponential to follow */
    double *from = s->lambda + sdg16i_stride(s->c->count), before = now, scale = 1;
    memcpy(from, s->lambda, (size_t)s->c->count * sizeof *from);
    double *direction = from + sdg16i_stride(s->c->count);
    memcpy(direction, step, (size_t)s->c->count * sizeof *direction);
    for (int half = 0; half < 30; half++, scale /= 2) {
      for (int64_t a = 0; a < s->c->count; a++) s->lambda[a] = from[a] + scale * direction[a];
      now = evaluate(s, &worst);
      if (now < 10 * before && now < 1e6) break;
    }
  }
  return now < s->options->tolerance ? SDG16_OK : cannot(s, worst, error);
}

/* The regression that variances need, with the weights before. */
static int32_t keep_regression(sdg16i_calibration *c, const sdg16_design *d,
                               sdg16_error *error) {
  int64_t stride = sdg16i_stride(c->count);
  c->factor = sdg16i_array(c->count * stride, sizeof *c->factor);
  c->inverse = sdg16i_array(stride, sizeof *c->inverse);
  if (!c->factor || !c->inverse) return sdg16i_fail_memory(error);
  for (int64_t p = 0; p < d->rows; p++) {
    terms x;
    terms_at(c, p, &x);
    if (c->base[p] != 0) add_outer(&x, c->base[p], c->factor, stride);
  }
  sdg16i_factor_independent(c->factor, c->inverse, c->count);
  return SDG16_OK;
}

static int32_t run(sdg16_design *d, const sdg16_calibrate_options *o, const double *totals,
                   sdg16_error *error) {
  sdg16i_calibration *c = d->calibration;
  sdg16i_arena arena = {0};
  int64_t stride = sdg16i_stride(c->count);
  solver s = {.options = o, .design = d, .c = c, .totals = totals};
  s.lambda = sdg16i_arena_array(&arena, 3 * stride, sizeof(double));
  s.misfit = sdg16i_arena_array(&arena, stride, sizeof(double));
  s.inverse = sdg16i_arena_array(&arena, stride, sizeof(double));
  s.h = sdg16i_arena_array(&arena, c->count * stride, sizeof(double));
  s.sums = sdg16i_arena_array(&arena, c->count, sizeof *s.sums);
  int32_t code = s.lambda && s.misfit && s.inverse && s.h && s.sums
                     ? keep_regression(c, d, error)
                     : sdg16i_fail_memory(error);
  if (!code) code = solve(&s, error);
  sdg16i_arena_free(&arena);
  return code;
}

/* ---- the whole ---- */

static int32_t check_options(const sdg16_design *design, int64_t margins,
                             const sdg16_calibrate_options *o, sdg16_error *error) {
  if (!sdg16_calibrate_name(o->method))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "method", 0, 0,
                          "method: no calibration has the number %d", o->method);
  if (design->replicates || design->calibration)
    return sdg16i_fail(error, SDG16_ERR_DESIGN,
                       "the design %s, expected one that is linearised and not calibrated",
                       design->replicates ? "has replicate weights" : "is calibrated already");
  if (margins < 0 || o->auxiliary_count < 0 || margins + o->auxiliary_count < 1 ||
      margins + o->auxiliary_count > MAX_TERMS)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "margins", 0, 0,
                          "%lld margins and %lld auxiliaries, expected from 1 to %d in all",
                          (long long)margins, (long long)o->auxiliary_count, MAX_TERMS);
  if (o->auxiliary_count && (!o->auxiliaries || !o->auxiliary_totals))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "auxiliaries", 0, 0,
                          "auxiliaries: names or totals are NULL");
  if ((o->method == SDG16_CALIBRATE_LOGIT || o->upper != 0 || o->lower != 0) &&
      !(o->lower >= 0 && o->lower < 1 && o->upper > 1 && isfinite(o->upper)))
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "lower", 0, 0,
                          "bounds of the factors: expected 0 <= lower < 1 < upper");
  if (o->method == SDG16_CALIBRATE_RAKING && o->upper != 0)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "lower", 0, 0,
                          "raking takes no bounds, expected method logit or linear");
  if (o->max_iterations < 1 || !(o->tolerance > 0))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "tolerance", 0, 0,
                          "max_iterations and tolerance must be above 0");
  return SDG16_OK;
}

static int32_t read_all(sdg16_design *d, int64_t margins, const sdg16_table *const *tables,
                        const sdg16_calibrate_options *o, double *totals, sdg16_error *error) {
  sdg16i_calibration *c = d->calibration;
  c->base = sdg16i_array(d->rows, sizeof *c->base);
  c->cell = sdg16i_array(margins, sizeof *c->cell);
  if (!c->base || !c->cell) return sdg16i_fail_memory(error);
  memcpy(c->base, d->weight, (size_t)d->rows * sizeof *c->base);
  int32_t code = SDG16_OK;
  for (int64_t m = 0; !code && m < margins; m++) {
    margin one = {.table = tables[m], .number = m + 1};
    c->margins = m + 1;
    code = read_margin(&one, d, o->total ? o->total : "population", c->count, totals,
                       &c->cell[m], error);
    if (!code) c->count += sdg16_table_rows(tables[m]);
  }
  return code ? code : read_auxiliaries(c, d, o, totals, error);
}

int32_t sdg16_design_calibrate(const sdg16_design *design, int64_t margin_count,
                               const sdg16_table *const *margins,
                               const sdg16_calibrate_options *options, sdg16_design **out,
                               sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_design_calibrate: out is NULL");
  *out = NULL;
  sdg16_calibrate_options o = DEFAULTS;
  int32_t code =
      sdg16i_struct_in(options, &o, (int64_t)sizeof o, "sdg16_calibrate_options", error);
  if (!code) code = check_options(design, margin_count, &o, error);
  sdg16_design *d = NULL;
  if (!code) code = sdg16i_design_copy(design, &d, error);
  if (code) return code;
  double *totals = sdg16i_array(MAX_AUXILIARIES + MAX_TERMS, sizeof *totals);
  d->calibration = calloc(1, sizeof *d->calibration);
  if (!totals || !d->calibration) code = sdg16i_fail_memory(error);
  if (!code) code = read_all(d, margin_count, margins, &o, totals, error);
  if (!code) code = run(d, &o, totals, error);
  free(totals);
  if (code) {
    sdg16_design_free(d);
    return code;
  }
  d->df = sdg16i_design_df(d);
  *out = d;
  return SDG16_OK;
}
