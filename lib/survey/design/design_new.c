/* Making a design: sampling fractions, weights, and the whole. */
#include "survey/design/design.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/options.h"
#include "base/utf8.h"
#include "data/table/column_match.h"
#include "num/sums.h"
#include "survey/design/columns.h"
#include "survey/design/replicates.h"

#include <math.h>
#include <stdlib.h>

static const sdg16_design_options DEFAULTS = {.struct_size = (int64_t)sizeof DEFAULTS,
                                              .fay = 0.5};

int32_t sdg16_design_options_init(sdg16_design_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, (int64_t)sizeof DEFAULTS);
}

/* ---- how many were sampled, of how many ---- */

/* The value of a column in each stratum of the stage; it must not vary there. */
static int32_t by_stratum(const sdg16_design *d, int32_t s, const char *name,
                          const char *option, double *out, sdg16_error *error) {
  double *value;
  int32_t status = sdg16i_survey_numbers(d->table, NULL, name, option, &value, error);
  if (status) return status;
  const sdg16i_stage *stage = &d->stage[s];
  for (int64_t h = 0; h < stage->strata; h++) out[h] = value[stage->row[h]];
  for (int64_t i = 0; !status && i < d->rows; i++) {
    int32_t unit = d->leaf[i];
    for (int32_t t = d->stages - 1; t > s; t--)
      unit = d->stage[t].parent[d->stage[t].stratum[unit]];
    int64_t row = sdg16i_row_at(d, i), h = stage->stratum[unit];
    char here[SDG16I_DOUBLE_SIZE], there[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(value[row], here);
    sdg16i_format_double(out[h], there);
    int shown = sdg16i_utf8_excerpt(name);
    if (isnan(value[row]))
      status = sdg16i_fail_at(
          error, SDG16_ERR_MISSING, option, row + 1, 0,
          "%s: column '%.*s' must be a number in every row; it is missing in row %lld", option,
          shown, name, (long long)row + 1);
    else if (value[row] != out[h])
      status = sdg16i_fail_at(error, SDG16_ERR_DESIGN, option, row + 1, 0,
                              "%s: column '%.*s' must be the same in all rows of a stratum; it "
                              "is %s in row %lld, but %s in row %d",
                              option, shown, name, here, (long long)row + 1, there,
                              (int)stage->row[h] + 1);
  }
  free(value);
  return status;
}

static int32_t refuse_stratum(const sdg16_design *d, int32_t s, int64_t h, const char *option,
                              double found, const char *expected, sdg16_error *error) {
  char number[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(found, number);
  int64_t row = d->stage[s].row[h];
  return sdg16i_fail_at(error, SDG16_ERR_DESIGN, option, row + 1, 0,
                        "%s must be %s, not %s (the stratum of row %lld, stage %d)", option,
                        expected, number, (long long)row + 1, s + 1);
}

static int32_t read_sampled(sdg16_design *d, int32_t s, const char *name, sdg16_error *error) {
  sdg16i_stage *stage = &d->stage[s];
  int32_t status = name ? by_stratum(d, s, name, "sampled", stage->sampled, error) : SDG16_OK;
  for (int64_t h = 0; !status && h < stage->strata; h++) {
    double seen = stage->first[h + 1] - stage->first[h];
    if (!name)
      stage->sampled[h] = seen;
    else if (!(stage->sampled[h] >= seen) || floor(stage->sampled[h]) != stage->sampled[h])
      status = refuse_stratum(d, s, h, "sampled", stage->sampled[h],
                              "a whole number of at least the units in the file", error);
  }
  return status;
}

static int32_t read_population(sdg16_design *d, int32_t s, const char *name,
                               sdg16_error *error) {
  sdg16i_stage *stage = &d->stage[s];
  for (int64_t h = 0; h < stage->strata; h++) stage->population[h] = INFINITY;
  if (!name) return SDG16_OK;
  int32_t status = by_stratum(d, s, name, "fpc", stage->population, error);
  int counts = 0;
  for (int64_t h = 0; !status && h < stage->strata; h++) counts |= stage->population[h] > 1;
  for (int64_t h = 0; !status && h < stage->strata; h++) {
    double *n = &stage->population[h];
    if (!(*n > 0))
      status = refuse_stratum(d, s, h, "fpc", *n, "a number above 0", error);
    else if (counts && *n < 1)
      status = refuse_stratum(d, s, h, "fpc", *n,
                              "population counts or sampling fractions, not both", error);
    else if (!counts)
      *n = stage->sampled[h] / *n;
    else if (*n < stage->sampled[h])
      status =
          refuse_stratum(d, s, h, "fpc", *n, "at least the number of units sampled", error);
  }
  return status;
}

static int32_t read_fractions(sdg16_design *d, const sdg16_design_options *o,
                              sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int32_t s = 0; !status && s < d->stages; s++) {
    status = read_sampled(d, s, sdg16i_stage_column(o->sampled, o->sampled_count, s), error);
    if (!status)
      status = read_population(d, s, sdg16i_stage_column(o->fpc, o->fpc_count, s), error);
    for (int64_t h = 0; !status && h < d->stage[s].strata; h++) {
      if (!s) {
        d->stage[s].factor[h] = 1;
        continue;
      }
      const sdg16i_stage *above = &d->stage[s - 1];
      int32_t parent = above->stratum[d->stage[s].parent[h]];
      d->stage[s].factor[h] =
          above->factor[parent] * above->sampled[parent] / above->population[parent];
    }
  }
  return status;
}

/* ---- weights ---- */

/* Without a column of weights: the inverse of the sampling fractions; 1 with none. */
static int32_t design_weights(sdg16_design *d, sdg16_error *error) {
  d->weight = sdg16i_array(d->rows, sizeof *d->weight);
  if (!d->weight) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < d->rows; i++) {
    int32_t unit = d->leaf[i];
    d->weight[i] = 1;
    for (int32_t s = d->stages - 1; s >= 0; s--) {
      const sdg16i_stage *stage = &d->stage[s];
      int32_t h = stage->stratum[unit];
      if (isfinite(stage->population[h]))
        d->weight[i] *= stage->population[h] / stage->sampled[h];
      unit = stage->parent[h];
    }
  }
  return SDG16_OK;
}

static int32_t read_weight(sdg16_design *d, const char *name, sdg16_error *error) {
  if (!name) return design_weights(d, error);
  int32_t status = sdg16i_survey_numbers(d->table, d->order, name, "weight", &d->weight, error);
  int64_t positive = 0;
  for (int64_t i = 0; !status && i < d->rows; i++) {
    double w = d->weight[i];
    positive += w > 0;
    if (w >= 0) continue;
    char found[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(w, found);
    int64_t row = sdg16i_row_at(d, i);
    status = sdg16i_fail_at(error, isnan(w) ? SDG16_ERR_MISSING : SDG16_ERR_VALUE, "weight",
                            row + 1, sdg16_table_find(d->table, name) + 1,
                            "weight: column '%.*s' must be 0 or more, not %s (row %lld)%s",
                            sdg16i_utf8_excerpt(name), name, isnan(w) ? "missing" : found,
                            (long long)row + 1,
                            isnan(w) ? "; drop-missing-weights leaves such rows out" : "");
  }
  if (!status && !positive)
    status = sdg16i_fail_at(
        error, SDG16_ERR_EMPTY, "weight", 0, 0,
        "weight: column '%.*s' must be above 0 in some row; it is 0 in all %lld rows",
        sdg16i_utf8_excerpt(name), name, (long long)d->rows);
  return status;
}

/* ---- the whole ---- */

/* One column for each stage, or fewer. */
static int32_t check_stages(const char *option, int64_t count, const void *names,
                            sdg16_error *error) {
  if (count < 0 || count > SDG16_MAX_STAGES)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, option, 0, 0,
                          "%s must be from 0 to %d columns, one for each stage, not %lld",
                          option, SDG16_MAX_STAGES, (long long)count);
  if (count && !names)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, option, 0, 0,
                          "%s must not be NULL where it is %lld columns", option,
                          (long long)count);
  return SDG16_OK;
}

static int32_t check_design(const sdg16_table *table, const sdg16_design_options *o,
                            sdg16_error *error) {
  int32_t status = check_stages("psu", o->psu_count, o->psu, error);
  if (!status) status = check_stages("strata", o->stratum_count, o->strata, error);
  if (!status) status = check_stages("fpc", o->fpc_count, o->fpc, error);
  if (!status) status = check_stages("sampled", o->sampled_count, o->sampled, error);
  if (status) return status;
  if (!sdg16_lonely_name(o->lonely))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "lonely", 0, 0,
                          "lonely must be an SDG16_LONELY_ value, not %d", o->lonely);
  for (int64_t s = 0; s < o->psu_count; s++)
    if (!o->psu[s])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "psu", 0, 0,
                            "psu: the name of the column of stage %lld must not be NULL",
                            (long long)s + 1);
  if (o->fpc_count && !o->fpc[0])
    return sdg16i_fail_at(
        error, SDG16_ERR_OPTION, "fpc", 0, 0,
        "fpc must be given for the first stage if it is given for a later one");
  int64_t rows = sdg16_table_rows(table);
  if (!rows)
    return sdg16i_fail(error, SDG16_ERR_EMPTY, "the survey must have at least one row");
  if (rows > INT32_MAX)
    return sdg16i_fail(error, SDG16_ERR_LIMIT, "the survey must have at most %d rows, not %lld",
                       INT32_MAX, (long long)rows);
  return SDG16_OK;
}

static void note_spellings(sdg16_design *d, int64_t count, const char *const *names) {
  for (int64_t i = 0; names && i < count; i++)
    if (names[i]) sdg16i_add_respelled(d->table, names[i], d->respelled, sizeof d->respelled);
}

static int32_t build_design(sdg16_design *d, const sdg16_design_options *o,
                            sdg16_error *error) {
  note_spellings(d, 1, &o->weight);
  note_spellings(d, o->psu_count, o->psu);
  note_spellings(d, o->stratum_count, o->strata);
  note_spellings(d, o->fpc_count, o->fpc);
  d->lonely = o->lonely;
  d->lonely_domain = o->lonely_domain;
  int32_t status =
      o->drop_missing_weights ? sdg16i_weighted_keep(d, o->weight, error) : SDG16_OK;
  if (!status) status = sdg16i_units_make(d, o, error);
  if (!status) status = read_fractions(d, o, error);
  if (!status) status = read_weight(d, o->weight, error);
  if (!status && sdg16i_stage_column(o->strata, o->stratum_count, 0)) {
    d->stratum_name = sdg16i_copy_text(o->strata[0]);
    if (!d->stratum_name) status = sdg16i_fail_memory(error);
  }
  if (!status) d->df = sdg16i_design_df(d);
  if (!status) sdg16i_design_judge_weights(d);
  if (!status && (o->replicate_count || o->replicate_kind))
    status = sdg16i_replicates_given(d, o, error);
  return status;
}

int32_t sdg16_design_new(const sdg16_table *table, const sdg16_design_options *options,
                         sdg16_design **out, sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_design_new: out must not be NULL");
  *out = NULL;
  if (!table)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_design_new: table must not be NULL");
  sdg16_design_options o = DEFAULTS;
  int32_t status =
      sdg16i_struct_in(options, &o, (int64_t)sizeof o, "sdg16_design_options", error);
  if (!status) status = check_design(table, &o, error);
  if (status) return status;
  sdg16_design *d = calloc(1, sizeof *d);
  if (!d) return sdg16i_fail_memory(error);
  d->table = table;
  d->rows = sdg16_table_rows(table);
  status = build_design(d, &o, error);
  if (status) {
    sdg16_design_free(d);
    return status;
  }
  *out = d;
  return SDG16_OK;
}
