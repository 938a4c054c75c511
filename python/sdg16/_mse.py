"""Multiple systems estimation: how many there are, seen or not."""

from __future__ import annotations

import ctypes
import math
from ctypes import byref
from typing import Any, List, NamedTuple, Optional, Tuple

from . import _abi, _table
from ._capture import Capture, capture_of
from ._estimate import Estimate, from_struct
from ._handle import Handle, made
from ._run import Cancel, Progress, run

def _status(code: int) -> str:
    return _abi.text(_abi.lib.sdg16_model_status_name(code))


# ---- models ----


class _ModelHandle(Handle):
    _free = "sdg16_model_free"


def _parsed(capture: Capture, model: str) -> _ModelHandle:
    return _ModelHandle(made("sdg16_model_parse", capture._pointer, _abi.encoded(model, "model")))


def _formatted(model: int, style: int, capture: Capture) -> str:
    def write(buffer: Any, size: int) -> int:
        return _abi.lib.sdg16_model_format(model, style, capture._pointer, buffer, size)

    size = 256
    while (needed := write(buffer := ctypes.create_string_buffer(size), size)) >= size:
        size = needed + 1
    if needed < 0:
        from ._errors import exception
        raise exception(needed, None)
    return _abi.text(buffer.value)


class Coefficient(NamedTuple):
    """One term of a fitted model: log mean of a history = sum over its terms."""

    term: int  # bit mask of lists; 0: the intercept
    name: str  # "LA*NG"; "" for the intercept
    value: float  # -infinity on the boundary
    se: float


class Fit:
    """One log-linear model fitted to capture data, as :func:`fit` makes it.

    ``status`` is "ok" or why there is no estimate; the numbers are NaN then.
    """

    def __init__(self, pointer: int, model: int, capture: Capture, owner: Handle) -> None:
        self._fit = pointer
        self._capture = capture
        self._owner = owner
        self.model = _formatted(model, _abi.MODEL_NUMBERS, capture)
        self.model_names = _formatted(model, _abi.MODEL_NAMES, capture)
        terms = ctypes.POINTER(ctypes.c_uint32)()
        count = _abi.lib.sdg16_model_terms(model, byref(terms))
        self.terms: Tuple[int, ...] = tuple(terms[i] for i in range(count))
        s = _abi.result_struct(_abi.FitSummary, "sdg16_fit_summarise", pointer)
        self.status = _status(s.status)
        self.iterations: int = s.iterations
        self.observed: int = s.observed
        self.parameters: int = s.parameters
        self.boundary: int = s.boundary
        self.df: int = s.df
        self.hidden: float = s.hidden
        self.total: float = s.total
        self.se: float = s.se
        self.se_log_hidden: float = s.se_log_hidden
        self.deviance: float = s.deviance
        self.loglik: float = s.loglik
        self.aic: float = s.aic
        self.aicc: float = s.aicc
        self.bic: float = s.bic

    @property
    def _pointer(self) -> int:
        self._owner._pointer  # says so if it is closed
        return self._fit

    @property
    def coefficients(self) -> List[Coefficient]:
        """One coefficient a term; [] when there is no estimate."""
        values, errors = (ctypes.POINTER(ctypes.c_double)() for _ in range(2))
        count = _abi.lib.sdg16_fit_coefficients(self._pointer, byref(values), byref(errors))
        lists = self._capture.lists
        return [Coefficient(term, "*".join(name for j, name in enumerate(lists) if term >> j & 1),
                            values[i], errors[i])
                for i, term in enumerate(self.terms[:count])]

    @property
    def means(self) -> List[float]:
        """Fitted means by history (a bit mask); ``means[0]`` is the number hidden."""
        means = _abi.lib.sdg16_fit_means(self._pointer)
        return list(means[:1 << len(self._capture.lists)]) if means else []

    def interval(self, method: str = "profile", level: float = 0.95) -> Estimate:
        """The total with an interval: "wald", "profile" or "profile-poisson".

        >>> sdg16.fit(capture, "[12,3]").interval("wald", level=0.9)
        """
        out = _abi.Estimate()
        _abi.call("sdg16_fit_interval", self._pointer,
                  _abi.constant("interval", method, "method"), _abi.number(level, "level"),
                  byref(out), ctypes.sizeof(out), None)
        return from_struct(out)

    def close(self) -> None:
        """Frees the memory now."""
        self._owner.close()

    def __enter__(self) -> "Fit":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        if self.status != "ok":
            return f"<Fit of {self.model}: {self.status}>"
        return (f"<Fit of {self.model}: total {_count(self.total)}, {_count(self.hidden)} hidden, "
                f"BIC {self.bic:.4f}>")


class _FitHandle(Handle):
    _free = "sdg16_fit_free"


def fit(data: Any, model: str = "[]") -> Fit:
    """Fits one model, by default independence of the lists.

    ``model``: its maximal terms, "[12,23,4]" or "[LA*NG,PF]".

    >>> sdg16.fit(capture, "[12,23]").total
    """
    capture = capture_of(data)
    with _parsed(capture, model) as parsed:
        handle = _FitHandle(made("sdg16_fit_new", capture._pointer, parsed._pointer))
        return Fit(handle._pointer, parsed._pointer, capture, handle)


# ---- admissibility ----


class Check(NamedTuple):
    """Which models the data admit.

    ``counts``: how many have each status ("ok", "no-mle", "not-identifiable",
    "both"); ``models``: a table (model, status), None if they are too many.
    """

    counts: dict
    models: Optional[_table.Table]


def check(data: Any, model: Optional[str] = None, *, max_order: int = 0, limit: int = 10000,
          threads: int = 1, time_limit: float = 0, progress: Optional[Progress] = None,
          cancel: Optional[Cancel] = None) -> Check:
    """Existence and identifiability of one model, or of all up to ``max_order``
    (0: all orders); the models are listed when there are at most ``limit``.

    >>> sdg16.check(capture).counts
    >>> sdg16.check(capture, "[12,13,23]").counts
    """
    capture = capture_of(data)
    if model is not None:
        with _parsed(capture, model) as parsed:
            code = ctypes.c_int32()
            _abi.call("sdg16_model_check", capture._pointer, parsed._pointer, byref(code))
            text = _formatted(parsed._pointer, _abi.MODEL_NUMBERS, capture)
        return Check({_status(s): int(s == code.value) for s in range(4)},
                     _table.Table.from_columns({"model": [text], "status": [_status(code.value)]}))
    order = _abi.integer(max_order, _abi.INT32_MIN, _abi.INT32_MAX, "max_order")
    most = _abi.integer(limit, 0, _abi.INT64_MAX, "limit")

    def work(exec_options: Any) -> Check:
        counts, models = (ctypes.c_int64 * 4)(), ctypes.c_void_p()
        _abi.call("sdg16_model_check_all", capture._pointer, order, most, byref(exec_options),
                  counts, byref(models))
        return Check({_status(s): counts[s] for s in range(4)},
                     _table.taken(models.value) if models.value else None)

    return run(work, threads=threads, time_limit=time_limit, progress=progress, cancel=cancel)


def fit_all(data: Any, *, max_order: int = 0, limit: int = 100000, threads: int = 1,
            time_limit: float = 0, progress: Optional[Progress] = None,
            cancel: Optional[Cancel] = None) -> _table.Table:
    """Fits every hierarchical model up to ``max_order`` (0: all orders): a table of
    model, status, parameters, deviance, aic, aicc, bic, hidden, total. More than
    ``limit`` models are refused.

    >>> sdg16.fit_all(capture).to_pandas().sort_values("bic")
    """
    capture = capture_of(data)
    order = _abi.integer(max_order, _abi.INT32_MIN, _abi.INT32_MAX, "max_order")
    most = _abi.integer(limit, 0, _abi.INT64_MAX, "limit")

    def work(exec_options: Any) -> _table.Table:
        return _table.taken(made("sdg16_model_fit_all", capture._pointer, order, most,
                                 byref(exec_options)))

    return run(work, threads=threads, time_limit=time_limit, progress=progress, cancel=cancel)


# ---- estimation with selection ----


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
        self.status = _status(lib.sdg16_mse_status(pointer))
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
        text = f"{seen}, an estimated {_count(self.hidden)} more were not: {_count(self.total)} in all"
        if self.method != "none":
            text += (f" ({100 * self.level:.10g}% interval {_count(self.lower)} to "
                     f"{_count(self.upper)}, {self.method})")
        text += f", by the log-linear model {self.model}"
        text += self._choice() + "."
        if not math.isnan(self.rate):
            text += f" That is {self.rate:.4g} per 100,000 of the population."
        if "conditional" in self.flags:
            text += " The interval takes the model as known."
        return text


def _real(value: Any) -> float:
    return math.nan if value is None else float(value)


def _count(value: float) -> str:
    return f"{value:,.0f}" if math.isfinite(value) else str(value)


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
