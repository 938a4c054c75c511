/* The registry of indicators, and their computation from administrative counts or from
 * the microdata of a survey.
 *
 * An indicator is data: inputs, series (formulas of the inputs), dimensions and
 * switches. The library brings those of Goal 16 and UNODC's others; a program can
 * add its own to a registry that it holds. Where a function takes a registry, NULL
 * stands for the built-in indicators.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_INDICATOR_H
#define SDG16_INDICATOR_H

#include <sdg16/survey.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what an indicator is made of ----
 * Arrays of these structs step by the struct_size of their first element. Texts
 * that do not apply are NULL. */

/* kinds of input */
#define SDG16_INPUT_COUNT 1      /* persons, arms, seats: a whole number >= 0 */
#define SDG16_INPUT_AMOUNT 2     /* money, posts in full-time equivalents: a number >= 0 */
#define SDG16_INPUT_POPULATION 3 /* people: a number > 0; a column, or the population table */
#define SDG16_INPUT_ESTIMATE 4   /* what somebody estimated, and its limits: a number >= 0 */
#define SDG16_INPUT_ANSWER 5     /* a text; what it may be is in the definition */
#define SDG16_INPUT_MICRODATA 6  /* an answer of a respondent of a survey, see below */

SDG16_API const char *sdg16_input_kind_name(int32_t kind);      /* "count"; NULL if unknown */
SDG16_API int32_t sdg16_input_kind_from_name(const char *name); /* -1 if unknown */

#define SDG16_INPUT_OPTIONAL                                                                   \
  1 /* the column may be absent: series that need it are left out                              \
     */
#define SDG16_INPUT_BASE                                                                       \
  2                           /* what dimensions of the numerator alone do not divide, as a    \
                                 population is not divided by causes of death */
#define SDG16_INPUT_DERIVED 4 /* no column: built-in code makes it of the answers */
SDG16_API const char *sdg16_input_flag_name(int32_t flag); /* "optional", "base", "derived" */
SDG16_API int32_t sdg16_input_flag_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_input {
  int64_t struct_size;
  const char *name; /* lower case: the column, and the name in formulas */
  const char *definition;
  int32_t kind;
  int32_t flags;
  /* MICRODATA: the answers and what is read as them, "yes=1; no=2|0", each a value of the
   * column or its label. In expressions yes is 1, no is 0, any other answer its place in
   * the list, from 1, or its name. Always understood: the missing kinds "dont_know",
   * "refused" and "not_applicable" with their usual words and codes (98, 8; 99, 9).
   * NULL: a number. */
  const char *answers;
  const char *otherwise; /* OPTIONAL: the answer of everybody where there is no column */
} sdg16_input;

/* flags of a series */
#define SDG16_SERIES_PART 1    /* the numerator is part of the denominator: never above it */
#define SDG16_SERIES_POISSON 2 /* the numerator counts events: exact Poisson limits */
#define SDG16_SERIES_SUPPLEMENTARY                                                             \
  4                           /* stands beside the reported value, never in its place          \
                               */
#define SDG16_SERIES_GROUPS 8 /* says something of groups of countries only */
/* "part", "poisson", "beside", "groups" */
SDG16_API const char *sdg16_series_flag_name(int32_t flag);
SDG16_API int32_t sdg16_series_flag_from_name(const char *name); /* -1 if unknown */

/* value = multiplier x numerator / denominator, divided by
 * reference_numerator / reference_denominator where that is given; without a
 * denominator multiplier x numerator. Formulas are sums of products of inputs and
 * numbers: "seized + found", "units*price". */
typedef struct sdg16_series {
  int64_t struct_size;
  const char *code;  /* SDMX series; NULL: none is published */
  const char *label; /* what the value is, for people */
  const char *unit;  /* code of UNIT_MEASURE: "PT", "PER_100000_POP", "NUMBER", "RO" */
  const char *part;  /* sub-indicator: "a" */
  const char *numerator;
  const char *denominator;
  const char *reference_numerator;
  const char *reference_denominator;
  const char *lower; /* numerators of the limits of an estimate */
  const char *upper;
  double multiplier;    /* 0: 1 */
  const char *when;     /* "denominator=all; mode!=any": only with these settings of switches */
  const char *category; /* "form=SX": of this category of a dimension alone; "form!=SX" */
  const char *valid_from; /* since when the code is known to be in use, where it replaced
                             another; NULL: as long as is known */
  const char *aliases;    /* older or other codes, separated by "; " */
  const char *key; /* SDMX codes that the series implies, "SEX:F; AGE:Y0T45"; of a category of
                      the dimension that is a group alone: "YOUTH>AGE:Y0T34" */
  int32_t flags;
  int32_t aggregate; /* SDG16_AGGREGATE_ value, if not the indicator's; 0: the indicator's */
  /* Of microdata, expressions (sdg16/expression.h) of inputs by their names: multiplier x
   * the weighted share of the persons for whom `of` is true in those for whom `among` is
   * (NULL: all of the universe). Several in `of`, "a >= 3; b >= 3": the mean of their
   * shares, each of those who answered it. With `over`: the sum of w x of / that of
   * w x over, numbers. A series may have formulas for counts too. */
  const char *of;
  const char *among;
  const char *over;
} sdg16_series;

/* flags of a dimension */
#define SDG16_DIMENSION_PEOPLE 1   /* divides the population too: sex, age */
#define SDG16_DIMENSION_OVERLAP 2  /* categories overlap: they are never added up */
#define SDG16_DIMENSION_REQUIRED 4 /* the metadata ask for it */
#define SDG16_DIMENSION_SEPARATE 8 /* always by it, and no total: organisations, chambers */
/* "people", "overlap", "required", "apart" */
SDG16_API const char *sdg16_dimension_flag_name(int32_t flag);
SDG16_API int32_t sdg16_dimension_flag_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_dimension {
  int64_t struct_size;
  const char *name;       /* of the column: "sex" */
  const char *component;  /* SDMX dimension: "SEX"; "GROUP": what the key of the series says;
                             NULL: the series carries it */
  const char *categories; /* "F=female|women; M=male": codes and what else is read as
                             them; NULL: any. "_T" and blank are the total, "_U" unknown */
  int32_t flags;
  int32_t reserved; /* 0 */
} sdg16_dimension;

/* A choice that the metadata leave open; the result records it. */
typedef struct sdg16_switch {
  int64_t struct_size;
  const char *name;
  const char *values; /* "all; traceable", the default first */
  const char *meaning;
} sdg16_switch;

/* rules of aggregation: how a region's value follows from its countries' */
#define SDG16_AGGREGATE_NONE 0     /* the metadata give none */
#define SDG16_AGGREGATE_SUMS 1     /* sum of numerators / sum of denominators */
#define SDG16_AGGREGATE_MEAN 2     /* simple mean */
#define SDG16_AGGREGATE_WEIGHTED 3 /* mean weighted by a population */
#define SDG16_AGGREGATE_TOTAL 4    /* sum of the values, or count of countries */

SDG16_API const char *sdg16_aggregate_name(int32_t rule);      /* "sums"; NULL if unknown */
SDG16_API int32_t sdg16_aggregate_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_indicator_def {
  int64_t struct_size;
  const char *code;          /* "16.1.1" */
  const char *name;          /* official */
  const char *custodians;    /* separated by "; " */
  const char *same_as;       /* the indicator under which it is computed: "16.b.1" for 10.3.1 */
  const char *kind;          /* of estimator: "rate", "percentage", "survey percentage", ... */
  const char *metadata_date; /* of the sheet that was read, YYYY-MM-DD */
  const char *notes;         /* what is easily got wrong */
  const char *breaks;        /* "2017: reason; 2023: reason": years from which the definition
                                differs from before */
  int64_t input_count;
  const sdg16_input *inputs;
  int64_t series_count;
  const sdg16_series *series;
  int64_t dimension_count;
  const sdg16_dimension *dimensions;
  int64_t switch_count;
  const sdg16_switch *switches;
  int32_t aggregate;
  int32_t window;     /* years averaged or pooled before aggregating; 0: one */
  double coverage;    /* smallest share of the population that a regional value needs; 0: any */
  const char *weight; /* the population that weighs: "children 1-14" */
  /* MICRODATA: whom the indicator is about, "sex == 'F'; age >= 15": each condition is
   * applied if its inputs are there; of several with " or " between, the first. */
  const char *universe;
} sdg16_indicator_def;

/* ---- registries ---- */

typedef struct sdg16_registry sdg16_registry;

/* A registry that holds the built-in indicators. */
SDG16_API int32_t sdg16_registry_new(sdg16_registry **out, sdg16_error *error);
SDG16_API void sdg16_registry_free(sdg16_registry *registry);

/* Adds an indicator; everything is copied. SDG16_ERR_NAME: the code is in use, or a
 * formula names an input, a series a switch or category that there is not;
 * SDG16_ERR_ARGUMENT: a text or number that the definition needs is missing. */
SDG16_API int32_t sdg16_registry_add(sdg16_registry *registry, const sdg16_indicator_def *def,
                                     sdg16_error *error);

SDG16_API int64_t sdg16_registry_count(const sdg16_registry *registry);
/* The definition at a position from 0, or of a code; NULL if there is none. It
 * belongs to the registry, and has this library's sizes. */
SDG16_API const sdg16_indicator_def *sdg16_registry_at(const sdg16_registry *registry,
                                                       int64_t index);
SDG16_API const sdg16_indicator_def *sdg16_registry_find(const sdg16_registry *registry,
                                                         const char *code);

/* What sdg16_registry_table lists, one row each. */
#define SDG16_CATALOG_INDICATORS                                                               \
  0 /* code, name, custodian, same_as, kind, unit, multiplier,                                 \
       inputs, disaggregations, series, switches, aggregation,                                 \
       notes, metadata_date; several values: "; " between */
#define SDG16_CATALOG_INPUTS                                                                   \
  1 /* code, name, kind, optional, definition, answers,                                        \
       otherwise */
#define SDG16_CATALOG_SERIES                                                                   \
  2                                /* code, part, series, label, unit, multiplier, numerator,  \
                                      denominator, reference_numerator,                        \
                                      reference_denominator, of, among, over, when,            \
                                      category, valid_from, aliases, key, flags */
#define SDG16_CATALOG_DIMENSIONS 3 /* code, name, component, categories, flags */
#define SDG16_CATALOG_SWITCHES 4   /* code, name, values, meaning */
/* "indicators", "inputs", "series", "dimensions", "switches" */
SDG16_API const char *sdg16_catalog_name(int32_t what);
SDG16_API int32_t sdg16_catalog_from_name(const char *name); /* -1 if unknown */

/* The registry as a table, of one indicator (`code`) or of all (NULL). The caller
 * frees it. SDG16_ERR_NAME: no such indicator. */
SDG16_API int32_t sdg16_registry_table(const sdg16_registry *registry, const char *code,
                                       int32_t what, sdg16_table **out, sdg16_error *error);

/* sdg16_registry_table of the built-in indicators. */
SDG16_API int32_t sdg16_indicator_catalog(sdg16_table **out, sdg16_error *error);

/* ---- computing ---- */

/* What the data of an indicator are. */
#define SDG16_DATA_COUNTS 1    /* of an administration: sdg16_indicator_new */
#define SDG16_DATA_MICRODATA 2 /* of a survey, a row a respondent: sdg16_indicator_survey */
SDG16_API const char *sdg16_data_name(int32_t data);      /* "counts", "microdata" */
SDG16_API int32_t sdg16_data_from_name(const char *name); /* -1 if unknown */

/* What they are for the indicator `code`, given whether the caller has the design of a survey
 * (`design` 0 or 1): microdata with a design, or where the indicator is computed of nothing
 * else; otherwise counts. Returns an SDG16_DATA_ value, or SDG16_ERR_NAME (no such indicator)
 * or SDG16_ERR_UNSUPPORTED (it is not computed from microdata, though there is a design; or
 * from neither). */
SDG16_API int32_t sdg16_indicator_data(const sdg16_registry *registry, const char *code,
                                       int32_t design, sdg16_error *error);

/* intervals of counts and rates */
#define SDG16_COUNT_INTERVAL_SMALL 0   /* exact Poisson where the count is small */
#define SDG16_COUNT_INTERVAL_POISSON 1 /* always */
#define SDG16_COUNT_INTERVAL_NONE 2

SDG16_API const char *sdg16_count_interval_name(int32_t kind); /* "small", "poisson", "none" */
SDG16_API int32_t sdg16_count_interval_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_indicator_options {
  int64_t struct_size;
  const char *source_name;        /* of the data, for messages; default "data" */
  int64_t map_count;              /* columns that are named otherwise: inputs, dimensions or */
  const char *const *map_names;   /* ref_area, time_period, source, ...                */
  const char *const *map_columns; /* and the column of each; or a category, "sex.F", and the
                                     word that the data have for it, "Femmes" */
  int64_t by_count;               /* dimensions to disaggregate by: each combination, each */
  const char *const *by; /* margin and the total; default none: totals alone. "required":
                            those that the metadata ask for and the data have; "all" */
  int64_t switch_count;  /* settings of switches, "denominator=traceable" */
  const char *const *switches;
  const char *ref_area; /* of data without such a column; of microdata: of all rows */
  const char *time_period;
  double population;                   /* one number for data of one area and period; 0: none */
  const sdg16_table *population_table; /* NULL: none. Columns population, and those of
                               ref_area, time_period, sex, age, ... that it is divided by */
  const sdg16_table *standard;         /* NULL: none. Columns age, weight: age-standardised
                                       rates stand beside the crude ones (needs ages in the data) */
  int32_t interval;                    /* SDG16_COUNT_INTERVAL_ value; of counts alone */
  int32_t crossed;    /* most dimensions of `by` in one row; 0 (default): all */
  double small_count; /* default 100: counts below it get limits */
  double level;       /* default 0.95 */
  const char *bands;  /* of ages that are numbers, "15,25,35,65": where they begin, the
                         last is open; default: those of the indicator */
} sdg16_indicator_options;

SDG16_API int32_t sdg16_indicator_options_init(sdg16_indicator_options *options, int64_t size);

typedef struct sdg16_indicator sdg16_indicator;

/* Computes an indicator. One row of `data` is one cell: area, period, source, and a
 * category of each dimension it has (16.10.1: one row a victim of a case). Columns are
 * found by the names of inputs and dimensions, ref_area (area, country), time_period
 * (period, year), source, nature, obs_status, time_detail, population_period; others
 * are ignored.
 *
 * Cells add up over dimensions that are not asked for, unless the data hold the total
 * ("_T" or blank) themselves. Unknown ("_U") is a category like others. A blank is
 * not 0: what it is part of is missing. Sources stay apart.
 *
 * A value that cannot be is missing, with a reason in its status. Errors:
 * SDG16_ERR_NAME (indicator, dimension, switch), _COLUMN, _COUNT (negative, not whole),
 * _VALUE, _CONFLICT (two rows for one cell), _POPULATION (missing, not above 0, of other
 * years or bands), _BAND (age bands that overlap), _SHARE (a part above its whole),
 * _UNSUPPORTED (takes the microdata of a survey). Messages say which row and column. */
SDG16_API int32_t sdg16_indicator_new(const sdg16_registry *registry, const char *code,
                                      const sdg16_table *data,
                                      const sdg16_indicator_options *options,
                                      sdg16_indicator **out, sdg16_error *error);
SDG16_API void sdg16_indicator_free(sdg16_indicator *indicator);

/* Computes an indicator from the microdata of a survey: the table of `design`, one row a
 * respondent. Columns are found as above; answers are coded as the inputs say, by value or
 * by value label (labels win), and as maps say before both: "paid.yes" to "3", "*.refused"
 * to "77" of every input with answers. Data may hold several areas and periods (columns
 * ref_area, and time_period or year), unless the options name one.
 *
 * Categories that overlap (types of official): a column of "INPUT:CATEGORY" is that input in
 * one of them ("paid:police"), and with the dimension in `by` a series is computed for every
 * category in which each of its inputs has a column; who said no to the plain input and was
 * not asked there said no. Or one column of the dimension's name says in which category it
 * was (the place of the latest incident): each one's share of the same persons.
 *
 * Of `estimation` (NULL: defaults) are used: interval, scheme and thresholds, df,
 * with_replacement, where (over the columns of the data), and level, the indicator's level
 * otherwise; the others must have their defaults. Ratios of numbers take intervals none and
 * wald alone (another kind: wald), and of the scheme nchs its rules for rates. Of `options`
 * interval is not used, and populations and standard are refused.
 *
 * Errors as above, and SDG16_ERR_VALUE for an answer that is not known: the message says the
 * row, the column, the value and how to name it; _OPTION for what would do nothing.
 * _UNSUPPORTED: it takes counts. */
SDG16_API int32_t sdg16_indicator_survey(const sdg16_registry *registry, const char *code,
                                         const sdg16_design *design,
                                         const sdg16_indicator_options *options,
                                         const sdg16_survey_options *estimation,
                                         const sdg16_exec_options *exec, sdg16_indicator **out,
                                         sdg16_error *error);

/* Who counts and who does not, NULL of counts: indicator, series, label, category (of the
 * overlapping dimension), item (of a mean), step ("file", "no weight", "where", "universe",
 * "denominator", "numerator", "counted", "positive"), reason (what was false, or the
 * missing kind: "don't know", ...), rows, weight, percent (of the weight of those in the
 * denominator; steps from "numerator" on). The steps follow one another: rows of "file" = those
 * that left at each step + "counted". */
SDG16_API const sdg16_table *sdg16_indicator_audit(const sdg16_indicator *indicator);
/* How answers were read, NULL of counts: input, category, column, value, label, read_as
 * (an answer, a missing kind, a category of a dimension), rows, weight. */
SDG16_API const sdg16_table *sdg16_indicator_coding(const sdg16_indicator *indicator);

/* The results, one row a value: indicator, series, label, variant (NULL for the
 * reported value; "beside", "groups", "age-standardised", "pefa"), unit, unit_mult, ref_area,
 * time_period, time_detail, source, a column for each dimension that is told apart (code
 * of the category; "_T": the total), value, lower, upper, level, numerator, denominator,
 * multiplier, reference_numerator, reference_denominator, reporting_type, nature,
 * obs_status, flags, status, switches, note. Several flags: "; " between.
 * status: "ok", "missing-input", "no-population", "zero-denominator",
 * "not-additive", "out-of-range" (beyond the largest double). Of a survey in place of
 * numerators, denominators and references those of sdg16_survey_estimates (se in the unit of
 * the value; shares of `weight` and counts are not multiplied), and its statuses; obs_status
 * "U" where the scheme does not say publish. */
SDG16_API const sdg16_table *sdg16_indicator_results(const sdg16_indicator *indicator);
/* Doubts: columns kind, ref_area, time_period, message. */
SDG16_API const sdg16_table *sdg16_indicator_diagnostics(const sdg16_indicator *indicator);
/* SHA-256 of the data, 64 hex digits. */
SDG16_API const char *sdg16_indicator_sha256(const sdg16_indicator *indicator);

/* ---- aggregation and time ---- */

typedef struct sdg16_aggregate_options {
  int64_t struct_size;
  int32_t rule;      /* SDG16_AGGREGATE_ value; default -1: the indicator's */
  int32_t window;    /* years; default -1: the indicator's */
  double coverage;   /* default -1: the indicator's */
  const char *world; /* code of the world, "1": a row for all groups; default NULL: none */
} sdg16_aggregate_options;

SDG16_API int32_t sdg16_aggregate_options_init(sdg16_aggregate_options *options, int64_t size);

/* Values of groups of areas from results of sdg16_indicator_new (or any table with its
 * columns ref_area, time_period, value, and what the rule needs: numerator,
 * denominator). `groups` has ref_area, group and, where populations weigh or coverage
 * counts, weight (and time_period, if weights differ by year); it lists every member,
 * with data or without. One row a series, group, period and disaggregation, with the
 * columns of the results and: areas (with a value), members, coverage (share of the
 * weight, else of the members), imputed (share of what has values whose nature is E or
 * M). status "coverage" and no value where less is covered than the rule demands. */
SDG16_API int32_t sdg16_indicator_aggregate(const sdg16_registry *registry,
                                            const sdg16_table *results,
                                            const sdg16_table *groups,
                                            const sdg16_aggregate_options *options,
                                            sdg16_table **out, sdg16_error *error);

/* Changes over time: the rows of `results` that have a value and a period, in order of
 * series, disaggregation, area and period, with the columns segment (from 1, one more
 * after each break), previous_period, previous, change, change_percent. Nothing is
 * compared across a break: a row whose obs_status is "B", or the first at or after a
 * year from which the indicator's definition differs. */
SDG16_API int32_t sdg16_indicator_trend(const sdg16_registry *registry,
                                        const sdg16_table *results, sdg16_table **out,
                                        sdg16_error *error);

/* ---- building blocks ---- */

/* A rate: multiplier x count / population, for the value and its limits alike
 * (NaN stays NaN). SDG16_ERR_POPULATION unless population is finite and > 0. */
SDG16_API int32_t sdg16_rate(const sdg16_estimate *count, double population, double multiplier,
                             sdg16_estimate *out, int64_t size, sdg16_error *error);

/* The exact limits of the mean of a Poisson count (Garwood 1936, Biometrika 28). */
SDG16_API int32_t sdg16_poisson_interval(double count, double level, double *lower,
                                         double *upper, sdg16_error *error);

/* A directly standardised rate, multiplier x sum(w_i x count_i / population_i) / sum(w_i),
 * with the gamma limits of Fay & Feuer (1997, Statistics in Medicine 16), which are
 * Garwood's for one stratum. Arrays of `strata` values. */
SDG16_API int32_t sdg16_standardised_rate(int64_t strata, const double *counts,
                                          const double *populations, const double *weights,
                                          double multiplier, double level, sdg16_estimate *out,
                                          int64_t size, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
