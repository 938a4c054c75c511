/* The header of a .dta file: version, byte order, numbers of variables and rows. */
#include "data/statfile/dta.h"

#include <stdlib.h>
#include <string.h>

#define BIG 1 /* byte orders of untagged files */
#define LITTLE 2
#define MAP_SIZE 112  /* 14 offsets, which writers get wrong: the parts follow one another */
#define MAP_LABELS 88 /* where the offset of the value labels is: no more than a hint */

/* ---- pieces ---- */

static int32_t read_tag(sdg16i_dta *d, const char *tag) {
  const unsigned char *bytes;
  int64_t begin = sdg16i_bytes_offset(d->job->source), size = (int64_t)strlen(tag);
  int32_t status = sdg16i_bytes_take(d->job->source, size, tag, &bytes);
  if (!status && memcmp(bytes, tag, (size_t)size) != 0)
    status =
        sdg16i_bytes_fail(d->job->source, begin,
                          "%s must stand here, but other bytes do (is the file damaged?)", tag);
  return status;
}

int32_t sdg16i_dta_tag(sdg16i_dta *d, const char *tag) {
  return d->layout->is_tagged ? read_tag(d, tag) : SDG16_OK;
}

int32_t sdg16i_dta_whole(sdg16i_dta *d, int32_t size, const char *what, uint64_t *out) {
  const unsigned char *bytes;
  int32_t status = sdg16i_bytes_take(d->job->source, size, what, &bytes);
  *out = status ? 0 : sdg16i_get_whole(bytes, size, d->is_big);
  return status;
}

/* A number between tags. */
static int32_t tagged_whole(sdg16i_dta *d, const char *const tags[2], int32_t size,
                            const char *what, uint64_t *out) {
  int32_t status = sdg16i_dta_tag(d, tags[0]);
  if (!status) status = sdg16i_dta_whole(d, size, what, out);
  return status ? status : sdg16i_dta_tag(d, tags[1]);
}

/* ---- which version ---- */

static int32_t find_layout(sdg16i_dta *d, int64_t version, int64_t offset, int is_tagged) {
  d->layout = sdg16i_dta_layout_of(version);
  if (d->layout && d->layout->is_tagged == is_tagged) return SDG16_OK;
  return sdg16i_bytes_fail(
      d->job->source, offset,
      "the version of the format must be one that is known (%d to %d), "
      "not %lld%s",
      SDG16I_DTA_FIRST, SDG16I_DTA_LAST, (long long)version,
      version > SDG16I_DTA_LAST ? " (in Stata, 'saveold' writes an older one)" : "");
}

/* Three characters that follow a tag. */
static int32_t take_word(sdg16i_dta *d, const char *tag, const char *what,
                         const unsigned char **out) {
  int32_t status = read_tag(d, tag);
  return status ? status : sdg16i_bytes_take(d->job->source, 3, what, out);
}

static int32_t read_release(sdg16i_dta *d) {
  const unsigned char *bytes;
  int32_t status = take_word(d, "<stata_dta><header><release>", "the version", &bytes);
  if (status) return status;
  int64_t begin = sdg16i_bytes_offset(d->job->source) - 3;
  int64_t version = 0;
  for (int i = 0; i < 3 && bytes[i] >= '0' && bytes[i] <= '9'; i++)
    version = 10 * version + (bytes[i] - '0');
  return find_layout(d, version, begin, 1);
}

static int32_t read_byte_order(sdg16i_dta *d) {
  const unsigned char *bytes;
  int32_t status = take_word(d, "</release><byteorder>", "the byte order", &bytes);
  if (status) return status;
  int64_t begin = sdg16i_bytes_offset(d->job->source) - 3;
  d->is_big = !memcmp(bytes, "MSF", 3);
  if (!d->is_big && memcmp(bytes, "LSF", 3) != 0)
    return sdg16i_bytes_fail(d->job->source, begin, "the byte order must be MSF or LSF");
  return read_tag(d, "</byteorder>");
}

static int32_t read_old_start(sdg16i_dta *d) {
  const unsigned char *bytes;
  int32_t status = sdg16i_bytes_take(d->job->source, 4, "the header", &bytes);
  if (status) return status;
  d->is_big = bytes[1] == BIG;
  if (bytes[1] != BIG && bytes[1] != LITTLE)
    return sdg16i_bytes_fail(d->job->source, 1,
                             "the byte order of a Stata file must be 1 or 2, not %d (is this "
                             "a Stata file?)",
                             bytes[1]);
  return find_layout(d, bytes[0], 0, 0);
}

/* A set of frames is a zip archive of .dta files. */
static int32_t refuse_frames(sdg16i_dta *d) {
  return sdg16i_fail_at(d->job->error, SDG16_ERR_FORMAT, d->job->path, 0, 0,
                        "%s: a zip archive, not a .dta file; a Stata frameset (.dtas) has one "
                        ".dta file for each frame: unpack it, or save the frame in Stata with "
                        "'frame NAME: save FILE.dta'",
                        d->job->path);
}

static int32_t read_start(sdg16i_dta *d) {
  const unsigned char *bytes;
  int32_t status = sdg16i_bytes_take(d->job->source, 4, "the header of a Stata file", &bytes);
  if (status) return status;
  int is_tagged = bytes[0] == '<', is_zip = !memcmp(bytes, "PK\3\4", 4);
  if (is_zip) return refuse_frames(d);
  status = sdg16i_bytes_seek(d->job->source, 0, "the header");
  if (status || !is_tagged) return status ? status : read_old_start(d);
  status = read_release(d);
  return status ? status : read_byte_order(d);
}

/* ---- how much ---- */

static int32_t check_counts(sdg16i_dta *d, uint64_t variables, uint64_t rows) {
  const sdg16_read_options *o = d->job->options;
  uint64_t most = o->max_rows && !o->row_limit ? (uint64_t)o->max_rows : INT64_MAX;
  if (variables > SDG16I_STAT_VARIABLES)
    return sdg16i_fail_at(d->job->error, SDG16_ERR_LIMIT, d->job->path, 0, 0,
                          "%s: expected at most %d variables, found %llu", d->job->path,
                          SDG16I_STAT_VARIABLES, (unsigned long long)variables);
  if (rows > most)
    return sdg16i_fail_at(d->job->error, SDG16_ERR_LIMIT, d->job->path, 0, 0,
                          "%s: expected at most %llu rows, found %llu", d->job->path,
                          (unsigned long long)most, (unsigned long long)rows);
  d->variable_count = (int64_t)variables;
  d->row_count = d->rows = (int64_t)rows;
  if (o->row_limit && d->rows > o->row_limit) d->rows = o->row_limit;
  return SDG16_OK;
}

static int32_t read_counts(sdg16i_dta *d) {
  static const char *const K[] = {"<K>", "</K>"}, *const N[] = {"<N>", "</N>"};
  uint64_t variables = 0, rows = 0;
  int32_t status =
      tagged_whole(d, K, d->layout->variable_count_size, "the number of variables", &variables);
  if (!status)
    status = tagged_whole(d, N, d->layout->row_count_size, "the number of rows", &rows);
  return status ? status : check_counts(d, variables, rows);
}

/* A text that nobody needs, after its length of `length_size` bytes. */
static int32_t skip_text(sdg16i_dta *d, int32_t length_size, const char *what) {
  uint64_t size;
  int32_t status = sdg16i_dta_whole(d, length_size, what, &size);
  return status ? status : sdg16i_bytes_skip(d->job->source, (int64_t)size, what);
}

static int32_t skip_tagged_rest(sdg16i_dta *d) {
  const unsigned char *map;
  int32_t status = read_tag(d, "<label>");
  if (!status) status = skip_text(d, d->layout->title_length_size, "the label of the data set");
  if (!status) status = read_tag(d, "</label><timestamp>");
  if (!status) status = skip_text(d, 1, "the date of the file");
  if (!status) status = read_tag(d, "</timestamp></header><map>");
  if (!status) status = sdg16i_bytes_take(d->job->source, MAP_SIZE, "the map", &map);
  if (!status) d->labels_begin = sdg16i_get_i64(map + MAP_LABELS, d->is_big);
  return status ? status : read_tag(d, "</map>");
}

int32_t sdg16i_dta_read_header(sdg16i_dta *d) {
  int32_t status = read_start(d);
  if (!status) status = read_counts(d);
  if (status) return status;
  return d->layout->is_tagged
             ? skip_tagged_rest(d)
             : sdg16i_bytes_skip(d->job->source,
                                 (int64_t)d->layout->title_size + d->layout->time_size,
                                 "the header");
}

/* ---- characteristics ---- */

/* One field of an untagged file; the last has neither type nor length. */
static int32_t skip_old_field(sdg16i_dta *d, int *is_last) {
  uint64_t type, size;
  int64_t begin = sdg16i_bytes_offset(d->job->source);
  int32_t status = sdg16i_dta_whole(d, 1, "a characteristic", &type);
  if (!status)
    status = sdg16i_dta_whole(d, d->layout->field_length_size, "a characteristic", &size);
  if (status) return status;
  *is_last = !type && !size;
  if (!type && size)
    return sdg16i_bytes_fail(d->job->source, begin,
                             "the end of the characteristics must have length 0, not %llu",
                             (unsigned long long)size);
  return sdg16i_bytes_skip(d->job->source, (int64_t)size, "a characteristic");
}

static int32_t skip_tagged_field(sdg16i_dta *d, int *is_last) {
  const unsigned char *bytes;
  int64_t begin = sdg16i_bytes_offset(d->job->source);
  int32_t status = sdg16i_bytes_take(d->job->source, 4, "the characteristics", &bytes);
  if (status) return status;
  *is_last = memcmp(bytes, "<ch>", 4) != 0;
  if (*is_last) {
    status = sdg16i_bytes_seek(d->job->source, begin, "the characteristics");
    return status ? status : read_tag(d, "</characteristics>");
  }
  status = skip_text(d, d->layout->field_length_size, "a characteristic");
  return status ? status : read_tag(d, "</ch>");
}

int32_t sdg16i_dta_skip_fields(sdg16i_dta *d) {
  int is_last = !d->layout->field_length_size;
  int32_t status = sdg16i_dta_tag(d, "<characteristics>");
  while (!status && !is_last)
    status =
        d->layout->is_tagged ? skip_tagged_field(d, &is_last) : skip_old_field(d, &is_last);
  return status;
}
