/* UTF-8: checking it, and how much of a text to show. */
#ifndef SDG16I_BASE_UTF8_H
#define SDG16I_BASE_UTF8_H

#include <stdint.h>

/* Length of the well-formed character at `text`, its code point in *out; 0: there is none. */
int64_t sdg16i_utf8_character(const char *text, int64_t size, uint32_t *out);

/* Offset of the first byte that is not part of well-formed UTF-8; -1: none. */
int64_t sdg16i_utf8_fault(const char *text, int64_t size);

/* Length of what stands at `text` (`size` is positive): a well-formed character, or a byte that
 * is not part of one. *harmless: a terminal shows it and does nothing else. Control characters
 * (C0, DEL, C1), the ends of lines and paragraphs (U+2028, U+2029) and those that change the
 * direction of writing are not. */
int64_t sdg16i_utf8_shown(const char *text, int64_t size, int *harmless);

/* How many bytes of a text to show in a message ("%.*s"): at most 60, whole
 * characters. */
int sdg16i_utf8_excerpt(const char *text);

/* Writes `size` bytes of well-formed UTF-8 to `out` with the letters in lower case, for
 * comparisons: Latin, Greek and Cyrillic letters of which both cases take as many bytes.
 * Never longer than the text; `out` may be `text`. In any locale. */
void sdg16i_utf8_lower(const char *text, int64_t size, char *out);

#endif
