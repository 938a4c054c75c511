"""Disaggregated estimation: every combination, every margin and the total."""

from __future__ import annotations

import math
from ctypes import byref
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from . import _abi, _files, _table
from ._capture import Capture, capture_of
from ._draws import borrowed
from ._errors import ArgumentError
from ._estimate import Estimate, from_struct
from ._fit import rounded, status_name
from ._handle import Handle, made
from ._mse import Result, bootstrap_text, interval_text, options_of, stop_name
from ._run import Cancel, Progress, run


class _StrataHandle(Handle):
    _free = "sdg16_strata_free"


class StrataResult:
    """The result of :func:`strata`.

    ``by``: the stratum columns; ``strata``: the combinations observed, each a dict.
    Iteration gives each with its :class:`Result`. ``estimate``, ``total``, ``lower``,
    ``upper``, ``se``, ``hidden``: of all strata together; ``rate``, ``rate_lower``,
    ``rate_upper``: per 100,000, if there is a population. ``status`` is "ok" if every
    stratum has an estimate, "incomplete" if only some have one, otherwise the status of the
    first stratum. With "incomplete" the total is NaN, and ``at_least`` is an
    :class:`Estimate` of its lower bound, with the lower limit of that bound; with a single
    stratum ``at_least`` is that of its :class:`Result`; otherwise it is None.

    Tables, which begin with the stratum columns (missing: all values together):
    ``estimates`` with the total, the margins and the combinations; ``models``; ``modes``;
    ``draw_modes``; ``diagnostics``. With a bootstrap: ``bootstrap``, ``replicates``,
    ``failed``, ``z0``, ``acceleration``, ``stopped`` as in :class:`Result` (of an incomplete
    total those of its lower bound), and ``draws`` with a cell for each combination and sum:
    "sex=F,age=minor", "sex=F", "total", or for the lower bound of an incomplete sum
    "sex=F (at least)".

    >>> result = sdg16.strata(capture, by=["sex", "age"])
    >>> for values, stratum in result:
    ...     print(values["sex"], values["age"], stratum.total)
    >>> result.row(sex="F")["total"]
    """

    def __init__(self, pointer: int, owner: _StrataHandle, grouped: Capture) -> None:
        lib = _abi.lib
        self._owner = owner
        self.strata: List[Dict[str, str]] = grouped.strata
        self._captures = [Capture(made("sdg16_capture_stratum", grouped._pointer, s))
                          for s in range(len(self.strata))]
        self.by: Tuple[str, ...] = tuple(self.strata[0])
        self.observed = grouped.observed
        self.status = status_name(lib.sdg16_strata_status(pointer))
        self.stopped = stop_name(lib.sdg16_strata_stopped(pointer))
        self.estimate = from_struct(
            _abi.result_struct(_abi.Estimate, "sdg16_strata_estimate", pointer))
        self.estimates = _table.from_library(lib.sdg16_strata_estimates(pointer))
        self.models = _table.from_library(lib.sdg16_strata_models(pointer))
        self.modes = _table.from_library(lib.sdg16_strata_modes(pointer))
        modes = lib.sdg16_strata_draw_modes(pointer)
        self.draw_modes = _table.from_library(modes) if modes else None
        self.diagnostics = _table.from_library(lib.sdg16_strata_diagnostics(pointer))
        self.at_least: Optional[Estimate] = None
        if self.status == "incomplete" or (
                self.status == "unbounded-preferred" and len(self.strata) == 1):
            self.at_least = from_struct(
                _abi.result_struct(_abi.Estimate, "sdg16_strata_at_least", pointer))
        self.draws = borrowed(lib.sdg16_strata_draws(pointer), owner)
        self.total, self.se = self.estimate.value, self.estimate.se
        self.lower, self.upper = self.estimate.lower, self.estimate.upper
        self.level, self.method = self.estimate.level, self.estimate.method
        self.flags = self.estimate.flags
        whole = self.row()
        self.selection: str = whole["selection"]
        self.hidden, self.rate, self.rate_lower, self.rate_upper, self.z0, self.acceleration = (
            math.nan if whole[name] is None else whole[name]
            for name in ("hidden", "rate", "rate_lower", "rate_upper", "z0", "acceleration"))
        self.bootstrap: Optional[str] = whole["bootstrap"]
        self.replicates: int = whole["replicates"] or 0
        self.failed: int = whole["failed"] or 0

    # ---- strata ----

    def __len__(self) -> int:
        return len(self.strata)

    def _result(self, stratum: int) -> Result:
        pointer = _abi.lib.sdg16_strata_mse(self._owner._pointer, stratum)
        return Result(pointer, self._owner, self._captures[stratum])

    def __iter__(self) -> Iterator[Tuple[Dict[str, str], Result]]:
        for stratum, values in enumerate(self.strata):
            yield dict(values), self._result(stratum)

    def stratum(self, /, **values: str) -> Result:
        """The estimation of one stratum; its draws are a cell of the joint draws.

        >>> result.stratum(sex="F", age="minor").model
        """
        if values not in self.strata:
            raise ArgumentError(f"there is no stratum {_named(values)}; the strata are "
                                + "; ".join(map(_named, self.strata)), where="stratum")
        return self._result(self.strata.index(values))

    def row(self, /, **values: str) -> dict:
        """A row of ``estimates``: without values the total, with values for some columns a
        margin, with values for all columns a combination.

        >>> result.row(age="minor")["rate"]
        """
        wanted = {name: values.get(name) for name in self.by}
        if not values.keys() <= set(self.by):
            raise ArgumentError(f"there is no row {_named(values)}; the columns are "
                                + ", ".join(self.by), where="row")
        rows = [row for row in self.estimates
                if all(row[name] == value for name, value in wanted.items())]
        if not rows:
            raise ArgumentError(f"there is no row {_named(values)}", where="row")
        return rows[0]

    def _said(self, column: str, severity: Optional[str] = None) -> List[str]:
        """A column of the diagnostics, each text after the name of its stratum."""
        found = []
        for row in self.diagnostics:
            if row[column] is not None and severity in (None, row["severity"]):
                where = _named({name: row[name] for name in self.by if row[name] is not None})
                found.append(f"{where}: {row[column]}" if where else row[column])
        return found

    @property
    def warnings(self) -> List[str]:
        """The messages of the diagnostics that are warnings, with their stratum."""
        return self._said("message", "warning")

    @property
    def notes(self) -> List[str]:
        """The messages of the diagnostics that are notes, with their stratum."""
        return self._said("message", "note")

    @property
    def headlines(self) -> List[str]:
        """Sentences to show with the numbers, each after the name of its stratum (no name: the
        total). Often there are none."""
        return self._said("headline")

    def _total_headlines(self) -> List[str]:
        return [row["headline"] for row in self.diagnostics if row["headline"] is not None
                and all(row[name] is None for name in self.by)]

    def close(self) -> None:
        """Frees the memory now; the tables and numbers remain."""
        self._owner.close()
        for capture in self._captures:
            capture.close()

    def __enter__(self) -> "StrataResult":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        seen = (f"{self.observed:,} persons were observed in {len(self)} "
                f"{'stratum' if len(self) == 1 else 'strata'} by " + ", ".join(self.by))
        if self.at_least is not None and self.status == "incomplete":
            bound = f"{seen}; there are at least {rounded(self.at_least.value)} in all"
            if not math.isnan(self.at_least.lower):
                bound += f" (lower limit {rounded(self.at_least.lower)})"
            return (" ".join([bound + ": not every stratum has an estimate, so that the total has "
                              "none.", *self._total_headlines()]) + "\n" + repr(self._shown()))
        if self.status != "ok":
            return f"No estimate can be made in any stratum ({self.status}): {seen}."
        text = (f"{seen}; an estimated {rounded(self.hidden)} more were not: "
                f"{rounded(self.total)} in all{interval_text(self.estimate)}.")
        if not math.isnan(self.rate):
            text += f" That is {self.rate:.4g} per 100,000 of the population."
        text += bootstrap_text(self)
        if "conditional" in self.flags:
            text += " The intervals take the models as known."
        return " ".join([text, *self._total_headlines()]) + "\n" + repr(self._shown())

    def _shown(self) -> _table.Table:
        columns = {name: self.estimates[name] for name in (*self.by, "observed")}
        for name in ("total", "lower", "upper"):  # whole persons, and infinity
            columns[name] = [None if value is None else float(f"{value:.0f}")
                             for value in self.estimates[name]]
        columns["status"] = self.estimates["status"]
        return _table.Table.from_columns(columns)


def _named(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in values.items())


def _people(population: Any) -> _table.TableHandle:
    if _files.is_source(population):
        return _table.to_library(_table.read_table(population))
    return _table.to_library(_table.table_from(population, "population"))


def strata(data: Any, by: _abi.Names, *, common_model: bool = False,
           population: Optional[Any] = None, select: Optional[str] = None,
           model: Optional[str] = None, max_order: int = 0,
           p_threshold: Optional[float] = None, search_fits: Optional[int] = None, existence: str = "total", fit_replicates: int = 500,
           top: Optional[int] = None, window: Optional[float] = None, interval: str = "auto",
           level: float = 0.95, replicates: Any = "auto", bootstrap: str = "nonparametric",
           reselect: bool = True, seed: int = 1,
           replicate_range: Optional[Tuple[int, Optional[int]]] = None,
           keep_partial: bool = False, threads: int = 1, time_limit: float = 0,
           progress: Optional[Progress] = None,
           cancel: Optional[Cancel] = None, **reading: Any) -> StrataResult:
    """Estimates every combination of the columns ``by``, every margin and the total.

    ``data``: a :class:`Capture` with these stratum columns, a path, or a table. Each
    stratum selects its own model; with ``common_model`` all strata have one model, each with
    its own parameters. In each replicate every stratum is resampled and repeats its
    selection, and sums are computed draw by draw. Here ``interval`` "auto" is "bca", also for
    a fixed ``model``.
    ``population`` gives rates per 100,000: a number for the total, or a table (or a path) with
    the columns ``by`` and ``population``. The other arguments are those of :func:`mse`, also
    ``reading``; with ``bands`` ages in years become bands.

    >>> result = sdg16.strata("victims.csv", by=["sex", "age"], population="people.csv")
    >>> result.estimates.to_pandas()
    """
    columns = _abi.names(by, "by")
    capture = capture_of(data, strata, reading, columns)
    options = options_of(
        select=select, model=model, max_order=max_order, p_threshold=p_threshold,
        search_fits=search_fits, existence=existence, fit_replicates=fit_replicates, top=top, window=window, interval=interval, level=level,
        replicates=replicates, bootstrap=bootstrap, reselect=reselect,
        keep_partial=keep_partial, strata=True)
    grouping = _abi.initialised(_abi.StrataOptions, "sdg16_strata_options_init")
    grouping.column_count = len(columns)
    grouping.columns = _abi.strings(columns, "by")
    grouping.common_model = _abi.flag(common_model, "common_model")
    people = None
    if _abi.is_number(population):
        options.population = _abi.number(population, "population")
    elif population is not None:
        people = _people(population)
    if people is not None:
        grouping.population = people._pointer

    def work(exec_options: Any) -> StrataResult:
        handle = _StrataHandle(made("sdg16_strata_new", capture._pointer, byref(grouping),
                                    byref(options), byref(exec_options)))
        with capture.keep_strata(*columns) as grouped:
            return StrataResult(handle._pointer, handle, grouped)

    try:
        return run(work, threads=threads, seed=seed, replicate_range=replicate_range,
                   time_limit=time_limit, progress=progress, cancel=cancel,
                   keep_partial=keep_partial)
    finally:
        if people is not None:
            people.close()
