"""Bodies of JSON Patches (RFC 6902) as anyone may write them, right and wrong."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.settings import Dialect
from so_carriers.testing.strategies.json_tokens import WAYS
from so_carriers.testing.strategies.patches.json_patches import json_patches
from so_carriers.testing.strategies.patches.malformed import malformed_patches, malformed_texts
from so_carriers.testing.strategies.patches.operations import Operation
from so_carriers.testing.strategies.patches.wire_documents import Writing

_BLANKS = ["", " ", "\n", "\r\n\t", "  "]
_ODD_MEMBERS = [("Op", "remove"), ("note", None), ("", {"path": "/"}), ("PATH", "/x"), ("$type", [1, "add"])]
"""What an operation may have besides (RFC 6902, section 4: members that are not defined are ignored)."""


def json_patch_bodies(
    value: Any,
    *,
    valid: bool = True,
    operations: int = 5,
    dialect: Dialect = Dialect.RFC,
    type: Any = None,
    white_space: bool = True,
) -> st.SearchStrategy[bytes]:
    """Bodies of the patches of `json_patches`, and with `valid=False` of such as are no patches either.

    The members of operations stand in any order, others beside them, and texts are escaped
    in any way; `white_space` stands between tokens. In the NETSERVER dialect pointers lack
    their first slash now and then.

    Much of what is not valid is refused with InvalidPatch as soon as it is read: it is no JSON,
    no array of operations, or an operation lacks something or has it wrong.
    """
    patches = json_patches(value, valid=valid, operations=operations, dialect=dialect, type=type)
    bodies = _bodies_of(patches, dialect, white_space)
    if valid:
        return bodies
    return bodies | bodies_of_documents(malformed_patches(dialect), white_space) | malformed_texts()


def bodies_of_documents(documents: st.SearchStrategy[Any], white_space: bool) -> st.SearchStrategy[bytes]:
    """Documents as bodies, written in any way."""
    return st.builds(Writing.body, _writings(white_space), documents)


@cache
def _writings(white_space: bool) -> st.SearchStrategy[Writing]:
    """How bodies are written."""
    blanks = st.lists(st.sampled_from(_BLANKS if white_space else [""]), min_size=1, max_size=3)
    return st.builds(Writing, way=st.sampled_from(WAYS), blanks=blanks)


@st.composite
def _bodies_of(
    draw: st.DrawFn, patches: st.SearchStrategy[so.JsonPatch], dialect: Dialect, white_space: bool
) -> bytes:
    operations = draw(patches).to_list()
    odd = draw(st.integers(0, len(operations)))
    # One of them at most, as what is odd in one is as odd in two.
    found = [
        _oddly_written(draw, operation, dialect) if index == odd - 1 else operation
        for index, operation in enumerate(operations)
    ]
    return draw(_writings(white_space)).body(found)


def _oddly_written(draw: st.DrawFn, operation: Operation, dialect: Dialect) -> Operation:
    members = draw(st.permutations([*operation.items()]))
    extra = draw(st.lists(st.sampled_from(_ODD_MEMBERS), max_size=2, unique_by=lambda member: member[0]))
    path: str = operation["path"]
    if dialect is Dialect.NETSERVER and path[1:] and path[1] != "/":
        members = [(name, path[1:]) if name == "path" else (name, item) for name, item in members]
    return dict([*extra, *members])
