"""Copies of carriers with a few changes, at their members and in them, and pairs of an old and a new one."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.engines.python.documents import document_of, value_of
from so_carriers.schema.types import CarrierType, DictionaryType, ListType, ValueType
from so_carriers.settings import DEFAULT_LIMITS
from so_carriers.testing.strategies.carriers import carriers_of
from so_carriers.testing.strategies.extent import DEPTH, ITEMS, Extent
from so_carriers.testing.strategies.json_tokens import json_values
from so_carriers.testing.strategies.patches.choosing import choice
from so_carriers.testing.strategies.patches.documents_of_types import documents_of
from so_carriers.testing.strategies.patches.places import swapped
from so_carriers.testing.strategies.texts import names
from so_carriers.testing.strategies.values import values_of
from so_carriers.values.ascii_case import fold

C = TypeVar("C")

MOST_ITEMS = 8
"""How long a list that is changed may become."""

_ONE_IN_FOUR = st.integers(0, 3)


def changed_copies(
    carrier: C,
    *,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
    unknown: bool = True,
    nulls: bool = True,
    spellings: bool = True,
) -> st.SearchStrategy[C]:
    """Copies of a carrier with one to three changes, each of which may come to nothing.

    Members get other values or become absent, and what stands in them changes: items are
    added, taken out, doubled and put in another order. The options are those of `carriers`
    for what is new; `unknown`, `nulls` and `spellings` also allow changes that attributes
    cannot make: of unknown members, to null, of names and orders.
    """
    extent = Extent(depth=depth, items=items, texts=texts, unknown=unknown, nulls=nulls, spellings=spellings)
    return _changed_copies(carrier, extent)


def carrier_pairs(
    cls: type[C],
    *,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
    unknown: bool = True,
    nulls: bool = True,
    spellings: bool = True,
) -> st.SearchStrategy[tuple[C, C]]:
    """An old and a new carrier of a class: the new one a changed copy, or independent of the old one.

    The options are those of `carriers` and `changed_copies`.
    """
    extent = Extent(depth=depth, items=items, texts=texts, unknown=unknown, nulls=nulls, spellings=spellings)
    return _carrier_pairs(cls, extent)


def collection_pairs(
    cls: type[C],
    *,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[tuple[Any, Any]]:
    """Two lists or two dictionaries of carriers of a class; their type is `list[cls]` or `dict[str, cls]`."""
    return _collection_pairs(cls, Extent(depth=depth, items=items, texts=texts))


@st.composite
def _carrier_pairs(draw: st.DrawFn, cls: Any, extent: Extent) -> tuple[Any, Any]:
    old = draw(carriers_of(cls, extent))
    if draw(_ONE_IN_FOUR) == 3:
        return old, draw(carriers_of(cls, extent))
    return old, _Changing(draw, extent).carrier(copy.deepcopy(old))


@st.composite
def _changed_copies(draw: st.DrawFn, carrier: C, extent: Extent) -> C:
    changed: C = _Changing(draw, extent).carrier(copy.deepcopy(carrier))
    return changed


@st.composite
def _collection_pairs(draw: st.DrawFn, cls: Any, extent: Extent) -> tuple[Any, Any]:
    old = draw(st.lists(carriers_of(cls, extent), min_size=1, max_size=3))
    new = _Changing(draw, extent).items(copy.deepcopy(old), CarrierType(carrier=cls))
    if draw(st.booleans()):
        return old, new
    keys = draw(st.lists(extent.text, min_size=MOST_ITEMS, max_size=MOST_ITEMS, unique=True))
    return dict(zip(keys, old, strict=False)), dict(zip(keys[::-1][:2] + keys, new, strict=False))


@dataclass(frozen=True, slots=True)
class _Changing:
    """Changes values, which nobody else has, in place where that is possible."""

    draw: st.DrawFn
    extent: Extent

    def carrier(self, carrier: Any, most: int = 3) -> Any:
        """A carrier with some changes."""
        members = so.schema_of(type(carrier)).members
        for _ in range(self.draw(st.integers(1, most)) if members else 0):
            if self.extent.has_wire_state and self.draw(_ONE_IN_FOUR) == 3:
                carrier = self.as_document(carrier)
            else:
                self.member(carrier, choice(self.draw, members))
        return carrier

    def member(self, carrier: Any, member: Any) -> None:
        """Gives a member another value, changes what stands in it, or makes it absent."""
        way = choice(self.draw, ["other", "inside", "inside", "inside", "absent"])
        if way == "absent" and self.extent.nulls:
            so.set_absent(carrier, member.attribute)
            return
        found = getattr(carrier, member.attribute) if way == "inside" else None
        setattr(carrier, member.attribute, self.value(found, member.type))

    def as_document(self, carrier: Any) -> Any:
        """Changes what attributes do not say: unknown members, nulls, spellings and orders."""
        cls: Any = type(carrier)
        document = document_of(carrier, None, DEFAULT_LIMITS)
        way = choice(self.draw, self.ways())
        if way == "unknown":
            document[self.draw(self.unknown_names(cls))] = self.draw(json_values(self.extent.inner))
        elif way == "members":
            for name, item in self.draw(documents_of(CarrierType(carrier=cls), self.extent)).items():
                document[next((each for each in document if fold(each) == fold(name)), name)] = item
        elif document:
            document = self.changed_document(document, way)
        try:
            return value_of(document, cls.__carrier_schema__.as_type, DEFAULT_LIMITS, strict=False)
        except so.DecodeError:
            # Of several spellings of a name that lost one, the other may hold what its type cannot.
            return carrier

    def ways(self) -> list[str]:
        """What may be changed in a document."""
        ways = {
            "unknown": self.extent.unknown,
            "null": self.extent.nulls,
            "remove": self.extent.nulls,
            "members": self.extent.spellings,
            "respell": self.extent.spellings,
            "shuffle": self.extent.spellings,
        }
        return [way for way, is_open in ways.items() if is_open]

    def changed_document(self, document: dict[str, Any], way: str) -> dict[str, Any]:
        """The document of a carrier with a member of it, or their order, changed."""
        if way == "shuffle":
            return dict(self.draw(st.permutations([*document.items()])))
        name = choice(self.draw, [*document])
        if way == "null":
            document[name] = None
            return document
        item = document.pop(name)
        if way == "respell":
            document[swapped(name)] = item
        return document

    def unknown_names(self, cls: Any) -> st.SearchStrategy[str]:
        """Names that a carrier class does not declare, some of which are alike."""
        known = so.schema_of(cls).by_folded_name
        found = st.sampled_from(["X", "x", "y/~1"]) | (
            names() if self.extent.texts is None else self.extent.texts
        )
        return found.map(lambda name: f"{name}_" if fold(name) in known else name)

    def value(self, value: Any, declared: ValueType) -> Any:
        """Another value of the type, most often the same one but for something in it."""
        if value and isinstance(declared, CarrierType):
            return self.carrier(value, 2)
        if value and isinstance(declared, ListType):
            return self.items(value, declared.item)
        if value and isinstance(declared, DictionaryType):
            return self.dictionary(value, declared)
        return self.draw(values_of(declared, self.extent.inner))

    def items(self, items: list[Any], declared: ValueType) -> list[Any]:
        """A list with one to three changes."""
        for _ in range(self.draw(st.integers(1, 3))):
            way = choice(self.draw, ["change", "remove", "insert", "insert", "double", "shuffle"])
            size = len(items)
            if way == "insert" and size < MOST_ITEMS:
                items.insert(
                    self.draw(st.integers(0, size)), self.draw(values_of(declared, self.extent.inner))
                )
            elif way == "shuffle":
                items = [*self.draw(st.permutations(items))]
            elif size:
                self.item(items, self.draw(st.integers(0, size - 1)), way, declared)
        return items

    def item(self, items: list[Any], at: int, way: str, declared: ValueType) -> None:
        """Takes an item out, doubles it, or changes it."""
        if way == "remove":
            del items[at]
        elif way == "double" and len(items) < MOST_ITEMS:
            items.insert(self.draw(st.integers(0, len(items))), copy.deepcopy(items[at]))
        elif way == "change":
            items[at] = self.value(items[at], declared)

    def dictionary(self, found: dict[str, Any], declared: DictionaryType) -> dict[str, Any]:
        """A dictionary with one change."""
        name = choice(self.draw, [*found])
        way = choice(self.draw, ["change", "remove", "insert", "respell"])
        if way == "insert":
            found[self.draw(self.extent.text)] = self.draw(values_of(declared.value, self.extent.inner))
        elif way == "change":
            found[name] = self.value(found[name], declared.value)
        else:
            item = found.pop(name)
            if way == "respell":
                found[name.swapcase()] = item
        return found
