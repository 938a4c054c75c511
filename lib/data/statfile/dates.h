/* Dates of SPSS and Stata as ISO 8601 text. */
#ifndef SDG16I_DATA_STATFILE_DATES_H
#define SDG16I_DATA_STATFILE_DATES_H

/* What a variable's numbers count. */
enum sdg16i_date {
  SDG16I_DATE_NONE,
  SDG16I_DATE_SPSS_DAY,    /* seconds since 1582-10-14, meant as a day */
  SDG16I_DATE_SPSS_TIME,   /* the same, meant as a moment */
  SDG16I_DATE_STATA_DAY,   /* days since 1960-01-01 */
  SDG16I_DATE_STATA_TIME,  /* milliseconds since 1960-01-01 */
  SDG16I_DATE_STATA_WEEK,  /* weeks since 1960, 52 a year */
  SDG16I_DATE_STATA_MONTH, /* months since 1960-01 */
  SDG16I_DATE_STATA_QUARTER,
  SDG16I_DATE_STATA_HALF
};

/* From a display format: "DATE11", "%td", ... */
int sdg16i_date_of_format(const char *format);

/* "2019-05-31", "2019-05-31T23:59:59.5", "2019-w05", "2019-05", "2019-Q2", "2019-H1"; a
 * day that has a time of day gets it too. Outside the years 1 to 9999: the number. */
#define SDG16I_DATE_SIZE 48
void sdg16i_date_text(int date, double value, char out[SDG16I_DATE_SIZE]);

#endif
