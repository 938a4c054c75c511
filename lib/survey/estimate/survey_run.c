#include "survey/estimate/survey_run.h"

#include "base/error.h"
#include "base/memory.h"
#include "survey/estimate/intervals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the domains of one partition ---- */

/* How many rows has a domain? */
static int64_t rows_each(const sdg16i_survey_request *q) {
  return q->classes.code ? q->classes.count : 1;
}

/* Room for the rows and traces of more domains, with their levels. */
static int32_t open_rows(sdg16i_survey_rows *s, const sdg16i_domains *domains,
                         const sdg16i_survey_request *q, sdg16_error *error) {
  int64_t each = rows_each(q), count = domains->count * each;
  int64_t first = s->count, before = s->trace_capacity;
  int32_t columns = q->grouping.columns, covariance = q->options->covariance;
  int32_t *levels = sdg16i_arena_array(&s->levels, count * (columns + 1), sizeof *levels);
  int failed =
      !levels || sdg16i_grow((void **)&s->row, &s->capacity, first + count, sizeof *s->row);
  if (!failed && covariance) {
    failed =
        sdg16i_grow((void **)&s->traces, &s->trace_capacity, first + count, sizeof *s->traces);
    for (int64_t k = before; !failed && k < s->trace_capacity; k++)
      s->traces[k] = (sdg16i_trace){0};
  }
  if (failed) return sdg16i_fail_memory(error);
  for (int64_t k = 0; k < count; k++) {
    int32_t *level = levels + k * (columns + 1);
    for (int32_t c = 0; c < columns; c++) level[c] = domains->level[k / each * columns + c];
    level[columns] = (int32_t)(k % each);
    s->row[first + k] = (sdg16i_survey_row){.level = level};
  }
  return SDG16_OK;
}

/* Values and variances; a quantile has its interval too. */
static int32_t estimate_rows(const sdg16_design *d, const sdg16i_survey_request *q,
                             const sdg16i_domains *domains, sdg16i_run *run,
                             sdg16i_survey_row *row, sdg16i_trace *traces, sdg16_error *error) {
  if (q->options->statistic == SDG16_SURVEY_QUANTILE)
    return sdg16i_survey_quantiles(d, q->options, q->target.y, domains, run, row, error);
  int64_t count = domains->count * rows_each(q);
  sdg16i_domain_figures *cells = sdg16i_array(count, sizeof *cells);
  if (!cells) return sdg16i_fail_memory(error);
  int32_t status =
      q->items.count    ? sdg16i_average(d, &q->items, domains, run, cells, traces, error)
      : q->classes.code ? sdg16i_distribution(d, &q->classes, q->target.with_replacement,
                                              domains, run, cells, traces, error)
                        : sdg16i_estimate(d, &q->target, domains, run, cells, traces, error);
  for (int64_t k = 0; !status && k < count; k++) {
    row[k].cell = cells[k];
    sdg16i_survey_row_finish(q, &row[k]);
  }
  free(cells);
  return status;
}

/* Leaves only the domains that are asked for; of the k-th of these, place[k] is the row. */
static void select_domains(const sdg16i_survey_request *q, sdg16i_domains *domains,
                           int64_t first, int64_t *place) {
  int64_t kept = 0, end = 0;
  for (int64_t k = 0; k < domains->count; k++) {
    int64_t row = first + k, from = domains->start[k], rows = domains->start[k + 1] - from;
    if (q->wanted && row < q->wanted_count && !q->wanted[row]) continue;
    place[kept] = row;
    if (domains->position) /* that of all rows has none */
      memmove(domains->position + end, domains->position + from,
              (size_t)rows * sizeof *domains->position);
    domains->start[kept++] = end;
    end += rows;
  }
  domains->start[kept] = end;
  domains->count = kept;
}

/* Those of the rows of a partition that are asked for. */
static int32_t estimate_wanted(sdg16i_survey_rows *s, const sdg16_design *d,
                               const sdg16i_survey_request *q, sdg16i_domains *domains,
                               sdg16i_run *run, sdg16_error *error) {
  int64_t *place = sdg16i_array(domains->count, sizeof *place);
  sdg16i_survey_row *row = sdg16i_array(domains->count, sizeof *row);
  int32_t status = place && row ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status) select_domains(q, domains, s->count, place);
  for (int64_t k = 0; !status && k < domains->count; k++) row[k] = s->row[place[k]];
  if (!status && domains->count) status = estimate_rows(d, q, domains, run, row, NULL, error);
  for (int64_t k = 0; !status && k < domains->count; k++) {
    sdg16i_survey_row_judge(q->options, &row[k]);
    s->row[place[k]] = row[k];
  }
  free(place);
  free(row);
  return status;
}

static int32_t add_partition(sdg16i_survey_rows *s, const sdg16_design *d,
                             const sdg16i_survey_request *q, uint32_t used, sdg16i_run *run,
                             sdg16_error *error) {
  sdg16i_domains domains;
  int32_t status = sdg16i_domains_make(&domains, d, &q->grouping, used, error);
  if (status) return status;
  int64_t count = domains.count * rows_each(q), first = s->count;
  status = open_rows(s, &domains, q, error);
  if (!status && q->wanted) {
    status = estimate_wanted(s, d, q, &domains, run, error);
  } else if (!status) {
    sdg16i_trace *traces = s->traces ? s->traces + first : NULL;
    status = estimate_rows(d, q, &domains, run, s->row + first, traces, error);
    for (int64_t k = 0; traces && k < count; k++) /* what has no error gives no contrast */
      if (status || s->row[first + k].cell.status == SDG16_SURVEY_OUT_OF_RANGE)
        sdg16i_trace_clear(&traces[k]);
  }
  for (int64_t k = 0; !status && !q->wanted && k < count; k++)
    sdg16i_survey_row_judge(q->options, &s->row[first + k]);
  if (!status) s->count += count;
  sdg16i_domains_clear(&domains);
  return status;
}

/* ---- all of them ---- */

int32_t sdg16i_survey_run(const sdg16_design *d, const sdg16i_survey_request *q,
                          sdg16i_run *run, sdg16i_survey_rows *rows, sdg16_error *error) {
  const sdg16_survey_options *o = q->options;
  int32_t columns = q->grouping.columns, status = SDG16_OK;
  uint32_t full = (UINT32_C(1) << columns) - 1;
  for (int size = 0; !status && size <= columns; size++)
    for (int64_t choice = full; !status && choice >= 0; choice--) {
      uint32_t used = 0; /* the highest bit of `choice` stands for the first column */
      for (int32_t c = 0; c < columns; c++)
        if (choice >> (columns - 1 - c) & 1) used |= UINT32_C(1) << c;
      if (__builtin_popcount(used) == size && sdg16i_is_partition(o, columns, used))
        status = add_partition(rows, d, q, used, run, error);
    }
  return status;
}

void sdg16i_survey_rows_clear(sdg16i_survey_rows *s) {
  for (int64_t k = 0; s->traces && k < s->count; k++) sdg16i_trace_clear(&s->traces[k]);
  free(s->traces);
  free(s->row);
  sdg16i_arena_free(&s->levels);
  *s = (sdg16i_survey_rows){0};
}
