/* Lists in the order of their names. Doubles differ in the last bit with the order of the
 * lists, samplers have thresholds that equal counts meet exactly (a probability of 1/2), and
 * models that fit equally well tie. Therefore everything is computed with the lists in the
 * order of their names, and only results have them in the order of the data: the same data
 * have the same bits in whatever order the lists are given. */
#ifndef SDG16I_MSE_LOGLINEAR_LIST_ORDER_H
#define SDG16I_MSE_LOGLINEAR_LIST_ORDER_H

#include "mse/loglinear/cells.h"

/* rank[i]: the place of list i of the data among the names in order; list[k]: the list of the
 * data at place k. */
typedef struct sdg16i_list_order {
  int32_t lists;
  int32_t rank[SDG16_MAX_LISTS], list[SDG16_MAX_LISTS];
} sdg16i_list_order;

/* The order of the data themselves: list i at place i. */
sdg16i_list_order sdg16i_list_order_of_data(int32_t lists);
/* The order of the names. */
sdg16i_list_order sdg16i_list_order_by_name(const sdg16_capture *capture);
int sdg16i_list_order_is_of_data(const sdg16i_list_order *order);

/* The history (or term) whose bit i is at the place to[i]. */
uint32_t sdg16i_reorder_history(uint32_t history, const int32_t *to);

/* The cells of capture data with the lists in an order. */
int32_t sdg16i_cells_ordered(const sdg16_capture *capture, const sdg16i_list_order *order,
                             sdg16i_cells **out, sdg16_error *error);

#endif
