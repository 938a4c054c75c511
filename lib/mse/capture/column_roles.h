/* The input that is being read: its header, the role of each column, and how messages name a
 * place in it. */
#ifndef SDG16I_MSE_CAPTURE_COLUMN_ROLES_H
#define SDG16I_MSE_CAPTURE_COLUMN_ROLES_H

#include "base/error.h"
#include "base/memory.h"
#include "data/csv/parse.h"
#include "data/table/dictionary.h"
#include "mse/capture/notes.h"

#include <sdg16/capture.h>

/* The role of a column. */
#define SDG16I_USE_NONE 0
#define SDG16I_USE_COUNT 1
#define SDG16I_USE_ID 2
#define SDG16I_USE_LIST 3 /* a list's flags, or the column that names the list */
#define SDG16I_USE_STRATUM 4

typedef struct sdg16i_input {
  const sdg16_capture_options *options;
  int64_t path_count;
  const char *const *paths; /* NULL: a table in memory */
  int64_t path;             /* the one being read */
  uint64_t tables;          /* a bit a path: read as a table, its rows are not lines */
  int32_t layout;           /* never AUTO once the header is read */
  sdg16i_arena arena;       /* of the header */
  int64_t columns;
  const char **header;                  /* names: not empty, none twice */
  int64_t *file_column;                 /* from 1: some may have been left out */
  char *role;                           /* SDG16I_ROLE_ of each column */
  int64_t count, id, list;              /* columns; -1: none */
  int64_t list_column[SDG16_MAX_LISTS]; /* of options->lists, in flag layouts */
  int64_t *stratum_column;              /* of options->strata */
  sdg16i_notes notes;
} sdg16i_input;

/* Checks the options, as far as possible without data. */
int32_t sdg16i_input_check(const sdg16i_input *self, sdg16_error *error);
/* Takes the header of the current path and gives the columns their roles. */
int32_t sdg16i_input_header(sdg16i_input *self, const sdg16i_csv_row *row, sdg16_error *error);
/* 1 if the columns of only 0 and 1 are the lists. */
int sdg16i_input_detects(const sdg16i_input *self);
/* 1 if unused columns are examined as well: one of them may be the count. */
int sdg16i_input_watches(const sdg16i_input *self);
/* Notes the use of each column of the current path; `why` (NULL: none) has the reasons for
 * columns whose use was found from their values. */
int32_t sdg16i_input_note_columns(sdg16i_input *self, const char *const *why);
void sdg16i_input_free(sdg16i_input *self);

/* The word for a row of a path: "line", or "row" of a table. */
static inline const char *sdg16i_input_unit(const sdg16i_input *self, int64_t path) {
  return !self->paths || (path < 64 && self->tables >> path & 1) ? "row" : "line";
}

/* Fails with "FILE, line N, column 'x': ..."; `line` 0 and `column` -1: none. */
int32_t sdg16i_input_fail(const sdg16i_input *self, int32_t status, int64_t line,
                          int64_t column, sdg16_error *error, const char *format, ...)
    SDG16I_PRINTF(6, 7);
/* The code of a text; SDG16_ERR_MEMORY, or SDG16_ERR_LIMIT with too many texts. */
static inline int32_t sdg16i_code_of_text(sdg16i_dictionary *texts, const char *bytes,
                                          int64_t size) {
  int32_t code = sdg16i_dictionary_add(texts, bytes, size);
  return code == SDG16I_DICTIONARY_MEMORY ? SDG16_ERR_MEMORY
         : code == SDG16I_DICTIONARY_FULL ? SDG16_ERR_LIMIT
                                          : code;
}

/* Fills the error for an internal status that has no message yet, with this place. */
int32_t sdg16i_input_status(const sdg16i_input *self, int32_t status, int64_t line,
                            sdg16_error *error);

/* The list of a file of layout FILES: named by the caller, or like the file. */
sdg16i_csv_field sdg16i_input_list(const sdg16i_input *self, int64_t path);
/* Layout FILES: every list has an identifier column, and there are no others. */
int32_t sdg16i_input_check_ids(const sdg16i_input *self, sdg16_error *error);

/* The field without the spaces and tabs around it. */
static inline sdg16i_csv_field sdg16i_trim(sdg16i_csv_field field) {
  while (field.size && (*field.bytes == ' ' || *field.bytes == '\t'))
    field.bytes++, field.size--;
  while (field.size &&
         (field.bytes[field.size - 1] == ' ' || field.bytes[field.size - 1] == '\t'))
    field.size--;
  return field;
}

/* Missing: blank, NA (R), or a dot (Stata, SAS); the same in every column. */
static inline int sdg16i_is_missing(sdg16i_csv_field field) {
  field = sdg16i_trim(field);
  return !field.size || (field.size == 1 && *field.bytes == '.') ||
         (field.size == 2 && field.bytes[0] == 'N' && field.bytes[1] == 'A');
}

/* The words of a message for a missing field: "blank", "missing ('NA')". */
static inline const char *sdg16i_missing_field_words(sdg16i_csv_field field) {
  field = sdg16i_trim(field);
  return !field.size ? "a blank" : *field.bytes == '.' ? "'.'" : "'NA'";
}

/* A field as messages show it: quoted, at most sixty bytes, valid UTF-8. */
typedef struct sdg16i_quoted {
  char text[72];
} sdg16i_quoted;
sdg16i_quoted sdg16i_quote(const char *bytes, int64_t size);
sdg16i_quoted sdg16i_quote_text(const char *text);

#endif
