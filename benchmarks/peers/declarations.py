"""The classes that peers declare, derived once from the carriers, so that all declare the same members.

Types are those that a peer's user would write: `datetime` for dates, an enum of texts for
enums, text for flags (which the wire joins by commas).
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any, cast

import so_carriers as so
from so_carriers.schema.types import (
    BooleanType,
    CarrierType,
    DateTimeType,
    DictionaryType,
    EnumType,
    IntegerType,
    ListType,
    TextType,
    ValueType,
)

Rename = Callable[[str], str]
"""From the published name of a member to the name that a body gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One member: the attribute, the name in the body, the type and its annotation, the value when absent."""

    attribute: str
    name: str
    type: ValueType
    annotation: str
    default: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One class to declare."""

    name: str
    fields: tuple[Field, ...]


def as_published(name: str) -> str:
    """The name that the schema publishes."""
    return name


def in_camel_case(name: str) -> str:
    """The name as NetServer's JavaScript clients send it."""
    return name[0].lower() + name[1:]


def published_names(root: type) -> frozenset[str]:
    """The names of all members of a carrier and of those that it can hold."""
    return frozenset(member.name for carrier in _carriers(root) for member in so.schema_of(carrier).members)


def declare(
    root: type, rename: Rename, module_name: str, make: Callable[[Declaration], type[Any]]
) -> ModuleType:
    """A module of the classes that `make` makes of a carrier and of all that it can hold, by their names."""
    module = ModuleType(module_name)
    # Peers look up annotations in the module that a class says it is of.
    sys.modules[module_name] = module
    enums = {enum.__name__: enum for carrier in _carriers(root) for enum in _enums(carrier, module_name)}
    vars(module).update({"datetime": datetime.datetime} | enums)
    for carrier in _carriers(root):
        setattr(module, carrier.__name__, make(_declaration(carrier, rename, enums)))
    return module


def _carriers(root: type, seen: set[type] | None = None) -> Iterator[type]:
    """The carriers that a carrier can hold, and then itself."""
    seen = set() if seen is None else seen
    if root in seen:
        return
    seen.add(root)
    for member in so.schema_of(root).members:
        innermost = _innermost(member.type)
        if isinstance(innermost, CarrierType):
            yield from _carriers(innermost.carrier, seen)
    yield root


def _innermost(type: ValueType) -> ValueType:
    match type:
        case ListType():
            return _innermost(type.item)
        case DictionaryType():
            return _innermost(type.value)
    return type


def _enums(carrier: type, module_name: str) -> Iterator[type[StrEnum]]:
    for member in so.schema_of(carrier).members:
        if isinstance(member.type, EnumType) and not member.type.names.is_flags:
            names = member.type.names
            texts = {item.name: text for item, text in names.texts.items()}
            yield cast("type[StrEnum]", StrEnum(names.enum_class.__name__, texts, module=module_name))


def _declaration(carrier: type, rename: Rename, enums: dict[str, type[StrEnum]]) -> Declaration:
    fields = [
        Field(
            attribute=member.attribute,
            name=rename(member.name),
            type=member.type,
            annotation=_annotation(member.type),
            default=_default(member.type, enums),
        )
        for member in so.schema_of(carrier).members
    ]
    return Declaration(name=carrier.__name__, fields=tuple(fields))


_PLAIN: dict[type[ValueType], tuple[str, Any]] = {
    IntegerType: ("int", 0),
    BooleanType: ("bool", False),
    TextType: ("str", ""),
    DateTimeType: ("datetime", datetime.datetime(1, 1, 1)),  # the wire's "no date" has no zone
}


def _annotation(type: ValueType) -> str:
    match type:
        case EnumType():
            text = "str" if type.names.is_flags else type.names.enum_class.__name__
        case CarrierType():
            text = type.carrier.__name__
        case ListType():
            text = f"list[{_annotation(type.item)}]"
        case DictionaryType():
            text = f"dict[str, {_annotation(type.value)}]"
        case _:
            text, _ = _PLAIN[type.__class__]
    return f"{text} | None" if type.nullable else text


def _default(type: ValueType, enums: dict[str, type[StrEnum]]) -> Any:
    if type.nullable:
        return None
    if isinstance(type, EnumType):
        zero = type.names.zero()
        return zero.wire_name if type.names.is_flags else enums[type.names.enum_class.__name__][zero.name]
    _, default = _PLAIN[type.__class__]
    return default
