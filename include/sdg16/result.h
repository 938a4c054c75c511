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

/* The schema as a table, one row per column, in the order of the result tables. The caller
 * frees it. Its columns, all of text:
 * table: the result table:
 *   multiple systems estimation: "estimates", "models", "modes", "top", "diagnostics",
 *     "residuals", "draw_modes", "draws", "checked_models";
 *   capture data: "overlaps", "detected", "columns_read", "notes" (surveys have it too);
 *   surveys: "survey", "comparisons", "logistic", "independence";
 *   indicators: "indicator" (from counts, surveys and regions, their changes, sums of flows,
 *     SDMX-CSV that was read), "indicator_notes" (flows have it too), "audit", "coding";
 *   illicit financial flows: "flows", "flow_detail", "flow_coefficients", "flow_methods";
 *   the registry: "catalog", "catalog_inputs", "catalog_series", "catalog_dimensions",
 *     "catalog_switches";
 *   disclosure control: "protection_report".
 *   A table has its columns in this order; it does not always have all of them.
 * name: the name of the column. "*": the data name the columns in this place, for example the
 *   dimensions (sdg16_table_is_dimension) and the cells of draws.
 * type: "text", "whole" (SDG16_INT64) or "real" (SDG16_DOUBLE).
 * about: what the column has, one sentence in plain English.
 * command: the subcommand of sdg16 that writes the table ("mse"); missing: none does.
 * role: "key", "setting", "model", "estimate", "limit", "count", "fit", "bootstrap", "rate",
 *   "bound", "status", "note", "dimension".
 * protection: what sdg16_protect does with the column in tables of estimates, surveys,
 *   indicators and flows:
 *   "setting": publishes it, also in suppressed rows;
 *   "publish": publishes it, in rows that are published;
 *   "count": publishes it as a count, which is suppressed or rounded;
 *   "part": the same, but a small value suppresses nothing;
 *   "value": publishes it; if the counts it rests on are rounded, computes it again from them;
 *   "derived": publishes it, unless the value of its row is computed again;
 *   "exact": publishes it, unless counts are rounded;
 *   "verdict": publishes it, also in rows that are removed because they are not reliable;
 *   "reasons": the same, but not in rows of a survey whose value is published in steps;
 *   "describe": publishes it, and adds what was done with the row (status, flags, code of the
 *     observation, note);
 *   "written": writes what was done with the row, and publishes nothing else;
 *   "withhold": does not publish it;
 *   of estimates from lists, if counts are protected:
 *   "estimate": publishes the total with the undetected rounded to few digits, or withholds it;
 *   "hidden", "spread": rounds to few digits; withholds it with the total or with the limits, or
 *     if counts are rounded;
 *   "lower", "upper": a limit, rounded outwards; withheld in the same way;
 *   "rate", "rate-lower", "rate-upper": publishes the rate that follows from those numbers;
 *   "model": publishes it, but withholds it with the total;
 *   "of-limits": the same, but with the limits.
 *   A column that the schema does not have for its table is never published. Other tables are
 *   only for the office.
 * json_object, json_field: its place in the JSON of the command; "" as object: in the estimate
 *   itself; missing: JSON has no such field.
 * json_when: when JSON has it (if the table has it), separated by commas: "part" (not in sums
 *   of strata), "interval" (unless there is no interval), "known" (only if there is a value),
 *   "list" (an array of texts), "flag" (only as true); missing: always. */
SDG16_API int32_t sdg16_result_schema(sdg16_table **out, sdg16_error *error);

/* Which table of the schema a table is: "estimates", "indicator". The result tables of this
 * library say it; NULL if the table does not, because it was read or filled. Writers and
 * disclosure control recognise such a table by its columns. */
SDG16_API const char *sdg16_table_result(const sdg16_table *table);
/* Says it of a table that was read or filled; NULL: takes it back. SDG16_ERR_NAME if the schema
 * has no such table; then nothing is changed. */
SDG16_API int32_t sdg16_table_set_result(sdg16_table *table, const char *name,
                                         sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
