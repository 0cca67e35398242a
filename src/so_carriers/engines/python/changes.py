"""Which members of two carriers of one class differ, by a function compiled for the class.

It finds what is worth a closer look: what it leaves out is written alike, what it gives may be.
Both carriers have one wire state; what that says is for the caller to mind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from so_carriers.engines.python.compiled import CompiledFunction, compile_function, compiled_function
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.identity import same_scalar, same_value
from so_carriers.schema.member import Member
from so_carriers.schema.types import (
    BooleanType,
    CarrierType,
    DateTimeType,
    DictionaryType,
    EnumType,
    IntegerType,
    ListType,
    TextType,
)

_PLAIN = (BooleanType, IntegerType, TextType)
"""The types of which equal values are written alike: what else is equal, as True and 1, cannot be written."""


def changes_of(carrier: type[Any]) -> CompiledFunction:
    """The function that lists the members whose values may differ between two such carriers."""
    return compiled_function(carrier.__carrier_schema__, _compile_changes)


def _compile_changes(schema: CarrierSchema) -> Callable[..., Any]:
    names: dict[str, Any] = {
        "ALL_ABSENT": schema.all_absent_state,
        "same_scalar": same_scalar,
        "same_value": same_value,
    }
    source = _ChangesSource(schema, names)
    return compile_function("changes", "\n".join(source.lines()), names, f"changes of {schema.name}")


class _ChangesSource:
    """Writes the source of `changes(old, new)` for a carrier; what it refers to goes to `names`."""

    def __init__(self, schema: CarrierSchema, names: dict[str, Any]) -> None:
        self._schema = schema
        self._names = names

    def lines(self) -> Iterator[str]:
        """The lines of the source."""
        members = [*enumerate(self._schema.members)]
        self._names.update((f"M{i}", member) for i, member in members)
        plain = [(i, member) for i, member in members if isinstance(member.type, _PLAIN)]
        yield "def changes(old, new):"
        yield "    state = old._wire_state"
        yield "    if state is not None and state is new._wire_state is ALL_ABSENT:"
        yield "        return ()"
        yield "    found = []"
        if plain:
            # All at once, since most carriers that are compared are alike.
            yield f"    if {_tuple('old', plain)} != {_tuple('new', plain)}:"
            for i, member in plain:
                yield f"        if old.{member.attribute} != new.{member.attribute}:"
                yield f"            found.append(M{i})"
        for i, member in members:
            if not isinstance(member.type, _PLAIN):
                yield f"    a = old.{member.attribute}"
                yield f"    b = new.{member.attribute}"
                yield "    if a is not b:"
                yield from self._member_lines(i, member)
        yield "    return found"

    def _member_lines(self, i: int, member: Member) -> Iterator[str]:
        declared = member.type
        if isinstance(declared, CarrierType):
            yield f"        if {self._differ(i, declared, 'a', 'b')}:"
            yield f"            found.append(M{i})"
        elif isinstance(declared, ListType) and isinstance(declared.item, CarrierType):
            yield "        if a.__class__ is not list or b.__class__ is not list or len(a) != len(b):"
            yield f"            found.append(M{i})"
            yield "        else:"
            yield "            for one, other in zip(a, b):"
            yield from self._item_lines(i, declared.item)
        elif isinstance(declared, DictionaryType) and isinstance(declared.value, CarrierType):
            yield "        if not isinstance(a, dict) or a.__class__ is not b.__class__ or len(a) != len(b):"
            yield f"            found.append(M{i})"
            yield "        else:"
            yield "            for key, one in a.items():"
            # What is missing is no carrier, and is not the one there.
            yield "                other = b.get(key, b)"
            yield from self._item_lines(i, declared.value)
        else:
            same = "same_scalar" if isinstance(declared, (DateTimeType, EnumType)) else "same_value"
            yield f"        if not {same}(a, b):"
            yield f"            found.append(M{i})"

    def _item_lines(self, i: int, declared: CarrierType) -> Iterator[str]:
        yield f"                if one is not other and ({self._differ(i, declared, 'one', 'other')}):"
        yield f"                    found.append(M{i})"
        yield "                    break"

    def _differ(self, i: int, declared: CarrierType, one: str, other: str) -> str:
        self._names[f"C{i}"] = declared.carrier
        changes_of(declared.carrier).bind(self._names, f"R{i}")
        return (
            f"{one}.__class__ is not C{i} or {other}.__class__ is not C{i}"
            f" or {one}._wire_state is not {other}._wire_state or R{i}({one}, {other})"
        )


def _tuple(carrier: str, members: list[tuple[int, Member]]) -> str:
    return f"({', '.join(f'{carrier}.{member.attribute}' for _, member in members)},)"
