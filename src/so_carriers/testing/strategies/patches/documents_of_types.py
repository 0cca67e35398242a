"""Documents that a declared type reads, and documents that it refuses."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import Any

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.engines.python.documents import read_document
from so_carriers.schema.types import (
    AnyType,
    BooleanType,
    CarrierType,
    DateTimeType,
    DictionaryType,
    EnumType,
    IntegerType,
    ListType,
    TextType,
    ValueType,
)
from so_carriers.settings import DEFAULT_LIMITS
from so_carriers.testing.strategies.extent import Extent
from so_carriers.testing.strategies.json_tokens import unspaced
from so_carriers.testing.strategies.json_value_tokens import tokens_of
from so_carriers.testing.strategies.patches.documents import document_names, document_scalars, json_documents
from so_carriers.values.ascii_case import fold


@lru_cache(2048)
def documents_of(declared: ValueType, extent: Extent) -> st.SearchStrategy[Any]:
    """Documents of values of a type; any documents where none is declared."""
    if not isinstance(declared, AnyType):
        return tokens_of(declared, extent).map(_read)
    if extent.texts is None:
        return json_documents()
    return json_documents(scalars=document_scalars() | extent.texts, names=extent.texts)


def _read(tokens: str) -> Any:
    return read_document(unspaced(tokens).encode(), DEFAULT_LIMITS)


def with_declared_names(document: Any, declared: ValueType | None) -> Any:
    """A document with all names as they are declared, and of several spellings of a name the first."""
    if isinstance(document, list):
        item = declared.item if isinstance(declared, ListType) else None
        return [with_declared_names(each, item) for each in document]
    if not isinstance(document, dict):
        return document
    if isinstance(declared, DictionaryType):
        return {name: with_declared_names(each, declared.value) for name, each in document.items()}
    if not isinstance(declared, CarrierType):
        return document
    found: dict[str, Any] = {}
    by_folded_name = so.schema_of(declared.carrier).by_folded_name
    for name, each in document.items():
        member = by_folded_name.get(fold(name))
        if member is None:
            found.setdefault(name, each)
        else:
            found.setdefault(member.name, with_declared_names(each, member.type))
    return found


@cache
def wrong_documents(declared: ValueType, *, merged: bool = False) -> st.SearchStrategy[Any]:
    """Documents that are no values of a type: of another kind, or with one wrong value in them.

    With `merged` they are wrong in a merge patch too, which takes nulls out of objects, and
    where NetServer appends an object to an array.
    """
    wrong = st.sampled_from(_wrong_scalars(declared, merged))
    inner = _with_wrong_values(declared, merged)
    return wrong if inner is None else wrong | inner


def _wrong_scalars(declared: ValueType, merged: bool) -> list[Any]:
    if isinstance(declared, IntegerType):
        beyond = [declared.highest + 1, declared.lowest - 1]
        return ["", "many", True, so.NumberToken("1.5"), *beyond, [], {}]
    if isinstance(declared, ListType) and not merged:
        return [*_WRONG[ListType], {}]
    return _WRONG[type(declared)]


_WRONG: dict[type[ValueType], list[Any]] = {
    BooleanType: ["", "maybe", 1, [], {}],
    TextType: [3, True, [], {}],
    DateTimeType: ["", "tomorrow", 2024, True, [], {}],
    EnumType: [True, so.NumberToken("1.5"), [], {}],
    CarrierType: ["", "none", 3, True, []],
    ListType: ["", "none", 3, True],
    DictionaryType: ["", "none", 3, True, []],
}


def _with_wrong_values(declared: ValueType, merged: bool) -> st.SearchStrategy[Any] | None:
    if isinstance(declared, CarrierType):
        members = so.schema_of(declared.carrier).members
        return st.sampled_from(members).flatmap(partial(_with_wrong_member, merged)) if members else None
    if isinstance(declared, ListType):
        wrong = _wrong_items(declared.item, merged)
        # An item is never null unless its type says so.
        return (wrong if declared.item.nullable else wrong | st.none()).map(lambda item: [item])
    if isinstance(declared, DictionaryType):
        wrong = _wrong_items(declared.value, merged)
        if not declared.value.nullable and not merged:
            wrong |= st.none()
        return st.dictionaries(document_names(), wrong, min_size=1, max_size=1)
    return None


def _wrong_items(declared: ValueType, merged: bool) -> st.SearchStrategy[Any]:
    # Deferred, as a carrier may stand in itself.
    return st.deferred(lambda: wrong_documents(declared, merged=merged))


def _with_wrong_member(merged: bool, member: Any) -> st.SearchStrategy[Any]:
    return wrong_documents(member.type, merged=merged).map(lambda wrong: {member.name: wrong})
