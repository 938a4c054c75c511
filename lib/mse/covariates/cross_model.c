#include "mse/covariates/cross_model.h"

#include "base/error.h"
#include "mse/loglinear/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- models from terms ---- */

static int32_t check_term(const sdg16i_cross *cross, uint32_t term, sdg16_error *error) {
  uint32_t all = (UINT32_C(1) << cross->lists) - 1;
  if (term >> (cross->lists + cross->covariates))
    return sdg16i_fail(error, SDG16_ERR_MODEL,
                       "model: a term must consist of the %d lists and %lld covariates; one "
                       "term has another name",
                       cross->lists, (long long)cross->covariates);
  if ((term & all) == all)
    return sdg16i_fail(error, SDG16_ERR_MODEL,
                       "model must not have the interaction of all %d lists: it is not "
                       "identifiable, because people on no list are not observed",
                       cross->lists);
  return SDG16_OK;
}

static int32_t check_degree(const sdg16i_cross *cross, const int32_t *degree,
                            sdg16_error *error) {
  for (int64_t k = 0; degree && k < cross->covariates; k++) {
    const sdg16i_covariate *covariate = &cross->covariate[k];
    if (!degree[k]) continue;
    if (!covariate->score)
      return sdg16i_fail(
          error, SDG16_ERR_MODEL,
          "poly(%.200s,%d): all values of the covariate must be different whole "
          "numbers within a range of 1000, as years are; they begin with '%.60s' "
          "and end with '%.60s'",
          covariate->name, degree[k], covariate->level[0],
          covariate->level[covariate->levels - 1]);
    if (degree[k] < 1 || degree[k] >= covariate->levels)
      return sdg16i_fail(
          error, SDG16_ERR_MODEL,
          "poly(%s,%d): the degree must be from 1 to %lld, because '%s' has %lld "
          "values",
          covariate->name, degree[k], (long long)covariate->levels - 1, covariate->name,
          (long long)covariate->levels);
  }
  return SDG16_OK;
}

/* Sorted terms, without repeats. */
typedef struct term_set {
  int64_t count, capacity;
  uint32_t *term;
} term_set;

static int term_set_has(const term_set *set, uint32_t term) {
  for (int64_t i = 0; i < set->count; i++)
    if (set->term[i] == term) return 1;
  return 0;
}

/* Adds a term and everything below it, one variable less at a time. SDG16_ERR_LIMIT if there
 * are too many. */
static int32_t add_with_subsets(term_set *set, uint32_t term) {
  if (term_set_has(set, term)) return SDG16_OK;
  if (set->count == SDG16I_MAX_CROSS_TERMS) return SDG16_ERR_LIMIT;
  if (sdg16i_grow((void **)&set->term, &set->capacity, set->count + 1, sizeof *set->term))
    return SDG16_ERR_MEMORY;
  set->term[set->count++] = term;
  for (uint32_t rest = term; rest; rest &= rest - 1) {
    int32_t status = add_with_subsets(set, term & ~(rest & (~rest + 1)));
    if (status) return status;
  }
  return SDG16_OK;
}

static int32_t fill_model(const sdg16i_cross *cross, term_set *set, const int32_t *degree,
                          sdg16i_arena *arena, sdg16i_cross_model *out) {
  *out = (sdg16i_cross_model){.terms = set->count};
  out->term = sdg16i_arena_array(arena, set->count, sizeof *out->term);
  if (!out->term) return SDG16_ERR_MEMORY;
  memcpy(out->term, set->term, (size_t)set->count * sizeof *out->term);
  sdg16i_sort_terms(out->terms, out->term);
  for (int64_t k = 0; degree && k < cross->covariates; k++) out->degree[k] = degree[k];
  return SDG16_OK;
}

int32_t sdg16i_cross_model_close(const sdg16i_cross *cross, int64_t terms, const uint32_t *term,
                                 const int32_t *degree, sdg16i_arena *arena,
                                 sdg16i_cross_model *out, sdg16_error *error) {
  term_set set = {0};
  int32_t status = check_degree(cross, degree, error), failure = SDG16_OK;
  if (status) return status;
  for (int32_t v = 0; !failure && v < cross->lists + cross->covariates; v++)
    failure = add_with_subsets(&set, UINT32_C(1) << v);
  for (int64_t i = 0; !status && !failure && i < terms; i++) {
    status = check_term(cross, term[i], error);
    if (!status) failure = add_with_subsets(&set, term[i]);
  }
  if (!status && !failure) failure = fill_model(cross, &set, degree, arena, out);
  free(set.term);
  if (failure == SDG16_ERR_LIMIT)
    return sdg16i_fail(error, SDG16_ERR_MODEL, "model must have at most %d terms, and has more",
                       SDG16I_MAX_CROSS_TERMS);
  return failure ? sdg16i_fail_memory(error) : status;
}

int64_t sdg16i_cross_term_columns(const sdg16i_cross *cross, const int32_t *degree,
                                  uint32_t term) {
  int64_t columns = 1;
  for (int64_t k = 0; k < cross->covariates; k++)
    if (sdg16i_term_covariates(cross, term) >> k & 1)
      columns *= degree[k] ? degree[k] : cross->covariate[k].levels - 1;
  return columns;
}

/* ---- reading the notation ---- */

typedef struct parser {
  const sdg16i_cross *cross;
  const char *text, *at;
  sdg16i_arena *arena;
  int32_t degree[SDG16I_MAX_COVARIATES]; /* -1: not met yet */
  term_set whole, alone;                 /* terms as written, with '*' and with ':' */
  sdg16_error *error;
} parser;

static void skip_blanks(parser *p) {
  while (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r') p->at++;
}

static int is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

static int32_t fail_syntax(const parser *p, const char *expected) {
  long long place = p->at - p->text + 1;
  if (!*p->at)
    return sdg16i_fail_at(p->error, SDG16_ERR_MODEL, "model", 0, place,
                          "model ends where %s is expected (character %lld)", expected, place);
  return sdg16i_fail_at(p->error, SDG16_ERR_MODEL, "model", 0, place,
                        "model: %s is expected at character %lld, not '%c'", expected, place,
                        *p->at);
}

/* A name: a word, or anything in backquotes, of which one inside is doubled. */
static int32_t read_name(parser *p, char **name) {
  skip_blanks(p);
  int quoted = *p->at == '`';
  const char *from = p->at += quoted;
  char *end = *name = sdg16i_arena_text(p->arena, from, strlen(from));
  if (!end) return sdg16i_fail_memory(p->error);
  while (*p->at && (quoted ? *p->at != '`' || p->at[1] == '`' : is_word(*p->at))) {
    p->at += quoted && *p->at == '`';
    *end++ = *p->at++;
  }
  *end = 0;
  if (quoted && *p->at != '`') return fail_syntax(p, "a backquote");
  if (!quoted && p->at == from) return fail_syntax(p, "a list or a covariate");
  p->at += quoted;
  return SDG16_OK;
}

/* The variable of a name, as a bit. */
static int32_t find_variable(const parser *p, const char *name, uint32_t *variable) {
  const sdg16i_cross *cross = p->cross;
  for (int32_t k = 0; k < cross->lists + cross->covariates; k++) {
    *variable = UINT32_C(1) << k;
    if (!strcmp(name,
                k < cross->lists ? cross->list[k] : cross->covariate[k - cross->lists].name))
      return SDG16_OK;
  }
  return sdg16i_fail_at(p->error, SDG16_ERR_MODEL, "model", 0, p->at - p->text,
                        "model: '%.200s' is neither a list nor a covariate (before character "
                        "%lld)",
                        name, (long long)(p->at - p->text + 1));
}

/* Notes how a covariate is coded, the same in all terms. */
static int32_t note_degree(parser *p, uint32_t variable, int32_t degree) {
  uint32_t covariate = sdg16i_term_covariates(p->cross, variable);
  if (!covariate && !degree) return SDG16_OK;
  if (!covariate)
    return sdg16i_fail(p->error, SDG16_ERR_MODEL,
                       "model: poly() is for covariates, and '%.200s' is a list",
                       p->cross->list[__builtin_ctz(variable)]);
  int32_t *noted = &p->degree[__builtin_ctz(covariate)];
  if (*noted >= 0 && *noted != degree)
    return sdg16i_fail(
        p->error, SDG16_ERR_MODEL,
        "model: covariate '%.200s' must be written the same way in all terms: by "
        "its name, or by poly() of one degree",
        p->cross->covariate[__builtin_ctz(covariate)].name);
  *noted = degree;
  return SDG16_OK;
}

/* ",2)", behind "poly(name". */
static int32_t read_degree(parser *p, int32_t *degree) {
  skip_blanks(p);
  if (*p->at != ',') return fail_syntax(p, "a comma and the degree of the polynomial");
  p->at++;
  skip_blanks(p);
  for (*degree = 0; *p->at >= '0' && *p->at <= '9' && *degree < 1000; p->at++)
    *degree = 10 * *degree + (*p->at - '0');
  if (!*degree) return fail_syntax(p, "a degree of 1 or more");
  skip_blanks(p);
  if (*p->at != ')') return fail_syntax(p, "')'");
  p->at++;
  return SDG16_OK;
}

/* Moves behind "poly(" if it stands here. */
static int skip_poly(parser *p) {
  skip_blanks(p);
  const char *at = p->at;
  if (strncmp(at, "poly", 4)) return 0;
  for (at += 4; *at == ' ' || *at == '\t';) at++;
  if (*at != '(') return 0;
  p->at = at + 1;
  return 1;
}

static int32_t read_factor(parser *p, uint32_t *variable) {
  char *name;
  int32_t degree = 0;
  int poly = skip_poly(p);
  int32_t status = read_name(p, &name);
  if (!status) status = find_variable(p, name, variable);
  if (!status && poly) status = read_degree(p, &degree);
  return status ? status : note_degree(p, *variable, degree);
}

static int32_t append_term(parser *p, term_set *set, uint32_t term) {
  if (sdg16i_grow((void **)&set->term, &set->capacity, set->count + 1, sizeof *set->term))
    return sdg16i_fail_memory(p->error);
  set->term[set->count++] = term;
  return SDG16_OK;
}

/* Variables joined by ':' or by '*'. */
static int32_t read_term(parser *p) {
  uint32_t term = 0;
  char joined = 0;
  for (;;) {
    uint32_t variable = 0;
    int32_t status = read_factor(p, &variable);
    if (status) return status;
    if (term & variable)
      return sdg16i_fail_at(p->error, SDG16_ERR_MODEL, "model", 0, p->at - p->text,
                            "model: a term must name a list or covariate once (before "
                            "character %lld)",
                            (long long)(p->at - p->text + 1));
    term |= variable;
    skip_blanks(p);
    if (*p->at != ':' && *p->at != '*')
      return append_term(p, joined == ':' ? &p->alone : &p->whole, term);
    if (joined && *p->at != joined)
      return fail_syntax(p, "the same sign as before in the term");
    joined = *p->at++;
  }
}

static int32_t read_terms(parser *p) {
  skip_blanks(p);
  if (*p->at == '~') p->at++;
  for (;;) {
    int32_t status = read_term(p);
    if (status) return status;
    if (!*p->at) return SDG16_OK;
    if (*p->at != '+') return fail_syntax(p, "'+', ':' or '*'");
    p->at++;
  }
}

/* A term written with ':' must find everything below it in the model. */
static int32_t check_alone(const parser *p, const sdg16i_cross_model *below, uint32_t term) {
  term_set set = {below->terms, below->terms, below->term};
  for (uint32_t rest = term; rest; rest &= rest - 1) {
    uint32_t without = term & ~(rest & (~rest + 1));
    if (term_set_has(&set, without)) continue;
    char *text = sdg16i_cross_term_text(p->cross, p->degree, term, p->arena);
    char *missing = sdg16i_cross_term_text(p->cross, p->degree, without, p->arena);
    if (!text || !missing) return sdg16i_fail_memory(p->error);
    return sdg16i_fail(p->error, SDG16_ERR_MODEL,
                       "model: %s needs all terms below it, and %s is missing; '*' between the "
                       "names adds them",
                       text, missing);
  }
  return SDG16_OK;
}

/* Closes the terms; those written alone join from the smallest on. */
static int32_t close_parsed(parser *p, sdg16i_cross_model *out) {
  sdg16i_sort_terms(p->alone.count, p->alone.term);
  int32_t status = sdg16i_cross_model_close(p->cross, p->whole.count, p->whole.term, p->degree,
                                            p->arena, out, p->error);
  for (int64_t i = 0; !status && i < p->alone.count; i++) {
    status = check_alone(p, out, p->alone.term[i]);
    if (!status) status = append_term(p, &p->whole, p->alone.term[i]);
    if (!status)
      status = sdg16i_cross_model_close(p->cross, p->whole.count, p->whole.term, p->degree,
                                        p->arena, out, p->error);
  }
  return status;
}

int32_t sdg16i_cross_model_parse(const sdg16i_cross *cross, const char *text,
                                 sdg16i_arena *arena, sdg16i_cross_model *out,
                                 sdg16_error *error) {
  parser p = {.cross = cross, .text = text, .at = text, .arena = arena, .error = error};
  for (int64_t k = 0; k < SDG16I_MAX_COVARIATES; k++) p.degree[k] = -1;
  int32_t status = read_terms(&p);
  for (int64_t k = 0; k < SDG16I_MAX_COVARIATES; k++)
    if (p.degree[k] < 0) p.degree[k] = 0;
  if (!status) status = close_parsed(&p, out);
  free(p.whole.term);
  free(p.alone.term);
  return status;
}

/* ---- writing it ---- */

/* The variables of a cross in the order of the data: lists, then covariates. */
static int32_t variable_at(const sdg16i_cross *cross, int64_t place) {
  for (int32_t k = 0; k < cross->lists; k++)
    if (cross->list_place[k] == place) return k;
  for (int64_t k = 0; k < cross->covariates; k++)
    if (cross->covariate_place[k] == place - cross->lists) return (int32_t)(cross->lists + k);
  return -1;
}

/* A term with its bits in the order of the data, so that terms sort as they are printed. */
static uint32_t term_of_data(const sdg16i_cross *cross, uint32_t term) {
  uint32_t out = 0;
  for (int32_t place = 0; place < cross->lists + cross->covariates; place++)
    out |= (term >> variable_at(cross, place) & 1) << place;
  return out;
}

static uint32_t term_from_data(const sdg16i_cross *cross, uint32_t term) {
  uint32_t out = 0;
  for (int32_t place = 0; place < cross->lists + cross->covariates; place++)
    out |= (term >> place & 1) << variable_at(cross, place);
  return out;
}

/* Text that grows; `failed` when out of memory. */
typedef struct growing {
  char *text;
  int64_t size, capacity;
  int failed;
} growing;

static void put_text(growing *out, const char *text, int64_t size) {
  if (out->failed ||
      sdg16i_grow((void **)&out->text, &out->capacity, out->size + size + 1, 1)) {
    out->failed = 1;
    return;
  }
  memcpy(out->text + out->size, text, (size_t)size);
  out->size += size;
  out->text[out->size] = 0;
}

static void put_name(growing *out, const char *name) {
  int word = *name != 0;
  for (const char *c = name; *c; c++) word = word && is_word(*c);
  if (!word) put_text(out, "`", 1);
  for (const char *c = name; *c; c++) {
    if (!word && *c == '`') put_text(out, "`", 1);
    put_text(out, c, 1);
  }
  if (!word) put_text(out, "`", 1);
}

static void put_variable(growing *out, const sdg16i_cross *cross, const int32_t *degree,
                         int32_t variable) {
  if (variable < cross->lists) {
    put_name(out, cross->list[variable]);
    return;
  }
  int64_t k = variable - cross->lists;
  if (degree[k] > 0) put_text(out, "poly(", 5);
  put_name(out, cross->covariate[k].name);
  if (degree[k] <= 0) return;
  char end[32];
  int size = snprintf(end, sizeof end, ",%d)", degree[k]);
  put_text(out, end, size);
}

static void put_term(growing *out, const sdg16i_cross *cross, const int32_t *degree,
                     uint32_t term) {
  if (!term) put_text(out, "1", 1);
  for (int32_t place = 0, first = 1; place < cross->lists + cross->covariates; place++) {
    int32_t variable = variable_at(cross, place);
    if (!(term >> variable & 1)) continue;
    if (!first) put_text(out, ":", 1);
    put_variable(out, cross, degree, variable);
    first = 0;
  }
}

static char *finish_text(growing *out, sdg16i_arena *arena) {
  char *text = out->failed ? NULL : sdg16i_arena_text(arena, out->text, (size_t)out->size);
  free(out->text);
  return text;
}

char *sdg16i_cross_term_text(const sdg16i_cross *cross, const int32_t *degree, uint32_t term,
                             sdg16i_arena *arena) {
  growing out = {0};
  put_term(&out, cross, degree, term);
  return finish_text(&out, arena);
}

char *sdg16i_cross_model_text(const sdg16i_cross *cross, const sdg16i_cross_model *model,
                              sdg16i_arena *arena) {
  growing out = {0};
  uint32_t *shown = sdg16i_arena_array(arena, model->terms, sizeof *shown);
  if (!shown) return NULL;
  for (int64_t i = 0; i < model->terms; i++) shown[i] = term_of_data(cross, model->term[i]);
  sdg16i_sort_terms(model->terms, shown);
  for (int64_t i = 1; i < model->terms; i++) {
    if (i > 1) put_text(&out, " + ", 3);
    put_term(&out, cross, model->degree, term_from_data(cross, shown[i]));
  }
  return finish_text(&out, arena);
}
