/* Writing JSON and aligned text, piece by piece. How whole result tables are written stands in
 * <sdg16/publish.h>.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_WRITER_H
#define SDG16_WRITER_H

#include <sdg16/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- JSON (RFC 8259) ----
 * One value, an object as a rule, is written while it is made: nothing is held but a buffer of
 * 64 KiB, and no text is ever cut. Each member stands on a line of its own, two blanks further
 * in for each level; the whole ends with a newline.
 *
 * Functions that write return nothing. The first failure is kept, nothing is written after it,
 * and sdg16_json_finish returns it. All do nothing where `json` is NULL.
 *
 * `key` is the name of a member of an object, and NULL in an array and for the value itself.
 * It is not checked that the keys of an object differ. Texts are UTF-8; a byte that is not
 * is written as U+FFFD. */
typedef struct sdg16_json sdg16_json;

#define SDG16_JSON_DEPTH 64 /* objects and arrays within one another */

/* SDG16_ERR_ARGUMENT (`write` is NULL), _MEMORY. */
SDG16_API int32_t sdg16_json_new(sdg16_write_fn write, void *context, sdg16_json **out,
                                 sdg16_error *error);
SDG16_API void sdg16_json_free(sdg16_json *json); /* also before the end */

/* Whatever begins is closed by sdg16_json_end, the innermost first. */
SDG16_API void sdg16_json_begin_object(sdg16_json *json, const char *key);
SDG16_API void sdg16_json_begin_array(sdg16_json *json, const char *key);
SDG16_API void sdg16_json_end(sdg16_json *json);

SDG16_API void sdg16_json_text(sdg16_json *json, const char *key,
                               const char *text); /* NULL: null */
SDG16_API void sdg16_json_whole(sdg16_json *json, const char *key, int64_t value);
SDG16_API void sdg16_json_natural(sdg16_json *json, const char *key, uint64_t value);
/* As sdg16_format_double, which reads back as the same double; null if it is not finite. */
SDG16_API void sdg16_json_real(sdg16_json *json, const char *key, double value);
SDG16_API void sdg16_json_flag(sdg16_json *json, const char *key,
                               int32_t value); /* true or false */
SDG16_API void sdg16_json_null(sdg16_json *json, const char *key);
/* "a; b" as ["a", "b"]: the parts of `text` between `separator` ("; "); NULL and "": []. */
SDG16_API void sdg16_json_list(sdg16_json *json, const char *key, const char *text,
                               const char *separator);

/* Writes what is still held. Errors: the first negative status of `write`, SDG16_ERR_WRITE for
 * a positive one; SDG16_ERR_ARGUMENT (a key that is missing or has no place, an end without a
 * beginning, something not closed, no value or two, a separator that is NULL or empty);
 * SDG16_ERR_LIMIT (deeper than SDG16_JSON_DEPTH). After one of the last two what is held is not
 * written. */
SDG16_API int32_t sdg16_json_finish(sdg16_json *json, sdg16_error *error);

/* ---- numbers for people ---- */
/* `value` with `decimals` (0 to 17) digits behind the point and commas between thousands, in
 * any locale: "12,350", "-0.50"; from 10^18 on with four significant digits ("1.235e+20"); "-"
 * for NaN, "unlimited" and "-unlimited" for the infinities. What is rounded to 0 has no sign.
 * Needs capacity 64; returns the length without the NUL, SDG16_ERR_CAPACITY or
 * SDG16_ERR_ARGUMENT (decimals). */
SDG16_API int64_t sdg16_format_number(double value, int32_t decimals, char *buffer,
                                      int64_t capacity);

/* Columns that the first `size` bytes of a text take on a screen: combining marks none, most
 * characters of East Asia two. */
SDG16_API int64_t sdg16_display_width(const char *text, int64_t size);

/* Length in bytes of what stands at the beginning of a text of `size` bytes: a character, or a
 * byte that is not UTF-8; 0 where `size` is not positive. *harmless: whether a terminal shows
 * it and does nothing else. Control characters (C0, DEL and C1), separators of lines and
 * paragraphs and those that change the direction of writing are not harmless: texts for people
 * get '?' in their place. JSON and CSV keep them. */
SDG16_API int64_t sdg16_shown_character(const char *text, int64_t size, int32_t *harmless);

/* ---- aligned columns ----
 * Cells are given row by row, the headings first, and may be of any length. A column is as wide
 * as its widest cell (sdg16_display_width); two blanks stand in front of each column, none at
 * the end of a line. What sdg16_shown_character warns of is shown as '?'. */
typedef struct sdg16_grid sdg16_grid;

/* `align`: a letter a column, 'l' left or 'r' right, at least one. SDG16_ERR_ARGUMENT,
 * _MEMORY. */
SDG16_API int32_t sdg16_grid_new(const char *align, sdg16_grid **out, sdg16_error *error);
SDG16_API void sdg16_grid_free(sdg16_grid *grid);
/* The next cell; NULL: "-". A failure is kept for sdg16_grid_write. */
SDG16_API void sdg16_grid_text(sdg16_grid *grid, const char *text);
SDG16_API void sdg16_grid_number(sdg16_grid *grid, double value, int32_t decimals);
/* Writes the lines and forgets the cells. SDG16_ERR_MEMORY (of a cell, too), _ARGUMENT (the
 * last row is not full; decimals), and those of `write` as sdg16_json_finish has them. */
SDG16_API int32_t sdg16_grid_write(sdg16_grid *grid, sdg16_write_fn write, void *context,
                                   sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
