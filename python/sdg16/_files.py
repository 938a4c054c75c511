"""Files: what is read, from a path or from memory; and CSV files that are written completely or
not at all."""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import stat
from typing import Any, BinaryIO, Iterator, List, NamedTuple, Optional, Union

from . import _abi
from ._errors import ArgumentError, not_written

Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview, Any]  # Any: with read()


class Opened(NamedTuple):
    """A path, or the name and the bytes of a file in memory."""

    name: bytes
    content: Optional[bytes]

    def put(self, options: Any) -> None:
        """Gives the bytes to the options of reading, which borrow them."""
        if self.content is not None:
            options.content = ctypes.cast(self.content, ctypes.c_void_p)
            options.content_size = len(self.content)


def is_source(value: Any) -> bool:
    """A path, bytes, or a file that is open for reading."""
    return (isinstance(value, (str, os.PathLike, bytes, bytearray, memoryview))
            or callable(getattr(value, "read", None)))


def opened(value: Any, what: str, encoding: Optional[str] = None) -> Opened:
    """What a function reads. Bytes are the content of a file, not its path; an open file is
    read to its end. ``encoding``: the one that the caller gave for the file."""
    if isinstance(value, (str, os.PathLike)):
        return Opened(_abi.encoded(value, what), None)
    if isinstance(value, (bytes, bytearray, memoryview)):
        content = bytes(value)
        if content and not any(end in content for end in (b"\n", b"\r", b"\0")):
            raise ArgumentError(f"{what} is bytes, which are the content of a file, and have no "
                                f"end of a line; give a path as text, not {content[:50]!r}",
                                where=what)
        return Opened(b"the bytes", content)
    if not callable(getattr(value, "read", None)):
        raise _abi.refusal(what, "text (a path), bytes or an open file", value)
    return Opened(_abi.encoded(file_name(value) or "the file", what),
                  _content(value, what, encoding))


def _content(file: Any, what: str, encoding: Optional[str]) -> bytes:
    try:
        found = file.read()
    except UnicodeDecodeError as problem:
        raise ArgumentError(f"{what}: the file is opened as text in another encoding ({problem}): "
                            "open it with mode 'rb'", where=what) from problem
    if isinstance(found, str):
        if encoding is not None:
            raise ArgumentError("encoding is for bytes, but the file is opened as text: open it "
                                "with mode 'rb'", where="encoding")
        return found.encode("utf-8", "surrogateescape")
    if not isinstance(found, (bytes, bytearray, memoryview)):
        raise _abi.refusal(what, "a file whose read() gives bytes or text", file)
    return bytes(found)


def file_name(value: Any) -> Optional[str]:
    """The path of a file, or the name of an open one; None: it has none."""
    if isinstance(value, (str, os.PathLike)):
        return os.fsdecode(value)
    name = getattr(value, "name", None)
    return name if isinstance(name, str) and callable(getattr(value, "read", None)) else None


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
