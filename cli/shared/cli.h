/* What the subcommands share: errors, output, interrupts. */
#ifndef SDG16_CLI_H
#define SDG16_CLI_H

#include <sdg16.h>

#include <stdio.h>

/* Exit statuses. */
#define EXIT_DONE 0
#define EXIT_NO_ESTIMATE 1 /* the data do not allow it: the output says why */
#define EXIT_USAGE 2
#define EXIT_INPUT 3
#define EXIT_OTHER 4
#define EXIT_INTERRUPTED 130

/* ---- errors (errors.c): one line on standard error, returns `exit_status` ---- */
int cli_error(int exit_status, const char *format, ...) __attribute__((format(printf, 2, 3)));
int cli_out_of_memory(void);
sdg16_error cli_new_error(void); /* for the library to write to */
/* The same for a failed call of the library; the exit status follows from the code. */
int cli_library_error(const sdg16_error *error);
void cli_put_message(const char *severity, const char *message, FILE *out); /* a line */
void cli_message(const char *severity, const char *message);
/* What the reader of a file has to say (sdg16_table_note), with the name of the file. */
void cli_say_file(const char *path, const sdg16_table *table);

/* ---- texts for a terminal (safe_text.c) ---- */
/* Writes text with '?' for what a terminal would not merely show (sdg16_shown_character). Every
 * name, label and cell that comes from outside goes through it, or through a grid. */
void cli_put_safe(const char *text, FILE *out);
void cli_put_safe_part(const char *text, size_t size, FILE *out);

/* ---- standard input (standard_input.c) ---- */
/* If the path is "-": copies standard input into memory, once for a run, and puts the path of
 * the copy in its place. 0, or the exit status with the error in `fault`. */
#define CLI_FAULT_SIZE 256
int cli_use_standard_input(const char **path, char fault[CLI_FAULT_SIZE]);
int cli_is_standard_input(const char *path);  /* the path of the copy; NULL: no */
const char *cli_shown_path(const char *path); /* for people: "standard input" for the copy */
/* cli_put_safe of a message in which the copy has the name "standard input". */
void cli_put_message_text(const char *message, FILE *out);

/* ---- words that are nearly right (words.c) ---- */
/* The nearest of the words found so far: {0} before the first. */
typedef struct cli_nearest {
  const char *word;
  int32_t distance;
} cli_nearest;
/* Whatever the case of the written word. */
void cli_consider(cli_nearest *nearest, const char *written, const char *word);
/* 1 if the nearest word is near enough to be meant. */
int cli_is_meant(const cli_nearest *nearest, const char *written);
/* What an option that other programs have is called here: a sentence; NULL: nothing known. */
const char *cli_foreign_option(const char *command, const char *name);

/* ---- interrupts and progress (interrupts.c) ---- */
/* From here on SIGINT ends the program cleanly with status 130; SIGTERM and SIGHUP end it as
 * they do by default, but remove the temporary file. */
int cli_catch_interrupts(void);
int cli_interrupted(void); /* SIGINT came, maybe after the computation was done */
/* The same; from then on the result may be written, and another SIGINT ends the program. */
int cli_take_interrupt(void);
/* mkstemp of a file that these signals remove until it is forgotten: renamed or removed. */
int cli_make_temporary(char *path);
void cli_forget_temporary(void);
/* Between begin and end SIGINT sets the cancel token in `exec`, a copy of `asked`, a second one
 * ends the program, and a bar
 * shows the progress when standard error is a terminal and `quiet` is 0. */
int cli_begin_computing(const sdg16_exec_options *asked, int quiet, sdg16_exec_options *exec);
void cli_end_computing(sdg16_exec_options *exec);

/* ---- output (output.c) ---- */
int cli_say(const char *text); /* prints it; returns the exit status */
int cli_say_version(void);

/* A buffer that becomes the output when all of it was made. It stays where it is while its
 * stream is open. A write that finds no memory is remembered: cli_buffer_close and those that
 * call it fail then, whatever was written behind. */
typedef struct cli_buffer {
  FILE *stream;
  char *bytes; /* with a NUL behind */
  size_t size, capacity;
  int failed;
  int confidential; /* 1: a file that is made of it is for its owner alone */
} cli_buffer;

/* Refuses the file of an option (NULL: of none) that cannot be written. */
int cli_check_target(const char *option, const char *path);
/* A pipe gives its bytes once: refuses to read again what is not a regular file. */
int cli_is_regular(const char *path);
int cli_check_read_twice(const char *path);
/* Whether the file exists, and is the one that would be written. */
int cli_is_input(const char *path, const char *input);
/* Both exist and are one file, or neither does and both would be. */
int cli_same_file(const char *a, const char *b);
int cli_buffer_open(cli_buffer *buffer);
void cli_buffer_drop(cli_buffer *buffer);
/* Ends the stream: the bytes are whole, to be dropped by the caller; or the exit status, the
 * error printed and the buffer dropped. */
int cli_buffer_close(cli_buffer *buffer);
/* Writes the buffer to a file, NULL: standard output, and frees it; not after SIGINT. */
int cli_buffer_write(cli_buffer *buffer, const char *path);
/* The same in any case. */
int cli_buffer_keep(cli_buffer *buffer, const char *path);
/* Writes the buffer if `status` is 0, else drops it and returns `status`. */
int cli_buffer_finish(cli_buffer *buffer, int status, const char *path);
/* Writes to a stream: 0, or -1 with errno set. */
typedef int (*cli_producer)(FILE *out, const void *context);
/* The same for what need not be held in memory, and can fail in the writing alone. */
int cli_produce(cli_producer produce, const void *context, const char *path);
/* `safe_cells`: as --safe-cells has it. */
int cli_write_csv(const sdg16_table *table, int safe_cells, FILE *out);
/* For writers of the library: `context` is a FILE. */
int32_t cli_to_stream(const char *bytes, int64_t size, void *context);

/* ---- tables: one cell of the first column of that name ---- */
const char *cli_table_text(const sdg16_table *table, int64_t row,
                           const char *name);                                     /* or NULL */
double cli_table_number(const sdg16_table *table, int64_t row, const char *name); /* or NaN */
int cli_any_value(const sdg16_table *results); /* whether a cell of "value" is a number */

#endif
