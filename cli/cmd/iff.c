/* sdg16 iff METHOD FILE: illicit financial flows by one method, and sums of methods. */
#include "shared/cli.h"

#include <stdlib.h>
#include <string.h>

static int publish(const cli_options *o, const sdg16_table *results, const sdg16_iff *iff,
                   FILE *out) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_publish_options settings = o->publish;
  settings.command = "iff";
  settings.file = o->files[1];
  settings.diagnostics = sdg16_iff_diagnostics(iff);
  return sdg16_publish(NULL, results, o->publish_format, &settings, cli_to_stream, out, NULL,
                       &error)
             ? cli_library_error(&error)
             : EXIT_DONE;
}

/* Results, or the detail or the coefficients; `iff` is NULL for a sum of several. */
static int write_table(const cli_options *o, const sdg16_table *results, const sdg16_iff *iff) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  const sdg16_table *other = o->detail         ? sdg16_iff_detail(iff)
                             : o->coefficients ? sdg16_iff_coefficients(iff)
                                               : NULL;
  status =
      other ? cli_write_csv(other, buffer.stream) : publish(o, results, iff, buffer.stream);
  if (status) {
    cli_buffer_drop(&buffer);
    return status;
  }
  status = cli_buffer_write(&buffer, o);
  int shown = !other && (o->publish_format == SDG16_FORMAT_TEXT ||
                         o->publish_format == SDG16_FORMAT_JSON);
  const sdg16_table *doubts = sdg16_iff_diagnostics(iff);
  for (int64_t i = 0; !status && !o->quiet && !shown && i < sdg16_table_rows(doubts); i++)
    cli_message("note", cli_table_text(doubts, i, "message"));
  if (status) return status;
  return cli_any_value(results) ? EXIT_DONE : EXIT_NO_ESTIMATE;
}

/* The sum of tables of results, by category if asked for, written. */
static int write_total(const cli_options *o, int64_t count, const sdg16_table *const *tables,
                       const sdg16_iff *iff) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_table *total;
  int32_t failed = o->indicator.by_count
                       ? sdg16_iff_total_by_category(count, tables, &total, &error)
                       : sdg16_iff_total(count, tables, &total, &error);
  if (failed) return cli_library_error(&error);
  int status = write_table(o, total, iff);
  sdg16_table_free(total);
  return status;
}

static int estimate(const cli_options *o, int32_t method, const sdg16_table *prices) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_iff_options settings;
  sdg16_iff_options_init(&settings, (int64_t)sizeof settings);
  settings.map_count = o->indicator.map_count;
  settings.map_names = o->indicator.map_names;
  settings.map_columns = o->indicator.map_columns;
  settings.set_count = o->indicator.switch_count;
  settings.sets = o->indicator.switches;
  settings.ref_area = o->indicator.ref_area;
  settings.time_period = o->indicator.time_period;
  settings.prices = prices;
  settings.delimiter = o->capture.delimiter;
  settings.decimal = o->capture.decimal;
  sdg16_exec_options exec;
  int status = cli_begin_computing(o, &exec);
  if (status) return status;
  sdg16_iff *iff;
  int32_t failed = sdg16_iff_read(method, o->files[1], &settings, &exec, &iff, &error);
  cli_end_computing(&exec);
  if (failed) return cli_library_error(&error);
  const sdg16_table *results = sdg16_iff_results(iff);
  status =
      o->indicator.by_count ? write_total(o, 1, &results, iff) : write_table(o, results, iff);
  sdg16_iff_free(iff);
  return status;
}

static int list_methods(const cli_options *o) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_table *methods;
  if (sdg16_iff_methods(&methods, &error)) return cli_library_error(&error);
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (!status && (status = cli_write_csv(methods, buffer.stream)))
    cli_buffer_drop(&buffer);
  else if (!status)
    status = cli_buffer_write(&buffer, o);
  sdg16_table_free(methods);
  return status;
}

/* sdg16 iff total FILE...: results as CSV. */
static int add_up(const cli_options *o) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  int64_t count = o->file_count - 1;
  if (count < 1)
    return cli_error(EXIT_USAGE, "iff total: no FILE found, expected results as CSV");
  sdg16_table **table = calloc((size_t)count, sizeof *table);
  if (!table) return cli_out_of_memory();
  int status = cli_check_output(o);
  for (int64_t i = 0; i < count && !status; i++)
    if (sdg16_table_read_csv(o->files[1 + i], NULL, &table[i], &error))
      status = cli_library_error(&error);
  if (!status) status = write_total(o, count, (const sdg16_table *const *)table, NULL);
  for (int64_t i = 0; i < count; i++) sdg16_table_free(table[i]);
  free(table);
  return status;
}

int cli_iff(const cli_options *o) {
  if (o->file_count >= 1 && !strcmp(o->files[0], "total")) return add_up(o);
  if (o->file_count == 1 && !strcmp(o->files[0], "methods")) return list_methods(o);
  if (o->file_count != 2)
    return cli_error(
        EXIT_USAGE,
        "iff: %lld arguments found, expected METHOD and FILE (see sdg16 iff --help)",
        (long long)o->file_count);
  int32_t method = sdg16_iff_method_from_name(o->files[0]);
  if (method < 0)
    return cli_error(
        EXIT_USAGE, "iff: method '%s' is not available in this version (see sdg16 iff methods)",
        o->files[0]);
  int status = cli_check_output(o);
  sdg16_table *prices = NULL;
  if (!status && o->prices) status = cli_read_csv(o, o->prices, &prices);
  if (!status) status = estimate(o, method, prices);
  sdg16_table_free(prices);
  return status;
}
