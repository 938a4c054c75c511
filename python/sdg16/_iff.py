"""Illicit financial flows, indicator 16.4.1."""

from __future__ import annotations

from ctypes import byref, c_void_p
from typing import Any, List, Mapping, Optional, Sequence, Union

from . import _abi, _files, _table
from ._errors import ArgumentError
from ._handle import Handle, made
from ._indicators import ResultRows, _loaded
from ._run import Cancel, run
from ._table import Table, character


class _Estimated(Handle):
    _free = "sdg16_iff_free"


class Flows(ResultRows):
    """Flows by one method: ``results`` (one row per direction, area, period and activity),
    ``detail`` (the components of the flows), ``coefficients`` (fitted coefficients),
    ``diagnostics`` (what was left out or assumed).

    >>> flows = sdg16.iff("smuggling", {"smugglers": ["resident"],
    ...                   "migrants": ["non-resident"], "persons": [200], "price": [1500]})
    >>> flows.inward, flows.outward
    (300000.0, 0.0)
    """

    def __init__(self, results: Table, detail: Table, coefficients: Table,
                 diagnostics: Table) -> None:
        self.results = results
        self.detail = detail
        self.coefficients = coefficients
        self.diagnostics = diagnostics

    def _sum(self, series: str) -> Optional[float]:
        values = [row["value"] for row in self.results if row["series"] == series]
        return None if not values or None in values else sum(values)

    @property
    def inward(self) -> Optional[float]:
        """The sum of the inward flows; None if one of them has no value."""
        return self._sum("DI_ILL_IN")

    @property
    def outward(self) -> Optional[float]:
        """The sum of the outward flows, never netted; None if one of them has no value."""
        return self._sum("DI_ILL_OUT")


def iff(method: str, data: Any, *, set: Optional[Mapping[str, Any]] = None,
        map: Optional[Mapping[str, str]] = None, prices: Any = None, ref_area: Any = None,
        time_period: Any = None, delimiter: Optional[str] = None,
        decimal: Optional[str] = None, seed: int = 1, threads: int = 1, time_limit: float = 0,
        cancel: Optional[Cancel] = None, source_name: Optional[str] = None,
        encoding: Optional[str] = None, na: _abi.Names = (),
        skip_lines: int = 0, comment: Optional[str] = None) -> Flows:
    """Estimates illicit financial flows by one method (see ``iff_methods()``).

    ``data``: the path of a CSV file, which is streamed (memory grows with the number of
    groups of the method, not of rows), or a table in memory. ``set``: settings of the
    method, {name: value}; give several names as a list; ``map``: columns with other names,
    {name: column}; ``prices``: for "price-filter" with fence="price", a table of commodity
    and price; ``seed``, ``threads`` (0: all cores): for the setting "replicates"; ``encoding``,
    ``na``, ``skip_lines`` and ``comment`` of a file, as in :func:`read_csv`.

    >>> sdg16.iff("price-filter", "customs.csv", set={"k": 3}).outward
    """
    options = _abi.initialised(_abi.IffOptions, "sdg16_iff_options_init")
    keep: List[Any] = []

    def text(value: Any, what: str) -> Optional[bytes]:
        return None if value is None else _abi.encoded(str(value), what)

    streamed = _files.is_source(data)
    number = _abi.constant("iff_method", method, "method")
    options.source_name = text(source_name, "source_name")
    options.ref_area = text(ref_area, "ref_area")
    options.time_period = text(time_period, "time_period")
    mapped = _abi.mapping(map, "map", "{name: column}")
    options.map_count = len(mapped)
    options.map_names = _abi.strings(list(mapped), "map")
    options.map_columns = _abi.strings(list(mapped.values()), "map")
    chosen = [f"{name}={','.join(str(v) for v in value) if isinstance(value, (list, tuple)) else value}"
              for name, value in _abi.mapping(set, "set", "{setting: value}").items()]
    options.set_count, options.sets = len(chosen), _abi.strings(chosen, "set")
    options.delimiter = character(delimiter, "delimiter")
    options.decimal = character(decimal, "decimal")
    options.encoding = text(encoding, "encoding")
    texts = _abi.one_or_more(na, "na")
    options.na_count, options.na = len(texts), _abi.strings(texts, "na")
    options.skip_lines = _abi.integer(skip_lines, 0, _abi.INT64_MAX, "skip_lines")
    options.comment = character(comment, "comment")
    if prices is not None:
        keep.append(_table.to_library(_loaded(prices, "prices")))
        options.prices = keep[-1]._pointer
    if streamed:
        file = _files.opened(data, "data", encoding)
        file.put(options)
        source: Any = file.name
    else:
        keep.append(_table.to_library(_loaded(data)))
        source = keep[-1]._pointer
    name = "sdg16_iff_read" if streamed else "sdg16_iff_new"
    pointer = run(lambda execution: made(name, number, source, byref(options),
                                         byref(execution)),
                  seed=seed, threads=threads, time_limit=time_limit, cancel=cancel)
    with _Estimated(pointer) as estimated:
        lib, handle = _abi.lib, estimated._pointer
        return Flows(_table.from_library(lib.sdg16_iff_results(handle)),
                     _table.from_library(lib.sdg16_iff_detail(handle)),
                     _table.from_library(lib.sdg16_iff_coefficients(handle)),
                     _table.from_library(lib.sdg16_iff_diagnostics(handle)))


def iff_methods() -> Table:
    """The methods: category, stage, overlap group, columns ("x?": optional, "x~": also
    x_low and x_high) and settings with their defaults.

    >>> sdg16.iff_methods()["method"]
    """
    return _table.taken(made("sdg16_iff_methods"))


def iff_total(*flows: Any, by: Optional[str] = None) -> Table:
    """The sum of flows of several methods by direction, area and period. Methods of
    one overlap group measure the same flows and are refused. ``by="category"``: also each of
    the four categories, in the columns cust_breakdown and cust_breakdown_lb.

    >>> sdg16.iff_total(sdg16.iff("partner-country", "mirror.csv"),
    ...                 sdg16.iff("balance", "drugs.csv"))
    """
    if not flows:
        raise ArgumentError("flows must be at least one table of flows", where="flows")
    if by not in (None, "category"):
        raise _abi.refusal("by", "'category' or None", by)
    tables = [_table.to_library(_loaded(f.results if isinstance(f, Flows) else f, "flows"))
              for f in flows]
    pointers = (c_void_p * len(tables))(*(table._pointer for table in tables))
    name = "sdg16_iff_total_by_category" if by else "sdg16_iff_total"
    return _table.taken(made(name, len(tables), pointers))
