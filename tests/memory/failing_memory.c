/* Failing memory in a whole command. Preloaded, it stands between the command and the
 * allocator, runs the command once as it is, and then again and again in a child each, with
 * allocation 1 failing, 2, 3 and so on, those inside the C library and of every other library
 * too. A run passes if it
 * - gives what the sound run gave: status, standard output, standard error, every file; or
 * - ends with status 4, one line on standard error that names the memory, and nothing on
 * standard output, and each file is the one that was there before, or complete. No run may end
 * by a signal or leave another file in the folder of the files. */

/* clang-format off: a list.
 * The environment says what to do:
 *   SDG16_MEMORY_FOLDER   where standard output and error of the runs are kept
 *   SDG16_MEMORY_FILES    the files that the command writes, separated by ':', all in one folder
 *   SDG16_MEMORY_MOST     at most so many allocations fail, the first and the last ones and
 *                         some evenly in between
 *   SDG16_MEMORY_ONWARD   set: all allocations behind the failing one fail too
 *   SDG16_MEMORY_ONLY     this allocation alone; its stack is printed
 *
 * It prints a line for each fault and one of figures, and ends with status 0 if there is no
 * fault, 1 if there is one and 2 if nothing could be tested. */
/* clang-format on */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXIT_MEMORY 4
#define MOST_FILES 8
#define MOST_CAPTURED (4 << 20)
#define SECONDS 60 /* of one run */

static const char BEFORE[] = "what was there before\n";

/* ---- the allocator ---- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

typedef struct shared_counts {
  int64_t calls, failed;
} shared_counts;

static shared_counts *counts; /* of the child, which the parent reads */
static int armed, onward, traces;
static int64_t failing; /* 0: none */

/* Who asks. */
static void show_stack(void) {
  void *frame[40];
  int were_armed = armed;
  armed = 0; /* what shows it may allocate */
  backtrace_symbols_fd(frame, backtrace(frame, 40), STDERR_FILENO);
  armed = were_armed;
}

static int must_fail(void) {
  if (!armed) return 0;
  int64_t call = __atomic_add_fetch(&counts->calls, 1, __ATOMIC_RELAXED);
  if (!failing || (onward ? call < failing : call != failing)) return 0;
  if (__atomic_add_fetch(&counts->failed, 1, __ATOMIC_RELAXED) == 1 && traces) show_stack();
  errno = ENOMEM;
  return 1;
}

void *malloc(size_t size) { return must_fail() ? NULL : __libc_malloc(size); }

void *calloc(size_t count, size_t size) {
  return must_fail() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
  return must_fail() ? NULL : __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  return must_fail() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
  void *block = must_fail() ? NULL : __libc_memalign(alignment, size);
  if (!block) return ENOMEM;
  *out = block;
  return 0;
}

/* ---- what a run leaves ---- */

typedef struct captured {
  char *bytes; /* NULL: there is no such file */
  size_t size;
} captured;

typedef struct outcome {
  int status; /* of wait */
  captured out, err, file[MOST_FILES];
} outcome;

static char out_path[4096], err_path[4096];
static int file_count;
static const char *file_path[MOST_FILES];

static void give_up(const char *why) {
  fprintf(stderr, "failing memory: %s\n", why);
  _exit(2);
}

static captured read_captured(const char *path) {
  captured c = {NULL, 0};
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return c;
  c.bytes = malloc(MOST_CAPTURED);
  if (!c.bytes) give_up("no memory");
  for (ssize_t got; (got = read(descriptor, c.bytes + c.size, MOST_CAPTURED - c.size)) > 0;)
    c.size += (size_t)got;
  if (c.size == MOST_CAPTURED) give_up("more output than is compared");
  close(descriptor);
  return c;
}

static void write_file(const char *path, const char *text) {
  int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0 || write(descriptor, text, strlen(text)) != (ssize_t)strlen(text))
    give_up("a file cannot be written");
  close(descriptor);
}

static outcome read_outcome(int status) {
  outcome o = {
      .status = status, .out = read_captured(out_path), .err = read_captured(err_path)};
  for (int i = 0; i < file_count; i++) o.file[i] = read_captured(file_path[i]);
  return o;
}

static void free_outcome(outcome *o) {
  free(o->out.bytes);
  free(o->err.bytes);
  for (int i = 0; i < file_count; i++) free(o->file[i].bytes);
}

static int same_bytes(const captured *c, const char *bytes, size_t size) {
  return c->bytes && c->size == size && !memcmp(c->bytes, bytes, size);
}

static int same_captured(const captured *a, const captured *b) {
  return b->bytes ? same_bytes(a, b->bytes, b->size) : !a->bytes;
}

/* How many files lie in the folder of the files, -1: there are none of the command. */
static int entries(void) {
  if (!file_count) return -1;
  char folder[4096];
  snprintf(folder, sizeof folder, "%s", file_path[0]);
  char *slash = strrchr(folder, '/');
  if (!slash) give_up("a file without a folder");
  *slash = '\0';
  DIR *directory = opendir(folder);
  int count = 0;
  if (!directory) give_up("the folder cannot be read");
  for (struct dirent *entry; (entry = readdir(directory));) count += entry->d_name[0] != '.';
  closedir(directory);
  return count;
}

/* ---- one run ---- */

typedef int (*main_fn)(int count, char **words, char **environment);
static main_fn command;

static void redirect(const char *path, int descriptor) {
  int opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
  if (opened < 0 || dup2(opened, descriptor) < 0) _exit(2);
  close(opened);
}

/* What was there before a run; only files that the sound run writes are put there. */
static void prepare(const outcome *sound) {
  for (int i = 0; i < file_count; i++)
    if (!sound || sound->file[i].bytes) write_file(file_path[i], BEFORE);
}

/* Returns in the child too, with -1. */
static int run_child(int64_t number) {
  *counts = (shared_counts){0, 0};
  fflush(NULL);
  pid_t child = fork();
  if (child < 0) give_up("no child");
  if (child) {
    int status;
    if (waitpid(child, &status, 0) != child) give_up("the child was lost");
    return status;
  }
  alarm(SECONDS);
  redirect(out_path, STDOUT_FILENO);
  redirect(err_path, STDERR_FILENO);
  failing = number;
  armed = 1;
  return -1;
}

/* ---- judging it ---- */

static const char *fault_of_failure(const outcome *o) {
  if (!WIFEXITED(o->status) || WEXITSTATUS(o->status) != EXIT_MEMORY)
    return "another result, or another error than the memory";
  const char *end = memchr(o->err.bytes, '\n', o->err.size);
  if (!end || end + 1 != o->err.bytes + o->err.size) return "not one line of message";
  if (!memmem(o->err.bytes, o->err.size, "memory", 6)) return "a message without the memory";
  return o->out.size ? "output beside a failure" : NULL;
}

static const char *fault_of_files(const outcome *o, const outcome *sound) {
  for (int i = 0; i < file_count; i++)
    if (!same_captured(&o->file[i], &sound->file[i]) &&
        !same_bytes(&o->file[i], BEFORE, strlen(BEFORE)))
      return "a file is neither the old one nor complete";
  return NULL;
}

static int is_same(const outcome *o, const outcome *sound) {
  int same = o->status == sound->status && same_captured(&o->out, &sound->out) &&
             same_captured(&o->err, &sound->err);
  for (int i = 0; i < file_count; i++)
    same = same && same_captured(&o->file[i], &sound->file[i]);
  return same;
}

static const char *fault_of(const outcome *o, const outcome *sound, int entries_before) {
  if (WIFSIGNALED(o->status)) return "ended by a signal";
  if (entries() != entries_before) return "a file left behind";
  if (is_same(o, sound)) return NULL;
  const char *fault = fault_of_failure(o);
  return fault ? fault : fault_of_files(o, sound);
}

static void print_fault(int64_t number, const char *fault, const outcome *o) {
  printf("allocation %lld: %s (%s %d, output %zu bytes", (long long)number, fault,
         WIFSIGNALED(o->status) ? "signal" : "status",
         WIFSIGNALED(o->status) ? WTERMSIG(o->status) : WEXITSTATUS(o->status), o->out.size);
  for (int i = 0; i < file_count; i++) printf(", file %zu bytes", o->file[i].size);
  printf("): %.*s\n", (int)(o->err.size < 200 ? o->err.size : 200), o->err.bytes);
}

/* ---- all runs ---- */

static int64_t number_of(const char *name, int64_t otherwise) {
  const char *text = getenv(name);
  return text ? strtoll(text, NULL, 10) : otherwise;
}

/* Which allocation fails in run i of `runs`: a third of the runs the first ones, a third the
 * last, where the output is written, the others in between. */
static int64_t chosen(int64_t i, int64_t runs, int64_t calls) {
  int64_t third = runs / 3;
  if (runs == calls || i < third) return i + 1;
  if (i >= runs - third) return calls - (runs - 1 - i);
  return third + 1 + (i - third) * (calls - 2 * third) / (runs - 2 * third);
}

static void read_environment(void) {
  const char *folder = getenv("SDG16_MEMORY_FOLDER"), *files = getenv("SDG16_MEMORY_FILES");
  if (!folder) give_up("SDG16_MEMORY_FOLDER is not set");
  snprintf(out_path, sizeof out_path, "%s/standard-output", folder);
  snprintf(err_path, sizeof err_path, "%s/standard-error", folder);
  onward = getenv("SDG16_MEMORY_ONWARD") != NULL;
  char *list = files ? strdup(files) : NULL;
  for (char *at = list ? strtok(list, ":") : NULL; at && file_count < MOST_FILES;
       at = strtok(NULL, ":"))
    file_path[file_count++] = at;
}

/* A child returns -1, and the command runs in it. */
static int test_one(int64_t number, const outcome *sound, int entries_before, int64_t *faults,
                    int64_t *passed) {
  prepare(sound);
  int status = run_child(number);
  if (status == -1) return -1;
  outcome o = read_outcome(status);
  const char *fault = fault_of(&o, sound, entries_before);
  if (fault) print_fault(number, fault, &o);
  *faults += fault != NULL;
  *passed += !fault && is_same(&o, sound);
  free_outcome(&o);
  return 0;
}

static int test_all(void) {
  int64_t faults = 0, passed = 0, only = number_of("SDG16_MEMORY_ONLY", 0);
  prepare(NULL);
  int status = run_child(0);
  if (status == -1) return -1;
  outcome sound = read_outcome(status);
  int64_t calls = counts->calls, most = number_of("SDG16_MEMORY_MOST", INT64_MAX);
  int64_t runs = only ? 1 : calls < most ? calls : most;
  for (int i = 0; i < file_count; i++)
    if (same_bytes(&sound.file[i], BEFORE, strlen(BEFORE))) give_up("a file is not written");
  int before = entries();
  for (int64_t i = 0; i < runs; i++) {
    traces = only != 0;
    if (test_one(only ? only : chosen(i, runs, calls), &sound, before, &faults, &passed))
      return -1;
  }
  printf(
      "%lld allocations, %lld runs, %lld gave the sound result, %lld faults; sound status %d\n",
      (long long)calls, (long long)runs, (long long)passed, (long long)faults,
      WIFEXITED(sound.status) ? WEXITSTATUS(sound.status) : -1);
  free_outcome(&sound);
  fflush(stdout);
  return faults ? 1 : 0;
}

static int test_then_run(int count, char **words, char **environment) {
  void *frame[4];
  backtrace(frame, 4); /* loads what it needs */
  read_environment();
  counts =
      mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (counts == MAP_FAILED) give_up("no shared page");
  int result = test_all();
  if (result >= 0) _exit(result);
  return command(count, words, environment);
}

/* The start of every program: takes the place of its main. */
int __libc_start_main(main_fn entry, int count, char **words, void (*begin)(void),
                      void (*end)(void), void (*unload)(void), void *stack);
int __libc_start_main(main_fn entry, int count, char **words, void (*begin)(void),
                      void (*end)(void), void (*unload)(void), void *stack) {
  int (*start)(main_fn, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
  *(void **)&start = dlsym(RTLD_NEXT, "__libc_start_main");
  command = entry;
  return start(test_then_run, count, words, begin, end, unload, stack);
}
