/* How fast and in how much memory customs records pass the price filter, against libcsv
 * parsing the same file once and doing nothing.
 *
 *   iff [ROWS [COMMODITIES]]   (default 20,000,000 rows, 500 commodities x 20 partners)
 *
 * Writes a file of ROWS records, filters it in processes of their own with the fence of the
 * records' own quartiles (several passes) and of given prices (one pass), and removes it. A
 * third of the rows in as many groups shows what memory grows with. Then a tenth as many
 * mirrored flows of 100 countries, each a group of its own, with the ratio of cif to fob given,
 * fitted on five predictors (three passes), and with fitted accuracies. */
#include "measure.h"

#include <sdg16.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PARTNERS 20

static int64_t commodities = 500;

/* Unit prices within a factor of 16 around one of the commodity, one in 256 far off. */
static void write_rows(FILE *file, int64_t rows) {
  fputs("ref_area,time_period,flow,commodity,partner,quantity_unit,quantity,value,price\n",
        file);
  for (int64_t i = 0; i < rows; i++) {
    uint64_t bits = mixed((uint64_t)i);
    unsigned commodity = (unsigned)(bits % (uint64_t)commodities);
    unsigned quantity = 1 + (unsigned)(bits >> 20 & 1023);
    unsigned cents = (100 + commodity) * (1 + (unsigned)(bits >> 30 & 15));
    cents += (unsigned)(bits >> 34 & 255);
    if (!(bits >> 42 & 255)) cents *= 40;
    uint64_t value = (uint64_t)cents * quantity;
    fprintf(file, "826,2022,%s,%08u,P%02u,kg,%u,%llu.%02u,%u\n",
            bits >> 50 & 1 ? "export" : "import", commodity * 1009,
            (unsigned)(bits >> 51) % PARTNERS, quantity, (unsigned long long)(value / 100),
            (unsigned)(value % 100), 5 + commodity / 20);
  }
}

/* ---- what is timed; each runs in a child process ---- */

static int filter(const char *path, const char *fence) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_iff_options options;
  sdg16_iff_options_init(&options, sizeof options);
  options.sets = &fence;
  options.set_count = 1;
  sdg16_iff *iff;
  if (sdg16_iff_read(SDG16_IFF_PRICE_FILTER, path, &options, NULL, &iff, &error)) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  printf("  %lld groups\n", (long long)sdg16_table_rows(sdg16_iff_detail(iff)));
  sdg16_iff_free(iff);
  return fflush(stdout) != 0;
}

static int by_quartiles(const char *path) { return filter(path, "fence=iqr"); }
static int by_price(const char *path) { return filter(path, "fence=price"); }

/* Flows of 100 countries, predictors beside them; each row is a flow of its own. */
static void write_mirrors(FILE *file, int64_t rows) {
  fputs("ref_area,time_period,flow,commodity,partner,reported,mirror,distance,near,price,"
        "tariff\n",
        file);
  for (int64_t i = 0; i < rows; i++) {
    uint64_t bits = mixed((uint64_t)i);
    unsigned reporter = (unsigned)(i % 100), partner = (unsigned)(i / 100 % 99);
    partner += partner >= reporter;
    unsigned distance = 100 + (reporter * 7919 + partner * 104729) % 19900;
    unsigned value = 1000 + (unsigned)(bits & 0xfffff);
    fprintf(file, "A%02u,%u,%s,%06u,A%02u,%u,%u,%u,%u,%u,%u\n", reporter,
            2010 + (unsigned)(i / 9900 % 10), i / 99000 % 2 ? "export" : "import",
            (unsigned)(i / 198000), partner, value,
            value / 16 * (12 + (unsigned)(bits >> 20 & 7)), distance,
            (unsigned)(bits >> 24 & 1), 1 + (unsigned)(bits >> 25 & 255),
            (unsigned)(bits >> 33 & 31));
  }
}

static int mirrors(const char *path, int64_t count, const char *const *sets) {
  sdg16_error error;
  sdg16_error_init(&error, sizeof error);
  sdg16_iff_options options;
  sdg16_iff_options_init(&options, sizeof options);
  options.sets = sets;
  options.set_count = count;
  sdg16_iff *iff;
  if (sdg16_iff_read(SDG16_IFF_PARTNER_COUNTRY, path, &options, NULL, &iff, &error)) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  printf("  %lld groups\n", (long long)sdg16_table_rows(sdg16_iff_detail(iff)));
  sdg16_iff_free(iff);
  return fflush(stdout) != 0;
}

static const char *const FIT[] = {"predictors=distance,distance^2,near,ln(price)",
                                  "illicit=tariff", "effects=period", "accuracy=fitted"};
static int given(const char *path) { return mirrors(path, 0, NULL); }
static int fitted(const char *path) { return mirrors(path, 3, FIT); }
static int with_accuracy(const char *path) { return mirrors(path, 4, FIT); }

static void print(const char *name, cost c, cost floor, int64_t rows) {
  printf("  %-10s %7.2f s, %6.2f million rows/s, peak %7.1f MB, %5.2f times libcsv\n", name,
         c.seconds, 1e-6 * (double)rows / c.seconds, 1e-6 * c.bytes, c.seconds / floor.seconds);
}

/* A new file of that many rows; its size, -1: it could not be written. */
static long make(char path[1024], void (*write)(FILE *, int64_t), int64_t rows) {
  const char *folder = getenv("TMPDIR");
  snprintf(path, 1024, "%s/sdg16-iff-XXXXXX", folder ? folder : "/tmp");
  int descriptor = mkstemp(path);
  FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (!file) {
    perror(path);
    return -1;
  }
  write(file, rows);
  long size = ftell(file);
  if (ferror(file) || fclose(file)) {
    perror(path);
    unlink(path);
    return -1;
  }
  return size;
}

static int measure_mirrors(int64_t rows) {
  char path[1024];
  long size = make(path, write_mirrors, rows);
  if (size < 0) return 1;
  printf("mirrored flows: %lld rows, %.1f MB\n", (long long)rows, 1e-6 * (double)size);
  cost floor = run(parse_only, path);
  cost plain = run(given, path);
  cost fit = run(fitted, path);
  cost both = run(with_accuracy, path);
  unlink(path);
  print("libcsv", floor, floor, rows);
  print("given", plain, floor, rows);
  print("fitted", fit, floor, rows);
  print("accuracy", both, floor, rows);
  return 0;
}

static int measure(int64_t rows) {
  char path[1024];
  long size = make(path, write_rows, rows);
  if (size < 0) return 1;
  printf("price filter: %lld rows, %.1f MB\n", (long long)rows, 1e-6 * (double)size);
  cost floor = run(parse_only, path);
  cost price = run(by_price, path);
  cost quartiles = run(by_quartiles, path);
  unlink(path);
  print("libcsv", floor, floor, rows);
  print("price", price, floor, rows);
  print("quartiles", quartiles, floor, rows);
  return 0;
}

int main(int argc, char **argv) {
  int64_t rows = argc > 1 ? strtoll(argv[1], NULL, 10) : 20000000;
  if (argc > 2) commodities = strtoll(argv[2], NULL, 10);
  if (rows < 1000 || rows > INT64_C(1000000000) || commodities < 1 || commodities > 90000) {
    fprintf(stderr, "usage: %s [ROWS [COMMODITIES]]\n", argv[0]);
    return 2;
  }
  return measure(rows / 3) || measure(rows) || measure_mirrors(rows / 10);
}
