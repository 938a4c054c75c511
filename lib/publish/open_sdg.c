/* The data file of the Open SDG platform: Year, disaggregations, Units, Series, GeoCode,
 * Value; a blank disaggregation is the total. */
#include "base/error.h"
#include "indicators/counts/columns.h"
#include "indicators/regional/national_values.h"
#include "indicators/registry/categories.h"
#include "publish/formats.h"
#include "results/result_schema.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The words of the platform for units; the registry has their codes alone. */
static const struct {
  const char *code, *words;
} UNITS[] = {{"PT", "Percentage"},  {"PER_100000_POP", "Rate per 100,000 population"},
             {"NUMBER", "Number"},  {"RO", "Ratio"},
             {"USD", "US dollars"}, {"IX", "Index"}};

static const char *words_of_unit(const char *code) {
  for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++)
    if (!strcmp(UNITS[i].code, code)) return UNITS[i].words;
  return code;
}

/* "Y0T4": "0 to 4"; 0 for other codes. */
static int put_age_words(const char *code, char out[80]) {
  double low, high;
  if (sdg16i_age_band(code, &low, &high)) return 0;
  int months = *code == 'M';
  const char *of = months ? " months" : "";
  double unit = months ? 1 : 12;
  int from = (int)(low / unit), to = isinf(high) ? 0 : (int)(high / unit) - 1;
  if (isinf(high)) return snprintf(out, 80, "%d and over%s", from, of);
  if (!from) return snprintf(out, 80, "Under %d%s", to + 1, of);
  return from == to ? snprintf(out, 80, "%d%s", from, of)
                    : snprintf(out, 80, "%d to %d%s", from, to, of);
}

/* "firearm": "Firearm"; underscores are blanks. */
static void put_capitalised(const char *text, size_t size, char out[80]) {
  if (size > 79) size = 79;
  memcpy(out, text, size);
  out[size] = '\0';
  if (*out >= 'a' && *out <= 'z') *out = (char)(*out - 'a' + 'A');
  for (char *c = out; *c; c++)
    if (*c == '_') *c = ' ';
}

/* The first word that the definition gives for a category, else the code. */
static const char *words_of_category(const sdg16_dimension *d, const char *code, char out[80]) {
  if (d && d->component && !strcmp(d->component, "AGE") && put_age_words(code, out)) return out;
  size_t size = strlen(code);
  for (const char *at = d ? d->categories : NULL; at && *at;) {
    if (!strncmp(at, code, size) && at[size] == '=') {
      const char *words = at + size + 1;
      put_capitalised(words, strcspn(words, "|;"), out);
      return out;
    }
    at = strchr(at, ';');
    if (at) at += 1 + strspn(at + 1, " ");
  }
  if (!strcmp(code, "_U")) return "Unknown";
  return code;
}

struct file {
  const sdg16_table *results;
  const sdg16_indicator_def *def;
  int words, areas;
  int64_t dimension[64]; /* columns */
  int32_t dimensions;
};

static const sdg16_dimension *find_definition(const struct file *f, const char *name) {
  int32_t at = f->def ? sdg16i_find_dimension(f->def, name, (int64_t)strlen(name)) : -1;
  return at < 0 ? NULL : &f->def->dimensions[at];
}

static int32_t read_file_columns(struct file *f, const sdg16i_observations *o,
                                 sdg16_error *error) {
  char buffer[32], other[32];
  int32_t result = sdg16i_result_of(f->results);
  for (int64_t c = 0; c < sdg16_table_columns(f->results) && f->dimensions < 64; c++)
    if (sdg16i_is_dimension(f->results, result, c)) f->dimension[f->dimensions++] = c;
  const char *first = sdg16i_result_text(f->results, "indicator", o->item[0].row, buffer);
  for (int64_t i = 1; i < o->count; i++) {
    const char *code = sdg16i_result_text(f->results, "indicator", o->item[i].row, other);
    if (first && code && strcmp(first, code))
      return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                         "results must be of one indicator, not of %.30s and %.30s", first,
                         code);
    f->areas |= strcmp(o->item[i].dimension[SDG16I_REF_AREA],
                       o->item[0].dimension[SDG16I_REF_AREA]) != 0;
  }
  return SDG16_OK;
}

static void put_row(const struct file *f, const sdg16i_observation *o, sdg16i_writer *w) {
  char buffer[32], words[80];
  sdg16i_put_field(w, o->attribute[SDG16I_TIME_DETAIL] ? o->attribute[SDG16I_TIME_DETAIL]
                                                       : o->dimension[SDG16I_TIME_PERIOD]);
  for (int32_t i = 0; i < f->dimensions; i++) {
    const char *name = sdg16_table_name(f->results, f->dimension[i]);
    const char *code = sdg16i_result_text(f->results, name, o->row, buffer);
    sdg16i_puts(w, ",");
    if (!code || !*code || !strcmp(code, "_T")) continue;
    const char *label =
        strcmp(name, "cust_breakdown") ? NULL : o->attribute[SDG16I_CUST_BREAKDOWN_LB];
    if (f->words && !label) label = words_of_category(find_definition(f, name), code, words);
    sdg16i_put_field(w, f->words ? label : code);
  }
  const char *unit = o->attribute[SDG16I_UNIT_MEASURE];
  sdg16i_puts(w, ",");
  if (unit) sdg16i_put_field(w, f->words ? words_of_unit(unit) : unit);
  sdg16i_puts(w, ",");
  char label[32];
  const char *series = f->words ? sdg16i_result_text(f->results, "label", o->row, label) : NULL;
  sdg16i_put_field(w, series ? series : o->dimension[SDG16I_SERIES_CODE]);
  if (f->areas) {
    sdg16i_puts(w, ",");
    sdg16i_put_field(w, o->dimension[SDG16I_REF_AREA]);
  }
  sdg16i_puts(w, ",");
  if (!isnan(o->value)) sdg16i_put_double(w, o->value);
  sdg16i_puts(w, "\n");
}

int32_t sdg16i_write_open_sdg(const sdg16i_observations *observations,
                              const sdg16_registry *registry, const sdg16_table *results,
                              const sdg16_publish_options *options, sdg16i_writer *w,
                              sdg16_error *error) {
  struct file f = {.results = results, .words = options->labels};
  f.def = sdg16i_national_values_def(registry, results, observations->item[0].row);
  int32_t status = read_file_columns(&f, observations, error);
  if (status) return status;
  sdg16i_puts(w, "Year");
  for (int32_t i = 0; i < f.dimensions; i++) {
    char words[80];
    const char *name = sdg16_table_name(results, f.dimension[i]);
    put_capitalised(name, strlen(name), words);
    sdg16i_puts(w, ",");
    sdg16i_put_field(w, words);
  }
  sdg16i_puts(w, ",Units,Series");
  if (f.areas) sdg16i_puts(w, ",GeoCode");
  sdg16i_puts(w, ",Value\n");
  for (int64_t i = 0; i < observations->count; i++) put_row(&f, &observations->item[i], w);
  return SDG16_OK;
}
