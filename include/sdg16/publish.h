/* Publishing result tables: text, CSV, JSON, SDMX-CSV, Open SDG; reading SDMX-CSV.
 *
 * A result table comes from sdg16_indicator_results, sdg16_indicator_aggregate or
 * sdg16_sdmx_read_csv, or is any table with their columns. A library's table marks its
 * dimensions (sdg16_table_is_dimension). In a table from elsewhere, columns in front of the
 * numbers are dimensions, and so are those of the option `dimensions`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_PUBLISH_H
#define SDG16_PUBLISH_H

#include <sdg16/indicator.h>
#include <sdg16/io.h>
#include <sdg16/survey.h>
#include <sdg16/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* formats */
#define SDG16_FORMAT_TEXT 0 /* aligned columns for people */
#define SDG16_FORMAT_CSV 1  /* the table as it is */
#define SDG16_FORMAT_JSON                                                                      \
  2 /* {"sdg16", "command", "schema", "estimates", ...}: every column                          \
     */
#define SDG16_FORMAT_SDMX_CSV 3   /* SDMX-CSV 1.0 (of SDMX 2.1) */
#define SDG16_FORMAT_SDMX_CSV_2 4 /* SDMX-CSV 2.0 (of SDMX 3.0) */
#define SDG16_FORMAT_OPEN_SDG 5   /* data file of the Open SDG platform, one indicator */

SDG16_API const char *sdg16_format_name(int32_t format);    /* "sdmx-csv"; NULL if unknown */
SDG16_API int32_t sdg16_format_from_name(const char *name); /* -1 if unknown */

/* the rules that SDMX output is checked against */
#define SDG16_CHECK_CODES                                                                      \
  0 /* code lists, keys, bounds, ranges; of rows that were read from                           \
       SDMX only keys: they are written as they were */
#define SDG16_CHECK_CONSTRAINTS 1 /* also the content constraints of global submissions */
#define SDG16_CHECK_NONE 2        /* only keys: codes are written unchecked */
SDG16_API const char *sdg16_check_name(int32_t check);     /* "codes"; NULL if unknown */
SDG16_API int32_t sdg16_check_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_publish_options {
  int64_t struct_size;
  const char *dataflow; /* default NULL: of rows that were read from SDMX their own, else
                           "IAEG-SDGs:DF_SDG_GLC(1.22)" */
  const char *ref_area; /* for rows without an area */
  const char *time_period;
  const char *source;        /* only write rows of this source; NULL: all */
  const char *source_detail; /* SOURCE_DETAIL for rows without a source */
  const char *last_update;   /* DATA_LAST_UPDATE */
  const char *command;       /* JSON: default NULL: the subcommand that writes such tables */
  const char *file;          /* JSON: name of the input */
  const char *input_sha256;  /* JSON */
  const sdg16_table *diagnostics; /* text and JSON: the warnings to write */
  int32_t action;                 /* SDMX-CSV 2.0: 'I', 'A', 'R', 'D'; 0 (default): no column */
  int32_t check;                  /* SDG16_CHECK_ value */
  int32_t labels;                 /* Open SDG: 1 (default): words, 0: codes */
  int32_t decimals;               /* text: default 2 */
  int32_t safe_cells; /* CSV, SDMX-CSV, Open SDG: as sdg16_csv_write_options has it */
} sdg16_publish_options;

SDG16_API int32_t sdg16_publish_options_init(sdg16_publish_options *options, int64_t size);

/* Writes the table. Text has the main columns of indicators and flows, and all columns of other
 * tables. JSON has its rows as "estimates", with the fields that sdg16_result_schema gives for
 * the result table that it is (sdg16_table_result, else recognised by its columns) and every
 * other column under its name. SDMX and Open SDG have the rows that have a series code and are
 * the reported value (variant NULL, and no dimension that the series itself implies); series
 * that are published as totals only (VC_DTH_TOTR) have no breakdown by sex, age, occupation or
 * composite. *left_out (nullable) receives the number of the other rows. Doubles are written in
 * the shortest form that reads back exactly. `registry` (NULL: built-in) defines the SDMX
 * dimensions.
 *
 * Errors: SDG16_ERR_CODE (a code that is not in the list, a bound or a percentage
 * outside its range), _DUPLICATE (two rows have the same key: choose a source), _MISSING (no
 * area or period), _EMPTY (nothing to publish), and errors of `write`. All rows are checked
 * before anything is written. */
SDG16_API int32_t sdg16_publish(const sdg16_registry *registry, const sdg16_table *results,
                                int32_t format, const sdg16_publish_options *options,
                                sdg16_write_fn write, void *context, int64_t *left_out,
                                sdg16_error *error);

/* ---- any table as aligned text ---- */
typedef struct sdg16_text_options {
  int64_t struct_size;
  int64_t column_count;        /* default 0: all columns */
  const char *const *columns;  /* names of columns to write, in this order */
  const char *const *headings; /* one per column written; default NULL: the names */
  const int32_t *places;       /* decimal places per column; default NULL: `decimals` */
  int64_t row_begin;           /* the first row; default 0 */
  int64_t row_end;             /* rows before this one; default -1: to the last */
  const char *missing;         /* the text for a missing cell; default "-" */
  int32_t decimals;            /* decimal places of SDG16_DOUBLE columns, 0 to 17; default 2 */
} sdg16_text_options;

SDG16_API int32_t sdg16_text_options_init(sdg16_text_options *options, int64_t size);

/* Writes a line of headings and one line per row, aligned as by sdg16_grid: text on the left,
 * numbers on the right with commas between thousands. Errors: SDG16_ERR_NAME (no such column),
 * _ARGUMENT (an option out of range), and the errors of sdg16_grid_write. */
SDG16_API int32_t sdg16_table_write_text(const sdg16_table *table,
                                         const sdg16_text_options *options,
                                         sdg16_write_fn write, void *context,
                                         sdg16_error *error);

/* ---- rows of any table as JSON ---- */

/* An additional number, which is not a column of the table. */
typedef struct sdg16_json_extra {
  const char *object; /* the object of the row that gets it, after its other fields:
                         "bootstrap" */
  const char *field;
  double value;
} sdg16_json_extra;

typedef struct sdg16_json_options {
  int64_t struct_size;
  const char *result;         /* a table of the schema (sdg16_result_schema), for example
                                 "estimates": the schema says which columns are fields, their
                                 names, their objects, and when they are written; default NULL:
                                 each column is a field with the name of the column */
  int64_t column_count;       /* columns to write, in this order; default 0: all. Without */
  const char *const *columns; /* effect if `result` is given */
  int64_t left_out_count;     /* columns to leave out; default 0 */
  const char *const *left_out;
  int64_t extra_count; /* only with `result` */
  const sdg16_json_extra *extras;
  int32_t skip_missing; /* 1: no field for a missing cell; default 0: null. With `result` the
                           schema decides */
  int32_t is_sum;       /* 1: a sum of strata: no fields of one estimation; default 0 */
  int32_t no_interval;  /* 1: no fields of an interval; default 0 */
  int32_t is_protected; /* 1: no fields that disclosure control withholds; default 0 */
  int32_t others;       /* 1: with `result` also the columns that the schema has no field for or
                           does not know: behind the other fields, if the cell is not missing;
                           without effect if is_protected is 1; default 0 */
} sdg16_json_options;

SDG16_API int32_t sdg16_json_options_init(sdg16_json_options *options, int64_t size);

/* Writes the fields of a row into the open object. A column in `columns` that the table does
 * not have is null. Failures are kept for sdg16_json_finish: those of sdg16_json_text,
 * SDG16_ERR_ARGUMENT (no such row), SDG16_ERR_NAME (no such result), SDG16_ERR_STRUCT_SIZE. */
SDG16_API void sdg16_json_row(sdg16_json *json, const sdg16_table *table, int64_t row,
                              const sdg16_json_options *options);
/* An array with one such object per row; if `table` is NULL: []. */
SDG16_API void sdg16_json_rows(sdg16_json *json, const char *key, const sdg16_table *table,
                               const sdg16_json_options *options);
/* One cell; null if it is missing or not finite, or if there is no such column. */
SDG16_API void sdg16_json_cell(sdg16_json *json, const char *key, const sdg16_table *table,
                               int64_t row, const char *column);

/* ---- reliability and disclosure control ----
 * The same rules for every result table, applied before publication. Tables of
 * sdg16_survey_estimates, sdg16_mse_estimates and sdg16_strata_estimates are recognised by
 * their columns. The default options change nothing. */
typedef struct sdg16_protect_options {
  int64_t struct_size;
  double minimum;    /* counts above 0 and below it are suppressed; default 0: none */
  double protection; /* least width of the range of values that a reader cannot exclude for a
                        suppressed count; default -1: the minimum */
  double base; /* counts are rounded to multiples of it, halves up; default 0: no rounding */
  double flag_count;    /* counts below it are flagged "low-reliability"; default 0: none */
  double cv_flag;       /* the same flag if se / value exceeds it; default 0: none */
  double cv_suppress;   /* values are removed if se / value exceeds it; default 0: none */
  int64_t column_count; /* columns of counts; default NULL: numerator, observed */
  const char *const *columns;    /* and n, as far as the table has them; for survey
                                    proportions events, and n minus events */
  int64_t dimension_count;       /* default NULL: the dimensions that the table itself names */
  const char *const *dimensions; /* (sdg16_table_is_dimension); in a table that names none,
                                    the columns before its numbers that are without fractions
                                    and not in the schema of result columns */
  int32_t zeros;         /* 0 (default): a count of 0 may be published; 1: suppressed too */
  int32_t complementary; /* 1 (default): further cells are suppressed so that no cell can be
                            recovered from sums; 0: none; then cells can be recovered */
  int32_t reliability;   /* 1: rows that the presentation scheme says to suppress (column
                            `reliability`) are removed, rows to review are flagged
                            "low-reliability"; default 0 */
  int32_t controlled; /* 1: rounded counts add up, and each count is rounded to one of the two
                         neighbouring multiples of `base`; default 0: each count is rounded
                         independently */
} sdg16_protect_options;

SDG16_API int32_t sdg16_protect_options_init(sdg16_protect_options *options, int64_t size);

/* A copy of `results` that may be published. In a suppressed row every number is missing except
 * multiplier and unit_mult; status is "suppressed", flags "suppressed", obs_status "Q".
 * The note does not say which cells were below the minimum and which protect them. A
 * cell (indicator, area, period, source, and a code of each dimension) is suppressed in every
 * series and variant. In rounded rows the value is computed from the rounded counts, and there
 * are no limits. Rounded counts are not additive, except with `controlled` (Cox 1987).
 *
 * The schema of result columns (sdg16_result_schema, column `protection`) says what is done
 * with each column. A column that is not in the schema is missing in every row, unless it is a
 * dimension or the options name it.
 *
 * With a minimum or a base, the undetected in estimates from lists are rounded to three
 * significant digits (two if the estimate rests on few people on several lists; or to multiples
 * of the base). Their fit, bounds and bootstrap are withheld, and for surveys the number of
 * rows without a value, because these would reveal counts that are not in the table. The status
 * of an estimate from lists is "ok" or "no-estimate". It is withheld as "no-estimate" if,
 * together with the number observed, it would reveal an overlap below the minimum to within
 * less than `protection`. The standard error and the limits are withheld if they would reveal
 * it, or if one of the limits is missing or infinite. There is no lower bound (at_least)
 * without an estimate. docs/disclosure.md has the rules, and what they do not guarantee.
 * Suppressed rows keep only the texts of dimensions and settings. All other output of those
 * objects is exact, and not for publication.
 *
 * With `complementary`, for each suppressed count there are two tables of non-negative
 * numbers that agree with everything published and differ in that count by `protection` or
 * more. Their numbers are whole if the counts are whole; neither has 0 for a count of 1 or
 * more. The method is the hypercube (Repsilber 1994; Hundepool et al. 2012, Statistical
 * Disclosure Control), with pairs of cubes and without cells that are not needed. It does not
 * consider other publications, who contributed to a count, or several suppressed cells
 * together. The outcome does not depend on the order of rows.
 *
 * *report (nullable) is only for the office: one row per action, with row (of `results`, from
 * 1), indicator, series, ref_area, time_period, cell ("sex=F,age=minor"; "total"), action
 * ("minimum", "complementary", "block": nothing less would protect the others, "derived":
 * computed from suppressed cells, "unreliable", "low-reliability", "rounded"; of estimates from
 * lists "estimate-withheld", "limits-withheld"), count, lower and upper (the range above; for
 * those two the range of possible overlaps that was found; upper missing: unlimited).
 *
 * Errors: SDG16_ERR_ARGUMENT (a number outside its range), _NAME (no such column), _COLUMN
 * (no counts, or text; `reliability` without verdicts), _COUNT (negative), _OPTION (a table of
 * changes: protect before sdg16_indicator_trend), _LIMIT (more than 11 dimensions, or more than
 * 8 in which the rows of one area and period differ; with `controlled` more than 2 in which
 * their counts differ). */
SDG16_API int32_t sdg16_protect(const sdg16_registry *registry, const sdg16_table *results,
                                const sdg16_protect_options *options, sdg16_table **out,
                                sdg16_table **report, sdg16_error *error);

/* The same for the estimates of a survey, and of an indicator computed from one, with a proof
 * from the microdata. A table without a count to suppress is published as it is (but for a
 * base). Otherwise a released row has the value in steps (a power of ten of the size of the
 * standard error, at least 0.01 of a proportion), `n`, and `cv_band`, a band of the coefficient
 * of variation; standard error, limits, events, weight, design effect and all else are missing.
 * The suppressed rows are those with a count below the minimum, and others as far as needed.
 *
 * For each count of 1 or more below the minimum there are then two data sets with the same
 * strata, units, weights and replicate weights, the same calibration and as many respondents of
 * each weight, whose release is the same, and in which the count differs by `protection` or
 * more; neither has 0 for it. The same respondents have an answer in both. A group that strata,
 * units, weights or calibration cells tell (a column of `by` with one code in each) has the
 * same respondents in both. Data sets are found by search and accepted only if the same
 * estimator gives the same release. If none are found, coarser releases are tried in a fixed
 * order: without bands, with steps of twice and five times the size, without n and then without
 * values of groups with several weights, with more rows suppressed; at last every row is.
 *
 * A mean or total of numbers that are 0 or 1 is protected like a proportion, and so is one of
 * numbers with at most ten values: the respondents with each are a count. Of ratios and
 * quantiles those with each of at most ten pairs, or values, are counts; of numbers with more,
 * those without the value of most. These are refused if a count has to be suppressed
 * (SDG16_ERR_OPTION); in indicators their rows are withheld. So are, even if no count has to be
 * suppressed: means, totals and ratios of numbers with more than ten values, if in a row all
 * contributions (number x weight) but the two largest add up to less than 10 % of the largest;
 * and quantiles of such numbers, if fewer than `minimum` respondents are on one side of the
 * value or of a limit.
 * Blank cells in a column of `by` are a group without a row, which follows from the total and
 * the other groups: if it has a count below the minimum, the whole is refused
 * (SDG16_ERR_OPTION, `by`). In indicators it is the category _U, whose rows are suppressed.
 * Standardised values are refused if a count of a category is below the minimum.
 * sdg16_protect refuses values of groups of areas that were aggregated from exact estimates:
 * protect first, then aggregate. Distributions are refused, also by sdg16_protect
 * (SDG16_ERR_OPTION): a share that is withheld would follow from the others. A base is also a
 * minimum here. With `complementary` 0 nothing
 * is proved, and numbers stay as they are. Results of an indicator of counts are protected by
 * sdg16_protect, which in turn refuses estimates of a survey with counts to suppress, and those
 * of other numbers than proportions.
 *
 * The design and its table must still exist. Threads, cancellation and time limit as in `exec`
 * (nullable). */
SDG16_API int32_t sdg16_survey_protect(const sdg16_survey *survey,
                                       const sdg16_protect_options *options,
                                       const sdg16_exec_options *exec, sdg16_table **out,
                                       sdg16_table **report, sdg16_error *error);
SDG16_API int32_t sdg16_indicator_protect(const sdg16_registry *registry,
                                          const sdg16_indicator *indicator,
                                          const sdg16_protect_options *options,
                                          const sdg16_exec_options *exec, sdg16_table **out,
                                          sdg16_table **report, sdg16_error *error);

/* Reads SDMX-CSV 1.0 or 2.0 of the SDG data structure (recognised by the first column,
 * DATAFLOW or STRUCTURE) into a result table. labels=both is understood. Columns:
 * indicator, series, label, unit, unit_mult, ref_area, time_period, time_detail, source,
 * sex, age, ... product (the other dimensions by name), cust_breakdown_lb, value, lower,
 * upper, reporting_type, nature, obs_status, note, base_per, time_coverage, comment_ts,
 * geo_info_url, geo_info_type, data_last_update, dataflow, and action if the file has one.
 * "NaN" is a missing value; a row with action D deletes, has no value, and may have a part of
 * the key; areas lose leading zeros. sdg16_publish writes such rows as they were, also of
 * series that the registry does not know, unless the options name another dataflow, which
 * changes that column alone. SDG16_ERR_FORMAT: not such a file; _DUPLICATE; _VALUE: a text
 * instead of a number; _CODE: no code, or a frequency other than A. */
SDG16_API int32_t sdg16_sdmx_read_csv(const sdg16_registry *registry, const char *path,
                                      sdg16_table **out, sdg16_error *error);
/* The same of a file in memory: `size` bytes at `content`; `name` is its name in messages. */
SDG16_API int32_t sdg16_sdmx_read_content(const sdg16_registry *registry, const char *name,
                                          const void *content, int64_t size, sdg16_table **out,
                                          sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
