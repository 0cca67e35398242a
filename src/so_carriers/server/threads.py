"""Threads that wait for the database or hash passwords, while the event loop goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """A few threads of one purpose; what finds all of them busy waits its turn."""

    def __init__(self, most: int, purpose: str) -> None:
        self._executor = ThreadPoolExecutor(most, thread_name_prefix=f"so-carriers-{purpose}")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the work returns or raises. One that has begun goes on to its end, though nobody await it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, partial(work, *args, **kwargs))

    def close(self) -> None:
        """Waits for what has begun; what waits is not begun any more."""
        self._executor.shutdown(cancel_futures=True)
