#include "mse/loglinear/list_order.h"

#include "base/error.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

sdg16i_list_order sdg16i_list_order_of_data(int32_t lists) {
  sdg16i_list_order order = {.lists = lists};
  for (int32_t i = 0; i < lists; i++) order.rank[i] = order.list[i] = i;
  return order;
}

sdg16i_list_order sdg16i_list_order_by_name(const sdg16_capture *capture) {
  sdg16i_list_order order = {.lists = sdg16_capture_lists(capture)};
  for (int32_t i = 0; i < order.lists; i++) {
    int32_t rank = 0;
    for (int32_t j = 0; j < order.lists; j++)
      rank +=
          strcmp(sdg16_capture_list_name(capture, j), sdg16_capture_list_name(capture, i)) < 0;
    order.rank[i] = rank;
    order.list[rank] = i;
  }
  return order;
}

int sdg16i_list_order_is_of_data(const sdg16i_list_order *order) {
  for (int32_t i = 0; i < order->lists; i++)
    if (order->rank[i] != i) return 0;
  return 1;
}

uint32_t sdg16i_reorder_history(uint32_t history, const int32_t *to) {
  uint32_t out = 0;
  for (int32_t i = 0; history >> i; i++) out |= (history >> i & 1) << to[i];
  return out;
}

int32_t sdg16i_cells_ordered(const sdg16_capture *capture, const sdg16i_list_order *order,
                             sdg16i_cells **out, sdg16_error *error) {
  const uint32_t *history;
  const int64_t *persons;
  int64_t histories = sdg16_capture_histories(capture, &history, &persons);
  *out = NULL;
  double *count = sdg16i_array(INT64_C(1) << order->lists, sizeof *count);
  if (!count) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < histories; i++)
    count[sdg16i_reorder_history(history[i], order->rank)] += (double)persons[i];
  int32_t status = sdg16i_cells_dense(order->lists, count, out, error);
  free(count);
  return status;
}
