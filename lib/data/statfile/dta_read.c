/* A .dta file from its first byte to its last. */
#include "data/statfile/dta.h"

#include <stdlib.h>

static int32_t open_decoder(sdg16i_dta *d) {
  const char *asked = d->job->options->encoding;
  d->encoding = asked ? asked : d->layout->encoding;
  return sdg16i_decoder_open(d->encoding, d->job->path, &d->decoder, d->job->error);
}

static int32_t read_parts(sdg16i_dta *d) {
  int32_t status = sdg16i_dta_read_header(d);
  if (!status) status = open_decoder(d);
  if (!status) status = sdg16i_dta_read_variables(d);
  if (!status) status = sdg16i_dta_skip_fields(d);
  if (!status) status = sdg16i_dta_read_rows(d);
  if (!status) status = sdg16i_dta_read_strls(d);
  if (!status) status = sdg16i_dta_read_labels(d);
  return status ? status : sdg16i_dta_put_notes(d);
}

int32_t sdg16i_dta_read(const sdg16i_stat_job *job) {
  sdg16i_dta dta = {.job = job};
  int32_t status = read_parts(&dta);
  sdg16i_decoder_close(dta.decoder);
  for (int64_t i = 0; i < dta.column_count; i++) free(dta.columns[i].texts);
  free(dta.columns);
  free(dta.strls.list);
  free(dta.strls.slots);
  return status;
}
