#include "data/statfile/sav_index.h"

#include "base/error.h"
#include "data/statfile/byte_order.h"

#include <stdlib.h>
#include <string.h>

void sdg16i_sav_index_free(sdg16i_sav_index *index) {
  sdg16i_dictionary_free(&index->names);
  free(index->first);
  free(index->last);
  free(index->next);
}

static int add_name(sdg16i_sav_index *index, sdg16i_sav_text name, int64_t record) {
  int64_t before = index->names.count;
  int32_t code = sdg16i_dictionary_add(&index->names, name.bytes, name.size);
  if (code < 0) return -1;
  index->next[record] = -1;
  if (index->names.count > before)
    index->first[code] = record;
  else
    index->next[index->last[code]] = record;
  index->last[code] = record;
  return 0;
}

int32_t sdg16i_sav_index_make(const sdg16i_sav *sav, int by_short_name,
                              sdg16i_sav_index *index) {
  *index = (sdg16i_sav_index){0};
  index->first = sdg16i_array(sav->count, sizeof *index->first);
  index->last = sdg16i_array(sav->count, sizeof *index->last);
  index->next = sdg16i_array(sav->count, sizeof *index->next);
  int failed = !index->first || !index->last || !index->next;
  for (int64_t i = 0; !failed && i < sav->count; i++) {
    const sdg16i_sav_variable *v = &sav->variables[i];
    sdg16i_sav_text name = {v->short_name, (int64_t)strlen(v->short_name)};
    if (v->segments) failed = add_name(index, by_short_name ? name : sdg16i_sav_name(v), i);
  }
  if (!failed) return SDG16_OK;
  sdg16i_sav_index_free(index);
  return sdg16i_fail_memory(sav->job->error);
}

int64_t sdg16i_sav_index_find(const sdg16i_sav_index *index, sdg16i_sav_text name) {
  if (memchr(name.bytes, '\0', (size_t)name.size)) return -1;
  int32_t code = sdg16i_dictionary_find(&index->names, name.bytes, name.size);
  return code < 0 ? -1 : index->first[code];
}

/* ---- parts of a record ---- */

sdg16i_sav_text sdg16i_sav_take_bytes(sdg16i_sav_cursor *c, int64_t size) {
  sdg16i_sav_text text = {(const char *)c->bytes, size};
  if (c->failed || size < 0 || size > c->size) {
    c->failed = 1;
    return (sdg16i_sav_text){"", 0};
  }
  c->bytes += size;
  c->size -= size;
  return text;
}

int64_t sdg16i_sav_take_number(sdg16i_sav_cursor *c) {
  sdg16i_sav_text text = sdg16i_sav_take_bytes(c, 4);
  return c->failed ? 0 : sdg16i_get_i32((const unsigned char *)text.bytes, c->is_big);
}

sdg16i_sav_text sdg16i_sav_take_counted(sdg16i_sav_cursor *c) {
  return sdg16i_sav_take_bytes(c, sdg16i_sav_take_number(c));
}

int32_t sdg16i_sav_fail_inside(sdg16i_sav *sav, const sdg16i_sav_extension *e, int subtype) {
  return sdg16i_bytes_fail(sav->source, e->offset,
                           "the extension record %d must end with its last value; a length in "
                           "it reaches beyond its end",
                           subtype);
}
