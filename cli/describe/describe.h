/* What is made of the option tables: help, man page, completion of shells, tables of
 * docs/cli.md. Nothing here knows a single option. */
#ifndef SDG16_CLI_DESCRIBE_H
#define SDG16_CLI_DESCRIBE_H

#include "shared/option_table.h"

/* Prints --help, of one subcommand or (NULL) of the command; returns the exit status. */
int cli_help(const cli_command *command);

/* sdg16 generate, with the words that follow; returns the exit status. */
int cli_generate(int count, char **words);

/* The other texts, written to a stream whose errors the caller sees. */
void cli_write_man(FILE *out);
void cli_write_bash(FILE *out);
void cli_write_zsh(FILE *out);
void cli_write_fish(FILE *out);
void cli_write_markdown(const cli_command *command, FILE *out); /* the table of one */

/* ---- parts of them (parts.c) ---- */
#define CLI_TEXT_SIZE 1024
/* Appends names, which blanks separate, as options: "--a or --b"; nothing without names. `out`
 * has `size` bytes. */
void cli_put_options(const char *before, const char *between, const char *names, size_t size,
                     char *out);
/* What an option does, its words put in; that it may be repeated; what it needs and excludes;
 * to what it applies, as far as the heading of its group does not say it. */
const char *cli_option_text(const cli_command *command, size_t group, const cli_option *o,
                            char out[CLI_TEXT_SIZE]);
/* To what all options below the heading of the group apply: a sentence, "Applies only to A and
 * only to B."; or "". */
const char *cli_heading_condition(const cli_command *command, size_t group,
                                  char out[CLI_TEXT_SIZE]);
/* The heading of a group without line breaks. */
const char *cli_heading_text(const cli_option_group *group, char out[CLI_TEXT_SIZE]);
/* Whether the group begins a heading of its own. */
int cli_begins_heading(const cli_command *command, size_t group);
/* Prints words from column `at` on, broken before column 88, further lines from `indent` on. */
void cli_wrap(const char *text, size_t at, size_t indent, FILE *out);
/* Prints the text with `escape` before each of the characters of `special`. */
void cli_put_escaped(const char *text, const char *special, const char *escape, FILE *out);

/* What the command is and what its exit statuses are. */
#define CLI_TITLE "indicators of Sustainable Development Goal 16; multiple systems estimation"
typedef struct cli_exit_text {
  int status;
  const char *text;
} cli_exit_text;
extern const cli_exit_text cli_exit_texts[6];

#endif
