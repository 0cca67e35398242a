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
from so_carriers.settings import DEEPEST


def stated_type(value: Any) -> ValueType | None:
    """The type of a value that states it; None for one that does not, such as `[]` or None.

    Lists and dictionaries state it by the first item that does; a dictionary without any
    holds texts. What stands deeper than any body may nest (`settings.DEEPEST`) states nothing.
    """
    return _stated(value, set(), 0)


def _stated(value: Any, silent: set[int], depth: int) -> ValueType | None:
    """The same, `depth` containers from the root; `silent` has the identities of those that state nothing.

    Without them lists that hold each other twice, or themselves, would be looked at for ever.
    """
    schema = type(value).__dict__.get("__carrier_schema__")
    if schema is not None:
        carrier_type: CarrierType = schema.as_type
        return carrier_type
    if not isinstance(value, (list, dict)):
        return scalar_type(value)
    if id(value) in silent or depth == DEEPEST:
        return None
    silent.add(id(value))
    if isinstance(value, dict):
        return _dictionary_type(value, silent, depth + 1)
    item = _type_of_first(value, silent, depth + 1)
    return None if item is None else ListType(item)


def _dictionary_type(value: dict[str, Any], silent: set[int], depth: int) -> ValueType | None:
    if type(value) is not dict:
        # A class derived from dict[str, T] states it for all its instances.
        with contextlib.suppress(InvalidDefinition):
            return value_type(type(value))
    item = _type_of_first(value.values(), silent, depth)
    if item is None and all(each is None for each in value.values()):
        item = TextType(nullable=True)
    return None if item is None else DictionaryType(item)


def _type_of_first(items: Iterable[Any], silent: set[int], depth: int) -> ValueType | None:
    for item in items:
        # An empty dictionary among others holds what the others hold.
        declared = None if item == {} else _stated(item, silent, depth)
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
