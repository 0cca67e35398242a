"""The places of a value that pointers lead to, and where else a value of some type may stand."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from so_carriers.patches.containers import kind_of
from so_carriers.patches.nodes import UNKNOWN, Node, is_object
from so_carriers.patches.objects import members_there
from so_carriers.schema.types import AnyType, DictionaryType, ListType, ValueType, is_carrier
from so_carriers.settings import Dialect
from so_carriers.values.ascii_case import fold

MOST_PLACES = 200
"""How many places of a value are looked at, those near its root first."""

Tokens = tuple[str, ...]


class Place(NamedTuple):
    """Something that is there: where it stands, and what a patch finds there."""

    tokens: Tokens
    node: Node

    @property
    def value(self) -> Any:
        """What stands there."""
        return self.node.value

    @property
    def holds_places(self) -> bool:
        """Whether something could be added in it: an object or an array."""
        return is_object(self.value) or isinstance(self.value, list)


def places_of(root: Node) -> list[Place]:
    """The places of a value, the whole one first, then what stands in it, then what stands in that."""
    places = [Place((), root)]
    for place in places:
        if len(places) >= MOST_PLACES:
            break
        if place.holds_places:
            tokens = place.tokens
            places += [Place((*tokens, token), node) for token, node in _children(place.node)]
    return places[:MOST_PLACES]


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    value = node.value
    if isinstance(value, list):
        for index in range(len(value)):
            yield str(index), kind_of(value).child(node, index)
    else:
        kind = kind_of(value)
        for name, key in members_there(value).items():
            yield name, kind.child(node, key)


def names_taken(value: Any) -> set[str]:
    """The folded names that lead somewhere in an object, or would if a member were not absent."""
    names = {fold(name) for name in members_there(value)}
    return names | value.__carrier_schema__.by_folded_name.keys() if is_carrier(type(value)) else names


def absent_names(value: Any) -> list[str]:
    """The names of the declared members of a carrier that are absent."""
    if not is_carrier(type(value)):
        return []
    there = members_there(value)
    return [name for name in value.__carrier_schema__.by_name if name not in there]


def missed_names(value: Any) -> list[str]:
    """The names in an object in another case, in which the RFC finds nothing."""
    there = {*members_there(value)}
    state = getattr(value, "_wire_state", None)
    found = there | {*state.names.values()} if state is not None else there
    return [name for name in map(swapped, sorted(there)) if name not in found]


class Slot(NamedTuple):
    """Where something may be added: the tokens of a container, what it is, and the type of what it takes."""

    tokens: Tokens
    container: Any
    type: ValueType
    name: str | None
    """The member; None where an index, a key or an unknown name is still to be chosen."""

    def takes(self, node: Node) -> bool:
        """Whether what stands somewhere else may stand here."""
        if isinstance(self.type, AnyType):
            return True
        if node.value is None and not self.type.nullable:
            return False
        found, wanted = node.type, self.type
        return type(found) is type(wanted) and replace(found, nullable=wanted.nullable) == wanted


def slots_of(places: list[Place]) -> list[Slot]:
    """Everywhere in these places where something may be added."""
    return [slot for place in places if place.holds_places for slot in _slots_in(place)]


def _slots_in(place: Place) -> Iterator[Slot]:
    tokens, value, declared = place.tokens, place.value, place.node.type
    if is_carrier(type(value)):
        for name, member_type in _member_types(type(value)):  # type: ignore[arg-type]  # classes have a hash
            yield Slot(tokens, value, member_type, name)
        yield Slot(tokens, value, UNKNOWN, None)
    elif isinstance(value, list):
        yield Slot(tokens, value, declared.item if isinstance(declared, ListType) else declared, None)
    else:
        yield Slot(tokens, value, declared.value if isinstance(declared, DictionaryType) else declared, None)


@cache
def _member_types(cls: Any) -> tuple[tuple[str, ValueType], ...]:
    return tuple((member.name, member.type) for member in cls.__carrier_schema__.members)


def other_spellings(root: Node, tokens: Tokens, dialect: Dialect) -> Iterator[tuple[int, str]]:
    """Which tokens of a pointer may be written otherwise, and how.

    A name is found as its body spelled it, and in the NETSERVER dialect in any ASCII case,
    where no other name is meant then.
    """
    node = root
    for step, token in enumerate(tokens):
        value = node.value
        if is_object(value):
            there = members_there(value)
            for other in _other_names(value, token, [*there], dialect):
                yield step, other
            if token not in there:
                return
            node = kind_of(value).child(node, there[token])
        elif isinstance(value, list) and token.isdigit() and int(token) < len(value):
            node = kind_of(value).child(node, int(token))
        else:
            return


def _other_names(value: Any, token: str, there: list[str], dialect: Dialect) -> Iterator[str]:
    state = getattr(value, "_wire_state", None)
    if state is not None and state.names:
        member = value.__carrier_schema__.by_name.get(token)
        if member is not None and member.attribute in state.names:
            yield state.names[member.attribute]
    if dialect is Dialect.NETSERVER and is_alone(token, there):
        yield from (other for other in (fold(token), swapped(token)) if other != token)


def is_alone(name: str, names: Iterable[str]) -> bool:
    """Whether no other of these names is the same but for its case."""
    return all(other == name or fold(other) != fold(name) for other in names)


def swapped(name: str) -> str:
    """A name with A to Z and a to z in the other case, and everything else as it is."""
    return name.translate(_SWAPPED)


_SWAPPED = str.maketrans(
    string.ascii_uppercase + string.ascii_lowercase, string.ascii_lowercase + string.ascii_uppercase
)
