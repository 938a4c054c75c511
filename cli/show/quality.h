/* What the estimate of sdg16 mse rests on. */
#ifndef SDG16_CLI_QUALITY_H
#define SDG16_CLI_QUALITY_H

#include "show/json_frame.h"

/* A block of the text of one total; nothing with --protect: all of it tells overlaps. */
int cli_quality_text(const cli_result *result, FILE *out);
/* "fit_test", "residuals" into the object of an estimate, which is open; nothing for sums, nor
 * with --protect. */
void cli_json_quality(sdg16_json *json, const cli_result *result, int64_t row);

/* With --protect: what is not published and not promised, and warnings that follow from the
 * published numbers alone (protected_notes.c). As a block of text; on standard error: 0, or the
 * exit status; */
int cli_print_protected_notes(const cli_result *result, FILE *out);
int cli_put_protected_messages(const cli_result *result, FILE *out);
/* as "warnings" of an estimate, and "notes" of the answer. */
void cli_json_protected_warnings(sdg16_json *json, const cli_result *result, int64_t row);
void cli_json_protected_notes(sdg16_json *json);

#endif
