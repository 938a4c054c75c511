#include "data/csv/read.h"
#include "base/error.h"
#include "base/options.h"
#include "base/utf8.h"
#include "data/csv/infer_type.h"
#include "data/csv/missing.h"
#include "data/csv/parse.h"
#include "data/table/column_match.h"
#include "data/table/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One column to keep. */
struct kept {
  int64_t field, column; /* of a row, from 0; in the file, from 1 */
  char *name;
  sdg16i_typing typing;
  int64_t na_row; /* the first with NA or a dot, from 1; 0: none */
};

struct loader {
  const char *path;
  sdg16_csv_options options;
  const sdg16_read_options *reasons; /* NULL: none */
  sdg16i_csv_seen seen;
  struct kept *kept;
  int64_t count, rows;
};

/* "a, b, c" as far as it fits, cut between names. */
static void list_names(const sdg16i_csv_row *header, char *out, size_t size) {
  size_t used = 0;
  out[0] = '\0';
  for (int64_t i = 0; i < header->count; i++) {
    const char *name = header->fields[i].bytes;
    int shown = sdg16i_utf8_excerpt(name);
    if (used + (size_t)shown + 8 > size) {
      snprintf(out + used, size - used, ", ...");
      return;
    }
    used += (size_t)snprintf(out + used, size - used, "%s%.*s", i ? ", " : "", shown, name);
  }
}

static int32_t keep_column(struct loader *l, const sdg16i_csv_row *header, int64_t field,
                           sdg16_error *error) {
  struct kept *k = &l->kept[l->count++];
  k->field = field;
  k->column = sdg16i_csv_column(header, field);
  k->name = sdg16i_copy_text(header->fields[field].bytes);
  k->typing.decimal = (char)(l->options.decimal         ? l->options.decimal
                             : l->seen.delimiter == ',' ? '.'
                                                        : 0);
  return k->name ? SDG16_OK : sdg16i_fail_memory(error);
}

static const char *name_in_header(const void *context, int64_t i) {
  const sdg16i_csv_row *header = context;
  return header->fields[i].bytes;
}

static int32_t keep_named(struct loader *l, const sdg16i_csv_row *header, const char *name,
                          sdg16_error *error) {
  int shown = sdg16i_utf8_excerpt(name);
  for (int64_t i = 0; i < l->count; i++)
    if (!strcmp(l->kept[i].name, name))
      return sdg16i_fail_at(error, SDG16_ERR_COLUMN, l->path, 0, 0,
                            "%s: column '%.*s' must be asked for once, not twice", l->path,
                            shown, name);
  sdg16i_column_match m = sdg16i_match_name(header->count, name_in_header, header, name);
  for (int64_t i = 0; i < l->count; i++)
    if (m.column >= 0 && l->kept[i].field == m.column) return SDG16_OK; /* in another case */
  if (m.column >= 0) return keep_column(l, header, m.column, error);
  char names[400];
  if (m.other >= 0) {
    char why[700];
    sdg16i_no_column_text(name, header->fields[m.first].bytes, header->fields[m.other].bytes,
                          why, sizeof why);
    return sdg16i_fail_at(error, SDG16_ERR_COLUMN, l->path, header->line, 0,
                          "%s, line %lld: %s", l->path, (long long)header->line, why);
  }
  list_names(header, names, sizeof names);
  return sdg16i_fail_at(error, SDG16_ERR_COLUMN, l->path, header->line, 0,
                        "%s, line %lld: there is no column '%.*s'; the columns are: %s",
                        l->path, (long long)header->line, shown, name, names);
}

static int32_t header_row(const sdg16i_csv_row *header, void *context, sdg16_error *error) {
  struct loader *l = context;
  int32_t decimal = l->options.decimal;
  if (decimal && decimal == l->seen.delimiter)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, l->path, header->line, 0,
                          "%s: the delimiter and the decimal mark must differ; both are '%c'",
                          l->path, (char)decimal);
  int32_t status = sdg16i_csv_check_header(l->path, header, error);
  if (status) return status;
  int64_t count = l->options.column_count;
  l->kept = sdg16i_array(count ? count : header->count, sizeof *l->kept);
  if (!l->kept) return sdg16i_fail_memory(error);
  for (int64_t i = 0; !status && i < (count ? count : header->count); i++)
    status = count ? keep_named(l, header, l->options.columns[i], error)
                   : keep_column(l, header, i, error);
  return status;
}

static uint8_t kind_of(const sdg16_read_options *reasons, const char *text, size_t size) {
  for (int64_t i = 0; i < reasons->kind_count; i++)
    if (!strncmp(reasons->kind_texts[i], text, size) && !reasons->kind_texts[i][size])
      return (uint8_t)reasons->kinds[i];
  return SDG16_PRESENT;
}

/* The kind of a field that is missing; else SDG16_PRESENT. */
static uint8_t missing_kind(const struct loader *l, struct kept *k,
                            const sdg16i_csv_field *field) {
  const char *text = field->bytes;
  int64_t size = field->size;
  if (size && (unsigned char)*text > ' ' && *text != 'N' && *text != '.' &&
      !l->options.na_count && !l->reasons)
    return SDG16_PRESENT; /* as a rule */
  int missing = sdg16i_csv_missing(l->options.na_count, l->options.na, text, size);
  if (missing == SDG16I_CSV_BLANK) return SDG16_MISSING_SYSTEM;
  while (size && (*text == ' ' || *text == '\t')) text++, size--;
  while (size && (text[size - 1] == ' ' || text[size - 1] == '\t')) size--;
  uint8_t kind = l->reasons ? kind_of(l->reasons, text, (size_t)size) : SDG16_PRESENT;
  if (kind || missing == SDG16I_CSV_PRESENT) return kind;
  if (!k->na_row) k->na_row = l->rows + 1;
  return SDG16_MISSING_SYSTEM;
}

#define SAMPLE 65536 /* rows by which the others are expected */

/* Makes room for all rows of a file whose size is known. */
static void expect_rows(struct loader *l) {
  if (l->seen.bytes <= l->seen.bytes_before || !l->seen.bytes_before) return;
  double share = (double)l->seen.bytes_before / (double)l->seen.bytes;
  double rows = (double)l->rows / share;
  if (l->options.row_limit && rows > (double)l->options.row_limit)
    rows = (double)l->options.row_limit;
  for (int64_t i = 0; i < l->count; i++)
    sdg16i_typing_expect(&l->kept[i].typing, (int64_t)rows);
}

#define ENOUGH 1 /* ends the reading without an error */

static int32_t data_row(const sdg16i_csv_row *row, void *context, sdg16_error *error) {
  struct loader *l = context;
  if (l->options.row_limit && l->rows == l->options.row_limit) return ENOUGH;
  for (int64_t i = 0; i < l->count; i++) {
    struct kept *k = &l->kept[i];
    const sdg16i_csv_field *field = &row->fields[k->field];
    uint8_t kind = missing_kind(l, k, field);
    int32_t status = kind ? sdg16i_typing_add_missing(&k->typing, kind)
                          : sdg16i_typing_add(&k->typing, field->bytes, field->size);
    if (status == SDG16_ERR_MEMORY) return sdg16i_fail_memory(error);
    if (status)
      return sdg16i_fail_at(
          error, status, l->path, row->line, k->column,
          "%s, line %lld, column '%.*s': expected at most %d different texts, found more",
          l->path, (long long)row->line, sdg16i_utf8_excerpt(k->name), k->name, INT32_MAX);
  }
  if (++l->rows == SAMPLE) expect_rows(l);
  return SDG16_OK;
}

/* Without an option and with ';' or tab between fields: a comma if any column
 * proves it, else a point if any column proves that, else neither. */
static char find_decimal(struct loader *l) {
  if (l->options.decimal) return (char)l->options.decimal;
  if (l->seen.delimiter == ',') return '.';
  char found = 0;
  for (int64_t i = 0; i < l->count && found != ','; i++) {
    char proof = sdg16i_typing_proof(&l->kept[i].typing);
    if (proof) found = proof;
  }
  return found;
}

/* In a column of texts NA may mean something, such as Namibia. */
static int32_t note_na(const struct kept *k, int32_t type, sdg16_table *table) {
  char note[240];
  if (!k->na_row || type != SDG16_TEXT) return SDG16_OK;
  snprintf(note, sizeof note,
           "In column '%.*s', NA and . are read as missing (first in data row %lld; --na '' "
           "keeps them).",
           sdg16i_utf8_excerpt(k->name), k->name, (long long)k->na_row);
  return sdg16i_table_add_note(table, note) ? SDG16_ERR_MEMORY : SDG16_OK;
}

static int32_t note_seen(const sdg16i_csv_seen *seen, sdg16_table *table, sdg16_error *error) {
  char note[SDG16I_CSV_NOTE_SIZE];
  for (int at = 0; sdg16i_csv_note(seen, &at, note);)
    if (sdg16i_table_add_note(table, note)) return sdg16i_fail_memory(error);
  return SDG16_OK;
}

static int32_t build_columns(struct loader *l, sdg16_table *table, sdg16_error *error) {
  char decimal = find_decimal(l);
  for (int64_t i = 0; i < l->count; i++) {
    struct kept *k = &l->kept[i];
    sdg16i_column column = {0};
    int32_t status = sdg16i_typing_finish(&k->typing, decimal, &column);
    if (status == SDG16_ERR_LIMIT)
      return sdg16i_fail_at(
          error, status, l->path, 0, k->column,
          "%s, column '%.*s': expected at most %d different texts, found more", l->path,
          sdg16i_utf8_excerpt(k->name), k->name, INT32_MAX);
    if (!status) {
      status = note_na(k, column.type, table);
      column.name = k->name;
      k->name = NULL;
      if (!status) status = sdg16i_table_adopt(table, l->rows, &column, error);
    }
    if (status) {
      sdg16i_column_free(&column);
      return sdg16i_fail_memory(error);
    }
  }
  return SDG16_OK;
}

static int32_t check_csv_options(const sdg16_csv_options *o, sdg16_error *error) {
  if (o->decimal && o->decimal != '.' && o->decimal != ',')
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "decimal", 0, 0,
                          "decimal must be '.', ',' or 0, not %d", (int)o->decimal);
  if (o->column_count < 0 || (o->column_count && !o->columns))
    return sdg16i_fail_at(
        error, SDG16_ERR_ARGUMENT, "columns", 0, 0, "columns: %s (column_count is %lld)",
        o->column_count < 0 ? "column_count must be 0 or more" : "columns must not be NULL",
        (long long)o->column_count);
  if (o->na_count < 0 || (o->na_count && !o->na))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "na", 0, 0, "na: %s (na_count is %lld)",
                          o->na_count < 0 ? "na_count must be 0 or more"
                                          : "na must not be NULL",
                          (long long)o->na_count);
  if (o->row_limit < 0)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "row_limit", 0, 0,
                          "row_limit must be 0 or more, not %lld", (long long)o->row_limit);
  for (int64_t i = 0; i < o->column_count; i++)
    if (!o->columns[i])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "columns", i + 1, 0,
                            "columns: name %lld must not be NULL", (long long)i + 1);
  for (int64_t i = 0; i < o->na_count; i++)
    if (!o->na[i])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "na", i + 1, 0,
                            "na: text %lld must not be NULL", (long long)i + 1);
  return SDG16_OK;
}

int32_t sdg16_table_read_csv(const char *path, const sdg16_csv_options *options,
                             sdg16_table **out, sdg16_error *error) {
  return sdg16i_csv_table(path, options, NULL, out, error);
}

int32_t sdg16i_csv_table(const char *path, const sdg16_csv_options *options,
                         const sdg16_read_options *reasons, sdg16_table **out,
                         sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_read_csv: out must not be NULL");
  *out = NULL;
  if (!path)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT,
                       "sdg16_table_read_csv: path must not be NULL");
  struct loader l = {.path = path, .reasons = reasons && reasons->kind_count ? reasons : NULL};
  sdg16_csv_options_init(&l.options, sizeof l.options);
  int32_t status =
      sdg16i_struct_in(options, &l.options, sizeof l.options, "sdg16_csv_options", error);
  if (!status) status = check_csv_options(&l.options, error);
  if (status) return status;

  if (l.options.row_limit && l.options.row_limit <= l.options.max_rows) l.options.max_rows = 0;
  sdg16_table *table = NULL;
  status = sdg16i_csv_read(path, &l.options, header_row, data_row, &l, &l.seen, error);
  if (!status || status == ENOUGH) status = sdg16_table_new(&table, error);
  if (!status) status = note_seen(&l.seen, table, error);
  if (!status) status = build_columns(&l, table, error);
  for (int64_t i = 0; i < l.count; i++) {
    free(l.kept[i].name);
    sdg16i_typing_free(&l.kept[i].typing);
  }
  free(l.kept);
  if (status) {
    sdg16_table_free(table);
    return status;
  }
  *out = table;
  return SDG16_OK;
}

/* ---- the line of a row ---- */

struct row_search {
  int64_t rows; /* until the one that is searched */
  int64_t line;
};

static int32_t skip_header(const sdg16i_csv_row *row, void *context, sdg16_error *error) {
  (void)row, (void)context, (void)error;
  return SDG16_OK;
}

static int32_t search_row(const sdg16i_csv_row *row, void *context, sdg16_error *error) {
  struct row_search *search = context;
  (void)error;
  if (--search->rows) return SDG16_OK;
  search->line = row->line;
  return ENOUGH;
}

int64_t sdg16i_csv_line_of_row(const char *path, const sdg16_csv_options *options,
                               int64_t row) {
  struct row_search search = {.rows = row};
  if (row < 1 || !sdg16i_csv_is_regular(path, options)) return 0;
  int32_t status = sdg16i_csv_read(path, options, skip_header, search_row, &search, NULL, NULL);
  return status == SDG16_ERR_MEMORY ? -1 : search.line;
}
