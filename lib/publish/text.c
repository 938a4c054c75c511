/* Text for people. Of values of indicators and flows: a sentence for each that has no
 * dimension, and a table of what fits on a page. Of any other result table: all its columns. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "indicators/counts/columns.h"
#include "protect/protect.h"
#include "publish/formats.h"
#include "results/result_schema.h"

#include <math.h>
#include <string.h>

/* The columns of the table that are shown, in order. */
struct shown {
  int32_t result; /* SDG16I_RESULT_ of the table */
  const char **name;
  char *align;
  int64_t count;
};

/* Is there anything in the column? */
static int is_used(const sdg16_table *t, const char *name) {
  char buffer[32];
  for (int64_t row = 0; row < sdg16_table_rows(t); row++)
    if (sdg16i_result_text(t, name, row, buffer)) return 1;
  return 0;
}

/* Once each: a dimension may have one of the names that are asked for. */
static void add_column(struct shown *s, const sdg16_table *t, const char *name, char align) {
  for (int64_t i = 0; i < s->count; i++)
    if (!strcmp(s->name[i], name)) return;
  if (sdg16_table_find(t, name) < 0 || !is_used(t, name)) return;
  s->align[s->count] = align;
  s->name[s->count++] = name;
}

static void add_dimensions(struct shown *s, const sdg16_table *t) {
  for (int64_t c = 0; c < sdg16_table_columns(t); c++)
    if (sdg16i_is_dimension(t, s->result, c)) add_column(s, t, sdg16_table_name(t, c), 'l');
}

/* Estimates from a sample are told by their labels: many stand beside one series. The list is a
 * choice of what a reader needs on one page, which the schema does not say; CSV and JSON have
 * every column. */
static void choose_columns(struct shown *s, const sdg16_table *t) {
  static const char *const WHERE[] = {"variant", "ref_area", "time_period", "source"};
  static const char *const NUMBERS[] = {"value",   "se",      "lower",         "upper",
                                        "n",       "missing", "numerator",     "denominator",
                                        "areas",   "members", "coverage",      "imputed",
                                        "segment", "change",  "change_percent"};
  int of_sample = sdg16_table_find(t, "se") >= 0;
  add_column(s, t, of_sample ? "label" : "series", 'l');
  for (size_t i = 0; i < sizeof WHERE / sizeof *WHERE; i++) add_column(s, t, WHERE[i], 'l');
  add_dimensions(s, t);
  add_column(s, t, "cust_breakdown_lb", 'l');
  add_column(s, t, "unit", 'l');
  for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
    add_column(s, t, NUMBERS[i], 'r');
  add_column(s, t, "status", 'l');
  add_column(s, t, "reliability", 'l');
  if (!of_sample) add_column(s, t, "note", 'l');
}

/* Counts by the schema, whole numbers, and values that are a number of something. */
static int is_count(const sdg16_table *t, int32_t result, const char *name, int64_t row) {
  char buffer[32];
  const sdg16i_result_column *column = sdg16i_result_column_find(result, name);
  if (column && (column->role == SDG16I_ROLE_COUNT || column->type == SDG16_INT64)) return 1;
  const char *unit = sdg16i_result_text(t, "unit", row, buffer);
  return !strcmp(name, "value") && unit && !strcmp(unit, "NUMBER");
}

/* The decimals that multiples of `step` have, at most `most`. */
static int32_t decimals_of_step(double step, int32_t most) {
  int32_t decimals = 0;
  for (; decimals < most; decimals++, step *= 10)
    if (fabs(step - floor(step + 0.5)) <= 1e-9 * step) break;
  return decimals;
}

/* Counts that are whole have no decimals; values in steps no more than their steps. */
static int32_t decimals_of(const sdg16_table *t, int32_t result, const char *name, int64_t row,
                           double value, const sdg16_publish_options *o) {
  char buffer[32];
  if (is_count(t, result, name, row) && value == floor(value)) return 0;
  double step = sdg16i_step_of_note(sdg16i_result_text(t, "note", row, buffer));
  return strcmp(name, "value") || isnan(step) ? o->decimals
                                              : decimals_of_step(step, o->decimals);
}

static void fill_grid(sdg16_grid *grid, const struct shown *s, const sdg16_table *t,
                      const sdg16_publish_options *o) {
  char buffer[32];
  for (int64_t c = 0; c < s->count; c++) sdg16_grid_text(grid, s->name[c]);
  for (int64_t row = 0; row < sdg16_table_rows(t); row++)
    for (int64_t c = 0; c < s->count; c++) {
      double value = sdg16i_result_number(t, s->name[c], row);
      const char *text = sdg16i_result_text(t, s->name[c], row, buffer);
      if (s->align[c] == 'r')
        sdg16_grid_number(grid, value, decimals_of(t, s->result, s->name[c], row, value, o));
      else
        sdg16_grid_text(grid, text ? text : "");
    }
}

#define SENTENCES 12

static int is_total(const sdg16_table *t, int32_t result, int64_t row) {
  char buffer[32];
  for (int64_t c = 0; c < sdg16_table_columns(t); c++) {
    const char *name = sdg16_table_name(t, c);
    const char *code =
        sdg16i_is_dimension(t, result, c) ? sdg16i_result_text(t, name, row, buffer) : NULL;
    if (code && *code && strcmp(code, "_T")) return 0;
  }
  return 1;
}

static void put_number(double value, int32_t decimals, sdg16i_writer *w) {
  char text[SDG16I_NUMBER_SIZE];
  sdg16i_put(w, text, (size_t)sdg16i_format_number(value, decimals, text));
}

static void put_interval(const sdg16_table *t, int64_t row, const sdg16_publish_options *o,
                         sdg16i_writer *w) {
  double lower = sdg16i_result_number(t, "lower", row);
  if (isnan(lower)) return;
  sdg16i_puts(w, " (");
  put_number(lower, o->decimals, w);
  sdg16i_puts(w, " to ");
  put_number(sdg16i_result_number(t, "upper", row), o->decimals, w);
  sdg16i_puts(w, ")");
}

/* "Label, 826, 2023": what a row is the value of. */
static void put_subject(const sdg16_table *t, int64_t row, sdg16i_writer *w) {
  static const char *const WHERE[] = {"ref_area", "time_period", "source"};
  char buffer[32];
  const char *label = sdg16i_result_text(t, "label", row, buffer);
  sdg16i_put_safe(w, label ? label : "Value");
  for (size_t i = 0; i < sizeof WHERE / sizeof *WHERE; i++) {
    const char *where = sdg16i_result_text(t, WHERE[i], row, buffer);
    if (!where) continue;
    sdg16i_puts(w, ", ");
    sdg16i_put_safe(w, where);
  }
}

/* "Label, 826, 2023: 18.08 (17.20 to 19.01)." of a row that is a total. */
static void put_sentence(const sdg16_table *t, int32_t result, int64_t row,
                         const sdg16_publish_options *o, sdg16i_writer *w) {
  char buffer[32];
  double value = sdg16i_result_number(t, "value", row);
  put_subject(t, row, w);
  sdg16i_puts(w, ": ");
  if (isnan(value)) {
    const char *status = sdg16i_result_text(t, "status", row, buffer);
    sdg16i_puts(w, "no value (");
    sdg16i_put_safe(w, status ? status : "missing");
    sdg16i_puts(w, ")");
  } else {
    put_number(value, decimals_of(t, result, "value", row, value, o), w);
    put_interval(t, row, o, w);
  }
  sdg16i_puts(w, ".\n");
}

/* A sentence for each total if they are few, else one for all. */
static int64_t put_sentences(const sdg16_table *t, int32_t result,
                             const sdg16_publish_options *o, sdg16i_writer *w) {
  int64_t totals = 0, missing = 0;
  for (int64_t row = 0; row < sdg16_table_rows(t); row++) {
    totals += is_total(t, result, row);
    missing += isnan(sdg16i_result_number(t, "value", row));
  }
  for (int64_t row = 0; row < sdg16_table_rows(t) && totals <= SENTENCES; row++)
    if (is_total(t, result, row)) put_sentence(t, result, row, o, w);
  if (totals <= SENTENCES) return totals;
  put_number((double)sdg16_table_rows(t), 0, w);
  sdg16i_puts(w, " rows, ");
  put_number((double)missing, 0, w);
  sdg16i_puts(w, " of them without a value (see their status).\n");
  return 1;
}

/* The grid goes through the writer of the sentences, into one stream. */
static int32_t grid_to_writer(const char *bytes, int64_t size, void *context) {
  sdg16i_put(context, bytes, (size_t)size);
  return SDG16_OK;
}

/* What is chosen for a page. */
static int32_t put_chosen(const sdg16_table *t, int32_t result, const sdg16_publish_options *o,
                          sdg16i_writer *w, sdg16_error *error) {
  sdg16i_arena memory = {0};
  int64_t columns = sdg16_table_columns(t);
  struct shown s = {.result = result,
                    .name = sdg16i_arena_array(&memory, columns, sizeof *s.name),
                    .align = sdg16i_arena_array(&memory, columns + 1, 1)};
  sdg16_grid *grid = NULL;
  int32_t status = s.name && s.align ? SDG16_OK : sdg16i_fail_memory(error);
  if (!status) choose_columns(&s, t);
  if (!status && s.count) status = sdg16_grid_new(s.align, &grid, error);
  if (grid) {
    fill_grid(grid, &s, t, o);
    status = sdg16_grid_write(grid, grid_to_writer, w, error);
  }
  sdg16_grid_free(grid);
  sdg16i_arena_free(&memory);
  return status;
}

static int32_t put_all_columns(const sdg16_table *t, const sdg16_publish_options *o,
                               sdg16i_writer *w, sdg16_error *error) {
  sdg16_text_options text;
  sdg16_text_options_init(&text, (int64_t)sizeof text);
  text.decimals = o->decimals;
  return sdg16_table_write_text(t, &text, grid_to_writer, w, error);
}

static void put_notes(const sdg16_table *diagnostics, sdg16i_writer *w) {
  char buffer[32];
  for (int64_t row = 0; diagnostics && row < sdg16_table_rows(diagnostics); row++) {
    const char *message = sdg16i_result_text(diagnostics, "message", row, buffer);
    if (!row) sdg16i_puts(w, "\n");
    sdg16i_puts(w, "Note: ");
    sdg16i_put_safe(w, message ? message : "");
    sdg16i_puts(w, "\n");
  }
}

int32_t sdg16i_write_text(const sdg16_table *t, const sdg16_publish_options *o,
                          sdg16i_writer *w, sdg16_error *error) {
  int32_t status, result = sdg16i_result_of(t);
  if (result == SDG16I_RESULT_INDICATOR || result == SDG16I_RESULT_FLOWS) {
    if (put_sentences(t, result, o, w)) sdg16i_puts(w, "\n");
    status = put_chosen(t, result, o, w, error);
  } else {
    status = put_all_columns(t, o, w, error);
  }
  put_notes(o->diagnostics, w);
  return status;
}
