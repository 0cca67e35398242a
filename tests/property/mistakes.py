"""Values that nobody should ask to be written: each is written, or refused by an error of ours."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.testing.strategies.json_tokens import json_values


class Text(str):
    __slots__ = ()


class NoOffset(datetime.tzinfo):
    def utcoffset(self, moment: datetime.datetime | None) -> datetime.timedelta | None:
        return None

    def tzname(self, moment: datetime.datetime | None) -> str | None:
        return None

    def dst(self, moment: datetime.datetime | None) -> datetime.timedelta | None:
        return None


def deep(levels: int) -> list[Any]:
    nested: list[Any] = []
    for _ in range(levels):
        nested = [nested]
    return nested


MISTAKES = st.one_of(
    st.sampled_from(
        [
            None,
            True,
            3,
            -(2**31) - 1,
            2**64,
            10**4000,
            1.5,
            float("nan"),
            float("inf"),
            1j,
            "",
            "\ud800",
            Text("a"),
            b"a",
            bytearray(b"a"),
            (),
            (1, "a"),
            {1},
            [None],
            [1, "a", 2.5],
            [[[]]],
            [object()],
            {},
            {"a": None},
            {1: "a"},
            {None: None},
            {(1, 2): object()},
            {Text("k"): Text("v")},
            {"\ud800": "a"},
            {"a": {"b": {"c": float("nan")}}},
            object(),
            object,
            len,
            ...,
            NotImplemented,
            decimal.Decimal("1.5"),
            decimal.Decimal("NaN"),
            datetime.date(2024, 9, 4),
            datetime.time(1),
            datetime.timedelta(1),
            datetime.datetime.max,
            datetime.datetime(1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=23))),
            datetime.datetime(1, 1, 1, tzinfo=NoOffset()),
            so.DateTime(1, 1, 1, tzinfo=NoOffset()),
            so.DateTime(9999, 12, 31, tzinfo=datetime.timezone(-datetime.timedelta(hours=23, seconds=1))),
            so.NumberToken("1e400"),
            so.UserType.UNKNOWN,
            so.RoleType.SYSTEM,
            so.ETableRight(2**40),
            ~so.ETableRight.SELECT,
            so.User,
            so.Role(),
            so.UserWithLinks(),
            [so.Role(), so.User()],
            so.CustomFields({"a": "b"}),
            so.CustomFields({1: 2}),  # type: ignore[dict-item]  # mistakes are the point
            so.FieldProperties({"a": so.Role()}),  # type: ignore[dict-item]  # as above
        ]
    ),
    st.integers(120, 400).map(deep),
    json_values(),
)
