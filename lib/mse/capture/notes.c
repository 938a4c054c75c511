#include "mse/capture/notes.h"

#include "results/result_rows.h"

#include "base/agreement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGE_SIZE 1024

/* NULL: no memory. */
static const char *keep_message(sdg16i_notes *self, const char *format, va_list args) {
  char message[MESSAGE_SIZE];
  vsnprintf(message, sizeof message, format, args);
  sdg16i_agree(message, sizeof message);
  return sdg16i_arena_text(&self->arena, message, strlen(message));
}

int32_t sdg16i_note_add(sdg16i_notes *self, uint32_t lists, const char *severity,
                        const char *code, const char *format, ...) {
  va_list args;
  va_start(args, format);
  const char *kept = keep_message(self, format, args);
  va_end(args);
  if (!kept ||
      sdg16i_grow((void **)&self->notes, &self->capacity, self->count + 1, sizeof *self->notes))
    return SDG16_ERR_MEMORY;
  self->notes[self->count++] =
      (sdg16i_note){.code = code, .severity = severity, .message = kept, .lists = lists};
  return SDG16_OK;
}

int32_t sdg16i_note_headline(sdg16i_notes *self, const char *format, ...) {
  va_list args;
  va_start(args, format);
  const char *kept = keep_message(self, format, args);
  va_end(args);
  self->notes[self->count - 1].headline = kept;
  return kept ? SDG16_OK : SDG16_ERR_MEMORY;
}

int32_t sdg16i_notes_column(sdg16i_notes *self, const char *column, const char *use,
                            const char *why) {
  for (int64_t i = 0; i < self->column_count; i++)
    if (!strcmp(self->columns[i].column, column) && !strcmp(self->columns[i].use, use))
      return SDG16_OK;
  const char *kept = sdg16i_arena_text(&self->arena, column, strlen(column));
  if (!kept || sdg16i_grow((void **)&self->columns, &self->column_capacity,
                           self->column_count + 1, sizeof *self->columns))
    return SDG16_ERR_MEMORY;
  self->columns[self->column_count++] = (sdg16i_column_use){kept, use, why};
  return SDG16_OK;
}

void sdg16i_notes_free(sdg16i_notes *self) {
  free(self->notes);
  free(self->columns);
  sdg16i_arena_free(&self->arena);
}

/* ---- tables ---- */

int32_t sdg16i_notes_table(const sdg16i_note *notes, int64_t count, sdg16_table **out,
                           sdg16_error *error) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_NOTES, count, error);
  for (int64_t i = 0; i < count; i++) {
    sdg16i_put_text(&r, i, SDG16I_NOTES_CODE, notes[i].code);
    sdg16i_put_text(&r, i, SDG16I_NOTES_SEVERITY, notes[i].severity);
    sdg16i_put_text(&r, i, SDG16I_NOTES_MESSAGE, notes[i].message);
  }
  return sdg16i_rows_end(&r, out);
}

int32_t sdg16i_column_uses_table(const sdg16i_column_use *uses, int64_t count,
                                 sdg16_table **out, sdg16_error *error) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_COLUMNS_READ, count, error);
  for (int64_t i = 0; i < count; i++) {
    sdg16i_put_text(&r, i, SDG16I_COLUMNS_READ_COLUMN, uses[i].column);
    sdg16i_put_text(&r, i, SDG16I_COLUMNS_READ_USE, uses[i].use);
    sdg16i_put_text(&r, i, SDG16I_COLUMNS_READ_WHY, uses[i].why);
  }
  return sdg16i_rows_end(&r, out);
}
