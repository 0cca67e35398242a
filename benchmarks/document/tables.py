"""Figures as tables of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.charts.selection import Chart
from benchmarks.figures import ContenderFigures, Kind, LineFigures
from benchmarks.line import SUBJECT
from benchmarks.report import bar_text, figure, found_text

_KINDS = {
    Kind.SUBJECT: "this library",
    Kind.PEER: "peer",
    Kind.LOSSY: "lossy",
    Kind.FLOOR: "floor",
    Kind.PART: "part",
    Kind.BASELINE: "base",
    Kind.UNABLE: "unable",
}


def heading_table(heading: Mapping[str, str]) -> list[str]:
    """What the figures depend on."""
    return ["| | |", "|---|---|", *(f"| {name} | {text} |" for name, text in heading.items())]


def bars_table(lines: Iterable[LineFigures]) -> list[str]:
    """Every bar, and what came of it."""
    return [
        "| line | taken to | at most | found (interval) | |",
        "|---|---|---:|---:|---|",
        *(_bar_row(line) for line in lines if line.at_most is not None),
    ]


def _bar_row(line: LineFigures) -> str:
    return (
        f"| {_cell(line.name)} | {line.reference or 'nobody'} | {line.at_most:.2f} "
        f"| {found_text(line)} | {line.verdict or 'not judged'} |"
    )


def line_table(line: LineFigures) -> Iterator[str]:
    """One line, its contenders from the fastest to the slowest."""
    yield f"**{_cell(line.name)}** ({line.remark}): {bar_text(line)}."
    yield ""
    yield "| contender | | µs | ratio | quartiles | loses |"
    yield "|---|---|---:|---:|---:|---|"
    yield from map(_contender_row, sorted(line.contenders, key=_median))


def _median(contender: ContenderFigures) -> float:
    return float("inf") if contender.seconds is None else contender.seconds.median


def _contender_row(contender: ContenderFigures) -> str:
    name = f"**{SUBJECT}**" if contender.kind is Kind.SUBJECT else contender.name
    loses = _cell("; ".join(contender.loses)) or "nothing"
    if contender.seconds is None:
        return f"| {name} | {_KINDS[contender.kind]} | | | | {loses} |"
    ratio = contender.ratio
    ratios = f"{figure(ratio.median)} | {figure(ratio.lower)} to {figure(ratio.upper)}" if ratio else " | "
    time = figure(contender.seconds.median * 1e6)
    return f"| {name} | {_KINDS[contender.kind]} | {time} | {ratios} | {loses} |"


def picture(chart: Chart) -> str:
    """A chart in the document."""
    return f"![{chart.text[0].upper()}{chart.text[1:]}](benchmarks/{chart.name}.svg)"


def growth_table(cases: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The power of each contender of each case, and the largest size with its time."""
    yield "| work | by | contender | largest | ms | power | last | remark |"
    yield "|---|---|---|---:|---:|---:|---:|---|"
    for case in cases:
        for name, found in case["contenders"].items():
            yield _growth_row(case, name, found)


def _growth_row(case: Mapping[str, Any], name: str, found: Mapping[str, Any]) -> str:
    seconds = {int(size): time for size, time in found["seconds"].items()}
    largest = max(seconds, default=None)
    size, time = (f"{largest:,}", figure(seconds[largest] * 1e3)) if largest is not None else ("", "")
    loses = f"loses {found['loses']}" if found.get("loses") else ""
    remark = _cell("; ".join(filter(None, [loses, found.get("note", "")])))
    powers = " | ".join(_powers(found))
    return f"| {_cell(case['name'])} | {case['axis']} | {name} | {size} | {time} | {powers} | {remark} |"


def _powers(found: Mapping[str, Any]) -> Sequence[str]:
    """Both powers; flat is what was measured at several sizes and grew at none."""
    if len(found["seconds"]) > 1 and not found["fitted"]:
        return "flat", "flat"
    return [f"{power:.2f}" if power is not None else "" for power in (found["power"], found["last_power"])]


def _cell(text: str) -> str:
    """A text that ends no cell and marks nothing."""
    return text.replace("|", "\\|").replace("*/*", "\\*/\\*")
