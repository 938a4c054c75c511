/* The inside of the builder of stat_builder.h: what is known about an SPSS or Stata file while
 * it is read. stat_variables.c takes variables and labels, stat_cells.c values, stat_tags.c
 * their tags; stat_finish.c makes the table. */
#ifndef SDG16I_DATA_STATFILE_STAT_COLUMNS_H
#define SDG16I_DATA_STATFILE_STAT_COLUMNS_H

#include "data/statfile/stat_builder.h"

#define SDG16I_STAT_WHOLE 9007199254740992.0 /* 2^53: whole doubles below it are exact */

/* A whole number that is exact. */
static inline int sdg16i_stat_is_whole(double value) {
  return value > -SDG16I_STAT_WHOLE && value < SDG16I_STAT_WHOLE &&
         (double)(int64_t)value >= value && (double)(int64_t)value <= value;
}

typedef struct sdg16i_stat_label {
  int64_t order;
  double number;
  const char *text; /* of a text variable, else NULL */
  char tag;         /* of a missing value, else 0 */
  const char *label;
} sdg16i_stat_label;

typedef struct sdg16i_stat_label_set {
  sdg16i_stat_label *labels;
  int64_t count, capacity;
} sdg16i_stat_label_set;

typedef struct sdg16i_stat_column {
  char *name, *label;
  int is_text, date;
  int32_t set; /* its value labels; -1: none */
  int64_t range_count;
  sdg16i_stat_range *ranges;
  int64_t rows, capacity;
  int64_t begun;  /* rows whose kinds and tags are filled, if there are such arrays */
  double *values; /* numbers */
  int32_t *codes; /* text */
  uint8_t *kinds; /* NULL: none is missing so far */
  int32_t *tags;  /* NULL: none has a tag so far */
  sdg16i_dictionary levels, tag_names;
  double *tag_values; /* the number that a tag stands for; NaN: none */
  int64_t tag_capacity;
  char **tag_labels;
} sdg16i_stat_column;

/* A name in the file: the first variable that has it, and how many others were renamed. */
typedef struct sdg16i_stat_name_use {
  int64_t first;
  int64_t repeats;
} sdg16i_stat_name_use;

struct sdg16i_stat_builder {
  const char *path;
  const sdg16_read_options *options;
  sdg16_error *error;
  sdg16i_stat_column *variables; /* those kept, in the order of the file */
  int64_t count, capacity;
  int32_t *of_index; /* by position in the file: which of them; -1: skipped */
  int64_t index_count, index_capacity;
  sdg16i_dictionary names, set_names;
  int32_t *given; /* [name_count] the name of each variable of the file, in `names` */
  int64_t name_count, given_capacity;
  sdg16i_stat_name_use *uses; /* by name */
  int64_t use_capacity;
  sdg16i_stat_remark renamed;
  sdg16i_stat_label_set *sets;
  int64_t set_capacity;
  int64_t label_count;
  char **notes;
  int64_t note_count, note_capacity;
  int is_checked; /* all variables are known */
  sdg16i_arena arena;
};

/* ---- stat_names.c ---- */

/* The text must be UTF-8. */
int32_t sdg16i_stat_check_text(sdg16i_stat_builder *builder, const char *what,
                               const char *text);

/* ---- stat_variables.c ---- */

/* Size without blanks at the end. */
size_t sdg16i_stat_trimmed(const char *text, size_t size);
/* Checks that every requested column exists, and is requested once. */
int32_t sdg16i_stat_check_columns(sdg16i_stat_builder *builder);

/* ---- stat_tags.c; -1: out of memory ---- */

/* The tag of this name, which is added if it is new. */
int32_t sdg16i_stat_tag_named(sdg16i_stat_column *v, const char *name, double value);
int32_t sdg16i_stat_tag_of_number(sdg16i_stat_column *v, double value);
int32_t sdg16i_stat_tag_of_letter(sdg16i_stat_column *v, char letter); /* "a": .a */

/* ---- stat_cells.c; -1: out of memory ---- */

/* The variable declares this value missing. */
int sdg16i_stat_is_declared_number(const sdg16i_stat_column *v, double value);
int sdg16i_stat_is_declared_text(const sdg16i_stat_column *v, const char *text, size_t size);
/* The cell is missing: kind, and tag (-1: none). */
int sdg16i_stat_set_missing(sdg16i_stat_column *v, int64_t row, uint8_t kind, int32_t tag);

#endif
