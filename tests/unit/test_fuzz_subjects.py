"""What a campaign draws from, and what its checks find."""

from __future__ import annotations

import pytest

import so_carriers as so
from so_carriers.testing.fuzzing.campaign import Budget, Campaign
from so_carriers.testing.fuzzing.cases import Case, Target, carriers_by_name
from so_carriers.testing.fuzzing.checks import CHECKS, check
from so_carriers.testing.fuzzing.subjects import requests, subjects


def test_every_carrier_is_drawn_from_unless_some_are_named() -> None:
    names = [*carriers_by_name()]
    assert len(names) == 36 + 76
    for target in Target:
        drawn = subjects(target, names)
        assert len(drawn) == (2 if target is Target.NEGOTIATE else len(names))
        assert len(requests(target, names)) == len(names)


@pytest.mark.parametrize("target", Target)
def test_a_case_of_each_check_is_drawn(target: Target) -> None:
    seen: set[tuple[Target, str]] = set()
    Campaign(
        subjects(target, ["Role"]),
        lambda case: seen.add((case.target, case.check)),
        seed=1,
        budget=Budget(examples=40),
        on_failure=lambda failure: pytest.fail(failure.message),
    ).run()
    assert seen == {key for key in CHECKS if key[0] is target}


def test_an_error_that_is_unfit_for_a_log_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case(target=Target.JSON, check="damaged body", carrier="Role", body=b"{")
    check(case)
    for text in ("two\nlines", "x" * 10_000):
        monkeypatch.setattr(so.DecodeError, "__str__", lambda _self, text=text: text)
        with pytest.raises(AssertionError):
            check(case)
