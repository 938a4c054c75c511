#include "survey/reliability.h"

#include "num/distributions.h"
#include "survey/estimate/intervals.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

const char *sdg16i_verdict_name(int32_t verdict) {
  static const char *const NAMES[] = {NULL, "publish", "review", "suppress"};
  return NAMES[verdict];
}

typedef struct ruling {
  int32_t verdict;
  char *reasons;
} ruling;

/* The rule applies when `broken`; the worst verdict stands. */
static void apply_rule(ruling *r, int broken, int32_t verdict, const char *reason) {
  if (!broken) return;
  if (verdict > r->verdict) r->verdict = verdict;
  size_t used = strlen(r->reasons), more = strlen(reason);
  if (used + more + 3 > SDG16I_REASONS_SIZE) return;
  if (used) strcat(r->reasons, "; ");
  strcat(r->reasons, reason);
}

#define SUPPRESS(broken, reason) apply_rule(r, broken, SDG16I_VERDICT_SUPPRESS, reason)
#define REVIEW(broken, reason) apply_rule(r, broken, SDG16I_VERDICT_REVIEW, reason)
#define NOTE(true, reason) apply_rule(r, true, SDG16I_VERDICT_PUBLISH, reason)

/* Percent with one decimal, half away from zero, as the NCHS macro compares. */
static double tenths(double share) { return round(share * 1000) / 10; }

static double cv_of(const sdg16i_evidence *e) { return e->se / fabs(e->value); }

/* Parker et al. 2017, Vital and Health Statistics 2(175). */
static void judge_nchs(ruling *r, const sdg16i_evidence *e) {
  sdg16i_survey_interval i = {.kind = SDG16_SURVEY_INTERVAL_KORN_GRAUBARD,
                              .level = 0.95,
                              .value = e->value,
                              .variance = e->se * e->se,
                              .n = e->n,
                              .effective = e->effective,
                              .df_valid = e->df};
  sdg16i_interval_find(&i);
  double width = tenths(i.upper - i.lower);
  double relative = tenths((i.upper - i.lower) / e->value);
  double complement = tenths((i.upper - i.lower) / (1 - e->value));
  SUPPRESS(fmin(e->n, e->effective) < 30, "sample size below 30");
  SUPPRESS(!(width < 30), "interval at least 30 points wide");
  SUPPRESS(width > 5 && width < 30 && e->value > 0 && relative > 130,
           "interval wider than 130 % of the estimate");
  if (r->verdict == SDG16I_VERDICT_SUPPRESS) return;
  REVIEW(e->df < 8, "fewer than 8 degrees of freedom");
  REVIEW(e->events == 0 || e->events == e->n, "no events, or no others");
  NOTE(width > 5 && e->value < 1 && complement > 130, "the complement may be unreliable");
}

/* Rows after the design effect, but no more than there are. */
static double effective_of(double n, double deff) { return deff > 1 ? n / deff : n; }

/* Parker et al. 2023, Vital and Health Statistics 2(200), for surveys: the interval is that
 * of Student on the logarithm, whose width is 2 sinh(t cv) of the estimate. */
static void judge_nchs_rates(ruling *r, const sdg16i_evidence *e) {
  double t = sdg16i_t_quantile(0.025, e->df);
  SUPPRESS(effective_of(e->numerator, e->deff) < 10, "sample of the numerator below 10");
  SUPPRESS(effective_of(e->denominator, e->deff) < 10, "sample of the denominator below 10");
  SUPPRESS(!(2 * sinh(t * cv_of(e)) <= 1.6), "interval wider than 160 % of the estimate");
  if (r->verdict == SDG16I_VERDICT_SUPPRESS) return;
  REVIEW(e->df < 8, "fewer than 8 degrees of freedom");
}

static void judge_statcan(ruling *r, const sdg16i_evidence *e) {
  double cv = cv_of(e);
  SUPPRESS(e->n < 10, "fewer than 10 observations");
  SUPPRESS(!(cv <= 0.333), "coefficient of variation above 33.3 %");
  REVIEW(cv > 0.165 && cv <= 0.333, "coefficient of variation above 16.5 %");
}

/* The package calidad 0.8 of INE Chile. */
static void judge_ine_chile(ruling *r, const sdg16i_evidence *e) {
  SUPPRESS(e->n < 60, "fewer than 60 observations");
  SUPPRESS(e->df < 9, "fewer than 9 degrees of freedom");
  if (e->proportion) {
    double least = fmin(e->value, 1 - e->value);
    REVIEW(e->se > pow(least, 2.0 / 3) / 9, "standard error above the quadratic bound");
    return;
  }
  double cv = cv_of(e);
  SUPPRESS(!(cv <= 0.30), "coefficient of variation above 30 %");
  REVIEW(cv > 0.15 && cv <= 0.30, "coefficient of variation above 15 %");
}

/* CV of -log p: of the rarer side for the later rules. */
static double log_cv(const sdg16i_evidence *e, int fold) {
  double p = e->value;
  return cv_of(e) / (fold && p >= 0.5 ? -log1p(-p) : -log(p));
}

static void judge_eclac(ruling *r, const sdg16i_evidence *e) {
  SUPPRESS(e->n < 100, "fewer than 100 observations");
  SUPPRESS(e->effective < 140, "effective sample below 140");
  if (e->proportion) {
    SUPPRESS(e->events < 50, "fewer than 50 events");
    SUPPRESS(!(log_cv(e, 0) <= 0.175), "logarithmic coefficient of variation above 17.5 %");
  }
  REVIEW(e->df < 9, "fewer than 9 degrees of freedom");
  REVIEW(cv_of(e) >= 0.20, "coefficient of variation of 20 % or more");
}

static void judge_eclac_2023(ruling *r, const sdg16i_evidence *e) {
  SUPPRESS(!(e->deff >= 1), "design effect below 1");
  SUPPRESS(e->effective < 60, "effective sample below 60");
  SUPPRESS(e->df < 9, "fewer than 9 degrees of freedom");
  if (!e->proportion) {
    SUPPRESS(!(cv_of(e) <= 0.30), "coefficient of variation above 30 %");
    REVIEW(cv_of(e) > 0.20 && cv_of(e) <= 0.30, "coefficient of variation above 20 %");
    return;
  }
  int spread = !(log_cv(e, 1) <= 0.175);
  SUPPRESS(e->events < 30, "fewer than 30 events");
  SUPPRESS(spread && e->value < 0.5, "logarithmic coefficient of variation above 17.5 %");
  REVIEW(spread && e->value >= 0.5, "logarithmic coefficient of variation above 17.5 %");
  REVIEW(e->events >= 30 && e->events < 50, "fewer than 50 events");
}

static void judge_eurostat(ruling *r, const sdg16i_evidence *e) {
  SUPPRESS(e->n < 20, "fewer than 20 observations");
  SUPPRESS(e->missing > 0.50, "more than 50 % without a value");
  REVIEW(e->n >= 20 && e->n < 50, "fewer than 50 observations");
  REVIEW(e->missing > 0.20 && e->missing <= 0.50, "more than 20 % without a value");
}

static void judge_custom(ruling *r, const sdg16i_evidence *e,
                         const sdg16_survey_thresholds *t) {
  double cv = cv_of(e);
  SUPPRESS(t->min_n > 0 && e->n < t->min_n, "too few observations");
  SUPPRESS(t->min_effective > 0 && !(e->effective >= t->min_effective),
           "effective sample too small");
  SUPPRESS(t->min_events > 0 && e->events < t->min_events, "too few events");
  SUPPRESS(t->min_df > 0 && !(e->df >= t->min_df), "too few degrees of freedom");
  SUPPRESS(t->max_cv > 0 && !(cv <= t->max_cv), "coefficient of variation too large");
  SUPPRESS(t->max_width > 0 && !(e->width <= t->max_width), "interval too wide");
  if (r->verdict == SDG16I_VERDICT_SUPPRESS) return;
  REVIEW(t->review_n > 0 && e->n < t->review_n, "few observations");
  REVIEW(t->review_df > 0 && !(e->df >= t->review_df), "few degrees of freedom");
  REVIEW(t->review_cv > 0 && !(cv <= t->review_cv), "large coefficient of variation");
}

int32_t sdg16i_scheme_apply(int32_t scheme, const sdg16_survey_thresholds *thresholds,
                            const sdg16i_evidence *e, char *reasons) {
  ruling r = {SDG16I_VERDICT_PUBLISH, reasons};
  reasons[0] = '\0';
  if (isnan(e->se) && scheme != SDG16_SCHEME_EUROSTAT && scheme != SDG16_SCHEME_NONE) {
    apply_rule(&r, 1, SDG16I_VERDICT_SUPPRESS, "no standard error");
    return r.verdict;
  }
  switch (scheme) {
  case SDG16_SCHEME_NCHS:
    judge_nchs(&r, e);
    break;
  case SDG16_SCHEME_NCHS_RATES:
    judge_nchs_rates(&r, e);
    break;
  case SDG16_SCHEME_STATCAN:
    judge_statcan(&r, e);
    break;
  case SDG16_SCHEME_INE_CHILE:
    judge_ine_chile(&r, e);
    break;
  case SDG16_SCHEME_ECLAC:
    judge_eclac(&r, e);
    break;
  case SDG16_SCHEME_ECLAC_2023:
    judge_eclac_2023(&r, e);
    break;
  case SDG16_SCHEME_EUROSTAT:
    judge_eurostat(&r, e);
    break;
  case SDG16_SCHEME_CUSTOM:
    judge_custom(&r, e, thresholds);
    break;
  default:
    return SDG16I_VERDICT_NONE;
  }
  return r.verdict;
}
