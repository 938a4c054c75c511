/* sdg16 catalog [CODE]: the indicators this version knows. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* Column of the registry, and what people call it. */
static const struct {
  const char *column, *label;
} FIELDS[] = {
    {"name", "Name"},          {"custodian", "Custodian"},   {"kind", "Kind"},
    {"unit", "Unit"},          {"multiplier", "Multiplier"}, {"inputs", "Inputs"},
    {"disaggregations", "By"}, {"series", "Series"},         {"metadata_date", "Metadata of"},
};

static void print_indicator(const sdg16_table *catalog, int64_t row, FILE *out) {
  fprintf(out, "Indicator %s\n", cli_table_text(catalog, row, "code"));
  for (size_t i = 0; i < sizeof FIELDS / sizeof FIELDS[0]; i++) {
    char number[NUMBER_SIZE];
    const char *text = cli_table_text(catalog, row, FIELDS[i].column);
    if (!text) text = cli_number(cli_table_number(catalog, row, FIELDS[i].column), 0, number);
    int indent = fprintf(out, "  %-14s", FIELDS[i].label);
    cli_paragraph(text, indent, out);
  }
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

/* The rows [begin, end) as a table of its own. */
static int slice(const sdg16_table *catalog, int64_t begin, int64_t end, sdg16_table **out) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  int32_t failed = sdg16_table_new(out, &error);
  for (int64_t c = 0; c < sdg16_table_columns(catalog) && !failed; c++) {
    const char *name = sdg16_table_name(catalog, c);
    const int64_t *whole = sdg16_table_int64(catalog, c);
    const int32_t *codes = sdg16_table_codes(catalog, c);
    int64_t levels = sdg16_table_level_count(catalog, c);
    const char **texts = codes ? malloc((size_t)levels * sizeof *texts + 1) : NULL;
    if (codes && !texts) {
      failed = error.code = SDG16_ERR_MEMORY;
    } else if (codes) {
      for (int64_t k = 0; k < levels; k++) texts[k] = sdg16_table_level(catalog, c, k);
      failed = sdg16_table_add_text(*out, name, end - begin, codes + begin, NULL, levels, texts,
                                    &error);
    } else {
      failed = sdg16_table_add_int64(*out, name, end - begin, whole + begin, NULL, &error);
    }
    free(texts);
  }
  if (!failed) return EXIT_DONE;
  sdg16_table_free(*out);
  *out = NULL;
  return cli_library_error(&error);
}

static int write_result(const cli_options *options, const sdg16_table *catalog, int64_t begin,
                        int64_t end) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  if (options->format == FORMAT_CSV) {
    sdg16_table *rows = NULL;
    status = slice(catalog, begin, end, &rows);
    if (!status) status = cli_write_csv(rows, buffer.stream);
    sdg16_table_free(rows);
  } else if (options->format == FORMAT_JSON) {
    status = cli_json_catalog(catalog, begin, end, buffer.stream);
  } else if (options->file_count) {
    print_indicator(catalog, begin, buffer.stream);
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
  sdg16_table *catalog;
  if (sdg16_indicator_catalog(&catalog, &error)) return cli_library_error(&error);
  int64_t begin = 0, end = sdg16_table_rows(catalog);
  if (options->file_count) {
    while (begin < end && strcmp(cli_table_text(catalog, begin, "code"), options->files[0]))
      begin++;
    if (begin == end)
      status = cli_error(EXIT_USAGE,
                         "catalog: indicator '%s' is not available in this version (see sdg16 "
                         "catalog)",
                         options->files[0]);
    end = begin + 1;
  }
  if (!status) status = write_result(options, catalog, begin, end);
  sdg16_table_free(catalog);
  return status;
}
