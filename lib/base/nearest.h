/* Which known word was meant. */
#ifndef SDG16I_BASE_NEAREST_H
#define SDG16I_BASE_NEAREST_H

#include <stddef.h>

/* Letters to insert, delete, change or swap to make one of the other; 0 where `known` begins
 * with `written`. Of the first 63 bytes. */
size_t sdg16i_distance(const char *written, const char *known);
int sdg16i_is_near(size_t distance, const char *written);

#endif
