#include "mse/bootstrap/jackknife.h"

#include "base/memory.h"
#include "base/sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int sdg16i_jackknife_begin(sdg16i_jackknife *out, int64_t spans, const sdg16i_span *span) {
  *out = (sdg16i_jackknife){.elsewhere = NAN, .spans = spans};
  out->span = sdg16i_array(spans, sizeof *out->span);
  for (int64_t k = 0; out->span && k < spans; k++) {
    out->span[k] = (sdg16i_span){span[k].first, span[k].end, out->size};
    out->size += span[k].end - span[k].first;
  }
  out->value = out->span ? sdg16i_array(out->size, sizeof *out->value) : NULL;
  if (!out->value) {
    sdg16i_jackknife_clear(out);
    return -1;
  }
  for (int64_t i = 0; i < out->size; i++) out->value[i] = NAN;
  return 0;
}

int sdg16i_jackknife_copy(sdg16i_jackknife *out, const sdg16i_jackknife *from) {
  if (sdg16i_jackknife_begin(out, from->spans, from->span)) return -1;
  out->elsewhere = from->elsewhere;
  memcpy(out->value, from->value, (size_t)from->size * sizeof *out->value);
  return 0;
}

static int by_first(const void *a, const void *b) {
  const sdg16i_span *x = a, *y = b;
  return (x->first > y->first) - (x->first < y->first);
}

/* Ascending spans made one where they touch; how many are left. */
static int64_t unite_spans(int64_t count, sdg16i_span *span) {
  int64_t kept = 0;
  for (int64_t k = 0; k < count; k++) {
    if (!kept || span[k].first > span[kept - 1].end)
      span[kept++] = span[k];
    else if (span[k].end > span[kept - 1].end)
      span[kept - 1].end = span[k].end;
  }
  return kept;
}

int sdg16i_jackknife_join(sdg16i_jackknife *out, int64_t count,
                          const sdg16i_jackknife *const *others) {
  int64_t all = 0;
  for (int64_t k = 0; k < count; k++) all += others[k]->spans;
  sdg16i_span *span = sdg16i_array(all, sizeof *span);
  if (!span) return -1;
  all = 0;
  for (int64_t k = 0; k < count; k++)
    for (int64_t i = 0; i < others[k]->spans; i++) span[all++] = others[k]->span[i];
  sdg16i_sort(span, all, sizeof *span, by_first);
  int failed = sdg16i_jackknife_begin(out, unite_spans(all, span), span);
  free(span);
  return failed;
}

void sdg16i_jackknife_clear(sdg16i_jackknife *j) {
  free(j->span);
  free(j->value);
  *j = (sdg16i_jackknife){0};
}

int64_t sdg16i_jackknife_place(const sdg16i_jackknife *j, int64_t unit) {
  int64_t low = 0, high = j->spans; /* the last span that begins at or before the unit */
  while (high - low > 1) {
    int64_t middle = low + (high - low) / 2;
    if (j->span[middle].first <= unit)
      low = middle;
    else
      high = middle;
  }
  int within = j->spans && j->span[low].first <= unit && unit < j->span[low].end;
  return within ? j->span[low].at + unit - j->span[low].first : -1;
}

double sdg16i_jackknife_at(const sdg16i_jackknife *j, int64_t unit) {
  int64_t place = sdg16i_jackknife_place(j, unit);
  return place < 0 ? j->elsewhere : j->value[place];
}

int64_t sdg16i_jackknife_gaps(const sdg16i_jackknife *j, int64_t units) {
  int64_t gaps = isnan(j->elsewhere) ? units - j->size : 0;
  for (int64_t i = 0; i < j->size; i++) gaps += isnan(j->value[i]);
  return gaps;
}

void sdg16i_jackknife_forget(sdg16i_jackknife *j) {
  j->elsewhere = NAN;
  for (int64_t i = 0; i < j->size; i++) j->value[i] = NAN;
}
