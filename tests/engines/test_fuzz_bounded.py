"""The engines are compared for a bounded number of executions; the fuzzer finds faults that are planted."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.engines.campaign import Campaign, Report
from tests.engines.comparison import Disagreement, check
from tests.engines.failure_files import read_case, shrunk, write_failure
from tests.engines.formats import FORMATS, Format, for_every_format, needs_native
from tests.engines.fuzz import failure_of, summary
from tests.engines.planted_engine_faults import FAULTS, dying_of
from tests.engines.seeds import Seed, seeds_of
from tests.engines.workers import run_in_processes

pytestmark = needs_native

EXECUTIONS = 20_000
FOUND_WITHIN = 80_000
SEED = 20
LONGEST_TRUNCATED = 300

PLANTED = [
    pytest.param(FORMATS[name], fault, id=f"{name}-{fault}") for name in FORMATS for fault in FAULTS[name]
]


@pytest.fixture(scope="module")
def seeds() -> dict[str, list[Seed]]:
    """The seeds of every format."""
    return {name: seeds_of(form, drawn=2) for name, form in FORMATS.items()}


@pytest.fixture(params=FORMATS)
def campaign(seeds: dict[str, list[Seed]], request: pytest.FixtureRequest) -> Campaign:
    """A campaign of each format."""
    return Campaign(FORMATS[request.param], seeds[request.param], seed=SEED)


def shown(report: Report) -> list[str]:
    """The failures in words."""
    return [f"{each.kind}: {each.shown}: {each.case}" for each in report.failures.values()]


def report_of_a_failure(campaign: Campaign) -> Report:
    """What the campaign says when it has found a failure, which it has to before long."""
    for first in range(0, FOUND_WITHIN, 500):
        report = campaign.run(map(campaign.case, range(first, first + 500)))
        if report.failures:
            return report
    pytest.fail("none was found")


def test_the_engines_agree_on_mutated_bodies(campaign: Campaign) -> None:
    report = campaign.run(map(campaign.case, range(EXECUTIONS)))
    assert shown(report) == []
    assert report.tally["executions"] == EXECUTIONS
    assert report.tally["served"] > EXECUTIONS / 20
    assert report.tally["written"] > EXECUTIONS / 100


def test_the_engines_agree_on_bodies_that_are_cut_off_anywhere(campaign: Campaign) -> None:
    report = campaign.run(campaign.truncated(LONGEST_TRUNCATED))
    assert shown(report) == []
    assert report.tally["executions"] > 10_000


@pytest.mark.parametrize(("format_", "fault"), PLANTED)
def test_each_planted_fault_is_found(seeds: dict[str, list[Seed]], format_: Format, fault: str) -> None:
    campaign = Campaign(FAULTS[format_.name][fault](format_), seeds[format_.name], seed=SEED)
    assert report_of_a_failure(campaign).failures


def test_a_case_follows_from_seed_and_number(campaign: Campaign) -> None:
    assert campaign.case(77) == campaign.case(77)
    assert campaign.case(77) != campaign.case(78)


# Forking is safe here: no other thread of the test's process holds a lock that the child needs.
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
@for_every_format
def test_a_process_that_dies_leaves_the_case_that_it_died_of(
    seeds: dict[str, list[Seed]], format_: Format
) -> None:
    campaign = Campaign(dying_of(format_, b"2147483648"), seeds[format_.name], seed=SEED)
    report = run_in_processes(campaign, 10_000, 2, lambda _report: None)
    (failure,) = report.failures.values()
    assert failure.kind == "a process ended with -9"
    assert b"2147483648" in failure.case.body
    assert report.tally["deaths"] >= 1


def test_the_number_of_processes_changes_nothing(seeds: dict[str, list[Seed]]) -> None:
    (form, *_) = FORMATS.values()
    campaign = Campaign(form, seeds[form.name], seed=SEED)
    alone = campaign.run(map(campaign.case, range(100)))
    halves = [campaign.run(map(campaign.case, range(first, 100, 2))) for first in (0, 1)]
    assert alone.tally == halves[0].tally + halves[1].tally


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Format:
    """A format that reads what is no UTF-8, put in the place of the real one."""
    form = FAULTS["json"]["reads bytes that are no UTF-8"](FORMATS["json"])
    monkeypatch.setitem(FORMATS, "json", form)
    return form


def test_a_failure_is_shrunk_and_run_again_from_its_file(
    faulty: Format, seeds: dict[str, list[Seed]], tmp_path: Path
) -> None:
    campaign = Campaign(faulty, seeds["json"], seed=SEED)
    report = report_of_a_failure(campaign)
    failure = next(iter(report.failures.values()))
    smaller = shrunk(failure, failure_of)
    assert len(smaller.case.body) <= len(failure.case.body)
    path = write_failure(smaller, tmp_path / "out")
    again = read_case(path)
    assert again == smaller.case
    with pytest.raises(Disagreement):
        check(again, faulty, Counter())
    assert "kinds of failures" in summary("json", report, 1.0)


def test_nothing_is_edited_in_the_seeds(seeds: dict[str, list[Seed]]) -> None:
    for name, some in seeds.items():
        before: list[Any] = [(seed.body, seed.tokens.copy()) for seed in some]
        campaign = Campaign(FORMATS[name], some, seed=random.randrange(1_000))
        campaign.run(map(campaign.case, range(2_000)))
        assert [(seed.body, seed.tokens) for seed in some] == before
