#include "data/statfile/stat_read.h"

#include <stddef.h>

static const struct stat_format {
  int32_t format;
  const char *kind;
  int32_t (*read)(const sdg16i_stat_job *job);
} FORMATS[] = {
    {SDG16_FILE_STATA, "a Stata file", sdg16i_dta_read},
    {SDG16_FILE_SPSS, "an SPSS file", sdg16i_sav_read},
    {SDG16_FILE_SPSS_PORTABLE, "an SPSS portable file", sdg16i_por_read},
};

static const struct stat_format *format_of(int32_t format) {
  for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++)
    if (FORMATS[i].format == format) return &FORMATS[i];
  return NULL;
}

int32_t sdg16i_stat_read(const char *path, int32_t format, const sdg16_read_options *options,
                         sdg16i_stat_builder *builder, sdg16_error *error) {
  const struct stat_format *known = format_of(format);
  sdg16i_stat_job job = {.path = path, .options = options, .builder = builder, .error = error};
  if (!known) return sdg16i_fail(error, SDG16_ERR_ARGUMENT, "format: not one of SPSS or Stata");
  int32_t status = options->content ? sdg16i_bytes_of(path, options->content,
                                                      options->content_size, &job.source, error)
                                    : sdg16i_bytes_open(path, known->kind, &job.source, error);
  if (!status) status = known->read(&job);
  sdg16i_bytes_close(job.source);
  return status;
}
