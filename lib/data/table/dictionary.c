#include "data/table/dictionary.h"

#include <stdlib.h>
#include <string.h>

/* Eight bytes at a time, multiplied and folded. */
static uint32_t hash_of(const char *text, int64_t size) {
  const uint64_t K = UINT64_C(0x9E3779B97F4A7C15);
  uint64_t hash = (uint64_t)size * K;
  for (; size > 0; size -= 8, text += 8) {
    uint64_t word = 0;
    memcpy(&word, text, size < 8 ? (size_t)size : 8);
    hash = (hash ^ word) * K;
    hash ^= hash >> 32;
  }
  hash *= K;
  return (uint32_t)(hash >> 32);
}

/* The slot of the text, or the free one where it belongs. */
static int64_t slot_of(const sdg16i_dictionary *d, const char *text, int64_t size,
                       uint32_t hash) {
  int64_t mask = d->slot_count - 1, slot = (int64_t)hash & mask;
  for (;; slot = (slot + 1) & mask) {
    int32_t code = d->slots[slot];
    if (code < 0) return slot;
    if (d->hashes[code] != hash) continue;
    const char *level = d->levels[code];
    if (!strncmp(level, text, (size_t)size) && !level[size]) return slot;
  }
}

static int grow_slots(sdg16i_dictionary *d) {
  int64_t slot_count = d->slot_count ? 2 * d->slot_count : 64;
  int32_t *slots = sdg16i_array(slot_count, sizeof *slots);
  if (!slots) return -1;
  memset(slots, 0xff, (size_t)slot_count * sizeof *slots);
  for (int64_t code = 0; code < d->count; code++) {
    int64_t slot = (int64_t)d->hashes[code] & (slot_count - 1);
    while (slots[slot] >= 0) slot = (slot + 1) & (slot_count - 1);
    slots[slot] = (int32_t)code;
  }
  free(d->slots);
  d->slots = slots;
  d->slot_count = slot_count;
  return 0;
}

int32_t sdg16i_dictionary_add(sdg16i_dictionary *d, const char *text, int64_t size) {
  if (2 * (d->count + 1) > d->slot_count && grow_slots(d)) return SDG16I_DICTIONARY_MEMORY;
  uint32_t hash = hash_of(text, size);
  int64_t slot = slot_of(d, text, size, hash);
  if (d->slots[slot] >= 0) return d->slots[slot];

  if (d->count == INT32_MAX) return SDG16I_DICTIONARY_FULL;
  if (sdg16i_grow((void **)&d->levels, &d->capacity, d->count + 1, sizeof *d->levels) ||
      sdg16i_grow((void **)&d->hashes, &d->hash_capacity, d->count + 1, sizeof *d->hashes))
    return SDG16I_DICTIONARY_MEMORY;
  char *level = sdg16i_arena_text(&d->texts, text, (size_t)size);
  if (!level) return SDG16I_DICTIONARY_MEMORY;
  d->levels[d->count] = level;
  d->hashes[d->count] = hash;
  d->slots[slot] = (int32_t)d->count;
  d->size += size + 1;
  return (int32_t)d->count++;
}

int32_t sdg16i_dictionary_find(const sdg16i_dictionary *d, const char *text, int64_t size) {
  return d->slot_count ? d->slots[slot_of(d, text, size, hash_of(text, size))] : -1;
}

void sdg16i_dictionary_close(sdg16i_dictionary *d) {
  free(d->hashes);
  free(d->slots);
  d->hashes = NULL;
  d->slots = NULL;
  d->hash_capacity = d->slot_count = 0;
}

void sdg16i_dictionary_free(sdg16i_dictionary *d) {
  sdg16i_dictionary_close(d);
  free(d->levels);
  sdg16i_arena_free(&d->texts);
  memset(d, 0, sizeof *d);
}
