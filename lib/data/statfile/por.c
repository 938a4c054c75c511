/* Reading a portable file: its records, the variables and their labels, and the rows. */
#include "data/statfile/por.h"

#include "base/error.h"
#include "data/statfile/spss_format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH_MAX SDG16I_POR_TEXT_MAX
#define FORMAT_MAX 100000
#define SHIFTED 82 /* some files have formats of dates shifted by this */
#define LARGEST                                                                                \
  1.7976931348e308 /* the largest double with the fewest digits that PSPP writes */

/* ---- variables ---- */

/* Labels that name a variable mean the first one with the name. */
static int32_t take_name(sdg16i_por *p, const char **name) {
  const char *given;
  int32_t status = sdg16i_por_take_text(p, "the name of a variable", 0, &given);
  if (status) return status;
  int64_t before = p->names.count;
  int32_t code = sdg16i_dictionary_add(&p->names, given, (int64_t)strlen(given));
  if (code < 0 || sdg16i_grow((void **)&p->of_name, &p->of_name_capacity, p->names.count,
                              sizeof *p->of_name))
    return sdg16i_fail_memory(p->job->error);
  if (p->names.count > before) p->of_name[code] = p->count - 1;
  *name = p->names.levels[code];
  return SDG16_OK;
}

static int32_t take_variable(sdg16i_por *p) {
  if (p->declared < 0)
    return sdg16i_por_fail(p, "the number of variables must come before the variables");
  if (p->count == p->declared)
    return sdg16i_por_fail(p, "the file must not have more variables than it declares");
  if (sdg16i_grow((void **)&p->variables, &p->capacity, p->count + 1, sizeof *p->variables))
    return sdg16i_fail_memory(p->job->error);
  sdg16i_por_variable *v = &p->variables[p->count++];
  *v = (sdg16i_por_variable){.index = -1};
  int32_t status = sdg16i_por_take_whole(p, "the width of a variable", WIDTH_MAX, &v->width);
  if (!status) status = take_name(p, &v->name);
  for (int i = 0; !status && i < 6; i++) { /* to show it, to write it: type, width, decimals */
    int64_t number = 0;
    status = sdg16i_por_take_whole(p, "the format of a variable", FORMAT_MAX, &number);
    if (!i) v->format = number > SHIFTED ? number - SHIFTED : number;
  }
  return status;
}

static int32_t take_limit(sdg16i_por *p, const sdg16i_por_variable *v, double *number,
                          const char **text) {
  *number = (double)NAN;
  return v->width ? sdg16i_por_copy_text(p, "a missing value", text)
                  : sdg16i_por_take_limit(p, "a missing value", number);
}

/* '8': a value; '9': up to one; 'A': from one on; 'B': between two. */
static int32_t take_missing(sdg16i_por *p, char tag) {
  sdg16i_por_variable *v = p->count ? &p->variables[p->count - 1] : NULL;
  if (!v || v->range_count == 4)
    return sdg16i_por_fail(p, "missing values must follow a variable, and be at most four");
  sdg16i_stat_range *range = &v->ranges[v->range_count++];
  int32_t status = SDG16_OK;
  *range = (sdg16i_stat_range){.low = -(double)INFINITY, .high = (double)INFINITY};
  if (v->width) range->low_text = range->high_text = "";
  if (tag != '9') status = take_limit(p, v, &range->low, &range->low_text);
  if (!status && (tag == '9' || tag == 'B'))
    status = take_limit(p, v, &range->high, &range->high_text);
  if (tag == '8') {
    range->high = range->low;
    range->high_text = range->low_text;
  }
  if (tag == 'A' && range->low > LARGEST) v->is_open_range = 1;
  if (tag == 'A' && v->width) range->high_text = "\xf4\x8f\xbf\xbf"; /* behind all texts */
  return status;
}

static int32_t take_label(sdg16i_por *p) {
  if (!p->count) return sdg16i_por_fail(p, "a label must follow a variable");
  return sdg16i_por_copy_text(p, "the label of a variable", &p->variables[p->count - 1].label);
}

/* ---- value labels ---- */

/* Each has some characters: a file cannot declare more than it has bytes. */
static int32_t take_count(sdg16i_por *p, const char *what, int64_t *out) {
  int64_t left = sdg16i_bytes_left(p->source) + p->size + p->blanks;
  return sdg16i_por_take_whole(p, what, left, out);
}

static int32_t take_label_variables(sdg16i_por *p, sdg16i_por_labels *labels) {
  const char *name;
  int32_t status =
      take_count(p, "the number of variables with labels", &labels->variable_count);
  if (status) return status;
  labels->variables =
      sdg16i_arena_array(&p->arena, labels->variable_count, sizeof *labels->variables);
  if (!labels->variables) return sdg16i_fail_memory(p->job->error);
  for (int64_t i = 0; !status && i < labels->variable_count; i++) {
    status = sdg16i_por_take_text(p, "the name of a variable with labels", 0, &name);
    if (status) return status;
    int32_t code = sdg16i_dictionary_find(&p->names, name, (int64_t)strlen(name));
    int64_t number = code < 0 ? -1 : p->of_name[code];
    labels->variables[i] = number;
    if (number < 0) continue;
    sdg16i_spss_label(&p->variables[number].labelled, p->labels_count - 1);
  }
  return status;
}

/* The values are texts if the first variable is one. */
static int has_texts(const sdg16i_por *p, const sdg16i_por_labels *labels) {
  for (int64_t i = 0; i < labels->variable_count; i++)
    if (labels->variables[i] >= 0) return p->variables[labels->variables[i]].width > 0;
  return 0;
}

static int32_t take_label_count(sdg16i_por *p, sdg16i_por_labels *labels) {
  int32_t status = take_count(p, "the number of value labels", &labels->count);
  if (status) return status;
  p->label_count += labels->count;
  status = sdg16i_stat_check_labels(p->job->builder, p->label_count);
  if (status) return status;
  labels->labels = sdg16i_arena_array(&p->arena, labels->count, sizeof *labels->labels);
  return labels->labels ? SDG16_OK : sdg16i_fail_memory(p->job->error);
}

static int32_t take_labels(sdg16i_por *p) {
  if (sdg16i_grow((void **)&p->labels, &p->labels_capacity, p->labels_count + 1,
                  sizeof *p->labels))
    return sdg16i_fail_memory(p->job->error);
  sdg16i_por_labels *labels = &p->labels[p->labels_count++];
  *labels = (sdg16i_por_labels){0};
  int32_t status = take_label_variables(p, labels);
  int is_text = !status && has_texts(p, labels);
  if (!status) status = take_label_count(p, labels);
  for (int64_t i = 0; !status && i < labels->count; i++) {
    sdg16i_por_label *label = &labels->labels[i];
    status = is_text ? sdg16i_por_copy_text(p, "a value with a label", &label->text)
                     : sdg16i_por_take_number(p, "a value with a label", &label->number);
    if (!status) status = sdg16i_por_copy_text(p, "a value label", &label->label);
  }
  return status;
}

/* ---- all records ---- */

static int32_t skip_documents(sdg16i_por *p) {
  int64_t lines = 0;
  int32_t status = take_count(p, "the number of lines of the documents", &lines);
  for (int64_t i = 0; !status && i < lines; i++)
    status = sdg16i_por_take_text(p, "the documents", 0, NULL);
  return status;
}

static int32_t take_declared(sdg16i_por *p) {
  if (p->declared >= 0) return sdg16i_por_fail(p, "the number of variables must come once");
  return sdg16i_por_take_whole(p, "the number of variables", SDG16I_STAT_VARIABLES,
                               &p->declared);
}

static int32_t take_record(sdg16i_por *p, char tag) {
  int64_t ignored;
  switch (tag) {
  case '1':
  case '2':
  case '3': /* who wrote the file */
    return sdg16i_por_take_text(p, "the identification of the file", 0, NULL);
  case '4':
    return take_declared(p);
  case '5':
    return sdg16i_por_take_whole(p, "the precision", FORMAT_MAX, &ignored);
  case '6': /* a variable of weights, which the table has like any other */
    return sdg16i_por_take_text(p, "the variable of weights", 0, NULL);
  case '7':
    return take_variable(p);
  case '8':
  case '9':
  case 'A':
  case 'B':
    return take_missing(p, tag);
  case 'C':
    return take_label(p);
  case 'D':
    return take_labels(p);
  case 'E':
    return skip_documents(p);
  default:
    return sdg16i_por_fail(p, "a record of a portable file must be 1 to 9 or A to F");
  }
}

/* The version is a letter; the date and the time may be any text. */
static int32_t skip_version(sdg16i_por *p) {
  unsigned char byte;
  int32_t status = sdg16i_por_next(p, "the version", &byte);
  if (!status) status = sdg16i_por_take_text(p, "the date of the file", 0, NULL);
  return status ? status : sdg16i_por_take_text(p, "the time of the file", 0, NULL);
}

int32_t sdg16i_por_dictionary(sdg16i_por *p) {
  unsigned char byte = 0;
  int32_t status = skip_version(p);
  if (!status) status = sdg16i_por_next(p, "a record", &byte);
  while (!status && p->syntax[byte] != 'F') {
    status = take_record(p, (char)p->syntax[byte]);
    if (!status) status = sdg16i_por_next(p, "a record", &byte);
  }
  if (!status && (p->count != p->declared || !p->count))
    status = sdg16i_por_fail(p, "the file must have as many variables as it declares, and one "
                                "at least");
  return status;
}

/* ---- to the builder ---- */

static int32_t add_variable(sdg16i_por *p, int64_t index) {
  sdg16i_por_variable *v = &p->variables[index];
  char set[SDG16I_SPSS_SET_NAME];
  sdg16i_stat_variable made = {.index = index,
                               .label = v->label,
                               .format = sdg16i_spss_format_name(v->format),
                               .label_set = set,
                               .is_text = v->width > 0,
                               .range_count = v->range_count,
                               .ranges = v->ranges};
  int skipped = 0;
  sdg16i_spss_set_name(&v->labelled, index, 0, set);
  int32_t status = sdg16i_stat_own_name(p->job->builder, index, &made.name);
  if (!status) status = sdg16i_stat_variable_add(p->job->builder, &made, &skipped);
  v->index = skipped ? -1 : index;
  if (v->is_open_range && !skipped && !status)
    sdg16i_stat_remark_add(&p->open_ranges, made.name);
  return status;
}

static int32_t add_labels(sdg16i_por *p, const sdg16i_por_labels *labels, const char *set) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < labels->count; i++) {
    const sdg16i_por_label *label = &labels->labels[i];
    sdg16i_stat_value value = {.text = label->text, .number = label->number};
    value.is_missing = !label->text && isnan(label->number);
    status = sdg16i_stat_label_add(p->job->builder, set, &value, label->label);
  }
  return status;
}

/* Variables that no other record names share the set. */
static int32_t add_record(sdg16i_por *p, const sdg16i_por_labels *labels) {
  char set[SDG16I_SPSS_SET_NAME];
  int32_t status = SDG16_OK;
  int is_done = 0;
  for (int64_t i = 0; !status && i < labels->variable_count; i++) {
    int64_t number = labels->variables[i];
    const sdg16i_por_variable *v = number < 0 ? NULL : &p->variables[number];
    if (!v || v->index < 0) continue;
    int is_own = sdg16i_spss_has_own_set(&v->labelled);
    if (is_done && !is_own) continue;
    if (!is_own) is_done = 1;
    sdg16i_spss_set_name(&v->labelled, number, 0, set);
    status = add_labels(p, labels, set);
  }
  return status;
}

int32_t sdg16i_por_variables(sdg16i_por *p) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < p->count; i++)
    status = sdg16i_stat_name_add(p->job->builder, p->variables[i].name);
  for (int64_t i = 0; !status && i < p->count; i++) status = add_variable(p, i);
  for (int64_t k = 0; !status && k < p->labels_count; k++)
    status = add_record(p, &p->labels[k]);
  if (status) return status;
  return sdg16i_stat_remark_note(
      p->job->builder, &p->open_ranges,
      "the file does not say from which value on numbers are missing "
      "(PSPP loses it where a range has no upper limit)");
}

/* ---- rows ---- */

static int32_t take_value(sdg16i_por *p, const sdg16i_por_variable *v, const char *what) {
  const char *text;
  double number = 0;
  int is_wanted = v->index >= 0;
  int32_t status = v->width ? sdg16i_por_take_text(p, what, v->width, is_wanted ? &text : NULL)
                            : sdg16i_por_take_number(p, what, &number);
  if (status || !is_wanted) return status;
  return v->width ? sdg16i_stat_text_add(p->job->builder, v->index, text, (int64_t)strlen(text))
                  : sdg16i_stat_numbers_add(p->job->builder, v->index, 1, &number, NULL);
}

/* Rows end with 'Z', which no value begins with. */
int32_t sdg16i_por_rows(sdg16i_por *p) {
  int64_t limit = p->job->options->row_limit;
  unsigned char byte = 0;
  int32_t status = SDG16_OK;
  for (int64_t row = 1; !status && (!limit || row <= limit); row++) {
    char what[40];
    snprintf(what, sizeof what, "row %lld", (long long)row);
    status = sdg16i_por_peek(p, what, &byte);
    if (!status && p->syntax[byte] == 'Z') break;
    for (int64_t i = 0; !status && i < p->count; i++)
      status = take_value(p, &p->variables[i], what);
  }
  return status;
}

/* ---- step by step ---- */

int32_t sdg16i_por_read(const sdg16i_stat_job *job) {
  sdg16i_por p = {.job = job, .source = job->source, .declared = -1};
  int32_t status =
      sdg16i_decoder_open(job->options->encoding, job->path, &p.decoder, job->error);
  if (!status) status = sdg16i_por_header(&p);
  if (!status) status = sdg16i_por_dictionary(&p);
  if (!status) status = sdg16i_por_variables(&p);
  if (!status) status = sdg16i_por_rows(&p);
  sdg16i_decoder_close(p.decoder);
  sdg16i_dictionary_free(&p.names);
  sdg16i_arena_free(&p.arena);
  free(p.variables);
  free(p.labels);
  free(p.of_name);
  free(p.raw);
  free(p.text);
  return status;
}
