"""Columns of the tables of other packages: pandas, numpy, polars, Arrow.

None of them is imported: what they have in common is asked for (``columns``, ``dtype``,
``tolist``), so that the package needs none of them."""

from __future__ import annotations

import datetime
import decimal
import numbers
import uuid
from array import array
from typing import Any, List, Mapping, Optional, Sequence, Tuple

from . import _abi
from ._errors import ArgumentError

Named = List[Tuple[Any, Any]]  # names of columns, and their values


# ---- which columns ----


def named_columns(data: Any, what: str) -> Named:
    """The columns of a mapping or data frame, which is the argument ``what``."""
    if isinstance(data, Mapping):
        return list(data.items())
    if hasattr(data, "to_pydict"):  # Arrow
        return list(data.to_pydict().items())
    fields = getattr(getattr(data, "dtype", None), "names", None)
    if fields:  # a structured array
        return [(name, data[name]) for name in fields]
    if hasattr(data, "to_frame") and hasattr(getattr(data, "index", None), "names"):
        return _series(data, what)
    if hasattr(data, "columns") and hasattr(data, "__getitem__"):
        return _frame(data, what)
    raise _no_table(data, what)


def _no_table(data: Any, what: str) -> Exception:
    kind = type(data).__name__
    text = (f"{what} must be a mapping of columns or a data frame, not "
            f"{'an' if kind[:1] in 'aeiouAEIOU' else 'a'} {kind}")
    if is_matrix(data):
        text += (": an array has no names of columns; give a mapping, such as "
                 "{'A': array[:, 0], 'B': array[:, 1]}")
    elif hasattr(data, "__dataframe__") or hasattr(data, "__arrow_c_stream__"):
        text += ": convert it, for example with its to_pandas() or to_arrow()"
    return ArgumentError(text, where=what)


def _series(data: Any, what: str) -> Named:
    """The counts of groups, as groupby(...).size() gives them: the levels of the index, and the
    numbers, called "count" if they have no name."""
    levels = _levels(data.index, what)
    if not levels:
        raise ArgumentError(f"{what} is a Series, one column alone: the levels of its index must "
                            "have names, as those of groupby([...]).size() have", where=what)
    return _once(levels + [("count" if data.name is None else data.name, data)], what)


def _frame(data: Any, what: str) -> Named:
    names = _abi.items(data.columns, what, "a mapping of columns or a data frame")
    if any(isinstance(name, tuple) for name in names):
        raise ArgumentError(f"{what}: the names of columns must have one level, not several, as "
                            f"{next(n for n in names if isinstance(n, tuple))!r} has; set "
                            "frame.columns", where=what)
    _once([(name, None) for name in names], what)
    index = getattr(data, "index", None)
    levels = _levels(index, what) if hasattr(index, "names") else []
    return _once(levels + [(name, data[name]) for name in names], what)


def _levels(index: Any, what: str) -> Named:
    """The levels of an index that have names. Row numbers without a name are no data."""
    names = list(index.names)
    if names == [None] and (not len(index) or getattr(index.dtype, "kind", "") in "iu"):
        return []
    if None in names:
        raise ArgumentError(f"{what}: the rows have an index without a name, such as "
                            f"{index[0]!r}: name it (rename_axis) or drop it "
                            "(reset_index(drop=True))", where=what)
    return [(name, index.get_level_values(level)) for level, name in enumerate(names)]


def _once(columns: Named, what: str) -> Named:
    names = [name for name, _ in columns]
    for name in names:
        if names.count(name) > 1:
            raise ArgumentError(f"{what}: column {name!r} must occur once, not "
                                f"{names.count(name)} times (columns and index)", where=what)
    return columns


def is_matrix(data: Any) -> bool:
    """An array of rows and columns without names."""
    return (getattr(data, "ndim", None) == 2 and hasattr(data, "shape")
            and not hasattr(data, "columns") and not getattr(data.dtype, "names", None))


def matrix_columns(data: Any, lists: Optional[_abi.Names], count: Optional[str]) -> dict:
    """The columns of an array, whose names are ``lists`` and at the end ``count``."""
    names = _abi.one_or_more(lists, "lists") + ([] if count is None else [count])
    if not names:
        raise ArgumentError("data is an array, whose columns have no names: name them with "
                            "lists=['A', 'B', ...]", where="lists")
    if len(names) != data.shape[1]:
        raise ArgumentError(f"data has {data.shape[1]} columns, and lists"
                            f"{'' if count is None else ' and count'} must name each of them, "
                            f"not {len(names)}", where="lists")
    return {name: data[:, place] for place, name in enumerate(names)}


# ---- the values of a column ----


def numbers_of(values: Any, system: int) -> Optional[Tuple[str, array, Optional[bytes]]]:
    """The type, numbers and missing kinds of an array of numpy, or of a column that is one, at
    once; None: it is no such array, and its values have to be looked at."""
    dtype = getattr(values, "dtype", None)
    if type(dtype).__module__.split(".")[0] != "numpy" or hasattr(values, "mask") \
            and not hasattr(values, "to_numpy"):
        return None
    cells = values.to_numpy() if hasattr(values, "to_numpy") else values
    if dtype.kind not in "biuf" or cells.ndim != 1 or (dtype.kind, dtype.itemsize) == ("u", 8):
        return None
    gone = cells != cells
    if dtype.kind == "f" and not gone.all():
        missing = (gone.astype("u1") * system).astype("u1").tobytes() if gone.any() else None
        return "double", _array("d", cells.astype("=f8")), missing
    if dtype.kind == "f":
        return "int64", array("q", bytes(8 * len(cells))), bytes([system]) * len(cells) or None
    return "int64", _array("q", cells.astype("=i8")), None


def _array(letter: str, cells: Any) -> array:
    made = array(letter)
    made.frombytes(cells.tobytes())
    return made


def categories_of(values: Any) -> Optional[Tuple[List[int], List[Any]]]:
    """The codes (-1: missing) and categories of a Categorical, a column or an index of them."""
    holder = values.cat if hasattr(getattr(values, "dtype", None), "categories") \
        and hasattr(values, "cat") else values
    if not (hasattr(holder, "codes") and hasattr(holder, "categories")):
        return None
    return (_abi.items(holder.codes, "codes", "a list"),
            _abi.items(holder.categories, "categories", "a list"))


def cells_of(values: Any, what: str) -> List[Any]:
    """The values in a list: those of numpy's dates as dates, and its bytes as text."""
    kind = getattr(getattr(values, "dtype", None), "kind", "")
    if kind == "M" and not hasattr(values, "to_numpy"):
        values = values.astype("M8[us]")  # smaller units would be numbers
    cells = _abi.items(values, what, "a list of values")
    if kind == "M" and any(isinstance(value, int) for value in cells):
        raise ArgumentError(f"{what} must have dates of the years 1 to 9999", where=what)
    if kind == "S":
        return [_decoded(value, what) for value in cells]
    return cells


def _decoded(value: Any, what: str) -> Any:
    try:
        return value.decode() if isinstance(value, bytes) else value
    except UnicodeDecodeError:
        raise _abi.refusal(what, "text in UTF-8", value) from None


def is_missing(value: Any) -> bool:
    """None, NaN, and pandas' NA and NaT."""
    if isinstance(value, (str, int)):  # most values
        return False
    if isinstance(value, numbers.Real):
        return bool(value != value)
    if isinstance(value, decimal.Decimal):
        return value.is_nan()
    return value is None or type(value).__name__ in ("NAType", "NaTType", "MaskedConstant")


def as_texts(values: Sequence[Any]) -> Optional[List[str]]:
    """Dates and times in ISO 8601, as those of SPSS and Stata files are read; periods and
    intervals of pandas, and UUIDs, as they print. None: the values are of another kind."""
    if all(isinstance(v, datetime.datetime) for v in values):
        days = all(v.time() == datetime.time() and v.tzinfo is None
                   and not getattr(v, "nanosecond", 0) for v in values)
        return [v.date().isoformat() if days else v.isoformat() for v in values]
    if all(isinstance(v, (datetime.date, datetime.time)) for v in values):
        return [v.isoformat() for v in values]
    if all(isinstance(v, uuid.UUID) or type(v).__name__ in ("Period", "Interval")
           for v in values):
        return [str(v) for v in values]
    return None
