"""The kinds of containers that a pointer can lead through.

carriers           names lead to members, declared ones by their wire name, and unknown ones
lists              indices lead to items
dictionaries       keys lead to values
"""

from __future__ import annotations

from typing import Any

from so_carriers.errors import PatchConflict
from so_carriers.patches.carrier_kind import CarrierKind
from so_carriers.patches.collection_kinds import DictionaryKind, ListKind
from so_carriers.patches.nodes import Kind, Node
from so_carriers.patches.workspace import Workspace

_NAMES = {type(None): "null", str: "a text", bool: "true or false", int: "an integer"}

CARRIERS, LISTS, DICTIONARIES = CarrierKind(), ListKind(), DictionaryKind()


def kind_of(value: Any) -> Kind:
    """The kind of a container; raises PatchConflict for what is none."""
    cls = value.__class__
    if "__carrier_schema__" in cls.__dict__:
        return CARRIERS
    if isinstance(value, list):
        return LISTS
    if isinstance(value, dict):
        return DICTIONARIES
    raise PatchConflict(f"nothing is within {_NAMES.get(cls, 'a scalar')}")


def node_at(node: Node, tokens: tuple[str, ...], work: Workspace) -> Node:
    """What stands somewhere within a node; raises PatchConflict where nothing does."""
    for token in tokens:
        kind = kind_of(node.value)
        node = kind.child(node, kind.find(node, token, work))
    return node
