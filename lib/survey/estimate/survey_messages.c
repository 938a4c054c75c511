/* What is to be said of the estimates of a survey. */
#include "survey/design/columns.h"
#include "survey/estimate/survey_run.h"

#include <stdio.h>

static char *next_message(sdg16i_survey_messages *m, const char *code, const char *severity) {
  m->code[m->count] = code;
  m->severity[m->count] = severity;
  m->message[m->count] = m->text[m->count];
  return m->text[m->count++];
}

void sdg16i_survey_messages_find(const sdg16_design *d, int32_t interval, int64_t rows,
                                 const sdg16i_survey_row *row, sdg16i_survey_messages *m) {
  int64_t count[8] = {0}, missing = 0, negative = 0, boundary = 0, categories = 0, lonely = -1;
  for (int64_t k = 0; k < rows; k++) {
    const sdg16i_domain_figures *c = &row[k].cell;
    count[c->status]++;
    if (c->status == SDG16_SURVEY_LONELY && lonely < 0) lonely = c->lonely;
    if (c->missing > missing) missing = c->missing;
    boundary += row[k].interval != interval && !c->status;
    categories += c->empty_categories > 0;
  }
  if (lonely >= 0) {
    char value[64] = "";
    if (d->stratum_name)
      sdg16i_survey_cell(d->table, lonely, sdg16_table_find(d->table, d->stratum_name), value);
    snprintf(next_message(m, "lonely-psu", "warning"), sizeof m->text[0],
             "%lld of %lld estimates have no standard error: a stratum has one sampled unit "
             "(for example that of row %lld%s%s%s); choose a policy for it: remove, certainty, "
             "adjust or average",
             (long long)count[SDG16_SURVEY_LONELY], (long long)rows, (long long)lonely + 1,
             *value ? ", '" : "", value, *value ? "'" : "");
  }
  if (count[SDG16_SURVEY_NO_DF])
    snprintf(next_message(m, "no-df", "warning"), sizeof m->text[0],
             "%lld of %lld estimates have no interval: their units leave no degree of freedom",
             (long long)count[SDG16_SURVEY_NO_DF], (long long)rows);
  if (count[SDG16_SURVEY_REPLICATES])
    snprintf(next_message(m, "replicates", "warning"), sizeof m->text[0],
             "%lld of %lld estimates have no standard error: they cannot be computed in some "
             "replicates",
             (long long)count[SDG16_SURVEY_REPLICATES], (long long)rows);
  if (count[SDG16_SURVEY_EMPTY])
    snprintf(next_message(m, "empty", "warning"), sizeof m->text[0],
             "%lld of %lld domains have no row with a value and a weight",
             (long long)count[SDG16_SURVEY_EMPTY], (long long)rows);
  if (count[SDG16_SURVEY_OUT_OF_RANGE])
    snprintf(next_message(m, "out-of-range", "warning"), sizeof m->text[0],
             "%lld of %lld estimates have no value or no standard error: sums or squares of "
             "their numbers are too large or too small for the computer; use another unit",
             (long long)count[SDG16_SURVEY_OUT_OF_RANGE], (long long)rows);
  if (boundary)
    snprintf(next_message(m, "boundary", "note"), sizeof m->text[0],
             "%lld of %lld proportions are 0 or 1: their limits are those of Korn and Graubard",
             (long long)boundary, (long long)rows);
  if (categories)
    snprintf(
        next_message(m, "empty-categories", "warning"), sizeof m->text[0],
        "%lld of %lld standardised estimates lack a category: the other shares were scaled "
        "up",
        (long long)categories, (long long)rows);
  for (int64_t i = 0; d->calibration && i < d->rows; i++) negative += d->weight[i] < 0;
  if (negative)
    snprintf(next_message(m, "negative-weights", "warning"), sizeof m->text[0],
             "calibration made the weights of %lld rows negative (bounds, raking and logit "
             "avoid this); quantiles and regressions leave these rows out",
             (long long)negative);
  if (missing)
    snprintf(next_message(m, "missing", "note"), sizeof m->text[0],
             "%lld %s without a value left out", (long long)missing,
             missing == 1 ? "row" : "rows");
}
