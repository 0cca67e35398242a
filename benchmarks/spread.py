"""Medians, and how far they can be trusted."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

CONFIDENCE = 0.95
"""Of the interval, where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some figures, the quartiles around it, and an interval that holds the true median.

    `low` and `high` are figures that were found: between them the true median lies with the
    confidence asked for, whatever the figures are distributed like, as long as each is taken
    under the same conditions. Where there are too few figures they are the least and the
    greatest, with less confidence than that.
    """

    median: float
    lower: float
    upper: float
    low: float
    high: float


def spread(figures: Sequence[float], confidence: float = CONFIDENCE) -> Spread:
    """The spread of at least one figure."""
    ordered = sorted(figures)
    if len(ordered) == 1:
        return Spread(*ordered * 5)
    lower, median, upper = statistics.quantiles(ordered, n=4, method="inclusive")
    left_out = _left_out(len(ordered), confidence)
    return Spread(median, lower, upper, ordered[left_out], ordered[-1 - left_out])


def _left_out(number: int, confidence: float) -> int:
    """How many figures at each end lie outside the interval.

    How many figures lie below the true median is binomial, with an even chance for each.
    """
    left_out, ways = 0, 0
    for fewer in range(number // 2):
        ways += math.comb(number, fewer)
        if 2 * ways > (1 - confidence) * 2**number:
            break
        left_out = fewer
    return left_out
