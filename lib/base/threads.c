#include "base/threads.h"

#include "base/error.h"
#include "base/exec.h"
#include "base/memory.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct crew {
  sdg16i_run *run;
  sdg16i_unit_fn unit;
  void *context;
  int64_t begin;
  int64_t units;
  atomic_int_least64_t next; /* units taken, and more once all are */
  atomic_int_least64_t done;
  atomic_int_least64_t failed; /* lowest unit that failed; `units` if none */
  atomic_int stopped;          /* status of the poll that ended the work */
  pthread_mutex_t lock;        /* of `error`, and of the writers of `failed` */
  sdg16_error error;           /* of the unit `failed` */
};

struct worker {
  struct crew *crew;
  int32_t index;
  pthread_t thread;
};

static void record_failure(struct crew *crew, int64_t k, int32_t status, sdg16_error *error) {
  error->status = status;
  pthread_mutex_lock(&crew->lock);
  if (k < atomic_load(&crew->failed)) {
    atomic_store(&crew->failed, k);
    crew->error = *error;
  }
  pthread_mutex_unlock(&crew->lock);
}

/* 0, or nonzero when this worker has nothing more to do. */
static int work_on(struct crew *crew, int64_t k, int32_t index) {
  int32_t status = sdg16i_run_poll(crew->run);
  if (!status) {
    sdg16_error error;
    sdg16_error_init(&error, sizeof error);
    status = crew->unit(crew->begin + k, index, crew->context, &error);
    if (status && status != SDG16_ERR_CANCELLED && status != SDG16_ERR_TIMEOUT) {
      record_failure(crew, k, status, &error);
      return 1;
    }
  }
  if (status) atomic_store(&crew->stopped, status);
  return status;
}

/* Units are handed out in ascending order, so every unit below a failed one is in
 * somebody's hands and will be done: the lowest failure is always found; and what is done
 * when the work is stopped has no gaps but for the last few. */
static void do_units(struct crew *crew, int32_t index) {
  for (;;) {
    int64_t k = atomic_fetch_add(&crew->next, 1);
    if (k >= crew->units || atomic_load(&crew->stopped) || k > atomic_load(&crew->failed))
      return;
    if (work_on(crew, k, index)) return;
    int64_t done = 1 + atomic_fetch_add(&crew->done, 1);
    if (index == 0) sdg16i_run_progress(crew->run, (double)done / (double)crew->units);
  }
}

static void *thread_main(void *argument) {
  struct worker *self = argument;
  do_units(self->crew, self->index);
  return NULL;
}

/* Starts workers 1, 2, ...; returns how many there are, the caller included.
 * Signals to the process stay with the host's threads; only faults of the worker
 * itself are left to the host's handlers. */
static int32_t start_workers(struct worker *workers, int32_t count, struct crew *crew) {
  sigset_t all, before;
  sigfillset(&all);
  sigdelset(&all, SIGSEGV);
  sigdelset(&all, SIGBUS);
  sigdelset(&all, SIGFPE);
  sigdelset(&all, SIGILL);
  int masked = !pthread_sigmask(SIG_SETMASK, &all, &before);
  int32_t started = 1;
  for (; started < count; started++) {
    struct worker *w = &workers[started];
    *w = (struct worker){.crew = crew, .index = started};
    if (pthread_create(&w->thread, NULL, thread_main, w)) break;
  }
  if (masked) pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

int32_t sdg16i_workers(int32_t threads, int64_t units) {
  if (threads < 1) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    threads = cores > SDG16I_MAX_THREADS ? SDG16I_MAX_THREADS : cores > 0 ? (int32_t)cores : 1;
  }
  if (threads > units) threads = (int32_t)units;
  return threads < 1 ? 1 : threads;
}

int32_t sdg16i_parallel(sdg16i_run *run, int64_t begin, int64_t end, int32_t threads,
                        sdg16i_unit_fn unit, void *context, sdg16_error *error) {
  if (begin >= end) return SDG16_OK;
  int64_t units = end - begin;
  int32_t count = sdg16i_workers(threads, units);
  struct worker *workers = count > 1 ? sdg16i_array(count, sizeof *workers) : NULL;
  if (count > 1 && !workers) return sdg16i_fail_memory(error);

  struct crew crew = {.run = run,
                      .unit = unit,
                      .context = context,
                      .begin = begin,
                      .units = units,
                      .lock = PTHREAD_MUTEX_INITIALIZER};
  atomic_init(&crew.next, 0);
  atomic_init(&crew.done, 0);
  atomic_init(&crew.failed, units);
  atomic_init(&crew.stopped, SDG16_OK);

  int32_t started = count > 1 ? start_workers(workers, count, &crew) : 1;
  do_units(&crew, 0);
  for (int32_t i = 1; i < started; i++) pthread_join(workers[i].thread, NULL);
  pthread_mutex_destroy(&crew.lock);
  free(workers);

  int32_t stopped = atomic_load(&crew.stopped);
  if (stopped) return sdg16i_run_stopped(run, stopped, error);
  if (atomic_load(&crew.failed) < units) return sdg16i_fail_copy(error, &crew.error);
  return SDG16_OK;
}
