#include "base/agreement.h"

#include "base/text.h"

#include <sdg16/base.h>
#include <string.h>

typedef struct word_pair {
  const char *many, *one;
} word_pair;

/* Words that messages count. */
static const word_pair NOUNS[] = {{"people", "person"},
                                  {"persons", "person"},
                                  {"rows", "row"},
                                  {"strata", "stratum"},
                                  {"lists", "list"},
                                  {"columns", "column"},
                                  {"files", "file"},
                                  {"replicates", "replicate"},
                                  {"estimates", "estimate"},
                                  {"models", "model"},
                                  {"histories", "history"},
                                  {"groups", "group"},
                                  {"domains", "domain"},
                                  {"respondents", "respondent"},
                                  {"units", "unit"},
                                  {"records", "record"},
                                  {"cells", "cell"},
                                  {"values", "value"},
                                  {"draws", "draw"},
                                  {"weights", "weight"},
                                  {"years", "year"},
                                  {"seconds", "second"},
                                  {"parameters", "parameter"},
                                  {"categories", "category"},
                                  {"terms", "term"},
                                  {"fits", "fit"},
                                  {"tables", "table"},
                                  {"degrees", "degree"},
                                  {"flags", "flag"},
                                  {"counts", "count"},
                                  {"shares", "share"},
                                  {"quantiles", "quantile"},
                                  {"proportions", "proportion"},
                                  {"identifiers", "identifier"},
                                  {"series", "series"},
                                  {"areas", "area"},
                                  {"bytes", "byte"},
                                  {"pairs", "pair"},
                                  {"cases", "case"},
                                  {"answers", "answer"},
                                  {"characters", "character"},
                                  {"texts", "text"},
                                  {"names", "name"},
                                  {"observations", "observation"}};

static const word_pair VERBS[] = {{"are", "is"},   {"were", "was"},      {"have", "has"},
                                  {"lie", "lies"}, {"hold", "holds"},    {"lack", "lacks"},
                                  {"do", "does"},  {"differ", "differs"}};

/* Words between the number and the noun. */
static const char *const QUALIFIERS[] = {"primary", "different", "other",       "capture",
                                         "data",    "sampled",   "bootstrap",   "missing",
                                         "list",    "design",    "hierarchical"};

/* Words before a number that is a name: "row 1". */
static const char *const LABELS[] = {"line", "row",  "column", "file",      "level", "table",
                                     "list", "part", "number", "character", "mode",  "class"};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static size_t word_length(const char *text) {
  size_t size = 0;
  while (sdg16i_is_letter(text[size])) size++;
  return size;
}

static int is_word_of(const char *text, size_t size, const char *word) {
  return strlen(word) == size && !memcmp(text, word, size);
}

static int is_among(const char *text, size_t size, const char *const *words, size_t count) {
  int found = 0;
  for (size_t i = 0; i < count; i++) found |= is_word_of(text, size, words[i]);
  return found;
}

/* Replaces the word here, if it is one of the plurals and there is room; its place behind. */
static char *make_one(char *here, char *begin, size_t room, const word_pair *pairs,
                      size_t count) {
  size_t size = word_length(here);
  for (size_t i = 0; i < count; i++) {
    if (!is_word_of(here, size, pairs[i].many)) continue;
    size_t one = strlen(pairs[i].one), rest = strlen(here + size) + 1;
    if ((size_t)(here - begin) + one + rest > room) return NULL;
    memmove(here + one, here + size, rest);
    memcpy(here, pairs[i].one, one);
    return here + one;
  }
  return NULL;
}

/* Behind the number and, if there is one, a qualifier. */
static char *noun_at(char *here) {
  size_t size = word_length(here);
  int qualified = here[size] == ' ' && is_among(here, size, QUALIFIERS, COUNT_OF(QUALIFIERS)) &&
                  word_length(here + size + 1);
  return qualified ? here + size + 1 : here;
}

/* "1 of 28 rows are": the verb belongs to the 1. */
static void mend_share(char *here, char *begin, size_t room) {
  here += strspn(here, "0123456789,");
  if (*here == ' ') here = noun_at(here + 1);
  here += word_length(here);
  if (*here == ' ') make_one(here + 1, begin, room, VERBS, COUNT_OF(VERBS));
}

/* A "1" that counts, and not the second number of "3 of 1". */
static void mend_count(char *one, char *begin, size_t room, int is_whole) {
  char *here = noun_at(one + 2);
  if (!strncmp(one + 2, "of ", 3)) {
    mend_share(one + 5, begin, room);
    return;
  }
  char *behind = make_one(here, begin, room, NOUNS, COUNT_OF(NOUNS));
  if (behind && *behind == ' ' && !is_whole)
    make_one(behind + 1, begin, room, VERBS, COUNT_OF(VERBS));
}

/* The word before the blank that ends here. */
static const char *word_before(const char *begin, const char *blank, size_t *size) {
  const char *word = blank;
  while (word > begin && sdg16i_is_letter(word[-1])) word--;
  *size = (size_t)(blank - word);
  return word;
}

static void mend_one(char *here, char *begin, size_t room) {
  size_t size = 0;
  const char *before = here > begin ? word_before(begin, here - 1, &size) : begin;
  if (is_among(before, size, LABELS, COUNT_OF(LABELS))) return;
  mend_count(here, begin, room, is_word_of(before, size, "of"));
}

/* Whether a quotation begins here: an apostrophe within a word is none. */
static int opens_quote(const char *begin, const char *here) {
  return (*here == '\'' || *here == '"') && (here == begin || strchr(" (=,", here[-1]));
}

void sdg16i_agree(char *text, size_t size) {
  for (char *here = text; *here; here++) {
    if (opens_quote(text, here)) {
      const char *end = strchr(here + 1, *here);
      if (end) here += end - here;
      continue;
    }
    int alone = *here == '1' && here[1] == ' ' && (here == text || strchr(" (", here[-1]));
    if (alone) mend_one(here, text, size);
  }
}

void sdg16_text_agree(char *text, int64_t size) {
  if (text && size > 0) sdg16i_agree(text, (size_t)size);
}
