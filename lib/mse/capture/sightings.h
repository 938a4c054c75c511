/* Layouts records and files: sightings of persons, joined by identifier. */
#ifndef SDG16I_MSE_CAPTURE_SIGHTINGS_H
#define SDG16I_MSE_CAPTURE_SIGHTINGS_H

#include "mse/capture/column_roles.h"
#include "mse/capture/strata.h"
#include "mse/capture/tally.h"

typedef struct sdg16i_person {
  uint64_t line : 44; /* of the first row with a stratum value, file by file */
  uint64_t file : 4;
  uint64_t history : 16;
  uint32_t stratum; /* the combination; or, with a mark, the first of `said` */
  uint32_t rows;    /* with this combination */
} sdg16i_person;

typedef struct sdg16i_sightings {
  int64_t rows;
  sdg16i_dictionary lists; /* their names */
  sdg16i_dictionary ids;
  sdg16i_person *persons; /* one an id */
  int64_t person_capacity;
  struct sdg16i_said *said; /* values of persons whose rows differ */
  int64_t said_count, said_capacity;
  uint8_t *blanks; /* one an id: those around it as the first row has it, or TRIMMED_ALIKE */
  int64_t blanks_capacity;
  char *folded; /* an identifier */
  int64_t folded_capacity;
  struct sdg16i_waiting_row *waiting; /* rows whose persons are not yet looked up */
  int64_t waiting_count;
  sdg16i_tally tally;
} sdg16i_sightings; /* {0} is empty */

/* Takes the names of the lists, if they are given or are the files. */
int32_t sdg16i_sightings_start(sdg16i_sightings *self, const sdg16i_input *input,
                               sdg16_error *error);
int32_t sdg16i_sightings_row(sdg16i_sightings *self, const sdg16i_input *input,
                             sdg16i_strata *strata, const sdg16i_csv_row *row,
                             sdg16_error *error);
/* The same for a row with flags: `history` has one bit per list (layout persons with an id). */
int32_t sdg16i_sightings_flags(sdg16i_sightings *self, const sdg16i_input *input,
                               sdg16i_strata *strata, const sdg16i_csv_row *row,
                               uint64_t history, sdg16_error *error);
/* Rows wait until there are enough of them to look up their persons together. This takes in
 * those that wait; call it behind the last row of each path, even after a failure: the error of
 * a row that waits comes before that of a later row. */
int32_t sdg16i_sightings_settle(sdg16i_sightings *self, const sdg16i_input *input,
                                sdg16i_strata *strata, sdg16_error *error);
/* Adds the history of each person to a tally. */
int32_t sdg16i_sightings_tally(const sdg16i_sightings *self, const sdg16i_input *input,
                               sdg16i_strata *strata, sdg16i_tally *tally, sdg16_error *error);
/* Notes persons whose rows have their identifier with different blanks around it. */
int32_t sdg16i_sightings_note_blanks(const sdg16i_sightings *self, sdg16i_notes *notes);
/* Puts the histories into `tally`, and notes lists and identifiers that are almost alike. */
int32_t sdg16i_sightings_finish(sdg16i_sightings *self, sdg16i_input *input,
                                sdg16i_strata *strata, sdg16_error *error);
void sdg16i_sightings_free(sdg16i_sightings *self);

#endif
