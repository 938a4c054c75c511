/* Profit shifting of multinational enterprises (MNE): what is booked against the share
 * of activity x all profit. */
#include "base/error.h"
#include "iff/iff.h"

#include <math.h>
#include <stdlib.h>

enum { CATEGORY, LOSSES, WEIGHTS };

static int32_t begin_groups(sdg16i_iff_job *job) {
  job->category = job->setting[CATEGORY] > 0 ? "1a" : "1b";
  return SDG16_OK;
}

enum { GROUP = SDG16I_IFF_FIRST, PROFIT, TAX_RATE, SALES, FACTORS = 4 };

static const sdg16i_iff_column misalignment_columns[] = {
    {"group", SDG16I_IFF_KEY, 1},       {"profit", SDG16I_IFF_NUMBER, 0},
    {"tax_rate", SDG16I_IFF_NUMBER, 1}, {"sales", SDG16I_IFF_NUMBER, 1},
    {"payroll", SDG16I_IFF_NUMBER, 1},  {"employees", SDG16I_IFF_NUMBER, 1},
    {"assets", SDG16I_IFF_NUMBER, 1},   {NULL, 0, 0}};

static const sdg16i_iff_setting misalignment_settings[] = {
    {"category", "1b; 1a", 0, 0, 0},
    {"losses", "apart; included", 0, 0, 0},
    {"sales", NULL, 2, 0, 1e6},
    {"payroll", NULL, 1, 0, 1e6},
    {"employees", NULL, 1, 0, 1e6},
    {"assets", NULL, 2, 0, 1e6},
    {NULL, NULL, 0, 0, 0}};

static const char *const misalignment_texts[] = {"ref_area", "time_period", "group", NULL};
static const char *const misalignment_numbers[] = {"profit",     "share_of_activity", "aligned",
                                                   "misaligned", "tax_gap",           NULL};

/* The factors of one jurisdiction, or of all of a group and period. */
struct booked {
  sdg16i_sum profit, factor[FACTORS];
  double rate;   /* NaN: not known */
  int32_t whole; /* place of the group and period */
};

struct misalignment {
  sdg16i_dictionary places, wholes;
  struct booked *place, *whole;
  int64_t place_capacity, whole_capacity;
  int64_t losses;
};

static void add_booked(struct booked *to, const sdg16i_iff_value *v) {
  sdg16i_add(&to->profit, v[PROFIT].number[0]);
  for (int32_t f = 0; f < FACTORS; f++)
    if (!isnan(v[SALES + f].number[0])) sdg16i_add(&to->factor[f], v[SALES + f].number[0]);
}

static int32_t check_booked(sdg16i_iff_job *job, const sdg16i_iff_value *v) {
  if (!v[SDG16I_IFF_AREA].text)
    return sdg16i_iff_fail(job, SDG16_ERR_MISSING, SDG16I_IFF_AREA,
                           "expected the jurisdiction, found a blank");
  if (isnan(v[PROFIT].number[0]))
    return sdg16i_iff_fail(job, SDG16_ERR_MISSING, PROFIT, "expected a number, found a blank");
  for (int32_t f = 0; f < FACTORS; f++) {
    if (!job->has[SALES + f]) continue;
    if (isnan(v[SALES + f].number[0]))
      return sdg16i_iff_fail(job, SDG16_ERR_MISSING, SALES + f,
                             "expected a number, found a blank");
    if (v[SALES + f].number[0] < 0)
      return sdg16i_iff_fail(job, SDG16_ERR_VALUE, SALES + f,
                             "expected a number of at least 0, found a negative one");
  }
  if (v[TAX_RATE].number[0] < 0 || v[TAX_RATE].number[0] > 1)
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, TAX_RATE, "expected a share from 0 to 1");
  return SDG16_OK;
}

static int32_t misalignment(sdg16i_iff_job *job, const sdg16i_iff_value *v) {
  struct misalignment *s = job->state;
  int32_t status = check_booked(job, v);
  if (status) return status;
  if (v[PROFIT].number[0] < 0 && !job->setting[LOSSES]) {
    s->losses++;
    return SDG16_OK;
  }
  int64_t places = s->places.count, wholes = s->wholes.count;
  int64_t whole = sdg16i_iff_key(
      job, &s->wholes, 2, (const sdg16i_iff_value *[]){&v[SDG16I_IFF_PERIOD], &v[GROUP]});
  int64_t place =
      whole < 0 ? -1
                : sdg16i_iff_key(job, &s->places, 3,
                                 (const sdg16i_iff_value *[]){
                                     &v[SDG16I_IFF_AREA], &v[SDG16I_IFF_PERIOD], &v[GROUP]});
  if (place < 0 ||
      sdg16i_grow((void **)&s->whole, &s->whole_capacity, whole + 1, sizeof *s->whole) ||
      sdg16i_grow((void **)&s->place, &s->place_capacity, place + 1, sizeof *s->place))
    return sdg16i_fail_memory(job->error);
  if (whole == wholes) s->whole[whole] = (struct booked){.rate = NAN};
  if (place == places) s->place[place] = (struct booked){.rate = NAN, .whole = (int32_t)whole};
  struct booked *p = &s->place[place];
  if (isnan(p->rate)) p->rate = v[TAX_RATE].number[0];
  if (!isnan(v[TAX_RATE].number[0]) && p->rate != v[TAX_RATE].number[0])
    return sdg16i_iff_fail(
        job, SDG16_ERR_CONFLICT, TAX_RATE,
        "expected the rate of an earlier row of the jurisdiction, found another");
  add_booked(p, v);
  add_booked(&s->whole[whole], v);
  return SDG16_OK;
}

/* Share of activity; NaN where a factor is 0 everywhere. */
static double share_of_activity(const sdg16i_iff_job *job, const struct booked *p,
                                const struct booked *whole) {
  double share = 0, weights = 0;
  for (int32_t f = 0; f < FACTORS; f++) {
    double weight = job->has[SALES + f] ? job->setting[WEIGHTS + f] : 0;
    if (weight == 0) continue;
    share += weight * sdg16i_sum_value(&p->factor[f]) / sdg16i_sum_value(&whole->factor[f]);
    weights += weight;
  }
  return share / weights;
}

static int32_t report_booked(sdg16i_iff_job *job, int64_t i) {
  struct misalignment *s = job->state;
  const struct booked *p = &s->place[i], *whole = &s->whole[p->whole];
  const char *text[3];
  for (int32_t k = 0; k < 3; k++) text[k] = sdg16i_iff_part(job, &s->places, i, k);
  double profit = sdg16i_sum_value(&p->profit), share = share_of_activity(job, p, whole);
  double aligned = share * sdg16i_sum_value(&whole->profit), off = profit - aligned;
  sdg16i_iff_flow *flow = sdg16i_iff_flow_of(job, text[0], text[1], NULL);
  if (!flow) return sdg16i_fail_memory(job->error);
  if (!isnan(off)) {
    double out = fmax(-off, 0), in = fmax(off, 0);
    sdg16i_iff_add(flow, (double[]){out, out, out}, (double[]){in, in, in});
  }
  int32_t status =
      isnan(off) ? sdg16i_iff_diagnostic(job, "no-activity", text[0], text[1],
                                         "a factor of activity is 0 in every jurisdiction, so "
                                         "profits cannot be aligned with it")
                 : SDG16_OK;
  if (status) return status;
  return sdg16i_iff_detail(job, text,
                           (double[]){profit, share, aligned, off, p->rate * fmax(-off, 0)});
}

static int32_t misalignment_end(sdg16i_iff_job *job, int *again) {
  struct misalignment *s = job->state;
  *again = 0;
  double weights = 0;
  for (int32_t f = 0; f < FACTORS; f++)
    if (job->has[SALES + f]) weights += job->setting[WEIGHTS + f];
  if (!(weights > 0))
    return sdg16i_fail_at(job->error, SDG16_ERR_COLUMN, job->where, 0, 0,
                          "%s must have at least one of the columns sales, payroll, employees "
                          "and assets with a weight above 0",
                          job->where);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < s->places.count && !status; i++) status = report_booked(job, i);
  if (!status && s->losses)
    status =
        sdg16i_iff_diagnostic(job, "losses", NULL, NULL,
                              "%lld rows with losses were left out: they have nothing to shift",
                              (long long)s->losses);
  return status;
}

static void misalignment_drop(sdg16i_iff_job *job) {
  struct misalignment *s = job->state;
  sdg16i_dictionary_free(&s->places);
  sdg16i_dictionary_free(&s->wholes);
  free(s->place);
  free(s->whole);
}

const sdg16i_iff_method sdg16i_iff_profit_misalignment = {
    .number = SDG16_IFF_PROFIT_MISALIGNMENT,
    .category = "1b",
    .stage = "income generation",
    .overlap_group = "MNE_SHIFT",
    .columns = misalignment_columns,
    .settings = misalignment_settings,
    .detail_texts = misalignment_texts,
    .detail_numbers = misalignment_numbers,
    .state_size = sizeof(struct misalignment),
    .begin = begin_groups,
    .row = misalignment,
    .end = misalignment_end,
    .drop = misalignment_drop};
