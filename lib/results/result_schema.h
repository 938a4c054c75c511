/* The one list of result columns: what a column is, what disclosure control does with it,
 * where JSON has it. A new column is one line in the list of its table (mse_columns.h and the
 * others), and one sdg16i_put_... where its value is computed (result_rows.h). */
#ifndef SDG16I_RESULTS_RESULT_SCHEMA_H
#define SDG16I_RESULTS_RESULT_SCHEMA_H

#include "results/catalog_columns.h"
#include "results/flow_columns.h"
#include "results/indicator_columns.h"
#include "results/mse_columns.h"
#include "results/survey_columns.h"

#include <sdg16/result.h>

#include <stddef.h>

/* ---- what a column is ---- */
#define SDG16I_ROLE_KEY 0      /* it identifies the row */
#define SDG16I_ROLE_SETTING 1  /* how the estimate was made */
#define SDG16I_ROLE_MODEL 2    /* a model as text, its size */
#define SDG16I_ROLE_ESTIMATE 3 /* a number estimated, its standard error */
#define SDG16I_ROLE_LIMIT 4    /* of an interval */
#define SDG16I_ROLE_COUNT 5    /* persons, replicates, models */
#define SDG16I_ROLE_FIT 6      /* how the model fits, how it was found */
#define SDG16I_ROLE_BOOTSTRAP 7
#define SDG16I_ROLE_RATE 8
#define SDG16I_ROLE_BOUND 9 /* a lower bound of the total */
#define SDG16I_ROLE_STATUS 10
#define SDG16I_ROLE_NOTE 11
#define SDG16I_ROLE_DIMENSION 12 /* it names the group */

/* ---- what disclosure control does with it ----
 * A column that is not in the schema of its table is never published. */
#define SDG16I_RULE_WITHHOLD 0 /* it would reveal counts that are not in the table */
#define SDG16I_RULE_SETTING 1  /* as it is, in suppressed rows too */
#define SDG16I_RULE_PUBLISH 2  /* as it is, in rows that are published */
#define SDG16I_RULE_COUNT 3    /* as a count: suppressed or rounded */
#define SDG16I_RULE_PART 4     /* a further part of a value: rounded with the count */
#define SDG16I_RULE_VALUE 5    /* as it is; computed again if its counts are rounded */
#define SDG16I_RULE_DERIVED 6  /* as it is; withheld if the value is computed again */
#define SDG16I_RULE_EXACT 7    /* as it is; withheld if counts are rounded (it reveals them) */
#define SDG16I_RULE_VERDICT 8  /* as PUBLISH, also in rows removed as not reliable */
#define SDG16I_RULE_REASONS 9  /* as VERDICT; not in rows of a survey that are made coarse */
#define SDG16I_RULE_RESPONDENTS 10 /* as COUNT, and in rows that are made coarse */
/* Of estimates from lists, whose overlaps they would reveal (protect/overlaps.h). Limits are
 * withheld with the estimate, without each other, and where counts are rounded. */
#define SDG16I_RULE_ESTIMATE 11 /* the observed, and the hidden to few digits; or withheld */
#define SDG16I_RULE_HIDDEN 12   /* to few digits; withheld with the estimate or if rounded */
#define SDG16I_RULE_SPREAD 13   /* a standard error to few digits; withheld with the limits */
#define SDG16I_RULE_LOWER 14    /* a limit, rounded down */
#define SDG16I_RULE_UPPER 15    /* a limit, rounded up */
#define SDG16I_RULE_RATE 16     /* computed from ESTIMATE as it is published */
#define SDG16I_RULE_RATE_LOWER 17
#define SDG16I_RULE_RATE_UPPER 18
#define SDG16I_RULE_MODEL 19     /* as PUBLISH; withheld with the estimate */
#define SDG16I_RULE_OF_LIMITS 20 /* as PUBLISH; withheld with the limits */
/* As it is, and what protection did to the row: */
#define SDG16I_RULE_DESCRIBE_STATUS 21 /* in place of the status */
#define SDG16I_RULE_DESCRIBE_FLAGS 22  /* beside the flags */
#define SDG16I_RULE_DESCRIBE_CODE 23   /* as the SDMX code of the observation */
#define SDG16I_RULE_DESCRIBE_NOTE 24   /* in words, beside the note */
/* What protection did to the row, and nothing else: */
#define SDG16I_RULE_WRITTEN_FLAGS 25
#define SDG16I_RULE_WRITTEN_CODE 26
#define SDG16I_RULE_WRITTEN_NOTE 27
#define SDG16I_RULE_WRITTEN_BAND 28 /* the band of the cv, in rows that are made coarse */

/* ---- the object of an estimate in JSON that contains the field ---- */
#define SDG16I_OBJECT_NONE NULL /* not in JSON, or written there in another way */
#define SDG16I_OBJECT_SELF ""
#define SDG16I_OBJECT_BOOTSTRAP "bootstrap"
#define SDG16I_OBJECT_RATE "rate_per_100000"
#define SDG16I_OBJECT_DISAGGREGATION "disaggregation"

/* ---- when JSON has it, if the table has it ---- */
#define SDG16I_JSON_ALWAYS 0
#define SDG16I_JSON_PART 1     /* of one estimation, not in a sum of strata */
#define SDG16I_JSON_INTERVAL 4 /* if an interval was asked for */
#define SDG16I_JSON_KNOWN 8    /* if there is a value */
#define SDG16I_JSON_LIST 16    /* as an array of texts */
#define SDG16I_JSON_FLAG 32    /* as true, if it is not 0 */
#define SDG16I_JSON_PART_LIST (SDG16I_JSON_PART | SDG16I_JSON_LIST)
#define SDG16I_JSON_PART_KNOWN (SDG16I_JSON_PART | SDG16I_JSON_KNOWN)

/* ---- whether tables have it ---- */
#define SDG16I_PRESENCE_NOW 0
#define SDG16I_PRESENCE_SOME 1   /* those whose producer puts a value into it, or takes it */
#define SDG16I_PRESENCE_SIGN 2   /* all, which are recognised by these columns together */
#define SDG16I_PRESENCE_SAMPLE 3 /* as SOME: all tables of estimates from a sample */

/* The line for columns that are named by the data: dimensions, cells of draws. Any number of
 * them can be in its place. */
#define SDG16I_DIMENSION_COLUMNS "*"

/* ---- what a column has, for readers: `about` ----
 * One line of plain English, without a full stop. It stands in docs/fields.md and in
 * sdg16_result_schema. */

/* ---- the tables ----
 * X(TABLE, name, subcommand of sdg16 that writes it (NULL: none)). */
/* clang-format off */
#define SDG16I_RESULT_TABLES(X) \
  X(ESTIMATES, "estimates", "mse") \
  X(MODELS, "models", "mse") \
  X(PATH, "path", "mse") \
  X(MODES, "modes", "mse") \
  X(TOP, "top", "mse") \
  X(DIAGNOSTICS, "diagnostics", "mse") \
  X(RESIDUALS, "residuals", "mse") \
  X(DRAW_MODES, "draw_modes", "mse") \
  X(DRAWS, "draws", "mse") \
  X(CHECKED, "checked_models", "check") \
  X(OVERLAPS, "overlaps", "check") \
  X(DETECTED, "detected", NULL) \
  X(COLUMNS_READ, "columns_read", "mse") \
  X(NOTES, "notes", NULL) \
  X(SURVEY, "survey", "survey") \
  X(COMPARISONS, "comparisons", "survey") \
  X(LOGISTIC, "logistic", "survey") \
  X(INDEPENDENCE, "independence", "survey") \
  X(INDICATOR, "indicator", "indicator") \
  X(INDICATOR_NOTES, "indicator_notes", NULL) \
  X(AUDIT, "audit", "indicator") \
  X(CODING, "coding", "indicator") \
  X(PROTECTION, "protection_report", "indicator") \
  X(FLOWS, "flows", "iff") \
  X(FLOW_DETAIL, "flow_detail", "iff") \
  X(FLOW_COEFFICIENTS, "flow_coefficients", "iff") \
  X(FLOW_METHODS, "flow_methods", "iff") \
  X(CATALOG, "catalog", "catalog") \
  X(CATALOG_INPUTS, "catalog_inputs", "catalog") \
  X(CATALOG_SERIES, "catalog_series", "catalog") \
  X(CATALOG_DIMENSIONS, "catalog_dimensions", "catalog") \
  X(CATALOG_SWITCHES, "catalog_switches", "catalog")
/* clang-format on */

/* Numbers of the tables, SDG16I_RESULT_ESTIMATES and so on; of their columns,
 * SDG16I_ESTIMATES_HIDDEN and so on; how many these are, SDG16I_ESTIMATES_COUNT. */
#define SDG16I_RESULT_NUMBER(TABLE, ...) SDG16I_RESULT_##TABLE,
enum { SDG16I_RESULT_TABLES(SDG16I_RESULT_NUMBER) SDG16I_RESULT_COUNT };
#define SDG16I_COLUMN_NUMBER(TABLE, id, ...) SDG16I_##TABLE##_##id,
#define SDG16I_COLUMN_NUMBERS(TABLE, ...)                                                      \
  enum { SDG16I_##TABLE##_COLUMNS(SDG16I_COLUMN_NUMBER, TABLE) SDG16I_##TABLE##_COUNT };
SDG16I_RESULT_TABLES(SDG16I_COLUMN_NUMBERS)

/* ---- looking it up ---- */
typedef struct sdg16i_result_column {
  const char *name;
  int32_t type, role, rule;
  const char *object; /* of JSON; NULL: it has no such field */
  const char *field;
  int32_t when, presence;
  const char *about;
} sdg16i_result_column;

/* The number of a table by its name, "estimates"; -1: there is none. */
int32_t sdg16i_result_from_name(const char *name);
const char *sdg16i_result_name(int32_t table);
/* The columns of a table: *count of them. */
const sdg16i_result_column *sdg16i_result_columns(int32_t table, int32_t *count);
/* One of them by its name; NULL: it is not in the schema. Columns that are named by the data
 * are not. */
const sdg16i_result_column *sdg16i_result_column_find(int32_t table, const char *name);
/* Its number; -1. */
int32_t sdg16i_result_column_number(int32_t table, const char *name);

/* Which table a result table is: what it says; else the one whose signs it has (of a table
 * without signs: all columns of presence NOW), of several the one that knows the most of its
 * columns; SDG16I_RESULT_INDICATOR if it is none of them. */
int32_t sdg16i_result_of(const sdg16_table *results);
/* Are its values estimates from a sample, of a survey or of an indicator? */
int sdg16i_is_of_sample(const sdg16_table *results);
/* The columns that a value is made of: its numerator and denominator, and those of the
 * reference; of a sample events and n. NULL: there is no such part. */
#define SDG16I_VALUE_PARTS 4
const char *const *sdg16i_value_parts(int of_sample);
/* The subcommand of sdg16 that writes such tables; NULL: none does. */
const char *sdg16i_result_command(int32_t table);

/* Is a column of a result table a dimension? A table that says which they are is believed. Of
 * another, those are dimensions that the schema knows as such, and of the columns that it does
 * not know those that stand where the table has its dimensions: in front of all columns that
 * come after them in the schema. If keys stand in front of dimensions there, as in tables of
 * indicators, a column of reals is a number, not a dimension. */
int sdg16i_is_dimension(const sdg16_table *results, int32_t table, int64_t column);

#endif
