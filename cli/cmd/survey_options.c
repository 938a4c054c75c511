#include "cmd/survey_options.h"

#include <string.h>

#define AT(member) .target = offsetof(cli_survey_options, member)

/* ---- statistics ---- */

static void name_statistic(cli_survey_options *o, int32_t kind, const char *expression) {
  o->statistics++;
  o->estimation.options.statistic = kind;
  o->estimation.options.numerator = expression;
}

static int read_proportion(const cli_option *o, const char *value, void *target) {
  (void)o;
  name_statistic(target, SDG16_SURVEY_PROPORTION, value);
  return 0;
}

static int read_mean(const cli_option *o, const char *value, void *target) {
  (void)o;
  name_statistic(target, SDG16_SURVEY_MEAN, value);
  return 0;
}

static int read_total(const cli_option *o, const char *value, void *target) {
  (void)o;
  name_statistic(target, SDG16_SURVEY_TOTAL, strcmp(value, "*") ? value : NULL);
  return 0;
}

static int read_distribution(const cli_option *o, const char *value, void *target) {
  (void)o;
  name_statistic(target, SDG16_SURVEY_DISTRIBUTION, value);
  return 0;
}

static int read_average(const cli_option *o, const char *value, void *target) {
  (void)o;
  name_statistic(target, SDG16_SURVEY_AVERAGE, value);
  return 0;
}

/* The slash of NUM/DEN: the first outside of parentheses, quotes and backticks. */
static const char *find_slash(const char *text) {
  int64_t depth = 0;
  char quote = '\0';
  for (; *text && (quote || depth > 0 || *text != '/'); text++) {
    if (quote)
      quote = *text == quote ? '\0' : quote;
    else if (strchr("'\"`", *text))
      quote = *text;
    else
      depth += (*text == '(') - (*text == ')');
  }
  return text;
}

static int read_ratio(const cli_option *o, const char *value, void *target) {
  cli_survey_options *s = target;
  const char *slash = find_slash(value);
  name_statistic(s, SDG16_SURVEY_RATIO, NULL);
  if (slash == value || !*slash || !slash[1]) return option_bad_value(o, value);
  s->estimation.options.numerator = cli_names_add(&s->ratio, value, (size_t)(slash - value));
  s->estimation.options.denominator = cli_names_add(&s->ratio, slash + 1, strlen(slash + 1));
  return s->estimation.options.numerator && s->estimation.options.denominator
             ? 0
             : cli_out_of_memory();
}

static int read_quantile(const cli_option *o, const char *value, void *target) {
  cli_survey_options *s = target;
  name_statistic(s, SDG16_SURVEY_QUANTILE, s->estimation.options.numerator);
  return option_read_number(o, value, &s->estimation.options.probability);
}

static int read_independence(const cli_option *o, const char *value, void *target) {
  cli_survey_options *s = target;
  s->statistics++;
  int status = option_read_names(o, value, &s->classifications);
  return status || s->classifications.count == 2 ? status : option_bad_value(o, value);
}

static int read_logistic(const cli_option *o, const char *value, void *target) {
  (void)o;
  cli_survey_options *s = target;
  s->statistics++;
  s->logistic = value;
  return 0;
}

/* ---- when options have an effect ---- */

#define HOLDS(name, test) CLI_HOLDS(cli_survey_options, name, test)

#define IS_ESTIMATE (!o->classifications.count && !o->logistic)
HOLDS(is_estimate, IS_ESTIMATE)
HOLDS(shows_estimates, !(o->compare && o->format == FORMAT_CSV))
HOLDS(has_level,
      o->logistic ||
          (IS_ESTIMATE &&
           (o->estimation.options.interval != SDG16_SURVEY_INTERVAL_NONE || o->compare)))
HOLDS(has_many_columns, o->by.count >= 2)
HOLDS(has_labels, sdg16_file_format_detect(o->files.path[0]) != SDG16_FILE_CSV)
HOLDS(has_deff, !o->estimation.options.standard &&
                    o->estimation.options.statistic != SDG16_SURVEY_AVERAGE &&
                    o->estimation.options.statistic != SDG16_SURVEY_QUANTILE)

static int is_custom(const void *options, const cli_line *line) {
  (void)options;
  return cli_value_is(line, "reliability", "custom");
}

static const cli_condition
    ESTIMATES = {.to = "estimates",
                 .without = "--independence and --logistic",
                 .holds = is_estimate},
    SHOWN = {.to = "output that has estimates",
             .without = "--compare with --format csv",
             .holds = shows_estimates},
    INTERVAL = {.to = "an interval",
                .without = "--interval none and --independence",
                .holds = has_level},
    MANY_COLUMNS = {.to = "two or more columns of --by",
                    .add = "--by A,B",
                    .holds = has_many_columns},
    LABELS = {.to = "files of SPSS and Stata", .holds = has_labels},
    DEFF = {.to = "proportions, means, totals and ratios that are not standardised",
            .holds = has_deff},
    CUSTOM = {.to = "your own thresholds", .add = "--reliability custom", .holds = is_custom};

static const cli_option STATISTICS[] = {
    {.name = "proportion",
     .argument = "EXPR",
     .help = "the proportion of rows in which EXPR holds",
     .read = read_proportion},
    {.name = "among",
     .argument = "EXPR",
     .help = "the rows that count in the denominator of --proportion",
     .preset = "all",
     .read = option_read_text,
     AT(estimation.options.among)},
    {.name = "mean", .argument = "EXPR", .help = "the mean", .read = read_mean},
    {.name = "total",
     .argument = "EXPR",
     .help = "the total; '*' gives the size of the population",
     .read = read_total},
    {.name = "ratio",
     .argument = "NUM/DEN",
     .help = "the ratio of two totals",
     .expected = "NUM/DEN, columns or expressions",
     .read = read_ratio},
    {.name = "quantile",
     .argument = "P",
     .help = "the P-quantile of --of, such as 0.5",
     .expected = "a number between 0 and 1, such as 0.5",
     .needs = "of",
     .low = 1e-12,
     .high = 1 - 1e-12,
     .read = read_quantile},
    {.name = "of",
     .argument = "EXPR",
     .help = "the column or expression of the quantile",
     .needs = "quantile",
     .read = option_read_text,
     AT(estimation.options.numerator)},
    {.name = "rule",
     .argument = "RULE",
     .help = "rule for a quantile that lies between two values: {}",
     .preset = "math",
     .needs = "quantile",
     .words = "math school hf4 hf7",
     .read = option_read_code,
     AT(estimation.options.rule),
     .code = sdg16_quantile_from_name},
    {.name = "average",
     .argument = "'A; B'",
     .help = "the mean of the proportions of several conditions",
     .read = read_average},
    {.name = "distribution",
     .argument = "COLUMN",
     .help = "the share of each category of COLUMN; they add up to 1",
     .read = read_distribution},
    {.name = "independence",
     .argument = "A,B",
     .help = "test that two classifications are independent",
     .expected = "two different columns, such as A,B",
     .read = read_independence},
    {.name = "logistic",
     .argument = "'Y ~ A + B'",
     .help = "logistic regression; terms are columns, factor(COLUMN) and interactions A:B",
     .read = read_logistic}};

/* ---- domains, intervals, reliability ---- */

static int32_t labels_code(const char *word) {
  int32_t values = sdg16_values_from_name(word);
  return values < 0 ? -1 : values == SDG16_VALUES_LABELS;
}

static int read_threshold(const cli_option *o, const char *value, void *target) {
  cli_estimation *estimation = target;
  sdg16_survey_thresholds *s = &estimation->thresholds;
  const struct {
    const char *name;
    double *value;
  } KNOWN[] = {{"min-n", &s->min_n},           {"min-effective", &s->min_effective},
               {"min-events", &s->min_events}, {"min-df", &s->min_df},
               {"max-cv", &s->max_cv},         {"max-width", &s->max_width},
               {"review-n", &s->review_n},     {"review-df", &s->review_df},
               {"review-cv", &s->review_cv}};
  const char *equals = strchr(value, '=');
  for (size_t i = 0; equals && i < sizeof KNOWN / sizeof KNOWN[0]; i++)
    if (strlen(KNOWN[i].name) == (size_t)(equals - value) &&
        !strncmp(KNOWN[i].name, value, (size_t)(equals - value)) &&
        !sdg16_parse_double(equals + 1, KNOWN[i].value) && *KNOWN[i].value > 0) {
      estimation->options.thresholds = s;
      return 0;
    }
  return option_bad_value(o, value);
}

static const cli_option DOMAINS[] = {
    {.name = "by",
     .argument = "COLUMN[,...]",
     .help = "estimate the total, each margin and each combination of the columns",
     .expected = "column names separated by commas",
     .read = option_read_names,
     AT(by)},
    {.name = "labels",
     .argument = "FORM",
     .help = "how domains and categories are written: text: as value labels; codes: as "
             "values",
     .preset = "text",
     .needs = "by distribution",
     .applies = {&LABELS},
     .words = "text codes",
     .read = option_read_code,
     AT(estimation.options.labels),
     .code = labels_code}};

static const cli_option INTERVALS[] = {
    {.name = "interval",
     .argument = "KIND",
     .help = "kind of interval: {}",
     .preset = "logit for proportions, else wald",
     .words = "logit wald arcsine beta korn-graubard wilson likelihood none",
     .read = option_read_code,
     AT(estimation.options.interval),
     .code = sdg16_survey_interval_from_name}};

#define ESTIMATE(member) .target = offsetof(cli_estimation, options.member)

const cli_option cli_where_rows[1] = {{.name = "where",
                                       .argument = "EXPR",
                                       .help = "only the rows in which EXPR holds",
                                       .preset = "all",
                                       .read = option_read_text,
                                       ESTIMATE(where)}};

const cli_option cli_df_rows[1] = {{.name = "df",
                                    .argument = "DF",
                                    .help = "degrees of freedom of the intervals",
                                    .preset = "those of the domain",
                                    .expected = "a number above 0",
                                    .low = 1e-9,
                                    .high = 1e12,
                                    .read = option_read_number,
                                    ESTIMATE(df)}};

const cli_option cli_deff_rows[1] = {
    {.name = "deff",
     .argument = "KIND",
     .help = "the design effect compares with simple random sampling without (wor) or with "
             "(wr) replacement; auto: wor, but wr if the weights do not expand to a population",
     .preset = "auto",
     .words = "auto wor wr",
     .read = option_read_code,
     ESTIMATE(with_replacement),
     .code = sdg16_deff_from_name}};

const cli_option cli_reliability_rows[2] = {
    {.name = "reliability",
     .argument = "SCHEME",
     .help = "which values may be shown, by the rules of: nchs (proportions), nchs-rates "
             "(others), statcan, ine-chile, eclac, eclac-2023, eurostat; custom: those of "
             "--threshold; none",
     .preset = "none",
     .words = "nchs nchs-rates statcan ine-chile eclac eclac-2023 eurostat custom none",
     .read = option_read_code,
     ESTIMATE(scheme),
     .code = sdg16_scheme_from_name},
    {.name = "threshold",
     .argument = "T=X",
     .help = "threshold T is X; T is min-n, min-effective, min-events, min-df, max-cv, "
             "max-width, review-n, review-df or review-cv",
     .applies = {&CUSTOM},
     .words = "min-n= min-effective= min-events= min-df= max-cv= max-width= review-n= "
              "review-df= review-cv=",
     .expected = "min-n, min-effective, min-events, min-df, max-cv, max-width, review-n, "
                 "review-df or review-cv, '=' and a number above 0",
     .repeatable = 1,
     .read = read_threshold}};

static const cli_option STANDARDS[] = {
    {.name = "crossed",
     .argument = "N",
     .help = "combine at most N columns of --by",
     .preset = "all",
     .applies = {&MANY_COLUMNS},
     .read = option_read_small,
     AT(estimation.options.crossed),
     .least = 1,
     .most = 100},
    {.name = "standardise",
     .argument = "COLUMN",
     .help = "standardise over this column, such as age",
     .read = option_read_text,
     AT(estimation.options.standard)},
    {.name = "shares",
     .argument = "FILE",
     .help = "file with the shares of its values: that column and a column share",
     .preset = "the shares in the whole sample",
     .needs = "standardise",
     .file = CLI_READS,
     .read = option_read_text,
     AT(shares)},
    {.name = "compare",
     .argument = "KIND",
     .help = "compare each value of the --by column with the first or --reference: {}",
     .words = "difference ratio odds-ratio",
     .read = option_read_code,
     AT(compare),
     .code = sdg16_compare_from_name},
    {.name = "reference",
     .argument = "VALUE",
     .help = "the value with which the others are compared",
     .preset = "the first",
     .needs = "compare",
     .read = option_read_text,
     AT(reference)}};

#define HERE(rows, head) CLI_GROUP(head, rows, 0)
#define SHARED(rows, head, member) CLI_SHARED_GROUP(head, rows, 0, cli_survey_options, member)
#define OF_ESTIMATES(rows, ...) CLI_GROUP_IF("Estimating", rows, 0, &ESTIMATES, __VA_ARGS__)
#define SHARED_OF_ESTIMATES(rows, member, ...)                                                 \
  CLI_SHARED_GROUP_IF("Estimating", rows, 0, cli_survey_options, member, &ESTIMATES,           \
                      __VA_ARGS__)

const cli_option_group cli_survey_groups[CLI_SURVEY_GROUPS] = {
    SHARED(cli_marks_rows, "Reading", marks),
    SHARED(cli_design_rows, "Design", design),
    HERE(STATISTICS, "Statistic (one of --proportion, --mean, --total, --ratio, --quantile, "
                     "--average,\n--distribution, --independence and --logistic)"),
    SHARED(cli_where_rows,
           "Statistic (one of --proportion, --mean, --total, --ratio, "
           "--quantile, --average,\n--distribution, --independence and --logistic)",
           estimation),
    CLI_SHARED_GROUP_IF("Level", cli_level_rows, 0, cli_survey_options,
                        estimation.options.level, &INTERVAL),
    OF_ESTIMATES(DOMAINS, NULL),
    OF_ESTIMATES(INTERVALS, &SHOWN),
    SHARED_OF_ESTIMATES(cli_df_rows, estimation, &INTERVAL),
    SHARED_OF_ESTIMATES(cli_deff_rows, estimation, &SHOWN, &DEFF),
    SHARED_OF_ESTIMATES(cli_reliability_rows, estimation, &SHOWN),
    OF_ESTIMATES(STANDARDS, NULL),
    CLI_SHARED_GROUP_IF("Running", cli_seed_rows, 0, cli_survey_options, exec,
                        &cli_drawn_replicates),
    SHARED(cli_threads_rows, "Running", exec),
    CLI_PROTECTION_GROUP(cli_survey_options, protection),
    CLI_FORMAT_GROUP(cli_survey_options, format),
    CLI_OUTPUT_GROUP(cli_survey_options, out)};

void cli_estimation_init(cli_estimation *e) {
  sdg16_survey_options_init(&e->options, (int64_t)sizeof e->options);
  sdg16_survey_thresholds_init(&e->thresholds, (int64_t)sizeof e->thresholds);
}

void cli_survey_init(void *options) {
  cli_survey_options *o = options;
  cli_design_init(&o->design);
  cli_estimation_init(&o->estimation);
  cli_exec_init(&o->exec);
}

void cli_survey_free(void *options) {
  cli_survey_options *o = options;
  cli_design_free(&o->design);
  cli_names_free(&o->by);
  cli_names_free(&o->ratio);
  cli_names_free(&o->classifications);
}

/* ---- options that go together ---- */

static int settle_protection(const cli_survey_options *o) {
  const cli_protection *protection = &o->protection;
  if (!protection->asked) return 0;
  if (o->classifications.count || o->logistic)
    return cli_excludes("protect",
                        "--independence and --logistic: counts are protected in estimates");
  if (o->estimation.options.statistic == SDG16_SURVEY_DISTRIBUTION)
    return cli_excludes("protect", "--distribution: a share that is withheld follows from the "
                                   "others, which add up to 1 with it; protect --proportion");
  for (int64_t i = 0; o->estimation.options.standard && i < o->by.count; i++)
    if (!strcmp(o->by.name[i],
                o->estimation.options.standard)) /* a sum of other weights: one equation */
      return cli_excludes("protect", "--standardise over a --by column");
  if (protection->how.base > 0 && o->compare)
    return cli_excludes("compare", "--protect base=B: comparisons use exact counts");
  int status = cli_protection_settle(protection, o->by.count);
  if (!status && protection->how.reliability &&
      o->estimation.options.scheme == SDG16_SCHEME_NONE)
    return cli_needs("protect ...,reliability", "a scheme (--reliability)");
  return status;
}

int cli_survey_settle(void *options, const cli_line *line) {
  cli_survey_options *o = options;
  (void)line;
  o->estimation.options.by = (const char *const *)o->by.name;
  o->estimation.options.by_count = o->by.count;
  int status = settle_protection(o);
  if (status) return status;
  if (o->files.count != 1)
    return cli_error(EXIT_USAGE, "survey needs one FILE, not %lld (see sdg16 survey --help)",
                     (long long)o->files.count);
  if (o->statistics != 1)
    return cli_error(EXIT_USAGE,
                     "survey needs one statistic, not %d: --proportion, --average, "
                     "--distribution, --mean, --total, --ratio, --quantile, --independence or "
                     "--logistic",
                     o->statistics);
  if (o->compare && o->estimation.options.statistic == SDG16_SURVEY_DISTRIBUTION)
    return cli_excludes("compare", "--distribution: compare a --proportion");
  if (o->estimation.options.standard &&
      o->estimation.options.statistic == SDG16_SURVEY_DISTRIBUTION)
    return cli_excludes("standardise", "--distribution: standardise a --proportion");
  if (o->compare && (o->by.count != 1 || o->classifications.count || o->logistic))
    return cli_needs("compare", "one --by column");
  o->design.is_silent = o->out.quiet || o->protection.asked;
  return cli_design_settle(&o->design);
}
