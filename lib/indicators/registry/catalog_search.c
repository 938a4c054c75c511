/* Indicators found by words. */
#include "base/error.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "base/text.h"
#include "indicators/registry/registry.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_WORD 64
#define LEAST_NEAR 4 /* letters */

typedef struct word_search {
  char word[LONGEST_WORD]; /* small letters */
  int near;                /* 1: nearly the same counts */
} word_search;

static int has_part(const char *text, const char *word) {
  size_t size = strlen(word);
  for (; *text; text++) {
    size_t same = 0;
    while (same < size && sdg16i_small_letter(text[same]) == word[same]) same++;
    if (same == size) return 1;
  }
  return 0;
}

/* Whether a word of the text is nearly this one. */
static int has_near_word(const char *text, const char *word) {
  size_t size = strlen(word);
  char other[LONGEST_WORD];
  while (*text) {
    size_t length = 0;
    while (!sdg16i_is_letter(*text) && *text) text++;
    for (; sdg16i_is_letter(*text); text++)
      if (length + 1 < sizeof other) other[length++] = sdg16i_small_letter(*text);
    other[length] = '\0';
    if (size >= LEAST_NEAR && length >= LEAST_NEAR && 3 * sdg16i_distance(word, other) <= size)
      return 1;
  }
  return 0;
}

static int text_fits(const word_search *search, const char *text) {
  if (!text) return 0;
  return search->near ? has_near_word(text, search->word) : has_part(text, search->word);
}

static int series_fit(const word_search *s, const sdg16_indicator_def *def) {
  int fits = 0;
  for (int64_t i = 0; i < def->series_count && !fits; i++)
    fits = text_fits(s, def->series[i].code) || text_fits(s, def->series[i].label) ||
           text_fits(s, def->series[i].aliases);
  return fits;
}

static int parts_fit(const word_search *s, const sdg16_indicator_def *def) {
  int fits = 0;
  for (int64_t i = 0; i < def->input_count && !fits; i++)
    fits = text_fits(s, def->inputs[i].name) || text_fits(s, def->inputs[i].definition);
  for (int64_t i = 0; i < def->dimension_count && !fits; i++)
    fits = text_fits(s, def->dimensions[i].name);
  for (int64_t i = 0; i < def->switch_count && !fits; i++)
    fits = text_fits(s, def->switches[i].name) || text_fits(s, def->switches[i].meaning);
  return fits;
}

static int indicator_fits(const word_search *s, const sdg16i_entry *named,
                          const sdg16i_entry *computed) {
  return text_fits(s, named->def->code) || text_fits(s, named->def->name) ||
         text_fits(s, named->def->custodians) || text_fits(s, computed->def->kind) ||
         series_fit(s, computed->def) || parts_fit(s, computed->def);
}

static int32_t check_words(int64_t count, const char *const *words, sdg16_error *error) {
  int32_t bad = count < 1 || !words;
  for (int64_t i = 0; i < count && !bad; i++)
    bad = !words[i] || !*words[i] || strlen(words[i]) >= LONGEST_WORD;
  return bad ? sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "words", 0, 0,
                              "words must be one or more texts of 1 to %d bytes",
                              LONGEST_WORD - 1)
             : SDG16_OK;
}

/* The codes of those that have all words: how many. */
static int32_t find_codes(const sdg16_registry *registry, int64_t count,
                          const char *const *words, int near, const char **codes,
                          int64_t *found, sdg16_error *error) {
  int32_t status = SDG16_OK;
  *found = 0;
  for (int64_t i = 0; i < sdg16_registry_count(registry) && !status; i++) {
    const sdg16i_entry *named, *computed;
    const char *code = sdg16_registry_at(registry, i)->code;
    status = sdg16i_registry_resolve(registry, code, &named, &computed, error);
    int fits = !status;
    for (int64_t k = 0; k < count && fits; k++) {
      word_search search = {.near = near};
      for (size_t c = 0; words[k][c]; c++) search.word[c] = sdg16i_small_letter(words[k][c]);
      fits = indicator_fits(&search, named, computed);
    }
    if (fits) codes[(*found)++] = code;
  }
  return status;
}

int32_t sdg16_registry_search(const sdg16_registry *registry, int64_t count,
                              const char *const *words, int32_t *near, sdg16_table **out,
                              sdg16_error *error) {
  if (!out) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "out must not be NULL");
  *out = NULL;
  if (near) *near = 0;
  int32_t status = check_words(count, words, error);
  if (status) return status;
  int64_t found;
  const char **codes = sdg16i_array(sdg16_registry_count(registry), sizeof *codes);
  if (!codes) return sdg16i_fail_memory(error);
  status = find_codes(registry, count, words, 0, codes, &found, error);
  if (!status && !found) {
    if (near) *near = 1;
    status = find_codes(registry, count, words, 1, codes, &found, error);
  }
  if (!status)
    status = sdg16i_registry_rows(registry, found, codes, SDG16_CATALOG_INDICATORS, out, error);
  free(codes);
  return status;
}
