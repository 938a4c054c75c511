/* The builder of a table from a file of SPSS or Stata: the tags of a variable, which
 * stand for the values that are missing. */
#include "data/statfile/stat_columns.h"

#include "base/numbers.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void number_text(double value, char out[SDG16I_DOUBLE_SIZE]) {
  if (sdg16i_stat_is_whole(value))
    snprintf(out, SDG16I_DOUBLE_SIZE, "%" PRId64, (int64_t)value);
  else
    sdg16i_format_double(value, out);
}

int32_t sdg16i_stat_tag_named(sdg16i_stat_column *v, const char *name, double value) {
  /* room first: there is no name without its value */
  if (sdg16i_grow((void **)&v->tag_values, &v->tag_capacity, v->tag_names.count + 1,
                  sizeof *v->tag_values))
    return -1;
  int32_t code = sdg16i_dictionary_add(&v->tag_names, name, (int64_t)strlen(name));
  if (code < 0) return -1;
  v->tag_values[code] = value;
  return code;
}

/* Few values are missing in many cells: the first tags are compared, not spelled. */
int32_t sdg16i_stat_tag_of_number(sdg16i_stat_column *v, double value) {
  int64_t few = v->tag_names.count < 8 ? v->tag_names.count : 8;
  for (int64_t i = 0; i < few; i++)
    if (v->tag_values[i] >= value && v->tag_values[i] <= value) return (int32_t)i;
  char name[SDG16I_DOUBLE_SIZE];
  number_text(value, name);
  return sdg16i_stat_tag_named(v, name, value);
}

int32_t sdg16i_stat_tag_of_letter(sdg16i_stat_column *v, char letter) {
  char name[] = {'.', letter, '\0'};
  return sdg16i_stat_tag_named(v, name, (double)NAN);
}
