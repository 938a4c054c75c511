/* What the benchmarks on large CSV files share: random bits, and the cost of a job in a
 * process of its own, against libcsv parsing the same file and doing nothing. */
#ifndef MEASURE_H
#define MEASURE_H

#include "clock.h"

#include <csv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define BLOCK ((size_t)1 << 17) /* as in the library's reader */

/* A bijection of 64-bit numbers that looks random (splitmix64's finaliser). */
static inline uint64_t mixed(uint64_t x) {
  x += UINT64_C(0x9e3779b97f4a7c15);
  x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
  return x ^ x >> 31;
}

static inline void ignore_field(void *bytes, size_t size, void *context) {
  (void)bytes, (void)size, (void)context;
}

static inline void ignore_row(int c, void *context) { (void)c, (void)context; }

/* A job: 0, or the exit status of its process. */
static inline int parse_only(const char *path) {
  FILE *file = fopen(path, "rb");
  char *block = malloc(BLOCK);
  struct csv_parser parser;
  if (!file || !block || csv_init(&parser, CSV_STRICT | CSV_APPEND_NULL)) return 1;
  setvbuf(file, NULL, _IONBF, 0);
  size_t got;
  while ((got = fread(block, 1, BLOCK, file)) > 0)
    if (csv_parse(&parser, block, got, ignore_field, ignore_row, NULL) != got) return 1;
  csv_fini(&parser, ignore_field, ignore_row, NULL);
  csv_free(&parser);
  free(block);
  return fclose(file) != 0;
}

typedef struct cost {
  double seconds, cpu;
  double bytes; /* largest resident set */
} cost;

/* Removes the file and exits when the job fails. */
static inline cost run(int (*job)(const char *path), const char *path) {
  fflush(stdout);
  double begin = now();
  pid_t child = fork();
  if (child == 0) _exit(job(path));
  int status = 1;
  struct rusage use = {0};
  if (child < 0 || wait4(child, &status, 0, &use) < 0 || status) {
    fprintf(stderr, "a measurement failed\n");
    unlink(path);
    exit(1);
  }
  return (cost){now() - begin,
                (double)use.ru_utime.tv_sec + 1e-6 * (double)use.ru_utime.tv_usec +
                    (double)use.ru_stime.tv_sec + 1e-6 * (double)use.ru_stime.tv_usec,
                1024.0 * (double)use.ru_maxrss};
}

#endif
