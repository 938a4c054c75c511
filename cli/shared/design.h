/* The design of a survey: the options that describe it, and the design made from them. */
#ifndef SDG16_CLI_DESIGN_H
#define SDG16_CLI_DESIGN_H

#include "shared/common_options.h"

typedef struct cli_design_options {
  sdg16_design_options design; /* without the names below */
  cli_names strata, units, fpc, sampled;
  sdg16_replicate_options make; /* replicates to make: `made` */
  int made;
  const char *pattern;               /* of the columns of replicate weights; NULL: none */
  sdg16_calibrate_options calibrate; /* method 0: none */
  cli_names margins;                 /* files */
  cli_names auxiliaries;             /* numeric columns, and the total of each */
  double *totals;
  int is_silent; /* nothing is to be said about the files of margins; not an option */
} cli_design_options;

#define CLI_DESIGN_ROWS 18
extern const cli_option cli_design_rows[CLI_DESIGN_ROWS];
/* Whether bootstrap replicates are drawn, by the line; the options are not looked at. */
int cli_design_draws(const void *options, const cli_line *line);
extern const cli_condition cli_drawn_replicates;
void cli_design_init(cli_design_options *options);
int cli_design_settle(const cli_design_options *options);
void cli_design_free(cli_design_options *options);

/* The design over `table`, which was read from `path` and must outlive it: weights, stages,
 * replicate weights given or made, calibration. 0 or the exit status, the error printed. */
int cli_design_make(const cli_design_options *options, const cli_marks *marks,
                    const sdg16_exec_options *exec, const char *path, const sdg16_table *table,
                    sdg16_design **out);
/* A failed call about the survey: what is wrong with its data begins with the file. */
int cli_survey_error(const char *path, const sdg16_error *error);

#endif
