"""JSON Patches that replace the whole document: the value in them is read as any body is."""

from __future__ import annotations

import pytest

import so_carriers as so
from so_carriers.engines.python.json_decoder import decode_json
from so_carriers.schema.types import declared_type
from so_carriers.settings import DEFAULT_LIMITS

JSON_PATCH = "application/json-patch+json"
BEFORE, AFTER = b'[{"op":"replace","path":"","value":', b"}]"


def read(value: bytes, limits: so.Limits = DEFAULT_LIMITS) -> so.User:
    return so.decode(BEFORE + value + AFTER, so.User, JSON_PATCH, limits=limits)


def test_the_value_is_that_of_a_body() -> None:
    body = b'{"rank":1,"x":[1e400],"TableRight":{"Mask":"FULL"}}'
    expected = decode_json(body, declared_type(so.User), DEFAULT_LIMITS, strict=False)
    assert so.identical(read(body), expected)
    assert so.encode(read(body), JSON_PATCH) == BEFORE + body + AFTER


@pytest.mark.parametrize(
    "value",
    [b"", b"{}}", b"{},", b'{}},{"op":"replace","path":"","value":{}', b'{},"a":', b"\xef\xbb\xbf{}", b"[]"],
)
def test_what_is_no_value_is_refused(value: bytes) -> None:
    with pytest.raises(so.DecodeError):
        read(value)


def test_a_member_behind_the_value_is_looked_at() -> None:
    with pytest.raises(so.DecodeError, match=r"\$\[0\]\.op"):
        read(b'{},"op":"remove"')
    assert so.identical(read(b'{"Rank":1},"x":{}'), so.decode(b'{"Rank":1}', so.User))


@pytest.mark.parametrize("depth", range(1, 6))
def test_containers_around_the_value_count(depth: int) -> None:
    limits = so.Limits(depth=depth)
    if depth < 4:
        with pytest.raises(so.LimitExceeded):
            read(b'{"x":{}}', limits)
    else:
        read(b'{"x":{}}', limits)


def test_members_around_the_value_count() -> None:
    with pytest.raises(so.LimitExceeded):
        read(b"{}", so.Limits(members=2))
