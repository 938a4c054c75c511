/* Publishing result tables: text, CSV, JSON, SDMX-CSV, Open SDG; reading SDMX-CSV.
 *
 * A result table is what sdg16_indicator_results, sdg16_indicator_aggregate and
 * sdg16_sdmx_read_csv give, or any table with their columns: every column that is not
 * one of theirs is a dimension.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_PUBLISH_H
#define SDG16_PUBLISH_H

#include <sdg16/indicator.h>
#include <sdg16/io.h>
#include <sdg16/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* formats */
#define SDG16_FORMAT_TEXT 0       /* aligned columns for people */
#define SDG16_FORMAT_CSV 1        /* the table as it is */
#define SDG16_FORMAT_JSON 2       /* {"sdg16", "command", "schema", "estimates", ...} */
#define SDG16_FORMAT_SDMX_CSV 3   /* SDMX-CSV 1.0 (of SDMX 2.1) */
#define SDG16_FORMAT_SDMX_CSV_2 4 /* SDMX-CSV 2.0 (of SDMX 3.0) */
#define SDG16_FORMAT_OPEN_SDG 5   /* data file of the Open SDG platform, one indicator */

SDG16_API const char *sdg16_format_name(int32_t format);    /* "sdmx-csv"; NULL if unknown */
SDG16_API int32_t sdg16_format_from_name(const char *name); /* -1 if unknown */

/* which rules SDMX output is held to */
#define SDG16_CHECK_CODES 0       /* code lists, keys, bounds, ranges */
#define SDG16_CHECK_CONSTRAINTS 1 /* also the content constraints of global submissions */
#define SDG16_CHECK_NONE 2        /* keys alone: codes go out as they are */
SDG16_API const char *sdg16_check_name(int32_t check);     /* "codes"; NULL if unknown */
SDG16_API int32_t sdg16_check_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_publish_options {
  int64_t struct_size;
  const char *dataflow; /* default "IAEG-SDGs:DF_SDG_GLC(1.22)" */
  const char *ref_area; /* of rows that have none */
  const char *time_period;
  const char *source;             /* only rows of this source; NULL: all */
  const char *source_detail;      /* SOURCE_DETAIL of rows without a source */
  const char *last_update;        /* DATA_LAST_UPDATE */
  const char *command;            /* JSON: default "indicator" */
  const char *file;               /* JSON: name of the input */
  const char *input_sha256;       /* JSON */
  const sdg16_table *diagnostics; /* text and JSON: what to warn of */
  int32_t action;                 /* SDMX-CSV 2.0: 'I', 'A', 'R', 'D'; 0 (default): no column */
  int32_t check;                  /* SDG16_CHECK_ value */
  int32_t labels;                 /* Open SDG: 1 (default): words, 0: codes */
  int32_t decimals;               /* text: default 2 */
  int32_t safe_cells; /* CSV, SDMX-CSV, Open SDG: as sdg16_csv_write_options has it */
} sdg16_publish_options;

SDG16_API int32_t sdg16_publish_options_init(sdg16_publish_options *options, int64_t size);

/* Writes the table. SDMX and Open SDG take rows that have a series code and are the
 * reported value (variant NULL, and no dimension that the series itself carries);
 * *left_out (nullable) receives the number of the others. Doubles are written in their
 * shortest round-trip form. `registry` (NULL: built-in) tells the SDMX dimensions.
 *
 * Errors: SDG16_ERR_CODE (a code that is not in the list, a bound or a percentage
 * outside its range), _DUPLICATE (two rows with one key: choose a source), _MISSING (no
 * area or period), _EMPTY (nothing to publish), and those of `write`. Nothing is written
 * before all rows were checked. */
SDG16_API int32_t sdg16_publish(const sdg16_registry *registry, const sdg16_table *results,
                                int32_t format, const sdg16_publish_options *options,
                                sdg16_write_fn write, void *context, int64_t *left_out,
                                sdg16_error *error);

/* ---- any table as aligned text ---- */
typedef struct sdg16_text_options {
  int64_t struct_size;
  int64_t column_count;        /* default 0: all columns */
  const char *const *columns;  /* names of those wanted, in the order wanted */
  const char *const *headings; /* one a column; default NULL: the names */
  const int32_t *places;       /* decimals of each column; default NULL: `decimals` */
  int64_t row_begin, row_end;  /* rows from begin (0) up to end, end excluded; -1: all */
  const char *missing;         /* what stands for a missing cell; default "-" */
  int32_t decimals;            /* of columns that are SDG16_DOUBLE; 0 to 17, default 2 */
} sdg16_text_options;

SDG16_API int32_t sdg16_text_options_init(sdg16_text_options *options, int64_t size);

/* Writes a heading and a line a row, as sdg16_grid does: texts to the left, numbers to the
 * right with commas between thousands. SDG16_ERR_NAME: no such column; _ARGUMENT; and those of
 * sdg16_grid_write. */
SDG16_API int32_t sdg16_table_write_text(const sdg16_table *table,
                                         const sdg16_text_options *options,
                                         sdg16_write_fn write, void *context,
                                         sdg16_error *error);

/* ---- rows of any table as JSON ---- */

/* A number that is no column of the table. */
typedef struct sdg16_json_extra {
  const char *object; /* of the row that gets it, behind what that has: "bootstrap" */
  const char *field;
  double value;
} sdg16_json_extra;

typedef struct sdg16_json_options {
  int64_t struct_size;
  const char *result;         /* table of the schema (sdg16_result_schema), "estimates", that
                                 says which columns are fields, of which object, named how and
                                 when; default NULL: each column is a field of its name */
  int64_t column_count;       /* columns wanted, in this order; default 0: all; not with */
  const char *const *columns; /* `result` */
  int64_t left_out_count;     /* columns that are not fields; default 0 */
  const char *const *left_out;
  int64_t extra_count; /* with `result` */
  const sdg16_json_extra *extras;
  int32_t skip_missing; /* 1: a missing cell is no field; default 0: it is null. With `result`
                           the schema says so */
  int32_t is_sum;       /* 1: without the fields of one estimation ("part"); default 0 */
  int32_t no_interval;  /* 1: without those of an interval; default 0 */
  int32_t is_protected; /* 1: without those that protection withholds; default 0 */
} sdg16_json_options;

SDG16_API int32_t sdg16_json_options_init(sdg16_json_options *options, int64_t size);

/* Writes the fields of a row into the object that is open; a column that the table does not
 * have is null if it is wanted. Failures as those of sdg16_json_text, also SDG16_ERR_ARGUMENT
 * (no such row), SDG16_ERR_NAME (no such result) and SDG16_ERR_STRUCT_SIZE. */
SDG16_API void sdg16_json_row(sdg16_json *json, const sdg16_table *table, int64_t row,
                              const sdg16_json_options *options);
/* An array of such objects, one a row; table NULL: []. */
SDG16_API void sdg16_json_rows(sdg16_json *json, const char *key, const sdg16_table *table,
                               const sdg16_json_options *options);
/* One cell; null where it is missing, not finite, or there is no such column. */
SDG16_API void sdg16_json_cell(sdg16_json *json, const char *key, const sdg16_table *table,
                               int64_t row, const char *column);

/* ---- reliability and disclosure control ----
 * The same rules for every result table, applied before it is published: also for those of
 * sdg16_survey_estimates, sdg16_mse_estimates and sdg16_strata_estimates, which are known by
 * their columns. Nothing is on by default: the default options change nothing. */
typedef struct sdg16_protect_options {
  int64_t struct_size;
  double minimum;       /* counts above 0 and below it are suppressed; default 0: none */
  double protection;    /* smallest width of the range in which a reader can tell a suppressed
                           count; default -1: the minimum */
  double base;          /* counts are rounded to multiples of it, halves up; default 0: not */
  double flag_count;    /* counts below it get the flag "low-reliability"; default 0: none */
  double cv_flag;       /* the same for se / value above it; default 0: none */
  double cv_suppress;   /* values with se / value above it are taken out; default 0: none */
  int64_t column_count; /* columns of counts; default NULL: those of numerator, */
  const char *const *columns;    /* observed and n that there are; of proportions from
                                    surveys events, and n less events               */
  int64_t dimension_count;       /* default NULL: those that the table says              */
  const char *const *dimensions; /* (sdg16_table_is_dimension); of a table that does not,
                                    columns that the schema of results does not know, in
                                    front of its numbers and without fractions           */
  int32_t zeros;         /* 0 (default): a count of 0 may be published; 1: suppressed too */
  int32_t complementary; /* 1 (default): further cells are suppressed so that none can be
                            recovered from sums; 0: not, and it can */
  int32_t reliability;   /* 1: rows that the presentation scheme says to suppress (column
                            `reliability`) are taken out, those to review get the flag
                            "low-reliability"; default 0 */
  int32_t controlled;    /* 1: counts are rounded so that sums are those of rounded counts, each
                            to one of the two multiples of `base` beside it; default 0: each by
                            itself */
} sdg16_protect_options;

SDG16_API int32_t sdg16_protect_options_init(sdg16_protect_options *options, int64_t size);

/* A copy of `results` that may be published. In a suppressed row every number is missing but
 * multiplier and unit_mult; status is "suppressed", flags "suppressed", obs_status "O",
 * and the note does not tell which cells were below the minimum and which protect those. A
 * cell (indicator, area, period, source, and a code of each dimension) is suppressed in every
 * series and variant. Rounded rows have their value made of the rounded counts and no limits;
 * rounded figures are not additive, but with `controlled` (Cox 1987) counts are.
 *
 * What becomes of a column is one word of sdg16_result_schema (`protection`). A column that is
 * not in it is missing in every row, unless it is a dimension or the options name it.
 *
 * With a minimum or a base, estimates from lists have the undetected rounded to three
 * significant digits (two where they rest on few people on several lists; multiples of the
 * base) and are without their fit, bounds and bootstrap, and those from surveys without the
 * number of rows that had no value: these tell counts that are not in the table. The status of
 * an estimate from lists is "ok" or "no-estimate". It is withheld as "no-estimate" where with
 * the number observed it would tell, within less than `protection`, an overlap below the
 * minimum. It has neither standard error nor limits where these would, or where one of the
 * limits is missing or infinite; and no lower bound (at_least) where there is no estimate. The
 * rules, and what they do not promise, stand in docs/disclosure.md. Suppressed rows keep no
 * text but the dimensions and settings. Everything else that those objects give is exact, and
 * not for publication.
 *
 * With `complementary`, for each suppressed count there are two tables of non-negative
 * numbers (whole ones where the counts are whole; none that puts 0 for a count of 1 or more)
 * that agree with everything that is published and differ in that count by `protection` or
 * more. The method is the hypercube (Repsilber 1994; Hundepool et al. 2012, Statistical
 * Disclosure Control), with pairs of cubes and without cells that are not needed. It does not
 * look at other publications, at who contributed to a count, or at several suppressed cells
 * taken together. The outcome does not depend on the order of rows.
 *
 * *report (nullable) is for the office alone: a row each action, with row (of `results`, from
 * 1), indicator, series, ref_area, time_period, cell ("sex=F,age=minor"; "total"), action
 * ("minimum", "complementary", "block": nothing less would protect the others, "derived": made
 * of suppressed cells, "unreliable", "low-reliability", "rounded"; of estimates from lists
 * "estimate-withheld", "limits-withheld"), count, lower and upper (the range above; of those
 * two the overlaps that were found possible; upper missing: unlimited).
 *
 * Errors: SDG16_ERR_ARGUMENT (a number outside its range), _NAME (no such column), _COLUMN
 * (no counts, or text; `reliability` without verdicts), _COUNT (negative), _OPTION (a table of
 * changes: protect before sdg16_indicator_trend), _LIMIT (more than 11 dimensions, or 8 in
 * which the rows of one area and period differ; with `controlled` more than 2 in which
 * counts of them do). */
SDG16_API int32_t sdg16_protect(const sdg16_registry *registry, const sdg16_table *results,
                                const sdg16_protect_options *options, sdg16_table **out,
                                sdg16_table **report, sdg16_error *error);

/* Reads SDMX-CSV 1.0 or 2.0 of the SDG data structure (told by the first column:
 * DATAFLOW or STRUCTURE) into a result table; labels=both is understood. Columns:
 * indicator, series, label, unit, unit_mult, ref_area, time_period, time_detail, source,
 * sex, age, ... product (the other dimensions by name), cust_breakdown_lb, value, lower,
 * upper, reporting_type, nature, obs_status, note, and action where there is one.
 * SDG16_ERR_FORMAT: not such a file; _DUPLICATE; _VALUE: "NaN", or a text for a number. */
SDG16_API int32_t sdg16_sdmx_read_csv(const sdg16_registry *registry, const char *path,
                                      sdg16_table **out, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
