/* Interrupts and progress. */
#include "shared/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the signal handler may touch. */
static sdg16_cancel *volatile computing;
static char temporary[4096];
static volatile sig_atomic_t has_temporary, interrupted;

static void on_interrupt(int signal_number) {
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

/* Ends the program as the signal does that nobody catches, but leaves nothing behind. */
static void on_termination(int signal_number) {
  if (has_temporary) unlink(temporary);
  raise(
      signal_number); /* delivered when this returns: SA_RESETHAND has taken the handler off */
}

/* A shell starts background jobs with SIGINT ignored, nohup a program with SIGHUP: leave them
 * so. */
static int catch_signal(int signal_number, const struct sigaction *action) {
  struct sigaction before;
  return sigaction(signal_number, NULL, &before) ||
         (before.sa_handler != SIG_IGN && sigaction(signal_number, action, NULL));
}

int cli_catch_interrupts(void) {
  struct sigaction interrupting = {.sa_handler = on_interrupt};
  struct sigaction terminating = {.sa_handler = on_termination, .sa_flags = (int)SA_RESETHAND};
  struct sigaction ignoring = {.sa_handler =
                                   SIG_IGN}; /* then writing fails, and that is said */
  sigemptyset(&interrupting.sa_mask);
  sigemptyset(&terminating.sa_mask);
  sigemptyset(&ignoring.sa_mask);
  if (catch_signal(SIGINT, &interrupting) || catch_signal(SIGTERM, &terminating) ||
      catch_signal(SIGHUP, &terminating) || sigaction(SIGXFSZ, &ignoring, NULL))
    return cli_error(EXIT_OTHER, "the interrupt handler cannot be installed");
  return EXIT_DONE;
}

int cli_interrupted(void) { return interrupted; }

static void remember_temporary(const char *path) {
  if (strlen(path) >= sizeof temporary) return;
  strcpy(temporary, path);
  has_temporary = 1;
}

int cli_make_temporary(char *path) {
  sigset_t ending, before;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGHUP);
  sigprocmask(SIG_BLOCK, &ending, &before);
  int descriptor = mkstemp(path), cause = errno;
  if (descriptor >= 0) remember_temporary(path);
  sigprocmask(SIG_SETMASK, &before, NULL);
  errno = cause;
  return descriptor;
}

void cli_forget_temporary(void) { has_temporary = 0; }

#define BAR 30

static void draw_progress(double fraction, void *context) {
  (void)context;
  int done = (int)(fraction * BAR);
  fputs("\r[", stderr);
  for (int i = 0; i < BAR; i++) fputc(i < done ? '#' : ' ', stderr);
  fprintf(stderr, "] %3d %%", (int)(fraction * 100));
  fflush(stderr);
}

int cli_begin_computing(const sdg16_exec_options *asked, int quiet, sdg16_exec_options *exec) {
  *exec = *asked;
  sdg16_error error = cli_new_error();
  sdg16_cancel *cancel;
  if (sdg16_cancel_new(&cancel, &error)) return cli_library_error(&error);
  exec->cancel = cancel;
  if (!quiet && isatty(STDERR_FILENO)) exec->progress = draw_progress;
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
