/* Writing JSON and aligned text, piece by piece. <sdg16/publish.h> writes whole result tables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_WRITER_H
#define SDG16_WRITER_H

#include <sdg16/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- JSON (RFC 8259) ----
 * Writes one value, usually an object, as a stream. Memory holds only a buffer of 64 KiB. Texts
 * are never truncated. Each member is on its own line, indented by two blanks per level; a
 * newline ends the output.
 *
 * The functions that write return nothing. The first failure is kept, nothing is written after
 * it, and sdg16_json_finish returns it. If `json` is NULL they do nothing.
 *
 * `key` is the name of a member of an object. It is NULL in an array, and for the outermost
 * value. The library does not check that the keys of an object differ. Texts are UTF-8; a byte
 * that is not UTF-8 is written as U+FFFD. */
typedef struct sdg16_json sdg16_json;

#define SDG16_JSON_DEPTH 64 /* the most nested objects and arrays */

/* Errors: SDG16_ERR_ARGUMENT (`write` or `out` is NULL), _MEMORY. */
SDG16_API int32_t sdg16_json_new(sdg16_write_fn write, void *context, sdg16_json **out,
                                 sdg16_error *error);
SDG16_API void sdg16_json_free(sdg16_json *json); /* also after a failure, or unfinished */

/* Every object and array needs an sdg16_json_end. It closes the innermost that is open. */
SDG16_API void sdg16_json_begin_object(sdg16_json *json, const char *key);
SDG16_API void sdg16_json_begin_array(sdg16_json *json, const char *key);
SDG16_API void sdg16_json_end(sdg16_json *json);

SDG16_API void sdg16_json_text(sdg16_json *json, const char *key,
                               const char *text); /* NULL: null */
SDG16_API void sdg16_json_whole(sdg16_json *json, const char *key, int64_t value);
SDG16_API void sdg16_json_natural(sdg16_json *json, const char *key, uint64_t value);
/* In the form of sdg16_format_double, which reads back exactly; null if it is not finite. */
SDG16_API void sdg16_json_real(sdg16_json *json, const char *key, double value);
SDG16_API void sdg16_json_flag(sdg16_json *json, const char *key,
                               int32_t value); /* true or false */
SDG16_API void sdg16_json_null(sdg16_json *json, const char *key);
/* An array of the parts of `text` between separators: "a; b" with the separator "; " becomes
 * ["a", "b"]. If `text` is NULL or "": []. */
SDG16_API void sdg16_json_list(sdg16_json *json, const char *key, const char *text,
                               const char *separator);

/* Writes what is left in the buffer, and returns the first failure: the negative status of
 * `write`, or SDG16_ERR_WRITE if it returned a positive number; SDG16_ERR_ARGUMENT (a key is
 * missing or not allowed, an sdg16_json_end has no beginning, something is not closed, there is
 * no value or more than one, a separator is NULL or empty); SDG16_ERR_LIMIT (deeper than
 * SDG16_JSON_DEPTH). After SDG16_ERR_ARGUMENT and _LIMIT the rest of the buffer is not
 * written. */
SDG16_API int32_t sdg16_json_finish(sdg16_json *json, sdg16_error *error);

/* ---- numbers for people ---- */
/* Writes `value` with `decimals` (0 to 17) decimal places and commas between thousands, in
 * every locale: "12,350", "-0.50". Numbers from 10^18 on have four significant digits:
 * "1.235e+20". NaN is "-", the infinities are "unlimited" and "-unlimited". A number that is
 * rounded to 0 has no sign. A capacity of 64 is enough. Returns the length without the NUL,
 * SDG16_ERR_CAPACITY or SDG16_ERR_ARGUMENT (decimals). */
SDG16_API int64_t sdg16_format_number(double value, int32_t decimals, char *buffer,
                                      int64_t capacity);

/* The number of columns that the first `size` bytes of a text take on a screen. Combining marks
 * take none, most East Asian characters take two. */
SDG16_API int64_t sdg16_display_width(const char *text, int64_t size);

/* Length in bytes of what stands at the beginning of a text of `size` bytes: a character, or a
 * byte that is not UTF-8; 0 where `size` is not positive. *harmless: whether a terminal shows
 * it and does nothing else. Control characters (C0, DEL and C1), separators of lines and
 * paragraphs and those that change the direction of writing are not harmless: texts for people
 * get '?' in their place. JSON and CSV keep them. */
SDG16_API int64_t sdg16_shown_character(const char *text, int64_t size, int32_t *harmless);

/* ---- aligned columns ----
 * Cells are given row by row, the headings first. They may have any length. Each column is as
 * wide as its widest cell (sdg16_display_width). Two blanks are before each column, none at the
 * end of a line. Characters that sdg16_shown_character warns of are shown as '?'. */
typedef struct sdg16_grid sdg16_grid;

/* `align`: one letter per column, 'l' (left) or 'r' (right); at least one. Errors:
 * SDG16_ERR_ARGUMENT, _MEMORY. */
SDG16_API int32_t sdg16_grid_new(const char *align, sdg16_grid **out, sdg16_error *error);
SDG16_API void sdg16_grid_free(sdg16_grid *grid);
/* Adds the next cell; a text that is NULL is shown as "-". Failures are kept for
 * sdg16_grid_write. */
SDG16_API void sdg16_grid_text(sdg16_grid *grid, const char *text);
SDG16_API void sdg16_grid_number(sdg16_grid *grid, double value, int32_t decimals);
/* Writes the lines, and empties the grid. Errors: SDG16_ERR_MEMORY (also when a cell was
 * added), SDG16_ERR_ARGUMENT (the last row is not complete; `decimals` was out of range), and
 * the errors of `write`, as in sdg16_json_finish. */
SDG16_API int32_t sdg16_grid_write(sdg16_grid *grid, sdg16_write_fn write, void *context,
                                   sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
