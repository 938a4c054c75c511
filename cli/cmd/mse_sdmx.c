/* sdg16 mse --format sdmx-csv: the detected victims as rows of indicator 16.2.2. They have
 * official series; an estimate of the undetected has none. */
#include "cmd/mse_sdmx.h"

#include "cmd/mse_population.h"

#include <string.h>

#define MOST 32
#define OFFICIAL "16.2.2 (official series)"

/* A registry with 16.2.2 as its official series alone; without a population its counts. */
static int official_registry(int has_population, sdg16_registry **out) {
  const sdg16_indicator_def *known = sdg16_registry_find(NULL, "16.2.2");
  sdg16_indicator_def def = *known;
  sdg16_series series[MOST];
  sdg16_input inputs[MOST];
  def.code = OFFICIAL;
  def.series_count = def.input_count = 0;
  for (int64_t i = 0; i < known->series_count && i < MOST; i++)
    if (known->series[i].code && (has_population || !known->series[i].denominator))
      series[def.series_count++] = known->series[i];
  for (int64_t i = 0; i < known->input_count && i < MOST; i++)
    if (known->inputs[i].kind == SDG16_INPUT_COUNT ||
        (has_population && known->inputs[i].kind == SDG16_INPUT_POPULATION))
      inputs[def.input_count++] = known->inputs[i];
  def.series = series;
  def.inputs = inputs;
  sdg16_error error = cli_new_error();
  if (!sdg16_registry_new(out, &error) && !sdg16_registry_add(*out, &def, &error))
    return EXIT_DONE;
  sdg16_registry_free(*out);
  *out = NULL;
  return cli_library_error(&error);
}

static int write_rows(const cli_mse_options *o, const sdg16_registry *registry,
                      const sdg16_table *results) {
  sdg16_error error = cli_new_error();
  sdg16_publish_options settings;
  sdg16_publish_options_init(&settings, (int64_t)sizeof settings);
  settings.file = cli_shown_path(o->in.files.path[0]);
  settings.safe_cells = o->out.safe_cells;
  cli_buffer buffer;
  int64_t left_out;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  if (sdg16_publish(registry, results, SDG16_FORMAT_SDMX_CSV, &settings, cli_to_stream,
                    buffer.stream, &left_out, &error)) {
    cli_buffer_drop(&buffer);
    return cli_library_error(&error);
  }
  return cli_buffer_write(&buffer, o->out.path);
}

/* Also protects the counts, if that is asked for. */
static int write_official(const cli_mse_options *o, const sdg16_registry *registry,
                          const sdg16_table *detected,
                          const sdg16_indicator_options *settings) {
  sdg16_error error = cli_new_error();
  sdg16_indicator *indicator;
  if (sdg16_indicator_new(registry, OFFICIAL, detected, settings, &indicator, &error))
    return cli_library_error(&error);
  const sdg16_table *results = sdg16_indicator_results(indicator);
  const cli_exposed exposed = {.results = results, .registry = registry};
  sdg16_table *protected = NULL;
  int status = o->protection.asked
                   ? cli_protect(&o->protection, o->out.safe_cells, &exposed, &protected)
                   : EXIT_DONE;
  if (!status) status = write_rows(o, registry, protected ? protected : results);
  sdg16_table_free(protected);
  sdg16_indicator_free(indicator);
  return status;
}

static void say_what_is_not_there(const cli_mse_options *o) {
  if (o->out.quiet) return;
  cli_message("note", "only detected victims have rows: no series of indicator 16.2.2 is "
                      "official for an estimate of the undetected (--format csv or json has "
                      "the estimate)");
  if (!o->population)
    cli_message("note", "without --population there are no rows of rates per 100,000");
}

int cli_mse_sdmx(const cli_mse_options *o, const sdg16_capture *capture) {
  sdg16_indicator_options settings;
  sdg16_indicator_options_init(&settings, (int64_t)sizeof settings);
  settings.ref_area = o->area;
  settings.time_period = o->period;
  sdg16_table *population = NULL, *detected = NULL;
  sdg16_registry *registry = NULL;
  sdg16_error error = cli_new_error();
  int status = o->in.by.count ? cli_read_population_by(o->population, &o->in.marks, &o->in.by,
                                                       cli_mse_is_silent(o),
                                                       &settings.population, &population)
                              : cli_read_population(o->population, &o->in.marks,
                                                    cli_mse_is_silent(o), &settings.population);
  if (!status && !population)
    status = cli_too_few_people(o, settings.population, sdg16_capture_observed(capture));
  settings.source_name = cli_shown_path(o->in.files.path[0]);
  settings.population_table = population;
  settings.by = o->in.capture.strata;
  settings.by_count = o->in.capture.stratum_count;
  if (!status) status = official_registry(o->population != NULL, &registry);
  if (!status && sdg16_capture_detected(capture, &detected, &error))
    status = cli_library_error(&error);
  if (!status) status = write_official(o, registry, detected, &settings);
  if (!status) say_what_is_not_there(o);
  sdg16_table_free(detected);
  sdg16_table_free(population);
  sdg16_registry_free(registry);
  return status;
}
