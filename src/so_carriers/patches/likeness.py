"""Whether two values are written alike, but for the order of members; up to the first difference."""

from __future__ import annotations

from types import NoneType
from typing import Any

from so_carriers.engines.python.changes import changes_of
from so_carriers.engines.python.json_depth import too_deep
from so_carriers.errors import EncodeError
from so_carriers.patches.containers import kind_of
from so_carriers.patches.documents import exact_key, json_document
from so_carriers.patches.editing import document_at
from so_carriers.patches.nodes import Key, Node
from so_carriers.patches.objects import members_there
from so_carriers.schema.types import AnyType
from so_carriers.settings import Limits

_EQUAL_ALIKE = (str, int, bool, NoneType)
"""The types of which equal values are written alike, among themselves."""


def are_alike(old: Node, new: Node, limits: Limits, depth: int = 0) -> bool:
    """Whether two nodes are written alike, but for the order of members and the spelling of their names.

    Raises EncodeError for what cannot be written, LimitExceeded for what nests too deep.
    """
    one, other = old.value, new.value
    if isinstance(old.type, AnyType) and isinstance(new.type, AnyType):
        return are_documents_alike(one, other, limits, depth)
    kind = one.__class__
    if old.spelling is new.spelling is None:
        if one is other:
            return True
        if kind in _EQUAL_ALIKE and kind is other.__class__:
            return bool(one == other)
    if kind is other.__class__ and (isinstance(one, (list, dict)) or "__carrier_schema__" in kind.__dict__):
        return _are_containers_alike(old, new, limits, depth)
    return bool(exact_key(document_at(old, limits)) == exact_key(document_at(new, limits)))


def _are_containers_alike(old: Node, new: Node, limits: Limits, depth: int) -> bool:
    one, other = old.value, new.value
    if depth >= limits.depth:
        raise too_deep(limits)
    kind = kind_of(one)
    if isinstance(one, list):
        keys: dict[Any, Key] = _indices(one)
        new_keys: dict[Any, Key] = _indices(other)
    elif _has_no_changes(one, other):
        return True
    else:
        keys, new_keys = {**members_there(one)}, {**members_there(other)}
    if keys.keys() != new_keys.keys():
        return False
    for name, key in keys.items():
        child = kind.child(old, key)
        try:
            if not are_alike(child, kind.child(new, new_keys[name]), limits, depth + 1):
                return False
        except EncodeError as error:
            error.within(name, secret=child.secret)
            raise
    return True


def _indices(items: list[Any]) -> dict[Any, Key]:
    return {index: index for index in range(len(items))}


def _has_no_changes(one: Any, other: Any) -> bool:
    """Whether two objects are carriers with one wire state of which compiled code finds no change."""
    if isinstance(one, dict) or one._wire_state is not other._wire_state:
        return False
    return not changes_of(one.__class__).call(one, other)


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
