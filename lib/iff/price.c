/* Price-filter method: customs records whose unit price lies outside a fence.
 *
 *   export, u < lo: (lo - u) q out     import, u > hi: (u - hi) q out
 *   export, u > hi: (u - hi) q in      import, u < lo: (lo - u) q in
 *
 * The rules of sign follow from who pays; the fence is a choice (docs/indicators/16-4-1.md). */
#include "base/error.h"
#include "iff/iff.h"
#include "iff/quantile.h"
#include "indicators/counts/indicator_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FLOW = SDG16I_IFF_FIRST, COMMODITY, PARTNER, UNIT, QUANTITY, VALUE, PRICE };

static const sdg16i_iff_column COLUMNS[] = {
    {"flow|direction", SDG16I_IFF_KEY, 0}, {"commodity|hs|hs6|hs8", SDG16I_IFF_KEY, 0},
    {"partner", SDG16I_IFF_KEY, 1},        {"quantity_unit|unit", SDG16I_IFF_KEY, 1},
    {"quantity", SDG16I_IFF_NUMBER, 0},    {"value", SDG16I_IFF_NUMBER, 0},
    {"price", SDG16I_IFF_RANGE, 1},        {NULL, 0, 0}};

enum { FENCE, K, LOWER, UPPER, BAND, RECORDS, WINDOW, SPAN };
enum { BY_IQR, BY_QUANTILES, BY_PRICE, BY_MOVING_AVERAGE };

static const sdg16i_iff_setting SETTINGS[] = {
    {"fence", "iqr; quantiles; price; moving-average", 0, 0, 0},
    {"k", NULL, 1.5, 0, 1e6},
    {"lower", NULL, 0.05, 0, 1},
    {"upper", NULL, 0.95, 0, 1},
    {"band", NULL, 0.5, 0, 1e6},
    {"records", NULL, 30, 1, 1e15},
    {"window", "period; month; year", 0, 0, 0},
    {"span", NULL, 3, 1, 1000},
    {NULL, NULL, 0, 0, 0}};

static const char *const TEXTS[] = {"ref_area", "flow",          "commodity", "partner",
                                    "window",   "quantity_unit", "status",    NULL};
static const char *const NUMBERS[] = {"records", "value",   "lower_fence", "upper_fence",
                                      "flagged", "outward", "inward",      NULL};

enum { AREA_PART, FLOW_PART, COMMODITY_PART, PARTNER_PART, UNIT_PART, WINDOW_PART, PARTS };
enum { EXPORT, IMPORT };

struct group {
  sdg16i_sum value, quantity; /* of the valid records */
  sdg16i_sum out, in;
  double lo, hi; /* NaN: no fence */
  int64_t records, flagged, priced;
  int32_t flow;
};

struct state {
  sdg16i_dictionary keys;
  struct group *group;
  int64_t capacity;
  sdg16i_quantiles quantiles;
  int64_t dropped; /* records without a quantity or value above 0 */
  int32_t applying;
};

enum { PERIOD_WINDOW, MONTH_WINDOW, YEAR_WINDOW };

/* Bytes of a period that name its window. */
static int64_t window_size(const sdg16i_iff_value *period, int32_t window) {
  if (!period->text || window == PERIOD_WINDOW) return period->size;
  int64_t year = sdg16i_iff_year_size(period->text, period->size);
  if (window == YEAR_WINDOW || year == period->size) return year;
  return period->size > 7 && period->text[7] == '-' ? 7 : period->size;
}

static int32_t fail_changed(sdg16i_iff_job *job) {
  return sdg16i_fail_at(job->error, SDG16_ERR_READ, job->where, 0, 0,
                        "%s: the data changed while they were read", job->where);
}

static int32_t quantile_status(sdg16i_iff_job *job, int result) {
  if (!result) return SDG16_OK;
  return result == -1 ? sdg16i_fail_memory(job->error) : fail_changed(job);
}

static int32_t find_group(sdg16i_iff_job *job, const sdg16i_iff_value *v, int32_t flow,
                          int64_t *out) {
  static const sdg16i_iff_value DIRECTION[] = {{.text = "export", .size = 6},
                                               {.text = "import", .size = 6}};
  struct state *s = job->state;
  sdg16i_iff_value window = v[SDG16I_IFF_PERIOD];
  window.size = window_size(&window, (int32_t)job->setting[WINDOW]);
  const sdg16i_iff_value *const parts[PARTS] = {
      &v[SDG16I_IFF_AREA], &DIRECTION[flow], &v[COMMODITY], &v[PARTNER], &v[UNIT], &window};
  int64_t before = s->keys.count;
  int64_t key = sdg16i_iff_key(job, &s->keys, PARTS, parts);
  if (key < 0 || sdg16i_grow((void **)&s->group, &s->capacity, key + 1, sizeof *s->group))
    return sdg16i_fail_memory(job->error);
  if (key == before) {
    if (job->pass) return fail_changed(job);
    s->group[key] = (struct group){.lo = NAN, .hi = NAN, .flow = flow};
  }
  *out = key;
  return SDG16_OK;
}

static void apply_fence(const sdg16i_iff_job *job, struct group *g, const sdg16i_iff_value *v,
                        double price, double quantity) {
  double lo = g->lo, hi = g->hi;
  const double *given = v[PRICE].number;
  if (job->setting[FENCE] == BY_PRICE && !isnan(given[0])) {
    int range = given[1] < given[2];
    lo = range ? given[1] : given[0] * (1 - job->setting[BAND]);
    hi = range ? given[2] : given[0] * (1 + job->setting[BAND]);
  }
  if (isnan(lo)) return;
  g->priced++;
  double excess = price < lo   ? (lo - price) * quantity
                  : price > hi ? (price - hi) * quantity
                               : 0;
  if (price < lo || price > hi) g->flagged++;
  sdg16i_add((g->flow == EXPORT) == (price < lo) ? &g->out : &g->in, excess);
}

static int32_t price_row(sdg16i_iff_job *job, const sdg16i_iff_value *v) {
  struct state *s = job->state;
  if (!v[FLOW].text || !v[COMMODITY].text)
    return sdg16i_iff_fail(job, SDG16_ERR_MISSING, v[FLOW].text ? COMMODITY : FLOW,
                           "expected %s, found a blank",
                           v[FLOW].text ? "a commodity" : "export or import");
  int32_t flow = sdg16i_iff_word(v[FLOW].text, "export|exports|x; import|imports|m");
  if (flow < 0)
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, FLOW,
                           "expected export (x) or import (m), found '%.60s'", v[FLOW].text);
  if (v[PRICE].number[1] <= 0)
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, PRICE, "expected a price above 0");
  double quantity = v[QUANTITY].number[0], value = v[VALUE].number[0], price = value / quantity;
  if (!(quantity > 0 && value > 0 && isfinite(price) && price > 0)) {
    s->dropped += !job->pass;
    return SDG16_OK;
  }
  int64_t key = 0;
  int32_t status = find_group(job, v, flow, &key);
  if (status) return status;
  struct group *g = &s->group[key];
  if (!job->pass) {
    sdg16i_add(&g->value, value);
    sdg16i_add(&g->quantity, quantity);
    g->records++;
  }
  if (s->applying)
    apply_fence(job, g, v, price, quantity);
  else if (job->setting[FENCE] <= BY_QUANTILES)
    status = quantile_status(job, sdg16i_quantiles_add(&s->quantiles, key, price));
  return status;
}

/* ---- fences ---- */

static void own_quantiles(sdg16i_iff_job *job) {
  struct state *s = job->state;
  for (int64_t i = 0; i < s->keys.count; i++) {
    double a = sdg16i_quantiles_get(&s->quantiles, i, 0);
    double b = sdg16i_quantiles_get(&s->quantiles, i, 1);
    double reach = job->setting[FENCE] == BY_IQR ? job->setting[K] * (b - a) : 0;
    s->group[i].lo = a - reach;
    s->group[i].hi = b + reach;
  }
}

static int compare_keys(const void *left, const void *right, void *keys) {
  char *const *levels = keys;
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return strcmp(levels[a], levels[b]);
}

/* Bytes of a key before its window: the groups that share them are one series. */
static size_t series_size(const char *key) {
  const char *at = key;
  for (int32_t i = 0; i < WINDOW_PART; i++) at = strchr(at, SDG16I_IFF_SEPARATOR) + 1;
  return (size_t)(at - key);
}

/* The mean price of the `span` windows before, in the order of their names. */
static int32_t moving_average(sdg16i_iff_job *job) {
  struct state *s = job->state;
  int64_t *order = sdg16i_array(s->keys.count, sizeof *order);
  if (!order) return sdg16i_fail_memory(job->error);
  for (int64_t i = 0; i < s->keys.count; i++) order[i] = i;
  qsort_r(order, (size_t)s->keys.count, sizeof *order, compare_keys, s->keys.levels);
  for (int64_t i = 0; i < s->keys.count; i++) {
    const char *key = s->keys.levels[order[i]];
    size_t size = series_size(key);
    double value = 0, quantity = 0, records = 0;
    for (int64_t k = i - 1; k >= 0 && i - k <= (int64_t)job->setting[SPAN]; k--) {
      const struct group *past = &s->group[order[k]];
      if (strncmp(s->keys.levels[order[k]], key, size)) break;
      value += sdg16i_sum_value(&past->value);
      quantity += sdg16i_sum_value(&past->quantity);
      records += (double)past->records;
    }
    if (records < job->setting[RECORDS]) continue;
    struct group *g = &s->group[order[i]];
    g->lo = value / quantity * (1 - job->setting[BAND]);
    g->hi = value / quantity * (1 + job->setting[BAND]);
  }
  free(order);
  return SDG16_OK;
}

/* ---- prices of a table ---- */

enum { PRICE_COMMODITY, PRICE_PERIOD, PRICE_PARTNER, PRICE_VALUE, PRICE_COLUMNS };

static int32_t price_key(sdg16i_iff_job *job, sdg16i_dictionary *keys, const int64_t *column,
                         const char *const text[3], int64_t *out) {
  sdg16i_iff_value value[3] = {0};
  for (int32_t i = 0; i < 3; i++)
    if (column[i] >= 0 && text[i])
      value[i] = (sdg16i_iff_value){.text = text[i], .size = (int64_t)strlen(text[i])};
  *out = sdg16i_iff_key(job, keys, 3,
                        (const sdg16i_iff_value *[]){&value[0], &value[1], &value[2]});
  return *out < 0 ? sdg16i_fail_memory(job->error) : SDG16_OK;
}

static int32_t read_price(sdg16i_iff_job *job, sdg16i_dictionary *keys, const int64_t *column,
                          int64_t row, double *price) {
  const sdg16_table *table = job->options->prices;
  char buffer[3][SDG16I_TEXT_SIZE];
  const char *text[3];
  for (int32_t i = 0; i < 3; i++) {
    text[i] = column[i] < 0 ? NULL : sdg16i_text_at(table, column[i], row, buffer[i]);
    if (column[i] >= 0 && !text[i])
      return sdg16i_fail_at(
          job->error, SDG16_ERR_MISSING, "prices", row + 1, column[i] + 1,
          "prices, data row %lld, column '%s': expected a value, found a blank",
          (long long)row + 1, sdg16_table_name(table, column[i]));
  }
  double found = NAN;
  if (sdg16i_number_at(table, column[PRICE_VALUE], row, &found) ||
      !(found > 0 && isfinite(found)))
    return sdg16i_fail_at(
        job->error, SDG16_ERR_VALUE, "prices", row + 1, column[PRICE_VALUE] + 1,
        "prices, data row %lld, column 'price': expected a price above 0", (long long)row + 1);
  int64_t before = keys->count, key = 0;
  int32_t status = price_key(job, keys, column, text, &key);
  if (status) return status;
  if (key != before)
    return sdg16i_fail_at(
        job->error, SDG16_ERR_CONFLICT, "prices", row + 1, 0,
        "prices, data row %lld: expected one price of commodity '%.100s', found a second",
        (long long)row + 1, text[0]);
  price[key] = found;
  return SDG16_OK;
}

static int32_t match_prices(sdg16i_iff_job *job, sdg16i_dictionary *keys, const int64_t *column,
                            const double *price) {
  struct state *s = job->state;
  int64_t known = keys->count;
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < s->keys.count && !status; i++) {
    const char *text[3] = {sdg16i_iff_part(job, &s->keys, i, COMMODITY_PART),
                           sdg16i_iff_part(job, &s->keys, i, WINDOW_PART),
                           sdg16i_iff_part(job, &s->keys, i, PARTNER_PART)};
    int64_t key = 0;
    status = price_key(job, keys, column, text, &key);
    if (status || key >= known) continue;
    s->group[i].lo = price[key] * (1 - job->setting[BAND]);
    s->group[i].hi = price[key] * (1 + job->setting[BAND]);
  }
  return status;
}

static int32_t world_prices(sdg16i_iff_job *job) {
  const sdg16_table *table = job->options->prices;
  static const char *const NAMES[PRICE_COLUMNS] = {"commodity|hs|hs6|hs8", SDG16I_PERIOD_NAMES,
                                                   "partner", "price"};
  int64_t column[PRICE_COLUMNS], rows = sdg16_table_rows(table);
  int32_t status = SDG16_OK;
  for (int32_t i = 0; i < PRICE_COLUMNS && !status; i++)
    status = sdg16i_find_column(table, NULL, NAMES[i], &column[i], job->error);
  if (!status && (column[PRICE_COMMODITY] < 0 || column[PRICE_VALUE] < 0))
    return sdg16i_fail_at(job->error, SDG16_ERR_COLUMN, "prices", 0, 0,
                          "prices must have the columns commodity and price; '%s' is missing",
                          column[PRICE_COMMODITY] < 0 ? "commodity" : "price");
  double *price = status ? NULL : sdg16i_array(rows, sizeof *price);
  if (!status && !price) status = sdg16i_fail_memory(job->error);
  sdg16i_dictionary keys = {0};
  for (int64_t row = 0; row < rows && !status; row++)
    status = read_price(job, &keys, column, row, price);
  if (!status) status = match_prices(job, &keys, column, price);
  sdg16i_dictionary_free(&keys);
  free(price);
  return status;
}

/* ---- the end ---- */

/* The group's detail, and what it adds to the flows. */
static int32_t report_prices(sdg16i_iff_job *job, int64_t i, int64_t *skipped) {
  struct state *s = job->state;
  const struct group *g = &s->group[i];
  const char *text[PARTS];
  for (int32_t k = 0; k < PARTS; k++) text[k] = sdg16i_iff_part(job, &s->keys, i, k);
  const char *status = "ok";
  if (!g->priced) status = job->setting[FENCE] <= BY_QUANTILES ? "few-records" : "no-price";
  *skipped += g->records - g->priced;
  double out = sdg16i_sum_value(&g->out), in = sdg16i_sum_value(&g->in);
  sdg16i_iff_flow *flow = sdg16i_iff_flow_of(job, text[AREA_PART], text[WINDOW_PART], NULL);
  if (!flow) return sdg16i_fail_memory(job->error);
  if (g->priced) sdg16i_iff_add(flow, (double[]){out, out, out}, (double[]){in, in, in});
  const char *const texts[] = {text[AREA_PART],
                               text[FLOW_PART],
                               text[COMMODITY_PART],
                               text[PARTNER_PART],
                               text[WINDOW_PART],
                               text[UNIT_PART],
                               status};
  return sdg16i_iff_detail(job, texts,
                           (double[]){(double)g->records, sdg16i_sum_value(&g->value), g->lo,
                                      g->hi, (double)g->flagged, g->priced ? out : (double)NAN,
                                      g->priced ? in : (double)NAN});
}

static int32_t finish_prices(sdg16i_iff_job *job) {
  struct state *s = job->state;
  int64_t skipped = 0, records = 0;
  int32_t status = SDG16_OK;
  job->ranged = 0; /* the ends of a price are its fence */
  for (int64_t i = 0; i < s->keys.count && !status; i++) {
    records += s->group[i].records;
    status = report_prices(job, i, &skipped);
  }
  if (!status && s->dropped)
    status =
        sdg16i_iff_diagnostic(job, "dropped", NULL, NULL,
                              "%lld records without a quantity and value above 0 were left out",
                              (long long)s->dropped);
  if (!status && skipped)
    status = sdg16i_iff_diagnostic(
        job, "skipped", NULL, NULL,
        "%lld of %lld records are in groups without a fence (%s): see "
        "the detail",
        (long long)skipped, (long long)records,
        job->setting[FENCE] == BY_PRICE ? "no price is known for them" : "too few records");
  if (!status && job->setting[FENCE] <= BY_QUANTILES)
    status = sdg16i_iff_diagnostic(
        job, "endogenous", NULL, NULL,
        "the fence comes from the records themselves: abnormal prices move it, and some "
        "records are always flagged; free-market prices are preferable");
  return status;
}

static int32_t begin_prices(sdg16i_iff_job *job) {
  struct state *s = job->state;
  if (job->setting[LOWER] > job->setting[UPPER])
    return sdg16i_fail_at(job->error, SDG16_ERR_OPTION, "set", 0, 0,
                          "set: lower must not be above upper");
  if (job->options->prices && job->setting[FENCE] != BY_PRICE)
    return sdg16i_fail_at(job->error, SDG16_ERR_OPTION, "prices", 0, 0,
                          "prices need fence=price");
  if (job->setting[FENCE] == BY_PRICE && !job->options->prices) s->applying = 1;
  return SDG16_OK;
}

static int32_t end_prices(sdg16i_iff_job *job, int *again) {
  struct state *s = job->state;
  int32_t status = SDG16_OK;
  if (s->applying) {
    if (job->setting[FENCE] == BY_PRICE && !job->options->prices && !job->has[PRICE])
      return sdg16i_fail_at(job->error, SDG16_ERR_COLUMN, job->where, 0, 0,
                            "%s must have a column 'price', or a table of prices must be "
                            "given: fence=price needs one of them",
                            job->where);
    return finish_prices(job);
  }
  if (job->setting[FENCE] <= BY_QUANTILES) {
    const double quartiles[] = {0.25, 0.75};
    const double *order = job->setting[FENCE] == BY_IQR ? quartiles : &job->setting[LOWER];
    status = quantile_status(
        job, sdg16i_quantiles_end(&s->quantiles, order, job->setting[RECORDS], again));
    if (status || *again) return status;
    own_quantiles(job);
  } else if (job->setting[FENCE] == BY_MOVING_AVERAGE) {
    status = moving_average(job);
  } else {
    status = world_prices(job);
  }
  s->applying = 1;
  *again = 1;
  return status;
}

static void drop_prices(sdg16i_iff_job *job) {
  struct state *s = job->state;
  sdg16i_dictionary_free(&s->keys);
  sdg16i_quantiles_free(&s->quantiles);
  free(s->group);
}

const sdg16i_iff_method sdg16i_iff_price_filter = {.number = SDG16_IFF_PRICE_FILTER,
                                                   .category = "1a",
                                                   .stage = "income generation",
                                                   .overlap_group = "MISINVOICING",
                                                   .columns = COLUMNS,
                                                   .settings = SETTINGS,
                                                   .detail_texts = TEXTS,
                                                   .detail_numbers = NUMBERS,
                                                   .state_size = sizeof(struct state),
                                                   .begin = begin_prices,
                                                   .row = price_row,
                                                   .end = end_prices,
                                                   .drop = drop_prices};
