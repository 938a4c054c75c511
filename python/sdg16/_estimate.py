"""One estimate with its interval."""

from __future__ import annotations

import ctypes
import math
from typing import Any, NamedTuple, Tuple

from . import _abi

FLAGS = {1 << bit: _abi.text(_abi.lib.sdg16_flag_name(1 << bit)) for bit in range(31)
         if _abi.lib.sdg16_flag_name(1 << bit)}


class Estimate(NamedTuple):
    """A value with its interval; NaN: there is none.

    ``flags``:

    - "conditional": the interval treats the selected model as known.
    - "lower-clamped": the lower limit is the number observed.
    - "no-upper-limit": there is no finite upper limit.
    - "not-exact": a search stopped before the model was proved best.
    - "partial": fewer replicates were made than planned.
    - "bca-replaced": percentile interval instead of BCa, because too many draws lie on one
      side of the estimate, or there is no acceleration.
    - "draws-missing": no interval, because too many draws are missing.
    - "lower-infinite": no interval, because the lower limit would be infinite.
    - "few-replicates": no interval; a bootstrap interval needs 2 / (1 - level) replicates.
    """

    value: float
    se: float = math.nan
    lower: float = math.nan
    upper: float = math.nan
    level: float = math.nan
    df: float = math.nan
    method: str = "none"
    flags: Tuple[str, ...] = ()


def from_struct(struct: Any) -> Estimate:
    return Estimate(struct.value, struct.se, struct.lower, struct.upper, struct.level, struct.df,
                    _abi.text(_abi.lib.sdg16_interval_name(struct.method)),
                    tuple(name for bit, name in FLAGS.items() if struct.flags & bit))


def to_struct(estimate: Estimate) -> Any:
    """The library's form of an estimate."""
    flags = sum(bit for bit, name in FLAGS.items() if name in estimate.flags)
    return _abi.Estimate(ctypes.sizeof(_abi.Estimate), estimate.value, estimate.se, estimate.lower,
                         estimate.upper, estimate.level, estimate.df,
                         _abi.constant("interval", estimate.method, "method"), flags)
