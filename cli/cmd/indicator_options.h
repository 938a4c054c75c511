/* The options of sdg16 indicator. */
#ifndef SDG16_CLI_INDICATOR_OPTIONS_H
#define SDG16_CLI_INDICATOR_OPTIONS_H

#include "cmd/survey_options.h"
#include "shared/design.h"
#include "shared/protect.h"
#include "shared/publishing.h"

typedef struct cli_indicator_options {
  cli_files files;
  cli_mapping mapping;
  cli_marks marks;
  sdg16_indicator_options indicator; /* points to what `mapping` holds */
  const char *population;            /* as written; NULL: none */
  const char *interval;              /* as written; NULL: not given */
  int of_counts, of_surveys;         /* can the interval be of them */
  const char *sampling;              /* the last option that is of surveys alone; NULL: none */
  cli_design_options design;
  cli_estimation estimation;
  int audit, coding; /* these tables in place of the results */
  sdg16_aggregate_options aggregate;
  const char *standard, *groups; /* files; NULL: none */
  int trend;
  sdg16_exec_options exec;
  cli_publication publication;
  cli_protection protection;
  cli_output out;
} cli_indicator_options;

#define CLI_INDICATOR_GROUPS 19
extern const cli_option_group cli_indicator_groups[CLI_INDICATOR_GROUPS];
void cli_indicator_init(void *options);
int cli_indicator_settle(void *options, const cli_line *line);
void cli_indicator_free(void *options);

/* The intervals of counts, and those of surveys, for messages. */
#define CLI_COUNT_INTERVALS "small, poisson or none"
#define CLI_SURVEY_INTERVALS                                                                   \
  "logit, wald, arcsine, beta, korn-graubard, wilson, likelihood or none"

#endif
