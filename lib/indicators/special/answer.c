#include "indicators/special/answer.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

static int32_t index_of(const sdg16i_indicator_data *c, const char *input) {
  return sdg16i_find_input(c->def, input, (int64_t)strlen(input));
}

int32_t sdg16i_answer(const sdg16i_indicator_data *c, const char *input, int64_t cell,
                      const char *answers, int32_t *out, sdg16_error *error) {
  char buffer[SDG16I_TEXT_SIZE], place[SDG16I_PLACE_SIZE];
  int64_t column = c->column[index_of(c, input)], row = c->row[cell];
  *out = -1;
  const char *text = column < 0 ? NULL : sdg16i_text_at(c->data, column, row, buffer);
  if (!text) return SDG16_OK;
  while (*text == ' ') text++;
  int64_t length = (int64_t)strlen(text), size;
  while (length && text[length - 1] == ' ') length--;
  if (!length) return SDG16_OK;
  const char *rest = answers, *answer;
  for (int32_t i = 0; (answer = sdg16i_part(&rest, '|', &size)); i++)
    for (const char *word = answer, *stop; word < answer + size; word = stop + 1) {
      stop = memchr(word, '/', (size_t)(answer + size - word));
      if (!stop) stop = answer + size;
      if (stop - word != length) continue;
      char copy[64];
      if (length >= (int64_t)sizeof copy) continue;
      memcpy(copy, text, (size_t)length);
      copy[length] = '\0';
      if (!sdg16i_same(copy, word, length)) continue;
      *out = i;
      return SDG16_OK;
    }
  return sdg16i_fail_at(error, SDG16_ERR_VALUE, c->where, row + 1, column + 1,
                        "%s: expected one of %s, found '%.60s'",
                        sdg16i_place(c, row, column, place), answers, text);
}

double *sdg16i_derived(const sdg16i_indicator_data *c, const char *input, int64_t cell) {
  return &c->input[cell * c->def->input_count + index_of(c, input)];
}
