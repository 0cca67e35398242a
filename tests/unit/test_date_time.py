"""DateTime: what it reads, writes, compares and keeps."""

from __future__ import annotations

import copy
import operator
import pickle
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import combinations, pairwise
from typing import Any

import pytest

from so_carriers.errors import InvalidValue, SoCarriersError
from so_carriers.values import date_time_text
from so_carriers.values.date_time import NO_DATE, DateTime, parse_date_time, read_date_time
from so_carriers.values.date_time_text import offset_zone

LOCAL = "2024-09-04T12:01:28"
SEVEN = "2024-09-04T12:01:28.5878372+02:00"
FRACTIONS = ["", ".5", ".58", ".587", ".5878", ".58783", ".587837", ".5878372", ".500", ".0", ".0000000"]
ZONES = ["", "Z", "+00:00", "+02:00", "-05:00", "+05:45", "-00:30", "+14:00", "-14:00"]
CANONICAL = [f"{LOCAL}{fraction}{zone}" for fraction in FRACTIONS for zone in ZONES]
EDGES = [
    "0001-01-01T00:00:00",
    "0001-01-01T00:00:00Z",
    "0001-01-01T01:00:00+01:00",
    "0001-01-01T00:00:00+14:00",
    "0001-01-01T00:00:00.0000001-14:00",
    "9999-12-31T23:59:59.9999999",
    "9999-12-31T23:59:59.9999999Z",
    "9999-12-31T23:59:59.9999999-14:00",
]
OTHER_SPELLINGS = {
    "2024-09-04": "2024-09-04T00:00:00",
    "0001-01-01": "0001-01-01T00:00:00",
    f"{LOCAL}+0200": f"{LOCAL}+02:00",
    f"{LOCAL}.5878372-0500": f"{LOCAL}.5878372-05:00",
    f"{LOCAL}+0000": f"{LOCAL}+00:00",
    f"{LOCAL}-00:00": f"{LOCAL}+00:00",
    f"{LOCAL}.50-0000": f"{LOCAL}.50+00:00",
}
NO_SUCH_MOMENT = [
    "2024-02-30",
    "2023-02-29T00:00:00",
    "2024-13-01T00:00:00",
    "2024-00-01T00:00:00",
    "2024-01-00T00:00:00",
    "0000-01-01T00:00:00",
    "2024-01-01T24:00:00",
    "2024-01-01T24:00:00.0000000Z",
    "2024-01-01T25:00:00",
    "2024-01-01T00:60:00",
    "2024-01-01T23:59:60",
]
OFFSETS_TOO_WIDE = ["+14:01", "-14:01", "+1401", "+15:00", "-24:00", "+01:60", "+0160", "-99:99"]
OTHER_FORMS = [
    "",
    " ",
    "2024",
    "2024-09",
    "20240904",
    "20240904T120128",
    "2024-W36-3",
    "2024-W36-3T12:01:28",
    "2024-248",
    "2024-09-04T12",
    "2024-09-04T12:01",
    "2024-09-04T12:01Z",
    "2024-9-4T12:01:28",
    "02024-09-04T12:01:28",
    "+2024-09-04T12:01:28",
    "-2024-09-04T12:01:28",
    "2024-09-04 12:01:28",
    "2024-09-04t12:01:28",
    f"{LOCAL}z",
    f"{LOCAL} Z",
    f" {LOCAL}",
    f"{LOCAL}\n",
    f"{LOCAL}\x00",
    f"{LOCAL}.",
    f"{LOCAL}.Z",
    f"{LOCAL},5",
    f"{LOCAL}.12345678",
    f"{LOCAL}.123456789Z",
    f"{LOCAL}+02",
    f"{LOCAL}+2:00",
    f"{LOCAL}+02:00:00",
    f"{LOCAL}\u221202:00",
    f"{LOCAL}Z+02:00",
    f"{LOCAL}+02:00Z",
    "2024-09-04Z",
    "2024-09-04+02:00",
    "٢٠٢٤-09-04T12:01:28",
    "2024-09-0４",
    "\ud800",
    "null",
    "/Date(1725451288587)/",
]


class SummerTime(tzinfo):
    """Two hours ahead of UTC, then, from 3 o'clock of 2024-10-27 on, one; 2 o'clock comes twice."""

    SWITCH = datetime(2024, 10, 27, 3)

    def utcoffset(self, dt: datetime | None, /) -> timedelta:
        assert dt is not None
        local = dt.replace(tzinfo=None, fold=0)
        winter = local >= self.SWITCH or (local >= self.SWITCH - timedelta(hours=1) and dt.fold)
        return timedelta(hours=1 if winter else 2)

    def dst(self, dt: datetime | None, /) -> timedelta:
        return self.utcoffset(dt) - timedelta(hours=1)

    def tzname(self, dt: datetime | None, /) -> str:
        return "CET"

    def fromutc(self, dt: datetime, /) -> datetime:
        summer = dt + timedelta(hours=2)
        if summer.replace(tzinfo=None) < self.SWITCH:
            return summer
        winter = dt + timedelta(hours=1)
        return winter.replace(fold=int(winter.replace(tzinfo=None) < self.SWITCH))


class FailingZone(SummerTime):
    """A zone that cannot tell its offset."""

    def utcoffset(self, dt: datetime | None, /) -> timedelta:
        raise LookupError("no such zone")


class SilentZone(SummerTime):
    """A zone without an offset, and without a hash."""

    __hash__ = None  # type: ignore[assignment]  # what is tested

    def __eq__(self, other: object) -> bool:
        return self is other

    def utcoffset(self, dt: datetime | None, /) -> timedelta:
        return None  # type: ignore[return-value]  # what tzinfo allows


class PlainZone(SummerTime):
    """A zone that gives plain datetimes, whatever it is given."""

    def fromutc(self, dt: datetime, /) -> datetime:
        return datetime(2024, 1, 1, 2, tzinfo=self)


def outcomes(one: object, other: object) -> tuple[bool, ...]:
    """What the six comparisons give: <, <=, ==, !=, >=, >."""
    return tuple(compare(one, other) for compare in COMPARISONS)


COMPARISONS: tuple[Callable[[Any, Any], bool], ...] = (
    operator.lt,
    operator.le,
    operator.eq,
    operator.ne,
    operator.ge,
    operator.gt,
)
BEFORE = (True, True, False, True, False, False)
SAME = (False, True, True, False, True, False)
AFTER = (False, False, False, True, True, True)


class Stamp(DateTime):
    """A user's own subclass, with an attribute."""

    note: str = "none"


# Reading and writing


@pytest.mark.parametrize("text", CANONICAL + EDGES)
def test_a_canonical_text_is_written_again_as_it_was(text: str) -> None:
    value = DateTime.fromisoformat(text)
    assert type(value) is DateTime
    assert value.wire_text() == value.isoformat() == text
    assert str(value) == text.replace("T", " ")
    assert read_date_time(text) == (value, True)
    assert parse_date_time(text).wire_text() == text


@pytest.mark.parametrize(("text", "canonical"), OTHER_SPELLINGS.items())
def test_other_spellings_are_read_and_told_from_the_canonical_one(text: str, canonical: str) -> None:
    value, is_canonical = read_date_time(text)
    assert not is_canonical
    assert value.wire_text() == canonical
    assert value == DateTime.fromisoformat(canonical)


@pytest.mark.parametrize("text", NO_SUCH_MOMENT)
def test_a_date_or_time_that_does_not_exist_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(InvalidValue, match=rf'that exist, found text "{re.escape(text)}"'):
        DateTime.fromisoformat(text)


@pytest.mark.parametrize("offset", OFFSETS_TOO_WIDE)
def test_an_offset_over_fourteen_hours_or_over_59_minutes_is_refused_with_its_text(offset: str) -> None:
    with pytest.raises(InvalidValue, match=rf'at most 14:00, found text "{re.escape(LOCAL + offset)}"'):
        DateTime.fromisoformat(LOCAL + offset)


@pytest.mark.parametrize("text", OTHER_FORMS)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="expected a date and time such as"):
        DateTime.fromisoformat(text)


def test_hour_24_is_refused_where_python_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.14's fromisoformat takes it for the midnight of the day after; .NET has no such hour."""
    monkeypatch.setattr(date_time_text, "_plain", lambda _: datetime(2024, 1, 2))
    with pytest.raises(InvalidValue, match='that exist, found text "2024-01-01T24:00:00Z"'):
        DateTime.fromisoformat("2024-01-01T24:00:00Z")


def test_a_refusal_is_short_and_keeps_nothing_of_a_long_text() -> None:
    with pytest.raises(InvalidValue) as caught:
        parse_date_time("1" * 1_000_000)
    assert len(str(caught.value)) < 200
    assert "(1000000 characters)" in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_refusal_is_ours_and_a_value_error() -> None:
    with pytest.raises(InvalidValue) as caught:
        parse_date_time("2024-02-30T00:00:00")
    assert isinstance(caught.value, SoCarriersError)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value.__cause__, ValueError)


@pytest.mark.parametrize("value", [b"2024-09-04", None, 20240904])
def test_fromisoformat_takes_text_only(value: object) -> None:
    with pytest.raises(TypeError, match="expected a str"):
        DateTime.fromisoformat(value)  # type: ignore[arg-type]  # what is tested


def test_the_parts_of_a_text() -> None:
    value = DateTime.fromisoformat(SEVEN)
    assert (value.year, value.month, value.day) == (2024, 9, 4)
    assert (value.hour, value.minute, value.second, value.microsecond) == (12, 1, 28, 587837)
    assert value.nanosecond == 200
    assert value.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "nanosecond", "fraction"),
    [
        (f"{LOCAL}.5878372", 200, "5878372"),
        (f"{LOCAL}.0000009Z", 900, "0000009"),
        (f"{LOCAL}.587837", 0, "587837"),
        (f"{LOCAL}.58783", 0, "58783"),
        (f"{LOCAL}.500", 0, "500"),
        (f"{LOCAL}.0000000", 0, "0000000"),
        (LOCAL, 0, ""),
    ],
)
def test_the_fraction_is_what_was_written(text: str, nanosecond: int, fraction: str) -> None:
    value = parse_date_time(text)
    assert (value.nanosecond, value.fraction) == (nanosecond, fraction)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LOCAL, "none"),
        (f"{LOCAL}Z", "Z"),
        (f"{LOCAL}+00:00", "offset"),
        (f"{LOCAL}-0000", "offset"),
        (f"{LOCAL}+02:00", "offset"),
        ("2024-09-04", "none"),
    ],
)
def test_the_kind_of_zone_survives_reading_and_copies(text: str, kind: str) -> None:
    value = DateTime.fromisoformat(text)
    assert value.zone_kind == kind
    assert (value.tzinfo is UTC) == (kind == "Z")
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert other.zone_kind == kind
        assert other.wire_text() == value.wire_text()


def test_offset_zones_are_shared() -> None:
    first, second = (DateTime.fromisoformat(f"{LOCAL}{zone}") for zone in ("+05:45", "+0545"))
    assert first.tzinfo is second.tzinfo is offset_zone(345)


@pytest.mark.parametrize("minutes", [841, -841, 1440, 10**9])
def test_an_offset_zone_is_at_most_14_hours_from_utc(minutes: int) -> None:
    with pytest.raises(InvalidValue, match="at most 840 minutes"):
        offset_zone(minutes)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (DateTime(2024, 9, 4), "2024-09-04T00:00:00"),
        (DateTime(2024, 9, 4, 12, 1, 28, 500_000), f"{LOCAL}.5"),
        (DateTime(2024, 9, 4, 12, 1, 28, 587_830), f"{LOCAL}.58783"),
        (DateTime(2024, 9, 4, 12, 1, 28, nanosecond=100), f"{LOCAL}.0000001"),
        (DateTime(2024, 9, 4, 12, 1, 28, 587_837, UTC, nanosecond=200), f"{LOCAL}.5878372Z"),
        (DateTime(2024, 9, 4, 12, 1, 28, tzinfo=timezone(timedelta(0), "UTC")), f"{LOCAL}+00:00"),
        (DateTime(2024, 9, 4, 12, 1, 28, tzinfo=timezone(timedelta(minutes=-210))), f"{LOCAL}-03:30"),
        (DateTime(2024, 9, 4, 12, 1, 28, tzinfo=SummerTime()), f"{LOCAL}+02:00"),
    ],
)
def test_a_value_made_in_python_is_written_without_trailing_zeros(value: DateTime, text: str) -> None:
    assert value.wire_text() == value.isoformat() == text


@pytest.mark.parametrize(
    ("timespec", "text"),
    [
        ("auto", "2024-09-04_12:01:28.5878372Z"),
        ("hours", "2024-09-04_12Z"),
        ("minutes", "2024-09-04_12:01Z"),
        ("seconds", "2024-09-04_12:01:28Z"),
        ("milliseconds", "2024-09-04_12:01:28.587Z"),
        ("microseconds", "2024-09-04_12:01:28.587837Z"),
    ],
)
def test_isoformat_takes_a_separator_and_datetimes_precisions(timespec: str, text: str) -> None:
    assert DateTime.fromisoformat(f"{LOCAL}.5878372Z").isoformat("_", timespec) == text


def test_isoformat_refuses_what_datetime_refuses() -> None:
    with pytest.raises(ValueError, match="timespec"):
        NO_DATE.isoformat(timespec="days")
    with pytest.raises(TypeError):
        NO_DATE.isoformat("--")


@pytest.mark.parametrize(
    ("zone", "reason"),
    [
        (timezone(timedelta(hours=1, seconds=30)), "its offset 1:00:30 is not whole minutes"),
        (timezone(timedelta(hours=14, minutes=1)), "its offset 14:01:00 is not whole minutes up to 14:00"),
        (
            timezone(timedelta(hours=-14, minutes=-1)),
            "its offset -1 day, 9:59:00 is not whole minutes up to 14:00",
        ),
        (FailingZone(), "its zone does not tell its offset"),
        (SilentZone(), "its zone does not tell its offset"),
    ],
)
def test_a_zone_that_the_wire_cannot_say_is_refused_when_written(zone: tzinfo, reason: str) -> None:
    with pytest.raises(InvalidValue, match=f"2024-09-04 00:00:00 cannot be written: {re.escape(reason)}"):
        DateTime(2024, 9, 4, tzinfo=zone).wire_text()


def test_isoformat_writes_an_offset_with_seconds_as_datetime_does() -> None:
    zone = timezone(timedelta(hours=1, seconds=30))
    value = DateTime(2024, 9, 4, microsecond=1, tzinfo=zone, nanosecond=500)
    assert value.isoformat() == "2024-09-04T00:00:00.0000015+01:00:30"


# Making


@pytest.mark.parametrize("nanosecond", [-100, 1, 50, 999, 1000, pytest.param(10**5000, id="huge")])
def test_a_nanosecond_is_0_to_900_in_steps_of_100(nanosecond: int) -> None:
    with pytest.raises(InvalidValue, match="0 to 900 in steps of 100"):
        DateTime(2024, 9, 4, nanosecond=nanosecond)


def test_a_nanosecond_is_an_integer() -> None:
    with pytest.raises(TypeError):
        DateTime(2024, 9, 4, nanosecond=100.0)  # type: ignore[arg-type]  # what is tested


@pytest.mark.parametrize(
    "numbers", [(2024, 2, 30), (0, 1, 1), (10_000, 1, 1), (2024, 1, 1, 24), (10**30, 1, 1)]
)
def test_numbers_that_are_no_date_are_refused(numbers: Any) -> None:
    with pytest.raises(InvalidValue, match="no such date and time"):
        DateTime(*numbers)


def test_the_ends_and_the_resolution() -> None:
    assert DateTime.min.isoformat() == "0001-01-01T00:00:00"
    assert DateTime.max.isoformat() == "9999-12-31T23:59:59.9999999"
    assert (DateTime.min.ticks, DateTime.max.ticks) == (0, 3_155_378_975_999_999_999)
    assert DateTime.resolution == timedelta(microseconds=1)
    assert DateTime(1, 1, 1) == NO_DATE
    assert NO_DATE.wire_text() == "0001-01-01T00:00:00"


def test_ticks_are_those_of_the_local_reading() -> None:
    assert DateTime(1, 1, 1, 0, 0, 1, 2, nanosecond=300).ticks == 10_000_023
    assert DateTime.fromisoformat("0001-01-01T01:00:00+01:00").ticks == 36_000_000_000
    assert DateTime.fromisoformat(SEVEN).ticks == 638_610_480_885_878_372


@pytest.mark.parametrize(
    "make",
    [
        DateTime.now,
        lambda: DateTime.now(UTC),
        DateTime.today,
        lambda: DateTime.fromtimestamp(1_725_451_288.5),
        lambda: DateTime.fromtimestamp(1_725_451_288.5, offset_zone(120)),
        lambda: DateTime.fromtimestamp(1_725_451_288.5, SummerTime()),
        lambda: DateTime.strptime("2024-09-04 +0200", "%Y-%m-%d %z"),
        lambda: DateTime.fromordinal(738_000),
        lambda: DateTime.fromisocalendar(2024, 36, 3),
        lambda: DateTime.combine(date(2024, 9, 4), time(12, 1, 28)),
    ],
)
def test_inherited_constructors_give_a_last_digit_of_0(make: Callable[[], DateTime]) -> None:
    value = make()
    assert type(value) is DateTime
    assert value.nanosecond == 0
    assert DateTime.fromisoformat(value.wire_text()) == value


def test_combine_takes_the_zone_of_the_time_or_the_one_given_and_the_last_digit() -> None:
    day, noon = date(2024, 9, 4), time(12, tzinfo=UTC)
    assert DateTime.combine(day, noon).isoformat() == "2024-09-04T12:00:00Z"
    assert DateTime.combine(day, noon, None).isoformat() == "2024-09-04T12:00:00"
    combined = DateTime.combine(day, noon, offset_zone(60), nanosecond=700)
    assert combined.isoformat() == "2024-09-04T12:00:00.0000007+01:00"
    with pytest.raises(InvalidValue):
        DateTime.combine(day, noon, nanosecond=7)


def test_from_datetime_keeps_everything() -> None:
    plain = datetime(2024, 10, 27, 2, 30, tzinfo=SummerTime(), fold=1)
    value = DateTime.from_datetime(plain)
    assert (type(value), value.fold, value.tzinfo) == (DateTime, 1, plain.tzinfo)
    assert value.isoformat() == "2024-10-27T02:30:00+01:00"
    assert DateTime.from_datetime(value) is value
    assert Stamp.from_datetime(DateTime.fromisoformat(f"{LOCAL}.500")).isoformat() == f"{LOCAL}.500"
    assert Stamp.from_datetime(DateTime.fromisoformat(SEVEN)).nanosecond == 200


# Comparing


@pytest.mark.parametrize("text", [LOCAL, f"{LOCAL}.587837Z", f"{LOCAL}.5+02:00", *EDGES[:4]])
def test_a_value_whose_last_digit_is_0_is_the_plain_datetime_to_all_operators(text: str) -> None:
    value = DateTime.fromisoformat(text)
    plain = datetime.fromisoformat(text)
    assert type(plain) is datetime
    assert outcomes(value, plain) == outcomes(plain, value) == SAME
    assert hash(value) == hash(plain)
    assert {plain} == {value}


def test_the_last_digit_counts_in_every_comparison() -> None:
    plain, low, high = (
        datetime(2024, 9, 4, 12, 1, 28, 587_837),
        DateTime(2024, 9, 4, 12, 1, 28, 587_837, nanosecond=100),
        DateTime(2024, 9, 4, 12, 1, 28, 587_837, nanosecond=200),
    )
    following = datetime(2024, 9, 4, 12, 1, 28, 587_838)
    for before, after in pairwise([plain, low, high, following]):
        assert outcomes(before, after) == BEFORE
        assert outcomes(after, before) == AFTER
    assert len({plain, low, high, following}) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024-09-04T12:00:00.0000001Z", "2024-09-04T13:00:00.0000001+01:00"),
        ("2024-09-04T12:00:00Z", "2024-09-04T12:00:00+00:00"),
        ("0001-01-01T00:00:00Z", "0001-01-01T01:00:00+01:00"),
        ("0001-01-01T00:00:00+13:00", "0001-01-01T01:00:00+14:00"),
        ("0001-01-01T00:00:00.0000009+13:59", "0001-01-01T00:01:00.0000009+14:00"),
        ("9999-12-31T23:59:59.9999999-13:00", "9999-12-31T22:59:59.9999999-14:00"),
        ("9999-12-31T23:59:59.9999999Z", "9999-12-31T09:59:59.9999999-14:00"),
    ],
)
def test_one_moment_in_two_zones_is_equal_and_hashes_alike_up_to_the_ends_of_time(
    one: str, other: str
) -> None:
    first, second = DateTime.fromisoformat(one), DateTime.fromisoformat(other)
    assert outcomes(first, second) == outcomes(second, first) == SAME
    assert hash(first) == hash(second)
    assert first - second == timedelta(0)


def test_moments_are_ordered_across_offsets_beyond_the_ends_of_time() -> None:
    texts = [
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00.0000001+14:00",
        "0001-01-01T00:00:00+13:59",
        "0001-01-01T00:00:00Z",
        "0001-01-01T01:00:00.0000001+01:00",
        "0001-01-01T00:00:00.0000002Z",
        "9999-12-31T23:59:59.9999999+14:00",
        "9999-12-31T23:59:59.9999998Z",
        "9999-12-31T22:59:59.9999999-01:00",
        "9999-12-31T23:59:59.9999998-14:00",
        "9999-12-31T23:59:59.9999999-14:00",
    ]
    values = [DateTime.fromisoformat(text) for text in texts]
    for before, after in combinations(values, 2):
        assert outcomes(before, after) == BEFORE
        assert outcomes(after, before) == AFTER
    assert len(set(values)) == len(values)


def test_with_and_without_a_zone_are_unequal_and_have_no_order() -> None:
    naive, aware = DateTime.fromisoformat(LOCAL), DateTime.fromisoformat(f"{LOCAL}Z")
    assert (naive == aware, naive != aware) == (False, True)
    for other in (aware, datetime.fromisoformat(f"{LOCAL}+00:00")):
        with pytest.raises(TypeError):
            assert naive < other
        with pytest.raises(TypeError):
            assert other >= naive
        with pytest.raises(TypeError):
            assert naive - other


def test_what_is_no_datetime_is_unequal_and_has_no_order() -> None:
    value = DateTime(2024, 9, 4)
    for other in (date(2024, 9, 4), "2024-09-04", None, 0):
        assert (value == other, value != other) == (False, True)
        with pytest.raises(TypeError):
            assert value < other  # type: ignore[operator]  # what is tested
        with pytest.raises(TypeError):
            assert value >= other  # type: ignore[operator]  # what is tested
    with pytest.raises(TypeError):
        assert date(2024, 9, 4) <= value


def test_a_zone_may_do_with_the_value_what_it_likes() -> None:
    """datetime hands a zone copies that it makes without the class's constructor."""
    handed: list[DateTime] = []

    class Curious(SummerTime):
        def utcoffset(self, dt: datetime | None, /) -> timedelta:
            assert isinstance(dt, DateTime)
            handed.append(dt)
            return super().utcoffset(dt)

    value = DateTime(2024, 9, 4, tzinfo=Curious(), fold=1, nanosecond=700)
    assert value == DateTime.fromisoformat("2024-09-03T22:00:00.0000007Z")
    assert isinstance(hash(value), int)
    offset = offset_zone(120)
    for each in [dt.replace(tzinfo=offset) for dt in handed]:
        assert each.nanosecond in {0, 700}
    for each in handed:
        assert each.ticks >= value.ticks - 7
        assert each.fraction in {"", "0000007"}
        assert copy.copy(each).replace(tzinfo=offset).wire_text().startswith("2024-09-04T00:00:00")
    assert any(dt.nanosecond == 0 for dt in handed)


def test_another_class_may_decide_a_comparison() -> None:
    class Anything:
        def __eq__(self, other: object) -> bool:
            return True

        def __gt__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]  # not of interest here

    value, anything = DateTime(2024, 9, 4), Anything()
    assert (value == anything, value != anything, value < anything) == (True, False, True)


def test_a_repeated_hour_is_compared_as_datetime_compares_it() -> None:
    zone = SummerTime()
    first = DateTime(2024, 10, 27, 2, 30, tzinfo=zone, nanosecond=100)
    second = first.replace(fold=1)
    assert first.isoformat() == "2024-10-27T02:30:00.0000001+02:00"
    assert second.isoformat() == "2024-10-27T02:30:00.0000001+01:00"
    assert first == second  # within one zone the wall clock is compared
    assert hash(first) == hash(second)
    assert first != DateTime.fromisoformat(first.isoformat())  # PEP 495: never equal to another zone's


# Copies


@pytest.mark.parametrize("text", [*CANONICAL[::7], *EDGES])
def test_copy_deepcopy_pickle_and_replace_keep_the_text(text: str) -> None:
    value = DateTime.fromisoformat(text)
    copies = [pickle.loads(pickle.dumps(value, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    for other in [*copies, copy.copy(value), copy.deepcopy(value)]:
        assert type(other) is DateTime
        assert other == value
        assert hash(other) == hash(value)
        assert other.isoformat() == text
    assert value.replace() == value
    assert value.replace().nanosecond == value.nanosecond
    assert value.replace().zone_kind == value.zone_kind


def test_replace_keeps_the_last_digit_and_drops_trailing_zeros() -> None:
    value = DateTime.fromisoformat(SEVEN)
    assert value.replace(year=2025).isoformat() == "2025-09-04T12:01:28.5878372+02:00"
    assert value.replace(2025, 1, 2, 3, 4, 5, 6, None).isoformat() == "2025-01-02T03:04:05.0000062"
    assert value.replace(microsecond=0).isoformat() == "2024-09-04T12:01:28.0000002+02:00"
    assert value.replace(nanosecond=900).isoformat() == "2024-09-04T12:01:28.5878379+02:00"
    assert value.replace(nanosecond=0).isoformat() == "2024-09-04T12:01:28.587837+02:00"
    assert value.replace(tzinfo=None).zone_kind == "none"
    assert value.replace(tzinfo=UTC).zone_kind == "Z"
    assert value.replace(fold=1).fold == 1
    assert value.replace(fold=1).replace(day=1).fold == 1
    assert DateTime.fromisoformat(f"{LOCAL}.500").replace(day=1).isoformat() == "2024-09-01T12:01:28.5"
    with pytest.raises(InvalidValue):
        value.replace(month=2, day=30)
    with pytest.raises(InvalidValue):
        value.replace(nanosecond=50)


def test_copy_replace_keeps_the_last_digit() -> None:
    replace = getattr(copy, "replace", lambda value, **changes: value.__replace__(**changes))  # new in 3.13
    changed = replace(DateTime.fromisoformat(SEVEN), year=2025)
    assert changed.isoformat() == "2025-09-04T12:01:28.5878372+02:00"


# Arithmetic and conversion


def test_shifting_keeps_the_last_digit_and_the_zone() -> None:
    value = DateTime.fromisoformat(SEVEN)
    later = "2024-09-05T12:01:28.5878382+02:00"
    shift = timedelta(days=1, microseconds=1)
    assert (value + shift).isoformat() == later
    assert (shift + value).isoformat() == later
    assert (DateTime.fromisoformat(later) - shift).isoformat() == SEVEN
    assert type(value + shift) is type(shift + value) is type(value - shift) is DateTime
    assert (DateTime.fromisoformat(f"{LOCAL}.500") + timedelta(0)).isoformat() == f"{LOCAL}.5"


@pytest.mark.parametrize(
    ("minuend", "subtrahend", "microseconds"),
    [
        ("0001-01-01T00:00:00.0000003", "0001-01-01T00:00:00.0000001", 0),
        ("0001-01-01T00:00:00.0000001", "0001-01-01T00:00:00.0000003", 0),
        ("0001-01-01T00:00:00.0000011", "0001-01-01T00:00:00.0000002", 0),
        ("0001-01-01T00:00:00.0000012", "0001-01-01T00:00:00.0000002", 1),
        ("0001-01-01T00:00:00.0000021", "0001-01-01T00:00:00.0000002", 1),
        ("0001-01-01T00:00:00.0000002", "0001-01-01T00:00:00.0000011", 0),
        ("0001-01-01T00:00:00.0000002", "0001-01-01T00:00:00.0000021", -1),
        ("0001-01-01T00:00:00.0000009", "0001-01-01T00:00:00.0000021", -1),
        ("0001-01-01T00:00:00.0000002", "0001-01-01T00:00:00.0000022", -2),
    ],
)
def test_a_difference_is_cut_to_microseconds_toward_zero(
    minuend: str, subtrahend: str, microseconds: int
) -> None:
    one, other = DateTime.fromisoformat(minuend), DateTime.fromisoformat(subtrahend)
    assert one - other == timedelta(microseconds=microseconds)
    assert (one.ticks - other.ticks) / 10 == pytest.approx(microseconds, abs=0.95)


def test_a_difference_to_a_plain_datetime_is_right_on_either_side() -> None:
    value, plain = DateTime(2024, 9, 4, nanosecond=500), datetime(2024, 9, 3, 23, 59, 59)
    assert value - plain == timedelta(seconds=1)
    assert plain - value == timedelta(seconds=-1)
    assert type(value - plain) is type(plain - value) is timedelta
    late = datetime(2024, 9, 4, 0, 0, 1)
    assert late - value == timedelta(microseconds=999_999)
    assert value - late == timedelta(microseconds=-999_999)


def test_a_difference_across_offsets_reaches_over_the_ends_of_time() -> None:
    first = DateTime.fromisoformat("0001-01-01T00:00:00+14:00")
    last = DateTime.fromisoformat("9999-12-31T23:59:59.9999999-14:00")
    assert last - first == datetime.max - datetime.min + timedelta(hours=28)


@pytest.mark.parametrize("other", [1, "text", None, 1.5])
def test_arithmetic_with_anything_else_is_a_type_error(other: object) -> None:
    for operation in ("__add__", "__radd__", "__sub__", "__rsub__"):
        assert getattr(NO_DATE, operation)(other) is NotImplemented
    with pytest.raises(TypeError):
        timedelta(1) - NO_DATE  # type: ignore[operator]  # what is tested


@pytest.mark.parametrize(
    "shift",
    [
        lambda: DateTime.max + timedelta(microseconds=1),
        lambda: timedelta(microseconds=1) + DateTime.max,
        lambda: DateTime.min - timedelta(microseconds=1),
        lambda: DateTime.min - timedelta.max,
        lambda: DateTime.max - timedelta.min,
        lambda: DateTime.max + timedelta.max,
        lambda: DateTime.fromisoformat("0001-01-01T00:00:00+14:00").astimezone(UTC),
        lambda: DateTime.fromisoformat("0001-01-01T01:00:00+01:00").astimezone(offset_zone(-1)),
        lambda: DateTime.fromisoformat("9999-12-31T23:59:59.9999999-14:00").astimezone(UTC),
        lambda: DateTime.fromisoformat("9999-12-31T23:59:59.9999999Z").astimezone(SummerTime()),
        lambda: DateTime.fromisoformat("0001-01-01T00:00:00+14:00").astimezone(),
        lambda: DateTime.fromisoformat("0001-01-01T00:00:00").astimezone(),
        lambda: DateTime.fromisoformat("0001-01-01T00:00:00").timestamp(),
        lambda: DateTime.fromisoformat("0001-01-01T00:00:00+14:00").utctimetuple(),
    ],
)
def test_what_leaves_the_years_1_to_9999_is_our_error(shift: Callable[[], object]) -> None:
    with pytest.raises(InvalidValue):
        shift()


def test_astimezone_keeps_the_moment_and_the_last_digit() -> None:
    value = DateTime.fromisoformat(SEVEN)
    in_utc = value.astimezone(UTC)
    assert in_utc.isoformat() == "2024-09-04T10:01:28.5878372Z"
    assert in_utc == value
    assert in_utc.astimezone(offset_zone(120)).isoformat() == SEVEN
    assert in_utc.astimezone(offset_zone(0)).isoformat() == "2024-09-04T10:01:28.5878372+00:00"
    assert value.astimezone(value.tzinfo) is value
    winter = DateTime.fromisoformat("2024-10-27T01:30:00.1234567Z").astimezone(SummerTime())
    assert (winter.isoformat(), winter.fold) == ("2024-10-27T02:30:00.1234567+01:00", 1)


def test_astimezone_of_and_to_the_systems_zone_keeps_the_last_digit() -> None:
    value = DateTime.fromisoformat(SEVEN)
    local = value.astimezone()
    assert (type(local), local, local.nanosecond) == (DateTime, value, 200)
    naive = local.replace(tzinfo=None)
    assert naive.astimezone(UTC) == value
    assert naive.astimezone(UTC).isoformat() == "2024-09-04T10:01:28.5878372Z"


def test_astimezone_needs_no_utc_between_two_offsets() -> None:
    value = DateTime.fromisoformat("0001-01-01T01:00:00.0000001+14:00")
    assert value.astimezone(offset_zone(13 * 60)).isoformat() == "0001-01-01T00:00:00.0000001+13:00"
    same = value.astimezone(timezone(timedelta(hours=14)))
    assert same.isoformat() == value.isoformat()


def test_astimezone_gives_a_datetime_of_ours_whatever_the_zone_gives() -> None:
    moved = DateTime.fromisoformat("2024-01-01T01:00:00.0000004Z").astimezone(PlainZone())
    assert (type(moved), moved.nanosecond) == (DateTime, 400)


def test_conversions_of_datetime_work() -> None:
    value = DateTime.fromisoformat(SEVEN)
    plain = datetime.fromisoformat(SEVEN)
    assert value.timestamp() == pytest.approx(plain.timestamp())
    assert value.replace(tzinfo=None).timestamp() == pytest.approx(plain.replace(tzinfo=None).timestamp())
    assert value.utctimetuple() == plain.utctimetuple()
    assert value.timetuple() == plain.timetuple()
    assert (value.date(), value.time(), value.timetz()) == (plain.date(), plain.time(), plain.timetz())
    assert value.isocalendar() == plain.isocalendar()


# What else a datetime can do


def test_repr_shows_the_nanosecond_where_it_is_not_0() -> None:
    assert repr(DateTime(2024, 9, 4, nanosecond=200)) == "DateTime(2024, 9, 4, 0, 0, nanosecond=200)"
    assert repr(DateTime(2024, 9, 4)) == "DateTime(2024, 9, 4, 0, 0)"
    value = DateTime(2024, 9, 4, tzinfo=UTC, fold=1, nanosecond=200)
    names = {"DateTime": DateTime, "datetime": __import__("datetime")}
    again = eval(repr(value), names)
    assert (again, again.fold) == (value, 1)


def test_format_strftime_and_match_work() -> None:
    value = DateTime.fromisoformat(SEVEN)
    assert f"{value}" == str(value) == "2024-09-04 12:01:28.5878372+02:00"
    assert f"{value:%d.%m.%Y %f}" == value.strftime("%d.%m.%Y %f") == "04.09.2024 587837"
    match value:
        case DateTime(year=2024, nanosecond=nanosecond):
            assert nanosecond == 200
        case _:
            pytest.fail("it does not match")


def test_a_subclass_stays_itself() -> None:
    value = Stamp.fromisoformat(SEVEN)
    value.note = "kept"
    results = [
        value,
        value + timedelta(1),
        timedelta(1) + value,
        value - timedelta(1),
        value.replace(year=2025),
        value.astimezone(UTC),
        value.astimezone(SummerTime()),
        Stamp.from_datetime(datetime(2024, 9, 4)),
        Stamp.combine(date(2024, 9, 4), time(), nanosecond=200),
        Stamp.fromisoformat("2024-09-04"),
    ]
    assert {type(result) for result in results} == {Stamp}
    assert [result.nanosecond for result in results] == [200] * 7 + [0, 200, 0]
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert type(other) is Stamp
        assert (other.isoformat(), other.note) == (SEVEN, "kept")
    assert value == DateTime.fromisoformat(SEVEN)
    assert hash(value) == hash(DateTime.fromisoformat(SEVEN))
