/* From text to a program: recursive descent, with the levels of nesting counted. */
#include "base/error.h"
#include "base/numbers.h"
#include "base/utf8.h"
#include "data/expression/expression.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct parser {
  sdg16i_lexer lexer;
  sdg16_expression *out;
  sdg16_error *error;
  int32_t status; /* of the first failure; nothing is done after it */
  int nesting;
} parser;

static const char *const OP_NAMES[] = {"number", "text",   "column",  "-", "+",  "-", "*",
                                       "/",      "==",     "!=",      "<", "<=", ">", ">=",
                                       "in",     "not in", "missing", "!", "&",  "|"};

const char *sdg16i_op_name(int op) { return OP_NAMES[op]; }

int32_t sdg16i_expression_fail(sdg16_error *error, int64_t character, const char *format, ...) {
  char message[SDG16_ERROR_MESSAGE_SIZE - 64];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  return sdg16i_fail_at(error, SDG16_ERR_EXPRESSION, "expression", 0, character,
                        "expression, character %lld: %s", (long long)character, message);
}

/* ---- failures ---- */

static int64_t position_of(const parser *p) { return p->lexer.character; }

static void fail_memory(parser *p) {
  if (!p->status) p->status = sdg16i_fail_memory(p->error);
}

/* "expected ..., found 'x'" at the token, or that the expression ends there. */
static void fail_found(parser *p, const char *expected) {
  if (p->status) return;
  const sdg16i_lexer *l = &p->lexer;
  char found[64];
  int size = (int)(l->next - l->start < 63 ? l->next - l->start : 63);
  snprintf(found, sizeof found, "%.*s", size, l->start);
  int shown = sdg16i_utf8_excerpt(found);
  if (l->token == SDG16I_TOKEN_BAD)
    p->status = sdg16i_expression_fail(p->error, position_of(p), "%s", l->fault);
  else if (l->token == SDG16I_TOKEN_END)
    p->status = sdg16i_expression_fail(p->error, position_of(p),
                                       "the expression ends where %s is expected", expected);
  else if (l->token == SDG16I_TOKEN_NAME &&
           (sdg16i_lexer_is(l, "and") || sdg16i_lexer_is(l, "or")))
    p->status = sdg16i_expression_fail(p->error, position_of(p),
                                       "expected %s, found '%s' ('%s' is written '%s')",
                                       expected, found, found, *found == 'a' ? "&" : "|");
  else
    p->status = sdg16i_expression_fail(p->error, position_of(p), "expected %s, found '%.*s'",
                                       expected, shown, found);
}

static void fail_limit(parser *p, const char *what, int limit) {
  if (!p->status)
    p->status = sdg16i_expression_fail(p->error, position_of(p),
                                       "expected at most %d %s, found more", limit, what);
}

/* ---- building ---- */

/* The new node's index, or -1. */
static int add_node(parser *p, int op, int left, int right, int64_t character) {
  sdg16_expression *e = p->out;
  if (p->status) return -1;
  if (e->count >= SDG16I_EXPRESSION_NODES) {
    fail_limit(p, "operators and operands", SDG16I_EXPRESSION_NODES);
    return -1;
  }
  if (sdg16i_grow((void **)&e->nodes, &e->capacity, e->count + 1, sizeof *e->nodes)) {
    fail_memory(p);
    return -1;
  }
  e->nodes[e->count] =
      (sdg16i_node){.op = op, .left = left, .right = right, .character = character};
  return (int)e->count++;
}

static sdg16i_item *add_item(parser *p) {
  sdg16_expression *e = p->out;
  if (p->status) return NULL;
  if (e->item_count >= SDG16I_EXPRESSION_NODES) {
    fail_limit(p, "constants", SDG16I_EXPRESSION_NODES);
    return NULL;
  }
  if (sdg16i_grow((void **)&e->items, &e->item_capacity, e->item_count + 1, sizeof *e->items)) {
    fail_memory(p);
    return NULL;
  }
  sdg16i_item *item = &e->items[e->item_count++];
  *item = (sdg16i_item){.character = position_of(p)};
  return item;
}

/* ---- the grammar, from the tightest ---- */

static int parse_or(parser *p);

static int accept_token(parser *p, const char *expected) {
  if (p->status || !sdg16i_lexer_is(&p->lexer, expected)) return 0;
  sdg16i_lexer_next(&p->lexer);
  return 1;
}

static void expect_token(parser *p, const char *token, const char *expected) {
  if (!accept_token(p, token)) fail_found(p, expected);
}

sdg16i_constant sdg16i_constant_of(double value) {
  const double TOP = 9223372036854775808.0; /* 2^63 */
  sdg16i_constant c = {.real = value};
  c.is_whole = value >= -TOP && value < TOP && floor(value) >= value;
  if (c.is_whole) c.whole = (int64_t)value;
  return c;
}

static void negate_constant(sdg16i_constant *c) {
  if (c->is_whole && c->whole != INT64_MIN) {
    c->whole = -c->whole;
    c->real = -c->real;
  } else {
    *c = sdg16i_constant_of(-c->real);
  }
}

static sdg16i_constant parse_number(parser *p) {
  const sdg16i_lexer *l = &p->lexer;
  int64_t size = l->next - l->start;
  sdg16i_constant c = {0};
  double value;
  if (sdg16i_parse_double(l->start, size, '.', &value)) {
    if (!p->status)
      p->status = sdg16i_expression_fail(
          p->error, position_of(p), "expected a number that a double can hold, found '%.*s'",
          (int)(size < 60 ? size : 60), l->start);
    return c;
  }
  c = sdg16i_constant_of(value); /* "5.0", "1e3" are whole */
  if (!sdg16i_parse_int64(l->start, size, &c.whole)) c.is_whole = 1;
  return c;
}

/* [-] number, or text. */
static sdg16i_constant constant(parser *p, const char *expected) {
  sdg16i_constant c = {0};
  int negative = accept_token(p, "-");
  if (p->lexer.token == SDG16I_TOKEN_NUMBER) {
    c = parse_number(p);
    if (negative) negate_constant(&c);
  } else if (p->lexer.token == SDG16I_TOKEN_TEXT && !negative) {
    c.text = sdg16i_lexer_content(&p->lexer, &p->out->arena);
    if (!c.text) fail_memory(p);
  } else {
    fail_found(p, negative ? "a number" : expected);
  }
  if (!p->status) sdg16i_lexer_next(&p->lexer);
  return c;
}

static int constant_before(const sdg16i_constant *a, const sdg16i_constant *b) {
  if (a->text) return strcmp(a->text, b->text) < 0;
  return a->is_whole && b->is_whole ? a->whole < b->whole : a->real < b->real;
}

static void parse_item(parser *p) {
  static const char *const EXPECTED = "a number, text or range such as 15..49";
  sdg16i_item *item = add_item(p);
  if (!item) return;
  item->low = item->high = constant(p, EXPECTED);
  if (!accept_token(p, "..")) return;
  item->is_range = 1;
  item->high = constant(p, "the upper end of the range");
  if (p->status) return;
  if (!item->low.text != !item->high.text)
    p->status = sdg16i_expression_fail(
        p->error, item->character,
        "expected a range of two numbers or two texts, found a %s and a %s",
        item->low.text ? "text" : "number", item->high.text ? "text" : "number");
  else if (constant_before(&item->high, &item->low))
    p->status = sdg16i_expression_fail(
        p->error, item->character,
        "expected a range with its lower end first, found the upper end first");
}

static void parse_items(parser *p) {
  if (!accept_token(p, "(")) {
    parse_item(p);
    return;
  }
  do parse_item(p);
  while (accept_token(p, ","));
  expect_token(p, ")", "',' or ')'");
}

static int parse_missing(parser *p, int64_t character) {
  int operand = parse_or(p);
  int64_t first = p->out->item_count;
  while (accept_token(p, ",")) {
    sdg16i_item *item = add_item(p);
    if (item) item->low = constant(p, "the name of a missing kind, a tag or a tag's label");
  }
  expect_token(p, ")", "',' or ')'");
  int node = add_node(p, SDG16I_OP_MISSING, operand, -1, character);
  if (node >= 0) {
    p->out->nodes[node].first = first;
    p->out->nodes[node].items = p->out->item_count - first;
  }
  return node;
}

static int parse_column(parser *p, int64_t character) {
  char *name = sdg16i_lexer_content(&p->lexer, &p->out->arena);
  int32_t index = name ? sdg16i_dictionary_add(&p->out->names, name, (int64_t)strlen(name))
                       : SDG16I_DICTIONARY_MEMORY;
  int bare = p->lexer.token == SDG16I_TOKEN_NAME;
  sdg16i_lexer_next(&p->lexer);
  if (index < 0) {
    fail_memory(p);
    return -1;
  }
  if (bare && sdg16i_lexer_is(&p->lexer, "(")) {
    p->status = sdg16i_expression_fail(p->error, character,
                                       "expected the function missing(...), found '%.*s'",
                                       sdg16i_utf8_excerpt(name), name);
    return -1;
  }
  int node = add_node(p, SDG16I_OP_COLUMN, -1, -1, character);
  if (node >= 0) p->out->nodes[node].name = index;
  return node;
}

static int parse_primary(parser *p) {
  static const char *const EXPECTED = "a column, number, text or '('";
  int64_t character = position_of(p);
  if (p->status) return -1;
  if (accept_token(p, "(")) {
    int node = parse_or(p);
    expect_token(p, ")", "an operator or ')'");
    return node;
  }
  int token = p->lexer.token;
  if (token == SDG16I_TOKEN_NUMBER || token == SDG16I_TOKEN_TEXT) {
    sdg16i_constant c = constant(p, EXPECTED);
    int node = add_node(p, c.text ? SDG16I_OP_TEXT : SDG16I_OP_NUMBER, -1, -1, character);
    if (node >= 0) p->out->nodes[node].constant = c;
    return node;
  }
  if (token == SDG16I_TOKEN_QUOTED_NAME) return parse_column(p, character);
  if (token == SDG16I_TOKEN_NAME && !sdg16i_lexer_is(&p->lexer, "in") &&
      !sdg16i_lexer_is(&p->lexer, "not") && !sdg16i_lexer_is(&p->lexer, "and") &&
      !sdg16i_lexer_is(&p->lexer, "or")) {
    if (!sdg16i_lexer_is(&p->lexer, "missing")) return parse_column(p, character);
    sdg16i_lexer_next(&p->lexer);
    expect_token(p, "(", "'(' (a column of the name missing is written `missing`)");
    return p->status ? -1 : parse_missing(p, character);
  }
  fail_found(p, EXPECTED);
  return -1;
}

static int nest_deeper(parser *p) {
  if (!p->status && ++p->nesting > SDG16I_EXPRESSION_NESTING)
    fail_limit(p, "levels of nesting", SDG16I_EXPRESSION_NESTING);
  return !p->status;
}

static int parse_unary(parser *p) {
  int64_t character = position_of(p);
  if (!nest_deeper(p)) return -1;
  int node;
  if (accept_token(p, "-")) {
    node = parse_unary(p);
    if (node >= 0 && p->out->nodes[node].op == SDG16I_OP_NUMBER)
      negate_constant(&p->out->nodes[node].constant);
    else
      node = add_node(p, SDG16I_OP_NEGATE, node, -1, character);
  } else {
    node = parse_primary(p);
  }
  p->nesting--;
  return node;
}

static int parse_product(parser *p) {
  int left = parse_unary(p);
  for (;;) {
    int64_t character = position_of(p);
    int op = accept_token(p, "*")   ? SDG16I_OP_MULTIPLY
             : accept_token(p, "/") ? SDG16I_OP_DIVIDE
                                    : -1;
    if (op < 0) return left;
    int right = parse_unary(p);
    left = add_node(p, op, left, right, character);
  }
}

static int parse_sum(parser *p) {
  int left = parse_product(p);
  for (;;) {
    int64_t character = position_of(p);
    int op = accept_token(p, "+")   ? SDG16I_OP_ADD
             : accept_token(p, "-") ? SDG16I_OP_SUBTRACT
                                    : -1;
    if (op < 0) return left;
    int right = parse_product(p);
    left = add_node(p, op, left, right, character);
  }
}

/* The comparison at the token, which is taken; -1: none. */
static int comparison(parser *p) {
  for (int op = SDG16I_OP_EQUAL; op <= SDG16I_OP_IN; op++)
    if (accept_token(p, OP_NAMES[op])) return op;
  if (!accept_token(p, "not")) return -1;
  expect_token(p, "in", "'in' ('not' alone is written '!')");
  return SDG16I_OP_NOT_IN;
}

static int parse_comparison(parser *p) {
  int left = parse_sum(p);
  int64_t character = position_of(p);
  int op = comparison(p);
  if (op < 0 || p->status) return left;
  int node;
  if (op == SDG16I_OP_IN || op == SDG16I_OP_NOT_IN) {
    int64_t first = p->out->item_count;
    parse_items(p);
    node = add_node(p, op, left, -1, character);
    if (node >= 0) {
      p->out->nodes[node].first = first;
      p->out->nodes[node].items = p->out->item_count - first;
    }
  } else {
    int right = parse_sum(p);
    node = add_node(p, op, left, right, character);
  }
  int64_t second = position_of(p);
  if (comparison(p) >= 0 && !p->status)
    p->status = sdg16i_expression_fail(p->error, second,
                                       "expected '&' or '|' between two comparisons (or "
                                       "parentheses), found a second comparison");
  return node;
}

static int parse_not(parser *p) {
  int64_t character = position_of(p);
  if (!accept_token(p, "!")) return parse_comparison(p);
  if (!nest_deeper(p)) return -1;
  int node = parse_not(p);
  p->nesting--;
  return add_node(p, SDG16I_OP_NOT, node, -1, character);
}

static int parse_and(parser *p) {
  int left = parse_not(p);
  for (;;) {
    int64_t character = position_of(p);
    if (!accept_token(p, "&")) return left;
    int right = parse_not(p);
    left = add_node(p, SDG16I_OP_AND, left, right, character);
  }
}

static int parse_or(parser *p) {
  int left = parse_and(p);
  for (;;) {
    int64_t character = position_of(p);
    if (!accept_token(p, "|")) return left;
    int right = parse_and(p);
    left = add_node(p, SDG16I_OP_OR, left, right, character);
  }
}

/* ---- the whole ---- */

/* Where on the stack each result lies. */
static void place_results(sdg16_expression *e) {
  int depth = 0;
  for (int64_t i = 0; i < e->count; i++) {
    sdg16i_node *node = &e->nodes[i];
    depth -= (node->left >= 0) + (node->right >= 0);
    node->slot = depth++;
    if (depth > e->slots) e->slots = depth;
  }
}

int32_t sdg16i_expression_parse(const char *text, sdg16_expression *out, sdg16_error *error) {
  size_t size = strlen(text);
  if (size > SDG16I_EXPRESSION_SIZE)
    return sdg16i_expression_fail(error, 1, "expected at most %d bytes, found %lld",
                                  SDG16I_EXPRESSION_SIZE, (long long)size);
  int64_t fault = sdg16i_utf8_fault(text, (int64_t)size);
  if (fault >= 0)
    return sdg16i_fail_at(error, SDG16_ERR_EXPRESSION, "expression", 0, 0,
                          "expression, byte %lld: expected UTF-8, found 0x%02X",
                          (long long)fault + 1, (unsigned)(unsigned char)text[fault]);
  parser p = {
      .lexer = {.text = text, .next = text, .character = 1}, .out = out, .error = error};
  sdg16i_lexer_next(&p.lexer);
  parse_or(&p);
  if (!p.status && p.lexer.token != SDG16I_TOKEN_END) fail_found(&p, "an operator or the end");
  if (!p.status) place_results(out);
  return p.status;
}
