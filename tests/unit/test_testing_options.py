"""What the options of strategies promise of classes of any shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import so_carriers as so
from so_carriers.schema.types import is_carrier
from so_carriers.testing import carriers, form_bodies, json_bodies, xml_bodies

MEDIA_TYPES: dict[Callable[..., st.SearchStrategy[bytes]], str] = {
    json_bodies: "application/json",
    xml_bodies: "application/xml",
    form_bodies: "application/x-www-form-urlencoded",
}
some_examples = settings(max_examples=60)


@so.carrier
class Chain:
    """A class that requires one of its own, or null."""

    rest: Chain | None = so.member("Rest")
    number: int = so.member("Number", default=0)


@so.carrier
class Tree:
    """A class that requires others of its own."""

    name: str = so.member("Name")
    limbs: list[Tree] = so.member("Limbs")
    by_name: dict[str, Tree | None] = so.member("ByName")
    chain: Chain = so.member("Chain")


def carriers_in(value: Any) -> Iterator[Any]:
    if is_carrier(type(value)):
        yield value
        value = list(so.schema_of(type(value)).values(value))
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from carriers_in(inner)


def length_of(chain: Chain | None) -> int:
    return 0 if chain is None else 1 + length_of(chain.rest)


@some_examples
@given(st.data(), st.integers(0, 4), st.booleans(), st.booleans())
def test_a_class_that_requires_its_own_comes_to_an_end(
    data: st.DataObject, depth: int, nulls: bool, spellings: bool
) -> None:
    chain = data.draw(carriers(Chain, depth=depth, nulls=nulls, spellings=spellings, unknown=nulls))
    assert length_of(chain) <= depth + 1
    so.encode(data.draw(carriers(Tree, depth=depth, nulls=nulls)))


@some_examples
@given(st.from_type(Tree), st.from_type(Chain))
def test_such_a_class_is_drawn_by_its_type_too(tree: Tree, chain: Chain) -> None:
    assert so.identical(so.decode(so.encode(tree), Tree), tree)
    assert so.identical(so.decode(so.encode(chain), Chain), chain)


@pytest.mark.parametrize("cls", [so.User, so.Role, so.CreateExternalUserRequest])
def test_no_options_but_unknown_give_unknown_members(cls: Any) -> None:
    @some_examples
    @given(carriers(cls, unknown=False), st.tuples(*(each(cls, unknown=False) for each in MEDIA_TYPES)))
    def has_none(carrier: Any, bodies: tuple[bytes, ...]) -> None:
        read = [so.decode(body, cls, each) for body, each in zip(bodies, MEDIA_TYPES.values(), strict=True)]
        assert [each for each in carriers_in([carrier, *read]) if so.unknown_members(each)] == []

    has_none()


@pytest.mark.parametrize("cls", [so.User, so.Role])
def test_values_are_within_a_limit_of_one_container_more(cls: Any) -> None:
    @some_examples
    @given(st.data(), st.integers(0, 4))
    def is_within(data: st.DataObject, depth: int) -> None:
        limits = so.Limits(depth=depth + 1)
        so.encode(data.draw(carriers(cls, depth=depth)), limits=limits)
        for strategy, media_type in MEDIA_TYPES.items():
            so.decode(
                data.draw(strategy(cls, depth=max(1, depth))),
                cls,
                media_type,
                limits=so.Limits(depth=max(1, depth) + 1),
            )

    is_within()


def test_bodies_leave_members_out_and_have_null_only_where_a_type_has_it() -> None:
    @some_examples
    @given(json_bodies(so.User, nulls=False), xml_bodies(so.User, nulls=False))
    def has_none(json_body: bytes, xml_body: bytes) -> None:
        users = so.decode(json_body, so.User), so.decode(xml_body, so.User, "application/xml")
        for carrier in carriers_in([*users]):
            assert carrier._wire_state is None or not carrier._wire_state.null

    has_none()
