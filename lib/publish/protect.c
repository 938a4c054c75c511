/* Disclosure control: which rows are suppressed, flagged or rounded, and the table of it. */
#include "publish/protect.h"

#include "base/error.h"
#include "data/columns.h"
#include "indicators/columns.h"
#include "publish/suppress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* actions; the first is the strongest */
enum { NONE, BELOW, COMPLEMENTARY, BLOCK, DERIVED, UNRELIABLE, FLAGGED };
static const char *const ACTIONS[] = {NULL,      "minimum",    "complementary",  "block",
                                      "derived", "unreliable", "low-reliability"};

struct decision {
  int32_t action;
  int32_t rounded;
  int32_t estimate;           /* the value is not made of counts in the row */
  int32_t fresh;              /* the value is remade of the rounded counts */
  double value;               /* then; NaN: there is none */
  double count, lower, upper; /* for the report */
};

struct protecting {
  const sdg16_registry *registry;
  const sdg16_table *table;
  sdg16_protect_options options;
  sdg16i_counts counts;
  sdg16i_arena memory;
  struct decision *row;
  int64_t rows;
  sdg16_error *error;
};

static double number_at(const struct protecting *p, const char *name, int64_t row) {
  return sdg16i_result_number(p->table, name, row);
}

/* ---- suppression ---- */

/* The value that counts make: multiplier x numerator / denominator / reference. */
static double value_of(const double part[4], double multiplier) {
  double value = (isnan(multiplier) ? 1 : multiplier) * part[0];
  if (!isnan(part[1])) value /= part[1];
  if (!isnan(part[2]) && !isnan(part[3])) value /= part[2] / part[3];
  return value;
}

static const char *const PARTS[] = {"numerator", "denominator", "reference_numerator",
                                    "reference_denominator"};

/* Is the value that of its own counts, as a standardised rate is not? */
static int explained(const struct protecting *p, int64_t row, double part[4]) {
  char buffer[32];
  for (int32_t i = 0; i < 4; i++) part[i] = number_at(p, PARTS[i], row);
  const char *variant = sdg16i_result_text(p->table, "variant", row, buffer);
  if (variant && !strcmp(variant, "age-standardised"))
    return 0; /* nor if it is the crude one */
  double value = number_at(p, "value", row);
  double made = value_of(part, number_at(p, "multiplier", row));
  return !isnan(made) && fabs(made - value) <= 1e-9 * fmax(fabs(value), 1e-300);
}

/* Values that are made of several cells give an equation more. */
static int made_of_cells(const struct protecting *p, int64_t row) {
  char buffer[32];
  double part[4];
  return sdg16i_result_text(p->table, "variant", row, buffer) &&
         !isnan(number_at(p, "value", row)) && !explained(p, row, part);
}

static void take_states(struct protecting *p, const sdg16i_block *b, int64_t first,
                        int64_t end) {
  int any = 0;
  for (int64_t i = 0; i < b->cells; i++)
    any |= b->state[i] != SDG16I_CELL_OPEN && b->state[i] != SDG16I_CELL_ABSENT;
  for (int64_t i = first; i < end && any; i++) {
    const sdg16i_fact *f = &p->counts.fact[i];
    struct decision *d = &p->row[f->row];
    int64_t cell = b->cell_of_fact[i - first];
    int32_t state = b->state[cell];
    if (state == SDG16I_CELL_OPEN) {
      if (made_of_cells(p, f->row)) d->action = DERIVED;
      continue;
    }
    d->action = state == SDG16I_CELL_MINIMUM         ? BELOW
                : state == SDG16I_CELL_COMPLEMENTARY ? COMPLEMENTARY
                                                     : BLOCK;
    for (int32_t m = 0; m < b->measures; m++) {
      const sdg16i_cell_count *measure = &b->measure[m];
      if (isnan(f->count) || strcmp(measure->name, f->measure) ||
          measure->ordinal != f->ordinal || d->count <= f->count)
        continue;
      d->count = f->count;
      if (!measure->witnessed[cell]) continue;
      d->lower = measure->lower[cell];
      d->upper = measure->upper[cell];
    }
  }
}

static int32_t suppress_blocks(struct protecting *p) {
  int32_t status = SDG16_OK;
  const sdg16i_fact *fact = p->counts.fact;
  for (int64_t first = 0, end; first < p->counts.count && !status; first = end) {
    for (end = first + 1; end < p->counts.count; end++)
      if (strcmp(fact[first].block, fact[end].block)) break;
    sdg16i_block block;
    status = sdg16i_block_read(&block, &p->counts, first, end, p->error);
    if (!status) status = sdg16i_suppress(&block, &p->options, p->error);
    if (!status) take_states(p, &block, first, end);
    sdg16i_block_free(&block);
  }
  return status;
}

/* ---- reliability ---- */

static void judge(struct protecting *p, int64_t row) {
  struct decision *d = &p->row[row];
  if (d->action) return;
  const sdg16_protect_options *o = &p->options;
  double cv = number_at(p, "se", row) / fabs(number_at(p, "value", row));
  if (o->cv_suppress > 0 && cv > o->cv_suppress) {
    d->action = UNRELIABLE;
    return;
  }
  if (o->cv_flag > 0 && cv > o->cv_flag) d->action = FLAGGED;
  for (int32_t i = 0; i < p->counts.column_count; i++) {
    const char *name = sdg16_table_name(p->table, p->counts.columns[i]);
    double count = number_at(p, name, row);
    if (count < o->flag_count && sdg16i_is_count(p->registry, p->table, row, name)) {
      d->action = FLAGGED;
      if (isnan(d->count)) d->count = count;
    }
  }
}

/* ---- rounding ---- */

static double to_base(double count, double base) { return floor(count / base + 0.5) * base; }

static int is_listed(const struct protecting *p, int64_t column) {
  for (int32_t i = 0; i < p->counts.column_count; i++)
    if (p->counts.columns[i] == column) return 1;
  return 0;
}

static int is_part(const char *name) {
  for (int32_t i = 0; i < 4; i++)
    if (!strcmp(PARTS[i], name)) return 1;
  return 0;
}

/* A number as it is published: counts rounded, populations and money as they are. */
static double rounded(const struct protecting *p, int64_t column, int64_t row) {
  const char *name = sdg16_table_name(p->table, column);
  double number = number_at(p, name, row);
  if (isnan(number) || !(is_listed(p, column) || is_part(name)) ||
      !sdg16i_is_count(p->registry, p->table, row, name))
    return number;
  return to_base(number, p->options.base);
}

static void round_row(struct protecting *p, int64_t row) {
  struct decision *d = &p->row[row];
  for (int64_t c = 0; c < sdg16_table_columns(p->table); c++) {
    const char *name = sdg16_table_name(p->table, c);
    if (!is_listed(p, c) && !is_part(name)) continue;
    double number = number_at(p, name, row);
    if (!isnan(number) && sdg16i_is_count(p->registry, p->table, row, name)) d->rounded = 1;
  }
  char buffer[32];
  double part[4], value = number_at(p, "value", row);
  const char *unit = sdg16i_result_text(p->table, "unit", row, buffer);
  int is_number = unit && !strcmp(unit, "NUMBER");
  if (explained(p, row, part)) {
    for (int32_t i = 0; i < 4; i++) {
      int64_t column = sdg16_table_find(p->table, PARTS[i]);
      if (column >= 0) part[i] = rounded(p, column, row);
    }
    d->fresh = d->rounded;
    d->value = value_of(part, number_at(p, "multiplier", row));
    if (!isfinite(d->value)) d->value = NAN;
  } else if (isnan(part[0]) && is_number && value >= 0 && value == floor(value)) {
    d->rounded = d->fresh = 1;
    d->value = to_base(value, p->options.base);
  } else if (isnan(part[0])) {
    d->estimate = 1;
  } else if (d->rounded) { /* what it was made of would show through */
    d->fresh = 1;
    d->value = NAN;
  }
}

/* ---- the table ---- */

static int is_taken_out(const struct decision *d) { return d->action && d->action < FLAGGED; }

/* Numbers that say nothing of the cell; that there is a level says that there were limits. */
static int is_constant(const char *name) {
  static const char *const CONSTANTS[] = {"indicator", "series",        "label",
                                          "ref_area",  "time_period",   "time_detail",
                                          "source",    "time_coverage", "multiplier",
                                          "base_per",  "unit_mult",     "data_last_update"};
  for (size_t i = 0; i < sizeof CONSTANTS / sizeof CONSTANTS[0]; i++)
    if (!strcmp(name, CONSTANTS[i])) return 1;
  return 0;
}

/* Numbers that do not come from the counts. */
static int survives_rounding(const char *name) {
  static const char *const NAMES[] = {"df", "areas", "members", "coverage", "imputed"};
  for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
    if (!strcmp(name, NAMES[i])) return 1;
  return 0;
}

/* NaN: missing. */
static double published(const struct protecting *p, int64_t column, int64_t row) {
  const struct decision *d = &p->row[row];
  const char *name = sdg16_table_name(p->table, column);
  double number = number_at(p, name, row);
  int kept = is_constant(name) || sdg16i_is_protected_dimension(p->table, column, &p->options);
  if (kept) return number;
  if (is_taken_out(d)) return NAN;
  if (!p->options.base || !d->rounded || survives_rounding(name)) return number;
  if (!strcmp(name, "value")) return d->fresh ? d->value : number;
  /* the number observed shows in what is estimated around it */
  int shows = sdg16_table_find(p->table, "observed") >= 0 && strcmp(name, "total");
  if (d->estimate && !is_listed(p, column) && !is_part(name) && !shows) return number;
  return is_listed(p, column) || is_part(name) ? rounded(p, column, row) : (double)NAN;
}

static int32_t number_column(struct protecting *p, int64_t column, sdg16i_columns *out) {
  const uint8_t *before = sdg16_table_missing(p->table, column);
  const int64_t *whole = sdg16_table_int64(p->table, column);
  const char *name = sdg16_table_name(p->table, column);
  double *values = sdg16i_array(p->rows, sizeof *values);
  int64_t *integers = sdg16i_array(p->rows, sizeof *integers);
  uint8_t *missing = sdg16i_array(p->rows, 1);
  int32_t status = values && integers && missing ? SDG16_OK : sdg16i_fail_memory(p->error);
  for (int64_t i = 0; i < p->rows && !status; i++) {
    values[i] = published(p, column, i);
    if (isnan(values[i]))
      missing[i] = before && before[i] ? before[i] : SDG16_MISSING_SYSTEM;
    else if (whole) /* beyond 2^53 a double would not do */
      integers[i] = values[i] == (double)whole[i] ? whole[i] : (int64_t)values[i];
  }
  if (!status)
    status = whole
                 ? sdg16_table_add_int64(out->table, name, p->rows, integers, missing, p->error)
                 : sdg16_table_add_double(out->table, name, p->rows, values, missing, p->error);
  free(values);
  free(integers);
  free(missing);
  return status;
}

#define SUPPRESSED_NOTE "Suppressed to protect confidentiality"
#define UNRELIABLE_NOTE "Not reliable enough to be published"
#define ROUNDED_NOTE "Rounded; figures do not add up"

static const char *joined(struct protecting *p, const char *a, const char *b) {
  if (!a || !*a) return b;
  size_t first = strlen(a), second = strlen(b);
  char *text = sdg16i_arena_array(&p->memory, (int64_t)(first + second + 3), 1);
  if (!text) return NULL;
  memcpy(text, a, first);
  memcpy(text + first, "; ", 2);
  memcpy(text + first + 2, b, second);
  return text;
}

/* What the texts that describe a value become. */
static const char *described(struct protecting *p, const char *name, int64_t row,
                             const char *before) {
  const struct decision *d = &p->row[row];
  int out = is_taken_out(d), unreliable = d->action == UNRELIABLE;
  if (!strcmp(name, "status")) {
    if (out) return unreliable ? "unreliable" : "suppressed";
    int gone = p->options.base > 0 && d->fresh && isnan(d->value);
    return gone && !isnan(number_at(p, "value", row)) ? "rounded-away" : before;
  }
  if (!strcmp(name, "flags")) {
    if (out) return unreliable ? "unreliable" : "suppressed";
    /* whether there were limits tells of a small count */
    if (p->options.base > 0 && d->rounded) before = NULL;
    return d->action == FLAGGED ? joined(p, before, "low-reliability") : before;
  }
  if (!strcmp(name, "obs_status")) {
    if (out) return "O";
    return d->action == FLAGGED && (!before || !strcmp(before, "A")) ? "U" : before;
  }
  if (out) return unreliable ? UNRELIABLE_NOTE : SUPPRESSED_NOTE;
  return p->options.base > 0 && d->rounded ? joined(p, before, ROUNDED_NOTE) : before;
}

static const char *const DESCRIBED[] = {"obs_status", "flags", "status", "note"};

static int is_described(const char *name) {
  for (size_t i = 0; i < 4; i++)
    if (!strcmp(name, DESCRIBED[i])) return 1;
  return 0;
}

/* A text column, or one of those that describe values (column -1: it is new). */
static int32_t text_column(struct protecting *p, int64_t column, const char *name,
                           sdg16i_columns *out) {
  const char **texts = sdg16i_array(p->rows, sizeof *texts);
  if (!texts) return sdg16i_fail_memory(p->error);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; i < p->rows && !status; i++) {
    char buffer[32];
    const char *text = column < 0 ? NULL : sdg16i_result_text(p->table, name, i, buffer);
    if (text == buffer) {
      text = sdg16i_arena_text(&p->memory, text, strlen(text));
      if (!text) status = sdg16i_fail_memory(p->error);
    }
    texts[i] = text;
    if (!is_described(name)) continue;
    const struct decision *d = &p->row[i];
    if (!d->action && !d->rounded) continue;
    texts[i] = described(p, name, i, text);
    int flagged = !strcmp(name, "flags") && d->action == FLAGGED;
    int noted = !strcmp(name, "note") && d->rounded;
    if (!texts[i] && (flagged || noted)) status = sdg16i_fail_memory(p->error);
  }
  if (!status) {
    sdg16i_column_text(out, name, texts);
    status = out->code;
  }
  free(texts);
  return status;
}

static int32_t build(struct protecting *p, sdg16_table **table) {
  sdg16i_columns out;
  sdg16i_columns_begin(&out, p->rows, p->error);
  int32_t status = out.code;
  for (int64_t c = 0; c < sdg16_table_columns(p->table) && !status; c++) {
    const char *name = sdg16_table_name(p->table, c);
    if (sdg16_table_type(p->table, c) == SDG16_TEXT || is_described(name))
      status = text_column(p, c, name, &out);
    else
      status = number_column(p, c, &out);
  }
  int acted = 0;
  for (int64_t i = 0; i < p->rows; i++) acted |= p->row[i].action || p->row[i].rounded;
  for (size_t i = 0; i < 4 && acted && !status; i++)
    if (sdg16_table_find(p->table, DESCRIBED[i]) < 0)
      status = text_column(p, -1, DESCRIBED[i], &out);
  if (!out.code) out.code = status;
  return sdg16i_columns_end(&out, table);
}

/* ---- the report ---- */

struct reporting {
  int64_t count;
  int64_t *row;
  const char **text;
  double *number;
};

static void report_columns(struct protecting *p, struct reporting *r, sdg16i_columns *out) {
  static const char *const NAMES[] = {"indicator", "series", "ref_area", "time_period"};
  sdg16i_column_int64(out, "row", r->row);
  for (int32_t k = 0; k < 4; k++) {
    for (int64_t i = 0; i < r->count && !out->code; i++) {
      char buffer[32];
      const char *text = sdg16i_result_text(p->table, NAMES[k], r->row[i] - 1, buffer);
      if (text == buffer) {
        text = sdg16i_arena_text(&p->memory, text, strlen(text));
        if (!text) out->code = sdg16i_fail_memory(p->error);
      }
      r->text[i] = text;
    }
    sdg16i_column_text(out, NAMES[k], r->text);
  }
  for (int64_t i = 0; i < r->count; i++) {
    const struct decision *d = &p->row[r->row[i] - 1];
    r->text[i] = d->action ? ACTIONS[d->action] : "rounded";
  }
  sdg16i_column_text(out, "action", r->text);
  for (int32_t k = 0; k < 3; k++) {
    static const char *const RANGE[] = {"count", "lower", "upper"};
    for (int64_t i = 0; i < r->count; i++) {
      const struct decision *d = &p->row[r->row[i] - 1];
      r->number[i] = k == 0 ? d->count : k == 1 ? d->lower : d->upper;
      if (isinf(r->number[i])) r->number[i] = NAN;
    }
    sdg16i_column_double(out, RANGE[k], r->number);
  }
}

static int32_t report_table(struct protecting *p, sdg16_table **report) {
  struct reporting r = {0};
  r.row = sdg16i_array(p->rows, sizeof *r.row);
  r.text = sdg16i_array(p->rows, sizeof *r.text);
  r.number = sdg16i_array(p->rows, sizeof *r.number);
  int32_t status = r.row && r.text && r.number ? SDG16_OK : sdg16i_fail_memory(p->error);
  if (!status) {
    for (int64_t i = 0; i < p->rows; i++)
      if (p->row[i].action || p->row[i].rounded) r.row[r.count++] = i + 1;
    sdg16i_columns out;
    sdg16i_columns_begin(&out, r.count, p->error);
    report_columns(p, &r, &out);
    status = sdg16i_columns_end(&out, report);
  }
  free(r.row);
  free(r.text);
  free(r.number);
  return status;
}

/* ---- the whole ---- */

static int32_t decide(struct protecting *p) {
  const sdg16_protect_options *o = &p->options;
  p->row = sdg16i_array(p->rows, sizeof *p->row);
  if (!p->row) return sdg16i_fail_memory(p->error);
  for (int64_t i = 0; i < p->rows; i++)
    p->row[i] = (struct decision){.value = NAN, .count = NAN, .lower = NAN, .upper = NAN};
  int32_t status = SDG16_OK;
  if (o->minimum > 0 || o->base > 0 || o->flag_count > 0)
    status = sdg16i_counts_read(&p->counts, p->registry, p->table, o, p->error);
  if (!status && o->minimum > 0) status = suppress_blocks(p);
  for (int64_t i = 0; i < p->rows && !status; i++) {
    judge(p, i);
    if (o->base > 0 && !is_taken_out(&p->row[i])) round_row(p, i);
  }
  return status;
}

int32_t sdg16_protect(const sdg16_registry *registry, const sdg16_table *results,
                      const sdg16_protect_options *options, sdg16_table **out,
                      sdg16_table **report, sdg16_error *error) {
  if (report) *report = NULL;
  if (out) *out = NULL;
  if (!results || !out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_protect: %s is NULL",
                       results ? "out" : "results");
  struct protecting p = {.registry = registry, .table = results, .error = error};
  int32_t status = sdg16i_protect_options_read(options, &p.options, error);
  if (status) return status;
  if (sdg16_table_find(results, "previous") >= 0)
    return sdg16i_fail(error, SDG16_ERR_OPTION,
                       "results: a table of changes found, expected one of values: protect "
                       "before sdg16_indicator_trend");
  p.rows = sdg16_table_rows(results);
  if (p.rows < 0) p.rows = 0;
  status = decide(&p);
  if (!status) status = build(&p, out);
  if (!status && report) status = report_table(&p, report);
  if (status) {
    sdg16_table_free(*out);
    *out = NULL;
  }
  sdg16i_counts_free(&p.counts);
  sdg16i_arena_free(&p.memory);
  free(p.row);
  return status;
}
