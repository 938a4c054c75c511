/* Value labels: those of numbers and of texts up to 8 bytes are in records 3 and 4, those of
 * longer texts in a record 7 (subtype 21). One record is often for many variables: they share a
 * set, if its values have the same width and no other record names them. */
#include "data/statfile/sav_labels.h"

#include "data/statfile/byte_order.h"
#include "data/statfile/sav_index.h"

#define VALUE_SIZE 8

/* ---- which variables have labels ---- */

void sdg16i_sav_mark_label_records(sdg16i_sav *sav) {
  for (int64_t k = 0; k < sav->labels_count; k++)
    for (int64_t i = 0; i < sav->labels[k].variable_count; i++) {
      sdg16i_sav_variable *v =
          sdg16i_sav_at_position(sav, (int64_t)sav->labels[k].positions[i] - 1);
      if (!v) continue;
      sdg16i_spss_label(&v->labelled, k);
    }
}

static int32_t value_width(const sdg16i_sav_variable *v) {
  return v->width < VALUE_SIZE ? v->width : VALUE_SIZE;
}

void sdg16i_sav_set_name(const sdg16i_sav *sav, const sdg16i_sav_variable *v,
                         char out[SDG16I_SPSS_SET_NAME]) {
  sdg16i_spss_set_name(&v->labelled, v - sav->variables, value_width(v), out);
}

/* ---- labels to the builder ---- */

static int32_t add_label(sdg16i_sav *sav, const char *set, const sdg16i_stat_value *value,
                         sdg16i_sav_text text) {
  const char *label;
  int32_t status = sdg16i_sav_decode(sav, text, "a value label", &label);
  return status ? status : sdg16i_stat_label_add(sav->job->builder, set, value, label);
}

static int32_t add_text_label(sdg16i_sav *sav, const char *set, sdg16i_sav_text value,
                              sdg16i_sav_text text) {
  sdg16i_stat_value made = {0};
  int32_t status = sdg16i_sav_decode_copy(sav, value, "a value with a label", &made.text);
  return status ? status : add_label(sav, set, &made, text);
}

static int32_t add_number_label(sdg16i_sav *sav, const char *set,
                                const sdg16i_sav_label *label) {
  sdg16i_stat_value value = {.number = sdg16i_get_double(label->value, sav->is_big)};
  value.is_missing = sdg16i_sav_is_system_missing(sav, value.number);
  return add_label(sav, set, &value, label->text);
}

static int32_t add_labels(sdg16i_sav *sav, const sdg16i_sav_labels *labels,
                          const sdg16i_sav_variable *v) {
  char set[SDG16I_SPSS_SET_NAME];
  int32_t status = SDG16_OK;
  sdg16i_sav_set_name(sav, v, set);
  for (int64_t i = 0; !status && i < labels->count; i++) {
    const sdg16i_sav_label *label = &labels->labels[i];
    sdg16i_sav_text value = {(const char *)label->value, value_width(v)};
    status = v->width ? add_text_label(sav, set, value, label->text)
                      : add_number_label(sav, set, label);
  }
  return status;
}

/* Once for each width of the variables that share the set. */
static int32_t add_record(sdg16i_sav *sav, const sdg16i_sav_labels *labels) {
  int32_t status = SDG16_OK;
  unsigned done = 0;
  for (int64_t i = 0; !status && i < labels->variable_count; i++) {
    const sdg16i_sav_variable *v =
        sdg16i_sav_at_position(sav, (int64_t)labels->positions[i] - 1);
    if (!v || v->index < 0) continue;
    unsigned width = 1u << value_width(v);
    int is_own = sdg16i_spss_has_own_set(&v->labelled);
    if (!is_own && done & width) continue;
    if (!is_own) done |= width;
    status = add_labels(sav, labels, v);
  }
  return status;
}

/* ---- labels of long texts ---- */

/* Marks the variables, or gives their labels to the builder. */
static int32_t walk_long_labels(sdg16i_sav *sav, const sdg16i_sav_extension *e,
                                int is_marking) {
  sdg16i_sav_index index;
  sdg16i_sav_cursor c = {.bytes = e->bytes, .size = e->size * e->count, .is_big = sav->is_big};
  char set[SDG16I_SPSS_SET_NAME];
  int32_t status = sdg16i_sav_index_make(sav, 0, &index);
  if (status) return status;
  while (!status && c.size && !c.failed) {
    int64_t record = sdg16i_sav_index_find(&index, sdg16i_sav_take_counted(&c));
    sdg16i_sav_variable *v = record >= 0 ? &sav->variables[record] : NULL;
    sdg16i_sav_take_number(&c); /* the width of the variable, which is known */
    int64_t count = sdg16i_sav_take_number(&c);
    if (v && is_marking) v->labelled.count += 2; /* a set of its own */
    if (is_marking) status = sdg16i_sav_count_labels(sav, count);
    int is_adding = !is_marking && v && v->index >= 0 && v->width;
    if (is_adding) sdg16i_sav_set_name(sav, v, set);
    for (int64_t i = 0; !status && i < count && !c.failed; i++) {
      sdg16i_sav_text value = sdg16i_sav_take_counted(&c), text = sdg16i_sav_take_counted(&c);
      if (is_adding && !c.failed) status = add_text_label(sav, set, value, text);
    }
  }
  sdg16i_sav_index_free(&index);
  if (status) return status;
  return c.failed ? sdg16i_sav_fail_inside(sav, e, 21) : SDG16_OK;
}

int32_t sdg16i_sav_mark_labels(sdg16i_sav *sav, const sdg16i_sav_extension *e) {
  return walk_long_labels(sav, e, 1);
}

int32_t sdg16i_sav_value_labels(sdg16i_sav *sav) {
  const sdg16i_sav_extension *e = &sav->extensions[21];
  int32_t status = SDG16_OK;
  for (int64_t k = 0; !status && k < sav->labels_count; k++)
    status = add_record(sav, &sav->labels[k]);
  if (!status && e->bytes && e->size == 1 && e->count) status = walk_long_labels(sav, e, 0);
  return status;
}
