/* Long texts (strL): cells refer to them by the numbers of a variable and a row, (v, o), where
 * the text occurs first; the texts follow the rows, each with its (v, o). Only texts that cells
 * of wanted columns refer to are read, in the order in which they occur in the table. */
#include "data/statfile/dta.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BINARY 129 /* kinds of texts */
#define TEXT 130   /* ends with a NUL, which the size includes */

/* ---- references ---- */

static int64_t slot_of(const sdg16i_dta_strls *s, uint64_t reference) {
  uint64_t hash = reference * UINT64_C(0x9E3779B97F4A7C15);
  int64_t mask = s->slot_count - 1, slot = (int64_t)(hash >> 32) & mask;
  while (s->slots[slot] >= 0 && s->list[s->slots[slot]].reference != reference)
    slot = (slot + 1) & mask;
  return slot;
}

static int grow_slots(sdg16i_dta_strls *s) {
  int64_t larger = s->slot_count ? 2 * s->slot_count : 64;
  int32_t *slots = sdg16i_array(larger, sizeof *slots);
  if (!slots) return -1;
  memset(slots, 0xff, (size_t)larger * sizeof *slots);
  free(s->slots);
  s->slots = slots;
  s->slot_count = larger;
  for (int64_t i = 0; i < s->count; i++)
    s->slots[slot_of(s, s->list[i].reference)] = (int32_t)i;
  return 0;
}

/* The place of a reference in the list; -1: out of memory. */
static int32_t place_of(sdg16i_dta_strls *s, uint64_t reference, int64_t row) {
  if (2 * (s->count + 1) > s->slot_count && grow_slots(s)) return -1;
  int64_t slot = slot_of(s, reference);
  if (s->slots[slot] >= 0) return s->slots[slot];
  if (s->count == INT32_MAX ||
      sdg16i_grow((void **)&s->list, &s->capacity, s->count + 1, sizeof *s->list))
    return -1;
  s->list[s->count] = (sdg16i_dta_strl){.reference = reference, .row = row};
  s->slots[slot] = (int32_t)s->count;
  return (int32_t)s->count++;
}

int32_t sdg16i_dta_refer(sdg16i_dta *d, sdg16i_dta_column *column, int64_t row, int64_t count,
                         const unsigned char *first, int64_t stride) {
  if (!column->texts && !(column->texts = sdg16i_array(d->rows, sizeof *column->texts)))
    return sdg16i_fail_memory(d->job->error);
  for (int64_t i = 0; i < count; i++) {
    uint64_t reference = sdg16i_get_u64(first + i * stride, d->is_big);
    int32_t place = reference ? place_of(&d->strls, reference, row + i) : -1;
    if (reference && place < 0) return sdg16i_fail_memory(d->job->error);
    column->texts[row + i] = place; /* no reference: an empty text */
  }
  return SDG16_OK;
}

/* ---- where the texts are ---- */

/* The 8 bytes of a cell that refers to (v, o), where v has `size` bytes; 0: no cell can. */
static uint64_t reference_to(uint64_t v, uint64_t o, int32_t size, int is_big) {
  int bits = 8 * size;
  if (v >> bits || o >> (64 - bits)) return 0;
  return is_big ? v << (64 - bits) | o : o << bits | v;
}

static int32_t note_place(sdg16i_dta *d, uint64_t v, uint64_t o) {
  int64_t offset = sdg16i_bytes_offset(d->job->source);
  for (int i = 0; i < 2 && d->layout->reference_sizes[i] && d->strls.count; i++) {
    uint64_t reference = reference_to(v, o, d->layout->reference_sizes[i], d->is_big);
    int32_t place = reference ? d->strls.slots[slot_of(&d->strls, reference)] : -1;
    if (place < 0) continue;
    if (d->strls.list[place].offset[i])
      return sdg16i_bytes_fail(d->job->source, offset,
                               "each long text must occur once, but (%llu, %llu) occurs "
                               "twice",
                               (unsigned long long)v, (unsigned long long)o);
    d->strls.list[place].offset[i] = offset;
  }
  return SDG16_OK;
}

/* What follows "GSO". */
static int32_t read_place(sdg16i_dta *d) {
  sdg16i_byte_source *source = d->job->source;
  int32_t row_size = d->layout->row_count_size;
  uint64_t v, o, size;
  int32_t status = sdg16i_dta_whole(d, 4, "a long text", &v);
  if (!status) status = sdg16i_dta_whole(d, row_size, "a long text", &o);
  if (!status) status = note_place(d, v, o);
  if (!status) status = sdg16i_bytes_skip(source, 1, "a long text"); /* its kind */
  if (!status) status = sdg16i_dta_whole(d, 4, "a long text", &size);
  return status ? status : sdg16i_bytes_skip(source, (int64_t)size, "a long text");
}

static int32_t read_places(sdg16i_dta *d) {
  sdg16i_byte_source *source = d->job->source;
  for (;;) {
    const unsigned char *bytes;
    int64_t begin = sdg16i_bytes_offset(source);
    int32_t status = sdg16i_bytes_take(source, 3, "the long texts", &bytes);
    if (status) return status;
    int is_text = !memcmp(bytes, "GSO", 3);
    if (is_text) {
      status = read_place(d);
      if (status) return status;
      continue;
    }
    status = sdg16i_bytes_seek(source, begin, "the long texts");
    return status ? status : sdg16i_dta_tag(d, "</strls>");
  }
}

/* Nobody wants them: over to the value labels, if they are where the map of the file says. */
static int32_t skip_texts(sdg16i_dta *d, int *is_done) {
  static const char END[] = "</strls><value_labels>";
  const int64_t SIZE = (int64_t)strlen("</strls>"), WHOLE = (int64_t)strlen(END);
  sdg16i_byte_source *source = d->job->source;
  int64_t begin = sdg16i_bytes_offset(source), end = d->labels_begin - SIZE;
  const unsigned char *bytes;
  *is_done = 0;
  if (end < begin || end > sdg16i_bytes_size(source) - WHOLE) return SDG16_OK;
  int32_t status = sdg16i_bytes_seek(source, end, "the value labels");
  if (!status) status = sdg16i_bytes_take(source, WHOLE, "the value labels", &bytes);
  if (status) return status;
  *is_done = !memcmp(bytes, END, (size_t)WHOLE);
  return sdg16i_bytes_seek(source, *is_done ? end + SIZE : begin, "the value labels");
}

/* By which layout all references have their texts; the first is the documented one. */
static int32_t choose_layout(sdg16i_dta *d, int *layout) {
  const sdg16i_dta_strls *s = &d->strls;
  int64_t lost[2] = {-1, -1};
  for (int i = 0; i < 2; i++)
    for (int64_t k = s->count - 1; k >= 0; k--)
      if (!s->list[k].offset[i]) lost[i] = k;
  *layout = lost[0] >= 0 && lost[1] < 0;
  if (lost[0] < 0 || lost[1] < 0) return SDG16_OK;
  return sdg16i_fail_at(d->job->error, SDG16_ERR_FORMAT, d->job->path, s->list[lost[0]].row + 1,
                        0,
                        "%s, row %lld: a cell refers to a long text (strL) that must be in the "
                        "file, but is not",
                        d->job->path, (long long)s->list[lost[0]].row + 1);
}

/* ---- the texts ---- */

struct long_text {
  sdg16i_dta_text text;
  uint64_t kind;
  unsigned char *own; /* of texts above a block */
};

static int32_t read_text(sdg16i_dta *d, int64_t offset, struct long_text *t) {
  sdg16i_byte_source *source = d->job->source;
  uint64_t size = 0;
  *t = (struct long_text){.kind = 0};
  int32_t status = sdg16i_bytes_seek(source, offset, "a long text");
  if (!status) status = sdg16i_dta_whole(d, 1, "a long text", &t->kind);
  if (!status) status = sdg16i_dta_whole(d, 4, "a long text", &size);
  if (status) return status;
  t->text.size = (int64_t)size;
  t->text.offset = sdg16i_bytes_offset(source);
  if (t->kind != BINARY && t->kind != TEXT)
    return sdg16i_bytes_fail(
        source, offset, "the kind of a long text must be 129 or 130, not %d", (int)t->kind);
  return sdg16i_dta_take(d, t->text.size, "a long text", &t->text.bytes, &t->own);
}

static int32_t fail_long_text(sdg16i_dta *d, const sdg16i_dta_column *column,
                              const sdg16i_dta_text *text, int64_t fault) {
  char what[96];
  const char *name = sdg16i_stat_name(d->job->builder, column->index);
  snprintf(what, sizeof what, "a long text of '%.*s'", sdg16i_utf8_excerpt(name), name);
  return sdg16i_dta_fail_text(d, text, fault, what);
}

/* The code of a text in its column; -1: it is empty, or binary. Some writers mark all texts as
 * binary: what is a text is taken as one. */
static int32_t code_of(sdg16i_dta *d, sdg16i_dta_column *column, const struct long_text *t,
                       int32_t *code) {
  const char *decoded = "";
  int64_t size = 0, fault = 0;
  int is_binary = t->kind == BINARY && t->text.size &&
                  memchr(t->text.bytes, 0, (size_t)t->text.size) != NULL;
  int32_t status =
      is_binary ? SDG16_OK : sdg16i_dta_try_decode(d, &t->text, &decoded, &size, &fault);
  if (status == SDG16_ERR_MEMORY) return sdg16i_fail_memory(d->job->error);
  if (status && t->kind == TEXT) return fail_long_text(d, column, &t->text, fault);
  *code = -1;
  if (!status && !is_binary)
    return sdg16i_stat_level_add(d->job->builder, column->index, decoded, size, code);
  if (!column->has_binary)
    sdg16i_dta_remark(d, SDG16I_DTA_BINARY_TEXTS,
                      sdg16i_stat_name(d->job->builder, column->index));
  column->has_binary = 1;
  return SDG16_OK;
}

static int32_t read_code(sdg16i_dta *d, sdg16i_dta_column *column, int64_t offset,
                         int32_t *code) {
  struct long_text text;
  int32_t status = read_text(d, offset, &text);
  if (!status) status = code_of(d, column, &text, code);
  free(text.own);
  return status;
}

/* The code of a text in the column that had it last. */
struct text_code {
  int64_t column; /* from 1; 0: none */
  int32_t code;
};

/* The numbers of the texts become the codes of the column. */
static int32_t put_column(sdg16i_dta *d, int64_t k, int layout, struct text_code *known) {
  sdg16i_dta_column *column = &d->columns[k];
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < d->rows; i++) {
    int32_t place = column->texts[i];
    if (place < 0) continue;
    struct text_code *text = &known[place];
    if (text->column != k + 1)
      status = read_code(d, column, d->strls.list[place].offset[layout], &text->code);
    text->column = k + 1;
    column->texts[i] = text->code;
  }
  if (!status)
    status = sdg16i_stat_codes_add(d->job->builder, column->index, d->rows, column->texts);
  free(column->texts);
  column->texts = NULL;
  return status;
}

static int32_t put_columns(sdg16i_dta *d) {
  int64_t end = sdg16i_bytes_offset(d->job->source);
  int layout = 0;
  int32_t status = choose_layout(d, &layout);
  if (status) return status;
  struct text_code *known = sdg16i_array(d->strls.count, sizeof *known);
  if (!known) return sdg16i_fail_memory(d->job->error);
  for (int64_t k = 0; !status && k < d->column_count; k++)
    if (d->columns[k].texts) status = put_column(d, k, layout, known);
  free(known);
  return status ? status : sdg16i_bytes_seek(d->job->source, end, "the value labels");
}

int32_t sdg16i_dta_read_strls(sdg16i_dta *d) {
  int is_done = 0;
  int32_t status = sdg16i_dta_tag(d, "<strls>");
  if (status || !d->layout->is_tagged) return status;
  if (!d->strls.count) status = skip_texts(d, &is_done);
  if (!status && !is_done) status = read_places(d);
  return status ? status : put_columns(d);
}
