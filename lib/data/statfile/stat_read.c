#include "data/statfile/stat_read.h"

int32_t sdg16i_stat_read(const char *path, int32_t format, const sdg16_read_options *options,
                         sdg16i_stat_builder *builder, sdg16_error *error) {
  return sdg16i_readstat_read(path, format, options, builder, error);
}
