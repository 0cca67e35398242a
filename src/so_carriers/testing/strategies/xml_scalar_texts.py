"""Scalars as elements say them: a text, and the JSON token that may stand beside it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from so_carriers.schema.types import (
    BooleanType,
    DateTimeType,
    EnumType,
    IntegerType,
    ValueType,
)
from so_carriers.testing.strategies.dates import date_texts
from so_carriers.testing.strategies.spelled_texts import spelled_texts
from so_carriers.testing.strategies.xml_extent import XmlExtent
from so_carriers.values.date_time import DateTime


class ScalarText(NamedTuple):
    """The text of an element, and the JSON token that says how JSON spelled it, if one does."""

    text: str
    token: str | None = None


@lru_cache(256)
def scalar_texts(declared: ValueType, extent: XmlExtent) -> st.SearchStrategy[ScalarText]:
    """What an element of that type may hold; tokens only where there are extensions and odd spellings."""
    plain = _plain_texts(declared, extent).map(ScalarText)
    tokens = _WITH_TOKENS.get(type(declared))
    if tokens is None or not (extent.extensions and extent.spellings):
        return plain
    return _mostly(plain, tokens(declared))


@st.composite
def _mostly(
    draw: st.DrawFn, usual: st.SearchStrategy[ScalarText], odd: st.SearchStrategy[ScalarText]
) -> ScalarText:
    return draw(odd if draw(_ONE_IN_FOUR) == 3 else usual)


_ONE_IN_FOUR = st.integers(0, 3)


def _plain_texts(declared: ValueType, extent: XmlExtent) -> st.SearchStrategy[str]:
    texts = spelled_texts(declared, extent)
    if isinstance(declared, EnumType) and declared.names.is_flags:
        with_blanks = texts.map(_with_blanks)
        return with_blanks | texts if extent.spellings else with_blanks
    return texts


def _with_blanks(flags: str) -> str:
    """Flags as a list of XML Schema, which has blanks between its items."""
    return flags.replace(", ", " ")


_INTEGER_TOKENS = ("{}.0", "{}.00", "{}e0", '"{}"', "1.5")
_BOOLEAN_TOKENS = ('"{}"', "1")
# The last of each says nothing, as the text is what counts.


def _integers(declared: Any) -> st.SearchStrategy[ScalarText]:
    numbers = st.integers(0, 9) | st.integers(declared.lowest, declared.highest)
    return _with_tokens(numbers.map(str), _INTEGER_TOKENS)


def _booleans(_declared: ValueType) -> st.SearchStrategy[ScalarText]:
    return _with_tokens(st.sampled_from(["false", "true"]), _BOOLEAN_TOKENS)


def _with_tokens(texts: st.SearchStrategy[str], tokens: tuple[str, ...]) -> st.SearchStrategy[ScalarText]:
    return st.builds(lambda text, token: ScalarText(text, token.format(text)), texts, st.sampled_from(tokens))


def _dates(_declared: ValueType) -> st.SearchStrategy[ScalarText]:
    return date_texts().map(
        lambda text: ScalarText(DateTime.fromisoformat(text).wire_text(), json.dumps(text))
    )


def _enums(declared: Any) -> st.SearchStrategy[ScalarText]:
    names = declared.names
    by_number = st.sampled_from(sorted(names.by_number.items()) or [(0, names.zero())])
    return by_number.map(lambda pair: ScalarText(_with_blanks(names.text(pair[1])), str(pair[0])))


_WITH_TOKENS = {
    BooleanType: _booleans,
    DateTimeType: _dates,
    EnumType: _enums,
    IntegerType: _integers,
}
