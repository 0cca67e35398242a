"""What a value is to a patch: a carrier, lists and dictionaries of carriers, or a plain document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import NoneType
from typing import Any

from so_carriers.errors import EncodeError, excerpt
from so_carriers.patches.nodes import PLAIN, Node
from so_carriers.schema.stated_type import stated_type
from so_carriers.schema.types import CarrierType, DictionaryType, ListType, ValueType, is_carrier
from so_carriers.settings import DEEPEST


def root_of(value: Any, declared: ValueType | None) -> Node:
    """The value as the root of a document; `declared` is its type where the caller knows it.

    Else carriers, dictionaries of a class of their own, and lists and dictionaries that hold
    carriers of one class state it. Anything else is a plain document, in which carriers may
    stand. Raises EncodeError for a value that is not of the declared type.
    """
    schema = type(value).__dict__.get("__carrier_schema__")
    if schema is not None and declared is None:
        return Node(value, schema.as_type)
    if declared is not None:
        _check(value, declared)
    return Node(value, declared or _stated(value) or PLAIN)


def _check(value: Any, declared: ValueType) -> None:
    """Raises EncodeError for a value that is no container of the declared type."""
    if isinstance(declared, CarrierType):
        expected: tuple[type[Any], str] = declared.carrier, f"a {declared.carrier.__name__}"
    elif isinstance(declared, ListType):
        expected = list, "a list"
    elif isinstance(declared, DictionaryType):
        expected = dict, "a dict"
    else:
        return
    kind, name = expected
    if not isinstance(value, kind) and not (value is None and declared.nullable):
        raise EncodeError(f"{name} or None" if declared.nullable else name, excerpt(value))


def _stated(value: Any, depth: int = 0) -> ValueType | None:
    if is_carrier(type(value)) or (isinstance(value, dict) and type(value) is not dict):
        return stated_type(value)
    if depth == DEEPEST:
        return None
    if isinstance(value, list):
        item = _common(value, depth + 1)
        return None if item is None else ListType(item)
    if isinstance(value, dict):
        item = _common(value.values(), depth + 1)
        return None if item is None else DictionaryType(item)
    return None


def _common(items: Iterable[Any], depth: int) -> ValueType | None:
    """The one type that all items but nulls have, where that comes to carriers."""
    kinds = {*map(type, items)} - {NoneType}
    if len(kinds) == 1 and is_carrier(kind := kinds.pop()):
        return CarrierType(carrier=kind, nullable=True)
    common: ValueType | None = None
    for item in items:
        declared = _stated(item, depth)
        if item is not None and (declared is None or common not in (None, declared)):
            return None
        common = declared or common
    return None if common is None else replace(common, nullable=True)
