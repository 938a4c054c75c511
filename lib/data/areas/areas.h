/* Areas in data. */
#ifndef SDG16I_DATA_AREAS_AREAS_H
#define SDG16I_DATA_AREAS_AREAS_H

#include <stdint.h>

/* The text of an area as results have it: an M49 number without zeros in front, which a name or
 * an ISO code of three letters becomes. Any other text is itself, without blanks in front. */
const char *sdg16i_area_text(const char *text);

/* " (did you mean 826, United Kingdom ...?)"; "" if no area is near. */
#define SDG16I_AREA_HINT_SIZE 128
const char *sdg16i_area_hint(const char *text, char out[SDG16I_AREA_HINT_SIZE]);

#endif
