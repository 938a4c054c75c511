/* What SPSS and Stata files say about a column: its label, labels of values, and which
 * of the file's own missing values a missing cell has. */
#include "base/error.h"
#include "base/utf8.h"
#include "data/table/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- labels of values ---- */

/* Where the value is, or belongs. */
static int64_t label_place(const sdg16i_labels *labels, double value) {
  int64_t low = 0, high = labels->count;
  if (high && labels->values[high - 1] < value) return high;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (labels->values[middle] < value)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static int holds_label(const sdg16i_labels *labels, int64_t at, double value) {
  return at < labels->count && labels->values[at] <= value;
}

int sdg16i_labels_add(sdg16i_labels *labels, double value, const char *text) {
  char *copy = sdg16i_copy_text(text);
  if (!copy) return -1;
  int64_t at = label_place(labels, value);
  if (holds_label(labels, at, value)) {
    free(labels->texts[at]);
    labels->texts[at] = copy;
    return 0;
  }
  if (sdg16i_grow((void **)&labels->values, &labels->value_capacity, labels->count + 1,
                  sizeof *labels->values) ||
      sdg16i_grow((void **)&labels->texts, &labels->text_capacity, labels->count + 1,
                  sizeof *labels->texts)) {
    free(copy);
    return -1;
  }
  size_t behind = (size_t)(labels->count - at);
  memmove(labels->values + at + 1, labels->values + at, behind * sizeof *labels->values);
  memmove(labels->texts + at + 1, labels->texts + at, behind * sizeof *labels->texts);
  labels->values[at] = value + 0.0; /* no negative zero */
  labels->texts[at] = copy;
  labels->count++;
  return 0;
}

const char *sdg16i_labels_find(const sdg16i_labels *labels, double value) {
  int64_t at = label_place(labels, value);
  return holds_label(labels, at, value) ? labels->texts[at] : NULL;
}

void sdg16i_column_forget(sdg16i_column *column) {
  free(column->label);
  for (int64_t i = 0; i < column->labels.count; i++) free(column->labels.texts[i]);
  free(column->labels.values);
  free(column->labels.texts);
  for (int64_t i = 0; column->tag_labels && i < column->tag_names.count; i++)
    free(column->tag_labels[i]);
  free(column->tag_labels);
  free(column->tags);
  sdg16i_dictionary_free(&column->tag_names);
}

/* ---- the table's functions ---- */

static sdg16i_column *labelled_column(const sdg16_table *table, int64_t column) {
  return table && column >= 0 && column < table->count ? &table->columns[column] : NULL;
}

static int32_t no_column(const sdg16_table *table, int64_t column, sdg16_error *error) {
  if (!table) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "table must not be NULL");
  return sdg16i_fail_at(
      error, SDG16_ERR_ARGUMENT, "column", 0, 0,
      "column must be the number of a column from 0, not %lld (the table has %lld columns)",
      (long long)column, (long long)table->count);
}

const char *sdg16_table_variable_label(const sdg16_table *table, int64_t column) {
  const sdg16i_column *c = labelled_column(table, column);
  return c ? c->label : NULL;
}

int32_t sdg16_table_set_variable_label(sdg16_table *table, int64_t column, const char *label,
                                       sdg16_error *error) {
  sdg16i_column *c = labelled_column(table, column);
  if (!c) return no_column(table, column, error);
  char *copy = label ? sdg16i_copy_text(label) : NULL;
  if (label && !copy) return sdg16i_fail_memory(error);
  free(c->label);
  c->label = copy;
  return SDG16_OK;
}

int64_t sdg16_table_label_count(const sdg16_table *table, int64_t column) {
  const sdg16i_column *c = labelled_column(table, column);
  return c ? c->labels.count : 0;
}

double sdg16_table_label_value(const sdg16_table *table, int64_t column, int64_t index) {
  const sdg16i_column *c = labelled_column(table, column);
  return c && index >= 0 && index < c->labels.count ? c->labels.values[index] : (double)NAN;
}

const char *sdg16_table_label(const sdg16_table *table, int64_t column, int64_t index) {
  const sdg16i_column *c = labelled_column(table, column);
  return c && index >= 0 && index < c->labels.count ? c->labels.texts[index] : NULL;
}

const char *sdg16_table_label_of(const sdg16_table *table, int64_t column, double value) {
  const sdg16i_column *c = labelled_column(table, column);
  return c ? sdg16i_labels_find(&c->labels, value) : NULL;
}

int32_t sdg16_table_add_label(sdg16_table *table, int64_t column, double value,
                              const char *label, sdg16_error *error) {
  sdg16i_column *c = labelled_column(table, column);
  if (!c) return no_column(table, column, error);
  int shown = sdg16i_utf8_excerpt(c->name);
  if (!label)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, c->name, 0, 0,
                          "column '%.*s': the label must not be NULL", shown, c->name);
  if (!isfinite(value))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, c->name, 0, 0,
                          "column '%.*s', label '%.*s': the value must be a finite number",
                          shown, c->name, sdg16i_utf8_excerpt(label), label);
  if (c->type == SDG16_TEXT &&
      (!(value >= 0) || !(value < (double)c->levels.count) || floor(value) < value))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, c->name, 0, 0,
                          "column '%.*s', label '%.*s': the value must be the code of a level, "
                          "at least 0 and below %lld",
                          shown, c->name, sdg16i_utf8_excerpt(label), label,
                          (long long)c->levels.count);
  return sdg16i_labels_add(&c->labels, value, label) ? sdg16i_fail_memory(error) : SDG16_OK;
}

const int32_t *sdg16_table_tags(const sdg16_table *table, int64_t column) {
  const sdg16i_column *c = labelled_column(table, column);
  return c ? c->tags : NULL;
}

int64_t sdg16_table_tag_count(const sdg16_table *table, int64_t column) {
  const sdg16i_column *c = labelled_column(table, column);
  return c ? c->tag_names.count : 0;
}

const char *sdg16_table_tag(const sdg16_table *table, int64_t column, int64_t tag) {
  const sdg16i_column *c = labelled_column(table, column);
  return c && tag >= 0 && tag < c->tag_names.count ? c->tag_names.levels[tag] : NULL;
}

const char *sdg16_table_tag_label(const sdg16_table *table, int64_t column, int64_t tag) {
  const sdg16i_column *c = labelled_column(table, column);
  return c && tag >= 0 && tag < c->tag_names.count ? c->tag_labels[tag] : NULL;
}

/* ---- giving tags ---- */

static int32_t check_tags(const sdg16_table *table, const sdg16i_column *c, const int32_t *tags,
                          int64_t tag_count, const char *const *names, sdg16_error *error) {
  int shown = sdg16i_utf8_excerpt(c->name);
  if (c->tag_names.count)
    return sdg16i_fail_at(
        error, SDG16_ERR_ARGUMENT, c->name, 0, 0,
        "column '%.*s': the tags must be set once, and the column has tags already", shown,
        c->name);
  if (tag_count < 0 || tag_count > INT32_MAX || (tag_count && !names))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, c->name, 0, 0,
                          "column '%.*s': %s (tag_count is %lld)", shown, c->name,
                          tag_count > 0 && !names ? "names must not be NULL"
                                                  : "tag_count must be from 0 to 2147483647",
                          (long long)tag_count);
  for (int64_t i = 0; tags && i < table->rows; i++) {
    if (tags[i] < -1 || tags[i] >= tag_count)
      return sdg16i_fail_at(
          error, SDG16_ERR_ARGUMENT, c->name, i + 1, 0,
          "column '%.*s', row %lld: the tag must be below %lld, or -1, not %d", shown, c->name,
          (long long)i + 1, (long long)tag_count, (int)tags[i]);
    if (tags[i] >= 0 && !(c->missing && c->missing[i]))
      return sdg16i_fail_at(
          error, SDG16_ERR_ARGUMENT, c->name, i + 1, 0,
          "column '%.*s', row %lld: a tag must be on a missing cell, and this cell has a value",
          shown, c->name, (long long)i + 1);
  }
  return SDG16_OK;
}

static int32_t copy_tags(const sdg16_table *table, sdg16i_column *to, const int32_t *tags,
                         int64_t tag_count, const char *const *names, const char *const *labels,
                         sdg16_error *error) {
  to->tag_labels = sdg16i_array(tag_count, sizeof *to->tag_labels);
  to->tags = tags ? sdg16i_array(table->rows, sizeof *tags) : NULL;
  if (!to->tag_labels || (tags && !to->tags)) return sdg16i_fail_memory(error);
  if (tags && table->rows > 0) memcpy(to->tags, tags, (size_t)table->rows * sizeof *tags);
  for (int64_t i = 0; i < tag_count; i++) {
    if (!names[i] || !*names[i])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "names", i + 1, 0,
                            "tag %lld must have a name", (long long)i);
    int32_t code = sdg16i_dictionary_add(&to->tag_names, names[i], (int64_t)strlen(names[i]));
    if (code < 0) return sdg16i_fail_memory(error);
    if (code < i)
      return sdg16i_fail_at(
          error, SDG16_ERR_ARGUMENT, "names", i + 1, 0,
          "each tag must have a name of its own; tags %d and %lld are both '%.*s'", (int)code,
          (long long)i, sdg16i_utf8_excerpt(names[i]), names[i]);
    to->tag_labels[i] = labels && labels[i] ? sdg16i_copy_text(labels[i]) : NULL;
    if (labels && labels[i] && !to->tag_labels[i]) return sdg16i_fail_memory(error);
  }
  sdg16i_dictionary_close(&to->tag_names);
  return SDG16_OK;
}

int32_t sdg16_table_set_tags(sdg16_table *table, int64_t column, const int32_t *tags,
                             int64_t tag_count, const char *const *names,
                             const char *const *labels, sdg16_error *error) {
  sdg16i_column *c = labelled_column(table, column);
  if (!c) return no_column(table, column, error);
  int32_t status = check_tags(table, c, tags, tag_count, names, error);
  if (status || !tag_count) return status;
  sdg16i_column made = {0};
  status = copy_tags(table, &made, tags, tag_count, names, labels, error);
  if (status) {
    sdg16i_column_forget(&made);
    return status;
  }
  c->tags = made.tags;
  c->tag_names = made.tag_names;
  c->tag_labels = made.tag_labels;
  return SDG16_OK;
}
