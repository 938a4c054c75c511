#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uintptr_t alignment_of(int64_t bytes) { return bytes < 4096 ? 16 : 64; }

static void an_array_is_zeroed_and_aligned(void **state) {
  (void)state;
  for (int64_t count = 0; count < 1200; count += 7) {
    double *array = sdg16i_array(count, sizeof *array);
    assert_non_null(array);
    assert_int_equal((uintptr_t)array % alignment_of(count * (int64_t)sizeof *array), 0);
    for (int64_t i = 0; i < count; i++) assert_true(array[i] == 0);
    free(array);
  }
}

static void a_size_that_overflows_is_refused(void **state) {
  (void)state;
  assert_null(sdg16i_array(-1, 8));
  assert_null(sdg16i_array(INT64_MAX, 8));
  assert_null(sdg16i_array(INT64_MAX / 8 + 1, 8));
  assert_null(sdg16i_array(INT64_MAX, 1));
  assert_null(sdg16i_array(INT64_C(1) << 32, (size_t)1 << 32));
  sdg16i_arena arena = {0};
  assert_null(sdg16i_arena_array(&arena, INT64_MAX / 4, 8));
  assert_null(sdg16i_arena_array(&arena, -1, 8));
  assert_null(sdg16i_arena_text(&arena, "x", SIZE_MAX));
  assert_null(arena.blocks);
  sdg16i_arena_free(&arena);
}

static void growing_keeps_the_content_and_doubles(void **state) {
  (void)state;
  int32_t *array = NULL;
  int64_t capacity = 0, growths = 0;
  for (int32_t i = 0; i < 10000; i++) {
    int64_t before = capacity;
    assert_int_equal(sdg16i_grow((void **)&array, &capacity, i + 1, sizeof *array), 0);
    assert_true(capacity > i);
    if (capacity != before) {
      assert_true(capacity >= 2 * before);
      growths++;
    }
    array[i] = i;
  }
  assert_true(growths < 14);
  for (int32_t i = 0; i < 10000; i++) assert_int_equal(array[i], i);
  free(array);
}

static void growing_that_fails_changes_nothing(void **state) {
  (void)state;
  int32_t *array = NULL;
  int64_t capacity = 0;
  assert_int_equal(sdg16i_grow((void **)&array, &capacity, 5, sizeof *array), 0);
  int32_t *before = array;
  int64_t held = capacity;
  assert_int_equal(sdg16i_grow((void **)&array, &capacity, INT64_MAX, sizeof *array), -1);
  assert_int_equal(sdg16i_grow((void **)&array, &capacity, INT64_MAX / 4, sizeof *array), -1);
  assert_ptr_equal(array, before);
  assert_int_equal(capacity, held);
  free(array);
}

static void an_arena_gives_zeroed_aligned_separate_arrays(void **state) {
  (void)state;
  sdg16i_arena arena = {0};
  unsigned char *arrays[300];
  for (int i = 0; i < 300; i++) { /* small ones, some beyond a block */
    int64_t count = i % 50 == 49 ? 100000 : 1 + i * 3;
    arrays[i] = sdg16i_arena_array(&arena, count, 1);
    assert_non_null(arrays[i]);
    assert_int_equal((uintptr_t)arrays[i] % alignment_of(count * (int64_t)sizeof *arrays[i]),
                     0);
    for (int64_t j = 0; j < count; j++) assert_int_equal(arrays[i][j], 0);
    memset(arrays[i], i & 255, (size_t)count);
  }
  for (int i = 0; i < 300; i++) {
    int64_t count = i % 50 == 49 ? 100000 : 1 + i * 3;
    for (int64_t j = 0; j < count; j++)
      if (arrays[i][j] != (i & 255)) fail_msg("array %d was overwritten", i);
  }
  assert_non_null(sdg16i_arena_array(&arena, 0, 8));
  sdg16i_arena_free(&arena);
  assert_null(arena.blocks);
  sdg16i_arena_free(&arena);
}

static void an_arena_copies_texts(void **state) {
  (void)state;
  sdg16i_arena arena = {0};
  char *texts[5000];
  for (int i = 0; i < 5000; i++) {
    char source[32];
    memset(source, 'a' + i % 26, sizeof source);
    texts[i] = sdg16i_arena_text(&arena, source, (size_t)(i % 32));
    assert_non_null(texts[i]);
  }
  for (int i = 0; i < 5000; i++) {
    assert_int_equal(strlen(texts[i]), i % 32);
    for (const char *c = texts[i]; *c; c++) assert_int_equal(*c, 'a' + i % 26);
  }
  sdg16i_arena_free(&arena);
}

static void an_arena_remembers_what_it_could_not_give(void **state) {
  (void)state;
  sdg16i_arena arena = {0};
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  assert_non_null(sdg16i_arena_text(&arena, "a", 1));
  assert_int_equal(sdg16i_arena_status(&arena, &error), SDG16_OK);
  assert_null(sdg16i_arena_array(&arena, INT64_MAX, 8));
  assert_non_null(
      sdg16i_arena_text(&arena, "b", 1)); /* others are given, it is not forgotten */
  assert_int_equal(sdg16i_arena_status(&arena, &error), SDG16_ERR_MEMORY);
  assert_string_equal(error.message, "out of memory");
  sdg16i_arena_reset(&arena);
  assert_int_equal(sdg16i_arena_status(&arena, NULL), SDG16_OK);
  sdg16i_arena_free(&arena);
}

static void a_text_is_copied(void **state) {
  (void)state;
  const char *text = "copied";
  char *copy = sdg16i_copy_text(text);
  assert_string_equal(copy, text);
  assert_ptr_not_equal(copy, text);
  free(copy);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_array_is_zeroed_and_aligned),
      cmocka_unit_test(a_size_that_overflows_is_refused),
      cmocka_unit_test(growing_keeps_the_content_and_doubles),
      cmocka_unit_test(growing_that_fails_changes_nothing),
      cmocka_unit_test(an_arena_gives_zeroed_aligned_separate_arrays),
      cmocka_unit_test(an_arena_copies_texts),
      cmocka_unit_test(an_arena_remembers_what_it_could_not_give),
      cmocka_unit_test(a_text_is_copied),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
