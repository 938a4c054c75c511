/* Estimates by groups, protected, with the C API: what docs/tutorial-mse.md does in sections 5
 * and 7.
 *
 *   groups LINKED.csv POPULATION.csv MINIMUM COLUMN...
 *
 * LINKED.csv is a capture table with the columns that make groups (sdg16 check --table writes
 * one); POPULATION.csv has the same columns and `population`. The result is CSV on standard
 * output. */
#include <sdg16.h>

#include <stdio.h>
#include <stdlib.h>

static int32_t to_stream(const char *bytes, int64_t size, void *stream) {
  return fwrite(bytes, 1, (size_t)size, stream) == (size_t)size ? 0 : 1;
}

/* One model for all groups: small groups cannot support a selection of their own. */
static int32_t estimate_groups(const sdg16_capture *capture, const sdg16_table *population,
                               int64_t count, const char *const *columns, sdg16_strata **out,
                               sdg16_error *error) {
  sdg16_strata_options by;
  sdg16_mse_options options;
  sdg16_exec_options exec;
  sdg16_strata_options_init(&by, sizeof by);
  sdg16_mse_options_init(&options, sizeof options);
  sdg16_exec_options_init(&exec, sizeof exec);
  by.column_count = count;
  by.columns = columns;
  by.common_model = 1;
  by.population = population;
  options.replicates = 1000;
  return sdg16_strata_new(capture, &by, &options, &exec, out, error);
}

/* Suppresses what reveals counts below the minimum, and writes the rest. */
static int32_t write_protected(const sdg16_strata *strata, double minimum, sdg16_error *error) {
  sdg16_protect_options options;
  sdg16_table *safe;
  sdg16_protect_options_init(&options, sizeof options);
  options.minimum = minimum;
  int32_t status =
      sdg16_protect(NULL, sdg16_strata_estimates(strata), &options, &safe, NULL, error);
  if (status) return status;
  status = sdg16_publish(NULL, safe, SDG16_FORMAT_CSV, NULL, to_stream, stdout, NULL, error);
  sdg16_table_free(safe);
  return status;
}

int main(int argc, char **argv) {
  double minimum;
  if (argc < 5 || sdg16_parse_double(argv[3], &minimum)) {
    fprintf(stderr, "usage: groups LINKED.csv POPULATION.csv MINIMUM COLUMN...\n");
    return 2;
  }
  const char *path = argv[1], *const *columns = (const char *const *)argv + 4;
  sdg16_error error;
  sdg16_capture_options reading;
  sdg16_capture *capture = NULL;
  sdg16_table *population = NULL;
  sdg16_strata *strata = NULL;
  sdg16_error_init(&error, sizeof error);
  sdg16_capture_options_init(&reading, sizeof reading);
  reading.stratum_count = argc - 4;
  reading.strata = columns;

  /* Each call returns a status; the functions that free accept NULL. */
  int32_t status = sdg16_capture_read(1, &path, &reading, &capture, &error);
  if (!status) status = sdg16_table_read(argv[2], NULL, &population, &error);
  if (!status)
    status = estimate_groups(capture, population, argc - 4, columns, &strata, &error);
  if (!status) status = write_protected(strata, minimum, &error);
  if (status) fprintf(stderr, "groups: %s\n", error.message);

  sdg16_strata_free(strata);
  sdg16_table_free(population);
  sdg16_capture_free(capture);
  return status ? EXIT_FAILURE : EXIT_SUCCESS;
}
