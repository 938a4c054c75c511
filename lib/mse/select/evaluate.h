/* Evaluating the models of a universe on one table: boundary terms, admissibility,
 * likelihood. One evaluator for one thread. */
#ifndef SDG16I_EVALUATE_H
#define SDG16I_EVALUATE_H

#include "base/memory.h"
#include "mse/loglinear/cells.h"
#include "mse/loglinear/newton.h"
#include "mse/select/universe.h"

typedef struct sdg16i_evaluator {
  const sdg16i_universe *universe;
  const sdg16i_cells *cells;
  sdg16i_newton newton;
  double *start;            /* [terms] independence, then zeros: a start for anything */
  double *work;             /* [terms] coefficients of the problem at hand */
  uint64_t *excluded;       /* [interactions][cell words]: histories that contain a
                               boundary interaction; empty for the others */
  uint64_t *basic_excluded; /* the same for lists that nobody is on */
  uint64_t *dead;           /* [cell words] of the problem at hand */
  int64_t cell_words;
  double *alive;  /* [2^lists] of the problem at hand */
  uint32_t *term; /* [terms] of the problem at hand */
  int32_t *index; /* [terms] their numbers in the universe */
  sdg16i_problem problem;
  uint64_t *column; /* [terms][column words] (existence.h) */
  int64_t column_words;
  uint64_t *basis; /* scratch for reduced columns */
  int64_t *lead;
  sdg16i_arena scratch;
  int64_t fits; /* maximisations so far */
} sdg16i_evaluator;

int32_t sdg16i_evaluator_init(sdg16i_evaluator *evaluator, const sdg16i_universe *universe,
                              const sdg16i_cells *cells, sdg16_error *error);
void sdg16i_evaluator_clear(sdg16i_evaluator *evaluator);

/* Parameters of a model: boundary terms count. */
static inline int64_t sdg16i_parameters(const sdg16i_universe *u, const sdg16i_set *model) {
  return u->basics + sdg16i_set_size(model, u->words);
}

/* Makes `model` the problem at hand. */
void sdg16i_evaluator_set(sdg16i_evaluator *evaluator, const sdg16i_set *model);

/* Maximises the problem at hand. alpha, indexed by the universe's terms, is the
 * start and receives the maximum; boundary terms keep what they have. The
 * log-likelihoods of target and out are relative to the saturated model's: of small
 * size, so that sums and differences of them lose nothing. */
void sdg16i_evaluator_fit(sdg16i_evaluator *evaluator, const sdg16i_target *target,
                          double *alpha, sdg16i_maximum *out);

/* Maximises the problem at hand of an admissible model to SDG16I_CLOSE: from alpha,
 * and from independence where that start leads astray; out->loglik is minus half the
 * deviance. */
void sdg16i_evaluator_maximise(sdg16i_evaluator *evaluator, double *alpha, sdg16i_maximum *out);

/* Status of a model: SDG16_MODEL_OK to _BOTH. */
int32_t sdg16i_evaluator_status(sdg16i_evaluator *evaluator, const sdg16i_set *model,
                                int32_t *status, sdg16_error *error);

/* *status: not OK when no model M with inner in M in upper is admissible. */
int32_t sdg16i_evaluator_between(sdg16i_evaluator *evaluator, const sdg16i_set *inner,
                                 const sdg16i_set *upper, int32_t *status, sdg16_error *error);

/* The terms of a model, canonical order; `out` has room for all. */
int64_t sdg16i_model_term_list(const sdg16i_universe *universe, const sdg16i_set *model,
                               uint32_t *out);

#endif
