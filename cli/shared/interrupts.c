/* Interrupts and progress. */
#include "shared/cli.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What the signal handler may touch. */
static sdg16_cancel *volatile computing;
static char temporary[4096];
static volatile sig_atomic_t has_temporary, interrupted;

static void on_interrupt(int signal_number) {
  (void)signal_number;
  if (computing && !interrupted) {
    interrupted = 1;
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

int cli_take_interrupt(void) {
  int came = interrupted;
  interrupted = 0;
  return came;
}

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

/* ---- progress ---- */

#define BAR 30
#define LINE 60
#define PATIENCE 2.0 /* seconds before the rest is estimated */

/* Where the computation was when: the pace is taken from the later half of the time, because
 * its steps differ. */
typedef struct mark {
  double time, fraction;
} mark;

typedef struct pace {
  double start;
  mark from, next; /* what the pace is taken from, and what it will be taken from */
} pace;

static pace running; /* of the one computation that has a bar */

static double seconds_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Seconds that the rest takes at the present pace; negative: not known. */
static double seconds_left(pace *p, mark here) {
  double elapsed = here.time - p->start, gained;
  if (elapsed > 2 * (p->next.time - p->start)) {
    p->from = p->next;
    p->next = here;
  }
  gained = here.fraction - p->from.fraction;
  if (elapsed < PATIENCE || !(gained > 0) || !(here.fraction < 1)) return -1;
  return (1 - here.fraction) * (here.time - p->from.time) / gained;
}

static void put_remaining(double seconds, char *out, size_t size) {
  double minutes = seconds / 60, hours = minutes / 60;
  if (seconds < 0)
    *out = '\0';
  else if (seconds < 10)
    snprintf(out, size, "some seconds left");
  else if (seconds < 55)
    snprintf(out, size, "about %.0f s left", 10 * ceil(seconds / 10));
  else if (minutes < 55)
    snprintf(out, size, "about %.0f min left", ceil(minutes));
  else if (hours < 36)
    snprintf(out, size, "about %.0f h left", ceil(hours));
  else
    snprintf(out, size, "about %.0f days left", ceil(hours / 24));
}

static void draw_progress(double fraction, void *context) {
  char left[64], line[LINE];
  const mark here = {seconds_now(), fraction};
  int done = (int)(fraction * BAR);
  put_remaining(seconds_left(context, here), left, sizeof left);
  fputs("\r[", stderr);
  for (int i = 0; i < BAR; i++) fputc(i < done ? '#' : ' ', stderr);
  snprintf(line, sizeof line, "] %3d %% %s", (int)(fraction * 100), left);
  fprintf(stderr, "%-*s", LINE - 3 - BAR, line);
  fflush(stderr);
}

int cli_begin_computing(const sdg16_exec_options *asked, int quiet, sdg16_exec_options *exec) {
  *exec = *asked;
  sdg16_error error = cli_new_error();
  sdg16_cancel *cancel;
  if (sdg16_cancel_new(&cancel, &error)) return cli_library_error(&error);
  exec->cancel = cancel;
  if (!quiet && isatty(STDERR_FILENO)) {
    double start = seconds_now();
    running = (pace){.start = start, .from = {start, 0}, .next = {start, 0}};
    exec->progress = draw_progress;
    exec->progress_context = &running;
  }
  computing = cancel;
  return EXIT_DONE;
}

void cli_end_computing(sdg16_exec_options *exec) {
  computing = NULL;
  if (exec->progress) { /* leaves no trace of the bar */
    fprintf(stderr, "\r%*s\r", LINE - 1, "");
    fflush(stderr);
  }
  sdg16_cancel_free(exec->cancel);
  exec->cancel = NULL;
}
