#include "cmd/indicator_options.h"

#include "cmd/survey_options.h"

#include <string.h>

#define AT(member) .target = offsetof(cli_indicator_options, member)

/* ---- values ---- */

/* Options of counts, of surveys, or of neither; what the indicator needs is known later. */
static int read_interval(const cli_option *o, const char *value, void *target) {
  cli_indicator_options *options = target;
  int32_t count = sdg16_count_interval_from_name(value);
  int32_t sample = sdg16_survey_interval_from_name(value);
  options->interval = value;
  options->of_counts = count >= 0;
  options->of_surveys = sample >= 0;
  if (count < 0 && sample < 0) return option_bad_value(o, value);
  if (count >= 0) options->indicator.interval = count;
  if (sample >= 0) options->estimation.options.interval = sample;
  return 0;
}

/* ---- when options have an effect ---- */

/* SDG16_DATA_; -1: the computation will report the error. */
static int32_t data_of(const cli_indicator_options *o) {
  return sdg16_indicator_data(NULL, o->files.path[0], o->sampling != NULL, NULL);
}

#define HOLDS(name, test) CLI_HOLDS(cli_indicator_options, name, test)

HOLDS(is_microdata, data_of(o) != SDG16_DATA_COUNTS)
HOLDS(is_counts, data_of(o) != SDG16_DATA_MICRODATA)
HOLDS(has_interval, o->indicator.interval != SDG16_COUNT_INTERVAL_NONE)
HOLDS(has_small_interval, o->indicator.interval == SDG16_COUNT_INTERVAL_SMALL)
HOLDS(shows_limits, o->publication.format != SDG16_FORMAT_OPEN_SDG)
HOLDS(shows_results, !o->audit && !o->coding)
HOLDS(shows_deff,
      o->publication.format == SDG16_FORMAT_CSV || o->publication.format == SDG16_FORMAT_JSON)
HOLDS(is_open_sdg, o->publication.format == SDG16_FORMAT_OPEN_SDG)
HOLDS(is_observations, cli_is_sdmx(o->publication.format) || is_open_sdg(options, line))
HOLDS(is_table, o->publication.format <= SDG16_FORMAT_JSON)
HOLDS(has_many_dimensions,
      o->mapping.by.count >= 2 ||
          (o->mapping.by.count && (!strcmp(o->mapping.by.name[0], "required") ||
                                   !strcmp(o->mapping.by.name[0], "all"))))

/* Whether a value has limits: those of a survey, or exact limits of a count of events. */
static int counts_events(const void *options, const cli_line *line) {
  const cli_indicator_options *o = options;
  const sdg16_indicator_def *def = sdg16_registry_find(NULL, o->files.path[0]);
  (void)line;
  if (!def || data_of(o) == SDG16_DATA_MICRODATA) return 1;
  for (int64_t i = 0; i < def->series_count; i++)
    if (def->series[i].flags & SDG16_SERIES_POISSON) return 1;
  return 0;
}

static int takes_population(const void *options, const cli_line *line) {
  const cli_indicator_options *o = options;
  const sdg16_indicator_def *def = sdg16_registry_find(NULL, o->files.path[0]);
  (void)line;
  for (int64_t i = 0; def && i < def->input_count; i++)
    if (def->inputs[i].kind == SDG16_INPUT_POPULATION) return 1;
  return !def;
}

static const cli_condition
    MICRODATA = {.to = "the microdata of a survey",
                 .add = "the design: --weight, --strata, --psu",
                 .holds = is_microdata},
    COUNTS = {.to = "counts, not to the microdata of a survey", .holds = is_counts},
    INTERVAL = {.to = "an interval", .without = "--interval none", .holds = has_interval},
    SMALL = {.to = "exact limits of small counts",
             .add = "--interval small",
             .holds = has_small_interval},
    LIMITS = {.to = "formats that have limits",
              .without = "--format open-sdg",
              .holds = shows_limits},
    EVENTS = {.to = "indicators that count events, such as 16.1.1", .holds = counts_events},
    SURVEYS_OR_EVENTS = {.to = "surveys and indicators that count events, such as 16.1.1",
                         .holds = counts_events},
    RATES = {.to = "indicators with rates of the population, such as 16.1.1",
             .holds = takes_population},
    RESULTS = {.to = "results", .without = "--audit and --coding", .holds = shows_results},
    DEFF = {.to = "CSV and JSON output", .add = "--format csv or json", .holds = shows_deff},
    OPEN_SDG = {.to = "Open SDG", .add = "--format open-sdg", .holds = is_open_sdg},
    OBSERVATIONS = {.to = "SDMX-CSV and Open SDG",
                    .add = "--format sdmx-csv or open-sdg",
                    .holds = is_observations},
    TABLES = {.to = "text, CSV and JSON output",
              .add = "--format text, csv or json",
              .holds = is_table},
    MANY_DIMENSIONS = {.to = "two or more dimensions of --by",
                       .add = "--by A,B",
                       .holds = has_many_dimensions};

/* ---- the rows ---- */

static const cli_option DATA[] = {
    {.name = "map",
     .argument = "NAME=COLUMN,...",
     .help = "columns that have other names; words for a category or an answer: "
             "sex.F=Femmes,paid.yes=3,*.refused=77; an input for one of several overlapping "
             "categories: paid:police=q502",
     .expected = "NAME=COLUMN, separated by commas",
     .repeatable = 1,
     .read = option_read_map,
     AT(mapping)},
    {.name = "by",
     .argument = "DIM[,DIM]",
     .help = "disaggregate: each combination of the dimensions, each margin and the total; "
             "required: those that the metadata require; all",
     .preset = "totals only",
     .words = "required all",
     .expected = "dimensions separated by commas",
     .read = option_add_dimensions,
     AT(mapping.by)},
    {.name = "population",
     .argument = "P",
     .help =
         "a number, or a CSV file with the column population and the columns that divide it "
         "(ref_area, time_period, sex, age, ...); years and bands must be those of the data",
     .file = CLI_READS,
     .applies = {&RATES},
     .read = option_read_text,
     AT(population)}};

static const cli_option SURVEYS[] = {{.name = "crossed",
                                      .argument = "N",
                                      .help = "combine at most N dimensions of --by",
                                      .preset = "all",
                                      .applies = {&MANY_DIMENSIONS},
                                      .read = option_read_small,
                                      AT(indicator.crossed),
                                      .least = 1,
                                      .most = 100}};

static const cli_option MICRODATA_ROWS[] = {
    {.name = "bands",
     .argument = "A,B,...",
     .help = "ages at which bands begin",
     .preset = "those of the indicator",
     .read = option_read_text,
     AT(indicator.bands)},
    {.name = "audit",
     .help = "write who is counted, who is not and why, instead of the results; options of the "
             "results are accepted, but have no effect",
     .excludes = "protect",
     .applies = {&TABLES},
     .read = option_read_switch,
     AT(audit),
     .least = 1},
    {.name = "coding",
     .help = "write how each answer was read, instead of the results; options of the results "
             "are accepted, but have no effect",
     .excludes = "protect",
     .applies = {&TABLES},
     .read = option_read_switch,
     AT(coding),
     .least = 1}};

static const cli_option COMPUTING[] = {
    {.name = "set",
     .argument = "NAME=VALUE",
     .help = "setting of a switch of the indicator (sdg16 catalog CODE)",
     .repeatable = 1,
     .read = option_add_text,
     AT(mapping.sets)},
    {.name = "interval",
     .argument = "KIND",
     .help = "of counts: small: exact Poisson limits where the count is small; poisson: "
             "always; none; of a survey: " CLI_SURVEY_INTERVALS,
     .preset = "small; of a survey logit",
     .words = "small poisson none logit wald arcsine beta korn-graubard wilson likelihood",
     .expected = CLI_COUNT_INTERVALS "; of a survey " CLI_SURVEY_INTERVALS,
     .applies = {&SURVEYS_OR_EVENTS, &LIMITS},
     .read = read_interval},
    {.name = "small-count",
     .argument = "N",
     .help = "counts below N are small",
     .preset = "100",
     .applies = {&COUNTS, &EVENTS, &SMALL, &LIMITS},
     .expected = "a number of 0 or more",
     .high = 1e15,
     .read = option_read_number,
     AT(indicator.small_count)},
    {.name = "standard",
     .argument = "FILE",
     .help = "a CSV file with the columns age and weight; adds age-standardised rates to the "
             "crude rates",
     .file = CLI_READS,
     .read = option_read_text,
     AT(standard)},
    {.name = "groups",
     .argument = "FILE",
     .help = "a CSV file with the columns ref_area, group and weight; gives values of the "
             "groups",
     .file = CLI_READS,
     .read = option_read_text,
     AT(groups)},
    {.name = "rule",
     .argument = "RULE",
     .help = "how groups are aggregated: {}",
     .preset = "the rule of the indicator",
     .needs = "groups",
     .words = "sums mean weighted total",
     .read = option_read_code,
     AT(aggregate.rule),
     .code = sdg16_aggregate_from_name},
    {.name = "window",
     .argument = "YEARS",
     .help = "number of years to average before aggregation",
     .needs = "groups",
     .expected = "a number of years",
     .high = 100,
     .read = option_read_integer,
     AT(aggregate.window)},
    {.name = "coverage",
     .argument = "SHARE",
     .help =
         "a group has a value only if the members with data have at least this share of its "
         "weight",
     .needs = "groups",
     .expected = "a number from 0 to 1",
     .high = 1,
     .read = option_read_number,
     AT(aggregate.coverage)},
    {.name = "world",
     .argument = "CODE",
     .help = "also a value for the world, with this code",
     .needs = "groups",
     .read = option_read_text,
     AT(aggregate.world)},
    {.name = "trend",
     .help = "write the changes over time instead of the values; there are none across a break "
             "in the series",
     .read = option_read_switch,
     AT(trend),
     .least = 1}};

static const cli_option PUBLISHING[] = {{.name = "source",
                                         .argument = "NAME",
                                         .help = "publish only the values of this source",
                                         .applies = {&OBSERVATIONS},
                                         .read = option_read_text,
                                         AT(publication.how.source)},
                                        {.name = "codes",
                                         .help = "codes instead of words",
                                         .applies = {&OPEN_SDG},
                                         .read = option_read_switch,
                                         AT(publication.how.labels)}};

/* It is of surveys alone. */
#define OF_SURVEYS 1
#define HERE(rows, head) CLI_GROUP(head, rows, 0)
#define SHARED(rows, head, what, member)                                                       \
  CLI_SHARED_GROUP(head, rows, what, cli_indicator_options, member)
#define SHARED_IF(rows, head, what, member, ...)                                               \
  CLI_SHARED_GROUP_IF(head, rows, what, cli_indicator_options, member, __VA_ARGS__)
#define OF_SURVEY "Surveys: the design and the estimation, as in sdg16 survey"

const cli_option_group cli_indicator_groups[CLI_INDICATOR_GROUPS] = {
    HERE(DATA, "Data"),
    SHARED(cli_place_rows, "Data", 0, mapping),
    SHARED(cli_marks_rows, "Data", 0, marks),
    SHARED_IF(cli_design_rows, OF_SURVEY, OF_SURVEYS, design, &MICRODATA),
    SHARED_IF(cli_where_rows, OF_SURVEY, OF_SURVEYS, estimation, &MICRODATA),
    SHARED_IF(cli_df_rows, OF_SURVEY, OF_SURVEYS, estimation, &MICRODATA, &INTERVAL),
    SHARED_IF(cli_deff_rows, OF_SURVEY, OF_SURVEYS, estimation, &MICRODATA, &DEFF),
    SHARED_IF(cli_reliability_rows, OF_SURVEY, OF_SURVEYS, estimation, &MICRODATA),
    CLI_GROUP_IF(OF_SURVEY, SURVEYS, OF_SURVEYS, &MICRODATA),
    CLI_GROUP_IF(OF_SURVEY, MICRODATA_ROWS, 0, &MICRODATA),
    SHARED_IF(cli_seed_rows, OF_SURVEY, 0, exec, &MICRODATA, &cli_drawn_replicates),
    SHARED_IF(cli_threads_rows, OF_SURVEY, 0, exec, &MICRODATA),
    HERE(COMPUTING, "Computing"),
    SHARED_IF(cli_level_rows, "Computing", 0, indicator.level, &SURVEYS_OR_EVENTS, &INTERVAL,
              &LIMITS),
    CLI_PUBLICATION_GROUPS(cli_indicator_options, publication, &RESULTS),
    HERE(PUBLISHING, "Output"),
    CLI_PROTECTION_GROUP(cli_indicator_options, protection),
    CLI_OUTPUT_GROUP(cli_indicator_options, out)};

void cli_indicator_init(void *options) {
  cli_indicator_options *o = options;
  sdg16_indicator_options_init(&o->indicator, (int64_t)sizeof o->indicator);
  cli_design_init(&o->design);
  cli_estimation_init(&o->estimation);
  sdg16_aggregate_options_init(&o->aggregate, (int64_t)sizeof o->aggregate);
  cli_exec_init(&o->exec);
  cli_publication_init(&o->publication);
}

void cli_indicator_free(void *options) {
  cli_indicator_options *o = options;
  cli_mapping_free(&o->mapping);
  cli_design_free(&o->design);
}

/* ---- options that go together ---- */

static void point_to_mapping(cli_indicator_options *o) {
  sdg16_indicator_options *indicator = &o->indicator;
  const cli_mapping *mapping = &o->mapping;
  indicator->map_count = mapping->map_columns.count;
  indicator->map_names = (const char *const *)mapping->map_names.name;
  indicator->map_columns = (const char *const *)mapping->map_columns.name;
  indicator->by_count = mapping->by.count;
  indicator->by = (const char *const *)mapping->by.name;
  indicator->switch_count = mapping->sets.count;
  indicator->switches = (const char *const *)mapping->sets.name;
  indicator->ref_area = mapping->ref_area;
  indicator->time_period = mapping->time_period;
}

int cli_indicator_settle(void *options, const cli_line *line) {
  cli_indicator_options *o = options;
  const cli_row *sampling = cli_given_last(line, OF_SURVEYS);
  if (sampling) o->sampling = sampling->option->name;
  point_to_mapping(o);
  if (o->files.count != 2)
    return cli_error(
        EXIT_USAGE,
        "indicator needs CODE and FILE, not %lld operands (see sdg16 indicator --help)",
        (long long)o->files.count);
  int status = cli_protection_settle(&o->protection, 0);
  if (!status) status = cli_publication_settle(&o->publication, line);
  if (!status && o->audit && o->coding && o->publication.format == SDG16_FORMAT_CSV)
    status = cli_excludes("audit", "--coding in CSV, which has one table");
  o->design.is_silent = o->out.quiet || o->protection.asked;
  return status ? status : cli_design_settle(&o->design);
}
