#include "data/statfile/spss_format.h"

#include <stddef.h>

const char *sdg16i_spss_format_name(int64_t type) {
  static const char *const NAMES[] = {
      NULL,    "A",    "AHEX",  "COMMA", "DOLLAR",   "F",     "IB",    "PIBHEX", "P",
      "PIB",   "PK",   "RB",    "RBHEX", NULL,       NULL,    "Z",     "N",      "E",
      NULL,    NULL,   "DATE",  "TIME",  "DATETIME", "ADATE", "JDATE", "DTIME",  "WKDAY",
      "MONTH", "MOYR", "QYR",   "WKYR",  "PCT",      "DOT",   "CCA",   "CCB",    "CCC",
      "CCD",   "CCE",  "EDATE", "SDATE", "MTIME",    "YMDHMS"};
  int64_t count = (int64_t)(sizeof NAMES / sizeof *NAMES);
  return type >= 0 && type < count ? NAMES[type] : NULL;
}
