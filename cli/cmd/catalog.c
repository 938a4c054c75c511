/* sdg16 catalog [CODE]: the indicators this version knows. */
#include "shared/cli.h"

#include <string.h>

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
static void print_details(const char *code, int32_t what, const char *title, const char *name,
                          const char *text, FILE *out) {
  sdg16_table *table;
  if (sdg16_registry_table(NULL, code, what, &table, NULL)) return;
  if (sdg16_table_rows(table)) fprintf(out, "\n%s\n", title);
  for (int64_t row = 0; row < sdg16_table_rows(table); row++) {
    const char *first = cli_table_text(table, row, name);
    int indent = fprintf(out, "  %-24s ", first ? first : "-");
    const char *second = cli_table_text(table, row, text);
    static const char *const BEHIND[] = {"when", "answers", "meaning"};
    char line[2000];
    int used = snprintf(line, sizeof line, "%s", second ? second : "");
    for (size_t i = 0; i < 3; i++) {
      const char *more = cli_table_text(table, row, BEHIND[i]);
      if (more && used < (int)sizeof line)
        used += snprintf(line + used, sizeof line - (size_t)used, " (%s)", more);
    }
    cli_paragraph(line, indent, out);
  }
  sdg16_table_free(table);
}

static int print_overview(const sdg16_table *catalog, FILE *out) {
  cli_grid grid = {.align = "llll"};
  cli_cell(&grid, "Code");
  cli_cell(&grid, "Custodian");
  cli_cell(&grid, "Kind");
  cli_cell(&grid, "Name");
  for (int64_t i = 0; i < sdg16_table_rows(catalog); i++) {
    cli_cell(&grid, "%s", cli_table_text(catalog, i, "code"));
    cli_cell(&grid, "%s", cli_table_text(catalog, i, "custodian"));
    cli_cell(&grid, "%s", cli_table_text(catalog, i, "kind"));
    cli_cell(&grid, "%s", cli_table_text(catalog, i, "name"));
  }
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

static int write_result(const cli_options *options, const sdg16_table *catalog,
                        const char *code) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  if (options->format == FORMAT_CSV) {
    status = cli_write_csv(catalog, buffer.stream);
  } else if (options->format == FORMAT_JSON) {
    status = cli_json_catalog(catalog, code, buffer.stream);
  } else if (code) {
    print_indicator(catalog, buffer.stream);
    print_details(code, SDG16_CATALOG_INPUTS, "Inputs (columns of the data)", "name",
                  "definition", buffer.stream);
    print_details(code, SDG16_CATALOG_SERIES, "Series", "series", "label", buffer.stream);
    print_details(code, SDG16_CATALOG_DIMENSIONS, "Dimensions, and their categories", "name",
                  "categories", buffer.stream);
    print_details(code, SDG16_CATALOG_SWITCHES, "Switches (--set NAME=VALUE)", "name", "values",
                  buffer.stream);
  } else {
    status = print_overview(catalog, buffer.stream);
  }
  if (!status) return cli_buffer_write(&buffer, options);
  cli_buffer_drop(&buffer);
  return status;
}

int cli_catalog(const cli_options *options) {
  if (options->file_count > 1)
    return cli_error(EXIT_USAGE, "catalog: %lld codes found, expected one or none",
                     (long long)options->file_count);
  int status = cli_check_output(options);
  if (status) return status;
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  const char *code = options->file_count ? options->files[0] : NULL;
  if (code && !sdg16_registry_find(NULL, code))
    return cli_error(EXIT_USAGE,
                     "catalog: indicator '%s' is not available in this version (see sdg16 "
                     "catalog)",
                     code);
  sdg16_table *catalog;
  if (sdg16_registry_table(NULL, code, SDG16_CATALOG_INDICATORS, &catalog, &error))
    return cli_library_error(&error);
  status = write_result(options, catalog, code);
  sdg16_table_free(catalog);
  return status;
}
