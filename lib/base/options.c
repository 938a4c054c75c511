#include "base/options.h"

#include "base/error.h"

#include <string.h>

int32_t sdg16i_struct_out(void *caller, int64_t size, const void *known, int64_t known_size) {
  if (!caller || size < (int64_t)sizeof(int64_t)) return SDG16_ERR_STRUCT_SIZE;
  memset(caller, 0, (size_t)size);
  memcpy(caller, known, (size_t)(size < known_size ? size : known_size));
  memcpy(caller, &size, sizeof size);
  return SDG16_OK;
}

int32_t sdg16i_struct_in(const void *caller, void *merged, int64_t known_size, const char *name,
                         sdg16_error *error) {
  if (!caller) return SDG16_OK;
  int64_t size;
  memcpy(&size, caller, sizeof size);
  if (size < (int64_t)sizeof size || size > 65536)
    return sdg16i_fail_at(error, SDG16_ERR_STRUCT_SIZE, name, 0, 0,
                          "%s: struct_size must be set by %s_init, not %lld", name, name,
                          (long long)size);
  const unsigned char *bytes = caller;
  for (int64_t i = known_size; i < size; i++)
    if (bytes[i])
      return sdg16i_fail_at(error, SDG16_ERR_STRUCT_SIZE, name, 0, 0,
                            "%s: the caller sets members that this library (%s) does not know",
                            name, SDG16_VERSION);
  memcpy(merged, caller, (size_t)(size < known_size ? size : known_size));
  memcpy(merged, &known_size, sizeof known_size);
  return SDG16_OK;
}
