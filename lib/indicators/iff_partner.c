/* Partner-country method: what one country records of a flow against what its partner does.
 *
 *   exports: gap = mirror / cif - reported     > 0: under-invoiced, out; < 0: over-invoiced, in
 *   imports: gap = reported / cif - mirror     > 0: over-invoiced, out; < 0: under-invoiced, in
 *
 * The import side is recorded with cost, insurance and freight (cif), the export side free on
 * board. A flow that one side does not record is no gap. Where the accuracy of the sides is
 * known, only the reporter's distance from the reconciled value is counted (Gaulier & Zignago
 * 2010, BACI): each side is weighted by the other side's variance. */
#include "base/error.h"
#include "base/numbers.h"
#include "indicators/iff.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  FLOW = SDG16I_IFF_FIRST,
  COMMODITY,
  PARTNER,
  REPORTED,
  MIRROR,
  CIF,
  OUR_SIGMA,
  ITS_SIGMA
};

static const sdg16i_iff_column COLUMNS[] = {{"flow|direction", SDG16I_IFF_KEY, 0},
                                            {"commodity|hs|hs6", SDG16I_IFF_KEY, 0},
                                            {"partner", SDG16I_IFF_KEY, 0},
                                            {"reported", SDG16I_IFF_NUMBER, 0},
                                            {"mirror", SDG16I_IFF_NUMBER, 0},
                                            {"cif", SDG16I_IFF_RANGE, 1},
                                            {"reported_sigma", SDG16I_IFF_NUMBER, 1},
                                            {"mirror_sigma", SDG16I_IFF_NUMBER, 1},
                                            {NULL, 0, 0}};

enum { USUAL_CIF, ZERO, WEIGHTING };
enum { INVERSE, AS_CODED, UNWEIGHTED };

static const sdg16i_iff_setting SETTINGS[] = {{"cif", NULL, 1.1, 0.5, 5},
                                              {"zero", "missing; value", 0, 0, 0},
                                              {"weighting", "inverse; as-coded; none", 0, 0, 0},
                                              {NULL, NULL, 0, 0, 0}};

static const char *const TEXTS[] = {"ref_area",    "flow",   "commodity", "partner",
                                    "time_period", "status", NULL};
static const char *const NUMBERS[] = {"reported", "mirror",  "cif",    "mirror_weight",
                                      "gap",      "outward", "inward", NULL};

enum { AREA_PART, FLOW_PART, COMMODITY_PART, PARTNER_PART, PERIOD_PART, PARTS };
enum { OURS, ITS };

struct group {
  sdg16i_sum side[2];
  int64_t given[2]; /* rows with a value of the side */
  double sigma[2], cif[3];
  int32_t export;
};

struct totals {
  int64_t gaps, orphans, lost, usual;
  sdg16i_sum orphan, lost_value;
};

struct state {
  sdg16i_dictionary keys;
  struct group *group;
  int64_t capacity;
};

/* A property of the whole group: every row that has it must say the same. */
static int32_t same(sdg16i_iff_job *job, int32_t column, double found, double *known) {
  if (isnan(found)) return SDG16_OK;
  if (isnan(*known)) *known = found;
  if (*known == found) return SDG16_OK;
  char now[SDG16I_DOUBLE_SIZE], before[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(found, now);
  sdg16i_format_double(*known, before);
  return sdg16i_iff_fail(job, SDG16_ERR_CONFLICT, column,
                         "%s found, an earlier row of the same flow says %s", now, before);
}

static int32_t check_row(sdg16i_iff_job *job, const sdg16i_iff_value *v, int32_t *flow) {
  for (int32_t c = FLOW; c <= PARTNER; c++)
    if (!v[c].text) return sdg16i_iff_fail(job, SDG16_ERR_MISSING, c, "a blank found");
  *flow = sdg16i_iff_word(v[FLOW].text, "export|exports|x; import|imports|m");
  if (*flow < 0)
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, FLOW,
                           "'%.60s' found, expected export (x) or import (m)", v[FLOW].text);
  for (int32_t c = REPORTED; c <= ITS_SIGMA; c++)
    if (v[c].number[1] < 0 || (c == CIF && v[c].number[1] <= 0))
      return sdg16i_iff_fail(job, SDG16_ERR_VALUE, c, "expected a value %s 0",
                             c == CIF ? "above" : "of at least");
  return SDG16_OK;
}

static int32_t on_row(sdg16i_iff_job *job, const sdg16i_iff_value *v) {
  static const sdg16i_iff_value DIRECTION[] = {{.text = "export", .size = 6},
                                               {.text = "import", .size = 6}};
  struct state *s = job->state;
  int32_t flow = 0, status = check_row(job, v, &flow);
  if (status) return status;
  const sdg16i_iff_value *const parts[PARTS] = {
      &v[SDG16I_IFF_AREA], &DIRECTION[flow], &v[COMMODITY], &v[PARTNER], &v[SDG16I_IFF_PERIOD]};
  int64_t before = s->keys.count;
  int64_t key = sdg16i_iff_key(job, &s->keys, PARTS, parts);
  if (key < 0 || sdg16i_grow((void **)&s->group, &s->capacity, key + 1, sizeof *s->group))
    return sdg16i_fail_memory(job->error);
  struct group *g = &s->group[key];
  if (key == before)
    *g = (struct group){.sigma = {NAN, NAN}, .cif = {NAN, NAN, NAN}, .export = !flow};
  for (int32_t i = OURS; i <= ITS; i++) {
    if (isnan(v[REPORTED + i].number[0])) continue;
    sdg16i_sum_add(&g->side[i], v[REPORTED + i].number[0]);
    g->given[i]++;
  }
  for (int32_t k = 0; k < 3 && !status; k++)
    status = same(job, CIF, v[CIF].number[k], &g->cif[k]);
  for (int32_t i = OURS; i <= ITS && !status; i++)
    status = same(job, OUR_SIGMA + i, v[OUR_SIGMA + i].number[0], &g->sigma[i]);
  return status;
}

/* Variance of a side's logarithmic error, as a log-normal has it. */
static double variance(double sigma) { return exp(sigma * sigma) * expm1(sigma * sigma); }

/* The share of the gap that is the reporter's: the weight of the mirror in the reconciled
 * value. 1 where accuracies are not known, or not to be used; NaN: one of them is blank. */
static double mirror_weight(const sdg16i_iff_job *job, const struct group *g) {
  int32_t weighting = (int32_t)job->setting[WEIGHTING];
  if (weighting == UNWEIGHTED || (isnan(g->sigma[OURS]) && isnan(g->sigma[ITS]))) return 1;
  double ours = variance(g->sigma[OURS]), its = variance(g->sigma[ITS]);
  if (ours + its == 0) return 0.5;
  return (weighting == INVERSE ? ours : its) / (ours + its);
}

/* A flow that one side alone records, or nobody. */
static const char *no_gap(const struct group *g, struct totals *t) {
  int import_side = g->export ? ITS : OURS; /* which records the flow as an import */
  double value[2];
  for (int32_t i = OURS; i <= ITS; i++) value[i] = sdg16i_sum_value(&g->side[i]);
  int has_import = g->given[import_side] && value[import_side] > 0;
  int has_export = g->given[!import_side] && value[!import_side] > 0;
  if (has_import) {
    t->orphans++;
    sdg16i_sum_add(&t->orphan, value[import_side]);
  } else if (has_export) {
    t->lost++;
    sdg16i_sum_add(&t->lost_value, value[!import_side]);
  }
  return has_import ? "orphan-import" : has_export ? "lost-export" : "none";
}

/* Is there a record of that side? */
static int recorded(const sdg16i_iff_job *job, const struct group *g, int32_t side) {
  return g->given[side] && (job->setting[ZERO] > 0 || sdg16i_sum_value(&g->side[side]) > 0);
}

static int32_t report(sdg16i_iff_job *job, int64_t i, struct totals *t) {
  struct state *s = job->state;
  const struct group *g = &s->group[i];
  const char *text[PARTS], *status = "gap";
  for (int32_t k = 0; k < PARTS; k++) text[k] = sdg16i_iff_part(job, &s->keys, i, k);
  double value[2], out[3] = {NAN, NAN, NAN}, in[3] = {NAN, NAN, NAN}, gap = NAN, weight = NAN;
  for (int32_t k = OURS; k <= ITS; k++) {
    value[k] = g->given[k] ? sdg16i_sum_value(&g->side[k]) : (double)NAN;
    if (g->given[k] && !isfinite(value[k]))
      return sdg16i_fail_at(job->error, SDG16_ERR_VALUE, job->where, 0, 0,
                            "%s: %s of commodity %s, partner %s add up to more than a double "
                            "holds",
                            job->where, text[FLOW_PART], text[COMMODITY_PART],
                            text[PARTNER_PART]);
  }
  double cif[3];
  for (int32_t k = 0; k < 3; k++)
    cif[k] = isnan(g->cif[k]) ? job->setting[USUAL_CIF] : g->cif[k];
  sdg16i_iff_flow *flow = sdg16i_iff_flow_of(job, text[AREA_PART], text[PERIOD_PART], NULL);
  if (!flow) return sdg16i_fail_memory(job->error);
  if (recorded(job, g, OURS) && recorded(job, g, ITS)) {
    t->gaps++;
    t->usual += isnan(g->cif[0]);
    weight = mirror_weight(job, g);
    if (isnan(weight))
      return sdg16i_fail_at(job->error, SDG16_ERR_MISSING, job->where, 0, 0,
                            "%s: %s of commodity %s, partner %s: one of reported_sigma and "
                            "mirror_sigma found, expected both or none",
                            job->where, text[FLOW_PART], text[COMMODITY_PART],
                            text[PARTNER_PART]);
    for (int32_t k = 0; k < 3; k++) {
      double at = weight * (g->export ? value[ITS] / cif[k] - value[OURS]
                                      : value[OURS] / cif[k] - value[ITS]);
      if (!k) gap = at;
      out[k] = fmax(at, 0);
      in[k] = fmax(-at, 0);
    }
    /* a larger factor means less outward, more inward */
    double least = out[2];
    out[2] = out[1], out[1] = least;
    sdg16i_iff_add(flow, out, in);
  } else {
    status = no_gap(g, t);
  }
  const char *const texts[] = {text[AREA_PART],    text[FLOW_PART],   text[COMMODITY_PART],
                               text[PARTNER_PART], text[PERIOD_PART], status};
  return sdg16i_iff_detail(
      job, texts, (double[]){value[OURS], value[ITS], cif[0], weight, gap, out[0], in[0]});
}

static int32_t end(sdg16i_iff_job *job, int *again) {
  (void)again;
  struct state *s = job->state;
  struct totals t = {0};
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < s->keys.count && !status; i++) status = report(job, i, &t);
  char number[SDG16I_DOUBLE_SIZE];
  if (!status && t.orphans) {
    sdg16i_format_double(sdg16i_sum_value(&t.orphan), number);
    status = sdg16i_iff_doubt(job, "orphan", NULL, NULL,
                              "%lld flows worth %s are recorded by the importer alone (orphan "
                              "imports): they are no gaps and are left out",
                              (long long)t.orphans, number);
  }
  if (!status && t.lost) {
    sdg16i_format_double(sdg16i_sum_value(&t.lost_value), number);
    status = sdg16i_iff_doubt(job, "lost", NULL, NULL,
                              "%lld flows worth %s are recorded by the exporter alone (lost "
                              "exports): they are no gaps and are left out",
                              (long long)t.lost, number);
  }
  if (!status && t.usual) {
    sdg16i_format_double(job->setting[USUAL_CIF], number);
    status = sdg16i_iff_doubt(job, "cif", NULL, NULL,
                              "%lld of %lld gaps take %s as the ratio of cif to fob: a choice, "
                              "not a measurement",
                              (long long)t.usual, (long long)t.gaps, number);
  }
  return status;
}

static void drop(sdg16i_iff_job *job) {
  struct state *s = job->state;
  sdg16i_dictionary_free(&s->keys);
  free(s->group);
}

const sdg16i_iff_method sdg16i_iff_partner_country = {.name = "partner-country",
                                                      .category = "1a",
                                                      .stage = "income generation",
                                                      .overlap_group = "MISINVOICING",
                                                      .columns = COLUMNS,
                                                      .settings = SETTINGS,
                                                      .detail_texts = TEXTS,
                                                      .detail_numbers = NUMBERS,
                                                      .state_size = sizeof(struct state),
                                                      .row = on_row,
                                                      .end = end,
                                                      .drop = drop};
