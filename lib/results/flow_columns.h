/* The columns of illicit financial flows, in the order of the tables.
 * X(TABLE, identifier, name, type, role, rule, JSON object, JSON field (NULL: the name), when,
 * presence, about): result_schema.h says what the words mean. */
#ifndef SDG16I_RESULTS_FLOW_COLUMNS_H
#define SDG16I_RESULTS_FLOW_COLUMNS_H

/* clang-format off */
/* Illicit financial flows by one method. */
#define SDG16I_FLOWS_COLUMNS(X, TABLE) \
  X(TABLE, INDICATOR, "indicator", TEXT, KEY, SETTING, SELF, NULL, ALWAYS, SIGN, "16.4.1") \
  X(TABLE, SERIES, "series", TEXT, KEY, SETTING, SELF, NULL, ALWAYS, SIGN, "DI_ILL_OUT (outward) or DI_ILL_IN (inward)") \
  X(TABLE, LABEL, "label", TEXT, KEY, SETTING, SELF, NULL, KNOWN, NOW, "name of the series in words") \
  X(TABLE, UNIT, "unit", TEXT, SETTING, SETTING, SELF, NULL, KNOWN, SIGN, "unit of measure, SDMX code") \
  X(TABLE, UNIT_MULT, "unit_mult", INT64, SETTING, SETTING, SELF, NULL, KNOWN, NOW, "the value is in units of 10 to this power") \
  X(TABLE, REF_AREA, "ref_area", TEXT, KEY, SETTING, SELF, NULL, KNOWN, NOW, "code of the country or area") \
  X(TABLE, TIME_PERIOD, "time_period", TEXT, KEY, SETTING, SELF, NULL, KNOWN, NOW, "the period, usually a year") \
  X(TABLE, METHOD, "method", TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, KNOWN, SIGN, "the method") \
  X(TABLE, CATEGORY, "category", TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, KNOWN, SIGN, "category of the framework: 1a, 1b, 2, 3 or 4") \
  X(TABLE, ILLICIT_ACTIVITY, "illicit_activity", TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, KNOWN, SIGN, "the activity, such as cocaine") \
  X(TABLE, STAGE, "stage", TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, KNOWN, SIGN, "income generation or income management") \
  X(TABLE, OVERLAP_GROUP, "overlap_group", TEXT, DIMENSION, SETTING, DISAGGREGATION, NULL, KNOWN, SIGN, "methods of one group measure the same thing in part, and are not added") \
  X(TABLE, VALUE, "value", DOUBLE, ESTIMATE, VALUE, SELF, NULL, ALWAYS, NOW, "the flow") \
  X(TABLE, LOWER, "lower", DOUBLE, LIMIT, DERIVED, SELF, NULL, KNOWN, NOW, "lower limit of the flow; missing: inputs have no ranges, and there are no replicates") \
  X(TABLE, UPPER, "upper", DOUBLE, LIMIT, DERIVED, SELF, NULL, KNOWN, NOW, "upper limit of the flow") \
  X(TABLE, NATURE, "nature", TEXT, STATUS, SETTING, SELF, NULL, KNOWN, NOW, "SDMX code of the nature: E estimated, _X none") \
  X(TABLE, OBS_STATUS, "obs_status", TEXT, STATUS, DESCRIBE_CODE, SELF, NULL, KNOWN, SOME, "SDMX code of the observation: A normal, B break, E imputed, M or O missing, Q suppressed, U low reliability") \
  X(TABLE, FLAGS, "flags", TEXT, STATUS, DESCRIBE_FLAGS, SELF, NULL, LIST, SOME, "remarks about the value, such as suppressed, rounded, imputed") \
  X(TABLE, STATUS, "status", TEXT, STATUS, DESCRIBE_STATUS, SELF, NULL, KNOWN, NOW, "ok, or why there is no number") \
  X(TABLE, NOTE, "note", TEXT, NOTE, DESCRIBE_NOTE, SELF, NULL, KNOWN, NOW, "text about the row")

/* The components of the flows of a method; each method has some of these columns. */
#define SDG16I_FLOW_DETAIL_COLUMNS(X, TABLE) \
  X(TABLE, REF_AREA, "ref_area", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "code of the country or area") \
  X(TABLE, FLOW, "flow", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "export or import") \
  X(TABLE, COMMODITY, "commodity", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the commodity") \
  X(TABLE, PARTNER, "partner", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the partner country") \
  X(TABLE, TIME_PERIOD, "time_period", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the period, usually a year") \
  X(TABLE, ACTIVITY, "activity", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the activity") \
  X(TABLE, PART, "part", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the part of the flow") \
  X(TABLE, SENSITIVE_TO, "sensitive_to", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the input whose range changes the flow most") \
  X(TABLE, CELL, "cell", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "group of similar firms") \
  X(TABLE, HAVEN, "haven", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the haven") \
  X(TABLE, GROUP, "group", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the multinational group") \
  X(TABLE, WINDOW, "window", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "price-filter: the time that prices are compared in") \
  X(TABLE, QUANTITY_UNIT, "quantity_unit", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, SOME, "unit of the quantities") \
  X(TABLE, STATUS, "status", TEXT, STATUS, WITHHOLD, NONE, NULL, ALWAYS, SOME, "ok (price-filter) or gap (partner-country): the row is used; otherwise why it is not") \
  X(TABLE, RECORDS, "records", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "number of customs records") \
  X(TABLE, VALUE, "value", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "value of the trade") \
  X(TABLE, LOWER_FENCE, "lower_fence", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "lowest unit price that counts as normal") \
  X(TABLE, UPPER_FENCE, "upper_fence", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "highest unit price that counts as normal") \
  X(TABLE, FLAGGED, "flagged", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "records outside the fences") \
  X(TABLE, REPORTED, "reported", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "value that the country reports") \
  X(TABLE, MIRROR, "mirror", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "value that the partner reports") \
  X(TABLE, CIF, "cif", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "ratio of CIF to FOB, given or fitted by the ordinary predictors") \
  X(TABLE, CIF_WHOLE, "cif_whole", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "ratio of CIF to FOB by all predictors") \
  X(TABLE, MIRROR_WEIGHT, "mirror_weight", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "weight of the mirror value, 0 to 1") \
  X(TABLE, GAP, "gap", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "trade gap that counts as illicit") \
  X(TABLE, FOREIGN_RATIO, "foreign_ratio", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "profit per unit of wages of foreign firms") \
  X(TABLE, LOCAL_RATIO, "local_ratio", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "profit per unit of wages of local firms") \
  X(TABLE, SHIFTED, "shifted", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "profit shifted to the haven") \
  X(TABLE, PAID, "paid", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "services and interest that the country paid to the haven") \
  X(TABLE, SHARE, "share", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "its share of all payments to the haven, 0 to 1") \
  X(TABLE, MNE, "mne", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "number of multinational firms") \
  X(TABLE, OTHERS, "others", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "number of other firms") \
  X(TABLE, MNE_BASE, "mne_base", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "base of the multinational firms, such as turnover") \
  X(TABLE, MNE_RATIO, "mne_ratio", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "profit / base of the multinational firms") \
  X(TABLE, OTHERS_RATIO, "others_ratio", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "profit / base of the other firms") \
  X(TABLE, SHIFT, "shift", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "profit shifted out of the cell") \
  X(TABLE, SHIFT_LOWER, "shift_lower", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "its lower limit") \
  X(TABLE, SHIFT_UPPER, "shift_upper", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "its upper limit") \
  X(TABLE, PROFIT, "profit", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "profit of the group in the country") \
  X(TABLE, SHARE_OF_ACTIVITY, "share_of_activity", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the country's share of the activity of the group, 0 to 1") \
  X(TABLE, ALIGNED, "aligned", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "profit by the share of activity") \
  X(TABLE, MISALIGNED, "misaligned", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "profit minus aligned: above 0 shifted in, below 0 shifted out") \
  X(TABLE, TAX_GAP, "tax_gap", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, SOME, "tax lost on the profit shifted out") \
  X(TABLE, OUTWARD, "outward", DOUBLE, ESTIMATE, WITHHOLD, NONE, NULL, ALWAYS, SOME, "outward flow") \
  X(TABLE, OUTWARD_LOW, "outward_low", DOUBLE, ESTIMATE, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the least outward flow within the ranges of the inputs") \
  X(TABLE, OUTWARD_HIGH, "outward_high", DOUBLE, ESTIMATE, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the largest outward flow within the ranges") \
  X(TABLE, INWARD, "inward", DOUBLE, ESTIMATE, WITHHOLD, NONE, NULL, ALWAYS, SOME, "inward flow") \
  X(TABLE, INWARD_LOW, "inward_low", DOUBLE, ESTIMATE, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the least inward flow within the ranges of the inputs") \
  X(TABLE, INWARD_HIGH, "inward_high", DOUBLE, ESTIMATE, WITHHOLD, NONE, NULL, ALWAYS, SOME, "the largest inward flow within the ranges") \
  X(TABLE, SWING, "swing", DOUBLE, ESTIMATE, WITHHOLD, NONE, NULL, ALWAYS, SOME, "how much the flow changes over the range of sensitive_to")

/* What a method fitted. */
#define SDG16I_FLOW_COEFFICIENTS_COLUMNS(X, TABLE) \
  X(TABLE, REGRESSION, "regression", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "cif or accuracy") \
  X(TABLE, FLOW, "flow", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "export or import") \
  X(TABLE, TERM, "term", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "a predictor, intercept, reporter, partner or period") \
  X(TABLE, LEVEL, "level", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "level of an effect, such as a country") \
  X(TABLE, ROLE, "role", TEXT, KEY, WITHHOLD, NONE, NULL, ALWAYS, NOW, "ordinary, illicit or effect") \
  X(TABLE, ESTIMATE, "estimate", DOUBLE, ESTIMATE, WITHHOLD, NONE, NULL, ALWAYS, NOW, "the coefficient") \
  X(TABLE, SE, "se", DOUBLE, ESTIMATE, WITHHOLD, NONE, NULL, ALWAYS, NOW, "standard error") \
  X(TABLE, SIGMA, "sigma", DOUBLE, FIT, WITHHOLD, NONE, NULL, ALWAYS, NOW, "accuracy: pi/2 (effect - (smallest effect + 2 se)); the larger, the less accurate")

/* The methods. */
#define SDG16I_FLOW_METHODS_COLUMNS(X, TABLE) \
  X(TABLE, METHOD, "method", TEXT, SETTING, SETTING, NONE, NULL, ALWAYS, NOW, "name of the method") \
  X(TABLE, CATEGORY, "category", TEXT, SETTING, SETTING, NONE, NULL, ALWAYS, NOW, "category of the framework: 1a, 1b, 2, 3 or 4") \
  X(TABLE, STAGE, "stage", TEXT, SETTING, SETTING, NONE, NULL, ALWAYS, NOW, "income generation or income management") \
  X(TABLE, OVERLAP_GROUP, "overlap_group", TEXT, SETTING, SETTING, NONE, NULL, ALWAYS, NOW, "methods of one group measure the same thing in part") \
  X(TABLE, COLUMNS, "columns", TEXT, SETTING, SETTING, NONE, NULL, ALWAYS, NOW, "the columns that the data need or may have") \
  X(TABLE, SETTINGS, "settings", TEXT, SETTING, SETTING, NONE, NULL, ALWAYS, NOW, "the settings of --set, with defaults")
/* clang-format on */

#endif
