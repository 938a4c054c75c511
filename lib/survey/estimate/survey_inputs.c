#include "survey/estimate/survey_inputs.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void sdg16i_survey_inputs_clear(sdg16i_survey_inputs *in) {
  free(in->y);
  free(in->x);
  free(in->share);
  sdg16i_items_clear(&in->items);
  sdg16i_categories_clear(&in->standard);
}

int32_t sdg16i_survey_include(uint8_t **included, const sdg16_design *d,
                              const sdg16_table *table, const char *expression,
                              const char *option, sdg16_error *error) {
  if (!expression) return SDG16_OK;
  double *value;
  int32_t status = sdg16i_survey_values(table, d->order, expression, option, 1, &value, error);
  if (status) return status;
  if (!*included) {
    *included = sdg16i_array(d->rows, 1);
    if (*included) memset(*included, 1, (size_t)d->rows);
  }
  for (int64_t i = 0; *included && i < d->rows; i++) (*included)[i] &= value[i] == 1;
  free(value);
  return *included ? SDG16_OK : sdg16i_fail_memory(error);
}

/* ---- domains ---- */

int32_t sdg16i_survey_columns_read(sdg16i_survey_columns *c, const sdg16_design *d,
                                   int64_t by_count, const char *const *by, const char *where,
                                   const char *among, sdg16_error *error) {
  *c = (sdg16i_survey_columns){0};
  if (by_count < 0 || by_count > SDG16I_MAX_BY || (by_count && !by))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "by", 0, 0,
                          "by: %lld columns given, expected at most %d", (long long)by_count,
                          SDG16I_MAX_BY);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < by_count; i++) {
    c->columns = (int32_t)i + 1;
    status = sdg16i_categories_init(&c->factor[i], d->table, d->order, by[i], "by", 1, error);
  }
  if (!status) status = sdg16i_survey_include(&c->included, d, d->table, where, "where", error);
  if (!status) status = sdg16i_survey_include(&c->included, d, d->table, among, "among", error);
  return status;
}

sdg16i_grouping sdg16i_survey_columns_grouping(const sdg16i_survey_columns *c) {
  sdg16i_grouping g = {.columns = c->columns, .included = c->included};
  for (int32_t i = 0; i < c->columns; i++)
    g.by[i] = (sdg16i_coded_column){c->factor[i].code, c->factor[i].count};
  return g;
}

void sdg16i_survey_columns_clear(sdg16i_survey_columns *c) {
  for (int32_t i = 0; i < c->columns; i++) sdg16i_categories_clear(&c->factor[i]);
  free(c->included);
  *c = (sdg16i_survey_columns){0};
}

/* ---- shares of standardisation ---- */

static int32_t read_shares(sdg16i_survey_inputs *in, const sdg16_design *d,
                           const sdg16_table *table, const sdg16_survey_options *o,
                           sdg16_error *error) {
  sdg16i_categories *f = &in->standard;
  int32_t status =
      sdg16i_categories_init(f, table, d->order, o->standard, "standard", 1, error);
  if (status) return status;
  in->share = sdg16i_array(f->count, sizeof *in->share);
  int64_t *level = sdg16i_array(o->share_count, sizeof *level);
  if (!in->share || !level) status = sdg16i_fail_memory(error);
  if (!status)
    status =
        sdg16i_categories_match(f, o->share_count, o->share_levels, "shares", level, error);
  if (status) {
    free(level);
    return status;
  }
  for (int64_t p = 0; !o->share_count && p < d->rows; p++)
    if (f->code[p] >= 0) in->share[f->code[p]] += d->weight[p];
  for (int64_t k = 0; o->share_count && k < f->count; k++) in->share[k] = NAN;
  for (int64_t s = 0; s < o->share_count; s++) {
    if (!(o->shares[s] >= 0) || isinf(o->shares[s]))
      status = sdg16i_fail_at(error, SDG16_ERR_VALUE, "shares", 0, 0,
                              "shares: a share is negative or not finite");
    if (level[s] >= 0) in->share[level[s]] = o->shares[s];
  }
  free(level);
  if (status) return status;
  for (int64_t k = 0; k < f->count; k++)
    if (isnan(in->share[k]))
      return sdg16i_fail_at(error, SDG16_ERR_NAME, "shares", 0, 0,
                            "shares: none given for '%.*s' of column '%.*s'",
                            sdg16i_utf8_excerpt(f->labels[k]), f->labels[k],
                            sdg16i_utf8_excerpt(o->standard), o->standard);
  in->target.categories = f->count;
  in->target.category = f->code;
  in->target.share = in->share;
  return SDG16_OK;
}

/* ---- the numbers ---- */

int32_t sdg16i_survey_inputs_read(sdg16i_survey_inputs *in, const sdg16_design *d,
                                  const sdg16_table *table, const sdg16_survey_options *o,
                                  sdg16_error *error) {
  int truth = o->statistic == SDG16_SURVEY_PROPORTION;
  const char *name = sdg16_survey_statistic_name(o->statistic);
  int32_t status = SDG16_OK;
  *in = (sdg16i_survey_inputs){0};
  if (o->statistic == SDG16_SURVEY_AVERAGE)
    status = sdg16i_items_read(&in->items, table, d->order, o->numerator, error);
  else if (o->numerator)
    status = sdg16i_survey_values(table, d->order, o->numerator, name, truth, &in->y, error);
  if (!status && o->denominator)
    status =
        sdg16i_survey_values(table, d->order, o->denominator, "denominator", 0, &in->x, error);
  in->target = (sdg16i_survey_target){.statistic = o->statistic,
                                      .with_replacement = o->with_replacement,
                                      .y = in->y,
                                      .x = in->x};
  if (!status && o->standard) status = read_shares(in, d, table, o, error);
  return status;
}
