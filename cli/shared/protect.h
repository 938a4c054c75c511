/* Disclosure control of every subcommand that publishes results: --protect and its report. */
#ifndef SDG16_CLI_PROTECT_H
#define SDG16_CLI_PROTECT_H

#include "shared/option_table.h"

typedef struct cli_protection {
  sdg16_protect_options how;
  int asked;          /* --protect was given */
  const char *report; /* file for the office; NULL: none */
} cli_protection;

extern const cli_option cli_protection_rows[2];

#define CLI_PROTECTION_GROUP(options, member)                                                  \
  CLI_SHARED_GROUP("Output", cli_protection_rows, 0, options, member)

/* Whether the words of --protect go together, with so many columns of --by. */
int cli_protection_settle(const cli_protection *protection, int64_t by_count);
/* What is to be protected: estimates of a survey, an indicator of one, or else a table. */
typedef struct cli_exposed {
  const sdg16_survey *survey;
  const sdg16_indicator *indicator;
  const sdg16_table *results;
  const sdg16_registry *registry;
  const sdg16_exec_options *exec; /* of the proof from a survey's answers */
  int quiet;
} cli_exposed;

/* The results as they may be published, to free; writes the report if asked for, with
 * `safe_cells` as --safe-cells has it. */
int cli_protect(const cli_protection *protection, int safe_cells, const cli_exposed *exposed,
                sdg16_table **out);
/* Whether a row of them was taken out. */
int cli_is_taken_out(const sdg16_table *protected, int64_t row);

#endif
