/* The messages about one estimation, or about a sum of several, and what they are based on. */
#ifndef SDG16I_MSE_DIAGNOSE_ABOUT_H
#define SDG16I_MSE_DIAGNOSE_ABOUT_H

#include "mse/diagnose/messages.h"
#include "mse/estimate/estimate.h"

typedef struct sdg16i_about {
  const sdg16_mse *mse; /* NULL: a sum */
  const sdg16_estimate *estimate;
  const sdg16_bootstrap_summary *bootstrap; /* struct_size 0: none */
  const sdg16_draws *draws;                 /* NULL: none */
  int64_t cell;                             /* of the draws */
  int64_t planned;                          /* replicates */
  int32_t automatic;                        /* 1: the library chose their number */
  int32_t stopped; /* SDG16_ERR_CANCELLED, _TIMEOUT: the estimation ended early; else OK */
  double observed, population; /* population 0: none */
  int32_t decimals;            /* of rates and ratios; persons have none */
  int32_t is_bound;            /* 1: the estimate is a lower bound, which has no upper limit */
  sdg16i_messages messages;
} sdg16i_about;

/* The status, if it is not OK (about_status.c). */
void sdg16i_about_status(sdg16i_about *about);
/* Fit, coverage, Chao's bound, assumption (about_quality.c). */
void sdg16i_about_quality(sdg16i_about *about);
/* The interval, its draws, the population; the last alone (about_interval.c). */
void sdg16i_about_numbers(sdg16i_about *about);
void sdg16i_about_population(sdg16i_about *about);
/* An estimation that ended early: why, after how many of the planned replicates (made -1:
 * before there were any), whether they are the first of all, and whether they gave an interval.
 */
typedef struct sdg16i_stop {
  int32_t why;       /* SDG16_ERR_CANCELLED or _TIMEOUT */
  int32_t automatic; /* 1: the number planned may still have been raised */
  int64_t made, planned;
  int32_t are_first, has_interval;
} sdg16i_stop;

/* The message and its headline (about_stop.c). */
void sdg16i_say_stopped(sdg16i_messages *messages, const sdg16i_stop *stop);
/* Too few replicates for an interval at this level. */
void sdg16i_say_few_replicates(sdg16i_messages *messages, double level, int64_t made);
/* What the reading of the data found that changes the answer (diagnostics.c). */
void sdg16i_about_reading(sdg16i_about *about, const sdg16_capture *capture);
/* The number of a sum and its interval (diagnostics.c). */
void sdg16i_about_sum(sdg16i_about *about);
/* Chao's bound, and beside it a number that is below it: never in the same digits. */
void sdg16i_bound_texts(double below, double bound, char first[SDG16I_NUMBER_TEXT],
                        char second[SDG16I_NUMBER_TEXT]);
/* The headline of an interval that is below Chao's bound (about_quality.c). */
void sdg16i_say_below_chao(sdg16i_about *about, const char *bound);
/* Whether the lists fall into groups that never meet, and no refused model was compared with
 * the model for these data (diagnostics.c). */
int sdg16i_groups_not_compared(const sdg16_mse *mse);
/* The table of one cell of draws (draws_diagnostics.c). */
int32_t sdg16i_cell_diagnostics(const sdg16_draws *draws, int64_t cell, int32_t interval,
                                double level, sdg16_table **out, sdg16_error *error);
/* The model as "[12,3]"; "" if there is none. */
const char *sdg16i_model_text(sdg16i_about *about);

#endif
