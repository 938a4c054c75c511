/* Values of options, each refused with what was found and what was expected. */
#include "shared/option_table.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WORD_SIZE 64
#define HINT_SIZE (WORD_SIZE + 32)

/* The next word of "bic aic none" at *words, which moves on; 0 at the end. */
static int next_word(const char **words, char word[WORD_SIZE]) {
  *words += strspn(*words, " ");
  size_t length = strcspn(*words, " ");
  snprintf(word, WORD_SIZE, "%.*s", (int)length, *words);
  *words += length;
  return length > 0;
}

const char *option_words(const char *words, char *out, size_t size) {
  char word[WORD_SIZE];
  size_t used = 0;
  *out = '\0';
  while (next_word(&words, word) && used < size) {
    const char *before = !used ? "" : words[strspn(words, " ")] ? ", " : " or ";
    used += (size_t)snprintf(out + used, size - used, "%s%s", before, word);
  }
  return out;
}

/* " (did you mean 'bca'?)", "" if none of the words is near, whatever the case. */
static void put_nearest_word(const char *written, const char *words, char hint[HINT_SIZE]) {
  char word[WORD_SIZE], best[WORD_SIZE] = "";
  cli_nearest nearest = {0};
  while (next_word(&words, word)) {
    cli_consider(&nearest, written, word);
    if (nearest.word != word) continue;
    memcpy(best, word, sizeof best);
    nearest.word = best;
  }
  *hint = '\0';
  if (cli_is_meant(&nearest, written))
    snprintf(hint, HINT_SIZE, " (did you mean '%s'?)", nearest.word);
}

int option_bad_value(const cli_option *o, const char *value) {
  char words[512] = "", hint[HINT_SIZE] = "";
  if (o->words) option_words(o->words, words, sizeof words);
  if (o->words && !o->expected) put_nearest_word(value, o->words, hint);
  return cli_error(EXIT_USAGE, "--%s must be %s, not '%s'%s", o->name,
                   o->expected ? o->expected : words, value, hint);
}

/* ---- numbers ---- */

int option_digits(const char *text, uint64_t largest, uint64_t *out) {
  if (!*text || strspn(text, "0123456789") != strlen(text)) return -1;
  errno = 0;
  unsigned long long value = strtoull(text, NULL, 10);
  if (errno || value > largest) return -1;
  *out = value;
  return 0;
}

int option_read_whole(const cli_option *o, const char *value, void *target) {
  uint64_t number;
  if (!option_digits(value, (uint64_t)o->most, &number) && (int64_t)number >= o->least) {
    *(int64_t *)target = (int64_t)number;
    return 0;
  }
  char expected[96];
  snprintf(expected, sizeof expected, "a whole number from %lld to %lld", (long long)o->least,
           (long long)o->most);
  cli_option row = *o;
  if (!row.expected) row.expected = expected;
  return option_bad_value(&row, value);
}

int option_read_small(const cli_option *o, const char *value, void *target) {
  int64_t number = 0;
  int status = option_read_whole(o, value, &number);
  if (!status) *(int32_t *)target = (int32_t)number;
  return status;
}

int option_read_number(const cli_option *o, const char *value, void *target) {
  double number;
  if (sdg16_parse_double(value, &number) || !(number >= o->low && number <= o->high))
    return option_bad_value(o, value);
  *(double *)target = number;
  return 0;
}

int option_read_integer(const cli_option *o, const char *value, void *target) {
  double number = 0;
  int status = option_read_number(o, value, &number);
  if (!status && number != floor(number)) status = option_bad_value(o, value);
  if (!status) *(int32_t *)target = (int32_t)number;
  return status;
}

int option_read_between(const cli_option *o, const char *value, void *target) {
  double number;
  if (sdg16_parse_double(value, &number) || !(number > o->low && number < o->high))
    return option_bad_value(o, value);
  *(double *)target = number;
  return 0;
}

int option_read_seed(const cli_option *o, const char *value, void *target) {
  cli_option row = *o;
  row.expected = "a whole number from 0 to 18446744073709551615";
  return option_digits(value, UINT64_MAX, target) ? option_bad_value(&row, value) : 0;
}

/* ---- words and texts ---- */

int option_read_text(const cli_option *o, const char *value, void *target) {
  (void)o;
  *(const char **)target = value;
  return 0;
}

/* The code of an area that the list has; M49 numbers that it does not have, and names of other
 * places, stay as they are: tables of provinces have such. */
int option_read_area(const cli_option *o, const char *value, void *target) {
  (void)o;
  int64_t index = sdg16_area_find(sdg16_area_code(value));
  *(const char **)target = index < 0 ? value : sdg16_area_text(index);
  return 0;
}

int option_read_switch(const cli_option *o, const char *value, void *target) {
  (void)value;
  *(int *)target = (int)o->least;
  return 0;
}

int option_read_nothing(const cli_option *o, const char *value, void *target) {
  (void)o, (void)value, (void)target;
  return 0;
}

/* The number of a word by its place among the words; -1: it is none of them. */
static int32_t code_by_place(const cli_option *o, const char *value) {
  char word[WORD_SIZE];
  const char *words = o->words;
  for (int32_t i = 0; next_word(&words, word); i++)
    if (!strcmp(word, value)) return (int32_t)o->least + i;
  return -1;
}

static int32_t code_of_word(const cli_option *o, const char *value) {
  return o->code ? o->code(value) : code_by_place(o, value);
}

/* Also in capitals: BIC. */
int option_read_code(const cli_option *o, const char *value, void *target) {
  int32_t code = code_of_word(o, value);
  char small[WORD_SIZE];
  size_t size = strlen(value);
  if (code < 0 && size < sizeof small) {
    for (size_t i = 0; i <= size; i++) small[i] = (char)tolower((unsigned char)value[i]);
    code = code_of_word(o, small);
  }
  if (code < 0) return option_bad_value(o, value);
  *(int32_t *)target = code;
  return 0;
}

/* ---- lists of names ---- */

void cli_names_free(cli_names *names) {
  for (int64_t i = 0; i < names->count; i++) free(names->name[i]);
  free(names->name);
  *names = (cli_names){0};
}

const char *cli_names_add(cli_names *names, const char *text, size_t size) {
  char **grown = realloc(names->name, (size_t)(names->count + 1) * sizeof *grown);
  if (!grown) return NULL;
  names->name = grown;
  char *copy = grown[names->count] = strndup(text, size);
  names->count += copy != NULL;
  return copy;
}

static int is_among(const cli_names *names, const char *text, size_t size) {
  for (int64_t i = 0; i < names->count; i++)
    if (strlen(names->name[i]) == size && !memcmp(names->name[i], text, size)) return 1;
  return 0;
}

static int split_into(const cli_option *o, const char *text, char separator, cli_names *out) {
  for (const char *end;; text = end + 1) {
    end = strchrnul(text, separator);
    size_t size = (size_t)(end - text);
    if (!size)
      return cli_error(EXIT_USAGE, "--%s must be %s; a name is empty", o->name, o->expected);
    if (is_among(out, text, size))
      return cli_error(EXIT_USAGE, "--%s must be %s; '%.*s' occurs twice", o->name, o->expected,
                       (int)size, text);
    if (!cli_names_add(out, text, size)) return cli_out_of_memory();
    if (!*end) return 0;
  }
}

int option_split(const cli_option *o, const char *text, char separator, cli_names *out) {
  cli_names_free(out);
  int status = split_into(o, text, separator, out);
  if (status) cli_names_free(out);
  return status;
}

int option_read_names(const cli_option *o, const char *value, void *target) {
  return option_split(o, value, ',', target);
}
