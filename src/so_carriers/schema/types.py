"""The types that a member of a carrier may have, read from its annotation.

    int, Annotated[int, Int32]     IntegerType       list[T]         ListType
    bool                           BooleanType       dict[str, T]    DictionaryType
    str                            TextType          a carrier       CarrierType
    DateTime                       DateTimeType      T | None        the same, nullable
    an enum, enum | str            EnumType

They know no format: engines compile them, schemas of every kind are written from them.
"""

from __future__ import annotations

import enum
import types
import typing
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from so_carriers.errors import InvalidDefinition
from so_carriers.schema.enum_names import EnumNames, names_of
from so_carriers.values.date_time import NO_DATE, DateTime
from so_carriers.values.integers import Int32


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueType:
    """What every type has: whether null is one of its values."""

    nullable: bool = False

    def zero(self) -> Any:
        """The value of an absent member that declares no default: None where null is allowed."""
        return None if self.nullable else self._zero()

    def _zero(self) -> Any:
        raise TypeError(
            f"{type(self).__name__} has no zero value"
        )  # pragma: no cover -- every type below has one


@dataclass(frozen=True, slots=True)
class IntegerType(ValueType):
    """A whole number from `lowest` to `highest`; `name` is its OpenAPI format."""

    lowest: int = -(2**63)
    highest: int = 2**63 - 1
    name: str = "int64"

    def _zero(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class BooleanType(ValueType):
    """True or False."""

    def _zero(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class TextType(ValueType):
    """Any text that UTF-8 can write."""

    def _zero(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class DateTimeType(ValueType):
    """A `DateTime`."""

    def _zero(self) -> DateTime:
        return NO_DATE


@dataclass(frozen=True, slots=True)
class EnumType(ValueType):
    """A member of an enum, or a text that this version does not know as one."""

    names: EnumNames

    def _zero(self) -> Any:
        return self.names.zero()


@dataclass(frozen=True, slots=True)
class CarrierType(ValueType):
    """A carrier."""

    carrier: type[Any]

    def _zero(self) -> Any:
        return self.carrier.__carrier_schema__.all_absent()


@dataclass(frozen=True, slots=True)
class ListType(ValueType):
    """A list whose items are all of one type."""

    item: ValueType

    def _zero(self) -> list[Any]:
        return []


@dataclass(frozen=True, slots=True)
class DictionaryType(ValueType):
    """A dictionary from text to values of one type; `factory` is `dict` or a class derived from it."""

    value: ValueType
    factory: type[dict[str, Any]] = dict

    def _zero(self) -> dict[str, Any]:
        return self.factory()


@dataclass(frozen=True, slots=True)
class AnyType(ValueType):
    """Any JSON value, as unknown members hold it; no annotation stands for it."""


CONTAINERS = (CarrierType, ListType, DictionaryType)
"""The types of values that hold others."""


def is_carrier(annotation: object) -> bool:
    """Whether this is a class that `@carrier` made (a class derived from one without it is none)."""
    return isinstance(annotation, type) and "__carrier_schema__" in vars(annotation)


def value_type(annotation: object) -> ValueType:
    """The type that an annotation stands for; raises InvalidDefinition, with the reason, for no type."""
    origin = get_origin(annotation)
    if origin is typing.Union or origin is types.UnionType:
        return _union_type(annotation)
    if origin is Annotated:
        base, *marks = get_args(annotation)
        return value_type(Int32 if base is int and Int32 in marks else base)
    if origin is list and get_args(annotation):
        return ListType(value_type(get_args(annotation)[0]))
    if origin is dict and get_args(annotation):
        return _dictionary_type(get_args(annotation), dict)
    if isinstance(annotation, type):
        return _class_type(annotation)
    raise _unsupported(annotation)


def declared_type(annotation: object) -> ValueType:
    """The same, remembered for the annotations that were met before."""
    try:
        return _remembered_type(annotation)
    except TypeError:  # no hash, so no type either: value_type says so
        return value_type(annotation)


_remembered_type = lru_cache(512)(value_type)


def _union_type(annotation: object) -> ValueType:
    options = [option for option in get_args(annotation) if option is not types.NoneType]
    nullable = len(options) < len(get_args(annotation))
    enums = [option for option in options if isinstance(option, type) and issubclass(option, enum.Enum)]
    if len(options) == 2 and len(enums) == 1 and str in options:
        options = list(enums)
    if len(options) != 1:
        raise _unsupported(annotation, "a union may only be `T | None` or `SomeEnum | str`")
    return replace(value_type(options[0]), nullable=nullable)


def _dictionary_type(arguments: tuple[Any, ...], factory: type[dict[str, Any]]) -> DictionaryType:
    key, value = arguments if len(arguments) == 2 else (None, None)
    if key is not str:
        raise _unsupported(f"dict[{_show(key)}, ...]", "keys must be str")
    return DictionaryType(value_type(value), factory)


_PLAIN_TYPES: dict[object, ValueType] = {
    int: IntegerType(),
    Int32: IntegerType(Int32.LOWEST, Int32.HIGHEST, "int32"),
    bool: BooleanType(),
    str: TextType(),
    DateTime: DateTimeType(),
}


def _class_type(cls: type[Any]) -> ValueType:
    if cls in _PLAIN_TYPES:
        return _PLAIN_TYPES[cls]
    if is_carrier(cls):
        return CarrierType(cls)
    if issubclass(cls, enum.Enum):
        return EnumType(names_of(cls))
    if issubclass(cls, dict):
        for base in getattr(cls, "__orig_bases__", ()):
            if get_origin(base) is dict:
                return _dictionary_type(get_args(base), cls)
    raise _unsupported(cls)


_ADVICE = {
    "list": "say of what: list[T]",
    "dict": "say of what: dict[str, T]",
    "float": "NetServer's carriers have no such numbers; take str or int",
    "datetime": "use so_carriers.DateTime",
    "date": "use so_carriers.DateTime",
}


def _unsupported(annotation: object, reason: str = "") -> InvalidDefinition:
    advice = (
        reason or (_ADVICE.get(annotation.__name__) if isinstance(annotation, type) else None) or _SUPPORTED
    )
    return InvalidDefinition(f"{_show(annotation)} is not a type that a carrier can have: {advice}")


_SUPPORTED = (
    "int, Int32, bool, str, DateTime, enums, carriers, list[T], dict[str, T] and `| None` of these are"
)


def _show(annotation: object) -> str:
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation.__qualname__
    return str(annotation)
