/* Distinct texts numbered from 0 in order of appearance. */
#ifndef SDG16I_DATA_TABLE_DICTIONARY_H
#define SDG16I_DATA_TABLE_DICTIONARY_H

#include "base/memory.h"

typedef struct sdg16i_dictionary {
  char **levels; /* NUL-terminated */
  int64_t count, capacity;
  uint32_t *hashes; /* of the levels */
  int64_t hash_capacity;
  int32_t *slots; /* codes by hash, -1: free; a power of two of them */
  int64_t slot_count;
  int64_t size; /* bytes of all levels, with their NUL */
  sdg16i_arena texts;
} sdg16i_dictionary;

#define SDG16I_DICTIONARY_MEMORY (-1)
#define SDG16I_DICTIONARY_FULL (-2) /* 2^31 - 1 levels */

/* The code of a text (without NUL bytes), which is added if it is new; or a
 * negative reason. Amortised O(size). A zeroed dictionary is an empty one. */
int32_t sdg16i_dictionary_add(sdg16i_dictionary *dictionary, const char *text, int64_t size);

/* The code of a text; -1: it is not there. */
int32_t sdg16i_dictionary_find(const sdg16i_dictionary *dictionary, const char *text,
                               int64_t size);

/* Frees what only adding needs: the levels stay, nothing can be added. */
void sdg16i_dictionary_close(sdg16i_dictionary *dictionary);
void sdg16i_dictionary_free(sdg16i_dictionary *dictionary);

#endif
