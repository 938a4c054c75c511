/* Names of public constants: a table of them, and its pair of functions. */
#ifndef SDG16I_BASE_NAMES_H
#define SDG16I_BASE_NAMES_H

#include <stdint.h>

typedef struct sdg16i_name {
  int32_t value;
  const char *name;
} sdg16i_name;

const char *sdg16i_name_of(const sdg16i_name *names, int64_t count,
                           int32_t value); /* or NULL */
/* `unknown` if no constant has the name. */
int32_t sdg16i_value_of(const sdg16i_name *names, int64_t count, const char *name,
                        int32_t unknown);

#define SDG16I_NAME_COUNT(table) ((int64_t)(sizeof(table) / sizeof(table)[0]))
#define SDG16I_NAME_OF(table, value) sdg16i_name_of(table, SDG16I_NAME_COUNT(table), value)

/* The pair `group`_name and `group`_from_name of a table. The second returns `unknown` for a
 * name that is not in it. */
#define SDG16I_NAMES_OR(group, table, unknown)                                                 \
  const char *group##_name(int32_t value) { return SDG16I_NAME_OF(table, value); }             \
  int32_t group##_from_name(const char *name) {                                                \
    return sdg16i_value_of(table, SDG16I_NAME_COUNT(table), name, unknown);                    \
  }
#define SDG16I_NAMES(group, table) SDG16I_NAMES_OR(group, table, -1)

#endif
