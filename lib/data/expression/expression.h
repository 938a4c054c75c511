/* The inside of an expression: a program in postfix order, made by the parser without a
 * table, and bound to the columns of one for each evaluation. */
#ifndef SDG16I_DATA_EXPRESSION_EXPRESSION_H
#define SDG16I_DATA_EXPRESSION_EXPRESSION_H

#include "data/table/table.h"

#include <sdg16/expression.h>

#define SDG16I_EXPRESSION_SIZE 65536
#define SDG16I_EXPRESSION_NODES 10000
#define SDG16I_EXPRESSION_NESTING 200

/* ---- tokens (lex.c) ---- */

enum sdg16i_token {
  SDG16I_TOKEN_END,
  SDG16I_TOKEN_NUMBER,
  SDG16I_TOKEN_TEXT,
  SDG16I_TOKEN_NAME,
  SDG16I_TOKEN_QUOTED_NAME,
  SDG16I_TOKEN_OPERATOR, /* or parenthesis, comma, ".." */
  SDG16I_TOKEN_BAD
};

typedef struct sdg16i_lexer {
  const char *text;  /* all of it, NUL-terminated */
  int64_t character; /* of the token, from 1; before the first: 1 */
  const char *start; /* of the token */
  const char *next;  /* behind it */
  int token;
  const char *fault; /* what is wrong with SDG16I_TOKEN_BAD */
} sdg16i_lexer;

void sdg16i_lexer_next(sdg16i_lexer *lexer);
/* The token is this operator, or this bare word. */
int sdg16i_lexer_is(const sdg16i_lexer *lexer, const char *operator_or_word);
/* The content of a quoted text or name (or a bare name), in the arena; NULL: memory. */
char *sdg16i_lexer_content(const sdg16i_lexer *lexer, sdg16i_arena *arena);

/* ---- the program ---- */

enum sdg16i_op {
  SDG16I_OP_NUMBER,
  SDG16I_OP_TEXT,
  SDG16I_OP_COLUMN,
  SDG16I_OP_NEGATE,
  SDG16I_OP_ADD,
  SDG16I_OP_SUBTRACT,
  SDG16I_OP_MULTIPLY,
  SDG16I_OP_DIVIDE,
  SDG16I_OP_EQUAL, /* the comparisons in this order */
  SDG16I_OP_UNEQUAL,
  SDG16I_OP_LESS,
  SDG16I_OP_AT_MOST,
  SDG16I_OP_GREATER,
  SDG16I_OP_AT_LEAST,
  SDG16I_OP_IN,
  SDG16I_OP_NOT_IN,
  SDG16I_OP_MISSING,
  SDG16I_OP_NOT,
  SDG16I_OP_AND,
  SDG16I_OP_OR
};

typedef struct sdg16i_constant {
  const char *text; /* NULL: a number */
  double real;
  int64_t whole;
  int is_whole; /* `whole` is the number, exactly */
} sdg16i_constant;

/* A constant or a range of an "in" list; an argument of missing(). */
typedef struct sdg16i_item {
  int64_t character;
  sdg16i_constant low, high;
  int is_range;
} sdg16i_item;

typedef struct sdg16i_node {
  int op;
  int left, right;   /* operands: nodes before this one; -1: none */
  int slot;          /* of the result: depth of the stack */
  int64_t character; /* for messages, from 1 */
  sdg16i_constant constant;
  int64_t name;         /* COLUMN: which of the expression's columns */
  int64_t first, items; /* IN, NOT_IN, MISSING */
} sdg16i_node;

struct sdg16_expression {
  sdg16i_node *nodes;
  int64_t count, capacity;
  sdg16i_item *items;
  int64_t item_count, item_capacity;
  sdg16i_dictionary names; /* of columns */
  int slots;               /* depth of the stack */
  sdg16i_arena arena;      /* texts */
};

/* Parses into an empty expression; on failure the caller frees it all the same. */
int32_t sdg16i_expression_parse(const char *text, sdg16_expression *out, sdg16_error *error);

const char *sdg16i_op_name(int op); /* "==" */
sdg16i_constant sdg16i_constant_of(double value);

/* SDG16_ERR_EXPRESSION with "expression, character N: " in front. */
int32_t sdg16i_expression_fail(sdg16_error *error, int64_t character, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- bound to a table (bind.c) ---- */

enum sdg16i_kind {
  SDG16I_KIND_BITS,  /* 0 and 1, one byte each */
  SDG16I_KIND_WHOLE, /* int64_t */
  SDG16I_KIND_REAL,  /* double */
  SDG16I_KIND_TEXT   /* a text column: int32_t codes */
};

/* low <= x <= high in the type of x; of whole numbers for WHOLE. */
typedef struct sdg16i_number_interval {
  double low, high;
  int64_t whole_low, whole_high;
} sdg16i_number_interval;

typedef struct sdg16i_bound {
  int kind;
  const sdg16i_column *column; /* COLUMN; MISSING of a column with tags */
  /* comparisons with constants, lists: the values that satisfy it */
  int operand; /* the node that is compared; -1: two nodes are */
  sdg16i_number_interval *intervals;
  int64_t interval_count;
  int negated;          /* all others do */
  const uint8_t *truth; /* TEXT: by code, truth[-1] exists */
  const int32_t *ranks; /* TEXT compared with TEXT: by code, of the left and the right */
  const int32_t *right_ranks;
  /* MISSING */
  uint8_t kinds[SDG16_MISSING_TAGGED + 1]; /* the kinds meant */
  const uint8_t *tags;                     /* the tags meant, by tag, tags[-1] exists */
} sdg16i_bound;

/* One for each node, in the arena. */
int32_t sdg16i_expression_bind(const sdg16_expression *expression, const sdg16_table *table,
                               sdg16i_arena *arena, sdg16i_bound **out, sdg16_error *error);

/* ---- evaluated (run.c) ---- */

/* Fills `out` (all but its name). */
int32_t sdg16i_expression_run(const sdg16_expression *expression, const sdg16i_bound *bound,
                              int64_t rows, sdg16i_column *out, sdg16_error *error);

#endif
