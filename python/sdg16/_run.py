"""Running long computations: progress, cancelling, Ctrl-C."""

from __future__ import annotations

import queue
import threading
from typing import Any, Callable, List, Optional, Tuple, TypeVar

from . import _abi
from ._handle import Handle, made

T = TypeVar("T")
Progress = Callable[[float], Any]


class Cancel(Handle):
    """A token that ends computations from any thread.

    >>> cancel = sdg16.Cancel()
    >>> threading.Timer(5, cancel.request).start()
    >>> sdg16.mse(capture, cancel=cancel)     # raises sdg16.Cancelled after 5 s
    """

    _free = "sdg16_cancel_free"

    def __init__(self) -> None:
        super().__init__(made("sdg16_cancel_new"))
        self._requested = False  # by its owner, not by an interrupt

    def request(self) -> None:
        """Asks the computations to stop."""
        self._requested = True
        _abi.lib.sdg16_cancel_request(self._pointer)

    def reset(self) -> None:
        """Makes the token usable again."""
        self._requested = False
        _abi.lib.sdg16_cancel_reset(self._pointer)

    def _interrupt(self, thread: threading.Thread) -> None:
        """Ends the computation of a thread; the token is then as it was before."""
        _abi.lib.sdg16_cancel_request(self._pointer)
        if thread.ident is not None:
            thread.join()
        if not self._requested:
            _abi.lib.sdg16_cancel_reset(self._pointer)


def run(work: Callable[[Any], T], *, threads: int = 1, seed: int = 1,
        replicate_range: Optional[Tuple[int, Optional[int]]] = None, time_limit: float = 0,
        progress: Optional[Progress] = None, cancel: Optional[Cancel] = None,
        keep_partial: bool = False) -> T:
    """Calls ``work(exec_options)``.

    Python handles Ctrl-C only between its own instructions, and only in the main thread.
    So a helper thread does the work, while the main thread waits for it, calls
    ``progress`` and passes an interrupt on to the cancel token. With ``keep_partial`` an
    interrupt asks for the partial result; it is raised only if there is none.
    """
    token = (Cancel() if cancel is None
             else _abi.instance(cancel, Cancel, "cancel", "sdg16.Cancel"))
    if progress is not None and not callable(progress):
        raise _abi.refusal("progress", "a function of one number", progress)
    options = _abi.initialised(_abi.ExecOptions, "sdg16_exec_options_init")
    options.threads = _abi.integer(threads, _abi.INT32_MIN, _abi.INT32_MAX, "threads")
    options.seed = _abi.integer(seed, 0, _abi.UINT64_MAX, "seed")
    options.time_limit = _abi.number(time_limit, "time_limit")
    options.replicate_begin, options.replicate_end = _range(replicate_range)
    options.cancel = token._pointer
    if progress is None and threading.current_thread() is not threading.main_thread():
        return work(options)

    messages: queue.SimpleQueue = queue.SimpleQueue()  # fractions, and None at the end
    outcome: List[Tuple[Any, Optional[BaseException]]] = []
    if progress is not None:
        options.progress = _abi.PROGRESS(lambda fraction, _: messages.put(fraction))

    def helper(keep_alive: Cancel = token) -> None:
        try:
            outcome.append((work(options), None))
        except BaseException as problem:
            outcome.append((None, problem))
        messages.put(None)

    thread = threading.Thread(target=helper, name="sdg16", daemon=True)
    try:
        thread.start()
        while (fraction := messages.get()) is not None:
            progress(fraction)  # type: ignore[misc]
    except BaseException as stop:  # an interrupt, or progress itself failed
        token._interrupt(thread)
        wanted = keep_partial and isinstance(stop, KeyboardInterrupt)
        if not wanted or not outcome or outcome[0][1] is not None:
            raise
    thread.join()
    value, problem = outcome[0]
    if problem is not None:
        raise problem
    return value


def _range(given: Optional[Tuple[int, Optional[int]]]) -> Tuple[int, int]:
    """The replicates begin to end - 1 as the library expects them; end None: to the last."""
    if given is None:
        return 0, -1
    begin, end = _abi.pair(given, "replicate_range", "two numbers, the first replicate, from 0, "
                           "and the one after the last")
    return (_abi.integer(begin, 0, _abi.INT64_MAX, "replicate_range"),
            -1 if end is None else _abi.integer(end, 0, _abi.INT64_MAX, "replicate_range"))
