"""Constants and structs of libsdg16, as the headers under ``include/sdg16`` have them; the
tests compare them."""

from __future__ import annotations

from ctypes import (CFUNCTYPE, POINTER, Structure, c_char, c_char_p, c_double, c_int32, c_int64,
                    c_uint64, c_void_p)

# ---- constants ----

OK = 0
ERR_POPULATION = -600
ERR_MEMORY, ERR_CANCELLED, ERR_TIMEOUT, ERR_UNSUPPORTED = -1, -2, -3, -4
ERR_ARGUMENT, ERR_WRITE = -100, -202
INT64, DOUBLE, TEXT = 1, 2, 3
MODEL_NUMBERS, MODEL_NAMES = 0, 1
DATA_MICRODATA = 2
SELECT_FIXED = 0
MODEL_STATUSES = 13

# ---- structs: struct_size first ----


class Error(Structure):
    _fields_ = [("struct_size", c_int64), ("status", c_int32), ("reserved", c_int32),
                ("row", c_int64), ("column", c_int64),
                ("where", c_char * 256), ("message", c_char * 1024)]


class Estimate(Structure):
    _fields_ = [("struct_size", c_int64), ("value", c_double), ("se", c_double),
                ("lower", c_double), ("upper", c_double), ("level", c_double),
                ("df", c_double), ("method", c_int32), ("flags", c_int32)]


PROGRESS = CFUNCTYPE(None, c_double, c_void_p)
WRITE = CFUNCTYPE(c_int32, c_void_p, c_int64, c_void_p)


class ExecOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("threads", c_int32), ("reserved", c_int32),
                ("seed", c_uint64), ("replicate_begin", c_int64), ("replicate_end", c_int64),
                ("progress", PROGRESS), ("progress_context", c_void_p),
                ("cancel", c_void_p), ("time_limit", c_double)]


class CsvOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("delimiter", c_int32), ("decimal", c_int32),
                ("max_field", c_int64), ("max_rows", c_int64),
                ("column_count", c_int64), ("columns", POINTER(c_char_p)),
                ("na_count", c_int64), ("na", POINTER(c_char_p)), ("row_limit", c_int64),
                ("encoding", c_char_p), ("skip_lines", c_int64), ("comment", c_int32),
                ("content", c_void_p), ("content_size", c_int64)]


class ReadOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("format", c_int32), ("dates", c_int32),
                ("max_rows", c_int64), ("row_limit", c_int64),
                ("column_count", c_int64), ("columns", POINTER(c_char_p)),
                ("encoding", c_char_p), ("kind_count", c_int64),
                ("kind_texts", POINTER(c_char_p)), ("kinds", POINTER(c_int32)),
                ("csv", POINTER(CsvOptions)), ("content", c_void_p),
                ("content_size", c_int64)]


class CsvWriteOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("values", c_int32), ("missing", c_int32),
                ("safe_cells", c_int32)]


class CaptureOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("layout", c_int32), ("conflicts", c_int32),
                ("delimiter", c_int32), ("decimal", c_int32),
                ("list_count", c_int64), ("lists", POINTER(c_char_p)),
                ("count", c_char_p), ("id", c_char_p), ("list", c_char_p),
                ("stratum_count", c_int64), ("strata", POINTER(c_char_p)),
                ("missing_flags", c_int32), ("id_case", c_int32), ("id_numbers", c_int32),
                ("encoding", c_char_p), ("na_count", c_int64), ("na", POINTER(c_char_p)),
                ("skip_lines", c_int64), ("comment", c_int32), ("where", c_char_p),
                ("band_count", c_int64), ("band_columns", POINTER(c_char_p)),
                ("bands", POINTER(c_char_p)), ("contents", POINTER(c_char_p)),
                ("content_sizes", POINTER(c_int64)), ("id_count", c_int64),
                ("id_lists", POINTER(c_char_p)), ("id_columns", POINTER(c_char_p))]


class FitSummary(Structure):
    _fields_ = [("struct_size", c_int64), ("status", c_int32), ("iterations", c_int32),
                ("observed", c_int64), ("parameters", c_int64), ("boundary", c_int64),
                ("face", c_int64), ("effective_parameters", c_int64), ("df", c_int64),
                ("hidden", c_double), ("total", c_double), ("se", c_double),
                ("se_log_hidden", c_double), ("deviance", c_double), ("loglik", c_double),
                ("aic", c_double), ("aicc", c_double), ("bic", c_double)]


class MseOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("select", c_int32), ("max_order", c_int32),
                ("model", c_char_p), ("p_threshold", c_double), ("search_fits", c_int64),
                ("top", c_int64), ("window", c_double), ("interval", c_int32),
                ("bootstrap_kind", c_int32), ("level", c_double), ("population", c_double),
                ("replicates", c_int64), ("reselect", c_int32), ("keep_partial", c_int32),
                ("top_intervals", c_int64), ("existence", c_int32), ("reserved", c_int32),
                ("fit_replicates", c_int64)]


class FitTest(Structure):
    _fields_ = [("struct_size", c_int64), ("deviance", c_double), ("pearson", c_double),
                ("df", c_int64), ("replicates", c_int64), ("p_deviance", c_double),
                ("p_pearson", c_double)]


class Coverage(Structure):
    _fields_ = [("struct_size", c_int64), ("once", c_int64), ("twice", c_int64),
                ("coverage", c_double), ("chao_lower", c_double)]


class StrataOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("column_count", c_int64),
                ("columns", POINTER(c_char_p)), ("common_model", c_int32),
                ("reserved", c_int32), ("population", c_void_p)]


class CovariatesOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("column_count", c_int64),
                ("columns", POINTER(c_char_p)), ("degrees", POINTER(c_int32)),
                ("scope", c_char_p), ("group_count", c_int64), ("groups", POINTER(c_char_p))]


class SearchSummary(Structure):
    _fields_ = [("struct_size", c_int64), ("universe", c_int64), ("fitted", c_int64),
                ("exact", c_int32), ("criterion", c_int32), ("best", c_double),
                ("bound", c_double), ("universe_log10", c_double), ("gap", c_double),
                ("unconverged", c_int64), ("spent", c_int64),
                ("unproved_replicates", c_int64)]


class DrawsSummary(Structure):
    _fields_ = [("struct_size", c_int64), ("cells", c_int64), ("replicates", c_int64),
                ("planned", c_int64), ("first", c_int64), ("last", c_int64),
                ("jackknife", c_int64), ("seed", c_uint64), ("stream", c_int32),
                ("complete", c_int32)]


class BootstrapSummary(Structure):
    _fields_ = [("struct_size", c_int64), ("replicates", c_int64), ("failed", c_int64),
                ("infinite", c_int64), ("mean", c_double), ("median", c_double),
                ("z0", c_double), ("acceleration", c_double), ("lower_error", c_double),
                ("upper_error", c_double), ("draws_below", c_double), ("draws_above", c_double),
                ("percentile_lower", c_double), ("percentile_upper", c_double),
                ("bca_lower", c_double), ("bca_upper", c_double),
                ("se_log", c_double), ("above_20n", c_double), ("beside", c_int32),
                ("reserved", c_int32)]


class Input(Structure):
    _fields_ = [("struct_size", c_int64), ("name", c_char_p), ("definition", c_char_p),
                ("kind", c_int32), ("flags", c_int32), ("answers", c_char_p),
                ("otherwise", c_char_p)]


class Series(Structure):
    _fields_ = [("struct_size", c_int64), ("code", c_char_p), ("label", c_char_p),
                ("unit", c_char_p), ("part", c_char_p), ("numerator", c_char_p),
                ("denominator", c_char_p), ("reference_numerator", c_char_p),
                ("reference_denominator", c_char_p), ("lower", c_char_p), ("upper", c_char_p),
                ("multiplier", c_double), ("when", c_char_p), ("category", c_char_p),
                ("valid_from", c_char_p), ("aliases", c_char_p), ("key", c_char_p), ("flags", c_int32),
                ("aggregate", c_int32), ("survey_numerator", c_char_p),
                ("survey_among", c_char_p), ("survey_denominator", c_char_p)]


class Dimension(Structure):
    _fields_ = [("struct_size", c_int64), ("name", c_char_p), ("component", c_char_p),
                ("categories", c_char_p), ("flags", c_int32), ("reserved", c_int32)]


class Switch(Structure):
    _fields_ = [("struct_size", c_int64), ("name", c_char_p), ("values", c_char_p),
                ("meaning", c_char_p)]


class IndicatorDef(Structure):
    _fields_ = [("struct_size", c_int64), ("code", c_char_p), ("name", c_char_p),
                ("custodians", c_char_p), ("same_as", c_char_p), ("kind", c_char_p),
                ("metadata_date", c_char_p), ("notes", c_char_p), ("breaks", c_char_p),
                ("input_count", c_int64), ("inputs", POINTER(Input)),
                ("series_count", c_int64), ("series", POINTER(Series)),
                ("dimension_count", c_int64), ("dimensions", POINTER(Dimension)),
                ("switch_count", c_int64), ("switches", POINTER(Switch)),
                ("aggregate", c_int32), ("window", c_int32), ("coverage", c_double),
                ("weight", c_char_p), ("universe", c_char_p)]


class IndicatorOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("source_name", c_char_p), ("map_count", c_int64),
                ("map_names", POINTER(c_char_p)), ("map_columns", POINTER(c_char_p)),
                ("by_count", c_int64), ("by", POINTER(c_char_p)), ("switch_count", c_int64),
                ("switches", POINTER(c_char_p)), ("ref_area", c_char_p),
                ("time_period", c_char_p), ("population", c_double),
                ("population_table", c_void_p), ("standard", c_void_p), ("interval", c_int32),
                ("crossed", c_int32), ("small_count", c_double), ("level", c_double),
                ("bands", c_char_p)]


class PublishOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("dataflow", c_char_p), ("ref_area", c_char_p),
                ("time_period", c_char_p), ("source", c_char_p), ("source_detail", c_char_p),
                ("last_update", c_char_p), ("command", c_char_p), ("file", c_char_p),
                ("input_sha256", c_char_p), ("diagnostics", c_void_p), ("action", c_int32),
                ("check", c_int32), ("labels", c_int32), ("decimals", c_int32),
                ("safe_cells", c_int32)]


class ProtectOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("minimum", c_double), ("protection", c_double),
                ("base", c_double), ("flag_count", c_double), ("cv_flag", c_double),
                ("cv_suppress", c_double), ("column_count", c_int64),
                ("columns", POINTER(c_char_p)), ("dimension_count", c_int64),
                ("dimensions", POINTER(c_char_p)), ("zeros", c_int32),
                ("complementary", c_int32), ("reliability", c_int32),
                ("controlled", c_int32)]


class AggregateOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("rule", c_int32), ("window", c_int32),
                ("coverage", c_double), ("world", c_char_p)]


class IffOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("source_name", c_char_p), ("map_count", c_int64),
                ("map_names", POINTER(c_char_p)), ("map_columns", POINTER(c_char_p)),
                ("set_count", c_int64), ("sets", POINTER(c_char_p)), ("ref_area", c_char_p),
                ("time_period", c_char_p), ("prices", c_void_p), ("delimiter", c_int32),
                ("decimal", c_int32), ("encoding", c_char_p), ("na_count", c_int64),
                ("na", POINTER(c_char_p)), ("skip_lines", c_int64), ("comment", c_int32),
                ("content", c_void_p), ("content_size", c_int64)]


class DesignOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("weight", c_char_p), ("psu_count", c_int64),
                ("psu", POINTER(c_char_p)), ("stratum_count", c_int64),
                ("strata", POINTER(c_char_p)), ("fpc_count", c_int64), ("fpc", POINTER(c_char_p)),
                ("sampled_count", c_int64), ("sampled", POINTER(c_char_p)), ("lonely", c_int32),
                ("lonely_domain", c_int32), ("replicate_count", c_int64),
                ("replicates", POINTER(c_char_p)), ("replicate_kind", c_int32),
                ("multipliers", c_int32), ("fay", c_double), ("scale", c_double),
                ("scales", POINTER(c_double)), ("around_estimate", c_int32),
                ("drop_missing_weights", c_int32)]


class DesignSummary(Structure):
    _fields_ = [("struct_size", c_int64), ("rows", c_int64), ("stages", c_int64),
                ("strata", c_int64), ("psus", c_int64), ("lonely", c_int64),
                ("replicates", c_int64), ("df", c_double), ("weight_sum", c_double),
                ("weight_effect", c_double),
                ("negative", c_int64), ("normalised", c_int32), ("reserved", c_int32),
                ("dropped", c_int64)]


class ReplicateOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("kind", c_int32), ("around_estimate", c_int32),
                ("count", c_int64), ("fay", c_double)]


class CalibrateOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("method", c_int32), ("max_iterations", c_int32),
                ("lower", c_double), ("upper", c_double), ("tolerance", c_double),
                ("total", c_char_p), ("auxiliary_count", c_int64),
                ("auxiliaries", POINTER(c_char_p)), ("auxiliary_totals", POINTER(c_double))]


class SurveyThresholds(Structure):
    _fields_ = [("struct_size", c_int64), ("min_n", c_double), ("min_effective", c_double),
                ("min_events", c_double), ("min_df", c_double), ("max_cv", c_double),
                ("max_width", c_double), ("review_n", c_double), ("review_df", c_double),
                ("review_cv", c_double)]


class SurveyOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("statistic", c_int32), ("interval", c_int32),
                ("numerator", c_char_p), ("denominator", c_char_p), ("among", c_char_p),
                ("where", c_char_p), ("by_count", c_int64), ("by", POINTER(c_char_p)),
                ("margins", c_int32), ("scheme", c_int32), ("level", c_double), ("df", c_double),
                ("probability", c_double), ("rule", c_int32), ("with_replacement", c_int32),
                ("covariance", c_int32), ("always_by", c_int32), ("standard", c_char_p),
                ("share_count", c_int64), ("share_levels", POINTER(c_char_p)),
                ("shares", POINTER(c_double)), ("thresholds", POINTER(SurveyThresholds)),
                ("labels", c_int32), ("crossed", c_int32)]


class Independence(Structure):
    _fields_ = [("struct_size", c_int64), ("rows", c_int64), ("columns", c_int64), ("n", c_int64),
                ("pearson", c_double), ("f", c_double), ("df1", c_double), ("df2", c_double),
                ("p", c_double), ("chisq_p", c_double), ("wald", c_double),
                ("wald_df1", c_double), ("wald_df2", c_double), ("wald_p", c_double),
                ("adjusted", c_double), ("adjusted_df1", c_double), ("adjusted_df2", c_double),
                ("adjusted_p", c_double)]


class TextOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("column_count", c_int64),
                ("columns", POINTER(c_char_p)), ("headings", POINTER(c_char_p)),
                ("places", POINTER(c_int32)), ("row_begin", c_int64), ("row_end", c_int64),
                ("missing", c_char_p), ("decimals", c_int32)]


class JsonExtra(Structure):
    _fields_ = [("object", c_char_p), ("field", c_char_p), ("value", c_double)]


class JsonOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("result", c_char_p), ("column_count", c_int64),
                ("columns", POINTER(c_char_p)), ("left_out_count", c_int64),
                ("left_out", POINTER(c_char_p)), ("extra_count", c_int64),
                ("extras", POINTER(JsonExtra)), ("skip_missing", c_int32), ("is_sum", c_int32),
                ("no_interval", c_int32), ("is_protected", c_int32), ("others", c_int32)]


STRUCTS = {
    "sdg16_error": Error, "sdg16_estimate": Estimate, "sdg16_exec_options": ExecOptions,
    "sdg16_csv_options": CsvOptions, "sdg16_read_options": ReadOptions,
    "sdg16_csv_write_options": CsvWriteOptions, "sdg16_capture_options": CaptureOptions,
    "sdg16_fit_summary": FitSummary, "sdg16_mse_options": MseOptions,
    "sdg16_fit_test": FitTest, "sdg16_coverage": Coverage,
    "sdg16_search_summary": SearchSummary, "sdg16_strata_options": StrataOptions,
    "sdg16_covariates_options": CovariatesOptions,
    "sdg16_draws_summary": DrawsSummary, "sdg16_bootstrap_summary": BootstrapSummary,
    "sdg16_input": Input, "sdg16_series": Series, "sdg16_dimension": Dimension,
    "sdg16_switch": Switch, "sdg16_indicator_def": IndicatorDef,
    "sdg16_indicator_options": IndicatorOptions, "sdg16_aggregate_options": AggregateOptions,
    "sdg16_publish_options": PublishOptions, "sdg16_protect_options": ProtectOptions,
    "sdg16_text_options": TextOptions, "sdg16_json_extra": JsonExtra,
    "sdg16_json_options": JsonOptions,
    "sdg16_iff_options": IffOptions,
    "sdg16_design_options": DesignOptions,
    "sdg16_design_summary": DesignSummary,
    "sdg16_replicate_options": ReplicateOptions,
    "sdg16_calibrate_options": CalibrateOptions,
    "sdg16_survey_options": SurveyOptions,
    "sdg16_survey_thresholds": SurveyThresholds,
    "sdg16_independence": Independence,
}
