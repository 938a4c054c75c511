/* What a reader of draws has to know of each cell: the messages of a sum, made from the file.
 */
#include "base/error.h"
#include "data/table/bind_rows.h"
#include "mse/diagnose/about.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void about_bound(sdg16i_about *a) {
  const sdg16_estimate *e = a->estimate;
  char value[SDG16I_NUMBER_TEXT], number[SDG16I_NUMBER_TEXT], lower[80] = "";
  if (!isnan(e->lower))
    snprintf(lower, sizeof lower, " (lower limit %s)",
             sdg16i_number_text(e->lower, a->decimals, number));
  sdg16i_say(&a->messages, "incomplete", "warning",
             "Not every part of this sum has an estimate, so the sum has no estimate and no "
             "upper limit. It is at least %s%s.",
             sdg16i_number_text(e->value, a->decimals, value), lower);
}

/* Persons are whole; what is not is a rate or a ratio, whose decimals matter while it is
 * small. */
static int32_t decimals_of(const sdg16i_draws_cell *cell) {
  return cell->observed != floor(cell->observed) && fabs(cell->point) < 100 ? 2 : 0;
}

int32_t sdg16i_cell_diagnostics(const sdg16_draws *d, int64_t cell, int32_t interval,
                                double level, sdg16_table **out, sdg16_error *error) {
  sdg16_estimate e;
  sdg16_bootstrap_summary s;
  int32_t status = sdg16_draws_interval(d, cell, interval, level, &e, (int64_t)sizeof e, &s,
                                        (int64_t)sizeof s, error);
  if (status) return status;
  sdg16i_about a = {.estimate = &e,
                    .bootstrap = &s,
                    .draws = d,
                    .cell = cell,
                    .planned = d->planned,
                    .observed = d->cell[cell].observed,
                    .decimals = decimals_of(&d->cell[cell]),
                    .is_bound = d->cell[cell].is_bound};
  if (!isfinite(e.value)) {
    sdg16i_say(&a.messages, "no-estimate", "warning", "No estimate.");
  } else {
    if (a.is_bound) about_bound(&a);
    sdg16i_about_sum(&a);
  }
  return sdg16i_messages_table(&a.messages, 1, out, error);
}

int32_t sdg16_draws_diagnostics(const sdg16_draws *d, int32_t interval, double level,
                                sdg16_table **out, sdg16_error *error) {
  static const char *const CELL[] = {"cell"};
  *out = NULL;
  if (!d) return sdg16i_no_draws(error);
  sdg16i_arena arena = {0};
  sdg16_table **each = sdg16i_arena_array(&arena, d->cells, sizeof(sdg16_table *));
  const char **name = sdg16i_arena_array(&arena, d->cells, sizeof *name);
  int32_t status = each && name ? SDG16_OK : sdg16i_fail_memory(error);
  int64_t made = 0;
  for (; !status && made < d->cells; made++) {
    name[made] = d->cell[made].name;
    status = sdg16i_cell_diagnostics(d, made, interval, level, &each[made], error);
  }
  if (!status)
    status =
        sdg16i_stack(d->cells, (const sdg16_table *const *)each, 1, CELL, name, out, error);
  for (int64_t i = 0; i < made; i++) sdg16_table_free(each[i]);
  sdg16i_arena_free(&arena);
  return status;
}
