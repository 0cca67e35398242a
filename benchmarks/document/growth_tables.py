"""What other commands measured, for the document: growth and memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from benchmarks.charts.selection import Chart
from benchmarks.document.conditions import other_conditions
from benchmarks.document.tables import growth_table, picture
from benchmarks.document.texts import GROWTH, MEMORY
from benchmarks.figures import Figures
from benchmarks.line import SUBJECT
from benchmarks.report import figure

GROWTH_CHARTS = ("growth-carriers", "growth-size", "growth-unknown")


def growth_section(figures: Figures, charts: Mapping[str, Chart]) -> str:
    """The powers of each case; empty where growth was not measured."""
    cases = figures.parts.get("growth", {}).get("cases", [])
    if not cases:
        return ""
    pictures = [picture(charts[name]) for name in GROWTH_CHARTS if name in charts]
    table = "\n".join(growth_table(cases))
    folded = f"<details>\n<summary>All {len(cases)} works</summary>\n\n{table}\n\n</details>"
    limits = figures.parts["growth"].get("limits")
    left_out = f"Left out: {limits}." if limits else ""
    conditions = other_conditions(figures, "growth")
    parts = [GROWTH.strip(), conditions, left_out, *pictures, _steepest(cases), folded]
    return "\n\n".join(filter(None, parts))


def _steepest(cases: Iterable[Mapping[str, Any]]) -> str:
    """The library's powers in a sentence, and where it grows faster than sizes do."""
    powers = [
        (found["power"], case["name"])
        for case in cases
        for name, found in case["contenders"].items()
        if name == SUBJECT and found.get("power") is not None
    ]
    steep = sorted((power, name) for power, name in powers if power > _NOTABLE)
    listed = "; ".join(f"{name}: {power:.2f}" for power, name in reversed(steep)) or "none"
    return f"Of {len(powers)} works of this library these have a power above {_NOTABLE}: {listed}."


_NOTABLE = 1.15


def memory_section(figures: Figures) -> str:
    """The memory of each carrier in an array; empty where it was not measured."""
    rows = figures.parts.get("memory", {}).get("rows", [])
    if not rows:
        return ""
    conditions = other_conditions(figures, "memory")
    return "\n".join([MEMORY.strip(), "", *([conditions, ""] if conditions else []), *_memory_table(rows)])


def _memory_table(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield "| format | contender | carriers | kB in the body | kB at the most | kB kept | loses |"
    yield "|---|---|---:|---:|---:|---:|---|"
    for row in rows:
        body = figure(row["body_bytes"] / row["carriers"] / 1000)
        peak, kept = _kilobytes(row["peak_per_carrier"]), _kilobytes(row["kept_per_carrier"])
        loses = row["note"] or "; ".join(row["loses"]) or "nothing"
        who = f"| {row['format']} | {row['name']} | {row['carriers']:,}"
        yield f"{who} | {body} | {peak} | {kept} | {loses} |"


def _kilobytes(number: float | None) -> str:
    return "" if number is None else figure(number / 1000)
