/* How fast a CSV file becomes a typed table, against libcsv parsing the same file and doing
 * nothing.
 *
 *   reading [ROWS]         (default 2,000,000; 9 columns)
 *   reading ROWS FILE      writes the file only, for a profiler
 *
 * The columns are those of a survey file: sampling unit, stratum, weight, region, sex, age,
 * two answers and an income. Each is read in a process of its own. */
#include "measure.h"

#include <sdg16.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void write_rows(FILE *file, int64_t rows) {
  static const char *const REGIONS[] = {"North", "South", "East", "West", "Capital"};
  fputs("psu,stratum,weight,region,sex,age,paid_bribe,contact,income\n", file);
  for (int64_t i = 0; i < rows; i++) {
    uint64_t bits = mixed((uint64_t)i), more = mixed(bits);
    fprintf(file, "%d,%d,%.4f,%s,%c,%d,%d,%d,%.2f\n", (int)(i / 40), (int)(i / 100000),
            0.5 + (double)(bits % 1000000) / 12345.0, REGIONS[bits >> 20 & 3],
            bits >> 30 & 1 ? 'F' : 'M', (int)(15 + (bits >> 32) % 80), (int)(bits >> 40 & 1),
            (int)(bits >> 41 & 1), (double)(more % 100000000) / 100.0);
  }
}

static int read_table(const char *path) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_table *table;
  if (sdg16_table_read_csv(path, NULL, &table, &error)) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  sdg16_table_free(table);
  return 0;
}

static cost least(int (*job)(const char *path), const char *path) {
  cost best = run(job, path);
  for (int round = 1; round < 5; round++) {
    cost again = run(job, path);
    if (again.cpu < best.cpu) best = again;
  }
  return best;
}

static int measure(int64_t rows) {
  const char *folder = getenv("TMPDIR");
  char path[1024];
  snprintf(path, sizeof path, "%s/sdg16-reading-XXXXXX", folder ? folder : "/tmp");
  int descriptor = mkstemp(path);
  FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (!file) {
    perror(path);
    return 1;
  }
  write_rows(file, rows);
  if (ferror(file) || fclose(file)) {
    perror(path);
    unlink(path);
    return 1;
  }
  cost floor = least(parse_only, path), ours = least(read_table, path);
  unlink(path);
  printf("  table  %.2f million rows/s of 9 columns, %.2f times libcsv doing nothing (cpu "
         "%.2f)\n",
         1e-6 * (double)rows / ours.seconds, ours.seconds / floor.seconds,
         ours.cpu / floor.cpu);
  return 0;
}

static int write_only(int64_t rows, const char *path) {
  FILE *file = fopen(path, "w");
  if (!file) {
    perror(path);
    return 1;
  }
  write_rows(file, rows);
  return fclose(file) != 0;
}

int main(int argc, char **argv) {
  int64_t rows = argc > 1 ? strtoll(argv[1], NULL, 10) : 2000000;
  if (rows < 100 || rows > INT64_C(100000000)) {
    fprintf(stderr, "usage: %s [ROWS [FILE]]   (100 to 100000000 rows)\n", argv[0]);
    return 2;
  }
  return argc > 2 ? write_only(rows, argv[2]) : measure(rows);
}
