"""What `samples` draw from: the same numbers for the same seed, in every version of Python."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from typing import TypeVar

from so_carriers.values.date_time import DateTime

T = TypeVar("T")

_FIRST_DAY = datetime.date(1999, 1, 1)
_TICKS_OF_A_DAY = 24 * 60 * 60 * 10**7
_ZONES = (1, 2, 2, 5.5, -9.5)
"""Hours east of Greenwich, those of a Norwegian server most often."""


class Source:
    """What is drawn for one seed.

    `random.Random.random` is the one method whose numbers Python promises to keep, so all
    others are made of it.
    """

    def __init__(self, seed: str) -> None:
        self._number = random.Random(seed).random  # noqa: S311  # sample data are no secrets

    def integer(self, low: int, high: int) -> int:
        """From `low` to `high`, both included."""
        return low + int(self._number() * (high - low + 1))

    def one_of(self, choices: Sequence[T]) -> T:
        """Each is as likely as the others."""
        return choices[self.integer(0, len(choices) - 1)]

    def some_of(self, choices: Sequence[T], most: int) -> list[T]:
        """At most so many of them, each once, in their order."""
        chosen = {self.integer(0, len(choices) - 1) for _ in range(self.integer(0, most))}
        return [choices[index] for index in sorted(chosen)]

    def chance(self, share: float) -> bool:
        """True in this share of all calls."""
        return self._number() < share

    def moment(self) -> DateTime:
        """Between 1999 and 2026, with seven digits and a zone."""
        day = _FIRST_DAY + datetime.timedelta(days=self.integer(0, 9_999))
        ticks = self.integer(1, _TICKS_OF_A_DAY - 1)
        time = (datetime.datetime.min + datetime.timedelta(microseconds=ticks // 10)).time()
        zone = datetime.timezone(datetime.timedelta(hours=self.one_of(_ZONES)))
        return DateTime.combine(day, time, zone, nanosecond=ticks % 10 * 100)
