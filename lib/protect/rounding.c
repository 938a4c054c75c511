/* Rounding to a base: which numbers, and what values become. */
#include "protect/protect.h"

#include "base/error.h"
#include "indicators/counts/columns.h"
#include "results/result_schema.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const *parts_of(const sdg16i_protecting *p) {
  return sdg16i_value_parts(p->sampled);
}

/* The value that counts make: multiplier x numerator / denominator / reference. */
static double value_of(const double part[4], double multiplier) {
  double value = multiplier * part[0];
  if (!isnan(part[1])) value /= part[1];
  if (!isnan(part[2]) && !isnan(part[3])) value /= part[2] / part[3];
  return value;
}

int sdg16i_is_explained(const sdg16i_protecting *p, int64_t row, double part[4]) {
  char buffer[32];
  for (int32_t i = 0; i < 4; i++)
    part[i] = parts_of(p)[i] ? sdg16i_protected_number(p, parts_of(p)[i], row) : (double)NAN;
  const char *variant =
      p->of_indicators ? sdg16i_result_text(p->table, "variant", row, buffer) : NULL;
  if (variant && !strcmp(variant, "age-standardised"))
    return 0; /* no: even if it equals the crude rate */
  double value = sdg16i_protected_number(p, "value", row);
  double made = value_of(part, sdg16i_scale(p, row));
  return !isnan(made) && fabs(made - value) <= 1e-9 * fmax(fabs(value), 1e-300);
}

static double to_base(double count, double base) { return floor(count / base + 0.5) * base; }

int sdg16i_is_part(const sdg16i_protecting *p, int64_t column) {
  for (int32_t i = 0; i < p->counts.source_count; i++)
    if (p->counts.source[i].column == column && !p->counts.source[i].tolerated) return 1;
  return sdg16i_is_rule_of_counts(p->rule[column]) || p->rule[column] == SDG16I_RULE_PART;
}

static int is_count(const sdg16i_protecting *p, int64_t row, const char *name) {
  return !p->of_indicators || p->sampled || sdg16i_is_count(p->registry, p->table, row, name);
}

/* The count of a column, by itself or as it was rounded with the others of its table. */
static double rounded_count(const sdg16i_protecting *p, int64_t column, int64_t row) {
  const sdg16i_counts *c = &p->counts;
  for (int32_t i = 0; i < c->source_count && p->controlled; i++) {
    double count = p->controlled[row * c->source_count + i];
    if (c->source[i].column == column && !isnan(count)) return count;
  }
  double count = sdg16i_protected_number(p, sdg16_table_name(p->table, column), row);
  return to_base(count, p->options.base);
}

double sdg16i_rounded(const sdg16i_protecting *p, int64_t column, int64_t row) {
  const char *name = sdg16_table_name(p->table, column);
  double number = sdg16i_protected_number(p, name, row);
  return isnan(number) || !sdg16i_is_part(p, column) || !is_count(p, row, name)
             ? number
             : rounded_count(p, column, row);
}

/* A total of a survey without weights may be the number of its rows. */
static int is_exact_n(const sdg16i_protecting *p, int64_t row) {
  double n = sdg16i_protected_number(p, "n", row);
  return p->sampled && sdg16i_protected_number(p, "weight", row) == n &&
         sdg16i_protected_number(p, "value", row) == n;
}

static void round_row(sdg16i_protecting *p, int64_t row) {
  sdg16i_protect_decision *d = &p->row[row];
  for (int64_t c = 0; c < sdg16_table_columns(p->table); c++) {
    const char *name = sdg16_table_name(p->table, c);
    if (!sdg16i_is_part(p, c)) continue;
    double number = sdg16i_protected_number(p, name, row);
    if (!isnan(number) && is_count(p, row, name)) d->rounded = 1;
  }
  char buffer[32];
  double part[4], value = sdg16i_estimated(p, row);
  const char *unit =
      p->of_indicators ? sdg16i_result_text(p->table, "unit", row, buffer) : NULL;
  int is_number = unit && !strcmp(unit, "NUMBER");
  if (sdg16i_is_explained(p, row, part)) {
    int share = part[0] <= part[1];
    for (int32_t i = 0; i < 4; i++) {
      int64_t column = parts_of(p)[i] ? sdg16_table_find(p->table, parts_of(p)[i]) : -1;
      if (column >= 0) part[i] = sdg16i_rounded(p, column, row);
    }
    d->fresh = d->rounded;
    d->value = value_of(part, sdg16i_scale(p, row));
    if (!isfinite(d->value) || (share && part[0] > part[1])) d->value = NAN;
  } else if (is_exact_n(p, row)) {
    d->fresh = 1;
    d->value = NAN;
  } else if (!p->of_indicators || p->sampled) { /* it is made of weights, or of a model */
    d->estimate = 1;
  } else if (isnan(part[0]) && is_number && value >= 0 && value == floor(value)) {
    d->rounded = d->fresh = 1;
    d->value = rounded_count(p, sdg16_table_find(p->table, "value"), row);
  } else if (isnan(part[0])) {
    d->estimate = 1;
  } else if (d->rounded) { /* the exact value would reveal its counts */
    d->fresh = 1;
    d->value = NAN;
  }
}

/* ---- controlled ---- */

static int32_t control_block(sdg16i_protecting *p, int64_t first, int64_t end) {
  sdg16i_counts *c = &p->counts;
  sdg16i_block block;
  int32_t status = sdg16i_block_read(&block, c, first, end, p->error);
  double *to = status ? NULL : sdg16i_arena_array(&block.memory, block.cells, sizeof *to);
  if (!status && !to) status = sdg16i_fail_memory(p->error);
  for (int32_t m = 0; m < block.measures && !status; m++) {
    const sdg16i_cell_count *counts = &block.measure[m];
    status = sdg16i_round_controlled(&block, counts, p->options.base, to, p->error);
    for (int64_t i = first; i < end && !status; i++) {
      const sdg16i_fact *f = &c->fact[i];
      if (!isnan(f->count) && f->ordinal == counts->ordinal &&
          !strcmp(f->measure, counts->name))
        p->controlled[f->row * c->source_count + f->source] = to[block.cell_of_fact[i - first]];
    }
  }
  sdg16i_block_free(&block);
  return status;
}

/* Suppressed counts are left out, as unknown as to a reader: what is published tells nothing
 * of them that the exact figures would not. */
static int32_t control_all(sdg16i_protecting *p) {
  sdg16i_counts *c = &p->counts;
  sdg16i_counts_free(c);
  int32_t status = sdg16i_counts_read(c, p->registry, p->table, &p->options, 1, p->error);
  if (status) return status;
  int64_t numbers = p->rows * c->source_count;
  p->controlled = sdg16i_arena_array(&p->memory, numbers, sizeof *p->controlled);
  if (!p->controlled) return sdg16i_fail_memory(p->error);
  for (int64_t i = 0; i < numbers; i++) p->controlled[i] = NAN;
  for (int64_t i = 0; i < c->count; i++)
    if (sdg16i_is_taken_out(&p->row[c->fact[i].row])) c->fact[i].count = NAN;
  for (int64_t first = 0, end; first < c->count && !status; first = end) {
    end = sdg16i_block_end(c, first);
    status = control_block(p, first, end);
  }
  return status;
}

int32_t sdg16i_round(sdg16i_protecting *p) {
  int32_t status = p->options.controlled ? control_all(p) : SDG16_OK;
  for (int64_t i = 0; i < p->rows && !status; i++)
    if (!sdg16i_is_taken_out(&p->row[i])) round_row(p, i);
  return status;
}
