"""The bars of the reference engine are stored and shown beside the lines of the native one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.document.page import page
from benchmarks.figures import CloserLook, ContenderFigures, Figures, Kind, LineFigures
from benchmarks.figures_file import STORED, read_figures, write_figures
from benchmarks.line import SUBJECT
from benchmarks.reference_part import REFERENCE, reference_lines, reference_part
from benchmarks.report import found_text
from benchmarks.spread import Spread
from benchmarks.verdicts import Verdict


@pytest.fixture(scope="module")
def stored() -> Figures:
    return read_figures(STORED)


def test_the_bars_of_the_reference_engine_stand_in_a_table_of_their_own(stored: Figures) -> None:
    met = LineFigures(
        name="JSON decode, a body",
        remark="3 bytes",
        at_most=0.95,
        reference="pydantic",
        verdict=Verdict.MET,
        contenders=(around_half(SUBJECT, Kind.SUBJECT), around_half("pydantic", Kind.LOSSY)),
        closer=CloserLook(processes=8, ratio=Spread(0.4, 0.3, 0.5, 0.3, 0.5)),
    )
    missed = replace(met, name="XML encode, a body", at_most=0.02, verdict=Verdict.MISSED, closer=None)
    unjudged = replace(met, name="no bar", at_most=None, verdict=None, closer=None)
    nobody = replace(missed, name="nobody to compare with", reference=None, contenders=())
    measured = Figures(heading={"engine": "python"}, lines=[met, missed, unjudged, nobody])
    heading = {**stored.heading, "engine": "native"}
    both = Figures(heading=heading, lines=stored.lines, parts={REFERENCE: reference_part(measured)})
    text = page(both)
    (section,) = re.findall(r"## Without a compiler\n(.+?)\n## ", text, re.DOTALL)
    assert "Measured on its own: engine python." in section
    rows = section.partition("|---|---|---:|---:|---|\n")[2].partition("\n\n")[0].splitlines()
    assert rows == [
        "| JSON decode, a body | pydantic | 0.95 | 0.400 (0.300 to 0.500) over 8 processes | met |",
        "| XML encode, a body | pydantic | 0.02 | 0.500 (0.250 to 0.750) | MISSED |",
        "| nobody to compare with | nobody | 0.02 | not measured | MISSED |",
    ]
    assert "1 of 3 bars are met." in section
    assert text.replace(f"\n## Without a compiler\n{section}", "") == page(replace(both, parts={}))


def test_the_bars_of_the_reference_engine_come_out_of_a_small_file_as_they_went_in(
    stored: Figures, tmp_path: Path
) -> None:
    part = reference_part(stored)
    alone, both = tmp_path / "alone.json", tmp_path / "both.json"
    write_figures(replace(stored, parts={}), alone)
    write_figures(replace(stored, parts={REFERENCE: part}), both)
    assert both.stat().st_size - alone.stat().st_size < 7_000
    bars = [line for line in stored.lines if line.at_most is not None]
    found = reference_lines(read_figures(both))
    assert [(line.name, line.reference, line.at_most, line.verdict) for line in found] == [
        (line.name, line.reference, line.at_most, line.verdict) for line in bars
    ]
    assert [*map(found_text, found)] == [*map(found_text, bars)]


def around_half(name: str, kind: Kind) -> ContenderFigures:
    return ContenderFigures(name=name, kind=kind, loses=(), ratio=Spread(0.5, 0.4, 0.6, 0.25, 0.75))
