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

const cli_option cli_place_rows[2] = {
    {.name = "area",
     .argument = "CODE",
     .help = "M49 code of the area, if there is no column of it",
     .read = option_read_text,
     .target = offsetof(cli_mapping, ref_area)},
    {.name = "period",
     .argument = "YEAR",
     .help = "the period, if there is no column of it",
     .read = option_read_text,
     .target = offsetof(cli_mapping, time_period)}};

/* ---- the output ---- */

static int32_t action_code(const char *word) {
  return strlen(word) == 1 && strchr("IARD", *word) ? *word : -1;
}

#define HOW(member) .target = offsetof(cli_publication, how.member)

const cli_option cli_publication_rows[CLI_PUBLICATION_ROWS] = {
    {.name = "format",
     .argument = "FORMAT",
     .help = "{}",
     .preset = "text",
     .words = "text csv json sdmx-csv open-sdg",
     .read = option_read_code,
     .target = offsetof(cli_publication, format),
     .code = sdg16_format_from_name},
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
     .help = "column ACTION of SDMX-CSV 2.0: {}",
     .words = "I A R D",
     .read = option_read_code,
     HOW(action),
     .code = action_code},
    {.name = "dataflow",
     .argument = "D",
     .help = "the dataflow of SDMX-CSV",
     .preset = "IAEG-SDGs:DF_SDG_GLC(1.22)",
     .read = option_read_text,
     HOW(dataflow)},
    {.name = "check",
     .argument = "RULES",
     .help = "checks before SDMX-CSV and Open SDG are written: codes; constraints (also those "
             "of global submissions); none",
     .preset = "codes",
     .words = "codes constraints none",
     .read = option_read_code,
     HOW(check),
     .code = sdg16_check_from_name},
    {.name = "source-detail",
     .argument = "TEXT",
     .help = "SOURCE_DETAIL of data without sources",
     .read = option_read_text,
     HOW(source_detail)},
    {.name = "last-update",
     .argument = "DATE",
     .help = "DATA_LAST_UPDATE",
     .read = option_read_text,
     HOW(last_update)},
    {.name = "decimals",
     .argument = "N",
     .help = "text: decimal places",
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
  if (version && cli_given(line, "format") && publication->format != SDG16_FORMAT_SDMX_CSV &&
      publication->format != version)
    return cli_needs("sdmx-version", "--format sdmx-csv");
  if (version) publication->format = version;
  int32_t format = publication->format;
  int sdmx = cli_is_sdmx(format), observations = sdmx || format == SDG16_FORMAT_OPEN_SDG;
  static const char *const BOTH = "--format sdmx-csv or open-sdg";
  const struct {
    const char *option;
    int has_effect;
    const char *needed;
  } NEED[] = {
      {"action", format == SDG16_FORMAT_SDMX_CSV_2, "--sdmx-version 2.0"},
      {"dataflow", sdmx, "--format sdmx-csv"},
      {"check", observations, BOTH},
      {"source-detail", observations, BOTH},
      {"last-update", observations, BOTH},
      {"decimals", format == SDG16_FORMAT_TEXT, "--format text: the others have all digits"},
  };
  for (size_t i = 0; i < sizeof NEED / sizeof NEED[0]; i++)
    if (cli_given(line, NEED[i].option) && !NEED[i].has_effect)
      return cli_needs(NEED[i].option, NEED[i].needed);
  return 0;
}
