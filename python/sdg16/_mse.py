"""Multiple systems estimation: how many there are, seen or not."""

from __future__ import annotations

import math
from ctypes import byref
from typing import Any, List, NamedTuple, Optional

from . import _abi, _table
from ._capture import Capture, capture_of
from ._estimate import from_struct
from ._fit import Fit, rounded, status_name
from ._handle import Handle, made
from ._run import Cancel, Progress, run


class Search(NamedTuple):
    """How the model was found: ``universe`` models considered (None: not counted
    exactly, see ``universe_log10``), ``fitted`` of them fitted, ``exact``: the best
    is proved best; ``criterion`` "bic", "aic", "aicc" or "none" with its ``best``
    value and the proven ``bound``, below which no model considered lies."""

    universe: Optional[int]
    fitted: int
    exact: bool
    criterion: str
    best: float
    bound: float
    universe_log10: float


class _MseHandle(Handle):
    _free = "sdg16_mse_free"


class Result:
    """What :func:`mse` found.

    ``status`` is "ok" or why there is no estimate ("no-overlap", "no-mle", ...): the
    numbers are NaN then. ``total``, ``lower``, ``upper``, ``se``: of all persons;
    ``hidden``: not observed; ``rate``, ``rate_lower``, ``rate_upper``: per 100,000
    where a population was given. Tables: ``estimates``, ``models``, ``diagnostics``.
    """

    def __init__(self, handle: _MseHandle, capture: Capture) -> None:
        lib, pointer = _abi.lib, handle._pointer
        self._handle = handle
        self.status = status_name(lib.sdg16_mse_status(pointer))
        self.estimate = from_struct(
            _abi.result_struct(_abi.Estimate, "sdg16_mse_estimate", pointer))
        self.estimates = _table.from_library(lib.sdg16_mse_estimates(pointer))
        self.models = _table.from_library(lib.sdg16_mse_models(pointer))
        self.diagnostics = _table.from_library(lib.sdg16_mse_diagnostics(pointer))
        found = _abi.result_struct(_abi.SearchSummary, "sdg16_mse_search", pointer)
        self.search = Search(
            found.universe if found.universe >= 0 else None, found.fitted, bool(found.exact),
            _abi.text(lib.sdg16_select_name(found.criterion)), found.best, found.bound,
            found.universe_log10)
        fitted, model = lib.sdg16_mse_fit(pointer), lib.sdg16_mse_model(pointer)
        self.fit = Fit(fitted, model, capture, handle) if fitted and model else None
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

    @property
    def warnings(self) -> List[str]:
        """The messages of the diagnostics that are warnings."""
        return [row["message"] for row in self.diagnostics if row["severity"] == "warning"]

    def close(self) -> None:
        """Frees the memory now; the tables and numbers stay."""
        self._handle.close()

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

    def __repr__(self) -> str:
        seen = f"{self.observed:,} persons were observed"
        if self.status != "ok":
            return f"No estimate can be made ({self.status}): {seen}."
        text = (f"{seen}, an estimated {rounded(self.hidden)} more were not: "
                f"{rounded(self.total)} in all")
        if self.method != "none":
            text += (f" ({100 * self.level:.10g}% interval {rounded(self.lower)} to "
                     f"{rounded(self.upper)}, {self.method})")
        text += f", by the log-linear model {self.model}"
        text += self._choice() + "."
        if not math.isnan(self.rate):
            text += f" That is {self.rate:.4g} per 100,000 of the population."
        if "conditional" in self.flags:
            text += " The interval takes the model as known."
        return text


def _real(value: Any) -> float:
    return math.nan if value is None else float(value)


def mse(data: Any, *, select: Optional[str] = None, model: Optional[str] = None,
        max_order: int = 0, p_threshold: Optional[float] = None, search_seconds: float = 0,
        top: Optional[int] = None, window: Optional[float] = None, interval: str = "profile",
        level: float = 0.95, population: Optional[float] = None, threads: int = 1,
        time_limit: float = 0, progress: Optional[Progress] = None,
        cancel: Optional[Cancel] = None) -> Result:
    """Estimates how many persons there are, seen on the lists or not.

    ``data``: a :class:`Capture`, a path, or a table of histories. ``select``: "bic"
    (default), "aic", "aicc" (the exact optimum over all hierarchical models), "stepwise",
    "downhill", or "none" for the fixed ``model``. ``max_order``: largest interaction
    (0: all up to 6 lists, 2 above). ``interval``: "profile", "profile-poisson", "wald" or
    "none". ``population`` gives rates per 100,000. ``progress`` is called with a
    fraction; Ctrl-C and ``cancel`` end a long search.

    >>> result = sdg16.mse("uk2013.csv", population=56_000_000)
    >>> result.total, result.lower, result.upper, result.model
    >>> print(result)
    """
    capture = capture_of(data)
    options = _abi.initialised(_abi.MseOptions, "sdg16_mse_options_init")
    if model is not None:
        options.model = _abi.encoded(model, "model")
    if select is not None or model is not None:
        options.select = _abi.constant("select", select or "none", "select")
    options.max_order = _abi.integer(max_order, _abi.INT32_MIN, _abi.INT32_MAX, "max_order")
    options.interval = _abi.constant("interval", interval, "interval")
    options.search_seconds = _abi.number(search_seconds, "search_seconds")
    options.level = _abi.number(level, "level")
    if top is not None:
        options.top = _abi.integer(top, _abi.INT64_MIN, _abi.INT64_MAX, "top")
    for name, value in (("p_threshold", p_threshold), ("window", window),
                        ("population", population)):
        if value is not None:
            setattr(options, name, _abi.number(value, name))

    def work(exec_options: Any) -> Result:
        handle = _MseHandle(made("sdg16_mse_new", capture._pointer, byref(options),
                                 byref(exec_options)))
        return Result(handle, capture)

    return run(work, threads=threads, time_limit=time_limit, progress=progress, cancel=cancel)
