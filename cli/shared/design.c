#include "shared/design.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

static int read_replicates(const cli_option *o, const char *value, void *target) {
  cli_design_options *d = target;
  if (strspn(value, "0123456789") != strlen(value)) {
    d->pattern = value;
    d->made = 0;
    return 0;
  }
  double count = 0;
  int status = option_read_number(o, value, &count);
  d->pattern = NULL;
  d->made = 1;
  if (!status) d->make.count = (int64_t)count;
  return status;
}

static int32_t replicate_code(const char *word) {
  return strcmp(word, "none") ? sdg16_replicate_from_name(word) : -1;
}

/* NAME=TOTAL, another column to calibrate to. */
static int read_auxiliary(const cli_option *o, const char *value, void *target) {
  cli_design_options *d = target;
  const char *equals = strrchr(value, '=');
  double total;
  if (!equals || equals == value || sdg16_parse_double(equals + 1, &total))
    return option_bad_value(o, value);
  double *totals = realloc(d->totals, (size_t)(d->auxiliaries.count + 1) * sizeof *totals);
  if (!totals) return cli_out_of_memory();
  d->totals = totals;
  totals[d->auxiliaries.count] = total;
  return cli_names_add(&d->auxiliaries, value, (size_t)(equals - value)) ? 0
                                                                         : cli_out_of_memory();
}

static int read_bounds(const cli_option *o, const char *value, void *target) {
  sdg16_calibrate_options *c = target;
  const char *comma = strchr(value, ',');
  char low[64];
  if (!comma || (size_t)(comma - value) >= sizeof low) return option_bad_value(o, value);
  memcpy(low, value, (size_t)(comma - value));
  low[comma - value] = '\0';
  if (sdg16_parse_double(low, &c->lower) || sdg16_parse_double(comma + 1, &c->upper) ||
      !(c->lower >= 0 && c->lower < 1 && c->upper > 1))
    return option_bad_value(o, value);
  return 0;
}

/* ---- when options have an effect ---- */

static int names_columns(const char *replicates) {
  return replicates && strspn(replicates, "0123456789") != strlen(replicates);
}

static int are_given(const void *options, const cli_line *line) {
  (void)options;
  return names_columns(cli_value(line, "replicates"));
}

static int are_replicates(const void *options, const cli_line *line) {
  (void)options;
  return cli_given(line, "replicates") || cli_given(line, "replicate-kind");
}

int cli_design_draws(const void *options, const cli_line *line) {
  const char *replicates = cli_value(line, "replicates");
  (void)options;
  if (names_columns(replicates)) return 0;
  return cli_given(line, "replicate-kind") ? cli_value_is(line, "replicate-kind", "bootstrap")
                                           : replicates != NULL;
}

static int are_countable(const void *options, const cli_line *line) {
  return are_given(options, line) || cli_design_draws(options, line);
}

static int are_fay(const void *options, const cli_line *line) {
  (void)options;
  return cli_value_is(line, "replicate-kind", "fay");
}

static int are_not_given(const void *options, const cli_line *line) {
  return !are_given(options, line);
}

static int borrows_for_domains(const void *options, const cli_line *line) {
  return cli_value_is(line, "lonely-psu", "adjust average") && !are_replicates(options, line);
}

/* Counts give the weights, if no column does. */
static int has_finite_stages(const void *options, const cli_line *line) {
  return !cli_given(line, "weight") || !cli_design_draws(options, line);
}

const cli_condition cli_drawn_replicates = {.to = "bootstrap replicates that are made",
                                            .add = "--replicates N",
                                            .holds = cli_design_draws};

static const cli_condition
    GIVEN = {.to = "replicate weights in the file",
             .add = "--replicates 'w_*'",
             .holds = are_given},
    REPLICATES = {.to = "replicates",
                  .add = "--replicates or --replicate-kind",
                  .holds = are_replicates},
    COUNTABLE = {.to = "bootstrap replicates, if it is a number",
                 .add = "--replicate-kind bootstrap",
                 .holds = are_countable},
    FAY = {.to = "Fay's method", .add = "--replicate-kind fay", .holds = are_fay},
    STAGES = {.to = "variances that come from the stages of the design",
              .without = "--replicates 'w_*'",
              .holds = are_not_given},
    BORROWS = {.to = "linearised variances that replace such a stratum",
               .add = "--lonely-psu adjust or average",
               .holds = borrows_for_domains},
    FINITE = {.to = "designs without bootstrap replicates, which are drawn with replacement",
              .without = "--replicates N",
              .holds = has_finite_stages};

#define NAMES_EXPECTED "column names separated by commas"
#define DESIGN(member) .target = offsetof(cli_design_options, member)

const cli_option cli_design_rows[CLI_DESIGN_ROWS] = {
    {.name = "weight",
     .argument = "COLUMN",
     .help = "the weight of each row",
     .preset = "the inverse of the sampling fractions, or 1",
     .read = option_read_text,
     DESIGN(design.weight)},
    {.name = "drop-missing-weights",
     .help = "leave out the rows without a weight; a note says how many",
     .preset = "they are an error",
     .needs = "weight",
     .read = option_read_switch,
     DESIGN(design.drop_missing_weights),
     .least = 1},
    {.name = "strata",
     .argument = "S[,S2]",
     .help = "columns of the strata, one for each stage",
     .expected = NAMES_EXPECTED,
     .read = option_read_names,
     DESIGN(strata)},
    {.name = "psu",
     .argument = "P[,P2]",
     .help = "columns of the sampled units, one for each stage",
     .preset = "each row is a unit",
     .expected = NAMES_EXPECTED,
     .read = option_read_names,
     DESIGN(units)},
    {.name = "fpc",
     .argument = "F[,F2]",
     .help = "columns, one for each stage, of the number of units that the stratum has in the "
             "population, or of the sampling fraction",
     .preset = "sampled with replacement",
     .applies = {&FINITE},
     .expected = NAMES_EXPECTED,
     .read = option_read_names,
     DESIGN(fpc)},
    {.name = "sampled",
     .argument = "N[,N2]",
     .help = "columns of the number of units sampled in the stratum, if the file does not have "
             "all of them",
     .expected = NAMES_EXPECTED,
     .read = option_read_names,
     DESIGN(sampled)},
    {.name = "lonely-psu",
     .argument = "POLICY",
     .help = "what to do with a stratum that has only one sampled unit: {}",
     .preset = "fail",
     .words = "fail remove certainty adjust average",
     .read = option_read_code,
     .applies = {&STAGES},
     DESIGN(design.lonely),
     .code = sdg16_lonely_from_name},
    {.name = "lonely-domain",
     .help = "use the policy also if a domain has only one unit of a stratum",
     .applies = {&BORROWS},
     .read = option_read_switch,
     DESIGN(design.lonely_domain),
     .least = 1},
    {.name = "replicates",
     .argument = "'w_*'",
     .help = "columns of replicate weights, or the number of bootstrap replicates to make",
     .applies = {&COUNTABLE},
     .expected = "columns ('w_*') or a number of at least 2",
     .low = 2,
     .high = 1000000,
     .read = read_replicates},
    {.name = "replicate-kind",
     .argument = "KIND",
     .help =
         "kind of replicates: {}; without --replicates they are made from the design (not sdr)",
     .words = "jk1 jkn brr fay bootstrap sdr",
     .read = option_read_code,
     DESIGN(design.replicate_kind),
     .code = replicate_code},
    {.name = "multipliers",
     .help = "the replicate columns are multipliers of the weight",
     .preset = "they are weights",
     .applies = {&GIVEN},
     .read = option_read_switch,
     DESIGN(design.multipliers),
     .least = 1},
    {.name = "fay",
     .argument = "RHO",
     .help = "the coefficient of Fay's method",
     .applies = {&FAY},
     .preset = "0.5",
     .expected = "a number from 0 to below 1",
     .high = 0.999999,
     .read = option_read_number,
     DESIGN(design.fay)},
    {.name = "replicate-scale",
     .argument = "X",
     .help = "the factor by which the sum of the squared deviations of the replicates is "
             "multiplied",
     .preset = "that of the kind",
     .applies = {&GIVEN},
     .expected = "a number above 0",
     .low = 1e-300,
     .high = 1e300,
     .read = option_read_number,
     DESIGN(design.scale)},
    {.name = "around-estimate",
     .help = "deviations of the replicates are taken from the estimate of the whole sample",
     .preset = "from the mean of the replicates",
     .applies = {&REPLICATES},
     .read = option_read_switch,
     DESIGN(design.around_estimate),
     .least = 1},
    {.name = "calibrate",
     .argument = "METHOD",
     .help = "calibrate the weights, and each replicate, to the totals of --margins and "
             "--auxiliary: {}",
     .words = "linear raking logit",
     .read = option_read_code,
     DESIGN(calibrate.method),
     .code = sdg16_calibrate_from_name},
    {.name = "margins",
     .argument = "FILE,...",
     .help = "files of totals to calibrate to: each has columns of the survey and a column "
             "population",
     .needs = "calibrate",
     .expected = "files separated by commas",
     .file = CLI_READS,
     .read = option_read_names,
     DESIGN(margins)},
    {.name = "auxiliary",
     .argument = "COLUMN=TOTAL",
     .help = "calibrate to the total of a numeric column",
     .needs = "calibrate",
     .expected = "COLUMN=TOTAL",
     .repeatable = 1,
     .read = read_auxiliary},
    {.name = "bounds",
     .argument = "L,U",
     .help = "smallest and largest factor by which a weight may change; logit needs them",
     .needs = "calibrate",
     .expected = "L,U with 0 <= L < 1 < U, such as 0.5,2",
     .read = read_bounds,
     DESIGN(calibrate)}};

void cli_design_init(cli_design_options *d) {
  sdg16_design_options_init(&d->design, (int64_t)sizeof d->design);
  sdg16_replicate_options_init(&d->make, (int64_t)sizeof d->make);
  sdg16_calibrate_options_init(&d->calibrate, (int64_t)sizeof d->calibrate);
  d->calibrate.method = 0; /* not asked for */
}

int cli_design_settle(const cli_design_options *d) {
  if (d->pattern && !d->design.replicate_kind)
    return cli_needs("replicates", "--replicate-kind");
  if (d->calibrate.method && !d->margins.count && !d->auxiliaries.count)
    return cli_needs("calibrate", "--margins or --auxiliary");
  return d->calibrate.method == SDG16_CALIBRATE_LOGIT && !(d->calibrate.upper > 0)
             ? cli_needs("calibrate logit", "--bounds")
             : 0;
}

void cli_design_free(cli_design_options *d) {
  cli_names *const all[] = {&d->strata,  &d->units,   &d->fpc,
                            &d->sampled, &d->margins, &d->auxiliaries};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) cli_names_free(all[i]);
  free(d->totals);
}

/* ---- the design ---- */

int cli_survey_error(const char *path, const sdg16_error *error) {
  if (error->status > -300 || error->status <= -600) return cli_library_error(error);
  return cli_error(EXIT_INPUT, "%s: %s", path, error->message);
}

/* The columns whose names match the pattern, in file order; freed by the caller. */
static int match_columns(const sdg16_table *table, const char *pattern, const char ***out,
                         int64_t *count) {
  int64_t columns = sdg16_table_columns(table);
  *count = 0;
  *out = malloc((size_t)(columns + 1) * sizeof **out);
  if (!*out) return cli_out_of_memory();
  for (int64_t c = 0; c < columns; c++)
    if (!fnmatch(pattern, sdg16_table_name(table, c), 0))
      (*out)[(*count)++] = sdg16_table_name(table, c);
  if (*count >= 2) return EXIT_DONE;
  free(*out);
  *out = NULL;
  return cli_error(EXIT_INPUT, "--replicates must match at least 2 columns; %s matches %lld",
                   pattern, (long long)*count);
}

static int calibrate_design(const cli_design_options *d, const cli_marks *marks,
                            const char *path, sdg16_design **design) {
  sdg16_calibrate_options o = d->calibrate;
  int64_t count = d->margins.count;
  o.auxiliary_count = d->auxiliaries.count;
  o.auxiliaries = (const char *const *)d->auxiliaries.name;
  o.auxiliary_totals = d->totals;
  sdg16_table **margins = calloc((size_t)count + 1, sizeof *margins);
  int status = margins ? EXIT_DONE : cli_out_of_memory();
  for (int64_t m = 0; !status && m < count; m++)
    status = cli_read_table(marks, d->margins.name[m], &margins[m]);
  for (int64_t m = 0; !status && !d->is_silent && m < count; m++)
    cli_say_file(d->margins.name[m], margins[m]);
  sdg16_error error = cli_new_error();
  sdg16_design *calibrated;
  if (!status && sdg16_design_calibrate(*design, count, (const sdg16_table *const *)margins, &o,
                                        &calibrated, &error))
    status = cli_survey_error(path, &error);
  if (!status) {
    sdg16_design_free(*design);
    *design = calibrated;
  }
  for (int64_t m = 0; margins && m < count; m++) sdg16_table_free(margins[m]);
  free(margins);
  return status;
}

static int make_replicates(const cli_design_options *d, const sdg16_exec_options *exec,
                           const char *path, sdg16_design **design) {
  sdg16_replicate_options make = d->make;
  if (d->design.replicate_kind) make.kind = d->design.replicate_kind;
  make.fay = d->design.fay;
  make.around_estimate = d->design.around_estimate;
  sdg16_error error = cli_new_error();
  sdg16_design *replicated;
  if (sdg16_design_replicate(*design, &make, exec, &replicated, &error))
    return cli_survey_error(path, &error);
  sdg16_design_free(*design);
  *design = replicated;
  return EXIT_DONE;
}

/* The options of the library, which point to those of the command. */
static sdg16_design_options library_options(const cli_design_options *d) {
  sdg16_design_options o = d->design;
  o.psu = (const char *const *)d->units.name;
  o.psu_count = d->units.count;
  o.strata = (const char *const *)d->strata.name;
  o.stratum_count = d->strata.count;
  o.fpc = (const char *const *)d->fpc.name;
  o.fpc_count = d->fpc.count;
  o.sampled = (const char *const *)d->sampled.name;
  o.sampled_count = d->sampled.count;
  if (!d->pattern) o.replicate_kind = 0;
  return o;
}

int cli_design_make(const cli_design_options *d, const cli_marks *marks,
                    const sdg16_exec_options *exec, const char *path, const sdg16_table *table,
                    sdg16_design **out) {
  sdg16_design_options o = library_options(d);
  const char **replicates = NULL;
  int status = EXIT_DONE, made = d->made || (d->design.replicate_kind && !d->pattern);
  sdg16_error error = cli_new_error();
  *out = NULL;
  if (d->pattern) status = match_columns(table, d->pattern, &replicates, &o.replicate_count);
  o.replicates = replicates;
  if (!status && sdg16_design_new(table, &o, out, &error))
    status = cli_survey_error(path, &error);
  free(replicates);
  if (!status && made) status = make_replicates(d, exec, path, out);
  if (!status && d->calibrate.method) status = calibrate_design(d, marks, path, out);
  if (status) {
    sdg16_design_free(*out);
    *out = NULL;
  }
  return status;
}
