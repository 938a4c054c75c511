/* Value labels of categories: what results show, and what texts of other files mean. */
#include "base/sort.h"
#include "survey/design/columns.h"

#include "base/error.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- from labels to categories ---- */

#define EXACT 9007199254740992.0 /* 2^53: whole numbers below it are doubles */

/* The label of each level, NULL where it has none. */
static void find_numbers(const sdg16i_categories *f, const sdg16_table *table, int64_t column,
                         const char **label) {
  for (int64_t k = 0; k < f->count; k++) {
    double value;
    if (!sdg16_parse_double(f->levels[k], &value) && fabs(value) < EXACT)
      label[k] = sdg16_table_label_of(table, column, value);
  }
}

static int64_t find_text(const char *const *texts, int64_t count, const char *text) {
  for (int64_t k = 0; k < count; k++)
    if (!strcmp(texts[k], text)) return k;
  return -1;
}

static void find_texts(const sdg16i_categories *f, const sdg16_table *table, int64_t column,
                       const char **label) {
  for (int64_t i = 0; i < sdg16_table_label_count(table, column); i++) {
    int64_t code = (int64_t)sdg16_table_label_value(table, column, i);
    const char *level = sdg16_table_level(table, column, code);
    int64_t k = level ? find_text(f->levels, f->count, level) : -1;
    if (k >= 0) label[k] = sdg16_table_label(table, column, i);
  }
}

/* ---- telling them apart ---- */

typedef struct shown {
  const char *text;
  int64_t level;
} shown;

static int by_text(const void *a, const void *b) {
  return strcmp(((const shown *)a)->text, ((const shown *)b)->text);
}

/* Marks the levels that would be shown as another one is; returns how many. */
static int64_t mark_repeated(const sdg16i_categories *f, shown *sorted, uint8_t *repeated) {
  int64_t marked = 0;
  for (int64_t k = 0; k < f->count; k++) sorted[k] = (shown){f->labels[k], k};
  sdg16i_sort(sorted, f->count, sizeof *sorted, by_text);
  for (int64_t k = 0; k < f->count; k++) {
    int same = (k && !by_text(&sorted[k - 1], &sorted[k])) ||
               (k + 1 < f->count && !by_text(&sorted[k], &sorted[k + 1]));
    repeated[sorted[k].level] = (uint8_t)same;
    marked += same;
  }
  return marked;
}

/* "label (value)" in the memory of the categories. */
static const char *with_value(sdg16i_categories *f, int64_t k) {
  size_t label = strlen(f->labels[k]), value = strlen(f->levels[k]);
  char *text = sdg16i_arena_array(&f->texts, (int64_t)(label + value + 4), 1);
  if (!text) return NULL;
  memcpy(text, f->labels[k], label);
  memcpy(text + label, " (", 2);
  memcpy(text + label + 2, f->levels[k], value);
  text[label + value + 2] = ')';
  return text;
}

int32_t sdg16i_categories_label(sdg16i_categories *f, const sdg16_table *table, int64_t column,
                                sdg16_error *error) {
  f->labels = f->levels;
  if (!sdg16_table_label_count(table, column) || !f->count) return SDG16_OK;
  const char **labels = sdg16i_arena_array(&f->texts, f->count, sizeof *labels);
  shown *sorted = sdg16i_array(f->count, sizeof *sorted);
  uint8_t *repeated = sdg16i_array(f->count, sizeof *repeated);
  int ok = labels && sorted && repeated;
  if (ok) {
    int text = sdg16_table_type(table, column) == SDG16_TEXT;
    (text ? find_texts : find_numbers)(f, table, column, labels);
    for (int64_t k = 0; k < f->count; k++)
      if (!labels[k] || !*labels[k]) labels[k] = f->levels[k];
    f->labels = labels;
    int64_t same = mark_repeated(f, sorted, repeated);
    for (int64_t k = 0; ok && same && k < f->count; k++)
      if (repeated[k] && labels[k] != f->levels[k]) ok = (labels[k] = with_value(f, k)) != NULL;
    /* labels that look like another one with its value: the values alone are sure */
    if (ok && same && mark_repeated(f, sorted, repeated)) f->labels = f->levels;
  }
  free(sorted);
  free(repeated);
  return ok ? SDG16_OK : sdg16i_fail_memory(error);
}

/* ---- from texts to categories ---- */

int32_t sdg16i_categories_match(const sdg16i_categories *f, int64_t count,
                                const char *const *texts, const char *option, int64_t *level,
                                sdg16_error *error) {
  int64_t values = 0, labels = 0, differs = -1;
  for (int64_t i = 0; i < count; i++) {
    int64_t value = find_text(f->levels, f->count, texts[i]);
    int64_t label = find_text(f->labels, f->count, texts[i]);
    values += value >= 0;
    labels += label >= 0;
    if (value != label) differs = i;
  }
  if (differs >= 0 && values == labels)
    return sdg16i_fail_at(error, SDG16_ERR_CONFLICT, option, differs + 1, 0,
                          "%s: a text must be either a value or a label; '%.*s' is the value "
                          "of one category and the label of another",
                          option, sdg16i_utf8_excerpt(texts[differs]), texts[differs]);
  const char **known = labels > values ? f->labels : f->levels;
  for (int64_t i = 0; i < count; i++) level[i] = find_text(known, f->count, texts[i]);
  return SDG16_OK;
}
