/* The accuracy of the two sides of mirrored flows, as BACI has it (Gaulier & Zignago 2010, as
 * coded by Lépissier, Trade-IFF): with M / ratio free on board,
 *
 *   |ln(M / (ratio X))| = m + reporter + partner + period + e     ordinary least squares
 *   sigma = pi/2 (effect - (smallest effect + 2 se))               of a reporter, of a partner
 *
 * for exports and imports apart. Effects of each kind add up to 0; se is that of the effect. */
#include "iff/partner.h"

#include "base/error.h"
#include "num/linalg.h"

#include <math.h>
#include <stdlib.h>

enum { REPORTER, PARTNER, PERIOD, KINDS };

static const char *const KIND[KINDS] = {"reporter", "partner", "period"};
static const char *const FLOW[] = {"export", "import"};

/* The normal equations: unknown 0 is m, then the effects of each kind. */
struct effects {
  sdg16i_dictionary level[KINDS];
  int32_t *place; /* of each group, KINDS of them; place 0 is -1: not in the regression */
  int64_t start[KINDS], unknowns, flows;
  double *matrix, *inverse, *full, *effect, *se;
  double least[KINDS]; /* the smallest effect */
};

static double distance(const sdg16i_iff_job *job, const sdg16i_mirrors *s,
                       const sdg16i_mirrored *g) {
  double import, export;
  if (!sdg16i_mirrored_values(g, &import, &export)) return NAN;
  return fabs(log(import / sdg16i_mirrored_ratio(job, s, g) / export));
}

/* Numbers the levels of the flows in one direction. */
static int32_t number_levels(sdg16i_iff_job *job, const sdg16i_mirrors *s, int32_t flow,
                             struct effects *e) {
  static const int32_t PART[KINDS] = {SDG16I_AREA_PART, SDG16I_PARTNER_PART,
                                      SDG16I_PERIOD_PART};
  e->place = sdg16i_array(KINDS * s->keys.count, sizeof *e->place);
  if (!e->place) return sdg16i_fail_memory(job->error);
  for (int64_t i = 0; i < s->keys.count; i++) {
    int32_t *place = e->place + KINDS * i;
    place[0] = -1;
    if (s->group[i].flow != flow || isnan(distance(job, s, &s->group[i]))) continue;
    for (int32_t k = 0; k < KINDS; k++) {
      int64_t size;
      const char *text = sdg16i_iff_part_at(&s->keys, i, PART[k], &size);
      place[k] = sdg16i_dictionary_add(&e->level[k], text, size);
      if (place[k] < 0) return sdg16i_fail_memory(job->error);
    }
    e->flows++;
  }
  e->unknowns = 1;
  for (int32_t k = 0; k < KINDS; k++) {
    e->start[k] = e->unknowns;
    e->unknowns += e->level[k].count;
  }
  return SDG16_OK;
}

static int32_t too_few(sdg16i_iff_job *job, int32_t flow, int64_t found, const char *what,
                       int64_t least) {
  return sdg16i_fail_at(job->error, SDG16_ERR_EMPTY, job->where, 0, 0,
                        "%s: accuracy of %ss: there must be at least %lld %s, not %lld",
                        job->where, FLOW[flow], (long long)least, what, (long long)found);
}

/* X'X and X'y. That the effects of a kind add up to 0 is a row of its own weight: it takes up
 * just the direction in which the kind is not determined. */
static int32_t add_up(sdg16i_iff_job *job, const sdg16i_mirrors *s, struct effects *e) {
  int64_t p = e->unknowns, stride = sdg16i_stride(p);
  e->matrix = sdg16i_array(p * stride, sizeof *e->matrix);
  e->full = sdg16i_array(p * stride, sizeof *e->full);
  e->inverse = sdg16i_array(3 * stride, sizeof *e->inverse);
  if (!e->matrix || !e->full || !e->inverse) return sdg16i_fail_memory(job->error);
  e->effect = e->inverse + stride;
  e->se = e->effect + stride;
  for (int64_t i = 0; i < s->keys.count; i++) {
    const int32_t *place = e->place + KINDS * i;
    if (place[0] < 0) continue;
    double y = distance(job, s, &s->group[i]);
    int64_t at[KINDS + 1] = {0};
    for (int32_t k = 0; k < KINDS; k++) at[k + 1] = e->start[k] + place[k];
    for (int32_t a = 0; a <= KINDS; a++) {
      for (int32_t b = a; b <= KINDS; b++) e->matrix[at[a] * stride + at[b]]++;
      e->matrix[at[a] * stride + p] += y;
    }
  }
  for (int32_t k = 0; k < KINDS; k++) {
    int64_t levels = e->level[k].count;
    double weight = (double)e->flows / (double)(levels * levels);
    for (int64_t a = e->start[k]; a < e->start[k] + levels; a++)
      for (int64_t b = a; b < e->start[k] + levels; b++) e->matrix[a * stride + b] += weight;
  }
  return SDG16_OK;
}

/* The first level whose effect is not determined: flows without a common partner. */
static int32_t refuse_parts(sdg16i_iff_job *job, const struct effects *e, int32_t flow) {
  int64_t stride = sdg16i_stride(e->unknowns), row = 0;
  while (e->matrix[row * (stride + 1)] != 0) row++;
  int32_t kind = KINDS - 1;
  while (kind && e->start[kind] > row) kind--;
  return sdg16i_fail_at(
      job->error, SDG16_ERR_MODEL, job->where, 0, 0,
      "%s: accuracy of %ss: the flows must be connected by common reporters, partners and "
      "periods, to compare their effects; those of %s %.60s are not",
      job->where, FLOW[flow], KIND[kind], e->level[kind].levels[row - e->start[kind]]);
}

static int32_t solve_effects(sdg16i_iff_job *job, const sdg16i_mirrors *s, int32_t flow,
                             struct effects *e) {
  int64_t p = e->unknowns, freedom = e->flows - (p - KINDS);
  if (sdg16i_factor(e->matrix, e->inverse, p) < p) return refuse_parts(job, e, flow);
  sdg16i_reduced(e->matrix, e->inverse, p, e->effect);
  sdg16i_backward(e->matrix, e->inverse, p, e->effect);
  sdg16i_inverse(e->matrix, e->inverse, p, e->full);
  sdg16i_sum rest = {0, 0};
  for (int64_t i = 0; i < s->keys.count; i++) {
    const int32_t *place = e->place + KINDS * i;
    if (place[0] < 0) continue;
    double off = distance(job, s, &s->group[i]) - e->effect[0];
    for (int32_t k = 0; k < KINDS; k++) off -= e->effect[e->start[k] + place[k]];
    sdg16i_add(&rest, off * off);
  }
  double variance = sdg16i_sum_value(&rest) / (double)freedom;
  for (int32_t k = 0; k < KINDS; k++)
    for (int64_t a = e->start[k]; a < e->start[k] + e->level[k].count; a++) {
      /* without what the row of its own adds: weight^-1 levels^-2 = flows^-1 */
      double part = e->full[a * (sdg16i_stride(p) + 1)] - 1 / (double)e->flows;
      e->se[a] = sqrt(variance * fmax(part, 0));
    }
  return SDG16_OK;
}

static double sigma_of(const struct effects *e, int32_t kind, int64_t level) {
  int64_t at = e->start[kind] + level;
  return acos(-1) / 2 * (e->effect[at] - (e->least[kind] + 2 * e->se[at]));
}

/* The table of the effects. */
static int32_t report_effects(sdg16i_iff_job *job, int32_t flow, const struct effects *e) {
  int32_t status = SDG16_OK;
  for (int32_t k = 0; k < KINDS; k++)
    for (int64_t j = 0; j < e->level[k].count && !status; j++) {
      int64_t at = e->start[k] + j;
      const char *level = e->level[k].levels[j];
      const char *const texts[] = {"accuracy", FLOW[flow], KIND[k], *level ? level : NULL,
                                   "effect"};
      double sigma = k == PERIOD ? (double)NAN : sigma_of(e, k, j);
      status = sdg16i_iff_coefficient(job, texts, (double[]){e->effect[at], e->se[at], sigma});
    }
  if (status) return status;
  const char *const texts[] = {"accuracy", FLOW[flow], "intercept", NULL, "effect"};
  return sdg16i_iff_coefficient(job, texts, (double[]){e->effect[0], NAN, NAN});
}

/* Only the square of sigma is used: it does not rise with the effect below 2 se above the
 * smallest, and not above that of the smallest, pi se, below 4. */
static int32_t diagnostic_order(sdg16i_iff_job *job, int32_t flow, const struct effects *e) {
  int64_t close[KINDS] = {0};
  for (int32_t k = 0; k < PERIOD; k++)
    for (int64_t j = 0; j < e->level[k].count; j++) {
      double above = e->effect[e->start[k] + j] - e->least[k];
      close[k] += above > 0 && above < 4 * e->se[e->start[k] + j];
    }
  if (!close[REPORTER] && !close[PARTNER]) return SDG16_OK;
  return sdg16i_iff_diagnostic(
      job, "accuracy", NULL, NULL,
      "accuracy of %ss: %lld of %lld reporters and %lld of %lld partners lie within four "
      "standard errors of the most accurate one; sigma does not rank them",
      FLOW[flow], (long long)close[REPORTER], (long long)e->level[REPORTER].count,
      (long long)close[PARTNER], (long long)e->level[PARTNER].count);
}

static int32_t finish_effects(sdg16i_iff_job *job, sdg16i_mirrors *s, int32_t flow,
                              struct effects *e) {
  for (int32_t k = 0; k < KINDS; k++) {
    e->least[k] = INFINITY;
    for (int64_t j = 0; j < e->level[k].count; j++)
      e->least[k] = fmin(e->least[k], e->effect[e->start[k] + j]);
  }
  for (int64_t i = 0; i < s->keys.count; i++) {
    const int32_t *place = e->place + KINDS * i;
    if (place[0] < 0) continue;
    s->group[i].sigma[SDG16I_OURS] = sigma_of(e, REPORTER, place[REPORTER]);
    s->group[i].sigma[SDG16I_ITS] = sigma_of(e, PARTNER, place[PARTNER]);
  }
  int32_t status = report_effects(job, flow, e);
  return status ? status : diagnostic_order(job, flow, e);
}

static int32_t fit_effects(sdg16i_iff_job *job, sdg16i_mirrors *s, int32_t flow,
                           struct effects *e) {
  int32_t status = number_levels(job, s, flow, e);
  if (status || !e->flows) return status;
  if (e->level[REPORTER].count < 2)
    return too_few(job, flow, e->level[REPORTER].count, "reporters", 2);
  if (e->level[PARTNER].count < 2)
    return too_few(job, flow, e->level[PARTNER].count, "partners", 2);
  if (e->flows - (e->unknowns - KINDS) < 1)
    return too_few(job, flow, e->flows, "flows with both sides", e->unknowns - KINDS + 1);
  if (!(status = add_up(job, s, e))) status = solve_effects(job, s, flow, e);
  return status ? status : finish_effects(job, s, flow, e);
}

int32_t sdg16i_accuracy_fit(sdg16i_iff_job *job, sdg16i_mirrors *s) {
  int32_t status = SDG16_OK;
  for (int32_t flow = 0; flow < 2 && !status; flow++) {
    struct effects e = {.flows = 0};
    status = fit_effects(job, s, flow, &e);
    for (int32_t k = 0; k < KINDS; k++) sdg16i_dictionary_free(&e.level[k]);
    free(e.place);
    free(e.matrix);
    free(e.full);
    free(e.inverse);
  }
  return status;
}
