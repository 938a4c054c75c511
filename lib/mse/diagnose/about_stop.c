/* An estimation that ended early, at the caller's request or because of the time limit. */
#include "mse/diagnose/about.h"

#include <math.h>
#include <stdio.h>

void sdg16i_say_few_replicates(sdg16i_messages *messages, double level, int64_t made) {
  char shown[SDG16I_DOUBLE_SIZE], least[SDG16I_NUMBER_TEXT], number[SDG16I_NUMBER_TEXT];
  sdg16i_format_double(round(level * 1e12) / 1e10, shown);
  sdg16i_number_text((double)sdg16_least_replicates(level), 0, least);
  sdg16i_number_text((double)made, 0, number);
  sdg16i_say(messages, "few-replicates", "warning",
             "A bootstrap interval at %s %% needs at least %s replicates, not %s: there is no "
             "interval.",
             shown, least, number);
}

/* How many replicates there are depends on the machine; which they are does not. */
static void say_some_made(sdg16i_messages *messages, const sdg16i_stop *stop, const char *why) {
  char made[SDG16I_NUMBER_TEXT], planned[SDG16I_NUMBER_TEXT], again[240] = "";
  const char *least = stop->automatic ? "at least " : "";
  sdg16i_number_text((double)stop->made, 0, made);
  sdg16i_number_text((double)stop->planned, 0, planned);
  if (stop->are_first && stop->has_interval)
    snprintf(again, sizeof again,
             " The number depends on the machine: the same seed with %s replicates asked for "
             "gives the same interval.",
             made);
  sdg16i_say(messages, "stopped", "warning", "%s after %s of %s%s replicates.%s", why, made,
             least, planned, again);
  if (stop->has_interval)
    sdg16i_say_headline(messages, "%s: the interval rests on %s of %s%s replicates.", why, made,
                        least, planned);
  else
    sdg16i_say_headline(messages, "%s after %s of %s%s replicates: there is no interval.", why,
                        made, least, planned);
}

void sdg16i_say_stopped(sdg16i_messages *messages, const sdg16i_stop *stop) {
  const char *why = stop->why == SDG16_ERR_TIMEOUT ? "The time limit ended the computation"
                                                   : "The computation was interrupted";
  if (stop->made >= 0) {
    say_some_made(messages, stop, why);
    return;
  }
  sdg16i_say(messages, "stopped", "warning",
             "%s before its replicates were made: what needs them (a bootstrap interval, the "
             "p-values of the fit) is missing.",
             why);
  sdg16i_say_headline(messages, "%s before its replicates were made.", why);
}
