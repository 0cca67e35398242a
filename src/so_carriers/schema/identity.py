"""When two values are the same to the last digit.

`==` on carriers compares what they mean; `identical` compares what would be written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from so_carriers.schema.layout import layout_of
from so_carriers.schema.types import is_carrier
from so_carriers.schema.wire_state import Spelling
from so_carriers.values.date_time import DateTime
from so_carriers.values.numbers import NumberToken


def same_scalar(one: Any, other: Any) -> bool:
    """Whether two scalars are of one type and written alike (`True` is not `1`, 12:00Z not 13:00+01:00)."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, DateTime):
        return one.is_written_like(other)
    if isinstance(one, float):
        return _number_text(one) == _number_text(other)
    return bool(one == other)


def _number_text(number: float) -> str:
    return number.token if isinstance(number, NumberToken) else repr(number)


def same_value(one: Any, other: Any) -> bool:
    """Whether two values are identical, spellings kept beside them aside."""
    return _same(one, other, None, None)


def identical(one: Any, other: Any) -> bool:
    """Whether two values would be written alike, member for member.

    Beyond `==` it compares which members are present, absent or null, their order, the
    spelling of names and values, and the types of values (`1` is not `True`). Lists and
    dictionaries are compared in order.
    """
    return _same(one, other, None, None)


def _same(one: Any, other: Any, spelling: Any, other_spelling: Any) -> bool:
    """Whether two values and their spellings are the same.

    Two frames of Python's stack for each container are all that there is room for.
    """
    if is_carrier(type(one)):
        return type(one) is type(other) and _same_carriers(one, other)
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        if [*one] != [*other]:
            return False
        steps: Iterable[Any] = one
    elif isinstance(one, list):
        if len(one) != len(other):
            return False
        steps = range(len(one))
    else:
        return same_scalar(one, other) and same_scalar(written(one, spelling), written(other, other_spelling))
    for step in steps:
        if not _same(one[step], other[step], inner(spelling, step), inner(other_spelling, step)):
            return False
    return True


def _same_carriers(one: Any, other: Any) -> bool:
    layout = layout_of(one)
    if layout != layout_of(other):
        return False
    for name, member, _ in layout:
        if member is None:
            same = _same(one._wire_state.unknown[name], other._wire_state.unknown[name], None, None)
        else:
            value, other_value = getattr(one, member.attribute), getattr(other, member.attribute)
            spelling, other_spelling = _spelling(one, member.attribute), _spelling(other, member.attribute)
            same = _same(value, other_value, spelling, other_spelling)
        if not same:
            return False
    return True


def _spelling(carrier: Any, attribute: str) -> Any:
    state = carrier._wire_state
    return state.spellings.get(attribute) if state is not None else None


def inner(spelling: Any, step: int | str) -> Any:
    """The spelling kept for one item of a list or dictionary, if any."""
    return spelling.get(step) if spelling is not None and not isinstance(spelling, Spelling) else None


def written(value: Any, spelling: Any) -> Any:
    """What stands on the wire for a scalar: its kept spelling while it still has that value, else itself."""
    if isinstance(spelling, Spelling) and same_scalar(value, spelling.value):
        return spelling.written
    return value
