/* The options of sdg16 survey. */
#include "options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void cli_survey_init(cli_survey *s) {
  *s = (cli_survey){0};
  sdg16_design_options_init(&s->design, (int64_t)sizeof s->design);
  sdg16_replicate_options_init(&s->make, (int64_t)sizeof s->make);
  sdg16_calibrate_options_init(&s->calibrate, (int64_t)sizeof s->calibrate);
  sdg16_survey_options_init(&s->estimate, (int64_t)sizeof s->estimate);
  sdg16_survey_thresholds_init(&s->thresholds, (int64_t)sizeof s->thresholds);
  s->calibrate.method = 0; /* not asked for */
}

void cli_survey_free(cli_survey *s) {
  option_free_names((char **)(uintptr_t)s->design.units, s->design.unit_count);
  option_free_names((char **)(uintptr_t)s->design.strata, s->design.stratum_count);
  option_free_names((char **)(uintptr_t)s->design.fpc, s->design.fpc_count);
  option_free_names((char **)(uintptr_t)s->design.sampled, s->design.sampled_count);
  option_free_names((char **)(uintptr_t)s->estimate.by, s->estimate.by_count);
  option_free_names(s->margins, s->margin_count);
  option_free_names(s->classifications, 2);
  option_free_names(s->owned, s->owned_count);
  free(s->auxiliaries);
  free(s->totals);
}

static int names(const char *option, const char *text, const char *const **out,
                 int64_t *count) {
  char **list;
  option_free_names((char **)(uintptr_t)*out, *count);
  *out = NULL;
  *count = 0;
  int status =
      option_split(option, text, ',', "column names separated by commas", &list, count);
  if (status)
    *count = 0;
  else
    *out = (const char *const *)list;
  return status;
}

static int code(const char *option, const char *text, int32_t value, const char *expected,
                int32_t *out) {
  if (value < 0) return option_bad_value(option, text, expected);
  *out = value;
  return 0;
}

/* Remembers a copy of `size` bytes of text. */
static const char *own(cli_survey *s, const char *text, size_t size) {
  char **grown = realloc(s->owned, (size_t)(s->owned_count + 1) * sizeof *grown);
  if (!grown) return NULL;
  s->owned = grown;
  grown[s->owned_count] = strndup(text, size);
  return grown[s->owned_count] ? grown[s->owned_count++] : NULL;
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

static int ratio(const char *option, const char *text, cli_survey *s) {
  const char *slash = find_slash(text);
  if (slash == text || !*slash || !slash[1])
    return option_bad_value(option, text, "NUM/DEN, columns or expressions");
  s->estimate.numerator = own(s, text, (size_t)(slash - text));
  s->estimate.denominator = own(s, slash + 1, strlen(slash + 1));
  return s->estimate.numerator && s->estimate.denominator ? 0 : cli_out_of_memory();
}

static int replicates(const char *option, const char *text, cli_survey *s) {
  if (strspn(text, "0123456789") != strlen(text)) {
    s->pattern = text;
    return 0;
  }
  double count;
  int status =
      option_number(option, text, 2, 1000000, "columns ('w_*') or a number from 2", &count);
  s->made = 1;
  s->make.count = status ? 2 : (int64_t)count;
  return status;
}

static int threshold(const char *option, const char *text, cli_survey *s) {
  sdg16_survey_thresholds *o = &s->thresholds;
  const struct {
    const char *name;
    double *value;
  } known[] = {{"min-n", &o->min_n},           {"min-effective", &o->min_effective},
               {"min-events", &o->min_events}, {"min-df", &o->min_df},
               {"max-cv", &o->max_cv},         {"max-width", &o->max_width},
               {"review-n", &o->review_n},     {"review-df", &o->review_df},
               {"review-cv", &o->review_cv}};
  const char *equals = strchr(text, '=');
  for (size_t i = 0; equals && i < sizeof known / sizeof known[0]; i++)
    if (strlen(known[i].name) == (size_t)(equals - text) &&
        !strncmp(known[i].name, text, (size_t)(equals - text)) &&
        !sdg16_parse_double(equals + 1, known[i].value) && *known[i].value > 0)
      return s->estimate.thresholds = o, 0;
  return option_bad_value(option, text,
                          "min-n, min-effective, min-events, min-df, max-cv, max-width, "
                          "review-n, review-df or review-cv, '=' and a number above 0");
}

/* NAME=TOTAL, another column to calibrate to. */
static int auxiliary(const char *option, const char *text, cli_survey *s) {
  const char *equals = strrchr(text, '=');
  double total;
  if (!equals || equals == text || sdg16_parse_double(equals + 1, &total))
    return option_bad_value(option, text, "COLUMN=TOTAL");
  int64_t count = s->auxiliary_count + 1;
  const char **names = realloc(s->auxiliaries, (size_t)count * sizeof *names);
  if (names) s->auxiliaries = names;
  double *totals = realloc(s->totals, (size_t)count * sizeof *totals);
  if (totals) s->totals = totals;
  const char *name = own(s, text, (size_t)(equals - text));
  if (!names || !totals || !name) return cli_out_of_memory();
  names[count - 1] = name;
  totals[count - 1] = total;
  s->auxiliary_count = count;
  return 0;
}

static int bounds(const char *option, const char *text, cli_survey *s) {
  static const char *const EXPECTED = "L,U with 0 <= L < 1 < U, as 0.5,2";
  const char *comma = strchr(text, ',');
  char low[64];
  if (!comma || (size_t)(comma - text) >= sizeof low)
    return option_bad_value(option, text, EXPECTED);
  memcpy(low, text, (size_t)(comma - text));
  low[comma - text] = '\0';
  if (sdg16_parse_double(low, &s->calibrate.lower) ||
      sdg16_parse_double(comma + 1, &s->calibrate.upper) ||
      !(s->calibrate.lower >= 0 && s->calibrate.lower < 1 && s->calibrate.upper > 1))
    return option_bad_value(option, text, EXPECTED);
  return 0;
}

static int two(const char *option, const char *text, cli_survey *s) {
  char **list;
  int64_t count;
  int status = option_split(option, text, ',', "two different columns, as A,B", &list, &count);
  if (status) return status;
  if (count != 2) {
    option_free_names(list, count);
    return option_bad_value(option, text, "two columns, as A,B");
  }
  option_free_names(s->classifications, 2);
  s->classifications = list;
  return 0;
}

static int statistic(cli_survey *s, int32_t kind, const char *of) {
  s->asked++;
  s->estimate.statistic = kind;
  s->estimate.numerator = of;
  return 0;
}

int option_of_design(int id, const char *value, cli_survey *s) {
  const char *option = option_name(id);
  sdg16_design_options *o = &s->design;
  switch (id) {
  case OPT_WEIGHT:
    return o->weight = value, 0;
  case OPT_STRATA:
    return names(option, value, &o->strata, &o->stratum_count);
  case OPT_PSU:
    return names(option, value, &o->units, &o->unit_count);
  case OPT_FPC:
    return names(option, value, &o->fpc, &o->fpc_count);
  case OPT_SAMPLED:
    return names(option, value, &o->sampled, &o->sampled_count);
  case OPT_LONELY_PSU:
    return code(option, value, sdg16_lonely_from_name(value),
                "fail, remove, certainty, adjust or average", &o->lonely);
  case OPT_LONELY_DOMAIN:
    return o->lonely_domain = 1, 0;
  case OPT_REPLICATES:
    return replicates(option, value, s);
  case OPT_REPLICATE_KIND:
    return code(option, value, strcmp(value, "none") ? sdg16_replicate_from_name(value) : -1,
                "jk1, jkn, brr, fay or bootstrap", &o->replicate_kind);
  case OPT_MULTIPLIERS:
    return o->multipliers = 1, 0;
  case OPT_FAY:
    return option_number(option, value, 0, 0.999999, "a number from 0 to below 1", &o->fay);
  case OPT_REPLICATE_SCALE:
    return option_number(option, value, 1e-300, 1e300, "a number above 0", &o->scale);
  case OPT_AROUND_ESTIMATE:
    return o->around_estimate = 1, 0;
  case OPT_CALIBRATE:
    return code(option, value, sdg16_calibrate_from_name(value), "linear, raking or logit",
                &s->calibrate.method);
  case OPT_MARGINS:
    option_free_names(s->margins, s->margin_count);
    s->margins = NULL;
    s->margin_count = 0;
    return option_split(option, value, ',', "files separated by commas", &s->margins,
                        &s->margin_count);
  case OPT_AUXILIARY:
    return auxiliary(option, value, s);
  case OPT_BOUNDS:
    return bounds(option, value, s);
  default:
    return -1;
  }
}

static int quantile(const char *option, const char *value, cli_survey *s) {
  statistic(s, SDG16_SURVEY_QUANTILE, s->estimate.numerator);
  return option_number(option, value, 1e-12, 1 - 1e-12, "a number between 0 and 1, such as 0.5",
                       &s->estimate.probability);
}

static int what_option(int id, const char *value, cli_survey *s) {
  const char *option = option_name(id);
  switch (id) {
  case OPT_PROPORTION:
    return statistic(s, SDG16_SURVEY_PROPORTION, value);
  case OPT_MEAN:
    return statistic(s, SDG16_SURVEY_MEAN, value);
  case OPT_TOTAL:
    return statistic(s, SDG16_SURVEY_TOTAL, strcmp(value, "*") ? value : NULL);
  case OPT_RATIO:
    return statistic(s, SDG16_SURVEY_RATIO, NULL), ratio(option, value, s);
  case OPT_QUANTILE:
    return quantile(option, value, s);
  case OPT_AVERAGE:
    return statistic(s, SDG16_SURVEY_AVERAGE, value);
  case OPT_INDEPENDENCE:
    return s->asked++, two(option, value, s);
  case OPT_LOGISTIC:
    return s->asked++, s->logistic = value, 0;
  default:
    return -1;
  }
}

static int how_option(int id, const char *value, cli_survey *s) {
  const char *option = option_name(id);
  sdg16_survey_options *o = &s->estimate;
  switch (id) {
  case OPT_OF:
    return o->numerator = value, 0;
  case OPT_RULE:
    return code(option, value, sdg16_quantile_from_name(value), "math, school, hf4 or hf7",
                &o->rule);
  case OPT_AMONG:
    return o->among = value, 0;
  case OPT_WHERE:
    return o->where = value, 0;
  case OPT_BY:
    return names(option, value, &o->by, &o->by_count);
  case OPT_LABELS:
    return code(option, value,
                !strcmp(value, "text")   ? 1
                : strcmp(value, "codes") ? -1
                                         : 0,
                "text or codes", &o->labels);
  case OPT_INTERVAL:
    return code(option, value, sdg16_survey_interval_from_name(value),
                "logit, wald, arcsine, beta, korn-graubard, wilson, likelihood or none",
                &o->interval);
  case OPT_DF:
    return option_number(option, value, 1e-9, 1e12, "a number above 0", &o->df);
  case OPT_RELIABILITY:
    return code(
        option, value, sdg16_scheme_from_name(value),
        "nchs, nchs-rates, statcan, ine-chile, eclac, eclac-2023, eurostat, custom or none",
        &o->scheme);
  case OPT_DEFF:
    return code(option, value,
                !strcmp(value, "wr")   ? 1
                : strcmp(value, "wor") ? -1
                                       : 0,
                "wor (without replacement) or wr", &o->with_replacement);
  case OPT_THRESHOLD:
    return threshold(option, value, s);
  case OPT_STANDARDISE:
    return o->standard = value, 0;
  case OPT_SHARES:
    return s->shares = value, 0;
  case OPT_COMPARE:
    return code(option, value, sdg16_compare_from_name(value),
                "difference, ratio or odds-ratio", &s->compare);
  case OPT_REFERENCE:
    return s->reference = value, 0;
  case OPT_CROSSED: {
    int64_t count;
    int status = option_whole(option, value, 1, 100, &count);
    if (!status) o->crossed = (int32_t)count;
    return status;
  }
  default:
    return -1;
  }
}

int option_of_survey(int id, const char *value, cli_survey *s) {
  int status = option_of_design(id, value, s);
  if (status < 0) status = what_option(id, value, s);
  return status < 0 ? how_option(id, value, s) : status;
}

static int contradiction(const char *found, const char *expected) {
  return cli_error(EXIT_USAGE, "%s found, expected %s", found, expected);
}

int cli_survey_contradiction(const cli_options *options) {
  const cli_survey *s = &options->survey;
  const sdg16_survey_options *o = &s->estimate;
  if (options->file_count != 1)
    return cli_error(EXIT_USAGE,
                     "survey: %lld files found, expected one (see sdg16 survey "
                     "--help)",
                     (long long)options->file_count);
  if (s->asked != 1)
    return cli_error(EXIT_USAGE,
                     "survey: %d statistics found, expected one of --proportion, --average, "
                     "--mean, --total, --ratio, --quantile, --independence and "
                     "--logistic",
                     s->asked);
  if (o->statistic == SDG16_SURVEY_QUANTILE && !o->numerator)
    return contradiction("--quantile without --of", "both");
  if (s->pattern && !s->design.replicate_kind)
    return contradiction("--replicates without --replicate-kind", "both");
  if (!s->calibrate.method != !(s->margin_count || s->auxiliary_count))
    return contradiction("one of --calibrate and --margins", "both");
  if (s->calibrate.upper > 0 && !s->calibrate.method)
    return contradiction("--bounds without --calibrate", "both");
  if (s->calibrate.method == SDG16_CALIBRATE_LOGIT && !(s->calibrate.upper > 0))
    return contradiction("--calibrate logit without --bounds", "both");
  if (s->shares && !o->standard) return contradiction("--shares without --standardise", "both");
  if (s->compare && (o->by_count != 1 || s->classifications || s->logistic))
    return contradiction("--compare without one --by column", "both");
  if (s->reference && !s->compare)
    return contradiction("--reference without --compare", "both");
  return 0;
}
