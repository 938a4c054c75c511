/* Evaluating the models of a universe on one table: boundary terms, admissibility,
 * likelihood. One evaluator for one thread. And panels: several tables (strata) that
 * share the model, each with its own parameters. */
#ifndef SDG16I_MSE_SEARCH_EVALUATE_H
#define SDG16I_MSE_SEARCH_EVALUATE_H

#include "base/memory.h"
#include "mse/loglinear/careful.h"
#include "mse/loglinear/cells.h"
#include "mse/loglinear/newton.h"
#include "mse/search/universe.h"

/* What is known about the last model whose status was computed. */
typedef struct sdg16i_existence_decision {
  sdg16i_set model;
  int32_t known, status;
  int32_t on_face;  /* 1: the two below say how to fit it */
  uint64_t *dead;   /* [cell words] histories off the face */
  uint8_t *dropped; /* [terms] by the problem's columns: left out on the face */
} sdg16i_existence_decision;

/* Known answers whether a model is estimable by EXISTENCE_TOTAL: a search often asks again. */
#define SDG16I_KNOWN_MODELS 128
typedef struct sdg16i_known {
  sdg16i_set model;
  int64_t counts; /* the number of the evaluator's counts that it holds for */
  int estimable;
} sdg16i_known;

typedef struct sdg16i_evaluator {
  const sdg16i_universe *universe;
  int32_t existence; /* SDG16_EXISTENCE_ */
  const sdg16i_cells *cells;
  sdg16i_newton newton;
  sdg16i_careful careful;   /* if newton does not converge */
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
  sdg16i_existence_decision decision;
  sdg16i_known *known; /* [SDG16I_KNOWN_MODELS] by a hash of the model */
  int64_t counts;      /* how often counts were filled in */
  int64_t fits;        /* maximisations so far */
  int64_t tens;        /* sum of their steps, each rounded down to tens */
  int64_t carefuls;    /* those that took double-double arithmetic */
  int64_t decisions;   /* what exact decisions cost, in fits of six lists */
} sdg16i_evaluator;

int32_t sdg16i_evaluator_init(sdg16i_evaluator *evaluator, const sdg16i_universe *universe,
                              int32_t existence, const sdg16i_cells *cells, sdg16_error *error);
void sdg16i_evaluator_clear(sdg16i_evaluator *evaluator);
/* After other counts were filled into its cells; allocates nothing. The start stays
 * that of the first counts. */
void sdg16i_evaluator_reload(sdg16i_evaluator *evaluator);

/* Parameters of a model: boundary terms count. */
static inline int64_t sdg16i_parameters(const sdg16i_universe *u, const sdg16i_set *model) {
  return u->basics + sdg16i_set_size(model, u->words);
}

/* Makes `model` the problem at hand, for bounds. */
void sdg16i_evaluator_set(sdg16i_evaluator *evaluator, const sdg16i_set *model);
/* The same for its maximum: on its face (existence.h), without columns that depend on others
 * there. The intercept always stays when the total is estimable. */
int32_t sdg16i_evaluator_set_fit(sdg16i_evaluator *evaluator, const sdg16i_set *model,
                                 sdg16_error *error);
/* Histories that take part in the problem at hand. */
int64_t sdg16i_evaluator_alive(const sdg16i_evaluator *evaluator);

/* Maximises the problem at hand. alpha, indexed by the universe's terms, is the
 * start and receives the maximum; boundary terms keep what they have. The
 * log-likelihoods of target and out are relative to the saturated model's: of small
 * size, so that sums and differences of them lose nothing. */
void sdg16i_evaluator_fit(sdg16i_evaluator *evaluator, const sdg16i_newton_target *target,
                          double *alpha, sdg16i_maximum *out);

/* The same for a bound on the likelihood alone: histories that no one has and whose
 * means go to 0 are dropped from the problem. This can only increase the likelihood, and does
 * not in the limit; with them no bound would be proved. */
void sdg16i_evaluator_bound(sdg16i_evaluator *evaluator, const sdg16i_newton_target *target,
                            double *alpha, sdg16i_maximum *out);

/* Maximises the problem at hand of an admissible model to SDG16I_CLOSE: from alpha, then from
 * independence if that start fails, then in double-double arithmetic if that does not
 * converge; out->loglik is minus half the deviance. */
void sdg16i_evaluator_maximise(sdg16i_evaluator *evaluator, double *alpha, sdg16i_maximum *out);

/* Status of a model by the evaluator's rule of existence. */
int32_t sdg16i_evaluator_status(sdg16i_evaluator *evaluator, const sdg16i_set *model,
                                int32_t *model_status, sdg16_error *error);

/* Case of a model by EXISTENCE_TOTAL, whatever the evaluator's rule. */
int32_t sdg16i_evaluator_case(sdg16i_evaluator *evaluator, const sdg16i_set *model,
                              int32_t *model_status, sdg16_error *error);

/* Are the model's columns independent modulo 2? Then it and all smaller ones are admissible,
 * by either rule. */
int sdg16i_evaluator_independent(sdg16i_evaluator *evaluator, const sdg16i_set *model);

/* *possible: 0 if no model M with inner in M in upper is admissible. */
int32_t sdg16i_evaluator_between(sdg16i_evaluator *evaluator, const sdg16i_set *inner,
                                 const sdg16i_set *upper, int *possible, sdg16_error *error);

/* Of the interactions in upper but not in inner, those that no admissible model M between the
 * two contains. */
int32_t sdg16i_evaluator_barred(sdg16i_evaluator *evaluator, const sdg16i_set *inner,
                                const sdg16i_set *upper, sdg16i_set *barred,
                                sdg16_error *error);

/* The terms of a model by the lists of the data, canonical order; `out` has room for all. */
int64_t sdg16i_model_term_list(const sdg16i_universe *universe, const sdg16i_set *model,
                               uint32_t *out);

/* ---- panels ---- */

/* Tables with the same model. Coefficients of a panel lie table by table. */
typedef struct sdg16i_panel {
  int64_t tables;
  sdg16i_evaluator **e; /* [tables], of the same universe */
  int64_t owned;        /* by sdg16i_panel_init; the panel may be some of them */
  sdg16i_evaluator *own;
} sdg16i_panel;

/* Evaluators of all tables. Nothing is left after a failure. */
int32_t sdg16i_panel_init(sdg16i_panel *panel, const sdg16i_universe *universe,
                          int32_t existence, int64_t tables, sdg16i_cells *const *cells,
                          sdg16_error *error);
void sdg16i_panel_clear(sdg16i_panel *panel);

/* Persons in all tables. */
double sdg16i_panel_persons(const sdg16i_panel *panel);
static inline int64_t sdg16i_panel_terms(const sdg16i_panel *panel) {
  return panel->e[0]->universe->basics + panel->e[0]->universe->interactions;
}
/* The starts of all tables into alpha. */
void sdg16i_panel_start(const sdg16i_panel *panel, double *alpha);
/* Status of a model: that of the first table where it has no estimate, else OK, or
 * OK_ON_FACE if it is so for some table. */
int32_t sdg16i_panel_status(sdg16i_panel *panel, const sdg16i_set *model, int32_t *model_status,
                            sdg16_error *error);
/* Maximises a model on every table, from alpha, which receives the maxima. *converged: 0 if
 * a fit did not. *loglik: the sum; *hidden (nullable): of mu(0), of an admissible model. */
int32_t sdg16i_panel_maximise(sdg16i_panel *panel, const sdg16i_set *model, double *alpha,
                              double *loglik, double *hidden, int *converged,
                              sdg16_error *error);

#endif
