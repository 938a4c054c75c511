#ifndef SDG16_CLI_AUDIT_H
#define SDG16_CLI_AUDIT_H

#include <sdg16.h>

/* Writes who counts in an indicator of a survey, and how answers were read (NULL: not asked
 * for), in a format SDG16_FORMAT_TEXT, _CSV (one of them) or _JSON; returns the exit status. */
int cli_write_audit(const sdg16_table *audit, const sdg16_table *coding, int32_t format,
                    int safe_cells, const char *path);

#endif
