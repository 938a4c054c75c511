#include "shared/option_table.h"

#include <stdarg.h>
#include <string.h>

static int put_error(int exit_status, const char *message) {
  fputs("sdg16: ", stderr);
  cli_put_message_text(message, stderr);
  fputc('\n', stderr);
  return exit_status;
}

int cli_error(int exit_status, const char *format, ...) {
  char message[2048];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  sdg16_text_agree(message, (int64_t)sizeof message);
  return put_error(exit_status, message);
}

sdg16_error cli_new_error(void) {
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  return error;
}

int cli_out_of_memory(void) { return cli_error(EXIT_OTHER, "out of memory"); }

void cli_put_message(const char *severity, const char *message, FILE *out) {
  fprintf(out, "sdg16: %s: ", severity);
  cli_put_message_text(message, out);
  fputc('\n', out);
}

void cli_message(const char *severity, const char *message) {
  cli_put_message(severity, message, stderr);
}

void cli_say_file(const char *path, const sdg16_table *table) {
  for (int64_t i = 0; i < sdg16_table_note_count(table); i++) {
    char line[SDG16_ERROR_MESSAGE_SIZE];
    snprintf(line, sizeof line, "%s: %s", path, sdg16_table_note(table, i));
    cli_message("note", line);
  }
}

static int exit_status(int32_t code) {
  if (code == SDG16_ERR_CANCELLED) return EXIT_INTERRUPTED;
  if (code == SDG16_ERR_WRITE) return EXIT_OTHER;
  /* a model or a search is asked for by an option, not by the file */
  if (code == SDG16_ERR_MODEL || code == SDG16_ERR_SEARCH) return EXIT_USAGE;
  if (code <= -100 && code > -200) return EXIT_USAGE;
  if (code <= -200 && code > -800) return EXIT_INPUT;
  return EXIT_OTHER;
}

/* The option of this name, of whatever subcommand; NULL: none. */
static const char *find_option(const char *name) {
  for (const cli_command *const *c = cli_commands; *c; c++)
    for (size_t g = 0; g < (*c)->group_count; g++)
      for (size_t i = 0; i < (*c)->group[g].count; i++)
        if (!strcmp((*c)->group[g].option[i].name, name)) return (*c)->group[g].option[i].name;
  return NULL;
}

/* The option of the argument that a message begins with ("max_order must be ..."); NULL: of one
 * word alone, or none. */
static const char *option_of(const sdg16_error *error) {
  char name[sizeof error->where];
  size_t length = strlen(error->where);
  if (!strchr(error->where, '_') || strncmp(error->message, error->where, length) ||
      error->message[length] != ' ')
    return NULL;
  for (size_t i = 0; i <= length; i++)
    name[i] = (char)(error->where[i] == '_' ? '-' : error->where[i]);
  return find_option(name);
}

int cli_library_error(const sdg16_error *error) {
  if (error->status == SDG16_ERR_CANCELLED) return cli_error(EXIT_INTERRUPTED, "interrupted");
  const char *option = option_of(error), *name = sdg16_status_name(error->status);
  char message[SDG16_ERROR_MESSAGE_SIZE + 2];
  if (option) /* as many letters as the argument has */
    snprintf(message, sizeof message, "--%s%s", option, error->message + strlen(option));
  else
    snprintf(message, sizeof message, "%s",
             error->message[0] ? error->message
             : name            ? name
                               : "unknown status");
  return put_error(exit_status(error->status), message); /* the library has mended plurals */
}
