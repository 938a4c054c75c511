/* The workouts of all data sets, to be compared with each other. */
#ifndef TRANSCRIPTS_H
#define TRANSCRIPTS_H

#include <stdint.h>

#define TRANSCRIPTS_MAX 16

typedef struct transcripts {
  int count;
  char *text[TRANSCRIPTS_MAX];
  int64_t size[TRANSCRIPTS_MAX];
} transcripts;

/* Runs every workout; count is 0 if one could not be done. */
void transcripts_make(transcripts *t, int32_t threads);
/* 1 when all bytes are the same and there are any. */
int transcripts_equal(const transcripts *a, const transcripts *b);
void transcripts_free(transcripts *t);

#endif
