"""Plans are a shorter way to the same: what they give is what the general way gives, or they decline."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, strategies as st

import so_carriers as so
from so_carriers.patches.application import apply_operations
from so_carriers.patches.merging import merge
from so_carriers.patches.plan import merge_plan_of, plan_of
from so_carriers.patches.plan_application import DECLINED, carry_out
from so_carriers.patches.roots import root_of
from so_carriers.testing import carriers, json_documents, json_patches, merge_patches
from tests.property.patched_carriers import document_of

LIMITS = so.Limits()
CARRIERS = [so.Role, so.UserGroup, so.LicenseOwner, so.CreateExternalUserRequest, so.User]


def any_patches(value: Any) -> st.SearchStrategy[so.JsonPatch]:
    return json_patches(value) | json_patches(value, valid=False)


def planned(patch: so.JsonPatch, value: Any) -> Any:
    plan = plan_of(patch.operations)
    return DECLINED if plan is None else carry_out(plan, root_of(value, None), LIMITS)


def in_order(patch: so.JsonPatch, value: Any) -> Any:
    root = root_of(value, None)
    return apply_operations(patch.operations, root, dialect=so.Dialect.RFC, limits=LIMITS, strict=False)


def assert_both_ways_are_one(patch: so.JsonPatch, value: Any) -> None:
    before = copy.deepcopy(value)
    short = planned(patch, value)
    if short is not DECLINED:
        assert so.identical(short, in_order(patch, value))
    assert so.identical(value, before)


@pytest.mark.parametrize("cls", CARRIERS)
@given(data=st.data())
def test_a_plan_for_a_carrier_gives_what_the_operations_give_in_order(cls: Any, data: st.DataObject) -> None:
    carrier = data.draw(carriers(cls))
    assert_both_ways_are_one(data.draw(any_patches(carrier)), carrier)


@given(data=st.data())
def test_a_plan_for_a_document_gives_what_the_operations_give_in_order(data: st.DataObject) -> None:
    document = data.draw(json_documents())
    assert_both_ways_are_one(
        data.draw(json_patches(document) | json_patches(document, valid=False)), document
    )


@pytest.mark.parametrize("cls", CARRIERS)
@given(data=st.data())
def test_a_merge_plan_gives_what_merging_gives(cls: Any, data: st.DataObject) -> None:
    carrier = data.draw(carriers(cls))
    change = document_of(data.draw(carriers(cls)))
    for name in data.draw(st.lists(st.sampled_from(sorted(change)), max_size=4)) if change else []:
        change[name] = None
    both_merges_are_one(change, carrier)
    both_merges_are_one(data.draw(merge_patches(carrier)).document, carrier)


def both_merges_are_one(change: Any, carrier: Any) -> None:
    root = root_of(carrier, None)
    short = carry_out(merge_plan_of(change), root, LIMITS)
    if short is not DECLINED:
        general = merge(change, root, dialect=so.Dialect.RFC, limits=LIMITS, strict=False)
        assert so.identical(short, general)


@pytest.mark.parametrize(
    "operations",
    [
        [{"op": "add", "path": "/L/0", "value": 1}, {"op": "replace", "path": "/L/1", "value": 2}],
        [{"op": "replace", "path": "/L/1", "value": 2}, {"op": "remove", "path": "/L/0"}],
        [{"op": "add", "path": "/L/0", "value": 1}, {"op": "test", "path": "/L/1", "value": 2}],
        [{"op": "replace", "path": "/A", "value": {}}, {"op": "add", "path": "/A/x", "value": 2}],
        [{"op": "add", "path": "/A/x", "value": 2}, {"op": "replace", "path": "/A", "value": {}}],
        [{"op": "replace", "path": "/A", "value": 1}, {"op": "test", "path": "/A", "value": 1}],
        [{"op": "replace", "path": "/A/x", "value": 1}, {"op": "test", "path": "/A", "value": {}}],
        [{"op": "replace", "path": "/A", "value": 1}, {"op": "replace", "path": "/A", "value": 2}],
        [{"op": "copy", "from": "/A", "path": "/B"}],
        [{"op": "move", "from": "/A", "path": "/B"}],
        [{"op": "replace", "path": "", "value": 1}],
    ],
)
def test_operations_that_meet_have_no_plan(operations: list[dict[str, Any]]) -> None:
    assert plan_of(so.JsonPatch(operations).operations) is None


def test_a_test_before_a_change_of_the_same_place_is_made_on_what_was_there() -> None:
    operations = [{"op": "test", "path": "/A", "value": 1}, {"op": "replace", "path": "/A", "value": 2}]
    assert planned(so.JsonPatch(operations), {"A": 1}) == {"A": 2}
    assert planned(so.JsonPatch(operations), {"A": 2}) is DECLINED


def test_a_merge_never_goes_into_a_list() -> None:
    assert carry_out(merge_plan_of({"0": 2, "1": None}), root_of([1], None), LIMITS) == {"0": 2}
    merged: Any = so.MergePatch({"0": 2}).apply([1])
    assert merged == {"0": 2}
