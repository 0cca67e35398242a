"""The strategies that `st.from_type` finds for the library's classes, and for carriers of any user's."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.schema.types import is_carrier, value_type
from so_carriers.testing.strategies.carriers import carriers
from so_carriers.testing.strategies.custom_fields import custom_fields
from so_carriers.testing.strategies.dates import datetimes
from so_carriers.testing.strategies.json_tokens import number_tokens
from so_carriers.testing.strategies.values import values_of
from so_carriers.values.date_time import DateTime
from so_carriers.values.integers import Int32
from so_carriers.values.numbers import NumberToken


def strategy_of(asked: Any) -> st.SearchStrategy[Any]:
    """The strategy for a carrier class, a dictionary of carriers, or one of the classes of values."""
    if is_carrier(asked):
        return carriers(asked)
    made = _MADE.get(asked)
    return values_of(value_type(asked)) if made is None else made


_INT32 = st.integers(Int32.LOWEST, Int32.HIGHEST)
_MADE: dict[Any, st.SearchStrategy[Any]] = {
    CustomFields: custom_fields(),
    DateTime: datetimes(),
    Int32: _INT32.map(Int32),
    NumberToken: number_tokens().map(NumberToken),
}
