/* The builder of a table from a file of SPSS or Stata: the last row is there, and each
 * column takes its labels, the kinds that the caller names, and its final type. */
#include "base/sort.h"
#include "data/statfile/stat_columns.h"

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"
#include "data/statfile/dates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- labels ---- */

static int by_value(const void *x, const void *y) {
  const sdg16i_stat_label *a = x, *b = y;
  if (a->number < b->number) return -1;
  if (a->number > b->number) return 1;
  return (a->order > b->order) - (a->order < b->order);
}

/* The labels of missing values go to their tags, the others to the column. */
static int take_labels(sdg16i_stat_column *v, const sdg16i_stat_label_set *set,
                       sdg16i_column *out) {
  int32_t *tags = sdg16i_array(set->count, sizeof *tags); /* by label */
  int failed = !tags;
  for (int64_t i = 0; !failed && i < set->count; i++) {
    const sdg16i_stat_label *l = &set->labels[i];
    tags[i] = -1;
    if (v->is_text != (l->text != NULL)) continue; /* of another type: of no use */
    if (l->tag) {
      failed = (tags[i] = sdg16i_stat_tag_of_letter(v, l->tag)) < 0;
    } else if (l->text && *l->text &&
               sdg16i_stat_is_declared_text(v, l->text, strlen(l->text))) {
      failed = (tags[i] = sdg16i_stat_tag_named(v, l->text, (double)NAN)) < 0;
    } else if (l->text && *l->text) {
      int32_t code = sdg16i_dictionary_add(&v->levels, l->text, (int64_t)strlen(l->text));
      failed = code < 0 || sdg16i_labels_add(&out->labels, code, l->label);
    } else if (!l->text && sdg16i_stat_is_declared_number(v, l->number)) {
      failed = (tags[i] = sdg16i_stat_tag_of_number(v, l->number)) < 0;
    } else if (!l->text && !v->date) {
      failed = sdg16i_labels_add(&out->labels, l->number, l->label);
    }
  }
  if (!failed) {
    v->tag_labels = sdg16i_array(v->tag_names.count, sizeof *v->tag_labels);
    failed = !v->tag_labels;
  }
  for (int64_t i = 0; !failed && i < set->count; i++) {
    if (tags[i] < 0) continue;
    free(v->tag_labels[tags[i]]);
    v->tag_labels[tags[i]] = sdg16i_copy_text(set->labels[i].label);
    failed = !v->tag_labels[tags[i]];
  }
  free(tags);
  return failed ? -1 : 0;
}

/* ---- kinds that the caller names ---- */

/* The kind of a text, 0: not named. */
static uint8_t kind_of(const sdg16_read_options *options, const char *text) {
  for (int64_t i = 0; text && i < options->kind_count; i++)
    if (sdg16i_same_text(options->kind_texts[i], text)) return (uint8_t)options->kinds[i];
  return SDG16_PRESENT;
}

/* Values that are not declared missing, but whose label the caller named. */
static int name_values(const sdg16_read_options *options, sdg16i_stat_column *v,
                       sdg16i_column *out) {
  for (int64_t k = 0; k < out->labels.count; k++) {
    const char *text = out->labels.texts[k];
    uint8_t kind = kind_of(options, text);
    if (!kind) continue;
    double value = out->labels.values[k];
    int64_t before = v->tag_names.count;
    int32_t tag = v->is_text
                      ? sdg16i_stat_tag_named(v, v->levels.levels[(int64_t)value], (double)NAN)
                      : sdg16i_stat_tag_of_number(v, value);
    if (tag < 0) return -1;
    if (v->tag_names.count > before) {
      char **grown = realloc(v->tag_labels, (size_t)v->tag_names.count * sizeof *grown);
      if (!grown) {
        v->tag_names.count = before;
        return -1;
      }
      v->tag_labels = grown;
      v->tag_labels[tag] = NULL;
    }
    if (!v->tag_labels[tag] && !(v->tag_labels[tag] = sdg16i_copy_text(text))) return -1;
    for (int64_t i = 0; i < v->rows; i++) {
      double cell = v->is_text ? (double)v->codes[i] : v->values[i];
      if (cell >= value && cell <= value && sdg16i_stat_set_missing(v, i, kind, tag)) return -1;
    }
  }
  return 0;
}

/* No label of a value that is now missing. */
static void drop_named(const sdg16_read_options *options, sdg16i_column *out) {
  sdg16i_labels *labels = &out->labels;
  int64_t kept = 0;
  for (int64_t k = 0; k < labels->count; k++) {
    if (kind_of(options, labels->texts[k])) {
      free(labels->texts[k]);
      continue;
    }
    labels->values[kept] = labels->values[k];
    labels->texts[kept++] = labels->texts[k];
  }
  labels->count = kept;
}

static int name_kinds(const sdg16_read_options *options, sdg16i_stat_column *v,
                      sdg16i_column *out) {
  if (!options->kind_count) return 0;
  if (name_values(options, v, out)) return -1;
  drop_named(options, out);
  uint8_t *kinds = sdg16i_array(v->tag_names.count, 1);
  if (!kinds) return -1;
  for (int64_t i = 0; i < v->tag_names.count; i++) {
    kinds[i] = kind_of(options, v->tag_names.levels[i]);
    if (!kinds[i]) kinds[i] = kind_of(options, v->tag_labels[i]);
  }
  for (int64_t i = 0; v->tags && i < v->rows; i++)
    if (v->tags[i] >= 0 && kinds[v->tags[i]]) v->kinds[i] = kinds[v->tags[i]];
  free(kinds);
  return 0;
}

/* ---- the last row is there ---- */

static int finish_dates(sdg16i_stat_column *v) {
  v->codes = sdg16i_array(v->rows, sizeof *v->codes);
  if (!v->codes) return -1;
  double last = (double)NAN;
  for (int64_t i = 0; i < v->rows; i++) {
    double value = v->values[i];
    if (v->kinds && v->kinds[i]) {
      v->codes[i] = -1;
      continue;
    }
    if (i && value >= last && value <= last) {
      v->codes[i] = v->codes[i - 1] >= 0 ? v->codes[i - 1] : -1;
      if (v->codes[i] >= 0) continue;
    }
    char text[SDG16I_DATE_SIZE];
    sdg16i_date_text(v->date, value, text);
    v->codes[i] = sdg16i_dictionary_add(&v->levels, text, (int64_t)strlen(text));
    if (v->codes[i] < 0) return -1;
    last = value;
  }
  free(v->values);
  v->values = NULL;
  return 0;
}

/* In place: both are 8 bytes wide. */
static int32_t finish_numbers(sdg16i_stat_column *v) {
  int whole = 1;
  for (int64_t i = 0; whole && i < v->rows; i++)
    whole = sdg16i_stat_is_whole(v->values[i]) || (v->kinds && v->kinds[i]);
  for (int64_t i = 0; whole && i < v->rows; i++) {
    int64_t value = v->kinds && v->kinds[i] ? 0 : (int64_t)v->values[i];
    memcpy(&v->values[i], &value, sizeof value);
  }
  return whole ? SDG16_INT64 : SDG16_DOUBLE;
}

/* Gives back what growing took too much; no rows get an array too. */
static int shrink_array(void **array, int64_t rows, size_t size) {
  void *fitted = realloc(*array, rows ? (size_t)rows * size : 1);
  if (!fitted) return -1;
  *array = fitted;
  return 0;
}

static void move_column(sdg16i_stat_column *v, sdg16i_column *out) {
  out->name = v->name;
  out->label = v->label;
  out->values = out->type == SDG16_TEXT ? (void *)v->codes : v->values;
  out->missing = v->kinds;
  out->levels = v->levels;
  out->tags = v->tags;
  out->tag_names = v->tag_names;
  out->tag_labels = v->tag_labels;
  sdg16i_dictionary_close(&out->levels);
  sdg16i_dictionary_close(&out->tag_names);
  free(v->tag_values);
  *v = (sdg16i_stat_column){0};
}

static int finish_column(const sdg16i_stat_builder *b, sdg16i_stat_column *v,
                         sdg16i_column *out) {
  static const sdg16i_stat_label_set NONE = {0};
  if (take_labels(v, v->set >= 0 ? &b->sets[v->set] : &NONE, out) ||
      name_kinds(b->options, v, out))
    return -1;
  int64_t rows = v->rows;
  if (v->date && finish_dates(v)) return -1;
  out->type = v->is_text || v->date ? SDG16_TEXT : finish_numbers(v);
  int failed = out->type == SDG16_TEXT
                   ? shrink_array((void **)&v->codes, rows, sizeof *v->codes)
                   : shrink_array((void **)&v->values, rows, sizeof *v->values);
  if (!failed && v->kinds) failed = shrink_array((void **)&v->kinds, rows, 1);
  if (!failed && v->tags) failed = shrink_array((void **)&v->tags, rows, sizeof *v->tags);
  if (!failed) move_column(v, out);
  return failed;
}

/* Sorts the sets; counts what the columns will hold of them. */
static int32_t settle_labels(sdg16i_stat_builder *b) {
  for (int64_t i = 0; i < b->set_names.count; i++)
    if (b->sets[i].count)
      sdg16i_sort(b->sets[i].labels, b->sets[i].count, sizeof(sdg16i_stat_label), by_value);
  int64_t total = 0;
  for (int64_t i = 0; i < b->count; i++) {
    int32_t set = b->variables[i].set;
    total += set >= 0 ? b->sets[set].count : 0;
  }
  return sdg16i_stat_check_labels(b, total);
}

/* The variable that is column i of the table. */
static sdg16i_stat_column *wanted_variable(const sdg16i_stat_builder *b, int64_t i) {
  if (!b->options->column_count) return &b->variables[i];
  int64_t k = 0;
  while (!b->variables[k].name || strcmp(b->variables[k].name, b->options->columns[i])) k++;
  return &b->variables[k];
}

static int32_t fill_table(sdg16i_stat_builder *b, int64_t rows, sdg16_table *table) {
  for (int64_t i = 0; i < b->count; i++) {
    sdg16i_stat_column *v = wanted_variable(b, i);
    if (v->rows != rows)
      return sdg16i_fail_at(b->error, SDG16_ERR_FORMAT, b->path, rows, 0,
                            "%s, row %lld: the row ends before variable '%.*s'", b->path,
                            (long long)rows, sdg16i_utf8_excerpt(v->name), v->name);
    sdg16i_column column = {0};
    if (finish_column(b, v, &column) || sdg16i_table_adopt(table, rows, &column, b->error)) {
      sdg16i_column_free(&column);
      return sdg16i_fail_memory(b->error);
    }
  }
  return SDG16_OK;
}

static void move_notes(sdg16i_stat_builder *b, sdg16_table *table) {
  table->notes = b->notes;
  table->note_count = b->note_count;
  b->notes = NULL;
  b->note_count = 0;
}

int32_t sdg16i_stat_end(sdg16i_stat_builder *b, sdg16_table **out) {
  int32_t status = b->is_checked ? SDG16_OK : sdg16i_stat_check_columns(b);
  if (!status)
    status = sdg16i_stat_remark_note(
        b, &b->renamed,
        "names that another variable has before them are numbered, so that they are unique");
  if (!status) status = settle_labels(b);
  sdg16_table *table = NULL;
  if (!status) status = sdg16_table_new(&table, b->error);
  if (!status) status = fill_table(b, sdg16i_stat_rows(b), table);
  if (!status) move_notes(b, table);
  if (status) {
    sdg16_table_free(table);
    table = NULL;
  }
  *out = table;
  return status;
}
