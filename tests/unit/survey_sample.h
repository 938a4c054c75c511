/* A small two-stage survey with domains and missing values, for several tests. */
#ifndef SURVEY_SAMPLE_H
#define SURVEY_SAMPLE_H

#include <sdg16.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define SAMPLE_STRATA 4
#define SAMPLE_ROWS 720

typedef struct sample {
  int64_t stratum[SAMPLE_ROWS], psu[SAMPLE_ROWS], home[SAMPLE_ROWS], psus[SAMPLE_ROWS];
  int64_t homes[SAMPLE_ROWS], y[SAMPLE_ROWS], group[SAMPLE_ROWS], flag[SAMPLE_ROWS];
  double weight[SAMPLE_ROWS], income[SAMPLE_ROWS], tiny[SAMPLE_ROWS];
  uint8_t missing[SAMPLE_ROWS];
  int32_t letter[SAMPLE_ROWS];
} sample;

static inline uint64_t sample_bits(uint64_t x) {
  x += UINT64_C(0x9e3779b97f4a7c15);
  x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
  return x ^ x >> 31;
}

/* Row `from` of the original order goes to row `to`. */
static inline void sample_row(sample *s, int64_t to, int64_t from) {
  uint64_t bits = sample_bits((uint64_t)from);
  int64_t psu = from / 30, home = from / 3; /* six PSUs a stratum, ten homes a PSU */
  s->stratum[to] = psu / 6 + 1;
  s->psu[to] = psu;
  s->home[to] = home;
  s->psus[to] = 30 + 5 * s->stratum[to];
  s->homes[to] = 40 + psu % 3;
  s->weight[to] = 10 + (double)(bits & 255) / 17;
  s->group[to] = (int64_t)(bits >> 8 & 3);
  s->letter[to] = (int32_t)(bits >> 20 & 3);
  s->flag[to] = (bits >> 10 & 7) > 2;
  s->y[to] = (bits >> 16 & 255) < 60 + 6 * (uint64_t)(psu % 7);
  s->income[to] = 100 + (double)(bits >> 30 & 1023) + 20 * (double)(psu % 5);
  s->missing[to] = (bits >> 50 & 15) == 0 ? SDG16_MISSING_REFUSED : 0;
  if (s->missing[to]) s->y[to] = 0;
  s->tiny[to] = (double)s->y[to] * 1e-6;
}

/* `step` coprime to the rows: 1 leaves the order, others mix it. */
static inline sdg16_table *sample_table(int64_t step) {
  sample *s = calloc(1, sizeof *s);
  sdg16_table *t = NULL;
  if (!s) return NULL;
  for (int64_t i = 0; i < SAMPLE_ROWS; i++) sample_row(s, i * step % SAMPLE_ROWS, i);
  int32_t failed = sdg16_table_new(&t, NULL);
#define WHOLE(column)                                                                          \
  failed =                                                                                     \
      failed ? failed : sdg16_table_add_int64(t, #column, SAMPLE_ROWS, s->column, NULL, NULL)
#define REAL(column)                                                                           \
  failed =                                                                                     \
      failed ? failed : sdg16_table_add_double(t, #column, SAMPLE_ROWS, s->column, NULL, NULL)
  WHOLE(stratum);
  WHOLE(psu);
  WHOLE(home);
  WHOLE(psus);
  WHOLE(homes);
  WHOLE(group);
  WHOLE(flag);
  REAL(weight);
  REAL(income);
#undef WHOLE
#undef REAL
  if (!failed) failed = sdg16_table_add_int64(t, "y", SAMPLE_ROWS, s->y, s->missing, NULL);
  if (!failed)
    failed = sdg16_table_add_double(t, "tiny", SAMPLE_ROWS, s->tiny, s->missing, NULL);
  static const char *const LETTERS[] = {"d", "b", "c", "a"};
  if (!failed)
    failed = sdg16_table_add_text(t, "letter", SAMPLE_ROWS, s->letter, NULL, 4, LETTERS, NULL);
  free(s);
  if (!failed) return t;
  sdg16_table_free(t);
  return NULL;
}

static const char *const SAMPLE_UNITS[] = {"psu", "home"}, *const SAMPLE_FPC[] = {"psus",
                                                                                  "homes"};
static const char *const SAMPLE_STRATUM[] = {"stratum"};

static inline sdg16_design_options sample_options(int64_t stages) {
  sdg16_design_options o;
  sdg16_design_options_init(&o, sizeof o);
  o.weight = "weight";
  o.psu = SAMPLE_UNITS;
  o.psu_count = stages;
  o.strata = SAMPLE_STRATUM;
  o.stratum_count = 1;
  o.fpc = SAMPLE_FPC;
  o.fpc_count = stages > 1 ? 2 : 0;
  return o;
}

#endif
