/* Reading a portable file of SPSS (.por): what its parts share. The format is described in
 * "Portable File Format" of PSPP's developers' guide: lines of 80 characters, whose blanks at
 * the end may be stripped, in a character set that the file itself describes. */
#ifndef SDG16I_DATA_STATFILE_POR_H
#define SDG16I_DATA_STATFILE_POR_H

#include "base/memory.h"
#include "data/encoding.h"
#include "data/statfile/spss_labels.h"
#include "data/statfile/stat_read.h"
#include "data/table/dictionary.h"

#define SDG16I_POR_TEXT_MAX 32767 /* characters */

typedef struct sdg16i_por_variable {
  int64_t width; /* 0: a number */
  int64_t format;
  const char *name, *label; /* UTF-8 */
  int64_t range_count;
  sdg16i_stat_range ranges[4];
  sdg16i_spss_labelled labelled;
  int is_open_range; /* missing from the largest number on */
  int64_t index;     /* among the variables of the table; -1: not wanted */
} sdg16i_por_variable;

typedef struct sdg16i_por_label {
  const char *text; /* the value, of a text */
  double number;
  const char *label;
} sdg16i_por_label;

typedef struct sdg16i_por_labels {
  int64_t count, variable_count;
  sdg16i_por_label *labels;
  int64_t *variables; /* their numbers */
} sdg16i_por_labels;

typedef struct sdg16i_por {
  const sdg16i_stat_job *job;
  sdg16i_byte_source *source;
  sdg16i_arena arena;
  sdg16i_decoder *decoder;
  /* the stream of characters */
  const unsigned char *bytes;
  int64_t size;
  int64_t column; /* characters of the line so far */
  int64_t blanks; /* that the line had at its end */
  int is_peeked;  /* `next` is the next character */
  unsigned char next;
  /* the character set */
  unsigned char syntax[256]; /* a byte as ASCII; 0: no such character */
  uint16_t letters[256];     /* and as Unicode; 0: as the encoding says */
  unsigned char blank;
  int is_ascii; /* letters and digits are those of ASCII */
  /* the dictionary */
  int64_t declared; /* number of variables; -1: not yet known */
  int64_t count, capacity;
  sdg16i_por_variable *variables;
  sdg16i_stat_remark open_ranges;
  sdg16i_dictionary names;
  int64_t *of_name; /* [names] the first variable with the name */
  int64_t of_name_capacity;
  int64_t label_count, labels_count, labels_capacity;
  sdg16i_por_labels *labels;
  /* a text */
  char *raw, *text;
  int64_t raw_capacity, text_capacity;
} sdg16i_por;

/* All return a status, with the error filled in. `what`: what is read, for messages. */

/* The next byte of the file's character set, line ends left out; sdg16i_por_peek leaves it
 * there. */
int32_t sdg16i_por_next(sdg16i_por *por, const char *what, unsigned char *out);
int32_t sdg16i_por_peek(sdg16i_por *por, const char *what, unsigned char *out);
/* The first lines, and the character set. */
int32_t sdg16i_por_header(sdg16i_por *por);
/* NaN: system-missing. A limit of missing values may be infinite: PSPP rounds the largest
 * double up where it writes it with fewer digits. */
int32_t sdg16i_por_take_limit(sdg16i_por *por, const char *what, double *out);
int32_t sdg16i_por_take_number(sdg16i_por *por, const char *what, double *out);
int32_t sdg16i_por_take_whole(sdg16i_por *por, const char *what, int64_t most, int64_t *out);
/* UTF-8 without blanks at the end, borrowed until the next call; NULL for `out`: left out.
 * `width`: most bytes that it can have, 0: not known. */
int32_t sdg16i_por_take_text(sdg16i_por *por, const char *what, int64_t width,
                             const char **out);
int32_t sdg16i_por_copy_text(sdg16i_por *por, const char *what, const char **out);
/* "PATH, byte OFFSET: ", and a message without arguments. */
int32_t sdg16i_por_fail(sdg16i_por *por, const char *message);

int32_t sdg16i_por_dictionary(sdg16i_por *por); /* up to the first row */
int32_t sdg16i_por_variables(sdg16i_por *por);  /* to the builder, with their labels */
int32_t sdg16i_por_rows(sdg16i_por *por);

#endif
