#include "indicators/registry/categories.h"

#include "base/numbers.h"
#include "base/text.h"
#include "data/total_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Reads digits (at most 4) at *text and moves it; -1 if there are none. */
static int read_digits(const char **text) {
  int value = 0, count = 0;
  for (; sdg16i_is_digit(**text) && count < 4; ++*text, count++)
    value = value * 10 + (**text - '0');
  return count && !sdg16i_is_digit(**text) ? value : -1;
}

int sdg16i_is_age(const sdg16_dimension *dimension) {
  return dimension && dimension->component && !strcmp(dimension->component, "AGE");
}

int sdg16i_age_band(const char *code, double *low, double *high) {
  int unit = *code == 'Y' ? 12 : *code == 'M' ? 1 : 0;
  if (!unit) return -1;
  const char *at = code + 1;
  int open = !strncmp(at, "_GE", 3), below = !strncmp(at, "_LT", 3);
  if (open || below) at += 3;
  int first = read_digits(&at);
  if (first < 0) return -1;
  if (open || below) {
    *low = open ? first * unit : 0;
    *high = open ? (double)INFINITY : first * unit;
    return *at ? -1 : 0;
  }
  int last = first;
  if (*at == 'T') {
    at++;
    last = read_digits(&at);
  }
  if (*at || last < first) return -1;
  *low = first * unit;
  *high = (last + 1) * unit;
  return 0;
}

/* Moves *text behind what stands between two ages: "-", " to ", an en dash. */
static int skip_dash(const char **text) {
  static const char *const DASHES[] = {"-", " - ", " to ", "\xe2\x80\x93"};
  for (size_t i = 0; i < sizeof DASHES / sizeof DASHES[0]; i++) {
    size_t size = strlen(DASHES[i]);
    if (strncmp(*text, DASHES[i], size)) continue;
    *text += size;
    return 1;
  }
  return 0;
}

/* "0-4", "65+", "65 and over", "7", "under 5": the code; -1 for other texts. */
static int age_of_words(const char *text, int64_t size, char out[SDG16I_CODE_SIZE]) {
  char word[32];
  if (size >= (int64_t)sizeof word) return -1;
  memcpy(word, text, (size_t)size);
  word[size] = '\0';
  const char *at = word;
  int under = sdg16i_same("under ", word, size < 6 ? size : 6);
  if (under) at += 6;
  int first = read_digits(&at);
  if (first < 0 || (under && (*at || !first))) return -1;
  if (under) {
    if (first == 1)
      snprintf(out, SDG16I_CODE_SIZE, "Y0");
    else
      snprintf(out, SDG16I_CODE_SIZE, "Y0T%d", first - 1);
  } else if (!*at) {
    snprintf(out, SDG16I_CODE_SIZE, "Y%d", first);
  } else if (!strcmp(at, "+") || sdg16i_same_text(at, " and over")) {
    snprintf(out, SDG16I_CODE_SIZE, "Y_GE%d", first);
  } else if (skip_dash(&at)) {
    int last = read_digits(&at);
    if (*at || last < first) return -1;
    snprintf(out, SDG16I_CODE_SIZE, "Y%dT%d", first, last);
  } else {
    return -1;
  }
  return 0;
}

static int is_total(const char *text, int64_t size) {
  static const char *const WORDS[] = {"_T",       "total",   "all",   "both sexes",
                                      "all ages", "BOTHSEX", "ALLAGE"};
  if (!size) return 1;
  for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
    if (sdg16i_same(WORDS[i], text, size)) return 1;
  return 0;
}

/* Is `text` the code or one of the words of a part "CODE=word|+word"? The code's size.
 * *some: the word, with + in front, is a part of the category. */
static int64_t is_part(const char *part, int64_t size, const char *text, int64_t text_size,
                       int *some) {
  const char *equals = memchr(part, '=', (size_t)size), *end = part + size;
  int64_t code_size = equals ? equals - part : size;
  char word[SDG16I_CODE_SIZE];
  for (const char *at = part; at && at < end;) {
    const char *stop = at == part ? part + code_size : memchr(at, '|', (size_t)(end - at));
    if (!stop) stop = end;
    *some = at > part && *at == '+';
    at += *some;
    if (stop - at < (int64_t)sizeof word) {
      memcpy(word, at, (size_t)(stop - at));
      word[stop - at] = '\0';
      if (sdg16i_same(word, text, text_size)) return code_size;
    }
    at = stop < end ? stop + 1 : NULL;
  }
  return 0;
}

/* The text without blanks around it. */
static const char *trim_blanks(const char *text, int64_t *size) {
  while (*text == ' ') text++;
  *size = (int64_t)strlen(text);
  while (*size && text[*size - 1] == ' ') --*size;
  return text;
}

/* The part of a list that the text names, and the size of its code; NULL: none. */
static const char *find_part(const char *categories, const char *text, int64_t *code,
                             int *some) {
  int64_t size, part_size;
  text = trim_blanks(text, &size);
  for (const char *part; size && (part = sdg16i_part(&categories, ';', &part_size));)
    if ((*code = is_part(part, part_size, text, size, some))) return part;
  return NULL;
}

int sdg16i_category_named(const char *categories, const char *text,
                          char out[SDG16I_CODE_SIZE]) {
  int64_t code;
  int some;
  const char *part = find_part(categories, text, &code, &some);
  if (part) snprintf(out, SDG16I_CODE_SIZE, "%.*s", (int)code, part);
  return part != NULL;
}

int sdg16i_category_is_some(const sdg16_dimension *dimension, const char *text) {
  int64_t code;
  int some = 0;
  return dimension && find_part(dimension->categories, text, &code, &some) && some;
}

int sdg16i_category_is_total(const sdg16_dimension *dimension, const char *text) {
  int64_t code;
  int some;
  const char *component = dimension ? dimension->component : NULL;
  return sdg16i_is_total_of(component, text) &&
         !(dimension && find_part(dimension->categories, text, &code, &some));
}

int sdg16i_category_is_foreign(const sdg16_dimension *dimension, const char *code) {
  double low, high;
  int64_t size;
  int some;
  const char *component = dimension ? dimension->component : NULL;
  int ages = sdg16i_is_age(dimension);
  if (!component || !*code || *code == '_') return 0;
  if (!ages && strcmp(component, "SEX") && strcmp(component, "URBANISATION")) return 0;
  if (ages && !sdg16i_age_band(code, &low, &high)) return 0;
  return !find_part(dimension->categories, code, &size, &some);
}

void sdg16i_category(const sdg16_dimension *dimension, const char *text,
                     char out[SDG16I_CODE_SIZE]) {
  int64_t size;
  text = trim_blanks(text, &size);
  out[0] = '\0';
  if (is_total(text, size)) return;
  if (sdg16i_category_named(dimension ? dimension->categories : NULL, text, out)) return;
  if (sdg16i_is_age(dimension) && !age_of_words(text, size, out)) return;
  snprintf(out, SDG16I_CODE_SIZE, "%.*s", (int)(size < 127 ? size : 127), text);
}

void sdg16i_category_unknown(const sdg16_dimension *dimension, char out[SDG16I_CODE_SIZE]) {
  sdg16i_category(dimension, "unknown", out);
  if (!strcmp(out, "unknown")) snprintf(out, SDG16I_CODE_SIZE, "_U");
}

int sdg16i_category_without_people(const sdg16_dimension *dimension, const char *code) {
  char unknown[SDG16I_CODE_SIZE];
  sdg16i_category_unknown(dimension, unknown);
  return code[0] == '_' || !strcmp(code, unknown);
}

/* ---- breakdowns that leave out nobody ---- */

/* The age up to which bands follow one another from birth; infinite if one has no end. */
static double covered_months(int64_t count, const char *const *codes) {
  double reached = 0, before = -1;
  while (reached > before) {
    before = reached;
    for (int64_t i = 0; i < count; i++) {
      double low, high;
      if (!sdg16i_age_band(codes[i], &low, &high) && low <= reached && high > reached)
        reached = high;
    }
  }
  return reached;
}

static int has_code(int64_t count, const char *const *codes, const char *code, int64_t size) {
  for (int64_t i = 0; i < count; i++)
    if ((int64_t)strlen(codes[i]) == size && !memcmp(codes[i], code, (size_t)size)) return 1;
  return 0;
}

/* The next category of people that the definition names, with the size of its code; NULL. */
static const char *next_category(const sdg16_dimension *dimension, const char **rest,
                                 int64_t *size) {
  char code[SDG16I_CODE_SIZE];
  for (const char *part; (part = sdg16i_part(rest, ';', size));) {
    const char *equals = memchr(part, '=', (size_t)*size);
    if (equals) *size = equals - part;
    snprintf(code, sizeof code, "%.*s", (int)*size, part);
    if (!sdg16i_category_without_people(dimension, code)) return part;
  }
  return NULL;
}

int64_t sdg16i_categories_known(const sdg16_dimension *dimension) {
  const char *rest = dimension ? dimension->categories : NULL;
  int64_t size, named = 0;
  while (next_category(dimension, &rest, &size)) named++;
  return named;
}

int sdg16i_categories_are_all(const sdg16_dimension *dimension, int64_t count,
                              const char *const *codes) {
  if (sdg16i_is_age(dimension) && isinf(covered_months(count, codes))) return 1;
  const char *rest = dimension ? dimension->categories : NULL;
  int64_t size;
  for (const char *part; (part = next_category(dimension, &rest, &size));)
    if (!has_code(count, codes, part, size)) return 0;
  return sdg16i_categories_known(dimension) > 1;
}
