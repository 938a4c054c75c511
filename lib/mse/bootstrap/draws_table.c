/* Draws as a table: what shards are kept as. */
#include "base/error.h"
#include "base/memory.h"
#include "mse/bootstrap/draws.h"
#include "results/result_rows.h"

#include <sdg16/mse.h>

#include <math.h>

typedef struct writer {
  const sdg16_draws *d;
  int64_t bound, scale;      /* the row at_least, the first of the scale; 0: none */
  int64_t units, replicates; /* the first row of each */
  sdg16i_result_rows rows;
} writer;

static int has_bounds(const sdg16_draws *d) {
  for (int64_t k = 0; k < d->cells; k++)
    if (d->cell[k].is_bound) return 1;
  return 0;
}

/* Where 1 / m, m people on several lists, is smaller, the steps between whole numbers of them
 * are no matter, and the rows of the scale are left out. */
#define SHORT_STEP 0.02

static int has_scales(const sdg16_draws *d) {
  for (int64_t k = 0; k < d->cells; k++) {
    const sdg16i_draws_cell *cell = &d->cell[k];
    if ((cell->point - cell->observed - cell->rest) / cell->scale >= SHORT_STEP) return 1;
  }
  return 0;
}

static const char *kind_of_row(const writer *w, int64_t row) {
  static const char *const SCALE[] = {"overlap_scale", "overlap_rest"};
  return row == 0              ? "observed"
         : row == 1            ? "estimate"
         : row == w->bound     ? "at_least"
         : row < w->units      ? SCALE[row - w->scale]
         : row < w->replicates ? "jackknife"
                               : "replicate";
}

static void put_kinds(writer *w) {
  for (int64_t i = 0; i < w->rows.rows; i++) {
    sdg16i_put_text(&w->rows, i, SDG16I_DRAWS_ROW, kind_of_row(w, i));
    if (i < w->units) sdg16i_put_whole(&w->rows, i, SDG16I_DRAWS_NUMBER, 0);
    sdg16i_put_text(&w->rows, i, SDG16I_DRAWS_PROVENANCE, w->d->provenance);
  }
  for (int64_t i = 0; i < w->d->units; i++) {
    sdg16i_put_whole(&w->rows, w->units + i, SDG16I_DRAWS_NUMBER, i);
    sdg16i_put_real(&w->rows, w->units + i, SDG16I_DRAWS_WEIGHT, w->d->weight[i]);
    sdg16i_put_real(&w->rows, w->units + i, SDG16I_DRAWS_GROUP, (double)w->d->group[i]);
  }
  for (int64_t i = 0; i < w->d->replicates; i++)
    sdg16i_put_whole(&w->rows, w->replicates + i, SDG16I_DRAWS_NUMBER, w->d->number[i]);
}

static void put_cell(writer *w, int32_t k) {
  const sdg16i_draws_cell *cell = &w->d->cell[k];
  sdg16i_put_named_real(&w->rows, 0, k, cell->observed);
  sdg16i_put_named_real(&w->rows, 1, k, cell->point);
  if (w->bound) sdg16i_put_named_real(&w->rows, w->bound, k, cell->is_bound ? 1 : NAN);
  if (w->scale) sdg16i_put_named_real(&w->rows, w->scale, k, cell->scale);
  if (w->scale) sdg16i_put_named_real(&w->rows, w->scale + 1, k, cell->rest);
  for (int64_t i = 0; i < w->d->units; i++)
    sdg16i_put_named_real(&w->rows, w->units + i, k, sdg16i_jackknife_at(&cell->jackknife, i));
  for (int64_t i = 0; i < w->d->replicates; i++)
    sdg16i_put_named_real(&w->rows, w->replicates + i, k, cell->replicate[i]);
}

/* Rows: observed, estimate, at_least if any cell is a lower bound, overlap_scale and
 * overlap_rest if few people are on several lists, the units of the jackknife, the replicates.
 */
int32_t sdg16_draws_table(const sdg16_draws *d, sdg16_table **out, sdg16_error *error) {
  *out = NULL;
  if (!d) return sdg16i_no_draws(error);
  writer w = {.d = d, .units = 2};
  if (has_bounds(d)) w.bound = w.units++;
  if (has_scales(d)) w.scale = w.units, w.units += 2;
  w.replicates = w.units + d->units;
  sdg16i_rows_begin(&w.rows, SDG16I_RESULT_DRAWS, w.replicates + d->replicates, error);
  const char **name = sdg16i_arena_array(&w.rows.arena, d->cells, sizeof *name);
  for (int64_t k = 0; k < d->cells && name; k++) name[k] = d->cell[k].name;
  if (!name && !w.rows.columns.status) w.rows.columns.status = sdg16i_fail_memory(error);
  sdg16i_rows_name(&w.rows, (int32_t)d->cells, name);
  put_kinds(&w);
  for (int32_t k = 0; k < d->cells; k++) put_cell(&w, k);
  return sdg16i_rows_end(&w.rows, out);
}
