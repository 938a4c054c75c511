/* The registry of indicators, and their computation from administrative counts or from
 * the microdata of a survey.
 *
 * An indicator is data: inputs, series (formulas of the inputs), dimensions and
 * switches. The library has the indicators of Goal 16 and the other indicators of UNODC. A
 * program can add its own to a registry. Where a function takes a registry, NULL means the
 * built-in indicators.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef SDG16_INDICATOR_H
#define SDG16_INDICATOR_H

#include <sdg16/survey.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what an indicator is made of ----
 * The struct_size of the first element is the step of an array of these structs. A text
 * that does not apply is NULL. */

/* kinds of input */
#define SDG16_INPUT_COUNT 1      /* persons, arms, seats: a whole number >= 0 */
#define SDG16_INPUT_AMOUNT 2     /* money, posts in full-time equivalents: a number >= 0 */
#define SDG16_INPUT_POPULATION 3 /* people: a number > 0; a column, or the population table */
#define SDG16_INPUT_ESTIMATE 4   /* an estimate made elsewhere, and its limits: a number >= 0 */
#define SDG16_INPUT_ANSWER 5     /* a text; the definition lists the allowed answers */
#define SDG16_INPUT_MICRODATA 6  /* an answer of a respondent of a survey, see below */

SDG16_API const char *sdg16_input_kind_name(int32_t kind);      /* "count"; NULL if unknown */
SDG16_API int32_t sdg16_input_kind_from_name(const char *name); /* -1 if unknown */

/* the column may be absent; series that need it are left out */
#define SDG16_INPUT_OPTIONAL 1
/* dimensions of the numerator alone do not divide it: a population is not divided by causes
 * of death */
#define SDG16_INPUT_BASE 2
#define SDG16_INPUT_DERIVED 4 /* no column: built-in code computes it from the answers */
SDG16_API const char *sdg16_input_flag_name(int32_t flag); /* "optional", "base", "derived" */
SDG16_API int32_t sdg16_input_flag_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_input {
  int64_t struct_size;
  const char *name; /* lower case: the column, and the name in formulas */
  const char *definition;
  int32_t kind;
  int32_t flags;
  /* MICRODATA: the answers, and the values or labels of the column that mean them:
   * "yes=1; no=2|0". In expressions yes is 1 and no is 0; another answer is its position in
   * the list, from 1, or its name. The missing kinds "dont_know", "refused" and
   * "not_applicable" are always understood, with their usual words and codes (98, 8; 99, 9).
   * NULL: the input is a number. */
  const char *answers;
  const char *otherwise; /* OPTIONAL: the answer of everyone if there is no column */
} sdg16_input;

/* flags of a series */
/* the numerator is part of the denominator and cannot exceed it */
#define SDG16_SERIES_PART 1
#define SDG16_SERIES_POISSON 2 /* the numerator counts events: exact Poisson limits */
/* a value beside the reported one, never in its place */
#define SDG16_SERIES_SUPPLEMENTARY 4
#define SDG16_SERIES_GROUPS 8 /* has values only for groups of countries */
/* "part", "poisson", "supplementary", "groups" */
SDG16_API const char *sdg16_series_flag_name(int32_t flag);
SDG16_API int32_t sdg16_series_flag_from_name(const char *name); /* -1 if unknown */

/* value = multiplier x numerator / denominator; without a denominator, multiplier x
 * numerator. If there is a reference, the value is divided by reference_numerator /
 * reference_denominator. Formulas are sums of products of inputs and
 * numbers: "seized + found", "units*price". */
typedef struct sdg16_series {
  int64_t struct_size;
  const char *code;  /* SDMX series; NULL: the series is not published */
  const char *label; /* what the value is, in words */
  const char *unit;  /* code of UNIT_MEASURE: "PT", "PER_100000_POP", "NUMBER", "RO" */
  const char *part;  /* sub-indicator: "a" */
  const char *numerator;
  const char *denominator;
  const char *reference_numerator;
  const char *reference_denominator;
  const char *lower; /* numerators of the limits of an estimate */
  const char *upper;
  double multiplier;      /* 0: 1 */
  const char *when;       /* "denominator=all; mode!=any": only if the switches are set so */
  const char *category;   /* "form=SX": only of this category of a dimension; "form!=SX" */
  const char *valid_from; /* the date from which the code is known to be in use, if it replaced
                             another; NULL: no such date */
  const char *aliases;    /* older or other codes, separated by "; " */
  const char *key; /* SDMX codes that the series implies, "SEX:F; AGE:Y0T45"; for one category
                      of the dimension with component GROUP: "YOUTH>AGE:Y0T34" */
  int32_t flags;
  int32_t aggregate; /* SDG16_AGGREGATE_ value; 0: that of the indicator */
  /* For microdata: expressions (sdg16/expression.h) of the inputs by name. The value is
   * multiplier x the weighted share of the persons with survey_numerator true among the
   * persons with survey_among true (NULL: the whole universe). Several conditions in
   * survey_numerator, "a >= 3; b >= 3": the mean of their shares, each among those who answered
   * it. With survey_denominator: the ratio of numbers sum(w x survey_numerator) / sum(w x
   * survey_denominator). A series may have formulas for counts as well. */
  const char *survey_numerator;
  const char *survey_among;
  const char *survey_denominator;
} sdg16_series;

/* flags of a dimension */
#define SDG16_DIMENSION_PEOPLE 1   /* also divides the population: sex, age */
#define SDG16_DIMENSION_OVERLAP 2  /* categories overlap and are never added up */
#define SDG16_DIMENSION_REQUIRED 4 /* the metadata ask for it */
/* results are always by it, without a total: organisations, chambers */
#define SDG16_DIMENSION_SEPARATE 8
/* "people", "overlap", "required", "separate" */
SDG16_API const char *sdg16_dimension_flag_name(int32_t flag);
SDG16_API int32_t sdg16_dimension_flag_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_dimension {
  int64_t struct_size;
  const char *name;       /* of the column: "sex" */
  const char *component;  /* SDMX dimension: "SEX"; "GROUP": given by the key of the series;
                             NULL: implied by the series */
  const char *categories; /* "F=female|women; M=male": codes, and the words that mean
                             them; NULL: any. "_T" and blank are the total, "_U" is unknown.
                             A word with + in front, "OTHER=other|+fire", is a part of the
                             category: counts of several parts are added up */
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

/* rules of aggregation: how the value of a region follows from those of its countries */
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
  const char *same_as;       /* the indicator with the same computation: "16.b.1" for 10.3.1 */
  const char *kind;          /* of estimator: "rate", "percentage", "survey percentage", ... */
  const char *metadata_date; /* date of the metadata sheet that was used, YYYY-MM-DD */
  const char *notes;         /* common mistakes */
  const char *breaks;        /* "2017: reason; 2023: reason": years in which the definition
                                changed */
  int64_t input_count;
  const sdg16_input *inputs;
  int64_t series_count;
  const sdg16_series *series;
  int64_t dimension_count;
  const sdg16_dimension *dimensions;
  int64_t switch_count;
  const sdg16_switch *switches;
  int32_t aggregate;
  int32_t window;  /* number of years that are averaged or pooled before aggregation; 0: one */
  double coverage; /* least share of the population that a regional value needs; 0: any */
  const char *weight; /* the population used as weight: "children 1-14" */
  /* MICRODATA: the population of the indicator, "sex == 'F'; age >= 15". A condition is
   * applied if the data have its inputs. Of alternatives joined by " or " the first one whose
   * inputs the data have is applied. */
  const char *universe;
} sdg16_indicator_def;

/* ---- registries ---- */

typedef struct sdg16_registry sdg16_registry;

/* A registry that holds the built-in indicators. */
SDG16_API int32_t sdg16_registry_new(sdg16_registry **out, sdg16_error *error);
SDG16_API void sdg16_registry_free(sdg16_registry *registry);

/* Adds an indicator; everything is copied. SDG16_ERR_NAME: the code is in use, or a
 * formula or series names an input, switch or category that does not exist;
 * SDG16_ERR_ARGUMENT: a text or number that the definition needs is missing. */
SDG16_API int32_t sdg16_registry_add(sdg16_registry *registry, const sdg16_indicator_def *def,
                                     sdg16_error *error);

SDG16_API int64_t sdg16_registry_count(const sdg16_registry *registry);
/* The definition at a position (from 0) or with a code; NULL if there is none. It
 * belongs to the registry. Its struct_size members are those of this library. */
SDG16_API const sdg16_indicator_def *sdg16_registry_at(const sdg16_registry *registry,
                                                       int64_t index);
SDG16_API const sdg16_indicator_def *sdg16_registry_find(const sdg16_registry *registry,
                                                         const char *code);

/* What sdg16_registry_table lists, one row each. */

/* code, name, custodian, same_as, kind, unit, multiplier, inputs, disaggregations, series,
 * switches, aggregation, notes, metadata_date; several values: "; " between */
#define SDG16_CATALOG_INDICATORS 0
/* code, name, kind, optional, definition, answers, otherwise */
#define SDG16_CATALOG_INPUTS 1
/* code, part, series, label, unit, multiplier, numerator, denominator, reference_numerator,
 * reference_denominator, of, among, over (survey_numerator, survey_among and
 * survey_denominator), when, category, valid_from, aliases, key, flags */
#define SDG16_CATALOG_SERIES 2
#define SDG16_CATALOG_DIMENSIONS 3 /* code, name, component, categories, flags */
#define SDG16_CATALOG_SWITCHES 4   /* code, name, values, meaning */
/* "indicators", "inputs", "series", "dimensions", "switches" */
SDG16_API const char *sdg16_catalog_name(int32_t what);
SDG16_API int32_t sdg16_catalog_from_name(const char *name); /* -1 if unknown */

/* The registry as a table, for one indicator (`code`) or for all (NULL). The caller
 * frees it. SDG16_ERR_NAME: no such indicator. */
SDG16_API int32_t sdg16_registry_table(const sdg16_registry *registry, const char *code,
                                       int32_t what, sdg16_table **out, sdg16_error *error);

/* The indicators, as SDG16_CATALOG_INDICATORS, in which every word is part of the code, the
 * name, the custodians, the kind, or of a name, code, label or definition of a series, input,
 * dimension or switch; capitals of ASCII are as small letters. If there are none, `near`
 * (nullable) is 1, and the table has those with words that are nearly the same: up to a third
 * of the letters differ, of words of four letters and more. No rows: none. The caller frees the
 * table. SDG16_ERR_ARGUMENT: no word, or an empty one. */
SDG16_API int32_t sdg16_registry_search(const sdg16_registry *registry, int64_t count,
                                        const char *const *words, int32_t *near,
                                        sdg16_table **out, sdg16_error *error);

/* ---- computing ---- */

/* The kind of data from which an indicator is computed. */
#define SDG16_DATA_COUNTS 1    /* counts of an administration: sdg16_indicator_new */
#define SDG16_DATA_MICRODATA 2 /* one row per respondent: sdg16_indicator_survey */
SDG16_API const char *sdg16_data_name(int32_t data);      /* "counts", "microdata" */
SDG16_API int32_t sdg16_data_from_name(const char *name); /* -1 if unknown */

/* The kind of data for the indicator `code`. `design`: 1 if the caller has the design of a
 * survey, else 0. It is MICRODATA with a design, or if the indicator is computed only from
 * microdata; otherwise COUNTS. Returns an SDG16_DATA_ value, SDG16_ERR_NAME (no such indicator)
 * or SDG16_ERR_UNSUPPORTED (there is a design, but the indicator is not computed from
 * microdata; or it is computed from neither). */
SDG16_API int32_t sdg16_indicator_data(const sdg16_registry *registry, const char *code,
                                       int32_t design, sdg16_error *error);

/* intervals of counts and rates */
#define SDG16_COUNT_INTERVAL_SMALL 0   /* exact Poisson limits if the count is small */
#define SDG16_COUNT_INTERVAL_POISSON 1 /* always */
#define SDG16_COUNT_INTERVAL_NONE 2

SDG16_API const char *sdg16_count_interval_name(int32_t kind); /* "small", "poisson", "none" */
SDG16_API int32_t sdg16_count_interval_from_name(const char *name); /* -1 if unknown */

typedef struct sdg16_indicator_options {
  int64_t struct_size;
  const char *source_name;        /* of the data, for messages; default "data" */
  int64_t map_count;              /* columns with other names: the input, dimension, */
  const char *const *map_names;   /* ref_area, time_period, source, ...             */
  const char *const *map_columns; /* and its column; or a category, "sex.F", and its word
                                     in the data, "Femmes" */
  int64_t by_count;               /* dimensions to disaggregate by: each combination, each */
  const char *const *by; /* margin and the total; default none: only totals. "required":
                            those that the metadata ask for and the data have; "all" */
  int64_t switch_count;  /* settings of switches, "denominator=traceable" */
  const char *const *switches;
  const char *ref_area; /* for data without such a column; with microdata: of all rows */
  const char *time_period;
  double population;                   /* a number, for data of one area and period; 0: none */
  const sdg16_table *population_table; /* NULL: none. Columns: population, and those of
                               ref_area, time_period, sex, age, ... that divide it */
  const sdg16_table *standard; /* NULL: none. Columns age, weight. Gives age-standardised
                               rates beside the crude ones; the data need ages */
  int32_t interval;            /* SDG16_COUNT_INTERVAL_ value; only for counts */
  int32_t crossed;    /* the most dimensions of `by` that one row combines; 0 (default): all */
  double small_count; /* default 100; counts below it get limits */
  double level;       /* default 0.95 */
  const char *bands;  /* age bands for ages in years, "15,25,35,65": where each begins; the
                         last is open; default: those of the indicator */
} sdg16_indicator_options;

SDG16_API int32_t sdg16_indicator_options_init(sdg16_indicator_options *options, int64_t size);

typedef struct sdg16_indicator sdg16_indicator;

/* Computes an indicator. Each row of `data` is one cell: an area, a period, a source, and one
 * category of each dimension in the data (16.10.1: one row per victim of a case). Columns are
 * found by the names of inputs and dimensions, ref_area (area, country), time_period
 * (period, year), source, nature, obs_status, time_detail, population_period; others
 * are ignored.
 *
 * Cells are added up over dimensions that `by` does not have, unless the data hold the total
 * ("_T" or blank). Unknown ("_U") is a category like any other. A blank is not 0: a sum with a
 * blank part is missing. Sources are not added together.
 *
 * A value that cannot be computed is missing; `status` says why. Errors:
 * SDG16_ERR_NAME (indicator, dimension, switch), _COLUMN, _COUNT (negative, not whole),
 * _VALUE, _CONFLICT (two rows for one cell), _POPULATION (missing, not above 0, or for other
 * years or bands), _BAND (age bands that overlap), _SHARE (a part exceeds its whole),
 * _UNSUPPORTED (the indicator needs survey microdata). Messages name the row and column. */
SDG16_API int32_t sdg16_indicator_new(const sdg16_registry *registry, const char *code,
                                      const sdg16_table *data,
                                      const sdg16_indicator_options *options,
                                      sdg16_indicator **out, sdg16_error *error);
SDG16_API void sdg16_indicator_free(sdg16_indicator *indicator);

/* Computes an indicator from survey microdata: the table of `design`, one row per
 * respondent. Columns are found as above. An answer is read by the map, else by its value
 * label, else by its value, as the inputs say. In a map "paid.yes" to "3" says that 3 means
 * yes, and "*.refused" to "77" holds for every input with answers. The data may have several
 * areas and periods (columns ref_area, and time_period or year), unless the options give one.
 *
 * Categories that overlap (types of official): map "INPUT:CATEGORY" ("paid:police") to the
 * column of that input in that category. With the dimension in `by`, a series is computed for
 * every category in which each of its inputs has a column. A respondent who said no to the
 * general input and was not asked about the category counts as no. Or a single column with the
 * name of the dimension gives the category (the place of the latest incident): the value is
 * then the share of each category among the same persons.
 *
 * `estimation` (NULL: defaults): interval, scheme and thresholds, df, with_replacement, where
 * (over the columns of the data) and level are used; the other members must have their
 * defaults. Without `estimation` the level is that of `options`. Ratios of numbers have the
 * intervals none or wald (any other kind gives wald); with the scheme nchs the rules for rates
 * apply to them. `options`: interval is not used; populations and standard are refused.
 *
 * Errors as above, and SDG16_ERR_VALUE for an unknown answer: the message gives the row, the
 * column, the value, and how to map it; _OPTION for an option without effect; _UNSUPPORTED: the
 * indicator needs counts. */
SDG16_API int32_t sdg16_indicator_survey(const sdg16_registry *registry, const char *code,
                                         const sdg16_design *design,
                                         const sdg16_indicator_options *options,
                                         const sdg16_survey_options *estimation,
                                         const sdg16_exec_options *exec, sdg16_indicator **out,
                                         sdg16_error *error);

/* Who counts and who does not (NULL for indicators from counts): indicator, series, label,
 * category (of the overlapping dimension), item (of a mean), step ("file", "no weight",
 * "where", "universe", "denominator", "numerator", "counted", "positive"), reason (what was
 * false, or the missing kind: "don't know", ...), rows, weight, percent (of the weight of those
 * in the denominator; steps from "numerator" on). The rows of "file" are the sum of the rows
 * that left at each step and of "counted". */
SDG16_API const sdg16_table *sdg16_indicator_audit(const sdg16_indicator *indicator);
/* How answers were read (NULL for indicators from counts): input, category, column, value,
 * label, read_as (an answer, a missing kind, a category of a dimension), rows, weight. */
SDG16_API const sdg16_table *sdg16_indicator_coding(const sdg16_indicator *indicator);

/* The results, one row per value: indicator, series, label, variant (NULL for the
 * reported value; "supplementary", "groups", "age-standardised", "pefa"), unit, unit_mult,
 * ref_area, time_period, time_detail, source, a column for each dimension of the disaggregation
 * (code of the category; "_T": the total), value, lower, upper, level, numerator, denominator,
 * multiplier, reference_numerator, reference_denominator, reporting_type, nature,
 * obs_status, flags, status, switches, note. Several flags: "; " between.
 * status: "ok", "missing-input", "no-population", "zero-denominator",
 * "not-additive", "out-of-range" (beyond the largest double). For surveys the columns of
 * sdg16_survey_estimates take the place of numerators, denominators and references (se in the
 * unit of the value; `weight` and counts are not multiplied), and the statuses are those of
 * surveys. obs_status is "U" unless the scheme says publish. */
SDG16_API const sdg16_table *sdg16_indicator_results(const sdg16_indicator *indicator);
/* Diagnostics: columns kind, ref_area, time_period, message. */
SDG16_API const sdg16_table *sdg16_indicator_diagnostics(const sdg16_indicator *indicator);
/* SHA-256 of the data, 64 hex digits. */
SDG16_API const char *sdg16_indicator_sha256(const sdg16_indicator *indicator);

/* ---- aggregation and time ---- */

typedef struct sdg16_aggregate_options {
  int64_t struct_size;
  int32_t rule;      /* SDG16_AGGREGATE_ value; default -1: that of the indicator */
  int32_t window;    /* years; default -1: that of the indicator */
  double coverage;   /* default -1: that of the indicator */
  const char *world; /* code of the world, "1": a row for all groups; default NULL: none */
} sdg16_aggregate_options;

SDG16_API int32_t sdg16_aggregate_options_init(sdg16_aggregate_options *options, int64_t size);

/* Values for groups of areas, from results of sdg16_indicator_new or from any table with the
 * columns ref_area, time_period, value, and numerator and denominator if the rule needs them.
 * `groups` has the columns ref_area and group; also weight, if populations are weights or
 * coverage is required; and time_period, if weights differ by year. It lists every member, with
 * or without data. The result has one row per series, group, period and disaggregation, with
 * the columns of the results that say what a value is of (not those of single areas, such as
 * limits, notes, and columns that the schema of results does not have) and: areas (with a
 * value), members, coverage (share of the weight, else of the members), imputed (the share,
 * among areas with values, of those with nature E or M). If the coverage is below the rule's,
 * there is no value and status is "coverage". */
SDG16_API int32_t sdg16_indicator_aggregate(const sdg16_registry *registry,
                                            const sdg16_table *results,
                                            const sdg16_table *groups,
                                            const sdg16_aggregate_options *options,
                                            sdg16_table **out, sdg16_error *error);

/* Changes over time: the rows of `results` with a value and a period, ordered by
 * series, disaggregation, area and period, with all their columns (behind the others those that
 * the schema of results does not have) and the columns segment (from 1; it rises by one
 * at each break), previous_period, previous, change, change_percent. Values are
 * not compared across a break. A break is a row with obs_status "B", or the first row in or
 * after a year in which the definition of the indicator changed. */
SDG16_API int32_t sdg16_indicator_trend(const sdg16_registry *registry,
                                        const sdg16_table *results, sdg16_table **out,
                                        sdg16_error *error);

/* ---- building blocks ---- */

/* A rate: multiplier x count / population, for the value and for its limits
 * (NaN stays NaN). SDG16_ERR_POPULATION: the population is not finite or not above 0. */
SDG16_API int32_t sdg16_rate(const sdg16_estimate *count, double population, double multiplier,
                             sdg16_estimate *out, int64_t size, sdg16_error *error);

/* The exact limits of the mean of a Poisson count (Garwood 1936, Biometrika 28). */
SDG16_API int32_t sdg16_poisson_interval(double count, double level, double *lower,
                                         double *upper, sdg16_error *error);

/* A directly standardised rate, multiplier x sum(w_i x count_i / population_i) / sum(w_i),
 * with the gamma limits of Fay & Feuer (1997, Statistics in Medicine 16). For one stratum
 * these are the limits of Garwood. Each array has `strata` values. */
SDG16_API int32_t sdg16_standardised_rate(int64_t strata, const double *counts,
                                          const double *populations, const double *weights,
                                          double multiplier, double level, sdg16_estimate *out,
                                          int64_t size, sdg16_error *error);

#ifdef __cplusplus
}
#endif
#endif
