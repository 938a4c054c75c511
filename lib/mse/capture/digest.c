/* The canonical content of capture data, hashed. Lists go in ascending order of
 * their names, because the order in which a file happens to show them is no part
 * of what it says. Numbers are 8 bytes, the lowest first; a text is its size and
 * its bytes. */
#include "base/sort.h"
#include "mse/capture/capture.h"

#include <stdlib.h>
#include <string.h>

static void put_number(sdg16i_sha256 *hash, int64_t value) {
  unsigned char bytes[8];
  for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)((uint64_t)value >> (8 * i));
  sdg16i_sha256_update(hash, bytes, sizeof bytes);
}

static void put_text(sdg16i_sha256 *hash, const char *text) {
  int64_t size = (int64_t)strlen(text);
  put_number(hash, size);
  sdg16i_sha256_update(hash, text, size);
}

static int compare_histories(const void *a, const void *b) {
  const sdg16i_capture_history *x = a, *y = b;
  return (x->history > y->history) - (x->history < y->history);
}

/* order[i]: the list whose name is the i-th. */
static void order_lists(const sdg16_capture *self, int32_t order[SDG16_MAX_LISTS]) {
  for (int32_t i = 0; i < self->lists; i++) {
    int32_t at = i;
    for (; at > 0 && strcmp(self->names[order[at - 1]], self->names[i]) > 0; at--)
      order[at] = order[at - 1];
    order[at] = i;
  }
}

int sdg16i_capture_digest(sdg16_capture *self) {
  int64_t count = self->stratum_cell[self->strata];
  sdg16i_capture_history *cells = sdg16i_array(count, sizeof *cells);
  if (!cells) return -1;
  int32_t order[SDG16_MAX_LISTS];
  order_lists(self, order);
  for (int64_t k = 0; k < count; k++) {
    cells[k] = self->cells[k];
    cells[k].history = 0;
    for (int32_t i = 0; i < self->lists; i++)
      cells[k].history |= (self->cells[k].history >> order[i] & 1) << i;
  }

  sdg16i_sha256 hash;
  sdg16i_sha256_init(&hash);
  put_text(&hash, "sdg16 capture 1");
  put_number(&hash, self->lists);
  for (int32_t i = 0; i < self->lists; i++) put_text(&hash, self->names[order[i]]);
  put_number(&hash, self->columns);
  for (int64_t c = 0; c < self->columns; c++) put_text(&hash, self->column_names[c]);
  put_number(&hash, self->strata);
  for (int64_t s = 0; s < self->strata; s++) {
    int64_t from = self->stratum_cell[s], to = self->stratum_cell[s + 1];
    for (int64_t c = 0; c < self->columns; c++)
      put_text(&hash, self->values[s * self->columns + c]);
    put_number(&hash, to - from);
    sdg16i_sort(cells + from, to - from, sizeof *cells, compare_histories);
    for (int64_t k = from; k < to; k++) {
      put_number(&hash, cells[k].history);
      put_number(&hash, cells[k].count);
    }
  }
  sdg16i_sha256_hex(&hash, self->sha256);
  free(cells);
  return 0;
}
