#include "shared/publishing.h"

#include <string.h>

/* ---- the data ---- */

/* "a=b,c=d" */
int option_read_map(const cli_option *o, const char *value, void *target) {
  cli_mapping *mapping = target;
  for (const char *at = value; *at;) {
    const char *end = strchrnul(at, ','), *equals = memchr(at, '=', (size_t)(end - at));
    if (!equals || equals == at || equals + 1 == end) return option_bad_value(o, value);
    if (!cli_names_add(&mapping->map_names, at, (size_t)(equals - at)) ||
        !cli_names_add(&mapping->map_columns, equals + 1, (size_t)(end - equals - 1)))
      return cli_out_of_memory();
    at = *end ? end + 1 : end;
  }
  return 0;
}

int option_add_text(const cli_option *o, const char *value, void *target) {
  (void)o;
  return cli_names_add(target, value, strlen(value)) ? 0 : cli_out_of_memory();
}

int option_add_dimensions(const cli_option *o, const char *value, void *target) {
  cli_names more = {0};
  int status = option_split(o, value, ',', &more);
  for (int64_t i = 0; i < more.count && !status; i++)
    status = option_add_text(o, more.name[i], target);
  cli_names_free(&more);
  return status;
}

void cli_mapping_free(cli_mapping *mapping) {
  cli_names_free(&mapping->map_names);
  cli_names_free(&mapping->map_columns);
  cli_names_free(&mapping->by);
  cli_names_free(&mapping->sets);
}

/* ---- the output ---- */

static int32_t action_code(const char *word) {
  return strlen(word) == 1 && strchr("IARD", *word) ? *word : -1;
}

/* ---- when options have an effect: by the line, whose struct differs by subcommand ---- */

static int is_sdmx_1_or_2(const void *options, const cli_line *line) {
  (void)options;
  return cli_value_is(line, "format", "sdmx-csv") || cli_given(line, "sdmx-version");
}

static int is_sdmx_2(const void *options, const cli_line *line) {
  (void)options;
  return cli_value_is(line, "sdmx-version", "2.0");
}

static int is_observations(const void *options, const cli_line *line) {
  return is_sdmx_1_or_2(options, line) || cli_value_is(line, "format", "open-sdg");
}

static int is_text(const void *options, const cli_line *line) {
  return !is_sdmx_1_or_2(options, line) &&
         (!cli_value(line, "format") || cli_value_is(line, "format", "text"));
}

/* Whether a row is without a source. */
static int lacks_source(const void *options, const void *found) {
  const sdg16_table *results = ((const cli_found *)found)->published;
  (void)options;
  for (int64_t i = 0; i < sdg16_table_rows(results); i++)
    if (!cli_table_text(results, i, "source")) return 1;
  return !sdg16_table_rows(results);
}

/* Whether a row has the value of the option in the column: else all have one of the data. */
static int is_place(const void *options, const void *found, const char *option,
                    const char *column) {
  const sdg16_table *results = ((const cli_found *)found)->computed;
  const char *given = cli_value(((const cli_files *)options)->line, option), *text;
  for (int64_t i = 0; given && i < sdg16_table_rows(results); i++)
    if ((text = cli_table_text(results, i, column)) && !strcmp(text, given)) return 1;
  return !given || !sdg16_table_rows(results);
}

static int is_area(const void *options, const void *found) {
  return is_place(options, found, "area", "ref_area");
}

static int is_period(const void *options, const void *found) {
  return is_place(options, found, "period", "time_period");
}

static const cli_condition
    SDMX = {.to = "SDMX-CSV", .add = "--format sdmx-csv", .holds = is_sdmx_1_or_2},
    SDMX_2 = {.to = "SDMX-CSV 2.0", .add = "--sdmx-version 2.0", .holds = is_sdmx_2},
    OBSERVATIONS = {.to = "SDMX-CSV and Open SDG",
                    .add = "--format sdmx-csv or open-sdg",
                    .holds = is_observations},
    TEXT = {.to = "text, since the other formats have all digits",
            .add = "--format text",
            .holds = is_text},
    NO_SOURCE = {.to = "data without sources", .fits = lacks_source},
    NO_AREA = {.to = "data without a column of the area", .fits = is_area},
    NO_PERIOD = {.to = "data without a column of the period", .fits = is_period};

const cli_option cli_place_rows[2] = {{.name = "area",
                                       .argument = "CODE",
                                       .help = "M49 code of the area",
                                       .applies = {&NO_AREA},
                                       .read = option_read_text,
                                       .target = offsetof(cli_mapping, ref_area)},
                                      {.name = "period",
                                       .argument = "YEAR",
                                       .help = "the period",
                                       .applies = {&NO_PERIOD},
                                       .read = option_read_text,
                                       .target = offsetof(cli_mapping, time_period)}};

#define HOW(member) .target = offsetof(cli_publication, how.member)

const cli_option cli_publication_format_rows[1] = {{.name = "format",
                                                    .argument = "FORMAT",
                                                    .help = "{}",
                                                    .preset = "text",
                                                    .words = "text csv json sdmx-csv open-sdg",
                                                    .read = option_read_code,
                                                    .target = offsetof(cli_publication, format),
                                                    .code = sdg16_format_from_name}};

const cli_option cli_publication_rows[CLI_PUBLICATION_ROWS] = {
    {.name = "sdmx-version",
     .argument = "V",
     .help = "version of SDMX-CSV: {}",
     .preset = "1.0",
     .words = "1.0 2.0",
     .read = option_read_code,
     .target = offsetof(cli_publication, sdmx_format),
     .least = SDG16_FORMAT_SDMX_CSV},
    {.name = "action",
     .argument = "ACTION",
     .help = "the column ACTION: {}",
     .applies = {&SDMX_2},
     .words = "I A R D",
     .read = option_read_code,
     HOW(action),
     .code = action_code},
    {.name = "dataflow",
     .argument = "D",
     .help = "the dataflow",
     .applies = {&SDMX},
     .preset = "IAEG-SDGs:DF_SDG_GLC(1.22)",
     .read = option_read_text,
     HOW(dataflow)},
    {.name = "check",
     .argument = "RULES",
     .help = "what is checked before writing: codes; constraints: also those of global "
             "submissions; none",
     .preset = "codes",
     .applies = {&OBSERVATIONS},
     .words = "codes constraints none",
     .read = option_read_code,
     HOW(check),
     .code = sdg16_check_from_name},
    {.name = "source-detail",
     .argument = "TEXT",
     .help = "the column SOURCE_DETAIL",
     .applies = {&SDMX, &NO_SOURCE},
     .read = option_read_text,
     HOW(source_detail)},
    {.name = "last-update",
     .argument = "DATE",
     .help = "the column DATA_LAST_UPDATE",
     .applies = {&SDMX},
     .read = option_read_text,
     HOW(last_update)},
    {.name = "decimals",
     .argument = "N",
     .help = "decimal places",
     .applies = {&TEXT},
     .preset = "2",
     .expected = "a whole number from 0 to 17",
     .high = 17,
     .read = option_read_integer,
     HOW(decimals)}};

void cli_publication_init(cli_publication *publication) {
  sdg16_publish_options_init(&publication->how, (int64_t)sizeof publication->how);
}

int cli_is_sdmx(int32_t format) {
  return format == SDG16_FORMAT_SDMX_CSV || format == SDG16_FORMAT_SDMX_CSV_2;
}

int cli_publication_settle(cli_publication *publication, const cli_line *line) {
  int32_t version = publication->sdmx_format;
  int other = cli_given(line, "format") || cli_value_is(line, "format", "json");
  if (version && other && publication->format != SDG16_FORMAT_SDMX_CSV &&
      publication->format != version)
    return cli_needs("sdmx-version", "--format sdmx-csv");
  if (version) publication->format = version;
  return 0;
}
