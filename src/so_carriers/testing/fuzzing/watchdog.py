"""A bound on the time that one case may take.

Where the platform has an alarm, a case is ended in the midst of Python code. What hangs in C
code cannot be ended: there `Lifeline` ends the process, once it has said where it hung.
"""

from __future__ import annotations

import contextlib
import faulthandler
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NoReturn

from so_carriers.testing.fuzzing.failures import TookTooLong

_HAS_ALARM = hasattr(signal, "setitimer")


class _Alarm(BaseException):
    """The time is over; no Exception, so that nothing takes it for a failure of its own."""


def within(seconds: float, work: Callable[[], None]) -> None:
    """Does the work; raises TookTooLong where it does not end in time, or ended too late."""
    start = time.monotonic()
    try:
        with _alarm(seconds):
            work()
    except _Alarm as alarm:
        # Where it was when the time was over tells what takes so long.
        raise TookTooLong(seconds).with_traceback(alarm.__traceback__) from None
    if time.monotonic() - start > seconds:
        raise TookTooLong(seconds)


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    # Only the main thread may change handlers.
    if not _HAS_ALARM or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Alarm


class Lifeline:
    """Ends the process, with a traceback, when nobody has called `pull` for some seconds.

    This works while C code runs; what is left then is what the black box holds.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next = 0.0
        self._stream = sys.__stderr__

    def pull(self) -> None:
        """Says that all is well; costs next to nothing when it was said a moment ago."""
        now = time.monotonic()
        if self._stream is None or now < self._next:
            return
        self._next = now + self._seconds / 10
        try:
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._stream)
        except (OSError, ValueError, RuntimeError):  # standard error is closed, or no file
            self._stream = None

    def release(self) -> None:
        """Lets go: nothing is ended any more."""
        faulthandler.cancel_dump_traceback_later()
