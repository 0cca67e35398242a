"""Forms that decoding must take, written name by name without the library's writer.

Names nest with dots and brackets in every spelling that is read, lists have indices, empty
brackets or repeated names, dictionaries entries or keys; pairs come in any order and
escaping.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hypothesis import reject, strategies as st
from hypothesis.errors import InvalidArgument

from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.types import (
    CONTAINERS,
    CarrierType,
    DictionaryType,
    ListType,
    TextType,
    ValueType,
)
from so_carriers.testing.strategies.extent import DEPTH, ITEMS, Extent
from so_carriers.testing.strategies.form_escapes import Escapes, piece
from so_carriers.testing.strategies.json_bodies import declared_as
from so_carriers.testing.strategies.member_choices import chosen_members, free_name
from so_carriers.testing.strategies.spelled_texts import spelled_texts

if TYPE_CHECKING:
    from typing_extensions import TypeForm


def form_bodies(
    type: TypeForm[Any],
    *,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
    unknown: bool = True,
    spellings: bool = True,
) -> st.SearchStrategy[bytes]:
    """Forms that `so.decode(body, type, "application/x-www-form-urlencoded")` takes.

    `type` is a carrier class, a dictionary of scalars, or either with `| None`; InvalidArgument
    is raised for any other. `depth` bounds the containers that stand in each other, `items`
    those of one list or dictionary, and texts are drawn from `texts`. Forms have `unknown`
    members, and odd `spellings` of names and values, orders, escapes and empty pieces. What is
    null or empty is left out, as no form can say it.
    """
    extent = Extent(depth=depth, items=items, texts=texts, unknown=unknown, nulls=False, spellings=spellings)
    declared = declared_as(type)
    if isinstance(declared, CarrierType):
        return _forms(declared, extent)
    if isinstance(declared, DictionaryType) and not isinstance(declared.value, CONTAINERS):
        return _forms(declared, extent)
    raise InvalidArgument(f"a form is a carrier or a dictionary of scalars, found {type!r}")


Pair = tuple[str, str]
"""A name and its value, not yet escaped."""


@st.composite
def _forms(draw: st.DrawFn, declared: CarrierType | DictionaryType, extent: Extent) -> bytes:
    if not extent.spellings:
        return b"&".join(piece(*pair, Escapes.USUAL) for pair in _Pairs(draw, extent).root(declared))
    # Some are plain throughout, as they are read in another way than the others.
    chosen = draw(st.sampled_from([_plain(extent), extent, extent]))
    pairs = _Pairs(draw, chosen).root(declared)
    if not chosen.spellings:
        return b"&".join(piece(*pair, Escapes.USUAL) for pair in pairs)
    before, between, after = draw(st.sampled_from(_SEPARATORS))
    escapes = itertools.cycle(draw(st.sampled_from(_ESCAPES)))
    return before + between.join(piece(*pair, next(escapes)) for pair in _ordered(draw, pairs)) + after


@lru_cache(256)
def _plain(extent: Extent) -> Extent:
    return replace(extent, spellings=False)


_SEPARATORS = (
    (b"", b"&", b""),
    (b"", b"&", b""),
    (b"", b"&", b"&"),
    (b"&", b"&", b""),
    (b"&&", b"&&&", b"&"),
)
_ESCAPES = (
    (Escapes.USUAL,),
    (Escapes.USUAL, Escapes.LOWER),
    (Escapes.FEW, Escapes.USUAL),
    (Escapes.USUAL, Escapes.USUAL, Escapes.ALL, Escapes.FEW),
)
"""How the pairs of a form are written, again and again in this order."""
_ONE_IN_FOUR = st.sampled_from([False, False, False, True])
_MOST_SHUFFLED = 12
_MOST_PAIRS = 25


def _ordered(draw: st.DrawFn, pairs: list[Pair]) -> list[Pair]:
    """The pairs in another order now and then: indices say where an item stands."""
    if not draw(_ONE_IN_FOUR):
        return pairs
    return draw(st.permutations(pairs)) if len(pairs) <= _MOST_SHUFFLED else pairs[::-1]


class _Pairs:
    """Draws the pairs of one form; `room` is how many more there are to be, more or less.

    Names are put together from the inside: what stands in a container begins with the step into it.
    """

    def __init__(self, draw: st.DrawFn, extent: Extent) -> None:
        self._draw = draw
        self._extent = extent
        self._room = _MOST_PAIRS

    def root(self, declared: CarrierType | DictionaryType) -> list[Pair]:
        """The pairs of a form of that type, of which there is at least one."""
        if isinstance(declared, DictionaryType):
            return [(key, self._text(declared.value)) for key in self._keys(least=1)]
        return self._members(declared.carrier, self._extent.depth - 1) or self._one_pair(declared.carrier)

    def _one_pair(self, carrier: Any) -> list[Pair]:
        """What a form without any other pair has, as none may be empty."""
        for least in self._least_of_each_member(carrier, self._extent.depth):
            return [(name.removeprefix("."), text) for name, text in least]
        if self._extent.unknown:
            return [(free_name("X", schema_of(carrier).by_folded_name), "")]
        return reject()

    def _least_of_each_member(self, carrier: Any, depth: int) -> Iterator[list[Pair]]:
        """For each member that can be said the fewest pairs that say it; scalars first."""
        for member in sorted(schema_of(carrier).members, key=lambda each: isinstance(each.type, CONTAINERS)):
            least = self._least(member.type, depth - 1) if _is_plain(member.name) else []
            if least:
                yield [(f".{member.name}{more}", text) for more, text in least]

    def _least(self, declared: ValueType, depth: int) -> list[Pair]:
        """The fewest pairs that say a value; none where it would be too deep."""
        if not isinstance(declared, CONTAINERS):
            return [("", self._text(declared))]
        if depth <= 0:
            return []
        if isinstance(declared, CarrierType):
            return next(self._least_of_each_member(declared.carrier, depth), [])
        if isinstance(declared, ListType):
            return _items([self._least(declared.item, depth - 1)])
        least = self._least(declared.value, depth - 1)
        return _items([[(".Key", ""), *((f".Value{more}", text) for more, text in least)]] if least else [])

    def _some(self, least: int = 0) -> range:
        return range(self._draw(st.integers(least, self._extent.items)))

    def _keys(self, least: int = 0) -> list[str]:
        most = max(least, self._extent.items)
        return self._draw(st.lists(self._extent.text, min_size=least, max_size=most, unique=True))

    def _text(self, declared: ValueType) -> str:
        """The text of a scalar, which is empty only where a text belongs."""
        self._room -= 1
        return self._draw(_scalar_texts(declared, self._extent))

    def _one_of(self, choices: tuple[str, ...]) -> str:
        """One of these where spellings may be odd, else the first."""
        return self._draw(st.sampled_from(choices)) if self._extent.spellings else choices[0]

    def _members(self, carrier: Any, depth: int) -> list[Pair]:
        is_root = depth == self._extent.depth - 1
        known = schema_of(carrier).by_folded_name
        pairs: dict[str, list[Pair]] = {}
        for manner in self._draw(chosen_members(carrier, self._extent, is_root)):
            if manner.member is None:
                name = free_name(self._draw(_unknown_names(self._extent)), known)
                pairs[name] = self._unknown(depth)
            else:
                pairs[manner.name] = self._value(manner.member.type, depth)
        return self._below_root(pairs) if is_root else self._below(pairs)

    def _below_root(self, named: Mapping[str, list[Pair]]) -> list[Pair]:
        """The same where nothing stands before: names begin with a plain step, and not with a bracket."""
        return [
            (name + more, text)
            for name, pairs in named.items()
            if _is_plain(name)
            for more, text in pairs
            if not (name + more).startswith("[")
        ]

    def _below(self, named: Mapping[str, list[Pair]]) -> list[Pair]:
        """The same below another name: with dots or in brackets, and not at all where neither can be."""
        return [
            (step + more, text)
            for name, pairs in named.items()
            if (step := self._step(name)) is not None
            for more, text in pairs
        ]

    def _step(self, name: str) -> str | None:
        fits_brackets = "]" not in name and not _INDEX.fullmatch(name)
        if not _is_plain(name):
            # It is read, but nothing writes it.
            return f"[{name}]" if fits_brackets and self._extent.spellings else None
        return self._one_of((f".{name}", f".{name}", f"[{name}]" if fits_brackets else f".{name}"))

    def _value(self, declared: ValueType, depth: int) -> list[Pair]:
        """The pairs of a value; none where it is an empty container."""
        if not isinstance(declared, CONTAINERS):
            return [("", self._text(declared))]
        if depth <= 0 or self._room <= 0:
            return []
        if isinstance(declared, CarrierType):
            return self._members(declared.carrier, depth - 1)
        if isinstance(declared, DictionaryType):
            return self._entries(declared.value, depth - 1)
        return self._list_items(declared.item, depth - 1)

    def _list_items(self, declared: ValueType, depth: int) -> list[Pair]:
        if isinstance(declared, CONTAINERS):
            return _items([self._value(declared, depth) for _ in self._some()])
        return self._scalar_items(declared)

    def _scalar_items(self, declared: ValueType) -> list[Pair]:
        form = self._one_of(("[{}]", "[{}]", "[]", ""))
        return [(form.format(place), self._text(declared)) for place in self._some()]

    def _entries(self, declared: ValueType, depth: int) -> list[Pair]:
        """Entries of a dictionary, by index or by key."""
        values = {key: self._value(declared, depth) for key in self._keys()}
        form = self._one_of(("Key Value", "Key Value", "key VALUE", ""))
        if not form:
            return self._below(values)
        key_name, value_name = form.split()
        entries = [
            [
                *((f".{value_name}{more}", text) for more, text in pairs),
                (self._one_of((f".{key_name}", f"[{key_name}]")), key),
            ]
            for key, pairs in values.items()
            if pairs
        ]
        return _items([[entry[-1], *entry[:-1]] for entry in entries])

    def _unknown(self, depth: int) -> list[Pair]:
        """What no type declares: a text, an array or an object."""
        kind = self._one_of(_UNKNOWN_KINDS) if depth > 0 and self._extent.items else ""
        if kind == "object":
            names = [self._draw(_unknown_names(self._extent)) for _ in self._some(1)]
            return self._below({name: self._unknown(depth - 1) for name in names})
        if kind == "[{}]":
            return _items([self._unknown(depth - 1) for _ in self._some(1)])
        count = 1 if not kind else len(self._some(1))
        more = "" if kind == "repeated" else kind
        return [(more, self._draw(self._extent.text)) for _ in range(count)]


def _items(found: list[list[Pair]]) -> list[Pair]:
    """The pairs of items, numbered without holes: an item without any is left out."""
    full = [pairs for pairs in found if pairs]
    return [(f"[{place}]{more}", text) for place, pairs in enumerate(full) for more, text in pairs]


_UNKNOWN_KINDS = ("", "[]", "[{}]", "repeated", "object", "object")

_INDEX = re.compile(r"[0-9]*")


def _is_plain(name: str) -> bool:
    """Whether a name is one step as it stands."""
    return not any(mark in name for mark in ".[]")


@lru_cache(256)
def _scalar_texts(declared: ValueType, extent: Extent) -> st.SearchStrategy[str]:
    texts = spelled_texts(declared, extent)
    return texts if isinstance(declared, TextType) else texts.filter(bool)


@lru_cache(256)
def _unknown_names(extent: Extent) -> st.SearchStrategy[str]:
    return st.sampled_from(["Extra", "extra", "X", "Key", "0"]) | extent.text
