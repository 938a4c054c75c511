#include "stat_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const char *const STAT_ENDS[STAT_COUNT] = {".sav", ".sav", ".zsav", ".por", ".dta", ".dta"};

#define GOOD(call) assert_int_equal(call, READSTAT_OK)

static FILE *file;

static ssize_t put(const void *bytes, size_t size, void *context) {
  (void)context;
  return (ssize_t)fwrite(bytes, 1, size, file);
}

readstat_writer_t *stat_writer(const char *path) {
  file = fopen(path, "wb");
  assert_non_null(file);
  readstat_writer_t *writer = readstat_writer_init();
  assert_non_null(writer);
  GOOD(readstat_set_data_writer(writer, put));
  GOOD(readstat_writer_set_file_timestamp(writer, 1000000000));
  return writer;
}

void stat_close(readstat_writer_t *writer) {
  GOOD(readstat_end_writing(writer));
  readstat_writer_free(writer);
  assert_int_equal(fclose(file), 0);
}

static int is_dta(int form) { return form == STAT_DTA || form == STAT_DTA_OLD; }

static readstat_label_set_t *answers(readstat_writer_t *w, int form) {
  readstat_label_set_t *set = readstat_add_label_set(
      w, is_dta(form) ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, "answers");
  if (is_dta(form)) {
    readstat_label_int32_value(set, 2, "No");
    readstat_label_int32_value(set, 1, "Yes");
    readstat_label_tagged_value(set, 'a', "Refused");
  } else {
    readstat_label_double_value(set, 2, "No");
    readstat_label_double_value(set, 1, "Yes");
    readstat_label_double_value(set, 98, "Refused");
    readstat_label_double_value(set, 99, "Don't know");
  }
  return set;
}

static void put_q1(readstat_writer_t *w, int form, const readstat_variable_t *v, int row) {
  static const double VALUES[STAT_ROWS] = {1, 2, 98, 99, 1};
  if (is_dta(form) && VALUES[row] > 90)
    GOOD(readstat_insert_tagged_missing_value(w, v, VALUES[row] > 98 ? 'b' : 'a'));
  else
    GOOD(readstat_insert_double_value(w, v, VALUES[row]));
}

static void put_number(readstat_writer_t *w, const readstat_variable_t *v, double value) {
  if (value == value)
    GOOD(readstat_insert_double_value(w, v, value));
  else
    GOOD(readstat_insert_missing_value(w, v));
}

static void begin(readstat_writer_t *w, int form, int rows) {
  switch (form) {
  case STAT_POR:
    GOOD(readstat_begin_writing_por(w, NULL, rows));
    break;
  case STAT_DTA:
  case STAT_DTA_OLD:
    GOOD(readstat_writer_set_file_format_version(w, form == STAT_DTA ? 118 : 114));
    GOOD(readstat_begin_writing_dta(w, NULL, rows));
    break;
  default:
    GOOD(readstat_writer_set_compression(w, form == STAT_SAV    ? READSTAT_COMPRESS_NONE
                                            : form == STAT_SAVC ? READSTAT_COMPRESS_ROWS
                                                                : READSTAT_COMPRESS_BINARY));
    GOOD(readstat_begin_writing_sav(w, NULL, rows));
  }
}

void stat_write(int form, const char *path, int rows) {
  static const double AGE[STAT_ROWS] = {15.5, NAN, 33, 7, 1e10};
  static const double SPSS_DAY[STAT_ROWS] = {13778640000, 13165977600, NAN, 11903760000,
                                             13928544000};
  static const double STATA_DAY[STAT_ROWS] = {21700, 14609, NAN, 0, 23435};
  static const char *const SEX[STAT_ROWS] = {"F", "M", "F", "X", "M"};
  static const int SMALL[STAT_ROWS] = {1, -2, 3, 0, 100};
  char longest[301] = {0};
  memset(longest, 'z', form == STAT_DTA_OLD ? 244 : 300);
  const char *const NAME[STAT_ROWS] = {"Ana", form == STAT_DTA_OLD ? "B\xf6rn" : "B\xc3\xb6rn",
                                       "", "x,y", longest};

  readstat_writer_t *w = stat_writer(path);
  readstat_variable_t *q1 = readstat_add_variable(w, "Q1", READSTAT_TYPE_DOUBLE, 0);
  readstat_variable_set_label(q1, "Paid a bribe?");
  readstat_variable_set_label_set(q1, answers(w, form));
  if (!is_dta(form)) {
    GOOD(readstat_variable_add_missing_double_value(q1, 98));
    GOOD(readstat_variable_add_missing_double_range(q1, 99, 999));
  }
  readstat_variable_t *age = readstat_add_variable(w, "AGE", READSTAT_TYPE_DOUBLE, 0);
  readstat_variable_t *name = NULL, *day = NULL, *sex = NULL, *small = NULL;
  if (form != STAT_POR) {
    name = readstat_add_variable(w, "name", READSTAT_TYPE_STRING,
                                 form == STAT_DTA_OLD ? 244 : 300);
    day = readstat_add_variable(w, "day", READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_set_format(day, is_dta(form) ? "%td" : "DATE11");
    sex = readstat_add_variable(w, "sex", READSTAT_TYPE_STRING, 1);
    small = readstat_add_variable(w, "small",
                                  is_dta(form) ? READSTAT_TYPE_INT8 : READSTAT_TYPE_DOUBLE, 0);
    if (!is_dta(form)) {
      readstat_label_set_t *sexes = readstat_add_label_set(w, READSTAT_TYPE_STRING, "sexes");
      readstat_label_string_value(sexes, "F", "Female");
      readstat_label_string_value(sexes, "X", "Not said");
      readstat_variable_set_label_set(sex, sexes);
      GOOD(readstat_variable_add_missing_string_value(sex, "X"));
    }
  }
  begin(w, form, rows);
  for (int i = 0; i < rows; i++) {
    GOOD(readstat_begin_row(w));
    put_q1(w, form, q1, i);
    put_number(w, age, AGE[i]);
    if (form != STAT_POR) {
      GOOD(readstat_insert_string_value(w, name, NAME[i]));
      put_number(w, day, is_dta(form) ? STATA_DAY[i] : SPSS_DAY[i]);
      GOOD(readstat_insert_string_value(w, sex, SEX[i]));
      if (i == 3)
        GOOD(readstat_insert_missing_value(w, small));
      else if (is_dta(form))
        GOOD(readstat_insert_int8_value(w, small, (int8_t)SMALL[i]));
      else
        GOOD(readstat_insert_double_value(w, small, SMALL[i]));
    }
    GOOD(readstat_end_row(w));
  }
  stat_close(w);
}
