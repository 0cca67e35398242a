"""Whether a bar is met, told only where the noise lets it be told.

The ratio that a bar speaks of is a median over rounds, and it comes with the interval in
which the true median lies with 95 % confidence. Within one process that is not all the
noise: another process, with the same objects at other addresses, gives medians that differ
by some percent more. So the rule is:

1. Where the interval, widened by `NEAR` on both sides, does not hold the bar, the verdict
   stands: met below it, missed above it.
2. Where it does, the line is too close to tell from one process. `--check` then measures
   it again in fresh processes, one after the other, in each of which it times the library
   and the references in `FRESH_ROUNDS`. After each number of processes in `STAGES` the
   median of their medians is taken, and the interval in which the true one lies with 99 %
   confidence. The first that does not hold the bar gives the verdict; to be met before
   the last stage, a bar must be clear of it by `EARLY` too.
3. Where the last still holds the bar, the line stays too close to tell, and that counts
   as missed: a bar is met only where the whole interval lies at it or below it.

No bar is widened by that: noise can cost the library a bar, and it can win none.
"""

from __future__ import annotations

from enum import StrEnum

from benchmarks.spread import Spread

NEAR = 0.15
"""How far medians of two processes were seen to differ, beyond their intervals, with some to spare."""

STAGES = (8, 24, 48)
"""After how many fresh processes a line that is too close to tell is looked at."""

FRESH_ROUNDS = 11
"""The most rounds in each of them: the noise between processes is greater than that within one."""

EARLY = 0.03
"""By how much of itself an interval is widened upwards while a later stage can still tell more."""

CONFIDENCE = 0.99
"""Of the interval over fresh processes; of eight figures it is the least and the greatest."""


class Verdict(StrEnum):
    """What is said of a line that has a bar."""

    MET = "met"
    MISSED = "MISSED"
    TOO_CLOSE = "too close to tell, which counts as MISSED"


def verdict(ratio: Spread, at_most: float, *, below: float = 0.0, above: float = 0.0) -> Verdict:
    """What a ratio says of a bar, its interval widened on both sides by these shares of itself."""
    if ratio.high * (1 + above) <= at_most:
        return Verdict.MET
    if ratio.low * (1 - below) > at_most:
        return Verdict.MISSED
    return Verdict.TOO_CLOSE
