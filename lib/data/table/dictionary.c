#include "data/table/dictionary.h"

#include <stdlib.h>
#include <string.h>

/* The last eight bytes or fewer as one number; `size` tells apart texts that give the same. */
static uint64_t last_word(const char *text, int64_t size) {
  uint64_t word = 0;
  uint32_t low, high;
  if (size == 8) {
    memcpy(&word, text, 8);
  } else if (size >= 4) { /* two halves that overlap */
    memcpy(&low, text, 4);
    memcpy(&high, text + size - 4, 4);
    word = low | (uint64_t)high << 32;
  } else if (size) {
    word = (uint64_t)(unsigned char)text[0] | (uint64_t)(unsigned char)text[size / 2] << 8 |
           (uint64_t)(unsigned char)text[size - 1] << 16;
  }
  return word;
}

/* Eight bytes at a time, multiplied and folded. */
uint32_t sdg16i_dictionary_hash(const char *text, int64_t size) {
  const uint64_t K = UINT64_C(0x9E3779B97F4A7C15);
  uint64_t hash = (uint64_t)size * K, word;
  for (; size > 8; size -= 8, text += 8) {
    memcpy(&word, text, 8);
    hash = (hash ^ word) * K;
    hash ^= hash >> 32;
  }
  hash = (hash ^ last_word(text, size)) * K;
  hash ^= hash >> 32;
  hash *= K;
  return (uint32_t)(hash >> 32);
}

/* The slot of the text, or the free one where it belongs. */
static int64_t slot_of(const sdg16i_dictionary *d, const char *text, int64_t size,
                       uint32_t hash) {
  int64_t mask = d->slot_count - 1, slot = (int64_t)hash & mask;
  for (;; slot = (slot + 1) & mask) {
    int32_t code = d->slots[slot].code;
    if (code < 0) return slot;
    if (d->slots[slot].hash != hash) continue;
    const char *level = d->levels[code];
    if (!strncmp(level, text, (size_t)size) && !level[size]) return slot;
  }
}

/* Free slots. */
static sdg16i_dictionary_slot *make_slots(int64_t count) {
  sdg16i_dictionary_slot *slots = NULL;
  int64_t held = 0;
  if (sdg16i_grow((void **)&slots, &held, count, sizeof *slots)) return NULL;
  size_t bytes = (size_t)count * sizeof *slots;
  sdg16i_advise_filling(slots, bytes);
  memset(slots, 0xff, bytes);
  return slots;
}

static int grow_slots(sdg16i_dictionary *d) {
  int64_t slot_count = d->slot_count ? 2 * d->slot_count : 64;
  sdg16i_dictionary_slot *slots = make_slots(slot_count);
  if (!slots) return -1;
  for (int64_t i = 0; i < d->slot_count; i++) {
    if (d->slots[i].code < 0) continue;
    int64_t slot = (int64_t)d->slots[i].hash & (slot_count - 1);
    while (slots[slot].code >= 0) slot = (slot + 1) & (slot_count - 1);
    slots[slot] = d->slots[i];
  }
  free(d->slots);
  d->slots = slots;
  d->slot_count = slot_count;
  return 0;
}

static int grow_levels(sdg16i_dictionary *d) {
  int64_t before = d->capacity;
  if (sdg16i_grow((void **)&d->levels, &d->capacity, d->count + 1, sizeof *d->levels))
    return -1;
  if (d->capacity > before)
    sdg16i_advise_filling(d->levels, (size_t)d->capacity * sizeof *d->levels);
  return 0;
}

int32_t sdg16i_dictionary_add_hashed(sdg16i_dictionary *d, const char *text, int64_t size,
                                     uint32_t hash) {
  if (4 * (d->count + 1) > 3 * d->slot_count && grow_slots(d)) return SDG16I_DICTIONARY_MEMORY;
  int64_t slot = slot_of(d, text, size, hash);
  if (d->slots[slot].code >= 0) return d->slots[slot].code;

  if (d->count == INT32_MAX) return SDG16I_DICTIONARY_FULL;
  if (grow_levels(d)) return SDG16I_DICTIONARY_MEMORY;
  char *level = sdg16i_arena_text(&d->texts, text, (size_t)size);
  if (!level) return SDG16I_DICTIONARY_MEMORY;
  d->levels[d->count] = level;
  d->slots[slot] = (sdg16i_dictionary_slot){hash, (int32_t)d->count};
  d->size += size + 1;
  return (int32_t)d->count++;
}

int32_t sdg16i_dictionary_add(sdg16i_dictionary *d, const char *text, int64_t size) {
  return sdg16i_dictionary_add_hashed(d, text, size, sdg16i_dictionary_hash(text, size));
}

void sdg16i_dictionary_expect(const sdg16i_dictionary *d, uint32_t hash) {
  if (d->slot_count) __builtin_prefetch(&d->slots[(int64_t)hash & (d->slot_count - 1)]);
}

int32_t sdg16i_dictionary_approach(const sdg16i_dictionary *d, uint32_t hash) {
  if (!d->slot_count) return -1;
  int64_t mask = d->slot_count - 1, slot = (int64_t)hash & mask;
  while (d->slots[slot].code >= 0 && d->slots[slot].hash != hash) slot = (slot + 1) & mask;
  int32_t code = d->slots[slot].code;
  if (code >= 0) __builtin_prefetch(&d->levels[code]);
  return code;
}

int32_t sdg16i_dictionary_find(const sdg16i_dictionary *d, const char *text, int64_t size) {
  if (!d->slot_count) return -1;
  return d->slots[slot_of(d, text, size, sdg16i_dictionary_hash(text, size))].code;
}

void sdg16i_dictionary_close(sdg16i_dictionary *d) {
  free(d->slots);
  d->slots = NULL;
  d->slot_count = 0;
}

void sdg16i_dictionary_free(sdg16i_dictionary *d) {
  sdg16i_dictionary_close(d);
  free(d->levels);
  sdg16i_arena_free(&d->texts);
  memset(d, 0, sizeof *d);
}
