"""Progress, Ctrl-C, cancel tokens and the time limit of a search that takes long."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

import sdg16

PROMPT = 2.0  # seconds


def hard():
    """Two kinds of persons, easy and hard to find, on eight lists: every pair looks
    dependent, so no small model is clearly the best."""
    lists, counts = 8, {}
    for h in range(1, 1 << lists):
        k = bin(h).count("1")
        mean = 9000 * 0.4**k * 0.6**(lists - k) + 60000 * 0.05**k * 0.95**(lists - k)
        counts[h] = int(mean * (0.7 + 0.6 * (h * 0.6180339887 % 1)))
    return sdg16.Capture.from_histories(lists, counts.keys(), counts.values())


LONG = {"select": "aic", "max_order": 4}


@pytest.mark.parametrize("keep_partial", [False, True])  # of a search there are no parts
def test_ctrl_c_ends_a_search(keep_partial):
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    capture = hard()
    timer.start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        sdg16.mse(capture, keep_partial=keep_partial, **LONG)
    assert 0.2 < time.monotonic() - start < 0.3 + PROMPT
    assert not [t for t in threading.enumerate() if t.name == "sdg16"]


def interrupted(work, seconds=0.5):
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        return work()
    finally:
        timer.cancel()


def test_ctrl_c_leaves_the_program_as_it_was(uk):
    """The handler of the signal, the threads, and the token of the caller, for the next call."""
    before, cancel = signal.getsignal(signal.SIGINT), sdg16.Cancel()
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            interrupted(lambda: sdg16.mse(hard(), cancel=cancel, **LONG))
        assert signal.getsignal(signal.SIGINT) is before
        assert not [t for t in threading.enumerate() if t.name == "sdg16"]
    assert sdg16.mse(uk, model="[]", cancel=cancel).status == "ok"
    cancel.request()  # of its owner: an interrupt of another call does not take it back
    with pytest.raises(sdg16.Cancelled):
        sdg16.mse(uk, replicates=1000, cancel=cancel)


def test_ctrl_c_ends_a_program_as_python_programs_end():
    code = ("import sys; sys.path.insert(0, sys.argv[1])\n"
            "from test_interrupt import LONG, hard, sdg16\n"
            "capture = hard()\nprint('ready', flush=True)\nsdg16.mse(capture, **LONG)\n")
    child = subprocess.Popen([sys.executable, "-c", code, os.path.dirname(__file__)],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    _, messages = child.communicate(timeout=10)
    assert child.returncode == -signal.SIGINT
    assert messages.rstrip().endswith("KeyboardInterrupt")


def test_a_token_cancels_from_another_thread():
    with sdg16.Cancel() as cancel:
        threading.Timer(0.2, cancel.request).start()
        start = time.monotonic()
        with pytest.raises(sdg16.Cancelled):
            sdg16.mse(hard(), cancel=cancel, **LONG)
        assert time.monotonic() - start < 0.2 + PROMPT
        with pytest.raises(sdg16.Cancelled):
            sdg16.mse(hard(), cancel=cancel, **LONG)
        cancel.reset()
        assert sdg16.mse(hard(), model="[]", cancel=cancel).status == "ok"


def test_a_token_works_where_the_call_is_not_on_the_main_thread():
    raised = []

    def work():
        try:
            sdg16.mse(hard(), cancel=cancel, **LONG)
        except sdg16.Cancelled as error:
            raised.append(error)

    cancel = sdg16.Cancel()
    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.2)
    cancel.request()
    thread.join(PROMPT)
    assert not thread.is_alive()
    assert len(raised) == 1


def test_the_time_limit_ends_a_search():
    start = time.monotonic()
    try:
        result = sdg16.mse(hard(), time_limit=0.3, **LONG)
    except sdg16.TimeLimit as error:
        assert "0.3 seconds" in str(error)
    else:
        assert "not-exact" in result.flags and not result.search.exact
    assert 0.3 <= time.monotonic() - start < 0.3 + PROMPT


def test_a_search_budget_ends_with_the_best_so_far():
    start = time.monotonic()
    result = sdg16.mse(hard(), search_fits=50, interval="profile", **LONG)
    assert time.monotonic() - start < 0.3 + 2 * PROMPT
    assert result.status == "ok"
    assert not result.search.exact
    assert result.search.bound <= result.search.best
    assert "not-exact" in result.flags
    assert "not proved best" in repr(result)


def test_progress_goes_from_0_to_1_on_the_calling_thread(uk):
    seen, where = [], set()

    def progress(fraction):
        seen.append(fraction)
        where.add(threading.current_thread())

    for work in (lambda: sdg16.mse(uk, progress=progress, threads=2),
                 lambda: sdg16.check(uk, progress=progress)):
        seen.clear()
        work()
        assert seen[0] == 0 and seen[-1] == 1
        assert seen == sorted(seen)
    assert where == {threading.current_thread()}


def test_an_exception_of_progress_ends_the_search():
    def progress(fraction):
        raise LookupError("enough")

    start = time.monotonic()
    with pytest.raises(LookupError, match="enough"):
        sdg16.mse(hard(), progress=progress, **LONG)
    assert time.monotonic() - start < PROMPT
    assert not [t for t in threading.enumerate() if t.name == "sdg16"]
