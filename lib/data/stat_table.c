/* A table from what a file of SPSS or Stata holds, value by value. Numbers are kept as
 * the doubles they are until the last row; then each column takes its final type. */
#include "base/error.h"
#include "base/numbers.h"
#include "base/utf8.h"
#include "data/dates.h"
#include "data/stat_read.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHOLE_MAX 9007199254740992.0 /* 2^53: whole doubles below it are exact */

typedef struct label {
  int64_t order;
  double number;
  const char *text; /* of a text variable, else NULL */
  char tag;         /* of a missing value, else 0 */
  const char *label;
} label;

typedef struct label_set {
  label *labels;
  int64_t count, capacity;
} label_set;

typedef struct variable {
  char *name, *label;
  int is_text, date;
  int32_t set; /* its value labels; -1: none */
  int64_t range_count;
  sdg16i_stat_range *ranges;
  int64_t rows, capacity;
  double *values; /* numbers */
  int32_t *codes; /* text */
  uint8_t *kinds; /* NULL: none is missing so far */
  int32_t *tags;  /* NULL: none has a tag so far */
  sdg16i_dictionary levels, tag_names;
  double *tag_values; /* the number that a tag stands for; NaN: none */
  int64_t tag_capacity;
  char **tag_labels;
} variable;

struct sdg16i_stat_builder {
  const char *path;
  const sdg16_read_options *options;
  sdg16_error *error;
  variable *variables; /* those kept, in the order of the file */
  int64_t count, capacity;
  int32_t *of_index; /* by position in the file: which of them; -1: skipped */
  int64_t index_count, index_capacity;
  sdg16i_dictionary names, set_names;
  label_set *sets;
  int64_t set_capacity;
  int64_t label_count;
  int is_checked; /* all variables are known */
  sdg16i_arena arena;
};

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

static void free_variable(variable *v) {
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
  free(b->variables);
  free(b->of_index);
  free(b->sets);
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

/* Size without blanks at the end. */
static size_t trimmed(const char *text) {
  size_t size = strlen(text);
  while (size && text[size - 1] == ' ') size--;
  return size;
}

static int32_t check_text(sdg16i_stat_builder *b, const char *what, const char *text) {
  int64_t fault = sdg16i_utf8_fault(text, (int64_t)strlen(text));
  if (fault < 0) return SDG16_OK;
  return sdg16i_fail_at(b->error, SDG16_ERR_FORMAT, b->path, 0, 0,
                        "%s, %s: the byte 0x%02X is not UTF-8 (is the file in another "
                        "encoding? then name it)",
                        b->path, what, (unsigned)(unsigned char)text[fault]);
}

/* ---- tags ---- */

static void number_text(double value, char out[SDG16I_DOUBLE_SIZE]) {
  if (fabs(value) < WHOLE_MAX && floor(value) >= value)
    snprintf(out, SDG16I_DOUBLE_SIZE, "%" PRId64, (int64_t)value);
  else
    sdg16i_format_double(value, out);
}

/* The tag of this name, which is added if it is new; negative: memory. */
static int32_t tag_named(variable *v, const char *name, double value) {
  int32_t code = sdg16i_dictionary_add(&v->tag_names, name, (int64_t)strlen(name));
  if (code < 0) return -1;
  if (sdg16i_grow((void **)&v->tag_values, &v->tag_capacity, v->tag_names.count,
                  sizeof *v->tag_values))
    return -1;
  v->tag_values[code] = value;
  return code;
}

/* Few values are missing in many cells: the first tags are compared, not spelled. */
static int32_t tag_of_number(variable *v, double value) {
  int64_t few = v->tag_names.count < 8 ? v->tag_names.count : 8;
  for (int64_t i = 0; i < few; i++)
    if (v->tag_values[i] >= value && v->tag_values[i] <= value) return (int32_t)i;
  char name[SDG16I_DOUBLE_SIZE];
  number_text(value, name);
  return tag_named(v, name, value);
}

static int32_t tag_of_letter(variable *v, char letter) {
  char name[] = {'.', letter, '\0'};
  return tag_named(v, name, (double)NAN);
}

static int is_declared_number(const variable *v, double value) {
  for (int64_t i = 0; i < v->range_count; i++)
    if (value >= v->ranges[i].low && value <= v->ranges[i].high) return 1;
  return 0;
}

/* strcmp of a text that ends after `size` bytes. */
static int order_of(const char *text, size_t size, const char *other) {
  int order = strncmp(text, other, size);
  return order ? order : other[size] ? -1 : 0;
}

static int is_declared_text(const variable *v, const char *text, size_t size) {
  for (int64_t i = 0; i < v->range_count; i++)
    if (order_of(text, size, v->ranges[i].low_text) >= 0 &&
        order_of(text, size, v->ranges[i].high_text) <= 0)
      return 1;
  return 0;
}

/* ---- variables ---- */

static int is_wanted(const sdg16_read_options *options, const char *name) {
  if (!options->column_count) return 1;
  for (int64_t i = 0; i < options->column_count; i++)
    if (!strcmp(options->columns[i], name)) return 1;
  return 0;
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
    b->sets[set] = (label_set){0};
  }
  return set;
}

static char *arena_copy(sdg16i_stat_builder *b, const char *text) {
  return sdg16i_arena_text(&b->arena, text, trimmed(text));
}

static int32_t copy_ranges(sdg16i_stat_builder *b, variable *v,
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
    if (is_one && (v->is_text ? tag_named(v, range->low_text, (double)NAN)
                              : tag_of_number(v, range->low)) < 0)
      return sdg16i_fail_memory(b->error);
  }
  return SDG16_OK;
}

static int32_t take_name(sdg16i_stat_builder *b, const sdg16i_stat_variable *from) {
  char what[64];
  snprintf(what, sizeof what, "variable %lld", (long long)from->index + 1);
  int32_t status = check_text(b, what, from->name);
  if (status) return status;
  if (!*from->name)
    return sdg16i_fail_at(b->error, SDG16_ERR_FORMAT, b->path, 0, from->index + 1,
                          "%s, %s: has no name", b->path, what);
  int64_t before = b->names.count;
  if (sdg16i_dictionary_add(&b->names, from->name, (int64_t)strlen(from->name)) < 0)
    return sdg16i_fail_memory(b->error);
  if (b->names.count == before)
    return sdg16i_fail_at(b->error, SDG16_ERR_FORMAT, b->path, 0, from->index + 1,
                          "%s, %s: another variable is named '%.*s' too", b->path, what,
                          sdg16i_utf8_excerpt(from->name), from->name);
  return SDG16_OK;
}

static int32_t map_index(sdg16i_stat_builder *b, int64_t index, int32_t to) {
  if (index < b->index_count || index >= SDG16I_STAT_VARIABLES)
    return sdg16i_fail_at(
        b->error, index < 0 || index < b->index_count ? SDG16_ERR_FORMAT : SDG16_ERR_LIMIT,
        b->path, 0, 0, "%s: variable %lld found, expected one from %lld to %d", b->path,
        (long long)index + 1, (long long)b->index_count + 1, SDG16I_STAT_VARIABLES);
  if (sdg16i_grow((void **)&b->of_index, &b->index_capacity, index + 1, sizeof *b->of_index))
    return sdg16i_fail_memory(b->error);
  while (b->index_count < index) b->of_index[b->index_count++] = -1;
  b->of_index[b->index_count++] = to;
  return SDG16_OK;
}

int32_t sdg16i_stat_variable_add(sdg16i_stat_builder *b, const sdg16i_stat_variable *from,
                                 int *skipped) {
  *skipped = !is_wanted(b->options, from->name);
  int32_t status = take_name(b, from);
  if (!status) status = map_index(b, from->index, *skipped ? -1 : (int32_t)b->count);
  if (status || *skipped) return status;
  if (sdg16i_grow((void **)&b->variables, &b->capacity, b->count + 1, sizeof *b->variables))
    return sdg16i_fail_memory(b->error);
  variable *v = &b->variables[b->count++];
  *v = (variable){.is_text = from->is_text, .set = -1};
  if (!v->is_text && b->options->dates == SDG16_DATES_ISO)
    v->date = sdg16i_date_of_format(from->format);
  v->name = sdg16i_copy_text(from->name);
  int has_label = from->label && *from->label;
  if (has_label) v->label = sdg16i_copy_text(from->label);
  if (!v->name || (has_label && !v->label)) return sdg16i_fail_memory(b->error);
  char what[64];
  snprintf(what, sizeof what, "label of variable %lld", (long long)from->index + 1);
  if (has_label) status = check_text(b, what, v->label);
  if (!status && from->label_set && *from->label_set &&
      (v->set = set_named(b, from->label_set)) < 0)
    return sdg16i_fail_memory(b->error);
  return status ? status : copy_ranges(b, v, from);
}

/* Every column that is asked for is there, and once. */
static int32_t check_columns(sdg16i_stat_builder *b) {
  b->is_checked = 1;
  for (int64_t i = 0; i < b->options->column_count; i++) {
    const char *name = b->options->columns[i];
    int shown = sdg16i_utf8_excerpt(name);
    int64_t k = 0;
    while (k < b->count && strcmp(b->variables[k].name, name)) k++;
    if (k == b->count)
      return sdg16i_fail_at(b->error, SDG16_ERR_COLUMN, b->path, 0, 0,
                            "%s: no column '%.*s' among its %lld variables", b->path, shown,
                            name, (long long)b->names.count);
    for (int64_t before = 0; before < i; before++)
      if (!strcmp(b->options->columns[before], name))
        return sdg16i_fail_at(b->error, SDG16_ERR_COLUMN, b->path, 0, 0,
                              "%s: column '%.*s' is asked for twice", b->path, shown, name);
  }
  return SDG16_OK;
}

/* ---- values ---- */

static int reserve(variable *v) {
  int64_t grown = 0;
  void **arrays[] = {v->is_text ? (void **)&v->codes : (void **)&v->values, (void **)&v->kinds,
                     (void **)&v->tags};
  const size_t SIZES[] = {v->is_text ? sizeof *v->codes : sizeof *v->values, 1,
                          sizeof *v->tags};
  for (int i = 0; i < 3; i++) {
    if (i && !*arrays[i]) continue;
    int64_t capacity = v->capacity;
    if (sdg16i_grow(arrays[i], &capacity, v->rows + 1, SIZES[i])) return -1;
    grown = capacity;
  }
  v->capacity = grown;
  return 0;
}

/* An array that begins to be needed now: `fill` for the rows before. */
static int begin(variable *v, void **array, size_t size, int fill) {
  int64_t capacity = 0;
  if (*array) return 0;
  if (sdg16i_grow(array, &capacity, v->capacity, size)) return -1;
  memset(*array, fill, (size_t)v->capacity * size);
  return 0;
}

/* The cell is missing: kind, and tag (-1: none). */
static int set_missing(variable *v, int64_t row, uint8_t kind, int32_t tag) {
  if (begin(v, (void **)&v->kinds, 1, 0)) return -1;
  if (tag >= 0 && begin(v, (void **)&v->tags, sizeof *v->tags, 0xff)) return -1;
  v->kinds[row] = kind;
  if (v->tags) v->tags[row] = tag;
  if (v->is_text)
    v->codes[row] = -1;
  else
    v->values[row] = (double)NAN;
  return 0;
}

static int32_t fail_value_text(sdg16i_stat_builder *b, const variable *v, const char *text,
                               int64_t fault) {
  return sdg16i_fail_at(b->error, SDG16_ERR_FORMAT, b->path, v->rows + 1, 0,
                        "%s, row %lld, variable '%.*s': the byte 0x%02X is not UTF-8 (is the "
                        "file in another encoding? then name it)",
                        b->path, (long long)v->rows + 1, sdg16i_utf8_excerpt(v->name), v->name,
                        (unsigned)(unsigned char)text[fault]);
}

/* The code of a text, checked when it is new; -1: failed. */
static int32_t code_of(sdg16i_stat_builder *b, const variable *v, sdg16i_dictionary *texts,
                       const char *text, size_t size, int32_t *status) {
  int64_t before = texts->count;
  int32_t code = sdg16i_dictionary_add(texts, text, (int64_t)size);
  if (code == SDG16I_DICTIONARY_FULL)
    *status = sdg16i_fail_at(b->error, SDG16_ERR_LIMIT, b->path, v->rows + 1, 0,
                             "%s, row %lld, variable '%.*s': more than %d different texts",
                             b->path, (long long)v->rows + 1, sdg16i_utf8_excerpt(v->name),
                             v->name, INT32_MAX);
  else if (code < 0)
    *status = sdg16i_fail_memory(b->error);
  int64_t fault =
      code >= 0 && texts->count > before ? sdg16i_utf8_fault(text, (int64_t)size) : (int64_t)-1;
  if (fault >= 0) *status = fail_value_text(b, v, text, fault);
  return *status ? -1 : code;
}

static int32_t put_text(sdg16i_stat_builder *b, variable *v, const char *text) {
  size_t size = trimmed(text);
  int32_t status = SDG16_OK;
  int failed = 0;
  if (!size) {
    failed = set_missing(v, v->rows, SDG16_MISSING_SYSTEM, -1);
  } else if (is_declared_text(v, text, size)) {
    int32_t tag = code_of(b, v, &v->tag_names, text, size, &status);
    failed = tag >= 0 && (sdg16i_grow((void **)&v->tag_values, &v->tag_capacity,
                                      v->tag_names.count, sizeof *v->tag_values) ||
                          set_missing(v, v->rows, SDG16_MISSING_TAGGED, tag));
    if (tag >= 0 && !failed) v->tag_values[tag] = (double)NAN;
  } else {
    v->codes[v->rows] = code_of(b, v, &v->levels, text, size, &status);
  }
  return failed ? sdg16i_fail_memory(b->error) : status;
}

static int put_number(variable *v, const sdg16i_stat_value *value) {
  int32_t tag = -1;
  if (value->is_missing) {
    if (!value->tag) return set_missing(v, v->rows, SDG16_MISSING_SYSTEM, -1);
    tag = tag_of_letter(v, value->tag);
  } else if (!isfinite(value->number)) {
    return set_missing(v, v->rows, SDG16_MISSING_SYSTEM, -1);
  } else if (is_declared_number(v, value->number)) {
    tag = tag_of_number(v, value->number);
  } else {
    v->values[v->rows] = value->number;
    return 0;
  }
  return tag < 0 ? -1 : set_missing(v, v->rows, SDG16_MISSING_TAGGED, tag);
}

int32_t sdg16i_stat_value_add(sdg16i_stat_builder *b, int64_t row, int64_t index,
                              const sdg16i_stat_value *value) {
  int32_t status = b->is_checked ? SDG16_OK : check_columns(b);
  if (status) return status;
  int32_t kept = index >= 0 && index < b->index_count ? b->of_index[index] : -1;
  if (kept < 0) return SDG16_OK;
  variable *v = &b->variables[kept];
  int64_t most = b->options->max_rows && b->options->max_rows < INT32_MAX
                     ? b->options->max_rows
                     : INT32_MAX; /* ReadStat counts rows in an int */
  if (row >= most)
    return sdg16i_fail_at(b->error, SDG16_ERR_LIMIT, b->path, row + 1, 0,
                          "%s: more than %lld rows", b->path, (long long)most);
  if (row != v->rows ||
      v->is_text != (value->text != NULL || (v->is_text && value->is_missing)))
    return sdg16i_fail_at(b->error, SDG16_ERR_FORMAT, b->path, row + 1, 0,
                          "%s, row %lld, variable '%.*s': a value out of order or of another "
                          "type",
                          b->path, (long long)row + 1, sdg16i_utf8_excerpt(v->name), v->name);
  if (v->rows == v->capacity && reserve(v)) return sdg16i_fail_memory(b->error);
  if (v->kinds) v->kinds[row] = SDG16_PRESENT;
  if (v->tags) v->tags[row] = -1;
  if (v->is_text)
    status = put_text(b, v, value->text ? value->text : "");
  else if (put_number(v, value))
    status = sdg16i_fail_memory(b->error);
  if (!status) v->rows++;
  return status;
}

/* ---- labels ---- */

int32_t sdg16i_stat_label_add(sdg16i_stat_builder *b, const char *set_name,
                              const sdg16i_stat_value *value, const char *text) {
  char what[128];
  snprintf(what, sizeof what, "value labels '%.*s'", sdg16i_utf8_excerpt(set_name), set_name);
  int32_t status = check_text(b, what, text);
  if (status) return status;
  if (b->label_count++ >= SDG16I_STAT_LABELS)
    return sdg16i_fail_at(b->error, SDG16_ERR_LIMIT, b->path, 0, 0,
                          "%s: more than %d value labels", b->path, SDG16I_STAT_LABELS);
  int32_t index = set_named(b, set_name);
  if (index < 0) return sdg16i_fail_memory(b->error);
  label_set *set = &b->sets[index];
  if (sdg16i_grow((void **)&set->labels, &set->capacity, set->count + 1, sizeof *set->labels))
    return sdg16i_fail_memory(b->error);
  label made = {.order = set->count, .number = value->number};
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
  made.label = sdg16i_arena_text(&b->arena, text, trimmed(text));
  if (!made.label) return sdg16i_fail_memory(b->error);
  set->labels[set->count++] = made;
  return SDG16_OK;
}

static int by_value(const void *x, const void *y) {
  const label *a = x, *b = y;
  if (a->number < b->number) return -1;
  if (a->number > b->number) return 1;
  return (a->order > b->order) - (a->order < b->order);
}

/* The labels of missing values go to their tags, the others to the column. */
static int take_labels(variable *v, const label_set *set, sdg16i_column *out) {
  int32_t *tags = sdg16i_array(set->count, sizeof *tags); /* by label */
  int failed = !tags;
  for (int64_t i = 0; !failed && i < set->count; i++) {
    const label *l = &set->labels[i];
    tags[i] = -1;
    if (v->is_text != (l->text != NULL)) continue; /* of another type: of no use */
    if (l->tag) {
      failed = (tags[i] = tag_of_letter(v, l->tag)) < 0;
    } else if (l->text && *l->text && is_declared_text(v, l->text, strlen(l->text))) {
      failed = (tags[i] = tag_named(v, l->text, (double)NAN)) < 0;
    } else if (l->text && *l->text) {
      int32_t code = sdg16i_dictionary_add(&v->levels, l->text, (int64_t)strlen(l->text));
      failed = code < 0 || sdg16i_labels_add(&out->labels, code, l->label);
    } else if (!l->text && is_declared_number(v, l->number)) {
      failed = (tags[i] = tag_of_number(v, l->number)) < 0;
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

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static int equal_texts(const char *a, const char *b) {
  while (*a && lower(*a) == lower(*b)) a++, b++;
  return !*a && !*b;
}

/* The kind of a text, 0: not named. */
static uint8_t kind_of(const sdg16_read_options *options, const char *text) {
  for (int64_t i = 0; text && i < options->kind_count; i++)
    if (equal_texts(options->kind_texts[i], text)) return (uint8_t)options->kinds[i];
  return SDG16_PRESENT;
}

/* Values that are not declared missing, but whose label the caller named. */
static int name_values(const sdg16_read_options *options, variable *v, sdg16i_column *out) {
  for (int64_t k = 0; k < out->labels.count; k++) {
    const char *text = out->labels.texts[k];
    uint8_t kind = kind_of(options, text);
    if (!kind) continue;
    double value = out->labels.values[k];
    int64_t before = v->tag_names.count;
    int32_t tag = v->is_text ? tag_named(v, v->levels.levels[(int64_t)value], (double)NAN)
                             : tag_of_number(v, value);
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
      if (cell >= value && cell <= value && set_missing(v, i, kind, tag)) return -1;
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

static int name_kinds(const sdg16_read_options *options, variable *v, sdg16i_column *out) {
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

static int finish_dates(variable *v) {
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
static int32_t finish_numbers(variable *v) {
  int whole = 1;
  for (int64_t i = 0; i < v->rows; i++) {
    double value = v->values[i];
    if (!(v->kinds && v->kinds[i])) whole &= fabs(value) < WHOLE_MAX && floor(value) >= value;
  }
  for (int64_t i = 0; whole && i < v->rows; i++) {
    int64_t value = v->kinds && v->kinds[i] ? 0 : (int64_t)v->values[i];
    memcpy(&v->values[i], &value, sizeof value);
  }
  return whole ? SDG16_INT64 : SDG16_DOUBLE;
}

/* Gives back what growing took too much; no rows get an array too. */
static int shrink(void **array, int64_t rows, size_t size) {
  void *fitted = realloc(*array, rows ? (size_t)rows * size : 1);
  if (!fitted) return -1;
  *array = fitted;
  return 0;
}

static void move(variable *v, sdg16i_column *out) {
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
  *v = (variable){0};
}

static int finish(const sdg16i_stat_builder *b, variable *v, sdg16i_column *out) {
  static const label_set NONE = {0};
  if (take_labels(v, v->set >= 0 ? &b->sets[v->set] : &NONE, out) ||
      name_kinds(b->options, v, out))
    return -1;
  int64_t rows = v->rows;
  if (v->date && finish_dates(v)) return -1;
  out->type = v->is_text || v->date ? SDG16_TEXT : finish_numbers(v);
  int failed = out->type == SDG16_TEXT ? shrink((void **)&v->codes, rows, sizeof *v->codes)
                                       : shrink((void **)&v->values, rows, sizeof *v->values);
  if (!failed && v->kinds) failed = shrink((void **)&v->kinds, rows, 1);
  if (!failed && v->tags) failed = shrink((void **)&v->tags, rows, sizeof *v->tags);
  if (!failed) move(v, out);
  return failed;
}

/* Sorts the sets; counts what the columns will hold of them. */
static int32_t settle_labels(sdg16i_stat_builder *b) {
  for (int64_t i = 0; i < b->set_names.count; i++)
    if (b->sets[i].count)
      qsort(b->sets[i].labels, (size_t)b->sets[i].count, sizeof(label), by_value);
  int64_t total = 0;
  for (int64_t i = 0; i < b->count; i++) {
    int32_t set = b->variables[i].set;
    total += set >= 0 ? b->sets[set].count : 0;
    if (total > SDG16I_STAT_LABELS)
      return sdg16i_fail_at(b->error, SDG16_ERR_LIMIT, b->path, 0, 0,
                            "%s: more than %d value labels over all columns", b->path,
                            SDG16I_STAT_LABELS);
  }
  return SDG16_OK;
}

/* The variable that is column i of the table. */
static variable *wanted(const sdg16i_stat_builder *b, int64_t i) {
  if (!b->options->column_count) return &b->variables[i];
  int64_t k = 0;
  while (!b->variables[k].name || strcmp(b->variables[k].name, b->options->columns[i])) k++;
  return &b->variables[k];
}

static int32_t build(sdg16i_stat_builder *b, int64_t rows, sdg16_table *table) {
  for (int64_t i = 0; i < b->count; i++) {
    variable *v = wanted(b, i);
    if (v->rows != rows)
      return sdg16i_fail_at(b->error, SDG16_ERR_FORMAT, b->path, rows, 0,
                            "%s, row %lld: the row ends before variable '%.*s'", b->path,
                            (long long)rows, sdg16i_utf8_excerpt(v->name), v->name);
    sdg16i_column column = {0};
    if (finish(b, v, &column) || sdg16i_table_adopt(table, rows, &column, b->error)) {
      sdg16i_column_free(&column);
      return sdg16i_fail_memory(b->error);
    }
  }
  return SDG16_OK;
}

int32_t sdg16i_stat_end(sdg16i_stat_builder *b, sdg16_table **out) {
  int32_t status = b->is_checked ? SDG16_OK : check_columns(b);
  if (!status) status = settle_labels(b);
  sdg16_table *table = NULL;
  if (!status) status = sdg16_table_new(&table, b->error);
  if (!status) status = build(b, sdg16i_stat_rows(b), table);
  if (status) {
    sdg16_table_free(table);
    table = NULL;
  }
  *out = table;
  return status;
}
