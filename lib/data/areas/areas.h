/* Areas in data. */
#ifndef SDG16I_DATA_AREAS_AREAS_H
#define SDG16I_DATA_AREAS_AREAS_H

#include <sdg16/table.h>
#include <stdint.h>

/* The text of an area as results have it: an M49 number without zeros in front, which a name or
 * an ISO code of three letters becomes. Any other text is itself, without blanks in front. */
const char *sdg16i_area_text(const char *text);

/* In a column of data, names and letters are those of countries only if all its texts are of
 * areas: among Alabama and Alaska, Georgia is no country. Numbers are areas in any case. */
int sdg16i_areas_are_named(const sdg16_table *table, int64_t column);
/* sdg16i_area_text, but for names and letters where they are not those of countries. */
const char *sdg16i_area_of(const char *text, int named);

/* " (did you mean 826, United Kingdom ...?)"; "" if no area is near. */
#define SDG16I_AREA_HINT_SIZE 128
const char *sdg16i_area_hint(const char *text, char out[SDG16I_AREA_HINT_SIZE]);

#endif
