"""Values that were read, with odd values put into them."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.presence import set_absent
from so_carriers.schema.types import is_carrier
from so_carriers.schema.wire_state import WireState
from tests.engines.odd_values import PLAIN, odd_value

Place: TypeAlias = tuple[Any, Any]
"""A container, and the attribute, index or key in it."""

_MOST_PLACES = 400


def edited(value: Any, seed: int) -> Any:
    """The value with one edit or some, which follow from the seed; what was given is changed."""
    numbers = random.Random(seed)
    for _ in range(numbers.choice((1, 1, 1, 2, 3))):
        places = [*_places(value)]
        if not places:
            return odd_value(numbers)
        container, step = places[int(numbers.random() * len(places))]
        _edit(numbers, container, step)
    return value


def _places(value: Any) -> Iterator[Place]:
    """Where something may be put, breadth first, each container once."""
    met, waiting, count = {id(value)}, [value], 0
    while waiting and count < _MOST_PLACES:
        container = waiting.pop(0)
        for step, held in _held(container):
            count += 1
            yield container, step
            if id(held) not in met:
                met.add(id(held))
                waiting.append(held)


def _held(container: Any) -> list[tuple[Any, Any]]:
    if type(container) is list:
        return [*enumerate(container)]
    if isinstance(container, dict):
        return [*dict.items(container)]
    if is_carrier(type(container)):
        schema = schema_of(type(container))
        return [(name, getattr(container, name, None)) for name in schema.by_attribute]
    return []


def _edit(numbers: random.Random, container: Any, step: Any) -> None:
    if type(container) is list:
        _edit_list(numbers, container, step)
    elif isinstance(container, dict):
        _edit_dictionary(numbers, container, step)
    else:
        with contextlib.suppress(AttributeError):  # a carrier that was never filled has no state to keep
            numbers.choice(_CARRIER_EDITS)(numbers, container, step)


def _edit_list(numbers: random.Random, items: list[Any], index: int) -> None:
    way = int(numbers.random() * 5)
    if way < 3:
        items[index] = odd_value(numbers)
    elif way == 3:
        items.insert(index, odd_value(numbers))
    else:
        del items[index]


def _edit_dictionary(numbers: random.Random, entries: dict[Any, Any], key: Any) -> None:
    way = int(numbers.random() * 5)
    if way < 3:
        dict.__setitem__(entries, key, odd_value(numbers))
    elif way == 3:
        try:
            dict.__setitem__(entries, odd_value(numbers), odd_value(numbers))
        except (TypeError, ArithmeticError):  # no key at all
            return
    else:
        del entries[key]


def _assign(numbers: random.Random, carrier: Any, attribute: str) -> None:
    setattr(carrier, attribute, odd_value(numbers))


def _assign_plain(numbers: random.Random, carrier: Any, attribute: str) -> None:
    setattr(carrier, attribute, numbers.choice(PLAIN))


def _assign_by_force(numbers: random.Random, carrier: Any, attribute: str) -> None:
    """Leaves the member absent, null or respelled where it was."""
    object.__setattr__(carrier, attribute, odd_value(numbers))


def _delete_by_force(_numbers: random.Random, carrier: Any, attribute: str) -> None:
    state: WireState | None = carrier._wire_state
    if state is None or attribute not in state.absent | state.null:
        object.__delattr__(carrier, attribute)


def _leave_out(_numbers: random.Random, carrier: Any, attribute: str) -> None:
    set_absent(carrier, attribute)


def _change_state(numbers: random.Random, carrier: Any, attribute: str) -> None:
    """Puts something into the wire state that a body could have brought, or hardly."""
    getattr(carrier, attribute)  # one that was taken away is not looked at where it is absent or null
    state: WireState = carrier._wire_state or WireState()
    name = numbers.choice(("Other", "name", "", "a\ud800", '"', "ä", attribute))
    declared = schema_of(type(carrier)).by_attribute[attribute].name
    part: Any = numbers.choice(
        [
            {"absent": state.absent | {attribute}, "null": state.null - {attribute}},
            {"null": state.null | {attribute}, "absent": state.absent - {attribute}},
            {"names": {**state.names, attribute: numbers.choice((str.upper, str.lower))(declared)}},
            {"unknown": {**state.unknown, name: odd_value(numbers)}},
            {"unknown": {**state.unknown, name: odd_value(numbers)}},
            {"order": (name, *(state.order or ()))},
            {"order": tuple(reversed(state.order or ("Name", "Id")))},
        ]
    )
    object.__setattr__(carrier, "_wire_state", state.changed(**part))


_CARRIER_EDITS: tuple[Callable[[random.Random, Any, str], None], ...] = (
    *([_assign] * 4),
    *([_assign_plain] * 4),
    _assign_by_force,
    _delete_by_force,
    _leave_out,
    *([_change_state] * 2),
)
