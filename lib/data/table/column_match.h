/* Columns by their names: the one that is written exactly so; else the only one whose name
 * differs in case alone. */
#ifndef SDG16I_DATA_TABLE_COLUMN_MATCH_H
#define SDG16I_DATA_TABLE_COLUMN_MATCH_H

#include <sdg16/table.h>
#include <stddef.h>

typedef struct sdg16i_column_match {
  int64_t column; /* -1: none, or `other` is one too */
  int64_t first;  /* of several that differ in case; else -1 */
  int64_t other;  /* the second of them; else -1 */
  int is_exact;
} sdg16i_column_match;

/* Do the names differ in case at most? Letters of any alphabet. */
int sdg16i_same_letters(const char *a, const char *b);
/* Of `count` names, which `name_at` gives. */
sdg16i_column_match sdg16i_match_name(int64_t count,
                                      const char *(*name_at)(const void *context, int64_t i),
                                      const void *context, const char *name);
sdg16i_column_match sdg16i_match_column(const sdg16_table *table, const char *name);

/* The column of a table. SDG16_ERR_COLUMN, "OPTION: there is no column 'age'; ...". */
int32_t sdg16i_ask_column(const sdg16_table *table, const char *option, const char *name,
                          int64_t *out, sdg16_error *error);
/* Why there is none: " there is no column 'age', and both 'Age' and 'AGE' differ ...". */
void sdg16i_no_column_text(const char *name, const char *first, const char *other, char *out,
                           size_t size);
/* Adds "'Weight' for 'weight'" to `out` if the name is not exact, as far as it fits. */
void sdg16i_add_respelled(const sdg16_table *table, const char *name, char *out, size_t size);
#endif
