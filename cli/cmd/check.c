/* sdg16 check: do the data allow an estimate, and with which models? */
#include "cmd/check_table.h"
#include "show/show.h"

#include <stdlib.h>
#include <string.h>

#define MOST_LISTS 6      /* of which all orders can be enumerated */
#define MOST_LISTED 10000 /* models that JSON and CSV list one by one */

/* How the lists overlap. *estimable: at least one pair of lists shares a person. */
static int inspect_lists(const sdg16_capture *capture, cli_check *check, int *estimable) {
  sdg16_error error = cli_new_error();
  sdg16_table *found;
  if (sdg16_capture_structure(capture, &found, &error)) return cli_library_error(&error);
  int64_t rows = sdg16_table_rows(found);
  check->warnings = calloc((size_t)rows + 1, sizeof *check->warnings);
  *estimable = 1;
  int failed = !check->warnings;
  for (int64_t i = 0; i < rows && !failed; i++) {
    const char *code = cli_table_text(found, i, "code");
    if (!strcmp(code, "no-overlap") || !strcmp(code, "too-few-lists")) *estimable = 0;
    check->warnings[i] = strdup(cli_table_text(found, i, "message"));
    failed = !check->warnings[i];
    check->warning_count += !failed;
  }
  sdg16_table_free(found);
  return failed ? cli_out_of_memory() : EXIT_DONE;
}

/* The table (model, status) of one model, as check --all gives it for many. */
static int one_model(const char *model, int32_t status, sdg16_table **out, sdg16_error *error) {
  const char *name = sdg16_model_status_name(status);
  int32_t code = 0;
  int32_t failed = sdg16_table_new(out, error);
  if (!failed) failed = sdg16_table_add_text(*out, "model", 1, &code, NULL, 1, &model, error);
  if (!failed) failed = sdg16_table_add_text(*out, "status", 1, &code, NULL, 1, &name, error);
  if (!failed) return EXIT_DONE;
  sdg16_table_free(*out);
  *out = NULL;
  return cli_library_error(error);
}

static int check_one(const cli_check_options *options, const sdg16_capture *capture,
                     cli_check *check, sdg16_table **models) {
  sdg16_error error = cli_new_error();
  sdg16_model *model;
  if (sdg16_model_parse(capture, options->model, &model, &error))
    return cli_library_error(&error);
  int status = EXIT_DONE;
  int32_t found;
  char *text = NULL;
  int64_t length = sdg16_model_format(model, SDG16_MODEL_NUMBERS, capture, NULL, 0);
  if (length < 0 || !(text = malloc((size_t)length + 1))) {
    status = cli_out_of_memory();
  } else if (sdg16_model_check(capture, model, options->existence, &found, &error)) {
    status = cli_library_error(&error);
  } else {
    sdg16_model_format(model, SDG16_MODEL_NUMBERS, capture, text, length + 1);
    check->counts[found] = 1;
    status = one_model(text, found, models, &error);
  }
  free(text);
  sdg16_model_free(model);
  return status;
}

static int check_all(const cli_check_options *options, const sdg16_capture *capture,
                     cli_check *check, sdg16_table **models) {
  if (sdg16_capture_lists(capture) > MOST_LISTS && !options->max_order)
    return cli_error(EXIT_USAGE,
                     "--all needs at most %d lists, not %d, or --max-order K (all orders of "
                     "more lists are more than 10^12 models)",
                     MOST_LISTS, (int)sdg16_capture_lists(capture));
  sdg16_exec_options exec;
  int status = cli_begin_computing(&options->exec, options->out.quiet, &exec);
  if (status) return status;
  sdg16_error error = cli_new_error();
  int32_t failed = sdg16_model_check_all(capture, options->existence, options->max_order,
                                         MOST_LISTED, &exec, check->counts, models, &error);
  cli_end_computing(&exec);
  if (failed) return cli_library_error(&error);
  return EXIT_DONE;
}

/* ---- output ---- */

static const char *status_words(int32_t status) {
  switch (status) {
  case SDG16_MODEL_OK:
    return "has an estimate";
  case SDG16_MODEL_OK_ON_FACE:
    return "has an estimate; some unobserved histories get the mean 0";
  case SDG16_MODEL_UNBOUNDED:
    return "no estimate: the likelihood rises as the number hidden grows without end";
  case SDG16_MODEL_NONE_HIDDEN:
    return "no estimate: the likelihood rises as the number hidden falls to 0";
  case SDG16_MODEL_NO_MLE:
    return "no estimate: the maximum likelihood estimate does not exist";
  case SDG16_MODEL_NOT_IDENTIFIABLE:
    return "no estimate: many totals fit equally well";
  case SDG16_MODEL_NOT_CONVERGED:
    return "no estimate: the fit did not converge";
  default:
    return "no estimate: the maximum likelihood estimate neither exists nor is unique";
  }
}

static int64_t with_estimate(const cli_check *check) {
  return check->counts[SDG16_MODEL_OK] + check->counts[SDG16_MODEL_OK_ON_FACE];
}

static int write_text(const cli_check_options *options, const sdg16_capture *capture,
                      const cli_check *check, FILE *out) {
  char number[NUMBER_SIZE], total[NUMBER_SIZE];
  int64_t models = 0;
  for (int i = 0; i < SDG16_MODEL_STATUSES; i++) models += check->counts[i];
  if (check->has_counts && options->all) {
    char line[200];
    snprintf(line, sizeof line,
             "%s of %s hierarchical models have an estimate with these data.",
             cli_count(with_estimate(check), number), cli_count(models, total));
    cli_paragraph(line, 0, out);
    cli_grid grid = {.align = "lrl"};
    fputs("\nModels\n", out);
    int32_t statuses[SDG16_MODEL_STATUSES];
    int count = cli_statuses(options->existence, statuses);
    for (int i = 0; i < count; i++) {
      cli_cell(&grid, "%s", sdg16_model_status_name(statuses[i]));
      cli_cell(&grid, "%s", cli_count(check->counts[statuses[i]], number));
      cli_cell(&grid, "%s", status_words(statuses[i]));
    }
    if (cli_grid_print(&grid, out)) return cli_out_of_memory();
  } else if (check->has_counts) {
    int32_t status = 0;
    while (!check->counts[status]) status++;
    fprintf(out, "Model %s: %s (%s).\n", cli_table_text(check->models, 0, "model"),
            status_words(status), sdg16_model_status_name(status));
  } else {
    char line[160];
    snprintf(line, sizeof line, "%s people were observed on %d lists.",
             cli_count(sdg16_capture_observed(capture), number),
             (int)sdg16_capture_lists(capture));
    cli_paragraph(line, 0, out);
  }
  int status = cli_print_reading(&options->in, 0, capture, out);
  if (!status) status = cli_print_source(&options->in, capture, out);
  if (!status) status = cli_print_lists(capture, out);
  int64_t notes = sdg16_table_rows(sdg16_capture_notes(capture));
  if (!status && check->warning_count + notes) fputs("\nWarnings\n", out);
  if (!status) cli_print_notes(capture, "warning", out);
  if (!status) cli_print_notes(capture, "note", out);
  for (int64_t i = 0; i < check->warning_count && !status; i++) {
    fputs("  ", out);
    cli_paragraph(check->warnings[i], 4, out);
  }
  return status;
}

/* One row per model; without --model and --all, one row per pair of lists. */
static int write_csv(const sdg16_capture *capture, const cli_check *check, int safe_cells,
                     FILE *out) {
  if (check->models) return cli_write_csv(check->models, safe_cells, out);
  if (check->has_counts)
    return cli_error(EXIT_USAGE,
                     "check --format csv lists at most %d models: use --max-order, or --format "
                     "json for the counts",
                     MOST_LISTED);
  sdg16_error error = cli_new_error();
  sdg16_table *table;
  if (sdg16_capture_overlap_table(capture, &table, &error)) return cli_library_error(&error);
  int status = cli_write_csv(table, safe_cells, out);
  sdg16_table_free(table);
  return status;
}

static int write_result(const cli_check_options *options, const sdg16_capture *capture,
                        const cli_check *check) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  switch (options->format) {
  case FORMAT_CSV:
    status = write_csv(capture, check, options->out.safe_cells, buffer.stream);
    break;
  case FORMAT_JSON:
    status = cli_json_check(options, capture, check, buffer.stream);
    break;
  default:
    status = write_text(options, capture, check, buffer.stream);
  }
  return cli_buffer_finish(&buffer, status, options->out.path);
}

static int run_check(const void *line) {
  const cli_check_options *options = line;
  sdg16_capture *capture;
  int status = cli_read_capture(&options->in, &capture);
  if (status) return status;
  cli_check check = {.has_counts = options->all || options->model};
  sdg16_table *models = NULL;
  int estimable = 0;
  status = inspect_lists(capture, &check, &estimable);
  if (!status && options->model) status = check_one(options, capture, &check, &models);
  if (!status && options->all) status = check_all(options, capture, &check, &models);
  check.models = models;
  if (!status && options->table)
    status = cli_write_linked(capture, options->out.safe_cells, options->table);
  if (!status) status = write_result(options, capture, &check);
  if (!status && options->format == FORMAT_CSV && !options->out.quiet) {
    cli_say_reading(0, capture);
    for (int64_t i = 0; i < check.warning_count; i++) cli_message("warning", check.warnings[i]);
  }
  if (!status && !(check.has_counts ? with_estimate(&check) > 0 : estimable))
    status = EXIT_NO_ESTIMATE;
  for (int64_t i = 0; i < check.warning_count; i++) free(check.warnings[i]);
  free(check.warnings);
  sdg16_table_free(models);
  sdg16_capture_free(capture);
  return status;
}

/* ---- options ---- */

static int checks_models(const void *options, const cli_line *line) {
  const cli_check_options *o = options;
  (void)line;
  return o->model || o->all;
}

static const cli_condition OF_MODELS = {
    .to = "models", .add = "--model SPEC or --all", .holds = checks_models};

#define AT(member) .target = offsetof(cli_check_options, member)

static const cli_option MODELS[] = {
    {.name = "model",
     .argument = "SPEC",
     .help = "one model: '[12,23,4]', '[1*2,10*11]' or '[LA*NG,PF]'",
     .read = option_read_text,
     AT(model)},
    {.name = "all",
     .help = "every hierarchical model",
     .excludes = "model",
     .read = option_read_switch,
     AT(all),
     .least = 1},
    {.name = "max-order",
     .argument = "K",
     .help = "only models with interactions of at most K lists",
     .preset = "all",
     .needs = "all",
     .read = option_read_small,
     AT(max_order),
     .least = 1,
     .most = SDG16_MAX_LISTS}};

static const cli_option TABLE[] = {
    {.name = "table",
     .argument = "FILE",
     .help = "also write the linked lists to FILE, as a table of histories without "
             "identifiers, which mse and check read",
     .file = CLI_WRITES,
     .read = option_read_text,
     AT(table)},
    {.name = "by",
     .argument = "COL[,COL]",
     .help = "the columns of persons that the table keeps, such as sex,age",
     .preset = "none",
     .expected = "different column names separated by commas",
     .needs = "table",
     .read = option_read_names,
     AT(in.by)}};

static const cli_option_group GROUPS[] = {
    CLI_READING_GROUPS(cli_check_options, in),
    CLI_GROUP("Linking", TABLE, 0),
    CLI_GROUP("Checking", MODELS, 0),
    CLI_SHARED_GROUP_IF("Checking", cli_existence_rows, 0, cli_check_options, existence,
                        &OF_MODELS),
    CLI_SHARED_GROUP("Checking", cli_threads_rows, 0, cli_check_options, exec),
    CLI_FORMAT_GROUP(cli_check_options, format),
    CLI_OUTPUT_GROUP(cli_check_options, out)};

static void init_check(void *options) {
  cli_check_options *o = options;
  sdg16_mse_options mse;
  sdg16_mse_options_init(&mse, (int64_t)sizeof mse);
  cli_reading_init(&o->in);
  o->existence = mse.existence;
  cli_exec_init(&o->exec);
}

static int settle_check(void *options, const cli_line *line) {
  (void)line;
  cli_check_options *o = options;
  return cli_reading_settle(&o->in);
}

static void free_check(void *options) {
  cli_check_options *o = options;
  cli_reading_free(&o->in);
}

const cli_command cli_check_command = {
    .name = "check",
    .summary = "say which models the data allow, before estimating",
    .usage = (const char *const[]){"FILE [--model SPEC | --all] [OPTIONS]",
                                   "FILE FILE... --id COLUMN [--model SPEC | --all] [OPTIONS]",
                                   NULL},
    .description = "Says whether a model, or each hierarchical log-linear model, gives an "
                   "estimate; which lists overlap; which lists give no information. The output "
                   "is confidential, for the office only: it shows how many people are on "
                   "several lists, and there is no --protect. Do not publish it.",
    .group = GROUPS,
    .group_count = sizeof GROUPS / sizeof GROUPS[0],
    .notes = "Exit status 1: the model has no estimate; with --all: no model has one; without "
             "--model and --all: no one is on two lists.",
    .examples =
        (const char *const[]){
            "check victims.csv", "check victims.csv --model '[12,13,23]'",
            "check victims.csv --all --max-order 2 --format json",
            "check police.csv shelter.csv --id case --by sex --table linked.csv", NULL},
    .size = sizeof(cli_check_options),
    .init = init_check,
    .settle = settle_check,
    .run = run_check,
    .free = free_check};
