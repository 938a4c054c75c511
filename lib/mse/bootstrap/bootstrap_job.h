/* A bootstrap while it runs: its units of work, its workers, and what they have done. */
#ifndef SDG16I_MSE_BOOTSTRAP_BOOTSTRAP_JOB_H
#define SDG16I_MSE_BOOTSTRAP_BOOTSTRAP_JOB_H

#include "base/memory.h"
#include "mse/bootstrap/bootstrap.h"
#include "mse/bootstrap/multinomial.h"

#include <math.h>

/* The fewest and the most replicates of an automatic number. */
#define SDG16I_BOOT_FIRST 1000
#define SDG16I_BOOT_MOST 20000

/* Marks of a replicate that is done. */
#define SDG16I_BOOT_DONE 1
#define SDG16I_BOOT_UNPROVED 2 /* a search in it ended before its choice was proved */

/* Of so many groups of tables (strata) a worker keeps the selectors; of more it makes one after
 * the other anew, each for the units of the group or for a batch of replicates, so that memory
 * does not grow with the number of strata times that of workers. */
#define SDG16I_BOOT_KEPT 64
#define SDG16I_BOOT_BATCH 8 /* divides all numbers of replicates to choose from */

/* One person left out. */
typedef struct sdg16i_boot_unit {
  int64_t table, group;
  uint32_t history; /* of which one person is left out */
} sdg16i_boot_unit;

/* What a worker needs: selectors and the counts at hand. */
typedef struct sdg16i_boot_worker {
  sdg16i_selector *selector; /* [selectors] */
  int64_t *weight;           /* [selectors] of a fit, as in a search's budget */
  const double **counts;     /* [tables] */
  double *alpha;             /* [terms] for the top models */
} sdg16i_boot_worker;

typedef struct sdg16i_boot_job {
  const sdg16i_boot_plan *plan;
  sdg16i_run *run;
  sdg16i_arena arena;
  int64_t begin, replicates; /* of this shard; grows with an automatic number */
  int64_t most;              /* that they may become */
  int64_t batch;             /* replicates that are made together */
  int64_t selectors;         /* of a worker: one a group, or one in all */
  int64_t units;
  sdg16i_boot_unit *unit;
  int64_t *first_unit;  /* [tables + 1] */
  sdg16i_cells **cells; /* [tables] */
  sdg16i_urn *urn;      /* [tables] */
  double *size;         /* [tables] persons to draw */
  int32_t workers;
  sdg16i_boot_worker *worker;
  uint8_t *done;      /* [replicates] */
  uint8_t *unit_done; /* [units] */
  int32_t *rank;      /* [replicates] of the best model in the ranking */
  int64_t *fits;      /* [SDG16I_BOOT_FIRST] what the first cost */
  sdg16_draws *draws, *top_draws;
} sdg16i_boot_job;

static inline int sdg16i_boot_has_estimate(const sdg16i_boot_table *table) {
  return isfinite(table->hidden);
}

/* Lists the units, fills the urns, makes draws and workers. To be cleared after a failure too.
 */
int32_t sdg16i_boot_prepare(sdg16i_boot_job *job, sdg16_error *error);
void sdg16i_boot_clear(sdg16i_boot_job *job);

/* Makes the selector of group g ready in place k of a worker. */
int32_t sdg16i_boot_begin_selector(const sdg16i_boot_job *job, sdg16i_boot_worker *worker,
                                   int64_t k, int64_t g, sdg16_error *error);

/* The items of work: first those of the jackknife (the units, or the groups), then the batches
 * of replicates (bootstrap_units.c). */
int64_t sdg16i_boot_jackknife_items(const sdg16i_boot_job *job);
int64_t sdg16i_boot_items(const sdg16i_boot_job *job);
/* Item k, for sdg16i_parallel; `context` is the job. */
int32_t sdg16i_boot_do_item(int64_t k, int32_t worker, void *context, sdg16_error *error);

#endif
