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
  size_t used = (size_t)sprintf(text, "flow,commodity,quantity,value\n");
  for (int i = 0; i < 3000; i++)
    used += (size_t)sprintf(text + used, "x,A,1,%d\n", 1000 + i * 7919 % 3001);
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

static int32_t total(sdg16_error *error) {
  sdg16_table *flows = table_of("ref_area,time_period,series,overlap_group,illicit_activity,"
                                "category,method,stage,value\n1,2020,DI_ILL_IN,A,,1a,m,s,7\n"),
              *out = NULL;
  oom_arm();
  int32_t status = sdg16_iff_total(1, (const sdg16_table *const[]){flows}, &out, error);
  oom_outcome(status, out, error);
  sdg16_table_free(out);
  sdg16_table_free(flows);
  return status;
}

static int32_t list(sdg16_error *error) {
  sdg16_table *out = NULL;
  oom_arm();
  int32_t status = sdg16_iff_methods(&out, error);
  oom_outcome(status, out, error);
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
    {"iff_total", total},
    {"iff_methods", list},
};

int main(void) { return oom_main(CASES, sizeof CASES / sizeof *CASES); }
