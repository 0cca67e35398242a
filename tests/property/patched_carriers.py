"""What the tests of patches patch: carriers of every kind, and the documents that they write."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.schema.types import CarrierType
from so_carriers.testing import carriers
from so_carriers.testing.strategies.patches.documents_of_types import with_declared_names


@so.carrier
class Shelf:
    """Two key members, none of which has a default."""

    number: so.int32 = so.member("Number", key=True)
    side: str = so.member("Side", key=True)
    counts: list[so.int32] = so.member("Counts")
    label: str | None = so.member("Label", default=None)


@so.carrier
class Store:
    """Lists and dictionaries of every kind, carriers with and without keys in them, and itself."""

    id: so.int32 = so.member("Id", key=True)
    counts: list[so.int32] = so.member("Counts", default_factory=list)
    kinds: list[so.UserType | str | None] = so.member("Kinds", default_factory=list)
    stock: dict[str, so.int32] = so.member("Stock", default_factory=dict)
    grid: list[list[so.int32] | None] | None = so.member("Grid", default=None)
    days: list[so.DateTime] = so.member("Days", default_factory=list)
    shelves: list[Shelf] = so.member("Shelves", default_factory=list)
    by_name: dict[str, Shelf | None] = so.member("ByName", default_factory=dict)
    inner: Store | None = so.member("Inner", default=None)
    branches: list[Store] | None = so.member("Branches", default=None)


CLASSES: list[Any] = [so.User, so.Role, so.RoleEntity, so.CreateExternalUserRequest, Shelf, Store]

LONGEST_INTEGER = 600
"""The digits from which on the library holds a whole number as its token."""


def canonical_carriers(cls: Any) -> st.SearchStrategy[Any]:
    """Carriers whose names are spelled as they are declared, each once."""
    return carriers(cls).map(_canonical)


def _canonical(carrier: Any) -> Any:
    cls: Any = type(carrier)
    try:
        return so.decode(body_of(with_declared_names(document_of(carrier), CarrierType(carrier=cls))), cls)
    except so.DecodeError:
        # Of several spellings of a name the first may hold what its type cannot.
        return so.decode(b"{}", cls)


def document_of(carrier: Any) -> Any:
    """What stands in the body of a carrier, as patches hold it: whole numbers are int."""
    return document_in(so.encode(carrier))


def document_in(body: bytes) -> Any:
    """What stands in a body, as patches hold it."""
    return json.loads(body, parse_int=_whole, parse_float=so.NumberToken)


def body_of(document: Any) -> bytes:
    """The body of a plain document, whatever numbers stand in it."""
    return so.encode(_with_tokens(document))


def _with_tokens(document: Any) -> Any:
    if isinstance(document, dict):
        return {name: _with_tokens(item) for name, item in document.items()}
    if isinstance(document, list):
        return [*map(_with_tokens, document)]
    if isinstance(document, (int, float)) and not isinstance(document, bool):
        return so.NumberToken(repr(document))
    return document


def _whole(token: str) -> int | so.NumberToken:
    return int(token) if len(token) < LONGEST_INTEGER else so.NumberToken(token)
