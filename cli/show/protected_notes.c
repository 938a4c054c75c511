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

/* Calls `say` with each warning of each row, under the name of its stratum. */
static int each_warning(const cli_result *result, void (*say)(const char *text, FILE *out),
                        FILE *out) {
  char text[512];
  for (int64_t i = 0; i < sdg16_table_rows(result->estimates); i++)
    for (int which = 0; which < PUBLISHED_WARNINGS; which++) {
      cli_buffer line;
      if (!published_warning(result, i, which, text, sizeof text)) continue;
      int status = cli_buffer_open(&line);
      if (status) return status;
      if (cli_put_stratum(result, result->estimates, i, "=", ",", line.stream))
        fputs(": ", line.stream);
      fputs(text, line.stream);
      status = cli_buffer_close(&line);
      if (status) return status;
      say(line.bytes, out);
      cli_buffer_drop(&line);
    }
  return EXIT_DONE;
}

/* How many replicates there are says nothing about people. */
static int says_stop(const cli_result *result, char *out, size_t size) {
  if (!result->stop.why || result->stop.is_complete) return 0;
  cli_stop_sentence(&result->stop, out, size);
  return 1;
}

static void print_warning(const char *text, FILE *out) {
  cli_paragraph(text, fprintf(out, "  warning: "), out);
}

static void send_warning(const char *text, FILE *out) { cli_put_message("warning", text, out); }

int cli_print_protected_notes(const cli_result *result, FILE *out) {
  char stopped[320];
  fputs("\nProtection\n", out);
  if (says_stop(result, stopped, sizeof stopped)) print_warning(stopped, out);
  int status = each_warning(result, print_warning, out);
  for (size_t i = 0; !status && i < PROTECTED_NOTE_COUNT; i++)
    cli_paragraph(PROTECTED_NOTES[i], fprintf(out, "  "), out);
  return status;
}

int cli_put_protected_messages(const cli_result *result, FILE *out) {
  char stopped[320];
  if (says_stop(result, stopped, sizeof stopped)) send_warning(stopped, out);
  int status = each_warning(result, send_warning, out);
  for (size_t i = 0; !status && i < PROTECTED_NOTE_COUNT; i++)
    cli_put_message("note", PROTECTED_NOTES[i], out);
  return status;
}

void cli_json_protected_warnings(sdg16_json *json, const cli_result *result, int64_t row) {
  char text[512];
  sdg16_json_begin_array(json, "warnings");
  if (says_stop(result, text, sizeof text)) sdg16_json_text(json, NULL, text);
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
