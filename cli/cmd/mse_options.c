#include "cmd/mse_options.h"

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
         "bic, aic, aicc: the exact minimum over all models; stepwise: adds pairs of lists "
         "by p-value; downhill: descends in BIC; none: the model of --model, or independent "
         "lists",
     .preset = "bic",
     .words = "bic aic aicc stepwise downhill none",
     .read = option_read_code,
     AT(mse.select),
     .code = sdg16_select_from_name},
    {.name = "model",
     .argument = "SPEC",
     .help = "a fixed model: '[12,23,4]', '[1*2,10*11]' or '[LA*NG,PF]'",
     .excludes = "max-order",
     .read = option_read_text,
     AT(mse.model)},
    {.name = "max-order",
     .argument = "K",
     .help = "largest interaction considered",
     .preset = "all for up to 6 lists, 2 for more",
     .read = option_read_small,
     AT(mse.max_order),
     .least = 1,
     .most = SDG16_MAX_LISTS},
    {.name = "search-fits",
     .argument = "K",
     .help = "budget of an exact search: after K bound fits it ends with the best model found "
             "and the proven gap; 0: no limit",
     .preset = "200,000",
     WHOLE(mse.search_fits, 0, INT64_MAX)},
    {.name = "p-threshold",
     .argument = "P",
     .help = "stepwise: the largest p-value that adds a pair of lists",
     .preset = "0.02",
     .expected = "a number between 0 and 1, such as 0.02",
     .high = 1,
     .read = option_read_between,
     AT(mse.p_threshold)},
    {.name = "top",
     .argument = "K",
     .help = "candidate models to list",
     .preset = "10",
     WHOLE(mse.top, 1, 1000000)},
    {.name = "interval",
     .argument = "KIND",
     .help = "auto: bca if the model is selected from the data or with --by, profile if it is "
             "given; bca, percentile, basic: bootstrap that repeats the selection; profile "
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
     WHOLE(mse.fit_replicates, 0, 100000000)}};

const cli_option cli_existence_rows[1] = {
    {.name = "existence",
     .argument = "RULE",
     .help =
         "the rule by which a model has an estimate: total: the total is estimable; "
         "coefficients: every coefficient is finite and identifiable, the literature's rule",
     .preset = "total",
     .words = "total coefficients",
     .read = option_read_code,
     .code = sdg16_existence_from_name}};

static const cli_option POPULATION[] = {
    {.name = "population",
     .argument = "P",
     .help = "gives rates per 100,000: a number, or a file whose column population is added "
             "up; with --by a file with the --by columns gives the rate of every group, a "
             "number only that of the total",
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
     .help = "replicates refit the selected model: the interval is then conditional on it",
     .preset = "they repeat the selection",
     .excludes = "top-intervals",
     .read = option_read_switch,
     AT(mse.reselect)},
    {.name = "top-intervals",
     .argument = "K",
     .help = "also give intervals for choosing among the best k models, k = 1 to K",
     .excludes = "by",
     WHOLE(mse.top_intervals, 1, 100000)},
    {.name = "draws",
     .argument = "FILE",
     .help = "also keep the draws, even after Ctrl-C or --time-limit",
     .file = CLI_WRITES,
     .read = option_read_text,
     AT(draws)},
    {.name = "replicates",
     .argument = "A:B",
     .help = "make only the replicates A to B-1: a shard, which sdg16 draws merges with the "
             "others; --bootstrap must have a number",
     .preset = "all",
     .expected = "A:B with A below B, such as 0:250",
     .needs = "draws",
     .read = read_replicates,
     AT(exec)}};

static const cli_option BY[] = {
    {.name = "by",
     .argument = "COL[,COL]",
     .help = "each combination of the columns, each margin and the total",
     .expected = "different column names separated by commas",
     .read = option_read_names,
     AT(in.by)}};

static const cli_option COMMON_MODEL[] = {
    {.name = "common-model",
     .help = "one model for all strata, each with its own parameters",
     .preset = "a model for each",
     .needs = "by",
     .read = option_read_switch,
     AT(common_model),
     .least = 1}};

static const cli_option TIME_LIMIT[] = {{.name = "time-limit",
                                         .argument = "T",
                                         .help = "stop after T seconds (exit status 4)",
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
     .help = "sdmx-csv: M49 code of the area",
     .read = option_read_text,
     AT(area)},
    {.name = "period",
     .argument = "YEAR",
     .help = "sdmx-csv: the year",
     .read = option_read_text,
     AT(period)}};

/* Does nothing to the rows of --format sdmx-csv. */
#define OF_ESTIMATE 1
#define HERE(rows, head, what) CLI_GROUP(head, rows, what)
#define SHARED(rows, head, what, member)                                                       \
  CLI_SHARED_GROUP(head, rows, what, cli_mse_options, member)
#define BOOTSTRAP_HEADING "Bootstrap (intervals bca, percentile, basic)"

const cli_option_group cli_mse_groups[CLI_MSE_GROUPS] = {
    CLI_READING_GROUPS(cli_mse_options, in),
    HERE(ESTIMATING, "Estimating", OF_ESTIMATE),
    SHARED(cli_level_rows, "Estimating", OF_ESTIMATE, mse.level),
    SHARED(cli_existence_rows, "Estimating", 0, mse.existence),
    HERE(POPULATION, "Estimating", 0),
    HERE(BOOTSTRAP, BOOTSTRAP_HEADING, OF_ESTIMATE),
    HERE(BY, "Strata", 0),
    HERE(COMMON_MODEL, "Strata", OF_ESTIMATE),
    SHARED(cli_seed_rows, "Running", OF_ESTIMATE, exec),
    HERE(TIME_LIMIT, "Running", OF_ESTIMATE),
    SHARED(cli_threads_rows, "Running", 0, exec),
    CLI_PROTECTION_GROUP(cli_mse_options, protection),
    HERE(FORMAT, "Output", 0),
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
}

/* ---- options that go together ---- */

/* Rows of 16.2.2 are counts: what is about an estimate would do nothing. */
static int settle_sdmx(const cli_mse_options *o, const cli_line *line) {
  int sdmx = o->format == FORMAT_SDMX_CSV;
  if (!sdmx && o->area) return cli_needs("area", "--format sdmx-csv");
  if (!sdmx && o->period) return cli_needs("period", "--format sdmx-csv");
  if (!sdmx) return 0;
  if (!o->area || !o->period) return cli_needs("format sdmx-csv", "--area and --period");
  const cli_row *row = cli_given_last(line, OF_ESTIMATE);
  return row ? cli_excludes(row->option->name,
                            "--format sdmx-csv, which has no rows of an estimate")
             : 0;
}

static int settle_selection(cli_mse_options *o, const cli_line *line) {
  int32_t select = o->mse.select;
  if (o->mse.model && !cli_given(line, "select")) select = SDG16_SELECT_FIXED;
  if (o->mse.model && select != SDG16_SELECT_FIXED)
    return cli_needs("model", "--select none, or no --select");
  o->mse.select = select;
  int fixed = select == SDG16_SELECT_FIXED, stepwise = select == SDG16_SELECT_STEPWISE;
  if (cli_given(line, "p-threshold") && !stepwise)
    return cli_needs("p-threshold", "--select stepwise");
  if (cli_given(line, "max-order") && (fixed || stepwise))
    return cli_needs("max-order", "--select bic, aic, aicc or downhill");
  if (cli_given(line, "search-fits") && (fixed || stepwise || select == SDG16_SELECT_DOWNHILL))
    return cli_needs("search-fits", "an exact search: --select bic, aic or aicc");
  if (cli_given(line, "level") && o->mse.interval == SDG16_INTERVAL_NONE)
    return cli_excludes("level", "--interval none");
  return 0;
}

static int resamples(const cli_mse_options *o) {
  int32_t interval = o->mse.interval;
  if (interval == SDG16_INTERVAL_AUTO)
    return o->mse.select != SDG16_SELECT_FIXED || o->in.by.count;
  return interval == SDG16_INTERVAL_BCA || interval == SDG16_INTERVAL_PERCENTILE ||
         interval == SDG16_INTERVAL_BASIC;
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

static int settle_bootstrap(cli_mse_options *o, const cli_line *line) {
  static const char *const NEED[] = {"bootstrap", "bootstrap-kind", "no-reselect",
                                     "top-intervals", "draws"};
  int32_t select = o->mse.select;
  for (size_t i = 0; i < sizeof NEED / sizeof NEED[0] && !resamples(o); i++)
    if (cli_given(line, NEED[i]))
      return cli_needs(NEED[i],
                       "an interval that resamples: --interval bca, percentile or basic");
  if (cli_given(line, "no-reselect") && select == SDG16_SELECT_FIXED)
    return cli_needs("no-reselect", "a selection (--select): the model is given");
  if (cli_given(line, "top-intervals") &&
      (select < SDG16_SELECT_BIC || select > SDG16_SELECT_AICC))
    return cli_needs("top-intervals", "--select bic, aic or aicc, which rank all models");
  o->mse.keep_partial = o->draws != NULL;
  return settle_replicates(o, line);
}

static int settle_strata(const cli_mse_options *o) {
  if (!o->common_model) return 0;
  if (o->mse.select == SDG16_SELECT_FIXED)
    return cli_needs("common-model", "a selection (--select): a given model is common already");
  return o->mse.select == SDG16_SELECT_STEPWISE
             ? cli_needs("common-model", "--select bic, aic, aicc or downhill")
             : 0;
}

/* What --protect leaves out. */
static int settle_protection(const cli_mse_options *o, const cli_line *line) {
  static const char *const LEFT_OUT[] = {"draws", "top", "top-intervals"};
  if (!o->protection.asked) return 0;
  for (size_t i = 0; i < sizeof LEFT_OUT / sizeof LEFT_OUT[0]; i++)
    if (cli_given(line, LEFT_OUT[i]))
      return cli_excludes(LEFT_OUT[i], "--protect: models and draws reveal counts");
  int status = cli_protection_settle(&o->protection, o->in.by.count);
  if (!status && o->protection.how.reliability)
    return cli_needs("protect ...,reliability", "a reliability scheme (survey --reliability)");
  return status;
}

int cli_mse_settle(void *options, const cli_line *line) {
  cli_mse_options *o = options;
  int status = settle_protection(o, line);
  if (!status) status = cli_reading_settle(&o->in);
  if (!status) status = settle_sdmx(o, line);
  if (!status) status = settle_selection(o, line);
  if (!status) status = settle_bootstrap(o, line);
  return status ? status : settle_strata(o);
}
