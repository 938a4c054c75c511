#include "data/total_words.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

#define WORD_SIZE 64

/* Every one stands alone. */
static const char *const WORDS[] = {
    "total",    "totals",   "totale",   "all",    "any",   "both",  "sum",
    "_t",       "tot",      "tous",     "toutes", "todos", "todas", "ambos",
    "ensemble", "gesamt",   "alle",     "summe",  "итого", "всего", "insgesamt",
    "общий",    "المجموع",  "الإجمالي", "合计",   "合計",  "总计",  "總計",
    "overall",  "оба",      "الجملة",   "全部",   "总数",  "總數",  "всё",
    "все",      "zusammen", "totaal",   "إجمالي", "مجموع", "共计",  "總共"};
static const char *const BEGINNINGS[] = {
    "total ",   "all ",  "both ",   "grand total", "ambos ", "todos ", "todas ",
    "les deux", "tous ", "toutes ", "beide",       "total(", "total,", "оба "};
static const char *const SEXES[] = {"btsx",
                                    "bothsex",
                                    "sex_t",
                                    "mf",
                                    "fm",
                                    "f+m",
                                    "m+f",
                                    "f + m",
                                    "m + f",
                                    "f/m",
                                    "m/f",
                                    "f&m",
                                    "m&f",
                                    "m & f",
                                    "f & m",
                                    "w+m",
                                    "m+w",
                                    "h+f",
                                    "f+h",
                                    "mujeres y hombres",
                                    "h+m",
                                    "male+female",
                                    "female+male",
                                    "hombres y mujeres",
                                    "male & female",
                                    "men and women",
                                    "women and men",
                                    "male and female",
                                    "all_sexes",
                                    "both_sexes",
                                    "female and male",
                                    "hommes et femmes",
                                    "los dos sexos",
                                    "femmes et hommes",
                                    "frauen und männer",
                                    "männer und frauen",
                                    "обоих полов",
                                    "كلا الجنسين",
                                    "الجنسان",
                                    "الجنسين",
                                    "男女",
                                    "男女合计",
                                    "两性",
                                    "兩性",
                                    "男女合計"};
static const char *const AGES[] = {"allage",
                                   "all ages",
                                   "all_ages",
                                   "tous âges",
                                   "tous les âges",
                                   "toutes les âges",
                                   "tous ages",
                                   "todas las edades",
                                   "todas as idades",
                                   "alle altersgruppen",
                                   "alle altersklassen",
                                   "alle alter",
                                   "все возрасты",
                                   "所有年龄",
                                   "各年龄",
                                   "全年龄",
                                   "كل الأعمار",
                                   "جميع الأعمار"};

#define IS_ONE_OF(text, words) is_one_of(text, words, sizeof(words) / sizeof(words)[0])

static int is_one_of(const char *text, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!strcmp(text, words[i])) return 1;
  return 0;
}

/* In lower case, without blanks around it and a colon behind it; empty: too long. */
static void fold_word(const char *text, char out[WORD_SIZE]) {
  while (*text == ' ') text++;
  int64_t size = (int64_t)strlen(text);
  while (size && (text[size - 1] == ' ' || text[size - 1] == ':')) size--;
  if (size >= WORD_SIZE) size = 0;
  sdg16i_utf8_lower(text, size, out);
  out[size] = '\0';
}

static int begins_like_total(const char *word) {
  for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++)
    if (!strncmp(word, BEGINNINGS[i], strlen(BEGINNINGS[i]))) return 1;
  return 0;
}

int sdg16i_is_total_word(const char *text) {
  char word[WORD_SIZE];
  fold_word(text, word);
  return IS_ONE_OF(word, WORDS) || begins_like_total(word) || IS_ONE_OF(word, SEXES) ||
         IS_ONE_OF(word, AGES);
}

int sdg16i_is_total_of(const char *component, const char *text) {
  char word[WORD_SIZE];
  int of_sexes = component && !strcmp(component, "SEX");
  int of_ages = component && !strcmp(component, "AGE");
  fold_word(text, word);
  if (IS_ONE_OF(word, WORDS)) return 1;
  if (of_sexes) return begins_like_total(word) || IS_ONE_OF(word, SEXES);
  return of_ages && IS_ONE_OF(word, AGES);
}
