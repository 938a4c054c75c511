#include "cmd/mse_population.h"

#include "show/show.h"

int cli_too_few_people(const cli_mse_options *options, double population, int64_t observed) {
  char people[NUMBER_SIZE], seen[NUMBER_SIZE];
  if (!options->population || population >= (double)observed) return EXIT_DONE;
  return cli_error(EXIT_USAGE, "--population must be at least the %s people observed, not %s",
                   cli_count(observed, seen), cli_number(population, 0, people));
}

int cli_mse_is_silent(const cli_mse_options *options) {
  return options->out.quiet || options->protection.asked;
}
