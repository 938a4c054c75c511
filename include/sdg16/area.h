/* Countries and areas: M49 codes, ISO 3166-1 codes, names.
 *
 * The codes are those of the standard "Country or area codes for statistical use" (M49) of the
 * United Nations Statistics Division: countries, and groups of them such as 1 (World) and 419
 * (Latin America and the Caribbean). Results have them without leading zeros: 4, 826.
 *
 * Wherever this library takes an area (a column, an option), the code may also be the ISO
 * 3166-1 code of three letters or the English name; results then have the M49 code. Case,
 * accents, punctuation, and the words "the", "of" and "and" do not matter: "Cote d'Ivoire",
 * "united kingdom". Usual short and former names are known ("Russia", "Swaziland"). Any other
 * text stays as it is: a table of provinces may have their names. Files of SDMX need M49 codes.
 *
 * Codes of two letters are not read in data, because too many other codes look like them (BE is
 * Berlin and Belgium; NA is Namibia, and missing in R). sdg16_area_code reads them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_AREA_H
#define SDG16_AREA_H

#include <sdg16/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The M49 code that a text means: digits ("826", "004"), the ISO 3166-1 code of two capitals or
 * of three letters, or an English name. -1: unknown. */
SDG16_API int32_t sdg16_area_code(const char *text);
/* The M49 code of the area whose name or code is most similar to the text; -1: none is similar.
 */
SDG16_API int32_t sdg16_area_nearest(const char *text);

/* The areas by ascending code. Texts are NULL if `index` is out of range, or if the area has
 * none: groups of countries have no ISO codes. */
SDG16_API int64_t sdg16_area_count(void);
SDG16_API int32_t sdg16_area_m49(int64_t index);      /* -1 if out of range */
SDG16_API const char *sdg16_area_text(int64_t index); /* the same as text: "826" */
SDG16_API const char *sdg16_area_iso2(int64_t index);
SDG16_API const char *sdg16_area_iso3(int64_t index);
SDG16_API const char *sdg16_area_name(int64_t index);
/* The index of an M49 code; -1: it is not in the list. */
SDG16_API int64_t sdg16_area_find(int32_t m49);

#ifdef __cplusplus
}
#endif
#endif
