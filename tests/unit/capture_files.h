/* What the tests of capture data share: files in a folder of their own, and
 * comparing. */
#ifndef CAPTURE_FILES_H
#define CAPTURE_FILES_H

#include <sdg16.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define NAMES(...)                                                                             \
  (sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)), (const char *[]) { __VA_ARGS__ }

/* Group fixtures. The folder is in `capture_folder`. */
int make_folder(void **state);
int remove_folder(void **state);
extern char capture_folder[];

/* Writes a file of this name in the folder; the path lives until the next call
 * with the slot. */
const char *put_file(int slot, const char *name, const char *text);

sdg16_capture_options defaults(void);
/* Reads a file "data.csv" with this text. */
int32_t read_text(const char *text, const sdg16_capture_options *options, sdg16_capture **out,
                  sdg16_error *error);
sdg16_capture *must_read(const char *text, const sdg16_capture_options *options);

/* Compares with "A B: 1=3 3=2": list names; histories and counts. */
void assert_capture(const sdg16_capture *capture, const char *expected);
/* Compares with "F/20=2 M/=1": values of each stratum and its persons. */
void assert_strata(const sdg16_capture *capture, const char *expected);

#endif
