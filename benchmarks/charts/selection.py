"""What is drawn, and under which name; nothing here needs matplotlib."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import Figures, Kind, LineFigures
from benchmarks.line import SUBJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The median time of a contender."""

    label: str
    seconds: float
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPanel:
    """One operation, the fastest first."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The times of a contender by size."""

    label: str
    seconds: Mapping[int, float]
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePanel:
    """One operation at several sizes; `axis` says what they count."""

    title: str
    axis: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One picture; `name` is that of its file, and `text` says what there is to be seen."""

    name: str
    text: str
    panels: tuple[BarPanel, ...] | tuple[CurvePanel, ...]


_RESPONSE = "CreateDefaultUser response"
_BAR_CHARTS: Mapping[str, Sequence[str]] = {
    "json": (f"JSON decode, {_RESPONSE}", f"JSON encode, {_RESPONSE}", "JSON decode, 200 Users in one array"),
    "xml": (f"XML decode, {_RESPONSE}", f"XML encode, {_RESPONSE}"),
    "forms": ("form decode, CreateExternalUser request", "form encode, CreateExternalUser request"),
    "patches": (
        f"JSON Patch apply, {_RESPONSE}",
        f"JSON Patch diff, {_RESPONSE}",
        f"merge patch apply, {_RESPONSE}",
        f"merge patch diff, {_RESPONSE}",
    ),
    "negotiation": (
        "select_encoder, header not seen before: browser",
        "select_encoder, header not seen before: .NET",
        "select_encoder, header seen before: browser",
    ),
    "path": ("whole path, JSON to JSON", "whole path, XML to XML", "steps of the whole path, JSON to JSON"),
    "imports": (
        "import",
        "import, and touch what declares and decodes",
        "cold process to the first User decoded",
    ),
}
_GROWTH_CHARTS: Mapping[str, Sequence[str]] = {
    "growth-carriers": (
        "JSON decode, array of carriers",
        "JSON encode, array of carriers",
        "XML decode, array of carriers",
        "XML encode, array of carriers",
    ),
    "growth-size": (
        "JSON decode, one text, ASCII",
        "JSON encode, one text, ASCII",
        "XML decode, one text, ASCII",
        "XML encode, one text, ASCII",
    ),
    "growth-unknown": (
        "JSON decode, unknown members of one carrier",
        "XML decode, unknown members of one carrier",
    ),
}
_GROWTH_TEXTS = {
    "growth-carriers": "time against the number of carriers in an array",
    "growth-size": "time against the length of one text",
    "growth-unknown": "time against the number of unknown members",
}


def document_charts(figures: Figures) -> list[Chart]:
    """The charts that stand in the document: those for which there are figures."""
    lines = {line.name: line for line in figures.lines}
    bars = [
        _bar_chart(name, [lines[each] for each in names if each in lines])
        for name, names in _BAR_CHARTS.items()
    ]
    return [chart for chart in (*bars, *_growth_charts(figures)) if chart.panels]


def left_out(figures: Figures) -> Iterator[str]:
    """The charts of the document that these figures give nothing for, each with the reason."""
    drawn = {chart.name for chart in document_charts(figures)}
    for name in _BAR_CHARTS:
        if name not in drawn:
            yield f"{name}: none of its lines was measured"
    reason = (
        "none of its works was measured"
        if "growth" in figures.parts
        else "these figures hold no growth; python -m benchmarks.record puts it beside the lines"
    )
    yield from (f"{name}: {reason}" for name in _GROWTH_CHARTS if name not in drawn)


def all_charts(figures: Figures) -> list[Chart]:
    """Those, and a chart of its own for each other line."""
    drawn = {name for names in _BAR_CHARTS.values() for name in names}
    others = [_bar_chart(slug(line.name), [line]) for line in figures.lines if line.name not in drawn]
    return [*document_charts(figures), *others]


def slug(name: str) -> str:
    """A name of a file for a line."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _bar_chart(name: str, lines: Iterable[LineFigures]) -> Chart:
    panels = tuple(map(_bar_panel, lines))
    text = f"time per call of each contender: {'; '.join(panel.title for panel in panels)}"
    return Chart(name=name, text=text, panels=panels)


def _bar_panel(line: LineFigures) -> BarPanel:
    bars = [
        Bar(label=each.name, seconds=each.seconds.median, kind=each.kind)
        for each in line.contenders
        # Above the baseline a time can come out as nothing or less, for which a log axis has no place.
        if each.seconds is not None and each.seconds.median > 0 and each.kind is not Kind.BASELINE
    ]
    return BarPanel(title=line.name, bars=tuple(sorted(bars, key=lambda bar: bar.seconds)))


def _growth_charts(figures: Figures) -> Iterator[Chart]:
    cases = {case["name"]: case for case in figures.parts.get("growth", {}).get("cases", ())}
    for name, names in _GROWTH_CHARTS.items():
        panels = tuple(_curve_panel(cases[each]) for each in names if each in cases)
        yield Chart(name=name, text=_GROWTH_TEXTS[name], panels=panels)


def _curve_panel(case: Mapping[str, Any]) -> CurvePanel:
    curves = [
        Curve(
            label=", ".join(filter(None, [name, found.get("note", "")])),
            seconds={int(size): seconds for size, seconds in found["seconds"].items()},
            kind=_growth_kind(name, found),
        )
        for name, found in case["contenders"].items()
        if found["seconds"]
    ]
    return CurvePanel(title=case["name"], axis=case["axis"], curves=tuple(curves))


def _growth_kind(name: str, found: Mapping[str, Any]) -> Kind:
    if name == SUBJECT:
        return Kind.SUBJECT
    if name.endswith("(floor)"):
        return Kind.FLOOR
    return Kind.LOSSY if found.get("loses") else Kind.PEER
