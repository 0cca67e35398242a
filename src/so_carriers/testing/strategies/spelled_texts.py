"""Scalars as texts without quotes, as XML and forms write them."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import strategies as st

from so_carriers.schema.enum_names import EnumNames
from so_carriers.schema.types import BooleanType, DateTimeType, EnumType, IntegerType, ValueType
from so_carriers.testing.strategies.dates import any_datetimes, date_texts
from so_carriers.testing.strategies.extent import Extent

_INTEGERS = ("{}", "{}", "{:03}")
_BOOLEANS = ("false", "true")
_ODD_BOOLEANS = ("FALSE", "tRue")
_SEPARATORS = (", ", ",", " ")
_HIGHEST_NUMBER = 300


@lru_cache(1024)
def spelled_texts(declared: ValueType, extent: Extent) -> st.SearchStrategy[str]:
    """Texts that a scalar of this type may be written as; canonical ones alone without `spellings`."""
    odd = extent.spellings
    if isinstance(declared, IntegerType):
        numbers = st.integers(declared.lowest, declared.highest)
        return st.builds(str.format, st.sampled_from(_INTEGERS), numbers) if odd else numbers.map(str)
    if isinstance(declared, BooleanType):
        return st.sampled_from(_BOOLEANS + _ODD_BOOLEANS if odd else _BOOLEANS)
    if isinstance(declared, DateTimeType):
        canonical = any_datetimes().map(lambda moment: moment.wire_text())
        return canonical | date_texts() if odd else canonical
    if isinstance(declared, EnumType):
        return _enum_texts(declared.names, extent)
    return extent.text


def _enum_texts(names: EnumNames, extent: Extent) -> st.SearchStrategy[str]:
    canonical = st.sampled_from([names.text(member) for member in [names.zero(), *names.enum_class]])
    if not extent.spellings:
        return canonical
    by_name = sorted(names.by_name)
    odd = st.sampled_from([*by_name, *map(str.lower, by_name)])
    texts = canonical | odd | st.integers(0, _HIGHEST_NUMBER).map(str) | extent.text
    if names.is_flags:
        texts |= st.builds(str.join, st.sampled_from(_SEPARATORS), st.lists(odd, min_size=1, max_size=3))
    return texts
