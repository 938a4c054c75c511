/* One workout over the whole public API, written down bit by bit: what a host
 * does to its process must not change one byte of it. */
#ifndef WORKOUT_H
#define WORKOUT_H

#include <stdint.h>
#include <stdio.h>

/* The data sets in use; NULL ends. The folder comes from the environment variable
 * SDG16_DATASETS. */
extern const char *const WORKOUT_DATASETS[];

/* Reads, checks, fits and estimates one data set in every way, on `threads`
 * threads. Returns the transcript (freed by the caller) and its size; NULL if a
 * call failed that must not. */
char *workout(const char *dataset, int32_t threads, int64_t *size);

/* Calls that must fail, with the errors they give; the catalogue; numbers. */
char *workout_failures(int64_t *size);

/* Estimates from a survey, in every way, and what it refuses (workout_survey.c). */
void workout_surveys(FILE *out, int32_t threads);

#endif
