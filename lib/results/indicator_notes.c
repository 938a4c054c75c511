#include "results/indicator_notes.h"

#include "results/result_rows.h"

int32_t sdg16i_indicator_notes(int64_t count, const char *const *texts, sdg16_table **out,
                               sdg16_error *error) {
  sdg16i_result_rows r;
  sdg16i_rows_begin(&r, SDG16I_RESULT_INDICATOR_NOTES, count, error);
  for (int64_t i = 0; i < count; i++)
    for (int32_t k = 0; k < SDG16I_INDICATOR_NOTES_COUNT; k++)
      sdg16i_put_text(&r, i, k, texts[SDG16I_INDICATOR_NOTES_COUNT * i + k]);
  return sdg16i_rows_end(&r, out);
}
