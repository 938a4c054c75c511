/* The man page, as roff. */
#include "describe/describe.h"

#include <string.h>

/* Text of a line: no character may be taken for a request or an escape. */
static void put_roff(const char *text, FILE *out) {
  for (; *text; text++) {
    if (*text == '\\')
      fputs("\\e", out);
    else if (*text == '-')
      fputs("\\-", out);
    else if (*text == '\'')
      fputs("\\(aq", out);
    else if (*text == '^')
      fputs("\\(ha", out);
    else if (*text == '~')
      fputs("\\(ti", out);
    else
      fputc(*text, out);
  }
}

/* A line that begins with a dot would be a request. */
static void put_line(const char *text, FILE *out) {
  if (*text == '.') fputs("\\&", out);
  put_roff(text, out);
  fputc('\n', out);
}

static void put_sentence(const char *before, const char *text, const char *after, FILE *out) {
  fputs(before, out);
  put_roff(text, out);
  fputs(after, out);
}

static void put_option(const cli_command *c, size_t group, const cli_option *o, FILE *out) {
  char text[CLI_TEXT_SIZE];
  put_sentence(".TP\n\\fB\\-\\-", o->name, "\\fR", out);
  if (o->argument) put_sentence(" \\fI", o->argument, "\\fR", out);
  fputc('\n', out);
  put_line(cli_option_text(c, group, o, text), out);
  if (o->preset) put_sentence("(default: ", o->preset, ")\n", out);
}

static void put_subcommand(const cli_command *c, FILE *out) {
  char heading[CLI_TEXT_SIZE];
  put_sentence(".SH \"SDG16 ", c->name, "\"\n", out);
  put_line(c->description, out);
  if (c->terms) put_sentence(".SS \"", c->terms_heading, "\"\n", out);
  for (const cli_term *t = c->terms; t && t->name; t++) {
    put_sentence(".TP\n\\fB", t->name, "\\fR\n", out);
    put_line(t->meaning, out);
  }
  if (c->notes) {
    fputs(".PP\n", out);
    put_line(c->notes, out);
  }
  for (size_t g = 0; g < c->group_count; g++) {
    if (cli_begins_heading(c, g)) {
      put_sentence(".SS \"", cli_heading_text(&c->group[g], heading), "\"\n", out);
      if (*cli_heading_condition(c, g, heading)) put_line(heading, out);
    }
    for (size_t i = 0; i < c->group[g].count; i++)
      put_option(c, g, &c->group[g].option[i], out);
  }
  fputs(".SS \"Examples\"\n.nf\n", out);
  for (size_t i = 0; c->examples[i]; i++) put_sentence("sdg16 ", c->examples[i], "\n", out);
  fputs(".fi\n", out);
}

static void put_synopsis(FILE *out) {
  fputs(".SH SYNOPSIS\n.nf\n", out);
  for (const cli_command *const *c = cli_commands; *c; c++)
    for (size_t i = 0; (*c)->usage[i]; i++) {
      put_sentence("\\fBsdg16 ", (*c)->name, "\\fR ", out);
      put_sentence("", (*c)->usage[i], "\n", out);
    }
  fputs("\\fBsdg16\\fR [SUBCOMMAND] \\fB\\-\\-help\\fR | \\fB\\-\\-version\\fR\n.fi\n", out);
}

static const char *const PARAGRAPHS[] = {
    "Results go to standard output or to --output; errors, warnings and the progress bar (on a "
    "terminal only) to standard error. When something fails, only one line is written; it "
    "states the rule and what was found. Options may be shortened if they remain unique.",
    "Files are CSV in UTF-8 with a header line, or files of SPSS or Stata where stated; - is "
    "standard input. Numbers in CSV and JSON read back as the same double."};

static const char MODELS[] =
    "A model is written as its largest terms in brackets: [12,23,4] has the interactions of "
    "lists 1 and 2 and of lists 2 and 3, and list 4 by itself. A term implies all its parts, "
    "and every list is in the model. With more than 9 lists numbers are joined by an asterisk "
    "([1*2,10*11]); names may be used instead ([LA*NG,PF]).";

void cli_write_man(FILE *out) {
  char version[32];
  snprintf(version, sizeof version, "%s", sdg16_version());
  fprintf(out, ".TH SDG16 1 \"\" \"sdg16 %s\" \"User Commands\"\n.SH NAME\n", version);
  put_sentence("sdg16 \\- ", CLI_TITLE, "\n", out);
  put_synopsis(out);
  fputs(".SH DESCRIPTION\n", out);
  for (const cli_command *const *c = cli_commands; *c; c++) {
    put_sentence(".TP\n\\fBsdg16 ", (*c)->name, "\\fR\n", out);
    put_line((*c)->summary, out);
  }
  for (size_t i = 0; i < sizeof PARAGRAPHS / sizeof PARAGRAPHS[0]; i++) {
    fputs(".PP\n", out);
    put_line(PARAGRAPHS[i], out);
  }
  for (const cli_command *const *c = cli_commands; *c; c++) put_subcommand(*c, out);
  fputs(".SH MODELS\n", out);
  put_line(MODELS, out);
  fputs(".SH \"EXIT STATUS\"\n", out);
  for (size_t i = 0; i < sizeof cli_exit_texts / sizeof cli_exit_texts[0]; i++)
    fprintf(out, ".TP\n.B %d\n%s\n", cli_exit_texts[i].status, cli_exit_texts[i].text);
}
