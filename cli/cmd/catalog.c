/* sdg16 catalog [CODE]: the indicators this version knows. */
#include "show/show.h"

#include <string.h>

typedef struct cli_catalog_options {
  cli_files files; /* the code, if there is one */
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

static void print_indicator(const sdg16_table *catalog, FILE *out) {
  fprintf(out, "Indicator %s\n", cli_table_text(catalog, 0, "code"));
  for (size_t i = 0; i < sizeof FIELDS / sizeof FIELDS[0]; i++) {
    char number[NUMBER_SIZE];
    const char *text = cli_table_text(catalog, 0, FIELDS[i].column);
    double value = cli_table_number(catalog, 0, FIELDS[i].column);
    if (!text && value == value) text = cli_number(value, 0, number);
    if (!text) continue;
    int indent = fprintf(out, "  %-14s", FIELDS[i].label);
    cli_paragraph(text, indent, out);
  }
}

/* "  name          text of several lines", one a row. */
static int print_details(const char *code, int32_t what, const char *title, const char *name,
                         const char *text, FILE *out) {
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
    cli_paragraph(line.bytes, indent, out);
    cli_buffer_drop(&line);
  }
  sdg16_table_free(table);
  return status;
}

/* The indicator, and what it is made of. */
static int print_whole(const sdg16_table *catalog, const char *code, FILE *out) {
  static const struct {
    int32_t what;
    const char *title, *name, *text;
  } PARTS[] = {
      {SDG16_CATALOG_INPUTS, "Inputs (columns of the data)", "name", "definition"},
      {SDG16_CATALOG_SERIES, "Series", "series", "label"},
      {SDG16_CATALOG_DIMENSIONS, "Dimensions, and their categories", "name", "categories"},
      {SDG16_CATALOG_SWITCHES, "Switches (--set NAME=VALUE)", "name", "values"}};
  int status = EXIT_DONE;
  print_indicator(catalog, out);
  for (size_t i = 0; !status && i < sizeof PARTS / sizeof PARTS[0]; i++)
    status =
        print_details(code, PARTS[i].what, PARTS[i].title, PARTS[i].name, PARTS[i].text, out);
  return status;
}

static int print_overview(const sdg16_table *catalog, FILE *out) {
  static const char *const COLUMNS[] = {"code", "custodian", "kind", "name"};
  static const char *const HEADS[] = {"Code", "Custodian", "Kind", "Name"};
  sdg16_text_options options = cli_shown(4, COLUMNS, HEADS, NULL);
  return cli_print_table(catalog, &options, out);
}

static int write_result(const cli_catalog_options *options, const sdg16_table *catalog,
                        const char *code) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  if (options->format == FORMAT_CSV) {
    status = cli_write_csv(catalog, options->out.safe_cells, buffer.stream);
  } else if (options->format == FORMAT_JSON) {
    status = cli_json_catalog(catalog, code, buffer.stream);
  } else if (code) {
    status = print_whole(catalog, code, buffer.stream);
  } else {
    status = print_overview(catalog, buffer.stream);
  }
  return cli_buffer_finish(&buffer, status, options->out.path);
}

static int run_catalog(const void *line) {
  const cli_catalog_options *options = line;
  sdg16_error error = cli_new_error();
  const char *code = options->files.count ? options->files.path[0] : NULL;
  if (code && !sdg16_registry_find(NULL, code))
    return cli_error(EXIT_USAGE, "unknown indicator '%s' (see sdg16 catalog)", code);
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

static int settle_catalog(void *options, const cli_line *line) {
  (void)line;
  const cli_catalog_options *o = options;
  return o->files.count <= 1
             ? 0
             : cli_error(EXIT_USAGE,
                         "catalog takes one CODE or none, not %lld (see sdg16 catalog --help)",
                         (long long)o->files.count);
}

const cli_command cli_catalog_command = {
    .name = "catalog",
    .summary = "list the indicators, or describe one",
    .usage = (const char *const[]){"[CODE] [OPTIONS]", NULL},
    .description = "Lists the indicators of this version, or describes one: name, custodian, "
                   "kind of estimator, unit, inputs, disaggregations, SDMX series.",
    .group = GROUPS,
    .group_count = sizeof GROUPS / sizeof GROUPS[0],
    .examples =
        (const char *const[]){"catalog", "catalog 16.2.2", "catalog --format json", NULL},
    .listed_by = "catalog --format csv",
    .codes = 1,
    .no_files = 1,
    .size = sizeof(cli_catalog_options),
    .settle = settle_catalog,
    .run = run_catalog};
