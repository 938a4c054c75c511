/* Output as a whole or not at all: made in memory (or, when nothing can fail any more but
 * the writing, on the way), then written to standard output, or to a temporary file that
 * takes the place of the file asked for. */
#include "shared/cli.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY "/.sdg16-XXXXXX"
#define MOST_LINKS 40 /* as the system follows */

static int write_failed(const char *where) {
  return cli_error(EXIT_OTHER, "%s: writing failed: %s", where, strerror(errno));
}

/* The folder of a file: 0, or -1 with errno set. Without memory, so that no check of files is
 * left out when there is none. */
static int folder_of(const char *path, char out[PATH_MAX]) {
  const char *slash = strrchr(path, '/');
  size_t size = slash ? (size_t)(slash - path) + 1 : 1;
  if (size >= PATH_MAX) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memcpy(out, slash ? path : ".", size);
  out[size] = '\0';
  return 0;
}

static int open_failed(const char *path) {
  return cli_error(EXIT_OTHER, "%s: opening failed: %s", path, strerror(errno));
}

/* The text of a link as a path: relative to its folder. 0, or -1 with errno set. */
static int read_link(const char *path, char out[PATH_MAX]) {
  char folder[PATH_MAX], text[PATH_MAX];
  ssize_t size = readlink(path, text, sizeof text - 1);
  if (size < 0 || folder_of(path, folder)) return -1;
  text[size] = '\0';
  int length = text[0] == '/' ? snprintf(out, PATH_MAX, "%s", text)
                              : snprintf(out, PATH_MAX, "%s/%s", folder, text);
  errno = length < PATH_MAX ? 0 : ENAMETOOLONG;
  return errno ? -1 : 0;
}

/* The file that is written where `path` is asked for: a symbolic link stays one, and the file
 * it names is replaced, or made if it is not there. 0, or -1 with errno set. */
static int follow_links(const char *path, char out[PATH_MAX]) {
  char at[PATH_MAX];
  struct stat found;
  if (snprintf(out, PATH_MAX, "%s", path) >= PATH_MAX) {
    errno = ENAMETOOLONG;
    return -1;
  }
  for (int steps = 0; !lstat(out, &found) && S_ISLNK(found.st_mode); steps++) {
    memcpy(at, out, sizeof at);
    if (steps == MOST_LINKS) errno = ELOOP;
    if (steps == MOST_LINKS || read_link(at, out)) return -1;
  }
  return 0;
}

/* A file can only be replaced where files can be made. */
static int check_directory(const char *path) {
  char file[PATH_MAX], folder[PATH_MAX];
  if (!follow_links(path, file) && !folder_of(file, folder) && !access(folder, W_OK | X_OK))
    return EXIT_DONE;
  return open_failed(path);
}

int cli_same_file(const char *a, const char *b) {
  struct stat x, y;
  int there = !stat(a, &x);
  if (there != !stat(b, &y)) return 0;
  if (there) return x.st_dev == y.st_dev && x.st_ino == y.st_ino && S_ISREG(x.st_mode);
  char file_a[PATH_MAX], file_b[PATH_MAX], folder_a[PATH_MAX], folder_b[PATH_MAX];
  if (follow_links(a, file_a) || follow_links(b, file_b)) return 0;
  const char *slash_a = strrchr(file_a, '/'), *slash_b = strrchr(file_b, '/');
  if (strcmp(slash_a ? slash_a + 1 : file_a, slash_b ? slash_b + 1 : file_b)) return 0;
  return !folder_of(file_a, folder_a) && !folder_of(file_b, folder_b) && !stat(folder_a, &x) &&
         !stat(folder_b, &y) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

int cli_is_regular(const char *path) {
  struct stat found;
  return !stat(path, &found) && S_ISREG(found.st_mode);
}

int cli_check_read_twice(const char *path) {
  return cli_is_regular(path)
             ? EXIT_DONE
             : cli_error(EXIT_INPUT,
                         "%s: is not a regular file, which it must be: it is read twice", path);
}

int cli_is_input(const char *path, const char *input) {
  return input && !access(input, F_OK) && cli_same_file(path, input);
}

int cli_check_target(const char *option, const char *path) {
  struct stat target;
  if (stat(path, &target) || S_ISREG(target.st_mode)) return check_directory(path);
  if (!S_ISDIR(target.st_mode)) return EXIT_DONE;
  return cli_error(EXIT_USAGE, "%s%s%s'%s' must be a file, not a directory", option ? "--" : "",
                   option ? option : "", option ? ": " : "", path);
}

/* The stream of a buffer hands its bytes over here. A memory stream of the C library
 * (open_memstream) tells neither when it closes nor by ferror that memory failed. */
static ssize_t buffer_append(void *context, const char *bytes, size_t size) {
  cli_buffer *buffer = context;
  if (buffer->failed) return 0;
  if (size >= buffer->capacity - buffer->size) { /* one byte is for the NUL */
    size_t capacity = 2 * (buffer->capacity + size) + 1;
    char *grown = realloc(buffer->bytes, capacity);
    if (!grown) {
      buffer->failed = 1;
      errno = ENOMEM;
      return 0;
    }
    buffer->bytes = grown;
    buffer->capacity = capacity;
  }
  memcpy(buffer->bytes + buffer->size, bytes, size);
  buffer->size += size;
  buffer->bytes[buffer->size] = '\0';
  return (ssize_t)size;
}

int cli_buffer_open(cli_buffer *buffer) {
  *buffer = (cli_buffer){.bytes = calloc(1, 1), .capacity = 1};
  if (buffer->bytes)
    buffer->stream = fopencookie(buffer, "w", (cookie_io_functions_t){.write = buffer_append});
  if (buffer->stream) return EXIT_DONE;
  cli_buffer_drop(buffer);
  return cli_out_of_memory();
}

void cli_buffer_drop(cli_buffer *buffer) {
  buffer->failed = 1; /* what the stream still holds is for nobody */
  if (buffer->stream) fclose(buffer->stream);
  free(buffer->bytes);
  *buffer = (cli_buffer){0};
}

int cli_buffer_close(cli_buffer *buffer) {
  int failed = ferror(buffer->stream);
  if (fclose(buffer->stream)) failed = 1;
  buffer->stream = NULL;
  if (!failed && !buffer->failed) return EXIT_DONE;
  cli_buffer_drop(buffer);
  return cli_out_of_memory();
}

/* What is written: 0, or -1 with errno set. */
typedef struct source {
  cli_producer produce;
  const void *context;
  int confidential; /* the file is for its owner alone */
} source;

static int produce_buffer(FILE *file, const void *context) {
  const cli_buffer *buffer = context;
  return fwrite(buffer->bytes, 1, buffer->size, file) == buffer->size ? 0 : -1;
}

static int write_all(FILE *file, const source *from) {
  return from->produce(file, from->context) || fflush(file) || ferror(file) ? -1 : 0;
}

/* Devices and pipes: there is nothing to replace. */
static int write_special(const char *path, const source *from) {
  FILE *file = fopen(path, "w");
  if (!file) return open_failed(path);
  int failed = write_all(file, from), cause = errno;
  if (fclose(file) && !failed) failed = -1, cause = errno;
  errno = cause;
  return failed ? write_failed(path) : EXIT_DONE;
}

/* `mode`: the permissions that the file gets. */
static int write_descriptor(int descriptor, mode_t mode, const source *from) {
  FILE *file = fdopen(descriptor, "w");
  if (!file) {
    int cause = errno;
    close(descriptor);
    errno = cause;
    return -1;
  }
  int failed = fchmod(descriptor, mode) || write_all(file, from) || fsync(descriptor);
  int cause = errno;
  if (fclose(file) && !failed) failed = -1, cause = errno;
  errno = cause;
  return failed ? -1 : 0;
}

static int replace_file(const char *path, mode_t mode, const source *from) {
  char temporary[PATH_MAX + sizeof TEMPORARY]; /* as short where the name of the file is long */
  int status = EXIT_DONE, descriptor = -1;
  if (!folder_of(path, temporary)) {
    strcat(temporary, TEMPORARY);
    descriptor = cli_make_temporary(temporary);
  }
  if (descriptor < 0) {
    status = open_failed(path);
  } else {
    if (write_descriptor(descriptor, mode, from) || rename(temporary, path)) {
      status = write_failed(path);
      unlink(temporary);
    }
    cli_forget_temporary();
  }
  return status;
}

static int write_output(const char *path, const source *from) {
  struct stat there;
  char file[PATH_MAX];
  int exists = !stat(path, &there);
  if (exists && !S_ISREG(there.st_mode)) return write_special(path, from);
  if (follow_links(path, file)) return open_failed(path);
  mode_t allowed = from->confidential ? 0600 : 0777;
  if (exists) return replace_file(file, there.st_mode & allowed, from);
  mode_t mask = umask(0);
  umask(mask);
  return replace_file(file, 0666 & ~mask & allowed, from);
}

/* A terminal obeys control characters, which data may have in any format: they are shown as
 * '?', but for ends of lines and tabs. */
static int show_on_terminal(const source *from) {
  cli_buffer buffer;
  int status = cli_buffer_open(&buffer);
  if (status) return status;
  if (from->produce(buffer.stream, from->context) && !buffer.failed) {
    cli_buffer_drop(&buffer);
    return write_failed("standard output");
  }
  status = cli_buffer_close(&buffer);
  if (status) return status;
  const char *at = buffer.bytes, *end = at + buffer.size;
  while (at < end) {
    size_t size = strcspn(at, "\n\t");
    cli_put_safe_part(at, size, stdout);
    at += size;
    if (at < end) fputc(*at++, stdout);
  }
  cli_buffer_drop(&buffer);
  return fflush(stdout) || ferror(stdout) ? write_failed("standard output") : EXIT_DONE;
}

static int deliver_output(const source *from, const char *path) {
  if (path && strcmp(path, "-")) return write_output(path, from);
  if (isatty(STDOUT_FILENO)) return show_on_terminal(from);
  return write_all(stdout, from) ? write_failed("standard output") : EXIT_DONE;
}

int cli_produce(cli_producer produce, const void *context, const char *path) {
  const source from = {produce, context, 0};
  if (cli_interrupted()) return cli_error(EXIT_INTERRUPTED, "interrupted");
  return deliver_output(&from, path);
}

int cli_buffer_keep(cli_buffer *buffer, const char *path) {
  int status = cli_buffer_close(buffer);
  if (status) return status;
  const source from = {produce_buffer, buffer, buffer->confidential};
  status = deliver_output(&from, path);
  cli_buffer_drop(buffer);
  return status;
}

int cli_buffer_write(cli_buffer *buffer, const char *path) {
  if (!cli_interrupted()) return cli_buffer_keep(buffer, path);
  cli_buffer_drop(buffer);
  return cli_error(EXIT_INTERRUPTED, "interrupted");
}

int cli_buffer_finish(cli_buffer *buffer, int status, const char *path) {
  if (!status) return cli_buffer_write(buffer, path);
  cli_buffer_drop(buffer);
  return status;
}

int cli_say(const char *text) {
  return fputs(text, stdout) < 0 || fflush(stdout) || ferror(stdout)
             ? write_failed("standard output")
             : EXIT_DONE;
}

int cli_say_version(void) {
  char line[64];
  snprintf(line, sizeof line, "sdg16 %s\n", sdg16_version());
  return cli_say(line);
}

int32_t cli_to_stream(const char *bytes, int64_t size, void *context) {
  errno = 0;
  if (fwrite(bytes, 1, (size_t)size, context) == (size_t)size) return SDG16_OK;
  return errno == ENOMEM ? SDG16_ERR_MEMORY : SDG16_ERR_WRITE;
}

int cli_write_csv(const sdg16_table *table, int safe_cells, FILE *out) {
  sdg16_error error = cli_new_error();
  sdg16_csv_write_options options;
  sdg16_csv_write_options_init(&options, (int64_t)sizeof options);
  options.safe_cells = safe_cells;
  return sdg16_table_write_csv_as(table, &options, cli_to_stream, out, &error)
             ? cli_library_error(&error)
             : EXIT_DONE;
}

/* ---- cells of result tables ---- */

const char *cli_table_text(const sdg16_table *table, int64_t row, const char *name) {
  return sdg16_table_text(table, row, sdg16_table_find(table, name));
}

double cli_table_number(const sdg16_table *table, int64_t row, const char *name) {
  int64_t column = sdg16_table_find(table, name);
  if (column < 0) return (double)NAN;
  const uint8_t *missing = sdg16_table_missing(table, column);
  if (missing && missing[row]) return (double)NAN;
  const int64_t *whole = sdg16_table_int64(table, column);
  const double *real = sdg16_table_double(table, column);
  return whole ? (double)whole[row] : real ? real[row] : (double)NAN;
}

int cli_any_value(const sdg16_table *results) {
  for (int64_t i = 0; i < sdg16_table_rows(results); i++)
    if (!isnan(cli_table_number(results, i, "value"))) return 1;
  return 0;
}
