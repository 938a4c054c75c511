#include "base/text.h"

#include <stddef.h>
#include <string.h>

const char *sdg16i_part(const char **text, char separator, int64_t *size) {
  const char *begin = *text;
  if (!begin) return NULL;
  const char *end = strchr(begin, separator);
  *text = end ? end + 1 : NULL;
  if (!end) end = begin + strlen(begin);
  while (begin < end && *begin == ' ') begin++;
  while (begin < end && end[-1] == ' ') end--;
  *size = end - begin;
  return begin;
}

int sdg16i_same(const char *name, const char *part, int64_t size) {
  int64_t i = 0;
  for (; i < size; i++)
    if (!name[i] || sdg16i_small_letter(name[i]) != sdg16i_small_letter(part[i])) return 0;
  return !name[i];
}

int sdg16i_same_text(const char *a, const char *b) {
  return sdg16i_same(a, b, (int64_t)strlen(b));
}
