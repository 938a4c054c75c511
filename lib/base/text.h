/* Texts that hold several: "a; b; c". */
#ifndef SDG16I_BASE_TEXT_H
#define SDG16I_BASE_TEXT_H

#include <stdint.h>

/* The next part of *text, which is moved behind it; NULL at the end. Blanks around
 * a part are left out. *text may be NULL. */
const char *sdg16i_part(const char **text, char separator, int64_t *size);

/* The small letter of a capital of ASCII; other bytes as they are. In any locale. */
static inline char sdg16i_small_letter(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* A letter of ASCII, or a byte of any other character. */
static inline int sdg16i_is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static inline int sdg16i_is_blank(char c) { return c == ' ' || c == '\t'; }

/* Is `name` the part of `size` bytes? Capitals of ASCII are as small letters. */
int sdg16i_same(const char *name, const char *part, int64_t size);
int sdg16i_same_text(const char *a, const char *b);

#endif
