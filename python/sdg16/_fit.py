"""Log-linear models: fitting a model, and which models have an estimate with the data."""

from __future__ import annotations

import ctypes
import math
from ctypes import byref
from typing import Any, List, NamedTuple, Optional, Tuple

from . import _abi, _table
from ._capture import Capture, capture_of
from ._errors import exception
from ._estimate import Estimate, from_struct
from ._handle import Handle, made
from ._run import Cancel, Progress, run


def rounded(value: float) -> str:
    """A number of persons as text: "25,311"."""
    return f"{value:,.0f}" if math.isfinite(value) else str(value)


def status_name(code: int) -> str:
    """"ok", "no-mle", ...: the status of a model."""
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
        raise exception(needed, None)
    return _abi.text(buffer.value)


class Coefficient(NamedTuple):
    """One term of a fitted model. The log mean of a history is the sum over its terms."""

    term: int  # bit mask of lists; 0: the intercept
    name: str  # "LA*NG"; "" for the intercept
    value: float  # -infinity on the boundary
    se: float


class Fit:
    """A log-linear model fitted to capture data; :func:`fit` returns it.

    ``status`` is "ok" or "ok-on-face"; otherwise it says why there is no estimate, and the
    numbers are NaN.
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
        self._status: int = s.status
        self.status = status_name(s.status)
        self.iterations: int = s.iterations
        self.observed: int = s.observed
        self.parameters: int = s.parameters
        self.boundary: int = s.boundary
        self.face: int = s.face  # histories on it; the others have the mean 0
        self.effective_parameters: int = s.effective_parameters  # rank of the model there
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
        """The coefficient of each term; [] if there is no estimate."""
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
        if not _abi.lib.sdg16_model_has_estimate(self._status):
            return f"<Fit of {self.model}: {self.status}>"
        return (f"<Fit of {self.model}: total {rounded(self.total)}, "
                f"{rounded(self.hidden)} hidden, "
                f"BIC {self.bic:.4f}>")


class _FitHandle(Handle):
    _free = "sdg16_fit_free"


def fit(data: Any, model: str = "[]", *, existence: str = "total", **reading: Any) -> Fit:
    """Fits one model, by default independence of the lists.

    ``data`` and ``reading`` as in :func:`mse`. ``model``: its maximal terms, "[12,23,4]" or
    "[LA*NG,PF]". ``existence``: the rule for an
    estimate: "total" (the total is finite and unique) or "coefficients" (so are all
    coefficients except those of empty margins; the rule of the literature).

    >>> sdg16.fit(capture, "[12,23]").total
    """
    capture = capture_of(data, fit, reading)
    with _parsed(capture, model) as parsed:
        handle = _FitHandle(made("sdg16_fit_new", capture._pointer, parsed._pointer,
                                 _abi.constant("existence", existence, "existence")))
        return Fit(handle._pointer, parsed._pointer, capture, handle)


# ---- admissibility ----


class Check(NamedTuple):
    """Which models have an estimate with the data.

    ``counts``: the number of models with each status ("ok", "ok-on-face", "unbounded",
    "none-hidden", "not-identifiable"; with existence="coefficients" "ok", "no-mle",
    "not-identifiable", "both"); ``models``: a table (model, status), None if there are too
    many.
    """

    counts: dict
    models: Optional[_table.Table]


_STATUSES = {"total": (0, 8, 9, 10, 2), "coefficients": (0, 1, 2, 3)}


def check(data: Any, model: Optional[str] = None, *, existence: str = "total",
          max_order: int = 0, limit: int = 10000, threads: int = 1, time_limit: float = 0, progress: Optional[Progress] = None,
          cancel: Optional[Cancel] = None, **reading: Any) -> Check:
    """Existence and identifiability of one model, or of all up to ``max_order``
    (0: all orders). The models are listed if there are at most ``limit``. ``data`` and
    ``reading`` as in :func:`mse`.

    >>> sdg16.check(capture).counts
    >>> sdg16.check(capture, "[12,13,23]").counts
    """
    capture = capture_of(data, check, reading)
    rule = _abi.constant("existence", existence, "existence")
    statuses = _STATUSES[_abi.text(_abi.encoded(existence, "existence"))]
    if model is not None:
        with _parsed(capture, model) as parsed:
            code = ctypes.c_int32()
            _abi.call("sdg16_model_check", capture._pointer, parsed._pointer, rule, byref(code))
            text = _formatted(parsed._pointer, _abi.MODEL_NUMBERS, capture)
        found = {"model": [text], "status": [status_name(code.value)]}
        return Check({status_name(s): int(s == code.value) for s in statuses},
                     _table.Table.from_columns(found))
    order = _abi.integer(max_order, _abi.INT32_MIN, _abi.INT32_MAX, "max_order")
    most = _abi.integer(limit, 0, _abi.INT64_MAX, "limit")

    def work(exec_options: Any) -> Check:
        counts, models = (ctypes.c_int64 * _abi.MODEL_STATUSES)(), ctypes.c_void_p()
        _abi.call("sdg16_model_check_all", capture._pointer, rule, order, most,
                  byref(exec_options), counts, byref(models))
        return Check({status_name(s): counts[s] for s in statuses},
                     _table.taken(models.value) if models.value else None)

    return run(work, threads=threads, time_limit=time_limit, progress=progress, cancel=cancel)


def structure(data: Any, **reading: Any) -> _table.Table:
    """The structure of the lists: a table (code, severity, message) of empty, nested and
    identical lists, groups of lists without overlap, and pairs without overlap. ``data`` and
    ``reading`` as in :func:`mse`.

    >>> for row in sdg16.structure(capture):
    ...     print(row["severity"], row["message"])
    """
    capture, found = capture_of(data, structure, reading), ctypes.c_void_p()
    _abi.call("sdg16_capture_structure", capture._pointer, byref(found))
    return _table.taken(found.value)


def fit_all(data: Any, *, existence: str = "total", max_order: int = 0, limit: int = 100000,
            threads: int = 1, time_limit: float = 0, progress: Optional[Progress] = None,
            cancel: Optional[Cancel] = None, **reading: Any) -> _table.Table:
    """Fits every hierarchical model up to ``max_order`` (0: all orders): a table of
    model, status, parameters, deviance, aic, aicc, bic, hidden, total. More than
    ``limit`` models are refused. ``data`` and ``reading`` as in :func:`mse`.

    >>> sdg16.fit_all(capture).to_pandas().sort_values("bic")
    """
    capture = capture_of(data, fit_all, reading)
    rule = _abi.constant("existence", existence, "existence")
    order = _abi.integer(max_order, _abi.INT32_MIN, _abi.INT32_MAX, "max_order")
    most = _abi.integer(limit, 0, _abi.INT64_MAX, "limit")

    def work(exec_options: Any) -> _table.Table:
        return _table.taken(made("sdg16_model_fit_all", capture._pointer, rule, order, most,
                                 byref(exec_options)))

    return run(work, threads=threads, time_limit=time_limit, progress=progress, cancel=cancel)
