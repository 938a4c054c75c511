/* The variables of a system file, to the builder: names, labels, display formats, and the
 * values that they declare missing. */
#include "data/statfile/sav.h"

#include "data/statfile/byte_order.h"
#include "data/statfile/sav_labels.h"
#include "data/statfile/spss_format.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

/* SDG16I_SAV_LOWEST is the system-missing value since SPSS 21. */
static double limit_of(const sdg16i_sav *sav, sdg16i_sav_text bytes, int is_high) {
  double number = sdg16i_get_double((const unsigned char *)bytes.bytes, sav->is_big);
  if (is_high) return number >= DBL_MAX ? (double)INFINITY : number;
  return number <= SDG16I_SAV_LOWEST || sdg16i_sav_is_system_missing(sav, number)
             ? -(double)INFINITY
             : number;
}

static void number_ranges(const sdg16i_sav *sav, const sdg16i_sav_variable *v,
                          sdg16i_stat_range *ranges, int64_t *count) {
  int32_t i = 0;
  if (v->range_count) {
    ranges[(*count)++] = (sdg16i_stat_range){.low = limit_of(sav, v->missing[0], 0),
                                             .high = limit_of(sav, v->missing[1], 1)};
    i = 2;
  }
  for (; i < v->missing_count; i++) {
    double number = sdg16i_get_double((const unsigned char *)v->missing[i].bytes, sav->is_big);
    if (!sdg16i_sav_is_system_missing(sav, number))
      ranges[(*count)++] = (sdg16i_stat_range){.low = number, .high = number};
  }
}

/* Values of 8 bytes; the text may be shorter, or longer with blanks behind. */
static int32_t text_ranges(sdg16i_sav *sav, const sdg16i_sav_variable *v,
                           sdg16i_stat_range *ranges, int64_t *count) {
  const char *texts[4] = {NULL};
  int32_t status = SDG16_OK;
  for (int32_t i = 0; !status && i < v->missing_count; i++) {
    sdg16i_sav_text value = v->missing[i];
    if (value.size > v->text_width) value.size = v->text_width;
    status = sdg16i_sav_decode_copy(sav, value, "a missing value", &texts[i]);
  }
  int32_t i = 0;
  if (v->range_count) {
    ranges[(*count)++] = (sdg16i_stat_range){.low_text = texts[0], .high_text = texts[1]};
    i = 2;
  }
  for (; i < v->missing_count; i++)
    ranges[(*count)++] = (sdg16i_stat_range){.low_text = texts[i], .high_text = texts[i]};
  return status;
}

static int32_t add_variable(sdg16i_sav *sav, sdg16i_sav_variable *v, int64_t index) {
  char what[64], set[SDG16I_SPSS_SET_NAME];
  sdg16i_stat_range ranges[4];
  sdg16i_stat_variable made = {.index = index, .label_set = set, .ranges = ranges};
  int32_t status = sdg16i_stat_own_name(sav->job->builder, index, &made.name);
  if (status) return status;
  made.is_text = v->width > 0;
  made.format = sdg16i_spss_format_name(v->format);
  sdg16i_sav_set_name(sav, v, set);
  if (!made.is_text)
    number_ranges(sav, v, ranges, &made.range_count);
  else
    status = text_ranges(sav, v, ranges, &made.range_count);
  snprintf(what, sizeof what, "label of variable %lld", (long long)index + 1);
  if (!status) status = sdg16i_sav_decode(sav, v->label, what, &made.label);
  int skipped = 0;
  if (!status) status = sdg16i_stat_variable_add(sav->job->builder, &made, &skipped);
  v->index = skipped ? -1 : index;
  return status;
}

static int32_t add_names(sdg16i_sav *sav) {
  int32_t status = SDG16_OK;
  int64_t index = 0;
  for (int64_t i = 0; !status && i < sav->count; i++) {
    char what[64];
    const char *name;
    if (!sav->variables[i].segments) continue;
    snprintf(what, sizeof what, "name of variable %lld", (long long)++index);
    status = sdg16i_sav_decode(sav, sdg16i_sav_name(&sav->variables[i]), what, &name);
    if (!status) status = sdg16i_stat_name_add(sav->job->builder, name);
  }
  return status;
}

int32_t sdg16i_sav_variables(sdg16i_sav *sav) {
  int32_t status = add_names(sav);
  int64_t index = 0;
  sdg16i_sav_mark_label_records(sav);
  for (int64_t i = 0; !status && i < sav->count; i++)
    if (sav->variables[i].segments) status = add_variable(sav, &sav->variables[i], index++);
  return status;
}
