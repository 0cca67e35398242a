"""The benchmarks of patches: contenders do the same work, and what they lose is told."""

from __future__ import annotations

import json

import jsonpatch
import pytest

import so_carriers as so
from benchmarks import payloads
from benchmarks.growth.patch_cases import documents
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


def test_no_bar_is_set_where_the_design_sets_none() -> None:
    assert [line.name for line in LINES if line.at_most is None and line.name.endswith(CREATED)] == [
        f"JSON Patch make and apply, {CREATED}",
        f"JSON Patch made once, apply, {CREATED}",
        f"merge patch make and apply, {CREATED}",
        f"merge patch made once, apply, {CREATED}",
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
