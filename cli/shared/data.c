/* Reading: capture data with --drop and --merge, and the population. */
#include "shared/cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int unknown_list(const cli_edit *edit, const char *name, const sdg16_capture *capture) {
  char known[512] = "";
  for (int32_t i = 0; i < sdg16_capture_lists(capture); i++) {
    size_t used = strlen(known);
    snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "",
             sdg16_capture_list_name(capture, i));
  }
  return cli_error(EXIT_USAGE, "--%s: no list '%s' found, expected one of %s", edit->option,
                   name, known);
}

static int apply(const cli_edit *edit, sdg16_capture **capture) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_capture *edited = NULL;
  int32_t status;
  if (edit->count) {
    int32_t lists[SDG16_MAX_LISTS];
    if (edit->count > SDG16_MAX_LISTS)
      return cli_error(EXIT_USAGE, "--merge: %lld lists found, expected at most %d",
                       (long long)edit->count, SDG16_MAX_LISTS);
    for (int64_t i = 0; i < edit->count; i++)
      if ((lists[i] = sdg16_capture_find_list(*capture, edit->lists[i])) < 0)
        return unknown_list(edit, edit->lists[i], *capture);
    status =
        sdg16_capture_merge_lists(*capture, edit->name, edit->count, lists, &edited, &error);
  } else {
    int32_t list = sdg16_capture_find_list(*capture, edit->name);
    if (list < 0) return unknown_list(edit, edit->name, *capture);
    status = sdg16_capture_drop_list(*capture, list, &edited, &error);
  }
  if (status == SDG16_ERR_MEMORY) return cli_out_of_memory();
  /* the file was fine: it is the option that asks for what cannot be */
  if (status)
    return cli_error(EXIT_USAGE, "--%s '%s': %s", edit->option, edit->name, error.message);
  sdg16_capture_free(*capture);
  *capture = edited;
  return EXIT_DONE;
}

int cli_read_capture(const cli_options *options, sdg16_capture **out) {
  *out = NULL;
  sdg16_capture *capture;
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  if (sdg16_capture_read(options->file_count, options->files, &options->capture, &capture,
                         &error))
    return cli_library_error(&error);
  for (int64_t i = 0; i < options->edit_count; i++) {
    int status = apply(&options->edits[i], &capture);
    if (status) {
      sdg16_capture_free(capture);
      return status;
    }
  }
  *out = capture;
  return EXIT_DONE;
}

/* ---- tables ---- */

int cli_read_csv(const cli_options *o, const char *path, sdg16_table **out) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_csv_options reading;
  sdg16_csv_options_init(&reading, (int64_t)sizeof reading);
  reading.delimiter = o->capture.delimiter;
  reading.decimal = o->capture.decimal;
  return sdg16_table_read_csv(path, &reading, out, &error) ? cli_library_error(&error)
                                                           : EXIT_DONE;
}

int cli_read_table(const cli_options *o, const char *path, sdg16_table **out) {
  sdg16_read_options reading;
  sdg16_csv_options csv;
  sdg16_read_options_init(&reading, (int64_t)sizeof reading);
  sdg16_csv_options_init(&csv, (int64_t)sizeof csv);
  csv.delimiter = o->capture.delimiter;
  csv.decimal = o->capture.decimal;
  reading.csv = &csv;
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  return sdg16_table_read(path, &reading, out, &error) ? cli_library_error(&error) : EXIT_DONE;
}

/* ---- population ---- */

static int bad_population(int exit_status, const char *where, const char *found) {
  return cli_error(exit_status, "%s: %s found, expected a number of people above 0", where,
                   found);
}

static int sum_population(const char *path, const sdg16_table *table, double *out) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  if (!sdg16_population_sum(table, out, &error)) return EXIT_DONE;
  return cli_error(EXIT_INPUT, "%s: %s", path, error.message);
}

/* Reads the file: first the column population and the --by columns, which it must have, and
 * then all columns, by which rows are told apart. */
static int read_people(const cli_options *options, sdg16_table **out) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  int64_t strata = options->by ? options->capture.stratum_count : 0;
  const char **columns = malloc((size_t)(strata + 1) * sizeof *columns);
  if (!columns) return cli_out_of_memory();
  columns[0] = "population";
  for (int64_t k = 0; k < strata; k++) columns[1 + k] = options->by[k];
  sdg16_read_options reading;
  sdg16_read_options_init(&reading, (int64_t)sizeof reading);
  reading.column_count = strata + 1;
  reading.columns = columns;
  int32_t failed = sdg16_table_read(options->population, &reading, out, &error);
  free(columns);
  if (failed) return cli_library_error(&error);
  sdg16_table_free(*out);
  *out = NULL;
  failed = sdg16_table_read(options->population, NULL, out, &error);
  return failed ? cli_library_error(&error) : EXIT_DONE;
}

int cli_read_population_by(const cli_options *options, double *number, sdg16_table **table) {
  const char *text = options->population;
  *number = 0;
  *table = NULL;
  if (!text) return EXIT_DONE;
  double value;
  if (!sdg16_parse_double(text, &value)) {
    char found[300];
    snprintf(found, sizeof found, "'%.200s'", text);
    if (!(value > 0) || !isfinite(value))
      return bad_population(EXIT_USAGE, "--population", found);
    *number = value;
    return EXIT_DONE;
  }
  if (access(text, F_OK))
    return cli_error(EXIT_USAGE,
                     "--population: '%s' found, expected a number such as 67000000, or a "
                     "file with a column named population",
                     text);
  return read_people(options, table);
}

int cli_read_population(const cli_options *options, double *out) {
  sdg16_table *table;
  int status = cli_read_population_by(options, out, &table);
  if (status || !table) return status;
  status = sum_population(options->population, table, out);
  sdg16_table_free(table);
  return status;
}
