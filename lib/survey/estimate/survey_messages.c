/* Messages about the estimates of a survey. */
#include "base/agreement.h"
#include "base/numbers.h"
#include "data/expression/spellings.h"
#include "survey/design/columns.h"
#include "survey/estimate/survey_run.h"

#include <math.h>
#include <stdio.h>

/* A whole number with commas between thousands. */
typedef struct grouped {
  char text[SDG16I_NUMBER_SIZE];
} grouped;

static grouped group_digits(int64_t number) {
  grouped g;
  sdg16i_format_number((double)number, 0, g.text);
  return g;
}

static char *next_message(sdg16i_survey_messages *m, const char *code, const char *severity) {
  m->code[m->count] = code;
  m->severity[m->count] = severity;
  m->message[m->count] = m->text[m->count];
  return m->text[m->count++];
}

/* "N of M ESTIMATES": of `rows`, those of which something is said. */
static void put_share(sdg16i_survey_messages *m, const char *code, const char *severity,
                      int64_t count, int64_t rows, const char *said) {
  if (count)
    snprintf(next_message(m, code, severity), sizeof m->text[0], "%s of %s %s",
             group_digits(count).text, group_digits(rows).text, said);
}

static void put_lonely(sdg16i_survey_messages *m, const sdg16_design *d, int64_t count,
                       int64_t rows, int64_t lonely) {
  char value[64] = "", said[256];
  if (d->stratum_name)
    sdg16i_survey_cell(d->table, lonely, sdg16i_match_column(d->table, d->stratum_name).column,
                       value);
  snprintf(said, sizeof said,
           "estimates have no standard error: a stratum has one sampled unit (for example that "
           "of row %s%s%s%s). Choose a policy: remove, certainty, adjust or average",
           group_digits(lonely + 1).text, *value ? ", '" : "", value, *value ? "'" : "");
  put_share(m, "lonely-psu", "warning", count, rows, said);
}

static int64_t count_negative(const sdg16_design *d) {
  int64_t count = 0;
  for (int64_t i = 0; d->calibration && i < d->rows; i++) count += d->weight[i] < 0;
  return count;
}

/* Weights that do not expand to a population: what follows for design effects and totals. */
static void put_normalised(sdg16i_survey_messages *m, const sdg16_design *d,
                           const sdg16_survey_options *o, int64_t replaced, int64_t rows) {
  int chosen = o->with_replacement == SDG16_DEFF_BY_WEIGHTS && !o->standard;
  if (d->unweighted) return;
  if (chosen && d->normalised && replaced)
    snprintf(next_message(m, "deff-with-replacement", "note"), sizeof m->text[0],
             "design effects compare with sampling with replacement, because the weights do "
             "not expand to a population: they add up to about the number of rows, or many are "
             "below 1");
  else if (chosen)
    put_share(
        m, "deff-with-replacement", "note", replaced, rows,
        "design effects compare with sampling with replacement: the weights of the domain "
        "add up to no more than about its rows");
  if (d->normalised && o->statistic == SDG16_SURVEY_TOTAL)
    snprintf(next_message(m, "totals-of-weights", "warning"), sizeof m->text[0],
             "totals are not those of a population, because the weights do not expand to one: "
             "they add up to about the number of rows, or many are below 1");
}

/* Quantiles that have a value, but no limits and no standard error. */
static void put_unlimited(sdg16i_survey_messages *m, const sdg16_survey_options *o,
                          int64_t rows, const sdg16i_survey_row *row) {
  int64_t top = 0, outside = 0;
  if (o->statistic != SDG16_SURVEY_QUANTILE || o->interval == SDG16_SURVEY_INTERVAL_NONE)
    return;
  for (int64_t k = 0; k < rows; k++) {
    if (row[k].cell.status || !isnan(row[k].lower)) continue;
    top += row[k].cell.at_top;
    outside += !row[k].cell.at_top;
  }
  put_share(m, "quantile-at-top", "note", top, rows,
            "quantiles have no interval and no standard error: no value is above them, so that "
            "the share of values up to the quantile is 1 and has no estimated variance");
  put_share(
      m, "quantile-limits", "note", outside, rows,
      "quantiles have no interval and no standard error: a limit of the share of values up "
      "to the quantile is below 0 or above 1 (--interval logit keeps it inside)");
}

/* The columns that were taken although their names differ in case. */
static void put_spellings(sdg16i_survey_messages *m, const sdg16_design *d,
                          const sdg16_survey_options *o) {
  char names[240];
  const char *const expressions[] = {o->numerator, o->denominator, o->among, o->where};
  snprintf(names, sizeof names, "%s", d->respelled);
  for (int64_t i = 0; i < o->by_count; i++)
    sdg16i_add_respelled(d->table, o->by[i], names, sizeof names);
  for (size_t i = 0; i < sizeof expressions / sizeof expressions[0]; i++)
    if (expressions[i]) sdg16i_add_respelled_in(d->table, expressions[i], names, sizeof names);
  if (*names)
    snprintf(next_message(m, "column-case", "note"), sizeof m->text[0],
             "columns were taken whose names differ in case: %s", names);
}

void sdg16i_survey_messages_find(const sdg16_design *d, const sdg16_survey_options *o,
                                 int64_t rows, const sdg16i_survey_row *row,
                                 sdg16i_survey_messages *m) {
  int64_t count[8] = {0}, missing = 0, boundary = 0, categories = 0, lonely = -1, replaced = 0;
  for (int64_t k = 0; k < rows; k++) {
    const sdg16i_domain_figures *c = &row[k].cell;
    count[c->status]++;
    if (c->status == SDG16_SURVEY_LONELY && lonely < 0) lonely = c->lonely;
    if (c->missing > missing) missing = c->missing;
    boundary += row[k].interval != o->interval && !c->status;
    categories += c->empty_categories > 0;
    replaced += c->replaced && !isnan(row[k].deff);
  }
  if (lonely >= 0) put_lonely(m, d, count[SDG16_SURVEY_LONELY], rows, lonely);
  put_share(m, "no-df", "warning", count[SDG16_SURVEY_NO_DF], rows,
            "estimates have no interval: they have no degrees of freedom");
  put_share(m, "replicates", "warning", count[SDG16_SURVEY_REPLICATES], rows,
            "estimates have no standard error: they cannot be computed in every replicate");
  put_share(m, "empty", "warning", count[SDG16_SURVEY_EMPTY], rows,
            o->statistic == SDG16_SURVEY_DISTRIBUTION
                ? "shares are of domains without a row that has a value and a weight"
                : "domains have no row with a value and a weight");
  put_share(
      m, "out-of-range", "warning", count[SDG16_SURVEY_OUT_OF_RANGE], rows,
      "estimates have no value or no standard error: a sum or a square is too large or too "
      "small for the computer. Use another unit");
  put_share(m, "boundary", "note", boundary, rows,
            "proportions are 0 or 1: their limits are those of Korn and Graubard");
  put_share(m, "empty-categories", "warning", categories, rows,
            "standardised estimates lack a category: the shares of the others were scaled up");
  put_spellings(m, d, o);
  put_unlimited(m, o, rows, row);
  put_normalised(m, d, o, replaced, rows);
  if (d->dropped)
    snprintf(next_message(m, "weights-missing", "note"), sizeof m->text[0],
             "%s %s left out of the survey because %s no weight", group_digits(d->dropped).text,
             d->dropped == 1 ? "row was" : "rows were",
             d->dropped == 1 ? "it has" : "they have");
  int64_t negative = count_negative(d);
  if (negative)
    snprintf(next_message(m, "negative-weights", "warning"), sizeof m->text[0],
             "calibration gave negative weights to %s %s. Quantiles and regressions leave them "
             "out. Bounds, raking and logit avoid negative weights",
             group_digits(negative).text, negative == 1 ? "row" : "rows");
  if (missing)
    snprintf(next_message(m, "missing", "note"), sizeof m->text[0],
             "%s %s left out because %s no value", group_digits(missing).text,
             missing == 1 ? "row was" : "rows were", missing == 1 ? "it has" : "they have");
  for (int64_t i = 0; i < m->count; i++) sdg16i_agree(m->text[i], sizeof m->text[i]);
}
