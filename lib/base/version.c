#include <sdg16/base.h>

const char *sdg16_version(void) { return SDG16_VERSION; }

int32_t sdg16_abi(void) { return SDG16_ABI; }

int64_t sdg16_capabilities(void) { return SDG16_CAP_CSV | SDG16_CAP_STAT; }
