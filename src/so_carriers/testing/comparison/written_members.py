"""The members of an object, as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from so_carriers.schema.layout import layout_of
from so_carriers.schema.types import DictionaryType, ValueType, is_carrier


def written_members(
    value: Any, declared: ValueType | None = None
) -> Iterator[tuple[Any, Any, ValueType | None]]:
    """The names, what stands there, and its type where one is declared; none of a value that is no object.

    Null that is written against the type of a member is None without a type.
    """
    if is_carrier(type(value)):
        for name, member, null in layout_of(value):
            if null:
                yield name, None, None
            elif member is None:
                yield name, value._wire_state.unknown[name], None
            else:
                yield name, getattr(value, member.attribute), member.type
    elif isinstance(value, dict):
        inner = declared.value if isinstance(declared, DictionaryType) else None
        yield from ((name, item, inner) for name, item in value.items())
