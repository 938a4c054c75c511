/* Option tables: one a subcommand. A row says how an option is written, where its value goes,
 * how it is read and what the help says of it; --help, the completion and docs/cli.md have
 * nothing that is not in it (tests/cli/test_options.py). */
#ifndef SDG16_CLI_OPTION_TABLE_H
#define SDG16_CLI_OPTION_TABLE_H

#include "shared/options.h"

#include <stddef.h>

typedef struct cli_option cli_option;
struct cli_option {
  int id;               /* OPT_; its name is option_name(id) */
  const char *argument; /* as the help writes it; NULL: the option takes no value */
  const char *group;    /* heading of the help under which it stands */
  const char *help;     /* what it does, in one line */
  const char *preset;   /* what holds without it; NULL: nothing to say */
  /* Reads the value: 0, or the exit status with the error printed. `target` is the place in
   * the options of the subcommand. */
  int (*read)(const cli_option *option, const char *value, void *target);
  size_t target;                   /* offset in the options of the subcommand */
  int64_t least, most;             /* of whole numbers; `least` is what a switch sets */
  int32_t (*code)(const char *of); /* the constant of a word; -1: unknown */
  const char *expected;            /* for messages */
  int of_estimate;                 /* does nothing to the rows of --format sdmx-csv */
};

typedef struct cli_option_table {
  int command;       /* COMMAND_ */
  const char *usage; /* the help above the options */
  const cli_option *option;
  size_t count;
  const char *end; /* the help below: exit statuses, examples */
} cli_option_table;

/* NULL: the subcommand has no table yet. */
const cli_option_table *cli_option_table_of(int command);
/* The tables (mse_options.c). */
extern const cli_option_table cli_mse_options, cli_check_options;

/* Reads one option of the table into `options`, the struct of the subcommand. */
int cli_option_read(const cli_option_table *table, int id, const char *value, void *options);
/* --help of the subcommand; -1: writing failed. */
int cli_option_help(const cli_option_table *table, FILE *out);

/* ---- readers ---- */
int option_read_text(const cli_option *o, const char *value, void *target);   /* const char * */
int option_read_switch(const cli_option *o, const char *value, void *target); /* int */
int option_read_code(const cli_option *o, const char *value, void *target);   /* int32_t */
int option_read_whole(const cli_option *o, const char *value, void *target);  /* int64_t */
int option_read_small(const cli_option *o, const char *value, void *target);  /* int32_t */
int option_read_share(const cli_option *o, const char *value,
                      void *target); /* double in (0, 1) */
int option_read_seconds(const cli_option *o, const char *value, void *target);
int option_read_seed(const cli_option *o, const char *value, void *target); /* uint64_t */

#endif
