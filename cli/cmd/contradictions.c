/* Options that contradict each other. */
#include "shared/option_table.h"

#include <stddef.h>
#include <string.h>

#define GIVEN(option) (given[(option)-OPT_FIRST])

static int contradiction(const char *found, const char *expected) {
  return cli_error(EXIT_USAGE, "%s found, expected %s", found, expected);
}

/* The library checks how layout, columns and several files go together. */
static int reading_contradiction(const cli_options *o) {
  if (o->file_count == 0)
    return cli_error(EXIT_USAGE,
                     "%s: no FILE found, expected a file of capture data (see sdg16 %s --help)",
                     o->command, o->command);
  if (o->file_count == 1 && o->capture.layout == SDG16_LAYOUT_FILES)
    return contradiction("--layout files with one file", "at least two files, one a list");
  if (o->file_count > SDG16_MAX_LISTS)
    return cli_error(EXIT_USAGE, "%lld files found, expected at most %d (each file is a list)",
                     (long long)o->file_count, SDG16_MAX_LISTS);
  return 0;
}

/* Rows of 16.2.2 are counts: what is about an estimate would do nothing. */
static int sdmx_contradiction(const cli_options *o, const char *given) {
  int sdmx = o->format == FORMAT_SDMX_CSV;
  if (!sdmx && GIVEN(OPT_AREA)) return contradiction("--area", "--format sdmx-csv with it");
  if (!sdmx && GIVEN(OPT_PERIOD)) return contradiction("--period", "--format sdmx-csv with it");
  if (!sdmx) return 0;
  if (!GIVEN(OPT_AREA) || !GIVEN(OPT_PERIOD))
    return cli_error(EXIT_USAGE, "--format sdmx-csv needs --area and --period");
  for (size_t i = 0; i < cli_mse_options.count; i++) {
    const cli_option *option = &cli_mse_options.option[i];
    if (!option->of_estimate || !GIVEN(option->id)) continue;
    return cli_error(EXIT_USAGE,
                     "--%s found with --format sdmx-csv, which has no rows of an estimate: "
                     "expected one of them",
                     option_name(option->id));
  }
  return 0;
}

static int mse_contradiction(const cli_options *o, const char *given) {
  if (GIVEN(OPT_MODEL)) {
    if (GIVEN(OPT_SELECT) && o->mse.select != SDG16_SELECT_FIXED)
      return contradiction("--model with --select", "one of them (or --select none)");
    if (GIVEN(OPT_MAX_ORDER)) return contradiction("--model with --max-order", "one of them");
  }
  int fixed = o->mse.select == SDG16_SELECT_FIXED;
  if (GIVEN(OPT_P_THRESHOLD) && o->mse.select != SDG16_SELECT_STEPWISE)
    return contradiction("--p-threshold without --select stepwise", "both");
  if (GIVEN(OPT_MAX_ORDER) && (fixed || o->mse.select == SDG16_SELECT_STEPWISE))
    return contradiction("--max-order with a selection that does not use it",
                         "--select bic, aic, aicc or downhill");
  if (GIVEN(OPT_SEARCH_FITS) && (fixed || o->mse.select == SDG16_SELECT_STEPWISE ||
                                 o->mse.select == SDG16_SELECT_DOWNHILL))
    return contradiction("--search-fits without an exact search", "--select bic, aic or aicc");
  if (GIVEN(OPT_LEVEL) && o->mse.interval == SDG16_INTERVAL_NONE)
    return contradiction("--level with --interval none", "an interval");
  return 0;
}

int option_resamples(int32_t interval) {
  return interval == SDG16_INTERVAL_BCA || interval == SDG16_INTERVAL_PERCENTILE ||
         interval == SDG16_INTERVAL_BASIC;
}

static int bootstrap_contradiction(const cli_options *o, const char *given) {
  static const struct {
    int id;
    const char *found;
  } NEED[] = {
      {OPT_BOOTSTRAP, "--bootstrap with an interval that does not resample"},
      {OPT_BOOTSTRAP_KIND, "--bootstrap-kind with an interval that does not resample"},
      {OPT_NO_RESELECT, "--no-reselect with an interval that does not resample"},
      {OPT_TOP_INTERVALS, "--top-intervals with an interval that does not resample"},
      {OPT_DRAWS, "--draws with an interval that does not resample"},
  };
  int fixed = o->mse.select == SDG16_SELECT_FIXED, strata = o->capture.stratum_count > 0;
  int resamples = o->mse.interval == SDG16_INTERVAL_AUTO ? !fixed || strata
                                                         : option_resamples(o->mse.interval);
  for (size_t i = 0; i < sizeof NEED / sizeof NEED[0] && !resamples; i++)
    if (GIVEN(NEED[i].id))
      return contradiction(NEED[i].found, "--interval bca, percentile or basic");
  if (GIVEN(OPT_NO_RESELECT) && fixed)
    return contradiction("--no-reselect with a model that is given", "a selection (--select)");
  if (GIVEN(OPT_REPLICATES) && !o->draws)
    return cli_error(EXIT_USAGE, "--replicates needs --draws");
  if (GIVEN(OPT_REPLICATES) && !o->mse.replicates)
    return cli_error(EXIT_USAGE, "--replicates needs --bootstrap B");
  if (o->exec.replicate_end > o->mse.replicates)
    return cli_error(EXIT_USAGE,
                     "--replicates: %lld:%lld found, expected at most the %lld of --bootstrap",
                     (long long)o->exec.replicate_begin, (long long)o->exec.replicate_end,
                     (long long)o->mse.replicates);
  if (!GIVEN(OPT_TOP_INTERVALS)) return 0;
  if (o->mse.select < SDG16_SELECT_BIC || o->mse.select > SDG16_SELECT_AICC)
    return contradiction("--top-intervals with a selection that does not rank all models",
                         "--select bic, aic or aicc");
  if (GIVEN(OPT_NO_RESELECT))
    return contradiction("--top-intervals with --no-reselect", "one of them");
  return strata ? contradiction("--top-intervals with --by", "one of them") : 0;
}

static int strata_contradiction(const cli_options *o, const char *given) {
  if (!GIVEN(OPT_COMMON_MODEL)) return 0;
  if (!GIVEN(OPT_BY)) return contradiction("--common-model without --by", "both");
  if (o->mse.select == SDG16_SELECT_FIXED)
    return contradiction("--common-model with a model that is given",
                         "a selection (a given model is common anyway)");
  return o->mse.select == SDG16_SELECT_STEPWISE
             ? contradiction("--common-model with --select stepwise",
                             "--select bic, aic, aicc or downhill")
             : 0;
}

static int check_contradiction(const cli_options *o, const char *given) {
  if (o->all && o->mse.model) return contradiction("--all with --model", "one of them");
  if (GIVEN(OPT_MAX_ORDER) && !o->all)
    return contradiction("--max-order without --all", "both");
  return 0;
}

static int draws_contradiction(const cli_options *o) {
  if (o->file_count) return 0;
  return cli_error(
      EXIT_USAGE, "draws: no SHARD found, expected files of sdg16 mse --draws (see sdg16 draws "
                  "--help)");
}

/* Options of `indicator` and `iff` that would do nothing. */
static int publishing_contradiction(const cli_options *o, const char *given) {
  int32_t format = o->publish_format;
  int sdmx = format == SDG16_FORMAT_SDMX_CSV || format == SDG16_FORMAT_SDMX_CSV_2;
  int open_sdg = format == SDG16_FORMAT_OPEN_SDG, interval = o->indicator.interval;
  const char *const observations = "--format sdmx-csv or open-sdg";
  const struct {
    int id;
    int has_effect;
    const char *found, *expected;
  } NEED[] = {
      {OPT_AUDIT, !o->protected, "--audit with --protect",
       "one of them (an audit tells counts)"},
      {OPT_CODING, !o->protected, "--coding with --protect",
       "one of them (a coding tells counts)"},
      {OPT_AUDIT, format <= SDG16_FORMAT_JSON && !(format == SDG16_FORMAT_CSV && o->coding),
       "--audit with another format, or as CSV with --coding",
       "--format text or json, or csv with one of them"},
      {OPT_CODING, format <= SDG16_FORMAT_JSON, "--coding with another format",
       "--format text, csv or json"},
      {OPT_AUDIT, !o->protected, "--audit with --protect",
       "one of them: an audit tells counts"},
      {OPT_CODING, !o->protected, "--coding with --protect",
       "one of them: a coding tells counts"},
      {OPT_RULE, o->groups != NULL, "--rule without --groups", "both"},
      {OPT_WINDOW, o->groups != NULL, "--window without --groups", "both"},
      {OPT_COVERAGE, o->groups != NULL, "--coverage without --groups", "both"},
      {OPT_WORLD, o->groups != NULL, "--world without --groups", "both"},
      {OPT_SMALL_COUNT, interval == SDG16_COUNT_INTERVAL_SMALL,
       "--small-count with an interval that does not use it", "--interval small"},
      {OPT_LEVEL, interval != SDG16_COUNT_INTERVAL_NONE, "--level with --interval none",
       "an interval"},
      {OPT_ACTION, format == SDG16_FORMAT_SDMX_CSV_2, "--action without --sdmx-version 2.0",
       "both"},
      {OPT_DATAFLOW, sdmx, "--dataflow with another format", "--format sdmx-csv"},
      {OPT_CHECK, sdmx || open_sdg, "--check with another format", observations},
      {OPT_SOURCE, sdmx || open_sdg, "--source with another format", observations},
      {OPT_SOURCE_DETAIL, sdmx || open_sdg, "--source-detail with another format",
       observations},
      {OPT_LAST_UPDATE, sdmx || open_sdg, "--last-update with another format", observations},
      {OPT_CODES, open_sdg, "--codes with another format", "--format open-sdg"},
      {OPT_DECIMALS, format == SDG16_FORMAT_TEXT, "--decimals with another format",
       "--format text (the others have all digits)"},
  };
  for (size_t i = 0; i < sizeof NEED / sizeof NEED[0]; i++)
    if (GIVEN(NEED[i].id) && !NEED[i].has_effect)
      return contradiction(NEED[i].found, NEED[i].expected);
  return 0;
}

/* What `iff` alone can contradict. */
static int iff_contradiction(const cli_options *o, const char *given) {
  int replicates = 0,
      category = o->indicator.by_count == 1 && !strcmp(o->indicator.by[0], "category");
  for (int64_t i = 0; i < o->indicator.switch_count; i++)
    replicates |= !strncmp(o->indicator.switches[i], "replicates=", 11);
  if (GIVEN(OPT_SEED) && !replicates)
    return contradiction("--seed without --set replicates=N", "both");
  if (GIVEN(OPT_THREADS) && !replicates)
    return contradiction("--threads without --set replicates=N", "both");
  if (o->detail && o->coefficients)
    return contradiction("--detail with --coefficients", "one of them");
  if (GIVEN(OPT_BY) && !category)
    return option_bad_value("by", o->indicator.by[o->indicator.by_count - 1], "category alone");
  if (category && (o->detail || o->coefficients))
    return contradiction("--by with --detail or --coefficients", "one of them");
  if (o->file_count && !strcmp(o->files[0], "total") && (o->detail || o->coefficients))
    return contradiction("iff total with --detail or --coefficients", "a METHOD");
  return publishing_contradiction(o, given);
}

/* What --protect leaves out, and what it needs. */
static int protection_contradiction(const cli_options *o, const char *given) {
  static const struct {
    int id;
    const char *found;
  } LEFT_OUT[] = {{OPT_DRAWS, "--draws with --protect"},
                  {OPT_TOP, "--top with --protect"},
                  {OPT_TOP_INTERVALS, "--top-intervals with --protect"}};
  if (!o->protected) return 0;
  for (size_t i = 0; i < sizeof LEFT_OUT / sizeof LEFT_OUT[0] && o->which == COMMAND_MSE; i++)
    if (GIVEN(LEFT_OUT[i].id))
      return contradiction(LEFT_OUT[i].found, "one of them (models and draws tell counts)");
  if (o->survey.classifications || o->survey.logistic)
    return contradiction("--protect with --independence or --logistic",
                         "estimates, in whose table counts are protected");
  const sdg16_survey_options *survey = &o->survey.estimate;
  for (int64_t i = 0; survey->standard && i < survey->by_count; i++)
    if (!strcmp(survey->by[i], survey->standard)) /* a sum of other weights: an equation more */
      return contradiction("--protect with --standardise over a --by column",
                           "another column, or one of them");
  if (o->protect.base > 0 && o->survey.compare)
    return contradiction("--compare with --protect base",
                         "one of them (comparisons are made of exact counts)");
  if (o->protect.controlled && !(o->protect.base > 0))
    return contradiction("--protect with controlled, without base", "both");
  int64_t by = o->which == COMMAND_MSE ? o->capture.stratum_count : survey->by_count;
  if (o->protect.controlled && by > 2)
    return contradiction("--protect with controlled over more than two --by columns",
                         "two or fewer (or base alone)");
  return o->protect.reliability && o->survey.estimate.scheme == SDG16_SCHEME_NONE &&
                 o->which != COMMAND_INDICATOR
             ? contradiction("--protect with reliability, without a scheme",
                             "both (survey --reliability)")
             : 0;
}

int option_settle_format(cli_options *o, const char *given) {
  if (!GIVEN(OPT_SDMX_VERSION)) return 0;
  if (GIVEN(OPT_FORMAT) && o->publish_format != SDG16_FORMAT_SDMX_CSV &&
      o->publish_format != o->sdmx_format)
    return contradiction("--sdmx-version with another format", "--format sdmx-csv");
  o->publish_format = o->sdmx_format;
  return 0;
}

int cli_contradiction(const cli_options *o, const char *given) {
  int status = protection_contradiction(o, given);
  if (!status && o->which & (COMMAND_MSE | COMMAND_CHECK)) status = reading_contradiction(o);
  if (status) return status;
  switch (o->which) {
  case COMMAND_MSE:
    status = sdmx_contradiction(o, given);
    if (!status) status = mse_contradiction(o, given);
    if (!status) status = bootstrap_contradiction(o, given);
    return status ? status : strata_contradiction(o, given);
  case COMMAND_CHECK:
    return check_contradiction(o, given);
  case COMMAND_DRAWS:
    return draws_contradiction(o);
  case COMMAND_SURVEY:
    return cli_survey_contradiction(o);
  case COMMAND_IFF:
    return iff_contradiction(o, given);
  case COMMAND_INDICATOR:
    return publishing_contradiction(o, given);
  default:
    return 0;
  }
}
