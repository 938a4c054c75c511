/* Compressed cases of a system file: groups of 8 opcodes, each for 8 bytes of a case, and
 * behind a group the bytes that are not compressed. */
#ifndef SDG16I_DATA_STATFILE_SAV_OPCODES_H
#define SDG16I_DATA_STATFILE_SAV_OPCODES_H

#include <stdint.h>

/* Where the bytes come from. */
typedef struct sdg16i_sav_input {
  /* Further bytes, borrowed until the next call; *size 0: the end. A status. */
  int32_t (*fill)(void *context, const unsigned char **bytes, int64_t *size);
  void *context;
  const unsigned char *bytes; /* at hand */
  int64_t size;
} sdg16i_sav_input;

typedef struct sdg16i_sav_opcodes {
  sdg16i_sav_input input;
  uint64_t values[256];         /* what an opcode stands for, as the bytes of the file */
  unsigned char is_number[256]; /* it stands for a number above or below 0 */
  const unsigned char *is_text; /* for each unit of 8 bytes of a case */
  int64_t elements, at;         /* of a case, and which one is next */
  unsigned char group[8];
  int next, held;         /* opcodes of the group */
  int is_ended;           /* opcode 252, or the end of the bytes */
  unsigned char carry[8]; /* bytes that were in two parts */
} sdg16i_sav_opcodes;

/* `system_missing` and the numbers for opcodes are written in the byte order of the file. */
void sdg16i_sav_opcodes_begin(sdg16i_sav_opcodes *opcodes, double bias, double system_missing,
                              int is_big);

/* Decodes up to `most` cases to `out`; fewer at the end of the bytes. A status of the input, or
 * one of these (without an error filled in): */
#define SDG16I_SAV_ENDS_EARLY 1 /* the bytes end within a case */
#define SDG16I_SAV_NOT_A_TEXT 2 /* a text has an opcode of numbers */
int32_t sdg16i_sav_opcodes_cases(sdg16i_sav_opcodes *opcodes, int64_t most, unsigned char *out,
                                 int64_t *cases);

#endif
