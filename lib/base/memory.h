/* Checked allocation, and the arena that a handle or worker owns. */
#ifndef SDG16I_BASE_MEMORY_H
#define SDG16I_BASE_MEMORY_H

#include <sdg16/base.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed array of count x size bytes, aligned to 64 from 4 KiB on; NULL when out of memory or
 * when the product overflows. A count of 0 gives a valid pointer. Freed with free. */
void *sdg16i_array(int64_t count, size_t size);

/* A copy of count x size bytes, as from sdg16i_array; NULL for NULL. Sets *failed to 1 when out
 * of memory, and never to 0: one look at the end is enough for many copies. */
void *sdg16i_copy_array(const void *from, int64_t count, size_t size, int *failed);

/* Grows *array (NULL, or from an earlier sdg16i_grow) so that it holds at least
 * `needed` items; capacity at least doubles. The new tail is not zeroed.
 * Returns 0, or -1 with nothing changed. */
int sdg16i_grow(void **array, int64_t *capacity, int64_t needed, size_t size);

/* Advice to the system that all `bytes` of an array will be filled: a large one may get large
 * pages, whose first use costs a fraction. It changes nothing else. */
void sdg16i_advise_filling(void *array, size_t bytes);

char *sdg16i_copy_text(const char *text); /* strdup; NULL when out of memory */

/* Memory that is freed all at once. It remembers if an allocation failed. Code that makes a
 * result from texts of an arena must ask sdg16i_arena_status at the end, because NULL can mean
 * "no text" or "out of memory". */
typedef struct sdg16i_arena {
  struct sdg16i_block *blocks;
  int failed;
} sdg16i_arena;

/* Zeroed, aligned to 64 from 4 KiB on; NULL when out of memory or on overflow. */
void *sdg16i_arena_array(sdg16i_arena *arena, int64_t count, size_t size);
/* A copy of `size` bytes of text, with a NUL at its end; not aligned. */
char *sdg16i_arena_text(sdg16i_arena *arena, const char *text, size_t size);
/* SDG16_OK; SDG16_ERR_MEMORY if an allocation failed. */
int32_t sdg16i_arena_status(const sdg16i_arena *arena, sdg16_error *error);
/* "a; b"; or only one of them, if the other is NULL or "". NULL: both are NULL, or out of
 * memory. */
const char *sdg16i_arena_join(sdg16i_arena *arena, const char *a, const char *b);
/* Empties the arena, and forgets a failure; it keeps one block for later use. */
void sdg16i_arena_reset(sdg16i_arena *arena);
void sdg16i_arena_free(sdg16i_arena *arena);

#endif
