"""The carriers that the laws are put to: all of the library's, and some with members of other types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

import so_carriers as so
from so_carriers.schema.types import is_carrier


@so.carrier
class Part:
    id: int = so.member("Id", key=True)
    names: list[str] = so.member("Names")


@so.carrier
class Whole:
    """Members without defaults and of every type, most of which no carrier of NetServer's has."""

    part: Part = so.member("Part")
    kind: so.UserType | str = so.member("Kind")
    rights: so.ETableRight | str | None = so.member("Rights")
    day: so.DateTime = so.member("Day")
    days: list[so.DateTime | None] = so.member("Days")
    kinds: list[so.UserType | str] = so.member("Kinds")
    grid: list[list[so.int32 | None] | None] = so.member("Grid")
    flags: dict[str, bool] = so.member("Flags")
    parts: dict[str, Part | None] = so.member("Parts")
    tables: dict[str, dict[str, so.int32]] | None = so.member("Tables")
    text: str = so.member('odd "name"\n', default="default")
    inner: Whole | None = so.member("Inner", default=None)


@so.carrier
class Simple:
    """Scalars alone, which forms are read and written by a shorter way for."""

    number: so.int32 = so.member("Number")
    wide: int | None = so.member("Wide")
    flag: bool = so.member("Flag")
    text: str | None = so.member("Text")


CARRIERS: list[Any] = [Part, Whole] + [cls for name in so.__all__ if is_carrier(cls := getattr(so, name))]
ROOTS: list[Any] = [
    *CARRIERS,
    *(list[so.User], dict[str, so.Role], list[so.Int32], dict[str, str]),
    *(str, bool, int, so.DateTime, so.ETableRight | str),
]
EXAMPLES = max(3, settings().max_examples // 10)

for_every_carrier = pytest.mark.parametrize("cls", CARRIERS, ids=lambda cls: cls.__name__)
a_few_examples = settings(max_examples=EXAMPLES)


def attempt(
    call: Callable[..., Any], *arguments: Any, **options: Any
) -> tuple[Any, so.SoCarriersError | None]:
    """What a call gives, or the error of ours that it raises; any other error is the test's failure."""
    try:
        return call(*arguments, **options), None
    except so.SoCarriersError as error:
        return None, error
