/* Notes on values of indicators and of illicit financial flows, as a table. */
#ifndef SDG16I_RESULTS_INDICATOR_NOTES_H
#define SDG16I_RESULTS_INDICATOR_NOTES_H

#include <sdg16/table.h>

/* `texts`: kind, area, period and message of each note. */
int32_t sdg16i_indicator_notes(int64_t count, const char *const *texts, sdg16_table **out,
                               sdg16_error *error);

#endif
