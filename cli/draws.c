/* sdg16 draws: reads the draws that sdg16 mse --draws kept, puts shards together, gives
 * the interval of each cell. */
#include "cli.h"

#include "json_build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int cli_keep_draws(const sdg16_draws *draws, const char *path) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_table *table;
  if (sdg16_draws_table(draws, &table, &error)) return cli_library_error(&error);
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (!status && (status = cli_write_csv(table, buffer.stream))) cli_buffer_drop(&buffer);
  if (!status) status = cli_buffer_keep(&buffer, path);
  sdg16_table_free(table);
  return status;
}

/* ---- reading ---- */

static int read_shard(const char *path, sdg16_draws **out) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_csv_options reading;
  sdg16_csv_options_init(&reading, (int64_t)sizeof reading);
  reading.delimiter = ','; /* names of cells may hold any of them */
  reading.decimal = '.';
  sdg16_table *table;
  if (sdg16_table_read_csv(path, &reading, &table, &error)) return cli_library_error(&error);
  int32_t failed = sdg16_draws_from_table(table, out, &error);
  sdg16_table_free(table);
  if (!failed) return EXIT_DONE;
  if (failed == SDG16_ERR_MEMORY) return cli_out_of_memory();
  return cli_error(EXIT_INPUT, "%s: %s", path, error.message);
}

/* The first part in which two provenances "a=1;b=2" differ. */
static int other_provenance(const char *path, const char *x, const char *first_path,
                            const char *y) {
  for (;;) {
    size_t a = strcspn(x, ";"), b = strcspn(y, ";");
    if (a != b || strncmp(x, y, a) || !x[a])
      return cli_error(EXIT_INPUT,
                       "%s: made with '%.*s', but %s with '%.*s': expected shards of the same "
                       "data, settings and seed",
                       path, a ? (int)a : 7, a ? x : "nothing", first_path, b ? (int)b : 7,
                       b ? y : "nothing");
    x += a + 1;
    y += b + 1;
  }
}

static int merge(const cli_options *options, sdg16_draws *const *shards, sdg16_draws **out) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  int32_t failed = sdg16_draws_merge(options->file_count, (const sdg16_draws *const *)shards,
                                     options->gaps, out, &error);
  if (!failed) return EXIT_DONE;
  if (failed == SDG16_ERR_MEMORY) return cli_out_of_memory();
  int64_t k = error.row - 1;
  if (k >= 1 && k < options->file_count &&
      strcmp(sdg16_draws_provenance(shards[k]), sdg16_draws_provenance(shards[0])))
    return other_provenance(options->files[k], sdg16_draws_provenance(shards[k]),
                            options->files[0], sdg16_draws_provenance(shards[0]));
  if (k >= 0 && k < options->file_count)
    return cli_error(EXIT_INPUT, "%s: %s", options->files[k], error.message);
  return cli_error(EXIT_INPUT, "draws: %s (--gaps allows that)", error.message);
}

static int read_all(const cli_options *options, sdg16_draws **out) {
  sdg16_draws **shards = calloc((size_t)options->file_count, sizeof *shards);
  if (!shards) return cli_out_of_memory();
  int status = EXIT_DONE;
  for (int64_t i = 0; i < options->file_count && !status; i++)
    status = read_shard(options->files[i], &shards[i]);
  if (!status) status = merge(options, shards, out);
  for (int64_t i = 0; i < options->file_count; i++) sdg16_draws_free(shards[i]);
  free(shards);
  return status;
}

/* ---- intervals ---- */

typedef struct cells {
  const cli_options *options;
  const sdg16_draws *draws;
  sdg16_draws_summary all;
  int64_t count;
  sdg16_estimate *estimate;
  sdg16_bootstrap_summary *bootstrap;
} cells;

static int find_intervals(cells *c) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  const sdg16_mse_options *o = &c->options->mse;
  for (int64_t i = 0; i < c->count; i++)
    if (sdg16_draws_interval(c->draws, i, o->interval, o->level, &c->estimate[i],
                             (int64_t)sizeof *c->estimate, &c->bootstrap[i],
                             (int64_t)sizeof *c->bootstrap, &error))
      return cli_library_error(&error);
  return EXIT_DONE;
}

/* Why a cell has no interval, or another one than was asked for; NULL: neither. */
static const char *trouble(const cells *c, int64_t i) {
  const sdg16_estimate *e = &c->estimate[i];
  if (!isfinite(e->value)) return "No estimate.";
  if (e->flags & (SDG16_FLAG_DRAWS_MISSING | SDG16_FLAG_LOWER_INFINITE))
    return cli_why_no_interval((e->flags & SDG16_FLAG_DRAWS_MISSING) != 0);
  if (isnan(e->lower)) return "No interval: there are no draws.";
  return e->flags & SDG16_FLAG_BCA_REPLACED
             ? cli_why_no_bca(c->bootstrap[i].z0, c->bootstrap[i].acceleration)
             : NULL;
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

/* ---- CSV ---- */

#define FLAGS_SIZE 128

/* "no-upper-limit; partial"; "" without any. */
static void flags_text(int32_t flags, char out[FLAGS_SIZE]) {
  static const struct {
    int32_t flag;
    const char *name;
  } NAMES[] = {{SDG16_FLAG_LOWER_CLAMPED, "lower-clamped"},
               {SDG16_FLAG_UPPER_OPEN, "no-upper-limit"},
               {SDG16_FLAG_PARTIAL, "partial"},
               {SDG16_FLAG_BCA_REPLACED, "bca-replaced"},
               {SDG16_FLAG_DRAWS_MISSING, "draws-missing"},
               {SDG16_FLAG_LOWER_INFINITE, "lower-infinite"}};
  size_t used = 0;
  *out = '\0';
  for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
    if (flags & NAMES[i].flag)
      used += (size_t)snprintf(out + used, FLAGS_SIZE - used, "%s%s", used ? "; " : "",
                               NAMES[i].name);
}

/* A column of texts, each of which is kept once. */
static int32_t add_texts(sdg16_table *table, const char *name, int64_t count,
                         const char *const *texts, sdg16_error *error) {
  int32_t *codes = calloc((size_t)count, sizeof *codes), levels = 0;
  const char **level = calloc((size_t)count, sizeof *level);
  for (int64_t i = 0; i < count && codes && level; i++) {
    codes[i] = 0;
    while (codes[i] < levels && strcmp(level[codes[i]], texts[i])) codes[i]++;
    if (codes[i] == levels) level[levels++] = texts[i];
  }
  int32_t failed = codes && level ? sdg16_table_add_text(table, name, count, codes, NULL,
                                                         levels, level, error)
                                  : SDG16_ERR_MEMORY;
  free(codes);
  free(level);
  return failed;
}

static int write_csv(const cells *c, FILE *out) {
  static const char *const REALS[] = {"estimate",
                                      "se",
                                      "lower",
                                      "upper",
                                      "level",
                                      "mean",
                                      "median",
                                      "z0",
                                      "acceleration",
                                      "lower_error",
                                      "upper_error",
                                      "percentile_lower",
                                      "percentile_upper",
                                      "se_log",
                                      "share_above_20n"};
  static const char *const WHOLES[] = {"replicates", "failed", "infinite"};
  enum { REAL = sizeof REALS / sizeof REALS[0], WHOLE = sizeof WHOLES / sizeof WHOLES[0] };
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  size_t n = (size_t)c->count;
  double *real = calloc(n * REAL, sizeof *real);
  int64_t *whole = calloc(WHOLE * n, sizeof *whole);
  const char **names = calloc(n, sizeof *names);
  const char **methods = calloc(n, sizeof *methods), **flags = calloc(n, sizeof *flags);
  char(*flag_texts)[FLAGS_SIZE] = calloc(n, sizeof *flag_texts);
  sdg16_table *table = NULL;
  int ok = real && whole && names && methods && flags && flag_texts;
  for (size_t i = 0; i < n && ok; i++) {
    const sdg16_estimate *e = &c->estimate[i];
    const sdg16_bootstrap_summary *b = &c->bootstrap[i];
    const double row[REAL] = {e->value,
                              e->se,
                              e->lower,
                              isinf(e->upper) ? (double)NAN : e->upper,
                              e->level,
                              b->mean,
                              b->median,
                              b->z0,
                              b->acceleration,
                              b->lower_error,
                              b->upper_error,
                              b->percentile_lower,
                              isinf(b->percentile_upper) ? (double)NAN : b->percentile_upper,
                              b->se_log,
                              b->above_20n};
    for (size_t k = 0; k < REAL; k++) real[k * n + i] = row[k];
    whole[i] = b->replicates;
    whole[n + i] = b->failed;
    whole[2 * n + i] = b->infinite;
    flags_text(e->flags, flag_texts[i]);
    flags[i] = flag_texts[i];
    methods[i] = sdg16_interval_name(e->method);
    names[i] = sdg16_draws_name(c->draws, (int64_t)i);
  }
  int32_t failed = ok ? sdg16_table_new(&table, &error) : SDG16_ERR_MEMORY;
  if (!failed) failed = add_texts(table, "cell", c->count, names, &error);
  for (size_t k = 0; k < REAL && !failed; k++)
    failed = sdg16_table_add_double(table, REALS[k], c->count, real + k * n, NULL, &error);
  if (!failed) failed = add_texts(table, "interval", c->count, methods, &error);
  if (!failed) failed = add_texts(table, "flags", c->count, flags, &error);
  for (size_t k = 0; k < WHOLE && !failed; k++)
    failed = sdg16_table_add_int64(table, WHOLES[k], c->count, whole + k * n, NULL, &error);
  int status = !ok || failed == SDG16_ERR_MEMORY ? cli_out_of_memory()
               : failed                          ? cli_library_error(&error)
                                                 : EXIT_DONE;
  if (!status) status = cli_write_csv(table, out);
  sdg16_table_free(table);
  free(real);
  free(whole);
  free(names);
  free(methods);
  free(flags);
  free(flag_texts);
  return status;
}

/* ---- JSON ---- */

static json_object *estimate_object(json_builder *b, const cells *c, int64_t i) {
  json_object *object = json_new_object(b), *bootstrap = json_new_object(b),
              *warnings = json_new_array(b);
  const sdg16_estimate *e = &c->estimate[i];
  const sdg16_bootstrap_summary *s = &c->bootstrap[i];
  char kind[64];
  json_put(b, object, "cell", json_text(b, sdg16_draws_name(c->draws, i)));
  json_put(b, object, "value", json_number(b, e->value));
  json_put(b, object, "se", json_number(b, e->se));
  json_put(b, object, "lower", json_number(b, e->lower));
  json_put(b, object, "upper", json_number(b, e->upper));
  if (e->flags & SDG16_FLAG_UPPER_OPEN)
    json_put(b, object, "no_upper_limit", json_made(b, json_object_new_boolean(1)));
  json_put(b, object, "level", json_number(b, e->level));
  json_put(b, object, "interval", json_text(b, sdg16_interval_name(e->method)));
  json_put(b, bootstrap, "replicates", json_whole(b, s->replicates));
  json_put(b, bootstrap, "failed", json_whole(b, s->failed));
  json_put(b, bootstrap, "infinite", json_whole(b, s->infinite));
  if (made_with(c, "bootstrap", kind, sizeof kind))
    json_put(b, bootstrap, "kind", json_text(b, kind));
  json_put(b, bootstrap, "mean", json_number(b, s->mean));
  json_put(b, bootstrap, "median", json_number(b, s->median));
  json_put(b, bootstrap, "z0", json_number(b, s->z0));
  json_put(b, bootstrap, "acceleration", json_number(b, s->acceleration));
  json_put(b, bootstrap, "lower_error", json_number(b, s->lower_error));
  json_put(b, bootstrap, "upper_error", json_number(b, s->upper_error));
  json_put(b, bootstrap, "percentile_lower", json_number(b, s->percentile_lower));
  json_put(b, bootstrap, "percentile_upper", json_number(b, s->percentile_upper));
  json_put(b, bootstrap, "se_log", json_number(b, s->se_log));
  json_put(b, bootstrap, "share_above_20n", json_number(b, s->above_20n));
  json_put(b, object, "bootstrap", bootstrap);
  json_put(b, object, "status", json_text(b, isfinite(e->value) ? "ok" : "no-estimate"));
  if (trouble(c, i)) json_append(b, warnings, json_text(b, trouble(c, i)));
  json_put(b, object, "warnings", warnings);
  return object;
}

static int write_json(const cells *c, FILE *out) {
  json_builder b;
  json_object *root = json_begin(&b, "draws"), *estimates = json_new_array(&b),
              *provenance = json_new_object(&b), *range = json_new_array(&b),
              *files = json_new_array(&b);
  char input[128];
  for (int64_t i = 0; i < c->count; i++) json_append(&b, estimates, estimate_object(&b, c, i));
  json_put(&b, root, "estimates", estimates);
  json_put(&b, provenance, "seed", json_made(&b, json_object_new_uint64(c->all.seed)));
  json_put(&b, provenance, "stream", json_whole(&b, c->all.stream));
  json_append(&b, range, json_whole(&b, c->all.first < 0 ? 0 : c->all.first));
  json_append(&b, range, json_whole(&b, c->all.last + 1));
  json_put(&b, provenance, "replicates", range);
  json_put(&b, provenance, "held", json_whole(&b, c->all.replicates));
  json_put(&b, provenance, "planned", json_whole(&b, c->all.planned));
  json_put(&b, provenance, "complete", json_made(&b, json_object_new_boolean(c->all.complete)));
  if (made_with(c, "input", input, sizeof input))
    json_put(&b, provenance, "input_sha256", json_text(&b, input));
  json_put(&b, provenance, "settings", json_text(&b, sdg16_draws_provenance(c->draws)));
  for (int64_t i = 0; i < c->options->file_count; i++)
    json_append(&b, files, json_text(&b, c->options->files[i]));
  json_put(&b, provenance, "files", files);
  json_put(&b, root, "provenance", provenance);
  return json_finish(&b, out);
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

static int write_text(const cells *c, FILE *out) {
  char held[NUMBER_SIZE], planned[NUMBER_SIZE], a[NUMBER_SIZE], b[NUMBER_SIZE], settings[4096];
  int places = decimals_of(c);
  const char *kind = c->options->mse.interval == SDG16_INTERVAL_BCA          ? "BCa"
                     : c->options->mse.interval == SDG16_INTERVAL_PERCENTILE ? "percentile"
                                                                             : "basic";
  cli_count(c->all.replicates, held);
  cli_count(c->all.planned, planned);
  fprintf(out, "%s of %s replicates planned%s; intervals: bootstrap (%s).\n\n", held, planned,
          c->all.complete ? "" : ": not complete", kind);
  cli_grid grid = {.align = "lrrrrrrr"};
  static const char *const HEADS[] = {"Cell",       "Estimate", "Std. error", NULL,
                                      "Replicates", "Failed",   "z0",         "Acceleration"};
  for (size_t k = 0; k < sizeof HEADS / sizeof HEADS[0]; k++)
    if (HEADS[k])
      cli_cell(&grid, "%s", HEADS[k]);
    else
      cli_cell(&grid, "%g %% interval", c->options->mse.level * 100);
  for (int64_t i = 0; i < c->count; i++) {
    const sdg16_estimate *e = &c->estimate[i];
    const sdg16_bootstrap_summary *s = &c->bootstrap[i];
    cli_cell(&grid, "%s", sdg16_draws_name(c->draws, i));
    cli_cell(&grid, "%s", cli_number(e->value, places, a));
    cli_cell(&grid, "%s", cli_number(e->se, places, a));
    if (isnan(e->lower))
      cli_cell(&grid, "-");
    else if (isinf(e->upper))
      cli_cell(&grid, "%s or more", cli_number(e->lower, places, a));
    else
      cli_cell(&grid, "%s to %s", cli_number(e->lower, places, a),
               cli_number(e->upper, places, b));
    cli_cell(&grid, "%s", cli_count(s->replicates, a));
    cli_cell(&grid, "%s", cli_count(s->failed, a));
    cli_cell(&grid, "%s", signed_number(s->z0, a));
    cli_cell(&grid, "%s", signed_number(s->acceleration, a));
  }
  if (cli_grid_print(&grid, out)) return cli_out_of_memory();
  for (int64_t i = 0; i < c->count; i++) {
    if (!trouble(c, i)) continue;
    snprintf(settings, sizeof settings, "%s: %s", sdg16_draws_name(c->draws, i), trouble(c, i));
    cli_paragraph(settings, fprintf(out, "  warning: "), out);
  }
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
  status = c->options->format == FORMAT_CSV    ? write_csv(c, buffer.stream)
           : c->options->format == FORMAT_JSON ? write_json(c, buffer.stream)
                                               : write_text(c, buffer.stream);
  if (status) {
    cli_buffer_drop(&buffer);
    return status;
  }
  return cli_buffer_write(&buffer, c->options);
}

static int report(const cli_options *options, const sdg16_draws *draws) {
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
  free(c.estimate);
  free(c.bootstrap);
  return status || any ? status : EXIT_NO_ESTIMATE;
}

int cli_draws(const cli_options *options) {
  sdg16_draws *draws;
  int status = cli_check_output(options);
  if (!status) status = read_all(options, &draws);
  if (status) return status;
  status = report(options, draws);
  sdg16_draws_free(draws);
  return status;
}
