"""The registry of indicators, and rates."""

from __future__ import annotations

import ctypes
from ctypes import byref
from typing import Union

from . import _abi, _table
from ._draws import Interval
from ._estimate import Estimate, from_struct, to_struct
from ._handle import made
from ._mse import Result
from ._strata import StrataResult


def catalog() -> _table.Table:
    """The indicators: code, name, custodian, kind, unit, inputs, series, ...

    >>> [row["name"] for row in sdg16.catalog() if row["code"] == "16.2.2"]
    """
    return _table.taken(made("sdg16_indicator_catalog"))


def rate(count: Union[Estimate, Interval, Result, StrataResult, float],
         population: float, multiplier: float = 100000) -> Estimate:
    """multiplier x count / population, for the value and its limits alike.

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
