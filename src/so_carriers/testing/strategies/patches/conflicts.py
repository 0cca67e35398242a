"""Operations of a JSON Patch that cannot be done on a value, whatever comes before them leaves as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.patches.documents import same_json
from so_carriers.patches.editing import document_at
from so_carriers.patches.nodes import Node
from so_carriers.schema.types import CONTAINERS, AnyType
from so_carriers.settings import DEFAULT_LIMITS, Dialect
from so_carriers.testing.strategies.patches.documents_of_types import wrong_documents
from so_carriers.testing.strategies.patches.operations import Maker, Operation
from so_carriers.testing.strategies.patches.places import (
    Place,
    Slot,
    Tokens,
    absent_names,
    missed_names,
    names_taken,
    places_of,
    slots_of,
)
from so_carriers.values.ascii_case import fold

T = TypeVar("T")

_NO_INDICES = ["x", "", "-1", "+1", "01", "1e0", " 1", "1 ", "9" * 19, "\u0661"]
"""Tokens that are no index of any array (RFC 6901, section 4), or one beyond its end."""


@dataclass(frozen=True, slots=True)
class Spoiler:
    """A maker of operations that cannot be done, in the places of one value."""

    maker: Maker
    places: list[Place]

    def operation(self) -> Operation:
        """One operation that cannot be done on the value, in any of the ways that there are for it."""
        ways = [way for way, is_open in self._ways() if is_open]
        operation: Operation = self.choice(ways)()
        return operation

    def draw(self, strategy: st.SearchStrategy[Any]) -> Any:
        """Draws as the maker does."""
        return self.maker.draw(strategy)

    def choice(self, found: Sequence[T]) -> T:
        """One of several things."""
        return self.maker.choice(found)

    def _ways(self) -> list[tuple[Callable[[], Operation], bool]]:
        return [
            (self.finds_nothing, True),
            (self.adds_where_nothing_is, True),
            (self.fails_a_test, True),
            (self.puts_a_wrong_value, bool(self.typed_slots())),
            (self.copies_a_wrong_value, bool(self.is_rfc and self.scalar_slots() and self.containers())),
        ]

    @property
    def is_rfc(self) -> bool:
        """Whether there are move and copy."""
        return self.maker.manner.dialect is Dialect.RFC

    def finds_nothing(self) -> Operation:
        """Removes, replaces, tests, moves or copies what is not there."""
        nowhere = so.JsonPointer(self.nowhere())
        names = ["remove", "replace", "test", *(["copy", "move"] if self.is_rfc else [])]
        name: str = self.choice(names)
        if name in {"copy", "move"}:
            return {"op": name, "from": nowhere, "path": so.JsonPointer(self.somewhere().tokens)}
        return {"op": name, "path": nowhere, **self.value_for(name)}

    def adds_where_nothing_is(self) -> Operation:
        """Adds, copies or moves to within what is not there, or beyond the end of an array."""
        target = so.JsonPointer(self.beyond_the_end() or (*self.nowhere(), "x"))
        sources = {"copy": self.places, "move": self.movable(target)} if self.is_rfc else {}
        name = self.choice(["add", *[name for name, found in sources.items() if found]])
        if name == "add":
            return {"op": name, "path": target, "value": self.any_value()}
        source = self.choice(sources[name])
        return {"op": name, "from": so.JsonPointer(source.tokens), "path": target}

    def fails_a_test(self) -> Operation:
        """Tests for another value than the one that is there."""
        place = self.somewhere()
        there, other = document_at(place.node, DEFAULT_LIMITS), self.any_value()
        wrong = [other] if same_json(there, other) else other
        return {"op": "test", "path": so.JsonPointer(place.tokens), "value": wrong}

    def puts_a_wrong_value(self) -> Operation:
        """Adds a value that its place cannot hold, or replaces something by it."""
        slot = self.choice(self.typed_slots())
        token, declared = self.maker.token_in(slot)
        path, wrong = so.JsonPointer((*slot.tokens, token)), self.draw(wrong_documents(declared))
        return {"op": "add", "path": path, "value": wrong}

    def copies_a_wrong_value(self) -> Operation:
        """Copies an object or array to where a scalar stands."""
        slot = self.choice(self.scalar_slots())
        token, _ = self.maker.token_in(slot)
        source = self.choice(self.containers())
        return {
            "op": "copy",
            "from": so.JsonPointer(source.tokens),
            "path": so.JsonPointer((*slot.tokens, token)),
        }

    # --- places

    def somewhere(self) -> Place:
        """Any place, the whole one last."""
        return self.maker.somewhere(self.places)

    def movable(self, target: so.JsonPointer) -> list[Place]:
        """What could be taken away without that anything else comes to the target's place."""
        items = {place.tokens for place in self.places if isinstance(place.value, list)}
        return [
            place
            for place in self.places[1:]
            if place.tokens[:-1] not in items and not target.is_within(so.JsonPointer(place.tokens))
        ]

    def containers(self) -> list[Place]:
        """The objects and arrays in the value, or the value itself."""
        return [place for place in [*self.places[1:], self.places[0]] if place.holds_places]

    def typed_slots(self) -> list[Slot]:
        """Where not every document may stand."""
        return [slot for slot in slots_of(self.places) if not isinstance(slot.type, AnyType)]

    def scalar_slots(self) -> list[Slot]:
        """Where a scalar of some type is to stand."""
        return [slot for slot in self.typed_slots() if not isinstance(slot.type, CONTAINERS)]

    def nowhere(self) -> Tokens:
        """The tokens of a place that is not there, in one that is."""
        place = self.somewhere()
        value = place.value
        if isinstance(value, list):
            size = len(value)
            return (*place.tokens, self.choice([str(size), str(size + 1), "-", *_NO_INDICES]))
        if not place.holds_places:  # nothing is within a scalar or null
            return (*place.tokens, self.choice(["x", "0", "-", ""]))
        missing = [*absent_names(value), *(missed_names(value) if self.is_rfc else [])]
        if missing and self.draw(st.booleans()):
            return (*place.tokens, self.choice(missing))
        return (*place.tokens, self.untaken_name(value))

    def untaken_name(self, value: Any) -> str:
        """A name that nothing in an object has, in any case."""
        name, taken = self.maker.name_in({}), names_taken(value)
        while fold(name) in taken:
            name += "_"
        return name

    def beyond_the_end(self) -> Tokens | None:
        """Tokens that lead beyond the end of an array, where nothing can be added."""
        lists = [place for place in self.places if isinstance(place.value, list)]
        if not lists or self.draw(st.booleans()):
            return None
        place = self.choice(lists)
        return (*place.tokens, self.choice([str(len(place.value) + 1), *_NO_INDICES]))

    # --- values

    def value_for(self, name: str) -> Operation:
        """The member `value`, where an operation of that name has one."""
        return {} if name == "remove" else {"value": self.any_value()}

    def any_value(self) -> Any:
        """Any document."""
        return self.maker.document(AnyType(nullable=True))


def spoiled_operation(maker: Maker, root: Node) -> Operation:
    """An operation that cannot be done on a value."""
    return Spoiler(maker, places_of(root)).operation()
