#include "data/csv/csv_options.h"

#include "base/error.h"
#include "base/options.h"

int32_t sdg16_csv_options_init(sdg16_csv_options *options, int64_t size) {
  const sdg16_csv_options defaults = {.struct_size = sizeof defaults, .max_field = 1 << 20};
  return sdg16i_struct_out(options, size, &defaults, sizeof defaults);
}

int sdg16i_csv_is_delimiter(int32_t c) { return c == ',' || c == ';' || c == '\t' || c == '|'; }

/* Punctuation of ASCII that means nothing else. */
static int is_comment_mark(int32_t c) {
  int letter = (c | 32) >= 'a' && (c | 32) <= 'z', digit = c >= '0' && c <= '9';
  return c > ' ' && c < 127 && !letter && !digit && c != '"' && !sdg16i_csv_is_delimiter(c);
}

int32_t sdg16i_csv_check_options(const sdg16_csv_options *o, sdg16_error *error) {
  if (o->delimiter && !sdg16i_csv_is_delimiter(o->delimiter))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "delimiter", 0, 0,
                          "delimiter must be ',', ';', tab, '|' or 0, not %d",
                          (int)o->delimiter);
  if (o->skip_lines < 0)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "skip_lines", 0, 0,
                          "skip_lines must be 0 or more, not %lld", (long long)o->skip_lines);
  if (o->comment && !is_comment_mark(o->comment))
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "comment", 0, 0,
                          "comment must be a character of ASCII that is no letter, digit, "
                          "quote or delimiter, or 0, not %d",
                          (int)o->comment);
  if (o->max_field <= 0)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "max_field", 0, 0,
                          "max_field must be above 0, not %lld", (long long)o->max_field);
  if (o->max_rows < 0)
    return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "max_rows", 0, 0,
                          "max_rows must be 0 or more, not %lld", (long long)o->max_rows);
  return SDG16_OK;
}
