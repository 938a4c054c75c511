/* Whether a data set with other records publishes the same as the data. */
#include "protect/sample/sampling.h"

#include <string.h>

static int has_same_domains(const sdg16i_estimation *e, const sdg16i_survey_rows *a,
                            const sdg16i_survey_rows *b) {
  if (a->count != b->count) return 0;
  for (int64_t k = 0; k < a->count; k++)
    for (int32_t c = 0; c < e->grouping.columns; c++)
      if (a->row[k].level[c] != b->row[k].level[c]) return 0;
  return 1;
}

/* Is what is published of an estimation the same? The search learns where it is not. */
static int is_released_alike(sdg16i_sampling *s, int64_t which,
                             const sdg16i_survey_rows *twin) {
  int alike = 1;
  const sdg16i_estimation *e = &s->origin->estimation[which];
  if (!has_same_domains(e, &s->found[which], twin)) return 0;
  for (int64_t row = 0; row < s->origin->rows; row++) {
    sdg16i_coarse_row coarse;
    if (s->origin->of_row[row] != which || s->taken[row] || !s->balance.is_touched[row])
      continue;
    sdg16i_coarsen(&s->p.options, e, &twin->row[s->origin->place[row]], &s->how,
                   s->balance.crosses[row], &coarse);
    if (sdg16i_is_coarse_alike(&coarse, &s->coarse[row])) continue;
    sdg16i_balance_learn(&s->balance, row);
    alike = 0;
  }
  return alike;
}

/* Has each of the values that numbers have still a respondent? */
static int has_all_values(const sdg16i_sampling *s) {
  const sdg16i_balance *b = &s->balance;
  for (int64_t row = 0; row < s->origin->rows; row++)
    for (int64_t i = b->first_item[row]; i < b->first_item[row + 1]; i++)
      if (sdg16i_sampled_estimation(s, row)->valued && b->events_at_first[i] > 0 &&
          b->events[i] <= 0)
        return 0;
  return 1;
}

/* The same estimator over the changed data, in those rows in whose group somebody has another
 * record, or had it before. In all others every respondent is the same, so that the estimates
 * are the same to the last bit. */
static int32_t check_estimation(sdg16i_sampling *s, int64_t which, int *alike,
                                sdg16_error *error) {
  const sdg16i_origin *o = s->origin;
  sdg16i_survey_rows twin = {0};
  sdg16i_other_data data = {
      .record = s->record, .wanted = s->wanted, .wanted_count = s->found[which].count};
  memset(s->wanted, 0, (size_t)data.wanted_count);
  for (int64_t row = 0; row < o->rows; row++)
    if (o->of_row[row] == which && !s->taken[row] && s->balance.is_touched[row])
      s->wanted[o->place[row]] = 1;
  int32_t status =
      sdg16i_estimation_run(&o->estimation[which], o->design, &data, &s->run, &twin, error);
  *alike = !status && is_released_alike(s, which, &twin);
  sdg16i_survey_rows_clear(&twin);
  return status;
}

/* A published row has no count below the minimum. Every reader knows that, and could exclude a
 * data set where it has one. */
static int has_small_published(sdg16i_sampling *s) {
  int any = 0;
  sdg16i_secret found[3];
  for (int64_t row = 0; row < s->origin->rows; row++)
    for (int32_t i = 0; i < sdg16i_sampled_estimation(s, row)->items; i++) {
      if (s->taken[row] || !s->balance.is_touched[row]) break;
      if (!sdg16i_small_counts(s, row, i, found)) continue;
      sdg16i_balance_learn(&s->balance, row);
      any = 1;
    }
  return any;
}

int32_t sdg16i_check_twin(void *context, const sdg16i_balance *b, sdg16_error *error) {
  sdg16i_sampling *s = context;
  const sdg16i_records *r = &s->records;
  int32_t alike = !has_small_published(s) && has_all_values(s), status = SDG16_OK;
  for (int64_t p = 0; p < r->positions; p++)
    s->record[p] = r->type_of[p] < 0 || b->type_now[p] == r->type_of[p]
                       ? (int32_t)p
                       : r->person_of[b->type_now[p]];
  for (int64_t i = 0; i < s->origin->count && alike && !status; i++) {
    if (!s->origin->estimation[i].items) continue; /* nothing of it is published */
    status = check_estimation(s, i, &alike, error);
  }
  if (!status && alike && s->watch) s->watch(s->context, s->release, s->record);
  return status ? status : alike;
}
