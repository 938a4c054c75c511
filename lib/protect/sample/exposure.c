#include "protect/sample/exposure.h"

#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

typedef struct search {
  const sdg16i_estimation *estimation;
  const sdg16_design *design;
  const sdg16_protect_options *options;
  sdg16i_run *run;
  sdg16i_arena memory;
  sdg16i_grouping grouping;     /* blanks are a further code */
  int32_t blank[SDG16I_MAX_BY]; /* that code; -1: the column has none */
  int any_blank, exposed;
} search;

/* ---- blanks ---- */

static int is_counted(const search *s, int64_t p) {
  const sdg16i_estimation *e = s->estimation;
  return s->design->weight[p] != 0 && (!e->categories || e->category[p] >= 0);
}

static int has_blank(const search *s, const sdg16i_coded_column *column) {
  const uint8_t *included = s->grouping.included;
  for (int64_t p = 0; p < s->design->rows; p++)
    if (column->code[p] < 0 && (!included || included[p]) && is_counted(s, p)) return 1;
  return 0;
}

static int32_t code_blanks(search *s, sdg16_error *error) {
  int64_t rows = s->design->rows;
  for (int32_t c = 0; c < s->grouping.columns; c++) {
    sdg16i_coded_column *column = &s->grouping.by[c];
    s->blank[c] = -1;
    if (c < s->estimation->options.always_by || !has_blank(s, column)) continue;
    int32_t *code = sdg16i_arena_array(&s->memory, rows, sizeof *code);
    if (!code) return sdg16i_fail_memory(error);
    s->blank[c] = (int32_t)column->count;
    for (int64_t p = 0; p < rows; p++)
      code[p] = column->code[p] < 0 ? s->blank[c] : column->code[p];
    *column = (sdg16i_coded_column){code, column->count + 1};
    s->any_blank = 1;
  }
  return SDG16_OK;
}

static int is_blank_domain(const search *s, const sdg16i_domains *domains, int64_t k) {
  const int32_t *level = domains->level + k * s->grouping.columns;
  for (int32_t c = 0; c < s->grouping.columns; c++)
    if (s->blank[c] >= 0 && level[c] == s->blank[c]) return 1;
  return 0;
}

static int has_small_part(const search *s, const sdg16i_domains *domains, int64_t k,
                          int32_t item) {
  int64_t n = 0, events = 0;
  for (int64_t i = domains->start[k]; i < domains->start[k + 1]; i++) {
    int64_t p = sdg16i_domain_position(domains, i);
    int8_t answer = sdg16i_estimation_answer(s->estimation, item, p);
    if (answer == SDG16I_NO_ANSWER || !is_counted(s, p)) continue;
    n++;
    events += answer;
  }
  return n &&
         (sdg16i_is_small_count(s->options, (double)n) ||
          sdg16i_is_small_count(s->options, (double)events) ||
          (!s->estimation->pair && sdg16i_is_small_count(s->options, (double)(n - events))));
}

/* The row without the column less the rows with it. */
static void look_at_blanks(search *s, const sdg16i_domains *domains) {
  for (int64_t k = 0; k < domains->count; k++) {
    if (!is_blank_domain(s, domains, k)) continue;
    for (int32_t i = 0; i < sdg16i_estimation_parts(s->estimation); i++)
      if (has_small_part(s, domains, k, i)) s->exposed = SDG16I_EXPOSED_BLANK;
  }
}

/* ---- contributions ---- */

/* Who has the second largest contribution can tell the largest to within what the others have
 * together. */
static int is_dominated(const search *s, const sdg16i_domains *domains, int64_t k,
                        const double *number) {
  double first = 0, second = 0, rest = 0;
  for (int64_t i = domains->start[k]; i < domains->start[k + 1]; i++) {
    int64_t p = sdg16i_domain_position(domains, i);
    if (s->estimation->pair[p] == SDG16I_NO_ANSWER || !is_counted(s, p)) continue;
    double each = fabs(number[p] * s->design->weight[p]);
    rest += fmin(each, second);
    second = each > second ? fmin(each, first) : second;
    first = fmax(first, each);
  }
  return first > 0 && rest < SDG16I_DOMINANCE * first;
}

static void look_at_sums(search *s, const sdg16i_domains *domains) {
  for (int64_t k = 0; k < domains->count && !s->exposed; k++)
    for (int i = 0; i < 2; i++) {
      const double *number = s->estimation->number[i];
      if (number && is_dominated(s, domains, k, number)) s->exposed = SDG16I_EXPOSED_DOMINATED;
    }
}

/* ---- ends of a distribution ---- */

static int is_end(const search *s, const sdg16i_domains *domains, int64_t k, double x) {
  int64_t below = 0, above = 0;
  if (isnan(x)) return 0;
  for (int64_t i = domains->start[k]; i < domains->start[k + 1]; i++) {
    int64_t p = sdg16i_domain_position(domains, i);
    if (!is_counted(s, p) || s->estimation->pair[p] == SDG16I_NO_ANSWER) continue;
    below += s->estimation->number[0][p] <= x;
    above += s->estimation->number[0][p] >= x;
  }
  return fmin((double)below, (double)above) < s->options->minimum;
}

static int32_t look_at_ends(search *s, const sdg16i_domains *domains, sdg16_error *error) {
  sdg16i_survey_row *row = sdg16i_array(domains->count, sizeof *row);
  sdg16_survey_options options = s->estimation->options;
  if (!row) return sdg16i_fail_memory(error);
  int32_t status = sdg16i_survey_quantiles(s->design, &options, s->estimation->number[0], domains,
                                    s->run, row, error);
  for (int64_t k = 0; k < domains->count && !status && !s->exposed; k++) {
    if (is_blank_domain(s, domains, k)) continue; /* quantiles cannot be subtracted */
    const double SHOWN[] = {row[k].cell.value, row[k].lower, row[k].upper};
    for (int i = 0; i < 3; i++)
      if (is_end(s, domains, k, SHOWN[i])) s->exposed = SDG16I_EXPOSED_END;
  }
  free(row);
  return status;
}

/* ---- the whole ---- */

static int32_t look_at_partition(search *s, uint32_t used, sdg16_error *error) {
  const sdg16i_estimation *e = s->estimation;
  sdg16i_domains domains;
  int32_t status = sdg16i_domains_make(&domains, s->design, &s->grouping, used, error);
  if (status) return status;
  int quantile = e->options.statistic == SDG16_SURVEY_QUANTILE;
  if (s->any_blank) look_at_blanks(s, &domains);
  if (!s->exposed && !e->items && !quantile) look_at_sums(s, &domains);
  if (!s->exposed && !e->items && quantile) status = look_at_ends(s, &domains, error);
  sdg16i_domains_clear(&domains);
  return status;
}

int32_t sdg16i_exposure_find(const sdg16i_estimation *e, const sdg16_design *d,
                             const sdg16_protect_options *options, sdg16i_run *run,
                             int *exposed, sdg16_error *error) {
  search s = {
      .estimation = e, .design = d, .options = options, .run = run, .grouping = e->grouping};
  int32_t columns = e->grouping.columns, status = SDG16_OK;
  if (e->options.margins) status = code_blanks(&s, error);
  for (uint32_t used = 0; used < UINT32_C(1) << columns && !status; used++) {
    if (s.exposed == SDG16I_EXPOSED_BLANK || (e->items && !s.any_blank)) break;
    if (sdg16i_is_partition(&e->options, columns, used))
      status = look_at_partition(&s, used, error);
  }
  sdg16i_arena_free(&s.memory);
  *exposed = s.exposed;
  return status;
}
