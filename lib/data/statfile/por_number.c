/* A number is M x 30^E with a whole number M. Most have few digits: then both factors are
 * doubles, and one operation rounds once. The others are computed with whole numbers of any
 * size: 30 = 2 x 15, so that only powers of 15 need multiplications and divisions. */
#include "data/statfile/por_number.h"

#include <math.h>
#include <string.h>

#define BASE 30
#define EXACT ((uint64_t)1 << 53) /* whole numbers up to here are doubles */
#define POWERS 13                 /* 15^13 is below 2^53 */
#define PLACES_MAX 210            /* 30^209 is above all doubles, */
#define PLACES_MIN (-221)         /* 30^-221 below a half of the smallest */
#define LIMBS 200                 /* 6,400 bits: 512 digits of 5 bits, and what follows */

/* A whole number, the lowest 32 bits first; `is_more`: something below it was lost. */
typedef struct sdg16i_por_whole {
  int64_t size; /* without zeros in front */
  int is_more;
  uint32_t limbs[LIMBS];
} sdg16i_por_whole;

typedef struct sdg16i_por_parts {
  int is_negative;
  const char *digits; /* with at most one point among them */
  int64_t size;
  int64_t exponent; /* of the last digit */
} sdg16i_por_parts;

/* ---- the text ---- */

static int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'A' && c <= 'T' ? c - 'A' + 10 : -1;
}

/* -1: there is none. */
static int64_t exponent_of(const char *text, int64_t size) {
  int64_t value = 0;
  for (int64_t i = 0; i < size; i++) {
    int digit = digit_of(text[i]);
    if (digit < 0) return -1;
    if (value < 1000000) value = BASE * value + digit;
  }
  return size ? value : -1;
}

static int split_number(const char *text, int64_t size, sdg16i_por_parts *parts) {
  int64_t at = 0, digits = 0, behind = -1;
  parts->is_negative = size && *text == '-';
  at = parts->is_negative;
  parts->digits = text + at;
  for (; at < size && (digit_of(text[at]) >= 0 || (text[at] == '.' && behind < 0)); at++) {
    if (text[at] == '.')
      behind = 0;
    else
      digits++, behind += behind >= 0;
  }
  parts->size = text + at - parts->digits;
  parts->exponent = behind > 0 ? -behind : 0;
  if (!digits) return -1;
  if (at == size) return 0;
  if (text[at] != '+' && text[at] != '-') return -1;
  int64_t power = exponent_of(text + at + 1, size - at - 1);
  if (power < 0) return -1;
  parts->exponent += text[at] == '-' ? -power : power;
  return 0;
}

/* ---- whole numbers of any size ---- */

static void multiply_whole(sdg16i_por_whole *w, uint32_t factor, uint32_t carry) {
  uint64_t held = carry;
  for (int64_t i = 0; i < w->size; i++) {
    held += (uint64_t)w->limbs[i] * factor;
    w->limbs[i] = (uint32_t)held;
    held >>= 32;
  }
  if (held) w->limbs[w->size++] = (uint32_t)held;
}

static void divide_whole(sdg16i_por_whole *w, uint32_t divisor) {
  uint64_t rest = 0;
  for (int64_t i = w->size - 1; i >= 0; i--) {
    rest = rest << 32 | w->limbs[i];
    w->limbs[i] = (uint32_t)(rest / divisor);
    rest %= divisor;
  }
  while (w->size && !w->limbs[w->size - 1]) w->size--;
  w->is_more |= rest != 0;
}

static void shift_whole(sdg16i_por_whole *w, int64_t limbs) {
  memmove(w->limbs + limbs, w->limbs, (size_t)w->size * sizeof *w->limbs);
  memset(w->limbs, 0, (size_t)limbs * sizeof *w->limbs);
  w->size += limbs;
}

static int64_t bits_of(const sdg16i_por_whole *w) {
  int64_t bits = 32 * w->size;
  if (!w->size) return 0;
  for (uint32_t top = w->limbs[w->size - 1]; !(top & 0x80000000u); top <<= 1) bits--;
  return bits;
}

static int bit_at(const sdg16i_por_whole *w, int64_t at) {
  return at >= 0 && w->limbs[at / 32] >> at % 32 & 1;
}

static int any_below(const sdg16i_por_whole *w, int64_t at) {
  for (int64_t i = 0; i < at; i++)
    if (bit_at(w, i)) return 1;
  return w->is_more;
}

/* w x 2^exponent to the nearest double. */
static double rounded_whole(const sdg16i_por_whole *w, int64_t exponent) {
  int64_t bits = bits_of(w), top = bits - 1 + exponent;
  int64_t kept = top < -1022 ? 53 - (-1022 - top) : 53; /* fewer below the normal doubles */
  if (!bits || kept < 0) return 0;
  uint64_t value = 0;
  for (int64_t i = 0; i < kept; i++) value = value << 1 | (uint64_t)bit_at(w, bits - 1 - i);
  int64_t half = bits - 1 - kept;
  if (bit_at(w, half) && (value & 1 || any_below(w, half))) value++;
  return ldexp((double)value, (int)(top - kept + 1));
}

#define POWER_7 170859375u /* 15^7 */

static double scaled_whole(sdg16i_por_whole *w, int64_t exponent) {
  int64_t left = exponent < 0 ? -exponent : exponent, limbs = 0;
  if (exponent < 0) { /* room for 64 bits behind the division: 15^k has fewer than 4 k bits */
    limbs = (4 * left + 96 - bits_of(w)) / 32 + 1;
    if (limbs < 0) limbs = 0;
    shift_whole(w, limbs);
  }
  for (; left; left -= left < 7 ? 1 : 7) {
    uint32_t factor = left < 7 ? 15 : POWER_7;
    if (exponent < 0)
      divide_whole(w, factor);
    else
      multiply_whole(w, factor, 0);
  }
  return rounded_whole(w, exponent - 32 * limbs);
}

/* ---- a number ---- */

static double small_number(uint64_t digits, int64_t exponent) {
  double power = 1, value = (double)digits;
  for (int64_t i = exponent < 0 ? -exponent : exponent; i > 0; i--) power *= BASE;
  return exponent < 0 ? value / power : value * power;
}

/* The digits without zeros in front; their number. */
static int64_t collect_digits(const sdg16i_por_parts *parts, sdg16i_por_whole *w,
                              uint64_t *small) {
  int64_t count = 0;
  for (int64_t i = 0; i < parts->size; i++) {
    int digit = digit_of(parts->digits[i]);
    if (digit < 0 || (!count && !digit)) continue;
    count++;
    multiply_whole(w, BASE, (uint32_t)digit);
    *small = *small < EXACT ? BASE * *small + (uint64_t)digit : EXACT;
  }
  return count;
}

int sdg16i_por_number(const char *text, int64_t size, double *out) {
  sdg16i_por_parts parts;
  sdg16i_por_whole whole;
  uint64_t small = 0;
  if (size > SDG16I_POR_NUMBER_MAX || split_number(text, size, &parts)) return -1;
  whole.size = whole.is_more = 0;
  int64_t count = collect_digits(&parts, &whole, &small), places = count + parts.exponent;
  double value = 0;
  if (!count || places < PLACES_MIN)
    value = 0;
  else if (places > PLACES_MAX)
    value = (double)INFINITY;
  else if (small < EXACT && parts.exponent >= -POWERS && parts.exponent <= POWERS)
    value = small_number(small, parts.exponent);
  else
    value = scaled_whole(&whole, parts.exponent);
  *out = parts.is_negative ? -value : value;
  return 0;
}
