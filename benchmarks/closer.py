"""A closer look at lines that are too close to tell: the same again in fresh processes.

All such lines are measured in each process, one after the other, since to start one takes longer
than to measure a line.
"""

from __future__ import annotations

import math
import multiprocessing
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from benchmarks.figures import CloserLook, LineFigures
from benchmarks.line import SUBJECT, Line
from benchmarks.result import measure, only_what_the_bar_needs
from benchmarks.spread import spread
from benchmarks.timing import SAMPLE_SECONDS
from benchmarks.verdicts import CONFIDENCE, EARLY, FRESH_ROUNDS, STAGES, Verdict, verdict

Lines = Callable[[], Iterable[Line]]
"""A function of a module, which a fresh process calls to have the same lines."""


def look_closer(
    lines: Sequence[LineFigures], families: Mapping[str, Lines], rounds: int, seconds: float = math.inf
) -> list[LineFigures]:
    """The lines with the verdicts of fresh processes, each with so many rounds at most; see `verdicts`.

    `families` tells by a line's name what makes it. No stage but the first begins after so many
    `seconds`: what is open then stays too close to tell.
    """
    judged = {line.name: line for line in lines}
    found: dict[str, list[float]] = {name: [] for name in judged}
    until = time.monotonic() + seconds
    for stage in STAGES:
        open_names = [name for name, line in judged.items() if line.verdict is Verdict.TOO_CLOSE]
        if not open_names or (stage != STAGES[0] and time.monotonic() > until):
            break
        wanted = [(name, families[name]) for name in open_names]
        while len(found[open_names[0]]) < stage:
            for name, median in _in_a_process(wanted, min(rounds, FRESH_ROUNDS)).items():
                found[name].append(median)
        for name in open_names:
            judged[name] = judged_by(judged[name], found[name], is_last=stage == STAGES[-1])
    return list(judged.values())


def judged_by(figures: LineFigures, medians: Sequence[float], *, is_last: bool) -> LineFigures:
    """The line with the verdict that the medians of so many processes give."""
    if figures.at_most is None:
        raise ValueError("a line without a bar")
    ratio = spread(medians, CONFIDENCE)
    told = verdict(ratio, figures.at_most, above=0.0 if is_last else EARLY)
    return replace(figures, verdict=told, closer=CloserLook(processes=len(medians), ratio=ratio))


def _in_a_process(wanted: Sequence[tuple[str, Lines]], rounds: int) -> dict[str, float]:
    """The library's ratio in each line, in a fresh process."""
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=spawning) as process:
        return process.submit(_ratios, wanted, rounds).result()


def _ratios(wanted: Sequence[tuple[str, Lines]], rounds: int) -> dict[str, float]:
    made: dict[str, Line] = {}
    for lines in dict.fromkeys(lines for _, lines in wanted):
        made |= {line.name: line for line in lines()}
    return {name: _median(made[name], rounds) for name, _ in wanted}


def _median(line: Line, rounds: int) -> float:
    ratio = measure(only_what_the_bar_needs(line), rounds, SAMPLE_SECONDS).ratio(SUBJECT)
    if ratio is None:
        raise RuntimeError(f"{line.name}: nothing to compare with")
    return ratio.median
