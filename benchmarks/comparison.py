"""Two runs beside each other: what is faster or slower than noise explains.

Ratios to a line's reference are compared, not times, since those depend on the machine. Each
comes with the interval that holds its median with 95 % confidence within its process;
another process differs by some percent more, so that each interval is widened by `NEAR`, as
for verdicts. Where fresh processes were asked, the interval over them stands instead, which is
not widened. Only where two such intervals have nothing in common is there a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.figures import ContenderFigures, Figures, LineFigures
from benchmarks.line import SUBJECT
from benchmarks.report import figure
from benchmarks.spread import Spread
from benchmarks.verdicts import NEAR


class Change(StrEnum):
    """What became of a ratio."""

    FASTER = "faster"
    SLOWER = "SLOWER"
    WITHIN_NOISE = "within noise"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One contender of one line, then and now; None where it was not measured."""

    line: str
    contender: str
    old: Spread | None
    new: Spread | None
    change: Change

    @property
    def is_regression(self) -> bool:
        """Whether the library itself became slower than noise explains."""
        return self.contender == SUBJECT and self.change is Change.SLOWER


def compare(old: Figures, new: Figures) -> list[Compared]:
    """Every contender of every line that both runs measured, but for the references."""
    before = {line.name: line for line in old.lines}
    return [
        compared
        for line in new.lines
        if line.name in before
        for compared in _compare_lines(before[line.name], line)
    ]


def _compare_lines(old: LineFigures, new: LineFigures) -> Iterator[Compared]:
    for contender in new.contenders:
        earlier = old.contender(contender.name)
        if earlier is None or contender.ratio is None or contender.name == old.reference:
            continue
        ratios = _then_and_now(old, new, contender, earlier)
        yield Compared(
            line=new.name,
            contender=contender.name,
            old=ratios[0],
            new=ratios[1],
            change=change(*ratios, drift=_drift(old, new, contender.name)),
        )


def _then_and_now(
    old: LineFigures, new: LineFigures, contender: ContenderFigures, earlier: ContenderFigures
) -> tuple[Spread | None, Spread | None]:
    """The ratios that are compared: those over fresh processes, where both runs asked some."""
    if old.closer and new.closer and contender.name == SUBJECT and old.reference == new.reference:
        return old.closer.ratio, new.closer.ratio
    return earlier.ratio, _to_reference_of(old, new, contender)


def _drift(old: LineFigures, new: LineFigures, name: str) -> float:
    """What intervals within one process are widened by; those over many need nothing."""
    is_closer = old.closer and new.closer and name == SUBJECT and old.reference == new.reference
    return 0.0 if is_closer else NEAR


def _to_reference_of(old: LineFigures, new: LineFigures, contender: ContenderFigures) -> Spread | None:
    """The new ratio to the old reference: where several are almost as fast, it is now one and now another."""
    reference = new.contender(old.reference) if old.reference else None
    if reference is None or reference.ratio is None or contender.ratio is None:
        return None
    by, ratio = reference.ratio.median, contender.ratio
    return Spread(ratio.median / by, ratio.lower / by, ratio.upper / by, ratio.low / by, ratio.high / by)


def change(old: Spread | None, new: Spread | None, *, drift: float = NEAR) -> Change:
    """What became of a ratio, where both are known; both intervals are widened by `drift` of themselves."""
    if old is None or new is None:
        return Change.NOT_COMPARED
    if new.high * (1 + drift) < old.low * (1 - drift):
        return Change.FASTER
    if new.low * (1 - drift) > old.high * (1 + drift):
        return Change.SLOWER
    return Change.WITHIN_NOISE


def comparison_text(old: Figures, new: Figures, found: Sequence[Compared]) -> str:
    """What the runs differ in, then a row for each contender, the library's marked."""
    rows = [("", "line", "contender", "then", "now", "")]
    rows += map(_row, found)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return "\n".join([*_differing_headings(old, new), *_unmatched(old, new), *table, _summary(found)])


def _row(compared: Compared) -> tuple[str, str, str, str, str, str]:
    mark = "*" if compared.contender == SUBJECT else ""
    ratios = _ratio_text(compared.old), _ratio_text(compared.new)
    return mark, compared.line, compared.contender, *ratios, compared.change


def _ratio_text(ratio: Spread | None) -> str:
    return "-" if ratio is None else f"{figure(ratio.median)} ({figure(ratio.low)} to {figure(ratio.high)})"


def _differing_headings(old: Figures, new: Figures) -> Iterator[str]:
    for name in {**old.heading, **new.heading}:
        then, now = old.heading.get(name, "not told"), new.heading.get(name, "not told")
        if then != now:
            yield from _difference(name, then, now)


def _difference(name: str, then: str, now: str) -> Iterator[str]:
    """A part of the heading that differs; of a list only what differs in it."""
    gone, come = _without(then, now), _without(now, then)
    yield f"not the same {name}: {gone or 'nothing'} then, {come or 'nothing'} now"


def _without(text: str, other: str) -> str:
    parts = set(other.split(", "))
    return ", ".join(part for part in text.split(", ") if part not in parts)


def _unmatched(old: Figures, new: Figures) -> Iterator[str]:
    then, now = {line.name for line in old.lines}, {line.name for line in new.lines}
    yield from _names("measured then and not now", then - now)
    yield from _names("measured now and not then", now - then)


def _names(what: str, names: Iterable[str]) -> Iterator[str]:
    if listed := sorted(names):
        yield f"{what}: {'; '.join(listed)}"


def _summary(found: Sequence[Compared]) -> str:
    counts = {change: sum(each.change is change for each in found) for change in Change}
    return ", ".join(f"{change.lower()}: {number}" for change, number in counts.items())
