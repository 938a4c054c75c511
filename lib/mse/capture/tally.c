#include "mse/capture/tally.h"

#include "base/memory.h"

#include <sdg16/capture.h>

#include <stdlib.h>

/* The slot of a cell, or the free one where it belongs. */
static sdg16i_tally_cell *find_slot(sdg16i_tally_cell *slots, int64_t size, uint32_t stratum,
                                    uint64_t history) {
  uint64_t hash = (history ^ (uint64_t)stratum << 32 ^ stratum) * UINT64_C(0x9e3779b97f4a7c15);
  hash = (hash ^ hash >> 32) * UINT64_C(0xd6e8feb86659fd93);
  uint64_t mask = (uint64_t)size - 1, at = (hash ^ hash >> 32) & mask;
  while (slots[at].count && (slots[at].history != history || slots[at].stratum != stratum))
    at = (at + 1) & mask;
  return &slots[at];
}

static int grow_slots(sdg16i_tally *self) {
  int64_t size = self->size ? self->size * 2 : 64;
  sdg16i_tally_cell *slots = sdg16i_array(size, sizeof *slots);
  if (!slots) return -1;
  for (int64_t i = 0; i < self->size; i++) {
    const sdg16i_tally_cell *cell = &self->slots[i];
    if (cell->count) *find_slot(slots, size, cell->stratum, cell->history) = *cell;
  }
  free(self->slots);
  self->slots = slots;
  self->size = size;
  return 0;
}

int32_t sdg16i_tally_add(sdg16i_tally *self, uint32_t stratum, uint64_t history, int64_t count,
                         int64_t line) {
  if (!count) return SDG16_OK;
  if (count > SDG16_MAX_COUNT - self->total) return SDG16_ERR_COUNT;
  if (self->cells >= self->size / 2 && grow_slots(self)) return SDG16_ERR_MEMORY;
  sdg16i_tally_cell *cell = find_slot(self->slots, self->size, stratum, history);
  if (!cell->count) {
    *cell = (sdg16i_tally_cell){history, 0, line, stratum};
    self->cells++;
  }
  cell->count += count;
  self->total += count;
  return SDG16_OK;
}

void sdg16i_tally_free(sdg16i_tally *self) {
  free(self->slots);
  *self = (sdg16i_tally){0};
}
