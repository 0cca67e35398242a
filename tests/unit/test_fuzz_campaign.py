"""Campaigns: what breaks is found, shrunk and told once; the same seed draws the same cases."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from so_carriers.cli.conversion.errors import Interrupted
from so_carriers.testing.fuzzing.campaign import (
    MOST_KINDS,
    Budget,
    Campaign,
    EndOfCampaign,
    Subject,
    examined,
)
from so_carriers.testing.fuzzing.cases import UNDRAWN, Case, Target
from so_carriers.testing.fuzzing.failures import Failure, Observed
from so_carriers.testing.fuzzing.watchdog import Lifeline

Check = Callable[[Case], None]

HAS_ALARM = hasattr(signal, "setitimer")


def cases() -> st.SearchStrategy[Case]:
    return st.text("abcq").map(lambda text: Case(target=Target.JSON, check="stand-in", body=text.encode()))


def subject(name: str = "Role", strategy: Callable[[], st.SearchStrategy[Case]] = cases) -> Subject:
    return Subject(target=Target.JSON, name=name, cases=strategy)


class Run:
    """A campaign of stand-ins, and what came of it."""

    def __init__(self, check: Check, *subjects: Subject, seed: int = 1, **budget: float) -> None:
        self.seen: list[bytes | None] = []
        self.found: list[Failure] = []
        campaign = Campaign(
            subjects or (subject(),),
            check,
            seed=seed,
            budget=Budget(**{"examples": 400, **budget}),  # type: ignore[arg-type]  # numbers of either kind
            on_failure=self.found.append,
            on_example=lambda case, _: self.seen.append(case.body),
        )
        self.tally = campaign.run()


def passes(_case: Case) -> None:
    pass


def test_a_case_that_breaks_is_found_and_shrunk_to_the_smallest() -> None:
    def check(case: Case) -> None:
        if b"q" in (case.body or b""):
            raise ValueError("there is a q")

    (failure,) = Run(check).found
    assert failure.case.body == b"q"
    assert (failure.error, failure.message) == ("ValueError", "there is a q")
    assert failure.is_shrunk
    assert failure.is_steady


def test_each_kind_is_told_once_and_the_campaign_goes_on_behind_it() -> None:
    def check(case: Case) -> None:
        body = case.body or b""
        if b"q" in body:
            raise ValueError("q")
        if len(body) > 2:
            raise KeyError("long")
        if b"cb" in body:
            raise Observed("cb", "it says so")

    run = Run(check, examples=500)
    assert {(failure.error, failure.case.body) for failure in run.found} == {
        ("ValueError", b"q"),
        ("KeyError", b"aaa"),
        ("Observed", b"cb"),
    }
    assert len(run.found) == 3
    assert run.tally.examples == 500
    assert all(run.tally.kinds[failure.kind] >= 1 for failure in run.found)


def test_the_same_seed_draws_the_same_cases_and_another_one_others() -> None:
    def check(case: Case) -> None:
        if (case.body or b"").startswith(b"bb"):
            raise ValueError("bb")

    subjects = (subject("Role"), subject("User"), subject("Person"))
    first, again, other = (Run(check, *subjects, seed=seed, examples=120) for seed in (7, 7, 8))
    assert first.seen == again.seen
    assert [failure.case for failure in first.found] == [failure.case for failure in again.found]
    assert first.seen != other.seen


def test_no_more_examples_than_were_asked_for_and_no_more_time() -> None:
    assert Run(passes, examples=37).tally.examples == 37
    run = Run(lambda _case: time.sleep(0.01), examples=10_000, seconds=0.2)
    assert 1 <= run.tally.examples <= 20


def test_every_subject_has_its_turn() -> None:
    drawn: list[str] = []

    def of(name: str) -> Callable[[], st.SearchStrategy[Case]]:
        def noted(case: Case) -> Case:
            drawn.append(name)
            return case

        return lambda: cases().map(noted)

    Run(passes, *(subject(name, of(name)) for name in ("Role", "User", "Person")), examples=60)
    assert set(drawn) == {"Role", "User", "Person"}


def test_what_is_found_when_the_budget_ends_is_told_although_it_is_not_shrunk() -> None:
    def check(case: Case) -> None:
        if len(case.body or b"") > 3:
            raise ValueError("long")

    examples = next(count for count in range(2, 60) if Run(check, examples=count).found)
    (failure,) = Run(check, examples=examples).found
    assert not failure.is_shrunk
    assert len(failure.case.body or b"") > 3


def test_shrinking_ends_in_time() -> None:
    def check(case: Case) -> None:
        if case.body:
            time.sleep(0.02)
            raise ValueError("slow")

    (failure,) = Run(check, shrink_seconds=0.01, examples=50).found
    assert not failure.is_shrunk


def test_a_failure_that_does_not_come_again_says_so() -> None:
    broken: list[bytes] = []

    def check(case: Case) -> None:
        if case.body and not broken:
            broken.append(case.body)
            raise ValueError("once")

    (failure,) = Run(check).found
    assert failure.case.body == broken[0]
    assert not failure.is_steady
    assert not failure.is_shrunk


def test_what_a_strategy_raises_is_a_failure_too_and_ends_nothing() -> None:
    def read(case: Case) -> Case:
        if len(case.body or b"") > 1:
            raise ValueError("the strategy is broken")
        return case

    def broken() -> st.SearchStrategy[Case]:
        return cases().map(read)

    run = Run(passes, subject("User", broken), subject("Role"), examples=100)
    (failure,) = run.found
    assert (failure.case.check, failure.case.carrier, failure.error) == (UNDRAWN, "User", "ValueError")
    assert run.tally.examples == 100


@pytest.mark.skipif(not HAS_ALARM, reason="the platform has no alarm")
def test_a_case_that_does_not_end_is_a_failure_of_its_own() -> None:
    def check(case: Case) -> None:
        while case.body:
            pass

    run = Run(check, case_seconds=0.1, examples=3)
    (failure,) = run.found
    assert (failure.error, failure.message) == ("TookTooLong", "took over 0.1 s")
    assert run.tally.examples == 3


def test_a_case_that_ends_too_late_is_one_too() -> None:
    failure = examined(
        Case(target=Target.JSON, check="stand-in"), lambda _case: time.sleep(0.05), seconds=0.01
    )
    assert failure is not None
    assert failure.error == "TookTooLong"


@pytest.mark.parametrize(
    "error", [RecursionError("deep"), MemoryError(), AssertionError("law"), OSError(5, "io")]
)
def test_any_exception_of_a_check_is_a_failure(error: Exception) -> None:
    def check(_case: Case) -> None:
        raise error

    failure = examined(Case(target=Target.JSON, check="stand-in"), check)
    assert failure is not None
    assert failure.error == type(error).__name__


@pytest.mark.parametrize("ending", [KeyboardInterrupt(), Interrupted(15), EndOfCampaign()])
def test_what_ends_a_campaign_from_outside_loses_nothing_that_was_found(ending: BaseException) -> None:
    found: list[Failure] = []
    count = 0

    def check(case: Case) -> None:
        nonlocal count
        if len(case.body or b"") > 3:
            count += 1
            if count == 3:
                raise ending
            raise ValueError("long")

    campaign = Campaign([subject()], check, seed=1, budget=Budget(examples=400), on_failure=found.append)
    if isinstance(ending, EndOfCampaign):
        campaign.run()
    else:
        with pytest.raises(type(ending)):
            campaign.run()
    (failure,) = found
    assert failure.error == "ValueError"


def bytes_in_200_kinds(case: Case) -> None:
    raise Observed(f"kind {(case.body or b'')[0] % 200}", "of many")


def single_bytes() -> st.SearchStrategy[Case]:
    one = st.binary(min_size=1, max_size=1)
    return one.map(lambda body: Case(target=Target.JSON, check="stand-in", body=body))


def test_after_many_kinds_of_failures_it_ends_and_tells_no_more() -> None:
    run = Run(bytes_in_200_kinds, subject(strategy=single_bytes), examples=5_000, seconds=60)
    assert len({failure.kind for failure in run.found}) == len(run.found) == MOST_KINDS
    assert run.tally.examples < 5_000
    assert run.tally.seconds < 60


def test_what_ends_it_from_outside_is_raised_although_there_is_much_to_tell() -> None:
    found: list[Failure] = []
    count = 0

    def told(failure: Failure) -> None:
        found.append(failure)
        raise EndOfCampaign

    def check(_case: Case) -> None:
        nonlocal count
        count += 1
        if count > 1:
            raise Interrupted(15)
        raise ValueError("found before")

    campaign = Campaign([subject()], check, seed=1, budget=Budget(examples=50), on_failure=told)
    with pytest.raises(Interrupted):
        campaign.run()
    assert len(found) == 1


def test_where_nothing_can_be_drawn_it_ends_all_the_same() -> None:
    run = Run(passes, subject(strategy=st.nothing), examples=10)
    assert [failure.case.check for failure in run.found] == [UNDRAWN]
    assert run.tally.examples == 10


def test_what_is_not_shown_is_taken_out_before_a_message_is_cut_and_escaped() -> None:
    def check(_case: Case) -> None:
        raise ValueError("x" * 1_994 + "s3cret s3cret \x1b")

    hidden = examined(
        Case(target=Target.JSON, check="stand-in"), check, hidden=lambda text: text.replace("s3cret", "?")
    )
    assert hidden is not None
    assert hidden.message == "x" * 1_994 + "? ? \\u..."


def test_messages_hold_nothing_that_a_terminal_obeys_and_have_an_end() -> None:
    def check(_case: Case) -> None:
        raise ValueError("one\x1b[31m\ntwo" + "x" * 10_000)

    failure = examined(Case(target=Target.JSON, check="stand-in"), check)
    assert failure is not None
    one, two = failure.message.splitlines()
    assert one == r"one\u001b[31m"
    assert two.isprintable()
    assert len(failure.message) < 3_000


def test_the_lifeline_does_without_a_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stderr__", None)
    lifeline = Lifeline(60)
    lifeline.pull()
    lifeline.release()
