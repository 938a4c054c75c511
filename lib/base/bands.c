#include "base/bands.h"

#include "base/numbers.h"
#include "base/text.h"

#include <math.h>

int sdg16i_bands_read(const char *text, sdg16i_bands *out) {
  double first, previous = -1;
  int64_t size;
  out->count = 0;
  for (const char *part; (part = sdg16i_part(&text, ',', &size)); previous = first) {
    if (sdg16i_parse_double(part, size, '.', &first) || !(first > previous) ||
        first > SDG16I_OLDEST || floor(first) < first)
      return -1;
    out->first[out->count++] = (int32_t)first;
  }
  return out->count ? 0 : -1;
}

int32_t sdg16i_bands_last(const sdg16i_bands *bands, int64_t band) {
  return band + 1 < bands->count ? bands->first[band + 1] - 1 : -1;
}

int64_t sdg16i_bands_find(const sdg16i_bands *bands, double age) {
  int64_t band = bands->count - 1;
  while (band >= 0 && !(floor(age) >= bands->first[band])) band--;
  return band;
}
