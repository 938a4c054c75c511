#include "indicators/counts/columns.h"

#include "indicators/counts/indicator_data.h"

#include <math.h>
#include <string.h>

int sdg16i_is_fixed_column(const char *name) {
  static const char *const FIXED[] = {"indicator",
                                      "series",
                                      "label",
                                      "variant",
                                      "unit",
                                      "unit_mult",
                                      "ref_area",
                                      "time_period",
                                      "time_detail",
                                      "source",
                                      "value",
                                      "se",
                                      "lower",
                                      "upper",
                                      "level",
                                      "df",
                                      "deff",
                                      "n",
                                      "n_effective",
                                      "cv",
                                      "events",
                                      "missing",
                                      "weight",
                                      "interval",
                                      "reliability",
                                      "reasons",
                                      "numerator",
                                      "denominator",
                                      "multiplier",
                                      "reference_numerator",
                                      "reference_denominator",
                                      "reporting_type",
                                      "nature",
                                      "obs_status",
                                      "flags",
                                      "status",
                                      "switches",
                                      "note",
                                      "areas",
                                      "members",
                                      "coverage",
                                      "imputed",
                                      "segment",
                                      "previous_period",
                                      "previous",
                                      "change",
                                      "change_percent",
                                      "base_per",
                                      "time_coverage",
                                      "comment_ts",
                                      "geo_info_url",
                                      "geo_info_type",
                                      "data_last_update",
                                      "cust_breakdown_lb"};
  for (size_t i = 0; i < sizeof FIXED / sizeof FIXED[0]; i++)
    if (!strcmp(name, FIXED[i])) return 1;
  return 0;
}

const char *sdg16i_result_text(const sdg16_table *table, const char *name, int64_t row,
                               char buffer[32]) {
  int64_t column = sdg16_table_find(table, name);
  return column < 0 ? NULL : sdg16i_text_at(table, column, row, buffer);
}

double sdg16i_result_number(const sdg16_table *table, const char *name, int64_t row) {
  double value;
  int64_t column = sdg16_table_find(table, name);
  return column < 0 || sdg16i_number_at(table, column, row, &value) ? (double)NAN : value;
}
