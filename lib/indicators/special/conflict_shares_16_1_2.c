/* 16.1.2: VC_DTH_TOTPT, the deaths by sex, age and cause as a share of all deaths. */
#include "indicators/counts/computation.h"

#include <math.h>
#include <string.h>

static int is_share_of(const char *name) {
  return !strcmp(name, "sex") || !strcmp(name, "age") || !strcmp(name, "cause");
}

static int has_series(const sdg16i_indicator_row *row, const char *code) {
  return row->series && row->series->code && !strcmp(row->series->code, code);
}

/* Is `whole` the row of all deaths that `part` is a part of, by sex, age or cause? */
static int is_whole_of(const sdg16i_results *r, const sdg16i_indicator_row *whole,
                       const sdg16i_indicator_row *part) {
  int broken_down = 0;
  for (int32_t i = 0; i < r->cells->width; i++) {
    int32_t axis = i - SDG16I_FIRST_AXIS;
    if (axis >= 0 && is_share_of(r->cells->axis[axis].name)) {
      if (whole->key[i] >= 0) return 0;
      broken_down |= part->key[i] >= 0;
    } else if (whole->key[i] != part->key[i]) {
      return 0;
    }
  }
  return broken_down;
}

static const sdg16_series *share_series(const sdg16_indicator_def *def) {
  for (int64_t i = 0; i < def->series_count; i++)
    if (def->series[i].code && !strcmp(def->series[i].code, "VC_DTH_TOTPT"))
      return &def->series[i];
  return NULL;
}

static sdg16i_indicator_row make_share(const sdg16_series *series,
                                       const sdg16i_indicator_row *part,
                                       const sdg16i_indicator_row *whole) {
  sdg16i_indicator_row row = *part;
  row.series = series;
  row.label = series->label;
  row.unit = series->unit;
  row.multiplier = sdg16i_multiplier(series);
  row.lower = row.upper = row.level = NAN;
  row.denominator = whole->value;
  row.value = whole->value > 0 ? row.multiplier * part->value / whole->value : NAN;
  row.flags = part->flags && strstr(part->flags, "remainder") ? "remainder" : NULL;
  return row;
}

static int32_t finish_conflict(sdg16i_results *r, sdg16_error *error) {
  (void)error;
  const sdg16_series *series = share_series(r->cells->def);
  int64_t count = r->count;
  int32_t status = SDG16_OK;
  for (int64_t i = 0, begin = 0; series && i < count && !status; i++) {
    if (memcmp(r->row[begin].key, r->row[i].key, SDG16I_FIRST_AXIS * sizeof *r->row[i].key))
      begin = i; /* the rows of an area, period and source stand together */
    if (!has_series(&r->row[i], "VC_DTH_TOTN") || isnan(r->row[i].value)) continue;
    int64_t whole = begin;
    while (whole < count && !(has_series(&r->row[whole], "VC_DTH_TOTN") &&
                              is_whole_of(r, &r->row[whole], &r->row[i])))
      whole++;
    if (whole == count || !(r->row[whole].value > 0)) continue;
    sdg16i_indicator_row row = make_share(series, &r->row[i], &r->row[whole]);
    status = sdg16i_results_add(r, &row, r->row[i].key);
  }
  return status;
}

const sdg16i_code sdg16i_code_conflict = {NULL, finish_conflict, 0};
