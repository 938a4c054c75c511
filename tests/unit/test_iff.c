/* Illicit financial flows: worked figures with their closed forms, rules of direction, and what
 * is refused. The figures are computed by hand from the formulas of docs/indicators/16-4-1.md.
 */
#include "iff_calls.h"

static void test_notes_of_the_file_of_a_table_are_diagnostics(void **state) {
  (void)state;
  sdg16_table *table =
      table_of("ref_area,time_period,flow,commodity,partner,reported,mirror,x\n"
               "1,2020,export,A,P,80,110,6\"\n");
  const char *note = sdg16_table_note(table, 0);
  assert_non_null(note);
  sdg16_iff *iff = NULL;
  assert_int_equal(sdg16_iff_new(SDG16_IFF_PARTNER_COUNTRY, table, NULL, NULL, &iff, NULL), 0);
  const sdg16_table *d = sdg16_iff_diagnostics(iff);
  int64_t found = 0;
  for (int64_t i = 0; i < sdg16_table_rows(d); i++)
    if (!strcmp(text_of(d, "message", i), note)) {
      assert_string_equal(text_of(d, "kind", i), "file");
      found++;
    }
  assert_int_equal(found, 1);
  sdg16_iff_free(iff);
  sdg16_table_free(table);
}

/* ---- partner country ---- */

#define MIRROR "ref_area,time_period,flow,commodity,partner,reported,mirror\n"
#define PCM SDG16_IFF_PARTNER_COUNTRY

static void test_mirror_gaps(void **state) {
  (void)state;
  /* M / cif = 110 / 1.1 = 100 against X = 80 */
  flows(&(call){.method = PCM, .data = MIRROR "1,2020,export,A,P,80,110\n"}, 20, 0);
  flows(&(call){.method = PCM, .data = MIRROR "1,2020,export,A,P,120,110\n"}, 0, 20);
  flows(&(call){.method = PCM, .data = MIRROR "1,2020,import,A,P,110,80\n"}, 20, 0);
  flows(&(call){.method = PCM, .data = MIRROR "1,2020,M,A,P,110,120\n"}, 0, 20);
  flows(&(call){.method = PCM, .data = MIRROR "1,2020,x,A,P,80,105\n", {"cif=1.05"}}, 20, 0);
}

static void test_signs_are_summed_before_anything_is_netted(void **state) {
  (void)state;
  /* net 0, gross 20 out and 20 in */
  flows(&(call){.method = PCM,
                .data = MIRROR "1,2020,export,A,P,80,110\n1,2020,export,B,P,120,110\n"},
        20, 20);
  /* the same commodity in two rows is one flow: 200 against 220 / 1.1 */
  flows(&(call){.method = PCM,
                .data = MIRROR "1,2020,export,A,P,80,110\n1,2020,export,A,P,120,110\n"},
        0, 0);
  /* sides in rows of their own */
  flows(
      &(call){.method = PCM, .data = MIRROR "1,2020,export,A,P,80,\n1,2020,export,A,P,,110\n"},
      20, 0);
}

static void test_orphans_and_lost_flows_are_no_gaps(void **state) {
  (void)state;
  const call c = {.method = PCM,
                  .data = MIRROR "1,2020,export,A,P,80,\n1,2020,export,B,P,0,110\n"
                                 "1,2020,import,C,P,30,0\n1,2020,import,D,P,,7\n"
                                 "1,2020,export,E,P,80,110\n"};
  sdg16_iff *iff = good(&c);
  near(sum(iff, "DI_ILL_OUT", "value"), 20);
  near(sum(iff, "DI_ILL_IN", "value"), 0);
  assert_string_equal(doubt(iff, "orphan"),
                      "2 flows worth 140 are recorded by the importer alone (orphan imports); "
                      "they are not gaps and are left out");
  assert_string_equal(doubt(iff, "lost"),
                      "2 flows worth 87 are recorded by the exporter alone (lost exports); "
                      "they are not gaps and are left out");
  sdg16_iff_free(iff);
  /* a zero as a value, when asked for: B 110 / 1.1 out, C 30 / 1.1 out */
  call zero = c;
  zero.set[0] = "zero=value";
  flows(&zero, 20 + 100 + 30 / 1.1, 0);
  /* nothing but orphans: no value, and the reason */
  iff = good(&(call){.method = PCM, .data = MIRROR "1,2020,export,B,P,0,110\n"});
  assert_true(isnan(number_of(sdg16_iff_results(iff), "value", 0)));
  assert_string_equal(text_of(sdg16_iff_results(iff), "status", 0), "missing-input");
  sdg16_iff_free(iff);
}

static void test_ranges_of_cif(void **state) {
  (void)state;
  const call c = {.method = PCM,
                  .data =
                      "ref_area,time_period,flow,commodity,partner,reported,mirror,cif,cif_low,"
                      "cif_high\n1,2020,export,A,P,80,110,1.1,1,1.25\n"};
  sdg16_iff *iff = good(&c);
  near(sum(iff, "DI_ILL_OUT", "value"), 20);
  near(sum(iff, "DI_ILL_OUT", "lower"), 8);  /* 110 / 1.25 - 80 */
  near(sum(iff, "DI_ILL_OUT", "upper"), 30); /* 110 / 1 - 80 */
  near(sum(iff, "DI_ILL_IN", "upper"), 0);
  sdg16_iff_free(iff);
  /* inward: 100 / 1.25 - 90 = -10, 100 - 90 > 0 */
  iff = good(&(call){.method = PCM,
                     .data = "ref_area,time_period,flow,commodity,partner,reported,mirror,cif,"
                             "cif_low,cif_high\n1,2020,export,A,P,90,100,1.25,1,1.25\n"});
  near(sum(iff, "DI_ILL_IN", "value"), 10);
  near(sum(iff, "DI_ILL_IN", "lower"), 0);
  near(sum(iff, "DI_ILL_IN", "upper"), 10);
  near(sum(iff, "DI_ILL_OUT", "upper"), 10);
  sdg16_iff_free(iff);
}

#define SIGMAS                                                                                 \
  "ref_area,time_period,flow,commodity,partner,reported,mirror,reported_sigma,mirror_sigma\n"

static void test_each_side_is_weighted_by_the_others_variance(void **state) {
  (void)state;
  /* v(s) = exp(s^2)(exp(s^2) - 1); the share of the gap that is the reporter's is v_r / (v_r +
   * v_m): a reporter without error has none of it */
  double r = exp(0.25) * (exp(0.25) - 1), m = exp(0.04) * (exp(0.04) - 1);
  const char *data = SIGMAS "1,2020,export,A,P,80,110,0.5,0.2\n";
  flows(&(call){.method = PCM, .data = data}, 20 * r / (r + m), 0);
  flows(&(call){.method = PCM, .data = data, {"weighting=as-coded"}}, 20 * m / (r + m), 0);
  flows(&(call){.method = PCM, .data = data, {"weighting=none"}}, 20, 0);
  flows(&(call){.method = PCM, .data = SIGMAS "1,2020,export,A,P,80,110,0,0.2\n"}, 0, 0);
  flows(&(call){.method = PCM, .data = SIGMAS "1,2020,export,A,P,80,110,0.2,0\n"}, 20, 0);
  flows(&(call){.method = PCM, .data = SIGMAS "1,2020,export,A,P,80,110,0.3,0.3\n"}, 10, 0);
  /* beyond what exp holds */
  flows(&(call){.method = PCM, .data = SIGMAS "1,2020,export,A,P,80,110,40,40\n"}, 10, 0);
  flows(&(call){.method = PCM, .data = SIGMAS "1,2020,export,A,P,80,110,40,30\n"}, 20, 0);
  refused(&(call){.method = PCM, .data = SIGMAS "1,2020,export,A,P,80,110,0.3,\n"},
          SDG16_ERR_MISSING, "must have both reported_sigma and mirror_sigma, or none");
}

static void test_bad_mirror_data(void **state) {
  (void)state;
  refused(
      &(call){.method = PCM,
              .data = MIRROR "1,2020,export,A,P,80,110\n1,2020,transit,A,P,80,110\n"},
      SDG16_ERR_VALUE,
      "d.csv, data row 2, column 'flow': expected export (x) or import (m), found 'transit'");
  refused(&(call){.method = PCM, .data = MIRROR "1,2020,export,A,P,-80,110\n"}, SDG16_ERR_VALUE,
          "column 'reported': expected a value of at least 0");
  refused(
      &(call){.method = PCM, .data = MIRROR "1,2020,x,A,P,1e308,1\n1,2020,x,A,P,1e308,1\n"},
      SDG16_ERR_VALUE,
      "d.csv: export of commodity A, partner P must add up to a number that a double can hold");
  refused(
      &(call){.method = SDG16_IFF_SMUGGLING,
              .data = "smugglers,migrants,persons,price\nresident,non-resident,1e200,1e200\n"},
      SDG16_ERR_VALUE,
      "d.csv: the values of no area, no period must add up to a number that a double can hold");
  refused(&(call){.method = PCM, .data = MIRROR "1,2020,export,A\x1f,P,80,110\n"},
          SDG16_ERR_VALUE, "column 'commodity': expected no control character, found 0x1F");
  refused(&(call){.method = PCM, .data = MIRROR "1,2020,export,,P,80,110\n"}, SDG16_ERR_MISSING,
          "d.csv, data row 1, column 'commodity': expected a value, found a blank");
  refused(&(call){.method = PCM, .data = MIRROR "1,2020,export,A,P,eighty,110\n"},
          SDG16_ERR_VALUE,
          "d.csv, data row 1, column 'reported': expected a number, found "
          "'eighty'");
  refused(&(call){.method = PCM, .data = MIRROR}, SDG16_ERR_EMPTY,
          "must have at least one row");
  refused(&(call){.method = PCM, .data = "flow,commodity,partner,reported\nx,A,P,1\n"},
          SDG16_ERR_COLUMN, "d.csv must have the column 'mirror'");
  refused(&(call){.method = PCM, .data = MIRROR "1,2020,x,A,P,1,1\n", {"cif=0"}},
          SDG16_ERR_ARGUMENT, "set: cif must be a number from 0.5 to 5, not '0'");
  refused(&(call){.method = PCM, .data = MIRROR "1,2020,x,A,P,1,1\n", {"cfi=1"}},
          SDG16_ERR_NAME,
          "set must be NAME=VALUE of a setting of partner-country, not 'cfi=1'");
  refused(&(call){.method = PCM, .data = MIRROR "1,2020,x,A,P,1,1\n", {"weighting=own"}},
          SDG16_ERR_ARGUMENT,
          "set: weighting must be one of inverse; as-coded; none, not 'own'");
  refused(&(call){.method = PCM, .data = MIRROR "1,2020,x,A,P,1,1\n", .map = {"mirror", "z"}},
          SDG16_ERR_COLUMN, "d.csv must have the column 'z', to which 'mirror' is mapped");
  refused(
      &(call){.method = PCM, .data = MIRROR "1,2020,x,A,P,1,1\n", .map = {"price", "mirror"}},
      SDG16_ERR_NAME,
      "map: a name must be a column of the method partner-country, not 'price'");
  refused(&(call){.method = PCM,
                  .data = MIRROR "1,2020,x,A,P,1,1\n",
                  .prices = "commodity,price\nA,1\n"},
          SDG16_ERR_OPTION, "prices must not be given for the method partner-country");
  refused(
      &(call){.method = PCM,
              .data =
                  "flow,commodity,partner,reported,mirror,cif\nx,A,P,1,,1.1\nx,A,P,,1,1.2\n"},
      SDG16_ERR_CONFLICT, "expected 1.1, as in an earlier row of the same flow, found 1.2");
  refused(&(call){.method = PCM,
                  .data = "flow,commodity,partner,reported,mirror,cif_low\nx,A,P,1,1,1.1\n"},
          SDG16_ERR_COLUMN,
          "d.csv must have both columns 'cif_low' and 'cif_high', or neither; 'cif_high' is "
          "missing");
  refused(&(call){.method = PCM,
                  .data = "flow,commodity,partner,reported,mirror,cif,cif_low,cif_high\n"
                          "x,A,P,1,1,1.1,1.2,1.3\n"},
          SDG16_ERR_VALUE,
          "expected low, central and high in ascending order, found 1.2, 1.1 and 1.3");
  refused(&(call){.method = 99, .data = MIRROR "1,2020,x,A,P,1,1\n"}, SDG16_ERR_NAME,
          "method must be an SDG16_IFF_ value, not 99");
}

/* ---- price filter ---- */

#define CUSTOMS "time_period,flow,commodity,quantity,value,price,price_low,price_high\n"
#define PFM SDG16_IFF_PRICE_FILTER

static void test_price_filter_signs(void **state) {
  (void)state;
  const char *fence = "fence=price";
  /* q 10, u 5, fence 7 to 12; then u 15 */
  flows(&(call){.method = PFM, .data = CUSTOMS "2020,export,A,10,50,9,7,12\n", {fence}}, 20, 0);
  flows(&(call){.method = PFM, .data = CUSTOMS "2020,import,A,10,50,9,7,12\n", {fence}}, 0, 20);
  flows(&(call){.method = PFM, .data = CUSTOMS "2020,export,A,10,150,9,7,12\n", {fence}}, 0,
        30);
  flows(&(call){.method = PFM, .data = CUSTOMS "2020,import,A,10,150,9,7,12\n", {fence}}, 30,
        0);
  flows(&(call){.method = PFM, .data = CUSTOMS "2020,import,A,10,70,9,7,12\n", {fence}}, 0, 0);
  flows(&(call){.method = PFM, .data = CUSTOMS "2020,import,A,10,120,9,7,12\n", {fence}}, 0, 0);
}

static void test_world_prices(void **state) {
  (void)state;
  const char *data = "time_period,flow,commodity,quantity,value\n"
                     "2020,export,A,10,50\n2021,export,A,10,50\n2020,export,B,1,1\n";
  const char *prices = "commodity,time_period,price\nA,2020,10\nA,2021,5\n";
  const call c = {.method = PFM, .data = data, {"fence=price", "band=0.25"}, prices};
  sdg16_iff *iff = good(&c); /* lo 7.5 in 2020, 3.75 in 2021 */
  near(sum(iff, "DI_ILL_OUT", "value"), 25);
  assert_non_null(strstr(doubt(iff, "skipped"), "1 of 3 records"));
  sdg16_iff_free(iff);
  refused(&(call){.method = PFM, .data = data, {"fence=iqr"}, prices}, SDG16_ERR_OPTION,
          "fence=price");
  refused(&(call){.method = PFM, .data = data, {"fence=price"}}, SDG16_ERR_COLUMN,
          "d.csv must have a column 'price', or a table of prices must be given: fence=price "
          "needs one of them");
  refused(&(call){.method = PFM, .data = data, {"fence=price"}, "commodity,price\nA,1\nA,2\n"},
          SDG16_ERR_CONFLICT,
          "prices, data row 2: expected one price of commodity 'A', found "
          "a second");
  refused(&(call){.method = PFM, .data = data, {"fence=price"}, "commodity,price\nA,0\n"},
          SDG16_ERR_VALUE, "prices, data row 1, column 'price': expected a price above 0");
  refused(&(call){.method = PFM, .data = data, {"fence=price"}, "hs,cost\nA,1\n"},
          SDG16_ERR_COLUMN,
          "prices must have the columns commodity and price; 'price' is missing");
}

static void test_quartile_fence(void **state) {
  (void)state;
  /* u = 1, 2, 3, 4, 100: Q1 2, Q3 4, fence -1 to 7; quantiles 0.1 and 0.9 of type 7: 1.4 and
   * 61.6 */
  const char *data = "flow,commodity,quantity,value\nx,A,1,3\nx,A,1,100\nx,A,1,1\nx,A,2,8\n"
                     "x,A,1,2\nx,A,0,5\nx,A,5,\nx,A,5,0\nx,A,1,-4\n";
  flows(&(call){.method = PFM, .data = data, {"records=5"}}, 0, 93);
  flows(&(call){.method = PFM, .data = data, {"records=5", "k=0"}}, 1, 96);
  flows(&(call){.method = PFM,
                .data = data,
                {"records=5", "fence=quantiles", "lower=0.1", "upper=0.9"}},
        0.4, 38.4);
  sdg16_iff *iff = good(&(call){.method = PFM, .data = data, {"records=6"}});
  assert_string_equal(doubt(iff, "dropped"),
                      "4 records without a quantity and value above 0 were left out");
  assert_string_equal(text_of(sdg16_iff_detail(iff), "status", 0), "few-records");
  assert_string_equal(text_of(sdg16_iff_results(iff), "status", 0), "missing-input");
  sdg16_iff_free(iff);
  refused(&(call){.method = PFM, .data = data, {"fence=quantiles", "lower=0.9", "upper=0.1"}},
          SDG16_ERR_OPTION, "set: lower must not be above upper");
}

static void test_units_partners_and_windows_are_groups(void **state) {
  (void)state;
  const char *data =
      "time_period,flow,commodity,unit,quantity,value,price\n"
      "2020-01-07,x,A,kg,1,1,1\n2020-02-07,x,A,kg,1,1,1\n2020-02-09,x,A,l,1,1,1\n";
  for (int32_t i = 0; i < 3; i++) {
    const char *const WINDOW[] = {"window=period", "window=month", "window=year"};
    const int64_t groups[] = {3, 3, 2};
    sdg16_iff *iff = good(&(call){.method = PFM, .data = data, {"fence=price", WINDOW[i]}});
    assert_int_equal(sdg16_table_rows(sdg16_iff_detail(iff)), groups[i]);
    assert_int_equal(sdg16_table_rows(sdg16_iff_results(iff)), 2); /* 2020, two directions */
    assert_string_equal(text_of(sdg16_iff_results(iff), "time_period", 0), "2020");
    sdg16_iff_free(iff);
  }
}

static void test_parts_of_a_year_are_summed_into_it(void **state) {
  (void)state;
  /* gaps are of the months: 20 out in one, 20 in in the other */
  const char *data = MIRROR "1,2020-01,x,A,P,80,110\n1,2020-02,x,A,P,120,110\n"
                            "1,2020Q3,x,A,P,80,110\n1,2015-2019,x,A,P,80,110\n"
                            "1,2015-19,x,A,P,80,110\n";
  sdg16_iff *iff = good(&(call){.method = PCM, .data = data});
  const sdg16_table *r = sdg16_iff_results(iff);
  assert_int_equal(sdg16_table_rows(r), 6);
  assert_string_equal(text_of(r, "time_period", 0), "2015-19");
  assert_string_equal(text_of(r, "time_period", 2), "2015-2019");
  assert_string_equal(text_of(r, "time_period", 4), "2020");
  near(number_of(r, "value", 4), 40);
  near(number_of(r, "value", 5), 20);
  sdg16_iff_free(iff);
}

static void test_moving_average(void **state) {
  (void)state;
  /* mean of 2020 and 2021: (10 + 50) / (10 + 10) = 3; band 0.5: 1.5 to 4.5 */
  const char *data = "time_period,flow,commodity,quantity,value\n"
                     "2022,x,A,4,40\n2020,x,A,10,10\n2021,x,A,10,50\n2022,x,A,4,4\n";
  /* 2021: mean 1, 0.5 to 1.5: (5 - 1.5) 10 in; 2022: (10 - 4.5) 4 in, (1.5 - 1) 4 out */
  flows(&(call){.method = PFM, .data = data, {"fence=moving-average", "records=1", "span=2"}},
        2, 35 + 22);
  /* span 1: mean of 2021 alone, 5: 2.5 to 7.5 */
  flows(&(call){.method = PFM, .data = data, {"fence=moving-average", "records=1", "span=1"}},
        6, 35 + 10);
}

/* ---- illegal markets ---- */

static void test_balance(void **state) {
  (void)state;
  const int32_t m = SDG16_IFF_BALANCE;
  /* E = 100 - 20 - 15 - 5 = 60 kg x 3,000 */
  flows(&(call){.method = m,
                .data = "production,imports,consumption,seizures,losses,export_price\n"
                        "100,0,20,15,5,3000\n"},
        0, 180000);
  /* what is lacking was imported, and paid: (20 + 15 + 5 - 10) x 2 */
  flows(&(call){.method = m,
                .data = "production,consumption,seizures,losses,import_price\n10,20,15,5,2\n"},
        60, 0);
  /* transit: both, never netted: 50 x 2 out, (50 - 10) x 5 in, 7 for precursors */
  flows(
      &(call){.method = m,
              .data =
                  "imports,consumption,export_price,import_price,inputs_abroad\n50,10,5,2,7\n"},
      107, 200);
  /* nothing is left over */
  flows(&(call){.method = m, .data = "production,consumption,export_price\n10,20,5\n"}, 0, 0);
  refused(&(call){.method = m, .data = "production,consumption,export_price\n10,,5\n"},
          SDG16_ERR_MISSING, "column 'consumption': expected a number, found a blank");
  refused(&(call){.method = m, .data = "production,consumption,export_price\n10,-1,5\n"},
          SDG16_ERR_VALUE, "column 'consumption': expected a number of at least 0, found -1");
}

static void test_ranges_are_corners(void **state) {
  (void)state;
  sdg16_iff *iff = good(&(call){
      .method = SDG16_IFF_BALANCE,
      .data = "activity,production,production_low,production_high,consumption,consumption_low,"
              "consumption_high,export_price,export_price_low,export_price_high\n"
              "cocaine,100,80,130,20,10,30,3,2,5\nheroin,10,10,10,4,4,4,1,1,1\n"});
  /* (80 - 30) 2 + 6, (100 - 20) 3 + 6, (130 - 10) 5 + 6 */
  near(sum(iff, "DI_ILL_IN", "lower"), 100 + 6);
  near(sum(iff, "DI_ILL_IN", "value"), 240 + 6);
  near(sum(iff, "DI_ILL_IN", "upper"), 600 + 6);
  const sdg16_table *detail = sdg16_iff_detail(iff);
  /* alone: production (80 to 130 less 20) 3 moves 150, price 80 (5 - 2) = 240 */
  assert_string_equal(text_of(detail, "sensitive_to", 0), "export_price");
  near(number_of(detail, "swing", 0), 240);
  sdg16_iff_free(iff);
}

/* The p-quantile of the triangle low, mode, high. */
static double triangle(double low, double mode, double high, double p) {
  double width = high - low;
  return p < (mode - low) / width ? low + sqrt(p * width * (mode - low))
                                  : high - sqrt((1 - p) * width * (high - mode));
}

static void within(double found, double expected, double tolerance) {
  if (!(fabs(found - expected) <= tolerance))
    fail_msg("%g found, expected %g", found, expected);
}

static void test_ranges_by_monte_carlo(void **state) {
  (void)state;
#define RANGED "area,year,activity,direction,units,units_low,units_high,price,share_abroad\n"
  const char *one = RANGED "1,2020,a,in,10,0,100,2,0.5\n";
  call c = {.method = SDG16_IFF_UNITS, .data = one, {"replicates=100000", "level=0.9"}};
  sdg16_iff *iff = good(&c); /* 100,000 replicates: three errors of a quantile are 0.5 */
  within(sum(iff, "DI_ILL_IN", "lower"), triangle(0, 10, 100, 0.05), 0.5);
  within(sum(iff, "DI_ILL_IN", "upper"), triangle(0, 10, 100, 0.95), 0.5);
  near(sum(iff, "DI_ILL_IN", "value"), 10);
  near(number_of(sdg16_iff_detail(iff), "inward_high", 0), 100); /* the corners */
  sdg16_iff_free(iff);
  c.set[2] = "distribution=uniform";
  iff = good(&c);
  within(sum(iff, "DI_ILL_IN", "lower"), 5, 0.5);
  within(sum(iff, "DI_ILL_IN", "upper"), 95, 0.5);
  sdg16_iff_free(iff);
  /* two rows of one flow, drawn independently: uniform + uniform is a triangle */
  c.data = RANGED "1,2020,a,in,10,0,100,2,0.5\n1,2020,a,in,50,0,100,2,0.5\n";
  iff = good(&c);
  within(sum(iff, "DI_ILL_IN", "lower"), triangle(0, 100, 200, 0.05), 1);
  within(sum(iff, "DI_ILL_IN", "upper"), triangle(0, 100, 200, 0.95), 1);
  sdg16_iff_free(iff);
  /* an estimate at the end of its range is outside of its percentiles */
  c.data = RANGED "1,2020,a,in,0,0,100,2,0.5\n";
  iff = good(&c);
  near(sum(iff, "DI_ILL_IN", "lower"), 0);
  const sdg16_table *d = sdg16_iff_diagnostics(iff);
  assert_non_null(strstr(text_of(d, "message", sdg16_table_rows(d) - 1), "1 limits did not"));
  sdg16_iff_free(iff);
  c.data = "area,year,activity,direction,units,price,share_abroad\n1,2020,a,in,10,2,0.5\n";
  refused(&c, SDG16_ERR_OPTION,
          "set: replicates need data with ranges: columns x_low and x_high");
  refused(&(call){.method = PCM, .data = MIRROR "1,2020,x,A,P,1,1\n", {"replicates=100"}},
          SDG16_ERR_NAME, "not 'replicates=100'");
}

static void test_smuggling(void **state) {
  (void)state;
#define ROUTE(smugglers, migrants)                                                             \
  "smugglers,migrants,persons,price\n" smugglers "," migrants ",200,1500\n"
  const int32_t m = SDG16_IFF_SMUGGLING;
  flows(&(call){.method = m, .data = ROUTE("resident", "resident")}, 0, 0);
  flows(&(call){.method = m, .data = ROUTE("resident", "non-resident")}, 0, 300000);
  flows(&(call){.method = m, .data = ROUTE("non-resident", "resident")}, 300000, 0);
  flows(&(call){.method = m, .data = ROUTE("non-resident", "non-resident")}, 0, 0);
  refused(&(call){.method = m, .data = ROUTE("abroad", "resident")}, SDG16_ERR_VALUE,
          "column 'smugglers': expected resident or non-resident, found 'abroad'");
}

static void test_units_and_management(void **state) {
  (void)state;
  flows(&(call){.method = SDG16_IFF_UNITS,
                .data = "activity,direction,units,price,share_abroad\n"
                        "firearms,in,100,500,0.5\nbribes,out,10,80,0.25\n"},
        200, 25000);
  refused(&(call){.method = SDG16_IFF_UNITS,
                  .data = "activity,direction,units,price,share_abroad\na,in,1,1,1.5\n"},
          SDG16_ERR_VALUE, "expected a number from 0 to 1, found 1.5");
  flows(&(call){.method = SDG16_IFF_MANAGEMENT,
                .data = "income,costs,share_abroad,entering\n1000,200,0.3,70\n"},
        240, 70);
  sdg16_iff *iff = good(&(call){.method = SDG16_IFF_UNITS,
                                .data = "activity,direction,units,price,share_abroad\n"
                                        "bribes,out,10,80,0.25\n",
                                .set = {"category=3"}});
  assert_string_equal(text_of(sdg16_iff_results(iff), "category", 0), "3");
  sdg16_iff_free(iff);
}

/* ---- offshore wealth ---- */

static void test_offshore_deposits(void **state) {
  (void)state;
  /* (1 - 0.2)(120 - 20) = 80 out; (1 - 0.5)(-30 - 10) = -20: repatriated, by haven */
  flows(&(call){.method = SDG16_IFF_OFFSHORE_FLOW,
                .data = "haven,deposits_change,valuation,declared_share\n"
                        "A,120,20,0.2\nB,-30,10,0.5\n"},
        80, 20);
}

#define WEALTH                                                                                 \
  "time_period,unrecorded,deposits,all_deposits,securities_share,return_rate,declared_share\n"

static void test_only_the_flow_of_a_stock_counts(void **state) {
  (void)state;
  const int32_t m = SDG16_IFF_OFFSHORE_WEALTH;
  /* W = 750 / 0.75 x 0.1 = 100, then 900 / 0.75 x 0.1 = 120: 120 - 100 - 0.05 x 100 = 15 */
  const char *data = WEALTH "2021,900,20,200,0.75,0.05,0.2\n2020,750,10,100,0.75,0.05,0.2\n";
  flows(&(call){.method = m, .data = data}, 0.8 * 15, 0);
  /* a stock alone is no flow */
  sdg16_iff *iff = good(&(call){.method = m, .data = WEALTH "2020,750,10,100,0.75,0.05,0.2\n"});
  assert_int_equal(sdg16_table_rows(sdg16_iff_results(iff)), 0);
  assert_non_null(doubt(iff, "no-previous"));
  sdg16_iff_free(iff);
  refused(&(call){.method = m,
                  .data = WEALTH "2020,750,10,100,0.75,0.05,0.2\n2020,7,1,100,0.75,0.05,0.2\n"},
          SDG16_ERR_CONFLICT, "expected one row of no area, 2020, found a second");
  refused(&(call){.method = m, .data = WEALTH "2020,750,110,100,0.75,0.05,0.2\n"},
          SDG16_ERR_SHARE, "all_deposits");
  refused(&(call){.method = m, .data = WEALTH "2020,750,10,100,0,0.05,0.2\n"}, SDG16_ERR_VALUE,
          "expected a share above 0 and at most 1");
}

static void test_range_of_wealth(void **state) {
  (void)state;
  /* one unknown share of securities for both years: 15 x 0.75 / s, not 120 at one s less 105 at
   * the other */
  sdg16_iff *iff = good(&(call){
      .method = SDG16_IFF_OFFSHORE_WEALTH,
      .data =
          "time_period,unrecorded,deposits,all_deposits,securities_share,securities_share_low,"
          "securities_share_high,return_rate,declared_share\n2020,750,10,100,0.75,0.6,0.9,0.05,"
          "0."
          "2\n"
          "2021,900,20,200,0.75,0.6,0.9,0.05,0.2\n"});
  near(sum(iff, "DI_ILL_OUT", "lower"), 12 * 0.75 / 0.9);
  near(sum(iff, "DI_ILL_OUT", "upper"), 12 * 0.75 / 0.6);
  sdg16_iff_free(iff);
}

/* ---- sums of methods ---- */

static int32_t total(const call *a, const call *b, sdg16_table **out, sdg16_error *error) {
  sdg16_iff *one = good(a), *two = good(b);
  const sdg16_table *const tables[] = {sdg16_iff_results(one), sdg16_iff_results(two)};
  sdg16_error_init(error, sizeof *error);
  int32_t status = sdg16_iff_total(2, tables, out, error);
  sdg16_iff_free(one);
  sdg16_iff_free(two);
  return status;
}

static void test_overlapping_methods_are_never_added(void **state) {
  (void)state;
  const call pcm = {.method = PCM, .data = MIRROR "1,2020,export,A,P,80,110\n"};
  const call pfm = {.method = PFM,
                    .data = "area,year,flow,commodity,quantity,value,price\n1,2020,x,A,1,1,4\n",
                    {"fence=price"}};
  const call drugs = {.method = SDG16_IFF_BALANCE,
                      .data = "area,year,activity,production,consumption,export_price\n"
                              "1,2020,cocaine,100,40,3\n"};
  const call money = {.method = SDG16_IFF_MANAGEMENT,
                      .data =
                          "area,year,activity,income,share_abroad\n1,2020,cocaine,180,0.5\n"};
  sdg16_table *out;
  sdg16_error error;
  assert_int_equal(total(&pcm, &pfm, &out, &error), SDG16_ERR_CONFLICT);
  assert_non_null(strstr(error.message, "are of overlap group MISINVOICING"));
  assert_null(out);
  assert_int_equal(total(&drugs, &money, &out, &error), SDG16_ERR_CONFLICT);
  assert_int_equal(total(&pcm, &pcm, &out, &error), SDG16_ERR_CONFLICT);
  assert_int_equal(total(&pcm, &drugs, &out, &error), SDG16_OK);
  assert_int_equal(sdg16_table_rows(out), 2);
  for (int64_t i = 0; i < 2; i++) /* out 20, in 180 */
    near(number_of(out, "value", i), strcmp(text_of(out, "series", i), "DI_ILL_IN") ? 20 : 180);
  sdg16_table_free(out);
  call other = pfm; /* another year does not overlap */
  other.data = "area,year,flow,commodity,quantity,value,price\n1,2021,x,A,1,1,4\n";
  assert_int_equal(total(&pcm, &other, &out, &error), SDG16_OK);
  assert_int_equal(sdg16_table_rows(out), 4);
  sdg16_table_free(out);
}

static void test_categories(void **state) {
  (void)state;
  const call call_of[] = {
      {.method = PCM, .data = MIRROR "1,2020,export,A,P,80,110\n"},
      {.method = SDG16_IFF_PROFIT_MISALIGNMENT,
       .data = "ref_area,year,profit,sales\n1,2020,40,75\n2,2020,60,25\n"},
      {.method = SDG16_IFF_BALANCE,
       .data = "area,year,activity,production,production_low,production_high,consumption,"
               "export_price\n1,2020,cocaine,100,90,120,40,3\n"}};
  sdg16_iff *iff[3];
  const sdg16_table *tables[3];
  for (int i = 0; i < 3; i++) {
    iff[i] = good(&call_of[i]);
    tables[i] = sdg16_iff_results(iff[i]);
  }
  sdg16_table *out, *bad;
  assert_int_equal(sdg16_iff_total_by_category(3, tables, &out, NULL), SDG16_OK);
  static const struct {
    const char *series, *code, *label;
    double value, upper;
  } ROWS[] = {{"DI_ILL_IN", "", "", 180, 240}, /* of area 1 */
              {"DI_ILL_IN", "C01", "1 Tax and commercial practices", 0, NAN},
              {"DI_ILL_IN", "C05", "1a Illegal tax and commercial practices", 0, NAN},
              {"DI_ILL_IN", "C06", "1b Aggressive tax avoidance", 0, NAN},
              {"DI_ILL_IN", "C02", "2 Illegal markets", 180, 240},
              {"DI_ILL_OUT", "", "", 20 + 35, 20 + 35},
              {"DI_ILL_OUT", "C01", "1 Tax and commercial practices", 20 + 35, NAN},
              {"DI_ILL_OUT", "C05", "1a Illegal tax and commercial practices", 20, NAN},
              {"DI_ILL_OUT", "C06", "1b Aggressive tax avoidance", 35, NAN},
              {"DI_ILL_OUT", "C02", "2 Illegal markets", 0, 0}};
  for (int64_t i = 0; i < 10; i++) {
    assert_string_equal(text_of(out, "ref_area", i), "1");
    assert_string_equal(text_of(out, "series", i), ROWS[i].series);
    assert_string_equal(text_of(out, "cust_breakdown", i), ROWS[i].code);
    assert_string_equal(text_of(out, "cust_breakdown_lb", i), ROWS[i].label);
    near(number_of(out, "value", i), ROWS[i].value);
    if (isnan(ROWS[i].upper))
      assert_true(isnan(number_of(out, "upper", i)));
    else
      near(number_of(out, "upper", i), ROWS[i].upper);
  }
  assert_int_equal(sdg16_table_rows(out), 10 + 6); /* area 2: all, 1, 1b */
  sdg16_table_free(out);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *other = table_of("ref_area,time_period,series,overlap_group,illicit_activity,"
                                "category,method,stage,value\n1,2020,DI_ILL_IN,A,,5,m,s,7\n");
  tables[1] = other;
  assert_int_equal(sdg16_iff_total_by_category(2, tables, &bad, &error), SDG16_ERR_VALUE);
  assert_string_equal(error.message, "table 2: category must be 1, 1a, 1b, 2, 3 or 4, not '5'");
  assert_null(bad);
  sdg16_table_free(other);
  for (int i = 0; i < 3; i++) sdg16_iff_free(iff[i]);
}

static void test_names(void **state) {
  (void)state;
  sdg16_table *methods;
  assert_int_equal(sdg16_iff_methods(&methods, NULL), SDG16_OK);
  assert_int_equal(sdg16_table_rows(methods), 11);
  for (int32_t i = 0; i < 11; i++) {
    assert_string_equal(sdg16_iff_method_name(i), text_of(methods, "method", i));
    assert_int_equal(sdg16_iff_method_from_name(sdg16_iff_method_name(i)), i);
  }
  sdg16_table_free(methods);
  assert_null(sdg16_iff_method_name(11));
  assert_null(sdg16_iff_method_name(-1));
  assert_int_equal(sdg16_iff_method_from_name("magic"), -1);
}

static void test_cancelling(void **state) {
  (void)state;
  char *text = malloc(200000);
  strcpy(text, MIRROR);
  size_t used = strlen(text);
  for (int i = 0; i < 4000; i++)
    used += (size_t)snprintf(text + used, 200000 - used, "1,2020,export,A%d,P,80,110\n", i);
  sdg16_table *data = table_of(text);
  free(text);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  assert_int_equal(sdg16_cancel_new(&exec.cancel, NULL), SDG16_OK);
  sdg16_cancel_request(exec.cancel);
  sdg16_iff *iff;
  assert_int_equal(sdg16_iff_new(PCM, data, NULL, &exec, &iff, NULL), SDG16_ERR_CANCELLED);
  assert_null(iff);
  sdg16_cancel_free(exec.cancel);
  sdg16_table_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_notes_of_the_file_of_a_table_are_diagnostics),
      cmocka_unit_test(test_mirror_gaps),
      cmocka_unit_test(test_signs_are_summed_before_anything_is_netted),
      cmocka_unit_test(test_orphans_and_lost_flows_are_no_gaps),
      cmocka_unit_test(test_ranges_of_cif),
      cmocka_unit_test(test_each_side_is_weighted_by_the_others_variance),
      cmocka_unit_test(test_bad_mirror_data),
      cmocka_unit_test(test_price_filter_signs),
      cmocka_unit_test(test_world_prices),
      cmocka_unit_test(test_quartile_fence),
      cmocka_unit_test(test_units_partners_and_windows_are_groups),
      cmocka_unit_test(test_parts_of_a_year_are_summed_into_it),
      cmocka_unit_test(test_moving_average),
      cmocka_unit_test(test_balance),
      cmocka_unit_test(test_ranges_are_corners),
      cmocka_unit_test(test_ranges_by_monte_carlo),
      cmocka_unit_test(test_smuggling),
      cmocka_unit_test(test_units_and_management),
      cmocka_unit_test(test_offshore_deposits),
      cmocka_unit_test(test_only_the_flow_of_a_stock_counts),
      cmocka_unit_test(test_range_of_wealth),
      cmocka_unit_test(test_overlapping_methods_are_never_added),
      cmocka_unit_test(test_categories),
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_cancelling),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
