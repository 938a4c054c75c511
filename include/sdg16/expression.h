/* Expressions over the columns of a table: numerators, denominators, domains.
 *
 *   paid_bribe == 1 & contact == "Yes"          age in 15..49
 *   region in ("North", "East")                 !missing(q1)
 *   (theft == 1) + (assault == 1) >= 2          missing(q1, "refused", "98")
 *
 * Operators, from the loosest: |  &  !  then the comparisons == != < <= > >=, in,
 * not in (which do not chain)  then + -  * /  and unary -. Parentheses group. Thus
 * !a == 1 means !(a == 1).
 *  - Columns: bare names (letters, digits, _ and characters beyond ASCII; no digit in
 *    front), any other name in backticks; a backtick inside it is written twice.
 *  - Constants: 12, -0.5, 1e6; text in single or double quotes; that quote inside the text
 *    is written twice.
 *  - x in (1, 3, 7..9): x is one of these; the range 7..9 includes both ends. A single
 *    range or constant needs no parentheses.
 *  - A column with value labels can be compared (== != in) by value or by label: q1 == 1
 *    or q1 == "Yes". A label that the column does not have is an error. Text is
 *    compared exactly, in the order of its bytes; for dates ("2019-05-31") this is the
 *    order of time. A text that does not occur is not an error.
 *  - missing(x): 1 where x is missing, else 0; it is never missing itself. With further
 *    arguments: 1 only where x is missing for one of these reasons: a kind of
 *    sdg16_missing_name, a tag of the column ("98", ".a", or the number 98), or a tag's
 *    label ("Refused").
 *
 * Missing values follow three-valued logic (Kleene; as in SQL and R): a result that
 * does not depend on the missing operand is known (0 & missing is 0, 1 | missing is 1); any
 * other result is missing. Its kind is that of the operand. If two operands are missing for
 * different reasons, the kind is SDG16_MISSING_SYSTEM.
 *
 * Numbers: + - * of whole numbers are whole (a result beyond int64 is an error); / is always
 * real. A division by zero, or a result too large for a double, is missing
 * (SDG16_MISSING_SYSTEM). A comparison counts as 0 or 1 in arithmetic. An operand of
 * & | ! must be a comparison or hold only 0 and 1. Any other number is an error,
 * because a code 2 that means "no" must not count as true.
 *
 * An expression can do nothing else. Limits: 65,536 bytes, 10,000
 * operators and constants, 200 levels of nesting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_EXPRESSION_H
#define SDG16_EXPRESSION_H

#include <sdg16/table.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sdg16_expression sdg16_expression;

/* Parses an expression, without a table. SDG16_ERR_EXPRESSION: it cannot be parsed. The
 * column of the error is the character, from 1; the message says what was found and what
 * was expected. */
SDG16_API int32_t sdg16_expression_new(const char *text, sdg16_expression **out,
                                       sdg16_error *error);
SDG16_API void sdg16_expression_free(sdg16_expression *expression);

/* The columns that the expression uses, each once, in order of appearance. */
SDG16_API int64_t sdg16_expression_columns(const sdg16_expression *expression);
SDG16_API const char *sdg16_expression_column(const sdg16_expression *expression,
                                              int64_t index); /* NULL if out of range */

/* A new table with one column `name` and as many rows as `table`: INT64 (0 and 1 for a
 * condition) or DOUBLE, with the missing kinds. `expression` and `table` are not changed.
 * Errors: SDG16_ERR_COLUMN (no such column); SDG16_ERR_EXPRESSION (operands of the wrong type,
 * an unknown label or missing kind; the column of the error is the character);
 * SDG16_ERR_VALUE (whole numbers beyond int64, or a condition that is neither 0 nor 1; the
 * error has the row). */
SDG16_API int32_t sdg16_expression_evaluate(const sdg16_expression *expression,
                                            const sdg16_table *table, const char *name,
                                            sdg16_table **out, sdg16_error *error);

/* All of the above in one call. */
SDG16_API int32_t sdg16_table_evaluate(const sdg16_table *table, const char *expression,
                                       const char *name, sdg16_table **out, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
