"""`$select`: which members of a carrier a caller wants to see.

    Name, department,category/id

A list of names with commas between them, in any ASCII case; a slash leads to the members
of a member. NetServer nulls what is not selected and leaves it in its place:

- a name alone selects the whole member, whatever else is said of what is within it;
- a member that is not selected becomes null, one whose type has no null too: its
  attribute reads the default, and null is written;
- unknown members are treated like declared ones; absent members stay absent;
- names that are not there are ignored, and so are empty ones; without any name
  everything is selected;
- the items of a list are selected from one by one; scalars stay as they are;
- a dictionary within a carrier has its keys for names. A key that is not selected is
  nulled, or left out where the type of the values has no null.

Lists and dictionaries around the outermost carriers are not named: of `list[User]` or
`dict[str, User]` each User is selected from.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.types import DictionaryType, ListType, ValueType, is_carrier
from so_carriers.schema.wire_state import JsonValue, WireState
from so_carriers.settings import DEEPEST
from so_carriers.values.ascii_case import fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Selection:
    """The names of one `$select`.

    `names` has what is selected, in ASCII lower case, and of each what is selected within
    it; a selection without names selects everything.
    """

    names: Mapping[str, Selection] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Selection:
        """Reads the value of a `$select`; never raises, as what cannot be a name is not there either."""
        tree: dict[str, Any] = {}
        for path in fold(text).split(","):
            steps = [name for step in path.split("/") if (name := step.strip())]
            if steps:
                # Nothing nests deeper, so that a longer path leads to nothing.
                _add(tree, steps[:DEEPEST])
        return _frozen(tree)

    def apply(self, value: T) -> T:
        """The value with all that is not selected nulled.

        What was given is not changed. The result shares with it what is selected as a
        whole; deep-copy it before changing anything in there.
        """
        if not self.names:
            return value
        selected: T = _from_root(value, self)
        return selected


def _add(tree: dict[str, Any], steps: list[str]) -> None:
    """Adds one path; of a name that is there without anything within it, everything is selected."""
    for step in steps:
        if tree.get(step) == {}:
            return
        tree = tree.setdefault(step, {})
    tree.clear()


def _frozen(tree: dict[str, Any]) -> Selection:
    return Selection({name: _frozen(inner) for name, inner in tree.items()})


def _from_root(value: Any, selection: Selection) -> Any:
    """Selects from a value whose lists and dictionaries are around the carriers."""
    if is_carrier(type(value)):
        return _from_carrier(value, selection)
    if isinstance(value, list):
        return [_from_root(item, selection) for item in value]
    if isinstance(value, dict):
        result = copy.copy(value)
        result.update((key, _from_root(item, selection)) for key, item in value.items())
        return result
    return value


def _from_carrier(carrier: Any, selection: Selection) -> Any:
    schema: CarrierSchema = type(carrier).__carrier_schema__
    state: WireState = carrier._wire_state or WireState()
    values = list(schema.values(carrier))
    null = set(state.null)
    spellings = dict(state.spellings)
    for place, member in enumerate(schema.members):
        inner = selection.names.get(fold(member.name))
        if inner is not None:
            values[place] = _within(values[place], member.type, inner)
        elif member.attribute not in state.absent:
            values[place] = _nulled(member, null)
            spellings.pop(member.attribute, None)
    unknown = {
        name: _within(value, None, selection.names.get(fold(name))) for name, value in state.unknown.items()
    }
    return schema.build(values, state.changed(null=frozenset(null), spellings=spellings, unknown=unknown))


def _nulled(member: Member, null: set[str]) -> Any:
    """What the attribute of a nulled member reads; notes it where its type has no null."""
    if member.type.nullable:
        return None
    null.add(member.attribute)
    return member.absent_value()


def _within(value: Any, declared: ValueType | None, selection: Selection | None) -> Any:
    """Selects from the value of a member; `declared` is its type, None for an unknown member."""
    if selection is None:
        return None
    if not selection.names:
        return value
    if is_carrier(type(value)):
        return _from_carrier(value, selection)
    if isinstance(value, list):
        item = declared.item if isinstance(declared, ListType) else None
        return [_within(each, item, selection) for each in value]
    if isinstance(value, dict):
        return _from_dictionary(value, declared, selection)
    return value


def _from_dictionary(
    value: dict[str, JsonValue], declared: ValueType | None, selection: Selection
) -> dict[str, JsonValue]:
    item = declared.value if isinstance(declared, DictionaryType) else None
    result = copy.copy(value)
    for key, each in value.items():
        inner = selection.names.get(fold(key))
        if inner is None and item is not None and not item.nullable:
            del result[key]
        else:
            result[key] = _within(each, item, inner)
    return result
