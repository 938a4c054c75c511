"""The C interface of libsdg16: loading it, calling it, and converting arguments.

Constants and structs are in ``_structs``, functions in ``_prototypes``; the tests compare
them with the headers. The rest of the package uses the library only through :data:`lib` and
:func:`call`.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import decimal
import numbers
import os
from ctypes import Structure, byref, c_char_p, c_double, sizeof
from pathlib import Path
from typing import (Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Type,
                    TypeVar, Union)

from ._prototypes import PROTOTYPES
from ._structs import *  # read as _abi.NAME
from ._structs import Error

T = TypeVar("T")
Names = Union[str, Sequence[str]]  # one name, or several

ABI = 0
SONAME = f"libsdg16.so.{ABI}"

# ---- finding and loading the library ----


def _candidates() -> Iterable[str]:
    """Possible places of the library, in order: beside the package, where pip puts the one it was
    built with; the one that is chosen, which excludes those of the system; the system."""
    here = Path(__file__).resolve().parent
    for name in (SONAME, "libsdg16.so"):
        if (here / name).exists():
            yield str(here / name)
    chosen = os.environ.get("SDG16_LIBRARY")
    if chosen:
        yield chosen
        return
    yield SONAME
    found = ctypes.util.find_library("sdg16")
    if found:
        yield found


def _load() -> ctypes.CDLL:
    tried = []
    for path in _candidates():
        try:
            library = ctypes.CDLL(path)
        except OSError as problem:
            tried.append(f"{path}: {problem}")
            continue
        try:
            abi = library.sdg16_abi()
        except AttributeError:
            raise ImportError(f"the library must be libsdg16, not {path}") from None
        if abi != ABI:
            raise ImportError(f"{path} has ABI {abi}, this package needs ABI {ABI}")
        for name, (result, *arguments) in PROTOTYPES.items():
            try:
                function = getattr(library, name)
            except AttributeError:
                raise ImportError(f"{path} lacks {name}: it is older than this package") from None
            function.restype = result
            function.argtypes = arguments
        return library
    raise ImportError("libsdg16 was not found; install the package with its library (pip "
                      "install ./python, in a clone), or set SDG16_LIBRARY to the path of the "
                      "shared library (tried " + "; ".join(tried) + ")")


lib = _load()

# ---- calling ----


def call(name: str, *arguments: Any) -> int:
    """Calls a function that can fail; raises its error as an exception."""
    error = Error()
    lib.sdg16_error_init(byref(error), sizeof(error))
    status = getattr(lib, name)(*arguments, byref(error))
    if status < 0:
        from ._errors import exception
        raise exception(status, error)
    return status


def initialised(struct: Type[Structure], init: str) -> Any:
    """A struct of options with the library's defaults."""
    options = struct()
    status = getattr(lib, init)(byref(options), sizeof(options))
    if status < 0:
        from ._errors import exception
        raise exception(status, None)
    return options


def result_struct(struct: Type[Structure], name: str, handle: int) -> Any:
    """What a function of the kind (handle, struct *out, size) writes."""
    out = struct()
    status = getattr(lib, name)(handle, byref(out), sizeof(out))
    if status < 0:
        from ._errors import exception
        raise exception(status, None)
    return out


def text(value: Optional[bytes]) -> str:
    """A C string; bytes that are not UTF-8 survive the way back."""
    return "" if value is None else value.decode("utf-8", "surrogateescape")


# ---- arguments: each refusal says which it is, the rule, and the value ----


def refusal(what: str, rule: str, value: Any) -> Exception:
    """The exception for an argument: "WHAT must be RULE, not VALUE"."""
    from ._errors import ArgumentError
    shown = repr(value)
    if len(shown) > 200:
        shown = shown[:197] + "..."
    return ArgumentError(f"{what} must be {rule}, not {shown}", where=what)


def encoded(value: Any, what: str) -> bytes:
    """A str (or path) as a C string."""
    from ._errors import ArgumentError
    raw = os.fspath(value) if isinstance(value, os.PathLike) else value
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "surrogateescape")
    if not isinstance(raw, bytes):
        raise refusal(what, "text", value)
    if b"\0" in raw:
        raise ArgumentError(f"{what} must not hold a NUL character, as {value!r} does", where=what)
    return raw


def strings(values: Sequence[Any], what: str) -> Any:
    """An array of C strings."""
    return (c_char_p * len(values))(*(encoded(v, what) for v in values))


def is_flag(value: Any) -> bool:
    """True and False, also those of numpy: they are not numbers, although Python counts them as 1
    and 0."""
    return isinstance(value, bool) or type(value).__name__ in ("bool_", "bool")


def integer(value: Any, low: int, high: int, what: str, *, flags: bool = False) -> int:
    """A whole number in [low, high]: ctypes itself would cut off the high bits. With ``flags``
    True and False are the values 1 and 0 of data."""
    if is_flag(value):
        if not flags:
            raise refusal(what, "a whole number", value)
        value = int(value)
    try:
        whole = value.__index__()
    except (AttributeError, TypeError):
        raise refusal(what, "a whole number", value) from None
    if not low <= whole <= high:
        raise refusal(what, f"from {low} to {high}", whole)
    return whole


def flag(value: Any, what: str) -> int:
    """True or False as 1 or 0: "no" would count as True, and None as False."""
    if not is_flag(value):
        raise refusal(what, "True or False", value)
    return int(value)


def is_number(value: Any) -> bool:
    """Numbers of Python and numpy; not columns of a data frame, which also convert to float."""
    return isinstance(value, (numbers.Real, decimal.Decimal))


def number(value: Any, what: str) -> float:
    """A real number."""
    if isinstance(value, (str, bytes)) or is_flag(value):
        raise refusal(what, "a number", value)
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise refusal(what, "a number", value) from None


def items(values: Any, what: str, rule: str) -> List[Any]:
    """A list, or an array of numpy or a column of a data frame: not a text, whose characters
    would be its items, and not a mapping."""
    if isinstance(values, (str, bytes, Mapping)):
        raise refusal(what, rule, values)
    for method in ("tolist", "to_list"):  # numpy and pandas; polars
        if hasattr(values, method):
            values = getattr(values, method)()
            break
    try:
        return list(values)
    except TypeError:
        raise refusal(what, rule, values) from None


def several(values: Any, what: str, of: str) -> List[Any]:
    """A list of what ``of`` says: not a text, whose characters would be its items."""
    return items(values, what, f"a list of {of}")


def names(values: Any, what: str, of: str = "names") -> List[Any]:
    """Names: a text is one name, anything else a list of them."""
    return [values] if isinstance(values, (str, bytes)) else several(values, what, of)


def one_or_more(values: Any, what: str) -> List[Any]:
    """Names: None for none, a text for one, or several."""
    return [] if values is None else names(values, what)


def several_numbers(values: Any, what: str) -> Any:
    """An array of real numbers."""
    listed = items(values, what, "a list of numbers")
    return (c_double * len(listed))(*(number(v, what) for v in listed))


def pair(values: Any, what: str, rule: str) -> Tuple[Any, Any]:
    """Exactly two values."""
    listed = items(values, what, rule)
    if len(listed) != 2:
        raise refusal(what, rule, values)
    return listed[0], listed[1]


def mapping(values: Any, what: str, rule: str) -> Dict[Any, Any]:
    """{name: value}; None: an empty one."""
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        raise refusal(what, f"a mapping {rule}", values)
    return dict(values)


def instance(value: T, kind: Type[Any], what: str, made_by: str) -> T:
    """An object of this package; ``made_by``: where one comes from."""
    if not isinstance(value, kind):
        raise refusal(what, f"a {kind.__name__}, as from {made_by}", value)
    return value


INT32_MIN, INT32_MAX = -2**31, 2**31 - 1
INT64_MIN, INT64_MAX = -2**63, 2**63 - 1
UINT32_MAX, UINT64_MAX = 2**32 - 1, 2**64 - 1


def constant(kind: str, name: Any, what: str) -> int:
    """The number of a named constant: kind "select", name "bic"."""
    value = getattr(lib, f"sdg16_{kind}_from_name")(encoded(name, what))
    if value < 0:
        known = map(getattr(lib, f"sdg16_{kind}_name"), range(200))
        raise refusal(what, "one of " + ", ".join(text(k) for k in known if k is not None), name)
    return value
