"""Tables as CSV files that are written completely or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import stat
from typing import Any, BinaryIO, Iterator, List

from . import _abi
from ._errors import not_written


@contextlib.contextmanager
def _replacing(path: str) -> Iterator[BinaryIO]:
    """A file that replaces ``path`` if the block ends without an exception. A symbolic link
    stays a link, and a file keeps its permissions; devices and pipes are written directly."""
    target = os.path.realpath(path)
    there = os.stat(target) if os.path.exists(target) else None
    if there is not None and not stat.S_ISREG(there.st_mode):
        with open(target, "wb") as file:
            yield file
        return
    temporary = os.path.join(os.path.dirname(target), f".sdg16-{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with open(descriptor, "wb") as file:
            if there is not None:
                os.fchmod(descriptor, stat.S_IMODE(there.st_mode))
            yield file
            file.flush()
            os.fsync(descriptor)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def write_csv(table: int, path: Any, safe_cells: bool = False) -> None:
    """Writes a table of the library; the file is replaced after all of it is written."""
    name = os.fsdecode(_abi.encoded(path, "path"))
    options = _abi.initialised(_abi.CsvWriteOptions, "sdg16_csv_write_options_init")
    options.safe_cells = _abi.flag(safe_cells, "safe_cells")
    problems: List[BaseException] = []
    try:
        with _replacing(name) as file:
            def write(start: int, size: int, _: Any) -> int:
                try:
                    file.write(ctypes.string_at(start, size))
                except BaseException as problem:  # may not pass through the library
                    problems.append(problem)
                    return _abi.ERR_WRITE
                return 0

            try:
                _abi.call("sdg16_table_write_csv_as", table, ctypes.byref(options),
                          _abi.WRITE(write), None)
            except BaseException:
                if problems:
                    raise problems[0]
                raise
    except OSError as problem:
        if problem.errno is None:  # the library's own
            raise
        raise not_written(name, problem) from problem
