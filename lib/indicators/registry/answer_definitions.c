#include "indicators/registry/answer_definitions.h"

#include "base/error.h"
#include "base/text.h"
#include "indicators/registry/categories.h"
#include "indicators/registry/registry.h"

#include <sdg16/expression.h>

#include <stdio.h>
#include <string.h>

/* ---- answers ---- */

/* Answers that are missing, and what is usually written for them. */
static const struct {
  const char *name, *words, *spoken;
  int32_t kind;
} MISSING[] = {
    {"dont_know",
     "98|8|998|don't know|dont know|do not know|does not know|dk|not sure|can't say",
     "don't know", SDG16_MISSING_DONT_KNOW},
    {"refused",
     "99|9|999|refused to answer|refuses|refusal|prefer not to say|does not want to answer",
     "refused", SDG16_MISSING_REFUSED},
    {"not_applicable", "not applicable|n/a|na|does not apply|inapplicable", "not applicable",
     SDG16_MISSING_NOT_APPLICABLE},
    {"missing", "", "missing", SDG16_MISSING_TAGGED},
};
#define MISSING_COUNT (sizeof MISSING / sizeof MISSING[0])

const char *sdg16i_missing_words(int32_t kind) {
  for (size_t i = 0; i < MISSING_COUNT; i++)
    if (MISSING[i].kind == kind) return MISSING[i].spoken;
  return "blank";
}

/* The name in a part "yes=1|y". */
static int64_t name_size(const char *part, int64_t size) {
  const char *equals = memchr(part, '=', (size_t)size);
  return equals ? equals - part : size;
}

static int is_yes(const char *name, int64_t size) {
  return size == 3 && !memcmp(name, "yes", 3);
}
static int is_no(const char *name, int64_t size) { return size == 2 && !memcmp(name, "no", 2); }

int sdg16i_is_missing_name(const char *name) {
  for (size_t i = 0; i < MISSING_COUNT; i++)
    if (!strcmp(name, MISSING[i].name)) return 1;
  return 0;
}

int sdg16i_answer_value(const sdg16_input *input, const char *name, int64_t *value,
                        int32_t *missing) {
  int64_t size, place = 0, wanted = (int64_t)strlen(name);
  *value = 0;
  *missing = SDG16_PRESENT;
  for (size_t i = 0; i < MISSING_COUNT; i++)
    if (!strcmp(name, MISSING[i].name)) {
      *missing = MISSING[i].kind;
      return 0;
    }
  const char *rest = input->answers;
  for (const char *part; (part = sdg16i_part(&rest, ';', &size));) {
    int64_t own = name_size(part, size);
    place++;
    if (own != wanted || memcmp(part, name, (size_t)own)) continue;
    *value = is_yes(part, own) ? 1 : is_no(part, own) ? 0 : place;
    return 0;
  }
  return -1;
}

int sdg16i_is_answer(const sdg16_input *input, const char *name) {
  int64_t value;
  int32_t missing;
  return !sdg16i_answer_value(input, name, &value, &missing);
}

const char *sdg16i_answer_words(const sdg16_input *input, sdg16i_arena *memory) {
  size_t size = strlen(input->answers) + 1, used;
  for (size_t i = 0; i < MISSING_COUNT; i++)
    size += strlen(MISSING[i].name) + strlen(MISSING[i].words) + 3;
  char *words = sdg16i_arena_array(memory, (int64_t)size, 1);
  if (!words) return NULL;
  used = (size_t)snprintf(words, size, "%s", input->answers);
  for (size_t i = 0; i < MISSING_COUNT; i++)
    if (*MISSING[i].words)
      used += (size_t)snprintf(words + used, size - used, "; %s=%s", MISSING[i].name,
                               MISSING[i].words);
  return words;
}

static int32_t bad_answers(const sdg16_indicator_def *def, const sdg16_input *input,
                           const char *text, int64_t size, const char *what,
                           sdg16_error *error) {
  return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, def->code, 0, 0,
                        "indicator '%.60s', input '%.60s': answers must be as in \"yes=1; "
                        "no=2|0\", but '%.*s' is %s",
                        def->code, input->name, (int)(size < 100 ? size : 100), text, what);
}

int32_t sdg16i_check_answers(const sdg16_indicator_def *def, const sdg16_input *input,
                             sdg16_error *error) {
  int64_t size, word_size;
  const char *rest = input->answers;
  if (!rest) return SDG16_OK;
  if (input->kind != SDG16_INPUT_MICRODATA)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, def->code, 0, 0,
                          "indicator '%.60s', input '%.60s': answers must be NULL for an input "
                          "that is not of microdata, not '%.100s'",
                          def->code, input->name, rest);
  for (const char *part; (part = sdg16i_part(&rest, ';', &size));) {
    int64_t own = name_size(part, size);
    if (!own) return bad_answers(def, input, part, size, "an answer without a name", error);
    if (own >= SDG16I_ANSWER_SIZE)
      return bad_answers(def, input, part, own, "a name of more than 63 bytes", error);
    char words[SDG16I_CODE_SIZE], found[SDG16I_CODE_SIZE];
    const char *left = part;
    while (left && left < part + size) { /* the name, then its words */
      const char *word = left;
      left = strpbrk(word, word == part ? "=;" : "|;");
      if (left && *left == ';') left = NULL;
      word_size = (left ? left : part + size) - word;
      if (left) left++;
      if (word_size >= (int64_t)sizeof words)
        return bad_answers(def, input, word, word_size, "of more than 127 bytes", error);
      snprintf(words, sizeof words, "%.*s", (int)word_size, word);
      if (sdg16i_category_named(input->answers, words, found) &&
          (strlen(found) != (size_t)own || memcmp(found, part, (size_t)own)))
        return bad_answers(def, input, word, word_size, "of two answers", error);
    }
    for (const char *other = rest; other;) {
      int64_t other_size;
      const char *next = sdg16i_part(&other, ';', &other_size);
      if (next && name_size(next, other_size) == own && !memcmp(next, part, (size_t)own))
        return bad_answers(def, input, part, own, "of two answers", error);
    }
  }
  return SDG16_OK;
}

int32_t sdg16i_answer_labels(const sdg16_input *input, sdg16_table *table, sdg16_error *error) {
  int64_t size, column = sdg16_table_find(table, input->name);
  const char *rest = input->answers;
  int32_t status = SDG16_OK;
  for (const char *part; !status && (part = sdg16i_part(&rest, ';', &size));) {
    char name[SDG16I_ANSWER_SIZE];
    int64_t value;
    int32_t missing;
    snprintf(name, sizeof name, "%.*s", (int)name_size(part, size), part);
    if (!sdg16i_answer_value(input, name, &value, &missing) && !missing)
      status = sdg16_table_add_label(table, column, (double)value, name, error);
  }
  return status;
}

/* ---- expressions ---- */

int32_t sdg16i_expression_inputs(const sdg16_indicator_def *def, const char *text,
                                 int32_t (*visit)(int32_t input, void *context), void *context,
                                 sdg16_error *error) {
  int64_t size;
  int32_t status = SDG16_OK;
  sdg16i_arena memory = {0};
  for (const char *part; !status && (part = sdg16i_part(&text, ';', &size));) {
    const char *copy = sdg16i_arena_text(&memory, part, (size_t)size);
    sdg16_expression *expression = NULL;
    sdg16_error inner = {.struct_size = (int64_t)sizeof inner};
    status = copy ? sdg16_expression_new(copy, &expression, &inner) : sdg16i_fail_memory(error);
    if (status && copy)
      status =
          sdg16i_fail_at(error, status, def->code, 0, inner.column,
                         "indicator '%.60s': '%.200s': %.200s", def->code, copy, inner.message);
    for (int64_t i = 0; !status && i < sdg16_expression_columns(expression); i++) {
      const char *name = sdg16_expression_column(expression, i);
      int32_t input = sdg16i_find_input(def, name, (int64_t)strlen(name));
      if (input < 0 || def->inputs[input].kind != SDG16_INPUT_MICRODATA ||
          strcmp(def->inputs[input].name, name))
        status = sdg16i_fail_at(
            error, SDG16_ERR_NAME, def->code, 0, 0,
            "indicator '%.60s': '%.200s' must name inputs of microdata; '%.60s' is not one",
            def->code, copy, name);
      else
        status = visit(input, context);
    }
    sdg16_expression_free(expression);
  }
  sdg16i_arena_free(&memory);
  return status;
}

static int32_t accept_input(int32_t input, void *context) {
  (void)input, (void)context;
  return SDG16_OK;
}

int32_t sdg16i_series_expressions(const sdg16_indicator_def *def, const sdg16_series *s,
                                  sdg16_error *error) {
  const char *const TEXTS[] = {s->survey_numerator, s->survey_among, s->survey_denominator};
  int32_t status = SDG16_OK;
  for (size_t i = 0; i < 3 && !status; i++)
    status = sdg16i_expression_inputs(def, TEXTS[i], accept_input, NULL, error);
  if (!status && !s->survey_numerator && (s->survey_among || s->survey_denominator))
    status = sdg16i_fail_at(
        error, SDG16_ERR_ARGUMENT, def->code, 0, 0,
        "indicator '%.60s', series '%.60s': %s must not be given without survey_numerator",
        def->code, s->label, s->survey_among ? "survey_among" : "survey_denominator");
  return status;
}

const char *sdg16i_alternative(const char **text, int64_t *size) {
  const char *begin = *text, *next = begin ? strstr(begin, " or ") : NULL;
  if (!begin) return NULL;
  *size = next ? next - begin : (int64_t)strlen(begin);
  *text = next ? next + 4 : NULL;
  return begin;
}

int32_t sdg16i_universe_expressions(const sdg16_indicator_def *def, sdg16_error *error) {
  int32_t status = SDG16_OK;
  int64_t size;
  sdg16i_arena memory = {0};
  const char *rest = def->universe;
  for (const char *part; !status && (part = sdg16i_alternative(&rest, &size));) {
    const char *text = sdg16i_arena_text(&memory, part, (size_t)size);
    status = text ? sdg16i_expression_inputs(def, text, accept_input, NULL, error)
                  : sdg16i_fail_memory(error);
  }
  sdg16i_arena_free(&memory);
  return status;
}
