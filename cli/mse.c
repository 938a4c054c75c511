/* sdg16 mse: reads, estimates, writes in the format asked for. */
#include "cli.h"

/* What CSV has no place for. */
static void warn(const cli_options *options, const sdg16_mse *mse) {
  const sdg16_table *diagnostics = sdg16_mse_diagnostics(mse);
  if (options->quiet) return;
  for (int64_t i = 0; i < sdg16_table_rows(diagnostics); i++) {
    const char *severity = cli_table_text(diagnostics, i, "severity");
    const char *message = cli_table_text(diagnostics, i, "message");
    if (severity && message) cli_message(severity, message);
  }
}

static int write_result(const cli_options *options, const sdg16_capture *capture,
                        const sdg16_mse *mse) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  switch (options->format) {
  case FORMAT_CSV:
    status = cli_write_csv(sdg16_mse_estimates(mse), buffer.stream);
    break;
  case FORMAT_JSON:
    status = cli_json_mse(options, capture, mse, buffer.stream);
    break;
  default:
    status = cli_mse_text(options, capture, mse, buffer.stream);
  }
  if (!status)
    status = cli_buffer_write(&buffer, options);
  else
    cli_buffer_drop(&buffer);
  if (status) return status;
  if (options->format == FORMAT_CSV) warn(options, mse);
  return sdg16_mse_status(mse) == SDG16_MODEL_OK ? EXIT_DONE : EXIT_NO_ESTIMATE;
}

static int estimate(const cli_options *options, const sdg16_capture *capture) {
  sdg16_mse_options settings = options->mse;
  int status = cli_read_population(options, &settings.population);
  if (status) return status;
  if (options->population && settings.population < (double)sdg16_capture_observed(capture)) {
    char people[NUMBER_SIZE], observed[NUMBER_SIZE];
    return cli_error(EXIT_USAGE,
                     "--population: %s people found, expected at least the %s observed",
                     cli_number(settings.population, 0, people),
                     cli_count(sdg16_capture_observed(capture), observed));
  }
  sdg16_exec_options exec;
  status = cli_begin_computing(options, &exec);
  if (status) return status;
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_mse *mse;
  int32_t failed = sdg16_mse_new(capture, &settings, &exec, &mse, &error);
  cli_end_computing(&exec);
  if (failed) return cli_library_error(&error);
  status = write_result(options, capture, mse);
  sdg16_mse_free(mse);
  return status;
}

int cli_mse(const cli_options *options) {
  sdg16_capture *capture;
  int status = cli_check_output(options);
  if (!status) status = cli_read_capture(options, &capture);
  if (status) return status;
  status = estimate(options, capture);
  sdg16_capture_free(capture);
  return status;
}
