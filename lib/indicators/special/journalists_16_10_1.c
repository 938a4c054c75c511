/* 16.10.1: victims of verified cases, each once, at the most serious violation. */
#include "base/error.h"
#include "base/sort.h"
#include "indicators/counts/computation.h"
#include "indicators/special/answer.h"

#include <stdlib.h>
#include <string.h>

/* In order: the first is the most serious. */
static const char *const VIOLATIONS[] = {"KILLING", "TORTURE",    "ED",
                                         "AD",      "KIDNAPPING", "OTHER"};
#define LEAST ((int32_t)(sizeof VIOLATIONS / sizeof VIOLATIONS[0]))

struct report {
  int32_t area, period, victim, event, rank;
  int64_t cell;
};

static int by_victim(const void *a, const void *b) {
  const struct report *p = a, *q = b;
  const int32_t left[] = {p->area, p->period, p->victim, p->event, p->rank};
  const int32_t right[] = {q->area, q->period, q->victim, q->event, q->rank};
  for (int i = 0; i < 5; i++)
    if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
  return p->cell < q->cell ? -1 : p->cell > q->cell;
}

static int same_victim(const struct report *a, const struct report *b) {
  return a->area == b->area && a->period == b->period && a->victim == b->victim &&
         a->event == b->event;
}

static int32_t code_of(const sdg16i_indicator_data *c, sdg16i_dictionary *names,
                       const char *input, int64_t cell, int32_t *out, sdg16_error *error) {
  char buffer[SDG16I_TEXT_SIZE], place[SDG16I_PLACE_SIZE];
  int64_t column = c->column[sdg16i_find_input(c->def, input, (int64_t)strlen(input))];
  const char *text = column < 0 ? "" : sdg16i_text_at(c->data, column, c->row[cell], buffer);
  if (!text)
    return sdg16i_fail_at(error, SDG16_ERR_MISSING, c->where, c->row[cell] + 1, column + 1,
                          "%s: expected a name, found a blank",
                          sdg16i_place(c, c->row[cell], column, place));
  *out = sdg16i_dictionary_add(names, text, (int64_t)strlen(text));
  return *out < 0 ? sdg16i_fail_memory(error) : SDG16_OK;
}

static int32_t rank_of(const sdg16i_indicator_data *c, int64_t cell, int32_t *out,
                       sdg16_error *error) {
  char place[SDG16I_PLACE_SIZE];
  for (int32_t i = 0; i < c->axis_count; i++) {
    if (strcmp(c->axis[i].name, "violation")) continue;
    int32_t code = c->key[cell * c->width + SDG16I_FIRST_AXIS + i];
    const char *found = code < 0 ? "" : c->axis[i].codes.levels[code];
    for (*out = 0; *out < LEAST; ++*out)
      if (!strcmp(found, VIOLATIONS[*out])) return SDG16_OK;
    return sdg16i_fail_at(error, SDG16_ERR_VALUE, c->where, c->row[cell] + 1,
                          c->axis[i].column + 1,
                          "%s: expected killing, torture, enforced disappearance, arbitrary "
                          "detention, kidnapping or other, found '%.60s'",
                          sdg16i_place(c, c->row[cell], c->axis[i].column, place), found);
  }
  return sdg16i_fail(error, SDG16_ERR_INTERNAL, "16.10.1 must have violations");
}

/* Reports that count are 1, others 0. */
static int32_t derive_cases(sdg16i_indicator_data *c, sdg16_error *error) {
  struct report *reports = sdg16i_array(c->count, sizeof *reports);
  sdg16i_dictionary victims = {0}, events = {0};
  int once_an_event = !strcmp(sdg16i_computation_switch(c->engine, "once"), "event");
  int32_t status = reports ? SDG16_OK : sdg16i_fail_memory(error);
  int64_t count = 0;
  if (!status && once_an_event && c->column[sdg16i_find_input(c->def, "event", 5)] < 0)
    status =
        sdg16i_fail_at(error, SDG16_ERR_COLUMN, c->where, 0, 0,
                       "%.200s must have the column 'event', which once=event needs", c->where);
  for (int64_t i = 0; i < c->count && !status; i++) {
    int32_t verified;
    struct report *r = &reports[count];
    *sdg16i_derived(c, "victims", i) = 0;
    status = sdg16i_answer(c, "verified", i, "yes/y/1|no/n/0", &verified, error);
    if (!status && verified == 1) continue;
    *r = (struct report){.area = c->key[i * c->width + SDG16I_AREA],
                         .period = c->key[i * c->width + SDG16I_PERIOD],
                         .cell = i};
    if (!status) status = rank_of(c, i, &r->rank, error);
    if (!status) status = code_of(c, &victims, "victim", i, &r->victim, error);
    if (!status && once_an_event) status = code_of(c, &events, "event", i, &r->event, error);
    count++;
  }
  if (!status) sdg16i_sort(reports, count, sizeof *reports, by_victim);
  for (int64_t i = 0; i < count && !status; i++)
    if (!i || !same_victim(&reports[i - 1], &reports[i]))
      *sdg16i_derived(c, "victims", reports[i].cell) = 1;
  sdg16i_dictionary_free(&victims);
  sdg16i_dictionary_free(&events);
  free(reports);
  return status;
}

const sdg16i_code sdg16i_code_cases = {derive_cases, NULL, 1};
