/* Reading a system file of SPSS, step by step. */
#include "data/statfile/sav.h"

#include <float.h>
#include <stdlib.h>

int32_t sdg16i_sav_read(const sdg16i_stat_job *job) {
  static int32_t (*const STEPS[])(sdg16i_sav *) = {
      sdg16i_sav_header,    sdg16i_sav_records,      sdg16i_sav_encoding, sdg16i_sav_extensions,
      sdg16i_sav_variables, sdg16i_sav_value_labels, sdg16i_sav_rows};
  sdg16i_sav sav = {.job = job, .source = job->source, .cases = -1, .system_missing = -DBL_MAX};
  int32_t status = SDG16_OK;
  for (size_t i = 0; !status && i < sizeof STEPS / sizeof *STEPS; i++) status = STEPS[i](&sav);
  sdg16i_decoder_close(sav.decoder);
  sdg16i_arena_free(&sav.arena);
  free(sav.variables);
  free(sav.labels);
  return status;
}
