"""The texts of dates: the shapes that are read, the zones they name, and the digits that are written.

Read are `YYYY-MM-DDTHH:MM:SS`, then a dot and one to seven digits or nothing, then a zone: nothing,
`Z`, `±hh:mm` or `±hhmm`, up to 14:00 either way. Written are the same but for `±hhmm`, which is what
.NET's round-trip format of a DateTime gives. Everything kept here is bounded: there are 48 shapes,
1,681 offsets and 9,999 years, whatever the texts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any, TypeVar

from so_carriers.errors import InvalidValue, excerpt

_D = TypeVar("_D", bound=datetime)

LONGEST_OFFSET = 14 * 60
"""The widest offset of a zone in minutes, either way, in XML Schema (part 2, section 3.2.7) and .NET."""

DIGIT_TO_ZERO = bytes.maketrans(b"123456789", b"000000000")
"""The translation of a text's bytes into its shape."""

DATE_SHAPE = b"0000-00-00"
_LOCAL_SHAPE = b"0000-00-00T00:00:00"
_ZONE_SHAPES = (b"", b"Z", b"+00:00", b"-00:00", b"+0000", b"-0000")


def _shapes() -> dict[bytes, tuple[int, int]]:
    shapes: dict[bytes, tuple[int, int]] = {}
    for digits in range(8):
        local = _LOCAL_SHAPE + b"." * (digits > 0) + b"0" * digits
        shapes |= {local + zone: (len(local), digits) for zone in _ZONE_SHAPES}
    return shapes


SHAPES = _shapes()
"""Shape -> where the local reading ends and the zone begins, and the number of fraction digits."""


class _Zones(dict[str, tuple[tzinfo | None, bool]]):
    """The zones by their text, each with whether that text is the one written; filled on first use."""

    def __missing__(self, text: str) -> tuple[tzinfo | None, bool]:
        hours, minutes = int(text[1:3]), int(text[-2:])
        distance = 60 * hours + minutes
        if minutes > 59 or distance > LONGEST_OFFSET:
            raise InvalidValue("an offset of at most 14:00")
        zone = offset_zone(-distance if text[0] == "-" else distance)
        found = self[text] = zone, OFFSET_TEXTS[zone] == text
        return found


ZONES = _Zones({"": (None, True), "Z": (UTC, True)})
OFFSET_TEXTS: dict[tzinfo, str] = {}
"""What is written for the offsets met so far; UTC's own object is not among them, it writes `Z`."""
OFFSET_ZONES: dict[int, timezone] = {}
"""The zones of the offsets met so far, by their minutes."""


def offset_zone(minutes: int) -> timezone:
    """The zone that is so many minutes ahead of UTC, from -840 to 840; the same object every time.

    The zone of 0 minutes is not the object `timezone.utc`, so that `+00:00` and `Z` stay apart.
    Raises InvalidValue for more than 14 hours.
    """
    known = OFFSET_ZONES.get(minutes)
    if known is not None:
        return known
    if abs(minutes) > LONGEST_OFFSET:
        raise InvalidValue(f"expected an offset of at most 840 minutes, found {excerpt(minutes)}")
    hours, rest = divmod(abs(minutes), 60)
    text = f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
    offset = timedelta(minutes=minutes)
    zone = timezone(offset) if offset else timezone(offset, text)
    OFFSET_TEXTS[zone] = text  # before another thread can find the zone
    return OFFSET_ZONES.setdefault(minutes, zone)


def offset_text(value: datetime) -> str:
    """What is written for the zone of `value`, which is neither none nor UTC: `+02:00`.

    Raises InvalidValue where the offset has seconds, is over 14 hours, is missing, or where asking
    for it fails.
    """
    try:
        offset = value.utcoffset()
    except Exception as error:  # the zone is the caller's own class and may raise anything
        raise _unspeakable(value, "its zone does not tell its offset") from error
    if offset is None:
        raise _unspeakable(value, "its zone does not tell its offset")
    minutes, rest = divmod(offset, timedelta(minutes=1))
    if rest or abs(minutes) > LONGEST_OFFSET:
        raise _unspeakable(value, f"its offset {offset} is not whole minutes up to 14:00")
    return OFFSET_TEXTS[offset_zone(minutes)]


def _unspeakable(value: datetime, reason: str) -> InvalidValue:
    return InvalidValue(f"{value.replace(tzinfo=None)} cannot be written: {reason}")


_ZERO, _TWO, _FOUR = b"024"

# The state that a datetime is pickled as makes one of another class in half the time that its seven
# numbers take; it is passed on unread.
from_state: Callable[..., Any] = datetime.__new__
_state_of: Callable[[datetime], Any] = datetime.__reduce__
_plain = datetime.fromisoformat


def read(cls: type[_D], text: str) -> tuple[_D, bool]:
    """A value of `cls`, which is DateTime or made from it, and whether its text is the canonical one."""
    try:
        raw = text.encode()
        end, digits = SHAPES[raw.translate(DIGIT_TO_ZERO)]
        local = _plain(text[:end])
        zone, canonical = ZONES[text[end:]]
    except (KeyError, ValueError) as error:
        return _read_date(cls, text, error), False
    if raw[12] == _FOUR and raw[11] == _TWO:  # hour 24, which Python reads from 3.14 on and .NET does not
        raise _refusal(text)
    value = from_state(cls, _state_of(local)[1][0], zone)
    value._last = raw[26] - _ZERO if digits == 7 else 0
    value._digits = digits
    value._text = text if canonical and text.__class__ is str else None
    return value, canonical


def _read_date(cls: type[_D], text: str, error: Exception) -> _D:
    """The midnight of a text that is a date alone; for any other, `error` tells what is wrong with it."""
    if error.args == (DATE_SHAPE,):
        try:
            return read(cls, f"{text}T00:00:00")[0]
        except InvalidValue as no_such_day:
            raise _refusal(text) from no_such_day.__cause__
    # A KeyError quotes its key, which is as long as the text and would flood a log.
    raise _refusal(text, error) from (None if isinstance(error, KeyError) else error)


def _refusal(text: str, error: Exception | None = None) -> InvalidValue:
    if isinstance(error, InvalidValue):
        expected = str(error)
    elif isinstance(error, (KeyError, UnicodeError)):
        expected = "a date and time such as 2024-09-04T12:01:28.5878372+02:00"
    else:
        expected = "a date and a time of day that exist"
    return InvalidValue(f"expected {expected}, found {excerpt(text)}")


class _Padded(dict[int, str]):
    """Years with four digits, filled on first use."""

    def __missing__(self, number: int) -> str:
        text = self[number] = f"{number:04}"
        return text


# Looking these up takes a fifth of the time that a format specification such as `:02` takes.
YEARS = _Padded()
MONTHS_AND_DAYS = [f"-{number:02}" for number in range(32)]
HOURS = [f"T{number:02}" for number in range(24)]
MINUTES_AND_SECONDS = [f":{number:02}" for number in range(60)]
THOUSAND = [f"{number:03}" for number in range(1000)]
