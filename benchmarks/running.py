"""Lines chosen, measured one after the other, and printed as they are done."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from benchmarks.bars import bars
from benchmarks.closer import look_closer
from benchmarks.figures import Figures, LineFigures, line_figures
from benchmarks.heading import heading
from benchmarks.line import Line
from benchmarks.lines.form import form_lines
from benchmarks.lines.imports import import_lines
from benchmarks.lines.json import json_lines
from benchmarks.lines.negotiation import negotiation_lines
from benchmarks.lines.patches import patch_lines
from benchmarks.lines.whole_path import whole_path_lines
from benchmarks.lines.xml import xml_lines
from benchmarks.report import LEGEND, bar_text, heading_text, table
from benchmarks.result import measure, only_what_the_bar_needs
from benchmarks.timing import SAMPLE_SECONDS
from benchmarks.verdicts import Verdict

Family = Callable[[], Iterable[Line]]

FAMILIES: tuple[Family, ...] = (
    json_lines,
    xml_lines,
    form_lines,
    patch_lines,
    negotiation_lines,
    whole_path_lines,
    import_lines,
)


def chosen_lines(only: str, *, bars_alone: bool = False) -> list[tuple[Family, Line]]:
    """The lines whose name holds this text, each with the function that makes it.

    With `bars_alone` those that have a bar, with whom it names. Raises SystemExit, with all names,
    where there is none.
    """
    lines = [(family, line) for family in FAMILIES for line in family()]
    if bars_alone:
        lines = [
            (family, only_what_the_bar_needs(line)) for family, line in lines if line.at_most is not None
        ]
    chosen = [(family, line) for family, line in lines if only.lower() in line.name.lower()]
    if not chosen:
        names = [line.name for _, line in lines]
        raise SystemExit("\n".join([f"no line's name holds {only!r}; there are:", *names]))
    return chosen


def run(
    lines: Sequence[tuple[Family, Line]],
    rounds: int,
    *,
    closer: bool,
    quick: bool,
    closer_seconds: float = math.inf,
) -> Figures:
    """The figures of these lines; with `quick` each contender is called once, and nothing is judged.

    With `closer` those that are too close to tell are looked at again at the end.
    """
    conditions = {**heading(1 if quick else rounds), "bars": f"those of {bars().of}"}
    print(heading_text(conditions), LEGEND, sep="\n\n")
    found = []
    for _, line in lines:
        figures = _quick(line) if quick else line_figures(measure(line, rounds, SAMPLE_SECONDS))
        print(f"\n{table(figures)}", flush=True)
        found.append(figures)
    if closer:
        families = {line.name: family for family, line in lines}
        found = _looked_at_closer(found, families, rounds, closer_seconds)
    return Figures(heading=conditions, lines=found)


def _quick(line: Line) -> LineFigures:
    return line_figures(measure(line, rounds=1, sample_seconds=0.0), judged=False)


def _looked_at_closer(
    found: Sequence[LineFigures], families: Mapping[str, Family], rounds: int, seconds: float
) -> list[LineFigures]:
    close = [line for line in found if line.verdict is Verdict.TOO_CLOSE]
    judged = {line.name: line for line in look_closer(close, families, rounds, seconds)}
    for line in judged.values():
        print(f"\n{line.name}: {bar_text(line)}", flush=True)
    return [judged.get(line.name, line) for line in found]
