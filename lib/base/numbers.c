/* Neither the locale nor its decimal character can reach these routines: strtod
 * is given digits and an exponent alone ("12345e-3"), and of what printf writes
 * only the digits are used. */
#include "base/numbers.h"

#include <float.h>
#include <math.h>
#include <sdg16/writer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No double needs more digits than this to be told from its neighbours; what
 * lies behind matters only by being zero or not. */
#define DIGITS_MAX 800

static void trim_blanks(const char **text, int64_t *size) {
  while (*size && (**text == ' ' || **text == '\t')) ++*text, --*size;
  while (*size && ((*text)[*size - 1] == ' ' || (*text)[*size - 1] == '\t')) --*size;
}

int sdg16i_parse_int64(const char *text, int64_t size, int64_t *out) {
  trim_blanks(&text, &size);
  const char *end = text + size;
  int negative = text < end && *text == '-';
  if (text < end && (*text == '-' || *text == '+')) text++;
  if (text == end) return -1;
  int64_t value = 0; /* held negative: that side reaches one further */
  for (; text < end; text++) {
    if (!sdg16i_is_digit(*text)) return -1;
    int digit = *text - '0';
    if (value < (INT64_MIN + digit) / 10) return -1;
    value = value * 10 - digit;
  }
  if (!negative && value == INT64_MIN) return -1;
  *out = negative ? value : -value;
  return 0;
}

/* digits x 10^exponent, correctly rounded; no sign. */
static double value_of_digits(const char *digits, int count, int64_t exponent) {
  char text[DIGITS_MAX + 16];
  memcpy(text, digits, (size_t)count);
  int far = exponent > 99999 ? 99999 : exponent < -99999 ? -99999 : (int)exponent;
  snprintf(text + count, sizeof text - (size_t)count, "e%d", far);
  return strtod(text, NULL);
}

/* Of the digits from `text` to `end` (one byte among them may be the decimal
 * character) takes the significant ones; *exponent grows by those left out. */
static int significant_digits(const char *text, const char *end, char *digits,
                              int64_t *exponent) {
  int count = 0, rest = 0;
  for (; text < end; text++) {
    if (!sdg16i_is_digit(*text) || (!count && *text == '0')) continue;
    if (count < DIGITS_MAX - 1) {
      digits[count++] = *text;
    } else {
      rest |= *text != '0';
      ++*exponent;
    }
  }
  if (rest) {
    digits[count++] = '1'; /* "and something": decides ties, nothing else */
    --*exponent;
  }
  return count;
}

/* Both factors are exact doubles: one operation rounds once (Clinger 1990). */
int sdg16i_scaled_double(uint64_t mantissa, int64_t exponent, double *out) {
  static const double POWERS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (FLT_EVAL_METHOD != 0 || mantissa > UINT64_C(1) << 53 || exponent < -22 || exponent > 22)
    return -1;
  *out =
      exponent < 0 ? (double)mantissa / POWERS[-exponent] : (double)mantissa * POWERS[exponent];
  return 0;
}

int sdg16i_parse_double(const char *text, int64_t size, char decimal, double *out) {
  trim_blanks(&text, &size);
  const char *end = text + size;
  int negative = text < end && *text == '-';
  if (text < end && (*text == '-' || *text == '+')) text++;

  const char *first = text, *point = NULL;
  uint64_t mantissa = 0;
  int held = 0; /* digits in the mantissa, leading zeros not counted */
  for (; text < end; text++) {
    if (sdg16i_is_digit(*text)) {
      if (held || *text != '0') held++;
      if (held <= 19) mantissa = mantissa * 10 + (uint64_t)(*text - '0');
    } else if (*text == decimal && !point) {
      point = text;
    } else {
      break;
    }
  }
  const char *last = text;
  if (last - first == (point != NULL)) return -1; /* no digit at all */

  int64_t exponent = 0;
  if (text < end) {
    if (*text != 'e' && *text != 'E') return -1;
    text++;
    int down = text < end && *text == '-';
    if (text < end && (*text == '-' || *text == '+')) text++;
    if (text == end) return -1;
    for (; text < end; text++) {
      if (!sdg16i_is_digit(*text)) return -1;
      if (exponent < INT64_C(1000000000000000)) exponent = exponent * 10 + (*text - '0');
    }
    if (down) exponent = -exponent;
  }
  if (point) exponent -= last - point - 1;

  double value;
  if (held == 0) {
    value = 0.0;
  } else if (held > 19 || sdg16i_scaled_double(mantissa, exponent, &value)) {
    char digits[DIGITS_MAX];
    int count = significant_digits(first, last, digits, &exponent);
    value = value_of_digits(digits, count, exponent);
    if (isinf(value)) return -1;
  }
  *out = negative ? -value : value;
  return 0;
}

/* The `count` leading digits of a positive number, rounded, and the power of
 * ten of the first. */
static int leading_digits(double value, int count, char *digits) {
  char text[48];
  snprintf(text, sizeof text, "%.*e", count - 1, value);
  const char *c = text;
  for (int i = 0; *c && *c != 'e'; c++)
    if (sdg16i_is_digit(*c) && i < count) digits[i++] = *c;
  return *c ? atoi(c + 1) : 0;
}

/* The next decimal number up with as many digits. */
static void step_up(char *digits, int count, int *exponent) {
  int i = count - 1;
  while (i >= 0 && digits[i] == '9') digits[i--] = '0';
  if (i >= 0) {
    digits[i]++;
  } else {
    digits[0] = '1';
    ++*exponent;
  }
}

static int shortest_digits(double value, char *digits, int *exponent) {
  /* Any decimal number of up to 15 digits survives the way to a normal double
   * and back: if one gives this value, the first attempt finds it. */
  int count = value < DBL_MIN ? 1 : 15;
  for (;; count++) {
    *exponent = leading_digits(value, count, digits);
    if (count == 17 || value_of_digits(digits, count, *exponent - count + 1) == value) break;
    int power;
    if (count == 16 && frexp(value, &power) == 0.5) { /* below, the gap is half as wide */
      step_up(digits, count, exponent);
      if (value_of_digits(digits, count, *exponent - count + 1) == value) break;
    }
  }
  while (count > 1 && digits[count - 1] == '0') count--;
  return count;
}

int sdg16i_format_double(double value, char out[SDG16I_DOUBLE_SIZE]) {
  if (isnan(value)) return snprintf(out, SDG16I_DOUBLE_SIZE, "nan");
  const char *sign = signbit(value) ? "-" : "";
  value = fabs(value);
  if (isinf(value)) return snprintf(out, SDG16I_DOUBLE_SIZE, "%sinf", sign);
  if (value < 1e15 && value == floor(value))
    return snprintf(out, SDG16I_DOUBLE_SIZE, "%s%lld", sign, (long long)value);

  char digits[20];
  int exponent, count = shortest_digits(value, digits, &exponent);
  if (exponent >= 16 || exponent < -4)
    return snprintf(out, SDG16I_DOUBLE_SIZE, "%s%c%s%.*se%c%02d", sign, digits[0],
                    count > 1 ? "." : "", count - 1, digits + 1, exponent < 0 ? '-' : '+',
                    abs(exponent));
  if (exponent < 0)
    return snprintf(out, SDG16I_DOUBLE_SIZE, "%s0.%.*s%.*s", sign, -exponent - 1, "000", count,
                    digits);
  if (count <= exponent + 1)
    return snprintf(out, SDG16I_DOUBLE_SIZE, "%s%.*s%.*s", sign, count, digits,
                    exponent + 1 - count, "000000000000000");
  return snprintf(out, SDG16I_DOUBLE_SIZE, "%s%.*s.%.*s", sign, exponent + 1, digits,
                  count - exponent - 1, digits + exponent + 1);
}

/* ---- for people ---- */

#define MOST_GROUPED 1e18 /* above, digits would be of the double, not of the number */

/* "1.235e+20" of a positive number. */
static int four_digits(double value, const char *sign, char *out) {
  char digits[4];
  int exponent = leading_digits(value, 4, digits), count = 4;
  while (count > 1 && digits[count - 1] == '0') count--;
  return snprintf(out, SDG16I_NUMBER_SIZE, "%s%c%s%.*se%+03d", sign, digits[0],
                  count > 1 ? "." : "", count - 1, digits + 1, exponent);
}

int sdg16i_format_number(double value, int decimals, char out[SDG16I_NUMBER_SIZE]) {
  if (isnan(value)) return snprintf(out, SDG16I_NUMBER_SIZE, "-");
  const char *sign = value < 0 ? "-" : "";
  if (isinf(value)) return snprintf(out, SDG16I_NUMBER_SIZE, "%sunlimited", sign);
  if (fabs(value) >= MOST_GROUPED) return four_digits(fabs(value), sign, out);
  char digits[SDG16I_NUMBER_SIZE], *write = out;
  snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
  if (*sign && strpbrk(digits, "123456789")) *write++ = '-';
  const char *read = digits;
  for (size_t left = strspn(digits, "0123456789"); left; left--) {
    *write++ = *read++;
    if (left % 3 == 1 && left > 1) *write++ = ',';
  }
  if (decimals) {
    *write++ = '.'; /* whatever the locale has there */
    read += strcspn(read, "0123456789");
    while (*read) *write++ = *read++;
  }
  *write = '\0';
  return (int)(write - out);
}

int64_t sdg16_format_number(double value, int32_t decimals, char *buffer, int64_t capacity) {
  if (!buffer || capacity < SDG16I_NUMBER_SIZE) return SDG16_ERR_CAPACITY;
  if (decimals < 0 || decimals > 17) return SDG16_ERR_ARGUMENT;
  return sdg16i_format_number(value, decimals, buffer);
}

int64_t sdg16_format_double(double value, char *buffer, int64_t capacity) {
  if (!buffer || capacity < SDG16I_DOUBLE_SIZE) return SDG16_ERR_CAPACITY;
  return sdg16i_format_double(value, buffer);
}

int32_t sdg16_parse_double(const char *text, double *out) {
  if (!text || !out) return SDG16_ERR_ARGUMENT;
  return sdg16i_parse_double(text, (int64_t)strlen(text), '.', out) ? SDG16_ERR_VALUE
                                                                    : SDG16_OK;
}
