/* sdg16 draws: reads the draws that sdg16 mse --draws kept, puts shards together, gives
 * the interval of each cell. */
#include "cmd/draws.h"

#include "show/json_frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct cli_draws_options {
  cli_files files;
  int32_t interval;
  double level;
  int gaps;
  const char *merged; /* where to keep the merged draws; NULL: nowhere */
  int32_t format;     /* FORMAT_ */
  cli_output out;
} cli_draws_options;

int cli_keep_draws(const sdg16_draws *draws, const char *path) {
  sdg16_error error = cli_new_error();
  sdg16_table *table;
  if (sdg16_draws_table(draws, &table, &error)) return cli_library_error(&error);
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (!status && (status = cli_write_csv(table, 0, buffer.stream))) cli_buffer_drop(&buffer);
  if (!status) status = cli_buffer_keep(&buffer, path);
  sdg16_table_free(table);
  return status;
}

/* ---- reading ---- */

static int read_shard(const char *path, sdg16_draws **out) {
  sdg16_error error = cli_new_error();
  return sdg16_draws_read_csv(path, out, &error) ? cli_library_error(&error) : EXIT_DONE;
}

/* The first part in which two provenances "a=1;b=2" differ. */
static int other_provenance(const char *path, const char *x, const char *first_path,
                            const char *y) {
  for (;;) {
    size_t a = strcspn(x, ";"), b = strcspn(y, ";");
    if (a != b || strncmp(x, y, a) || (!*x && !*y))
      return cli_error(EXIT_INPUT,
                       "shards must have the same data, settings and seed: %s was made with "
                       "'%.*s', but %s with '%.*s'",
                       path, a ? (int)a : 7, a ? x : "nothing", first_path, b ? (int)b : 7,
                       b ? y : "nothing");
    x += a + (x[a] == ';'); /* one may have more parts than the other */
    y += b + (y[b] == ';');
  }
}

static int merge_shards(const cli_draws_options *options, sdg16_draws *const *shards,
                        sdg16_draws **out) {
  sdg16_error error = cli_new_error();
  int32_t failed = sdg16_draws_merge(options->files.count, (const sdg16_draws *const *)shards,
                                     options->gaps, out, &error);
  if (!failed) return EXIT_DONE;
  if (failed == SDG16_ERR_MEMORY) return cli_out_of_memory();
  int64_t k = error.row - 1;
  if (k >= 1 && k < options->files.count &&
      strcmp(sdg16_draws_provenance(shards[k]), sdg16_draws_provenance(shards[0])))
    return other_provenance(options->files.path[k], sdg16_draws_provenance(shards[k]),
                            options->files.path[0], sdg16_draws_provenance(shards[0]));
  if (k >= 0 && k < options->files.count)
    return cli_error(EXIT_INPUT, "%s: %s", options->files.path[k], error.message);
  return cli_error(EXIT_INPUT, "draws: %s (--gaps allows that)", error.message);
}

static int read_shards(const cli_draws_options *options, sdg16_draws **out) {
  sdg16_draws **shards = calloc((size_t)options->files.count, sizeof *shards);
  if (!shards) return cli_out_of_memory();
  int status = EXIT_DONE;
  for (int64_t i = 0; i < options->files.count && !status; i++)
    status = read_shard(options->files.path[i], &shards[i]);
  if (!status) status = merge_shards(options, shards, out);
  for (int64_t i = 0; i < options->files.count; i++) sdg16_draws_free(shards[i]);
  free(shards);
  return status;
}

/* ---- intervals ---- */

typedef struct cells {
  const cli_draws_options *options;
  const sdg16_draws *draws;
  sdg16_draws_summary all;
  int64_t count;
  sdg16_table *estimates;   /* a row a cell */
  sdg16_table *diagnostics; /* messages of the cells */
  sdg16_estimate *estimate;
  sdg16_bootstrap_summary *bootstrap;
} cells;

static int find_intervals(cells *c) {
  sdg16_error error = cli_new_error();
  const cli_draws_options *o = c->options;
  for (int64_t i = 0; i < c->count; i++)
    if (sdg16_draws_interval(c->draws, i, o->interval, o->level, &c->estimate[i],
                             (int64_t)sizeof *c->estimate, &c->bootstrap[i],
                             (int64_t)sizeof *c->bootstrap, &error))
      return cli_library_error(&error);
  return sdg16_draws_estimates(c->draws, o->interval, o->level, &c->estimates, &error) ||
                 sdg16_draws_diagnostics(c->draws, o->interval, o->level, &c->diagnostics,
                                         &error)
             ? cli_library_error(&error)
             : EXIT_DONE;
}

/* A lower bound, not an estimate. */
static int is_bound(const cells *c, int64_t i) {
  return isfinite(c->estimate[i].value) && sdg16_draws_at_least(c->draws, i);
}

/* ---- what is said of the cells ---- */

/* "total: There is no upper limit." of a column of the diagnostics. */
static const char *cell_line(const cells *c, int64_t row, const char *column, char out[2600]) {
  snprintf(out, 2600, "%.400s: %s", cli_table_text(c->diagnostics, row, "cell"),
           cli_table_text(c->diagnostics, row, column));
  return out;
}

/* The messages, for which CSV has no place. */
static void say_messages(const cells *c) {
  char line[2600];
  for (int64_t i = 0; i < sdg16_table_rows(c->diagnostics) && !c->options->out.quiet; i++)
    cli_message(cli_table_text(c->diagnostics, i, "severity"),
                cell_line(c, i, "message", line));
}

/* "abc" of "...;key=abc;..."; NULL: no such key. */
static const char *made_with(const cells *c, const char *key, char *out, size_t size) {
  const char *at = sdg16_draws_provenance(c->draws);
  size_t length = strlen(key);
  while (at && (strncmp(at, key, length) || at[length] != '='))
    at = (at = strchr(at, ';')) ? at + 1 : NULL;
  if (!at) return NULL;
  at += length + 1;
  snprintf(out, size, "%.*s", (int)strcspn(at, ";"), at);
  return out;
}

/* ---- JSON ---- */

/* A column of the diagnostics of a cell, of this severity if one is given. */
static void put_said(sdg16_json *json, const cells *c, int64_t cell, const char *key,
                     const char *column, const char *wanted) {
  const sdg16_table *table = c->diagnostics;
  sdg16_json_begin_array(json, key);
  for (int64_t i = 0; i < sdg16_table_rows(table); i++)
    if (!strcmp(cli_table_text(table, i, "cell"), sdg16_draws_name(c->draws, cell)) &&
        (!wanted || !strcmp(cli_table_text(table, i, "severity"), wanted)) &&
        cli_table_text(table, i, column))
      sdg16_json_cell(json, NULL, table, i, column);
  sdg16_json_end(json);
}

static void put_estimate(sdg16_json *json, const cells *c, int64_t i) {
  const sdg16_json_extra average[] = {/* no other result has them */
                                      {"bootstrap", "mean", c->bootstrap[i].mean},
                                      {"bootstrap", "median", c->bootstrap[i].median}};
  static const char *const OWN[] = {"*"}; /* "cell" */
  sdg16_json_options fields;
  sdg16_json_options_init(&fields, (int64_t)sizeof fields);
  fields.result = "estimates";
  fields.is_sum = 1;
  fields.left_out = OWN;
  fields.left_out_count = 1;
  fields.extras = average;
  fields.extra_count = 2;
  sdg16_json_text(json, "cell", sdg16_draws_name(c->draws, i));
  sdg16_json_real(json, "value", is_bound(c, i) ? (double)NAN : c->estimate[i].value);
  sdg16_json_row(json, c->estimates, i, &fields);
  put_said(json, c, i, "warnings", "message", "warning");
  put_said(json, c, i, "notes", "message", "note");
  put_said(json, c, i, "headlines", "headline", NULL);
}

static void put_draws_provenance(sdg16_json *json, const cells *c, const cli_files *files) {
  char input[128];
  json_begin_provenance(json, c->all.seed, c->all.stream);
  json_replicates(json, c->all.first, c->all.last);
  sdg16_json_whole(json, "held", c->all.replicates);
  sdg16_json_whole(json, "planned", c->all.planned);
  sdg16_json_flag(json, "complete", c->all.complete);
  if (made_with(c, "input", input, sizeof input)) sdg16_json_text(json, "input_sha256", input);
  sdg16_json_text(json, "settings", sdg16_draws_provenance(c->draws));
  json_files(json, files);
  sdg16_json_end(json);
}

static int write_json(const cells *c, FILE *out) {
  sdg16_json *json;
  int status = json_begin("draws", out, &json);
  if (status) return status;
  sdg16_json_begin_array(json, "estimates");
  for (int64_t i = 0; i < c->count; i++) {
    sdg16_json_begin_object(json, NULL);
    put_estimate(json, c, i);
    sdg16_json_end(json);
  }
  sdg16_json_end(json);
  put_draws_provenance(json, c, &c->options->files);
  return json_finish(json, EXIT_DONE);
}

/* ---- text ---- */

static const char *signed_number(double value, char out[NUMBER_SIZE]) {
  if (isinf(value)) return value > 0 ? "+inf" : "-inf";
  return cli_number(value, 4, out);
}

/* Estimates above 100 are people; smaller ones may be rates, ratios, differences. */
static int decimals_of(const cells *c) {
  for (int64_t i = 0; i < c->count; i++)
    if (fabs(c->estimate[i].value) < 100) return 2;
  return 0;
}

static void estimate_cells(const cells *c, int64_t i, int places, cli_grid *grid) {
  char a[NUMBER_SIZE], range[RANGE_SIZE];
  const sdg16_estimate *e = &c->estimate[i];
  cli_cell(grid, "%s%s", is_bound(c, i) ? "at least " : "", cli_number(e->value, places, a));
  cli_cell(grid, "%s", cli_number(e->se, places, a));
  cli_cell(grid, "%s", cli_range(e->lower, e->upper, places, range));
}

static int print_cells(const cells *c, int places, FILE *out) {
  char a[NUMBER_SIZE];
  cli_grid grid = {.align = "lrrrrrrrr"};
  static const char *const HEADS[] = {"Replicates", "Infinite", "Missing", "z0",
                                      "Acceleration"};
  cli_cell(&grid, "Cell");
  cli_cell(&grid, "Estimate");
  cli_cell(&grid, "Std. error");
  cli_cell(&grid, "%g %% interval", c->options->level * 100);
  for (size_t k = 0; k < sizeof HEADS / sizeof HEADS[0]; k++) cli_cell(&grid, "%s", HEADS[k]);
  for (int64_t i = 0; i < c->count; i++) {
    const sdg16_bootstrap_summary *s = &c->bootstrap[i];
    cli_cell(&grid, "%s", sdg16_draws_name(c->draws, i));
    estimate_cells(c, i, places, &grid);
    cli_cell(&grid, "%s", cli_count(s->replicates, a));
    cli_cell(&grid, "%s", cli_count(s->infinite, a));
    cli_cell(&grid, "%s", cli_count(s->failed, a));
    cli_cell(&grid, "%s", signed_number(s->z0, a));
    cli_cell(&grid, "%s", signed_number(s->acceleration, a));
  }
  return cli_grid_print(&grid, out) ? cli_out_of_memory() : EXIT_DONE;
}

/* What belongs beside the numbers. */
static void print_headlines(const cells *c, FILE *out) {
  char line[2600];
  int any = 0;
  for (int64_t i = 0; i < sdg16_table_rows(c->diagnostics); i++) {
    if (!cli_table_text(c->diagnostics, i, "headline")) continue;
    cli_paragraph(cell_line(c, i, "headline", line), 0, out);
    any = 1;
  }
  if (any) fputc('\n', out);
}

static void print_messages(const cells *c, FILE *out) {
  char line[2600];
  for (int64_t i = 0; i < sdg16_table_rows(c->diagnostics); i++) {
    if (cli_said_on_top(c->diagnostics, i)) continue;
    int indent = fprintf(out, "  %s: ", cli_table_text(c->diagnostics, i, "severity"));
    cli_paragraph(cell_line(c, i, "message", line), indent, out);
  }
}

static int write_text(const cells *c, FILE *out) {
  char held[NUMBER_SIZE], planned[NUMBER_SIZE], settings[4096];
  int places = decimals_of(c);
  cli_count(c->all.replicates, held);
  cli_count(c->all.planned, planned);
  print_headlines(c, out);
  fprintf(out, "%s of %s replicates planned%s; intervals: bootstrap (%s).\n\n", held, planned,
          c->all.complete ? "" : ": not complete", cli_bootstrap_name(c->options->interval));
  int status = print_cells(c, places, out);
  if (status) return status;
  print_messages(c, out);
  fputs("\nMade with\n", out);
  for (const char *at = sdg16_draws_provenance(c->draws); *at;) {
    size_t length = strcspn(at, ";");
    snprintf(settings, sizeof settings, "  %.*s", (int)length, at);
    cli_put_safe(settings, out);
    fputc('\n', out);
    at += length + (at[length] == ';');
  }
  return EXIT_DONE;
}

/* ---- the subcommand ---- */

static int write_result(const cells *c) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  status = c->options->format == FORMAT_CSV
               ? cli_write_csv(c->estimates, c->options->out.safe_cells, buffer.stream)
           : c->options->format == FORMAT_JSON ? write_json(c, buffer.stream)
                                               : write_text(c, buffer.stream);
  status = cli_buffer_finish(&buffer, status, c->options->out.path);
  if (!status && c->options->format == FORMAT_CSV) say_messages(c);
  return status;
}

static int report_draws(const cli_draws_options *options, const sdg16_draws *draws) {
  cells c = {.options = options, .draws = draws};
  if (sdg16_draws_summarise(draws, &c.all, (int64_t)sizeof c.all))
    return cli_error(EXIT_OTHER, "the draws cannot be read");
  c.count = c.all.cells;
  c.estimate = calloc((size_t)c.count, sizeof *c.estimate);
  c.bootstrap = calloc((size_t)c.count, sizeof *c.bootstrap);
  int status = c.estimate && c.bootstrap ? find_intervals(&c) : cli_out_of_memory();
  if (!status && options->merged) status = cli_keep_draws(draws, options->merged);
  if (!status) status = write_result(&c);
  int any = 0;
  for (int64_t i = 0; i < c.count && !status; i++) any |= isfinite(c.estimate[i].value);
  sdg16_table_free(c.estimates);
  sdg16_table_free(c.diagnostics);
  free(c.estimate);
  free(c.bootstrap);
  return status || any ? status : EXIT_NO_ESTIMATE;
}

static int run_draws(const void *line) {
  const cli_draws_options *options = line;
  sdg16_draws *draws;
  int status = read_shards(options, &draws);
  if (status) return status;
  status = report_draws(options, draws);
  sdg16_draws_free(draws);
  return status;
}

/* ---- options ---- */

/* Those that resample. */
static int32_t interval_code(const char *word) {
  int32_t interval = sdg16_interval_from_name(word);
  return interval == SDG16_INTERVAL_BCA || interval == SDG16_INTERVAL_PERCENTILE ||
                 interval == SDG16_INTERVAL_BASIC
             ? interval
             : -1;
}

#define AT(member) .target = offsetof(cli_draws_options, member)

static const cli_option INTERVALS[] = {{.name = "interval",
                                        .argument = "KIND",
                                        .help = "kind of bootstrap interval: {}",
                                        .preset = "bca",
                                        .words = "bca percentile basic",
                                        .read = option_read_code,
                                        AT(interval),
                                        .code = interval_code},
                                       {.name = "gaps",
                                        .help = "accept that replicates are missing",
                                        .read = option_read_switch,
                                        AT(gaps),
                                        .least = 1}};

static const cli_option MERGED[] = {{.name = "merged",
                                     .argument = "FILE",
                                     .help = "also write the merged draws to FILE",
                                     .file = CLI_WRITES,
                                     .read = option_read_text,
                                     AT(merged)}};

static const cli_option_group GROUPS[] = {
    CLI_GROUP("Intervals", INTERVALS, 0),
    CLI_SHARED_GROUP("Intervals", cli_level_rows, 0, cli_draws_options, level),
    CLI_GROUP("Output", MERGED, 0), CLI_FORMAT_GROUP(cli_draws_options, format),
    CLI_OUTPUT_GROUP(cli_draws_options, out)};

static void init_draws(void *options) {
  cli_draws_options *o = options;
  o->interval = SDG16_INTERVAL_BCA;
  o->level = 0.95;
}

static int settle_draws(void *options, const cli_line *line) {
  (void)line;
  const cli_draws_options *o = options;
  return o->files.count ? 0
                        : cli_error(EXIT_USAGE, "draws needs SHARD, a file of sdg16 mse "
                                                "--draws (see sdg16 draws --help)");
}

const cli_command cli_draws_command = {
    .name = "draws",
    .summary = "merge bootstrap draws of several runs; compute intervals",
    .usage = (const char *const[]){"SHARD... [OPTIONS]", NULL},
    .description =
        "Reads the bootstrap draws that sdg16 mse kept and merges shards, which must have the "
        "same data, settings and seed. Gives the interval of every cell, in the columns of "
        "sdg16 mse. An interval needs 2 / (1 - level) replicates, 40 at 95 %.",
    .group = GROUPS,
    .group_count = sizeof GROUPS / sizeof GROUPS[0],
    .notes = "Exit status 1: no cell has an estimate.",
    .examples = (const char *const[]){"draws draws.csv --interval percentile --level 0.9",
                                      "draws first.csv second.csv --merged all.csv",
                                      "draws stopped.csv --gaps --format json", NULL},
    .size = sizeof(cli_draws_options),
    .init = init_draws,
    .settle = settle_draws,
    .run = run_draws};
