/* Joint draws: making them, cells formed from others, shards put together. */
#include "mse/bootstrap/draws.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- making ---- */

static int make_provenance(sdg16_draws *d) {
  char head[128];
  int length = snprintf(head, sizeof head, "seed=%llu;stream=%d;planned=%lld",
                        (unsigned long long)d->seed, d->stream, (long long)d->planned);
  size_t size = (size_t)length + 1 + strlen(d->settings) + 1;
  d->provenance = sdg16i_array((int64_t)size, 1);
  if (!d->provenance) return -1;
  snprintf(d->provenance, size, "%s;%s", head, d->settings);
  return 0;
}

int32_t sdg16i_draws_new(int64_t replicates, int64_t units, uint64_t seed, int32_t stream,
                         int64_t planned, const char *settings, sdg16_draws **out,
                         sdg16_error *error) {
  sdg16_draws *d = *out = sdg16i_array(1, sizeof *d);
  if (!d) return sdg16i_fail_memory(error);
  *d = (sdg16_draws){.replicates = replicates,
                     .units = units,
                     .seed = seed,
                     .stream = stream,
                     .planned = planned};
  d->number = sdg16i_array(replicates, sizeof *d->number);
  d->weight = sdg16i_array(units, sizeof *d->weight);
  d->group = sdg16i_array(units, sizeof *d->group);
  d->settings = sdg16i_copy_text(settings);
  if (d->number && d->weight && d->group && d->settings && !make_provenance(d)) return SDG16_OK;
  sdg16_draws_free(d);
  *out = NULL;
  return sdg16i_fail_memory(error);
}

static void clear_cell(sdg16i_draws_cell *cell) {
  free(cell->name);
  free(cell->replicate);
  sdg16i_jackknife_clear(&cell->jackknife);
}

void sdg16_draws_free(sdg16_draws *d) {
  if (!d) return;
  for (int64_t i = 0; i < d->cells; i++) clear_cell(&d->cell[i]);
  free(d->cell);
  sdg16i_dictionary_free(&d->names);
  free(d->named);
  free(d->number);
  free(d->weight);
  free(d->group);
  free(d->settings);
  free(d->provenance);
  free(d);
}

/* Notes that the next cell has this name. */
static int take_name(sdg16_draws *d, const char *name) {
  int64_t known = d->names.count;
  int32_t code = sdg16i_dictionary_add(&d->names, name, (int64_t)strlen(name));
  if (code < 0 ||
      sdg16i_grow((void **)&d->named, &d->named_capacity, d->names.count, sizeof *d->named))
    return -1;
  for (int64_t i = known; i < d->names.count; i++) d->named[i] = -1;
  d->named[code] = d->cells;
  return 0;
}

/* Adds a cell with the spans of `jackknife`, which it takes over, also after a failure. */
static int32_t add_cell(sdg16_draws *d, const char *name, sdg16i_jackknife *jackknife,
                        sdg16i_draws_cell **out, sdg16_error *error) {
  sdg16i_draws_cell cell = {.name = sdg16i_copy_text(name),
                            .observed = NAN,
                            .point = NAN,
                            .scale = NAN,
                            .rest = NAN,
                            .replicate = sdg16i_array(d->replicates, sizeof(double)),
                            .jackknife = *jackknife};
  if (!cell.name || !cell.replicate ||
      sdg16i_grow((void **)&d->cell, &d->capacity, d->cells + 1, sizeof *d->cell) ||
      take_name(d, name)) {
    clear_cell(&cell);
    return sdg16i_fail_memory(error);
  }
  for (int64_t i = 0; i < d->replicates; i++) cell.replicate[i] = NAN;
  *out = &d->cell[d->cells++];
  **out = cell;
  return SDG16_OK;
}

static int32_t check_new_name(const sdg16_draws *d, const char *name, sdg16_error *error) {
  if (name && *name && sdg16_draws_find(d, name) < 0) return SDG16_OK;
  return sdg16i_fail(error, SDG16_ERR_NAME,
                     "the name of a cell must be new and not empty, not '%.*s'",
                     name ? sdg16i_utf8_excerpt(name) : 0, name ? name : "");
}

int32_t sdg16i_draws_add_part(sdg16_draws *d, const char *name, int64_t first, int64_t end,
                              sdg16i_draws_cell **out, sdg16_error *error) {
  const sdg16i_span span = {.first = first, .end = end};
  sdg16i_jackknife jackknife;
  *out = NULL;
  int32_t status = check_new_name(d, name, error);
  if (status) return status;
  if (sdg16i_jackknife_begin(&jackknife, first < end, &span)) return sdg16i_fail_memory(error);
  return add_cell(d, name, &jackknife, out, error);
}

int32_t sdg16i_draws_add(sdg16_draws *d, const char *name, sdg16i_draws_cell **out,
                         sdg16_error *error) {
  return sdg16i_draws_add_part(d, name, 0, d->units, out, error);
}

void sdg16i_draws_drop(sdg16_draws *d) {
  sdg16i_draws_cell *last = &d->cell[--d->cells];
  d->named[sdg16i_dictionary_find(&d->names, last->name, (int64_t)strlen(last->name))] = -1;
  clear_cell(last);
}

/* A longer copy of the array, which is freed; NULL: nothing has changed. */
static double *lengthen_array(double *values, int64_t count, int64_t longer) {
  double *out = sdg16i_array(longer, sizeof *out);
  if (!out) return NULL;
  memcpy(out, values, (size_t)count * sizeof *out);
  for (int64_t i = count; i < longer; i++) out[i] = NAN;
  free(values);
  return out;
}

int32_t sdg16i_draws_extend(sdg16_draws *d, int64_t replicates, sdg16_error *error) {
  int64_t *number = sdg16i_array(replicates, sizeof *number);
  if (!number) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < replicates; i++)
    number[i] = i < d->replicates ? d->number[i] : i ? number[i - 1] + 1 : 0;
  free(d->number);
  d->number = number;
  for (int64_t k = 0; k < d->cells; k++) {
    double *longer = lengthen_array(d->cell[k].replicate, d->replicates, replicates);
    if (!longer) return sdg16i_fail_memory(error);
    d->cell[k].replicate = longer;
  }
  d->replicates = d->planned = replicates;
  free(d->provenance);
  return make_provenance(d) ? sdg16i_fail_memory(error) : SDG16_OK;
}

void sdg16i_draws_keep(sdg16_draws *d, const uint8_t *mark) {
  int64_t kept = 0;
  for (int64_t i = 0; i < d->replicates; i++) {
    if (!mark[i]) continue;
    d->number[kept] = d->number[i];
    for (int64_t k = 0; k < d->cells; k++) d->cell[k].replicate[kept] = d->cell[k].replicate[i];
    kept++;
  }
  d->replicates = kept;
}

/* ---- reading ---- */

int32_t sdg16_draws_summarise(const sdg16_draws *d, sdg16_draws_summary *out, int64_t size) {
  sdg16_draws_summary s = {.struct_size = (int64_t)sizeof s,
                           .cells = d->cells,
                           .replicates = d->replicates,
                           .planned = d->planned,
                           .first = d->replicates ? d->number[0] : -1,
                           .last = d->replicates ? d->number[d->replicates - 1] : -1,
                           .jackknife = d->units,
                           .seed = d->seed,
                           .stream = d->stream,
                           .complete = d->replicates == d->planned};
  return sdg16i_struct_out(out, size, &s, (int64_t)sizeof s);
}

const char *sdg16_draws_provenance(const sdg16_draws *d) { return d->provenance; }

static int has_cell(const sdg16_draws *d, int64_t cell) { return cell >= 0 && cell < d->cells; }

const char *sdg16_draws_name(const sdg16_draws *d, int64_t cell) {
  return has_cell(d, cell) ? d->cell[cell].name : NULL;
}

int64_t sdg16_draws_find(const sdg16_draws *d, const char *name) {
  int32_t code = sdg16i_dictionary_find(&d->names, name, (int64_t)strlen(name));
  return code < 0 ? -1 : d->named[code];
}

double sdg16_draws_point(const sdg16_draws *d, int64_t cell) {
  return has_cell(d, cell) ? d->cell[cell].point : NAN;
}

int32_t sdg16_draws_at_least(const sdg16_draws *d, int64_t cell) {
  return has_cell(d, cell) && d->cell[cell].is_bound;
}

const double *sdg16_draws_values(const sdg16_draws *d, int64_t cell) {
  return has_cell(d, cell) ? d->cell[cell].replicate : NULL;
}

const int64_t *sdg16_draws_numbers(const sdg16_draws *d) { return d->number; }

int sdg16i_draws_tied(const sdg16_draws *d) {
  char value[SDG16I_SETTING_SIZE];
  sdg16i_draws_setting(d, "tied", value);
  return value[0] == '1';
}

void sdg16i_draws_setting(const sdg16_draws *d, const char *key,
                          char out[SDG16I_SETTING_SIZE]) {
  size_t length = strlen(key);
  *out = '\0';
  for (const char *at = d->provenance; at; at = (at = strchr(at, ';')) ? at + 1 : NULL) {
    if (strncmp(at, key, length) || at[length] != '=') continue;
    size_t size = strcspn(at + length + 1, ";");
    if (size >= SDG16I_SETTING_SIZE) return;
    memcpy(out, at + length + 1, size);
    out[size] = '\0';
    return;
  }
}

/* ---- cells from cells ---- */

int32_t sdg16i_no_draws(sdg16_error *error) {
  return sdg16i_fail(
      error, SDG16_ERR_ARGUMENT,
      "draws must not be NULL (there are none without an estimate and resampling)");
}

static int32_t no_cell(const sdg16_draws *d, int64_t cell, sdg16_error *error) {
  return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "cell must be from 0 to %lld, not %lld",
                     (long long)d->cells - 1, (long long)cell);
}

int32_t sdg16_draws_combine(sdg16_draws *d, const char *name, int64_t count,
                            const int64_t *cells, const double *weights, sdg16_error *error) {
  return sdg16i_draws_sum(d, name, 0, count, cells, weights, error);
}

/* out[i] += weight value[i]; a part with weight 0 is left out. A negative weight of an infinite
 * part gives a missing value. Returns whether a sum of finite numbers overflowed. */
static int add_part(double *out, const double *value, int64_t count, double weight) {
  int overflows = 0;
  for (int64_t i = 0; weight != 0 && i < count; i++) {
    int finite = isfinite(out[i]) && isfinite(value[i]);
    out[i] += isinf(value[i]) && !(weight > 0) ? NAN : weight * value[i];
    overflows |= finite && !isfinite(out[i]);
  }
  return overflows;
}

/* A part that is a lower bound has no upper limit: with a positive weight it makes the sum
 * one, with a negative weight nothing is known of the sum. */
static void mark_bound(sdg16i_draws_cell *sum, const sdg16i_draws_cell *part, double weight) {
  if (!part->is_bound || weight == 0) return;
  if (weight > 0)
    sum->is_bound = 1;
  else
    sum->point = NAN;
}

void sdg16i_draws_scale(sdg16i_draws_cell *cell, double variance) {
  cell->scale = (cell->point - cell->observed) / variance;
  cell->rest = 0;
}

/* The undetected of the table that a cell has its scale from; NaN: none. */
static double scaled_part(const sdg16i_draws_cell *cell) {
  return cell->point - cell->observed - cell->rest;
}

/* Of the parts of a sum the one with the longest step, undetected / m = undetected^2 / scale,
 * gives the scale. */
static void scale_sum(const sdg16_draws *d, int64_t count, const int64_t *cells,
                      const double *weights, sdg16i_draws_cell *sum) {
  double longest = 0, part = NAN;
  for (int64_t k = 0; k < count; k++) {
    const sdg16i_draws_cell *of = &d->cell[cells[k]];
    double undetected = weights[k] * scaled_part(of), scale = weights[k] * of->scale;
    if (!(undetected * undetected / scale > longest)) continue;
    longest = undetected * undetected / scale;
    part = undetected;
    sum->scale = scale;
  }
  sum->rest = sum->point - sum->observed - part;
}

static void fill_values(double *out, int64_t count, double value) {
  for (int64_t i = 0; i < count; i++) out[i] = value;
}

/* The same of a value that is in all places. */
static int add_constant(double *out, double value, int64_t count, double weight) {
  int overflows = 0;
  for (int64_t i = 0; i < count; i++) overflows |= add_part(&out[i], &value, 1, weight);
  return overflows;
}

/* The spans of the sum are those of all parts. */
static int add_jackknife(sdg16i_jackknife *sum, const sdg16i_jackknife *part, double weight) {
  int64_t done = 0;
  int overflows = add_part(&sum->elsewhere, &part->elsewhere, 1, weight);
  for (int64_t k = 0; k < part->spans; k++) {
    const sdg16i_span *span = &part->span[k];
    int64_t place = sdg16i_jackknife_place(sum, span->first), size = span->end - span->first;
    overflows |= add_constant(sum->value + done, part->elsewhere, place - done, weight);
    overflows |= add_part(sum->value + place, part->value + span->at, size, weight);
    done = place + size;
  }
  return overflows | add_constant(sum->value + done, part->elsewhere, sum->size - done, weight);
}

/* A new cell with the spans of the others. */
static int32_t add_joined(sdg16_draws *d, const char *name, int64_t count, const int64_t *cells,
                          sdg16i_draws_cell **out, sdg16_error *error) {
  const sdg16i_jackknife **parts = sdg16i_array(count, sizeof *parts);
  sdg16i_jackknife joined;
  int32_t status = check_new_name(d, name, error);
  for (int64_t k = 0; !status && parts && k < count; k++)
    parts[k] = &d->cell[cells[k]].jackknife;
  if (!status && (!parts || sdg16i_jackknife_join(&joined, count, parts)))
    status = sdg16i_fail_memory(error);
  if (!status) status = add_cell(d, name, &joined, out, error);
  free(parts);
  return status;
}

int32_t sdg16i_draws_sum(sdg16_draws *d, const char *name, double constant, int64_t count,
                         const int64_t *cells, const double *weights, sdg16_error *error) {
  if (!d) return sdg16i_no_draws(error);
  if (count < 1)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "count must be at least one cell, not %lld",
                       (long long)count);
  int increasing = 1; /* a sum of parts is at least the sum of what was observed of them */
  for (int64_t k = 0; k < count; k++) {
    if (!has_cell(d, cells[k])) return no_cell(d, cells[k], error);
    if (!isfinite(weights[k]))
      return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "weight %lld must be a finite number",
                         (long long)k + 1);
    increasing = increasing && weights[k] >= 0;
  }
  sdg16i_draws_cell *sum;
  int32_t status = add_joined(d, name, count, cells, &sum, error);
  if (status) return status;
  double least = constant;
  sum->point = sum->jackknife.elsewhere = constant;
  fill_values(sum->replicate, d->replicates, constant);
  fill_values(sum->jackknife.value, sum->jackknife.size, constant);
  for (int64_t k = 0; k < count; k++) {
    const sdg16i_draws_cell *part = &d->cell[cells[k]];
    least += weights[k] * part->observed;
    int overflows = add_part(&sum->point, &part->point, 1, weights[k]);
    overflows |= add_part(sum->replicate, part->replicate, d->replicates, weights[k]);
    overflows |= add_jackknife(&sum->jackknife, &part->jackknife, weights[k]);
    mark_bound(sum, part, weights[k]);
    if (!overflows) continue;
    sdg16i_draws_drop(d);
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "the weighted sum must be below 1.8e308; weight %lld makes it larger",
                       (long long)k + 1);
  }
  if (!increasing) return SDG16_OK;
  sum->observed = least;
  scale_sum(d, count, cells, weights, sum);
  return SDG16_OK;
}

/* Missing for a denominator of 0 or without bound; +infinity where the numerator is, and
 * the sign lets it. */
static double ratio(double scale, double numerator, double denominator) {
  double value = scale * numerator / denominator;
  int unbounded = isinf(numerator) && isfinite(denominator) && denominator != 0 && value > 0;
  return !isinf(denominator) && (isfinite(value) || unbounded) ? value : NAN;
}

/* `out` has the spans of both. */
static void divide_jackknife(double scale, const sdg16i_jackknife *a, const sdg16i_jackknife *b,
                             sdg16i_jackknife *out) {
  out->elsewhere = ratio(scale, a->elsewhere, b->elsewhere);
  for (int64_t k = 0; k < out->spans; k++)
    for (int64_t i = out->span[k].first; i < out->span[k].end; i++)
      out->value[out->span[k].at + i - out->span[k].first] =
          ratio(scale, sdg16i_jackknife_at(a, i), sdg16i_jackknife_at(b, i));
}

int32_t sdg16_draws_ratio(sdg16_draws *d, const char *name, int64_t numerator,
                          int64_t denominator, double scale, sdg16_error *error) {
  if (!d) return sdg16i_no_draws(error);
  if (!has_cell(d, numerator)) return no_cell(d, numerator, error);
  if (!has_cell(d, denominator)) return no_cell(d, denominator, error);
  if (!isfinite(scale))
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "the scale must be a finite number");
  const int64_t parts[] = {numerator, denominator};
  sdg16i_draws_cell *out;
  int32_t status = add_joined(d, name, 2, parts, &out, error);
  if (status) return status;
  const sdg16i_draws_cell *a = &d->cell[numerator], *b = &d->cell[denominator];
  out->point = b->is_bound ? NAN : ratio(scale, a->point, b->point);
  out->is_bound = a->is_bound && scale > 0;
  if (a->is_bound && !(scale > 0)) out->point = NAN;
  for (int64_t i = 0; i < d->replicates; i++)
    out->replicate[i] = ratio(scale, a->replicate[i], b->replicate[i]);
  divide_jackknife(scale, &a->jackknife, &b->jackknife, &out->jackknife);
  return SDG16_OK;
}

/* ---- shards ---- */

/* Draws from before the rule of existence was recorded were made under this one. */
#define OLD_RULE "existence=coefficients"

/* The next part of "a=1;b=2" at *text, which moves on; OLD_RULE is passed over. */
static const char *next_part(const char **text, size_t *length) {
  for (;;) {
    const char *part = *text;
    *length = strcspn(part, ";");
    *text = part + *length + (part[*length] == ';');
    if (*length != strlen(OLD_RULE) || strncmp(part, OLD_RULE, *length)) return part;
  }
}

static int same_provenance(const char *a, const char *b) {
  while (*a || *b) {
    size_t length, other;
    const char *part = next_part(&a, &length);
    const char *other_part = next_part(&b, &other);
    if (length != other || strncmp(part, other_part, length)) return 0;
  }
  return 1;
}

static int32_t check_shard(const sdg16_draws *first, const sdg16_draws *other, int64_t k,
                           sdg16_error *error) {
  int same = first->cells == other->cells && first->units == other->units;
  if (!same_provenance(first->provenance, other->provenance))
    return sdg16i_fail_at(error, SDG16_ERR_CONFLICT, "shards", k + 1, 0,
                          "shards must be made with the same settings; shard %lld was made "
                          "with '%.200s', shard 1 with '%.200s'",
                          (long long)k + 1, other->provenance, first->provenance);
  for (int64_t i = 0; same && i < first->cells; i++)
    same = !strcmp(first->cell[i].name, other->cell[i].name) &&
           first->cell[i].is_bound == other->cell[i].is_bound &&
           (first->cell[i].point == other->cell[i].point ||
            (isnan(first->cell[i].point) && isnan(other->cell[i].point)));
  return same ? SDG16_OK
              : sdg16i_fail_at(error, SDG16_ERR_CONFLICT, "shards", k + 1, 0,
                               "shards must have the same cells and estimates; those of shard "
                               "%lld differ from shard 1",
                               (long long)k + 1);
}

static int64_t gaps_of(const sdg16_draws *d) {
  int64_t gaps = 0;
  for (int64_t k = 0; k < d->cells; k++)
    if (!isnan(d->cell[k].point))
      gaps += sdg16i_jackknife_gaps(&d->cell[k].jackknife, d->units);
  return gaps;
}

/* Fills `out` with all replicates in order of their numbers: the shards' are ascending,
 * so the lowest of the next ones comes first. */
static int32_t gather_replicates(int64_t count, const sdg16_draws *const *shards, int64_t *next,
                                 sdg16_draws *out, sdg16_error *error) {
  for (int64_t i = 0; i < out->replicates; i++) {
    int64_t from = -1;
    for (int64_t k = 0; k < count; k++) {
      if (next[k] == shards[k]->replicates) continue;
      int64_t number = shards[k]->number[next[k]];
      if (from < 0 || number < shards[from]->number[next[from]]) from = k;
    }
    out->number[i] = shards[from]->number[next[from]];
    if (i > 0 && out->number[i] == out->number[i - 1])
      return sdg16i_fail_at(error, SDG16_ERR_CONFLICT, "shards", from + 1, 0,
                            "each replicate must be in one shard; replicate %lld occurs "
                            "twice, once in shard %lld",
                            (long long)out->number[i], (long long)from + 1);
    for (int64_t c = 0; c < out->cells; c++)
      out->cell[c].replicate[i] = shards[from]->cell[c].replicate[next[from]];
    next[from]++;
  }
  return SDG16_OK;
}

static int32_t check_gaps(const sdg16_draws *d, sdg16_error *error) {
  for (int64_t i = 0; i < d->planned; i++)
    if (i >= d->replicates || d->number[i] != i)
      return sdg16i_fail_at(error, SDG16_ERR_CONFLICT, "shards", 0, 0,
                            "the shards must have all replicates; replicate %lld is missing "
                            "(%lld of %lld are there)",
                            (long long)i, (long long)d->replicates, (long long)d->planned);
  return SDG16_OK;
}

int32_t sdg16_draws_merge(int64_t count, const sdg16_draws *const *shards, int32_t gaps,
                          sdg16_draws **out, sdg16_error *error) {
  *out = NULL;
  if (count < 1) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "shards must be at least one");
  for (int64_t k = 0; k < count; k++)
    if (!shards[k])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "shards", k + 1, 0,
                            "shard %lld must not be NULL", (long long)k + 1);
  const sdg16_draws *first = shards[0], *fullest = first;
  int64_t replicates = 0;
  int32_t status = SDG16_OK;
  for (int64_t k = 0; !status && k < count; k++) {
    status = check_shard(first, shards[k], k, error);
    replicates += shards[k]->replicates;
    if (!status && gaps_of(shards[k]) < gaps_of(fullest)) fullest = shards[k];
  }
  if (status) return status;
  sdg16_draws *d;
  int64_t *next = sdg16i_array(count, sizeof *next);
  if (!next) return sdg16i_fail_memory(error);
  status = sdg16i_draws_new(replicates, first->units, first->seed, first->stream,
                            first->planned, first->settings, &d, error);
  for (int64_t c = 0; !status && c < first->cells; c++) {
    sdg16i_draws_cell *cell;
    sdg16i_jackknife jackknife;
    if (sdg16i_jackknife_copy(&jackknife, &fullest->cell[c].jackknife))
      status = sdg16i_fail_memory(error);
    else
      status = add_cell(d, first->cell[c].name, &jackknife, &cell, error);
    if (status) break;
    cell->observed = first->cell[c].observed;
    cell->point = first->cell[c].point;
    cell->is_bound = first->cell[c].is_bound;
    cell->scale = first->cell[c].scale;
    cell->rest = first->cell[c].rest;
  }
  if (!status) {
    memcpy(d->weight, first->weight, (size_t)d->units * sizeof *d->weight);
    memcpy(d->group, first->group, (size_t)d->units * sizeof *d->group);
    status = gather_replicates(count, shards, next, d, error);
  }
  if (!status && !gaps) status = check_gaps(d, error);
  free(next);
  if (status)
    sdg16_draws_free(d);
  else
    *out = d;
  return status;
}
