/* The inside of a table. */
#ifndef SDG16I_DATA_TABLE_TABLE_H
#define SDG16I_DATA_TABLE_TABLE_H

#include "data/table/dictionary.h"

#include <sdg16/table.h>

/* Labels of values, ascending. */
typedef struct sdg16i_labels {
  double *values;
  char **texts;
  int64_t count, value_capacity, text_capacity;
} sdg16i_labels;

typedef struct sdg16i_column {
  char *name;
  int32_t type;
  void *values;     /* int64_t, double or int32_t (codes); NULL with no rows */
  uint8_t *missing; /* NULL: none */
  sdg16i_dictionary levels;
  char *label; /* of the variable; NULL: none */
  sdg16i_labels labels;
  int32_t *tags; /* NULL: none */
  sdg16i_dictionary tag_names;
  char **tag_labels; /* one a tag, any may be NULL */
  int32_t is_dimension;
} sdg16i_column;

struct sdg16_table {
  int64_t rows; /* -1: no column yet */
  int64_t count, capacity;
  sdg16i_column *columns;
  int32_t has_dimensions; /* 1: it says which columns are dimensions (possibly none) */
  char **notes;           /* of the reader of a file */
  int64_t note_count;
  int32_t result; /* 1 + SDG16I_RESULT_ of lib/results; 0: it does not say what it is */
};

/* Puts a finished column behind the others; the table owns it from now on and
 * *column is zeroed. On failure (memory alone) it stays the caller's. The name
 * must be new, and the rows as many as the table's: not checked. */
int32_t sdg16i_table_adopt(sdg16_table *table, int64_t rows, sdg16i_column *column,
                           sdg16_error *error);
void sdg16i_column_free(sdg16i_column *column);
/* SDG16_ERR_COLUMN: the name of a further column is empty, or is there already. */
int32_t sdg16i_table_check_name(const sdg16_table *table, const char *name, sdg16_error *error);
/* A column with its name and `rows` zeroed values of `size` bytes; -1 when out of memory. */
int sdg16i_column_init(sdg16i_column *column, int32_t type, const char *name, int64_t rows,
                       size_t size);

/* Sets or replaces a label; -1 when out of memory. Ascending additions cost O(1). */
int sdg16i_labels_add(sdg16i_labels *labels, double value, const char *text);
/* The label of a value, or NULL. O(log count). */
const char *sdg16i_labels_find(const sdg16i_labels *labels, double value);
/* Frees variable label, value labels and tags. */
void sdg16i_column_forget(sdg16i_column *column);

/* Adds a note of the reader of a file; 0, or SDG16_ERR_MEMORY. */
int32_t sdg16i_table_add_note(sdg16_table *table, const char *text);

#endif
