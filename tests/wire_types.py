"""The types that the indexes of bodies name: `User`, `array<Role>`, `int32`, `dict<string,string>`."""

from __future__ import annotations

from typing import Any

import so_carriers as so

_SCALARS: dict[str, Any] = {
    "boolean": bool,
    "bool": bool,
    "date-time": so.DateTime,
    "int32": so.Int32,
    "string": str,
}


def type_of(notation: str, undeclared: Any = None) -> Any:
    """What to ask of `decode` for a type in an index's words.

    A `?` after it allows null, as items and values of dictionaries always do but for
    numbers; `undeclared` stands for every carrier that the library does not have, and
    without it those raise LookupError.
    """
    if notation.endswith("?") and len(notation) > 1:
        return type_of(notation[:-1], undeclared) | None
    if notation.startswith("array<"):
        return list[_inner(notation, undeclared)]  # type: ignore[misc]  # a type that is worked out
    if notation.startswith("dict<string,"):
        return dict[str, _inner(notation, undeclared)]  # type: ignore[misc]  # as above
    named = _SCALARS.get(notation) or getattr(so, notation, undeclared)
    if named is None:
        raise LookupError(f"no type is called {notation}")
    return named


def _inner(notation: str, undeclared: Any) -> Any:
    _, _, inner = notation.removesuffix(">").partition("<")
    inner = inner.removeprefix("string,")
    of = type_of(inner, undeclared)
    return of if inner == "int32" else of | None


def is_bare(notation: str) -> bool:
    """Whether no carrier stands in a value of this type, so that nothing can be kept beside it."""
    while "<" in notation:
        notation = notation.removesuffix("?").removesuffix(">").partition("<")[2].removeprefix("string,")
    return notation.removesuffix("?") in _SCALARS
