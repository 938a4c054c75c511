/* Answers of respondents as numbers: by value or label, as the definition and the caller
 * say. */
#include "base/error.h"
#include "base/utf8.h"
#include "indicators/microdata/respondents.h"
#include "indicators/registry/categories.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ANSWERS 10000 /* different values of a column of answers */

int32_t sdg16i_coding_add(sdg16i_respondents *r, const sdg16i_coding_line *line) {
  if (sdg16i_grow((void **)&r->coding, &r->coding_capacity, r->coding_count + 1,
                  sizeof *r->coding))
    return sdg16i_fail_memory(r->error);
  sdg16i_coding_line *own = &r->coding[r->coding_count++];
  *own = *line;
  const char **const TEXTS[] = {&own->column, &own->value, &own->label, &own->read_as};
  for (size_t i = 0; i < 4; i++)
    if (*TEXTS[i] && !(*TEXTS[i] = sdg16i_arena_text(&r->memory, *TEXTS[i], strlen(*TEXTS[i]))))
      return sdg16i_fail_memory(r->error);
  return SDG16_OK;
}

/* ---- answers ---- */

/* The answer to which the caller mapped a text, of this input ("paid.yes") or else of all
 * ("*.refused"); NULL: none. */
static const char *mapped_answer(const sdg16i_respondents *r, const sdg16_input *input,
                                 const char *text) {
  const sdg16_indicator_options *o = &r->e->options;
  const char *const OF[] = {input->name, "*"};
  for (size_t k = 0; k < 2; k++)
    for (int64_t i = 0; i < o->map_count && text; i++) {
      const char *code = sdg16i_map_code(o->map_names[i], OF[k]);
      if (code && !strcmp(o->map_columns[i], text) && sdg16i_is_answer(input, code))
        return code;
    }
  return NULL;
}

/* What a value is read as: its name; NULL: unknown. Labels win over values. */
static const char *answer_meant(const sdg16i_respondents *r, const sdg16_input *input,
                                const sdg16_dimension *words, const sdg16i_distinct_value *v,
                                char out[SDG16I_CODE_SIZE]) {
  const char *found = mapped_answer(r, input, v->text);
  if (!found) found = mapped_answer(r, input, v->label);
  if (!found && v->label && sdg16i_category_named(words->categories, v->label, out))
    found = out;
  if (!found && v->text && sdg16i_category_named(words->categories, v->text, out)) found = out;
  return found;
}

/* Was it read by the words of the definition though it has a label that is none of them, or
 * as it was mapped though its label says another answer? */
static int is_despite(const sdg16_dimension *words, const sdg16i_distinct_value *v,
                      const char *name, const char *out) {
  char other[SDG16I_CODE_SIZE];
  if (!name || !v->label) return 0;
  int known = sdg16i_category_named(words->categories, v->label, other);
  return name == out ? !known : known && strcmp(other, name);
}

/* Adds "1 (Oui) as yes" to a list, if it has room. */
static void list_despite(char *list, size_t size, const sdg16i_distinct_value *v,
                         const char *name) {
  size_t used = strlen(list);
  if (used + 200 < size)
    snprintf(list + used, size - used, "%s%.40s (%.*s) as %.60s", used ? ", " : "", v->text,
             sdg16i_utf8_excerpt(v->label), v->label, name);
}

static int32_t tell_despite(sdg16i_respondents *r, const sdg16_input *input, const char *list) {
  int32_t key[SDG16I_FIRST_AXIS + SDG16I_AXES];
  if (!*list) return SDG16_OK;
  for (int32_t i = 0; i < r->e->cells.width; i++) key[i] = SDG16I_TOTAL;
  return sdg16i_results_diagnostic(
      &r->e->results, "labels", key,
      "%.60s: values were read as the map says, not as their labels say: %s", input->name,
      list);
}

static int32_t unknown_answer(const sdg16i_respondents *r, const sdg16_input *input,
                              int64_t column, const sdg16i_distinct_value *v) {
  char place[SDG16I_PLACE_SIZE];
  const char *text = v->text ? v->text : "", *label = v->label ? v->label : "";
  int size = sdg16i_utf8_excerpt(text);
  return sdg16i_fail_at(r->error, SDG16_ERR_VALUE, r->e->cells.where, v->first + 1, column + 1,
                        "%s: expected %s (%.160s), found '%.*s'%s%.*s%s; say what it means "
                        "with --map %.40s.ANSWER=%.*s",
                        sdg16i_place(&r->e->cells, v->first, column, place), input->name,
                        input->answers, size, text, v->label ? " (" : "",
                        sdg16i_utf8_excerpt(label), label, v->label ? ")" : "", input->name,
                        size, text);
}

/* The number and the missing kind of each distinct value, and a line each. */
static int32_t read_values(sdg16i_respondents *r, const sdg16_input *input, int64_t column,
                           const char *category, const sdg16i_distinct *d, int64_t *value,
                           uint8_t *missing) {
  sdg16_dimension words = {.name = input->name};
  words.categories = sdg16i_answer_words(input, &r->memory);
  char despite[500] = "";
  int32_t status = words.categories ? SDG16_OK : sdg16i_fail_memory(r->error);
  for (int64_t i = 0; i < d->count && !status; i++) {
    const sdg16i_distinct_value *v = &d->value[i];
    char out[SDG16I_CODE_SIZE];
    const char *name = answer_meant(r, input, &words, v, out);
    int32_t kind = v->missing;
    if (name)
      sdg16i_answer_value(input, name, &value[i], &kind);
    else if (v->text && !v->text[strspn(v->text, " ")])
      kind = SDG16_MISSING_SYSTEM;
    else if (!v->missing)
      return unknown_answer(r, input, column, v);
    missing[i] = (uint8_t)kind;
    if (r->recorded && !category) continue;
    if (is_despite(&words, v, name, out)) list_despite(despite, sizeof despite, v, name);
    status = sdg16i_coding_add(
        r, &(sdg16i_coding_line){.input = input->name,
                                 .category = category,
                                 .column = sdg16_table_name(r->e->cells.data, column),
                                 .value = v->text,
                                 .label = v->label,
                                 .read_as = kind ? sdg16i_missing_words(kind) : name,
                                 .rows = v->rows,
                                 .weight = v->weight});
  }
  return status ? status : tell_despite(r, input, despite);
}

/* Who said no to the whole was not asked for a category, and has said no to it. */
static int32_t no_of_the_whole(sdg16i_respondents *r, const sdg16_input *input, int64_t whole,
                               uint8_t *kinds) {
  sdg16i_distinct d = {0};
  sdg16_dimension words = {.name = input->name};
  int32_t status =
      sdg16i_distinct_read(&d, r->e->cells.data, whole, r->weight, MOST_ANSWERS, r->error);
  uint8_t *no = sdg16i_array(d.count, 1);
  if (!status) words.categories = sdg16i_answer_words(input, &r->memory);
  if (!status && (!no || !words.categories)) status = sdg16i_fail_memory(r->error);
  for (int64_t i = 0; i < d.count && !status; i++) {
    char out[SDG16I_CODE_SIZE];
    const char *name = answer_meant(r, input, &words, &d.value[i], out);
    no[i] = name && !strcmp(name, "no");
  }
  for (int64_t row = 0; row < r->rows && !status; row++)
    if (no[d.of_row[row]] &&
        (kinds[row] == SDG16_MISSING_SYSTEM || kinds[row] == SDG16_MISSING_NOT_APPLICABLE))
      kinds[row] = SDG16_PRESENT; /* the value is 0 */
  free(no);
  sdg16i_distinct_free(&d);
  return status;
}

static int32_t code_answers(sdg16i_respondents *r, const sdg16_input *input, int64_t column,
                            int64_t whole, const char *category) {
  sdg16i_distinct d = {0};
  int32_t status =
      sdg16i_distinct_read(&d, r->e->cells.data, column, r->weight, MOST_ANSWERS, r->error);
  int64_t *value = sdg16i_array(d.count, sizeof *value);
  uint8_t *missing = sdg16i_array(d.count, 1), *kinds = sdg16i_array(r->rows, 1);
  int64_t *values = sdg16i_array(r->rows, sizeof *values);
  if (!status && (!value || !missing || !values || !kinds))
    status = sdg16i_fail_memory(r->error);
  if (!status) status = read_values(r, input, column, category, &d, value, missing);
  for (int64_t row = 0; row < r->rows && !status; row++) {
    values[row] = value[d.of_row[row]];
    kinds[row] = missing[d.of_row[row]];
  }
  if (!status && category && whole >= 0) status = no_of_the_whole(r, input, whole, kinds);
  if (!status)
    status = sdg16_table_add_int64(r->coded, input->name, r->rows, values, kinds, r->error);
  if (!status) status = sdg16i_answer_labels(input, r->coded, r->error);
  free(value);
  free(missing);
  free(values);
  free(kinds);
  sdg16i_distinct_free(&d);
  return status;
}

/* ---- numbers ---- */

typedef struct number_column {
  const sdg16_input *input;
  int64_t column;
  int64_t rows[SDG16_MISSING_TAGGED + 1]; /* by missing kind */
  double weight[SDG16_MISSING_TAGGED + 1];
  double least, most;
} number_column;

/* The missing kind to which the caller mapped a number, as "first_age.refused" 99. */
static int32_t mapped_kind(const sdg16i_respondents *r, const sdg16_input *input, double x) {
  const sdg16_indicator_options *o = &r->e->options;
  for (int64_t i = 0; i < o->map_count; i++) {
    const char *code = sdg16i_map_code(o->map_names[i], input->name);
    double mapped;
    int64_t value;
    int32_t kind;
    if (code && !sdg16_parse_double(o->map_columns[i], &mapped) && mapped == x &&
        !sdg16i_answer_value(input, code, &value, &kind))
      return kind;
  }
  return SDG16_PRESENT;
}

static int32_t add_number_lines(sdg16i_respondents *r, const number_column *n,
                                const char *category) {
  int32_t status = SDG16_OK;
  for (int32_t kind = 0; kind <= SDG16_MISSING_TAGGED && !status; kind++) {
    char range[2 * SDG16I_TEXT_SIZE + 8], least[SDG16I_TEXT_SIZE], most[SDG16I_TEXT_SIZE];
    if (!n->rows[kind]) continue;
    sdg16_format_double(n->least, least, sizeof least);
    sdg16_format_double(n->most, most, sizeof most);
    snprintf(range, sizeof range, "%s to %s", least, most);
    status = sdg16i_coding_add(
        r, &(sdg16i_coding_line){.input = n->input->name,
                                 .category = category,
                                 .column = sdg16_table_name(r->e->cells.data, n->column),
                                 .value = kind ? NULL : range,
                                 .read_as = kind ? sdg16i_missing_words(kind) : "number",
                                 .rows = n->rows[kind],
                                 .weight = n->weight[kind]});
  }
  return status;
}

static int32_t code_numbers(sdg16i_respondents *r, const sdg16_input *input, int64_t column,
                            const char *category) {
  const sdg16_table *data = r->e->cells.data;
  const uint8_t *missing = sdg16_table_missing(data, column);
  number_column n = {.input = input, .column = column, .least = INFINITY, .most = -INFINITY};
  double *values = sdg16i_array(r->rows, sizeof *values);
  uint8_t *kinds = sdg16i_array(r->rows, 1);
  int age = !strcmp(input->name, "age");
  double most = age ? SDG16I_OLDEST : DBL_MAX;
  int32_t status = values && kinds ? SDG16_OK : sdg16i_fail_memory(r->error);
  for (int64_t row = 0; row < r->rows && !status; row++) {
    double x;
    int text = sdg16i_number_at(data, column, row, &x);
    int32_t kind = missing && missing[row] ? missing[row] : mapped_kind(r, input, x);
    if (!kind && (text || !(x >= 0 && x <= most))) {
      char place[SDG16I_PLACE_SIZE], buffer[SDG16I_TEXT_SIZE];
      const char *found = sdg16i_text_at(data, column, row, buffer);
      status = sdg16i_fail_at(r->error, SDG16_ERR_VALUE, r->e->cells.where, row + 1, column + 1,
                              "%s: expected %s, found '%.*s'; if it means that the answer is "
                              "not known, use --map %.40s.dont_know=%.*s",
                              sdg16i_place(&r->e->cells, row, column, place),
                              age ? "an age from 0 to 150" : "a number of 0 or more",
                              sdg16i_utf8_excerpt(found), found, input->name,
                              sdg16i_utf8_excerpt(found), found);
      break;
    }
    values[row] = kind ? (double)NAN : x;
    kinds[row] = (uint8_t)kind;
    n.rows[kind]++;
    n.weight[kind] += r->weight[row];
    if (!kind && x < n.least) n.least = x;
    if (!kind && x > n.most) n.most = x;
  }
  if (!status)
    status = sdg16_table_add_double(r->coded, input->name, r->rows, values, kinds, r->error);
  if (!status && (category || !r->recorded)) status = add_number_lines(r, &n, category);
  free(values);
  free(kinds);
  return status;
}

/* ---- inputs without a column ---- */

static int32_t assume_answer(sdg16i_respondents *r, const sdg16_input *input) {
  int64_t value = 0, *values = sdg16i_array(r->rows, sizeof *values);
  int32_t kind = 0;
  uint8_t *kinds = sdg16i_array(r->rows, 1);
  int32_t status = values && kinds ? SDG16_OK : sdg16i_fail_memory(r->error);
  sdg16i_answer_value(input, input->otherwise, &value, &kind);
  for (int64_t row = 0; row < r->rows && !status; row++) {
    values[row] = value;
    kinds[row] = (uint8_t)kind;
  }
  if (!status)
    status = sdg16_table_add_int64(r->coded, input->name, r->rows, values, kinds, r->error);
  if (!status) status = sdg16i_answer_labels(input, r->coded, r->error);
  free(values);
  free(kinds);
  return status;
}

/* ---- the whole ---- */

/* The column of an input in a category, if it has one of its own. */
int32_t sdg16i_column_in_category(const sdg16i_respondents *r, int32_t input,
                                  const char *category, int64_t *out) {
  const sdg16i_indicator_data *c = &r->e->cells;
  char name[SDG16I_CODE_SIZE + 80];
  *out = -1;
  if (category) {
    snprintf(name, sizeof name, "%.70s:%.120s", c->def->inputs[input].name, category);
    int32_t status = sdg16i_find_column(c->data, c->options, name, out, r->error);
    if (status) return status;
  }
  if (*out < 0) *out = c->column[input];
  return SDG16_OK;
}

int32_t sdg16i_respondents_code(sdg16i_respondents *r, int64_t category) {
  const sdg16_indicator_def *def = r->e->cells.def;
  const char *name = category < 0 ? NULL : r->category[category];
  int32_t status = SDG16_OK;
  for (int32_t i = 0; i < def->input_count && !status; i++) {
    const sdg16_input *input = &def->inputs[i];
    int64_t column;
    if (!r->needed[i]) continue;
    status = sdg16i_column_in_category(r, i, name, &column);
    const char *own = column == r->e->cells.column[i] ? NULL : name;
    if (status) break;
    if (column < 0)
      status = assume_answer(r, input);
    else
      status = input->answers ? code_answers(r, input, column, r->e->cells.column[i], own)
                              : code_numbers(r, input, column, own);
  }
  return status;
}
