"""How times grow with sizes, and each series of times taken in a process that can be ended."""

from __future__ import annotations

import gc
import math
import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from statistics import fmean

from benchmarks.clocks import own_seconds

Work = Callable[[], object]
Prepare = Callable[[int], Work]
"""From a size to the work of that size, all else made and checked beforehand; a function of a module."""

GROWN = 2.0
"""How many times the least time another size takes at least to be fitted."""

_LEAST_SECONDS, _SAMPLES = 0.01, 3
_STARTED, _START_SECONDS = "started", 300.0


@dataclass(frozen=True, slots=True)
class Series:
    """The seconds of one call by size, and why there are no more, if there are not."""

    seconds: Mapping[int, float]
    note: str = ""

    @property
    def exponent(self) -> float | None:
        """The power of the size that the times grow with."""
        return exponent(self.seconds)

    @property
    def last_exponent(self) -> float | None:
        """The power over the last tenfold of the size, where what grows faster shows first."""
        sizes = fitted_sizes(self.seconds)
        return slope(self.seconds, [size for size in sizes if size * 10 >= sizes[-1]])

    @property
    def is_flat(self) -> bool:
        """Whether none of several sizes takes much longer than the quickest."""
        return len(self.seconds) > 1 and not fitted_sizes(self.seconds)


def fitted_sizes(seconds: Mapping[int, float]) -> list[int]:
    """The sizes whose time is growth for the greater part: at least `GROWN` times the least time.

    What every call costs, whatever its size, is at most the least time. Where another size
    takes hardly longer, that cost hides the growth, and noise would be fitted.
    """
    if not seconds:
        return []
    quickest = _quickest(seconds)
    grown = GROWN * seconds[quickest]
    return [size for size in sorted(seconds) if size > quickest and seconds[size] >= grown]


def exponent(seconds: Mapping[int, float]) -> float | None:
    """The power of the size that the times above the least grow with; None for too few that grow."""
    return slope(seconds, fitted_sizes(seconds))


def slope(seconds: Mapping[int, float], sizes: Sequence[int]) -> float | None:
    """The slope of the logarithms over these sizes by least squares, None for fewer than two.

    The least time and its size are taken off, and with them all that does not grow.
    """
    if len(sizes) < 2:
        return None
    least = _quickest(seconds)
    points = [(math.log(size - least), math.log(seconds[size] - seconds[least])) for size in sizes]
    middle_x, middle_y = fmean(x for x, _ in points), fmean(y for _, y in points)
    width = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / width


def _quickest(seconds: Mapping[int, float]) -> int:
    """The size of the least time: the smallest, or one near it where the times hardly differ."""
    return min(seconds, key=seconds.__getitem__)


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
    context = _context()
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send_times, args=(prepare, sizes, sender), daemon=True)
    process.start()
    sender.close()
    try:
        return _received(receiver, sizes, patience)
    finally:
        process.kill()
        process.join()
        receiver.close()


def _context() -> SpawnContext | ForkServerContext:
    """Fresh processes; where the system can fork, what all of them import is imported once."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.growth.cases"])
    return context


def _send_times(prepare: Prepare, sizes: Sequence[int], sender: Connection[object, object]) -> None:
    sender.send(_STARTED)
    # What was imported lives as long as the process, and need not be gone through before each sample.
    gc.collect()
    gc.freeze()
    for size in sizes:
        try:
            sender.send(seconds_of(prepare(size)))
        except Exception as error:  # noqa: BLE001  # whatever is raised is a finding
            sender.send(f"{type(error).__name__}: {str(error).partition(chr(10))[0]}")
            return


def _received(receiver: Connection[object, object], sizes: Sequence[int], patience: float) -> Series:
    seconds: dict[int, float] = {}
    # To start the process and to import what it needs is no part of any size.
    if not _has_started(receiver):
        return Series(seconds, "the process did not start")
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


def _has_started(receiver: Connection[object, object]) -> bool:
    try:
        return receiver.poll(_START_SECONDS) and receiver.recv() == _STARTED
    except EOFError:
        return False
