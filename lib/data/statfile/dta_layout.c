/* Sources: StataCorp's descriptions of 113 to 121 and of 105, 108, 110 and 111 ("file formats
 * .dta"); for 102 to 104 what pandas reads. 106, 107 and 112 were never released: they are read
 * as the released version that ReadStat takes them for. 109 and 116 are not described. */
#include "data/statfile/dta_layout.h"

#include <stddef.h>

#define LATIN "windows-1252" /* what most files before Unicode have; they do not say */
#define UTF8 "UTF-8"
#define LETTERS SDG16I_DTA_LETTERS
#define BYTES SDG16I_DTA_BYTES
#define WORDS SDG16I_DTA_WORDS
#define ALIASES SDG16I_DTA_ALIASES
#define M333 SDG16I_DTA_ONE_MISSING_333
#define M1 SDG16I_DTA_ONE_MISSING
#define M27 SDG16I_DTA_27_MISSING

/* clang-format off */
static const sdg16i_dta_layout LAYOUTS[] = {
  /*   tags K  N  title  time types    name sort fmt set label ch miss  short table refs   text */
  {102, 0, 2, 2, 0,  32,  0, LETTERS,   9, 2,  7,   9,  32, 0, M333, 1,   9, {0, 0}, LATIN},
  {103, 0, 2, 4, 0,  32,  0, LETTERS,   9, 2,  7,   9,  32, 0, M333, 1,   9, {0, 0}, LATIN},
  {104, 0, 2, 4, 0,  32,  0, LETTERS,   9, 2,  7,   9,  32, 0, M333, 1,   9, {0, 0}, LATIN},
  {105, 0, 2, 4, 0,  32, 18, LETTERS,   9, 2, 12,   9,  32, 2, M333, 1,   9, {0, 0}, LATIN},
  {106, 0, 2, 4, 0,  32, 18, LETTERS,   9, 2, 12,   9,  32, 2, M1,   1,   9, {0, 0}, LATIN},
  {107, 0, 2, 4, 0,  32, 18, LETTERS,   9, 2, 12,   9,  32, 2, M1,   1,   9, {0, 0}, LATIN},
  {108, 0, 2, 4, 0,  81, 18, LETTERS,   9, 2, 12,   9,  81, 2, M1,   0,   9, {0, 0}, LATIN},
  {110, 0, 2, 4, 0,  81, 18, LETTERS,  33, 2, 12,  33,  81, 4, M1,   0,  33, {0, 0}, LATIN},
  {111, 0, 2, 4, 0,  81, 18, BYTES,    33, 2, 12,  33,  81, 4, M1,   0,  33, {0, 0}, LATIN},
  {112, 0, 2, 4, 0,  81, 18, BYTES,    33, 2, 12,  33,  81, 4, M1,   0,  33, {0, 0}, LATIN},
  {113, 0, 2, 4, 0,  81, 18, BYTES,    33, 2, 12,  33,  81, 4, M27,  0,  33, {0, 0}, LATIN},
  {114, 0, 2, 4, 0,  81, 18, BYTES,    33, 2, 49,  33,  81, 4, M27,  0,  33, {0, 0}, LATIN},
  {115, 0, 2, 4, 0,  81, 18, BYTES,    33, 2, 49,  33,  81, 4, M27,  0,  33, {0, 0}, LATIN},
  {117, 1, 2, 4, 1,   0,  0, WORDS,    33, 2, 49,  33,  81, 4, M27,  0,  33, {4, 0}, LATIN},
  {118, 1, 2, 8, 2,   0,  0, WORDS,   129, 2, 57, 129, 321, 4, M27,  0, 129, {2, 0}, UTF8},
  {119, 1, 4, 8, 2,   0,  0, WORDS,   129, 4, 57, 129, 321, 4, M27,  0, 129, {3, 2}, UTF8},
  {120, 1, 2, 8, 2,   0,  0, ALIASES, 129, 2, 57, 129, 321, 4, M27,  0, 129, {2, 0}, UTF8},
  {121, 1, 4, 8, 2,   0,  0, ALIASES, 129, 4, 57, 129, 321, 4, M27,  0, 129, {3, 2}, UTF8},
};
/* clang-format on */

const sdg16i_dta_layout *sdg16i_dta_layout_of(int64_t version) {
  for (size_t i = 0; i < sizeof LAYOUTS / sizeof *LAYOUTS; i++)
    if (LAYOUTS[i].version == version) return &LAYOUTS[i];
  return NULL;
}

/* The code of each type of numbers, in the three ways of writing types. */
static const struct number_type {
  uint32_t letter, byte, word;
  sdg16i_dta_type type;
} NUMBERS[] = {
    {'b', 251, 65530, {SDG16I_DTA_BYTE, 1}},   {'i', 252, 65529, {SDG16I_DTA_INT, 2}},
    {'l', 253, 65528, {SDG16I_DTA_LONG, 4}},   {'f', 254, 65527, {SDG16I_DTA_FLOAT, 4}},
    {'d', 255, 65526, {SDG16I_DTA_DOUBLE, 8}},
};

static int text_type(uint32_t width, uint32_t most, sdg16i_dta_type *out) {
  if (!width || width > most) return -1;
  *out = (sdg16i_dta_type){SDG16I_DTA_TEXT, (int32_t)width};
  return 0;
}

static int word_type(int32_t types, uint32_t code, sdg16i_dta_type *out) {
  if (code == 32768) {
    *out = (sdg16i_dta_type){SDG16I_DTA_STRL, 8};
    return 0;
  }
  if (code == 65525 && types == SDG16I_DTA_ALIASES) {
    *out = (sdg16i_dta_type){SDG16I_DTA_ALIAS, 0};
    return 0;
  }
  return text_type(code, 2045, out);
}

int sdg16i_dta_type_of(const sdg16i_dta_layout *layout, uint32_t code, sdg16i_dta_type *out) {
  for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
    const struct number_type *n = &NUMBERS[i];
    uint32_t known = layout->types == SDG16I_DTA_LETTERS ? n->letter
                     : layout->types == SDG16I_DTA_BYTES ? n->byte
                                                         : n->word;
    if (code != known) continue;
    *out = n->type;
    return 0;
  }
  if (layout->types == SDG16I_DTA_LETTERS)
    return code < 127 ? -1 : text_type(code - 127, 128, out);
  return layout->types == SDG16I_DTA_BYTES ? text_type(code, 244, out)
                                           : word_type(layout->types, code, out);
}
