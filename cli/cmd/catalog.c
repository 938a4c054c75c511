/* sdg16 catalog [CODE | WORD...]: the indicators this version knows. */
#include "show/show.h"

#include <string.h>

typedef struct cli_catalog_options {
  cli_files files; /* a code, or words */
  int32_t format;  /* FORMAT_ */
  cli_output out;
} cli_catalog_options;

/* Column of the registry, and what people call it. */
static const struct {
  const char *column, *label;
} FIELDS[] = {
    {"name", "Name"},
    {"custodian", "Custodian"},
    {"same_as", "Computed as"},
    {"kind", "Kind"},
    {"unit", "Unit"},
    {"multiplier", "Multiplier"},
    {"disaggregations", "By"},
    {"series", "Series"},
    {"aggregation", "Regions"},
    {"notes", "Notes"},
    {"metadata_date", "Metadata of"},
};

static void print_indicator(const sdg16_table *catalog, int width, FILE *out) {
  fprintf(out, "Indicator %s\n", cli_table_text(catalog, 0, "code"));
  for (size_t i = 0; i < sizeof FIELDS / sizeof FIELDS[0]; i++) {
    char number[NUMBER_SIZE];
    const char *text = cli_table_text(catalog, 0, FIELDS[i].column);
    double value = cli_table_number(catalog, 0, FIELDS[i].column);
    if (!text && value == value) text = cli_number(value, 0, number);
    if (!text) continue;
    int indent = fprintf(out, "  %-14s", FIELDS[i].label);
    cli_paragraph_within(text, indent, width, out);
  }
}

/* "  name          text of several lines", one a row. */
static int print_details(const char *code, int32_t what, const char *title, const char *name,
                         const char *text, int width, FILE *out) {
  sdg16_error error = cli_new_error();
  sdg16_table *table;
  if (sdg16_registry_table(NULL, code, what, &table, &error)) return cli_library_error(&error);
  if (sdg16_table_rows(table)) fprintf(out, "\n%s\n", title);
  int status = EXIT_DONE;
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    const char *first = cli_table_text(table, row, name);
    int indent = fprintf(out, "  %-24s ", first ? first : "-");
    const char *second = cli_table_text(table, row, text);
    static const char *const BEHIND[] = {"when", "answers", "meaning"};
    cli_buffer line;
    if ((status = cli_buffer_open(&line))) break;
    fputs(second ? second : "", line.stream);
    for (size_t i = 0; i < 3; i++) {
      const char *more = cli_table_text(table, row, BEHIND[i]);
      if (more) fprintf(line.stream, " (%s)", more);
    }
    if ((status = cli_buffer_close(&line))) break;
    cli_paragraph_within(line.bytes, indent, width, out);
    cli_buffer_drop(&line);
  }
  sdg16_table_free(table);
  return status;
}

/* The indicator, and what it is made of. */
static int print_whole(const sdg16_table *catalog, const char *code, int width, FILE *out) {
  static const struct {
    int32_t what;
    const char *title, *name, *text;
  } PARTS[] = {
      {SDG16_CATALOG_INPUTS, "Inputs (columns of the data)", "name", "definition"},
      {SDG16_CATALOG_SERIES, "Series", "series", "label"},
      {SDG16_CATALOG_DIMENSIONS, "Dimensions, and their categories", "name", "categories"},
      {SDG16_CATALOG_SWITCHES, "Switches (--set NAME=VALUE)", "name", "values"}};
  int status = EXIT_DONE;
  print_indicator(catalog, width, out);
  for (size_t i = 0; !status && i < sizeof PARTS / sizeof PARTS[0]; i++)
    status = print_details(code, PARTS[i].what, PARTS[i].title, PARTS[i].name, PARTS[i].text,
                           width, out);
  return status;
}

static void print_overview(const sdg16_table *catalog, int width, FILE *out) {
  for (int64_t i = 0; i < sdg16_table_rows(catalog); i++) {
    const char *who = cli_table_text(catalog, i, "custodian");
    const char *kind = cli_table_text(catalog, i, "kind");
    char line[512];
    int indent = fprintf(out, "  %-8s ", cli_table_text(catalog, i, "code"));
    cli_paragraph_within(cli_table_text(catalog, i, "name"), indent, width, out);
    snprintf(line, sizeof line, "%s%s%s", kind ? kind : "", kind && who ? ": " : "",
             who ? who : "");
    if (*line) cli_paragraph_within(line, fprintf(out, "%*s", indent, ""), width, out);
  }
}

static int print_text(const cli_catalog_options *options, const sdg16_table *catalog,
                      const char *code, FILE *out) {
  int width = cli_width(options->out.path);
  if (code) return print_whole(catalog, code, width, out);
  print_overview(catalog, width, out);
  return EXIT_DONE;
}

static int write_result(const cli_catalog_options *options, const sdg16_table *catalog,
                        const char *code) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  if (options->format == FORMAT_CSV)
    status = cli_write_csv(catalog, options->out.safe_cells, buffer.stream);
  else if (options->format == FORMAT_JSON)
    status = cli_json_catalog(catalog, code, buffer.stream);
  else
    status = print_text(options, catalog, code, buffer.stream);
  return cli_buffer_finish(&buffer, status, options->out.path);
}

/* "'a', 'b'" */
static void put_words(const cli_files *files, char *out, size_t size) {
  size_t used = 0;
  *out = '\0';
  for (int64_t i = 0; i < files->count && used < size; i++)
    used +=
        (size_t)snprintf(out + used, size - used, "%s'%.60s'", i ? ", " : "", files->path[i]);
}

static int say_nothing_found(const cli_files *files) {
  char words[400];
  put_words(files, words, sizeof words);
  if (files->count == 1 && files->path[0][0] >= '0' && files->path[0][0] <= '9')
    return cli_error(EXIT_USAGE, "unknown indicator %s (see sdg16 catalog)", words);
  return cli_error(EXIT_USAGE,
                   "no indicator has %s in its code, name, series or inputs%s "
                   "(see sdg16 catalog)",
                   words, files->count > 1 ? " together" : "");
}

/* One that is found alone is described. */
static int search_catalog(const cli_catalog_options *options) {
  sdg16_error error = cli_new_error();
  sdg16_table *catalog;
  int32_t near;
  if (sdg16_registry_search(NULL, options->files.count,
                            (const char *const *)options->files.path, &near, &catalog, &error))
    return cli_error(EXIT_USAGE, "%s", error.message);
  int64_t found = sdg16_table_rows(catalog);
  char words[400], line[600];
  put_words(&options->files, words, sizeof words);
  snprintf(line, sizeof line, "no indicator has %s: these have words that are nearly the same",
           words);
  int status = found ? EXIT_DONE : say_nothing_found(&options->files);
  if (!status && near && !options->out.quiet) cli_message("note", line);
  if (!status)
    status = write_result(options, catalog,
                          found == 1 && !near ? cli_table_text(catalog, 0, "code") : NULL);
  sdg16_table_free(catalog);
  return status;
}

static int run_catalog(const void *line) {
  const cli_catalog_options *options = line;
  sdg16_error error = cli_new_error();
  int64_t count = options->files.count;
  const char *code = count == 1 ? options->files.path[0] : NULL;
  if (count > 1 || (code && !sdg16_registry_find(NULL, code))) return search_catalog(options);
  sdg16_table *catalog;
  if (sdg16_registry_table(NULL, code, SDG16_CATALOG_INDICATORS, &catalog, &error))
    return cli_library_error(&error);
  int status = write_result(options, catalog, code);
  sdg16_table_free(catalog);
  return status;
}

/* ---- options ---- */

static const cli_option_group GROUPS[] = {CLI_FORMAT_GROUP(cli_catalog_options, format),
                                          CLI_OUTPUT_GROUP(cli_catalog_options, out)};

const cli_command cli_catalog_command = {
    .name = "catalog",
    .summary = "list the indicators, describe one, or search them",
    .usage = (const char *const[]){"[CODE | WORD...] [OPTIONS]", NULL},
    .description =
        "Lists the indicators of this version, or describes one: name, custodian, "
        "kind of estimator, unit, inputs, disaggregations, SDMX series. Words search "
        "codes, names, series and inputs: all must occur; one indicator that is "
        "found alone is described.",
    .group = GROUPS,
    .group_count = sizeof GROUPS / sizeof GROUPS[0],
    .examples = (const char *const[]){"catalog", "catalog 16.2.2", "catalog bribe",
                                      "catalog homicide sex", "catalog --format json", NULL},
    .listed_by = "catalog --format csv",
    .codes = 1,
    .no_files = 1,
    .size = sizeof(cli_catalog_options),
    .run = run_catalog};
