/* M49 codes of countries and areas, by their codes and names. */
#include "data/areas/areas.h"

#include "base/nearest.h"
#include "base/text.h"
#include "data/areas/m49.h"

#include <sdg16/area.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 128 /* of a folded name; longer texts are no names */

typedef struct area_row {
  int32_t m49;
  const char *text; /* the code as text */
  const char *iso2, *iso3, *name;
} area_row;

typedef struct area_key {
  const char *name;
  int32_t m49;
} area_key;

#define ROW(code, two, three, name) {code, #code, two, three, name},
#define KEY(name, code) {name, code},
static const area_row AREAS[] = {SDG16I_M49_AREAS(ROW)};
static const area_key KEYS[] = {SDG16I_M49_KEYS(KEY)};
#define AREA_COUNT ((int64_t)(sizeof AREAS / sizeof AREAS[0]))
#define KEY_COUNT (sizeof KEYS / sizeof KEYS[0])

/* ---- names without case, accents, punctuation and small words ---- */

/* The letter below an accent, of the two bytes of a letter of Latin-1; 0: another character. */
static char plain_letter(unsigned char first, unsigned char second) {
  static const char LETTERS[] =
      "aaaaaa?ceeeeiiii?nooooo?ouuuuy??aaaaaa?ceeeeiiii?nooooo?ouuuuy?y";
  char letter = first == 0xC3 && second >= 0x80 && second < 0xC0 ? LETTERS[second - 0x80] : 0;
  return letter == '?' ? 0 : letter;
}

static int is_small_word(const char *word, size_t size) {
  static const char *const WORDS[] = {"and", "the", "of"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (strlen(WORDS[i]) == size && !memcmp(WORDS[i], word, size)) return 1;
  return 0;
}

/* Letters in lower case and digits; a blank for what separates words. How many bytes of the
 * text were read; *out is 0 for characters that are left out. */
static size_t read_letter(const char *text, char *out) {
  unsigned char first = (unsigned char)text[0], second = (unsigned char)text[1];
  char letter = sdg16i_small_letter(text[0]);
  *out = ' ';
  if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
    *out = letter;
  } else if (letter == '\'' || letter == '.') {
    *out = 0;
  } else if (first == 0xE2 && second == 0x80 && (unsigned char)text[2] == 0x99) { /* U+2019 */
    *out = 0;
    return 3;
  } else if (first == 0xC3 && second) {
    char plain = plain_letter(first, second);
    *out = plain ? plain : ' ';
    return 2;
  }
  return 1;
}

/* Writes the words of a folded text one after another: small ones are left out, unless there is
 * no other word. */
static void join_words(const char *folded, char out[NAME_SIZE]) {
  size_t used = 0, size;
  const char *first = folded + strspn(folded, " ");
  const char *more = first + strcspn(first, " ");
  int single = !more[strspn(more, " ")];
  for (const char *word = first; *word; word += strspn(word, " ")) {
    size = strcspn(word, " ");
    int saint = size == 2 && !memcmp(word, "st", 2) && !single;
    if (saint && used + 6 < NAME_SIZE) {
      memcpy(out + used, "saint", 5);
      used += 5;
    } else if (single || !is_small_word(word, size)) {
      memcpy(out + used, word, size);
      used += size;
    }
    word += size;
  }
  out[used] = '\0';
}

/* 0 if the text is too long for a name. */
static int fold_name(const char *text, char out[NAME_SIZE]) {
  char folded[NAME_SIZE / 2]; /* "st" becomes longer */
  size_t used = 0;
  while (*text) {
    char letter;
    text += read_letter(text, &letter);
    if (!letter) continue;
    if (used + 1 >= sizeof folded) return 0;
    folded[used++] = letter;
  }
  folded[used] = '\0';
  join_words(folded, out);
  return *out != '\0';
}

static int compare_key(const void *name, const void *key) {
  return strcmp(name, ((const area_key *)key)->name);
}

static int32_t code_by_name(const char *text) {
  char name[NAME_SIZE];
  if (!fold_name(text, name)) return -1;
  const area_key *found = bsearch(name, KEYS, KEY_COUNT, sizeof *KEYS, compare_key);
  return found ? found->m49 : -1;
}

/* ---- the list ---- */

int64_t sdg16_area_count(void) { return AREA_COUNT; }

static const area_row *area_at(int64_t index) {
  return index >= 0 && index < AREA_COUNT ? &AREAS[index] : NULL;
}

int32_t sdg16_area_m49(int64_t index) { return area_at(index) ? area_at(index)->m49 : -1; }
const char *sdg16_area_text(int64_t index) {
  return area_at(index) ? area_at(index)->text : NULL;
}
const char *sdg16_area_iso2(int64_t index) {
  return area_at(index) ? area_at(index)->iso2 : NULL;
}
const char *sdg16_area_iso3(int64_t index) {
  return area_at(index) ? area_at(index)->iso3 : NULL;
}
const char *sdg16_area_name(int64_t index) {
  return area_at(index) ? area_at(index)->name : NULL;
}

static int compare_area(const void *code, const void *area) {
  int32_t a = *(const int32_t *)code, b = ((const area_row *)area)->m49;
  return (a > b) - (a < b);
}

int64_t sdg16_area_find(int32_t m49) {
  const area_row *found = bsearch(&m49, AREAS, (size_t)AREA_COUNT, sizeof *AREAS, compare_area);
  return found ? found - AREAS : -1;
}

/* ---- texts ---- */

static const char *without_zeros(const char *digits) {
  while (digits[0] == '0' && digits[1]) digits++;
  return digits;
}

static int is_digits(const char *text) { return *text && !text[strspn(text, "0123456789")]; }

const char *sdg16i_area_text(const char *text) {
  while (*text == ' ') text++;
  if (!*text) return text;
  if (is_digits(text)) return without_zeros(text);
  int64_t index = sdg16_area_find(code_by_name(text));
  return index < 0 ? text : AREAS[index].text;
}

int sdg16i_areas_are_named(const sdg16_table *table, int64_t column) {
  if (column < 0 || sdg16_table_type(table, column) != SDG16_TEXT) return 1;
  for (int64_t k = 0; k < sdg16_table_level_count(table, column); k++) {
    const char *text = sdg16_table_level(table, column, k);
    while (*text == ' ') text++;
    if (*text && !is_digits(text) && sdg16_area_find(code_by_name(text)) < 0) return 0;
  }
  return 1;
}

const char *sdg16i_area_of(const char *text, int named) {
  if (named) return sdg16i_area_text(text);
  while (*text == ' ') text++;
  return is_digits(text) ? without_zeros(text) : text;
}

static int32_t code_of_two_letters(const char *text) {
  for (int64_t i = 0; strlen(text) == 2 && i < AREA_COUNT; i++)
    if (AREAS[i].iso2 && !strcmp(AREAS[i].iso2, text)) return AREAS[i].m49;
  return -1;
}

int32_t sdg16_area_code(const char *text) {
  if (!text) return -1;
  text = sdg16i_area_text(text);
  if (!is_digits(text)) return code_of_two_letters(text);
  if (strlen(text) > 3) return -1;
  int32_t code = (int32_t)strtol(text, NULL, 10);
  return sdg16_area_find(code) < 0 ? -1 : code;
}

int32_t sdg16_area_nearest(const char *text) {
  char name[NAME_SIZE];
  int32_t code = sdg16_area_code(text), nearest = -1;
  if (code >= 0 || !text || is_digits(text) || !fold_name(text, name)) return code;
  size_t best = SIZE_MAX;
  for (size_t k = 0; k < KEY_COUNT; k++) {
    if (strlen(KEYS[k].name) < 4) continue; /* a code: another one is always near */
    size_t distance = sdg16i_distance(name, KEYS[k].name);
    if (distance < best) best = distance, nearest = KEYS[k].m49;
  }
  return sdg16i_is_near(best, name) ? nearest : -1;
}

const char *sdg16i_area_hint(const char *text, char out[SDG16I_AREA_HINT_SIZE]) {
  int64_t index = sdg16_area_find(sdg16_area_nearest(text));
  *out = '\0';
  if (index >= 0)
    snprintf(out, SDG16I_AREA_HINT_SIZE, " (did you mean %s, %s?)", AREAS[index].text,
             AREAS[index].name);
  return out;
}
