"""What holds for every DateTime, number token and encoded value, checked against exact integers."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from so_carriers import encoded_values as encoded
from so_carriers.errors import InvalidValue
from so_carriers.values.date_time import DateTime, parse_date_time, read_date_time
from so_carriers.values.date_time_text import offset_zone
from so_carriers.values.numbers import NumberToken

TICKS_IN_MICROSECOND = 10
LAST_TICK = 3_155_378_975_999_999_999

# Both ends of time and its middle alike, where offsets of up to 14 hours reach over the ends.
NEAR_AN_END = 20 * 3600 * 10_000_000
ticks_of_time = st.one_of(
    st.integers(0, LAST_TICK),
    st.integers(0, NEAR_AN_END),
    st.integers(LAST_TICK - NEAR_AN_END, LAST_TICK),
    st.integers(0, 30),
    st.integers(LAST_TICK - 30, LAST_TICK),
)
zones: st.SearchStrategy[tzinfo | None] = st.one_of(
    st.none(), st.just(UTC), st.just(offset_zone(0)), st.integers(-840, 840).map(offset_zone)
)
offsets = zones.filter(lambda zone: zone is not None)
shifts = st.one_of(
    st.timedeltas(),
    st.timedeltas(timedelta(days=-1), timedelta(days=1)),
    st.timedeltas(timedelta(microseconds=-3), timedelta(microseconds=3)),
)


def of_ticks(ticks: int, zone: tzinfo | None = None) -> DateTime:
    """The oracle's way to a value: whole microseconds by datetime, the last digit beside it."""
    microseconds, last = divmod(ticks, TICKS_IN_MICROSECOND)
    plain = datetime.min + timedelta(microseconds=microseconds)
    return DateTime.from_datetime(plain.replace(tzinfo=zone)).replace(nanosecond=100 * last)


def instant(value: datetime) -> int:
    """The ticks of the moment in UTC, which may lie outside the years 1 to 9999."""
    offset = value.utcoffset()
    assert offset is not None
    local = value.ticks if isinstance(value, DateTime) else exact(value.replace(tzinfo=None) - datetime.min)
    return local - exact(offset)


def exact(difference: timedelta) -> int:
    return difference // timedelta(microseconds=1) * TICKS_IN_MICROSECOND


def cut_to_microseconds(ticks: int) -> timedelta:
    whole = abs(ticks) // TICKS_IN_MICROSECOND
    return timedelta(microseconds=whole if ticks >= 0 else -whole)


values = st.builds(of_ticks, ticks_of_time, zones)
aware = st.builds(of_ticks, ticks_of_time, offsets)
naive = st.builds(of_ticks, ticks_of_time)


@st.composite
def wire_texts(draw: st.DrawFn) -> str:
    """A text of a shape that is read, with every number of fraction digits and every spelling of a zone."""
    local = draw(values).isoformat(timespec="seconds")[:19]
    digits = draw(st.text("0123456789", max_size=7))
    offset = draw(st.integers(-840, 840))
    hours, minutes = divmod(abs(offset), 60)
    sign = "-" if offset < 0 else draw(st.sampled_from("+-")) if offset == 0 else "+"
    zone = draw(st.sampled_from(["", "Z", f"{sign}{hours:02}:{minutes:02}", f"{sign}{hours:02}{minutes:02}"]))
    return draw(st.sampled_from([local[:10], f"{local}{'.' + digits if digits else ''}{zone}"]))


@given(ticks_of_time, zones)
def test_ticks_are_the_local_reading_of_the_number_they_were_made_of(ticks: int, zone: tzinfo | None) -> None:
    assert of_ticks(ticks, zone).ticks == ticks


@given(values)
def test_reading_what_is_written_gives_the_same_value(value: DateTime) -> None:
    again = DateTime.fromisoformat(value.isoformat())
    assert again == value
    assert again.wire_text() == value.wire_text() == value.isoformat()
    assert again.ticks == value.ticks
    assert again.zone_kind == value.zone_kind
    assert again.utcoffset() == value.utcoffset()
    assert again.fraction == value.fraction


@given(wire_texts())
def test_writing_what_is_read_gives_the_text_where_it_is_canonical(text: str) -> None:
    value, canonical = read_date_time(text)
    assert canonical == (value.wire_text() == text)
    assert value.isoformat() == value.wire_text()
    assert parse_date_time(text) == DateTime.fromisoformat(text) == value
    assert read_date_time(value.wire_text()) == (value, True)


@given(wire_texts())
def test_texts_mean_what_the_standard_library_says_to_the_microsecond(text: str) -> None:
    value, plain = parse_date_time(text), datetime.fromisoformat(text)
    assert value.replace(nanosecond=0) == plain
    assert value.utcoffset() == plain.utcoffset()


@given(st.text() | st.text("0123456789-+:.TZtz W", max_size=40))
@example("2024-01-01T24:00:00")
@example("\ud800")
def test_any_text_is_read_or_refused_as_our_error(text: str) -> None:
    try:
        value, canonical = read_date_time(text)
    except InvalidValue:
        return
    assert canonical == (value.wire_text() == text)


@given(wire_texts(), st.data())
def test_a_text_with_one_character_changed_is_read_or_refused_as_our_error(
    text: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("0123456789-+:.TZ ,W") | st.characters())
    changed = text[:place] + other + text[place + data.draw(st.sampled_from([0, 1])) :]
    try:
        value, canonical = read_date_time(changed)
    except InvalidValue:
        return
    assert canonical == (value.wire_text() == changed)


@given(aware, aware)
@example(of_ticks(0, offset_zone(60)), of_ticks(0, UTC))
@example(of_ticks(0, offset_zone(840)), of_ticks(LAST_TICK, offset_zone(-840)))
def test_order_equality_and_hash_are_those_of_the_exact_moments(one: DateTime, other: DateTime) -> None:
    first, second = instant(one), instant(other)
    for compare in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
        assert compare(one, other) is compare(first, second)
    if first == second:
        assert hash(one) == hash(other)


@given(aware, offsets)
def test_one_moment_in_two_zones_is_equal_and_hashes_alike(value: DateTime, zone: tzinfo) -> None:
    local = instant(value) + exact(zone.utcoffset(None) or timedelta())
    if 0 <= local <= LAST_TICK:
        other = of_ticks(local, zone)
        assert value == other
        assert hash(value) == hash(other)
        assert value.astimezone(zone).isoformat() == other.isoformat()
    else:
        with pytest.raises(InvalidValue):
            value.astimezone(zone)


@given(naive, naive)
def test_values_without_a_zone_are_ordered_by_their_ticks(one: DateTime, other: DateTime) -> None:
    for compare in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
        assert compare(one, other) is compare(one.ticks, other.ticks)


@given(values, st.data())
def test_comparisons_with_plain_datetimes_are_exact_on_either_side(
    value: DateTime, data: st.DataObject
) -> None:
    zone = value.tzinfo if value.tzinfo is None else data.draw(offsets)
    close = value.ticks + data.draw(st.integers(-20, 20))
    ticks = data.draw(ticks_of_time | st.just(min(max(close, 0), LAST_TICK)))
    plain = datetime.min.replace(tzinfo=zone) + timedelta(microseconds=ticks // TICKS_IN_MICROSECOND)
    assert type(plain) is datetime
    mine, theirs = value.ticks, exact(plain.replace(tzinfo=None) - datetime.min)
    if zone is not None:
        mine, theirs = instant(value), instant(plain)
    for compare in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
        assert compare(value, plain) is compare(mine, theirs)
        assert compare(plain, value) is compare(theirs, mine)
    if value == plain:
        assert hash(value) == hash(plain)
    assert value - plain == cut_to_microseconds(mine - theirs)
    assert plain - value == cut_to_microseconds(theirs - mine)


@given(st.datetimes(timezones=st.none() | st.just(UTC) | st.integers(-840, 840).map(offset_zone)))
def test_a_plain_datetime_made_ours_equals_and_hashes_as_it(plain: datetime) -> None:
    value = DateTime.from_datetime(plain)
    assert value == plain
    assert plain == value
    assert hash(value) == hash(plain)


@given(values, shifts)
def test_shifting_agrees_with_exact_integers(value: DateTime, shift: timedelta) -> None:
    shifted: list[tuple[int, Callable[[], DateTime]]] = [
        (value.ticks + exact(shift), lambda: value + shift),
        (value.ticks + exact(shift), lambda: shift + value),
        (value.ticks - exact(shift), lambda: value - shift),
    ]
    for ticks, operation in shifted:
        if 0 <= ticks <= LAST_TICK:
            result = operation()
            assert (type(result), result.ticks, result.tzinfo) == (DateTime, ticks, value.tzinfo)
        else:
            with pytest.raises(InvalidValue):
                operation()


@given(aware, aware)
def test_differences_across_zones_are_the_exact_ones_cut_toward_zero(one: DateTime, other: DateTime) -> None:
    assert one - other == cut_to_microseconds(instant(one) - instant(other))


@given(naive, naive)
def test_differences_are_the_exact_ones_cut_toward_zero(one: DateTime, other: DateTime) -> None:
    assert one - other == cut_to_microseconds(one.ticks - other.ticks)


@given(wire_texts(), st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_pickle_and_copy_keep_everything(text: str, protocol: int) -> None:
    value = parse_date_time(text)
    for other in (pickle.loads(pickle.dumps(value, protocol)), copy.copy(value), copy.deepcopy(value)):
        assert type(other) is DateTime
        assert (other, hash(other), other.ticks) == (value, hash(value), value.ticks)
        assert (other.zone_kind, other.fraction) == (value.zone_kind, value.fraction)
        assert other.wire_text() == value.wire_text()


@given(values, st.integers(1, 9999), st.integers(0, 999_999), st.integers(0, 9))
def test_replace_changes_what_is_named_and_nothing_else(
    value: DateTime, year: int, micros: int, last: int
) -> None:
    first_day = value.replace(day=1)
    changed = first_day.replace(year=year)
    assert (changed.year, changed.month, changed.time(), changed.tzinfo, changed.nanosecond) == (
        year,
        value.month,
        value.time(),
        value.tzinfo,
        value.nanosecond,
    )
    assert value.replace(microsecond=micros).nanosecond == value.nanosecond
    assert value.replace(nanosecond=100 * last).ticks == value.ticks - value.nanosecond // 100 + last
    assert value.replace().isoformat() == value.isoformat()


@given(st.timedeltas(timedelta(hours=-23), timedelta(hours=23)))
def test_a_zone_is_written_where_it_is_whole_minutes_up_to_14_hours(offset: timedelta) -> None:
    value = DateTime(2024, 9, 4, tzinfo=timezone(offset, "zone"))
    if offset % timedelta(minutes=1) or abs(offset) > timedelta(hours=14):
        with pytest.raises(InvalidValue):
            value.wire_text()
        assert str(value).startswith("2024-09-04 00:00:00")
    else:
        assert DateTime.fromisoformat(value.wire_text()).utcoffset() == offset


# Number tokens

tokens = st.from_regex(
    r"-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,4})?",
    fullmatch=True,
    alphabet="0123456789-+.eE",
)


@given(tokens, tokens)
def test_a_token_is_kept_and_compares_as_its_float(one: str, other: str) -> None:
    number = NumberToken(one)
    assert str(number) == str(copy.copy(number)) == str(pickle.loads(pickle.dumps(number))) == one
    for compare in (operator.eq, operator.lt, operator.ge):
        assert compare(number, NumberToken(other)) is compare(float(one), float(other))
    assert hash(number) == hash(float(one))


@given(st.text() | st.text("0123456789-+.eE_ NaIinfty", max_size=12))
def test_any_text_is_a_token_or_refused_as_our_error(text: str) -> None:
    try:
        number = NumberToken(text)
    except InvalidValue:
        return
    assert str(number) == text
    assert number == float(text)


# Encoded values

int32s = st.integers(-(2**31), 2**31 - 1)
money = st.builds(
    lambda sign, coefficient, places: Decimal((sign, tuple(map(int, str(coefficient))), -places)),
    st.integers(0, 1),
    st.integers(0, 2**96 - 1),
    st.integers(0, 28),
)
typed_values: dict[str, st.SearchStrategy[Any]] = {
    "int": int32s,
    "double": st.floats(allow_nan=False, allow_infinity=False),
    "money": money,
    "date": st.dates(),
    "date_time": naive,
    "time": st.times(),
    "time_span": int32s.map(lambda seconds: timedelta(seconds=seconds)),
    "int_array": st.lists(int32s),
    "binary": st.binary(),
}


@pytest.mark.parametrize("kind", typed_values)
@given(data=st.data())
def test_decoding_what_was_encoded_gives_the_value(kind: str, data: st.DataObject) -> None:
    value = data.draw(typed_values[kind])
    text = getattr(encoded, f"encode_{kind}")(value)
    decoded = getattr(encoded, f"decode_{kind}")(text)
    assert (type(decoded), decoded) == (type(value), value)
    assert getattr(encoded, f"encode_{kind}")(decoded) == text
    assert encoded.decode(text) == value


@pytest.mark.parametrize("kind", typed_values)
@given(text=st.text() | st.from_regex(r"\[(A|B|D|DT|F|I|M|T|TS):[-0-9A-Za-z+/:,. =]{0,20}\]", fullmatch=True))
def test_any_text_is_decoded_or_refused_as_our_error(kind: str, text: str) -> None:
    for decode in (getattr(encoded, f"decode_{kind}"), encoded.decode):
        try:
            value = decode(text)
        except InvalidValue:
            continue
        assert isinstance(value, (int, float, Decimal, date, time, timedelta, list, bytes, str))
