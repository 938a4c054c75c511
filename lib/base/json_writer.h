/* The JSON writer of <sdg16/writer.h>, for what writes tables with it. */
#ifndef SDG16I_BASE_JSON_WRITER_H
#define SDG16I_BASE_JSON_WRITER_H

#include <sdg16/writer.h>

/* Keeps a failure, if it is the first; `fault` (a literal) says what it was. */
void sdg16i_json_fail(sdg16_json *json, int32_t status, const char *fault);
/* Whether nothing failed so far; 0 for NULL. */
int sdg16i_json_is_good(const sdg16_json *json);

#endif
