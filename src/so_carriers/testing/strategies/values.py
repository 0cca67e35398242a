"""What a member of a declared type may hold, drawn as far as an extent goes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.enum_names import EnumNames
from so_carriers.schema.member import Member
from so_carriers.schema.types import (
    AnyType,
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
from so_carriers.testing.strategies.custom_fields import custom_entries
from so_carriers.testing.strategies.dates import any_datetimes
from so_carriers.testing.strategies.extent import DEFAULT_EXTENT, Extent
from so_carriers.testing.strategies.json_tokens import json_values

_MOST_MEMBERS = 6
"""How many members of a carrier are given a value; the others keep their defaults."""

_HIGHEST_FLAGS = 511
_ONE_IN_FIVE = st.integers(0, 4)
_ONE_IN_THREE = st.integers(0, 2)


@lru_cache(1024)
def values_of(declared: ValueType, extent: Extent = DEFAULT_EXTENT) -> st.SearchStrategy[Any]:
    """Any value that a member of this type may hold."""
    return _values(declared, extent)


@st.composite
def _values(draw: st.DrawFn, declared: ValueType, extent: Extent) -> Any:
    return draw_value(draw, declared, extent)


def draw_value(draw: st.DrawFn, declared: ValueType, extent: Extent) -> Any:
    """A value that a member of this type may hold, None where it may.

    A carrier that would be too deep is None where it can be: a class may require one of its own.
    """
    if declared.nullable and (_is_too_deep(declared, extent) or draw(_ONE_IN_FIVE) == 4):
        return None
    return draw_present(draw, declared, extent)


def draw_present(draw: st.DrawFn, declared: ValueType, extent: Extent) -> Any:
    """The same without None."""
    if isinstance(declared, CarrierType):
        return draw_carrier(draw, declared.carrier, extent)
    if isinstance(declared, ListType):
        items = draw_count(draw, declared.item, extent)
        return [draw_value(draw, declared.item, extent.inner) for _ in range(items)]
    if isinstance(declared, DictionaryType):
        count = draw_count(draw, declared.value, extent)
        entries = [_draw_entry(draw, declared, extent) for _ in range(count)]
        return declared.factory(entries)
    if isinstance(declared, AnyType):
        return draw(json_values(extent))
    return draw(scalars_of(declared, extent))


def draw_count(draw: st.DrawFn, declared: ValueType, extent: Extent) -> int:
    """How many values of this type a list or dictionary of that extent holds."""
    if not declared.nullable and _is_too_deep(declared, extent.inner):
        return 0
    return draw(extent.counts)


def _is_too_deep(declared: ValueType, extent: Extent) -> bool:
    """Whether a value would be a container too many: carriers are written with all their members."""
    return not extent.depth and isinstance(declared, CarrierType)


def _draw_entry(draw: st.DrawFn, declared: DictionaryType, extent: Extent) -> tuple[str, Any]:
    if issubclass(declared.factory, CustomFields) and extent.texts is None and draw(_ONE_IN_THREE) < 2:
        return draw(custom_entries())
    return draw(extent.text), draw_value(draw, declared.value, extent.inner)


@lru_cache(1024)
def scalars_of(declared: ValueType, extent: Extent = DEFAULT_EXTENT) -> st.SearchStrategy[Any]:
    """Any scalar of this type but None."""
    if isinstance(declared, IntegerType):
        return st.integers(declared.lowest, declared.highest)
    if isinstance(declared, BooleanType):
        return st.booleans()
    if isinstance(declared, DateTimeType):
        return any_datetimes()
    if isinstance(declared, EnumType):
        return _enum_values(declared.names, extent)
    if isinstance(declared, TextType):
        return extent.text
    raise TypeError(f"{type(declared).__name__} is not the type of a scalar")


def _enum_values(names: EnumNames, extent: Extent) -> st.SearchStrategy[Any]:
    members = st.sampled_from([*dict.fromkeys([names.zero(), *names.enum_class])])
    # A text that names a member is read as that member.
    texts = extent.text.map(lambda text: text if (member := names.read(text)) is None else member)
    if not names.is_flags:
        return members | texts
    return members | st.integers(0, _HIGHEST_FLAGS).map(names.read_number) | texts


def draw_carrier(draw: st.DrawFn, cls: Any, extent: Extent) -> Any:
    """A carrier as Python code makes it: some arguments given, the others left out."""
    given = {
        member.attribute: draw_value(draw, member.type, extent.inner) for member in _required_members(cls)
    }
    if extent.depth:
        given.update(draw(attributes_of(cls, extent)))
    return cls(**given)


@lru_cache(256)
def _required_members(cls: Any) -> list[Member]:
    """The members without which the class cannot be called."""
    return [member for member in schema_of(cls).members if member.is_required]


@lru_cache(1024)
def attributes_of(cls: Any, extent: Extent) -> st.SearchStrategy[list[tuple[str, Any]]]:
    """Some attributes of a carrier's class, with a value for each."""
    members = schema_of(cls).members
    if not members:
        return st.builds(list)
    inner = extent.inner
    shallow: list[Row] = [
        (member.attribute, member.type) for member in members if not _is_too_deep(member.type, inner)
    ]
    nullable: list[Row] = [(member.attribute, None) for member in members if member.type.nullable]
    # A value tells more than None.
    rows = [row for row in ([shallow] * 4 + [nullable]) if row]
    if not rows:
        return st.builds(list)
    manners = st.sampled_from([*map(st.sampled_from, rows)])
    return st.lists(_attribute(manners, inner), max_size=_MOST_MEMBERS)


Row = tuple[str, ValueType | None]
"""An attribute and its type; no type for None."""


@st.composite
def _attribute(
    draw: st.DrawFn, manners: st.SearchStrategy[st.SearchStrategy[Row]], extent: Extent
) -> tuple[str, Any]:
    attribute, declared = draw(draw(manners))
    return attribute, None if declared is None else draw_present(draw, declared, extent)
