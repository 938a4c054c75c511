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
 * table: the result table: "estimates", "models", "modes", "top", "diagnostics" (of
 *   sdg16_mse and sdg16_strata). Tables of strata begin with the columns of the
 *   disaggregation, with their names in the data. Columns of the schema that no table has yet
 *   are reserved.
 * name: the name of the column.
 * type: "text", "whole" (SDG16_INT64) or "real" (SDG16_DOUBLE).
 * role: "key", "setting", "model", "estimate", "limit", "count", "fit", "bootstrap", "rate",
 *   "bound", "status", "note".
 * protection: what sdg16_protect does with the column of estimates: "setting": publishes it,
 *   in suppressed rows too; "publish": publishes it; "count": publishes it as a count, which
 *   is suppressed or rounded; "estimate": publishes it rounded; "limit": the same, but
 *   withholds it where counts are rounded; "rate", "rate-limit": publishes the rate of those
 *   rounded numbers; "withhold": publishes nothing. A column that is not in the schema is
 *   withheld. Tables other than the estimates are not published at all.
 * json_object, json_field: where sdg16 mse --format json has it; "" as object: in the
 *   estimate itself; missing: JSON has no such field.
 * json_when: when JSON has it, separated by commas: "part" (not in sums of strata), "sum"
 *   (only in these), "interval" (unless there is no interval), "known" (only if there is a
 *   value), "list" (an array of texts), "flag" (only as true); missing: always. */
SDG16_API int32_t sdg16_result_schema(sdg16_table **out, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
