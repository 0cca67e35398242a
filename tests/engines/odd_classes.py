"""Classes that are nearly those that carriers hold, and say something else when asked."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterator
from typing import Any

import so_carriers as so


class Text(str):
    """A text that says another when asked."""

    __slots__ = ()

    def __str__(self) -> str:
        return "other"


class Number(int):
    """A number that says another when asked."""

    def __int__(self) -> int:
        return 7

    __index__ = __int__

    def __str__(self) -> str:
        return "7"


class Level(enum.IntEnum):
    """An enum of no carrier."""

    LOW = 1
    HIGH = 2


class Items(list[Any]):
    """A list that has other items when it is walked along."""

    def __iter__(self) -> Iterator[Any]:
        return iter(["other"])


class Entries(dict[str, Any]):
    """A dictionary that has other entries when it is walked along."""

    def __iter__(self) -> Iterator[str]:
        return iter(["other"])

    def items(self) -> Any:
        """Others."""
        return {"other": None}.items()

    def __getitem__(self, key: str) -> Any:
        return "other"


class Moment(so.DateTime):
    """A date that says another when asked."""

    __slots__ = ()

    def wire_text(self) -> str:
        """Another text."""
        return "2001-01-01T00:00:00"


class Refusing:
    """What can be neither compared nor hashed nor shown."""

    def __eq__(self, other: object) -> bool:
        raise ArithmeticError("compared")

    def __hash__(self) -> int:
        raise ArithmeticError("hashed")

    def __repr__(self) -> str:
        raise ArithmeticError("shown")


class Zone(datetime.tzinfo):
    """A zone whose offset has seconds."""

    def utcoffset(self, _moment: datetime.datetime | None) -> datetime.timedelta:
        """One hour and seventeen seconds."""
        return datetime.timedelta(hours=1, seconds=17)

    def dst(self, _moment: datetime.datetime | None) -> None:
        """Not told."""

    def tzname(self, _moment: datetime.datetime | None) -> None:
        """Not told."""


@so.carrier
class OtherRole(so.Role):
    """A carrier that is a Role, and more."""

    more: str | None = so.member("More", default=None)
