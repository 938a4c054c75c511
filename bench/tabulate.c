/* How fast and in how much memory capture data are read, against libcsv parsing
 * the same file and doing nothing.
 *
 *   tabulate [ROWS]   (default 10,000,000)
 *
 * Writes a `persons` file of ROWS rows and a `records` file of ROWS sightings of
 * 0.3 ROWS persons in random order, reads each in a process of its own, and
 * removes it. */
#include "measure.h"

#include <sdg16.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ID_SIZE 9 /* of an identifier in the records file */

static const char *const LISTS[] = {"LA", "NG", "PF", "GO", "NCA"};
#define LIST_COUNT 5

/* A bijection of 32-bit numbers (Mueller). */
static uint32_t mixed32(uint32_t x) {
  x = (x ^ x >> 16) * UINT32_C(0x45d9f3b);
  x = (x ^ x >> 16) * UINT32_C(0x45d9f3b);
  return x ^ x >> 16;
}

static char sex_of(uint32_t person) { return mixed(person) & 1 ? 'F' : 'M'; }

static void write_persons(FILE *file, int64_t rows) {
  fputs("LA,NG,PF,GO,NCA,sex\n", file);
  for (int64_t i = 0; i < rows; i++) {
    uint64_t bits = mixed((uint64_t)i);
    unsigned history = 0;
    while (!history) { /* on each list with probability 1/4 */
      history = (unsigned)(bits & bits >> 5) & 31;
      bits = mixed(bits);
    }
    char row[] = "0,0,0,0,0,X\n";
    for (int j = 0; j < LIST_COUNT; j++) row[2 * j] = (char)('0' + (history >> j & 1));
    row[10] = sex_of((uint32_t)i);
    fputs(row, file);
  }
}

/* Every person once, then again persons at random. */
static void write_records(FILE *file, int64_t rows) {
  int64_t persons = rows * 3 / 10;
  fputs("id,list,sex\n", file);
  for (int64_t i = 0; i < rows; i++) {
    uint64_t bits = mixed((uint64_t)i);
    uint32_t person = (uint32_t)(i < persons ? (uint64_t)i : bits % (uint64_t)persons);
    fprintf(file, "P%08lx,%s,%c\n", (unsigned long)mixed32(person),
            LISTS[(bits >> 40) % LIST_COUNT], sex_of(person));
  }
}

/* ---- what is timed; each runs in a child process ---- */

static int tabulate(const char *path, int records) {
  const char *sex = "sex";
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_capture_options options;
  sdg16_capture_options_init(&options, sizeof options);
  options.stratum_count = 1;
  options.strata = &sex;
  if (records) {
    options.id = "id";
    options.list = "list";
  }
  sdg16_capture *capture;
  if (sdg16_capture_read(1, &path, &options, &capture, &error)) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  printf("  read: %lld persons, %lld histories, %lld strata\n",
         (long long)sdg16_capture_observed(capture),
         (long long)sdg16_capture_histories(capture, NULL, NULL),
         (long long)sdg16_capture_strata(capture));
  sdg16_capture_free(capture);
  return fflush(stdout) != 0;
}

static int tabulate_persons(const char *path) { return tabulate(path, 0); }
static int tabulate_records(const char *path) { return tabulate(path, 1); }

static void print(const char *name, cost c, int64_t rows) {
  printf("  %-8s %7.2f s (cpu %.2f s), %6.2f million rows/s, peak %7.1f MB\n", name, c.seconds,
         c.cpu, 1e-6 * (double)rows / c.seconds, 1e-6 * c.bytes);
}

static int measure(const char *layout, int64_t rows, int records) {
  const char *folder = getenv("TMPDIR");
  char path[1024];
  snprintf(path, sizeof path, "%s/sdg16-tabulate-XXXXXX", folder ? folder : "/tmp");
  int descriptor = mkstemp(path);
  FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (!file) {
    perror(path);
    return 1;
  }
  (records ? write_records : write_persons)(file, rows);
  long size = ftell(file);
  if (ferror(file) || fclose(file)) {
    perror(path);
    unlink(path);
    return 1;
  }
  printf("%s: %lld rows, %.1f MB\n", layout, (long long)rows, 1e-6 * (double)size);
  cost floor = run(parse_only, path);
  cost ours = run(records ? tabulate_records : tabulate_persons, path);
  unlink(path);
  print("sdg16", ours, rows);
  print("libcsv", floor, rows);
  printf("  ratio    %7.2f times libcsv doing nothing (cpu %.2f)\n",
         ours.seconds / floor.seconds, ours.cpu / floor.cpu);
  if (records)
    printf("  memory   %7.1f bytes a person beyond the identifier's %d\n",
           (ours.bytes - floor.bytes) / (double)(rows * 3 / 10) - ID_SIZE, ID_SIZE);
  return 0;
}

int main(int argc, char **argv) {
  int64_t rows = argc > 1 ? strtoll(argv[1], NULL, 10) : 10000000;
  if (rows < 100 || rows > INT64_C(1000000000)) {
    fprintf(stderr, "usage: %s [ROWS]   (100 to 1000000000)\n", argv[0]);
    return 2;
  }
  return measure("persons", rows, 0) || measure("records", rows, 1);
}
