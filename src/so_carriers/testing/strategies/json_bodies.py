"""Bodies in JSON, as any server may send them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from so_carriers.errors import InvalidDefinition
from so_carriers.schema.types import CarrierType, ValueType, declared_type
from so_carriers.testing.strategies.extent import DEPTH, ITEMS, Extent
from so_carriers.testing.strategies.json_tokens import spaced
from so_carriers.testing.strategies.json_value_tokens import draw_full_carrier, draw_value

if TYPE_CHECKING:
    from typing_extensions import TypeForm


def json_bodies(
    type: TypeForm[Any],
    *,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
    unknown: bool = True,
    nulls: bool = True,
    spellings: bool = True,
    white_space: bool = True,
) -> st.SearchStrategy[bytes]:
    """Bodies in JSON of any type that `decode` takes: a carrier class, `list[T]`, `dict[str, T]`, `T | None`.

    Any members stand in them, in any order. `depth` is how many containers that hold something
    stand in each other at most, the root among them; `items` how many values a list or dictionary
    holds; `texts` what all texts are drawn from, keys and names of unknown members too. `unknown`
    adds members that the carriers do not declare, `nulls` null where the type does not allow it (as
    `$select` sends it), `spellings` names, numbers, dates and enums in other than the canonical form,
    names that come twice and orders other than the declared one; `white_space` may stand between
    tokens. `decode` reads each of them with its default limits.

    Shrinks to the shortest body: `{}` for a carrier. Raises InvalidArgument for a type that cannot
    be read and for options that cannot be.
    """
    declared_as(type)
    options: dict[str, Any] = {
        "depth": depth,
        "items": items,
        "texts": texts,
        "unknown": unknown,
        "nulls": nulls,
        "spellings": spellings,
        "white_space": white_space,
    }
    Extent(**options)
    return _bodies(type, **options)


def _named_json_bodies(
    draw: st.DrawFn,
    type: Any,
    *,
    depth: int = DEPTH,
    items: int = ITEMS,
    texts: st.SearchStrategy[str] | None = None,
    unknown: bool = True,
    nulls: bool = True,
    spellings: bool = True,
    white_space: bool = True,
) -> bytes:
    extent = Extent(
        depth=depth,
        items=items,
        texts=texts,
        unknown=unknown,
        nulls=nulls,
        spellings=spellings,
        white_space=white_space,
    )
    return draw_body(draw, declared_type(type), extent)


_named_json_bodies.__name__ = "json_bodies"  # as Hypothesis shows the strategy
_bodies = st.composite(_named_json_bodies)


def declared_as(type: Any) -> ValueType:
    """The type that a caller asks for; raises InvalidArgument, with the reason, for none."""
    try:
        return declared_type(type)
    except InvalidDefinition as reason:
        raise InvalidArgument(str(reason)) from reason


@lru_cache(512)
def json_bodies_of(declared: ValueType, extent: Extent) -> st.SearchStrategy[bytes]:
    """Bodies in JSON of a declared type."""
    return _json_bodies_of(declared, extent)


@st.composite
def _json_bodies_of(draw: st.DrawFn, declared: ValueType, extent: Extent) -> bytes:
    return draw_body(draw, declared, extent)


def draw_body(draw: st.DrawFn, declared: ValueType, extent: Extent) -> bytes:
    """A body of a declared type; now and then that of a carrier names all members."""
    if isinstance(declared, CarrierType) and draw(_ONE_IN_EIGHT) == 7:
        tokens = draw_full_carrier(draw, declared.carrier, extent)
    else:
        tokens = draw_value(draw, declared, extent, is_odd=extent.spellings)
    return spaced(tokens, draw(_BLANKS) if extent.white_space else ("",)).encode()


_ONE_IN_EIGHT = st.integers(0, 7)
_BLANKS = st.sampled_from([("",), ("",), ("",), (" ",), ("", " "), ("\r\n\t", "", " ")])
"""What stands in the gaps of a body, again and again in this order."""
