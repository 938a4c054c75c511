#include "survey_data.h"

#include "golden.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST 20600 /* rows of a survey */

/* ---- building columns ---- */

typedef struct builder {
  sdg16_table *table;
  int64_t rows;
} builder;

static void whole(builder *b, const char *name, const int64_t *values, const uint8_t *missing) {
  assert_int_equal(sdg16_table_add_int64(b->table, name, b->rows, values, missing, NULL), 0);
}

static void real(builder *b, const char *name, const double *values) {
  assert_int_equal(sdg16_table_add_double(b->table, name, b->rows, values, NULL, NULL), 0);
}

static void text(builder *b, const char *name, const int32_t *codes, int64_t count,
                 const char *const *levels) {
  assert_int_equal(
      sdg16_table_add_text(b->table, name, b->rows, codes, NULL, count, levels, NULL), 0);
}

static int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/* ---- questions ---- */

#define QUESTIONS 21 /* most */

/* Columns of the digits of a text, '-' for what was not asked. */
static void add_questions(builder *b, const sdg16_table *answers, const char *const *names,
                          int count) {
  static int64_t values[QUESTIONS][MOST];
  static uint8_t missing[QUESTIONS][MOST];
  for (int64_t i = 0; i < b->rows; i++) {
    const char *text = golden_text(answers, i, "answers", 0);
    assert_int_equal(strlen(text), count + 1);
    for (int k = 0; k < count; k++) {
      missing[k][i] = text[k + 1] == '-';
      values[k][i] = missing[k][i] ? 0 : text[k + 1] - '0';
    }
  }
  for (int k = 0; k < count; k++) whole(b, names[k], values[k], missing[k]);
}

static void questionnaire(builder *b) {
  static const char *const NAMED[QUESTIONS] = {
      "q_phys",  "q_psy",        "q_sex",     "q_rob",  "q_har_phys", "q_har_sex",
      "r_phys",  "r_psy",        "r_sex",     "r_rob",  "q_contact",  "q_bribe_paid",
      "q_asked", "q_safe",       "q_dispute", "q_mech", "q_mech_why", "q_incl",
      "q_respv", "q_sat_health", "q_sv18"};
  sdg16_table *answers = golden_table("survey/answers.csv");
  add_questions(b, answers, NAMED, QUESTIONS);
  sdg16_table_free(answers);
}

/* ---- adults ---- */

static const char *const SEXES[] = {"F", "M"};
static const char *const REGIONS[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"};
static const char *const AGES[] = {"16-24", "25-34", "35-44", "45-54", "55-64", "65+"};
#define ANSWERS 6
static const char *const NAMES[ANSWERS] = {"phys", "psy", "bribe", "safe", "rep_rob", "access"};

static int32_t age_group(int64_t age) {
  return age < 25 ? 0 : age < 35 ? 1 : age < 45 ? 2 : age < 55 ? 3 : age < 65 ? 4 : 5;
}

/* How many of a stratum's PSUs, the first ones, a survey has. */
static int64_t most_units(const char *name, int64_t stratum) {
  if (!strcmp(name, "pairs")) return 2;
  if (strcmp(name, "lonely")) return INT64_MAX;
  return stratum == 5 || stratum == 11 || stratum == 17 ? 1 : 8;
}

static double number_in(const char *list, int index) {
  char copy[128];
  snprintf(copy, sizeof copy, "%s", list);
  char *at = copy;
  for (int i = 1; i < index; i++) at = strchr(at, ' ') + 1;
  at[strcspn(at, " ")] = '\0';
  return golden_parse(at);
}

static sdg16_table *people(const char *name) {
  static int64_t psu[MOST], stratum[MOST], household[MOST], psus[MOST], households[MOST];
  static int64_t urban[MOST], age[MOST], quintile[MOST], disab[MOST], answer[ANSWERS][MOST];
  static uint8_t no_quintile[MOST], no_disab[MOST], no_answer[ANSWERS][MOST];
  static int32_t sex[MOST], region[MOST], group[MOST];
  static double weight[MOST], income[MOST];
  sdg16_table *persons = golden_table("survey/persons.csv");
  sdg16_table *units = golden_table("survey/psus.csv");
  sdg16_table *strata = golden_table("survey/strata.csv");
  int64_t n = 0, unit = -1, home = 0, seen = 0, before = 0;
  for (int64_t i = 0; i < sdg16_table_rows(persons); i++) {
    const char *code = golden_text(persons, i, "code", 0);
    if (code[0] == 'p') {
      unit++;
      int64_t h = (int64_t)golden_number(units, unit, "stratum");
      seen = h == before ? seen + 1 : 1;
      before = h;
    }
    home += code[0] != 's';
    if (seen > most_units(name, before)) continue;
    int who = digit(code[2]), packed = digit(code[3]) * 36 + digit(code[4]);
    psu[n] = (int64_t)golden_number(units, unit, "psu");
    stratum[n] = before;
    household[n] = home;
    households[n] = (int64_t)golden_number(units, unit, "households");
    psus[n] = (int64_t)golden_number(strata, before - 1, "psus");
    urban[n] = (int64_t)golden_number(strata, before - 1, "urban");
    region[n] = golden_text(strata, before - 1, "region", 1)[0] - 'A';
    weight[n] = number_in(golden_text(units, unit, "weights", 2), digit(code[1]));
    sex[n] = who / 18;
    quintile[n] = who % 18 / 3;
    no_quintile[n] = quintile[n] == 0;
    disab[n] = who % 3;
    no_disab[n] = disab[n] == 2;
    age[n] = (int64_t)golden_number(persons, i, "age");
    group[n] = age_group(age[n]);
    income[n] = golden_number(persons, i, "income");
    for (int k = ANSWERS - 1; k >= 0; k--, packed /= 3) {
      answer[k][n] = packed % 3;
      no_answer[k][n] = packed % 3 == 2;
    }
    n++;
  }
  builder b = {.rows = n};
  assert_int_equal(sdg16_table_new(&b.table, NULL), 0);
  whole(&b, "psu", psu, NULL);
  whole(&b, "stratum", stratum, NULL);
  whole(&b, "household", household, NULL);
  whole(&b, "psus", psus, NULL);
  whole(&b, "households", households, NULL);
  whole(&b, "urban", urban, NULL);
  whole(&b, "age", age, NULL);
  whole(&b, "quintile", quintile, no_quintile);
  whole(&b, "disab", disab, no_disab);
  real(&b, "weight", weight);
  real(&b, "income", income);
  text(&b, "sex", sex, 2, SEXES);
  text(&b, "region", region, 10, REGIONS);
  text(&b, "agegrp", group, 6, AGES);
  for (int k = 0; k < ANSWERS; k++) whole(&b, NAMES[k], answer[k], no_answer[k]);
  if (!strcmp(name, "people")) questionnaire(&b);
  sdg16_table_free(persons);
  sdg16_table_free(units);
  sdg16_table_free(strata);
  return b.table;
}

/* ---- children, firms: what belongs to their strata and PSUs is joined on ---- */

static void join(builder *b, const char *key, const sdg16_table *other, const char *other_key,
                 const char *from, const char *name) {
  static double values[MOST];
  for (int64_t i = 0; i < b->rows; i++) {
    double wanted = golden_number(b->table, i, key);
    int64_t k = 0;
    while (golden_number(other, k, other_key) != wanted) k++;
    values[i] = golden_number(other, k, from);
  }
  real(b, name, values);
}

static void join_text(builder *b, const char *key, const sdg16_table *other, const char *from) {
  static int32_t codes[MOST];
  int64_t column = sdg16_table_find(other, from),
          count = sdg16_table_level_count(other, column);
  const char *levels[32];
  assert_true(count <= 32);
  for (int64_t k = 0; k < count; k++) levels[k] = sdg16_table_level(other, column, k);
  for (int64_t i = 0; i < b->rows; i++)
    codes[i] = sdg16_table_codes(other, column)[(int64_t)golden_number(b->table, i, key) - 1];
  text(b, from, codes, count, levels);
}

static sdg16_table *children(void) {
  sdg16_table *units = golden_table("survey/psus.csv");
  sdg16_table *strata = golden_table("survey/strata.csv");
  builder b = {.table = golden_table("survey/children.csv")};
  b.rows = sdg16_table_rows(b.table);
  join(&b, "psu", units, "psu", "stratum", "stratum");
  join(&b, "psu", units, "psu", "households", "households");
  join(&b, "psu", units, "psu", "child_weight", "weight");
  join(&b, "stratum", strata, "stratum", "psus", "psus");
  join_text(&b, "stratum", strata, "region");
  sdg16_table_free(units);
  sdg16_table_free(strata);
  return b.table;
}

static sdg16_table *discipline(void) {
  static const char *const NAMED[] = {"q_shout", "q_called", "q_spank", "q_slap", "q_beat"};
  sdg16_table *units = golden_table("survey/psus.csv");
  builder b = {.table = golden_table("survey/discipline.csv")};
  b.rows = sdg16_table_rows(b.table);
  join(&b, "psu", units, "psu", "stratum", "stratum");
  add_questions(&b, b.table, NAMED, 5);
  sdg16_table_free(units);
  return b.table;
}

static sdg16_table *firms(void) {
  sdg16_table *strata = golden_table("survey/firm-strata.csv");
  builder b = {.table = golden_table("survey/firms.csv")};
  b.rows = sdg16_table_rows(b.table);
  join(&b, "stratum", strata, "stratum", "population", "population");
  join(&b, "stratum", strata, "stratum", "weight", "weight");
  join_text(&b, "stratum", strata, "size");
  join_text(&b, "stratum", strata, "sector");
  sdg16_table_free(strata);
  return b.table;
}

sdg16_table *survey_table(const char *name) {
  static const char *const ALL[] = {"people", "lonely", "pairs", "children",  "firms",
                                    "fpc",    "mu284",  "scd",   "discipline"};
  static sdg16_table *made[9];
  for (int i = 0; i < 9; i++) {
    if (strcmp(ALL[i], name)) continue;
    char file[64];
    snprintf(file, sizeof file, "survey/%s.csv", name);
    if (!made[i])
      made[i] = i < 3    ? people(name)
                : i == 3 ? children()
                : i == 4 ? firms()
                : i == 8 ? discipline()
                         : golden_table(file);
    return made[i];
  }
  fail_msg("no survey '%s'", name);
  return NULL;
}

/* ---- domains ---- */

/* "psu<=3", "months<12", "region=C"; special: unions that the reference has. */
static int holds(const sdg16_table *table, int64_t row, const char *condition) {
  char column[32];
  size_t size = strcspn(condition, "<=");
  snprintf(column, sizeof column, "%.*s", (int)size, condition);
  const char *value = condition + size + strspn(condition + size, "<=");
  if (!strcmp(column, "special")) {
    double h = golden_number(table, row, "stratum"), u = golden_number(table, row, "psu");
    if (value[0] == '1') return (h <= 3 || h == 5 || h == 11) && fmod(u, 3) == 1;
    return h == 2 || h == 3 || (value[0] == '2' ? h == 4 : h == 5) || u == 1;
  }
  const char *cell = golden_text(table, row, column, 3);
  if (condition[size] == '=') return !strcmp(cell, value);
  double x = golden_parse(cell), limit = golden_parse(value);
  return condition[size + 1] == '=' ? x <= limit : x < limit;
}

const char *survey_domain(const char *survey, const char *domain) {
  static char name[128];
  static int64_t values[MOST];
  snprintf(name, sizeof name, "%s", domain); /* `domain` may be a text of golden_text */
  domain = name;
  sdg16_table *table = survey_table(survey);
  if (!*domain) return NULL;
  if (sdg16_table_find(table, domain) >= 0) return name;
  for (int64_t i = 0; i < sdg16_table_rows(table); i++) {
    char copy[128];
    snprintf(copy, sizeof copy, "%s", domain);
    values[i] = 1;
    for (char *at = copy; at;) {
      char *end = strchr(at, '&');
      if (end) *end++ = '\0';
      values[i] = values[i] && holds(table, i, at);
      at = end;
    }
  }
  builder b = {table, sdg16_table_rows(table)};
  whole(&b, domain, values, NULL);
  return name;
}
