/* Replicate weights made from a design, or read from columns. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/options.h"
#include "base/utf8.h"
#include "survey/design/columns.h"
#include "survey/design/replicates.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

static const sdg16_replicate_options DEFAULTS = {.struct_size = (int64_t)sizeof DEFAULTS,
                                                 .kind = SDG16_REPLICATE_BOOTSTRAP,
                                                 .count = 500,
                                                 .fay = 0.5};

int32_t sdg16_replicate_options_init(sdg16_replicate_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, (int64_t)sizeof DEFAULTS);
}

#define MAX_REPLICATES 1000000

static double default_scale(int32_t kind, double count, double fay) {
  switch (kind) {
  case SDG16_REPLICATE_JK1:
    return (count - 1) / count;
  case SDG16_REPLICATE_JKN:
    return 1;
  case SDG16_REPLICATE_BRR:
    return 1 / count;
  case SDG16_REPLICATE_FAY:
    return 1 / (count * (1 - fay) * (1 - fay));
  case SDG16_REPLICATE_SDR:
    return 4 / count;
  default:
    return 1 / (count - 1);
  }
}

static int32_t check_fay(double fay, sdg16_error *error) {
  return fay >= 0 && fay < 1
             ? SDG16_OK
             : sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "fay", fay, "from 0 to below 1");
}

/* ---- made ---- */

static int32_t refuse_stratum(const sdg16_design *d, int64_t h, const char *kind,
                              const char *expected, sdg16_error *error) {
  const sdg16i_stage *s = &d->stage[0];
  char sampled[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(s->sampled[h], sampled);
  return sdg16i_fail_at(error, SDG16_ERR_DESIGN, "kind", s->row[h] + 1, 0,
                        "%s: a stratum must have %s; that of row %d has %d in the file, of %s "
                        "sampled",
                        kind, expected, s->row[h] + 1, s->first[h + 1] - s->first[h], sampled);
}

static int32_t check_design(const sdg16_design *d, int32_t kind, sdg16_error *error) {
  const sdg16i_stage *s = &d->stage[0];
  const char *name = sdg16_replicate_name(kind);
  int paired = kind == SDG16_REPLICATE_BRR || kind == SDG16_REPLICATE_FAY;
  if (d->replicates || d->calibration)
    return sdg16i_fail(error, SDG16_ERR_DESIGN,
                       "%s: the design must be neither replicated nor calibrated; it %s%s",
                       name, d->replicates ? "has replicate weights" : "is calibrated",
                       d->replicates ? "" : " (make replicates first, then calibrate them)");
  if (kind == SDG16_REPLICATE_JK1 && s->strata > 1)
    return sdg16i_fail(error, SDG16_ERR_DESIGN,
                       "jk1: the design must have one stratum, not %lld (use jkn)",
                       (long long)s->strata);
  for (int64_t h = 0; h < s->strata; h++) {
    int32_t seen = s->first[h + 1] - s->first[h];
    if (seen != s->sampled[h])
      return refuse_stratum(d, h, name, "rows of all its sampled PSUs", error);
    if (paired && seen != 2) return refuse_stratum(d, h, name, "2 sampled PSUs", error);
    int drops = d->lonely == SDG16_LONELY_REMOVE || d->lonely == SDG16_LONELY_CERTAINTY;
    if (seen != 1 || !(s->population[h] > 1) || drops) continue;
    if (kind != SDG16_REPLICATE_JKN)
      return refuse_stratum(d, h, name,
                            "at least 2 sampled PSUs, unless the policy is remove or certainty",
                            error);
    if (d->lonely == SDG16_LONELY_FAIL)
      return refuse_stratum(d, h, name,
                            "at least 2 sampled PSUs, unless there is a policy other than fail",
                            error);
  }
  return SDG16_OK;
}

/* One replicate for each PSU whose stratum has others. Lonely PSUs: ADJUST gives each two
 * replicates (replicates.c), AVERAGE scales the others up. */
static int32_t list_dropped(const sdg16_design *d, sdg16i_replicates *r, sdg16_error *error) {
  const sdg16i_stage *s = &d->stage[0];
  int64_t lonely = 0, others = 0;
  r->dropped = sdg16i_array(2 * s->units, sizeof *r->dropped);
  r->scales = sdg16i_array(2 * s->units, sizeof *r->scales);
  if (!r->dropped || !r->scales) return sdg16i_fail_memory(error);
  for (int64_t u = 0; u < s->units; u++) {
    int32_t h = s->stratum[u];
    double n = s->sampled[h], rest = 1 - n / s->population[h];
    int alone = n < 2 && rest > 0;
    lonely += alone;
    others += n >= 2;
    int copies = n >= 2 ? 1 : alone && d->lonely == SDG16_LONELY_ADJUST ? 2 : 0;
    for (int k = 0; k < copies; k++) {
      r->dropped[r->count] = (int32_t)u;
      r->scales[r->count++] = n >= 2 ? (n - 1) / n * rest : rest / 2;
    }
  }
  r->scale = d->lonely == SDG16_LONELY_AVERAGE && lonely
                 ? (double)s->strata / (double)(s->strata - lonely)
                 : 1;
  return others ? SDG16_OK
                : sdg16i_fail(error, SDG16_ERR_DESIGN,
                              "%s: at least one stratum must have two or more sampled PSUs; "
                              "none has",
                              sdg16_replicate_name(r->kind));
}

int32_t sdg16_design_replicate(const sdg16_design *design,
                               const sdg16_replicate_options *options,
                               const sdg16_exec_options *exec, sdg16_design **out,
                               sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_design_replicate: out must not be NULL");
  *out = NULL;
  sdg16_replicate_options o = DEFAULTS;
  sdg16i_run run;
  int32_t status =
      sdg16i_struct_in(options, &o, (int64_t)sizeof o, "sdg16_replicate_options", error);
  if (!status) status = sdg16i_run_begin(&run, exec, error);
  if (!status && (o.kind == SDG16_REPLICATE_NONE || !sdg16_replicate_name(o.kind)))
    status = sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "kind", 0, 0,
                            "kind must be an SDG16_REPLICATE_ value, not %d", o.kind);
  if (!status && o.kind == SDG16_REPLICATE_SDR)
    status =
        sdg16i_fail_at(error, SDG16_ERR_OPTION, "kind", 0, 0,
                       "sdr: replicate weights of successive differences must be given in "
                       "columns, because they depend on the order in which units were drawn");
  if (!status && (o.count < 2 || o.count > MAX_REPLICATES))
    status = sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "count", 0, 0,
                            "count must be from 2 to %d, not %lld", MAX_REPLICATES,
                            (long long)o.count);
  if (!status) status = check_fay(o.fay, error);
  if (!status) status = check_design(design, o.kind, error);
  sdg16_design *d = NULL;
  if (!status) status = sdg16i_design_copy(design, &d, error);
  if (status) return status;
  sdg16i_replicates *r = calloc(1, sizeof *r);
  d->replicates = r;
  if (!r) {
    status = sdg16i_fail_memory(error);
  } else {
    r->made = 1;
    r->kind = o.kind;
    r->around_estimate = o.around_estimate;
    r->fay = o.fay;
    r->seed = run.exec.seed;
    if (o.kind == SDG16_REPLICATE_JK1 || o.kind == SDG16_REPLICATE_JKN) {
      status = list_dropped(d, r, error);
    } else if (o.kind == SDG16_REPLICATE_BOOTSTRAP) {
      r->count = o.count;
    } else {
      r->count = 4;
      while (r->count <= d->stage[0].strata) r->count *= 2;
    }
    if (!r->scales) r->scale = default_scale(o.kind, (double)r->count, o.fay);
    d->df = fmin(d->df, (double)r->count - 1);
  }
  if (status) {
    sdg16_design_free(d);
    return status;
  }
  sdg16i_run_end(&run);
  *out = d;
  return SDG16_OK;
}

/* ---- given ---- */

static int32_t find_columns(const sdg16_design *d, const sdg16_design_options *o,
                            sdg16i_replicates *r, sdg16_error *error) {
  r->column = sdg16i_array(o->replicate_count, sizeof *r->column);
  if (!r->column) return sdg16i_fail_memory(error);
  int32_t status = SDG16_OK;
  for (int64_t k = 0; !status && k < o->replicate_count; k++) {
    const char *name = o->replicates[k];
    status = sdg16i_survey_find(d->table, name, "replicates", &r->column[k], error);
    if (status) return status;
    const int64_t *whole = sdg16_table_int64(d->table, r->column[k]);
    const double *real = sdg16_table_double(d->table, r->column[k]);
    const uint8_t *missing = sdg16_table_missing(d->table, r->column[k]);
    int shown = sdg16i_utf8_excerpt(name), negative = r->kind == SDG16_REPLICATE_SDR;
    double least = negative ? -DBL_MAX : 0;
    if (!whole && !real)
      return sdg16i_fail_at(error, SDG16_ERR_COLUMN, "replicates", 0, 0,
                            "replicates: column '%.*s' must hold numbers, not text", shown,
                            name);
    for (int64_t i = 0; !status && i < d->rows; i++)
      if ((missing && missing[i]) || !(whole ? (double)whole[i] >= least : real[i] >= least) ||
          (real && isinf(real[i])))
        status = sdg16i_fail_at(error, SDG16_ERR_VALUE, "replicates", i + 1, r->column[k] + 1,
                                "replicates: column '%.*s' must hold finite numbers%s; row "
                                "%lld does not",
                                shown, name, negative ? "" : " of 0 or more", (long long)i + 1);
  }
  return status;
}

/* Where the factors do not vary within PSUs, one a PSU is enough. NAN: no row yet says. */
static int32_t keep_psu_factors(const sdg16_design *d, sdg16i_replicates *r,
                                sdg16_error *error) {
  int64_t units = d->stage[0].units;
  if (units == d->rows) return SDG16_OK; /* nothing to gain */
  double *factor = sdg16i_array(units * r->count, sizeof *factor);
  if (!factor) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < units * r->count; i++) factor[i] = NAN;
  for (int64_t k = 0; k < r->count; k++)
    for (int64_t p = 0; p < d->rows; p++) {
      double *kept = &factor[sdg16i_psu_of(d, d->leaf[p]) * r->count + k];
      double found = sdg16i_replicate_factor(d, r->column[k], p);
      if (isnan(found)) continue;
      if (isnan(*kept)) *kept = found;
      if (!(fabs(found - *kept) <= 4e-16 * fabs(*kept))) {
        free(factor);
        return SDG16_OK;
      }
    }
  for (int64_t i = 0; i < units * r->count; i++)
    if (isnan(factor[i])) factor[i] = 0;
  r->multiplier = factor;
  free(r->column);
  r->column = NULL;
  return SDG16_OK;
}

/* ---- scales ---- */

/* How many PSUs the replicate drops: those with factor 0 in all their rows with a weight.
 * *psu: the last of them. */
static int64_t count_dropped(const sdg16_design *d, const sdg16i_replicates *r, int64_t k,
                             int32_t *psu) {
  int64_t count = 0;
  for (int64_t p = 0; p < d->rows;) {
    int32_t own = sdg16i_psu_of(d, d->leaf[p]);
    int64_t zeros = 0, others = 0;
    for (; p < d->rows && sdg16i_psu_of(d, d->leaf[p]) == own; p++) {
      double factor = sdg16i_replicate_factor(d, r->column[k], p);
      zeros += factor == 0;
      others += !isnan(factor) && factor != 0;
    }
    if (others || !zeros) continue;
    *psu = own;
    count++;
  }
  return count;
}

/* JKn without scales: (n - 1)/n of the stratum whose PSU is dropped. */
static int32_t jackknife_scales(const sdg16_design *d, sdg16i_replicates *r,
                                sdg16_error *error) {
  const sdg16i_stage *s = &d->stage[0];
  r->scales = sdg16i_array(r->count, sizeof *r->scales);
  if (!r->scales) return sdg16i_fail_memory(error);
  for (int64_t k = 0; k < r->count; k++) {
    int32_t dropped = -1;
    int64_t count = count_dropped(d, r, k, &dropped);
    if (count != 1)
      return sdg16i_fail_at(error, SDG16_ERR_OPTION, "scales", 0, 0,
                            "jkn: scales must be given, unless each replicate drops exactly "
                            "one PSU (weight 0 in all its rows); replicate %lld drops %lld",
                            (long long)k + 1, (long long)count);
    double n = s->sampled[s->stratum[dropped]];
    r->scales[k] = (n - 1) / n * (1 - n / s->population[s->stratum[dropped]]);
  }
  return SDG16_OK;
}

static int32_t read_scales(const sdg16_design *d, const sdg16_design_options *o,
                           sdg16i_replicates *r, sdg16_error *error) {
  r->scale = o->scale > 0 ? o->scale : default_scale(r->kind, (double)r->count, o->fay);
  if (!o->scales)
    return r->kind == SDG16_REPLICATE_JKN && !(o->scale > 0) ? jackknife_scales(d, r, error)
                                                             : SDG16_OK;
  int failed = 0;
  r->scales = sdg16i_copy_array(o->scales, r->count, sizeof *r->scales, &failed);
  if (failed) return sdg16i_fail_memory(error);
  for (int64_t k = 0; k < r->count; k++) {
    if (r->scales[k] >= 0 && !isinf(r->scales[k])) continue;
    char found[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(r->scales[k], found);
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "scales", k + 1, 0,
                          "scales must be finite and 0 or more; that of replicate %lld is %s",
                          (long long)k + 1, found);
  }
  return SDG16_OK;
}

int32_t sdg16i_replicates_given(sdg16_design *d, const sdg16_design_options *o,
                                sdg16_error *error) {
  if (!sdg16_replicate_name(o->replicate_kind) || o->replicate_kind == SDG16_REPLICATE_NONE)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "replicate_kind", 0, 0,
                          "replicate_kind must be jk1, jkn, brr, fay, bootstrap or sdr%s",
                          o->replicate_kind == SDG16_REPLICATE_NONE ? ", not none" : "");
  if (o->replicate_count < 2 || o->replicate_count > MAX_REPLICATES)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "replicates", 0, 0,
                          "replicates must be from 2 to %d columns, not %lld", MAX_REPLICATES,
                          (long long)o->replicate_count);
  for (int64_t k = 0; k < o->replicate_count; k++)
    if (!o->replicates || !o->replicates[k])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "replicates", 0, 0,
                            "replicates: the name of column %lld must not be NULL",
                            (long long)k + 1);
  if (!(o->scale >= 0) || isinf(o->scale))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "scale", o->scale,
                              "finite and above 0, or 0 for the scale of the kind");
  int32_t status = check_fay(o->fay, error);
  sdg16i_replicates *r = status ? NULL : calloc(1, sizeof *r);
  if (!r) return status ? status : sdg16i_fail_memory(error);
  d->replicates = r;
  r->kind = o->replicate_kind;
  r->count = o->replicate_count;
  r->fay = o->fay;
  r->around_estimate = o->around_estimate || r->kind == SDG16_REPLICATE_SDR;
  r->multipliers = o->multipliers != 0;
  int64_t rank = 0;
  status = find_columns(d, o, r, error);
  if (!status) status = read_scales(d, o, r, error);
  if (!status) status = keep_psu_factors(d, r, error);
  if (!status) status = sdg16i_replicate_rank(d, d->rows, NULL, &rank, error);
  if (!status) d->df = (double)(rank - 1);
  return status;
}
