"""Multiple systems estimation: the number of persons, observed and hidden."""

from __future__ import annotations

import math
from ctypes import byref
from typing import Any, List, NamedTuple, Optional, Tuple

from . import _abi, _table
from ._capture import Capture, capture_of, coverage_of
from ._draws import borrowed
from ._errors import ArgumentError
from ._estimate import Estimate, from_struct
from ._fit import Fit, rounded, status_name
from ._handle import Handle, made
from ._run import Cancel, Progress, run


class Search(NamedTuple):
    """How the model was selected. ``universe``: the number of models considered (None: not
    counted exactly, see ``universe_log10``); ``fitted``: how many were fitted; ``exact``:
    the best is proved best; ``criterion``: "bic", "aic", "aicc" or "none"; ``best``: its
    value; ``bound``: no model considered has a smaller value; ``gap``: best minus bound (0:
    proved best); ``unconverged``: models that could not be compared; ``spent``: of the
    budget ``search_fits``; ``unproved_replicates``: bootstrap replicates in which the choice
    is not proved best."""

    universe: Optional[int]
    fitted: int
    exact: bool
    criterion: str
    best: float
    bound: float
    universe_log10: float
    gap: float
    unconverged: int
    spent: int
    unproved_replicates: int


class FitTest(NamedTuple):
    """Goodness of fit: ``deviance`` and Pearson's X2 ``pearson`` with ``df`` degrees of
    freedom. The p-values come from ``replicates`` tables drawn from the fitted model (0: no
    p-values, they are NaN). For a model that was selected from the same data the p-values
    are too large."""

    deviance: float
    pearson: float
    df: int
    replicates: int
    p_deviance: float
    p_pearson: float


class _MseHandle(Handle):
    _free = "sdg16_mse_free"


class Result:
    """The result of :func:`mse`.

    ``status`` is "ok" or "ok-on-face"; otherwise it says why there is no estimate
    ("no-overlap", "unbounded", ...), and the numbers are NaN. ``total``, ``lower``,
    ``upper``, ``se``: of all persons; ``hidden``: not observed; ``rate``, ``rate_lower``,
    ``rate_upper``: per 100,000, if there is a population. Tables: ``estimates``,
    ``models``, ``modes`` (of all models near the best, combined), ``draw_modes`` (of the
    bootstrap draws, with their ``share``; None without a bootstrap), ``diagnostics``.

    What the estimate rests on: ``fit_test``, a :class:`FitTest` (None without a fit); the
    table ``residuals`` of the largest Freeman-Tukey residuals; ``chao_lower``, Chao's lower
    bound for the total if people differ in their chances of being listed; ``coverage``,
    the sample coverage, from 0 to 1, with its ``coverage_grade`` "high", "moderate", "low" or
    "very low". ``warnings`` and ``notes`` are the messages of ``diagnostics``.

    Without an estimate: with the status "unbounded-preferred" ``at_least`` is an
    :class:`Estimate`: a lower bound of the total under the condition that the selected
    ``model`` holds, with the lower limit of its profile likelihood; otherwise it is None. If
    a given model has the status "none-hidden", the limit of the total is the number
    observed, and ``lower`` and ``upper`` are limits of the total.

    Bootstrap: its kind ``bootstrap`` (None: no bootstrap), the number of ``replicates``, the
    number of missing draws ``failed``, ``z0`` and ``acceleration`` of the BCa interval, the
    :class:`Draws` in ``draws`` with the cell "total". ``stopped``: None; or "cancelled" or
    "time-limit" if it ended early and the replicates made so far were kept. With
    ``top_intervals`` the table ``top`` and the draws ``top_draws``, otherwise None.
    """

    def __init__(self, pointer: int, owner: Handle, capture: Capture) -> None:
        lib = _abi.lib
        self._owner = owner
        self.status = status_name(lib.sdg16_mse_status(pointer))
        self.estimate = from_struct(
            _abi.result_struct(_abi.Estimate, "sdg16_mse_estimate", pointer))
        self.at_least: Optional[Estimate] = None
        if self.status == "unbounded-preferred":
            self.at_least = from_struct(
                _abi.result_struct(_abi.Estimate, "sdg16_mse_at_least", pointer))
        self.estimates = _table.from_library(lib.sdg16_mse_estimates(pointer))
        self.models = _table.from_library(lib.sdg16_mse_models(pointer))
        self.modes = _table.from_library(lib.sdg16_mse_modes(pointer))
        self.diagnostics = _table.from_library(lib.sdg16_mse_diagnostics(pointer))
        self.residuals = _table.from_library(lib.sdg16_mse_residuals(pointer))
        test = _abi.result_struct(_abi.FitTest, "sdg16_mse_fit_test", pointer)
        self.fit_test = None if math.isnan(test.deviance) else FitTest(
            test.deviance, test.pearson, test.df, test.replicates, test.p_deviance,
            test.p_pearson)
        seen = coverage_of(_abi.result_struct(_abi.Coverage, "sdg16_mse_coverage", pointer))
        self.coverage, self.coverage_grade = seen.coverage, seen.grade
        self.chao_lower = seen.chao_lower
        modes = lib.sdg16_mse_draw_modes(pointer)
        self.draw_modes = _table.from_library(modes) if modes else None
        top = lib.sdg16_mse_top(pointer)
        self.top = _table.from_library(top) if top else None
        self.draws = borrowed(lib.sdg16_mse_draws(pointer), owner)
        self.top_draws = borrowed(lib.sdg16_mse_top_draws(pointer), owner)
        self.stopped = stop_name(lib.sdg16_mse_stopped(pointer))
        found = _abi.result_struct(_abi.SearchSummary, "sdg16_mse_search", pointer)
        self.search = Search(
            found.universe if found.universe >= 0 else None, found.fitted, bool(found.exact),
            _abi.text(lib.sdg16_select_name(found.criterion)), found.best, found.bound,
            found.universe_log10, found.gap, found.unconverged, found.spent,
            found.unproved_replicates)
        fitted, model = lib.sdg16_mse_fit(pointer), lib.sdg16_mse_model(pointer)
        self.fit = Fit(fitted, model, capture, owner) if fitted and model else None
        self.observed = capture.observed
        self.total, self.se = self.estimate.value, self.estimate.se
        self.lower, self.upper = self.estimate.lower, self.estimate.upper
        self.level, self.method = self.estimate.level, self.estimate.method
        self.flags = self.estimate.flags
        row = next(iter(self.estimates), {})
        self.selection: str = row.get("selection") or ""
        self.hidden = _real(row.get("hidden"))
        self.model: Optional[str] = row.get("model")
        self.model_names: Optional[str] = row.get("model_names")
        self.rate = _real(row.get("rate"))
        self.rate_lower = _real(row.get("rate_lower"))
        self.rate_upper = _real(row.get("rate_upper"))
        self.bootstrap: Optional[str] = row.get("bootstrap")
        self.replicates: int = row.get("replicates") or 0
        self.failed: int = row.get("failed") or 0
        self.z0 = _real(row.get("z0"))
        self.acceleration = _real(row.get("acceleration"))

    @property
    def warnings(self) -> List[str]:
        """The messages of the diagnostics that are warnings."""
        return [row["message"] for row in self.diagnostics if row["severity"] == "warning"]

    @property
    def headlines(self) -> List[str]:
        """Sentences to show with the number: misfit, a second mode of the draws, limits that
        depend on how they are computed. Often there are none."""
        return [row["headline"] for row in self.diagnostics if row["headline"] is not None]

    @property
    def notes(self) -> List[str]:
        """The messages of the diagnostics that are notes."""
        return [row["message"] for row in self.diagnostics if row["severity"] == "note"]

    def close(self) -> None:
        """Frees the memory now; the tables and numbers remain. The result of a stratum is
        freed with that of all strata."""
        if isinstance(self._owner, _MseHandle):
            self._owner.close()

    def __enter__(self) -> "Result":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _choice(self) -> str:
        found = self.search
        if found.criterion == "none":
            return ""
        text = f", chosen by {self.selection}"
        if found.universe is not None:
            text += f" among {found.universe:,} models"
        elif not math.isnan(found.universe_log10):
            text += f" among about 10^{found.universe_log10:.0f} models"
        return text if found.exact else text + ", not proved best"

    def _without(self) -> str:
        """A text about the result if there is no estimate; otherwise ""."""
        if self.at_least is not None:
            return (f" If the model {self.model} holds all the same, there are about "
                    f"{rounded(self.at_least.value)} persons, and at least "
                    f"{rounded(self.at_least.lower)}.")
        if self.status == "none-hidden" and not math.isnan(self.lower):
            # an upper limit must not be printed below itself
            upper = (f"its upper limit is {rounded(math.ceil(self.upper - 1e-9 * self.upper))}"
                     if math.isfinite(self.upper)
                     else "it has no upper limit")
            return f" The total would be the {self.observed:,} persons observed; {upper}."
        return ""

    def __repr__(self) -> str:
        seen = f"{self.observed:,} persons were observed"
        if self.status not in ("ok", "ok-on-face"):
            return f"No estimate can be made ({self.status}): {seen}.{self._without()}"
        text = (f"{seen}, an estimated {rounded(self.hidden)} more were not: "
                f"{rounded(self.total)} in all{interval_text(self.estimate)}")
        text += f", by the log-linear model {self.model}"
        text += self._choice() + "."
        if not math.isnan(self.rate):
            text += f" That is {self.rate:.4g} per 100,000 of the population."
        text += bootstrap_text(self)
        if len(self.modes) > 1:
            said = ", ".join(f"{rounded(m['total'])} (weight {m['weight']:.2f})"
                             for m in self.modes)
            text += f" The models near the best have {len(self.modes)} modes: {said}."
        if "conditional" in self.flags:
            text += " The interval takes the model as known."
        return " ".join([text, *self.headlines])


def interval_text(e: Estimate) -> str:
    """" (95% interval 18,000 to 30,000, bca)", or that there is none, or no upper limit;
    "" if not asked for."""
    if e.method == "none":
        return ""
    if math.isnan(e.lower):
        return f" (no {e.method} interval can be formed)"
    if math.isinf(e.upper):
        return f" ({100 * e.level:.10g}% interval {rounded(e.lower)} or more, {e.method})"
    return f" ({100 * e.level:.10g}% interval {rounded(e.lower)} to {rounded(e.upper)}, {e.method})"


def bootstrap_text(result: Any) -> str:
    """A sentence about the replicates behind an interval; "" without."""
    if result.bootstrap is None:
        return ""
    text = f" The interval is from {result.replicates:,} {result.bootstrap} bootstrap replicates"
    if "partial" in result.flags:
        planned = f" of {result.draws.planned:,}" if result.draws else ", fewer than were planned"
        text += planned + (f" (stopped: {result.stopped})" if result.stopped else "")
    if result.selection != "none" and "conditional" not in result.flags:
        text += ", each with the selection repeated"
        if "not-exact" in result.flags:
            text += " downhill"
    if result.failed:
        text += f"; in {result.failed:,} of them the total could not be identified"
    return text + "."


def stop_name(status: int) -> Optional[str]:
    """Why a bootstrap was stopped; None: it was not."""
    return {_abi.ERR_CANCELLED: "cancelled", _abi.ERR_TIMEOUT: "time-limit"}.get(status)


def _real(value: Any) -> float:
    return math.nan if value is None else float(value)


_EXACT = ("bic", "aic", "aicc")


def _check_pairs(*, select: Optional[str], model: Optional[str], max_order: int,
                 p_threshold: Optional[float], search_fits: Optional[int], interval: str,
                 level: float, replicates: Any, bootstrap: str, reselect: bool,
                 strata: bool) -> None:
    """Refuses combinations in which an argument has no effect, as the command does."""
    chosen = select or ("none" if model is not None else "bic")
    resamples = interval in ("bca", "percentile", "basic") or (
        interval == "auto" and (chosen != "none" or strata))
    refused = [
        ("select", model is not None and chosen != "none", ""),
        ("p_threshold", p_threshold is not None and chosen != "stepwise", "select='stepwise'"),
        ("max_order", max_order != 0 and chosen in ("none", "stepwise"),
         "select 'bic', 'aic', 'aicc' or 'downhill'"),
        ("search_fits", search_fits is not None and chosen not in _EXACT,
         "select 'bic', 'aic' or 'aicc'"),
        ("level", interval == "none" and level != 0.95, "an interval"),
        ("replicates", not resamples and replicates != "auto",
         "interval 'bca', 'percentile' or 'basic'"),
        ("bootstrap", not resamples and bootstrap != "nonparametric",
         "interval 'bca', 'percentile' or 'basic'"),
        ("reselect", not reselect and (not resamples or chosen == "none"),
         "a selection, and interval 'bca', 'percentile' or 'basic'")]
    given = {"select": select, "p_threshold": p_threshold, "max_order": max_order,
             "search_fits": search_fits, "level": level, "replicates": replicates,
             "bootstrap": bootstrap, "reselect": reselect}
    for name, is_refused, expected in refused:
        if is_refused:
            raise ArgumentError(f"{name} needs {expected}; it is {given[name]!r} with "
                                f"select={chosen!r} and interval={interval!r}"
                                if name != "select" else
                                f"select must be 'none' with model={model!r}, not {select!r}",
                                where=name)


def options_of(*, select: Optional[str], model: Optional[str], max_order: int,
               p_threshold: Optional[float], search_fits: Optional[int], existence: str, fit_replicates: int, top: Optional[int],
               window: Optional[float], interval: str, level: float, replicates: Any,
               bootstrap: str, reselect: bool, keep_partial: bool, strata: bool) -> Any:
    """The common arguments of :func:`mse` and :func:`strata` as options of the library."""
    options = _abi.initialised(_abi.MseOptions, "sdg16_mse_options_init")
    if model is not None:
        options.model = _abi.encoded(model, "model")
    if select is not None or model is not None:
        options.select = _abi.constant("select", select or "none", "select")
    options.max_order = _abi.integer(max_order, _abi.INT32_MIN, _abi.INT32_MAX, "max_order")
    options.interval = _abi.constant("interval", interval, "interval")
    options.existence = _abi.constant("existence", existence, "existence")
    for name, value in (("search_fits", search_fits), ("fit_replicates", fit_replicates)):
        if value is not None:
            setattr(options, name, _abi.integer(value, _abi.INT64_MIN, _abi.INT64_MAX, name))
    options.level = _abi.number(level, "level")
    options.replicates = 0 if replicates == "auto" else _abi.integer(
        replicates, _abi.INT64_MIN, _abi.INT64_MAX, "replicates")
    options.bootstrap_kind = _abi.constant("bootstrap", bootstrap, "bootstrap")
    options.reselect = _abi.flag(reselect, "reselect")
    options.keep_partial = _abi.flag(keep_partial, "keep_partial")
    _check_pairs(select=select, model=model, max_order=max_order, p_threshold=p_threshold,
                 search_fits=search_fits, interval=interval, level=level, replicates=replicates,
                 bootstrap=bootstrap, reselect=bool(reselect), strata=strata)
    if top is not None:
        options.top = _abi.integer(top, _abi.INT64_MIN, _abi.INT64_MAX, "top")
    for name, value in (("p_threshold", p_threshold), ("window", window)):
        if value is not None:
            setattr(options, name, _abi.number(value, name))
    return options


def mse(data: Any, *, select: Optional[str] = None, model: Optional[str] = None,
        max_order: int = 0, p_threshold: Optional[float] = None, search_fits: Optional[int] = None, existence: str = "total", fit_replicates: int = 500,
        top: Optional[int] = None, window: Optional[float] = None, interval: str = "auto",
        level: float = 0.95, population: Optional[float] = None, replicates: Any = "auto",
        bootstrap: str = "nonparametric", reselect: bool = True, top_intervals: int = 0,
        seed: int = 1, replicate_range: Optional[Tuple[int, Optional[int]]] = None,
        keep_partial: bool = False, threads: int = 1, time_limit: float = 0,
        progress: Optional[Progress] = None, cancel: Optional[Cancel] = None, **reading: Any) -> Result:
    """Estimates the number of persons, observed and hidden. Strata of the data are ignored,
    and a note says so: :func:`strata` estimates each of them.

    ``data``: a :class:`Capture`, a path, or a table: a mapping of columns, a data frame, an
    array with ``lists``. ``reading``: how to read a path or a table, as in
    :func:`read_capture`: ``id`` and ``list`` of records, ``count``, ``lists``, ``layout``,
    ``where`` and the others, but ``strata``. ``select``: "bic"
    (default), "aic", "aicc" (the exact optimum over all hierarchical models), "stepwise",
    "downhill", or "none" for the fixed ``model``. ``max_order``: largest interaction
    (0: all up to 6 lists, 2 above). ``population`` gives rates per 100,000.

    ``interval``: "bca", "percentile" or "basic" by bootstrap; "profile", "profile-poisson"
    or "wald", which treat the model as known; "none"; "auto" is "bca" for a selected model
    and "profile" for a fixed one. The bootstrap, "nonparametric" or "parametric", repeats
    the whole selection in each replicate, unless ``reselect`` is False. ``replicates``
    "auto" makes as many as the limits need, from 1,000 to 20,000; the result is the same as
    with this number given. ``seed``: of the random numbers. ``top_intervals``: also
    intervals for the choice among the best k models, k = 1 to ``top_intervals``.
    ``replicate_range`` (first, end): make only the replicates first to end - 1, counted
    from 0; ``replicates`` must be a number. The draws of several such calls can be merged.

    ``progress`` is called with a fraction. Ctrl-C, ``cancel`` and ``time_limit`` (seconds)
    end a long search or bootstrap with an exception. With ``keep_partial`` a stopped
    bootstrap returns the result of the replicates made so far; see ``stopped``.

    >>> result = sdg16.mse("uk2013.csv", population=56_000_000)
    >>> result.total, result.lower, result.upper, result.model
    >>> print(result)
    >>> sdg16.mse(sightings, id="person", list="agency")     # a data frame of records
    """
    capture = capture_of(data, mse, reading)
    options = options_of(
        select=select, model=model, max_order=max_order, p_threshold=p_threshold,
        search_fits=search_fits, existence=existence, fit_replicates=fit_replicates, top=top, window=window, interval=interval, level=level,
        replicates=replicates, bootstrap=bootstrap, reselect=reselect,
        keep_partial=keep_partial, strata=False)
    options.top_intervals = _abi.integer(top_intervals, _abi.INT64_MIN, _abi.INT64_MAX,
                                         "top_intervals")
    if population is not None:
        options.population = _abi.number(population, "population")

    def work(exec_options: Any) -> Result:
        handle = _MseHandle(made("sdg16_mse_new", capture._pointer, byref(options),
                                 byref(exec_options)))
        return Result(handle._pointer, handle, capture)

    return run(work, threads=threads, seed=seed, replicate_range=replicate_range,
               time_limit=time_limit, progress=progress, cancel=cancel,
               keep_partial=keep_partial)


def result_schema() -> _table.Table:
    """The schema of the columns of all result tables: ``table``, ``name`` ("*": named by the
    data), ``type``, ``role``, ``about`` (what the column has, in words), ``protection`` (what
    ``protect`` does with it), its place in the JSON of the command, and ``command``, the
    subcommand that writes the table. A table does not always have all of its columns.

    >>> [row["name"] for row in sdg16.result_schema() if row["role"] == "limit"]
    >>> print(next(row["about"] for row in sdg16.result_schema() if row["name"] == "deff"))
    """
    return _table.taken(made("sdg16_result_schema"))
