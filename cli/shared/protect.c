#include "shared/protect.h"

#include <stdlib.h>
#include <string.h>

/* A number without a name is the minimum; it comes first. */
static int read_part(const char *text, size_t size, int first, sdg16_protect_options *o) {
  const struct {
    const char *name;
    double *number;
  } NUMBERS[] = {{"minimum=", &o->minimum}, {"protection=", &o->protection},
                 {"base=", &o->base},       {"flag=", &o->flag_count},
                 {"cv=", &o->cv_flag},      {"cv-max=", &o->cv_suppress}};
  char copy[80];
  if (!size || size >= sizeof copy) return -1;
  memcpy(copy, text, size);
  copy[size] = '\0';
  const struct {
    const char *name;
    int32_t *member, value;
  } WORDS[] = {{"zeros", &o->zeros, 1},
               {"no-complementary", &o->complementary, 0},
               {"controlled", &o->controlled, 1},
               {"reliability", &o->reliability, 1}};
  for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
    if (!strcmp(copy, WORDS[i].name)) {
      *WORDS[i].member = WORDS[i].value;
      return 0;
    }
  double *number = first ? &o->minimum : NULL;
  const char *value = copy;
  for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++)
    if (!strncmp(copy, NUMBERS[i].name, strlen(NUMBERS[i].name))) {
      number = NUMBERS[i].number;
      value = copy + strlen(NUMBERS[i].name);
    }
  double found;
  if (!number || sdg16_parse_double(value, &found) || !(found >= 0 && found <= 1e15)) return -1;
  *number = found;
  return 0;
}

static int read_protect(const cli_option *o, const char *value, void *target) {
  cli_protection *protection = target;
  sdg16_protect_options *how = &protection->how;
  sdg16_protect_options_init(how, (int64_t)sizeof *how);
  protection->asked = 1;
  for (const char *at = value;;) {
    size_t size = strcspn(at, ",");
    if (read_part(at, size, at == value, how)) return option_bad_value(o, value);
    if (!at[size]) return 0;
    at += size + 1;
  }
}

const cli_option cli_protection_rows[2] = {
    {.name = "protect",
     .argument = "MIN[,...]",
     .help = "suppress counts below MIN and the values from which they could be recovered; "
             "further settings (docs/disclosure.md): protection=W, base=B, controlled, flag=N, "
             "cv=X, cv-max=Y, zeros, "
             "no-complementary, reliability",
     .preset = "nothing is suppressed",
     .expected = "MIN[,protection=W][,base=B[,controlled]][,flag=N][,cv=X][,cv-max=Y][,zeros]"
                 "[,no-complementary][,reliability]",
     .read = read_protect},
    {.name = "protect-report",
     .argument = "FILE",
     .help = "record of the protection, with the counts, as CSV: for the office only",
     .needs = "protect",
     .file = CLI_WRITES,
     .read = option_read_text,
     .target = offsetof(cli_protection, report)}};

int cli_protection_settle(const cli_protection *protection, int64_t by_count) {
  if (!protection->asked || !protection->how.controlled) return 0;
  if (!(protection->how.base > 0)) return cli_needs("protect ...,controlled", "base=B");
  return by_count <= 2 ? 0
                       : cli_excludes("protect ...,controlled",
                                      "more than two --by columns (base=B can be used)");
}

int cli_is_taken_out(const sdg16_table *protected, int64_t row) {
  const char *status = cli_table_text(protected, row, "status");
  return status && (!strcmp(status, "suppressed") || !strcmp(status, "unreliable"));
}

static int write_report(const cli_protection *protection, int safe_cells,
                        const sdg16_table *report) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  buffer.confidential = 1;
  status = cli_write_csv(report, safe_cells, buffer.stream);
  return cli_buffer_finish(&buffer, status, protection->report);
}

/* With a proof, if there are answers to prove it from. */
static int32_t protect_exposed(const cli_protection *protection, const cli_exposed *exposed,
                               const sdg16_exec_options *exec, sdg16_table **out,
                               sdg16_table **report, sdg16_error *error) {
  const sdg16_protect_options *how = &protection->how;
  return exposed->survey ? sdg16_survey_protect(exposed->survey, how, exec, out, report, error)
         : exposed->indicator
             ? sdg16_indicator_protect(exposed->registry, exposed->indicator, how, exec, out,
                                       report, error)
             : sdg16_protect(exposed->registry, exposed->results, how, out, report, error);
}

int cli_protect(const cli_protection *protection, int safe_cells, const cli_exposed *exposed,
                sdg16_table **out) {
  sdg16_error error = cli_new_error();
  *out = NULL;
  sdg16_table *report = NULL;
  sdg16_exec_options exec;
  int status = EXIT_DONE;
  if (exposed->exec) status = cli_begin_computing(exposed->exec, exposed->quiet, &exec);
  if (status) return status;
  int32_t failed = protect_exposed(protection, exposed, exposed->exec ? &exec : NULL, out,
                                   protection->report ? &report : NULL, &error);
  if (exposed->exec) cli_end_computing(&exec);
  if (failed) return cli_library_error(&error);
  status = report ? write_report(protection, safe_cells, report) : EXIT_DONE;
  sdg16_table_free(report);
  return status;
}
