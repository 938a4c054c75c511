/* Records 7: what they say about the variables. A record of a kind that is not in the table, or
 * of another size than it should have, is left out: such records are additions to the file. */
#include "data/statfile/sav.h"

#include "data/statfile/byte_order.h"
#include "data/statfile/sav_index.h"
#include "data/statfile/sav_labels.h"

#include <math.h>
#include <stdlib.h>

#define TEXT_MAX 32767 /* bytes of a text, in SPSS */
#define CHUNK 252      /* bytes of the width of a long text that make a segment necessary */

/* ---- lists of NAME=VALUE, each ended by a tab (and a NUL byte) ---- */

static int next_pair(sdg16i_sav_text *rest, sdg16i_sav_text *name, sdg16i_sav_text *value) {
  while (rest->size && (*rest->bytes == '\t' || !*rest->bytes)) rest->bytes++, rest->size--;
  int64_t end = 0, equals = -1;
  while (end < rest->size && rest->bytes[end] != '\t' && rest->bytes[end]) {
    if (rest->bytes[end] == '=' && equals < 0) equals = end;
    end++;
  }
  if (equals < 0) equals = end;
  *name = (sdg16i_sav_text){rest->bytes, equals};
  int64_t begin = equals < end ? equals + 1 : end;
  *value = (sdg16i_sav_text){rest->bytes + begin, end - begin};
  rest->bytes += end;
  rest->size -= end;
  return end > 0;
}

static sdg16i_sav_text whole_record(const sdg16i_sav_extension *e) {
  return (sdg16i_sav_text){(const char *)e->bytes, e->size * e->count};
}

/* ---- 4: the numbers of a machine ---- */

static int32_t take_floats(sdg16i_sav *sav, const sdg16i_sav_extension *e) {
  double declared = sdg16i_get_double(e->bytes, sav->is_big);
  if (!isnan(declared)) sav->system_missing = declared;
  return SDG16_OK;
}

/* ---- 16: the number of cases in 64 bits ---- */

/* The header has it in 32 bits: -1, or cut off, if it is larger. */
static int32_t take_cases(sdg16i_sav *sav, const sdg16i_sav_extension *e) {
  int64_t cases = sdg16i_get_i64(e->bytes + 8, sav->is_big);
  if (cases >= 0 && (sav->cases < 0 || (uint32_t)cases == (uint32_t)sav->cases))
    sav->cases = cases;
  return SDG16_OK;
}

/* ---- 14: very long texts ---- */

static int32_t segment_width(int32_t width, int32_t count, int32_t i) {
  return i < count - 1 ? SDG16I_SAV_SEGMENT : width - CHUNK * (count - 1);
}

/* The records from this one on can be the segments of a text of this width. */
static int fits_segments(const sdg16i_sav *sav, int64_t record, int32_t width, int32_t count) {
  if (count > sav->count - record) return 0;
  for (int32_t i = 0; i < count; i++) {
    const sdg16i_sav_variable *v = &sav->variables[record + i];
    if (v->segments != 1 || !v->width) return 0;
    if ((v->width + 7) / 8 != (segment_width(width, count, i) + 7) / 8) return 0;
  }
  return 1;
}

static void join_segments(sdg16i_sav *sav, int64_t record, int32_t width, int32_t count) {
  sav->variables[record].segments = count;
  sav->variables[record].text_width = width;
  for (int32_t i = 1; i < count; i++) sav->variables[record + i].segments = 0;
}

static int32_t width_of(sdg16i_sav_text digits) {
  int32_t width = 0;
  for (int64_t i = 0; i < digits.size; i++) {
    char c = digits.bytes[i];
    if (c < '0' || c > '9' || width > TEXT_MAX) return 0;
    width = 10 * width + (c - '0');
  }
  return width;
}

/* Names of segments may be those of other variables: of several records with the name, the one
 * that has such segments is meant. */
static int32_t join_text(sdg16i_sav *sav, const sdg16i_sav_extension *e,
                         const sdg16i_sav_index *index, sdg16i_sav_text name, int32_t width) {
  int32_t count = (width + CHUNK - 1) / CHUNK;
  int64_t record = sdg16i_sav_index_find(index, name), found = record;
  while (found >= 0 && !fits_segments(sav, found, width, count)) found = index->next[found];
  if (found >= 0)
    join_segments(sav, found, width, count);
  else if (record >= 0)
    return sdg16i_bytes_fail(sav->source, e->offset,
                             "a text of %d bytes must have %d segments; those of variable '%s' "
                             "do not fit",
                             width, count, sav->variables[record].short_name);
  return SDG16_OK;
}

static int32_t take_long_texts(sdg16i_sav *sav, const sdg16i_sav_extension *e) {
  sdg16i_sav_index index;
  sdg16i_sav_text rest = whole_record(e), name, digits;
  int32_t status = sdg16i_sav_index_make(sav, 1, &index);
  if (status) return status;
  while (!status && next_pair(&rest, &name, &digits)) {
    int32_t width = width_of(digits);
    if (width > SDG16I_SAV_SEGMENT && width <= TEXT_MAX)
      status = join_text(sav, e, &index, name, width);
  }
  sdg16i_sav_index_free(&index);
  return status;
}

/* ---- 13: long names ---- */

static int32_t take_long_names(sdg16i_sav *sav, const sdg16i_sav_extension *e) {
  sdg16i_sav_index index;
  sdg16i_sav_text rest = whole_record(e), name, value;
  int32_t status = sdg16i_sav_index_make(sav, 1, &index);
  if (status) return status;
  while (next_pair(&rest, &name, &value)) {
    int64_t record = sdg16i_sav_index_find(&index, name);
    if (record >= 0) sav->variables[record].long_name = sdg16i_sav_trimmed(value);
  }
  sdg16i_sav_index_free(&index);
  return SDG16_OK;
}

/* ---- 22: missing values of texts above 8 bytes ---- */

/* Some files have the size of a value, which is 8, again before each further value. */
static void skip_repeated_size(sdg16i_sav_cursor *c, int64_t size) {
  if (size == 8 && c->size >= 12 && sdg16i_get_i32(c->bytes, c->is_big) == 8)
    sdg16i_sav_take_bytes(c, 4);
}

static void take_missing_of(sdg16i_sav_cursor *c, sdg16i_sav_variable *v) {
  sdg16i_sav_text count = sdg16i_sav_take_bytes(c, 1);
  int values = count.size ? (unsigned char)*count.bytes : 0;
  int64_t size = sdg16i_sav_take_number(c);
  int32_t kept = 0;
  for (int i = 0; i < values && !c->failed; i++) {
    if (i) skip_repeated_size(c, size);
    sdg16i_sav_text value = sdg16i_sav_take_bytes(c, size);
    if (v && i < 3) v->missing[kept++] = value;
  }
  if (!v) return;
  v->missing_count = kept;
  v->range_count = 0;
}

static int32_t take_long_missing(sdg16i_sav *sav, const sdg16i_sav_extension *e) {
  sdg16i_sav_index index;
  sdg16i_sav_cursor c = {.bytes = e->bytes, .size = e->size * e->count, .is_big = sav->is_big};
  int32_t status = sdg16i_sav_index_make(sav, 0, &index);
  if (status) return status;
  while (c.size && !c.failed) {
    int64_t record = sdg16i_sav_index_find(&index, sdg16i_sav_take_counted(&c));
    sdg16i_sav_variable *v = record >= 0 ? &sav->variables[record] : NULL;
    take_missing_of(&c, v && v->text_width ? v : NULL);
  }
  sdg16i_sav_index_free(&index);
  return c.failed ? sdg16i_sav_fail_inside(sav, e, 22) : SDG16_OK;
}

/* ---- all of them ---- */

typedef struct sdg16i_sav_handler {
  int subtype;
  int64_t size, least; /* of an item, and how many there must be */
  int32_t (*take)(sdg16i_sav *sav, const sdg16i_sav_extension *e);
} sdg16i_sav_handler;

/* In this order: long texts have their segments by short names, the later ones use names. */
static const sdg16i_sav_handler HANDLERS[] = {
    {4, 8, 1, take_floats},        {16, 8, 2, take_cases},
    {14, 1, 1, take_long_texts},   {13, 1, 1, take_long_names},
    {22, 1, 1, take_long_missing}, {21, 1, 1, sdg16i_sav_mark_labels}};

int32_t sdg16i_sav_extensions(sdg16i_sav *sav) {
  int32_t status = SDG16_OK;
  for (size_t i = 0; !status && i < sizeof HANDLERS / sizeof *HANDLERS; i++) {
    const sdg16i_sav_handler *handler = &HANDLERS[i];
    const sdg16i_sav_extension *e = &sav->extensions[handler->subtype];
    if (e->bytes && e->size == handler->size && e->count >= handler->least)
      status = handler->take(sav, e);
  }
  return status;
}
