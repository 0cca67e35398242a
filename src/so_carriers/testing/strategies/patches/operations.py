"""Operations of a JSON Patch that can be done on a value, of every kind and in every place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.patches.application import apply_operations
from so_carriers.patches.containers import kind_of
from so_carriers.patches.editing import document_at
from so_carriers.patches.nodes import UNKNOWN, Node
from so_carriers.schema.types import AnyType, ValueType, is_carrier
from so_carriers.settings import DEFAULT_LIMITS, Dialect
from so_carriers.testing.strategies.extent import Extent
from so_carriers.testing.strategies.patches.choosing import choice
from so_carriers.testing.strategies.patches.documents import document_names
from so_carriers.testing.strategies.patches.documents_of_types import documents_of, with_declared_names
from so_carriers.testing.strategies.patches.places import (
    Place,
    Slot,
    Tokens,
    other_spellings,
    places_of,
    slots_of,
    swapped,
)
from so_carriers.values.ascii_case import fold

T = TypeVar("T")

Operation = dict[str, Any]

_NAMES = ["remove", "replace", "replace", "add", "add", "test"]
_MOST_EXACT = 2**53
"""The integers up to which a float is no other number."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Whose rules hold for operations, how far the values go that they add, and how names are spelled."""

    dialect: Dialect
    extent: Extent
    declared_names: bool = False


@dataclass(frozen=True, slots=True)
class Maker:
    """Draws operations that can be done on a value, and what they are made of."""

    draw: st.DrawFn
    manner: Manner

    def operation(self, root: Node) -> Operation:
        """An operation that can be done on a value, unless members that are spelled alike forbid it."""
        places = places_of(root)
        name = self.choice([*_NAMES, "copy", "move"] if self.manner.dialect is Dialect.RFC else _NAMES)
        if len(places) == 1 and name in {"remove", "move"}:  # the whole can only be replaced
            name = "replace"
        operation: Operation = _MAKERS[name](self, places)
        return self.spelled(operation, root)

    def spelled(self, operation: Operation, root: Node) -> Operation:
        """The operation, with a name on its way written otherwise now and then."""
        if self.manner.declared_names or operation["op"] == "move" or self.draw(st.integers(0, 3)) < 3:
            return operation
        member = "from" if "from" in operation else "path"
        tokens: list[str] = [*operation[member].tokens]
        others = [*other_spellings(root, operation[member].tokens, self.manner.dialect)]
        if others:
            step, other = self.choice(others)
            tokens[step] = other
        return {**operation, member: so.JsonPointer((*tokens,))}

    def remove(self, places: list[Place]) -> Operation:
        """Takes out what is there."""
        return {"op": "remove", "path": so.JsonPointer(self.choice(places[1:]).tokens)}

    def replace(self, places: list[Place]) -> Operation:
        """Puts another value of the same type in the place of what is there."""
        place = self.somewhere(places)
        # For the whole both are the same (RFC 6902, section 4.1).
        name = "replace" if place.tokens else self.choice(["replace", "add"])
        return {"op": name, "path": so.JsonPointer(place.tokens), "value": self.document(place.node.type)}

    def add(self, places: list[Place]) -> Operation:
        """Adds an item, a key or a member, or puts another value in its place."""
        slots = slots_of(places)
        if not slots:
            return self.replace(places)
        slot = self.choice(slots)
        token, declared = self.token_in(slot)
        # Null may stand against the type of a member, as in any body.
        is_null = slot.name is not None and self.manner.extent.nulls and self.draw(st.integers(0, 7)) == 7
        value = None if is_null else self.document(declared)
        return {"op": "add", "path": so.JsonPointer((*slot.tokens, token)), "value": value}

    def test(self, places: list[Place]) -> Operation:
        """Tests what is there, which is there."""
        place = self.somewhere(places)
        document = document_at(place.node, DEFAULT_LIMITS)
        if self.draw(st.integers(0, 3)) == 3:
            document = _written_otherwise(document)
        return {"op": "test", "path": so.JsonPointer(place.tokens), "value": document}

    def copy(self, places: list[Place]) -> Operation:
        """Copies something to where its type may stand."""
        source = self.somewhere(places)
        target = self.target(source, places)
        return {"op": "copy", "from": so.JsonPointer(source.tokens), "path": so.JsonPointer(target)}

    def move(self, places: list[Place]) -> Operation:
        """Moves something to where its type may stand, once it is no more where it was."""
        source = self.choice(places[1:])
        pointer = so.JsonPointer(source.tokens)
        left = done(places[0].node, {"op": "remove", "path": pointer}, self.manner.dialect)
        target = source.tokens if left is None else self.target(source, places_of(left), moves=True)
        return {"op": "move", "from": pointer, "path": so.JsonPointer(target)}

    def target(self, source: Place, places: list[Place], *, moves: bool = False) -> Tokens:
        """Where something may be copied or moved to; where it is, if nowhere else."""
        slots = [slot for slot in slots_of(places) if slot.takes(source.node)]
        if moves:  # what is within the source by its text alone is so too (RFC 6902, section 4.4)
            size = len(source.tokens)
            slots = [slot for slot in slots if slot.tokens[:size] != source.tokens]
        typed = [slot for slot in slots if not isinstance(slot.type, AnyType)]
        if not slots:
            return source.tokens
        slot = self.choice(typed if typed and self.draw(st.integers(0, 3)) < 3 else slots)
        token, declared = self.token_in(slot)
        alike = isinstance(declared, AnyType) or declared == slot.type
        return (*slot.tokens, token) if alike else source.tokens

    def token_in(self, slot: Slot) -> tuple[str, ValueType]:
        """What a pointer to a slot ends with, and the type of what may stand there."""
        container = slot.container
        if slot.name is not None:
            return slot.name, slot.type
        if isinstance(container, list):
            return self.choice([*map(str, range(len(container) + 1)), "-"]), slot.type
        if is_carrier(type(container)):
            return self.unknown_name(container)
        name = self.name_in(container)
        here = kind_of(container).child(Node(container, slot.type), name).type if name in container else None
        return name, slot.type if here is None or not isinstance(slot.type, AnyType) else here

    def unknown_name(self, carrier: Any) -> tuple[str, ValueType]:
        """A name that a carrier does not declare, but for its case maybe, and the type behind it."""
        name = self.name_in(so.unknown_members(carrier))
        schema = carrier.__carrier_schema__
        if schema.by_name and not self.manner.declared_names and self.draw(st.integers(0, 15)) == 15:
            name = swapped(self.choice([*schema.by_name]))
        member = schema.by_folded_name.get(fold(name))
        if member is not None and self.manner.declared_names:
            name = member.name
        return name, UNKNOWN if member is None else member.type

    def name_in(self, members: Any) -> str:
        """A key that is there, or any other."""
        if members and self.draw(st.integers(0, 2)) == 2:
            name: str = self.choice([*members])
            return name
        return self.draw(document_names())

    def choice(self, found: Sequence[T]) -> T:
        """One of several things; the first is the simplest."""
        return choice(self.draw, found)

    def somewhere(self, places: list[Place]) -> Place:
        """Any place; the whole one is the last choice."""
        return self.choice([*places[1:], places[0]])

    def document(self, declared: ValueType) -> Any:
        """A document of a value of this type."""
        document = self.draw(documents_of(declared, self.manner.extent))
        return with_declared_names(document, declared) if self.manner.declared_names else document


_MAKERS: dict[str, Any] = {
    "remove": Maker.remove,
    "replace": Maker.replace,
    "add": Maker.add,
    "test": Maker.test,
    "copy": Maker.copy,
    "move": Maker.move,
}


def done(root: Node, operation: Operation, dialect: Dialect) -> Node | None:
    """What becomes of a value; None where the operation cannot be done."""
    operations = so.JsonPatch([operation], dialect=dialect).operations
    try:
        value = apply_operations(operations, root, dialect=dialect, limits=DEFAULT_LIMITS, strict=False)
    except so.SoCarriersError:
        return None
    return root._replace(value=value)


def _written_otherwise(document: Any) -> Any:
    """What is equal to a document by JSON's rules: members in another order, `1.0` for `1`."""
    if isinstance(document, dict):
        return {name: _written_otherwise(item) for name, item in reversed(document.items())}
    if isinstance(document, list):
        return [*map(_written_otherwise, document)]
    if type(document) is int and abs(document) < _MOST_EXACT:
        return so.NumberToken(f"{document}.0")
    return document
