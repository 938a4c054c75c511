/* Numbers of a file, in either byte order, from any address. */
#ifndef SDG16I_DATA_STATFILE_BYTE_ORDER_H
#define SDG16I_DATA_STATFILE_BYTE_ORDER_H

#include <stdint.h>
#include <string.h>

static inline uint16_t sdg16i_get_u16(const unsigned char *bytes, int is_big) {
  return (uint16_t)(is_big ? bytes[0] << 8 | bytes[1] : bytes[1] << 8 | bytes[0]);
}

static inline uint32_t sdg16i_get_u32(const unsigned char *bytes, int is_big) {
  uint32_t first = sdg16i_get_u16(bytes, is_big), second = sdg16i_get_u16(bytes + 2, is_big);
  return is_big ? first << 16 | second : second << 16 | first;
}

static inline uint64_t sdg16i_get_u64(const unsigned char *bytes, int is_big) {
  uint64_t first = sdg16i_get_u32(bytes, is_big), second = sdg16i_get_u32(bytes + 4, is_big);
  return is_big ? first << 32 | second : second << 32 | first;
}

/* A whole number of `size` bytes, 1 to 8. */
static inline uint64_t sdg16i_get_whole(const unsigned char *bytes, int size, int is_big) {
  uint64_t value = 0;
  for (int i = 0; i < size; i++) value = value << 8 | bytes[is_big ? i : size - 1 - i];
  return value;
}

static inline int16_t sdg16i_get_i16(const unsigned char *bytes, int is_big) {
  return (int16_t)sdg16i_get_u16(bytes, is_big);
}

static inline int32_t sdg16i_get_i32(const unsigned char *bytes, int is_big) {
  return (int32_t)sdg16i_get_u32(bytes, is_big);
}

static inline int64_t sdg16i_get_i64(const unsigned char *bytes, int is_big) {
  return (int64_t)sdg16i_get_u64(bytes, is_big);
}

static inline float sdg16i_get_float(const unsigned char *bytes, int is_big) {
  uint32_t bits = sdg16i_get_u32(bytes, is_big);
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline double sdg16i_get_double(const unsigned char *bytes, int is_big) {
  uint64_t bits = sdg16i_get_u64(bytes, is_big);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

#endif
