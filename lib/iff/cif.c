/* The ratio of cif to fob of mirrored flows, fitted:
 *
 *   ln(M / X) = a + b'x + c'z + e          x ordinary predictors, z illicit ones
 *   licit ratio = exp(a + b'x)             whole ratio = exp(a + b'x + c'z)
 *
 * M is recorded by the importer, X by the exporter; exports and imports are fitted apart, as
 * predictors are those of the reporter and of the partner. Method: Gaulier & Zignago 2010
 * (BACI); the division into licit and illicit predictors: Lépissier, Trade-IFF. */
#include "iff/partner.h"

#include "base/error.h"
#include "base/numbers.h"
#include "num/least_squares.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LAG = -1, FUTURE = -2 };
enum { AS_IT_IS, LOGARITHM, ASINH, SQUARE };

struct sdg16i_cif_fit {
  double *triangle; /* of each period, [1, x, y] */
  int64_t periods, capacity;
  int64_t *rows; /* of each period */
  int64_t rows_capacity, used;
  double *coefficient, *se;
  int32_t solved;
};

static const char *const FLOW[] = {"export", "import"};

int sdg16i_mirrored_values(const sdg16i_mirrored *g, double *import, double *export) {
  int side = g->flow == SDG16I_EXPORT ? SDG16I_ITS : SDG16I_OURS;
  *import = sdg16i_sum_value(&g->side[side]);
  *export = sdg16i_sum_value(&g->side[!side]);
  return *import > 0 && *export > 0;
}

double sdg16i_mirrored_ratio(const sdg16i_iff_job *job, const sdg16i_mirrors *s,
                             const sdg16i_mirrored *g) {
  if (g->ratio == SDG16I_CIF_FOB) return 1;
  if (s->term_count) return g->whole;
  return isnan(g->cif[0]) ? job->setting[SDG16I_SET_CIF] : g->cif[0];
}

/* ---- terms: "distance", "distance^2", "ln(price)", "asinh(reexports)", "lag", "future" ----
 */

static int32_t bad_term(sdg16i_iff_job *job, const char *setting, const char *term,
                        const char *expected) {
  return sdg16i_fail_at(job->error, SDG16_ERR_ARGUMENT, "set", 0, 0,
                        "set: %s must be %s, not '%.100s'", setting, expected, term);
}

static int32_t column_of(sdg16i_iff_job *job, const char *name, int32_t *column) {
  for (*column = 0; *column < job->more_count; ++*column)
    if (!strcmp(job->more[*column].name, name)) return SDG16_OK;
  if (sdg16i_iff_column_count(job) == SDG16I_IFF_COLUMNS)
    return sdg16i_fail_at(job->error, SDG16_ERR_LIMIT, "set", 0, 0,
                          "set: predictors must be of at most %d columns",
                          (int)job->more_count);
  job->more[job->more_count++] = (sdg16i_iff_column){name, SDG16I_IFF_NUMBER, 0};
  return SDG16_OK;
}

/* Reads one term, NUL-terminated and of the job's memory. */
static int32_t read_term(sdg16i_iff_job *job, const char *setting, char *text,
                         sdg16i_partner_term *term) {
  static const struct {
    const char *prefix, *suffix;
    int32_t function;
  } FORMS[] = {
      {"ln(", ")", LOGARITHM}, {"asinh(", ")", ASINH}, {"", "^2", SQUARE}, {"", "", AS_IT_IS}};
  const char *name = sdg16i_iff_keep(job, text);
  if (!name) return sdg16i_fail_memory(job->error);
  term->name = name;
  size_t size = strlen(text), prefix = 0, suffix = 0;
  for (size_t i = 0; i < sizeof FORMS / sizeof FORMS[0]; i++) {
    prefix = strlen(FORMS[i].prefix), suffix = strlen(FORMS[i].suffix);
    term->function = FORMS[i].function;
    if (size > prefix + suffix && !strncmp(text, FORMS[i].prefix, prefix) &&
        !strcmp(text + size - suffix, FORMS[i].suffix))
      break;
  }
  text[size - suffix] = '\0';
  text += prefix;
  if (!*text || strpbrk(text, "()|^"))
    return bad_term(job, setting, name,
                    "terms such as column, column^2, ln(column), asinh(column), lag or future, "
                    "separated by commas");
  if (strlen(text) >= 80)
    return bad_term(job, setting, name, "columns with names below 80 bytes");
  if (!strcmp(text, "lag")) {
    term->column = LAG;
  } else if (!strcmp(text, "future")) {
    term->column = FUTURE;
  } else {
    const char *column = sdg16i_iff_keep(job, text);
    return column ? column_of(job, column, &term->column) : sdg16i_fail_memory(job->error);
  }
  return SDG16_OK;
}

static int32_t read_terms(sdg16i_iff_job *job, sdg16i_mirrors *s, int32_t place,
                          int32_t illicit) {
  const char *setting = job->method->settings[place].name, *rest = job->text[place];
  int32_t status = SDG16_OK;
  while (rest && !status) {
    size_t size = strcspn(rest, ",");
    const char *next = rest[size] ? rest + size + 1 : NULL;
    while (size && *rest == ' ') rest++, size--;
    while (size && rest[size - 1] == ' ') size--;
    char *text = sdg16i_arena_text(&job->memory, rest, size);
    sdg16i_partner_term term = {.illicit = illicit};
    status = text ? read_term(job, setting, text, &term) : sdg16i_fail_memory(job->error);
    for (int64_t i = 0; i < s->term_count && !status; i++)
      if (!strcmp(s->term[i].name, term.name))
        status = bad_term(job, setting, term.name, "different terms");
    if (!status && s->term_count == SDG16I_IFF_COLUMNS)
      status = bad_term(job, setting, term.name, "at most 48 terms");
    if (!status) s->term[s->term_count++] = term;
    rest = next;
  }
  return status;
}

int32_t sdg16i_cif_begin(sdg16i_iff_job *job, sdg16i_mirrors *s) {
  if (!job->text[SDG16I_SET_PREDICTORS]) {
    if (job->text[SDG16I_SET_ILLICIT])
      return sdg16i_fail_at(job->error, SDG16_ERR_OPTION, "set", 0, 0,
                            "set: illicit needs predictors");
    return SDG16_OK;
  }
  s->term = sdg16i_arena_array(&job->memory, SDG16I_IFF_COLUMNS, sizeof *s->term);
  if (!s->term) return sdg16i_fail_memory(job->error);
  int32_t status = read_terms(job, s, SDG16I_SET_PREDICTORS, 0);
  if (!status) status = read_terms(job, s, SDG16I_SET_ILLICIT, 1);
  if (status) return status;
  int64_t q = s->term_count + 2;
  s->x = sdg16i_arena_array(&job->memory, 2 * q, sizeof *s->x);
  for (int32_t f = 0; f < 2 && s->x; f++) {
    s->fit[f] = sdg16i_arena_array(&job->memory, 1, sizeof *s->fit[f]);
    if (!s->fit[f]) break;
    s->fit[f]->coefficient = sdg16i_arena_array(&job->memory, 2 * q, sizeof(double));
    s->fit[f]->se = s->fit[f]->coefficient ? s->fit[f]->coefficient + q : NULL;
    if (!s->fit[f]->se) s->fit[f] = NULL;
  }
  return s->x && s->fit[0] && s->fit[1] ? SDG16_OK : sdg16i_fail_memory(job->error);
}

void sdg16i_cif_drop(sdg16i_mirrors *s) {
  sdg16i_dictionary_free(&s->periods);
  for (int32_t f = 0; f < 2; f++) {
    if (!s->fit[f]) continue;
    free(s->fit[f]->triangle);
    free(s->fit[f]->rows);
  }
}

/* ---- predictors of a flow ---- */

/* The same flow `years` later, NULL: none; periods are years. */
static const sdg16i_mirrored *neighbour(sdg16i_iff_job *job, const sdg16i_mirrors *s,
                                        int64_t group, int32_t years, int32_t *status) {
  int64_t size, year = 0;
  const char *key = s->keys.levels[group];
  const char *period = sdg16i_iff_part_at(&s->keys, group, SDG16I_PERIOD_PART, &size);
  if (size != 4) return NULL;
  for (int32_t i = 0; i < 4; i++) {
    if (period[i] < '0' || period[i] > '9') return NULL;
    year = 10 * year + period[i] - '0';
  }
  year += years;
  if (year < 0 || year > 9999) return NULL;
  int64_t whole = period + 5 - key;
  if (sdg16i_grow((void **)&job->buffer, &job->buffer_capacity, whole + 1, 1)) {
    *status = sdg16i_fail_memory(job->error);
    return NULL;
  }
  memcpy(job->buffer, key, (size_t)whole);
  for (int32_t i = 3; i >= 0; i--, year /= 10)
    job->buffer[period - key + i] = (char)('0' + year % 10);
  int32_t found = sdg16i_dictionary_find(&s->keys, job->buffer, whole);
  return found < 0 ? NULL : &s->group[found];
}

/* The column of a term, before its function; NaN: blank, or no such flow. */
static double base_value(sdg16i_iff_job *job, const sdg16i_mirrors *s, int64_t group,
                         const sdg16i_iff_value *v, const sdg16i_partner_term *term,
                         int32_t *status) {
  if (term->column >= 0)
    return v[sdg16i_iff_column_count(job) - job->more_count + term->column].number[0];
  double import, export, now;
  const sdg16i_mirrored *other = neighbour(job, s, group, term->column == LAG ? -1 : 1, status);
  if (!other) return NAN;
  int both = sdg16i_mirrored_values(other, &import, &export);
  if (term->column == LAG) return both ? log(import / export) : (double)NAN;
  sdg16i_mirrored_values(&s->group[group], &now, &export);
  return now > 0 && import > 0 ? import / now : (double)NAN;
}

/* Fills the predictors [1, x, y]; *complete 0: one of them is blank. */
static int32_t predictors(sdg16i_iff_job *job, const sdg16i_mirrors *s, int64_t group,
                          const sdg16i_iff_value *v, int *complete) {
  int32_t status = SDG16_OK;
  s->x[0] = 1;
  *complete = 1;
  for (int64_t t = 0; t < s->term_count; t++) {
    const sdg16i_partner_term *term = &s->term[t];
    double x = base_value(job, s, group, v, term, &status);
    if (status) return status;
    if (isnan(x)) {
      *complete = 0;
      return SDG16_OK;
    }
    int32_t column = sdg16i_iff_column_count(job) - job->more_count + term->column;
    if (term->function == LOGARITHM && !(x > 0))
      return sdg16i_iff_fail(job, SDG16_ERR_VALUE, term->column < 0 ? -1 : column,
                             "expected a number above 0 for %s", term->name);
    s->x[t + 1] = term->function == LOGARITHM ? log(x)
                  : term->function == ASINH   ? asinh(x)
                  : term->function == SQUARE  ? x * x
                                              : x;
  }
  return SDG16_OK;
}

/* The number of the flow's intercept; `add` it if it is new, else -1. */
static int64_t period_of(const sdg16i_iff_job *job, sdg16i_mirrors *s, int64_t group, int add) {
  int64_t size;
  const char *text = sdg16i_iff_part_at(&s->keys, group, SDG16I_PERIOD_PART, &size);
  if (!job->setting[SDG16I_SET_EFFECTS]) size = 0;
  return add ? sdg16i_dictionary_add(&s->periods, text, size)
             : sdg16i_dictionary_find(&s->periods, text, size);
}

/* ---- the regression ---- */

int32_t sdg16i_cif_row(sdg16i_iff_job *job, sdg16i_mirrors *s, int64_t group,
                       const sdg16i_iff_value *v) {
  sdg16i_mirrored *g = &s->group[group];
  sdg16i_cif_fit *fit = s->fit[g->flow];
  int64_t q = s->term_count + 2;
  double import, export;
  int complete;
  if (g->used || g->ratio == SDG16I_CIF_FOB || !sdg16i_mirrored_values(g, &import, &export) ||
      import / export >= job->setting[SDG16I_SET_LARGEST])
    return SDG16_OK;
  int32_t status = predictors(job, s, group, v, &complete);
  if (status || !complete) return status;
  int64_t period = period_of(job, s, group, 1);
  if (period < 0 ||
      sdg16i_grow((void **)&fit->triangle, &fit->capacity, (period + 1) * q * q,
                  sizeof *fit->triangle) ||
      sdg16i_grow((void **)&fit->rows, &fit->rows_capacity, period + 1, sizeof *fit->rows))
    return sdg16i_fail_memory(job->error);
  for (; fit->periods <= period; fit->periods++) {
    memset(fit->triangle + fit->periods * q * q, 0, (size_t)(q * q) * sizeof *fit->triangle);
    fit->rows[fit->periods] = 0;
  }
  s->x[q - 1] = log(import / export);
  sdg16i_rotate_row(fit->triangle + period * q * q, q, 0, s->x);
  fit->rows[period]++;
  fit->used++;
  g->used = 1;
  return SDG16_OK;
}

static int32_t fail_dependent(sdg16i_iff_job *job, const sdg16i_mirrors *s, int32_t flow,
                              int64_t column) {
  return sdg16i_fail_at(job->error, SDG16_ERR_MODEL, "set", 0, 0,
                        "%s: ratio of cif to fob of %ss: predictor %.80s must vary%s, and not "
                        "be a combination of those before it",
                        job->where, FLOW[flow], s->term[column].name,
                        job->setting[SDG16I_SET_EFFECTS] > 0 ? " within periods" : "");
}

static int32_t report_fit(sdg16i_iff_job *job, sdg16i_mirrors *s, int32_t flow, double rest,
                          double all) {
  sdg16i_cif_fit *fit = s->fit[flow];
  int64_t q = s->term_count + 2;
  int32_t status = SDG16_OK;
  for (int64_t t = 0; t < s->term_count && !status; t++) {
    const char *const texts[] = {"cif", FLOW[flow], s->term[t].name, NULL,
                                 s->term[t].illicit ? "illicit" : "ordinary"};
    status = sdg16i_iff_coefficient(job, texts,
                                    (double[]){fit->coefficient[t + 1], fit->se[t], NAN});
  }
  for (int64_t k = 0; k < fit->periods && !status; k++) {
    if (!fit->rows[k]) continue;
    double *top = fit->triangle + k * q * q;
    const char *period = s->periods.levels[k];
    const char *const texts[] = {"cif", FLOW[flow], "intercept", *period ? period : NULL,
                                 "ordinary"};
    status = sdg16i_iff_coefficient(job, texts, (double[]){top[0], NAN, NAN});
  }
  if (status) return status;
  char number[SDG16I_DOUBLE_SIZE];
  sdg16i_format_double(all > 0 ? nearbyint(1e4 * (1 - rest / all)) / 1e4 : 0, number);
  return sdg16i_iff_diagnostic(
      job, "cif", NULL, NULL,
      "the ratio of cif to fob of %ss is fitted to %lld flows: R squared %s", FLOW[flow],
      (long long)fit->used, number);
}

/* One flow: pools the periods, solves, and leaves their intercepts in their triangles. */
static int32_t solve_cif(sdg16i_iff_job *job, sdg16i_mirrors *s, int32_t flow, double *pooled,
                         double *length) {
  sdg16i_cif_fit *fit = s->fit[flow];
  int64_t q = s->term_count + 2, p = s->term_count, intercepts = 0;
  if (!fit->used) return SDG16_OK;
  memset(pooled, 0, (size_t)((q - 1) * (q - 1)) * sizeof *pooled);
  for (int64_t j = 0; j < p; j++) length[j] = 0;
  for (int64_t k = 0; k < fit->periods; k++) {
    const double *r = fit->triangle + k * q * q;
    intercepts += fit->rows[k] > 0;
    for (int64_t j = 0; j < p; j++)
      for (int64_t i = 0; i <= j + 1; i++) length[j] += r[i * q + j + 1] * r[i * q + j + 1];
    sdg16i_pool_triangle(pooled, r, q, s->x);
  }
  for (int64_t j = 0; j < p; j++) length[j] = sqrt(length[j]);
  int64_t freedom = fit->used - p - intercepts;
  if (freedom < 1)
    return sdg16i_fail_at(job->error, SDG16_ERR_EMPTY, job->where, 0, 0,
                          "%s: ratio of cif to fob of %ss: there must be more than %lld flows "
                          "with both sides and every predictor, not %lld",
                          job->where, FLOW[flow], (long long)(p + intercepts),
                          (long long)fit->used);
  int64_t solved =
      sdg16i_solve_triangle(pooled, q - 1, length, fit->coefficient + 1, fit->se, s->x);
  if (solved < p) return fail_dependent(job, s, flow, solved);
  double rest = pooled[p * q] * pooled[p * q], all = 0; /* the last element */
  for (int64_t i = 0; i <= p; i++) all += pooled[i * (q - 1) + p] * pooled[i * (q - 1) + p];
  for (int64_t j = 0; j < p; j++) fit->se[j] *= sqrt(rest / (double)freedom);
  for (int64_t k = 0; k < fit->periods; k++) {
    double *r = fit->triangle + k * q * q;
    if (!fit->rows[k]) continue;
    double mean = r[q - 1];
    for (int64_t j = 1; j <= p; j++) mean -= fit->coefficient[j] * r[j];
    r[0] = mean / r[0];
  }
  fit->solved = 1;
  return report_fit(job, s, flow, rest, all);
}

int32_t sdg16i_cif_solve(sdg16i_iff_job *job, sdg16i_mirrors *s) {
  int64_t q = s->term_count + 2;
  double *pooled = sdg16i_array(q * q, sizeof *pooled);
  if (!pooled) return sdg16i_fail_memory(job->error);
  int32_t status = SDG16_OK;
  for (int32_t f = 0; f < 2 && !status; f++)
    status = solve_cif(job, s, f, pooled, pooled + (q - 1) * (q - 1));
  free(pooled);
  return status;
}

int32_t sdg16i_cif_apply(sdg16i_iff_job *job, sdg16i_mirrors *s, int64_t group,
                         const sdg16i_iff_value *v) {
  sdg16i_mirrored *g = &s->group[group];
  const sdg16i_cif_fit *fit = s->fit[g->flow];
  int64_t q = s->term_count + 2, period = period_of(job, s, group, 0);
  int complete;
  if (!fit->solved || g->ratio == SDG16I_CIF_FOB) return SDG16_OK;
  if (period < 0 || period >= fit->periods || !fit->rows[period]) return SDG16_OK;
  int32_t status = predictors(job, s, group, v, &complete);
  if (status || !complete) return status;
  double licit = fit->triangle[period * q * q], illicit = 0;
  for (int64_t t = 0; t < s->term_count; t++)
    *(s->term[t].illicit ? &illicit : &licit) += fit->coefficient[t + 1] * s->x[t + 1];
  double ratio = exp(licit), whole = exp(licit + illicit);
  if (!(ratio > 0 && isfinite(ratio) && whole > 0 && isfinite(whole)))
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, -1,
                           "expected a fitted ratio of cif to fob within the range of doubles");
  if (g->ratio == SDG16I_CIF_FITTED && (g->cif[0] != ratio || g->whole != whole))
    return sdg16i_iff_fail(
        job, SDG16_ERR_CONFLICT, -1,
        "expected the predictors of an earlier row of the same flow, found others");
  for (int32_t k = 0; k < 3; k++) g->cif[k] = ratio;
  g->whole = whole;
  g->ratio = SDG16I_CIF_FITTED;
  return SDG16_OK;
}
