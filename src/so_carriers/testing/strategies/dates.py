"""Dates with NetServer's seventh digit, and the texts that are read as dates."""

from __future__ import annotations

import datetime
from functools import cache, lru_cache

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from so_carriers.values.date_time import DateTime

_SECOND = 10_000_000
"""The steps of 100 nanoseconds in it."""

_SECONDS_OF_DAY = st.integers(0, 24 * 60 * 60 - 1)
_FRACTIONS = st.sampled_from([0, 1, 9, 10, 5_000_000, 5_870_000, 9_999_990, 9_999_999]) | st.integers(
    0, _SECOND - 1
)

_OFFSETS = [
    datetime.timezone(datetime.timedelta(minutes=minutes * sign))
    for minutes in range(14 * 60 + 1)
    for sign in (1, -1)
]
_ZONES = st.sampled_from([*[None] * len(_OFFSETS), *[datetime.UTC] * len(_OFFSETS), *_OFFSETS])

_FORMS = st.sampled_from(["{}T{}{}{}", "{}T{}{}{}", "{}T{}{}{}", "{}"])
_FRACTION_TEXTS = st.sampled_from(["", ".5", ".50", ".587837", ".5878372", ".0000000"])
_ZONE_TEXTS = st.sampled_from(["", "Z", "+00:00", "-00:00", "+02:00", "-0530", "+14:00"])


def datetimes(
    *,
    min_value: datetime.datetime = DateTime.min,
    max_value: datetime.datetime = DateTime.max,
    zones: bool | st.SearchStrategy[datetime.tzinfo | None] = True,
) -> st.SearchStrategy[DateTime]:
    """Every DateTime: to the last digit, without a zone, with `Z`, and with every offset up to 14 hours.

    `min_value` and `max_value` bound the local reading and have no zone themselves; `zones=False`
    leaves all zones out, and a strategy gives others. Shrinks to 2000-01-01T00:00:00. Raises
    InvalidArgument for bounds that have a zone or are the wrong way round.
    """
    if _bound("min_value", min_value) > _bound("max_value", max_value):
        raise InvalidArgument(f"min_value {min_value} is after max_value {max_value}")
    if not isinstance(zones, (bool, st.SearchStrategy)):
        raise InvalidArgument(f"zones must be True, False or a strategy of zones, found {zones!r}")
    return _datetimes(min_value=min_value, max_value=max_value, zones=zones)


def _bound(name: str, value: object) -> datetime.datetime:
    if not isinstance(value, datetime.datetime):
        raise InvalidArgument(f"{name} must be a DateTime or a datetime, found {value!r}")
    if value.tzinfo is not None:
        raise InvalidArgument(f"{name} bounds the local reading, which has no zone; found {value!r}")
    return value


@cache
def any_datetimes() -> st.SearchStrategy[DateTime]:
    """What `datetimes()` gives, made once."""
    return datetimes()


def _named_datetimes(
    draw: st.DrawFn,
    *,
    min_value: datetime.datetime = DateTime.min,
    max_value: datetime.datetime = DateTime.max,
    zones: bool | st.SearchStrategy[datetime.tzinfo | None] = True,
) -> DateTime:
    day = draw(_days(min_value.date(), max_value.date()))
    minute, second = divmod(draw(_SECONDS_OF_DAY), 60)
    microsecond, last = divmod(draw(_FRACTIONS), 10)
    time = datetime.time(*divmod(minute, 60), second, microsecond)
    value = DateTime.combine(day, time, nanosecond=100 * last)
    # On the first and the last day the time may lie outside.
    value = min(max(value, DateTime.from_datetime(min_value)), DateTime.from_datetime(max_value))
    if zones is False:
        return value
    return value.replace(tzinfo=draw(_ZONES if zones is True else zones))


_named_datetimes.__name__ = "datetimes"  # as Hypothesis shows the strategy
_datetimes = st.composite(_named_datetimes)


@lru_cache(256)
def _days(first: datetime.date, last: datetime.date) -> st.SearchStrategy[datetime.date]:
    return st.dates(first, last)


@cache
def date_texts() -> st.SearchStrategy[str]:
    """Dates in every shape that is read: 0 to 7 digits, `Z`, `+02:00`, `-0530`, no zone, the date alone."""
    return _date_texts()


@st.composite
def _date_texts(draw: st.DrawFn) -> str:
    day = draw(_days(datetime.date.min, datetime.date.max)).isoformat()
    minute, second = divmod(draw(_SECONDS_OF_DAY), 60)
    time = datetime.time(*divmod(minute, 60), second).isoformat()
    return draw(_FORMS).format(day, time, draw(_FRACTION_TEXTS), draw(_ZONE_TEXTS))
