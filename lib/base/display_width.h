/* How many columns a text takes on a screen. */
#ifndef SDG16I_BASE_DISPLAY_WIDTH_H
#define SDG16I_BASE_DISPLAY_WIDTH_H

#include <stdint.h>

/* Combining marks take none, most of East Asia's characters two, a byte that is not UTF-8 and
 * a control character, which are shown as one, one. In any locale. */
int64_t sdg16i_display_width(const char *text, int64_t size);

#endif
