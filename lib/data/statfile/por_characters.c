/* The characters of a portable file: lines, the character set, numbers and texts. */
#include "data/statfile/por.h"

#include "base/error.h"
#include "data/statfile/por_number.h"

#include <math.h>
#include <string.h>

#define LINE 80
#define VANITY 200 /* characters that name the character set in five others */
#define TABLE 256  /* the character set: the byte for each character of a fixed order */
#define FIRST 64   /* '0'; before it are control characters */
#define BLANK 126

/* From FIRST on: ASCII, and Unicode for the others. '#' stands where some files have a pound.
 */
static const uint16_t CHARACTERS[] = {
    '0',    '1',    '2',    '3',    '4',    '5',    '6',    '7',    '8',    '9',    'A',
    'B',    'C',    'D',    'E',    'F',    'G',    'H',    'I',    'J',    'K',    'L',
    'M',    'N',    'O',    'P',    'Q',    'R',    'S',    'T',    'U',    'V',    'W',
    'X',    'Y',    'Z',    'a',    'b',    'c',    'd',    'e',    'f',    'g',    'h',
    'i',    'j',    'k',    'l',    'm',    'n',    'o',    'p',    'q',    'r',    's',
    't',    'u',    'v',    'w',    'x',    'y',    'z',    ' ',    '.',    '<',    '(',
    '+',    '|',    '&',    '[',    ']',    '!',    '$',    '*',    ')',    ';',    '^',
    '-',    '/',    0x00a6, ',',    '%',    '_',    '>',    '?',    '`',    ':',    '#',
    '@',    '\'',   '=',    '"',    0x2264, 0x25a1, 0x00b1, 0x25a0, 0x00b0, 0x2020, '~',
    0x2013, 0x2514, 0x250c, 0x2265, 0x2070, 0x00b9, 0x00b2, 0x00b3, 0x2074, 0x2075, 0x2076,
    0x2077, 0x2078, 0x2079, 0x2518, 0x2510, 0x2260, 0x2014, 0x207d, 0x207e, 0x2e38, '{',
    '}',    '\\',   0x00a2, 0x2022};

int32_t sdg16i_por_fail(sdg16i_por *p, const char *message) {
  return sdg16i_bytes_fail(p->source, sdg16i_bytes_offset(p->source) - p->size, "%s", message);
}

/* ---- lines ---- */

static int32_t fill_bytes(sdg16i_por *p, const char *what) {
  int64_t left = sdg16i_bytes_left(p->source);
  int64_t size = left < SDG16I_BYTES_BLOCK ? left : SDG16I_BYTES_BLOCK;
  int32_t status = sdg16i_bytes_take(p->source, size ? size : 1, what, &p->bytes);
  p->size = status ? 0 : size;
  return status;
}

/* A line ends with CR, LF or CRLF, and some files have further CRs before. A line that is too
 * short had blanks at its end. */
static int32_t end_line(sdg16i_por *p, const char *what, unsigned char byte) {
  int32_t status = SDG16_OK;
  while (!status && byte == '\r') {
    if (!p->size) status = fill_bytes(p, what);
    if (status || (*p->bytes != '\r' && *p->bytes != '\n')) break;
    byte = *p->bytes++;
    p->size--;
  }
  p->blanks = p->column < LINE ? LINE - p->column : 0;
  p->column = 0;
  return status;
}

static int32_t read_character(sdg16i_por *p, const char *what, unsigned char *out) {
  for (;;) {
    if (p->blanks) {
      p->blanks--;
      *out = p->blank;
      return SDG16_OK;
    }
    int32_t status = p->size ? SDG16_OK : fill_bytes(p, what);
    if (status) return status;
    *out = *p->bytes++;
    p->size--;
    if (*out != '\r' && *out != '\n') {
      p->column++;
      return SDG16_OK;
    }
    status = end_line(p, what, *out);
    if (status) return status;
  }
}

int32_t sdg16i_por_peek(sdg16i_por *p, const char *what, unsigned char *out) {
  int32_t status = p->is_peeked ? SDG16_OK : read_character(p, what, &p->next);
  p->is_peeked = !status;
  *out = p->next;
  return status;
}

int32_t sdg16i_por_next(sdg16i_por *p, const char *what, unsigned char *out) {
  if (!p->is_peeked) return read_character(p, what, out);
  p->is_peeked = 0;
  *out = p->next;
  return SDG16_OK;
}

/* ---- the character set ---- */

/* The first place of a byte counts: later ones are replacements. */
static void take_character(sdg16i_por *p, int place, unsigned char byte) {
  size_t at = (size_t)(place - FIRST);
  if (place < FIRST || at >= sizeof CHARACTERS / sizeof *CHARACTERS) return;
  if (p->letters[byte]) return;
  p->letters[byte] = CHARACTERS[at];
  if (CHARACTERS[at] < 0x80) p->syntax[byte] = (unsigned char)CHARACTERS[at];
  if (place == BLANK) p->blank = byte;
}

/* Then the table says nothing about bytes below 0x80 that ASCII does not. */
static void settle_ascii(sdg16i_por *p) {
  p->is_ascii = 1;
  for (int c = '0'; c <= 'z'; c++) {
    int is_tested = c <= '9' || (c >= 'A' && c <= 'Z') || c >= 'a';
    if (is_tested && p->syntax[c] != c) p->is_ascii = 0;
  }
  for (int c = ' '; p->is_ascii && c < 0x7f; c++) {
    p->syntax[c] = (unsigned char)c;
    p->letters[c] = (uint16_t)c;
  }
}

int32_t sdg16i_por_header(sdg16i_por *p) {
  unsigned char byte = 0;
  int32_t status = SDG16_OK;
  p->blank = ' ';
  for (int i = 0; !status && i < VANITY; i++) status = sdg16i_por_next(p, "the header", &byte);
  for (int i = 0; !status && i < TABLE; i++) {
    status = sdg16i_por_next(p, "the character set", &byte);
    if (!status) take_character(p, i, byte);
  }
  settle_ascii(p);
  for (const char *mark = "SPSSPORT"; !status && *mark; mark++) {
    status = sdg16i_por_next(p, "the header", &byte);
    if (!status && p->syntax[byte] != *mark)
      status = sdg16i_por_fail(p, "a portable file must have the mark SPSSPORT here");
  }
  return status;
}

/* ---- numbers ---- */

/* Characters up to '/', which is left out. */
static int32_t collect_number(sdg16i_por *p, const char *what, char *text, int64_t *size) {
  unsigned char byte = 0;
  int32_t status = sdg16i_por_next(p, what, &byte);
  while (!status && p->syntax[byte] == ' ') status = sdg16i_por_next(p, what, &byte);
  while (!status && p->syntax[byte] != '/') {
    if (*size == SDG16I_POR_NUMBER_MAX || !p->syntax[byte])
      return sdg16i_por_fail(p, "a number must have digits and end with '/'");
    text[(*size)++] = (char)p->syntax[byte];
    if (*text == '*' && *size == 2) return SDG16_OK; /* system-missing: two characters */
    status = sdg16i_por_next(p, what, &byte);
  }
  return status;
}

static int32_t fail_number(sdg16i_por *p, const char *what, const char *text, int64_t size) {
  return sdg16i_bytes_fail(p->source, sdg16i_bytes_offset(p->source) - p->size,
                           "%s must be a number to the base 30, not '%.*s'", what,
                           (int)(size < 60 ? size : 60), text);
}

static int32_t take_any_number(sdg16i_por *p, const char *what, int is_limit, double *out) {
  char text[SDG16I_POR_NUMBER_MAX];
  int64_t size = 0;
  int32_t status = collect_number(p, what, text, &size);
  if (status) return status;
  if (size && *text == '*')
    *out = (double)NAN;
  else if (sdg16i_por_number(text, size, out) || (!is_limit && isinf(*out)))
    return fail_number(p, what, text, size);
  return SDG16_OK;
}

int32_t sdg16i_por_take_number(sdg16i_por *p, const char *what, double *out) {
  return take_any_number(p, what, 0, out);
}

int32_t sdg16i_por_take_limit(sdg16i_por *p, const char *what, double *out) {
  return take_any_number(p, what, 1, out);
}

int32_t sdg16i_por_take_whole(sdg16i_por *p, const char *what, int64_t most, int64_t *out) {
  double value = 0;
  int32_t status = sdg16i_por_take_number(p, what, &value);
  if (status) return status;
  if (!(value >= 0 && value <= (double)most) || floor(value) < value)
    return sdg16i_bytes_fail(p->source, sdg16i_bytes_offset(p->source) - p->size,
                             "%s must be a whole number from 0 to %lld", what, (long long)most);
  *out = (int64_t)value;
  return SDG16_OK;
}

/* ---- texts ---- */

static int32_t collect_text(sdg16i_por *p, const char *what, int64_t *size, int is_kept) {
  unsigned char byte = 0;
  int32_t status = sdg16i_por_take_whole(p, what, SDG16I_POR_TEXT_MAX, size);
  if (!status && sdg16i_grow((void **)&p->raw, &p->raw_capacity, *size + 1, 1))
    return sdg16i_fail_memory(p->job->error);
  for (int64_t i = 0; !status && i < *size; i++) {
    status = sdg16i_por_next(p, what, &byte);
    if (is_kept) p->raw[i] = (char)byte;
  }
  return status;
}

static char *put_letter(char *out, uint16_t c) {
  if (c < 0x80) {
    *out++ = (char)c;
  } else if (c < 0x800) {
    *out++ = (char)(0xc0 | c >> 6);
    *out++ = (char)(0x80 | (c & 0x3f));
  } else {
    *out++ = (char)(0xe0 | c >> 12);
    *out++ = (char)(0x80 | (c >> 6 & 0x3f));
    *out++ = (char)(0x80 | (c & 0x3f));
  }
  return out;
}

static int32_t fail_text(sdg16i_por *p, const char *what, unsigned byte) {
  return sdg16i_bytes_fail(p->source, sdg16i_bytes_offset(p->source) - p->size,
                           "%s must be text in the character set of the file; the byte 0x%02X "
                           "is not (name the encoding: --encoding)",
                           what, byte);
}

/* Bytes that the table has not, up to the next one that it has. */
static int32_t decode_run(sdg16i_por *p, const char *what, const char *raw, int64_t size,
                          int may_be_cut, char **out) {
  const char *utf8;
  int64_t used = *out - p->text, made = 0, fault = 0;
  int32_t status = sdg16i_decode(p->decoder, raw, size, may_be_cut, &utf8, &made, &fault);
  if (status == SDG16_ERR_FORMAT) return fail_text(p, what, (unsigned char)raw[fault]);
  if (status || sdg16i_grow((void **)&p->text, &p->text_capacity,
                            used + made + 3 * p->raw_capacity + 1, 1))
    return sdg16i_fail_memory(p->job->error);
  *out = p->text + used;
  if (made) memcpy(*out, utf8, (size_t)made);
  *out += made;
  return SDG16_OK;
}

/* The whole text is in the encoding that the caller names, if the file's letters are ASCII's.
 */
static int is_named(const sdg16i_por *p) {
  return p->is_ascii && p->job->options->encoding != NULL;
}

/* `is_full`: the text fills the width of its variable. */
static int32_t decode_text(sdg16i_por *p, const char *what, int64_t size, int is_full) {
  if (sdg16i_grow((void **)&p->text, &p->text_capacity, 3 * p->raw_capacity + 1, 1))
    return sdg16i_fail_memory(p->job->error);
  char *out = p->text;
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < size;) {
    int64_t end = is_named(p) ? size : i;
    while (end < size && !p->letters[(unsigned char)p->raw[end]]) end++;
    if (end == i)
      out = put_letter(out, p->letters[(unsigned char)p->raw[i++]]);
    else
      status = decode_run(p, what, p->raw + i, end - i, is_full && end == size, &out);
    if (end > i) i = end;
  }
  *out = '\0';
  return status;
}

int32_t sdg16i_por_take_text(sdg16i_por *p, const char *what, int64_t width, const char **out) {
  int64_t size = 0;
  int32_t status = collect_text(p, what, &size, out != NULL);
  if (status || !out) return status;
  while (size && ((unsigned char)p->raw[size - 1] == p->blank || !p->raw[size - 1])) size--;
  status = decode_text(p, what, size, size == width);
  *out = p->text;
  return status;
}

int32_t sdg16i_por_copy_text(sdg16i_por *p, const char *what, const char **out) {
  const char *borrowed;
  int32_t status = sdg16i_por_take_text(p, what, 0, &borrowed);
  if (status) return status;
  *out = sdg16i_arena_text(&p->arena, borrowed, strlen(borrowed));
  return *out ? SDG16_OK : sdg16i_fail_memory(p->job->error);
}
