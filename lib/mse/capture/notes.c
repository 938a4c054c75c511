#include "mse/capture/notes.h"

#include "data/table/table_builder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGE_SIZE 1024

int32_t sdg16i_note_add(sdg16i_notes *self, uint32_t lists, const char *severity,
                        const char *code, const char *format, ...) {
  char message[MESSAGE_SIZE];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  const char *kept = sdg16i_arena_text(&self->arena, message, strlen(message));
  if (!kept ||
      sdg16i_grow((void **)&self->notes, &self->capacity, self->count + 1, sizeof *self->notes))
    return SDG16_ERR_MEMORY;
  self->notes[self->count++] = (sdg16i_note){code, severity, kept, lists};
  return SDG16_OK;
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

/* A table of text columns; text(items, row, column) is one cell. */
static int32_t text_table(const void *items, int64_t count, const char *const names[3],
                          const char *(*text)(const void *items, int64_t row, int column),
                          sdg16_table **out, sdg16_error *error) {
  const char **values = sdg16i_array(count, sizeof *values);
  if (!values) return sdg16i_fail_memory(error);
  sdg16i_columns columns;
  sdg16i_columns_begin(&columns, count, error);
  for (int c = 0; c < 3; c++) {
    for (int64_t i = 0; i < count; i++) values[i] = text(items, i, c);
    sdg16i_column_text(&columns, names[c], values);
  }
  free(values);
  return sdg16i_columns_end(&columns, out);
}

static const char *note_text(const void *items, int64_t row, int column) {
  const sdg16i_note *note = (const sdg16i_note *)items + row;
  return column == 0 ? note->code : column == 1 ? note->severity : note->message;
}

int32_t sdg16i_notes_table(const sdg16i_note *notes, int64_t count, sdg16_table **out,
                           sdg16_error *error) {
  static const char *const NAMES[] = {"code", "severity", "message"};
  return text_table(notes, count, NAMES, note_text, out, error);
}

static const char *use_text(const void *items, int64_t row, int column) {
  const sdg16i_column_use *use = (const sdg16i_column_use *)items + row;
  return column == 0 ? use->column : column == 1 ? use->use : use->why;
}

int32_t sdg16i_column_uses_table(const sdg16i_column_use *uses, int64_t count,
                                 sdg16_table **out, sdg16_error *error) {
  static const char *const NAMES[] = {"column", "use", "why"};
  return text_table(uses, count, NAMES, use_text, out, error);
}
