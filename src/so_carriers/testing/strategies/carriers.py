"""Carriers of any class: made in Python, or read from a body and then changed here and there."""

from __future__ import annotations

import enum
from functools import lru_cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from so_carriers.messages import decode
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.presence import is_absent, set_absent
from so_carriers.schema.types import is_carrier
from so_carriers.testing.strategies.extent import DEPTH, ITEMS, Extent
from so_carriers.testing.strategies.json_tokens import unspaced
from so_carriers.testing.strategies.json_value_tokens import (
    draw_carrier as draw_carrier_tokens,
    draw_full_carrier,
)
from so_carriers.testing.strategies.printing import register_printers
from so_carriers.testing.strategies.values import attributes_of, draw_carrier

C = TypeVar("C")

register_printers()


def carriers(
    cls: type[C],
    *,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
    unknown: bool = True,
    nulls: bool = True,
    spellings: bool = True,
) -> st.SearchStrategy[C]:
    """Carriers of a class, the library's or one of your own.

    `depth` is how many containers that hold something stand in each other at most, the root among
    them, so that `Limits(depth=depth + 1)` has room for the empty ones in the innermost (and for no
    more than a class of yours holds by default); `items` how many values a list or dictionary
    holds; `texts` what all texts are drawn from, keys and names of unknown members too. `unknown`
    adds members that the class does not declare, or names twice, `nulls` members that are absent or
    null against their type (as `$select` sends them), `spellings` names and values that were written
    in other than the canonical form, and orders other than the declared one. Without these three
    carriers hold what their attributes say, and nothing else.

    Shrinks to the class called without arguments, or where it requires some to `{}`. Raises
    InvalidArgument for a class that is no carrier and for options that cannot be.
    """
    if not is_carrier(cls):
        raise InvalidArgument(_refusal(cls))
    options: dict[str, Any] = {
        "depth": depth,
        "items": items,
        "texts": texts,
        "unknown": unknown,
        "nulls": nulls,
        "spellings": spellings,
    }
    Extent(**options)
    return _carriers(cls, **options)


def _refusal(found: object) -> str:
    if not isinstance(found, type):
        return (
            f"{found!r} is not a carrier class; json_bodies takes other types, st.lists and so on make them"
        )
    if hasattr(found, "__carrier_schema__"):
        return f"{found.__qualname__} is not a carrier: decorate it with @carrier, as its base is"
    return f"{found.__qualname__} is not a carrier: declare one with @carrier"


def _named_carriers(
    draw: st.DrawFn,
    cls: Any,
    *,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
    unknown: bool = True,
    nulls: bool = True,
    spellings: bool = True,
) -> Any:
    extent = Extent(
        depth=depth,
        items=items,
        texts=texts,
        unknown=unknown,
        nulls=nulls,
        spellings=spellings,
        white_space=False,
    )
    return draw_any_carrier(draw, cls, extent)


_named_carriers.__name__ = "carriers"  # as Hypothesis shows the strategy
_carriers = st.composite(_named_carriers)


@lru_cache(512)
def carriers_of(cls: Any, extent: Extent) -> st.SearchStrategy[Any]:
    """Carriers of a class, as far as the extent goes."""
    return _carriers_of(cls, extent)


@st.composite
def _carriers_of(draw: st.DrawFn, cls: Any, extent: Extent) -> Any:
    return draw_any_carrier(draw, cls, extent)


class _Origin(enum.Enum):
    """How a carrier came to be."""

    MADE = "called in Python"
    READ = "read from a body and then changed"
    READ_IN_FULL = "read from a body that names all members"


_ORIGINS = st.sampled_from([*[_Origin.MADE] * 3, *[_Origin.READ] * 4, _Origin.READ_IN_FULL])


def draw_any_carrier(draw: st.DrawFn, cls: Any, extent: Extent) -> Any:
    """A carrier that was made, or read from a body and then changed."""
    origin = draw(_ORIGINS) if extent.has_wire_state else _Origin.MADE
    # The first draws of both are alike, so that what was read shrinks to what was made.
    if origin is _Origin.MADE:
        return draw_carrier(draw, cls, extent)
    draw_tokens = draw_carrier_tokens if origin is _Origin.READ else draw_full_carrier
    carrier = decode(unspaced(draw_tokens(draw, cls, extent)), cls)
    if not extent.nulls:
        _make_present(carrier)
    if origin is _Origin.READ and extent.depth:
        _change(draw, cls, carrier, extent)
    return carrier


def _change(draw: st.DrawFn, cls: Any, carrier: Any, extent: Extent) -> None:
    for attribute, value in draw(attributes_of(cls, extent)):
        setattr(carrier, attribute, value)
    for attribute in draw(_left_out(cls)) if extent.nulls else ():
        set_absent(carrier, attribute)


@lru_cache(256)
def _left_out(cls: Any) -> st.SearchStrategy[list[str]]:
    """Attributes of members that are to be absent."""
    members = schema_of(cls).members
    return (
        st.lists(st.sampled_from([member.attribute for member in members]), max_size=1)
        if members
        else st.builds(list)
    )


def _make_present(value: Any) -> None:
    """Gives every absent member of a carrier, and of those in it, the value that it reads."""
    if isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            _make_present(item)
    elif is_carrier(type(value)):
        for member in schema_of(type(value)).members:
            held = getattr(value, member.attribute)
            if is_absent(value, member.attribute):
                setattr(value, member.attribute, held)
            _make_present(held)
