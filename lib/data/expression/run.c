/* An expression over the rows, a block of them at a time: each node fills a slot of the
 * stack, columns are read where they lie. */
#include "base/error.h"
#include "base/numbers.h"
#include "data/expression/expression.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK 512

typedef struct slot {
  int64_t whole[BLOCK];
  double real[BLOCK];
  uint8_t bits[BLOCK];
  uint8_t own_kinds[BLOCK];
  const void *cells;    /* of the kind of the node: here, or in a column */
  const uint8_t *kinds; /* why cells are missing: here or in a column; NULL: none is */
} slot;

typedef struct runner {
  const sdg16_expression *expression;
  const sdg16i_bound *bound;
  slot *slots;
  int64_t begin; /* row of the block */
  int64_t size;  /* rows in the block */
  sdg16_error *error;
} runner;

static slot *slot_of(const runner *r, int node) {
  return &r->slots[r->expression->nodes[node].slot];
}

/* ---- missing kinds ---- */

static int any_kind(const uint8_t *kinds, int64_t size) {
  unsigned any = 0;
  for (int64_t i = 0; i < size; i++) any |= kinds[i];
  return any != 0;
}

/* What lies in another slot is copied: that slot is filled anew before this one is read. */
static void take_kinds(slot *out, const slot *from, int64_t size) {
  if (from != out && from->kinds == from->own_kinds) {
    memcpy(out->own_kinds, from->own_kinds, (size_t)size);
    out->kinds = out->own_kinds;
  } else {
    out->kinds = from->kinds;
  }
}

static uint8_t joined_kind(uint8_t a, uint8_t b) {
  return !a ? b : !b || a == b ? a : SDG16_MISSING_SYSTEM;
}

static void join_kinds(slot *out, const slot *a, const slot *b, int64_t size) {
  if (!a->kinds || !b->kinds) {
    take_kinds(out, a->kinds ? a : b, size);
    return;
  }
  const uint8_t *x = a->kinds, *y = b->kinds;
  for (int64_t i = 0; i < size; i++) out->own_kinds[i] = joined_kind(x[i], y[i]);
  out->kinds = out->own_kinds;
}

/* Values that are not finite, or exceed `largest`, become system-missing, unless they are
 * missing already. */
static void mark_unreal(slot *s, const double *values, double largest, int64_t size) {
  int bad = 0;
  for (int64_t i = 0; i < size; i++) bad |= !(fabs(values[i]) <= largest);
  if (!bad) return;
  const uint8_t *kinds = s->kinds;
  int marked = 0;
  for (int64_t i = 0; i < size; i++) {
    uint8_t kind = kinds ? kinds[i] : SDG16_PRESENT;
    int mark = !kind && !(fabs(values[i]) <= largest);
    s->own_kinds[i] = mark ? SDG16_MISSING_SYSTEM : kind;
    marked |= mark;
  }
  if (marked) s->kinds = s->own_kinds;
}

/* ---- operands ---- */

static void load_column(const runner *r, const sdg16i_column *column, slot *out) {
  size_t width = column->type == SDG16_TEXT ? sizeof(int32_t) : sizeof(int64_t);
  out->cells = (const char *)column->values + (size_t)r->begin * width;
  out->kinds = column->missing ? column->missing + r->begin : NULL;
  if (out->kinds && !any_kind(out->kinds, r->size)) out->kinds = NULL;
  if (column->type == SDG16_DOUBLE) mark_unreal(out, out->cells, INFINITY, r->size); /* NaN */
}

static void load_number(const runner *r, const sdg16i_constant *constant, slot *out) {
  out->kinds = NULL;
  out->cells = constant->is_whole ? (const void *)out->whole : out->real;
  for (int64_t i = 0; constant->is_whole && i < r->size; i++) out->whole[i] = constant->whole;
  for (int64_t i = 0; !constant->is_whole && i < r->size; i++) out->real[i] = constant->real;
}

/* The operand's cells as whole or real numbers: its own, or converted into its slot. */
static const int64_t *as_whole(const runner *r, int node) {
  slot *s = slot_of(r, node);
  if (r->bound[node].kind == SDG16I_KIND_WHOLE) return s->cells;
  const uint8_t *bits = s->cells;
  for (int64_t i = 0; i < r->size; i++) s->whole[i] = bits[i];
  return s->whole;
}

static const double *as_real(const runner *r, int node) {
  slot *s = slot_of(r, node);
  if (r->bound[node].kind == SDG16I_KIND_REAL) return s->cells;
  const int64_t *whole = as_whole(r, node);
  for (int64_t i = 0; i < r->size; i++) s->real[i] = (double)whole[i];
  return s->real;
}

static int32_t fail_condition(const runner *r, int node, int64_t i) {
  const sdg16i_bound *b = &r->bound[node];
  char number[SDG16I_DOUBLE_SIZE];
  const slot *s = slot_of(r, node);
  double value = b->kind == SDG16I_KIND_WHOLE ? (double)((const int64_t *)s->cells)[i]
                                              : ((const double *)s->cells)[i];
  long long row = (long long)(r->begin + i + 1);
  int64_t character = r->expression->nodes[node].character;
  sdg16i_format_double(value, number);
  return sdg16i_fail_at(r->error, SDG16_ERR_VALUE, "expression", row, character,
                        "expression, character %lld, row %lld: expected 0 or 1 as a condition "
                        "(or a comparison such as x == 1), found the number %s",
                        (long long)character, row, number);
}

/* The operand of & | ! as 0 and 1, a number checked to be one of these. */
static int32_t as_bits(const runner *r, int node, const uint8_t **out) {
  slot *s = slot_of(r, node);
  int kind = r->bound[node].kind;
  *out = kind == SDG16I_KIND_BITS ? s->cells : s->bits;
  if (kind == SDG16I_KIND_BITS) return SDG16_OK;
  const int64_t *whole = kind == SDG16I_KIND_WHOLE ? s->cells : NULL;
  const double *real = kind == SDG16I_KIND_REAL ? s->cells : NULL;
  for (int64_t i = 0; i < r->size; i++) {
    int one = whole ? whole[i] == 1 : real[i] >= 1 && real[i] <= 1;
    int zero = whole ? whole[i] == 0 : real[i] >= 0 && real[i] <= 0;
    s->bits[i] = (uint8_t)one;
    if (!one && !zero && !(s->kinds && s->kinds[i])) return fail_condition(r, node, i);
  }
  return SDG16_OK;
}

/* ---- arithmetic ---- */

static int whole_result(int op, int64_t a, int64_t b, int64_t *out) {
  switch (op) {
  case SDG16I_OP_ADD:
    return __builtin_add_overflow(a, b, out);
  case SDG16I_OP_MULTIPLY:
    return __builtin_mul_overflow(a, b, out);
  default:
    return __builtin_sub_overflow(a, b, out);
  }
}

/* A missing cell's value is of no account, and may overflow. */
static int32_t run_whole(const runner *r, const sdg16i_node *node, const int64_t *a,
                         const int64_t *b, slot *out) {
  for (int64_t i = 0; i < r->size; i++) {
    int64_t x = a ? a[i] : 0, y = b[i];
    if (!whole_result(node->op, x, y, &out->whole[i])) continue;
    if (out->kinds && out->kinds[i]) continue;
    long long row = (long long)(r->begin + i + 1);
    return sdg16i_fail_at(r->error, SDG16_ERR_VALUE, "expression", row, node->character,
                          "expression, character %lld, row %lld: %lld %s %lld is beyond 64 "
                          "bits",
                          (long long)node->character, row, (long long)x,
                          sdg16i_op_name(node->op), (long long)y);
  }
  out->cells = out->whole;
  return SDG16_OK;
}

#define EACH(expression)                                                                       \
  for (int64_t i = 0; i < size; i++) to[i] = (expression);                                     \
  break

static void run_real(int op, const double *a, const double *b, double *to, int64_t size) {
  switch (op) {
  case SDG16I_OP_ADD:
    EACH(a[i] + b[i]);
  case SDG16I_OP_SUBTRACT:
    EACH(a[i] - b[i]);
  case SDG16I_OP_MULTIPLY:
    EACH(a[i] * b[i]);
  case SDG16I_OP_DIVIDE:
    EACH(a[i] / b[i]);
  default: /* NEGATE */
    EACH(-b[i]);
  }
}

static int32_t run_arithmetic(const runner *r, const sdg16i_node *node, int kind, slot *out) {
  int unary = node->right < 0, last = unary ? node->left : node->right;
  if (kind == SDG16I_KIND_WHOLE) {
    const int64_t *b = as_whole(r, last), *a = unary ? NULL : as_whole(r, node->left);
    if (unary)
      take_kinds(out, slot_of(r, last), r->size);
    else
      join_kinds(out, slot_of(r, node->left), slot_of(r, last), r->size);
    return run_whole(r, node, a, b, out);
  }
  const double *b = as_real(r, last), *a = unary ? b : as_real(r, node->left);
  run_real(node->op, a, b, out->real, r->size);
  if (unary)
    take_kinds(out, slot_of(r, last), r->size);
  else
    join_kinds(out, slot_of(r, node->left), slot_of(r, last), r->size);
  mark_unreal(out, out->real, DBL_MAX, r->size);
  out->cells = out->real;
  return SDG16_OK;
}

/* ---- comparisons ---- */

#define COMPARE(name, type)                                                                    \
  static void name(int op, const type *a, const type *b, uint8_t *restrict to, int64_t size) { \
    switch (op) {                                                                              \
    case SDG16I_OP_EQUAL:                                                                      \
      EACH((a[i] >= b[i]) & (a[i] <= b[i]));                                                   \
    case SDG16I_OP_UNEQUAL:                                                                    \
      EACH((a[i] < b[i]) | (a[i] > b[i]));                                                     \
    case SDG16I_OP_LESS:                                                                       \
      EACH(a[i] < b[i]);                                                                       \
    case SDG16I_OP_AT_MOST:                                                                    \
      EACH(a[i] <= b[i]);                                                                      \
    case SDG16I_OP_GREATER:                                                                    \
      EACH(a[i] > b[i]);                                                                       \
    default:                                                                                   \
      EACH(a[i] >= b[i]);                                                                      \
    }                                                                                          \
  }
COMPARE(compare_whole, int64_t)
COMPARE(compare_real, double)

static void compare_texts(const runner *r, const sdg16i_node *node, const sdg16i_bound *b,
                          slot *out) {
  const int32_t *x = slot_of(r, node->left)->cells, *y = slot_of(r, node->right)->cells;
  for (int64_t i = 0; i < r->size; i++) {
    out->whole[i] = b->ranks[x[i]];
  }
  int64_t *other = slot_of(r, node->right)->whole;
  for (int64_t i = 0; i < r->size; i++) other[i] = b->right_ranks[y[i]];
  compare_whole(node->op, out->whole, other, out->bits, r->size);
}

static void run_comparison(const runner *r, const sdg16i_node *node, const sdg16i_bound *b,
                           slot *out) {
  int real = r->bound[node->left].kind == SDG16I_KIND_REAL ||
             r->bound[node->right].kind == SDG16I_KIND_REAL;
  if (b->ranks)
    compare_texts(r, node, b, out);
  else if (real)
    compare_real(node->op, as_real(r, node->left), as_real(r, node->right), out->bits, r->size);
  else
    compare_whole(node->op, as_whole(r, node->left), as_whole(r, node->right), out->bits,
                  r->size);
  join_kinds(out, slot_of(r, node->left), slot_of(r, node->right), r->size);
  out->cells = out->bits;
}

static void in_whole(const sdg16i_number_interval *interval, const int64_t *x,
                     uint8_t *restrict to, int64_t size) {
  const uint64_t low = (uint64_t)interval->whole_low;
  const uint64_t width = (uint64_t)interval->whole_high - low;
  for (int64_t i = 0; i < size; i++) to[i] |= (uint64_t)x[i] - low <= width;
}

static void in_real(const sdg16i_number_interval *interval, const double *x,
                    uint8_t *restrict to, int64_t size) {
  const double low = interval->low, high = interval->high;
  for (int64_t i = 0; i < size; i++) to[i] |= (x[i] >= low) & (x[i] <= high);
}

/* Values within intervals, or levels that satisfy it. */
static void run_list(const runner *r, const sdg16i_bound *b, slot *out) {
  const slot *from = slot_of(r, b->operand);
  int kind = r->bound[b->operand].kind;
  if (b->truth) {
    const int32_t *codes = from->cells;
    for (int64_t i = 0; i < r->size; i++) out->bits[i] = b->truth[codes[i]] ^ (b->negated != 0);
  } else {
    const double *real = kind == SDG16I_KIND_REAL ? from->cells : NULL;
    const int64_t *whole = real ? NULL : as_whole(r, b->operand);
    memset(out->bits, 0, (size_t)r->size);
    for (int64_t k = 0; k < b->interval_count; k++)
      if (real)
        in_real(&b->intervals[k], real, out->bits, r->size);
      else
        in_whole(&b->intervals[k], whole, out->bits, r->size);
    for (int64_t i = 0; b->negated && i < r->size; i++) out->bits[i] ^= 1;
  }
  take_kinds(out, from, r->size);
  out->cells = out->bits;
}

/* ---- logic ---- */

static int32_t run_not(const runner *r, const sdg16i_node *node, slot *out) {
  const uint8_t *a;
  int32_t status = as_bits(r, node->left, &a);
  if (status) return status;
  for (int64_t i = 0; i < r->size; i++) out->bits[i] = a[i] ^ 1;
  take_kinds(out, slot_of(r, node->left), r->size);
  out->cells = out->bits;
  return SDG16_OK;
}

/* Kleene: `decides` is the value that settles the result whatever the other operand
 * is, 0 for & and 1 for |. Without branches, and into arrays that overlap no operand, so
 * that the compiler can use vectors. */
static void kleene_bits(const uint8_t *a, const uint8_t *a_kinds, const uint8_t *b,
                        const uint8_t *b_kinds, uint8_t decides, uint8_t *restrict bits,
                        uint8_t *restrict kinds) {
  for (int i = 0; i < BLOCK; i++) {
    uint8_t x = a_kinds[i], y = b_kinds[i];
    uint8_t x_settles = (uint8_t)((x == 0) & (a[i] == decides));
    uint8_t y_settles = (uint8_t)((y == 0) & (b[i] == decides));
    uint8_t open = (uint8_t)(x_settles | y_settles) ^ 1;
    uint8_t same = (uint8_t)((x == 0) | (y == 0) | (x == y));
    uint8_t kind = same ? x | y : SDG16_MISSING_SYSTEM; /* as `joined` */
    bits[i] = decides ^ open;
    kinds[i] = open ? kind : SDG16_PRESENT;
  }
}

/* A whole block, whatever the number of rows: columns end where they end. */
static const uint8_t *whole_block(const uint8_t *cells, uint8_t *room, int64_t size) {
  if (cells && size == BLOCK) return cells;
  memset(room, 0, BLOCK);
  if (cells) memcpy(room, cells, (size_t)size);
  return room;
}

static void run_kleene(const uint8_t *a, const uint8_t *a_kinds, const uint8_t *b,
                       const uint8_t *b_kinds, uint8_t decides, slot *out, int64_t size) {
  uint8_t room[4][BLOCK], bits[BLOCK], kinds[BLOCK];
  kleene_bits(whole_block(a, room[0], size), whole_block(a_kinds, room[1], size),
              whole_block(b, room[2], size), whole_block(b_kinds, room[3], size), decides, bits,
              kinds);
  memcpy(out->bits, bits, (size_t)size);
  memcpy(out->own_kinds, kinds, (size_t)size);
}

static int32_t run_logical(const runner *r, const sdg16i_node *node, slot *out) {
  const uint8_t *a, *b;
  int32_t status = as_bits(r, node->left, &a);
  if (!status) status = as_bits(r, node->right, &b);
  if (status) return status;
  const uint8_t *x = slot_of(r, node->left)->kinds, *y = slot_of(r, node->right)->kinds;
  int is_or = node->op == SDG16I_OP_OR;
  uint8_t *bits = out->bits;
  if (x || y) {
    run_kleene(a, x, b, y, (uint8_t)is_or, out, r->size);
    out->kinds = out->own_kinds;
  } else {
    for (int64_t i = 0; i < r->size; i++)
      bits[i] = is_or ? a[i] | b[i] : (uint8_t)(a[i] & b[i]);
    out->kinds = NULL;
  }
  out->cells = bits;
  return SDG16_OK;
}

static void run_missing(const runner *r, const sdg16i_node *node, const sdg16i_bound *b,
                        slot *out) {
  const uint8_t *kinds = slot_of(r, node->left)->kinds;
  const int32_t *tags = b->column && b->tags ? b->column->tags + r->begin : NULL;
  if (!kinds) memset(out->bits, 0, (size_t)r->size);
  for (int64_t i = 0; kinds && i < r->size; i++) {
    unsigned tagged = tags ? b->tags[tags[i]] : 0;
    out->bits[i] = (uint8_t)(b->kinds[kinds[i]] | tagged);
  }
  out->kinds = NULL;
  out->cells = out->bits;
}

/* ---- a block ---- */

static int32_t run_node(const runner *r, int64_t index) {
  const sdg16i_node *node = &r->expression->nodes[index];
  const sdg16i_bound *b = &r->bound[index];
  slot *out = &r->slots[node->slot];
  switch (node->op) {
  case SDG16I_OP_TEXT: /* in what it is compared with */
    return SDG16_OK;
  case SDG16I_OP_NUMBER:
    load_number(r, &node->constant, out);
    return SDG16_OK;
  case SDG16I_OP_COLUMN:
    load_column(r, b->column, out);
    return SDG16_OK;
  case SDG16I_OP_MISSING:
    run_missing(r, node, b, out);
    return SDG16_OK;
  case SDG16I_OP_NOT:
    return run_not(r, node, out);
  case SDG16I_OP_AND:
  case SDG16I_OP_OR:
    return run_logical(r, node, out);
  case SDG16I_OP_NEGATE:
  case SDG16I_OP_ADD:
  case SDG16I_OP_SUBTRACT:
  case SDG16I_OP_MULTIPLY:
  case SDG16I_OP_DIVIDE:
    return run_arithmetic(r, node, b->kind, out);
  default:
    if (b->operand >= 0)
      run_list(r, b, out);
    else
      run_comparison(r, node, b, out);
    return SDG16_OK;
  }
}

/* The block's result behind the rows before it. */
static int32_t store_block(const runner *r, int kind, int64_t rows, sdg16i_column *out) {
  const slot *s = &r->slots[0];
  const uint8_t *kinds = s->kinds;
  if (kinds && any_kind(kinds, r->size)) {
    if (!out->missing) out->missing = sdg16i_array(rows, 1);
    if (!out->missing) return sdg16i_fail_memory(r->error);
    memcpy(out->missing + r->begin, kinds, (size_t)r->size);
  } else {
    kinds = NULL;
  }
  if (kind == SDG16I_KIND_REAL) {
    double *to = (double *)out->values + r->begin;
    memcpy(to, s->cells, (size_t)r->size * sizeof *to);
    for (int64_t i = 0; kinds && i < r->size; i++)
      if (kinds[i]) to[i] = NAN;
    return SDG16_OK;
  }
  int64_t *to = (int64_t *)out->values + r->begin;
  const uint8_t *bits = s->cells;
  if (kind == SDG16I_KIND_WHOLE)
    memcpy(to, s->cells, (size_t)r->size * sizeof *to);
  else
    for (int64_t i = 0; i < r->size; i++) to[i] = bits[i];
  for (int64_t i = 0; kinds && i < r->size; i++)
    if (kinds[i]) to[i] = 0;
  return SDG16_OK;
}

int32_t sdg16i_expression_run(const sdg16_expression *expression, const sdg16i_bound *bound,
                              int64_t rows, sdg16i_column *out, sdg16_error *error) {
  int kind = bound[expression->count - 1].kind;
  out->type = kind == SDG16I_KIND_REAL ? SDG16_DOUBLE : SDG16_INT64;
  out->values = sdg16i_array(rows, sizeof(int64_t));
  runner r = {expression, bound, sdg16i_array(expression->slots, sizeof(slot)), 0, 0, error};
  int32_t status = out->values && r.slots ? SDG16_OK : sdg16i_fail_memory(error);
  for (; !status && r.begin < rows; r.begin += BLOCK) {
    r.size = rows - r.begin < BLOCK ? rows - r.begin : BLOCK;
    for (int64_t i = 0; !status && i < expression->count; i++) status = run_node(&r, i);
    if (!status) status = store_block(&r, kind, rows, out);
  }
  free(r.slots);
  return status;
}
