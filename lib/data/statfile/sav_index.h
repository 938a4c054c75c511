/* The variables of a system file by name, and the parts of its extension records. */
#ifndef SDG16I_DATA_STATFILE_SAV_INDEX_H
#define SDG16I_DATA_STATFILE_SAV_INDEX_H

#include "data/statfile/sav.h"
#include "data/table/dictionary.h"

/* The records of variables by name: that of a code is the first, `next` the one behind it. */
typedef struct sdg16i_sav_index {
  sdg16i_dictionary names;
  int64_t *first, *last, *next;
} sdg16i_sav_index;

/* By short name, or by the name that the table will have: of variables, not of segments. */
int32_t sdg16i_sav_index_make(const sdg16i_sav *sav, int by_short_name,
                              sdg16i_sav_index *index);
void sdg16i_sav_index_free(sdg16i_sav_index *index);
/* The number of the first record with the name; -1: none. */
int64_t sdg16i_sav_index_find(const sdg16i_sav_index *index, sdg16i_sav_text name);

/* A part of a record that is read from its beginning; `failed` at its end. */
typedef struct sdg16i_sav_cursor {
  const unsigned char *bytes;
  int64_t size;
  int is_big, failed;
} sdg16i_sav_cursor;

/* An empty text at the end of the record. */
sdg16i_sav_text sdg16i_sav_take_bytes(sdg16i_sav_cursor *cursor, int64_t size);
int64_t sdg16i_sav_take_number(sdg16i_sav_cursor *cursor);
/* A text with its size before it. */
sdg16i_sav_text sdg16i_sav_take_counted(sdg16i_sav_cursor *cursor);
/* The record was too short. */
int32_t sdg16i_sav_fail_inside(sdg16i_sav *sav, const sdg16i_sav_extension *e, int subtype);

#endif
