"""Values of a declared type as JSON tokens, as any server may send them.

The functions draw few and small choices, token by token: that is what makes bodies fast to
generate and short when they have shrunk.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.enum_names import EnumNames
from so_carriers.schema.types import (
    AnyType,
    BooleanType,
    CarrierType,
    DateTimeType,
    DictionaryType,
    EnumType,
    IntegerType,
    ListType,
    ValueType,
)
from so_carriers.testing.strategies.custom_fields import custom_entries
from so_carriers.testing.strategies.dates import any_datetimes, date_texts
from so_carriers.testing.strategies.extent import Extent
from so_carriers.testing.strategies.json_tokens import array, draw_json, members, string_token
from so_carriers.values.ascii_case import fold

Pair = tuple[str, str]
"""A name and a value, both as tokens."""

_MOST_MEMBERS = 8
_INTEGER_FORMS = st.sampled_from(["{}", "{}.0", "{}.00", "{}e0", '"{}"'])
_BOOLEANS = st.sampled_from(["false", "true"])
_ODD_BOOLEANS = st.sampled_from(["false", "true", '"true"', '"FALSE"', '"tRue"'])
_FLAG_SEPARATORS = st.sampled_from([", ", ",", " "])
_ONE_IN_EIGHT = st.integers(0, 7)
_ONE_IN_THREE = st.integers(0, 2)


@lru_cache(1024)
def tokens_of(declared: ValueType, extent: Extent) -> st.SearchStrategy[str]:
    """Values of a declared type as JSON, marked for `spaced`; null where the type allows it."""
    return _tokens(declared, extent)


@st.composite
def _tokens(draw: st.DrawFn, declared: ValueType, extent: Extent) -> str:
    return draw_value(draw, declared, extent, is_odd=extent.spellings)


def draw_value(draw: st.DrawFn, declared: ValueType, extent: Extent, *, is_odd: bool) -> str:
    """One value; `is_odd` is for scalars in any spelling, else they have the canonical one."""
    if declared.nullable and draw(_ONE_IN_EIGHT) == 7:
        return "null"
    return _draw_present(draw, declared, extent, is_odd=is_odd)


def _draw_present(draw: st.DrawFn, declared: ValueType, extent: Extent, *, is_odd: bool) -> str:
    if isinstance(declared, CarrierType):
        return draw_carrier(draw, declared.carrier, extent)
    if isinstance(declared, ListType):
        items = range(draw(extent.counts))
        return array([draw_value(draw, declared.item, extent.inner, is_odd=is_odd) for _ in items])
    if isinstance(declared, DictionaryType):
        return _draw_dictionary(draw, declared, extent, is_odd=is_odd)
    if isinstance(declared, AnyType):
        return draw_json(draw, extent)
    return _draw_scalar(draw, declared, extent, is_odd=is_odd)


def _draw_dictionary(draw: st.DrawFn, declared: DictionaryType, extent: Extent, *, is_odd: bool) -> str:
    pairs = [_draw_entry(draw, declared, extent, is_odd=is_odd) for _ in range(draw(extent.counts))]
    # Only an odd body names a key twice.
    return members(pairs if extent.spellings else dict(pairs).items())


def _draw_entry(draw: st.DrawFn, declared: DictionaryType, extent: Extent, *, is_odd: bool) -> Pair:
    if issubclass(declared.factory, CustomFields) and extent.texts is None and draw(_ONE_IN_THREE) < 2:
        key, value = draw(custom_entries())
        return string_token(key, 0), json.dumps(value, ensure_ascii=False)
    name = string_token(draw(extent.text), 0)
    return name, draw_value(draw, declared.value, extent.inner, is_odd=is_odd)


def _draw_scalar(draw: st.DrawFn, declared: ValueType, extent: Extent, *, is_odd: bool) -> str:
    if isinstance(declared, IntegerType):
        form = draw(_INTEGER_FORMS) if is_odd else "{}"
        return form.format(draw(_integers(declared.lowest, declared.highest)))
    if isinstance(declared, BooleanType):
        return draw(_ODD_BOOLEANS if is_odd else _BOOLEANS)
    if isinstance(declared, DateTimeType):
        return f'"{draw(date_texts()) if is_odd else draw(any_datetimes()).wire_text()}"'
    if isinstance(declared, EnumType):
        return _draw_enum(draw, declared.names, extent, is_odd=is_odd)
    return string_token(draw(extent.text), draw(_ONE_IN_THREE) if is_odd else 0)


@lru_cache(16)
def _integers(lowest: int, highest: int) -> st.SearchStrategy[int]:
    return st.integers(lowest, highest)


def _draw_enum(draw: st.DrawFn, names: EnumNames, extent: Extent, *, is_odd: bool) -> str:
    text = draw(_enum_texts(names, is_odd, extent.spellings))
    if text is not None:
        return text
    if is_odd and names.is_flags:
        several = draw(_several_names(names))
        return string_token(draw(_FLAG_SEPARATORS).join(several), 0)
    return string_token(draw(extent.text), 0)


@lru_cache(64)
def _enum_texts(names: EnumNames, is_odd: bool, is_open: bool) -> st.SearchStrategy[str | None]:
    """Tokens of an enum's members, in every spelling that is read if `is_odd`.

    None, where it `is_open`, stands for any other text: this version may not know the member.
    """
    canonical = dict.fromkeys(names.text(member) for member in [names.zero(), *names.enum_class])
    texts: list[str | None] = [string_token(text, 0) for text in canonical]
    if is_odd:
        spelled = [spell(name) for name in names.by_name for spell in (str, str.lower, str.upper)]
        numbers = [str(number) for number in [*names.by_number, 37, 256, 300]]
        texts += [string_token(text, 0) for text in [*spelled, *numbers]] + numbers
    return st.sampled_from(texts + [None] * (1 + len(texts) // 3) if is_open else texts)


@lru_cache(64)
def _several_names(names: EnumNames) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(names.by_name)), max_size=3)


def draw_carrier(draw: st.DrawFn, cls: Any, extent: Extent) -> str:
    """Some members in any order and spelling, unknown ones among them, as far as the extent goes."""
    if not extent.depth:
        return members([])
    pairs = [pair for pair in draw(_pairs(cls, extent)) if pair is not None]
    if not extent.unknown:
        # A second name of a member, in another case, is read as an unknown one.
        pairs = [*{fold(json.loads(name)): (name, value) for name, value in pairs}.values()]
    return members(pairs if extent.spellings else _ordered(cls, pairs))


def draw_full_carrier(draw: st.DrawFn, cls: Any, extent: Extent) -> str:
    """Nearly every member, by its own name and in the declared order, without much in each.

    That a member is left out is what its choice shrinks to.
    """
    if not extent.depth:
        return members([])
    inner = extent.shallow
    return members(
        (name, draw_value(draw, member.type, inner, is_odd=False))
        for name, member in zip(_exact_names(cls), schema_of(cls).members, strict=True)
        if draw(_IS_THERE)
    )


_IS_THERE = st.sampled_from([False, *[True] * 19])


def _ordered(cls: Any, pairs: list[Pair]) -> list[Pair]:
    """The declared members once each, in their order, and the unknown ones after them."""
    found = dict(pairs)
    declared = [name for name in _exact_names(cls) if name in found]
    return [(name, found[name]) for name in dict.fromkeys([*declared, *found])]


@lru_cache(1024)
def _pairs(cls: Any, extent: Extent) -> st.SearchStrategy[list[Pair | None]]:
    manners = [st.sampled_from(rows) for rows in _manners(cls, extent) if rows]
    if not manners:
        return st.builds(list)
    return st.lists(_pair(cls, st.sampled_from(manners), extent), max_size=_MOST_MEMBERS)


Row = tuple[str | None, ValueType | None, bool]
"""How a member stands in a body: its name, its type, whether its value is odd. No name for an
unknown member, no type for null."""


@st.composite
def _pair(
    draw: st.DrawFn, cls: Any, manners: st.SearchStrategy[st.SearchStrategy[Row]], extent: Extent
) -> Pair | None:
    name, declared, is_odd = draw(draw(manners))
    if name is None:
        return _draw_unknown(draw, cls, extent)
    if declared is None:
        return name, "null"
    return name, _draw_present(draw, declared, extent.inner, is_odd=is_odd)


def _draw_unknown(draw: st.DrawFn, cls: Any, extent: Extent) -> Pair | None:
    """A member that the class does not declare; None where the name is one that it does."""
    name = draw(extent.text)
    value = draw_json(draw, extent.inner)
    return None if fold(name) in schema_of(cls).by_folded_name else (string_token(name, 0), value)


def _manners(cls: Any, extent: Extent) -> Iterator[Sequence[Row]]:
    """The members in all the ways that they may stand in a body: the plain one first, and most often."""
    declared = schema_of(cls).members
    named = list(zip(_exact_names(cls), declared, strict=True))
    plain: Sequence[Row] = [(name, member.type, False) for name, member in named]
    yield from [plain] * _PLAIN
    if extent.spellings:
        for spell in _SPELLINGS:
            yield [(spell(member.name), member.type, True) for member in declared]
    yield [(name, None, False) for name, member in named if extent.nulls or member.type.nullable]
    if extent.unknown:
        unknown: Sequence[Row] = [(None, None, False)]
        yield from [unknown] * _UNKNOWN


@lru_cache(256)
def _exact_names(cls: Any) -> list[str]:
    return [string_token(member.name, 0) for member in schema_of(cls).members]


_PLAIN = 7
"""How often a member stands in its plain manner for once in each other."""

_UNKNOWN = 3
"""How often there is an unknown member for that."""

_SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda name: string_token(name, 0),
    lambda name: string_token(name[:1].lower() + name[1:], 0),
    lambda name: string_token(name.lower(), 0),
    lambda name: string_token(name.upper(), 1),
    lambda name: string_token(name.swapcase(), 2),
)
"""How clients write names that are not NetServer's own; the first leaves the name and has an odd value."""
