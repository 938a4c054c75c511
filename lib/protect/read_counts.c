/* The counts of a result table, by what they are added up over. */
#include "base/sort.h"
#include "protect/additive_table.h"

#include "base/error.h"
#include "data/table/dictionary.h"
#include "indicators/counts/columns.h"
#include "indicators/counts/indicator_data.h"
#include "indicators/regional/national_values.h"
#include "indicators/registry/formula.h"
#include "results/result_schema.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is a count ---- */

static int32_t find_input(const char *name, int64_t size, const void *context) {
  const sdg16_indicator_def *def = context;
  for (int64_t i = 0; i < def->input_count; i++)
    if (strlen(def->inputs[i].name) == (size_t)size &&
        !memcmp(def->inputs[i].name, name, (size_t)size))
      return (int32_t)i;
  return -1;
}

static const char *formula_of(const sdg16_series *series, const char *column) {
  if (!strcmp(column, "numerator")) return series->numerator;
  if (!strcmp(column, "denominator")) return series->denominator;
  if (!strcmp(column, "reference_numerator")) return series->reference_numerator;
  if (!strcmp(column, "reference_denominator")) return series->reference_denominator;
  if (!strcmp(column, "value") && !series->denominator) return series->numerator;
  return NULL;
}

int sdg16i_is_count(const sdg16_registry *registry, const sdg16_table *table, int64_t row,
                    const char *column) {
  const sdg16_indicator_def *def = sdg16i_national_values_def(registry, table, row);
  const sdg16_series *series = sdg16i_national_values_series(def, table, row);
  const char *text = series ? formula_of(series, column) : NULL;
  char buffer[32];
  const char *unit = sdg16i_result_text(table, "unit", row, buffer);
  if (!strcmp(column, "value") && unit && strcmp(unit, "NUMBER")) return 0;
  sdg16i_formula formula;
  if (!text || sdg16i_formula_parse(text, column, find_input, def, &formula, NULL)) return 1;
  for (int32_t i = 0; i < formula.count; i++)
    for (int32_t k = 0; k < formula.term[i].count; k++) {
      int32_t kind = def->inputs[formula.term[i].input[k]].kind;
      if (kind == SDG16_INPUT_AMOUNT || kind == SDG16_INPUT_POPULATION) return 0;
    }
  return 1;
}

double sdg16i_count_at(const sdg16_table *table, const sdg16i_count_source *s, int64_t row) {
  double count = NAN, other = NAN;
  if (s->unless >= 0 && !sdg16i_number_at(table, s->unless, row, &other) && !isnan(other))
    return NAN;
  if (sdg16i_number_at(table, s->column, row, &count)) return NAN;
  if (s->less < 0) return count;
  return sdg16i_number_at(table, s->less, row, &other) ? (double)NAN : count - other;
}

/* ---- reading ---- */

struct reading {
  sdg16i_counts *out;
  const sdg16_registry *registry;
  const sdg16_table *table;
  int32_t dimensions;
  int64_t column[SDG16I_CELL_DIMENSIONS];
  int32_t *code; /* rows x width */
  sdg16_error *error;
};

/* Groups of areas are parts of the world. */
static int is_group(const struct reading *r, int64_t row, int *world) {
  char buffer[32];
  int has_areas = r->out->of_indicators;
  const char *type =
      has_areas ? sdg16i_result_text(r->table, "reporting_type", row, buffer) : NULL;
  *world = type && !strcmp(type, "G");
  return type && (!strcmp(type, "R") || *world);
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Numbers codes by their text, so that nothing depends on the order of rows. */
static int32_t number_codes(struct reading *r, sdg16i_dictionary *words, int32_t place) {
  int64_t rows = sdg16_table_rows(r->table);
  char **sorted = sdg16i_array(words->count, sizeof *sorted);
  int32_t *rank = sdg16i_array(words->count, sizeof *rank);
  if (sorted && rank) {
    for (int64_t i = 0; i < words->count; i++) sorted[i] = words->levels[i];
    sdg16i_sort(sorted, words->count, sizeof *sorted, by_text);
    for (int64_t i = 0; i < words->count; i++) {
      int64_t low = 0, high = words->count - 1;
      while (low < high) {
        int64_t middle = (low + high) / 2;
        if (strcmp(sorted[middle], words->levels[i]) < 0)
          low = middle + 1;
        else
          high = middle;
      }
      rank[i] = (int32_t)low + 1;
    }
    for (int64_t row = 0; row < rows; row++) {
      int32_t *code = &r->code[row * r->out->width + place];
      if (*code) *code = rank[*code - 1];
    }
  }
  int32_t status = sorted && rank ? SDG16_OK : sdg16i_fail_memory(r->error);
  free(sorted);
  free(rank);
  return status;
}

/* The codes of a dimension, or (column -1) of groups of areas. */
static int32_t read_codes(struct reading *r, int64_t column, int32_t place) {
  sdg16i_dictionary words = {0};
  int32_t status = SDG16_OK;
  char buffer[32];
  int blank_is_total = r->out->of_indicators; /* else it is a category */
  for (int64_t row = 0; row < sdg16_table_rows(r->table) && !status; row++) {
    int world;
    if (column < 0 && (!is_group(r, row, &world) || world)) continue;
    const char *text = column < 0 ? sdg16i_result_text(r->table, "ref_area", row, buffer)
                                  : sdg16i_text_at(r->table, column, row, buffer);
    if (!text || (!*text && blank_is_total) || !strcmp(text, "_T")) continue;
    int32_t code = sdg16i_dictionary_add(&words, text, (int64_t)strlen(text));
    if (code < 0) status = sdg16i_fail_memory(r->error);
    r->code[row * r->out->width + place] = code + 1;
  }
  if (!status) status = number_codes(r, &words, place);
  sdg16i_dictionary_free(&words);
  return status;
}

/* A text of the arena; the parts are separated so that no two lists look alike. */
static const char *key_of(struct reading *r, const char *const *parts, int32_t count) {
  size_t size = 1;
  for (int32_t i = 0; i < count; i++) size += strlen(parts[i]) + 1;
  char *key = sdg16i_arena_array(&r->out->memory, (int64_t)size, 1), *at = key;
  for (int32_t i = 0; key && i < count; i++) {
    size_t length = strlen(parts[i]);
    memcpy(at, parts[i], length);
    at += length;
    *at++ = '\x1f';
  }
  return key;
}

static const char *block_key(struct reading *r, int64_t row) {
  static const char *const NAMES[] = {"indicator", "time_period", "source", "ref_area"};
  char buffer[4][32];
  const char *part[5];
  if (!r->out->of_indicators) return "";
  int world, group = is_group(r, row, &world);
  for (int32_t i = 0; i < 4; i++) {
    part[i] = sdg16i_result_text(r->table, NAMES[i], row, buffer[i]);
    if (!part[i]) part[i] = "";
  }
  const sdg16_indicator_def *def = sdg16i_national_values_def(r->registry, r->table, row);
  if (def) part[0] = def->code; /* one indicator may have two codes */
  if (group) part[3] = "";
  part[4] = group ? "groups" : "";
  return key_of(r, part, 5);
}

static const char *measure_key(struct reading *r, int64_t row, const char *column) {
  static const char *const NAMES[] = {"variant", "series", "label"};
  char buffer[3][32];
  const char *part[5] = {column, "", "", "", ""};
  if (!r->out->of_indicators) return column;
  for (int32_t i = 0; i < 3; i++) {
    part[i + 1] = sdg16i_result_text(r->table, NAMES[i], row, buffer[i]);
    if (!part[i + 1]) part[i + 1] = "";
  }
  const sdg16_series *series = sdg16i_national_values_series(
      sdg16i_national_values_def(r->registry, r->table, row), r->table, row);
  const char *formula = series ? formula_of(series, column) : NULL;
  if (formula) { /* several series may give one count */
    part[2] = part[3] = "";
    part[4] = formula;
  }
  return key_of(r, part, 5);
}

static uint32_t overlapping(const struct reading *r, int64_t row) {
  uint32_t bits = 0;
  if (!r->out->of_indicators) return 0;
  const sdg16_indicator_def *def = sdg16i_national_values_def(r->registry, r->table, row);
  for (int32_t d = 0; d < r->dimensions && def; d++) {
    const char *name = sdg16_table_name(r->table, r->column[d]);
    int32_t known = sdg16i_find_dimension(def, name, (int64_t)strlen(name));
    if (known >= 0 && def->dimensions[known].flags & SDG16_DIMENSION_OVERLAP)
      bits |= UINT32_C(2) << d; /* the first is of groups of areas */
  }
  return bits;
}

/* What is counted in the row; NaN: nothing, or not in this cell. */
static int32_t read_count(struct reading *r, int64_t row, const sdg16i_count_source *source,
                          double *out) {
  double count = sdg16i_count_at(r->table, source, row);
  int is_count =
      !r->out->of_indicators || sdg16i_is_count(r->registry, r->table, row, source->name);
  int bad = count < 0 || isinf(count) || (source->tolerated && count != floor(count));
  *out = is_count && !bad ? count : (double)NAN;
  if (!bad || source->tolerated) return SDG16_OK;
  char text[32];
  sdg16_format_double(count, text, sizeof text);
  return sdg16i_fail_at(r->error, SDG16_ERR_COUNT, source->name, row + 1, 0,
                        "results, row %lld, %s: expected a count of 0 or more, found '%s'",
                        (long long)row + 1, source->name, text);
}

static int32_t read_facts(struct reading *r) {
  sdg16i_counts *out = r->out;
  for (int64_t row = 0; row < sdg16_table_rows(r->table); row++) {
    const char *block = block_key(r, row);
    if (!block) return sdg16i_fail_memory(r->error);
    uint32_t overlap = overlapping(r, row);
    for (int32_t i = 0; i < out->source_count; i++) {
      sdg16i_fact *f = &out->fact[out->count++];
      f->block = block;
      f->measure = measure_key(r, row, out->source[i].name);
      f->code = r->code + row * out->width;
      f->width = out->width;
      f->overlap = overlap;
      f->row = row;
      f->source = i;
      if (!f->measure) return sdg16i_fail_memory(r->error);
      int32_t status = read_count(r, row, &out->source[i], &f->count);
      if (status) return status;
    }
  }
  return SDG16_OK;
}

int sdg16i_compare_codes(const int32_t *a, const int32_t *b, int32_t width) {
  for (int32_t d = 0; d < width; d++)
    if (a[d] != b[d]) return a[d] < b[d] ? -1 : 1;
  return 0;
}

/* NaN last. */
static int by_fact(const void *left, const void *right) {
  const sdg16i_fact *a = left, *b = right;
  int order = strcmp(a->block, b->block);
  if (!order) order = sdg16i_compare_codes(a->code, b->code, a->width);
  if (!order) order = strcmp(a->measure, b->measure);
  if (order) return order;
  if (isnan(a->count) || isnan(b->count)) return isnan(a->count) - isnan(b->count);
  return (a->count > b->count) - (a->count < b->count);
}

static void number_repeated(sdg16i_counts *c) {
  for (int64_t i = 1; i < c->count; i++) {
    const sdg16i_fact *before = &c->fact[i - 1];
    sdg16i_fact *f = &c->fact[i];
    if (strcmp(before->block, f->block) ||
        sdg16i_compare_codes(before->code, f->code, f->width) ||
        strcmp(before->measure, f->measure))
      continue;
    f->ordinal = before->ordinal + (!isnan(f->count) && f->count != before->count);
  }
}

static int32_t add_source(struct reading *r, const char *name, int64_t column,
                          int32_t tolerated) {
  const uint8_t *missing = sdg16_table_missing(r->table, column);
  for (int64_t row = 0; row < sdg16_table_rows(r->table); row++)
    if (sdg16_table_type(r->table, column) == SDG16_TEXT && !(missing && missing[row]))
      return tolerated
                 ? SDG16_OK
                 : sdg16i_fail_at(r->error, SDG16_ERR_COLUMN, name, row + 1, 0,
                                  "results, column '%.100s': expected numbers, found text",
                                  name);
  r->out->source[r->out->source_count++] = (sdg16i_count_source){
      .name = name, .column = column, .less = -1, .unless = -1, .tolerated = tolerated};
  return SDG16_OK;
}

/* Proportions count those of whom something is true and the others; n is their sum, and is
 * protected with them. */
static void add_events(struct reading *r) {
  int64_t n = sdg16_table_find(r->table, "n"), events = sdg16_table_find(r->table, "events");
  sdg16i_counts *out = r->out;
  out->source[out->source_count++] =
      (sdg16i_count_source){.name = "events", .column = events, .less = -1, .unless = -1};
  out->source[out->source_count++] =
      (sdg16i_count_source){.name = "n less events", .column = n, .less = events, .unless = -1};
  out->source[out->source_count++] =
      (sdg16i_count_source){.name = "n", .column = n, .less = -1, .unless = events};
}

/* The columns of counts by the schema of results. */
static int32_t find_usual_sources(struct reading *r, const sdg16_protect_options *o) {
  int32_t status = SDG16_OK;
  for (int64_t c = 0; c < sdg16_table_columns(r->table) && !status; c++) {
    const char *name = sdg16_table_name(r->table, c);
    const sdg16i_result_column *known = sdg16i_result_column_find(r->out->result, name);
    if (known && sdg16i_is_rule_of_counts(known->rule) &&
        !sdg16i_is_protected_dimension(r->table, r->out->result, c, o))
      status = add_source(r, name, c, 0);
  }
  return status;
}

/* The columns that are rounded besides the counts to suppress. A value of a sample is not made
 * of its counts alone. */
static int32_t add_further_parts(struct reading *r, const sdg16_protect_options *o) {
  sdg16_protect_options unnamed = *o;
  int32_t status = SDG16_OK;
  unnamed.columns = NULL;
  for (int64_t c = 0; c < sdg16_table_columns(r->table) && !status; c++) {
    int32_t rule = sdg16i_protection_rule(r->table, r->out->result, c, &unnamed);
    int of_value = rule == SDG16I_RULE_PART || rule == SDG16I_RULE_VALUE;
    int known = !sdg16i_is_rule_of_counts(rule) && (!of_value || r->out->sampled);
    for (int32_t k = 0; k < r->out->source_count; k++) known |= r->out->source[k].column == c;
    if (!known) status = add_source(r, sdg16_table_name(r->table, c), c, 1);
  }
  return status;
}

static int32_t find_sources(struct reading *r, const sdg16_protect_options *o, int to_round) {
  int64_t count = o->columns ? o->column_count : 0;
  int64_t columns = sdg16_table_columns(r->table) + 1; /* n less events is no column */
  if (count > INT64_MAX - 2 * columns) return sdg16i_fail_memory(r->error);
  r->out->source =
      sdg16i_arena_array(&r->out->memory, count + 2 * columns, sizeof *r->out->source);
  if (!r->out->source) return sdg16i_fail_memory(r->error);
  int32_t status = SDG16_OK;
  if (!to_round && !o->columns && r->out->sampled &&
      sdg16_table_find(r->table, "events") >= 0) {
    add_events(r);
  } else if (!o->columns) {
    status = find_usual_sources(r, o);
  }
  for (int64_t i = 0; i < count && !status; i++) {
    const char *name = o->columns[i];
    int64_t column = sdg16_table_find(r->table, name);
    if (column < 0)
      return sdg16i_fail_at(r->error, SDG16_ERR_NAME, "columns", 0, 0,
                            "columns must be columns of the results, not '%.100s'", name);
    status = add_source(r, name, column, 0);
  }
  if (!status && !r->out->source_count)
    return sdg16i_fail_at(r->error, SDG16_ERR_COLUMN, "columns", 0, 0,
                          "results must have a column of counts: numerator, observed or n, or "
                          "those of the option columns");
  return status || !to_round ? status : add_further_parts(r, o);
}

static int32_t find_dimensions(struct reading *r, const sdg16_protect_options *o) {
  for (int64_t i = 0; o->dimensions && i < o->dimension_count; i++)
    if (sdg16_table_find(r->table, o->dimensions[i]) < 0)
      return sdg16i_fail_at(r->error, SDG16_ERR_NAME, "dimensions", 0, 0,
                            "dimensions must be columns of the results, not '%.100s'",
                            o->dimensions[i]);
  for (int64_t c = 0; c < sdg16_table_columns(r->table); c++) {
    if (!sdg16i_is_protected_dimension(r->table, r->out->result, c, o)) continue;
    if (r->dimensions == SDG16I_CELL_DIMENSIONS - 1)
      return sdg16i_fail(r->error, SDG16_ERR_LIMIT, "results must have at most %d dimensions",
                         SDG16I_CELL_DIMENSIONS - 1);
    r->column[r->dimensions++] = c;
  }
  return SDG16_OK;
}

int32_t sdg16i_counts_read(sdg16i_counts *out, const sdg16_registry *registry,
                           const sdg16_table *table, const sdg16_protect_options *o,
                           int to_round, sdg16_error *error) {
  int32_t result = sdg16i_result_of(table);
  *out = (sdg16i_counts){.result = result,
                         .of_indicators = sdg16i_is_of_indicators(result),
                         .sampled = sdg16i_is_of_sample(table)};
  struct reading r = {.out = out, .registry = registry, .table = table, .error = error};
  int64_t rows = sdg16_table_rows(table);
  int32_t status = find_sources(&r, o, to_round);
  if (!status) status = find_dimensions(&r, o);
  if (status) return status;
  out->width = r.dimensions + 1; /* groups of areas are one more */
  if (rows > INT64_MAX / 64) return sdg16i_fail_memory(error);
  r.code = sdg16i_arena_array(&out->memory, rows * out->width, sizeof *r.code);
  out->fact = sdg16i_array(rows * out->source_count, sizeof *out->fact);
  if (!r.code || !out->fact) return sdg16i_fail_memory(error);
  for (int32_t d = 0; d < out->width && !status; d++)
    status = read_codes(&r, d ? r.column[d - 1] : -1, d);
  if (!status) status = read_facts(&r);
  if (status) return status;
  sdg16i_sort(out->fact, out->count, sizeof *out->fact, by_fact);
  number_repeated(out);
  return SDG16_OK;
}

void sdg16i_counts_free(sdg16i_counts *c) {
  sdg16i_arena_free(&c->memory);
  free(c->fact);
  *c = (sdg16i_counts){0};
}
