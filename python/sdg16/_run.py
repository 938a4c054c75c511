"""Running computations that may take long: progress, cancelling, Ctrl-C."""

from __future__ import annotations

import queue
import threading
from typing import Any, Callable, Optional, TypeVar

from . import _abi
from ._handle import Handle, made

T = TypeVar("T")
Progress = Callable[[float], Any]


class Cancel(Handle):
    """A token that ends the computations it was given to, from any thread.

    >>> cancel = sdg16.Cancel()
    >>> threading.Timer(5, cancel.request).start()
    >>> sdg16.mse(capture, cancel=cancel)     # raises sdg16.Cancelled after 5 s
    """

    _free = "sdg16_cancel_free"

    def __init__(self) -> None:
        super().__init__(made("sdg16_cancel_new"))

    def request(self) -> None:
        """Asks the computations to stop."""
        _abi.lib.sdg16_cancel_request(self._pointer)

    def reset(self) -> None:
        """Makes the token usable again."""
        _abi.lib.sdg16_cancel_reset(self._pointer)


def run(work: Callable[[Any], T], *, threads: int = 1, seed: int = 1, time_limit: float = 0,
        progress: Optional[Progress] = None, cancel: Optional[Cancel] = None) -> T:
    """Does ``work(exec_options)``.

    Python notices Ctrl-C only between its own instructions, and only in the main
    thread. So there the work goes to a helper thread, while the main thread waits
    for it, calls ``progress`` and passes an interrupt on to the cancel token.
    """
    token = cancel if cancel is not None else Cancel()
    options = _abi.initialised(_abi.ExecOptions, "sdg16_exec_options_init")
    options.threads = _abi.integer(threads, _abi.INT32_MIN, _abi.INT32_MAX, "threads")
    options.seed = _abi.integer(seed, 0, _abi.UINT64_MAX, "seed")
    options.time_limit = _abi.number(time_limit, "time_limit")
    options.cancel = token._pointer
    if progress is None and threading.current_thread() is not threading.main_thread():
        return work(options)

    messages: queue.SimpleQueue = queue.SimpleQueue()
    if progress is not None:
        options.progress = _abi.PROGRESS(lambda fraction, _: messages.put(fraction))

    def helper(keep_alive: Cancel = token) -> None:
        try:
            outcome = (work(options), None)
        except BaseException as problem:
            outcome = (None, problem)
        messages.put(outcome)

    thread = threading.Thread(target=helper, name="sdg16", daemon=True)
    try:
        thread.start()
        while not isinstance(message := messages.get(), tuple):
            progress(message)  # type: ignore[misc]
    except BaseException:  # an interrupt, or progress itself failed
        token.request()
        if thread.ident is not None:
            thread.join()
        raise
    thread.join()
    value, problem = message
    if problem is not None:
        raise problem
    return value
