/* Estimates of illicit flows from CSV text, and what is in them. */
#ifndef IFF_CALLS_H
#define IFF_CALLS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tables.h"

#define SETS 6

typedef struct call {
  int32_t method;
  const char *data; /* CSV text */
  const char *set[SETS];
  const char *prices; /* CSV text */
  const char *map[2];
  int32_t threads; /* 0: no exec options */
  uint64_t seed;
} call;

static inline int32_t run(const call *c, sdg16_iff **out, sdg16_error *error) {
  sdg16_table *data = table_of(c->data), *prices = c->prices ? table_of(c->prices) : NULL;
  sdg16_iff_options o;
  sdg16_iff_options_init(&o, sizeof o);
  o.source_name = "d.csv";
  o.sets = c->set;
  while (o.set_count < SETS && c->set[o.set_count]) o.set_count++;
  o.prices = prices;
  o.map_count = c->map[0] != NULL;
  o.map_names = &c->map[0];
  o.map_columns = &c->map[1];
  sdg16_error_init(error, sizeof *error);
  sdg16_exec_options exec;
  sdg16_exec_options_init(&exec, sizeof exec);
  exec.threads = c->threads;
  exec.seed = c->seed;
  int32_t status = sdg16_iff_new(c->method, data, &o, c->threads ? &exec : NULL, out, error);
  sdg16_table_free(data);
  sdg16_table_free(prices);
  return status;
}

static inline sdg16_iff *good(const call *c) {
  sdg16_iff *iff;
  sdg16_error error;
  if (run(c, &iff, &error)) fail_msg("%s", error.message);
  return iff;
}

/* The total of a direction over all rows that have one, of value, lower or upper. */
static inline double sum(const sdg16_iff *iff, const char *series, const char *column) {
  const sdg16_table *r = sdg16_iff_results(iff);
  double total = 0;
  for (int64_t i = 0; i < sdg16_table_rows(r); i++)
    if (!strcmp(text_of(r, "series", i), series) && !isnan(number_of(r, column, i)))
      total += number_of(r, column, i);
  return total;
}

static inline void near(double found, double expected) {
  if (!(fabs(found - expected) <= 1e-12 * fmax(1, fabs(expected))))
    fail_msg("%.17g found, expected %.17g", found, expected);
}

/* Outward and inward of a call. */
static inline void flows(const call *c, double out, double in) {
  sdg16_iff *iff = good(c);
  near(sum(iff, "DI_ILL_OUT", "value"), out);
  near(sum(iff, "DI_ILL_IN", "value"), in);
  sdg16_iff_free(iff);
}

static inline void refused(const call *c, int32_t expected, const char *message) {
  sdg16_iff *iff = (sdg16_iff *)(uintptr_t)c;
  sdg16_error error;
  int32_t status = run(c, &iff, &error);
  if (status != expected || !strstr(error.message, message))
    fail_msg("%s: '%s', expected %s with '%s'", sdg16_status_name(status), error.message,
             sdg16_status_name(expected), message);
  assert_int_equal(error.status, expected);
  assert_null(iff);
  assert_null(strchr(error.message, '\n'));
}

/* A doubt of that kind; its message. */
static inline const char *doubt(const sdg16_iff *iff, const char *kind) {
  const sdg16_table *d = sdg16_iff_diagnostics(iff);
  for (int64_t i = 0; i < sdg16_table_rows(d); i++)
    if (!strcmp(text_of(d, "kind", i), kind)) return text_of(d, "message", i);
  return NULL;
}

#endif
