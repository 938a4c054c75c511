"""Estimation with covariates: one log-linear model of lists, sex, age, year, ..."""

from __future__ import annotations

import math
import re
from ctypes import byref, c_int32
from typing import Any, List, Optional, Sequence, Tuple, Union

from . import _abi, _table
from ._capture import capture_of
from ._draws import borrowed
from ._errors import ArgumentError
from ._estimate import from_struct
from ._fit import rounded, status_name
from ._handle import Handle, made
from ._mse import interval_text, stop_name
from ._run import Cancel, Progress, run


class _CovariatesHandle(Handle):
    _free = "sdg16_covariates_free"


class CovariatesResult:
    """The result of :func:`covariates`.

    ``by``: the covariates; ``model``: the model, in the notation of :func:`covariates`;
    ``estimate``, ``total``, ``lower``, ``upper``, ``se``, ``hidden``: of all groups together;
    ``status``: of the total: "ok", "ok-on-face", or why it has no estimate. Some groups can
    have an estimate where the total has none.

    Tables: ``estimates``, with a row for the total, for every value of each covariate and for
    the crossings asked for, which begins with the covariates (missing: all values together);
    ``path``, the steps of the selection; ``diagnostics``. With resampling ``draws`` has a cell
    for each of these rows: "total", "sex=F", "sex=F,age=minor".

    >>> result = sdg16.covariates(capture, by=["sex", "year"])
    >>> result.row(sex="F")["total"]
    """

    def __init__(self, owner: _CovariatesHandle, by: Sequence[str]) -> None:
        lib, pointer = _abi.lib, owner._pointer
        self._owner = owner
        self.by: Tuple[str, ...] = tuple(by)
        self.status = status_name(lib.sdg16_covariates_status(pointer))
        self.stopped = stop_name(lib.sdg16_covariates_stopped(pointer))
        self.model: str = _abi.text(lib.sdg16_covariates_model(pointer))
        self.estimate = from_struct(
            _abi.result_struct(_abi.Estimate, "sdg16_covariates_estimate", pointer))
        self.estimates = _table.from_library(lib.sdg16_covariates_estimates(pointer))
        self.path = _table.from_library(lib.sdg16_covariates_path(pointer))
        self.diagnostics = _table.from_library(lib.sdg16_covariates_diagnostics(pointer))
        self.draws = borrowed(lib.sdg16_covariates_draws(pointer), owner)
        self.total, self.se = self.estimate.value, self.estimate.se
        self.lower, self.upper = self.estimate.lower, self.estimate.upper
        self.level, self.method = self.estimate.level, self.estimate.method
        whole = self.row()
        self.observed: int = whole["observed"]
        self.hidden: float = self.total - self.observed

    def row(self, /, **values: str) -> dict:
        """A row of ``estimates``: without values the total, with values those of the group.

        >>> result.row(sex="F", age="minor")["total"]
        """
        wanted = {name: values.get(name) for name in self.by}
        rows = [row for row in self.estimates if values.keys() <= set(self.by)
                and all(row[name] == value for name, value in wanted.items())]
        if not rows:
            raise ArgumentError("there is no row of these values; the covariates are "
                                + ", ".join(self.by), where="row")
        return rows[0]

    def _messages(self, severity: str) -> List[str]:
        return [row["message"] for row in self.diagnostics if row["severity"] == severity]

    @property
    def warnings(self) -> List[str]:
        """The messages of the diagnostics that are warnings."""
        return self._messages("warning")

    @property
    def notes(self) -> List[str]:
        """The messages of the diagnostics that are notes."""
        return self._messages("note")

    def close(self) -> None:
        """Frees the memory now; the tables and numbers remain."""
        self._owner.close()

    def __enter__(self) -> "CovariatesResult":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        seen = f"{self.observed:,} persons were observed"
        if math.isnan(self.total):
            return f"The total has no estimate ({self.status}): {seen}. Model: {self.model}"
        return (f"{seen}; an estimated {rounded(self.hidden)} more were not: "
                f"{rounded(self.total)} in all{interval_text(self.estimate)}. "
                f"Model: {self.model}")


_POLYNOMIAL = re.compile(r"poly\((.*),\s*([0-9]+)\)")


def _coded(by: Sequence[str]) -> Tuple[List[str], List[int]]:
    """"poly(year,2)" as the column and its degree."""
    columns, degrees = [], []
    for name in by:
        if not isinstance(name, str):
            raise ArgumentError(f"by must be names of columns, not {name!r}", where="by")
        found = _POLYNOMIAL.fullmatch(name)
        columns.append(found[1] if found else name)
        degrees.append(int(found[2]) if found else 0)
    return columns, degrees


def covariates(data: Any, by: _abi.Names, *, model: Optional[str] = None,
               scope: Optional[str] = None, groups: Sequence[_abi.Names] = (),
               select: Optional[str] = None, interval: str = "auto", level: float = 0.95,
               population: Optional[float] = None, replicates: Any = "auto",
               bootstrap: str = "nonparametric", reselect: bool = True, seed: int = 1,
               replicate_range: Optional[Tuple[int, Optional[int]]] = None,
               keep_partial: bool = False, threads: int = 1, time_limit: float = 0,
               progress: Optional[Progress] = None,
               cancel: Optional[Cancel] = None, **reading: Any) -> CovariatesResult:
    """Estimates the persons on no list with one log-linear model of lists and covariates.

    ``data``: a :class:`Capture` with these stratum columns, a path, or a table. ``by``: the
    covariates; "poly(year,2)" is a polynomial of degree 2 in the column year.

    ``model``: a model, as in R: "police:sex + police:shelter + sex*age". ":" is an interaction,
    "*" also has everything below it; main effects are always there. Without it the model is
    selected step by step from the main effects, by ``select`` ("bic", "aic" or "aicc"), among
    the terms of ``scope`` (a model; all pairs if it is not given). That does not prove that
    there is no better model.

    ``groups``: crossings to estimate as well: ["sex,age"] or [("sex", "age")].
    ``interval``: "percentile" ("auto") or "basic", by a bootstrap that repeats the selection
    (``reselect``), "wald" (log-normal, by the delta method) or "none". The other arguments are
    those of :func:`mse`.

    >>> result = sdg16.covariates("victims.csv", by=["sex", "age", "poly(year,2)"])
    >>> result.estimates.to_pandas()
    """
    columns, degrees = _coded(_abi.names(by, "by"))
    crossings = [group if isinstance(group, str)
                 else ",".join(map(str, _abi.names(group, "groups")))
                 for group in _abi.names(groups, "groups", "crossings")]
    options = _abi.initialised(_abi.MseOptions, "sdg16_mse_options_init")
    if model is not None:
        options.model = _abi.encoded(model, "model")
    if select is not None or model is not None:
        options.select = _abi.constant("select", select or "none", "select")
    options.interval = _abi.constant("interval", interval, "interval")
    options.level = _abi.number(level, "level")
    options.replicates = 0 if replicates == "auto" else _abi.integer(
        replicates, _abi.INT64_MIN, _abi.INT64_MAX, "replicates")
    options.bootstrap_kind = _abi.constant("bootstrap", bootstrap, "bootstrap")
    options.reselect = _abi.flag(reselect, "reselect")
    options.keep_partial = _abi.flag(keep_partial, "keep_partial")
    if population is not None:
        options.population = _abi.number(population, "population")
    grouping = _abi.initialised(_abi.CovariatesOptions, "sdg16_covariates_options_init")
    grouping.column_count = len(columns)
    grouping.columns = _abi.strings(columns, "by")
    grouping.degrees = (c_int32 * len(degrees))(*degrees)
    if scope is not None:
        grouping.scope = _abi.encoded(scope, "scope")
    grouping.group_count = len(crossings)
    grouping.groups = _abi.strings(crossings, "groups")
    capture = capture_of(data, covariates, reading, columns)

    def work(exec_options: Any) -> CovariatesResult:
        handle = _CovariatesHandle(made("sdg16_covariates_new", capture._pointer,
                                        byref(grouping), byref(options), byref(exec_options)))
        return CovariatesResult(handle, columns)

    return run(work, threads=threads, seed=seed, replicate_range=replicate_range,
               time_limit=time_limit, progress=progress, cancel=cancel,
               keep_partial=keep_partial)
