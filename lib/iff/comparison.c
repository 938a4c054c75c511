/* Profits of multinational enterprises (MNE) against those of comparable firms, by cell:
 * (ratio of the others - ratio of the MNE) x base of the MNE. Intervals come from the
 * bootstrap: in every cell MNE and others are drawn again with replacement, each among their
 * own. */
#include "base/error.h"
#include "base/rng.h"
#include "base/sort.h"
#include "base/threads.h"
#include "iff/interval.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CELL = SDG16I_IFF_FIRST, MNE, FIRM_PROFIT, BASE };
enum { CATEGORY, FIRMS };

static const sdg16i_iff_column COLUMNS[] = {{"cell|industry", SDG16I_IFF_KEY, 0},
                                            {"mne", SDG16I_IFF_KEY, 0},
                                            {"profit", SDG16I_IFF_NUMBER, 0},
                                            {"base|turnover|assets", SDG16I_IFF_NUMBER, 0},
                                            {NULL, 0, 0}};

static const sdg16i_iff_setting SETTINGS[] = {{"category", "1b; 1a", 0, 0, 0},
                                              {"firms", NULL, 5, 1, 1e9},
                                              SDG16I_IFF_REPLICATES,
                                              {NULL, NULL, 0, 0, 0}};

static const char *const TEXTS[] = {"ref_area", "time_period", "cell", "status", NULL};
static const char *const NUMBERS[] = {"mne",         "others",       "mne_base",
                                      "mne_ratio",   "others_ratio", "shift",
                                      "shift_lower", "shift_upper",  NULL};

enum { MULTINATIONAL, OTHER };

struct cell {
  sdg16i_sum profit[2], base[2];
  int64_t firms[2], start; /* among the firms */
  double low, high;        /* of the shift */
};

struct firm {
  double profit, base;
  int32_t cell, other;
};

struct state {
  sdg16i_dictionary keys;
  struct cell *cell;
  int64_t capacity;
  struct firm *firm; /* kept for the bootstrap alone */
  int64_t firms, firm_capacity;
};

static int32_t begin_comparison(sdg16i_iff_job *job) {
  job->category = job->setting[CATEGORY] > 0 ? "1a" : "1b";
  return SDG16_OK;
}

static int32_t compare_row(sdg16i_iff_job *job, const sdg16i_iff_value *v) {
  struct state *s = job->state;
  for (int32_t c = CELL; c <= BASE; c++)
    if (c <= MNE ? !v[c].text : isnan(v[c].number[0]))
      return sdg16i_iff_fail(job, SDG16_ERR_MISSING, c, "expected a value, found a blank");
  int32_t other = sdg16i_iff_word(v[MNE].text, "yes|1|true; no|0|false");
  if (other < 0)
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, MNE, "expected yes or no, found '%.60s'",
                           v[MNE].text);
  double profit = v[FIRM_PROFIT].number[0], base = v[BASE].number[0];
  if (!(base > 0))
    return sdg16i_iff_fail(job, SDG16_ERR_VALUE, BASE, "expected a number above 0");
  int64_t before = s->keys.count;
  int64_t key = sdg16i_iff_key(
      job, &s->keys, 3,
      (const sdg16i_iff_value *[]){&v[SDG16I_IFF_AREA], &v[SDG16I_IFF_PERIOD], &v[CELL]});
  if (key < 0 || sdg16i_grow((void **)&s->cell, &s->capacity, key + 1, sizeof *s->cell))
    return sdg16i_fail_memory(job->error);
  struct cell *c = &s->cell[key];
  if (key == before) *c = (struct cell){.low = NAN, .high = NAN};
  sdg16i_add(&c->profit[other], profit);
  sdg16i_add(&c->base[other], base);
  c->firms[other]++;
  if (!job->draws.replicates) return SDG16_OK;
  if (sdg16i_grow((void **)&s->firm, &s->firm_capacity, s->firms + 1, sizeof *s->firm))
    return sdg16i_fail_memory(job->error);
  s->firm[s->firms++] = (struct firm){profit, base, (int32_t)key, other};
  return SDG16_OK;
}

static int is_compared(const sdg16i_iff_job *job, const struct cell *c) {
  return c->firms[MULTINATIONAL] && (double)c->firms[OTHER] >= job->setting[FIRMS];
}

static double shift_of(const double profit[2], const double base[2]) {
  return (profit[OTHER] / base[OTHER] - profit[MULTINATIONAL] / base[MULTINATIONAL]) *
         base[MULTINATIONAL];
}

/* ---- bootstrap ---- */

/* Cells whose replicates are held at a time. */
#define BLOCK 64

struct bootstrap {
  const struct state *state;
  const sdg16i_iff_job *job;
  const int64_t *cell; /* in the order of their keys */
  int64_t first;       /* of the block */
  double *shift;       /* of each cell of the block, its replicates */
};

/* All replicates of one cell, from a stream of its own. */
static int32_t resample_firms(int64_t k, int32_t worker, void *context, sdg16_error *error) {
  (void)worker;
  const struct bootstrap *b = context;
  const struct state *s = b->state;
  const struct cell *c = &s->cell[b->cell[b->first + k]];
  double *shift = b->shift + k * b->job->draws.replicates;
  sdg16i_rng rng;
  sdg16i_rng_init(&rng, b->job->run.exec.seed, SDG16I_PURPOSE_FIRMS, b->first + k);
  for (int64_t r = 0; r < b->job->draws.replicates; r++) {
    int32_t status = sdg16i_run_poll(&b->job->run);
    if (status) return sdg16i_run_stopped(&b->job->run, status, error);
    double profit[2] = {0, 0}, base[2] = {0, 0};
    const struct firm *firm = s->firm + c->start;
    for (int32_t other = 0; other < 2; firm += c->firms[other++])
      for (int64_t i = 0; i < c->firms[other]; i++) {
        const struct firm *drawn =
            firm + (int64_t)(sdg16i_rng_double(&rng) * (double)c->firms[other]);
        profit[other] += drawn->profit;
        base[other] += drawn->base;
      }
    shift[r] = shift_of(profit, base);
  }
  return SDG16_OK;
}

static int compare_firms(const void *left, const void *right) {
  const struct firm *a = left, *b = right;
  if (a->cell != b->cell) return (a->cell > b->cell) - (a->cell < b->cell);
  if (a->other != b->other) return a->other - b->other;
  if (a->profit != b->profit) return (a->profit > b->profit) - (a->profit < b->profit);
  return (a->base > b->base) - (a->base < b->base);
}

struct named {
  const char *key;
  int64_t cell;
};

static int compare_names(const void *left, const void *right) {
  const struct named *a = left, *b = right;
  return strcmp(a->key, b->key);
}

/* The cells that are compared, in the order of their keys, and the firms in that of their
 * values: the order of the rows does not show. Returns how many; -1: out of memory. */
static int64_t arrange_cells(const sdg16i_iff_job *job, int64_t *cell) {
  struct state *s = job->state;
  struct named *name = sdg16i_array(s->keys.count, sizeof *name);
  if (!name) return -1;
  int64_t count = 0;
  for (int64_t i = 0; i < s->keys.count; i++)
    if (is_compared(job, &s->cell[i])) name[count++] = (struct named){s->keys.levels[i], i};
  sdg16i_sort(name, count, sizeof *name, compare_names);
  for (int64_t i = 0; i < count; i++) cell[i] = name[i].cell;
  free(name);
  sdg16i_sort(s->firm, s->firms, sizeof *s->firm, compare_firms);
  for (int64_t i = s->firms - 1; i >= 0; i--) s->cell[s->firm[i].cell].start = i;
  return count;
}

/* Adds the replicates of a cell to those of its flow; the limits of its shift. */
static int32_t add_replicates(sdg16i_iff_job *job, int64_t cell, double *shift) {
  struct state *s = job->state;
  const char *text[2];
  for (int32_t k = 0; k < 2; k++) text[k] = sdg16i_iff_part(job, &s->keys, cell, k);
  const sdg16i_iff_flow *flow = sdg16i_iff_flow_of(job, text[0], text[1], NULL);
  for (int32_t direction = 0; direction < 2 && flow; direction++) {
    double *sum = sdg16i_iff_draws_of(job, flow, direction);
    if (!sum) return sdg16i_fail_memory(job->error);
    for (int64_t r = 0; r < job->draws.replicates; r++)
      sum[r] += fmax(direction == SDG16I_IFF_OUT ? shift[r] : -shift[r], 0);
  }
  sdg16i_iff_percentiles(shift, job->draws.replicates, job->draws.level, &s->cell[cell].low,
                         &s->cell[cell].high);
  return flow ? SDG16_OK : sdg16i_fail_memory(job->error);
}

static int32_t bootstrap_firms(sdg16i_iff_job *job) {
  struct state *s = job->state;
  int64_t *cell = sdg16i_array(s->keys.count, sizeof *cell);
  double *shift = sdg16i_array(BLOCK * job->draws.replicates, sizeof *shift);
  int64_t count = cell && shift ? arrange_cells(job, cell) : -1;
  int32_t status = count < 0 ? sdg16i_fail_memory(job->error) : SDG16_OK;
  struct bootstrap b = {.state = s, .job = job, .cell = cell, .shift = shift};
  for (; b.first < count && !status; b.first += BLOCK) {
    int64_t cells = count - b.first < BLOCK ? count - b.first : BLOCK;
    sdg16i_run_phase(&job->run, (double)b.first / (double)count,
                     (double)(b.first + cells) / (double)count);
    status = sdg16i_parallel(&job->run, 0, cells, job->run.exec.threads, resample_firms, &b,
                             job->error);
    for (int64_t k = 0; k < cells && !status; k++)
      status = add_replicates(job, cell[b.first + k], shift + k * job->draws.replicates);
  }
  free(cell);
  free(shift);
  return status;
}

/* ---- results ---- */

static int32_t report_comparison(sdg16i_iff_job *job, int64_t i) {
  struct state *s = job->state;
  const struct cell *c = &s->cell[i];
  const char *text[4];
  for (int32_t k = 0; k < 3; k++) text[k] = sdg16i_iff_part(job, &s->keys, i, k);
  double profit[2], base[2], ratio[2], shift = NAN;
  for (int32_t k = 0; k < 2; k++) {
    profit[k] = sdg16i_sum_value(&c->profit[k]);
    base[k] = sdg16i_sum_value(&c->base[k]);
    ratio[k] = c->firms[k] ? profit[k] / base[k] : (double)NAN;
  }
  sdg16i_iff_flow *flow = sdg16i_iff_flow_of(job, text[0], text[1], NULL);
  if (!flow) return sdg16i_fail_memory(job->error);
  text[3] = !c->firms[MULTINATIONAL] ? "no-mne" : "few-others";
  if (is_compared(job, c)) {
    text[3] = "ok";
    shift = shift_of(profit, base);
    double out = fmax(shift, 0), in = fmax(-shift, 0);
    sdg16i_iff_add(flow, (double[]){out, out, out}, (double[]){in, in, in});
  }
  int32_t status = SDG16_OK;
  if (c->firms[MULTINATIONAL] && isnan(shift))
    status = sdg16i_iff_diagnostic(job, "few-others", text[0], text[1],
                                   "cell %s has %lld firms to compare with and was left out",
                                   text[2], (long long)c->firms[OTHER]);
  if (status) return status;
  return sdg16i_iff_detail(job, text,
                           (double[]){(double)c->firms[MULTINATIONAL], (double)c->firms[OTHER],
                                      base[MULTINATIONAL], ratio[MULTINATIONAL], ratio[OTHER],
                                      shift, c->low, c->high});
}

static int32_t end_comparison(sdg16i_iff_job *job, int *again) {
  struct state *s = job->state;
  *again = 0;
  int32_t status = job->draws.replicates ? bootstrap_firms(job) : SDG16_OK;
  for (int64_t i = 0; i < s->keys.count && !status; i++) status = report_comparison(job, i);
  return status;
}

static void drop_comparison(sdg16i_iff_job *job) {
  struct state *s = job->state;
  sdg16i_dictionary_free(&s->keys);
  free(s->cell);
  free(s->firm);
}

const sdg16i_iff_method sdg16i_iff_profit_comparison = {.number = SDG16_IFF_PROFIT_COMPARISON,
                                                        .category = "1b",
                                                        .stage = "income generation",
                                                        .overlap_group = "MNE_SHIFT",
                                                        .columns = COLUMNS,
                                                        .settings = SETTINGS,
                                                        .detail_texts = TEXTS,
                                                        .detail_numbers = NUMBERS,
                                                        .state_size = sizeof(struct state),
                                                        .replicates =
                                                            "bootstrap of firms within cells",
                                                        .begin = begin_comparison,
                                                        .row = compare_row,
                                                        .end = end_comparison,
                                                        .drop = drop_comparison};
