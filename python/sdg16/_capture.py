"""Capture data: which persons are on which lists."""

from __future__ import annotations

import ctypes
import difflib
import inspect
from typing import (Any, Callable, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple,
                    Union)

from . import _abi, _files, _frames, _table
from ._errors import ArgumentError, in_python
from ._handle import Handle, made

ListRef = Union[str, int]  # a list by its name, or by its position from 0


class Coverage(NamedTuple):
    """What the lists say without a model. ``once``, ``twice``: the number of persons on exactly
    one list and on exactly two; ``coverage``: the sample coverage, from 0 to 1, with its
    ``grade`` "high", "moderate", "low" or "very low"; ``chao_lower``: Chao's lower bound for the
    total (NaN: fewer than two lists have persons)."""

    once: int
    twice: int
    coverage: float
    grade: Optional[str]
    chao_lower: float


def coverage_of(seen: Any) -> Coverage:
    """Of a struct ``sdg16_coverage``."""
    grade = _abi.lib.sdg16_coverage_grade(seen.coverage)
    return Coverage(seen.once, seen.twice, seen.coverage, _abi.text(grade) if grade else None,
                    seen.chao_lower)


class Capture(Handle):
    """Capture histories with their counts; :func:`read_capture` returns them.

    A history is a bit mask: bit ``j`` is set if the person is on list ``j``
    (from 0). Capture data never change: ``drop``, ``merge``, ``keep_strata`` and
    ``stratum`` return new data.

    >>> with sdg16.read_capture("uk2013.csv") as capture:
    ...     print(capture.lists, capture.observed)
    """

    _free = "sdg16_capture_free"

    @classmethod
    def from_histories(cls, lists: Union[int, _abi.Names], histories: Iterable[Any],
                       counts: Iterable[Any]) -> "Capture":
        """From histories and the number of persons with each. ``lists``: the names of the
        lists, or their number. A history is a bit mask, a text ``"101"`` or a sequence of 0/1
        in the order of the lists. Counts of a repeated history are added up.

        >>> sdg16.Capture.from_histories(["A", "B"], ["10", "01", "11"], [40, 30, 6])
        """
        if hasattr(lists, "__index__"):
            count, names = _abi.integer(lists, 0, _abi.INT32_MAX, "lists"), None
        else:
            given = _abi.names(lists, "lists")
            count, names = len(given), _abi.strings(given, "lists")
        masks = [_mask(h, count, row) for row, h in
                 enumerate(_abi.several(histories, "histories", "histories"), 1)]
        numbers = [_abi.integer(c, _abi.INT64_MIN, _abi.INT64_MAX, f"count of row {row}")
                   for row, c in enumerate(_abi.several(counts, "counts", "counts"), 1)]
        if len(masks) != len(numbers):
            raise _abi.refusal("counts", f"one for each of the {len(masks)} histories",
                               len(numbers))
        return cls(made("sdg16_capture_new", count, names, len(masks),
                        (ctypes.c_uint32 * len(masks))(*masks),
                        (ctypes.c_int64 * len(numbers))(*numbers)))

    @classmethod
    def from_table(cls, data: Any, **options: Any) -> "Capture":
        """From a :class:`Table`, a mapping of columns or a data frame, with the options of
        :func:`read_capture`; or from a numpy array of 0 and 1, of which ``lists`` are the names
        of the columns, and ``count`` of the last one if it has counts.

        >>> sdg16.Capture.from_table({"A": [1, 0, 1], "B": [0, 1, 1], "count": [40, 30, 6]})
        """
        chosen = _options(**options)
        if _frames.is_matrix(data):
            data = _frames.matrix_columns(data, options.get("lists"), options.get("count"))
        with _table.to_library(_table.Table.from_columns(data)) as table:
            return cls(made("sdg16_capture_from_table", table._pointer, ctypes.byref(chosen)))

    # ---- contents ----

    @property
    def lists(self) -> Tuple[str, ...]:
        """Names of the lists."""
        pointer = self._pointer
        return tuple(_abi.text(_abi.lib.sdg16_capture_list_name(pointer, j))
                     for j in range(_abi.lib.sdg16_capture_lists(pointer)))

    @property
    def observed(self) -> int:
        """Number of persons observed."""
        return _abi.lib.sdg16_capture_observed(self._pointer)

    @property
    def counts(self) -> dict:
        """Number of persons by history (a bit mask), ascending; only observed histories."""
        histories = ctypes.POINTER(ctypes.c_uint32)()
        counts = ctypes.POINTER(ctypes.c_int64)()
        n = _abi.lib.sdg16_capture_histories(self._pointer, ctypes.byref(histories),
                                             ctypes.byref(counts))
        return {histories[i]: counts[i] for i in range(n)}

    @property
    def layout(self) -> Optional[str]:
        """The layout that was read; None for data from arrays."""
        layout = _abi.lib.sdg16_capture_layout(self._pointer)
        return _abi.text(_abi.lib.sdg16_layout_name(layout)) if layout else None

    @property
    def sha256(self) -> str:
        """Fingerprint of the content. It does not depend on the layout or the order of rows."""
        return _abi.text(_abi.lib.sdg16_capture_sha256(self._pointer))

    @property
    def columns(self) -> "_table.Table":
        """How each column was used: ``column``, ``use`` ("list", "count", "id", "list names",
        "stratum", "unused") and ``why``.

        >>> print(capture.columns)
        """
        return _table.from_library(_abi.lib.sdg16_capture_columns(self._pointer))

    @property
    def notes(self) -> "_table.Table":
        """Messages about reading the data: ``code``, ``severity`` ("warning", "note") and
        ``message``. They show values of the data (at most two identifiers of persons).

        >>> for note in capture.notes:
        ...     print(note["severity"], note["message"])
        """
        notes = _table.from_library(_abi.lib.sdg16_capture_notes(self._pointer))
        return notes._with_texts("message", in_python)

    def overlaps(self) -> List[List[int]]:
        """Number of persons on both of two lists, as a square matrix; the diagonal has the
        list sizes.

        >>> for name, row in zip(capture.lists, capture.overlaps()):
        ...     print(name, row)
        """
        k = _abi.lib.sdg16_capture_lists(self._pointer)
        numbers = (ctypes.c_int64 * (k * k))()
        _abi.call("sdg16_capture_overlaps", self._pointer, numbers, k * k)
        return [list(numbers[i * k:(i + 1) * k]) for i in range(k)]

    def coverage(self) -> Coverage:
        """The sample coverage and Chao's lower bound for the total, without a model. :func:`mse`
        has them too.

        >>> seen = capture.coverage()
        >>> print(f"{seen.coverage:.0%} ({seen.grade}), at least {seen.chao_lower:,.0f}")
        """
        seen = _abi.Coverage()
        _abi.call("sdg16_capture_coverage", self._pointer, ctypes.byref(seen), ctypes.sizeof(seen))
        return coverage_of(seen)

    # ---- other lists ----

    def _index(self, which: ListRef) -> int:
        if hasattr(which, "__index__"):
            return _abi.integer(which, 0, len(self.lists) - 1, "list")
        index = _abi.lib.sdg16_capture_find_list(self._pointer, _abi.encoded(which, "list"))
        if index < 0:
            raise _abi.refusal("list", "one of " + ", ".join(self.lists), which)
        return index

    def drop(self, *lists: ListRef) -> "Capture":
        """New data without some lists. Persons who are only on these are no longer observed.

        >>> capture.drop("GP")
        """
        result = self
        for index in sorted({self._index(which) for which in lists}, reverse=True):
            result = Capture(made("sdg16_capture_drop_list", result._pointer, index))
        return result

    def merge(self, name: str, lists: Sequence[ListRef]) -> "Capture":
        """New data with several lists merged into one: a person on any of them is on it.

        >>> capture.merge("Police", ["PF", "NCA"])
        """
        indices = [self._index(which) for which in _abi.names(lists, "lists", "names or positions")]
        return Capture(made("sdg16_capture_merge_lists", self._pointer,
                            _abi.encoded(name, "name"), len(indices),
                            (ctypes.c_int32 * len(indices))(*indices)))

    # ---- strata ----

    @property
    def strata(self) -> List[dict]:
        """The observed combinations of the stratum columns, each a dict; [] if there are none."""
        lib, pointer = _abi.lib, self._pointer
        columns = [_abi.text(lib.sdg16_capture_stratum_column(pointer, c))
                   for c in range(lib.sdg16_capture_stratum_columns(pointer))]
        if not columns:
            return []
        return [{name: _abi.text(lib.sdg16_capture_stratum_value(pointer, s, c))
                 for c, name in enumerate(columns)}
                for s in range(lib.sdg16_capture_strata(pointer))]

    def keep_strata(self, *columns: str) -> "Capture":
        """New data with only these stratum columns, in this order. Strata with the same values
        become one.

        >>> capture.keep_strata("sex").strata
        """
        return Capture(made("sdg16_capture_keep_strata", self._pointer, len(columns),
                            _abi.strings(columns, "columns")))

    def stratum(self, **values: str) -> "Capture":
        """The data of one stratum.

        >>> capture.stratum(sex="F", age="minor")
        """
        strata = self.strata
        if values not in strata:
            known = "; ".join(", ".join(f"{k}={v!r}" for k, v in s.items()) for s in strata)
            raise ArgumentError("there is no stratum "
                                + ", ".join(f"{k}={v!r}" for k, v in values.items())
                                + (f"; the strata are {known}" if strata else "; the data have no strata"),
                                where="stratum")
        return Capture(made("sdg16_capture_stratum", self._pointer, strata.index(values)))

    def __repr__(self) -> str:
        if not self._finalizer.alive:
            return "<Capture, closed>"
        return (f"<Capture of {self.observed:,} persons on {len(self.lists)} lists: "
                + ", ".join(self.lists) + ">")


def read_capture(paths: Union[_files.Source, Sequence[_files.Source]], *, lists: Optional[_abi.Names] = None,
                 layout: str = "auto", count: Optional[str] = None,
                 id: Union[str, Mapping[str, str], None] = None,
                 list: Optional[str] = None, strata: _abi.Names = (),
                 conflicts: str = "error", delimiter: Optional[str] = None,
                 decimal: Optional[str] = None, missing_flags: str = "error",
                 id_case: str = "keep", id_numbers: str = "keep",
                 encoding: Optional[str] = None, na: _abi.Names = (),
                 skip_lines: int = 0, comment: Optional[str] = None,
                 where: Optional[str] = None,
                 bands: Optional[Mapping[str, Sequence[int]]] = None) -> Capture:
    """Reads capture data from a file (CSV, SPSS, Stata), or from one file per list: each a path,
    an open file, which is read to its end, or the bytes of a file.

    ``layout``: "histories" (0/1 columns and a count), "persons" (0/1 columns, one row per
    person), "records" (one row per sighting: columns ``id`` and ``list``), "files" (one
    file per list with the column ``id``, or a dict of lists and columns) or "auto". ``lists``: the list columns, in
    order; ``count``: the count column; ``strata``: columns to keep as strata;
    ``conflicts``: what to do if rows of one person differ: "error", "first" or
    "majority"; ``missing_flags`` (blank, NA or a dot): "error" or "zero" (not on the
    list); ``id_case="fold"``: p12 and P12 are one person; ``id_numbers="fold"``: 001, 1
    and 1.0 are one person; ``encoding``, ``na``, ``skip_lines`` and ``comment`` as in
    :func:`read_csv`; ``where``: an expression: only the rows in which it holds count;
    ``bands={"age": [18, 65]}``: the column of ages in years, one of ``strata``, becomes "0-17",
    "18-64" and "65+". ``columns`` and ``notes`` of the result describe the reading.

    >>> sdg16.read_capture("sightings.csv", layout="records", id="person", list="source",
    ...                    strata=["sex"])
    """
    options = _options(lists=lists, layout=layout, count=count, id=id, list=list, strata=strata,
                       conflicts=conflicts, delimiter=delimiter, decimal=decimal,
                       missing_flags=missing_flags, id_case=id_case, id_numbers=id_numbers,
                       encoding=encoding, na=na, skip_lines=skip_lines, comment=comment,
                       where=where, bands=bands)
    given = [paths] if _files.is_source(paths) else _abi.items(
        paths, "paths", "a path, bytes or an open file, or several in a list")
    files = [_files.opened(file, "paths", encoding) for file in given]
    contents = (ctypes.c_char_p * len(files))(*(file.content for file in files))
    sizes = (ctypes.c_int64 * len(files))(*(len(file.content or b"") for file in files))
    options.contents, options.content_sizes = contents, sizes
    return Capture(made("sdg16_capture_read", len(files),
                        _abi.strings([file.name for file in files], "paths"),
                        ctypes.byref(options)))


def capture_of(data: Any, function: Callable[..., Any], reading: Mapping[str, Any],
               by: Optional[_abi.Names] = None) -> Capture:
    """The data of an estimation: capture data as they are; a path is read; anything else is a
    table. ``reading``: the arguments of ``function`` that are none of its own: options of
    reading. ``by``: columns to keep as strata."""
    _check_reading(function, reading)
    if isinstance(data, Capture):
        for name in reading:
            raise ArgumentError(f"{name} says how to read a file or a table, but data is a Capture, "
                                "which has been read: give it to read_capture or "
                                "Capture.from_table", where=name)
        return data
    options = dict(reading, strata=() if by is None else by)
    if _files.is_source(data):
        return read_capture(data, **options)
    return Capture.from_table(data, **options)


def _check_reading(function: Callable[..., Any], reading: Mapping[str, Any]) -> None:
    known = [name for name in inspect.signature(_options).parameters if name != "strata"]
    for name in reading:
        if name not in known:
            own = inspect.signature(function).parameters
            near = difflib.get_close_matches(name, [*own, *known], 1)
            raise TypeError(f"{function.__name__}() has no argument {name!r}"
                            + (f"; did you mean {near[0]!r}?" if near else ""))


def _options(*, lists: Optional[_abi.Names] = None, layout: str = "auto",
             count: Optional[str] = None, id: Optional[str] = None, list: Optional[str] = None,
             strata: _abi.Names = (), conflicts: str = "error",
             delimiter: Optional[str] = None, decimal: Optional[str] = None,
             missing_flags: str = "error", id_case: str = "keep",
             id_numbers: str = "keep", encoding: Optional[str] = None,
             na: _abi.Names = (), skip_lines: int = 0, comment: Optional[str] = None,
             where: Optional[str] = None,
             bands: Optional[Mapping[str, Sequence[int]]] = None) -> Any:
    options = _abi.initialised(_abi.CaptureOptions, "sdg16_capture_options_init")
    options.layout = _abi.constant("layout", layout, "layout")
    options.conflicts = _abi.constant("conflicts", conflicts, "conflicts")
    options.missing_flags = _abi.constant("missing_flags", missing_flags, "missing_flags")
    options.id_case = _abi.constant("spelling", id_case, "id_case")
    options.id_numbers = _abi.constant("spelling", id_numbers, "id_numbers")
    options.delimiter = _table.character(delimiter, "delimiter")
    options.decimal = _table.character(decimal, "decimal")
    if encoding is not None:
        options.encoding = _abi.encoded(encoding, "encoding")
    if where is not None:
        options.where = _abi.encoded(where, "where")
    if bands is not None and not isinstance(bands, Mapping):
        raise ArgumentError("bands must be a dict of columns and ages, such as "
                            f"{{'age': [18, 65]}}, not {bands!r}", where="bands")
    if bands:
        options.band_count = len(bands)
        options.band_columns = _abi.strings([*bands], "bands")
        options.bands = _abi.strings([",".join(str(age) for age in _abi.several(ages, "bands", "ages"))
                                      for ages in bands.values()], "bands")
    if lists is not None:
        columns = _abi.names(lists, "lists")
        options.list_count, options.lists = len(columns), _abi.strings(columns, "lists")
    texts = _abi.one_or_more(na, "na")
    options.na_count, options.na = len(texts), _abi.strings(texts, "na")
    options.skip_lines = _abi.integer(skip_lines, 0, _abi.INT64_MAX, "skip_lines")
    options.comment = _table.character(comment, "comment")
    columns = _abi.names(strata, "strata")
    options.stratum_count, options.strata = len(columns), _abi.strings(columns, "strata")
    if isinstance(id, Mapping):
        columns = [_abi.encoded(column, "id") for column in id.values()]
        options.id_count, options.id_lists = len(columns), _abi.strings([*id], "id")
        options.id_columns = _abi.strings(columns, "id")
        id = None
    for name, value in (("count", count), ("id", id), ("list", list)):
        if value is not None:
            setattr(options, name, _abi.encoded(value, name))
    return options


def _mask(history: Any, lists: int, row: int) -> int:
    what = f"history of row {row}"
    if hasattr(history, "__index__"):
        return _abi.integer(history, 0, _abi.UINT32_MAX, what)
    if not isinstance(history, str):
        flags = _abi.items(history, what, "a bit mask, or a text or sequence of 0 and 1")
        history = "".join(str(_abi.integer(flag, 0, 1, what, flags=True)) for flag in flags)
    if len(history) != lists or history.strip("01"):
        raise _abi.refusal(what, f"{lists} times 0 or 1", history)
    return int(history[::-1], 2) if history else 0
