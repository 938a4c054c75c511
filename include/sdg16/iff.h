/* Illicit financial flows, indicator 16.4.1: estimates by method.
 *
 * Sources: metadata of 16.4.1 (2022-03-31); UNODC & UNCTAD, Conceptual framework for the
 * statistical measurement of illicit financial flows (2020). docs/indicators/16-4-1.md
 * has the formulas and examples of every method, and says which formulas are taken from the
 * literature and not from the metadata.
 *
 * Inward and outward flows are kept apart. They are never netted: positive and negative values
 * are summed separately.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_IFF_H
#define SDG16_IFF_H

#include <sdg16/exec.h>
#include <sdg16/io.h>

#ifdef __cplusplus
extern "C" {
#endif

/* methods */
#define SDG16_IFF_PRICE_FILTER 0    /* customs records whose unit price is abnormal */
#define SDG16_IFF_PARTNER_COUNTRY 1 /* mirrored trade flows */
#define SDG16_IFF_BALANCE 2         /* drugs and goods: quantity balance x price */
#define SDG16_IFF_SMUGGLING 3       /* smuggling of migrants: persons x price */
/* trafficking, firearms, wildlife, bribes: units x price x share paid across the border */
#define SDG16_IFF_UNITS 4
#define SDG16_IFF_MANAGEMENT 5      /* illicit income moved abroad, or in */
#define SDG16_IFF_OFFSHORE_FLOW 6   /* undeclared change of offshore deposits */
#define SDG16_IFF_OFFSHORE_WEALTH 7 /* undeclared change of offshore financial wealth */
/* multinational enterprises (MNE): profits against activity */
#define SDG16_IFF_PROFIT_MISALIGNMENT 8
#define SDG16_IFF_PROFIT_COMPARISON 9 /* MNE against comparable other firms */
#define SDG16_IFF_HAVEN_PROFITS 10    /* excess profits in tax havens, by paying country */

SDG16_API const char *
sdg16_iff_method_name(int32_t method); /* "price-filter"; NULL if unknown */
SDG16_API int32_t sdg16_iff_method_from_name(const char *name); /* -1 if unknown */

/* One row per method: method, category (of the four of 16.4.1, "1a"), stage, overlap_group,
 * columns ("x" or "x?" if optional; "x~": also x_low and x_high), settings ("name=default"). */
SDG16_API int32_t sdg16_iff_methods(sdg16_table **out, sdg16_error *error);

typedef struct sdg16_iff_options {
  int64_t struct_size;
  const char *source_name; /* of the data, for messages; default "data", or the path */
  int64_t map_count;       /* columns with other names: the input and its column */
  const char *const *map_names;
  const char *const *map_columns;
  int64_t set_count; /* settings of the method, "name=value" */
  const char *const *sets;
  const char *ref_area; /* for data without such a column */
  const char *time_period;
  const sdg16_table *prices; /* price-filter: commodity, price; also time_period and partner
                                if prices depend on them; NULL: none */
  int32_t delimiter;         /* of a file; 0 (default): detected from its header */
  int32_t decimal;           /* of a file: '.' (also 0, the default) or ',' */
  const char *encoding;      /* of a file, as in sdg16_csv_options; default NULL: UTF-8 */
  int64_t na_count;          /* of a file, as in sdg16_csv_options, like the following */
  const char *const *na;
  int64_t skip_lines;
  int32_t comment;
  const void *content; /* of a file in memory, as in sdg16_csv_options */
  int64_t content_size;
} sdg16_iff_options;

SDG16_API int32_t sdg16_iff_options_init(sdg16_iff_options *options, int64_t size);

typedef struct sdg16_iff sdg16_iff;

/* Estimates flows from a table or from a CSV file. The file is streamed once or several times
 * and must not change during the call. Memory is proportional to the number of groups of the
 * method (area, period, commodity, partner, ...), not to the number of rows. In the methods
 * balance to offshore-wealth each row is an estimate, and the detail has one row for each.
 *
 * With the setting "replicates" the limits are percentiles of replicates. profit-comparison
 * uses a bootstrap, which keeps 24 bytes per firm; the other methods draw the inputs from their
 * ranges.
 *
 * `exec`: the cancel token and the time limit are used; with replicates also the seed and the
 * threads. Results do not depend on the threads. Errors: SDG16_ERR_NAME (method, setting),
 * _ARGUMENT (value of a setting), _OPTION, _COLUMN, _VALUE, _MISSING, _CONFLICT, _EMPTY, _LIMIT
 * (too many predictors), _MODEL (predictors or effects that are not identifiable), and errors
 * of reading. Messages name the line (of a table: data row) and the column. */
SDG16_API int32_t sdg16_iff_new(int32_t method, const sdg16_table *data,
                                const sdg16_iff_options *options,
                                const sdg16_exec_options *exec, sdg16_iff **out,
                                sdg16_error *error);
SDG16_API int32_t sdg16_iff_read(int32_t method, const char *path,
                                 const sdg16_iff_options *options,
                                 const sdg16_exec_options *exec, sdg16_iff **out,
                                 sdg16_error *error);
SDG16_API void sdg16_iff_free(sdg16_iff *iff);

/* The flows, one row for each direction (haven-profits: only outward), area, period and
 * activity, with the columns that sdg16_publish expects: indicator, series (DI_ILL_OUT,
 * DI_ILL_IN), label, unit (USD), unit_mult, ref_area, time_period, method, category,
 * illicit_activity, stage, overlap_group, value, lower, upper (limits if inputs are ranges or
 * there are replicates; otherwise missing), nature, status, note. */
SDG16_API const sdg16_table *sdg16_iff_results(const sdg16_iff *iff);
/* The components of the flows, by group. The columns depend on the method. */
SDG16_API const sdg16_table *sdg16_iff_detail(const sdg16_iff *iff);
/* The fitted coefficients: regression (cif, accuracy), flow (export, import), term (a
 * predictor, intercept, reporter, partner, period), level (of an effect), role (ordinary,
 * illicit, effect), estimate, se, sigma (of an accuracy). No rows if nothing was fitted. */
SDG16_API const sdg16_table *sdg16_iff_coefficients(const sdg16_iff *iff);
/* What was left out, and what was assumed: columns kind, ref_area, time_period, message. */
SDG16_API const sdg16_table *sdg16_iff_diagnostics(const sdg16_iff *iff);

/* The sum of flows of several methods by direction, area and period: each of `tables` has the
 * columns of sdg16_iff_results. Two methods of one overlap group for the same area and period,
 * or two stages of one activity, measure the same thing in part and are refused:
 * SDG16_ERR_CONFLICT. Limits are added as bounds (all inputs at their ends at once): of
 * intervals from replicates this sum is too wide. */
SDG16_API int32_t sdg16_iff_total(int64_t count, const sdg16_table *const *tables,
                                  sdg16_table **out, sdg16_error *error);

/* The same with one row for the total and one for each category in the data. Columns
 * cust_breakdown (missing: all; C01 to C04: the four categories; C05, C06: 1a and 1b, parts of
 * C01) and cust_breakdown_lb, as national dataflows publish them. Global submissions accept
 * only the total. Also SDG16_ERR_VALUE: the category is not one of the framework. */
SDG16_API int32_t sdg16_iff_total_by_category(int64_t count, const sdg16_table *const *tables,
                                              sdg16_table **out, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
