"""The registry of indicators, their computation from counts or microdata, rates."""

from __future__ import annotations

import ctypes
from ctypes import byref
from typing import Any, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

from . import _abi, _files, _table
from ._draws import Interval
from ._errors import ArgumentError
from ._estimate import Estimate, from_struct, to_struct
from ._handle import Handle, made
from ._mse import Result
from ._run import Cancel, Progress, run
from ._strata import StrataResult
from ._survey import Design, survey_options
from ._table import Table


class Registry(Handle):
    """Indicators: those of the library, and those that you add.

    >>> registry = sdg16.Registry()
    >>> registry.add(code="N.1", name="Complaints per 1,000 people",
    ...              inputs=[dict(name="complaints", kind="count"),
    ...                      dict(name="population", kind="population")],
    ...              series=[dict(label="Complaints per 1,000", unit="PER_1000_POP",
    ...                           numerator="complaints", denominator="population",
    ...                           multiplier=1000, flags=["poisson"])])
    >>> sdg16.indicator("N.1", table, registry=registry)
    """

    _free = "sdg16_registry_free"

    def __init__(self) -> None:
        super().__init__(made("sdg16_registry_new"))

    def __len__(self) -> int:
        return _abi.lib.sdg16_registry_count(self._pointer)

    def add(self, *, code: str, name: str, inputs: Sequence[Mapping[str, Any]] = (),
            series: Sequence[Mapping[str, Any]] = (),
            dimensions: Sequence[Mapping[str, Any]] = (),
            switches: Sequence[Mapping[str, Any]] = (), aggregate: str = "none",
            **members: Any) -> None:
        """Adds an indicator. The members are those of sdg16_indicator_def and of the structs
        of its inputs, series, dimensions and switches; flags are lists of words."""
        keep: List[Any] = []  # what the structs point to
        arrays = {
            "inputs": _structs(_abi.Input, inputs, keep, flags="input_flag",
                               kind="input_kind"),
            "series": _structs(_abi.Series, series, keep, flags="series_flag",
                              aggregate="aggregate"),
            "dimensions": _structs(_abi.Dimension, dimensions, keep, flags="dimension_flag"),
            "switches": _structs(_abi.Switch, switches, keep),
        }
        definition = _structs(_abi.IndicatorDef,
                              [dict(members, code=code, name=name, aggregate=aggregate)], keep,
                              aggregate="aggregate")[0]
        for member, count in (("inputs", "input_count"), ("series", "series_count"),
                              ("dimensions", "dimension_count"), ("switches", "switch_count")):
            setattr(definition, member, arrays[member])
            setattr(definition, count, len(arrays[member]))
        _abi.call("sdg16_registry_add", self._pointer, byref(definition))


def _structs(struct: Any, items: Sequence[Mapping[str, Any]], keep: List[Any],
             flags: str = "", **constants: str) -> Any:
    """An array of structs from mappings. `flags`, `constants`: the kinds of the members that
    are named constants."""
    what = struct.__name__
    listed = _abi.several(items, what, "mappings {member: value}")
    array = (struct * len(listed))()
    types = {member: kind for member, kind in struct._fields_
             if member != "struct_size" and not hasattr(kind, "contents")}
    for place, item in zip(array, listed):
        place.struct_size = ctypes.sizeof(struct)
        for member, value in _abi.mapping(item, what, "{member: value}").items():
            if member not in types:
                raise ArgumentError(f"{what} has no member {member!r}", where=what)
            if value is None:
                continue
            if member == "flags" and not hasattr(value, "__index__"):
                words = set(_abi.one_or_more(value, "flags"))
                value = sum(_abi.constant(flags, word, "flags") for word in words)
            elif member in constants:
                value = _abi.constant(constants[member], value, member)
            elif types[member] is ctypes.c_char_p:
                value = _abi.encoded(value, member)
                keep.append(value)
            elif types[member] is ctypes.c_double:
                value = _abi.number(value, member)
            else:
                bits = 8 * ctypes.sizeof(types[member]) - 1
                value = _abi.integer(value, -2**bits, 2**bits - 1, member)
            setattr(place, member, value)
    keep.append(array)
    return array


def _registry(registry: Optional[Registry]) -> Optional[int]:
    if registry is None:
        return None
    return _abi.instance(registry, Registry, "registry", "sdg16.Registry")._pointer


def catalog(code: Optional[str] = None, what: str = "indicators",
            registry: Optional[Registry] = None, *,
            search: Union[str, Sequence[str], None] = None) -> Table:
    """The indicators (or one): code, name, custodian, kind, unit, inputs, series, ...;
    ``what``: "indicators", or their "inputs", "series", "dimensions", "switches".
    ``search``: a word, or several that must all occur in codes, names, series, labels, inputs
    or dimensions; if none has them, those with words that are nearly the same.

    >>> [row["name"] for row in sdg16.catalog() if row["code"] == "16.2.2"]
    >>> sdg16.catalog("16.7.1", "switches")
    >>> sdg16.catalog(search="bribe")["code"]
    """
    if search is not None:
        if code is not None or what != "indicators":
            raise ArgumentError("search cannot be used with code or what")
        words = _abi.strings([search] if isinstance(search, str)
                             else _abi.names(search, "search", "words"), "search")
        return _table.taken(made("sdg16_registry_search", _registry(registry), len(words), words,
                                 None))
    return _table.taken(made("sdg16_registry_table", _registry(registry),
                             None if code is None else _abi.encoded(code, "code"),
                             _abi.constant("catalog", what, "what")))


class ResultRows:
    """An object with a table ``results`` with one row per value: length, iteration, text."""

    results: Table

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[dict]:
        return iter(self.results)

    def __repr__(self) -> str:
        return repr(self.results)


class _Computed(Handle):
    _free = "sdg16_indicator_free"


class Indicator(ResultRows):
    """A computed indicator: ``results`` and ``diagnostics`` are tables. From survey microdata
    there are also ``audit`` (who counts, who does not, and why) and ``coding`` (how each
    answer was read); from counts they are None.

    >>> result = sdg16.indicator("16.3.2", {"unsentenced": [15523], "held": [85851]})
    >>> result.value
    18.08132695018113
    >>> for row in result:
    ...     print(row["series"], row["value"], row["status"])
    """

    def __init__(self, pointer: int, computed: Optional[_Computed] = None,
                 design: Optional[Design] = None) -> None:
        lib = _abi.lib
        self._computed, self._design = computed, design  # of microdata: for protect()
        self.results = _table.from_library(lib.sdg16_indicator_results(pointer))
        self.diagnostics = _table.from_library(lib.sdg16_indicator_diagnostics(pointer))
        self.sha256 = _abi.text(lib.sdg16_indicator_sha256(pointer))
        audit, coding = lib.sdg16_indicator_audit(pointer), lib.sdg16_indicator_coding(pointer)
        self.audit = _table.from_library(audit) if audit else None
        self.coding = _table.from_library(coding) if coding else None

    @property
    def value(self) -> Optional[float]:
        """The first value: the total of the first series; None: there is no value."""
        return self.results["value"][0]


def indicator(code: str, data: Any, *, by: _abi.Names = (),
              map: Optional[Mapping[str, _abi.Names]] = None,
              population: Any = None, standard: Any = None,
              switches: Optional[Mapping[str, str]] = None, ref_area: Optional[str] = None,
              time_period: Any = None, interval: Optional[str] = None,
              small_count: float = 100, level: float = 0.95, crossed: int = 0,
              bands: Optional[Sequence[int]] = None, registry: Optional[Registry] = None,
              source_name: Optional[str] = None, where: Optional[str] = None,
              scheme: str = "none", df: float = 0, with_replacement: Optional[bool] = None,
              threads: int = 1, progress: Optional[Progress] = None,
              cancel: Optional[Cancel] = None, **thresholds: float) -> Indicator:
    """Computes an indicator from counts (``data``: a Table, a mapping of columns, a data
    frame, or the path of a CSV file; one row is one cell), or from survey microdata
    (``data``: a :func:`design`; one row is one respondent).

    ``by``: dimensions to disaggregate by; "required": those that the metadata ask for;
    "all"; ``crossed``: the most dimensions that one row combines; ``map``: columns with other
    names, {input: column}, and answers or categories, {"paid.yes": "3"} (several in a list);
    ``switches``: {name: value}, see ``catalog(code, "switches")``.

    Counts: ``population``: a number, or a table with the column population and the columns
    that divide it; ``standard``: a table of age and weight, which adds age-standardised rates
    to the crude ones; ``interval``: "small" (default: exact Poisson limits if the count is
    below ``small_count``), "poisson" (always), "none".

    Surveys: ``bands``: the ages at which bands begin; ``where``: the rows of interest;
    ``interval``, ``scheme`` with its thresholds, ``df``, ``with_replacement`` as in
    :func:`survey`.

    >>> sdg16.indicator("16.1.1", "homicides.csv", by=["sex", "age"],
    ...                 population="population.csv")
    >>> design = sdg16.design("survey.sav", weight="w", strata="stratum", psu="psu")
    >>> sdg16.indicator("16.5.1", design, by=["sex"],
    ...                 map={"contact": "q501", "paid": "q502", "asked": "q503"}).audit
    """
    options = _abi.initialised(_abi.IndicatorOptions, "sdg16_indicator_options_init")
    if source_name is None:
        source_name = _files.file_name(data)
    keep: List[Any] = []

    def text(value: Any, what: str) -> Optional[bytes]:
        return None if value is None else _abi.encoded(value, what)

    def table_pointer(value: Any, what: str) -> int:
        handle = _table.to_library(_loaded(value, what))
        keep.append(handle)
        return handle._pointer

    options.source_name = text(source_name, "source_name")
    options.ref_area = text(None if ref_area is None else str(ref_area), "ref_area")
    options.time_period = text(None if time_period is None else str(time_period), "time_period")
    mapped = _abi.mapping(map, "map", "{input: column, or several in a list}")
    pairs = [(name, column) for name, columns in mapped.items()
             for column in _abi.one_or_more(columns, "map")]
    options.map_count = len(pairs)
    options.map_names = _abi.strings([name for name, _ in pairs], "map")
    options.map_columns = _abi.strings([column for _, column in pairs], "map")
    by = _abi.one_or_more(by, "by")
    options.by_count, options.by = len(by), _abi.strings(by, "by")
    options.crossed = _abi.integer(crossed, 0, 1000, "crossed")
    chosen = [f"{name}={value}"
              for name, value in _abi.mapping(switches, "switches", "{name: value}").items()]
    options.switch_count, options.switches = len(chosen), _abi.strings(chosen, "switches")
    options.level = _abi.number(level, "level")
    if _abi.is_number(population):
        options.population = _abi.number(population, "population")
        if not options.population > 0:
            raise _abi.refusal("population", "above 0", population)
    elif population is not None:
        options.population_table = table_pointer(population, "population")
    if standard is not None:
        options.standard = table_pointer(standard, "standard")
    kind = _abi.call("sdg16_indicator_data", _registry(registry), _abi.encoded(code, "code"),
                     int(isinstance(data, Design)))
    if kind == _abi.DATA_MICRODATA and isinstance(data, Design):
        options.bands = None if bands is None else _abi.encoded(
            ",".join(str(band) for band in _abi.several(bands, "bands", "ages")), "bands")
        estimation = survey_options(interval=interval, scheme=scheme, level=level, df=df,
                                    where=where, with_replacement=with_replacement,
                                    thresholds=thresholds)

        def work(exec_options: Any) -> Indicator:
            computed = _Computed(made("sdg16_indicator_survey", _registry(registry),
                                      _abi.encoded(code, "code"), data._pointer, byref(options),
                                      byref(estimation), byref(exec_options)))
            return Indicator(computed._pointer, computed, data)

        return run(work, threads=threads, progress=progress, cancel=cancel)
    given = [name for name, value in dict(thresholds, bands=bands, where=where).items()
             if value is not None]
    if given or scheme != "none" or df or with_replacement is not None:
        raise ArgumentError(f"{(given + ['scheme, df or with_replacement'])[0]} is for surveys "
                            "only: data must be a design", where="data")
    options.interval = _abi.constant("count_interval", interval or "small", "interval")
    options.small_count = _abi.number(small_count, "small_count")
    pointer = table_pointer(data, "data")
    with _Computed(made("sdg16_indicator_new", _registry(registry), _abi.encoded(code, "code"),
                        pointer, byref(options))) as computed:
        return Indicator(computed._pointer)


def _loaded(value: Any, what: str = "data") -> Table:
    if _files.is_source(value):
        return _table.read_csv(value)
    return _table.table_from(value.results if isinstance(value, Indicator) else value, what)


def aggregate(results: Any, groups: Any, *, rule: Optional[str] = None,
              window: Optional[int] = None, coverage: Optional[float] = None,
              world: Optional[str] = None, registry: Optional[Registry] = None) -> Table:
    """Values for groups of areas from national values, by the rule of each indicator.

    ``groups``: columns ref_area and group, and weight if populations are weights; it lists
    every member of a group, with or without data. ``rule``: "sums", "mean", "weighted" or
    "total" in place of the rule of the indicator.

    >>> sdg16.aggregate(results, {"ref_area": ["4", "8"], "group": ["A", "A"]}, world="1")
    """
    options = _abi.initialised(_abi.AggregateOptions, "sdg16_aggregate_options_init")
    if rule is not None:
        options.rule = _abi.constant("aggregate", rule, "rule")
    if window is not None:
        options.window = _abi.integer(window, 0, 100, "window")
    if coverage is not None:
        options.coverage = _abi.number(coverage, "coverage")
    options.world = None if world is None else _abi.encoded(world, "world")
    with _table.to_library(_loaded(results, "results")) as values, \
            _table.to_library(_loaded(groups, "groups")) as members:
        return _table.taken(made("sdg16_indicator_aggregate", _registry(registry),
                                 values._pointer, members._pointer, byref(options)))


def trend(results: Any, *, registry: Optional[Registry] = None) -> Table:
    """Changes over time, with segments that end at breaks. Values are not compared across a
    break.

    >>> sdg16.trend(sdg16.indicator("16.3.2", "prisons.csv"))["change"]
    """
    with _table.to_library(_loaded(results, "results")) as values:
        return _table.taken(made("sdg16_indicator_trend", _registry(registry),
                                 values._pointer))


def rate(count: Union[Estimate, Interval, Result, StrataResult, float],
         population: float, multiplier: float = 100000) -> Estimate:
    """multiplier x count / population, for the value and for its limits.

    >>> sdg16.rate(sdg16.mse(capture), population=56_000_000).value
    """
    given = getattr(count, "estimate", count)
    if not isinstance(given, Estimate):
        given = Estimate(_abi.number(given, "count"))
    struct = to_struct(given)
    out = _abi.Estimate()
    _abi.call("sdg16_rate", byref(struct), _abi.number(population, "population"),
              _abi.number(multiplier, "multiplier"), byref(out), ctypes.sizeof(out))
    return from_struct(out)


def poisson_interval(count: float, level: float = 0.95) -> Tuple[float, float]:
    """The exact limits of the mean of a Poisson count (Garwood 1936).

    >>> sdg16.poisson_interval(10)
    (4.795388..., 18.39035...)
    """
    lower, upper = ctypes.c_double(), ctypes.c_double()
    _abi.call("sdg16_poisson_interval", _abi.number(count, "count"),
              _abi.number(level, "level"), byref(lower), byref(upper))
    return lower.value, upper.value


def standardised_rate(counts: Sequence[float], populations: Sequence[float],
                      weights: Sequence[float], multiplier: float = 100000,
                      level: float = 0.95) -> Estimate:
    """A directly standardised rate with the limits of Fay & Feuer (1997).

    >>> sdg16.standardised_rate([3, 9], [120000, 80000], [60, 40]).value
    """
    arrays = [_abi.several_numbers(values, what)
              for what, values in (("counts", counts), ("populations", populations),
                                   ("weights", weights))]
    lengths = [len(array) for array in arrays]
    if len(set(lengths)) > 1:
        raise ArgumentError("counts, populations and weights must have the same number of values, "
                            "not {}, {} and {}".format(*lengths), where="counts")
    strata = lengths[0]
    out = _abi.Estimate()
    _abi.call("sdg16_standardised_rate", strata, *arrays, _abi.number(multiplier, "multiplier"),
              _abi.number(level, "level"), byref(out), ctypes.sizeof(out))
    return from_struct(out)
