"""Failures of the library as exceptions."""

from __future__ import annotations

from typing import Any, Optional

from . import _abi


class Error(Exception):
    """A failure of the library; the base of all others.

    ``code`` and ``name`` are the library's status, ``where`` the file, option or
    argument, ``row`` and ``column`` the place in it, from 1 (None: does not apply).

    >>> try:
    ...     sdg16.read_capture("victims.csv")
    ... except sdg16.Error as error:
    ...     print(error.name, error.where, error.row, error.column)
    """

    code: int = 0
    name: str = ""
    where: str = ""
    row: Optional[int] = None
    column: Optional[int] = None


class ArgumentError(Error, ValueError):
    """A value outside its documented range, or options that contradict each other."""


class FileError(Error, OSError):
    """A file that cannot be opened, read or written, or is not well-formed."""


class DataError(Error, ValueError):
    """Data that cannot be read as what they should be; names line and column."""


class CaptureError(DataError):
    """Capture histories, counts, lists or models that cannot be."""


class DesignError(DataError):
    """A survey design, or its use, that cannot be."""


class IndicatorError(DataError):
    """A part above its whole, bands that overlap, output that is not well-formed."""


class PopulationError(IndicatorError):
    """A population that is missing or not positive."""


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


def exception(status: int, error: Optional[Any]) -> Error:
    """The exception for a status and the error object that came with it."""
    kind = _GENERAL.get(status) or _BLOCKS.get(-status // 100, InternalError)
    name = _abi.text(_abi.lib.sdg16_status_name(status))
    message = error.message.decode("utf-8", "replace") if error is not None else ""
    result = kind(message or name)
    result.code = status
    result.name = name
    if error is not None:
        result.where = _abi.text(error.where)
        result.row = error.row or None
        result.column = error.column or None
    return result


def not_written(path: Any, problem: OSError) -> FileError:
    """The exception for a file that Python could not write."""
    result = FileError(f"{path}: writing failed: {problem.strerror or problem}")
    result.code, result.where = _abi.ERR_WRITE, str(path)
    result.name = _abi.text(_abi.lib.sdg16_status_name(_abi.ERR_WRITE))
    return result
