"""How deep the containers of a type can nest, as far as the type itself says.

A carrier that contains itself (an item of a list tree, say) may nest without bound, and
so may unknown members; everything else ends where the declarations end.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.types import CarrierType, DictionaryType, ListType, ValueType


def unwrap(declared: ValueType) -> tuple[ValueType, int]:
    """What is left of a type without the lists and dictionaries around it, and how many those are."""
    wrappers = 0
    while isinstance(declared, (ListType, DictionaryType)):
        declared = declared.item if isinstance(declared, ListType) else declared.value
        wrappers += 1
    return declared, wrappers


def is_recursive(schema: CarrierSchema, member: Member) -> bool:
    """Whether a value of this member may hold another carrier of the same class."""
    return schema.carrier in _reachable(member.type, set())


def declared_depth(declared: ValueType) -> int:
    """A bound on the containers from here inwards while no carrier stands within one of its class.

    One that is empty may stand there: it is counted.
    """
    wrappers = 0
    if not isinstance(declared, CarrierType):
        declared, wrappers = unwrap(declared)
    if isinstance(declared, CarrierType):
        return wrappers + carrier_depth(declared.carrier.__carrier_schema__)
    return wrappers


@cache
def carrier_depth(schema: CarrierSchema) -> int:
    """The same from a carrier on.

    A path inwards meets each class once at most, with the containers around its widest
    member; at its end there may be a second, empty one in a class that contains itself.
    """
    schemas = [carrier.__carrier_schema__ for carrier in _reachable(CarrierType(schema.carrier), set())]
    empty = max((1 + _widest(other) for other in schemas if has_recursive_member(other)), default=0)
    return len(schemas) + sum(map(_widest, schemas)) + empty


@cache
def has_recursive_member(schema: CarrierSchema) -> bool:
    """Whether a carrier may hold another of its class."""
    return any(is_recursive(schema, member) for member in schema.members)


def _widest(schema: CarrierSchema) -> int:
    return max((unwrap(member.type)[1] for member in schema.members), default=0)


def _reachable(declared: ValueType, found: set[type[Any]]) -> set[type[Any]]:
    inner, _ = unwrap(declared)
    if isinstance(inner, CarrierType) and inner.carrier not in found:
        found.add(inner.carrier)
        for member in inner.carrier.__carrier_schema__.members:
            _reachable(member.type, found)
    return found
