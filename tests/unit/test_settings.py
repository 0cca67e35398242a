"""Limits and dialects: safe defaults, and nothing but sensible values."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

import so_carriers as so
from so_carriers.settings import DEEPEST, DEFAULT_LIMITS

LIMITS = [field.name for field in dataclasses.fields(so.Limits)]


def test_the_defaults_are_those_that_are_documented() -> None:
    assert so.Limits() == DEFAULT_LIMITS
    assert (DEFAULT_LIMITS.body, DEFAULT_LIMITS.depth, DEFAULT_LIMITS.members) == (16 * 2**20, 128, 100_000)
    assert DEEPEST == 200


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("value", [0, -1, True, 1.0, "1", None, float("inf"), b"", [1]])
def test_a_limit_that_is_no_positive_integer_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(so.InvalidValue, match=rf"Limits\.{name}: expected a positive integer"):
        so.Limits(**{name: value})


@pytest.mark.parametrize("name", LIMITS)
def test_the_lowest_value_of_each_limit_is_one(name: str) -> None:
    assert getattr(so.Limits(**{name: 1}), name) == 1


def test_no_depth_beyond_what_the_interpreter_stands_is_allowed() -> None:
    assert so.Limits(depth=DEEPEST).depth == 200
    with pytest.raises(so.InvalidValue, match=r"Limits\.depth: expected at most 200, found .*201"):
        so.Limits(depth=201)
    with pytest.raises(so.InvalidValue, match=r"Limits\.depth"):
        dataclasses.replace(so.Limits(), depth=201)


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_too_long_to_be_written_is_an_error_of_the_library_or_a_limit(name: str, sign: int) -> None:
    number = sign * 10**5_000
    if sign > 0 and name != "depth":
        assert getattr(so.Limits(**{name: number}), name) == number
        return
    with pytest.raises(so.InvalidValue) as refused:
        so.Limits(**{name: number})
    assert len(str(refused.value)) < 200


def test_limits_are_frozen_keyword_only_values() -> None:
    limits = so.Limits(depth=3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        limits.depth = 4  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]  # what is tested
    with pytest.raises(TypeError):
        so.Limits(3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # what is tested
    assert {limits, so.Limits(depth=3)} == {limits}
    assert limits != so.Limits()
    assert pickle.loads(pickle.dumps(limits)) == copy.deepcopy(limits) == limits


@pytest.mark.parametrize(
    ("limits", "body", "limit"),
    [
        (so.Limits(body=7), b'{"X":12}', "body"),
        (so.Limits(depth=2), b'{"X":[[]]}', "depth"),
        (so.Limits(members=2), b'{"X":1,"Y":2,"Z":3}', "members"),
    ],
)
def test_each_limit_is_obeyed_to_the_unit_and_named(limits: so.Limits, body: bytes, limit: str) -> None:
    with pytest.raises(so.LimitExceeded) as exceeded:
        so.decode(body, so.Role, limits=limits)
    assert (exceeded.value.limit, exceeded.value.allowed) == (limit, getattr(limits, limit))
    higher = dataclasses.replace(limits, **{limit: getattr(limits, limit) + 1})
    role = so.decode(body, so.Role, limits=higher)
    assert so.encode(role, limits=higher) == body
    with pytest.raises(so.LimitExceeded):
        so.encode(role, limits=limits)


def test_the_length_of_text_is_counted_in_characters() -> None:
    body = '{"X":"é"}'
    assert so.decode(body, so.Role, limits=so.Limits(body=9)) != so.Role()
    with pytest.raises(so.LimitExceeded, match="9 characters"):
        so.decode(body, so.Role, limits=so.Limits(body=8))


def test_there_are_two_dialects_that_travel_and_serve_as_keys() -> None:
    assert [dialect.value for dialect in so.Dialect] == ["rfc", "netserver"]
    for dialect in so.Dialect:
        assert so.Dialect(dialect.value) is dialect
        assert pickle.loads(pickle.dumps(dialect)) is copy.deepcopy(dialect) is dialect
        assert {dialect: 1}[dialect] == 1
