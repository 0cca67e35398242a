"""Patches where values are not what one expects: odd spellings, wrong values, secrets, strange arguments."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import enum
import pickle
from typing import Any

import pytest

import so_carriers as so

JSON_PATCH = "application/json-patch+json"


class Number(enum.IntEnum):
    ONE = 1


class Letter(enum.StrEnum):
    A = "a"


@so.carrier
class Inner:
    x: int = so.member("X", default=0)
    t: str | None = so.member("T", default=None)


@so.carrier
class Spelled:
    n: int = so.member("N", default=0)
    f: Letter = so.member("F", default=Letter.A)
    numbers: list[so.Int32] = so.member("L", default_factory=list)


@so.carrier
class Lists:
    first: list[int] = so.member("First", default_factory=list)
    second: list[int] = so.member("Second", default_factory=list)


@so.carrier
class Outer:
    rank: int = so.member("Rank", default=0)
    inner: Inner = so.member("Inner", default_factory=Inner)
    inners: list[Inner] = so.member("Inners", default_factory=list)
    when: so.DateTime | None = so.member("When", default=None)


@so.carrier
class Keeper:
    pin: str | None = so.member("Pin", default=None, secret=True)
    one: Inner | None = so.member("One", default=None, secret=True)
    some: list[Inner] | None = so.member("Some", default=None, secret=True)
    more: dict[str, str] | None = so.member("More", default=None, secret=True)


def test_spellings_that_were_tested_can_still_be_added_to() -> None:
    whole: dict[str, list[str]] = {"First": ["1"], "Second": []}
    operations: list[dict[str, Any]] = [
        {"op": "add", "path": "/First/-", "value": "1"},
        {"op": "test", "path": "", "value": whole},
        {"op": "add", "path": "/Second/-", "value": "2"},
        {"op": "test", "path": "", "value": whole | {"Second": ["2"]}},
    ]
    patched = so.JsonPatch(operations).apply(so.decode(b'{"First":[],"Second":[]}', Lists))
    assert so.encode(patched) == b'{"First":["1"],"Second":["2"]}'


def test_a_member_by_two_names_is_one_member() -> None:
    value = so.decode(b'{"rank":3}', Outer)
    operations = [
        {"op": "replace", "path": "/Rank", "value": 5},
        {"op": "test", "path": "/rank", "value": 3},
    ]
    with pytest.raises(so.PatchTestFailed, match="expected integer 3, found integer 5"):
        so.JsonPatch(operations).apply(value)
    operations[1]["value"] = 5
    assert so.JsonPatch(operations).apply(value).rank == 5


@pytest.mark.parametrize(("attribute", "value"), [("n", Number.ONE), ("f", "a"), ("numbers", [Number.ONE])])
def test_a_kept_spelling_is_a_difference_to_an_equal_value_without_one(attribute: str, value: Any) -> None:
    old = so.decode(b'{"N":"1","F":"A","L":["1"]}', Spelled)
    new = copy.copy(old)
    setattr(new, attribute, value)
    assert so.encode(new) != so.encode(old)
    patch = so.JsonPatch.diff(old, new)
    assert len(patch) == 1
    assert so.encode(patch.apply(old)) == so.encode(new)
    assert so.encode(so.MergePatch.diff(old, new).apply(old)) == so.encode(new)


def test_what_is_null_against_its_type_is_null_whatever_the_attribute_holds() -> None:
    old = so.decode(b'{"Inner":null,"Inners":null}', Outer)
    old.inner.x = 1
    old.inners.append(Inner())
    new = copy.deepcopy(old)
    new.inner.x = new.inners[0].x = 2
    assert so.encode(new) == so.encode(old)
    assert not so.JsonPatch.diff(old, new)
    assert not so.MergePatch.diff(old, new)


def test_a_plain_datetime_differs_from_no_other_that_is_written_like_it() -> None:
    old = Outer(when=datetime.datetime(2020, 1, 1))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # what is tested
    assert not so.JsonPatch.diff(old, copy.deepcopy(old))
    assert not so.JsonPatch.diff(old, Outer(when=so.DateTime(2020, 1, 1)))
    assert len(so.JsonPatch.diff(old, Outer(when=so.DateTime(2020, 1, 2)))) == 1


WRONG: list[tuple[Any, Any, str]] = [
    (Keeper(), Keeper(pin=7654321), "$.Pin"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # what is tested
    (Keeper(), Keeper(some=[Inner(x="hunter2")]), "$.Some"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # as above
    (Keeper(some=[Inner()]), Keeper(some=[Inner(x="hunter2")]), "$.Some"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # as above
    (Keeper(one=Inner()), Keeper(one=Inner(t=7654321)), "$.One"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # as above
    (Keeper(more={"hunter2": "a"}), Keeper(more={"hunter2": 7654321}), "$.More"),  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType]  # as above
]


@pytest.mark.parametrize(("old", "new", "path"), WRONG)
def test_errors_of_differences_tell_nothing_of_secrets(old: Keeper, new: Keeper, path: str) -> None:
    for diff in (so.JsonPatch.diff, so.MergePatch.diff, lambda *pair: so.JsonPatch.diff(*pair, test=True)):
        with pytest.raises(so.EncodeError) as refusal:
            diff([old], [new])
        assert refusal.value.path == f"$[0]{path.removeprefix('$')}"
        assert "hunter2" not in repr(refusal.value) + str(refusal.value)
        assert "7654321" not in repr(refusal.value) + str(refusal.value)


@pytest.mark.parametrize(("_old", "value", "path"), WRONG)
def test_errors_of_tests_and_copies_tell_nothing_of_secrets(_old: Keeper, value: Keeper, path: str) -> None:
    pointer = path.replace("$.", "/")
    for operation in (
        {"op": "test", "path": pointer, "value": "z"},
        {"op": "copy", "from": pointer, "path": "/Foo"},
    ):
        with pytest.raises(so.EncodeError) as refusal:
            so.JsonPatch([operation]).apply(value)
        assert refusal.value.path == path
        assert "hunter2" not in str(refusal.value)
        assert "7654321" not in str(refusal.value)


def test_a_base_is_of_the_type_that_is_asked_for() -> None:
    cases: list[tuple[Any, Any, str]] = [
        (so.Role, so.User(), "a Role, found a User"),
        (so.Role, 5, "a Role, found integer 5"),
        (so.Role | None, [], "a Role or None, found an array"),
        (list[so.Role], so.Role(), "a list, found a Role"),
        (dict[str, so.Role], [], "a dict, found an array"),
    ]
    for type_, base, expected in cases:
        with pytest.raises(so.EncodeError, match=expected.replace("|", "\\|")):
            so.decode(b"[]", type_, JSON_PATCH, base=base)
        with pytest.raises(so.EncodeError):
            so.MergePatch({}).apply(base, type=type_)


def test_patches_are_types_by_themselves_and_in_unions_only() -> None:
    types: list[Any] = [list[so.JsonPatch], dict[str, so.MergePatch], so.JsonPatch | None]
    for type_ in types:
        with pytest.raises(so.InvalidDefinition):
            so.decode(b"[]", type_, JSON_PATCH)


def test_pointers_of_indices_are_pointers_of_texts() -> None:
    pointer = so.JsonPointer(("a", 0))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # what is tested
    assert pointer.resolve({"a": [1]}) == 1
    assert so.JsonPointer(("a",)).child(0).resolve({"a": [1]}) == 1
    patched = so.JsonPatch([{"op": "replace", "path": pointer, "value": 2}]).apply({"a": [1]})
    assert patched == {"a": [2]}


@pytest.mark.parametrize("text", [5, None, b"/a", ("a",)])
def test_what_is_no_text_is_no_pointer(text: Any) -> None:
    with pytest.raises(so.InvalidValue, match="the text of a JSON Pointer"):
        so.JsonPointer.parse(text)


def test_a_lone_surrogate_is_no_uri_fragment() -> None:
    with pytest.raises(so.InvalidValue):
        so.JsonPointer.from_uri_fragment("#/\ud800")


def test_keys_that_are_no_texts_are_refused_or_left_alone() -> None:
    for diff in (so.JsonPatch.diff, so.MergePatch.diff):
        with pytest.raises(so.EncodeError, match="a text as key"):
            diff({1: 2}, {1: 3})
    add = so.JsonPatch([{"op": "add", "path": "/a", "value": 1}])
    document: Any = {1: 2}
    for dialect in so.Dialect:
        assert add.apply(document, dialect=dialect) == {1: 2, "a": 1}


@pytest.mark.parametrize(
    "patch", [so.JsonPatch([{"op": "remove", "path": "/a"}]), so.MergePatch({"a": None})]
)
def test_patches_are_values(patch: Any) -> None:
    applied = patch.apply({"a": 1, "b": 2})
    assert applied == {"b": 2}
    for twin in (copy.copy(patch), copy.deepcopy(patch), pickle.loads(pickle.dumps(patch))):
        assert twin == patch
        assert hash(twin) == hash(patch)
        assert twin.apply({"a": 1, "b": 2}) == applied
    assert patch != patch.encode()
    assert bool(patch)
    assert not type(patch)([] if isinstance(patch, so.JsonPatch) else {})
    with pytest.raises(dataclasses.FrozenInstanceError):
        patch._plans = []  # pyright: ignore[reportAttributeAccessIssue]  # what is tested


def test_a_repr_shows_no_values_and_ends() -> None:
    operations = [{"op": "add", "path": f"/{n}", "value": "hunter2"} for n in range(30)]
    assert (
        repr(so.JsonPatch(operations))
        == "JsonPatch(" + ", ".join(f"add '/{n}'" for n in range(20)) + ", ...)"
    )
    merge = so.MergePatch({"a": {"b": "hunter2", "c": None, "d": {}}, "e": [1]})
    assert repr(merge) == "MergePatch(set '/a/b', remove '/a/c', set '/a/d', set '/e')"
    assert "hunter2" not in repr(so.JsonPatch(operations).operations[0])
    assert repr(so.JsonPointer.parse("/a~1b")) == "JsonPointer('/a~1b')"


def test_removing_a_member_leaves_what_is_spelled_like_it() -> None:
    value = so.decode(b'{"Rank":1,"rank":2}', Outer)
    patched = so.JsonPatch([{"op": "remove", "path": "/Rank"}]).apply(value)
    assert so.encode(patched) == b'{"rank":2}'
    assert patched.rank == 2
    assert so.encode(so.MergePatch({"Rank": None}).apply(value)) == b'{"rank":2}'
    assert so.encode(value) == b'{"Rank":1,"rank":2}'


@pytest.mark.parametrize("op", ["replace", "add"])
def test_what_comes_in_the_place_of_a_carrier_is_one(op: str) -> None:
    document: dict[str, Any] = {"n": 1, "role": so.Role(id=1)}
    patched = so.JsonPatch([{"op": op, "path": "/role", "value": {"Id": 2}}]).apply(document)
    assert type(patched["role"]) is so.Role
    assert patched["role"].id == 2
    with pytest.raises(so.InvalidPatch):
        so.JsonPatch([{"op": op, "path": "/role", "value": {"Id": "x"}}]).apply(document)


@pytest.mark.parametrize("text", ["soon", "2020-02-30T00:00:00", ""])
def test_what_is_no_date_is_none_in_a_patch(text: str) -> None:
    for patch in (
        so.JsonPatch([{"op": "replace", "path": "/When", "value": text}]),
        so.MergePatch({"When": text}),
    ):
        with pytest.raises(so.InvalidPatch, match="expected a date and time"):
            patch.apply(Outer(when=so.DateTime(2020, 1, 1)))


def test_the_depth_of_what_a_patch_makes_is_limited_when_it_is_applied() -> None:
    document: dict[str, Any] = {"a": {}}
    for patch in (
        so.JsonPatch([{"op": "add", "path": "/a/b", "value": {"c": [1]}}]),
        so.MergePatch({"a": {"b": {"c": [1]}}}),
    ):
        assert patch.apply(document, limits=so.Limits(depth=4)) == {"a": {"b": {"c": [1]}}}
        with pytest.raises(so.LimitExceeded):
            patch.apply(document, limits=so.Limits(depth=3))


def test_values_of_patches_may_be_tuples_mappings_and_carriers() -> None:
    value = {"b": (1, 2), "c": so.CustomFields({"x": "y"}), "d": [so.Role(id=1)]}
    (operation,) = so.JsonPatch([{"op": "add", "path": "/a", "value": value}])
    assert operation.value["b"] == [1, 2]
    assert operation.value["c"] == {"x": "y"}
    assert operation.value["d"][0]["Id"] == 1
    with pytest.raises(so.LimitExceeded):
        so.JsonPatch([{"op": "add", "path": "/a", "value": value}], limits=so.Limits(depth=2))


def test_the_place_of_what_cannot_be_written_is_that_in_the_whole() -> None:
    unwritable: Any = {1, 2}
    for old, new, path in [
        ({}, {"a": unwritable}, "$.a"),
        ({"a": [0]}, {"a": [0, unwritable]}, "$.a[1]"),
        ({"a": {"b": 1}}, {"a": {"b": unwritable}}, "$.a.b"),
    ]:
        for diff in (so.JsonPatch.diff, so.MergePatch.diff):
            with pytest.raises(so.EncodeError) as refusal:
                diff(old, new)
            assert refusal.value.path.startswith(path.partition("[")[0])
