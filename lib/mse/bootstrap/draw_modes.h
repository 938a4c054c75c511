/* The modes of a bootstrap: maxima of the density of its draws. */
#ifndef SDG16I_MSE_BOOTSTRAP_DRAW_MODES_H
#define SDG16I_MSE_BOOTSTRAP_DRAW_MODES_H

#include "mse/bootstrap/draws.h"

typedef struct sdg16i_draw_mode {
  double total;           /* where the density is highest */
  double share;           /* of the draws that are not missing, including infinite ones */
  double lowest, highest; /* draws that belong to it */
} sdg16i_draw_mode;

#define SDG16I_MOST_DRAW_MODES 10 /* each holds a tenth of the draws */

/* Modes of a cell with persons observed, in descending order of their draws. *count: how many;
 * 0 without finite draws or with fewer than 40 draws that are not missing. The density is a
 * kernel density of log(draw - observed); two modes are separate if it falls below 0.8 of the
 * lower peak between them, and each has at least 10 % of the draws. */
int32_t sdg16i_draw_modes(const sdg16_draws *draws, int64_t cell,
                          sdg16i_draw_mode modes[SDG16I_MOST_DRAW_MODES], int64_t *count,
                          sdg16_error *error);

#endif
