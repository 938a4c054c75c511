/* Bootstrap draws as the text of a CSV file, to compare them bit by bit. */
#ifndef DRAWS_CSV_H
#define DRAWS_CSV_H

#include <sdg16.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static inline int32_t write_to_file(const char *bytes, int64_t size, void *context) {
  return fwrite(bytes, 1, (size_t)size, context) == (size_t)size ? 0 : SDG16_ERR_WRITE;
}

/* Freed by the caller. */
static inline char *csv_of(const sdg16_draws *draws) {
  char *text = NULL;
  size_t size;
  FILE *file = open_memstream(&text, &size);
  sdg16_table *table;
  assert_int_equal(sdg16_draws_table(draws, &table, NULL), 0);
  assert_int_equal(sdg16_table_write_csv(table, write_to_file, file, NULL), 0);
  sdg16_table_free(table);
  fclose(file);
  return text;
}

#endif
