/* Reading files of SPSS and Stata: which reader, and what each of them gets. */
#ifndef SDG16I_DATA_STATFILE_STAT_READ_H
#define SDG16I_DATA_STATFILE_STAT_READ_H

#include "data/statfile/byte_source.h"
#include "data/statfile/stat_builder.h"

typedef struct sdg16i_stat_job {
  const char *path;
  const sdg16_read_options *options;
  sdg16i_byte_source *source; /* at the first byte */
  sdg16i_stat_builder *builder;
  sdg16_error *error;
} sdg16i_stat_job;

/* Reads a file into the builder: `format` is SDG16_FILE_SPSS, _SPSS_PORTABLE or _STATA. */
int32_t sdg16i_stat_read(const char *path, int32_t format, const sdg16_read_options *options,
                         sdg16i_stat_builder *builder, sdg16_error *error);

/* The readers of each format: the job's file into its builder. */
int32_t sdg16i_sav_read(const sdg16i_stat_job *job); /* .sav, .zsav */
int32_t sdg16i_por_read(const sdg16i_stat_job *job);

/* ---- the readers ---- */

int32_t sdg16i_dta_read(const sdg16i_stat_job *job);

#endif
