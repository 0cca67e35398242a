"""JSON token by token, so that nothing is lost on the way into it.

Escapes, number tokens and repeated names are all drawn; where white space may stand there is a
mark, which `spaced` fills.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from hypothesis import strategies as st

from so_carriers.testing.strategies.extent import DEFAULT_EXTENT, Extent
from so_carriers.values.numbers import NumberToken

GAP = "\0"
"""The mark of a place for white space; no JSON token holds this character, as strings escape it."""

WAYS = (0, 0, 0, 1, 2)
"""The ways in which strings are written (see `string_token`), the usual one most often."""

NUMBER_TOKENS = (
    "0",
    "-0",
    "-0.0",
    "1.10",
    "1e400",
    "1E5",
    "0.1e1",
    "5e-324",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "0." + "3" * 30,
    "7" * 700,
)
"""Numbers at the edges of what 64 bits and doubles hold."""


def string_token(text: str, way: int) -> str:
    """A JSON string: as short as can be (0), in ASCII (1), or with every character escaped (2)."""
    if way == 2:
        units = text.encode("utf-16-be").hex()
        return '"' + "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)) + '"'
    return json.dumps(text, ensure_ascii=way == 1)


@lru_cache(256)
def string_tokens(extent: Extent = DEFAULT_EXTENT) -> st.SearchStrategy[str]:
    """JSON strings of any text, in any escaping; in the shortest one without `spellings`."""
    if not extent.spellings:
        return extent.text.map(_shortest)
    return st.builds(string_token, extent.text, st.sampled_from(WAYS))


def _shortest(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@cache
def number_tokens() -> st.SearchStrategy[str]:
    """Numbers as JSON writes them."""
    return (
        st.integers().map(str)
        | st.sampled_from(NUMBER_TOKENS)
        | st.floats(allow_nan=False, allow_infinity=False).map(repr)
    )


@lru_cache(256)
def scalar_tokens(extent: Extent = DEFAULT_EXTENT) -> st.SearchStrategy[str]:
    """JSON scalars."""
    return st.sampled_from(["null", "true", "false"]) | number_tokens() | string_tokens(extent)


def draw_json(draw: st.DrawFn, extent: Extent) -> str:
    """JSON of any shape, marked for `spaced`; names are repeated now and then with `spellings`."""
    kind = draw(_KINDS)
    if kind == "[":
        return array([draw_json(draw, extent.inner) for _ in range(draw(extent.counts))])
    if kind == "{":
        pairs = [_draw_pair(draw, extent) for _ in range(draw(extent.counts))]
        return members(pairs if extent.spellings else dict(pairs).items())
    if kind == '"':
        return draw(string_tokens(extent))
    return draw(number_tokens()) if kind == "3" else kind


def _draw_pair(draw: st.DrawFn, extent: Extent) -> tuple[str, str]:
    return draw(string_tokens(extent)), draw_json(draw, extent.inner)


_KINDS = st.sampled_from(["null", "true", "false", "3", "3", "3", '"', '"', '"', "[", "{"])
"""Kinds of JSON values: a constant, or the first character of what is drawn."""


@st.composite
def _json_tokens(draw: st.DrawFn, extent: Extent) -> str:
    return draw_json(draw, extent)


@lru_cache(256)
def json_texts(extent: Extent = DEFAULT_EXTENT) -> st.SearchStrategy[str]:
    """JSON of every shape without white space, names repeated now and then."""
    return _json_tokens(extent).map(unspaced)


@lru_cache(256)
def json_values(extent: Extent = DEFAULT_EXTENT) -> st.SearchStrategy[Any]:
    """JSON values as the library gives and takes them: dict, list, str, int, number token, bool, None."""
    numbers = st.integers(-(2**63), 2**63 - 1) | st.sampled_from(["1.10", "1e400", "-0.0"]).map(NumberToken)
    scalars = st.none() | st.booleans() | numbers | extent.text
    if not extent.depth:
        return scalars
    inner = json_values(extent.inner)
    lists = st.lists(inner, max_size=extent.items)
    return scalars | lists | st.dictionaries(extent.text, inner, max_size=extent.items)


def array(items: Iterable[str]) -> str:
    """A JSON array of these tokens."""
    return f"[{GAP}{f'{GAP},{GAP}'.join(items)}{GAP}]"


def members(pairs: Iterable[tuple[str, str]]) -> str:
    """A JSON object of these names and values, both as tokens."""
    joined = f"{GAP},{GAP}".join([f"{name}{GAP}:{GAP}{value}" for name, value in pairs])
    return f"{{{GAP}{joined}{GAP}}}"


def unspaced(tokens: str) -> str:
    """A JSON text without white space."""
    return tokens.replace(GAP, "")


def spaced(tokens: str, blanks: Sequence[str]) -> str:
    """A JSON text with these pieces of white space in its gaps, again and again in their order."""
    pieces = tokens.split(GAP)
    gaps = itertools.chain(itertools.islice(itertools.cycle(blanks), len(pieces) - 1), [""])
    return "".join(itertools.chain.from_iterable(zip(pieces, gaps, strict=True)))
