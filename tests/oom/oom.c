#include "oom.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the allocator, between the library and libc (ld --wrap) ---- */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
char *__real_strdup(const char *text);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
char *__wrap_strdup(const char *text);
void __wrap_free(void *block);

#define SLOTS (1 << 18) /* more than any case has live blocks */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int armed, onward;
static int64_t calls, failing; /* the call that fails; all from it with `onward` */
static int64_t failed;         /* how many did */

/* Live blocks, by address, so that blocks of other libraries are told apart. */
static uintptr_t slots[SLOTS];
static int64_t live;
#define GONE 1

static size_t home(uintptr_t block) { return (size_t)(block >> 4) * 2654435761u % SLOTS; }

static void *born(void *block) {
  if (!block) return NULL;
  pthread_mutex_lock(&lock);
  size_t i = home((uintptr_t)block);
  while (slots[i] > GONE) i = (i + 1) % SLOTS;
  slots[i] = (uintptr_t)block;
  live++;
  pthread_mutex_unlock(&lock);
  return block;
}

static void buried(const void *block) {
  if (!block) return;
  pthread_mutex_lock(&lock);
  size_t i = home((uintptr_t)block);
  while (slots[i] && slots[i] != (uintptr_t)block) i = (i + 1) % SLOTS;
  if (slots[i]) {
    slots[i] = GONE;
    live--;
  }
  pthread_mutex_unlock(&lock);
}

static int must_fail(void) {
  pthread_mutex_lock(&lock);
  int fails = 0;
  if (armed) {
    calls++;
    fails = failing && (onward ? calls >= failing : calls == failing);
    failed += fails;
  }
  pthread_mutex_unlock(&lock);
  return fails;
}

void *__wrap_malloc(size_t size) { return must_fail() ? NULL : born(__real_malloc(size)); }

void *__wrap_calloc(size_t count, size_t size) {
  return must_fail() ? NULL : born(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size) {
  if (must_fail()) return NULL;
  buried(block); /* before another thread can be given its address */
  void *moved = __real_realloc(block, size);
  born(moved ? moved : block);
  return moved;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size) {
  return must_fail() ? NULL : born(__real_aligned_alloc(alignment, size));
}

char *__wrap_strdup(const char *text) { return must_fail() ? NULL : born(__real_strdup(text)); }

void __wrap_free(void *block) {
  buried(block);
  __real_free(block);
}

/* ---- what the cases show ---- */

typedef struct transcript {
  char *text;
  size_t size, capacity;
} transcript;

static transcript sound, shown; /* of the run without failures, of the one going on */
static int was_good;

int oom_is_good(void) { return was_good; }

static void transcript_add(transcript *t, const char *text, size_t size) {
  if (t->size + size + 1 > t->capacity) {
    t->capacity = 2 * (t->capacity + size + 1);
    t->text = __real_realloc(t->text, t->capacity);
    if (!t->text) abort();
  }
  memcpy(t->text + t->size, text, size);
  t->size += size;
  t->text[t->size] = '\0';
}

static void transcript_free(transcript *t) {
  __real_free(t->text);
  *t = (transcript){NULL, 0, 0};
}

void oom_line(const char *format, ...) {
  char line[4096];
  va_list args;
  if (!was_good) return;
  va_start(args, format);
  vsnprintf(line, sizeof line, format, args);
  va_end(args);
  transcript_add(&shown, line, strlen(line));
  transcript_add(&shown, "\n", 1);
}

int32_t oom_written(const char *bytes, int64_t size, void *context) {
  (void)context;
  transcript_add(&shown, bytes, (size_t)size);
  return SDG16_OK;
}

/* The first line in which the two differ. */
static void check_shown(int64_t number) {
  if (!shown.size) fail_msg("the case shows nothing of its result");
  if (shown.size == sound.size && !memcmp(shown.text, sound.text, sound.size)) return;
  const char *a = sound.text, *b = shown.text;
  size_t i = 0, line = 0;
  for (; a[i] && a[i] == b[i]; i++)
    if (a[i] == '\n') line = i + 1;
  fail_msg("allocation %lld failing gives another result: '%.*s' instead of '%.*s'",
           (long long)number, (int)strcspn(b + line, "\n"), b + line,
           (int)strcspn(a + line, "\n"), a + line);
}

/* ---- running the cases ---- */

#define TOO_MANY 100000 /* allocations of one case */

void oom_arm(void) {
  calls = failed = 0;
  armed = 1;
}

static void disarm(void) {
  pthread_mutex_lock(&lock);
  armed = 0;
  pthread_mutex_unlock(&lock);
}

void oom_outcome(int32_t status, const void *output, const sdg16_error *error) {
  disarm();
  was_good = status == SDG16_OK;
  if ((status == SDG16_OK) != (output != NULL))
    fail_msg("status %s with output %p", sdg16_status_name(status), output);
  if (status && (error->status != status || !*error->message))
    fail_msg("status %s, but the error has %s: '%s'", sdg16_status_name(status),
             sdg16_status_name(error->status), error->message);
}

static void run_one(const oom_case *this, int64_t number) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  failing = number;
  failed = calls = 0;
  memset(slots, 0, sizeof slots);
  live = 0;
  shown.size = 0;
  was_good = 0;
  int32_t status = this->run(&error);
  if (armed) fail_msg("the case did not call oom_outcome");
  const char *how = onward ? "and all behind it " : "";
  if (status != SDG16_OK && (status != SDG16_ERR_MEMORY || !failed))
    fail_msg("allocation %lld %sfailing: %s: %s", (long long)number, how,
             sdg16_status_name(status), error.message);
  if (status == SDG16_OK && failed && onward)
    fail_msg("allocations from %lld on fail, and nobody noticed", (long long)number);
  if (status == SDG16_OK && number) check_shown(number);
  if (live)
    fail_msg("allocation %lld %sfailing: %lld blocks leaked", (long long)number, how,
             (long long)live);
}

static void every_failing_allocation_is_reported_and_nothing_leaks(void **state) {
  const oom_case *this = *state;
  transcript_free(&sound);
  onward = 0;
  run_one(this, 0);
  sound = shown;
  shown = (transcript){NULL, 0, 0};
  for (onward = 0; onward < 2; onward++) {
    int64_t number = 1;
    for (; number < TOO_MANY; number++) {
      run_one(this, number);
      if (!failed) break; /* it ended before */
    }
    if (number == 1) fail_msg("the case allocates nothing");
    if (number == TOO_MANY) fail_msg("the case does not come to an end");
  }
}

int oom_main(const oom_case *cases, size_t count) {
  struct CMUnitTest *tests = __real_calloc(count, sizeof *tests);
  if (!tests) return 1;
  for (size_t i = 0; i < count; i++)
    tests[i] =
        (struct CMUnitTest){.name = cases[i].name,
                            .test_func = every_failing_allocation_is_reported_and_nothing_leaks,
                            .initial_state = (void *)(uintptr_t)&cases[i]};
  int failures = _cmocka_run_group_tests("failing allocations", tests, count, NULL, NULL);
  transcript_free(&sound);
  transcript_free(&shown);
  __real_free(tests);
  return failures;
}
