#include "mse/loglinear/decomposable.h"

#include "base/memory.h"
#include "num/roots.h"

#include <math.h>
#include <stdlib.h>

/* The lists in order with their earlier neighbours: cliques S+v, separators S. */
typedef struct chain {
  const sdg16i_cells *cells;
  uint32_t clique[SDG16_MAX_LISTS], separator[SDG16_MAX_LISTS];
  double clique_unseen[SDG16_MAX_LISTS], separator_unseen[SDG16_MAX_LISTS];
} chain;

/* Observed persons whose history agrees with c on the lists A. */
static double agreeing_persons(const sdg16i_cells *cells, uint32_t lists, uint32_t c) {
  double sum = 0;
  for (int64_t i = 0; i < cells->positives; i++)
    if (!((cells->positive[i] ^ c) & lists)) sum += cells->count[cells->positive[i]];
  return sum;
}

/* Maximum cardinality search on the graph of the pairs; 0 unless every clique
 * S+v is a term, which makes the graph chordal and the model graphical. */
static int build_chain(chain *out, const sdg16i_cells *cells, const uint8_t *in) {
  uint32_t done = 0;
  out->cells = cells;
  for (int32_t step = 0; step < cells->lists; step++) {
    int32_t best = -1, most = -1;
    uint32_t separator = 0;
    for (int32_t v = 0; v < cells->lists; v++) {
      if (done >> v & 1) continue;
      uint32_t neighbours = 0;
      for (int32_t w = 0; w < cells->lists; w++)
        if (done >> w & 1 && in[UINT32_C(1) << v | UINT32_C(1) << w])
          neighbours |= UINT32_C(1) << w;
      if (__builtin_popcount(neighbours) > most) {
        most = __builtin_popcount(neighbours);
        best = v;
        separator = neighbours;
      }
    }
    uint32_t clique = separator | UINT32_C(1) << best;
    if (!in[clique]) return 0;
    out->clique[step] = clique;
    out->separator[step] = separator;
    out->clique_unseen[step] = agreeing_persons(cells, clique, 0);
    out->separator_unseen[step] = agreeing_persons(cells, separator, 0);
    done |= UINT32_C(1) << best;
  }
  return 1;
}

/* log of the model's mean of cell 0 over x, for x = exp(log_x) hidden. */
static double excess(double log_x, void *context) {
  const chain *m = context;
  double x = exp(log_x), sum = log1p(m->cells->n / x); /* all ratios tend to 1 */
  for (int32_t v = 0; v < m->cells->lists; v++)
    sum += log1p((m->clique_unseen[v] - m->separator_unseen[v]) / (m->separator_unseen[v] + x));
  return sum;
}

static double log_mean(const chain *m, uint32_t c, double x) {
  double sum = log(m->cells->n + x);
  for (int32_t v = 0; v < m->cells->lists; v++) {
    double clique = m->clique[v] & c ? agreeing_persons(m->cells, m->clique[v], c)
                                     : m->clique_unseen[v] + x;
    double separator = m->separator[v] & c ? agreeing_persons(m->cells, m->separator[v], c)
                                           : m->separator_unseen[v] + x;
    if (clique == 0) return -INFINITY;
    sum += log(clique / separator);
  }
  return sum;
}

int sdg16i_decomposable(const sdg16i_cells *cells, int64_t terms, const uint32_t *term,
                        double *hidden, double *alpha) {
  uint8_t *in = sdg16i_array(cells->size, 1);
  double *table = sdg16i_array(cells->size, sizeof *table);
  int outcome = in && table ? 0 : -1;
  chain m;
  for (int64_t i = 0; !outcome && i < terms; i++) in[term[i]] = 1;
  if (!outcome && cells->n > 0 && build_chain(&m, cells, in)) {
    double log_x = sdg16i_root(excess, &m, log(1e-9), log(1e18), 1e-16);
    *hidden = exp(log_x);
    outcome = isfinite(log_x);
  }
  for (int64_t i = 0; outcome == 1 && i < terms; i++) {
    table[term[i]] = cells->margin[term[i]] > 0 ? log_mean(&m, term[i], *hidden) : -INFINITY;
    if (table[term[i]] == -INFINITY && cells->margin[term[i]] > 0) outcome = 0;
  }
  /* Moebius inversion on the terms, which are closed downwards: every subset of
   * a term with a positive margin has a positive margin too. */
  for (int32_t j = 0; outcome == 1 && j < cells->lists; j++)
    for (int64_t i = 0; i < terms; i++)
      if (term[i] >> j & 1 && cells->margin[term[i]] > 0)
        table[term[i]] -= table[term[i] & ~(UINT32_C(1) << j)];
  for (int64_t i = 0; outcome == 1 && i < terms; i++) alpha[i] = table[term[i]];
  free(in);
  free(table);
  return outcome;
}
