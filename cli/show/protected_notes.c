/* What is said beside protected estimates from lists: what is not published and not promised,
 * and warnings that follow from the published numbers alone. */
#include "show/quality.h"

#include <string.h>

static const char *const PROTECTED_NOTES[] = {
    "Warnings and goodness of fit are withheld, because they reveal how many people are on "
    "several lists: read them without --protect before you publish.",
    "The undetected are rounded to two or three digits, limits outwards. Where an estimate or "
    "an interval is missing, there is none, or it would reveal how few people are on several "
    "lists.",
    "A reader who knows the sizes of the lists from elsewhere can infer more about how many "
    "people are on several.",
    "Publish one run. The numbers of another run, with a list left out or lists merged, "
    "together with these reveal how few people are on several lists."};
#define PROTECTED_NOTE_COUNT (sizeof PROTECTED_NOTES / sizeof PROTECTED_NOTES[0])

enum { ABOVE_POPULATION, LARGE_FACTOR, PUBLISHED_WARNINGS };

/* Whether the published row has this warning, and its text. */
static int published_warning(const cli_result *result, int64_t row, int which, char *out,
                             size_t size) {
  const sdg16_table *table = result->estimates;
  char first[NUMBER_SIZE], second[NUMBER_SIZE];
  double total = cli_table_number(table, row, "total"),
         upper = cli_table_number(table, row, "upper");
  if (which == LARGE_FACTOR) {
    double observed = cli_table_number(table, row, "observed");
    snprintf(out, size,
             "The estimate (%s) is more than 20 times the number observed (%s): it is not "
             "reliable.",
             cli_number(total, 0, first), cli_number(observed, 0, second));
    return total > 20 * observed;
  }
  double people = cli_table_number(table, row, "population");
  int by_total = total > people;
  snprintf(out, size,
           "%s (%s) is above the population (%s). Is the population in thousands or millions? "
           "It must be in people.",
           by_total ? "The estimate" : "The upper limit",
           cli_number(by_total ? total : upper, 0, first), cli_number(people, 0, second));
  return by_total || upper > people;
}

/* "sex=F, age=minor: "; nothing for the total. */
static size_t put_stratum(const cli_result *result, int64_t row, char *out, size_t size) {
  size_t used = 0;
  *out = '\0';
  for (int64_t k = 0; k < result->options->in.capture.stratum_count && used + 1 < size; k++) {
    const char *value = cli_table_text(result->estimates, row, result->options->in.by.name[k]);
    if (value)
      used += (size_t)snprintf(out + used, size - used, "%s%.100s=%.100s", used ? ", " : "",
                               result->options->in.by.name[k], value);
  }
  if (used && used + 1 < size) used += (size_t)snprintf(out + used, size - used, ": ");
  return used < size ? used : size - 1;
}

/* Calls `say` with each warning of each row, under the name of its stratum. */
static void each_warning(const cli_result *result, void (*say)(const char *text, FILE *out),
                         FILE *out) {
  char line[2048];
  for (int64_t i = 0; i < sdg16_table_rows(result->estimates); i++)
    for (int which = 0; which < PUBLISHED_WARNINGS; which++) {
      size_t used = put_stratum(result, i, line, sizeof line);
      if (published_warning(result, i, which, line + used, sizeof line - used)) say(line, out);
    }
}

static void print_warning(const char *text, FILE *out) {
  cli_paragraph(text, fprintf(out, "  warning: "), out);
}

static void send_warning(const char *text, FILE *out) {
  (void)out;
  cli_message("warning", text);
}

void cli_print_protected_notes(const cli_result *result, FILE *out) {
  fputs("\nProtection\n", out);
  each_warning(result, print_warning, out);
  for (size_t i = 0; i < PROTECTED_NOTE_COUNT; i++)
    cli_paragraph(PROTECTED_NOTES[i], fprintf(out, "  "), out);
}

void cli_say_protected_notes(const cli_result *result) {
  if (result->options->out.quiet) return;
  each_warning(result, send_warning, NULL);
  for (size_t i = 0; i < PROTECTED_NOTE_COUNT; i++) cli_message("note", PROTECTED_NOTES[i]);
}

void cli_json_protected_warnings(sdg16_json *json, const cli_result *result, int64_t row) {
  char text[512];
  sdg16_json_begin_array(json, "warnings");
  for (int which = 0; which < PUBLISHED_WARNINGS; which++)
    if (published_warning(result, row, which, text, sizeof text))
      sdg16_json_text(json, NULL, text);
  sdg16_json_end(json);
}

void cli_json_protected_notes(sdg16_json *json) {
  sdg16_json_begin_array(json, "notes");
  for (size_t i = 0; i < PROTECTED_NOTE_COUNT; i++)
    sdg16_json_text(json, NULL, PROTECTED_NOTES[i]);
  sdg16_json_end(json);
}
