/* The respondents of a sample as records: group and answers, without the weight and the units
 * of the design. A twin of a data set gives some respondents the records of others. */
#ifndef SDG16I_PROTECT_SAMPLE_RECORDS_H
#define SDG16I_PROTECT_SAMPLE_RECORDS_H

#include "survey/estimate/origin.h"

#define SDG16I_RECORD_COLUMNS 16
#define SDG16I_WEIGHT_CLASSES 24 /* beyond, near weights make a class */

/* A type is what respondents with the same record have in common. The types of a cell (one
 * combination of the codes of all groups) stand behind one another. */
typedef struct sdg16i_records {
  sdg16i_arena memory;
  const sdg16i_origin *origin;
  int64_t positions;
  int32_t columns;                              /* of groups, in all estimations */
  const int32_t *column[SDG16I_RECORD_COLUMNS]; /* codes by position; -1: missing */
  uint8_t known[SDG16I_RECORD_COLUMNS]; /* the reader knows the code of every respondent: it
                                           follows from stratum, unit, weight or calibration */
  uint8_t *known_slot;                  /* the same for answers */
  int64_t slots;                        /* the answers of all estimations, item by item */
  int64_t *first_slot;                  /* of each estimation, and one more */
  int64_t types;
  int32_t *cell_of_type;
  int8_t *answer;     /* types x slots; SDG16I_NO_ANSWER: missing, or not included */
  int32_t *category;  /* types x estimations: of standardisation; -1: none */
  int32_t *person_of; /* type: the position of one respondent */
  int32_t *type_of;   /* position; -1: without a weight */
  int64_t cells;
  int32_t *code;       /* cells x columns */
  int64_t *first_type; /* of each cell, and one more */
  int64_t regions;     /* strata x cells of calibration */
  int32_t *region_of;  /* position */
  uint8_t *occupied;   /* regions x cells; NULL: too many, nobody changes the cell */
  int64_t classes;     /* of weights */
  int32_t *class_of;   /* position */
  int64_t *neighbours; /* cells that differ in one column that is not known: of each cell where
                          they begin, and one more */
  int32_t *neighbour;
} sdg16i_records;

int32_t sdg16i_records_make(sdg16i_records *records, const sdg16i_origin *origin,
                            sdg16_error *error);
void sdg16i_records_free(sdg16i_records *records);

static inline const int8_t *sdg16i_record_answers(const sdg16i_records *r, int64_t type) {
  return r->answer + type * r->slots;
}

/* The type in the same cell with the other answer in the slot, and else most alike; -1: there
 * is none. */
int32_t sdg16i_record_turned(const sdg16i_records *records, int32_t type, int64_t slot);
/* The type in another cell that is most alike. */
int32_t sdg16i_record_moved(const sdg16i_records *records, int32_t type, int32_t cell);
/* May the respondent have the record? */
int sdg16i_record_fits(const sdg16i_records *records, int64_t position, int32_t type);

#endif
