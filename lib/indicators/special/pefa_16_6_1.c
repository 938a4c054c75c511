/* 16.6.1: the band of PEFA's PI-1.1, from three years of execution. */
#include "base/error.h"
#include "indicators/counts/computation.h"

#include <math.h>
#include <stdlib.h>

static int year_of(const sdg16i_results *r, const int32_t *key) {
  int32_t code = key[SDG16I_PERIOD];
  return code < 0 ? 0 : atoi(r->cells->periods.levels[code]);
}

static int same_but_period(const sdg16i_results *r, const int32_t *a, const int32_t *b) {
  for (int32_t i = 0; i < r->cells->width; i++)
    if (i != SDG16I_PERIOD && a[i] != b[i]) return 0;
  return 1;
}

/* Values of the year and the two before; how many there are. */
static int three_years(const sdg16i_results *r, int64_t count, const sdg16i_indicator_row *last,
                       double out[3]) {
  int found = 0, year = year_of(r, last->key);
  for (int64_t i = 0; i < count; i++) {
    const sdg16i_indicator_row *row = &r->row[i];
    int before = year - year_of(r, row->key);
    if (before >= 0 && before < 3 && row->series == last->series && !isnan(row->value) &&
        same_but_period(r, row->key, last->key))
      out[found++] = row->value;
    if (found == 3) break;
  }
  return found;
}

/* At least two of three years within `width` of 100, the ends included. */
static int is_within(const double *value, double width) {
  int count = 0;
  for (int i = 0; i < 3; i++)
    count += value[i] >= 100 - width - 1e-9 && value[i] <= 100 + width + 1e-9;
  return count >= 2;
}

static int is_last(const sdg16i_results *r, int64_t count, const sdg16i_indicator_row *row) {
  for (int64_t i = 0; i < count; i++)
    if (same_but_period(r, r->row[i].key, row->key) &&
        year_of(r, r->row[i].key) > year_of(r, row->key))
      return 0;
  return 1;
}

static int32_t finish_scores(sdg16i_results *r, sdg16_error *error) {
  static const char *const BANDS[] = {"PEFA band D", "PEFA band C", "PEFA band B",
                                      "PEFA band A"};
  (void)error;
  int32_t status = SDG16_OK;
  int64_t count = r->count;
  for (int64_t i = 0; i < count && !status; i++) {
    double values[3];
    int found = three_years(r, count, &r->row[i], values);
    if (found < 3 && !is_last(r, count, &r->row[i])) continue;
    sdg16i_indicator_row row = sdg16i_row_empty();
    row.variant = "pefa";
    row.label = "Aggregate expenditure outturn over three years (4: A, 3: B, 2: C, 1: D)";
    row.unit = "NUMBER";
    if (found < 3) {
      row.status = "missing-input";
      row.nature = "_X";
      row.obs_status = "O";
      row.note = "PEFA band D*: fewer than three years";
    } else {
      int band = is_within(values, 5)    ? 3
                 : is_within(values, 10) ? 2
                 : is_within(values, 15) ? 1
                                         : 0;
      row.value = band + 1;
      row.note = BANDS[band];
    }
    status = sdg16i_results_add(r, &row, r->row[i].key);
  }
  return status;
}

const sdg16i_code sdg16i_code_budget = {NULL, finish_scores, 0};
