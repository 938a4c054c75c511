#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "data/csv/parse.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b) {
  const sdg16i_csv_field *x = *(const sdg16i_csv_field *const *)a;
  const sdg16i_csv_field *y = *(const sdg16i_csv_field *const *)b;
  int order = strcmp(x->bytes, y->bytes);
  return order ? order : (x > y) - (x < y); /* then by position: both lie in one array */
}

int32_t sdg16i_csv_check_header(const char *path, const sdg16i_csv_row *header,
                                sdg16_error *error) {
  long long line = (long long)header->line;
  for (int64_t i = 0; i < header->count; i++)
    if (!header->fields[i].size)
      return sdg16i_fail_at(error, SDG16_ERR_COLUMN, path, header->line,
                            sdg16i_csv_column(header, i),
                            "%s, line %lld: column %lld must have a name", path, line,
                            (long long)sdg16i_csv_column(header, i));

  const sdg16i_csv_field **sorted = sdg16i_array(header->count, sizeof *sorted);
  if (!sorted) return sdg16i_fail_memory(error);
  for (int64_t i = 0; i < header->count; i++) sorted[i] = &header->fields[i];
  sdg16i_sort(sorted, header->count, sizeof *sorted, by_name);

  const sdg16i_csv_field *first = NULL, *second = NULL; /* the leftmost repetition */
  for (int64_t i = 1; i < header->count; i++)
    if (!strcmp(sorted[i - 1]->bytes, sorted[i]->bytes) && (!second || sorted[i] < second)) {
      first = sorted[i - 1];
      second = sorted[i];
    }
  free(sorted);
  if (!second) return SDG16_OK;
  int64_t one = sdg16i_csv_column(header, first - header->fields);
  int64_t two = sdg16i_csv_column(header, second - header->fields);
  return sdg16i_fail_at(error, SDG16_ERR_COLUMN, path, header->line, two,
                        "%s, line %lld: each column must have a name of its own; columns %lld "
                        "and %lld are both named '%.*s'",
                        path, line, (long long)one, (long long)two,
                        sdg16i_utf8_excerpt(first->bytes), first->bytes);
}
