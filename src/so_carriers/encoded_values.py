"""NetServer's culture-neutral texts of values: `[I:3]`, `[F:4.43]`, `[DT:03/28/2019 00:00:00.0000000]`.

They stand where the type of a text is not known otherwise: in custom and extra fields, in archive
columns. The marker tells the type, the rest is the value in .NET's invariant culture, whatever the
culture of server or client (source: NetServer's CultureDataFormatter documentation, "Encoded Values").

| marker | value | Python | written as |
|---|---|---|---|
| `I` | integer | int, 32 bits | `[I:3]` |
| `F` | double | float | `[F:4.43]`, `[F:0]` |
| `M` | money | decimal.Decimal | `[M:123.45]` |
| `D` | date | datetime.date | `[D:05/05/1999 00:00:00.0000000]` |
| `DT` | date and time | DateTime without a zone | `[DT:11/09/2017 14:53:18.0000000]` |
| `T` | time of day | datetime.time | `[T:14:52]`, `[T:14:52:05.25]` |
| `TS` | time span | datetime.timedelta of whole seconds | `[TS:500]` |
| `A` | integers | list of int, 32 bits | `[A:3,4,5]` |
| `B` | binary | bytes | `[B:AAEC]`, base64 |

Month comes before day. The documentation shows dates without a fraction, servers write seven digits or
the date alone; all are read, and `D` and `DT` are written with seven digits. The documentation shows
`T` with hours and minutes only; seconds are added here where there are any. It does not name the coding
of `B`, which is taken to be base64. The typed functions read the bare value too (`3` for `[I:3]`), as
NetServer's parsers do, and raise InvalidValue, with what was expected and an excerpt of the text, for
everything else. Text itself is not encoded.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

from so_carriers.errors import InvalidValue, excerpt
from so_carriers.values.date_time import DateTime, parse_date_time
from so_carriers.values.integers import Int32

EncodedValue: TypeAlias = int | float | Decimal | date | DateTime | time | timedelta | list[int] | bytes | str
"""What `decode` gives."""

_MARKERS = frozenset({"A", "B", "D", "DT", "F", "I", "M", "T", "TS"})
_SECOND = timedelta(seconds=1)
_DAY_IN_TICKS = 24 * 60 * 60 * 10_000_000


@dataclass(frozen=True, slots=True)
class _Form:
    """One kind of value: the markers that it is read under, its pattern, and its name for errors."""

    markers: frozenset[str]
    pattern: re.Pattern[str]
    expected: str

    def read(self, text: str) -> re.Match[str]:
        marker, content = _parts(text)
        match = self.pattern.fullmatch(content) if marker is None or marker in self.markers else None
        if match is None:
            raise self.refusal(text)
        return match

    def refusal(self, found: object) -> InvalidValue:
        return InvalidValue(f"expected {self.expected}, found {excerpt(found)}")


def _form(markers: str, pattern: str, expected: str) -> _Form:
    return _Form(frozenset(markers.split()), re.compile(pattern), expected)


_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?"
_AMOUNT = r"-?[0-9]{1,29}(?:\.[0-9]{1,28})?(?:[eE][+-]?[0-9]{1,2})?"
_CLOCK = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,7})?"
_DATE = rf"([0-9]{{2}})/([0-9]{{2}})/([0-9]{{4}})(?: ({_CLOCK}))?"

_INT = _form("I", r"-?[0-9]{1,10}", "an integer of 32 bits such as [I:3]")
_DOUBLE = _form("F", _NUMBER, "a double such as [F:4.43]")
_MONEY = _form("M", _AMOUNT, "an amount of money, a .NET decimal such as [M:123.45]")
_DAY = _form("D", _DATE, "a date at midnight such as [D:05/31/1999 00:00:00.0000000]")
_DATE_TIME = _form("DT D", _DATE, "a date and time without a zone such as [DT:05/31/1999 14:53:18.0000000]")
_TIME = _form("T", r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6})0?)?)?", "a time such as [T:14:52]")
_TIME_SPAN = _form("TS", r"-?[0-9]{1,10}", "a time span in whole seconds, 32 bits, such as [TS:500]")
_INT_ARRAY = _form("A", r"(?:-?[0-9]{1,10}(?:,-?[0-9]{1,10})*)?", "integers of 32 bits such as [A:3,4,5]")
_BINARY = _form("B", r"[A-Za-z0-9+/]*={0,2}", "base64 such as [B:AAEC]")


def _parts(text: str) -> tuple[str | None, str]:
    """The marker and the value within `[marker:value]`; no marker and the text itself for any other."""
    if text.startswith("[") and text.endswith("]"):
        marker, colon, content = text[1:-1].partition(":")
        if colon and marker in _MARKERS:
            return marker, content
    return None, text


def decode(text: str) -> EncodedValue:
    """The value that an encoded text says by its marker; a text without a known marker is itself.

    A `[D:...]` whose time of day is not midnight is a DateTime, so that nothing is lost. Raises
    InvalidValue where the marker is known and the value is not of its type.
    """
    marker, _ = _parts(text)
    return text if marker is None else _DECODERS[marker](text)


def decode_int(text: str) -> int:
    """`[I:3]` or `3` -> 3."""
    return _integer(_INT, _INT.read(text)[0], text)


def encode_int(value: int) -> str:
    """3 -> `[I:3]`; True and False are 1 and 0, as custom fields have them."""
    return f"[I:{_integer_text(_INT, value)}]"


def decode_double(text: str) -> float:
    """`[F:4.43]` or `4.43` -> 4.43; a number too large for a double is refused."""
    value = float(_DOUBLE.read(text)[0])
    if math.isinf(value):
        raise _DOUBLE.refusal(text)
    return value


def encode_double(value: float) -> str:
    """4.43 -> `[F:4.43]`, 0.0 -> `[F:0]`: the shortest digits that give the same double."""
    if not math.isfinite(value):
        raise _DOUBLE.refusal(value)
    return f"[F:{repr(float(value)).removesuffix('.0').upper()}]"


def decode_money(text: str) -> Decimal:
    """`[M:123.45]` or `123.45` -> Decimal("123.45"), within the range of .NET's decimal."""
    value = Decimal(_MONEY.read(text)[0])
    if not _is_money(value):
        raise _MONEY.refusal(text)
    return value


def encode_money(value: Decimal) -> str:
    """Decimal("123.45") -> `[M:123.45]`; the number of decimals stays."""
    if not _is_money(value):
        raise InvalidValue(f"expected {_MONEY.expected}, found {str(value)[:40]}")
    return f"[M:{value:f}]"


def decode_date(text: str) -> date:
    """`[D:05/31/1999 00:00:00.0000000]`, `[D:05/31/1999]` or `05/31/1999` -> date(1999, 5, 31).

    A time of day other than midnight is refused; `decode_date_time` reads it.
    """
    value = _date_time(_DAY, text)
    if value.ticks % _DAY_IN_TICKS:
        raise _DAY.refusal(text)
    return value.date()


def encode_date(value: date) -> str:
    """date(1999, 5, 31) -> `[D:05/31/1999 00:00:00.0000000]`; a datetime must be midnight without a zone."""
    moment = _without_zone(_DAY, value)
    if moment.ticks % _DAY_IN_TICKS:
        raise _DAY.refusal(str(value))
    return f"[D:{_moment_text(moment)}]"


def decode_date_time(text: str) -> DateTime:
    """`[DT:05/31/1999 14:53:18.1234567]`, or the same under `D` or bare -> DateTime, all digits kept."""
    return _date_time(_DATE_TIME, text)


def encode_date_time(value: datetime) -> str:
    """DateTime(1999, 5, 31, 14, 53, 18) -> `[DT:05/31/1999 14:53:18.0000000]`; a zone is refused."""
    return f"[DT:{_moment_text(_without_zone(_DATE_TIME, value))}]"


def decode_time(text: str) -> time:
    """`[T:14:52]`, `[T:14:52:05.25]` or bare -> time(14, 52); a seventh digit other than 0 is refused."""
    hour, minute, second, fraction = _TIME.read(text).groups("0")
    try:
        return time(int(hour), int(minute), int(second), int(fraction.ljust(6, "0")))
    except ValueError as error:
        raise _TIME.refusal(text) from error


def encode_time(value: time) -> str:
    """time(14, 52) -> `[T:14:52]`; seconds and a fraction only where they are not 0."""
    if value.tzinfo is not None:
        raise _TIME.refusal(str(value))
    second = f":{value.second:02}.{value.microsecond:06}".rstrip("0").rstrip(".").removesuffix(":00")
    return f"[T:{value.hour:02}:{value.minute:02}{second}]"


def decode_time_span(text: str) -> timedelta:
    """`[TS:500]` or `500` -> timedelta(seconds=500)."""
    return timedelta(seconds=_integer(_TIME_SPAN, _TIME_SPAN.read(text)[0], text))


def encode_time_span(value: timedelta) -> str:
    """timedelta(seconds=500) -> `[TS:500]`; a fraction of a second is refused."""
    seconds, rest = divmod(value, _SECOND)
    if rest:
        raise _TIME_SPAN.refusal(str(value))
    return f"[TS:{_integer_text(_TIME_SPAN, seconds)}]"


def decode_int_array(text: str) -> list[int]:
    """`[A:3,4,5]` or `3,4,5` -> [3, 4, 5]; `[A:]` is the empty list."""
    content = _INT_ARRAY.read(text)[0]
    return [_integer(_INT_ARRAY, number, text) for number in content.split(",")] if content else []


def encode_int_array(values: Iterable[int]) -> str:
    """[3, 4, 5] -> `[A:3,4,5]`."""
    return f"[A:{','.join(_integer_text(_INT_ARRAY, value) for value in values)}]"


def decode_binary(text: str) -> bytes:
    r"""`[B:AAEC]` or `AAEC` -> b"\x00\x01\x02"."""
    try:
        return base64.b64decode(_BINARY.read(text)[0], validate=True)
    except binascii.Error as error:
        raise _BINARY.refusal(text) from error


def encode_binary(value: bytes) -> str:
    r"""b"\x00\x01\x02" -> `[B:AAEC]`."""
    return f"[B:{base64.b64encode(value).decode('ascii')}]"


def _decode_date_or_moment(text: str) -> date:
    moment = decode_date_time(text)
    return moment if moment.ticks % _DAY_IN_TICKS else moment.date()


_DECODERS: dict[str, Callable[[str], EncodedValue]] = {
    "A": decode_int_array,
    "B": decode_binary,
    "D": _decode_date_or_moment,
    "DT": decode_date_time,
    "F": decode_double,
    "I": decode_int,
    "M": decode_money,
    "T": decode_time,
    "TS": decode_time_span,
}


def _integer(form: _Form, digits: str, text: str) -> int:
    value = int(digits)
    if not Int32.LOWEST <= value <= Int32.HIGHEST:
        raise form.refusal(text)
    return value


def _integer_text(form: _Form, value: int) -> str:
    if not Int32.LOWEST <= value <= Int32.HIGHEST:
        raise form.refusal(value)
    return f"{value:d}"


def _is_money(value: Decimal) -> bool:
    """Whether .NET's decimal holds it: 96 bits, of which up to 28 digits stand behind the point."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or not -28 <= exponent <= 99 or len(digits) > 29:
        return False
    zeros = "0" * max(exponent, 0)
    return int("".join(map(str, digits)) + zeros) < 2**96


def _date_time(form: _Form, text: str) -> DateTime:
    month, day, year, clock = form.read(text).groups()
    try:
        return parse_date_time(f"{year}-{month}-{day}T{clock or '00:00:00'}")
    except InvalidValue as error:
        raise form.refusal(text) from error


def _without_zone(form: _Form, value: date) -> DateTime:
    if not isinstance(value, datetime):
        return DateTime(value.year, value.month, value.day)
    if value.tzinfo is not None:
        raise form.refusal(str(value))
    return DateTime.from_datetime(value)


def _moment_text(value: DateTime) -> str:
    digits = f"{value.microsecond:06}{value.nanosecond // 100}"
    return (
        f"{value.month:02}/{value.day:02}/{value.year:04}"
        f" {value.hour:02}:{value.minute:02}:{value.second:02}.{digits}"
    )
