/* Undeclared offshore wealth. A stock is not a flow: only its change enters 16.4.1, without
 * changes of value and returns. Zucman 2013 (Quarterly Journal of Economics 128); Alstadsaeter,
 * Johannesen & Zucman 2018 (Journal of Public Economics 162). */
#include "base/sort.h"
#include "iff/interval.h"
#include "iff/rows.h"

#include "base/error.h"
#include "indicators/regional/national_values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const sdg16i_iff_setting RANGES[] = {SDG16I_IFF_MONTE_CARLO, {NULL, NULL, 0, 0, 0}};
#define NEEDED ((double)NAN)
#define LIMIT SDG16I_IFF_NO_LIMIT

/* ---- deposits: (1 - declared share) x (change of deposits - valuation), by haven ---- */

enum { HAVEN = SDG16I_IFF_FIRST, CHANGE, VALUATION, DECLARED };

static const sdg16i_iff_column flow_columns[] = {{"haven|partner", SDG16I_IFF_KEY, 1},
                                                 {"deposits_change", SDG16I_IFF_RANGE, 0},
                                                 {"valuation", SDG16I_IFF_RANGE, 1},
                                                 {"declared_share", SDG16I_IFF_RANGE, 0},
                                                 {NULL, 0, 0}};

static void by_sign(double undeclared, double flow[2]) {
  /* NaN, from what is too large for a double, stays NaN */
  flow[SDG16I_IFF_OUT] = undeclared < 0 ? 0 : undeclared;
  flow[SDG16I_IFF_IN] = undeclared > 0 ? 0 : 0 - undeclared; /* repatriated */
}

static void undeclared_deposits(const double *x, const double *setting, double flow[2]) {
  (void)setting;
  by_sign((1 - x[2]) * (x[0] - x[1]), flow);
}

static int32_t deposits(sdg16i_iff_job *job, const sdg16i_iff_value *v) {
  static const sdg16i_iff_input INPUTS[] = {{CHANGE, NEEDED, -LIMIT, LIMIT, NULL},
                                            {VALUATION, 0, -LIMIT, LIMIT, NULL},
                                            {DECLARED, NEEDED, 0, 1, NULL}};
  return sdg16i_iff_row(job, v, undeclared_deposits, 3, INPUTS, NULL, v[HAVEN].text);
}

const sdg16i_iff_method sdg16i_iff_offshore_flow = {.number = SDG16_IFF_OFFSHORE_FLOW,
                                                    .category = "1a",
                                                    .stage = "income management",
                                                    .overlap_group = "OFFSHORE",
                                                    .columns = flow_columns,
                                                    .settings = RANGES,
                                                    .replicates = SDG16I_IFF_DRAWN,
                                                    .detail_texts = sdg16i_iff_row_texts,
                                                    .detail_numbers = sdg16i_iff_row_numbers,
                                                    .state_size = 1,
                                                    .row = deposits,
                                                    .end = sdg16i_iff_no_more};

/* ---- wealth: W = unrecorded portfolio / share of securities x share of haven deposits;
 * flow = change of W - return x W of the year before ---- */

enum { UNRECORDED = SDG16I_IFF_FIRST, DEPOSITS, ALL_DEPOSITS, SECURITIES, RETURN, UNDECLARED };

static const sdg16i_iff_column wealth_columns[] = {{"unrecorded", SDG16I_IFF_RANGE, 0},
                                                   {"deposits", SDG16I_IFF_NUMBER, 0},
                                                   {"all_deposits", SDG16I_IFF_NUMBER, 0},
                                                   {"securities_share", SDG16I_IFF_RANGE, 0},
                                                   {"return_rate", SDG16I_IFF_RANGE, 0},
                                                   {"declared_share", SDG16I_IFF_RANGE, 0},
                                                   {NULL, 0, 0}};

/* A country and year; `held` is its wealth x share of securities. */
struct year {
  const char *area, *period;
  int32_t year;
  int64_t line;
  sdg16i_iff_value held, securities, rate, declared;
};

struct state {
  struct year *year;
  int64_t count, capacity;
};

/* x: held now, before; share of securities now, before (0: the same); return; declared */
static void undeclared_wealth(const double *x, const double *setting, double flow[2]) {
  (void)setting;
  double before = x[1] / (x[3] > 0 ? x[3] : x[2]);
  by_sign((1 - x[5]) * (x[0] / x[2] - before - x[4] * before), flow);
}

static int32_t wealth(sdg16i_iff_job *job, const sdg16i_iff_value *v) {
  struct state *s = job->state;
  const char *area = v[SDG16I_IFF_AREA].text, *period = v[SDG16I_IFF_PERIOD].text;
  if (!period || !sdg16i_year(period))
    return sdg16i_iff_fail(job, period ? SDG16_ERR_VALUE : SDG16_ERR_MISSING, SDG16I_IFF_PERIOD,
                           "expected a year, found '%.40s'", period ? period : "");
  for (int32_t c = UNRECORDED; c <= UNDECLARED; c++)
    if (isnan(v[c].number[0]))
      return sdg16i_iff_fail(job, SDG16_ERR_MISSING, c, "expected a number, found a blank");
  double share = v[DEPOSITS].number[0] / v[ALL_DEPOSITS].number[0];
  if (!(v[DEPOSITS].number[0] >= 0 && share >= 0 && share <= 1))
    return sdg16i_iff_fail(job, SDG16_ERR_SHARE, DEPOSITS,
                           "expected a number from 0 to all_deposits, of which it is a part");
  if (!(v[SECURITIES].number[1] > 0 && v[SECURITIES].number[2] <= 1))
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, SECURITIES,
                           "expected a share above 0 and at most 1");
  if (!(v[UNRECORDED].number[1] >= 0))
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, UNRECORDED,
                           "expected a number of at least 0, found a negative one");
  if (sdg16i_grow((void **)&s->year, &s->capacity, s->count + 1, sizeof *s->year))
    return sdg16i_fail_memory(job->error);
  struct year *y = &s->year[s->count];
  *y = (struct year){.area = sdg16i_iff_keep(job, area),
                     .period = sdg16i_iff_keep(job, period),
                     .year = sdg16i_year(period),
                     .line = job->line,
                     .held = v[UNRECORDED],
                     .securities = v[SECURITIES],
                     .rate = v[RETURN],
                     .declared = v[UNDECLARED]};
  if (!y->period || (area && !y->area)) return sdg16i_fail_memory(job->error);
  for (int32_t k = 0; k < 3; k++) y->held.number[k] *= share;
  s->count++;
  return SDG16_OK;
}

static int compare_years(const void *left, const void *right) {
  const struct year *a = left, *b = right;
  int order = strcmp(a->area ? a->area : "", b->area ? b->area : "");
  return order ? order : (a->year > b->year) - (a->year < b->year);
}

static int same_range(const sdg16i_iff_value *a, const sdg16i_iff_value *b) {
  return !memcmp(a->number, b->number, sizeof a->number);
}

static int32_t add_change(sdg16i_iff_job *job, const struct year *before,
                          const struct year *now) {
  /* the values in the places of the columns they stem from */
  static const sdg16i_iff_input INPUTS[] = {
      {UNRECORDED, NEEDED, 0, LIMIT, "unrecorded"},
      {DEPOSITS, NEEDED, 0, LIMIT, "unrecorded of the year before"},
      {SECURITIES, NEEDED, 0, 1, "securities_share"},
      {ALL_DEPOSITS, NEEDED, 0, 1, "securities_share of the year before"},
      {RETURN, NEEDED, -1, LIMIT, "return_rate"},
      {UNDECLARED, NEEDED, 0, 1, "declared_share"}};
  sdg16i_iff_value v[SDG16I_IFF_COLUMNS] = {0};
  v[SDG16I_IFF_AREA].text = now->area;
  v[SDG16I_IFF_PERIOD].text = now->period;
  v[UNRECORDED] = now->held;
  v[DEPOSITS] = before->held;
  v[SECURITIES] = now->securities;
  /* one unknown share of both years moves both stocks together */
  if (!same_range(&now->securities, &before->securities)) v[ALL_DEPOSITS] = before->securities;
  v[RETURN] = now->rate;
  v[UNDECLARED] = now->declared;
  job->line = now->line;
  return sdg16i_iff_row(job, v, undeclared_wealth, 6, INPUTS, NULL, NULL);
}

static int32_t wealth_end(sdg16i_iff_job *job, int *again) {
  struct state *s = job->state;
  *again = 0;
  sdg16i_sort(s->year, s->count, sizeof *s->year, compare_years);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < s->count && !status; i++) {
    const struct year *now = &s->year[i], *before = i ? &s->year[i - 1] : NULL;
    int same_area =
        before && !strcmp(before->area ? before->area : "", now->area ? now->area : "");
    job->line = now->line;
    if (same_area && before->year == now->year)
      return sdg16i_iff_fail(job, SDG16_ERR_CONFLICT, -1,
                             "expected one row of %s, %s, found a second",
                             now->area ? now->area : "no area", now->period);
    if (same_area && before->year == now->year - 1)
      status = add_change(job, before, now);
    else
      status = sdg16i_iff_diagnostic(job, "no-previous", now->area, now->period,
                                     "a stock gives no flow without that of the year before");
  }
  return status;
}

static void wealth_drop(sdg16i_iff_job *job) { free(((struct state *)job->state)->year); }

const sdg16i_iff_method sdg16i_iff_offshore_wealth = {.number = SDG16_IFF_OFFSHORE_WEALTH,
                                                      .category = "1a",
                                                      .stage = "income management",
                                                      .overlap_group = "OFFSHORE",
                                                      .columns = wealth_columns,
                                                      .settings = RANGES,
                                                      .replicates = SDG16I_IFF_DRAWN,
                                                      .detail_texts = sdg16i_iff_row_texts,
                                                      .detail_numbers = sdg16i_iff_row_numbers,
                                                      .state_size = sizeof(struct state),
                                                      .row = wealth,
                                                      .end = wealth_end,
                                                      .drop = wealth_drop};
