/* Values of options, each refused with what was found and what was expected. */
#include "shared/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int option_bad_value(const char *option, const char *value, const char *expected) {
  return cli_error(EXIT_USAGE, "--%s: '%s' found, expected %s", option, value, expected);
}

int option_digits(const char *text, uint64_t largest, uint64_t *out) {
  if (!*text || strspn(text, "0123456789") != strlen(text)) return -1;
  errno = 0;
  unsigned long long value = strtoull(text, NULL, 10);
  if (errno || value > largest) return -1;
  *out = value;
  return 0;
}

int option_whole(const char *option, const char *text, int64_t smallest, int64_t largest,
                 int64_t *out) {
  uint64_t value;
  if (option_digits(text, (uint64_t)largest, &value) || (int64_t)value < smallest) {
    char expected[96];
    snprintf(expected, sizeof expected, "a whole number from %lld to %lld", (long long)smallest,
             (long long)largest);
    return option_bad_value(option, text, expected);
  }
  *out = (int64_t)value;
  return 0;
}

int option_between(const char *option, const char *text, double low, double high,
                   const char *expected, double *out) {
  double value;
  if (sdg16_parse_double(text, &value) || !(value > low && value < high))
    return option_bad_value(option, text, expected);
  *out = value;
  return 0;
}

int option_number(const char *option, const char *text, double low, double high,
                  const char *expected, double *out) {
  double value;
  if (sdg16_parse_double(text, &value) || !(value >= low && value <= high))
    return option_bad_value(option, text, expected);
  *out = value;
  return 0;
}

#define WORD_SIZE 64

/* The next word of "error, first or majority" at *text, which moves on; 0 at the end. */
static int next_word(const char **text, char word[WORD_SIZE]) {
  static const char OR[] = "or ";
  *text += strspn(*text, ", ");
  if (!strncmp(*text, OR, sizeof OR - 1)) *text += sizeof OR - 1;
  size_t length = strcspn(*text, ", ");
  snprintf(word, WORD_SIZE, "%.*s", (int)length, *text);
  *text += length;
  return length > 0;
}

/* " (did you mean 'bca'?)", "" if none of the words is near, whatever the case. */
static void nearest_word(const char *written, const char *expected, char hint[96]) {
  char word[WORD_SIZE], small[WORD_SIZE], nearest[WORD_SIZE] = "";
  size_t best = SIZE_MAX, i = 0;
  for (; written[i] && i + 1 < sizeof small; i++)
    small[i] =
        (char)(written[i] >= 'A' && written[i] <= 'Z' ? written[i] - 'A' + 'a' : written[i]);
  small[i] = '\0';
  while (next_word(&expected, word)) {
    size_t distance = cli_distance(small, word);
    if (distance >= best) continue;
    best = distance;
    memcpy(nearest, word, sizeof nearest);
  }
  *hint = '\0';
  if (i && cli_is_near(best, small)) snprintf(hint, 96, " (did you mean '%s'?)", nearest);
}

int option_code(const char *option, const char *text, int32_t value, const char *expected,
                int32_t *out) {
  char hint[96];
  if (value < 0) {
    nearest_word(text, expected, hint);
    return cli_error(EXIT_USAGE, "--%s: '%s' found, expected %s%s", option, text, expected,
                     hint);
  }
  *out = value;
  return 0;
}

int option_delimiter(const char *text, int32_t *out) {
  if (!strcmp(text, ",") || !strcmp(text, "comma"))
    *out = ',';
  else if (!strcmp(text, ";") || !strcmp(text, "semicolon"))
    *out = ';';
  else if (!strcmp(text, "\t") || !strcmp(text, "\\t") || !strcmp(text, "tab"))
    *out = '\t';
  else
    return option_bad_value("delimiter", text, "comma, semicolon or tab");
  return 0;
}

int option_decimal(const char *text, int32_t *out) {
  if (strcmp(text, ".") && strcmp(text, ","))
    return option_bad_value("decimal", text, "'.' or ','");
  *out = text[0];
  return 0;
}

int option_format(const char *text, int *out) {
  if (!strcmp(text, "text"))
    *out = FORMAT_TEXT;
  else if (!strcmp(text, "csv"))
    *out = FORMAT_CSV;
  else if (!strcmp(text, "json"))
    *out = FORMAT_JSON;
  else if (!strcmp(text, "sdmx-csv"))
    return cli_error(EXIT_USAGE, "--format: 'sdmx-csv' is for indicators, expected text, csv "
                                 "or json");
  else
    return option_bad_value("format", text, "text, csv or json");
  return 0;
}

/* ---- lists of names ---- */

void option_free_names(char **names, int64_t count) {
  for (int64_t i = 0; names && i < count; i++) free(names[i]);
  free(names);
}

int option_split(const char *option, const char *text, char separator, const char *expected,
                 char ***out, int64_t *out_count) {
  int64_t parts = 1;
  for (const char *c = text; *c; c++) parts += *c == separator;
  char **names = calloc((size_t)parts, sizeof *names);
  if (!names) return cli_out_of_memory();
  int status = 0;
  for (int64_t i = 0; i < parts && !status; i++) {
    const char *end = strchrnul(text, separator);
    names[i] = strndup(text, (size_t)(end - text));
    if (!names[i])
      status = cli_out_of_memory();
    else if (!names[i][0])
      status =
          cli_error(EXIT_USAGE, "--%s: an empty name found, expected %s", option, expected);
    for (int64_t k = 0; k < i && !status; k++)
      if (!strcmp(names[k], names[i]))
        status = cli_error(EXIT_USAGE, "--%s: '%s' found twice, expected %s", option, names[i],
                           expected);
    text = *end ? end + 1 : end;
  }
  if (status) {
    option_free_names(names, parts);
    return status;
  }
  *out = names;
  *out_count = parts;
  return 0;
}
