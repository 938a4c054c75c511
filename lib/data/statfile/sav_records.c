/* The records of the dictionary, in the order of the file: variables (2), value labels (3, 4),
 * documents (6), extensions (7), and the end (999). */
#include "data/statfile/sav.h"

#include "base/error.h"
#include "data/statfile/byte_order.h"

#include <stdlib.h>
#include <string.h>

#define DOCUMENT_LINE 80
#define WIDTH_MAX 255

static int32_t read_number(sdg16i_sav *sav, const char *what, int32_t *out) {
  const unsigned char *bytes;
  int32_t status = sdg16i_bytes_take(sav->source, 4, what, &bytes);
  if (!status) *out = sdg16i_get_i32(bytes, sav->is_big);
  return status;
}

/* Bytes for as long as the reader lives; the file is checked to have them. */
static int32_t read_kept(sdg16i_sav *sav, int64_t size, const char *what, char **out) {
  int64_t left = sdg16i_bytes_left(sav->source);
  if (size > left)
    return sdg16i_bytes_fail(sav->source, sdg16i_bytes_offset(sav->source),
                             "%s must not be longer than the rest of the file (%lld bytes), "
                             "found a length of %lld",
                             what, (long long)left, (long long)size);
  char few[512]; /* most are small, and a text of the arena is not aligned */
  int is_small = size <= (int64_t)sizeof few;
  char *bytes = is_small ? few : sdg16i_arena_array(&sav->arena, size + 1, 1);
  *out = NULL;
  if (!bytes) return sdg16i_fail_memory(sav->job->error);
  int32_t status = sdg16i_bytes_read(sav->source, bytes, size, what);
  if (status) return status;
  *out = is_small ? sdg16i_arena_text(&sav->arena, few, (size_t)size) : bytes;
  return *out ? SDG16_OK : sdg16i_fail_memory(sav->job->error);
}

/* ---- variables ---- */

static int32_t read_label(sdg16i_sav *sav, sdg16i_sav_variable *v) {
  int32_t size = 0;
  int64_t offset = sdg16i_bytes_offset(sav->source);
  char *bytes = NULL;
  int32_t status = read_number(sav, "the label of a variable", &size);
  if (status) return status;
  if (size < 0 || size > SDG16I_SAV_LABEL_MAX)
    return sdg16i_bytes_fail(sav->source, offset,
                             "the label of a variable must have 0 to %d bytes, not %lld",
                             SDG16I_SAV_LABEL_MAX, (long long)(uint32_t)size);
  status = read_kept(sav, (size + 3) / 4 * 4, "the label of a variable", &bytes);
  v->label = (sdg16i_sav_text){bytes, size};
  return status;
}

/* -2: a range; -3: a range and a value; 1 to 3: values. */
static int32_t read_missing(sdg16i_sav *sav, sdg16i_sav_variable *v, int32_t code) {
  if (code < -3 || code > 3 || code == -1)
    return sdg16i_bytes_fail(sav->source, v->offset + 8,
                             "the number of missing values must be from -3 to 3 and not -1, "
                             "found %d",
                             code);
  int32_t count = code < 0 ? -code : code;
  char *bytes = NULL;
  int32_t status = read_kept(sav, 8 * (int64_t)count, "missing values of a variable", &bytes);
  for (int32_t i = 0; !status && i < count; i++)
    v->missing[i] = (sdg16i_sav_text){bytes + (ptrdiff_t)(8 * i), 8};
  v->range_count = code < 0;
  v->missing_count = count;
  return status;
}

static int32_t add_record(sdg16i_sav *sav, sdg16i_sav_variable **out) {
  if (sdg16i_grow((void **)&sav->variables, &sav->capacity, sav->count + 1,
                  sizeof *sav->variables))
    return sdg16i_fail_memory(sav->job->error);
  *out = &sav->variables[sav->count++];
  memset(*out, 0, sizeof **out);
  (*out)->position = sav->elements;
  (*out)->elements = 1;
  (*out)->segments = 1;
  (*out)->index = -1;
  return SDG16_OK;
}

/* A text of more than 8 bytes goes on in records without content, one for 8 further bytes. */
static int32_t continue_text(sdg16i_sav *sav, int64_t offset) {
  sdg16i_sav_variable *v = sav->count ? &sav->variables[sav->count - 1] : NULL;
  if (!v || 8 * v->elements >= v->width)
    return sdg16i_bytes_fail(sav->source, offset,
                             "a record that continues a text must follow a text that needs it");
  v->elements++;
  sav->elements++;
  return SDG16_OK;
}

/* The text before has all of its records. */
static int32_t check_continued(sdg16i_sav *sav) {
  const sdg16i_sav_variable *v = sav->count ? &sav->variables[sav->count - 1] : NULL;
  if (!v || 8 * v->elements >= v->width) return SDG16_OK;
  return sdg16i_bytes_fail(sav->source, v->offset,
                           "a text of %d bytes needs %d records, found %lld", v->width,
                           (v->width + 7) / 8, (long long)v->elements);
}

static void copy_name(sdg16i_sav_variable *v, const unsigned char *bytes) {
  memcpy(v->short_name, bytes, 8);
  size_t size = strlen(v->short_name);
  while (size && v->short_name[size - 1] == ' ') v->short_name[--size] = '\0';
}

static int32_t read_variable(sdg16i_sav *sav) {
  unsigned char bytes[28];
  int64_t offset = sdg16i_bytes_offset(sav->source);
  sdg16i_sav_variable *v = NULL;
  int32_t status = sdg16i_bytes_read(sav->source, bytes, sizeof bytes, "a variable");
  if (status) return status;
  int32_t width = sdg16i_get_i32(bytes, sav->is_big);
  int32_t has_label = sdg16i_get_i32(bytes + 4, sav->is_big);
  int32_t missing = sdg16i_get_i32(bytes + 8, sav->is_big);
  if (width < -1 || width > WIDTH_MAX)
    return sdg16i_bytes_fail(sav->source, offset,
                             "the width of a variable must be from -1 to %d, not %d", WIDTH_MAX,
                             width);
  if (has_label != 0 && has_label != 1)
    return sdg16i_bytes_fail(sav->source, offset + 4,
                             "the mark of a label must be 0 or 1, not %d", has_label);
  sdg16i_sav_variable ignored = {.offset = offset};
  if (width == -1) {
    status = continue_text(sav, offset);
    v = &ignored;
  } else {
    status = check_continued(sav);
    if (!status) status = add_record(sav, &v);
    if (!status) sav->elements++;
  }
  if (status) return status;
  v->offset = offset;
  v->width = v->text_width = width;
  v->format = sdg16i_get_i32(bytes + 12, sav->is_big) >> 16 & 0xff;
  copy_name(v, bytes + 20);
  if (has_label) status = read_label(sav, v);
  if (!status && missing) status = read_missing(sav, v, missing);
  return status;
}

/* ---- value labels ---- */

static int32_t read_value_label(sdg16i_sav *sav, sdg16i_sav_label *label) {
  unsigned char head[9];
  char *bytes = NULL;
  int32_t status = sdg16i_bytes_read(sav->source, head, sizeof head, "a value label");
  if (status) return status;
  memcpy(label->value, head, 8);
  status = read_kept(sav, (head[8] + 8) / 8 * 8 - 1, "a value label", &bytes);
  label->text = (sdg16i_sav_text){bytes, head[8]};
  return status;
}

static int32_t read_label_variables(sdg16i_sav *sav, sdg16i_sav_labels *labels) {
  int32_t count = 0;
  int64_t offset = sdg16i_bytes_offset(sav->source);
  int32_t status = read_number(sav, "the variables of value labels", &count);
  if (status) return status;
  if (count < 0 || count > sav->elements)
    return sdg16i_bytes_fail(sav->source, offset,
                             "the number of variables with these value labels must be from 0 "
                             "to %lld, not %lld",
                             (long long)sav->elements, (long long)(uint32_t)count);
  labels->variable_count = count;
  labels->positions = sdg16i_arena_array(&sav->arena, count, sizeof *labels->positions);
  if (!labels->positions) return sdg16i_fail_memory(sav->job->error);
  for (int32_t i = 0; !status && i < count; i++)
    status = read_number(sav, "the variables of value labels", &labels->positions[i]);
  return status;
}

int32_t sdg16i_sav_count_labels(sdg16i_sav *sav, int64_t count) {
  sav->label_count += count > 0 ? count : 0;
  return sdg16i_stat_check_labels(sav->job->builder, sav->label_count);
}

/* Each label has 16 bytes or more: so many are there at most. */
static int32_t check_label_count(sdg16i_sav *sav, int64_t count, int64_t offset) {
  int64_t most = sdg16i_bytes_left(sav->source) / 16;
  if (count < 0 || count > most)
    return sdg16i_bytes_fail(sav->source, offset,
                             "the number of value labels must fit into the rest of the file (0 "
                             "to %lld), found %lld",
                             (long long)most, (long long)(uint32_t)count);
  return sdg16i_sav_count_labels(sav, count);
}

static int32_t read_labels(sdg16i_sav *sav) {
  int32_t count = 0, type = 0;
  int64_t offset = sdg16i_bytes_offset(sav->source);
  int32_t status = read_number(sav, "value labels", &count);
  if (!status) status = check_label_count(sav, count, offset);
  if (status) return status;
  if (sdg16i_grow((void **)&sav->labels, &sav->labels_capacity, sav->labels_count + 1,
                  sizeof *sav->labels))
    return sdg16i_fail_memory(sav->job->error);
  sdg16i_sav_labels *labels = &sav->labels[sav->labels_count++];
  *labels = (sdg16i_sav_labels){.count = count};
  labels->labels = sdg16i_arena_array(&sav->arena, count, sizeof *labels->labels);
  if (!labels->labels) return sdg16i_fail_memory(sav->job->error);
  for (int32_t i = 0; !status && i < count; i++)
    status = read_value_label(sav, &labels->labels[i]);
  offset = sdg16i_bytes_offset(sav->source);
  if (!status) status = read_number(sav, "the variables of value labels", &type);
  if (!status && type != 4)
    status = sdg16i_bytes_fail(
        sav->source, offset, "a record 4 must follow value labels (record 3), not a record %d",
        type);
  return status ? status : read_label_variables(sav, labels);
}

/* ---- documents and extensions ---- */

static int32_t skip_document(sdg16i_sav *sav) {
  int32_t lines = 0;
  int64_t offset = sdg16i_bytes_offset(sav->source);
  int32_t status = read_number(sav, "the documents", &lines);
  if (status) return status;
  if (lines < 0)
    return sdg16i_bytes_fail(sav->source, offset,
                             "the number of lines of the documents must be 0 or more, not %d",
                             lines);
  return sdg16i_bytes_skip(sav->source, DOCUMENT_LINE * (int64_t)lines, "the documents");
}

/* Those that say something about the table; the others are multiple response sets (7, 19),
 * product and display information (10, 11), attributes (17, 18), dates, and what SPSS keeps for
 * itself (5, 6, 24, ...). */
static int is_used(int32_t subtype) {
  static const int32_t USED[] = {3, 4, 13, 14, 16, 20, 21, 22};
  for (size_t i = 0; i < sizeof USED / sizeof *USED; i++)
    if (USED[i] == subtype) return 1;
  return 0;
}

static int32_t read_extension(sdg16i_sav *sav) {
  const unsigned char *head;
  int64_t offset = sdg16i_bytes_offset(sav->source);
  int32_t status = sdg16i_bytes_take(sav->source, 12, "an extension record", &head);
  if (status) return status;
  int32_t subtype = sdg16i_get_i32(head, sav->is_big);
  int64_t size = sdg16i_get_u32(head + 4, sav->is_big);
  int64_t count = sdg16i_get_u32(head + 8, sav->is_big);
  int64_t left = sdg16i_bytes_left(sav->source);
  if (size && count > left / size)
    return sdg16i_bytes_fail(sav->source, offset,
                             "the extension record %d must end within the file (%lld bytes are "
                             "left), found %lld times %lld bytes",
                             subtype, (long long)left, (long long)count, (long long)size);
  int64_t total = size * count;
  if (!is_used(subtype) || sav->extensions[subtype].bytes)
    return sdg16i_bytes_skip(sav->source, total, "an extension record");
  if (total > SDG16I_SAV_EXTENSION_MAX)
    return sdg16i_fail_at(sav->job->error, SDG16_ERR_LIMIT, sav->job->path, 0, 0,
                          "%s, byte %lld: the extension record %d must have at most %lld "
                          "bytes, found %lld",
                          sav->job->path, (long long)offset, subtype,
                          (long long)SDG16I_SAV_EXTENSION_MAX, (long long)total);
  char *bytes = NULL;
  status = read_kept(sav, total, "an extension record", &bytes);
  sav->extensions[subtype] =
      (sdg16i_sav_extension){offset, size, count, (const unsigned char *)bytes};
  return status;
}

/* ---- all records ---- */

#define END 999

static int32_t read_record(sdg16i_sav *sav, int32_t type) {
  switch (type) {
  case 2:
    return read_variable(sav);
  case 3:
    return read_labels(sav);
  case 6:
    return skip_document(sav);
  case 7:
    return read_extension(sav);
  default:
    return sdg16i_bytes_fail(sav->source, sdg16i_bytes_offset(sav->source) - 4,
                             "a record of the dictionary must be 2, 3, 6, 7 or 999, not %d",
                             type);
  }
}

int32_t sdg16i_sav_records(sdg16i_sav *sav) {
  int32_t type = 0;
  int32_t status = read_number(sav, "the dictionary", &type);
  while (!status && type != END) {
    status = read_record(sav, type);
    if (!status) status = read_number(sav, "the dictionary", &type);
  }
  if (!status) status = check_continued(sav);
  if (!status && !sav->count)
    status = sdg16i_bytes_fail(sav->source, sdg16i_bytes_offset(sav->source),
                               "the file must have variables; it has none");
  return status ? status : sdg16i_bytes_skip(sav->source, 4, "the end of the dictionary");
}
