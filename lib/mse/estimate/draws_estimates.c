/* The estimates of draws as a table: the columns of an estimation, one row per cell. */
#include "base/error.h"
#include "base/memory.h"
#include "mse/diagnose/about.h"
#include "mse/estimate/estimate.h"

#include <math.h>

/* What the table names of how the draws were made. */
static sdg16_mse_options read_options(const sdg16_draws *d) {
  sdg16_mse_options o;
  char text[SDG16I_SETTING_SIZE];
  sdg16_mse_options_init(&o, (int64_t)sizeof o);
  sdg16i_draws_setting(d, "select", text);
  o.select = sdg16_select_from_name(text);
  sdg16i_draws_setting(d, "bootstrap", text);
  o.bootstrap_kind = sdg16_bootstrap_from_name(text);
  return o;
}

/* Persons; a rate, a difference or a ratio has none. */
static double observed_persons(const sdg16i_draws_cell *cell) {
  return cell->observed == floor(cell->observed) ? cell->observed : NAN;
}

static sdg16i_estimate_row make_row(const sdg16i_draws_cell *cell, const sdg16_estimate *e,
                                    const sdg16_bootstrap_summary *s, const char *const *name) {
  int known = isfinite(cell->point), bound = known && cell->is_bound;
  return (sdg16i_estimate_row){.values = name,
                               .observed = observed_persons(cell),
                               .status = bound   ? SDG16_MODEL_INCOMPLETE
                                         : known ? SDG16_MODEL_OK
                                                 : SDG16I_STATUS_UNKNOWN,
                               .estimate = e,
                               .bootstrap = s,
                               .at_least = bound ? e->value : NAN,
                               .at_least_lower = bound ? e->lower : NAN};
}

static int32_t put_headline(const sdg16_draws *d, int64_t cell, int32_t interval, double level,
                            sdg16i_estimate_row *row, sdg16i_arena *arena, sdg16_error *error) {
  sdg16_table *said;
  int32_t status = sdg16i_cell_diagnostics(d, cell, interval, level, &said, error);
  if (status) return status;
  row->headline = sdg16i_headlines_text(said, arena);
  sdg16_table_free(said);
  return sdg16i_arena_status(arena, error);
}

int32_t sdg16_draws_estimates(const sdg16_draws *d, int32_t interval, double level,
                              sdg16_table **out, sdg16_error *error) {
  static const char *const CELL[] = {"cell"};
  *out = NULL;
  if (!d) return sdg16i_no_draws(error);
  sdg16i_arena arena = {0};
  sdg16_estimate *e = sdg16i_arena_array(&arena, d->cells, sizeof *e);
  sdg16_bootstrap_summary *s = sdg16i_arena_array(&arena, d->cells, sizeof *s);
  sdg16i_estimate_row *row = sdg16i_arena_array(&arena, d->cells, sizeof *row);
  const char **name = sdg16i_arena_array(&arena, d->cells, sizeof *name);
  int32_t status = e && s && row && name ? SDG16_OK : sdg16i_fail_memory(error);
  for (int64_t i = 0; !status && i < d->cells; i++) {
    status = sdg16_draws_interval(d, i, interval, level, &e[i], (int64_t)sizeof *e, &s[i],
                                  (int64_t)sizeof *s, error);
    name[i] = d->cell[i].name;
    row[i] = make_row(&d->cell[i], &e[i], &s[i], &name[i]);
    if (!status) status = put_headline(d, i, interval, level, &row[i], &arena, error);
  }
  sdg16_mse_options options = read_options(d);
  if (!status) status = sdg16i_estimates_table(&options, 1, CELL, d->cells, row, out, error);
  sdg16i_arena_free(&arena);
  return status;
}
