"""The live count of a campaign."""

from __future__ import annotations

import re

import pytest
from rich.console import Console

from so_carriers.cli.fuzzing.meter import Meter
from so_carriers.testing.fuzzing.campaign import Budget, Tally
from so_carriers.testing.fuzzing.cases import Case, Target
from so_carriers.testing.fuzzing.checks import GOOD


def test_the_count_tells_how_far_it_has_come() -> None:
    meter = Meter(Console(), Budget(seconds=90, examples=2_000))
    tally = Tally(examples=1_234)
    tally.start -= 10
    case = Case(target=Target.JSON, check=GOOD, carrier="Role")
    line = meter.line(case, tally)
    assert re.fullmatch(r"1,234 examples, 12\d/s, 0 failures, 766 left, 1:(20|19) left, good body Role", line)
    meter.failures, tally.is_shrinking = 1, True
    assert "1 failure, " in meter.line(case, tally)
    assert meter.line(case, tally).endswith("shrinking good body Role")


@pytest.mark.parametrize("is_terminal", [True, False])
def test_the_count_is_live_on_a_terminal_and_a_line_now_and_then_elsewhere(
    is_terminal: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    console = Console(stderr=True, force_terminal=is_terminal, width=60)
    meter = Meter(console, Budget(examples=10))
    case = Case(target=Target.JSON, check=GOOD, carrier="Role")
    for examples in range(3):
        meter._next = 0.0  # as if it were time again
        meter.show(case, Tally(examples=examples))
        meter.show(case, Tally(examples=examples + 100))
    meter.stop()
    shown = capsys.readouterr()
    assert not shown.out
    assert "101 examples" not in shown.err
    assert "2 examples" in shown.err
    assert ("\x1b" in shown.err) == is_terminal
