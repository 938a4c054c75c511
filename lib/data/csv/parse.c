/* The file goes through libcsv block by block; each field that libcsv reports is
 * copied behind the others of its row. What libcsv does not tell, or would do on
 * its own account, is added here: lines, limits, NUL bytes, UTF-8, blanks.
 *
 * Whole lines of a block before its first quote need no parser: their fields are what lies
 * between delimiters. They stay where they are. libcsv has the header and all other bytes. */
#include "data/csv/parse.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/numbers.h"
#include "base/text.h"
#include "base/utf8.h"
#include "data/csv/csv_options.h"
#include "data/csv/source.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ENTRY 65536 /* how libcsv's buffer of one field begins and grows */
#define SHORT 16    /* fields below this size are copied with one fixed-size move */
#define MARKED 32   /* bytes of which one look tells where fields end */
#define ROW_MAX ((int64_t)64 << 20)
#define COLUMNS_MAX 16384

/* A column without a name: blank, or (the first) the numbers of the rows. */
typedef struct unnamed_column {
  int64_t field, last;
  int has_numbers;
} unnamed_column;

/* Where the filter of comments stands. */
enum { LINE_BEGINS, FIELD_BEGINS, IN_FIELD, IN_QUOTES, QUOTE_ENDS, IN_COMMENT };

struct reader {
  const char *path;
  sdg16i_csv_fn header, row;
  void *context;
  sdg16_error *error;
  int64_t max_field, max_rows;

  int32_t status; /* libcsv's callbacks return nothing: the first failure stays here */
  int64_t line;   /* on which the next field begins */
  int64_t row_line;
  int after_cr;   /* the last line ended with a CR */
  char last_byte; /* that was parsed */
  int has_quotes; /* of what was read so far: if not, no field holds a newline */
  int has_high;   /* bytes of 0x80 and above: if not, no need to check for UTF-8 */
  size_t quick;   /* fields below this size need no look at all; 0: none, or a failure */
  int64_t rows;

  int64_t columns; /* of the header; -1 before */
  char **names;    /* for messages */
  sdg16i_arena arena;

  sdg16i_csv_field *fields; /* of the row being read */
  int64_t count, capacity;
  char *bytes;
  int64_t used, size;

  sdg16i_csv_seen seen;
  unnamed_column *unnamed; /* in the arena, in order */
  int64_t *places;         /* of the columns with a name */
  int64_t unnamed_count;
  int64_t skip_lines;
  int32_t comment;
  int filter;
};

/* "FILE, line N, column 'NAME': " and a message without arguments of its own. */
static void fail_field(struct reader *r, int32_t status, int64_t line, const char *message) {
  int64_t column = r->count + 1;
  if (column <= r->columns) {
    const char *name = r->names[column - 1];
    r->status = sdg16i_fail_at(r->error, status, r->path, line, column,
                               "%s, line %lld, column '%.*s': %s", r->path, (long long)line,
                               sdg16i_utf8_excerpt(name), name, message);
  } else {
    r->status = sdg16i_fail_at(r->error, status, r->path, line, column,
                               "%s, line %lld, column %lld: %s", r->path, (long long)line,
                               (long long)column, message);
  }
}

static int64_t newlines(const char *bytes, int64_t size) {
  int64_t lines = 0;
  for (int64_t i = 0; i < size; i++)
    lines += bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == size || bytes[i + 1] != '\n'));
  return lines;
}

static void fail_long(struct reader *r) {
  char message[128];
  snprintf(message, sizeof message,
           "expected at most %lld bytes, found more (a closing quote may be missing)",
           (long long)r->max_field);
  fail_field(r, SDG16_ERR_LIMIT, r->line, message);
}

/* Makes room for one more field of `size` bytes; cold. Nonzero: do not store. */
static int make_room(struct reader *r, int64_t size) {
  if (r->count >= r->capacity) {
    if (r->columns >= 0) return 1; /* more than in the header: counted, told at the row's end */
    if (r->count == COLUMNS_MAX) {
      r->status = sdg16i_fail_at(r->error, SDG16_ERR_LIMIT, r->path, r->row_line, r->count + 1,
                                 "%s, line %lld: expected at most %d columns, found more",
                                 r->path, (long long)r->row_line, COLUMNS_MAX);
      return 1;
    }
    if (sdg16i_grow((void **)&r->fields, &r->capacity, r->count + 1, sizeof *r->fields)) {
      r->status = sdg16i_fail_memory(r->error);
      return 1;
    }
  }
  if (r->used + size > ROW_MAX && r->used) {
    r->status = sdg16i_fail_at(
        r->error, SDG16_ERR_LIMIT, r->path, r->row_line, 0,
        "%s, line %lld: expected a row of at most %lld bytes, found a longer one", r->path,
        (long long)r->row_line, (long long)ROW_MAX);
    return 1;
  }
  if (r->used + size + SHORT > r->size) {
    if (sdg16i_grow((void **)&r->bytes, &r->size, r->used + size + SHORT, 1)) {
      r->status = sdg16i_fail_memory(r->error);
      return 1;
    }
    char *at = r->bytes; /* the buffer moved: so do the fields in it */
    for (int64_t i = 0; i < r->count; i++) {
      r->fields[i].bytes = at;
      at += r->fields[i].size + 1;
    }
  }
  return 0;
}

static void check_utf8(struct reader *r, const char *bytes, int64_t size) {
  int64_t fault = sdg16i_utf8_fault(bytes, size);
  if (fault < 0) return;
  char message[128];
  snprintf(message, sizeof message,
           "expected UTF-8, found the byte 0x%02X (if the file has another encoding: "
           "--encoding NAME)",
           (unsigned)(unsigned char)bytes[fault]);
  fail_field(r, SDG16_ERR_FORMAT, r->line + newlines(bytes, fault), message);
}

/* A field that is long, may hold newlines or bytes of 0x80 and above, or for
 * which there is no room. */
static void take_field(struct reader *r, const char *bytes, int64_t size) {
  if (r->status) return;
  if (size > r->max_field) {
    fail_long(r);
    return;
  }
  if (r->has_high) {
    check_utf8(r, bytes, size);
    if (r->status) return;
  }
  if (r->has_quotes) r->line += newlines(bytes, size);
  if (!make_room(r, size)) {
    char *copy = r->bytes + r->used;
    memcpy(copy, bytes, (size_t)size + 1);
    r->fields[r->count] = (sdg16i_csv_field){copy, size};
    r->used += size + 1;
  }
  r->count++;
}

static void on_field(void *bytes, size_t size, void *context) {
  struct reader *r = context;
  if (size < r->quick && r->count < r->capacity && r->used + SHORT <= r->size) {
    char *copy = r->bytes + r->used;
    memcpy(copy, bytes, SHORT);
    r->fields[r->count++] = (sdg16i_csv_field){copy, (int64_t)size};
    r->used += (int64_t)size + 1;
  } else {
    take_field(r, bytes, (int64_t)size);
    if (r->status) r->quick = 0;
  }
}

/* The columns of the header without a name; if none has one, none is left out. */
static void find_unnamed(struct reader *r) {
  int64_t count = 0;
  for (int64_t i = 0; i < r->count; i++) count += !r->fields[i].size;
  if (!count || count == r->count) return;
  r->unnamed = sdg16i_arena_array(&r->arena, count, sizeof *r->unnamed);
  r->places = sdg16i_arena_array(&r->arena, r->count - count, sizeof *r->places);
  if (!r->unnamed || !r->places) {
    r->status = sdg16i_fail_memory(r->error);
    return;
  }
  for (int64_t i = 0, named = 0; i < r->count; i++)
    if (r->fields[i].size)
      r->places[named++] = i;
    else
      r->unnamed[r->unnamed_count++] = (unnamed_column){.field = i};
  r->seen.unnamed = count;
  r->seen.unnamed_column = r->unnamed[0].field + 1;
}

/* Leaves the fields of columns without a name out of a row. */
static void drop_unnamed(struct reader *r, sdg16i_csv_row *row) {
  int64_t kept = 0, next = 0;
  for (int64_t i = 0; i < row->count; i++) {
    if (next < r->unnamed_count && r->unnamed[next].field == i)
      next++;
    else
      r->fields[kept++] = r->fields[i];
  }
  row->count = kept;
  row->places = r->places;
}

static void fail_unnamed(struct reader *r, const unnamed_column *column, int64_t line) {
  const sdg16i_csv_field *field = &r->fields[column->field];
  int shown = sdg16i_utf8_excerpt(field->bytes);
  r->status = sdg16i_fail_at(
      r->error, SDG16_ERR_COLUMN, r->path, line, column->field + 1,
      "%s, line %lld: column %lld has no name in the header, but holds '%.*s' here: give it a "
      "name (R: write.csv with row.names = FALSE); if lines stand above the header, leave them "
      "out with --skip-lines N",
      r->path, (long long)line, (long long)column->field + 1, shown, field->bytes);
}

/* A column without a name is blank; the first one may also number the rows, as R and pandas
 * write them. */
static void check_unnamed(struct reader *r, int64_t line) {
  for (int64_t i = 0; i < r->unnamed_count; i++) {
    unnamed_column *column = &r->unnamed[i];
    const sdg16i_csv_field *field = &r->fields[column->field];
    int64_t value, size = field->size;
    const char *text = field->bytes;
    while (size && sdg16i_is_blank(*text)) text++, size--;
    while (size && sdg16i_is_blank(text[size - 1])) size--;
    if (!size) continue;
    int number = !column->field && !sdg16i_parse_int64(text, size, &value);
    if (!number || (column->has_numbers && value <= column->last)) {
      fail_unnamed(r, column, line);
      return;
    }
    column->has_numbers = 1;
    column->last = value;
  }
}

static void take_header(struct reader *r, const sdg16i_csv_row *row) {
  r->names = sdg16i_arena_array(&r->arena, r->count, sizeof *r->names);
  if (!r->names) {
    r->status = sdg16i_fail_memory(r->error);
    return;
  }
  for (int64_t i = 0; i < r->count; i++) {
    const char *bytes = r->fields[i].bytes;
    int64_t size = r->fields[i].size;
    while (size && sdg16i_is_blank(*bytes)) bytes++, size--;
    while (size && sdg16i_is_blank(bytes[size - 1])) size--;
    r->names[i] = sdg16i_arena_text(&r->arena, bytes, (size_t)size);
    if (!r->names[i]) {
      r->status = sdg16i_fail_memory(r->error);
      return;
    }
    r->fields[i] = (sdg16i_csv_field){r->names[i], size};
  }
  r->columns = r->capacity = r->count; /* no row needs room for more */
  find_unnamed(r);
  sdg16i_csv_row named = *row;
  if (!r->status && r->unnamed_count) drop_unnamed(r, &named);
  if (!r->status) r->status = r->header(&named, r->context, r->error);
}

static int is_blank_line(const struct reader *r) {
  if (r->count != 1 || r->columns == 1 || !r->fields[0].size) return 0; /* empty: "" */
  for (int64_t i = 0; i < r->fields[0].size; i++)
    if (!sdg16i_is_blank(r->fields[0].bytes[i])) return 0;
  return 1;
}

/* What may be wrong with a row of another number of fields. */
static const char *cause_of_fields(const struct reader *r) {
  /* A header of one field may be the first of several lines of title. */
  if ((!r->rows || r->columns == 1) && r->count > r->columns + 1)
    return " (if lines stand above the header, such as a title or comments, leave them out: "
           "--skip-lines N, --comment '#')";
  if (r->count == r->columns + 1)
    return " (a delimiter at the end of the line, or row names without a name in the header?)";
  return "";
}

static void take_row(struct reader *r) {
  sdg16i_csv_row row = {.line = r->row_line, .count = r->count, .fields = r->fields};
  if (is_blank_line(r)) return;
  if (r->columns < 0) {
    take_header(r, &row);
  } else if (r->count != r->columns) {
    r->status =
        sdg16i_fail_at(r->error, SDG16_ERR_FORMAT, r->path, r->row_line, 0,
                       "%s, line %lld: expected %lld field%s, as in the header, found %lld%s",
                       r->path, (long long)r->row_line, (long long)r->columns,
                       r->columns == 1 ? "" : "s", (long long)r->count, cause_of_fields(r));
  } else if (r->max_rows && r->rows == r->max_rows) {
    r->status = sdg16i_fail_at(r->error, SDG16_ERR_LIMIT, r->path, r->row_line, 0,
                               "%s, line %lld: expected at most %lld rows, found more", r->path,
                               (long long)r->row_line, (long long)r->max_rows);
  } else {
    r->rows++;
    if (r->unnamed_count) {
      check_unnamed(r, row.line);
      if (r->status) return;
      drop_unnamed(r, &row);
    }
    r->status = r->row(&row, r->context, r->error);
  }
}

/* Called for every CR and every LF outside quotes, and with -1 at the end. */
static void on_line_end(int c, void *context) {
  struct reader *r = context;
  if (r->status) return;
  if (r->count) {
    take_row(r);
    if (r->status) r->quick = 0;
    r->count = r->used = 0;
  } else if (c == CSV_LF && r->after_cr) {
    r->after_cr = 0; /* of the same line end */
    return;
  }
  r->row_line = ++r->line;
  r->after_cr = c == CSV_CR;
}

/* Never less than SHORT bytes, however small a step libcsv falls back to. */
static void *resize_entry(void *entry, size_t size) {
  return realloc(entry, size < SHORT ? SHORT : size);
}

/* libcsv would strip blanks around fields; where there are none, its own test
 * for them is the faster one. */
static int no_blank(unsigned char c) {
  (void)c;
  return 0;
}

static int any_high(const char *bytes, int64_t size) {
  unsigned char all = 0;
  for (int64_t i = 0; i < size; i++) all |= (unsigned char)bytes[i];
  return all >= 0x80;
}

/* Where the parser stands: the line of the byte that it would take next. */
static int64_t line_here(const struct reader *r, const struct csv_parser *parser) {
  return r->line + newlines((const char *)parser->entry_buf, (int64_t)parser->entry_pos);
}

/* After libcsv refused a quote: in a field that is not quoted it is a character of the field,
 * as other readers have it; 0: the quote stands behind blanks, or there is another error. */
static int take_inner_quote(struct reader *r, struct csv_parser *parser) {
  const char *field = (const char *)parser->entry_buf;
  size_t blanks = 0;
  if (csv_error(parser) != CSV_EPARSE || parser->quoted) return 0;
  while (blanks < parser->entry_pos && sdg16i_is_blank(field[blanks])) blanks++;
  if (blanks == parser->entry_pos) return 0;
  if (!r->seen.inner_quotes++) r->seen.inner_quote_line = line_here(r, parser);
  unsigned char options = (unsigned char)parser->options;
  csv_set_opts(parser, (unsigned char)(options & ~CSV_STRICT));
  size_t taken = csv_parse(parser, "\"", 1, on_field, on_line_end, r);
  csv_set_opts(parser, options);
  return taken == 1;
}

/* ---- lines without quotes ---- */

/* A bit for each of MARKED bytes that is a delimiter, CR or LF. */
static uint32_t field_ends(const char *bytes, char delimiter) {
  uint32_t ends = 0;
#ifdef __SSE2__
  typedef char sixteen __attribute__((vector_size(16)));
  for (int half = 0; half < 2; half++) {
    sixteen some;
    memcpy(&some, bytes + 16 * half, sizeof some);
    sixteen is_end = (sixteen)((some == delimiter) | (some == '\n') | (some == '\r'));
    ends |= (uint32_t)__builtin_ia32_pmovmskb128(is_end) << (16 * half);
  }
#else
  for (int i = 0; i < MARKED; i++)
    ends |= (uint32_t)(bytes[i] == delimiter || bytes[i] == '\n' || bytes[i] == '\r') << i;
#endif
  return ends;
}

/* A field of a row that is not the header, in the block; its end becomes a NUL. */
static inline void put_field(struct reader *r, char *first, char *end) {
  if (end - first > r->max_field) {
    fail_long(r);
    return;
  }
  if (r->count < r->capacity) r->fields[r->count] = (sdg16i_csv_field){first, end - first};
  r->count++;
  *end = '\0';
}

/* What libcsv would report of whole lines without quotes; behind them MARKED bytes can be read.
 */
static void take_lines(struct reader *r, char *lines, int64_t size) {
  char *first = lines;
  for (int64_t at = 0; at < size && !r->status; at += MARKED) {
    uint32_t ends = field_ends(lines + at, (char)r->seen.delimiter);
    if (size - at < MARKED) ends &= (UINT32_C(1) << (size - at)) - 1;
    for (; ends && !r->status; ends &= ends - 1) {
      char *end = lines + at + __builtin_ctz(ends), c = *end;
      int ends_line = c == '\n' || c == '\r';
      if (!ends_line || r->count || first < end) put_field(r, first, end);
      if (ends_line) on_line_end(c, r);
      first = end + 1;
    }
  }
}

/* Nothing of a row has been parsed: a line end within quotes would be in the field. */
static int is_between_rows(const struct reader *r, const struct csv_parser *parser) {
  return (r->last_byte == '\n' || r->last_byte == '\r') && !r->count && !parser->entry_pos;
}

/* The bytes from the beginning of a line on that are whole lines without quotes, as UTF-8. */
static int64_t plain_lines(const struct reader *r, const char *block, int64_t size) {
  const char *quote = r->has_quotes ? memchr(block, '"', (size_t)size) : NULL;
  const char *end = memrchr(block, '\n', (size_t)(quote ? quote - block : size));
  int64_t plain = end ? end - block + 1 : 0;
  return r->has_high && sdg16i_utf8_fault(block, plain) >= 0 ? 0 : plain;
}

static void parse_bytes(struct reader *r, struct csv_parser *parser, const char *bytes,
                        int64_t size, int64_t *done) {
  if (!size || r->status) return;
  *done += (int64_t)csv_parse(parser, bytes, (size_t)size, on_field, on_line_end, r);
  r->last_byte = bytes[size - 1];
}

/* The beginning of a block, as far as it needs no look at quotes; how many bytes. */
static int64_t take_beginning(struct reader *r, struct csv_parser *parser, char *block,
                              int64_t size) {
  int64_t done = 0;
  if (!is_between_rows(r, parser)) { /* the end of a row, or the header */
    const char *end = memchr(block, '\n', (size_t)size);
    int64_t line = end ? end - block + 1 : 0;
    if (!line || memchr(block, '"', (size_t)line)) return 0;
    parse_bytes(r, parser, block, line, &done);
    if (r->status || done < line) return done;
  }
  if (r->columns < 0 || !is_between_rows(r, parser)) return done;
  int64_t plain = plain_lines(r, block + done, size - done);
  take_lines(r, block + done, plain);
  if (plain) r->last_byte = '\n';
  return done + plain;
}

static void take_block(struct reader *r, struct csv_parser *parser, char *block, int64_t size) {
  const char *nul = memchr(block, '\0', (size_t)size);
  if (nul) size = nul - block;
  if (!r->has_quotes) r->has_quotes = memchr(block, '"', (size_t)size) != NULL;
  if (!r->has_high) r->has_high = any_high(block, size);
  r->quick = r->max_field < SHORT ? (size_t)r->max_field + 1 : SHORT;
  if (r->has_quotes || r->has_high) r->quick = 0;
  int blanks = memchr(block, ' ', (size_t)size) || memchr(block, '\t', (size_t)size);
  csv_set_space_func(parser, blanks ? no_blank : NULL);

  int64_t done = take_beginning(r, parser, block, size);
  do parse_bytes(r, parser, block + done, size - done, &done);
  while (!r->status && done < size && take_inner_quote(r, parser) && ++done);
  if (r->status) return;
  if (done < size) {
    if (csv_error(parser) != CSV_EPARSE)
      r->status = sdg16i_fail_memory(r->error);
    else if (!parser->quoted)
      fail_field(r, SDG16_ERR_FORMAT, line_here(r, parser),
                 "expected a field that begins with its quote, found a blank before the quote "
                 "(delete the blanks behind the delimiters)");
    else
      fail_field(r, SDG16_ERR_FORMAT, line_here(r, parser),
                 "expected the end of the field after the closing quote, found text (a quote "
                 "within quotes must be doubled)");
  } else if ((int64_t)parser->entry_pos - 1 > r->max_field) { /* 1: maybe the closing quote */
    fail_long(r);
  } else if (nul) {
    fail_field(r, SDG16_ERR_FORMAT, line_here(r, parser),
               "expected text, found a NUL byte (is this a text file? UTF-16 without a mark: "
               "--encoding UTF-16LE)");
  }
}

static int32_t detect_delimiter(const char *text, const char *end) {
  int64_t commas = 0, semicolons = 0, tabs = 0, bars = 0;
  int quoted = 0;
  while (text < end && (*text == '\n' || *text == '\r' || *text == ' ')) text++;
  for (; text < end && (quoted || (*text != '\n' && *text != '\r')); text++) {
    if (*text == '"') quoted = !quoted;
    if (quoted) continue;
    commas += *text == ',';
    semicolons += *text == ';';
    tabs += *text == '\t';
    bars += *text == '|';
  }
  if (bars > commas && bars > semicolons && bars > tabs) return '|';
  if (tabs > commas && tabs > semicolons) return '\t';
  return semicolons > commas ? ';' : ',';
}

static void fail_source(struct reader *r, int32_t status, const struct csv_parser *parser,
                        const sdg16i_csv_source *source) {
  int64_t line = line_here(r, parser);
  r->status = status == SDG16_ERR_MEMORY
                  ? sdg16i_fail_memory(r->error)
                  : sdg16i_fail_at(r->error, status, r->path, line, 0, "%s, line %lld: %s",
                                   r->path, (long long)line, sdg16i_csv_fault(source));
}

/* ---- lines that are no data ---- */

/* The bytes of a first line "sep=;", by which Excel is told the delimiter; 0: none. */
static int64_t separator_line(const char *text, int64_t size, int32_t *delimiter) {
  int quoted = size > 0 && *text == '"';
  int64_t at = quoted;
  if (size < at + 6 || (memcmp(text + at, "sep=", 4) && memcmp(text + at, "SEP=", 4))) return 0;
  int32_t found = (unsigned char)text[at + 4];
  at += 5;
  if (quoted && text[at++] != '"') return 0;
  if (at < size && text[at] == '\r') at++;
  if (at >= size || text[at] != '\n' || !sdg16i_csv_is_delimiter(found)) return 0;
  *delimiter = found;
  return at + 1;
}

/* Takes away the lines to be skipped; how many bytes. */
static int64_t skip_lines(struct reader *r, const char *block, int64_t size) {
  int64_t at = 0;
  while (r->skip_lines && at < size) {
    const char *end = memchr(block + at, '\n', (size_t)(size - at));
    if (!end) return size;
    at = end - block + 1;
    r->skip_lines--;
    r->row_line = ++r->line;
  }
  return at;
}

/* What follows a byte that is no part of a comment. */
static int next_place(int place, char c, int32_t delimiter) {
  if (place == IN_QUOTES) return c == '"' ? QUOTE_ENDS : IN_QUOTES;
  if (c == '\n' || c == '\r') return LINE_BEGINS;
  if (c == (char)delimiter) return FIELD_BEGINS;
  if (c == '"' && place != IN_FIELD) return IN_QUOTES;
  return IN_FIELD;
}

/* Takes away comments, but not the ends of their lines, which are counted. */
static int64_t drop_comments(struct reader *r, char *block, int64_t size) {
  int64_t kept = 0;
  for (int64_t i = 0; i < size; i++) {
    char c = block[i];
    if (r->filter == LINE_BEGINS && c == (char)r->comment) r->filter = IN_COMMENT;
    if (r->filter == IN_COMMENT && c != '\n') continue;
    r->filter =
        r->filter == IN_COMMENT ? LINE_BEGINS : next_place(r->filter, c, r->seen.delimiter);
    block[kept++] = c;
  }
  return kept;
}

/* The place where a header may stand: behind lines that begin with the mark of comments. */
static const char *behind_comments(const struct reader *r, const char *text, const char *end) {
  while (r->comment && text < end && *text == (char)r->comment) {
    const char *line = memchr(text, '\n', (size_t)(end - text));
    text = line ? line + 1 : end;
  }
  return text;
}

/* The bytes before the header that are not read; sets the delimiter. */
static int64_t begin_file(struct reader *r, struct csv_parser *parser, const char *block,
                          int64_t size, int32_t chosen) {
  int32_t named = 0;
  int64_t at = separator_line(block, size, &named);
  if (at) r->row_line = ++r->line;
  at += skip_lines(r, block + at, size - at);
  r->seen.delimiter =
      chosen  ? chosen
      : named ? named
              : detect_delimiter(behind_comments(r, block + at, block + size), block + size);
  csv_set_delim(parser, (unsigned char)r->seen.delimiter);
  return at;
}

static void read_all(struct reader *r, struct csv_parser *parser, sdg16i_csv_source *source,
                     char *block, int32_t chosen, sdg16i_csv_seen *seen) {
  int64_t size = 1;
  r->seen.bytes = sdg16i_csv_bytes(source);
  for (int first = 1; size && !r->status; first = 0) {
    int32_t status = sdg16i_csv_fill(source, block, &size);
    int64_t at = first           ? begin_file(r, parser, block, size, chosen)
                 : r->skip_lines ? skip_lines(r, block, size)
                                 : 0;
    if (seen) *seen = r->seen;
    int64_t rest = size - at;
    if (r->comment) rest = drop_comments(r, block + at, rest);
    if (rest) take_block(r, parser, block + at, rest);
    r->seen.bytes_before += size;
    if (status && !r->status) fail_source(r, status, parser, source);
  }
  if (!r->status && csv_fini(parser, on_field, on_line_end, r))
    fail_field(r, SDG16_ERR_FORMAT, r->line, "the quote that begins here is never closed");
  if (seen) *seen = r->seen;
  if (!r->status && r->columns < 0)
    r->status = sdg16i_fail_at(r->error, SDG16_ERR_EMPTY, r->path, 0, 0,
                               "%s: expected a header line, found an empty file", r->path);
}

int sdg16i_csv_note(const sdg16i_csv_seen *seen, int *at, char out[SDG16I_CSV_NOTE_SIZE]) {
  *out = '\0';
  for (; !*out && *at < 2; ++*at)
    if (*at == 0 && seen->unnamed)
      snprintf(out, SDG16I_CSV_NOTE_SIZE,
               "%lld column%s without a name, which %s blank or number%s the rows, %s left out "
               "(column %lld%s).",
               (long long)seen->unnamed, seen->unnamed == 1 ? "" : "s",
               seen->unnamed == 1 ? "is" : "are", seen->unnamed == 1 ? "s" : "",
               seen->unnamed == 1 ? "was" : "were", (long long)seen->unnamed_column,
               seen->unnamed == 1 ? "" : " and others");
    else if (*at == 1 && seen->inner_quotes)
      snprintf(out, SDG16I_CSV_NOTE_SIZE,
               "%lld quote%s inside fields that are not quoted %s kept as %s (first in line "
               "%lld).",
               (long long)seen->inner_quotes, seen->inner_quotes == 1 ? "" : "s",
               seen->inner_quotes == 1 ? "is" : "are",
               seen->inner_quotes == 1 ? "it is" : "they are",
               (long long)seen->inner_quote_line);
  return *out != '\0';
}

int sdg16i_csv_is_regular(const char *path, const sdg16_csv_options *options) {
  struct stat info;
  if (options && options->content) return 1;
  return !stat(path, &info) && S_ISREG(info.st_mode);
}

int32_t sdg16i_csv_read(const char *path, const sdg16_csv_options *options,
                        sdg16i_csv_fn header, sdg16i_csv_fn row, void *context,
                        sdg16i_csv_seen *seen, sdg16_error *error) {
  sdg16_csv_options defaults;
  if (!options) {
    sdg16_csv_options_init(&defaults, sizeof defaults);
    options = &defaults;
  }
  int32_t status = sdg16i_csv_check_options(options, error);
  if (status) return status;

  struct reader r = {.path = path,
                     .header = header,
                     .row = row,
                     .context = context,
                     .error = error,
                     .max_field = options->max_field,
                     .max_rows = options->max_rows,
                     .skip_lines = options->skip_lines,
                     .comment = options->comment,
                     .line = 1,
                     .row_line = 1,
                     .columns = -1};
  sdg16i_csv_source *source = NULL;
  r.status = sdg16i_csv_open(path, options, &source, error);
  char *block = sdg16i_array(SDG16I_CSV_BLOCK + MARKED, 1);
  struct csv_parser parser;
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL);
  csv_set_realloc_func(&parser, resize_entry);
  csv_set_free_func(&parser, free);
  csv_set_blk_size(&parser, ENTRY);
  if (!r.status && !block) r.status = sdg16i_fail_memory(error);
  if (!r.status) read_all(&r, &parser, source, block, options->delimiter, seen);
  csv_free(&parser);
  free(block);
  free(r.fields);
  free(r.bytes);
  sdg16i_arena_free(&r.arena);
  sdg16i_csv_close(source);
  return r.status;
}
