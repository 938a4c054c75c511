/* Disclosure control of a result table: what happens to each row. */
#ifndef SDG16I_PROTECT_H
#define SDG16I_PROTECT_H

#include "publish/cells.h"

/* The caller's options with the defaults, checked. */
int32_t sdg16i_protect_options_read(const sdg16_protect_options *options,
                                    sdg16_protect_options *out, sdg16_error *error);

#endif
