"""JSON Patches (RFC 6902) that can be applied to a value, and such that never can."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import so_carriers as so
from so_carriers.patches.nodes import Node
from so_carriers.patches.roots import root_of
from so_carriers.schema.types import ValueType
from so_carriers.settings import Dialect
from so_carriers.testing.strategies.extent import DEPTH, ITEMS, Extent
from so_carriers.testing.strategies.json_bodies import declared_as
from so_carriers.testing.strategies.patches.conflicts import spoiled_operation
from so_carriers.testing.strategies.patches.operations import Maker, Manner, Operation, done


def json_patches(
    value: Any,
    *,
    valid: bool = True,
    operations: int = 5,
    dialect: Dialect = Dialect.RFC,
    type: Any = None,
    declared_names: bool = False,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
    unknown: bool = True,
    nulls: bool = True,
    spellings: bool = True,
) -> st.SearchStrategy[so.JsonPatch]:
    """JSON Patches of one to so many operations for a value, nearly all of which can be applied to it.

    The value is a carrier, a list or dictionary of carriers, or a plain document; `type` is for
    one that does not state its type, as in `JsonPatch.apply`. Every kind of operation is there,
    with values of the members' types, in members that are declared or not, lists, dictionaries
    and whatever stands in them. One in some hundreds cannot be applied: where names of one
    carrier differ by case alone, what is left of them may be none of the member's type.

    With `valid=False` no patch can be applied: PatchConflict or InvalidPatch is raised for one
    operation of it, before and behind which there may be such as can be done. Nothing is where
    it points, a test fails, or a member cannot hold its value. `json_patch_bodies` also has
    what is no patch at all.

    In the NETSERVER dialect patches have neither move nor copy, and names in any case. With
    `declared_names` all names are the declared ones, so that patches can be applied to the
    document of a value too. The other options are those of `carriers`, for the values added.

    Shrinks to one operation near the root, now and then to one or two more. Raises InvalidArgument
    for options that cannot be.
    """
    if operations < 1:
        raise InvalidArgument(f"operations must be a number from 1, found {operations!r}")
    extent = Extent(depth=depth, items=items, texts=texts, unknown=unknown, nulls=nulls, spellings=spellings)
    declared = None if type is None else declared_as(type)
    manner = Manner(dialect, extent, declared_names)
    return _patches(value, declared, manner, valid=valid, most=operations)


@st.composite
def _patches(
    draw: st.DrawFn, value: Any, declared: ValueType | None, manner: Manner, *, valid: bool, most: int
) -> so.JsonPatch:
    root = root_of(value, declared)
    operations: list[Operation] = []
    spoiled = None if valid else draw(st.integers(0, most - 1))
    for step in range(most):
        if step == spoiled:
            operations.append(draw(_spoiled_operations(root, manner)))
            continue
        needed = step == most - 1 and not operations
        operation = draw(_operations(root, manner, needed=needed))
        if operation is None:
            continue
        operations.append(operation)
        after = done(root, operation, manner.dialect)
        if after is None:
            break
        root = after
    return so.JsonPatch(operations, dialect=manner.dialect)


# Each step is drawn by a strategy of its own that may draw nothing, so that shrinking can leave out any one.


@st.composite
def _operations(draw: st.DrawFn, root: Node, manner: Manner, *, needed: bool) -> Operation | None:
    if not needed and draw(st.integers(0, 2)) == 0:
        return None
    return Maker(draw, manner).operation(root)


@st.composite
def _spoiled_operations(draw: st.DrawFn, root: Node, manner: Manner) -> Operation:
    return spoiled_operation(Maker(draw, manner), root)
