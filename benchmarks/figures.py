"""What a run found, without the seconds of each round: what is printed, stored, compared and drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from benchmarks.line import SUBJECT
from benchmarks.result import REST, Result
from benchmarks.spread import Spread, spread
from benchmarks.verdicts import NEAR, Verdict, verdict


class Kind(StrEnum):
    """What a contender is for whoever wants all that the body says."""

    SUBJECT = "this"
    PEER = "peer"
    LOSSY = "lossy"
    FLOOR = "floor"
    PART = "part"
    BASELINE = "base"
    UNABLE = "unable"


_OURS = {Kind.SUBJECT, Kind.PART, Kind.BASELINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContenderFigures:
    """One contender of a line; no times where it cannot do the work.

    `ratio` is taken to the line's reference, `to_subject` to this library, each within a round.
    """

    name: str
    kind: Kind
    loses: tuple[str, ...]
    seconds: Spread | None = None
    least: float | None = None
    ratio: Spread | None = None
    to_subject: Spread | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloserLook:
    """The ratio of the library over so many fresh processes, each giving its median."""

    processes: int
    ratio: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFigures:
    """One line; `verdict` is None where there is no bar or nothing can be told of it."""

    name: str
    remark: str
    at_most: float | None
    reference: str | None
    verdict: Verdict | None
    contenders: tuple[ContenderFigures, ...]
    closer: CloserLook | None = None

    def contender(self, name: str) -> ContenderFigures | None:
        """The contender of this name, if there is one."""
        return next((each for each in self.contenders if each.name == name), None)

    @property
    def ratio(self) -> Spread | None:
        """The ratio of the library that the verdict is about."""
        subject = self.contender(SUBJECT)
        return self.closer.ratio if self.closer else subject.ratio if subject else None

    @property
    def is_missed(self) -> bool:
        """Whether a bar is missed; one that is too close to tell is."""
        return self.verdict in {Verdict.MISSED, Verdict.TOO_CLOSE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A run. `parts` are what other commands found, as they wrote it: growth, memory."""

    heading: Mapping[str, str]
    lines: Sequence[LineFigures]
    parts: Mapping[str, Any] = field(default_factory=dict)


def line_figures(result: Result, *, judged: bool = True) -> LineFigures:
    """The figures of a line; without `judged` no verdict, as where one round tells nothing."""
    return LineFigures(
        name=result.line.name,
        remark=result.line.remark,
        at_most=result.line.at_most,
        reference=result.reference,
        verdict=_verdict(result) if judged else None,
        contenders=(*(_contender_figures(result, name) for name in result.loses), *_rest(result)),
    )


def _rest(result: Result) -> Iterator[ContenderFigures]:
    """A row for what the steps of a line leave over, so that their shares add up to the whole."""
    found = result.rest()
    if found is not None:
        seconds, share = found
        yield ContenderFigures(
            name=REST, kind=Kind.PART, loses=(), seconds=spread(seconds), least=min(seconds), ratio=share
        )


def _verdict(result: Result) -> Verdict | None:
    """Who loses something, or cannot be compared, meets no bar."""
    at_most, ratio = result.line.at_most, result.ratio(SUBJECT)
    if at_most is None:
        return None
    if result.loses[SUBJECT] or ratio is None:
        return Verdict.MISSED
    return verdict(ratio, at_most, below=NEAR, above=NEAR)


def _contender_figures(result: Result, name: str) -> ContenderFigures:
    loses, kind = result.loses[name], _kind(result, name)
    if name not in result.seconds:
        return ContenderFigures(name=name, kind=kind, loses=loses)
    seconds = result.own_seconds(name)
    return ContenderFigures(
        name=name,
        kind=kind,
        loses=loses,
        seconds=spread(seconds),
        least=min(seconds),
        ratio=result.ratio(name),
        to_subject=None if kind in _OURS else result.ratio_to(SUBJECT, name),
    )


def _kind(result: Result, name: str) -> Kind:
    if name == SUBJECT:
        return Kind.SUBJECT
    if name not in result.seconds:
        return Kind.UNABLE
    if name == result.line.baseline:
        return Kind.BASELINE
    if result.line.references == (SUBJECT,):
        return Kind.PART
    if any(each.is_floor for each in result.line.contenders if each.name == name):
        return Kind.FLOOR
    return Kind.LOSSY if result.loses[name] else Kind.PEER
