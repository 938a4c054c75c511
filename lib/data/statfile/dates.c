#include "data/statfile/dates.h"

#include "base/numbers.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define DAY 86400.0
#define SPSS_EPOCH (-141428)  /* 1582-10-14, in days from 1970-01-01 */
#define STATA_EPOCH (-3653)   /* 1960-01-01 */
#define FIRST_DAY (-719162.0) /* 0001-01-01 */
#define LAST_DAY 2932896.0    /* 9999-12-31 */

static int spss_format(const char *format) {
  static const char *const DAYS[] = {"DATE",  "ADATE", "EDATE", "JDATE",
                                     "SDATE", "QYR",   "MOYR",  "WKYR"};
  static const char *const TIMES[] = {"DATETIME", "YMDHMS"};
  size_t size = strcspn(format, "0123456789.");
  for (size_t i = 0; i < sizeof DAYS / sizeof DAYS[0]; i++)
    if (strlen(DAYS[i]) == size && !memcmp(format, DAYS[i], size)) return SDG16I_DATE_SPSS_DAY;
  for (size_t i = 0; i < sizeof TIMES / sizeof TIMES[0]; i++)
    if (strlen(TIMES[i]) == size && !memcmp(format, TIMES[i], size))
      return SDG16I_DATE_SPSS_TIME;
  return SDG16I_DATE_NONE;
}

int sdg16i_date_of_format(const char *format) {
  if (!format) return SDG16I_DATE_NONE;
  if (*format != '%') return spss_format(format);
  format++;
  if (*format == '-') format++; /* alignment */
  if (*format == 'd') return SDG16I_DATE_STATA_DAY;
  if (*format != 't') return SDG16I_DATE_NONE;
  switch (format[1]) { /* %tC counts leap seconds, %ty is the year: numbers */
  case 'd':
    return SDG16I_DATE_STATA_DAY;
  case 'c':
    return SDG16I_DATE_STATA_TIME;
  case 'w':
    return SDG16I_DATE_STATA_WEEK;
  case 'm':
    return SDG16I_DATE_STATA_MONTH;
  case 'q':
    return SDG16I_DATE_STATA_QUARTER;
  case 'h':
    return SDG16I_DATE_STATA_HALF;
  default:
    return SDG16I_DATE_NONE;
  }
}

/* Year, month and day of the Gregorian calendar; days from 1970-01-01. The era of 400
 * years begins on 1 March, so that the leap day comes last. */
static void civil_date(int64_t days, int *year, int *month, int *day) {
  int64_t shifted = days + 719468; /* from 0000-03-01 */
  int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int64_t of_era = shifted - era * 146097;
  int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
  int64_t m = (5 * of_year + 2) / 153; /* from March */
  *day = (int)(of_year - (153 * m + 2) / 5 + 1);
  *month = (int)(m < 10 ? m + 3 : m - 9);
  *year = (int)(y + era * 400 + (*month <= 2));
}

/* Days from 1970-01-01 and milliseconds of the day. */
static void put_moment(double days, int64_t ms, int with_time, char *out) {
  int year, month, day;
  civil_date((int64_t)days, &year, &month, &day);
  int used = snprintf(out, SDG16I_DATE_SIZE, "%04d-%02d-%02d", year, month, day);
  if (!with_time && !ms) return;
  int seconds = (int)(ms / 1000), rest = (int)(ms % 1000);
  used += snprintf(out + used, SDG16I_DATE_SIZE - (size_t)used, "T%02d:%02d:%02d",
                   seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (!rest) return;
  used += snprintf(out + used, SDG16I_DATE_SIZE - (size_t)used, ".%03d", rest);
  while (out[used - 1] == '0') out[--used] = '\0';
}

/* Periods since 1960, `per_year` of them a year. */
static void put_period(double value, int per_year, const char *format, char *out) {
  double year = 1960 + floor(value / per_year);
  int period = (int)(value - per_year * floor(value / per_year)) + 1;
  snprintf(out, SDG16I_DATE_SIZE, format, (int)year, period);
}

static int is_year(double year) { return year >= 1 && year <= 9999; }

void sdg16i_date_text(int date, double value, char out[SDG16I_DATE_SIZE]) {
  char number[SDG16I_DOUBLE_SIZE];
  int per_year = date == SDG16I_DATE_STATA_WEEK      ? 52
                 : date == SDG16I_DATE_STATA_MONTH   ? 12
                 : date == SDG16I_DATE_STATA_QUARTER ? 4
                                                     : 2;
  static const char *const PERIODS[] = {"%04d-w%02d", "%04d-%02d", "%04d-Q%d", "%04d-H%d"};
  if (date >= SDG16I_DATE_STATA_WEEK) {
    if (floor(value) >= value && is_year(1960 + floor(value / per_year))) {
      put_period(value, per_year, PERIODS[date - SDG16I_DATE_STATA_WEEK], out);
      return;
    }
  } else {
    double unit = date == SDG16I_DATE_STATA_DAY    ? 1
                  : date == SDG16I_DATE_STATA_TIME ? 1000 * DAY
                                                   : DAY;
    int spss = date == SDG16I_DATE_SPSS_DAY || date == SDG16I_DATE_SPSS_TIME;
    double epoch = spss ? SPSS_EPOCH : STATA_EPOCH;
    double days = floor(value / unit);
    double ms = floor((value - days * unit) * (1000 * DAY / unit) + 0.5);
    if (ms >= 1000 * DAY) days++, ms = 0; /* rounded up to midnight */
    if (ms < 0) ms = 0;
    days += epoch;
    if (days >= FIRST_DAY && days <= LAST_DAY) {
      put_moment(days, (int64_t)ms,
                 date == SDG16I_DATE_SPSS_TIME || date == SDG16I_DATE_STATA_TIME, out);
      return;
    }
  }
  sdg16i_format_double(value, number);
  snprintf(out, SDG16I_DATE_SIZE, "%s", number);
}
