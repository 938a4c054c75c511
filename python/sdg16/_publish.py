"""Publishing result tables, and reading SDMX-CSV."""

from __future__ import annotations

import ctypes
from ctypes import byref
from typing import Any, List, Optional

from . import _abi, _table
from ._errors import ArgumentError
from ._handle import made
from ._iff import Flows
from ._indicators import Indicator, Registry, _loaded, _registry
from ._table import Table

CHECKS = ("codes", "constraints", "none")


def publish(results: Any, format: str = "sdmx-csv", *, dataflow: Optional[str] = None,
            ref_area: Any = None, time_period: Any = None, source: Optional[str] = None,
            source_detail: Optional[str] = None, last_update: Optional[str] = None,
            action: Optional[str] = None, check: str = "codes", labels: bool = True,
            decimals: int = 2, registry: Optional[Registry] = None) -> str:
    """A result table as text: ``format`` "text", "csv", "json", "sdmx-csv" (1.0),
    "sdmx-csv-2" (2.0) or "open-sdg".

    SDMX and Open SDG take the rows that have a series code and are the reported value;
    ``ref_area`` and ``time_period`` stand in for rows that have none; ``source`` chooses
    one of several sources. ``check``: "codes" (code lists, keys, bounds), "constraints"
    (also those of global submissions) or "none".

    >>> text = sdg16.publish(sdg16.indicator("16.3.2", table), ref_area=826)
    """
    options = _abi.initialised(_abi.PublishOptions, "sdg16_publish_options_init")
    for member, value in (("dataflow", dataflow), ("ref_area", ref_area),
                          ("time_period", time_period), ("source", source),
                          ("source_detail", source_detail), ("last_update", last_update)):
        if value is not None:
            setattr(options, member, _abi.encoded(str(value), member))
    if check not in CHECKS:
        raise ArgumentError(f"check: {check!r} is not one of {', '.join(CHECKS)}")
    if action is not None and action not in tuple("IARD"):
        raise ArgumentError(f"action: {action!r} is not one of I, A, R, D")
    options.check = CHECKS.index(check)
    options.action = ord(action) if action else 0
    options.labels = int(bool(labels))
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
    with _table.to_library(_loaded(results)) as table:
        _abi.call("sdg16_publish", _registry(registry), table._pointer,
                  _abi.constant("format", format, "format"), byref(options), _abi.WRITE(take),
                  None, None)
    if diagnostics is not None:
        diagnostics.close()
    return b"".join(chunks).decode("utf-8", "surrogateescape")


def read_sdmx(path: Any, *, registry: Optional[Registry] = None) -> Table:
    """Reads SDMX-CSV 1.0 or 2.0 of the SDG data structure as a result table.

    >>> sdg16.read_sdmx("16-1-1.csv")["value"]
    """
    return _table.taken(made("sdg16_sdmx_read_csv", _registry(registry),
                             _abi.encoded(path, "path")))
