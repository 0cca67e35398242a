"""The laws of JSON Patch: what is computed leads from one value to the other, and applying harms nothing."""

from __future__ import annotations

import copy
from functools import partial
from typing import Any

import jsonpatch
import jsonpointer
import pytest
from hypothesis import given, settings, strategies as st

import so_carriers as so
from so_carriers.schema.types import is_carrier
from so_carriers.testing import (
    carrier_pairs,
    carriers,
    changed_copies,
    collection_pairs,
    document_pairs,
    json_documents,
    json_patches,
    texts,
)
from so_carriers.testing.laws import assert_patch_law
from tests.property.declared_carriers import Whole
from tests.property.patch_forms import form, is_as_if_decoded, members_of
from tests.property.patched_carriers import CLASSES, body_of, canonical_carriers, document_of

EXAMPLES = max(3, settings().max_examples // 4)

for_every_class = pytest.mark.parametrize("cls", [*CLASSES, Whole], ids=lambda cls: cls.__name__)
some_examples = settings(max_examples=EXAMPLES)

documents = json_documents()
dialects = st.sampled_from(so.Dialect)


def attempt(call: Any, *arguments: Any) -> tuple[Any, Exception | None]:
    try:
        return call(*arguments), None
    except (so.SoCarriersError, jsonpatch.JsonPatchException, jsonpointer.JsonPointerException) as error:
        return None, error


def patches_for(value: Any, **options: Any) -> st.SearchStrategy[so.JsonPatch]:
    """Patches for a value, of which every third cannot be applied."""
    right = json_patches(value, **options)
    return right | right | json_patches(value, valid=False, **options)


def with_a_patch(value: Any) -> st.SearchStrategy[tuple[Any, so.JsonPatch]]:
    return st.tuples(st.just(value), patches_for(value))


def leads_from_one_to_the_other(data: st.DataObject, old: Any, new: Any, asked: Any = None) -> None:
    """Asserts the law of patches, and what their operations may be."""
    dialect, test = data.draw(dialects), data.draw(st.booleans())
    difference = partial(so.JsonPatch.diff, test=test)
    assert_patch_law(old, new, diff=difference, kinds=[so.JsonPatch], type=asked, dialect=dialect)
    # The same by another way: in the forms of both values.
    patch = difference(old, new, type=asked, dialect=dialect)
    result = patch.apply(old, type=asked, dialect=dialect)
    assert form(result) == form(new)
    assert is_as_if_decoded(result)
    assert {operation.name for operation in patch} <= allowed(dialect, test=test)


def allowed(dialect: so.Dialect, *, test: bool) -> set[str]:
    """The operations that a patch may be computed of."""
    moves = {"move"} if dialect is so.Dialect.RFC else set[str]()
    return {"add", "remove", "replace", *moves, *(["test"] if test else [])}


@for_every_class
@some_examples
@given(data=st.data())
def test_the_difference_of_two_carriers_leads_from_one_to_the_other(cls: Any, data: st.DataObject) -> None:
    leads_from_one_to_the_other(data, *data.draw(carrier_pairs(cls)))


@for_every_class
@some_examples
@given(data=st.data())
def test_the_difference_of_lists_and_dictionaries_of_carriers_leads_from_one_to_the_other(
    cls: Any, data: st.DataObject
) -> None:
    old, new = data.draw(collection_pairs(cls))
    leads_from_one_to_the_other(data, old, new, list[cls] if isinstance(old, list) else dict[str, cls])


@given(document_pairs(), st.data())
def test_the_difference_of_two_plain_documents_leads_from_one_to_the_other(
    pair: tuple[Any, Any], data: st.DataObject
) -> None:
    leads_from_one_to_the_other(data, *pair)


@for_every_class
@some_examples
@given(data=st.data())
def test_nothing_differs_between_a_carrier_and_its_copy(cls: Any, data: st.DataObject) -> None:
    nothing_differs(data.draw(carriers(cls)))


@given(documents)
def test_nothing_differs_between_a_document_and_its_copy(document: Any) -> None:
    nothing_differs(document)


def nothing_differs(value: Any) -> None:
    for twin in (value, copy.copy(value), copy.deepcopy(value)):
        for dialect in so.Dialect:
            assert len(so.JsonPatch.diff(value, twin, test=True, dialect=dialect)) == 0
            merge = so.MergePatch.diff(value, twin, dialect=dialect)
            assert form(merge.apply(value, dialect=dialect)) == form(value)
            if is_carrier(type(value)) or isinstance(value, dict):
                assert merge == so.MergePatch({})
    assert so.JsonPatch().apply(value) is value


@given(st.integers() | (st.integers(15, 25) | st.integers(600, 660)).map(lambda digits: 10**digits - 1))
def test_whole_numbers_of_any_length_are_said_by_patches(number: int) -> None:
    old, new = so.Role(), so.decode(f'{{"X":{number},"Id":0}}', so.Role)
    for patch in (so.JsonPatch.diff(old, new), so.MergePatch.diff(old, new)):
        assert so.unknown_members(patch.apply(old))["X"] == so.unknown_members(new)["X"]
        assert str(number).encode() in patch.encode()
        assert is_as_if_decoded(patch.apply(old))


# --- applying


def is_shared(old: Any, new: Any, pointers: list[tuple[str, ...]]) -> bool:
    """Whether all that no pointer leads to or through is the very same thing in both."""
    if not pointers:
        return old is new
    if not all(pointers) or isinstance(old, list):
        return True
    return all(
        is_shared(item, there[name], [tokens[1:] for tokens in pointers if tokens[0] == name])
        for there in [children_of(new)]
        for name, item in children_of(old).items()
        if name in there
    )


def children_of(value: Any) -> dict[str, Any]:
    """The containers in the members of a carrier that are not null, or in a dictionary."""
    if is_carrier(type(value)):
        members = so.schema_of(type(value)).members
        value = {member.name: getattr(value, member.attribute) for member in members}
    return {
        name: item for name, item in value.items() if is_carrier(type(item)) or type(item) in (dict, list)
    }


def applying_harms_nothing(value: Any, patch: so.JsonPatch, asked: Any = None) -> None:
    twin, body = copy.deepcopy(value), patch.encode()
    pointers = [o.path.tokens for o in patch] + [o.source.tokens for o in patch if o.source is not None]
    result, error = attempt(lambda: patch.apply(value, type=asked))
    if error is not None:
        assert isinstance(error, (so.InvalidPatch, so.PatchConflict))
        assert error.index in range(len(patch))
    else:
        assert so.identical(value, twin)
        again = patch.apply(value, type=asked)
        assert so.identical(again, result)
        assert is_shared(value, result, pointers)
        if result is not value:
            harm(result)
        assert so.identical(again, patch.apply(twin, type=asked))
    assert patch.encode() == body
    assert so.identical(value, twin) or result is value


def harm(value: Any) -> None:
    """Changes the root of a result in place, which must reach nobody else."""
    if isinstance(value, list):
        value.append(value[:])
    elif isinstance(value, dict):
        value["harm"] = None


# --- generated patches


@for_every_class
@some_examples
@given(data=st.data())
def test_applying_a_patch_to_a_carrier_harms_nothing(cls: Any, data: st.DataObject) -> None:
    old, new = data.draw(carrier_pairs(cls))
    third = data.draw(st.one_of(st.just(old), changed_copies(old)))
    applying_harms_nothing(third, so.JsonPatch.diff(old, new, test=data.draw(st.booleans())))


@given(document_pairs(), st.data())
def test_applying_a_patch_to_a_plain_document_harms_nothing(
    pair: tuple[Any, Any], data: st.DataObject
) -> None:
    old, new = pair
    third = data.draw(st.sampled_from([old, new]) | documents)
    applying_harms_nothing(third, so.JsonPatch.diff(old, new, test=data.draw(st.booleans())))


@given(documents.flatmap(with_a_patch))
def test_any_patch_is_applied_as_a_whole_or_harms_nothing(value_and_patch: tuple[Any, so.JsonPatch]) -> None:
    applying_harms_nothing(*value_and_patch)


@for_every_class
@some_examples
@given(data=st.data())
def test_any_patch_is_applied_to_a_carrier_as_a_whole_or_harms_nothing(cls: Any, data: st.DataObject) -> None:
    # Where names are spelled in several ways a carrier is read anew, and shares nothing.
    carrier = data.draw(canonical_carriers(cls))
    applying_harms_nothing(carrier, data.draw(patches_for(carrier, declared_names=True)))


# --- tests of what is there


def is_tested_first(patch: so.JsonPatch, index: int, old: Any) -> bool:
    """Whether no operation before that test could have changed what it tests, or where it stands."""
    tested = patch.operations[index].path.tokens
    for operation in patch.operations[:index]:
        both = zip(operation.path.tokens, tested, strict=False)
        common = next((at for at, (one, other) in enumerate(both) if one != other), None)
        if common is None:
            if operation.name != "test" or operation.path.tokens != tested:
                return False
        elif isinstance(so.JsonPointer(tested[:common]).resolve(old), list):
            return False
    return True


def changed_at(old: Any, place: so.JsonPointer) -> Any:
    """The old value with something else, or nothing, in one place."""
    change: dict[str, Any] = {"op": "remove", "path": str(place)}
    if not place.tokens:
        # Of a carrier with other members than the tested ones there is none shorter.
        change = {"op": "add", "path": "/another", "value": {}} if is_carrier(type(old)) else ROOT
    return so.JsonPatch([change]).apply(old)


ROOT = {"op": "replace", "path": "", "value": {"another": ["one"]}}


def fails_on_what_another_changed(old: Any, new: Any, data: st.DataObject) -> None:
    dialect = data.draw(dialects)
    patch = so.JsonPatch.diff(old, new, test=True, dialect=dialect)
    tests = [
        index
        for index, operation in enumerate(patch)
        if operation.name == "test" and is_tested_first(patch, index, old)
    ]
    if not tests:
        return
    place = patch.operations[data.draw(st.sampled_from(tests))].path
    third = changed_at(old, place)
    if form_at(third, place) == form_at(old, place):
        return  # an item that stood twice in a list
    with pytest.raises(so.PatchTestFailed) as failed:
        patch.apply(third, dialect=dialect)
    assert failed.value.operation == "test"
    assert str(place).startswith(str(failed.value.pointer))


def form_at(value: Any, place: so.JsonPointer) -> Any:
    found = form(value)
    for token in place.tokens:
        members = members_of(found)
        if isinstance(members, dict):
            found = members.get(token, members.get(("unknown", token), NOTHING))
        else:
            found = members[int(token)] if int(token) < len(members) else NOTHING
    return with_numbers_by_value(found)


NOTHING = ("nothing", None)


def with_numbers_by_value(found: Any) -> Any:
    """A form in which `1.10` is `1.1`, as it is to a test (RFC 6902, section 4.6)."""
    match found:
        case ("number", token):
            return "number", float(token)
        case (kind, members) if isinstance(members, dict):
            return kind, with_numbers_by_value(members)
        case dict():
            return {name: with_numbers_by_value(item) for name, item in found.items()}
        case list():
            return [*map(with_numbers_by_value, found)]
        case _:
            return found


@for_every_class
@some_examples
@given(data=st.data())
def test_a_tested_difference_fails_on_a_carrier_that_another_changed(cls: Any, data: st.DataObject) -> None:
    fails_on_what_another_changed(*data.draw(carrier_pairs(cls)), data)


@given(document_pairs(), st.data())
def test_a_tested_difference_fails_on_a_document_that_another_changed(
    pair: tuple[Any, Any], data: st.DataObject
) -> None:
    fails_on_what_another_changed(*pair, data)


# --- lists


def longest_increasing(numbers: list[int]) -> int:
    longest: list[int] = []
    for at, number in enumerate(numbers):
        longest.append(1 + max([longest[i] for i in range(at) if numbers[i] < number], default=0))
    return max(longest, default=0)


unique_items = st.lists(documents, max_size=9, unique_by=lambda item: repr(form(item))).filter(
    lambda items: (
        len({so.JsonPatch([{"op": "add", "path": "", "value": item}]) for item in items}) == len(items)
    )
)


def is_ordered_by_the_fewest_moves(items: list[Any], order: list[int], asked: Any = None) -> None:
    shuffled = [items[at] for at in order]
    patch = so.JsonPatch.diff(items, shuffled, type=asked)
    assert {operation.name for operation in patch} <= {"move"}
    assert len(patch) <= len(items) - longest_increasing(order)
    assert form(patch.apply(items, type=asked)) == form(shuffled)


@given(unique_items, st.data())
def test_a_shuffled_list_is_put_in_order_by_the_fewest_moves(items: list[Any], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(items))))
    is_ordered_by_the_fewest_moves(items, order)


@given(st.lists(carriers(so.Role), max_size=7, unique_by=so.encode), st.booleans(), st.data())
def test_shuffled_carriers_are_put_in_order_by_the_fewest_moves(
    roles: list[so.Role], with_keys: bool, data: st.DataObject
) -> None:
    if with_keys:
        for number, role in enumerate(roles, 1):
            role.id = number
    order = data.draw(st.permutations(range(len(roles))))
    is_ordered_by_the_fewest_moves(roles, order, list[so.Role])


# --- other people's

oracle_scalars = (
    st.none()
    | st.booleans()
    | st.sampled_from([0, 1, -1, 1.0, 0.0, "", "a", "1"])
    # jsonpatch compares numbers as Python does, so not as they are written: the float 1e23 is no
    # integer of 24 digits to it. Up to here each float is the number that is written.
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts()
)
oracle_documents = json_documents(scalars=oracle_scalars)


@given(oracle_documents.flatmap(with_a_patch))
def test_documents_are_patched_as_jsonpatch_does(value_and_patch: tuple[Any, so.JsonPatch]) -> None:
    value, patch = value_and_patch
    expected, its_error = attempt(lambda: jsonpatch.apply_patch(value, patch.to_list()))
    result, our_error = attempt(lambda: patch.apply(value))
    assert (its_error is None) == (our_error is None)
    assert isinstance(its_error, jsonpatch.JsonPatchTestFailed) == isinstance(our_error, so.PatchTestFailed)
    assert form(result) == form(expected)


@given(document_pairs())
def test_jsonpatch_applies_our_differences(pair: tuple[Any, Any]) -> None:
    old, new = pair
    for test in (False, True):
        assert form(so.JsonPatch.diff(old, new, test=test).to_jsonpatch().apply(old)) == form(new)


@given(document_pairs(oracle_documents))
def test_differences_of_jsonpatch_are_applied_as_it_does(pair: tuple[Any, Any]) -> None:
    old, new = pair
    patch = jsonpatch.make_patch(old, new)
    assert form(so.JsonPatch(patch).apply(old)) == form(patch.apply(old))


# --- operations one by one


def is_its_operations_one_after_the_other(value: Any, patch: so.JsonPatch, dialect: so.Dialect) -> None:
    expected: Any = value
    refused: Exception | None = None
    for operation in patch:
        if refused is None:
            expected, refused = attempt(partial(so.JsonPatch([operation]).apply, expected, dialect=dialect))
    result, error = attempt(partial(patch.apply, value, dialect=dialect))
    assert type(error) is type(refused)
    assert form(result) == form(expected)
    if isinstance(error, (so.InvalidPatch, so.PatchConflict)):
        assert error.pointer == getattr(refused, "pointer", None)


@for_every_class
@some_examples
@given(data=st.data())
def test_patching_a_carrier_is_doing_one_operation_after_the_other(cls: Any, data: st.DataObject) -> None:
    carrier = data.draw(carriers(cls))
    dialect = data.draw(dialects)
    is_its_operations_one_after_the_other(carrier, data.draw(patches_for(carrier, dialect=dialect)), dialect)
    old, new = data.draw(carrier_pairs(cls))
    patch = so.JsonPatch.diff(old, new, test=data.draw(st.booleans()))
    is_its_operations_one_after_the_other(data.draw(st.sampled_from([old, new])), patch, so.Dialect.RFC)


@given(documents.flatmap(with_a_patch), dialects)
def test_patching_a_document_is_doing_one_operation_after_the_other(
    value_and_patch: tuple[Any, so.JsonPatch], dialect: so.Dialect
) -> None:
    is_its_operations_one_after_the_other(*value_and_patch, dialect)


# --- carriers and their documents


def is_refused_before(error: Any, other: Any) -> bool:
    """Whether a value of another member's type ends a patch before what a document does not have."""
    return isinstance(error, so.InvalidPatch) and error.index < other.index


@for_every_class
@some_examples
@given(data=st.data())
def test_patching_a_carrier_is_patching_its_document(cls: Any, data: st.DataObject) -> None:
    carrier = data.draw(canonical_carriers(cls))
    patch, document = data.draw(patches_for(carrier, declared_names=True)), document_of(carrier)
    expected, refused = attempt(patch.apply, document)
    result, error = attempt(patch.apply, carrier)
    if refused is not None and not is_refused_before(error, refused):
        assert type(error) is type(refused)
        return
    if error is not None:
        # A value of another member's type; it may stand in the document, and is none of the carrier's.
        assert isinstance(error, so.InvalidPatch)
        return
    assert form(result) == form(so.decode(body_of(expected), cls))
    assert is_as_if_decoded(result)


@for_every_class
@some_examples
@given(data=st.data())
def test_the_difference_of_two_carriers_patches_their_documents(cls: Any, data: st.DataObject) -> None:
    old, new = data.draw(st.tuples(*[canonical_carriers(cls)] * 2))
    result = so.JsonPatch.diff(old, new).apply(document_of(old))
    assert form(so.decode(body_of(result), cls)) == form(new)
