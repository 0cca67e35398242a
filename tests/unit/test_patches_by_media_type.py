"""Patches in decode and encode: with a base, as values of their own, and by whose rules."""

from __future__ import annotations

from typing import Any

import pytest

import so_carriers as so

JSON_PATCH = "application/json-patch+json"
MERGE_PATCH = "application/merge-patch+json"
RFC, NETSERVER = so.Dialect.RFC, so.Dialect.NETSERVER

JSON_BODY = b'[{"op":"replace","path":"/Role/Id","value":4}]'
MERGE_BODY = b'{"Role":{"Id":4}}'


@pytest.fixture
def old() -> so.User:
    return so.decode(b'{"Name":"Anna","Role":{"Id":3,"Value":"Sales"},"Extra":1.10}', so.User)


@pytest.fixture
def new() -> so.User:
    return so.decode(b'{"Name":"Anna","Role":{"Id":4,"Value":"Sales"},"Extra":1.10}', so.User)


@pytest.mark.parametrize(("media_type", "body"), [(JSON_PATCH, JSON_BODY), (MERGE_PATCH, MERGE_BODY)])
def test_with_a_base_a_carrier_is_its_patch(media_type: str, body: bytes, old: so.User, new: so.User) -> None:
    for dialect in so.Dialect:
        assert so.encode(new, media_type, base=old, dialect=dialect) == body
        assert so.identical(so.decode(body, so.User, media_type, base=old, dialect=dialect), new)
    assert old.role is not None
    assert old.role.id == 3


def test_a_base_may_be_null() -> None:
    replaced = so.encode(so.Role(id=1), JSON_PATCH, base=None, type=so.Role | None)
    assert replaced.startswith(b'[{"op":"replace","path":"","value":{"Id":1')
    assert so.decode(replaced, so.Role | None, JSON_PATCH, base=None) == so.Role(id=1)
    assert (
        so.decode(b'[{"op":"replace","path":"","value":null}]', so.Role | None, JSON_PATCH, base=None) is None
    )


def test_a_base_may_be_a_list_whose_type_is_asked_for() -> None:
    body = b'[{"op":"add","path":"/-","value":{"Id":5}}]'
    (role,) = so.decode(body, list[so.Role], JSON_PATCH, base=[])
    assert type(role) is so.Role
    assert so.is_absent(role, "value")
    assert so.encode([role], JSON_PATCH, base=[], type=list[so.Role]) == body.replace(b"/-", b"/0")


def test_a_base_may_be_a_plain_value() -> None:
    assert so.decode(b'{"b":"2"}', dict[str, str], MERGE_PATCH, base={"a": "1"}) == {"a": "1", "b": "2"}
    assert so.decode(b'[{"op":"replace","path":"","value":8}]', so.Int32, JSON_PATCH, base=7) == 8


@pytest.mark.parametrize(
    ("body", "kind"), [(JSON_BODY, so.JsonPatch), (b" \r\n[]", so.JsonPatch), (MERGE_BODY, so.MergePatch)]
)
@pytest.mark.parametrize(
    "media_type", ["application/json", "text/json; charset=utf-8", JSON_PATCH, MERGE_PATCH]
)
def test_netserver_tells_patches_by_their_shape(body: bytes, kind: type[Any], media_type: str) -> None:
    patch = so.decode(body, so.JsonPatch | so.MergePatch, media_type, dialect=NETSERVER)
    assert type(patch) is kind
    marked = b"\xef\xbb\xbf" + body
    assert so.decode(marked, so.JsonPatch | so.MergePatch, media_type, dialect=NETSERVER) == patch
    assert so.encode(patch, media_type, dialect=NETSERVER) == body.strip()


def test_netserver_is_sent_differences_as_json_patches_in_json(old: so.User, new: so.User) -> None:
    assert so.encode(new, base=old, dialect=NETSERVER) == JSON_BODY
    body = b'[{"op":"replace","path":"role/ID","value":4}]'
    assert so.identical(so.decode(body, so.User, base=old, dialect=NETSERVER), new)


@pytest.mark.parametrize("media_type", ["application/json", "text/json", "application/xml", "text/xml"])
def test_what_is_no_patch_format_is_415_with_what_is(media_type: str, old: so.User, new: so.User) -> None:
    attempts: list[Any] = [
        lambda: so.decode(b"{}", so.User, media_type, base=old),
        lambda: so.decode(b"{}", so.MergePatch, media_type),
        lambda: so.encode(new, media_type, base=old),
        lambda: so.encode(so.JsonPatch(), media_type),
    ]
    for attempt in attempts:
        with pytest.raises(so.UnsupportedMediaType) as refusal:
            attempt()
        assert refusal.value.status == 415
        assert refusal.value.headers["Accept-Patch"] == f"{MERGE_PATCH}, {JSON_PATCH}"


def test_forms_are_no_patches_in_either_dialect(old: so.User) -> None:
    form = "application/x-www-form-urlencoded"
    for dialect in so.Dialect:
        with pytest.raises(so.UnsupportedMediaType):
            so.decode(b"Name=x", so.User, form, base=old, dialect=dialect)
        with pytest.raises(so.UnsupportedMediaType):
            so.encode(old, form, base=old, dialect=dialect)


def test_a_patch_of_the_other_kind_is_refused() -> None:
    with pytest.raises(so.InvalidPatch, match="a JSON Patch"):
        so.decode(MERGE_BODY, so.JsonPatch, JSON_PATCH)
    with pytest.raises(so.InvalidPatch, match="a JSON Patch, found a merge patch"):
        so.decode(MERGE_BODY, so.JsonPatch, dialect=NETSERVER)
    with pytest.raises(so.InvalidPatch, match="a merge patch, found a JSON Patch"):
        so.decode(JSON_BODY, so.MergePatch, dialect=NETSERVER)
    with pytest.raises(so.EncodeError, match="a JsonPatch"):
        so.encode(so.MergePatch({}), JSON_PATCH)
    with pytest.raises(so.EncodeError, match="a MergePatch"):
        so.encode(so.JsonPatch(), MERGE_PATCH)


def test_charsets_of_patches_are_those_of_json(old: so.User) -> None:
    body = JSON_BODY.decode().encode("utf-16")
    patched = so.decode(body, so.User, f"{JSON_PATCH}; charset=utf-16", base=old)
    assert patched.role is not None
    assert patched.role.id == 4
    assert so.decode(JSON_BODY.decode(), so.JsonPatch, JSON_PATCH) == so.JsonPatch.decode(JSON_BODY)
    assert so.decode(bytearray(JSON_BODY), so.JsonPatch, JSON_PATCH) == so.JsonPatch.decode(
        memoryview(JSON_BODY)
    )


def test_what_a_merge_patch_cannot_say_is_a_loss_that_may_be_allowed(old: so.User) -> None:
    new = so.decode(b'{"Name":null,"Role":{"Id":3,"Value":"Sales"},"Extra":1.10}', so.User)
    with pytest.raises(so.LossyEncoding) as lossy:
        so.encode(new, MERGE_PATCH, base=old)
    assert lossy.value.losses == (("$.Name", "null"),)
    assert so.encode(new, MERGE_PATCH, base=old, allow_loss=True) == b"{}"
    assert so.encode(new, JSON_PATCH, base=old) == b'[{"op":"replace","path":"/Name","value":null}]'


def test_strict_decoding_refuses_other_spellings_in_patches(old: so.User) -> None:
    body = b'{"Role":{"Id":"4"}}'
    patched = so.decode(body, so.User, MERGE_PATCH, base=old)
    assert so.encode(patched) == b'{"Name":"Anna","Role":{"Id":"4","Value":"Sales"},"Extra":1.10}'
    with pytest.raises(so.InvalidPatch) as refusal:
        so.decode(body, so.User, MERGE_PATCH, base=old, strict=True)
    assert (refusal.value.path, refusal.value.pointer) == ("$.Role.Id", "/Role/Id")
    with pytest.raises(so.InvalidPatch, match="canonical"):
        so.decode(b'[{"op":"add","path":"/Role/Id","value":"4"}]', so.User, JSON_PATCH, base=old, strict=True)


def test_limits_hold_for_patches_too(old: so.User) -> None:
    for body, limits in [
        (JSON_BODY, so.Limits(body=10)),
        (b'[{"op":"test","path":"/a/b/c","value":1}]', so.Limits(depth=2)),
        (b"[" + b",".join([JSON_BODY[1:-1]] * 3) + b"]", so.Limits(operations=2)),
    ]:
        with pytest.raises(so.LimitExceeded):
            so.decode(body, so.User, JSON_PATCH, base=old, limits=limits)
    with pytest.raises(so.LimitExceeded):
        so.JsonPatch([{"op": "test", "path": "/Name", "value": "Anna"}] * 3).apply(
            old, limits=so.Limits(operations=2)
        )


def test_an_indented_patch_says_the_same(old: so.User, new: so.User) -> None:
    body = so.encode(new, JSON_PATCH, base=old, indent=True)
    assert body.count(b"\n") > 3
    assert so.JsonPatch.decode(body) == so.JsonPatch.diff(old, new)


def test_netserver_is_written_no_move_and_no_copy() -> None:
    move = so.JsonPatch([{"op": "move", "from": "/a", "path": "/b"}])
    with pytest.raises(so.EncodeError) as refusal:
        so.encode(move, JSON_PATCH, dialect=NETSERVER)
    assert refusal.value.path == "$[0].op"
    with pytest.raises(so.InvalidPatch, match="add, remove, replace or test, which is what NetServer knows"):
        so.decode(move.encode(), so.JsonPatch, dialect=NETSERVER)
    assert so.encode(move, JSON_PATCH) == b'[{"op":"move","from":"/a","path":"/b"}]'
