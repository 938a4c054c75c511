#include "protect/sample/coarse.h"

#include "protect/protect.h"

#include <math.h>

#define LEAST_STEP 0.01 /* of a proportion */
#define MOST_STEPS 1e15 /* in a value */

static const double BANDS[] = {0.05, 0.1, 0.165};
#define BAND_COUNT (int32_t)(sizeof BANDS / sizeof *BANDS)

const char *sdg16i_band_name(int32_t band) {
  static const char *const NAMES[] = {"up to 5 %", "5 to 10 %", "10 to 16.5 %", "above 16.5 %"};
  return band < 0 ? NULL : NAMES[band];
}

static int32_t band_of(double cv) {
  if (isnan(cv)) return -1;
  int32_t band = 0;
  while (band < BAND_COUNT && cv > BANDS[band]) band++;
  return band;
}

/* The least of 1, 2 and 5 times a power of ten that is not below x. */
static double round_up(double x) {
  double power = pow(10, floor(log10(x)));
  return x <= power       ? power
         : x <= 2 * power ? 2 * power
         : x <= 5 * power ? 5 * power
                          : 10 * power;
}

/* The power of ten of the standard error, at least 0.01; of numbers with few values, about a
 * hundredth of their range; of a total, that of the persons that the group stands for. */
static double step_of(const sdg16i_estimation *e, const sdg16i_survey_row *row) {
  double least = e->options.statistic == SDG16_SURVEY_TOTAL
                     ? round_up(LEAST_STEP * fmax(row->cell.weight, 1e-300) * e->spread)
                     : round_up(LEAST_STEP * e->spread);
  double power = row->se > 0 ? pow(10, floor(log10(row->se))) : 0;
  return fmax(least, power);
}

/* As far as the options tell reliability. */
static int32_t action_of(const sdg16_protect_options *o, const sdg16i_survey_row *row,
                         int is_share) {
  const sdg16i_domain_figures *c = &row->cell;
  double cv = row->se / fabs(c->value), n = (double)c->n, events = (double)c->events;
  int32_t verdict = o->reliability ? row->verdict : SDG16I_VERDICT_NONE;
  if ((o->cv_suppress > 0 && cv > o->cv_suppress) || verdict == SDG16I_VERDICT_SUPPRESS)
    return SDG16I_ACTION_UNRELIABLE;
  int few =
      n < o->flag_count || (is_share && (events < o->flag_count || n - events < o->flag_count));
  int doubtful = (o->cv_flag > 0 && cv > o->cv_flag) || verdict == SDG16I_VERDICT_REVIEW;
  return few || doubtful ? SDG16I_ACTION_FLAGGED : SDG16I_ACTION_NONE;
}

/* n to the base, unless all counts are rounded together: then it has to stay what it is. */
static double n_of(const sdg16_protect_options *o, const sdg16i_survey_row *row) {
  double n = (double)row->cell.n;
  return o->base > 0 && !o->controlled ? floor(n / o->base + 0.5) * o->base : n;
}

void sdg16i_coarsen(const sdg16_protect_options *o, const sdg16i_estimation *e,
                    const sdg16i_survey_row *row, const sdg16i_coarseness *how, int crosses,
                    sdg16i_coarse_row *out) {
  *out = (sdg16i_coarse_row){.action = action_of(o, row, e->items > 0 && !e->valued),
                             .status = row->cell.status,
                             .verdict = row->verdict,
                             .band = -1,
                             .steps = SDG16I_NO_STEPS,
                             .step = NAN,
                             .n = NAN};
  if (out->action == SDG16I_ACTION_UNRELIABLE) return;
  if (!crosses || how->crossing_n) out->n = n_of(o, row);
  if (isnan(row->cell.value) || (crosses && !how->crossing_value)) return;
  out->step = how->factor * step_of(e, row);
  double steps = floor(row->cell.value / out->step + 0.5);
  if (!(fabs(steps) < MOST_STEPS)) return;
  out->steps = (int64_t)steps;
  if (how->bands) out->band = band_of(row->cv);
}

static int same_number(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

int sdg16i_is_coarse_alike(const sdg16i_coarse_row *a, const sdg16i_coarse_row *b) {
  return a->action == b->action && a->status == b->status && a->verdict == b->verdict &&
         a->band == b->band && a->steps == b->steps && same_number(a->step, b->step) &&
         same_number(a->n, b->n);
}

double sdg16i_coarse_value(const sdg16i_coarse_row *row) {
  if (row->steps == SDG16I_NO_STEPS) return NAN;
  /* 0.57, not 57 x 0.01 */
  return row->step < 1 ? (double)row->steps / (1 / row->step) : (double)row->steps * row->step;
}
