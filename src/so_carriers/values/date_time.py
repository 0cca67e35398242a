"""Dates with the seven fraction digits that .NET writes: `2024-09-04T12:01:28.5878372+02:00`.

A `datetime` holds microseconds; `DateTime` adds the tenths of one, the kind of zone (none, `Z` or an
offset) and the number of fraction digits that were written, so that a text that is read is written
again as it was. How the texts look is told in `date_time_text`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from time import struct_time
from typing import Any, ClassVar, Literal, Self, SupportsIndex, TypeVar, overload

from so_carriers.errors import InvalidValue, excerpt
from so_carriers.values.date_time_text import (
    HOURS,
    MINUTES_AND_SECONDS,
    MONTHS_AND_DAYS,
    OFFSET_TEXTS,
    THOUSAND,
    YEARS,
    from_state,
    offset_text,
    read,
)

_MICROSECOND = timedelta(microseconds=1)
_NOTHING = timedelta(0)
_FIXED_ZONES = (type(None), timezone)

_D = TypeVar("_D", bound="DateTime")


def _last_digit(nanosecond: SupportsIndex) -> int:
    number = operator.index(nanosecond)
    last, rest = divmod(number, 100)
    if rest or not 0 <= last <= 9:
        raise InvalidValue(f"expected a nanosecond of 0 to 900 in steps of 100, found {excerpt(number)}")
    return last


def _cut(difference: timedelta, tail: int) -> timedelta:
    """A difference of whole microseconds and `tail` tenths of one, -9 to 9, cut toward zero."""
    if tail < 0 and difference > _NOTHING:
        return difference - _MICROSECOND
    return difference + _MICROSECOND if difference < _NOTHING and tail > 0 else difference


class DateTime(datetime):
    """A `datetime` with one more digit: its time is counted in steps of 100 nanoseconds.

    It is made, compared, shifted and converted as any datetime is, by the same rules for values with
    and without a zone; one whose last digit is 0 equals and hashes as the plain datetime. The kind
    of zone is told by `tzinfo`: None is none, the object `timezone.utc` is `Z`, any other is an
    offset, so that `+00:00` (a zone object of its own) stays apart from `Z`. `resolution` is that of
    timedelta, a microsecond: differences are cut to it, `ticks` are exact.

    InvalidValue is raised for numbers that are no date, and for a shift or a conversion that leaves
    the years 1 to 9999. Constructors that are inherited unchanged (`now`, `fromtimestamp`,
    `strptime` ...) give a last digit of 0 and raise what datetime raises.
    """

    __slots__ = ("_digits", "_last", "_text")

    _last: int
    """The seventh digit of the fraction, 0 to 9."""
    _digits: int | None
    """How many digits the fraction was written with; None: as many as it needs."""
    _text: str | None
    """The text that it was read from where that is the canonical one: mostly it is written again."""

    # They are constants, which ClassVar cannot say.
    min: ClassVar[DateTime]  # pyright: ignore[reportIncompatibleVariableOverride]  # see above
    max: ClassVar[DateTime]  # pyright: ignore[reportIncompatibleVariableOverride]  # see above

    def __new__(  # noqa: PLR0917  # what datetime takes
        cls,
        year: SupportsIndex,
        month: SupportsIndex,
        day: SupportsIndex,
        hour: SupportsIndex = 0,
        minute: SupportsIndex = 0,
        second: SupportsIndex = 0,
        microsecond: SupportsIndex = 0,
        tzinfo: tzinfo | None = None,
        *,
        fold: int = 0,
        nanosecond: SupportsIndex = 0,
    ) -> Self:
        """Makes one of what datetime takes, and of `nanosecond`, 0 to 900 in steps of 100."""
        try:
            self = super().__new__(
                cls, year, month, day, hour, minute, second, microsecond, tzinfo, fold=fold
            )
        except (ValueError, OverflowError) as error:
            raise InvalidValue(f"no such date and time: {error}") from error
        self._last = _last_digit(nanosecond)
        self._digits = self._text = None
        return self

    @classmethod
    def from_datetime(cls, value: datetime) -> Self:
        """The same date, time and zone as `value`; where it is a DateTime its fraction as written, too."""
        if type(value) is cls:
            return value
        made = _restore(cls, *_state_with_fold(value))
        made._last, made._digits = _last_of(value), _digits_of(value)
        return made

    @classmethod
    def fromisoformat(cls, date_string: str, /) -> Self:
        """The date that a wire text says: all that `isoformat` writes, `±hhmm`, and the date alone.

        Unlike datetime's it reads no other form of ISO 8601. Raises InvalidValue, with the text, for
        everything else: other forms, days that do not exist, hour 24, second 60, offsets over 14:00.
        """
        if not isinstance(date_string, str):
            raise TypeError(f"fromisoformat: expected a str, found {type(date_string).__name__}")
        return read(cls, date_string)[0]

    @classmethod
    def combine(
        cls,
        date: date,
        time: time,
        tzinfo: tzinfo | Literal[True] | None = True,
        *,
        nanosecond: SupportsIndex = 0,
    ) -> Self:
        """A date and a time of day in one value; the zone is that of `time` where none is given."""
        combined = super().combine(date, time, time.tzinfo if tzinfo is True else tzinfo)
        combined._last = _last_digit(nanosecond)
        return combined

    @property
    def nanosecond(self) -> int:
        """What is beyond the microsecond: 0 to 900 in steps of 100."""
        return 100 * _last_of(self)

    @property
    def ticks(self) -> int:
        """The 100-nanosecond steps since 0001-01-01T00:00:00 of the local reading, whatever the zone."""
        minutes = (self.toordinal() - 1) * 1440 + self.hour * 60 + self.minute
        return (minutes * 60 + self.second) * 10_000_000 + self.microsecond * 10 + _last_of(self)

    @property
    def zone_kind(self) -> Literal["none", "Z", "offset"]:
        """How the zone is written: not at all, as `Z`, or as an offset such as `+02:00`."""
        if self.tzinfo is None:
            return "none"
        return "Z" if self.tzinfo is UTC else "offset"

    @property
    def fraction(self) -> str:
        """The fraction digits that are written: as many as were read, else without trailing zeros."""
        text, digits = f"{self.microsecond:06}{_last_of(self)}", _digits_of(self)
        return text.rstrip("0") if digits is None else text[:digits]

    def is_written_like(self, other: DateTime) -> bool:
        """Whether both have the same canonical text: 12:00Z equals 13:00+01:00 and is written otherwise."""
        zone = self.tzinfo
        if zone is other.tzinfo and type(zone) in _FIXED_ZONES and self._digits == other._digits:
            return datetime.__eq__(self, other) and self._last == other._last
        return self.isoformat() == other.isoformat()

    def wire_text(self) -> str:
        """The canonical text, `2024-09-04T12:01:28.5878372+02:00`.

        Raises InvalidValue for a zone that the wire cannot say: an offset with seconds or over 14
        hours, or one that the zone object does not tell.
        """
        if self._text is not None:
            return self._text
        zone = self.tzinfo
        if zone is None:
            offset = ""
        elif zone is UTC:
            offset = "Z"
        else:
            try:
                offset = OFFSET_TEXTS[zone]
            except (KeyError, TypeError):  # not met before, or an object that has no hash
                offset = offset_text(self)
        digits, micros, last = self._digits, self.microsecond, self._last
        fraction = ""
        if digits or micros or last:
            fraction = f".{THOUSAND[micros // 1000]}{THOUSAND[micros % 1000]}{last}"
            if digits != 7:
                fraction = fraction[: digits + 1] if digits else fraction.rstrip("0")
        return (
            f"{YEARS[self.year]}{MONTHS_AND_DAYS[self.month]}{MONTHS_AND_DAYS[self.day]}"
            f"{HOURS[self.hour]}{MINUTES_AND_SECONDS[self.minute]}{MINUTES_AND_SECONDS[self.second]}"
            f"{fraction}{offset}"
        )

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        """The canonical text, or one of another precision as datetime's `timespec` names them.

        An offset that the wire cannot say is written as datetime does: `+00:53:28`.
        """
        text = super().isoformat(sep, "seconds" if timespec == "auto" else timespec)
        if self.tzinfo is UTC:
            text = text.removesuffix("+00:00") + "Z"
        fraction = self.fraction if timespec == "auto" else ""
        return f"{text[:19]}.{fraction}{text[19:]}" if fraction else text

    def __repr__(self) -> str:
        text = super().__repr__()
        return f"{text[:-1]}, nanosecond={self.nanosecond})" if self.nanosecond else text

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> tuple[Any, ...]:
        return _restore, (type(self), *_state_with_fold(self)), object.__getstate__(self)

    def replace(  # noqa: PLR0917  # what datetime takes
        self,
        year: SupportsIndex | None = None,
        month: SupportsIndex | None = None,
        day: SupportsIndex | None = None,
        hour: SupportsIndex | None = None,
        minute: SupportsIndex | None = None,
        second: SupportsIndex | None = None,
        microsecond: SupportsIndex | None = None,
        tzinfo: tzinfo | Literal[True] | None = True,
        *,
        fold: int | None = None,
        nanosecond: SupportsIndex | None = None,
    ) -> Self:
        """The same date with the named parts changed; the last digit stays unless `nanosecond` is given."""
        return type(self)(
            self.year if year is None else year,
            self.month if month is None else month,
            self.day if day is None else day,
            self.hour if hour is None else hour,
            self.minute if minute is None else minute,
            self.second if second is None else second,
            self.microsecond if microsecond is None else microsecond,
            self.tzinfo if tzinfo is True else tzinfo,
            fold=self.fold if fold is None else fold,
            nanosecond=self.nanosecond if nanosecond is None else nanosecond,
        )

    __replace__ = replace

    def astimezone(self, tz: tzinfo | None = None) -> Self:
        """The same moment in another zone, the system's for None; the last digit stays.

        Raises InvalidValue where that leaves the years 1 to 9999.
        """
        if tz is not None and tz is self.tzinfo:
            return self
        offset = self.utcoffset()
        try:
            if type(tz) is timezone and offset is not None:
                # datetime goes by way of UTC, which near the ends of time need not exist.
                local = self.replace(tzinfo=None) + (tz.utcoffset(None) - offset)
                return local.replace(tzinfo=tz)
            moved = super().astimezone(tz)
        except (OverflowError, ValueError, OSError) as error:
            raise InvalidValue(f"{self} does not exist in the zone {tz or 'of the system'}") from error
        return type(self).from_datetime(moved).replace(nanosecond=self.nanosecond)

    def timestamp(self) -> float:
        """The seconds since 1970-01-01T00:00:00Z, to a float's precision.

        Raises InvalidValue where the value has no zone and the system knows no such local time.
        """
        try:
            return super().timestamp()
        except (OverflowError, ValueError, OSError) as error:
            raise InvalidValue(f"{self} does not exist in the zone of the system") from error

    def utctimetuple(self) -> struct_time:
        """The fields of the moment in UTC, to the second; InvalidValue outside the years 1 to 9999."""
        try:
            return super().utctimetuple()
        except OverflowError as error:
            raise InvalidValue(f"{self} does not exist in the zone UTC") from error

    def __add__(self, value: timedelta, /) -> Self:
        if not isinstance(value, timedelta):
            return NotImplemented
        return self._shifted(super().__add__, value)

    __radd__ = __add__

    @overload  # type: ignore[override]  # any datetime can be subtracted, not only one of the same class
    def __sub__(self, value: datetime, /) -> timedelta: ...
    @overload
    def __sub__(self, value: timedelta, /) -> Self: ...
    def __sub__(self, value: datetime | timedelta, /) -> timedelta | Self:
        if isinstance(value, datetime):
            return _cut(datetime.__sub__(self, value), _last_of(self) - _last_of(value))
        if not isinstance(value, timedelta):
            return NotImplemented
        return self._shifted(super().__sub__, value)

    def __rsub__(self, value: datetime, /) -> timedelta:
        if not isinstance(value, datetime):
            return NotImplemented
        return -(self - value)

    def _shifted(self, shift: Callable[[timedelta], Self], distance: timedelta) -> Self:
        try:
            shifted = shift(distance)
        except OverflowError as error:
            raise InvalidValue(f"{self} shifted by {distance!r} leaves the years 1 to 9999") from error
        shifted._last = _last_of(self)
        return shifted

    def __eq__(self, value: object, /) -> bool:
        equal = super().__eq__(value)
        return _last_of(self) == _last_of(value) if equal is True else equal

    def __ne__(self, value: object, /) -> bool:
        equal = self.__eq__(value)
        return equal if equal is NotImplemented else not equal

    def __hash__(self) -> int:
        whole, last = super().__hash__(), _last_of(self)
        return hash((whole, last)) if last else whole

    def __lt__(self, value: date, /) -> bool:
        return self._ordered(value, operator.lt, super().__lt__)

    def __le__(self, value: date, /) -> bool:
        return self._ordered(value, operator.le, super().__le__)

    def __gt__(self, value: date, /) -> bool:
        return self._ordered(value, operator.gt, super().__gt__)

    def __ge__(self, value: date, /) -> bool:
        return self._ordered(value, operator.ge, super().__ge__)

    def _ordered(
        self, other: object, holds: Callable[[int, int], bool], whole: Callable[[Any], bool]
    ) -> bool:
        """Whether a comparison holds; `whole` is datetime's, which also tells what cannot be compared.

        Offsets are whole microseconds, so that where neither is before the other to the microsecond
        the last digits decide, whatever the zones.
        """
        if not isinstance(other, datetime) or super().__lt__(other) or super().__gt__(other):
            return whole(other)
        return holds(_last_of(self), _last_of(other))


DateTime.min = DateTime(1, 1, 1)
DateTime.max = DateTime(9999, 12, 31, 23, 59, 59, 999_999, nanosecond=900)

NO_DATE = DateTime(1, 1, 1)
"""What NetServer sends where there is no date: `0001-01-01T00:00:00`."""


def read_date_time(text: str) -> tuple[DateTime, bool]:
    """The date that a wire text says, and whether `wire_text()` would write it as that very text.

    It would not where the offset is spelled `±hhmm` or `-00:00`, nor for the date alone. Raises
    InvalidValue as `DateTime.fromisoformat` does.
    """
    return read(DateTime, text)


def parse_date_time(text: str) -> DateTime:
    """The date that a wire text says; raises InvalidValue as `DateTime.fromisoformat` does."""
    return read(DateTime, text)[0]


def _restore(cls: type[_D], *state: Any) -> _D:
    """A value of the state that a datetime is pickled as, its last digit 0."""
    made: _D = from_state(cls, *state)
    made._last = 0
    made._digits = made._text = None
    return made


def _state_with_fold(value: datetime) -> Any:
    return datetime.__reduce_ex__(value, 4)[1]


# To ask a zone for its offset, datetime makes copies by itself whose slots stay empty; what a zone may
# do with one, such as to compare or to replace, takes them for 0.


def _last_of(value: object) -> int:
    return getattr(value, "_last", 0) if isinstance(value, DateTime) else 0


def _digits_of(value: object) -> int | None:
    return getattr(value, "_digits", None) if isinstance(value, DateTime) else None
