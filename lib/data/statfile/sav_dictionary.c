/* What all parts of a system file ask: texts in its encoding, variables by position and by
 * name, the value of system-missing. */
#include "data/statfile/sav.h"

#include "base/error.h"

#include <float.h>
#include <string.h>

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

int sdg16i_sav_is_system_missing(const sdg16i_sav *sav, double number) {
  if (!(number >= SDG16I_SAV_LOWEST && number <= DBL_MAX)) return 1; /* also NaN */
  return number >= sav->system_missing && number <= sav->system_missing;
}
