/* The options of sdg16 indicator and sdg16 iff. */
#include "options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Keeps a text that the options point to. */
static int keep(cli_options *o, char *text) {
  char **grown = text ? realloc(o->owned, (size_t)(o->owned_count + 1) * sizeof *grown) : NULL;
  if (!grown) {
    free(text);
    return cli_out_of_memory();
  }
  o->owned = grown;
  o->owned[o->owned_count++] = text;
  return 0;
}

/* Puts a text behind those of a list of the options. */
static int append(const char *const **list, int64_t count, const char *text) {
  const char **grown = realloc((void *)(uintptr_t)*list, (size_t)(count + 1) * sizeof *grown);
  if (!grown) return cli_out_of_memory();
  grown[count] = text;
  *list = grown;
  return 0;
}

/* "a=b,c=d" */
static int map(const char *option, const char *value, cli_options *o) {
  static const char EXPECTED[] = "NAME=COLUMN, separated by commas";
  for (const char *at = value; *at;) {
    const char *end = strchrnul(at, ','), *equals = memchr(at, '=', (size_t)(end - at));
    if (!equals || equals == at || equals + 1 == end)
      return option_bad_value(option, value, EXPECTED);
    char *name = strndup(at, (size_t)(equals - at));
    int status = keep(o, name);
    char *column = status ? NULL : strndup(equals + 1, (size_t)(end - equals - 1));
    if (!status) status = keep(o, column);
    if (!status) status = append(&o->indicator.map_names, o->indicator.map_count, name);
    if (!status) status = append(&o->indicator.map_columns, o->indicator.map_count, column);
    if (status) return status;
    o->indicator.map_count++;
    at = *end ? end + 1 : end;
  }
  return 0;
}

static int by(const char *option, const char *value, cli_options *o) {
  char **names;
  int64_t count;
  int status =
      option_split(option, value, ',', "dimensions separated by commas", &names, &count);
  for (int64_t i = 0; i < count && !status; i++) {
    status = keep(o, names[i]);
    names[i] = NULL;
    if (!status)
      status = append(&o->indicator.by, o->indicator.by_count, o->owned[o->owned_count - 1]);
    if (!status) o->indicator.by_count++;
  }
  if (status) return status;
  free(names);
  return 0;
}

static int whole(const char *option, const char *value, double high, const char *expected,
                 int32_t *out) {
  double found = 0;
  int status = option_number(option, value, 0, high, expected, &found);
  if (!status && found != floor(found)) status = option_bad_value(option, value, expected);
  if (!status) *out = (int32_t)found;
  return status;
}

static int constant(const char *option, const char *value, int32_t found, const char *expected,
                    int32_t *out) {
  if (found < 0) return option_bad_value(option, value, expected);
  *out = found;
  return 0;
}

static int action(const char *option, const char *value, cli_options *o) {
  if (strlen(value) != 1 || !strchr("IARD", *value))
    return option_bad_value(option, value, "I, A, R or D");
  o->publish.action = *value;
  return 0;
}

static int check(const char *option, const char *value, cli_options *o) {
  int32_t found = sdg16_check_from_name(value);
  if (found < 0) return option_bad_value(option, value, "codes, constraints or none");
  o->publish.check = found;
  return 0;
}

static int sdmx_version(const char *option, const char *value, cli_options *o) {
  if (strcmp(value, "1.0") && strcmp(value, "2.0"))
    return option_bad_value(option, value, "1.0 or 2.0");
  o->sdmx_format = value[0] == '2' ? SDG16_FORMAT_SDMX_CSV_2 : SDG16_FORMAT_SDMX_CSV;
  return 0;
}

static int format(const char *option, const char *value, cli_options *o) {
  int32_t found = sdg16_format_from_name(value);
  if (found < 0)
    return option_bad_value(option, value, "text, csv, json, sdmx-csv or open-sdg");
  o->publish_format = found;
  return 0;
}

/* Of counts, of surveys, or none of either: which the indicator is, is seen later. */
static int interval(const char *option, const char *value, cli_options *o) {
  int32_t count = sdg16_count_interval_from_name(value);
  int32_t sample = sdg16_survey_interval_from_name(value);
  o->interval = value;
  o->of_counts = count >= 0;
  o->of_surveys = sample >= 0;
  if (count < 0 && sample < 0)
    return option_bad_value(option, value,
                            "small, poisson or none; of a survey logit, wald, arcsine, beta, "
                            "korn-graubard, wilson, likelihood or none");
  if (count >= 0) o->indicator.interval = count;
  if (sample >= 0) o->survey.estimate.interval = sample;
  return 0;
}

int option_of_indicator(const char *option, const char *value, cli_options *o) {
  const struct {
    const char *option;
    const char **text;
  } TEXTS[] = {{"area", &o->indicator.ref_area},
               {"period", &o->indicator.time_period},
               {"standard", &o->standard},
               {"groups", &o->groups},
               {"prices", &o->prices},
               {"world", &o->aggregate.world},
               {"dataflow", &o->publish.dataflow},
               {"source", &o->publish.source},
               {"source-detail", &o->publish.source_detail},
               {"last-update", &o->publish.last_update},
               {"bands", &o->indicator.bands}};
  for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
    if (!strcmp(option, TEXTS[i].option)) {
      *TEXTS[i].text = value;
      return 0;
    }
  if (!strcmp(option, "map")) return map(option, value, o);
  if (!strcmp(option, "by")) return by(option, value, o);
  if (!strcmp(option, "set")) {
    int status = append(&o->indicator.switches, o->indicator.switch_count, value);
    if (!status) o->indicator.switch_count++;
    return status;
  }
  if (!strcmp(option, "interval")) return interval(option, value, o);
  if (!strcmp(option, "small-count"))
    return option_number(option, value, 0, 1e15, "a number, 0 or above",
                         &o->indicator.small_count);
  if (!strcmp(option, "rule"))
    return constant(option, value, sdg16_aggregate_from_name(value),
                    "sums, mean, weighted or total", &o->aggregate.rule);
  if (!strcmp(option, "window"))
    return whole(option, value, 100, "a number of years", &o->aggregate.window);
  if (!strcmp(option, "coverage"))
    return option_number(option, value, 0, 1, "a number from 0 to 1", &o->aggregate.coverage);
  if (!strcmp(option, "decimals"))
    return whole(option, value, 17, "a whole number from 0 to 17", &o->publish.decimals);
  if (!strcmp(option, "action")) return action(option, value, o);
  if (!strcmp(option, "check")) return check(option, value, o);
  if (!strcmp(option, "sdmx-version")) return sdmx_version(option, value, o);
  if (!strcmp(option, "format")) return format(option, value, o);
  if (!strcmp(option, "trend")) {
    o->trend = 1;
    return 0;
  }
  if (!strcmp(option, "audit")) {
    o->audit = 1;
    return 0;
  }
  if (!strcmp(option, "coding")) {
    o->coding = 1;
    return 0;
  }
  if (!strcmp(option, "detail")) {
    o->detail = 1;
    return 0;
  }
  if (!strcmp(option, "coefficients")) {
    o->coefficients = 1;
    return 0;
  }
  if (!strcmp(option, "codes")) {
    o->publish.labels = 0;
    return 0;
  }
  return -1;
}
