"""Joint draws: the value of every cell of a table in each replicate."""

from __future__ import annotations

import ctypes
from array import array
from ctypes import byref
from typing import Any, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _abi, _files, _table
from ._estimate import Estimate, from_struct
from ._handle import Handle, made

Cell = Union[str, int]  # by its name, or by its position from 0


class Bootstrap(NamedTuple):
    """A summary of the draws of one cell. ``replicates``: their number; ``failed``: how many
    are missing (the total cannot be identified); ``infinite``: how many are infinite (the
    number hidden has no bound); ``mean`` and ``median`` of the draws that are not missing;
    ``z0``: the bias correction (infinite: all draws lie on one side of the estimate);
    ``acceleration`` (NaN: without one of the persons the total cannot be identified).

    ``lower_error``, ``upper_error``: Monte Carlo errors of the limits, that is, their
    standard deviation over seeds (NaN: not determined); ``draws_below``, ``draws_above``:
    the number of draws beyond each limit. ``percentile_lower``, ``percentile_upper``,
    ``bca_lower``, ``bca_upper``: the limits of these intervals; ``beside``: show the
    percentile interval as well. ``se_log``: the standard error of the log of
    the number hidden; ``above_20n``: the share of the draws above 20 times the number
    observed."""

    replicates: int
    failed: int
    infinite: int
    mean: float
    median: float
    z0: float
    acceleration: float
    lower_error: float
    upper_error: float
    draws_below: float
    draws_above: float
    percentile_lower: float
    percentile_upper: float
    bca_lower: float
    bca_upper: float
    se_log: float
    above_20n: float
    beside: bool


class Interval(NamedTuple):
    """One cell: its estimate with the interval, and a summary of its draws."""

    estimate: Estimate
    bootstrap: Bootstrap


class _DrawsHandle(Handle):
    _free = "sdg16_draws_free"


class Draws:
    """Joint draws of a bootstrap: a value of each cell ("total", "sex=F", ...) in each
    replicate. Sums, differences and ratios are computed draw by draw, so that parts and
    totals agree; limits of intervals are never added.

    Draws never change: a method that adds a cell returns new draws. ``names``: the cells;
    ``replicates``: how many are held, of ``planned``; ``first``, ``last``: the lowest and
    highest number of a replicate (None without any); ``complete``: whether all are there;
    ``jackknife``: the number of estimates without one person; ``seed`` and ``stream``
    version of the random numbers; ``provenance``: the data and settings of the draws.

    >>> draws = sdg16.strata(capture, by=["sex"]).draws
    >>> draws = draws.difference("F - M", "sex=F", "sex=M")
    >>> estimate, bootstrap = draws.interval("F - M")
    """

    def __init__(self, pointer: int, owner: Handle) -> None:
        lib = _abi.lib
        self._draws = pointer
        self._owner = owner
        s = _abi.result_struct(_abi.DrawsSummary, "sdg16_draws_summarise", pointer)
        self.names: Tuple[str, ...] = tuple(_abi.text(lib.sdg16_draws_name(pointer, cell))
                                            for cell in range(s.cells))
        self.replicates: int = s.replicates
        self.planned: int = s.planned
        self.first: Optional[int] = s.first if s.replicates else None
        self.last: Optional[int] = s.last if s.replicates else None
        self.jackknife: int = s.jackknife
        self.seed: int = s.seed
        self.stream: int = s.stream
        self.complete = bool(s.complete)
        self.provenance = _abi.text(lib.sdg16_draws_provenance(pointer))

    @property
    def _pointer(self) -> int:
        self._owner._pointer  # says so if it is closed
        return self._draws

    # ---- reading ----

    def _index(self, cell: Cell) -> int:
        if hasattr(cell, "__index__"):
            return _abi.integer(cell, 0, len(self.names) - 1, "cell")
        index = _abi.lib.sdg16_draws_find(self._pointer, _abi.encoded(cell, "cell"))
        if index < 0:
            raise _abi.refusal("cell", "one of " + ", ".join(self.names), cell)
        return index

    @property
    def numbers(self) -> array:
        """The numbers of the replicates, ascending, counted from 0."""
        return self._copied("q", _abi.lib.sdg16_draws_numbers(self._pointer))

    def values(self, cell: Cell) -> array:
        """The draws of a cell, one per replicate: a number; infinity if the number hidden has
        no bound; NaN (missing) if the total cannot be identified.

        >>> sorted(draws.values("total"))[:10]
        """
        return self._copied("d", _abi.lib.sdg16_draws_values(self._pointer, self._index(cell)))

    def _copied(self, letter: str, start: Any) -> array:
        values = array(letter)
        if self.replicates:
            values.frombytes(ctypes.string_at(start, self.replicates * values.itemsize))
        return values

    def point(self, cell: Cell) -> float:
        """The estimate of a cell from the data; NaN if there is none."""
        return _abi.lib.sdg16_draws_point(self._pointer, self._index(cell))

    def interval(self, cell: Cell, kind: str = "bca", level: float = 0.95) -> Interval:
        """The estimate of a cell with an interval from its draws: "bca", "percentile" or
        "basic". If the correction of BCa is too large or cannot be computed, the percentile
        interval replaces it, with the flag "bca-replaced". An upper limit may be infinite
        ("no-upper-limit"). The limits are NaN if too many draws are missing
        ("draws-missing"), if the lower limit would be infinite ("lower-infinite"), or if
        there are fewer than 2 / (1 - level) replicates ("few-replicates"; 40 at 0.95). For
        a cell that is a lower bound (:meth:`at_least`) the value is that bound.

        >>> draws.interval("total", "percentile", level=0.8).estimate.upper
        """
        estimate, summary = _abi.Estimate(), _abi.BootstrapSummary()
        _abi.call("sdg16_draws_interval", self._pointer, self._index(cell),
                  _abi.constant("interval", kind, "kind"), _abi.number(level, "level"),
                  byref(estimate), ctypes.sizeof(estimate), byref(summary),
                  ctypes.sizeof(summary))
        figures = {name: getattr(summary, name) for name in Bootstrap._fields}
        figures["beside"] = bool(summary.beside)
        return Interval(from_struct(estimate), Bootstrap(**figures))

    def at_least(self, cell: Cell) -> bool:
        """Whether the cell is a lower bound, because parts of a sum have no estimate. It has no
        upper limit.

        >>> draws.at_least("total (at least)")
        """
        return bool(_abi.lib.sdg16_draws_at_least(self._pointer, self._index(cell)))

    def estimates(self, kind: str = "bca", level: float = 0.95) -> _table.Table:
        """The estimates of all cells as a table: the column ``cell``, then those of
        ``sdg16.mse(...).estimates``; None in columns that draws cannot fill. A lower bound
        has the status "incomplete" and is in ``at_least`` and ``at_least_lower``.

        >>> draws.estimates("percentile").to_dict()["total"]
        """
        return _table.taken(made("sdg16_draws_estimates", self._pointer,
                                 _abi.constant("interval", kind, "kind"),
                                 _abi.number(level, "level")))

    def diagnostics(self, kind: str = "bca", level: float = 0.95) -> _table.Table:
        """The diagnostics as a table: the column ``cell``, then the columns of
        ``sdg16.mse(...).diagnostics``, but only about the numbers and their intervals.

        >>> [row["message"] for row in draws.diagnostics() if row["severity"] == "warning"]
        """
        return _table.taken(made("sdg16_draws_diagnostics", self._pointer,
                                 _abi.constant("interval", kind, "kind"),
                                 _abi.number(level, "level")))

    def headlines(self, kind: str = "bca", level: float = 0.95) -> List[str]:
        """Sentences to show with the numbers, each after the name of its cell: several modes of
        the draws, limits that depend on how they are computed. Often there are none.

        >>> for sentence in draws.headlines():
        ...     print(sentence)
        """
        return [f"{row['cell']}: {row['headline']}" for row in self.diagnostics(kind, level)
                if row["headline"] is not None]

    # ---- cells from cells ----

    def _with(self, function: str, name: str, *arguments: Any) -> "Draws":
        """A copy to which a function of the library has added a cell."""
        copy = _DrawsHandle(_merged([self], gaps=True))
        _abi.call(function, copy._pointer, _abi.encoded(name, "name"), *arguments)
        return Draws(copy._pointer, copy)

    def combine(self, name: str, weights: Mapping[Cell, float]) -> "Draws":
        """New draws with one more cell: the sum of weight times cell. If a part has
        no estimate, the sum is NaN. If a part is infinite, the sum is infinite, or NaN if
        its weight is not positive. If a part is a lower bound, so is the sum; with a
        negative weight the sum has no estimate.

        >>> draws.combine("per 100,000", {"total": 1e5 / 56_000_000})
        """
        return self._combined(name, _abi.mapping(weights, "weights", "{cell: weight}").items())

    def sum(self, name: str, cells: Iterable[Cell]) -> "Draws":
        """New draws with the sum of several cells.

        >>> draws.sum("minors", ["sex=F,age=minor", "sex=M,age=minor"])
        """
        return self._combined(name, [(cell, 1) for cell in _abi.names(cells, "cells", "cells")])

    def difference(self, name: str, cell: Cell, less: Cell) -> "Draws":
        """New draws with the cell ``cell`` minus the cell ``less``.

        >>> draws.difference("F - M", "sex=F", "sex=M")
        """
        return self._combined(name, [(cell, 1), (less, -1)])

    def _combined(self, name: str, parts: Iterable[Tuple[Cell, float]]) -> "Draws":
        cells, weights = [], []
        for cell, weight in parts:
            cells.append(self._index(cell))
            weights.append(_abi.number(weight, f"weight of {cell!r}"))
        return self._with("sdg16_draws_combine", name, len(cells),
                          (ctypes.c_int64 * len(cells))(*cells),
                          (ctypes.c_double * len(cells))(*weights))

    def ratio(self, name: str, numerator: Cell, denominator: Cell,
              scale: float = 1) -> "Draws":
        """New draws with scale x numerator / denominator; NaN if the denominator is 0 or
        infinite.

        >>> draws.ratio("per cent female", "sex=F", "total", scale=100)
        """
        return self._with("sdg16_draws_ratio", name, self._index(numerator),
                          self._index(denominator), _abi.number(scale, "scale"))

    # ---- shards and files ----

    @classmethod
    def merge(cls, shards: Sequence["Draws"], *, gaps: bool = False) -> "Draws":
        """Merges draws that were made with different ``replicate_range``. A different seed,
        input or setting is a :class:`DataError`; so is a replicate that two of them hold;
        without ``gaps`` missing replicates are also an error.

        >>> sdg16.Draws.merge([sdg16.Draws.load(path) for path in paths])
        """
        return _owned(_merged(shards, gaps))

    def to_table(self) -> _table.Table:
        """The draws as a table: columns row ("observed", "estimate", "at_least" if a cell is a
        lower bound, "jackknife", "replicate"), number, weight and group (of the jackknife),
        one per cell, provenance."""
        return _table.taken(made("sdg16_draws_table", self._pointer))

    @classmethod
    def from_table(cls, table: Any) -> "Draws":
        """Draws from such a table: a :class:`Table`, a mapping of columns or a data frame."""
        with _table.to_library(_table.Table.from_columns(table)) as handle:
            return _owned(made("sdg16_draws_from_table", handle._pointer))

    def save(self, path: Any) -> None:
        """Saves the draws as a CSV file of that table. It is written completely or not at all.

        >>> sdg16.mse(capture, replicate_range=(0, 500)).draws.save("shard-1.csv")
        """
        with _table.TableHandle(made("sdg16_draws_table", self._pointer)) as table:
            _files.write_csv(table._pointer, path)

    @classmethod
    def load(cls, path: _files.Source) -> "Draws":
        """Loads draws from a file of :meth:`save`: its path, an open file, or its bytes."""
        file = _files.opened(path, "path")
        if file.content is None:
            return _owned(made("sdg16_draws_read_csv", file.name))
        with _table.read(file.content, delimiter=",", decimal=".") as table:
            return _owned(made("sdg16_draws_from_table", table._pointer))

    def close(self) -> None:
        """Frees the memory now; draws that belong to a result are freed with it."""
        if isinstance(self._owner, _DrawsHandle):
            self._owner.close()

    def __enter__(self) -> "Draws":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __contains__(self, cell: object) -> bool:
        return cell in self.names

    def __repr__(self) -> str:
        shown = ", ".join(self.names[:5]) + (", ..." if len(self.names) > 5 else "")
        held = f"{self.replicates:,}"
        if not self.complete:
            held += f" of {self.planned:,}"
        return f"<Draws of {held} replicates, {len(self.names)} cells: {shown}>"


def _owned(pointer: int) -> Draws:
    handle = _DrawsHandle(pointer)
    return Draws(pointer, handle)


def _merged(shards: Sequence[Draws], gaps: bool) -> int:
    listed = _abi.several(shards, "shards", "Draws")
    for shard in listed:
        _abi.instance(shard, Draws, "shards", "result.draws")
    pointers = (ctypes.c_void_p * len(listed))(*(shard._pointer for shard in listed))
    return made("sdg16_draws_merge", len(listed), pointers, _abi.flag(gaps, "gaps"))


def borrowed(pointer: Optional[int], owner: Handle) -> Optional[Draws]:
    """Draws that belong to a result, which they keep alive; None if there are none."""
    return Draws(pointer, owner) if pointer else None
