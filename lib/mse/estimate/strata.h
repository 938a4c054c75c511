/* The inside of sdg16_strata. */
#ifndef SDG16I_MSE_ESTIMATE_STRATA_H
#define SDG16I_MSE_ESTIMATE_STRATA_H

#include "mse/diagnose/about.h"
#include "mse/estimate/estimate.h"

#include <sdg16/strata.h>

/* One line of the result: a combination, a margin or the total. */
typedef struct sdg16i_stratum_line {
  const char **value;      /* [columns] NULL: all values */
  const char *name;        /* "sex=F,age=minor"; "total" */
  int64_t count;           /* combinations in it */
  int64_t *part;           /* [count] their numbers */
  int64_t missing;         /* of them without an estimate */
  int32_t status;          /* of a sum: SDG16_MODEL_ */
  sdg16_estimate at_least; /* of a sum that is INCOMPLETE, or of its one stratum; else NaN */
  double observed, observed_estimable;
  double population;                        /* 0: none */
  const char *headline;                     /* NULL: none */
  const sdg16_estimate *estimate;           /* of a sum */
  const sdg16_bootstrap_summary *bootstrap; /* of a sum; struct_size 0: none */
} sdg16i_stratum_line;

/* Added to the name of an incomplete sum: the name of the cell with its draws. */
#define SDG16I_AT_LEAST " (at least)"

struct sdg16_strata {
  sdg16i_arena arena;
  sdg16_mse_options options; /* checked */
  sdg16_strata_options by;   /* columns point into `grouped` */
  sdg16_capture *grouped;    /* only with the columns of `by` */
  int64_t columns;
  const char **column;
  int64_t count;
  sdg16_capture **capture; /* [count] */
  sdg16_mse **mse;         /* [count] */
  /* with a common model: the search of all strata together */
  int64_t sharing; /* strata that share the model */
  int64_t *share;  /* [sharing] their numbers, those with an estimate first */
  int64_t kept;    /* of them with an estimate: they choose together in replicates */
  sdg16i_universe universe;
  sdg16i_candidates candidates;
  sdg16_search_summary search;
  sdg16i_boot_result draws;
  int32_t stopped;              /* SDG16_ERR_CANCELLED, _TIMEOUT with keep_partial, else OK */
  int64_t lines, line_capacity; /* total, margins, combinations */
  sdg16i_stratum_line *line;
  int64_t unmatched_rows; /* of the population table, of no combination observed */
  const char *unmatched;  /* the first of them */
  sdg16_estimate total;
  sdg16_table *estimates, *models, *modes, *draw_modes, *diagnostics;
};

/* "sex=F,age=minor"; "total" where no column has a value. NULL: out of memory. */
const char *sdg16i_line_name(const sdg16_strata *strata, const char *const *value,
                             sdg16i_arena *arena);
/* Lists the lines, before the estimation. */
int32_t sdg16i_strata_lines(sdg16_strata *strata, sdg16_error *error);
/* Populations of the lines (strata_population.c). */
int32_t sdg16i_strata_population(sdg16_strata *strata, const sdg16_table *table,
                                 sdg16_error *error);
/* What a sum has to say because of its strata: lists that never meet, and Chao's lower bounds
 * (strata_parts.c). */
void sdg16i_about_parts(const sdg16_strata *strata, const sdg16i_stratum_line *line,
                        sdg16i_about *about);
/* The models of a search in common, best first (strata_common.c). */
int32_t sdg16i_strata_common_models(const sdg16_strata *strata, sdg16_table **out,
                                    sdg16_error *error);
/* The estimates of the lines and the result tables, after the draws. */
int32_t sdg16i_strata_tables(sdg16_strata *strata, sdg16_error *error);

#endif
