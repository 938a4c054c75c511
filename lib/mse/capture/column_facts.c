#include "mse/capture/column_facts.h"

#include "base/numbers.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

char sdg16i_flag_of(sdg16i_csv_field field) {
  if (field.size != 1) field = sdg16i_trim(field);
  if (field.size == 1 && (*field.bytes == '0' || *field.bytes == '1')) return *field.bytes;
  return sdg16i_is_missing(field) ? ' ' : '?';
}

int64_t sdg16i_whole_number(sdg16i_csv_field field, int32_t decimal) {
  int64_t value = 0, i = 0;
  for (; i < field.size && sdg16i_is_digit(field.bytes[i]); i++) {
    value = value * 10 + (field.bytes[i] - '0');
    if (value > SDG16_MAX_COUNT) return -1;
  }
  if (i == 0) return -1;
  if (i == field.size) return value;
  char mark = field.bytes[i];
  if (decimal ? mark != decimal : mark != '.' && mark != ',') return -1;
  int64_t zeros = field.size - i - 1;
  if (zeros < 1 || zeros > 2) return -1;
  for (i++; i < field.size; i++)
    if (field.bytes[i] != '0') return -1;
  return value;
}

/* ---- numbers as people write them ---- */

static int64_t digits_at(sdg16i_csv_field field, int64_t at) {
  int64_t count = 0;
  while (at + count < field.size && sdg16i_is_digit(field.bytes[at + count])) count++;
  return count;
}

/* Size of the mark between thousands: one of . , ' blank, no-break blanks; 0: none. */
static int64_t mark_at(sdg16i_csv_field field, int64_t at) {
  static const char *const MARKS[] = {".", ",", "'", " ", "\xc2\xa0", "\xe2\x80\xaf"};
  for (size_t k = 0; k < sizeof MARKS / sizeof *MARKS; k++) {
    int64_t size = (int64_t)strlen(MARKS[k]);
    if (at + size < field.size && !memcmp(field.bytes + at, MARKS[k], (size_t)size))
      return size;
  }
  return 0;
}

/* 0: no number; 1: a number up to 1; 2: one above 1. Numbers are "40", "40.5", "40,5",
 * "1.000", "1 234 567", "12 %": what people write where a count is meant. */
static int number_kind(sdg16i_csv_field field) {
  int64_t at = digits_at(field, 0), zeros = 0, groups = 0;
  if (!at) return 0;
  while (zeros < at && field.bytes[zeros] == '0') zeros++;
  int from_one = zeros < at; /* the whole part is not 0 */
  int large = at - zeros > 1 || (from_one && field.bytes[zeros] > '1');
  for (int64_t mark; (mark = mark_at(field, at)); groups++) {
    int64_t size = digits_at(field, at + mark);
    if (!size || (groups && size != 3)) break; /* "31.05.2019" */
    large |= from_one && size == 3;            /* thousands, or thousandths above 1 */
    for (int64_t i = 0; i < size; i++) large |= from_one && field.bytes[at + mark + i] > '0';
    at += mark + size;
  }
  while (at < field.size && (field.bytes[at] == ' ' || field.bytes[at] == '%')) at++;
  return at < field.size ? 0 : 1 + large;
}

/* ---- flags written in words ---- */

/* 0: no such word; 1: no, or unknown; 2 and more: one of the words for yes. */
static int flag_word(sdg16i_csv_field field) {
  static const char *const YES[] = {"true",    "t",    "x",    "1.0", "1,0", "yes", "y", "+",
                                    "present", "vrai", "oui",  "o",   "sí",  "si",  "s", "sim",
                                    "ja",      "j",    "wahr", "да",  "نعم", "是",  "有"};
  static const char *const NO[] = {"false", "f",      "0.0",     "0,0", "no",  "n",
                                   "-",     "absent", "faux",    "non", "não", "nao",
                                   "nein",  "falsch", "нет",     "لا",  "否",  "无",
                                   "無",    "?",      "unknown", "unk", "n/a"};
  char text[8];
  if (!field.size || field.size >= (int64_t)sizeof text) return 0;
  sdg16i_utf8_lower(field.bytes, field.size, text);
  text[field.size] = '\0';
  for (size_t k = 0; k < sizeof YES / sizeof *YES; k++)
    if (!strcmp(text, YES[k])) return 2 + (int)k;
  for (size_t k = 0; k < sizeof NO / sizeof *NO; k++)
    if (!strcmp(text, NO[k])) return 1;
  return 0;
}

int sdg16i_truth_of(sdg16i_csv_field field) {
  static const char *const WORDS[] = {"true", "false", "t", "f"};
  field = sdg16i_trim(field);
  if (field.size != 1 && field.size != 4 && field.size != 5) return 0;
  for (int k = 0; k < 4; k++)
    if (sdg16i_same(WORDS[k], field.bytes, field.size)) return 1 + k;
  return 0;
}

int sdg16i_truths_of(const sdg16i_column_facts *f) {
  for (int k = 0; k < 4; k += 2) {
    int64_t flags = f->truths[k] + f->truths[k + 1];
    if (f->truths[k] && f->truths[k + 1] && !f->zeros && !f->ones && 2 * flags >= f->others)
      return 1 + k;
  }
  return 0;
}

/* ---- a value ---- */

static int add_other(sdg16i_column_facts *facts, sdg16i_csv_field field, int64_t line) {
  int number = number_kind(field), word = flag_word(field), truth = sdg16i_truth_of(field);
  if (!facts->others++) {
    facts->other_line = line;
    facts->other = sdg16i_quote(field.bytes, field.size);
  }
  facts->numbers += number > 0;
  facts->twos += field.size == 1 && *field.bytes == '2';
  facts->words += word > 0;
  if (word > 1 && facts->yes && facts->yes != word) facts->many_yes = 1;
  if (word > 1) facts->yes = word;
  if (number == 2 && !facts->large_line) {
    facts->large_line = line;
    facts->large = sdg16i_quote(field.bytes, field.size);
  }
  if (truth) facts->truths[truth - 1]++;
  if (!truth && !facts->strange_line) {
    facts->strange_line = line;
    facts->strange = sdg16i_quote(field.bytes, field.size);
  }
  return truth == SDG16I_TRUTH_TRUE || truth == SDG16I_TRUTH_T;
}

int sdg16i_column_facts_add(sdg16i_column_facts *facts, sdg16i_csv_field field, int64_t row,
                            int64_t line) {
  char flag = sdg16i_flag_of(field);
  int is_on = flag == '1';
  facts->zeros += flag == '0';
  facts->ones += flag == '1';
  facts->missing += flag == ' ';
  if (flag == ' ' && !facts->missing_line) {
    facts->missing_line = line;
    facts->missing_as = sdg16i_missing_field_words(field);
  }
  if (flag == '?') is_on = add_other(facts, sdg16i_trim(field), line);
  if (flag == ' ' || facts->rises < row) return is_on;
  int64_t value = sdg16i_whole_number(sdg16i_trim(field), 0);
  facts->rises += value > (row ? facts->last : -1);
  facts->last = value;
  if (facts->steps < row) return is_on;
  if (!row) facts->first = value == 0 ? 0 : 1;
  facts->steps += value == facts->first + row;
  return is_on;
}
