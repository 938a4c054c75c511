#include "show/stopped.h"

#include "show/show.h"

#include <math.h>
#include <stdio.h>

cli_stop cli_stop_of(const cli_mse_options *o, int32_t stopped, int interrupted,
                     const sdg16_draws *draws, const sdg16_table *estimates) {
  if (!stopped && !interrupted) return (cli_stop){0};
  int late = stopped == SDG16_ERR_TIMEOUT && !interrupted;
  cli_stop stop = {.why = late ? "time-limit" : "interrupted",
                   .status = late ? EXIT_OTHER : EXIT_INTERRUPTED,
                   .is_complete = !stopped,
                   .planned = o->mse.replicates,
                   .is_automatic = !o->mse.replicates,
                   .has_interval = !isnan(cli_table_number(estimates, 0, "lower"))};
  sdg16_draws_summary s;
  if (!draws || sdg16_draws_summarise(draws, &s, (int64_t)sizeof s)) return stop;
  int64_t end = o->exec.replicate_end < 0 ? s.planned : o->exec.replicate_end;
  stop.made = s.replicates;
  stop.planned = end - o->exec.replicate_begin;
  stop.are_first = s.replicates > 0 && !o->exec.replicate_begin;
  return stop;
}

/* "1,234 of at least 2,000 replicates" */
static void put_share(const cli_stop *stop, char *out, size_t size) {
  char made[NUMBER_SIZE], planned[NUMBER_SIZE];
  if (stop->planned)
    snprintf(out, size, "%s of %s%s replicates",
             stop->made ? cli_count(stop->made, made) : "none",
             stop->is_automatic ? "at least " : "", cli_count(stop->planned, planned));
  else
    snprintf(out, size, "none of the replicates");
}

static void put_outcome(const cli_stop *stop, char *out, size_t size) {
  char share[160];
  put_share(stop, share, sizeof share);
  if (stop->is_complete)
    snprintf(out, size, "the result is complete");
  else if (stop->has_interval && !stop->made)
    snprintf(out, size, "the test of the fit is missing");
  else if (!stop->has_interval)
    snprintf(out, size, "the result has no interval, with %s", share);
  else
    snprintf(out, size, "the result rests on %s", share);
}

void cli_stop_sentence(const cli_stop *stop, char *out, size_t size) {
  char outcome[240];
  put_outcome(stop, outcome, sizeof outcome);
  snprintf(out, size, "%s: %s.",
           stop->status == EXIT_INTERRUPTED ? "The computation was interrupted"
                                            : "The time limit ended the computation",
           outcome);
}

int cli_say_stop(const cli_stop *stop) {
  char outcome[240];
  put_outcome(stop, outcome, sizeof outcome);
  const char *why =
      stop->status == EXIT_INTERRUPTED ? "interrupted" : "the time limit has passed";
  if (!stop->draws) return cli_error(stop->status, "%s: %s", why, outcome);
  return cli_error(stop->status, "%s: %s; they are in %s (sdg16 draws --gaps reads them)", why,
                   outcome, stop->draws);
}

void cli_json_stop(sdg16_json *json, const cli_stop *stop) {
  char again[96];
  if (!stop->why) return;
  sdg16_json_begin_object(json, "stopped");
  sdg16_json_text(json, "why", stop->why);
  sdg16_json_flag(json, "complete", stop->is_complete);
  sdg16_json_whole(json, "replicates", stop->made);
  if (stop->planned) {
    sdg16_json_whole(json, "planned", stop->planned);
    sdg16_json_flag(json, "planned_at_least", stop->is_automatic);
  }
  if (stop->are_first && !stop->is_complete) {
    snprintf(again, sizeof again, "--bootstrap %lld", (long long)stop->made);
    sdg16_json_text(json, "same_interval", again);
  }
  sdg16_json_end(json);
}
