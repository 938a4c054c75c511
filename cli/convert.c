/* sdg16 convert IN OUT: files of SPSS, Stata or CSV to CSV. */
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void cli_conversion_init(cli_conversion *c) {
  sdg16_read_options_init(&c->read, (int64_t)sizeof c->read);
  sdg16_csv_options_init(&c->csv, (int64_t)sizeof c->csv);
  sdg16_csv_write_options_init(&c->write, (int64_t)sizeof c->write);
}

void cli_conversion_free(cli_conversion *c) {
  option_free_names(c->columns, c->read.column_count);
  option_free_names(c->kind_texts, c->read.kind_count);
  free(c->kinds);
}

/* ---- options ---- */

/* The constant of a name. */
static int choice(const char *option, const char *value, int32_t (*from_name)(const char *),
                  const char *expected, int32_t *out) {
  int32_t found = from_name(value);
  if (found < 0) return option_bad_value(option, value, expected);
  *out = found;
  return EXIT_DONE;
}

static int kind(const char *option, const char *value, cli_conversion *c) {
  static const char *const EXPECTED =
      "KIND=TEXT with refused, dont-know, not-applicable, system or tagged";
  const char *equals = strchr(value, '=');
  if (!equals || !equals[1]) return option_bad_value(option, value, EXPECTED);
  char name[32];
  snprintf(name, sizeof name, "%.*s", (int)(equals - value), value);
  int32_t found = sdg16_missing_from_name(name);
  if (found <= SDG16_PRESENT) return option_bad_value(option, value, EXPECTED);
  size_t count = (size_t)c->read.kind_count + 1;
  char **texts = realloc(c->kind_texts, count * sizeof *texts);
  if (texts) c->kind_texts = texts;
  int32_t *kinds = realloc(c->kinds, count * sizeof *kinds);
  if (kinds) c->kinds = kinds;
  char *text = strdup(equals + 1);
  if (!texts || !kinds || !text) {
    free(text);
    return cli_out_of_memory();
  }
  texts[count - 1] = text;
  kinds[count - 1] = found;
  c->read.kind_count = (int64_t)count;
  c->read.kind_texts = (const char *const *)texts;
  c->read.kinds = kinds;
  return EXIT_DONE;
}

static int rows(const char *option, const char *value, cli_conversion *c) {
  int64_t number = 0;
  size_t size = strlen(value);
  int good = size <= 18 && strspn(value, "0123456789") == size;
  for (size_t i = 0; good && i < size; i++) number = 10 * number + (value[i] - '0');
  if (!good || number < 1)
    return option_bad_value(option, value, "a whole number of rows above 0");
  c->read.row_limit = number;
  return EXIT_DONE;
}

static int columns(const char *option, const char *value, cli_conversion *c) {
  option_free_names(c->columns, c->read.column_count);
  c->columns = NULL;
  c->read.column_count = 0;
  int status = option_split(option, value, ',', "different names separated by commas",
                            &c->columns, &c->read.column_count);
  c->read.columns = (const char *const *)c->columns;
  return status;
}

int option_of_convert(const char *option, const char *value, cli_conversion *c) {
  if (!strcmp(option, "columns")) return columns(option, value, c);
  if (!strcmp(option, "rows")) return rows(option, value, c);
  if (!strcmp(option, "kind")) return kind(option, value, c);
  if (!strcmp(option, "labels"))
    return choice(option, value, sdg16_values_from_name, "codes or text", &c->write.values);
  if (!strcmp(option, "dates"))
    return choice(option, value, sdg16_dates_from_name, "iso or numbers", &c->read.dates);
  if (!strcmp(option, "missing"))
    return choice(option, value, sdg16_missing_as_from_name, "blank, kind or tag",
                  &c->write.missing);
  if (!strcmp(option, "encoding")) {
    c->read.encoding = value;
    return EXIT_DONE;
  }
  if (strcmp(option, "from")) return -1;
  int32_t format = sdg16_file_format_from_name(value);
  if (format < 0) return option_bad_value(option, value, "csv, spss, spss-portable or stata");
  c->read.format = format;
  return EXIT_DONE;
}

/* Only CSV is written. */
static int is_foreign(const char *path) {
  static const char *const ENDS[] = {".sav", ".zsav", ".por", ".dta"};
  size_t size = strlen(path);
  for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
    size_t tail = strlen(ENDS[i]);
    if (size >= tail && !strcmp(path + size - tail, ENDS[i])) return 1;
  }
  return 0;
}

int cli_conversion_files(cli_options *o) {
  if (o->file_count != 2)
    return cli_error(
        EXIT_USAGE, "convert: %lld files found, expected IN and OUT (see sdg16 convert --help)",
        (long long)o->file_count);
  const char *out = o->files[1];
  if (is_foreign(out))
    return cli_error(EXIT_USAGE,
                     "convert: '%s' found as OUT, expected a CSV file (files of "
                     "SPSS and Stata are read, not written)",
                     out);
  o->file_count = 1;
  o->output = strcmp(out, "-") ? out : NULL;
  return EXIT_DONE;
}

/* ---- the work ---- */

static int32_t to_stream(const char *bytes, int64_t size, void *context) {
  return fwrite(bytes, 1, (size_t)size, context) == (size_t)size ? SDG16_OK : SDG16_ERR_WRITE;
}

typedef struct written {
  const sdg16_table *table;
  const sdg16_csv_write_options *options;
} written;

static int produce(FILE *out, const void *context) {
  const written *w = context;
  errno = 0;
  int32_t status = sdg16_table_write_csv_as(w->table, w->options, to_stream, out, NULL);
  if (status && !errno) errno = status == SDG16_ERR_MEMORY ? ENOMEM : EIO;
  return status ? -1 : 0;
}

static int tell(const cli_options *options, const sdg16_table *table) {
  char rows_text[NUMBER_SIZE], columns_text[NUMBER_SIZE];
  cli_count(sdg16_table_rows(table), rows_text);
  cli_count(sdg16_table_columns(table), columns_text);
  fprintf(stdout, "%s rows and %s columns of ", rows_text, columns_text);
  cli_put_safe(options->files[0], stdout);
  fputs(" written to ", stdout);
  cli_put_safe(options->output, stdout);
  return cli_say(".\n");
}

int cli_convert(const cli_options *options) {
  int status = cli_check_output(options);
  if (status) return status;
  sdg16_read_options read = options->conversion.read;
  sdg16_csv_options csv = options->conversion.csv;
  csv.delimiter = options->capture.delimiter;
  csv.decimal = options->capture.decimal;
  read.csv = &csv;
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_table *table;
  if (sdg16_table_read(options->files[0], &read, &table, &error))
    return cli_library_error(&error);
  const written w = {table, &options->conversion.write};
  status = cli_produce(produce, &w, options);
  if (!status && options->output && !options->quiet) status = tell(options, table);
  sdg16_table_free(table);
  return status;
}
