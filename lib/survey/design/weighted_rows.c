/* A design without the rows of the table that have no weight: over a table of the others, which
 * all copies of the design share. */
#include "base/error.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "data/table/column_match.h"
#include "data/table/take_rows.h"
#include "survey/design/design.h"

#include <stdatomic.h>
#include <stdlib.h>

struct sdg16i_weighted {
  atomic_int users;
  sdg16_table *table;
};

struct sdg16i_weighted *sdg16i_weighted_share(struct sdg16i_weighted *weighted) {
  if (weighted) atomic_fetch_add(&weighted->users, 1);
  return weighted;
}

void sdg16i_weighted_free(struct sdg16i_weighted *weighted) {
  if (!weighted || atomic_fetch_sub(&weighted->users, 1) > 1) return;
  sdg16_table_free(weighted->table);
  free(weighted);
}

/* The rows in which the column has a value; returns how many. */
static int64_t list_present(const sdg16_table *table, int64_t column, int64_t *row) {
  const uint8_t *missing = sdg16_table_missing(table, column);
  const double *real = sdg16_table_double(table, column);
  int64_t kept = 0;
  for (int64_t i = 0; i < sdg16_table_rows(table); i++)
    if (!(missing && missing[i]) && !(real && isnan(real[i]))) row[kept++] = i;
  return kept;
}

static int32_t keep_rows(sdg16_design *d, int64_t rows, const int64_t *row,
                         sdg16_error *error) {
  const sdg16_table *from = d->table;
  struct sdg16i_weighted *weighted = calloc(1, sizeof *weighted);
  if (!weighted) return sdg16i_fail_memory(error);
  atomic_init(&weighted->users, 1);
  d->weighted = weighted;
  int32_t status = sdg16_table_new(&weighted->table, error);
  for (int64_t c = 0; !status && c < sdg16_table_columns(from); c++)
    status = sdg16i_take_rows(weighted->table, from, c, rows, row, error);
  d->dropped = d->rows - rows;
  d->rows = rows;
  d->table = weighted->table;
  return status;
}

int32_t sdg16i_weighted_keep(sdg16_design *d, const char *weight, sdg16_error *error) {
  int64_t column = weight ? sdg16i_match_column(d->table, weight).column : -1;
  if (column < 0 || sdg16_table_type(d->table, column) == SDG16_TEXT)
    return SDG16_OK; /* reading the weights says what is wrong */
  int64_t *row = sdg16i_array(d->rows, sizeof *row);
  if (!row) return sdg16i_fail_memory(error);
  int64_t rows = list_present(d->table, column, row);
  int32_t status = SDG16_OK;
  if (!rows)
    status = sdg16i_fail_at(
        error, SDG16_ERR_EMPTY, "weight", 0, column + 1,
        "weight: column '%.*s' must have a value in at least one row; it is missing "
        "in all %lld rows",
        sdg16i_utf8_excerpt(weight), weight, (long long)d->rows);
  else if (rows < d->rows)
    status = keep_rows(d, rows, row, error);
  free(row);
  return status;
}
