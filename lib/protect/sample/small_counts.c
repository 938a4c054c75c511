/* Which counts of a sample are below the minimum: in the table, and behind it. */
#include "protect/sample/sampling.h"

#include "base/error.h"
#include "base/memory.h"
#include "protect/sample/exposure.h"

#include <stdlib.h>
#include <string.h>

/* ---- counts of rows ---- */

/* Is the column one of those that the options say are counts? */
static int is_asked(const sdg16_protect_options *o, const char *column) {
  for (int64_t i = 0; o->columns && i < o->column_count; i++)
    if (!strcmp(o->columns[i], column)) return 1;
  return !o->columns;
}

/* The counts of an item that are below the minimum. Of numbers of few values each value is
 * counted, and n once; of answers also the others. */
int32_t sdg16i_small_counts(const sdg16i_sampling *s, int64_t row, int32_t i,
                            sdg16i_secret out[3]) {
  const sdg16i_balance *b = &s->balance;
  const sdg16_protect_options *o = &s->p.options;
  int valued = sdg16i_sampled_estimation(s, row)->valued, events_asked = is_asked(o, "events");
  int64_t item = b->first_item[row] + i;
  double n = (double)b->n[item], events = (double)b->events[item];
  const struct {
    int32_t kind;
    int asked;
    double count;
  } COUNTS[] = {{SDG16I_COUNT_N, is_asked(o, "n") && !(valued && i), n},
                {SDG16I_COUNT_EVENTS, events_asked, events},
                {SDG16I_COUNT_OTHERS, events_asked && !valued, n - events}};
  int32_t count = 0;
  for (int k = 0; k < 3; k++)
    if (COUNTS[k].asked && sdg16i_is_small_count(o, COUNTS[k].count))
      out[count++] = (sdg16i_secret){
          row, i, COUNTS[k].kind, COUNTS[k].count, COUNTS[k].count, COUNTS[k].count};
  return count;
}

int32_t sdg16i_find_secrets(sdg16i_sampling *s) {
  int64_t capacity = 0;
  sdg16i_secret found[3];
  for (int64_t row = 0; row < s->origin->rows; row++)
    for (int32_t i = 0; i < sdg16i_sampled_estimation(s, row)->items; i++) {
      int32_t count = sdg16i_small_counts(s, row, i, found);
      if (sdg16i_grow((void **)&s->secret, &capacity, s->secrets + count, sizeof *s->secret))
        return sdg16i_fail_memory(s->p.error);
      for (int32_t k = 0; k < count; k++) s->secret[s->secrets++] = found[k];
    }
  return SDG16_OK;
}

/* ---- classes that no row of the table is about ---- */

/* A class of values, or of categories of standardisation, with few respondents. */
struct small_classes {
  uint8_t *small; /* of each row of the estimation; NULL: not asked for */
  int any;
};

/* Respondents for whom an item is true, or who have a pair, are counted; of answers the others
 * too. */
static int32_t look_at_class(sdg16i_sampling *s, const sdg16i_estimation *e, int32_t item,
                             struct small_classes *out) {
  sdg16i_survey_rows rows = {0};
  int32_t status =
      sdg16i_estimation_classes(e, item, s->origin->design, &s->run, &rows, s->p.error);
  for (int64_t k = 0; k < rows.count && !status; k++) {
    double n = (double)rows.row[k].cell.n, events = (double)rows.row[k].cell.events;
    int small = sdg16i_is_small_count(&s->p.options, events) ||
                (!e->pair && sdg16i_is_small_count(&s->p.options, n - events));
    out->any |= small;
    if (out->small && small) out->small[k] = 1;
  }
  sdg16i_survey_rows_clear(&rows);
  return status;
}

static int32_t look_at_classes(sdg16i_sampling *s, const sdg16i_estimation *e,
                               struct small_classes *out) {
  int32_t status = SDG16_OK;
  for (int32_t i = 0; i < (e->pair ? e->pairs + e->seconds : e->items) && !status; i++)
    status = look_at_class(s, e, i, out);
  return status;
}

/* Rows of numbers with few values, and of averages, have counts that the table does not have.
 */
static int32_t mark_small_rows(sdg16i_sampling *s, int64_t which, int *any) {
  const sdg16i_origin *o = s->origin;
  const sdg16i_estimation *e = &o->estimation[which];
  struct small_classes found = {.small = sdg16i_array(o->rows + 1, 1)};
  if (!found.small) return sdg16i_fail_memory(s->p.error);
  int32_t status = look_at_classes(s, e, &found);
  for (int64_t row = 0; row < o->rows && !status; row++)
    if (o->of_row[row] == which && found.small[o->place[row]]) s->small[row] = 1;
  free(found.small);
  *any |= found.any;
  return status;
}

int32_t sdg16i_find_small_classes(sdg16i_sampling *s, int *any) {
  const sdg16i_origin *o = s->origin;
  int32_t status = SDG16_OK;
  int events_asked = is_asked(&s->p.options, "events");
  for (int64_t i = 0; i < o->count && !status; i++) {
    const sdg16i_estimation *e = &o->estimation[i];
    struct small_classes found = {0};
    if (e->categories && e->grouping.columns == SDG16I_MAX_BY) { /* no room for one more */
      *any = 1;
      continue;
    }
    if (!events_asked && !e->categories) continue;
    if (e->items && !e->categories && (e->valued || e->items > 1))
      status = mark_small_rows(s, i, any);
    else if (e->categories || !e->items)
      status = look_at_classes(s, e, &found);
    *any |= found.any;
  }
  return status;
}
