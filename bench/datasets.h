/* The data sets, for benchmarks: a bench without them ends. */
#ifndef BENCH_DATASETS_H
#define BENCH_DATASETS_H

#include <sdg16.h>
#include <stdio.h>
#include <stdlib.h>

static inline sdg16_capture *read_table(const char *folder, const char *name) {
  char path[4096];
  sdg16_capture *capture;
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  snprintf(path, sizeof path, "%s/%s/data.csv", folder, name);
  const char *paths[] = {path};
  if (!sdg16_capture_read(1, paths, NULL, &capture, &error)) return capture;
  fprintf(stderr, "bench: %s\n", error.message);
  exit(1);
}

#endif
