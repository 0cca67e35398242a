"""The types by which values are read again, as far as the values say them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from so_carriers.schema.types import is_carrier


def asked_type(value: Any) -> Any:
    """What to ask `decode` for to get such a value: its class, `list[T]` or `dict[str, T]`.

    Raises TypeError for a value that does not say it, such as `[]` or None.
    """
    cls = type(value)
    if is_carrier(cls) or (cls not in (list, dict, type(None)) and value is not None):
        return cls
    items = value if isinstance(value, list) else [*value.values()] if isinstance(value, dict) else ()
    item = _common_type(items)
    return list[item] if isinstance(value, list) else dict[str, item]  # type: ignore[valid-type]  # worked out


def _common_type(items: Iterable[Any]) -> Any:
    found = [item for item in items if item is not None]
    said = [asked_type(item) for item in found if item not in ([], {})]
    if not said or any(each != said[0] for each in said):
        raise TypeError("the value does not say what it is a list or dictionary of: give the law its type")
    return said[0] | None if any(item is None for item in items) else said[0]
