"""Verdicts on bars: intervals hold what they say, and noise can cost a bar and win none."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator
from itertools import count, repeat

import pytest

from benchmarks import closer
from benchmarks.figures import LineFigures
from benchmarks.spread import Spread, spread
from benchmarks.verdicts import STAGES, Verdict, verdict

needs_peers = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("django", "msgspec", "pydantic", "werkzeug")),
    reason="extra bench is not installed",
)


def line(at_most: float | None = 1.0, name: str = "line") -> LineFigures:
    return LineFigures(
        name=name,
        remark="of a test",
        at_most=at_most,
        reference="fast",
        verdict=Verdict.TOO_CLOSE,
        contenders=(),
    )


def test_a_spread_of_one_figure_is_that_figure() -> None:
    assert spread([2.0]) == Spread(2.0, 2.0, 2.0, 2.0, 2.0)


@pytest.mark.parametrize(
    ("number", "confidence", "low", "high"),
    [
        # From tables of intervals of the median by order statistics.
        (5, 0.95, 1, 5),
        (6, 0.95, 1, 6),
        (9, 0.95, 2, 8),
        (20, 0.95, 6, 15),
        (31, 0.95, 10, 22),
        (8, 0.99, 1, 8),
        (24, 0.99, 6, 19),
    ],
)
def test_the_interval_ends_at_figures_that_were_found(
    number: int, confidence: float, low: int, high: int
) -> None:
    found = spread([float(each) for each in range(number, 0, -1)], confidence)
    assert (found.low, found.high) == (low, high)
    assert found.median == (number + 1) / 2


def test_the_interval_holds_the_true_median_about_as_often_as_it_says() -> None:
    numbers = random.Random(9110)
    samples = [spread([numbers.lognormvariate(0, 1) for _ in range(31)]) for _ in range(2000)]
    held = sum(found.low <= 1 <= found.high for found in samples)
    assert 0.95 <= held / len(samples) < 0.99


@pytest.mark.parametrize(
    ("low", "high", "near", "expected"),
    [
        (0.8, 1.0, 0.0, Verdict.MET),
        (0.8, 1.01, 0.0, Verdict.TOO_CLOSE),
        (1.0, 1.2, 0.0, Verdict.TOO_CLOSE),
        (1.01, 1.2, 0.0, Verdict.MISSED),
        (0.8, 0.95, 0.1, Verdict.TOO_CLOSE),
        (0.8, 0.9, 0.1, Verdict.MET),
        (1.05, 1.2, 0.1, Verdict.TOO_CLOSE),
        (1.12, 1.2, 0.1, Verdict.MISSED),
    ],
)
def test_a_verdict_stands_where_the_whole_interval_lies_on_one_side(
    low: float, high: float, near: float, expected: Verdict
) -> None:
    middle = (low + high) / 2
    assert verdict(Spread(middle, low, high, low, high), 1.0, below=near, above=near) is expected


@pytest.mark.parametrize(
    ("medians", "processes", "expected"),
    [
        (repeat(0.9), 8, Verdict.MET),
        (repeat(1.1), 8, Verdict.MISSED),
        # One process in ten is far off, which eight cannot tell from a bar that is missed.
        ((1.5 if number % 10 == 3 else 0.9 for number in count()), 24, Verdict.MET),
        ((1.05 if number % 2 else 0.95 for number in count()), 48, Verdict.TOO_CLOSE),
    ],
)
def test_a_closer_look_takes_as_many_processes_as_it_needs(
    medians: count[float], processes: int, expected: Verdict
) -> None:
    found = looked_at(iter(medians))
    assert found.closer is not None
    assert found.closer.processes == processes
    assert found.verdict is expected
    assert found.is_missed == (expected is not Verdict.MET)


def test_what_noise_leaves_open_is_missed_however_often_it_is_looked_at() -> None:
    numbers = random.Random(6902)
    verdicts = [looked_at(iter(lambda: numbers.gauss(1.0, 0.04), None)).verdict for _ in range(200)]
    # A ratio that is the bar itself: an interval of 99 % leaves it on one side once in 200 times.
    assert verdicts.count(Verdict.MET) <= 5
    assert {*verdicts} <= {Verdict.MET, Verdict.MISSED, Verdict.TOO_CLOSE}


def test_two_runs_agree_on_ratios_that_lie_by_the_bar() -> None:
    numbers = random.Random(7396)
    for ratio in (0.90, 0.94, 1.02, 1.06, 1.10):
        missed = {
            looked_at(iter(lambda: numbers.gauss(ratio, 0.03), None)).is_missed  # noqa: B023  # called in the same turn
            for _ in range(100)
        }
        assert missed == {ratio > 1}, ratio


@needs_peers
def test_a_closer_look_measures_in_processes_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks.lines.form import form_lines  # noqa: PLC0415  # it needs the extra

    monkeypatch.setattr(closer, "STAGES", (1, 2))
    name = "form encode, CreateExternalUser request"
    open_line = line(1e6, name)
    (found,) = closer.look_closer([open_line], {name: form_lines}, rounds=1)
    assert found.verdict is Verdict.MET
    assert found.closer is not None
    assert 0 < found.closer.ratio.median < 10


def test_a_line_without_a_bar_has_nothing_to_be_looked_at() -> None:
    with pytest.raises(ValueError, match="without a bar"):
        closer.judged_by(line(None), [1.0], is_last=True)


def looked_at(medians: Iterator[float], seconds: float = 60.0) -> LineFigures:
    """What becomes of a line that is too close to tell, whose processes give these medians."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(closer, "_in_a_process", lambda wanted, _: {wanted[0][0]: next(medians)})
        open_line = line()
        (found,) = closer.look_closer([open_line], {open_line.name: list}, rounds=1, seconds=seconds)
        return found


def test_no_stage_but_the_first_begins_once_the_time_is_up() -> None:
    found = looked_at((1.5 if number % 10 == 3 else 0.9 for number in count()), seconds=0.0)
    assert found.closer is not None
    assert found.closer.processes == STAGES[0]
    assert found.verdict is Verdict.TOO_CLOSE
