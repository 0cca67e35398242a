"""Threads that wait for the database or hash passwords, while the event loop goes on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ClassVar, ParamSpec, TypeVar

from so_carriers.errors import SoCarriersError

P = ParamSpec("P")
T = TypeVar("T")

_SECONDS_TO_WAIT = 1


class ServerBusy(SoCarriersError):
    """Too much of the same waits already; `headers` say when to ask again (RFC 9110, section 10.2.3)."""

    status: ClassVar[int] = 503

    def __init__(self, purpose: str, most: int) -> None:
        super().__init__(
            f"{purpose}: {most} wait already, the most that may; ask again in {_SECONDS_TO_WAIT} s"
        )
        self.headers = {"Retry-After": str(_SECONDS_TO_WAIT)}


class Threads:
    """A few threads of one purpose; what finds all of them busy waits its turn.

    With `most_at_hand`, so much at most is worked at and waits, together.
    """

    def __init__(self, most: int, purpose: str, most_at_hand: int | None = None) -> None:
        self._executor = ThreadPoolExecutor(most, thread_name_prefix=f"so-carriers-{purpose}")
        self._purpose = purpose
        self._most_at_hand = most_at_hand
        self._at_hand = 0
        self._turn = threading.Lock()

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the work returns or raises; raises ServerBusy where too much waits.

        Work that has begun goes on to its end, though nobody await it.
        """
        self._take_place()
        try:
            future = self._executor.submit(work, *args, **kwargs)
        except BaseException:
            self._leave_place()
            raise
        future.add_done_callback(self._leave_place)
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Waits for what has begun; what waits is not begun any more."""
        self._executor.shutdown(cancel_futures=True)

    def _take_place(self) -> None:
        with self._turn:
            if self._most_at_hand is not None and self._at_hand >= self._most_at_hand:
                raise ServerBusy(self._purpose, self._most_at_hand)
            self._at_hand += 1

    def _leave_place(self, _done: Future[Any] | None = None) -> None:
        with self._turn:
            self._at_hand -= 1
