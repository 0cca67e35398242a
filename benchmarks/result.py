"""What came out of a line: what each contender loses, its times, and ratios, round by round."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.line import SUBJECT, Line
from benchmarks.spread import Spread, spread
from benchmarks.timing import interleave

REST = "rest: calls between the steps"
"""What the whole takes beyond its steps, in a line whose contenders are the whole and its steps."""


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

    def ratio(self, name: str) -> Spread | None:
        """A contender's time as a multiple of the reference's; None where either has no time."""
        reference = self.reference
        return None if reference is None else self.ratio_to(reference, name)

    def ratio_to(self, other: str, name: str) -> Spread | None:
        """A contender's time as a multiple of another's of the same round; None where either has no time."""
        if not {name, other} <= self.seconds.keys() or self.line.baseline in {name, other}:
            return None
        return _shares(self.own_seconds(name), self.own_seconds(other))

    def rest(self) -> tuple[Sequence[float], Spread] | None:
        """What the whole takes beyond its steps, round by round, and its share; None where there are none."""
        if self.line.references != (SUBJECT,) or SUBJECT not in self.seconds:
            return None
        whole = self.seconds[SUBJECT]
        steps = [seconds for name, seconds in self.seconds.items() if name != SUBJECT]
        rest = [each - sum(parts) for each, *parts in zip(whole, *steps, strict=True)]
        return rest, _shares(rest, whole)


def _shares(own: Sequence[float], others: Sequence[float]) -> Spread:
    return spread([one / other for one, other in zip(own, others, strict=True)])


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


def only_what_the_bar_needs(line: Line) -> Line:
    """The line with the library, the references and the baseline alone."""
    needed = {SUBJECT, line.baseline, *line.references}
    return replace(line, contenders=tuple(each for each in line.contenders if each.name in needed))
