"""Objects of the library that Python owns."""

from __future__ import annotations

import ctypes
import weakref
from typing import Any, TypeVar

from . import _abi

T = TypeVar("T", bound="Handle")


class Handle:
    """Frees its C object when it is closed, leaves its ``with`` block, or is
    garbage-collected. It never changes, so that any number of threads may use it at the
    same time; close it only when no thread uses it."""

    _free = ""  # name of the function that frees it

    def __init__(self, pointer: int) -> None:
        self._finalizer = weakref.finalize(self, getattr(_abi.lib, self._free), pointer)
        self._finalizer.atexit = False  # a helper thread may still be at work then
        self._handle = pointer

    @property
    def _pointer(self) -> int:
        if not self._finalizer.alive:
            raise ValueError(f"this {type(self).__name__} is closed")
        return self._handle

    def close(self) -> None:
        """Frees the memory now; the object cannot be used afterwards."""
        self._finalizer()

    def __enter__(self: T) -> T:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


def made(name: str, *arguments: Any) -> int:
    """Calls a function that creates a handle: (..., T **out, error)."""
    out = ctypes.c_void_p()
    _abi.call(name, *arguments, ctypes.byref(out))
    return out.value  # type: ignore[return-value]  # success: not NULL
