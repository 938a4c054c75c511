/* Text for people: a sentence for each value that has no dimension, and a table. */
#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "indicators/counts/columns.h"
#include "publish/formats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 48

/* value with `decimals` digits and thousands separators; no locale. */
static void format(double value, int32_t decimals, char out[80]) {
  char digits[400];
  if (isnan(value)) {
    strcpy(out, "-");
    return;
  }
  if (!isfinite(value) || fabs(value) >= 1e15) {
    sdg16i_format_double(value, out);
    return;
  }
  snprintf(digits, sizeof digits, "%.*f", (int)decimals, fabs(value));
  char *write = out;
  int nonzero = strpbrk(digits, "123456789") != NULL;
  if (value < 0 && nonzero) *write++ = '-';
  size_t whole = strspn(digits, "0123456789");
  for (size_t i = 0; i < whole; i++) {
    *write++ = digits[i];
    size_t left = whole - i - 1;
    if (left && left % 3 == 0) *write++ = ',';
  }
  /* whatever the locale's decimal character is */
  size_t rest = whole + strcspn(digits + whole, "0123456789");
  if (digits[rest]) {
    *write++ = '.';
    strcpy(write, digits + rest);
  } else {
    *write = '\0';
  }
}

struct grid {
  sdg16i_arena memory;
  const char **cell; /* rows x columns, the header first */
  const char *name[COLUMNS];
  int right[COLUMNS];
  int64_t rows;
  int32_t columns;
  int32_t failed;
};

static void set(struct grid *g, int64_t row, int32_t column, const char *text) {
  g->cell[row * g->columns + column] = sdg16i_arena_text(&g->memory, text, strlen(text));
  if (!g->cell[row * g->columns + column]) g->failed = 1;
}

/* Is there anything in the column? */
static int used(const sdg16_table *t, const char *name) {
  char buffer[32];
  for (int64_t row = 0; row < sdg16_table_rows(t); row++)
    if (sdg16i_result_text(t, name, row, buffer)) return 1;
  return 0;
}

static void add_column(struct grid *g, const sdg16_table *t, const char *name, int right) {
  if (g->columns == COLUMNS || sdg16_table_find(t, name) < 0 || !used(t, name)) return;
  g->right[g->columns] = right;
  g->name[g->columns++] = name;
}

/* Estimates from a sample are told by their labels: many stand beside one series. */
static void choose_columns(struct grid *g, const sdg16_table *t) {
  int of_sample = sdg16_table_find(t, "se") >= 0;
  add_column(g, t, of_sample ? "label" : "series", 0);
  add_column(g, t, "variant", 0);
  add_column(g, t, "ref_area", 0);
  add_column(g, t, "time_period", 0);
  add_column(g, t, "source", 0);
  for (int64_t c = 0; c < sdg16_table_columns(t); c++)
    if (!sdg16i_is_fixed_column(sdg16_table_name(t, c)))
      add_column(g, t, sdg16_table_name(t, c), 0);
  add_column(g, t, "cust_breakdown_lb", 0);
  static const char *const NUMBERS[] = {"value",   "se",      "lower",         "upper",
                                        "n",       "missing", "numerator",     "denominator",
                                        "areas",   "members", "coverage",      "imputed",
                                        "segment", "change",  "change_percent"};
  add_column(g, t, "unit", 0);
  for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++)
    add_column(g, t, NUMBERS[i], 1);
  add_column(g, t, "status", 0);
  add_column(g, t, "reliability", 0);
  if (!of_sample) add_column(g, t, "note", 0);
}

static int is_count(const sdg16_table *t, const char *name, int64_t row) {
  char buffer[32];
  static const char *const COUNTS[] = {"numerator", "denominator", "areas",  "members",
                                       "segment",   "n",           "missing"};
  for (size_t i = 0; i < sizeof COUNTS / sizeof COUNTS[0]; i++)
    if (!strcmp(name, COUNTS[i])) return 1;
  const char *unit = sdg16i_result_text(t, "unit", row, buffer);
  return !strcmp(name, "value") && unit && !strcmp(unit, "NUMBER");
}

static void fill(struct grid *g, const sdg16_table *t, const sdg16_publish_options *o) {
  char text[80], buffer[32];
  for (int32_t c = 0; c < g->columns; c++) {
    set(g, 0, c, g->name[c]);
    for (int64_t row = 0; row < sdg16_table_rows(t); row++) {
      if (g->right[c]) {
        double value = sdg16i_result_number(t, g->name[c], row);
        int whole = is_count(t, g->name[c], row) && value == floor(value);
        format(value, whole ? 0 : o->decimals, text);
        set(g, row + 1, c, text);
      } else {
        const char *found = sdg16i_result_text(t, g->name[c], row, buffer);
        set(g, row + 1, c, found ? found : "");
      }
    }
  }
}

/* Characters, not bytes. */
static int64_t width_of(const char *text) {
  int64_t count = 0;
  for (; *text; text++) count += ((unsigned char)*text & 0xc0) != 0x80;
  return count;
}

static void blanks(sdg16i_writer *w, int64_t count) {
  for (int64_t i = 0; i < count; i++) sdg16i_puts(w, " ");
}

static void put_safe(sdg16i_writer *w, const char *text) {
  for (; *text; text++)
    sdg16i_put(w, (unsigned char)*text < 0x20 || *text == 0x7f ? "?" : text, 1);
}

static void print(const struct grid *g, sdg16i_writer *w) {
  int64_t width[COLUMNS] = {0};
  for (int64_t i = 0; i < g->rows * g->columns; i++)
    if (width_of(g->cell[i]) > width[i % g->columns])
      width[i % g->columns] = width_of(g->cell[i]);
  for (int64_t row = 0; row < g->rows; row++) {
    int32_t last = g->columns - 1; /* no blanks at the end of a line */
    while (last > 0 && !*g->cell[row * g->columns + last]) last--;
    for (int32_t c = 0; c <= last; c++) {
      const char *text = g->cell[row * g->columns + c];
      int64_t pad = width[c] - width_of(text);
      sdg16i_puts(w, "  ");
      if (g->right[c]) blanks(w, pad);
      put_safe(w, text);
      if (!g->right[c] && c < last) blanks(w, pad);
    }
    sdg16i_puts(w, "\n");
  }
}

#define SENTENCES 12

static int is_total(const sdg16_table *t, int64_t row) {
  char buffer[32];
  for (int64_t c = 0; c < sdg16_table_columns(t); c++) {
    const char *name = sdg16_table_name(t, c);
    const char *code =
        sdg16i_is_fixed_column(name) ? NULL : sdg16i_result_text(t, name, row, buffer);
    if (code && *code && strcmp(code, "_T")) return 0;
  }
  return 1;
}

/* "Label, 826, 2023: 18.08 (17.20 to 19.01)." of a row that is a total. */
static void sentence(const sdg16_table *t, int64_t row, const sdg16_publish_options *o,
                     sdg16i_writer *w) {
  static const char *const WHERE[] = {"ref_area", "time_period", "source"};
  char buffer[32], text[80];
  const char *label = sdg16i_result_text(t, "label", row, buffer);
  put_safe(w, label ? label : "Value");
  for (size_t i = 0; i < 3; i++) {
    const char *where = sdg16i_result_text(t, WHERE[i], row, buffer);
    if (!where) continue;
    sdg16i_puts(w, ", ");
    put_safe(w, where);
  }
  double value = sdg16i_result_number(t, "value", row);
  sdg16i_puts(w, ": ");
  if (isnan(value)) {
    const char *status = sdg16i_result_text(t, "status", row, buffer);
    sdg16i_puts(w, "no value (");
    sdg16i_puts(w, status ? status : "missing");
    sdg16i_puts(w, ").\n");
    return;
  }
  int whole = is_count(t, "value", row) && value == floor(value);
  format(value, whole ? 0 : o->decimals, text);
  sdg16i_puts(w, text);
  double lower = sdg16i_result_number(t, "lower", row);
  if (!isnan(lower)) {
    sdg16i_puts(w, " (");
    format(lower, o->decimals, text);
    sdg16i_puts(w, text);
    sdg16i_puts(w, " to ");
    format(sdg16i_result_number(t, "upper", row), o->decimals, text);
    sdg16i_puts(w, text);
    sdg16i_puts(w, ")");
  }
  sdg16i_puts(w, ".\n");
}

/* A sentence for each total if they are few, else one for all. */
static int64_t sentences(const sdg16_table *t, const sdg16_publish_options *o,
                         sdg16i_writer *w) {
  int64_t totals = 0, missing = 0;
  for (int64_t row = 0; row < sdg16_table_rows(t); row++) {
    totals += is_total(t, row);
    missing += isnan(sdg16i_result_number(t, "value", row));
  }
  for (int64_t row = 0; row < sdg16_table_rows(t) && totals <= SENTENCES; row++)
    if (is_total(t, row)) sentence(t, row, o, w);
  if (totals <= SENTENCES) return totals;
  char all[80], none[80], line[300];
  format((double)sdg16_table_rows(t), 0, all);
  format((double)missing, 0, none);
  snprintf(line, sizeof line, "%s rows, %s of them without a value (see their status).\n", all,
           none);
  sdg16i_puts(w, line);
  return 1;
}

int32_t sdg16i_write_text(const sdg16_table *t, const sdg16_publish_options *o,
                          sdg16i_writer *w, sdg16_error *error) {
  struct grid g = {.rows = sdg16_table_rows(t) + 1};
  char buffer[32];
  choose_columns(&g, t);
  g.cell = sdg16i_arena_array(&g.memory, g.rows * g.columns, sizeof *g.cell);
  if (g.cell) fill(&g, t, o);
  if (!g.cell || g.failed) {
    sdg16i_arena_free(&g.memory);
    return sdg16i_fail_memory(error);
  }
  if (sentences(t, o, w)) sdg16i_puts(w, "\n");
  print(&g, w);
  for (int64_t row = 0; o->diagnostics && row < sdg16_table_rows(o->diagnostics); row++) {
    const char *message = sdg16i_result_text(o->diagnostics, "message", row, buffer);
    if (!row) sdg16i_puts(w, "\n");
    sdg16i_puts(w, "Note: ");
    put_safe(w, message ? message : "");
    sdg16i_puts(w, "\n");
  }
  sdg16i_arena_free(&g.memory);
  return SDG16_OK;
}
