/* Files whose bytes are in memory. */
#ifndef SDG16I_DATA_CONTENT_H
#define SDG16I_DATA_CONTENT_H

#include "base/error.h"

/* SDG16_ERR_ARGUMENT if the size is negative, or not 0 without a content. */
static inline int32_t sdg16i_content_check(const void *content, int64_t size,
                                           sdg16_error *error) {
  if (size >= 0 && (content || !size)) return SDG16_OK;
  return sdg16i_fail_at(error, SDG16_ERR_ARGUMENT, "content", 0, 0,
                        "content must be bytes and their number, 0 or more; it is %s and %lld",
                        content ? "not NULL" : "NULL", (long long)size);
}

/* The SDG16_FILE_ format of a content (NULL: of the file): sdg16_file_format_detect. */
int32_t sdg16i_format_detect(const char *path, const void *content, int64_t size);

#endif
