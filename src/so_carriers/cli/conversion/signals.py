"""Ending in order when a signal says so."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any, NoReturn

from so_carriers.cli.conversion.errors import Interrupted

_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Raises Interrupted for a signal that would end the process without a chance to tidy up."""
    with _handled(_ENDING, _interrupt):
        yield


@contextlib.contextmanager
def without_interruption() -> Iterator[None]:
    """Ignores SIGINT, and has processes that are started here ignore it for good."""
    with _handled([signal.SIGINT], signal.SIG_IGN):
        yield


@contextlib.contextmanager
def _handled(numbers: list[signal.Signals], handler: Any) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # only that one may change handlers
        yield
        return
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


def _interrupt(number: int, _frame: FrameType | None) -> NoReturn:
    # Once is enough: a second one must not stop the tidying up.
    for each in _ENDING:
        signal.signal(each, signal.SIG_IGN)
    raise Interrupted(number)
