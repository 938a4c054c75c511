/* What the golden tests share: reference tables, data sets, and comparisons that
 * are counted and reported by dataset and model. */
#ifndef GOLDEN_H
#define GOLDEN_H

#include <sdg16.h>

#include <stddef.h>

/* argv[1]: the datasets folder, argv[2]: tests/golden/data */
void golden_init(int argc, char **argv);

/* A reference table of the data folder; fails the test if it cannot be read. */
sdg16_table *golden_table(const char *file);
/* The path of a data set that only these tests have. */
void golden_table_path(const char *name, char *out, size_t size);
/* A cell as text: "" where it is empty. The pointer lives until the call after
 * the next ones of the same `slot` (0-7). */
const char *golden_text(const sdg16_table *table, int64_t row, const char *column, int slot);
double golden_number(const sdg16_table *table, int64_t row,
                     const char *column); /* NaN: empty */
double golden_parse(const char *text);    /* "-Inf" is -infinity */

/* A data set by name, reduced to `lists` ("A+B"; "": all). Kept until the next
 * call for another one. */
const sdg16_capture *golden_capture(const char *dataset, const char *lists);
sdg16_model *golden_model(const sdg16_capture *capture, const char *text);
/* The canonical text of a model, with list numbers. */
const char *golden_format(const sdg16_model *model, char *buffer, int64_t capacity);
/* A term written with digits, "0" for the intercept. */
uint32_t golden_term(const char *digits);

/* Compares numbers at |got - want| <= tolerance x max(|want|, scale), texts and
 * truths; prints what differs. `where` is dataset and model. */
void golden_close(const char *where, const char *what, double got, double want,
                  double tolerance, double scale);
void golden_same(const char *where, const char *what, const char *got, const char *want);
void golden_true(const char *where, const char *what, int truth);

/* Prints how many values were compared and the largest relative difference, and
 * fails the test if anything differed; then starts anew. */
void golden_report(const char *title);

#endif
