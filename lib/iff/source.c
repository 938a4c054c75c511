/* Rows of a method's columns, from a table or streamed from a file. */
#include "base/error.h"
#include "base/numbers.h"
#include "data/csv/missing.h"
#include "data/csv/parse.h"
#include "iff/iff.h"
#include "indicators/counts/columns.h"
#include "indicators/counts/indicator_data.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PLACES (3 * SDG16I_IFF_COLUMNS)

/* One pass over the data. */
struct reading {
  sdg16i_iff_job *job;
  int32_t count; /* columns, the common ones included */
  const sdg16i_iff_column *column[SDG16I_IFF_COLUMNS];
  int64_t place[PLACES]; /* in the data: central, low, high of each; -1: none */
  sdg16i_iff_value value[SDG16I_IFF_COLUMNS];
  char decimal;
  int64_t rows;
  int64_t na_line; /* the first with NA or a dot in a column of texts; 0: none */
  int32_t na_column;
};

/* ---- which column is which ---- */

/* Finds a column of the data by name; -1: none. */
typedef int64_t (*find_fn)(const void *data, const char *name, int64_t size);

static int64_t find_in_table(const void *data, const char *name, int64_t size) {
  const sdg16_table *table = data;
  for (int64_t c = 0; c < sdg16_table_columns(table); c++) {
    const char *found = sdg16_table_name(table, c);
    if ((int64_t)strlen(found) == size && !memcmp(found, name, (size_t)size)) return c;
  }
  return -1;
}

static int64_t find_in_header(const void *data, const char *name, int64_t size) {
  const sdg16i_csv_row *header = data;
  for (int64_t c = 0; c < header->count; c++)
    if (header->fields[c].size == size && !memcmp(header->fields[c].bytes, name, (size_t)size))
      return c;
  return -1;
}

static int32_t find_names(struct reading *r, const char *names, const char *suffix,
                          const void *data, find_fn look, int64_t *out) {
  const sdg16_iff_options *o = r->job->options;
  char name[80];
  *out = -1;
  for (const char *at = names; *out < 0; at = strchr(at, '|') + 1) {
    snprintf(name, sizeof name, "%.*s%s", (int)strcspn(at, "|"), at, suffix);
    for (int64_t i = 0; i < o->map_count; i++) {
      if (strcmp(o->map_names[i], name)) continue;
      *out = look(data, o->map_columns[i], (int64_t)strlen(o->map_columns[i]));
      if (*out < 0)
        return sdg16i_fail_at(r->job->error, SDG16_ERR_COLUMN, "map", 0, 0,
                              "%s must have the column '%.100s', to which '%s' is mapped",
                              r->job->where, o->map_columns[i], name);
      return SDG16_OK;
    }
    *out = look(data, name, (int64_t)strlen(name));
    if (!strchr(at, '|')) break;
  }
  return SDG16_OK;
}

int32_t sdg16i_iff_no_column(const sdg16i_iff_job *job, int32_t column) {
  const char *name = sdg16i_iff_column_at(job, column)->name;
  return sdg16i_fail_at(job->error, SDG16_ERR_COLUMN, job->where, 0, 0,
                        "%s must have the column '%.*s', which the method %s needs", job->where,
                        (int)strcspn(name, "|"), name,
                        sdg16_iff_method_name(job->method->number));
}

static int32_t find_all(struct reading *r, const void *data, find_fn look) {
  sdg16i_iff_job *job = r->job;
  static const char *const SUFFIX[] = {"", "_low", "_high"};
  int32_t status = SDG16_OK;
  for (int32_t c = 0; c < r->count && !status; c++) {
    const sdg16i_iff_column *column = r->column[c];
    for (int32_t k = 0; k < 3 && !status; k++) {
      r->place[3 * c + k] = -1;
      if (k && column->kind != SDG16I_IFF_RANGE) continue;
      status = find_names(r, column->name, SUFFIX[k], data, look, &r->place[3 * c + k]);
    }
    if (status) break;
    const int64_t *place = &r->place[3 * c];
    job->has[c] = place[0] >= 0;
    if (place[0] < 0 && !column->optional)
      return sdg16i_iff_no_column(job, c);
    if ((place[1] >= 0) != (place[2] >= 0))
      return sdg16i_fail_at(
          job->error, SDG16_ERR_COLUMN, job->where, 0, 0,
          "%s must have both columns '%s_low' and '%s_high', or neither; '%s%s' is missing",
          job->where, column->name, column->name, column->name,
          place[1] >= 0 ? "_high" : "_low");
    if (place[1] >= 0) job->ranged = 1;
  }
  for (int64_t i = 0; i < job->options->map_count && !status; i++) {
    int known = 0;
    for (int32_t c = 0; c < r->count && !known; c++)
      for (int32_t k = 0; k < (r->column[c]->kind == SDG16I_IFF_RANGE ? 3 : 1); k++) {
        const char *at = r->column[c]->name;
        for (;;) {
          size_t size = strcspn(at, "|");
          const char *map = job->options->map_names[i];
          if (!strncmp(map, at, size) && !strcmp(map + size, SUFFIX[k])) known = 1;
          if (!at[size]) break;
          at += size + 1;
        }
      }
    if (!known)
      return sdg16i_fail_at(job->error, SDG16_ERR_NAME, "map", 0, 0,
                            "map: a name must be a column of the method %s, not '%.100s'",
                            sdg16_iff_method_name(job->method->number),
                            job->options->map_names[i]);
  }
  return status;
}

/* ---- one row ---- */

static int32_t bad_number(struct reading *r, int32_t c, const char *text) {
  return sdg16i_iff_fail(r->job, SDG16_ERR_VALUE, c, "expected a number, found '%.60s'", text);
}

/* Checks the row's values and hands them over. */
static int32_t deliver_row(struct reading *r) {
  sdg16i_iff_job *job = r->job;
  r->rows++;
  if (!(r->rows & 1023)) {
    int32_t status = sdg16i_run_poll(&job->run);
    if (status) return sdg16i_run_stopped(&job->run, status, job->error);
  }
  for (int32_t c = 0; c < r->count; c++) {
    double *number = r->value[c].number;
    if (r->column[c]->kind == SDG16I_IFF_KEY) {
      const sdg16i_iff_value *key = &r->value[c];
      if (key->text && memchr(key->text, SDG16I_IFF_SEPARATOR, (size_t)key->size))
        return sdg16i_iff_fail(job, SDG16_ERR_VALUE, c,
                               "expected no control character, found 0x1F");
      continue;
    }
    if (isnan(number[1]) != isnan(number[2]))
      return sdg16i_iff_fail(job, SDG16_ERR_MISSING, c,
                             "expected both ends of the range or none, found one");
    if (isnan(number[1])) number[1] = number[2] = number[0];
    if (!isnan(number[0]) && !(number[1] <= number[0] && number[0] <= number[2])) {
      char low[SDG16I_DOUBLE_SIZE], mid[SDG16I_DOUBLE_SIZE], high[SDG16I_DOUBLE_SIZE];
      sdg16i_format_double(number[1], low);
      sdg16i_format_double(number[0], mid);
      sdg16i_format_double(number[2], high);
      return sdg16i_iff_fail(
          job, SDG16_ERR_VALUE, c,
          "expected low, central and high in ascending order, found %s, %s and %s", low, mid,
          high);
    }
  }
  if (!r->value[SDG16I_IFF_AREA].text && job->options->ref_area) {
    r->value[SDG16I_IFF_AREA].text = job->options->ref_area;
    r->value[SDG16I_IFF_AREA].size = (int64_t)strlen(job->options->ref_area);
  }
  if (!r->value[SDG16I_IFF_PERIOD].text && job->options->time_period) {
    r->value[SDG16I_IFF_PERIOD].text = job->options->time_period;
    r->value[SDG16I_IFF_PERIOD].size = (int64_t)strlen(job->options->time_period);
  }
  return job->method->row(job, r->value);
}

/* ---- from a file ---- */

static int32_t source_header(const sdg16i_csv_row *row, void *context, sdg16_error *error) {
  struct reading *r = context;
  int32_t status = sdg16i_csv_check_header(r->job->where, row, error);
  return status ? status : find_all(r, row, find_in_header);
}

/* Is a field missing? Remembers the first text that is read so: NA may be Namibia. */
static int is_missing(struct reading *r, int32_t c, const sdg16i_csv_field *field) {
  const sdg16_iff_options *o = r->job->options;
  int missing = sdg16i_csv_missing(o->na_count, o->na, field->bytes, field->size);
  int first = missing == SDG16I_CSV_NA && r->column[c]->kind == SDG16I_IFF_KEY && !r->na_line;
  if (first) r->na_line = r->job->line, r->na_column = c;
  return missing != SDG16I_CSV_PRESENT;
}

static int32_t source_row(const sdg16i_csv_row *row, void *context, sdg16_error *error) {
  (void)error;
  struct reading *r = context;
  r->job->line = row->line;
  for (int32_t c = 0; c < r->count; c++) {
    sdg16i_iff_value *value = &r->value[c];
    int key = r->column[c]->kind == SDG16I_IFF_KEY;
    value->text = NULL;
    for (int32_t k = 0; k < (key ? 1 : 3); k++) {
      value->number[k] = NAN;
      if (r->place[3 * c + k] < 0) continue;
      const sdg16i_csv_field *field = &row->fields[r->place[3 * c + k]];
      if (is_missing(r, c, field)) continue;
      if (key) {
        value->text = field->bytes;
        value->size = field->size;
      } else if (sdg16i_parse_double(field->bytes, field->size, r->decimal,
                                     &value->number[k])) {
        return bad_number(r, c, field->bytes);
      }
    }
  }
  return deliver_row(r);
}

/* ---- from a table ---- */

static int32_t table_rows(struct reading *r, const sdg16_table *table) {
  char buffer[SDG16I_IFF_COLUMNS][SDG16I_TEXT_SIZE];
  int32_t status = find_all(r, table, find_in_table);
  for (int64_t row = 0; row < sdg16_table_rows(table) && !status; row++) {
    r->job->line = row + 1;
    for (int32_t c = 0; c < r->count && !status; c++) {
      sdg16i_iff_value *value = &r->value[c];
      int key = r->column[c]->kind == SDG16I_IFF_KEY;
      value->text = NULL;
      if (key && r->place[3 * c] >= 0) {
        value->text = sdg16i_text_at(table, r->place[3 * c], row, buffer[c]);
        value->size = value->text ? (int64_t)strlen(value->text) : 0;
      }
      for (int32_t k = 0; k < 3; k++) {
        value->number[k] = NAN;
        if (key || r->place[3 * c + k] < 0) continue;
        if (sdg16i_number_at(table, r->place[3 * c + k], row, &value->number[k]))
          status = bad_number(r, c, sdg16_table_text(table, row, r->place[3 * c + k]));
        else if (isinf(value->number[k]))
          status = bad_number(r, c, "inf");
      }
    }
    if (!status) status = deliver_row(r);
  }
  return status;
}

static int32_t tell_seen(const struct reading *r, const sdg16i_csv_seen *seen) {
  char note[SDG16I_CSV_NOTE_SIZE];
  int32_t status = SDG16_OK;
  for (int at = 0; !status && sdg16i_csv_note(seen, &at, note);)
    status = sdg16i_iff_diagnostic(r->job, "file", NULL, NULL, "%s", note);
  if (status || !r->na_line) return status;
  const char *name = r->column[r->na_column]->name;
  return sdg16i_iff_diagnostic(r->job, "file", NULL, NULL,
                               "In column '%.*s', NA and . are read as missing (first in line "
                               "%lld; --na '' keeps them).",
                               (int)strcspn(name, "|"), name, (long long)r->na_line);
}

/* What the reader of the file of the table had to say. */
static int32_t tell_table(const struct reading *r, const sdg16_table *table) {
  int32_t status = SDG16_OK;
  for (int64_t i = 0; !status && i < sdg16_table_note_count(table); i++)
    status =
        sdg16i_iff_diagnostic(r->job, "file", NULL, NULL, "%s", sdg16_table_note(table, i));
  return status;
}

static int32_t read_file(struct reading *r, const char *path) {
  const sdg16_iff_options *o = r->job->options;
  sdg16i_csv_seen seen = {0};
  sdg16_csv_options csv;
  sdg16_csv_options_init(&csv, sizeof csv);
  csv.delimiter = o->delimiter;
  csv.encoding = o->encoding;
  csv.skip_lines = o->skip_lines;
  csv.comment = o->comment;
  csv.content = o->content;
  csv.content_size = o->content_size;
  int32_t status =
      sdg16i_csv_read(path, &csv, source_header, source_row, r, &seen, r->job->error);
  return status || r->job->pass ? status : tell_seen(r, &seen);
}

/* A pipe gives its bytes once: a second pass would wait for a writer, for ever. */
static int32_t check_second_pass(const sdg16i_iff_job *job, const char *path) {
  if (!job->pass || job->options->content || sdg16i_csv_is_regular(path, NULL)) return SDG16_OK;
  return sdg16i_fail_at(
      job->error, SDG16_ERR_OPEN, job->where, 0, 0,
      "%s: is not a regular file, which the data of %s must be: they are read "
      "more than once",
      job->where, sdg16_iff_method_name(job->method->number));
}

int32_t sdg16i_iff_pass(sdg16i_iff_job *job, const sdg16i_iff_source *source) {
  struct reading r = {.job = job, .decimal = job->options->decimal == ',' ? ',' : '.'};
  r.count = sdg16i_iff_column_count(job);
  for (int32_t c = 0; c < r.count; c++) r.column[c] = sdg16i_iff_column_at(job, c);
  int32_t status = source->path ? check_second_pass(job, source->path) : SDG16_OK;
  if (status) return status;
  status = source->path ? read_file(&r, source->path) : table_rows(&r, source->table);
  if (!status && !source->path && !job->pass) status = tell_table(&r, source->table);
  if (!job->pass) job->rows = r.rows;
  if (!status && r.rows != job->rows)
    status = sdg16i_fail_at(
        job->error, SDG16_ERR_READ, job->where, 0, 0,
        "%s: expected %lld rows, as before, found %lld: the data changed while they were read",
        job->where, (long long)job->rows, (long long)r.rows);
  if (!status && !r.rows)
    status = sdg16i_fail_at(job->error, SDG16_ERR_EMPTY, job->where, 0, 0,
                            "%s must have at least one row", job->where);
  return status;
}
