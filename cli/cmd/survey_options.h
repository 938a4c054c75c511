/* The options of sdg16 survey. */
#ifndef SDG16_CLI_SURVEY_OPTIONS_H
#define SDG16_CLI_SURVEY_OPTIONS_H

#include "shared/design.h"
#include "shared/protect.h"

/* Estimation, which indicators of surveys share. */
typedef struct cli_estimation {
  sdg16_survey_options options; /* points to the thresholds, when any is given */
  sdg16_survey_thresholds thresholds;
} cli_estimation;

/* Their target is the cli_estimation. */
extern const cli_option cli_where_rows[1], cli_df_rows[1], cli_deff_rows[1],
    cli_reliability_rows[2]; /* --reliability, --threshold */
void cli_estimation_init(cli_estimation *estimation);

typedef struct cli_survey_options {
  cli_files files;
  cli_design_options design;
  cli_marks marks;
  cli_estimation estimation; /* points to the names below */
  cli_names by;
  cli_names ratio;           /* numerator and denominator of --ratio */
  int statistics;            /* named on the line; one in the end */
  const char *shares;        /* file; NULL: the shares of the sample */
  int32_t compare;           /* SDG16_COMPARE_; 0: none */
  const char *reference;     /* level of `by`; NULL: the first */
  cli_names classifications; /* two, for a test of independence; or none */
  const char *logistic;      /* 'outcome ~ terms'; NULL: none */
  sdg16_exec_options exec;
  cli_protection protection;
  int32_t format; /* FORMAT_ */
  cli_output out;
} cli_survey_options;

#define CLI_SURVEY_GROUPS 16
extern const cli_option_group cli_survey_groups[CLI_SURVEY_GROUPS];
void cli_survey_init(void *options);
int cli_survey_settle(void *options, const cli_line *line);
void cli_survey_free(void *options);

#endif
