/* Disclosure control, for every subcommand that publishes results: --protect, and the report
 * of it for the office. */
#include "shared/options.h"

#include <stdlib.h>
#include <string.h>

#define EXPECTED                                                                               \
  "MIN[,protection=W][,base=B[,controlled]][,flag=N][,cv=X][,cv-max=Y][,zeros]"                \
  "[,no-complementary][,reliability]"

/* A number without a name is the minimum; it comes first. */
static int part(const char *text, size_t size, int first, sdg16_protect_options *o) {
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

int option_of_protect(const char *option, const char *value, cli_options *o) {
  if (!strcmp(option, "protect-report")) {
    o->protect_report = value;
    return 0;
  }
  if (strcmp(option, "protect")) return -1;
  sdg16_protect_options_init(&o->protect, (int64_t)sizeof o->protect);
  for (const char *at = value;;) {
    size_t size = strcspn(at, ",");
    if (part(at, size, at == value, &o->protect))
      return option_bad_value(option, value, EXPECTED);
    if (!at[size]) break;
    at += size + 1;
  }
  o->protected = 1;
  return 0;
}

int cli_check_protect(const cli_options *o) {
  if (!o->protect_report) return EXIT_DONE;
  if (!o->protected)
    return cli_error(EXIT_USAGE, "--protect-report: found without --protect, expected both");
  if (o->output && !strcmp(o->output, o->protect_report))
    return cli_error(EXIT_USAGE,
                     "--protect-report: '%.200s' is the --output too, expected "
                     "another file",
                     o->protect_report);
  cli_options copy = *o;
  copy.output = o->protect_report;
  return cli_check_output(&copy);
}

int cli_is_taken_out(const sdg16_table *protected, int64_t row) {
  const char *status = cli_table_text(protected, row, "status");
  return status && (!strcmp(status, "suppressed") || !strcmp(status, "unreliable"));
}

static int write_report(const cli_options *o, const sdg16_table *report) {
  cli_options copy = *o;
  copy.output = o->protect_report;
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (!status && (status = cli_write_csv(report, buffer.stream))) cli_buffer_drop(&buffer);
  return status ? status : cli_buffer_write(&buffer, &copy);
}

int cli_protect(const cli_options *o, const sdg16_registry *registry,
                const sdg16_table *results, sdg16_table **out) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  *out = NULL;
  sdg16_table *report = NULL;
  if (sdg16_protect(registry, results, &o->protect, out, o->protect_report ? &report : NULL,
                    &error))
    return cli_library_error(&error);
  int status = report ? write_report(o, report) : EXIT_DONE;
  sdg16_table_free(report);
  return status;
}
