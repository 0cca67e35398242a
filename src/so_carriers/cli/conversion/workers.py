"""Converting in this process, or in several."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from so_carriers.cli.conversion.converter import Converted, Converter, Plan
from so_carriers.cli.conversion.errors import Failure
from so_carriers.cli.conversion.reading import Batch
from so_carriers.cli.conversion.signals import without_interruption

_BATCHES_PER_WORKER = 3
"""How many are on their way at most, so that memory does not grow with the input."""

_converters: list[Converter] = []
"""In a worker: the one that it was started with."""


def convert_all(batches: Iterable[Batch], plan: Plan, workers: int) -> Generator[Converted]:
    """What becomes of each batch, in their order.

    Raises Failure where a worker is ended from outside.
    """
    if workers == 1:
        yield from map(Converter(plan).convert, batches)
        return
    # Started anew, not forked: a fork of a process with threads may never get on.
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(plan,)
    )
    try:
        # The first task starts them all. Interrupting is this process's business, and theirs to go on.
        with without_interruption():
            pool.submit(bool)
        yield from _in_order(pool, batches, workers * _BATCHES_PER_WORKER)
    except BrokenProcessPool as error:
        raise Failure("a worker process ended before its work was done") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, batches: Iterable[Batch], most: int) -> Iterator[Converted]:
    waiting: deque[Future[Converted]] = deque()
    for batch in batches:
        waiting.append(pool.submit(_convert, batch))
        if len(waiting) == most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _begin(plan: Plan) -> None:
    """Prepares a worker."""
    _converters.append(Converter(plan))


def _convert(batch: Batch) -> Converted:
    return _converters[0].convert(batch)
