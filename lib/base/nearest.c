/* Which known word was meant. */
#include "base/nearest.h"

#include <sdg16/base.h>

#include <string.h>

#define LONGEST 63

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* By rows of the table of distances between the beginnings of both; a swap looks two rows back.
 */
size_t sdg16i_distance(const char *written, const char *known) {
  size_t row[3][LONGEST + 1], length = strnlen(known, LONGEST),
                              size = strnlen(written, LONGEST);
  if (size && !strncmp(written, known, size)) return 0;
  for (size_t j = 0; j <= length; j++) row[0][j] = j;
  for (size_t i = 1; i <= size; i++) {
    size_t *now = row[i % 3], *above = row[(i + 2) % 3], *before = row[(i + 1) % 3];
    now[0] = i;
    for (size_t j = 1; j <= length; j++) {
      now[j] = least(above[j - 1] + (written[i - 1] != known[j - 1]),
                     1 + least(above[j], now[j - 1]));
      if (i > 1 && j > 1 && written[i - 1] == known[j - 2] && written[i - 2] == known[j - 1])
        now[j] = least(now[j], before[j - 2] + 1);
    }
  }
  return row[size % 3][length];
}

int sdg16i_is_near(size_t distance, const char *written) {
  return distance <= 1 + strlen(written) / 3;
}

int32_t sdg16_text_distance(const char *written, const char *known) {
  return written && known ? (int32_t)sdg16i_distance(written, known) : -1;
}
