"""The benchmarks of patches: contenders do the same work, what they lose is told, growth is fitted right."""

from __future__ import annotations

import json
import time
from functools import partial

import jsonpatch
import pytest

import so_carriers as so
from benchmarks import growth, payloads
from benchmarks.growth_case import Case
from benchmarks.growth_cases import cases, documents
from benchmarks.growth_fit import Series, Work, exponent, measure_within
from benchmarks.growth_hostile import hostile_cases
from benchmarks.line import SUBJECT, Line
from benchmarks.lines.patches import patch_lines
from benchmarks.patch_bodies import Change, json_patch_change, merge_patch_change
from benchmarks.peers.patch_peers import IN_PLACE, JSONPATCH, MERGE_PATCH, ON_A_COPY

LINES = patch_lines()
BODIES = {
    "created user": payloads.created_user(),
    "rights": payloads.user_with_rights(),
    "captured": payloads.captured_user() or payloads.created_user(),
}
TYPES = "types (takes a text for a number)"
INPUT = "what it was given (changes it)"
CREATED = "CreateDefaultUser response"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_each_contender_of_a_line_does_the_work_and_this_library_loses_nothing(line: Line) -> None:
    loses = {contender.name: contender.check() for contender in line.contenders}
    assert loses[SUBJECT] == ()
    assert {*line.references} <= loses.keys() - {SUBJECT}
    for contender in line.contenders:
        for argument in contender.arguments(2):
            contender.call(argument)


def test_the_bars_stand_where_the_design_sets_them() -> None:
    bars = {line.name: line.at_most for line in LINES}
    assert bars[f"JSON Patch apply, {CREATED}"] == 0.10
    assert bars[f"JSON Patch diff, {CREATED}"] == 0.06
    assert bars[f"merge patch apply, {CREATED}"] == 0.10
    assert [name for name, at_most in bars.items() if at_most is None and name.endswith(CREATED)] == [
        f"merge patch diff, {CREATED}",
        f"JSON Patch apply to dictionaries, {CREATED}",
        f"JSON Patch diff of dictionaries, {CREATED}",
        f"merge patch apply to dictionaries, {CREATED}",
        f"merge patch diff of dictionaries, {CREATED}",
        f"JSON Patch from bytes to bytes, {CREATED}",
    ]


@pytest.mark.parametrize(
    ("line", "contender", "expected"),
    [
        ("JSON Patch apply", JSONPATCH, (TYPES,)),
        ("JSON Patch apply", IN_PLACE.format(JSONPATCH), (INPUT, TYPES)),
        ("JSON Patch diff", JSONPATCH, ()),
        ("merge patch apply", ON_A_COPY.format(MERGE_PATCH), (TYPES,)),
        ("merge patch apply", MERGE_PATCH, (INPUT, TYPES)),
        ("JSON Patch apply to dictionaries", JSONPATCH, ()),
        ("JSON Patch apply to dictionaries", IN_PLACE.format(JSONPATCH), (INPUT,)),
        ("merge patch apply to dictionaries", MERGE_PATCH, (INPUT,)),
        ("JSON Patch from bytes to bytes", f"orjson + {JSONPATCH}", (TYPES,)),
        (
            "merge patch diff",
            MERGE_PATCH,
            ("what differs in type alone (1, true)", "null (as a value: removed, untold)"),
        ),
    ],
)
def test_what_peers_lose_is_told(line: str, contender: str, expected: tuple[str, ...]) -> None:
    contenders = next(each.contenders for each in LINES if each.name == f"{line}, {CREATED}")
    assert next(each.check() for each in contenders if each.name == contender) == expected


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_patch_document_says_what_was_changed_by_hand(body: bytes) -> None:
    patched, merged = json_patch_change(body), merge_patch_change(body)
    assert jsonpatch.JsonPatch(patched.patch).apply(json.loads(body)) == json.loads(patched.new)
    assert len(patched.patch) == len(merged.patch) == 5
    for change in (patched, merged):
        assert change.old == body != change.new
        assert so.encode(so.decode(change.new, so.User)) == change.new


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_the_differences_that_are_measured_are_as_many_as_the_changes(body: bytes) -> None:
    def carriers(change: Change) -> tuple[so.User, so.User]:
        return so.decode(change.old, so.User), so.decode(change.new, so.User)

    found = so.JsonPatch.diff(*carriers(json_patch_change(body)))
    assert len(found) == 5
    change = merge_patch_change(body)
    assert so.MergePatch.diff(*carriers(change)) == so.MergePatch(
        {name: change.patch[name] for name in _in_order(change)}
    )


def _in_order(change: Change) -> list[str]:
    """The members of a merge patch, those that go first and then as they are declared."""
    names = [name for name in json.loads(change.old) if name in change.patch]
    return sorted(names, key=lambda name: change.patch[name] is not None)


@pytest.mark.parametrize("power", [0.0, 1.0, 1.5, 2.0])
def test_the_power_is_that_of_the_times(power: float) -> None:
    found = exponent({size: 3e-6 * size**power for size in (100, 1_000, 10_000)})
    assert found == pytest.approx(power)


def test_small_sizes_take_no_part_in_the_power() -> None:
    assert exponent({1: 5.0, 10: 5.0, 100: 1.0, 1_000: 10.0}) == pytest.approx(1.0)


def test_the_power_is_the_slope_of_the_least_squares() -> None:
    # Steps of 2 and of 1 between three equal distances: the middle does not count.
    assert exponent({100: 1.0, 1_000: 100.0, 10_000: 1_000.0}) == pytest.approx(1.5)


def test_one_size_has_no_power() -> None:
    assert exponent({1: 1.0, 10: 2.0, 100: 3.0}) is None
    assert exponent({}) is None


def prepared(size: int) -> Work:
    if size == 10:
        raise ValueError("no ten\nin two lines")
    return partial(time.sleep, 60 if size == 100 else 0)


def test_times_come_from_a_process_until_it_fails() -> None:
    series = measure_within(prepared, (1, 10, 100), patience=60)
    assert [*series.seconds] == [1]
    assert series.seconds[1] > 0
    assert series.note == "10: ValueError: no ten"


def test_what_takes_too_long_is_ended_and_noted() -> None:
    series = measure_within(prepared, (100, 1), patience=0.05)
    assert series.seconds == {}
    assert series.note == "100: over 0.05 s"


def test_every_case_of_growth_does_its_work_at_a_small_size() -> None:
    found = [*cases(), *hostile_cases()]
    assert len({case.name for case in found}) == len(found)
    for case in found:
        for prepare in (case.ours, case.theirs):
            if prepare is not None:
                prepare(12)()


@pytest.mark.parametrize("items", ["objects", "texts", "carriers with keys", "carriers without keys"])
def test_the_changes_of_lists_are_what_they_are_called(items: str) -> None:
    old, few = documents(items, "a few places", 100)
    assert len(few) == 100
    assert sum(item not in few for item in old) == 4
    _, each = documents(items, "each item changed", 100)
    assert not any(item in old for item in each)
    _, shuffled = documents(items, "shuffled", 100)
    assert shuffled != old
    assert sorted(map(str, shuffled)) == sorted(map(str, old))
    _, others = documents(items, "all others", 100)
    assert not any(item in old for item in others)


def test_a_table_shows_times_powers_and_notes() -> None:
    case = Case(name="of a test", sizes=(1, 100, 1_000), ours=prepared, theirs=None)
    steep = Series({1: 1e-3, 100: 1e-2, 1_000: 1.0})
    found = {SUBJECT: steep, JSONPATCH: Series({1: 2e-3}, "100: over 20 s")}
    assert growth.table(case, found).splitlines() == [
        "of a test (ms by size)",
        "                   1     100      1,000   power",
        "  so_carriers  1.000  10.000  1,000.000  2.00 !",
        "  jsonpatch    2.000       -          -       -  100: over 20 s",
    ]
    assert growth.case_document(case, found)["contenders"][JSONPATCH] == {
        "seconds": {1: 2e-3},
        "power": None,
        "note": "100: over 20 s",
    }


def test_cases_are_chosen_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert growth.main(["--only", "DIFF, list of texts, shuffled", "--largest", "1", "--alone"]) == 0
    printed = capsys.readouterr().out
    assert "diff, list of texts, shuffled (ms by size)" in printed
    assert JSONPATCH not in printed.partition("(ms by size)")[2]
    with pytest.raises(SystemExit, match="no case's name holds 'nothing'"):
        growth.main(["--only", "nothing"])
