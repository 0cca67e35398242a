"""The text of docs/benchmarks.md: the same figures give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.charts.selection import Chart, document_charts
from benchmarks.document.advice import advice, faster_at_the_largest, never_faster, smaller
from benchmarks.document.conditions import other_conditions
from benchmarks.document.growth_tables import growth_section, memory_section
from benchmarks.document.tables import bars_table, heading_table, line_table, picture
from benchmarks.document.texts import (
    ADVICE,
    AT_THE_LARGEST,
    BARS,
    HOW_TO_READ,
    INTRODUCTION,
    LESS_MEMORY,
    NEVER_FASTER,
    NO_BAR_MISSED,
    REPRODUCE,
    WHAT_IS_MEASURED,
    WITHOUT_A_COMPILER,
)
from benchmarks.figures import Figures, LineFigures
from benchmarks.reference_part import REFERENCE, reference_lines
from benchmarks.report import figure
from benchmarks.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """Lines that belong together, by how their names begin, and the names of their charts."""

    title: str
    beginnings: tuple[str, ...]
    charts: tuple[str, ...]


_SECTIONS = (
    _Section(title="JSON", beginnings=("JSON decode", "JSON encode"), charts=("json",)),
    _Section(title="XML", beginnings=("XML ",), charts=("xml",)),
    _Section(title="Forms", beginnings=("form ",), charts=("forms",)),
    _Section(title="Patches", beginnings=("JSON Patch", "merge patch"), charts=("patches",)),
    _Section(title="Negotiation", beginnings=("select_encoder",), charts=("negotiation",)),
    _Section(title="The whole path", beginnings=("whole path", "steps of the whole path"), charts=("path",)),
    _Section(title="Imports", beginnings=("import", "cold process"), charts=("imports",)),
)


def page(figures: Figures) -> str:
    """The document, in Markdown."""
    charts = {chart.name: chart for chart in document_charts(figures)}
    parts = [
        INTRODUCTION,
        WHAT_IS_MEASURED,
        "\n".join(["## What it ran on", "", *heading_table(figures.heading)]),
        HOW_TO_READ,
        _bars(figures.lines),
        _without_a_compiler(figures),
        *(_section(section, figures.lines, charts) for section in _SECTIONS),
        *_others(figures.lines),
        growth_section(figures, charts),
        memory_section(figures),
        _advice(figures),
        REPRODUCE,
    ]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _bars(lines: Sequence[LineFigures]) -> str:
    return "\n".join([BARS.strip(), "", *bars_table(lines), "", *_missed(lines)])


def _missed(lines: Iterable[LineFigures]) -> Iterator[str]:
    missed = [line for line in lines if line.is_missed]
    if not missed:
        yield NO_BAR_MISSED
        return
    yield f"{len(missed)} bars are missed:"
    yield ""
    for line in missed:
        yield _missed_item(line)


def _missed_item(line: LineFigures) -> str:
    """By how much a bar is missed, and whether that is sure."""
    name, ratio, at_most = line.name.replace("*/*", "\\*/\\*"), line.ratio, line.at_most
    if ratio is None or at_most is None:
        return f"- {name}: not measured"
    close = ", too close to tell" if line.verdict is Verdict.TOO_CLOSE else ""
    found = f"{figure(ratio.median)} where {at_most:.2f} is allowed, {_over(ratio.median, at_most)}"
    return f"- {name}: {found}{close}"


def _over(found: float, at_most: float) -> str:
    if found > at_most:
        return f"{found / at_most - 1:.0%} over"
    return "the interval goes over it"


def _without_a_compiler(figures: Figures) -> str:
    """The bars of the reference engine; empty where these were not measured."""
    lines = reference_lines(figures)
    if not lines:
        return ""
    met = sum(line.verdict is Verdict.MET for line in lines)
    conditions = other_conditions(figures, REFERENCE)
    found = f"{met} of {len(lines)} bars are met."
    parts = [WITHOUT_A_COMPILER.strip(), conditions, "\n".join(bars_table(lines)), found]
    return "\n\n".join(filter(None, parts))


def _section(section: _Section, lines: Iterable[LineFigures], charts: Mapping[str, Chart]) -> str:
    chosen = [line for line in lines if line.name.startswith(section.beginnings)]
    if not chosen:
        return ""
    pictures = [picture(charts[name]) for name in section.charts if name in charts]
    return "\n\n".join([f"## {section.title}", *pictures, *("\n".join(line_table(line)) for line in chosen)])


def _others(lines: Iterable[LineFigures]) -> Iterator[str]:
    """Lines that no section is made for."""
    known = tuple(beginning for section in _SECTIONS for beginning in section.beginnings)
    others = [line for line in lines if not line.name.startswith(known)]
    if others:
        yield "\n\n".join(["## Other lines", *("\n".join(line_table(line)) for line in others)])


def _advice(figures: Figures) -> str:
    header = ["| | its share of our time | what it loses there | take it when |", "|---|---|---|---|"]
    elsewhere = list(never_faster(figures))
    tail = ["", NEVER_FASTER.strip(), "", *elsewhere] if elsewhere else []
    largest = list(faster_at_the_largest(figures))
    sizes = ["", AT_THE_LARGEST.strip(), "", *largest] if largest else []
    less = list(smaller(figures))
    memory = ["", LESS_MEMORY.strip(), "", *less] if less else []
    return "\n".join([ADVICE.strip(), "", *header, *advice(figures), *sizes, *memory, *tail])
