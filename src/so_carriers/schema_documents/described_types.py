"""What both kinds of document describe: the types that are reached from some, by name and in a sentence."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from so_carriers.errors import InvalidDefinition
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.types import CarrierType, DictionaryType, EnumType, ListType, ValueType


def reachable_types(roots: Iterable[ValueType]) -> list[ValueType]:
    """Every type that a value of `roots` may hold, the roots first, each once and without its null."""
    found: dict[ValueType, None] = {}
    waiting = list(roots)
    for declared in waiting:  # it grows while it is read
        without_null = replace(declared, nullable=False)
        if without_null not in found:
            found[without_null] = None
            waiting += _held_types(without_null)
    return list(found)


def _held_types(declared: ValueType) -> list[ValueType]:
    match declared:
        case CarrierType():
            return [member.type for member in schema_of(declared.carrier).members]
        case ListType():
            return [declared.item]
        case DictionaryType():
            return [declared.value]
    return []


def by_name(types: Iterable[ValueType], name_of: Callable[[ValueType], str]) -> dict[str, ValueType]:
    """The types under their names; raises InvalidDefinition where two different ones have the same."""
    named: dict[str, ValueType] = {}
    for declared in types:
        name = name_of(declared)
        other = named.setdefault(name, declared)
        if other != declared:
            both = f"{_origin(other)} and {_origin(declared)}"
            raise InvalidDefinition(f"{both} are both called {name}, so that one document cannot hold them")
    return named


def _origin(declared: ValueType) -> str:
    match declared:
        case CarrierType():
            return f"{declared.carrier.__module__}.{declared.carrier.__qualname__}"
        case EnumType():
            enum_class = declared.names.enum_class
            return f"{enum_class.__module__}.{enum_class.__qualname__}"
        case ListType():
            return f"a list of {_origin(declared.item)}"
        case DictionaryType():
            return f"a dictionary of {_origin(declared.value)}"
    return f"the {type(declared).__name__}"


def first_sentence(documented: type[Any]) -> str:
    """The first sentence of a class's docstring; the empty text where it has none."""
    text = " ".join(inspect.cleandoc(documented.__doc__ or "").split())
    if text.startswith(f"{documented.__name__}("):  # the signature, which a dataclass has for want of one
        return ""
    sentence, dot, _ = text.partition(". ")
    return sentence + "." if dot else text
