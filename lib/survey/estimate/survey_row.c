/* One row of estimates: standard error, interval, effective size, verdict. */
#include "survey/estimate/intervals.h"
#include "survey/estimate/survey_run.h"

#include <math.h>

void sdg16i_survey_row_check(sdg16i_survey_row *row) {
  sdg16i_domain_figures *c = &row->cell;
  int lost = isinf(c->value) || isinf(row->se) || isinf(row->lower) || isinf(row->upper);
  if (!c->status && (lost || isnan(c->value))) c->status = SDG16_SURVEY_OUT_OF_RANGE;
  if (isinf(c->value)) c->value = NAN;
  if (isinf(row->se)) row->se = NAN;
  if (isnan(c->value) || isnan(row->se) || !isfinite(row->lower) || !isfinite(row->upper))
    row->lower = row->upper = NAN;
  if (!isfinite(row->cv)) row->cv = NAN;
}

/* Limits of a share with degrees of freedom are numbers from 0 to 1, so that its status does
 * not depend on them; verdicts may. */
static int needs_limits(const sdg16i_survey_request *q, const sdg16i_survey_row *row) {
  const sdg16i_domain_figures *c = &row->cell;
  const sdg16_survey_options *o = q->options;
  int bounded = sdg16i_survey_is_share(o->statistic) &&
                o->interval != SDG16_SURVEY_INTERVAL_WALD && c->value >= 0 && c->value <= 1 &&
                (c->variance > 0 || c->value == 0 || c->value == 1);
  return !q->without_limits || o->scheme != SDG16_SCHEME_NONE || !bounded ||
         !sdg16i_has_df(row->df);
}

void sdg16i_survey_row_finish(const sdg16i_survey_request *q, sdg16i_survey_row *row) {
  const sdg16_survey_options *o = q->options;
  sdg16i_domain_figures *c = &row->cell;
  int proportion = sdg16i_survey_is_share(o->statistic), standard = q->target.category != NULL;
  if (c->underflow || isinf(c->variance)) c->variance = NAN;
  if (!c->status && isnan(c->variance)) c->status = SDG16_SURVEY_OUT_OF_RANGE;
  row->se = sqrt(c->variance);
  row->df = o->df > 0 ? o->df : c->df;
  int constant = proportion && !(c->value > 0 && c->value < 1); /* rounding is no variance */
  row->deff = constant ? (double)NAN : c->variance / c->srs;
  row->cv = c->value != 0 ? row->se / fabs(c->value) : NAN;
  row->effective = NAN;
  if (!c->status || c->status == SDG16_SURVEY_NO_DF) {
    double p = c->value;
    row->effective = !proportion || standard ? (double)c->n / row->deff
                     : p > 0 && p < 1        ? p * (1 - p) / c->variance
                                             : (double)c->n;
  }
  if (!isfinite(row->effective)) row->effective = NAN;
  if (!isfinite(row->deff)) row->deff = NAN;
  sdg16i_survey_interval i = {.kind = o->interval,
                              .level = o->level,
                              .df = row->df,
                              .value = c->value,
                              .variance = c->variance,
                              .rows = (double)c->rows,
                              .n = (double)c->n,
                              .effective = standard ? row->effective : 0,
                              .df_valid = o->df > 0 ? o->df : c->df_valid};
  i.lower = i.upper = NAN;
  if (needs_limits(q, row)) sdg16i_interval_find(&i);
  int exact = i.kind == SDG16_SURVEY_INTERVAL_KORN_GRAUBARD;
  int without_df = !sdg16i_has_df(exact ? i.df_valid : i.df);
  if (without_df) i.lower = i.upper = NAN; /* those of a simple random sample are too narrow */
  row->lower = i.lower;
  row->upper = i.upper;
  row->interval = i.kind;
  if (!c->status && o->interval != SDG16_SURVEY_INTERVAL_NONE && isnan(i.lower) && without_df)
    c->status = SDG16_SURVEY_NO_DF;
  sdg16i_survey_row_check(row);
}

void sdg16i_survey_row_judge(const sdg16_survey_options *o, sdg16i_survey_row *row) {
  const sdg16i_domain_figures *c = &row->cell;
  int total = o->statistic == SDG16_SURVEY_TOTAL;
  sdg16i_evidence e = {.proportion = sdg16i_survey_is_share(o->statistic),
                       .value = c->value,
                       .se = row->se,
                       .n = (double)c->n,
                       .effective = isnan(row->effective) ? (double)c->n : row->effective,
                       .events = (double)c->events,
                       .numerator = (double)c->nonzero,
                       .denominator = total ? NAN : (double)c->bearing,
                       .df = o->df > 0 ? o->df : c->df_valid,
                       .deff = row->deff,
                       .missing = c->rows ? (double)c->missing / (double)c->rows : 0,
                       .width = row->upper - row->lower};
  if (o->scheme == SDG16_SCHEME_NONE || c->status == SDG16_SURVEY_EMPTY) return;
  row->verdict = sdg16i_scheme_apply(o->scheme, o->thresholds, &e, row->reasons);
}
