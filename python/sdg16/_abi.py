"""The C interface of libsdg16, declared once: structs, prototypes, the loader.

Everything here mirrors the headers under ``include/sdg16``; the tests compare
layouts, constants and prototypes with them. The rest of the package talks to
the library through :data:`lib` and :func:`call` alone.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
from ctypes import (CFUNCTYPE, POINTER, Structure, byref, c_char, c_char_p, c_double, c_int32,
                    c_int64, c_uint8, c_uint32, c_uint64, c_void_p, sizeof)
from pathlib import Path
from typing import Any, Iterable, Optional, Sequence, Type

ABI = 0
SONAME = f"libsdg16.so.{ABI}"

# ---- constants ----

OK = 0
ERR_POPULATION = -600
ERR_MEMORY, ERR_CANCELLED, ERR_TIMEOUT, ERR_UNSUPPORTED = -1, -2, -3, -4
ERR_ARGUMENT, ERR_WRITE = -100, -202
INT64, DOUBLE, TEXT = 1, 2, 3
MODEL_NUMBERS, MODEL_NAMES = 0, 1
SELECT_FIXED = 0
MODEL_STATUSES = 13
FLAG_CONDITIONAL, FLAG_LOWER_CLAMPED, FLAG_UPPER_OPEN, FLAG_NOT_EXACT = 1, 2, 4, 8
FLAG_PARTIAL, FLAG_BCA_REPLACED, FLAG_DRAWS_MISSING, FLAG_LOWER_INFINITE = 16, 32, 64, 128
FLAG_FEW_REPLICATES = 256

# ---- structs: struct_size first ----


class Error(Structure):
    _fields_ = [("struct_size", c_int64), ("code", c_int32), ("reserved", c_int32),
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
                ("na_count", c_int64), ("na", POINTER(c_char_p)), ("row_limit", c_int64)]


class ReadOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("format", c_int32), ("dates", c_int32),
                ("max_rows", c_int64), ("row_limit", c_int64),
                ("column_count", c_int64), ("columns", POINTER(c_char_p)),
                ("encoding", c_char_p), ("kind_count", c_int64),
                ("kind_texts", POINTER(c_char_p)), ("kinds", POINTER(c_int32)),
                ("csv", POINTER(CsvOptions))]


class CsvWriteOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("values", c_int32), ("missing", c_int32)]


class CaptureOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("layout", c_int32), ("conflicts", c_int32),
                ("delimiter", c_int32), ("decimal", c_int32),
                ("list_count", c_int64), ("lists", POINTER(c_char_p)),
                ("count", c_char_p), ("id", c_char_p), ("list", c_char_p),
                ("stratum_count", c_int64), ("strata", POINTER(c_char_p)),
                ("missing_flags", c_int32), ("id_case", c_int32), ("id_numbers", c_int32)]


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
                ("aggregate", c_int32), ("of", c_char_p), ("among", c_char_p),
                ("over", c_char_p)]


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
                ("check", c_int32), ("labels", c_int32), ("decimals", c_int32)]


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
                ("decimal", c_int32)]
class DesignOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("weight", c_char_p), ("unit_count", c_int64),
                ("units", POINTER(c_char_p)), ("stratum_count", c_int64),
                ("strata", POINTER(c_char_p)), ("fpc_count", c_int64), ("fpc", POINTER(c_char_p)),
                ("sampled_count", c_int64), ("sampled", POINTER(c_char_p)), ("lonely", c_int32),
                ("lonely_domain", c_int32), ("replicate_count", c_int64),
                ("replicates", POINTER(c_char_p)), ("replicate_kind", c_int32),
                ("multipliers", c_int32), ("fay", c_double), ("scale", c_double),
                ("scales", POINTER(c_double)), ("around_estimate", c_int32),
                ("reserved", c_int32)]


class DesignSummary(Structure):
    _fields_ = [("struct_size", c_int64), ("rows", c_int64), ("stages", c_int64),
                ("strata", c_int64), ("units", c_int64), ("lonely", c_int64),
                ("replicates", c_int64), ("df", c_double), ("weight_sum", c_double),
                ("design_effect_weights", c_double),
                ("negative", c_int64)]


class ReplicateOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("kind", c_int32), ("around_estimate", c_int32),
                ("count", c_int64), ("fay", c_double)]


class CalibrateOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("method", c_int32), ("max_iterations", c_int32),
                ("lower", c_double), ("upper", c_double), ("tolerance", c_double),
                ("total", c_char_p), ("auxiliary_count", c_int64),
                ("auxiliaries", POINTER(c_char_p)), ("auxiliary_totals", POINTER(c_double))]


class SurveyOptions(Structure):
    _fields_ = [("struct_size", c_int64), ("statistic", c_int32), ("interval", c_int32),
                ("of", c_char_p), ("over", c_char_p), ("among", c_char_p), ("where", c_char_p),
                ("by_count", c_int64), ("by", POINTER(c_char_p)), ("margins", c_int32),
                ("scheme", c_int32), ("level", c_double), ("df", c_double),
                ("probability", c_double), ("rule", c_int32), ("with_replacement", c_int32),
                ("covariance", c_int32), ("kept", c_int32), ("standard", c_char_p),
                ("share_count", c_int64), ("share_levels", POINTER(c_char_p)),
                ("shares", POINTER(c_double)), ("min_n", c_double), ("min_effective", c_double),
                ("min_events", c_double), ("min_df", c_double), ("max_cv", c_double),
                ("max_width", c_double), ("review_n", c_double), ("review_df", c_double),
                ("review_cv", c_double), ("labels", c_int32), ("crossed", c_int32)]


class Independence(Structure):
    _fields_ = [("struct_size", c_int64), ("rows", c_int64), ("columns", c_int64), ("n", c_int64),
                ("pearson", c_double), ("f", c_double), ("df1", c_double), ("df2", c_double),
                ("p", c_double), ("chisq_p", c_double), ("wald", c_double),
                ("wald_df1", c_double), ("wald_df2", c_double), ("wald_p", c_double),
                ("adjusted", c_double), ("adjusted_df1", c_double), ("adjusted_df2", c_double),
                ("adjusted_p", c_double)]


STRUCTS = {
    "sdg16_error": Error, "sdg16_estimate": Estimate, "sdg16_exec_options": ExecOptions,
    "sdg16_csv_options": CsvOptions, "sdg16_read_options": ReadOptions,
    "sdg16_csv_write_options": CsvWriteOptions, "sdg16_capture_options": CaptureOptions,
    "sdg16_fit_summary": FitSummary, "sdg16_mse_options": MseOptions,
    "sdg16_fit_test": FitTest, "sdg16_coverage": Coverage,
    "sdg16_search_summary": SearchSummary, "sdg16_strata_options": StrataOptions,
    "sdg16_draws_summary": DrawsSummary, "sdg16_bootstrap_summary": BootstrapSummary,
    "sdg16_input": Input, "sdg16_series": Series, "sdg16_dimension": Dimension,
    "sdg16_switch": Switch, "sdg16_indicator_def": IndicatorDef,
    "sdg16_indicator_options": IndicatorOptions, "sdg16_aggregate_options": AggregateOptions,
    "sdg16_publish_options": PublishOptions, "sdg16_protect_options": ProtectOptions,
    "sdg16_iff_options": IffOptions,
    "sdg16_design_options": DesignOptions,
    "sdg16_design_summary": DesignSummary,
    "sdg16_replicate_options": ReplicateOptions,
    "sdg16_calibrate_options": CalibrateOptions,
    "sdg16_survey_options": SurveyOptions,
    "sdg16_independence": Independence,
}

# ---- prototypes: result, then arguments; handles are void pointers ----

_H, _S, _E = c_void_p, c_char_p, POINTER(Error)
_I32, _I64, _U32 = POINTER(c_int32), POINTER(c_int64), POINTER(c_uint32)
_D, _U8, _HH, _SS = POINTER(c_double), POINTER(c_uint8), POINTER(c_void_p), POINTER(c_char_p)

PROTOTYPES: dict[str, tuple[Any, ...]] = {
    # base.h
    "sdg16_status_name": (_S, c_int32),
    "sdg16_error_init": (None, _E, c_int64),
    "sdg16_version": (_S,),
    "sdg16_abi": (c_int32,),
    "sdg16_capabilities": (c_int64,),
    "sdg16_format_double": (c_int64, c_double, POINTER(c_char), c_int64),
    "sdg16_parse_double": (c_int32, _S, _D),
    # exec.h
    "sdg16_cancel_new": (c_int32, _HH, _E),
    "sdg16_cancel_free": (None, _H),
    "sdg16_cancel_request": (None, _H),
    "sdg16_cancel_reset": (None, _H),
    "sdg16_exec_options_init": (c_int32, POINTER(ExecOptions), c_int64),
    # table.h
    "sdg16_missing_name": (_S, c_int32),
    "sdg16_missing_from_name": (c_int32, _S),
    "sdg16_table_new": (c_int32, _HH, _E),
    "sdg16_table_free": (None, _H),
    "sdg16_table_add_int64": (c_int32, _H, _S, c_int64, _I64, _U8, _E),
    "sdg16_table_add_double": (c_int32, _H, _S, c_int64, _D, _U8, _E),
    "sdg16_table_add_text": (c_int32, _H, _S, c_int64, _I32, _U8, c_int64, _SS, _E),
    "sdg16_table_rows": (c_int64, _H),
    "sdg16_table_columns": (c_int64, _H),
    "sdg16_table_name": (_S, _H, c_int64),
    "sdg16_table_type": (c_int32, _H, c_int64),
    "sdg16_table_find": (c_int64, _H, _S),
    "sdg16_table_int64": (_I64, _H, c_int64),
    "sdg16_table_double": (_D, _H, c_int64),
    "sdg16_table_codes": (_I32, _H, c_int64),
    "sdg16_table_missing": (_U8, _H, c_int64),
    "sdg16_table_level_count": (c_int64, _H, c_int64),
    "sdg16_table_level": (_S, _H, c_int64, c_int64),
    "sdg16_table_text": (_S, _H, c_int64, c_int64),
    "sdg16_table_variable_label": (_S, _H, c_int64),
    "sdg16_table_set_variable_label": (c_int32, _H, c_int64, _S, _E),
    "sdg16_table_label_count": (c_int64, _H, c_int64),
    "sdg16_table_label_value": (c_double, _H, c_int64, c_int64),
    "sdg16_table_label": (_S, _H, c_int64, c_int64),
    "sdg16_table_label_of": (_S, _H, c_int64, c_double),
    "sdg16_table_add_label": (c_int32, _H, c_int64, c_double, _S, _E),
    "sdg16_table_tags": (_I32, _H, c_int64),
    "sdg16_table_tag_count": (c_int64, _H, c_int64),
    "sdg16_table_tag": (_S, _H, c_int64, c_int64),
    "sdg16_table_tag_label": (_S, _H, c_int64, c_int64),
    "sdg16_table_set_tags": (c_int32, _H, c_int64, _I32, c_int64, _SS, _SS, _E),
    # io.h
    "sdg16_csv_options_init": (c_int32, POINTER(CsvOptions), c_int64),
    "sdg16_table_read_csv": (c_int32, _S, POINTER(CsvOptions), _HH, _E),
    "sdg16_table_write_csv": (c_int32, _H, WRITE, c_void_p, _E),
    "sdg16_file_format_name": (_S, c_int32),
    "sdg16_file_format_from_name": (c_int32, _S),
    "sdg16_file_format_detect": (c_int32, _S),
    "sdg16_read_options_init": (c_int32, POINTER(ReadOptions), c_int64),
    "sdg16_table_read": (c_int32, _S, POINTER(ReadOptions), _HH, _E),
    "sdg16_csv_write_options_init": (c_int32, POINTER(CsvWriteOptions), c_int64),
    "sdg16_table_write_csv_as": (c_int32, _H, POINTER(CsvWriteOptions), WRITE, c_void_p, _E),
    # expression.h
    "sdg16_expression_new": (c_int32, _S, _HH, _E),
    "sdg16_expression_free": (None, _H),
    "sdg16_expression_columns": (c_int64, _H),
    "sdg16_expression_column": (_S, _H, c_int64),
    "sdg16_expression_evaluate": (c_int32, _H, _H, _S, _HH, _E),
    "sdg16_table_evaluate": (c_int32, _H, _S, _S, _HH, _E),
    # capture.h
    "sdg16_layout_name": (_S, c_int32),
    "sdg16_layout_from_name": (c_int32, _S),
    "sdg16_conflicts_name": (_S, c_int32),
    "sdg16_conflicts_from_name": (c_int32, _S),
    "sdg16_missing_flags_name": (_S, c_int32),
    "sdg16_missing_flags_from_name": (c_int32, _S),
    "sdg16_spelling_name": (_S, c_int32),
    "sdg16_spelling_from_name": (c_int32, _S),
    "sdg16_capture_columns": (_H, _H),
    "sdg16_capture_notes": (_H, _H),
    "sdg16_capture_options_init": (c_int32, POINTER(CaptureOptions), c_int64),
    "sdg16_capture_read": (c_int32, c_int64, _SS, POINTER(CaptureOptions), _HH, _E),
    "sdg16_capture_from_table": (c_int32, _H, POINTER(CaptureOptions), _HH, _E),
    "sdg16_capture_new": (c_int32, c_int32, _SS, c_int64, _U32, _I64, _HH, _E),
    "sdg16_capture_free": (None, _H),
    "sdg16_capture_layout": (c_int32, _H),
    "sdg16_capture_lists": (c_int32, _H),
    "sdg16_capture_list_name": (_S, _H, c_int32),
    "sdg16_capture_find_list": (c_int32, _H, _S),
    "sdg16_capture_observed": (c_int64, _H),
    "sdg16_capture_histories": (c_int64, _H, POINTER(_U32), POINTER(_I64)),
    "sdg16_capture_overlaps": (c_int32, _H, _I64, c_int64, _E),
    "sdg16_capture_sha256": (_S, _H),
    "sdg16_capture_drop_list": (c_int32, _H, c_int32, _HH, _E),
    "sdg16_capture_merge_lists": (c_int32, _H, _S, c_int64, _I32, _HH, _E),
    "sdg16_capture_stratum_columns": (c_int64, _H),
    "sdg16_capture_stratum_column": (_S, _H, c_int64),
    "sdg16_capture_strata": (c_int64, _H),
    "sdg16_capture_stratum_value": (_S, _H, c_int64, c_int64),
    "sdg16_capture_keep_strata": (c_int32, _H, c_int64, _SS, _HH, _E),
    "sdg16_capture_stratum": (c_int32, _H, c_int64, _HH, _E),
    # model.h
    "sdg16_model_parse": (c_int32, _H, _S, _HH, _E),
    "sdg16_model_new": (c_int32, c_int32, c_int64, _U32, _HH, _E),
    "sdg16_model_free": (None, _H),
    "sdg16_model_terms": (c_int64, _H, POINTER(_U32)),
    "sdg16_model_lists": (c_int32, _H),
    "sdg16_model_format": (c_int64, _H, c_int32, _H, POINTER(c_char), c_int64),
    # estimate.h
    "sdg16_existence_name": (_S, c_int32),
    "sdg16_existence_from_name": (c_int32, _S),
    "sdg16_model_status_from_name": (c_int32, _S),
    "sdg16_model_has_estimate": (c_int32, c_int32),
    "sdg16_interval_name": (_S, c_int32),
    "sdg16_interval_from_name": (c_int32, _S),
    "sdg16_draws_free": (None, _H),
    "sdg16_draws_summarise": (c_int32, _H, POINTER(DrawsSummary), c_int64),
    "sdg16_draws_provenance": (_S, _H),
    "sdg16_draws_name": (_S, _H, c_int64),
    "sdg16_draws_find": (c_int64, _H, _S),
    "sdg16_draws_at_least": (c_int32, _H, c_int64),
    "sdg16_least_replicates": (c_int64, c_double),
    "sdg16_draws_estimates": (c_int32, _H, c_int32, c_double, _HH, _E),
    "sdg16_draws_diagnostics": (c_int32, _H, c_int32, c_double, _HH, _E),
    "sdg16_draws_point": (c_double, _H, c_int64),
    "sdg16_draws_values": (_D, _H, c_int64),
    "sdg16_draws_numbers": (_I64, _H),
    "sdg16_draws_combine": (c_int32, _H, _S, c_int64, _I64, _D, _E),
    "sdg16_draws_ratio": (c_int32, _H, _S, c_int64, c_int64, c_double, _E),
    "sdg16_draws_interval": (c_int32, _H, c_int64, c_int32, c_double, POINTER(Estimate), c_int64,
                             POINTER(BootstrapSummary), c_int64, _E),
    "sdg16_draws_merge": (c_int32, c_int64, _HH, c_int32, _HH, _E),
    "sdg16_draws_table": (c_int32, _H, _HH, _E),
    "sdg16_draws_from_table": (c_int32, _H, _HH, _E),
    # mse.h
    "sdg16_model_status_name": (_S, c_int32),
    "sdg16_fit_new": (c_int32, _H, _H, c_int32, _HH, _E),
    "sdg16_fit_free": (None, _H),
    "sdg16_fit_summarise": (c_int32, _H, POINTER(FitSummary), c_int64),
    "sdg16_fit_coefficients": (c_int64, _H, POINTER(_D), POINTER(_D)),
    "sdg16_fit_means": (_D, _H),
    "sdg16_fit_interval": (c_int32, _H, c_int32, c_double, POINTER(Estimate), c_int64, _D, _E),
    "sdg16_model_check": (c_int32, _H, _H, c_int32, _I32, _E),
    "sdg16_model_check_all": (c_int32, _H, c_int32, c_int32, c_int64, POINTER(ExecOptions), _I64,
                              _HH, _E),
    "sdg16_model_fit_all": (c_int32, _H, c_int32, c_int32, c_int64, POINTER(ExecOptions), _HH, _E),
    "sdg16_select_name": (_S, c_int32),
    "sdg16_coverage_grade": (_S, c_double),
    "sdg16_select_from_name": (c_int32, _S),
    "sdg16_bootstrap_name": (_S, c_int32),
    "sdg16_bootstrap_from_name": (c_int32, _S),
    "sdg16_mse_options_init": (c_int32, POINTER(MseOptions), c_int64),
    "sdg16_mse_new": (c_int32, _H, POINTER(MseOptions), POINTER(ExecOptions), _HH, _E),
    "sdg16_mse_free": (None, _H),
    "sdg16_mse_status": (c_int32, _H),
    "sdg16_mse_estimate": (c_int32, _H, POINTER(Estimate), c_int64),
    "sdg16_mse_at_least": (c_int32, _H, POINTER(Estimate), c_int64),
    "sdg16_mse_model": (_H, _H),
    "sdg16_mse_fit": (_H, _H),
    "sdg16_mse_search": (c_int32, _H, POINTER(SearchSummary), c_int64),
    "sdg16_mse_estimates": (_H, _H),
    "sdg16_mse_draws": (_H, _H),
    "sdg16_mse_top_draws": (_H, _H),
    "sdg16_mse_stopped": (c_int32, _H),
    "sdg16_mse_models": (_H, _H),
    "sdg16_mse_modes": (_H, _H),
    "sdg16_mse_draw_modes": (_H, _H),
    "sdg16_mse_top": (_H, _H),
    "sdg16_mse_diagnostics": (_H, _H),
    "sdg16_mse_fit_test": (c_int32, _H, POINTER(FitTest), c_int64),
    "sdg16_mse_residuals": (_H, _H),
    "sdg16_mse_coverage": (c_int32, _H, POINTER(Coverage), c_int64),
    "sdg16_capture_coverage": (c_int32, _H, POINTER(Coverage), c_int64, _E),
    "sdg16_capture_structure": (c_int32, _H, _HH, _E),
    # strata.h
    "sdg16_strata_options_init": (c_int32, POINTER(StrataOptions), c_int64),
    "sdg16_population_sum": (c_int32, _H, POINTER(c_double), POINTER(Error)),
    "sdg16_strata_new": (c_int32, _H, POINTER(StrataOptions), POINTER(MseOptions),
                         POINTER(ExecOptions), _HH, _E),
    "sdg16_strata_free": (None, _H),
    "sdg16_strata_status": (c_int32, _H),
    "sdg16_strata_stopped": (c_int32, _H),
    "sdg16_strata_count": (c_int64, _H),
    "sdg16_strata_value": (_S, _H, c_int64, c_int64),
    "sdg16_strata_mse": (_H, _H, c_int64),
    "sdg16_strata_estimate": (c_int32, _H, POINTER(Estimate), c_int64),
    "sdg16_strata_at_least": (c_int32, _H, POINTER(Estimate), c_int64),
    "sdg16_strata_estimates": (_H, _H),
    "sdg16_strata_models": (_H, _H),
    "sdg16_strata_modes": (_H, _H),
    "sdg16_strata_draw_modes": (_H, _H),
    "sdg16_strata_diagnostics": (_H, _H),
    "sdg16_strata_draws": (_H, _H),
    # survey.h
    "sdg16_lonely_name": (_S, c_int32),
    "sdg16_lonely_from_name": (c_int32, _S),
    "sdg16_replicate_name": (_S, c_int32),
    "sdg16_replicate_from_name": (c_int32, _S),
    "sdg16_design_options_init": (c_int32, POINTER(DesignOptions), c_int64),
    "sdg16_design_new": (c_int32, _H, POINTER(DesignOptions), _HH, _E),
    "sdg16_design_free": (None, _H),
    "sdg16_design_summarise": (c_int32, _H, POINTER(DesignSummary), c_int64),
    "sdg16_design_weights": (c_int32, _H, c_int64, _D, c_int64, _E),
    "sdg16_replicate_options_init": (c_int32, POINTER(ReplicateOptions), c_int64),
    "sdg16_design_replicate": (c_int32, _H, POINTER(ReplicateOptions), POINTER(ExecOptions),
                               _HH, _E),
    "sdg16_calibrate_name": (_S, c_int32),
    "sdg16_calibrate_from_name": (c_int32, _S),
    "sdg16_calibrate_options_init": (c_int32, POINTER(CalibrateOptions), c_int64),
    "sdg16_design_calibrate": (c_int32, _H, c_int64, _HH, POINTER(CalibrateOptions), _HH, _E),
    "sdg16_survey_statistic_name": (_S, c_int32),
    "sdg16_survey_statistic_from_name": (c_int32, _S),
    "sdg16_survey_interval_name": (_S, c_int32),
    "sdg16_survey_interval_from_name": (c_int32, _S),
    "sdg16_scheme_name": (_S, c_int32),
    "sdg16_scheme_from_name": (c_int32, _S),
    "sdg16_quantile_name": (_S, c_int32),
    "sdg16_quantile_from_name": (c_int32, _S),
    "sdg16_survey_options_init": (c_int32, POINTER(SurveyOptions), c_int64),
    "sdg16_survey_status_name": (_S, c_int32),
    "sdg16_survey_new": (c_int32, _H, POINTER(SurveyOptions), POINTER(ExecOptions), _HH, _E),
    "sdg16_survey_free": (None, _H),
    "sdg16_survey_estimates": (_H, _H),
    "sdg16_survey_diagnostics": (_H, _H),
    "sdg16_survey_rows": (c_int64, _H),
    "sdg16_survey_status": (c_int32, _H, c_int64),
    "sdg16_survey_level": (_S, _H, c_int64, c_int64, c_int32),
    "sdg16_survey_estimate": (c_int32, _H, c_int64, POINTER(Estimate), c_int64),
    "sdg16_survey_covariance": (_D, _H),
    "sdg16_survey_contrast": (c_int32, _H, c_int64, _D, c_double, POINTER(Estimate), c_int64, _E),
    "sdg16_compare_name": (_S, c_int32),
    "sdg16_compare_from_name": (c_int32, _S),
    "sdg16_survey_compare": (c_int32, _H, c_int64, c_int64, c_int32, c_double,
                             POINTER(Estimate), c_int64, _D, _E),
    "sdg16_survey_independence": (c_int32, _H, _S, _S, _S, POINTER(Independence), c_int64, _E),
    "sdg16_survey_logistic": (c_int32, _H, _S, c_int64, _SS, _S, c_double,
                              POINTER(ExecOptions), _HH, _E),
    "sdg16_logistic_free": (None, _H),
    "sdg16_logistic_coefficients": (_H, _H),
    "sdg16_logistic_covariance": (_D, _H),
    "sdg16_logistic_df": (c_double, _H),
    "sdg16_logistic_n": (c_int64, _H),
    "sdg16_logistic_test": (c_int32, _H, c_int64, _D, _D, _D, _D, _E),
    # indicator.h
    "sdg16_input_kind_name": (_S, c_int32),
    "sdg16_input_kind_from_name": (c_int32, _S),
    "sdg16_aggregate_name": (_S, c_int32),
    "sdg16_aggregate_from_name": (c_int32, _S),
    "sdg16_registry_new": (c_int32, _HH, _E),
    "sdg16_registry_free": (None, _H),
    "sdg16_registry_add": (c_int32, _H, POINTER(IndicatorDef), _E),
    "sdg16_registry_count": (c_int64, _H),
    "sdg16_registry_at": (POINTER(IndicatorDef), _H, c_int64),
    "sdg16_registry_find": (POINTER(IndicatorDef), _H, _S),
    "sdg16_registry_table": (c_int32, _H, _S, c_int32, _HH, _E),
    "sdg16_indicator_catalog": (c_int32, _HH, _E),
    "sdg16_count_interval_name": (_S, c_int32),
    "sdg16_count_interval_from_name": (c_int32, _S),
    "sdg16_indicator_options_init": (c_int32, POINTER(IndicatorOptions), c_int64),
    "sdg16_indicator_new": (c_int32, _H, _S, _H, POINTER(IndicatorOptions), _HH, _E),
    "sdg16_indicator_survey": (c_int32, _H, _S, _H, POINTER(IndicatorOptions),
                               POINTER(SurveyOptions), POINTER(ExecOptions), _HH, _E),
    "sdg16_indicator_audit": (_H, _H),
    "sdg16_indicator_coding": (_H, _H),
    "sdg16_indicator_free": (None, _H),
    "sdg16_indicator_results": (_H, _H),
    "sdg16_indicator_diagnostics": (_H, _H),
    "sdg16_indicator_sha256": (_S, _H),
    "sdg16_aggregate_options_init": (c_int32, POINTER(AggregateOptions), c_int64),
    "sdg16_indicator_aggregate": (c_int32, _H, _H, _H, POINTER(AggregateOptions), _HH, _E),
    "sdg16_indicator_trend": (c_int32, _H, _H, _HH, _E),
    "sdg16_poisson_interval": (c_int32, c_double, c_double, _D, _D, _E),
    "sdg16_standardised_rate": (c_int32, c_int64, _D, _D, _D, c_double, c_double,
                                POINTER(Estimate), c_int64, _E),
    # iff.h
    "sdg16_iff_method_name": (_S, c_int32),
    "sdg16_iff_method_from_name": (c_int32, _S),
    "sdg16_iff_methods": (c_int32, _HH, _E),
    "sdg16_iff_options_init": (c_int32, POINTER(IffOptions), c_int64),
    "sdg16_iff_new": (c_int32, c_int32, _H, POINTER(IffOptions), POINTER(ExecOptions), _HH, _E),
    "sdg16_iff_read": (c_int32, c_int32, _S, POINTER(IffOptions), POINTER(ExecOptions), _HH, _E),
    "sdg16_iff_free": (None, _H),
    "sdg16_iff_results": (_H, _H),
    "sdg16_iff_detail": (_H, _H),
    "sdg16_iff_coefficients": (_H, _H),
    "sdg16_iff_diagnostics": (_H, _H),
    "sdg16_iff_total": (c_int32, c_int64, _HH, _HH, _E),
    "sdg16_iff_total_by_category": (c_int32, c_int64, _HH, _HH, _E),
    "sdg16_capture_detected": (c_int32, _H, _HH, _E),
    # result.h
    "sdg16_result_schema": (c_int32, _HH, _E),
    # publish.h
    "sdg16_format_name": (_S, c_int32),
    "sdg16_format_from_name": (c_int32, _S),
    "sdg16_publish_options_init": (c_int32, POINTER(PublishOptions), c_int64),
    "sdg16_publish": (c_int32, _H, _H, c_int32, POINTER(PublishOptions), WRITE, c_void_p, _I64,
                      _E),
    "sdg16_protect_options_init": (c_int32, POINTER(ProtectOptions), c_int64),
    "sdg16_protect": (c_int32, _H, _H, POINTER(ProtectOptions), _HH, _HH, _E),
    "sdg16_sdmx_read_csv": (c_int32, _H, _S, _HH, _E),
    # indicator.h, the building blocks
    "sdg16_rate": (c_int32, POINTER(Estimate), c_double, c_double, POINTER(Estimate), c_int64, _E),
}

# ---- finding and loading the library ----


def _candidates() -> Iterable[str]:
    """Where the library may be, in order; an explicit choice excludes the others."""
    chosen = os.environ.get("SDG16_LIBRARY")
    if chosen:
        yield chosen
        return
    here = Path(__file__).resolve().parent
    for name in (SONAME, "libsdg16.so"):
        if (here / name).exists():
            yield str(here / name)
    yield SONAME
    found = ctypes.util.find_library("sdg16")
    if found:
        yield found


def _load() -> ctypes.CDLL:
    tried = []
    for path in _candidates():
        try:
            library = ctypes.CDLL(path)
        except OSError as problem:
            tried.append(f"{path}: {problem}")
            continue
        try:
            abi = library.sdg16_abi()
        except AttributeError:
            raise ImportError(f"{path} is not libsdg16") from None
        if abi != ABI:
            raise ImportError(f"{path} has ABI {abi}, this package needs ABI {ABI}")
        for name, (result, *arguments) in PROTOTYPES.items():
            try:
                function = getattr(library, name)
            except AttributeError:
                raise ImportError(f"{path} lacks {name}: it is older than this package") from None
            function.restype = result
            function.argtypes = arguments
        return library
    raise ImportError("libsdg16 was not found; install it, or set SDG16_LIBRARY to the path "
                      "of the shared library (tried " + "; ".join(tried) + ")")


lib = _load()

# ---- calling ----


def call(name: str, *arguments: Any) -> int:
    """Calls a function that can fail; raises its error as an exception."""
    error = Error()
    lib.sdg16_error_init(byref(error), sizeof(error))
    status = getattr(lib, name)(*arguments, byref(error))
    if status < 0:
        from ._errors import exception
        raise exception(status, error)
    return status


def initialised(struct: Type[Structure], init: str) -> Any:
    """A struct of options with the library's defaults."""
    options = struct()
    status = getattr(lib, init)(byref(options), sizeof(options))
    if status < 0:
        from ._errors import exception
        raise exception(status, None)
    return options


def result_struct(struct: Type[Structure], name: str, handle: int) -> Any:
    """What a function of the kind (handle, struct *out, size) writes."""
    out = struct()
    status = getattr(lib, name)(handle, byref(out), sizeof(out))
    if status < 0:
        from ._errors import exception
        raise exception(status, None)
    return out


def text(value: Optional[bytes]) -> str:
    """A C string; bytes that are not UTF-8 survive the way back."""
    return "" if value is None else value.decode("utf-8", "surrogateescape")


def encoded(value: Any, what: str) -> bytes:
    """A str (or path) as a C string."""
    from ._errors import ArgumentError
    raw = os.fspath(value) if isinstance(value, os.PathLike) else value
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "surrogateescape")
    if not isinstance(raw, bytes):
        raise ArgumentError(f"{what}: {value!r} is not text")
    if b"\0" in raw:
        raise ArgumentError(f"{what}: {value!r} holds a NUL character")
    return raw


def strings(values: Sequence[Any], what: str) -> Any:
    """An array of C strings."""
    return (c_char_p * len(values))(*(encoded(v, what) for v in values))


def is_flag(value: Any) -> bool:
    """True and False, also those of numpy: they are no numbers, though Python takes them for 1
    and 0."""
    return isinstance(value, bool) or type(value).__name__ in ("bool_", "bool")


def integer(value: Any, low: int, high: int, what: str, *, flags: bool = False) -> int:
    """A whole number in [low, high]: ctypes itself would cut off the high bits. With ``flags``
    True and False are the values 1 and 0 of data."""
    from ._errors import ArgumentError
    if is_flag(value):
        if not flags:
            raise ArgumentError(f"{what}: {value!r} is not a whole number")
        value = int(value)
    try:
        number = value.__index__()
    except (AttributeError, TypeError):
        raise ArgumentError(f"{what}: {value!r} is not a whole number") from None
    if not low <= number <= high:
        raise ArgumentError(f"{what}: {number} is not between {low} and {high}")
    return number


def flag(value: Any, what: str) -> int:
    """True or False as 1 or 0: "no" would count as True, and None as False."""
    from ._errors import ArgumentError
    if not is_flag(value):
        raise ArgumentError(f"{what}: expected True or False, found {value!r}")
    return int(value)


def number(value: Any, what: str) -> float:
    """A real number."""
    from ._errors import ArgumentError
    if isinstance(value, (str, bytes)) or is_flag(value):
        raise ArgumentError(f"{what}: {value!r} is not a number")
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise ArgumentError(f"{what}: {value!r} is not a number") from None


INT32_MIN, INT32_MAX = -2**31, 2**31 - 1
INT64_MIN, INT64_MAX = -2**63, 2**63 - 1
UINT32_MAX, UINT64_MAX = 2**32 - 1, 2**64 - 1


def constant(kind: str, name: Any, what: str) -> int:
    """The number of a named constant: kind "select", name "bic"."""
    from ._errors import ArgumentError
    value = getattr(lib, f"sdg16_{kind}_from_name")(encoded(name, what))
    if value < 0:
        known = map(getattr(lib, f"sdg16_{kind}_name"), range(200))
        names = [text(each) for each in known if each is not None]
        raise ArgumentError(f"{what}: {name!r} is not one of {', '.join(names)}")
    return value
