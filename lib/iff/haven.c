/* Profits shifted to tax havens (Tørsløv, Wier & Zucman 2022): in a haven foreign firms earn
 * more on a unit of wages than local ones, and what they earn more was shifted there,
 *
 *   shifted = foreign wages x (foreign profit / foreign wages - local profit / local wages),
 *
 * from the countries in proportion to the high-risk services and the interest on direct
 * investment that they pay to the haven. It says nothing of inward flows. */
#include "base/error.h"
#include "base/numbers.h"
#include "iff/iff.h"

#include <math.h>
#include <stdlib.h>

enum {
  HAVEN = SDG16I_IFF_FIRST,
  FOREIGN_PROFIT,
  FOREIGN_WAGES,
  LOCAL_PROFIT,
  LOCAL_WAGES,
  SERVICES,
  INTEREST
};
#define FACTS 4 /* of a haven, from FOREIGN_PROFIT */

static const sdg16i_iff_column COLUMNS[] = {{"haven", SDG16I_IFF_KEY, 0},
                                            {"foreign_profit", SDG16I_IFF_NUMBER, 0},
                                            {"foreign_wages", SDG16I_IFF_NUMBER, 0},
                                            {"local_profit", SDG16I_IFF_NUMBER, 0},
                                            {"local_wages", SDG16I_IFF_NUMBER, 0},
                                            {"services", SDG16I_IFF_NUMBER, 1},
                                            {"interest", SDG16I_IFF_NUMBER, 1},
                                            {NULL, 0, 0}};

static const sdg16i_iff_setting SETTINGS[] = {{"category", "1b; 1a", 0, 0, 0},
                                              {NULL, NULL, 0, 0, 0}};

static const char *const TEXTS[] = {"ref_area", "time_period", "haven", NULL};
static const char *const NUMBERS[] = {"foreign_ratio", "local_ratio", "shifted", "paid",
                                      "share",         "outward",     NULL};

struct haven {
  double fact[FACTS]; /* NaN: not known yet */
  sdg16i_sum paid;    /* by all */
};

struct source {
  sdg16i_sum paid;
  int64_t haven;
};

struct state {
  sdg16i_dictionary havens, sources;
  struct haven *haven;
  struct source *source;
  int64_t haven_capacity, source_capacity;
};

static int32_t begin_havens(sdg16i_iff_job *job) {
  job->category = job->setting[0] > 0 ? "1a" : "1b";
  return SDG16_OK;
}

/* All rows of a haven that state a fact must agree. */
static int32_t take_facts(sdg16i_iff_job *job, const sdg16i_iff_value *v, struct haven *h) {
  for (int32_t f = 0; f < FACTS; f++) {
    int32_t c = FOREIGN_PROFIT + f;
    double found = v[c].number[0];
    if (isnan(found)) continue;
    if ((c == FOREIGN_WAGES || c == LOCAL_WAGES) && !(found > 0))
      return sdg16i_iff_fail(job, SDG16_ERR_VALUE, c, "expected a number above 0");
    if (isnan(h->fact[f])) h->fact[f] = found;
    if (h->fact[f] == found) continue;
    char now[SDG16I_DOUBLE_SIZE], before[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(found, now);
    sdg16i_format_double(h->fact[f], before);
    return sdg16i_iff_fail(job, SDG16_ERR_CONFLICT, c,
                           "expected %s, as in an earlier row of the haven, found %s", before,
                           now);
  }
  return SDG16_OK;
}

/* What the source paid; NaN: the row is about the haven alone. */
static int32_t paid_amount(sdg16i_iff_job *job, const sdg16i_iff_value *v, double *out) {
  int32_t blank = 0, columns = 0;
  *out = 0;
  for (int32_t c = SERVICES; c <= INTEREST; c++) {
    if (!job->has[c]) continue;
    columns++;
    blank += isnan(v[c].number[0]);
    if (v[c].number[0] < 0)
      return sdg16i_iff_fail(job, SDG16_ERR_VALUE, c,
                             "expected a number of at least 0, found a negative one");
    *out += v[c].number[0];
  }
  if (!columns)
    return sdg16i_fail_at(job->error, SDG16_ERR_COLUMN, job->where, 0, 0,
                          "%s must have the column services or interest", job->where);
  if (blank && blank < columns)
    return sdg16i_iff_fail(job, SDG16_ERR_MISSING,
                           isnan(v[SERVICES].number[0]) ? SERVICES : INTEREST,
                           "expected a number, found a blank");
  if (!blank && !v[SDG16I_IFF_AREA].text)
    return sdg16i_iff_fail(job, SDG16_ERR_MISSING, SDG16I_IFF_AREA,
                           "expected the country that pays, found a blank");
  return SDG16_OK;
}

static int32_t haven_row(sdg16i_iff_job *job, const sdg16i_iff_value *v) {
  struct state *s = job->state;
  double amount;
  if (!v[HAVEN].text)
    return sdg16i_iff_fail(job, SDG16_ERR_MISSING, HAVEN, "expected a haven, found a blank");
  int32_t status = paid_amount(job, v, &amount);
  if (status) return status;
  int64_t havens = s->havens.count, sources = s->sources.count;
  int64_t haven = sdg16i_iff_key(
      job, &s->havens, 2, (const sdg16i_iff_value *[]){&v[HAVEN], &v[SDG16I_IFF_PERIOD]});
  if (haven < 0 ||
      sdg16i_grow((void **)&s->haven, &s->haven_capacity, haven + 1, sizeof *s->haven))
    return sdg16i_fail_memory(job->error);
  struct haven *h = &s->haven[haven];
  if (haven == havens) *h = (struct haven){.fact = {NAN, NAN, NAN, NAN}};
  if ((status = take_facts(job, v, h)) || isnan(amount)) return status;
  int64_t source = sdg16i_iff_key(
      job, &s->sources, 3,
      (const sdg16i_iff_value *[]){&v[SDG16I_IFF_AREA], &v[SDG16I_IFF_PERIOD], &v[HAVEN]});
  if (source < 0 ||
      sdg16i_grow((void **)&s->source, &s->source_capacity, source + 1, sizeof *s->source))
    return sdg16i_fail_memory(job->error);
  if (source == sources) s->source[source] = (struct source){.haven = haven};
  sdg16i_add(&s->source[source].paid, amount);
  sdg16i_add(&h->paid, amount);
  return SDG16_OK;
}

static double ratio_of(const struct haven *h, int32_t profit) {
  return h->fact[profit - FOREIGN_PROFIT] / h->fact[profit + 1 - FOREIGN_PROFIT];
}

static double shifted_profit(const struct haven *h) {
  double wages = h->fact[FOREIGN_WAGES - FOREIGN_PROFIT];
  return fmax(wages * (ratio_of(h, FOREIGN_PROFIT) - ratio_of(h, LOCAL_PROFIT)), 0);
}

/* Says which havens give no flow, and which flow has no source. */
static int32_t check_haven(sdg16i_iff_job *job, int64_t i) {
  struct state *s = job->state;
  const struct haven *h = &s->haven[i];
  const char *name = sdg16i_iff_part(job, &s->havens, i, 0),
             *period = sdg16i_iff_part(job, &s->havens, i, 1);
  for (int32_t f = 0; f < FACTS; f++)
    if (isnan(h->fact[f]))
      return sdg16i_fail_at(job->error, SDG16_ERR_MISSING, job->where, 0, 0,
                            "%s: haven %.60s, %.60s: %s must have a value in at least one row",
                            job->where, name, period ? period : "no period",
                            COLUMNS[1 + f].name);
  if (!(ratio_of(h, FOREIGN_PROFIT) > ratio_of(h, LOCAL_PROFIT)))
    return sdg16i_iff_diagnostic(job, "no-shift", NULL, period,
                                 "haven %.60s: foreign firms earn no more on their wages than "
                                 "local firms, so nothing was shifted there",
                                 name);
  if (sdg16i_sum_value(&h->paid) > 0) return SDG16_OK;
  char number[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(shifted_profit(h), number);
  return sdg16i_iff_diagnostic(job, "unallocated", NULL, period,
                               "haven %.60s: %s were shifted there, but no one paid it for "
                               "services or interest; they are left out",
                               name, number);
}

static int32_t report_havens(sdg16i_iff_job *job, int64_t i) {
  struct state *s = job->state;
  const struct source *source = &s->source[i];
  const struct haven *h = &s->haven[source->haven];
  const char *text[3];
  for (int32_t k = 0; k < 3; k++) text[k] = sdg16i_iff_part(job, &s->sources, i, k);
  double amount = sdg16i_sum_value(&source->paid), all = sdg16i_sum_value(&h->paid);
  double share = amount / all, out = all > 0 ? share * shifted_profit(h) : (double)NAN;
  sdg16i_iff_flow *flow = sdg16i_iff_flow_of(job, text[0], text[1], NULL);
  if (!flow) return sdg16i_fail_memory(job->error);
  if (all > 0) sdg16i_iff_add(flow, (double[]){out, out, out}, (double[]){0, 0, 0});
  return sdg16i_iff_detail(job, text,
                           (double[]){ratio_of(h, FOREIGN_PROFIT), ratio_of(h, LOCAL_PROFIT),
                                      shifted_profit(h), amount, share, out});
}

static int32_t end_havens(sdg16i_iff_job *job, int *again) {
  struct state *s = job->state;
  *again = 0;
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < s->havens.count && !status; i++) status = check_haven(job, i);
  for (int64_t i = 0; i < s->sources.count && !status; i++) status = report_havens(job, i);
  return status;
}

static void drop_havens(sdg16i_iff_job *job) {
  struct state *s = job->state;
  sdg16i_dictionary_free(&s->havens);
  sdg16i_dictionary_free(&s->sources);
  free(s->haven);
  free(s->source);
}

const sdg16i_iff_method sdg16i_iff_haven_profits = {.number = SDG16_IFF_HAVEN_PROFITS,
                                                    .category = "1b",
                                                    .stage = "income generation",
                                                    .overlap_group = "MNE_SHIFT",
                                                    .outward_alone = 1,
                                                    .columns = COLUMNS,
                                                    .settings = SETTINGS,
                                                    .detail_texts = TEXTS,
                                                    .detail_numbers = NUMBERS,
                                                    .state_size = sizeof(struct state),
                                                    .begin = begin_havens,
                                                    .row = haven_row,
                                                    .end = end_havens,
                                                    .drop = drop_havens};
