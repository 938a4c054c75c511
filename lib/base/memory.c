#include "base/memory.h"

#include "base/error.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ALIGNMENT 64 /* a cache line, and every vector width */
#define SMALL                                                                                  \
  4096 /* below it malloc's own alignment: aligned_alloc costs more than it gains              \
        */
#define SMALL_ALIGNMENT _Alignof(max_align_t)
#define PAGE 4096        /* or a larger power of two, then the advice is refused */
#define LARGE 4194304    /* from here on large pages waste less than they save */
#define FIRST_BLOCK 128  /* most arenas hold a few texts; each further block is larger ... */
#define BLOCK_SIZE 65536 /* ... up to this */

static int product(int64_t count, size_t size, size_t *out) {
  if (count < 0 || (size && (uint64_t)count > (PTRDIFF_MAX - ALIGNMENT) / size)) return -1;
  *out = (size_t)count * size;
  return 0;
}

static size_t rounded_size(size_t bytes) {
  return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static void *take_memory(size_t bytes) {
  return bytes < SMALL ? malloc(bytes) : aligned_alloc(ALIGNMENT, rounded_size(bytes));
}

void *sdg16i_array(int64_t count, size_t size) {
  size_t bytes;
  if (product(count, size, &bytes)) return NULL;
  if (!bytes) bytes = 1;
  void *array = take_memory(bytes);
  if (array) memset(array, 0, bytes);
  return array;
}

void *sdg16i_copy_array(const void *from, int64_t count, size_t size, int *failed) {
  if (!from) return NULL;
  void *copy = sdg16i_array(count, size);
  if (copy && count) memcpy(copy, from, (size_t)count * size);
  *failed |= !copy;
  return copy;
}

int sdg16i_grow(void **array, int64_t *capacity, int64_t needed, size_t size) {
  if (needed <= *capacity) return 0;
  int64_t larger = *capacity > INT64_MAX / 2 ? needed : *capacity * 2;
  if (larger < needed) larger = needed;
  if (larger < 4) larger = 4;
  size_t bytes;
  if (product(larger, size, &bytes)) return -1;
  void *grown = realloc(*array, bytes);
  if (!grown) return -1;
  *array = grown;
  *capacity = larger;
  return 0;
}

void sdg16i_advise_filling(void *array, size_t bytes) {
#ifdef MADV_HUGEPAGE
  int before = errno;
  uintptr_t begin = ((uintptr_t)array + PAGE - 1) / PAGE * PAGE, end = (uintptr_t)array + bytes;
  if (bytes >= LARGE) madvise((void *)begin, end - begin, MADV_HUGEPAGE);
  errno = before;
#else
  (void)array;
  (void)bytes;
#endif
}

char *sdg16i_copy_text(const char *text) {
  size_t size = strlen(text) + 1;
  char *copy = malloc(size);
  if (copy) memcpy(copy, text, size);
  return copy;
}

struct sdg16i_block {
  struct sdg16i_block *next;
  size_t used, size; /* of the bytes behind this header */
};

#define HEADER ((sizeof(struct sdg16i_block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

/* What is kept for later use: up to this much in one block, so that an arena that is filled
 * again and again asks the system only once. */
#define KEPT (64u << 20)

/* Size of the next block for what is small. */
static size_t next_size(const struct sdg16i_block *last) {
  if (!last) return FIRST_BLOCK;
  return last->size < BLOCK_SIZE / 4 ? 4 * last->size : BLOCK_SIZE;
}

static void *arena_fail(sdg16i_arena *arena) {
  arena->failed = 1;
  return NULL;
}

static char *take_bytes(sdg16i_arena *arena, size_t bytes, size_t alignment) {
  struct sdg16i_block *block = arena->blocks;
  size_t start = block ? (block->used + alignment - 1) / alignment * alignment : 0;
  if (!block || start > block->size || bytes > block->size - start) {
    size_t usual = next_size(block), size = bytes > usual / 4 ? rounded_size(bytes) : usual;
    struct sdg16i_block *fresh = take_memory(HEADER + size);
    if (!fresh) return arena_fail(arena);
    *fresh = (struct sdg16i_block){.next = block, .used = 0, .size = size};
    if (block && size != usual) { /* keep filling the block that has room */
      fresh->next = block->next;
      block->next = fresh;
    } else {
      arena->blocks = fresh;
    }
    block = fresh;
    start = 0;
  }
  block->used = start + bytes;
  return (char *)block + HEADER + start;
}

void *sdg16i_arena_array(sdg16i_arena *arena, int64_t count, size_t size) {
  size_t bytes;
  if (product(count, size, &bytes)) return arena_fail(arena);
  void *array =
      take_bytes(arena, bytes ? bytes : 1, bytes < SMALL ? SMALL_ALIGNMENT : ALIGNMENT);
  if (array) memset(array, 0, bytes);
  return array;
}

char *sdg16i_arena_text(sdg16i_arena *arena, const char *text, size_t size) {
  char *copy =
      size < PTRDIFF_MAX - ALIGNMENT ? take_bytes(arena, size + 1, 1) : arena_fail(arena);
  if (!copy) return NULL;
  if (size) memcpy(copy, text, size);
  copy[size] = '\0';
  return copy;
}

const char *sdg16i_arena_join(sdg16i_arena *arena, const char *a, const char *b) {
  if (!a || !*a) return b;
  if (!b || !*b) return a;
  size_t first = strlen(a), second = strlen(b);
  char *text = take_bytes(arena, first + second + 3, 1);
  if (!text) return NULL;
  memcpy(text, a, first);
  memcpy(text + first, "; ", 2);
  memcpy(text + first + 2, b, second + 1);
  return text;
}

int32_t sdg16i_arena_status(const sdg16i_arena *arena, sdg16_error *error) {
  return arena->failed ? sdg16i_fail_memory(error) : SDG16_OK;
}

void sdg16i_arena_reset(sdg16i_arena *arena) {
  arena->failed = 0;
  if (!arena->blocks) return;
  size_t total = 0;
  for (const struct sdg16i_block *b = arena->blocks; b; b = b->next) total += b->size;
  if (arena->blocks->next && total <= KEPT) {
    struct sdg16i_block *one = take_memory(HEADER + rounded_size(total));
    if (one) {
      *one = (struct sdg16i_block){.next = arena->blocks, .size = rounded_size(total)};
      arena->blocks = one;
    }
  }
  sdg16i_arena rest = {.blocks = arena->blocks->next};
  arena->blocks->next = NULL;
  arena->blocks->used = 0;
  sdg16i_arena_free(&rest);
}

void sdg16i_arena_free(sdg16i_arena *arena) {
  struct sdg16i_block *block = arena->blocks;
  *arena = (sdg16i_arena){0};
  while (block) {
    struct sdg16i_block *next = block->next;
    free(block);
    block = next;
  }
}
