/* Partner-country method: what one country records of a flow against what its partner does.
 *
 *   exports: gap = mirror / cif - reported     > 0: under-invoiced, out; < 0: over-invoiced, in
 *   imports: gap = reported / cif - mirror     > 0: over-invoiced, out; < 0: under-invoiced, in
 *
 * The import side is recorded with cost, insurance and freight (cif), the export side free on
 * board. A flow that one side does not record is no gap. The ratio cif is given, or fitted
 * (cif.c). Where the accuracy of the sides is known or fitted (accuracy.c), only the
 * reporter's distance from the reconciled value is counted (Gaulier & Zignago 2010, BACI): each
 * side is weighted by the other side's variance. */
#include "iff/partner.h"
#include "base/error.h"
#include "base/numbers.h"

#include <math.h>
#include <stdlib.h>

enum {
  FLOW = SDG16I_IFF_FIRST,
  COMMODITY,
  PARTNER,
  REPORTED,
  MIRROR,
  CIF,
  OUR_SIGMA,
  ITS_SIGMA,
  VALUATION
};

static const sdg16i_iff_column COLUMNS[] = {
    {"flow|direction", SDG16I_IFF_KEY, 0},    {"commodity|hs|hs6", SDG16I_IFF_KEY, 0},
    {"partner", SDG16I_IFF_KEY, 0},           {"reported", SDG16I_IFF_NUMBER, 0},
    {"mirror", SDG16I_IFF_NUMBER, 0},         {"cif", SDG16I_IFF_RANGE, 1},
    {"reported_sigma", SDG16I_IFF_NUMBER, 1}, {"mirror_sigma", SDG16I_IFF_NUMBER, 1},
    {"valuation", SDG16I_IFF_KEY, 1},         {NULL, 0, 0}};

enum { INVERSE, AS_CODED, UNWEIGHTED };

static const sdg16i_iff_setting SETTINGS[] = {{"cif", NULL, 1.1, 0.5, 5},
                                              {"zero", "missing; value", 0, 0, 0},
                                              {"weighting", "inverse; as-coded; none", 0, 0, 0},
                                              {"predictors", SDG16I_IFF_TEXT, 0, 0, 0},
                                              {"illicit", SDG16I_IFF_TEXT, 0, 0, 0},
                                              {"effects", "none; period", 0, 0, 0},
                                              {"largest_ratio", NULL, 100, 1, 1e300},
                                              {"accuracy", "given; fitted", 0, 0, 0},
                                              {NULL, NULL, 0, 0, 0}};

static const char *const TEXTS[] = {"ref_area",    "flow",   "commodity", "partner",
                                    "time_period", "status", NULL};
static const char *const NUMBERS[] = {"reported",  "mirror",        "cif",
                                      "cif_whole", "mirror_weight", "gap",
                                      "outward",   "inward",        NULL};

enum { OURS = SDG16I_OURS, ITS = SDG16I_ITS };

struct totals {
  int64_t gaps, orphans, lost, usual, unfitted;
  sdg16i_sum orphan, lost_value;
};

static int32_t begin_mirrors(sdg16i_iff_job *job) {
  const char *found = NULL;
  if (job->setting[SDG16I_SET_ACCURACY] > 0) {
    if (job->setting[SDG16I_SET_ZERO] > 0) found = "zero=value";
    if ((int32_t)job->setting[SDG16I_SET_WEIGHTING] == UNWEIGHTED) found = "weighting=none";
  }
  if (found)
    return sdg16i_fail_at(job->error, SDG16_ERR_OPTION, "set", 0, 0,
                          "set must be accuracy=fitted or %s, not both", found);
  return sdg16i_cif_begin(job, job->state);
}

/* A property of the whole group: all rows that state it must agree. */
static int32_t check_same(sdg16i_iff_job *job, int32_t column, double found, double *known) {
  if (isnan(found)) return SDG16_OK;
  if (isnan(*known)) *known = found;
  if (*known == found) return SDG16_OK;
  char now[SDG16I_DOUBLE_SIZE], before[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(found, now);
  sdg16i_format_double(*known, before);
  return sdg16i_iff_fail(job, SDG16_ERR_CONFLICT, column,
                         "expected %s, as in an earlier row of the same flow, found %s", before,
                         now);
}

static int32_t check_row(sdg16i_iff_job *job, const sdg16i_iff_value *v, int32_t *flow) {
  for (int32_t c = FLOW; c <= PARTNER; c++)
    if (!v[c].text)
      return sdg16i_iff_fail(job, SDG16_ERR_MISSING, c, "expected a value, found a blank");
  *flow = sdg16i_iff_word(v[FLOW].text, "export|exports|x; import|imports|m");
  if (*flow < 0)
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, FLOW,
                           "expected export (x) or import (m), found '%.60s'", v[FLOW].text);
  for (int32_t c = REPORTED; c <= ITS_SIGMA; c++)
    if (v[c].number[1] < 0 || (c == CIF && v[c].number[1] <= 0))
      return sdg16i_iff_fail(job, SDG16_ERR_VALUE, c, "expected a value %s 0",
                             c == CIF ? "above" : "of at least");
  return SDG16_OK;
}

/* How the import side is valued: fob is not reduced. */
static int32_t valuation(sdg16i_iff_job *job, const char *text, sdg16i_mirrored *g) {
  if (!text) return SDG16_OK;
  int32_t fob = sdg16i_iff_word(text, "cif; fob");
  if (fob < 0)
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, VALUATION,
                           "expected cif or fob, found '%.60s'", text);
  if (g->valued && (g->ratio == SDG16I_CIF_FOB) != fob)
    return sdg16i_iff_fail(
        job, SDG16_ERR_CONFLICT, VALUATION,
        "expected the valuation of an earlier row of the same flow, found '%.60s'", text);
  g->valued = 1;
  if (fob) g->ratio = SDG16I_CIF_FOB;
  return SDG16_OK;
}

static int32_t first_pass(sdg16i_iff_job *job, const sdg16i_iff_value *v, sdg16i_mirrored *g) {
  int32_t status = valuation(job, v[VALUATION].text, g);
  for (int32_t i = OURS; i <= ITS; i++) {
    if (isnan(v[REPORTED + i].number[0])) continue;
    sdg16i_add(&g->side[i], v[REPORTED + i].number[0]);
    g->given[i]++;
  }
  for (int32_t k = 0; k < 3 && !status; k++)
    status = check_same(job, CIF, v[CIF].number[k], &g->cif[k]);
  for (int32_t i = OURS; i <= ITS && !status; i++)
    status = check_same(job, OUR_SIGMA + i, v[OUR_SIGMA + i].number[0], &g->sigma[i]);
  return status;
}

static int32_t mirror_row(sdg16i_iff_job *job, const sdg16i_iff_value *v) {
  static const sdg16i_iff_value DIRECTION[] = {{.text = "export", .size = 6},
                                               {.text = "import", .size = 6}};
  sdg16i_mirrors *s = job->state;
  int32_t flow = 0, status = check_row(job, v, &flow);
  if (status) return status;
  const sdg16i_iff_value *const parts[SDG16I_PARTS] = {
      &v[SDG16I_IFF_AREA], &DIRECTION[flow], &v[COMMODITY], &v[PARTNER], &v[SDG16I_IFF_PERIOD]};
  int64_t before = s->keys.count;
  int64_t key = sdg16i_iff_key(job, &s->keys, SDG16I_PARTS, parts);
  if (key < 0) return sdg16i_fail_memory(job->error);
  if (job->pass && key == before)
    return sdg16i_iff_fail(job, SDG16_ERR_READ, -1,
                           "expected the flows of the first reading, found a new one: the data "
                           "changed while they were read");
  if (job->pass == 1) return sdg16i_cif_row(job, s, key, v);
  if (job->pass == 2) return sdg16i_cif_apply(job, s, key, v);
  if (sdg16i_grow((void **)&s->group, &s->capacity, key + 1, sizeof *s->group))
    return sdg16i_fail_memory(job->error);
  sdg16i_mirrored *g = &s->group[key];
  if (key == before)
    *g = (sdg16i_mirrored){
        .sigma = {NAN, NAN}, .cif = {NAN, NAN, NAN}, .whole = NAN, .flow = (int8_t)flow};
  return first_pass(job, v, g);
}

/* Logarithm of the variance exp(s^2) (exp(s^2) - 1) of a log-normal, which itself may be beyond
 * a double. */
static double log_variance(double sigma) {
  double square = sigma * sigma;
  return square + (square < 700 ? log(expm1(square)) : square);
}

/* The share of the gap that is the reporter's: the weight of the mirror in the reconciled
 * value. 1 where accuracies are not known, or not to be used; NaN: one of them is blank. */
static double mirror_weight(const sdg16i_iff_job *job, const sdg16i_mirrored *g) {
  int32_t weighting = (int32_t)job->setting[SDG16I_SET_WEIGHTING];
  if (weighting == UNWEIGHTED || (isnan(g->sigma[OURS]) && isnan(g->sigma[ITS]))) return 1;
  if (g->sigma[OURS] == 0 && g->sigma[ITS] == 0) return 0.5;
  double ours = log_variance(g->sigma[OURS]), its = log_variance(g->sigma[ITS]);
  return 1 / (1 + exp(weighting == INVERSE ? its - ours : ours - its));
}

/* A flow that one side alone records, or nobody. */
static const char *no_gap(const sdg16i_mirrored *g, struct totals *t) {
  int import_side =
      g->flow == SDG16I_EXPORT ? ITS : OURS; /* which records the flow as an import */
  double value[2];
  for (int32_t i = OURS; i <= ITS; i++) value[i] = sdg16i_sum_value(&g->side[i]);
  int has_import = g->given[import_side] && value[import_side] > 0;
  int has_export = g->given[!import_side] && value[!import_side] > 0;
  if (has_import) {
    t->orphans++;
    sdg16i_add(&t->orphan, value[import_side]);
  } else if (has_export) {
    t->lost++;
    sdg16i_add(&t->lost_value, value[!import_side]);
  }
  return has_import ? "orphan-import" : has_export ? "lost-export" : "none";
}

/* Is there a record of that side? */
static int has_record(const sdg16i_iff_job *job, const sdg16i_mirrored *g, int32_t side) {
  return g->given[side] &&
         (job->setting[SDG16I_SET_ZERO] > 0 || sdg16i_sum_value(&g->side[side]) > 0);
}

/* The ratios of a flow: licit central, low, high; then the whole. NaN: none could be fitted. */
static void ratios(const sdg16i_iff_job *job, const sdg16i_mirrors *s, const sdg16i_mirrored *g,
                   double cif[4]) {
  cif[3] = sdg16i_mirrored_ratio(job, s, g);
  for (int32_t k = 0; k < 3; k++)
    cif[k] =
        g->ratio == SDG16I_CIF_FOB || (!s->term_count && isnan(g->cif[k])) ? cif[3] : g->cif[k];
}

/* What the reporter's record is off. With accuracies the flow is taken to be worth (1 - weight)
 * ours + weight its, free on board by the whole ratio; what illicit predictors explain of an
 * import is part of its gap. */
static double gap_of(const sdg16i_mirrored *g, const double value[2], double cif, double whole,
                     double weight) {
  if (g->flow == SDG16I_EXPORT) return weight * (value[ITS] / whole - value[OURS]);
  double illicit = cif != whole ? value[OURS] / cif - value[OURS] / whole : 0;
  return weight * (value[OURS] / whole - value[ITS]) + illicit;
}

static int32_t fail_flow(sdg16i_iff_job *job, int32_t status, const char *const *text,
                         const char *what) {
  return sdg16i_fail_at(
      job->error, status, job->where, 0, 0, "%s: %s of commodity %s, partner %s%s", job->where,
      text[SDG16I_FLOW_PART], text[SDG16I_COMMODITY_PART], text[SDG16I_PARTNER_PART], what);
}

/* Adds a flow that both sides record; its gap. */
static double count_gap(const sdg16i_iff_job *job, const sdg16i_mirrored *g,
                        const double value[2], const double cif[4], double weight,
                        sdg16i_iff_flow *flow) {
  int reconciled = !(isnan(g->sigma[OURS]) && isnan(g->sigma[ITS])) &&
                   job->setting[SDG16I_SET_WEIGHTING] < UNWEIGHTED;
  double gap[3];
  for (int32_t k = 0; k < 3; k++) {
    double whole = reconciled && g->ratio == SDG16I_CIF_FITTED ? cif[3] : cif[k];
    gap[k] = gap_of(g, value, cif[k], whole, weight);
  }
  /* a larger ratio means less outward, more inward */
  sdg16i_iff_add(flow, (double[]){fmax(gap[0], 0), fmax(gap[2], 0), fmax(gap[1], 0)},
                 (double[]){fmax(-gap[0], 0), fmax(-gap[1], 0), fmax(-gap[2], 0)});
  return gap[0];
}

static int32_t report_mirror(sdg16i_iff_job *job, int64_t i, struct totals *t) {
  sdg16i_mirrors *s = job->state;
  const sdg16i_mirrored *g = &s->group[i];
  const char *text[SDG16I_PARTS], *status = "gap";
  for (int32_t k = 0; k < SDG16I_PARTS; k++) text[k] = sdg16i_iff_part(job, &s->keys, i, k);
  double value[2], cif[4], gap = NAN, weight = NAN;
  for (int32_t k = OURS; k <= ITS; k++) {
    value[k] = g->given[k] ? sdg16i_sum_value(&g->side[k]) : (double)NAN;
    if (g->given[k] && !isfinite(value[k]))
      return fail_flow(job, SDG16_ERR_VALUE, text,
                       " must add up to a number that a double can hold");
  }
  ratios(job, s, g, cif);
  sdg16i_iff_flow *flow =
      sdg16i_iff_flow_of(job, text[SDG16I_AREA_PART], text[SDG16I_PERIOD_PART], NULL);
  if (!flow) return sdg16i_fail_memory(job->error);
  if (!has_record(job, g, OURS) || !has_record(job, g, ITS)) {
    status = no_gap(g, t);
  } else if (isnan(cif[0])) {
    status = "no-fit";
    t->unfitted++;
  } else {
    t->gaps++;
    t->usual += g->ratio == SDG16I_CIF_NONE && isnan(g->cif[0]);
    weight = mirror_weight(job, g);
    if (isnan(weight))
      return fail_flow(
          job, SDG16_ERR_MISSING, text,
          " must have both reported_sigma and mirror_sigma, or none; one is missing");
    gap = count_gap(job, g, value, cif, weight, flow);
  }
  double out = isnan(gap) ? gap : fmax(gap, 0), in = isnan(gap) ? gap : fmax(-gap, 0);
  const char *const texts[] = {text[SDG16I_AREA_PART],      text[SDG16I_FLOW_PART],
                               text[SDG16I_COMMODITY_PART], text[SDG16I_PARTNER_PART],
                               text[SDG16I_PERIOD_PART],    status};
  return sdg16i_iff_detail(
      job, texts, (double[]){value[OURS], value[ITS], cif[0], cif[3], weight, gap, out, in});
}

static int32_t diagnostics(sdg16i_iff_job *job, const struct totals *t) {
  char number[SDG16I_DOUBLE_SIZE];
  int32_t status = SDG16_OK;
  if (t->orphans) {
    sdg16i_format_double(sdg16i_sum_value(&t->orphan), number);
    status = sdg16i_iff_diagnostic(job, "orphan", NULL, NULL,
                                   "%lld flows worth %s are recorded by the importer alone "
                                   "(orphan imports); they are not gaps and are left out",
                                   (long long)t->orphans, number);
  }
  if (!status && t->lost) {
    sdg16i_format_double(sdg16i_sum_value(&t->lost_value), number);
    status = sdg16i_iff_diagnostic(job, "lost", NULL, NULL,
                                   "%lld flows worth %s are recorded by the exporter alone "
                                   "(lost exports); they are not gaps and are left out",
                                   (long long)t->lost, number);
  }
  if (!status && t->unfitted)
    status =
        sdg16i_iff_diagnostic(job, "no-fit", NULL, NULL,
                              "%lld flows that both sides record are left out: a predictor is "
                              "blank, so they have no fitted ratio of cif to fob",
                              (long long)t->unfitted);
  if (!status && (int32_t)job->setting[SDG16I_SET_WEIGHTING] == AS_CODED)
    status = sdg16i_iff_diagnostic(
        job, "weighting", NULL, NULL,
        "weighting=as-coded weights each side by its own variance, as the script of Trade-IFF "
        "did until July 2021; since then it weights by the other side's, as weighting=inverse");
  if (!status && t->usual) {
    sdg16i_format_double(job->setting[SDG16I_SET_CIF], number);
    status =
        sdg16i_iff_diagnostic(job, "cif", NULL, NULL,
                              "%lld of %lld gaps take %s as the ratio of cif to fob: a choice, "
                              "not a measurement",
                              (long long)t->usual, (long long)t->gaps, number);
  }
  return status;
}

/* Columns that stand against the settings. */
static int32_t check_columns(sdg16i_iff_job *job, const sdg16i_mirrors *s) {
  if (s->term_count && job->has[CIF])
    return sdg16i_fail_at(job->error, SDG16_ERR_OPTION, "set", 0, 0,
                          "%s: set predictors or a column cif, not both", job->where);
  if (job->setting[SDG16I_SET_ACCURACY] > 0 && (job->has[OUR_SIGMA] || job->has[ITS_SIGMA]))
    return sdg16i_fail_at(job->error, SDG16_ERR_OPTION, "set", 0, 0,
                          "%s: set accuracy=fitted or a column of sigma, not both", job->where);
  return SDG16_OK;
}

/* Passes: values; with predictors also the regression, and the ratios that it fits. */
static int32_t end_mirrors(sdg16i_iff_job *job, int *again) {
  sdg16i_mirrors *s = job->state;
  int32_t status = job->pass ? SDG16_OK : check_columns(job, s);
  if (!status && job->pass == 1) status = sdg16i_cif_solve(job, s);
  *again = s->term_count && job->pass < 2;
  if (status || *again) return status;
  struct totals t = {0};
  if (job->setting[SDG16I_SET_ACCURACY] > 0) status = sdg16i_accuracy_fit(job, s);
  for (int64_t i = 0; i < s->keys.count && !status; i++) status = report_mirror(job, i, &t);
  return status ? status : diagnostics(job, &t);
}

static void drop_mirrors(sdg16i_iff_job *job) {
  sdg16i_mirrors *s = job->state;
  sdg16i_cif_drop(s);
  sdg16i_dictionary_free(&s->keys);
  free(s->group);
}

const sdg16i_iff_method sdg16i_iff_partner_country = {.number = SDG16_IFF_PARTNER_COUNTRY,
                                                      .category = "1a",
                                                      .stage = "income generation",
                                                      .overlap_group = "MISINVOICING",
                                                      .columns = COLUMNS,
                                                      .settings = SETTINGS,
                                                      .detail_texts = TEXTS,
                                                      .detail_numbers = NUMBERS,
                                                      .state_size = sizeof(sdg16i_mirrors),
                                                      .begin = begin_mirrors,
                                                      .row = mirror_row,
                                                      .end = end_mirrors,
                                                      .drop = drop_mirrors};
