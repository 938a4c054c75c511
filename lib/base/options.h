/* Size-first structs: options that callers of older and newer headers pass in,
 * and results that are copied out to them. */
#ifndef SDG16I_BASE_OPTIONS_H
#define SDG16I_BASE_OPTIONS_H

#include <sdg16/base.h>

/* Writes the first `size` bytes of `defaults` (known bytes, struct_size first)
 * to the caller's struct and sets its struct_size to `size`; zeroes what lies
 * beyond the known size. */
int32_t sdg16i_struct_out(void *caller, int64_t size, const void *known, int64_t known_size);

/* Merges the caller's struct (NULL: nothing) into `merged`, which holds the
 * defaults: a shorter struct leaves the defaults of the newer members, a longer
 * one is refused unless its tail is zero. */
int32_t sdg16i_struct_in(const void *caller, void *merged, int64_t known_size, const char *name,
                         sdg16_error *error);

#endif
