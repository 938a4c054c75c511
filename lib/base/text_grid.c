/* Aligned columns: cells are kept until the widths of all are known. */
#include "base/display_width.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "base/writer.h"

#include <sdg16/writer.h>
#include <stdlib.h>
#include <string.h>

typedef struct sdg16i_grid_cell {
  const char *text;
  int64_t width;
} sdg16i_grid_cell;

struct sdg16_grid {
  char *align;
  int64_t columns;
  int64_t *width; /* of each column */
  sdg16i_grid_cell *cell;
  int64_t count, capacity;
  int32_t status; /* of the first failure */
  sdg16i_arena texts;
};

int32_t sdg16_grid_new(const char *align, sdg16_grid **out, sdg16_error *error) {
  if (out) *out = NULL;
  if (!out || !align || !*align || align[strspn(align, "lr")])
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_grid_new: align must be 'l' or 'r' for each column");
  sdg16_grid *grid = sdg16i_array(1, sizeof *grid);
  if (!grid) return sdg16i_fail_memory(error);
  grid->columns = (int64_t)strlen(align);
  grid->align = sdg16i_copy_text(align);
  grid->width = sdg16i_array(grid->columns, sizeof *grid->width);
  if (!grid->align || !grid->width) {
    sdg16_grid_free(grid);
    return sdg16i_fail_memory(error);
  }
  *out = grid;
  return SDG16_OK;
}

void sdg16_grid_free(sdg16_grid *grid) {
  if (!grid) return;
  sdg16i_arena_free(&grid->texts);
  free(grid->cell);
  free(grid->width);
  free(grid->align);
  free(grid);
}

/* Puts '?' for what a terminal would not merely show; returns the size of what is left. */
static int64_t make_harmless(char *text, int64_t size) {
  int64_t kept = 0;
  for (int64_t at = 0, length; at < size; at += length) {
    int harmless;
    length = sdg16i_utf8_shown(text + at, size - at, &harmless);
    if (harmless)
      memmove(text + kept, text + at, (size_t)length);
    else
      text[kept] = '?';
    kept += harmless ? length : 1;
  }
  text[kept] = '\0';
  return kept;
}

void sdg16_grid_text(sdg16_grid *grid, const char *text) {
  if (!grid || grid->status) return;
  size_t size = text ? strlen(text) : 1;
  char *copy = sdg16i_arena_text(&grid->texts, text ? text : "-", size);
  if (!copy ||
      sdg16i_grow((void **)&grid->cell, &grid->capacity, grid->count + 1, sizeof *grid->cell)) {
    grid->status = SDG16_ERR_MEMORY;
    return;
  }
  int64_t width = sdg16i_display_width(copy, make_harmless(copy, (int64_t)size)),
          column = grid->count % grid->columns;
  if (width > grid->width[column]) grid->width[column] = width;
  grid->cell[grid->count++] = (sdg16i_grid_cell){copy, width};
}

void sdg16_grid_number(sdg16_grid *grid, double value, int32_t decimals) {
  char text[64];
  if (!grid || grid->status) return;
  if (sdg16_format_number(value, decimals, text, (int64_t)sizeof text) < 0)
    grid->status = SDG16_ERR_ARGUMENT;
  else
    sdg16_grid_text(grid, text);
}

static void grid_put_row(const sdg16_grid *grid, const sdg16i_grid_cell *row,
                         sdg16i_writer *writer) {
  int64_t shown = grid->columns; /* no blanks at the end of a line */
  while (shown && !*row[shown - 1].text) shown--;
  for (int64_t c = 0; c < shown; c++) {
    int64_t pad = grid->width[c] - row[c].width;
    sdg16i_puts(writer, "  ");
    if (grid->align[c] == 'r') sdg16i_put_blanks(writer, pad);
    sdg16i_puts(writer, row[c].text);
    if (grid->align[c] == 'l' && c + 1 < shown) sdg16i_put_blanks(writer, pad);
  }
  sdg16i_puts(writer, "\n");
}

static void grid_forget(sdg16_grid *grid) {
  sdg16i_arena_free(&grid->texts);
  grid->count = 0;
  grid->status = SDG16_OK;
  memset(grid->width, 0, (size_t)grid->columns * sizeof *grid->width);
}

static int32_t grid_check(const sdg16_grid *grid, sdg16_error *error) {
  if (grid->status == SDG16_ERR_MEMORY) return sdg16i_fail_memory(error);
  if (grid->status)
    return sdg16i_fail(error, grid->status, "sdg16_grid_number: decimals must be from 0 to 17");
  if (grid->count % grid->columns)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_grid_write: the last row must have %lld cells, not %lld",
                       (long long)grid->columns, (long long)(grid->count % grid->columns));
  return SDG16_OK;
}

int32_t sdg16_grid_write(sdg16_grid *grid, sdg16_write_fn write, void *context,
                         sdg16_error *error) {
  if (!grid || !write)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_grid_write: %s must not be NULL",
                       grid ? "write" : "grid");
  sdg16i_writer writer;
  int32_t status = grid_check(grid, error);
  if (!status) status = sdg16i_writer_begin(&writer, write, context, error);
  if (!status) {
    for (int64_t i = 0; i < grid->count; i += grid->columns)
      grid_put_row(grid, grid->cell + i, &writer);
    status = sdg16i_writer_end(&writer, error);
  }
  grid_forget(grid);
  return status;
}
