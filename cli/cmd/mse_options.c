#include "cmd/mse_options.h"

#include <stdlib.h>
#include <string.h>

/* ---- values that mse alone takes ---- */

/* auto: 0, for the library to choose. */
static int read_bootstrap(const cli_option *o, const char *value, void *target) {
  uint64_t replicates = 0;
  if (strcmp(value, "auto") &&
      (option_digits(value, (uint64_t)o->most, &replicates) || !replicates))
    return option_bad_value(o, value);
  *(int64_t *)target = (int64_t)replicates;
  return 0;
}

static int read_replicates(const cli_option *o, const char *value, void *target) {
  sdg16_exec_options *exec = target;
  const char *colon = strchr(value, ':');
  char first[24] = "";
  uint64_t begin, end;
  if (colon && colon - value < (int)sizeof first) memcpy(first, value, (size_t)(colon - value));
  if (!colon || option_digits(first, INT64_MAX, &begin) ||
      option_digits(colon + 1, INT64_MAX, &end) || begin >= end)
    return option_bad_value(o, value);
  exec->replicate_begin = (int64_t)begin;
  exec->replicate_end = (int64_t)end;
  return 0;
}

/* The length of the first of the covariates: up to a comma outside of brackets. */
static size_t first_covariate(const char *text) {
  size_t length = 0;
  int depth = 0;
  for (; text[length] && (depth > 0 || text[length] != ','); length++)
    depth += (text[length] == '(') - (text[length] == ')');
  return length;
}

/* "poly(year,2)" as its column and degree; otherwise the name as it is. -1: out of memory. */
static int add_covariate(cli_covariates *out, const char *text, size_t length) {
  long degree = 0;
  size_t digits = length > 8 ? length - 2 : 0; /* of the last digit, then of the comma */
  if (digits && !strncmp(text, "poly(", 5) && text[length - 1] == ')') {
    while (digits > 5 && text[digits] >= '0' && text[digits] <= '9') digits--;
    if (text[digits] == ',' && digits < length - 2 && length - digits < 6)
      degree = strtol(text + digits + 1, NULL, 10);
  }
  out->degree[out->columns.count] = (int32_t)degree;
  return cli_names_add(&out->columns, degree ? text + 5 : text, degree ? digits - 5 : length)
             ? 0
             : -1;
}

static int read_covariates(const cli_option *option, const char *value, void *target) {
  cli_covariates *out = target;
  cli_names_free(&out->columns);
  for (const char *at = value;; at++) {
    size_t length = first_covariate(at);
    if (!length || out->columns.count == SDG16_MAX_COVARIATES)
      return option_bad_value(option, value);
    if (add_covariate(out, at, length)) return cli_out_of_memory();
    for (int64_t k = 0; k + 1 < out->columns.count; k++)
      if (!strcmp(out->columns.name[k], out->columns.name[out->columns.count - 1]))
        return option_bad_value(option, value);
    at += length;
    if (!*at) return 0;
  }
}

static int read_crossings(const cli_option *o, const char *value, void *target) {
  return option_split(o, value, ';', target);
}

/* ---- when options have an effect ---- */

static int resamples(const cli_mse_options *o) {
  int32_t interval = o->mse.interval;
  if (interval == SDG16_INTERVAL_AUTO)
    return o->mse.select != SDG16_SELECT_FIXED || o->in.by.count || o->covariates.columns.count;
  return interval == SDG16_INTERVAL_BCA || interval == SDG16_INTERVAL_PERCENTILE ||
         interval == SDG16_INTERVAL_BASIC;
}

#define HOLDS(name, test) CLI_HOLDS(cli_mse_options, name, test)

HOLDS(is_estimated, o->format != FORMAT_SDMX_CSV)
HOLDS(is_sdmx, o->format == FORMAT_SDMX_CSV)
HOLDS(is_resampled, resamples(o))
HOLDS(has_interval, o->mse.interval != SDG16_INTERVAL_NONE)
HOLDS(is_selected, o->mse.select != SDG16_SELECT_FIXED)
HOLDS(is_stepwise, o->mse.select == SDG16_SELECT_STEPWISE)
HOLDS(is_exact, o->mse.select >= SDG16_SELECT_BIC && o->mse.select <= SDG16_SELECT_AICC)
HOLDS(is_ranked, o->mse.select != SDG16_SELECT_FIXED && o->mse.select != SDG16_SELECT_STEPWISE)
HOLDS(has_place_for_models, o->format != FORMAT_CSV)
HOLDS(is_open, !o->protection.asked)
HOLDS(has_covariates, o->covariates.columns.count > 0)
HOLDS(has_lists_alone, !o->covariates.columns.count)
HOLDS(is_chosen, !o->formula)
HOLDS(is_drawn, resamples(o) || (o->mse.fit_replicates > 0 && !o->protection.asked &&
                                 !o->covariates.columns.count))

#define EXACT "--select bic, aic or aicc"
#define RANKED "--select bic, aic, aicc or downhill"

static const cli_condition
    ESTIMATE = {.to = "an estimate", .without = "--format sdmx-csv", .holds = is_estimated},
    SDMX = {.to = "SDMX-CSV", .add = "--format sdmx-csv", .holds = is_sdmx},
    RESAMPLED = {.to = "intervals that resample",
                 .add = "--interval bca, percentile or basic",
                 .holds = is_resampled},
    INTERVAL = {.to = "an interval", .without = "--interval none", .holds = has_interval},
    SELECTED = {.to = "a model that is selected from the data",
                .without = "--model and --select none",
                .holds = is_selected},
    STEPWISE = {.to = "stepwise selection", .add = "--select stepwise", .holds = is_stepwise},
    EXACT_SEARCH = {.to = "an exact search", .add = EXACT, .holds = is_exact},
    RANKED_MODELS = {.to = "a selection by a criterion", .add = RANKED, .holds = is_ranked},
    LISTS_MODELS = {.to = "text and JSON output",
                    .without = "--format csv",
                    .holds = has_place_for_models},
    OPEN = {.to = "results that are not protected", .without = "--protect", .holds = is_open},
    COVARIATES = {.to = "a model with covariates",
                  .add = "--covariates",
                  .holds = has_covariates},
    LISTS_ALONE = {.to = "models of lists alone",
                   .without = "--covariates",
                   .holds = has_lists_alone},
    CHOSEN = {.to = "a model that is selected", .without = "--formula", .holds = is_chosen},
    DRAWN = {.to = "what is drawn at random: intervals that resample, "
                   "the p-value of the fit",
             .add = "--interval bca, or --fit-replicates",
             .holds = is_drawn};

/* ---- the rows ---- */

#define AT(member) .target = offsetof(cli_mse_options, member)
#define WHOLE(member, smallest, largest)                                                       \
  .read = option_read_whole, AT(member), .least = (smallest), .most = (largest)

static const cli_option ESTIMATING[] = {
    {.name = "estimator",
     .argument = "NAME",
     .help = "the estimator: {}",
     .preset = "loglinear",
     .words = "loglinear",
     .read = option_read_code,
     AT(estimator)},
    {.name = "select",
     .argument = "METHOD",
     .help =
         "how the model is selected: bic, aic, aicc: the lowest criterion of all models; "
         "stepwise: pairs of lists are added by their p-value; downhill: steps that lower BIC; "
         "none: the model of --model, or else independent lists",
     .preset = "bic",
     .words = "bic aic aicc stepwise downhill none",
     .read = option_read_code,
     AT(mse.select),
     .code = sdg16_select_from_name},
    {.name = "model",
     .argument = "SPEC",
     .help = "a fixed model: '[12,23,4]', '[1*2,10*11]' or '[LA*NG,PF]'",
     .excludes = "max-order",
     .applies = {&LISTS_ALONE},
     .read = option_read_text,
     AT(mse.model)},
    {.name = "max-order",
     .argument = "K",
     .help = "largest interaction considered",
     .preset = "all for up to 6 lists, 2 for more",
     .read = option_read_small,
     AT(mse.max_order),
     .applies = {&RANKED_MODELS, &LISTS_ALONE},
     .least = 1,
     .most = SDG16_MAX_LISTS},
    {.name = "search-fits",
     .argument = "K",
     .help =
         "largest number of fits in an exact search: the search then ends with the best model "
         "found, and the output says by how much another model could be better; 0: no limit",
     .preset = "200,000",
     WHOLE(mse.search_fits, 0, INT64_MAX),
     .applies = {&EXACT_SEARCH, &LISTS_ALONE}},
    {.name = "p-threshold",
     .argument = "P",
     .help = "the largest p-value that adds a pair of lists",
     .applies = {&STEPWISE, &LISTS_ALONE},
     .preset = "0.02",
     .expected = "a number between 0 and 1, such as 0.02",
     .high = 1,
     .read = option_read_between,
     AT(mse.p_threshold)},
    {.name = "top",
     .argument = "K",
     .help = "number of candidate models to list",
     .preset = "10",
     WHOLE(mse.top, 1, 1000000),
     .applies = {&RANKED_MODELS, &LISTS_ALONE, &OPEN}},
    {.name = "interval",
     .argument = "KIND",
     .help =
         "auto: bca if the model is selected from the data or with --by, profile if the model "
         "is given, percentile with --covariates; bca, percentile, basic: bootstrap that "
         "repeats the selection; profile "
         "(multinomial likelihood), profile-poisson, wald (log-normal on the undetected "
         "part): take the model as known; none",
     .preset = "auto",
     .words = "auto bca percentile basic profile profile-poisson wald none",
     .read = option_read_code,
     AT(mse.interval),
     .code = sdg16_interval_from_name},
    {.name = "fit-replicates",
     .argument = "N",
     .help = "replicates of the fitted model for the p-value of the goodness of fit: 100 or "
             "more; 0: none",
     .preset = "500",
     WHOLE(mse.fit_replicates, 0, 100000000),
     .applies = {&LISTS_ALONE, &OPEN}}};

const cli_option cli_existence_rows[1] = {
    {.name = "existence",
     .argument = "RULE",
     .help =
         "when a model has an estimate: total: if the total is estimable; coefficients: if "
         "every coefficient is finite and identifiable, which is the rule in the literature",
     .preset = "total",
     .words = "total coefficients",
     .read = option_read_code,
     .code = sdg16_existence_from_name}};

static const cli_option POPULATION[] = {
    {.name = "population",
     .argument = "P",
     .help = "number of people, for rates per 100,000: a number, or a file whose column "
             "population is added up; with --by, a file that has the --by columns gives the "
             "rate of every group, and a number only the rate of the total",
     .file = CLI_READS,
     .read = option_read_text,
     AT(population)}};

static const cli_option BOOTSTRAP[] = {
    {.name = "bootstrap",
     .argument = "B",
     .help = "number of replicates, or auto: as many as the limits of the total need",
     .preset = "auto",
     .words = "auto",
     .expected = "a whole number from 1 to 100000000, or auto",
     .read = read_bootstrap,
     AT(mse.replicates),
     .most = 100000000},
    {.name = "bootstrap-kind",
     .argument = "KIND",
     .help = "nonparametric: the observed persons are resampled; parametric: as many persons "
             "as were estimated are drawn from the fitted model",
     .preset = "nonparametric",
     .words = "nonparametric parametric",
     .read = option_read_code,
     AT(mse.bootstrap_kind),
     .code = sdg16_bootstrap_from_name},
    {.name = "no-reselect",
     .help = "refit the selected model in each replicate: the interval is then conditional on "
             "that model",
     .preset = "the selection is repeated",
     .excludes = "top-intervals",
     .applies = {&SELECTED},
     .read = option_read_switch,
     AT(mse.reselect)},
    {.name = "top-intervals",
     .argument = "K",
     .help = "also give the interval if each replicate chooses among the best k models only, "
             "for k = 1 to K",
     .excludes = "by",
     WHOLE(mse.top_intervals, 1, 100000),
     .applies = {&EXACT_SEARCH, &LISTS_ALONE, &LISTS_MODELS, &OPEN}},
    {.name = "draws",
     .argument = "FILE",
     .help = "also write the draws to FILE, even after Ctrl-C or --time-limit",
     .file = CLI_WRITES,
     .applies = {&OPEN},
     .read = option_read_text,
     AT(draws)},
    {.name = "replicates",
     .argument = "A:B",
     .help = "make only the replicates A to B-1 (a shard, which sdg16 draws merges with the "
             "others); --bootstrap must be a number",
     .preset = "all",
     .expected = "A:B with A below B, such as 0:250",
     .needs = "draws",
     .read = read_replicates,
     AT(exec)}};

static const cli_option BY[] = {
    {.name = "by",
     .argument = "COL[,COL]",
     .help = "estimate each combination of the columns, each margin and the total",
     .expected = "different column names separated by commas",
     .read = option_read_names,
     AT(in.by)},
    {.name = "bands",
     .argument = "COLUMN=AGE,...",
     .help = "ages in years as bands that begin at these ages: age=18,65 makes 0-17, 18-64 and "
             "65+",
     .expected = "COLUMN=AGE,... with the ages at which bands begin, such as age=18,65",
     .needs = "by covariates",
     .repeatable = 1,
     .read = cli_read_bands,
     AT(in)}};

static const cli_option COMMON_MODEL[] = {
    {.name = "common-model",
     .help = "select one model for all strata; each stratum has its own parameters",
     .preset = "one model for each stratum",
     .needs = "by",
     .applies = {&RANKED_MODELS},
     .read = option_read_switch,
     AT(common_model),
     .least = 1}};

static const cli_option COVARIATE_ROWS[] = {
    {.name = "covariates",
     .argument = "COL[,COL]",
     .help = "one model of the lists and these columns: the total, every value of each column, "
             "and the crossings of --crossings; poly(year,2) is a polynomial of degree 2",
     .expected = "different column names separated by commas, such as sex,poly(year,2)",
     .excludes = "by protect",
     .read = read_covariates,
     AT(covariates)},
    {.name = "formula",
     .argument = "SPEC",
     .help = "the model: 'police:shelter + police:sex + sex*age'; ':' is an interaction, '*' "
             "also has everything below it; main effects are always in the model",
     .preset = "selected step by step from the main effects",
     .excludes = "scope",
     .applies = {&COVARIATES},
     .read = option_read_text,
     AT(formula)},
    {.name = "scope",
     .argument = "SPEC",
     .help = "the largest model of the selection, written as in --formula",
     .preset = "all pairs of lists and covariates",
     .applies = {&COVARIATES, &CHOSEN},
     .read = option_read_text,
     AT(scope)},
    {.name = "crossings",
     .argument = "A,B[;C,D]",
     .help = "also estimate these crossings of covariates: 'sex,age;sex,form'",
     .applies = {&COVARIATES},
     .read = read_crossings,
     AT(crossings)}};

static const cli_option TIME_LIMIT[] = {{.name = "time-limit",
                                         .argument = "T",
                                         .help =
                                             "stop after T seconds (exit status 4), with the "
                                             "result of the replicates made so far",
                                         .expected = "a number of seconds above 0",
                                         .high = 1e9,
                                         .read = option_read_between,
                                         AT(exec.time_limit)}};

static const cli_option FORMAT[] = {
    {.name = "format",
     .argument = "FORMAT",
     .help = "text, csv, json, or sdmx-csv: the detected victims as indicator 16.2.2",
     .preset = "text",
     .words = "text csv json sdmx-csv",
     .read = option_read_code,
     AT(format),
     .least = FORMAT_TEXT},
    {.name = "area",
     .argument = "CODE",
     .help = "the area: M49 code, ISO 3166-1 code or English name "
             "(826, GBR, GB, United Kingdom)",
     .applies = {&SDMX},
     .read = option_read_area,
     AT(area)},
    {.name = "period",
     .argument = "YEAR",
     .help = "the year",
     .applies = {&SDMX},
     .read = option_read_text,
     AT(period)}};

#define HERE(rows, head) CLI_GROUP(head, rows, 0)
#define SHARED(rows, head, member) CLI_SHARED_GROUP(head, rows, 0, cli_mse_options, member)
#define OF_ESTIMATE(rows, head, ...) CLI_GROUP_IF(head, rows, 0, &ESTIMATE, __VA_ARGS__)
#define SHARED_OF_ESTIMATE(rows, head, member, ...)                                            \
  CLI_SHARED_GROUP_IF(head, rows, 0, cli_mse_options, member, &ESTIMATE, __VA_ARGS__)

const cli_option_group cli_mse_groups[CLI_MSE_GROUPS] = {
    CLI_READING_GROUPS(cli_mse_options, in),
    OF_ESTIMATE(ESTIMATING, "Estimating", NULL),
    SHARED_OF_ESTIMATE(cli_existence_rows, "Estimating", mse.existence, &LISTS_ALONE),
    SHARED_OF_ESTIMATE(cli_level_rows, "Estimating", mse.level, &INTERVAL),
    OF_ESTIMATE(BOOTSTRAP, "Bootstrap", &RESAMPLED),
    HERE(POPULATION, "Rates"),
    HERE(BY, "Strata"),
    OF_ESTIMATE(COMMON_MODEL, "Strata", NULL),
    OF_ESTIMATE(COVARIATE_ROWS, "Covariates", NULL),
    SHARED_OF_ESTIMATE(cli_seed_rows, "Running", exec, &DRAWN),
    OF_ESTIMATE(TIME_LIMIT, "Running", NULL),
    SHARED(cli_threads_rows, "Running", exec),
    CLI_PROTECTION_GROUP(cli_mse_options, protection),
    HERE(FORMAT, "Output"),
    CLI_OUTPUT_GROUP(cli_mse_options, out)};

void cli_mse_init(void *options) {
  cli_mse_options *o = options;
  cli_reading_init(&o->in);
  sdg16_mse_options_init(&o->mse, (int64_t)sizeof o->mse);
  cli_exec_init(&o->exec);
}

void cli_mse_free(void *options) {
  cli_mse_options *o = options;
  cli_reading_free(&o->in);
  cli_names_free(&o->covariates.columns);
  cli_names_free(&o->crossings);
}

/* ---- options that go together ---- */

static int settle_selection(cli_mse_options *o, const cli_line *line) {
  int32_t select = o->mse.select;
  if (o->mse.model && !cli_given(line, "select")) select = SDG16_SELECT_FIXED;
  if (o->mse.model && select != SDG16_SELECT_FIXED)
    return cli_needs("model", "--select none, or no --select");
  o->mse.select = select;
  return 0;
}

/* The covariates are stratum columns of the data. */
static int settle_covariates(cli_mse_options *o, const cli_line *line) {
  if (!o->covariates.columns.count) return 0;
  int32_t select = o->mse.select, interval = o->mse.interval;
  o->in.capture.strata = (const char *const *)o->covariates.columns.name;
  o->in.capture.stratum_count = o->covariates.columns.count;
  if (o->formula && cli_given(line, "select"))
    return cli_error(EXIT_USAGE, "--formula cannot be used with --select");
  if (cli_given(line, "select") && select != SDG16_SELECT_BIC && select != SDG16_SELECT_AIC &&
      select != SDG16_SELECT_AICC)
    return cli_needs("covariates", "--select bic, aic or aicc");
  if (interval == SDG16_INTERVAL_BCA || interval == SDG16_INTERVAL_PROFILE ||
      interval == SDG16_INTERVAL_PROFILE_POISSON)
    return cli_needs("covariates", "--interval percentile, basic, wald or none");
  if (o->format == FORMAT_SDMX_CSV)
    return cli_needs("covariates", "--format text, csv or json");
  if (o->formula) o->mse.select = SDG16_SELECT_FIXED;
  return 0;
}

static int settle_replicates(const cli_mse_options *o, const cli_line *line) {
  if (!cli_given(line, "replicates")) return 0;
  if (!o->mse.replicates) return cli_needs("replicates", "--bootstrap B");
  if (o->exec.replicate_end <= o->mse.replicates) return 0;
  return cli_error(EXIT_USAGE,
                   "--replicates must end at most at the %lld of --bootstrap, not %lld:%lld",
                   (long long)o->mse.replicates, (long long)o->exec.replicate_begin,
                   (long long)o->exec.replicate_end);
}

static int settle_protection(const cli_mse_options *o) {
  if (!o->protection.asked) return 0;
  int status = cli_protection_settle(&o->protection, o->in.by.count);
  if (!status && o->protection.how.reliability)
    return cli_needs("protect ...,reliability", "a reliability scheme (survey --reliability)");
  return status;
}

int cli_mse_settle(void *options, const cli_line *line) {
  cli_mse_options *o = options;
  o->mse.keep_partial = o->format != FORMAT_SDMX_CSV; /* its rows cannot say so */
  if (o->format == FORMAT_SDMX_CSV && (!o->area || !o->period))
    return cli_needs("format sdmx-csv", "--area and --period");
  int status = settle_protection(o);
  if (!status) status = cli_reading_settle(&o->in);
  if (!status) status = settle_selection(o, line);
  if (!status) status = settle_covariates(o, line);
  return status ? status : settle_replicates(o, line);
}
