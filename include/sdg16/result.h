/* The schema of result columns: what each column of a result table is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_RESULT_H
#define SDG16_RESULT_H

#include <sdg16/base.h>
#include <sdg16/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The schema as a table, one row a column, in the order of the result tables. The caller
 * frees it. Columns, all of texts:
 * table: the result table: of multiple systems estimation "estimates", "models", "modes", "top",
 *   "diagnostics", "residuals", "draw_modes", "draws", "checked_models"; of capture data
 *   "overlaps", "detected", "columns_read", "notes" (those of surveys too); of surveys "survey",
 *   "comparisons", "logistic", "independence"; of indicators "indicator" (of counts, of surveys,
 *   of regions, their changes, sums of flows, SDMX-CSV that was read), "indicator_notes" (those
 *   of flows too), "audit", "coding"; of illicit financial flows "flows", "flow_detail",
 *   "flow_coefficients", "flow_methods"; of a registry "catalog", "catalog_inputs",
 *   "catalog_series", "catalog_dimensions", "catalog_switches"; "protection_report".
 *   A table has its columns in this order, but need not have all.
 * name: of the column. "*": the columns in this place are named by the data, such as those that
 *   disaggregate (sdg16_table_is_dimension), and cells of draws.
 * type: "text", "whole" (SDG16_INT64) or "real" (SDG16_DOUBLE).
 * role: "key", "setting", "model", "estimate", "limit", "count", "fit", "bootstrap", "rate",
 *   "bound", "status", "note", "dimension".
 * protection: what sdg16_protect does with the column of estimates, surveys, indicators and
 *   flows: "setting": publishes it, in suppressed rows too; "publish": publishes it, in rows that
 *   are published; "count": publishes it as a count, which is suppressed or rounded; "part": the
 *   same, but a small one suppresses nothing; "value": publishes it, made anew where its counts
 *   are rounded; "derived": publishes it, but withholds it where the value is made anew; "exact":
 *   publishes it, but withholds it where counts are rounded; "estimate": publishes it rounded;
 *   "limit": the same, but withholds it where counts are rounded; "rate", "rate-limit": publishes
 *   the rate of those rounded numbers; "verdict": as "publish", and in rows that are taken out as
 *   not reliable; "describe": publishes it, and says there what was done; "written": says what
 *   was done, and publishes nothing else; "withhold": publishes nothing. A column that its table
 *   does not have in the schema is never published. Other tables are not published at all.
 * json_object, json_field: where JSON of the command has it; "" as object: in the estimate
 *   itself; missing: JSON has no such field.
 * json_when: when JSON has it, if the table has it, separated by commas: "part" (not in sums of
 *   strata), "interval" (unless there is no interval), "known" (only if there is a value), "list"
 *   (an array of texts), "flag" (only as true); missing: always. */
SDG16_API int32_t sdg16_result_schema(sdg16_table **out, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
