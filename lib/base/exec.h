/* Checked exec options, and the reading side of the cancel token. */
#ifndef SDG16I_BASE_EXEC_H
#define SDG16I_BASE_EXEC_H

#include <sdg16/exec.h>

/* Limits of what a caller may ask for. */
#define SDG16I_MAX_THREADS 1024
#define SDG16I_MAX_REPLICATES (INT64_C(1) << 48) /* as many as random streams distinguish */

/* The caller's options (NULL: none) over the defaults, checked:
 * SDG16_ERR_STRUCT_SIZE or SDG16_ERR_ARGUMENT. */
int32_t sdg16i_exec_merge(const sdg16_exec_options *caller, sdg16_exec_options *out,
                          sdg16_error *error);

/* 1 if the token (nullable) was set. Any thread may ask. */
int sdg16i_cancel_requested(const sdg16_cancel *cancel);

#endif
