"""Cultures: NetServer's encoded values as texts for people, `[F:4.5]` as `4,5`.

The table is ours, one culture a language and British English; it is not that of any version of .NET. In
every culture

- integers and doubles have no grouping, as NetServer's own documentation shows it; money has;
- a moment has seconds where they are not 0, and no fraction; a date is without a time of day unless it
  has one; "no date" (`[D:01/01/0001]`) is empty text;
- a time span is hours, minutes and seconds, `00:08:20`; integers of an array have a comma and a blank
  between them; binary is its base64.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from so_carriers import encoded_values
from so_carriers.errors import InvalidValue, excerpt
from so_carriers.values.date_time import NO_DATE

_NO_BREAK, _NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Culture:
    """How one culture writes: the format of a date, the decimal point, what groups digits, the clock."""

    date: str
    decimal: str
    grouping: str
    has_noon: bool = False
    """Whether hours go to 12, with AM and PM."""
    clock: str = ":"


_DAY_FIRST = "{0.day:02}.{0.month:02}.{0.year:04}"
_DAY_FIRST_DASHES = "{0.day:02}-{0.month:02}-{0.year:04}"
_DAY_FIRST_SLASHES = "{0.day:02}/{0.month:02}/{0.year:04}"
_NORWEGIAN = Culture(_DAY_FIRST, ",", _NO_BREAK)

_CULTURES = {
    "cs": Culture(_DAY_FIRST, ",", _NO_BREAK),
    "da": Culture(_DAY_FIRST_DASHES, ",", "."),
    "de": Culture(_DAY_FIRST, ",", "."),
    "en": Culture("{0.month}/{0.day}/{0.year:04}", ".", ",", has_noon=True),
    "en-gb": Culture(_DAY_FIRST_SLASHES, ".", ","),
    "es": Culture(_DAY_FIRST_SLASHES, ",", "."),
    "fi": Culture("{0.day}.{0.month}.{0.year:04}", ",", _NO_BREAK, clock="."),
    "fr": Culture(_DAY_FIRST_SLASHES, ",", _NARROW),
    "it": Culture(_DAY_FIRST_SLASHES, ",", "."),
    "ja": Culture("{0.year:04}/{0.month:02}/{0.day:02}", ".", ","),
    "nb": _NORWEGIAN,
    "nl": Culture(_DAY_FIRST_DASHES, ",", "."),
    "nn": _NORWEGIAN,
    "no": _NORWEGIAN,
    "pl": Culture(_DAY_FIRST, ",", _NO_BREAK),
    "ru": Culture(_DAY_FIRST, ",", _NO_BREAK),
    "sv": Culture("{0.year:04}-{0.month:02}-{0.day:02}", ",", _NO_BREAK),
    "zh": Culture("{0.year:04}/{0.month}/{0.day}", ".", ","),
}

_MIDNIGHT = time()
_marker = re.compile(r"\[(TS|DT|[ABDFIMT]):").match


def known_culture(tag: str) -> str | None:
    """The name of the culture that a language tag stands for, in lower case; None for an unknown one.

    A tag that is not in the table is looked up by its language: `de-AT` is `de`.
    """
    name = tag.strip(" \t").lower()
    if name not in _CULTURES:
        name = name.partition("-")[0]
    return name if name in _CULTURES else None


def culture_named(name: str) -> Culture:
    """The culture of that name, which is in lower case; raises InvalidValue for an unknown one."""
    if name not in _CULTURES:
        raise InvalidValue(f"expected a culture, one of {', '.join(_CULTURES)}; found {excerpt(name)}")
    return _CULTURES[name]


def localized(text: str, culture: Culture) -> str:
    """A text that is wholly one encoded value, as the culture writes the value.

    Any other text, and one whose value is not of its marker's type, is itself.
    """
    found = _marker(text)
    if found is None or not text.endswith("]"):
        return text
    try:
        if found[1] in _NEUTRAL_WRITERS:
            return _NEUTRAL_WRITERS[found[1]](text)
        return _WRITERS[found[1]](text, culture)
    except InvalidValue:
        return text


def _double(text: str, culture: Culture) -> str:
    encoded_values.decode_double(text)
    # The digits as they stand, which a float might not give back.
    return _content(text).replace(".", culture.decimal)


def _money(text: str, culture: Culture) -> str:
    grouped = f"{encoded_values.decode_money(text):,f}"
    return grouped.translate({ord(","): culture.grouping, ord("."): culture.decimal})


def _date(text: str, culture: Culture) -> str:
    value = encoded_values.decode_date_time(text)
    if value.time() != _MIDNIGHT:
        return _moment(text, culture)
    return "" if value == NO_DATE else culture.date.format(value)


def _moment(text: str, culture: Culture) -> str:
    value = encoded_values.decode_date_time(text)
    return "" if value == NO_DATE else f"{culture.date.format(value)} {_time_of_day(value.time(), culture)}"


def _time(text: str, culture: Culture) -> str:
    return _time_of_day(encoded_values.decode_time(text), culture)


def _time_of_day(value: time, culture: Culture) -> str:
    hour = f"{value.hour % 12 or 12}" if culture.has_noon else f"{value.hour:02}"
    numbers = [hour, f"{value.minute:02}", *([f"{value.second:02}"] if value.second else [])]
    noon = (" PM" if value.hour >= 12 else " AM") if culture.has_noon else ""
    return culture.clock.join(numbers) + noon


def _integer(text: str) -> str:
    return str(encoded_values.decode_int(text))


def _time_span(text: str) -> str:
    seconds = int(encoded_values.decode_time_span(text).total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{'-' if seconds < 0 else ''}{hours:02}:{minute:02}:{second:02}"


def _integers(text: str) -> str:
    return ", ".join(map(str, encoded_values.decode_int_array(text)))


def _binary(text: str) -> str:
    encoded_values.decode_binary(text)
    return _content(text)


def _content(text: str) -> str:
    return text.partition(":")[2].removesuffix("]")


_NEUTRAL_WRITERS: dict[str, Callable[[str], str]] = {
    "A": _integers,
    "B": _binary,
    "I": _integer,
    "TS": _time_span,
}
_WRITERS: dict[str, Callable[[str, Culture], str]] = {
    "D": _date,
    "DT": _moment,
    "F": _double,
    "M": _money,
    "T": _time,
}
