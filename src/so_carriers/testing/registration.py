"""What Hypothesis calls when it is imported, so that `st.from_type(User)` works without importing us.

It stands in the entry points of the package (group `hypothesis`), and runs in every program that
imports Hypothesis where this library is installed: it loads neither carriers nor strategies, and
the strategy of a class is made when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from so_carriers.schema.declared import tell_of_classes
from so_carriers.values.date_time import DateTime
from so_carriers.values.integers import Int32
from so_carriers.values.numbers import NumberToken

if TYPE_CHECKING:
    from hypothesis import strategies as st


def register() -> None:
    """Registers strategies for the classes of values, and for every carrier when it is declared."""
    # Importing Hypothesis calls this, so that a module that began with it would be called half made.
    from hypothesis.strategies import register_type_strategy  # noqa: PLC0415 -- see above

    def register_declared(declared: type[Any]) -> None:
        register_type_strategy(declared, _strategy_of)

    for value_class in (DateTime, Int32, NumberToken):
        register_type_strategy(value_class, _strategy_of)
    tell_of_classes(register_declared)


def _strategy_of(asked: Any) -> st.SearchStrategy[Any]:
    # A door that opens when the first value is drawn.
    from so_carriers.testing.strategies.by_type import strategy_of  # noqa: PLC0415 -- see above

    return strategy_of(asked)
