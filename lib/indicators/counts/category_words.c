/* Words of categories in counts: which of them are the total, and which are unknown. */
#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "indicators/counts/computation.h"
#include "indicators/registry/categories.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a word ---- */

static int32_t letter_of(const sdg16_indicator_options *options, const sdg16i_axis *axis,
                         const char *text) {
  char code[SDG16I_CODE_SIZE];
  const char *mapped = sdg16i_mapped(options, axis->name, text);
  if (mapped)
    snprintf(code, sizeof code, "%s", mapped);
  else
    sdg16i_category(axis->def, text, code);
  return sdg16i_same_text(code, "F")              ? SDG16I_LETTER_F
         : sdg16i_same_text(code, "M")            ? SDG16I_LETTER_M
         : !mapped && sdg16i_same_text(code, "T") ? SDG16I_LETTER_T
                                                  : 0;
}

void sdg16i_axis_letters(const sdg16_indicator_options *options, sdg16i_axis *axis,
                         const sdg16_table *table, int64_t column) {
  const char *component = axis->def ? axis->def->component : NULL;
  if (!component || strcmp(component, "SEX") || column < 0) return;
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    char buffer[SDG16I_TEXT_SIZE];
    const char *text = sdg16i_text_at(table, column, row, buffer);
    if (text && strlen(text) < SDG16I_CODE_SIZE)
      axis->letters |= letter_of(options, axis, text);
  }
}

/* "F (female, women); M (male)": the codes and words of a definition. */
static void list_categories(const char *categories, char *out, size_t size) {
  size_t used = 0;
  int open = 0;
  for (const char *c = categories; *c && used + 4 < size; c++) {
    if (*c == '=' && (open = 1)) {
      out[used++] = ' ';
      out[used++] = '(';
    } else if (*c == '|') {
      out[used++] = ',';
      out[used++] = ' ';
    } else {
      if (*c == ';' && open) out[used++] = ')', open = 0;
      out[used++] = *c;
    }
  }
  if (open) out[used++] = ')';
  out[used] = '\0';
}

static int32_t fail_word(const sdg16i_axis *axis, const char *text, const char *where,
                         int64_t row, sdg16_error *error) {
  char known[400] = "";
  const char *categories = axis->def->categories;
  if (categories) list_categories(categories, known, sizeof known);
  return sdg16i_fail_at(
      error, SDG16_ERR_VALUE, where, row + 1, axis->column + 1,
      "%s: expected a category of %.60s, found '%.60s'; known are %s%s_T "
      "(total)%s; for others use --map %.60s.CODE=WORD",
      where, axis->name, text, known, *known ? "; " : "",
      sdg16i_is_age(axis->def) ? "; ages such as 0-4, 65+, under 5, Y0T4" : "", axis->name);
}

int32_t sdg16i_axis_category(const sdg16_indicator_options *options, const sdg16i_axis *axis,
                             const char *text, const char *where, int64_t row, char *out,
                             sdg16_error *error) {
  const char *code = sdg16i_mapped(options, axis->name, text);
  if (code) {
    snprintf(out, SDG16I_CODE_SIZE, "%s", strcmp(code, "_T") ? code : "");
    return SDG16_OK;
  }
  sdg16i_category(axis->def, text, out);
  int by_letter = axis->letters == SDG16I_LETTERS_ALL && sdg16i_same_text(out, "T");
  if (by_letter || sdg16i_category_is_total(axis->def, text)) out[0] = '\0';
  if (!sdg16i_category_is_foreign(axis->def, out)) return SDG16_OK;
  return fail_word(axis, text, where, row, error);
}

/* ---- a category that is the sum of the others ---- */

struct row_key {
  const int32_t *key;
  int32_t width, place; /* the place in the key that does not count */
  int64_t cell;
};

static int by_other_places(const void *a, const void *b) {
  const struct row_key *p = a, *q = b;
  for (int32_t i = 0; i < p->width; i++)
    if (i != p->place && p->key[i] != q->key[i]) return p->key[i] < q->key[i] ? -1 : 1;
  int32_t one = p->key[p->place], other = q->key[p->place];
  if (one != other) return one < other ? -1 : 1;
  return p->cell < q->cell ? -1 : p->cell > q->cell;
}

static int is_same_group(const struct row_key *a, const struct row_key *b) {
  for (int32_t i = 0; i < a->width; i++)
    if (i != a->place && a->key[i] != b->key[i]) return 0;
  return 1;
}

#define FEWEST 3 /* categories: one of two that are alike is no sum */

/* Are the counts of one row the sums of those of the others, and not by a small chance? */
static int is_sum_of_others(const sdg16i_indicator_data *c, const struct row_key *rows,
                            int64_t count, int64_t row) {
  int alike = 0;
  for (int64_t i = 0; i < c->def->input_count; i++) {
    const sdg16_input *input = &c->def->inputs[i];
    int adds = input->kind == SDG16_INPUT_COUNT || input->kind == SDG16_INPUT_AMOUNT;
    if (!adds || input->flags & SDG16_INPUT_BASE) continue;
    double sum = 0, value = c->input[rows[row].cell * c->def->input_count + i];
    for (int64_t k = 0; k < count; k++)
      if (k != row) sum += c->input[rows[k].cell * c->def->input_count + i];
    if (isnan(sum) && isnan(value)) continue;
    if (!(fabs(value - sum) <= 1e-9 * sum)) return 0;
    alike |= value >= 10;
  }
  return alike;
}

static int is_named(const sdg16i_axis *axis, const char *code) {
  char found[SDG16I_CODE_SIZE];
  return *code == '_' ||
         (axis->def && sdg16i_category_named(axis->def->categories, code, found));
}

/* How often a category is the sum of the others. */
struct sum_tally {
  int64_t groups, sums;
};

/* Looks at rows that agree in all other places, where each category has one row. */
static void tally_sums(const sdg16i_indicator_data *c, int32_t axis, const struct row_key *rows,
                       int64_t count, struct sum_tally *tally) {
  int32_t place = SDG16I_FIRST_AXIS + axis;
  if (count < FEWEST || rows[0].key[place] == SDG16I_TOTAL) return;
  for (int64_t i = 1; i < count; i++)
    if (rows[i].key[place] == rows[i - 1].key[place]) return; /* parts, or cases */
  for (int64_t i = 0; i < count; i++) {
    int32_t code = rows[i].key[place];
    tally[code].groups++;
    if (!is_named(&c->axis[axis], c->axis[axis].codes.levels[code]))
      tally[code].sums += is_sum_of_others(c, rows, count, i);
  }
}

/* The first category that is the sum in at least half of its groups; -1: none. Once among many
 * is a chance. */
static int32_t likely_total(const sdg16i_axis *axis, const struct sum_tally *tally) {
  for (int32_t code = 0; code < axis->codes.count; code++)
    if (tally[code].sums && 2 * tally[code].sums >= tally[code].groups) return code;
  return -1;
}

static int32_t tell_of_sum(sdg16i_computation *e, int32_t axis, struct row_key *rows,
                           struct sum_tally *tally) {
  const sdg16i_indicator_data *c = &e->cells;
  const sdg16i_axis *a = &c->axis[axis];
  for (int64_t i = 0; i < c->count; i++)
    rows[i] = (struct row_key){c->key + i * c->width, c->width, SDG16I_FIRST_AXIS + axis, i};
  sdg16i_sort(rows, c->count, sizeof *rows, by_other_places);
  for (int64_t begin = 0, end; begin < c->count; begin = end) {
    for (end = begin + 1; end < c->count && is_same_group(&rows[begin], &rows[end]);) end++;
    tally_sums(c, axis, rows + begin, end - begin, tally);
  }
  int32_t code = likely_total(a, tally);
  if (code < 0) return SDG16_OK;
  return sdg16i_results_diagnostic(
      &e->results, "total", NULL,
      "%s '%.60s' is the sum of the other categories of %s: if it is their total, it counts "
      "twice; say so with --map %s._T='%.60s'",
      a->name, a->codes.levels[code], a->name, a->name, a->codes.levels[code]);
}

int32_t sdg16i_computation_tell_totals(sdg16i_computation *e) {
  sdg16i_indicator_data *c = &e->cells;
  struct row_key *rows = sdg16i_array(c->count, sizeof *rows);
  int32_t status = rows ? SDG16_OK : sdg16i_fail_memory(e->results.error);
  for (int32_t i = 0; i < c->axis_count && !status; i++) {
    const sdg16i_axis *a = &c->axis[i];
    if (a->letters == SDG16I_LETTERS_ALL)
      status = sdg16i_results_diagnostic(&e->results, "total", NULL,
                                         "%s: T is read as the total, because F and M are "
                                         "there too",
                                         a->name);
    if (status || a->flags & SDG16_DIMENSION_OVERLAP) continue;
    struct sum_tally *tally = sdg16i_array(a->codes.count, sizeof *tally);
    status = tally ? tell_of_sum(e, i, rows, tally) : sdg16i_fail_memory(e->results.error);
    free(tally);
  }
  free(rows);
  return status;
}
