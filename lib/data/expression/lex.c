/* The tokens of an expression. */
#include "data/expression/expression.h"

#include "base/numbers.h"

#include <string.h>

static int is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (unsigned char)c >= 0x80;
}

static const char *number_end(const char *c) {
  while (sdg16i_is_digit(*c)) c++;
  if (*c == '.' && c[1] != '.') { /* "15..49" is a range */
    c++;
    while (sdg16i_is_digit(*c)) c++;
  }
  if (*c == 'e' || *c == 'E') {
    const char *exponent = c + 1;
    if (*exponent == '+' || *exponent == '-') exponent++;
    if (sdg16i_is_digit(*exponent)) {
      c = exponent;
      while (sdg16i_is_digit(*c)) c++;
    }
  }
  return c;
}

/* Behind the closing quote, NULL if there is none; a doubled quote stands for itself. */
static const char *quoted_end(const char *c) {
  char quote = *c++;
  for (; *c; c++) {
    if (*c != quote) continue;
    if (c[1] != quote) return c + 1;
    c++;
  }
  return NULL;
}

static void take_number(sdg16i_lexer *l) {
  l->next = number_end(l->start);
  l->token = SDG16I_TOKEN_NUMBER;
  if (is_name(*l->next)) {
    l->token = SDG16I_TOKEN_BAD;
    l->fault = "a name must not begin with a digit (or put it in backticks)";
  }
}

static void take_quoted(sdg16i_lexer *l) {
  const char *end = quoted_end(l->start);
  l->token = *l->start == '`' ? SDG16I_TOKEN_QUOTED_NAME : SDG16I_TOKEN_TEXT;
  l->next = end ? end : l->start + 1;
  if (!end) {
    l->token = SDG16I_TOKEN_BAD;
    l->fault = "the quote that begins here is never closed";
  } else if (*l->start == '`' && end == l->start + 2) {
    l->token = SDG16I_TOKEN_BAD;
    l->fault = "the name in backticks must not be empty";
  }
}

static void take_operator(sdg16i_lexer *l) {
  static const char TWO[][3] = {"==", "!=", "<=", ">=", ".."};
  static const struct {
    char found[3];
    const char *fault;
  } WRONG[] = {
      {"&&", "'and' is written '&', not '&&'"},
      {"||", "'or' is written '|', not '||'"},
      {"<>", "'not equal' is written '!=', not '<>'"},
  };
  const char *c = l->start;
  l->token = SDG16I_TOKEN_OPERATOR;
  l->next = c + 2;
  for (size_t i = 0; i < sizeof TWO / sizeof TWO[0]; i++)
    if (!strncmp(c, TWO[i], 2)) return;
  for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++)
    if (!strncmp(c, WRONG[i].found, 2)) {
      l->token = SDG16I_TOKEN_BAD;
      l->fault = WRONG[i].fault;
      return;
    }
  l->next = c + 1;
  if (strchr("<>!&|+-*/(),", *c)) return;
  l->token = SDG16I_TOKEN_BAD;
  l->fault =
      *c == '=' ? "'equal' is written '==', not '='" : "this character has no meaning here";
}

void sdg16i_lexer_next(sdg16i_lexer *l) {
  const char *c = l->next;
  while (*c == ' ' || *c == '\t' || *c == '\n' || *c == '\r') c++;
  for (const char *skipped = l->start ? l->start : l->text; skipped < c; skipped++)
    l->character += ((unsigned char)*skipped & 0xc0) != 0x80;
  l->start = c;
  if (!*c) {
    l->token = SDG16I_TOKEN_END;
    l->next = c;
  } else if (sdg16i_is_digit(*c) || (*c == '.' && sdg16i_is_digit(c[1]))) {
    take_number(l);
  } else if (*c == '"' || *c == '\'' || *c == '`') {
    take_quoted(l);
  } else if (is_name(*c)) {
    while (is_name(*c) || sdg16i_is_digit(*c)) c++;
    l->token = SDG16I_TOKEN_NAME;
    l->next = c;
  } else {
    take_operator(l);
  }
}

int sdg16i_lexer_is(const sdg16i_lexer *l, const char *expected) {
  size_t size = strlen(expected);
  return (l->token == SDG16I_TOKEN_OPERATOR || l->token == SDG16I_TOKEN_NAME) &&
         (size_t)(l->next - l->start) == size && !memcmp(l->start, expected, size);
}

char *sdg16i_lexer_content(const sdg16i_lexer *l, sdg16i_arena *arena) {
  if (l->token == SDG16I_TOKEN_NAME)
    return sdg16i_arena_text(arena, l->start, (size_t)(l->next - l->start));
  char quote = *l->start;
  char *out = sdg16i_arena_text(arena, l->start + 1, (size_t)(l->next - l->start - 2));
  if (!out) return NULL;
  char *to = out;
  for (const char *from = out; *from; from++) {
    *to++ = *from;
    if (*from == quote) from++; /* the second of two */
  }
  *to = '\0';
  return out;
}
