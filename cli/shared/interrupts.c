/* Interrupts and progress. */
#include "shared/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the signal handler may touch. */
static sdg16_cancel *volatile computing;
static char temporary[4096];
static volatile sig_atomic_t has_temporary, interrupted;

static void interrupt(int signal_number) {
  (void)signal_number;
  interrupted = 1;
  if (computing) {
    sdg16_cancel_request(computing);
    return;
  }
  if (has_temporary) unlink(temporary);
  static const char line[] = "sdg16: interrupted\n";
  ssize_t ignored = write(STDERR_FILENO, line, sizeof line - 1);
  (void)ignored;
  _exit(EXIT_INTERRUPTED);
}

int cli_catch_interrupts(void) {
  struct sigaction action = {.sa_handler = interrupt};
  sigemptyset(&action.sa_mask);
  struct sigaction before;
  /* a shell starts background jobs with SIGINT ignored: leave it so */
  if (sigaction(SIGINT, NULL, &before) ||
      (before.sa_handler != SIG_IGN && sigaction(SIGINT, &action, NULL)))
    return cli_error(EXIT_OTHER, "the interrupt handler cannot be installed");
  return EXIT_DONE;
}

int cli_interrupted(void) { return interrupted; }

void cli_temporary_file(const char *path) {
  has_temporary = 0;
  if (!path || strlen(path) >= sizeof temporary) return;
  strcpy(temporary, path);
  has_temporary = 1;
}

#define BAR 30

static void draw(double fraction, void *context) {
  (void)context;
  int done = (int)(fraction * BAR);
  fputs("\r[", stderr);
  for (int i = 0; i < BAR; i++) fputc(i < done ? '#' : ' ', stderr);
  fprintf(stderr, "] %3d %%", (int)(fraction * 100));
  fflush(stderr);
}

int cli_begin_computing(const sdg16_exec_options *asked, int quiet, sdg16_exec_options *exec) {
  *exec = *asked;
  sdg16_error error;
  sdg16_error_init(&error, (int64_t)sizeof error);
  sdg16_cancel *cancel;
  if (sdg16_cancel_new(&cancel, &error)) return cli_library_error(&error);
  exec->cancel = cancel;
  if (!quiet && isatty(STDERR_FILENO)) exec->progress = draw;
  computing = cancel;
  return EXIT_DONE;
}

void cli_end_computing(sdg16_exec_options *exec) {
  computing = NULL;
  if (exec->progress) { /* leaves no trace of the bar */
    fprintf(stderr, "\r%*s\r", BAR + 8, "");
    fflush(stderr);
  }
  sdg16_cancel_free(exec->cancel);
  exec->cancel = NULL;
}
