"""Tables: typed columns with missing kinds."""

from __future__ import annotations

import ctypes
import math
from array import array
from typing import (Any, Callable, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional,
                    Sequence, Tuple, Union)

from . import _abi, _files, _frames
from ._errors import ArgumentError, in_python
from ._handle import Handle, made

# type in C -> its name, letter of array.array, function that gives the values
_TYPES = {number: (_abi.text(_abi.lib.sdg16_column_type_name(number)), letter, values)
          for number, letter, values in ((_abi.INT64, "q", "sdg16_table_int64"),
                                         (_abi.DOUBLE, "d", "sdg16_table_double"),
                                         (_abi.TEXT, "i", "sdg16_table_codes"))}
_SYSTEM = 1  # the missing kind of a cell that is just blank
_POINTERS = {"q": ctypes.c_int64, "d": ctypes.c_double, "i": ctypes.c_int32}


class Column(NamedTuple):
    """One column. ``values`` is an ``array.array``: numbers, or for text the codes
    into ``levels``; ``missing`` has one kind per row, or is None if no cell is missing.

    From SPSS and Stata files: ``label`` of the variable; ``labels`` of values (for text: of
    levels); ``tags``: for each row the position in ``tag_names`` ("98", ".a") of the tag of a
    missing cell, -1: no tag; ``tag_labels``: the labels of the tags, None: no label."""

    name: str
    type: str  # "int64", "double" or "text"
    values: array
    missing: Optional[bytes]
    levels: tuple
    label: Optional[str] = None
    labels: Dict[Any, str] = {}
    tags: Optional[array] = None
    tag_names: Tuple[str, ...] = ()
    tag_labels: Tuple[Optional[str], ...] = ()

    def tolist(self) -> List[Any]:
        """The values; None: missing."""
        values = self.values.tolist()
        if self.type == "text":
            values = [self.levels[code] if code >= 0 else None for code in values]
        if self.missing is not None:
            values = [None if kind else v for v, kind in zip(values, self.missing)]
        return values


class Table:
    """Named columns of equal length; a copy that does not need the library.

    >>> table = sdg16.read_csv("survey.csv")
    >>> table.names, len(table)
    >>> table["age"]              # a list, None where missing
    >>> for row in table:         # dicts
    ...     print(row["age"])
    >>> table.to_pandas()         # a DataFrame, if pandas is installed
    """

    def __init__(self, columns: Iterable[Column] = (),
                 dimensions: Optional[_abi.Names] = None,
                 result: Optional[str] = None) -> None:
        self._columns = {column.name: column for column in columns}
        self._dimensions = (
            None if dimensions is None else _abi.names(dimensions, "dimensions"))
        self._result = result
        self._notes: List[str] = []

    @classmethod
    def from_columns(cls, data: Any) -> "Table":
        """From a mapping of names to values, or a data frame: whole numbers, real
        numbers or text; None, NaN and pandas' NA are missing. Dates become text in ISO 8601,
        categories text. Levels of the index of pandas become columns if they have names.

        >>> sdg16.Table.from_columns({"LA": [1, 0], "NG": [1, 1], "count": [5, 9]})
        """
        return table_from(data, "data")

    @property
    def names(self) -> List[str]:
        """Names of the columns."""
        return list(self._columns)

    @property
    def types(self) -> List[str]:
        """Type of each column: "int64", "double" or "text"."""
        return [column.type for column in self._columns.values()]

    @property
    def dimensions(self) -> Optional[List[str]]:
        """The columns that tell the groups of a result apart (those of ``by``); None of a table
        that does not say, because it was read or filled.

        >>> sdg16.indicator("16.1.1", "homicides.csv", by=["sex"]).results.dimensions
        ['sex']
        """
        return None if self._dimensions is None else list(self._dimensions)

    @property
    def result(self) -> Optional[str]:
        """Which table of :func:`result_schema` this is; None of a table that does not say,
        because it was read or filled.

        >>> sdg16.mse(capture).models.result
        'models'
        """
        return self._result

    @property
    def notes(self) -> List[str]:
        """What :func:`read_table` has to say about the file: one sentence each, such as which
        columns have dates that stay numbers.

        >>> sdg16.read_table("clock.dta").notes
        ["numbers that count milliseconds with leap seconds (%tC) are kept as numbers, ...: 'at'"]
        """
        return list(self._notes)

    def __len__(self) -> int:
        return next((len(c.values) for c in self._columns.values()), 0)

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def column(self, name: str) -> Column:
        """One column with its array and missing kinds, without copying."""
        return self._columns[name]

    def __getitem__(self, name: str) -> List[Any]:
        return self._columns[name].tolist()

    def missing(self, name: str) -> List[Optional[str]]:
        """Why each cell of a column is missing ("refused", ...); None: it is not missing."""
        kinds = self._columns[name].missing or bytes(len(self))
        texts = {k: _abi.text(_abi.lib.sdg16_missing_name(k)) if k else None for k in set(kinds)}
        return [texts[kind] for kind in kinds]

    def label(self, name: str) -> Optional[str]:
        """The variable label of an SPSS or Stata file."""
        return self._columns[name].label

    def labels(self, name: str) -> Dict[Any, str]:
        """The value labels of a column: {1: "Yes", 2: "No"}."""
        return dict(self._columns[name].labels)

    def labelled(self, name: str) -> List[Any]:
        """The values, each replaced by its label if it has one; None: missing."""
        labels = self._columns[name].labels
        return [labels.get(value, value) for value in self[name]]

    def tags(self, name: str) -> List[Optional[str]]:
        """The missing value of the file that each cell has ("98", ".a"); None: no such value."""
        column = self._columns[name]
        if column.tags is None:
            return [None] * len(self)
        return [column.tag_names[tag] if tag >= 0 else None for tag in column.tags]

    def evaluate(self, expression: str, name: str = "x") -> "Table":
        """A table with one column: the value of an expression in each row, 0 or 1 for a
        condition. Missing kinds are kept.

        >>> table.evaluate('age in 15..49 & paid_bribe == "Yes"')["x"]
        [1, 0, None, 0]
        """
        with to_library(self) as handle:
            return taken(made("sdg16_table_evaluate", handle._pointer,
                              _abi.encoded(expression, "expression"),
                              _abi.encoded(name, "name")))

    def _with_texts(self, name: str, change: Callable[[str], str]) -> "Table":
        """A table in which every text of a column is changed."""
        return Table([c._replace(levels=tuple(map(change, c.levels))) if c.name == name else c
                      for c in self._columns.values()], self._dimensions, self._result)

    def __iter__(self) -> Iterator[dict]:
        names = self.names
        for row in zip(*(column.tolist() for column in self._columns.values())):
            yield dict(zip(names, row))

    def to_dict(self) -> dict:
        """A dict of lists."""
        return {name: self[name] for name in self._columns}

    def to_pandas(self, *, labels: bool = True) -> Any:
        """A pandas DataFrame: Int64 if whole numbers are missing, categories for text.

        A column in which every value has a label is a Categorical of the labels, in the order
        of the values; with ``labels=False`` it has the values. The labels are also in
        ``attrs`` of the frame: "variable_labels" and "value_labels", by column.

        >>> sdg16.mse(capture).models.to_pandas()
        """
        import pandas

        wanted = _abi.flag(labels, "labels")
        frame = pandas.DataFrame({name: _to_pandas(column, pandas, bool(wanted))
                                  for name, column in self._columns.items()})
        for key, found in (("variable_labels", {c.name: c.label for c in self._columns.values()
                                                if c.label is not None}),
                           ("value_labels", {c.name: dict(c.labels)
                                             for c in self._columns.values() if c.labels})):
            if found:
                frame.attrs[key] = found
        return frame

    def to_csv(self, path: Any, *, safe_cells: bool = False) -> None:
        """Writes a CSV file. An existing file is replaced only when all of it is written.
        ``safe_cells``: texts and names that a spreadsheet would execute (they begin with "=",
        "+", "-", "@", a tab or the end of a line, and are not numbers) get "'" in front.

        >>> sdg16.mse(capture).models.to_csv("models.csv")
        """
        with to_library(self) as table:
            _files.write_csv(table._pointer, path, safe_cells)

    def to_text(self, columns: Optional[_abi.Names] = None, *, decimals: int = 2,
                missing: str = "-") -> str:
        """Aligned columns with commas between thousands: ``columns`` by name (default: all),
        numbers with fractions to ``decimals`` places (0 to 17).

        >>> print(sdg16.mse(capture).models.to_text(["model", "bic", "total"]))
        """
        options = _abi.initialised(_abi.TextOptions, "sdg16_text_options_init")
        names = self.names if columns is None else _abi.names(columns, "columns")
        options.columns, options.column_count = _abi.strings(names, "columns"), len(names)
        options.decimals = _abi.integer(decimals, 0, 17, "decimals")
        options.missing = _abi.encoded(missing, "missing")
        parts: List[bytes] = []

        def receive(start: int, size: int, _: Any) -> int:
            parts.append(ctypes.string_at(start, size))
            return 0

        with to_library(self) as table:
            _abi.call("sdg16_table_write_text", table._pointer, ctypes.byref(options),
                      _abi.WRITE(receive), None)
        return b"".join(parts).decode("utf-8", "surrogateescape")

    def __repr__(self) -> str:
        shown = 20
        rows = [self.names]
        for number, row in enumerate(self):
            if number == shown:
                break
            rows.append(["" if v is None else f"{v:.10g}" if isinstance(v, float) else str(v)
                         for v in row.values()])
        widths = [max(map(len, cells)) for cells in zip(*rows)]
        right = [kind != "text" for kind in self.types]
        lines = ["  ".join(cell.rjust(w) if r else cell.ljust(w)
                           for cell, w, r in zip(row, widths, right)).rstrip() for row in rows]
        if len(self) > shown:
            lines.append(f"... {len(self)} rows in all")
        return "\n".join(lines)


def _to_pandas(column: Column, pandas: Any, labels: bool) -> Any:
    """The values of a column as an array of pandas."""
    values = column.tolist()
    found = column.labels
    if labels and found and len(set(found.values())) == len(found) \
            and all(v is None or v in found for v in values):
        return pandas.Categorical([None if v is None else found[v] for v in values],
                                  categories=list(found.values()))
    if column.type == "text":
        return pandas.Categorical(values, categories=list(column.levels))
    if column.type == "int64":
        return pandas.array(values, dtype="Int64" if column.missing else "int64")
    return pandas.array([math.nan if v is None else v for v in values], dtype="float64")


# ---- from Python values ----


def table_from(data: Any, what: str) -> Table:
    """A table from a table, a mapping of columns or a data frame, which is the argument
    ``what``."""
    if isinstance(data, Table):
        return data
    columns = [_column(name, values) for name, values in _frames.named_columns(data, what)]
    lengths = {len(column.values) for column in columns}
    if len(lengths) > 1:
        raise ArgumentError(f"{what}: the columns must have the same length: " + ", ".join(
            f"{c.name!r} {len(c.values)}" for c in columns), where=what)
    return Table(columns)


def _column(name: Any, values: Any) -> Column:
    if not isinstance(name, str) or not name:
        raise _abi.refusal("a column name", "text of at least one character", name)
    what = f"column {name!r}"
    found = _frames.numbers_of(values, _SYSTEM)
    if found:
        return Column(name, *found, ())
    categories = _frames.categories_of(values)
    if categories:
        return _categorical(name, *categories)
    return _of_cells(name, _frames.cells_of(values, what), what)


def _categorical(name: str, codes: Sequence[int], categories: Sequence[Any]) -> Column:
    """Texts in the order of their categories, those that no row has left out; categories that
    are numbers are numbers."""
    texts = _frames.as_texts(categories) or categories
    cells = [None if code < 0 else texts[code] for code in codes]
    if not all(isinstance(text, str) for text in texts):
        return _of_cells(name, cells, f"column {name!r}")
    used = [texts[code] for code in sorted(set(codes)) if code >= 0]
    return _texts(name, cells, used)


def _texts(name: str, cells: Sequence[Optional[str]], first: Sequence[str] = ()) -> Column:
    """A column of texts; None: missing. The levels begin with ``first``."""
    levels = {text: code for code, text in enumerate(dict.fromkeys(first))}
    codes = [-1 if text is None else levels.setdefault(text, len(levels)) for text in cells]
    return Column(name, "text", array("i", codes), _kinds([code < 0 for code in codes]),
                  tuple(levels))


def _kinds(absent: Sequence[bool]) -> Optional[bytes]:
    return bytes(_SYSTEM if gone else 0 for gone in absent) if any(absent) else None


def _of_cells(name: str, cells: Sequence[Any], what: str) -> Column:
    absent = [_frames.is_missing(v) for v in cells]
    present = [v for v, gone in zip(cells, absent) if not gone]
    flags = [v for v in present if _abi.is_flag(v)]
    if flags and len(flags) < len(present):
        raise _abi.refusal(what, "all numbers or all True and False", flags[0])
    if all(hasattr(v, "__index__") for v in present):
        whole = [0 if gone else _abi.integer(v, _abi.INT64_MIN, _abi.INT64_MAX, what, flags=True)
                 for v, gone in zip(cells, absent)]
        return Column(name, "int64", array("q", whole), _kinds(absent), ())
    texts = present if all(isinstance(v, str) for v in present) else _frames.as_texts(present)
    if texts is not None:
        given = iter(texts)
        return _texts(name, [None if gone else next(given) for gone in absent])
    real = [math.nan if gone else _real(v, f"{what}, row {row}")
            for row, (v, gone) in enumerate(zip(cells, absent), 1)]
    return Column(name, "double", array("d", real), _kinds(absent), ())


def _real(value: Any, what: str) -> float:
    try:
        if isinstance(value, (str, bytes)):  # "1" is no number here
            raise TypeError
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise _abi.refusal(what, "a number, as the other values of the column are",
                           value) from None


# ---- to and from the library ----


class TableHandle(Handle):
    _free = "sdg16_table_free"


def to_library(table: Table) -> TableHandle:
    """The library's copy of a table."""
    handle = TableHandle(made("sdg16_table_new"))
    rows = len(table)
    for column in map(table.column, table.names):
        item = _POINTERS[column.values.typecode]
        values = (item * rows).from_buffer_copy(column.values) if rows else (item * 0)()
        missing = (ctypes.c_uint8 * rows).from_buffer_copy(column.missing) \
            if column.missing is not None and rows else None
        name = _abi.encoded(column.name, "column name")
        extra = ()
        if column.type == "text":
            extra = (len(column.levels), _abi.strings(column.levels, f"column {column.name!r}"))
        _abi.call(f"sdg16_table_add_{column.type}", handle._pointer, name, rows, values, missing,
                  *extra)
        _describe(handle._pointer, _abi.lib.sdg16_table_columns(handle._pointer) - 1, column, rows)
    if table.dimensions is not None:
        _abi.call("sdg16_table_set_dimensions", handle._pointer, len(table.dimensions),
                  _abi.strings(table.dimensions, "dimensions"))
    if table.result is not None:
        _abi.call("sdg16_table_set_result", handle._pointer,
                  _abi.encoded(table.result, "result"))
    return handle


def _describe(pointer: int, index: int, column: Column, rows: int) -> None:
    """Labels and tags of a column."""
    what = f"column {column.name!r}"
    if column.label is not None:
        _abi.call("sdg16_table_set_variable_label", pointer, index,
                  _abi.encoded(column.label, what))
    codes = {level: code for code, level in enumerate(column.levels)}
    for value, label in column.labels.items():
        number = codes.get(value, -1) if column.type == "text" else _abi.number(value, what)
        _abi.call("sdg16_table_add_label", pointer, index, number, _abi.encoded(label, what))
    if column.tag_names:
        tags = (ctypes.c_int32 * rows).from_buffer_copy(column.tags) \
            if column.tags is not None and rows else None
        labels = (ctypes.c_char_p * len(column.tag_names))(
            *(None if label is None else _abi.encoded(label, what) for label in column.tag_labels))
        _abi.call("sdg16_table_set_tags", pointer, index, tags, len(column.tag_names),
                  _abi.strings(column.tag_names, what), labels)


def _described(pointer: int, c: int, column: Column, rows: int) -> Column:
    """The column with its labels and tags from the table of the library."""
    lib = _abi.lib
    label = lib.sdg16_table_variable_label(pointer, c)
    labels = {}
    for i in range(lib.sdg16_table_label_count(pointer, c)):
        value: Any = lib.sdg16_table_label_value(pointer, c, i)
        if column.type == "text":
            value = column.levels[int(value)]
        elif value.is_integer():
            value = int(value)
        labels[value] = _abi.text(lib.sdg16_table_label(pointer, c, i))
    count = lib.sdg16_table_tag_count(pointer, c)
    found = lib.sdg16_table_tags(pointer, c)
    tags = array("i")
    if found and rows:
        tags.frombytes(ctypes.string_at(found, rows * tags.itemsize))
    tag_labels = (lib.sdg16_table_tag_label(pointer, c, i) for i in range(count))
    return column._replace(
        label=None if label is None else _abi.text(label), labels=labels,
        tags=tags if found else None,
        tag_names=tuple(_abi.text(lib.sdg16_table_tag(pointer, c, i)) for i in range(count)),
        tag_labels=tuple(None if t is None else _abi.text(t) for t in tag_labels))


def from_library(pointer: Optional[int]) -> Table:
    """A copy of a table of the library; the caller still has to free the pointer."""
    lib = _abi.lib
    if not pointer:
        return Table()
    rows = lib.sdg16_table_rows(pointer)
    columns = []
    for c in range(lib.sdg16_table_columns(pointer)):
        kind, letter, getter = _TYPES[lib.sdg16_table_type(pointer, c)]
        values = array(letter)
        if rows:
            cells = getattr(lib, getter)(pointer, c)
            values.frombytes(ctypes.string_at(cells, rows * values.itemsize))
        kinds = lib.sdg16_table_missing(pointer, c)
        levels = tuple(_abi.text(lib.sdg16_table_level(pointer, c, code))
                       for code in range(lib.sdg16_table_level_count(pointer, c))) \
            if kind == "text" else ()
        column = Column(_abi.text(lib.sdg16_table_name(pointer, c)), kind, values,
                        ctypes.string_at(kinds, rows) if kinds and rows else None, levels)
        columns.append(_described(pointer, c, column, rows))
    dimensions = None
    if lib.sdg16_table_dimension_count(pointer) >= 0:
        dimensions = [column.name for c, column in enumerate(columns)
                      if lib.sdg16_table_is_dimension(pointer, c)]
    result = lib.sdg16_table_result(pointer)
    table = Table(columns, dimensions, None if result is None else _abi.text(result))
    table._notes = [in_python(_abi.text(lib.sdg16_table_note(pointer, i)))
                    for i in range(lib.sdg16_table_note_count(pointer))]
    return table


def taken(pointer: int) -> Table:
    """A copy of a table that the library created; frees the table of the library."""
    with TableHandle(pointer) as handle:
        return from_library(handle._pointer)


def read_csv(path: _files.Source, *, columns: Optional[_abi.Names] = None, na: _abi.Names = (),
             delimiter: Optional[str] = None, decimal: Optional[str] = None,
             max_rows: int = 0, max_field: Optional[int] = None,
             encoding: Optional[str] = None, skip_lines: int = 0,
             comment: Optional[str] = None) -> Table:
    """Reads a CSV file with a header line: ``path`` is its path, an open file, which is read to
    its end, or the bytes of a file.

    ``columns``: the columns to keep; ``na``: texts that mean missing, beside the empty field,
    NA and a dot (an empty text among them: NA and a dot are texts); ``skip_lines`` before the
    header; ``comment``: the character with which lines begin that are left out;
    ``delimiter`` (``,`` ``;`` tab ``|``) and ``decimal`` (``.`` ``,``) are detected by
    default. ``encoding`` (default: UTF-8), such as "windows-1252"; a byte-order mark of the
    file counts more. Errors name line and column.

    >>> sdg16.read_csv("survey.csv", columns=["age", "sex"], na=["-99"])
    >>> sdg16.read_csv(gzip.open("survey.csv.gz"))
    """
    with read(path, columns=columns, na=na, delimiter=delimiter, decimal=decimal,
              max_rows=max_rows, max_field=max_field, encoding=encoding, skip_lines=skip_lines,
              comment=comment) as table:
        return from_library(table._pointer)


def read(path: _files.Source, *, columns: Optional[_abi.Names] = None, na: _abi.Names = (),
         delimiter: Optional[str] = None, decimal: Optional[str] = None, max_rows: int = 0,
         max_field: Optional[int] = None, encoding: Optional[str] = None, skip_lines: int = 0,
         comment: Optional[str] = None) -> TableHandle:
    """A table of the library from a CSV file, see :func:`read_csv`."""
    options = _abi.initialised(_abi.CsvOptions, "sdg16_csv_options_init")
    options.delimiter = character(delimiter, "delimiter")
    options.decimal = character(decimal, "decimal")
    options.max_rows = _abi.integer(max_rows, 0, _abi.INT64_MAX, "max_rows")
    options.skip_lines = _abi.integer(skip_lines, 0, _abi.INT64_MAX, "skip_lines")
    options.comment = character(comment, "comment")
    if max_field is not None:
        options.max_field = _abi.integer(max_field, 1, _abi.INT64_MAX, "max_field")
    if encoding is not None:
        options.encoding = _abi.encoded(encoding, "encoding")
    _set_names(options, "columns", "column_count", columns)
    _set_names(options, "na", "na_count", _abi.one_or_more(na, "na"))
    file = _files.opened(path, "path", encoding)
    file.put(options)
    return TableHandle(made("sdg16_table_read_csv", file.name, ctypes.byref(options)))


def read_table(path: _files.Source, *, columns: Optional[_abi.Names] = None,
               rows: int = 0, max_rows: int = 0, format: Optional[str] = None,
               encoding: Optional[str] = None, kinds: Optional[Mapping[str, str]] = None,
               dates: str = "iso", na: _abi.Names = (), delimiter: Optional[str] = None,
               decimal: Optional[str] = None, skip_lines: int = 0,
               comment: Optional[str] = None) -> Table:
    """Reads an SPSS file (.sav, .zsav, .por), a Stata file (.dta), or a CSV file: ``path`` is its
    path, an open file, which is read to its end, or the bytes of a file.

    The format is detected, unless ``format`` ("csv", "spss", "spss-portable", "stata") gives
    it. ``columns``: the columns to keep; ``rows``: how many to read (0: all); a file with
    more than ``max_rows`` rows is an error.

    ``kinds``, {text: kind}: a value with this label (CSV: a field with this text) is missing
    for that reason. ``encoding`` of the texts, such as "windows-1252", if the file names none
    (CSV: if it is not UTF-8) or a wrong one. SPSS and Stata: ``dates``: "iso" (text) or
    "numbers"; what is to be said about the file is in ``notes`` of the table. CSV: ``na``,
    ``delimiter``, ``decimal``, ``skip_lines`` and ``comment`` as in
    :func:`read_csv`.

    >>> table = sdg16.read_table("survey.sav", kinds={"Refused to answer": "refused"})
    >>> table.labels("q1")
    {1: 'Yes', 2: 'No'}
    """
    csv = _abi.initialised(_abi.CsvOptions, "sdg16_csv_options_init")
    csv.delimiter = character(delimiter, "delimiter")
    csv.decimal = character(decimal, "decimal")
    csv.skip_lines = _abi.integer(skip_lines, 0, _abi.INT64_MAX, "skip_lines")
    csv.comment = character(comment, "comment")
    _set_names(csv, "na", "na_count", _abi.one_or_more(na, "na"))
    options = _abi.initialised(_abi.ReadOptions, "sdg16_read_options_init")
    options.csv = ctypes.pointer(csv)
    if format is not None:
        options.format = _abi.constant("file_format", format, "format")
    options.dates = _abi.constant("dates", dates, "dates")
    options.row_limit = _abi.integer(rows, 0, _abi.INT64_MAX, "rows")
    options.max_rows = _abi.integer(max_rows, 0, _abi.INT64_MAX, "max_rows")
    _set_names(options, "columns", "column_count", columns)
    if encoding is not None:
        options.encoding = _abi.encoded(encoding, "encoding")
    kinds = _abi.mapping(kinds, "kinds", "{text: kind}")
    if kinds:
        numbers = [_abi.constant("missing", kind, "kinds") for kind in kinds.values()]
        if 0 in numbers:
            raise _abi.refusal("kinds", "missing kinds", "present")
        options.kind_count, options.kind_texts = len(kinds), _abi.strings(list(kinds), "kinds")
        options.kinds = (ctypes.c_int32 * len(numbers))(*numbers)
    file = _files.opened(path, "path", encoding)
    file.put(options)
    return taken(made("sdg16_table_read", file.name, ctypes.byref(options)))


def _set_names(options: Any, what: str, count: str, value: Any) -> None:
    """Sets an array of names and its count; None: leaves the default."""
    if value is not None:
        listed = _abi.names(value, what)
        setattr(options, what, _abi.strings(listed, what))
        setattr(options, count, len(listed))


def character(value: Optional[str], what: str) -> int:
    """One character as a number for the options; None: 0, detect."""
    if value is None:
        return 0
    if not isinstance(value, str) or len(value) != 1:
        raise _abi.refusal(what, "one character", value)
    return ord(value)
