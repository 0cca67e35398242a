"""The types that bodies are read as, by the names that the indexes of bodies have for them."""

from __future__ import annotations

from functools import cache
from typing import Any

import so_carriers as so
from so_carriers.schema.types import ValueType, declared_type
from tests.engines.broad_carrier import Broad, Filled, Leaf
from tests.property.declared_carriers import CARRIERS, Simple
from tests.wire_types import type_of

_CARRIERS: list[Any] = [Broad, Filled, Leaf, Simple, *CARRIERS]

CARRIER_NAMES = tuple(cls.__name__ for cls in _CARRIERS)
_OWN: dict[str, Any] = {cls.__name__: cls for cls in _CARRIERS} | {
    "int": int,
    "ETableRight": so.ETableRight | str,
    "array<ETableRight>": list[so.ETableRight | str | None],
    "array<date-time>": list[so.DateTime],
    "array<Broad>": list[Broad],
    "array<Filled>": list[Filled],
    "array<array<int32>>": list[list[so.Int32] | None],
}

NAMES = (
    *_OWN,
    *("string", "boolean", "int32", "date-time", "string?"),
    *(
        "array<User>",
        "array<Role>",
        "array<int32>",
        "array<string>",
        "dict<string,Role>",
        "dict<string,string>",
    ),
)
"""Every carrier, and some lists, dictionaries and scalars."""


@cache
def asked_type(name: str) -> Any:
    """What to ask of `decode`, by a name of NAMES or of an index; raises LookupError for any other."""
    return _OWN.get(name) or type_of(name)


@cache
def value_type(name: str) -> ValueType:
    """The same for the engines."""
    return declared_type(asked_type(name))
