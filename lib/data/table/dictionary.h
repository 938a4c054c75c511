/* Distinct texts numbered from 0 in order of appearance. */
#ifndef SDG16I_DATA_TABLE_DICTIONARY_H
#define SDG16I_DATA_TABLE_DICTIONARY_H

#include "base/memory.h"

typedef struct sdg16i_dictionary_slot {
  uint32_t hash;
  int32_t code; /* -1: free */
} sdg16i_dictionary_slot;

typedef struct sdg16i_dictionary {
  char **levels; /* NUL-terminated */
  int64_t count, capacity;
  sdg16i_dictionary_slot *slots; /* by hash, at most three quarters full */
  int64_t slot_count;            /* a power of two */
  int64_t size;                  /* bytes of all levels, with their NUL */
  sdg16i_arena texts;
} sdg16i_dictionary;

#define SDG16I_DICTIONARY_MEMORY (-1)
#define SDG16I_DICTIONARY_FULL (-2) /* 2^31 - 1 levels */

/* The code of a text (without NUL bytes), which is added if it is new; or a
 * negative reason. Amortised O(size). A zeroed dictionary is an empty one. */
int32_t sdg16i_dictionary_add(sdg16i_dictionary *dictionary, const char *text, int64_t size);

/* The same in steps, for many texts in no order, each of which waits for memory several times:
 * the hashes of some texts with _expect, then with _approach what has to be compared, then
 * _add_hashed. The first two change nothing but what the processor holds at hand. _approach
 * gives the code that the text has if it is there, or -1. */
uint32_t sdg16i_dictionary_hash(const char *text, int64_t size);
void sdg16i_dictionary_expect(const sdg16i_dictionary *dictionary, uint32_t hash);
int32_t sdg16i_dictionary_approach(const sdg16i_dictionary *dictionary, uint32_t hash);
int32_t sdg16i_dictionary_add_hashed(sdg16i_dictionary *dictionary, const char *text,
                                     int64_t size, uint32_t hash);

/* The code of a text; -1: it is not there. */
int32_t sdg16i_dictionary_find(const sdg16i_dictionary *dictionary, const char *text,
                               int64_t size);

/* Frees what only adding needs: the levels stay, nothing can be added. */
void sdg16i_dictionary_close(sdg16i_dictionary *dictionary);
void sdg16i_dictionary_free(sdg16i_dictionary *dictionary);

#endif
