/* A column whose type is found in one pass, while its texts arrive.
 *
 * As long as every text is a plain decimal number (at most 18 digits, no sign
 * but '-', no superfluous zeros, no exponent) it is held exactly as a whole
 * number and a count of decimals, from which the text can be written again. The
 * first other text turns the column into codes of a dictionary. So no text is
 * lost, whatever the type turns out to be, and nothing is read twice. */
#ifndef SDG16I_DATA_CSV_INFER_TYPE_H
#define SDG16I_DATA_CSV_INFER_TYPE_H

#include "data/table/table.h"

typedef struct sdg16i_typing {
  char decimal; /* '.', ',' or 0: either, told by the evidence */
  int64_t rows, capacity;
  int64_t *mantissas; /* NULL once there are codes */
  uint8_t *scales;    /* digits behind the decimal character; NULL: none so far */
  int32_t *codes;
  uint8_t *missing; /* NULL: none so far */
  sdg16i_dictionary levels;
  /* what the numbers look like */
  int judged;
  int numeric;  /* every text is a number */
  int whole;    /* every text is a whole number within int64 */
  int exact;    /* every whole number is a double */
  char mark;    /* the decimal character in use; 0: none */
  int evidence; /* which cannot separate thousands everywhere: "0,125", "1,5" */
} sdg16i_typing;

/* Both return SDG16_OK, _ERR_MEMORY or _ERR_LIMIT (2^31 - 1 different texts). A
 * zeroed struct, with `decimal` set, is an empty column. */
int32_t sdg16i_typing_add(sdg16i_typing *typing, const char *text, int64_t size);
/* `kind`: why it is missing. */
int32_t sdg16i_typing_add_missing(sdg16i_typing *typing, uint8_t kind);

/* Makes room for so many rows, if there is memory; the first use of much room at once is
 * faster.
 */
void sdg16i_typing_expect(sdg16i_typing *typing, int64_t rows);

/* The decimal character that the column proves, or 0. */
char sdg16i_typing_proof(sdg16i_typing *typing);

/* Moves the content to `out` (all but its name): INT64, else DOUBLE with the
 * given decimal character (0: numbers with one stay text), else TEXT.
 * SDG16_OK, _ERR_MEMORY or _ERR_LIMIT (then the column is of no more use). */
int32_t sdg16i_typing_finish(sdg16i_typing *typing, char decimal, sdg16i_column *out);
void sdg16i_typing_free(sdg16i_typing *typing);

#endif
