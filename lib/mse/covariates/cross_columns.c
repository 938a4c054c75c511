#include "mse/covariates/cross_columns.h"

#include "base/error.h"
#include "num/vector.h"

#include <string.h>

/* The binomial coefficient C(score, k). */
static double binomial(int64_t score, int64_t k) {
  double out = 1;
  for (int64_t i = 0; i < k; i++) out = out * (double)(score - i) / (double)(i + 1);
  return out;
}

/* Basis function `which` (from 0) of a covariate at a level. */
static double basis(const sdg16i_covariate *covariate, int32_t degree, int64_t which,
                    int64_t level) {
  return degree ? binomial(covariate->score[level], which + 1) : level == which + 1;
}

/* The product of the basis functions of a term's covariates numbered `which`, the first
 * covariate slowest. */
static void fill_function(const sdg16i_cross *cross, const sdg16i_cross_model *model,
                          uint32_t covariates, int64_t which, double *out) {
  for (int64_t x = 0; x < cross->kinds; x++) out[x] = 1;
  for (int64_t k = cross->covariates - 1; k >= 0; k--) {
    if (!(covariates >> k & 1)) continue;
    const sdg16i_covariate *covariate = &cross->covariate[k];
    int64_t count = model->degree[k] ? model->degree[k] : covariate->levels - 1;
    for (int64_t x = 0; x < cross->kinds; x++)
      out[x] *=
          basis(covariate, model->degree[k], which % count, sdg16i_kind_level(cross, x, k));
    which /= count;
  }
}

/* The functions of a term: those of an earlier term with the same covariates, or new ones.
 * NULL: out of memory. */
static const double *functions_of(const sdg16i_cross *cross, const sdg16i_cross_model *model,
                                  const sdg16i_cross_columns *before, uint32_t term,
                                  int64_t count, sdg16i_arena *arena) {
  uint32_t covariates = sdg16i_term_covariates(cross, term);
  for (int64_t j = 0; j < before->p; j++)
    if (sdg16i_term_covariates(cross, before->term[j]) == covariates) return before->at[j];
  double *out = sdg16i_arena_array(arena, count * cross->width, sizeof *out);
  for (int64_t i = 0; out && i < count; i++)
    fill_function(cross, model, covariates, i, out + i * cross->width);
  return out;
}

int32_t sdg16i_cross_columns_new(const sdg16i_cross *cross, const sdg16i_cross_model *model,
                                 sdg16i_arena *arena, sdg16i_cross_columns *out,
                                 sdg16_error *error) {
  int64_t most = 0;
  *out = (sdg16i_cross_columns){0};
  for (int64_t i = 0; i < model->terms && most <= SDG16I_MAX_CROSS_COLUMNS; i++)
    most += sdg16i_cross_term_columns(cross, model->degree, model->term[i]);
  if (most > SDG16I_MAX_CROSS_COLUMNS)
    return sdg16i_fail(error, SDG16_ERR_MODEL,
                       "model must have at most %d coefficients, and has more",
                       SDG16I_MAX_CROSS_COLUMNS);
  out->lists = sdg16i_arena_array(arena, most, sizeof *out->lists);
  out->term = sdg16i_arena_array(arena, most, sizeof *out->term);
  out->at = sdg16i_arena_array(arena, most, sizeof *out->at);
  if (!out->lists || !out->term || !out->at) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < model->terms; i++) {
    uint32_t term = model->term[i];
    int64_t count = sdg16i_cross_term_columns(cross, model->degree, term);
    const double *function = count ? functions_of(cross, model, out, term, count, arena) : NULL;
    if (count && !function) return sdg16i_fail_memory(error);
    for (int64_t k = 0; k < count; k++, out->p++) {
      out->lists[out->p] = sdg16i_term_lists(cross, term);
      out->term[out->p] = term;
      out->at[out->p] = function + k * cross->width;
    }
  }
  return SDG16_OK;
}

SDG16I_INLINE void add_row(double *restrict to, const double *restrict from, int64_t width) {
  for (int64_t x = 0; x < width; x += 4)
    *(sdg16i_v4 *)(to + x) += *(const sdg16i_v4 *)(from + x);
}

SDG16I_CLONES void sdg16i_cross_spread(const sdg16i_cross *cross,
                                       const sdg16i_cross_columns *columns, const double *value,
                                       double *table) {
  int64_t width = cross->width;
  memset(table, 0, (size_t)(cross->histories * width) * sizeof *table);
  for (int64_t j = 0; j < columns->p; j++) {
    double *restrict row = table + columns->lists[j] * width;
    for (int64_t x = 0; x < width; x += 4)
      *(sdg16i_v4 *)(row + x) += value[j] * *(const sdg16i_v4 *)(columns->at[j] + x);
  }
  for (int64_t bit = 1; bit < cross->histories; bit *= 2)
    for (int64_t h = bit; h < cross->histories; h = (h + 1) | bit)
      add_row(table + h * width, table + (h - bit) * width, width);
}

SDG16I_CLONES void sdg16i_cross_superset_sums(const sdg16i_cross *cross, double *table) {
  for (int64_t bit = 1; bit < cross->histories; bit *= 2)
    for (int64_t h = bit; h < cross->histories; h = (h + 1) | bit)
      add_row(table + (h - bit) * cross->width, table + h * cross->width, cross->width);
}
