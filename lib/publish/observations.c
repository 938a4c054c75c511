#include "publish/observations.h"

#include "base/error.h"
#include "base/text.h"
#include "data/table/dictionary.h"
#include "indicators/counts/columns.h"
#include "indicators/counts/indicator_data.h"
#include "indicators/regional/national_values.h"
#include "publish/observation_checks.h"
#include "results/result_schema.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A dimension column of the results. */
struct source {
  const char *name;
  int32_t place; /* -1: carried by the series, -2: a group */
};

struct reading {
  sdg16i_observations *out;
  const sdg16_registry *registry;
  const sdg16_table *results;
  const sdg16_publish_options *options;
  struct source *source;
  int32_t source_count;
  const char *code; /* of the series of the row before, and what it is */
  const sdg16_series *series;
  const sdg16_indicator_def *def;
  sdg16i_dictionary breakdowns; /* labels of CUST_BREAKDOWN, numbered */
  sdg16_error *error;
};

const sdg16_series *sdg16i_series_of_code(const sdg16_registry *registry, const char *code,
                                          const sdg16_indicator_def **def) {
  for (int pass = 0; pass < 2; pass++) /* codes in use before older ones */
    for (int64_t i = 0; i < sdg16_registry_count(registry); i++) {
      *def = sdg16_registry_at(registry, i);
      for (int64_t k = 0; k < (*def)->series_count; k++) {
        const sdg16_series *s = &(*def)->series[k];
        const char *rest = pass ? s->aliases : s->code, *part;
        int64_t size;
        while ((part = sdg16i_part(&rest, ';', &size)))
          if ((size_t)size == strlen(code) && !memcmp(part, code, (size_t)size)) return s;
      }
    }
  *def = NULL;
  return NULL;
}

/* ---- which column is which dimension ---- */

static int32_t find_sources(struct reading *r) {
  int64_t columns = sdg16_table_columns(r->results);
  int32_t result = sdg16i_result_of(r->results);
  r->source = sdg16i_arena_array(&r->out->memory, columns, sizeof *r->source);
  if (!r->source) return sdg16i_fail_memory(r->error);
  for (int64_t c = 0; c < columns; c++) {
    const char *name = sdg16_table_name(r->results, c);
    if (sdg16i_is_dimension(r->results, result, c))
      r->source[r->source_count++] = (struct source){.name = name};
  }
  return SDG16_OK;
}

/* What the columns are for the rows of an indicator; a table may hold several. */
static void place_sources(struct reading *r, const sdg16_indicator_def *def) {
  for (int32_t i = 0; i < r->source_count; i++) {
    struct source *s = &r->source[i];
    int32_t known = def ? sdg16i_find_dimension(def, s->name, (int64_t)strlen(s->name)) : -1;
    const char *component = known < 0 ? s->name : def->dimensions[known].component;
    s->place = SDG16I_CUST_BREAKDOWN;
    if (!component)
      s->place = -1;
    else if (!strcmp(component, "GROUP"))
      s->place = -2;
    else if (sdg16i_dimension_place(component) >= 0)
      s->place = sdg16i_dimension_place(component);
  }
}

static const char *copy_text(struct reading *r, const char *text) {
  return text ? sdg16i_arena_text(&r->out->memory, text, strlen(text)) : NULL;
}

/* ---- one row ---- */

/* Is the code that of the category to which the series belongs, of the dimension `name` (NULL:
 * of any)? */
static int is_carried(const sdg16_series *series, const char *name, const char *code) {
  int64_t size, value_size;
  const char *value;
  int negated;
  if (!series || !series->category ||
      sdg16i_setting(series->category, (int64_t)strlen(series->category), &size, &value,
                     &value_size, &negated))
    return 0;
  return !negated && (!name || sdg16i_same(name, series->category, size)) &&
         sdg16i_same(code, value, value_size);
}

/* Is the part "GROUP>SEX:F" of a key that of the group? Without '>' of any row. */
static const char *key_part(const char *part, int64_t size, const char *group) {
  const char *arrow = memchr(part, '>', (size_t)size);
  if (!arrow) return part;
  return group && sdg16i_same(group, part, arrow - part) ? arrow + 1 : NULL;
}

static int is_in_key(const sdg16_series *series, const char *group) {
  const char *rest = series ? series->key : NULL, *part;
  int64_t size;
  while ((part = sdg16i_part(&rest, ';', &size)))
    if (memchr(part, '>', (size_t)size) && key_part(part, size, group)) return 1;
  return 0;
}

/* The codes that a series implies, where the row says nothing itself, or says the category of
 * the series. */
static int32_t apply_key(struct reading *r, const sdg16_series *series, const char *group,
                         sdg16i_observation *o) {
  const char *rest = series ? series->key : NULL, *part;
  int64_t size;
  while ((part = sdg16i_part(&rest, ';', &size))) {
    const char *end = part + size, *at = key_part(part, size, group);
    const char *colon = at ? memchr(at, ':', (size_t)(end - at)) : NULL;
    char name[40];
    if (!colon || colon - at >= (int64_t)sizeof name) continue;
    snprintf(name, sizeof name, "%.*s", (int)(colon - at), at);
    int32_t place = sdg16i_dimension_place(name);
    if (place < 0 ||
        (strcmp(o->dimension[place], "_T") && !is_carried(series, NULL, o->dimension[place])))
      continue;
    o->dimension[place] =
        sdg16i_arena_text(&r->out->memory, colon + 1, (size_t)(end - colon - 1));
    if (!o->dimension[place]) return sdg16i_fail_memory(r->error);
    o->implied = 1;
  }
  return SDG16_OK;
}

/* Another breakdown of the row, behind those before: "region=North; head=Roads". */
static int32_t add_breakdown(struct reading *r, const char **label, const char *name,
                             const char *code) {
  char text[400];
  snprintf(text, sizeof text, "%.150s%s%.80s=%.120s", *label ? *label : "", *label ? "; " : "",
           name, code);
  *label = copy_text(r, text);
  return *label ? SDG16_OK : sdg16i_fail_memory(r->error);
}

/* The dimensions of a row; *published 0: the row says more than the structure can. */
static int32_t read_dimensions(struct reading *r, int64_t row, const sdg16_series *series,
                               sdg16i_observation *o, int *published) {
  const char *label = NULL, *group = NULL;
  char buffer[32], code_buffer[80];
  for (int32_t i = SDG16I_SEX; i < SDG16I_TIME_PERIOD; i++) o->dimension[i] = "_T";
  int32_t status = SDG16_OK;
  for (int32_t i = 0; i < r->source_count && !status; i++) {
    const struct source *s = &r->source[i];
    const char *code = sdg16i_result_text(r->results, s->name, row, buffer);
    int32_t place = s->place;
    if (o->dataflow && !code && place >= 0) o->dimension[place] = NULL; /* of a deletion */
    if (!code || !*code || !strcmp(code, "_T")) continue;
    if (place == -2) { /* a group: the key of the series says what it is */
      group = copy_text(r, code);
      if (!group) return sdg16i_fail_memory(r->error);
      if (is_in_key(series, group)) continue;
      place = SDG16I_CUST_BREAKDOWN;
    }
    if (place == -1) {
      if (!is_carried(series, s->name, code)) *published = 0;
    } else if (place == SDG16I_CUST_BREAKDOWN && sdg16i_dimension_place(s->name) != place) {
      status = add_breakdown(r, &label, s->name, code);
    } else if (!(o->dimension[place] = copy_text(r, code))) {
      status = sdg16i_fail_memory(r->error);
    }
  }
  if (!status && !o->dataflow) status = apply_key(r, series, group, o);
  if (status || !label || !*published) return status;
  int32_t number = sdg16i_dictionary_add(&r->breakdowns, label, (int64_t)strlen(label));
  snprintf(code_buffer, sizeof code_buffer, "C%02d", (int)number + 1);
  o->dimension[SDG16I_CUST_BREAKDOWN] = copy_text(r, code_buffer);
  o->attribute[SDG16I_CUST_BREAKDOWN_LB] = label;
  return number < 0 || !o->dimension[SDG16I_CUST_BREAKDOWN] ? sdg16i_fail_memory(r->error)
                                                            : SDG16_OK;
}

static int32_t read_text(struct reading *r, int64_t row, const char *column, const char *usual,
                         const char **out) {
  char buffer[32];
  const char *text = sdg16i_result_text(r->results, column, row, buffer);
  *out = text ? copy_text(r, text) : usual;
  return text && !*out ? sdg16i_fail_memory(r->error) : SDG16_OK;
}

static int32_t read_place_and_time(struct reading *r, int64_t row, sdg16i_observation *o) {
  const char *period = NULL, *area = NULL;
  const sdg16_publish_options *given = r->options;
  int deletes =
      sdg16i_is_deletion(o); /* what it does not name is no particular area or period */
  int32_t status = read_text(r, row, "ref_area", deletes ? NULL : given->ref_area, &area);
  if (!status)
    status = read_text(r, row, "time_period", deletes ? NULL : given->time_period, &period);
  if (status) return status;
  if ((!area || !period) && !deletes)
    return sdg16i_fail_at(
        r->error, SDG16_ERR_MISSING, area ? "TIME_PERIOD" : "REF_AREA", row + 1, 0,
        "results, row %lld, %s: expected a value in the table or in the options, found a blank",
        (long long)row + 1, area ? "TIME_PERIOD" : "REF_AREA");
  o->dimension[SDG16I_REF_AREA] = area ? sdg16i_area_text(area) : NULL;
  o->dimension[SDG16I_TIME_PERIOD] = period;
  const char **detail = &o->attribute[SDG16I_TIME_DETAIL];
  status = read_text(r, row, "time_detail", NULL, detail);
  if (o->dataflow) return status;
  if (!status && !*detail) *detail = period;
  if (!status && strlen(period) > 4 && sdg16i_year(period)) { /* "2011/12": its first year */
    o->dimension[SDG16I_TIME_PERIOD] = sdg16i_arena_text(&r->out->memory, period, 4);
    if (!o->dimension[SDG16I_TIME_PERIOD]) status = sdg16i_fail_memory(r->error);
  }
  return status;
}

/* What an attribute is where the results have nothing. Rows of SDMX stay as they are. */
static const char *usual_attribute(const sdg16_publish_options *p, const sdg16i_observation *o,
                                   int32_t place) {
  if (o->dataflow) return NULL;
  switch (place) {
  case SDG16I_UNIT_MULT:
    return "0";
  case SDG16I_SOURCE_DETAIL:
    return p->source_detail;
  case SDG16I_DATA_LAST_UPDATE:
    return p->last_update;
  case SDG16I_OBS_STATUS:
    return "A";
  case SDG16I_NATURE:
    return "C";
  default:
    return NULL;
  }
}

static int32_t read_attributes(struct reading *r, int64_t row, sdg16i_observation *o) {
  int32_t status = SDG16_OK;
  for (int32_t a = 0; a < SDG16I_ATTRIBUTES && !status; a++) {
    if (a == SDG16I_TIME_DETAIL || a == SDG16I_LOWER_BOUND || a == SDG16I_UPPER_BOUND)
      continue; /* read with the period; numbers */
    const char *usual = o->attribute[a] ? o->attribute[a] : usual_attribute(r->options, o, a);
    status = read_text(r, row, sdg16i_attribute_columns[a], usual, &o->attribute[a]);
  }
  o->value = sdg16i_result_number(r->results, "value", row);
  o->lower = sdg16i_result_number(r->results, "lower", row);
  o->upper = sdg16i_result_number(r->results, "upper", row);
  if (isnan(o->value) && !o->dataflow) {
    const char *given = o->attribute[SDG16I_OBS_STATUS];
    if (!given || !SDG16I_IS_ONE_OF("H L M O Q", given)) /* kinds of missing values */
      o->attribute[SDG16I_OBS_STATUS] = "O";
    o->attribute[SDG16I_NATURE] = "_X";
    o->lower = o->upper = NAN;
  }
  return status;
}

/* ---- rows ---- */

/* Of several series with one code, that of the row: the label tells them apart. */
static const sdg16_series *series_of_row(const struct reading *r, int64_t row,
                                         const char *code) {
  const sdg16_series *s = sdg16i_national_values_series(r->def, r->results, row);
  return s && s->code && !strcmp(s->code, code) ? s : r->series;
}

/* Is it a breakdown of a series that has totals alone? */
static int is_of_totals(const sdg16i_observation *o) {
  const sdg16i_series_codes *entry = sdg16i_series_codes_find(o->dimension[SDG16I_SERIES_CODE]);
  return entry && sdg16i_series_is_of_totals(entry, o->dimension);
}

static int32_t read_row(struct reading *r, int64_t row) {
  char buffer[32];
  sdg16i_observation *o = &r->out->item[r->out->count];
  memset(o, 0, sizeof *o);
  o->row = row;
  const char *variant = sdg16i_result_text(r->results, "variant", row, buffer);
  const char *type = sdg16i_result_text(r->results, "reporting_type", row, buffer);
  int groups = variant && !strcmp(variant, "groups") && type && strcmp(type, "N");
  int published = !variant || groups;
  const char *source = sdg16i_result_text(r->results, "source", row, buffer);
  if (r->options->source && (!source || strcmp(source, r->options->source))) published = 0;
  int64_t column = sdg16_table_find(r->results, "series");
  const char *code = column < 0 ? NULL : sdg16_table_text(r->results, row, column);
  if (!published || !code) {
    r->out->left_out++;
    return SDG16_OK;
  }
  if (!r->code || strcmp(r->code, code)) {
    const sdg16_indicator_def *before = r->def;
    r->series = sdg16i_series_of_code(r->registry, code, &r->def);
    if (!r->code || r->def != before) place_sources(r, r->def);
    r->code = code;
  }
  const sdg16_series *series = series_of_row(r, row, code);
  o->dimension[SDG16I_FREQ] = "A";
  o->dimension[SDG16I_SERIES_CODE] = copy_text(r, code);
  if (!o->dimension[SDG16I_SERIES_CODE]) return sdg16i_fail_memory(r->error);
  int32_t status = read_text(r, row, "dataflow", NULL, &o->dataflow);
  if (!status) status = read_text(r, row, "action", NULL, &o->action);
  if (!status)
    status = read_text(r, row, "reporting_type", o->dataflow ? NULL : "N",
                       &o->dimension[SDG16I_REPORTING_TYPE]);
  if (!status) status = read_dimensions(r, row, series, o, &published);
  if (!status && !o->dataflow && r->options->check != SDG16_CHECK_NONE)
    published = published && !is_of_totals(o);
  if (!status && !published) {
    r->out->left_out++;
    return SDG16_OK;
  }
  if (!status) status = read_place_and_time(r, row, o);
  if (!status) status = read_attributes(r, row, o);
  if (!status) status = sdg16i_check_observation(o, r->options, series != NULL, r->error);
  r->out->count++;
  return status;
}

int32_t sdg16i_observations_read(sdg16i_observations *out, const sdg16_registry *registry,
                                 const sdg16_table *results,
                                 const sdg16_publish_options *options, sdg16_error *error) {
  *out = (sdg16i_observations){.with_actions = out->with_actions};
  struct reading r = {
      .out = out, .registry = registry, .results = results, .options = options, .error = error};
  int64_t rows = sdg16_table_rows(results);
  out->item = sdg16i_array(rows, sizeof *out->item);
  int32_t status = out->item ? find_sources(&r) : sdg16i_fail_memory(error);
  for (int64_t row = 0; row < rows && !status; row++) status = read_row(&r, row);
  if (!status && !out->count)
    status = sdg16i_fail(error, SDG16_ERR_EMPTY,
                         "results must have a row with a series code, to be published");
  if (!status) status = sdg16i_arena_status(&out->memory, error);
  if (!status) status = sdg16i_check_keys(out, error);
  sdg16i_dictionary_free(&r.breakdowns);
  return status;
}

void sdg16i_observations_free(sdg16i_observations *o) {
  sdg16i_arena_free(&o->memory);
  free(o->item);
  *o = (sdg16i_observations){0};
}
