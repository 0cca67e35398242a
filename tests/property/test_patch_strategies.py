"""The strategies of patches: what they give can be applied, or never can, and shrinks to what is simple."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import find, given, settings, strategies as st
from hypothesis.errors import InvalidArgument

import so_carriers as so
from so_carriers.schema.types import is_carrier
from so_carriers.testing import (
    carrier_pairs,
    carriers,
    changed_copies,
    document_pairs,
    json_documents,
    json_patch_bodies,
    json_patches,
    merge_patch_bodies,
    merge_patches,
    samples,
)
from tests.property.patched_carriers import Shelf, Store


def anything(_: Any) -> bool:
    return True


DIALECTS = [*so.Dialect]
NETSERVER = so.Dialect.NETSERVER

any_value: st.SearchStrategy[Any] = st.one_of(
    *map(carriers, [so.User, so.Role, so.RoleEntity, so.UserGroup, Store]),
    st.integers(0, 99).map(samples.user),
    st.lists(carriers(Shelf), min_size=1, max_size=3),
    st.dictionaries(st.text(max_size=3), carriers(so.Role), min_size=1, max_size=3),
    json_documents(),
    st.fixed_dictionaries({"own": json_documents(), "role": carriers(so.Role)}),
)

# As people have them: no health check is suppressed.
as_it_is = settings(suppress_health_check=[])
many = settings(as_it_is, max_examples=max(300, settings().max_examples))

in_both_dialects = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)


def is_plain(value: Any) -> bool:
    """Whether anything can be merged into a value."""
    if isinstance(value, dict):
        return type(value) is dict and all(map(is_plain, value.values()))
    return not is_carrier(type(value)) and not (isinstance(value, list) and not all(map(is_plain, value)))


def outcome(patch: so.JsonPatch | so.MergePatch, value: Any, dialect: so.Dialect) -> str:
    """What comes of a patch: that it was applied, or the error; any other error is the test's failure."""
    before = copy.deepcopy(value)
    try:
        patch.apply(value, dialect=dialect)
    except (so.InvalidPatch, so.PatchConflict) as error:
        assert so.identical(value, before)
        return type(error).__name__
    return "applied"


# --- what can be applied


@in_both_dialects
def test_nearly_all_json_patches_can_be_applied(dialect: so.Dialect) -> None:
    outcomes: Counter[str] = Counter()

    @many
    @given(any_value, st.data())
    def applies(value: Any, data: st.DataObject) -> None:
        patch = data.draw(json_patches(value, dialect=dialect))
        assert 1 <= len(patch) <= 5
        outcomes[outcome(patch, value, dialect)] += 1

    applies()
    assert outcomes["applied"] >= 0.97 * outcomes.total()


@in_both_dialects
def test_nearly_all_merge_patches_can_be_merged(dialect: so.Dialect) -> None:
    outcomes: Counter[str] = Counter()

    @many
    @given(any_value, st.data())
    def merges(value: Any, data: st.DataObject) -> None:
        patch = data.draw(merge_patches(value, dialect=dialect))
        outcomes[outcome(patch, value, dialect)] += 1

    merges()
    assert outcomes["applied"] >= 0.95 * outcomes.total()


def test_json_patches_do_everything_everywhere() -> None:
    met: Counter[str] = Counter()

    @settings(as_it_is, max_examples=300)
    @given(carriers(Store), st.data())
    def looks_at(store: Store, data: st.DataObject) -> None:
        for operation in data.draw(json_patches(store)):
            met[operation.name] += 1
            tokens = operation.path.tokens
            met["the whole"] += not tokens
            met["nested carriers"] += tokens[:1] == ("Inner",) and len(tokens) > 1
            met["items"] += tokens[:1] in {("Counts",), ("Shelves",), ("Kinds",)} and tokens[1:2] not in {
                (),
                ("-",),
            }
            met["the end of lists"] += tokens[-1:] == ("-",)
            met["keys"] += tokens[:1] in {("Stock",), ("ByName",)} and len(tokens) > 1
            met["unknown members"] += bool(tokens) and tokens[0] not in so.schema_of(Store).by_name

    looks_at()
    assert {*met} >= {"add", "remove", "replace", "move", "copy", "test"}
    assert min(met.values()) >= 3, met


@as_it_is
@given(carriers(so.User), st.data())
def test_netserver_is_asked_for_what_it_knows_alone(user: so.User, data: st.DataObject) -> None:
    patch = data.draw(json_patches(user, dialect=NETSERVER))
    assert {operation.name for operation in patch} <= {"add", "remove", "replace", "test"}
    assert so.JsonPatch.decode(patch.encode(dialect=NETSERVER), dialect=NETSERVER) == patch


def test_netserver_is_sent_names_in_any_case_and_pointers_without_their_slash() -> None:
    group = so.UserGroup(id=1, rank=2)
    lower = find(
        json_patches(group, dialect=NETSERVER),
        lambda patch: any(operation.path.tokens[:1] == ("rank",) for operation in patch),
    )
    assert len(lower) == 1
    bodies = json_patch_bodies(group, dialect=NETSERVER)
    without = json.loads(find(bodies, lambda body: json.loads(body)[0]["path"][:1] not in {"", "/"}))
    assert len(without) == 1
    assert find(merge_patches(group, dialect=NETSERVER), lambda patch: "rANK" in patch.document)


@as_it_is
@given(carriers(Store), st.data())
def test_patches_with_declared_names_can_be_applied_to_documents_too(
    store: Store, data: st.DataObject
) -> None:
    plain = so.decode(so.encode(Store(id=store.id, counts=store.counts)), Store)
    document = json.loads(so.encode(plain))
    patch = data.draw(json_patches(plain, declared_names=True))
    patch.apply(plain)
    patch.apply(document)


@as_it_is
@given(st.data())
def test_an_empty_list_is_patched_as_the_type_that_is_said(data: st.DataObject) -> None:
    patch = data.draw(json_patches([], type=list[Shelf], operations=1))
    none: list[Shelf] = []
    assert all(isinstance(shelf, Shelf) for shelf in patch.apply(none, type=list[Shelf]))
    wrong = data.draw(json_patches([], type=list[Shelf], valid=False))
    with pytest.raises((so.InvalidPatch, so.PatchConflict)):
        wrong.apply([], type=list[Shelf])


@as_it_is
@given(st.data())
def test_texts_that_are_added_are_drawn_from_those_asked_for(data: st.DataObject) -> None:
    role = so.Role(id=1, value="X")
    asked = json_patches(role, texts=st.sampled_from(["X", "XX"]), spellings=False, unknown=False)
    for operation in data.draw(asked):
        if operation.path.tokens[-1:] == ("Value",) and operation.has_value:
            assert operation.value in {None, "X", "XX"}


@pytest.mark.parametrize("operations", [0, -1])
def test_a_patch_has_an_operation_at_least(operations: int) -> None:
    with pytest.raises(InvalidArgument, match="operations must be a number from 1"):
        json_patches(so.Role(), operations=operations)


# --- what never can


@in_both_dialects
def test_json_patches_that_are_not_valid_never_apply(dialect: so.Dialect) -> None:
    @many
    @given(any_value, st.data())
    def never_applies(value: Any, data: st.DataObject) -> None:
        patch = data.draw(json_patches(value, valid=False, dialect=dialect))
        assert 1 <= len(patch) <= 5
        assert outcome(patch, value, dialect) != "applied"

    never_applies()


def test_json_patches_that_are_not_valid_fail_in_every_way() -> None:
    user = samples.user(5)
    met: Counter[str] = Counter()

    @as_it_is
    @given(json_patches(user, valid=False))
    def fails(patch: so.JsonPatch) -> None:
        met[outcome(patch, user, so.Dialect.RFC)] += 1

    fails()
    assert {*met} == {"PatchConflict", "PatchTestFailed", "InvalidPatch"}


@in_both_dialects
def test_merge_patches_that_are_not_valid_are_never_merged(dialect: so.Dialect) -> None:
    @many
    @given(any_value.filter(lambda value: not is_plain(value)), st.data())
    def is_never_merged(value: Any, data: st.DataObject) -> None:
        patch = data.draw(merge_patches(value, valid=False, dialect=dialect))
        assert outcome(patch, value, dialect) == "InvalidPatch"

    is_never_merged()


@given(json_documents().filter(is_plain))
def test_nothing_cannot_be_merged_into_a_plain_document(document: Any) -> None:
    with pytest.raises(InvalidArgument, match="anything can be merged"):
        merge_patches(document, valid=False)


# --- bodies


@in_both_dialects
def test_bodies_of_patches_are_read_as_patches(dialect: so.Dialect) -> None:
    outcomes: Counter[str] = Counter()

    @many
    @given(any_value, st.data())
    def are_read(value: Any, data: st.DataObject) -> None:
        body = data.draw(json_patch_bodies(value, dialect=dialect))
        outcomes[outcome(so.JsonPatch.decode(body, dialect=dialect), value, dialect)] += 1
        merge = data.draw(merge_patch_bodies(value, dialect=dialect))
        outcomes[outcome(so.MergePatch.decode(merge), value, dialect)] += 1

    are_read()
    assert outcomes["applied"] >= 0.9 * outcomes.total()


@in_both_dialects
def test_bodies_that_are_not_valid_are_refused_when_read_or_applied(dialect: so.Dialect) -> None:
    @many
    @given(any_value, st.data())
    def are_refused(value: Any, data: st.DataObject) -> None:
        body = data.draw(json_patch_bodies(value, valid=False, dialect=dialect))
        with pytest.raises((so.InvalidPatch, so.PatchConflict)):
            so.JsonPatch.decode(body, dialect=dialect).apply(value, dialect=dialect)
        merge = data.draw(merge_patch_bodies(value, valid=False, dialect=dialect))
        with pytest.raises(so.InvalidPatch):
            so.MergePatch.decode(merge).apply(value, dialect=dialect)

    are_refused()


@as_it_is
@given(st.data())
def test_bodies_hold_numbers_of_any_width(data: st.DataObject) -> None:
    role = so.decode(b'{"X":18446744073709551616}', so.Role)
    body = data.draw(json_patch_bodies(role, operations=1))
    so.JsonPatch.decode(body).apply(role)
    so.MergePatch.decode(data.draw(merge_patch_bodies(role))).apply(role)


def test_bodies_are_written_in_every_way() -> None:
    group = so.UserGroup(id=1, value="Sales")
    ways = {
        "white space": lambda body: b" :" in body or b"\n" in body,
        "escapes": lambda body: b"\\u0070" in body,
        "another order": lambda body: [*json.loads(body)[0]][-1] == "op",
        "other members": lambda body: "$type" in json.loads(body)[0],
    }
    for way, is_met in ways.items():
        assert find(json_patch_bodies(group), is_met), way
    assert find(merge_patch_bodies(group), ways["white space"])

    @as_it_is
    @given(json_patch_bodies(group, white_space=False))
    def has_none(body: bytes) -> None:
        assert not any(blank in body for blank in (b"\n", b"\t", b": "))

    has_none()


# --- shrinking

SHELF = Shelf(number=1, side="a", counts=[])


def shrunk(strategy: st.SearchStrategy[so.JsonPatch], name: str) -> Iterator[list[dict[str, Any]]]:
    """What patches with such an operation shrink to from five beginnings; now and then one stops early."""
    asked = settings(max_examples=max(100, settings().max_examples), database=None, derandomize=False)
    for seed in range(5):
        yield find(
            strategy,
            lambda patch: any(operation.name == name for operation in patch),
            settings=asked,
            random=Random(seed),
        ).to_list()


def test_json_patches_shrink_to_one_simple_operation() -> None:
    assert find(json_patches(SHELF), anything).to_list() == [{"op": "remove", "path": "/Number"}]
    assert [{"op": "add", "path": "/Number", "value": 0}] in shrunk(json_patches(SHELF), "add")
    assert [{"op": "move", "from": "/a", "path": "/a"}] in shrunk(json_patches({"a": 1}), "move")


def test_json_patches_that_are_not_valid_shrink_to_one_operation() -> None:
    found = find(json_patches(SHELF, valid=False), anything)
    assert len(found) == 1
    wrong = find(
        json_patches(SHELF, valid=False),
        lambda patch: outcome(patch, SHELF, so.Dialect.RFC) == "InvalidPatch",
    )
    assert wrong.to_list() == [{"op": "add", "path": "/Number", "value": ""}]


def test_merge_patches_shrink_to_one_member() -> None:
    asked = settings(max_examples=max(100, settings().max_examples), database=None, derandomize=False)
    for seed, valid, member in [(0, True, None), (1, True, None), (2, False, "")]:
        found = find(merge_patches(SHELF, valid=valid), anything, settings=asked, random=Random(seed))
        # Which member it is depends on the beginning.
        assert found.document in ({"Number": member}, {"Side": member})


def test_changed_copies_shrink_to_one_change() -> None:
    group = SHELF
    changed = find(changed_copies(group), lambda copied: copied != group)
    assert len(so.JsonPatch.diff(group, changed)) == 1


# --- values that changed


@pytest.mark.parametrize("cls", [so.User, so.Role, so.RoleEntity, so.UserGroup, Shelf, Store])
def test_copies_are_changed_and_what_they_are_of_is_not(cls: Any) -> None:
    changes: Counter[bool] = Counter()

    @as_it_is
    @given(carriers(cls), st.data())
    def changes_a_copy(carrier: Any, data: st.DataObject) -> None:
        twin = copy.deepcopy(carrier)
        changed = data.draw(changed_copies(carrier))
        assert type(changed) is cls
        assert so.identical(carrier, twin)
        changes[so.identical(changed, carrier)] += 1

    changes_a_copy()
    assert changes[False] >= changes.total() // 2


@as_it_is
@given(carrier_pairs(so.User, unknown=False, nulls=False, spellings=False))
def test_pairs_go_as_far_as_is_asked_for(pair: tuple[so.User, so.User]) -> None:
    for user in pair:
        assert not so.unknown_members(user)
        assert so.identical(so.decode(so.encode(user), so.User), user)


@as_it_is
@given(document_pairs(json_documents(scalars=st.integers(), names=st.sampled_from("ab"))))
def test_documents_hold_what_is_asked_for(pair: tuple[Any, Any]) -> None:
    pending = [*pair]
    while pending:
        document = pending.pop()
        if isinstance(document, dict):
            pending += document.values()
        elif isinstance(document, list):
            pending += document
        else:
            assert type(document) is int
