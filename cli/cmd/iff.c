/* sdg16 iff METHOD FILE: illicit financial flows by one method, and sums of methods. */
#include "shared/publishing.h"

#include <stdlib.h>
#include <string.h>

typedef struct cli_iff_options {
  cli_files files;
  cli_mapping mapping;
  cli_marks marks;
  const char *prices; /* file; NULL: none */
  int detail, coefficients;
  sdg16_exec_options exec;
  cli_publication publication;
  cli_output out;
} cli_iff_options;

static int publish_results(const cli_iff_options *o, const sdg16_table *results,
                           const sdg16_iff *iff, FILE *out) {
  sdg16_error error = cli_new_error();
  sdg16_publish_options settings = o->publication.how;
  settings.command = "iff";
  settings.file = cli_shown_path(o->files.path[1]);
  settings.safe_cells = o->out.safe_cells;
  settings.diagnostics = sdg16_iff_diagnostics(iff);
  return sdg16_publish(NULL, results, o->publication.format, &settings, cli_to_stream, out,
                       NULL, &error)
             ? cli_library_error(&error)
             : EXIT_DONE;
}

/* Results, or the detail or the coefficients; `iff` is NULL for a sum of several. */
static int write_table(const cli_iff_options *o, const sdg16_table *results,
                       const sdg16_iff *iff) {
  const cli_found found = {results, results};
  cli_buffer buffer;
  int status = cli_check_found(&o->files, &found);
  if (!status) status = cli_buffer_open(&buffer);
  if (status) return status;
  const sdg16_table *other = o->detail         ? sdg16_iff_detail(iff)
                             : o->coefficients ? sdg16_iff_coefficients(iff)
                                               : NULL;
  status = other ? cli_write_csv(other, o->out.safe_cells, buffer.stream)
                 : publish_results(o, results, iff, buffer.stream);
  status = cli_buffer_finish(&buffer, status, o->out.path);
  int shown = !other && (o->publication.format == SDG16_FORMAT_TEXT ||
                         o->publication.format == SDG16_FORMAT_JSON);
  const sdg16_table *doubts = sdg16_iff_diagnostics(iff);
  for (int64_t i = 0; !status && !o->out.quiet && !shown && i < sdg16_table_rows(doubts); i++)
    cli_message("note", cli_table_text(doubts, i, "message"));
  if (status) return status;
  return cli_any_value(results) ? EXIT_DONE : EXIT_NO_ESTIMATE;
}

/* The sum of tables of results, by category if asked for, written. */
static int write_total(const cli_iff_options *o, int64_t count,
                       const sdg16_table *const *tables, const sdg16_iff *iff) {
  sdg16_error error = cli_new_error();
  sdg16_table *total;
  int32_t failed = o->mapping.by.count
                       ? sdg16_iff_total_by_category(count, tables, &total, &error)
                       : sdg16_iff_total(count, tables, &total, &error);
  if (failed) return cli_library_error(&error);
  int status = write_table(o, total, iff);
  sdg16_table_free(total);
  return status;
}

static int estimate_flows(const cli_iff_options *o, int32_t method, const sdg16_table *prices) {
  sdg16_error error = cli_new_error();
  sdg16_iff_options settings;
  sdg16_iff_options_init(&settings, (int64_t)sizeof settings);
  settings.map_count = o->mapping.map_columns.count;
  settings.map_names = (const char *const *)o->mapping.map_names.name;
  settings.map_columns = (const char *const *)o->mapping.map_columns.name;
  settings.set_count = o->mapping.sets.count;
  settings.sets = (const char *const *)o->mapping.sets.name;
  settings.ref_area = o->mapping.ref_area;
  settings.time_period = o->mapping.time_period;
  settings.prices = prices;
  settings.delimiter = o->marks.delimiter;
  settings.decimal = o->marks.decimal;
  settings.encoding = o->marks.encoding;
  settings.na_count = o->marks.na_count;
  settings.na = o->marks.na;
  settings.skip_lines = o->marks.skip_lines;
  settings.comment = o->marks.comment;
  sdg16_exec_options exec;
  int status = cli_begin_computing(&o->exec, o->out.quiet, &exec);
  if (status) return status;
  sdg16_iff *iff;
  int32_t failed = sdg16_iff_read(method, o->files.path[1], &settings, &exec, &iff, &error);
  cli_end_computing(&exec);
  if (failed) return cli_library_error(&error);
  const sdg16_table *results = sdg16_iff_results(iff);
  status =
      o->mapping.by.count ? write_total(o, 1, &results, iff) : write_table(o, results, iff);
  sdg16_iff_free(iff);
  return status;
}

static int list_methods(const cli_iff_options *o) {
  sdg16_error error = cli_new_error();
  sdg16_table *methods;
  if (sdg16_iff_methods(&methods, &error)) return cli_library_error(&error);
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (!status)
    status = cli_buffer_finish(
        &buffer, cli_write_csv(methods, o->out.safe_cells, buffer.stream), o->out.path);
  sdg16_table_free(methods);
  return status;
}

/* sdg16 iff total FILE...: results as CSV. */
static int add_up_flows(const cli_iff_options *o) {
  sdg16_error error = cli_new_error();
  int64_t count = o->files.count - 1;
  if (count < 1)
    return cli_error(EXIT_USAGE, "iff total needs FILE, results as CSV (see sdg16 iff --help)");
  sdg16_table **table = calloc((size_t)count, sizeof *table);
  if (!table) return cli_out_of_memory();
  int status = EXIT_DONE;
  for (int64_t i = 0; i < count && !status; i++)
    if (sdg16_table_read_csv(o->files.path[1 + i], NULL, &table[i], &error))
      status = cli_library_error(&error);
  if (!status) status = write_total(o, count, (const sdg16_table *const *)table, NULL);
  for (int64_t i = 0; i < count; i++) sdg16_table_free(table[i]);
  free(table);
  return status;
}

static int run_iff(const void *line) {
  const cli_iff_options *o = line;
  if (o->files.count >= 1 && !strcmp(o->files.path[0], "total")) return add_up_flows(o);
  if (o->files.count == 1 && !strcmp(o->files.path[0], "methods")) return list_methods(o);
  if (o->files.count != 2)
    return cli_error(EXIT_USAGE,
                     "iff needs METHOD and FILE, not %lld operands (see sdg16 iff --help)",
                     (long long)o->files.count);
  int32_t method = sdg16_iff_method_from_name(o->files.path[0]);
  if (method < 0)
    return cli_error(EXIT_USAGE, "unknown method '%s' (see sdg16 iff methods)",
                     o->files.path[0]);
  sdg16_table *prices = NULL;
  int status = o->prices ? cli_read_csv(&o->marks, o->prices, &prices) : EXIT_DONE;
  if (!status) status = estimate_flows(o, method, prices);
  sdg16_table_free(prices);
  return status;
}

/* ---- options ---- */

static int read_by(const cli_option *o, const char *value, void *target) {
  return strcmp(value, "category") ? option_bad_value(o, value)
                                   : option_read_names(o, value, target);
}

static int is_word(const void *options, const char *word) {
  const cli_files *files = options;
  return files->count && !strcmp(files->path[0], word);
}

static int is_method(const void *options, const cli_line *line) {
  (void)line;
  return !is_word(options, "total") && !is_word(options, "methods");
}

static int is_computed(const void *options, const cli_line *line) {
  (void)line;
  return !is_word(options, "methods");
}

static int shows_flows(const void *options, const cli_line *line) {
  const cli_iff_options *o = options;
  (void)line;
  return !o->detail && !o->coefficients;
}

static int has_replicates(const void *options, const cli_line *line) {
  const cli_iff_options *o = options;
  (void)line;
  for (int64_t i = 0; i < o->mapping.sets.count; i++)
    if (!strncmp(o->mapping.sets.name[i], "replicates=", 11)) return 1;
  return 0;
}

static const cli_condition
    METHOD = {.to = "one METHOD, not to total and methods", .holds = is_method},
    COMPUTED = {.to = "iff METHOD and iff total", .holds = is_computed},
    FLOWS = {.to = "flows", .without = "--detail and --coefficients", .holds = shows_flows},
    REPLICATES = {.to = "replicates", .add = "--set replicates=N", .holds = has_replicates};

#define AT(member) .target = offsetof(cli_iff_options, member)

static const cli_option ESTIMATING[] = {
    {.name = "set",
     .argument = "NAME=VALUE",
     .help = "setting of the method (sdg16 iff methods)",
     .repeatable = 1,
     .read = option_add_text,
     AT(mapping.sets)},
    {.name = "prices",
     .argument = "FILE",
     .help =
         "prices for the method price-filter with --set fence=price: a CSV file with the "
         "columns commodity and price, and time_period and partner if prices differ by them",
     .file = CLI_READS,
     .read = option_read_text,
     AT(prices)},
    {.name = "map",
     .argument = "NAME=COLUMN,...",
     .help = "columns that have other names",
     .expected = "NAME=COLUMN, separated by commas",
     .repeatable = 1,
     .read = option_read_map,
     AT(mapping)}};

static const cli_option TABLES[] = {
    {.name = "detail",
     .help = "write the parts of the flows, as CSV, instead of the flows",
     .excludes = "coefficients by",
     .read = option_read_switch,
     AT(detail),
     .least = 1},
    {.name = "coefficients",
     .help = "write the fitted coefficients (method partner-country), as CSV, instead of the "
             "flows",
     .excludes = "by",
     .read = option_read_switch,
     AT(coefficients),
     .least = 1}};

static const cli_option DECIMAL[] = {{.name = "decimal",
                                      .argument = "MARK",
                                      .help = "decimal mark: {} (it is not detected)",
                                      .preset = ".",
                                      .words = ". ,",
                                      .expected = "'.' or ','",
                                      .read = option_read_decimal,
                                      AT(marks.decimal)}};

static const cli_option BY[] = {{.name = "by",
                                 .argument = "category",
                                 .help = "the total and each of the four categories",
                                 .words = "category",
                                 .expected = "category",
                                 .read = read_by,
                                 AT(mapping.by)}};

#define METHOD_GROUP(rows, head) CLI_GROUP_IF(head, rows, 0, &METHOD)
#define SHARED_METHOD_GROUP(rows, head, member, ...)                                           \
  CLI_SHARED_GROUP_IF(head, rows, 0, cli_iff_options, member, &METHOD, __VA_ARGS__)

static const cli_option_group GROUPS[] = {
    METHOD_GROUP(ESTIMATING, "Estimating"),
    SHARED_METHOD_GROUP(cli_place_rows, "Estimating", mapping, NULL),
    SHARED_METHOD_GROUP(cli_stream_rows, "Estimating", marks, NULL),
    METHOD_GROUP(DECIMAL, "Estimating"),
    SHARED_METHOD_GROUP(cli_seed_rows, "Estimating", exec, &REPLICATES),
    SHARED_METHOD_GROUP(cli_threads_rows, "Estimating", exec, &REPLICATES),
    METHOD_GROUP(TABLES, "Output"),
    CLI_GROUP_IF("Output", BY, 0, &COMPUTED),
    CLI_SHARED_GROUP_IF("Output", cli_publication_format_rows, 0, cli_iff_options, publication,
                        &COMPUTED),
    CLI_SHARED_GROUP_IF("Output", cli_publication_rows, 0, cli_iff_options, publication,
                        &COMPUTED, &FLOWS),
    CLI_OUTPUT_GROUP(cli_iff_options, out)};

static void init_iff(void *options) {
  cli_iff_options *o = options;
  cli_exec_init(&o->exec);
  cli_publication_init(&o->publication);
}

static int settle_iff(void *options, const cli_line *line) {
  cli_iff_options *o = options;
  if ((o->detail || o->coefficients) && cli_value(line, "format") &&
      o->publication.format != SDG16_FORMAT_CSV)
    return cli_needs(o->detail ? "detail" : "coefficients", "--format csv");
  return cli_publication_settle(&o->publication, line);
}

static void free_iff(void *options) {
  cli_iff_options *o = options;
  cli_mapping_free(&o->mapping);
}

static const cli_term METHODS[] = {
    {"price-filter", "customs records whose unit price is abnormal"},
    {"partner-country", "trade that two countries report differently"},
    {"balance", "drugs and goods: balance of quantities, times price"},
    {"smuggling", "smuggling of migrants: number of persons, times price"},
    {"units", "units, times price, times the share paid across the border"},
    {"management", "illicit income that is moved out of the country or into it"},
    {"offshore-flow", "changes of offshore deposits that were not declared"},
    {"offshore-wealth", "changes of offshore financial wealth that were not declared"},
    {"profit-misalignment", "profits of multinationals that do not match their activity"},
    {"profit-comparison", "profits of multinationals, compared with those of similar firms"},
    {"haven-profits",
     "excess earnings of foreign firms in tax havens, by the country that pays"},
    {NULL, NULL}};

const cli_command cli_iff_command = {
    .name = "iff",
    .summary = "estimate illicit financial flows",
    .usage = (const char *const[]){"METHOD FILE [OPTIONS]", "total FILE... [OPTIONS]",
                                   "methods", NULL},
    .description = "Estimates illicit financial flows (indicator 16.4.1) by one method, inward "
                   "and outward flows separately. FILE (CSV) is streamed: memory grows with "
                   "the groups of trade, not with the rows. total adds up results (--format "
                   "csv) of methods that measure different flows.",
    .terms_heading = "Methods (sdg16 iff methods: their columns and settings)",
    .terms = METHODS,
    .group = GROUPS,
    .group_count = sizeof GROUPS / sizeof GROUPS[0],
    .notes = "Exit status 1: nothing could be estimated.",
    .examples =
        (const char *const[]){
            "iff price-filter customs.csv --set k=3",
            "iff price-filter customs.csv --set fence=price --prices world.csv",
            "iff partner-country mirror.csv --set cif=1.06 --detail",
            "iff partner-country mirror.csv --set 'predictors=distance,ln(price)'",
            "iff total trade.csv drugs.csv --by category --format sdmx-csv",
            "iff smuggling routes.csv --area 12 --period 2023 --format json", NULL},
    .operands = "methods total",
    .listed_by = "iff methods",
    .codes = 1,
    .size = sizeof(cli_iff_options),
    .init = init_iff,
    .settle = settle_iff,
    .run = run_iff,
    .free = free_iff};
