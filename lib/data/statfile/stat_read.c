#include "data/statfile/stat_read.h"

static int32_t read_opened(const sdg16i_stat_job *job, int32_t format) {
  return format == SDG16_FILE_SPSS ? sdg16i_sav_read(job) : sdg16i_por_read(job);
}

int32_t sdg16i_stat_read(const char *path, int32_t format, const sdg16_read_options *options,
                         sdg16i_stat_builder *builder, sdg16_error *error) {
  if (format == SDG16_FILE_STATA)
    return sdg16i_readstat_read(path, format, options, builder, error);
  sdg16i_stat_job job = {.path = path, .options = options, .builder = builder, .error = error};
  int32_t status = sdg16i_bytes_open(
      path, format == SDG16_FILE_SPSS ? "an SPSS file" : "an SPSS portable file", &job.source,
      error);
  if (!status) status = read_opened(&job, format);
  sdg16i_bytes_close(job.source);
  return status;
}
