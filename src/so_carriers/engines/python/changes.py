"""What differs between two carriers of one class and one wire state, by a function compiled for the class.

It finds what is worth a closer look, as pairs of a member and a detail: what it leaves out is written
alike. The detail is

    for a carrier         what differs within it, in the same way
    for a list            the indices of the items that differ, each with what differs within it
    for a dictionary      the same by key
    None                  for all else, and where classes, wire states or lengths differ

What the wire state says of a member is for the caller to mind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from so_carriers.engines.python.compiled import CompiledFunction, compile_function, compiled_function
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.identity import same_value
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
    ValueType,
)
from so_carriers.schema.wire_state import WireState
from so_carriers.values.date_time import DateTime

_PLAIN = (BooleanType, EnumType, IntegerType, TextType)
"""The types of which equal values are written alike, where no spelling is kept."""


def changes_of(carrier: type[Any]) -> CompiledFunction:
    """The function that lists the members whose values may differ between two such carriers, with details."""
    return compiled_function(carrier.__carrier_schema__, _compile_changes)


def _compile_changes(schema: CarrierSchema) -> Callable[..., Any]:
    names: dict[str, Any] = {
        "ALL_ABSENT": schema.all_absent_state,
        "DateTime": DateTime,
        "note_spelled": _note_spelled,
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
                yield f"            found.append((M{i}, None))"
        for i, member in members:
            if not isinstance(member.type, _PLAIN):
                yield f"    a = old.{member.attribute}"
                yield f"    b = new.{member.attribute}"
                yield "    if a is not b:"
                yield from self._member_lines(i, member)
        yield "    if state is not None and state.spellings:"
        yield "        for name in state.spellings:"
        yield "            if getattr(old, name) is not getattr(new, name):"
        yield "                note_spelled(found, state, old, new)"
        yield "                break"
        yield "    return found"

    def _member_lines(self, i: int, member: Member) -> Iterator[str]:
        declared = member.type
        if isinstance(declared, CarrierType):
            yield f"        if {self._are_unlike(i, declared, 'a', 'b')}:"
            yield f"            found.append((M{i}, None))"
            yield f"        elif detail := R{i}(a, b):"
            yield f"            found.append((M{i}, detail))"
        elif isinstance(declared, ListType) and isinstance(declared.item, CarrierType):
            yield "        if a.__class__ is not list or b.__class__ is not list or len(a) != len(b):"
            yield f"            found.append((M{i}, None))"
            yield "        else:"
            yield "            items = []"
            yield "            for index, (one, other) in enumerate(zip(a, b)):"
            yield "                if one is not other:"
            yield from self._item_lines(i, declared.item, "items.append((index, detail))")
        elif isinstance(declared, DictionaryType) and isinstance(declared.value, CarrierType):
            yield "        if not isinstance(a, dict) or a.__class__ is not b.__class__ or len(a) != len(b):"
            yield f"            found.append((M{i}, None))"
            yield "        else:"
            yield "            items = {}"
            yield "            for key, one in a.items():"
            # What is missing is no carrier, and is not the one there.
            yield "                other = b.get(key, b)"
            yield "                if one is not other:"
            yield from self._item_lines(i, declared.value, "items[key] = detail")
        else:
            yield f"        if {_unlike(declared)}:"
            yield f"            found.append((M{i}, None))"

    def _item_lines(self, i: int, declared: CarrierType, note: str) -> Iterator[str]:
        """The rest of the loop over the items of a container."""
        yield f"                    if {self._are_unlike(i, declared, 'one', 'other')}:"
        yield f"                        found.append((M{i}, None))"
        yield "                        break"
        yield f"                    if detail := R{i}(one, other):"
        yield f"                        {note}"
        yield "            else:"
        yield "                if items:"
        yield f"                    found.append((M{i}, items))"

    def _are_unlike(self, i: int, declared: CarrierType, one: str, other: str) -> str:
        """The code that tells whether two values are no carriers of that class with one wire state."""
        self._names[f"C{i}"] = declared.carrier
        changes_of(declared.carrier).bind(self._names, f"R{i}")
        return (
            f"{one}.__class__ is not C{i} or {other}.__class__ is not C{i}"
            f" or {one}._wire_state is not {other}._wire_state"
        )


def _note_spelled(found: list[tuple[Member, Any]], state: WireState, old: Any, new: Any) -> None:
    """Adds the members of which a spelling is kept: it holds for the very value that came with it."""
    noted = {member.attribute for member, _ in found}
    found.extend(
        (old.__carrier_schema__.by_attribute[attribute], None)
        for attribute in state.spellings
        if attribute not in noted and getattr(old, attribute) is not getattr(new, attribute)
    )


def _unlike(declared: ValueType) -> str:
    """The code that tells whether two values that hold no carriers are written otherwise."""
    if isinstance(declared, DateTimeType):
        return "a.__class__ is not DateTime or b.__class__ is not DateTime or not a.is_written_like(b)"
    item = declared.item if isinstance(declared, ListType) else None
    item = declared.value if isinstance(declared, DictionaryType) else item
    if isinstance(item, _PLAIN):
        return "a.__class__ is not b.__class__ or a != b"
    return "not same_value(a, b)"


def _tuple(carrier: str, members: list[tuple[int, Member]]) -> str:
    return f"({', '.join(f'{carrier}.{member.attribute}' for _, member in members)},)"
