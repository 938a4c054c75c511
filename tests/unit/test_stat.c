/* Files of SPSS and Stata: what a table holds of them, and what is refused. */
#include <sdg16.h>

#include "stat_files.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char path[300];
static sdg16_error error;

static const char *in_place(const char *end) {
  snprintf(path, sizeof path, "%s/sdg16-stat-%d%s", P_tmpdir, (int)getpid(), end);
  return path;
}

static const char *written(int form) {
  stat_write(form, in_place(STAT_ENDS[form]), STAT_ROWS);
  return path;
}

static sdg16_read_options options(void) {
  sdg16_read_options o;
  assert_int_equal(sdg16_read_options_init(&o, sizeof o), 0);
  return o;
}

static sdg16_table *get(const sdg16_read_options *o) {
  sdg16_table *t = NULL;
  sdg16_error_init(&error, sizeof error);
  if (sdg16_table_read(path, o, &t, &error)) fail_msg("%s", error.message);
  assert_non_null(t);
  unlink(path);
  return t;
}

static int64_t column(const sdg16_table *t, const char *name) {
  int64_t c = sdg16_table_find(t, name);
  if (c < 0) fail_msg("no column %s", name);
  return c;
}

static int kind(const sdg16_table *t, int64_t c, int64_t row) {
  const uint8_t *missing = sdg16_table_missing(t, c);
  return missing ? missing[row] : 0;
}

static const char *tag(const sdg16_table *t, int64_t c, int64_t row) {
  const int32_t *tags = sdg16_table_tags(t, c);
  return tags && tags[row] >= 0 ? sdg16_table_tag(t, c, tags[row]) : "";
}

static const char *text(const sdg16_table *t, int64_t c, int64_t row) {
  const char *found = sdg16_table_text(t, row, c);
  return found ? found : "(missing)";
}

static void check_q1(const sdg16_table *t, int stata) {
  int64_t c = column(t, "Q1");
  static const int64_t VALUES[] = {1, 2, 0, 0, 1};
  assert_int_equal(sdg16_table_type(t, c), SDG16_INT64);
  assert_memory_equal(sdg16_table_int64(t, c), VALUES, sizeof VALUES);
  assert_string_equal(sdg16_table_variable_label(t, c), "Paid a bribe?");
  assert_int_equal(sdg16_table_label_count(t, c), 2);
  assert_true(sdg16_table_label_value(t, c, 0) == 1);
  assert_string_equal(sdg16_table_label(t, c, 1), "No");
  assert_string_equal(sdg16_table_label_of(t, c, 1), "Yes");
  assert_null(sdg16_table_label_of(t, c, 98));
  assert_int_equal(kind(t, c, 2), SDG16_MISSING_TAGGED);
  assert_int_equal(kind(t, c, 3), SDG16_MISSING_TAGGED);
  assert_int_equal(kind(t, c, 0), SDG16_PRESENT);
  assert_string_equal(tag(t, c, 2), stata ? ".a" : "98");
  assert_string_equal(tag(t, c, 3), stata ? ".b" : "99");
  assert_string_equal(tag(t, c, 0), "");
  assert_string_equal(sdg16_table_tag_label(t, c, sdg16_table_tags(t, c)[2]), "Refused");
  const char *second = sdg16_table_tag_label(t, c, sdg16_table_tags(t, c)[3]);
  if (stata)
    assert_null(second);
  else
    assert_string_equal(second, "Don't know");
}

static void check_others(const sdg16_table *t, int form) {
  int stata = form == STAT_DTA || form == STAT_DTA_OLD;
  int64_t c = column(t, "name");
  assert_string_equal(text(t, c, 0), "Ana");
  assert_string_equal(text(t, c, 1), "B\xc3\xb6rn");
  assert_int_equal(kind(t, c, 2), SDG16_MISSING_SYSTEM);
  assert_int_equal(strlen(text(t, c, 4)), form == STAT_DTA_OLD ? 244 : 300);
  c = column(t, "day");
  assert_string_equal(text(t, c, 0), "2019-05-31");
  assert_string_equal(text(t, c, 1), "1999-12-31");
  assert_int_equal(kind(t, c, 2), SDG16_MISSING_SYSTEM);
  assert_string_equal(text(t, c, 3), "1960-01-01");
  assert_string_equal(text(t, c, 4), "2024-02-29");
  c = column(t, "sex");
  assert_string_equal(text(t, c, 1), "M");
  assert_string_equal(text(t, c, 3), stata ? "X" : "(missing)");
  if (!stata) {
    assert_string_equal(tag(t, c, 3), "X");
    assert_string_equal(sdg16_table_tag_label(t, c, 0), "Not said");
    assert_int_equal(sdg16_table_level_count(t, c), 2);
    assert_string_equal(sdg16_table_label_of(t, c, sdg16_table_codes(t, c)[0]), "Female");
  }
  c = column(t, "small");
  assert_int_equal(sdg16_table_type(t, c), SDG16_INT64);
  assert_int_equal(sdg16_table_int64(t, c)[1], -2);
  assert_int_equal(kind(t, c, 3), SDG16_MISSING_SYSTEM);
  assert_int_equal(sdg16_table_int64(t, c)[4], 100);
}

static void every_form_holds_the_same(void **state) {
  (void)state;
  for (int form = 0; form < STAT_COUNT; form++) {
    written(form);
    sdg16_table *t = get(NULL);
    assert_int_equal(sdg16_table_rows(t), STAT_ROWS);
    assert_int_equal(sdg16_table_columns(t), form == STAT_POR ? 2 : 6);
    check_q1(t, form == STAT_DTA || form == STAT_DTA_OLD);
    int64_t c = column(t, "AGE");
    assert_true(sdg16_table_double(t, c)[0] == 15.5);
    assert_true(isnan(sdg16_table_double(t, c)[1]));
    assert_int_equal(kind(t, c, 1), SDG16_MISSING_SYSTEM);
    assert_true(sdg16_table_double(t, c)[4] == 1e10);
    if (form != STAT_POR) check_others(t, form);
    sdg16_table_free(t);
  }
}

static void a_file_without_rows(void **state) {
  (void)state;
  for (int form = 0; form < STAT_COUNT; form++) {
    stat_write(form, in_place(STAT_ENDS[form]), 0);
    sdg16_table *t = get(NULL);
    assert_int_equal(sdg16_table_rows(t), 0);
    assert_int_equal(sdg16_table_columns(t), form == STAT_POR ? 2 : 6);
    assert_non_null(sdg16_table_int64(t, column(t, "Q1")));
    sdg16_table_free(t);
  }
}

static void the_format_is_found_from_the_content(void **state) {
  (void)state;
  for (int form = 0; form < STAT_COUNT; form++) {
    stat_write(form, in_place(".data"), STAT_ROWS);
    sdg16_table *t = get(NULL);
    check_q1(t, form == STAT_DTA || form == STAT_DTA_OLD);
    sdg16_table_free(t);
  }
  FILE *file = fopen(in_place(".data"), "wb");
  fputs("a,b\n1,x\n2,y\n3,z\n", file);
  fclose(file);
  sdg16_read_options o = options();
  o.row_limit = o.max_rows = 2;
  sdg16_table *t = get(&o);
  assert_int_equal(sdg16_table_rows(t), 2);
  assert_string_equal(text(t, 1, 1), "y");
  sdg16_table_free(t);
}

static void chosen_columns_come_in_the_order_wanted(void **state) {
  (void)state;
  static const char *const COLUMNS[] = {"small", "Q1"};
  for (int form = 0; form < STAT_COUNT; form++) {
    if (form == STAT_POR) continue;
    written(form);
    sdg16_read_options o = options();
    o.columns = COLUMNS;
    o.column_count = 2;
    o.row_limit = 3;
    sdg16_table *t = get(&o);
    assert_int_equal(sdg16_table_columns(t), 2);
    assert_int_equal(sdg16_table_rows(t), 3);
    assert_string_equal(sdg16_table_name(t, 0), "small");
    assert_string_equal(sdg16_table_name(t, 1), "Q1");
    assert_int_equal(sdg16_table_int64(t, 0)[2], 3);
    assert_int_equal(kind(t, 1, 2), SDG16_MISSING_TAGGED);
    sdg16_table_free(t);
  }
}

/* By label, by tag, by the label of a value that no declaration calls missing. */
static void kinds_are_named_by_the_caller(void **state) {
  (void)state;
  static const char *const TEXTS[] = {"refused", "99", ".b", "no"};
  static const int32_t KINDS[] = {SDG16_MISSING_REFUSED, SDG16_MISSING_DONT_KNOW,
                                  SDG16_MISSING_DONT_KNOW, SDG16_MISSING_NOT_APPLICABLE};
  for (int form = 0; form < STAT_COUNT; form++) {
    written(form);
    sdg16_read_options o = options();
    o.kind_count = 4;
    o.kind_texts = TEXTS;
    o.kinds = KINDS;
    sdg16_table *t = get(&o);
    int64_t c = column(t, "Q1");
    assert_int_equal(kind(t, c, 0), SDG16_PRESENT);
    assert_int_equal(kind(t, c, 1), SDG16_MISSING_NOT_APPLICABLE);
    assert_int_equal(kind(t, c, 2), SDG16_MISSING_REFUSED);
    assert_int_equal(kind(t, c, 3), SDG16_MISSING_DONT_KNOW);
    assert_string_equal(tag(t, c, 1), "2");
    assert_string_equal(sdg16_table_tag_label(t, c, sdg16_table_tags(t, c)[1]), "No");
    assert_int_equal(sdg16_table_label_count(t, c), 1);
    sdg16_table *out = NULL;
    assert_int_equal(
        sdg16_table_evaluate(t, "missing(Q1, 'refused') | Q1 == 'Yes'", "x", &out, NULL), 0);
    static const int64_t EXPECTED[] = {1, 0, 1, 0, 1};
    static const uint8_t MISSING[] = {0, SDG16_MISSING_NOT_APPLICABLE, 0,
                                      SDG16_MISSING_DONT_KNOW, 0};
    assert_memory_equal(sdg16_table_int64(out, 0), EXPECTED, sizeof EXPECTED);
    assert_memory_equal(sdg16_table_missing(out, 0), MISSING, sizeof MISSING);
    sdg16_table_free(out);
    sdg16_table_free(t);
  }
}

static void kinds_of_labelled_texts(void **state) {
  (void)state;
  static const char *const TEXTS[] = {"FEMALE", "not said"};
  static const int32_t KINDS[] = {SDG16_MISSING_NOT_APPLICABLE, SDG16_MISSING_REFUSED};
  sdg16_read_options o = options();
  o.kind_count = 2;
  o.kind_texts = TEXTS;
  o.kinds = KINDS;
  written(STAT_ZSAV);
  sdg16_table *t = get(&o);
  int64_t c = column(t, "sex");
  assert_int_equal(kind(t, c, 0), SDG16_MISSING_NOT_APPLICABLE);
  assert_string_equal(tag(t, c, 0), "F");
  assert_string_equal(text(t, c, 1), "M");
  assert_int_equal(kind(t, c, 3), SDG16_MISSING_REFUSED);
  assert_int_equal(sdg16_table_label_count(t, c), 0);
  sdg16_table_free(t);
}

static void dates_as_numbers(void **state) {
  (void)state;
  sdg16_read_options o = options();
  o.dates = SDG16_DATES_NUMBERS;
  written(STAT_SAV);
  sdg16_table *t = get(&o);
  assert_true(sdg16_table_int64(t, column(t, "day"))[0] == INT64_C(13778640000));
  sdg16_table_free(t);
  written(STAT_DTA);
  t = get(&o);
  assert_int_equal(sdg16_table_int64(t, column(t, "day"))[3], 0);
  sdg16_table_free(t);
}

/* Values from 100 to 999 are missing by range: each is a tag of its own. */
static void ranges_and_fractions(void **state) {
  (void)state;
  readstat_writer_t *w = stat_writer(in_place(".sav"));
  readstat_variable_t *v = readstat_add_variable(w, "v", READSTAT_TYPE_DOUBLE, 0);
  assert_int_equal(readstat_variable_add_missing_double_range(v, -HUGE_VAL, -0.5), 0);
  static const double VALUES[] = {0, -0.5, -7, -0.25, -1e300};
  assert_int_equal(readstat_begin_writing_sav(w, NULL, 5), 0);
  for (int i = 0; i < 5; i++) {
    assert_int_equal(readstat_begin_row(w), 0);
    assert_int_equal(readstat_insert_double_value(w, v, VALUES[i]), 0);
    assert_int_equal(readstat_end_row(w), 0);
  }
  stat_close(w);
  sdg16_table *t = get(NULL);
  assert_int_equal(sdg16_table_type(t, 0), SDG16_DOUBLE);
  assert_true(sdg16_table_double(t, 0)[3] == -0.25);
  assert_string_equal(tag(t, 0, 1), "-0.5");
  assert_string_equal(tag(t, 0, 2), "-7");
  assert_string_equal(tag(t, 0, 4), "-1e+300");
  assert_int_equal(sdg16_table_tag_count(t, 0), 3);
  sdg16_table_free(t);
}

/* Stata: every date format, long strings by reference, a float. */
static void stata_formats(void **state) {
  (void)state;
  static const struct {
    const char *format;
    double value;
    const char *text;
  } DATES[] = {{"%td", 21700, "2019-05-31"},
               {"%-td", -3652, "1950-01-01"},
               {"%d", 0, "1960-01-01"},
               {"%tdCCYY-NN-DD", 1, "1960-01-02"},
               {"%tc", 1874966400250, "2019-06-01T00:00:00.25"},
               {"%tc", -1, "1959-12-31T23:59:59.999"},
               {"%tw", 3089, "2019-w22"},
               {"%tm", 712, "2019-05"},
               {"%tm", -1, "1959-12"},
               {"%tq", 237, "2019-Q2"},
               {"%th", 118, "2019-H1"},
               {"%td", 1e9, "1000000000"},
               {"%tm", 0.5, "0.5"}};
  enum { COUNT = sizeof DATES / sizeof DATES[0] };
  readstat_writer_t *w = stat_writer(in_place(".dta"));
  readstat_variable_t *dates[COUNT];
  for (int i = 0; i < COUNT; i++) {
    char name[8];
    sprintf(name, "d%d", i);
    dates[i] = readstat_add_variable(w, name, READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_set_format(dates[i], DATES[i].format);
  }
  readstat_variable_t *strl = readstat_add_variable(w, "strl", READSTAT_TYPE_STRING_REF, 0);
  readstat_variable_t *real = readstat_add_variable(w, "real", READSTAT_TYPE_FLOAT, 0);
  char *longest = malloc(100001);
  memset(longest, 'q', 100000);
  longest[100000] = '\0';
  readstat_string_ref_t *ref = readstat_add_string_ref(w, longest);
  assert_int_equal(readstat_writer_set_file_format_version(w, 118), 0);
  assert_int_equal(readstat_begin_writing_dta(w, NULL, 1), 0);
  assert_int_equal(readstat_begin_row(w), 0);
  for (int i = 0; i < COUNT; i++)
    assert_int_equal(readstat_insert_double_value(w, dates[i], DATES[i].value), 0);
  assert_int_equal(readstat_insert_string_ref(w, strl, ref), 0);
  assert_int_equal(readstat_insert_float_value(w, real, 0.1f), 0);
  assert_int_equal(readstat_end_row(w), 0);
  stat_close(w);
  sdg16_table *t = get(NULL);
  for (int i = 0; i < COUNT; i++) assert_string_equal(text(t, i, 0), DATES[i].text);
  assert_string_equal(text(t, COUNT, 0), longest);
  assert_true(sdg16_table_double(t, COUNT + 1)[0] == (double)0.1f);
  free(longest);
  sdg16_table_free(t);
}

static void a_locale_with_commas_changes_nothing(void **state) {
  (void)state;
  if (!setlocale(LC_ALL, "de_DE.UTF-8")) skip();
  for (int form = 0; form < STAT_COUNT; form++) {
    setlocale(LC_ALL, "C");
    written(form);
    setlocale(LC_ALL, "de_DE.UTF-8");
    sdg16_table *t = get(NULL);
    assert_true(sdg16_table_double(t, column(t, "AGE"))[0] == 15.5);
    sdg16_table_free(t);
  }
  setlocale(LC_ALL, "C");
}

/* ---- what is refused ---- */

static void refuse(const sdg16_read_options *o, int32_t code, const char *message) {
  sdg16_table *t = (sdg16_table *)path;
  char expected[1400];
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_table_read(path, o, &t, &error), code);
  assert_null(t);
  snprintf(expected, sizeof expected, message, path);
  assert_string_equal(error.message, expected);
  assert_int_equal(error.status, code);
}

static void columns_that_are_not_there(void **state) {
  (void)state;
  static const char *const UNKNOWN[] = {"Q1", "q2"}, *const TWICE[] = {"Q1", "Q1"};
  sdg16_read_options o = options();
  o.column_count = 2;
  for (int form = 0; form < STAT_COUNT; form++) {
    written(form);
    o.columns = UNKNOWN;
    refuse(&o, SDG16_ERR_COLUMN,
           form == STAT_POR ? "%s: there is no column 'q2' among the 2 variables"
                            : "%s: there is no column 'q2' among the 6 variables");
    o.columns = TWICE;
    refuse(&o, SDG16_ERR_COLUMN, "%s: column 'Q1' must be asked for once, not twice");
    unlink(path);
  }
}

static void limits(void **state) {
  (void)state;
  sdg16_read_options o = options();
  o.max_rows = 4;
  written(STAT_DTA);
  refuse(&o, SDG16_ERR_LIMIT, "%s: expected at most 4 rows, found 5");
  written(STAT_POR); /* does not say how many rows it has */
  refuse(&o, SDG16_ERR_LIMIT, "%s: expected at most 4 rows, found more");
  unlink(path);
  o.max_rows = 5;
  written(STAT_DTA);
  sdg16_table_free(get(&o));
}

static void set_bytes(long offset, const char *bytes, size_t size) {
  FILE *file = fopen(path, "r+b");
  assert_non_null(file);
  assert_int_equal(fseek(file, offset, SEEK_SET), 0);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

/* Stata 118 says how many rows it has in 64 bits: any number, but the file must hold them. */
static void more_rows_than_an_int_counts(void **state) {
  (void)state;
  char bytes[16384];
  written(STAT_DTA);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  size_t size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  const char *rows = memmem(bytes, size, "<N>", 3);
  assert_non_null(rows);
  set_bytes(rows + 3 - bytes, "\0\0\0\x80\0\0\0\0", 8);
  char message[200];
  long long data = (const char *)memmem(bytes, size, "<data>", 6) + 6 - bytes;
  snprintf(message, sizeof message,
           "%%s, byte %lld: 2147483648 rows of %d bytes must follow, but the file ends after "
           "%lld bytes (is it whole?)",
           data, 8 + 8 + 300 + 8 + 1 + 1, (long long)size - data);
  refuse(NULL, SDG16_ERR_FORMAT, message);
  unlink(path);
}

static void damaged_files(void **state) {
  (void)state;
  written(STAT_SAV);
  assert_int_equal(truncate(path, 100), 0);
  refuse(
      NULL, SDG16_ERR_FORMAT,
      "%s, byte 4: the header must have 172 bytes more, but the file ends at byte 100 (is it "
      "whole?)");
  written(STAT_SAV);
  struct stat info;
  assert_int_equal(stat(path, &info), 0);
  assert_int_equal(truncate(path, info.st_size - 8), 0);
  refuse(
      NULL, SDG16_ERR_FORMAT,
      "%s, byte 2077: the file must have the 5 rows that it promises; there are bytes for 4 at "
      "most (is it whole?)");
  in_place(".sav");
  FILE *file = fopen(path, "wb");
  fputs("this is text and nothing else, but long enough for a header of SPSS, which takes "
        "some 176 bytes, so that the header can be read and what is said in it is looked at",
        file);
  fputs(", and yet it is none at all", file);
  fclose(file);
  refuse(NULL, SDG16_ERR_FORMAT,
         "%s, byte 0: an SPSS file must begin with $FL2 or $FL3; this one does not");
  unlink(path);
  in_place(".dta");
  file = fopen(path, "wb");
  fclose(file);
  refuse(NULL, SDG16_ERR_FORMAT,
         "%s, byte 0: the header of a Stata file must have 4 bytes more, but the file ends at "
         "byte 0 (is it whole?)");
  unlink(path);
  /* version 114 keeps the rows at byte 6: 2^31 - 1 of them are claimed */
  written(STAT_DTA_OLD);
  set_bytes(6, "\xff\xff\xff\x7f", 4);
  sdg16_table *t = NULL;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_table_read(path, NULL, &t, &error), SDG16_ERR_FORMAT);
  assert_non_null(strstr(error.message, "2147483647 rows of 270 bytes must follow, but the "));
  unlink(path);
}

static void texts_in_another_encoding(void **state) {
  (void)state;
  sdg16_read_options o = options();
  o.encoding = "no-such-encoding";
  written(STAT_DTA_OLD);
  refuse(&o, SDG16_ERR_OPTION, "%s: encoding 'no-such-encoding' is not known");
  o.encoding = "UTF-8"; /* 0xF6 is not */
  sdg16_table *t = NULL;
  sdg16_error_init(&error, sizeof error);
  assert_int_equal(sdg16_table_read(path, &o, &t, &error), SDG16_ERR_FORMAT);
  assert_non_null(strstr(error.message, "encoding"));
  o.encoding = "iso-8859-1";
  t = get(&o);
  assert_string_equal(text(t, column(t, "name"), 1), "B\xc3\xb6rn");
  sdg16_table_free(t);
}

static void paths_and_options(void **state) {
  (void)state;
  in_place("-nowhere.sav");
  refuse(NULL, SDG16_ERR_OPEN, "%s: cannot be opened (no such file)");
  strcpy(path, P_tmpdir);
  sdg16_read_options o = options();
  o.format = SDG16_FILE_STATA;
  refuse(&o, SDG16_ERR_OPEN, "%s: a Stata file must be a regular file");
  in_place("-pipe.sav");
  assert_int_equal(mkfifo(path, 0600), 0);
  refuse(NULL, SDG16_ERR_OPEN, "%s: an SPSS file must be a regular file");
  unlink(path);
  o.format = 9;
  refuse(&o, SDG16_ERR_ARGUMENT, "format must be an SDG16_FILE_ value or 0, not 9");
  o = options();
  o.dates = 3;
  refuse(&o, SDG16_ERR_ARGUMENT, "dates must be an SDG16_DATES_ value, not 3");
  o = options();
  o.row_limit = -1;
  refuse(&o, SDG16_ERR_ARGUMENT, "row_limit must be 0 or more, not -1");
  o = options();
  o.column_count = 1;
  refuse(&o, SDG16_ERR_ARGUMENT, "columns: the array must not be NULL (the count is 1)");
  static const char *const TEXTS[] = {"x"};
  static const int32_t KINDS[] = {0};
  o = options();
  o.kind_count = 1;
  o.kind_texts = TEXTS;
  o.kinds = KINDS;
  refuse(&o, SDG16_ERR_ARGUMENT, "kinds: the kind of 'x' must be a missing kind");
  assert_true(sdg16_capabilities() & SDG16_CAP_STAT);
  assert_string_equal(sdg16_file_format_name(SDG16_FILE_STATA), "stata");
  assert_int_equal(sdg16_file_format_from_name("spss-portable"), SDG16_FILE_SPSS_PORTABLE);
  assert_int_equal(sdg16_file_format_from_name("xls"), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_form_holds_the_same),
      cmocka_unit_test(a_file_without_rows),
      cmocka_unit_test(the_format_is_found_from_the_content),
      cmocka_unit_test(chosen_columns_come_in_the_order_wanted),
      cmocka_unit_test(kinds_are_named_by_the_caller),
      cmocka_unit_test(kinds_of_labelled_texts),
      cmocka_unit_test(dates_as_numbers),
      cmocka_unit_test(ranges_and_fractions),
      cmocka_unit_test(stata_formats),
      cmocka_unit_test(a_locale_with_commas_changes_nothing),
      cmocka_unit_test(columns_that_are_not_there),
      cmocka_unit_test(limits),
      cmocka_unit_test(more_rows_than_an_int_counts),
      cmocka_unit_test(damaged_files),
      cmocka_unit_test(texts_in_another_encoding),
      cmocka_unit_test(paths_and_options),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
