/* Ages in bands: "15,25,65" says where each begins; the last has no end. */
#ifndef SDG16I_BASE_BANDS_H
#define SDG16I_BASE_BANDS_H

#include <stdint.h>

#define SDG16I_OLDEST 150 /* years of age */
#define SDG16I_BAND_SIZE 16

typedef struct sdg16i_bands {
  int64_t count;
  int32_t first[SDG16I_OLDEST + 1]; /* ages, ascending */
} sdg16i_bands;

/* 0; -1: the text has other things than whole ages in ascending order. */
int sdg16i_bands_read(const char *text, sdg16i_bands *out);
/* The last age of a band; -1: the band has no end. */
int32_t sdg16i_bands_last(const sdg16i_bands *bands, int64_t band);
/* The band that holds an age in completed years; -1: the age is below the first band. */
int64_t sdg16i_bands_find(const sdg16i_bands *bands, double age);

#endif
