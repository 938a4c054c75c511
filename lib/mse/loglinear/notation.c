/* Model notation: "[12,23,4]", "[1*2,10*11]", "[LA*NG,PF]". */
#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "mse/loglinear/model.h"
#include "mse/loglinear/terms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- printing ---- */

int64_t sdg16i_generators(int64_t count, const uint32_t *term, uint32_t *out) {
  int64_t generators = 0, larger = 0; /* those with more lists than the term at hand */
  for (int64_t i = count - 1; i >= 0 && term[i]; i--) { /* what contains it comes later */
    int64_t j = 0;
    while (j < generators && (term[i] & out[j]) != term[i]) j++;
    if (j < generators) continue;
    while (larger < generators && sdg16i_order(out[larger]) > sdg16i_order(term[i])) larger++;
    memmove(out + larger + 1, out + larger, (size_t)(generators - larger) * sizeof *out);
    out[larger] = term[i];
    generators++;
  }
  return generators;
}

/* Text into what is left of the buffer, counting what it takes in all. */
typedef struct writer {
  char *buffer;
  int64_t capacity, length;
} writer;

static void put_text(writer *w, const char *text) {
  for (; *text; text++, w->length++)
    if (w->length + 1 < w->capacity) w->buffer[w->length] = *text;
}

static void put_term(writer *w, uint32_t term, int32_t lists, int32_t style,
                     const sdg16_capture *capture) {
  const char *between = style == SDG16_MODEL_NAMES || lists > 9 ? "*" : "";
  const char *separator = "";
  for (int32_t j = 0; j < lists; j++) {
    if (!(term >> j & 1)) continue;
    char number[3] = {(char)('0' + (j + 1) / 10), (char)('0' + (j + 1) % 10), '\0'};
    put_text(w, separator);
    put_text(w, style == SDG16_MODEL_NAMES ? sdg16_capture_list_name(capture, j)
                                           : number + (j < 9));
    separator = between;
  }
}

int64_t sdg16i_format_terms(int32_t lists, int64_t count, const uint32_t *term, int32_t style,
                            const sdg16_capture *capture, char *buffer, int64_t capacity) {
  uint32_t generator[SDG16I_MAX_MODEL_TERMS];
  int64_t generators = sdg16i_generators(count, term, generator);
  writer w = {.buffer = buffer, .capacity = capacity};
  put_text(&w, "[");
  for (int64_t i = 0; i < generators; i++) {
    if (i) put_text(&w, ",");
    put_term(&w, generator[i], lists, style, capture);
  }
  put_text(&w, "]");
  if (capacity > 0) buffer[w.length < capacity ? w.length : capacity - 1] = '\0';
  return w.length;
}

char *sdg16i_terms_text(int32_t lists, int64_t count, const uint32_t *term, int32_t style,
                        const sdg16_capture *capture, sdg16i_arena *arena) {
  char first[512];
  int64_t length = sdg16i_format_terms(lists, count, term, style, capture, first, sizeof first);
  if (length < (int64_t)sizeof first) return sdg16i_arena_text(arena, first, (size_t)length);
  char *text = sdg16i_arena_array(arena, length + 1, 1);
  if (text) sdg16i_format_terms(lists, count, term, style, capture, text, length + 1);
  return text;
}

int64_t sdg16_model_format(const sdg16_model *model, int32_t style,
                           const sdg16_capture *capture, char *buffer, int64_t capacity) {
  if ((style != SDG16_MODEL_NUMBERS && style != SDG16_MODEL_NAMES) || capacity < 0 ||
      (capacity && !buffer))
    return SDG16_ERR_ARGUMENT;
  if (style == SDG16_MODEL_NAMES && (!capture || sdg16_capture_lists(capture) != model->lists))
    return SDG16_ERR_LISTS;
  return sdg16i_format_terms(model->lists, model->count, model->term, style, capture, buffer,
                             capacity);
}

/* ---- parsing ---- */

typedef struct parser {
  const sdg16_capture *capture;
  int32_t lists;
  const char *text;
  sdg16_error *error;
} parser;

static int32_t fail_at(const parser *p, int64_t at, const char *what) {
  return sdg16i_fail_at(p->error, SDG16_ERR_MODEL, "model", 0, at + 1,
                        "model '%s', character %lld: %s", p->text, (long long)at + 1, what);
}

static void trim_blanks(const char *text, int64_t *begin, int64_t *end) {
  while (*begin < *end && sdg16i_is_blank(text[*begin])) ++*begin;
  while (*end > *begin && sdg16i_is_blank(text[*end - 1])) --*end;
}

static int all_digits(const char *text, int64_t size) {
  for (int64_t i = 0; i < size; i++)
    if (text[i] < '0' || text[i] > '9') return 0;
  return size > 0;
}

/* One list by its number, else by its name; -1 if there is none. Numbers come
 * first so that what is printed in numbers always reads back as the same. */
static int32_t find_list(const parser *p, int64_t begin, int64_t end) {
  const char *text = p->text + begin;
  int64_t size = end - begin;
  if (all_digits(text, size) && size <= 3) {
    int32_t number = 0;
    for (int64_t i = 0; i < size; i++) number = number * 10 + (text[i] - '0');
    if (number >= 1 && number <= p->lists) return number - 1;
  }
  for (int32_t j = 0; j < p->lists; j++) {
    const char *name = sdg16_capture_list_name(p->capture, j);
    if ((int64_t)strlen(name) == size && !memcmp(name, text, (size_t)size)) return j;
  }
  return -1;
}

/* Digits that each name a list, none twice ("124"): the term, else 0. */
static uint32_t digits_term(const parser *p, int64_t begin, int64_t end) {
  uint32_t term = 0;
  for (int64_t i = begin; i < end; i++) {
    int32_t digit = p->text[i] - '1';
    if (digit < 0 || digit >= p->lists || digit > 8 || term >> digit & 1) return 0;
    term |= UINT32_C(1) << digit;
  }
  return term;
}

static int32_t add_list(const parser *p, int64_t begin, int64_t end, uint32_t *term) {
  int32_t list = find_list(p, begin, end);
  if (list < 0) {
    char what[160];
    snprintf(what, sizeof what, "expected a list or a list number from 1 to %d, found '%.*s'",
             p->lists, (int)(end - begin > 80 ? 80 : end - begin), p->text + begin);
    return fail_at(p, begin, what);
  }
  if (*term >> list & 1)
    return fail_at(p, begin, "expected each list once in a term, found this one twice");
  *term |= UINT32_C(1) << list;
  return SDG16_OK;
}

/* A term between begin and end: digits (at most 9 lists), or factors joined by '*'. */
static int32_t parse_term(const parser *p, int64_t begin, int64_t end, uint32_t *term) {
  trim_blanks(p->text, &begin, &end);
  if (begin == end) return fail_at(p, begin, "expected a list, found an empty term");
  *term = p->lists <= 9 ? digits_term(p, begin, end) : 0;
  if (*term) return SDG16_OK;
  while (begin <= end) {
    const char *star = memchr(p->text + begin, '*', (size_t)(end - begin));
    int64_t from = begin, to = star ? star - p->text : end;
    trim_blanks(p->text, &from, &to);
    if (from == to) return fail_at(p, from, "expected a list on both sides of '*'");
    int32_t status = add_list(p, from, to, term);
    if (status) return status;
    if (!star) break;
    begin = star - p->text + 1;
  }
  return SDG16_OK;
}

int32_t sdg16_model_parse(const sdg16_capture *capture, const char *text, sdg16_model **out,
                          sdg16_error *error) {
  *out = NULL;
  parser p = {capture, sdg16_capture_lists(capture), text, error};
  int64_t begin = 0, end = (int64_t)strlen(text), count = 0, capacity = 0;
  uint32_t *terms = NULL, all = (UINT32_C(1) << p.lists) - 1;
  trim_blanks(text, &begin, &end);
  if (begin == end || text[begin] != '[') return fail_at(&p, begin, "expected '['");
  if (end - begin < 2 || text[end - 1] != ']') return fail_at(&p, end, "expected ']'");
  begin++;
  end--;
  int64_t inner = begin, inner_end = end;
  trim_blanks(text, &inner, &inner_end);
  int32_t status = SDG16_OK;
  while (!status && inner < inner_end) {
    const char *comma = memchr(text + begin, ',', (size_t)(end - begin));
    int64_t to = comma ? comma - text : end;
    if (sdg16i_grow((void **)&terms, &capacity, count + 1, sizeof *terms))
      status = sdg16i_fail_memory(error);
    else
      status = parse_term(&p, begin, to, &terms[count]);
    if (!status && terms[count] == all)
      status = fail_at(&p, begin,
                       "expected no interaction of all lists (it is not identifiable, because "
                       "people on no list are not observed)");
    count++;
    if (!comma) break;
    begin = to + 1;
  }
  if (!status) status = sdg16_model_new(p.lists, count, terms, out, error);
  free(terms);
  return status;
}
