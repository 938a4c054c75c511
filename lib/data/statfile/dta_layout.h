/* The versions of .dta files: how wide each part of a file is. */
#ifndef SDG16I_DATA_STATFILE_DTA_LAYOUT_H
#define SDG16I_DATA_STATFILE_DTA_LAYOUT_H

#include <stdint.h>

#define SDG16I_DTA_FIRST 102
#define SDG16I_DTA_LAST 121

/* How a type is written. */
enum sdg16i_dta_types {
  SDG16I_DTA_LETTERS, /* a byte: b i l f d; 127 + width of a text */
  SDG16I_DTA_BYTES,   /* a byte: 251 to 255; width of a text */
  SDG16I_DTA_WORDS,   /* two bytes: 65526 to 65530; width of a text; 32768: strL */
  SDG16I_DTA_ALIASES  /* the same, and 65525: a variable of another frame */
};

enum sdg16i_dta_missing {
  SDG16I_DTA_ONE_MISSING_333, /* one code for each type; that of a double is 2^333 */
  SDG16I_DTA_ONE_MISSING,     /* one code for each type: the highest value */
  SDG16I_DTA_27_MISSING       /* ., .a, ..., .z: the 27 highest values */
};

/* Sizes in bytes. */
typedef struct sdg16i_dta_layout {
  int32_t version;
  int32_t is_tagged;           /* each part is between <tags> */
  int32_t variable_count_size; /* of the number of variables */
  int32_t row_count_size;
  int32_t title_length_size; /* of the length of the label of the data set; 0: title_size */
  int32_t title_size;
  int32_t time_size; /* of the date of the file; in tagged files its length is before it */
  int32_t types;     /* sdg16i_dta_types */
  int32_t name_size;
  int32_t sort_size; /* of a number in the sort list */
  int32_t format_size;
  int32_t set_name_size;      /* of the value labels that a variable has */
  int32_t label_size;         /* of a variable */
  int32_t field_length_size;  /* of the length of a characteristic; 0: there are none */
  int32_t missing;            /* sdg16i_dta_missing */
  int32_t has_short_labels;   /* value labels: 16-bit values, texts of 8 bytes */
  int32_t table_name_size;    /* of a table of value labels */
  int32_t reference_sizes[2]; /* of the variable's number in a reference to a strL, of 8 bytes
                                 in all: as documented; as some writers have it (0: none) */
  const char *encoding;
} sdg16i_dta_layout;

/* NULL: the version is not known. */
const sdg16i_dta_layout *sdg16i_dta_layout_of(int64_t version);

/* What a variable holds. */
enum sdg16i_dta_kind {
  SDG16I_DTA_BYTE,
  SDG16I_DTA_INT,
  SDG16I_DTA_LONG,
  SDG16I_DTA_FLOAT,
  SDG16I_DTA_DOUBLE,
  SDG16I_DTA_TEXT,
  SDG16I_DTA_STRL,
  SDG16I_DTA_ALIAS
};

typedef struct sdg16i_dta_type {
  int32_t kind;  /* sdg16i_dta_kind */
  int32_t width; /* bytes of a cell */
} sdg16i_dta_type;

/* -1: there is no such type. */
int sdg16i_dta_type_of(const sdg16i_dta_layout *layout, uint32_t code, sdg16i_dta_type *out);

#endif
