/* The capture data handle: list names, and counts by stratum and history. */
#ifndef SDG16I_MSE_CAPTURE_CAPTURE_H
#define SDG16I_MSE_CAPTURE_CAPTURE_H

#include "base/memory.h"
#include "base/sha256.h"
#include "mse/capture/notes.h"

#include <sdg16/capture.h>

#define SDG16I_MIN_LISTS 2

typedef struct sdg16i_capture_history {
  uint32_t stratum;
  uint32_t history;
  int64_t count;
} sdg16i_capture_history;

struct sdg16_capture {
  sdg16i_arena arena; /* holds everything below */
  int32_t layout;
  int32_t lists;
  const char **names;
  int64_t columns; /* stratum columns */
  const char **column_names;
  int64_t strata;        /* 1 when there are no stratum columns */
  const char **values;   /* strata x columns, rows ascending */
  int64_t *stratum_cell; /* cells of stratum s: [stratum_cell[s], stratum_cell[s + 1]) */
  sdg16i_capture_history *cells; /* ascending by stratum, history; counts positive */
  int64_t histories;             /* pooled over the strata, ascending; counts positive */
  uint32_t *history;
  int64_t *count;
  int64_t observed;
  int64_t note_count;
  sdg16i_note *notes;
  int64_t use_count;
  sdg16i_column_use *uses;
  sdg16_table *note_table, *use_table; /* the same, for callers */
  char sha256[SDG16I_SHA256_HEX_SIZE];
};

/* The parts of a new handle; everything is copied. */
typedef struct sdg16i_capture_parts {
  int32_t layout;
  int64_t lists;
  const char *const *names;
  int64_t columns;
  const char *const *column_names;
  int64_t strata;            /* at least 1 */
  const char *const *values; /* strata x columns, rows distinct, in any order */
  int64_t cell_count;
  sdg16i_capture_history *cells; /* in any order, repeated or with count 0; sorted in place.
                         Histories fit the lists, counts are not negative */
  int64_t note_count;
  const sdg16i_note *notes;
  int64_t use_count;
  const sdg16i_column_use *uses;
} sdg16i_capture_parts;

/* Checks the number and names of the lists, adds up, sorts; strata without
 * persons are dropped. SDG16_ERR_EMPTY if no one is left. */
int32_t sdg16i_capture_build(const sdg16i_capture_parts *parts, sdg16_capture **out,
                             sdg16_error *error);

/* Fills `sha256`; 0, or -1 when out of memory. */
int sdg16i_capture_digest(sdg16_capture *self);

#endif
