"""Plain JSON documents, as patches hold and change them, and pairs of an old and a new one."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any, TypeAlias

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.testing.strategies.json_tokens import number_tokens
from so_carriers.testing.strategies.texts import texts

Pair: TypeAlias = tuple[Any, Any]

NAMES = ["a", "A", "b", "", "0", "1", "-", "01", "/", "~", "~1", "a/b", "k\u0301", "K"]
"""Names of members that are easily taken for something else."""

_LONGEST_INTEGER = 640
"""The digits up to which a whole number is read as an int."""


def json_documents(
    *,
    scalars: st.SearchStrategy[Any] | None = None,
    names: st.SearchStrategy[str] | None = None,
    items: int = 5,
    leaves: int = 10,
) -> st.SearchStrategy[Any]:
    """Plain documents of any shape: dict, list, str, int, float, `NumberToken`, bool and None.

    `scalars` and `names` are what those in them are drawn from, else many that look alike, or
    are equal to Python; arrays and objects have at most so many `items`, and the whole about
    so many `leaves`.
    """
    if scalars is None and names is None:
        return _any_documents(items, leaves)
    # A strategy is not to be asked whether it is true.
    scalars = document_scalars() if scalars is None else scalars
    return _documents(scalars, document_names() if names is None else names, items, leaves)


@cache
def _any_documents(items: int, leaves: int) -> st.SearchStrategy[Any]:
    return _documents(document_scalars(), document_names(), items, leaves)


def _documents(
    scalars: st.SearchStrategy[Any], names: st.SearchStrategy[str], items: int, leaves: int
) -> st.SearchStrategy[Any]:
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=items) | st.dictionaries(names, inner, max_size=items),
        max_leaves=leaves,
    )


@cache
def document_names() -> st.SearchStrategy[str]:
    """Names of members in plain documents."""
    return st.sampled_from(NAMES) | texts()


@cache
def document_scalars() -> st.SearchStrategy[Any]:
    """Scalars of plain documents, many of them equal to Python."""
    return (
        st.none()
        | st.booleans()
        | st.sampled_from([0, 1, -1, 1.0, 0.0, "", "a", "1"])
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | number_tokens().map(_number)
        | texts()
    )


def _number(token: str) -> int | so.NumberToken:
    """A number as reading its token gives it; of zeros only the one that Python writes alike."""
    if token == "-0":
        return 0
    is_whole = token.removeprefix("-").isdigit() and len(token) < _LONGEST_INTEGER
    return int(token) if is_whole else so.NumberToken(token)


@st.composite
def document_pairs(draw: st.DrawFn, documents: st.SearchStrategy[Any] | None = None) -> Pair:
    """An old and a new plain document: independent, or the new one a copy with one to three changes.

    `documents` is what they and what is added are drawn from, else `json_documents()`.
    """
    values = json_documents() if documents is None else documents
    old = draw(values)
    if draw(st.integers(0, 3)) == 3:
        return old, draw(values)
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 3))):
        new = _changed(draw, new, values)
    return old, new


def _changed(draw: st.DrawFn, document: Any, values: st.SearchStrategy[Any]) -> Any:
    if not isinstance(document, (dict, list)) or not document or draw(st.integers(0, 5)) == 5:
        return draw(values)
    way = draw(st.sampled_from(["remove", "inside", "inside", "inside", "insert", "double", "shuffle"]))
    if isinstance(document, list):
        return _changed_list(draw, document, way, values)
    return _changed_object(draw, document, way, values)


def _changed_list(draw: st.DrawFn, items: list[Any], way: str, values: st.SearchStrategy[Any]) -> list[Any]:
    if way == "shuffle":
        return [*draw(st.permutations(items))]
    at = draw(st.integers(0, len(items) - 1))
    if way == "remove":
        del items[at]
    elif way == "inside":
        items[at] = _changed(draw, items[at], values)
    else:
        item = draw(values) if way == "insert" else copy.deepcopy(items[at])
        items.insert(draw(st.integers(0, len(items))), item)
    return items


def _changed_object(
    draw: st.DrawFn, members: dict[str, Any], way: str, values: st.SearchStrategy[Any]
) -> dict[str, Any]:
    if way == "shuffle":
        return dict(draw(st.permutations([*members.items()])))
    name = draw(st.sampled_from([*members]))
    if way == "remove":
        del members[name]
    elif way == "inside":
        members[name] = _changed(draw, members[name], values)
    elif way == "insert":
        members[draw(document_names())] = draw(values)
    else:
        members[name.swapcase()] = copy.deepcopy(members[name])
    return members
