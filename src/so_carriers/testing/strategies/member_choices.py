"""Which members stand in a body that is no JSON, in what order, and by what names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.member import Member
from so_carriers.schema.types import CONTAINERS
from so_carriers.testing.strategies.extent import Extent
from so_carriers.values.ascii_case import fold

_MOST = 6
_MOST_INNER = 3
_USUAL = 8
"""How often a member stands in its plain manner for once in each other."""


class Manner(NamedTuple):
    """How a member stands in a body; an unknown one where there is no member."""

    member: Member | None
    name: str
    is_null: bool = False


UNKNOWN = Manner(None, "")


@lru_cache(1024)
def chosen_members(cls: Any, extent: Extent, is_root: bool) -> st.SearchStrategy[list[Manner]]:
    """Some members of a carrier, at the root sometimes all or nearly so.

    With odd spellings they come in any order and case, some of them twice.
    """
    manners = list(_manners(cls, extent))
    if not manners:
        return st.builds(list)
    some = st.lists(st.sampled_from(manners), max_size=_MOST if is_root else _MOST_INNER)
    members = schema_of(cls).members
    if not extent.spellings:
        some = some.map(lambda chosen: _in_order(members, chosen))
    else:
        some = some.map(_under_one_name if extent.unknown else _once)
    if not is_root:
        return some
    return _sometimes_all(some, [Manner(member, member.name) for member in members])


@st.composite
def _sometimes_all(
    draw: st.DrawFn, some: st.SearchStrategy[list[Manner]], every: list[Manner]
) -> list[Manner]:
    if draw(_ONE_IN_EIGHT) < 7:
        return draw(some)
    # That a member is left out is what its choice shrinks to.
    return [manner for manner in every if draw(_IS_THERE)]


_ONE_IN_EIGHT = st.integers(0, 7)
_IS_THERE = st.sampled_from([False, *[True] * 99])


def _manners(cls: type[Any], extent: Extent) -> Iterator[Manner]:
    members = schema_of(cls).members
    for _ in range(_USUAL):
        yield from [Manner(member, member.name) for member in members]
    if extent.spellings:
        for member in members:
            camel = member.name[:1].lower() + member.name[1:]
            yield from [Manner(member, name) for name in (camel, fold(member.name), _upper(member.name))]
    if extent.nulls:
        yield from [Manner(member, member.name, is_null=True) for member in members]
    if extent.unknown:
        yield from [UNKNOWN] * (2 * len(members) + 1)


def _under_one_name(chosen: list[Manner]) -> list[Manner]:
    """The same, each container under one name: a second one makes an unknown member that may nest deeper."""
    names: dict[str, str] = {}
    return [
        manner._replace(name=names.setdefault(manner.member.attribute, manner.name))
        if manner.member is not None and isinstance(manner.member.type, CONTAINERS)
        else manner
        for manner in chosen
    ]


def _once(chosen: list[Manner]) -> list[Manner]:
    """Each declared member once, as a second one in another case is read as an unknown one."""
    found = {manner.member.attribute: manner for manner in chosen if manner.member is not None}
    return [*found.values()]


def _in_order(members: Collection[Member], chosen: list[Manner]) -> list[Manner]:
    """The declared members once each, in their order, and the unknown ones after them."""
    found = {manner.name: manner for manner in chosen if manner.member is not None}
    declared = [found[member.name] for member in members if member.name in found]
    return declared + [manner for manner in chosen if manner.member is None]


def _upper(name: str) -> str:
    return "".join(character.upper() if character.isascii() else character for character in name)


def free_name(name: str, known: Collection[str]) -> str:
    """That name, or one made of it that none of these names is in another ASCII case."""
    while fold(name) in known:
        name += "_"
    return name
