/* What is legal in a .dta file, but worth a note: one note of a kind, with the columns. */
#include "data/statfile/dta.h"

void sdg16i_dta_remark(sdg16i_dta *d, int remark, const char *name) {
  sdg16i_stat_remark_add(&d->remarks[remark], name);
}

int32_t sdg16i_dta_put_notes(sdg16i_dta *d) {
  static const char *const TEXTS[SDG16I_DTA_REMARKS] = {
      [SDG16I_DTA_LEAP_SECONDS] = "numbers that count milliseconds with leap seconds (%tC) are "
                                  "kept as numbers, not as dates",
      [SDG16I_DTA_BUSINESS_DAYS] =
          "numbers that count business days (%tb) are kept as numbers, "
          "because the file does not have the calendar",
      [SDG16I_DTA_BINARY_TEXTS] = "binary values (strL) are missing",
      [SDG16I_DTA_ALIAS_COLUMNS] = "aliases of variables in other frames are left out, because "
                                   "this file does not have their values"};
  int32_t status = SDG16_OK;
  for (int i = 0; !status && i < SDG16I_DTA_REMARKS; i++)
    status = sdg16i_stat_remark_note(d->job->builder, &d->remarks[i], TEXTS[i]);
  return status;
}
