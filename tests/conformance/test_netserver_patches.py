"""Patches as a NetServer takes them, a row for each difference from the RFCs.

Paths in any case and without their first slash; add, remove, replace and test only; arrays and
objects told apart by shape, whatever the media type; an object merged into an array is appended.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

import so_carriers as so

NETSERVER = so.Dialect.NETSERVER
JSON_PATCH, MERGE_PATCH = "application/json-patch+json", "application/merge-patch+json"
JSON_TYPES = ["application/json", "text/json", JSON_PATCH, MERGE_PATCH, "application/json; charset=utf-8"]


def rule(name: str, *values: object) -> object:
    """A row of a table, with the rule as its id."""
    return pytest.param(*values, id=name)


def canonical(body: bytes | str) -> str:
    """A JSON text without regard to the order of members."""
    return json.dumps(json.loads(body), sort_keys=True)


# JSON Patch: class, body, patch, result.

USER = so.User
PATCHES = [
    rule("without the first slash", USER, '{"Name":"Ann"}', '[{"op":"replace","path":"Name","value":"Bo"}]',
         '{"Name":"Bo"}'),
    rule("with it", USER, '{"Name":"Ann"}', '[{"op":"replace","path":"/Name","value":"Bo"}]',
         '{"Name":"Bo"}'),
    rule("in lower case", USER, '{"Name":"Ann"}', '[{"op":"replace","path":"/name","value":"Bo"}]',
         '{"Name":"Bo"}'),
    rule("in upper case", USER, '{"Name":"Ann"}', '[{"op":"replace","path":"NAME","value":"Bo"}]',
         '{"Name":"Bo"}'),
    rule("an absent member", USER, '{"Name":"Ann"}', '[{"op":"add","path":"rank","value":3}]',
         '{"Name":"Ann","Rank":3}'),
    rule("every name on the way", USER, '{"Person":{"Firstname":"A"}}',
         '[{"op":"replace","path":"person/FIRSTNAME","value":"B"}]',
         '{"Person":{"Firstname":"B"}}'),
    rule("indices", USER, '{"OtherGroups":[{"Id":1},{"Id":2}]}',
         '[{"op":"replace","path":"othergroups/1/id","value":9}]',
         '{"OtherGroups":[{"Id":1},{"Id":9}]}'),
    rule("-", USER, '{"OtherGroups":[{"Id":1}]}', '[{"op":"add","path":"othergroups/-","value":{"Id":2}}]',
         '{"OtherGroups":[{"Id":1},{"Id":2}]}'),
    rule("removal", USER, '{"Name":"Ann","Rank":3}', '[{"op":"remove","path":"rank"}]', '{"Name":"Ann"}'),
    rule("test", USER, '{"Name":"Ann"}', '[{"op":"test","path":"name","value":"Ann"}]', '{"Name":"Ann"}'),
    rule("keys", USER, '{"CustomFields":{"SuperOffice:1":"a"}}',
         '[{"op":"replace","path":"customfields/superoffice:1","value":"b"}]',
         '{"CustomFields":{"SuperOffice:1":"b"}}'),
    rule("a new key has the patch's case", USER, '{"ExtraFields":{}}',
         '[{"op":"add","path":"ExtraFields/x_FooBar","value":"b"}]',
         '{"ExtraFields":{"x_FooBar":"b"}}'),
    rule("keys with dots", so.Role, '{"FieldProperties":{"Address.Zipcode":{}}}',
         '[{"op":"add","path":"fieldproperties/address.zipcode/fieldlength","value":5}]',
         '{"FieldProperties":{"Address.Zipcode":{"FieldLength":5}}}'),
    rule("exact keys first", USER, '{"ExtraFields":{"A":"1","a":"2"}}',
         '[{"op":"replace","path":"extrafields/a","value":"3"}]',
         '{"ExtraFields":{"A":"1","a":"3"}}'),
    rule("unknown members", USER, '{"Own":{"Inner":[1]}}', '[{"op":"add","path":"own/INNER/0","value":0}]',
         '{"Own":{"Inner":[0,1]}}'),
    rule("escapes", USER, '{"ExtraFields":{"a/B~":"1"}}',
         '[{"op":"replace","path":"extrafields/A~1b~0","value":"2"}]',
         '{"ExtraFields":{"a/B~":"2"}}'),
    rule("names in values", USER, '{"Role":{"Id":1}}',
         '[{"op":"replace","path":"role","value":{"Id":2,"Value":"x"}}]',
         '{"Role":{"Id":2,"Value":"x"}}'),
    rule("the whole", USER, '{"Name":"Ann"}', '[{"op":"replace","path":"","value":{"Rank":1}}]',
         '{"Rank":1}'),
    rule("a list of carriers", list[so.Role], '[{"Id":1}]', '[{"op":"replace","path":"0/id","value":2}]',
         '[{"Id":2}]'),
    rule("a dictionary of carriers", dict[str, so.Role], '{"Ab":{"Id":1}}',
         '[{"op":"add","path":"aB/value","value":"x"}]',
         '{"Ab":{"Id":1,"Value":"x"}}'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "patch", "expected"), PATCHES)
def test_paths_are_found_in_any_case_and_without_their_first_slash(
    kind: Any, body: str, patch: str, expected: str
) -> None:
    value = so.decode(body, kind)
    before = so.encode(value, type=kind)
    decoded = so.JsonPatch.decode(patch, dialect=NETSERVER)
    result = decoded.apply(value, type=kind, dialect=NETSERVER)
    assert canonical(so.encode(result, type=kind)) == canonical(expected)
    assert so.encode(value, type=kind) == before
    for media_type in JSON_TYPES:
        by_base = so.decode(patch, kind, media_type, base=value, dialect=NETSERVER)
        assert so.encode(by_base, type=kind) == so.encode(result, type=kind)
    # Written with its slashes, as the RFC has it.
    written = json.loads(decoded.encode(dialect=NETSERVER))
    assert all(not operation["path"] or operation["path"].startswith("/") for operation in written)


@pytest.mark.parametrize(
    "patch",
    [
        '[{"op":"replace","path":"name","value":"Bo"}]',
        '[{"op":"add","path":"Name","value":"Bo"}]',
        '[{"op":"test","path":"a","value":1}]',
    ],
)
def test_the_rfc_has_the_slash(patch: str) -> None:
    with pytest.raises(so.InvalidPatch) as caught:
        so.JsonPatch.decode(patch)
    assert (caught.value.path, caught.value.index, caught.value.status) == ("$[0].path", 0, 400)


def test_the_rfc_has_case() -> None:
    patch = so.JsonPatch([{"op": "replace", "path": "/name", "value": "Bo"}])
    assert patch.apply(so.User(name="Ann"), dialect=NETSERVER).name == "Bo"
    with pytest.raises(so.PatchConflict):
        patch.apply(so.User(name="Ann"))


@pytest.mark.parametrize("name", ["move", "copy"])
def test_move_and_copy_are_unknown(name: str) -> None:
    operation = {"op": name, "from": "/Name", "path": "/Tooltip"}
    with pytest.raises(so.InvalidPatch) as caught:
        so.JsonPatch.decode(
            json.dumps([{"op": "test", "path": "Name", "value": "Ann"}, operation]), dialect=NETSERVER
        )
    assert (caught.value.path, caught.value.index, caught.value.pointer) == ("$[1].op", 1, "/Tooltip")
    with pytest.raises(so.InvalidPatch):
        so.JsonPatch([operation], dialect=NETSERVER)
    with pytest.raises(so.EncodeError) as refused:
        so.JsonPatch([operation]).encode(dialect=NETSERVER)
    assert refused.value.path == "$[0].op"
    assert so.JsonPatch([operation]).encode() == json.dumps([operation], separators=(",", ":")).encode()


@pytest.mark.parametrize("name", ["Replace", "ADD", "spam", ""])
def test_names_of_operations_have_case_here_too(name: str) -> None:
    with pytest.raises(so.InvalidPatch):
        so.JsonPatch.decode(json.dumps([{"op": name, "path": "Name", "value": 1}]), dialect=NETSERVER)


ERRORS = [
    rule("test", '[{"op":"test","path":"NAME","value":"Bo"}]', so.PatchTestFailed, 409, "/NAME"),
    rule("test of what is absent", '[{"op":"test","path":"tooltip","value":null}]', so.PatchTestFailed, 409,
         "/tooltip"),
    rule("test of case in texts", '[{"op":"test","path":"name","value":"ann"}]', so.PatchTestFailed, 409,
         "/name"),
    rule("removal of what is absent", '[{"op":"remove","path":"tooltip"}]', so.PatchConflict, 409,
         "/tooltip"),
    rule("replacement of what is absent", '[{"op":"replace","path":"tooltip","value":"x"}]', so.PatchConflict,
         409, "/tooltip"),
    rule("no parent", '[{"op":"add","path":"person/firstname","value":"x"}]', so.PatchConflict, 409,
         "/person/firstname"),
    rule("index with a zero", '[{"op":"remove","path":"othergroups/00"}]', so.PatchConflict, 409,
         "/othergroups/00"),
    rule("removal at -", '[{"op":"remove","path":"othergroups/-"}]', so.PatchConflict, 409, "/othergroups/-"),
    rule("wrong value", '[{"op":"add","path":"rank","value":"x"}]', so.InvalidPatch, 400, "/rank"),
    rule("wrong value inside", '[{"op":"add","path":"role","value":{"id":{}}}]', so.InvalidPatch, 400,
         "/role"),
]  # fmt: skip


@pytest.mark.parametrize(("patch", "kind", "status", "pointer"), ERRORS)
def test_errors_are_those_of_the_rfc(
    patch: str, kind: type[so.SoCarriersError], status: int, pointer: str
) -> None:
    user = so.decode('{"Name":"Ann","OtherGroups":[{"Id":1}]}', so.User)
    before = copy.deepcopy(user)
    whole = f'[{{"op":"add","path":"Deleted","value":true}},{patch.removeprefix("[")}'
    with pytest.raises(so.SoCarriersError) as caught:
        so.JsonPatch.decode(whole, dialect=NETSERVER).apply(user, dialect=NETSERVER)
    error: Any = caught.value
    assert (error.status, error.index, error.pointer) == (status, 1, pointer)
    assert type(error) is kind
    assert so.identical(user, before)


def test_the_path_of_a_conflict_names_the_members() -> None:
    patch = so.JsonPatch.decode('[{"op":"test","path":"person/firstname","value":"B"}]', dialect=NETSERVER)
    with pytest.raises(so.PatchTestFailed) as caught:
        patch.apply(so.User(person=so.Person(firstname="A")), dialect=NETSERVER)
    assert caught.value.path == "$.Person.Firstname"


# Merge patches: class, body, patch, result.

MERGES = [
    rule("a scalar replaces", USER, '{"Name":"Ann","Rank":1}', '{"name":"Bo"}', '{"Name":"Bo","Rank":1}'),
    rule("an absent member", USER, "{}", '{"RANK":1}', '{"Rank":1}'),
    rule("null removes", USER, '{"Name":"Ann","Rank":1}', '{"NAME":null,"tooltip":null}', '{"Rank":1}'),
    rule("an array replaces the array", USER, '{"OtherGroups":[{"Id":1}]}', '{"othergroups":[{"Id":2}]}',
         '{"OtherGroups":[{"Id":2}]}'),
    rule("an object is appended to an array", USER, '{"OtherGroups":[{"Id":1}]}', '{"othergroups":{"Id":2}}',
         '{"OtherGroups":[{"Id":1},{"Id":2}]}'),
    rule("an object is appended to an empty array", USER, '{"OtherGroups":[]}',
         '{"OtherGroups":{"Id":2,"Value":null}}',
         '{"OtherGroups":[{"Id":2}]}'),
    rule("an object is appended to an unknown array", USER, '{"Own":[1]}', '{"own":{"a":1}}',
         '{"Own":[1,{"a":1}]}'),
    rule("an object is appended to the whole array", list[so.Role], '[{"Id":1}]', '{"Id":2}',
         '[{"Id":1},{"Id":2}]'),
    rule("an object is merged into an object", USER, '{"Role":{"Id":1,"Value":"x","Tooltip":"t"}}',
         '{"role":{"VALUE":"y","tooltip":null}}',
         '{"Role":{"Id":1,"Value":"y"}}'),
    rule("an object in the place of null", USER, '{"Person":null}', '{"Person":{"Firstname":"A"}}',
         '{"Person":{"Firstname":"A"}}'),
    rule("keys", USER, '{"CustomFields":{"SuperOffice:1":"a","x_B":"b"}}',
         '{"customfields":{"superoffice:1":"c","X_b":null,"New":"d"}}',
         '{"CustomFields":{"SuperOffice:1":"c","New":"d"}}'),
    rule("unknown members", USER, '{"Own":{"A":1,"B":2}}', '{"OWN":{"a":3,"b":null,"c":4}}',
         '{"Own":{"A":3,"c":4}}'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "patch", "expected"), MERGES)
def test_an_object_is_merged_by_names_in_any_case(kind: Any, body: str, patch: str, expected: str) -> None:
    value = so.decode(body, kind)
    before = so.encode(value, type=kind)
    result = so.MergePatch.decode(patch, dialect=NETSERVER).apply(value, type=kind, dialect=NETSERVER)
    assert canonical(so.encode(result, type=kind)) == canonical(expected)
    assert so.encode(value, type=kind) == before
    for media_type in JSON_TYPES:
        by_base = so.decode(patch, kind, media_type, base=value, dialect=NETSERVER)
        assert so.encode(by_base, type=kind) == so.encode(result, type=kind)


def test_the_rfc_puts_an_object_in_the_place_of_an_array() -> None:
    patch = so.MergePatch({"a": {"b": 1}})
    target: dict[str, Any] = {"a": [1]}
    assert patch.apply(target) == {"a": {"b": 1}}
    assert patch.apply(target, dialect=NETSERVER) == {"a": [1, {"b": 1}]}
    with pytest.raises(so.InvalidPatch):
        so.MergePatch({"OtherGroups": {"Id": 2}}).apply(so.User(other_groups=[]))


# The media type says nothing of the shape.


@pytest.mark.parametrize("media_type", JSON_TYPES)
def test_the_patch_classes_are_told_apart_by_shape(media_type: str) -> None:
    array, member = b'[{"op":"remove","path":"name"}]', b'{"name":null}'
    both = so.JsonPatch | so.MergePatch
    assert isinstance(so.decode(array, both, media_type, dialect=NETSERVER), so.JsonPatch)
    assert isinstance(so.decode(member, both, media_type, dialect=NETSERVER), so.MergePatch)


@pytest.mark.parametrize("media_type", ["application/xml", "text/plain", "application/x-www-form-urlencoded"])
def test_what_is_no_json_is_refused(media_type: str) -> None:
    with pytest.raises(so.UnsupportedMediaType) as caught:
        so.decode(b"{}", so.User, media_type, base=so.User(), dialect=NETSERVER)
    assert caught.value.status == 415


@pytest.mark.parametrize("media_type", ["application/json", "text/json"])
def test_the_rfc_takes_patch_media_types_only(media_type: str) -> None:
    with pytest.raises(so.UnsupportedMediaType) as caught:
        so.decode(b"{}", so.User, media_type, base=so.User())
    assert caught.value.status == 415
    assert set(caught.value.headers["Accept-Patch"].split(", ")) == {JSON_PATCH, MERGE_PATCH}


@pytest.mark.parametrize(
    "body", ["", "7", "null", '"x"', "true", "{", "[{'op':'remove','path':'Name'}]", '{"Name":"x",}']
)
@pytest.mark.parametrize("media_type", ["application/json", JSON_PATCH])
def test_what_is_no_patch_is_refused(media_type: str, body: str) -> None:
    with pytest.raises(so.InvalidPatch) as caught:
        so.decode(body, so.User, media_type, base=so.User(), dialect=NETSERVER)
    assert caught.value.status == 400


@pytest.mark.parametrize("media_type", JSON_TYPES)
def test_without_a_base_the_patch_media_types_are_names_of_json(media_type: str) -> None:
    body = b'{"Name":"Ann","Rank":null}'
    user = so.decode(body, so.User, media_type, dialect=NETSERVER)
    assert so.encode(user, media_type, dialect=NETSERVER) == body


# Differences.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["a", "b", "c", "d"], ["d", "c", "b", "a"]),
        ([{"a": 1}, {"b": 2}, 3], [3, {"b": 2}, {"a": 1}]),
        ({"a": [1, 2, 3]}, {"a": [3, 1, 2]}),
        ({"a": {"x": 1}}, {"b": {"x": 1}}),
        ({"a": 1}, {"A": 1}),
        ({"a": 1, "A": 2}, {"a": 2, "A": 1}),
        ({"a": 1, "B": [1]}, {"b": [1], "A": 1}),
        ([1], {"a": 1}),
        ({}, {}),
    ],
)
def test_a_difference_says_what_netserver_knows_and_makes_the_new(old: Any, new: Any) -> None:
    for test in (False, True):
        patch = so.JsonPatch.diff(old, new, test=test, dialect=NETSERVER)
        assert {operation.name for operation in patch} <= {"add", "remove", "replace", "test"}
        assert patch.apply(old, dialect=NETSERVER) == new
        again = so.JsonPatch.decode(patch.encode(dialect=NETSERVER), dialect=NETSERVER)
        assert again.apply(old, dialect=NETSERVER) == new


def test_a_difference_of_carriers_says_what_netserver_knows() -> None:
    old = so.User(name="A", other_groups=[so.UserGroup(id=n) for n in (1, 2, 3)], role=so.Role(id=1))
    new = so.User(name="B", other_groups=[so.UserGroup(id=n) for n in (3, 4, 1)], role=None)
    patch = so.JsonPatch.diff(old, new, dialect=NETSERVER)
    assert {operation.name for operation in patch} <= {"add", "remove", "replace"}
    assert so.identical(patch.apply(old, dialect=NETSERVER), new)
    for media_type in ("application/json", "text/json", JSON_PATCH):
        assert so.encode(new, media_type, base=old, dialect=NETSERVER) == patch.encode(dialect=NETSERVER)


def test_a_merge_difference_says_what_an_append_would_spoil() -> None:
    with pytest.raises(so.LossyEncoding) as caught:
        so.MergePatch.diff({"a": [1], "b": 1}, {"a": {}, "b": 2}, dialect=NETSERVER)
    assert caught.value.paths == ("$.a",)
    patch = so.MergePatch.diff({"a": [1], "b": [1]}, {"a": [2], "b": []}, dialect=NETSERVER)
    assert patch.apply({"a": [1], "b": [1]}, dialect=NETSERVER) == {"a": [2], "b": []}
