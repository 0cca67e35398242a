"""Values that do not belong into carriers, or that nearly do."""

from __future__ import annotations

import copy
import datetime
import fractions
import random
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import so_carriers as so
from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.schema.wire_state import Spelling
from so_carriers.values.numbers import NumberToken
from tests.engines.odd_classes import Entries, Items, Level, Moment, Number, OtherRole, Refusing, Text, Zone

_MOMENT = so.DateTime(2024, 9, 4, 12, 1, 28, 587837, nanosecond=200)
_HOURS = datetime.timedelta(hours=1)

MOMENTS: tuple[Any, ...] = (
    _MOMENT,
    so.DateTime.min,
    so.DateTime.max,
    _MOMENT.replace(tzinfo=datetime.UTC),
    _MOMENT.replace(tzinfo=datetime.UTC, fold=1),
    _MOMENT.replace(tzinfo=datetime.timezone(datetime.timedelta(0))),
    _MOMENT.replace(tzinfo=datetime.timezone(5.5 * _HOURS)),
    _MOMENT.replace(tzinfo=datetime.timezone(-9.75 * _HOURS, "odd name")),
    _MOMENT.replace(tzinfo=datetime.timezone(14.5 * _HOURS)),
    _MOMENT.replace(tzinfo=datetime.timezone(datetime.timedelta(seconds=17))),
    _MOMENT.replace(tzinfo=Zone()),
    _MOMENT.replace(tzinfo=ZoneInfo("Europe/Oslo")),
    _MOMENT + datetime.timedelta(microseconds=1),
    _MOMENT.replace(microsecond=0, nanosecond=0),
    _MOMENT.replace(microsecond=0, nanosecond=100),
    so.DateTime.fromisoformat("2024-09-04T12:01:28.1200000+02:00"),
    Moment(2024, 9, 4),
    datetime.datetime(2024, 9, 4),  # one without a zone is an odd value, too
    datetime.datetime(2024, 9, 4, tzinfo=datetime.UTC),
    datetime.date(2024, 9, 4),
    datetime.time(12),
)

NUMBERS: tuple[Any, ...] = (
    *(
        0,
        1,
        -1,
        9,
        10,
        2**31 - 1,
        2**31,
        -(2**31),
        -(2**31) - 1,
        2**63 - 1,
        2**63,
        -(2**63),
        -(2**63) - 1,
        2**64,
    ),
    *(10**30, -(10**30), 10**5_000, True, False, Number(5), Level.LOW, so.Int32(5), 1.0, 0.1, -0.0, 1e300),
    *(float("nan"), float("inf"), Decimal("1.10"), fractions.Fraction(1, 3), 1j),
    *map(NumberToken, ("1.10", "1e400", "-0", "0", "12345678901234567890", "1E+2")),
)

TEXTS: tuple[Any, ...] = (
    *(
        "",
        "a",
        "text",
        "ä",
        "名",
        "\U0001f600",
        "\ud800",
        "\udc00a",
        "\ud83d\ude00",
        "\x00",
        "\x1f",
        "\x7f",
        "\x85",
    ),
    *(
        "\t\r\n",
        "\r",
        " a ",
        "  ",
        "\u2028",
        "\ufffe",
        "\uffff",
        "\ufeff",
        '"\\/',
        "<&>'",
        "]]>",
        "<!--",
        "&amp;",
    ),
    *(
        "a" * 5_000,
        "\x01" * 700,
        "ä" * 700,
        "\u00ff\u0100\U00010000",
        "Select",
        "Select Update",
        "2024-09-04",
    ),
    *(Text("subclass"), b"bytes", bytearray(b"bytes"), memoryview(b"bytes")),
)

FLAGS: tuple[Any, ...] = (
    *(so.ETableRight(value) for value in (0, 1, 3, 4, 15, 255, 256, 4096, 2**40)),
    *so.UserType,
    *(so.EFieldRight(value) for value in (0, 1, 5)),
)

PLAIN: tuple[Any, ...] = (*MOMENTS, *NUMBERS, *TEXTS, *FLAGS, None, ..., NotImplemented, so.Role, int, len)

Make: TypeAlias = Callable[[Any], Any]


def _plain(numbers: random.Random) -> Any:
    return numbers.choice(PLAIN)


def _held(numbers: random.Random) -> Any:
    return odd_value(numbers) if numbers.random() < 0.5 else numbers.choice(PLAIN)


def _dictionary(numbers: random.Random) -> dict[Any, Any]:
    keys = numbers.choices(
        [*TEXTS[:20], *(1, None, True, ("a",)), Text("b"), "a", "b", "Name"], k=numbers.choice((1, 1, 2, 5))
    )
    return {key: _held(numbers) for key in keys}


def _container(numbers: random.Random) -> Any:
    """What holds others, or could."""
    held = _held(numbers)
    made: Make = numbers.choice(_CONTAINERS)
    return made(held)


_CONTAINERS: tuple[Make, ...] = (
    lambda held: [held],
    lambda held: [held, held],
    lambda held: [held] * 70,
    lambda _: [],
    lambda _: {},
    lambda held: Items([held]),
    lambda held: Entries(a=held),
    lambda held: (held, held),
    lambda held: OrderedDict(a=held),
    lambda held: defaultdict(list, a=held),
    lambda held: MappingProxyType({"a": held}),
    lambda held: CustomFields(a=held),
    lambda _: {"a"},
    lambda held: iter([held]),
    lambda _: range(3),
    lambda held: so.Role(value=held),
    lambda held: OtherRole(more=held),
    lambda _: so.Role.__new__(so.Role),
    lambda _: object.__new__(so.Role),
    lambda held: so.User(role=held),
    lambda held: so.TableRight(mask=held),
    lambda held: Spelling(held, held),
    lambda _: object(),
    lambda _: Refusing(),
)


def _nested(numbers: random.Random) -> Any:
    """A list or dictionary in many others, near the depth that is allowed."""
    value: Any = copy.copy(numbers.choice(([], {}, None, 1)))
    for _ in range(numbers.choice((3, 120, 127, 128, 129, 199, 200, 201))):
        value = [value] if numbers.random() < 0.5 else {"a": value}
    return value


def _endless(_numbers: random.Random) -> Any:
    """A list that holds itself."""
    items: list[Any] = []
    items.append(items)
    return items


def odd_value(numbers: random.Random) -> Any:
    """One of all these."""
    make: Make = numbers.choices((_plain, _container, _dictionary, _nested, _endless), (65, 22, 8, 4, 1))[0]
    return make(numbers)
