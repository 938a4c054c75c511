/* An expression meets a table: names become columns, labels become values, and what
 * does not fit is refused. Comparisons with constants turn into intervals of numbers, or
 * into one truth for each level of a text column. */
#include "base/error.h"
#include "base/numbers.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "data/expression/expression.h"
#include "data/table/column_match.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct binder {
  const sdg16_expression *expression;
  const sdg16_table *table;
  sdg16i_arena *arena;
  sdg16i_bound *bound;
  sdg16_error *error;
} binder;

static int is_comparison(int op) { return op >= SDG16I_OP_EQUAL && op <= SDG16I_OP_AT_LEAST; }

static int is_constant(const sdg16i_node *node) {
  return node->op == SDG16I_OP_NUMBER || node->op == SDG16I_OP_TEXT;
}

static const sdg16i_node *node_at(const binder *b, int index) {
  return &b->expression->nodes[index];
}

/* ---- columns ---- */

static int32_t bind_column(binder *b, const sdg16i_node *node, sdg16i_bound *out) {
  const char *name = b->expression->names.levels[node->name];
  sdg16i_column_match m = sdg16i_match_column(b->table, name);
  if (m.column < 0) {
    char why[700];
    sdg16i_no_column_text(name, m.first < 0 ? NULL : b->table->columns[m.first].name,
                          m.other < 0 ? NULL : b->table->columns[m.other].name, why,
                          sizeof why);
    return sdg16i_fail_at(b->error, SDG16_ERR_COLUMN, "expression", 0, node->character,
                          "expression, character %lld: %s", (long long)node->character, why);
  }
  out->column = &b->table->columns[m.column];
  out->kind = out->column->type == SDG16_INT64    ? SDG16I_KIND_WHOLE
              : out->column->type == SDG16_DOUBLE ? SDG16I_KIND_REAL
                                                  : SDG16I_KIND_TEXT;
  return SDG16_OK;
}

/* ---- messages ---- */

/* "'a', 'b', ..." as far as it fits. */
static void list_texts(char *const *texts, int64_t count, char *out, size_t size) {
  size_t used = 0;
  snprintf(out, size, "none");
  for (int64_t i = 0; i < count; i++) {
    if (!texts[i]) continue;
    int shown = sdg16i_utf8_excerpt(texts[i]);
    if (used + (size_t)shown + 12 > size) {
      snprintf(out + used, size - used, ", ...");
      return;
    }
    used += (size_t)snprintf(out + used, size - used, "%s'%.*s'", used ? ", " : "", shown,
                             texts[i]);
  }
}

static const char *kind_name(int kind) {
  return kind == SDG16I_KIND_TEXT   ? "text"
         : kind == SDG16I_KIND_BITS ? "a condition"
                                    : "a number";
}

static int is_tag_label(const sdg16i_column *column, const char *text) {
  for (int64_t i = 0; i < column->tag_names.count; i++)
    if (column->tag_labels[i] && !strcmp(column->tag_labels[i], text)) return 1;
  return 0;
}

static int32_t unknown_label(binder *b, const sdg16i_bound *operand, const char *text,
                             int64_t character) {
  const sdg16i_column *c = operand->column;
  int shown = sdg16i_utf8_excerpt(text);
  if (!c)
    return sdg16i_expression_fail(b->error, character,
                                  "expected a number beside %s, found the text '%.*s'",
                                  kind_name(operand->kind), shown, text);
  int named = sdg16i_utf8_excerpt(c->name);
  if (is_tag_label(c, text))
    return sdg16i_expression_fail(b->error, character,
                                  "expected missing(..., \"%.*s\"), found '%.*s', the label of "
                                  "a missing value of column '%.*s'",
                                  shown, text, shown, text, named, c->name);
  if (!c->labels.count)
    return sdg16i_expression_fail(
        b->error, character,
        "expected a number, found the text '%.*s' (column '%.*s' holds numbers without labels)",
        shown, text, named, c->name);
  char known[400];
  list_texts(c->labels.texts, c->labels.count, known, sizeof known);
  return sdg16i_expression_fail(b->error, character,
                                "expected a label of column '%.*s' (%s), found '%.*s'", named,
                                c->name, known, shown, text);
}

/* ---- numbers: a list of constants as intervals ---- */

/* Whole numbers in [low, high], whose ends may lie beyond int64; 0: there are none. */
static int whole_interval(const sdg16i_constant *low, const sdg16i_constant *high,
                          sdg16i_number_interval *out) {
  const double TOP = 9223372036854775808.0; /* 2^63 */
  double from = ceil(low->real), to = floor(high->real);
  if ((!low->is_whole && from >= TOP) || (!high->is_whole && to < -TOP)) return 0;
  out->whole_low = low->is_whole ? low->whole : from < -TOP ? INT64_MIN : (int64_t)from;
  out->whole_high = high->is_whole ? high->whole : to >= TOP ? INT64_MAX : (int64_t)to;
  return out->whole_low <= out->whole_high;
}

static void take_interval(sdg16i_bound *out, int kind, const sdg16i_constant *low,
                          const sdg16i_constant *high) {
  sdg16i_number_interval interval = {.low = low->real, .high = high->real};
  int any = kind == SDG16I_KIND_REAL ? interval.low <= interval.high
                                     : whole_interval(low, high, &interval);
  if (any) out->intervals[out->interval_count++] = interval;
}

static int32_t bind_numbers(binder *b, const sdg16i_bound *operand, const sdg16i_item *items,
                            int64_t count, sdg16i_bound *out) {
  static const sdg16i_labels NONE = {0};
  const sdg16i_labels *labels = operand->column ? &operand->column->labels : &NONE;
  uint8_t *wanted = sdg16i_arena_array(b->arena, labels->count, 1);
  out->intervals = sdg16i_arena_array(b->arena, count + labels->count, sizeof *out->intervals);
  if (!wanted || !out->intervals) return sdg16i_fail_memory(b->error);
  for (int64_t i = 0; i < count; i++) {
    const char *text = items[i].low.text;
    int any = 0;
    if (!text) {
      take_interval(out, operand->kind, &items[i].low, &items[i].high);
      continue;
    }
    if (items[i].is_range)
      return sdg16i_expression_fail(b->error, items[i].character,
                                    "expected a range of numbers beside a number, found a "
                                    "range of texts (labels have no order)");
    for (int64_t k = 0; k < labels->count; k++)
      if (!strcmp(labels->texts[k], text)) any = wanted[k] = 1;
    if (!any) return unknown_label(b, operand, text, items[i].character);
  }
  for (int64_t k = 0; k < labels->count; k++)
    if (wanted[k]) {
      sdg16i_constant value = sdg16i_constant_of(labels->values[k]);
      take_interval(out, operand->kind, &value, &value);
    }
  return SDG16_OK;
}

/* x < c and the like as an interval. */
static sdg16i_item half_line(int op, const sdg16i_node *constant) {
  sdg16i_item item = {.character = constant->character};
  sdg16i_constant end = constant->constant;
  int below = op == SDG16I_OP_LESS || op == SDG16I_OP_AT_MOST;
  if (op == SDG16I_OP_LESS || op == SDG16I_OP_GREATER) {
    int64_t edge = below ? INT64_MIN : INT64_MAX;
    int none = end.is_whole && end.whole == edge; /* nothing lies beyond it */
    if (end.is_whole && !none) end.whole += below ? -1 : 1;
    end.real = none ? (below ? -INFINITY : INFINITY)
                    : nextafter(end.real, below ? -INFINITY : INFINITY);
    if (none) end.is_whole = 0;
  }
  item.low = below ? (sdg16i_constant){.real = -INFINITY} : end;
  item.high = below ? end : (sdg16i_constant){.real = INFINITY};
  return item;
}

/* ---- text: one truth for each level ---- */

static int relation_holds(int op, int order) {
  switch (op) {
  case SDG16I_OP_LESS:
    return order < 0;
  case SDG16I_OP_AT_MOST:
    return order <= 0;
  case SDG16I_OP_GREATER:
    return order > 0;
  case SDG16I_OP_AT_LEAST:
    return order >= 0;
  default: /* EQUAL; the negation is the caller's */
    return order == 0;
  }
}

/* The level equals the text, or none does and the level's label equals it. */
static void mark_text(const sdg16i_column *c, const char *text, uint8_t *truth) {
  int any = 0;
  for (int64_t i = 0; i < c->levels.count; i++)
    if (!strcmp(c->levels.levels[i], text)) any = truth[i] = 1;
  for (int64_t i = 0; !any && i < c->labels.count; i++)
    if (!strcmp(c->labels.texts[i], text)) truth[(int64_t)c->labels.values[i]] = 1;
}

static int32_t bind_texts(binder *b, const sdg16i_column *c, int op, const sdg16i_item *items,
                          int64_t count, sdg16i_bound *out) {
  uint8_t *truth = sdg16i_arena_array(b->arena, c->levels.count + 1, 1);
  if (!truth) return sdg16i_fail_memory(b->error);
  out->truth = ++truth; /* truth[-1]: the missing cells */
  for (int64_t i = 0; i < count; i++) {
    const char *low = items[i].low.text, *high = items[i].high.text;
    if (!low)
      return sdg16i_expression_fail(
          b->error, items[i].character,
          "expected a text in quotes, found a number (column '%.*s' holds text)",
          sdg16i_utf8_excerpt(c->name), c->name);
    if (!items[i].is_range && op == SDG16I_OP_EQUAL) {
      mark_text(c, low, truth);
      continue;
    }
    for (int64_t k = 0; k < c->levels.count; k++) {
      int order = strcmp(c->levels.levels[k], low);
      truth[k] |=
          (uint8_t)(items[i].is_range ? order >= 0 && strcmp(c->levels.levels[k], high) <= 0
                                      : relation_holds(op, order));
    }
  }
  return SDG16_OK;
}

/* ---- two text columns: levels of both in one order ---- */

typedef struct ranked {
  const char *text;
  int32_t *rank;
} ranked;

static int by_text(const void *a, const void *b) {
  return strcmp(((const ranked *)a)->text, ((const ranked *)b)->text);
}

static int32_t bind_ranks(binder *b, const sdg16i_column *left, const sdg16i_column *right,
                          sdg16i_bound *out) {
  int64_t count = left->levels.count + right->levels.count;
  int32_t *ranks = sdg16i_arena_array(b->arena, count + 2, sizeof *ranks);
  ranked *all = sdg16i_arena_array(b->arena, count, sizeof *all);
  if (!ranks || !all || count > INT32_MAX) return sdg16i_fail_memory(b->error);
  int32_t *of_left = ranks + 1, *of_right = of_left + left->levels.count + 1;
  for (int64_t i = 0; i < count; i++) {
    int64_t k = i - left->levels.count;
    all[i] = k < 0 ? (ranked){left->levels.levels[i], of_left + i}
                   : (ranked){right->levels.levels[k], of_right + k};
  }
  sdg16i_sort(all, count, sizeof *all, by_text);
  int32_t rank = 0;
  for (int64_t i = 0; i < count; i++) {
    if (i && strcmp(all[i - 1].text, all[i].text)) rank++;
    *all[i].rank = rank;
  }
  out->ranks = of_left;
  out->right_ranks = of_right;
  return SDG16_OK;
}

/* ---- the nodes ---- */

static int mirrored_relation(int op) {
  switch (op) {
  case SDG16I_OP_LESS:
    return SDG16I_OP_GREATER;
  case SDG16I_OP_AT_MOST:
    return SDG16I_OP_AT_LEAST;
  case SDG16I_OP_GREATER:
    return SDG16I_OP_LESS;
  case SDG16I_OP_AT_LEAST:
    return SDG16I_OP_AT_MOST;
  default:
    return op;
  }
}

/* `op` is EQUAL, or an order. */
static int32_t bind_list(binder *b, int operand, int op, const sdg16i_item *items,
                         int64_t count, sdg16i_bound *out) {
  const sdg16i_bound *of = &b->bound[operand];
  out->operand = operand;
  if (of->kind == SDG16I_KIND_TEXT)
    return of->column ? bind_texts(b, of->column, op, items, count, out)
                      : sdg16i_expression_fail(b->error, node_at(b, operand)->character,
                                               "expected a column, found a text in quotes");
  return bind_numbers(b, of, items, count, out);
}

static int32_t bind_comparison(binder *b, const sdg16i_node *node, sdg16i_bound *out) {
  const sdg16i_node *left = node_at(b, node->left), *right = node_at(b, node->right);
  out->kind = SDG16I_KIND_BITS;
  if (!is_constant(left) && !is_constant(right)) {
    const sdg16i_bound *x = &b->bound[node->left], *y = &b->bound[node->right];
    int texts = (x->kind == SDG16I_KIND_TEXT) + (y->kind == SDG16I_KIND_TEXT);
    if (texts == 2) return bind_ranks(b, x->column, y->column, out);
    if (texts == 0) return SDG16_OK;
    return sdg16i_expression_fail(
        b->error, node->character,
        "expected two numbers or two texts to compare, found %s and %s", kind_name(x->kind),
        kind_name(y->kind));
  }
  int flip = !is_constant(right);
  const sdg16i_node *constant = flip ? left : right;
  int op = flip ? mirrored_relation(node->op) : node->op;
  sdg16i_item item = {
      .character = constant->character, .low = constant->constant, .high = constant->constant};
  out->negated = op == SDG16I_OP_UNEQUAL;
  if (out->negated) op = SDG16I_OP_EQUAL;
  if (op != SDG16I_OP_EQUAL && !constant->constant.text) item = half_line(op, constant);
  int operand = flip ? node->right : node->left;
  if (op != SDG16I_OP_EQUAL && constant->constant.text &&
      b->bound[operand].kind != SDG16I_KIND_TEXT)
    return sdg16i_expression_fail(
        b->error, constant->character,
        "expected a number after '%s', found a text (labels have no order)",
        sdg16i_op_name(node->op));
  return bind_list(b, operand, op, &item, 1, out);
}

static int32_t bind_arithmetic(binder *b, const sdg16i_node *node, sdg16i_bound *out) {
  out->kind = node->op == SDG16I_OP_DIVIDE ? SDG16I_KIND_REAL : SDG16I_KIND_WHOLE;
  for (int side = 0; side < 2; side++) {
    int operand = side ? node->right : node->left;
    if (operand < 0) continue;
    if (b->bound[operand].kind == SDG16I_KIND_TEXT)
      return sdg16i_expression_fail(b->error, node_at(b, operand)->character,
                                    "expected a number as an operand of '%s', found a text",
                                    sdg16i_op_name(node->op));
    if (b->bound[operand].kind == SDG16I_KIND_REAL) out->kind = SDG16I_KIND_REAL;
  }
  return SDG16_OK;
}

static int32_t bind_logical(binder *b, const sdg16i_node *node, sdg16i_bound *out) {
  out->kind = SDG16I_KIND_BITS;
  for (int side = 0; side < 2; side++) {
    int operand = side ? node->right : node->left;
    if (operand >= 0 && b->bound[operand].kind == SDG16I_KIND_TEXT)
      return sdg16i_expression_fail(
          b->error, node_at(b, operand)->character,
          "expected a condition such as x == \"Yes\" as an operand of '%s', found a text",
          sdg16i_op_name(node->op));
  }
  return SDG16_OK;
}

static int32_t unknown_reason(binder *b, const sdg16i_column *c, const char *text,
                              int64_t character) {
  char known[400];
  list_texts(c ? c->tag_names.levels : NULL, c ? c->tag_names.count : 0, known, sizeof known);
  return sdg16i_expression_fail(b->error, character,
                                "expected system, not-applicable, refused, dont-know, tagged, "
                                "or one of the column's tags (%s), found '%.*s'",
                                known, sdg16i_utf8_excerpt(text), text);
}

/* An argument of missing(): a kind, a tag or a tag's label. */
static int32_t take_reason(binder *b, const sdg16i_column *c, const sdg16i_item *item,
                           uint8_t *tags, sdg16i_bound *out) {
  char number[SDG16I_DOUBLE_SIZE];
  const char *text = item->low.text;
  if (!text && item->low.is_whole)
    snprintf(number, sizeof number, "%" PRId64, item->low.whole);
  else if (!text)
    sdg16i_format_double(item->low.real, number);
  if (!text) text = number;
  int any = 0;
  int32_t kind = sdg16_missing_from_name(text);
  if (kind > SDG16_PRESENT) any = out->kinds[kind] = 1;
  for (int64_t i = 0; c && i < c->tag_names.count; i++)
    if (!strcmp(c->tag_names.levels[i], text) ||
        (c->tag_labels[i] && !strcmp(c->tag_labels[i], text)))
      any = tags[i] = 1;
  return any ? SDG16_OK : unknown_reason(b, c, text, item->character);
}

static int32_t bind_missing(binder *b, const sdg16i_node *node, sdg16i_bound *out) {
  const sdg16i_column *c = b->bound[node->left].column;
  out->kind = SDG16I_KIND_BITS;
  out->column = c && c->tags ? c : NULL;
  if (node_at(b, node->left)->op == SDG16I_OP_TEXT)
    return sdg16i_expression_fail(b->error, node_at(b, node->left)->character,
                                  "expected a column, found a text in quotes");
  if (!node->items) {
    memset(out->kinds + 1, 1, sizeof out->kinds - 1);
    return SDG16_OK;
  }
  uint8_t *tags = sdg16i_arena_array(b->arena, (c ? c->tag_names.count : 0) + 1, 1);
  if (!tags) return sdg16i_fail_memory(b->error);
  out->tags = ++tags; /* tags[-1]: cells without a tag */
  for (int64_t i = 0; i < node->items; i++) {
    int32_t status = take_reason(b, c, &b->expression->items[node->first + i], tags, out);
    if (status) return status;
  }
  return SDG16_OK;
}

static int32_t bind_node(binder *b, const sdg16i_node *node, sdg16i_bound *out) {
  switch (node->op) {
  case SDG16I_OP_NUMBER:
    out->kind = node->constant.is_whole ? SDG16I_KIND_WHOLE : SDG16I_KIND_REAL;
    return SDG16_OK;
  case SDG16I_OP_TEXT:
    out->kind = SDG16I_KIND_TEXT;
    return SDG16_OK;
  case SDG16I_OP_COLUMN:
    return bind_column(b, node, out);
  case SDG16I_OP_NOT_IN:
  case SDG16I_OP_IN:
    out->kind = SDG16I_KIND_BITS;
    out->negated = node->op == SDG16I_OP_NOT_IN;
    return bind_list(b, node->left, SDG16I_OP_EQUAL, b->expression->items + node->first,
                     node->items, out);
  case SDG16I_OP_MISSING:
    return bind_missing(b, node, out);
  case SDG16I_OP_NOT:
  case SDG16I_OP_AND:
  case SDG16I_OP_OR:
    return bind_logical(b, node, out);
  default:
    return is_comparison(node->op) ? bind_comparison(b, node, out)
                                   : bind_arithmetic(b, node, out);
  }
}

int32_t sdg16i_expression_bind(const sdg16_expression *expression, const sdg16_table *table,
                               sdg16i_arena *arena, sdg16i_bound **out, sdg16_error *error) {
  binder b = {expression, table, arena, NULL, error};
  *out = b.bound = sdg16i_arena_array(arena, expression->count, sizeof *b.bound);
  if (!b.bound) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < expression->count; i++) {
    b.bound[i].operand = -1;
    int32_t status = bind_node(&b, &expression->nodes[i], &b.bound[i]);
    if (status) return status;
  }
  const sdg16i_node *root = &expression->nodes[expression->count - 1];
  if (b.bound[expression->count - 1].kind == SDG16I_KIND_TEXT)
    return sdg16i_expression_fail(
        error, root->character,
        "expected a number or a condition such as x == \"Yes\", found a text");
  return SDG16_OK;
}
