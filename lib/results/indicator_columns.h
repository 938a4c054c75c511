/* The columns of results of indicators, in the order of the tables.
 * X(TABLE, identifier, name, type, role, rule, JSON object, JSON field (NULL: the name), when,
 * presence, about): result_schema.h says what the words mean. */
#ifndef SDG16I_RESULTS_INDICATOR_COLUMNS_H
#define SDG16I_RESULTS_INDICATOR_COLUMNS_H

/* clang-format off */
/* Values of indicators: of counts, of surveys, of regions, their changes; SDMX-CSV that was read. */
#define SDG16I_INDICATOR_COLUMNS(X, TABLE) \
  X(TABLE, INDICATOR, "indicator", TEXT, KEY, SETTING, SELF, NULL, ALWAYS, SIGN, "code of the indicator, 16.1.1") \
  X(TABLE, SERIES, "series", TEXT, KEY, SETTING, SELF, NULL, ALWAYS, SIGN, "SDMX code of the series; missing: there is no official series") \
  X(TABLE, LABEL, "label", TEXT, KEY, SETTING, SELF, NULL, KNOWN, NOW, "name of the series in words") \
  X(TABLE, VARIANT, "variant", TEXT, KEY, SETTING, SELF, NULL, KNOWN, NOW, "missing: the reported value; supplementary, groups, age-standardised, pefa: a supplementary value") \
  X(TABLE, UNIT, "unit", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, SIGN, "unit of measure, SDMX code") \
  X(TABLE, UNIT_MULT, "unit_mult", INT64, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "the value is in units of 10 to this power") \
  X(TABLE, REF_AREA, "ref_area", TEXT, KEY, SETTING, SELF, NULL, KNOWN, NOW, "code of the country or area") \
  X(TABLE, TIME_PERIOD, "time_period", TEXT, KEY, SETTING, SELF, NULL, KNOWN, NOW, "the period, usually a year") \
  X(TABLE, TIME_DETAIL, "time_detail", TEXT, KEY, SETTING, SELF, NULL, KNOWN, NOW, "the period as the data name it, if it is not a year") \
  X(TABLE, SOURCE, "source", TEXT, KEY, SETTING, SELF, NULL, KNOWN, NOW, "the source of the data") \
  X(TABLE, DIMENSIONS, SDG16I_DIMENSION_COLUMNS, TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, ALWAYS, NOW, "the dimensions of --by (sex, age): code of the category; _T: the total") \
  X(TABLE, CUST_BREAKDOWN, "cust_breakdown", TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, KNOWN, SOME, "code of a national breakdown, C01") \
  X(TABLE, CUST_BREAKDOWN_LB, "cust_breakdown_lb", TEXT, NOTE, SETTING, SELF, NULL, KNOWN, SOME, "what the code of the breakdown means") \
  X(TABLE, VALUE, "value", DOUBLE, ESTIMATE, VALUE, SELF, NULL, ALWAYS, NOW, "the value of the series") \
  X(TABLE, SE, "se", DOUBLE, ESTIMATE, DERIVED, SELF, NULL, KNOWN, SOME, "surveys: standard error, in the unit of the value") \
  X(TABLE, LOWER, "lower", DOUBLE, LIMIT, DERIVED, SELF, NULL, KNOWN, NOW, "lower limit of the value") \
  X(TABLE, UPPER, "upper", DOUBLE, LIMIT, DERIVED, SELF, NULL, KNOWN, NOW, "upper limit of the value") \
  X(TABLE, LEVEL, "level", DOUBLE, SETTING, DERIVED, SELF, NULL, KNOWN, NOW, "confidence level of the interval, 0.95 for 95 %") \
  X(TABLE, DF, "df", DOUBLE, FIT, EXACT, SELF, NULL, KNOWN, SOME, "surveys: degrees of freedom") \
  X(TABLE, DEFF, "deff", DOUBLE, FIT, EXACT, SELF, NULL, KNOWN, SOME, "surveys: design effect") \
  X(TABLE, N, "n", INT64, COUNT, RESPONDENTS, SELF, NULL, KNOWN, SAMPLE, "surveys: respondents with a value and a weight") \
  X(TABLE, N_EFFECTIVE, "n_effective", DOUBLE, COUNT, EXACT, SELF, NULL, KNOWN, SAMPLE, "surveys: effective sample size") \
  X(TABLE, CV, "cv", DOUBLE, FIT, EXACT, SELF, NULL, KNOWN, SOME, "surveys: coefficient of variation, se / value") \
  X(TABLE, EVENTS, "events", INT64, COUNT, COUNT, SELF, NULL, KNOWN, SOME, "surveys: respondents for whom the condition is true (unweighted)") \
  X(TABLE, MISSING, "missing", INT64, COUNT, WITHHOLD, SELF, NULL, KNOWN, SAMPLE, "surveys: respondents of the group without a value") \
  X(TABLE, WEIGHT, "weight", DOUBLE, COUNT, EXACT, SELF, NULL, KNOWN, SAMPLE, "surveys: sum of the weights of the n respondents") \
  X(TABLE, OBSERVED, "observed", INT64, COUNT, COUNT, SELF, NULL, KNOWN, SOME, "people observed; reserved for estimates") \
  X(TABLE, NUMERATOR, "numerator", DOUBLE, COUNT, COUNT, SELF, NULL, KNOWN, NOW, "the number above the line") \
  X(TABLE, DENOMINATOR, "denominator", DOUBLE, COUNT, PART, SELF, NULL, KNOWN, NOW, "the number below the line") \
  X(TABLE, MULTIPLIER, "multiplier", DOUBLE, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "value = multiplier x numerator / denominator") \
  X(TABLE, REFERENCE_NUMERATOR, "reference_numerator", DOUBLE, COUNT, PART, SELF, NULL, KNOWN, NOW, "numerator of the share that the value is compared with") \
  X(TABLE, REFERENCE_DENOMINATOR, "reference_denominator", DOUBLE, COUNT, PART, SELF, NULL, KNOWN, NOW, "denominator of that share") \
  X(TABLE, INTERVAL, "interval", TEXT, SETTING, PUBLISH, SELF, NULL, KNOWN, SOME, "surveys: kind of the interval") \
  X(TABLE, RELIABILITY, "reliability", TEXT, STATUS, VERDICT, SELF, NULL, KNOWN, SOME, "surveys: publish, review or suppress, by the presentation scheme") \
  X(TABLE, REASONS, "reasons", TEXT, NOTE, REASONS, SELF, NULL, KNOWN, SOME, "surveys: why it is not publish, separated by \"; \"") \
  X(TABLE, REPORTING_TYPE, "reporting_type", TEXT, KEY, SETTING, SELF, NULL, KNOWN, NOW, "N national, R regional, G global") \
  X(TABLE, NATURE, "nature", TEXT, STATUS, SETTING, SELF, NULL, KNOWN, NOW, "SDMX code of the nature: C country data, CA adjusted, E estimated, G global monitoring, M modelled, N non-relevant, _X none") \
  X(TABLE, OBS_STATUS, "obs_status", TEXT, STATUS, DESCRIBE_CODE, SELF, NULL, KNOWN, NOW, "SDMX code of the observation: A normal, B break, E estimated, O missing, Q suppressed, U low reliability") \
  X(TABLE, FLAGS, "flags", TEXT, STATUS, DESCRIBE_FLAGS, SELF, NULL, LIST, NOW, "remarks about the value, such as suppressed, rounded, imputed") \
  X(TABLE, STATUS, "status", TEXT, STATUS, DESCRIBE_STATUS, SELF, NULL, KNOWN, NOW, "ok, or why there is no value") \
  X(TABLE, SWITCHES, "switches", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "choices of the computation that differ from the default") \
  X(TABLE, NOTE, "note", TEXT, NOTE, DESCRIBE_NOTE, SELF, NULL, KNOWN, NOW, "text about the row") \
  X(TABLE, CV_BAND, "cv_band", TEXT, STATUS, WRITTEN_BAND, SELF, NULL, KNOWN, SOME, "surveys with --protect, where a count is suppressed: band of the coefficient of variation") \
  X(TABLE, AREAS, "areas", INT64, COUNT, PUBLISH, SELF, NULL, KNOWN, SOME, "regions: areas with a value") \
  X(TABLE, MEMBERS, "members", INT64, COUNT, PUBLISH, SELF, NULL, KNOWN, SOME, "regions: areas of the group, with and without a value") \
  X(TABLE, COVERAGE, "coverage", DOUBLE, FIT, PUBLISH, SELF, NULL, KNOWN, SOME, "regions: share of the weight, or of the members, that has values, 0 to 1") \
  X(TABLE, IMPUTED, "imputed", DOUBLE, FIT, PUBLISH, SELF, NULL, KNOWN, SOME, "regions: share of the values that are estimated or modelled, 0 to 1") \
  X(TABLE, SEGMENT, "segment", INT64, KEY, WITHHOLD, SELF, NULL, KNOWN, SOME, "changes: number of the part between two breaks, from 1") \
  X(TABLE, PREVIOUS_PERIOD, "previous_period", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, SOME, "changes: the period before") \
  X(TABLE, PREVIOUS, "previous", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, KNOWN, SOME, "changes: its value") \
  X(TABLE, CHANGE, "change", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, KNOWN, SOME, "changes: value minus the previous value") \
  X(TABLE, CHANGE_PERCENT, "change_percent", DOUBLE, ESTIMATE, WITHHOLD, SELF, NULL, KNOWN, SOME, "changes: the same in per cent of the previous value") \
  X(TABLE, BASE_PER, "base_per", TEXT, NOTE, SETTING, SELF, NULL, KNOWN, SOME, "SDMX: base period of an index") \
  X(TABLE, TIME_COVERAGE, "time_coverage", TEXT, NOTE, SETTING, SELF, NULL, KNOWN, SOME, "SDMX: the time that the value covers") \
  X(TABLE, COMMENT_TS, "comment_ts", TEXT, NOTE, SETTING, SELF, NULL, KNOWN, SOME, "SDMX: comment on the series") \
  X(TABLE, GEO_INFO_URL, "geo_info_url", TEXT, NOTE, SETTING, SELF, NULL, KNOWN, SOME, "SDMX: address of the map data") \
  X(TABLE, GEO_INFO_TYPE, "geo_info_type", TEXT, NOTE, SETTING, SELF, NULL, KNOWN, SOME, "SDMX: kind of the map data") \
  X(TABLE, DATA_LAST_UPDATE, "data_last_update", TEXT, NOTE, SETTING, SELF, NULL, KNOWN, SOME, "SDMX: when the data were last updated") \
  X(TABLE, ACTION, "action", TEXT, NOTE, SETTING, SELF, NULL, KNOWN, SOME, "SDMX-CSV 2.0: I, A, R, M or D; a row with D deletes, and has no value") \
  X(TABLE, DATAFLOW, "dataflow", TEXT, NOTE, SETTING, SELF, NULL, KNOWN, SOME, "SDMX-CSV: the dataflow that the row was read from")

/* Notes on values of indicators and of illicit financial flows. */
#define SDG16I_INDICATOR_NOTES_COLUMNS(X, TABLE) \
  X(TABLE, KIND, "kind", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "kind of the note") \
  X(TABLE, REF_AREA, "ref_area", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the area that it is about") \
  X(TABLE, TIME_PERIOD, "time_period", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the period that it is about") \
  X(TABLE, MESSAGE, "message", TEXT, NOTE, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the message in words")

/* Who counts in an indicator of a survey. */
#define SDG16I_AUDIT_COLUMNS(X, TABLE) \
  X(TABLE, INDICATOR, "indicator", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "code of the indicator, 16.1.1") \
  X(TABLE, SERIES, "series", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "SDMX code of the series; missing: there is no official series") \
  X(TABLE, LABEL, "label", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "name of the series in words") \
  X(TABLE, CATEGORY, "category", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "category of the overlapping dimension, such as a type of official") \
  X(TABLE, ITEM, "item", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "the item, of a mean of several questions") \
  X(TABLE, STEP, "step", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "file, no weight, where, universe, denominator, numerator, counted or positive: where the rows stay or leave") \
  X(TABLE, REASON, "reason", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "what was false, or why the answer is missing") \
  X(TABLE, ROWS, "rows", INT64, COUNT, WITHHOLD, SELF, NULL, KNOWN, NOW, "respondents (unweighted)") \
  X(TABLE, WEIGHT, "weight", DOUBLE, COUNT, WITHHOLD, SELF, NULL, KNOWN, NOW, "sum of their weights") \
  X(TABLE, PERCENT, "percent", DOUBLE, RATE, WITHHOLD, SELF, NULL, KNOWN, NOW, "per cent of the weight of the denominator")

/* How answers were read. */
#define SDG16I_CODING_COLUMNS(X, TABLE) \
  X(TABLE, INPUT, "input", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "the question of the indicator") \
  X(TABLE, CATEGORY, "category", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "category of the overlapping dimension, such as a type of official") \
  X(TABLE, COLUMN, "column", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "the column of the data that answers it") \
  X(TABLE, VALUE, "value", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "a value of the column") \
  X(TABLE, LABEL, "label", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "its label in the file") \
  X(TABLE, READ_AS, "read_as", TEXT, KEY, WITHHOLD, SELF, NULL, KNOWN, NOW, "what it was read as: an answer, a kind of missing, a category") \
  X(TABLE, ROWS, "rows", INT64, COUNT, WITHHOLD, SELF, NULL, KNOWN, NOW, "respondents with the value (unweighted)") \
  X(TABLE, WEIGHT, "weight", DOUBLE, COUNT, WITHHOLD, SELF, NULL, KNOWN, NOW, "sum of their weights")

/* The report of disclosure control, for the office alone. */
#define SDG16I_PROTECTION_COLUMNS(X, TABLE) \
  X(TABLE, ROW, "row", INT64, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "row of the results, from 1") \
  X(TABLE, INDICATOR, "indicator", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "code of the indicator, 16.1.1") \
  X(TABLE, SERIES, "series", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "SDMX code of the series; missing: there is no official series") \
  X(TABLE, REF_AREA, "ref_area", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "code of the country or area") \
  X(TABLE, TIME_PERIOD, "time_period", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the period, usually a year") \
  X(TABLE, CELL, "cell", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "codes of the dimensions, sex=F,age=minor; total") \
  X(TABLE, ACTION, "action", TEXT, STATUS, WITHHOLD, NONE, NULL, ALWAYS, NOW, "what was done: minimum, complementary, block, derived, unreliable, low-reliability, rounded, estimate-withheld, limits-withheld") \
  X(TABLE, COUNTED, "count", DOUBLE, COUNT, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the count itself: not for publication") \
  X(TABLE, LOWER, "lower", DOUBLE, LIMIT, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the least value that a reader cannot exclude") \
  X(TABLE, UPPER, "upper", DOUBLE, LIMIT, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the largest value that a reader cannot exclude; missing: unlimited")
/* clang-format on */

#endif
