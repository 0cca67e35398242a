"""What came out of a line: what each contender loses, its times, ratios, and whether the bar is met."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.line import SUBJECT, Line
from benchmarks.timing import interleave


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of the ratios of all rounds, and the quartiles around it."""

    median: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A line once it was measured.

    `loses` tells for each contender what its check found, in words, nothing where all is
    kept. `seconds` holds the seconds per call, round by round, of those who can do the
    work at all.
    """

    line: Line
    loses: Mapping[str, tuple[str, ...]]
    seconds: Mapping[str, tuple[float, ...]]

    def own_seconds(self, name: str) -> tuple[float, ...]:
        """The seconds per call of a contender, round by round, without those of the baseline."""
        seconds = self.seconds[name]
        if self.line.baseline is None or name == self.line.baseline:
            return seconds
        return tuple(a - b for a, b in zip(seconds, self.seconds[self.line.baseline], strict=True))

    @property
    def reference(self) -> str | None:
        """The fastest of the line's reference peers; None where none of them can do the work."""
        able = [name for name in self.line.references if name in self.seconds]
        return min(able, key=lambda name: statistics.median(self.own_seconds(name)), default=None)

    def ratio(self, name: str) -> Ratio | None:
        """A contender's time as a multiple of the reference's; None where either has no time."""
        reference = self.reference
        if reference is None or name not in self.seconds or name == self.line.baseline:
            return None
        pairs = zip(self.own_seconds(name), self.own_seconds(reference), strict=True)
        return _spread([own / other for own, other in pairs])

    @property
    def is_met(self) -> bool | None:
        """Whether the bar is met, None where there is none; who loses something meets no bar."""
        if self.line.at_most is None:
            return None
        ratio = self.ratio(SUBJECT)
        return not self.loses[SUBJECT] and ratio is not None and ratio.median <= self.line.at_most


def measure(line: Line, rounds: int, sample_seconds: float) -> Result:
    """Checks every contender of a line, then times those who can do the work."""
    loses: dict[str, tuple[str, ...]] = {}
    able = []
    for contender in line.contenders:
        try:
            loses[contender.name] = contender.check()
            able.append(contender)
        except Exception as error:  # noqa: BLE001  # whatever a contender raises is a finding about it
            loses[contender.name] = (f"all: {type(error).__name__}: {str(error).partition(chr(10))[0]}",)
    return Result(line=line, loses=loses, seconds=interleave(able, rounds, sample_seconds))


def _spread(ratios: Sequence[float]) -> Ratio:
    if len(ratios) == 1:
        return Ratio(ratios[0], ratios[0], ratios[0])
    lower, median, upper = statistics.quantiles(ratios, n=4, method="inclusive")
    return Ratio(median, lower, upper)
