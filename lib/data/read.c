/* Files of any kind into a table: which kind, and which reader. */
#include "data/csv/read.h"
#include "base/error.h"
#include "base/options.h"
#include "base/text.h"
#include "base/utf8.h"
#include "data/content.h"
#include "data/statfile/stat_read.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int32_t sdg16_read_options_init(sdg16_read_options *options, int64_t size) {
  const sdg16_read_options defaults = {.struct_size = sizeof defaults,
                                       .dates = SDG16_DATES_ISO};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

/* ---- which kind ---- */

#define HEAD 512

static int holds_text(const char *bytes, size_t size, const char *text) {
  return memmem(bytes, size, text, strlen(text)) != NULL;
}

/* Text has no control characters where Stata's old files have their numbers: version,
 * byte order (1 or 2), 1, 0. */
static int32_t format_of_content(const char *head, size_t size) {
  if (size >= 4 && (!memcmp(head, "$FL2", 4) || !memcmp(head, "$FL3", 4) ||
                    !memcmp(head, "\x5b\xc6\xd3\xf2", 4))) /* the last: in EBCDIC */
    return SDG16_FILE_SPSS;
  if (size >= 11 && !memcmp(head, "<stata_dta>", 11)) return SDG16_FILE_STATA;
  if (size >= 4 && head[0] >= 102 && head[0] <= 115 && (head[1] == 1 || head[1] == 2) &&
      head[2] == 1 && head[3] == 0)
    return SDG16_FILE_STATA;
  if (size >= 80 && holds_text(head, size < 200 ? size : 200, "SPSS PORT FILE"))
    return SDG16_FILE_SPSS_PORTABLE;
  return 0;
}

static int ends_with(const char *path, const char *end) {
  size_t size = strlen(path), tail = strlen(end);
  return size >= tail && sdg16i_same_text(path + size - tail, end);
}

static int32_t format_of_name(const char *path) {
  if (ends_with(path, ".sav") || ends_with(path, ".zsav")) return SDG16_FILE_SPSS;
  if (ends_with(path, ".por")) return SDG16_FILE_SPSS_PORTABLE;
  if (ends_with(path, ".dta") || ends_with(path, ".dtas")) return SDG16_FILE_STATA;
  return SDG16_FILE_CSV;
}

int32_t sdg16i_format_detect(const char *path, const void *content, int64_t size) {
  if (!content) return sdg16_file_format_detect(path);
  int32_t found = format_of_content(content, (size_t)(size < HEAD ? size : HEAD));
  return found ? found : format_of_name(path);
}

/* Not from a pipe, which would lose what is read here. */
int32_t sdg16_file_format_detect(const char *path) {
  if (!path) return SDG16_FILE_CSV;
  int32_t format = format_of_name(path);
  struct stat info;
  if (stat(path, &info) || !S_ISREG(info.st_mode)) return format;
  int file = open(path, O_RDONLY | O_CLOEXEC); /* a FILE would need memory */
  if (file < 0) return format;
  char head[HEAD];
  ssize_t size = read(file, head, sizeof head);
  close(file);
  int32_t found = size > 0 ? format_of_content(head, (size_t)size) : 0;
  return found ? found : format;
}

/* ---- reading ---- */

static int32_t check_names(const char *what, int64_t count, const char *const *names,
                           sdg16_error *error) {
  if (count < 0 || (count && !names))
    return sdg16i_fail_at(
        error, SDG16_ERR_ARGUMENT, what, 0, 0, "%s: %s (the count is %lld)", what,
        count < 0 ? "the count must be 0 or more" : "the array must not be NULL",
        (long long)count);
  for (int64_t i = 0; i < count; i++)
    if (!names[i])
      return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, what, i + 1, 0,
                            "%s: text %lld must not be NULL", what, (long long)i + 1);
  return SDG16_OK;
}

static int32_t check_read_options(const sdg16_read_options *o, sdg16_error *error) {
  if (o->format && !sdg16_file_format_name(o->format))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "format", 0, 0,
                          "format must be an SDG16_FILE_ value or 0, not %d", (int)o->format);
  if (o->dates != SDG16_DATES_ISO && o->dates != SDG16_DATES_NUMBERS)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "dates", 0, 0,
                          "dates must be an SDG16_DATES_ value, not %d", (int)o->dates);
  if (o->max_rows < 0 || o->row_limit < 0) {
    const char *what = o->max_rows < 0 ? "max_rows" : "row_limit";
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, what, 0, 0,
                          "%s must be 0 or more, not %lld", what,
                          (long long)(o->max_rows < 0 ? o->max_rows : o->row_limit));
  }
  int32_t status = sdg16i_content_check(o->content, o->content_size, error);
  if (!status) status = check_names("columns", o->column_count, o->columns, error);
  if (!status) status = check_names("kind_texts", o->kind_count, o->kind_texts, error);
  for (int64_t i = 0; !status && i < o->kind_count; i++)
    if (!o->kinds || o->kinds[i] <= SDG16_PRESENT || o->kinds[i] > SDG16_MISSING_TAGGED)
      status = sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "kinds", i + 1, 0,
                              "kinds: the kind of '%.*s' must be a missing kind",
                              sdg16i_utf8_excerpt(o->kind_texts[i]), o->kind_texts[i]);
  return status;
}

static int32_t read_csv(const char *path, const sdg16_read_options *o, sdg16_table **out,
                        sdg16_error *error) {
  sdg16_csv_options csv;
  sdg16_csv_options_init(&csv, sizeof csv);
  int32_t status = sdg16i_struct_in(o->csv, &csv, sizeof csv, "sdg16_csv_options", error);
  if (status) return status;
  if (csv.column_count || csv.max_rows || csv.row_limit || csv.content)
    return sdg16i_fail_at(error, SDG16_ERR_OPTION, "csv", 0, 0,
                          "csv: columns, max_rows, row_limit and content must be set in "
                          "sdg16_read_options itself");
  if (o->encoding) csv.encoding = o->encoding;
  csv.column_count = o->column_count;
  csv.columns = o->columns;
  csv.max_rows = o->max_rows;
  csv.row_limit = o->row_limit;
  csv.content = o->content;
  csv.content_size = o->content_size;
  return sdg16i_csv_table(path, &csv, o, out, error);
}

static int32_t read_stat(const char *path, int32_t format, const sdg16_read_options *o,
                         sdg16_table **out, sdg16_error *error) {
  sdg16i_stat_builder *builder;
  int32_t status = sdg16i_stat_begin(path, o, &builder, error);
  if (!status) status = sdg16i_stat_read(path, format, o, builder, error);
  if (!status) status = sdg16i_stat_end(builder, out);
  sdg16i_stat_free(builder);
  return status;
}

int32_t sdg16_table_read(const char *path, const sdg16_read_options *options, sdg16_table **out,
                         sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_read: out must not be NULL");
  *out = NULL;
  if (!path)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_table_read: path must not be NULL");
  sdg16_read_options o;
  sdg16_read_options_init(&o, sizeof o);
  int32_t status = sdg16i_struct_in(options, &o, sizeof o, "sdg16_read_options", error);
  if (!status) status = check_read_options(&o, error);
  if (status) return status;
  int32_t format = o.format ? o.format : sdg16i_format_detect(path, o.content, o.content_size);
  return format == SDG16_FILE_CSV ? read_csv(path, &o, out, error)
                                  : read_stat(path, format, &o, out, error);
}
