"""Lists and dictionaries as containers; the objects of plain documents are dictionaries too."""

from __future__ import annotations

import re
from typing import Any

from so_carriers.errors import PatchConflict, excerpt
from so_carriers.patches.nodes import Key, Node, type_here
from so_carriers.patches.spellings import keep_spelling, list_spellings
from so_carriers.patches.workspace import Workspace
from so_carriers.schema.identity import inner
from so_carriers.schema.types import DictionaryType, ListType, ValueType
from so_carriers.schema.wire_state import Spellings
from so_carriers.settings import Dialect

INDEX = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
"""An array index of RFC 6901, section 4."""


class ListKind:
    """Lists: a token is an index, or `-` for the place after the last item (RFC 6901, section 4)."""

    def find(self, node: Node, token: str, work: Workspace) -> Key:
        """The index of an item that is there."""
        return _index(token, len(node.value) - 1, node.value)

    def place(self, node: Node, token: str, work: Workspace) -> Key:
        """The index before which an item can be added."""
        size = len(node.value)
        return size if token == "-" else _index(token, size, node.value)

    def holds(self, node: Node, key: Any) -> bool:
        """Whether an item has the index."""
        return bool(key < len(node.value))

    def child(self, node: Node, key: Any) -> Node:
        """The item."""
        declared = node.type.item if isinstance(node.type, ListType) else node.type
        return _child(node, key, declared)

    def type_at(self, node: Node, key: Any) -> tuple[ValueType, bool]:
        """The type of all items."""
        return (node.type.item if isinstance(node.type, ListType) else node.type), node.secret

    def put_copy(self, node: Node, key: Any, value: Any, work: Workspace) -> None:
        """Puts a copy of an item into its place."""
        node.value[key] = value

    def add(self, node: Node, key: Any, value: Any, spelling: Spellings | None, work: Workspace) -> None:
        """Inserts an item."""
        if node.home is not None and (spelling is not None or node.spelling is not None):
            list_spellings(node.home, len(node.value), work).insert(key, spelling)
        node.value.insert(key, value)

    def replace(self, node: Node, key: Any, value: Any, spelling: Spellings | None, work: Workspace) -> None:
        """Puts another item in the place of one."""
        _keep(node, key, spelling, work)
        node.value[key] = value

    def remove(self, node: Node, key: Any, work: Workspace) -> None:
        """Takes an item out."""
        if node.home is not None and node.spelling is not None:
            list_spellings(node.home, len(node.value), work).remove(key)
        del node.value[key]


class DictionaryKind:
    """Dictionaries and plain objects: a token is a key."""

    def find(self, node: Node, token: str, work: Workspace) -> Key:
        """The key that is there."""
        key = self.place(node, token, work)
        if key in node.value:
            return key
        raise PatchConflict(f"there is no member {excerpt(token).removeprefix('text ')}")

    def place(self, node: Node, token: str, work: Workspace) -> Key:
        """The key that is there, or the token itself."""
        if token in node.value or work.dialect is Dialect.RFC:
            return token
        return work.spelled_like(node.value, token)

    def holds(self, node: Node, key: Any) -> bool:
        """Whether the key is there."""
        return key in node.value

    def child(self, node: Node, key: Any) -> Node:
        """The value under a key."""
        declared = node.type.value if isinstance(node.type, DictionaryType) else node.type
        return _child(node, key, declared)

    def type_at(self, node: Node, key: Any) -> tuple[ValueType, bool]:
        """The type of all values."""
        return (node.type.value if isinstance(node.type, DictionaryType) else node.type), node.secret

    def put_copy(self, node: Node, key: Any, value: Any, work: Workspace) -> None:
        """Puts a copy of a value into its place."""
        node.value[key] = value

    def add(self, node: Node, key: Any, value: Any, spelling: Spellings | None, work: Workspace) -> None:
        """Puts a value under a key."""
        _keep(node, key, spelling, work)
        node.value[key] = value
        work.note_added(node.value, key)

    replace = add

    def remove(self, node: Node, key: Any, work: Workspace) -> None:
        """Takes a key out."""
        _keep(node, key, None, work)
        del node.value[key]
        work.note_removed(node.value, key)


def _child(node: Node, key: int | str, declared: ValueType) -> Node:
    value = node.value[key]
    home = None if node.home is None else node.home.child(key)
    return Node(value, type_here(declared, value), inner(node.spelling, key), node.secret, home)


def _keep(node: Node, key: int | str, spelling: Spellings | None, work: Workspace) -> None:
    if node.home is not None and (spelling is not None or node.spelling is not None):
        keep_spelling(node.home, key, spelling, work)


def _index(token: str, highest: int, items: list[Any]) -> int:
    if INDEX.fullmatch(token):
        index = int(token)
        if index <= highest:
            return index
        raise PatchConflict(f"the array has {len(items)} items, and no place at {index}")
    if token == "-":
        raise PatchConflict("- is the place after the last item, where nothing is")
    found = excerpt(token).removeprefix("text ")
    raise PatchConflict(f"an array has indices, which are 0 or digits that begin with another; found {found}")
