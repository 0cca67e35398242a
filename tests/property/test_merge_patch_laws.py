"""The laws of JSON Merge Patch: it leads from one value to the other, or says what it cannot say."""

from __future__ import annotations

import copy
from typing import Any

import json_merge_patch
import pytest
from hypothesis import given, settings, strategies as st

import so_carriers as so
from so_carriers.errors import format_path
from so_carriers.schema.types import is_carrier
from so_carriers.testing import (
    carrier_pairs,
    carriers,
    changed_copies,
    collection_pairs,
    document_pairs,
    json_documents,
    merge_patches,
)
from so_carriers.testing.laws import assert_patch_law
from so_carriers.values.ascii_case import fold
from tests.property.declared_carriers import Whole, attempt
from tests.property.patch_forms import form, is_as_if_decoded, members_of
from tests.property.patched_carriers import CLASSES, body_of, canonical_carriers, document_of

EXAMPLES = max(3, settings().max_examples // 4)

for_every_class = pytest.mark.parametrize("cls", [*CLASSES, Whole], ids=lambda cls: cls.__name__)
some_examples = settings(max_examples=EXAMPLES)

documents = json_documents()

Steps = tuple[str, ...]
NOTHING = "nothing"


dialects = st.sampled_from(so.Dialect)


def leads_from_one_to_the_other(dialect: so.Dialect, old: Any, new: Any, asked: Any = None) -> None:
    """Asserts that the difference gives the new value, but for what it says it cannot give."""
    assert_patch_law(old, new, kinds=[so.MergePatch], type=asked, dialect=dialect)
    # The same by another way: in the forms of both values.
    losses: list[tuple[str, str]] = []
    try:
        patch = so.MergePatch.diff(old, new, type=asked, dialect=dialect)
    except so.LossyEncoding as error:
        losses = [*error.losses]
        patch = so.MergePatch.diff(old, new, type=asked, dialect=dialect, allow_loss=True)
    result = patch.apply(old, type=asked, dialect=dialect)
    differs_in_these_places_only(form(result), form(new), losses)
    assert is_as_if_decoded(result)
    if not losses:
        json_patch = so.JsonPatch.diff(old, new, type=asked, dialect=dialect)
        assert form(json_patch.apply(old, type=asked, dialect=dialect)) == form(result)


def differs_in_these_places_only(result: Any, new: Any, losses: list[tuple[str, str]]) -> None:
    """Asserts that what is lost is where it was said to be, and is what it was said to be."""
    losses = [(fold(path), reason) for path, reason in losses]
    reasons = dict(losses)
    differing = {path_of(steps): steps for steps in differing_places(result, new, ())}
    for path, reason in losses:
        assert reason in {"null", "names that differ by case alone", "an object in the place of an array"}
        there = at_path(new, path, ())
        if reason == "null":
            assert ("NoneType", None) in there
            # What is not said leaves what was there, or nothing, or is lost with all around it, as where two
            # spellings of a name become one.
            assert any(is_within(differs, path) or is_within(path, differs) for differs in differing)
        else:
            # Perhaps nothing differs there but the spelling of names.
            assert any(isinstance(members_of(item), dict) for item in there)
    for steps in differing.values():
        assert any(path_of(steps[:depth]) in reasons for depth in range(len(steps) + 1))


def is_within(path: str, outer: str) -> bool:
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))


def differing_places(one: Any, other: Any, steps: Steps) -> list[Steps]:
    """The smallest places where two values, in their forms, differ; arrays are places as a whole."""
    if one == other:
        return []
    members, others = members_of(one), members_of(other)
    if not isinstance(members, dict) or not isinstance(others, dict):
        return [steps]
    return [
        place
        for name in {**members, **others}
        for place in differing_places(members.get(name, NOTHING), others.get(name, NOTHING), (*steps, name))
    ]


def path_of(steps: Steps) -> str:
    """A path as losses have it; new members are spelled there as in the new value."""
    return fold(format_path(steps))


def at_path(found: Any, path: str, steps: Steps) -> list[Any]:
    """What stands at a path of a value in its form."""
    if path_of(steps) == path:
        return [found]
    members = members_of(found)
    if not isinstance(members, dict):
        return []
    return [
        there
        for name, item in members.items()
        if is_within(path, path_of((*steps, name)))
        for there in at_path(item, path, (*steps, name))
    ]


@for_every_class
@some_examples
@given(data=st.data())
def test_the_merge_of_two_carriers_leads_from_one_to_the_other(cls: Any, data: st.DataObject) -> None:
    leads_from_one_to_the_other(data.draw(dialects), *data.draw(carrier_pairs(cls)))


@for_every_class
@some_examples
@given(data=st.data())
def test_the_merge_of_lists_and_dictionaries_of_carriers_leads_from_one_to_the_other(
    cls: Any, data: st.DataObject
) -> None:
    old, new = data.draw(collection_pairs(cls))
    leads_from_one_to_the_other(
        data.draw(dialects), old, new, list[cls] if isinstance(old, list) else dict[str, cls]
    )


@given(dialects, document_pairs())
def test_the_merge_of_two_plain_documents_leads_from_one_to_the_other(
    dialect: so.Dialect, pair: tuple[Any, Any]
) -> None:
    leads_from_one_to_the_other(dialect, *pair)


# --- applying


def applying_harms_nothing(value: Any, patch: so.MergePatch) -> None:
    twin, body = copy.deepcopy(value), patch.encode()
    for dialect in so.Dialect:
        result, error = attempt(patch.apply, value, dialect=dialect)
        if error is not None:
            assert isinstance(error, so.InvalidPatch)
        else:
            assert so.identical(value, twin)
            again = patch.apply(value, dialect=dialect)
            assert so.identical(again, result)
            shares_what_is_not_named(value, result, patch.document)
        assert so.identical(value, twin)
    assert patch.encode() == body


def shares_what_is_not_named(old: Any, new: Any, document: Any) -> None:
    if not isinstance(document, dict):
        return
    folded = {fold(name) for name in document}
    if isinstance(old, dict):
        assert all(new[name] is item for name, item in old.items() if fold(name) not in folded)
    elif is_carrier(type(old)):
        members = so.schema_of(type(old)).members
        exact = {member.name for member in members}
        likes = {fold(name) for name in {*document, *so.unknown_members(old)} - exact}
        # A name in another case than the declared one makes a carrier be read anew.
        if not likes & {fold(name) for name in exact}:
            for member in members:
                assert member.name in document or getattr(new, member.attribute) is getattr(
                    old, member.attribute
                )


@for_every_class
@some_examples
@given(data=st.data())
def test_merging_into_a_carrier_harms_nothing(cls: Any, data: st.DataObject) -> None:
    old, new = data.draw(carrier_pairs(cls))
    third = data.draw(st.one_of(st.just(old), changed_copies(old)))
    applying_harms_nothing(third, so.MergePatch.diff(old, new, allow_loss=True))


@for_every_class
@some_examples
@given(data=st.data())
def test_merging_any_patch_into_a_carrier_harms_nothing(cls: Any, data: st.DataObject) -> None:
    carrier = data.draw(carriers(cls))
    applying_harms_nothing(carrier, data.draw(merge_patches(carrier) | merge_patches(carrier, valid=False)))


@given(documents, documents)
def test_merging_into_a_document_harms_nothing(value: Any, document: Any) -> None:
    applying_harms_nothing(value, so.MergePatch(document))


@for_every_class
@some_examples
@given(data=st.data())
def test_merging_a_body_into_a_carrier_is_merging_it_into_its_document(cls: Any, data: st.DataObject) -> None:
    old = data.draw(canonical_carriers(cls))
    document = document_of(data.draw(canonical_carriers(cls)))
    for name in data.draw(st.sets(st.sampled_from([*document, "x"]))):
        document[name] = None
    expected = so.MergePatch(document).apply(document_of(old))
    assert form(so.MergePatch(document).apply(old)) == form(so.decode(body_of(expected), cls))
    applying_harms_nothing(old, so.MergePatch(document))


# --- other people's


@given(documents, documents)
def test_documents_are_merged_as_json_merge_patch_does(value: Any, document: Any) -> None:
    # It changes what it is given, and shares the patch with what it gives.
    expected = json_merge_patch.merge(copy.deepcopy(value), copy.deepcopy(document))
    assert form(so.MergePatch(document).apply(value)) == form(expected)


@given(document_pairs())
def test_json_merge_patch_merges_our_differences(pair: tuple[Any, Any]) -> None:
    old, new = pair
    patch = so.MergePatch.diff(old, new, allow_loss=True)
    assert form(json_merge_patch.merge(copy.deepcopy(old), patch.document)) == form(patch.apply(old))


@given(document_pairs())
def test_differences_of_json_merge_patch_are_merged_as_it_does(pair: tuple[Any, Any]) -> None:
    patch = json_merge_patch.create_patch(*pair)
    expected = json_merge_patch.merge(*copy.deepcopy((pair[0], patch)))
    assert form(so.MergePatch(patch).apply(pair[0])) == form(expected)
