/* The file "-": standard input. Some files are read twice (the format is detected from the
 * first bytes), so its bytes are copied into a file in memory, which has a path like any other.
 */
#include "shared/cli.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SHOWN "standard input"

static char copied[64]; /* the path of the copy; "": none was made */

static int write_bytes(int file, const char *bytes, size_t size) {
  while (size) {
    ssize_t written = write(file, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return -1;
    bytes += written;
    size -= (size_t)written;
  }
  return 0;
}

static int copy_bytes(int file) {
  char block[1 << 16];
  for (;;) {
    ssize_t held = read(STDIN_FILENO, block, sizeof block);
    if (held < 0 && errno == EINTR) continue;
    if (held <= 0) return (int)held;
    if (write_bytes(file, block, (size_t)held)) return -1;
  }
}

int cli_use_standard_input(const char **path, char fault[CLI_FAULT_SIZE]) {
  if (strcmp(*path, "-")) return EXIT_DONE;
  if (*copied) {
    snprintf(fault, CLI_FAULT_SIZE, "- (" SHOWN ") can be given only once");
    return EXIT_USAGE;
  }
  int file = memfd_create("sdg16", MFD_CLOEXEC); /* open until the program ends */
  if (file < 0 || copy_bytes(file)) {
    snprintf(fault, CLI_FAULT_SIZE, SHOWN ": reading failed: %s", strerror(errno));
    return EXIT_INPUT;
  }
  snprintf(copied, sizeof copied, "/proc/self/fd/%d", file);
  *path = copied;
  return EXIT_DONE;
}

int cli_is_standard_input(const char *path) { return path && *copied && !strcmp(path, copied); }

const char *cli_shown_path(const char *path) {
  return cli_is_standard_input(path) ? SHOWN : path;
}

void cli_put_message_text(const char *message, FILE *out) {
  for (const char *at; *copied && (at = strstr(message, copied));) {
    cli_put_safe_part(message, (size_t)(at - message), out);
    fputs(SHOWN, out);
    message = at + strlen(copied);
  }
  cli_put_safe(message, out);
}
