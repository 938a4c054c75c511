/* What sdg16 indicator and sdg16 iff share: how the columns of the data are named, and how
 * results are published. */
#ifndef SDG16_CLI_PUBLISHING_H
#define SDG16_CLI_PUBLISHING_H

#include "shared/common_options.h"

/* Columns and words of the data, and settings. */
typedef struct cli_mapping {
  cli_names map_names, map_columns; /* as many of both */
  cli_names by;
  cli_names sets; /* NAME=VALUE */
  const char *ref_area, *time_period;
} cli_mapping;

extern const cli_option cli_place_rows[2]; /* --area, --period */
int option_read_map(const cli_option *o, const char *value, void *target); /* cli_mapping */
int option_add_text(const cli_option *o, const char *value, void *target); /* cli_names */
int option_add_dimensions(const cli_option *o, const char *value, void *target); /* cli_names */
void cli_mapping_free(cli_mapping *mapping);

typedef struct cli_publication {
  sdg16_publish_options how;
  int32_t format;      /* SDG16_FORMAT_ */
  int32_t sdmx_format; /* of --sdmx-version; 0: not given */
} cli_publication;

/* What the conditions of these rows ask of the data: the results as they were computed, and
 * as they are published (cli_check_found). */
typedef struct cli_found {
  const sdg16_table *computed, *published;
} cli_found;

#define CLI_PUBLICATION_ROWS 7
extern const cli_option cli_publication_format_rows[1]; /* --format */
extern const cli_option cli_publication_rows[CLI_PUBLICATION_ROWS];

/* The two groups; the second under conditions. */
#define CLI_PUBLICATION_GROUPS(options, member, ...)                                           \
  CLI_SHARED_GROUP("Output", cli_publication_format_rows, 0, options, member),                 \
      CLI_SHARED_GROUP_IF("Output", cli_publication_rows, 0, options, member, __VA_ARGS__)

void cli_publication_init(cli_publication *publication);
/* --format and --sdmx-version together. */
int cli_publication_settle(cli_publication *publication, const cli_line *line);
int cli_is_sdmx(int32_t format);

#endif
