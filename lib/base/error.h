/* Filling the caller's error object. Every failure goes through one of these. */
#ifndef SDG16I_BASE_ERROR_H
#define SDG16I_BASE_ERROR_H

#include <sdg16/base.h>
#include <stdarg.h>

#if defined(__GNUC__)
#define SDG16I_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define SDG16I_PRINTF(f, a)
#endif

/* Sets status and message (nullable error) and returns `status`. Doubles must be
 * formatted with sdg16_format_double and %s: printf's follow the locale. */
int32_t sdg16i_fail(sdg16_error *error, int32_t status, const char *format, ...)
    SDG16I_PRINTF(3, 4);

/* The same with the place: `where` (nullable), row and column from 1 (0: none).
 * The message should name them too. */
int32_t sdg16i_fail_at(sdg16_error *error, int32_t status, const char *where, int64_t row,
                       int64_t column, const char *format, ...) SDG16I_PRINTF(6, 7);

/* "`name` must be `rule`, not `value`", about an option. */
int32_t sdg16i_fail_number(sdg16_error *error, int32_t status, const char *name, double value,
                           const char *rule);
#define SDG16I_LEVEL_RULE "between 0 and 1, such as 0.95"

/* "out of memory", SDG16_ERR_MEMORY */
int32_t sdg16i_fail_memory(sdg16_error *error);

/* Why a file cannot be opened or read, from errno; never NULL. strerror would speak the host's
 * language, and is not safe among threads. */
const char *sdg16i_errno_text(int number);

/* Copies the outcome of `from` (an inner call's error) to the caller's. */
int32_t sdg16i_fail_copy(sdg16_error *error, const sdg16_error *from);

#endif
