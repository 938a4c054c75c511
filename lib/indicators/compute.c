/* From data to results: cells of counts, or respondents. */
#include "indicators/compute.h"
#include "base/error.h"
#include "base/options.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "indicators/counts/mse_data.h"
#include "indicators/microdata/respondents.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sdg16_indicator {
  sdg16_table *results, *diagnostics, *audit, *coding; /* the last two: of microdata */
  sdg16i_origin origin;
  char sha256[SDG16I_SHA256_HEX_SIZE];
};

/* A number as the bytes of its double, the lowest first; a missing one as none. */
static void digest_number(sdg16i_sha256 *hash, double number, int missing) {
  unsigned char bytes[9] = {(unsigned char)missing};
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  for (int i = 0; i < 8; i++) bytes[1 + i] = (unsigned char)(bits >> 8 * i);
  sdg16i_sha256_update(hash, (const char *)bytes, missing ? 1 : 9);
}

/* Names and cells, column by column: numbers alike whether they were whole or real. */
static void digest_table(const sdg16_table *table, char out[SDG16I_SHA256_HEX_SIZE]) {
  sdg16i_sha256 hash;
  sdg16i_sha256_init(&hash);
  for (int64_t c = 0; c < sdg16_table_columns(table); c++) {
    const char *name = sdg16_table_name(table, c);
    const uint8_t *missing = sdg16_table_missing(table, c);
    const int64_t *whole = sdg16_table_int64(table, c);
    const double *real = sdg16_table_double(table, c);
    sdg16i_sha256_update(&hash, name, (int64_t)strlen(name) + 1);
    for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
      int none = missing && missing[row];
      if (whole || real) {
        digest_number(&hash, none ? 0 : whole ? (double)whole[row] : real[row], none);
        continue;
      }
      const char *text = sdg16_table_text(table, row, c);
      if (text) sdg16i_sha256_update(&hash, text, (int64_t)strlen(text));
      sdg16i_sha256_update(&hash, text ? "\n" : "\n\n", text ? 1 : 2);
    }
  }
  sdg16i_sha256_hex(&hash, out);
}

int32_t sdg16_indicator_options_init(sdg16_indicator_options *options, int64_t size) {
  const sdg16_indicator_options defaults = {
      .struct_size = sizeof defaults, .small_count = 100, .level = 0.95};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

static int32_t check_texts(const char *what, int64_t count, const char *const *texts,
                           sdg16_error *error) {
  if (count < 0 || count > 1000)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, what, 0, 0,
                          "%s must be from 0 to 1000 texts, not %lld", what, (long long)count);
  for (int64_t i = 0; i < count; i++)
    if (!texts || !texts[i])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, what, i + 1, 0,
                            "%s: text %lld must not be NULL", what, (long long)i + 1);
  return SDG16_OK;
}

static int32_t check_indicator_options(const sdg16_indicator_options *o, sdg16_error *error) {
  int32_t status = check_texts("map", o->map_count, o->map_names, error);
  if (!status) status = check_texts("map", o->map_count, o->map_columns, error);
  if (!status) status = check_texts("by", o->by_count, o->by, error);
  if (!status) status = check_texts("switches", o->switch_count, o->switches, error);
  if (status) return status;
  if (!sdg16_count_interval_name(o->interval))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "interval", 0, 0,
                          "interval must be an SDG16_COUNT_INTERVAL_ value, not %d",
                          (int)o->interval);
  if (!(o->level > 0 && o->level < 1))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "level", o->level, SDG16I_LEVEL_RULE);
  if (!(o->population >= 0) || isinf(o->population))
    return sdg16i_fail_number(error, SDG16_ERR_POPULATION, "population", o->population,
                              "a number of people above 0");
  if (!(o->small_count >= 0))
    return sdg16i_fail_number(error, SDG16_ERR_ARGUMENT, "small_count", o->small_count,
                              "a number of 0 or more");
  if (o->crossed < 0)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "crossed", 0, 0,
                          "crossed must be a number of dimensions, or 0 for all, not %d",
                          (int)o->crossed);
  if (o->population > 0 && o->population_table)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "population", 0, 0,
                          "population must be a number or a table, not both");
  return SDG16_OK;
}

/* ---- counts or microdata? ---- */

/* An SDG16_DATA_ value, or a refusal. */
static int32_t data_of(const sdg16_indicator_def *def, int design, sdg16_error *error) {
  int counts = 0, survey = 0;
  for (int64_t i = 0; i < def->series_count; i++) {
    counts |= def->series[i].numerator != NULL;
    survey |= def->series[i].survey_numerator != NULL;
  }
  if (survey && (design || !counts)) return SDG16_DATA_MICRODATA;
  if (counts && !design) return SDG16_DATA_COUNTS;
  if (design)
    return sdg16i_fail_at(error, SDG16_ERR_UNSUPPORTED, "code", 0, 0,
                          "indicator %.30s is not computed from the microdata of a survey%s",
                          def->code, counts ? ": it takes counts" : "");
  return sdg16i_fail_at(
      error, SDG16_ERR_UNSUPPORTED, "code", 0, 0,
      "indicator %.30s is not computed from counts: it has methods of its own (sdg16 iff)",
      def->code);
}

int32_t sdg16_indicator_data(const sdg16_registry *registry, const char *code, int32_t design,
                             sdg16_error *error) {
  const sdg16i_entry *named, *computed;
  if (!code) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "code must not be NULL");
  int32_t status = sdg16i_registry_resolve(registry, code, &named, &computed, error);
  return status ? status : data_of(computed->def, design != 0, error);
}

static int32_t check_data(const sdg16_indicator_def *def, int32_t given, sdg16_error *error) {
  int32_t data = data_of(def, given == SDG16_DATA_MICRODATA, error);
  if (data < 0 || data == given) return data < 0 ? data : SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_UNSUPPORTED, "code", 0, 0,
                        "indicator %.30s is not computed from counts: it takes the microdata "
                        "of a survey",
                        def->code);
}

/* ---- the whole ---- */

static int32_t compute_counts(sdg16i_computation *e, sdg16_error *error) {
  int32_t status = sdg16i_computation_switches(e);
  if (!status) status = sdg16i_indicator_data_read(&e->cells, error);
  if (!status) status = sdg16i_computation_series(e);
  if (!status) status = sdg16i_computation_check_shares(e);
  if (!status) status = sdg16i_computation_tell_totals(e);
  if (!status) status = sdg16i_disaggregate(e);
  if (!status && e->cells.lacking[0])
    status = sdg16i_results_diagnostic(&e->results, "population", e->cells.key,
                                       "the population table has groups that the data do not "
                                       "have (%s); totals are of the groups in the data",
                                       e->cells.lacking);
  if (!status) status = sdg16i_mse_data_notes(&e->results);
  if (!status && e->cells.entry->code && e->cells.entry->code->finish)
    status = e->cells.entry->code->finish(&e->results, error);
  return status;
}

/* Names the columns that have no use: one of them may be an input or a dimension by another
 * name. A result of mse has columns of its own. */
static int32_t tell_unused(sdg16i_computation *e) {
  const sdg16i_indicator_data *c = &e->cells;
  char names[400] = "";
  size_t used = 0;
  int64_t count = 0;
  if (sdg16i_is_mse_data(c->data)) return SDG16_OK;
  for (int64_t i = 0; i < sdg16_table_columns(c->data); i++) {
    if (sdg16i_uses_column(c, i)) continue;
    const char *name = sdg16_table_name(c->data, i);
    if (used + 80 < sizeof names)
      used += (size_t)snprintf(names + used, sizeof names - used, "%s'%.*s'", count ? ", " : "",
                               sdg16i_utf8_excerpt(name), name);
    count++;
  }
  if (!count) return SDG16_OK;
  return sdg16i_results_diagnostic(&e->results, "unused", NULL,
                                   "the data have %lld column%s that %s no input and no "
                                   "dimension of %s: %s (other names are "
                                   "given with --map NAME=COLUMN)",
                                   (long long)count, count == 1 ? "" : "s",
                                   count == 1 ? "is" : "are", c->def->code, names);
}

/* How a survey is estimated; NULL: the data are counts. */
struct sampling {
  const sdg16_design *design;
  const sdg16_survey_options *estimation;
  const sdg16_exec_options *exec;
};

/* What a file has that was not read as it stands. */
static int32_t add_file_notes(sdg16i_computation *e, const char *which,
                              const sdg16_table *table) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; table && !status && i < sdg16_table_note_count(table); i++)
    status = sdg16i_results_diagnostic(&e->results, "file", NULL, "%s%s", which,
                                       sdg16_table_note(table, i));
  return status;
}

static int32_t compute_indicator(sdg16i_computation *e, const struct sampling *sampling,
                                 sdg16_indicator *indicator, sdg16_error *error) {
  int32_t status =
      sampling ? sdg16i_indicator_respondents(e, sampling->design, sampling->estimation,
                                              sampling->exec, &indicator->audit,
                                              &indicator->coding, &indicator->origin, error)
               : compute_counts(e, error);
  if (!status) status = sdg16i_arena_status(&e->cells.memory, error);
  if (!status) status = sdg16i_arena_status(&e->results.memory, error);
  if (!status) status = sdg16i_results_table(&e->results, &indicator->results);
  if (!status) status = add_file_notes(e, "", e->cells.data);
  if (!status) status = add_file_notes(e, "population: ", e->options.population_table);
  if (!status && !sampling) status = tell_unused(e);
  if (!status) status = sdg16i_results_diagnostics(&e->results, &indicator->diagnostics);
  if (!status) digest_table(e->cells.data, indicator->sha256);
  return status;
}

static int32_t make_indicator(const sdg16_registry *registry, const char *code,
                              const sdg16_table *data, const struct sampling *sampling,
                              const sdg16_indicator_options *options, sdg16_indicator **out,
                              sdg16_error *error) {
  sdg16i_computation *e = calloc(1, sizeof *e);
  if (!e) return sdg16i_fail_memory(error);
  sdg16_indicator_options_init(&e->options, (int64_t)sizeof e->options);
  int32_t status = sdg16i_struct_in(options, &e->options, (int64_t)sizeof e->options,
                                    "sdg16_indicator_options", error);
  const sdg16i_entry *named, *computed;
  if (!status) status = check_indicator_options(&e->options, error);
  if (!status) status = sdg16i_registry_resolve(registry, code, &named, &computed, error);
  if (!status)
    status =
        check_data(computed->def, sampling ? SDG16_DATA_MICRODATA : SDG16_DATA_COUNTS, error);
  sdg16_indicator *indicator = NULL;
  if (!status && !(indicator = calloc(1, sizeof *indicator)))
    status = sdg16i_fail_memory(error);
  if (!status) {
    const char *where = e->options.source_name;
    e->cells = (sdg16i_indicator_data){.entry = computed,
                                       .def = computed->def,
                                       .data = data,
                                       .options = &e->options,
                                       .microdata = sampling != NULL,
                                       .where = where && *where ? where : "data"};
    e->cube = (sdg16i_margins){.cells = &e->cells, .error = error};
    e->results = (sdg16i_results){.cells = &e->cells, .code = named->def->code, .error = error};
    e->cells.engine = e;
    status = compute_indicator(e, sampling, indicator, error);
    sdg16i_results_free(&e->results);
    sdg16i_indicator_data_free(&e->cells);
  }
  free(e);
  if (status) {
    sdg16_indicator_free(indicator);
    return status;
  }
  *out = indicator;
  return SDG16_OK;
}

int32_t sdg16_indicator_new(const sdg16_registry *registry, const char *code,
                            const sdg16_table *data, const sdg16_indicator_options *options,
                            sdg16_indicator **out, sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (!code || !data)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s must not be NULL",
                       code ? "data" : "code");
  return make_indicator(registry, code, data, NULL, options, out, error);
}

int32_t sdg16_indicator_survey(const sdg16_registry *registry, const char *code,
                               const sdg16_design *design,
                               const sdg16_indicator_options *options,
                               const sdg16_survey_options *estimation,
                               const sdg16_exec_options *exec, sdg16_indicator **out,
                               sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (!code || !design)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "%s must not be NULL",
                       code ? "design" : "code");
  const struct sampling sampling = {design, estimation, exec};
  return make_indicator(registry, code, design->table, &sampling, options, out, error);
}

void sdg16_indicator_free(sdg16_indicator *indicator) {
  if (!indicator) return;
  sdg16_table_free(indicator->results);
  sdg16_table_free(indicator->diagnostics);
  sdg16_table_free(indicator->audit);
  sdg16_table_free(indicator->coding);
  sdg16i_origin_clear(&indicator->origin);
  free(indicator);
}

const sdg16_table *sdg16_indicator_results(const sdg16_indicator *indicator) {
  return indicator ? indicator->results : NULL;
}
const sdg16_table *sdg16_indicator_diagnostics(const sdg16_indicator *indicator) {
  return indicator ? indicator->diagnostics : NULL;
}
const sdg16_table *sdg16_indicator_audit(const sdg16_indicator *indicator) {
  return indicator ? indicator->audit : NULL;
}
const sdg16_table *sdg16_indicator_coding(const sdg16_indicator *indicator) {
  return indicator ? indicator->coding : NULL;
}
const char *sdg16_indicator_sha256(const sdg16_indicator *indicator) {
  return indicator ? indicator->sha256 : NULL;
}

const sdg16i_origin *sdg16i_indicator_origin(const sdg16_indicator *indicator) {
  return &indicator->origin;
}
