/* Files of SPSS and Stata, made with ReadStat's writer for the tests of the reader. */
#ifndef STAT_FILES_H
#define STAT_FILES_H

#include <readstat.h>
#include <stdint.h>

/* What follows is one survey of five persons, as each format can hold it:
 *   q1    1 2 98 99 1, "Paid a bribe?", 1 "Yes", 2 "No", missing 98 "Refused" and 99 "Don't
 *         know" (Stata: .a and .b); SPSS: values below 0 too
 *   age   15.5, missing, 33, 7, 1e10
 *   name  "Ana", "B\xc3\xb6rn", "", "x,y", 300 times 'z'
 *   day   2019-05-31, 1999-12-31, missing, 1960-01-01, 2024-02-29
 *   sex   F M F X M, "F" "Female", missing "X" (SPSS)
 *   small 1 -2 3 (missing) 100 (Stata: byte) */
#define STAT_ROWS 5

#define STAT_SAV 0  /* uncompressed */
#define STAT_SAVC 1 /* compressed rows */
#define STAT_ZSAV 2
#define STAT_POR 3     /* q1 and age alone, ASCII */
#define STAT_DTA 4     /* version 118 */
#define STAT_DTA_OLD 5 /* version 114: no texts beyond 244 bytes, names in windows-1252 */
#define STAT_COUNT 6

extern const char *const STAT_ENDS[STAT_COUNT]; /* ".sav", ... */

/* Writes it; `rows` at most STAT_ROWS. */
void stat_write(int form, const char *path, int rows);

/* A writer to a file, for other files; begin, then rows, then end. */
readstat_writer_t *stat_writer(const char *path);
void stat_close(readstat_writer_t *writer);

#endif
