/* The writers of each format. */
#ifndef SDG16I_PUBLISH_FORMATS_H
#define SDG16I_PUBLISH_FORMATS_H

#include "base/writer.h"
#include "publish/observations.h"

int32_t sdg16i_write_sdmx(const sdg16i_observations *observations, int32_t version,
                          const sdg16_publish_options *options, sdg16i_writer *writer,
                          sdg16_error *error);
int32_t sdg16i_write_open_sdg(const sdg16i_observations *observations,
                              const sdg16_registry *registry, const sdg16_table *results,
                              const sdg16_publish_options *options, sdg16i_writer *writer,
                              sdg16_error *error);
int32_t sdg16i_write_json(const sdg16_table *results, const sdg16_publish_options *options,
                          sdg16_write_fn write, void *context, sdg16_error *error);
int32_t sdg16i_write_text(const sdg16_table *results, const sdg16_publish_options *options,
                          sdg16i_writer *writer, sdg16_error *error);

#endif
