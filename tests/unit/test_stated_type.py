"""The types that values state themselves, however they hold each other."""

from __future__ import annotations

from typing import Any

import pytest

import so_carriers as so
from so_carriers.schema.stated_type import stated_type
from so_carriers.schema.types import declared_type


def nested(depth: int, innermost: Any) -> Any:
    for _ in range(depth):
        innermost = [innermost]
    return innermost


def test_a_list_states_the_type_of_the_first_item_that_states_one() -> None:
    assert stated_type([[], [None], [so.User()]]) == declared_type(list[list[so.User | None] | None])
    assert stated_type([[], [None]]) is None


def test_a_list_that_holds_itself_states_nothing_and_is_too_deep() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert stated_type(endless) is None
    for media_type in ("application/json", "application/xml"):
        with pytest.raises(so.LimitExceeded, match="depth=128"):
            so.encode(endless, media_type)


def test_lists_that_hold_each_other_twice_are_looked_at_once() -> None:
    # Each way to the innermost one would take longer than the suite may.
    shared: Any = []
    for _ in range(100):
        shared = [shared, shared]
    assert stated_type(shared) is None


def test_what_is_deeper_than_any_body_states_nothing() -> None:
    assert stated_type(nested(200, so.User())) is not None
    assert stated_type(nested(201, so.User())) is None
    with pytest.raises(so.LimitExceeded):
        so.encode(nested(5000, so.User()), "application/xml")
