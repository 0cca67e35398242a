"""A closer look at lines that are too close to tell: the same again in fresh processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
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


def look_closer(figures: LineFigures, lines: Lines, rounds: int) -> LineFigures:
    """The line with the verdict of fresh processes, each with so many rounds at most; see `verdicts`."""
    return judged_by(figures, _medians(lines, figures.name, min(rounds, FRESH_ROUNDS)), STAGES)


def judged_by(figures: LineFigures, medians: Iterator[float], stages: Sequence[int]) -> LineFigures:
    """The line with the verdict that the medians of processes give, as many of them as it needs."""
    at_most = figures.at_most
    if at_most is None:
        raise ValueError("a line without a bar")
    found: list[float] = []
    for stage in stages:
        found += (next(medians) for _ in range(stage - len(found)))
        ratio = spread(found, CONFIDENCE)
        told = verdict(ratio, at_most, above=0.0 if stage == stages[-1] else EARLY)
        figures = replace(figures, verdict=told, closer=CloserLook(processes=len(found), ratio=ratio))
        if told is not Verdict.TOO_CLOSE:
            break
    return figures


def _medians(lines: Lines, name: str, rounds: int) -> Iterator[float]:
    """The library's ratio in one process after the other."""
    spawning = multiprocessing.get_context("spawn")
    while True:
        with ProcessPoolExecutor(max_workers=1, mp_context=spawning) as process:
            yield process.submit(_median, lines, name, rounds).result()


def _median(lines: Lines, name: str, rounds: int) -> float:
    line = next(line for line in lines() if line.name == name)
    ratio = measure(only_what_the_bar_needs(line), rounds, SAMPLE_SECONDS).ratio(SUBJECT)
    if ratio is None:
        raise RuntimeError(f"{name}: nothing to compare with")
    return ratio.median
