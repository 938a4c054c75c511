/* Reading a system file of SPSS, step by step. */
#include "data/statfile/sav.h"

#include "base/error.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- helpers ---- */

sdg16i_sav_text sdg16i_sav_trimmed(sdg16i_sav_text text) {
  while (text.size && (text.bytes[text.size - 1] == ' ' || !text.bytes[text.size - 1]))
    text.size--;
  return text;
}

/* Programs cut labels to 60 bytes or more. */
#define LEAST_CUT 60

int32_t sdg16i_sav_decode(sdg16i_sav *sav, sdg16i_sav_text text, const char *what,
                          const char **out) {
  int64_t size = 0, fault = 0, given = text.size;
  text = sdg16i_sav_trimmed(text);
  int may_be_cut = text.size == given && given >= LEAST_CUT;
  int32_t status =
      sdg16i_decode(sav->decoder, text.bytes, text.size, may_be_cut, out, &size, &fault);
  if (status == SDG16_ERR_MEMORY) return sdg16i_fail_memory(sav->job->error);
  if (!status) return SDG16_OK;
  return sdg16i_fail_at(
      sav->job->error, SDG16_ERR_FORMAT, sav->job->path, 0, 0,
      "%s, %s: expected text in the encoding of the file, found the byte 0x%02X (if the file "
      "has another encoding, name it: --encoding)",
      sav->job->path, what, (unsigned)(unsigned char)text.bytes[fault]);
}

int32_t sdg16i_sav_decode_copy(sdg16i_sav *sav, sdg16i_sav_text text, const char *what,
                               const char **out) {
  const char *borrowed;
  int32_t status = sdg16i_sav_decode(sav, text, what, &borrowed);
  if (status) return status;
  *out = sdg16i_arena_text(&sav->arena, borrowed, strlen(borrowed));
  return *out ? SDG16_OK : sdg16i_fail_memory(sav->job->error);
}

sdg16i_sav_text sdg16i_sav_name(const sdg16i_sav_variable *v) {
  sdg16i_sav_text name = {v->short_name, (int64_t)strlen(v->short_name)};
  return v->long_name.size ? v->long_name : name;
}

sdg16i_sav_variable *sdg16i_sav_at_position(sdg16i_sav *sav, int64_t position) {
  int64_t low = 0, high = sav->count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (sav->variables[middle].position < position)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sav->count && sav->variables[low].position == position ? &sav->variables[low]
                                                                      : NULL;
}
