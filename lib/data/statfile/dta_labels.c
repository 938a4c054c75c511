/* Value labels of a .dta file: tables by name. Only those of wanted columns are taken. */
#include "data/statfile/dta.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHORT_TEXT 8       /* bytes of a label, up to version 107 */
#define DOT 2147483621     /* the value 'missing'; .a and so on follow */
#define OLD_DOT 2147483647 /* before version 113 */
#define SHORT_DOT 32767

/* A table of value labels, in memory. */
struct label_table {
  char name[520]; /* in UTF-8: up to four bytes for each of the file */
  const unsigned char *bytes;
  unsigned char *own;   /* of tables above a block */
  int64_t size, offset; /* offset in the file */
};

/* ---- values ---- */

static sdg16i_stat_value value_of(const sdg16i_dta *d, int32_t number) {
  int is_new = d->layout->missing == SDG16I_DTA_27_MISSING;
  int32_t dot = is_new ? DOT : d->layout->has_short_labels ? SHORT_DOT : OLD_DOT;
  sdg16i_stat_value value = {.number = number, .is_missing = number >= dot};
  if (value.is_missing && number > dot) value.tag = (char)('a' + (number - dot - 1));
  return value;
}

static int32_t put_label(sdg16i_dta *d, const struct label_table *t, int32_t number,
                         const sdg16i_dta_text *text) {
  char what[560];
  const char *decoded;
  int64_t size;
  sdg16i_stat_value value = value_of(d, number);
  snprintf(what, sizeof what, "a label of '%s'", t->name);
  int32_t status = sdg16i_dta_decode(d, text, what, &decoded, &size);
  return status ? status : sdg16i_stat_label_add(d->job->builder, t->name, &value, decoded);
}

/* ---- tables ---- */

/* Counts, then places of the texts, then values, then the texts. */
static int32_t put_labels(sdg16i_dta *d, const struct label_table *t) {
  int64_t count = t->size < 8 ? 0 : sdg16i_get_u32(t->bytes, d->is_big);
  int64_t room = t->size < 8 ? 0 : sdg16i_get_u32(t->bytes + 4, d->is_big);
  if (t->size < 8 || count > (t->size - 8) / 8 || room > t->size - 8 - 8 * count)
    return sdg16i_bytes_fail(d->job->source, t->offset,
                             "%lld labels and their %lld bytes of text must be within the "
                             "table of value labels, which has %lld bytes",
                             (long long)count, (long long)room, (long long)t->size);
  const unsigned char *places = t->bytes + 8, *values = places + 4 * count;
  int64_t texts = 8 + 8 * count;
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < count; i++) {
    int64_t place = sdg16i_get_u32(places + 4 * i, d->is_big);
    if (place >= room)
      return sdg16i_bytes_fail(d->job->source, t->offset + 8 + 4 * i,
                               "the text of a value label must be within %lld bytes, not at "
                               "byte %lld of them",
                               (long long)room, (long long)place);
    sdg16i_dta_text text = {t->bytes + texts + place, room - place, t->offset + texts + place,
                            0};
    status = put_label(d, t, sdg16i_get_i32(values + 4 * i, d->is_big), &text);
  }
  return status;
}

/* Values of 16 bits, then texts of 8 bytes. */
static int32_t put_short_labels(sdg16i_dta *d, const struct label_table *t) {
  int64_t count = t->size / (2 + SHORT_TEXT);
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < count; i++) {
    int64_t at = 2 * count + SHORT_TEXT * i;
    sdg16i_dta_text text = {t->bytes + at, SHORT_TEXT, t->offset + at, 1};
    if (text.bytes[0])
      status = put_label(d, t, sdg16i_get_i16(t->bytes + 2 * i, d->is_big), &text);
  }
  return status;
}

static int32_t read_name(sdg16i_dta *d, struct label_table *t) {
  sdg16i_byte_source *source = d->job->source;
  sdg16i_dta_text text = {.size = d->layout->table_name_size,
                          .offset = sdg16i_bytes_offset(source)};
  const char *decoded = "";
  int64_t size;
  int32_t status = sdg16i_bytes_take(source, text.size, "value labels", &text.bytes);
  if (!status)
    status = sdg16i_dta_decode(d, &text, "the name of value labels", &decoded, &size);
  if (!status) snprintf(t->name, sizeof t->name, "%s", decoded);
  return status;
}

static int32_t put_table(sdg16i_dta *d, struct label_table *t) {
  t->offset = sdg16i_bytes_offset(d->job->source);
  if (!sdg16i_stat_wants_labels(d->job->builder, t->name))
    return sdg16i_bytes_skip(d->job->source, t->size, "a table of value labels");
  int32_t status = sdg16i_dta_take(d, t->size, "a table of value labels", &t->bytes, &t->own);
  if (!status) status = d->layout->has_short_labels ? put_short_labels(d, t) : put_labels(d, t);
  free(t->own);
  return status;
}

/* A table: its size (short ones: number of labels), name, some bytes of nothing, labels. */
static int32_t read_table(sdg16i_dta *d) {
  struct label_table table = {.size = 0};
  int is_short = d->layout->has_short_labels;
  uint64_t size = 0;
  int32_t status = sdg16i_dta_whole(d, is_short ? 2 : 4, "value labels", &size);
  table.size = is_short ? (int64_t)size * (2 + SHORT_TEXT) : (int64_t)size;
  if (!status) status = read_name(d, &table);
  if (!status) status = sdg16i_bytes_skip(d->job->source, is_short ? 1 : 3, "value labels");
  return status ? status : put_table(d, &table);
}

/* ---- all of them ---- */

static int32_t read_tagged_tables(sdg16i_dta *d) {
  sdg16i_byte_source *source = d->job->source;
  int32_t status = sdg16i_dta_tag(d, "<value_labels>");
  while (!status) {
    const unsigned char *bytes;
    int64_t begin = sdg16i_bytes_offset(source);
    status = sdg16i_bytes_take(source, 5, "the value labels", &bytes);
    int is_table = !status && !memcmp(bytes, "<lbl>", 5);
    if (!status && !is_table) {
      status = sdg16i_bytes_seek(source, begin, "the value labels");
      return status ? status : sdg16i_dta_tag(d, "</value_labels></stata_dta>");
    }
    if (!status) status = read_table(d);
    if (!status) status = sdg16i_dta_tag(d, "</lbl>");
  }
  return status;
}

/* Some writers fill the last block of the file with zeros. */
static int32_t holds_zeros(sdg16i_dta *d, int *is_end) {
  sdg16i_byte_source *source = d->job->source;
  int64_t begin = sdg16i_bytes_offset(source), left = sdg16i_bytes_left(source);
  const unsigned char *bytes;
  *is_end = !left;
  if (!left) return SDG16_OK;
  int32_t status = SDG16_OK;
  *is_end = 1;
  for (int64_t most = 4; !status && *is_end; most = SDG16I_BYTES_BLOCK) { /* a size, mostly */
    int64_t size = left < most ? left : most;
    status = sdg16i_bytes_take(source, size, "the value labels", &bytes);
    for (int64_t i = 0; !status && *is_end && i < size; i++) *is_end = !bytes[i];
    if (!status) status = sdg16i_bytes_seek(source, begin, "the value labels");
    if (most == SDG16I_BYTES_BLOCK) break;
  }
  return status;
}

int32_t sdg16i_dta_read_labels(sdg16i_dta *d) {
  if (d->layout->is_tagged) return read_tagged_tables(d);
  int is_end = 0;
  int32_t status = holds_zeros(d, &is_end);
  while (!status && !is_end) {
    status = read_table(d);
    if (!status) status = holds_zeros(d, &is_end);
  }
  return status;
}
