"""Where something else is faster, found in the figures, and when that is the better choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.document.alternatives import HINTS, WHEN
from benchmarks.figures import ContenderFigures, Figures, Kind
from benchmarks.line import SUBJECT
from benchmarks.report import figure

READ_NOTHING = "names in another case"
"""What those lose whose classes do not know the names in the body: they skip it, which is quick."""

CLEARLY = 0.9
"""The share of the library's time from which on a single series of times tells who is faster."""

_OURS = {Kind.SUBJECT, Kind.PART, Kind.BASELINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Faster:
    """A contender of a line whose ratio to the library lies below 1 with its whole interval."""

    who: str
    line: str
    share: float
    loses: tuple[str, ...]


def who_is(name: str) -> str:
    """The longest name in `WHEN` that a contender's begins with; the contender's own where there is none."""
    return max((key for key in WHEN if name.startswith(key)), key=len, default=name)


def faster(figures: Figures) -> dict[str, list[Faster]]:
    """By who it is: where each is faster."""
    found: dict[str, list[Faster]] = {}
    for each in _faster(figures):
        found.setdefault(each.who, []).append(each)
    return found


def _faster(figures: Figures) -> Iterator[Faster]:
    for line in figures.lines:
        for contender in line.contenders:
            share = _share(contender)
            if share is not None and not any(what.startswith(READ_NOTHING) for what in contender.loses):
                yield Faster(who=who_is(contender.name), line=line.name, share=share, loses=contender.loses)


def _share(contender: ContenderFigures) -> float | None:
    """The contender's part of the library's time in the same rounds; None where it is not faster for sure."""
    ratio = contender.to_subject
    return None if ratio is None or contender.kind in _OURS or ratio.high >= 1 else ratio.median


def advice(figures: Figures) -> Iterator[str]:
    """A row of a table for each that is faster somewhere: where, how much, at what price, when to take it."""
    for who, found in faster(figures).items():
        yield f"| {who} | {_shares(found)} | {_price(found)} | {_when(who, found)} |"


def _when(who: str, found: Iterable[Faster]) -> str:
    """When it is the better choice, and what is to be said of some of the work that it is faster in."""
    works = dict.fromkeys(work_of(each.line) for each in found)
    return "; ".join(filter(None, [WHEN.get(who, ""), *(HINTS.get((who, work), "") for work in works)]))


def never_faster(figures: Figures) -> Iterator[str]:
    """An item for each that is measured and faster nowhere, and when it is the better choice all the same."""
    ahead = faster(figures)
    names = dict.fromkeys(
        who_is(contender.name)
        for line in figures.lines
        for contender in line.contenders
        if contender.kind not in _OURS
    )
    for who in names:
        if who not in ahead and who in WHEN:
            yield f"- **{who}**: {WHEN[who]}."


def smaller(figures: Figures) -> Iterator[str]:
    """An item for each whose values take less memory than the library's, at the most or while they live."""
    rows = figures.parts.get("memory", {}).get("rows", ())
    ours = {row["format"]: row for row in rows if row["name"] == SUBJECT}
    for row in rows:
        own = ours.get(row["format"])
        shares = [] if own is None or own is row else [*_memory_shares(row, own)]
        if shares:
            loses = "; ".join(row["loses"]) or "nothing"
            yield f"- {row['name']}, {row['format']}: {'; '.join(shares)}; loses {loses}"


def _memory_shares(row: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[str]:
    for name, title in (("kept_per_carrier", "of what is kept"), ("peak_per_carrier", "of the most")):
        if row[name] and own[name] and row[name] / own[name] < CLEARLY:
            yield f"{figure(row[name] / own[name])} {title}"


def faster_at_the_largest(figures: Figures) -> Iterator[str]:
    """An item for each that is faster at the largest size that both reached of some work of growth."""
    found: dict[str, list[str]] = {}
    for case in figures.parts.get("growth", {}).get("cases", ()):
        for name, size, share in _shares_at_the_largest(case):
            lost = case["contenders"][name].get("loses")
            price = f", loses {lost}" if lost else ""
            found.setdefault(name, []).append(
                f"{case['name']} ({size:,} {case['axis']}): {figure(share)}{price}"
            )
    for name, works in found.items():
        yield f"- {name}: {'; '.join(works)}"


def _shares_at_the_largest(case: Mapping[str, Any]) -> Iterator[tuple[str, int, float]]:
    own = case["contenders"].get(SUBJECT, {}).get("seconds", {})
    for name, found in case["contenders"].items():
        common = [int(size) for size in found["seconds"] if size in own]
        # Who drops what grows has nothing to do.
        if name == SUBJECT or not common or name.endswith("(floor)") or found.get("drops"):
            continue
        size = max(common)
        share = found["seconds"][str(size)] / own[str(size)]
        if share < CLEARLY:
            yield name, size, share


def work_of(line: str) -> str:
    """The work of a line, which lines on other bodies share; what imports do is a work of its own each."""
    return line if line.startswith(("import", "cold ")) else line.partition(",")[0]


def _shares(found: Sequence[Faster]) -> str:
    """The operations, each with the least and the greatest share of the library's time."""
    by_work: dict[str, list[float]] = {}
    for each in found:
        by_work.setdefault(work_of(each.line), []).append(each.share)
    return "; ".join(f"{work}: {_range(shares)}" for work, shares in by_work.items())


def _range(shares: Iterable[float]) -> str:
    ordered = sorted(shares)
    least, most = figure(ordered[0]), figure(ordered[-1])
    return least if least == most else f"{least} to {most}"


def _price(found: Sequence[Faster]) -> str:
    """What is lost, without how often, which depends on the body."""
    lost = dict.fromkeys(re.sub(r": [\d,]+$", "", what) for each in found for what in each.loses)
    return "; ".join(lost) or "nothing that these lines look at"
