"""Whether two values are written alike, but for the order of members; up to the first difference."""

from __future__ import annotations

from types import NoneType
from typing import Any

from so_carriers.engines.python.changes import changes_of
from so_carriers.engines.python.json_depth import too_deep
from so_carriers.patches.collection_kinds import ListKind
from so_carriers.patches.documents import exact_key, json_document
from so_carriers.patches.editing import document_at
from so_carriers.patches.nodes import Node
from so_carriers.schema.types import AnyType, ListType
from so_carriers.settings import Limits

_EQUAL_ALIKE = (str, int, bool, NoneType)
"""The types of which equal values are written alike, among themselves."""

_LISTS = ListKind()


def are_alike(old: Node, new: Node, limits: Limits) -> bool:
    """Whether two nodes are written alike; raises EncodeError for what cannot be written."""
    one, other = old.value, new.value
    if isinstance(old.type, AnyType) and isinstance(new.type, AnyType):
        return are_documents_alike(one, other, limits)
    if old.spelling is None and new.spelling is None:
        kind = one.__class__
        if one is other:
            return True
        if kind is other.__class__ and kind in _EQUAL_ALIKE and one == other:
            return True
        if kind is list and other.__class__ is list and isinstance(old.type, ListType):
            return len(one) == len(other) and all(
                are_alike(_LISTS.child(old, i), _LISTS.child(new, i), limits) for i in range(len(one))
            )
        is_pair = kind is other.__class__ and "__carrier_schema__" in kind.__dict__
        if is_pair and one._wire_state is other._wire_state and not changes_of(kind).call(one, other):
            return True
    return bool(exact_key(document_at(old, limits)) == exact_key(document_at(new, limits)))


def are_documents_alike(one: Any, other: Any, limits: Limits, depth: int = 0) -> bool:
    """Whether two values in plain documents are written alike, but for the order of members.

    It looks no further than the first difference. Raises EncodeError for what JSON cannot say,
    LimitExceeded for what nests too deep.
    """
    if one is other:
        return True
    kind = type(one)
    if kind is type(other):
        if kind in _EQUAL_ALIKE:
            return bool(one == other)
        if kind is dict or kind is list:
            if depth >= limits.depth:
                raise too_deep(limits)
            if len(one) != len(other):
                return False
            for key, item in one.items() if kind is dict else enumerate(one):
                if kind is dict and key not in other:
                    return False
                if not are_documents_alike(item, other[key], limits, depth + 1):
                    return False
            return True
    return bool(exact_key(json_document(one, limits)) == exact_key(json_document(other, limits)))
