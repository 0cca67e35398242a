"""How times grow with sizes, and each series of times taken in a process that can be ended."""

from __future__ import annotations

import gc
import math
import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from statistics import fmean

from benchmarks.clocks import own_seconds

Work = Callable[[], object]
Prepare = Callable[[int], Work]
"""From a size to the work of that size, all else made beforehand; a function of a module."""

SMALLEST_FITTED = 100
"""Below it what every call costs, whatever its size, hides the growth."""

_LEAST_SECONDS, _SAMPLES = 0.02, 3


@dataclass(frozen=True, slots=True)
class Series:
    """The seconds of one call by size, and why there are no more, if there are not."""

    seconds: Mapping[int, float]
    note: str = ""

    @property
    def exponent(self) -> float | None:
        """The power of the size that the times grow with."""
        return exponent(self.seconds)


def exponent(seconds: Mapping[int, float]) -> float | None:
    """The slope of the logarithms by least squares, from `SMALLEST_FITTED` on; None for fewer than two."""
    points = [(math.log(size), math.log(time)) for size, time in seconds.items() if size >= SMALLEST_FITTED]
    if len(points) < 2:
        return None
    middle_x, middle_y = fmean(x for x, _ in points), fmean(y for _, y in points)
    width = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / width


def seconds_of(work: Work) -> float:
    """The processor time of one call: the least of a few samples, of one where that takes long."""
    calls, spent = 1, _sample(work, 1)
    while spent * calls < _LEAST_SECONDS:
        calls *= 4
        spent = _sample(work, calls)
    samples = 1 if spent * calls > 1 else _SAMPLES
    return min([spent, *(_sample(work, calls) for _ in range(samples - 1))])


def _sample(work: Work, calls: int) -> float:
    gc.collect()
    start = own_seconds()
    for _ in range(calls):
        work()
    return (own_seconds() - start) / calls


def measure_within(prepare: Prepare, sizes: Sequence[int], patience: float) -> Series:
    """The series of times, each size with so many seconds on the wall; none after one that takes longer."""
    spawning = multiprocessing.get_context("spawn")
    receiver, sender = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_send_times, args=(prepare, sizes, sender), daemon=True)
    process.start()
    sender.close()
    try:
        return _received(receiver, sizes, patience)
    finally:
        process.kill()
        process.join()
        receiver.close()


def _send_times(prepare: Prepare, sizes: Sequence[int], sender: Connection[object, object]) -> None:
    for size in sizes:
        try:
            sender.send(seconds_of(prepare(size)))
        except Exception as error:  # noqa: BLE001  # whatever is raised is a finding
            sender.send(f"{type(error).__name__}: {str(error).partition(chr(10))[0]}")
            return


def _received(receiver: Connection[object, object], sizes: Sequence[int], patience: float) -> Series:
    seconds: dict[int, float] = {}
    for size in sizes:
        if not receiver.poll(patience):
            return Series(seconds, f"{size:,}: over {patience:g} s")
        try:
            found = receiver.recv()
        except EOFError:
            return Series(seconds, f"{size:,}: the process ended")
        if not isinstance(found, float):
            return Series(seconds, f"{size:,}: {found}")
        seconds[size] = found
    return Series(seconds)
