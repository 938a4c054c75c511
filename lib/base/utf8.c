#include "base/utf8.h"

#include "base/text.h"

#include <string.h>

/* RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
static int64_t character(const unsigned char *s, int64_t size) {
  unsigned char first = s[0], low = 0x80, high = 0xbf;
  int64_t length;
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) {
    length = 2;
  } else if (first >= 0xe0 && first <= 0xef) {
    length = 3;
    if (first == 0xe0) low = 0xa0;
    if (first == 0xed) high = 0x9f;
  } else if (first >= 0xf0 && first <= 0xf4) {
    length = 4;
    if (first == 0xf0) low = 0x90;
    if (first == 0xf4) high = 0x8f;
  } else {
    return 0;
  }
  if (size < length || s[1] < low || s[1] > high) return 0;
  for (int64_t i = 2; i < length; i++)
    if (s[i] < 0x80 || s[i] > 0xbf) return 0;
  return length;
}

int64_t sdg16i_utf8_character(const char *text, int64_t size, uint32_t *out) {
  static const unsigned char HEAD[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
  const unsigned char *s = (const unsigned char *)text;
  int64_t length = character(s, size);
  *out = s[0] & HEAD[length];
  for (int64_t i = 1; i < length; i++) *out = *out << 6 | (s[i] & 0x3fu);
  return length;
}

int64_t sdg16i_utf8_fault(const char *text, int64_t size) {
  for (int64_t at = 0; at < size;) {
    int64_t length = character((const unsigned char *)text + at, size - at);
    if (!length) return at;
    at += length;
  }
  return -1;
}

static int is_harmless(uint32_t c) {
  if (c < 0x20 || (c >= 0x7f && c <= 0x9f)) return 0;
  if (c == 0x061c || c == 0x200e || c == 0x200f) return 0;
  return !(c >= 0x2028 && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
}

int64_t sdg16i_utf8_shown(const char *text, int64_t size, int *harmless) {
  uint32_t c;
  int64_t length = sdg16i_utf8_character(text, size, &c);
  *harmless = length && is_harmless(c);
  return length ? length : 1;
}

int sdg16i_utf8_excerpt(const char *text) {
  size_t size = strnlen(text, 61);
  if (size <= 60) return (int)size;
  int cut = 60;
  while (cut > 0 && ((unsigned char)text[cut] & 0xc0) == 0x80) cut--;
  return cut;
}

/* The lower case of a character of two bytes, U+0080 to U+07FF. */
static unsigned lower_of(unsigned c) {
  if (c >= 0xc0 && c <= 0xde) return c == 0xd7 ? c : c + 0x20; /* A-grave to Thorn */
  if ((c >= 0x100 && c <= 0x12e) || (c >= 0x14a && c <= 0x177)) return c | 1; /* pairs */
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e)) return c + (c & 1);
  if (c >= 0x391 && c <= 0x3a9) return c + 0x20; /* Alpha to Omega */
  if (c >= 0x400 && c <= 0x40f) return c + 0x50; /* Cyrillic */
  if (c >= 0x410 && c <= 0x42f) return c + 0x20;
  if (c >= 0x460 && c <= 0x481) return c | 1;
  return c;
}

void sdg16i_utf8_lower(const char *text, int64_t size, char *out) {
  for (int64_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)text[i];
    out[i] = sdg16i_small_letter(text[i]);
    if (c < 0xc2 || c > 0xdf || i + 1 == size) continue;
    unsigned low = lower_of((c & 0x1fu) << 6 | ((unsigned char)text[i + 1] & 0x3fu));
    out[i++] = (char)(0xc0 | low >> 6);
    out[i] = (char)(0x80 | (low & 0x3f));
  }
}
