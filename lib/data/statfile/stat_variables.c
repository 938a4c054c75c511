/* The builder of a table from a file of SPSS or Stata: variables and labels. */
#include "data/statfile/stat_columns.h"

#include "base/error.h"
#include "base/utf8.h"
#include "data/statfile/dates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int32_t sdg16i_stat_begin(const char *path, const sdg16_read_options *options,
                          sdg16i_stat_builder **out, sdg16_error *error) {
  sdg16i_stat_builder *b = calloc(1, sizeof *b);
  *out = b;
  if (!b) return sdg16i_fail_memory(error);
  b->path = path;
  b->options = options;
  b->error = error;
  return SDG16_OK;
}

static void free_variable(sdg16i_stat_column *v) {
  free(v->name);
  free(v->label);
  free(v->values);
  free(v->codes);
  free(v->kinds);
  free(v->tags);
  free(v->tag_values);
  for (int64_t i = 0; v->tag_labels && i < v->tag_names.count; i++) free(v->tag_labels[i]);
  free(v->tag_labels);
  sdg16i_dictionary_free(&v->levels);
  sdg16i_dictionary_free(&v->tag_names);
}

void sdg16i_stat_free(sdg16i_stat_builder *b) {
  if (!b) return;
  for (int64_t i = 0; i < b->count; i++) free_variable(&b->variables[i]);
  for (int64_t i = 0; i < b->set_names.count; i++) free(b->sets[i].labels);
  for (int64_t i = 0; i < b->note_count; i++) free(b->notes[i]);
  free(b->notes);
  free(b->variables);
  free(b->of_index);
  free(b->sets);
  free(b->given);
  free(b->uses);
  sdg16i_dictionary_free(&b->names);
  sdg16i_dictionary_free(&b->set_names);
  sdg16i_arena_free(&b->arena);
  free(b);
}

int64_t sdg16i_stat_rows(const sdg16i_stat_builder *b) {
  int64_t rows = 0;
  for (int64_t i = 0; i < b->count; i++)
    if (b->variables[i].rows > rows) rows = b->variables[i].rows;
  return rows;
}

/* ---- texts of the file ---- */

size_t sdg16i_stat_trimmed(const char *text, size_t size) {
  while (size && text[size - 1] == ' ') size--;
  return size;
}

/* ---- variables ---- */

int sdg16i_stat_wants(const sdg16i_stat_builder *b, const char *name) {
  const sdg16_read_options *o = b->options;
  if (!o->column_count) return 1;
  for (int64_t i = 0; i < o->column_count; i++)
    if (!strcmp(o->columns[i], name)) return 1;
  return 0;
}

const char *sdg16i_stat_name(const sdg16i_stat_builder *b, int64_t index) {
  return b->variables[b->of_index[index]].name;
}

/* Which set of labels; it may be told later what is in it. -1: memory. */
static int32_t set_named(sdg16i_stat_builder *b, const char *name) {
  int64_t before = b->set_names.count;
  int32_t set = sdg16i_dictionary_add(&b->set_names, name, (int64_t)strlen(name));
  if (set < 0) return -1;
  if (b->set_names.count > before) {
    if (sdg16i_grow((void **)&b->sets, &b->set_capacity, b->set_names.count, sizeof *b->sets)) {
      b->set_names.count = before; /* has no set: is not to be freed */
      return -1;
    }
    b->sets[set] = (sdg16i_stat_label_set){0};
  }
  return set;
}

static char *arena_copy(sdg16i_stat_builder *b, const char *text) {
  return sdg16i_arena_text(&b->arena, text, sdg16i_stat_trimmed(text, strlen(text)));
}

static int32_t copy_ranges(sdg16i_stat_builder *b, sdg16i_stat_column *v,
                           const sdg16i_stat_variable *from) {
  v->ranges = sdg16i_arena_array(&b->arena, from->range_count, sizeof *v->ranges);
  if (!v->ranges) return sdg16i_fail_memory(b->error);
  for (int64_t i = 0; i < from->range_count; i++) {
    sdg16i_stat_range *range = &v->ranges[v->range_count];
    *range = from->ranges[i];
    int is_one;
    if (v->is_text) {
      if (!range->low_text || !range->high_text) continue; /* of numbers: of no use */
      range->low_text = arena_copy(b, range->low_text);
      range->high_text = arena_copy(b, range->high_text);
      range->low = range->high = (double)NAN;
      if (!range->low_text || !range->high_text) return sdg16i_fail_memory(b->error);
      is_one = !strcmp(range->low_text, range->high_text) && *range->low_text;
    } else {
      range->low_text = range->high_text = NULL;
      is_one = range->low >= range->high && isfinite(range->low);
    }
    v->range_count++;
    /* a value by itself is known before it occurs */
    if (is_one && (v->is_text ? sdg16i_stat_tag_named(v, range->low_text, (double)NAN)
                              : sdg16i_stat_tag_of_number(v, range->low)) < 0)
      return sdg16i_fail_memory(b->error);
  }
  return SDG16_OK;
}

static int32_t map_index(sdg16i_stat_builder *b, int64_t index, int32_t to) {
  if (index < b->index_count || index >= SDG16I_STAT_VARIABLES)
    return sdg16i_fail_at(
        b->error, index < 0 || index < b->index_count ? SDG16_ERR_FORMAT : SDG16_ERR_LIMIT,
        b->path, 0, 0, "%s: the number of a variable must be from %lld to %d, not %lld",
        b->path, (long long)b->index_count + 1, SDG16I_STAT_VARIABLES, (long long)index + 1);
  if (sdg16i_grow((void **)&b->of_index, &b->index_capacity, index + 1, sizeof *b->of_index))
    return sdg16i_fail_memory(b->error);
  while (b->index_count < index) b->of_index[b->index_count++] = -1;
  b->of_index[b->index_count++] = to;
  return SDG16_OK;
}

int32_t sdg16i_stat_variable_add(sdg16i_stat_builder *b, const sdg16i_stat_variable *from,
                                 int *skipped) {
  *skipped = !sdg16i_stat_wants(b, from->name);
  int32_t status = map_index(b, from->index, *skipped ? -1 : (int32_t)b->count);
  if (status || *skipped) return status;
  if (sdg16i_grow((void **)&b->variables, &b->capacity, b->count + 1, sizeof *b->variables))
    return sdg16i_fail_memory(b->error);
  sdg16i_stat_column *v = &b->variables[b->count++];
  *v = (sdg16i_stat_column){.is_text = from->is_text, .set = -1};
  if (!v->is_text && b->options->dates == SDG16_DATES_ISO)
    v->date = sdg16i_date_of_format(from->format);
  v->name = sdg16i_copy_text(from->name);
  int has_label = from->label && *from->label;
  if (has_label) v->label = sdg16i_copy_text(from->label);
  if (!v->name || (has_label && !v->label)) return sdg16i_fail_memory(b->error);
  char what[64];
  snprintf(what, sizeof what, "label of variable %lld", (long long)from->index + 1);
  if (has_label) status = sdg16i_stat_check_text(b, what, v->label);
  if (!status && from->label_set && *from->label_set &&
      (v->set = set_named(b, from->label_set)) < 0)
    return sdg16i_fail_memory(b->error);
  return status ? status : copy_ranges(b, v, from);
}

int32_t sdg16i_stat_check_columns(sdg16i_stat_builder *b) {
  b->is_checked = 1;
  for (int64_t i = 0; i < b->options->column_count; i++) {
    const char *name = b->options->columns[i];
    int shown = sdg16i_utf8_excerpt(name);
    int64_t k = 0;
    while (k < b->count && strcmp(b->variables[k].name, name)) k++;
    if (k == b->count)
      return sdg16i_fail_at(b->error, SDG16_ERR_COLUMN, b->path, 0, 0,
                            "%s: there is no column '%.*s' among the %lld variables", b->path,
                            shown, name, (long long)b->name_count);
    for (int64_t before = 0; before < i; before++)
      if (!strcmp(b->options->columns[before], name))
        return sdg16i_fail_at(b->error, SDG16_ERR_COLUMN, b->path, 0, 0,
                              "%s: column '%.*s' must be asked for once, not twice", b->path,
                              shown, name);
  }
  return SDG16_OK;
}

/* ---- labels ---- */

int sdg16i_stat_wants_labels(const sdg16i_stat_builder *b, const char *label_set) {
  return sdg16i_dictionary_find(&b->set_names, label_set, (int64_t)strlen(label_set)) >= 0;
}

int32_t sdg16i_stat_check_labels(sdg16i_stat_builder *b, int64_t count) {
  if (count <= SDG16I_STAT_LABELS) return SDG16_OK;
  return sdg16i_fail_at(b->error, SDG16_ERR_LIMIT, b->path, 0, 0,
                        "%s: expected at most %d value labels over all columns, found more",
                        b->path, SDG16I_STAT_LABELS);
}

int32_t sdg16i_stat_label_add(sdg16i_stat_builder *b, const char *set_name,
                              const sdg16i_stat_value *value, const char *text) {
  char what[128];
  snprintf(what, sizeof what, "value labels '%.*s'", sdg16i_utf8_excerpt(set_name), set_name);
  int32_t status = sdg16i_stat_check_text(b, what, text);
  if (status) return status;
  status = sdg16i_stat_check_labels(b, ++b->label_count);
  if (status) return status;
  int32_t index = set_named(b, set_name);
  if (index < 0) return sdg16i_fail_memory(b->error);
  sdg16i_stat_label_set *set = &b->sets[index];
  if (sdg16i_grow((void **)&set->labels, &set->capacity, set->count + 1, sizeof *set->labels))
    return sdg16i_fail_memory(b->error);
  sdg16i_stat_label made = {.order = set->count, .number = value->number};
  if (value->is_missing) {
    if (!value->tag) return SDG16_OK; /* a label of system-missing has no cell to describe */
    made.tag = value->tag;
    made.number = (double)INFINITY;
  } else if (value->text) {
    made.text = arena_copy(b, value->text);
    if (!made.text) return sdg16i_fail_memory(b->error);
    made.number = 0;
  } else if (!isfinite(value->number)) {
    return SDG16_OK;
  }
  made.label = sdg16i_arena_text(&b->arena, text, sdg16i_stat_trimmed(text, strlen(text)));
  if (!made.label) return sdg16i_fail_memory(b->error);
  set->labels[set->count++] = made;
  return SDG16_OK;
}
