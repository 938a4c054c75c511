/* Statuses, the error object, versions, and the conventions of every header.
 *
 * Conventions
 *  - A function that can fail returns int32_t: SDG16_OK (0) or a negative
 *    status. Its last argument is an sdg16_error for the details; it may be NULL.
 *    On failure output handles are NULL and no memory is lost.
 *  - Order of arguments: inputs, options (NULL: defaults), exec options
 *    (NULL: defaults), outputs, error.
 *  - Handles (sdg16_x *) are opaque; sdg16_x_free(NULL) does nothing. A getter
 *    returns pointers that belong to the handle. They are valid until it is freed.
 *  - Strings are UTF-8 and NUL-terminated.
 *  - Options are structs that begin with struct_size; call
 *    sdg16_x_options_init(&o, sizeof o), then set members.
 *  - Any number of threads may read one handle while no thread changes it. The
 *    library has no global mutable state. It never prints and never ends the process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_BASE_H
#define SDG16_BASE_H

#include <stdint.h>

#if defined(__GNUC__)
#define SDG16_API __attribute__((visibility("default")))
#else
#define SDG16_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Release of these headers. The ABI number is also the SONAME. It changes only
 * when a program that was built with an older header would break. */
#define SDG16_VERSION "0.1.0"
#define SDG16_ABI 0

/* ---- statuses: 0 or negative, in blocks of 100, never renumbered ---- */
#define SDG16_OK 0

/* general */
#define SDG16_ERR_MEMORY (-1)      /* an allocation failed */
#define SDG16_ERR_CANCELLED (-2)   /* the cancel token was set */
#define SDG16_ERR_TIMEOUT (-3)     /* the time limit passed before any result */
#define SDG16_ERR_UNSUPPORTED (-4) /* this build cannot do it */
#define SDG16_ERR_INTERNAL (-5)    /* a defect of the library: please report */
#define SDG16_ERR_THREAD (-6)      /* a thread could not be started */

/* arguments */
#define SDG16_ERR_ARGUMENT (-100)    /* a value outside its documented range */
#define SDG16_ERR_STRUCT_SIZE (-101) /* an options struct that this library cannot read */
#define SDG16_ERR_OPTION (-102)      /* options that contradict each other */
#define SDG16_ERR_CAPACITY (-103)    /* the caller's buffer is too small */
#define SDG16_ERR_NAME (-104)        /* an unknown name (list, column, indicator) */
/* an expression that cannot be parsed or is not meaningful */
#define SDG16_ERR_EXPRESSION (-105)

/* files */
#define SDG16_ERR_OPEN (-200)   /* a file cannot be opened */
#define SDG16_ERR_READ (-201)   /* reading failed */
#define SDG16_ERR_WRITE (-202)  /* writing failed */
#define SDG16_ERR_FORMAT (-203) /* the file is not well-formed */
#define SDG16_ERR_LIMIT (-204)  /* a field, row or file beyond the stated limit */

/* data */
#define SDG16_ERR_VALUE (-300)    /* a value does not have the type of its column */
#define SDG16_ERR_COLUMN (-301)   /* a column is missing, repeated or of the wrong type */
#define SDG16_ERR_EMPTY (-302)    /* no rows, or nothing left */
#define SDG16_ERR_CONFLICT (-303) /* rows contradict each other */
#define SDG16_ERR_MISSING (-304)  /* a blank where a value is needed */

/* capture data and multiple systems estimation */
#define SDG16_ERR_LISTS (-400)   /* the method does not allow so few or so many lists */
#define SDG16_ERR_HISTORY (-401) /* an impossible capture history */
#define SDG16_ERR_COUNT (-402)   /* a count is negative, fractional or too large */
#define SDG16_ERR_MODEL (-403)   /* a model cannot be parsed or is not allowed */
#define SDG16_ERR_SEARCH (-404)  /* there are more models than the method allows */

/* survey */

/* an impossible survey design, or a use that it does not allow */
#define SDG16_ERR_DESIGN (-500)

/* indicators */
/* a population is missing, not positive, or for another year or group */
#define SDG16_ERR_POPULATION (-600)
#define SDG16_ERR_SHARE (-601) /* a part exceeds its whole */
#define SDG16_ERR_BAND (-602)  /* age bands overlap, or are not those expected */

/* output */
#define SDG16_ERR_CODE (-700)      /* a code is not in the code list */
#define SDG16_ERR_DUPLICATE (-701) /* two values with the same key */

/* "SDG16_ERR_VALUE" for SDG16_ERR_VALUE; NULL if unknown. */
SDG16_API const char *sdg16_status_name(int32_t status);
SDG16_API int32_t sdg16_status_from_name(const char *name); /* 1 if unknown: -1 is a status */

/* ---- the error object: owned by the caller, filled on failure ---- */
#define SDG16_ERROR_WHERE_SIZE 256
#define SDG16_ERROR_MESSAGE_SIZE 1024

typedef struct sdg16_error {
  int64_t struct_size; /* sizeof(sdg16_error); set by sdg16_error_init */
  int32_t status;      /* 0 when nothing failed */
  int32_t reserved;    /* 0 */
  int64_t row;         /* line of the file, row or position, from 1; 0: does not apply */
  int64_t column;      /* column, from 1; 0: does not apply */
  char where[SDG16_ERROR_WHERE_SIZE];     /* file, option or argument; "" if none */
  char message[SDG16_ERROR_MESSAGE_SIZE]; /* one line: the place, the rule, what was
                                             found; truncated to fit */
} sdg16_error;

/* Prepares `error` for use: size = sizeof(sdg16_error) of the caller. If the
 * library does not know the size, it does not write to the object, now or later. */
SDG16_API void sdg16_error_init(sdg16_error *error, int64_t size);

/* ---- output ---- */
/* Receives output: `size` bytes; returns 0 or a negative status. */
typedef int32_t (*sdg16_write_fn)(const char *bytes, int64_t size, void *context);

/* ---- versions ---- */
SDG16_API const char *sdg16_version(void); /* of the loaded library */
SDG16_API int32_t sdg16_abi(void);

/* What this build can do: the sum of SDG16_CAP_ values. */
#define SDG16_CAP_CSV 1
#define SDG16_CAP_STAT 2                                         /* files of SPSS and Stata */
SDG16_API const char *sdg16_capability_name(int32_t capability); /* "csv", "stat" */
SDG16_API int32_t sdg16_capability_from_name(const char *name);  /* -1 if unknown */
SDG16_API int64_t sdg16_capabilities(void);

/* ---- one estimate ---- */
/* flags of an estimate */
#define SDG16_FLAG_CONDITIONAL 1   /* the interval treats the selected model as known */
#define SDG16_FLAG_LOWER_CLAMPED 2 /* the lower limit is the number observed */
#define SDG16_FLAG_UPPER_OPEN 4    /* no finite upper limit: upper is +infinity */
#define SDG16_FLAG_NOT_EXACT 8     /* a search stopped before the model was proved best */
#define SDG16_FLAG_PARTIAL 16      /* fewer replicates were made than planned */
/* percentile interval instead of BCa: |z0| exceeds 1 (for example all draws on one side), there
 * is no acceleration, or the estimate is one of several that fit the data equally well */
#define SDG16_FLAG_BCA_REPLACED 32
/* no interval: the share of missing draws exceeds a tail */
#define SDG16_FLAG_DRAWS_MISSING 64
#define SDG16_FLAG_LOWER_INFINITE 128 /* no interval: the lower limit would be infinite */
#define SDG16_FLAG_FEW_REPLICATES 256 /* no interval: fewer than 2 / (1 - level) replicates */
/* The name of one flag, such as "conditional"; NULL if unknown. */
SDG16_API const char *sdg16_flag_name(int32_t flag);
SDG16_API int32_t sdg16_flag_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_estimate {
  int64_t struct_size;
  double value;   /* NaN: no estimate; the status that comes with it says why */
  double se;      /* standard error, NaN if not computed */
  double lower;   /* limits of the interval; NaN: none */
  double upper;   /* INFINITY with SDG16_FLAG_UPPER_OPEN: no upper limit */
  double level;   /* e.g. 0.95 */
  double df;      /* degrees of freedom of the interval; infinity: normal distribution */
  int32_t method; /* SDG16_INTERVAL_ value */
  int32_t flags;  /* sum of SDG16_FLAG_ values */
} sdg16_estimate;

/* ---- numbers as text ---- */
/* Writes the shortest text that reads back as the same bits, with '.'
 * in every locale ("0.1", "1e+300", "inf", "nan"). Needs capacity 32;
 * returns the length without the NUL, or SDG16_ERR_CAPACITY. */
SDG16_API int64_t sdg16_format_double(double value, char *buffer, int64_t capacity);
/* Reads all of `text` as a number with '.' in every locale. Blanks around it
 * are allowed; "inf" and "nan" are not. SDG16_ERR_VALUE: not a number, or too
 * large for a double. */
SDG16_API int32_t sdg16_parse_double(const char *text, double *out);

/* How far a written word is from a known one: the letters to insert, delete, change or swap.
 * 0 also if `known` begins with `written`. Only the first 63 bytes count. -1: a text is NULL.
 */
SDG16_API int32_t sdg16_text_distance(const char *written, const char *known);

/* Makes nouns and verbs of an English message agree with the number 1 before them, in place, in
 * an array of `size` bytes: "1 rows are" becomes "1 row is". Messages of the library are so. */
SDG16_API void sdg16_text_agree(char *text, int64_t size);

#ifdef __cplusplus
}
#endif
#endif
