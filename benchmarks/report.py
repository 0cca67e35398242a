"""Figures as text: a table a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.figures import ContenderFigures, Figures, Kind, LineFigures
from benchmarks.line import SUBJECT
from benchmarks.spread import Spread
from benchmarks.verdicts import Verdict

LEGEND = (
    "peer: loses nothing; lossy: loses data or gets it wrong, and is no peer however fast; floor: other,\n"
    "lesser work to compare with; part: a step of this library's work; base: its time is taken off all others"
)


def heading_text(heading: Mapping[str, str]) -> str:
    """The heading, a line for each of its parts."""
    return "\n".join(f"{name}: {text}" for name, text in heading.items())


def table(line: LineFigures) -> str:
    """One line: its bar, then times in microseconds per call, ratios, and what is lost, a row each."""
    titles = ("", "kind", "µs median", "µs least", "ratio", "quartiles", "loses")
    rows = [titles, *map(_row, line.contenders)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        [f"{line.name} ({line.remark})", f"  {bar_text(line)}", *(_aligned(row, widths) for row in rows)]
    )


def bar_text(line: LineFigures) -> str:
    """What the ratios are taken to, the bar, and whether it is met."""
    reference = f"ratios to {reference_text(line)}"
    if line.at_most is None:
        return f"{reference}; no bar"
    bar = f"{reference}; bar: {SUBJECT} at most {line.at_most:.2f}"
    return bar if line.verdict is None else f"{bar}, found {found_text(line)}: {verdict_text(line)}"


def reference_text(line: LineFigures) -> str:
    """Who the ratios are taken to, and whether that one does the whole work."""
    if line.reference is None:
        return "nobody"
    reference = line.contender(line.reference)
    loses_data = reference is not None and reference.kind is Kind.LOSSY
    if not loses_data:
        return line.reference
    # Bars stay what they are, whatever their reference leaves undone; a reader should know that it does.
    named = "" if line.at_most is None else "named by the bar, though it "
    return f"{line.reference} ({named}loses data)"


def found_text(line: LineFigures) -> str:
    """The ratio that the verdict is about, with its interval and where it comes from."""
    ratio = line.ratio
    if ratio is None:
        return "not measured"
    text = f"{figure(ratio.median)} ({figure(ratio.low)} to {figure(ratio.high)})"
    return f"{text} over {line.closer.processes} processes" if line.closer else text


def verdict_text(line: LineFigures) -> str:
    """The verdict; one process alone tells a close one no further."""
    if line.verdict is Verdict.TOO_CLOSE and line.closer is None:
        return "too close to tell from one process"
    return str(line.verdict)


def missed_bars(lines: Iterable[LineFigures]) -> list[str]:
    """The lines whose bar is missed, each with by how much."""
    return [f"{line.name}: {bar_text(line)}" for line in lines if line.is_missed]


def unable(lines: Iterable[LineFigures]) -> list[str]:
    """Who cannot do the work of a line at all, and so is quietly missing in it."""
    return [
        f"{line.name}: {each.name} cannot do it: {'; '.join(each.loses)}"
        for line in lines
        for each in line.contenders
        if each.kind is Kind.UNABLE
    ]


def summary(figures: Figures) -> str:
    """Whose bars there are, how many, and what came of them; empty where nothing was judged."""
    judged = [line.verdict for line in figures.lines if line.verdict is not None]
    if not judged:
        return ""
    met, close = judged.count(Verdict.MET), judged.count(Verdict.TOO_CLOSE)
    whose = f", {figures.heading['bars']}" if "bars" in figures.heading else ""
    return f"bars{whose}: {met} met, {len(judged) - met} missed, {close} of these too close to tell"


def losses_of_subject(lines: Iterable[LineFigures]) -> list[str]:
    """Where the library itself loses something, which no speed makes up for."""
    subjects = [(line.name, line.contender(SUBJECT)) for line in lines]
    return [
        f"{name}: {SUBJECT} loses {'; '.join(subject.loses)}"
        for name, subject in subjects
        if subject and subject.loses
    ]


def _row(contender: ContenderFigures) -> Sequence[str]:
    loses = "; ".join(contender.loses) or "nothing"
    if contender.seconds is None or contender.least is None:
        return contender.name, contender.kind, "-", "-", "-", "-", loses
    times = figure(contender.seconds.median * 1e6), figure(contender.least * 1e6)
    return contender.name, contender.kind, *times, *_ratio_cells(contender.ratio), loses


def _ratio_cells(ratio: Spread | None) -> tuple[str, str]:
    if ratio is None:
        return "-", "-"
    return figure(ratio.median), f"{figure(ratio.lower)} to {figure(ratio.upper)}"


def figure(number: float) -> str:
    """At least three digits that count."""
    size = abs(number)
    decimals = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3 if size >= 0.1 else 4
    return f"{number:,.{decimals}f}"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    name, kind, *figures, loses = row
    name_width, kind_width, *figure_widths, _ = widths
    texts = [name.ljust(name_width), kind.ljust(kind_width)]
    return "  " + "  ".join([*texts, *map(str.rjust, figures, figure_widths), loses]).rstrip()
