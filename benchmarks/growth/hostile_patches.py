"""Patches of n operations on targets of n, made so that each operation might look at the whole target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jsonpatch

import so_carriers as so
from benchmarks.growth.case import Case
from benchmarks.growth.fit import Prepare, Work
from benchmarks.line import SUBJECT
from benchmarks.peers.patch_peers import JSONPATCH

SIZES = (1, 10, 100, 1_000, 10_000)
DEPTHS = (1, 10, 100)

_INNERMOST = 1_000
"""The items of the list that others are wrapped around."""

Operation = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """The document of a target of a size, the one operation of a number, and the type that it has here.

    `is_known` tells whether jsonpatch does the same.
    """

    target: Callable[[int], Any]
    operation: Callable[[int], Operation]
    type: Any = None
    dialect: so.Dialect = so.Dialect.RFC
    is_known: bool = True


def hostile_patch_cases() -> list[Case]:
    """Operations whose number grows with what they are applied to, and differences deep inside."""
    return [
        *(_shape_case(name) for name in _SHAPES),
        Case(
            name="hostile, NETSERVER, merge of n names into n",
            axis="members",
            sizes=SIZES,
            contenders={SUBJECT: _our_merge},
        ),
        Case(
            name="hostile, diff of lists in lists, n deep",
            axis="levels",
            sizes=DEPTHS,
            contenders={SUBJECT: _our_nested, JSONPATCH: _their_nested},
        ),
    ]


def _shape_case(name: str) -> Case:
    contenders: dict[str, Prepare] = {SUBJECT: partial(_our_shape, name)}
    if _SHAPES[name].is_known:
        contenders[JSONPATCH] = partial(_their_shape, name)
    return Case(name=f"hostile, {name}", axis="operations", sizes=SIZES, contenders=contenders)


def _unknown_members(size: int) -> Any:
    return {f"x{number}": {"y": number} for number in range(size)}


def _add(path: str, number: int) -> Operation:
    return {"op": "add", "path": path.format(number), "value": f"{number}"}


def _move_deeper_and_back(number: int) -> Operation:
    source, path = ("/b/c", "/a") if number % 2 else ("/a", "/b/c")
    return {"op": "move", "from": source, "path": path}


_SHAPES: dict[str, _Shape] = {
    "n unknown members added to a carrier of n": _Shape(
        target=_unknown_members, operation=partial(_add, "/z{}"), type=so.User
    ),
    "n replaced within n unknown members": _Shape(
        target=_unknown_members,
        operation=lambda number: {"op": "replace", "path": f"/x{number}/y", "value": -1},
        type=so.User,
    ),
    "n unknown members removed": _Shape(
        target=_unknown_members,
        operation=lambda number: {"op": "remove", "path": f"/x{number}"},
        type=so.User,
    ),
    "n texts added to n numbers that are texts": _Shape(
        target=lambda size: {"FunctionalRightIds": ["7"] * size},
        operation=partial(_add, "/FunctionalRightIds/0"),
        type=so.SetFunctionalRightsRequest,
    ),
    "n moves of n items one deeper and back": _Shape(
        target=lambda size: {"a": [*range(size)], "b": {}}, operation=_move_deeper_and_back
    ),
    "n times a member in a third case, in a carrier of n": _Shape(
        target=lambda size: {"Name": "", "name": "", **_unknown_members(size)},
        operation=partial(_add, "/NAME"),
        type=so.User,
    ),
    "NETSERVER, n entries added to n": _Shape(
        target=lambda size: {"CustomFields": {f"x{number}": "" for number in range(size)}},
        operation=partial(_add, "/CustomFields/z{}"),
        type=so.User,
        dialect=so.Dialect.NETSERVER,
        is_known=False,
    ),
}


def _operations(shape: _Shape, size: int) -> list[Operation]:
    return [shape.operation(number) for number in range(size)]


def _our_shape(name: str, size: int) -> Work:
    shape = _SHAPES[name]
    document = shape.target(size)
    value = document if shape.type is None else so.decode(so.encode(document), shape.type)
    patch = so.JsonPatch(_operations(shape, size), dialect=shape.dialect)
    return partial(patch.apply, value, dialect=shape.dialect)


def _their_shape(name: str, size: int) -> Work:
    shape = _SHAPES[name]
    return partial(jsonpatch.JsonPatch(_operations(shape, size)).apply, shape.target(size))


def _our_merge(size: int) -> Work:
    patch = so.MergePatch({f"z{number}": number for number in range(size)})
    return partial(patch.apply, _unknown_members(size), dialect=so.Dialect.NETSERVER)


def _nested(depth: int) -> Sequence[Any]:
    """Two lists that differ in both items at each depth."""
    old: list[Any] = [*range(_INNERMOST)]
    new: list[Any] = [*old, -1]
    for level in range(depth):
        old, new = [old, level], [new, -level - 1]
    return old, new


def _our_nested(depth: int) -> Work:
    return partial(so.JsonPatch.diff, *_nested(depth))


def _their_nested(depth: int) -> Work:
    return partial(jsonpatch.make_patch, *_nested(depth))
