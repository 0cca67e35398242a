"""What patches are made of and applied to at each size: for this library, and for jsonpatch beside it.

Applying is timed together with making the patch of its operations, as where each request brings one.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import jsonpatch

import so_carriers as so
from benchmarks.growth.case import Case
from benchmarks.growth.fit import Prepare, Work
from benchmarks.line import SUBJECT
from benchmarks.losses import types_lost
from benchmarks.peers.patch_peers import JSONPATCH

LIST_SIZES = (1, 10, 100, 1_000, 10_000)
PATCH_SIZES = (1, 10, 100, 1_000, 10_000)
TARGET_SIZE = 1_000
"""The items or entries of what patches of many operations are applied to."""

# Patches of more operations are replaced by one that replaces the whole; what is measured is the search.
_LIMITS = so.Limits(operations=1_000_000)
_SEED = 6902

Documents = list[Any]
_Works = Callable[[str, str, int], Work]


def patch_cases() -> list[Case]:
    """Differences of lists and their application, and patches of many operations."""
    return [
        *(case for items in _ITEMS for change in _CHANGES for case in _list_cases(items, change)),
        *(_patch_case(target, kind) for target, kinds in _OPERATIONS.items() for kind in kinds),
    ]


def _list_cases(items: str, change: str) -> tuple[Case, Case]:
    title = f"list of {items}, {change}"
    return (
        Case(
            name=f"diff, {title}",
            axis="items",
            sizes=LIST_SIZES,
            contenders=_beside_jsonpatch(_our_diff, _their_diff, items, change),
        ),
        Case(
            name=f"apply, {title}",
            axis="items",
            sizes=LIST_SIZES,
            contenders=_beside_jsonpatch(_our_apply, _their_apply, items, change),
            losses=partial(_apply_losses, _ITEMS[items][1]),
        ),
    )


def _patch_case(target: str, kind: str) -> Case:
    return Case(
        name=f"many operations, {kind}, {target} of {TARGET_SIZE:,}",
        axis="operations",
        sizes=PATCH_SIZES,
        contenders=_beside_jsonpatch(_our_patch, _their_patch, target, kind),
        losses=partial(_apply_losses, so.MDOListItem),
    )


def _apply_losses(carrier: type | None, name: str) -> tuple[str, ...]:
    """Whether a value is taken that no member of a carrier can hold; documents alone have no types."""
    if carrier is None or name == SUBJECT:
        return ()
    wrong = [{"op": "replace", "path": "/0/Name", "value": 1}]
    return types_lost(lambda: jsonpatch.JsonPatch(wrong).apply([_keyed(0)]), "a number for a text")


def _beside_jsonpatch(ours: _Works, theirs: _Works, first: str, second: str) -> dict[str, Prepare]:
    return {SUBJECT: partial(ours, first, second), JSONPATCH: partial(theirs, first, second)}


def _object(number: int) -> dict[str, Any]:
    return {"Text": f"text {number}", "Size": number, "Marks": [number % 7, number % 5]}


def _keyed(number: int) -> dict[str, Any]:
    return {"Id": number + 1, "Name": f"name {number}", "Rank": number, "Type": "mdo"}


def _unkeyed(number: int) -> dict[str, Any]:
    return {"Value": f"value {number}", "DisplayValue": f"shown {number}"}


def _text(number: int) -> str:
    return f"text {number}"


_ITEMS: dict[str, tuple[Callable[[int], Any], type | None]] = {
    "objects": (_object, None),
    "texts": (_text, None),
    "carriers with keys": (_keyed, so.MDOListItem),
    "carriers without keys": (_unkeyed, so.Credential),
}
"""From a number to an item's document, and the carrier that it becomes on our side."""


def _few(old: Documents, make: Callable[[int], Any]) -> Documents:
    """Three items changed, one taken out and one put in, where there are so many."""
    new, size = list(old), len(old)
    for place in {size // 5, size // 2, size - 1}:
        new[place] = _changed(old[place])
    if size >= 10:
        del new[size // 3]
        new.insert(size // 4, make(size))
    return new


def _each(old: Documents, make: Callable[[int], Any]) -> Documents:  # noqa: ARG001 -- as the others
    return [*map(_changed, old)]


def _shuffled(old: Documents, make: Callable[[int], Any]) -> Documents:  # noqa: ARG001 -- as the others
    return random.Random(_SEED).sample(old, len(old))  # noqa: S311 -- an order, no secret


def _others(old: Documents, make: Callable[[int], Any]) -> Documents:
    return [make(len(old) + number) for number in range(len(old))]


def _changed(item: Any) -> Any:
    """The item with another text in it; its key, if it has one, is not a text."""
    if isinstance(item, str):
        return f"{item}!"
    name = next(name for name, value in item.items() if isinstance(value, str))
    return {**item, name: f"{item[name]}!"}


_CHANGES = {
    "a few places": _few,
    "each item changed": _each,
    "shuffled": _shuffled,
    "all others": _others,
}


def documents(items: str, change: str, size: int) -> tuple[Documents, Documents]:
    """A list of documents before and after a change."""
    make, _ = _ITEMS[items]
    old = [make(number) for number in range(size)]
    return old, _CHANGES[change](old, make)


def _values(items: str, found: Documents) -> Any:
    _, carrier = _ITEMS[items]
    return found if carrier is None else so.decode(so.encode(found), list[carrier])  # type: ignore[valid-type]  # a class that is only known here


def _our_diff(items: str, change: str, size: int) -> Work:
    old, new = (_values(items, each) for each in documents(items, change, size))
    return partial(so.JsonPatch.diff, old, new, limits=_LIMITS)


def _their_diff(items: str, change: str, size: int) -> Work:
    return partial(jsonpatch.make_patch, *documents(items, change, size))


def _our_apply(items: str, change: str, size: int) -> Work:
    old, new = (_values(items, each) for each in documents(items, change, size))
    operations = so.JsonPatch.diff(old, new, limits=_LIMITS).to_list()
    return lambda: so.JsonPatch(operations, limits=_LIMITS).apply(old, limits=_LIMITS)


def _their_apply(items: str, change: str, size: int) -> Work:
    """The patch that this library finds, so that both do the same."""
    old, new = documents(items, change, size)
    patch = so.JsonPatch.diff(_values(items, old), _values(items, new), limits=_LIMITS)
    operations = patch.to_list()
    return lambda: jsonpatch.JsonPatch(operations).apply(old)


def _place(number: int) -> int:
    """Places all over the target, each hit once before any is hit again."""
    return number * 617 % TARGET_SIZE


def _replace_name(number: int) -> dict[str, Any]:
    return {"op": "replace", "path": f"/{_place(number)}/Name", "value": f"other {number}"}


def _replace_item(number: int) -> dict[str, Any]:
    return {"op": "replace", "path": f"/{_place(number)}", "value": _keyed(number + TARGET_SIZE)}


def _add_in_front(number: int) -> dict[str, Any]:
    return {"op": "add", "path": "/0", "value": _keyed(number + TARGET_SIZE)}


def _add_at_end(number: int) -> dict[str, Any]:
    return {"op": "add", "path": "/-", "value": _keyed(number + TARGET_SIZE)}


def _move_item(number: int) -> dict[str, Any]:
    return {"op": "move", "from": f"/{_place(number)}", "path": f"/{_place(number + 1)}"}


def _copy_item(number: int) -> dict[str, Any]:
    return {"op": "copy", "from": f"/{_place(number)}", "path": "/-"}


def _test_item(number: int) -> dict[str, Any]:
    return {"op": "test", "path": f"/{_place(number)}", "value": _keyed(_place(number))}


def _add_unknown(number: int) -> dict[str, Any]:
    return {"op": "add", "path": f"/0/x{number}", "value": number}


def _replace_length(number: int) -> dict[str, Any]:
    return {"op": "replace", "path": f"/field{_place(number)}/FieldLength", "value": number}


def _add_entry(number: int) -> dict[str, Any]:
    return {"op": "add", "path": f"/other{number}", "value": {"FieldType": "Text", "FieldLength": number}}


def _move_entry(number: int) -> dict[str, Any]:
    """The same entry each time, from name to name."""
    source = f"/moved{number - 1}" if number else "/field0"
    return {"op": "move", "from": source, "path": f"/moved{number}"}


_OPERATIONS: dict[str, dict[str, Callable[[int], dict[str, Any]]]] = {
    "list of carriers": {
        "replace a member": _replace_name,
        "replace an item": _replace_item,
        "add in front": _add_in_front,
        "add at the end": _add_at_end,
        "move": _move_item,
        "copy": _copy_item,
        "test": _test_item,
        "add unknown members to one carrier": _add_unknown,
    },
    "dictionary of carriers": {
        "replace a member": _replace_length,
        "add": _add_entry,
        "move": _move_entry,
    },
}


def _target(target: str) -> Any:
    """The document that many operations change."""
    if target == "list of carriers":
        return [_keyed(number) for number in range(TARGET_SIZE)]
    return {f"field{number}": {"FieldType": "Text", "FieldLength": number} for number in range(TARGET_SIZE)}


_TYPES: dict[str, Any] = {
    "list of carriers": list[so.MDOListItem],
    "dictionary of carriers": so.FieldProperties,
}


def operations(target: str, kind: str, size: int) -> list[dict[str, Any]]:
    """A patch document of so many operations."""
    return [_OPERATIONS[target][kind](number) for number in range(size)]


def _our_patch(target: str, kind: str, size: int) -> Work:
    value = so.decode(so.encode(_target(target)), _TYPES[target])
    document = operations(target, kind, size)
    return lambda: so.JsonPatch(document, limits=_LIMITS).apply(value, type=_TYPES[target], limits=_LIMITS)


def _their_patch(target: str, kind: str, size: int) -> Work:
    document, value = operations(target, kind, size), _target(target)
    return lambda: jsonpatch.JsonPatch(document).apply(value)
