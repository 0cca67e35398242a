"""Merge patches (RFC 7396) that can be merged into a value, and such that never can."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import so_carriers as so
from so_carriers.patches.containers import kind_of
from so_carriers.patches.nodes import Node, is_object
from so_carriers.patches.objects import members_there
from so_carriers.patches.roots import root_of
from so_carriers.schema.types import AnyType, ValueType
from so_carriers.settings import Dialect
from so_carriers.testing.strategies.extent import DEPTH, ITEMS, Extent
from so_carriers.testing.strategies.json_bodies import declared_as
from so_carriers.testing.strategies.patches.documents_of_types import wrong_documents
from so_carriers.testing.strategies.patches.json_patch_bodies import bodies_of_documents
from so_carriers.testing.strategies.patches.malformed import malformed_texts
from so_carriers.testing.strategies.patches.operations import Maker, Manner
from so_carriers.testing.strategies.patches.places import Place, Slot, is_alone, places_of, slots_of, swapped
from so_carriers.values.ascii_case import fold

_MOST_MEMBERS = 3
"""How many members of one object a patch changes."""


def merge_patches(
    value: Any,
    *,
    valid: bool = True,
    dialect: Dialect = Dialect.RFC,
    type: Any = None,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
    unknown: bool = True,
    nulls: bool = True,
    spellings: bool = True,
) -> st.SearchStrategy[so.MergePatch]:
    """Merge patches for a value, nearly all of which can be merged into it.

    The value is a carrier, a list or dictionary of carriers, or a plain document; `type` is for
    one that does not state its type. Members of it and of what stands in it, declared or not,
    are removed, changed and added, with values of their types. As with `json_patches`, one in
    some hundreds cannot be merged.

    With `valid=False` none can be: a member cannot hold its value, so that InvalidPatch is
    raised. In the NETSERVER dialect names are in any case, and objects are appended to arrays.
    The other options are those of `carriers`, for the values added.

    Raises InvalidArgument for options that cannot be, and with `valid=False` for a plain
    document: into those anything can be merged.
    """
    extent = Extent(depth=depth, items=items, texts=texts, unknown=unknown, nulls=nulls, spellings=spellings)
    declared, manner = None if type is None else declared_as(type), Manner(dialect, extent)
    if valid:
        return _documents(value, declared, manner).map(so.MergePatch)
    if not _typed_slots(root_of(value, declared)):
        raise InvalidArgument("no merge patch is valid=False: anything can be merged into a plain document")
    return _wrong_documents(value, declared, manner).map(so.MergePatch)


def merge_patch_bodies(
    value: Any,
    *,
    valid: bool = True,
    dialect: Dialect = Dialect.RFC,
    type: Any = None,
    white_space: bool = True,
) -> st.SearchStrategy[bytes]:
    """Bodies of the patches of `merge_patches`, and with `valid=False` also what is no JSON.

    Texts are escaped in any way, and `white_space` stands between tokens. For a plain document
    there is only the latter that cannot be merged.
    """
    if valid:
        patches = merge_patches(value, dialect=dialect, type=type)
    else:
        declared = None if type is None else declared_as(type)
        if not _typed_slots(root_of(value, declared)):
            return malformed_texts()
        patches = merge_patches(value, valid=False, dialect=dialect, type=type)
    bodies = bodies_of_documents(patches.map(lambda patch: patch.document), white_space)
    return bodies if valid else bodies | malformed_texts()


@st.composite
def _documents(draw: st.DrawFn, value: Any, declared: ValueType | None, manner: Manner) -> Any:
    return _change_of(Maker(draw, manner), root_of(value, declared))


@st.composite
def _wrong_documents(draw: st.DrawFn, value: Any, declared: ValueType | None, manner: Manner) -> Any:
    """A change, in one place of which a wrong value stands."""
    maker, root = Maker(draw, manner), root_of(value, declared)
    document = _change_of(maker, root) if draw(st.booleans()) else {}
    slot = maker.choice(_typed_slots(root))
    if slot is None:
        return draw(wrong_documents(root.type, merged=True))
    token, slot_type = maker.token_in(slot)
    inner = document = document if isinstance(document, dict) else {}
    for step in slot.tokens:
        _forget_likes(inner, step)
        if not isinstance(inner.get(step), dict):
            inner[step] = {}
        inner = inner[step]
    _forget_likes(inner, token)
    inner[token] = draw(wrong_documents(slot_type, merged=True))
    return document


def _forget_likes(document: dict[str, Any], name: str) -> None:
    """Takes out a name in another case, which may remove to NetServer what stands under this one."""
    for other in [other for other in document if other != name and fold(other) == fold(name)]:
        del document[other]


def _typed_slots(root: Node) -> list[Slot | None]:
    """Where not every document may be merged, reached through objects alone; None for the whole."""
    whole: list[Slot | None] = [] if isinstance(root.type, AnyType) else [None]
    places = [place for place in places_of(root) if is_object(place.value)]
    reached: set[tuple[str, ...]] = set()
    for place in places:
        if not place.tokens or place.tokens[:-1] in reached:
            reached.add(place.tokens)
    found = slots_of([place for place in places if place.tokens in reached])
    return [*[slot for slot in found if not isinstance(slot.type, AnyType)], *whole]


def _change_of(maker: Maker, node: Node) -> Any:
    """What can be merged into something that is there."""
    if not is_object(node.value):
        return _other_value(maker, node)
    changes: dict[str, Any] = {}
    for _ in range(maker.draw(st.integers(1, _MOST_MEMBERS))):
        name, change = _member(maker, node)
        changes[name] = change
    return changes


def _other_value(maker: Maker, node: Node) -> Any:
    """What takes the place of a scalar or an array; NetServer appends an object to the latter."""
    if isinstance(node.value, list) and maker.manner.dialect is Dialect.NETSERVER:
        [slot] = slots_of([Place((), node)])
        item = maker.document(slot.type)
        if maker.draw(st.booleans()) and isinstance(item, dict):
            return item
        document = maker.document(node.type)
        return [document] if isinstance(document, dict) else document
    return maker.document(node.type)


def _member(maker: Maker, node: Node) -> tuple[str, Any]:
    """A name, and null or what can be merged there."""
    there = members_there(node.value)
    if there and maker.draw(st.integers(0, 3)) < 3:
        name = maker.choice([*there])
        way = maker.choice(["remove", "change", "change"])
        change = None if way == "remove" else _change_of(maker, kind_of(node.value).child(node, there[name]))
    else:
        name, declared = maker.token_in(maker.choice(slots_of([Place((), node)])))
        change = _change_of(maker, Node(None, declared)) if name not in there else None
    if maker.manner.dialect is Dialect.NETSERVER and is_alone(name, there) and maker.draw(st.booleans()):
        name = swapped(name)
    return name, change
