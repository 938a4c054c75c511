"""Failures of the library as exceptions."""

from __future__ import annotations

import re
from typing import Any, Optional

from . import _abi


class Error(Exception):
    """A failure of the library; the base of all others.

    ``status`` and ``name`` are the library's status, ``where`` the file, option or
    argument, ``row`` and ``column`` the place in it, from 1 (None: does not apply).

    >>> try:
    ...     sdg16.read_capture("victims.csv")
    ... except sdg16.Error as error:
    ...     print(error.name, error.where, error.row, error.column)
    """

    status: int = 0
    name: str = ""
    where: str = ""
    row: Optional[int] = None
    column: Optional[int] = None


class ArgumentError(Error, ValueError):
    """A value outside its documented range, or options that contradict each other."""

    status = _abi.ERR_ARGUMENT
    name = "SDG16_ERR_ARGUMENT"

    def __init__(self, message: str = "", where: str = "") -> None:
        super().__init__(message)
        self.where = where


class FileError(Error, OSError):
    """A file that cannot be opened, read or written, or is not well-formed."""


class DataError(Error, ValueError):
    """Data are not valid; the error names line and column."""


class CaptureError(DataError):
    """Impossible capture histories, counts, lists or models."""


class DesignError(DataError):
    """An impossible survey design, or a use that it does not allow."""


class IndicatorError(DataError):
    """A part exceeds its whole, age bands overlap, or output is not well-formed."""


class PopulationError(IndicatorError):
    """A population is missing, not positive, or for another year or group."""


class OutOfMemory(Error, MemoryError):
    """An allocation failed."""


class Cancelled(Error):
    """The cancel token was set."""


class TimeLimit(Error, TimeoutError):
    """The time limit passed before there was any result."""


class Unsupported(Error, NotImplementedError):
    """This build of the library cannot do it."""


class InternalError(Error, RuntimeError):
    """A defect of the library, or a thread that could not be started."""


_GENERAL = {_abi.ERR_MEMORY: OutOfMemory, _abi.ERR_CANCELLED: Cancelled,
            _abi.ERR_TIMEOUT: TimeLimit, _abi.ERR_UNSUPPORTED: Unsupported,
            _abi.ERR_POPULATION: PopulationError}
_BLOCKS = {1: ArgumentError, 2: FileError, 3: DataError, 4: CaptureError, 5: DesignError,
           6: IndicatorError, 7: IndicatorError}


# What the library's messages call an option of reading, and the argument that it is here.
_OPTIONS = {"by": "strata", "comment": "comment", "count": "count", "encoding": "encoding",
            "id": "id", "id-case": "id_case", "id-numbers": "id_numbers", "layout": "layout",
            "list": "list", "lists": "lists", "missing-flags": "missing_flags", "na": "na",
            "skip-lines": "skip_lines"}
_OPTION = "--(" + "|".join(sorted(_OPTIONS, key=len, reverse=True)) + ")"
_WITH_VALUE = re.compile(r"\(" + _OPTION + r" ('[^']*'|[^()']+)\)"  # (--count number of people)
                         r"|" + _OPTION + r" ('[^']*'|[a-z]+)(?=[ .,)]|$)"  # --id-case fold.
                         r"|" + _OPTION + r"(?![\w-])")  # (--by)


def in_python(message: str) -> str:
    """A message of the library, with Python arguments in place of options of the command."""
    def argument(found: Any) -> str:
        bracketed, value, bare, bare_value, alone = found.groups()
        if alone:
            return _OPTIONS[alone]
        name, text = _OPTIONS[bracketed or bare], (value or bare_value).strip("'")
        shown = text.split(",") if name in ("lists", "strata") else text
        return f"({name}={shown!r})" if bracketed else f"{name}={shown!r}"
    return _WITH_VALUE.sub(argument, message)


def exception(status: int, error: Optional[Any]) -> Error:
    """The exception for a status and the error object that came with it."""
    kind = _GENERAL.get(status) or _BLOCKS.get(-status // 100, InternalError)
    name = _abi.text(_abi.lib.sdg16_status_name(status))
    message = error.message.decode("utf-8", "replace") if error is not None else ""
    result = kind(in_python(message) or name)
    result.status = status
    result.name = name
    if error is not None:
        result.where = _abi.text(error.where)
        result.row = error.row or None
        result.column = error.column or None
    return result


def not_written(path: Any, problem: OSError) -> FileError:
    """The exception for a file that Python could not write."""
    result = FileError(f"{path}: writing failed: {problem.strerror or problem}")
    result.status, result.where = _abi.ERR_WRITE, str(path)
    result.name = _abi.text(_abi.lib.sdg16_status_name(_abi.ERR_WRITE))
    return result
