"""The results as text, a table a line, and as JSON."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.line import SUBJECT
from benchmarks.result import Ratio, Result


def heading_text(heading: Mapping[str, str]) -> str:
    """The heading, a line for each of its parts."""
    return "\n".join(f"{name}: {text}" for name, text in heading.items())


def table(result: Result) -> str:
    """One line: its bar, then times in microseconds per call, ratios, and what is lost, a row each."""
    titles = ("", "µs median", "µs least", "ratio", "quartiles", "loses")
    rows = [titles, *(_row(result, name) for name in result.loses)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        [
            f"{result.line.name} ({result.line.remark})",
            f"  {bar_text(result)}",
            *(_aligned(row, widths) for row in rows),
        ]
    )


def bar_text(result: Result) -> str:
    """What the ratios are taken to, the bar, and whether it is met."""
    reference = f"ratios to {result.reference or 'nobody'}"
    if result.is_met is None:
        return f"{reference}; no bar"
    ratio = result.ratio(SUBJECT)
    found = "not measured" if ratio is None else _figure(ratio.median)
    verdict = "met" if result.is_met else "MISSED"
    return f"{reference}; bar: {SUBJECT} at most {result.line.at_most:.2f}, found {found}: {verdict}"


def missed_bars(results: Iterable[Result]) -> list[str]:
    """The lines whose bar is missed, each with by how much."""
    return [f"{result.line.name}: {bar_text(result)}" for result in results if result.is_met is False]


def document(heading: Mapping[str, str], results: Iterable[Result]) -> dict[str, Any]:
    """All that was found, for a file of JSON: the seconds of every round too."""
    return {"heading": dict(heading), "lines": [_line_document(result) for result in results]}


def _line_document(result: Result) -> dict[str, Any]:
    return {
        "name": result.line.name,
        "remark": result.line.remark,
        "at_most": result.line.at_most,
        "reference": result.reference,
        "is_met": result.is_met,
        "contenders": [_contender_document(result, name) for name in result.loses],
    }


def _contender_document(result: Result, name: str) -> dict[str, Any]:
    ratio = result.ratio(name)
    return {
        "name": name,
        "loses": list(result.loses[name]),
        "ratio": None if ratio is None else {"median": ratio.median, "quartiles": [ratio.lower, ratio.upper]},
        "seconds": list(result.own_seconds(name)) if name in result.seconds else None,
    }


def _row(result: Result, name: str) -> Sequence[str]:
    loses = "; ".join(result.loses[name]) or "nothing"
    if name not in result.seconds:
        return name, "-", "-", "-", "-", loses
    microseconds = [second * 1e6 for second in result.own_seconds(name)]
    times = _figure(statistics.median(microseconds)), _figure(min(microseconds))
    return name, *times, *_ratio_cells(result.ratio(name)), loses


def _ratio_cells(ratio: Ratio | None) -> tuple[str, str]:
    if ratio is None:
        return "-", "-"
    return _figure(ratio.median), f"{_figure(ratio.lower)} to {_figure(ratio.upper)}"


def _figure(number: float) -> str:
    """At least three digits that count."""
    size = abs(number)
    decimals = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{number:,.{decimals}f}"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures, loses = row
    name_width, *figure_widths, _ = widths
    cells = [name.ljust(name_width), *map(str.rjust, figures, figure_widths), loses]
    return "  " + "  ".join(cells).rstrip()
