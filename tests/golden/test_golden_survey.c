/* Survey estimates against R's package survey 4.5 (data/survey). */
#include "golden.h"
#include "survey_data.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The reference has 14 digits. */
#define TIGHT 1e-10
/* Below this nothing but rounding is left of a standard error: 0 is meant. */
#define NOTHING 1e-14

static void stop(const char *where, const sdg16_error *error) {
  print_error("%s: %s\n", where, error->message);
  fail();
}

/* ---- designs by name ---- */

static const char *survey_of(const char *design) {
  static const char *const PREFIXES[][2] = {{"lonely", "lonely"},
                                            {"brr", "pairs"},
                                            {"children", "children"},
                                            {"establishments", "firms"},
                                            {"mu284", "mu284"},
                                            {"fpc-wr", "fpc"},
                                            {"scd", "scd"}};
  if (!strcmp(design, "fpc")) return "people";
  for (size_t i = 0; i < sizeof PREFIXES / sizeof PREFIXES[0]; i++)
    if (!strncmp(design, PREFIXES[i][0], strlen(PREFIXES[i][0]))) return PREFIXES[i][1];
  return "people";
}

static sdg16_design *linearised(const char *name) {
  static const char *const PSU[] = {"psu", "household"}, *const ID[] = {"id1", "id2"};
  static const char *const FPC[] = {"psus", "households"}, *const N[] = {"n1", "n2"};
  static const char *const STRATUM[] = {"stratum"}, *const STRATID[] = {"stratid"};
  static const char *const PSUID[] = {"psuid"}, *const NH[] = {"Nh"},
                           *const P[] = {"population"};
  const char *survey = survey_of(name);
  int two_stage = strstr(name, "two-stage") != NULL;
  sdg16_design_options o;
  sdg16_design_options_init(&o, sizeof o);
  o.weight = "weight";
  o.psu = PSU;
  o.psu_count = two_stage ? 2 : 1;
  o.strata = STRATUM;
  o.stratum_count = 1;
  o.fpc = FPC;
  o.fpc_count = two_stage ? 2 : strstr(name, "fpc") != NULL;
  if (!strcmp(survey, "mu284")) {
    o.weight = NULL;
    o.psu = ID;
    o.fpc = N;
    o.psu_count = o.fpc_count = 2;
    o.stratum_count = 0;
  } else if (!strncmp(name, "fpc-", 4)) {
    survey = "fpc";
    o.psu = PSUID;
    o.strata = STRATID;
    o.fpc = NH;
    o.fpc_count = !strcmp(name, "fpc-Nh");
  } else if (!strcmp(survey, "firms")) {
    o.psu_count = 0;
    o.fpc = P;
    o.fpc_count = 1;
  } else if (!strcmp(survey, "scd")) {
    static const char *const ESA[] = {"ESA"}, *const AMBULANCE[] = {"ambulance"};
    o.weight = NULL;
    o.psu = AMBULANCE;
    o.strata = ESA;
    o.fpc_count = 0;
  }
  static const char *const POLICIES[] = {"remove", "certainty", "adjust", "average"};
  for (size_t i = 0; i < 4; i++)
    if (strstr(name, POLICIES[i])) o.lonely = sdg16_lonely_from_name(POLICIES[i]);
  if (!strcmp(name, "children two-stage")) o.lonely = SDG16_LONELY_REMOVE;
  o.lonely_domain = strstr(name, "domadj") != NULL;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_design *design;
  if (sdg16_design_new(survey_table(survey), &o, &design, &error)) stop(name, &error);
  return design;
}

/* Multipliers of the PSUs of "pairs", joined to its rows as columns r1, r2, ... */
static sdg16_design *given(const char *name) {
  const char *kind = name + strlen("brr ");
  char file[64], names[512][16];
  const char *columns[512];
  snprintf(file, sizeof file, "survey/replicates-%s.csv", kind[0] == 'f' ? "fay0.3" : kind);
  sdg16_table *multipliers = golden_table(file), *table = survey_table("pairs");
  static int64_t joined;
  int64_t count = sdg16_table_columns(multipliers) - 2, rows = sdg16_table_rows(table);
  double rho = kind[0] == 'f' ? golden_parse(kind + 3) : 0;
  double *values = malloc((size_t)rows * sizeof *values);
  assert_non_null(values);
  joined++;
  for (int64_t k = 0; k < count; k++) {
    snprintf(names[k], sizeof names[k], "r%d.%d", (int)(joined % 100), (int)k);
    columns[k] = names[k];
    for (int64_t i = 0; i < rows; i++) {
      int64_t u = 0;
      while (golden_number(multipliers, u, "psu") != golden_number(table, i, "psu")) u++;
      double m = golden_number(multipliers, u, sdg16_table_name(multipliers, k + 2));
      values[i] = rho > 0 ? m > 1 ? 2 - rho : rho : m;
    }
    assert_int_equal(sdg16_table_add_double(table, names[k], rows, values, NULL, NULL), 0);
  }
  free(values);
  static const char *const PSU[] = {"psu"}, *const STRATUM[] = {"stratum"};
  sdg16_design_options o;
  sdg16_design_options_init(&o, sizeof o);
  o.weight = "weight";
  o.psu = PSU;
  o.strata = STRATUM;
  o.psu_count = o.stratum_count = 1;
  o.replicates = columns;
  o.replicate_count = count;
  o.multipliers = 1;
  o.fay = rho;
  o.replicate_kind = rho > 0                   ? SDG16_REPLICATE_FAY
                     : !strcmp(kind, "rao-wu") ? SDG16_REPLICATE_BOOTSTRAP
                                               : sdg16_replicate_from_name(kind);
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_design *design;
  if (sdg16_design_new(table, &o, &design, &error)) stop(name, &error);
  sdg16_table_free(multipliers);
  return design;
}

static sdg16_design *jackknifed(sdg16_design *from) {
  sdg16_replicate_options o;
  sdg16_design *design;
  sdg16_replicate_options_init(&o, sizeof o);
  o.kind = SDG16_REPLICATE_JKN;
  assert_int_equal(sdg16_design_replicate(from, &o, NULL, &design, NULL), 0);
  sdg16_design_free(from);
  return design;
}

static sdg16_design *calibrated(sdg16_design *from, const char *name) {
  sdg16_calibrate_options o;
  sdg16_design *design;
  sdg16_calibrate_options_init(&o, sizeof o);
  int post = !strcmp(name, "poststratified");
  sdg16_table *margins[3] = {
      golden_table(post ? "survey/margin-region_sex.csv" : "survey/margin-region.csv"),
      golden_table("survey/margin-sex.csv"), golden_table("survey/margin-agegrp.csv")};
  if (!strcmp(name, "raking")) o.method = SDG16_CALIBRATE_RAKING;
  if (!strcmp(name, "logit-calibrated")) {
    o.method = SDG16_CALIBRATE_LOGIT;
    o.lower = 0.6;
    o.upper = 1.6;
  }
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_design_calibrate(from, post ? 1 : 3, (const sdg16_table *const *)margins, &o,
                             &design, &error))
    stop(name, &error);
  for (int i = 0; i < 3; i++) sdg16_table_free(margins[i]);
  sdg16_design_free(from);
  return design;
}

static int is_calibrated(const char *name) {
  return !strcmp(name, "poststratified") || strstr(name, "greg") || !strcmp(name, "raking") ||
         !strcmp(name, "logit-calibrated");
}

/* The design of that name, kept until another one is asked for. */
static const sdg16_design *design_of(const char *name) {
  static char have[64];
  static sdg16_design *design;
  if (design && !strcmp(have, name)) return design;
  sdg16_design_free(design);
  assert_true(strlen(name) < sizeof have);
  strcpy(have, name);
  if (!strncmp(name, "brr ", 4) && strcmp(name, "brr taylor"))
    design = given(name);
  else
    design = linearised(name);
  if (!strcmp(name, "jkn") || !strncmp(name, "lonely-jkn", 10)) design = jackknifed(design);
  if (is_calibrated(name)) design = calibrated(design, name);
  return design;
}

/* ---- estimates ---- */

static sdg16_survey *estimate(const sdg16_design *design, const sdg16_survey_options *o,
                              const char *where) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_survey *survey;
  if (sdg16_survey_new(design, o, NULL, &survey, &error)) stop(where, &error);
  return survey;
}

static sdg16_survey_options options(int32_t statistic, const char *of, const char *where) {
  sdg16_survey_options o;
  sdg16_survey_options_init(&o, sizeof o);
  o.statistic = statistic;
  o.numerator = of;
  o.where = where;
  return o;
}

static void close_to(const char *where, const char *what, double got, double want) {
  if (fabs(want) < NOTHING)
    golden_true(where, what, fabs(got) < NOTHING);
  else if (!isnan(want))
    golden_close(where, what, got, want, TIGHT, 0);
}

static double result(const sdg16_survey *survey, const char *column) {
  return golden_number(sdg16_survey_estimates(survey), 0, column);
}

static void check_verdict(const char *at, const sdg16_survey *survey, double suppress,
                          double review, double complement) {
  if (isnan(suppress)) return;
  const sdg16_table *table = sdg16_survey_estimates(survey);
  golden_same(at, "NCHS", golden_text(table, 0, "reliability", 4),
              suppress > 0 ? "suppress"
              : review > 0 ? "review"
                           : "publish");
  golden_true(at, "the complement",
              (strstr(golden_text(table, 0, "reasons", 5), "complement") != NULL) ==
                  (complement > 0));
}

static void check_intervals(const char *at, const sdg16_design *design, sdg16_survey_options o,
                            const sdg16_table *want, int64_t row) {
  static const struct {
    const char *low, *high;
    int32_t kind;
  } KINDS[] = {{"logit_l", "logit_u", SDG16_SURVEY_INTERVAL_LOGIT},
               {"beta_l", "beta_u", SDG16_SURVEY_INTERVAL_BETA},
               {"wilson_l", "wilson_u", SDG16_SURVEY_INTERVAL_WILSON},
               {"wald_l", "wald_u", SDG16_SURVEY_INTERVAL_WALD},
               {"arcsine_l", "arcsine_u", SDG16_SURVEY_INTERVAL_ARCSINE},
               {"kg_l", "kg_u", SDG16_SURVEY_INTERVAL_KORN_GRAUBARD}};
  double p = golden_number(want, row, "est");
  for (size_t k = 0; k < sizeof KINDS / sizeof KINDS[0]; k++) {
    double low = golden_number(want, row, KINDS[k].low);
    /* of 0 or 1 we give Korn and Graubard's limits whatever is asked for */
    if (isnan(low) || ((p == 0 || p == 1) && k < 5 && k != 3)) continue;
    o.interval = KINDS[k].kind;
    sdg16_survey *survey = estimate(design, &o, at);
    sdg16_estimate e;
    assert_int_equal(sdg16_survey_estimate(survey, 0, &e, sizeof e), 0);
    if (sdg16_survey_status(survey, 0) ==
        SDG16_SURVEY_NO_DF) { /* the macro: as if drawn by SRS */
      assert_true(isnan(e.lower) && isnan(e.upper) &&
                  KINDS[k].kind == SDG16_SURVEY_INTERVAL_KORN_GRAUBARD);
      sdg16_survey_free(survey);
      continue;
    }
    /* R reflects an arcsine limit beyond 0 or 1: we stop there */
    int arcsine = KINDS[k].kind == SDG16_SURVEY_INTERVAL_ARCSINE;
    if (!(arcsine && e.lower == 0)) golden_close(at, KINDS[k].low, e.lower, low, TIGHT, 1e-6);
    if (!(arcsine && e.upper == 1))
      golden_close(at, KINDS[k].high, e.upper, golden_number(want, row, KINDS[k].high), TIGHT,
                   1e-6);
    sdg16_survey_free(survey);
  }
}

static void check_row(const sdg16_table *want, int64_t row) {
  char at[256], variable[32], name[64], domain[128];
  snprintf(name, sizeof name, "%s", golden_text(want, row, "design", 0));
  snprintf(variable, sizeof variable, "%s", golden_text(want, row, "variable", 1));
  snprintf(domain, sizeof domain, "%s", golden_text(want, row, "domain", 2));
  snprintf(at, sizeof at, "%s, %s, %s", name, domain, variable);
  int textbook = !strncmp(name, "fpc-", 4) || !strcmp(name, "mu284");
  const char *where = textbook ? NULL : survey_domain(survey_of(name), domain);
  const sdg16_design *design = design_of(name);
  sdg16_survey_options o =
      options(textbook ? SDG16_SURVEY_MEAN : SDG16_SURVEY_PROPORTION, variable, where);
  if (!textbook) o.scheme = SDG16_SCHEME_NCHS;
  sdg16_survey *survey = estimate(design, &o, at);
#define WANT(name) golden_number(want, row, name)
  close_to(at, "value", result(survey, "value"), WANT("est"));
  close_to(at, "se", result(survey, "se"), WANT("se"));
  if (!isnan(result(survey, "deff"))) /* else the standard error is 0 */
    golden_close(at, "deff", result(survey, "deff"),
                 isnan(WANT("deff")) ? result(survey, "deff") : WANT("deff"), TIGHT, 1e-6);
  if (result(survey, "n") > 0) close_to(at, "df", result(survey, "df"), WANT("df"));
  close_to(at, "n", result(survey, "n"), WANT("n"));
  if (!textbook) close_to(at, "events", result(survey, "events"), WANT("events"));
  if (!(WANT("n_effective") > 1e20))
    close_to(at, "n_effective", result(survey, "n_effective"), WANT("n_effective"));
  if (!textbook)
    check_verdict(at, survey, WANT("suppress"), WANT("review"), WANT("complement"));
  sdg16_survey_free(survey);
  if (!textbook) check_intervals(at, design, o, want, row);
  if (isnan(WANT("total"))) return;
  o = options(SDG16_SURVEY_TOTAL, variable, where);
  survey = estimate(design, &o, at);
  close_to(at, "total", result(survey, "value"), WANT("total"));
  close_to(at, "se of the total", result(survey, "se"), WANT("total_se"));
  close_to(at, "deff of the total", result(survey, "deff"), WANT("total_deff"));
  sdg16_survey_free(survey);
}

static void estimates(void **state) {
  (void)state;
  sdg16_table *want = golden_table("survey/estimates.csv");
  for (int64_t i = 0; i < sdg16_table_rows(want); i++) check_row(want, i);
  sdg16_table_free(want);
  golden_report("estimates");
}

/* ---- the rest ---- */

static sdg16_table *others;

/* The value of the reference; NaN if there is none. */
static double wanted(const char *kind, const char *key, const char *quantity) {
  for (int64_t i = 0; i < sdg16_table_rows(others); i++)
    if (!strcmp(golden_text(others, i, "kind", 0), kind) &&
        !strcmp(golden_text(others, i, "key", 1), key) &&
        !strcmp(golden_text(others, i, "quantity", 2), quantity))
      return golden_number(others, i, "value");
  return NAN;
}

/* R orders tied values by row; we order them by weight, so that the order of the rows does
 * not matter: hf7 may differ between ties. */
static void quantiles(void **state) {
  (void)state;
  for (int64_t i = 0; i < sdg16_table_rows(others); i++) {
    char kind[32], quantity[64], column[32], part[8], domain[128], at[320];
    double p;
    snprintf(kind, sizeof kind, "%s", golden_text(others, i, "kind", 0));
    if (strncmp(kind, "quantile ", 9)) continue;
    snprintf(quantity, sizeof quantity, "%s", golden_text(others, i, "quantity", 1));
    char *first = strchr(quantity, ':'), *second = strrchr(quantity, ':');
    snprintf(part, sizeof part, "%.*s", (int)(first - quantity), quantity);
    snprintf(column, sizeof column, "%.*s", (int)(second - first - 1), first + 1);
    p = golden_parse(second + 1);
    snprintf(domain, sizeof domain, "%s", golden_text(others, i, "key", 2));
    snprintf(at, sizeof at, "%s, %s, %s", kind, domain, quantity);
    sdg16_survey_options o =
        options(SDG16_SURVEY_QUANTILE, column, survey_domain("people", domain));
    o.probability = p;
    o.rule = sdg16_quantile_from_name(kind + 9);
    sdg16_survey *survey = estimate(design_of("wr"), &o, at);
    const char *name = !strcmp(part, "est")    ? "value"
                       : !strcmp(part, "ci_l") ? "lower"
                       : !strcmp(part, "ci_u") ? "upper"
                                               : "se";
    int ties = !strcmp(kind, "quantile hf7") && !strcmp(quantity, "est:income:0.1");
    golden_close(at, name, result(survey, name), golden_number(others, i, "value"),
                 ties ? 1e-4 : TIGHT, 0);
    sdg16_survey_free(survey);
  }
  golden_report("quantiles");
}

/* Where R stops because a stratum has one PSU, there is no standard error and the status. */
static void lonely_failures(void **state) {
  (void)state;
  for (int64_t i = 0; i < sdg16_table_rows(others); i++) {
    char domain[128], variable[32], at[320];
    if (strcmp(golden_text(others, i, "kind", 0), "lonely fail wr")) continue;
    snprintf(domain, sizeof domain, "%s", golden_text(others, i, "key", 1));
    snprintf(variable, sizeof variable, "%s", golden_text(others, i, "quantity", 2));
    snprintf(at, sizeof at, "lonely fail wr, %s, %s", domain, variable);
    sdg16_survey_options o =
        options(SDG16_SURVEY_PROPORTION, variable, survey_domain("lonely", domain));
    sdg16_survey *survey = estimate(design_of("lonely fail wr"), &o, at);
    golden_true(at, "lonely",
                sdg16_survey_status(survey, 0) == SDG16_SURVEY_LONELY &&
                    isnan(result(survey, "se")));
    sdg16_survey_free(survey);
  }
  golden_report("lonely PSUs without a policy");
}

/* R's deviance takes its scale from the weights of all rows, those without a value too, and
 * from n - 1: its limits are where ours has dropped by t^2 x that factor; it interpolates
 * them on a grid. */
static void likelihood(void **state) {
  (void)state;
  static const char *const VARIABLES[] = {"phys", "psy", "bribe", "safe", "rep_rob", "access"};
  const sdg16_table *table = survey_table("people");
  const double *w = sdg16_table_double(table, sdg16_table_find(table, "weight"));
  int64_t rows = sdg16_table_rows(table);
  for (int k = 0; k < 6; k++) {
    sdg16_survey_options o = options(SDG16_SURVEY_PROPORTION, VARIABLES[k], NULL);
    o.interval = SDG16_SURVEY_INTERVAL_LIKELIHOOD;
    sdg16_survey *survey = estimate(design_of("wr"), &o, VARIABLES[k]);
    double p = result(survey, "value"), n = result(survey, "n"), all = 0;
    double effective = result(survey, "n_effective");
    o.interval = SDG16_SURVEY_INTERVAL_WALD; /* its limits hold t */
    sdg16_survey *plain = estimate(design_of("wr"), &o, VARIABLES[k]);
    double t = (result(plain, "upper") - p) / result(plain, "se");
    sdg16_survey_free(plain);
    for (int64_t i = 0; i < rows; i++) all += w[i] / (double)rows;
    double factor = result(survey, "weight") / n / all * n / (n - 1);
    for (int side = 0; side < 2; side++) {
      double q = wanted("likelihood", VARIABLES[k], side ? "ci_u" : "ci_l");
      double own = result(survey, side ? "upper" : "lower");
#define DROP(at)                                                                               \
  (2 * effective * (p * log(p / (at)) + (1 - p) * log((1 - p) / (1 - (at)))) / (t * t))
      golden_close(VARIABLES[k], "R's deviance at its limit", DROP(q), factor, 3e-4, 0);
      golden_close(VARIABLES[k], "ours at ours", DROP(own), 1, TIGHT, 0);
    }
    sdg16_survey_free(survey);
  }
  golden_report("likelihood limits");
}

static void contrasts(void **state) {
  (void)state;
  const char *by = "sex";
  sdg16_survey_options o = options(SDG16_SURVEY_PROPORTION, "psy", NULL);
  o.by = &by;
  o.by_count = 1;
  o.margins = 0;
  o.covariance = 1;
  sdg16_survey *survey = estimate(design_of("wr"), &o, "psy by sex");
  const double *v = sdg16_survey_covariance(survey);
  close_to("psy by sex", "var F", v[0], wanted("contrast covmat", "psy by sex", "var[F]"));
  close_to("psy by sex", "cov", v[1], wanted("contrast covmat", "psy by sex", "cov[F,M]"));
  close_to("psy by sex", "var M", v[3], wanted("contrast covmat", "psy by sex", "var[M]"));
  sdg16_estimate e, ratio, odds;
  double coefficients[] = {1, -1};
  assert_int_equal(sdg16_survey_contrast(survey, 2, coefficients, 0.95, &e, sizeof e, NULL), 0);
  close_to("F-M", "value", e.value, wanted("contrast F-M", "psy by sex", "est"));
  close_to("F-M", "se", e.se, wanted("contrast F-M", "psy by sex", "se"));
  assert_int_equal(sdg16_survey_compare(survey, 0, 1, SDG16_COMPARE_RATIO, 0.95, &ratio,
                                        sizeof ratio, NULL, NULL),
                   0);
  close_to("F/M", "value", ratio.value, wanted("contrast F/M", "psy by sex", "est"));
  close_to("F/M", "se", ratio.se, wanted("contrast F/M", "psy by sex", "se"));
  assert_int_equal(sdg16_survey_compare(survey, 0, 1, SDG16_COMPARE_ODDS_RATIO, 0.95, &odds,
                                        sizeof odds, NULL, NULL),
                   0);
  close_to("log odds ratio", "value", log(odds.value),
           wanted("contrast log odds ratio", "psy by sex", "est"));
  close_to("log odds ratio", "se", odds.se / odds.value,
           wanted("contrast log odds ratio", "psy by sex", "se"));
  sdg16_survey_free(survey);
  golden_report("contrasts");
}

static void ratios(void **state) {
  (void)state;
  sdg16_survey_options o = options(SDG16_SURVEY_RATIO, "alive", NULL);
  o.denominator = "arrests";
  sdg16_survey *survey = estimate(design_of("scd"), &o, "scd");
  close_to("scd", "ratio", result(survey, "value"), wanted("ratio", "scd_taylor", "est"));
  close_to("scd", "se", result(survey, "se"), wanted("ratio", "scd_taylor", "se"));
  sdg16_survey_free(survey);
  golden_report("ratios");
}

static void standardised(void **state) {
  (void)state;
  static const char *const AGES[] = {"16-24", "25-34", "35-44", "45-54", "55-64", "65+"};
  static const double SHARES[] = {.21, .22, .19, .16, .12, .10};
  static const char *const VARIABLES[] = {"psy", "phys", "safe"};
  const char *by = "region";
  for (int k = 0; k < 3; k++) {
    sdg16_survey_options o = options(SDG16_SURVEY_PROPORTION, VARIABLES[k], NULL);
    o.by = &by;
    o.by_count = 1;
    o.standard = "agegrp";
    o.share_levels = AGES;
    o.shares = SHARES;
    o.share_count = 6;
    sdg16_survey *survey = estimate(design_of("wr"), &o, VARIABLES[k]);
    const sdg16_table *table = sdg16_survey_estimates(survey);
    for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
      char key[32], est[32], se[32];
      const char *region = golden_text(table, i, "region", 3);
      snprintf(key, sizeof key, "%s%s", *region ? "region=" : "", region);
      snprintf(est, sizeof est, "est[%s]", VARIABLES[k]);
      snprintf(se, sizeof se, "se[%s]", VARIABLES[k]);
      close_to(key, est, golden_number(table, i, "value"), wanted("standardised", key, est));
      close_to(key, se, golden_number(table, i, "se"), wanted("standardised", key, se));
    }
    sdg16_survey_free(survey);
  }
  golden_report("standardised");
}

static void independence(void **state) {
  (void)state;
  static const char *const PAIRS[][2] = {
      {"bribe", "quintile"}, {"safe", "disab"}, {"psy", "agegrp"}, {"rep_rob", "sex"}};
  for (int k = 0; k < 4; k++) {
    char key[64];
    snprintf(key, sizeof key, "%s x %s", PAIRS[k][0], PAIRS[k][1]);
    sdg16_independence t;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    if (sdg16_survey_independence(design_of("wr"), PAIRS[k][0], PAIRS[k][1], NULL, &t, sizeof t,
                                  &error))
      stop(key, &error);
    close_to(key, "F", t.f, wanted("independence F", key, "statistic"));
    close_to(key, "p", t.p, wanted("independence F", key, "p.value"));
    close_to(key, "df1", t.df1, wanted("independence F", key, "param_ndf"));
    close_to(key, "df2", t.df2, wanted("independence F", key, "param_ddf"));
    close_to(key, "first order", t.chisq_p, wanted("independence Chisq", key, "p.value"));
    close_to(key, "Wald", t.wald, wanted("independence Wald", key, "statistic"));
    close_to(key, "Wald p", t.wald_p, wanted("independence Wald", key, "p.value"));
    close_to(key, "adjusted", t.adjusted, wanted("independence adjWald", key, "statistic"));
    close_to(key, "adjusted p", t.adjusted_p, wanted("independence adjWald", key, "p.value"));
  }
  golden_report("independence");
}

/* "sex=M", "agegrp=65+:urban" as R names them */
static void r_name(const char *ours, char *out) {
  char *write = out;
  if (!strcmp(ours, "(intercept)")) {
    strcpy(out, "(Intercept)");
    return;
  }
  int factor = !strncmp(ours, "quintile=", 9);
  if (factor) write += sprintf(write, "factor(quintile)");
  for (const char *c = factor ? ours + 9 : ours; *c; c++)
    if (*c != '=') *write++ = *c;
  *write = '\0';
}

static void regression(void **state) {
  (void)state;
  static const struct {
    const char *design, *key, *outcome, *where;
    const char *terms[5];
  } MODELS[] = {
      {"wr",
       "bribe ~ sex + age + urban + factor(quintile)",
       "bribe",
       NULL,
       {"sex", "age", "urban", "factor(quintile)"}},
      {"wr",
       "psy ~ sex + agegrp + urban + disab",
       "psy",
       NULL,
       {"sex", "agegrp", "urban", "disab"}},
      {"wr", "safe ~ sex * urban + age", "safe", NULL, {"sex", "urban", "age", "sex:urban"}},
      {"wr", "subset sex=F: psy ~ age + urban", "psy", "sex=F", {"age", "urban"}},
      {"two-stage",
       "psy ~ sex + agegrp + urban + disab",
       "psy",
       NULL,
       {"sex", "agegrp", "urban", "disab"}}};
  for (size_t m = 0; m < sizeof MODELS / sizeof MODELS[0]; m++) {
    const char *where = MODELS[m].where ? survey_domain("people", MODELS[m].where) : NULL;
    char kind[32];
    int64_t terms = 0;
    while (terms < 5 && MODELS[m].terms[terms]) terms++;
    snprintf(kind, sizeof kind, "logistic %s", MODELS[m].design);
    sdg16_logistic *l;
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    if (sdg16_survey_logistic(design_of(MODELS[m].design), MODELS[m].outcome, terms,
                              MODELS[m].terms, where, 0.95, NULL, &l, &error))
      stop(MODELS[m].key, &error);
    const sdg16_table *table = sdg16_logistic_coefficients(l);
    for (int64_t j = 0; j < sdg16_table_rows(table); j++) {
      char name[64], coefficient[96], se[96];
      r_name(golden_text(table, j, "coefficient", 3), name);
      snprintf(coefficient, sizeof coefficient, "coef[%s]", name);
      snprintf(se, sizeof se, "se[%s]", name);
      golden_close(MODELS[m].key, coefficient, golden_number(table, j, "estimate"),
                   wanted(kind, MODELS[m].key, coefficient), TIGHT, 0);
      /* R's information is that of the last iteration but one */
      golden_close(MODELS[m].key, se, golden_number(table, j, "se"),
                   wanted(kind, MODELS[m].key, se), 1e-8, 0);
    }
    close_to(MODELS[m].key, "df", sdg16_logistic_df(l),
             wanted(kind, MODELS[m].key, "df.residual"));
    sdg16_logistic_free(l);
  }
  golden_report("regression");
}

static void calibrated_weights(void **state) {
  (void)state;
  static const char *const NAMES[][2] = {{"poststratified", "v1_ps"},
                                         {"greg", "v1_greg"},
                                         {"raking", "v1_calraking"},
                                         {"logit-calibrated", "v1_callogit"}};
  int64_t rows = sdg16_table_rows(survey_table("people"));
  double *w = malloc((size_t)rows * sizeof *w);
  assert_non_null(w);
  for (int k = 0; k < 4; k++) {
    double sum = 0, squares = 0, low = INFINITY, high = 0;
    assert_int_equal(sdg16_design_weights(design_of(NAMES[k][0]), -1, w, rows, NULL), 0);
    for (int64_t i = 0; i < rows; i++) {
      sum += w[i];
      squares += w[i] * w[i];
      low = fmin(low, w[i]);
      high = fmax(high, w[i]);
    }
    close_to(NAMES[k][0], "sum", sum, wanted("weights", NAMES[k][1], "sum_w"));
    close_to(NAMES[k][0], "smallest", low, wanted("weights", NAMES[k][1], "min_w"));
    close_to(NAMES[k][0], "largest", high, wanted("weights", NAMES[k][1], "max_w"));
    close_to(NAMES[k][0], "squares", squares, wanted("weights", NAMES[k][1], "sum_w2"));
  }
  free(w);
  golden_report("calibrated weights");
}

/* "brr KIND" calibrated to sex and age, replicate by replicate. */
static sdg16_design *calibrated_replicates(const char *kind, const char *method) {
  char name[64];
  sdg16_table *margins[] = {golden_table("survey/margin-pairs-sex.csv"),
                            golden_table("survey/margin-pairs-agegrp.csv")};
  sdg16_calibrate_options o;
  sdg16_calibrate_options_init(&o, sizeof o);
  o.method = sdg16_calibrate_from_name(method);
  if (o.method == SDG16_CALIBRATE_LOGIT) o.lower = 0.3, o.upper = 3;
  snprintf(name, sizeof name, "brr %s", kind);
  sdg16_design *plain = given(name), *design;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_design_calibrate(plain, 2, (const sdg16_table *const *)margins, &o, &design,
                             &error))
    stop(name, &error);
  sdg16_design_free(plain);
  for (int m = 0; m < 2; m++) sdg16_table_free(margins[m]);
  return design;
}

static void check_replicates(const char *at, const sdg16_design *design, const char *quantity,
                             double want) {
  static double weight[4000];
  char variable[32];
  int replicate, row;
  if (sscanf(quantity, "weight:%d:%d", &replicate, &row) == 2) {
    assert_int_equal(sdg16_design_weights(design, replicate - 1, weight, 4000, NULL), 0);
    close_to(at, quantity, weight[row - 1], want);
    return;
  }
  const char *colon = strchr(quantity, ':');
  snprintf(variable, sizeof variable, "%.*s", (int)strcspn(colon + 1, "|"), colon + 1);
  sdg16_survey_options o = options(quantity[0] == 't' ? SDG16_SURVEY_TOTAL : SDG16_SURVEY_MEAN,
                                   variable, strchr(colon, '|') ? "urban" : NULL);
  sdg16_survey *survey = estimate(design, &o, at);
  close_to(at, quantity, result(survey, strncmp(colon - 3, "_se", 3) ? "value" : "se"), want);
  sdg16_survey_free(survey);
}

static void replicates_calibrated(void **state) {
  (void)state;
  char have[64] = "";
  sdg16_design *design = NULL;
  for (int64_t i = 0; i < sdg16_table_rows(others); i++) {
    if (strcmp(golden_text(others, i, "kind", 0), "calibrated replicates")) continue;
    const char *key = golden_text(others, i, "key", 1), *space = strchr(key, ' ');
    if (strcmp(key, have)) {
      char kind[16];
      snprintf(have, sizeof have, "%s", key);
      snprintf(kind, sizeof kind, "%.*s", (int)(space - key), key);
      sdg16_design_free(design);
      design = calibrated_replicates(kind, space + 1);
    }
    check_replicates(have, design, golden_text(others, i, "quantity", 2),
                     golden_number(others, i, "value"));
  }
  sdg16_design_free(design);
  golden_report("calibrated replicates");
}

int main(int argc, char **argv) {
  golden_init(argc, argv);
  others = golden_table("survey/others.csv");
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(estimates),
      cmocka_unit_test(quantiles),
      cmocka_unit_test(lonely_failures),
      cmocka_unit_test(likelihood),
      cmocka_unit_test(contrasts),
      cmocka_unit_test(ratios),
      cmocka_unit_test(standardised),
      cmocka_unit_test(independence),
      cmocka_unit_test(regression),
      cmocka_unit_test(calibrated_weights),
      cmocka_unit_test(replicates_calibrated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
