#include "data/statfile/sav_opcodes.h"

#include "data/statfile/byte_order.h"

#include <sdg16/base.h>

#define SKIP 0  /* of no meaning */
#define END 252 /* no cases follow */
#define VERBATIM 253
#define BLANKS 254
#define MISSING 255

/* The bits of a number, so that they are in the byte order of the file when they are stored. */
static uint64_t stored_bits(double number, int is_big) {
  unsigned char bytes[8];
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  for (int i = 0; i < 8; i++) bytes[is_big ? 7 - i : i] = (unsigned char)(bits >> 8 * i);
  memcpy(&bits, bytes, sizeof bits);
  return bits;
}

/* A number 0 in a text is 8 NUL bytes, as some programs fill texts; other numbers are none. */
void sdg16i_sav_opcodes_begin(sdg16i_sav_opcodes *o, double bias, double system_missing,
                              int is_big) {
  for (int i = 1; i < END; i++) {
    double number = i - bias;
    o->values[i] = stored_bits(number, is_big);
    o->is_number[i] = (unsigned char)(number < 0 || number > 0);
  }
  memset(&o->values[BLANKS], ' ', 8);
  o->values[MISSING] = stored_bits(system_missing, is_big);
  o->is_number[MISSING] = 1;
}

/* The next `size` (up to 8) bytes; fewer at the end. */
static int32_t take_bytes(sdg16i_sav_opcodes *o, int size, const unsigned char **out,
                          int *got) {
  sdg16i_sav_input *in = &o->input;
  *got = size;
  if (in->size >= size) {
    *out = in->bytes;
    in->bytes += size;
    in->size -= size;
    return SDG16_OK;
  }
  int held = 0;
  int32_t status = SDG16_OK;
  while (held < size) {
    if (!in->size) status = in->fill(in->context, &in->bytes, &in->size);
    if (status || !in->size) break;
    o->carry[held++] = *in->bytes++;
    in->size--;
  }
  *out = o->carry;
  *got = held;
  return status;
}

/* The last group may have fewer than 8 opcodes. */
static int32_t take_group(sdg16i_sav_opcodes *o) {
  const unsigned char *bytes;
  int32_t status = take_bytes(o, 8, &bytes, &o->held);
  if (status) return status;
  memcpy(o->group, bytes, (size_t)o->held);
  o->next = 0;
  if (!o->held) o->is_ended = 1;
  return SDG16_OK;
}

/* One unit of 8 bytes; `*made` 0: the opcode has none. */
static int32_t decode_element(sdg16i_sav_opcodes *o, unsigned char *out, int *made) {
  const unsigned char *bytes;
  int got;
  unsigned char opcode = o->group[o->next++];
  *made = 1;
  if (opcode == VERBATIM) {
    int32_t status = take_bytes(o, 8, &bytes, &got);
    if (status) return status;
    if (got < 8) return SDG16I_SAV_ENDS_EARLY;
    memcpy(out, bytes, 8);
    return SDG16_OK;
  }
  *made = opcode != SKIP && opcode != END;
  o->is_ended = opcode == END;
  if (!*made) return SDG16_OK;
  if (o->is_number[opcode] && o->is_text[o->at]) return SDG16I_SAV_NOT_A_TEXT;
  memcpy(out, &o->values[opcode], 8);
  return SDG16_OK;
}

int32_t sdg16i_sav_opcodes_cases(sdg16i_sav_opcodes *o, int64_t most, unsigned char *out,
                                 int64_t *cases) {
  int32_t status = SDG16_OK;
  *cases = 0;
  while (!status && !o->is_ended && *cases < most) {
    int made = 0;
    if (o->next == o->held) {
      status = take_group(o);
      continue;
    }
    status = decode_element(o, out, &made);
    if (status) break;
    out += 8 * made;
    o->at += made;
    if (o->at < o->elements) continue;
    o->at = 0;
    ++*cases;
  }
  return !status && o->is_ended && o->at ? SDG16I_SAV_ENDS_EARLY : status;
}
