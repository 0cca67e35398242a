"""The bars of the reference engine among stored figures whose lines are of the native one.

Of each line stays what a row of a table needs: there is no room for all figures twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.figures import CloserLook, ContenderFigures, Figures, Kind, LineFigures
from benchmarks.line import SUBJECT
from benchmarks.spread import Spread
from benchmarks.verdicts import Verdict

REFERENCE = "reference"
"""The name of the part."""


def reference_part(figures: Figures) -> dict[str, Any]:
    """The part that is stored of a run: its heading, and the lines that have a bar."""
    rows = [_row(line) for line in figures.lines if line.at_most is not None]
    return {"heading": dict(figures.heading), "bars": rows}


def reference_lines(figures: Figures) -> list[LineFigures]:
    """The lines of the stored part, with the library as their only contender; none where there is none."""
    return [_line(row) for row in figures.parts.get(REFERENCE, {}).get("bars", ())]


def _row(line: LineFigures) -> dict[str, Any]:
    ratio = line.ratio
    return {
        "name": line.name,
        "to": line.reference,
        "at_most": line.at_most,
        "verdict": line.verdict,
        "ratio": ratio and [ratio.median, ratio.low, ratio.high],
        "processes": line.closer.processes if line.closer else 1,
    }


def _line(row: Mapping[str, Any]) -> LineFigures:
    ratio = row["ratio"] and Spread(*row["ratio"], *row["ratio"][1:])
    closer = CloserLook(processes=row["processes"], ratio=ratio) if ratio and row["processes"] > 1 else None
    return LineFigures(
        name=row["name"],
        remark="",
        at_most=row["at_most"],
        reference=row["to"],
        verdict=row["verdict"] and Verdict(row["verdict"]),
        contenders=(ContenderFigures(name=SUBJECT, kind=Kind.SUBJECT, loses=(), ratio=ratio),),
        closer=closer,
    )
