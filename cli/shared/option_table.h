/* Option tables. A subcommand has a struct of options and a table of rows: how an option is
 * written, where its value goes, how it is read, what the help says of it. --help, the man
 * page, the completion of shells and the tables of docs/cli.md are made of these rows
 * (describe/) and say nothing that is not in them. */
#ifndef SDG16_CLI_OPTION_TABLE_H
#define SDG16_CLI_OPTION_TABLE_H

#include "shared/cli.h"

#include <stddef.h>

/* What the value of an option names. */
#define CLI_READS 1  /* a file that is read, or several, separated by commas */
#define CLI_WRITES 2 /* a file that is written: it must not be one of those that are read */

typedef struct cli_line cli_line;

/* When an option has an effect, as far as that depends on more than on other options that are
 * given or not. The help and the refusal of an option without effect have these words:
 * "--x applies to TO; remove it, or add ADD", or "..., or WITHOUT". */
typedef struct cli_condition {
  const char *to;
  const char *add;     /* options with which it applies; NULL: none */
  const char *without; /* an option without which it applies; NULL: none */
  /* Whether it applies: by the line, which is read and settled; or (NULL) by what was found in
   * the data, which the subcommand gives to cli_check_found. */
  int (*holds)(const void *options, const cli_line *line);
  int (*fits)(const void *options, const void *found);
} cli_condition;
/* The function `holds` of a condition, by the options `o` of the subcommand. */
#define CLI_HOLDS(type, name, test)                                                            \
  static int name(const void *options, const cli_line *line) {                                 \
    const type *o = options;                                                                   \
    (void)line;                                                                                \
    return test;                                                                               \
  }
#define CLI_CONDITIONS 4 /* of one option, at most; of one group too */

typedef struct cli_option cli_option;
struct cli_option {
  const char *name;     /* as it is written, without the dashes */
  const char *argument; /* as the help writes it; NULL: the option takes no value */
  const char *help;     /* what it does; "{}" stands for its words */
  const char *preset;   /* what holds without it; NULL: nothing to say */
  const char *words;    /* the values, separated by blanks; NULL: they are not words */
  const char *expected; /* the values, for messages; NULL: one of the words */
  /* Reads the value: 0, or the exit status with the error printed. `target` is the place in
   * the options of the subcommand. */
  int (*read)(const cli_option *option, const char *value, void *target);
  size_t target;                   /* offset in the struct of the group */
  int64_t least, most;             /* of whole numbers; `least`: what a switch sets, and the
                                      number of the first word */
  double low, high;                /* of numbers */
  int32_t (*code)(const char *of); /* the constant of a word, -1: unknown; NULL: by order */
  const char *needs;               /* options of which one must be given too, separated by
                                      blanks; NULL: none */
  const char *excludes;            /* options that must not be, separated by blanks */
  int file;                        /* CLI_READS or CLI_WRITES; 0: no file */
  int repeatable;
  int takes_empty;                              /* the value may be the empty text */
  const cli_condition *applies[CLI_CONDITIONS]; /* all of them; the rest NULL */
};

/* Rows that stand below one heading and fill one struct. */
typedef struct cli_option_group {
  const char *heading; /* of the help; the same as before: no new heading */
  const cli_option *option;
  size_t count;
  size_t base; /* offset of that struct in the options of the subcommand */
  int mark;    /* what the subcommand wants to remember of the rows; 0: nothing */
  const cli_condition *applies[CLI_CONDITIONS]; /* each of the rows, beside its own */
} cli_option_group;

/* A group of rows that fill the options of the subcommand themselves, and one of rows that
 * fill a member of theirs. */
#define CLI_GROUP(head, rows, what)                                                            \
  {                                                                                            \
    .heading = (head), .option = (rows), .count = sizeof(rows) / sizeof((rows)[0]),            \
    .mark = (what)                                                                             \
  }
#define CLI_SHARED_GROUP(head, rows, what, options, member)                                    \
  {                                                                                            \
    .heading = (head), .option = (rows), .count = sizeof(rows) / sizeof((rows)[0]),            \
    .mark = (what), .base = offsetof(options, member)                                          \
  }

/* The same, of rows that have an effect under a condition. */
#define CLI_GROUP_IF(head, rows, what, ...)                                                    \
  {                                                                                            \
    .heading = (head), .option = (rows), .count = sizeof(rows) / sizeof((rows)[0]),            \
    .mark = (what), .applies = {                                                               \
      __VA_ARGS__                                                                              \
    }                                                                                          \
  }
#define CLI_SHARED_GROUP_IF(head, rows, what, options, member, ...)                            \
  {                                                                                            \
    .heading = (head), .option = (rows), .count = sizeof(rows) / sizeof((rows)[0]),            \
    .mark = (what), .base = offsetof(options, member), .applies = {                            \
      __VA_ARGS__                                                                              \
    }                                                                                          \
  }

/* Files of the line: the options of every subcommand begin with them. */
typedef struct cli_files {
  const char *command; /* "mse" */
  int64_t count;
  const char *const *path;
  const cli_line *line; /* as long as the subcommand runs */
} cli_files;

/* A row of the table of one line: what was given. */
typedef struct cli_row {
  const cli_option *option;
  const cli_option_group *group;
  int given;         /* 0: it was not; else its place among those given, from 1 */
  const char *value; /* the last one; NULL: none */
  int implied;       /* the value follows from another option: --format from --output */
} cli_row;

typedef struct cli_command cli_command;

struct cli_line {
  const cli_command *command;
  const cli_files *files;
  size_t count;
  cli_row *row;
};

/* A word that the help explains, such as a method. */
typedef struct cli_term {
  const char *name, *meaning;
} cli_term;

struct cli_command {
  const char *name;
  const char *summary;      /* for the list of subcommands */
  const char *const *usage; /* what follows the name, one a line; ends with NULL */
  const char *description;
  const char *terms_heading;
  const cli_term *terms; /* ends with a name NULL; NULL: none */
  const cli_option_group *group;
  size_t group_count;
  const char *notes;           /* below the options: exit statuses; NULL: none */
  const char *const *examples; /* what follows "sdg16 "; ends with NULL */
  /* Operands: the words that may come first, and the line of the command whose output names
   * more of them in its first column (NULL: no such words); how many operands are no files. */
  const char *operands, *listed_by;
  int64_t codes;
  int no_files;       /* no operand is a file */
  int64_t read_files; /* how many files are read, the others written; 0: all are read */
  size_t size;        /* of the struct of options */
  void (*init)(void *options); /* of zeros; NULL: nothing to do */
  /* Options that go together, and what follows from several: 0, or the exit status with the
   * error printed. NULL: nothing to do. */
  int (*settle)(void *options, const cli_line *line);
  int (*run)(const void *options); /* returns the exit status */
  void (*free)(void *options);     /* NULL: nothing to do */
};

/* Every subcommand, in the order of the help; ends with NULL (main.c). */
extern const cli_command *const cli_commands[];

/* ---- one line (options.c) ---- */
const cli_command *cli_find_command(const char *name); /* NULL: none */
/* Runs the subcommand with argv[0], its name, and what follows; returns the exit status. */
int cli_run(const cli_command *command, int argc, char **argv);
/* Whether the option, by its name, was given. */
int cli_given(const cli_line *line, const char *name);
/* Its last value, or the implied one; NULL: neither. Whether that is one of words separated by
 * blanks. */
const char *cli_value(const cli_line *line, const char *name);
int cli_value_is(const cli_line *line, const char *name, const char *words);
/* Refuses options that have no effect with the data: 0, or the exit status with the error
 * printed. `files` begins the options; `found` is what the conditions of the subcommand ask. */
int cli_check_found(const cli_files *files, const void *found);
/* The row given last of the groups with this mark; NULL: none. */
const cli_row *cli_given_last(const cli_line *line, int mark);
/* "--a needs ..." and "--a cannot be used with ...": return EXIT_USAGE. */
int cli_needs(const char *option, const char *needed);
int cli_excludes(const char *option, const char *other);

/* ---- values (values.c): 0, or the exit status with the error printed ---- */
int option_bad_value(const cli_option *o, const char *value);
/* Digits alone: no sign, no blanks, no hexadecimal; -1 without a message. */
int option_digits(const char *text, uint64_t largest, uint64_t *out);
/* "a, b or c" of the words "a b c". */
const char *option_words(const char *words, char *out, size_t size);

/* Names separated by `separator`; none may be empty or come twice. */
typedef struct cli_names {
  int64_t count;
  char **name; /* owned; NULL: none */
} cli_names;

int option_split(const cli_option *o, const char *text, char separator, cli_names *out);
/* Puts a copy of `size` bytes of text behind the others; NULL: out of memory. */
const char *cli_names_add(cli_names *names, const char *text, size_t size);
void cli_names_free(cli_names *names);

/* ---- readers; what `target` is ---- */
int option_read_text(const cli_option *o, const char *value, void *target);   /* const char * */
int option_read_switch(const cli_option *o, const char *value, void *target); /* int */
int option_read_code(const cli_option *o, const char *value, void *target);   /* int32_t */
int option_read_whole(const cli_option *o, const char *value, void *target);  /* int64_t */
int option_read_small(const cli_option *o, const char *value, void *target);  /* int32_t */
/* The M49 code of an area, in static memory; a code that is not known stays: const char * */
int option_read_area(const cli_option *o, const char *value, void *target);
/* A number from `low` to `high`, and one strictly between them: double */
int option_read_number(const cli_option *o, const char *value, void *target);
int option_read_between(const cli_option *o, const char *value, void *target);
/* A number from `low` to `high` without decimals, however it is written ("2", "2.0"): int32_t
 */
int option_read_integer(const cli_option *o, const char *value, void *target);
int option_read_seed(const cli_option *o, const char *value, void *target);  /* uint64_t */
int option_read_names(const cli_option *o, const char *value, void *target); /* cli_names */
int option_read_nothing(const cli_option *o, const char *value, void *target);

#endif
