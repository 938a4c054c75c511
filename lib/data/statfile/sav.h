/* Reading a system file of SPSS (.sav, .zsav): what its parts share. The format is described in
 * "System File Format" of PSPP's developers' guide. The dictionary is a row of records; their
 * texts are kept as they are until all records are known, because the encoding comes last. */
#ifndef SDG16I_DATA_STATFILE_SAV_H
#define SDG16I_DATA_STATFILE_SAV_H

#include "base/memory.h"
#include "data/encoding.h"
#include "data/statfile/spss_labels.h"
#include "data/statfile/stat_read.h"

/* Limits of what is kept of a file: a label, and a record of extension. */
#define SDG16I_SAV_LABEL_MAX 65536
#define SDG16I_SAV_EXTENSION_MAX ((int64_t)64 << 20)
#define SDG16I_SAV_EXTENSIONS 32 /* subtypes; further ones are skipped */
#define SDG16I_SAV_SEGMENT 255   /* bytes of a long text that a segment holds */

/* Bytes of the file, in its encoding. */
typedef struct sdg16i_sav_text {
  const char *bytes;
  int64_t size;
} sdg16i_sav_text;

/* A record of a variable: a variable, or a segment of a text above 255 bytes. */
typedef struct sdg16i_sav_variable {
  int64_t offset;      /* of the record in the file */
  int64_t position;    /* in a case, in units of 8 bytes */
  int64_t elements;    /* units of 8 bytes in a case */
  int32_t width;       /* bytes of text; 0: a number */
  int32_t segments;    /* records of this variable; 0: a segment of a variable before */
  int32_t text_width;  /* of all segments */
  int32_t format;      /* the number of its display format */
  int32_t range_count; /* how `missing` begins: 1: low and high; 0: no range */
  int32_t missing_count;
  sdg16i_spss_labelled labelled;
  int64_t index; /* among the variables of the table; -1: not wanted */
  char short_name[9];
  sdg16i_sav_text long_name, label;
  sdg16i_sav_text missing[4]; /* a range has two */
} sdg16i_sav_variable;

typedef struct sdg16i_sav_label {
  unsigned char value[8];
  sdg16i_sav_text text;
} sdg16i_sav_label;

/* Records 3 and 4: value labels, and the variables that they are for. */
typedef struct sdg16i_sav_labels {
  int64_t count, variable_count;
  sdg16i_sav_label *labels;
  int32_t *positions; /* of the variables, from 1 */
} sdg16i_sav_labels;

/* A record 7. */
typedef struct sdg16i_sav_extension {
  int64_t offset, size, count; /* size: of each of the items */
  const unsigned char *bytes;  /* NULL: there is none */
} sdg16i_sav_extension;

typedef struct sdg16i_sav {
  const sdg16i_stat_job *job;
  sdg16i_byte_source *source;
  sdg16i_arena arena;
  sdg16i_decoder *decoder;
  int is_big, compression;
  double bias;
  int64_t cases; /* -1: not known */
  int64_t elements;
  double system_missing;
  int64_t count, capacity;
  sdg16i_sav_variable *variables;
  int64_t label_count, labels_count, labels_capacity;
  sdg16i_sav_labels *labels;
  sdg16i_sav_extension extensions[SDG16I_SAV_EXTENSIONS];
} sdg16i_sav;

/* SPSS's second largest negative number (LOWEST). */
#define SDG16I_SAV_LOWEST (-0x1.ffffffffffffep1023)

#define SDG16I_SAV_PLAIN 0
#define SDG16I_SAV_OPCODES 1
#define SDG16I_SAV_ZLIB 2

/* The steps, in this order. All return a status, with the error filled in. */
int32_t sdg16i_sav_header(sdg16i_sav *sav);
int32_t sdg16i_sav_records(sdg16i_sav *sav);    /* up to the first case */
int32_t sdg16i_sav_encoding(sdg16i_sav *sav);   /* opens the decoder */
int32_t sdg16i_sav_extensions(sdg16i_sav *sav); /* what they say about variables */
int32_t sdg16i_sav_variables(sdg16i_sav *sav);  /* to the builder */
int32_t sdg16i_sav_value_labels(sdg16i_sav *sav);
int32_t sdg16i_sav_rows(sdg16i_sav *sav);

/* ---- of one step for others ---- */

/* The texts are in EBCDIC, as the byte at `offset` says. */
int32_t sdg16i_sav_refuse_ebcdic(sdg16i_sav *sav, int64_t offset);
/* Counts further value labels; SDG16_ERR_LIMIT. */
int32_t sdg16i_sav_count_labels(sdg16i_sav *sav, int64_t count);

/* ---- sav_dictionary.c ---- */

/* A text as UTF-8, borrowed until the next call, without blanks and NUL bytes at its end.
 * `what`: what it is, for the message. */
int32_t sdg16i_sav_decode(sdg16i_sav *sav, sdg16i_sav_text text, const char *what,
                          const char **out);
/* The same with a copy in the arena. */
int32_t sdg16i_sav_decode_copy(sdg16i_sav *sav, sdg16i_sav_text text, const char *what,
                               const char **out);
/* Is a variable whose record begins at this unit of 8 bytes; NULL: none. */
sdg16i_sav_variable *sdg16i_sav_at_position(sdg16i_sav *sav, int64_t position);
/* The name in the file: long, or short. */
sdg16i_sav_text sdg16i_sav_name(const sdg16i_sav_variable *variable);
/* The value stands for system-missing, or for no number. */
int sdg16i_sav_is_system_missing(const sdg16i_sav *sav, double number);
/* Without the blanks and NUL bytes at the end. */
sdg16i_sav_text sdg16i_sav_trimmed(sdg16i_sav_text text);

#endif
