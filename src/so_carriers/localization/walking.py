"""Changing the texts and dates in a value, at any depth, with all the rest shared and kept.

Of each carrier class only those members are looked at that can hold what is to be changed; which those
are is worked out once and kept with the class. Secret members, unknown ones, and absent or null ones are
never changed.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.nesting import unwrap
from so_carriers.schema.types import CarrierType, DateTimeType, TextType, ValueType, is_carrier
from so_carriers.schema.wire_state import Spelling, Spellings, WireState
from so_carriers.values.date_time import DateTime

_ORIGINAL = ":org"
"""What the keys of custom fields end with under which the server's own value stands."""


_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """What is done with each text and each date; None where they stay."""

    text: Callable[[str], str] | None
    date: Callable[[DateTime], DateTime] | None

    @property
    def wanted(self) -> tuple[type[ValueType], ...]:
        """The types of the values that change."""
        return ((TextType,) if self.text else ()) + ((DateTimeType,) if self.date else ())

    def apply(self, value: Any) -> Any:
        """The value with its texts and dates changed; itself where none of them is another then."""
        if isinstance(value, str):
            return self.text(value) if self.text else value
        if isinstance(value, list):
            return self._list(value)
        if isinstance(value, dict):
            return self._dictionary(value)
        if isinstance(value, DateTime):
            return self.date(value) if self.date else value
        return self._carrier(value) if is_carrier(type(value)) else value

    def _list(self, value: list[Any]) -> list[Any]:
        items = [self.apply(item) for item in value]
        return items if any(map(_differs, items, value)) else value

    def _dictionary(self, value: dict[str, Any]) -> dict[str, Any]:
        applied = {key: self.apply(each) for key, each in value.items() if not _is_original(key, each)}
        changed = {key: each for key, each in applied.items() if each is not value[key]}
        if not changed:
            return value
        # It may be of a class of its own.
        result = copy.copy(value)
        result.update(changed)
        return result

    def _carrier(self, value: Any) -> Any:
        schema: CarrierSchema = type(value).__carrier_schema__
        state: WireState | None = value._wire_state
        unsaid = _NOTHING if state is None else state.absent | state.null
        changed: dict[str, Any] = {}
        for attribute in members_with(schema, self.wanted):
            before = getattr(value, attribute)
            if before is not None and attribute not in unsaid:
                after = self.apply(before)
                if after is not before:
                    changed[attribute] = after
        return _replaced(value, schema, state, changed) if changed else value


def members_with(schema: CarrierSchema, wanted: tuple[type[ValueType], ...]) -> tuple[str, ...]:
    """The attributes of the members in which values of these types can stand, however deep."""
    key = (members_with, wanted)
    known: tuple[str, ...] | None = schema.compiled.get(key)
    if known is None:
        # Of two threads that come here at once both find the same.
        known = schema.compiled[key] = tuple(
            member.attribute
            for member in schema.members
            if not member.secret and _holds(member.type, wanted, set())
        )
    return known


def _holds(declared: ValueType, wanted: tuple[type[ValueType], ...], seen: set[type[Any]]) -> bool:
    inner, _ = unwrap(declared)
    if not isinstance(inner, CarrierType):
        return isinstance(inner, wanted)
    if inner.carrier in seen:
        return False
    seen.add(inner.carrier)
    members = inner.carrier.__carrier_schema__.members
    return any(_holds(member.type, wanted, seen) for member in members if not member.secret)


def _replaced(carrier: Any, schema: CarrierSchema, state: WireState | None, changed: dict[str, Any]) -> Any:
    before = dict(zip(schema.by_attribute, schema.values(carrier), strict=True))
    if state is not None and state.spellings:
        spellings = {
            attribute: _kept(spelling, before[attribute], changed[attribute])
            if attribute in changed
            else spelling
            for attribute, spelling in state.spellings.items()
        }
        state = state.changed(spellings={name: kept for name, kept in spellings.items() if kept})
    return schema.build((before | changed).values(), state)


def _kept(spelling: Spellings, before: Any, after: Any) -> Spellings | None:
    """The spellings of what stayed the same."""
    if after is before:
        return spelling
    if isinstance(spelling, Spelling):
        return None
    kept = {step: _kept(inner, before[step], after[step]) for step, inner in spelling.items()}
    return {step: inner for step, inner in kept.items() if inner}


def _is_original(key: str, value: object) -> bool:
    return isinstance(value, str) and key.endswith(_ORIGINAL)


def _differs(one: object, other: object) -> bool:
    return one is not other
