/* Lists in the order of their names. Doubles differ in the last bit with the order of the
 * lists, and samplers have thresholds that equal counts meet exactly (a probability of 1/2):
 * what draws from a fit, or compares with it, uses the fit of the lists in this order, so that
 * it has the same bits in whatever order the lists are given. */
#ifndef SDG16I_MSE_LOGLINEAR_LIST_ORDER_H
#define SDG16I_MSE_LOGLINEAR_LIST_ORDER_H

#include "base/memory.h"
#include "mse/loglinear/fit.h"

/* Fills list_rank[lists] with the places of the lists in order of their names. */
void sdg16i_rank_lists(const sdg16_capture *capture, int32_t *list_rank);

/* The history with list i at the place list_rank[i]. */
uint32_t sdg16i_reorder_history(uint32_t history, const int32_t *list_rank);

/* The fit of the same model to the same counts, lists in that order. */
int32_t sdg16i_fit_reordered(const sdg16_fit *fit, const int32_t *list_rank, sdg16_fit **out,
                             sdg16_error *error);

/* The means of that fit in the order of the lists of `fit`: [2^lists] in the arena, [0] the
 * number hidden. */
int32_t sdg16i_reordered_means(const sdg16_fit *fit, const int32_t *list_rank,
                               sdg16i_arena *arena, const double **out, sdg16_error *error);

#endif
