/* What convert changes between reading and writing: columns are computed, rows chosen, names
 * and values replaced. */
#ifndef SDG16_CLI_CONVERT_COLUMNS_H
#define SDG16_CLI_CONVERT_COLUMNS_H

#include "shared/publishing.h"

typedef struct cli_reshaping {
  cli_names computed, expressions; /* as many of both; by the names in the file */
  const char *where;               /* the same; NULL: all rows */
  cli_mapping mapping;             /* its names and columns alone */
} cli_reshaping;

int cli_read_computed(const cli_option *o, const char *value, void *target); /* cli_reshaping */
int cli_read_changes(const cli_option *o, const char *value, void *target);  /* cli_reshaping */
int cli_reshaping_asked(const cli_reshaping *how);
/* The changed table, which the caller frees; computed columns are added to `table` too.
 * `columns` are those to keep, by their new names (none: all). 0, or the exit status with the
 * error printed. */
int cli_reshape(const cli_reshaping *how, const cli_names *columns, sdg16_table *table,
                sdg16_table **out);
void cli_reshaping_free(cli_reshaping *how);

#endif
