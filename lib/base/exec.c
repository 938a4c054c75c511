#include "base/exec.h"

#include "base/error.h"
#include "base/numbers.h"
#include "base/options.h"

#include <stdatomic.h>
#include <stdlib.h>

/* A signal handler may only touch atomics that need no lock. */
_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "atomic int must always be lock-free");

struct sdg16_cancel {
  atomic_int requested;
};

static const sdg16_exec_options DEFAULTS = {
    .struct_size = sizeof(sdg16_exec_options), .threads = 1, .seed = 1, .replicate_end = -1};

int32_t sdg16_cancel_new(sdg16_cancel **out, sdg16_error *error) {
  if (!out)
    return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "sdg16_cancel_new: out must not be NULL");
  *out = malloc(sizeof **out);
  if (!*out) return sdg16i_fail_memory(error);
  atomic_init(&(*out)->requested, 0);
  return SDG16_OK;
}

void sdg16_cancel_free(sdg16_cancel *cancel) { free(cancel); }

void sdg16_cancel_request(sdg16_cancel *cancel) {
  if (cancel) atomic_store_explicit(&cancel->requested, 1, memory_order_relaxed);
}

void sdg16_cancel_reset(sdg16_cancel *cancel) {
  if (cancel) atomic_store_explicit(&cancel->requested, 0, memory_order_relaxed);
}

int sdg16i_cancel_requested(const sdg16_cancel *cancel) {
  return cancel && atomic_load_explicit(&cancel->requested, memory_order_relaxed);
}

int32_t sdg16_exec_options_init(sdg16_exec_options *options, int64_t size) {
  return sdg16i_struct_out(options, size, &DEFAULTS, sizeof DEFAULTS);
}

static int32_t refuse_member(sdg16_error *error, const char *member, const char *rule,
                             const char *found) {
  return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, member, 0, 0,
                        "sdg16_exec_options: %s must be %s, not %s", member, rule, found);
}

static int32_t check_options(const sdg16_exec_options *o, sdg16_error *error) {
  if (o->threads < 0 || o->threads > SDG16I_MAX_THREADS)
    return sdg16i_fail_at(
        error, SDG16_ERR_ARGUMENT, "threads", 0, 0,
        "sdg16_exec_options: threads must be from 0 (all cores) to %d, not %d",
        SDG16I_MAX_THREADS, (int)o->threads);
  if (o->reserved)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "reserved", 0, 0,
                          "sdg16_exec_options: reserved must be 0");
  int64_t last = o->replicate_end == -1 ? SDG16I_MAX_REPLICATES : o->replicate_end;
  if (o->replicate_begin < 0 || last < o->replicate_begin || last > SDG16I_MAX_REPLICATES)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "replicate_begin", 0, 0,
                          "sdg16_exec_options: replicate_begin and replicate_end must satisfy "
                          "0 <= begin <= end <= 2^48 (an end of -1: all), not %lld and %lld",
                          (long long)o->replicate_begin, (long long)o->replicate_end);
  if (!(o->time_limit >= 0)) {
    char found[SDG16I_DOUBLE_SIZE];
    sdg16i_format_double(o->time_limit, found);
    return refuse_member(error, "time_limit", "0 (none) or a number of seconds", found);
  }
  return SDG16_OK;
}

int32_t sdg16i_exec_merge(const sdg16_exec_options *caller, sdg16_exec_options *out,
                          sdg16_error *error) {
  *out = DEFAULTS;
  int32_t status = sdg16i_struct_in(caller, out, sizeof *out, "sdg16_exec_options", error);
  return status ? status : check_options(out, error);
}
