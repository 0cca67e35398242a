"""What of a value no body can say, worked out without the library's writers."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator
from typing import Any

from so_carriers.errors import format_path
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
from so_carriers.testing.comparison.written_members import written_members
from so_carriers.values.ascii_case import fold

_IN_NO_UTF_8 = re.compile("[\ud800-\udfff]")
_IN_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The characters that XML 1.0 does not have (section 2.2, production 2)."""

_FARTHEST_OFFSET = datetime.timedelta(hours=14)

Steps = tuple[str | int, ...]


def unsayable_paths(value: Any, declared: ValueType, *, in_xml: bool = False) -> set[str]:
    """Where a value holds what its type does not have, or a text that the format cannot write.

    The paths are folded. For a name that cannot be written both its own place is among them,
    and that of the object.
    """
    lacking = _IN_NO_XML if in_xml else _IN_NO_UTF_8
    return {fold(format_path(steps)) for steps in _places(value, declared, lacking, ())}


def _places(
    value: Any, declared: ValueType | None, lacking: re.Pattern[str], steps: Steps
) -> Iterator[Steps]:
    if declared is not None and not _has(declared, value):
        yield steps
    elif isinstance(value, str):
        if lacking.search(value):
            yield steps
    elif isinstance(value, list):
        inner = declared.item if isinstance(declared, ListType) else None
        for place, item in enumerate(value):
            yield from _places(item, inner, lacking, (*steps, place))
    else:
        for name, item, inner in written_members(value, declared):
            yield from _named(name, item, inner, lacking, steps)


def _named(
    name: Any, item: Any, declared: ValueType | None, lacking: re.Pattern[str], steps: Steps
) -> Iterator[Steps]:
    if not isinstance(name, str) or lacking.search(name):
        yield from (steps, (*steps, str(name)))
    yield from _places(item, declared, lacking, (*steps, str(name)))


def _has(declared: ValueType, value: Any) -> bool:
    """Whether a value is one of its type, as far as can be seen without looking into it."""
    if value is None:
        return declared.nullable or isinstance(declared, AnyType)
    match declared:
        case IntegerType(lowest=lowest, highest=highest):
            return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest
        case BooleanType():
            return isinstance(value, bool)
        case TextType():
            return isinstance(value, str)
        case DateTimeType():
            return isinstance(value, datetime.datetime) and _has_a_zone_of_minutes(value)
        case EnumType(names=names):
            return isinstance(value, (str, names.enum_class))
        case CarrierType(carrier=carrier):
            return isinstance(value, carrier)
        case ListType():
            return isinstance(value, list)
        case DictionaryType():
            return isinstance(value, dict)
        case _:
            return not isinstance(value, float) or math.isfinite(value)


def _has_a_zone_of_minutes(moment: datetime.datetime) -> bool:
    offset = moment.utcoffset() or datetime.timedelta()
    return abs(offset) <= _FARTHEST_OFFSET and not offset % datetime.timedelta(minutes=1)
