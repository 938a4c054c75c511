/* Texts of files and of the command line, as they may go to a terminal. */
#include "shared/cli.h"

#include <string.h>

void cli_put_safe_part(const char *text, size_t size, FILE *out) {
  while (size) {
    int32_t harmless;
    size_t length = (size_t)sdg16_shown_character(text, (int64_t)size, &harmless);
    if (harmless)
      fwrite(text, 1, length, out);
    else
      fputc('?', out);
    text += length;
    size -= length;
  }
}

void cli_put_safe(const char *text, FILE *out) { cli_put_safe_part(text, strlen(text), out); }
