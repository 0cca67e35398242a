"""A signal that ends a campaign, even where what it raises is swallowed on its way up."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

from so_carriers.cli.conversion.errors import Interrupted

_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Ending:
    """Takes note of a signal and raises Interrupted, at once and whenever it is asked."""

    def __init__(self) -> None:
        self._number: int | None = None

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Watches for signals; in another thread than the main one there are none to watch for."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._note) for number in _ENDING}
        try:
            yield
        finally:
            for number, earlier in before.items():
                signal.signal(number, earlier)

    def check(self) -> None:
        """Raises Interrupted where a signal came."""
        if self._number is not None:
            raise Interrupted(self._number)

    def _note(self, number: int, _frame: FrameType | None) -> NoReturn:
        self._number = number
        raise Interrupted(number)
