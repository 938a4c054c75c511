"""Publishing result tables, and reading SDMX-CSV."""

from __future__ import annotations

import ctypes
from ctypes import byref
from typing import Any, List, NamedTuple, Optional, Sequence

from . import _abi, _files, _table
from ._handle import made
from ._iff import Flows
from ._indicators import Indicator, Registry, _loaded, _registry
from ._run import Cancel, Progress, run
from ._survey import SurveyResult
from ._table import Table

def publish(results: Any, format: str = "sdmx-csv", *, dataflow: Optional[str] = None,
            ref_area: Any = None, time_period: Any = None, source: Optional[str] = None,
            source_detail: Optional[str] = None, last_update: Optional[str] = None,
            action: Optional[str] = None, check: str = "codes", labels: bool = True,
            decimals: int = 2, safe_cells: bool = False,
            registry: Optional[Registry] = None) -> str:
    """A result table as text: ``format`` "text", "csv", "json", "sdmx-csv" (1.0),
    "sdmx-csv-2" (2.0) or "open-sdg".

    SDMX and Open SDG have the rows that have a series code and are the reported value.
    ``ref_area`` and ``time_period`` are for rows without them; ``source`` selects one of
    several sources. ``check``: "codes" (code lists, keys, bounds), "constraints"
    (also those of global submissions) or "none". ``safe_cells``: in CSV formats, texts that a
    spreadsheet would execute get "'" in front (see :meth:`Table.to_csv`).

    >>> text = sdg16.publish(sdg16.indicator("16.3.2", table), ref_area=826)
    """
    options = _abi.initialised(_abi.PublishOptions, "sdg16_publish_options_init")
    for member, value in (("dataflow", dataflow), ("ref_area", ref_area),
                          ("time_period", time_period), ("source", source),
                          ("source_detail", source_detail), ("last_update", last_update)):
        if value is not None:
            setattr(options, member, _abi.encoded(str(value), member))
    if action is not None and action not in tuple("IARD"):
        raise _abi.refusal("action", "one of I, A, R, D", action)
    options.check = _abi.constant("check", check, "check")
    options.action = ord(action) if action else 0
    options.labels = _abi.flag(labels, "labels")
    options.safe_cells = _abi.flag(safe_cells, "safe_cells")
    options.decimals = _abi.integer(decimals, 0, 17, "decimals")
    chunks: List[bytes] = []

    def take(data: int, size: int, _: Any) -> int:
        chunks.append(ctypes.string_at(data, size))
        return 0

    diagnostics = None
    if isinstance(results, Indicator):
        options.input_sha256 = results.sha256.encode()
        diagnostics = _table.to_library(results.diagnostics)
        options.diagnostics = diagnostics._pointer
    elif isinstance(results, Flows):
        diagnostics = _table.to_library(results.diagnostics)
        options.diagnostics = diagnostics._pointer
        options.command = b"iff"
        results = results.results
    with _table.to_library(_loaded(results, "results")) as table:
        _abi.call("sdg16_publish", _registry(registry), table._pointer,
                  _abi.constant("format", format, "format"), byref(options), _abi.WRITE(take),
                  None, None)
    if diagnostics is not None:
        diagnostics.close()
    return b"".join(chunks).decode("utf-8", "surrogateescape")


class Protected(NamedTuple):
    """Results that may be published, and the report, which is only for the office."""

    results: Table
    report: Table


def _from_answers(results: Any, registry: Optional[Registry], options: Any,
                  exec_options: Any) -> Protected:
    """Proved from the microdata."""
    safe, report = ctypes.c_void_p(), ctypes.c_void_p()
    if isinstance(results, SurveyResult):
        call, given = "sdg16_survey_protect", (results._handle._pointer,)
    else:
        call, given = "sdg16_indicator_protect", (_registry(registry), results._computed._pointer)
    results._design._pointer  # raises if it is closed
    _abi.call(call, *given, byref(options), byref(exec_options), byref(safe), byref(report))
    return Protected(_table.taken(safe.value), _table.taken(report.value))


def protect(results: Any, minimum: float = 0, *, protection: Optional[float] = None,
            base: int = 0, flag_count: float = 0, cv_flag: float = 0, cv_suppress: float = 0,
            columns: Optional[_abi.Names] = None,
            dimensions: Optional[_abi.Names] = None, zeros: bool = False,
            complementary: bool = True, reliability: bool = False, controlled: bool = False,
            registry: Optional[Registry] = None, threads: int = 1,
            progress: Optional[Progress] = None, cancel: Optional[Cancel] = None) -> Protected:
    """Reliability flags and disclosure control of the result of :func:`indicator`,
    :func:`mse`, :func:`strata` or :func:`survey`, or of a result table.

    Give the result itself for a survey, or for an indicator computed from one: counts that show in weighted
    estimates are hidden with a proof from the microdata. Their tables alone are refused if a
    count has to be suppressed.

    Counts above 0 and below ``minimum`` are suppressed. Further cells are suppressed, so that
    for every suppressed count the range that a reader of the published table cannot exclude
    is at least ``protection`` wide (default: the minimum). ``base``: counts are rounded to
    multiples of it; ``flag_count``, ``cv_flag``: counts below it, or se / value above it,
    are flagged "low-reliability"; ``cv_suppress``: values with se / value above it are
    removed. ``columns``: the counts (default: numerator, observed, n; for survey
    proportions events and the others). ``reliability``: rows that the presentation scheme
    of a survey says to suppress are removed. ``controlled``: rounded counts add up.
    ``dimensions``: default those of the table (``Table.dimensions``); in a table that names
    none, for example a dict, the columns before its numbers that no result table has. Other
    columns that no result table has are withheld. sdg16/publish.h says what is guaranteed.

    >>> safe = sdg16.protect(sdg16.indicator("16.1.1", "homicides.csv", by=["sex"]), 5)
    >>> text = sdg16.publish(safe.results, "csv")
    """
    options = _abi.initialised(_abi.ProtectOptions, "sdg16_protect_options_init")
    for member, value in (("minimum", minimum), ("base", base), ("flag_count", flag_count),
                          ("cv_flag", cv_flag), ("cv_suppress", cv_suppress)):
        setattr(options, member, _abi.number(value, member))
    if protection is not None:
        options.protection = _abi.number(protection, "protection")
        if not options.protection >= 0:
            raise _abi.refusal("protection", "0 or more", protection)
    for member, count, names in (("columns", "column_count", columns),
                                 ("dimensions", "dimension_count", dimensions)):
        if names is None:
            continue
        given = _abi.one_or_more(names, member)
        setattr(options, member, _abi.strings(given, member))
        setattr(options, count, len(given))
    options.zeros, options.complementary = _abi.flag(zeros, "zeros"), _abi.flag(complementary, "complementary")
    options.reliability, options.controlled = _abi.flag(reliability, "reliability"), _abi.flag(controlled, "controlled")
    if isinstance(results, SurveyResult) or getattr(results, "_computed", None) is not None:
        return run(lambda exec_options: _from_answers(results, registry, options, exec_options),
                   threads=threads, progress=progress, cancel=cancel)
    safe, report = ctypes.c_void_p(), ctypes.c_void_p()
    results = getattr(results, "estimates", results)
    with _table.to_library(_loaded(results, "results")) as table:
        _abi.call("sdg16_protect", _registry(registry), table._pointer, byref(options),
                  byref(safe), byref(report))
    return Protected(_table.taken(safe.value), _table.taken(report.value))


def read_sdmx(path: _files.Source, *, registry: Optional[Registry] = None) -> Table:
    """Reads SDMX-CSV 1.0 or 2.0 of the SDG data structure as a result table.

    >>> sdg16.read_sdmx("16-1-1.csv")["value"]
    """
    file = _files.opened(path, "path")
    if file.content is None:
        return _table.taken(made("sdg16_sdmx_read_csv", _registry(registry), file.name))
    return _table.taken(made("sdg16_sdmx_read_content", _registry(registry), file.name,
                             file.content, len(file.content)))
