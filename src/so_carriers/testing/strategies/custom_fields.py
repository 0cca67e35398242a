"""Custom and extra fields as NetServer sends them: `SuperOffice:1`, `x_name`, and what stands beside them."""

from __future__ import annotations

import datetime
from functools import cache, lru_cache

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from so_carriers import encoded_values
from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.testing.strategies.dates import datetimes
from so_carriers.testing.strategies.texts import texts as any_texts
from so_carriers.values.integers import Int32

_COMPANIONS = (":DisplayText", ":DisplayTooltip")
_ORIGINAL = ":org"
"""The suffix of the value that the server had; only user-defined fields have it."""


def custom_fields(
    *, fields: int = 4, texts: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[CustomFields]:
    """CustomFields as a real server sends them.

    User-defined fields (`SuperOffice:1`) and extra fields (`x_name`) hold NetServer's encoded values
    of every type (`[I:3]`, `[D:05/31/1999 00:00:00.0000000]`), plain texts, or null; beside some of
    them stand `:DisplayText`, `:DisplayTooltip` and `:org`. `fields` is how many there are at most,
    each with what stands beside it; `texts` what plain and display texts are drawn from.
    """
    number: object = fields
    if not isinstance(number, int) or number < 0:
        raise InvalidArgument(f"fields must be a number from 0, found {fields!r}")
    if texts is not None and not isinstance(texts, st.SearchStrategy):
        raise InvalidArgument(f"texts must be a strategy such as st.text(), found {texts!r}")
    return _custom_fields(fields=fields, texts=texts)


def _named_custom_fields(
    draw: st.DrawFn, *, fields: int = 4, texts: st.SearchStrategy[str] | None = None
) -> CustomFields:
    found = draw(st.lists(_fields(texts or any_texts()), max_size=fields))
    return CustomFields({key: value for field in found for key, value in field.items()})


_named_custom_fields.__name__ = "custom_fields"  # as Hypothesis shows the strategy
_custom_fields = st.composite(_named_custom_fields)


_USER_DEFINED = tuple(f"SuperOffice:{number}" for number in range(1, 21))
_EXTRA = ("x_name", "x_person_integer", "x_contact_float", "x_date", "x_flag", "x_related_contact")
_KEYS = st.sampled_from([*_USER_DEFINED, *_EXTRA])


@st.composite
def _field(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> dict[str, str | None]:
    key = draw(_KEYS)
    field = {key: draw(_values(texts))}
    for suffix in _COMPANIONS if draw(st.booleans()) else ():
        field[key + suffix] = draw(texts)
    if key in _USER_DEFINED and draw(st.booleans()):
        field[key + _ORIGINAL] = field[key]
    return field


@lru_cache(64)
def _fields(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str | None]]:
    return _field(texts)


@cache
def custom_entries() -> st.SearchStrategy[tuple[str, str | None]]:
    """Single keys of custom fields, with their values."""
    return _entry()


@st.composite
def _entry(draw: st.DrawFn) -> tuple[str, str | None]:
    return draw(_ENTRY_KEYS), draw(_values(any_texts()))


_SUFFIXES = ("", "", *_COMPANIONS, _ORIGINAL)
_ENTRY_KEYS = st.sampled_from([key + suffix for suffix in _SUFFIXES for key in [*_USER_DEFINED, *_EXTRA]])


@lru_cache(64)
def _values(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    moments = datetimes(zones=False)
    numbers = st.integers(Int32.LOWEST, Int32.HIGHEST)
    seconds = numbers.map(lambda count: datetime.timedelta(seconds=count))
    return st.one_of(
        numbers.map(encoded_values.encode_int),
        texts,
        st.none(),
        st.booleans().map(encoded_values.encode_int),
        st.floats(allow_nan=False, allow_infinity=False).map(encoded_values.encode_double),
        st.decimals(-(10**15), 10**15, places=2).map(encoded_values.encode_money),
        st.dates().map(encoded_values.encode_date),
        moments.map(encoded_values.encode_date_time),
        st.times().map(encoded_values.encode_time),
        seconds.map(encoded_values.encode_time_span),
        st.lists(numbers, max_size=3).map(encoded_values.encode_int_array),
        st.binary(max_size=6).map(encoded_values.encode_binary),
    )
