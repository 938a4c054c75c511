/* How many columns a text takes on a screen. */
#ifndef SDG16I_BASE_DISPLAY_WIDTH_H
#define SDG16I_BASE_DISPLAY_WIDTH_H

#include <stdint.h>

/* Combining marks take 0, most East Asian characters 2. A byte that is not UTF-8 and a control
 * character are shown as one character and take 1. In any locale. */
int64_t sdg16i_display_width(const char *text, int64_t size);

#endif
