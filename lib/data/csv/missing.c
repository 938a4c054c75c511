#include "data/csv/missing.h"

#include "base/text.h"

#include <string.h>

int sdg16i_csv_keeps_na(int64_t na_count, const char *const *na) {
  for (int64_t i = 0; i < na_count; i++)
    if (!*na[i]) return 1;
  return 0;
}

int sdg16i_csv_missing(int64_t na_count, const char *const *na, const char *text,
                       int64_t size) {
  while (size && sdg16i_is_blank(*text)) text++, size--;
  while (size && sdg16i_is_blank(text[size - 1])) size--;
  if (!size) return SDG16I_CSV_BLANK;
  for (int64_t i = 0; i < na_count; i++)
    if (!strncmp(na[i], text, (size_t)size) && !na[i][size]) return SDG16I_CSV_BLANK;
  int usual = (size == 1 && *text == '.') || (size == 2 && text[0] == 'N' && text[1] == 'A');
  return usual && !sdg16i_csv_keeps_na(na_count, na) ? SDG16I_CSV_NA : SDG16I_CSV_PRESENT;
}
