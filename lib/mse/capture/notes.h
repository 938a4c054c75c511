/* What a user should know about the reading of capture data: the use of each column, and
 * notes. */
#ifndef SDG16I_MSE_CAPTURE_NOTES_H
#define SDG16I_MSE_CAPTURE_NOTES_H

#include "base/error.h"
#include "base/memory.h"

#include <sdg16/capture.h>

typedef struct sdg16i_note {
  const char *code, *severity, *message;
  uint32_t lists; /* the note is dropped with any of these lists; 0: it is about no list */
  const char *headline; /* what belongs beside an estimate from the data; NULL: nothing */
} sdg16i_note;

typedef struct sdg16i_column_use {
  const char *column, *use, *why;
} sdg16i_column_use;

typedef struct sdg16i_notes {
  sdg16i_arena arena; /* of the texts made here */
  sdg16i_note *notes;
  int64_t count, capacity;
  sdg16i_column_use *columns;
  int64_t column_count, column_capacity;
} sdg16i_notes; /* {0} is empty */

/* Adds a note; `code` and `severity` must outlive the notes. 0, or SDG16_ERR_MEMORY. */
int32_t sdg16i_note_add(sdg16i_notes *self, uint32_t lists, const char *severity,
                        const char *code, const char *format, ...) SDG16I_PRINTF(5, 6);
/* Gives the note added last its headline. 0, or SDG16_ERR_MEMORY. */
int32_t sdg16i_note_headline(sdg16i_notes *self, const char *format, ...) SDG16I_PRINTF(2, 3);
/* Adds a column, unless it is there with the same use; `use` and `why` must outlive the
 * notes. */
int32_t sdg16i_notes_column(sdg16i_notes *self, const char *column, const char *use,
                            const char *why);
void sdg16i_notes_free(sdg16i_notes *self);

/* The tables of sdg16_capture_notes and sdg16_capture_columns. */
int32_t sdg16i_notes_table(const sdg16i_note *notes, int64_t count, sdg16_table **out,
                           sdg16_error *error);
int32_t sdg16i_column_uses_table(const sdg16i_column_use *uses, int64_t count,
                                 sdg16_table **out, sdg16_error *error);

#endif
