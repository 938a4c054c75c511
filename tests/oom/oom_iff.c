/* Failing allocations: illicit financial flows. */
#include "oom.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../unit/tables.h"

static int32_t estimate(int32_t method, const char *csv, const char *set, const char *prices,
                        sdg16_error *error) {
  char path[64];
  write_text(csv, path);
  sdg16_table *price = prices ? table_of(prices) : NULL;
  sdg16_iff_options o;
  sdg16_iff_options_init(&o, sizeof o);
  o.sets = &set;
  o.set_count = set != NULL;
  o.prices = price;
  sdg16_iff *iff = NULL;
  oom_arm();
  int32_t status = sdg16_iff_read(method, path, &o, NULL, &iff, error);
  oom_outcome(status, iff, error);
  if (!status) {
    oom_table(sdg16_iff_results(iff));
    oom_table(sdg16_iff_detail(iff));
    oom_table(sdg16_iff_coefficients(iff));
    oom_table(sdg16_iff_diagnostics(iff));
  }
  if (!status) assert_true(sdg16_table_rows(sdg16_iff_results(iff)) > 0);
  sdg16_iff_free(iff);
  sdg16_table_free(price);
  unlink(path);
  return status;
}

static int32_t mirror(sdg16_error *error) {
  return estimate(SDG16_IFF_PARTNER_COUNTRY,
                  "ref_area,time_period,flow,commodity,partner,reported,mirror\n"
                  "1,2020,x,A,P,80,110\n1,2021,m,B,P,80,0\n1,2021,x,B,P,80,\n",
                  NULL, NULL, error);
}

static const char CUSTOMS[] =
    "area,year,flow,commodity,quantity,value\n1,2020,x,A,1,1\n"
    "1,2020,x,A,1,2\n1,2020,x,A,1,3\n1,2020,x,A,1,90\n1,2021,m,B,1,1\n"
    "1,2021,x,A,1,7\n";

static int32_t quartiles(sdg16_error *error) {
  return estimate(SDG16_IFF_PRICE_FILTER, CUSTOMS, "records=2", NULL, error);
}

/* Enough prices in one group for counting and narrowing. */
static int32_t many(sdg16_error *error) {
  char *text = malloc(100000);
  size_t used = (size_t)snprintf(text, 100000, "flow,commodity,quantity,value\n");
  for (int i = 0; i < 3000; i++)
    used += (size_t)snprintf(text + used, 100000 - used, "x,A,1,%d\n", 1000 + i * 7919 % 3001);
  int32_t status = estimate(SDG16_IFF_PRICE_FILTER, text, NULL, NULL, error);
  free(text);
  return status;
}

static int32_t moving(sdg16_error *error) {
  return estimate(SDG16_IFF_PRICE_FILTER, CUSTOMS, "fence=moving-average", NULL, error);
}

static int32_t prices(sdg16_error *error) {
  return estimate(SDG16_IFF_PRICE_FILTER, CUSTOMS, "fence=price",
                  "commodity,year,price\nA,2020,2\nB,2021,3\n", error);
}

static int32_t drugs(sdg16_error *error) {
  return estimate(SDG16_IFF_BALANCE,
                  "area,year,activity,production,consumption,export_price\n1,2020,a,9,1,1\n",
                  NULL, NULL, error);
}

static int32_t wealth(sdg16_error *error) {
  return estimate(SDG16_IFF_OFFSHORE_WEALTH,
                  "area,year,unrecorded,deposits,all_deposits,securities_share,return_rate,"
                  "declared_share\n1,2020,7,1,10,0.7,0.05,0.1\n1,2021,8,1,10,0.7,0.05,0.1\n",
                  NULL, NULL, error);
}

static int32_t misalignment(sdg16_error *error) {
  return estimate(
      SDG16_IFF_PROFIT_MISALIGNMENT,
      "area,year,group,profit,sales\nA,2020,g,60,25\nB,2020,g,40,75\nB,2020,g,-1,0\n", NULL,
      NULL, error);
}

static int32_t comparison(sdg16_error *error) {
  return estimate(SDG16_IFF_PROFIT_COMPARISON,
                  "area,year,cell,mne,profit,base\n1,2020,a,yes,1,9\n1,2020,a,no,4,9\n"
                  "1,2020,b,yes,4,9\n",
                  "firms=1", NULL, error);
}

static int32_t bootstrap(sdg16_error *error) {
  return estimate(SDG16_IFF_PROFIT_COMPARISON,
                  "area,year,cell,mne,profit,base\n1,2020,a,yes,1,9\n1,2020,a,no,4,9\n"
                  "1,2020,a,no,5,9\n1,2020,b,yes,4,9\n1,2020,b,no,4,9\n1,2020,b,no,3,9\n"
                  "1,2020,b,no,2,9\n1,2020,b,no,1,9\n1,2020,b,no,0,9\n",
                  "replicates=100", NULL, error);
}

static int32_t monte_carlo(sdg16_error *error) {
  return estimate(SDG16_IFF_UNITS,
                  "area,year,activity,direction,units,units_low,units_high,price,"
                  "share_abroad\n1,2020,a,in,9,1,20,1,1\n1,2021,a,in,9,1,20,1,1\n",
                  "replicates=100", NULL, error);
}

static int32_t havens(sdg16_error *error) {
  return estimate(SDG16_IFF_HAVEN_PROFITS,
                  "haven,year,area,services,foreign_profit,foreign_wages,local_profit,"
                  "local_wages\nI,2020,D,1,90,10,1,1\nL,2020,D,1,1,1,1,1\nM,2020,D,0,9,1,1,1\n",
                  NULL, NULL, error);
}

/* Three countries that trade with each other in two years. */
static int32_t fit(const char *set, sdg16_error *error) {
  char text[2000] = "ref_area,time_period,flow,commodity,partner,reported,mirror,x\n";
  for (int i = 0; i < 36; i++)
    if (i / 6 % 3 != i / 2 % 3)
      sprintf(text + strlen(text), "%d,%d,%c,A,%d,%d,%d,%d\n", i / 6 % 3, 2020 + i / 18,
              i % 2 ? 'x' : 'm', i / 2 % 3, 100 + i * 7 % 31, 100 + i * 11 % 37, i * i % 23);
  return estimate(SDG16_IFF_PARTNER_COUNTRY, text, set, NULL, error);
}

static int32_t predictors(sdg16_error *error) { return fit("predictors=x,x^2", error); }
static int32_t lags(sdg16_error *error) { return fit("predictors=lag", error); }
static int32_t accuracy(sdg16_error *error) { return fit("accuracy=fitted", error); }

static int32_t categories(sdg16_error *error) {
  sdg16_table *flows = table_of("ref_area,time_period,series,overlap_group,illicit_activity,"
                                "category,method,stage,value\n1,2020,DI_ILL_IN,A,,1a,m,s,7\n"),
              *out = NULL;
  oom_arm();
  int32_t status =
      sdg16_iff_total_by_category(1, (const sdg16_table *const[]){flows}, &out, error);
  oom_outcome(status, out, error);
  oom_table(out);
  sdg16_table_free(out);
  sdg16_table_free(flows);
  return status;
}

static int32_t total(sdg16_error *error) {
  sdg16_table *flows = table_of("ref_area,time_period,series,overlap_group,illicit_activity,"
                                "category,method,stage,value\n1,2020,DI_ILL_IN,A,,1a,m,s,7\n"),
              *out = NULL;
  oom_arm();
  int32_t status = sdg16_iff_total(1, (const sdg16_table *const[]){flows}, &out, error);
  oom_outcome(status, out, error);
  oom_table(out);
  sdg16_table_free(out);
  sdg16_table_free(flows);
  return status;
}

static int32_t list(sdg16_error *error) {
  sdg16_table *out = NULL;
  oom_arm();
  int32_t status = sdg16_iff_methods(&out, error);
  oom_outcome(status, out, error);
  oom_table(out);
  sdg16_table_free(out);
  return status;
}

static const oom_case CASES[] = {
    {"partner-country", mirror},
    {"price-filter: few", quartiles},
    {"price-filter: many", many},
    {"price-filter: moving average", moving},
    {"price-filter: prices", prices},
    {"balance", drugs},
    {"offshore-wealth", wealth},
    {"profit-misalignment", misalignment},
    {"profit-comparison", comparison},
    {"profit-comparison: bootstrap", bootstrap},
    {"units: Monte Carlo", monte_carlo},
    {"haven-profits", havens},
    {"partner-country: predictors", predictors},
    {"partner-country: lags", lags},
    {"partner-country: accuracy", accuracy},
    {"iff_total", total},
    {"iff_total_by_category", categories},
    {"iff_methods", list},
};

int main(void) { return oom_main(CASES, sizeof CASES / sizeof *CASES); }
