"""How long calls take: the contenders of a line in turn, round by round, in one process.

The machine's slow phases then fall on all contenders alike, so that the ratios within a
round hold where the times themselves do not. The garbage collector stays as it is, switched on.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence

from benchmarks.line import Contender

SAMPLE_SECONDS = 0.004
"""How long one sample of one contender takes, unless a single call takes longer."""


def interleave(
    contenders: Sequence[Contender], rounds: int, sample_seconds: float = SAMPLE_SECONDS
) -> dict[str, tuple[float, ...]]:
    """The seconds per call of each contender by name, one figure a round.

    Each round starts with another contender. With `sample_seconds` 0 a sample is one call.
    """
    calls = {contender.name: _calls_per_sample(contender, sample_seconds) for contender in contenders}
    seconds: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for round_number in range(rounds):
        first = round_number % len(contenders)
        for contender in (*contenders[first:], *contenders[:first]):
            seconds[contender.name].append(_sample(contender, calls[contender.name]))
    return {name: tuple(figures) for name, figures in seconds.items()}


def _calls_per_sample(contender: Contender, sample_seconds: float) -> int:
    if not sample_seconds:
        return 1
    calls = 1
    while (spent := calls * _sample(contender, calls)) < sample_seconds / 4:
        calls *= 4
    return max(1, round(calls * sample_seconds / spent))


def _sample(contender: Contender, calls: int) -> float:
    """The seconds per call of so many calls in a row."""
    call, clock = contender.call, contender.clock
    arguments = contender.arguments(calls)
    # Nobody pays for the young objects that the contender before left behind.
    gc.collect(1)
    start = clock()
    for argument in arguments:
        call(argument)
    return (clock() - start) / calls
