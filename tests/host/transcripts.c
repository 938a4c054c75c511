#include "transcripts.h"

#include "workout.h"

#include <stdlib.h>
#include <string.h>

static int keep(transcripts *t, char *text, int64_t size) {
  if (!text || size == 0 || t->count == TRANSCRIPTS_MAX) {
    free(text);
    return -1;
  }
  t->text[t->count] = text;
  t->size[t->count] = size;
  t->count++;
  return 0;
}

void transcripts_make(transcripts *t, int32_t threads) {
  *t = (transcripts){0};
  int64_t size = 0;
  char *text = workout_failures(&size);
  int failed = keep(t, text, size);
  for (int i = 0; WORKOUT_DATASETS[i] && !failed; i++) {
    text = workout(WORKOUT_DATASETS[i], threads, &size);
    failed = keep(t, text, size);
  }
  if (failed) transcripts_free(t);
}

int transcripts_equal(const transcripts *a, const transcripts *b) {
  if (a->count == 0 || a->count != b->count) return 0;
  for (int i = 0; i < a->count; i++)
    if (a->size[i] != b->size[i] || memcmp(a->text[i], b->text[i], (size_t)a->size[i]))
      return 0;
  return 1;
}

void transcripts_free(transcripts *t) {
  for (int i = 0; i < t->count; i++) free(t->text[i]);
  t->count = 0;
}
