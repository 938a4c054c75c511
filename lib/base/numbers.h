/* Reading and writing numbers, whatever the locale. */
#ifndef SDG16I_BASE_NUMBERS_H
#define SDG16I_BASE_NUMBERS_H

#include <stdint.h>

/* In any locale. */
static inline int sdg16i_is_digit(char c) { return c >= '0' && c <= '9'; }

/* *product *= factor, both 0 or more; -1, and nothing changes, where that is above `most`. */
static inline int sdg16i_multiply(int64_t *product, int64_t factor, int64_t most) {
  if (*product && factor > most / *product) return -1;
  *product *= factor;
  return 0;
}

/* Parse all `size` bytes, surrounding blanks allowed; 0, or -1 when they are
 * not such a number (or out of range for int64). Forms: [+-]digits for whole
 * numbers; for doubles [+-]digits[decimal digits][e[+-]digits], correctly rounded,
 * where the digits on one side of the decimal character may be absent (Stata
 * writes ".5"); no hexadecimal, no "inf", no "nan"; too large is -1, too small
 * is 0. */
int sdg16i_parse_int64(const char *text, int64_t size, int64_t *out);
int sdg16i_parse_double(const char *text, int64_t size, char decimal, double *out);

/* mantissa x 10^exponent, correctly rounded; -1 where that is not one operation on two doubles
 * (a mantissa above 2^53, an exponent beyond -22 to 22, a processor that does not round to
 * double): nothing is said about the number then. */
int sdg16i_scaled_double(uint64_t mantissa, int64_t exponent, double *out);

/* Shortest text that reads back as the same double: Python's repr without its
 * ".0". Needs 32 bytes; returns its length. "inf", "-inf", "nan". */
#define SDG16I_DOUBLE_SIZE 32
int sdg16i_format_double(double value, char out[SDG16I_DOUBLE_SIZE]);

/* With commas between thousands and 0 to 17 decimals: sdg16_format_number. Returns its length.
 */
#define SDG16I_NUMBER_SIZE 64
int sdg16i_format_number(double value, int decimals, char out[SDG16I_NUMBER_SIZE]);

#endif
