/* Which series can be computed from the columns that there are, and in which categories. */
#include "base/error.h"
#include "base/text.h"
#include "indicators/microdata/respondents.h"

#include <stdio.h>
#include <string.h>

/* What the inputs of an expression are. */
typedef struct use {
  const sdg16i_indicator_data *cells;
  int32_t lacking; /* an input that must have a column and has none; -1: none */
  int32_t first;   /* input other than a filter; -1: none */
  int own;         /* does one of those have a column */
} use;

static int is_filter(const sdg16_input *input) {
  return input->otherwise && !strcmp(input->otherwise, "yes");
}

static int32_t use_input(int32_t input, void *context) {
  use *u = context;
  const sdg16_input *def = &u->cells->def->inputs[input];
  if (u->first < 0 && !is_filter(def)) u->first = input;
  u->own |= u->cells->has[input] && !is_filter(def);
  if (!u->cells->has[input] && !def->otherwise) u->lacking = input;
  return SDG16_OK;
}

/* Can it be computed: every input has a column or an answer for everybody, and of those
 * that make the numerator one has a column. *lacking: an input that has none. */
static int32_t is_computable(const sdg16i_respondents *r, const sdg16_series *s, int *out,
                             int32_t *lacking) {
  const sdg16_indicator_def *def = r->e->cells.def;
  use numerator = {.cells = &r->e->cells, .lacking = -1, .first = -1}, others = numerator;
  int32_t status =
      sdg16i_expression_inputs(def, s->survey_numerator, use_input, &numerator, r->error);
  if (!status)
    status = sdg16i_expression_inputs(def, s->survey_among, use_input, &others, r->error);
  if (!status)
    status = sdg16i_expression_inputs(def, s->survey_denominator, use_input, &others, r->error);
  *lacking = numerator.lacking >= 0 ? numerator.lacking : others.lacking;
  if (*lacking < 0 && !numerator.own) *lacking = numerator.first;
  *out = *lacking < 0;
  return status;
}

static int32_t mark_needed(int32_t input, void *context) {
  sdg16i_respondents *r = context;
  r->needed[input] = 1;
  return SDG16_OK;
}

/* Ages in bands are no numbers: they are a dimension alone. */
void sdg16i_respondents_leave_bands_out(sdg16i_respondents *r) {
  sdg16i_indicator_data *c = &r->e->cells;
  for (int64_t i = 0; i < c->def->input_count; i++) {
    const sdg16_input *input = &c->def->inputs[i];
    int numbers = input->kind == SDG16_INPUT_MICRODATA && !input->answers;
    if (numbers && c->has[i] && sdg16i_has_age_groups(c->data, c->column[i]) &&
        sdg16i_find_dimension(c->def, input->name, (int64_t)strlen(input->name)) >= 0) {
      c->has[i] = 0;
      c->column[i] = -1;
    }
  }
}

/* Those of the universe that have columns. */
static int32_t mark_present(int32_t input, void *context) {
  sdg16i_respondents *r = context;
  if (r->e->cells.has[input]) r->needed[input] = 1;
  return SDG16_OK;
}

#define MORE_SIZE 20 /* "; and 9999 others" */

/* Adds a text to a list; *more: how many had no room. */
static void list_name(char *out, size_t size, const char *text, int *more) {
  size_t used = strlen(out);
  if (*more || used + strlen(text) + 3 + MORE_SIZE >= size)
    ++*more;
  else
    snprintf(out + used, size - used, "%s%s", used ? "; " : "", text);
}

static void end_list(char *out, size_t size, int more) {
  size_t used = strlen(out);
  if (more) snprintf(out + used, size - used, "; and %d others", more < 9999 ? more : 9999);
}

/* A diagnostic about the whole. */
static int32_t tell_of_whole(sdg16i_respondents *r, const char *kind, const char *format,
                             const char *text) {
  int32_t key[SDG16I_FIRST_AXIS + SDG16I_AXES];
  for (int32_t i = 0; i < r->e->cells.width; i++) key[i] = SDG16I_TOTAL;
  return *text ? sdg16i_results_diagnostic(&r->e->results, kind, key, format, text) : SDG16_OK;
}

/* The category of a series, "ground=GRD_SEX": its axis and code; axis -1: none. */
static int32_t find_category(sdg16i_respondents *r, sdg16i_active_series *a) {
  int64_t name, size;
  const char *value, *text = a->series->category;
  a->axis = -1;
  if (!text || sdg16i_setting(text, (int64_t)strlen(text), &name, &value, &size, &a->negated))
    return SDG16_OK;
  for (int32_t i = 0; i < r->e->cells.axis_count; i++) {
    sdg16i_axis *axis = &r->e->cells.axis[i];
    if (!sdg16i_same(axis->name, text, name)) continue;
    a->axis = i;
    a->code = sdg16i_dictionary_add(&axis->codes, value, size);
    axis->known = axis->codes.count;
    return a->code < 0 ? sdg16i_fail_memory(r->error) : SDG16_OK;
  }
  return SDG16_OK;
}

static int32_t mark_universe(sdg16i_respondents *r) {
  const sdg16_indicator_def *def = r->e->cells.def;
  const char *rest = def->universe;
  int32_t status = SDG16_OK;
  int64_t size;
  for (const char *part; !status && (part = sdg16i_alternative(&rest, &size));) {
    const char *text = sdg16i_arena_text(&r->memory, part, (size_t)size);
    status = text ? sdg16i_expression_inputs(def, text, mark_present, r, r->error)
                  : sdg16i_fail_memory(r->error);
  }
  return status;
}

/* The input of ages, which go with the results; NULL: none. */
static const char *age_of(const sdg16_indicator_def *def) {
  int32_t at = sdg16i_find_input(def, "age", 3);
  return at >= 0 && def->inputs[at].kind == SDG16_INPUT_MICRODATA ? "age" : NULL;
}

int32_t sdg16i_respondents_series(sdg16i_respondents *r) {
  sdg16i_computation *e = r->e;
  const sdg16_indicator_def *def = e->cells.def;
  char left_out[440] = "", assumed[440] = "", needed[320] = "";
  int more[3] = {0, 0, 0};
  e->active = sdg16i_arena_array(&e->results.memory, def->series_count, sizeof *e->active);
  uint8_t *absent = sdg16i_arena_array(&r->memory, def->input_count, 1);
  if (!e->active || !absent) return sdg16i_fail_memory(r->error);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < def->series_count && !status; i++) {
    const sdg16_series *s = &def->series[i];
    sdg16i_active_series *a = &e->active[e->active_count];
    int computable;
    int32_t lacking;
    if (!s->survey_numerator || !sdg16i_computation_is_chosen(e, s->when)) continue;
    status = is_computable(r, s, &computable, &lacking);
    if (!status && !computable) {
      if (!(s->flags & SDG16_SERIES_SUPPLEMENTARY) && !s->category)
        list_name(left_out, sizeof left_out, s->label, &more[0]);
      if (lacking >= 0 && !absent[lacking])
        list_name(needed, sizeof needed, def->inputs[lacking].name, &more[1]);
      if (lacking >= 0) absent[lacking] = 1;
      continue;
    }
    *a = (sdg16i_active_series){.series = s};
    if (!status) status = find_category(r, a);
    const char *const TEXTS[] = {s->survey_numerator, s->survey_among, s->survey_denominator};
    for (size_t k = 0; k < 3 && !status; k++)
      status = sdg16i_expression_inputs(def, TEXTS[k], mark_needed, r, r->error);
    e->active_count++;
  }
  if (!status) status = mark_universe(r);
  if (!status) status = sdg16i_expression_inputs(def, age_of(def), mark_present, r, r->error);
  if (!status && !e->active_count)
    return sdg16i_fail_at(r->error, SDG16_ERR_COLUMN, e->cells.where, 0, 0,
                          "%.200s: no series of %.30s can be computed from these columns; "
                          "missing are: %s (name them with map; see the catalog)",
                          e->cells.where, def->code, needed);
  for (int64_t i = 0; i < def->input_count && !status; i++) {
    char text[160];
    const sdg16_input *input = &def->inputs[i];
    if (!r->needed[i] || e->cells.has[i]) continue;
    snprintf(text, sizeof text, "%.60s (%.60s)", input->name, input->otherwise);
    list_name(assumed, sizeof assumed, text, &more[2]);
  }
  end_list(left_out, sizeof left_out, more[0]);
  end_list(assumed, sizeof assumed, more[2]);
  if (!status)
    status = tell_of_whole(r, "left-out", "left out for lack of columns: %s", left_out);
  if (!status)
    status = tell_of_whole(r, "assumed", "no column, so all have the same answer: %s", assumed);
  return status;
}

/* ---- categories that overlap ---- */

static int32_t add_category(sdg16i_respondents *r, const char *name) {
  const char *category = sdg16i_map_category(r->e->cells.def, name);
  if (!category) return SDG16_OK;
  for (int64_t i = 0; i < r->category_count; i++)
    if (!strcmp(r->category[i], category)) return SDG16_OK;
  r->category[r->category_count++] = category;
  return SDG16_OK;
}

/* Of columns "INPUT:CATEGORY", mapped or in the data, if they are asked for; or of one
 * column, which says in which category it was. */
int32_t sdg16i_respondents_categories(sdg16i_respondents *r) {
  const sdg16i_indicator_data *c = &r->e->cells;
  const sdg16_indicator_options *o = c->options;
  int64_t columns = sdg16_table_columns(c->data);
  r->overlap = r->placed = -1;
  for (int32_t i = 0; i < c->axis_count; i++)
    if (c->axis[i].flags & SDG16_DIMENSION_OVERLAP) r->overlap = i;
  r->category = sdg16i_arena_array(&r->memory, o->map_count + columns, sizeof *r->category);
  if (!r->category) return sdg16i_fail_memory(r->error);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < o->map_count && !status; i++)
    status = add_category(r, o->map_names[i]);
  for (int64_t i = 0; i < columns && !status; i++)
    status = add_category(r, sdg16_table_name(c->data, i));
  int asked = r->overlap >= 0 && c->axis[r->overlap].asked, own = 0;
  for (int64_t i = 0; i < c->def->series_count && r->overlap >= 0; i++)
    own |= c->def->series[i].category != NULL;
  if (asked && !r->category_count && c->axis[r->overlap].column >= 0) r->placed = r->overlap;
  if (!status && asked && !r->category_count && !own && r->placed < 0)
    return sdg16i_fail_at(
        r->error, SDG16_ERR_COLUMN, "by", 0, 0,
        "by needs columns of the categories of '%.60s' (--map %.60s:CATEGORY=COLUMN), or one "
        "column that names the category (--map %.60s=COLUMN)",
        c->axis[r->overlap].name, c->def->inputs[0].name, c->axis[r->overlap].name);
  if (!asked) r->category_count = 0;
  return status;
}

/* What the inputs of a series have in a category. */
typedef struct in_category {
  const sdg16i_respondents *r;
  const char *category;
  int own;         /* one has a column of the category */
  int32_t lacking; /* one has a column, but none of the category; -1: none */
} in_category;

static int32_t look_in_category(int32_t input, void *context) {
  in_category *in = context;
  const sdg16i_indicator_data *c = &in->r->e->cells;
  const sdg16_input *def = &c->def->inputs[input];
  int64_t column;
  int32_t status = sdg16i_column_in_category(in->r, input, in->category, &column);
  if (status) return status;
  int own = column >= 0 && column != c->column[input];
  in->own |= own;
  if (!own && c->has[input] && def->answers && !is_filter(def)) in->lacking = input;
  return SDG16_OK;
}

/* A general answer says nothing of a category: either every answer is of it, or the series
 * has no value there. */
int32_t sdg16i_series_in_category(sdg16i_respondents *r, const sdg16i_active_series *a,
                                  int64_t category, int *out) {
  const sdg16_indicator_def *def = r->e->cells.def;
  in_category in = {.r = r, .category = r->category[category], .lacking = -1};
  const char *const TEXTS[] = {a->series->survey_numerator, a->series->survey_among,
                               a->series->survey_denominator};
  int32_t status = SDG16_OK;
  for (size_t i = 0; i < 3 && !status; i++)
    status = sdg16i_expression_inputs(def, TEXTS[i], look_in_category, &in, r->error);
  *out = in.own && in.lacking < 0;
  if (status || *out || !in.own) return status;
  char message[400];
  snprintf(message, sizeof message, "%.120s, %.80s: no column of %.60s:%.80s", a->series->label,
           in.category, def->inputs[in.lacking].name, in.category);
  return tell_of_whole(r, "left-out", "left out: %s", message);
}
