#include "base/error.h"
#include "mse/search/search.h"

/* A model is visited once: from the one without its last interaction. */
static int32_t visit_larger_models(const sdg16i_universe *u, sdg16i_run *run,
                                   const sdg16i_set *model, int64_t from, int64_t depth,
                                   sdg16i_visit_fn visit, void *context, int64_t *count,
                                   sdg16_error *error) {
  int32_t status = SDG16_OK;
  for (int64_t i = from; !status && i < u->interactions; i++) {
    if (depth == 1) sdg16i_run_progress(run, (double)i / (double)u->interactions);
    sdg16i_set next = *model;
    sdg16i_set_add(&next, i);
    if (!sdg16i_set_within(&u->below[i], &next)) continue;
    if (++*count % 1024 == 0 && (status = sdg16i_run_poll(run)))
      return sdg16i_run_stopped(run, status, error);
    status = visit(&next, i, depth, context, error);
    if (!status)
      status =
          visit_larger_models(u, run, &next, i + 1, depth + 1, visit, context, count, error);
  }
  return status;
}

int32_t sdg16i_enumerate(const sdg16i_universe *universe, sdg16i_run *run,
                         sdg16i_visit_fn visit, void *context, sdg16_error *error) {
  sdg16i_set model = {{0}};
  int64_t count = 1;
  int32_t status = visit(&model, -1, 0, context, error);
  return status
             ? status
             : visit_larger_models(universe, run, &model, 0, 1, visit, context, &count, error);
}
