/* glibc's iconv sets errno, takes names with suffixes that would hide faults ("//IGNORE"), and
 * an empty name for the locale's encoding: none of these gets through here. */
#include "data/encoding.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MAX_SIZE 64
#define PROBE 4096
#define GROWTH 4 /* bytes of UTF-8 that a byte of any encoding becomes, at most, as a rule */

struct sdg16i_decoder {
  int is_utf8;   /* no conversion, a check alone */
  int is_ascii7; /* US-ASCII: a check for bytes of 0x80 and above */
  int has_ascii;
  iconv_t converter;
  char *text;
  int64_t capacity;
};

static int is_name(const char *name) {
  static const char OTHERS[] = "-_.:+()";
  size_t size = strlen(name);
  if (!size || size > NAME_MAX_SIZE) return 0;
  for (size_t i = 0; i < size; i++) {
    char c = sdg16i_small_letter(name[i]);
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr(OTHERS, c))) return 0;
  }
  return 1;
}

static int is_one_of(const char *name, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (sdg16i_same_text(names[i], name)) return 1;
  return 0;
}

static int is_utf8_name(const char *name) {
  static const char *const NAMES[] = {"UTF-8", "UTF8", "CP65001", "65001"};
  return is_one_of(name, NAMES, sizeof NAMES / sizeof *NAMES);
}

static int is_ascii_name(const char *name) {
  static const char *const NAMES[] = {"US-ASCII", "ASCII", "ANSI_X3.4-1968"};
  return is_one_of(name, NAMES, sizeof NAMES / sizeof *NAMES);
}

/* Every byte of ASCII alone gives itself: then a text of such bytes needs no conversion. */
static int keeps_ascii(iconv_t converter) {
  for (int c = 1; c < 0x80; c++) {
    char byte = (char)c, made[16], *in = &byte, *out = made;
    size_t left = 1, room = sizeof made;
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &in, &left, &out, &room) == (size_t)-1 || left) return 0;
    if (out != made + 1 || *made != byte) return 0;
  }
  return 1;
}

static int32_t fail_encoding(const char *encoding, const char *path, sdg16_error *error) {
  return sdg16i_fail_at(error, SDG16_ERR_OPTION, "encoding", 0, 0,
                        "%s: encoding '%.*s' is not known", path, sdg16i_utf8_excerpt(encoding),
                        encoding);
}

/* Where memory fails while iconv looks for an encoding, it may call the encoding unknown: then
 * memory is tried, and iconv once more. */
static iconv_t open_iconv(const char *encoding, int *no_memory) {
  errno = 0;
  iconv_t converter = iconv_open("UTF-8", encoding);
  if (converter != (iconv_t)-1) return converter;
  void *probe = malloc(PROBE);
  *no_memory = !probe || errno == ENOMEM;
  free(probe);
  return *no_memory ? (iconv_t)-1 : iconv_open("UTF-8", encoding);
}

static int32_t open_converter(sdg16i_decoder *d, const char *encoding, const char *path,
                              sdg16_error *error) {
  if (!is_name(encoding)) return fail_encoding(encoding, path, error);
  int before = errno, no_memory = 0;
  d->converter = open_iconv(encoding, &no_memory);
  int failed = d->converter == (iconv_t)-1;
  if (!failed) d->has_ascii = keeps_ascii(d->converter);
  errno = before;
  if (failed)
    return no_memory ? sdg16i_fail_memory(error) : fail_encoding(encoding, path, error);
  return SDG16_OK;
}

int32_t sdg16i_decoder_open(const char *encoding, const char *path, sdg16i_decoder **out,
                            sdg16_error *error) {
  *out = NULL;
  sdg16i_decoder *d = sdg16i_array(1, sizeof *d);
  if (!d) return sdg16i_fail_memory(error);
  d->converter = (iconv_t)-1;
  d->is_utf8 = !encoding || is_utf8_name(encoding);
  d->is_ascii7 = !d->is_utf8 && is_ascii_name(encoding);
  d->has_ascii = d->is_utf8 || d->is_ascii7;
  int32_t status = d->has_ascii ? SDG16_OK : open_converter(d, encoding, path, error);
  if (status) {
    sdg16i_decoder_close(d);
    return status;
  }
  *out = d;
  return SDG16_OK;
}

void sdg16i_decoder_close(sdg16i_decoder *decoder) {
  if (!decoder) return;
  if (decoder->converter != (iconv_t)-1) iconv_close(decoder->converter);
  free(decoder->text);
  free(decoder);
}

/* Size of the bytes below 0x80 at the beginning. */
static int64_t ascii_size(const char *bytes, int64_t size) {
  int64_t at = 0;
  for (uint64_t word; at + 8 <= size; at += 8) {
    memcpy(&word, bytes + at, 8);
    if (word & 0x8080808080808080u) break;
  }
  while (at < size && (unsigned char)bytes[at] < 0x80) at++;
  return at;
}

/* A character begins at `at` and the text ends within it. */
static int is_cut_off(const char *bytes, int64_t size, int64_t at) {
  char whole[4] = {0};
  uint32_t character;
  int64_t held = size - at;
  if (held < 1 || held > 3) return 0;
  memcpy(whole, bytes + at, (size_t)held);
  for (int64_t i = held; i < 4; i++) {
    static const char SECONDS[] = {'\x80', '\xa0'}; /* after E0 and F0: from A0, 90 */
    for (size_t k = 0; k < sizeof SECONDS; k++) {
      for (int64_t j = held; j <= i; j++) whole[j] = SECONDS[k];
      if (sdg16i_utf8_character(whole, i + 1, &character) == i + 1) return 1;
    }
  }
  return 0;
}

/* ---- whole texts ---- */

/* How much of the text to keep; -1: a fault. */
static int64_t checked_size(const sdg16i_decoder *d, const char *bytes, int64_t size,
                            int64_t *fault) {
  int64_t at = ascii_size(bytes, size);
  if (at == size) return size;
  *fault = at;
  if (d->is_ascii7) return -1;
  int64_t rest = sdg16i_utf8_fault(bytes + at, size - at);
  if (rest < 0) return size;
  *fault = at + rest;
  return is_cut_off(bytes, size, *fault) ? *fault : -1;
}

static int reserve_text(sdg16i_decoder *d, int64_t size) {
  if (size > INT64_MAX / GROWTH - 1) return -1;
  return sdg16i_grow((void **)&d->text, &d->capacity, size + 1, 1);
}

static int32_t copy_text(sdg16i_decoder *d, const char *bytes, int64_t size, const char **out,
                         int64_t *out_size) {
  if (reserve_text(d, size)) return SDG16_ERR_MEMORY;
  if (size) memcpy(d->text, bytes, (size_t)size);
  d->text[size] = '\0';
  *out = d->text;
  *out_size = size;
  return SDG16_OK;
}

/* One call of iconv; 0, or its errno. All of `part` NULL: writes what it holds back. */
static int convert_part(const sdg16i_decoder *d, sdg16i_decode_part *part) {
  char *in = (char *)(uintptr_t)part->bytes; /* iconv's parameter is not const */
  size_t left = (size_t)part->size, room = (size_t)part->room;
  int before = errno;
  errno = 0;
  size_t done = iconv(d->converter, in ? &in : NULL, in ? &left : NULL, &part->out, &room);
  int found = done == (size_t)-1 ? (errno ? errno : EILSEQ) : 0;
  errno = before;
  part->bytes = in;
  part->size = (int64_t)left;
  part->room = (int64_t)room;
  return found;
}

static int32_t convert_text(sdg16i_decoder *d, const char *bytes, int64_t size, int may_be_cut,
                            const char **out, int64_t *out_size, int64_t *fault) {
  iconv(d->converter, NULL, NULL, NULL, NULL);
  sdg16i_decode_part part = {.bytes = bytes, .size = size};
  int64_t used = 0;
  int found = E2BIG;
  for (int is_flushed = 0; found == E2BIG || !is_flushed;) {
    if (found == E2BIG && reserve_text(d, used + GROWTH * part.size + 16))
      return SDG16_ERR_MEMORY;
    part.out = d->text + used;
    part.room = d->capacity - used - 1;
    found = convert_part(d, &part);
    used = part.out - d->text;
    if (found == ENOMEM) return SDG16_ERR_MEMORY;
    if (found == EILSEQ || (found == EINVAL && !may_be_cut)) {
      *fault = size - part.size;
      return SDG16_ERR_FORMAT;
    }
    if (found == E2BIG) continue;
    is_flushed = part.bytes == NULL;
    part.bytes = NULL; /* EINVAL: the last character is cut off; then what was held back */
    part.size = 0;
    found = 0;
  }
  d->text[used] = '\0';
  *out = d->text;
  *out_size = used;
  return SDG16_OK;
}

int32_t sdg16i_decode(sdg16i_decoder *d, const char *bytes, int64_t size, int may_be_cut,
                      const char **out, int64_t *out_size, int64_t *fault) {
  int32_t status = SDG16_OK;
  if (d->converter != (iconv_t)-1 && !(d->has_ascii && ascii_size(bytes, size) == size)) {
    status = convert_text(d, bytes, size, may_be_cut, out, out_size, fault);
  } else {
    int64_t kept = checked_size(d, bytes, size, fault);
    status = kept < 0 || (kept < size && !may_be_cut)
                 ? SDG16_ERR_FORMAT
                 : copy_text(d, bytes, kept, out, out_size);
  }
  return status;
}

/* ---- long texts, part by part ---- */

static int32_t check_part(const sdg16i_decoder *d, sdg16i_decode_part *part) {
  int64_t size = part->size < part->room ? part->size : part->room, fault = 0;
  int is_end = part->is_last && size == part->size;
  int64_t kept = checked_size(d, part->bytes, size, &fault);
  int32_t status = kept < 0 || (is_end && kept < size) ? SDG16_ERR_FORMAT : SDG16_OK;
  if (status) kept = fault;
  if (kept) memcpy(part->out, part->bytes, (size_t)kept);
  part->bytes += kept;
  part->out += kept;
  part->size -= kept;
  part->room -= kept;
  return status;
}

#define HELD_BACK 16 /* room for what iconv writes when nothing follows */

int32_t sdg16i_decode_next(sdg16i_decoder *d, sdg16i_decode_part *part) {
  if (d->converter == (iconv_t)-1) return check_part(d, part);
  int64_t reserved = part->is_last && part->room > HELD_BACK ? HELD_BACK : 0;
  part->room -= reserved;
  int found = convert_part(d, part);
  part->room += reserved;
  if (found == ENOMEM) return SDG16_ERR_MEMORY;
  if (found == EILSEQ || (found == EINVAL && part->is_last)) return SDG16_ERR_FORMAT;
  if (found || !part->is_last || part->size) return SDG16_OK;
  sdg16i_decode_part rest = {.out = part->out, .room = part->room};
  found = convert_part(d, &rest);
  part->out = rest.out;
  part->room = rest.room;
  return found == ENOMEM ? SDG16_ERR_MEMORY : SDG16_OK;
}
