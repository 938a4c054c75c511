#include "mse/diagnose/structure.h"

#include "base/utf8.h"
#include "mse/loglinear/cells.h"

#include <sdg16/mse.h>

/* A nested list of fewer people may be so by chance. */
#define MANY_NESTED 5
#define FEW_OBSERVED 30

typedef struct lists_seen {
  sdg16i_messages *messages;
  const sdg16_capture *capture;
  const sdg16i_cells *cells;
} lists_seen;

static double size_of(const lists_seen *s, int32_t list) {
  return s->cells->margin[UINT32_C(1) << list];
}

static double shared_persons(const lists_seen *s, int32_t a, int32_t b) {
  return s->cells->margin[UINT32_C(1) << a | UINT32_C(1) << b];
}

static const char *name_of_list(const lists_seen *s, int32_t list) {
  return sdg16_capture_list_name(s->capture, list);
}

/* A name as an argument of "%.*s". */
#define NAME(s, list) sdg16i_utf8_excerpt(name_of_list(s, list)), name_of_list(s, list)

static void say_empty(const lists_seen *s) {
  sdg16i_names empty = {.count = 0};
  char rest[SDG16I_NUMBER_TEXT];
  for (int32_t i = 0; i < s->cells->lists; i++)
    if (!(size_of(s, i) > 0)) sdg16i_names_add(&empty, name_of_list(s, i), NULL);
  if (empty.count)
    sdg16i_say(s->messages, "empty-list", "warning",
               "No one is on %s%s. A list without people gives no information.", empty.text,
               sdg16i_names_rest(&empty, rest));
}

/* The list that holds everybody, though others have people too; -1: none. */
static int32_t list_of_all(const lists_seen *s) {
  int32_t found = -1, used = 0;
  for (int32_t i = 0; i < s->cells->lists; i++) {
    used += size_of(s, i) > 0;
    if (size_of(s, i) == s->cells->n && found < 0) found = i;
  }
  return used > 1 ? found : -1;
}

static void say_nested_pair(const lists_seen *s, int32_t inner, int32_t outer) {
  char size[SDG16I_NUMBER_TEXT];
  double people = size_of(s, inner);
  sdg16i_number_text(people, 0, size);
  if (people == size_of(s, outer)) {
    if (inner < outer)
      sdg16i_say(s->messages, "identical-lists", "warning",
                 "%.*s and %.*s hold the same %s %s. Two lists of the same people count as "
                 "one: drop one of them, or check where they come from.",
                 NAME(s, inner), NAME(s, outer), size, people == 1 ? "person" : "people");
    return;
  }
  sdg16i_say(s->messages, "nested-lists", people >= MANY_NESTED ? "warning" : "note",
             "Everyone on %.*s (%s %s) is on %.*s too. If %.*s takes its people from %.*s, "
             "their overlap gives no information about the undetected: compare with the "
             "estimate without %.*s.",
             NAME(s, inner), size, people == 1 ? "person" : "people", NAME(s, outer),
             NAME(s, inner), NAME(s, outer), NAME(s, inner));
}

static void say_nested(const lists_seen *s) {
  int32_t all = list_of_all(s);
  for (int32_t i = 0; i < s->cells->lists; i++)
    for (int32_t j = 0; j < s->cells->lists; j++)
      if (i != j && size_of(s, i) > 0 && shared_persons(s, i, j) == size_of(s, i) &&
          (j != all || size_of(s, i) == size_of(s, j)))
        say_nested_pair(s, i, j);
  if (all >= 0)
    sdg16i_say(s->messages, "all-on-list", "warning",
               "Everyone observed is on %.*s: the other lists add no one to it.", NAME(s, all));
}

/* ---- lists that do not meet ---- */

static int meets_any(const lists_seen *s, int32_t list) {
  for (int32_t j = 0; j < s->cells->lists; j++)
    if (j != list && shared_persons(s, list, j) > 0) return 1;
  return 0;
}

static void say_isolated(const lists_seen *s) {
  for (int32_t i = 0; i < s->cells->lists; i++)
    if (size_of(s, i) > 0 && !meets_any(s, i))
      sdg16i_say(
          s->messages, "isolated-list", "warning",
          "%.*s has no one in common with any other list. Such a list gives no information "
          "about the undetected: check that its identifiers are written as on the other lists.",
          NAME(s, i));
}

static void say_groups(const lists_seen *s) {
  sdg16i_names names = {.count = 0};
  char rest[SDG16I_NUMBER_TEXT];
  int32_t groups = 0;
  const sdg16i_list_groups all = sdg16i_cells_groups(s->cells);
  for (int32_t i = 0; i < all.count; i++) {
    uint32_t group = all.lists[i], first = group & -group;
    if (group == first) continue; /* an isolated list has a message of its own */
    names.separator = "; ";
    sdg16i_names_add_history(&names, s->capture, first);
    names.separator = NULL;
    sdg16i_names_add_history(&names, s->capture, group & ~first);
    groups++;
  }
  if (groups < 2) return;
  sdg16i_say(s->messages, "unconnected-lists", "warning",
             "The lists form %d groups that never meet: %s%s. No one is on lists of two "
             "groups, so the data do not show how many people the groups have in common.",
             groups, names.text, sdg16i_names_rest(&names, rest));
}

static void say_empty_pairs(const lists_seen *s) {
  sdg16i_names apart = {.count = 0};
  char rest[SDG16I_NUMBER_TEXT];
  for (int32_t i = 0; i < s->cells->lists; i++)
    for (int32_t j = i + 1; j < s->cells->lists; j++)
      if (size_of(s, i) > 0 && size_of(s, j) > 0 && !(shared_persons(s, i, j) > 0))
        sdg16i_names_add(&apart, name_of_list(s, i), name_of_list(s, j));
  if (apart.count)
    sdg16i_say(s->messages, "empty-pairs", "note",
               "%lld pair%s of lists ha%s no one in common: %s%s.", (long long)apart.count,
               apart.count == 1 ? "" : "s", apart.count == 1 ? "s" : "ve", apart.text,
               sdg16i_names_rest(&apart, rest));
}

/* ---- the whole ---- */

static void say_reasons(const lists_seen *s) {
  int32_t used = 0, meet = 0;
  for (int32_t i = 0; i < s->cells->lists; i++) {
    used += size_of(s, i) > 0;
    meet |= meets_any(s, i);
  }
  if (used < 2)
    sdg16i_say(s->messages, "too-few-lists", "warning",
               "Fewer than two lists have any people: nothing can be estimated.");
  else if (!meet)
    sdg16i_say(s->messages, "no-overlap", "warning",
               "No one is on two lists: nothing can be estimated.");
}

void sdg16i_structure(sdg16i_messages *messages, const sdg16_capture *capture, int reasons) {
  sdg16i_cells *cells;
  if (sdg16i_cells_new(capture, &cells, NULL)) {
    messages->out_of_memory = 1;
    return;
  }
  lists_seen s = {messages, capture, cells};
  if (reasons) say_reasons(&s);
  say_empty(&s);
  say_nested(&s);
  say_groups(&s);
  say_isolated(&s);
  say_empty_pairs(&s);
  if (cells->n < FEW_OBSERVED)
    sdg16i_say(messages, "few-observed", "warning", "Only %lld %s observed.",
               (long long)cells->n, cells->n == 1 ? "person was" : "people were");
  sdg16i_cells_free(cells);
}

int32_t sdg16_capture_structure(const sdg16_capture *capture, sdg16_table **out,
                                sdg16_error *error) {
  *out = NULL;
  if (!capture) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "capture must not be NULL");
  sdg16i_messages messages = {.rows = 0};
  sdg16i_structure(&messages, capture, 1);
  return sdg16i_messages_table(&messages, 0, out, error);
}
