#include "survey/model/regression_terms.h"

#include "base/error.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int32_t read_atom(sdg16i_terms *terms, const char *text, const sdg16i_atom **out,
                         sdg16_error *error) {
  size_t size = strlen(text);
  int factor = size > 8 && !strncmp(text, "factor(", 7) && text[size - 1] == ')';
  sdg16i_atom *a = &terms->atoms[terms->atom_count];
  snprintf(a->name, sizeof a->name, "%.*s", (int)(factor ? size - 8 : size),
           text + (factor ? 7 : 0));
  int64_t column;
  int32_t status = sdg16i_survey_find(terms->design->table, a->name, "terms", &column, error);
  if (status) return status;
  int categorical = factor || sdg16_table_type(terms->design->table, column) == SDG16_TEXT;
  for (int64_t i = 0; i < terms->atom_count; i++)
    if (!strcmp(terms->atoms[i].name, a->name) &&
        (terms->atoms[i].value == NULL) == categorical) {
      *out = &terms->atoms[i];
      return SDG16_OK;
    }
  if (categorical) {
    status = sdg16i_categories_init(&a->categories, terms->design->table, terms->design->order,
                                    a->name, "terms", 1, error);
  } else {
    status = sdg16i_survey_numbers(terms->design->table, terms->design->order, a->name, "terms",
                                   &a->value, error);
  }
  terms->atom_count++;
  *out = a;
  return status;
}

/* All coefficients of a term: the products over the levels of its categories. */
int32_t sdg16i_terms_add(sdg16i_terms *terms, int64_t term, const char *text,
                         sdg16_error *error) {
  const sdg16i_atom *atoms[SDG16I_MAX_ATOMS];
  int32_t count = 0, level[SDG16I_MAX_ATOMS];
  int32_t status = SDG16_OK;
  int whole = sdg16_table_find(terms->design->table, text) >= 0;
  for (const char *at = text; !status && at;) {
    const char *end = whole ? NULL : strchr(at, ':');
    char part[300];
    snprintf(part, sizeof part, "%.*s", (int)(end ? end - at : (int64_t)strlen(at)), at);
    if (count == SDG16I_MAX_ATOMS)
      return sdg16i_fail_at(error, SDG16_ERR_LIMIT, "terms", 0, 0,
                            "terms: '%.*s' must be a product of at most %d columns",
                            sdg16i_utf8_excerpt(text), text, SDG16I_MAX_ATOMS);
    status = read_atom(terms, part, &atoms[count], error);
    count += !status;
    at = end ? end + 1 : NULL;
  }
  if (status) return status;
  for (int32_t i = 0; i < count; i++) level[i] = atoms[i]->value ? 0 : 1;
  for (;;) {
    for (int32_t i = 0; i < count; i++) /* a column of one category: nothing to add */
      if (!atoms[i]->value && level[i] >= atoms[i]->categories.count) return SDG16_OK;
    if (terms->count == SDG16I_MAX_COEFFICIENTS)
      return sdg16i_fail_at(error, SDG16_ERR_LIMIT, "terms", 0, 0,
                            "terms must have at most %d coefficients", SDG16I_MAX_COEFFICIENTS);
    sdg16i_coefficient *c = &terms->coefficient[terms->count++];
    c->term = term;
    c->atoms = count;
    for (int32_t i = 0; i < count; i++) {
      size_t used = strlen(c->name);
      c->atom[i] = atoms[i];
      c->level[i] = level[i];
      if (atoms[i]->value)
        snprintf(c->name + used, sizeof c->name - used, "%s%s", i ? ":" : "", atoms[i]->name);
      else
        snprintf(c->name + used, sizeof c->name - used, "%s%s=%s", i ? ":" : "", atoms[i]->name,
                 atoms[i]->categories.levels[level[i]]);
    }
    int32_t i = 0; /* the next combination, the first column fastest */
    while (i < count && (atoms[i]->value || ++level[i] == atoms[i]->categories.count)) {
      level[i] = atoms[i]->value ? 0 : 1;
      i++;
    }
    if (i == count) return SDG16_OK;
  }
}

double sdg16i_term_value(const sdg16i_coefficient *c, int64_t position) {
  double x = 1;
  for (int32_t i = 0; i < c->atoms; i++) {
    const sdg16i_atom *a = c->atom[i];
    if (a->value)
      x *= a->value[position];
    else
      x *= a->categories.code[position] == c->level[i];
  }
  return x;
}

int sdg16i_terms_missing(const sdg16i_terms *terms, int64_t position) {
  for (int64_t a = 0; a < terms->atom_count; a++) {
    const sdg16i_atom *atom = &terms->atoms[a];
    if (atom->value ? isnan(atom->value[position]) : atom->categories.code[position] < 0)
      return 1;
  }
  return 0;
}

void sdg16i_terms_clear(sdg16i_terms *terms) {
  for (int64_t i = 0; i < terms->atom_count; i++) {
    free(terms->atoms[i].value);
    sdg16i_categories_clear(&terms->atoms[i].categories);
  }
  terms->atom_count = 0;
}
