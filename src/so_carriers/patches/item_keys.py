"""What identifies the items of lists: their key members (`member(key=True)`)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from so_carriers.patches.nodes import Node
from so_carriers.schema.types import CarrierType, ListType


def item_keys(node: Node) -> Sequence[Hashable] | None:
    """The values of the key members of all items; None where they do not tell the items apart."""
    if not isinstance(node.type, ListType) or not isinstance(node.type.item, CarrierType):
        return None
    carrier = node.type.item.carrier
    read_key = carrier.__carrier_schema__.read_key
    if read_key is None or {*map(type, node.value)} - {carrier}:
        return None
    keys: list[tuple[Hashable, ...]] = [*map(read_key, node.value)]
    return keys if all(map(all, keys)) and len({*keys}) == len(keys) else None


def stand_in_place(
    read_key: Callable[[Any], tuple[Any, ...]] | None,
    items: list[Any],
    new_items: list[Any],
    differing: Sequence[tuple[int, Any]],
) -> bool:
    """Whether the items that differ, of lists of one length, are the same ones that were changed."""
    if read_key is None:
        # With more than one there may be some that only changed places.
        return len(differing) == 1
    for index, _ in differing:
        key = read_key(items[index])
        if key != read_key(new_items[index]) or not (all(key) or len(differing) == 1):
            return False
    return True
