"""The types that values state themselves, for roots whose type the caller did not give."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import enum
from collections.abc import Iterable
from typing import Any

from so_carriers.errors import InvalidDefinition
from so_carriers.schema.enum_names import names_of
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
    value_type,
)


def stated_type(value: Any) -> ValueType | None:
    """The type of a value that states it; None for one that does not, such as `[]` or None.

    Lists and dictionaries state it by the first item that does; a dictionary without any
    holds texts.
    """
    schema = type(value).__dict__.get("__carrier_schema__")
    if schema is not None:
        carrier_type: CarrierType = schema.as_type
        return carrier_type
    if isinstance(value, list):
        item = _type_of_first(value)
        return None if item is None else ListType(item)
    if isinstance(value, dict):
        return _dictionary_type(value)
    return scalar_type(value)


def _dictionary_type(value: dict[str, Any]) -> ValueType | None:
    if type(value) is not dict:
        # A class derived from dict[str, T] states it for all its instances.
        with contextlib.suppress(InvalidDefinition):
            return value_type(type(value))
    item = _type_of_first(value.values())
    if item is None and all(each is None for each in value.values()):
        item = TextType(nullable=True)
    return None if item is None else DictionaryType(item)


def _type_of_first(items: Iterable[Any]) -> ValueType | None:
    for item in items:
        # An empty dictionary among others holds what the others hold.
        declared = None if item == {} else stated_type(item)
        if declared is not None:
            return dataclasses.replace(declared, nullable=True)
    return None


def scalar_type(value: Any) -> ValueType | None:
    """The type of a scalar; None for null, numbers that are no int, and what is no scalar."""
    if isinstance(value, enum.Enum):
        return EnumType(names_of(type(value)))
    return next((declared for kind, declared in _SCALARS if isinstance(value, kind)), None)


# A bool is an int to Python, so it comes first.
_SCALARS: tuple[tuple[type[Any], ValueType], ...] = (
    (bool, BooleanType()),
    (int, IntegerType()),
    (str, TextType()),
    (datetime.datetime, DateTimeType()),
)
